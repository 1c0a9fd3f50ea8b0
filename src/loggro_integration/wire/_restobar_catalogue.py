# SPDX-License-Identifier: MIT
"""The catalogue rows of Restobar: products, clients, users, methods, taxes, cash sessions."""

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import ObjectId
from loggro_integration.wire._record import Label, Record, wire
from loggro_integration.wire._ref import Ref
from loggro_integration.wire._restobar_sale import City

__all__ = [
    "CashCount",
    "CashSession",
    "Client",
    "ClientContact",
    "LocationStock",
    "Login",
    "PaymentMethod",
    "Product",
    "StockTax",
    "SubProduct",
    "Tax",
    "User",
]

ID = wire("_id")


@frozen(kw_only=True, slots=False)
class Login(Record):
    """
    Answer of ``POST /login``: the user, with the token.

    Attributes:
        token: ``tokenCurrent``; the client moves it into a `Secret` at once.
        business: The branch the token acts on.
        role: Shape not published.
        device: Push token of a telephone; no credential of the API.
    """

    token: str = field(repr=False, metadata=wire("tokenCurrent"))
    id: ObjectId | None = field(default=None, metadata=ID)
    business: Ref | None = None
    name: str | None = None
    last_name: str | None = None
    email: str | None = field(default=None, repr=False)
    phone: Label | None = field(default=None, repr=False)
    role: JsonValue = field(default=None, repr=False)
    is_active: bool | None = None
    last_access: datetime | None = None
    device: str | None = field(default=None, repr=False, metadata=wire("lastTokenDevice"))


@frozen(kw_only=True, slots=False)
class PaymentMethod(Record):
    """A payment method; sales name it by `name`, bodies by `id`."""

    id: ObjectId = field(metadata=ID)
    name: str
    created_on: datetime | None = None


@frozen(kw_only=True, slots=False)
class Tax(Record):
    """A tax of the business; `percentage` as 8 for 8 %, `type` one of three known words."""

    id: ObjectId = field(metadata=ID)
    name: str
    percentage: Decimal | None = None
    type: str | None = None


@frozen(kw_only=True, slots=False)
class User(Record):
    """A user: sellers, waiters and cashiers are users."""

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    last_name: str | None = None
    document_number: Label | None = None
    email: str | None = field(default=None, repr=False)
    is_active: bool | None = None


@frozen(kw_only=True, slots=False)
class ClientContact(Record):
    """The person to ask for at a company."""

    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: Label | None = None


@frozen(kw_only=True, slots=False)
class Client(Record):
    """
    A registered customer; several may share a document.

    Attributes:
        document: Identification number; leading zeros count where it is text.
        id_document_type: DIAN type; a number here, text inside a sale.
        credit_movement: Always empty where it was seen: a debt is an unpaid sale.
    """

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    last_name: str | None = None
    document: Label | None = None
    document_name: str | None = None
    id_document_type: Label | None = None
    check_digit: Label | None = None
    is_social_reason: bool | None = None
    is_vat_company_type: JsonValue = field(default=None, metadata=wire("isVATCompanyType"))
    responsibilities: str | None = None
    responsibility_name: str | None = None
    email: str | None = None
    phone: Label | None = None
    address: str | None = None
    city: City | None = field(default=None, metadata=wire("cityDetail"))
    contact: ClientContact | None = None
    notes: str | None = None
    points: Decimal | None = None
    credit_movement: tuple[JsonValue, ...] = ()
    total_credit_movement: Decimal | None = None
    created_on: datetime | None = None
    modified_on: datetime | None = None
    deleted: bool | None = None


@frozen(kw_only=True, slots=False)
class StockTax(Record):
    """A tax of a product at a location; `tax` is populated or an id."""

    tax: Ref | None = None

    @property
    def name(self) -> str | None:
        """The business's own name of the tax, where it came."""
        return self.tax.name if self.tax else None

    @property
    def percentage(self) -> Decimal | None:
        """Percent, as 8, where it came."""
        found = self.tax.fields.get("percentage") if self.tax and self.tax.fields else None
        return Decimal(found) if isinstance(found, (int, Decimal)) else None


