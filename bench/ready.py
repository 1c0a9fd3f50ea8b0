# SPDX-License-Identifier: MIT
"""
Kill a process that writes a ledger with 10,000 pending sales, and show how soon the next is ready.

Ready is: the ledger opened, whatever the killed process left repaired, every pending sale read,
and the engine made. The floor stands beside it in the same rounds: the same file opened with bare
`sqlite3`, the same rows read and given to `json.loads`.

    python bench/ready.py [--pending N] [--rounds N] [--check]

With ``--check`` it exits 1 when getting ready takes more than a second of CPU. A file that is not
sound always ends it with 1.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ledger import begun

from loggro_integration.mapping import MappingRules
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync import Event, EventKind, SqliteStore, State, Synchronizer

A_BATCH = 500
BOUND = 1.0
PENDING = (State.WAITING, State.ABSENT, State.IN_FLIGHT)


def story(sale: int) -> list[Event]:
    """Tell of a sale until Pymes proves not to have it; every third was sent already."""
    sent = () if sale % 3 else ((EventKind.INTENDED, {}), (EventKind.SENT, {}))
    return begun(sale, *sent)


def write(path: Path, pending: int) -> None:
    """Write pending sales until this process is killed."""
    with SqliteStore.open(path) as store:
        for first in range(1, pending + 1, A_BATCH):
            last = min(first + A_BATCH, pending + 1)
            store.append(each for sale in range(first, last) for each in story(sale))
        print("written", flush=True)
        for sale in range(pending + 1, 10**9):
            store.append(story(sale)[:1])


def kill_a_writer(path: Path, pending: int) -> None:
    """Start a process that writes, and kill it while it does."""
    words = [sys.executable, __file__, "--write", str(path), "--pending", str(pending)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None or process.stdout.readline().strip() != "written":
            raise OSError("the writer did not write")
        time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)


def ready(path: Path) -> int:
    """Open the ledger, read what is pending, and make the engine."""
    pos = RestobarClient(email="a@b.co", password="p", base_url="http://127.0.0.1:9")
    books = PymesClient(token="t", base_url="http://127.0.0.1:9")
    with SqliteStore.open(path) as store, pos, books:
        Synchronizer(pos=pos, books=books, store=store, rules=MappingRules.example())
        return len(store.rows(*PENDING))


def bare(path: Path) -> int:
    """Open the file and read the same rows, with nothing but the database."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT body FROM rows WHERE state != 'synced' ORDER BY key")
        return sum(1 for (body,) in found if json.loads(body))


def timed(act: Callable[[Path], int], path: Path) -> tuple[float, float, int]:
    """Seconds of the clock, seconds of CPU, and how many were read."""
    begun, cpu = time.perf_counter(), time.process_time()
    count = act(path)
    return time.perf_counter() - begun, time.process_time() - cpu, count


def main(arguments: list[str]) -> int:
    """Print how soon it is ready."""
    parser = argparse.ArgumentParser(description="how soon a killed engine is ready again")
    parser.add_argument("--pending", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.write:
        write(options.write, options.pending)
    rounds: list[tuple[tuple[float, float, int], tuple[float, float, int]]] = []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "ledger.db")
        kill_a_writer(path, options.pending)
        # The first opening repairs: it counts too.
        for _ in range(options.rounds):
            rounds.append((timed(ready, path), timed(bare, path)))
        with closing(sqlite3.connect(path)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with SqliteStore.open(path) as store:
            sound = sound and not store.verify()
    first, first_cpu, count = rounds[0][0]
    cpu = statistics.median(own[1] for own, _ in rounds)
    floor = statistics.median(base[1] for _, base in rounds)
    # a clock that counts in ticks may have seen no cost of the floor
    times = cpu / floor if floor > 0 else math.nan
    print(
        f"{count:,} pending after a kill: ready in {first:.2f} s, {first_cpu * 1e3:.0f} ms of CPU, "
        f"the first time; then {cpu * 1e3:.0f} ms of CPU, {times:.1f} times the floor of "
        f"{floor * 1e3:.0f} ms; the file is {'sound' if sound else 'NOT SOUND'}"
    )
    late = first_cpu > BOUND
    return 1 if not sound or (options.check and late) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
