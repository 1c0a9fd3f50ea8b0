# SPDX-License-Identifier: MIT
"""The namespaces of Pymes: each lists its calls once, for four kinds of client."""

from __future__ import annotations

from loggro_integration.http import Kind, Space, call, pages
from loggro_integration.pymes._availability import ask_known, dialogue
from loggro_integration.pymes._operations import (
    accounts,
    ageing,
    banks,
    billing,
    cash,
    people,
    sales,
    stock,
    structure,
)
from loggro_integration.pymes._operations.raw import raw_request

__all__ = [
    "Availability",
    "Balances",
    "BankAccounts",
    "BusinessUnits",
    "CashBoxes",
    "CommercialConcepts",
    "CostCentres",
    "CreditCards",
    "Currencies",
    "Customers",
    "Establishments",
    "Groupers",
    "Incoterms",
    "Items",
    "LedgerAccounts",
    "NumberingRanges",
    "PayablesAgeing",
    "PaymentMeans",
    "PaymentTerms",
    "PriceLists",
    "Purchases",
    "Receipts",
    "ReceivablesAgeing",
    "Sales",
    "Sellers",
    "Spaces",
    "StockExits",
    "TaxRates",
    "Taxes",
    "Units",
    "Warehouses",
]


class CostCentres(Space[Kind]):
    """Cost centres (*centros de costo*)."""

    list = pages(structure.list_cost_centres)
    get = call(structure.get_cost_centre)


class Establishments(Space[Kind]):
    """Establishments (*establecimientos*)."""

    list = pages(structure.list_establishments)
    get = call(structure.get_establishment)
    find = call(structure.find_establishment)


class Groupers(Space[Kind]):
    """Groupers of the company's tree (*agrupadores*)."""

    list = pages(structure.list_groupers)
    get = call(structure.get_grouper)
    find = call(structure.find_grouper)


class Warehouses(Space[Kind]):
    """Warehouses (*bodegas*)."""

    list = pages(structure.list_warehouses)
    get = call(structure.get_warehouse)


class Currencies(Space[Kind]):
    """Currencies (*monedas*)."""

    list = pages(structure.list_currencies)
    get = call(structure.get_currency)
    find = call(structure.find_currency)


class BusinessUnits(Space[Kind]):
    """Business units (*unidades de negocio*)."""

    list = pages(structure.list_business_units)
    get = call(structure.get_business_unit)
    find = call(structure.find_business_unit)
    children = pages(structure.business_unit_children)


class Customers(Space[Kind]):
    """Customers (*clientes*)."""

    list = pages(people.list_customers)
    find = call(people.find_customers)
    get = call(people.get_customer)
    create = call(people.create_customer)
    update = call(people.update_customer)
    suspend = call(people.suspend_customer)


class Sellers(Space[Kind]):
    """Sellers (*vendedores*)."""

    list = pages(people.list_sellers)
    find = call(people.find_sellers)
    get = call(people.get_seller)
    create = call(people.create_seller)
    update = call(people.update_seller)
    delete = call(people.delete_seller)


class NumberingRanges(Space[Kind]):
    """Numberings (*consecutivos*, *resoluciones*)."""

    list = pages(billing.list_numbering_ranges)
    of_establishment = pages(billing.establishment_numbering_ranges)
    of_company = pages(billing.company_numbering_ranges)


class PriceLists(Space[Kind]):
    """Price lists (*listas de precios*)."""

    get_product = call(billing.get_list_product)
    save_product = call(billing.save_list_product)


class PaymentTerms(Space[Kind]):
    """Payment terms (*formas de pago*)."""

    list = pages(billing.list_payment_terms)


class PaymentMeans(Space[Kind]):
    """Means of payment (*medios de pago*)."""

    list = pages(billing.list_payment_means)


class Taxes(Space[Kind]):
    """Taxes and withholdings (*impuestos y retenciones*)."""

    list = pages(billing.list_taxes)


class TaxRates(Space[Kind]):
    """Rates of taxes (*tarifas*)."""

    list = pages(billing.list_tax_rates)


class Incoterms(Space[Kind]):
    """Terms of international trade (*incoterms*)."""

    list = pages(billing.list_incoterms)


class Sales(Space[Kind]):
    """Sales documents (*ventas detallado*)."""

    list = pages(sales.list_sales)


class Balances(Space[Kind]):
    """What is owed (*saldos*)."""

    sales_invoices = pages(sales.sales_invoice_balances)
    credit_notes = pages(sales.credit_note_balances)
    receipts = pages(sales.receipt_balances)
    advances = pages(sales.advance_balances)


class ReceivablesAgeing(Space[Kind]):
    """What customers owe by age (*edades de cartera*)."""

    list = pages(ageing.list_receivables_ageing)
    of_customer = pages(ageing.customer_receivables_ageing)


