# SPDX-License-Identifier: MIT
"""`loggro sync retry` and `loggro sync explain`: single sales, as a person names them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import evolve

from cli.running import Loggro
from cli.shapes import KEYS, ROW
from loggro_integration.exact_json import JsonValue
from loggro_integration.sandbox import FakeLoggro
from loggro_integration.sync import Event, EventKind, SqliteStore, State

DAY = "2026-11-24"
AT = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
FORCE = "/invoices/forceSendToIntegration/{id}"


PARKED = ["POS1002", "POS1003"]


def see(folder: Path, prefix: str, sequence: int, *steps: Event, **detail: str) -> None:
    """Let the ledger see a sale, and what happened to it then."""
    key = f"arepera:{prefix}:{sequence}"
    known: dict[str, JsonValue] = {"id": key, "number": f"{prefix}{sequence}", "day": DAY}
    known |= {"kind": "pos", "total": "12000", **detail}
    seen = Event(at=AT, key=key, kind=EventKind.SEEN, detail=known)
    with SqliteStore.open(folder / "loggro.db") as store:
        store.append([seen, *(evolve(step, key=key) for step in steps)])


def step(kind: EventKind, /, **detail: JsonValue) -> Event:
    return Event(at=AT, key="", kind=kind, detail=detail)


@pytest.fixture
def parked(folder: Path) -> list[str]:
    """Write a ledger with one sale that arrived and two that Loggro refused."""
    absent = step(EventKind.LOOKED_UP, result="absent")
    refused = [
        absent,
        step(EventKind.INTENDED),
        step(EventKind.SENT),
        step(EventKind.ANSWERED, answer="rejected", reason="rejected:400:Conflict"),
    ]
    see(folder, "POS", 1001, step(EventKind.LOOKED_UP, result="equal"))
    see(folder, "POS", 1002, *refused)
    see(folder, "POS", 1003, *refused)
    return PARKED


def forced(fake: FakeLoggro) -> int:
    return sum(call.route == FORCE for call in fake.calls)


def state_of(folder: Path, number: str) -> State:
    with SqliteStore.join(folder / "loggro.db") as store:
        return next(row.state for row in store.rows() if row.number == number)


def test_a_release_sends_nothing_and_says_what_comes_next(
    loggro: Loggro, restaurant: FakeLoggro, folder: Path
) -> None:
    """The sale waits again; only the next run looks it up and sends it."""
    operator = restaurant.operator
    operator.sell(["Arepa de queso"])
    one, other = [operator.sell(["Jugo de lulo"], payments="Nequi") for _ in range(2)]
    operator.push_now()
    operator.advance(seconds=3600)
    loggro("sync", "run", "--since", DAY)
    loggro("sync", "run")
    before = forced(restaurant)
    operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    operator.advance(seconds=4000)

    ran = loggro("sync", "retry", one)

    assert 0 == ran.code
    assert "Nothing was sent." in ran.out
    assert "loggro sync run" in ran.out
    assert before == forced(restaurant)
    assert (State.WAITING, State.PARKED) == (state_of(folder, one), state_of(folder, other))

    after = loggro("sync", "run", "--json")

    assert (1, State.SYNCED) == (after.json["sends"], state_of(folder, one))
    assert [] == restaurant.duplicates()


def test_keys_of_a_release(loggro: Loggro, parked: list[str]) -> None:
    """Its JSON has the documented keys, each sale those of `sync review`."""
    found = loggro("sync", "retry", *parked, "--json").json

    assert KEYS["sync retry"] == set(found)
    assert (2, parked) == (found["count"], [sale["number"] for sale in found["released"]])
    assert ROW == set(found["released"][0])


def test_all_that_stands_aside(loggro: Loggro, folder: Path, parked: list[str]) -> None:
    """`--all` releases every parked sale, and then there is nothing more to release."""
    ran = loggro("sync", "retry", "--all", "--json")
    again = loggro("sync", "retry", "--all")

    assert (0, 2) == (ran.code, ran.json["count"])
    assert (0, True) == (again.code, "nothing to release" in again.out)
    assert {State.WAITING} == {state_of(folder, number) for number in parked}


@pytest.mark.parametrize(
    ("reason", "count"), [("rejected", 2), ("rejected:400:Conflict", 2), ("gone", 0)]
)
def test_a_reason_chooses(loggro: Loggro, parked: list[str], reason: str, count: int) -> None:
    """`--reason` takes the whole code or its first word."""
    ran = loggro("sync", "retry", "--all", "--reason", reason, "--json")

    assert (0, count) == (ran.code, ran.json["count"])


@pytest.mark.parametrize(
    "given", [[], ["--all", "POS1002"], ["--reason", "gone"], ["POS1002", "--reason", "gone"]]
)
def test_numbers_or_all(loggro: Loggro, parked: list[str], given: list[str]) -> None:
    """Neither, or both, is wrong usage."""
    ran = loggro("sync", "retry", *given, "--json")

    assert (2, "InvalidInput") == (ran.code, ran.error["class"])


def test_all_or_none(loggro: Loggro, folder: Path, parked: list[str]) -> None:
    """Where one number is unknown, none is released."""
    ran = loggro("sync", "retry", parked[0], "POS9999", "--json")

    assert (2, "NUMBER", "POS9999") == (ran.code, ran.error["field"], ran.error["value"])
    assert State.PARKED == state_of(folder, parked[0])


def test_what_is_in_pymes_is_not_released(loggro: Loggro, parked: list[str]) -> None:
    """A synchronised sale has nothing to be released from."""
    ran = loggro("sync", "retry", "POS1001", "--json")

    assert (2, "NUMBER") == (ran.code, ran.error["field"])
    assert "nothing to release" in ran.error["message"]


def test_a_release_during_a_run(loggro: Loggro, folder: Path, parked: list[str]) -> None:
    """While a run holds the ledger the release ends with 4 and changes nothing."""
    with SqliteStore.open(folder / "loggro.db"):
        ran = loggro("sync", "retry", parked[0], "--json")

    assert (4, "LedgerLocked") == (ran.code, ran.error["class"])


def test_what_was_before_the_first_day_is_warned_about(loggro: Loggro, folder: Path) -> None:
    """Releasing what was sold before the first day says that it will not be sent."""
    see(folder, "FE", 7, excluded="before-watermark")

    ran = loggro("sync", "retry", "--all", "--reason", "before-watermark")

    assert 0 == ran.code
    assert "never sent: FE7" in ran.err
    assert State.WAITING == state_of(folder, "FE7")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_story_of_a_sale(
    loggro: Loggro, parked: list[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Every event is told in words with Bogotá's time, then the state and what to do."""
    monkeypatch.setenv("LOGGRO_LANG", language)

    ran = loggro("sync", "explain", parked[0])

    wanted = {
        "es": ("Se vio en Restobar: POS", "Se anotó la intención", "Restobar lo rechazó",
               "Estado: apartada", "Qué hacer: ", f"loggro sync retry {parked[0]}"),
        "en": ("Seen in Restobar: POS", "The intent to ask", "Restobar refused",
               "State: parked", "What to do: ", f"loggro sync retry {parked[0]}"),
    }[language]  # fmt: skip
    shown = " ".join(ran.out.split())
    assert 0 == ran.code
    assert [] == [each for each in wanted if each not in shown]
    assert f"{DAY} 12:00:00" in shown


