# SPDX-License-Identifier: MIT
"""How events and rows stand in a ledger as text, and how each event is linked to the one before."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from attrs import frozen

from loggro_integration.days import format_instant, parse_instant
from loggro_integration.errors import LedgerError, Text
from loggro_integration.exact_json import dumps, is_object, loads
from loggro_integration.sync._states import Event, EventKind, Row, State

__all__ = ["ChainedEvent", "altered", "event_parts", "link", "read_event", "read_row", "row_body"]


@frozen(kw_only=True)
class ChainedEvent:
    """
    An event with its place in the chain.

    Attributes:
        position: 1 for the first event of the ledger.
        chain: SHA-256, in hexadecimal, of the chain of the event before (empty for the first), and
            of instant, key, kind and detail as they are written, with a line feed between them.
    """

    position: int
    event: Event
    chain: str


def link(previous: str, *parts: str) -> str:
    """Return the next link of a chain: each covers the whole history before it."""
    return hashlib.sha256("\n".join((previous, *parts)).encode()).hexdigest()


def event_parts(event: Event) -> tuple[str, str, str, str]:
    """Return instant, key, kind and detail of an event as they are written and linked."""
    return format_instant(event.at), event.key, event.kind.value, dumps(dict(event.detail))


def read_event(at: str, key: str, kind: str, detail: str) -> Event:
    """
    Return an event from its texts.

    Raises:
        LedgerError: If one of them cannot be read.
    """
    try:
        body = loads(detail)
        return Event(
            at=parse_instant(at),
            key=key,
            kind=EventKind(kind),
            detail=body if isinstance(body, dict) else {},
        )
    except ValueError:
        raise altered("An event") from None


def row_body(row: Row) -> str:
    """Return a row as it is kept."""
    return dumps(
        {
            "key": row.key,
            "state": row.state.value,
            "restobar_id": row.restobar_id,
            "number": row.number,
            "day": row.day,
            "kind": row.kind,
            "total": row.total,
            "identity": row.identity,
            "condition": row.condition,
            "paid": row.paid,
            "status": row.status,
            "dian": row.dian,
            "sends": row.sends,
            "intents": row.intents,
            "looks": row.looks,
            "intended_at": _optional_instant(row.intended_at),
            "ever_synced": row.ever_synced,
            "conflict": row.conflict,
            "voided": row.voided,
            "released": row.released,
            "reason": row.reason,
            "updated_at": _optional_instant(row.updated_at),
        }
    )


def _optional_instant(instant: datetime | None) -> str | None:
    return None if instant is None else format_instant(instant)


def read_row(body: str) -> Row:
    """
    Return a row from its text.

    Raises:
        LedgerError: If it cannot be read.
    """
    try:
        read = loads(body)
        found: dict[str, Any] = dict(read) if is_object(read) else {}
        found["state"] = State(str(found["state"]))
        for name in ("intended_at", "updated_at"):
            found[name] = None if found[name] is None else parse_instant(str(found[name]))
        return Row(**found)
    except (TypeError, ValueError, KeyError):
        raise altered("A row") from None


def altered(what: str) -> LedgerError:
    """Return the error of a part of the ledger that another program changed."""
    return LedgerError(
        f"{what} of the ledger cannot be read: it was altered.",
        code="ledger-altered",
        hint=Text(
            es="Verifique el libro y recupere una copia.",
            en="Verify the ledger and restore a copy.",
        ),
    )
