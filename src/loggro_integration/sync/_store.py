# SPDX-License-Identifier: MIT
"""
The ledger: an append-only, hash-chained record of what happened to each sale, in one SQLite file.

The chain holds numbers, dates, amounts, states and a keyed digest of the customer. Names, documents
and mails stand beside it, in a table that can be emptied without breaking the chain.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from loggro_integration.days import format_instant, parse_instant
from loggro_integration.errors import LedgerError, LedgerLocked, Text
from loggro_integration.exact_json import dumps, is_object, loads
from loggro_integration.sync._states import Event, EventKind, Row, State, advance

__all__ = ["SqliteStore", "Store"]

SCHEMA_VERSION = "1"

# "LOGG": tells a ledger from another program's database before anything is written to it.
APPLICATION_ID = 0x4C4F4747

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
CREATE INDEX IF NOT EXISTS rows_by_sale ON rows (json_extract(body, '$.restobar_id'));
CREATE TABLE IF NOT EXISTS people (
    key TEXT PRIMARY KEY, day TEXT NOT NULL, document TEXT, name TEXT, email TEXT
) STRICT;
"""

# What is appended meanwhile belongs to the next reading.
STORY = """
SELECT at, key, kind, detail FROM events
WHERE position <= (SELECT max(position) FROM events) ORDER BY position
"""
STORY_OF_KEY = """
SELECT at, key, kind, detail FROM events
WHERE key = ? AND position <= (SELECT max(position) FROM events) ORDER BY position
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

    def rows_of_sale(self, restobar_id: str) -> list[Row]:
        """Return the rows of one sale of Restobar: several where its number has changed."""
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


def _words(error: Exception) -> str:
    """Return what went wrong without the path, which names the user of the machine."""
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


def _failure(path: Path, error: Exception) -> LedgerError:
    if isinstance(error, sqlite3.Error) and re.search("locked|busy", str(error)):
        return LedgerLocked(
            f"Another process is using the ledger {path.name}.",
            code="ledger-locked",
            hint=Text(
                es="Espere a que termine o ciérrelo; nunca corra dos a la vez.",
                en="Wait for it to end or stop it; never run two at once.",
            ),
        )
    return LedgerError(
        f"The ledger {path.name} cannot be used: {_words(error)}.",
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
            _make_private(place)
            connection = sqlite3.connect(place, timeout=0.2, isolation_level=None)
            _prepare(connection)
            store = cls(connection, place)
            store._check_version()
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, (sqlite3.Error, OSError, ValueError)):
                raise _failure(place, error) from None
            raise
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
                parts = (format_instant(event.at), event.key, event.kind.value, body)
                chain = _link(chain, *parts)
                row = advance(self.row(event.key), event)
                self._write_event(*parts, chain)
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

    def rows_of_sale(self, restobar_id: str) -> list[Row]:
        """Return the rows of one sale of Restobar: several where its number has changed."""
        found = self._query(
            "SELECT body FROM rows WHERE json_extract(body, '$.restobar_id') = ? ORDER BY key",
            restobar_id,
        )
        return [_read_row(body) for (body,) in found]

    def events(self, key: str | None = None) -> Iterator[Event]:
        """Return the events in order, of one sale or of all."""
        found = self._each(STORY) if key is None else self._each(STORY_OF_KEY, key)
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
        try:
            key = bytes.fromhex(self.get("digest_key") or "-")
        except ValueError:
            raise _altered("The key") from None
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]

    def remember(self, key: str, *, day: str, document: str, name: str, email: str) -> None:
        """Keep a person's data beside the chain."""
        with self._transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?)",
                (key, day, document, name, email),
            )

    def verify(self) -> list[str]:
        """Return what is wrong: broken links of the chain, rows that do not follow."""
        wrong: list[str] = []
        rebuilt: dict[str, Row] = {}
        chain = ""
        query = "SELECT position, at, key, kind, detail, chain FROM events ORDER BY position"
        for position, at, key, kind, detail, written in self._each(query):
            expected = _link(chain, at, key, kind, detail)
            if expected != written:
                wrong.append(f"event {position} of {key} was altered, or one before it")
            chain = written
            try:
                rebuilt[key] = advance(rebuilt.get(key), _read_event(at, key, kind, detail))
            except LedgerError:
                wrong.append(f"event {position} of {key} cannot have happened")
        return wrong + self._strayed(rebuilt)

    def _strayed(self, rebuilt: dict[str, Row]) -> list[str]:
        """Name the stored rows that are not what the events make of them."""
        wanted = {key: (row.state.value, row.day, _row_body(row)) for key, row in rebuilt.items()}
        found = self._query("SELECT key, state, day, body FROM rows")
        stored = {key: (state, day, body) for key, state, day, body in found}
        return [
            f"{key}: the row does not follow from its events"
            for key in sorted(wanted.keys() | stored.keys())
            if wanted.get(key) != stored.get(key)
        ]

    def _check_version(self) -> None:
        version = self.get("version")
        if version != SCHEMA_VERSION:
            raise LedgerError(
                f"The ledger {self._path.name} has version {version}, this program writes "
                f"{SCHEMA_VERSION}.",
                code="ledger-version",
                hint=Text(es="Actualice loggro-integration.", en="Upgrade loggro-integration."),
            )

    @contextmanager
    def _transaction(self) -> Generator[None]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise _failure(self._path, error) from None
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        # A full disk ends some transactions by itself; the first error is the one to tell.
        with suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _query(self, statement: str, *arguments: str) -> list[tuple[str, ...]]:
        return list(self._each(statement, *arguments))

    def _each(self, statement: str, *arguments: str) -> Iterator[tuple[str, ...]]:
        try:
            # No `yield from`: it would close the cursor of a ledger that is closed already.
            for found in self._connection.execute(statement, arguments):  # noqa: UP028
                yield found
        except sqlite3.Error as error:
            raise _failure(self._path, error) from None

    def _last_chain(self) -> str:
        found = self._query("SELECT chain FROM events ORDER BY position DESC LIMIT 1")
        return found[0][0] if found else ""

    def _write_event(self, at: str, key: str, kind: str, body: str, chain: str) -> None:
        self._connection.execute(
            "INSERT INTO events (at, key, kind, detail, chain) VALUES (?, ?, ?, ?, ?)",
            (at, key, kind, body, chain),
        )

    def _write_row(self, row: Row) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)",
            (row.key, row.state.value, row.day, _row_body(row)),
        )


