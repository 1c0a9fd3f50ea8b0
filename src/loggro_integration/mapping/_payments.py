# SPDX-License-Identifier: MIT
"""
How a sale is paid: contado or crédito, each payment with its means, its tip and its amount.

A payment's ``value`` may hold its tip, the change given back and a delivery cost; nobody says. What
fits the total decides; a setting comes first; where neither decides, that is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import product

from attrs import evolve, frozen

from loggro_integration.codes import InvoiceStatus, PaymentForm, PaymentMeansCode
from loggro_integration.days import business_day
from loggro_integration.errors import InvalidDate
from loggro_integration.mapping._bill import Amounts, Bill
from loggro_integration.mapping._draft import Draft
from loggro_integration.mapping._lines import find_name
from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.mapping._rules import PaymentRule
from loggro_integration.models import PaymentMeans
from loggro_integration.money import ZERO, allocate
from loggro_integration.wire import Sale
from loggro_integration.wire.restobar import SalePayment

__all__ = ["Entry", "Payments", "Settlement", "read_payments", "settle"]

_PATH = "payments"


@frozen(kw_only=True)
class Entry:
    """
    One payment, let in; COP.

    Attributes:
        value: As Restobar writes it.
        amount: What of it pays the sale: without tip and change.
        tip: `None` where the payment does not say.
        is_fallback: The sale's own method, for whatever is to pay.
    """

    path: str
    method: str
    rule: PaymentRule | None
    value: Decimal
    amount: Decimal = ZERO
    tip: Decimal | None = None
    delivery: Decimal = ZERO
    day: date | None = None
    approval: str | None = None
    is_fallback: bool = False


@frozen(kw_only=True)
class Payments:
    """What a sale says of its payment, before it is compared with the bill."""

    credit: bool
    entries: tuple[Entry, ...]
    due_date: date | None = None


@frozen(kw_only=True)
class Settlement:
    """
    How the document is paid.

    Attributes:
        entries: Every payment, abonos of a credit sale included.
        paid: What was paid of it so far, COP, without tip.
        balance: Still owed, COP.
    """

    credit: bool
    means: tuple[PaymentMeans, ...]
    entries: tuple[Entry, ...]
    paid: Decimal
    balance: Decimal
    due_date: date | None = None


@frozen(kw_only=True)
class _Reading:
    """What a payment's value holds beside what it pays."""

    tip: bool = False
    change: bool = False
    delivery: bool = False


def read_payments(sale: Sale, issued: date | None, rules: MappingRules, draft: Draft) -> Payments:
    """Let the payments and the terms in, whether or not the bill can be built."""
    credit = _is_credit(sale, draft)
    due_date = _due_date(sale, issued, rules, draft) if credit and issued is not None else None
    instalments = sale.credit.instalments if sale.credit else None
    if instalments is not None and instalments > 1:
        draft.note("credit.instalments", "credit.instalments", count=instalments)
    return Payments(
        credit=credit, entries=tuple(_entries(sale, credit, rules, draft)), due_date=due_date
    )


def _is_credit(sale: Sale, draft: Draft) -> bool:
    """Tell whether the sale is on credit: by its state, or by terms that are any."""
    terms = sale.credit
    if terms is not None and (terms.due_date is not None or terms.instalments):
        return True
    if sale.status == InvoiceStatus.CREDIT:
        return True
    if terms is not None:
        draft.note("credit.empty", "credit")
    return False


