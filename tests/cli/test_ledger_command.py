# SPDX-License-Identifier: MIT
"""`loggro ledger`: verify, copy, write out and purge, as a person and as a program call them."""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.running import Loggro, files_in
from cli.shapes import KEYS
from loggro_integration.cli import _connect
from loggro_integration.exact_json import loads
from loggro_integration.sync import Event, EventKind, SqliteStore

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@pytest.fixture
def ledger(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of three events and one customer, on the twenty-third of November."""
    monkeypatch.setattr(_connect, "now", lambda: NOW)
    path = folder / "loggro.db"
    with SqliteStore.open(path) as store:
        for number in (1, 2):
            detail = {"number": f"FE{number}", "day": "2026-11-22", "total": "54000.50"}
            store.append([event(number, EventKind.SEEN, **detail)])
        store.append([event(2, EventKind.LOOKED_UP, result="absent", reason="=cmd()")])
        store.remember(
            "900555111:FE:1", day="2026-11-22", document="1020304050", name="Ana Pérez", email=""
        )
    return path


def event(sale: int, kind: EventKind, /, **detail: str) -> Event:
    return Event(at=NOW, key=f"900555111:FE:{sale}", kind=kind, detail=detail)


def tamper(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE events SET detail = replace(detail, '54000', '45000')")
        connection.commit()


# ------------------------------------------------------------------------------------- verify


def test_a_sound_ledger(loggro: Loggro, ledger: Path) -> None:
    """0, and the anchor to keep."""
    ran = loggro("ledger", "verify", "--json")

    assert 0 == ran.code
    assert KEYS["ledger verify"] == set(ran.json)
    assert (True, True, []) == (ran.json["sound"], ran.json["sealed"], ran.json["problems"])
    assert ran.json["anchor"].startswith("3:")
    assert 0 == loggro("ledger", "verify", "--anchor", ran.json["anchor"]).code


def test_a_sound_ledger_for_people(loggro: Loggro, ledger: Path) -> None:
    """The number of events, and what to do with the anchor."""
    ran = loggro("ledger", "verify")

    assert "✔ The ledger is sound." in ran.out
    assert "3 events. Keep this anchor somewhere else: 3:" in ran.out


def test_an_altered_ledger(loggro: Loggro, ledger: Path) -> None:
    """1, and the first event that was altered by its position and sale."""
    tamper(ledger)

    ran = loggro("ledger", "verify", "--json")
    told = loggro("ledger", "verify")

    assert (1, False, None) == (ran.code, ran.json["sound"], ran.json["anchor"])
    assert ("event-changed", "events[1]") == tuple(
        ran.json["problems"][0][name] for name in ("code", "path")
    )
    assert "✖ The ledger is not sound." in told.out
    assert "The event 1 (900555111:FE:1) was changed" in told.err
    assert 1 == told.code


def test_a_former_ledger_put_back(loggro: Loggro, ledger: Path) -> None:
    """With the anchor of later it shows."""
    ran = loggro("ledger", "verify", "--anchor", f"9:{'0' * 64}", "--json")

    assert (1, "tail-removed") == (ran.code, ran.json["problems"][0]["code"])


def test_half_an_anchor(loggro: Loggro, ledger: Path) -> None:
    """What was copied in part is refused, not compared."""
    ran = loggro("ledger", "verify", "--anchor", "3:5f3a", "--json")

    assert (2, "InvalidInput", "anchor") == (ran.code, ran.error["class"], ran.error["field"])


def test_a_ledger_whose_key_is_away(loggro: Loggro, ledger: Path) -> None:
    """The links are checked; the person is told that the end was not."""
    ledger.with_name("loggro.db.key").unlink()

    ran = loggro("ledger", "verify", "--json")

    assert (0, False, None) == (ran.code, ran.json["sealed"], ran.json["anchor"])
    assert "loggro.db.key) is missing" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["verify"],
        ["backup", "copy.db"],
        ["export", "events.csv"],
        ["purge", "--before", "2026-01-01"],
    ],
    ids=lambda words: words[0],
)
def test_without_a_ledger_none_is_made(loggro: Loggro, folder: Path, words: list[str]) -> None:
    """Looking after a ledger never makes one."""
    ran = loggro("ledger", *words, "--json")

    assert (2, "no-ledger") == (ran.code, ran.error["code"])
    assert [] == files_in(folder)


# ------------------------------------------------------------------------------------- backup


def test_a_copy(loggro: Loggro, ledger: Path, folder: Path) -> None:
    """It is a ledger of its own, and the person is told where the key stands."""
    ran = loggro("ledger", "backup", "copies/monday.db", "--json")

    assert 0 == ran.code
    assert KEYS["ledger backup"] == set(ran.json)
    assert (3, "loggro.db.key") == (ran.json["events"], Path(ran.json["key_file"]).name)
    verified = loggro("ledger", "verify", "--ledger", "copies/monday.db", "--json")
    assert (0, True) == (verified.code, verified.json["sound"])


def test_a_copy_for_people(loggro: Loggro, ledger: Path) -> None:
    """The sentence says what the copy lacks."""
    ran = loggro("ledger", "backup", "monday.db")

    assert "✔ Sound copy of 3 events: monday.db. Anchor: 3:" in ran.out
    assert "does not hold the key: keep loggro.db.key apart" in ran.out


def test_a_copy_does_not_replace_unasked(loggro: Loggro, ledger: Path, folder: Path) -> None:
    """Neither a file nor, even when forced, the ledger itself."""
    (folder / "mine.db").write_text("mine")

    ran = loggro("ledger", "backup", "mine.db", "--json")
    own = loggro("ledger", "backup", "loggro.db", "--force", "--json")

    assert (2, "FILE") == (ran.code, ran.error["field"])
    assert "mine" == (folder / "mine.db").read_text()
    assert (2, "backup-exists") == (own.code, own.error["code"])
    assert 0 == loggro("ledger", "backup", "mine.db", "--force").code


def test_a_copy_of_an_altered_ledger(loggro: Loggro, ledger: Path, folder: Path) -> None:
    """It is refused by the name of what is wrong, and not left."""
    tamper(ledger)

    ran = loggro("ledger", "backup", "monday.db", "--json")

    assert (2, "ledger-unsound") == (ran.code, ran.error["code"])
    assert "monday.db" not in files_in(folder)


def test_looking_after_a_ledger_while_it_is_written(loggro: Loggro, ledger: Path) -> None:
    """A synchronisation need not stop for a copy; a purge waits for it: 4."""
    with SqliteStore.open(ledger):
        codes = [
            loggro("ledger", *words).code
            for words in (["verify"], ["backup", "copy.db"], ["export", "events.jsonl"])
        ]
        purge = loggro("ledger", "purge", "--before", "2026-11-23", "--json")
        status = loggro("sync", "status", "--json")

    assert [0, 0, 0] == codes
    assert (4, "LedgerLocked") == (purge.code, purge.error["class"])
    # It is read; 3, since no run has ended in it.
    assert 3 == status.code


# ------------------------------------------------------------------------------------- export


def test_the_events_as_csv(loggro: Loggro, ledger: Path, folder: Path) -> None:
    """A spreadsheet reads it, runs nothing in it, and finds nobody."""
    ran = loggro("ledger", "export", "events.csv", "--json")

    raw = (folder / "events.csv").read_bytes()
    first, _, last = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert KEYS["ledger export"] == set(ran.json)
    assert (0, 3) == (ran.code, ran.json["events"])
    assert raw.startswith(b"\xef\xbb\xbf")
    assert ("1", "FE1", "seen", "54000.50") == (
        first["position"], first["number"], first["event"], first["total"],
    )  # fmt: skip
    assert ("looked_up", "absent", "'=cmd()") == (last["event"], last["result"], last["reason"])
    assert "Ana" not in raw.decode()
    assert "1020304050" not in raw.decode()


def test_the_events_as_json_lines(loggro: Loggro, ledger: Path, folder: Path) -> None:
    """A line an event: the chain can be computed again from the lines alone."""
    ran = loggro("ledger", "export", "events.jsonl")

    chain, lines = "", (folder / "events.jsonl").read_text("utf-8").splitlines()
    for line in lines:
        found = loads(line)
        assert isinstance(found, dict)
        detail = line.partition('"detail":')[2].rpartition(',"chain":')[0]
        text = "\n".join((chain, *(str(found[name]) for name in ("at", "key", "kind")), detail))
        chain = hashlib.sha256(text.encode()).hexdigest()
        assert chain == found["chain"]
    assert 3 == len(lines)
    assert "✔ 3 events, without personal data: events.jsonl" in ran.out


def test_a_long_ledger_is_written_whole(loggro: Loggro, ledger: Path, folder: Path) -> None:
    """Piece by piece, with one line of names."""
    with SqliteStore.open(ledger) as store:
        store.append(event(number, EventKind.SEEN) for number in range(10, 2310))

    assert 0 == loggro("ledger", "export", "events.csv").code

    rows = (folder / "events.csv").read_text("utf-8-sig").splitlines()
    assert 2304 == len(rows)
    assert 1 == sum(row.startswith("position;") for row in rows)


@pytest.mark.parametrize("name", ["events.txt", "events", "events.xlsx"])
def test_a_form_that_is_not_known(loggro: Loggro, ledger: Path, folder: Path, name: str) -> None:
    """The ending says which one: another is refused before anything is written."""
    ran = loggro("ledger", "export", name, "--json")

    assert (2, "FILE") == (ran.code, ran.error["field"])
    assert name not in files_in(folder)


def test_an_altered_event_leaves_no_half_file(loggro: Loggro, ledger: Path, folder: Path) -> None:
    """What cannot be read ends the export, and nothing is left of it."""
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE events SET kind = 'nonsense' WHERE position = 3")
        connection.commit()

    ran = loggro("ledger", "export", "events.csv", "--json")

    assert (2, "ledger-altered") == (ran.code, ran.error["code"])
    assert [] == [name for name in files_in(folder) if "events" in name]


def test_a_file_is_replaced_when_it_is_asked(loggro: Loggro, ledger: Path, folder: Path) -> None:
    """Not before."""
    (folder / "events.csv").write_text("mine")

    refused = loggro("ledger", "export", "events.csv", "--json")

    assert (2, "FILE") == (refused.code, refused.error["field"])
    assert 0 == loggro("ledger", "export", "events.csv", "--force").code


# -------------------------------------------------------------------------------------- purge


def test_a_purge(loggro: Loggro, ledger: Path) -> None:
    """Names go, the ledger stays sound, and the person is told of the copies."""
    ran = loggro("ledger", "purge", "--before", "2026-11-23", "--json")

    assert 0 == ran.code
    assert KEYS["ledger purge"] == set(ran.json)
    assert ("2026-11-23", 1) == (ran.json["before"], ran.json["removed"])
    assert b"1020304050" not in ledger.read_bytes()
    assert loggro("ledger", "verify", "--json").json["sound"]
    told = loggro("ledger", "purge", "--before", "2026-11-23")
    assert "customers' data of 0 sale(s) before 2026-11-23 were deleted" in told.out
    assert "copies that were made before still hold them" in told.out


def test_a_purge_of_the_future(loggro: Loggro, ledger: Path) -> None:
    """A slip of the year would delete everything."""
    ran = loggro("ledger", "purge", "--before", "2062-11-23", "--json")

    assert (2, "InvalidDate", "before") == (ran.code, ran.error["class"], ran.error["field"])
    with SqliteStore.open(ledger) as store:
        assert store.person("900555111:FE:1") is not None
