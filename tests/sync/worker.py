# SPDX-License-Identifier: MIT
"""
Runs the engine in processes that are killed: one is made ready, and forks one for each run.

Lines come in as JSON: at which point a run kills itself, or after how many seconds it is killed;
how each ended goes out. The addresses come as an argument; those of the environment lead nowhere.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules, Plan
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync import (
    OfficialIntegration,
    PymesSink,
    Receipt,
    SqliteStore,
    Synchronizer,
    SyncPolicy,
)

POLICY = SyncPolicy(
    grace=timedelta(),
    looks=(timedelta(milliseconds=10), timedelta(milliseconds=20), timedelta(milliseconds=40)),
    between_sends=timedelta(milliseconds=50),
    max_sends=1000,
)


class Bomb:
    """Kills the process at the n-th passing of a named point."""

    def __init__(self, point: str, count: int) -> None:
        self._point, self._left = point, count

    def __call__(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class KilledStore(SqliteStore):
    """A ledger with points before, within and after its transactions."""

    bomb: Bomb

    def append(self, events: Iterable[Any]) -> None:
        events = list(events)
        kind = events[-1].kind.value
        self.bomb(f"before-{kind}")
        super().append(events)
        self.bomb(f"after-{kind}")

    def put(self, name: str, value: str) -> None:
        super().put(name, value)
        self.bomb("after-put")

    def _write_row(self, row: Any) -> None:
        super()._write_row(row)
        self.bomb("within-transaction")


class KilledSink(PymesSink):
    """Loggro's own integration with points around the send."""

    def __init__(self, inner: OfficialIntegration, bomb: Bomb) -> None:
        self._inner, self._bomb = inner, bomb

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        self._bomb("before-send")
        receipt = self._inner.deliver(plan, key)
        self._bomb("after-send")
        return receipt


def run(settings: dict[str, str], point: str, count: int) -> None:
    """Make passes until nothing is left to send, or the process is killed."""
    bomb = Bomb(point, count)
    store = KilledStore.open(settings["ledger"])
    assert isinstance(store, KilledStore)
    store.bomb = bomb
    with (
        store,
        RestobarClient(
            email=settings["email"], password=settings["password"], base_url=settings["restobar"]
        ) as pos,
        PymesClient(token=settings["token"], base_url=settings["pymes"]) as books,
    ):
        engine = Synchronizer(
            pos=pos,
            books=books,
            store=store,
            rules=MappingRules.example(),
            sink=KilledSink(OfficialIntegration(pos, books), bomb),
            policy=POLICY,
        )
        for _ in range(20):
            report = engine.run()
            if not report.left_for_later and report.exit_code == 0 and not report.reading_only:
                return


def end_of(pid: int, after: float | None) -> int:
    """Wait for a process, killing it after some seconds; return how it ended."""
    if after is not None:
        deadline = time.monotonic() + after
        while time.monotonic() < deadline:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.001)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def tell(value: object) -> None:
    """Answer with one line."""
    sys.stdout.write(f"{value}\n")
    sys.stdout.flush()


def main() -> None:
    """Fork one process for each line."""
    settings = json.loads(sys.argv[1])
    tell("ready")
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                run(settings, order["point"], order["count"])
                code = 0
            finally:
                os._exit(code)
        tell(end_of(pid, order["after"]))


if __name__ == "__main__":
    main()
