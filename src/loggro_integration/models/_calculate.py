# SPDX-License-Identifier: MIT
"""Header taxes and totals from lines: the identities FAU02 to FAU14 by construction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from loggro_integration.models._line import Line
from loggro_integration.models._payment import Prepayment, Totals
from loggro_integration.models._tax import AllowanceCharge, TaxSubtotal, TaxTotal

__all__ = ["calculate", "tax_totals"]

ZERO = Decimal("0.00")


def tax_totals(taxes: Iterable[TaxTotal]) -> tuple[TaxTotal, ...]:
    """
    Add line taxes up to one total a tax code, with one subtotal a rate, in order of first use.

    Nominal taxes are grouped by their amount per unit.
    """
    groups: dict[str, list[TaxTotal]] = {}
    for tax in taxes:
        groups.setdefault(tax.code, []).append(tax)
    return tuple(_add_taxes(group) for group in groups.values())


def _add_taxes(group: Sequence[TaxTotal]) -> TaxTotal:
    rates: dict[tuple[Decimal | None, Decimal | None, str | None], list[TaxSubtotal]] = {}
    for tax in group:
        for part in tax.subtotals:
            key = (part.percent, part.per_unit_amount, part.unit_code)
            rates.setdefault(key, []).append(part)
    return TaxTotal(
        code=group[0].code,
        name=group[0].name,
        amount=sum((tax.amount for tax in group), ZERO),
        subtotals=tuple(_add_subtotals(parts) for parts in rates.values()),
    )


def _add_subtotals(parts: Sequence[TaxSubtotal]) -> TaxSubtotal:
    first = parts[0]
    return TaxSubtotal(
        amount=sum((part.amount for part in parts), ZERO),
        taxable_amount=_add(part.taxable_amount for part in parts),
        percent=first.percent,
        base_unit_measure=_add(part.base_unit_measure for part in parts),
        unit_code=first.unit_code,
        per_unit_amount=first.per_unit_amount,
    )


def _add(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def calculate(
    lines: Sequence[Line],
    *,
    allowance_charges: Sequence[AllowanceCharge] = (),
    prepayments: Sequence[Prepayment] = (),
    rounding: Decimal = ZERO,
) -> tuple[tuple[TaxTotal, ...], Totals]:
    """
    Return the header taxes and the totals of these lines.

    Every amount is a sum of amounts already on the lines, so nothing is rounded here. A line's
    base counts once in `Totals.tax_exclusive`, however many percentage taxes it carries; excluded
    lines and nominal taxes add no base.

    Args:
        lines: Lines with their taxes, two decimals each.
        allowance_charges: Of the document, the tip among them.
        prepayments: Informative, not subtracted.
        rounding: What the authority's total adds to the lines' own, within 2.00 either way.

    Source: DIAN annex v1.9, FAU02 to FAU14 (`dian.md` section 9 of the project's facts).
    """
    taxes = tax_totals(tax for line in lines for tax in line.taxes)
    extension = sum((line.line_extension for line in lines), ZERO)
    inclusive = extension + sum((tax.amount for tax in taxes), ZERO)
    allowance = sum((each.amount for each in allowance_charges if not each.charge), ZERO)
    charge = sum((each.amount for each in allowance_charges if each.charge), ZERO)
    prepaid = sum((each.amount for each in prepayments), ZERO)
    return taxes, Totals(
        line_extension=extension,
        tax_exclusive=sum((_base(line) for line in lines), ZERO),
        tax_inclusive=inclusive,
        allowance=allowance or None,
        charge=charge or None,
        prepaid=prepaid or None,
        rounding=rounding or None,
        payable=inclusive - allowance + charge + rounding,
    )


def _base(line: Line) -> Decimal:
    bases = (
        sum((part.taxable_amount or ZERO for part in tax.subtotals), ZERO) for tax in line.taxes
    )
    return max(bases, default=ZERO)
