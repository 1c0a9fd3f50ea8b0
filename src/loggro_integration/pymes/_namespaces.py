# SPDX-License-Identifier: MIT
"""The namespaces of Pymes: each lists its calls once, for four kinds of client."""

from __future__ import annotations

from loggro_integration.http import (
    AsyncEngine,
    AsyncRawResource,
    AsyncResource,
    Engine,
    RawResource,
    Resource,
    pages,
)
from loggro_integration.pymes._operations import catalogue, sales

__all__ = [
    "AsyncRawSpaces",
    "AsyncSpaces",
    "RawSpaces",
    "Spaces",
]


class _EstablishmentCalls:
    list = pages(catalogue.list_establishments)


class Establishments(_EstablishmentCalls, Resource):
    """Establishments (*establecimientos*)."""


class AsyncEstablishments(_EstablishmentCalls, AsyncResource):
    """Establishments (*establecimientos*)."""


class _RawEstablishments(_EstablishmentCalls, RawResource): ...


class _AsyncRawEstablishments(_EstablishmentCalls, AsyncRawResource): ...


class _WarehouseCalls:
    list = pages(catalogue.list_warehouses)


class Warehouses(_WarehouseCalls, Resource):
    """Warehouses (*bodegas*)."""


class AsyncWarehouses(_WarehouseCalls, AsyncResource):
    """Warehouses (*bodegas*)."""


class _RawWarehouses(_WarehouseCalls, RawResource): ...


class _AsyncRawWarehouses(_WarehouseCalls, AsyncRawResource): ...


class _CashBoxCalls:
    list = pages(catalogue.list_cash_boxes)


class CashBoxes(_CashBoxCalls, Resource):
    """Cash boxes (*cajas*)."""


class AsyncCashBoxes(_CashBoxCalls, AsyncResource):
    """Cash boxes (*cajas*)."""


class _RawCashBoxes(_CashBoxCalls, RawResource): ...


class _AsyncRawCashBoxes(_CashBoxCalls, AsyncRawResource): ...


class _BankAccountCalls:
    list = pages(catalogue.list_bank_accounts)


class BankAccounts(_BankAccountCalls, Resource):
    """Bank accounts (*cuentas bancarias*)."""


class AsyncBankAccounts(_BankAccountCalls, AsyncResource):
    """Bank accounts (*cuentas bancarias*)."""


class _RawBankAccounts(_BankAccountCalls, RawResource): ...


class _AsyncRawBankAccounts(_BankAccountCalls, AsyncRawResource): ...


class _CustomerCalls:
    list = pages(catalogue.list_customers)


class Customers(_CustomerCalls, Resource):
    """Customers (*clientes*)."""


class AsyncCustomers(_CustomerCalls, AsyncResource):
    """Customers (*clientes*)."""


class _RawCustomers(_CustomerCalls, RawResource): ...


class _AsyncRawCustomers(_CustomerCalls, AsyncRawResource): ...


class _SellerCalls:
    list = pages(catalogue.list_sellers)


class Sellers(_SellerCalls, Resource):
    """Sellers (*vendedores*)."""


class AsyncSellers(_SellerCalls, AsyncResource):
    """Sellers (*vendedores*)."""


class _RawSellers(_SellerCalls, RawResource): ...


class _AsyncRawSellers(_SellerCalls, AsyncRawResource): ...


class _ItemCalls:
    list = pages(catalogue.list_items)


class Items(_ItemCalls, Resource):
    """Items of the catalogue (*productos y servicios*)."""


class AsyncItems(_ItemCalls, AsyncResource):
    """Items of the catalogue (*productos y servicios*)."""


class _RawItems(_ItemCalls, RawResource): ...


class _AsyncRawItems(_ItemCalls, AsyncRawResource): ...


class _NumberingRangeCalls:
    list = pages(catalogue.list_numbering_ranges)
    of_establishment = pages(catalogue.establishment_numbering_ranges)
    of_company = pages(catalogue.company_numbering_ranges)


class NumberingRanges(_NumberingRangeCalls, Resource):
    """Numberings (*consecutivos*)."""


class AsyncNumberingRanges(_NumberingRangeCalls, AsyncResource):
    """Numberings (*consecutivos*)."""


class _RawNumberingRanges(_NumberingRangeCalls, RawResource): ...


class _AsyncRawNumberingRanges(_NumberingRangeCalls, AsyncRawResource): ...


class _PaymentTermCalls:
    list = pages(catalogue.list_payment_terms)


class PaymentTerms(_PaymentTermCalls, Resource):
    """Payment terms (*formas de pago*)."""


class AsyncPaymentTerms(_PaymentTermCalls, AsyncResource):
    """Payment terms (*formas de pago*)."""


class _RawPaymentTerms(_PaymentTermCalls, RawResource): ...


class _AsyncRawPaymentTerms(_PaymentTermCalls, AsyncRawResource): ...


class _PaymentMeansCalls:
    list = pages(catalogue.list_payment_means)


class PaymentMeans(_PaymentMeansCalls, Resource):
    """Means of payment (*medios de pago*)."""


class AsyncPaymentMeans(_PaymentMeansCalls, AsyncResource):
    """Means of payment (*medios de pago*)."""


class _RawPaymentMeans(_PaymentMeansCalls, RawResource): ...


class _AsyncRawPaymentMeans(_PaymentMeansCalls, AsyncRawResource): ...


