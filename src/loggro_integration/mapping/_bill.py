# SPDX-License-Identifier: MIT
"""The bill: its lines, its discount spread over them, tip, delivery and rounding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from loggro_integration.codes import ChargeReason, InvoiceStatus, facts
from loggro_integration.errors import InvalidDate
from loggro_integration.mapping._draft import Draft
from loggro_integration.mapping._lines import Priced, build_line, read_line, sold_line
from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.models import AllowanceCharge, Line, TaxTotal, Totals, calculate
from loggro_integration.money import TOLERANCE, ZERO, allocate, round_half_even
from loggro_integration.wire import Sale
from loggro_integration.wire.restobar import SaleLine

__all__ = ["Amounts", "Bill", "check_cap", "read_amounts", "read_bill"]

_TIP = "Propina voluntaria"
_DELIVERY = "Costo de domicilio"
_HUNDRED = Decimal(100)


@frozen(kw_only=True)
class Amounts:
    """
    The amounts of the sale itself, let in; COP.

    Attributes:
        total: Without the tip: the authority.
        total_is_known: Whether the sale's total could be let in.
        bill_discount: Of the bill, where the sale states an amount.
        bill_discount_written: ``discountAdditional``: nobody says if amount or percentage.
        total_paid: `None` where the sale does not say.
    """

    total: Decimal
    total_is_known: bool
    tip: Decimal
    delivery: Decimal
    change: Decimal
    bill_discount: Decimal | None
    bill_discount_written: Decimal
    discount_total: Decimal
    total_paid: Decimal | None


@frozen(kw_only=True)
class Bill:
    """
    The money of the document.

    Attributes:
        delivery_apart: Delivery cost that Restobar's total does not hold, COP.
        delivery_posted: The part of it that the document charges.
        tip: The part of the tip that the document charges.
        items: Code in Pymes of each line.
    """

    lines: tuple[Line, ...]
    charges: tuple[AllowanceCharge, ...]
    taxes: tuple[TaxTotal, ...]
    totals: Totals
    delivery_apart: Decimal
    delivery_posted: Decimal
    tip: Decimal
    is_courtesy: bool


def read_amounts(sale: Sale, draft: Draft) -> Amounts:
    """Let the amounts of the sale in."""
    tips = [
        draft.optional_amount(f"payments[{index}].tip", each.tip)
        for index, each in enumerate(sale.payments)
    ]
    tip = draft.optional_amount("tip", sale.tip)
    if tip is None:
        tip = sum((each for each in tips if each), ZERO)
        if tip:
            draft.note("tip.from-payments", "payments", tip)
    before = len(draft.problems)
    total = draft.amount("total", sale.total)
    return Amounts(
        total=total,
        total_is_known=len(draft.problems) == before,
        tip=tip,
        delivery=_delivery(sale, draft),
        change=draft.amount("change", sale.change),
        bill_discount=draft.optional_amount(
            "discount_additional_total", sale.discount_additional_total
        ),
        bill_discount_written=draft.amount("discount_additional", sale.discount_additional),
        discount_total=draft.amount("discount_total", sale.discount_total),
        total_paid=draft.optional_amount("total_paid", sale.total_paid),
    )


def _delivery(sale: Sale, draft: Draft) -> Decimal:
    """Return the delivery cost: of the sale, or else of its payments."""
    own = draft.optional_amount("delivery_cost", sale.delivery_cost)
    costs = [
        draft.amount(f"payments[{index}].delivery_cost", each.delivery_cost)
        for index, each in enumerate(sale.payments)
    ]
    paid = sum(costs, ZERO)
    if own is None:
        return paid
    may_be_open = sale.status == InvoiceStatus.CREDIT and paid < own
    if paid and paid != own and not may_be_open:
        draft.problem("delivery-mismatch", "delivery_cost", own, payments=paid)
    return own


def read_bill(
    sale: Sale, amounts: Amounts, on: date | None, rules: MappingRules, draft: Draft
) -> Bill | None:
    """Build the money of the document; `None` where an amount or a tax cannot be used."""
    if not sale.lines:
        draft.stop("sale-without-lines", "lines")
    read = [
        read_line(line, f"lines[{index}]", on, rules, draft)
        for index, line in enumerate(sale.lines)
    ]
    priced = [each for each in read if each is not None]
    if draft.broken:
        return None
    nets = sum((each.net for each in priced), ZERO)
    discount = _bill_discount(nets, priced, amounts, rules, draft)
    if discount > nets:
        draft.stop("discount-exceeds-bill", "discount_additional_total", discount, nets=nets)
        return None
    if nets > discount > sum((each.discountable for each in priced), ZERO):
        draft.stop("discount-takes-unit-tax", "discount_additional_total", discount)
        return None
    apart = _delivery_apart(nets - discount, amounts, rules, draft)
    lines = _lines(priced, discount, rules, draft)
    if not lines:
        draft.stop("nothing-to-bill", "lines")
        return None
    return _assemble(lines, priced, nets - discount, apart, amounts, rules, draft)


def _bill_discount(
    nets: Decimal,
    priced: Sequence[Priced],
    amounts: Amounts,
    rules: MappingRules,
    draft: Draft,
) -> Decimal:
    """Return the discount of the bill in COP: as stated, or as the figures decide."""
    stated, written = amounts.bill_discount, amounts.bill_discount_written
    targets = (amounts.total, amounts.total - amounts.delivery)
    if stated:
        in_lines = nets in targets and nets - stated not in targets
        code = "bill.discount-in-lines" if in_lines else "bill.discount"
        draft.note(code, "discount_additional_total", stated)
        return ZERO if in_lines else stated
    if written and not (stated is not None and nets in targets):
        return _unnamed_discount(nets, written, targets, rules, draft)
    if _is_stated_for_the_bill(nets, priced, amounts):
        draft.note("bill.discount-by-figures", "discount_total", amounts.discount_total)
        return amounts.discount_total
    return ZERO


def _unnamed_discount(
    nets: Decimal,
    written: Decimal,
    targets: tuple[Decimal, ...],
    rules: MappingRules,
    draft: Draft,
) -> Decimal:
    path = "discount_additional"
    readings = {"amount": written}
    if written <= _HUNDRED:
        readings["percent"] = _percent_of(nets, written, targets)
    policy = rules.policies.bill_discount
    if policy == "unset":
        fitting = [name for name, value in readings.items() if nets - value in targets]
        if len({readings[name] for name in fitting}) != 1:
            draft.problem("bill-discount-undecided", path, written, total=targets[0])
        policy = fitting[0] if fitting else "amount"
    if policy not in readings:
        draft.stop("discount-percent-impossible", path, written)
        return ZERO
    value = round_half_even(readings[policy])
    draft.note(f"bill.discount-{policy}", path, value, written=written)
    return value


def _percent_of(nets: Decimal, rate: Decimal, targets: tuple[Decimal, ...]) -> Decimal:
    """Return a percentage of the bill in whole pesos: rounded as the total shows it was."""
    exact = nets * rate / _HUNDRED
    lacking = [nets - target for target in targets if nets >= target]
    rounded = [each for each in lacking if abs(each - exact) < 1]
    return rounded[0] if rounded else round_half_even(exact, places=0)


def _is_stated_for_the_bill(nets: Decimal, priced: Sequence[Priced], amounts: Amounts) -> bool:
    """Tell whether a stated discount, on no line, is just what the total lacks."""
    on_lines = any(each.gross != each.net for each in priced)
    stated = amounts.discount_total
    return bool(stated) and not on_lines and nets - stated == amounts.total


def _delivery_apart(
    expected: Decimal, amounts: Amounts, rules: MappingRules, draft: Draft
) -> Decimal:
    """Return the delivery cost that Restobar's total does not hold."""
    cost = amounts.delivery
    if not cost:
        return ZERO
    inside = rules.policies.delivery_in_total
    by = f"delivery_in_total = {str(inside).lower()}"
    if inside == "unset":
        apart_by = abs(amounts.total - expected)
        inside_by = abs(amounts.total - expected - cost)
        inside = inside_by < apart_by
    draft.note("delivery.in-total" if inside else "delivery.apart", "delivery_cost", cost, by=by)
    if inside and rules.policies.delivery == "outside":
        draft.problem("delivery-inside-total", "delivery_cost", cost)
    return ZERO if inside else cost


