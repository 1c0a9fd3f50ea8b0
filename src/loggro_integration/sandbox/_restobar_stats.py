# SPDX-License-Identifier: MIT
"""
Statistics of Restobar, computed from the sales and orders there are.

Totals contain the tip, as the row of ``totalInvoicesByDays`` shows. Where no shape is published
the row carries its label in ``_id`` and ``total``, ``totalWithoutTip``, ``tip`` and ``count``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from loggro_integration.days import BOGOTA, day_window, format_instant, parse_instant
from loggro_integration.money import round_half_even
from loggro_integration.sandbox._app import Call, Handler, Reply
from loggro_integration.sandbox._push import payments_of
from loggro_integration.sandbox._restobar_lists import refuse
from loggro_integration.sandbox._restobar_orders import populated
from loggro_integration.sandbox._state import Doc, Sale, World
from loggro_integration.sandbox._stock import plain_number
from loggro_integration.sandbox._tally import (
    Span,
    day_of,
    days_ago,
    grouped,
    lines_of,
    local,
    sold,
    span,
    sum_of,
)

__all__ = [
    "average_delivery_time",
    "by_biller",
    "by_days",
    "by_delivery_provider",
    "by_months",
    "by_payment_method",
    "by_products",
    "by_sellers",
    "by_tables",
    "current_cash_box",
    "dashboard",
    "dashboard_v2",
    "last_7_days_by_days",
    "last_30_days",
    "last_days",
    "last_orders",
    "month_by_products",
    "month_by_sellers",
    "orders_by_hours",
    "orders_by_weekdays",
    "orders_last_24_hours",
    "orders_today_by_hours",
    "superadmin",
    "today",
    "year",
    "year_by_month",
    "year_by_month_v2",
    "year_v2",
]

_LAST = 10
_NOT_ORDERED = {"Cancelada"}


def _totals(sales: Iterable[Sale]) -> Doc:
    docs = [sale.doc for sale in sales]
    without, tip = sum_of(doc["total"] for doc in docs), sum_of(doc["tip"] for doc in docs)
    return {
        "total": without + tip,
        "totalWithoutTip": without,
        "tip": tip,
        "count": len(docs),
    }


def _day_row(world: World, day: date, sales: list[Sale]) -> Doc:
    window = day_window(day)
    return {
        "_id": {"businessId": world.business["_id"], "dayOfMonth": day.isoformat()},
        **_totals(sales),
        "dateInit": format_instant(window.start),
        "dateEnd": format_instant(window.last_millisecond),
    }


def _by_day(world: World, dates: Span) -> list[Doc]:
    found = grouped(sold(world, dates), lambda sale: day_of(sale.doc["createdOn"]))
    return [_day_row(world, day, sales) for day, sales in sorted(found.items())]


def _by_month(world: World, dates: Span) -> list[Doc]:
    found = grouped(sold(world, dates), lambda sale: day_of(sale.doc["createdOn"]).replace(day=1))
    return [
        {
            "_id": {"businessId": world.business["_id"], "month": f"{month:%Y-%m}"},
            **_totals(sales),
        }
        for month, sales in sorted(found.items())
    ]


def by_days(world: World, call: Call) -> Reply:
    """``GET /stats/totalInvoicesByDays``."""
    return Reply(_by_day(world, span(call)))


def by_months(world: World, call: Call) -> Reply:
    """``GET /stats/totalInvoicesByMonths``."""
    return Reply(_by_month(world, span(call)))


def _by(label: Callable[[Sale], tuple[str, str]]) -> Handler:
    """Return the handler that groups sales by an id and a name; rows carry no count (seen)."""

    def handler(world: World, call: Call) -> Reply:
        rows = [
            {"_id": key, "name": name, **_without_count(_totals(sales))}
            for (key, name), sales in grouped(sold(world, span(call)), label).items()
        ]
        return Reply(rows)

    return handler


def _without_count(row: Doc) -> Doc:
    return {name: value for name, value in row.items() if name != "count"}


def _person(role: str) -> Callable[[Sale], tuple[str, str]]:
    return lambda sale: (str(sale.doc[role]["idInternal"]), str(sale.doc[role]["name"]))


def _table(sale: Sale) -> tuple[str, str]:
    table = sale.doc.get("table", {})
    return str(table.get("idInternal", "")), str(table.get("name", "Domicilio"))


by_tables = _by(_table)
by_sellers = _by(_person("seller"))


def by_delivery_provider(world: World, call: Call) -> Reply:
    """``GET /stats/totalInvoicesByDeliveryProviders``: deliveries alone."""
    sales = [
        sale for sale in sold(world, span(call)) if sale.doc["delivery"].get("deliveryProvider")
    ]
    found = grouped(sales, lambda sale: str(sale.doc["delivery"]["deliveryProvider"]))
    return Reply([{"_id": name, **_totals(each)} for name, each in found.items()])


def by_payment_method(world: World, call: Call) -> Reply:
    """``GET /stats/totalInvoicesByPaymentMethodPaid``: values and tips by method."""
    entries = [entry for sale in sold(world, span(call)) for entry in payments_of(sale)]
    found = grouped(entries, lambda entry: str(entry["paymentMethod"]))
    rows = [
        {
            "_id": name,
            "paymentMethod": name,
            "total": sum_of(entry["value"] + entry["tip"] for entry in each),
            "totalWithoutTip": sum_of(entry["value"] for entry in each),
            "tip": sum_of(entry["tip"] for entry in each),
        }
        for name, each in found.items()
    ]
    return Reply(rows)


def by_products(world: World, call: Call) -> Reply:
    """``GET /stats/totalInvoicesByProducts``."""
    return Reply(_products(lines_of(sold(world, span(call)))))


def _products(pairs: Iterator[tuple[Sale, Doc]]) -> list[Doc]:
    found = grouped((line for _, line in pairs), lambda line: (line["idInternal"], line["name"]))
    return [
        {
            "_id": key,
            "name": name,
            "quantity": sum_of(line["quantity"] for line in lines),
            "total": sum_of(line["total"] for line in lines),
        }
        for (key, name), lines in found.items()
    ]


def by_biller(world: World, call: Call) -> Reply:
    """``GET /stats/totalSalesByBiller``: the shape of a row is ours."""
    found = grouped(sold(world, span(call)), _person("cashier"))
    rows = [{"_id": key, "name": name, **_totals(each)} for (key, name), each in found.items()]
    return Reply({"data": rows})


def _orders(world: World, dates: Span) -> list[Doc]:
    first, last = dates
    return [
        order
        for order in world.orders
        if order["status"] not in _NOT_ORDERED
        and (first is None or order["createdOn"] >= first)
        and (last is None or order["createdOn"] <= last)
    ]


def _summed(orders: Iterable[Doc], key: Callable[[Doc], int]) -> list[Doc]:
    found = grouped(orders, key)
    return [
        {"_id": each, "total": sum_of(order["total"] for order in found[each])}
        for each in sorted(found)
    ]


def _hour(order: Doc) -> int:
    return local(order["createdOn"]).hour


def _weekday(order: Doc) -> int:
    """Return 1 for Sunday to 7 for Saturday (inferred)."""
    return local(order["createdOn"]).isoweekday() % 7 + 1


def orders_by_hours(world: World, call: Call) -> Reply:
    """``GET /stats/totalOrdersGroupByHours``."""
    return Reply({"totalOrdersTodayByHours": _summed(_orders(world, span(call)), _hour)})


def orders_by_weekdays(world: World, call: Call) -> Reply:
    """``GET /stats/totalOrdersGroupByDays``."""
    return Reply({"totalOrdersTodayByDays": _summed(_orders(world, span(call)), _weekday)})


def average_delivery_time(world: World, call: Call) -> Reply:
    """``GET /stats/avgTimeDeliveryGuyDelivered``: minutes from assigned to delivered (ours)."""
    times: dict[str, list[Decimal]] = {}
    for sale in sold(world, span(call)):
        taken = _minutes(sale.doc["delivery"].get("statusHistory", []))
        if taken is not None:
            times.setdefault(str(sale.doc["delivery"]["deliveryGuy"]), []).append(taken)
    return Reply([_average(world, key, each) for key, each in times.items()])


def _minutes(history: list[Doc]) -> Decimal | None:
    if not history or history[-1]["status"] != "Entregado":
        return None
    taken = parse_instant(history[-1]["date"]) - parse_instant(history[0]["date"])
    return Decimal(taken // timedelta(milliseconds=1)) / 60_000


def _average(world: World, key: str, times: list[Decimal]) -> Doc:
    user = world.users.get(key)
    average = round_half_even(sum(times, Decimal(0)) / len(times), places=2)
    return {
        "_id": key,
        "name": key if user is None else user["name"],
        "count": len(times),
        "avgMinutes": plain_number(average),
    }


def superadmin(world: World, call: Call) -> Reply:
    """``GET /stats/pp/...``: the platform's own; refused for every restaurant."""
    refuse(401, "superadmin")


