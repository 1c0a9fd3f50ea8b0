# SPDX-License-Identifier: MIT
"""Two commands on one ledger, as two processes that begin together: exactly one works."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.running import PROGRAM
from loggro_integration.days import business_day
from loggro_integration.exact_json import loads
from loggro_integration.sandbox import Assumptions, FakeLoggro, Fault, serve
from loggro_integration.sync import SqliteStore, State

pytestmark = pytest.mark.no_cover

LOCKED = 4


def both(*given: str) -> list[tuple[int, str]]:
    """Start the same command twice at once, and return how each ended and what it printed."""
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
    printed = [process.communicate(timeout=110)[0] for process in processes]
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
    with serve(fake) as served:
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
            # Whoever is first holds the ledger for longer than the other one needs to begin.
            fake.operator.add_faults([Fault(route="/invoices", kind="slow", seconds=5, times=1)])
            ends += both("sync", "run", "--since", since, "--no-wait", "--json")

    refused = [loads(out)["error"]["class"] for code, out in ends if code == LOCKED]
    assert ["LedgerLocked"] * rounds == refused
    assert {0, 1} >= {code for code, _ in ends if code != LOCKED}
    with SqliteStore.open(folder / "loggro.db") as store:
        assert [] == store.verify()
        assert set(sold) <= {row.number for row in store.rows(State.SYNCED)}
    assert [] == fake.duplicates()
