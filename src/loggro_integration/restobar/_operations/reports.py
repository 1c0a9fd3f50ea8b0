# SPDX-License-Identifier: MIT
"""Reports."""

from __future__ import annotations

from datetime import date
from typing import Unpack

from attrs import evolve

from loggro_integration import wire
from loggro_integration.codes import InvoiceStatus, InvoiceType
from loggro_integration.http import (
    RESTOBAR_ALL,
    RESTOBAR_SWITCH,
    Operation,
    PagedOperation,
    PagingStyle,
    SendPolicy,
)
from loggro_integration.restobar._checks import day_range, optional_range, report_range
from loggro_integration.restobar._operations.filters import SaleFilters, filter_query
from loggro_integration.wire.restobar import (
    CategorySales,
    Expense,
    ExpenseTypeProfit,
    ProductProfit,
    PurchaseReport,
    Sale,
    StockMove,
)

__all__ = [
    "expenses",
    "production",
    "profit",
    "profit_by_delivery_provider",
    "profit_by_expense_type",
    "purchases",
    "sales_by_category",
    "sales_by_product",
    "sales_invoices",
    "shrinkage",
    "transfers",
]

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


def _rows_in(key: str) -> PagingStyle:
    """Return the style of a report whose rows stand under a key of its own."""
    return evolve(RESTOBAR_ALL, envelope=evolve(RESTOBAR_ALL.envelope, rows=(key, "data", "")))


