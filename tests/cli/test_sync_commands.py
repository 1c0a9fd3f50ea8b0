# SPDX-License-Identifier: MIT
"""`loggro sync`: one pass over sockets, the ledger, the reconciliation."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from cli.running import Loggro, files_in
from cli.shapes import KEYS, OUTCOME, ROW
from loggro_integration.exact_json import loads
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import FakeLoggro, Fault
from loggro_integration.sync import SqliteStore

DAY = "2026-11-24"
FORCE = "/invoices/forceSendToIntegration/{id}"


@pytest.fixture
def sold(restaurant: FakeLoggro) -> list[str]:
    """Sell twice what arrives by itself, and once with the method that no screen maps."""
    operator = restaurant.operator
    numbers = [
        operator.sell(["Arepa de queso"]),
        operator.sell(["Bandeja de la 45"], electronic=True),
        operator.sell(["Jugo de lulo"], payments="Nequi"),
    ]
    operator.push_now()
    operator.advance(seconds=3600)
    return numbers


@pytest.fixture
def begun(loggro: Loggro, sold: list[str]) -> list[str]:
    """Make the first run, which only reads."""
    assert 1 == loggro("sync", "run", "--since", DAY, "--json").code
    return sold


def forced(fake: FakeLoggro) -> int:
    return sum(call.route == FORCE for call in fake.calls)


def test_an_empty_ledger_needs_a_first_day(loggro: Loggro, restaurant: FakeLoggro) -> None:
    """Without a first day nothing is looked at, let alone sent."""
    ran = loggro("sync", "run", "--json")

    assert (2, "ConfigurationError") == (ran.code, ran.error["class"])
    assert "no-watermark" == ran.error["code"]
    assert "loggro sync start --from" in ran.error["hint"]["es"]
    assert 0 == forced(restaurant)


def test_start_keeps_the_first_day(loggro: Loggro, sold: list[str]) -> None:
    """`sync start` sets the watermark and names the next command."""
    ran = loggro("sync", "start", "--from", DAY, "--json")

    assert 0 == ran.code
    assert KEYS["sync start"] == set(ran.json)
    assert DAY == ran.json["watermark"]
    assert ran.json["next_command"].startswith("loggro sync run")
    assert DAY == loggro("sync", "status", "--json").json["watermark"]


def test_start_for_people(loggro: Loggro, sold: list[str]) -> None:
    """The sentence says what the day means."""
    ran = loggro("sync", "start", "--from", DAY)

    assert f"Nothing before {DAY} will be sent" in ran.out


def test_a_first_day_in_the_future(loggro: Loggro, sold: list[str]) -> None:
    """A day that has not come is refused."""
    ran = loggro("sync", "start", "--from", "2027-01-01", "--json")

    assert (2, "InvalidInput", "since") == (ran.code, ran.error["class"], ran.error["field"])


def test_the_first_run_only_reads(loggro: Loggro, restaurant: FakeLoggro, sold: list[str]) -> None:
    """It prints what it would send, the count and the next command, and ends with 1."""
    ran = loggro("sync", "run", "--since", DAY, "--json")

    assert 1 == ran.code
    assert (True, 0, [sold[2]]) == (
        ran.json["reading_only"],
        ran.json["sends"],
        ran.json["would_send"],
    )
    assert "loggro sync run" == ran.json["next_command"]
    assert 0 == forced(restaurant)


def test_keys_of_a_run(loggro: Loggro, sold: list[str]) -> None:
    """The report and each of its sales have the documented keys."""
    found = loggro("sync", "run", "--since", DAY, "--json").json

    assert KEYS["sync run"] == set(found)
    assert OUTCOME == set(found["sales"][0])
    assert 3 == sum(found["counts"].values())


def test_the_first_run_for_people(loggro: Loggro, sold: list[str]) -> None:
    """A person reads which sales are missing and what to type."""
    ran = loggro("sync", "run", "--since", DAY)

    assert f"Would send 1: {sold[2]}" in ran.out
    assert "Go on with: loggro sync run" in ran.out
    assert "absent" in ran.out


def test_a_dry_run_sends_nothing(loggro: Loggro, restaurant: FakeLoggro, begun: list[str]) -> None:
    """Later runs read only when they are asked to."""
    ran = loggro("sync", "run", "--dry-run", "--json")

    assert (1, [begun[2]]) == (ran.code, ran.json["would_send"])
    assert 0 == forced(restaurant)


def test_a_second_run_does_nothing_more(
    loggro: Loggro, restaurant: FakeLoggro, begun: list[str]
) -> None:
    """What is missing is sent once; running again sends nothing."""
    restaurant.operator.map_payment_method("Nequi", "Transferencia débito bancaria")

    first = loggro("sync", "run", "--json")
    again = loggro("sync", "run", "--json")

    assert (0, 1, 3) == (first.code, first.json["sends"], first.json["counts"]["synced"])
    assert (0, 0, 3) == (again.code, again.json["sends"], again.json["counts"]["synced"])
    assert 1 == forced(restaurant)
    assert [] == restaurant.duplicates()


def test_a_limit_of_sends(loggro: Loggro, restaurant: FakeLoggro, begun: list[str]) -> None:
    """Above `--max-sends` sales are left for the next run, and a person is told."""
    ran = loggro("sync", "run", "--max-sends", 0)

    assert 1 == ran.code
    assert "1 are left for the next run" in ran.out
    assert 0 == forced(restaurant)


def test_without_waiting(loggro: Loggro, restaurant: FakeLoggro, begun: list[str]) -> None:
    """`--no-wait` leaves the look to the next run."""
    restaurant.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    before = restaurant.operator.now()

    ran = loggro("sync", "run", "--no-wait")

    assert before == restaurant.operator.now()
    assert "in flight" in ran.out
    assert "Sent again: 1" in ran.out


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        (["--max-sends", "-1"], "InvalidInput", "max-sends"),
        (["--since", "2026-11-24", "--until", "2026-11-23"], "InvalidDate", "until"),
    ],
)
def test_limits_that_make_no_sense(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, given: list[str], error: str, field: str
) -> None:
    """They are refused before a ledger is made or anything is asked."""
    ran = loggro("sync", "run", *given, "--json")

    assert (2, error, field) == (ran.code, ran.error["class"], ran.error["field"])
    assert ["loggro.toml"] == files_in(folder)
    assert [] == restaurant.calls


@pytest.mark.parametrize(
    ("name", "value", "setting"),
    [
        ("sales_module", "inventario", "pymes.sales.base_url"),
        ("sales_number", "sequence", "pymes.sales.number_spelling"),
        ("sales_fields", {"numero": "consecutivoCompleto"}, "pymes.fields.number"),
    ],
)
def test_cannot_tell_names_the_setting(
    loggro: Loggro,
    restaurant: FakeLoggro,
    sold: list[str],
    name: str,
    value: object,
    setting: str,
) -> None:
    """Where the look-up cannot be trusted nothing is sent, 3, and the setting is named."""
    restaurant.operator.switch(name, value)

    first = loggro("sync", "run", "--since", DAY)
    again = loggro("sync", "run", "--json")

    assert (3, 3, 0) == (first.code, again.code, again.json["sends"])
    assert setting in first.err
    assert {setting} == {sale["setting"] for sale in again.json["sales"]}
    assert 0 == forced(restaurant)


@pytest.mark.parametrize(
    ("name", "value", "correction"),
    [
        ("sales_module", "inventario", 'module = "inventario"'),
        ("sales_number", "sequence", 'number_spelling = "sequence"'),
    ],
)
def test_the_setting_mends_it(
    loggro: Loggro,
    restaurant: FakeLoggro,
    rules: Path,
    sold: list[str],
    name: str,
    value: object,
    correction: str,
) -> None:
    """With the setting that was named the same account is read."""
    restaurant.operator.switch(name, value)
    rules.write_text(f"{rules.read_text()}\n[pymes.sales]\n{correction}\n")

    ran = loggro("sync", "run", "--since", DAY, "--json")

    assert (1, [sold[2]]) == (ran.code, ran.json["would_send"])


def test_a_mapping_problem_is_told(
    loggro: Loggro, restaurant: FakeLoggro, rules: Path, sold: list[str]
) -> None:
    """A sale that cannot be mapped is never sent; the problem has its remedy."""
    known = MappingRules.from_toml(rules.read_text("utf-8"))
    means = {name: rule for name, rule in known.payment_means.items() if name != "Nequi"}
    rules.write_text(evolve(known, payment_means=means).to_toml(), "utf-8")

    ran = loggro("sync", "run", "--since", DAY)

    assert 1 == ran.code
    assert "Nequi" in ran.err


def test_status(loggro: Loggro, begun: list[str]) -> None:
    """The ledger alone tells the last run and the states; the network is not needed."""
    ran = loggro("sync", "status", "--json")

    found = ran.json
    assert (1, "no") == (ran.code, found["in_pymes"])
    assert KEYS["sync status"] == set(found)
    assert (DAY, 3, 2) == (found["watermark"], found["sales"], found["counts"]["synced"])


def test_status_for_people(loggro: Loggro, begun: list[str]) -> None:
    """A person reads the answer first, then the first day and what is missing."""
    ran = loggro("sync", "status")

    assert ran.out.startswith("Not everything is in Pymes: 2 synchronised; 1 missing: ")
    assert f"First day: {DAY}." in ran.out
    assert begun[2] in ran.out


@pytest.mark.parametrize("command", ["status", "review"])
def test_there_must_be_a_ledger(loggro: Loggro, folder: Path, command: str) -> None:
    """Looking at a ledger never makes one."""
    ran = loggro("sync", command, "--ledger", "other.db", "--json")

    assert (2, "ConfigurationError", "no-ledger") == (
        ran.code,
        ran.error["class"],
        ran.error["code"],
    )
    assert [] == files_in(folder)


def test_nothing_to_review(loggro: Loggro, begun: list[str]) -> None:
    """An empty review is fine."""
    ran = loggro("sync", "review")

    assert (0, True) == (ran.code, "nothing to review" in ran.out)


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_a_person_decides(
    loggro: Loggro,
    restaurant: FakeLoggro,
    begun: list[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    """A document that differs or went away is shown with its reason, and ends with 3."""
    restaurant.operator.edit_document(begun[0], total=1)
    restaurant.operator.delete_document(begun[1])
    monkeypatch.setenv("LOGGRO_LANG", language)

    assert 1 == loggro("sync", "run").code
    ran = loggro("sync", "review", "--json")
    shown = loggro("sync", "review")
    status = loggro("sync", "status")

    reasons = [sale["reason"] for sale in ran.json["sales"]]
    assert KEYS["sync review"] == set(ran.json)
    assert ROW == set(ran.json["sales"][0])
    assert 3 == ran.code
    assert ["differs:total", "gone", "rejected:400:Conflict"] == sorted(reasons)
    words = {
        "es": ("no coincide en: total", "ya no está", "Loggro la rechazó: 400"),
        "en": ("differs in: total", "has gone", "Loggro refused: 400"),
    }[language]
    assert [] == [each for each in words if each not in " ".join(shown.out.split())]
    assert (1, True) == (status.code, begun[1] in status.out)


def test_reconcile(loggro: Loggro, folder: Path, begun: list[str]) -> None:
    """Both sides are compared with counts and sums, and both files are written."""
    ran = loggro("sync", "reconcile", "--since", DAY, "--output", "out", "--json")

    found = ran.json
    assert (1, False) == (ran.code, found["agree"])
    assert KEYS["sync reconcile"] == set(found)
    assert [begun[2]] == [
        row["number"] for row in found["documents"] if row["verdict"] == "missing"
    ]
    written = loads((folder / "out" / "reconciliation.json").read_bytes())
    assert {**written, "files": found["files"]} == found
    assert begun[2] in (folder / "out" / "reconciliation.csv").read_text("utf-8-sig")


def test_reconcile_for_people(loggro: Loggro, restaurant: FakeLoggro, begun: list[str]) -> None:
    """A person reads the totals, the number that is missing, and at last that both agree."""
    missing = loggro("sync", "reconcile")
    restaurant.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    loggro("sync", "run")
    agreed = loggro("sync", "reconcile", "--since", DAY, "--output", "out")

    assert begun[2] in missing.out
    assert "missing in Pymes" in missing.out
    assert "Both sides do not agree" in missing.out
    assert (0, True) == (agreed.code, "Both sides agree." in agreed.out)
    assert "Written: " in agreed.out


def test_reconcile_without_a_proof_cannot_tell(
    loggro: Loggro, restaurant: FakeLoggro, sold: list[str]
) -> None:
    """Finding nothing proves nothing: 3."""
    restaurant.operator.switch("sales_module", "inventario")

    assert 3 == loggro("sync", "reconcile", "--since", DAY, "--json").code


def test_a_locked_ledger(loggro: Loggro, folder: Path, sold: list[str]) -> None:
    """A second process on the same ledger ends with 4."""
    with SqliteStore.open(folder / "loggro.db"):
        ran = loggro("sync", "run", "--since", DAY, "--json")

    assert (4, "LedgerLocked") == (ran.code, ran.error["class"])


def test_a_file_that_is_no_ledger(loggro: Loggro, folder: Path, sold: list[str]) -> None:
    """A file of something else is refused and left as it is."""
    (folder / "loggro.db").write_text("this is a text")

    ran = loggro("sync", "status", "--json")

    assert (2, "LedgerError") == (ran.code, ran.error["class"])
    assert "this is a text" == (folder / "loggro.db").read_text()


def test_a_lost_answer_is_looked_up(
    loggro: Loggro, restaurant: FakeLoggro, begun: list[str]
) -> None:
    """A forced send whose answer is lost is found by looking, not by sending again."""
    restaurant.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    restaurant.operator.add_faults([Fault.after_commit("PATCH", FORCE)])

    ran = loggro("sync", "run", "--json")

    assert (0, 3) == (ran.code, ran.json["counts"]["synced"])
    assert 1 == forced(restaurant)