def _lines(
    priced: Sequence[Priced], discount: Decimal, rules: MappingRules, draft: Draft
) -> list[Line]:
    shares = _shares(priced, discount)
    lines: list[Line] = []
    for each, share in zip(priced, shares, strict=True):
        line = build_line(each, len(lines) + 1, share, rules, draft)
        if line is not None:
            lines.append(line)
    return lines


def _shares(priced: Sequence[Priced], discount: Decimal) -> list[Decimal]:
    """Spread the discount of the bill; a tax of so much a unit is only lowered to nothing."""
    if not discount:
        return [ZERO] * len(priced)
    weights = [each.discountable for each in priced]
    if discount > sum(weights):
        weights = [each.net for each in priced]
    return allocate(discount, weights)


def _assemble(
    lines: list[Line],
    priced: Sequence[Priced],
    expected: Decimal,
    apart: Decimal,
    amounts: Amounts,
    rules: MappingRules,
    draft: Draft,
) -> Bill:
    policy = rules.policies.delivery
    posted = ZERO if apart and policy == "outside" else amounts.delivery
    if posted and policy == "line":
        lines.append(_delivery_line(posted, len(lines) + 1, rules, draft))
    charges = _charges(posted if policy != "line" else ZERO, amounts.tip, rules, draft)
    rounding = _rounding(expected, amounts, amounts.delivery - apart, rules, draft)
    taxes, totals = calculate(lines, allowance_charges=charges, rounding=rounding)
    _check_taxes(taxes, draft)
    draft.note("total.payable", "total", totals.payable)
    return Bill(
        lines=tuple(lines),
        charges=charges,
        taxes=taxes,
        totals=totals,
        delivery_apart=apart,
        delivery_posted=posted if apart else ZERO,
        tip=amounts.tip if rules.policies.tip == "charge" else ZERO,
        is_courtesy=all(each.is_free for each in priced) and not posted,
    )


