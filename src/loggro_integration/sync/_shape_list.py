# SPDX-License-Identifier: MIT
"""Which reads the shape recorder makes: an explicit list, no other call is ever sent."""

from __future__ import annotations

from attrs import frozen

__all__ = ["BOOKS", "POS", "Look"]


@frozen
class Look:
    """
    One read of the recorder.

    Attributes:
        call: Dotted name below the client.
        argument: Name of the argument that takes an id, where the call needs one.
        of: Earlier call whose first row gives that id.
        key: Key of the id in that row.
        fixed: Value of the argument, where it is no id.
    """

    call: str
    argument: str | None = None
    of: str | None = None
    key: str = "_id"
    fixed: str | None = None


# Calls that take `since` and `until` are given the days of the recording.
POS: tuple[Look, ...] = (
    Look("invoices.list"),
    Look("invoices.get", "invoice_id", "invoices.list"),
    Look("invoices.last"),
    Look("reports.sales_invoices"),
    Look("payment_methods.list"),
    Look("payment_methods.get", "payment_method_id", "payment_methods.list"),
    Look("taxes.list"),
    Look("products.list"),
    Look("products.get", "product_id", "products.list"),
    Look("products.sub_products"),
    Look("categories.list"),
    Look("categories.with_products"),
    Look("clients.list"),
    Look("clients.get", "client_id", "clients.list"),
    Look("users.list"),
    Look("roles.list"),
    Look("cashboxes.list"),
    Look("cash_registers.list"),
    Look("tables.list"),
    Look("tables.with_orders"),
    Look("orders.list"),
    Look("orders.get", "order_id", "orders.list"),
    Look("waiter_order_areas.list"),
    Look("delivery_providers.list"),
    Look("ingredients.list"),
    Look("units.list"),
    Look("inventories.list"),
    Look("inventories.types"),
    Look("inventory_invoice_payments.list"),
    Look("providers.list"),
    Look("expenses.list"),
    Look("type_expenses.list"),
    Look("events.list"),
    Look("promos.list"),
    Look("reports.sales_by_category"),
    Look("reports.sales_by_product"),
    Look("reports.purchases"),
    Look("reports.profit"),
    Look("stats.sales_by_day"),
    Look("stats.sales_by_payment_method"),
    Look("stats.sales_by_seller"),
)

BOOKS: tuple[Look, ...] = (
    Look("establishments.list"),
    Look("establishments.get", "place", "establishments.list", "uuid"),
    Look("warehouses.list"),
    Look("warehouses.get", "warehouse", "warehouses.list", "uuid"),
    Look("groupers.list"),
    Look("cash_boxes.list"),
    Look("bank_accounts.list"),
    Look("credit_cards.list"),
    Look("customers.list"),
    Look("customers.get", "uuid", "customers.list", "uuid"),
    Look("sellers.list"),
    Look("items.list"),
    Look("items.get", "item", "items.list", "uuid"),
    Look("numbering_ranges.list"),
    Look("numbering_ranges.of_company"),
    Look("numbering_ranges.of_establishment", "uuid", "establishments.list", "uuid"),
    Look("payment_terms.list"),
    Look("payment_means.list"),
    Look("taxes.list", "transaction", fixed="VENTA"),
    Look("tax_rates.list"),
    Look("currencies.list"),
    Look("units.list"),
    Look("sales.list"),
    Look("balances.sales_invoices"),
    Look("balances.credit_notes"),
    Look("balances.receipts"),
    Look("balances.advances"),
    Look("receivables_ageing.list"),
    Look("payables_ageing.list"),
    Look("purchases.list"),
)
