# SPDX-License-Identifier: MIT
"""
Is everything in Pymes, which sales are not, and why: the answer of the ledger alone.

It asks neither Restobar nor Pymes. What no run and no check has seen is named as not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from attrs import frozen

from loggro_integration.days import parse_instant
from loggro_integration.errors import InvalidInput, LedgerError, Text
from loggro_integration.exact_json import JsonValue, is_object, loads
from loggro_integration.sync._advice import advice_of
from loggro_integration.sync._finding import Finding
from loggro_integration.sync._reasons import meaning_of
from loggro_integration.sync._seen import (
    OpenNote,
    QuotaSeen,
    RangeSeen,
    read_notes,
    read_numbering,
    read_quota,
)
from loggro_integration.sync._states import PENDING, SET_ASIDE, Row, State
from loggro_integration.sync._status_json import status_json
from loggro_integration.sync._status_words import answer, unknowns, warnings
from loggro_integration.sync._store import Store

__all__ = ["OpenSale", "Status", "status"]


@frozen(kw_only=True)
class OpenSale:
    """
    One sale that is not in Pymes, or not as it should be.

    Attributes:
        key: ``business:prefix:sequence``; empty where its number is unusable.
        day: Bogotá day, ISO.
        kind: ``pos`` or ``electronic``.
        total: COP, taxes included, without the tip.
        state: Where it stands.
        reason: Stable word of the ledger, empty where it has none.
        meaning: Why, for people.
        advice: What a person can do about it.
        setting: Setting that may mend it, empty where none is known.
        updated_at: When the ledger last learnt something of it, in UTC.
        sends: Forced sends so far.
        voided: Whether it is voided in Restobar.
    """

    key: str
    number: str
    day: str
    kind: str
    total: Decimal
    state: State
    reason: str
    meaning: Text
    advice: Text
    setting: str = ""
    updated_at: datetime | None = None
    sends: int = 0
    voided: bool = False


@frozen(kw_only=True)
class Status:
    """
    How the synchronisation stands, as its ledger knows it.

    Attributes:
        at: When this was asked, in UTC.
        watermark: First day whose sales may be sent, `None` before `loggro sync start`.
        first_run: When the first run ended, `None` where none did.
        last_run: When the last run ended.
        max_age: How old the last run may be, `None` where nobody said.
        counts: Sales by state, every state named.
        last_counts: The same of the last run alone, `None` where none ended.
        open: Every sale that is not in Pymes as it should be, the oldest first.
        numbering: Each resolution as it was seen last, `None` where none was.
        quota: Electronic documents as they were counted last, `None` where they were not.
    """

    at: datetime
    watermark: date | None
    first_run: datetime | None
    last_run: datetime | None
    max_age: timedelta | None
    counts: Mapping[State, int]
    last_counts: Mapping[str, int] | None
    open: tuple[OpenSale, ...]
    numbering: tuple[RangeSeen, ...] | None
    quota: QuotaSeen | None

    @property
    def age(self) -> timedelta | None:
        """Time since the last run ended, `None` where none did."""
        return None if self.last_run is None else max(timedelta(), self.at - self.last_run)

    @property
    def is_stale(self) -> bool:
        """Whether no run ended for `max_age`."""
        age = self.age
        return self.max_age is not None and (age is None or age > self.max_age)

    @property
    def pending(self) -> tuple[OpenSale, ...]:
        """Sales that are on their way: waiting, absent or sent again; the oldest first."""
        return self._open(*PENDING)

    @property
    def parked(self) -> tuple[OpenSale, ...]:
        """Sales that a person has to decide."""
        return self._open(*SET_ASIDE)

    @property
    def cannot_tell(self) -> tuple[OpenSale, ...]:
        """Sales of which nobody can tell whether Pymes has them."""
        return self._open(State.CANNOT_TELL)

    @property
    def in_pymes(self) -> str:
        """
        Whether everything is in Pymes.

        ``no``: a sale is missing or set aside. ``unknown``: nobody can tell, or no run told it.
        ``not-yet``: sales are on their way, in their time. ``yes``: all of them.
        """
        if self.parked or self._open(State.ABSENT):
            return "no"
        if self.cannot_tell or self.last_run is None or self.is_stale:
            return "unknown"
        return "not-yet" if self.pending else "yes"

    @property
    def answer(self) -> Text:
        """One sentence: is everything in Pymes, which sales are not, and when that was seen."""
        return answer(self)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What ends soon or has ended: resolutions, the quota; and a last run that is old."""
        return tuple(warnings(self))

    @property
    def unknown(self) -> tuple[Finding, ...]:
        """What is not known, each by its name, with where to look or what to do."""
        return tuple(unknowns(self))

    @property
    def exit_code(self) -> int:
        """
        3 where nobody can tell or no run has ended; 1 where something is open or wrong; else 0.

        What ends soon, and what waits in its time, fails nothing.
        """
        if self.cannot_tell or self.last_run is None:
            return 3
        ended = any(each.verdict == "problem" for each in self.warnings)
        return 1 if self.in_pymes in {"no", "unknown"} or ended else 0

    def as_json(self) -> dict[str, JsonValue]:
        """Return all of it under stable keys, amounts as text and instants in UTC."""
        return status_json(self)

    def _open(self, *states: State) -> tuple[OpenSale, ...]:
        return tuple(each for each in self.open if each.state in states)