class PayablesAgeing(Space[Kind]):
    """What is owed to suppliers by age (*cuentas por pagar*)."""

    list = pages(ageing.list_payables_ageing)
    of_supplier = pages(ageing.supplier_payables_ageing)


class Purchases(Space[Kind]):
    """What the company bought (*compras detallado*)."""

    list = pages(ageing.list_purchases)


class CashBoxes(Space[Kind]):
    """Cash boxes (*cajas*)."""

    list = pages(cash.list_cash_boxes)
    get = call(cash.get_cash_box)
    find = call(cash.find_cash_box)
    create = call(cash.create_cash_box)
    update = call(cash.update_cash_box)
    delete = call(cash.delete_cash_box)


class Receipts(Space[Kind]):
    """Receipts (*ingresos*, *recibos de caja*)."""

    create = call(cash.create_receipt)


class BankAccounts(Space[Kind]):
    """Bank accounts (*cuentas bancarias*)."""

    list = pages(banks.list_bank_accounts)
    find = call(banks.find_bank_accounts)
    get = call(banks.get_bank_account)
    create = call(banks.create_bank_account)
    update = call(banks.update_bank_account)
    delete = call(banks.delete_bank_account)


class CreditCards(Space[Kind]):
    """Credit cards (*tarjetas de crédito*)."""

    list = pages(banks.list_credit_cards)
    find = call(banks.find_credit_cards)
    get = call(banks.get_credit_card)
    create = call(banks.create_credit_card)
    update = call(banks.update_credit_card)
    delete = call(banks.delete_credit_card)


class CommercialConcepts(Space[Kind]):
    """Commercial concepts (*conceptos comerciales*)."""

    list = pages(accounts.list_commercial_concepts)
    get = call(accounts.get_commercial_concept)
    find = call(accounts.find_commercial_concept)
    of_account = pages(accounts.concepts_of_account)
    create = call(accounts.create_commercial_concept)
    update = call(accounts.update_commercial_concept)
    deactivate = call(accounts.deactivate_commercial_concept)


class LedgerAccounts(Space[Kind]):
    """Ledger accounts (*cuentas contables*, *plan de cuentas*)."""

    list = pages(accounts.list_ledger_accounts)
    find = call(accounts.find_ledger_account)
    children = pages(accounts.ledger_account_children)
    in_range = pages(accounts.ledger_account_range)


class Items(Space[Kind]):
    """Items of the catalogue (*productos y servicios*)."""

    list = pages(stock.list_items)
    find = call(stock.find_item)
    get = call(stock.get_item)
    save = call(stock.save_item)
    deactivate = call(stock.deactivate_item)


class Units(Space[Kind]):
    """Units of measure (*unidades de medida*)."""

    list = pages(stock.list_units)


class Availability(Space[Kind]):
    """What lies in stock (*disponibilidad de productos*)."""

    list = call(stock.list_availability)
    known = dialogue(ask_known)


class StockExits(Space[Kind]):
    """What left the stock (*salidas de inventario*)."""

    get = call(stock.get_stock_exit)
    inventory = call(stock.get_stock_exit_inventory)
    create = call(stock.create_stock_exit)
    add_cost = call(stock.add_exit_cost)
    set_consumption_state = call(stock.set_consumption_state)


class Spaces(Space[Kind]):
    """All namespaces of a client."""

    def __init__(self, over: Kind) -> None:
        super().__init__(over)
        self.cost_centres = CostCentres(over)
        self.establishments = Establishments(over)
        self.groupers = Groupers(over)
        self.warehouses = Warehouses(over)
        self.currencies = Currencies(over)
        self.business_units = BusinessUnits(over)
        self.customers = Customers(over)
        self.sellers = Sellers(over)
        self.numbering_ranges = NumberingRanges(over)
        self.price_lists = PriceLists(over)
        self.payment_terms = PaymentTerms(over)
        self.payment_means = PaymentMeans(over)
        self.taxes = Taxes(over)
        self.tax_rates = TaxRates(over)
        self.incoterms = Incoterms(over)
        self.sales = Sales(over)
        self.balances = Balances(over)
        self.receivables_ageing = ReceivablesAgeing(over)
        self.payables_ageing = PayablesAgeing(over)
        self.purchases = Purchases(over)
        self.cash_boxes = CashBoxes(over)
        self.receipts = Receipts(over)
        self.bank_accounts = BankAccounts(over)
        self.credit_cards = CreditCards(over)
        self.commercial_concepts = CommercialConcepts(over)
        self.ledger_accounts = LedgerAccounts(over)
        self.items = Items(over)
        self.units = Units(over)
        self.availability = Availability(over)
        self.stock_exits = StockExits(over)

    request = call(raw_request)
