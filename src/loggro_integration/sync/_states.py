# SPDX-License-Identifier: MIT
"""
The states of a sale in the ledger and the only arrows between them.

A state is never stored by itself: it follows from the events, through `advance`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from attrs import evolve, field, frozen

from loggro_integration.errors import LedgerError, Text
from loggro_integration.exact_json import JsonValue

__all__ = ["Event", "EventKind", "Row", "State", "advance", "replay", "step"]


GONE, CONFLICT, NOT_SENT = "gone", "conflicting-payload", "not-sent"


class State(StrEnum):
    """Where a sale stands between Restobar and Pymes."""

    WAITING = "waiting"
    EXCLUDED = "excluded"
    ABSENT = "absent"
    IN_FLIGHT = "in_flight"
    SYNCED = "synced"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"
    PARKED = "parked"


class EventKind(StrEnum):
    """What can happen to a sale."""

    SEEN = "seen"
    LOOKED_UP = "looked_up"
    INTENDED = "intended"
    SENT = "sent"
    ANSWERED = "answered"
    CHANGED = "changed"
    VOIDED = "voided"
    PAID = "paid"
    PARKED = "parked"
    RELEASED = "released"
    ACTION = "action"
    """A write that somebody asked for; it moves no row, and its key may be no sale's."""


@frozen(kw_only=True)
class Event:
    """
    One thing that happened to one sale.

    Attributes:
        at: UTC.
        key: ``business:prefix:sequence``; of an action on what is no sale, what it is on.
        detail: JSON; holds numbers, dates, amounts, states and digests, never a person's data.
    """

    at: datetime
    key: str
    kind: EventKind
    detail: Mapping[str, JsonValue] = field(factory=dict[str, JsonValue])

    def text(self, name: str) -> str:
        """Return a detail as text, empty where it is missing."""
        value = self.detail.get(name)
        return "" if value is None else str(value)


@frozen(kw_only=True)
class Row:
    """
    What the ledger knows of one sale, as it follows from its events.

    Attributes:
        paid: COP paid so far in Restobar.
        status: Status in Restobar, as ``Pagada``; empty where it was not recorded.
        dian: ``accepted``, ``rejected``, ``pending``, another word as Restobar has it, or empty.
        sends: Forced sends whose outcome was recorded.
        intents: Sends that left this machine or may have: a process may die between the intent and
            the record, so this is what is limited.
        looks: Look-ups that were recorded since the last send.
        intended_at: When the last of them was begun; `None` where it is known that none left.
        ever_synced: Once true, the sale is never sent again by itself.
        conflict: Restobar changed the sale after it may have been sent.
        released: The reason for which it was set aside when a person released it last.
        reason: Why it is parked, excluded, different or cannot be told.
    """

    key: str
    state: State
    restobar_id: str = ""
    number: str = ""
    day: str = ""
    kind: str = ""
    total: str = ""
    identity: str = ""
    condition: str = ""
    paid: str = ""
    status: str = ""
    dian: str = ""
    sends: int = 0
    intents: int = 0
    looks: int = 0
    intended_at: datetime | None = None
    ever_synced: bool = False
    conflict: bool = False
    voided: bool = False
    released: str = ""
    reason: str = ""
    updated_at: datetime | None = None


PENDING = (State.WAITING, State.ABSENT, State.IN_FLIGHT)
"""On their way."""
SET_ASIDE = (State.PARKED, State.DIFFERENT)
"""A person has to decide."""
LOOKABLE = frozenset({State.WAITING, State.ABSENT, State.IN_FLIGHT, State.CANNOT_TELL})


def advance(row: Row | None, event: Event) -> Row:
    """
    Return the row after one more event.

    Raises:
        LedgerError: If the event may not happen in that state.
    """
    if event.kind is EventKind.SEEN:
        return _seen(row, event)
    if row is None:
        raise _forbidden(None, event)
    if event.kind is EventKind.ACTION:
        return row
    changed = _STEPS[event.kind](row, event)
    return evolve(changed, updated_at=event.at)


def step(row: Row | None, event: Event) -> Row | None:
    """Return what is known of a key after one more event: an action alone makes no row."""
    return row if event.kind is EventKind.ACTION else advance(row, event)


def replay(events: Iterable[Event]) -> dict[str, Row]:
    """Rebuild every row from its events."""
    rows: dict[str, Row] = {}
    for event in events:
        row = step(rows.get(event.key), event)
        if row is not None:
            rows[event.key] = row
    return rows


