# SPDX-License-Identifier: MIT
"""The rows around the kitchen and the till: categories, stock, suppliers, expenses, tables."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from loggro_integration.exact_json import JsonValue, is_array
from loggro_integration.ids import ObjectId
from loggro_integration.wire._converter import Hook, reads_bare, reads_by, unstructure
from loggro_integration.wire._record import Label, Record, wire
from loggro_integration.wire._ref import Ref
from loggro_integration.wire._restobar_catalogue import LocationStock
from loggro_integration.wire._restobar_sale import Deletion

__all__ = [
    "Category",
    "CategoryMenu",
    "Coordinates",
    "DeliveryProvider",
    "Expense",
    "ExpenseSession",
    "Ingredient",
    "Movement",
    "MovementInvoice",
    "MovementLine",
    "MovementType",
    "Promo",
    "Provider",
    "PurchasePayment",
    "StockByLocation",
    "Table",
    "TypeExpense",
    "Unit",
]

ID = wire("_id")


@frozen(kw_only=True, slots=False)
class CategoryMenu(Record):
    """Where a category is shown; the values of `source` are not published."""

    source: JsonValue = None


@frozen(kw_only=True, slots=False)
class Category(Record):
    """A category of products."""

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    description: str | None = None
    is_active: bool | None = None
    menu: CategoryMenu | None = None
    external_integration: JsonValue = None


@frozen(kw_only=True, slots=False)
class Unit(Record):
    """A unit of measure of ingredients."""

    id: ObjectId = field(metadata=ID)
    name: str | None = None


@frozen(kw_only=True, slots=False)
class StockByLocation:
    """
    Stock by location, one or several: the list of ingredients gives an object, one of them a list.

    Attributes:
        rows: The locations.
        single: Whether it came as one object.
    """

    rows: tuple[LocationStock, ...] = ()
    single: bool = field(default=False, repr=False)

    def __iter__(self) -> Iterator[LocationStock]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def _read_stock(value: Any, each: Hook) -> StockByLocation:
    rows: list[Any] = value if is_array(value) else [value]
    return StockByLocation(rows=tuple(each(row, None) for row in rows), single=not is_array(value))


def _write_stock(stock: StockByLocation) -> JsonValue:
    rows: list[JsonValue] = [unstructure(each) for each in stock.rows]
    return rows[0] if stock.single and len(rows) == 1 else rows


reads_by(StockByLocation, LocationStock, _read_stock)
unstructure.register(StockByLocation, _write_stock)


@frozen(kw_only=True, slots=False)
class Ingredient(Record):
    """
    An ingredient, or a product where the list shows those too.

    Attributes:
        stock: In its unit.
        price_purchase: COP of the last purchase.
        average_cost: COP a unit, with decimals.
    """

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    category: Ref | None = None
    unit: Ref | None = None
    is_ingredient: bool | None = None
    is_active: bool | None = None
    stock: Decimal | None = None
    stock_minimum: Decimal | None = None
    price_purchase: Decimal | None = None
    average_cost: Decimal | None = field(default=None, metadata=wire("avgCost"))
    locations_stock: StockByLocation | None = None


@frozen(kw_only=True, slots=False)
class MovementType(Record):
    """A type of inventory movement; ids are each account's own: resolve them by name."""

    id: int
    name: str | None = None
    is_subtracted: bool | None = None
    is_production: bool | None = None
    is_move_to: bool | None = None


@frozen(kw_only=True, slots=False)
class MovementInvoice(Record):
    """The supplier's invoice of a purchase; some clients store its number alone. Totals in COP."""

    number: Label | None = field(default=None, metadata=wire("invoiceNumber"))
    total: Decimal | None = None
    is_paid: bool | None = None
    total_paid: Decimal | None = None


reads_bare(MovementInvoice)


@frozen(kw_only=True, slots=False)
class MovementLine(Record):
    """One ingredient of a movement; `price` is the unit cost in COP."""

    ingredient: Ref | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    location_stock: Ref | None = None
    note: str | None = None


