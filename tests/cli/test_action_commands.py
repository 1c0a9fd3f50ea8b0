# SPDX-License-Identifier: MIT
"""`loggro void`, `loggro pay` and `loggro email`: asked first, done once, recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cli.running import Loggro, Terminal
from loggro_integration.sandbox import FakeLoggro
from loggro_integration.sync import EventKind, SqliteStore

DAY = "2026-11-24"
MAILED = {"name": "Rosa", "idType": "CC", "idNumber": "52000111", "email": "rosa@correo.example"}


@pytest.fixture
def sold(loggro: Loggro, restaurant: FakeLoggro) -> str:
    """Sell one electronic sale that Pymes has, and begin a ledger."""
    number = restaurant.operator.sell(customer=MAILED, electronic=True)
    restaurant.operator.advance(seconds=3600)
    assert 0 == loggro("sync", "run", "--since", DAY).code
    return number


def acted(folder: Path) -> list[str]:
    """What the ledger holds of actions."""
    with SqliteStore.join(folder / "loggro.db") as store:
        return [
            f"{event.text('action')}:{event.text('phase')}"
            for event in store.events()
            if event.kind is EventKind.ACTION
        ]


def test_a_sale_is_annulled_to_the_end(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, sold: str
) -> None:
    """It waits for DIAN, ends with 0, says what Pymes shows, and leaves its events."""
    ran = loggro("void", sold, "--yes", "--json")

    assert (0, True, "annulled", "") == (
        ran.code,
        ran.json["finished"],
        ran.json["pymes"],
        ran.json["next_command"],
    )
    assert "done" == restaurant.operator.state_of(sold)["void"]
    assert {"void:intended", "finalize-void:answered", "void:followed"} <= set(acted(folder))
    assert 0 == loggro("ledger", "verify").code


def test_what_dian_has_not_taken_is_told_with_the_next_command(
    loggro: Loggro, restaurant: FakeLoggro, sold: str
) -> None:
    """Where patience ends first, 3 and the command that goes on; it then ends the annulment."""
    restaurant.operator.switch("dian_delay", 3600)

    first = loggro("void", sold, "--yes", "--wait", "1")
    restaurant.operator.advance(seconds=3600)
    second = loggro("void", sold, "--yes")

    assert 3 == first.code
    assert f"loggro void {sold} --yes" in first.out
    assert (0, "It is annulled in Pymes." in second.out) == (second.code, True)


def test_nothing_is_done_without_a_yes(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path, sold: str
) -> None:
    """Where nobody can be asked, 2, what would have been done, and nothing is sent."""
    ran = loggro("void", sold)

    assert 2 == ran.code
    assert "Nothing was sent" in ran.err
    assert "--yes" in ran.err
    assert "Pagada" == restaurant.operator.state_of(sold)["status"]
    assert [] == acted(folder)


@pytest.mark.parametrize(("word", "status"), [("sí\n", "Anulada"), ("no\n", "Pagada")])
def test_a_person_is_asked(
    loggro: Loggro, restaurant: FakeLoggro, sold: str, word: str, status: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """At a terminal the sale is named, and what is typed decides."""
    monkeypatch.setattr("sys.stdin", Terminal(word))

    ran = loggro("void", sold, "--no-follow")

    assert f"To be annulled: {sold}" in ran.err
    assert status == restaurant.operator.state_of(sold)["status"]


@pytest.mark.parametrize("command", ["void", "email"])
def test_pymes_is_refused(loggro: Loggro, command: str, folder: Path) -> None:
    """The copy of Pymes is never the place: the command to use is named."""
    ran = loggro(command, "FE1", "--in", "pymes", "--json")

    assert (2, "InvalidInput") == (ran.code, ran.error["class"])
    assert f"loggro {command} FE1" in ran.error["message"]


def test_pymes_is_refused_for_payments(loggro: Loggro, folder: Path) -> None:
    """The same of a payment."""
    ran = loggro("pay", "FE1", "--with", "Efectivo", "--in", "pymes")

    assert 2 == ran.code
    assert "loggro pay FE1" in ran.err


def test_a_bill_is_paid_once(loggro: Loggro, restaurant: FakeLoggro, sold: str) -> None:
    """What is owed is paid, in Restobar and in Pymes; a second time nothing is sent."""
    number = restaurant.operator.sell(paid=False)

    first = loggro("pay", number, "--with", "Efectivo", "--yes", "--json")
    second = loggro("pay", number, "--with", "Efectivo", "--yes")

    assert (0, "Pagada", "0.00", False, "agrees") == (
        first.code,
        *(first.json[name] for name in ("status", "balance", "already", "pymes")),
    )
    assert (0, True) == (second.code, "nothing was sent" in second.out)


def test_an_instalment_is_received_once_for_each_reference(
    loggro: Loggro, restaurant: FakeLoggro, sold: str
) -> None:
    """Two methods, the same twice, and another reference."""
    number = restaurant.operator.sell(customer=MAILED, credit=30)
    restaurant.operator.advance(seconds=600)
    given = ("pay", number, "--with", "Efectivo=2000", "--with", "Nequi=1000", "--yes", "--json")

    paid = [loggro(*given, *more).json["paid"] for more in ((), (), ("--reference", "2"))]

    assert ["3000.00", "3000.00", "6000.00"] == paid
    (sale,) = restaurant.world.sales.numbered(number)
    assert 6000 == sale.doc["totalPaid"]


@pytest.mark.parametrize(
    "given",
    [
        ("pay", "POS1", "--with", "Efectivo", "--with", "Nequi", "--yes"),
        ("pay", "POS1", "--with", "Efectivo=1", "--with", "Efectivo=2", "--yes"),
        ("pay", "POS1", "--with", "Efectivo=mucho", "--yes"),
        ("pay", "POS1", "--with", "Efectivo", "--tip", "x", "--yes"),
        ("void", "POS1", "--wait", "-1", "--yes"),
        ("pay", "NADA9", "--with", "Efectivo", "--yes"),
    ],
    ids=lambda given: " ".join(given[2:5]),
)
def test_what_cannot_be_meant_is_refused(
    loggro: Loggro, restaurant: FakeLoggro, sold: str, folder: Path, given: tuple[str, ...]
) -> None:
    """Wrong amounts, methods, times and numbers end with 2 before anything is sent."""
    assert 2 == loggro(*given).code
    assert [] == acted(folder)


@pytest.mark.parametrize(
    "words",
    [("--with", "Efectivo=2.000"), ("--with", "Efectivo", "--tip", "1.000.000")],
    ids=["value", "tip"],
)
def test_thousands_are_not_taken_for_decimals(
    loggro: Loggro, restaurant: FakeLoggro, sold: str, words: tuple[str, ...]
) -> None:
    """What reads as two thousand is not paid as two: it ends with 2, and shows how to write it."""
    number = restaurant.operator.sell(customer=MAILED, credit=30)

    ran = loggro("pay", number, *words, "--yes")

    assert 2 == ran.code
    assert words[-1].rpartition("=")[2].replace(".", "") in ran.err
    assert "Por Pagar" == restaurant.operator.state_of(number)["status"]


def test_a_mail_leaves_once(loggro: Loggro, restaurant: FakeLoggro, sold: str) -> None:
    """The second time nothing is sent, unless it is asked for."""
    said: list[Any] = [loggro("email", sold, "--yes", *more) for more in ((), (), ("--again",))]

    assert [0, 0, 0] == [ran.code for ran in said]
    assert "--again" in said[1].out
    assert 2 == restaurant.operator.state_of(sold)["mails"]


def test_no_address_reaches_the_output(loggro: Loggro, restaurant: FakeLoggro, sold: str) -> None:
    """Neither JSON nor words name the customer."""
    ran = loggro("email", sold, "--yes", "--json")

    assert sold == ran.json["number"]
    assert "rosa" not in (ran.out + ran.err).lower()


def test_what_pymes_does_not_follow_is_told(
    loggro: Loggro, restaurant: FakeLoggro, sold: str
) -> None:
    """Where the annulment does not show in Pymes, 3 and what to do."""
    restaurant.operator.switch("void_effect", "nothing")

    ran = loggro("void", sold, "--yes", "--wait", "2")

    assert 3 == ran.code
    assert "still stands" in ran.out


def test_without_a_ledger_nothing_is_done(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path
) -> None:
    """An action that cannot be recorded is not done; the error says how to begin a ledger."""
    number = restaurant.operator.sell()

    ran = loggro("void", number, "--yes", "--json")

    assert (2, "no-ledger") == (ran.code, ran.error["code"])
    assert "Pagada" == restaurant.operator.state_of(number)["status"]
