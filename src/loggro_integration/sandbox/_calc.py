# SPDX-License-Identifier: MIT
"""
What a bill adds up to: whole pesos as Restobar shows them, cents as the books hold them.

Prices contain their taxes. A base is rounded half-even and the tax is the difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from loggro_integration.money import (
    allocate,
    base_of_included_price,
    round_half_even,
    split_included,
)
from loggro_integration.sandbox._state import Doc, FiscalLine

__all__ = ["Billed", "bill", "line_of", "spread"]


@dataclass(frozen=True, slots=True)
class Billed:
    """The totals of an invoice in whole pesos, and its lines to the cent."""

    totals: Doc
    lines: list[FiscalLine]


def line_of(order: Mapping[str, object], product: Doc, *, discount: int) -> Doc:
    """
    Return the line of an invoice for one order (whole pesos).

    Args:
        order: ``quantity`` and ``unit_price``.
        product: The product, with its taxes as ``taxRates``: pairs of name and percentage.
        discount: Taken off this line, taxes included.
    """
    quantity = Decimal(str(order["quantity"]))
    price = int(str(order["unit_price"]))
    gross = int(round_half_even(price * quantity, places=0))
    net = gross - discount
    base = _pesos_of_base(net, product["taxRates"])
    return {
        "quantity": int(quantity) if quantity == int(quantity) else quantity,
        "price": price,
        "discount": discount,
        "subTotal": base,
        "totalBruto": gross,
        "totalTaxes": net - base,
        "total": net,
    }


def bill(lines: Sequence[Doc], *, discount: int, delivery: int) -> Billed:
    """
    Add the lines of an invoice up.

    Args:
        lines: As `line_of` makes them, with ``name``, ``idInternal`` and ``taxRates``.
        discount: Of the whole bill, in pesos; spread over the lines by largest remainder.
        delivery: Delivery cost that is part of the total, or 0.
    """
    nets = [int(line["total"]) for line in lines]
    shares = spread(discount, nets)
    fiscal = [
        _fiscal(line, net - share) for line, net, share in zip(lines, nets, shares, strict=True)
    ]
    bases = [
        _pesos_of_base(int(each.gross), line["taxRates"])
        for line, each in zip(lines, fiscal, strict=True)
    ]
    taxed = [base for line, base in zip(lines, bases, strict=True) if line["taxRates"]]
    total = sum(nets) - discount
    totals: Doc = {
        "totalBruto": sum(int(line["totalBruto"]) for line in lines),
        "totalDiscount": sum(int(line["discount"]) for line in lines),
        "subTotal": sum(bases),
        "totalBaseTax": sum(taxed),
        "totalTaxes": total - sum(bases),
        "total": total + delivery,
    }
    return Billed(totals, fiscal)


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide an amount in whole pesos over weights by largest remainder, without loss."""
    if amount == 0:
        return [0 for _ in weights]
    shares = allocate(Decimal(amount), [Decimal(weight) for weight in weights], places=0)
    return [int(share) for share in shares]


def _pesos_of_base(net: int, taxes: Sequence[tuple[str, Decimal]]) -> int:
    base = base_of_included_price(Decimal(net), [rate for _, rate in taxes])
    return int(round_half_even(base, places=0))


def _fiscal(line: Doc, gross: int) -> FiscalLine:
    taxes = line["taxRates"]
    split = split_included(Decimal(gross), [rate for _, rate in taxes])
    return FiscalLine(
        name=line["name"],
        product=line["idInternal"],
        quantity=Decimal(line["quantity"]),
        gross=Decimal(gross),
        base=split.base,
        taxes=tuple(
            (name, rate, amount) for (name, rate), amount in zip(taxes, split.taxes, strict=True)
        ),
    )
