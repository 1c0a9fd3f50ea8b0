# SPDX-License-Identifier: MIT
"""
Let mypy, pyright and ty name the types of ten fields, and refuse an answer that is no type.

``revealed_types.py`` prints one line a field; 1 if a checker knows a field not, or otherwise than
the others.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = Path("typing_tests") / "revealed.py"
LEAST = 10
PROGRAMS = Path(sysconfig.get_path("scripts"))
CHECKERS: dict[str, list[str]] = {
    "mypy": ["mypy", "--strict", str(FILE)],
    "pyright": ["pyright", str(FILE)],
    "ty": ["ty", "check", "--output-format", "concise", str(FILE)],
}
TOLD = re.compile(
    r"revealed\.py:(\d+):.*?(?:[Rr]evealed type(?: is|:)|Type of \".*?\" is) [\"`](.*)[\"`]$"
)
NO_TYPE = re.compile(r"\b(Any|Unknown|Never|Todo|object)\b")


def asked() -> dict[int, str]:
    """Return the fields that are asked for, by line."""
    tree = ast.parse((ROOT / FILE).read_text("utf-8"))
    return {
        node.lineno: ast.unparse(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "reveal_type"
    }


def told(command: list[str]) -> dict[int, str]:
    """Return what a checker says of each line, without the modules of the types."""
    program, *arguments = command
    ended = subprocess.run(
        [PROGRAMS / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        print(ended.stdout, ended.stderr, file=sys.stderr)
        return {}
    found = (TOLD.search(line) for line in ended.stdout.splitlines())
    return {int(each[1]): re.sub(r"\b\w+\.", "", each[2]) for each in found if each}


def main() -> int:
    """Print the types; 1 where one is missing, unknown or not the same to all three."""
    fields = asked()
    answers = {name: told(command) for name, command in CHECKERS.items()}
    wrong = len(fields) < LEAST
    for line, field in fields.items():
        types = {answers[name].get(line, "nothing") for name in CHECKERS}
        bad = len(types) != 1 or "nothing" in types or any(map(NO_TYPE.search, types))
        wrong |= bad
        print(f"{field:<55} {' / '.join(sorted(types))}{'   WRONG' if bad else ''}")
    print(f"{len(fields)} fields, {', '.join(CHECKERS)}: {'not' if wrong else 'all'} known")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
