# SPDX-License-Identifier: MIT
"""
The pass that keeps both sides equal: find, look up, force, look again, record.

After any crash the first act on a sale that may have been sent is a look-up, never a send.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from attrs import define, field

from loggro_integration.days import business_day
from loggro_integration.errors import (
    InvalidInput,
    LoggroError,
    NeedsReview,
    NotSent,
    Text,
)
from loggro_integration.ids import ObjectId, SaleKey
from loggro_integration.mapping import MappingRules, map_sale
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._case import Case, Gathered
from loggro_integration.sync._causes import Cause
from loggro_integration.sync._clock import now, pause
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
from loggro_integration.sync._find_rows import find_row, find_rows, no_sale
from loggro_integration.sync._gather import Gatherer
from loggro_integration.sync._lookup import SalesLookup
from loggro_integration.sync._marks import RESTORED, Marks
from loggro_integration.sync._outcomes import (
    causes_of,
    outcome_of,
    outcome_of_unread,
    outcome_of_waiting,
)
from loggro_integration.sync._parts import Earlier, days_of
from loggro_integration.sync._pass import Pass, Tools
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._preflight import Preflight, preflight
from loggro_integration.sync._reasons import DIFFERS
from loggro_integration.sync._reconcile import reconcile
from loggro_integration.sync._reconcile_rows import Reconciliation
from loggro_integration.sync._release import release_rows
from loggro_integration.sync._report import Outcome, RunReport
from loggro_integration.sync._run_days import day_sums, joined
from loggro_integration.sync._seen import keep_checked, keep_seen
from loggro_integration.sync._select import Choice
from loggro_integration.sync._sink_choice import sink_of
from loggro_integration.sync._sink_place import Place, begin_place, place_of
from loggro_integration.sync._sinks import PymesSink, Sink
from loggro_integration.sync._states import Row, State
from loggro_integration.sync._stopped import is_stopped
from loggro_integration.sync._store import Store
from loggro_integration.sync._troubles import other_books

__all__ = ["Synchronizer"]


# So many sales are looked up between two questions of the threads.
AT_ONCE = 64


def _never() -> bool:
    return False


def _is_of_others(cases: Iterable[Case]) -> bool:
    """Tell whether Pymes has numbers of these sales, and not one of them with its content."""
    said = [case.verdict for case in cases if case.verdict is not None]
    differ = any(verdict.reason.startswith(DIFFERS) for verdict in said)
    return differ and all(verdict.result != "equal" for verdict in said)


@define
class Worked:
    """What a run did: its sales in the ledger, those that were due, and whether it was stopped."""

    cases: list[Case]
    ready: list[Case] = field(factory=list[Case])
    stopped: bool = False


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
        stop: Asked between two sales whether to stop: the run ends early, everything it did is
            recorded, and the next one goes on.
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
        clock: Callable[[], datetime] = now,
        sleep: Callable[[float], object] = pause,
        observers: Iterable[SyncObserver] = (),
        stop: Callable[[], bool] = _never,
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
        self._stop = stop
        self._marks = Marks(store, self._policy, clock, lambda: begin_place(self._sink, store))
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
        self._marks.start(since)

    @property
    def watermark(self) -> date | None:
        """First day whose sales may be sent, `None` in a new ledger."""
        return self._marks.watermark

    def run(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        dry_run: bool = False,
        max_sends: int | None = None,
        wait: bool = True,
        only: Iterable[str] = (),
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
            only: What the run is limited to: numbers or keys (``FE123``), prefixes (``FE*``),
                ``pos`` or ``electronic``; a sale that any of them names. Such a run does not count
                as one that has read its days.

        Raises:
            InvalidInput: If there is no sale of a number in `only`.
            ConfigurationError: If the ledger is empty and `since` is missing, or the clock of this
                machine is days behind.
            LedgerError: If the ledger cannot be written; nothing is sent then.
            NotSent: If Restobar or Pymes cannot be reached.
            OutcomeUnknown: If a sink of your own ended in something that is no receipt and no error
                of ours: the sale counts as sent, and is looked for first in the next run.
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
        choice = Choice.parse(only)
        first, last = self._marks.window(since, until)
        reading_only = dry_run or not self._marks.may_send
        self._tell(run_started(self._clock(), first, last, reading_only=reading_only))
        try:
            report = self._pass(first, last, choice, limit=limit, dry_run=dry_run, wait=wait)
        except LoggroError as error:
            self._tell(run_failed(self._clock(), error))
            raise
        self._tell(run_ended(self._clock(), report))
        return report

    def _pass(
        self,
        first: date,
        last: date,
        choice: Choice | None,
        *,
        limit: int,
        dry_run: bool,
        wait: bool,
    ) -> RunReport:
        reading_only = dry_run or not self._marks.may_send
        limit = 0 if reading_only else limit
        gatherer = self._gatherer()
        earlier = Earlier(most=limit)
        found = earlier.hand_over(self._gathered(gatherer, choice, first, last, earlier))
        self._tell(sales_read(self._clock(), len(found.cases)))
        worked = self._work(found, limit, wait=wait)
        report = self._report(worked, found, first, last, earlier, reading_only=reading_only)
        if not dry_run and choice is None and not worked.stopped:
            gatherer.keep(found)
            self._marks.finish(report, found)
            keep_seen(self._store, self._pos, self._rules, report, self._clock())
        return report

    def _gathered(
        self,
        gatherer: Gatherer,
        choice: Choice | None,
        first: date,
        last: date,
        earlier: Earlier,
    ) -> Gathered:
        """Read the sales that a run is about; none where it is asked to stop."""
        if self._stop():
            return Gathered(stopped=True)
        found: Gathered | None = Gathered()
        try:
            if choice is None or not choice.is_of_numbers:
                found = gatherer.gather(first, last, today=business_day(self._clock()))
            if found is None:
                return self._in_parts(gatherer, choice, first, last, earlier)
            return found if choice is None or found.stopped else self._chosen(choice, found)
        except NotSent as error:
            if is_stopped(error):
                return Gathered(stopped=True)
            raise

    def _in_parts(
        self,
        gatherer: Gatherer,
        choice: Choice | None,
        first: date,
        last: date,
        earlier: Earlier,
    ) -> Gathered:
        """Look at every day but the last one, sending nothing, and return what is left to do."""
        today = business_day(self._clock())
        for day in days_of(first, last - timedelta(days=1)):
            found = gatherer.of_day(day, earlier, today=today)
            if choice is not None:
                found = Gathered(cases=[case for case in found.cases if choice.holds(case)])
            self._tell(sales_read(self._clock(), len(found.cases)))
            worked = self._work(found, 0, wait=False) if found.cases else Worked([])
            earlier.mark_repeated(worked.cases)
            done = earlier.put_off(worked.cases, worked.ready)
            earlier.take(done, map(self._outcome, done), map(outcome_of_unread, found.unread))
            earlier.days += day_sums(done, found.unread, self._settings.tolerance)
            earlier.newest = found.newest or earlier.newest
            if worked.stopped or found.stopped:
                return Gathered(stopped=True)
        found = gatherer.of_last_day(last, earlier, today=today)
        return found if choice is None or found.stopped else self._chosen(choice, found)

    def run_once(self, key: SaleKey | str) -> Outcome:
        """
        Make the pass for one sale; idempotent.

        A sale that the ledger does not know yet is asked for by its number. Nothing before the
        watermark is sent, and nothing at all before the first run, which only reads.

        Args:
            key: Its key, or its number as Restobar shows it.

        Raises:
            ConfigurationError: If the ledger has no first day yet.
            NeedsReview: If neither the ledger nor Restobar knows the sale, or it is not paid.
        """
        self._marks.begun()
        found = self._named(str(key))
        if not found.cases:
            raise _unknown_sale(f"{key} is unknown, or not paid any more, or has lost its number.")
        worked = self._work(found, 1 if self._marks.may_send else 0, wait=True)
        if not worked.cases:
            return outcome_of_waiting(found.cases[0])
        return self._outcome(worked.cases[0])

    def prove(self, number: str) -> bool:
        """
        Prove the look-up with the number of a document that is known to be in Pymes.

        Raises:
            InvalidInput: If Restobar has no sale with that number.
        """
        sales = list(self._pos.invoices.find(number))
        if not sales:
            raise no_sale(number, "number")
        lookup = self._place()
        plans = [(map_sale(sale, self._rules), business_day(sale.created_on)) for sale in sales]
        known = ((plan.key, day) for plan, day in plans if plan.key is not None)
        lookup.prove((key, day) for key, day in known if self._may_prove(key))
        return lookup.is_proved

    def release(self, key: SaleKey | str) -> Row:
        """
        Put a sale that was set aside back to waiting, after a person has looked at it.

        Raises:
            InvalidInput: If the ledger does not know it, or it is neither set aside nor left out.
        """
        now = self._clock()
        (row,) = release_rows(self._store, [find_row(self._store, str(key))], now)
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

    def _gatherer(self) -> Gatherer:
        return Gatherer(self._pos, self._store, self._tools.plan_of, self._policy, self._stop)

    def _place(self) -> Place:
        """Return where the sales of the sink are looked up, for one run."""
        return place_of(
            self._sink, SalesLookup(self._books, self._store, self._settings), self._store
        )

    def _chosen(self, choice: Choice, found: Gathered) -> Gathered:
        """Return what a run is limited to: what was read and is chosen, and the named sales."""
        chosen = Gathered(cases=[case for case in found.cases if choice.holds(case)])
        known = {str(case.key) for case in chosen.cases}
        for number in choice.numbers:
            named = self._named(number)
            if not named.cases:
                raise _no_such_sale(number)
            chosen.cases += [case for case in named.cases if str(case.key) not in known]
            known |= {str(case.key) for case in named.cases}
        return chosen

    def _named(self, written: str) -> Gathered:
        """Read the sale that a key or a number names: by the ledger, else by its number."""
        rows = find_rows(self._store, written)
        if rows:
            ids = dict.fromkeys(row.restobar_id for row in rows)
            sales = [self._pos.invoices.get(ObjectId(each)) for each in ids]
            wanted = {row.key for row in rows}
        else:
            key = SaleKey.parse(written) if ":" in written else None
            sales = list(self._pos.invoices.find(str(key.number) if key else written))
            wanted = {written}
        found = self._gatherer().some(sales)
        cases = [case for case in found.cases if {str(case.key), str(case.key.number)} & wanted]
        return Gathered(cases=cases)

    def _work(self, found: Gathered, limit: int, *, wait: bool) -> Worked:
        """Admit, look up and send, until all is done or it is asked to stop."""
        worked = Worked([], stopped=found.stopped)
        if not found.stopped:
            try:
                self._carry_on(worked, found, limit, wait=wait)
            except NotSent as error:
                if not is_stopped(error):
                    raise
                worked.stopped = True
        return worked

    def _carry_on(self, worked: Worked, found: Gathered, limit: int, *, wait: bool) -> None:
        lookup = self._place()
        work = Pass(self._tools, lookup, self.watermark)
        known = (case for case in found.cases if not case.odd)
        lookup.prove((case.key, case.day) for case in known if self._may_prove(case.key))
        for case in found.cases:
            if self._stop():
                worked.stopped = True
                return
            if work.admit(case):
                worked.cases.append(case)
        worked.stopped = not self._look(work, worked.cases)
        if worked.stopped:
            return
        ready = [case for case in worked.cases if work.may_send(case)]
        if isinstance(lookup, SalesLookup) and _is_of_others(worked.cases) and lookup.doubt():
            for case in ready:
                case.held = other_books()
            return
        worked.ready = ready
        if self._marks.is_restored:
            for case in ready:
                case.held = RESTORED
        if limit and worked.ready:
            delivery = Delivery(
                work,
                self._sink,
                lookup,
                store=self._store,
                policy=self._policy,
                sleep=self._sleep,
                wait=wait,
                stop=self._stop,
            )
            delivery.send_all(worked.ready, limit)

    def _may_prove(self, key: SaleKey) -> bool:
        """Tell whether a sale may prove the look-up: one that differs may be somebody else's."""
        row = self._store.row(str(key))
        return row is None or not row.reason.startswith(DIFFERS)

    def _look(self, work: Pass, cases: list[Case]) -> bool:
        """Look every sale up, and tell whether nobody asked to stop."""
        for start in range(0, len(cases), AT_ONCE):
            some = cases[start : start + AT_ONCE]
            work.prepare(some)
            for case in some:
                if self._stop():
                    return False
                work.look(case)
        return True

    def _outcome(self, case: Case) -> Outcome:
        return outcome_of(case, self._settings, self._policy, now=self._clock())

    def _report(
        self,
        worked: Worked,
        found: Gathered,
        first: date,
        last: date,
        earlier: Earlier,
        *,
        reading_only: bool,
    ) -> RunReport:
        now = (*map(self._outcome, worked.cases), *map(outcome_of_unread, found.unread))
        outcomes = (*earlier.told, *now)
        ready = worked.ready
        left = [case for case in ready if not case.sent_now and case.state is State.ABSENT]
        numbers = (*earlier.ready, *(str(case.key.number) for case in ready))
        days = day_sums(worked.cases, found.unread, self._settings.tolerance)
        return RunReport(
            outcomes=outcomes,
            since=first,
            until=last,
            reading_only=reading_only,
            would_send=numbers if reading_only else (),
            sends=sum(outcome.sent_now for outcome in outcomes),
            left_for_later=0 if reading_only else earlier.left + len(left),
            next_command="loggro sync run" if reading_only and numbers else "",
            days=joined((*earlier.days, *days)),
            causes=self._causes([*earlier.sample, *worked.cases]),
            stopped=worked.stopped,
            counted=earlier.counted,
        )

    def _causes(self, cases: list[Case]) -> tuple[Cause, ...]:
        """Rank why sales may not be in Pymes, where that is where they go."""
        return causes_of(cases, self._settings) if isinstance(self._sink, PymesSink) else ()


def _unknown_sale(message: str) -> NeedsReview:
    return NeedsReview(message, code="unknown-sale")


def _no_such_sale(number: str) -> InvalidInput:
    return InvalidInput(
        f"There is no paid sale {number}.",
        field="only",
        value=number,
        hint=Text(
            es="Escriba prefijo y número como los muestra Restobar; para un prefijo, FE*.",
            en="Write prefix and number as Restobar shows them; for a prefix, FE*.",
        ),
    )
