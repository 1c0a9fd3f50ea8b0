# SPDX-License-Identifier: MIT
"""
A second calculator, of fractions: what the documents of a sale must hold.

Written from the money rules alone; it knows neither the mapping nor its money. It reads a sale of
Restobar as it was written in TOML and gives amounts as text, as the golden files have them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

__all__ = ["Answer", "Taxes", "answer", "is_taxed", "of_another", "part_of", "text"]

Plain = Mapping[str, Any]
Taxes = Mapping[str, Plain]

INC, IVA, IBUA = "04", "01", "34"
# Pesos a unit by fact and year (project facts, integration.md 6.1)
A_UNIT = {("bag", "2025"): 70, ("bag", "2026"): 73, ("ibua-high", "2026"): 68}
MOST_ROUNDING = 2
OF_THE_EXAMPLE: Taxes = {
    "I CONSUMO": {"code": INC, "percent": 8},
    "IVA19": {"code": IVA, "percent": 19},
    "EXENTO": {"code": IVA, "percent": 0},
}


@dataclass(frozen=True)
class Answer:
    """What a sale comes to, as a golden file writes it; `due` is without the tip."""

    lines: list[dict[str, Any]]
    charges: list[str]
    totals: dict[str, str]
    due: Fraction


@dataclass(frozen=True)
class _Sold:
    """
    A line with taxes included: at the list price, after its own discount, and who taxes it.

    `units` are the taxes of so much a unit: code, pesos a unit, units, pesos.
    """

    item: Plain
    quantity: Fraction
    gross: Fraction
    net: Fraction
    rates: list[tuple[str, Fraction]]
    units: list[tuple[str, Fraction, Fraction, Fraction]]

    @property
    def held(self) -> Fraction:
        return sum((each[3] for each in self.units), Fraction(0))

    @property
    def whole(self) -> Fraction:
        return 1 + sum((rate for _, rate in self.rates), Fraction(0)) / 100


def text(amount: Fraction, places: int = 2) -> str:
    """Write an amount, rounded to the even digit."""
    units = round(amount * 10**places)
    digits = f"{abs(units):0{places + 1}d}"
    return f"{'-' * (units < 0)}{digits[:-places]}.{digits[-places:]}"


def cents(amount: Fraction) -> Fraction:
    """Round to cents; a half goes to the even one."""
    return Fraction(round(amount * 100), 100)


def answer(sale: Plain, changes: Plain) -> Answer:
    """Compute the documents of a sale under the rules of the example and these changes."""
    policies = changes.get("policies", {})
    taxes = {**OF_THE_EXAMPLE, **changes.get("taxes", {})}
    sold = [_sold(each, taxes, sale) for each in sale["products"]]
    off = _off_the_bill(sale, sold)
    shares = _shares(off, [each.net - each.held * (each.net > 0) for each in sold])
    lines = list(_lines(sold, shares, policies))
    total = Fraction(sale["total"])
    expected = sum((each.net for each in sold), Fraction(0)) - off
    delivery, inside = _delivery(sale, policies, expected)
    posted = policies.get("delivery", "charge") if delivery else "outside"
    if posted == "line":
        lines.append(_line(_delivery_sold(delivery, policies, taxes), Fraction(0)))
    tip = _tip(sale) if policies.get("tip", "charge") == "charge" else Fraction(0)
    charges = [each for each in (delivery if posted == "charge" else 0, tip) if each]
    rounding = total - expected - delivery * inside
    if abs(rounding) > MOST_ROUNDING:  # then it is a problem, and no rounding hides it
        total, rounding = total - rounding, Fraction(0)
    apart = delivery * (posted != "outside") * (not inside)
    totals = _totals(lines, sum(charges, Fraction(0)), rounding)
    assert totals["payable"] == text(total + apart + tip)
    return Answer(
        lines=lines,
        charges=[text(Fraction(each)) for each in charges],
        totals=totals,
        due=Fraction(sale["total"]) + apart,
    )


def of_another(sale: Plain) -> dict[str, Any]:
    """Write a sale of another POS as Restobar would, as far as money goes."""
    lines = [
        {**each, "taxes": [{"taxName": tax["name"]} for tax in each["taxes"]]}
        for each in sale["lines"]
    ]
    found = {"total": sale["total"], "products": lines, "tip": sale.get("tip", 0)}
    if "bill_discount" in sale:
        found["discountAdditionalTotal"] = sale["bill_discount"]
    return found


# -------------------------------------------------------------------------------------- the lines


def _sold(item: Plain, taxes: Taxes, sale: Plain) -> _Sold:
    quantity = Fraction(item["quantity"])
    discount = Fraction(item.get("discount", 0))
    priced = item.get("totalBruto")
    gross = cents(Fraction(item["price"]) * quantity) if priced is None else Fraction(priced)
    net = Fraction(item["total"]) if "total" in item else gross - discount
    if abs(net + discount - gross) < 1:  # a whole peso of the point of sale is no discount
        gross = net + discount
    rules = [taxes[_tax_name(each)] for each in item.get("taxes", [])]
    rates = [(rule["code"], Fraction(rule["percent"])) for rule in rules if "percent" in rule]
    units = [_a_unit(rule, quantity, sale) for rule in rules if "fact" in rule]
    return _Sold(item, quantity, max(gross, net), net, rates, units)


def _a_unit(
    rule: Plain, quantity: Fraction, sale: Plain
) -> tuple[str, Fraction, Fraction, Fraction]:
    """Return a tax of so much a unit; IBUA is of 100 ml, and units are millilitres."""
    each = Fraction(A_UNIT[rule["fact"], sale["createdOn"][:4]])
    measure = Fraction(rule.get("measure_each", 1)) * quantity
    return rule["code"], each, measure, each * measure / (100 if rule["code"] == IBUA else 1)


def _tax_name(tax: Plain) -> str:
    name: str = tax["tax"]["name"] if "tax" in tax else tax["taxName"]
    return name


def _lines(
    sold: Sequence[_Sold], shares: Sequence[Fraction], policies: Plain
) -> Iterator[dict[str, Any]]:
    for each, share in zip(sold, shares, strict=True):
        given = each.net == 0 and (each.gross == 0 or policies.get("courtesy") != "discount")
        if each.gross == 0 and policies.get("zero_price") == "omit":
            continue
        yield _free(each) if given else _line(each, share)


def _free(sold: _Sold) -> dict[str, Any]:
    listed = Fraction(sold.item.get("price") or sold.item.get("priceNormal", 0))
    untaxed = listed - sold.held / sold.quantity
    worth = text((untaxed if untaxed > 0 else listed) / sold.whole)
    return {
        "unit_price": "0.00",
        "discounts": [],
        "base": "0.00",
        "taxes": [],
        "worth": worth,
        "listed": "0.00",
    }


def _line(sold: _Sold, share: Fraction) -> dict[str, Any]:
    """Take out what is so much a unit, divide by one and the rates; the rest to the cent is tax."""
    paid = sold.net - share
    held = sold.held if paid else Fraction(0)
    listed, own, base = (
        cents(max(amount - sold.held, Fraction(0)) / sold.whole)
        for amount in (sold.gross, sold.net, paid)
    )
    amounts = [cents(base * rate / 100) for _, rate in sold.rates]
    if amounts:
        largest = max(range(len(amounts)), key=lambda place: sold.rates[place][1])
        amounts[largest] += paid - held - base - sum(amounts)
    return {
        "unit_price": text(listed / sold.quantity, 6),
        "discounts": [text(each) for each in (listed - own, own - base) if each],
        "base": text(base),
        "taxes": [
            *(
                (code, text(rate), text(base), text(amount))
                for (code, rate), amount in zip(sold.rates, amounts, strict=True)
            ),
            *(
                (code, f"a unit {each}", text(units), text(amount))
                for code, each, units, amount in sold.units
                if held
            ),
        ],
        "worth": None if listed else text(sold.gross / sold.quantity),
        "listed": text(listed),
    }


def is_taxed(line: Plain) -> bool:
    """Tell whether a line has a base: taxes of so much a unit have none."""
    return any(not rate.startswith("a unit") for _, rate, _, _ in line["taxes"])


# --------------------------------------------------------------------------------------- the bill


def _off_the_bill(sale: Plain, sold: Sequence[_Sold]) -> Fraction:
    """Return the discount of the bill; one without unit is what makes the lines the total."""
    if "discountAdditionalTotal" in sale:
        return Fraction(sale["discountAdditionalTotal"])
    if "discountAdditional" not in sale:
        return Fraction(0)
    written = Fraction(sale["discountAdditional"])
    nets = sum((each.net for each in sold), Fraction(0))
    pesos = nets * written // 100
    readings = (written, Fraction(pesos), Fraction(pesos + 1))
    totals = (sale["total"], sale["total"] - sale.get("deliveryCost", 0))
    return next((each for each in readings if nets - each in totals), Fraction(0))


def _shares(amount: Fraction, weights: Sequence[Fraction]) -> list[Fraction]:
    """Spread cents by largest remainder, the first line first among equals."""
    units, whole = amount * 100, sum(weights, Fraction(0))
    if not units:
        return [Fraction(0)] * len(weights)
    exact = [units * weight / whole for weight in weights]
    parts = [each.numerator // each.denominator for each in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])
    for place in by_rest[: int(units) - sum(parts)]:
        parts[place] += 1
    return [Fraction(each, 100) for each in parts]


def _delivery(sale: Plain, policies: Plain, expected: Fraction) -> tuple[Fraction, bool]:
    """Return the delivery cost, and whether the total of the point of sale holds it."""
    payments = sale.get("paid", {}).get("paymentMethodValue", [])
    paid = sum(each.get("deliveryCost", 0) for each in payments)
    cost, total = Fraction(sale.get("deliveryCost", paid)), Fraction(sale["total"])
    inside = policies.get("delivery_in_total", "unset")
    if inside == "unset":
        inside = abs(total - expected - cost) < abs(total - expected)
    return cost, bool(inside and cost)


def _delivery_sold(cost: Fraction, policies: Plain, taxes: Taxes) -> _Sold:
    rule = taxes[policies["delivery_tax"]] if "delivery_tax" in policies else None
    rates = [(rule["code"], Fraction(rule["percent"]))] if rule else []
    return _Sold({}, Fraction(1), cost, cost, rates, [])


def _tip(sale: Plain) -> Fraction:
    if "tip" in sale:
        return Fraction(sale["tip"])
    payments = sale.get("paid", {}).get("paymentMethodValue", [])
    return sum((Fraction(each.get("tip", 0)) for each in payments), Fraction(0))


# ------------------------------------------------------------------------------------- the totals


def _totals(lines: Sequence[Plain], charges: Fraction, rounding: Fraction) -> dict[str, str]:
    bases = sum((Fraction(each["base"]) for each in lines), Fraction(0))
    taxes = sum((Fraction(tax[3]) for each in lines for tax in each["taxes"]), Fraction(0))
    taxed = sum((Fraction(each["base"]) for each in lines if is_taxed(each)), Fraction(0))
    found = {
        "lines": bases,
        "bases": taxed,
        "with_taxes": bases + taxes,
        "charges": charges,
        "rounding": rounding,
        "payable": bases + taxes + charges + rounding,
    }
    optional = {"charges", "rounding"}
    return {name: text(each) for name, each in found.items() if each or name not in optional}


def part_of(line: Plain, quantity: Fraction, before: Fraction, sold: Fraction) -> dict[str, Any]:
    """Return what comes back of a line: what is owed back by now, less what was before."""

    def share(amount: str) -> str:
        whole = Fraction(amount)
        return text(cents(whole * (before + quantity) / sold) - cents(whole * before / sold))

    return {
        **line,
        "listed": share(line["listed"]),
        "discounts": [share(each) for each in line["discounts"]],
        "base": share(line["base"]),
        "taxes": [
            (code, rate, share(base), share(amount)) for code, rate, base, amount in line["taxes"]
        ],
    }
