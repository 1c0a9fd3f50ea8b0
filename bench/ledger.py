# SPDX-License-Identifier: MIT
"""
Show what a ledger costs: an event, a number, a check, a copy; and that its size takes no memory.

One transaction of the ledger stands beside the same rows written through bare `sqlite3`, in CPU
time of the thread, in interleaved rounds, the median of their ratios. Then a year of sales is
written in large batches, and verified, copied, purged and read, with the growth of the resident
memory.

    python bench/ledger.py [--rounds N] [--sales N] [--check]

With ``--check`` it exits 1 when the work over the large ledger grows by more than 20 MB.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from loggro_integration.models import NumberingRange
from loggro_integration.sync import Event, EventKind, SqliteStore

AT = datetime(2026, 11, 20, 15, tzinfo=UTC)
RANGE = NumberingRange(authorization="18760000001", prefix="FE", first=1, last=999_999_999)
A_ROUND = 50
A_BATCH = 200
GROWTH_BOUND = 20.0
MEGABYTE = 1024  # ru_maxrss counts kilobytes


def begun(sale: int, *after: tuple[EventKind, dict[str, str]]) -> list[Event]:
    """Tell of a sale that was seen, that Pymes proved not to have, and what came after."""
    seen = {
        "id": f"{sale:024x}",
        "number": f"FE{sale}",
        "day": "2026-11-20",
        "kind": "pos",
        "total": "54000",
        "identity": "0" * 32,
        "condition": "paid",
        "paid": "54000",
        "customer": "1" * 32,
        "rules": "1",
    }
    told = ((EventKind.SEEN, seen), (EventKind.LOOKED_UP, {"result": "absent"}), *after)
    return [
        Event(at=AT, key=f"900555111:FE:{sale}", kind=kind, detail=detail) for kind, detail in told
    ]


def story(sale: int) -> list[Event]:
    """Tell a sale from the day it is seen until Pymes has it: five events."""
    found = (EventKind.LOOKED_UP, {"result": "equal"})
    return begun(sale, (EventKind.INTENDED, {}), (EventKind.SENT, {}), found)


def bare(connection: sqlite3.Connection, sale: int) -> None:
    """Write what an event leaves behind, with nothing but the database."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "INSERT INTO events (at, key, kind, detail, chain) VALUES (?, ?, ?, ?, ?)",
        (str(AT), f"900555111:FE:{sale}", "seen", "x" * 240, "0" * 64),
    )
    connection.execute("INSERT INTO rows VALUES (?, ?)", (f"900555111:FE:{sale}", "x" * 400))
    connection.execute("COMMIT")


def cpu(act: Callable[[int], object], first: int) -> float:
    """CPU seconds of one of so many acts."""
    begun = time.thread_time()
    for number in range(first, first + A_ROUND):
        act(number)
    return (time.thread_time() - begun) / A_ROUND


def compare(folder: Path, rounds: int) -> None:
    """Print a transaction and a number beside the floor of the same rounds."""
    with (
        closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as floor,
        SqliteStore.open(folder / "small.db") as store,
    ):
        floor.execute("PRAGMA journal_mode = WAL")
        floor.execute("PRAGMA synchronous = FULL")
        floor.execute(
            "CREATE TABLE events (position INTEGER PRIMARY KEY, at, key, kind, detail, chain)"
        )
        floor.execute("CREATE TABLE rows (key TEXT PRIMARY KEY, body)")
        acts: dict[str, Callable[[int], object]] = {
            "bare sqlite3": lambda sale: bare(floor, sale),
            "append one event": lambda sale: store.append(story(sale)[:1]),
            "hand out a number": lambda _: store.next_number(RANGE, at=AT),
        }
        found: dict[str, list[float]] = {name: [] for name in acts}
        for turn in range(rounds):
            for name, act in acts.items():
                found[name].append(cpu(act, turn * A_ROUND))
    for name, times in found.items():
        ratios = [own / base for own, base in zip(times, found["bare sqlite3"], strict=True)]
        print(
            f"{name:<20} {statistics.median(times) * 1e6:7.0f} us of CPU  "
            f"{statistics.median(ratios):5.2f} times the floor"
        )


def memory() -> float:
    """Most resident memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def work(store: SqliteStore, folder: Path, events: int) -> float:
    """Print what each work over the whole ledger takes, and return by how much memory grew."""
    before = memory()
    acts: dict[str, Callable[[], object]] = {
        "verify": store.verify,
        "copy and verify": lambda: store.backup(folder / "copy.db"),
        "purge": lambda: store.purge(date(2026, 11, 21)),
        "read all events": lambda: sum(1 for _ in store.chain()),
    }
    for name, act in acts.items():
        begun = time.thread_time()
        told = act()
        taken = time.thread_time() - begun
        print(f"{name:<20} {taken:7.2f} s of CPU  {taken / events * 1e6:6.1f} us an event  {told}")
    return memory() - before


def main(arguments: list[str]) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--sales", type=int, default=100_000)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare(folder, options.rounds)
        with SqliteStore.open(folder / "large.db") as store:
            for first in range(0, options.sales, A_BATCH):
                last = min(first + A_BATCH, options.sales)
                store.append(each for sale in range(first, last) for each in story(sale))
            for sale in range(min(options.sales, 1000)):
                store.remember(
                    f"900555111:FE:{sale}", day="2026-11-20", document=str(sale), name="", email=""
                )
            events = 5 * options.sales
            size = (folder / "large.db").stat().st_size / 1e6
            print(f"{options.sales} sales, {events} events, {size:.0f} MB")
            growth = work(store, folder, events)
    print(f"growth of the resident memory: {growth:.1f} MB")
    return 1 if options.check and growth > GROWTH_BOUND else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
