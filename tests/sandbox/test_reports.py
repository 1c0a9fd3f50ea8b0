# SPDX-License-Identifier: MIT
"""Reports and statistics are added up from what happened, to the peso."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loggro_integration.exact_json import loads
from sandbox.boxes import DAY, Box, MakeBox
from sandbox.busy import SPAN, delete, expense, first, get, make_busy, movement, post, put

BOGOTA = timedelta(hours=-5)
SOLD = {"Pagada", "Por Pagar"}
LATER = {"dateInitISO": "2027-01-01T05:00:00.000Z", "dateEndISO": "2027-02-01T05:00:00.000Z"}


@pytest.fixture
def busy(box: Box) -> Box:
    """A restaurant in which everything happened once."""
    return make_busy(box)


def sold(box: Box) -> list[dict[str, Any]]:
    return [row for row in box.fake.sales() if row["status"] in SOLD]


def lines(box: Box) -> list[dict[str, Any]]:
    return [line for row in sold(box) for line in row["products"]]


def total(rows: list[dict[str, Any]], name: str = "total") -> Any:
    return sum(row[name] for row in rows)


def stats(box: Box, name: str, span: dict[str, str] = SPAN) -> Any:
    return get(box, f"/stats/{name}", **span)


def report(box: Box, name: str, **query: str) -> Any:
    return get(box, f"/reports/{name}", **{**SPAN, **query})


def test_days_add_up_with_and_without_tip(busy: Box) -> None:
    """One row a Bogotá day, with the window it covers."""
    (row,) = stats(busy, "totalInvoicesByDays")

    sales = sold(busy)
    assert (total(sales), total(sales, "tip")) == (row["totalWithoutTip"], row["tip"])
    assert row["total"] == row["totalWithoutTip"] + row["tip"]
    assert (len(sales), "2026-11-23") == (row["count"], row["_id"]["dayOfMonth"])
    assert ("2026-11-23T05:00:00.000Z", "2026-11-24T04:59:59.999Z") == (
        row["dateInit"],
        row["dateEnd"],
    )


def test_a_day_ends_at_midnight_in_bogota(box: Box) -> None:
    """A sale at 23:59 and one at 00:01 there stand in two rows, months likewise."""
    for at in ("2026-12-01T04:59:00.000Z", "2026-12-01T05:01:00.000Z"):
        box.operator.set_clock(at=at)
        box.operator.sell()
    span = {"dateInitISO": "2026-11-01T05:00:00.000Z", "dateEndISO": "2026-12-31T05:00:00.000Z"}

    days, months = (stats(box, f"totalInvoicesBy{name}", span) for name in ("Days", "Months"))

    assert ["2026-11-30", "2026-12-01"] == [row["_id"]["dayOfMonth"] for row in days]
    assert ["2026-11", "2026-12"] == [row["_id"]["month"] for row in months]
    assert [16500, 16500] == [row["total"] for row in months]


@pytest.mark.parametrize(
    "name",
    [
        "totalInvoicesByMonths",
        "totalInvoicesByTables",
        "totalInvoicesBySellers",
        "totalSalesByBiller",
    ],
)
def test_every_grouping_has_the_same_sum(busy: Box, name: str) -> None:
    """By month, table, waiter or cashier; nothing later than the span."""
    rows, later = (stats(busy, name, span) for span in (SPAN, LATER))
    if name == "totalSalesByBiller":
        rows, later = rows["data"], later["data"]

    assert total(sold(busy)) == total(rows, "totalWithoutTip")
    assert total(sold(busy), "tip") == total(rows, "tip")
    assert [] == later


def test_payment_methods_add_up_to_what_was_paid(busy: Box) -> None:
    """Values and tips of each entry; a credit counts what was paid of it."""
    rows = {row["paymentMethod"]: row for row in stats(busy, "totalInvoicesByPaymentMethodPaid")}

    paid = [entry for row in sold(busy) for entry in row["paid"]["paymentMethodValue"]]
    assert total(paid, "value") == total(list(rows.values()), "totalWithoutTip")
    assert 2000 == rows["Nequi"]["tip"]


def test_products_and_categories_add_up_to_the_lines(busy: Box) -> None:
    """In statistics and reports; discounts of the whole bill are not in the lines."""
    found = [
        stats(busy, "totalInvoicesByProducts"),
        report(busy, "reportSalesByProduct")["reportByProduct"],
        report(busy, "reportSalesByProduct", groupResult="false")["reportByProduct"],
        report(busy, "reportSalesByCategory")["reportByCategory"],
        report(busy, "reportUtility")["reportByProduct"],
    ]

    assert {total(lines(busy))} == {total(rows) for rows in found}
    assert len(lines(busy)) == len(found[2])
    assert total(lines(busy), "totalTaxes") == total(found[3], "totalTaxes")
    assert {"Arepas", "Bebidas", "Tienda"} == {row["_id"]["name"] for row in found[3]}


def test_a_report_can_be_asked_for_another_state(busy: Box) -> None:
    """Annulled sales alone, or all; combos where asked."""
    annulled = report(busy, "reportSalesByProduct", status="Anulada")["reportByProduct"]
    everything = report(busy, "reportUtility", status="Todos")["reportByProduct"]
    combos = report(busy, "reportSalesByProduct", showProductCombo="true")["reportByProduct"]

    assert 16500 == total(annulled)
    assert total(lines(busy)) < total(everything)
    assert {False} == {row["isCombo"] for row in combos}


def test_profit_is_what_remains_of_base_and_cost(box: Box) -> None:
    """9000 with 8 % included has a base of 8333; the unit cost is 2700.5."""
    box.operator.sell([("Arepa de queso", 2)])

    (row,) = report(box, "reportUtility")["reportByProduct"]

    assert (2, 18000, 1333, 2700.5) == (
        row["quantity"], row["total"], row["totalTaxes"], row["avgCost"],
    )  # fmt: skip
    assert 18000 - 1333 - 5401 == row["utility"]


def test_hours_and_weekdays_are_bogotas(box: Box) -> None:
    """1 is Sunday; a cancelled order does not count."""
    box.operator.set_clock(at="2026-11-23T02:30:00.000Z")  # Sunday 21:30
    box.order()
    (gone,) = box.order()
    put(box, "/orders", {"_id": gone["_id"], "causeCancel": "Se fue"})

    hours = stats(box, "totalOrdersGroupByHours")["totalOrdersTodayByHours"]
    days = stats(box, "totalOrdersGroupByDays")["totalOrdersTodayByDays"]

    assert ([{"_id": 21, "total": 18000}], [{"_id": 1, "total": 18000}]) == (hours, days)


def test_delivery_platforms_are_reported_with_their_share(busy: Box) -> None:
    """Twenty per cent for Rappi; the house's own tables are not there."""
    (row,) = report(busy, "reportUtilityDeliveryProvider")["reportInvoicesDeliveryProvider"]
    (stat,) = stats(busy, "totalInvoicesByDeliveryProviders")

    carried = [each for each in sold(busy) if each["delivery"].get("deliveryProvider")]
    assert (len(carried), total(carried)) == (row["count"], row["total"])
    assert (20, row["total"] - row["commission"]) == (row["percentagePerSale"], row["utility"])
    assert row["total"] * 20 == row["commission"] * 100
    assert ("RAPPI", total(carried)) == (stat["_id"], stat["totalWithoutTip"])


