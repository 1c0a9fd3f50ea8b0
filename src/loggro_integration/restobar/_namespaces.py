# SPDX-License-Identifier: MIT
"""The namespaces of Restobar: each lists its calls once, for four kinds of client."""

from __future__ import annotations

from loggro_integration.http import Kind, Space, call, pages
from loggro_integration.restobar._operations import (
    billing,
    categories,
    clients,
    dashboards,
    events,
    expenses,
    ingredients,
    inventories,
    invoices,
    orders,
    payments,
    products,
    providers,
    purchase_payments,
    registers,
    reports,
    stats,
    tables,
    users,
)
from loggro_integration.restobar._operations.login import login
from loggro_integration.restobar._operations.raw import raw_request

__all__ = [
    "CashBoxes",
    "CashRegisters",
    "Categories",
    "Clients",
    "DeliveryProviders",
    "Events",
    "Expenses",
    "Ingredients",
    "Inventories",
    "InventoryInvoicePayments",
    "Invoices",
    "Orders",
    "PaymentMethods",
    "Products",
    "Promos",
    "Providers",
    "Reports",
    "Roles",
    "Spaces",
    "Stats",
    "Tables",
    "Taxes",
    "TypeExpenses",
    "Units",
    "Users",
    "WaiterOrderAreas",
]


class Categories(Space[Kind]):
    """Categories of products."""

    list = pages(categories.list_categories)
    with_products = pages(categories.categories_with_products)
    get = call(categories.get_category)
    create = call(categories.create_category)
    update = call(categories.update_category)
    delete = call(categories.delete_category)


class Ingredients(Space[Kind]):
    """Ingredients, and products that are stocked like them."""

    list = pages(ingredients.list_ingredients)
    only_ingredients = pages(ingredients.only_ingredients)
    get = call(ingredients.get_ingredient)
    create = call(ingredients.create_ingredient)
    update = call(ingredients.update_ingredient)
    delete = call(ingredients.delete_ingredient)


class Inventories(Space[Kind]):
    """Inventory movements: purchases, exits, production, transfers."""

    list = pages(inventories.list_movements)
    types = pages(inventories.movement_types)
    get = call(inventories.get_movement)
    create = call(inventories.create_movement)
    update = call(inventories.update_movement)
    delete = call(inventories.delete_movement)
    report_purchases = call(inventories.report_purchases)
    report_productions = call(inventories.report_productions)
    report_transfers = call(inventories.report_transfers)


class Clients(Space[Kind]):
    """Registered customers."""

    list = pages(clients.list_clients)
    find = call(clients.find_clients)
    get = call(clients.get_client)
    create = call(clients.create_client)
    update = call(clients.update_client)
    delete = call(clients.delete_client)
    pay_credit = call(clients.pay_credit)


class DeliveryProviders(Space[Kind]):
    """Delivery platforms."""

    list = pages(providers.list_delivery_providers)
    get = call(providers.get_delivery_provider)
    create = call(providers.create_delivery_provider)
    update = call(providers.update_delivery_provider)
    delete = call(providers.delete_delivery_provider)


class Events(Space[Kind]):
    """Events of the business."""

    list = pages(events.list_events)
    get = call(events.get_event)
    create = call(events.create_event)
    update = call(events.update_event)
    delete = call(events.delete_event)


class Invoices(Space[Kind]):
    """Sales: what Restobar calls invoices."""

    list = pages(invoices.list_invoices)
    find = call(invoices.find_invoices)
    get = call(invoices.get_invoice)
    last = call(invoices.last_invoice)
    billed = pages(invoices.billed_invoices)
    create = call(billing.create_invoice)
    count_electronic = call(invoices.count_electronic)
    validate_electronic = call(invoices.validate_electronic)
    is_validated = call(invoices.is_validated)
    force_send = call(invoices.force_send)
    send_email = call(invoices.send_email)
    mark_paid = call(invoices.mark_paid)
    mark_deliveries_paid = call(billing.mark_deliveries_paid)
    void = call(invoices.void_invoice)
    finalize_void = call(invoices.finalize_void)
    my_deliveries = pages(billing.my_deliveries)
    pending_deliveries = pages(billing.pending_deliveries)
    change_delivery_status = call(billing.change_delivery_status)


