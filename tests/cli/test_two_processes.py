# SPDX-License-Identifier: MIT
"""Two commands on one ledger, as two processes that begin together: exactly one works."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest

from cli.running import PROGRAM
from loggro_integration.days import business_day
from loggro_integration.exact_json import loads
from loggro_integration.sandbox import Assumptions, FakeLoggro, serve
from loggro_integration.sync import SqliteStore, State
from sandbox.boxes import Relay

pytestmark = pytest.mark.no_cover

LOCKED = 4


class Holding(Relay):
    """Serves a fake; who asks for sales waits until `go` is set."""

    def __init__(self, fake: FakeLoggro) -> None:
        self.fake = fake
        self.go = threading.Event()

    def __getattr__(self, name: str) -> Callable[..., Awaitable[None]]:
        face = super().__getattr__(name)

        async def app(scope: Any, *channels: Any) -> None:
            while scope.get("path", "").endswith("/invoices") and not self.go.is_set():
                await anyio.sleep(0.01)
            await face(scope, *channels)

        return app


def both(go: threading.Event, *given: str) -> list[tuple[int, str]]:
    """
    Start the same command twice at once, and return how each ended and what it printed.

    Whoever is first holds the ledger until the other one has ended.
    """
    go.clear()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *given],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    latest = time.monotonic() + 200
    while all(each.poll() is None for each in processes) and time.monotonic() < latest:
        time.sleep(0.02)
    go.set()
    printed = [process.communicate(timeout=500)[0] for process in processes]
    return [(process.returncode, out) for process, out in zip(processes, printed, strict=True)]


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize("rounds", [3, pytest.param(30, marks=pytest.mark.slow)])
@pytest.mark.timeout(0)
def test_exactly_one_of_two_processes_works(
    folder: Path, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one ends with 4 and names the lock; each sale is sent once."""
    start = datetime.now(UTC) - timedelta(hours=2)
    fake = FakeLoggro(start=start, assumptions=Assumptions(push_delay=10**9, forced_delay=0))
    fake.operator.sell()
    fake.operator.push_now()
    sold = [fake.operator.sell(["Agua en botella"]) for _ in range(3)]
    # their clocks agree: a sale is old by the server's clock too
    fake.operator.advance(seconds=2 * 3600)
    relay: Any = Holding(fake)
    with serve(relay) as served:
        for name, value in {
            "LOGGRO_RESTOBAR_URL": served.restobar,
            "LOGGRO_PYMES_URL": served.pymes,
            "LOGGRO_RESTOBAR_EMAIL": fake.email,
            "LOGGRO_RESTOBAR_PASSWORD": fake.password,
            "LOGGRO_PYMES_TOKEN": fake.token,
        }.items():
            monkeypatch.setenv(name, value)
        since = business_day(start).isoformat()
        ends: list[tuple[int, str]] = []
        for _ in range(rounds):
            ends += both(relay.go, "sync", "run", "--since", since, "--no-wait", "--json")

    refused = [loads(out)["error"]["class"] for code, out in ends if code == LOCKED]
    assert ["LedgerLocked"] * rounds == refused
    assert {0, 1} >= {code for code, _ in ends if code != LOCKED}
    with SqliteStore.open(folder / "loggro.db") as store:
        assert [] == store.verify()
        assert set(sold) <= {row.number for row in store.rows(State.SYNCED)}
    assert [] == fake.duplicates()
