# SPDX-License-Identifier: MIT
"""The ledger on disk: durable, chained, one process at a time, and honest about failure."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loggro_integration.errors import LedgerError, LedgerLocked
from loggro_integration.sync import Event, EventKind, SqliteStore, State

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
KEY = "900555111:FE:123"


def seen(key: str = KEY, **detail: str) -> Event:
    known = {"number": "FE123", "day": "2026-11-23", "total": "54000", **detail}
    return Event(at=NOW, key=key, kind=EventKind.SEEN, detail=known)


def looked(result: str, key: str = KEY) -> Event:
    return Event(at=NOW, key=key, kind=EventKind.LOOKED_UP, detail={"result": result})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def test_what_was_appended_is_there_after_reopening(path: Path) -> None:
    """A row and its events survive the process."""
    with SqliteStore.open(path) as store:
        store.append([seen(), looked("equal")])

    with SqliteStore.open(path) as store:
        row = store.row(KEY)
        assert row is not None
        assert (State.SYNCED, "FE123", "54000") == (row.state, row.number, row.total)
        assert [EventKind.SEEN, EventKind.LOOKED_UP] == [each.kind for each in store.events(KEY)]


def test_a_forbidden_event_writes_nothing_of_its_batch(path: Path) -> None:
    """Events of one append are kept all or none."""
    with SqliteStore.open(path) as store:
        with pytest.raises(LedgerError):
            store.append([seen(), Event(at=NOW, key=KEY, kind=EventKind.SENT)])

        assert store.row(KEY) is None
        assert [] == list(store.events())


def test_rows_are_found_by_state_and_day(path: Path) -> None:
    """The engine asks for what is unfinished, oldest day first."""
    with SqliteStore.open(path) as store:
        store.append([seen("b:F:2", day="2026-11-22"), seen("b:F:1"), looked("equal", "b:F:1")])

        assert ["b:F:2", "b:F:1"] == [row.key for row in store.rows()]
        assert ["b:F:1"] == [row.key for row in store.rows(State.SYNCED)]


def test_a_clean_ledger_verifies(path: Path) -> None:
    """The chain and the rows of an untouched ledger are sound."""
    with SqliteStore.open(path) as store:
        store.append([seen(), looked("absent")])

        assert [] == store.verify()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE events SET detail = replace(detail, '54000', '45000') WHERE position = 1",
        "DELETE FROM events WHERE position = 2",
        "UPDATE events SET at = '2026-11-24T15:00:00.000Z' WHERE position = 3",
        "UPDATE rows SET body = replace(body, 'synced', 'parked')",
    ],
    ids=["amount-changed", "event-removed", "instant-changed", "row-changed"],
)
def test_tampering_shows(path: Path, tampering: str) -> None:
    """An event or a row changed by another program is found."""
    with SqliteStore.open(path) as store:
        store.append([seen(), looked("absent"), looked("equal")])
    with sqlite3.connect(path) as connection:
        connection.execute(tampering)
    connection.close()

    with SqliteStore.open(path) as store:
        assert store.verify()


def test_people_stand_beside_the_chain(path: Path) -> None:
    """Names and documents are in no event, so emptying their table breaks nothing."""
    with SqliteStore.open(path) as store:
        store.append([seen(customer=store.digest("1020304050"))])
        store.remember(KEY, day="2026-11-23", document="1020304050", name="Ana Pérez", email="")
        text = "".join(str(each.detail) for each in store.events())

        assert "1020304050" not in text
        assert [] == store.verify()


def test_the_digest_is_keyed_by_the_ledger(tmp_path: Path) -> None:
    """The same document gives another digest in another ledger: it cannot be guessed."""
    with SqliteStore.open(tmp_path / "a.db") as one, SqliteStore.open(tmp_path / "b.db") as other:
        assert one.digest("1020304050") == one.digest("1020304050")
        assert one.digest("1020304050") != other.digest("1020304050")


def test_a_second_opening_is_refused(path: Path) -> None:
    """Two runs at once on one ledger cannot happen."""
    with SqliteStore.open(path), pytest.raises(LedgerLocked) as caught:
        SqliteStore.open(path)

    assert "ledger-locked" == caught.value.code


def test_another_process_is_refused_and_freed_by_death(path: Path) -> None:
    """The lock is the system's: a killed process leaves none behind."""
    script = (
        "import sys; from loggro_integration.sync import SqliteStore\n"
        "store = SqliteStore.open(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        assert b"open" == child.stdout.readline().strip()
        with pytest.raises(LedgerLocked):
            SqliteStore.open(path)
        child.kill()

    with SqliteStore.open(path) as store:
        assert [] == store.rows()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A wrong path is a typed error with its remedy."""
    with pytest.raises(LedgerError, match="cannot be used") as caught:
        SqliteStore.open(tmp_path / "nowhere" / "ledger.db")

    assert caught.value.hint is not None
    assert "permita escribir" in caught.value.hint.es


def test_a_read_only_disk_is_refused(tmp_path: Path) -> None:
    """A ledger that cannot be written is refused before anything is sent."""
    folder = tmp_path / "read-only"
    folder.mkdir()
    folder.chmod(0o555)
    # The administrator may write anywhere but into the kernel's own folders.
    place = Path("/sys") if os.geteuid() == 0 else folder

    with pytest.raises(LedgerError) as caught:
        SqliteStore.open(place / "ledger.db")

    assert "ledger-unusable" == caught.value.code
    assert not (place / "ledger.db").exists()


def test_a_file_that_is_no_ledger_is_refused(path: Path) -> None:
    """Another file is not overwritten."""
    path.write_bytes(b"not a database, but long enough to look like one" * 30)
    before = path.read_bytes()

    with pytest.raises(LedgerError):
        SqliteStore.open(path)

    assert before == path.read_bytes()


def test_a_ledger_of_the_future_is_refused(path: Path) -> None:
    """An older program does not write into a newer ledger."""
    with SqliteStore.open(path) as store:
        store.put("version", "99")

    with pytest.raises(LedgerError, match="version 99"):
        SqliteStore.open(path)


def test_settings_are_kept(path: Path) -> None:
    """Watermark and proof are in the ledger itself."""
    with SqliteStore.open(path) as store:
        store.put("watermark", "2026-11-01")
        store.put("watermark", "2026-11-02")

        assert "2026-11-02" == store.get("watermark")
        assert store.get("nothing") is None
        assert "SqliteStore('ledger.db')" == repr(store)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE events SET kind = 'nonsense' WHERE position = 1",
        "UPDATE events SET at = 'yesterday' WHERE position = 1",
        "UPDATE events SET detail = '{' WHERE position = 1",
        "DELETE FROM events WHERE position = 1",
        "UPDATE rows SET state = 'excluded'",
        "UPDATE rows SET day = '2020-01-01'",
        "DELETE FROM rows",
    ],
    ids=["kind", "instant", "detail", "first-event", "state-column", "day-column", "row-removed"],
)
def test_verification_names_whatever_was_done_to_the_file(path: Path, tampering: str) -> None:
    """Nonsense in the file is an answer of `verify`, not an exception; columns count too."""
    with SqliteStore.open(path) as store:
        store.append([seen(), looked("absent"), looked("equal")])
    change(path, tampering)

    with SqliteStore.open(path) as store:
        assert store.verify()


def test_an_altered_event_is_a_typed_error_where_it_is_read(path: Path) -> None:
    """Reading the story of an altered ledger says so, with the remedy."""
    with SqliteStore.open(path) as store:
        store.append([seen()])
    change(path, "UPDATE events SET kind = 'nonsense'")

    with SqliteStore.open(path) as store, pytest.raises(LedgerError) as caught:
        list(store.events())

    assert "ledger-altered" == caught.value.code


def test_an_altered_row_is_a_typed_error_where_it_is_read(path: Path) -> None:
    """A row that cannot be read is never taken for another state."""
    with SqliteStore.open(path) as store:
        store.append([seen()])
    change(path, "UPDATE rows SET body = replace(body, 'waiting', 'nonsense')")

    with SqliteStore.open(path) as store, pytest.raises(LedgerError) as caught:
        store.row(KEY)

    assert "ledger-altered" == caught.value.code


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    """It is refused before a byte of it changes."""
    change(path, "CREATE TABLE theirs (a)")
    before = path.read_bytes()

    with pytest.raises(LedgerError, match="another program"):
        SqliteStore.open(path)

    assert before == path.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_nobody_else_may_read_the_ledger(path: Path) -> None:
    """It holds names and documents beside the chain."""
    with SqliteStore.open(path) as store:
        store.append([seen()])
        modes = {each.name: each.stat().st_mode & 0o077 for each in path.parent.iterdir()}

    assert {0} == set(modes.values())


def test_a_path_that_is_no_path_is_a_typed_error() -> None:
    """Python's own ValueError does not come through."""
    with pytest.raises(LedgerError):
        SqliteStore.open("a\0b")


def test_a_closed_ledger_is_a_typed_error(path: Path) -> None:
    """Reading and writing after the close name the ledger."""
    store = SqliteStore.open(path)
    store.close()

    with pytest.raises(LedgerError):
        store.get("watermark")
    with pytest.raises(LedgerError):
        store.append([seen()])


def test_rows_of_one_sale_are_found_by_its_id(path: Path) -> None:
    """A sale whose number changed has two rows."""
    with SqliteStore.open(path) as store:
        store.append([seen("b:F:1", id="a1"), seen("b:G:1", id="a1"), seen("b:F:2", id="a2")])

        assert ["b:F:1", "b:G:1"] == [row.key for row in store.rows_of_sale("a1")]


def test_a_story_is_read_while_it_grows(path: Path) -> None:
    """What is appended during the reading belongs to the next reading."""
    with SqliteStore.open(path) as store:
        store.append([seen()])
        for position, _ in enumerate(store.events()):
            store.append([looked("absent")])
            assert 0 == position

        assert 2 == len(list(store.events()))


FULL = """
import resource, sys
from datetime import UTC, datetime
from loggro_integration.errors import LedgerError
from loggro_integration.sync import Event, EventKind, SqliteStore

def seen(number):
    return Event(at=datetime(2026, 11, 23, tzinfo=UTC), key=f"b:F:{number}", kind=EventKind.SEEN,
                 detail={"note": "x" * 2000})

store = SqliteStore.open(sys.argv[1])
store.append([seen(1)])
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
written = 1
try:
    while True:
        store.append([seen(written + 1)])
        written += 1
except LedgerError as error:
    print(error.code, written, len(store.rows()), store.verify())
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.append([seen(written + 1)])
print(len(store.rows()), store.verify())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_loses_nothing_and_is_survived(path: Path) -> None:
    """The append that did not fit is not there; once there is space again, work goes on."""
    child = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True
    )
    full, after = (line.split() for line in child.stdout.splitlines())

    assert ["ledger-unusable", "[]"] == [full[0], full[3]]
    assert full[1] == full[2]
    assert [str(int(full[1]) + 1), "[]"] == after
    with SqliteStore.open(path) as store:
        assert [] == store.verify()
        assert [("ok",)] == store._query("PRAGMA integrity_check")


def change(path: Path, statement: str) -> None:
    """Let another program write into the file."""
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()


def test_a_ledger_that_lost_its_key_says_so(path: Path) -> None:
    """Under another key every sale would look changed, and be set aside."""
    with SqliteStore.open(path) as store:
        store.append([seen()])
    path.with_name("ledger.db.key").unlink()

    with SqliteStore.open(path) as store, pytest.raises(LedgerError) as caught:
        store.digest("1020304050")

    assert "ledger-key" == caught.value.code
