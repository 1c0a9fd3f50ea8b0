# SPDX-License-Identifier: MIT
"""Putting back to waiting what a person has looked at; nothing is sent by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.sync._states import SET_ASIDE, Event, EventKind, Row, State
from loggro_integration.sync._store import Store

__all__ = ["release_rows", "rows_set_aside"]


def rows_set_aside(store: Store, reason: str = "") -> list[Row]:
    """
    Return what a release of everything would release.

    Args:
        store: The ledger.
        reason: Only what was set aside or left out for it; ``differs`` and ``rejected`` stand for
            every reason that begins so. Without one, all that was set aside, and nothing that is
            left out.
    """
    if not reason:
        return store.rows(*SET_ASIDE)
    rows = store.rows(*SET_ASIDE, State.EXCLUDED)
    return [row for row in rows if row.reason == reason or row.reason.startswith(f"{reason}:")]


def release_rows(store: Store, rows: Iterable[Row], at: datetime) -> list[Row]:
    """
    Put sales back to waiting, all or none: the next run looks each up before it does anything.

    Raises:
        InvalidInput: If one is neither set aside nor left out.
        LedgerError: If the ledger cannot be written.
    """
    wanted = list(rows)
    for row in wanted:
        if row.state not in {*SET_ASIDE, State.EXCLUDED}:
            raise _not_set_aside(row)
    store.append(event for row in wanted for event in _events(row, at))
    return [found for row in wanted if (found := store.row(row.key)) is not None]


def _events(row: Row, at: datetime) -> Iterator[Event]:
    if row.state is State.DIFFERENT:
        # A process died before it set it aside.
        yield Event(at=at, key=row.key, kind=EventKind.PARKED, detail={"reason": row.reason})
    yield Event(at=at, key=row.key, kind=EventKind.RELEASED)


def _not_set_aside(row: Row) -> InvalidInput:
    return InvalidInput(
        f"{row.number} is {row.state.value}: there is nothing to release.",
        field="NUMBER",
        value=row.number,
        hint=Text(
            es=f"Vea su historia: loggro sync explain {row.number}",
            en=f"See its story: loggro sync explain {row.number}",
        ),
    )
