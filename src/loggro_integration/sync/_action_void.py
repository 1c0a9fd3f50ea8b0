# SPDX-License-Identifier: MIT
"""
Annul a sale in Restobar, to the end: an electronic one takes two steps with DIAN in between.

No answer of Restobar tells that DIAN has the credit note: the second step is refused until then.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from attrs import evolve, frozen

from loggro_integration.codes import DianState
from loggro_integration.errors import NotSent, ReadFailed, Rejected
from loggro_integration.mapping import MappingRules
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._action_follow import VOID_SHOWS, Follower, InPymes
from loggro_integration.sync._action_record import Note, attempt, carry_out, review
from loggro_integration.sync._action_sale import find_sale, key_of, only_from_restobar, waits
from loggro_integration.sync._clock import now, pause
from loggro_integration.sync._policy import SyncSettings
from loggro_integration.sync._store import Store
from loggro_integration.sync._troubles import refusal
from loggro_integration.wire import Sale

__all__ = ["Voided", "void"]

VOID, FINALIZE = "void", "finalize-void"
PATIENCE = timedelta(minutes=15)


@frozen(kw_only=True)
class Voided:
    """
    How far an annulment has come.

    Attributes:
        sale: As Restobar shows it now.
        key: Its key in the ledger.
        finished: Whether both steps are done; otherwise call again later, with the same sale.
        pymes: What Pymes shows of it.
    """

    sale: Sale
    key: str
    finished: bool
    pymes: InPymes


def void(
    pos: RestobarClient,
    sale: Sale | str,
    *,
    reason: str | None = None,
    store: Store | None = None,
    books: PymesClient | None = None,
    rules: MappingRules | None = None,
    two_steps: bool | None = None,
    patience: timedelta = PATIENCE,
    again: bool = False,
    clock: Callable[[], datetime] = now,
    sleep: Callable[[float], object] = pause,
) -> Voided:
    """
    Annul a sale in Restobar and follow that into Pymes; calling it again goes on where it stopped.

    Args:
        pos: Client of Restobar.
        sale: The sale, its id, or its number.
        reason: Why, for Restobar.
        store: The ledger: intent and outcome are recorded there.
        books: Client of Pymes, to see what becomes of the document there.
        rules: Needed with `books`: they name the fields of Pymes.
        two_steps: Whether DIAN has to take a credit note before the annulment is finished; by
            default for an electronic sale that DIAN has not rejected.
        patience: How long to wait for DIAN and for Pymes, each.
        again: Finish once more although an earlier attempt was accepted, or nobody knows whether
            it arrived: after a person has looked.
        clock: Gives the present instant in UTC.
        sleep: Waits so many seconds.

    Raises:
        InvalidInput: If there is no such sale, or `pos` is a client of Pymes.
        Rejected: If Restobar refuses, as while DIAN has not decided on the sale itself.
        OutcomeUnknown: If no usable answer came and nothing shows yet: call again later.
        NeedsReview: If nobody can tell whether the annulment was finished.
        LedgerError: If the ledger cannot be written; nothing is sent then.

    Example:
        ``done = actions.void(pos, "FE123", store=store, books=books, rules=rules)``
    """
    only_from_restobar(pos, "actions.void(pos, …)")
    work = _Void(
        pos=pos,
        store=store,
        follower=Follower.of(books, rules, store, clock=clock, sleep=sleep),
        patience=patience,
        again=again,
        clock=clock,
        sleep=sleep,
    )
    found = find_sale(pos, sale)
    key = key_of(found, store, rules)
    begun = work.begin(found, key, reason)
    twice = _takes_two(found, rules) if two_steps is None else two_steps
    return work.finish(begun, key) if twice else work.told(begun, key, finished=True)


def _takes_two(sale: Sale, rules: MappingRules | None) -> bool:
    if sale.electronic is None:
        return False
    if rules is not None:
        return not SyncSettings.from_rules(rules).is_rejected(sale)
    return sale.electronic.dian is None or sale.electronic.dian.state != DianState.REJECTED


def _is_begun(sale: Sale) -> bool:
    return sale.is_voided or (sale.canceled is not None and sale.canceled.date is not None)


@frozen(kw_only=True)
class _Void:
    """One annulment at work."""

    pos: RestobarClient
    store: Store | None
    follower: Follower | None
    patience: timedelta
    again: bool
    clock: Callable[[], datetime]
    sleep: Callable[[float], object]

    def begin(self, sale: Sale, key: str, reason: str | None) -> Sale:
        """Make the first step, unless it shows already."""

        def look() -> Sale | None:
            shown = self.pos.invoices.get(sale.id)
            return shown if _is_begun(shown) else None

        return carry_out(
            self._note(VOID, sale, key),
            lambda: self.pos.invoices.void(sale.id, reason=reason),
            look,
            sleep=self.sleep,
        )

    def finish(self, sale: Sale, key: str) -> Voided:
        """Make the second step as soon as DIAN has the credit note, as long as patience lasts."""
        note = self._note(FINALIZE, sale, key)
        known = note.done is not None and not self.again
        if known or self._resumed(note, sale, key):
            return self.told(sale, key, finished=True)
        finished = self._finalize(note, sale, key)
        for delay in () if finished else waits(self.patience):
            self.sleep(delay)
            if finished := self._finalize(note, sale, key):
                break
        return self.told(self.pos.invoices.get(sale.id), key, finished=finished)

    def _resumed(self, note: Note, sale: Sale, key: str) -> bool:
        """Tell whether an earlier attempt, of which nobody knew, was the last one needed."""
        intent = note.open_intent
        if intent is None:
            return False
        if sale.is_voided and intent.detail.get("voided") is False:
            note.seen(where="restobar")
            return True
        if self._shows(note, sale, key, patience=self.patience):
            return True
        # Where the first step alone marks the sale, Restobar does not show whether it was finished.
        if sale.is_voided and not self.again:
            raise _untellable(sale)
        return False

    def told(self, sale: Sale, key: str, *, finished: bool) -> Voided:
        """Follow a finished annulment into Pymes and return how it stands."""
        shown = InPymes.NOT_ASKED
        if finished and self.follower is not None:
            shown = self.follower.void(sale, key, patience=self.patience)
            self._note(VOID, sale, key).followed(shown.value)
        return Voided(sale=sale, key=key, finished=finished, pymes=shown)

    def _finalize(self, note: Note, sale: Sale, key: str) -> bool:
        """Make one attempt; a refusal says that DIAN has not got so far, and changes nothing."""
        noted = evolve(note, facts={**note.facts, "voided": sale.is_voided})
        error = attempt(noted, lambda: self.pos.invoices.finalize_void(sale.id))
        if isinstance(error, Rejected):
            note.answered("rejected", refusal(error))
            return self._shows(note, sale, key)
        if error is not None and not self._shows(note, sale, key, patience=self.patience):
            raise error
        return True

    def _shows(
        self, note: Note, sale: Sale, key: str, *, patience: timedelta = timedelta()
    ) -> bool:
        """Tell whether the end of the annulment shows: in Restobar, or by its effect in Pymes."""
        if not sale.is_voided and self._is_voided_now(sale):
            note.seen(where="restobar")
            return True
        if self.follower is None:
            return False
        self.follower.lookup.forget()
        if self.follower.void(sale, key, patience=patience) not in VOID_SHOWS:
            return False
        note.seen(where="pymes")
        return True

    def _is_voided_now(self, sale: Sale) -> bool:
        try:
            return self.pos.invoices.get(sale.id).is_voided
        except (ReadFailed, NotSent):
            # A failed look proves nothing.
            return False

    def _note(self, action: str, sale: Sale, key: str) -> Note:
        return Note(
            action=action,
            key=key,
            store=self.store,
            clock=self.clock,
            facts={"id": str(sale.id), "number": sale.label, "total": str(sale.total)},
        )


def _untellable(sale: Sale) -> Exception:
    return review(
        "finalize-unknown",
        f"Nobody can tell whether the annulment of {sale.label} was finished.",
        es="Mire en Restobar si la anulación terminó; si no, repítalo: again=True (--again).",
        en="Look in Restobar whether the annulment is over; if not, repeat it: again=True "
        "(--again).",
    )
