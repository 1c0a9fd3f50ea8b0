# SPDX-License-Identifier: MIT
"""
Bodies that are sent to Restobar: what is created, and how sales are paid.

What is edited goes back as it was read: Restobar replaces whole documents.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._record import Record, wire
from loggro_integration.wire._restobar_sale import City, Credit, Deletion
from loggro_integration.wire._restobar_stock import Coordinates, MovementInvoice

__all__ = [
    "BilledOrder",
    "IngredientConfig",
    "NewClient",
    "NewCourtesy",
    "NewDelivery",
    "NewExpense",
    "NewExtra",
    "NewIngredient",
    "NewLocationStock",
    "NewMovement",
    "NewMovementLine",
    "NewOrder",
    "NewOrders",
    "NewPayment",
    "NewProduct",
    "NewProvider",
    "NewSale",
    "NewSaleClient",
    "NewTable",
    "PaidRequest",
    "VariablePrice",
    "id_field",
]


def id_field(name: str) -> Mapping[str, Any]:
    """Return the metadata of a field that holds the id of another row."""
    return {**wire(name), "id": True}


@frozen(kw_only=True, slots=False)
class NewSaleClient(Record):
    """
    The customer of a sale that is made or paid.

    Attributes:
        id_type: For an electronic sale; ``CC`` and ``NIT`` were seen.
        id_number: For an electronic sale.
    """

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    id_type: str | None = None
    id_number: str | None = None


@frozen(kw_only=True, slots=False)
class BilledOrder(Record):
    """An order that a sale bills, by its id."""

    order: str = field(metadata=id_field("order"))


@frozen(kw_only=True, slots=False)
class NewSale(Record):
    """
    Body of ``POST /invoices``: it bills existing orders, it is no free invoice.

    Attributes:
        id: Made by the caller, 24 hexadecimal digits, as ``secrets.token_hex(12)``: how the sale
            is found again after a lost answer. Keep it before sending.
        orders: In state ``Espera`` or ``Entregado``.
        payment_method: Id of the method; stored sales carry its name.
        total: COP, without the tip.
        discount_additional_total: Discount of the bill, COP.
        is_electronic: Whether it becomes an electronic invoice.
        send_email: Whether the customer gets it by e-mail.
        credit: Terms of a credit sale (inferred from stored sales).
    """

    id: str = field(metadata=id_field("_id"))
    orders: tuple[BilledOrder, ...] = field(metadata=wire("orderProducts"))
    table: str | None = field(default=None, metadata=id_field("table"))
    client: NewSaleClient | None = None
    payment_method: str | None = field(default=None, metadata=id_field("paymentMethod"))
    is_paid: bool | None = None
    total: Decimal | None = None
    discount_additional_total: Decimal | None = None
    is_electronic: bool | None = field(default=None, metadata=wire("isEInvoice"))
    send_email: bool | None = field(default=None, metadata=wire("sendInvoiceEmail"))
    credit: Credit | None = None


@frozen(kw_only=True, slots=False)
class NewPayment(Record):
    """
    One payment of a sale that is being paid.

    Only `method` and `value` are documented; the rest is inferred from stored sales.

    Attributes:
        method: Id of the payment method; stored sales carry its name instead.
        value: COP.
        tip: COP.
        delivery_cost: COP.
        approval: Number of the voucher of a card.
    """

    method: str = field(metadata=id_field("paymentMethod"))
    value: Decimal
    tip: Decimal | None = None
    delivery_cost: Decimal | None = None
    approval: str | None = field(default=None, metadata=wire("approbationNumber"))


@frozen(kw_only=True, slots=False)
class PaidRequest(Record):
    """
    Body of ``POST /invoices/{id}/changeToPaid``.

    Attributes:
        id: The sale, once more.
        payments: How it is paid.
        tip: Voluntary tip of the whole sale, COP.
        client: Replaces name, telephone and e-mail of the customer.
    """

    id: str = field(metadata=id_field("_id"))
    payments: tuple[NewPayment, ...] = field(metadata=wire("paymentMethodValue"))
    tip: Decimal | None = None
    client: NewSaleClient | None = None


@frozen(kw_only=True, slots=False)
class NewExtra(Record):
    """An addition to an order; it breaks Loggro's own report: prefer orders of their own."""

    product: str = field(metadata=id_field("product"))
    quantity: Decimal
    price: Decimal


