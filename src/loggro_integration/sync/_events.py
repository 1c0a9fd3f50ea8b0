# SPDX-License-Identifier: MIT
"""What a run tells while it works, for progress bars, log lines and metrics."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from loggro_integration.days import format_instant
from loggro_integration.exact_json import JsonValue
from loggro_integration.sync._states import Row, State

if TYPE_CHECKING:
    from loggro_integration.errors import LoggroError
    from loggro_integration.sync._report import RunReport

__all__ = [
    "SyncEvent",
    "SyncEventKind",
    "SyncObserver",
    "Teller",
    "run_ended",
    "run_failed",
    "run_started",
    "sales_read",
    "told_of_sale",
]

logger = logging.getLogger("loggro_integration.sync")


class SyncEventKind(StrEnum):
    """
    What a run can tell.

    From `SEEN` to `RELEASED` it is about one sale, and told once it stands in the ledger; a
    look-up is told every time, recorded or not.
    """

    RUN_STARTED = "run-started"
    SALES_READ = "sales-read"
    SEEN = "seen"
    CHANGED = "changed"
    VOIDED = "voided"
    PAID = "paid"
    LOOKED_UP = "looked-up"
    INTENDED = "intended"
    SENT = "sent"
    ANSWERED = "answered"
    PARKED = "parked"
    RELEASED = "released"
    RUN_ENDED = "run-ended"
    RUN_FAILED = "run-failed"


@frozen(kw_only=True)
class SyncEvent:
    """
    One thing that happened during a run.

    Attributes:
        at: UTC.
        key: ``business:prefix:sequence``, empty where it is about no single sale.
        number: Prefix and sequence, empty likewise.
        state: Where the sale stands since.
        detail: JSON: numbers, dates, amounts in COP as text, states; never a person's data.
        report: The whole report, at the end of a run.
    """

    at: datetime
    kind: SyncEventKind
    key: str = ""
    number: str = ""
    state: State | None = None
    detail: Mapping[str, JsonValue] = field(factory=dict[str, JsonValue])
    report: RunReport | None = field(default=None, repr=False)

    def as_json(self) -> dict[str, JsonValue]:
        """Return it as one flat object: ``event``, ``at``, what it is about, and the details."""
        found: dict[str, JsonValue] = {"event": self.kind.value, "at": format_instant(self.at)}
        if self.key:
            found |= {"key": self.key, "number": self.number}
        if self.state is not None:
            found["state"] = self.state.value
        return {**self.detail, **found}


class SyncObserver(Protocol):
    """Whatever can be called with an event: a function, or the ``append`` of a list."""

    def __call__(self, event: SyncEvent, /) -> object:
        """Take one event."""
        ...


class Teller:
    """
    Tells every observer; one that fails is logged and stops nothing.

    Args:
        observers: Called in this order, in the thread of the run.
    """

    def __init__(self, observers: Iterable[SyncObserver]) -> None:
        self._observers = tuple(observers)

    def __call__(self, event: SyncEvent) -> None:
        """Tell one event."""
        for observer in self._observers:
            try:
                observer(event)
            except Exception:
                # What watches the sync must not be able to stop it between intent and record.
                logger.warning("An observer of the sync failed.", exc_info=True)


def told_of_sale(at: datetime, kind: SyncEventKind, row: Row, /, **detail: JsonValue) -> SyncEvent:
    """Return the event of one sale, with what the ledger knows of it."""
    known: dict[str, JsonValue] = {"day": row.day, "kind": row.kind, "total": row.total}
    known |= {"sends": row.sends, "reason": row.reason}
    return SyncEvent(
        at=at,
        kind=kind,
        key=row.key,
        number=row.number,
        state=row.state,
        detail={**known, **detail},
    )


def run_started(at: datetime, since: date, until: date, *, reading_only: bool) -> SyncEvent:
    """Return the event that opens a run over these Bogotá days."""
    detail: dict[str, JsonValue] = {"since": str(since), "until": str(until)}
    return SyncEvent(
        at=at,
        kind=SyncEventKind.RUN_STARTED,
        detail={**detail, "reading_only": reading_only},
    )


def sales_read(at: datetime, sales: int) -> SyncEvent:
    """Return the event that tells how many sales a run is about."""
    return SyncEvent(at=at, kind=SyncEventKind.SALES_READ, detail={"sales": sales})


def run_ended(at: datetime, report: RunReport) -> SyncEvent:
    """Return the event that closes a run."""
    detail: dict[str, JsonValue] = {
        "since": str(report.since),
        "until": str(report.until),
        "reading_only": report.reading_only,
        "sales": sum(report.counts.values()),
        "sends": report.sends,
        "left_for_later": report.left_for_later,
        "stopped": report.stopped,
        "counts": {**report.counts},
        "days": [each.as_json() for each in report.days],
        "exit_code": report.exit_code,
    }
    return SyncEvent(at=at, kind=SyncEventKind.RUN_ENDED, detail=detail, report=report)


def run_failed(at: datetime, error: LoggroError) -> SyncEvent:
    """Return the event of a run that an error ended; its text may name a person, its class not."""
    detail: dict[str, JsonValue] = {"error": type(error).__name__, "code": error.code}
    return SyncEvent(at=at, kind=SyncEventKind.RUN_FAILED, detail=detail)
