# SPDX-License-Identifier: MIT
"""
How a write that somebody asks for is recorded: the intent before it leaves, then what came of it.

Whatever breaks, the next call looks first. It sends again only where a look that answers shows that
nothing was done, and only when what was sent has had its time to arrive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import dropwhile
from typing import Final, TypeVar

from attrs import field, frozen

from loggro_integration.errors import (
    LoggroError,
    NeedsReview,
    NotSent,
    OutcomeUnknown,
    ReadFailed,
    Rejected,
    Text,
)
from loggro_integration.exact_json import JsonValue
from loggro_integration.sync._states import NOT_SENT, Event, EventKind
from loggro_integration.sync._store import Store
from loggro_integration.sync._troubles import NEVER_LEFT, refusal

__all__ = ["Note", "Phase", "attempt", "carry_out", "review", "send_once", "settled"]

T = TypeVar("T")

# A request that is on its way longer than a client waits for one in all will not arrive any more.
SETTLED_AFTER = timedelta(minutes=1)


class Phase:
    """
    Where a recorded write stands.

    Attributes:
        INTENDED: On disk before the request leaves: from here on it may have been done.
        SENT: The request left.
        ANSWERED: ``accepted``, ``rejected``, ``unneeded`` (refused, and it is done), ``unknown`` or
            ``not-sent``.
        SEEN: A look showed that it is done.
        FOLLOWED: What a look in Pymes showed of it.
    """

    INTENDED: Final = "intended"
    SENT: Final = "sent"
    ANSWERED: Final = "answered"
    SEEN: Final = "seen"
    FOLLOWED: Final = "followed"


@frozen(kw_only=True)
class Note:
    """
    The page of the ledger on which one write is recorded; without a store nothing is kept.

    Attributes:
        action: What is done, as ``void``.
        key: Key of the sale, or what the action is on; never a person's document in clear.
        mark: Tells two of the same action on the same key apart.
        facts: Numbers, dates, amounts, states and digests that are written with the intent.
        by_sight: Whether a look alone says that it is done: `accepted` leaves it open.
    """

    action: str
    key: str
    store: Store | None
    clock: Callable[[], datetime]
    mark: str = ""
    facts: Mapping[str, JsonValue] = field(factory=dict[str, JsonValue])
    by_sight: bool = False

    def past(self) -> list[Event]:
        """Return what the ledger holds of this very write, the first event first."""
        if self.store is None:
            return []
        return [each for each in self.store.events(self.key) if self._is_mine(each)]

    def _is_mine(self, event: Event) -> bool:
        mine = event.kind is EventKind.ACTION and event.text("action") == self.action
        return mine and event.text("mark") == self.mark

    @property
    def open_intent(self) -> Event | None:
        """The last intent of which nobody knows yet what came of it."""
        intent = None
        for event in self.past():
            if event.text("phase") == Phase.INTENDED:
                intent = event
            elif settled(event) and not self._is_hearsay(event):
                intent = None
        return intent

    @property
    def done(self) -> Event | None:
        """The event that says that it was done, if one does."""
        events = (each for each in reversed(self.past()) if not self._is_hearsay(each))
        return next(filter(_is_done, events), None)

    def _is_hearsay(self, event: Event) -> bool:
        return self.by_sight and event.text("answer") == "accepted"

    @property
    def is_latest(self) -> bool:
        """Whether no other write of this action on this key was intended after it."""
        if self.store is None:
            return True
        intents = [each for each in self.store.events(self.key) if _is_intent(each, self.action)]
        return not intents or self._is_mine(intents[-1])

    def has_rival(self, *facts: str) -> bool:
        """Tell whether another one with the same facts was intended since the last of this."""
        if self.store is None or (intent := self.open_intent) is None:
            return False
        told = [intent.text(name) for name in facts]
        # In the order of the ledger: a clock may have been set meanwhile.
        since = dropwhile(lambda each: each != intent, self.store.events())
        return any(
            each.key != self.key
            and _is_intent(each, self.action)
            and told == [each.text(name) for name in facts]
            for each in since
        )

    def intended(self) -> None:
        """Write the intent: on disk before this returns."""
        self._append(self._event(Phase.INTENDED, **self.facts))

    def answered(self, answer: str, reason: str = "") -> None:
        """Write what came back; only stable words, since the text of an answer may name people."""
        said: dict[str, JsonValue] = {"answer": answer}
        if reason:
            said["reason"] = reason
        events = [self._event(Phase.ANSWERED, **said)]
        if answer != NOT_SENT:
            events.insert(0, self._event(Phase.SENT))
        self._append(*events)

    def seen(self, **facts: JsonValue) -> None:
        """Write that a look showed it done."""
        self._append(self._event(Phase.SEEN, **facts))

    def close(self) -> None:
        """Write that it is done, where the ledger holds an intent that nobody closed."""
        if self.open_intent is not None:
            self.seen()

    def followed(self, found: str) -> None:
        """Write what a look in Pymes showed, unless it is what was seen there last."""
        last = next((e for e in reversed(self.past()) if e.text("phase") == Phase.FOLLOWED), None)
        if last is None or last.text("found") != found:
            self._append(self._event(Phase.FOLLOWED, found=found))

    def _event(self, phase: str, **facts: JsonValue) -> Event:
        detail: dict[str, JsonValue] = {"action": self.action, "phase": phase}
        if self.mark:
            detail["mark"] = self.mark
        detail.update(facts)
        return Event(at=self.clock(), key=self.key, kind=EventKind.ACTION, detail=detail)

    def _append(self, *events: Event) -> None:
        if self.store is not None:
            self.store.append(events)


def _is_intent(event: Event, action: str) -> bool:
    own = event.kind is EventKind.ACTION and event.text("action") == action
    return own and event.text("phase") == Phase.INTENDED


def settled(event: Event) -> bool:
    """Tell whether an event of an action says what came of its last intent."""
    if event.text("phase") == Phase.SEEN:
        return True
    return event.text("phase") == Phase.ANSWERED and event.text("answer") != "unknown"


def _is_done(event: Event) -> bool:
    if event.text("phase") == Phase.SEEN:
        return True
    return event.text("phase") == Phase.ANSWERED and event.text("answer") == "accepted"


def carry_out(
    note: Note,
    send: Callable[[], object],
    look: Callable[[], T | None],
    *,
    sleep: Callable[[float], object],
) -> T:
    """
    Do a write that can be looked up, at most once in a call.

    Args:
        note: Where it is recorded.
        send: The write.
        look: Returns what it made, `None` where a look that answers shows nothing of it.
        sleep: Waits, where an earlier send may still be on its way.

    Raises:
        OutcomeUnknown: If no usable answer came and nothing of it shows yet: call again later.
        NeedsReview: If Loggro says that it was done, and it does not show.
        Rejected: If Loggro refuses, and nothing of it shows.
    """
    found = _waited(note, look, sleep)
    if found is not None:
        note.close()
        return found
    found = _sent(note, send, look)
    note.seen()
    return found


def _waited(note: Note, look: Callable[[], T | None], sleep: Callable[[float], object]) -> T | None:
    """Look; where an earlier send may still be on its way, give it its time and look again."""
    found, intent = look(), note.open_intent
    if found is not None or intent is None:
        return found
    left = SETTLED_AFTER - (note.clock() - intent.at)
    if left <= timedelta():
        return None
    # A clock that was ahead when the intent was written must not make this wait for days.
    sleep(min(left, SETTLED_AFTER).total_seconds())
    return look()


def attempt(note: Note, send: Callable[[], object]) -> Rejected | OutcomeUnknown | None:
    """
    Write the intent, send, and write what came back where nothing has to be looked up for that.

    Returns:
        A refusal, which is still to be recorded, or that nobody knows; `None` where it was
        accepted.

    Raises:
        NotSent: Or another error of what never left, or of the account: recorded as not sent.
    """
    note.intended()
    try:
        send()
    except NEVER_LEFT as error:
        note.answered(NOT_SENT, type(error).__name__)
        raise
    except Rejected as error:
        return error
    except OutcomeUnknown as unknown:
        note.answered("unknown", type(unknown).__name__)
        return unknown
    note.answered("accepted")
    return None


def _sent(note: Note, send: Callable[[], object], look: Callable[[], T | None]) -> T:
    error = attempt(note, send)
    if isinstance(error, Rejected):
        return _refused(note, error, look)
    if error is not None:
        found = _looked(look, error)
        if found is None:
            raise error
        return found
    found = look()
    if found is None:
        raise review(
            "not-shown",
            "Loggro said yes and does not show it.",
            es="Mírelo en Loggro antes de repetirlo.",
            en="Look at it in Loggro before repeating it.",
        )
    return found


def _refused(note: Note, error: Rejected, look: Callable[[], T | None]) -> T:
    """Tell a refusal from the answer to a second delivery of what was done already."""
    try:
        found = look()
    except LoggroError:
        # A failed look proves nothing: the refusal stands.
        found = None
    if found is None:
        note.answered("rejected", refusal(error))
        raise error
    note.answered("unneeded", refusal(error))
    return found


def _looked(look: Callable[[], T | None], unknown: OutcomeUnknown) -> T | None:
    """Look after a lost answer; a look that fails leaves it as unknown as it was."""
    try:
        return look()
    except (ReadFailed, NotSent) as error:
        raise unknown from error


def send_once(note: Note, send: Callable[[], object], *, again: bool) -> bool:
    """
    Do a write that no look shows: once, and again only where a person asks for it.

    Returns:
        Whether it was sent now: `False` where the ledger says that it was done already.

    Raises:
        OutcomeUnknown: If no usable answer came: nobody knows, and it is not sent again by itself.
        NeedsReview: If an earlier one got no usable answer and `again` is not set.
    """
    if not again:
        if note.done is not None:
            return False
        if note.open_intent is not None:
            raise review(
                f"{note.action}-unknown",
                "It was sent once, and nobody knows whether it arrived.",
                es="Pregunte o mire en Loggro; si no llegó, repítalo a propósito: again=True "
                "(--again).",
                en="Ask, or look in Loggro; if it did not arrive, repeat it on purpose: again=True "
                "(--again).",
            )
    error = attempt(note, send)
    if isinstance(error, Rejected):
        note.answered("rejected", refusal(error))
    if error is not None:
        raise error
    return True


def review(code: str, message: str, *, es: str, en: str) -> NeedsReview:
    """Return the error that asks a person to decide."""
    return NeedsReview(message, code=code, hint=Text(es=es, en=en))
