# SPDX-License-Identifier: MIT
"""Counts and sums of a run by day, on both sides, from what it has read anyway."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.money import plain
from loggro_integration.sync._case import Case, Unread
from loggro_integration.sync._compare import expected
from loggro_integration.sync._states import State

__all__ = ["DaySums", "day_sums", "joined"]

ZERO = Decimal(0)


@frozen(kw_only=True)
class DaySums:
    """
    The sales of one Bogotá day that a run was about, on both sides, COP.

    It tells of sales alone: documents that only Pymes has are found by a reconciliation.

    Attributes:
        restobar_count: Sales that belong into Pymes: neither voided nor left out.
        pymes_count: Documents that the look-ups found for them, and that stand.
        unknown: Sales whose document was not looked at, or of which nobody can tell.
        tolerance: COP by which the sums may differ: that of one document, times the documents.
    """

    day: date
    restobar_count: int = 0
    restobar_total: Decimal = ZERO
    pymes_count: int = 0
    pymes_total: Decimal = ZERO
    unknown: int = 0
    tolerance: Decimal = ZERO

    @property
    def agree(self) -> bool | None:
        """Whether counts and sums are equal; `None` where that is not known of every sale."""
        if self.unknown:
            return None
        near = abs(self.restobar_total - self.pymes_total) <= self.tolerance
        return self.restobar_count == self.pymes_count and near

    def as_json(self) -> dict[str, JsonValue]:
        """Return it under stable keys, amounts as text."""
        return {
            "day": self.day.isoformat(),
            "restobar_count": self.restobar_count,
            "restobar_total": plain(self.restobar_total),
            "pymes_count": self.pymes_count,
            "pymes_total": plain(self.pymes_total),
            "unknown": self.unknown,
            "agree": self.agree,
        }


def day_sums(
    cases: Iterable[Case], unread: Iterable[Unread], tolerance: Decimal
) -> tuple[DaySums, ...]:
    """
    Return the sums of each day that a run was about, the earliest first.

    Args:
        cases: Sales that are in the ledger.
        unread: Sales that could not be looked up.
        tolerance: COP by which one document may differ.
    """
    found: dict[date, list[DaySums]] = {}
    for case in cases:
        found.setdefault(case.day, []).append(_of_case(case))
    for each in unread:
        one = DaySums(day=each.day, restobar_count=1, restobar_total=each.total, unknown=1)
        found.setdefault(each.day, []).append(one)
    return tuple(_sum(day, parts, tolerance * len(parts)) for day, parts in sorted(found.items()))


def joined(sums: Iterable[DaySums]) -> tuple[DaySums, ...]:
    """Return the sums of each day, the earliest first, where a day may stand there in parts."""
    found: dict[date, list[DaySums]] = {}
    for each in sums:
        found.setdefault(each.day, []).append(each)
    return tuple(
        _sum(day, parts, sum((each.tolerance for each in parts), ZERO))
        for day, parts in sorted(found.items())
    )


def _of_case(case: Case) -> DaySums:
    booked = case.verdict.booked if case.verdict else None
    belongs = not case.sale.is_voided and case.state is not State.EXCLUDED
    known = booked is not None or not belongs
    return DaySums(
        day=case.day,
        restobar_count=int(belongs),
        restobar_total=expected(case.sale, case.plan, case.key).total if belongs else ZERO,
        pymes_count=booked.count if booked else 0,
        pymes_total=booked.total if booked else ZERO,
        unknown=int(not known),
    )


def _sum(day: date, parts: list[DaySums], tolerance: Decimal) -> DaySums:
    return DaySums(
        day=day,
        restobar_count=sum(each.restobar_count for each in parts),
        restobar_total=sum((each.restobar_total for each in parts), ZERO),
        pymes_count=sum(each.pymes_count for each in parts),
        pymes_total=sum((each.pymes_total for each in parts), ZERO),
        unknown=sum(each.unknown for each in parts),
        tolerance=tolerance,
    )
