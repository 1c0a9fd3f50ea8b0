# SPDX-License-Identifier: MIT
"""A ledger that is looked at: pages, filters and counts by the database, and nothing written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from loggro_integration.errors import LedgerError
from loggro_integration.sync import Event, EventKind, RowFilter, SqliteStore, State

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def events(count: int) -> Iterator[Event]:
    """Give sales of a year, every tenth of them not looked up yet."""
    for number in range(1, count + 1):
        day = date(2026, 1, 1).toordinal() + number * 300 // count
        key = f"1:FE:{number}"
        detail = {
            "number": f"FE{number}",
            "day": date.fromordinal(day).isoformat(),
            "kind": ("pos", "electronic")[number % 2],
            "dian": ("", "accepted")[number % 2],
            "status": "Pagada",
            "total": "54000",
        }
        yield Event(at=NOW, key=key, kind=EventKind.SEEN, detail=detail)
        if number % 10:
            equal = {"result": "equal"}
            yield Event(at=NOW, key=key, kind=EventKind.LOOKED_UP, detail=equal)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "loggro.db"
    with SqliteStore.open(path) as store:
        store.append(events(40))
    return path


def test_a_page_holds_its_rows_and_counts_all_of_them(ledger: Path) -> None:
    """The newest day first, and of one day the highest number."""
    with SqliteStore.read_only(ledger) as store:
        first = store.page(RowFilter(), limit=3)
        second = store.page(RowFilter(), limit=3, offset=3)
        beyond = store.page(RowFilter(), limit=3, offset=99)

    assert ["FE40", "FE39", "FE38"] == [row.number for row in first.rows]
    assert ["FE37", "FE36", "FE35"] == [row.number for row in second.rows]
    assert () == beyond.rows
    assert {40} == {first.total, second.total, beyond.total}


def test_filters_are_all_met_at_once(ledger: Path) -> None:
    """Each one takes away, none adds."""
    wanted = RowFilter(
        states=(State.WAITING, State.PARKED), since=date(2026, 3, 1), until=date(2026, 9, 30),
        number="e2", kind="pos", status="Pagada",
    )  # fmt: skip

    with SqliteStore.read_only(ledger) as store:
        found = store.page(wanted, limit=9)

    assert ["FE20"] == [row.number for row in found.rows]


def test_counts_are_by_any_properties(ledger: Path) -> None:
    """What a row lacks counts as empty."""
    with SqliteStore.read_only(ledger) as store:
        assert {("synced",): 36, ("waiting",): 4} == store.counts_by("state")
        assert {("", "pos"): 20, ("accepted", "electronic"): 20} == store.counts_by("dian", "kind")
        assert {("",): 40} == store.counts_by("reason")


def test_of_ten_thousand_sales_a_page_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database finds, sorts and counts; what it gives out is the page and the counts."""
    path, given = tmp_path / "loggro.db", 0
    with SqliteStore.open(path) as store:
        store.append(each for each in events(10_000) if each.kind is EventKind.SEEN)
    with SqliteStore.read_only(path) as store:
        query = store._query

        def counting(*asked: Any) -> list[tuple[Any, ...]]:
            nonlocal given
            answer = query(*asked)
            given += len(answer)
            return answer

        monkeypatch.setattr(store, "_query", counting)
        found = store.page(RowFilter(number="FE9", kind="pos"), limit=25, offset=25)
        counts = store.counts_by("status")

    assert (25, 555) == (len(found.rows), found.total)
    assert {("Pagada",): 10_000} == counts
    assert 25 <= given <= 30


def test_nothing_can_be_written_through_it(ledger: Path) -> None:
    """Neither by its methods nor by the database itself."""
    before = ledger.read_bytes()
    with SqliteStore.read_only(ledger) as store:
        for write in (
            lambda: store.append([]),
            lambda: store.put("watermark", "2020-01-01"),
            lambda: store.put("note.open", "[]"),
            lambda: store.purge(date(2030, 1, 1)),
            lambda: store.remember("k", day="2026-01-01", document="1", name="n", email=""),
        ):
            with pytest.raises(LedgerError):
                write()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            store._connection.execute("DELETE FROM rows")

    assert before == ledger.read_bytes()


def test_it_is_verified_as_any_other(ledger: Path) -> None:
    """The key that stands beside it is used."""
    with SqliteStore.read_only(ledger) as store:
        assert store.has_key
        assert [] == store.verify()
        assert 76 == store.anchor().position


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A missing file stays missing."""
    with pytest.raises(LedgerError) as raised:
        SqliteStore.read_only(tmp_path / "none.db")

    assert "no-ledger" == raised.value.code
    assert [] == [*tmp_path.iterdir()]


def test_a_former_form_stays_as_it_is(tmp_path: Path) -> None:
    """It is brought to this version by whoever may write."""
    path = tmp_path / "loggro.db"
    with sqlite3.connect(path) as made:
        made.executescript(Path(__file__).with_name("ledger_version_1.sql").read_text("utf-8"))
    made.close()
    before = path.read_bytes()

    with pytest.raises(LedgerError) as raised:
        SqliteStore.read_only(path)

    assert "ledger-version" == raised.value.code
    assert before == path.read_bytes()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """By its mark, before it is read."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE notes (text)")
    made.close()

    with pytest.raises(LedgerError) as raised:
        SqliteStore.read_only(path)

    assert "ledger-foreign" == raised.value.code


def test_a_writer_goes_on_while_it_is_open(ledger: Path) -> None:
    """And what it writes is seen at once."""
    with SqliteStore.read_only(ledger) as reader, SqliteStore.open(ledger) as writer:
        before = reader.page(RowFilter(), limit=1).total
        writer.append([Event(at=NOW, key="1:FE:41", kind=EventKind.SEEN)])

        assert (40, 41) == (before, reader.page(RowFilter(), limit=1).total)
