# SPDX-License-Identifier: MIT
"""A ledger without a file, for tests that need none: it keeps the promises of `sync.Store`."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from attrs import define, field

from loggro_integration.ids import DocumentNumber
from loggro_integration.models import NumberingRange
from loggro_integration.sync import Event, Person, Row, State
from loggro_integration.sync._numbers import next_of, number_kept
from loggro_integration.sync._states import step

__all__ = ["MemoryStore"]


@define(eq=False, repr=False)
class MemoryStore:
    """
    A ledger in memory: it is gone with the process, so nothing real may be sent with it.

    >>> store = MemoryStore()
    >>> store.put("watermark", "2026-11-20")
    >>> store.get("watermark")
    '2026-11-20'
    """

    _events: list[Event] = field(factory=list[Event], init=False)
    _rows: dict[str, Row] = field(factory=dict[str, Row], init=False)
    _kept: dict[str, str] = field(factory=dict[str, str], init=False)
    _people: dict[str, Person] = field(factory=dict[str, Person], init=False)
    _numbers: list[tuple[str, DocumentNumber, str]] = field(
        factory=list[tuple[str, DocumentNumber, str]], init=False
    )
    _key: bytes = field(factory=lambda: secrets.token_bytes(32), init=False)
    _turn: threading.RLock = field(factory=threading.RLock, init=False)

    def append(self, events: Iterable[Event]) -> None:
        """Record events, all or none."""
        with self._turn:
            rows, added = dict(self._rows), list(events)
            for event in added:
                row = step(rows.get(event.key), event)
                if row is not None:
                    rows[event.key] = row
            self._rows = rows
            self._events.extend(added)

    def row(self, key: str) -> Row | None:
        """Return what is known of one sale."""
        return self._rows.get(key)

    def rows(self, *states: State) -> list[Row]:
        """Return the rows in these states, every row where none is named, by day and key."""
        wanted = states or tuple(State)
        found = [row for row in self._rows.values() if row.state in wanted]
        return sorted(found, key=lambda row: (row.day, row.key))

    def counts(self) -> dict[State, int]:
        """Return how many rows are in each state, every state named."""
        return {state: len(self.rows(state)) for state in State}

    def rows_of_sale(self, restobar_id: str) -> list[Row]:
        """Return the rows of one sale of Restobar: several where its number has changed."""
        found = [row for row in self._rows.values() if row.restobar_id == restobar_id]
        return sorted(found, key=lambda row: row.key)

    def events(self, key: str | None = None) -> Iterator[Event]:
        """Return the events in order, of one sale or of all."""
        return iter([each for each in self._events if key in {None, each.key}])

    def get(self, name: str) -> str | None:
        """Return a setting of the ledger."""
        return self._kept.get(name)

    def put(self, name: str, value: str) -> None:
        """Keep a setting of the ledger."""
        self._kept[name] = value

    def digest(self, text: str) -> str:
        """Return the keyed digest of a person's document."""
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:32]

    def remember(self, key: str, *, day: str, document: str, name: str, email: str) -> None:
        """Keep a person's data beside the chain, unless its day was purged."""
        if day >= self._kept.get("purged_before", ""):
            self._people[key] = Person(day=day, document=document, name=name, email=email)

    def person(self, key: str) -> Person | None:
        """Return a person's data, `None` where there are none or they were purged."""
        return self._people.get(key)

    def purge(self, before: date) -> int:
        """Delete the data of people whose sale was before a day, and tell of how many sales."""
        day = before.isoformat()
        kept = {key: each for key, each in self._people.items() if each.day >= day}
        count = len(self._people) - len(kept)
        self._people = kept
        self._kept["purged_before"] = max(day, self._kept.get("purged_before", ""))
        return count

    def next_number(
        self, numbering: NumberingRange, *, at: datetime, reference: str = ""
    ) -> DocumentNumber:
        """
        Hand out the next number of a range, once in all threads.

        Raises:
            NumberingUnusable: If the range is used up, has expired or has not begun.
            NumberingMismatch: If the reference has a number of another range.
        """
        with self._turn:
            for authorization, number, known in self._numbers:
                if reference and known == reference:
                    return number_kept(numbering, reference, authorization, number)
            number = next_of(numbering, self._last(numbering), at)
            self._numbers.append((numbering.authorization, number, reference))
            return number

    def _last(self, numbering: NumberingRange) -> int | None:
        used = [
            number.sequence
            for _, number, _ in self._numbers
            if number.prefix == numbering.prefix and numbering.holds(number.sequence)
        ]
        return max(used, default=None)
