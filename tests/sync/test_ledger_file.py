# SPDX-License-Identifier: MIT
"""The file of a ledger: former versions, its key, its copies, a purge, and what can go wrong."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from loggro_integration.errors import LedgerError, LedgerLocked
from loggro_integration.models import NumberingRange
from loggro_integration.sync import Event, EventKind, SqliteStore, State
from sync.desk import MAPPED, Desk, left_out, numbers

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
KEY = "900555111:FE:123"
FORMER = Path(__file__).with_name("ledger_version_1.sql")
FORMER_KEY = "4e935daab47e22cfca72f29a97a3b6204739e7f216222a70631c105003f6bb93"
FORMER_DIGEST = "0a9325c29f7f63d401485618ca3c7c2d"
NUMBERING = NumberingRange(authorization="18764000001", prefix="FE", first=1, last=9)


def seen(key: str, **detail: str) -> Event:
    known = {"number": "FE123", "day": "2026-11-23", "total": "54000", **detail}
    return Event(at=NOW, key=key, kind=EventKind.SEEN, detail=known)


def many(count: int) -> list[Event]:
    return [seen(f"b:F:{number}", note="x" * 400) for number in range(count)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def former(path: Path) -> Path:
    """A ledger of version 1, with one sale."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FORMER.read_text("utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    return path


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def meta(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, value FROM meta"))


# ------------------------------------------------------------------------------- former versions


def test_a_former_ledger_is_brought_to_this_version(former: Path) -> None:
    """It keeps its events, rows, people, settings and key, and is sound."""
    with SqliteStore.open(former) as store:
        (row,) = store.rows(State.SYNCED)
        person = store.person(KEY)

        assert ("FE123", "2026-11-01") == (row.number, store.get("watermark"))
        assert "Ana Pérez" == (person and person.name)
        assert FORMER_DIGEST == store.digest("1020304050")
        assert [] == store.verify()
        assert 2 == store.anchor().position
        store.append([seen("b:F:1")])
        assert "FE1" == str(store.next_number(NUMBERING, at=NOW))
        assert [] == store.verify()
    assert "2" == meta(former)["version"]


def test_the_key_of_a_former_ledger_leaves_its_file(former: Path) -> None:
    """It stands apart from then on, and no byte of it is left behind."""
    assert FORMER_KEY.encode() in former.read_bytes()

    with SqliteStore.open(former) as store:
        found = bytes_of(former.parent)

    assert FORMER_KEY == store.key_file.read_text().strip()
    assert ["ledger.db.key"] == [name for name, raw in found.items() if FORMER_KEY.encode() in raw]


def test_the_key_of_another_ledger_stops_the_change(former: Path) -> None:
    """Nothing is changed then; once the other key is away, it goes on."""
    other = former.with_name("ledger.db.key")
    other.write_text("ab" * 32)

    with pytest.raises(LedgerError) as caught:
        SqliteStore.open(former)

    assert "ledger-key" == caught.value.code
    assert ("1", FORMER_KEY) == (meta(former)["version"], meta(former)["digest_key"])
    other.unlink()
    with SqliteStore.open(former) as store:
        assert FORMER_DIGEST == store.digest("1020304050")


KILLED = """
import os, signal, sys
from loggro_integration.sync import SqliteStore, _ledger_file

def put(connection, name, value, inner=_ledger_file._put):
    inner(connection, name, value)
    if name == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

_ledger_file._put = put
SqliteStore.open(sys.argv[1])
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("name", ["key", "version"])
def test_a_change_that_is_killed_is_made_at_the_next_opening(former: Path, name: str) -> None:
    """Each step is whole or not there: the key is never lost between the two places."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(former), name], check=False)

    assert -signal.SIGKILL == done.returncode
    with SqliteStore.open(former) as store:
        assert FORMER_DIGEST == store.digest("1020304050")
        assert [] == store.verify()


def test_joining_brings_a_former_ledger_to_this_version(former: Path) -> None:
    """Whoever only looks need not know of versions."""
    with SqliteStore.join(former) as store:
        assert [] == store.verify()


def test_a_later_ledger_is_refused_and_left_alone(path: Path) -> None:
    """Neither who writes nor who joins touches it."""
    with SqliteStore.open(path) as store:
        store.put("version", "3")
    before = path.read_bytes()

    for act in (SqliteStore.open, SqliteStore.join):
        with pytest.raises(LedgerError) as caught:
            act(path)
        assert "ledger-version" == caught.value.code
        assert caught.value.hint is not None

    assert before == path.read_bytes()


@pytest.mark.parametrize("version", ["", "two"])
def test_a_ledger_without_its_version_is_refused(path: Path, version: str) -> None:
    """It is not taken for a new one, whose tables would be made over it."""
    with SqliteStore.open(path) as store:
        store.put("version", version)

    assert "ledger-altered" == refused(path).code


# --------------------------------------------------------------------------------------- the key


def test_the_key_stands_apart(path: Path) -> None:
    """Neither the ledger nor a copy of it holds what the digests are made with."""
    with SqliteStore.open(path) as store:
        store.append([seen(KEY, customer=store.digest("1020304050"))])
        store.backup(path.with_name("copy.db"))
        key = store.key_file.read_text().strip()

    found = bytes_of(path.parent)
    assert {"ledger.db.key"} == {
        name for name, raw in found.items() if key.encode() in raw or bytes.fromhex(key) in raw
    }


def test_the_key_may_stand_elsewhere(path: Path, tmp_path: Path) -> None:
    """On another disk, for instance, which no copy of the ledger reaches."""
    place = tmp_path / "apart" / "key"
    place.parent.mkdir()
    with SqliteStore.open(path, key_file=place) as store:
        digest = store.digest("1020304050")

    with SqliteStore.join(path, key_file=place) as store:
        assert (digest, place) == (store.digest("1020304050"), store.key_file)
    assert not path.with_name("ledger.db.key").exists()


@pytest.mark.parametrize(
    "content", ["", "no key", "ab" * 31, "ab" * 32], ids=["empty", "text", "short", "another"]
)
def test_a_wrong_key_is_told(path: Path, content: str) -> None:
    """With another key every sale would look changed: nothing is written with it."""
    with SqliteStore.open(path) as store:
        place = store.key_file
    place.write_text(content)

    with SqliteStore.open(path) as store:
        assert not store.has_key
        for act in (lambda: store.append([seen(KEY)]), lambda: store.digest("1")):
            with pytest.raises(LedgerError) as caught:
                act()
            assert "ledger-key" == caught.value.code
        assert [] == store.rows()


def test_a_new_ledger_takes_the_key_that_is_there(path: Path) -> None:
    """Whoever begins anew keeps the digests."""
    with SqliteStore.open(path) as store:
        digest = store.digest("1020304050")
    path.unlink()

    with SqliteStore.open(path) as store:
        assert digest == store.digest("1020304050")


# ------------------------------------------------------------------------------------- the purge


def test_what_is_purged_is_overwritten(path: Path) -> None:
    """No byte of a name is left in the file, in its log or in its free pages."""
    with SqliteStore.open(path) as store:
        for number in range(60):
            store.remember(
                f"b:F:{number}", day="2025-01-31", document=f"10203{number:05}",
                name=f"Ñáñez {number}", email=f"n{number}@example.com",
            )  # fmt: skip
        store.remember("b:F:900", day="2025-02-01", document="7", name="Queda", email="")
        count = store.purge(date(2025, 2, 1))
        left = b"".join(bytes_of(path.parent).values())

        assert 60 == count
        assert [b"Queda"] == [
            each for each in ("Ñáñez".encode(), b"@example.com", b"10203", b"Queda") if each in left
        ]
        assert store.person("b:F:900") is not None
        assert 0 == store.purge(date(2025, 1, 1))
        store.remember("b:F:1", day="2025-01-31", document="1", name="Otra vez", email="")
        assert store.person("b:F:1") is None


def test_a_purge_that_cannot_overwrite_says_so(path: Path) -> None:
    """Another process reads the log: the data are gone from the tables, their traces are not."""
    with SqliteStore.open(path, patience=0.05) as store:
        store.remember(KEY, day="2025-01-31", document="1020304050", name="Ana", email="")
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM events").fetchone()
            with pytest.raises(LedgerLocked, match="deleted"):
                store.purge(date(2025, 2, 1))
            reader.execute("COMMIT")

        assert store.person(KEY) is None
        assert 0 == store.purge(date(2025, 2, 1))
        assert b"1020304050" not in b"".join(bytes_of(path.parent).values())


# ------------------------------------------------------------------------------------ the copies


def test_a_copy_is_a_whole_ledger(path: Path) -> None:
    """Put in the place of the ledger, beside its key, it goes on where it was copied."""
    copy = path.with_name("copy.db")
    with SqliteStore.open(path) as store:
        store.append(many(3))
        store.next_number(NUMBERING, at=NOW)
        anchor = store.backup(copy)
        store.append([seen(KEY)])
        assert {"copy.db"} == {each for each in bytes_of(path.parent) if each.startswith("copy")}

    shutil.copy(copy, path)
    with SqliteStore.open(path) as store:
        assert anchor == store.anchor()
        assert ([], 3) == (store.verify(anchor), len(store.rows()))
        assert "FE2" == str(store.next_number(NUMBERING, at=NOW))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_a_copy_is_private(path: Path) -> None:
    """It holds people's data as the ledger does."""
    copy = path.with_name("copy.db")
    with SqliteStore.open(path) as store:
        store.backup(copy)

    assert 0o600 == copy.stat().st_mode & 0o777


def test_a_copy_is_made_while_another_process_writes(path: Path) -> None:
    """Nobody has to stop a synchronisation for it."""
    copy = path.with_name("copy.db")
    with SqliteStore.open(path) as writer, SqliteStore.join(path) as store:
        writer.append(many(5))
        anchor = store.backup(copy)
        writer.append([seen(KEY)])

    assert 5 == anchor.position


def test_a_copy_replaces_only_what_it_may(path: Path) -> None:
    """Neither a file that is there, unless asked to, nor the ledger itself."""
    copy = path.with_name("copy.db")
    with SqliteStore.open(path) as store:
        store.append([seen(KEY)])
        copy.write_text("mine")
        for target, replace in ((copy, False), (path, True), (path, False)):
            with pytest.raises(LedgerError) as caught:
                store.backup(target, replace=replace)
            assert "backup-exists" == caught.value.code
        assert "mine" == copy.read_text()
        store.backup(copy, replace=True)

        assert b"SQLite format 3" == copy.read_bytes()[:15]
        assert [] == store.verify()


def test_a_copy_that_is_not_sound_is_not_left(path: Path) -> None:
    """A copy is worth what it can prove."""
    with SqliteStore.open(path) as store:
        store.append(many(3))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM events WHERE position = 2")
        connection.commit()

    with SqliteStore.open(path) as store, pytest.raises(LedgerError, match="2 to 2") as caught:
        store.backup(path.with_name("copy.db"))

    assert "ledger-unsound" == caught.value.code
    assert [] == [each for each in bytes_of(path.parent) if "copy" in each]


def test_a_copy_without_the_key_checks_the_links(path: Path) -> None:
    """It can be copied where the key is not."""
    with SqliteStore.open(path) as store:
        store.append([seen(KEY)])
        store.key_file.unlink()
    with SqliteStore.join(path) as store:
        assert 1 == store.backup(path.with_name("copy.db")).position


def test_a_copy_into_no_folder_is_a_typed_error(path: Path) -> None:
    """The error says what to check."""
    with SqliteStore.open(path) as store, pytest.raises(LedgerError, match="No such file"):
        store.backup(path.with_name("nowhere") / "copy.db")


# ------------------------------------------------------------------------------ beside the writer


def test_whoever_joined_reads_and_writes_no_event(path: Path) -> None:
    """One process writes: the others see what it wrote."""
    with SqliteStore.open(path) as writer, SqliteStore.join(path) as beside:
        writer.append([seen(KEY)])

        assert [KEY] == [row.key for row in beside.rows()]
        for act in (
            lambda: beside.append([seen("b:F:2")]),
            lambda: beside.put("watermark", "2026-11-01"),
            lambda: beside.purge(date(2026, 1, 1)),
            lambda: beside.remember(KEY, day="2026-11-23", document="1", name="", email=""),
        ):
            with pytest.raises(LedgerError) as caught:
                act()
            assert "ledger-joined" == caught.value.code
        assert [] == beside.verify()


def test_joining_what_is_not_there_makes_it(path: Path) -> None:
    """Whoever only hands out numbers needs no synchronisation."""
    with SqliteStore.join(path) as store:
        assert "FE1" == str(store.next_number(NUMBERING, at=NOW))


def test_a_story_longer_than_a_page_is_read_whole(path: Path) -> None:
    """Reading goes on where the page before ended."""
    with SqliteStore.open(path) as store:
        store.append(many(1201))

        assert 1201 == len(list(store.events()))
        assert list(range(1, 1202)) == [each.position for each in store.chain()]
        assert 1 == len(list(store.events("b:F:600")))


# ------------------------------------------------------------------------------ what can go wrong


def refused(path: Path) -> LedgerError:
    with pytest.raises(LedgerError) as caught:
        SqliteStore.open(path, patience=0.05)
    assert caught.value.hint is not None
    return caught.value


def test_a_file_that_is_no_database(path: Path) -> None:
    """It is refused before a lock or a key is made beside it."""
    path.write_text("Restobar;FE123;54000\n" * 200)

    assert "ledger-foreign" == refused(path).code
    assert ["ledger.db"] == [*bytes_of(path.parent)]


def test_the_database_of_another_program(path: Path) -> None:
    """It has its own error, and is left alone."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")

    assert "ledger-foreign" == refused(path).code
    assert ["ledger.db"] == [*bytes_of(path.parent)]


def test_a_ledger_that_another_program_keeps_locked(path: Path) -> None:
    """A browser of databases with an open transaction is told as another process."""
    with SqliteStore.open(path) as store:
        store.append([seen(KEY)])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        error = refused(path)
        with SqliteStore.join(path, patience=0.05) as store:
            with pytest.raises(LedgerLocked):
                store.next_number(NUMBERING, at=NOW)
            assert [KEY] == [row.key for row in store.rows()]
        other.execute("ROLLBACK")

    assert (LedgerLocked, "ledger-locked") == (type(error), error.code)
    with SqliteStore.open(path) as store:
        assert "FE1" == str(store.next_number(NUMBERING, at=NOW))


def test_a_damaged_file(path: Path) -> None:
    """What a disk lost is told where it is read, with the copy as the remedy."""
    with SqliteStore.open(path) as store:
        store.append(many(50))
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'rows'"
        ).fetchone()
    with path.open("rb+") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)

    with SqliteStore.open(path) as store, pytest.raises(LedgerError) as caught:
        store.rows()

    assert "ledger-damaged" == caught.value.code
    assert caught.value.hint is not None
    assert "loggro ledger backup" in caught.value.hint.es


def test_half_a_file(path: Path) -> None:
    """A ledger that was cut short is damaged, whatever of it is read first."""
    with SqliteStore.open(path) as store:
        store.append(many(50))
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2)

    assert "ledger-damaged" == refused(path).code


READ_ONLY = """
import os, sys
from loggro_integration.errors import LedgerError
from loggro_integration.sync import SqliteStore
if os.geteuid() == 0:
    os.setuid(65534)
try:
    SqliteStore.open(sys.argv[1])
except LedgerError as error:
    print(error.code)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_a_read_only_file() -> None:
    """It is refused at the opening, before anything is sent; also to others than root."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with SqliteStore.open(path) as store:
            store.append([seen(KEY)])
        path.with_name("ledger.db.lock").chmod(0o666)
        path.chmod(0o444)
        Path(folder).chmod(0o777)
        before = path.read_bytes()

        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=True
        )

        assert "ledger-read-only" == done.stdout.strip()
        assert before == path.read_bytes()


def test_a_full_database_keeps_what_it_has(path: Path) -> None:
    """The batch that does not fit is not there at all; with room again, work goes on."""
    with SqliteStore.open(path) as store:
        store.append([seen(KEY)])
        store._connection.execute("PRAGMA max_page_count = 40")
        with pytest.raises(LedgerError) as caught:
            store.append(many(500))
        assert "ledger-full" == caught.value.code
        with pytest.raises(LedgerError):
            for number in range(10_000):
                store.remember(
                    f"b:F:{number}", day="2026-11-23", document="x" * 99, name="", email=""
                )

        assert [KEY] == [row.key for row in store.rows()]
        assert [] == store.verify()
        store._connection.execute("PRAGMA max_page_count = 100000")
        store.append(many(500))
        assert (501, []) == (len(store.rows()), store.verify())


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 512 KB, where this machine lets the tests make one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    if (
        sys.platform != "linux"
        or os.geteuid() != 0
        or subprocess.run(command, check=False).returncode
    ):
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk_keeps_what_it_has(small_disk: Path) -> None:
    """ENOSPC is told with its remedy; what fits later is taken, also by a new process."""
    path = small_disk / "ledger.db"
    with SqliteStore.open(path) as store:
        store.append([seen(KEY)])
        filler = filled(small_disk)
        for act in (
            lambda: store.append(many(20)),
            lambda: store.backup(small_disk / "copy.db"),
        ):
            with pytest.raises(LedgerError) as caught:
                act()
            assert "ledger-full" == caught.value.code
        assert [] == [each.name for each in small_disk.iterdir() if "copy" in each.name]

        assert ([KEY], []) == ([row.key for row in store.rows()], store.verify())
        filler.unlink()
        store.append(many(20))
    with SqliteStore.open(path) as store:
        assert (21, []) == (len(store.rows()), store.verify())


def filled(disk: Path) -> Path:
    """Write until nothing more fits."""
    filler = disk / "other"
    with pytest.raises(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    return filler


def test_a_disk_that_is_full_from_the_start(small_disk: Path) -> None:
    """No half ledger is left that a later opening would trip over."""
    path, filler = small_disk / "ledger.db", filled(small_disk)
    with pytest.raises(LedgerError) as caught:
        SqliteStore.open(path)
    assert "ledger-full" == caught.value.code

    filler.unlink()

    with SqliteStore.open(path) as store:
        store.append([seen(KEY)])
        assert [] == store.verify()


def test_a_copy_that_is_put_back_sends_nothing_for_an_hour(desk: Desk, path: Path) -> None:
    """It does not know what was sent since, which may be on its way."""
    (number,) = left_out(desk)
    copy = path.with_name("copy.db")
    desk.store.backup(copy)
    desk.box.operator.map_payment_method(*MAPPED)
    desk.engine().run(wait=False)
    shutil.copy(path.with_name("ledger.db.key"), path.with_name("copy.db.key"))

    with SqliteStore.open(copy) as store:
        engine = desk.engine(store=store)
        early = engine.run(wait=False)
        alone = engine.run_once(number)
        desk.box.operator.advance(seconds=3600)
        late = engine.run()

    (held,) = [each.reason for each in early if each.number == number]
    assert held is not None
    assert "a copy that was put back" in held.en
    assert ((number,), False) == (early.would_send, alone.sent_now)
    assert (0, 0, 1) == (early.sends, late.sends, desk.forced())
    assert [] == desk.box.duplicates()
    assert number in numbers(late, State.SYNCED)
