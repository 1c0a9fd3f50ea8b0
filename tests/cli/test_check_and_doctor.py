# SPDX-License-Identifier: MIT
"""`loggro check` and `loggro doctor`: what is wrong, and what to do about it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cli.running import Loggro, files_in
from cli.shapes import CAUSE, FINDING, KEYS, SETTING
from loggro_integration import errors
from loggro_integration.cli import _connect
from loggro_integration.cli._connect import secret_at
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import FakeLoggro, Fault

NAMES = ("LOGGRO_RESTOBAR_EMAIL", "LOGGRO_RESTOBAR_PASSWORD", "LOGGRO_PYMES_TOKEN")


def by_code(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["code"]: each for each in found}


def test_check(loggro: Loggro, restaurant: FakeLoggro, folder: Path) -> None:
    """Every setting has a verdict; what no API shows is unknown, with the screen."""
    ran = loggro("check", "--json")

    found = by_code(ran.json["findings"])
    assert KEYS["check"] == set(ran.json)
    assert SETTING == set(found["taxes"])
    assert "ok" == found["restobar-login"]["verdict"]
    assert "unknown" == found["siigo-connected"]["verdict"]
    assert "Siigo" in found["siigo-connected"]["fix"]["en"]
    assert ["loggro.toml"] == files_in(folder)


def test_check_finds_what_is_missing(loggro: Loggro, restaurant: FakeLoggro, rules: Path) -> None:
    """A method without a mapping is a problem with its key and its remedy, and ends with 1."""
    rules.write_text(rules.read_text("utf-8").replace("Efectivo", "Billetes"), "utf-8")

    ran = loggro("check", "--json")

    found = by_code(ran.json["findings"])["payment-means"]
    assert (1, "problem") == (ran.code, found["verdict"])
    assert "Efectivo" in found["message"]["es"]
    assert "[payment_means]" in found["fix"]["en"]


def test_check_for_people(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """The table has a sign for each verdict."""
    ran = loggro("check")

    assert [] == [sign for sign in ("✔", "?") if sign not in ran.out]


def test_check_ranks_why_a_sale_is_not_in_pymes(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """After the first unsynced sale the causes follow, the likeliest first, with their screens."""
    restaurant.operator.sell()
    number = restaurant.operator.sell(payments="Nequi")
    restaurant.operator.advance(seconds=1200)

    ran = loggro("check", "--json")
    shown = loggro("check")

    first = ran.json["causes"][0]
    assert [number] == ran.json["unsynced"]
    assert CAUSE == set(first)
    assert ("screen-payment-means", "Nequi") == (first["code"], first["subject"])
    assert "Recent sales that are not in Pymes: 1" in shown.out
    assert "Nequi" in shown.out


def test_check_ends_with_3_where_only_the_look_up_differs(
    loggro: Loggro, restaurant: FakeLoggro
) -> None:
    """Nobody can tell what is in Pymes: the setting to change is named."""
    restaurant.operator.sell()
    restaurant.operator.advance(seconds=1200)
    restaurant.operator.switch("sales_module", "financiero")

    ran = loggro("check", "--json")

    found = by_code(ran.json["findings"])["sales-lookup"]
    assert (3, "wrong") == (ran.code, found["state"])
    assert "pymes.sales.base_url" in found["fix"]["en"]


def test_check_of_a_module_elsewhere_names_its_setting(
    loggro: Loggro, restaurant: FakeLoggro
) -> None:
    """A base that moved stops neither the command nor the other checks."""
    restaurant.operator.switch("structure_modules", "organizacion")

    ran = loggro("check", "--json")

    found = by_code(ran.json["findings"])
    assert (1, "wrong") == (ran.code, found["establishment"]["state"])
    assert "pymes.modules.inventario" in found["establishment"]["fix"]["en"]
    assert {"ok"} == {found[code]["state"] for code in ("cash-box", "pymes-numbering")}


def test_check_proves_the_look_up(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """With the number of an invoice seen in Pymes the look-up is proved, and kept."""
    number = restaurant.operator.sell()
    restaurant.operator.push_now()

    ran = loggro("check", "--known", number, "--json")
    shown = loggro("check", "--known", number)

    assert {"number": number, "proved": True} == ran.json["known"]
    assert f"finds {number}: it is proved" in shown.out


def test_check_cannot_prove_what_it_does_not_find(
    loggro: Loggro, restaurant: FakeLoggro, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number that Pymes does not show proves nothing, and the settings to look at are named."""
    number = restaurant.operator.sell(payments="Nequi")
    monkeypatch.setenv("LOGGRO_LANG", "es")

    ran = loggro("check", "--known", number)

    assert ran.code in {1, 3}
    assert f"no encuentra {number}" in ran.err
    assert "pymes.sales" in ran.err


