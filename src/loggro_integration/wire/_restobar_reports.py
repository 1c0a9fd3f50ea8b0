# SPDX-License-Identifier: MIT
"""Rows of the reports and statistics; amounts in COP."""

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import ObjectId
from loggro_integration.wire._record import Record, wire
from loggro_integration.wire._ref import Ref
from loggro_integration.wire._restobar_stock import MovementInvoice

__all__ = [
    "CategorySales",
    "DayKey",
    "DaySales",
    "ExpenseTypeKey",
    "ExpenseTypeProfit",
    "HourOrders",
    "ProductKey",
    "ProductProfit",
    "Purchase",
    "PurchaseReport",
    "PurchasedIngredient",
    "StockMove",
    "StockMoveKey",
    "WeekdayOrders",
]

KEY = wire("_id")


@frozen(kw_only=True, slots=False)
class CategorySales(Record):
    """Sales of one category: before discounts, discounts, taxes, and in all."""

    category: Ref | None = field(default=None, metadata=KEY)
    gross_total: Decimal | None = field(default=None, metadata=wire("totalBruto"))
    discount_total: Decimal | None = field(default=None, metadata=wire("totalDiscount"))
    tax_total: Decimal | None = field(default=None, metadata=wire("totalTaxes"))
    total: Decimal | None = None


@frozen(kw_only=True, slots=False)
class ProductKey(Record):
    """The product that a row of the profit report is about."""

    name: str | None = None
    category_name: str | None = None


@frozen(kw_only=True, slots=False)
class ProductProfit(Record):
    """Sales and cost of one product; `average_cost` is a unit's (inferred)."""

    product: ProductKey | None = field(default=None, metadata=KEY)
    quantity: Decimal | None = None
    gross_total: Decimal | None = field(default=None, metadata=wire("totalBruto"))
    discount_total: Decimal | None = field(default=None, metadata=wire("totalDiscount"))
    tax_total: Decimal | None = field(default=None, metadata=wire("totalTaxes"))
    total: Decimal | None = None
    average_cost: Decimal | None = field(default=None, metadata=wire("avgCost"))


@frozen(kw_only=True, slots=False)
class PurchasedIngredient(Record):
    """What was bought: name, quantity and unit price."""

    name: str | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None


@frozen(kw_only=True, slots=False)
class Purchase(Record):
    """One ingredient of a purchase."""

    date: datetime | None = None
    provider: Ref | None = None
    invoice: MovementInvoice | None = None
    ingredient: PurchasedIngredient | None = None


@frozen(kw_only=True, slots=False)
class PurchaseReport(Record):
    """The purchases report; the meaning of `ivp` is not published."""

    purchases: tuple[Purchase, ...] = ()
    ivp: JsonValue = None


@frozen(kw_only=True, slots=False)
class StockMoveKey(Record):
    """What a row of production, transfers or shrinkage is about."""

    ingredient: Ref | None = None
    price: Decimal | None = None
    note: str | None = None
    date: datetime | None = None
    location_stock: JsonValue = None
    location_stock_to: JsonValue = None


@frozen(kw_only=True, slots=False)
class StockMove(Record):
    """A row of production, transfers or shrinkage."""

    key: StockMoveKey | None = field(default=None, metadata=KEY)
    quantity: Decimal | None = None
    total: Decimal | None = None


@frozen(kw_only=True, slots=False)
class ExpenseTypeKey(Record):
    """The type of expense of a row; by id or whole."""

    type: Ref | None = field(default=None, metadata=wire("typeExpense"))


@frozen(kw_only=True, slots=False)
class ExpenseTypeProfit(Record):
    """What one type of expense amounts to."""

    key: ExpenseTypeKey | None = field(default=None, metadata=KEY)
    name: str | None = field(default=None, metadata=wire("typeExpenseName"))
    total: Decimal | None = None


@frozen(kw_only=True, slots=False)
class DayKey(Record):
    """Branch and local day, as ``2026-11-20``."""

    business_id: ObjectId | None = None
    day: str | None = field(default=None, metadata=wire("dayOfMonth"))


@frozen(kw_only=True, slots=False)
class DaySales(Record):
    """Sales of one day: `total` with the tip, `count` invoices."""

    key: DayKey | None = field(default=None, metadata=KEY)
    total: Decimal | None = None
    total_without_tip: Decimal | None = None
    tip: Decimal | None = None
    count: int | None = None
    since: datetime | None = field(default=None, metadata=wire("dateInit"))
    until: datetime | None = field(default=None, metadata=wire("dateEnd"))


@frozen(kw_only=True, slots=False)
class HourOrders(Record):
    """Orders of one hour of the day, 0 to 23."""

    hour: int = field(metadata=KEY)
    total: Decimal | None = None


@frozen(kw_only=True, slots=False)
class WeekdayOrders(Record):
    """Orders of one weekday, 1 to 7; 1 is Sunday (inferred)."""

    weekday: int = field(metadata=KEY)
    total: Decimal | None = None
