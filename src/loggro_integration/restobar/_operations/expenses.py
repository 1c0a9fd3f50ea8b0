# SPDX-License-Identifier: MIT
"""Expenses and their types."""

from __future__ import annotations

from datetime import date, datetime

from loggro_integration import wire
from loggro_integration.days import business_day
from loggro_integration.http import RESTOBAR_ALL, Operation, Page, PagedOperation
from loggro_integration.restobar._checks import Body, optional_range
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import Expense, NewExpense, TypeExpense

__all__ = [
    "create_expense",
    "create_type_of_expense",
    "delete_expense",
    "delete_type_of_expense",
    "get_type_of_expense",
    "list_expenses",
    "list_types_of_expense",
    "update_expense",
    "update_type_of_expense",
]


def list_expenses(
    *, since: date | None = None, until: date | None = None, all_businesses: bool | None = None
) -> PagedOperation[Expense]:
    """
    List expenses (``GET /expenses``), all at once.

    Args:
        since: First Bogotá day.
        until: Last day, included; only with `since`.
        all_businesses: Those of the other branches too.

    Raises:
        InvalidDate: If `until` is before `since` or without it, or one is a datetime.

    Example:
        ``sum(each.subtotal for each in pos.expenses.list(since=date(2026, 11, 1)))``
    """
    return PagedOperation(
        "GET",
        "/expenses",
        query={**optional_range(since, until), "allBusiness": all_businesses},
        read_item=wire.restobar.expense,
        style=RESTOBAR_ALL,
        name="expenses.list",
    )


def create_expense(expense: NewExpense) -> Operation[Expense]:
    """
    Create an expense (``POST /expenses``).

    With `subtract_cash_register` it takes money out of the open cash session.

    Returns:
        The expense; only its id is certain to come.

    Raises:
        InvalidId: If an id is none.
        InexactMoney: If an amount is a float.
        OutcomeUnknown: When sent; its `lookup` lists that day's expenses and later ones:
            compare description and subtotal.

    Example:
        ``pos.expenses.create(NewExpense(type=gas.id, description="Gas", subtotal=cop, date=now))``
    """
    return creation(
        "/expenses",
        expense,
        wire.restobar.expense,
        lookup=_expenses_since(expense.date),
        name="expenses.create",
    )


def _expenses_since(instant: datetime) -> Operation[Page[Expense]]:
    return list_expenses(since=business_day(instant)).first()


def update_expense(expense: Body) -> Operation[Expense]:
    """
    Change an expense (``POST /expenses``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        expense: The row as it was read, with what changes.

    Returns:
        The expense; only its id is certain to come.

    Raises:
        InvalidId: If it has no ``_id``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.expenses.update(evolve(expense, notes="Factura pendiente"))``
    """
    return edition(
        "/expenses",
        expense,
        wire.restobar.expense,
        lookup=lambda _: list_expenses().first(),
        name="expenses.update",
    )


def delete_expense(expense_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one expense (``DELETE /expenses/{id}``).

    It is only marked as deleted.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.expenses.delete(row.id)``
    """
    return deletion(
        "/expenses/{id}",
        "expense_id",
        expense_id,
        lookup=list_expenses().first(),
        name="expenses.delete",
    )


def list_types_of_expense() -> PagedOperation[TypeExpense]:
    """
    List types of expense (``GET /typeExpenses``).

    All at once.

    Example:
        ``list(pos.type_expenses.list())``
    """
    return PagedOperation(
        "GET",
        "/typeExpenses",
        read_item=wire.restobar.type_expense,
        style=RESTOBAR_ALL,
        name="type_expenses.list",
    )


def get_type_of_expense(type_of_expense_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one type of expense (``GET /typeExpenses/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.type_expenses.get(row.id)``
    """
    return one(
        "/typeExpenses/{id}",
        "type_of_expense_id",
        type_of_expense_id,
        wire.restobar.answer,
        name="type_expenses.get",
    )


def create_type_of_expense(type_of_expense: Body) -> Operation[wire.OpenAnswer]:
    """
    Create a type of expense (``POST /typeExpenses``).

    Args:
        type_of_expense: Names and values of its JSON, which is not published; without ``_id``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.type_expenses.create({"name": "Nuevo"})``
    """
    return creation(
        "/typeExpenses",
        type_of_expense,
        wire.restobar.answer,
        lookup=list_types_of_expense().first(),
        name="type_expenses.create",
    )


def update_type_of_expense(type_of_expense: Body) -> Operation[wire.OpenAnswer]:
    """
    Change a type of expense (``POST /typeExpenses``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        type_of_expense: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.type_expenses.update(evolve(row, name="Otro"))``
    """
    return edition(
        "/typeExpenses",
        type_of_expense,
        wire.restobar.answer,
        lookup=lambda _: list_types_of_expense().first(),
        name="type_expenses.update",
    )


def delete_type_of_expense(type_of_expense_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one type of expense (``DELETE /typeExpenses/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.type_expenses.delete(row.id)``
    """
    return deletion(
        "/typeExpenses/{id}",
        "type_of_expense_id",
        type_of_expense_id,
        lookup=list_types_of_expense().first(),
        name="type_expenses.delete",
    )