# The dashboard


def _days(days: int) -> Callable[[World], Doc]:
    """Return what reads the totals of today and so many days before."""
    return lambda world: _totals(sold(world, days_ago(world, days)))


def _this_year(world: World) -> Span:
    first = world.now().astimezone(BOGOTA).date().replace(month=1, day=1)
    return format_instant(day_window(first).start), None


def _this_month(world: World) -> Span:
    first = world.now().astimezone(BOGOTA).date().replace(day=1)
    return format_instant(day_window(first).start), None


def last_days(days: int) -> Handler:
    """Return the handler of the totals of today and so many days before."""
    read = _days(days)
    return lambda world, call: Reply(read(world))


today = last_days(0)
last_30_days = last_days(29)


def year(world: World, call: Call) -> Reply:
    """``GET /stats/admin/totalInvoicesCurrentYear``."""
    return Reply(_totals(sold(world, _this_year(world))))


def year_v2(world: World, call: Call) -> Reply:
    """``GET /stats/admin/totalInvoicesCurrentYear/v2``: with the year's name."""
    totals = _totals(sold(world, _this_year(world)))
    return Reply({"year": world.now().astimezone(BOGOTA).year, **totals})


def year_by_month(world: World, call: Call) -> Reply:
    """``GET /stats/admin/totalInvoicesCurrentYearByMonth``."""
    return Reply(_by_month(world, _this_year(world)))


