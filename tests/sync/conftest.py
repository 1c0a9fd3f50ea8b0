# SPDX-License-Identifier: MIT
"""A restaurant, both clients, a ledger and the engine over them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from loggro_integration.sync import SqliteStore
from loggro_integration.testing import sandbox
from sync.actor import Actor
from sync.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sandbox() as box, SqliteStore.open(tmp_path / "ledger.db") as store:
        yield Desk(box, store)


@pytest.fixture
def actor(tmp_path: Path) -> Iterator[Actor]:
    with sandbox() as box, SqliteStore.open(tmp_path / "ledger.db") as store:
        yield Actor(box, store)
