# SPDX-License-Identifier: MIT
"""The structure of the company: places, cost centres, business units, currencies."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import PYMES_ALL, PYMES_PAGE, Operation, PagedOperation
from loggro_integration.pymes._checks import filled
from loggro_integration.pymes._operations._build import one
from loggro_integration.wire import OpenRecord
from loggro_integration.wire.pymes import Establishment, Warehouse

__all__ = [
    "business_unit_children",
    "find_business_unit",
    "find_currency",
    "find_establishment",
    "find_grouper",
    "get_business_unit",
    "get_cost_centre",
    "get_currency",
    "get_establishment",
    "get_grouper",
    "get_warehouse",
    "list_business_units",
    "list_cost_centres",
    "list_currencies",
    "list_establishments",
    "list_groupers",
    "list_warehouses",
]


def list_establishments(*, parent: str | None = None) -> PagedOperation[Establishment]:
    """
    List the establishments (*establecimientos*, *sedes*), all at once.

    Path: ``GET /v1/estructura-empresarial/establecimientos``. It was seen under
    ``loggro-inventario``; it may answer under ``loggro-organizacion`` too.

    Args:
        parent: ``padre``, uuid of the node above.

    Example:
        ``[place.name for place in books.establishments.list()]``
    """
    return PagedOperation(
        "GET",
        "/v1/estructura-empresarial/establecimientos",
        query={"padre": parent},
        read_item=wire.pymes.establishment,
        style=PYMES_ALL,
        module="inventario",
        name="establishments.list",
    )


def get_establishment(place: str) -> Operation[Establishment]:
    """
    Read an establishment (*establecimiento*).

    Path: ``GET /v1/estructura-empresarial/establecimientos/{id}``. Its family was seen under
    ``loggro-inventario``; it may answer under ``loggro-organizacion`` too.

    Args:
        place: ``id``; whether that is the uuid is not published.

    Returns:
        It is read like a row of the list: its own shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.establishments.get(place.uuid)``
    """
    return one(
        "/v1/estructura-empresarial/establecimientos/{id}",
        "establishments.get",
        wire.pymes.establishment,
        module="inventario",
        path={"id": filled(place, "place")},
    )


def find_establishment(place: str) -> Operation[Establishment]:
    """
    Find an establishment (*establecimiento*) by its id.

    Path: ``GET /v1/estructura-empresarial/establecimientos/buscar/{id}``. Its family was seen under
    ``loggro-inventario``; it may answer under ``loggro-organizacion`` too.

    Args:
        place: ``id``; whether that is the code is not published.

    Returns:
        It is read like a row of the list: its own shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.establishments.find("001")``
    """
    return one(
        "/v1/estructura-empresarial/establecimientos/buscar/{id}",
        "establishments.find",
        wire.pymes.establishment,
        module="inventario",
        path={"id": filled(place, "place")},
    )


def list_groupers(*, parent: str | None = None) -> PagedOperation[OpenRecord]:
    """
    List the groupers of the company's tree (*agrupadores*), all at once.

    Path: ``GET /v1/estructura-empresarial/agrupadores``. It may answer under
    ``loggro-inventario`` too.

    Args:
        parent: Uuid of the node above.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.groupers.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/estructura-empresarial/agrupadores",
        query={"padre": parent},
        read_item=wire.pymes.record,
        style=PYMES_ALL,
        module="organizacion",
        name="groupers.list",
    )


def get_grouper(grouper: str) -> Operation[OpenRecord]:
    """
    Read a grouper (*agrupador*).

    Path: ``GET /v1/estructura-empresarial/agrupadores/{id}``. It may answer under
    ``loggro-inventario`` too.

    Args:
        grouper: ``id``; whether that is the uuid is not published.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.groupers.get(uuid)``
    """
    return one(
        "/v1/estructura-empresarial/agrupadores/{id}",
        "groupers.get",
        wire.pymes.record,
        module="organizacion",
        path={"id": filled(grouper, "grouper")},
    )


def find_grouper(grouper: str) -> Operation[OpenRecord]:
    """
    Find a grouper (*agrupador*) by its id.

    Path: ``GET /v1/estructura-empresarial/agrupadores/buscar/{id}``. It may answer under
    ``loggro-inventario`` too.

    Args:
        grouper: ``id``; whether that is the code is not published.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.groupers.find("01")``
    """
    return one(
        "/v1/estructura-empresarial/agrupadores/buscar/{id}",
        "groupers.find",
        wire.pymes.record,
        module="organizacion",
        path={"id": filled(grouper, "grouper")},
    )


def list_warehouses(*, establishment: str | None = None) -> PagedOperation[Warehouse]:
    """
    List the warehouses (*bodegas*), all at once.

    Path: ``GET /v1/estructura-empresarial/bodegas``. It was seen under ``loggro-inventario``; it
    may answer under ``loggro-organizacion`` too.

    Args:
        establishment: Uuid of their establishment.

    Example:
        ``[place.name for place in books.warehouses.list()]``
    """
    return PagedOperation(
        "GET",
        "/v1/estructura-empresarial/bodegas",
        query={"establecimiento": establishment},
        read_item=wire.pymes.warehouse,
        style=PYMES_ALL,
        module="inventario",
        name="warehouses.list",
    )


