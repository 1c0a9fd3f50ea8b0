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
    groups: dict[str, _Group] = {}
    for tax in taxes:
        group = groups.get(tax.code)
        if group is None:
            group = groups[tax.code] = _Group(tax)
        group.add(tax)
    return tuple([group.total() for group in groups.values()])


class _Group:
    """The sums of one tax: a document is added up for every invoice, so it is done in one pass."""

    __slots__ = ("amount", "first", "rates")

    def __init__(self, first: TaxTotal) -> None:
        self.first = first
        self.amount = ZERO
        self.rates: dict[object, _Rate] = {}

    def add(self, tax: TaxTotal) -> None:
        self.amount += tax.amount
        for part in tax.subtotals:
            key = (part.percent, part.per_unit_amount, part.unit_code)
            rate = self.rates.get(key)
            if rate is None:
                rate = self.rates[key] = _Rate(part)
            rate.add(part)

    def total(self) -> TaxTotal:
        subtotals = tuple([rate.subtotal() for rate in self.rates.values()])
        return TaxTotal(
            code=self.first.code, name=self.first.name, amount=self.amount, subtotals=subtotals
        )


class _Rate:
    """The sums of one rate; a base or a measure that no part has stays absent."""

    __slots__ = ("amount", "base", "first", "measure")

    def __init__(self, first: TaxSubtotal) -> None:
        self.first = first
        self.amount = ZERO
        self.base: Decimal | None = None
        self.measure: Decimal | None = None

    def add(self, part: TaxSubtotal) -> None:
        self.amount += part.amount
        base, measure = part.taxable_amount, part.base_unit_measure
        if base is not None:
            self.base = base if self.base is None else self.base + base
        if measure is not None:
            self.measure = measure if self.measure is None else self.measure + measure

    def subtotal(self) -> TaxSubtotal:
        return TaxSubtotal(
            amount=self.amount,
            taxable_amount=self.base,
            percent=self.first.percent,
            base_unit_measure=self.measure,
            unit_code=self.first.unit_code,
            per_unit_amount=self.first.per_unit_amount,
        )


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
    if len(line.taxes) == 1 and len(line.taxes[0].subtotals) == 1:
        return line.taxes[0].subtotals[0].taxable_amount or ZERO
    widest: Decimal | None = None
    for tax in line.taxes:
        base = ZERO
        for part in tax.subtotals:
            if part.taxable_amount is not None:
                base += part.taxable_amount
        if widest is None or base > widest:
            widest = base
    return ZERO if widest is None else widest
