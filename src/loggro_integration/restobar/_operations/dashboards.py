# SPDX-License-Identifier: MIT
"""The figures of the dashboard: they take no arguments."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import Operation, SendPolicy

__all__ = [
    "dashboard",
    "dashboard_v2",
    "last_orders",
    "orders_last_24_hours_by_hour",
    "orders_this_month_by_product",
    "orders_this_month_by_seller",
    "orders_today_by_hour",
    "sales_in_cash_session",
    "sales_last_7_days",
    "sales_last_7_days_by_day",
    "sales_last_30_days",
    "sales_this_year",
    "sales_this_year_by_month",
    "sales_this_year_by_month_v2",
    "sales_this_year_v2",
    "sales_today",
]


def _dashboard(route: str, call: str) -> Operation[wire.OpenAnswer]:
    return Operation(
        "GET",
        route,
        policy=SendPolicy.READ,
        read=wire.restobar.answer,
        permission="ST_GET_DASHBOARD",
        name=f"stats.{call}",
    )


def dashboard() -> Operation[wire.OpenAnswer]:
    """
    Read the figures of the dashboard (``GET /stats/admin``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.dashboard().value``
    """
    return _dashboard("/stats/admin", "dashboard")


def dashboard_v2() -> Operation[wire.OpenAnswer]:
    """
    Read the figures of the newer dashboard (``GET /stats/admin/v2``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.

    Example:
        ``pos.stats.dashboard_v2().value``
    """
    return _dashboard("/stats/admin/v2", "dashboard_v2")


def sales_in_cash_session() -> Operation[wire.OpenAnswer]:
    """
    Read the sales of the open cash session (``GET /stats/admin/totalInvoicesCurrentCashBox``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.

    Example:
        ``pos.stats.sales_in_cash_session().value``
    """
    return _dashboard("/stats/admin/totalInvoicesCurrentCashBox", "sales_in_cash_session")


def last_orders() -> Operation[wire.OpenAnswer]:
    """
    Read the newest orders (``GET /stats/admin/lastOrders``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.

    Example:
        ``pos.stats.last_orders().value``
    """
    return _dashboard("/stats/admin/lastOrders", "last_orders")


def sales_today() -> Operation[wire.OpenAnswer]:
    """
    Read the sales of today (``GET /stats/admin/totalInvoicesToday``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.

    Example:
        ``pos.stats.sales_today().value``
    """
    return _dashboard("/stats/admin/totalInvoicesToday", "sales_today")


def sales_last_7_days() -> Operation[wire.OpenAnswer]:
    """
    Read the sales of the last 7 days (``GET /stats/admin/totalInvoicesLast7Days``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.

    Example:
        ``pos.stats.sales_last_7_days().value``
    """
    return _dashboard("/stats/admin/totalInvoicesLast7Days", "sales_last_7_days")


def sales_last_30_days() -> Operation[wire.OpenAnswer]:
    """
    Read the sales of the last 30 days (``GET /stats/admin/totalInvoicesLast30Days``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.sales_last_30_days().value``
    """
    return _dashboard("/stats/admin/totalInvoicesLast30Days", "sales_last_30_days")


def sales_this_year() -> Operation[wire.OpenAnswer]:
    """
    Read the sales of this year (``GET /stats/admin/totalInvoicesCurrentYear``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.sales_this_year().value``
    """
    return _dashboard("/stats/admin/totalInvoicesCurrentYear", "sales_this_year")


def sales_this_year_v2() -> Operation[wire.OpenAnswer]:
    """
    Read the sales of this year, newer form (``GET /stats/admin/totalInvoicesCurrentYear/v2``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.sales_this_year_v2().value``
    """
    return _dashboard("/stats/admin/totalInvoicesCurrentYear/v2", "sales_this_year_v2")


def orders_today_by_hour() -> Operation[wire.OpenAnswer]:
    """
    Read the orders of today by hour (``GET /stats/admin/totalOrdersTodayByHours``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.orders_today_by_hour().value``
    """
    return _dashboard("/stats/admin/totalOrdersTodayByHours", "orders_today_by_hour")


def sales_last_7_days_by_day() -> Operation[wire.OpenAnswer]:
    """
    Read the sales of the last 7 days by day (``GET /stats/admin/totalInvoicesLast7DaysByDays``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.sales_last_7_days_by_day().value``
    """
    return _dashboard("/stats/admin/totalInvoicesLast7DaysByDays", "sales_last_7_days_by_day")


def orders_this_month_by_product() -> Operation[wire.OpenAnswer]:
    """
    Read the orders of this month by product.

    Path: ``GET /stats/admin/totalOrdersCurrentMonthByProducts``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.orders_this_month_by_product().value``
    """
    return _dashboard(
        "/stats/admin/totalOrdersCurrentMonthByProducts", "orders_this_month_by_product"
    )


def sales_this_year_by_month() -> Operation[wire.OpenAnswer]:
    """
    Read the sales of this year by month (``GET /stats/admin/totalInvoicesCurrentYearByMonth``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.sales_this_year_by_month().value``
    """
    return _dashboard("/stats/admin/totalInvoicesCurrentYearByMonth", "sales_this_year_by_month")


def sales_this_year_by_month_v2() -> Operation[wire.OpenAnswer]:
    """
    Read the sales of this year by month, newer form.

    Path: ``GET /stats/admin/totalInvoicesCurrentYearByMonth/v2``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.sales_this_year_by_month_v2().value``
    """
    return _dashboard(
        "/stats/admin/totalInvoicesCurrentYearByMonth/v2", "sales_this_year_by_month_v2"
    )


def orders_this_month_by_seller() -> Operation[wire.OpenAnswer]:
    """
    Read the orders of this month by seller (``GET /stats/admin/totalOrdersCurrentMonthBySeller``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.orders_this_month_by_seller().value``
    """
    return _dashboard("/stats/admin/totalOrdersCurrentMonthBySeller", "orders_this_month_by_seller")


def orders_last_24_hours_by_hour() -> Operation[wire.OpenAnswer]:
    """
    Read the orders of the last 24 hours by hour.

    Path: ``GET /stats/admin/totalOrdersLast24HoursByHours``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``ST_GET_DASHBOARD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.orders_last_24_hours_by_hour().value``
    """
    return _dashboard("/stats/admin/totalOrdersLast24HoursByHours", "orders_last_24_hours_by_hour")
