# SPDX-License-Identifier: MIT
"""
The records that Pymes creates, changes and ends, all alike.

A change sends the whole record: what is left out falls back to its first value, and what is not
known is kept as it was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from loggro_integration.sandbox._app import Call, Handler, Reply
from loggro_integration.sandbox._pymes_pages import missing, one, paged, refuse, saved, whole
from loggro_integration.sandbox._state import Doc, Table, World

__all__ = ["Records", "listed", "matching", "row_of"]

# Only the fake decides these.
_OWN = {"uuid"}


def _fine(world: World, row: Doc) -> str:
    """Object to nothing."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """
    One kind of record.

    Attributes:
        table: Reads its rows from the state.
        key: Fields that no two records share.
        first: What a new record holds where nothing was sent.
        ended: What a deletion changes; without it the record is gone.
        objection: Why a record may not be kept, in Spanish, or an empty text.
        in_use: Why a record may not be ended, in Spanish, or an empty text.
        created: Status of a creation.
    """

    table: Callable[[World], Table]
    key: tuple[str, ...]
    first: Mapping[str, object] = field(default_factory=dict[str, object])
    ended: Mapping[str, object] = field(default_factory=dict[str, object])
    objection: Callable[[World, Doc], str] = _fine
    in_use: Callable[[World, Doc], str] = _fine
    created: int = 201

    def create(self, world: World, call: Call) -> Reply:
        """Make a record; its key must be new."""
        row = self.table(world).add(self._checked(world, call.body, world.minter.uuid()))
        world.changed()
        return saved(row, self.created)

    def update(self, world: World, call: Call) -> Reply:
        """Change the record that the path names."""
        return self.put(world, call, self.find(world, call))

    def put(self, world: World, call: Call, known: Doc) -> Reply:
        """Put what was sent in the place of a record."""
        row = self._checked(world, call.body, known["uuid"])
        known.clear()
        known.update(row)
        world.changed()
        return saved(known)

    def end(self, world: World, call: Call) -> Reply:
        """Delete, suspend or deactivate the record that the path names."""
        known = self.find(world, call)
        reason = self.in_use(world, known)
        if reason:
            raise refuse(world, 400, "objeto.en-uso", reason)
        if self.ended:
            known.update(self.ended)
        else:
            self.table(world).remove(known["uuid"])
        world.changed()
        return saved(known)

    def find(self, world: World, call: Call) -> Doc:
        """Return the record that the path names, or refuse."""
        known = self.table(world).get(call.values["uuid"])
        if known is None:
            raise missing(world, call)
        return known

    def _checked(self, world: World, body: Doc, uuid: str) -> Doc:
        sent = {
            name: deepcopy(value)
            for name, value in body.items()
            if name not in _OWN and value is not None
        }
        row: Doc = {"uuid": uuid, **deepcopy(dict(self.first)), **sent}
        for name in self.key:
            if not str(row[name]).strip():
                raise refuse(world, 400, "parametro.requerido", f"El parámetro {name} es requerido")
        twin = self.table(world).find(**{name: row[name] for name in self.key})
        if twin is not None and twin["uuid"] != uuid:
            raise refuse(world, 400, "objeto.ya-existe", "El objeto ya existe")
        reason = self.objection(world, row)
        if reason:
            raise refuse(world, 400, "objeto.invalido", reason)
        return row


def matching(call: Call, table: Table, *filters: str) -> list[Doc]:
    """Return the rows whose fields are as the filters of the same names say."""
    wanted = {each: call.filter(each) for each in filters}
    given = {each: value for each, value in wanted.items() if value is not None}
    return list(table.all(**given))


def listed(table: Callable[[World], Table], *filters: str, pages: bool = True) -> Handler:
    """Make the handler of a catalogue with filters of the same name as its fields."""

    def handler(world: World, call: Call) -> Reply:
        rows = matching(call, table(world), *filters)
        return paged(world, call, rows) if pages else whole(rows)

    return handler


def row_of(table: Callable[[World], Table], *keys: str) -> Handler:
    """Make the handler of one record, found by any of its keys."""

    def handler(world: World, call: Call) -> Reply:
        wanted = next(iter(call.values.values()))
        found = (table(world).find(**{key: wanted}) for key in keys)
        return one(world, call, next((row for row in found if row is not None), None))

    return handler
