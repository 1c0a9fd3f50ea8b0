# SPDX-License-Identifier: MIT
"""
Judge a coverage report room by room: ``coverage_gate.py coverage.json``.

Lines and branches together must reach 100 % in the pure rooms and 95 % in every other one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

PACKAGE = "loggro_integration"
COMPLETE = frozenset({"codes", "days", "ids", "mapping", "models", "money", "secret", "wire"})
FLOOR = 95
SHOWN = 12


@dataclass(slots=True)
class Room:
    """Lines and branches of one room, counted together."""

    name: str
    covered: int = 0
    total: int = 0
    holes: list[str] = field(default_factory=list)

    @property
    def bound(self) -> int:
        """Percentage that the room has to reach."""
        return 100 if self.name in COMPLETE else FLOOR

    @property
    def passes(self) -> bool:
        """Whether the bound is reached, without rounding."""
        return self.covered * 100 >= self.total * self.bound

    def line(self) -> str:
        """One line of the table."""
        percent = 100 * self.covered / self.total if self.total else 100
        verdict = "ok" if self.passes else "TOO LOW"
        return f"{self.name:<12} {percent:7.2f} %  (bound {self.bound} %)  {verdict}"


def room_of(path: str) -> str:
    """Name the room of a source file; modules at the top of the package are rooms themselves."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    inside = parts[parts.index(PACKAGE) + 1 :]
    name = inside[0].removesuffix(".py")
    return "door" if name.startswith("_") else name


def rooms(report: Mapping[str, Any]) -> list[Room]:
    """Add the files of a coverage report up by room, sorted by name."""
    found: dict[str, Room] = {}
    for path, entry in report["files"].items():
        name = room_of(path)
        room = found.setdefault(name, Room(name))
        summary = entry["summary"]
        room.covered += summary["covered_lines"] + summary.get("covered_branches", 0)
        room.total += summary["num_statements"] + summary.get("num_branches", 0)
        missing = entry.get("missing_lines", []) + entry.get("missing_branches", [])
        if missing:
            more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
            room.holes.append(f"    {path}: {missing[:SHOWN]}{more}")
    return [found[name] for name in sorted(found)]


def main(arguments: list[str]) -> int:
    """Print the table and the holes of the rooms that fail; 1 if one does, 2 without a report."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("usage: coverage_gate.py coverage.json", file=sys.stderr)
        return 2
    measured = rooms(json.loads(Path(arguments[0]).read_text("utf-8")))
    for room in measured:
        print(room.line())
        if not room.passes:
            print("\n".join(room.holes))
    return 0 if measured and all(room.passes for room in measured) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
