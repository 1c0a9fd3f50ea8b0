# SPDX-License-Identifier: MIT
"""
The small catalogues of Restobar, all alike: list, read, create or edit, delete.

An edit sends the whole document: what is left out falls back to its first value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from loggro_integration.sandbox._app import Call, Handler, Reply
from loggro_integration.sandbox._restobar_lists import object_id, refuse, since
from loggro_integration.sandbox._spec import Upload
from loggro_integration.sandbox._state import Doc, Table, World

__all__ = ["DELETED", "Things", "public"]

# Seen in the answer to a deleted inventory movement.
DELETED = "Eliminado!"
_HIDDEN = {"taxRates", "dianCode", "isShop", "avgCost", "paidAtOnce"}


def public(row: Doc) -> Doc:
    """Return a record without what only the fake knows."""
    return {name: value for name, value in row.items() if name not in _HIDDEN}


def _nothing(world: World, row: Doc) -> None:
    """Do nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """
    One small catalogue.

    Attributes:
        table: Reads its rows from the state.
        first: What a new row holds where nothing was sent; only these fields are kept.
        soft: Whether a deleted row can still be read by its id, marked as deleted.
        missing: Status for a row that is not there.
        stuck: Status for a row that may not be deleted.
        in_use: Why a row may not be deleted: a key of `_texts`, or an empty text.
        trial: Whether a trial account sees only what was made in the last 24 hours.
        prepare: Checks or completes a row before it is kept.
    """

    table: Callable[[World], Table]
    first: Mapping[str, object] = field(default_factory=dict[str, object])
    soft: bool = False
    missing: int = 500
    stuck: int = 500
    in_use: Callable[[World, Doc], str] = lambda world, row: ""
    trial: bool = False
    prepare: Callable[[World, Doc], None] = _nothing

    def seen(self, world: World) -> list[Doc]:
        """Return the rows that a list shows."""
        first = since(world, None) if self.trial else None
        return [
            row
            for row in self.table(world)
            if not row.get("deleted") and (first is None or row.get("createdOn", "") >= first)
        ]

    def all(self) -> Handler:
        """Return the handler of the list."""

        def handler(world: World, call: Call) -> Reply:
            return Reply([public(row) for row in self.seen(world)])

        return handler

    def one(self) -> Handler:
        """Return the handler that reads one row."""

        def handler(world: World, call: Call) -> Reply:
            return Reply(public(self.find(world, call.values["id"])))

        return handler

    def find(self, world: World, identifier: str, *, alive: bool = False) -> Doc:
        """Return a row, or refuse; a deleted one counts as missing when `alive` is asked for."""
        row = self.table(world).get(identifier)
        hidden = self.trial and row is not None and not row.get("deleted")
        if row is None or (alive and row.get("deleted")):
            refuse(self.missing, "not-found-or-parent")
        if hidden and row not in self.seen(world):
            refuse(self.missing, "not-found-or-parent")
        return row

    def save(self) -> Handler:
        """Return the handler that creates, or edits with ``_id``."""

        def handler(world: World, call: Call) -> Reply:
            return Reply(public(self.keep(world, call.body)))

        return handler

    def keep(self, world: World, body: Doc) -> Doc:
        """Keep a row as it was sent."""
        known = None
        if body.get("_id") is not None:
            known = self.find(world, object_id(body["_id"]), alive=True)
        row = self._sent(body)
        self.prepare(world, row)
        stamp = world.stamp()
        if known is not None:
            for name in self.first:
                known.pop(name, None)
            known.update(row, modifiedOn=stamp)
            row = known
        else:
            marks: Doc = {"createdOn": stamp, "modifiedOn": stamp, "deleted": False}
            row = self.table(world).add({"_id": world.new_id(), **row, **marks})
        world.changed()
        return row

    def _sent(self, body: Doc) -> Doc:
        """Return the fields of a row; what is nothing is left out, as Restobar does."""
        given = {name: body[name] for name in self.first if body.get(name) is not None}
        first = {name: value for name, value in self.first.items() if value is not None}
        return {**deepcopy(first), **{name: _stored(value) for name, value in given.items()}}

    def delete(self) -> Handler:
        """Return the handler that deletes."""

        def handler(world: World, call: Call) -> Reply:
            row = self.find(world, call.values["id"], alive=True)
            reason = self.in_use(world, row)
            if reason:
                refuse(self.stuck, reason)
            if self.soft:
                row.update(deleted=True, modifiedOn=world.stamp())
            else:
                self.table(world).remove(row["_id"])
            world.changed()
            return Reply({"message": DELETED})

        return handler


def _stored(value: object) -> object:
    """Return what is kept of a value: of a file its address alone."""
    if isinstance(value, Upload):
        return f"https://restobar.example/images/{value.name}"
    return deepcopy(value)
