# SPDX-License-Identifier: MIT
"""Long lists: no row lost or doubled while rows are inserted and annulled between pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_cover

BENCH = Path(__file__).resolve().parents[1] / "bench"


def run(script: str, *words: object) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(BENCH / script), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("rows", [10_000, pytest.param(100_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("moving", [True, False])
def test_every_row_comes_once(
    rows: int, *, moving: bool, record_property: Callable[[str, object], None]
) -> None:
    """The fake stands in another process; the growth of the client is printed, not asserted."""
    code, printed = run("paging_memory.py", "--rows", rows, *(["--moving"] if moving else []))

    assert 0 == code, printed
    assert "0 lost, 0 doubled" in printed
    record_property("printed", f"paging: {printed.strip()}")


def test_the_gates_of_the_clients_are_printed() -> None:
    """The script runs and names every gate; whether they are kept is for a quiet machine."""
    code, printed = run("clients.py", "--rounds", 1, "--calls", 3)

    assert 0 == code, printed
    assert 7 == len(printed.splitlines()), printed
