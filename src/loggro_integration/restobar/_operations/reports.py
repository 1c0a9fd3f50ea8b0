# SPDX-License-Identifier: MIT
"""Reports."""

from __future__ import annotations

from datetime import date
from typing import Unpack

from loggro_integration import wire
from loggro_integration.codes import InvoiceStatus, InvoiceType
from loggro_integration.http import RESTOBAR_SWITCH, PagedOperation
from loggro_integration.restobar._checks import day_range
from loggro_integration.restobar._operations.filters import SaleFilters, filter_query
from loggro_integration.wire.restobar import Sale

__all__ = ["sales_invoices"]

LARGEST_PAGE = 5000


def sales_invoices(
    *,
    since: date,
    until: date | None = None,
    status: InvoiceStatus | str | None = None,
    kind: InvoiceType | str | None = None,
    page_size: int | None = None,
    **filters: Unpack[SaleFilters],
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
        page_size: Rows a page, at most 5000. An account that ignores pages answers all at once.
        **filters: ``client``, ``table``, ``cashier`` and ``cash_session`` by id;
            ``payment_method`` and ``delivery_provider`` by name; ``only_delivery``; ``sort``,
            whose values are not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.reports.sales_invoices(status="Pagada", since=date(2026, 11, 1)))``
    """
    return PagedOperation(
        "GET",
        "/reports/reportSalesInvoices",
        query={
            **day_range(since, until),
            "status": status,
            "type": kind,
            **filter_query(filters, SaleFilters),
        },
        read_item=wire.restobar.sale,
        style=RESTOBAR_SWITCH,
        page_size=page_size,
        max_page_size=LARGEST_PAGE,
        name="reports.sales_invoices",
    )
