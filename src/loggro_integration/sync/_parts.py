# SPDX-License-Identifier: MIT
"""
A run over more sales than are held at once goes day by day, and keeps of each day what matters.

Nothing is sent until every day was read: a number that a later sale repeats sends none of them.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import define, field

from loggro_integration.ids import SaleKey
from loggro_integration.sync._case import Case, Gathered
from loggro_integration.sync._judge import REPEATED
from loggro_integration.sync._report import Outcome
from loggro_integration.sync._run_days import DaySums
from loggro_integration.sync._states import LOOKABLE, State

__all__ = ["Earlier", "days_of"]

_LACKING = frozenset({State.ABSENT, State.PARKED})

# Whole sales kept of days that are done, to rank why others are missing.
A_SAMPLE = 50


def days_of(first: date, last: date) -> Iterator[date]:
    """Give each day from the first to the last."""
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


@define
class Earlier:
    """
    What a run keeps of the days before its last one.

    Attributes:
        most: Sales of a series that it may send at most.
        unfinished: As `Gathered.unfinished`.
        newest: As `Gathered.newest`.
        done: Ids of the sales that were looked at and are still to be looked at by later runs.
        due: Sales that may be sent, once all days were read.
        ready: Numbers of all that may be sent.
        left: How many of them are not in `due`.
        outcomes: Of the sales that tell something.
        counted: How many others there are, by state.
        days: Sums of each day.
        sample: Some of the sales that Pymes lacks, and the last ones that it has.
    """

    most: int = 0
    unfinished: dict[str, tuple[date, date]] | None = None
    newest: date | None = None
    done: set[str] = field(factory=set[str])
    due: list[Case] = field(factory=list[Case])
    ready: list[str] = field(factory=list[str])
    left: int = 0
    outcomes: list[Outcome] = field(factory=list[Outcome])
    counted: Counter[State] = field(factory=Counter[State])
    days: list[DaySums] = field(factory=list[DaySums])
    _lacking: list[Case] = field(factory=list[Case])
    _synced: deque[Case] = field(factory=lambda: deque[Case](maxlen=A_SAMPLE))
    _highest: dict[tuple[str, str], Outcome] = field(factory=dict[tuple[str, str], Outcome])

    @property
    def sample(self) -> list[Case]:
        """Some whole sales, to compare others with."""
        return [*self._lacking, *self._synced]

    @property
    def told(self) -> list[Outcome]:
        """The outcomes that tell something, and of each series the one with the highest number."""
        return [*self.outcomes, *self._highest.values()]

    def put_off(self, cases: Iterable[Case], ready: Iterable[Case]) -> list[Case]:
        """Keep what may be sent until all days were read, and return the cases that are done."""
        series = Counter(case.key.prefix for case in self.due)
        later: set[str] = set()
        for case in ready:
            self.ready.append(str(case.key.number))
            if series[case.key.prefix] < self.most:
                series[case.key.prefix] += 1
                self.due.append(case)
                later.add(str(case.key))
            else:
                self.left += 1
        known = list(cases)
        self.done |= {str(case.sale.id) for case in known if case.state in LOOKABLE}
        return [case for case in known if str(case.key) not in later]

    def take(
        self, cases: Iterable[Case], outcomes: Iterable[Outcome], unread: Iterable[Outcome]
    ) -> None:
        """Keep what is told of sales that are done, and of those that could not be read."""
        for case, outcome in zip(cases, outcomes, strict=True):
            self._keep(outcome)
            if case.state is State.SYNCED:
                self._synced.append(case)
            elif case.state in _LACKING and len(self._lacking) < A_SAMPLE:
                self._lacking.append(case)
        self.outcomes += unread

    def hand_over(self, found: Gathered) -> Gathered:
        """Put what was put off before the sales of the last day; a repeated number comes once."""
        self.mark_repeated(found.cases)
        due = {str(case.key) for case in self.due}
        return Gathered(
            cases=[*self.due, *(case for case in found.cases if str(case.key) not in due)],
            unread=found.unread,
            newest=max(filter(None, (self.newest, found.newest)), default=None),
            unfinished=found.unfinished,
            stopped=found.stopped,
        )

    def mark_repeated(self, cases: Iterable[Case]) -> None:
        """Let no sale be sent whose number another one has too."""
        repeated = {str(case.key) for case in cases if case.foreign}
        for case in self.due:
            if str(case.key) in repeated:
                case.odd = REPEATED

    def _keep(self, outcome: Outcome) -> None:
        if _tells(outcome):
            self.outcomes.append(outcome)
            return
        key = SaleKey.parse(outcome.key)
        series = (outcome.kind, key.prefix)
        before = self._highest.get(series)
        if before is None or SaleKey.parse(before.key).sequence < key.sequence:
            self._highest[series], outcome = outcome, before or outcome
            if before is None:
                return
        self.counted[outcome.state] += 1


def _tells(outcome: Outcome) -> bool:
    """Tell whether there is more to say of a sale than that Pymes has it."""
    plain = outcome.state is State.SYNCED and not outcome.sent_now and outcome.reason is None
    return not plain or bool(outcome.unclear or outcome.attention or outcome.differences)
