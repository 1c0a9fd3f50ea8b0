# SPDX-License-Identifier: MIT
"""The namespaces of Restobar: each lists its calls once, for four kinds of client."""

from __future__ import annotations

from loggro_integration.http import Kind, Space, call, pages
from loggro_integration.restobar._operations import catalogue, invoices, reports
from loggro_integration.restobar._operations.raw import raw_request

__all__ = [
    "CashBoxes",
    "Clients",
    "Invoices",
    "PaymentMethods",
    "Products",
    "Reports",
    "Spaces",
    "Taxes",
    "Users",
]


class Invoices(Space[Kind]):
    """Sales: what Restobar calls invoices."""

    list = pages(invoices.list_invoices)
    find = call(invoices.find_invoices)
    get = call(invoices.get_invoice)
    last = call(invoices.last_invoice)
    billed = pages(invoices.billed_invoices)
    count_electronic = call(invoices.count_electronic)
    validate_electronic = call(invoices.validate_electronic)
    is_validated = call(invoices.is_validated)
    force_send = call(invoices.force_send)
    send_email = call(invoices.send_email)
    mark_paid = call(invoices.mark_paid)
    void = call(invoices.void_invoice)
    finalize_void = call(invoices.finalize_void)


class Reports(Space[Kind]):
    """Reports; most need the premium plan."""

    sales_invoices = pages(reports.sales_invoices)


class PaymentMethods(Space[Kind]):
    """Payment methods."""

    list = pages(catalogue.list_payment_methods)


class Taxes(Space[Kind]):
    """Taxes of the business."""

    list = pages(catalogue.list_taxes)


class Products(Space[Kind]):
    """Products of the menu."""

    list = pages(catalogue.list_products)


class Clients(Space[Kind]):
    """Registered customers."""

    list = pages(catalogue.list_clients)


class Users(Space[Kind]):
    """Users: sellers, waiters and cashiers."""

    list = pages(catalogue.list_users)


class CashBoxes(Space[Kind]):
    """Cash sessions."""

    list = pages(catalogue.list_cash_sessions)


class Spaces(Space[Kind]):
    """All namespaces of a client."""

    def __init__(self, over: Kind) -> None:
        super().__init__(over)
        self.invoices = Invoices(over)
        self.reports = Reports(over)
        self.payment_methods = PaymentMethods(over)
        self.taxes = Taxes(over)
        self.products = Products(over)
        self.clients = Clients(over)
        self.users = Users(over)
        self.cashboxes = CashBoxes(over)

    request = call(raw_request)