def _make_private(path: Path) -> None:
    """Make the file before SQLite does: it holds people's data, so nobody else may read it."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepare(connection: sqlite3.Connection) -> None:
    # Exclusive locking keeps a second process out and is given up when the process dies.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    _check_own(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    for statement in SCHEMA.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    # Both in the transaction that makes the tables: no crash leaves a ledger without its key, and
    # none that lost it gets another, under which every sale would look changed.
    new = connection.execute(
        "INSERT OR IGNORE INTO meta VALUES ('version', ?)", (SCHEMA_VERSION,)
    ).rowcount
    if new:
        key = secrets.token_hex(32)
        connection.execute("INSERT INTO meta VALUES ('digest_key', ?)", (key,))
    connection.execute("COMMIT")


def _check_own(connection: sqlite3.Connection) -> None:
    """Refuse another program's database, before a byte of it changes."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise sqlite3.DatabaseError("it is the database of another program")


def _link(previous: str, at: str, key: str, kind: str, body: str) -> str:
    """Return the next link of the chain: each covers the whole history before it."""
    return hashlib.sha256("\n".join((previous, at, key, kind, body)).encode()).hexdigest()


def _read_event(at: str, key: str, kind: str, detail: str) -> Event:
    try:
        body = loads(detail)
        return Event(
            at=parse_instant(at),
            key=key,
            kind=EventKind(kind),
            detail=body if isinstance(body, dict) else {},
        )
    except ValueError:
        raise _altered("An event") from None


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
            "paid": row.paid,
            "sends": row.sends,
            "intents": row.intents,
            "looks": row.looks,
            "intended_at": _optional_instant(row.intended_at),
            "ever_synced": row.ever_synced,
            "conflict": row.conflict,
            "voided": row.voided,
            "released": row.released,
            "reason": row.reason,
            "updated_at": _optional_instant(row.updated_at),
        }
    )


def _optional_instant(instant: datetime | None) -> str | None:
    return None if instant is None else format_instant(instant)


def _read_row(body: str) -> Row:
    try:
        read = loads(body)
        found: dict[str, Any] = dict(read) if is_object(read) else {}
        found["state"] = State(str(found["state"]))
        for name in ("intended_at", "updated_at"):
            found[name] = None if found[name] is None else parse_instant(str(found[name]))
        return Row(**found)
    except (TypeError, ValueError, KeyError):
        raise _altered("A row") from None


def _altered(what: str) -> LedgerError:
    return LedgerError(
        f"{what} of the ledger cannot be read: it was altered.",
        code="ledger-altered",
        hint=Text(
            es="Verifique el libro y recupere una copia.",
            en="Verify the ledger and restore a copy.",
        ),
    )
