# SPDX-License-Identifier: MIT
"""
Run the engine again and again for an hour at 20 requests a second, and watch what it holds.

The fake stands in another process. Each pass is an hour of the restaurant: it sells, is paid,
annuls; half of the sales Loggro carries to Pymes by itself, the others are sent; now and then the
network breaks. Every minute the resident memory, the open files, the sockets and the threads of
this process are printed. At the end everything is mended, and both sides are compared.

    python bench/soak.py [--seconds N] [--warm N] [--rate N] [--check]

The first `--warm` seconds are not measured: buffers, caches and the days of the overlap fill then.
With ``--check`` it exits 1 when a sale is lost or doubled, the memory grew by 5 MB, there are more
files or threads than after the warm-up, or more sockets than the two clients may keep open.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path

from attrs import frozen
from fake_process import FIRST, Fake, other_process
from paging_memory import resident

from loggro_integration.days import business_day
from loggro_integration.errors import LoggroError
from loggro_integration.http import Hooks
from loggro_integration.mapping import MappingRules
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync import SqliteStore, Synchronizer, SyncPolicy

GROWTH_BOUND = 5.0
HOUR = 3600
MADE_UP_FOR = 10.0  # seconds
PRICE = 9000  # COP, of an arepa de queso
FAULT_EACH = 5  # passes
FAULTS = (
    ("GET", "/invoices", {"kind": "answer-before", "status": 502, "content_type": "text/html"}),
    ("PATCH", "/invoices/forceSendToIntegration/{id}", {"kind": "timeout-after"}),
    ("GET", "/v1/ventas-detallado", {"kind": "half-answer"}),
    ("PATCH", "/invoices/forceSendToIntegration/{id}", {"kind": "reset-before"}),
    ("GET", "/v1/ventas-detallado", {"kind": "answer-before", "status": 503, "body": ""}),
    ("PATCH", "/invoices/forceSendToIntegration/{id}", {"kind": "answer-after", "status": 500}),
    ("GET", "/invoices/{id}", {"kind": "token-expired"}),
    ("GET", "/v1/ventas-detallado", {"kind": "reset-after"}),
    ("GET", "/invoices", {"kind": "slow", "seconds": 0.5}),
    ("GET", "/v1/ventas-detallado", {"kind": "timeout-before"}),
)


class Pace:
    """Lets so many requests a second leave, and counts them; a pause is made up for."""

    def __init__(self, rate: float) -> None:
        self._step = 1 / rate
        self._next = time.monotonic()
        self._turn = threading.Lock()
        self.count = 0

    def __call__(self, event: object) -> None:
        """Wait for the turn of a request."""
        del event
        with self._turn:
            self.count += 1
            now = time.monotonic()
            self._next = max(self._next + self._step, now - MADE_UP_FOR)
            wait = max(self._next - now, 0)
        time.sleep(wait)


@frozen
class Held:
    """What this process holds."""

    memory: float
    files: int
    sockets: int
    threads: int

    @classmethod
    def now(cls) -> Held:
        """Look at the process."""
        gc.collect()
        names = []
        for each in Path("/proc/self/fd").iterdir():
            with suppress(OSError):
                names.append(os.readlink(each))
        sockets = sum(name.startswith("socket:") for name in names)
        return cls(resident(), len(names), sockets, threading.active_count())

    def __str__(self) -> str:
        return (
            f"{self.memory:.1f} MB, {self.files} files, {self.sockets} sockets, "
            f"{self.threads} threads"
        )


class Restaurant:
    """Lives one hour before each pass."""

    def __init__(self, fake: Fake) -> None:
        self._fake = fake
        self._open: list[str] = []
        self._sold: list[str] = []
        self._hours = 0
        self.now = fake.now()

    def hour(self) -> None:
        """Sell, be paid, annul, and let an hour pass."""
        self._hours += 1
        turn, do = self._hours, self._fake.do
        self._sold.append(do("sell", ["Arepa de queso"], tip=700 * (turn % 2)))
        if turn % 3 == 0:
            self._sold.append(do("sell", electronic=True, payments="Tarjeta débito"))
        if turn % 5 == 0:
            self._open.append(do("sell", ["Arepa de queso"], customer="0045678", credit=30))
        if self._open and turn % 5 in {1, 3}:
            # In two parts: what stays open for ever would be asked for ever.
            do("pay_credit", self._open[0], PRICE // 2)
            del self._open[: turn % 5 // 3]
        if turn % 12 == 1 and len(self._sold) > 6:
            do("annul", self._sold[-6])
        if turn % 2:
            do("push_now")
        del self._sold[:-12]
        self.wait(HOUR)

    def break_something(self) -> None:
        """Let the next calls of one route fail."""
        method, route, fault = FAULTS[self._hours // FAULT_EACH % len(FAULTS)]
        self._fake.do("inject_fault", method=method, route=route, times=2, **fault)

    def wait(self, seconds: float) -> None:
        """Let time pass on the fake's clock."""
        self._fake.do("advance", seconds=seconds)
        self.now = self._fake.now()


