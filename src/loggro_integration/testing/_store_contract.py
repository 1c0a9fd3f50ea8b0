# SPDX-License-Identifier: MIT
"""
What the engine relies on in a ledger, as checks that any store must pass.

They need no test library: a check is a function that takes how to open the store, and raises
`AssertionError` with the promise that was broken.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeAlias

from loggro_integration.errors import LedgerError, LoggroError, NumberingMismatch, NumberingUnusable
from loggro_integration.models import NumberingRange
from loggro_integration.sync import Event, EventKind, State, Store

__all__ = ["OpenStore", "StoreCheck", "store_contract"]

OpenStore: TypeAlias = Callable[[], AbstractContextManager[Store]]
"""Opens one and the same ledger, each time anew; it is closed at the end of the ``with``."""

StoreCheck: TypeAlias = Callable[[OpenStore], None]
"""One check of the contract: it raises `AssertionError` where the store does not keep to it."""

_NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
_RANGE = NumberingRange(
    authorization="18764000001",
    prefix="SETP",
    first=990_000_001,
    last=990_000_003,
    valid_from=date(2026, 1, 1),
    valid_until=date(2026, 12, 31),
)


def store_contract() -> tuple[StoreCheck, ...]:
    """
    Return the checks that a store must pass, each over an empty store of its own.

    With pytest::

        @pytest.mark.parametrize("check", store_contract(), ids=lambda check: check.__name__)
        def test_my_store(check, tmp_path):
            check(lambda: MyStore.open(tmp_path / "ledger"))

    >>> from contextlib import nullcontext
    >>> for check in store_contract():
    ...     store = testing.MemoryStore()
    ...     check(lambda: nullcontext(store))
    """
    return (
        events_make_a_row,
        actions_move_no_row,
        events_are_kept_all_or_none,
        events_come_back_in_order,
        a_story_may_grow_while_it_is_read,
        rows_are_found_by_state_day_and_sale,
        what_was_written_is_there_when_it_is_opened_again,
        settings_are_kept,
        digests_hide_what_they_stand_for,
        people_are_kept_beside_and_purged,
        numbers_follow_each_other,
        a_reference_keeps_its_number,
        a_range_that_gives_nothing_says_why,
        threads_share_the_numbers,
    )


def events_make_a_row(open_store: OpenStore) -> None:
    """The state of a sale follows from its events."""
    with open_store() as store:
        _same(None, store.row("b:F:1"), "an unknown sale has no row")
        store.append([_seen("b:F:1"), _looked("b:F:1", "equal")])
        row = store.row("b:F:1")

        _same(State.SYNCED, row and row.state, "the row is where its events lead")
        _same("2026-11-20", row and row.day, "the row holds what the event told")


def actions_move_no_row(open_store: OpenStore) -> None:
    """What people ask for is told in the story, of a sale or of something else, and is no state."""
    with open_store() as store:
        store.append([_seen("b:F:1")])
        before = store.row("b:F:1")
        asked = [Event(at=_NOW, key=key, kind=EventKind.ACTION) for key in ("b:F:1", "receipt:1")]
        store.append(asked)

        _same(before, store.row("b:F:1"), "an action leaves the row of its sale as it was")
        _same(None, store.row("receipt:1"), "an action on what is no sale makes no row")
        _same(1, len(store.rows()), "nor does it show among the sales")
        _same(asked[1:], list(store.events("receipt:1")), "it is told all the same")


def events_are_kept_all_or_none(open_store: OpenStore) -> None:
    """One event that may not happen keeps all of its batch out, and says so."""
    with open_store() as store:
        impossible = Event(at=_NOW, key="b:F:2", kind=EventKind.SENT)
        _refused(
            lambda: store.append([_seen("b:F:1"), impossible]),
            LedgerError,
            "an event that may not happen is refused",
        )

        _same([], list(store.events()), "nothing of a refused batch is kept")
        _same(None, store.row("b:F:1"), "no row of a refused batch is kept")


def events_come_back_in_order(open_store: OpenStore) -> None:
    """The story is told as it happened, of all sales or of one, each detail exact."""
    with open_store() as store:
        told = [_seen("b:F:2"), _seen("b:F:1"), _looked("b:F:2", "absent")]
        store.append(told[:2])
        store.append(told[2:])

        _same(told, list(store.events()), "events come back as they were written")
        _same([told[0], told[2]], list(store.events("b:F:2")), "and those of one sale alone")


def a_story_may_grow_while_it_is_read(open_store: OpenStore) -> None:
    """Whoever reads may write: what is appended belongs to the next reading."""
    with open_store() as store:
        store.append([_seen("b:F:1")])
        for _ in store.events():
            store.append([_looked("b:F:1", "absent")])

        _same(2, len(list(store.events())), "a reading ends where the story ended when it began")


def rows_are_found_by_state_day_and_sale(open_store: OpenStore) -> None:
    """The engine asks for what is open, oldest day first, and for all rows of one sale."""
    with open_store() as store:
        store.append([_seen("b:F:2"), _seen("b:F:1"), _seen("b:F:3", day="2026-11-19")])
        store.append([_looked("b:F:2", "equal"), _seen("b:G:1", id="2")])

        everyone = [row.key for row in store.rows()]
        synced = [row.key for row in store.rows(State.SYNCED)]
        of_sale = [row.key for row in store.rows_of_sale("2")]
        _same(["b:F:3", "b:F:1", "b:F:2", "b:G:1"], everyone, "rows come by day and key")
        _same(["b:F:2"], synced, "rows are found by their state")
        known = {state: len(store.rows(state)) for state in State}
        _same(known, dict(store.counts()), "every state is counted")
        _same(["b:F:2", "b:G:1"], of_sale, "a sale whose number changed has two rows")


def what_was_written_is_there_when_it_is_opened_again(open_store: OpenStore) -> None:
    """Whatever a call returned from survives the closing: events, settings, key, numbers."""
    with open_store() as store:
        store.append([_seen("b:F:1")])
        store.put("watermark", "2026-11-01")
        digest = store.digest("1020304050")
        store.next_number(_RANGE, at=_NOW)
    with open_store() as store:
        _same(["b:F:1"], [row.key for row in store.rows()], "rows survive")
        _same([_seen("b:F:1")], list(store.events()), "events survive")
        _same("2026-11-01", store.get("watermark"), "settings survive")
        _same(digest, store.digest("1020304050"), "the key of the digests survives")
        number = store.next_number(_RANGE, at=_NOW)
        _same(990_000_002, number.sequence, "no number is handed out again")


def settings_are_kept(open_store: OpenStore) -> None:
    """A setting is what was put last, and an unknown one is `None`."""
    with open_store() as store:
        store.put("watermark", "2026-11-01")
        store.put("watermark", "2026-11-02")

        _same("2026-11-02", store.get("watermark"), "the last value counts")
        _same(None, store.get("nothing"), "an unknown setting is None")


def digests_hide_what_they_stand_for(open_store: OpenStore) -> None:
    """The same document gives the same digest, another another, and none shows its document."""
    with open_store() as store:
        one = store.digest("1020304050")

        _same(one, store.digest("1020304050"), "a digest is always the same")
        _true(one != store.digest("1020304051"), "another document has another digest")
        _true("1020304050" not in one, "a digest does not show its document")
        _true(len(one) >= 32, "a digest is long enough not to repeat")


def people_are_kept_beside_and_purged(open_store: OpenStore) -> None:
    """A person's data are in no event; a purge empties them, for good, and breaks nothing."""
    with open_store() as store:
        store.append([_seen("b:F:1"), _seen("b:F:2")])
        _remember(store, "b:F:1", "2026-11-19")
        _remember(store, "b:F:2", "2026-11-20")
        found = store.person("b:F:1")
        _same("Ana Pérez", found and found.name, "a person is found by the key of the sale")
        _true("Ana" not in repr(list(store.events())), "no event names a person")

        _same(1, store.purge(date(2026, 11, 20)), "a purge tells of how many sales")
        _remember(store, "b:F:1", "2026-11-19")
        _same(None, store.person("b:F:1"), "what was purged is not kept again")
        _true(store.person("b:F:2") is not None, "the day itself is not before it")
        _same(2, len(store.rows()), "a purge leaves the sales")