def year_by_month_v2(world: World, call: Call) -> Reply:
    """``GET /stats/admin/totalInvoicesCurrentYearByMonth/v2``: wrapped."""
    return Reply({"data": _by_month(world, _this_year(world))})


def last_7_days_by_days(world: World, call: Call) -> Reply:
    """``GET /stats/admin/totalInvoicesLast7DaysByDays``."""
    return Reply(_by_day(world, days_ago(world, 6)))


def current_cash_box(world: World, call: Call) -> Reply:
    """``GET /stats/admin/totalInvoicesCurrentCashBox``: of the newest open session."""
    box = next(iter(reversed(list(world.cash_boxes.all(isClosed=False)))), None)
    if box is None:
        return Reply(_totals([]))
    sales = (sale for sale in sold(world, (None, None)) if sale.doc["cashBox"] == box["_id"])
    return Reply({"cashBox": box["_id"], **_totals(sales)})


def _newest_orders(world: World) -> list[Doc]:
    return [populated(world, order) for order in list(world.orders)[-_LAST:][::-1]]


def last_orders(world: World, call: Call) -> Reply:
    """``GET /stats/admin/lastOrders``: the ten newest."""
    return Reply(_newest_orders(world))


def orders_today_by_hours(world: World, call: Call) -> Reply:
    """``GET /stats/admin/totalOrdersTodayByHours``."""
    return Reply(_summed(_orders(world, days_ago(world, 0)), _hour))


def orders_last_24_hours(world: World, call: Call) -> Reply:
    """``GET /stats/admin/totalOrdersLast24HoursByHours``."""
    first = format_instant(world.now() - timedelta(hours=24))
    return Reply(_summed(_orders(world, (first, None)), _hour))


def month_by_products(world: World, call: Call) -> Reply:
    """``GET /stats/admin/totalOrdersCurrentMonthByProducts``."""
    found = grouped(_orders(world, _this_month(world)), lambda order: str(order["product"]))
    rows = [
        {
            "_id": key,
            "name": world.products.rows[key]["name"],
            "quantity": sum_of(order["quantity"] for order in each),
            "total": sum_of(order["total"] for order in each),
        }
        for key, each in found.items()
    ]
    return Reply(rows)


def month_by_sellers(world: World, call: Call) -> Reply:
    """``GET /stats/admin/totalOrdersCurrentMonthBySeller``."""
    orders = _orders(world, _this_month(world))
    found = grouped(orders, lambda order: (order["seller"]["_id"], order["seller"]["name"]))
    rows = [
        {"_id": key, "name": name, "total": sum_of(order["total"] for order in each)}
        for (key, name), each in found.items()
    ]
    return Reply(rows)


def dashboard_v2(world: World, call: Call) -> Reply:
    """``GET /stats/admin/v2``: the parts that need no premium."""
    return Reply(
        {
            "totalInvoicesToday": _days(0)(world),
            "totalInvoicesLast7Days": _days(6)(world),
            "lastOrders": _newest_orders(world),
        }
    )


def dashboard(world: World, call: Call) -> Reply:
    """``GET /stats/admin``: everything on one page."""
    return Reply(
        {
            "totalInvoicesToday": _days(0)(world),
            "totalInvoicesLast7Days": _days(6)(world),
            "totalInvoicesLast30Days": _days(29)(world),
            "totalInvoicesCurrentYear": _totals(sold(world, _this_year(world))),
            "totalInvoicesLast7DaysByDays": _by_day(world, days_ago(world, 6)),
            "totalOrdersTodayByHours": _summed(_orders(world, days_ago(world, 0)), _hour),
            "lastOrders": _newest_orders(world),
        }
    )
