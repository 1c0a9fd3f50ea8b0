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
    return tuple([_total(group) for group in groups.values()])


def _total(taxes: list[TaxTotal]) -> TaxTotal:
    """Add up the taxes of one code."""
    rates: dict[object, list[TaxSubtotal]] = {}
    for tax in taxes:
        for part in tax.subtotals:
            key = (part.percent, part.per_unit_amount, part.unit_code)
            rates.setdefault(key, []).append(part)
    first = taxes[0]
    return TaxTotal(
        code=first.code,
        name=first.name,
        amount=sum([tax.amount for tax in taxes], ZERO),
        subtotals=tuple([_rate(parts) for parts in rates.values()]),
    )


def _rate(parts: list[TaxSubtotal]) -> TaxSubtotal:
    """Add up the parts of one rate."""
    first = parts[0]
    return TaxSubtotal(
        amount=sum([part.amount for part in parts], ZERO),
        taxable_amount=_sum_of([part.taxable_amount for part in parts]),
        percent=first.percent,
        base_unit_measure=_sum_of([part.base_unit_measure for part in parts]),
        unit_code=first.unit_code,
        per_unit_amount=first.per_unit_amount,
    )


def _sum_of(values: list[Decimal | None]) -> Decimal | None:
    """Return the sum of what is there; a base or a measure that no part has stays absent."""
    known = [value for value in values if value is not None]
    return sum(known[1:], known[0]) if known else None


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
    taxes = tax_totals([tax for line in lines for tax in line.taxes])
    extension = sum([line.line_extension for line in lines], ZERO)
    inclusive = extension + sum([tax.amount for tax in taxes], ZERO)
    allowance = sum([each.amount for each in allowance_charges if not each.charge], ZERO)
    charge = sum([each.amount for each in allowance_charges if each.charge], ZERO)
    prepaid = sum([each.amount for each in prepayments], ZERO)
    return taxes, Totals(
        line_extension=extension,
        tax_exclusive=sum([_base(line) for line in lines], ZERO),
        tax_inclusive=inclusive,
        allowance=allowance or None,
        charge=charge or None,
        prepaid=prepaid or None,
        rounding=rounding or None,
        payable=inclusive - allowance + charge + rounding,
    )


def _base(line: Line) -> Decimal:
    """Return the base of a line: the widest of its taxes."""
    taxes = line.taxes
    if len(taxes) == 1 and len(parts := taxes[0].subtotals) == 1:
        return parts[0].taxable_amount or ZERO
    widest: Decimal | None = None
    for tax in taxes:
        base = ZERO
        for part in tax.subtotals:
            if part.taxable_amount is not None:
                base += part.taxable_amount
        if widest is None or base > widest:
            widest = base
    return ZERO if widest is None else widest