def test_check_of_a_number_nobody_sold(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """The number must be one of Restobar's."""
    ran = loggro("check", "--known", "FE999", "--json")

    assert (2, "InvalidInput", "FE999") == (ran.code, ran.error["class"], ran.error["value"])


def test_doctor_of_a_healthy_place(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """Versions, extras, files, variables and both accounts are looked at."""
    ran = loggro("doctor", "--json")

    found = by_code(ran.json["checks"])
    assert KEYS["doctor"] == set(ran.json)
    assert FINDING == set(found["python"])
    assert (0, 0) == (ran.code, ran.json["problems"])
    assert {
        "python", "version", "extra-cli", "extra-dian", "extra-sandbox", "rules", "ledger",
        "environment", "restobar", "restobar-user", "pymes", *NAMES,
    } <= set(found)  # fmt: skip
    assert "logs in as Integración Loggro" == found["restobar"]["message"]["en"]


def test_doctor_warns_of_a_shared_login(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """A user who also sells would be thrown out: that is a warning, not a problem."""
    restaurant.operator.sell()

    ran = loggro("doctor", "--json")

    found = by_code(ran.json["checks"])["restobar-user"]
    assert (0, "warning") == (ran.code, found["verdict"])
    assert "for the integration alone" in found["fix"]["en"]


def test_doctor_for_people(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """A person sees a table, and no value of a variable."""
    ran = loggro("doctor")

    assert 0 == ran.code
    assert "logs in as Integración Loggro" in ran.out
    assert restaurant.password not in ran.out + ran.err
    assert restaurant.token not in ran.out + ran.err


def test_doctor_of_an_empty_place(loggro: Loggro, folder: Path) -> None:
    """Without rules and variables each of them is named, with its remedy."""
    ran = loggro("doctor", "--json")

    found = by_code(ran.json["checks"])
    assert 1 == ran.code
    assert {"problem"} == {found[name]["verdict"] for name in (*NAMES, "rules")}
    assert "Set LOGGRO_PYMES_TOKEN." == found["LOGGRO_PYMES_TOKEN"]["fix"]["en"]
    assert [] == files_in(folder)


def test_doctor_before_there_are_rules(
    loggro: Loggro, restaurant: FakeLoggro, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The accounts are looked at all the same, the books at their usual address too."""
    rules.unlink()

    found = by_code(loggro("doctor", "--json").json["checks"])
    monkeypatch.delenv("LOGGRO_RESTOBAR_EMAIL")
    monkeypatch.delenv("LOGGRO_RESTOBAR_URL")
    monkeypatch.setenv("LOGGRO_PYMES_URL", "")
    monkeypatch.delenv("LOGGRO_PYMES_TOKEN")
    bare = by_code(loggro("doctor", "--json").json["checks"])

    assert ("problem", "ok", "ok") == tuple(
        found[name]["verdict"] for name in ("rules", "restobar", "pymes")
    )
    assert not {"restobar", "pymes"} & set(bare)


def test_doctor_of_wrong_rules(loggro: Loggro, folder: Path, rules: Path) -> None:
    """A rules file with mistakes is a problem that says which."""
    rules.write_text('[business]\nnit = "900555111-5"\nname = "x"\n', "utf-8")

    found = by_code(loggro("doctor", "--json").json["checks"])["rules"]

    assert "InvalidRules: " in found["message"]["en"]
    assert "business.nit" in found["message"]["en"]


def test_doctor_of_a_wrong_password(
    loggro: Loggro, restaurant: FakeLoggro, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refused login is a problem of the account, and the password is not shown."""
    monkeypatch.setenv("LOGGRO_RESTOBAR_PASSWORD", "wrong-arepa")

    ran = loggro("doctor", "--json")

    found = by_code(ran.json["checks"])["restobar"]
    assert (1, "problem") == (ran.code, found["verdict"])
    assert "AuthenticationFailed" in found["message"]["en"]
    assert "wrong-arepa" not in ran.out + ran.err


def test_doctor_of_a_silent_server(
    loggro: Loggro, restaurant: FakeLoggro, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing but the network is wrong the command ends with 4."""
    monkeypatch.setenv("LOGGRO_RESTOBAR_URL", "http://127.0.0.1:9/restobar")
    monkeypatch.setenv("LOGGRO_PYMES_URL", "http://127.0.0.1:9/apik")

    ran = loggro("doctor", "--json")

    assert (4, 2) == (ran.code, ran.json["problems"])


def test_doctor_of_a_user_out_of_the_list(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """Some accounts do not list the integration's user: said, and no problem."""
    restaurant.operator.add_faults([Fault(method="GET", route="/users", status=200, body=[])])

    ran = loggro("doctor", "--json")

    assert 0 == ran.code
    assert "not in the list" in by_code(ran.json["checks"])["restobar"]["message"]["en"]


def test_doctor_of_a_missing_extra(
    loggro: Loggro, restaurant: FakeLoggro, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that is not installed is told with its pip line."""
    monkeypatch.setattr(
        "loggro_integration.cli._doctor.missing_of",
        lambda extra: {"dian": ("lxml",), "pdf": ("fpdf",)}.get(extra, ()),
    )

    ran = loggro("doctor", "--json")

    found = by_code(ran.json["checks"])
    assert (1, "problem", "warning") == (
        ran.code,
        found["extra-dian"]["verdict"],
        found["extra-pdf"]["verdict"],
    )
    assert "pip install 'loggro-integration[dian]'" in found["extra-dian"]["fix"]["es"]


@pytest.mark.parametrize("path", ["nowhere/loggro.db", "folder.db"])
def test_doctor_of_a_ledger_that_cannot_be_written(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """A folder that is missing or a file without permission is found before a run needs it."""
    (folder / "folder.db").touch()
    if path == "folder.db":
        real = os.access
        monkeypatch.setattr(
            os, "access", lambda place, mode: Path(place).suffix != ".db" and real(place, mode)
        )

    ran = loggro("doctor", "--ledger", path, "--json")

    assert (1, "problem") == (ran.code, by_code(ran.json["checks"])["ledger"]["verdict"])
    assert not (folder / "nowhere").exists()


def test_a_secret_in_a_file(folder: Path) -> None:
    """The token may stand in a file that the rules name."""
    (folder / "token").write_text("abc\n")

    assert "abc" == secret_at(f"file:{folder / 'token'}")


def test_a_secret_in_the_keyring(keyring: Path) -> None:
    """Or in the keyring of the system, through the library of that name."""
    keyring.write_text('{"loggro-integration|pymes": "abc"}')

    assert "abc" == secret_at("keyring:pymes")
    with pytest.raises(errors.ConfigurationError, match="holds no other") as caught:
        secret_at("keyring:other")
    assert "no-secret" == caught.value.code


def test_a_keyring_that_is_not_installed() -> None:
    """Without the library the remedy names it, and the other places."""
    with pytest.raises(errors.ConfigurationError) as caught:
        secret_at("keyring:pymes")

    assert "no-keyring" == caught.value.code
    assert caught.value.hint is not None
    assert "pip install keyring" in caught.value.hint.en


def test_a_token_where_the_rules_say(
    loggro: Loggro,
    restaurant: FakeLoggro,
    rules: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`pymes.token` decides where the token is read."""
    monkeypatch.delenv("LOGGRO_PYMES_TOKEN")
    (folder / "token").write_text(restaurant.token)
    text = rules.read_text("utf-8").replace("[pymes]", '[pymes]\ntoken = "file:token"')
    rules.write_text(text, "utf-8")

    assert 2 != loggro("check", "--json").code


def test_a_user_that_sells_for_another(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """Sales of the last day by other people leave the login alone."""
    number = restaurant.operator.sell(seller="Andrés")
    sale = next(each for each in restaurant.sales() if each["number"] == number)
    other = {"idInternal": "6b0518fa8577dce5f1000abc", "name": "Andrés"}
    body = [{**sale, "cashier": other, "seller": None}]
    restaurant.operator.add_faults([Fault(method="GET", route="/invoices", status=200, body=body)])

    found = by_code(loggro("doctor", "--json").json["checks"])["restobar-user"]

    assert "ok" == found["verdict"]


@pytest.mark.parametrize("setting", ['base_url = "{module}"', 'path = "/v1/ventas-detallado"'])
def test_the_look_up_goes_where_the_rules_say(
    loggro: Loggro, restaurant: FakeLoggro, rules: Path, setting: str
) -> None:
    """A base or a path of its own for the sales look-up is used."""
    number = restaurant.operator.sell()
    restaurant.operator.push_now()
    module = f"{os.environ['LOGGRO_PYMES_URL']}/loggro-facturacion"
    line = setting.format(module=module)
    rules.write_text(f"{rules.read_text('utf-8')}\n[pymes.sales]\n{line}\n", "utf-8")

    assert loggro("check", "--known", number, "--json").json["known"]["proved"]


def test_addresses_of_the_rules(
    loggro: Loggro, restaurant: FakeLoggro, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without variables the addresses of the rules are used."""
    known = MappingRules.from_toml(rules.read_text("utf-8"))
    changed = evolve(
        known,
        restobar=evolve(known.restobar, base_url=os.environ["LOGGRO_RESTOBAR_URL"]),
        pymes=evolve(known.pymes, base_url=os.environ["LOGGRO_PYMES_URL"]),
    )
    rules.write_text(changed.to_toml(), "utf-8")
    monkeypatch.delenv("LOGGRO_RESTOBAR_URL")
    monkeypatch.delenv("LOGGRO_PYMES_URL")
    monkeypatch.delenv("LOGGRO_LANG")
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    assert 0 == loggro("check", "--json").code
    assert "environment" not in by_code(loggro("doctor", "--json").json["checks"])


def test_the_clock_and_the_pause_are_real() -> None:
    """Outside tests the command reads the clock of the machine and waits."""
    before = datetime.now(UTC)

    _connect.pause(0.001)

    assert before <= _connect.now() <= datetime.now(UTC)
