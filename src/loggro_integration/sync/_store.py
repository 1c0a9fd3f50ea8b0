# SPDX-License-Identifier: MIT
"""
The ledger: an append-only, hash-chained record of what happened to each sale, in one SQLite file.

The chain holds numbers, dates, amounts, states and a keyed digest of the customer. Names, documents
and mails stand beside it, in a table that can be emptied without breaking the chain.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from loggro_integration.days import format_instant, parse_instant
from loggro_integration.errors import LedgerError, LedgerLocked, Text
from loggro_integration.exact_json import dumps, loads
from loggro_integration.sync._states import Event, EventKind, Row, State, advance, replay

__all__ = ["SqliteStore", "Store"]

SCHEMA_VERSION = "1"

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    chain TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS events_by_key ON events (key, position);
CREATE TABLE IF NOT EXISTS rows (
    key TEXT PRIMARY KEY, state TEXT NOT NULL, day TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS rows_by_state ON rows (state, day);
CREATE TABLE IF NOT EXISTS people (
    key TEXT PRIMARY KEY, day TEXT NOT NULL, document TEXT, name TEXT, email TEXT
) STRICT;
"""


class Store(Protocol):
    """What the engine asks of a ledger; `SqliteStore` is the one that ships."""

    def append(self, events: Iterable[Event]) -> None:
        """Record events durably, all or none, before returning."""
        ...

    def row(self, key: str) -> Row | None:
        """Return what is known of one sale."""
        ...

    def rows(self, *states: State) -> list[Row]:
        """Return the rows in these states, every row where none is named, by day and key."""
        ...

    def events(self, key: str | None = None) -> Iterator[Event]:
        """Return the events in order, of one sale or of all."""
        ...

    def get(self, name: str) -> str | None:
        """Return a setting of the ledger: watermark, proof of the look-up, last run."""
        ...

    def put(self, name: str, value: str) -> None:
        """Keep a setting of the ledger."""
        ...

    def digest(self, text: str) -> str:
        """Return the keyed digest of a person's document."""
        ...

    def remember(self, key: str, *, day: str, document: str, name: str, email: str) -> None:
        """Keep a person's data beside the chain."""
        ...


def _failure(path: Path, error: sqlite3.Error) -> LedgerError:
    if "locked" in str(error) or "busy" in str(error):
        return LedgerLocked(
            f"Another process is using the ledger {path.name}.",
            code="ledger-locked",
            hint=Text(
                es="Espere a que termine o ciérrelo; nunca corra dos a la vez.",
                en="Wait for it to end or stop it; never run two at once.",
            ),
        )
    return LedgerError(
        f"The ledger {path.name} cannot be used: {error}.",
        code="ledger-unusable",
        hint=Text(
            es="Revise que la carpeta exista, permita escribir y tenga espacio.",
            en="Check that the folder exists, is writable and has space.",
        ),
    )