def test_keys_of_a_story(loggro: Loggro, parked: list[str]) -> None:
    """Its JSON holds the sale, what it means, what to do, and every event of the ledger."""
    found = loggro("sync", "explain", parked[0], "--json").json

    kinds = [event["event"] for event in found["events"]]
    assert KEYS["sync explain"] == set(found)
    assert ROW == set(found["sale"])
    assert {"at", "bogota", "event", "text"} == set(found["events"][0])
    assert ("seen", "answered") == (kinds[0], kinds[-1])
    assert {"es", "en"} == set(found["advice"])


@pytest.mark.parametrize("spelling", ["{}", "arepera:POS:{n}", "{n}", "pos {n}", "pos-{n}"])
def test_ways_to_write_a_number(loggro: Loggro, parked: list[str], spelling: str) -> None:
    """A number is understood as Restobar shows it, as a key, alone, and with signs between."""
    digits = parked[0].removeprefix("POS")

    ran = loggro("sync", "explain", spelling.format(parked[0], n=digits), "--json")

    assert (0, parked[0]) == (ran.code, ran.json["sale"]["number"])


def test_an_unknown_number(loggro: Loggro, parked: list[str]) -> None:
    """What the ledger does not know ends with 2 and says what to write."""
    ran = loggro("sync", "explain", "FE77", "--json")

    assert (2, "NUMBER", "FE77") == (ran.code, ran.error["field"], ran.error["value"])
    assert "does not know FE77" in ran.error["message"]


def test_a_number_of_two_series(loggro: Loggro, folder: Path) -> None:
    """A sequence that two series have is not guessed: both keys are named."""
    see(folder, "FE", 7)
    see(folder, "POS", 7)

    ran = loggro("sync", "explain", "7", "--json")

    assert (2, "NUMBER") == (ran.code, ran.error["field"])
    assert "arepera:FE:7, arepera:POS:7" in ran.error["message"]