@frozen(kw_only=True, slots=False)
class Movement(Record):
    """
    An inventory movement: a purchase, an exit, a production or a transfer.

    Attributes:
        type: Id of its `MovementType`.
        is_subtracted: Whether it takes out of stock; quantities are always positive.
        total: COP.
    """

    id: ObjectId = field(metadata=ID)
    date: datetime | None = None
    type: int | None = None
    type_name: str | None = None
    provider: Ref | None = None
    invoice: MovementInvoice | None = None
    total: Decimal | None = None
    note: str | None = None
    ingredients: tuple[MovementLine, ...] = ()
    is_subtracted: bool | None = None
    is_production: bool | None = None
    is_move_to: bool | None = None
    created_on: datetime | None = None
    deleted: bool | None = None


@frozen(kw_only=True, slots=False)
class PurchasePayment(Record):
    """A payment of a purchase; `total` in COP."""

    id: ObjectId = field(metadata=ID)
    description: str | None = None
    total: Decimal | None = None
    subtract_cash_register: bool | None = None
    inventory: Ref | None = None
    created_on: datetime | None = None


@frozen(kw_only=True, slots=False)
class Provider(Record):
    """A supplier; `document` is its identification number."""

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    tradename: str | None = None
    document: Label | None = None
    email: str | None = None
    phone: Label | None = None
    address: str | None = None
    web: str | None = None
    contact: str | None = None
    note: str | None = None


@frozen(kw_only=True, slots=False)
class TypeExpense(Record):
    """A type of expense."""

    id: ObjectId = field(metadata=ID)
    name: str | None = None


@frozen(kw_only=True, slots=False)
class ExpenseSession(Record):
    """The cash session that an expense was paid from; its id alone, or the session."""

    id: ObjectId | None = field(default=None, metadata=ID)
    register: Ref | None = field(default=None, metadata=wire("_idCashBoxRegister"))


reads_bare(ExpenseSession)


@frozen(kw_only=True, slots=False)
class Expense(Record):
    """
    An expense.

    Attributes:
        type: Its type, by id or whole.
        paid_to: The user who got the money.
        payment_method: Name of the method.
        subtotal: COP without taxes.
        taxes: COP.
        subtract_cash_register: Whether it was paid out of a cash session.
        date: The day of the expense.
    """

    id: ObjectId = field(metadata=ID)
    type: Ref | None = field(default=None, metadata=wire("typeExpense"))
    provider: Ref | None = None
    paid_to: Ref | None = None
    payment_method: str | None = None
    description: str | None = None
    notes: str | None = None
    invoice_number: Label | None = None
    subtotal: Decimal | None = field(default=None, metadata=wire("subTotal"))
    taxes: Decimal | None = None
    subtract_cash_register: bool | None = None
    date: datetime | None = None
    created_on: datetime | None = None
    business: Ref | None = None
    cash_session: ExpenseSession | None = field(default=None, metadata=wire("cashBox"))
    deleted: bool | None = None
    deletion: Deletion | None = field(default=None, metadata=wire("deletedInfo"))


@frozen(kw_only=True, slots=False)
class Promo(Record):
    """A promotion: ``Porcentaje``, ``ProcentajeCantidad`` (spelled so) or ``Cantidad``."""

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    description: str | None = None
    type: str | None = None
    is_active: bool | None = None
    for_digital_menu: bool | None = None
    date_settings: JsonValue = None


@frozen(kw_only=True, slots=False)
class DeliveryProvider(Record):
    """A delivery platform; `percentage_per_sale` as 20 for 20 %."""

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    is_active: bool | None = None
    percentage_per_sale: Decimal | None = None
    payment_method: str | None = None


@frozen(kw_only=True, slots=False)
class Coordinates(Record):
    """Where a table stands on the plan."""

    x: Decimal | None = None
    y: Decimal | None = None


@frozen(kw_only=True, slots=False)
class Table(Record):
    """
    A table; deactivated ones stay listed.

    Attributes:
        password: Optional password of the table; never shown.
    """

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    description: str | None = None
    capacity: Decimal | None = None
    coord: Coordinates | None = None
    is_home_delivery: bool | None = None
    is_active: bool | None = None
    password: Label | None = field(default=None, repr=False)
