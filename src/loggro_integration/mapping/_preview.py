# SPDX-License-Identifier: MIT
"""What should land in Pymes for one sale."""

from __future__ import annotations

from decimal import Decimal

from loggro_integration.mapping._bill import Amounts, Bill
from loggro_integration.mapping._items import item_of
from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.mapping._numbering import Header
from loggro_integration.mapping._payments import Entry, Payments, Settlement
from loggro_integration.mapping._plan import (
    AccountingPreview,
    PreviewLine,
    PreviewPayment,
    PreviewStatus,
    PreviewTax,
)
from loggro_integration.models import Line, Party, TaxTotal
from loggro_integration.money import ZERO
from loggro_integration.wire import Sale

__all__ = ["preview"]


def preview(
    sale: Sale,
    header: Header,
    customer: Party,
    amounts: Amounts,
    bill: Bill | None,
    read: Payments,
    paid: Settlement | None,
    seller: str | None,
    rules: MappingRules,
) -> AccountingPreview:
    """Return what is known of it, also of a sale that gave no document."""
    identification = customer.identification
    return AccountingPreview(
        numbers=_numbers(header, rules),
        day=header.day,
        customer=identification.number if identification else None,
        customer_name=customer.name,
        total=_total(amounts, bill, rules) if amounts.total_is_known else None,
        tip=amounts.tip,
        lines=tuple(_line(each, rules) for each in (bill.lines if bill else ())),
        taxes=tuple(part for tax in (bill.taxes if bill else ()) for part in _taxes(tax)),
        payments=tuple(map(_payment, paid.entries if paid else read.entries)),
        balance=paid.balance if paid else None,
        status=_status(sale, paid),
        form=_form(read, rules),
        seller=seller,
        establishment=rules.pymes.establishment,
    )


def _numbers(header: Header, rules: MappingRules) -> tuple[str, ...]:
    if header.number is None:
        return ()
    full, sequence = (str(header.number), str(header.written)), str(header.number.sequence)
    by_full = rules.sales_lookup.number_spelling == "full"
    return tuple(dict.fromkeys((*full, sequence) if by_full else (sequence, *full)))


def _total(amounts: Amounts, bill: Bill | None, rules: MappingRules) -> Decimal:
    total = amounts.total
    if rules.policies.tip_in_pymes == "total":
        total += amounts.tip
    if bill is not None and rules.policies.delivery_in_pymes == "total":
        total += bill.delivery_apart
    return total


def _line(line: Line, rules: MappingRules) -> PreviewLine:
    item = item_of(line.seller_item_id, line.description, None, rules)
    return PreviewLine(
        item=item.pymes if item else None,
        description=line.description,
        quantity=line.quantity,
        net=line.line_extension,
        total=line.line_extension + sum([tax.amount for tax in line.taxes], ZERO),
    )


def _taxes(tax: TaxTotal) -> list[PreviewTax]:
    return [
        PreviewTax(
            code=tax.code,
            name=tax.name,
            percent=part.percent,
            base=part.taxable_amount or ZERO,
            amount=part.amount,
        )
        for part in tax.subtotals
    ]


def _payment(entry: Entry) -> PreviewPayment:
    rule = entry.rule
    return PreviewPayment(
        method=entry.method,
        pymes=(rule.pymes or entry.method) if rule else None,
        code=rule.code if rule else None,
        amount=entry.amount,
        tip=entry.tip or ZERO,
        day=entry.day,
    )


def _status(sale: Sale, paid: Settlement | None) -> PreviewStatus:
    if sale.is_voided:
        return "voided"
    if paid is None or (not paid.credit and paid.balance):
        return "unfinished"
    if paid.balance <= 0:
        return "paid"
    return "partly-paid" if paid.paid else "owed"


def _form(read: Payments, rules: MappingRules) -> str:
    if read.credit:
        return rules.payment_terms.credito.pymes or "credito"
    return rules.payment_terms.contado.pymes or "contado"
