# SPDX-License-Identifier: MIT
"""
The shapes of Pymes that public clients have seen; everything else is an `OpenRecord`.

Source: project facts, `loggro-api.md` section 3.3.
"""

from decimal import Decimal

from attrs import field, frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._converter import structure
from loggro_integration.wire._open_record import record
from loggro_integration.wire._reading import read_decimal
from loggro_integration.wire._record import Label, Record, wire

__all__ = [
    "Establishment",
    "Item",
    "Warehouse",
    "establishment",
    "item",
    "record",
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
    """

    uuid: str
    id: Label | None = None
    code: Label | None = field(default=None, metadata=wire("codigo"))
    description: str | None = field(default=None, metadata=wire("descripcion"))
    long_description: str | None = field(default=None, metadata=wire("descripcionDetallada"))
    default_price: Decimal | None = field(default=None, metadata=wire("precioDefecto"))
    base_price: Decimal | None = field(default=None, metadata=wire("precioBase"))
    written_price: JsonValue = field(default=None, metadata=wire("precioVta"))
    available: Decimal | None = field(default=None, metadata=wire("cantidadDisponible"))
    unit: str | None = field(default=None, metadata=wire("unidadMedida"))
    unit_code: Label | None = field(default=None, metadata=wire("codigoUnidad"))
    category: JsonValue = field(default=None, metadata=wire("categoria"))
    category_name: str | None = field(default=None, metadata=wire("nombreCategoria"))
    category_code: Label | None = field(default=None, metadata=wire("codigoCategoria"))
    category_uuid: str | None = field(default=None, metadata=wire("categoriaProducto_uuid"))
    base_product: str | None = field(default=None, metadata=wire("productoBase_uuid"))
    is_definition: bool | None = field(default=None, metadata=wire("definicion"))
    defined_in: str | None = field(default=None, metadata=wire("definidoEn_uuid"))

    @property
    def sale_price(self) -> Decimal | None:
        """COP, whether the row writes a number or digits in a text; `None` where neither."""
        return read_decimal(self.written_price)


def establishment(value: JsonValue) -> Establishment:
    """Read a row of ``/v1/estructura-empresarial/establecimientos``."""
    return structure(value, Establishment)


def warehouse(value: JsonValue) -> Warehouse:
    """Read a row of ``/v1/estructura-empresarial/bodegas``."""
    return structure(value, Warehouse)


def item(value: JsonValue) -> Item:
    """Read a row of ``/v1/items``."""
    return structure(value, Item)


for _name in __all__:
    globals()[_name].__module__ = __name__
del _name
