# SPDX-License-Identifier: MIT
"""Events and promotions."""

from __future__ import annotations

from datetime import date

from loggro_integration import wire
from loggro_integration.http import RESTOBAR_ALL, RESTOBAR_LIMIT, Operation, PagedOperation
from loggro_integration.restobar._checks import Body, optional_range
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import Promo

__all__ = [
    "create_event",
    "create_promotion",
    "delete_event",
    "delete_promotion",
    "get_event",
    "get_promotion",
    "list_events",
    "list_promotions",
    "update_event",
    "update_promotion",
]


def list_events(
    *, since: date | None = None, order: str | None = None, page_size: int | None = None
) -> PagedOperation[wire.OpenRecord]:
    """
    List the events of the business (``GET /events``), in one answer.

    Args:
        since: First Bogotá day.
        order: ``orderBy``; its values are not published.
        page_size: Rows at most; 2000 unless said.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidDate: If `since` is a datetime.

    Example:
        ``list(pos.events.list(since=date(2026, 11, 1)))``
    """
    return PagedOperation(
        "GET",
        "/events",
        query={"dateInit": optional_range(since, None).get("dateInit"), "orderBy": order},
        read_item=wire.restobar.record,
        style=RESTOBAR_LIMIT,
        page_size=page_size,
        name="events.list",
    )


def get_event(event_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one event (``GET /events/{id}``).

    Reading it takes the permission to write.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``EV_POST``.

    Example:
        ``pos.events.get(row.id)``
    """
    return one(
        "/events/{id}",
        "event_id",
        event_id,
        wire.restobar.answer,
        permission="EV_POST",
        name="events.get",
    )


def create_event(event: Body) -> Operation[wire.OpenAnswer]:
    """
    Create an event (``POST /events``).

    Args:
        event: Names and values of its JSON, which is not published; without ``_id``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        PermissionMissing: When sent, if the user lacks ``EV_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.events.create({"name": "Nuevo"})``
    """
    return creation(
        "/events",
        event,
        wire.restobar.answer,
        lookup=list_events().first(),
        permission="EV_POST",
        name="events.create",
    )


def update_event(event: Body) -> Operation[wire.OpenAnswer]:
    """
    Change an event (``POST /events``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        event: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        PermissionMissing: When sent, if the user lacks ``EV_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.events.update(evolve(row, name="Otro"))``
    """
    return edition(
        "/events",
        event,
        wire.restobar.answer,
        lookup=lambda _: list_events().first(),
        permission="EV_POST",
        name="events.update",
    )


def delete_event(event_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one event (``DELETE /events/{id}``).

    It is only marked as deleted.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``EV_DELETE``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.events.delete(row.id)``
    """
    return deletion(
        "/events/{id}",
        "event_id",
        event_id,
        lookup=list_events().first(),
        permission="EV_DELETE",
        name="events.delete",
    )


def list_promotions() -> PagedOperation[Promo]:
    """
    List promotions (``GET /promos``).

    All at once.

    Example:
        ``list(pos.promos.list())``
    """
    return PagedOperation(
        "GET",
        "/promos",
        read_item=wire.restobar.promo,
        style=RESTOBAR_ALL,
        name="promos.list",
    )


def get_promotion(promotion_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one promotion (``GET /promos/{id}``).

    Reading it takes the permission to write.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``PM_POST``.

    Example:
        ``pos.promos.get(row.id)``
    """
    return one(
        "/promos/{id}",
        "promotion_id",
        promotion_id,
        wire.restobar.answer,
        permission="PM_POST",
        name="promos.get",
    )


def create_promotion(promotion: Body) -> Operation[wire.OpenAnswer]:
    """
    Create a promotion (``POST /promos``).

    Args:
        promotion: Names and values of its JSON, which is not published; without ``_id``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        PermissionMissing: When sent, if the user lacks ``PM_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.promos.create({"name": "Nuevo"})``
    """
    return creation(
        "/promos",
        promotion,
        wire.restobar.answer,
        lookup=list_promotions().first(),
        permission="PM_POST",
        name="promos.create",
    )


def update_promotion(promotion: Body) -> Operation[wire.OpenAnswer]:
    """
    Change a promotion (``POST /promos``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        promotion: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        PermissionMissing: When sent, if the user lacks ``PM_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.promos.update(evolve(row, name="Otro"))``
    """
    return edition(
        "/promos",
        promotion,
        wire.restobar.answer,
        lookup=lambda _: list_promotions().first(),
        permission="PM_POST",
        name="promos.update",
    )


def delete_promotion(promotion_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one promotion (``DELETE /promos/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``PM_DELETE``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.promos.delete(row.id)``
    """
    return deletion(
        "/promos/{id}",
        "promotion_id",
        promotion_id,
        lookup=list_promotions().first(),
        permission="PM_DELETE",
        name="promos.delete",
    )
