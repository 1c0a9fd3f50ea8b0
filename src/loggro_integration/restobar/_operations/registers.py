# SPDX-License-Identifier: MIT
"""The till: cash registers and cash sessions."""

from __future__ import annotations

from datetime import date

from loggro_integration import wire
from loggro_integration.http import (
    RESTOBAR_ALL,
    RESTOBAR_SWITCH,
    Operation,
    PagedOperation,
    QueryValue,
)
from loggro_integration.restobar._checks import Body, optional_id, optional_range
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import CashSession

__all__ = [
    "create_cash_register",
    "delete_cash_register",
    "get_cash_register",
    "list_cash_registers",
    "list_cash_sessions",
    "update_cash_register",
]

LARGEST_CASH_SESSIONS = 999


def list_cash_registers() -> PagedOperation[wire.OpenRecord]:
    """
    List cash registers (``GET /cashRegisters``).

    Often empty.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(pos.cash_registers.list())``
    """
    return PagedOperation(
        "GET",
        "/cashRegisters",
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="cash_registers.list",
    )


def get_cash_register(cash_register_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one cash register (``GET /cashRegisters/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.cash_registers.get(row.id)``
    """
    return one(
        "/cashRegisters/{id}",
        "cash_register_id",
        cash_register_id,
        wire.restobar.answer,
        name="cash_registers.get",
    )


def create_cash_register(cash_register: Body) -> Operation[wire.OpenAnswer]:
    """
    Create a cash register (``POST /cashRegisters``).

    Args:
        cash_register: Names and values of its JSON, which is not published; without ``_id``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.cash_registers.create({"name": "Nuevo"})``
    """
    return creation(
        "/cashRegisters",
        cash_register,
        wire.restobar.answer,
        lookup=list_cash_registers().first(),
        name="cash_registers.create",
    )


def update_cash_register(cash_register: Body) -> Operation[wire.OpenAnswer]:
    """
    Change a cash register (``POST /cashRegisters``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        cash_register: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.cash_registers.update(evolve(row, name="Otro"))``
    """
    return edition(
        "/cashRegisters",
        cash_register,
        wire.restobar.answer,
        lookup=lambda _: list_cash_registers().first(),
        name="cash_registers.update",
    )


def delete_cash_register(cash_register_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one cash register (``DELETE /cashRegisters/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.cash_registers.delete(row.id)``
    """
    return deletion(
        "/cashRegisters/{id}",
        "cash_register_id",
        cash_register_id,
        lookup=list_cash_registers().first(),
        name="cash_registers.delete",
    )


def list_cash_sessions(
    *,
    status: str | None = None,
    cash_session: str | None = None,
    cashier: str | None = None,
    since: date | None = None,
    until: date | None = None,
    page_size: int | None = None,
) -> PagedOperation[CashSession]:
    """
    List cash sessions (``GET /cashboxes``; the documented ``/cashbox`` does not exist).

    Without premium the account shows one. No call opens or closes a session.

    Args:
        status: ``open`` or ``closed``.
        cash_session: Id of a session.
        cashier: Id of a user.
        since: First Bogotá day.
        until: Last day, included; only with `since`.
        page_size: Rows a page, at most 999.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.
        InvalidId: If an id is none.
        PermissionMissing: When sent, if the user lacks ``CB_GET_ALL``.

    Example:
        ``[session.cashiers for session in pos.cashboxes.list(status="open")]``
    """
    query: dict[str, QueryValue] = {
        "status": status,
        "cashBoxId": optional_id(cash_session, "cash_session"),
        "cashierId": optional_id(cashier, "cashier"),
        **optional_range(since, until),
    }
    return PagedOperation(
        "GET",
        "/cashboxes",
        query=query,
        read_item=wire.restobar.cash_session,
        style=RESTOBAR_SWITCH,
        page_size=page_size,
        max_page_size=LARGEST_CASH_SESSIONS,
        permission="CB_GET_ALL",
        name="cashboxes.list",
    )
