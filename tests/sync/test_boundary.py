# SPDX-License-Identifier: MIT
"""The control interface of the fake is for people and tests, never for clients or the engine."""

from pathlib import Path

import pytest

import loggro_integration
from loggro_integration.sync import SqliteStore, State
from loggro_integration.testing import sandbox
from sync.desk import TODAY, Desk

ROOT = Path(loggro_integration.__file__).parent


@pytest.mark.parametrize("room", ["http", "restobar", "pymes", "sync", "mapping", "wire"])
def test_no_client_and_no_engine_names_the_control_interface(room: str) -> None:
    """Not one of these rooms mentions it."""
    texts = {path: path.read_text("utf-8") for path in (ROOT / room).rglob("*.py")}

    assert texts
    assert [] == [path for path, text in texts.items() if "_sandbox" in text]


def test_the_engine_works_with_the_control_interface_locked(tmp_path: Path) -> None:
    """Over loopback, a whole pass needs Restobar and Pymes alone."""
    with sandbox(over="loopback") as box, SqliteStore.open(tmp_path / "l.db") as store:
        desk = Desk(box, store)
        number = box.operator.sell(electronic=True)
        desk.settle()
        faces = len(box.fake.calls)
        box.fake.operator_token = "changed and told to nobody"

        report = desk.engine().run(since=TODAY)

        assert [number] == [each.number for each in report if each.state is State.SYNCED]
        assert len(box.fake.calls) > faces
