# SPDX-License-Identifier: MIT
"""
What is wrong in a ledger: which event was changed, moved, put in or taken out, and where it ends.

The links alone tell what happened within the chain. That its tail is there, the sealed head tells,
unless somebody put back a whole former file: that only an anchor kept elsewhere tells.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from typing import NamedTuple

from loggro_integration.errors import LedgerError, Problem, Text
from loggro_integration.sync._ledger_file import HEAD, NUMBERS_HEAD
from loggro_integration.sync._ledger_head import Anchor, read_head
from loggro_integration.sync._ledger_key import LedgerKey
from loggro_integration.sync._ledger_records import link, read_event, read_row
from loggro_integration.sync._states import Row, step

__all__ = ["examine"]

# How far around a broken link its place is looked for.
_AROUND = 100

_RESTORE = Text(
    es="Guarde este archivo como prueba, compárelo con la última copia y restáurela.",
    en="Keep this file as evidence, compare it with the last copy, and restore that.",
)
_COLUMNS = {
    "events": "at, key, kind, detail",
    "numbers": "at, authorization, prefix, CAST(sequence AS TEXT), reference",
}
_THINGS = {"events": Text(es="evento", en="event"), "numbers": Text(es="número", en="number")}


class _Link(NamedTuple):
    position: int
    parts: tuple[str, ...]
    chain: str

    def follows(self, chain: str) -> bool:
        return link(chain, *self.parts) == self.chain


def examine(
    connection: sqlite3.Connection, key: LedgerKey | None, anchor: Anchor | None = None
) -> list[Problem]:
    """
    Return what is wrong in a ledger, in the order in which it stands there; nothing if it is sound.

    Args:
        connection: Of the ledger, in one reading transaction.
        key: The key of the ledger; without it, the seals of both ends are not looked at.
        anchor: An end of the chain that was kept elsewhere.
    """
    if damage := _damage(connection):
        return [_damaged(damage)]
    return [*_events(connection, key, anchor), *_numbers(connection, key)]


def _damage(connection: sqlite3.Connection) -> str:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    return "" if found == "ok" else str(found).splitlines()[-1].rstrip(".")


def _events(
    connection: sqlite3.Connection, key: LedgerKey | None, anchor: Anchor | None
) -> Iterator[Problem]:
    walk = _Walk(connection, "events")
    yield from walk.problems()
    yield from _end(walk, _head(connection, HEAD, key))
    if anchor is not None:
        yield from _anchored(connection, walk.last, anchor)
    yield from _rows(connection)


def _numbers(connection: sqlite3.Connection, key: LedgerKey | None) -> Iterator[Problem]:
    walk = _Walk(connection, "numbers")
    yield from walk.problems()
    yield from _end(walk, _head(connection, NUMBERS_HEAD, key))


class _Walk:
    """One way along a chain, from its first link to its last."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection = connection
        self.table = table
        self.last = Anchor(0, "")
        self._previous = ""
        # Ends of links that were told already: what follows them is in its place.
        self._loose: set[str] = set()

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong about each link, and know the last of them afterwards."""
        for each in self._links("1"):
            yield from self._check(each)
            self.last = Anchor(each.position, each.chain)

    def _links(self, where: str) -> Iterator[_Link]:
        query = (
            f"SELECT position, chain, {_COLUMNS[self.table]} FROM {self.table} "  # noqa: S608
            f"WHERE {where} ORDER BY position"
        )
        with closing(self._connection.execute(query)) as found:
            for position, chain, *parts in found:
                yield _Link(position, tuple(parts), chain)

    def _check(self, each: _Link) -> Iterator[Problem]:
        if each.position > self.last.position + 1:
            self._previous = each.chain
            yield self._missing(self.last.position + 1, each.position - 1)
        elif each.position > 0 and each.follows(self._previous):
            self._previous = each.chain
        elif known := next(filter(each.follows, self._loose), None):
            self._loose.discard(known)
            self._previous = each.chain
        else:
            yield self._diagnosed(each)

    def _diagnosed(self, each: _Link) -> Problem:
        first, last = each.position - _AROUND, each.position + _AROUND
        around = [one for one in self._links(f"position BETWEEN {first} AND {last}") if one != each]
        if any(each.follows(one.chain) for one in around):
            self._loose.add(each.chain)
            return self._moved(each)
        if any(one.follows(self._previous) for one in around if one.position > each.position):
            return self._inserted(each)
        self._loose.add(link(self._previous, *each.parts))
        self._previous = each.chain
        return self._changed(each)

    def _named(self, each: _Link) -> Text:
        thing = _THINGS[self.table]
        of = each.parts[1] if self.table == "events" else "".join(each.parts[2:4])
        return Text(
            es=f"El {thing.es} {each.position} ({of})", en=f"The {thing.en} {each.position} ({of})"
        )

    def _moved(self, each: _Link) -> Problem:
        name = self._named(each)
        return self._problem(
            "moved",
            each.position,
            f"{name.es} no está en su lugar: lo movieron o lo copiaron.",
            f"{name.en} is not in its place: it was moved or copied.",
        )

    def _inserted(self, each: _Link) -> Problem:
        name = self._named(each)
        return self._problem(
            "inserted",
            each.position,
            f"{name.es} lo insertó otro programa: el siguiente no lo conoce.",
            f"{name.en} was put in by another program: the next one does not know it.",
        )

    def _changed(self, each: _Link) -> Problem:
        name = self._named(each)
        return self._problem(
            "changed",
            each.position,
            f"{name.es} fue cambiado, o quitaron los que iban antes.",
            f"{name.en} was changed, or those before it were taken out.",
        )

    def _missing(self, first: int, last: int) -> Problem:
        thing = _THINGS[self.table]
        return self._problem(
            "missing",
            first,
            f"Faltan los {thing.es}s {first} a {last}: los quitaron.",
            f"The {thing.en}s {first} to {last} are missing: they were taken out.",
        )

    def _problem(self, what: str, position: int, es: str, en: str) -> Problem:
        thing = _THINGS[self.table].en
        return _problem(f"{thing}-{what}", f"{self.table}[{position}]", es, en)


def _head(connection: sqlite3.Connection, name: str, key: LedgerKey | None) -> Anchor | None:
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return read_head(str(found[0]) if found else None, name, key)


def _end(walk: _Walk, head: Anchor | None) -> Iterator[Problem]:
    """Compare the last link with the end that was written with it."""
    table, last = walk.table, walk.last
    if head is None:
        yield _problem(
            "head-altered",
            table,
            "La marca del final de la cadena falta, o no la escribió este programa.",
            "The mark of the end of the chain is missing, or was not written by this program.",
        )
    elif head.position > last.position:
        yield _tail(table, last.position, head.position)
    elif head.position < last.position:
        yield _problem(
            "added-at-the-end",
            f"{table}[{head.position + 1}]",
            f"Otro programa agregó después de la posición {head.position}.",
            f"Another program added after position {head.position}.",
        )
    elif head.chain != last.chain:
        yield _rewritten(table, last.position)


def _anchored(connection: sqlite3.Connection, last: Anchor, anchor: Anchor) -> Iterator[Problem]:
    """Compare the chain with an end of it that was kept elsewhere."""
    if anchor.position > last.position:
        yield _tail("events", last.position, anchor.position)
        return
    found = connection.execute(
        "SELECT chain FROM events WHERE position = ?", (anchor.position,)
    ).fetchone()
    if anchor.position > 0 and (found is None or found[0] != anchor.chain):
        yield _rewritten("events", anchor.position)


def _tail(table: str, last: int, wanted: int) -> Problem:
    return _problem(
        "tail-removed",
        f"{table}[{last + 1}]",
        f"Falta el final de la cadena: llegaba a la posición {wanted} y llega a la {last}.",
        f"The tail of the chain is missing: it reached position {wanted} and reaches {last}.",
    )


def _rewritten(table: str, position: int) -> Problem:
    return _problem(
        "chain-rewritten",
        f"{table}[{position}]",
        f"La cadena hasta la posición {position} se escribió de nuevo: ya no es la que era.",
        f"The chain up to position {position} was written anew: it is not what it was.",
    )


def _impossible(position: int, key: str) -> Problem:
    return _problem(
        "event-impossible",
        f"events[{position}]",
        f"El evento {position} ({key}) no pudo ocurrir después de los anteriores.",
        f"The event {position} ({key}) cannot have happened after those before it.",
    )


def _damaged(what: str) -> Problem:
    return _problem(
        "file-damaged",
        "file",
        f"El archivo está dañado: {what}.",
        f"The file is damaged: {what}.",
    )


def _rows(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Name the stored rows that are not what the events make of them, one sale at a time."""
    told = connection.execute("SELECT key, position, at, kind, detail FROM events ORDER BY 1, 2")
    for key, events in groupby(told, key=lambda each: str(each[0])):
        row = None
        for _, position, at, kind, detail in events:
            try:
                row = step(row, read_event(at, key, kind, detail))
            except LedgerError:
                yield _impossible(position, key)
        stored = connection.execute("SELECT state, day, body FROM rows WHERE key = ?", (key,))
        if not _is_as(stored.fetchone(), row):
            yield _strayed(key)
    unknown = "SELECT key FROM rows WHERE key NOT IN (SELECT key FROM events) ORDER BY key"
    yield from (_strayed(str(key)) for (key,) in connection.execute(unknown))


def _is_as(stored: tuple[str, str, str] | None, row: Row | None) -> bool:
    """Tell whether a row is as its events make it; one of before a field was kept lacks it."""
    if stored is None or row is None:
        return stored is None and row is None
    state, day, body = stored
    try:
        return (state, day, read_row(body)) == (row.state.value, row.day, row)
    except LedgerError:
        return False


def _strayed(key: str) -> Problem:
    return _problem(
        "row-strayed",
        f"rows[{key}]",
        f"El estado de {key} no es el que dan sus eventos.",
        f"The state of {key} is not what its events make of it.",
    )


def _problem(code: str, path: str, es: str, en: str) -> Problem:
    return Problem(code=code, path=path, message=Text(es=es, en=en), fix=_RESTORE)
