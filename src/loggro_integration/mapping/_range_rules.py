# SPDX-License-Identifier: MIT
"""What the resolutions of the rules file must be: ranges that begin before they end, and apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from loggro_integration.errors import Text
from loggro_integration.mapping._reading import Reading
from loggro_integration.mapping._rules import Numbering
from loggro_integration.models import NumberingRange

__all__ = ["check_ranges"]


def check_ranges(numbering: Numbering, reading: Reading) -> None:
    """Report ranges that are upside down, and pairs that hold one number on one day."""
    for kind, ranges in (("pos", numbering.pos), ("electronic", numbering.electronic)):
        for index, each in enumerate(ranges):
            _check(each, f"numbering.{kind}[{index}]", reading)
        for first, second in _clashes(ranges):
            _report_clash(f"numbering.{kind}", first, second, ranges, reading)


def _check(each: NumberingRange, path: str, reading: Reading) -> None:
    if each.first > each.last:
        reading.wrong(
            f"{path}.last",
            each.last,
            es="un número no menor que first",
            en="a number not below first",
        )
    if each.valid_from and each.valid_until and each.valid_from > each.valid_until:
        reading.wrong(
            f"{path}.valid_until",
            each.valid_until,
            es="una fecha no anterior a valid_from",
            en="a date not before valid_from",
        )


def _clashes(ranges: tuple[NumberingRange, ...]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one prefix of which a sale could have a number: one follows the other."""
    for (first, one), (second, other) in combinations(enumerate(ranges), 2):
        numbers = one.first <= other.last and other.first <= one.last
        if one.prefix == other.prefix and numbers and _on_one_day(one, other):
            yield first, second


def _on_one_day(one: NumberingRange, other: NumberingRange) -> bool:
    begun = max(one.valid_from or date.min, other.valid_from or date.min)
    return begun <= min(one.valid_until or date.max, other.valid_until or date.max)


def _report_clash(
    path: str, first: int, second: int, ranges: tuple[NumberingRange, ...], reading: Reading
) -> None:
    one, other = ranges[first], ranges[second]
    low, high = max(one.first, other.first), min(one.last, other.last)
    reading.report(
        "rules-ranges-overlap",
        f"{path}[{second}]",
        Text(
            es=f"{path}[{second}] y {path}[{first}] tienen los números {low} a {high} de "
            f"{one.prefix!r} en las mismas fechas.",
            en=f"{path}[{second}] and {path}[{first}] hold the numbers {low} to {high} of "
            f"{one.prefix!r} on the same days.",
        ),
        Text(
            es="Corrija first, last o las fechas: cada número tiene una sola resolución.",
            en="Mend first, last or the dates: each number has one resolution.",
        ),
    )
