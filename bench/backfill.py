# SPDX-License-Identifier: MIT
"""
Backfill a year of sales, which Loggro has carried to Pymes all but some, and show what it costs.

The fake stands in another process. The first run reads the whole year and sends nothing; the second
sends what is missing; the third reads the overlap alone: the routes that each called are printed.
The floor of the CPU time is measured before, in the same process: the pages of the same sales read
with a bare ``httpx`` client and `json.loads`, and one SQLite transaction, on disk, for each sale.

    python bench/backfill.py [--sales N] [--days N] [--missing N] [--check]

With ``--check`` it exits 1 when a sale is lost or doubled, the process grew by more than 20 MB, or
the last run asked for more than the overlap.
"""

from __future__ import annotations

import argparse
import json
import math
import sqlite3
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from datetime import date, datetime
from pathlib import Path

import httpx
from fake_process import FIRST, Fake, other_process
from paging_memory import resident

from loggro_integration.days import business_day
from loggro_integration.http import Hooks
from loggro_integration.mapping import MappingRules
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync import RunReport, SqliteStore, Synchronizer, SyncPolicy

GROWTH_BOUND = 20.0
A_SAMPLE = 20  # one answer in so many is followed by a look at the memory
SINCE = business_day(FIRST)


class Watch:
    """The clock of the fake, and the largest memory of this process."""

    def __init__(self, fake: Fake) -> None:
        self._fake = fake
        self._now = fake.now()
        self._answers = 0
        self.largest = 0.0
        self.hooks = Hooks(response=lambda event: self._seen())

    def now(self) -> datetime:
        """Return the instant of the fake, which stands unless it is moved from here."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let time pass on the fake's clock."""
        self._fake.do("advance", seconds=seconds)
        self._now = self._fake.now()

    def look(self) -> float:
        """Return the resident memory in MB, and keep the largest."""
        now = resident()
        self.largest = max(self.largest, now)
        return now

    def _seen(self) -> None:
        self._answers += 1
        if self._answers % A_SAMPLE == 0:
            self.look()


class Office:
    """The clients and the engine over one ledger."""

    def __init__(self, fake: Fake, watch: Watch, stack: ExitStack) -> None:
        access = fake.access
        self.fake, self.watch = fake, watch
        self.pos = stack.enter_context(
            RestobarClient(
                email=access["email"],
                password=access["password"],
                base_url=access["restobar"],
                hooks=watch.hooks,
            )
        )
        self.books = stack.enter_context(
            PymesClient(token=access["token"], base_url=access["pymes"], hooks=watch.hooks)
        )

    def engine(self, store: SqliteStore) -> Synchronizer:
        """Return an engine on the fake's clock."""
        return Synchronizer(
            pos=self.pos,
            books=self.books,
            store=store,
            rules=MappingRules.example(),
            clock=self.watch.now,
            sleep=self.watch.sleep,
        )


def floor(fake: Fake, folder: Path, pages: int = 10) -> float:
    """CPU seconds a sale that a program without any care takes to read and to keep the same."""
    access = fake.access
    with (
        httpx.Client(base_url=access["restobar"]) as client,
        closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as kept,
    ):
        kept.execute("PRAGMA journal_mode = WAL")
        kept.execute("PRAGMA synchronous = FULL")
        kept.execute("CREATE TABLE sales (id TEXT PRIMARY KEY, body TEXT)")
        login = {name: access[name] for name in ("email", "password")}
        token = client.post("/login", json=login).json()["tokenCurrent"]
        days = {"dateInit": f"{SINCE}T00:00:00.000Z", "dateEnd": "2028-01-01T00:00:00.000Z"}
        begun, count = time.process_time(), 0
        for page in range(pages):
            answer = client.get(
                "/invoices",
                params={**days, "page": page, "limit": 100, "pagination": "true"},
                headers={"authorization": f"Bearer {token}"},
            )
            answer.raise_for_status()
            for sale in json.loads(answer.content)["data"]:
                count += 1
                kept.execute("BEGIN IMMEDIATE")
                kept.execute("INSERT INTO sales VALUES (?, ?)", (sale["_id"], json.dumps(sale)))
                kept.execute("COMMIT")
        return (time.process_time() - begun) / count


def run(office: Office, store: SqliteStore, name: str, since: date | None) -> tuple[RunReport, int]:
    """Make one run, print it, and return its report and how often it asked anything."""
    office.fake.do("routes")
    begun, cpu = time.perf_counter(), time.process_time()
    report = office.engine(store).run(since=since)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    office.watch.look()
    routes: dict[str, int] = office.fake.do("routes")
    count = sum(report.counts.values())
    print(
        f"{name}: {count:,} sales from {report.since} to {report.until} in {seconds:.0f} s, "
        f"{cpu:.1f} s of CPU; {report.sends} sent, {len(report.would_send)} to be sent; "
        f"{sum(routes.values()):,} calls: {_told(routes)}; {office.watch.largest:.1f} MB at most"
    )
    return report, sum(routes.values())


def _told(routes: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {route}" for route, count in sorted(routes.items()))


def backfill(fake: Fake, folder: Path, *, check: bool) -> int:
    """Make the three runs, print the figures, and tell whether they are as they must be."""
    bare = floor(fake, folder)
    with ExitStack() as stack:
        watch = Watch(fake)
        office = Office(fake, watch, stack)
        with SqliteStore.open(folder / "warm.db") as store:
            # Imports, connections and a first day are there before anything is measured.
            office.engine(store).run(since=SINCE, until=SINCE)
        before = watch.largest = watch.look()
        store = stack.enter_context(SqliteStore.open(folder / "ledger.db"))
        begun = time.process_time()
        first, _ = run(office, store, "first run", SINCE)
        a_sale = (time.process_time() - begun) / max(sum(first.counts.values()), 1)
        run(office, store, "second run", None)
        third, calls = run(office, store, "third run", None)
        growth = watch.largest - before
    overlap = SyncPolicy().overlap_days
    found: dict[str, int] = fake.do("compared")
    wrong = found["lost"] + found["doubled"]
    print(f"both sides: {_told(found)}")
    print(
        f"CPU: {a_sale * 1e6:.0f} us a sale, {a_sale / (bare or math.nan):.1f} times the floor of "
        f"{bare * 1e6:.0f} us"
    )
    print(f"memory: {before:.1f} MB before, +{growth:.1f} MB")
    days = (third.until - third.since).days + 1
    print(f"the last run read {days} days with {calls} calls")
    # From the overlap before the newest sale up to today, which has none yet.
    over = growth > GROWTH_BOUND or bool(wrong) or days > overlap + 2 or bool(third.sends)
    return 1 if check and over else 0


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="a year of sales, backfilled")
    parser.add_argument("--sales", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--missing", type=int, default=40)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as name,
        other_process(push_delay=60, forced_delay=0) as fake,
    ):
        begun = time.perf_counter()
        documents = fake.do("year", sales=options.sales, days=options.days, missing=options.missing)
        print(
            f"{options.sales:,} sales in {options.days} days, {documents:,} documents, made in "
            f"{time.perf_counter() - begun:.0f} s"
        )
        return backfill(fake, Path(name), check=options.check)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