def settle(
    sale: Sale, read: Payments, amounts: Amounts, bill: Bill, rules: MappingRules, draft: Draft
) -> Settlement:
    """Return how the sale is paid; what does not add up is reported."""
    due = amounts.total + bill.delivery_posted
    entries = [
        evolve(each, value=due, amount=due) if each.is_fallback else each for each in read.entries
    ]
    entries = _with_tips(entries, amounts.tip, read.credit, draft)
    entries = _with_amounts(entries, amounts, bill, read.credit, rules, draft)
    paid = sum((each.amount for each in entries), ZERO)
    _check_finished(sale, entries, due, read.credit, draft)
    if read.credit:
        paid = paid if entries else _unlisted(sale, amounts, due, draft)
        if paid > due + amounts.tip:
            draft.problem("credit-overpaid", _PATH, paid, total=due)
        means = _credit_means(due, amounts.tip, read.due_date, rules, draft)
        return Settlement(
            credit=True,
            means=(means,),
            entries=tuple(entries),
            paid=paid,
            balance=due - paid,
            due_date=read.due_date,
        )
    draft.note("form.contado")
    return Settlement(
        credit=False,
        means=tuple(_means(each) for each in entries),
        entries=tuple(entries),
        paid=paid,
        balance=due - paid,
    )


def _unlisted(sale: Sale, amounts: Amounts, due: Decimal, draft: Draft) -> Decimal:
    """Return what was paid of a credit sale that lists no payment."""
    paid = due if sale.status == InvoiceStatus.PAID else amounts.total_paid or ZERO
    if paid:
        draft.note("abonos.unlisted", "total_paid", paid)
    return paid


def _check_finished(
    sale: Sale, entries: Sequence[Entry], due: Decimal, credit: bool, draft: Draft
) -> None:
    if sale.is_voided:
        if not entries and not credit:
            draft.problem("voided-without-payment", _PATH)
    elif not sale.status.is_known:
        draft.problem("status-unknown", "status", sale.status)
    elif sale.status == InvoiceStatus.PAID:
        if not entries and not credit and due:
            draft.problem("payment-missing", _PATH)
    elif sale.status != InvoiceStatus.CREDIT:
        draft.problem("sale-not-finished", "status", sale.status)


def _means(entry: Entry) -> PaymentMeans:
    return PaymentMeans(
        form=PaymentForm.CASH.value,
        code=entry.rule.code if entry.rule else None,
        amount=entry.amount,
        tip=entry.tip or None,
        name=entry.method,
        paid_on=entry.day,
        approval=entry.approval,
    )


def _entries(sale: Sale, credit: bool, rules: MappingRules, draft: Draft) -> list[Entry]:
    """Let the payments in; a paid sale without any falls back to its own method."""
    found = [
        _entry(each, f"{_PATH}[{index}]", rules, draft) for index, each in enumerate(sale.payments)
    ]
    real = [each for each in found if each is not None]
    finished = sale.status == InvoiceStatus.PAID or sale.is_voided
    if real or credit or not finished or not sale.payment_method:
        return real
    method, path = sale.payment_method, "payment_method"
    draft.note("payment.fallback", path, method=method)
    rule = _rule(path, method, ZERO, rules, draft)
    return [Entry(path=path, method=method, rule=rule, value=ZERO, is_fallback=True)]


def _entry(payment: SalePayment, path: str, rules: MappingRules, draft: Draft) -> Entry | None:
    """Let one payment in; `None` for one of nothing, whose method does not matter."""
    method = payment.method or ""
    value = draft.amount(f"{path}.value", payment.value)
    tip = draft.optional_amount(f"{path}.tip", payment.tip)
    if payment.value is None:
        draft.stop("payment-without-value", f"{path}.value", method=method or "-")
    elif not value and not tip:
        draft.note("payment.nothing", path, method=method)
        return None
    return Entry(
        path=path,
        method=method,
        rule=_rule(f"{path}.method", method, value, rules, draft),
        value=value,
        tip=tip,
        delivery=draft.amount(f"{path}.delivery_cost", payment.delivery_cost),
        day=_day(payment, f"{path}.created_on", draft),
        approval=None if payment.approval is None else str(payment.approval),
    )


def _rule(
    path: str, method: str, value: Decimal, rules: MappingRules, draft: Draft
) -> PaymentRule | None:
    if not method.strip():
        draft.problem("payment-without-method", path, value)
        return None
    aliases = rules.aliases.payment_means
    rule = find_name("payment-method", path, method, rules.payment_means, aliases, draft)
    if rule is not None:
        draft.note("payment.mapped", path, method=method, means=rule.code)
    return rule


