# SPDX-License-Identifier: MIT
"""A restaurant, both clients, a ledger and the engine over them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from loggro_integration.sync import SqliteStore
from loggro_integration.testing import sandbox
from sync.actor import Actor
from sync.desk import Desk
from sync.matrix_table import printed


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sandbox() as box, SqliteStore.open(tmp_path / "ledger.db") as store:
        yield Desk(box, store)


@pytest.fixture
def actor(tmp_path: Path) -> Iterator[Actor]:
    with sandbox() as box, SqliteStore.open(tmp_path / "ledger.db") as store:
        yield Actor(box, store)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what each fault left in the ledger of each write, in the order of the table."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    lines = [value for each in reports for name, value in each.user_properties if name == "matrix"]
    if lines:
        for line in printed(list(map(str, lines))):
            terminalreporter.write_line(line)