class SqliteStore:
    """
    The ledger in one SQLite file: WAL, ``synchronous=FULL``, one process at a time.

    Use it as a context manager. Each `append` is one transaction, on disk before it returns.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: str | Path) -> SqliteStore:
        """
        Open the ledger, made on first use.

        Raises:
            LedgerLocked: If another process has it open.
            LedgerError: If the file cannot be made, read or written, or is not a ledger.
        """
        place = Path(path)
        connection = None
        try:
            connection = sqlite3.connect(place, timeout=0.2, isolation_level=None)
            _prepare(connection)
        except sqlite3.Error as error:
            if connection is not None:
                connection.close()
            raise _failure(place, error) from None
        store = cls(connection, place)
        store._check_version()
        return store

    def close(self) -> None:
        """Close the file and free it for another process."""
        self._connection.close()

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"SqliteStore({self._path.name!r})"

    def append(self, events: Iterable[Event]) -> None:
        """
        Record events, all or none.

        Raises:
            LedgerError: If an event may not happen in the state of its sale, or the disk refuses.
        """
        with self._transaction():
            chain = self._last_chain()
            for event in events:
                body = dumps(dict(event.detail))
                chain = link(chain, event, body)
                row = advance(self.row(event.key), event)
                self._write_event(event, body, chain)
                self._write_row(row)

    def row(self, key: str) -> Row | None:
        """Return what is known of one sale."""
        found = self._query("SELECT body FROM rows WHERE key = ?", key)
        return _read_row(found[0][0]) if found else None

    def rows(self, *states: State) -> list[Row]:
        """Return the rows in these states, every row where none is named, by day and key."""
        wanted = [state.value for state in states or tuple(State)]
        marks = ",".join("?" * len(wanted))
        found = self._query(
            f"SELECT body FROM rows WHERE state IN ({marks}) ORDER BY day, key",  # noqa: S608
            *wanted,
        )
        return [_read_row(body) for (body,) in found]

    def events(self, key: str | None = None) -> Iterator[Event]:
        """Return the events in order, of one sale or of all."""
        where, arguments = ("WHERE key = ?", (key,)) if key else ("", ())
        found = self._query(
            f"SELECT at, key, kind, detail FROM events {where} ORDER BY position",  # noqa: S608
            *arguments,
        )
        for at, name, kind, detail in found:
            yield _read_event(at, name, kind, detail)

    def get(self, name: str) -> str | None:
        """Return a setting of the ledger."""
        found = self._query("SELECT value FROM meta WHERE name = ?", name)
        return str(found[0][0]) if found else None

    def put(self, name: str, value: str) -> None:
        """Keep a setting of the ledger."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?",
                (name, value, value),
            )

    def digest(self, text: str) -> str:
        """Return the keyed digest of a person's document: the key never leaves the file."""
        key = self.get("digest_key") or ""
        return hmac.new(bytes.fromhex(key), text.encode(), hashlib.sha256).hexdigest()[:32]

    def remember(self, key: str, *, day: str, document: str, name: str, email: str) -> None:
        """Keep a person's data beside the chain."""
        with self._transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?)",
                (key, day, document, name, email),
            )

    def verify(self) -> list[str]:
        """Return what is wrong: broken links of the chain, rows that do not follow."""
        wrong = list(self._broken_links())
        rebuilt = {key: _row_body(row) for key, row in replay(self.events()).items()}
        stored = {row[0]: row[1] for row in self._query("SELECT key, body FROM rows")}
        wrong += [
            f"{key}: the row does not follow from its events"
            for key in sorted(rebuilt.keys() | stored.keys())
            if rebuilt.get(key) != stored.get(key)
        ]
        return wrong

    def _broken_links(self) -> Iterator[str]:
        chain = ""
        query = "SELECT position, at, key, kind, detail, chain FROM events ORDER BY position"
        for position, at, key, kind, detail, written in self._query(query):
            chain = link(chain, _read_event(at, key, kind, detail), detail)
            if chain != written:
                yield f"event {position} of {key} was altered, or one before it"
                chain = written

    def _check_version(self) -> None:
        version = self.get("version")
        if version is None:
            self.put("version", SCHEMA_VERSION)
            self.put("digest_key", secrets.token_hex(32))
        elif version != SCHEMA_VERSION:
            self.close()
            raise LedgerError(
                f"The ledger {self._path.name} has version {version}, this program writes "
                f"{SCHEMA_VERSION}.",
                code="ledger-version",
                hint=Text(es="Actualice loggro-integration.", en="Upgrade loggro-integration."),
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise _failure(self._path, error) from None

    def _query(self, statement: str, *arguments: str) -> list[tuple[str, ...]]:
        try:
            return self._connection.execute(statement, arguments).fetchall()
        except sqlite3.Error as error:
            raise _failure(self._path, error) from None

    def _last_chain(self) -> str:
        found = self._query("SELECT chain FROM events ORDER BY position DESC LIMIT 1")
        return found[0][0] if found else ""

    def _write_event(self, event: Event, body: str, chain: str) -> None:
        self._connection.execute(
            "INSERT INTO events (at, key, kind, detail, chain) VALUES (?, ?, ?, ?, ?)",
            (format_instant(event.at), event.key, event.kind.value, body, chain),
        )

    def _write_row(self, row: Row) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)",
            (row.key, row.state.value, row.day, _row_body(row)),
        )


def _prepare(connection: sqlite3.Connection) -> None:
    # Exclusive locking keeps a second process out and is given up when the process dies.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    for statement in SCHEMA.split(";"):
        connection.execute(statement)
    connection.execute("COMMIT")


def link(previous: str, event: Event, body: str) -> str:
    """Return the next link of the chain: each covers the whole history before it."""
    parts = (previous, format_instant(event.at), event.key, event.kind.value, body)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read_event(at: str, key: str, kind: str, detail: str) -> Event:
    body = loads(detail)
    return Event(
        at=parse_instant(at),
        key=key,
        kind=EventKind(kind),
        detail=body if isinstance(body, dict) else {},
    )


def _row_body(row: Row) -> str:
    return dumps(
        {
            "key": row.key,
            "state": row.state.value,
            "restobar_id": row.restobar_id,
            "number": row.number,
            "day": row.day,
            "kind": row.kind,
            "total": row.total,
            "identity": row.identity,
            "condition": row.condition,
            "sends": row.sends,
            "looks": row.looks,
            "intended_at": _optional_instant(row.intended_at),
            "ever_synced": row.ever_synced,
            "voided": row.voided,
            "reason": row.reason,
            "updated_at": _optional_instant(row.updated_at),
        }
    )


def _optional_instant(instant: datetime | None) -> str | None:
    return None if instant is None else format_instant(instant)


def _read_row(body: str) -> Row:
    try:
        found: dict[str, Any] = dict(loads(body))  # type: ignore[arg-type]  # refused below
        found["state"] = State(str(found["state"]))
        for name in ("intended_at", "updated_at"):
            found[name] = None if found[name] is None else parse_instant(str(found[name]))
        return Row(**found)
    except (TypeError, ValueError, KeyError):
        raise LedgerError(
            "A row of the ledger cannot be read: it was altered.",
            code="ledger-altered",
            hint=Text(
                es="Verifique el libro y recupere una copia.",
                en="Verify the ledger and restore a copy.",
            ),
        ) from None