def _day(payment: SalePayment, path: str, draft: Draft) -> date | None:
    if payment.created_on is None:
        return None
    try:
        return business_day(payment.created_on)
    except InvalidDate:
        draft.problem("payment-date-unreadable", path, payment.created_on)
        return None


def _with_tips(entries: list[Entry], tip: Decimal, credit: bool, draft: Draft) -> list[Entry]:
    """Give each payment its tip; a tip that no payment names is spread over them."""
    stated = [each.tip for each in entries if each.tip is not None]
    total = sum(stated, ZERO)
    if not entries or draft.broken:
        return entries
    if total == 0 and tip and not credit:
        shares = _shares(tip, entries)
        draft.note("tip.spread", "tip", tip)
        return [evolve(each, tip=share) for each, share in zip(entries, shares, strict=True)]
    if total > tip or (total != tip and not credit):
        draft.problem("tip-mismatch", "tip", tip, payments=total)
    return [evolve(each, tip=each.tip or ZERO) for each in entries]


def _shares(amount: Decimal, entries: Sequence[Entry]) -> list[Decimal]:
    """Spread an amount by what each payment paid; all on the first where none paid anything."""
    weights = [each.value for each in entries]
    if not any(weights):
        weights[0] = Decimal(1)
    return allocate(amount, weights)


def _with_amounts(
    entries: list[Entry],
    amounts: Amounts,
    bill: Bill,
    credit: bool,
    rules: MappingRules,
    draft: Draft,
) -> list[Entry]:
    """Say what of each payment pays the sale."""
    if not entries or draft.broken or entries[0].is_fallback:
        return entries
    target = amounts.total_paid if credit else amounts.total
    reading = _reading(entries, target, amounts, bill, rules, draft)
    paid = [
        each.value
        - (each.tip or ZERO) * reading.tip
        - each.delivery * (reading.delivery and not bill.delivery_posted)
        for each in entries
    ]
    if reading.change:
        _take_change(paid, entries, amounts.change, draft)
    if bill.delivery_posted and not reading.delivery:
        stated = [each.delivery for each in entries]
        extra = stated if credit else _delivered(stated, entries, bill.delivery_posted)
        paid = [amount + part for amount, part in zip(paid, extra, strict=True)]
    for each, amount in zip(entries, paid, strict=True):
        if amount < 0:
            draft.problem("payment-negative", f"{each.path}.value", each.value, amount=amount)
    return [evolve(each, amount=amount) for each, amount in zip(entries, paid, strict=True)]


def _delivered(stated: list[Decimal], entries: Sequence[Entry], cost: Decimal) -> list[Decimal]:
    """Say which payment paid how much of the delivery."""
    return stated if sum(stated, ZERO) == cost else _shares(cost, entries)


def _take_change(
    paid: list[Decimal], entries: Sequence[Entry], change: Decimal, draft: Draft
) -> None:
    """Take the change out of the largest cash payment, or of the largest one."""
    cash = [
        index
        for index, each in enumerate(entries)
        if each.rule is not None and each.rule.code == PaymentMeansCode.CASH
    ]
    giver = max(cash or range(len(paid)), key=lambda index: paid[index])
    paid[giver] -= change
    draft.note("payment.change", entries[giver].path, change, method=entries[giver].method)


def _reading(
    entries: Sequence[Entry],
    target: Decimal | None,
    amounts: Amounts,
    bill: Bill,
    rules: MappingRules,
    draft: Draft,
) -> _Reading:
    """Find what the values hold: the setting where there is one, else what fits the total."""
    tips = sum((each.tip or ZERO for each in entries), ZERO)
    setting = rules.policies.payment_value_includes_tip
    values = sum((each.value for each in entries), ZERO)
    readings = list(_readings(setting, tips, amounts, bill))
    if target is None:
        return _unproved(readings, setting, tips, draft)
    fitting = [each for each in readings if values - _held(each, tips, amounts, bill) == target]
    if not fitting:
        return _nothing_fits(readings, setting, tips, values, target, amounts, bill, draft)
    if len({each.tip for each in fitting}) > 1:
        draft.problem("payment-tip-undecided", _PATH, values, total=target, tip=tips)
    chosen = fitting[0]
    if tips:
        by = f"payment_value_includes_tip = {str(setting).lower()}"
        code = "payment.tip-included" if chosen.tip else "payment.tip-excluded"
        draft.note(code, _PATH, tips, by=by, values=values, total=target)
    return chosen