class Orders(Space[Kind]):
    """What is ordered, cooked and then billed."""

    list = pages(orders.list_orders)
    find = call(orders.find_orders)
    get = call(orders.get_order)
    create = call(orders.create_orders)
    update = call(orders.update_order)
    cancel = call(orders.cancel_order)
    waiting = pages(orders.waiting_orders)
    of_table = pages(orders.orders_of_table)
    tables_by_status = pages(orders.tables_by_status)
    groups_by_status = pages(orders.groups_by_status)
    kitchen = pages(orders.kitchen_orders)
    kitchen_waiting = pages(orders.kitchen_waiting)
    move = call(orders.move_orders)
    update_all = call(orders.update_orders)
    split = call(orders.split_orders)
    change_kitchen_status = call(orders.change_kitchen_status)


class InventoryInvoicePayments(Space[Kind]):
    """Payments of purchases."""

    list = pages(purchase_payments.list_purchase_payments)
    of_inventory = pages(purchase_payments.payments_of_movement)
    get = call(purchase_payments.get_purchase_payment)
    create = call(purchase_payments.create_purchase_payment)
    update = call(purchase_payments.update_purchase_payment)
    delete = call(purchase_payments.delete_purchase_payment)


class PaymentMethods(Space[Kind]):
    """Payment methods."""

    list = pages(payments.list_payment_methods)
    get = call(payments.get_payment_method)
    create = call(payments.create_payment_method)
    update = call(payments.update_payment_method)
    delete = call(payments.delete_payment_method)


class Taxes(Space[Kind]):
    """Taxes of the business."""

    list = pages(payments.list_taxes)
    get = call(payments.get_tax)
    create = call(payments.create_tax)
    update = call(payments.update_tax)
    delete = call(payments.delete_tax)


class Products(Space[Kind]):
    """Products of the menu."""

    list = pages(products.list_products)
    of_category = pages(products.products_of_category)
    sub_products = pages(products.list_sub_products)
    get = call(products.get_product)
    create = call(products.create_product)
    update = call(products.update_product)
    delete = call(products.delete_product)
    configure_location = call(products.configure_location)
    save_locations = call(products.save_locations)
    convert_to_sub_product = call(products.convert_to_sub_product)
    upload_image = call(products.upload_image)
    upload_sheet = call(products.upload_products)
    provider_menu = call(products.get_provider_menu)
    save_provider_menu = call(products.save_provider_menu)
    verify_inheritance = call(products.verify_inheritance)


class Reports(Space[Kind]):
    """Reports; most need the premium plan."""

    sales_invoices = pages(reports.sales_invoices)
    sales_by_category = pages(reports.sales_by_category)
    sales_by_product = pages(reports.sales_by_product)
    purchases = call(reports.purchases)
    production = pages(reports.production)
    transfers = pages(reports.transfers)
    shrinkage = pages(reports.shrinkage)
    expenses = pages(reports.expenses)
    profit = pages(reports.profit)
    profit_by_expense_type = pages(reports.profit_by_expense_type)
    profit_by_delivery_provider = pages(reports.profit_by_delivery_provider)


class Stats(Space[Kind]):
    """Statistics, and the figures of the dashboard; most need the premium plan."""

    dashboard = call(dashboards.dashboard)
    dashboard_v2 = call(dashboards.dashboard_v2)
    sales_in_cash_session = call(dashboards.sales_in_cash_session)
    last_orders = call(dashboards.last_orders)
    sales_today = call(dashboards.sales_today)
    sales_last_7_days = call(dashboards.sales_last_7_days)
    sales_last_30_days = call(dashboards.sales_last_30_days)
    sales_this_year = call(dashboards.sales_this_year)
    sales_this_year_v2 = call(dashboards.sales_this_year_v2)
    orders_today_by_hour = call(dashboards.orders_today_by_hour)
    sales_last_7_days_by_day = call(dashboards.sales_last_7_days_by_day)
    orders_this_month_by_product = call(dashboards.orders_this_month_by_product)
    sales_this_year_by_month = call(dashboards.sales_this_year_by_month)
    sales_this_year_by_month_v2 = call(dashboards.sales_this_year_by_month_v2)
    orders_this_month_by_seller = call(dashboards.orders_this_month_by_seller)
    orders_last_24_hours_by_hour = call(dashboards.orders_last_24_hours_by_hour)
    sales_by_month = pages(stats.sales_by_month)
    sales_by_day = pages(stats.sales_by_day)
    sales_by_table = pages(stats.sales_by_table)
    sales_by_payment_method = pages(stats.sales_by_payment_method)
    sales_by_product = pages(stats.sales_by_product)
    sales_by_seller = pages(stats.sales_by_seller)
    sales_by_delivery_provider = pages(stats.sales_by_delivery_provider)
    orders_by_hour = pages(stats.orders_by_hour)
    orders_by_weekday = pages(stats.orders_by_weekday)
    sales_by_cashier = pages(stats.sales_by_cashier)
    average_delivery_time = call(stats.average_delivery_time)


