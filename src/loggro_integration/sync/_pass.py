# SPDX-License-Identifier: MIT
"""One run over its sales: admit each to the ledger, look it up, tell which may be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from attrs import frozen

from loggro_integration.errors import (
    LoggroError,
    RateLimited,
    ReadFailed,
    Rejected,
    Text,
    UnexpectedResponse,
)
from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import ObjectId
from loggro_integration.mapping import Plan
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._case import Case
from loggro_integration.sync._clock import CLOCKS_APART, time_told
from loggro_integration.sync._events import SyncEventKind, Teller, told_of_sale
from loggro_integration.sync._judge import Judge, Verdict, odd
from loggro_integration.sync._lookup import Found
from loggro_integration.sync._observe import Observer, is_finished
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._sink_place import Place
from loggro_integration.sync._states import (
    CONFLICT,
    GONE,
    LOOKABLE,
    Event,
    EventKind,
    Row,
    State,
    advance,
)
from loggro_integration.sync._store import Store
from loggro_integration.sync._troubles import ACCOUNT_TROUBLE
from loggro_integration.wire import Sale

__all__ = ["USED_UP", "Pass", "Tools"]

# An intent that lies further ahead was written by a clock that was wrong.
CLOCK_SLACK = timedelta(days=1)

USED_UP = "sends-used-up"

_CLOCK_AHEAD = Text(
    es="El reloj de este equipo está adelantado: Loggro aún puede llevarla solo, y no se envió. "
    "Ponga en hora el equipo.",
    en="The clock of this machine runs ahead: Loggro may still carry it by itself, and it was not "
    "sent. Set the clock of this machine.",
)
_NOT_AS_IT_WAS = Text(
    es="La venta ya no está en Restobar como al comenzar: no se envió.",
    en="The sale is not in Restobar as when the run began: it was not sent.",
)


@frozen(kw_only=True)
class Tools:
    """What a run works with."""

    pos: RestobarClient
    store: Store
    settings: SyncSettings
    policy: SyncPolicy
    plan_of: Callable[[Sale], Plan]
    clock: Callable[[], datetime]
    tell: Teller


class Pass:
    """
    The look-ups of one run and what the ledger learns from them.

    Args:
        tools: What it works with.
        lookup: Looks up where the sales end up.
        watermark: No sale of a day before it may be sent.
    """

    def __init__(self, tools: Tools, lookup: Place, watermark: date | None) -> None:
        self._tools = tools
        self._store = tools.store
        self._settings = tools.settings
        self._policy = tools.policy
        self._judge = Judge(lookup, tools.settings, tools.policy)
        self._lookup = lookup
        self._watermark = watermark
        self._told: datetime | None = None
        self._observer = Observer(tools.store, tools.settings, watermark)

    def admit(self, case: Case) -> bool:
        """Bring a sale into the ledger; a sale voided before any push is excluded, not sent."""
        now = self.now()
        case.row = self._store.row(str(case.key))
        if case.row is not None and case.odd:
            # Another sale, or another number: its content says nothing about this row.
            return True
        excluded = ""
        if case.sale.is_voided and case.row is None:
            verdict = self._judge.judge(case.sale, case.plan, case.key, now=now)
            if verdict.result == "absent" and self._is_young(case.sale, now):
                return False
            left = verdict.result == "absent" and not self._settings.force_voided
            excluded = "voided-before-push" if left else ""
        self._observe(case, now, excluded)
        return True

    def prepare(self, cases: Iterable[Case]) -> None:
        """Ask for what the look-ups of these sales need, several questions at a time."""
        wanted = (
            (case.key, case.day, case.known.intents > 0)
            for case in cases
            if self._is_open(case) and not case.odd
        )
        self._judge.prepare(wanted, self._policy.concurrency)

    def look(self, case: Case) -> None:
        """Look a sale up and record what that changes; what a person must decide is parked."""
        if not self._is_open(case):
            return
        case.verdict = self._verdict(case)
        if case.verdict.result == "different" and not case.odd:
            # It may have been voided between the list and the look-up.
            sale = self._reread(case)
            if sale is not None and self._has_changed(case, sale):
                if not self._is_open(case):
                    return
                self._lookup.forget()
                case.verdict = self._verdict(case)
        self._record(case, case.verdict)
        self._tell_look(case)
        self._park(case)

    def look_now(self, case: Case) -> Event | None:
        """
        Read and look a sale up once more, right before it is sent.

        Returns:
            The proof that it is absent now, to be written with the intent; `None` if it is not due
            any more: then its row, or what holds it, says why.
        """
        sale = self._reread(case)
        if sale is None:
            case.held = _NOT_AS_IT_WAS
            return None
        if self._has_changed(case, sale):
            self.look(case)
        if not self.may_send(case):
            return None
        if self._is_early(case):
            case.held = _CLOCK_AHEAD
            return None
        found = self._judge.look_now(case.sale, case.key)
        now = self.now()
        case.verdict = self._judge.weigh(case.sale, case.plan, case.key, found, now=now)
        if case.verdict.result == "absent" and not self._is_young(case.sale, now):
            return self._looked_up(case, case.verdict, now)
        self._record(case, case.verdict)
        self._tell_look(case)
        self._park(case)
        return None

    def is_there(self, case: Case) -> bool:
        """Tell whether Pymes has a sale whose send was refused: no error counts as having it."""
        try:
            return isinstance(self._judge.look_now(case.sale, case.key), Found)
        except LoggroError:
            return False

    def may_send(self, case: Case) -> bool:
        """Tell whether a sale is absent, due, and its mapping complete."""
        if case.state is not State.ABSENT or case.plan.blocking or case.foreign:
            return False
        if case.known.intents >= self._most_sends:
            return False
        sent = case.known.intended_at
        return sent is None or self.now() - sent >= self._policy.between_sends

    def now(self) -> datetime:
        """Return the present instant."""
        return self._tools.clock()

    def append(self, case: Case, events: Iterable[Event]) -> None:
        """Record events of a sale, all or none."""
        recorded = list(events)
        self._store.append(recorded)
        case.row = self._store.row(str(case.key))
        for event in recorded:
            # Every look-up is told where it is made, recorded or not.
            if event.kind is not EventKind.LOOKED_UP:
                self._tell(case, SyncEventKind(event.kind.value), **event.detail)

    def _is_early(self, case: Case) -> bool:
        """
        Tell whether a sale is due by this machine's clock alone, which runs ahead of Restobar's.

        Such a clock makes a sale old that Loggro is about to carry by itself. Where it ran ahead as
        far when a sale was sent, the hour since then is right by itself.
        """
        told = self._told
        if told is None or self.now() - told <= CLOCKS_APART:
            return False
        sent = case.known.intended_at
        again = sent is not None and timedelta() <= told - sent < self._policy.between_sends
        return again or self._is_young(case.sale, told)

    def _observe(self, case: Case, now: datetime, excluded: str = "") -> None:
        before = case.row
        case.row = self._observer.observe(
            case.sale, case.key, case.plan, excluded=excluded, now=now
        )
        for kind in _news(before, case.row):
            self._tell(case, kind)

    def _tell(self, case: Case, kind: SyncEventKind, **detail: JsonValue) -> None:
        self._tools.tell(told_of_sale(self.now(), kind, case.known, **detail))

    def _tell_look(self, case: Case) -> None:
        verdict = case.verdict
        result = verdict.result if verdict else ""
        setting = verdict.setting if verdict else ""
        self._tell(case, SyncEventKind.LOOKED_UP, result=result, setting=setting)

    def _verdict(self, case: Case) -> Verdict:
        if case.odd and (case.foreign or case.known.released != case.odd):
            return odd(case.key, case.odd)
        found = self._judge.look(case.sale, case.key, thorough=case.known.intents > 0)
        now = self.now()
        return self._judge.weigh(case.sale, case.plan, case.key, found, now=now)

    def _is_open(self, case: Case) -> bool:
        return case.state in LOOKABLE or case.state is State.SYNCED

    def _reread(self, case: Case) -> Sale | None:
        """Return the sale as Restobar shows it now, `None` if it is no sale to be sent any more."""
        try:
            answer = self._tools.pos.with_raw_response.invoices.get(ObjectId(str(case.sale.id)))
            self._told = time_told(answer.headers)
            sale: Sale = answer.parse()
        except (*ACCOUNT_TROUBLE, RateLimited):
            raise
        except (ReadFailed, UnexpectedResponse):
            return case.sale
        except Rejected:
            return None
        key = self._tools.plan_of(sale).key
        same = key is not None and key.number == case.key.number
        return sale if same and is_finished(sale) else None

    def _has_changed(self, case: Case, sale: Sale) -> bool:
        """Take a sale as it is now, and tell whether it is not what the ledger knew."""
        if sale == case.sale:
            return False
        before = case.known
        case.sale, case.plan = sale, self._tools.plan_of(sale)
        self._observe(case, self.now())
        return (before.identity, before.condition) != (case.known.identity, case.known.condition)

    def _record(self, case: Case, verdict: Verdict) -> None:
        """Record a look-up, unless it tells nothing that the ledger does not know."""
        if case.state is State.SYNCED and verdict.result in {"equal", "cannot_tell"}:
            return
        event = self._looked_up(case, verdict, self.now())
        before, after = case.known, advance(case.known, event)
        told = (before.state, before.reason) == (after.state, after.reason)
        if not told or before.state is State.IN_FLIGHT:
            self.append(case, [event])

    def _looked_up(self, case: Case, verdict: Verdict, now: datetime) -> Event:
        detail: dict[str, JsonValue] = {
            "result": verdict.result,
            "reason": verdict.reason,
            "young": self._is_young(case.sale, now),
            "final": self._is_final(case.known, now),
        }
        known = {name: value for name, value in detail.items() if value not in ("", False)}
        return Event(at=now, key=str(case.key), kind=EventKind.LOOKED_UP, detail=known)

    def _park(self, case: Case) -> None:
        if case.state is State.DIFFERENT:
            self._note_parked(case, case.known.reason)
        elif case.state is State.ABSENT and (reason := self._dead_end(case)):
            self._note_parked(case, reason)

    def _note_parked(self, case: Case, reason: str) -> None:
        detail: dict[str, JsonValue] = {"reason": reason}
        event = Event(at=self.now(), key=str(case.key), kind=EventKind.PARKED, detail=detail)
        self.append(case, [event])

    def _dead_end(self, case: Case) -> str:
        """Return why an absent sale is not sent by itself, empty where it may be."""
        row, now = case.known, self.now()
        ends = {
            GONE: row.ever_synced and row.released != GONE,
            CONFLICT: row.conflict,
            USED_UP: row.intents >= self._most_sends and self._is_final(row, now),
            "dian-rejected": self._settings.is_rejected(case.sale),
            "voided-not-in-pymes": case.sale.is_voided and not self._settings.force_voided,
            "dian-pending": self._settings.is_pending(case.sale),
            "before-watermark": self._watermark is None or case.day < self._watermark,
            "clock-changed": row.intended_at is not None and row.intended_at - now > CLOCK_SLACK,
        }
        return next((reason for reason, holds in ends.items() if holds), "")

    @property
    def _most_sends(self) -> int:
        """A place that has shown nothing at all may hide what was sent: nothing goes twice."""
        return self._policy.max_sends_per_document if self._lookup.is_proved else 1

    def _is_young(self, sale: Sale, now: datetime) -> bool:
        paid = sale.paid.created_on if sale.paid else None
        age = now - max(sale.created_on, paid or sale.created_on)
        if age < self._policy.grace:
            return True
        return age < self._policy.dian_patience and self._settings.is_pending(sale)

    def _is_final(self, row: Row, now: datetime) -> bool:
        """Tell whether a send has had its time; one that is known not to have left needs none."""
        if row.intended_at is None or row.intended_at - now > CLOCK_SLACK:
            return True
        return now - row.intended_at >= self._policy.looks[-1]


def _news(before: Row | None, after: Row) -> list[SyncEventKind]:
    """Return what the ledger has learnt of a sale in Restobar."""
    if before is None:
        return [SyncEventKind.SEEN]
    changed = (before.identity, before.condition) != (after.identity, after.condition)
    told = {
        SyncEventKind.CHANGED: changed,
        SyncEventKind.VOIDED: after.voided and not before.voided,
        SyncEventKind.PAID: before.paid != after.paid,
    }
    return [kind for kind, holds in told.items() if holds]
