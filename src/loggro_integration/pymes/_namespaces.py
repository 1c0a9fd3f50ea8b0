# SPDX-License-Identifier: MIT
"""The namespaces of Pymes: each lists its calls once, for four kinds of client."""

from __future__ import annotations

from loggro_integration.http import Kind, Space, call, pages
from loggro_integration.pymes._operations import catalogue, sales
from loggro_integration.pymes._operations.raw import raw_request

__all__ = [
    "Balances",
    "BankAccounts",
    "CashBoxes",
    "Customers",
    "Establishments",
    "Items",
    "NumberingRanges",
    "PaymentMeans",
    "PaymentTerms",
    "Sales",
    "Sellers",
    "Spaces",
    "TaxRates",
    "Taxes",
    "Warehouses",
]


class Establishments(Space[Kind]):
    """Establishments (*establecimientos*)."""

    list = pages(catalogue.list_establishments)


class Warehouses(Space[Kind]):
    """Warehouses (*bodegas*)."""

    list = pages(catalogue.list_warehouses)


class CashBoxes(Space[Kind]):
    """Cash boxes (*cajas*)."""

    list = pages(catalogue.list_cash_boxes)


class BankAccounts(Space[Kind]):
    """Bank accounts (*cuentas bancarias*)."""

    list = pages(catalogue.list_bank_accounts)


class Customers(Space[Kind]):
    """Customers (*clientes*)."""

    list = pages(catalogue.list_customers)


class Sellers(Space[Kind]):
    """Sellers (*vendedores*)."""

    list = pages(catalogue.list_sellers)


class Items(Space[Kind]):
    """Items of the catalogue (*productos y servicios*)."""

    list = pages(catalogue.list_items)


class NumberingRanges(Space[Kind]):
    """Numberings (*consecutivos*)."""

    list = pages(catalogue.list_numbering_ranges)
    of_establishment = pages(catalogue.establishment_numbering_ranges)
    of_company = pages(catalogue.company_numbering_ranges)


class PaymentTerms(Space[Kind]):
    """Payment terms (*formas de pago*)."""

    list = pages(catalogue.list_payment_terms)


class PaymentMeans(Space[Kind]):
    """Means of payment (*medios de pago*)."""

    list = pages(catalogue.list_payment_means)


class Taxes(Space[Kind]):
    """Taxes and withholdings (*impuestos y retenciones*)."""

    list = pages(catalogue.list_taxes)


class TaxRates(Space[Kind]):
    """Rates of taxes (*tarifas*)."""

    list = pages(catalogue.list_tax_rates)


class Sales(Space[Kind]):
    """Sales documents (*ventas detallado*)."""

    list = pages(sales.list_sales)


class Balances(Space[Kind]):
    """What is owed (*saldos*)."""

    sales_invoices = pages(sales.sales_invoice_balances)
    credit_notes = pages(sales.credit_note_balances)
    receipts = pages(sales.receipt_balances)
    advances = pages(sales.advance_balances)


class Spaces(Space[Kind]):
    """All namespaces of a client."""

    def __init__(self, over: Kind) -> None:
        super().__init__(over)
        self.establishments = Establishments(over)
        self.warehouses = Warehouses(over)
        self.cash_boxes = CashBoxes(over)
        self.bank_accounts = BankAccounts(over)
        self.customers = Customers(over)
        self.sellers = Sellers(over)
        self.items = Items(over)
        self.numbering_ranges = NumberingRanges(over)
        self.payment_terms = PaymentTerms(over)
        self.payment_means = PaymentMeans(over)
        self.taxes = Taxes(over)
        self.tax_rates = TaxRates(over)
        self.sales = Sales(over)
        self.balances = Balances(over)

    request = call(raw_request)