class Soak:
    """Passes of one engine over one ledger, and what it holds meanwhile."""

    def __init__(self, fake: Fake, engine: Synchronizer, house: Restaurant, pace: Pace) -> None:
        self._fake, self._engine, self._house, self._pace = fake, engine, house, pace
        self._ends: Counter[str] = Counter()
        self._passes = 0

    def begin(self) -> None:
        """Let both series show a document, and make the first run, which only reads."""
        self._fake.do("sell")
        self._fake.do("sell", electronic=True)
        self._fake.do("push_now")
        self._house.wait(HOUR)
        self._engine.run(since=business_day(FIRST))

    def go_on(self, seconds: float) -> list[Held]:
        """Make passes for so long, and return what was held at the end of every minute."""
        seen: list[Held] = []
        begun = told = time.monotonic()
        while (now := time.monotonic()) < begun + seconds:
            if now - told >= min(60, seconds / 4):
                told = now
                seen.append(self.tell(now - begun))
            self.a_pass()
        return [*seen, self.tell(time.monotonic() - begun)]

    def a_pass(self) -> None:
        """Live an hour and make one run, however it ends."""
        self._house.hour()
        self._passes += 1
        if self._passes % FAULT_EACH == 0:
            self._house.break_something()
        try:
            report = self._engine.run()
            self._ends[f"exit {report.exit_code}"] += 1
        except LoggroError as error:
            self._ends[type(error).__name__] += 1

    def tell(self, seconds: float) -> Held:
        """Print what is held now."""
        # The fake writes down every call: let its own memory not grow either.
        self._fake.do("routes")
        held = Held.now()
        print(f"{seconds:5.0f} s, {self._pace.count:6} calls, {self._passes:5} passes: {held}")
        sys.stdout.flush()
        return held

    def heal(self) -> dict[str, int]:
        """Mend everything, let it settle, and compare both sides."""
        self._fake.do("clear_faults")
        for _ in range(4):
            self._house.wait(2 * HOUR)
            self._engine.run()
        print("runs ended:", ", ".join(f"{name} {n:,}" for name, n in sorted(self._ends.items())))
        apart = Counter(f"{row.state.value} {row.reason}" for row in self._engine.review())
        print(
            "for a person:", ", ".join(f"{n:,} {name}" for name, n in sorted(apart.items())) or "-"
        )
        found: dict[str, int] = self._fake.do("compared")
        print("both sides:", ", ".join(f"{count:,} {name}" for name, count in found.items()))
        return found


def soak(fake: Fake, folder: Path, options: argparse.Namespace) -> int:
    """Warm up, go on, heal, and tell whether it is as it must be."""
    pace, house, access = Pace(options.rate), Restaurant(fake), fake.access
    hooks = Hooks(request=pace)
    with ExitStack() as stack:
        store = stack.enter_context(SqliteStore.open(folder / "ledger.db"))
        login = {name: access[name] for name in ("email", "password")}
        pos = RestobarClient(**login, base_url=access["restobar"], hooks=hooks, timeout=2.0)
        books = PymesClient(
            token=access["token"], base_url=access["pymes"], hooks=hooks, timeout=2.0
        )
        engine = Synchronizer(
            pos=stack.enter_context(pos),
            books=stack.enter_context(books),
            store=store,
            rules=MappingRules.example(),
            clock=lambda: house.now,
            sleep=house.wait,
        )
        work = Soak(fake, engine, house, pace)
        work.begin()
        print("warm-up")
        before = work.go_on(options.warm)[-1]
        count, begun = pace.count, time.monotonic()
        print("measured")
        seen = work.go_on(options.seconds)
        rate = (pace.count - count) / (time.monotonic() - begun)
        found = work.heal()
    growth = max(held.memory for held in seen) - before.memory
    end = seen[-1]
    # A pool may hold fewer at one moment than at another: what it may hold at most is no leak.
    most = 2 * SyncPolicy().concurrency
    leaked = max(end.sockets - most, 0), max(end.threads - before.threads, 0)
    files = max(end.files - end.sockets - (before.files - before.sockets), 0)
    print(
        f"{options.seconds} s at {rate:.1f} calls a second: memory +{growth:.1f} MB at most, "
        f"+{end.memory - before.memory:.1f} MB at the end; {files} files, {leaked[0]} sockets and "
        f"{leaked[1]} threads leaked (at most {most} sockets belong to the two clients)"
    )
    wrong = found["lost"] + found["doubled"]
    over = growth > GROWTH_BOUND or files > 0 or any(leaked) or wrong > 0
    return 1 if options.check and over else 0


def main(arguments: list[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="the engine, again and again")
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--warm", type=int, default=600)
    parser.add_argument("--rate", type=float, default=20.0)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as name,
        other_process(push_delay=10**9, forced_delay=10) as fake,
    ):
        return soak(fake, Path(name), options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
