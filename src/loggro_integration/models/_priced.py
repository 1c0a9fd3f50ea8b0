# SPDX-License-Identifier: MIT
"""
A line from what a shop knows: quantity, price, rates, discounts.

Every amount is rounded half-even to cents, once, where it arises; where the price includes the
taxes, the base is rounded and the tax is the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypedDict, Unpack

from attrs import evolve, frozen

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models._line import ItemCode, Line, ReferencePrice
from loggro_integration.models._party import Identification
from loggro_integration.models._priced_terms import (
    ANY_TAX,
    CONTEXT,
    Adjustment,
    TaxRate,
    not_negative,
    refused,
    share,
)
from loggro_integration.models._reference import Reference
from loggro_integration.models._tax import AllowanceCharge, TaxSubtotal, TaxTotal
from loggro_integration.money import ZERO, plain, round_half_even, split_included

__all__ = ["LineDetails", "nominal_tax", "priced_line"]

_PLACES: Final = 6
_STEP: Final = Decimal("0.000001")
_MOST_QUANTITY: Final = Decimal(10) ** 9

_WITHHELD: Final = frozenset({"05", "06", "07"})
_PER: Final = {"34": Decimal(100)}
"""IBUA is so much per 100 ml; every other nominal tax per one. Source: official example of IBUA."""
_UNITS: Final = {"33": "GRM", "34": "MLT"}
_UNIT: Final = "94"
_RETE_IVA: Final = "05"
_AIU: Final = "Contrato de servicios AIU por concepto de: "
_PERIODS: Final = {"1": "Por operación", "2": "Acumulado semanal"}
_REASONS: Final = {False: ("00", "Descuento de la línea"), True: ("02", "Recargo de la línea")}


class LineDetails(TypedDict, total=False):
    """What a line may say beside its amounts: as the attributes of `Line`."""

    id: str
    unit_code: str
    notes: tuple[str, ...]
    seller_item_id: str | None
    standard_item: ItemCode | None
    additional_items: tuple[ItemCode, ...]
    brand: str | None
    model: str | None
    income_of: str | None
    mandator: Identification | None
    mandator_name: str | None
    period_start: date | None
    period_code: str | None
    period_text: str | None
    properties: tuple[tuple[str, str], ...]
    pack_size: Decimal | None
    references: tuple[Reference, ...]


@frozen(kw_only=True)
class _Order:
    """
    What was ordered, let in.

    Attributes:
        gross: Price times quantity, cents; taxes included where the price includes them.
        percents: Rates of the percentage taxes, in their order.
        nominal: Sum of the nominal taxes.
    """

    quantity: Decimal
    price: Decimal
    gross: Decimal
    taxes: tuple[TaxRate, ...]
    adjustments: tuple[tuple[bool, Adjustment], ...]

    @property
    def percents(self) -> list[Decimal]:
        return [tax.percent for tax in self.taxes if tax.percent is not None]

    @property
    def nominal(self) -> Decimal:
        return _sum(_nominal(tax, self.quantity) for tax in self.taxes if tax.is_nominal)


def priced_line(
    *,
    description: str | Sequence[str],
    quantity: Decimal | int | str,
    unit_price: Decimal | int | str,
    taxes: Iterable[TaxRate] = (),
    withholdings: Iterable[TaxRate] = (),
    discounts: Iterable[Adjustment] = (),
    charges: Iterable[Adjustment] = (),
    includes_taxes: bool = False,
    free_of_charge: bool = False,
    aiu: str | None = None,
    **details: Unpack[LineDetails],
) -> Line:
    """
    Calculate a line: net amount, taxes, withholdings, discounts and charges.

    Args:
        description: What is sold; up to three texts.
        quantity: Above zero, at most six decimals.
        unit_price: Of one unit, at most six decimals; of a free sample, its commercial value.
        taxes: None for an excluded item; 0 % for an exempt one. Each code once.
        withholdings: ``05`` is taken of the IVA of the line, the others of its net amount.
        discounts: Change the tax base.
        charges: Change the tax base.
        includes_taxes: The price, discounts and charges hold every tax of the line.
        free_of_charge: A sample or gift: the net amount is 0.00, the taxes are those of the
            commercial value.
        aiu: What the AIU contract of this line is about (operation ``09``).
        details: More attributes of `Line`.

    Raises:
        InexactMoney: If a number is a float.
        InvalidInput: If a number is out of range, a tax stands twice, or the discounts leave
            nothing: what costs nothing is a free sample.

    Source: DIAN annex v1.9, FAV06, FAX05, FAX07, FAW01; rounding NTC 3711.

    >>> line = priced_line(description="Arepa", quantity=3, unit_price=5000,
    ...     taxes=[TaxRate(code="04", percent=8)], includes_taxes=True)
    >>> line.line_extension, line.taxes[0].amount
    (Decimal('13888.89'), Decimal('1111.11'))
    """
    order = _order(quantity, unit_price, taxes, discounts, charges)
    price = _given if free_of_charge else _included if includes_taxes else _plain
    line = evolve(price(order, includes_taxes), **details)
    held = tuple(_withheld(rate, line) for rate in _checked(withholdings, "withholdings"))
    return evolve(
        line,
        descriptions=_descriptions(description),
        withholdings=held,
        notes=(f"{_AIU}{aiu}", *line.notes) if aiu else line.notes,
        period_text=line.period_text or _PERIODS.get(line.period_code or ""),
    )


def nominal_tax(rate: TaxRate, quantity: Decimal) -> TaxTotal:
    """
    Take a tax that is so much a unit: bags, sweetened drinks, alcohol, plastics.

    Args:
        rate: With `per_unit_amount`.
        quantity: Units of the line.

    Returns:
        The tax of the line, in cents, with its measure and the amount of each unit.

    Source: DIAN annex v1.9, FAS07, and its official examples; IBUA is so much per 100 ml.

    >>> drink = TaxRate(code="34", per_unit_amount=40, measure_each=400)
    >>> nominal_tax(drink, Decimal(2)).amount
    Decimal('320.00')
    """
    return _total(rate, _subtotal(rate, ZERO, _nominal(rate, quantity), quantity))


def _order(
    quantity: object,
    unit_price: object,
    taxes: Iterable[TaxRate],
    discounts: Iterable[Adjustment],
    charges: Iterable[Adjustment],
) -> _Order:
    count, price = _fine(quantity, "quantity"), _fine(unit_price, "unit_price")
    if not 0 < count < _MOST_QUANTITY:
        raise refused(
            "quantity",
            count,
            es="Use más de cero; una devolución es nota crédito.",
            en="Use more than zero; a return is a credit note.",
        )
    lowered = [(False, each) for each in discounts]
    return _Order(
        quantity=count,
        price=price,
        gross=round_half_even(CONTEXT.multiply(price, count)),
        taxes=_checked(taxes, "taxes"),
        adjustments=(*lowered, *((True, each) for each in charges)),
    )


def _fine(value: object, name: str) -> Decimal:
    """Let a number with at most six decimals in."""
    number = not_negative(value, name)
    if round_half_even(number, places=_PLACES) != number:
        raise refused(
            name,
            number,
            es=f"Use hasta {_PLACES} decimales.",
            en=f"Use at most {_PLACES} decimals.",
        )
    return number


def _checked(rates: Iterable[TaxRate], name: str) -> tuple[TaxRate, ...]:
    """Refuse a code that stands twice, a tax among withholdings and the reverse."""
    found = tuple(rates)
    seen: set[str] = set()
    for index, rate in enumerate(found):
        twice = rate.code in seen
        seen.add(rate.code)
        elsewhere = rate.code not in ANY_TAX and (rate.code in _WITHHELD) != (
            name == "withholdings"
        )
        if twice or elsewhere:
            raise InvalidInput(
                f"The tax {rate.code} does not belong here.",
                field=f"{name}[{index}].code",
                value=rate.code,
                hint=_TWICE if twice else _ELSEWHERE,
            )
    return found


_TWICE: Final = Text(
    es="Cada tributo va una vez en la línea: deje una sola tarifa (FAX01).",
    en="Each tax stands once on a line: leave one rate (FAX01).",
)
_ELSEWHERE: Final = Text(
    es="05, 06 y 07 son retenciones (`withholdings`); los demás, impuestos (`taxes`).",
    en="05, 06 and 07 are `withholdings`; the others are `taxes`.",
)


def _plain(order: _Order, includes_taxes: bool) -> Line:
    """Price a line whose price holds no tax."""
    amounts = [each.of(order.gross) for _, each in order.adjustments]
    net = _running(order.gross, order.adjustments, amounts)[-1]
    return _sold(order, order.price, order.gross, amounts, net, _taxed(order, net))


def _included(order: _Order, includes_taxes: bool) -> Line:
    """Price a line whose price holds its taxes: each step loses its taxes, and the rest is tax."""
    if any(tax.base is not None for tax in order.taxes):
        raise InvalidInput(
            "A price that includes its taxes has no other base.",
            field="taxes",
            hint=Text(
                es="Use el precio sin impuestos, o quite `base`.",
                en="Use the price without taxes, or remove `base`.",
            ),
        )
    amounts = [each.of(order.gross) for _, each in order.adjustments]
    steps = _running(order.gross, order.adjustments, amounts)
    bases = [_without_taxes(order, step) for step in steps]
    split = split_included(CONTEXT.subtract(steps[-1], order.nominal), order.percents)
    kept = [CONTEXT.abs(CONTEXT.subtract(after, before)) for before, after in pairwise(bases)]
    found = iter(split.taxes)
    taxes = [
        _nominal(tax, order.quantity) if tax.is_nominal else next(found) for tax in order.taxes
    ]
    written = _tax_totals(order, split.base, taxes)
    return _sold(order, _each(bases[0], order.quantity), bases[0], kept, split.base, written)


def _each(amount: Decimal, quantity: Decimal) -> Decimal:
    """Return the price of one: six decimals, or price times quantity misses the line by a peso."""
    return CONTEXT.divide(amount, quantity).quantize(_STEP, context=CONTEXT)


def _running(
    gross: Decimal, adjustments: Sequence[tuple[bool, Adjustment]], amounts: Sequence[Decimal]
) -> list[Decimal]:
    """Return the amount of the line before and after each discount and charge."""
    steps = [gross]
    for (charge, _), amount in zip(adjustments, amounts, strict=True):
        step = CONTEXT.add if charge else CONTEXT.subtract
        steps.append(step(steps[-1], amount))
    if steps[-1] <= 0:
        raise InvalidInput(
            "Nothing is left of the line.",
            field="unit_price" if gross == 0 else "discounts",
            value=plain(steps[-1]),
            hint=Text(
                es="Lo que no cuesta nada es una muestra: `free_of_charge` con su valor comercial.",
                en="What costs nothing is a sample: `free_of_charge` with its commercial value.",
            ),
        )
    return steps


def _without_taxes(order: _Order, amount: Decimal) -> Decimal:
    rest = CONTEXT.subtract(amount, order.nominal)
    if rest <= 0:
        raise InvalidInput(
            "The nominal taxes take the whole price.",
            field="taxes",
            value=plain(order.nominal),
            hint=Text(
                es="Revise la tarifa por unidad, o use el precio sin impuestos.",
                en="Look at the rate per unit, or use the price without taxes.",
            ),
        )
    return split_included(rest, order.percents).base


def _sold(
    order: _Order,
    price: Decimal,
    gross: Decimal,
    amounts: Sequence[Decimal],
    net: Decimal,
    taxes: tuple[TaxTotal, ...],
) -> Line:
    return Line(
        id="",
        quantity=order.quantity,
        base_quantity=order.quantity,
        unit_price=price,
        line_extension=net,
        taxes=taxes,
        allowance_charges=_written(order.adjustments, amounts, gross),
        free_of_charge=False,
    )


def _written(
    adjustments: Sequence[tuple[bool, Adjustment]], amounts: Sequence[Decimal], gross: Decimal
) -> tuple[AllowanceCharge, ...]:
    """Number the discounts and charges that are any from 1 (FAQ02)."""
    real = [
        (charge, each, amount)
        for (charge, each), amount in zip(adjustments, amounts, strict=True)
        if amount
    ]
    return tuple(
        AllowanceCharge(
            id=str(index),
            charge=charge,
            amount=amount,
            reason_code=each.reason_code or _REASONS[charge][0],
            reason=each.reason or _REASONS[charge][1],
            percent=None if each.percent is None else _rate(each.percent),
            base_amount=gross,
        )
        for index, (charge, each, amount) in enumerate(real, 1)
    )


def _given(order: _Order, includes_taxes: bool) -> Line:
    """Price a free sample: nothing is charged but the taxes of its commercial value."""
    if order.adjustments or order.gross == 0:
        raise InvalidInput(
            "A free sample has a commercial value and no discount.",
            field="discounts" if order.adjustments else "unit_price",
            hint=Text(
                es="Escriba en `unit_price` lo que cuesta, sin descuentos ni recargos (FAW03).",
                en="Write in `unit_price` what it costs, without discounts or charges (FAW03).",
            ),
        )
    value, price = order.gross, order.price
    if includes_taxes:
        value = _without_taxes(order, order.gross)
        price = _each(value, order.quantity)
    return evolve(
        _sold(order, ZERO, ZERO, (), ZERO, _taxed(order, value)),
        free_of_charge=True,
        reference_price=ReferencePrice(amount=price, type_code="01", type_name="Valor comercial"),
    )


def _taxed(order: _Order, net: Decimal) -> tuple[TaxTotal, ...]:
    """Take each tax of the net amount, or of its own base."""
    amounts = [
        _nominal(tax, order.quantity) if tax.is_nominal else _percentage(tax, net)
        for tax in order.taxes
    ]
    return _tax_totals(order, net, amounts)


def _tax_totals(order: _Order, net: Decimal, amounts: Sequence[Decimal]) -> tuple[TaxTotal, ...]:
    return tuple(
        _total(tax, _subtotal(tax, net, amount, order.quantity))
        for tax, amount in zip(order.taxes, amounts, strict=True)
    )


def _total(rate: TaxRate, part: TaxSubtotal) -> TaxTotal:
    return TaxTotal(code=rate.code, name=rate.written_name, amount=part.amount, subtotals=(part,))


def _subtotal(rate: TaxRate, net: Decimal, amount: Decimal, quantity: Decimal) -> TaxSubtotal:
    if rate.percent is not None:
        base = net if rate.base is None else rate.base
        return TaxSubtotal(amount=amount, taxable_amount=base, percent=_rate(rate.percent))
    return TaxSubtotal(
        amount=amount,
        base_unit_measure=_measure(rate, quantity),
        unit_code=rate.unit_code or _UNITS.get(rate.code, _UNIT),
        per_unit_amount=rate.per_unit_amount,
    )


def _percentage(rate: TaxRate, net: Decimal) -> Decimal:
    return share(net if rate.base is None else rate.base, rate.percent or ZERO)


def _measure(rate: TaxRate, quantity: Decimal) -> Decimal:
    if rate.measure is not None:
        return rate.measure
    each = Decimal(1) if rate.measure_each is None else rate.measure_each
    return CONTEXT.multiply(each, quantity)


def _nominal(rate: TaxRate, quantity: Decimal) -> Decimal:
    """Return a nominal tax: amount per unit times measure, cents."""
    total = CONTEXT.multiply(rate.per_unit_amount or ZERO, _measure(rate, quantity))
    return round_half_even(CONTEXT.divide(total, _PER.get(rate.code, Decimal(1))))


def _withheld(rate: TaxRate, line: Line) -> TaxTotal:
    """Take a withholding: ReteIVA of the IVA of the line, any other of its net amount."""
    iva = _sum(tax.amount for tax in line.taxes if tax.code == "01")
    net = iva if rate.code == _RETE_IVA else line.line_extension
    return _total(rate, _subtotal(rate, net, _percentage(rate, net), line.quantity))


def _rate(percent: Decimal) -> Decimal:
    """Write a rate with two decimals, or all it has: that of an ICA may have more."""
    return Decimal(plain(percent))


def _descriptions(description: str | Sequence[str]) -> tuple[str, ...]:
    texts = (description,) if isinstance(description, str) else tuple(description)
    if not 1 <= len(texts) <= 3 or not all(text.strip() for text in texts):
        raise InvalidInput(
            "A line has one to three descriptions.",
            field="description",
            value=", ".join(texts),
            hint=Text(es="Escriba qué se vendió.", en="Write what was sold."),
        )
    return texts


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    total = ZERO
    for amount in amounts:
        total = CONTEXT.add(total, amount)
    return total