def test_an_unknown_platform_takes_no_share(box: Box) -> None:
    """It stands in the report all the same."""
    box.operator.sell(delivery={"provider": "OTRA"})

    (row,) = report(box, "reportUtilityDeliveryProvider")["reportInvoicesDeliveryProvider"]

    assert (0, 16500) == (row["commission"], row["utility"])


def test_purchases_are_reported_line_by_line(busy: Box) -> None:
    """With their supplier, and with their payments beside; not in another month."""
    found = report(busy, "reportPurchase")

    (row,) = found["purchases"]
    assert ("A-1", 10, 5000) == (
        row["invoice"]["invoiceNumber"],
        row["ingredient"]["quantity"],
        row["ingredient"]["price"],
    )
    assert "Maíz del Llano SAS" == row["provider"]["name"]
    assert [20000] == [each["total"] for each in found["ivp"]]
    assert {"purchases": [], "ivp": []} == report(busy, "reportPurchase", **LATER)


@pytest.mark.parametrize(
    ("name", "also", "quantity"),
    [
        ("reportProduction", "/inventories/report/productions", 3),
        ("reportTransfers", "/inventories/report/transfers", 2),
        ("reportShrinkage", None, 1),
    ],
)
def test_movements_are_reported_by_kind(
    busy: Box, name: str, also: str | None, quantity: int
) -> None:
    """One row a line; equal items added up where asked; the documented path of two is another."""
    kind = {"reportProduction": 9, "reportTransfers": 5, "reportShrinkage": 6}[name]
    place = first(busy, "/ingredients")["locationsStock"]["locationStock"]["_id"]
    post(busy, "/inventories", movement(busy, kind, quantity=5, price=100, locationStockTo=place))

    rows, whole = report(busy, name), report(busy, name, groupResult="true")

    assert [quantity, 5] == [row["quantity"] for row in rows]
    assert [quantity * 5000, 500] == [row["total"] for row in rows]
    assert [(quantity + 5, quantity * 5000 + 500)] == [(r["quantity"], r["total"]) for r in whole]
    if also is not None:
        assert rows == get(busy, also, **SPAN)
        assert rows == get(busy, also)


def test_expenses_are_grouped_by_their_type(busy: Box) -> None:
    """Taxes included; a deleted one does not count."""
    made = post(busy, "/expenses", expense(busy))
    delete(busy, f"/expenses/{made['_id']}")

    (row,) = report(busy, "reportUtilityGroupTypes")

    assert ("Servicios públicos", 35700) == (row["typeExpenseName"], row["total"])


