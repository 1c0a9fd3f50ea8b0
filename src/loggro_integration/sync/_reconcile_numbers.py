# SPDX-License-Identifier: MIT
"""The numbers of Restobar, series by series: which are missing between the first and the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from attrs import frozen

from loggro_integration.mapping import Plan

__all__ = ["NumberingSeries", "numbering"]

MOST_LOOKS = 100
"""Numbers that are asked for one by one; a larger hole is a jump of the numbering."""
MOST_BEFORE = 10
"""Numbers before the first that are asked for: a hole may end with the month before."""


@frozen(kw_only=True)
class NumberingSeries:
    """
    The numbers of one prefix that Restobar used in these days.

    Attributes:
        kind: ``pos`` or ``electronic``.
        first: Lowest number.
        last: Highest number.
        count: How many different numbers there are.
        gaps: First and last number of each hole: no sale of Restobar has them, on any day. One that
            lies before the first is among them where a sale with one of the ten before it is there.
    """

    kind: str
    prefix: str
    first: int
    last: int
    count: int
    gaps: tuple[tuple[int, int], ...] = ()

    @property
    def holes(self) -> tuple[str, ...]:
        """The holes as people write them, as ``POS1004`` or ``POS1004-POS1006``."""
        return tuple(
            f"{self.prefix}{first}"
            if first == last
            else f"{self.prefix}{first}-{self.prefix}{last}"
            for first, last in self.gaps
        )


def numbering(plans: Iterable[Plan], exists: Callable[[str], bool]) -> tuple[NumberingSeries, ...]:
    """
    Return the series of these sales with their holes.

    Args:
        plans: Sales of the days, unfinished ones too: they have taken their number.
        exists: Tells whether Restobar has a sale with a number on some other day.
    """
    used: dict[tuple[str, str], set[int]] = {}
    for plan in plans:
        if plan.key is not None:
            used.setdefault((plan.kind, plan.key.prefix), set()).add(plan.key.sequence)
    return tuple(
        _series(kind, prefix, sorted(numbers), exists)
        for (kind, prefix), numbers in sorted(used.items())
    )


def _series(
    kind: str, prefix: str, numbers: list[int], exists: Callable[[str], bool]
) -> NumberingSeries:
    gaps: list[tuple[int, int]] = []
    for before, after in pairwise([_before(prefix, numbers[0], exists), *numbers]):
        gaps += _holes(prefix, before + 1, after - 1, exists)
    return NumberingSeries(
        kind=kind,
        prefix=prefix,
        first=numbers[0],
        last=numbers[-1],
        count=len(numbers),
        gaps=tuple(gaps),
    )


def _before(prefix: str, first: int, exists: Callable[[str], bool]) -> int:
    """Return the number that was used before the first; the one right before it where none was."""
    near = range(first - 1, max(first - 1 - MOST_BEFORE, 0), -1)
    return next((number for number in near if exists(f"{prefix}{number}")), first - 1)


def _holes(
    prefix: str, first: int, last: int, exists: Callable[[str], bool]
) -> list[tuple[int, int]]:
    """Return what is missing from one number to another: some may be of another day."""
    if last - first >= MOST_LOOKS:
        return [(first, last)]
    found: list[tuple[int, int]] = []
    for number in range(first, last + 1):
        if exists(f"{prefix}{number}"):
            continue
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
