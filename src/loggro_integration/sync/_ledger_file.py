# SPDX-License-Identifier: MIT
"""The file of a ledger: who may write it, which form its tables have, and how old forms change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

from loggro_integration.errors import LedgerError, Text
from loggro_integration.sync._ledger_failures import FOREIGN, ledger_error
from loggro_integration.sync._ledger_head import Anchor, written_head
from loggro_integration.sync._ledger_key import LedgerKey, make_private
from loggro_integration.sync._ledger_records import altered

__all__ = [
    "COPIED",
    "HEAD",
    "NUMBERS_HEAD",
    "SCHEMA_VERSION",
    "WriterLock",
    "connect",
    "connect_to_read",
    "is_current",
    "lock_beside",
    "prepare",
]

# "LOGG": tells a ledger from another program's database before anything is written to it.
APPLICATION_ID = 0x4C4F4747

HEAD, NUMBERS_HEAD = "head", "numbers_head"
# What a copy is marked with, so that whoever goes on with it knows.
COPIED = "copied"

_FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    chain TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_key ON events (key, position);
CREATE TABLE rows (
    key TEXT PRIMARY KEY, state TEXT NOT NULL, day TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX rows_by_state ON rows (state, day);
CREATE INDEX rows_by_sale ON rows (json_extract(body, '$.restobar_id'));
CREATE TABLE people (
    key TEXT PRIMARY KEY, day TEXT NOT NULL, document TEXT, name TEXT, email TEXT
) STRICT;
"""

_SECOND = """
CREATE TABLE numbers (
    position INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    authorization TEXT NOT NULL,
    prefix TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    reference TEXT NOT NULL,
    chain TEXT NOT NULL,
    UNIQUE (prefix, sequence)
) STRICT;
CREATE UNIQUE INDEX numbers_by_reference ON numbers (reference) WHERE reference != '';
CREATE INDEX people_by_day ON people (day);
"""


def lock_beside(ledger: Path) -> Path:
    """Return the file whose lock says that somebody writes the ledger."""
    return ledger.with_name(f"{ledger.name}.lock")


class WriterLock:
    """
    The right to write a ledger: one process at a time, freed by the system when it dies.

    It is the lock of an empty database of its own, so that others may read the ledger meanwhile.

    Args:
        path: The file; it stays there, empty.
        patience: Seconds to wait for another writer to end.
    """

    def __init__(self, path: Path, patience: float) -> None:
        make_private(path)
        self._held = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            self._held.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._held.execute("BEGIN EXCLUSIVE")
        except BaseException:
            self._held.close()
            raise

    def close(self) -> None:
        """Let another process write."""
        self._held.close()


def connect(path: Path, patience: float) -> sqlite3.Connection:
    """Open the file of a ledger that may be used by several threads, each in its turn."""
    connection = sqlite3.connect(
        path, timeout=patience, isolation_level=None, check_same_thread=False
    )
    try:
        _check_own(connection, path)
        # What is deleted is overwritten: a purge leaves no names in the free pages.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path, patience: float) -> sqlite3.Connection:
    """Open the file of a ledger so that nothing can be written through it."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _check_own(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_own(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse another program's database, before a byte of it changes."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        message = f"The ledger {path.name} cannot be used: it is the database of another program."
        raise ledger_error(message, FOREIGN)


def is_current(connection: sqlite3.Connection, path: Path) -> bool:
    """
    Tell whether a ledger has the tables of this version.

    Raises:
        LedgerError: If it was written by a later version of this package.
    """
    version = _version(connection)
    if version > SCHEMA_VERSION:
        raise LedgerError(
            f"The ledger {path.name} has version {version}, this program writes {SCHEMA_VERSION}.",
            code="ledger-version",
            hint=Text(es="Actualice loggro-integration.", en="Upgrade loggro-integration."),
        )
    return version == SCHEMA_VERSION


def prepare(connection: sqlite3.Connection, path: Path, key: LedgerKey) -> None:
    """
    Make the tables of a new ledger, and bring an older one to this version, step by step.

    Each step is one transaction: whoever is killed between two finds the step before it whole.

    Raises:
        LedgerError: If the ledger is from a later version, or the key file is not its own.
    """
    current = is_current(connection, path)
    with _step(connection):
        # A write, not only its permission: a ledger that takes none is refused before a send.
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")
    if not current:
        for number in range(_version(connection), SCHEMA_VERSION):
            with _step(connection):
                _STEPS[number](connection, key)
                _put(connection, "version", str(number + 1))
        # The former place of the key, and its copy in the log, are overwritten now.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _step(connection: sqlite3.Connection) -> Generator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _version(connection: sqlite3.Connection) -> int:
    """Return the version of the tables, 0 where there are none."""
    with closing(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'")) as found:
        if found.fetchone() is None:
            return 0
    written = _get(connection, "version")
    if written is None or not written.isdecimal():
        raise altered("The version")
    return int(written)


def _get(connection: sqlite3.Connection, name: str) -> str | None:
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if found is None else str(found[0])


def _put(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def _run(connection: sqlite3.Connection, script: str) -> None:
    for statement in script.split(";"):
        connection.execute(statement)


def _to_first(connection: sqlite3.Connection, _: LedgerKey) -> None:
    """Events, rows, people, settings."""
    _run(connection, _FIRST)


def _to_second(connection: sqlite3.Connection, key: LedgerKey) -> None:
    """Numbers handed out, sealed ends of both chains, and the key in a file of its own."""
    _run(connection, _SECOND)
    # The key file is on disk before the ledger names it: no crash leaves a ledger without its key.
    fingerprint = key.make(_get(connection, "digest_key"))
    key.expect(fingerprint)
    _put(connection, "key", fingerprint)
    connection.execute("DELETE FROM meta WHERE name = 'digest_key'")
    last = connection.execute(
        "SELECT position, chain FROM events ORDER BY position DESC LIMIT 1"
    ).fetchone()
    end = Anchor(*last) if last else Anchor(0, "")
    _put(connection, HEAD, written_head(end, HEAD, key))
    _put(connection, NUMBERS_HEAD, written_head(Anchor(0, ""), NUMBERS_HEAD, key))


_STEPS: tuple[Callable[[sqlite3.Connection, LedgerKey], None], ...] = (_to_first, _to_second)

SCHEMA_VERSION = len(_STEPS)