@frozen(kw_only=True, slots=False)
class NewCourtesy(Record):
    """Gives an order away."""

    is_complementary: bool = True
    note: str | None = None


@frozen(kw_only=True, slots=False)
class NewDelivery(Record):
    """Marks an order as delivered to the customer; other keys are not published."""

    is_delivery: bool = True


@frozen(kw_only=True, slots=False)
class NewOrder(Record):
    """
    One product of ``POST /orders``.

    Attributes:
        product: Id of the product or of its variant.
        unit_price: COP with taxes; another price than the product's is accepted.
        notes: For the kitchen.
        location_stock: Not documented; two accounts refuse orders without it. See
            ``product.locations_stock``.
        waiter_order_area: Not documented; without it everything prints in the kitchen. See
            ``product.waiter_order_area``.
    """

    product: str = field(metadata=id_field("product"))
    quantity: Decimal
    unit_price: Decimal | None = field(default=None, metadata=wire("unit_price"))
    notes: tuple[str, ...] = ()
    extras: tuple[NewExtra, ...] = field(default=(), metadata=wire("productsExtra"))
    complementary: NewCourtesy | None = None
    delivery: NewDelivery | None = None
    location_stock: str | None = field(default=None, metadata=id_field("locationStock"))
    waiter_order_area: str | None = field(default=None, metadata=id_field("waiterOrderArea"))


@frozen(kw_only=True, slots=False)
class NewOrders(Record):
    """
    Body of ``POST /orders``.

    Attributes:
        orders: At least one; each becomes a document of its own.
        table: Unless all are delivered.
        group: Made by the caller, 24 hexadecimal digits, as ``secrets.token_hex(12)``: how the
            orders are found again after a lost answer. Other forms get an empty 503.
        group_name: Shown on the kitchen's ticket.
        seller: Id of a user.
    """

    orders: tuple[NewOrder, ...]
    table: str | None = field(default=None, metadata=id_field("table"))
    group: str | None = field(default=None, metadata=id_field("group"))
    group_name: str | None = None
    seller: str | None = field(default=None, metadata=id_field("seller"))


@frozen(kw_only=True, slots=False)
class NewClient(Record):
    """
    A customer to be created.

    Attributes:
        id_document_type: Code of DIAN, as 13 or 31; a number here, text inside a sale.
        document: Needed for an electronic sale; leading zeros count.
        responsibilities: As ``R-99-PN``.
    """

    name: str
    id_document_type: int
    last_name: str | None = None
    is_social_reason: bool | None = None
    document_name: str | None = None
    document: str | None = None
    check_digit: int | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    city: City | None = field(default=None, metadata=wire("cityDetail"))
    responsibilities: str | None = None
    responsibility_name: str | None = None
    notes: str | None = None


@frozen(kw_only=True, slots=False)
class NewLocationStock(Record):
    """Price and stock of a new product at one location; prices in COP, taxes included."""

    location_stock: str = field(metadata=id_field("locationStock"))
    price: Decimal
    stock: Decimal = Decimal(0)
    stock_minimum: Decimal = Decimal(0)
    price_purchase: Decimal = Decimal(0)
    is_main: bool = True
    taxes: tuple[JsonValue, ...] = ()


@frozen(kw_only=True, slots=False)
class NewProduct(Record):
    """
    A product to be created; the defaults are the smallest body that was accepted (2026-08).

    Attributes:
        price: COP with taxes.
        category: Id of the category.
        type: Only ``Normal`` was seen.
        inventory_type: ``PerUnit`` or ``WithIngredients``.
        code: Some accounts drop it.
    """

    name: str
    price: Decimal
    category: str = field(metadata=id_field("category"))
    locations_stock: tuple[NewLocationStock, ...] = ()
    description: str = ""
    type: str = "Normal"
    inventory_type: str = "PerUnit"
    is_active: bool = True
    is_ingredient: bool = False
    is_subproduct: bool = False
    discount_inventory: bool = False
    ingredients: tuple[JsonValue, ...] = ()
    extras: tuple[JsonValue, ...] = field(default=(), metadata=wire("extra"))
    sub_products: tuple[JsonValue, ...] = ()
    code: str | None = None
    barcode: str | None = None
    price_purchase: Decimal | None = None
    stock_minimum: Decimal | None = None
    waiter_order_area: str | None = field(default=None, metadata=id_field("waiterOrderArea"))
    image_url: str | None = field(default=None, metadata=wire("urlImage"))
    config_combo: JsonValue = None
    external_integration: JsonValue = None


