# SPDX-License-Identifier: MIT
"""
Taxes of so much a unit on a line: bags, sweetened drinks, alcohol, plastics.

They are taken out of the price before anything else: no base holds them and no discount lowers
them. What the State sets anew each year is asked of the day of the sale.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from loggro_integration.codes import facts
from loggro_integration.errors import InvalidDate
from loggro_integration.mapping._draft import Draft
from loggro_integration.mapping._rules import ProductRule, TaxRule
from loggro_integration.models import TaxRate, TaxSubtotal, TaxTotal, nominal_tax
from loggro_integration.money import ZERO, format_pesos, plain

__all__ = ["NominalTax", "number", "rate_of", "read_nominal", "told"]

_UNIT: Final = "94"
_PER: Final = {"34": " / 100"}
"""IBUA is so much for each 100 ml."""
_MEASURED: Final = frozenset({"32", "33", "34"})
"""ICL, INPP and IBUA count degrees, grams and millilitres; a bag is one (`dian.md`, taxes)."""


@frozen(kw_only=True)
class NominalTax:
    """
    A tax of a line whose rule is an amount per unit.

    Attributes:
        path: Of the tax in the sale.
        written: What the sale writes as its rate.
    """

    rule: TaxRule
    path: str
    written: Decimal


def read_nominal(
    taxes: Sequence[NominalTax],
    product: ProductRule | None,
    quantity: Decimal,
    on: date | None,
    draft: Draft,
) -> tuple[TaxTotal, ...] | None:
    """Take the taxes of so much a unit of a line; `None` where one of them cannot be known."""
    found = [_taken(tax, product, quantity, on, draft) for tax in taxes]
    known = tuple([each for each in found if each is not None])
    return known if len(known) == len(found) else None


def _taken(
    tax: NominalTax, product: ProductRule | None, quantity: Decimal, on: date | None, draft: Draft
) -> TaxTotal | None:
    each = _each(tax, on, draft)
    measure = _measure(tax, product, draft)
    if each is None or measure is None:
        return None
    rate = TaxRate(
        code=tax.rule.code or "",
        per_unit_amount=each,
        measure_each=measure,
        unit_code=tax.rule.unit_code,
        name=tax.rule.name,
    )
    total = nominal_tax(rate, quantity)
    # Nobody has published what Restobar writes as the rate of such a tax.
    if tax.written not in {ZERO, each, total.amount}:
        draft.problem("tax-amount-mismatch", f"{tax.path}.percentage", tax.written, expected=each)
    return total


def _each(tax: NominalTax, on: date | None, draft: Draft) -> Decimal | None:
    """Return the amount per unit on the day of the sale."""
    rule = tax.rule
    if rule.fact is None:
        return rule.per_unit_amount
    if on is None:
        return None
    try:
        return facts.fact(rule.fact, on).value
    except InvalidDate:
        draft.stop("tax-fact-unknown", f"{tax.path}.name", rule.fact, day=on)
        return None


def _measure(tax: NominalTax, product: ProductRule | None, draft: Draft) -> Decimal | None:
    """Return what one unit holds of what is taxed: of the product, or else of the tax."""
    code = tax.rule.code or ""
    own = product.measures.get(code) if product else None
    measure = tax.rule.measure_each if own is None else own
    if measure is not None:
        return measure
    if code in _MEASURED:
        draft.stop("tax-measure-missing", f"{tax.path}.name", code)
        return None
    return Decimal(1)


def told(total: TaxTotal) -> str:
    """Write how a nominal tax came about: amount, code, rate and measure."""
    (part,) = total.subtotals
    return f"{format_pesos(part.amount)} ({total.code} {rate_of(total.code, part)})"


def rate_of(code: str, part: TaxSubtotal) -> str:
    """Write the rate of a tax: ``8 %``, ``73 × 2``, ``40 × 700 MLT / 100``."""
    if part.percent is not None:
        return f"{number(part.percent)} %"
    each, measure = part.per_unit_amount or ZERO, part.base_unit_measure or ZERO
    unit = "" if part.unit_code == _UNIT else f" {part.unit_code}"
    return f"{number(each)} × {number(measure)}{unit}{_PER.get(code, '')}"


def number(value: Decimal) -> str:
    """Write a quantity or a rate as Colombians read it: ``1,275``."""
    return plain(value, places=0).replace(".", ",")
