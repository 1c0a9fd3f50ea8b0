# SPDX-License-Identifier: MIT
"""The namespaces of Restobar: each lists its calls once, for four kinds of client."""

from __future__ import annotations

from loggro_integration.http import (
    AsyncEngine,
    AsyncRawResource,
    AsyncResource,
    Engine,
    RawResource,
    Resource,
    call,
    pages,
)
from loggro_integration.restobar._operations import catalogue, invoices, reports

__all__ = [
    "AsyncRawSpaces",
    "AsyncSpaces",
    "RawSpaces",
    "Spaces",
]


class _InvoiceCalls:
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


class Invoices(_InvoiceCalls, Resource):
    """Sales: what Restobar calls invoices."""


class AsyncInvoices(_InvoiceCalls, AsyncResource):
    """Sales: what Restobar calls invoices."""


class _RawInvoices(_InvoiceCalls, RawResource): ...


class _AsyncRawInvoices(_InvoiceCalls, AsyncRawResource): ...


class _ReportCalls:
    sales_invoices = pages(reports.sales_invoices)


class Reports(_ReportCalls, Resource):
    """Reports; most need the premium plan."""


class AsyncReports(_ReportCalls, AsyncResource):
    """Reports; most need the premium plan."""


class _RawReports(_ReportCalls, RawResource): ...


class _AsyncRawReports(_ReportCalls, AsyncRawResource): ...


class _PaymentMethodCalls:
    list = pages(catalogue.list_payment_methods)


class PaymentMethods(_PaymentMethodCalls, Resource):
    """Payment methods."""


class AsyncPaymentMethods(_PaymentMethodCalls, AsyncResource):
    """Payment methods."""


class _RawPaymentMethods(_PaymentMethodCalls, RawResource): ...


class _AsyncRawPaymentMethods(_PaymentMethodCalls, AsyncRawResource): ...


class _TaxCalls:
    list = pages(catalogue.list_taxes)


class Taxes(_TaxCalls, Resource):
    """Taxes of the business."""


class AsyncTaxes(_TaxCalls, AsyncResource):
    """Taxes of the business."""


class _RawTaxes(_TaxCalls, RawResource): ...


class _AsyncRawTaxes(_TaxCalls, AsyncRawResource): ...


class _ProductCalls:
    list = pages(catalogue.list_products)


class Products(_ProductCalls, Resource):
    """Products of the menu."""


class AsyncProducts(_ProductCalls, AsyncResource):
    """Products of the menu."""


class _RawProducts(_ProductCalls, RawResource): ...


class _AsyncRawProducts(_ProductCalls, AsyncRawResource): ...


class _ClientCalls:
    list = pages(catalogue.list_clients)


class Clients(_ClientCalls, Resource):
    """Registered customers."""


class AsyncClients(_ClientCalls, AsyncResource):
    """Registered customers."""


class _RawClients(_ClientCalls, RawResource): ...


class _AsyncRawClients(_ClientCalls, AsyncRawResource): ...


class _UserCalls:
    list = pages(catalogue.list_users)


class Users(_UserCalls, Resource):
    """Users: sellers, waiters and cashiers."""


class AsyncUsers(_UserCalls, AsyncResource):
    """Users: sellers, waiters and cashiers."""


class _RawUsers(_UserCalls, RawResource): ...


class _AsyncRawUsers(_UserCalls, AsyncRawResource): ...


class _CashBoxCalls:
    list = pages(catalogue.list_cash_sessions)


class CashBoxes(_CashBoxCalls, Resource):
    """Cash sessions."""


class AsyncCashBoxes(_CashBoxCalls, AsyncResource):
    """Cash sessions."""


class _RawCashBoxes(_CashBoxCalls, RawResource): ...


class _AsyncRawCashBoxes(_CashBoxCalls, AsyncRawResource): ...


class Spaces:
    """All namespaces over a synchronous engine."""

    def _open(self, engine: Engine) -> None:
        self.invoices = Invoices(engine)
        self.reports = Reports(engine)
        self.payment_methods = PaymentMethods(engine)
        self.taxes = Taxes(engine)
        self.products = Products(engine)
        self.clients = Clients(engine)
        self.users = Users(engine)
        self.cashboxes = CashBoxes(engine)


class AsyncSpaces:
    """All namespaces over an asynchronous engine."""

    def _open(self, engine: AsyncEngine) -> None:
        self.invoices = AsyncInvoices(engine)
        self.reports = AsyncReports(engine)
        self.payment_methods = AsyncPaymentMethods(engine)
        self.taxes = AsyncTaxes(engine)
        self.products = AsyncProducts(engine)
        self.clients = AsyncClients(engine)
        self.users = AsyncUsers(engine)
        self.cashboxes = AsyncCashBoxes(engine)


class RawSpaces:
    """All namespaces, whose calls return raw answers."""

    def _open(self, engine: Engine) -> None:
        self.invoices = _RawInvoices(engine)
        self.reports = _RawReports(engine)
        self.payment_methods = _RawPaymentMethods(engine)
        self.taxes = _RawTaxes(engine)
        self.products = _RawProducts(engine)
        self.clients = _RawClients(engine)
        self.users = _RawUsers(engine)
        self.cashboxes = _RawCashBoxes(engine)


class AsyncRawSpaces:
    """All namespaces, whose calls await raw answers."""

    def _open(self, engine: AsyncEngine) -> None:
        self.invoices = _AsyncRawInvoices(engine)
        self.reports = _AsyncRawReports(engine)
        self.payment_methods = _AsyncRawPaymentMethods(engine)
        self.taxes = _AsyncRawTaxes(engine)
        self.products = _AsyncRawProducts(engine)
        self.clients = _AsyncRawClients(engine)
        self.users = _AsyncRawUsers(engine)
        self.cashboxes = _AsyncRawCashBoxes(engine)
