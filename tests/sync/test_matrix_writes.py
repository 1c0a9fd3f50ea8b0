# SPDX-License-Identifier: MIT
"""
Twelve writes x fifteen faults: no duplicate, no loss, the error of the tree, every event named.

``matrix_writes.txt`` says what each case leaves in the ledger; the table is printed at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from loggro_integration.testing import Fault, sandbox
from sync.matrix import FAULTS, Killing, Stage
from sync.matrix_table import (
    CASES,
    HEAD,
    TABLE,
    Cell,
    acted,
    check,
    classes_of,
    expected,
    grouped,
    killing_floor,
    play,
)
from sync.matrix_writes import WRITES

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL"),
    pytest.mark.no_cover,
]

# What a fault may be told as, raised or in the record: the tree of errors by what to do next.
# Nothing at all where the look-up that follows has the answer.
CLASSES: dict[str, set[str]] = {
    "time-out before send": {"ConnectionFailed"},
    "time-out after send": {"AnswerLost"},
    "reset in the answer": {"AnswerLost"},
    "500 before commit": {"ServerFailed"},
    "500 after commit": {"ServerFailed"},
    "502 HTML": {"ServerFailed"},
    "200 with an error body": {"UnreadableAnswer", "NeedsReview"},
    "empty 503": {"ServerFailed"},
    "slow drip": {"AnswerLost"},
    # The second delivery is refused, or fails (a sale's id that is taken), or is done again.
    "duplicate delivery": {"InvalidRequest", "ServerFailed", "NeedsReview"},
    "token dying midway": {"TokenRejected"},
    "clock jump": set(),
    "disk full": {"LedgerError"},
    "ledger locked": {"LedgerLocked"},
    "process kill": {"ended -9"},
}


# Faults after which it is done: whatever follows, it is not sent once more.
DONE_ALREADY = (
    "after send",
    "in the answer",
    "after commit",
    "late",
    "byte by byte",
    "duplicate delivery",
    "ahead",
    "back",
    "at the record",
    "after it arrived",
    "after the record",
)


@pytest.fixture(scope="module")
def killing() -> Iterator[Killing]:
    with killing_floor() as floor:
        yield floor


@pytest.mark.parametrize(("write", "fault"), CASES)
def test_a_struck_write_is_done_once(
    write: str,
    fault: str,
    killing: Killing,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """The fault strikes, goes away, and the program goes on: once in Loggro, all in the ledger."""
    cells = play(write, fault, killing, tmp_path)
    for cell in cells:
        record_property("matrix", cell.line)

    assert expected().get((write, fault), []) == [cell.line for cell in cells]
    for cell in cells:
        assert set(classes_of(cell.told, cell.left)) <= CLASSES[fault]
        check_sends(cell)


def check_sends(cell: Cell) -> None:
    """Check that nothing leaves before its intent is kept, or again when it is done."""
    if cell.fault.endswith("at the intent"):
        assert (0, 1) == cell.sent
    elif cell.fault.endswith(DONE_ALREADY):
        assert cell.sent[0] > 0
        assert 0 == cell.sent[1] or "with a new group" in cell.person


@pytest.mark.parametrize(
    ("make", "lost"), [(Fault.timeout_after, "AnswerLost"), (Fault.before, "ServerFailed")]
)
@pytest.mark.parametrize("write", WRITES)
def test_a_lost_write_that_nobody_can_look_up_is_done_once(
    write: str, make: Callable[..., Fault], lost: str, tmp_path: Path
) -> None:
    """The answer is lost and from then on every read fails too: unknown, until a look answers."""
    with sandbox() as box, ExitStack() as stack:
        stage = Stage(box, tmp_path / "ledger.db", WRITES[write], stack)
        stage.begin()
        box.operator.add_faults([make(*stage.write.route)])
        blind = [Fault.before("GET", "*")]
        stage.points.arm("before-send", lambda: box.operator.add_faults(blind))
        told = acted(stage)
        left = grouped(stage.story())
        box.operator.clear_faults()
        stage.write.recover(stage)

        assert {lost} == set(classes_of(told, left))
        check(stage)


def test_the_table_has_every_case_and_no_other() -> None:
    """Twelve writes, fifteen faults, in their order, each way in which a fault strikes named."""
    lines = [line for lines in expected().values() for line in lines]
    ways = sum(map(len, FAULTS.values()))

    assert 15 == len(FAULTS) == len(CLASSES)
    assert list(CASES) == list(expected())
    assert len(WRITES) * ways == len(lines)
    assert len(lines) == len(set(lines)) == TABLE.read_text("utf-8").count("\n") - HEAD.count("\n")
