# SPDX-License-Identifier: MIT
"""
The sends of one run: the intent is on disk before the request leaves, one attempt, look again.

A series of which Pymes has never shown a document gets one send first: where its documents cannot
be seen, more would be sent blindly.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from loggro_integration.errors import (
    MappingFailed,
    NotSent,
    OutcomeUnknown,
    Rejected,
    Text,
)
from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import SaleKey
from loggro_integration.sync._case import Case
from loggro_integration.sync._pass import USED_UP, Pass
from loggro_integration.sync._policy import SyncPolicy
from loggro_integration.sync._sink_answers import BROKEN, checked, delivered
from loggro_integration.sync._sink_place import Place
from loggro_integration.sync._sinks import ChecksPlans, Sink
from loggro_integration.sync._states import LOOKABLE, NOT_SENT, Event, EventKind, Row, State
from loggro_integration.sync._store import Store
from loggro_integration.sync._troubles import NEVER_LEFT, refusal

__all__ = ["Delivery"]


class Delivery:
    """
    Sends what is due and looks again.

    Args:
        work: The run.
        sink: Where sales go.
        lookup: Looks up where they end up.
        store: The ledger.
        policy: Delays.
        sleep: Waits that many seconds.
        wait: Look again after the sends, waiting in between.
        stop: Whether to begin nothing more; what was begun is recorded.
    """

    def __init__(
        self,
        work: Pass,
        sink: Sink,
        lookup: Place,
        *,
        store: Store,
        policy: SyncPolicy,
        sleep: Callable[[float], object],
        wait: bool,
        stop: Callable[[], bool],
    ) -> None:
        self._work = work
        self._sink = sink
        self._lookup = lookup
        self._policy = policy
        self._sleep = sleep
        self._wait = wait
        self._stop = stop
        self._probes = _probes(store)

    def send_all(self, ready: list[Case], limit: int) -> None:
        """Send what is ready, at most so many."""
        left = list(ready)
        while batch := self._next_batch(left, limit):
            limit -= len(batch)
            for case in batch:
                if self._stop():
                    return
                left.remove(case)
                self._send(case)
            if self._wait:
                self._look_again(batch)
        for case in left:
            if not self._lookup.knows(case.key.prefix):
                case.held = _unseen(case.key.prefix, self._lookup.called)

    def _next_batch(self, left: list[Case], limit: int) -> list[Case]:
        """Choose the next sends: of a series that was never seen, its probe alone."""
        chosen: list[Case] = []
        for case in left:
            if len(chosen) == limit:
                break
            if self._is_probe(case) or self._lookup.knows(case.key.prefix):
                chosen.append(case)
        return chosen

    def _is_probe(self, case: Case) -> bool:
        key = str(case.key)
        known = self._lookup.knows(case.key.prefix)
        return not known and self._probes.setdefault(case.key.prefix, key) == key

    def _send(self, case: Case) -> None:
        """Make one attempt. The proof of absence and the intent are on disk before it leaves."""
        if (why := self._unfit(case)) is not None:
            case.held = why
            self._free(case)
            return
        proof = self._work.look_now(case)
        if proof is None:
            self._free(case)
            return
        intent = Event(at=proof.at, key=proof.key, kind=EventKind.INTENDED)
        self._work.append(case, [proof, intent])
        try:
            receipt = delivered(self._sink, case.plan, case.key)
        except NEVER_LEFT as error:
            # It never left, or the account was refused: the sale itself was not judged.
            self._answer(case, NOT_SENT, type(error).__name__)
            raise
        except Rejected as error:
            self._refused(case, error)
        except OutcomeUnknown as error:
            self._answer(case, "unknown", type(error).__name__)
            if error.code == BROKEN:
                # Each further delivery would end so, and use up a send of its sale.
                raise
            case.sent_now = True
        else:
            self._answer(case, "accepted" if receipt.accepted else NOT_SENT, "")
            case.sent_now = receipt.accepted
            if receipt.shows:
                self._lookup.forget()
            if receipt.shows or not receipt.accepted:
                self._work.look(case)
        if not case.known.intents or case.state is not State.IN_FLIGHT:
            self._free(case)

    def _unfit(self, case: Case) -> Text | None:
        """Say why nothing can be made of a sale for this sink, before anything is begun."""
        if not isinstance(self._sink, ChecksPlans):
            return None
        try:
            return checked(self._sink, case.plan)
        except MappingFailed as error:
            said = [problem.message for problem in error.problems] or [_text_of(error)]
            return Text(
                es=" ".join(each.es for each in said), en=" ".join(each.en for each in said)
            )

    def _refused(self, case: Case, error: Rejected) -> None:
        """Record a refusal; one of a sale that is there already refuses nothing."""
        reason = refusal(error)
        if self._work.is_there(case):
            self._answer(case, "unneeded", reason)
            self._work.look(case)
            return
        self._answer(case, "rejected", reason)
        case.held = Text(es=f"Loggro lo rechazó: {error.message}", en=str(error.message))

    def _answer(self, case: Case, answer: str, reason: str) -> None:
        now = self._work.now()
        detail: dict[str, JsonValue] = {"answer": answer}
        if reason:
            # Only stable words: the text of an answer may name a customer.
            detail["reason"] = reason
        events = [Event(at=now, key=str(case.key), kind=EventKind.ANSWERED, detail=detail)]
        if answer != NOT_SENT:
            events.insert(0, Event(at=now, key=str(case.key), kind=EventKind.SENT))
        self._work.append(case, events)

    def _free(self, case: Case) -> None:
        """Let another sale of the series be its probe."""
        if self._probes.get(case.key.prefix) == str(case.key):
            del self._probes[case.key.prefix]

    def _look_again(self, sent: list[Case]) -> None:
        waited = timedelta()
        for delay in self._policy.looks:
            waiting = [case for case in sent if case.sent_now and case.state is State.IN_FLIGHT]
            if not waiting:
                return
            if not self._has_waited((delay - waited).total_seconds()):
                return
            waited = delay
            self._lookup.forget()
            try:
                for case in waiting:
                    self._work.look(case)
            except NotSent:
                # What was sent is on disk: the next run looks again.
                return

    def _has_waited(self, seconds: float) -> bool:
        """Wait, and tell whether nobody asked to stop."""
        if not self._stop():
            self._sleep(seconds)
        return not self._stop()


def _text_of(error: MappingFailed) -> Text:
    return error.hint or Text(es=error.message, en=error.message)


def _probes(store: Store) -> dict[str, str]:
    """Return the sale of each series that was sent and has not been seen."""
    rows = store.rows(*LOOKABLE, State.PARKED)
    return {SaleKey.parse(row.key).prefix: row.key for row in rows if _is_outstanding(row)}


def _is_outstanding(row: Row) -> bool:
    waits = row.state is not State.PARKED or row.reason == USED_UP
    return waits and row.intents > 0 and not row.ever_synced


def _unseen(prefix: str, there: Text) -> Text:
    series = prefix or "-"
    return Text(
        es=f"En {there.es} nunca se ha visto un documento de la serie {series}: se envía uno solo "
        f"hasta verlo. Con un número de ella que esté en {there.es}: loggro check --known NÚMERO.",
        en=f"No document of the series {series} was ever seen in {there.en}: one alone is sent "
        f"until it shows. With a number of it that is in {there.en}: loggro check --known NUMBER.",
    )