def numbers_follow_each_other(open_store: OpenStore) -> None:
    """Numbers have no gap and no repeat; another prefix counts for itself."""
    with open_store() as store:
        other = NumberingRange(authorization="18764000002", prefix="POS", first=1, last=9)
        got = [str(store.next_number(_RANGE, at=_NOW)) for _ in range(2)]
        apart = str(store.next_number(other, at=_NOW))
        got.append(str(store.next_number(_RANGE, at=_NOW)))

        _same(["SETP990000001", "SETP990000002", "SETP990000003"], got, "each follows the last")
        _same("POS1", apart, "another prefix begins at its own first number")


def a_reference_keeps_its_number(open_store: OpenStore) -> None:
    """Asking again for the same document, after a crash, uses up no number."""
    with open_store() as store:
        other = NumberingRange(authorization="18764000002", prefix="POS", first=1, last=9)
        first = store.next_number(_RANGE, at=_NOW, reference="order-1")
        store.next_number(_RANGE, at=_NOW, reference="order-2")

        again = store.next_number(_RANGE, at=_NOW, reference="order-1")
        _same(first, again, "the same reference has the same number")
        _refused(
            lambda: store.next_number(other, at=_NOW, reference="order-1"),
            NumberingMismatch,
            "a reference does not change its range unnoticed",
        )


