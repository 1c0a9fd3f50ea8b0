# SPDX-License-Identifier: MIT
"""Inventory movements."""

from __future__ import annotations

from datetime import date

from loggro_integration import wire
from loggro_integration.http import (
    RESTOBAR_ALL,
    RESTOBAR_SWITCH,
    Operation,
    PagedOperation,
    SendPolicy,
)
from loggro_integration.restobar._checks import Body, optional_id, report_range
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import Movement, MovementType, NewMovement

__all__ = [
    "create_movement",
    "delete_movement",
    "get_movement",
    "list_movements",
    "movement_types",
    "report_productions",
    "report_purchases",
    "report_transfers",
    "update_movement",
]

LARGEST_MOVEMENTS = 10_000


def list_movements(
    *,
    provider: str | None = None,
    type_id: int | None = None,
    number: str | None = None,
    purchase_status: str | None = None,
    page_size: int | None = None,
) -> PagedOperation[Movement]:
    """
    List inventory movements (``GET /inventories``; the documented ``/inventory`` does not exist).

    Args:
        provider: Id of a supplier.
        type_id: Id of a type of movement: see `movement_types`.
        number: Number of the movement.
        purchase_status: ``purchaseStatus``; its values are not published.
        page_size: Rows a page, at most 10,000.

    Raises:
        InvalidId: If an id is none.

    Example:
        ``[each.total for each in pos.inventories.list(type_id=1)]``
    """
    return PagedOperation(
        "GET",
        "/inventories",
        query={
            "provider": optional_id(provider, "provider"),
            "inventoryTypeId": type_id,
            "inventoryNumber": number,
            "purchaseStatus": purchase_status,
        },
        read_item=wire.restobar.movement,
        style=RESTOBAR_SWITCH,
        page_size=page_size,
        max_page_size=LARGEST_MOVEMENTS,
        name="inventories.list",
    )


def movement_types() -> PagedOperation[MovementType]:
    """
    List the types of movement (``GET /inventories/types/all``), all at once.

    Documented as ``/inventory/types/all``. Ids are each account's own.

    Example:
        ``{each.name: each.id for each in pos.inventories.types()}``
    """
    return PagedOperation(
        "GET",
        "/inventories/types/all",
        read_item=wire.restobar.movement_type,
        style=RESTOBAR_ALL,
        name="inventories.types",
    )


def get_movement(movement_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one movement (``GET /inventories/{id}``).

    Documented as ``/inventory/{id}``. One account answers 500: find it in the list then.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.inventories.get(row.id)``
    """
    return one(
        "/inventories/{id}",
        "movement_id",
        movement_id,
        wire.restobar.answer,
        name="inventories.get",
    )


def create_movement(movement: NewMovement) -> Operation[Movement]:
    """
    Create a movement (``POST /inventories``).

    Documented as ``/inventory``. It changes stock and average cost, and a purchase (type 1,
    *Entrada - Compra*, in the accounts seen) is posted in accounting too.

    Returns:
        The movement; only its id and ``typeName`` are certain to come.

    Raises:
        InvalidId: If an id is none.
        InexactMoney: If an amount is a float.
        OutcomeUnknown: When sent; its `lookup` lists movements: compare date, type, note and
            total.

    Example:
        ``pos.inventories.create(NewMovement(date=day, type=1, ingredients=(line,)))``
    """
    return creation(
        "/inventories",
        movement,
        wire.restobar.movement,
        lookup=list_movements().first(),
        name="inventories.create",
    )


def update_movement(movement: Body) -> Operation[Movement]:
    """
    Change a movement (``POST /inventories``).

    Documented as ``/inventory``. Restobar replaces the whole row: read it, change it, send it
    back.

    Args:
        movement: The row as it was read, with what changes.

    Returns:
        The movement; only its id and ``typeName`` are certain to come.

    Raises:
        InvalidId: If it has no ``_id``.
        OutcomeUnknown: When sent; its `lookup` lists movements.

    Example:
        ``pos.inventories.update(evolve(movement, note="Corregido"))``
    """
    return edition(
        "/inventories",
        movement,
        wire.restobar.movement,
        lookup=lambda _: list_movements().first(),
        name="inventories.update",
    )


def delete_movement(movement_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one movement (``DELETE /inventories/{id}``).

    Documented as ``/inventory/{id}``. It reverts stock and average cost; the answer was
    ``{"message": "Eliminado!"}``.

    Returns:
        The answer as received; its words are its `message`.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` lists movements.

    Example:
        ``pos.inventories.delete(row.id)``
    """
    return deletion(
        "/inventories/{id}",
        "movement_id",
        movement_id,
        lookup=list_movements().first(),
        name="inventories.delete",
    )


def report_purchases(
    *,
    since: date | None = None,
    until: date | None = None,
    all_businesses: bool | None = None,
) -> Operation[wire.OpenAnswer]:
    """
    Read the report of purchases of ingredients (``GET /inventories/report/purchases``).

    Only administrators may read it. Use `reports.purchases`, whose shape is known. The documented
    ``/inventory/report/purchases`` does not exist.

    Args:
        since: First Bogotá day.
        until: Last day, included; only with `since`.
        all_businesses: Those of the other branches too.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.

    Example:
        ``pos.inventories.report_purchases(since=date(2026, 11, 1)).rows``
    """
    return Operation(
        "GET",
        "/inventories/report/purchases",
        query={
            **report_range(since, until),
            "allBusiness": all_businesses,
        },
        policy=SendPolicy.READ,
        read=wire.restobar.answer,
        name="inventories.report_purchases",
    )


def report_productions(
    *,
    since: date | None = None,
    until: date | None = None,
    group: bool | None = None,
    all_businesses: bool | None = None,
) -> Operation[wire.OpenAnswer]:
    """
    Read the report of production of ingredients (``GET /inventories/report/productions``).

    Nobody has tried this path. Use `reports.production`, whose shape is known. The documented
    ``/inventory/report/productions`` does not exist.

    Args:
        since: First Bogotá day.
        until: Last day, included; only with `since`.
        group: ``groupResult``; what it groups by is not published.
        all_businesses: Those of the other branches too.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.

    Example:
        ``pos.inventories.report_productions(since=date(2026, 11, 1)).rows``
    """
    return Operation(
        "GET",
        "/inventories/report/productions",
        query={
            **report_range(since, until),
            "groupResult": group,
            "allBusiness": all_businesses,
        },
        policy=SendPolicy.READ,
        read=wire.restobar.answer,
        name="inventories.report_productions",
    )


def report_transfers(
    *,
    since: date | None = None,
    until: date | None = None,
    group: bool | None = None,
    all_businesses: bool | None = None,
) -> Operation[wire.OpenAnswer]:
    """
    Read the report of transfers of ingredients (``GET /inventories/report/transfers``).

    Nobody has tried this path. Use `reports.transfers`, whose shape is known. The documented
    ``/inventory/report/transfers`` does not exist.

    Args:
        since: First Bogotá day.
        until: Last day, included; only with `since`.
        group: ``groupResult``; what it groups by is not published.
        all_businesses: Those of the other branches too.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.

    Example:
        ``pos.inventories.report_transfers(since=date(2026, 11, 1)).rows``
    """
    return Operation(
        "GET",
        "/inventories/report/transfers",
        query={
            **report_range(since, until),
            "groupResult": group,
            "allBusiness": all_businesses,
        },
        policy=SendPolicy.READ,
        read=wire.restobar.answer,
        name="inventories.report_transfers",
    )