@frozen(kw_only=True, slots=False)
class LocationStock(Record):
    """Price and taxes of a product at one stock location; `price` is COP with taxes."""

    location_stock: Ref | None = None
    is_main: bool | None = None
    price: Decimal | None = None
    price_purchase: Decimal | None = None
    average_cost: Decimal | None = field(default=None, metadata=wire("avgCost"))
    stock: Decimal | None = None
    stock_minimum: Decimal | None = None
    tax: Ref | None = None
    taxes: tuple[StockTax, ...] = ()


@frozen(kw_only=True, slots=False)
class SubProduct(Record):
    """A variant of a product: it is what is sold."""

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    locations_stock: tuple[LocationStock, ...] = ()
    deleted: bool | None = None


@frozen(kw_only=True, slots=False)
class Product(Record):
    """
    A product of the menu. The price stands at the root or at a location: see `sale_price`.

    Attributes:
        type: ``Normal``; other words are not published.
        inventory_type: ``PerUnit`` or ``WithIngredients``.
        extras: What can be added to it.
    """

    id: ObjectId = field(metadata=ID)
    name: str
    description: str | None = None
    code: Label | None = None
    barcode: Label | None = None
    category: Ref | None = None
    type: str | None = None
    inventory_type: str | None = None
    price: Decimal | None = None
    price_purchase: Decimal | None = None
    stock: Decimal | None = None
    stock_minimum: Decimal | None = None
    is_active: bool | None = None
    is_ingredient: bool | None = None
    is_subproduct: bool | None = None
    discount_inventory: bool | None = None
    waiter_order_area: Ref | None = None
    image_url: str | None = field(default=None, metadata=wire("urlImage"))
    locations_stock: tuple[LocationStock, ...] = ()
    sub_products: tuple[SubProduct, ...] = ()
    ingredients: tuple[JsonValue, ...] = ()
    extras: tuple[JsonValue, ...] = field(default=(), metadata=wire("extra"))
    config_combo: JsonValue = None
    external_integration: JsonValue = None
    deleted: bool | None = None
    created_on: datetime | None = None
    modified_on: datetime | None = None

    @property
    def sale_price(self) -> Decimal | None:
        """COP with taxes: the main location's price first, then another's, then the root's."""
        located = sorted(self.locations_stock, key=lambda each: not each.is_main)
        prices = [each.price for each in located if each.price]
        return prices[0] if prices else self.price


@frozen(kw_only=True, slots=False)
class CashCount(Record):
    """
    One payment method of a cash session, in COP.

    Attributes:
        opening: Base at the opening.
        system: What the system expects.
        counted: What the cashier counted.
    """

    method: Ref | None = field(default=None, metadata=wire("paymentMethod"))
    opening: Decimal | None = field(default=None, metadata=wire("totalInit"))
    system: Decimal | None = field(default=None, metadata=wire("totalNow"))
    counted: Decimal | None = field(default=None, metadata=wire("totalCashier"))


@frozen(kw_only=True, slots=False)
class CashSession(Record):
    """
    A cash session (``GET /cashboxes``): open while `is_closed` is false.

    Attributes:
        cashiers: Who works on it.
        counts: Opening base, system and counted values by method.
        register: The cash register, where the session names one.
    """

    id: ObjectId = field(metadata=ID)
    sequence: int | None = field(default=None, metadata=wire("seq"))
    is_closed: bool | None = None
    started_on: datetime | None = field(default=None, metadata=wire("dateStart"))
    ended_on: datetime | None = field(default=None, metadata=wire("dateEnd"))
    created_on: datetime | None = None
    cashiers: tuple[Ref, ...] = ()
    counts: tuple[CashCount, ...] = field(default=(), metadata=wire("paymentMethods"))
    expense: Decimal | None = None
    canceled_invoices: tuple[JsonValue, ...] = ()
    register: Ref | None = field(default=None, metadata=wire("_idCashBoxRegister"))
    deleted: bool | None = None
