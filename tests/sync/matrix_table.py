# SPDX-License-Identifier: MIT
"""
The cells of the matrix: one write, one fault, what was told and which events it left.

``python tests/sync/matrix_table.py`` plays them all and writes ``matrix_writes.txt`` anew: every
line that changes must be meant.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from attrs import frozen

from loggro_integration.errors import LoggroError, SyncError
from loggro_integration.sandbox import serve
from loggro_integration.sync._states import replay
from loggro_integration.testing import sandbox
from sandbox.boxes import Relay
from sync.matrix import FAULTS, Killing, Stage
from sync.matrix_writes import WRITES

TABLE = Path(__file__).with_name("matrix_writes.txt")
CASES = tuple((write, fault) for write in WRITES for fault in FAULTS)

# A mail that the network delivered twice was sent twice: nothing in Loggro shows it.
NOBODY_SEES = frozenset({("e-mail", "duplicate delivery")})

HEAD = """\
# Twelve writes x fifteen faults: what a program is told, which events the ledger has then, what
# a person has to do, and which events follow when the program is run again.
#
# write | fault | told | left in the ledger | a person | then
"""


@frozen(kw_only=True)
class Cell:
    """
    What one fault did to one write.

    Attributes:
        told: Name and code of the error raised, or how the process ended; empty for none.
        left: What the ledger has after the fault.
        person: What a person had to do.
        then: What the ledger got when the program was run again.
        sent: Requests of the write that arrived before and after the fault went away.
    """

    write: str
    fault: str
    told: str
    left: str
    person: str
    then: str
    sent: tuple[int, int] = (0, 0)

    @property
    def line(self) -> str:
        """Return the line of the table."""
        parts = (self.write, self.fault, self.told, self.left, self.person, self.then)
        return " | ".join(part or "-" for part in parts)


def expected() -> dict[tuple[str, str], list[str]]:
    """Return the lines of the table, by write and fault."""
    lines: dict[tuple[str, str], list[str]] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            write, fault, *_ = line.split(" | ")
            lines.setdefault((write, fault.partition(", ")[0]), []).append(line)
    return lines


def play(write: str, fault: str, killing: Killing, folder: Path) -> list[Cell]:
    """Play a case, each way in which the fault can strike on a stage of its own, and check it."""
    cells: list[Cell] = []
    for number, (way, strike) in enumerate(FAULTS[fault].items()):
        name = f"{fault}, {way}" if way else fault
        with sandbox() as box, ExitStack() as stack:
            stage = Stage(box, folder / f"{number}.db", WRITES[write], stack)
            stage.begin()
            with strike(stage):
                told = died(stage, killing) if stage.killed else acted(stage)
            left, before = stage.story(), stage.arrived()
            person = stage.helped
            if told.startswith("NeedsReview"):
                person.append(stage.write.look(stage))
            person += stage.write.recover(stage)
            then = stage.story()[len(left) :]
            check(stage, twice=(write, fault) in NOBODY_SEES)
        cells.append(
            Cell(
                write=write,
                fault=name,
                told=told,
                left=grouped(left),
                person=", ".join(person),
                then=grouped(then),
                sent=(before, stage.arrived() - before),
            )
        )
    return cells


def died(stage: Stage, killing: Killing) -> str:
    """Do the write in a process that is killed, and return how it ended."""
    return f"ended {killing.kill(stage, stage.killed)}"


def acted(stage: Stage) -> str:
    """Do the write, and return what the program is told."""
    try:
        stage.write.act(stage.scene)
    except LoggroError as error:
        # of what Loggro answers the class alone is a promise
        code = error.code if isinstance(error, SyncError) else None
        return ":".join(filter(None, (type(error).__name__, code)))
    return ""


def check(stage: Stage, *, twice: bool = False) -> None:
    """Check that the write was done once, and that the ledger is sound and explains every row."""
    assert (2 if twice else 1) == stage.write.made(stage)
    assert stage.write.name == "e-mail" or open_intents(stage) == set()
    assert [] == stage.store.verify()
    assert replay(stage.store.events()) == {row.key: row for row in stage.store.rows()}


def printed(lines: list[str]) -> Iterator[str]:
    """Give the table for people: a grid of what each case is told, then its events."""
    rows: dict[tuple[str, str], list[list[str]]] = {}
    for line in lines:
        write, way, *rest = line.split(" | ")
        rows.setdefault((write, way.partition(", ")[0]), []).append([way, *rest])
    writes = [write for write in WRITES if any(key[0] == write for key in rows)]
    yield f"fault matrix: {len(rows)} cases, each once in Loggro and explained by the ledger"
    yield " " * 24 + "".join(f"{write:<18}" for write in writes)
    for fault in FAULTS:
        cells = (_outcome(rows.get((write, fault), [])) for write in writes)
        yield f"{fault:<24}" + "".join(f"{cell:<18}" for cell in cells)
    for write in writes:
        yield f"{write}:"
        for fault in FAULTS:
            for way, told, left, person, then in rows.get((write, fault), []):
                looked = f" [a person {person}]" if person != "-" else ""
                yield f"  {way}: {told} | {left}{looked} => {then}"


def _outcome(found: list[list[str]]) -> str:
    """Return in a word or two what the ways of a fault are told as, and whether a person acts."""
    told = dict.fromkeys(word for each in found for word in classes_of(*each[1:3]))
    mark = "*" if any(each[3] != "-" for each in found) else ""
    return ("/".join(told)[:16] or "done") + mark if found else "not run"


def classes_of(told: str, left: str) -> list[str]:
    """Return the classes of errors that were raised, and those that the ledger has."""
    raised = [] if told in {"", "-"} else [told.partition(":")[0]]
    reasons = re.findall(r"answered:[a-z-]+:([\w:]+)", left)
    return raised + [reason.rpartition(":")[2] for reason in reasons]


def grouped(story: list[str]) -> str:
    """Return events as one text, those of one action together: ``void(intended, sent, …)``."""
    groups = [(name, list(words)) for name, words in groupby(story, _action_of)]
    texts = [", ".join(word.removeprefix(f"{name}.") for word in words) for name, words in groups]
    named = zip((name for name, _ in groups), texts, strict=True)
    return ", ".join(f"{name}({text})" if name else text for name, text in named)


def _action_of(word: str) -> str:
    return word.partition(".")[0] if "." in word else ""


def open_intents(stage: Stage) -> set[tuple[str, ...]]:
    """Return the actions of which the ledger does not say in the end what came of them."""
    left: set[tuple[str, ...]] = set()
    for event in stage.store.events():
        name = (event.key, *map(event.text, ("action", "mark")))
        if event.text("phase") == "intended":
            left.add(name)
        elif event.text("phase") == "seen" or event.text("answer") not in {"", "unknown"}:
            left.discard(name)
    return left


@contextmanager
def killing_floor() -> Generator[Killing]:
    """Serve whatever fake a test has, beside a process that forks what is killed."""
    relay: Any = Relay()
    with serve(relay) as served:
        killing = Killing(relay, served)
        try:
            yield killing
        finally:
            killing.close()


def main() -> None:
    """Write the table anew."""
    lines = [HEAD]
    with killing_floor() as killing:
        for write, fault in CASES:
            with tempfile.TemporaryDirectory() as folder:
                lines += [f"{cell.line}\n" for cell in play(write, fault, killing, Path(folder))]
    TABLE.write_text("".join(lines), "utf-8")
    sys.stdout.write(f"{len(CASES)} cases, {len(lines) - 1} lines\n")


if __name__ == "__main__":
    main()
