# SPDX-License-Identifier: MIT
"""The face of Restobar: its routes, who may call them, and what an unknown path answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

from loggro_integration.sandbox import _restobar_billing as billing
from loggro_integration.sandbox import _restobar_catalogue as catalogue
from loggro_integration.sandbox import _restobar_deliveries as deliveries
from loggro_integration.sandbox import _restobar_expenses as expenses
from loggro_integration.sandbox import _restobar_house as house
from loggro_integration.sandbox import _restobar_invoices as invoices
from loggro_integration.sandbox import _restobar_kitchen as kitchen
from loggro_integration.sandbox import _restobar_orders as orders
from loggro_integration.sandbox import _restobar_payments as payments
from loggro_integration.sandbox import _restobar_products as products
from loggro_integration.sandbox import _restobar_reports as reports
from loggro_integration.sandbox import _restobar_sales as sales
from loggro_integration.sandbox import _restobar_stats as stats
from loggro_integration.sandbox import _restobar_stock as stock
from loggro_integration.sandbox._app import (
    Call,
    Face,
    Handler,
    Refused,
    Reply,
    Request,
    Route,
    Router,
)
from loggro_integration.sandbox._bodies import BODIES, MORE
from loggro_integration.sandbox._faults import HTML
from loggro_integration.sandbox._restobar_auth import check_permission, login, user_of
from loggro_integration.sandbox._restobar_lists import ID_FILTERS, object_id, refuse
from loggro_integration.sandbox._restobar_things import Things
from loggro_integration.sandbox._spec import Spec, coerced, flaws
from loggro_integration.sandbox._state import Doc
from loggro_integration.sandbox._table_restobar import SPECS
from loggro_integration.sandbox._texts import OURS

__all__ = ["ROUTES", "RestobarFace", "not_found_page"]


def _things(path: str, things: Things, *, delete: bool = True) -> dict[str, Handler]:
    """Return the four operations of a small catalogue."""
    found = {
        f"GET {path}": things.all(),
        f"POST {path}": things.save(),
        f"GET {path}/{{id}}": things.one(),
    }
    return found | ({f"DELETE {path}/{{id}}": things.delete()} if delete else {})


HANDLERS: dict[str, Handler] = {
    **_things("/categories", house.CATEGORIES),
    **_things("/units", house.UNITS),
    **_things("/paymentMethods", house.METHODS),
    **_things("/taxes", house.TAXES),
    **_things("/providers", house.PROVIDERS, delete=False),
    **_things("/typeExpenses", house.EXPENSE_TYPES),
    **_things("/cashRegisters", house.REGISTERS),
    **_things("/roles", house.ROLES),
    **_things("/waiterOrderAreas", house.AREAS),
    **_things("/events", house.EVENTS),
    **_things("/promos", house.PROMOS),
    **_things("/deliveryProvider", house.DELIVERY_PROVIDERS),
    **_things("/tables", house.TABLES),
    **_things("/inventoryInvoicePayments", stock.PAYMENTS),
    "POST /login": login,
    "GET /categories/products/all": house.categories_with_products,
    "GET /deliveryProvider": house.delivery_providers,
    "GET /events": house.events,
    "GET /tables": catalogue.list_tables,
    "GET /tables/tableOrders": house.tables_with_orders,
    "GET /users": catalogue.list_users,
    "GET /cashboxes": catalogue.list_cash_boxes,
    "GET /clients": catalogue.list_clients,
    "POST /clients": catalogue.post_client,
    "GET /clients/{id}": catalogue.get_client,
    "DELETE /clients/{id}": catalogue.delete_client,
    "POST /clients/savePaidCredit": payments.post_paid_credit,
    "GET /expenses": expenses.list_expenses,
    "POST /expenses": expenses.post_expense,
    "DELETE /expenses/{id}": expenses.delete_expense,
    "GET /ingredients": stock.list_ingredients,
    "POST /ingredients": stock.post_ingredient,
    "GET /ingredients/onlyIngredient": stock.only_ingredients,
    "GET /ingredients/{id}": stock.get_ingredient,
    "DELETE /ingredients/{id}": stock.delete_ingredient,
    "GET /inventories": stock.list_movements,
    "POST /inventories": stock.post_movement,
    "GET /inventories/types/all": stock.movement_types,
    "GET /inventories/{id}": stock.get_movement,
    "DELETE /inventories/{id}": stock.delete_movement,
    "GET /inventories/report/purchases": reports.admin_purchases,
    "GET /inventories/report/productions": reports.production,
    "GET /inventories/report/transfers": reports.transfers,
    "POST /inventoryInvoicePayments": stock.post_payment,
    "GET /inventoryInvoicePayments/inventory/{inventoryId}": stock.payments_of_movement,
    "DELETE /inventoryInvoicePayments/{id}": stock.delete_payment,
    "GET /invoices": invoices.list_invoices,
    "POST /invoices": billing.post_invoice,
    "GET /invoices/validateEInvoice": invoices.validate_electronic,
    "GET /invoices/einvoicesCount": invoices.count_electronic,
    "GET /invoices/currentBusiness/last": invoices.last_invoice,
    "GET /invoices/currentBusiness/facturadas": invoices.billed,
    "GET /invoices/{id}": invoices.get_invoice,
    "GET /invoices/isValidate/{id}": invoices.is_validated,
    "POST /invoices/{id}/changeToPaid": payments.post_paid,
    "PUT /invoices/changeToPaidDelivery": deliveries.pay_deliveries,
    "POST /invoices/{id}/sendEmail": sales.send_email,
    "POST /invoices/{id}/changeToCanceled": sales.post_void,
    "POST /invoices/{id}/finalizeCancellation": sales.finalise_void,
    "GET /invoices/deliveryGuy/myDeliveries": deliveries.my_deliveries,
    "GET /invoices/deliveryGuy/pending": deliveries.pending,
    "PUT /invoices/{id}/deliveryGuy/changeStatus/{status}": deliveries.change_delivery,
    "PATCH /invoices/forceSendToIntegration/{id}": sales.force_send,
    "POST /orders": orders.post_orders,
    "PUT /orders": orders.put_order,
    "GET /orders": orders.list_orders,
    "GET /orders/currentBusiness/espera": kitchen.waiting,
    "GET /orders/tables/{table}": kitchen.orders_of_table,
    "GET /orders/tables/status/{status}": kitchen.tables_by_status,
    "GET /orders/groups/status/{status}": kitchen.groups_by_status,
    "GET /orders/{id}": orders.get_order,
    "POST /orders/moveToTablet": kitchen.move_to_table,
    "PUT /orders/updateAll": kitchen.update_all,
    "PUT /orders/split": kitchen.split,
    "GET /orders/kitchen/ordersForKitchen": kitchen.kitchen_orders,
    "GET /orders/kitchen/espera": kitchen.kitchen_waiting,
    "PUT /orders/changeStatusKitchen": kitchen.change_kitchen_status,
    "GET /products": products.list_products,
    "POST /products": products.post_product,
    "GET /products/category/{categoryId}": products.products_of_category,
    "GET /products/subproducts": products.subproducts,
    "POST /products/productsMenuProvider": products.post_menu,
    "GET /products/productsMenuProvider/{source}": products.read_menu,
    "POST /products/{id}/locationStock/{locationStockId}/config": products.configure_place,
    "POST /products/upload-image": products.upload_image,
    "POST /products/upload-products": products.upload_products,
    "POST /products/convertToSubproduct": products.convert_to_subproduct,
    "GET /products/{id}": products.get_product,
    "DELETE /products/{id}": products.delete_product,
    "POST /products/saveDataLocationStock": products.save_places,
    "POST /products/verifyProductInheritanceCurrentBusiness": products.verify_inheritance,
    "GET /reports/reportSalesInvoices": invoices.sales_report,
    "GET /reports/reportSalesByCategory": reports.by_category,
    "GET /reports/reportSalesByProduct": reports.by_product,
    "GET /reports/reportPurchase": reports.purchases,
    "GET /reports/reportProduction": reports.production,
    "GET /reports/reportTransfers": reports.transfers,
    "GET /reports/reportShrinkage": reports.shrinkage,
    "GET /reports/reportExpenses": reports.expenses,
    "GET /reports/reportUtility": reports.utility,
    "GET /reports/reportUtilityGroupTypes": reports.by_expense_type,
    "GET /reports/reportUtilityDeliveryProvider": reports.by_delivery_provider,
    "GET /stats/admin": stats.dashboard,
    "GET /stats/admin/v2": stats.dashboard_v2,
    "GET /stats/admin/totalInvoicesCurrentCashBox": stats.current_cash_box,
    "GET /stats/admin/lastOrders": stats.last_orders,
    "GET /stats/admin/totalInvoicesToday": stats.last_days(0),
    "GET /stats/admin/totalInvoicesLast7Days": stats.last_days(6),
    "GET /stats/admin/totalInvoicesLast30Days": stats.last_days(29),
    "GET /stats/admin/totalInvoicesCurrentYear": stats.year,
    "GET /stats/admin/totalInvoicesCurrentYear/v2": stats.year_v2,
    "GET /stats/admin/totalOrdersTodayByHours": stats.orders_today_by_hours,
    "GET /stats/admin/totalInvoicesLast7DaysByDays": stats.last_7_days_by_days,
    "GET /stats/admin/totalOrdersCurrentMonthByProducts": stats.month_by_products,
    "GET /stats/admin/totalInvoicesCurrentYearByMonth": stats.year_by_month,
    "GET /stats/admin/totalInvoicesCurrentYearByMonth/v2": stats.year_by_month_v2,
    "GET /stats/admin/totalOrdersCurrentMonthBySeller": stats.month_by_sellers,
    "GET /stats/admin/totalOrdersLast24HoursByHours": stats.orders_last_24_hours,
    "GET /stats/totalInvoicesByMonths": stats.by_months,
    "GET /stats/totalInvoicesByDays": stats.by_days,
    "GET /stats/totalInvoicesByTables": stats.by_tables,
    "GET /stats/totalInvoicesByPaymentMethodPaid": stats.by_payment_method,
    "GET /stats/totalInvoicesByProducts": stats.by_products,
    "GET /stats/totalInvoicesBySellers": stats.by_sellers,
    "GET /stats/totalOrdersGroupByHours": stats.orders_by_hours,
    "GET /stats/totalOrdersGroupByDays": stats.orders_by_weekdays,
    "GET /stats/totalInvoicesByDeliveryProviders": stats.by_delivery_provider,
    "GET /stats/avgTimeDeliveryGuyDelivered": stats.average_delivery_time,
    "GET /stats/pp/totalInvoicesByMonths": stats.superadmin,
    "GET /stats/pp/totalInvoicesByDays": stats.superadmin,
    "GET /stats/totalSalesByBiller": stats.by_biller,
}

# The codes behind these 403 are not published: these are ours.
_OUR_PERMISSIONS = {
    "GET /invoices": "IN_GET_ALL",
    "GET /invoices/currentBusiness/last": "IN_GET_ALL",
    "GET /invoices/currentBusiness/facturadas": "IN_GET_ALL",
    "GET /invoices/{id}": "IN_GET_ALL",
    "POST /invoices/{id}/changeToCanceled": "IN_CANCEL",
    "POST /invoices/{id}/finalizeCancellation": "IN_CANCEL",
    "PATCH /invoices/forceSendToIntegration/{id}": "IN_POST",
    "GET /reports/reportSalesInvoices": "RE_GET_ALL",
}
# These parts of a path are words; every other is an ObjectId.
_WORDS = {"status", "source"}
_HAS_OWN_RULE = {"GET /cashboxes", "GET /inventories/report/purchases"}


def _spec(key: str) -> Spec:
    """Return the row of an operation, with the body that the fake takes."""
    row = SPECS[key]
    if key in BODIES:
        return replace(row, fields=BODIES[key], ours=True)
    return replace(row, fields=(*row.fields, *MORE.get(key, ())))


def _route(key: str, handler: Handler) -> Route:
    method, template = key.split(" ", 1)
    spec = _spec(key)
    permission = spec.permission or _OUR_PERMISSIONS.get(key)
    return Route(method, template, handler, permission, public=key == "POST /login", spec=spec)


ROUTES = tuple(_route(key, handler) for key, handler in HANDLERS.items())

_ROUTER = Router(ROUTES)


class RestobarFace(Face):
    """``https://api.pirpos.com`` as its clients saw it."""

    name = "restobar"

    def locate(self, request: Request) -> tuple[Route, Mapping[str, str]]:
        """Find the route; anything else is Express's page, whoever asks."""
        found = _ROUTER.find(request.method, request.path)
        if found is None:
            raise Refused(not_found_page(request))
        return found

    def admit(self, request: Request, route: Route, values: Mapping[str, str]) -> Doc:
        """Check token, role, plan and ids, in this order."""
        if route.public:
            return {}
        user = user_of(self.world, request)
        check_permission(self.world, user, route.permission)
        if route.spec.availability == "delivery-role" and user["role"]["name"] != deliveries.GUY:
            refuse(403, "delivery-role")
        if (
            route.spec.premium
            and self.world.plan != "premium"
            and key_of(route) not in _HAS_OWN_RULE
        ):
            refuse(402, "premium")
        for name, value in values.items():
            if name not in _WORDS:
                object_id(value)
        return user

    def examine(self, route: Route, call: Call) -> Call:
        """Check the demanded parameters and the body against what is published."""
        if route.public:
            return call
        status = _bad_request(route.spec)
        for name in route.spec.required:
            if call.filter(name) is None:
                refuse(status, "query", name=name)
        for name in ID_FILTERS.intersection(route.spec.optional):
            if call.filter(name) is not None:
                object_id(call.filter(name))
        if not route.spec.body:
            return call
        whole = replace(call, body=coerced(call.body, route.spec.fields))
        edited = key_of(route) == "POST /products" and "_id" in call.body
        for flaw in flaws(whole.body, route.spec.fields):
            if edited and flaw.missing and flaw.path.startswith("locationsStock["):
                continue
            if flaw.malformed_id:
                object_id(None)
            refuse(
                500 if edited else status, "missing" if flaw.missing else "field", path=flaw.path
            )
        return whole

    def broken_record(self) -> Reply:
        """Return the bare 500 of Restobar."""
        return Reply({"message": OURS["server"]}, 500)


def key_of(route: Route) -> str:
    """Return an operation as the table names it."""
    return f"{route.method} {route.template}"


def _bad_request(spec: Spec) -> int:
    """Return the status of a bad body: 400 where it is declared, else the declared 5xx."""
    return next((code for code in (400, 500, 503) if code in spec.codes), 500)


def not_found_page(request: Request) -> Reply:
    """Return the page of a path that does not exist."""
    line = escape(f"Cannot {request.method} {request.path}")
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n'
        f"</head>\n<body>\n<pre>{line}</pre>\n</body>\n</html>\n"
    )
    return Reply(page, 404, HTML)