def get_warehouse(warehouse: str) -> Operation[Warehouse]:
    """
    Read a warehouse (*bodega*).

    Path: ``GET /v1/estructura-empresarial/bodegas/{id}``. Its family was seen under
    ``loggro-inventario``; it may answer under ``loggro-organizacion`` too.

    Args:
        warehouse: ``id``; whether that is the uuid is not published.

    Returns:
        It is read like a row of the list: its own shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.warehouses.get(place.uuid)``
    """
    return one(
        "/v1/estructura-empresarial/bodegas/{id}",
        "warehouses.get",
        wire.pymes.warehouse,
        module="inventario",
        path={"id": filled(warehouse, "warehouse")},
    )


def list_cost_centres(*, page_size: int | None = None) -> PagedOperation[OpenRecord]:
    """
    List the cost centres (*centros de costo*).

    Path: ``GET /v1/centros``.

    Args:
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.cost_centres.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/centros",
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="organizacion",
        name="cost_centres.list",
    )


def get_cost_centre(uuid: str) -> Operation[OpenRecord]:
    """
    Read a cost centre (*centro de costo*) by its uuid.

    Path: ``GET /v1/centros/{uuid}``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.cost_centres.get(uuid)``
    """
    return one(
        "/v1/centros/{uuid}",
        "cost_centres.get",
        wire.pymes.record,
        module="organizacion",
        path={"uuid": filled(uuid, "uuid")},
    )


def list_currencies(*, page_size: int | None = None) -> PagedOperation[OpenRecord]:
    """
    List the currencies (*monedas*).

    Path: ``GET /v1/monedas``.

    Args:
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.currencies.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/monedas",
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="organizacion",
        name="currencies.list",
    )


def get_currency(uuid: str) -> Operation[OpenRecord]:
    """
    Read a currency (*moneda*) by its uuid.

    Path: ``GET /v1/monedas/{uuid}``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.currencies.get(uuid)``
    """
    return one(
        "/v1/monedas/{uuid}",
        "currencies.get",
        wire.pymes.record,
        module="organizacion",
        path={"uuid": filled(uuid, "uuid")},
    )


def find_currency(code: str) -> Operation[OpenRecord]:
    """
    Find a currency (*moneda*) by its code.

    Path: ``GET /v1/monedas/buscar/{codigo}``.

    Args:
        code: ``codigo``, as ``COP``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.currencies.find("COP")``
    """
    return one(
        "/v1/monedas/buscar/{codigo}",
        "currencies.find",
        wire.pymes.record,
        module="organizacion",
        path={"codigo": filled(code, "code")},
    )


def list_business_units(*, page_size: int | None = None) -> PagedOperation[OpenRecord]:
    """
    List the business units (*unidades de negocio*).

    Path: ``GET /v1/unidades-negocio``.

    Args:
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.business_units.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/unidades-negocio",
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="organizacion",
        name="business_units.list",
    )


def get_business_unit(uuid: str) -> Operation[OpenRecord]:
    """
    Read a business unit (*unidad de negocio*) by its uuid.

    Path: ``GET /v1/unidades-negocio/{uuid}``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.business_units.get(uuid)``
    """
    return one(
        "/v1/unidades-negocio/{uuid}",
        "business_units.get",
        wire.pymes.record,
        module="organizacion",
        path={"uuid": filled(uuid, "uuid")},
    )


def find_business_unit(full_code: str) -> Operation[OpenRecord]:
    """
    Find a business unit (*unidad de negocio*) by its full code.

    Path: ``GET /v1/unidades-negocio/codigoCompleto/{codigoCompleto}``.

    Args:
        full_code: ``codigoCompleto``: its code below those of the units above it.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.business_units.find("01.02")``
    """
    return one(
        "/v1/unidades-negocio/codigoCompleto/{codigoCompleto}",
        "business_units.find",
        wire.pymes.record,
        module="organizacion",
        path={"codigoCompleto": filled(full_code, "full_code")},
    )


def business_unit_children(uuid: str) -> PagedOperation[OpenRecord]:
    """
    List the business units below another (*unidades de negocio hijas*), all at once.

    Path: ``GET /v1/unidades-negocio/padre/{uuid}``.

    Args:
        uuid: The unit above.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidInput: If `uuid` is empty.

    Example:
        ``list(books.business_units.children(uuid))``
    """
    return PagedOperation(
        "GET",
        "/v1/unidades-negocio/padre/{uuid}",
        path={"uuid": filled(uuid, "uuid")},
        read_item=wire.pymes.record,
        style=PYMES_ALL,
        module="organizacion",
        name="business_units.children",
    )
