# SPDX-License-Identifier: MIT
"""What is sold and what lies in stock: items, units of measure, availability, exits."""

from __future__ import annotations

from collections.abc import Sequence

from loggro_integration import wire
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.http import (
    PYMES_ALL,
    PYMES_ITEMS,
    Operation,
    PagedOperation,
    SendPolicy,
)
from loggro_integration.pymes._checks import Body, body_of, filled, key_of, quantity
from loggro_integration.pymes._operations._build import Several, one, write
from loggro_integration.wire import OpenRecord
from loggro_integration.wire.pymes import (
    Availability,
    AvailabilityRequest,
    Item,
    NewExitLine,
    Saved,
    StockExitRequest,
    WantedItem,
)

__all__ = [
    "LARGEST_BATCH",
    "add_exit_cost",
    "create_stock_exit",
    "deactivate_item",
    "find_item",
    "get_item",
    "get_stock_exit",
    "get_stock_exit_inventory",
    "list_availability",
    "list_items",
    "list_units",
    "save_item",
    "set_consumption_state",
]

LARGEST_BATCH = 100
"""Codes that were seen to work in one question about stock."""


def list_items(*, kind: str | None = None, page_size: int | None = None) -> PagedOperation[Item]:
    """
    List the items of the catalogue (*productos*, ``GET /v1/items``); it carries no stock.

    Args:
        kind: ``INVENTARIABLE``, ``NO_INVENTARIABLE`` or ``SERVICIO``.
        page_size: Rows a page, at most 100.

    Raises:
        Unavailable: When sent, also if one broken row makes the whole list answer 500.

    Example:
        ``{item.code: item.description for item in books.items.list()}``
    """
    return PagedOperation(
        "GET",
        "/v1/items",
        query={"tipoItem": kind},
        read_item=wire.pymes.item,
        style=PYMES_ITEMS,
        page_size=page_size,
        module="inventario",
        name="items.list",
    )


def get_item(item: str) -> Operation[Item]:
    """
    Read an item of the catalogue (*producto o servicio*, ``GET /v1/items/{id}``).

    Args:
        item: Its code or its uuid.

    Returns:
        It is read like a row of the list: its own shape is not published.

    Raises:
        InvalidInput: If `item` is empty.
        NotFound: When sent, if there is none.

    Example:
        ``books.items.get(uuid)``
    """
    return _item(item, "items.get", "item")


def find_item(code: str) -> Operation[Item]:
    """
    Find an item of the catalogue by its code (*código*, ``GET /v1/items/{id}``).

    Args:
        code: ``codigo``.

    Returns:
        It is read like a row of the list: its own shape is not published.

    Raises:
        InvalidInput: If `code` is empty.
        NotFound: When sent, if there is none.

    Example:
        ``books.items.find("A01")``
    """
    return _item(code, "items.find", "code")


def _item(key: str, name: str, field: str) -> Operation[Item]:
    return one(
        "/v1/items/{id}",
        name,
        wire.pymes.item,
        module="inventario",
        path={"id": filled(key, field)},
    )


def save_item(item: Body, *, code: str | None = None) -> Operation[Saved]:
    """
    Create or change an item of the catalogue (*crear o modificar producto*).

    Path: ``PUT /v1/items``; ``PUT`` creates too.

    Args:
        item: Fields as Pymes names them: its shape is not published. Send everything: whether
            absent fields are kept is not published.
        code: For the look-up, if ``codigo`` of the body does not say it.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty, or nothing says how to find it again.
        OutcomeUnknown: When sent; its `lookup` finds the item by its code.

    Example:
        ``books.items.save({"codigo": "A01", "descripcion": "Arepa"})``
    """
    body = body_of(item, "item")
    return write(
        "PUT",
        "/v1/items",
        "items.save",
        module="inventario",
        json=body,
        lookup=find_item(key_of(code, body, "codigo", "code")),
    )


