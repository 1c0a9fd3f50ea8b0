# SPDX-License-Identifier: MIT
"""Expenses of Restobar, and what they take out of a cash session."""

from __future__ import annotations

from decimal import Decimal

from loggro_integration.days import format_instant, parse_instant
from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._restobar_lists import instants, object_id, refuse
from loggro_integration.sandbox._restobar_things import DELETED
from loggro_integration.sandbox._state import Doc, World

__all__ = [
    "alive",
    "delete_expense",
    "give_back_to",
    "list_expenses",
    "post_expense",
    "shown_expense",
    "spend_from",
]

_OPTIONAL = ("invoiceNumber", "paymentMethod", "notes")


def spend_from(world: World, box_id: object, amount: int | Decimal) -> None:
    """
    Count money that left an open cash session.

    Raises:
        Refused: 500 where the session is not there or closed.
    """
    box = world.cash_boxes.get(box_id)
    if box is None or box["isClosed"]:
        refuse(500, "cash-box-needed")
    box["expense"] += amount


def give_back_to(world: World, box_id: str, amount: int | Decimal) -> None:
    """Take back what was counted as spent."""
    world.cash_boxes.rows[box_id]["expense"] -= amount


def alive(world: World, first: str | None, last: str | None) -> list[Doc]:
    """Return the expenses of a span of days that were not deleted."""
    return [
        row
        for row in world.expenses
        if not row["deleted"]
        and (first is None or row["date"] >= first)
        and (last is None or row["date"] <= last)
    ]


def list_expenses(world: World, call: Call) -> Reply:
    """``GET /expenses``: a bare array; the dates filter the day of the expense."""
    return Reply([shown_expense(world, row) for row in alive(world, *instants(call))])


def shown_expense(world: World, row: Doc) -> Doc:
    """Return an expense with what it points at."""
    doc = dict(row)
    kind = world.expense_types.rows[row["typeExpense"]]
    doc["typeExpense"] = {name: kind[name] for name in ("_id", "name")}
    for name, table in (("provider", world.providers), ("paidTo", world.users)):
        other = table.get(row.get(name))
        if other is not None:
            doc[name] = {"_id": other["_id"], "name": other["name"]}
    box = world.cash_boxes.get(row.get("cashBox"))
    if box is not None:
        doc["cashBox"] = {
            "_id": box["_id"],
            "_idCashBoxRegister": dict(box["_idCashBoxRegister"]),
        }
    return doc


def post_expense(world: World, call: Call) -> Reply:
    """``POST /expenses``: creates, or edits with ``_id``."""
    body = call.body
    known = None
    if body.get("_id") is not None:
        known = _expense(world, object_id(body["_id"]))
    row = _row(world, body)
    if row["subtractCashRegister"]:
        spend_from(world, row.get("cashBox"), 0)
    if known is not None:
        _undo(world, known)
        marks = {name: known[name] for name in ("_id", "createdOn", "deleted", "deletedInfo")}
    else:
        marks = {
            "_id": world.new_id(),
            "createdOn": world.stamp(),
            "deleted": False,
            "deletedInfo": {"isDeleted": False},
        }
    if row["subtractCashRegister"]:
        spend_from(world, row["cashBox"], _amount(row))
    world.changed()
    return Reply(shown_expense(world, world.expenses.add({**marks, **row})))


def _row(world: World, body: Doc) -> Doc:
    _must_be_there(world.expense_types.get(body["typeExpense"]))
    row: Doc = {
        "typeExpense": body["typeExpense"],
        "description": body["description"],
        "subTotal": body["subTotal"],
        "taxes": body.get("taxes") or 0,
        "subtractCashRegister": body.get("subtractCashRegister") is True,
        "date": format_instant(parse_instant(body["date"])),
        "business": {"_id": world.business["_id"]},
        "modifiedOn": world.stamp(),
        **{name: body.get(name) or "" for name in _OPTIONAL},
    }
    if row["subTotal"] < 0 or row["taxes"] < 0:
        refuse(500, "price")
    tables = {"provider": world.providers, "paidTo": world.users, "cashBox": world.cash_boxes}
    for name, table in tables.items():
        if body.get(name) is not None:
            _must_be_there(table.get(body[name]))
            row[name] = body[name]
    return row


def _must_be_there(row: Doc | None) -> None:
    if row is None or row.get("deleted"):
        refuse(500, "not-found-or-parent")


def _amount(row: Doc) -> int | Decimal:
    amount: int | Decimal = row["subTotal"] + row["taxes"]
    return amount


def _expense(world: World, key: str) -> Doc:
    row = world.expenses.get(key)
    if row is None or row["deleted"]:
        refuse(500, "not-found-or-parent")
    return row


def _undo(world: World, row: Doc) -> None:
    if row["subtractCashRegister"]:
        give_back_to(world, row["cashBox"], _amount(row))


def delete_expense(world: World, call: Call) -> Reply:
    """``DELETE /expenses/{id}``: it leaves the lists and the cash session."""
    row = _expense(world, call.values["id"])
    _undo(world, row)
    row.update(deleted=True, deletedInfo={"isDeleted": True}, modifiedOn=world.stamp())
    world.changed()
    return Reply({"message": DELETED})
