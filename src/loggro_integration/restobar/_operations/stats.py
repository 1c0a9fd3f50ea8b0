# SPDX-License-Identifier: MIT
"""Statistics of a range of days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from attrs import evolve

from loggro_integration import wire
from loggro_integration.http import RESTOBAR_ALL, Operation, PagedOperation, QueryValue, SendPolicy
from loggro_integration.restobar._checks import report_range
from loggro_integration.wire.restobar import DaySales, HourOrders, WeekdayOrders

__all__ = [
    "average_delivery_time",
    "orders_by_hour",
    "orders_by_weekday",
    "sales_by_cashier",
    "sales_by_day",
    "sales_by_delivery_provider",
    "sales_by_month",
    "sales_by_payment_method",
    "sales_by_product",
    "sales_by_seller",
    "sales_by_table",
]

T = TypeVar("T")


def _by(
    route: str,
    call: str,
    query: Mapping[str, QueryValue],
    read: Callable[[Any], T],
    *,
    permission: str,
    rows: str = "data",
) -> PagedOperation[T]:
    """List the rows of a statistic: a bare array, or one under the key `rows`."""
    envelope = evolve(RESTOBAR_ALL.envelope, rows=(rows, ""))
    return PagedOperation(
        "GET",
        route,
        query=query,
        read_item=read,
        style=evolve(RESTOBAR_ALL, envelope=envelope),
        permission=permission,
        name=f"stats.{call}",
    )


def sales_by_month(*, since: date, until: date) -> PagedOperation[wire.OpenRecord]:
    """
    List the sales by month (``GET /stats/totalInvoicesByMonths``).

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Returns:
        Rows as received: their fields are not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_SALES``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.stats.sales_by_month(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return _by(
        "/stats/totalInvoicesByMonths",
        "sales_by_month",
        report_range(since, until),
        wire.restobar.record,
        permission="ST_GET_SALES",
    )


def sales_by_day(*, since: date, until: date) -> PagedOperation[DaySales]:
    """
    List the sales by day (``GET /stats/totalInvoicesByDays``).

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_SALES``.

    Example:
        ``list(pos.stats.sales_by_day(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return _by(
        "/stats/totalInvoicesByDays",
        "sales_by_day",
        report_range(since, until),
        wire.restobar.day_sales,
        permission="ST_GET_SALES",
    )


def sales_by_table(*, since: date, until: date) -> PagedOperation[wire.OpenRecord]:
    """
    List the sales by table (``GET /stats/totalInvoicesByTables``).

    Rows carry no count; what they are about stands in the row or in its ``_id``.

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Returns:
        Rows as received: their fields are not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_TABLES``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.stats.sales_by_table(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return _by(
        "/stats/totalInvoicesByTables",
        "sales_by_table",
        report_range(since, until),
        wire.restobar.record,
        permission="ST_GET_TABLES",
    )


def sales_by_payment_method(*, since: date, until: date) -> PagedOperation[wire.OpenRecord]:
    """
    List the sales by payment method (``GET /stats/totalInvoicesByPaymentMethodPaid``).

    Rows carry no count; what they are about stands in the row or in its ``_id``.

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Returns:
        Rows as received: their fields are not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_PAYMENT_METHOD``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.stats.sales_by_payment_method(since=first, until=last))``
    """
    return _by(
        "/stats/totalInvoicesByPaymentMethodPaid",
        "sales_by_payment_method",
        report_range(since, until),
        wire.restobar.record,
        permission="ST_GET_PAYMENT_METHOD",
    )


def sales_by_product(*, since: date, until: date) -> PagedOperation[wire.OpenRecord]:
    """
    List the sales by product (``GET /stats/totalInvoicesByProducts``).

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Returns:
        Rows as received: their fields are not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_PRODUCTS``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.stats.sales_by_product(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return _by(
        "/stats/totalInvoicesByProducts",
        "sales_by_product",
        report_range(since, until),
        wire.restobar.record,
        permission="ST_GET_PRODUCTS",
    )


def sales_by_seller(*, since: date, until: date) -> PagedOperation[wire.OpenRecord]:
    """
    List the sales by seller (``GET /stats/totalInvoicesBySellers``).

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Returns:
        Rows as received: their fields are not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_SELLERS``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.stats.sales_by_seller(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return _by(
        "/stats/totalInvoicesBySellers",
        "sales_by_seller",
        report_range(since, until),
        wire.restobar.record,
        permission="ST_GET_SELLERS",
    )


def sales_by_delivery_provider(*, since: date, until: date) -> PagedOperation[wire.OpenRecord]:
    """
    List the sales by delivery platform (``GET /stats/totalInvoicesByDeliveryProviders``).

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Returns:
        Rows as received: their fields are not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_DELIVERY_PROVIDER``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.stats.sales_by_delivery_provider(since=first, until=last))``
    """
    return _by(
        "/stats/totalInvoicesByDeliveryProviders",
        "sales_by_delivery_provider",
        report_range(since, until),
        wire.restobar.record,
        permission="ST_GET_DELIVERY_PROVIDER",
    )


def orders_by_hour(*, since: date, until: date) -> PagedOperation[HourOrders]:
    """
    List the orders by hour of the day (``GET /stats/totalOrdersGroupByHours``).

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_ORDERS_HOURS``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.stats.orders_by_hour(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return _by(
        "/stats/totalOrdersGroupByHours",
        "orders_by_hour",
        report_range(since, until),
        wire.restobar.hour_orders,
        permission="ST_GET_ORDERS_HOURS",
        rows="totalOrdersTodayByHours",
    )


def orders_by_weekday(*, since: date, until: date) -> PagedOperation[WeekdayOrders]:
    """
    List the orders by weekday (``GET /stats/totalOrdersGroupByDays``).

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_ORDERS_DAYS``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``list(pos.stats.orders_by_weekday(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return _by(
        "/stats/totalOrdersGroupByDays",
        "orders_by_weekday",
        report_range(since, until),
        wire.restobar.weekday_orders,
        permission="ST_GET_ORDERS_DAYS",
        rows="totalOrdersTodayByDays",
    )


def sales_by_cashier(*, since: date, until: date) -> PagedOperation[wire.OpenRecord]:
    """
    List the sales by cashier (``GET /stats/totalSalesByBiller``).

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Returns:
        Rows as received: their fields are not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_SALES``.

    Example:
        ``list(pos.stats.sales_by_cashier(since=date(2026, 11, 1), until=date(2026, 11, 30)))``
    """
    return _by(
        "/stats/totalSalesByBiller",
        "sales_by_cashier",
        report_range(since, until),
        wire.restobar.record,
        permission="ST_GET_SALES",
    )


def average_delivery_time(*, since: date, until: date) -> Operation[wire.OpenAnswer]:
    """
    Read how long deliveries take (``GET /stats/avgTimeDeliveryGuyDelivered``).

    Args:
        since: First Bogotá day.
        until: Last day, included.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
        PermissionMissing: When sent, if the user lacks ``ST_GET_AVG_DG``.
        PlanLimit: When sent, if the account is not premium.

    Example:
        ``pos.stats.average_delivery_time(since=first, until=last).value``
    """
    return Operation(
        "GET",
        "/stats/avgTimeDeliveryGuyDelivered",
        query=report_range(since, until),
        policy=SendPolicy.READ,
        read=wire.restobar.answer,
        permission="ST_GET_AVG_DG",
        name="stats.average_delivery_time",
    )
