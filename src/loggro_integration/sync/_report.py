# SPDX-License-Identifier: MIT
"""What a run tells: one outcome a sale, counts, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from loggro_integration.errors import Problem, Text
from loggro_integration.sync._causes import Cause
from loggro_integration.sync._compare import Difference
from loggro_integration.sync._run_days import DaySums
from loggro_integration.sync._states import State

__all__ = ["Outcome", "RunReport"]

EXIT_FINE, EXIT_PROBLEMS, EXIT_UNKNOWN = 0, 1, 3


@frozen(kw_only=True)
class Outcome:
    """
    Where one sale stands after the run.

    Attributes:
        key: ``business:prefix:sequence``.
        kind: ``pos`` or ``electronic``.
        total: COP, taxes included, without the tip.
        sends: Forced sends so far.
        sent_now: Whether this run sent it.
        reason: Why it is not synced, in both languages.
        setting: Setting that may mend it.
        problems: What keeps it from being mapped.
        unclear: Whether this run could not look it up, whatever state it keeps.
        attention: Whether a person should look, although its state does not say so.
    """

    key: str
    number: str
    kind: str
    day: date
    total: Decimal
    state: State
    sends: int = 0
    sent_now: bool = False
    reason: Text | None = None
    setting: str = ""
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()
    unclear: bool = False
    attention: bool = False


@frozen(kw_only=True)
class RunReport:
    """
    A pass of the engine; iterate it for the outcomes.

    Attributes:
        outcomes: Of every sale; in a run over more sales than are held at once, of those of the
            last day and of those that are not simply in Pymes.
        counted: The sales that have no outcome there, by state.
        would_send: Sales a first run or a dry run did not send.
        reading_only: Whether this run was not allowed to send.
        sends: Forced sends of this run.
        left_for_later: Sales above the limit of sends of a run, or left by a stop.
        days: Counts and sums of its sales by day, on both sides.
        causes: Why sales may not be in Pymes, the likeliest first.
        stopped: Whether it was asked to stop before it had looked at every sale.
    """

    outcomes: tuple[Outcome, ...]
    since: date
    until: date
    would_send: tuple[str, ...] = ()
    reading_only: bool = False
    sends: int = 0
    left_for_later: int = 0
    next_command: str = field(default="")
    days: tuple[DaySums, ...] = ()
    causes: tuple[Cause, ...] = ()
    stopped: bool = False
    counted: Mapping[State, int] = field(factory=dict[State, int])

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self.outcomes)

    def count(self, state: State) -> int:
        """Return how many sales are in a state."""
        return self.counts.get(state.value, 0)

    @property
    def counts(self) -> dict[str, int]:
        """Sales by state, every state named."""
        found = Counter(outcome.state for outcome in self.outcomes) + Counter(self.counted)
        return {state.value: found.get(state, 0) for state in State}

    @property
    def exit_code(self) -> int:
        """0 fine, 1 problems or sales to send, 3 cannot tell."""
        if self.count(State.CANNOT_TELL) or any(outcome.unclear for outcome in self.outcomes):
            return EXIT_UNKNOWN
        troubled = sum(map(self.count, (State.PARKED, State.DIFFERENT, State.ABSENT)))
        open_ = any(outcome.problems or outcome.attention for outcome in self.outcomes)
        pending = self.would_send or self.left_for_later or self.stopped or open_
        return EXIT_PROBLEMS if troubled or pending else EXIT_FINE