def _readings(setting: object, tips: Decimal, amounts: Amounts, bill: Bill) -> Iterator[_Reading]:
    """List what the values may hold, the plainest first."""
    by_setting = (False, True) if setting == "unset" else (setting is True,)
    options = (
        (False, True) if bill.delivery_apart else (False,),
        (False, True) if amounts.change else (False,),
        by_setting if tips else (False,),
    )
    for delivery, change, tip in product(*options):
        yield _Reading(tip=tip, change=change, delivery=delivery)


def _held(reading: _Reading, tips: Decimal, amounts: Amounts, bill: Bill) -> Decimal:
    """Add what the values hold beside the total."""
    return (
        tips * reading.tip
        + amounts.change * reading.change
        + bill.delivery_apart * reading.delivery
    )


def _unproved(
    readings: Sequence[_Reading], setting: object, tips: Decimal, draft: Draft
) -> _Reading:
    """Read the instalments of a sale that does not say how much of it is paid."""
    if tips and setting == "unset":
        draft.problem("payment-tip-undecided", _PATH, tips, total="-", tip=tips)
    return readings[0]


def _nothing_fits(
    readings: Sequence[_Reading],
    setting: object,
    tips: Decimal,
    values: Decimal,
    target: Decimal,
    amounts: Amounts,
    bill: Bill,
    draft: Draft,
) -> _Reading:
    """Report payments that no reading makes equal to what they pay."""
    other = [
        each
        for each in _readings(setting is not True, tips, amounts, bill)
        if setting != "unset" and values - _held(each, tips, amounts, bill) == target
    ]
    if other:
        right = str(other[0].tip).lower()
        draft.problem("payment-tip-setting", _PATH, values, total=target, tip=tips, right=right)
        return other[0]
    draft.problem("payments-mismatch", _PATH, values, total=target, tip=tips)
    return readings[0]


def _credit_means(
    due: Decimal, tip: Decimal, due_date: date | None, rules: MappingRules, draft: Draft
) -> PaymentMeans:
    """
    Return the one means of payment of a credit sale: form 2, for the whole.

    Payments are abonos: they come after the document and must not change it.
    """
    term = rules.payment_terms.credito
    draft.note("form.credito", "credit", due, means=term.code)
    return PaymentMeans(
        form=PaymentForm.CREDIT.value,
        code=term.code,
        due_date=due_date,
        amount=due,
        tip=tip or None,
        name=term.pymes,
    )


def _due_date(sale: Sale, issued: date, rules: MappingRules, draft: Draft) -> date | None:
    """Return the day a credit must be paid (FAN04): stated, or the days of the rules."""
    path = "credit.due_date"
    stated = sale.credit.due_date if sale.credit else None
    days = rules.payment_terms.credito.days
    if stated is None and days is None:
        draft.problem("credit-due-date-missing", path)
        return None
    try:
        due = issued + timedelta(days=days or 0) if stated is None else _named_day(stated)
    except (InvalidDate, OverflowError):
        draft.problem("credit-due-date-unreadable", path, stated)
        return None
    if stated is None:
        draft.note("due-date.by-days", path, days=days, day=due)
    elif due != business_day(stated):
        draft.note("due-date.day", path, day=due)
    if due < issued:
        draft.problem("credit-due-before-issue", path, due, issued=issued)
    return due


def _named_day(instant: datetime) -> date:
    """Return the day that an instant stands for: Loggro stores days as midnight UTC."""
    day = business_day(instant)
    at_utc = instant.astimezone(UTC)
    return day if at_utc.time() != time() else at_utc.date()
