# SPDX-License-Identifier: MIT
"""Bodies that are sent to Pymes, as far as somebody has shown them."""

from decimal import Decimal

from attrs import field, frozen

from loggro_integration.wire._record import Record, wire

__all__ = ["AvailabilityRequest", "NewExitLine", "StockExitRequest", "WantedItem"]


@frozen(kw_only=True, slots=False)
class WantedItem(Record):
    """An item whose stock is asked for; `code` is its ``codigo``."""

    code: str = field(metadata=wire("codigoItem"))


@frozen(kw_only=True, slots=False)
class AvailabilityRequest(Record):
    """
    Body of ``POST /v1/productos/disponibilidad-productos``.

    Attributes:
        warehouse: Uuid of a warehouse of the establishment.
        establishment_uuid: The establishment, or its code instead.
        establishment_code: The establishment, or its uuid instead.
    """

    warehouse: str = field(metadata=wire("bodegaUuid"))
    items: tuple[WantedItem, ...]
    establishment_uuid: str | None = field(default=None, metadata=wire("establecimientoUuid"))
    establishment_code: str | None = field(default=None, metadata=wire("establecimientoCodigo"))


@frozen(kw_only=True, slots=False)
class NewExitLine(Record):
    """What leaves the stock: `code` of the item and how many units."""

    code: str = field(metadata=wire("codigoItem"))
    quantity: Decimal = field(metadata=wire("cantidad"))


@frozen(kw_only=True, slots=False)
class StockExitRequest(Record):
    """
    Body of ``POST /v1/salidas``.

    Attributes:
        establishment: Its name, not its uuid.
        note: ``observacion``.
    """

    establishment: str = field(metadata=wire("establecimiento"))
    lines: tuple[NewExitLine, ...] = field(metadata=wire("detallesSalida"))
    establishment_uuid: str | None = field(default=None, metadata=wire("establecimientoUuid"))
    note: str | None = field(default=None, metadata=wire("observacion"))
