# SPDX-License-Identifier: MIT
"""
The shapes of Pymes that public clients have seen; everything else is an `OpenRecord`.

Source: project facts, `loggro-api.md` section 3.3.
"""

from decimal import Decimal

from attrs import field, frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._converter import structure
from loggro_integration.wire._open_record import OpenRecord, record
from loggro_integration.wire._pymes_answers import Saved, only, rows, saved
from loggro_integration.wire._pymes_requests import (
    AvailabilityRequest,
    NewExitLine,
    StockExitRequest,
    WantedItem,
)
from loggro_integration.wire._reading import read_decimal
from loggro_integration.wire._record import Label, Record, wire

__all__ = [
    "Availability",
    "AvailabilityRequest",
    "Establishment",
    "Item",
    "NewExitLine",
    "Saved",
    "StockExitRequest",
    "WantedItem",
    "Warehouse",
    "availability",
    "establishment",
    "item",
    "only",
    "record",
    "rows",
    "saved",
    "unit",
    "warehouse",
]


@frozen(kw_only=True, slots=False)
class Establishment(Record):
    """A place of the company; `node_type` is ``EST`` (operating) or ``EPP`` (main)."""

    uuid: str
    code: Label | None = field(default=None, metadata=wire("codigo"))
    name: str | None = field(default=None, metadata=wire("nombre"))
    node_type: str | None = field(default=None, metadata=wire("tipoNodo"))


@frozen(kw_only=True, slots=False)
class Warehouse(Record):
    """A warehouse; `parent` is the uuid of its establishment."""

    uuid: str
    name: str | None = field(default=None, metadata=wire("nombre"))
    parent: str | None = field(default=None, metadata=wire("padre"))


@frozen(kw_only=True, slots=False)
class Item(Record):
    """
    An item of the catalogue; prices are COP, and the list carries no stock.

    Attributes:
        code: Text in some rows, a number in others.
        is_definition: A parent that is not sold itself.
        defined_in: The parent of a variant.
        written_price: ``precioVta`` as received, text or a number: see `sale_price`.
        written_default_price: ``precioDefecto`` as received: see `default_price`.
        written_base_price: ``precioBase`` as received: see `base_price`.
        written_available: ``cantidadDisponible`` as received: see `available`.
        category: Text; its name varies by account, as `category_name` and `category_code`.
    """

    uuid: str
    id: Label | None = None
    code: Label | None = field(default=None, metadata=wire("codigo"))
    description: str | None = field(default=None, metadata=wire("descripcion"))
    long_description: str | None = field(default=None, metadata=wire("descripcionDetallada"))
    written_default_price: JsonValue = field(default=None, metadata=wire("precioDefecto"))
    written_base_price: JsonValue = field(default=None, metadata=wire("precioBase"))
    written_price: JsonValue = field(default=None, metadata=wire("precioVta"))
    written_available: JsonValue = field(default=None, metadata=wire("cantidadDisponible"))
    unit: Label | None = field(default=None, metadata=wire("unidadMedida"))
    unit_code: Label | None = field(default=None, metadata=wire("codigoUnidad"))
    category: JsonValue = field(default=None, metadata=wire("categoria"))
    category_name: str | None = field(default=None, metadata=wire("nombreCategoria"))
    category_code: Label | None = field(default=None, metadata=wire("codigoCategoria"))
    category_uuid: str | None = field(default=None, metadata=wire("categoriaProducto_uuid"))
    base_product: str | None = field(default=None, metadata=wire("productoBase_uuid"))
    is_definition: bool | None = field(default=None, metadata=wire("definicion"))
    defined_in: str | None = field(default=None, metadata=wire("definidoEn_uuid"))

    @property
    def default_price(self) -> Decimal | None:
        """COP, whether the row writes a number or digits in a text; `None` where neither."""
        return read_decimal(self.written_default_price)

    @property
    def base_price(self) -> Decimal | None:
        """COP, whether the row writes a number or digits in a text; `None` where neither."""
        return read_decimal(self.written_base_price)

    @property
    def sale_price(self) -> Decimal | None:
        """COP, whether the row writes a number or digits in a text; `None` where neither."""
        return read_decimal(self.written_price)

    @property
    def available(self) -> Decimal | None:
        """Units in stock, where an account tells them here; `None` elsewhere."""
        return read_decimal(self.written_available)


@frozen(kw_only=True, slots=False)
class Availability(Record):
    """
    Stock of an item in a warehouse.

    Attributes:
        code: ``codigo`` of the item.
        written_available: ``cantidadDisponible`` as received, text or a number.
    """

    uuid: str
    code: Label | None = field(default=None, metadata=wire("codigo"))
    description: str | None = field(default=None, metadata=wire("descripcion"))
    written_available: JsonValue = field(default=None, metadata=wire("cantidadDisponible"))

    @property
    def available(self) -> Decimal | None:
        """Units in stock; `None` where the row writes neither a number nor digits in a text."""
        return read_decimal(self.written_available)


def establishment(value: JsonValue) -> Establishment:
    """Read a row of ``/v1/estructura-empresarial/establecimientos``."""
    return structure(value, Establishment)


def warehouse(value: JsonValue) -> Warehouse:
    """Read a row of ``/v1/estructura-empresarial/bodegas``."""
    return structure(value, Warehouse)


def item(value: JsonValue) -> Item:
    """Read a row of ``/v1/items``."""
    return structure(value, Item)


def availability(value: JsonValue) -> Availability:
    """Read a row of ``/v1/productos/disponibilidad-productos``."""
    return structure(value, Availability)


def unit(value: JsonValue) -> str | OpenRecord:
    """Read a row of ``/v1/productos/unidades-medida``: one account lists texts, others objects."""
    return value if isinstance(value, str) else record(value)


for _name in __all__:
    globals()[_name].__module__ = __name__