def test_expenses_are_of_their_day(busy: Box) -> None:
    """The dates filter the day of the expense, in list and report."""
    october = {"dateInit": "2026-10-01T00:00:00.000Z", "dateEnd": "2026-10-31T00:00:00.000Z"}

    for path in ("/expenses", "/reports/reportExpenses"):
        assert [] == get(busy, path, **october)
        assert 1 == len(get(busy, path))


DASHBOARD = {
    "totalInvoicesToday": 16500,
    "totalInvoicesLast7Days": 2 * 16500,
    "totalInvoicesLast30Days": 3 * 16500,
    "totalInvoicesCurrentYear": 4 * 16500,
}


def spread_out(box: Box) -> None:
    """Sell once last year, in spring, in the last thirty days, in the last seven, and today."""
    for day in ("2025-12-31", "2026-03-01", "2026-11-01", "2026-11-20", "2026-11-23"):
        box.operator.set_clock(at=f"{day}T17:00:00.000Z")
        box.operator.open_cash_box()
        box.operator.sell()


def test_the_dashboard_looks_back_from_today(box: Box) -> None:
    """Each window is a part of the longer one; last year is in none."""
    spread_out(box)

    whole, short = get(box, "/stats/admin"), get(box, "/stats/admin/v2")

    for name, expected in DASHBOARD.items():
        assert expected == whole[name]["total"] == get(box, f"/stats/admin/{name}")["total"]
    assert whole["totalInvoicesToday"] == short["totalInvoicesToday"]
    assert 2026 == get(box, "/stats/admin/totalInvoicesCurrentYear/v2")["year"]
    assert 10 == len(whole["lastOrders"]) == len(get(box, "/stats/admin/lastOrders"))


def test_the_year_and_the_week_are_shown_in_parts(box: Box) -> None:
    """Months of this year, days of the last seven."""
    spread_out(box)

    months = get(box, "/stats/admin/totalInvoicesCurrentYearByMonth")
    days = get(box, "/stats/admin/totalInvoicesLast7DaysByDays")

    assert ["2026-03", "2026-11"] == [row["_id"]["month"] for row in months]
    assert [16500, 49500] == [row["total"] for row in months]
    assert {"data": months} == get(box, "/stats/admin/totalInvoicesCurrentYearByMonth/v2")
    assert ["2026-11-20", "2026-11-23"] == [row["_id"]["dayOfMonth"] for row in days]


def test_orders_of_today_the_day_and_the_month(box: Box) -> None:
    """By hour, product and waiter."""
    spread_out(box)

    today = get(box, "/stats/admin/totalOrdersTodayByHours")
    day = get(box, "/stats/admin/totalOrdersLast24HoursByHours")
    products = get(box, "/stats/admin/totalOrdersCurrentMonthByProducts")
    sellers = get(box, "/stats/admin/totalOrdersCurrentMonthBySeller")

    assert [{"_id": 12, "total": 16500}] == today == day
    assert {"Arepa de queso": 3, "Jugo de lulo": 3} == {r["name"]: r["quantity"] for r in products}
    assert [("Integración", 49500)] == [(row["name"], row["total"]) for row in sellers]


def test_the_open_session_counts_its_own_sales(box: Box) -> None:
    """Of several the newest; none is nothing."""
    box.operator.sell()
    path = "/stats/admin/totalInvoicesCurrentCashBox"
    assert 16500 == get(box, path)["total"]

    box.operator.close_cash_box()

    assert (0, 0) == (get(box, path)["total"], get(box, path)["count"])


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=15,
)
@given(
    sales=st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 5000), st.booleans()), min_size=1, max_size=8
    )
)
def test_days_and_months_never_lose_a_peso(
    make_box: MakeBox, sales: list[tuple[int, int, bool]]
) -> None:
    """Whatever was sold when: days, months and the sales themselves have one sum."""
    box = make_box()
    start = datetime.fromisoformat("2026-10-15T03:00:00.000+00:00")
    for day, tip, annulled in sales:
        box.operator.set_clock(at=(start + timedelta(days=day, hours=day)).isoformat())
        number = box.operator.sell(tip=tip)
        if annulled:
            box.operator.annul(number)
    span = {"dateInitISO": "2026-01-01T05:00:00.000Z", "dateEndISO": "2026-12-31T05:00:00.000Z"}

    days, months = (stats(box, f"totalInvoicesBy{name}", span) for name in ("Days", "Months"))

    expected = total(sold(box)) + total(sold(box), "tip")
    assert expected == total(days) == total(months)
    local = {(datetime.fromisoformat(row["createdOn"]) + BOGOTA).date() for row in sold(box)}
    assert sorted(local) == [date.fromisoformat(row["_id"]["dayOfMonth"]) for row in days]
    for client in (box.restobar, box.pymes, box.control):
        client.close()


def test_sums_are_exact_where_costs_have_decimals(box: Box) -> None:
    """A quantity of thirds of a kilo at an odd price is no float."""
    box.operator.sell([("Arepa de queso", Decimal("0.333"))])

    (sale,) = loads(box.restobar.get("/invoices", params=DAY).content)

    assert (Decimal("0.333"), 2997) == (sale["products"][0]["quantity"], sale["total"])
