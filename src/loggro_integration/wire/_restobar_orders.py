# SPDX-License-Identifier: MIT
"""Orders: what the kitchen makes; each product is one of them."""

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from loggro_integration.codes import OrderStatus
from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import ObjectId
from loggro_integration.wire._converter import reads_bare
from loggro_integration.wire._record import Record, wire
from loggro_integration.wire._ref import Ref
from loggro_integration.wire._restobar_sale import Deletion

__all__ = ["Courtesy", "InternalUse", "Order", "OrderSeller", "TableTotal"]


@frozen(kw_only=True, slots=False)
class Courtesy(Record):
    """Whether an order is given away; it never becomes a sale then."""

    is_complementary: bool | None = None
    note: str | None = None
    client: JsonValue = None
    modified_on: datetime | None = None


@frozen(kw_only=True, slots=False)
class InternalUse(Record):
    """Whether an order is consumed by the house."""

    is_internal: bool | None = None
    note: str | None = None


@frozen(kw_only=True, slots=False)
class OrderSeller(Record):
    """Who took the order; the id alone, or the user."""

    id: ObjectId | None = field(default=None, metadata=wire("_id"))
    name: str | None = None
    last_name: str | None = None


reads_bare(OrderSeller)


@frozen(kw_only=True, slots=False)
class Order(Record):
    """
    One product ordered.

    Attributes:
        status: Open list; a billed order reads ``Pagada``.
        unit_price: COP with taxes; wire name ``unit_price``.
        total: COP.
        kitchen_history: What the kitchen did; the documented ``statusKitchen`` was not seen.
        cancel_cause: Why it was cancelled.
        group: What the caller gave to find its orders again.
        modified_by: The whole user, with address and confirmation code: never shown.
    """

    id: ObjectId = field(metadata=wire("_id"))
    status: OrderStatus | None = None
    product: Ref | None = None
    table: Ref | None = None
    seller: OrderSeller | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = field(default=None, metadata=wire("unit_price"))
    total: Decimal | None = None
    complementary: Courtesy | None = None
    internal: InternalUse | None = None
    kitchen_history: tuple[JsonValue, ...] = field(
        default=(), metadata=wire("statusKitchenHistory")
    )
    cancel_cause: str | None = field(default=None, metadata=wire("causeCancel"))
    notes: tuple[JsonValue, ...] = ()
    group: Ref | None = None
    group_name: str | None = None
    created_on: datetime | None = None
    modified_on: datetime | None = None
    modified_by: JsonValue = field(default=None, repr=False)
    deletion: Deletion | None = field(default=None, metadata=wire("deletedInfo"))
    deleted: bool | None = None


@frozen(kw_only=True, slots=False)
class TableTotal(Record):
    """What the orders of a table amount to, in COP."""

    table: ObjectId = field(metadata=wire("_id"))
    total: Decimal | None = None
