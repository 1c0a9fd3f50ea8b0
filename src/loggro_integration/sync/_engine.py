# SPDX-License-Identifier: MIT
"""
The pass that keeps both sides equal: find, look up, force, look again, record.

After any crash the first act on a sale that may have been sent is a look-up, never a send.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from loggro_integration.days import business_day, format_instant
from loggro_integration.errors import (
    ConfigurationError,
    InvalidInput,
    LedgerError,
    LoggroError,
    NeedsReview,
    Text,
)
from loggro_integration.exact_json import dumps
from loggro_integration.ids import ObjectId, SaleKey
from loggro_integration.mapping import MappingRules, map_sale
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._case import Case, Gathered
from loggro_integration.sync._delivery import Delivery
from loggro_integration.sync._events import (
    SyncEventKind,
    SyncObserver,
    Teller,
    run_ended,
    run_failed,
    run_started,
    sales_read,
    told_of_sale,
)
from loggro_integration.sync._gather import Gatherer
from loggro_integration.sync._lookup import SalesLookup
from loggro_integration.sync._outcomes import outcome_of, outcome_of_unread
from loggro_integration.sync._pass import CLOCK_SLACK, Pass, Tools
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._preflight import Preflight, preflight
from loggro_integration.sync._reconcile import reconcile
from loggro_integration.sync._reconcile_rows import Reconciliation
from loggro_integration.sync._report import Outcome, RunReport
from loggro_integration.sync._seen import keep_checked, keep_seen
from loggro_integration.sync._sink_choice import sink_of
from loggro_integration.sync._sink_place import Place, begin_place, place_of
from loggro_integration.sync._sinks import Sink
from loggro_integration.sync._states import Event, EventKind, Row, State
from loggro_integration.sync._store import Store

__all__ = ["Synchronizer"]


def _now() -> datetime:
    return datetime.now(UTC)


class Synchronizer:
    """
    Keeps Pymes equal to Restobar and a ledger of how.

    Args:
        pos: Client of Restobar.
        books: Client of Pymes.
        store: The ledger.
        rules: The rules file.
        sink: Where sales are delivered; by default what the rules say: Loggro's own integration.
        policy: Delays and limits.
        clock: Gives the present instant in UTC.
        sleep: Waits that many seconds between look-ups.
        observers: Called with every `SyncEvent`, in the thread of the run; one that fails is
            logged and stops nothing.
    """

    def __init__(
        self,
        *,
        pos: RestobarClient,
        books: PymesClient,
        store: Store,
        rules: MappingRules,
        sink: Sink | None = None,
        policy: SyncPolicy | None = None,
        clock: Callable[[], datetime] = _now,
        sleep: Callable[[float], object] = time.sleep,
        observers: Iterable[SyncObserver] = (),
    ) -> None:
        self._pos = pos
        self._books = books
        self._store = store
        self._rules = rules
        self._sink = sink or sink_of(rules, pos, books)
        self._policy = policy or SyncPolicy()
        self._settings = SyncSettings.from_rules(rules)
        self._clock = clock
        self._sleep = sleep
        self._tell = Teller(observers)
        self._tools = Tools(
            pos=pos,
            store=store,
            settings=self._settings,
            policy=self._policy,
            plan_of=lambda sale: map_sale(sale, rules),
            clock=clock,
            tell=self._tell,
        )

    def preflight(self) -> Preflight:
        """Check what both APIs show of the settings; only reads, and notes what it saw."""
        found = preflight(self._pos, self._books, self._rules, clock=self._clock)
        keep_checked(self._store, found.ranges, found.quota)
        return found

    def start(self, since: date) -> None:
        """
        Set the watermark: no sale of a day before it is ever sent.

        Where it moves to an earlier day, the next run only reads, as the first one did.

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
            begin_place(self._sink, self._store)
        if before is not None and since < before:
            self._store.put("first_run", "")
            self._store.put("read_until", "")
        self._store.put("watermark", since.isoformat())

    @property
    def watermark(self) -> date | None:
        """First day whose sales may be sent, `None` in a new ledger."""
        return self._kept_day("watermark")

    def run(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        dry_run: bool = False,
        max_sends: int | None = None,
        wait: bool = True,
    ) -> RunReport:
        """
        Make one pass; running it again does nothing that is done already.

        The first run on a ledger only reads.

        Args:
            since: First Bogotá day; the ledger's own window by default. Required once.
            until: Last Bogotá day, today by default.
            dry_run: Read and report, send nothing.
            max_sends: Most forced sends of this run.
            wait: Look again after each send, waiting in between.

        Raises:
            ConfigurationError: If the ledger is empty and `since` is missing, or the clock of this
                machine is days behind.
            LedgerError: If the ledger cannot be written; nothing is sent then.
            NotSent: If Restobar or Pymes cannot be reached.
            Rejected: If the account itself is refused (token, permission, plan).
        """
        limit = self._policy.max_sends if max_sends is None else max_sends
        if limit < 0:
            raise InvalidInput(
                f"{limit} is no number of sends.",
                field="max_sends",
                value=limit,
                hint=Text(es="Use 0 o más.", en="Use 0 or more."),
            )
        first, last = self._window(since, until)
        reading_only = dry_run or not self._store.get("first_run")
        self._tell(run_started(self._clock(), first, last, reading_only=reading_only))
        try:
            report = self._pass(first, last, limit, dry_run=dry_run, wait=wait)
        except LoggroError as error:
            self._tell(run_failed(self._clock(), error))
            raise
        self._tell(run_ended(self._clock(), report))
        return report

    def _pass(self, first: date, last: date, limit: int, *, dry_run: bool, wait: bool) -> RunReport:
        reading_only = dry_run or not self._store.get("first_run")
        gatherer = self._gatherer()
        found = gatherer.gather(first, last, today=business_day(self._clock()))
        self._tell(sales_read(self._clock(), len(found.cases)))
        cases, ready = self._work(found, 0 if reading_only else limit, wait=wait)
        outcomes = self._outcomes(cases, found)
        report = _report(outcomes, first, last, reading_only=reading_only, ready=ready)
        if not dry_run:
            gatherer.keep(found)
            self._finish(report, found)
        return report

    def run_once(self, key: SaleKey | str) -> Outcome:
        """
        Make the pass for one sale of the ledger; idempotent.

        Raises:
            NeedsReview: If the ledger does not know the sale.
        """
        row = self._store.row(str(key))
        if row is None:
            raise _unknown_sale(f"The ledger does not know {key}.")
        found = self._gatherer().one(self._pos.invoices.get(ObjectId(row.restobar_id)))
        found.cases = [case for case in found.cases if str(case.key) == row.key]
        if not found.cases:
            raise _unknown_sale(f"{key} is not paid any more, or has lost its number.")
        cases, _ = self._work(found, 1 if self._store.get("first_run") else 0, wait=True)
        return outcome_of(cases[0], self._settings, self._policy)

    def prove(self, number: str) -> bool:
        """
        Prove the look-up with the number of a document that is known to be in Pymes.

        Raises:
            InvalidInput: If Restobar has no sale with that number.
        """
        sales = list(self._pos.invoices.find(number))
        if not sales:
            raise InvalidInput(
                f"Restobar has no sale numbered {number}.",
                field="number",
                value=number,
                hint=Text(
                    es="Escriba prefijo y número como en Pymes, sin espacios.",
                    en="Write prefix and number as Pymes shows them, without spaces.",
                ),
            )
        lookup = self._place()
        plans = [(map_sale(sale, self._rules), business_day(sale.created_on)) for sale in sales]
        lookup.prove((plan.key, day) for plan, day in plans if plan.key is not None)
        return lookup.is_proved

    def release(self, key: SaleKey | str) -> Row:
        """Put a parked or excluded sale back to waiting, after a person has looked at it."""
        now = self._clock()
        self._store.append([Event(at=now, key=str(key), kind=EventKind.RELEASED)])
        row = self._store.row(str(key))
        if row is None:
            raise _unknown_sale(f"The ledger does not know {key}.")
        self._tell(told_of_sale(now, SyncEventKind.RELEASED, row))
        return row

    def review(self) -> list[Row]:
        """Return what a person has to decide: parked, different and not tellable sales."""
        return self._store.rows(State.PARKED, State.DIFFERENT, State.CANNOT_TELL)

    def reconcile(self, since: date, until: date | None = None) -> Reconciliation:
        """Compare both sides day by day, in both directions, with sums; only reads."""
        return reconcile(
            self._pos,
            self._books,
            self._store,
            rules=self._rules,
            policy=self._policy,
            plan_of=self._tools.plan_of,
            since=since,
            until=until or since,
            clock=self._clock,
        )

    def _window(self, since: date | None, until: date | None) -> tuple[date, date]:
        today = business_day(self._clock())
        watermark = self.watermark
        if watermark is None:
            if since is None:
                raise _no_watermark()
            self.start(since)
            watermark = since
        read = self._kept_day("read_until")
        if read is not None and today < read - CLOCK_SLACK:
            raise _clock_behind(today, read)
        first = max(watermark, since or self._overlap(watermark))
        return first, until or max(today, first)

    def _overlap(self, watermark: date) -> date:
        """Return the first day to read by default: some days before what was read without gap."""
        until = self._kept_day("read_until")
        return until - timedelta(days=self._policy.overlap_days) if until else watermark

    def _gatherer(self) -> Gatherer:
        return Gatherer(self._pos, self._store, self._tools.plan_of, self._policy)

    def _place(self) -> Place:
        """Return where the sales of the sink are looked up, for one run."""
        return place_of(
            self._sink, SalesLookup(self._books, self._store, self._settings), self._store
        )

    def _work(self, found: Gathered, limit: int, *, wait: bool) -> tuple[list[Case], list[Case]]:
        """Admit, look up and send; return the cases of the ledger and those that were due."""
        lookup = self._place()
        work = Pass(self._tools, lookup, self.watermark)
        lookup.prove((case.key, case.day) for case in found.cases if not case.odd)
        cases = [case for case in found.cases if work.admit(case)]
        for case in cases:
            work.look(case)
        ready = [case for case in cases if work.may_send(case)]
        if limit and ready:
            delivery = Delivery(
                work,
                self._sink,
                lookup,
                store=self._store,
                policy=self._policy,
                sleep=self._sleep,
                wait=wait,
            )
            delivery.send_all(ready, limit)
        return cases, ready

    def _outcomes(self, cases: list[Case], found: Gathered) -> tuple[Outcome, ...]:
        known = (outcome_of(case, self._settings, self._policy) for case in cases)
        return (*known, *map(outcome_of_unread, found.unread))

    def _finish(self, report: RunReport, found: Gathered) -> None:
        now = format_instant(self._clock())
        self._store.put("first_run", self._store.get("first_run") or now)
        self._store.put("last_run", now)
        self._store.put("last_counts", dumps(report.counts))
        keep_seen(self._store, self._pos, self._rules, report, self._clock())
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


def _report(
    outcomes: tuple[Outcome, ...],
    first: date,
    last: date,
    *,
    reading_only: bool,
    ready: list[Case],
) -> RunReport:
    left = [case for case in ready if not case.sent_now and case.state is State.ABSENT]
    return RunReport(
        outcomes=outcomes,
        since=first,
        until=last,
        reading_only=reading_only,
        would_send=tuple(str(case.key.number) for case in ready) if reading_only else (),
        sends=sum(outcome.sent_now for outcome in outcomes),
        left_for_later=0 if reading_only else len(left),
        next_command="loggro sync run" if reading_only and ready else "",
    )


def _unknown_sale(message: str) -> NeedsReview:
    return NeedsReview(message, code="unknown-sale")


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
