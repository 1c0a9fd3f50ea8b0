# SPDX-License-Identifier: MIT
"""Bad input, by name: exact class, field, value and remedy, and nothing written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.running import Loggro, Ran, files_in
from loggro_integration import errors
from loggro_integration.exact_json import dumps, loads
from loggro_integration.money import exact
from loggro_integration.sandbox import FakeLoggro, Fault

DAY = "2026-11-24"
FORCE = "/invoices/forceSendToIntegration/{id}"
LIST = "/invoices"


@pytest.fixture
def sale(fake: FakeLoggro, rules: Path) -> Any:
    """A sale as the API gives it, to be spoiled."""
    del rules
    number = fake.operator.sell(
        ["Arepa de queso"],
        customer={"name": "Tejidos del Altiplano SAS", "idType": "NIT", "idNumber": "900123456"},
    )
    row = next(each for each in fake.sales() if each["number"] == number)
    return loads(dumps(row))


def explained(loggro: Loggro, folder: Path, sale: Any) -> Ran:
    """Explain a spoiled sale; the folder must stay as it is."""
    path = folder / "sale.json"
    path.write_text(dumps(sale), "utf-8")
    ran = loggro("map", "explain", "--file", path, "--json")
    assert ["loggro.toml", "sale.json"] == files_in(folder)
    assert "Traceback" not in ran.out + ran.err
    return ran


def problem(ran: Ran, code: str) -> Any:
    return next(each for each in ran.json["problems"] if each["code"] == code)


def test_wrong_nit_digit_of_a_customer(loggro: Loggro, folder: Path, sale: Any) -> None:
    """The check digit of a customer's NIT is recomputed, and the right one is named."""
    sale["client"] |= {"document": "900123456", "checkDigit": "1", "idDocumentType": "31"}

    ran = explained(loggro, folder, sale)

    found = problem(ran, "customer-nit-check-digit")
    assert 1 == ran.code
    assert found["blocking"]
    assert found["path"].startswith("client")
    assert "900123456-8" in found["fix"]["es"]
    assert "900123456-8" in found["fix"]["en"]


def test_wrong_nit_digit_in_the_rules(loggro: Loggro, folder: Path, rules: Path) -> None:
    """The rules file names its wrong key, value and remedy."""
    text = rules.read_text("utf-8").replace("900555111-6", "900555111-5")
    rules.write_text(text, "utf-8")

    ran = loggro("map", "explain", "FE1", "--json")

    (found,) = ran.error["problems"]
    assert (2, "InvalidRules") == (ran.code, ran.error["class"])
    assert ("business.nit", "900555111-5") == (found["path"], found["value"])
    assert found["fix"]["es"] != found["fix"]["en"]
    assert ["loggro.toml"] == files_in(folder)


@pytest.mark.parametrize("quantity", [-1, 0])
def test_negative_quantity(loggro: Loggro, folder: Path, sale: Any, quantity: int) -> None:
    """A quantity that is not above zero stops the document."""
    sale["products"][0]["quantity"] = quantity

    ran = explained(loggro, folder, sale)

    found = problem(ran, "quantity-not-positive")
    assert (1, False) == (ran.code, ran.json["ready"])
    assert "quantity" in found["path"]
    assert found["value"] in {str(quantity), f"{quantity}.00"}
    assert found["fix"]["es"]


def test_float_money_never_enters_by_a_file(loggro: Loggro, folder: Path, sale: Any) -> None:
    """A number with a fraction is read digit by digit; what is finer than a cent is a problem."""
    text = dumps(sale).replace('"total":9000', '"total":8999.999999999999')
    assert text != dumps(sale)
    path = folder / "sale.json"
    path.write_text(text, "utf-8")

    ran = loggro("map", "explain", "--file", path, "--json")

    written = [step["text"]["en"] for step in ran.json["trace"] if step["code"] == "amount.rounded"]
    assert any("8999.999999999999" in sentence for sentence in written)


