# SPDX-License-Identifier: MIT
"""
The ledger: an append-only, hash-chained record of what happened to each sale, in one SQLite file.

The chain holds numbers, dates, amounts, states and a keyed digest of the customer. Names, documents
and mails stand beside it, in a table that can be emptied without breaking the chain. The key of the
digests stands in a file of its own.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from loggro_integration.days import format_instant
from loggro_integration.errors import Problem
from loggro_integration.ids import DocumentNumber
from loggro_integration.models import NumberingRange
from loggro_integration.sync._ledger import Person, Store
from loggro_integration.sync._ledger_failures import (
    failure,
    missing,
    only_joined,
    outdated,
    still_read,
    taken,
    unsound,
)
from loggro_integration.sync._ledger_file import (
    COPIED,
    HEAD,
    NUMBERS_HEAD,
    WriterLock,
    connect,
    connect_to_read,
    is_current,
    lock_beside,
    prepare,
)
from loggro_integration.sync._ledger_head import Anchor, read_head, written_head
from loggro_integration.sync._ledger_key import LedgerKey, key_beside, make_private, settle
from loggro_integration.sync._ledger_records import (
    ChainedEvent,
    altered,
    event_parts,
    link,
    read_event,
    read_row,
    row_body,
)
from loggro_integration.sync._ledger_verify import examine
from loggro_integration.sync._listing import CountedBy, RowFilter, RowPage, counted, listed
from loggro_integration.sync._numbers import next_of, number_kept
from loggro_integration.sync._states import Event, Row, State, step

__all__ = ["Person", "SqliteStore", "Store"]

# Seconds: another run is told at once; another transaction is over in a moment.
SECOND_RUN, SECOND_TRANSACTION = 0.2, 10.0

# What was seen and told last: settings that nothing is decided by.
NOTE = "note."

# So many events are read at once: no reading holds the file while its caller thinks.
PAGE = 500


class SqliteStore:
    """
    The ledger in one SQLite file: WAL, ``synchronous=FULL``, one process that writes events.

    Use it as a context manager. Each `append` is one transaction, on disk before it returns. The
    threads of a process may share it. The file must be on a disk of this machine.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        key: LedgerKey,
        lock: WriterLock | None,
    ) -> None:
        self._connection = connection
        self._path = path
        self._key = key
        self._lock = lock
        self._turn = threading.RLock()

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        key_file: str | Path | None = None,
        patience: float = SECOND_TRANSACTION,
    ) -> Self:
        """
        Open the ledger to write it, made on first use; a former version is brought to this one.

        Args:
            path: The file.
            key_file: Where its key stands; beside it, with ``.key`` added to its name, by default.
            patience: Seconds to wait for the transaction of another program.

        Raises:
            LedgerLocked: If another process has it open to write.
            LedgerError: If the file cannot be made, read or written, is not a ledger, or was
                written by a later version.
        """
        return cls._open(Path(path), key_file, patience, SECOND_RUN)

    @classmethod
    def join(
        cls,
        path: str | Path,
        *,
        key_file: str | Path | None = None,
        patience: float = SECOND_TRANSACTION,
    ) -> Self:
        """
        Open the ledger beside the process that writes it: to read, copy and hand out numbers.

        Args:
            path: The file; made where it is missing.
            key_file: As in `open`.
            patience: Seconds to wait for the transaction of another process.

        Raises:
            LedgerError: As `open`.
        """
        place = Path(path)
        store = cls._join(place, key_file, patience)
        if store is None:
            cls._open(place, key_file, patience, patience).close()
            return cls.join(place, key_file=key_file, patience=patience)
        return store

    @classmethod
    def read_only(cls, path: str | Path, *, patience: float = SECOND_TRANSACTION) -> Self:
        """
        Open a ledger to look at it: not a byte of it changes, and nobody waits for the reader.

        Raises:
            LedgerError: If it is missing, cannot be read, is not a ledger, or has the form of
                another version.
        """
        place = Path(path)
        if not place.exists():
            raise missing(place)
        with _named(place), ExitStack() as opened:
            connection = opened.enter_context(closing(connect_to_read(place, patience)))
            if not is_current(connection, place):
                raise outdated(place)
            store = cls(connection, place, LedgerKey(key_beside(place)), None)
            store._expect_key()
            opened.pop_all()
        return store

    @classmethod
    def _open(
        cls, place: Path, key_file: str | Path | None, patience: float, patience_of_lock: float
    ) -> Self:
        key = LedgerKey(Path(key_file) if key_file else key_beside(place))
        with _named(place), ExitStack() as opened:
            make_private(place)
            connection = opened.enter_context(closing(connect(place, patience)))
            lock = opened.enter_context(closing(WriterLock(lock_beside(place), patience_of_lock)))
            prepare(connection, place, key)
            store = cls(connection, place, key, lock)
            store._expect_key()
            opened.pop_all()
        return store

    @classmethod
    def _join(cls, place: Path, key_file: str | Path | None, patience: float) -> Self | None:
        """Open a ledger of this version, `None` where it must first be made or brought to it."""
        key = LedgerKey(Path(key_file) if key_file else key_beside(place))
        with _named(place), ExitStack() as opened:
            make_private(place)
            connection = opened.enter_context(closing(connect(place, patience)))
            if not is_current(connection, place):
                return None
            store = cls(connection, place, key, None)
            store._expect_key()
            opened.pop_all()
        return store

    def close(self) -> None:
        """Close the file and free it for another process."""
        self._connection.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Self:
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

    @property
    def key_file(self) -> Path:
        """The file with the key: whoever restores a copy needs it, and no copy holds it."""
        return self._key.path

    @property
    def has_key(self) -> bool:
        """Whether the key is there: without it nothing is written, and seals are not checked."""
        return self._key.is_there

    def append(self, events: Iterable[Event]) -> None:
        """
        Record events, all or none.

        Raises:
            LedgerError: If an event may not happen in the state of its sale, the end of the chain
                is not as it was left, or the disk refuses.
        """
        with self._writing():
            end = self._end_of("events", HEAD)
            for event in events:
                parts = event_parts(event)
                end = Anchor(end.position + 1, link(end.chain, *parts))
                row = step(self.row(event.key), event)
                self._write_event(end, *parts)
                if row is not None:
                    self._write_row(row)
            self._write_head(HEAD, end)

    def row(self, key: str) -> Row | None:
        """Return what is known of one sale."""
        found = self._query("SELECT body FROM rows WHERE key = ?", key)
        return read_row(found[0][0]) if found else None

    def rows(self, *states: State) -> list[Row]:
        """Return the rows in these states, every row where none is named, by day and key."""
        wanted = [state.value for state in states or tuple(State)]
        marks = ",".join("?" * len(wanted))
        found = self._query(
            f"SELECT body FROM rows WHERE state IN ({marks}) ORDER BY day, key",  # noqa: S608
            *wanted,
        )
        return [read_row(body) for (body,) in found]

    def counts(self) -> dict[State, int]:
        """Return how many rows are in each state, every state named."""
        found = dict(self._query("SELECT state, count(*) FROM rows GROUP BY state"))
        return {state: int(found.get(state.value, 0)) for state in State}

    def page(self, wanted: RowFilter, *, limit: int, offset: int = 0) -> RowPage:
        """Return a page of the rows that meet a filter, the newest day first."""
        return listed(self._query, wanted, limit, offset)

    def counts_by(self, *by: CountedBy) -> dict[tuple[str, ...], int]:
        """Return how many rows there are, by the values of one or more of their properties."""
        return counted(self._query, by)

    def rows_of_sale(self, restobar_id: str) -> list[Row]:
        """Return the rows of one sale of Restobar: several where its number has changed."""
        found = self._query(
            "SELECT body FROM rows WHERE json_extract(body, '$.restobar_id') = ? ORDER BY key",
            restobar_id,
        )
        return [read_row(body) for (body,) in found]

    def events(self, key: str | None = None) -> Iterator[Event]:
        """Return the events in order, of one sale or of all; what is appended meanwhile is not."""
        return (each.event for each in self.chain(key))

    def chain(self, key: str | None = None) -> Iterator[ChainedEvent]:
        """Return the events in order, each with its place in the chain."""
        of_key = "" if key is None else "key = ? AND "
        asked = () if key is None else (key,)
        statement = (
            "SELECT position, chain, at, key, kind, detail FROM events "  # noqa: S608
            f"WHERE {of_key}position > ? AND position <= ? ORDER BY position LIMIT {PAGE}"
        )
        (ends,) = self._query("SELECT coalesce(max(position), 0) FROM events")
        found, after = self._query(statement, *asked, 0, ends[0]), 0
        while found:
            for position, chain, *parts in found:
                yield ChainedEvent(position=position, chain=chain, event=read_event(*parts))
            after = found[-1][0]
            found = self._query(statement, *asked, after, ends[0])

    def get(self, name: str) -> str | None:
        """Return a setting of the ledger."""
        found = self._query("SELECT value FROM meta WHERE name = ?", name)
        return str(found[0][0]) if found else None

    def put(self, name: str, value: str) -> None:
        """
        Keep a setting of the ledger.

        A note, which no run depends on, may be kept beside the process that writes: its name begins
        with ``note.``.
        """
        with self._transaction() if name.startswith(NOTE) else self._writing():
            self._keep(name, value)

    def digest(self, text: str) -> str:
        """
        Return the keyed digest of a person's document.

        Raises:
            LedgerError: If the key file is missing or is not this ledger's.
        """
        return self._key.digest(text)

    def remember(self, key: str, *, day: str, document: str, name: str, email: str) -> None:
        """Keep a person's data beside the chain, unless its day was purged."""
        with self._writing():
            if day >= (self.get("purged_before") or ""):
                self._connection.execute(
                    "INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?)",
                    (key, day, document, name, email),
                )

    def person(self, key: str) -> Person | None:
        """Return a person's data, `None` where there are none or they were purged."""
        found = self._query("SELECT day, document, name, email FROM people WHERE key = ?", key)
        if not found:
            return None
        day, document, name, email = found[0]
        return Person(day=day, document=document, name=name, email=email)

    def purge(self, before: date) -> int:
        """
        Delete the data of people whose sale was before a day, and overwrite where they stood.

        Nobody's data of those days are kept again.

        Returns:
            Of how many sales.

        Raises:
            LedgerLocked: If another process reads so long that what was deleted cannot be
                overwritten yet; repeat it.
            LedgerError: If the ledger cannot be written.
        """
        with self._writing():
            count = self._connection.execute(
                "DELETE FROM people WHERE day < ?", (before.isoformat(),)
            ).rowcount
            known = self.get("purged_before") or ""
            self._keep("purged_before", max(known, before.isoformat()))
        # The log still holds them until all it holds is in the file.
        ((busy, *_),) = self._query("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise still_read(self._path)
        return int(count)

    def next_number(
        self, numbering: NumberingRange, *, at: datetime, reference: str = ""
    ) -> DocumentNumber:
        """
        Hand out the next number of a range, once in all threads and processes that share the file.

        No number of a prefix is handed out twice, whatever its authorization. A number that is not
        used leaves a gap: with a `reference` the same document gets the same number again. Whether
        the range comes to its end is told by `RangeSeen.of`.

        Args:
            numbering: The range; where another program used some of it, its `first` is the number
                to go on with.
            at: Now; the range must be valid on its day in Bogotá.
            reference: What the number is for, such as an order; never a person's data.

        Raises:
            NumberingUnusable: If the range is used up, has expired or has not begun.
            NumberingMismatch: If the reference has a number of another range.
            LedgerError: If the ledger cannot be written.
        """
        with self._transaction():
            if reference and (kept := self._number_of(reference)):
                return number_kept(numbering, reference, *kept)
            (found,) = self._query(
                "SELECT max(sequence) FROM numbers WHERE prefix = ? AND sequence BETWEEN ? AND ?",
                numbering.prefix,
                numbering.first,
                numbering.last,
            )
            number = next_of(numbering, found[0], at)
            self._write_number(number, numbering.authorization, at, reference)
            return number

    def anchor(self) -> Anchor:
        """
        Return the present end of the chain, to be kept somewhere else.

        Raises:
            LedgerError: If the end is not as it was left.
        """
        return self._end_of("events", HEAD)

    def verify(self, anchor: Anchor | None = None) -> list[Problem]:
        """
        Return what is wrong, first things first: nothing where the ledger is sound.

        A change, an insertion, a removal and another order show in the links; a removed tail in the
        sealed head, unless a whole former file was put back: that shows with an `anchor` alone.

        Args:
            anchor: An end of the chain that was kept elsewhere.
        """
        key = self._key if self.has_key else None
        with self._reading():
            return examine(self._connection, key, anchor)

    def backup(self, target: str | Path, *, replace: bool = False) -> Anchor:
        """
        Copy the ledger into one file, also while it is written, and verify the copy.

        The copy holds people's data and no key.

        Args:
            target: The file to write.
            replace: Whether a file of that name may be replaced, once the copy is sound.

        Returns:
            The end of the chain in the copy.

        Raises:
            LedgerError: If the file is there, cannot be written, or the copy is not sound; then
                nothing of it is left.
        """
        place = Path(target)
        scratch = place.with_name(f".{place.name}.{os.getpid()}.part")
        with _named(place):
            if place.exists() and (not replace or place.samefile(self._path)):
                raise taken(place)
            try:
                make_private(scratch)
                end = self._copy(scratch)
                scratch.replace(place)
                settle(place.parent)
            finally:
                with suppress(OSError):
                    scratch.unlink(missing_ok=True)
        return end

    def _copy(self, scratch: Path) -> Anchor:
        with closing(sqlite3.connect(scratch, isolation_level=None)) as copy:
            with self._turn:
                self._connection.backup(copy)
            # Whoever goes on from here does not know what was sent since.
            copy.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (COPIED, "yes"))
            # One file, which nothing but itself is needed to read.
            copy.execute("PRAGMA journal_mode = DELETE")
            key = self._key if self.has_key else None
            for problem in examine(copy, key):
                raise unsound(problem)
            (head,) = copy.execute("SELECT value FROM meta WHERE name = ?", (HEAD,)).fetchone()
        with scratch.open("rb+") as file:
            os.fsync(file.fileno())
        return read_head(str(head), HEAD, key) or Anchor(0, "")

    def _expect_key(self) -> None:
        self._key.expect(self.get("key") or "")

    @contextmanager
    def _writing(self) -> Generator[None]:
        """Write what only one process may write."""
        if self._lock is None:
            raise only_joined(self._path)
        with self._transaction():
            yield

    @contextmanager
    def _transaction(self) -> Generator[None]:
        with self._between("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def _reading(self) -> Generator[None]:
        """See the ledger as it is now, whatever another process writes meanwhile."""
        with self._between("BEGIN"):
            yield

    @contextmanager
    def _between(self, begin: str) -> Generator[None]:
        with self._turn:
            try:
                self._connection.execute(begin)
                yield
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                self._roll_back()
                raise failure(self._path, error) from None
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        # A full disk ends some transactions by itself; the first error is the one to tell.
        with suppress(sqlite3.Error):
            self._connection.rollback()

    def _query(self, statement: str, *arguments: str | int) -> list[tuple[Any, ...]]:
        try:
            with self._turn:
                return self._connection.execute(statement, arguments).fetchall()
        except sqlite3.Error as error:
            raise failure(self._path, error) from None

    def _end_of(self, table: str, name: str) -> Anchor:
        """Return the end of a chain, if it is as it was left."""
        found = self._query(
            f"SELECT position, chain FROM {table} ORDER BY position DESC LIMIT 1"  # noqa: S608
        )
        last = Anchor(*found[0]) if found else Anchor(0, "")
        head = read_head(self.get(name), name, self._key)
        if head != last:
            raise altered("The end")
        return last

    def _write_head(self, name: str, end: Anchor) -> None:
        self._keep(name, written_head(end, name, self._key))

    def _keep(self, name: str, value: str) -> None:
        self._connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?",
            (name, value, value),
        )

    def _write_event(self, end: Anchor, at: str, key: str, kind: str, body: str) -> None:
        self._connection.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
            (end.position, at, key, kind, body, end.chain),
        )

    def _write_row(self, row: Row) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)",
            (row.key, row.state.value, row.day, row_body(row)),
        )

    def _number_of(self, reference: str) -> tuple[str, DocumentNumber] | None:
        found = self._query(
            "SELECT authorization, prefix, sequence FROM numbers WHERE reference = ?", reference
        )
        if not found:
            return None
        authorization, prefix, sequence = found[0]
        return authorization, DocumentNumber(prefix, sequence)

    def _write_number(
        self, number: DocumentNumber, authorization: str, at: datetime, reference: str
    ) -> None:
        instant = format_instant(at)
        end = self._end_of("numbers", NUMBERS_HEAD)
        parts = (instant, authorization, number.prefix, str(number.sequence), reference)
        end = Anchor(end.position + 1, link(end.chain, *parts))
        self._connection.execute(
            "INSERT INTO numbers VALUES (?, ?, ?, ?, ?, ?, ?)",
            (end.position, *parts[:3], number.sequence, reference, end.chain),
        )
        self._write_head(NUMBERS_HEAD, end)


@contextmanager
def _named(place: Path) -> Generator[None]:
    """Let what the database and the system say of a file come out as errors of the ledger."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError) as error:
        raise failure(place, error) from None
