# SPDX-License-Identifier: MIT
"""The published contract of a ledger: both of ours keep it, and each promise can be broken."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path

import pytest

from loggro_integration.errors import LedgerError, NumberingUnusable
from loggro_integration.ids import DocumentNumber
from loggro_integration.models import NumberingRange
from loggro_integration.sync import Event, EventKind, Row, SqliteStore, State, Store
from loggro_integration.testing import MemoryStore, OpenStore, StoreCheck, store_contract


@pytest.mark.parametrize("check", store_contract(), ids=lambda check: check.__name__)
def test_the_file_keeps_the_contract(check: StoreCheck, tmp_path: Path) -> None:
    """The ledger that ships passes what any ledger must pass."""
    check(lambda: SqliteStore.open(tmp_path / "ledger.db"))


@pytest.mark.parametrize("check", store_contract(), ids=lambda check: check.__name__)
def test_the_memory_keeps_the_contract(check: StoreCheck) -> None:
    """The ledger for tests passes it too, so that tests with it prove something."""
    check(always(MemoryStore()))


def always(store: Store) -> OpenStore:
    """Open one store again and again."""
    return lambda: nullcontext(store)


class ForgetsState(MemoryStore):
    """Gives every row back as it first was."""

    def append(self, events: Iterable[Event]) -> None:
        super().append(events)
        for key, row in self._rows.items():
            self._rows[key] = Row(key=row.key, state=State.WAITING, day=row.day)


class ActsOnRows(MemoryStore):
    """Makes a row of whatever has an event."""

    def append(self, events: Iterable[Event]) -> None:
        added = list(events)
        super().append(added)
        for event in added:
            self._rows.setdefault(event.key, Row(key=event.key, state=State.WAITING))


class KeepsHalf(MemoryStore):
    """Writes each event for itself."""

    def append(self, events: Iterable[Event]) -> None:
        for event in events:
            super().append([event])


class TellsBackwards(MemoryStore):
    """Gives the newest event first."""

    def events(self, key: str | None = None):
        return reversed(list(super().events(key)))


class NeverEnds(MemoryStore):
    """Reads what is appended while it is read, once."""

    def events(self, key: str | None = None):
        for position in range(3):
            yield from self._events[position : position + 1]


class Unsorted(MemoryStore):
    """Gives rows as they come."""

    def rows(self, *states: State) -> list[Row]:
        return [row for row in self._rows.values() if row.state in (states or tuple(State))]


class CountsEverything(MemoryStore):
    """Counts every row in every state."""

    def counts(self) -> dict[State, int]:
        return dict.fromkeys(State, len(self._rows))


class LastOnly(MemoryStore):
    """Finds one row of a sale."""

    def rows_of_sale(self, restobar_id: str) -> list[Row]:
        return super().rows_of_sale(restobar_id)[-1:]


class FirstCounts(MemoryStore):
    """Keeps the first value of a setting."""

    def put(self, name: str, value: str) -> None:
        self._kept.setdefault(name, value)


class NoDigest(MemoryStore):
    """Keeps documents as they are."""

    def digest(self, text: str) -> str:
        return text.rjust(32)


class OneDigest(MemoryStore):
    """Has the same digest for everybody."""

    def digest(self, text: str) -> str:
        return "0" * 32


class RemembersAgain(MemoryStore):
    """Keeps what was purged when it is told again."""

    def purge(self, before: date) -> int:
        count = super().purge(before)
        self._kept.pop("purged_before")
        return count


class PurgesAll(MemoryStore):
    """Purges the day itself too."""

    def purge(self, before: date) -> int:
        self._people.clear()
        return 1


class Repeats(MemoryStore):
    """Hands out the same number until it is used."""

    def next_number(
        self, numbering: NumberingRange, *, at: datetime, reference: str = ""
    ) -> DocumentNumber:
        number = super().next_number(numbering, at=at, reference=reference)
        self._numbers.pop()
        return number


class NoReference(MemoryStore):
    """Does not know what a number was for."""

    def next_number(
        self, numbering: NumberingRange, *, at: datetime, reference: str = ""
    ) -> DocumentNumber:
        return super().next_number(numbering, at=at)


class NeverExpires(MemoryStore):
    """Does not look at the days of a range."""

    def next_number(
        self, numbering: NumberingRange, *, at: datetime, reference: str = ""
    ) -> DocumentNumber:
        noon = datetime.fromisoformat("2026-11-20T12:00:00-05:00")
        return super().next_number(numbering, at=noon, reference=reference)


class NoWhy(MemoryStore):
    """Refuses without saying why."""

    def next_number(
        self, numbering: NumberingRange, *, at: datetime, reference: str = ""
    ) -> DocumentNumber:
        try:
            return super().next_number(numbering, at=at, reference=reference)
        except NumberingUnusable:
            raise NumberingUnusable("no number", code="no") from None


BROKEN = {
    ForgetsState: "events_make_a_row",
    ActsOnRows: "actions_move_no_row",
    KeepsHalf: "events_are_kept_all_or_none",
    TellsBackwards: "events_come_back_in_order",
    NeverEnds: "a_story_may_grow_while_it_is_read",
    Unsorted: "rows_are_found_by_state_day_and_sale",
    CountsEverything: "rows_are_found_by_state_day_and_sale",
    LastOnly: "rows_are_found_by_state_day_and_sale",
    FirstCounts: "settings_are_kept",
    NoDigest: "digests_hide_what_they_stand_for",
    OneDigest: "digests_hide_what_they_stand_for",
    RemembersAgain: "people_are_kept_beside_and_purged",
    PurgesAll: "people_are_kept_beside_and_purged",
    Repeats: "numbers_follow_each_other",
    NoReference: "a_reference_keeps_its_number",
    NeverExpires: "a_range_that_gives_nothing_says_why",
    NoWhy: "a_range_that_gives_nothing_says_why",
}


@pytest.mark.parametrize("kind", BROKEN, ids=lambda kind: kind.__name__)
def test_a_broken_promise_is_named(kind: type[MemoryStore]) -> None:
    """Each store that breaks a promise fails the check of that promise."""
    named = BROKEN[kind]
    (check,) = [each for each in store_contract() if each.__name__ == named]

    with pytest.raises(AssertionError):
        check(always(kind()))


def test_a_store_that_forgets_when_it_is_closed_is_named() -> None:
    """A new store each time is none that survives."""
    with pytest.raises(AssertionError, match="rows survive"):
        check_named("what_was_written_is_there_when_it_is_opened_again")(
            lambda: nullcontext(MemoryStore())
        )


def test_threads_that_get_one_number_twice_are_named() -> None:
    """A store that reads, waits and writes hands out a number twice."""
    with pytest.raises(AssertionError, match="every number once"):
        check_named("threads_share_the_numbers")(always(Repeats()))


def test_every_check_was_seen_to_fail() -> None:
    """No check of the contract is one that cannot fail."""
    seen = {
        *BROKEN.values(),
        "what_was_written_is_there_when_it_is_opened_again",
        "threads_share_the_numbers",
    }

    assert {each.__name__ for each in store_contract()} == seen
    assert [] == [each.__name__ for each in store_contract() if not inspect.getdoc(each)]


def check_named(name: str) -> StoreCheck:
    return next(each for each in store_contract() if each.__name__ == name)


def test_a_store_that_raises_something_else_is_no_pass() -> None:
    """Refusing with an error that is not the promised one comes out as it is."""

    class Raises(MemoryStore):
        def append(self, events: Iterable[Event]) -> None:
            del events
            raise KeyError("b:F:2")

    with pytest.raises(KeyError):
        check_named("events_are_kept_all_or_none")(always(Raises()))


def test_an_impossible_event_leaves_the_memory_as_it_was() -> None:
    """The in-memory ledger refuses with the error of the ledger."""
    store = MemoryStore()

    with pytest.raises(LedgerError):
        store.append([Event(at=datetime.now().astimezone(), key="b:F:1", kind=EventKind.SENT)])

    assert [] == store.rows()