def test_float_money_from_a_program(folder: Path) -> None:
    """A binary float is refused by class, field, value and remedy."""
    with pytest.raises(errors.InexactMoney) as caught:
        exact(54000.1, field="total")

    error = caught.value
    assert ("total", "54000.1") == (error.field, error.value)
    assert isinstance(error, TypeError)
    assert error.hint is not None
    assert "Decimal" in error.hint.es
    assert [] == files_in(folder)


def test_unknown_payment_method(loggro: Loggro, folder: Path, sale: Any) -> None:
    """A method without a rule is named with the key to add."""
    sale["paid"]["paymentMethodValue"][0]["paymentMethod"] = "Bre-B"

    ran = explained(loggro, folder, sale)

    found = problem(ran, "payment-method-unmapped")
    assert (1, "Bre-B") == (ran.code, found["value"])
    assert found["path"].startswith("payments[0]")
    assert "payment_means" in found["fix"]["en"]


def nothing_happened(ran: Ran, fake: FakeLoggro, folder: Path) -> None:
    """Nothing was sent, no ledger row was made, no trace was shown."""
    assert "Traceback" not in ran.out + ran.err
    assert not [call for call in fake.calls if call.route == FORCE]
    assert not (folder / "reconciliation.csv").exists()


def test_expired_token_of_restobar(loggro: Loggro, restaurant: FakeLoggro, folder: Path) -> None:
    """A token that is refused again after one new login is an account to mend."""
    restaurant.operator.add_faults([Fault.token_expired("GET", LIST)])

    ran = loggro("sync", "run", "--since", DAY, "--json")

    assert (2, "TokenRejected") == (ran.code, ran.error["class"])
    assert {"es", "en"} == set(ran.error["hint"])
    nothing_happened(ran, restaurant, folder)