def a_range_that_gives_nothing_says_why(open_store: OpenStore) -> None:
    """Used up, expired and not begun are told apart, and use up no number."""
    with open_store() as store:
        for code, at in (
            ("range-not-begun", datetime(2026, 1, 1, 4, 59, tzinfo=UTC)),
            ("range-expired", datetime(2027, 1, 1, 5, 0, tzinfo=UTC)),
        ):
            error = _refused(
                partial(store.next_number, _RANGE, at=at),
                NumberingUnusable,
                f"a range outside its days is refused: {code}",
            )
            _same(code, error.code, "the error says why")
        for _ in range(3):
            store.next_number(_RANGE, at=_NOW)
        error = _refused(
            lambda: store.next_number(_RANGE, at=_NOW), NumberingUnusable, "a range has an end"
        )
        _same("range-used-up", error.code, "the error says why")


def threads_share_the_numbers(open_store: OpenStore) -> None:
    """Threads that ask at once get every number once."""
    numbering = NumberingRange(authorization="18764000003", prefix="FE", first=1, last=200)
    with open_store() as store, ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(store.next_number, numbering, at=_NOW) for _ in range(40)]
        got = sorted(each.result().sequence for each in asked)

        _same(list(range(1, 41)), got, "threads get every number once")


def _seen(key: str, **detail: str) -> Event:
    number = key.rpartition(":")[2]
    known = {"id": number, "number": f"F{number}", "day": "2026-11-20", "total": "54000.50"}
    return Event(at=_NOW, key=key, kind=EventKind.SEEN, detail={**known, **detail})


def _looked(key: str, result: str) -> Event:
    return Event(at=_NOW, key=key, kind=EventKind.LOOKED_UP, detail={"result": result})


def _remember(store: Store, key: str, day: str) -> None:
    store.remember(key, day=day, document="1020304050", name="Ana Pérez", email="")


def _same(expected: object, actual: object, promise: str) -> None:
    _true(expected == actual, f"{promise}: expected {expected!r}, got {actual!r}")


def _true(kept: object, promise: str) -> None:
    if not kept:
        raise AssertionError(promise)


def _refused(act: Callable[[], object], kind: type[LoggroError], promise: str) -> LoggroError:
    try:
        act()
    except kind as error:
        return error
    raise AssertionError(promise)