def _seen(row: Row | None, event: Event) -> Row:
    if row is not None:
        raise _forbidden(row, event)
    excluded = event.text("excluded")
    return Row(
        key=event.key,
        state=State.EXCLUDED if excluded else State.WAITING,
        restobar_id=event.text("id"),
        number=event.text("number"),
        day=event.text("day"),
        kind=event.text("kind"),
        total=event.text("total"),
        identity=event.text("identity"),
        condition=event.text("condition"),
        paid=event.text("paid"),
        status=event.text("status"),
        dian=event.text("dian"),
        voided=event.detail.get("voided") is True,
        reason=excluded,
        updated_at=event.at,
    )


def _looked_up(row: Row, event: Event) -> Row:
    result, reason = event.text("result"), event.text("reason")
    if row.state is State.SYNCED:
        return _looked_again(row, result, reason)
    if row.state not in LOOKABLE:
        raise _forbidden(row, event)
    looked = evolve(row, looks=row.looks + 1, reason=reason)
    if result == "absent":
        return evolve(looked, state=_absent_state(looked, event))
    if result == "equal":
        return evolve(looked, state=State.SYNCED, ever_synced=True)
    return evolve(looked, state=State.DIFFERENT if result == "different" else State.CANNOT_TELL)


def _looked_again(row: Row, result: str, reason: str) -> Row:
    if result == "cannot_tell" or result == "equal":
        return row
    gone = result == "absent" or reason == "void-not-visible"
    return evolve(
        row,
        state=State.PARKED if gone else State.DIFFERENT,
        reason=reason or GONE,
    )


def _absent_state(row: Row, event: Event) -> State:
    # An intent without an answer may have been sent by a process that died: it waits like a send.
    if row.state is State.IN_FLIGHT and event.detail.get("final") is not True:
        return State.IN_FLIGHT
    return State.WAITING if event.detail.get("young") is True else State.ABSENT


def _intended(row: Row, event: Event) -> Row:
    _require(row, event, State.ABSENT)
    return evolve(
        row,
        state=State.IN_FLIGHT,
        intents=row.intents + 1,
        intended_at=event.at,
        looks=0,
        reason="",
    )


def _sent(row: Row, event: Event) -> Row:
    _require(row, event, State.IN_FLIGHT)
    return evolve(row, sends=row.sends + 1)


def _answered(row: Row, event: Event) -> Row:
    _require(row, event, State.IN_FLIGHT)
    if event.text("answer") == "rejected":
        return evolve(row, state=State.PARKED, reason=event.text("reason") or "rejected")
    if event.text("answer") == NOT_SENT:
        return evolve(row, intents=row.intents - 1, intended_at=None)
    return row


def _changed(row: Row, event: Event) -> Row:
    changed = evolve(
        row,
        identity=event.text("identity") or row.identity,
        condition=event.text("condition") or row.condition,
        paid=event.text("paid") or row.paid,
        status=event.text("status") or row.status,
        dian=event.text("dian") or row.dian,
        total=event.text("total") or row.total,
        day=event.text("day") or row.day,
    )
    if event.text("what") != "identity":
        return changed
    if row.state in {State.IN_FLIGHT, State.SYNCED}:
        return evolve(changed, state=State.PARKED, reason=CONFLICT)
    return evolve(changed, conflict=row.conflict or row.intents > 0)


def _parked(row: Row, event: Event) -> Row:
    _require(row, event, State.ABSENT, State.DIFFERENT)
    return evolve(row, state=State.PARKED, reason=event.text("reason"))


def _released(row: Row, event: Event) -> Row:
    _require(row, event, State.PARKED, State.EXCLUDED)
    return evolve(
        row,
        state=State.WAITING,
        released=row.reason,
        reason="",
        sends=0,
        intents=0,
        looks=0,
        conflict=False,
        # A clock that ran ahead must not keep a person's decision waiting for years.
        intended_at=row.intended_at and min(row.intended_at, event.at),
    )


def _voided(row: Row, _: Event) -> Row:
    return evolve(row, voided=True)


def _paid(row: Row, _: Event) -> Row:
    return row


def _require(row: Row, event: Event, *states: State) -> None:
    if row.state not in states:
        raise _forbidden(row, event)


def _forbidden(row: Row | None, event: Event) -> LedgerError:
    state = row.state.value if row else "unseen"
    return LedgerError(
        f"A sale that is {state} cannot be {event.kind.value}: {event.key}.",
        code="forbidden-transition",
        hint=Text(
            es="Esto es un error del programa o un libro alterado: ejecute la verificación.",
            en="This is a defect, or the ledger was altered: verify it.",
        ),
    )


_STEPS = {
    EventKind.LOOKED_UP: _looked_up,
    EventKind.INTENDED: _intended,
    EventKind.SENT: _sent,
    EventKind.ANSWERED: _answered,
    EventKind.CHANGED: _changed,
    EventKind.VOIDED: _voided,
    EventKind.PAID: _paid,
    EventKind.PARKED: _parked,
    EventKind.RELEASED: _released,
}
