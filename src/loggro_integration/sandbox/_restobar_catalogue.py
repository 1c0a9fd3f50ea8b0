# SPDX-License-Identifier: MIT
"""Clients, users, tables and cash sessions of Restobar."""

from __future__ import annotations

from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._restobar_house import TABLES
from loggro_integration.sandbox._restobar_lists import (
    Paging,
    instants,
    object_id,
    page,
    refuse,
    since,
)
from loggro_integration.sandbox._restobar_things import DELETED, public
from loggro_integration.sandbox._state import Doc, World

__all__ = [
    "delete_client",
    "get_client",
    "list_cash_boxes",
    "list_clients",
    "list_tables",
    "list_users",
    "post_client",
]

_CLIENTS = Paging(default=10, most=10000, on=True)
_BOXES = Paging(default=1000, most=1000)
_CLIENT_FIELDS = (
    "name", "lastName", "isSocialReason", "idDocumentType", "documentName", "document",
    "checkDigit", "email", "phone", "address", "cityDetail", "responsibilities",
    "responsibilityName", "notes", "contact",
)  # fmt: skip


def list_clients(world: World, call: Call) -> Reply:
    """``GET /clients``: ``clientData`` and ``filter`` match parts of names and documents."""
    first = since(world, None)
    words = " ".join(call.filter(name) or "" for name in ("clientData", "filter")).casefold()
    rows = [
        client
        for client in world.clients
        if not client["deleted"]
        and (first is None or client["createdOn"] >= first)
        and all(word in _searched(client) for word in words.split())
    ]
    return page(call, rows, _CLIENTS)


def _searched(client: Doc) -> str:
    parts = (client.get(name) for name in ("name", "lastName", "document"))
    return " ".join(str(part) for part in parts if part).casefold()


def get_client(world: World, call: Call) -> Reply:
    """``GET /clients/{id}``: 200 with ``null`` when there is none."""
    client = world.clients.get(call.values["id"])
    return Reply(None if client is None or client["deleted"] else client)


def post_client(world: World, call: Call) -> Reply:
    """``POST /clients``: creates, or edits with ``_id``; documents may repeat."""
    body = call.body
    if not body.get("name"):
        refuse(500, "name")
    known = world.clients.get(object_id(body["_id"])) if body.get("_id") is not None else None
    if body.get("_id") is not None and (known is None or known["deleted"]):
        refuse(500, "not-found-or-parent")
    given = {name: body[name] for name in _CLIENT_FIELDS if name in body}
    if "document" in given:
        given["document"] = str(given["document"])
    world.changed()
    if known is not None:
        known.update(given, modifiedOn=world.stamp())
        return Reply(known)
    return Reply(world.clients.add(_new_client(world, given)))


def _new_client(world: World, given: Doc) -> Doc:
    stamp = world.stamp()
    return {
        "_id": world.new_id(),
        "isSocialReason": False,
        "idDocumentType": 13,
        "responsibilities": "R-99-PN",
        "isVATCompanyType": False,
        **given,
        "points": 0,
        "creditMovement": [],
        "totalCreditMovement": 0,
        "createdOn": stamp,
        "modifiedOn": stamp,
        "deleted": False,
    }


def delete_client(world: World, call: Call) -> Reply:
    """``DELETE /clients/{id}``: it is null afterwards; what was sold keeps its copy."""
    client = world.clients.get(call.values["id"])
    if client is None or client["deleted"]:
        refuse(500, "not-found-or-parent")
    client.update(deleted=True, modifiedOn=world.stamp())
    world.changed()
    return Reply({"message": DELETED})


def list_users(world: World, call: Call) -> Reply:
    """``GET /users``: undocumented, seen live."""
    return Reply([public(row) for row in world.users])


def list_tables(world: World, call: Call) -> Reply:
    """``GET /tables``: deactivated ones stay listed; one carries its password."""
    return Reply([public(row) for row in TABLES.seen(world)])


def list_cash_boxes(world: World, call: Call) -> Reply:
    """``GET /cashboxes``: one row without premium; a trial sees 24 hours."""
    first, last = instants(call)
    first = since(world, first)
    status, cashier = call.filter("status"), call.filter("cashierId")
    rows = [
        box
        for box in world.cash_boxes
        if (status is None or box["isClosed"] == (status == "closed"))
        and (cashier is None or cashier in {each["_id"] for each in box["cashiers"]})
        and call.filter("cashBoxId") in {None, box["_id"]}
        and (first is None or box["createdOn"] >= first)
        and (last is None or box["createdOn"] <= last)
    ]
    rows.sort(key=lambda box: str(box["createdOn"]), reverse=True)
    return page(call, rows if world.plan == "premium" else rows[:1], _BOXES)
