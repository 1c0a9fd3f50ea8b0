# SPDX-License-Identifier: MIT
"""
SIGKILL at named and at random points: nothing lost, nothing twice, the ledger sound.

The fake is served by this process over a socket; the engine runs in a child, which is killed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import pytest

from loggro_integration.days import business_day
from loggro_integration.mapping import MappingRules
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sandbox import Assumptions, FakeLoggro, Served, serve
from loggro_integration.sync import SqliteStore, State, Synchronizer

Tell = Callable[[str, object], None]

WORKER = Path(__file__).with_name("worker.py")

POINTS = (
    "before-send",
    "after-send",
    "before-intended",
    "after-intended",
    "before-answered",
    "after-answered",
    "before-seen",
    "after-seen",
    "after-looked_up",
    "within-transaction",
    "after-put",
)

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL"),
    pytest.mark.no_cover,
]


class Worker:
    """The process that forks the runs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._in, self._out = _pipe(process.stdin), _pipe(process.stdout)
        assert "ready" == self._out.readline().strip()

    def run(self, point: str = "", count: int = 1, *, after: float | None = None) -> int:
        """Make one run, killed at a point or after some seconds, and return how it ended."""
        self._in.write(json.dumps({"point": point, "count": count, "after": after}) + "\n")
        self._in.flush()
        return int(self._out.readline())


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


@contextmanager
def worker(fake: FakeLoggro, served: Served, ledger: Path) -> Iterator[Worker]:
    settings = {
        "ledger": str(ledger),
        "restobar": served.restobar,
        "pymes": served.pymes,
        "email": fake.email,
        "password": fake.password,
        "token": fake.token,
    }
    nowhere = dict.fromkeys(("LOGGRO_RESTOBAR_URL", "LOGGRO_PYMES_URL"), "https://192.0.2.1")
    with subprocess.Popen(
        [sys.executable, str(WORKER), json.dumps(settings)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **nowhere},
    ) as process:
        try:
            yield Worker(process)
        finally:
            process.kill()


def check(ledger: Path) -> None:
    """Check what a killed process left behind."""
    connection = sqlite3.connect(ledger)
    try:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
    finally:
        connection.close()
    with SqliteStore.open(ledger) as store:
        assert [] == store.verify()


def kill_often(folder: Path, kills: int, seed: int) -> int:
    """
    Kill the engine so often, each time over new sales, let it end, and compare both sides.

    Returns:
        How many of the runs were really killed; the others had ended before.
    """
    chance = random.Random(seed)
    ledger = folder / "ledger.db"
    start = datetime.now(UTC) - timedelta(seconds=5)
    assumptions = Assumptions(push_delay=10**6, forced_delay=0)
    fake = FakeLoggro(start=start, real_clock=True, assumptions=assumptions)
    killed = 0
    with serve(fake) as served, worker(fake, served, ledger) as work:
        begin(fake, served, ledger)
        for turn in range(kills):
            fake.operator.sell()
            fake.operator.sell(lines=["Agua en botella"])
            if turn % 2:
                end = work.run(after=chance.uniform(0.0, 0.12))
            else:
                end = work.run(POINTS[turn // 2 % len(POINTS)], chance.randint(1, 3))
            killed += end == -signal.SIGKILL
            check(ledger)
        assert 0 == work.run()
    compare(fake, ledger)
    return killed


def begin(fake: FakeLoggro, served: Served, ledger: Path) -> None:
    """Let one document prove the look-up, and make the first run, which only reads."""
    fake.operator.sell()
    fake.operator.push_now()
    with (
        SqliteStore.open(ledger) as store,
        RestobarClient(email=fake.email, password=fake.password, base_url=served.restobar) as pos,
        PymesClient(token=fake.token, base_url=served.pymes) as books,
    ):
        engine = Synchronizer(pos=pos, books=books, store=store, rules=MappingRules.example())
        # yesterday too: the day may have changed since the sale
        engine.run(since=business_day(datetime.now(UTC)) - timedelta(days=1))


def compare(fake: FakeLoggro, ledger: Path) -> None:
    """Check that every sale stands in the books once, and that the ledger says so."""
    check(ledger)
    sold = sorted(sale["number"] for sale in fake.sales())
    with SqliteStore.open(ledger) as store:
        assert sold == sorted(row.number for row in store.rows(State.SYNCED))
        assert len(sold) == len(store.rows())
    assert sold == sorted(row["numero"] for row in fake.books())
    assert [] == fake.duplicates()


KILLS = 12 if os.environ.get("HYPOTHESIS_PROFILE", "dev") == "dev" else 60


@pytest.mark.timeout(600)
def test_kills_lose_and_double_nothing(tmp_path: Path, record_property: Tell) -> None:
    """At each point of a send, within a transaction, and anywhere; 60 times in CI."""
    killed = kill_often(tmp_path, KILLS, seed=45)

    assert killed >= KILLS // 2
    record_property("printed", told(KILLS, killed))


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_many_more_kills_lose_and_double_nothing(tmp_path: Path, record_property: Tell) -> None:
    """The same over a ledger that grows, `LOGGRO_KILLS` times (500)."""
    kills = int(os.environ.get("LOGGRO_KILLS", "500"))
    killed = kill_often(tmp_path, kills, seed=int(os.environ.get("LOGGRO_SEED", "1")))

    assert killed >= kills // 2
    record_property("printed", told(kills, killed))


def told(kills: int, killed: int) -> str:
    return f"kills: {kills} runs, {killed} of them killed: 0 sales lost, 0 doubled, ledger sound"


def test_a_second_process_works_only_once_the_first_is_dead(tmp_path: Path) -> None:
    """One ledger, two processes: exactly one works, and a kill frees the ledger at once."""
    ledger = tmp_path / "ledger.db"
    fake = FakeLoggro(start=datetime.now(UTC) - timedelta(seconds=5), real_clock=True)
    with serve(fake) as served, worker(fake, served, ledger) as work:
        begin(fake, served, ledger)
        with SqliteStore.open(ledger):
            refused = work.run()
        allowed = work.run()

    assert (1, 0) == (refused, allowed)
