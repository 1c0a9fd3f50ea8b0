# SPDX-License-Identifier: MIT
"""Reports."""

from __future__ import annotations

from datetime import date

from loggro_integration import wire
from loggro_integration.codes import InvoiceStatus, InvoiceType
from loggro_integration.http import RESTOBAR_SWITCH, PagedOperation, QueryValue
from loggro_integration.restobar._checks import day_range, optional_id
from loggro_integration.wire.restobar import Sale

__all__ = ["sales_invoices"]

LARGEST_PAGE = 5000


def sales_invoices(
    *,
    since: date,
    until: date | None = None,
    status: InvoiceStatus | str | None = None,
    kind: InvoiceType | str | None = None,
    client: str | None = None,
    table: str | None = None,
    cashier: str | None = None,
    cash_session: str | None = None,
    payment_method: str | None = None,
    delivery_provider: str | None = None,
    only_delivery: bool | None = None,
    sort: str | None = None,
    page_size: int | None = None,
) -> PagedOperation[Sale]:
    """
    List whole sales from the sales report (``GET /reports/reportSalesInvoices``); premium.

    The portal says that its rows carry DIAN and integration data: it is the first place to look
    for fields that nobody has published.

    Args:
        since: First Bogotá day.
        until: Last day, included; `None` leaves the end open.
        status: ``Pagada`` or ``Anulada``.
        kind: ``Normal`` or ``FacturaElectronica``.
        client: Id of a registered customer.
        table: Id of a table.
        cashier: Id of a user.
        cash_session: Id of a cash session.
        payment_method: Name of a payment method, exactly as the business writes it.
        delivery_provider: Channel, as ``RAPPI`` or ``INTERNAL``.
        only_delivery: Only what was delivered.
        sort: ``typeSort``; its values are not published.
        page_size: Rows a page, at most 5000. An account that ignores pages answers all at once.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.reports.sales_invoices(status="Pagada", since=date(2026, 11, 1)))``
    """
    query: dict[str, QueryValue] = {
        **day_range(since, until),
        "status": status,
        "type": kind,
        "clientId": optional_id(client, "client"),
        "tableId": optional_id(table, "table"),
        "cashierId": optional_id(cashier, "cashier"),
        "cashbox": optional_id(cash_session, "cash_session"),
        "paymentMethodName": payment_method,
        "deliveryProvider": delivery_provider,
        "onlyDelivery": only_delivery,
        "typeSort": sort,
    }
    return PagedOperation(
        "GET",
        "/reports/reportSalesInvoices",
        query=query,
        read_item=wire.restobar.sale,
        style=RESTOBAR_SWITCH,
        page_size=page_size,
        max_page_size=LARGEST_PAGE,
        name="reports.sales_invoices",
    )
