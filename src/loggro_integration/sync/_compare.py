# SPDX-License-Identifier: MIT
"""What makes two sides equal: number, customer, Bogotá day and total."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from loggro_integration.days import business_day
from loggro_integration.exact_json import dumps
from loggro_integration.ids import CONSUMIDOR_FINAL_ID, SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.wire import Sale, SalesRow

__all__ = ["Difference", "Expected", "compare", "condition", "expected", "identity"]


@frozen(kw_only=True)
class Difference:
    """One value that is not the same on both sides; both as text."""

    field: str
    restobar: str
    pymes: str


@frozen(kw_only=True)
class Expected:
    """What Pymes should hold of a sale: document of the customer, Bogotá day, total in COP."""

    number: str
    day: date
    customer: str
    total: Decimal


def customer_document(sale: Sale) -> str:
    """Return the customer's document; the final consumer's where the sale names nobody."""
    client = sale.client
    document = str(client.document).strip() if client and client.document is not None else ""
    return document or CONSUMIDOR_FINAL_ID


def expected(sale: Sale, plan: Plan, key: SaleKey) -> Expected:
    """
    Return what Pymes should hold of this sale.

    The mapping decides where the rules have a say (tip or delivery inside the total, a document
    cleaned of its check digit); what it could not tell is taken from the sale as it is.
    """
    preview = plan.accounting
    return Expected(
        number=str(key.number),
        day=preview.day or business_day(sale.created_on),
        customer=preview.customer or customer_document(sale),
        total=sale.total if preview.total is None else preview.total,
    )


def compare(wanted: Expected, row: SalesRow, *, tolerance: Decimal) -> tuple[Difference, ...]:
    """Return every difference between a sale and its document in Pymes."""
    found: list[Difference] = []
    if wanted.customer != row.customer:
        # Documents identify people: the report names the field, the screens show the value.
        found.append(Difference(field="customer", restobar="•••", pymes="•••"))
    if wanted.day != row.day:
        found.append(Difference(field="day", restobar=str(wanted.day), pymes=str(row.day)))
    if abs(wanted.total - row.total) > tolerance:
        found.append(Difference(field="total", restobar=str(wanted.total), pymes=str(row.total)))
    return tuple(found)


def identity(sale: Sale) -> str:
    """
    Hash what a sale is: when, to whom, which lines, taxes and total.

    It holds a person's document, so it goes into the ledger through `Store.digest` alone.
    """
    lines = [
        [
            line.id,
            _same(line.quantity),
            _same(line.price),
            _same(line.discount),
            _same(line.total),
            [[tax.name, _same(tax.percentage)] for tax in line.taxes],
        ]
        for line in sale.lines
    ]
    return _hash([str(sale.created_on), customer_document(sale), lines, _same(sale.total)])


def condition(sale: Sale) -> str:
    """Hash the state a sale is in: status, payments, DIAN, void."""
    dian = sale.electronic.dian if sale.electronic else None
    payments = [[each.method, _same(each.value), _same(each.tip)] for each in sale.payments]
    canceled = str(sale.canceled.date) if sale.canceled else None
    state = str(dian.state.value) if dian and dian.state else None
    status = str(sale.status.value)
    return _hash([status, payments, _same(sale.total_paid), state, canceled, sale.is_voided])


def _same(amount: Decimal | None) -> str | None:
    """Write equal amounts alike: 1, 1.0 and 1.00 are one."""
    if amount is None:
        return None
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _hash(parts: Sequence[object]) -> str:
    return hashlib.sha256(dumps(list(parts)).encode()).hexdigest()[:32]
