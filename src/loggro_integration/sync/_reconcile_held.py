# SPDX-License-Identifier: MIT
"""
What each side holds of one document, in the same words: taxes by rate, payments by method.

`None` means that a side does not say; it is never taken for zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from attrs import field, frozen

from loggro_integration.codes import InvoiceStatus
from loggro_integration.mapping import MappingRules, Plan, SalesLookup
from loggro_integration.wire import PartFields, Sale, SalesFields, SalesRow, SalesTax

__all__ = ["Books", "Held", "HeldTax", "RateKey", "by_rate", "held_by_restobar", "rate_name"]

ZERO = Decimal(0)

RateKey: TypeAlias = tuple[str, Decimal | None]


@frozen(kw_only=True)
class HeldTax:
    """
    One rate of one tax of a document.

    Attributes:
        code: Tax of DIAN, as ``04``; what the books call it where that is not known.
        percent: As 8 for 8 %; `None` for a tax of so much a unit, or where nobody says.
        name: For people.
        base: COP, `None` where the side does not say.
        amount: COP.
    """

    code: str
    percent: Decimal | None
    name: str
    base: Decimal | None
    amount: Decimal

    @property
    def key(self) -> RateKey:
        """What makes it the same tax on both sides."""
        return self.code, self.percent


@frozen(kw_only=True)
class Held:
    """
    What counts of one document on one side: nothing of a void, less what was credited.

    Attributes:
        total: COP, taxes included.
        untaxed: Base of the lines without any tax, COP.
        taxes: By rate.
        payments: COP by method, in the names of Pymes, without tips.
        balance: Still owed, COP.
        state: ``paid``, ``partly-paid``, ``owed`` or ``voided``.
        dian: ``accepted``, ``rejected`` or ``pending``; empty for a document DIAN does not see.
        tips: COP by method; Pymes does not say.
        delivery: Cost of delivery, COP; Pymes does not say.
        documents: How many documents these are: more than one where a number stands twice.
    """

    total: Decimal
    untaxed: Decimal | None = None
    taxes: tuple[HeldTax, ...] | None = None
    payments: Mapping[str, Decimal] | None = None
    balance: Decimal | None = None
    state: str | None = None
    dian: str | None = None
    tips: Mapping[str, Decimal] = field(factory=dict[str, Decimal])
    delivery: Decimal = ZERO
    documents: int = 1

    @property
    def tax(self) -> Decimal | None:
        """Sum of the taxes, COP."""
        return None if self.taxes is None else sum((each.amount for each in self.taxes), ZERO)


def rate_name(name: str, percent: Decimal | None) -> str:
    """
    Name a rate for people.

    >>> rate_name("INC", Decimal("8.00"))
    'INC 8 %'
    """
    if percent is None:
        return name
    text = f"{percent:f}"
    return f"{name} {text.rstrip('0').rstrip('.') if '.' in text else text} %"


def by_rate(taxes: Iterable[HeldTax]) -> dict[RateKey, Decimal]:
    """Sum the amounts of each rate."""
    found: dict[RateKey, Decimal] = {}
    for each in taxes:
        found[each.key] = found.get(each.key, ZERO) + each.amount
    return found


NOTHING = Held(
    total=ZERO, untaxed=ZERO, taxes=(), payments={}, balance=ZERO, state="voided", dian=""
)


def held_by_restobar(sale: Sale, plan: Plan, total: Decimal, rules: MappingRules) -> Held:
    """Return what counts of a sale in Restobar."""
    if sale.is_voided:
        return NOTHING
    state, balance = _settlement(sale, plan)
    return Held(
        total=total,
        untaxed=_untaxed(plan),
        taxes=_taxes(plan),
        payments=_payments(sale, plan, with_tips=rules.policies.tip_in_pymes == "total"),
        balance=balance,
        state=state,
        dian=_dian(sale, plan, rules),
        tips=_tips(sale, plan),
        delivery=sale.delivery_cost or ZERO,
    )


def _settlement(sale: Sale, plan: Plan) -> tuple[str | None, Decimal | None]:
    """Return state and balance; a paid sale may carry no payments at all."""
    preview = plan.accounting
    if sale.status == InvoiceStatus.PAID:
        return "paid", ZERO
    if preview.balance is not None and preview.status != "unfinished":
        return preview.status, preview.balance
    if sale.credit is None:
        return None, None
    return "partly-paid" if sale.total_paid else "owed", sale.balance


def _untaxed(plan: Plan) -> Decimal | None:
    if plan.document is None:
        return None
    return sum((line.line_extension for line in plan.document.lines if not line.taxes), ZERO)


def _taxes(plan: Plan) -> tuple[HeldTax, ...] | None:
    taxes = plan.accounting.taxes
    if not taxes and plan.document is None:
        return None
    return tuple(
        HeldTax(
            code=tax.code,
            percent=tax.percent,
            name=rate_name(tax.name, tax.percent),
            base=tax.base,
            amount=tax.amount,
        )
        for tax in taxes
    )


def _payments(sale: Sale, plan: Plan, *, with_tips: bool) -> dict[str, Decimal] | None:
    payments = plan.accounting.payments
    if plan.accounting.balance is None:
        # without its bill nobody knows which part of a payment is tip or delivery
        return None
    if not payments and sale.status == InvoiceStatus.PAID and sale.total:
        return None
    amounts = [each.amount + (each.tip if with_tips else ZERO) for each in payments]
    net = _without_delivery(sale, plan, amounts)
    if net is None:
        return None
    return _summed(zip((each.pymes or each.method for each in payments), net, strict=True))


def _without_delivery(sale: Sale, plan: Plan, amounts: list[Decimal]) -> list[Decimal] | None:
    """Take out the delivery that was paid beside the total; `None` where its payment is unsaid."""
    total = plan.accounting.total
    beside = ZERO if total is None else sum(amounts, ZERO) - total
    if not sale.delivery_cost or beside != sale.delivery_cost:
        return amounts
    stated = [each.delivery_cost or ZERO for each in sale.payments]
    if len(stated) == len(amounts) and sum(stated, ZERO) == beside:
        return [amount - part for amount, part in zip(amounts, stated, strict=True)]
    return [amounts[0] - beside] if len(amounts) == 1 else None


def _tips(sale: Sale, plan: Plan) -> dict[str, Decimal]:
    found = _summed((each.pymes or each.method, each.tip) for each in plan.accounting.payments)
    rest = (sale.tip or ZERO) - sum(found.values(), ZERO)
    if rest > 0:
        # the sale names a tip that none of its payments carries
        found[""] = rest
    return {method: tip for method, tip in found.items() if tip}


def _dian(sale: Sale, plan: Plan, rules: MappingRules) -> str | None:
    if plan.kind != "electronic":
        return ""
    words, said = rules.dian_states, rules.restobar_fields.read(sale, "dian_state")
    return _word(said, accepted=words.accepted, rejected=words.rejected, pending=words.pending)


def _word(said: object, **words: Sequence[str]) -> str | None:
    """Return the meaning of a word; nothing published lists them, so another has none."""
    return next((meaning for meaning, known in words.items() if said in known), None)


def _summed(parts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for name, amount in parts:
        found[name] = found.get(name, ZERO) + amount
    return found


@frozen
class Books:
    """
    Reads what counts of a document in Pymes.

    Attributes:
        fields: Names of the fields of a row.
        parts: Names inside its taxes and payments.
        words: Words of its states.
        taxes: Tax and rate by the name they have in Pymes.
        excluded: Names of what is no tax: an excluded item may be written as a row without value.
    """

    fields: SalesFields
    parts: PartFields
    words: SalesLookup
    taxes: Mapping[str, RateKey]
    excluded: frozenset[str] = frozenset()

    @classmethod
    def of(cls, rules: MappingRules) -> Books:
        """Take the names out of the rules file."""
        named = {
            rule.pymes or name: (rule.code, rule.percent)
            for name, rule in rules.taxes.items()
            if rule.code is not None
        }
        known = {rule.pymes or name for name, rule in rules.taxes.items()}
        return cls(
            rules.pymes_fields,
            rules.pymes.parts,
            rules.sales_lookup,
            named,
            excluded=frozenset(known - set(named)),
        )

    def held(
        self, live: Sequence[SalesRow], notes: Sequence[SalesRow], *, electronic: bool
    ) -> Held:
        """Return what counts of the documents with one number, less their credit notes."""
        total = sum((row.total for row in live), ZERO) - sum((row.total for row in notes), ZERO)
        if not live:
            return NOTHING if not notes else Held(total=total)
        first = live[0]
        return Held(
            total=total,
            taxes=self._net_taxes(live, notes),
            payments={} if notes else self._payments(live),
            balance=self._balance(live),
            state=self.state(first),
            dian=self.dian(first) if electronic else "",
            documents=len(live),
        )

    def state(self, row: SalesRow) -> str | None:
        """Return what the state of a row means, `None` for a word that no setting knows."""
        words = self.words
        return _word(
            row.status,
            **{
                "paid": words.paid_states,
                "partly-paid": words.partly_paid_states,
                "owed": words.owed_states,
                "voided": words.void_states,
            },
        )

    def dian(self, row: SalesRow) -> str | None:
        """Return what the notice of DIAN in a row means, `None` where no setting knows it."""
        words = self.words
        return _word(
            row.record.get(self.fields.dian_notice),
            accepted=words.dian_accepted,
            rejected=words.dian_rejected,
            pending=words.dian_pending,
        )

    def _balance(self, live: Sequence[SalesRow]) -> Decimal | None:
        found = [row.balance for row in live if row.balance is not None]
        return sum(found, ZERO) if len(found) == len(live) else None

    def _net_taxes(
        self, live: Sequence[SalesRow], notes: Sequence[SalesRow]
    ) -> tuple[HeldTax, ...] | None:
        own, credited = self._taxes(live), self._taxes(notes)
        if own is None or credited is None:
            return None
        less = (
            HeldTax(
                code=each.code,
                percent=each.percent,
                name=each.name,
                base=None if each.base is None else -each.base,
                amount=-each.amount,
            )
            for each in credited
        )
        return (*own, *less)

    def _taxes(self, rows: Sequence[SalesRow]) -> tuple[HeldTax, ...] | None:
        found: list[HeldTax] = []
        for row in rows:
            taxes = self.parts.taxes(row.record.get(self.fields.taxes))
            if taxes is None:
                return None
            found += [self._tax(tax) for tax in taxes if tax.name not in self.excluded]
        return tuple(found)

    def _tax(self, tax: SalesTax) -> HeldTax:
        """Take the code and rate that the row shows; its name decides where they say nothing."""
        code, percent = self.taxes.get(tax.name or "", (tax.code or tax.name or "?", None))
        if tax.code is not None and tax.code in {known for known, _ in self.taxes.values()}:
            code = tax.code
        percent = percent if tax.percent is None else tax.percent
        name = tax.name or rate_name(code, percent)
        return HeldTax(code=code, percent=percent, name=name, base=tax.base, amount=tax.amount)

    def _payments(self, rows: Sequence[SalesRow]) -> dict[str, Decimal] | None:
        found: list[tuple[str, Decimal]] = []
        for row in rows:
            payments = self.parts.payments(row.record.get(self.fields.payments))
            if payments is None:
                return None
            found += [(each.method, each.amount) for each in payments]
        return _summed(found)
