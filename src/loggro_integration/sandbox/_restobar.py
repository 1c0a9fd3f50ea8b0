# SPDX-License-Identifier: MIT
"""The face of Restobar: its routes, who may call them, and what an unknown path answers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from loggro_integration.sandbox import _restobar_billing as billing
from loggro_integration.sandbox import _restobar_catalogue as catalogue
from loggro_integration.sandbox import _restobar_invoices as invoices
from loggro_integration.sandbox import _restobar_orders as orders
from loggro_integration.sandbox import _restobar_payments as payments
from loggro_integration.sandbox import _restobar_sales as sales
from loggro_integration.sandbox._app import Face, Refused, Reply, Request, Route, Router
from loggro_integration.sandbox._faults import HTML
from loggro_integration.sandbox._restobar_auth import check_permission, login, user_of
from loggro_integration.sandbox._restobar_lists import object_id
from loggro_integration.sandbox._state import Doc
from loggro_integration.sandbox._texts import OURS

__all__ = ["RestobarFace", "not_found_page"]

# `IN_GET_ALL` and `IN_POST` are ours: the codes behind these 403 are not published.
ROUTES = (
    Route("POST", "/login", login, public=True),
    Route("GET", "/invoices", invoices.list_invoices, "IN_GET_ALL"),
    Route("POST", "/invoices", billing.post_invoice),
    Route("GET", "/invoices/validateEInvoice", invoices.validate_electronic),
    Route("GET", "/invoices/einvoicesCount", invoices.count_electronic),
    Route("GET", "/invoices/currentBusiness/last", invoices.last_invoice, "IN_GET_ALL"),
    Route("GET", "/invoices/currentBusiness/facturadas", invoices.billed, "IN_GET_ALL"),
    Route("GET", "/invoices/isValidate/{id}", invoices.is_validated),
    Route("GET", "/invoices/{id}", invoices.get_invoice, "IN_GET_ALL"),
    Route("POST", "/invoices/{id}/changeToPaid", payments.post_paid),
    Route("POST", "/invoices/{id}/changeToCanceled", sales.post_void, "IN_CANCEL"),
    Route("POST", "/invoices/{id}/finalizeCancellation", sales.finalise_void, "IN_CANCEL"),
    Route("POST", "/invoices/{id}/sendEmail", sales.send_email),
    Route("PATCH", "/invoices/forceSendToIntegration/{id}", sales.force_send, "IN_POST"),
    Route("GET", "/reports/reportSalesInvoices", invoices.sales_report, "RE_GET_ALL"),
    Route("POST", "/orders", orders.post_orders),
    Route("PUT", "/orders", orders.put_order, "OR_PUT"),
    Route("GET", "/orders", orders.list_orders),
    Route("GET", "/orders/{id}", orders.get_order, "OR_GET_ALL"),
    Route("GET", "/clients", catalogue.list_clients),
    Route("POST", "/clients", catalogue.post_client, "CL_POST"),
    Route("POST", "/clients/savePaidCredit", payments.post_paid_credit, "CL_POST_PAID"),
    Route("GET", "/clients/{id}", catalogue.get_client, "CL_POST"),
    Route("GET", "/products", catalogue.list_products),
    Route("GET", "/taxes", catalogue.list_taxes),
    Route("GET", "/paymentMethods", catalogue.list_methods),
    Route("GET", "/users", catalogue.list_users),
    Route("GET", "/tables", catalogue.list_tables),
    Route("GET", "/categories", catalogue.list_categories),
    Route("GET", "/cashboxes", catalogue.list_cash_boxes, "CB_GET_ALL"),
)  # fmt: skip

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
        """Check token, role and ids, in this order."""
        if route.public:
            return {}
        user = user_of(self.world, request)
        check_permission(self.world, user, route.permission)
        for value in values.values():
            object_id(value)
        return user

    def broken_record(self) -> Reply:
        """Return the bare 500 of Restobar."""
        return Reply({"message": OURS["server"]}, 500)


def not_found_page(request: Request) -> Reply:
    """Return the page of a path that does not exist."""
    line = escape(f"Cannot {request.method} {request.path}")
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n'
        f"</head>\n<body>\n<pre>{line}</pre>\n</body>\n</html>\n"
    )
    return Reply(page, 404, HTML)