def sales_by_category(
    *,
    since: date,
    until: date,
) -> PagedOperation[CategorySales]:
    """
    List the sales by category (``GET /reports/reportSalesByCategory``); premium.

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.reports.sales_by_category(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return PagedOperation(
        "GET",
        "/reports/reportSalesByCategory",
        query={
            **report_range(since, until),
        },
        read_item=wire.restobar.category_sales,
        style=_rows_in("reportByCategory"),
        name="reports.sales_by_category",
    )


def sales_by_product(
    *,
    since: date,
    until: date,
    status: InvoiceStatus | str | None = None,
    group: bool | None = None,
    show_combos: bool | None = None,
    all_businesses: bool | None = None,
) -> PagedOperation[wire.OpenRecord]:
    """
    List the sales by product (``GET /reports/reportSalesByProduct``); premium.

    Args:
        since: First Bogotá day.
        until: Last day, included.
        status: Of the sales; values for it are not published.
        group: ``groupResult``; what it groups by is not published.
        show_combos: ``showProductCombo``; what it adds is not published.
        all_businesses: Those of the other branches too.

    Returns:
        Rows as received: their fields are not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.reports.sales_by_product(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return PagedOperation(
        "GET",
        "/reports/reportSalesByProduct",
        query={
            **report_range(since, until),
            "status": status,
            "groupResult": group,
            "showProductCombo": show_combos,
            "allBusiness": all_businesses,
        },
        read_item=wire.restobar.record,
        style=_rows_in("reportByProduct"),
        name="reports.sales_by_product",
    )


def purchases(
    *,
    since: date,
    until: date,
    all_businesses: bool | None = None,
) -> Operation[PurchaseReport]:
    """
    Read the purchases of ingredients (``GET /reports/reportPurchase``); premium.

    Args:
        since: First Bogotá day.
        until: Last day, included.
        all_businesses: Those of the other branches too.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.reports.purchases(since=first, until=last).purchases``
    """
    return Operation(
        "GET",
        "/reports/reportPurchase",
        query={
            **report_range(since, until),
            "allBusiness": all_businesses,
        },
        policy=SendPolicy.READ,
        read=wire.restobar.purchase_report,
        name="reports.purchases",
    )


def production(
    *,
    since: date | None = None,
    until: date | None = None,
    group: bool | None = None,
    all_businesses: bool | None = None,
) -> PagedOperation[StockMove]:
    """
    List the production of ingredients (``GET /reports/reportProduction``); premium.

    Args:
        since: First Bogotá day.
        until: Last day, included. Only with `since`.
        group: ``groupResult``; what it groups by is not published.
        all_businesses: Those of the other branches too.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.reports.production(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return PagedOperation(
        "GET",
        "/reports/reportProduction",
        query={
            **report_range(since, until),
            "groupResult": group,
            "allBusiness": all_businesses,
        },
        read_item=wire.restobar.stock_move,
        style=RESTOBAR_ALL,
        name="reports.production",
    )


def transfers(
    *,
    since: date | None = None,
    until: date | None = None,
    group: bool | None = None,
    all_businesses: bool | None = None,
) -> PagedOperation[StockMove]:
    """
    List the transfers between stock locations (``GET /reports/reportTransfers``); premium.

    Args:
        since: First Bogotá day.
        until: Last day, included. Only with `since`.
        group: ``groupResult``; what it groups by is not published.
        all_businesses: Those of the other branches too.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.reports.transfers(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return PagedOperation(
        "GET",
        "/reports/reportTransfers",
        query={
            **report_range(since, until),
            "groupResult": group,
            "allBusiness": all_businesses,
        },
        read_item=wire.restobar.stock_move,
        style=RESTOBAR_ALL,
        name="reports.transfers",
    )


def shrinkage(
    *,
    since: date | None = None,
    until: date | None = None,
    group: bool | None = None,
    all_businesses: bool | None = None,
) -> PagedOperation[StockMove]:
    """
    List the shrinkage of stock (``GET /reports/reportShrinkage``); premium.

    Args:
        since: First Bogotá day.
        until: Last day, included. Only with `since`.
        group: ``groupResult``; what it groups by is not published.
        all_businesses: Those of the other branches too.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.reports.shrinkage(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return PagedOperation(
        "GET",
        "/reports/reportShrinkage",
        query={
            **report_range(since, until),
            "groupResult": group,
            "allBusiness": all_businesses,
        },
        read_item=wire.restobar.stock_move,
        style=RESTOBAR_ALL,
        name="reports.shrinkage",
    )


def expenses(
    *,
    since: date | None = None,
    until: date | None = None,
    all_businesses: bool | None = None,
) -> PagedOperation[Expense]:
    """
    List the expenses (``GET /reports/reportExpenses``); premium.

    Same rows as `pos.expenses.list`.

    Args:
        since: First Bogotá day.
        until: Last day, included. Only with `since`.
        all_businesses: Those of the other branches too.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.reports.expenses(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return PagedOperation(
        "GET",
        "/reports/reportExpenses",
        query={
            **optional_range(since, until),
            "allBusiness": all_businesses,
        },
        read_item=wire.restobar.expense,
        style=RESTOBAR_ALL,
        name="reports.expenses",
    )


def profit(
    *,
    since: date,
    until: date,
    status: InvoiceStatus | str | None = None,
    group: bool | None = None,
    all_businesses: bool | None = None,
) -> PagedOperation[ProductProfit]:
    """
    List the profit by product (``GET /reports/reportUtility``); premium.

    Args:
        since: First Bogotá day.
        until: Last day, included.
        status: Of the sales; values for it are not published.
        group: ``groupResult``; what it groups by is not published.
        all_businesses: Those of the other branches too.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.reports.profit(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return PagedOperation(
        "GET",
        "/reports/reportUtility",
        query={
            **report_range(since, until),
            "status": status,
            "groupResult": group,
            "allBusiness": all_businesses,
        },
        read_item=wire.restobar.product_profit,
        style=_rows_in("reportByProduct"),
        name="reports.profit",
    )


def profit_by_expense_type(
    *,
    since: date,
    until: date,
    all_businesses: bool | None = None,
) -> PagedOperation[ExpenseTypeProfit]:
    """
    List what each type of expense amounts to (``GET /reports/reportUtilityGroupTypes``).

    Args:
        since: First Bogotá day.
        until: Last day, included.
        all_businesses: Those of the other branches too.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.

    Example:
        ``list(pos.reports.profit_by_expense_type(since=first, until=last))``
    """
    return PagedOperation(
        "GET",
        "/reports/reportUtilityGroupTypes",
        query={
            **report_range(since, until),
            "allBusiness": all_businesses,
        },
        read_item=wire.restobar.expense_type_profit,
        style=RESTOBAR_ALL,
        name="reports.profit_by_expense_type",
    )


def profit_by_delivery_provider(
    *,
    since: date | None = None,
    until: date | None = None,
    all_businesses: bool | None = None,
) -> PagedOperation[wire.OpenRecord]:
    """
    List the profit by delivery platform (``GET /reports/reportUtilityDeliveryProvider``).

    Args:
        since: First Bogotá day.
        until: Last day, included. Only with `since`.
        all_businesses: Those of the other branches too.

    Returns:
        Rows as received: their fields are not published.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.

    Example:
        ``list(pos.reports.profit_by_delivery_provider(since=first, until=last))``
    """
    return PagedOperation(
        "GET",
        "/reports/reportUtilityDeliveryProvider",
        query={
            **report_range(since, until),
            "allBusiness": all_businesses,
        },
        read_item=wire.restobar.record,
        style=_rows_in("reportInvoicesDeliveryProvider"),
        name="reports.profit_by_delivery_provider",
    )
