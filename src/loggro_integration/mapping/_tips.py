# SPDX-License-Identifier: MIT
"""Whether the payments of an account hold their tip, told by the figures of its sales."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from itertools import product
from typing import Literal, TypeAlias

from attrs import frozen

from loggro_integration.codes import InvoiceStatus
from loggro_integration.mapping._bill import Amounts, read_amounts
from loggro_integration.mapping._draft import Draft
from loggro_integration.money import ZERO
from loggro_integration.wire import Sale

__all__ = ["TipReading", "detect_tip_reading"]

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_Side: TypeAlias = Literal["included", "excluded", "undecided"]


@frozen(kw_only=True)
class TipReading:
    """
    What the sales of one account tell of ``paymentMethodValue[].value``.

    Attributes:
        included: Numbers of the sales whose payments are the total with the tip.
        excluded: Numbers of those whose payments are the total alone.
        undecided: Numbers of those with a tip whose figures fit both readings, or none.
    """

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    @property
    def verdict(self) -> Literal["included", "excluded", "both", "unknown"]:
        """What all deciding sales say; ``both`` where they contradict each other."""
        if self.included and self.excluded:
            return "both"
        if self.included or self.excluded:
            return "included" if self.included else "excluded"
        return "unknown"

    @property
    def setting(self) -> bool | Literal["unset"]:
        """Value of ``policies.payment_value_includes_tip`` that these sales speak for."""
        return {"included": True, "excluded": False}.get(self.verdict, "unset")


def detect_tip_reading(sales: Iterable[Sale]) -> TipReading:
    """
    Tell by their figures whether the payments of some sales hold their tip.

    Loggro does not publish it and its accounts differ. A sale decides where its payments are just
    its total, or just its total with the tip, and no change or delivery cost explains the same.

    Args:
        sales: Of one account; those without tip or payments, and voided ones, tell nothing.

    Returns:
        The numbers of the sales on each side, in the order given.

    >>> from loggro_integration.wire import restobar
    >>> sale = restobar.sale({
    ...     "_id": "66f9b8a7c3d4e5f60789abcd", "number": "POS7", "status": "Pagada", "tip": 5000,
    ...     "createdOn": "2026-11-20T18:04:11.120Z", "total": 54000, "products": [],
    ...     "paid": {"paymentMethodValue": [{"paymentMethod": "Efectivo", "value": 59000}]},
    ... })
    >>> detect_tip_reading([sale]).included
    ('POS7',)
    """
    found: dict[_Side, list[str]] = {"included": [], "excluded": [], "undecided": []}
    with localcontext(_CONTEXT):
        for sale in sales:
            side = _side(sale)
            if side is not None:
                found[side].append(sale.label)
    return TipReading(**{side: tuple(numbers) for side, numbers in found.items()})


def _side(sale: Sale) -> _Side | None:
    """Return the side of one sale, `None` where it has no tip that was paid."""
    finished = sale.status in {InvoiceStatus.PAID, InvoiceStatus.CREDIT}
    if not finished or sale.is_voided or not sale.payments:
        return None
    draft = Draft()
    amounts = read_amounts(sale, draft)
    values = [
        draft.amount(f"payments[{index}].value", each.value)
        for index, each in enumerate(sale.payments)
    ]
    if not amounts.tip:
        return None
    if draft.broken or not _tips_agree(sale, amounts.tip):
        return "undecided"
    return _fitting(sum(values, ZERO), _target(sale, amounts), amounts)


def _tips_agree(sale: Sale, tip: Decimal) -> bool:
    """Tell whether the payments name no tip, or all of it."""
    stated = sum((each.tip for each in sale.payments if each.tip), ZERO)
    return stated in {ZERO, tip}


def _target(sale: Sale, amounts: Amounts) -> Decimal | None:
    on_credit = sale.credit is not None or sale.status == InvoiceStatus.CREDIT
    return amounts.total_paid if on_credit else amounts.total


def _fitting(values: Decimal, target: Decimal | None, amounts: Amounts) -> _Side:
    if target is None:
        return "undecided"
    others = {ZERO, amounts.change}, {ZERO, amounts.delivery}
    beside = {values - target - change - delivery for change, delivery in product(*others)}
    inside, outside = amounts.tip in beside, ZERO in beside
    if inside == outside:
        return "undecided"
    return "included" if inside else "excluded"