class Tables(Space[Kind]):
    """Tables."""

    list = pages(tables.list_tables)
    with_orders = pages(tables.tables_with_orders)
    get = call(tables.get_table)
    create = call(tables.create_table)
    update = call(tables.update_table)
    delete = call(tables.delete_table)


class Units(Space[Kind]):
    """Units of measure of ingredients."""

    list = pages(ingredients.list_units)
    get = call(ingredients.get_unit)
    create = call(ingredients.create_unit)
    update = call(ingredients.update_unit)
    delete = call(ingredients.delete_unit)


class Providers(Space[Kind]):
    """Suppliers."""

    list = pages(providers.list_providers)
    get = call(providers.get_provider)
    create = call(providers.create_provider)
    update = call(providers.update_provider)


class Expenses(Space[Kind]):
    """Expenses."""

    list = pages(expenses.list_expenses)
    create = call(expenses.create_expense)
    update = call(expenses.update_expense)
    delete = call(expenses.delete_expense)


class TypeExpenses(Space[Kind]):
    """Types of expense."""

    list = pages(expenses.list_types_of_expense)
    get = call(expenses.get_type_of_expense)
    create = call(expenses.create_type_of_expense)
    update = call(expenses.update_type_of_expense)
    delete = call(expenses.delete_type_of_expense)


class CashRegisters(Space[Kind]):
    """Cash registers."""

    list = pages(registers.list_cash_registers)
    get = call(registers.get_cash_register)
    create = call(registers.create_cash_register)
    update = call(registers.update_cash_register)
    delete = call(registers.delete_cash_register)


class CashBoxes(Space[Kind]):
    """Cash sessions."""

    list = pages(registers.list_cash_sessions)


class Promos(Space[Kind]):
    """Promotions."""

    list = pages(events.list_promotions)
    get = call(events.get_promotion)
    create = call(events.create_promotion)
    update = call(events.update_promotion)
    delete = call(events.delete_promotion)


class Roles(Space[Kind]):
    """Roles of the users."""

    list = pages(users.list_roles)
    get = call(users.get_role)
    create = call(users.create_role)
    update = call(users.update_role)
    delete = call(users.delete_role)


class WaiterOrderAreas(Space[Kind]):
    """Areas where orders are prepared and print."""

    list = pages(tables.list_order_areas)
    get = call(tables.get_order_area)
    create = call(tables.create_order_area)
    update = call(tables.update_order_area)
    delete = call(tables.delete_order_area)


class Users(Space[Kind]):
    """Users: sellers, waiters and cashiers."""

    list = pages(users.list_users)


class Spaces(Space[Kind]):
    """All namespaces of a client."""

    def __init__(self, over: Kind) -> None:
        super().__init__(over)
        self.cash_registers = CashRegisters(over)
        self.cashboxes = CashBoxes(over)
        self.categories = Categories(over)
        self.clients = Clients(over)
        self.delivery_providers = DeliveryProviders(over)
        self.events = Events(over)
        self.expenses = Expenses(over)
        self.ingredients = Ingredients(over)
        self.inventories = Inventories(over)
        self.inventory_invoice_payments = InventoryInvoicePayments(over)
        self.invoices = Invoices(over)
        self.orders = Orders(over)
        self.payment_methods = PaymentMethods(over)
        self.products = Products(over)
        self.promos = Promos(over)
        self.providers = Providers(over)
        self.reports = Reports(over)
        self.roles = Roles(over)
        self.stats = Stats(over)
        self.tables = Tables(over)
        self.taxes = Taxes(over)
        self.type_expenses = TypeExpenses(over)
        self.units = Units(over)
        self.users = Users(over)
        self.waiter_order_areas = WaiterOrderAreas(over)

    login = call(login)
    request = call(raw_request)