def _delivery_line(cost: Decimal, number: int, rules: MappingRules, draft: Draft) -> Line:
    name = rules.policies.delivery_tax
    priced = Priced(
        path="delivery_cost",
        source=SaleLine(name=_DELIVERY, code="DOMICILIO", quantity=Decimal(1), price=cost),
        quantity=Decimal(1),
        gross=cost,
        net=cost,
        reference=cost,
        taxes=() if name is None else (rules.taxes[name],),
    )
    draft.note("delivery.line", "delivery_cost", cost, tax=name or "-")
    return sold_line(priced, number, ZERO, draft)


def _charges(
    delivery: Decimal, tip: Decimal, rules: MappingRules, draft: Draft
) -> tuple[AllowanceCharge, ...]:
    """Return the charges of the document, numbered from 1: no tax base holds them."""
    found: list[AllowanceCharge] = []
    if delivery:
        draft.note("delivery.charge", "delivery_cost", delivery)
        found.append(_charge(delivery, ChargeReason.CHARGE, _DELIVERY))
    if tip and rules.policies.tip == "charge":
        draft.note("tip.charge", "tip", tip)
        found.append(_charge(tip, ChargeReason.CONDITIONAL_CHARGE, _TIP))
    elif tip:
        draft.note("tip.outside", "tip", tip)
    return tuple(evolve(each, id=str(index)) for index, each in enumerate(found, 1))


def _charge(amount: Decimal, code: ChargeReason, reason: str) -> AllowanceCharge:
    return AllowanceCharge(charge=True, amount=amount, reason_code=code.value, reason=reason)


def _rounding(
    expected: Decimal, amounts: Amounts, delivery: Decimal, rules: MappingRules, draft: Draft
) -> Decimal:
    """Return what Restobar's total adds to its lines, or report that it is too much."""
    difference = amounts.total - expected - delivery
    if abs(difference) > rules.policies.rounding_tolerance:
        draft.problem(
            "total-holds-tip" if difference == amounts.tip else "totals-mismatch",
            "total",
            amounts.total,
            lines=expected + delivery,
            difference=difference,
        )
        return ZERO
    if difference:
        draft.note("total.rounding", "total", difference)
    return difference


def _check_taxes(taxes: Sequence[TaxTotal], draft: Draft) -> None:
    """Report a tax that differs from base × rate by more than DIAN allows (FAS07)."""
    for tax in taxes:
        for part in tax.subtotals:
            if part.percent is None:
                continue
            exact = (part.taxable_amount or ZERO) * part.percent / _HUNDRED
            if abs(part.amount - exact) > TOLERANCE:
                draft.problem("tax-outside-tolerance", "lines", part.amount, expected=exact)


def check_cap(bill: Bill, day: date | None, rules: MappingRules, draft: Draft) -> None:
    """Tell of a POS document above the cap of its day (Resolución DIAN 1092 de 2022)."""
    if day is None or rules.policies.pos_cap == "off":
        return
    try:
        cap = facts.pos_cap(day)
    except InvalidDate:
        draft.problem("pos-cap-unknown", "created_on", day)
        return
    if bill.totals.line_extension > cap:
        draft.problem("pos-above-cap", "total", bill.totals.line_extension, cap=cap)
