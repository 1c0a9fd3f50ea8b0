# SPDX-License-Identifier: MIT
"""What a ledger remembers between runs: its first day, how far was read, when a run ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from loggro_integration.days import business_day, format_instant, parse_instant
from loggro_integration.errors import ConfigurationError, InvalidInput, LedgerError, Text
from loggro_integration.exact_json import dumps
from loggro_integration.sync._case import Gathered
from loggro_integration.sync._ledger_file import COPIED
from loggro_integration.sync._pass import CLOCK_SLACK
from loggro_integration.sync._policy import SyncPolicy
from loggro_integration.sync._report import RunReport
from loggro_integration.sync._states import State
from loggro_integration.sync._store import Store

__all__ = ["RESTORED", "Marks"]

RESTORED: Final = Text(
    es="El libro es una copia que se puso de nuevo: lo que se envió después de ella puede venir en "
    "camino, así que nada se reenvía durante una hora.",
    en="The ledger is a copy that was put back: what was sent after it may be on its way, so "
    "nothing is sent again for an hour.",
)


class Marks:
    """
    The marks of one ledger.

    Args:
        store: The ledger.
        policy: How many days overlap.
        clock: Gives the present instant in UTC.
        begin: Called when a new ledger gets its first day.
    """

    def __init__(
        self,
        store: Store,
        policy: SyncPolicy,
        clock: Callable[[], datetime],
        begin: Callable[[], object],
    ) -> None:
        self._store = store
        self._policy = policy
        self._clock = clock
        self._begin = begin

    @property
    def watermark(self) -> date | None:
        """First day whose sales may be sent, `None` in a new ledger."""
        return self._kept_day("watermark")

    @property
    def may_send(self) -> bool:
        """Whether a run has read everything once, and the ledger was not put back just now."""
        return bool(self._store.get("first_run")) and not self.is_restored

    @property
    def is_restored(self) -> bool:
        """
        Whether the ledger is a copy that a run met so lately that a send may still be on its way.

        The copy does not know what was sent since; what was is given the time of a send.
        """
        at = self._store.get("restored")
        if not at:
            return False
        return abs(self._clock() - parse_instant(at)) < self._policy.between_sends

    def start(self, since: date) -> None:
        """
        Set the watermark; where it moves to an earlier day, the next run only reads.

        Raises:
            InvalidInput: If the day lies in the future.
        """
        today = business_day(self._clock())
        if since > today:
            raise InvalidInput(
                f"The watermark cannot lie in the future: {since}.",
                field="since",
                value=since,
                hint=Text(es="Use hoy o un día anterior.", en="Use today or an earlier day."),
            )
        before = self.watermark
        if before is None:
            self._begin()
        if before is not None and since < before:
            self._store.put("first_run", "")
            self._store.put("read_until", "")
        self._store.put("watermark", since.isoformat())

    def begun(self) -> date:
        """
        Return the watermark.

        Raises:
            ConfigurationError: If there is none.
        """
        if (watermark := self.watermark) is None:
            raise _no_watermark()
        if self._store.get(COPIED):
            self._store.put("restored", format_instant(self._clock()))
            self._store.put(COPIED, "")
        return watermark

    def window(self, since: date | None, until: date | None) -> tuple[date, date]:
        """
        Return the first and last Bogotá day of a run.

        Raises:
            ConfigurationError: If the ledger is empty and `since` is missing, or the clock of this
                machine is days behind.
        """
        today = business_day(self._clock())
        if self.watermark is None and since is not None:
            self.start(since)
        watermark = self.begun()
        read = self._kept_day("read_until")
        if read is not None and today < read - CLOCK_SLACK:
            raise _clock_behind(today, read)
        overlap = read - timedelta(days=self._policy.overlap_days) if read else watermark
        first = max(watermark, since or overlap)
        return first, until or max(today, first)

    def finish(self, report: RunReport, found: Gathered) -> None:
        """Remember that a run has looked at everything of its days."""
        now = format_instant(self._clock())
        if _could_tell(report):
            # one that could tell nothing has not shown what would be sent
            self._store.put("first_run", self._store.get("first_run") or now)
        self._store.put("last_run", now)
        self._store.put("last_counts", dumps(report.counts))
        if until := self._read_without_gap(report, found):
            self._store.put("read_until", until.isoformat())

    def _read_without_gap(self, report: RunReport, found: Gathered) -> date | None:
        """
        Return the last day up to which everything from the watermark on was read.

        It is the newest sale that tells how far Restobar was read, not this machine's clock, which
        may have been wrong. Days that a run was not asked for leave a gap, and are read later.
        """
        days = (self._kept_day("read_until"), self.watermark)
        before = max(day for day in days if day is not None)
        if found.newest is None or report.since > before:
            return None
        return max(before, found.newest)

    def _kept_day(self, name: str) -> date | None:
        text = self._store.get(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise LedgerError(
                f"The {name} of the ledger is no day: it was altered.", code="ledger-altered"
            ) from None


def _could_tell(report: RunReport) -> bool:
    """Tell whether Pymes said anything of the sales of a run, where it had any to ask about."""
    said = (State.SYNCED, State.ABSENT, State.IN_FLIGHT, State.DIFFERENT, State.PARKED)
    return not report.count(State.CANNOT_TELL) or any(map(report.count, said))


def _clock_behind(today: date, read: date) -> ConfigurationError:
    return ConfigurationError(
        f"The clock of this machine says {today}, and Restobar has sold on {read} already.",
        code="clock-behind",
        hint=Text(
            es="Ponga en hora el equipo: con el reloj atrasado las ventas nuevas no se ven.",
            en="Set the clock of this machine: while it is behind, new sales are not seen.",
        ),
    )


def _no_watermark() -> ConfigurationError:
    return ConfigurationError(
        "A new ledger needs a first day: nothing before it is ever sent.",
        code="no-watermark",
        hint=Text(
            es="Ejecute: loggro sync start --from AAAA-MM-DD (o run --since AAAA-MM-DD).",
            en="Run: loggro sync start --from YYYY-MM-DD (or run --since YYYY-MM-DD).",
        ),
    )