class _TaxCalls:
    list = pages(catalogue.list_taxes)


class Taxes(_TaxCalls, Resource):
    """Taxes and withholdings (*impuestos y retenciones*)."""


class AsyncTaxes(_TaxCalls, AsyncResource):
    """Taxes and withholdings (*impuestos y retenciones*)."""


class _RawTaxes(_TaxCalls, RawResource): ...


class _AsyncRawTaxes(_TaxCalls, AsyncRawResource): ...


class _TaxRateCalls:
    list = pages(catalogue.list_tax_rates)


class TaxRates(_TaxRateCalls, Resource):
    """Rates of taxes (*tarifas*)."""


class AsyncTaxRates(_TaxRateCalls, AsyncResource):
    """Rates of taxes (*tarifas*)."""


class _RawTaxRates(_TaxRateCalls, RawResource): ...


class _AsyncRawTaxRates(_TaxRateCalls, AsyncRawResource): ...


class _SalesCalls:
    list = pages(sales.list_sales)


class Sales(_SalesCalls, Resource):
    """Sales documents (*ventas detallado*)."""


class AsyncSales(_SalesCalls, AsyncResource):
    """Sales documents (*ventas detallado*)."""


class _RawSales(_SalesCalls, RawResource): ...


class _AsyncRawSales(_SalesCalls, AsyncRawResource): ...


class _BalanceCalls:
    sales_invoices = pages(sales.sales_invoice_balances)
    credit_notes = pages(sales.credit_note_balances)
    receipts = pages(sales.receipt_balances)
    advances = pages(sales.advance_balances)


class Balances(_BalanceCalls, Resource):
    """What is owed (*saldos*)."""


class AsyncBalances(_BalanceCalls, AsyncResource):
    """What is owed (*saldos*)."""


class _RawBalances(_BalanceCalls, RawResource): ...


class _AsyncRawBalances(_BalanceCalls, AsyncRawResource): ...


class Spaces:
    """All namespaces over a synchronous engine."""

    def _open(self, engine: Engine) -> None:
        self.establishments = Establishments(engine)
        self.warehouses = Warehouses(engine)
        self.cash_boxes = CashBoxes(engine)
        self.bank_accounts = BankAccounts(engine)
        self.customers = Customers(engine)
        self.sellers = Sellers(engine)
        self.items = Items(engine)
        self.numbering_ranges = NumberingRanges(engine)
        self.payment_terms = PaymentTerms(engine)
        self.payment_means = PaymentMeans(engine)
        self.taxes = Taxes(engine)
        self.tax_rates = TaxRates(engine)
        self.sales = Sales(engine)
        self.balances = Balances(engine)


class AsyncSpaces:
    """All namespaces over an asynchronous engine."""

    def _open(self, engine: AsyncEngine) -> None:
        self.establishments = AsyncEstablishments(engine)
        self.warehouses = AsyncWarehouses(engine)
        self.cash_boxes = AsyncCashBoxes(engine)
        self.bank_accounts = AsyncBankAccounts(engine)
        self.customers = AsyncCustomers(engine)
        self.sellers = AsyncSellers(engine)
        self.items = AsyncItems(engine)
        self.numbering_ranges = AsyncNumberingRanges(engine)
        self.payment_terms = AsyncPaymentTerms(engine)
        self.payment_means = AsyncPaymentMeans(engine)
        self.taxes = AsyncTaxes(engine)
        self.tax_rates = AsyncTaxRates(engine)
        self.sales = AsyncSales(engine)
        self.balances = AsyncBalances(engine)


class RawSpaces:
    """All namespaces, whose calls return raw answers."""

    def _open(self, engine: Engine) -> None:
        self.establishments = _RawEstablishments(engine)
        self.warehouses = _RawWarehouses(engine)
        self.cash_boxes = _RawCashBoxes(engine)
        self.bank_accounts = _RawBankAccounts(engine)
        self.customers = _RawCustomers(engine)
        self.sellers = _RawSellers(engine)
        self.items = _RawItems(engine)
        self.numbering_ranges = _RawNumberingRanges(engine)
        self.payment_terms = _RawPaymentTerms(engine)
        self.payment_means = _RawPaymentMeans(engine)
        self.taxes = _RawTaxes(engine)
        self.tax_rates = _RawTaxRates(engine)
        self.sales = _RawSales(engine)
        self.balances = _RawBalances(engine)


class AsyncRawSpaces:
    """All namespaces, whose calls await raw answers."""

    def _open(self, engine: AsyncEngine) -> None:
        self.establishments = _AsyncRawEstablishments(engine)
        self.warehouses = _AsyncRawWarehouses(engine)
        self.cash_boxes = _AsyncRawCashBoxes(engine)
        self.bank_accounts = _AsyncRawBankAccounts(engine)
        self.customers = _AsyncRawCustomers(engine)
        self.sellers = _AsyncRawSellers(engine)
        self.items = _AsyncRawItems(engine)
        self.numbering_ranges = _AsyncRawNumberingRanges(engine)
        self.payment_terms = _AsyncRawPaymentTerms(engine)
        self.payment_means = _AsyncRawPaymentMeans(engine)
        self.taxes = _AsyncRawTaxes(engine)
        self.tax_rates = _AsyncRawTaxRates(engine)
        self.sales = _AsyncRawSales(engine)
        self.balances = _AsyncRawBalances(engine)