def status(store: Store, *, now: datetime, max_age: timedelta | None = None) -> Status:
    """
    Return how the synchronisation stands, from the ledger alone.

    Args:
        store: The ledger; one that was joined will do.
        now: The present instant.
        max_age: How old the last run may be before nobody knows any more.

    Raises:
        InvalidInput: If `max_age` is not above zero.
        LedgerError: If the ledger cannot be read.

    >>> from datetime import UTC, datetime
    >>> from loggro_integration.testing import MemoryStore
    >>> found = status(MemoryStore(), now=datetime(2026, 11, 24, 12, tzinfo=UTC))
    >>> found.in_pymes, found.exit_code
    ('unknown', 3)
    """
    _check_age(max_age)
    return Status(
        at=now,
        watermark=_day(store.get("watermark"), "watermark"),
        first_run=_instant(store.get("first_run"), "first_run"),
        last_run=_instant(store.get("last_run"), "last_run"),
        max_age=max_age,
        counts=store.counts(),
        last_counts=_counts(store.get("last_counts")),
        open=tuple(_open_sales(store)),
        numbering=read_numbering(store),
        quota=read_quota(store),
    )


def _open_sales(store: Store) -> list[OpenSale]:
    notes = read_notes(store)
    by_key = {note.key: note for note in notes if note.key}
    rows = store.rows(*PENDING, *SET_ASIDE, State.CANNOT_TELL)
    found = [_of_row(row, by_key.get(row.key)) for row in rows]
    found += _without_row(notes)
    return sorted(found, key=lambda each: (each.day, each.key, each.number))


def _of_row(row: Row, note: OpenNote | None) -> OpenSale:
    """Tell why a sale is open: as the last run said, if it still stands where that run left it."""
    told = note if note is not None and note.state == row.state.value else None
    return OpenSale(
        key=row.key,
        number=row.number,
        day=row.day,
        kind=row.kind,
        total=Decimal(row.total or 0),
        state=row.state,
        reason=row.reason,
        meaning=_meaning(row, told),
        advice=told.fix if told and told.fix else advice_of(row),
        setting=told.setting if told else "",
        updated_at=row.updated_at,
        sends=row.sends,
        voided=row.voided,
    )


def _meaning(row: Row, told: OpenNote | None) -> Text:
    """Say what the last run said, unless that was the bare word of the ledger."""
    if told is not None and told.reason is not None and told.reason.en != row.reason:
        return told.reason
    return meaning_of(row.reason or row.state.value)


def _without_row(notes: Iterable[OpenNote]) -> Iterator[OpenSale]:
    """Give the sales that Restobar shows and the ledger cannot hold: their number is unusable."""
    for note in notes:
        if not note.key:
            yield OpenSale(
                key="",
                number=note.number,
                day=note.day,
                kind=note.kind,
                total=Decimal(note.total),
                state=State.PARKED,
                reason="no-number",
                meaning=note.reason or meaning_of("no-number"),
                advice=_NUMBER,
            )


_NUMBER: Final = Text(
    es="Corrija el número en Restobar; la próxima pasada sobre su día la toma.",
    en="Correct the number in Restobar; the next run over its day takes it.",
)


def _day(text: str | None, name: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise _altered(name) from None


def _counts(text: str | None) -> dict[str, int] | None:
    try:
        found = loads(text) if text else None
    except ValueError:
        raise _altered("last_counts") from None
    if found is None:
        return None
    if not is_object(found):
        raise _altered("last_counts")
    return {str(name): int(value) for name, value in found.items()}


def _instant(text: str | None, name: str) -> datetime | None:
    try:
        return parse_instant(text) if text else None
    except InvalidInput:
        raise _altered(name) from None


def _altered(name: str) -> LedgerError:
    return LedgerError(
        f"The {name} of the ledger cannot be read: it was altered.", code="ledger-altered"
    )


def _check_age(max_age: timedelta | None) -> None:
    if max_age is not None and max_age <= timedelta():
        raise InvalidInput(
            f"{max_age} is no age.",
            field="max_age",
            value=max_age,
            hint=Text(es="Use un número mayor que cero.", en="Use a number above zero."),
        )
