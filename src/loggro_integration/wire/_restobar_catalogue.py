# SPDX-License-Identifier: MIT
"""The catalogue rows of Restobar: products, clients, users, methods, taxes, cash sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import ObjectId
from loggro_integration.wire._converter import Label, Record, converter, unstructure, wire
from loggro_integration.wire._restobar_sale import City

__all__ = [
    "CashSession",
    "Client",
    "LocationStock",
    "Login",
    "PaymentMethod",
    "Product",
    "Ref",
    "StockTax",
    "Tax",
    "User",
]

ID = wire("_id")


@frozen(kw_only=True)
class Ref:
    """
    A reference to another row: an id as text, or the row itself, as the endpoint likes.

    Attributes:
        id: Id of the row, where it has one.
        fields: The populated row as received, or `None` where only the id came.
    """

    id: str | None = None
    fields: Mapping[str, JsonValue] | None = field(default=None, repr=False)

    @property
    def name(self) -> str | None:
        """Name of the populated row, where it came."""
        name = self.fields.get("name") if self.fields else None
        return name if isinstance(name, str) else None


def _read_ref(value: Any, _: Any) -> Ref:
    if isinstance(value, Mapping):
        found = value.get("_id")
        return Ref(id=found if isinstance(found, str) else None, fields=dict(value))
    return Ref(id=converter.structure(value, str))


def _write_ref(reference: Ref) -> JsonValue:
    return dict(reference.fields) if reference.fields is not None else reference.id


converter.register_structure_hook(Ref, _read_ref)
unstructure.register(Ref, _write_ref)


@frozen(kw_only=True)
class Login(Record):
    """
    Answer of ``POST /login``: the user, with the token.

    Attributes:
        token: ``tokenCurrent``; the client moves it into a `Secret` at once.
        business: The branch the token acts on.
    """

    token: str = field(repr=False, metadata=wire("tokenCurrent"))
    id: ObjectId | None = field(default=None, metadata=ID)
    business: Ref | None = None
    name: str | None = None
    last_name: str | None = None
    email: str | None = field(default=None, repr=False)
    is_active: bool | None = None


@frozen(kw_only=True)
class PaymentMethod(Record):
    """A payment method; sales name it by `name`, bodies by `id`."""

    id: ObjectId = field(metadata=ID)
    name: str
    created_on: datetime | None = None


@frozen(kw_only=True)
class Tax(Record):
    """A tax of the business; `percentage` as 8 for 8 %."""

    id: ObjectId = field(metadata=ID)
    name: str
    percentage: Decimal | None = None
    type: str | None = None


@frozen(kw_only=True)
class User(Record):
    """A user: sellers, waiters and cashiers are users."""

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    last_name: str | None = None
    document_number: Label | None = None
    email: str | None = field(default=None, repr=False)
    is_active: bool | None = None


@frozen(kw_only=True)
class Client(Record):
    """A registered customer; several may share a document."""

    id: ObjectId = field(metadata=ID)
    name: str | None = None
    last_name: str | None = None
    document: Label | None = None
    id_document_type: Label | None = None
    check_digit: Label | None = None
    is_social_reason: bool | None = None
    responsibilities: str | None = None
    email: str | None = None
    phone: Label | None = None
    address: str | None = None
    city: City | None = field(default=None, metadata=wire("cityDetail"))
    created_on: datetime | None = None
    modified_on: datetime | None = None


@frozen(kw_only=True)
class StockTax(Record):
    """A tax of a product at a location."""

    tax: Ref


@frozen(kw_only=True)
class LocationStock(Record):
    """Price and taxes of a product at one stock location; `price` is COP with taxes."""

    location_stock: Ref | None = None
    is_main: bool | None = None
    price: Decimal | None = None
    stock: Decimal | None = None
    taxes: tuple[StockTax, ...] = ()


@frozen(kw_only=True)
class Product(Record):
    """A product of the menu. The price stands at the root or at a location: see `sale_price`."""

    id: ObjectId = field(metadata=ID)
    name: str
    code: Label | None = None
    barcode: Label | None = None
    category: Ref | None = None
    type: str | None = None
    price: Decimal | None = None
    is_active: bool | None = None
    is_ingredient: bool | None = None
    locations_stock: tuple[LocationStock, ...] = ()
    sub_products: tuple[JsonValue, ...] = ()

    @property
    def sale_price(self) -> Decimal | None:
        """COP with taxes: the main location's price first, then the product's own."""
        located = sorted(self.locations_stock, key=lambda each: not each.is_main)
        prices = [each.price for each in located if each.price] + [self.price]
        return prices[0]


@frozen(kw_only=True)
class CashSession(Record):
    """
    A cash session (``GET /cashboxes``): open while `is_closed` is false.

    Attributes:
        cashiers: Who works on it.
        methods: Opening base, system and counted values by method, as received.
    """

    id: ObjectId = field(metadata=ID)
    sequence: int | None = field(default=None, metadata=wire("seq"))
    is_closed: bool | None = None
    started_on: datetime | None = field(default=None, metadata=wire("dateStart"))
    ended_on: datetime | None = field(default=None, metadata=wire("dateEnd"))
    cashiers: tuple[JsonValue, ...] = ()
    methods: tuple[JsonValue, ...] = field(default=(), metadata=wire("paymentMethods"))