def deactivate_item(item: str) -> Operation[Saved]:
    """
    Deactivate an item of the catalogue (*inactivar producto*, ``DELETE /v1/items/{id}``).

    Args:
        item: Its code or its uuid.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `item` is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.items.deactivate("A01")``
    """
    return write(
        "DELETE",
        "/v1/items/{id}",
        "items.deactivate",
        module="inventario",
        path={"id": filled(item, "item")},
        lookup=get_item(item),
    )


def list_units() -> PagedOperation[str | OpenRecord]:
    """
    List the units of measure (*unidades de medida*), all at once.

    Path: ``GET /v1/productos/unidades-medida``.

    Returns:
        Texts, as one account lists them, or rows as received.

    Example:
        ``list(books.units.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/productos/unidades-medida",
        read_item=wire.pymes.unit,
        style=PYMES_ALL,
        module="inventario",
        name="units.list",
    )


def list_availability(
    codes: Sequence[str],
    *,
    warehouse: str,
    establishment_uuid: str | None = None,
    establishment_code: str | None = None,
) -> Operation[list[Availability]]:
    """
    Tell the stock of items in a warehouse (*disponibilidad de productos*, *existencias*).

    Path: ``POST /v1/productos/disponibilidad-productos``, which reads. It is all or nothing: one
    unknown code refuses the whole batch. ``books.availability.known`` drops those and goes on.

    Args:
        codes: Codes of 1 to 100 items.
        warehouse: Uuid of a warehouse of the establishment.
        establishment_uuid: The establishment, or its code instead.
        establishment_code: The establishment, or its uuid instead.

    Raises:
        InvalidInput: If a text is empty, or there are too many codes or none, or not exactly one
            of uuid and code.
        NotFound: When sent, with one unknown code; the message names it, unless it is a number
            as long as an identification: those are masked.

    Example:
        ``books.availability.list(["A01"], warehouse=store.uuid, establishment_uuid=place.uuid)``
    """
    if isinstance(codes, str) or not 1 <= len(codes) <= LARGEST_BATCH:
        raise InvalidInput(
            f"One question is about 1 to {LARGEST_BATCH} codes.",
            field="codes",
            hint=Text(
                es="Pase una lista; `books.availability.known` la divide por usted.",
                en="Pass a list; `books.availability.known` divides it for you.",
            ),
        )
    _check_place(establishment_uuid, establishment_code)
    body = AvailabilityRequest(
        warehouse=filled(warehouse, "warehouse"),
        items=tuple(WantedItem(code=filled(code, "codes")) for code in codes),
        establishment_uuid=establishment_uuid,
        establishment_code=establishment_code,
    )
    return Operation(
        "POST",
        "/v1/productos/disponibilidad-productos",
        json=wire.to_json(body),
        read=Several(wire.pymes.availability),
        module="inventario",
        policy=SendPolicy.READ,
        name="availability.list",
    )


def _check_place(uuid: str | None, code: str | None) -> None:
    if (uuid is None) == (code is None):
        raise InvalidInput(
            "The establishment is named by its uuid or by its code.",
            field="establishment_uuid",
            hint=Text(
                es="Indique `establishment_uuid` o `establishment_code`, solo uno.",
                en="Give `establishment_uuid` or `establishment_code`, only one.",
            ),
        )
    filled(code if uuid is None else uuid, f"establishment_{'code' if uuid is None else 'uuid'}")


def get_stock_exit(stock_exit: str) -> Operation[OpenRecord]:
    """
    Read a stock exit (*salida de inventario*, ``GET /v1/salidas/{id}``).

    Args:
        stock_exit: ``id``: the uuid that its creation answered.

    Returns:
        The row as received: its shape is not published.

    Raises:
        InvalidInput: If `stock_exit` is empty.
        NotFound: When sent, if there is none.

    Example:
        ``books.stock_exits.get(made.uuid)``
    """
    return _exit(stock_exit, "/v1/salidas/{id}", "stock_exits.get")


def get_stock_exit_inventory(stock_exit: str) -> Operation[OpenRecord]:
    """
    Read a stock exit with what it took out (*salida con detalle de inventario*).

    Path: ``GET /v1/salidas/{id}/inventario``.

    Args:
        stock_exit: ``id``: the uuid that its creation answered.

    Returns:
        The row as received: its shape is not published.

    Raises:
        InvalidInput: If `stock_exit` is empty.
        NotFound: When sent, if there is none.

    Example:
        ``books.stock_exits.inventory(made.uuid)``
    """
    return _exit(stock_exit, "/v1/salidas/{id}/inventario", "stock_exits.inventory")


def _exit(stock_exit: str, route: str, name: str) -> Operation[OpenRecord]:
    path = {"id": filled(stock_exit, "stock_exit")}
    return one(route, name, wire.pymes.record, module="inventario", path=path)


def create_stock_exit(
    establishment: str,
    lines: Sequence[NewExitLine],
    *,
    establishment_uuid: str | None = None,
    note: str | None = None,
) -> Operation[Saved]:
    """
    Take goods out of stock (*salida de inventario*, ``POST /v1/salidas``).

    It is sent once and never repeated: a second one would take them out twice, and nothing finds
    an exit but the uuid of the answer.

    Args:
        establishment: Its name.
        lines: What leaves.
        establishment_uuid: Its uuid too, where names are not unique.
        note: ``observacion``.

    Returns:
        The answer as received; `uuid` is that of the exit.

    Raises:
        InvalidInput: If a text is empty, there is no line, or a quantity is not above zero.
        OutcomeUnknown: When sent, without a look-up.

    Example:
        ``books.stock_exits.create("Sede", [NewExitLine(code="A01", quantity=Decimal(2))])``
    """
    _check_lines(lines)
    body = StockExitRequest(
        establishment=filled(establishment, "establishment"),
        lines=tuple(lines),
        establishment_uuid=establishment_uuid,
        note=note,
    )
    json = body_of(body, "lines")
    return _written_once("POST", "/v1/salidas", "stock_exits.create", json)


def _check_lines(lines: Sequence[NewExitLine]) -> None:
    if not lines or not all(isinstance(line, NewExitLine) for line in lines):
        raise InvalidInput(
            "A stock exit needs lines.",
            field="lines",
            hint=Text(
                es="Use wire.pymes.NewExitLine(code=..., quantity=...).",
                en="Use wire.pymes.NewExitLine(code=..., quantity=...).",
            ),
        )
    for line in lines:
        filled(line.code, "code")
        quantity(line.quantity, "quantity")


def add_exit_cost(cost: Body) -> Operation[Saved]:
    """
    Register the entry of a cost (*entrada de costo de inventario*).

    Path: ``POST /v1/salidas/entrada-costo``. It is sent once and never repeated.

    Args:
        cost: Fields as Pymes names them: its shape is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty.
        OutcomeUnknown: When sent, without a look-up.

    Example:
        ``books.stock_exits.add_cost({…})``
    """
    json = body_of(cost, "cost")
    return _written_once("POST", "/v1/salidas/entrada-costo", "stock_exits.add_cost", json)


def set_consumption_state(change: Body) -> Operation[Saved]:
    """
    Change the state of a consumption order (*estado de un pedido de consumo*).

    Path: ``PATCH /v1/salidas/estado-pedido-consumo``. It is sent once and never repeated.

    Args:
        change: Fields as Pymes names them: its shape is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty.
        OutcomeUnknown: When sent, without a look-up.

    Example:
        ``books.stock_exits.set_consumption_state({…})``
    """
    json = body_of(change, "change")
    route = "/v1/salidas/estado-pedido-consumo"
    return _written_once("PATCH", route, "stock_exits.set_consumption_state", json)


def _written_once(
    method: str, route: str, name: str, json: dict[str, JsonValue]
) -> Operation[Saved]:
    return write(method, route, name, module="inventario", json=json, policy=SendPolicy.WRITE)
