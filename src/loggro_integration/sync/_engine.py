# SPDX-License-Identifier: MIT
"""
The pass that keeps both sides equal: find, look up, force, look again, record.

After any crash the first act on a sale that may have been sent is a look-up, never a send.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from attrs import define

from loggro_integration.days import business_day, format_instant, parse_instant
from loggro_integration.errors import (
    AuthenticationFailed,
    ConfigurationError,
    InvalidInput,
    LedgerError,
    NeedsReview,
    NotFound,
    NotSent,
    OutcomeUnknown,
    PermissionMissing,
    PlanLimit,
    RateLimited,
    Rejected,
    Text,
    TokenRejected,
)
from loggro_integration.exact_json import dumps
from loggro_integration.ids import ObjectId, SaleKey
from loggro_integration.mapping import MappingRules, Plan, map_sale
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._judge import Judge, Verdict
from loggro_integration.sync._lookup import SalesLookup
from loggro_integration.sync._observe import Observer, is_finished
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._preflight import Preflight, preflight
from loggro_integration.sync._reconcile import Reconciliation, reconcile
from loggro_integration.sync._report import Outcome, RunReport
from loggro_integration.sync._sinks import OfficialIntegration, Sink
from loggro_integration.sync._states import LOOKABLE, Event, EventKind, Row, State
from loggro_integration.sync._store import Store
from loggro_integration.wire import Sale

__all__ = ["Synchronizer"]

ACCOUNT_TROUBLE = (
    AuthenticationFailed,
    TokenRejected,
    PermissionMissing,
    PlanLimit,
    RateLimited,
)


def _now() -> datetime:
    return datetime.now(UTC)


@define
class _Case:
    """One sale during one run."""

    sale: Sale
    key: SaleKey
    plan: Plan
    row: Row | None = None
    verdict: Verdict | None = None
    sent_now: bool = False
    held: Text | None = None

    @property
    def known(self) -> Row:
        """The row of the ledger; a case has one once it was admitted."""
        if self.row is None:
            raise LedgerError(f"{self.key} is not in the ledger.", code="ledger-unusable")
        return self.row

    @property
    def state(self) -> State:
        """Where the sale stands now."""
        return self.known.state


class Synchronizer:
    """
    Keeps Pymes equal to Restobar and a ledger of how.

    Args:
        pos: Client of Restobar.
        books: Client of Pymes.
        store: The ledger.
        rules: The rules file.
        sink: Where sales are delivered; Loggro's own integration by default.
        policy: Delays and limits.
        clock: Gives the present instant in UTC.
        sleep: Waits that many seconds between look-ups.
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
    ) -> None:
        self._pos = pos
        self._books = books
        self._store = store
        self._rules = rules
        self._sink = sink or OfficialIntegration(pos, books)
        self._policy = policy or SyncPolicy()
        self._settings = SyncSettings.from_rules(rules)
        self._clock = clock
        self._sleep = sleep

    def preflight(self) -> Preflight:
        """Check what both APIs show of the settings; only reads."""
        return preflight(self._pos, self._books, self._rules, clock=self._clock)

    def start(self, since: date) -> None:
        """Set the watermark: no sale of a day before it is ever sent."""
        today = business_day(self._clock())
        if since > today:
            raise InvalidInput(
                f"The watermark cannot lie in the future: {since}.",
                field="since",
                value=since,
                hint=Text(es="Use hoy o un día anterior.", en="Use today or an earlier day."),
            )
        self._store.put("watermark", since.isoformat())

    @property
    def watermark(self) -> date | None:
        """First day whose sales may be sent, `None` in a new ledger."""
        text = self._store.get("watermark")
        return date.fromisoformat(text) if text else None

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
            ConfigurationError: If the ledger is empty and `since` is missing.
            LedgerError: If the ledger cannot be written; nothing is sent then.
            NotSent: If Restobar or Pymes cannot be reached.
            Rejected: If the account itself is refused (token, permission, plan).
        """
        first, last = self._window(since, until)
        reading_only = dry_run or self._store.get("first_run") is None
        lookup = SalesLookup(self._books, self._store, self._settings)
        judge = Judge(lookup, self._settings, self._policy)
        found = self._cases(first, last)
        lookup.prove((case.key, business_day(case.sale.created_on)) for case in found)
        cases = [case for case in found if self._admit(case, judge)]
        for case in cases:
            self._look(case, judge)
        ready = [case for case in cases if self._may_send(case)]
        limit = self._policy.max_sends if max_sends is None else max_sends
        sending = [] if reading_only else ready[:limit]
        for case in sending:
            self._send(case)
        if wait:
            self._look_again(sending, lookup, judge)
        report = self._report(cases, first, last, reading_only=reading_only, ready=ready)
        self._finish(report, dry_run=dry_run)
        return report

    def run_once(self, key: SaleKey | str) -> Outcome:
        """
        Make the pass for one sale of the ledger; idempotent.

        Raises:
            NeedsReview: If the ledger does not know the sale.
        """
        row = self._store.row(str(key))
        if row is None:
            raise NeedsReview(f"The ledger does not know {key}.", code="unknown-sale")
        lookup = SalesLookup(self._books, self._store, self._settings)
        judge = Judge(lookup, self._settings, self._policy)
        case = self._case(self._pos.invoices.get(ObjectId(row.restobar_id)))
        if case is None:
            raise NeedsReview(f"{key} has lost its number.", code="unknown-sale")
        lookup.prove([(case.key, business_day(case.sale.created_on))])
        self._admit(case, judge)
        self._look(case, judge)
        sending = [case] if self._may_send(case) and self._store.get("first_run") else []
        for each in sending:
            self._send(each)
        self._look_again(sending, lookup, judge)
        return self._outcome(case)

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
        lookup = SalesLookup(self._books, self._store, self._settings)
        cases = [case for sale in sales if (case := self._case(sale))]
        lookup.prove((case.key, business_day(case.sale.created_on)) for case in cases)
        return lookup.is_proved

    def release(self, key: SaleKey | str) -> Row:
        """Put a parked or excluded sale back to waiting, after a person has looked at it."""
        self._record(str(key), EventKind.RELEASED)
        row = self._store.row(str(key))
        if row is None:
            raise NeedsReview(f"The ledger does not know {key}.", code="unknown-sale")
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
            settings=self._settings,
            policy=self._policy,
            plan_of=lambda sale: map_sale(sale, self._rules),
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
        first = max(watermark, since or self._overlap(watermark))
        return first, until or max(today, first)

    def _overlap(self, watermark: date) -> date:
        last = self._store.get("last_run")
        if last is None:
            return watermark
        return business_day(parse_instant(last)) - timedelta(days=self._policy.overlap_days)

    def _cases(self, first: date, last: date) -> list[_Case]:
        sales = self._pos.invoices.list(since=first, until=last, status="Todos")
        cases = {str(case.key): case for sale in sales if (case := self._case(sale))}
        for row in self._store.rows(*LOOKABLE):
            if row.key not in cases and (older := self._older(row)):
                cases[row.key] = older
        return sorted(cases.values(), key=lambda case: (case.sale.created_on, str(case.key)))

    def _older(self, row: Row) -> _Case | None:
        try:
            sale = self._pos.invoices.get(ObjectId(row.restobar_id))
        except NotFound:
            # Restobar has lost it: the row keeps its state, and `review` or `status` shows it.
            return None
        return self._case(sale)

    def _case(self, sale: Sale) -> _Case | None:
        if not is_finished(sale):
            return None
        plan = map_sale(sale, self._rules)
        return None if plan.key is None else _Case(sale=sale, key=plan.key, plan=plan)

    def _admit(self, case: _Case, judge: Judge) -> bool:
        """Bring a sale into the ledger; a sale voided before any push is excluded, not sent."""
        now = self._clock()
        excluded = ""
        if case.sale.is_voided and self._store.row(str(case.key)) is None:
            verdict = judge.judge(case.sale, case.plan, case.key, now=now)
            if verdict.result == "absent" and self._is_young(case, now):
                return False
            left = verdict.result == "absent" and not self._settings.force_voided
            excluded = "voided-before-push" if left else ""
        observer = Observer(self._store, self._settings, self.watermark)
        case.row = observer.observe(case.sale, case.key, case.plan, excluded=excluded, now=now)
        return True

    def _look(self, case: _Case, judge: Judge) -> None:
        if case.state not in LOOKABLE and case.state is not State.SYNCED:
            return
        now = self._clock()
        found = judge.look(case.sale, case.key, thorough=case.known.sends > 0)
        case.verdict = judge.weigh(case.sale, case.plan, case.key, found, now=now)
        quiet = case.state is State.SYNCED and case.verdict.result in {"equal", "cannot_tell"}
        if not quiet:
            self._note(
                case,
                EventKind.LOOKED_UP,
                result=case.verdict.result,
                reason=case.verdict.reason,
                young=self._is_young(case, now),
                final=self._is_final(case.known, now),
            )
        self._park(case)

    def _park(self, case: _Case) -> None:
        if case.state is State.DIFFERENT:
            self._note(case, EventKind.PARKED, reason=case.known.reason)
        elif case.state is State.ABSENT and (reason := self._dead_end(case)):
            self._note(case, EventKind.PARKED, reason=reason)

    def _dead_end(self, case: _Case) -> str:
        if case.known.ever_synced:
            return "gone"
        if case.known.sends >= self._policy.max_sends_per_document:
            return "sends-used-up"
        voided = case.sale.is_voided and not self._settings.force_voided
        return "voided-not-in-pymes" if voided else ""

    def _is_young(self, case: _Case, now: datetime) -> bool:
        paid = case.sale.paid.created_on if case.sale.paid else None
        born = max(case.sale.created_on, paid or case.sale.created_on)
        return now - born < self._policy.grace or self._dian_pending(case.sale)

    def _dian_pending(self, sale: Sale) -> bool:
        state = self._settings.sale_fields.read(sale, "dian_state")
        return state in self._settings.pending_states

    def _is_final(self, row: Row, now: datetime) -> bool:
        return row.intended_at is not None and now - row.intended_at >= self._policy.looks[-1]

    def _may_send(self, case: _Case) -> bool:
        if case.state is not State.ABSENT:
            return False
        if case.plan.blocking:
            return False
        waited = case.known.intended_at is None or (
            self._clock() - case.known.intended_at >= self._policy.between_sends
        )
        return waited and self._is_after_watermark(case.sale)

    def _is_after_watermark(self, sale: Sale) -> bool:
        return self.watermark is not None and business_day(sale.created_on) >= self.watermark

    def _send(self, case: _Case) -> None:
        """One attempt. The intent is on disk before the request leaves."""
        self._note(case, EventKind.INTENDED)
        try:
            self._sink.deliver(case.plan, case.key)
        except (NotSent, *ACCOUNT_TROUBLE):
            # It never left, or the account was refused: the sale itself was not judged.
            raise
        except Rejected as error:
            self._note(case, EventKind.SENT)
            self._note(case, EventKind.ANSWERED, answer="rejected", reason=_answer(error))
            case.held = Text(es=f"Loggro lo rechazó: {error.message}", en=str(error.message))
        except OutcomeUnknown as error:
            self._note(case, EventKind.SENT)
            self._note(case, EventKind.ANSWERED, answer="unknown", reason=type(error).__name__)
            case.sent_now = True
        else:
            self._note(case, EventKind.SENT)
            self._note(case, EventKind.ANSWERED, answer="accepted")
            case.sent_now = True

    def _look_again(self, sent: list[_Case], lookup: SalesLookup, judge: Judge) -> None:
        waited = timedelta()
        for delay in self._policy.looks:
            waiting = [case for case in sent if case.state is State.IN_FLIGHT]
            if not waiting:
                return
            self._sleep((delay - waited).total_seconds())
            waited = delay
            lookup.forget()
            for case in waiting:
                self._look(case, judge)

    def _note(self, case: _Case, kind: EventKind, **detail: str | bool) -> None:
        self._record(str(case.key), kind, **detail)
        case.row = self._store.row(str(case.key))

    def _record(self, key: str, kind: EventKind, **detail: str | bool) -> None:
        known = {name: value for name, value in detail.items() if value not in ("", False)}
        self._store.append([Event(at=self._clock(), key=key, kind=kind, detail=known)])

    def _report(
        self,
        cases: Iterable[_Case],
        first: date,
        last: date,
        *,
        reading_only: bool,
        ready: list[_Case],
    ) -> RunReport:
        outcomes = tuple(self._outcome(case) for case in cases)
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

    def _outcome(self, case: _Case) -> Outcome:
        verdict = case.verdict
        return Outcome(
            key=str(case.key),
            number=str(case.key.number),
            kind=case.plan.kind,
            day=business_day(case.sale.created_on),
            total=case.sale.total,
            state=case.state,
            sends=case.known.sends,
            sent_now=case.sent_now,
            reason=case.held or (verdict.text if verdict else None) or self._reason(case.known),
            setting=verdict.setting if verdict else "",
            differences=verdict.differences if verdict else (),
            problems=case.plan.blocking if case.state is not State.SYNCED else (),
        )

    def _reason(self, row: Row) -> Text | None:
        if row.state is State.WAITING:
            minutes = self._policy.grace.seconds // 60
            return Text(
                es=f"Loggro aún puede llevarla solo: se le dan {minutes} minutos.",
                en=f"Loggro may still carry it by itself: it is given {minutes} minutes.",
            )
        if row.state is State.ABSENT and row.sends:
            hours = self._policy.between_sends.seconds // 3600
            return Text(
                es=f"Reenviada {row.sends} veces y aún no llega; se espera {hours} h entre envíos.",
                en=f"Sent {row.sends} times and not there yet; sends are {hours} h apart.",
            )
        return Text(es=row.reason, en=row.reason) if row.reason else None

    def _finish(self, report: RunReport, *, dry_run: bool) -> None:
        if dry_run:
            return
        now = format_instant(self._clock())
        self._store.put("first_run", self._store.get("first_run") or now)
        self._store.put("last_run", now)
        self._store.put("last_counts", dumps(report.counts))


def _answer(error: Rejected) -> str:
    """Keep a stable word of a refusal: the message may name a customer."""
    return f"rejected:{error.status or ''}:{type(error).__name__}"


def _no_watermark() -> ConfigurationError:
    return ConfigurationError(
        "A new ledger needs a first day: nothing before it is ever sent.",
        code="no-watermark",
        hint=Text(
            es="Ejecute: loggro sync start --from AAAA-MM-DD (o run --since AAAA-MM-DD).",
            en="Run: loggro sync start --from YYYY-MM-DD (or run --since YYYY-MM-DD).",
        ),
    )
