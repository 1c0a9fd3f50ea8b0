# SPDX-License-Identifier: MIT
"""Tables, and the areas where their orders are prepared."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import RESTOBAR_ALL, Operation, PagedOperation
from loggro_integration.restobar._checks import Body, optional_id
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import NewTable, Table

__all__ = [
    "create_order_area",
    "create_table",
    "delete_order_area",
    "delete_table",
    "get_order_area",
    "get_table",
    "list_order_areas",
    "list_tables",
    "tables_with_orders",
    "update_order_area",
    "update_table",
]


def list_tables() -> PagedOperation[Table]:
    """
    List tables (``GET /tables``).

    All at once; deactivated ones stay listed.

    Example:
        ``{table.name: table.id for table in pos.tables.list()}``
    """
    return PagedOperation(
        "GET",
        "/tables",
        read_item=wire.restobar.table,
        style=RESTOBAR_ALL,
        name="tables.list",
    )


def get_table(table_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one table (``GET /tables/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.tables.get(row.id)``
    """
    return one(
        "/tables/{id}",
        "table_id",
        table_id,
        wire.restobar.answer,
        name="tables.get",
    )


def tables_with_orders(table_id: str | None = None) -> PagedOperation[wire.OpenRecord]:
    """
    List tables with their waiting orders and pending sales (``GET /tables/tableOrders``).

    Args:
        table_id: Only one table.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``list(pos.tables.with_orders())``
    """
    return PagedOperation(
        "GET",
        "/tables/tableOrders",
        query={"tableId": optional_id(table_id, "table_id")},
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="tables.with_orders",
    )


def create_table(table: NewTable) -> Operation[wire.OpenAnswer]:
    """
    Create a table (``POST /tables``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If an id is none.
        InexactMoney: If an amount is a float.
        PermissionMissing: When sent, if the user lacks ``TA_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.tables.create(NewTable(name="Mesa 9"))``
    """
    return creation(
        "/tables",
        table,
        wire.restobar.answer,
        lookup=list_tables().first(),
        permission="TA_POST",
        name="tables.create",
    )


def update_table(table: Body) -> Operation[wire.OpenAnswer]:
    """
    Change a table (``POST /tables``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        table: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        PermissionMissing: When sent, if the user lacks ``TA_POST``.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.tables.update(evolve(table, name="Terraza"))``
    """
    return edition(
        "/tables",
        table,
        wire.restobar.answer,
        lookup=get_table,
        permission="TA_POST",
        name="tables.update",
    )


def delete_table(table_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one table (``DELETE /tables/{id}``).

    It stays listed as inactive, and may be refused while a cash register is open.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``TA_DELETE``.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.tables.delete(row.id)``
    """
    return deletion(
        "/tables/{id}",
        "table_id",
        table_id,
        lookup=get_table(table_id),
        permission="TA_DELETE",
        name="tables.delete",
    )


def list_order_areas() -> PagedOperation[wire.OpenRecord]:
    """
    List order areas (``GET /waiterOrderAreas``).

    The areas where orders are prepared and print.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(pos.waiter_order_areas.list())``
    """
    return PagedOperation(
        "GET",
        "/waiterOrderAreas",
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="waiter_order_areas.list",
    )


def get_order_area(order_area_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one order area (``GET /waiterOrderAreas/{id}``).

    Reading it takes the permission to write.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``WO_POST``.

    Example:
        ``pos.waiter_order_areas.get(row.id)``
    """
    return one(
        "/waiterOrderAreas/{id}",
        "order_area_id",
        order_area_id,
        wire.restobar.answer,
        permission="WO_POST",
        name="waiter_order_areas.get",
    )


def create_order_area(order_area: Body) -> Operation[wire.OpenAnswer]:
    """
    Create an order area (``POST /waiterOrderAreas``).

    Args:
        order_area: Names and values of its JSON, which is not published; without ``_id``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        PermissionMissing: When sent, if the user lacks ``WO_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.waiter_order_areas.create({"name": "Nuevo"})``
    """
    return creation(
        "/waiterOrderAreas",
        order_area,
        wire.restobar.answer,
        lookup=list_order_areas().first(),
        permission="WO_POST",
        name="waiter_order_areas.create",
    )


def update_order_area(order_area: Body) -> Operation[wire.OpenAnswer]:
    """
    Change an order area (``POST /waiterOrderAreas``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        order_area: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        PermissionMissing: When sent, if the user lacks ``WO_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.waiter_order_areas.update(evolve(row, name="Otro"))``
    """
    return edition(
        "/waiterOrderAreas",
        order_area,
        wire.restobar.answer,
        lookup=lambda _: list_order_areas().first(),
        permission="WO_POST",
        name="waiter_order_areas.update",
    )


def delete_order_area(order_area_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one order area (``DELETE /waiterOrderAreas/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``WO_DELETE``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.waiter_order_areas.delete(row.id)``
    """
    return deletion(
        "/waiterOrderAreas/{id}",
        "order_area_id",
        order_area_id,
        lookup=list_order_areas().first(),
        permission="WO_DELETE",
        name="waiter_order_areas.delete",
    )
