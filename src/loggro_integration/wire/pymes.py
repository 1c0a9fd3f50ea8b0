# SPDX-License-Identifier: MIT
"""
The shapes of Pymes that public clients have seen; everything else is an `OpenRecord`.

Source: project facts, `loggro-api.md` section 3.3.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._converter import Label, Record, structure, wire
from loggro_integration.wire._open_record import OpenRecord

__all__ = [
    "Establishment",
    "Item",
    "Warehouse",
    "establishment",
    "item",
    "record",
    "warehouse",
]


@frozen(kw_only=True)
class Establishment(Record):
    """A place of the company; `node_type` is ``EST`` (operating) or ``EPP`` (main)."""

    uuid: str
    code: Label | None = field(default=None, metadata=wire("codigo"))
    name: str | None = field(default=None, metadata=wire("nombre"))
    node_type: str | None = field(default=None, metadata=wire("tipoNodo"))


@frozen(kw_only=True)
class Warehouse(Record):
    """A warehouse; `parent` is the uuid of its establishment."""

    uuid: str
    name: str | None = field(default=None, metadata=wire("nombre"))
    parent: str | None = field(default=None, metadata=wire("padre"))


@frozen(kw_only=True)
class Item(Record):
    """
    An item of the catalogue; the list carries no stock.

    Attributes:
        code: Text in some rows, a number in others.
        is_definition: A parent that is not sold itself.
        sale_price: COP; some rows write it as text and it then stays in `extra`.
    """

    uuid: str
    id: Label | None = None
    code: Label | None = field(default=None, metadata=wire("codigo"))
    description: str | None = field(default=None, metadata=wire("descripcion"))
    long_description: str | None = field(default=None, metadata=wire("descripcionDetallada"))
    default_price: Decimal | None = field(default=None, metadata=wire("precioDefecto"))
    base_price: Decimal | None = field(default=None, metadata=wire("precioBase"))
    unit: str | None = field(default=None, metadata=wire("unidadMedida"))
    unit_code: Label | None = field(default=None, metadata=wire("codigoUnidad"))
    is_definition: bool | None = field(default=None, metadata=wire("definicion"))
    defined_in: str | None = field(default=None, metadata=wire("definidoEn_uuid"))


def establishment(value: JsonValue) -> Establishment:
    """Read a row of ``/v1/estructura-empresarial/establecimientos``."""
    return structure(value, Establishment)


def warehouse(value: JsonValue) -> Warehouse:
    """Read a row of ``/v1/estructura-empresarial/bodegas``."""
    return structure(value, Warehouse)


def item(value: JsonValue) -> Item:
    """Read a row of ``/v1/items``."""
    return structure(value, Item)


def record(value: JsonValue) -> OpenRecord:
    """Keep a row whose shape is not published."""
    return structure(value, OpenRecord)