def test_expired_token_of_pymes(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Pymes token that was revoked is an account to mend, and never printed."""
    restaurant.operator.sell()
    monkeypatch.setenv("LOGGRO_PYMES_TOKEN", "revoked-token")

    ran = loggro("sync", "run", "--since", DAY, "--json")

    assert (2, "TokenRejected") == (ran.code, ran.error["class"])
    assert "revoked-token" not in ran.out + ran.err
    nothing_happened(ran, restaurant, folder)


def test_wrong_password(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused login is an account to mend."""
    monkeypatch.setenv("LOGGRO_RESTOBAR_PASSWORD", "wrong-arepa")

    ran = loggro("sales", "list", "--json")

    assert (2, "AuthenticationFailed") == (ran.code, ran.error["class"])
    assert "wrong-arepa" not in ran.out + ran.err
    assert ["loggro.toml"] == files_in(folder)


@pytest.mark.parametrize(
    "name", ["LOGGRO_RESTOBAR_EMAIL", "LOGGRO_RESTOBAR_PASSWORD", "LOGGRO_PYMES_TOKEN"]
)
def test_missing_variable(
    loggro: Loggro,
    restaurant: FakeLoggro,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """A variable that is not set is named, and nothing is asked."""
    monkeypatch.delenv(name)

    ran = loggro("check", "--json")

    assert (2, "ConfigurationError", name) == (ran.code, ran.error["class"], ran.error["code"])
    assert name in ran.error["hint"]["es"]
    assert [] == restaurant.calls
    assert ["loggro.toml"] == files_in(folder)


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("words", [["sales", "list"], ["sync", "run", "--since", DAY], ["check"]])
def test_500_storm(loggro: Loggro, restaurant: FakeLoggro, folder: Path, words: list[str]) -> None:
    """A server that answers 500 to everything is unreachable: few calls, 4, nothing written."""
    restaurant.operator.add_faults([Fault.before("*", "*")])

    ran = loggro(*words, "--json")

    assert (4, "Unavailable") == (ran.code, ran.error["class"])
    assert 500 == ran.error["status"]
    assert len(restaurant.calls) <= 3
    nothing_happened(ran, restaurant, folder)


def test_nobody_answers(
    loggro: Loggro, restaurant: FakeLoggro, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A port that nobody listens on is unreachable."""
    monkeypatch.setenv("LOGGRO_RESTOBAR_URL", "http://127.0.0.1:9/restobar")

    ran = loggro("sales", "list", "--json")

    assert (4, "ConnectionFailed") == (ran.code, ran.error["class"])


def test_html_instead_of_json(loggro: Loggro, restaurant: FakeLoggro, folder: Path) -> None:
    """A page where rows should be is no empty list: nobody knows."""
    restaurant.operator.add_faults([Fault.garbage("GET", LIST)])

    ran = loggro("sales", "list", "--json")

    assert (3, "UnexpectedResponse") == (ran.code, ran.error["class"])
    assert "GET" == ran.error["method"]
    assert ["loggro.toml"] == files_in(folder)


def test_html_from_pymes_sends_nothing(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path
) -> None:
    """A page where the look-up's rows should be never leads to a send."""
    restaurant.operator.sell()
    restaurant.operator.push_now()
    restaurant.operator.add_faults([Fault.garbage("GET", "/v1/ventas-detallado")])

    ran = loggro("sync", "run", "--since", DAY, "--json")

    assert (3, 1) == (ran.code, ran.json["counts"]["cannot_tell"])
    nothing_happened(ran, restaurant, folder)


@pytest.fixture
def read_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder where nothing can be written, also by root: the ledger is a folder's name."""
    place = folder / "disk"
    place.mkdir()
    place.chmod(stat.S_IRUSR | stat.S_IXUSR)
    yield place
    place.chmod(stat.S_IRWXU)


def test_ledger_on_a_read_only_disk(
    loggro: Loggro, restaurant: FakeLoggro, read_only: Path
) -> None:
    """Without a ledger that can be written nothing is sent, and the remedy is named."""
    ledger = read_only / "loggro.db"
    if os.geteuid() == 0:
        # root writes anywhere: a file that is no database but a folder refuses it too
        ledger.mkdir()

    ran = loggro("sync", "run", "--since", DAY, "--ledger", ledger, "--json")

    assert (2, "LedgerError") == (ran.code, ran.error["class"])
    assert "ledger-unusable" == ran.error["code"]
    assert "permita escribir" in ran.error["hint"]["es"]
    nothing_happened(ran, restaurant, read_only)


def test_rules_that_are_no_toml(loggro: Loggro, folder: Path, rules: Path) -> None:
    """A file that is not TOML is told with its line."""
    rules.write_text("[business\n", "utf-8")

    ran = loggro("check", "--json")

    assert (2, "InvalidRules") == (ran.code, ran.error["class"])
    assert ran.error["problems"][0]["fix"]["es"]


def test_rules_in_another_encoding(loggro: Loggro, folder: Path, rules: Path) -> None:
    """A file saved as Latin-1 is refused by its reason."""
    rules.write_bytes(rules.read_bytes().decode().encode("latin-1"))

    ran = loggro("check", "--json")

    assert (2, "InvalidInput", "rules") == (ran.code, ran.error["class"], ran.error["field"])
    assert "not UTF-8" in ran.error["message"]


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("map", "explain", "FE1"),
        ("sync", "run", "--since", DAY),
        ("sync", "start", "--from", DAY),
        ("rules", "check"),
    ],
    ids=" ".join,
)
def test_the_rules_file_that_was_given_is_the_one_that_is_named(
    loggro: Loggro, folder: Path, words: tuple[str, ...]
) -> None:
    """Not the usual name, which another file of the folder may have."""
    (folder / "bad.toml").write_text('[business]\nnit = "900555111-6"\n', "utf-8")

    ran = loggro(*words, "--rules", "bad.toml")

    assert 2 == ran.code
    assert "bad.toml has 1 problem(s)" in ran.err
    assert "Add business.name to bad.toml." in " ".join(ran.err.split())
    assert "loggro.toml" not in ran.err
    assert ["bad.toml"] == files_in(folder)
