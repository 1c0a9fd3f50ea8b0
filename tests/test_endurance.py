# SPDX-License-Identifier: MIT
"""What `scripts/nightly` measures at full length runs in a small form, and prints its figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from test_paging_memory import run

pytestmark = pytest.mark.no_cover

Tell = Callable[[str, object], None]


def last(printed: str) -> str:
    return printed.strip().splitlines()[-1]


@pytest.mark.timeout(600)
def test_a_backfill_loses_and_doubles_nothing(record_property: Tell) -> None:
    """The third run reads the overlap alone; memory and CPU are printed beside their floor."""
    code, printed = run("backfill.py", "--sales", 1500, "--days", 15, "--missing", 5, "--check")

    assert 0 == code, printed
    assert ", 0 doubled, 0 lost," in printed
    for line in printed.splitlines():
        if line.startswith(("CPU", "memory", "the last run")):
            record_property("printed", f"backfill of 1,500 sales: {line}")


@pytest.mark.timeout(600)
def test_a_killed_engine_is_ready_soon(record_property: Tell) -> None:
    """With 10,000 pending sales, over a file that is sound; how soon is printed."""
    code, printed = run("ready.py", "--rounds", 2)

    assert 0 == code, printed
    record_property("printed", last(printed))


@pytest.mark.timeout(600)
def test_passes_again_and_again_lose_nothing(record_property: Tell) -> None:
    """A short soak, with faults: both sides are equal, nothing stays open; memory is printed."""
    code, printed = run("soak.py", "--seconds", 10, "--warm", 5, "--rate", 60)

    assert 0 == code, printed
    assert ", 0 lost, 0 doubled" in printed
    assert "; 0 files, 0 sockets and 0 threads leaked" in printed
    record_property("printed", f"soak: {last(printed)}")