@frozen(kw_only=True, slots=False)
class VariablePrice(Record):
    """Whether the price is asked for at each sale."""

    is_variable_price: bool


@frozen(kw_only=True, slots=False)
class IngredientConfig(Record):
    """Whether the till opens the notes."""

    open_modal_notes: bool


@frozen(kw_only=True, slots=False)
class NewIngredient(Record):
    """An ingredient to be created; `price` and `cost` in COP, `category` and `unit` by id."""

    name: str
    category: str = field(metadata=id_field("category"))
    description: str | None = None
    code: str | None = None
    price: Decimal | None = None
    cost: Decimal | None = None
    is_active: bool | None = None
    unit: str | None = field(default=None, metadata=id_field("unit"))
    variable_price: VariablePrice | None = None
    config: IngredientConfig | None = None
    deletion: Deletion | None = field(default=None, metadata=wire("deletedInfo"))


@frozen(kw_only=True, slots=False)
class NewMovementLine(Record):
    """One ingredient, or product, of a movement; `price` is the unit cost in COP."""

    ingredient: str = field(metadata=id_field("ingredient"))
    quantity: Decimal
    price: Decimal
    location_stock: str | None = field(default=None, metadata=id_field("locationStock"))
    note: str | None = None


@frozen(kw_only=True, slots=False)
class NewMovement(Record):
    """
    An inventory movement to be created; quantities are positive, the direction stands apart.

    Attributes:
        date: A day at midnight UTC; at noon, if the account shows it a day early.
        type: Id of a `MovementType`: each account has its own.
        is_subtracted: Sent by one client, not needed by another; so are the fields that follow.
        payments: One client sends an empty list.
    """

    date: datetime
    type: int
    ingredients: tuple[NewMovementLine, ...]
    provider: str | None = field(default=None, metadata=id_field("provider"))
    note: str | None = None
    total: Decimal | None = None
    invoice: MovementInvoice | None = None
    payments: tuple[JsonValue, ...] = ()
    is_subtracted: bool | None = None
    is_production: bool | None = None
    is_move_to: bool | None = None
    location_stock_to: str | None = field(default=None, metadata=id_field("locationStockTo"))
    business: str | None = field(default=None, metadata=id_field("business"))
    user: str | None = field(default=None, metadata=id_field("user"))
    deleted: bool | None = None
    created_on: datetime | None = None
    modified_on: datetime | None = None


@frozen(kw_only=True, slots=False)
class NewTable(Record):
    """A table to be created."""

    name: str
    description: str | None = None
    coord: Coordinates | None = None
    is_home_delivery: bool | None = None
    is_active: bool | None = None


@frozen(kw_only=True, slots=False)
class NewProvider(Record):
    """A supplier to be created; `document` is its identification number."""

    name: str
    tradename: str | None = None
    document: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    web: str | None = None
    contact: str | None = None
    note: str | None = None


@frozen(kw_only=True, slots=False)
class NewExpense(Record):
    """
    An expense to be created.

    Attributes:
        type: Id of a `TypeExpense`.
        subtotal: COP without taxes.
        taxes: COP.
        date: The day of the expense.
        payment_method: Name of the method.
        paid_to: Id of a user.
        subtract_cash_register: Takes the money out of the open session `cash_session`.
    """

    type: str = field(metadata=id_field("typeExpense"))
    description: str
    subtotal: Decimal = field(metadata=wire("subTotal"))
    date: datetime
    taxes: Decimal | None = None
    invoice_number: str | None = None
    payment_method: str | None = None
    notes: str | None = None
    subtract_cash_register: bool | None = None
    paid_to: str | None = field(default=None, metadata=id_field("paidTo"))
    provider: str | None = field(default=None, metadata=id_field("provider"))
    cash_session: str | None = field(default=None, metadata=id_field("cashBox"))
