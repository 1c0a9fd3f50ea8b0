# SPDX-License-Identifier: MIT
"""
The command `loggro`: parses and prints; what it does stands in the other rooms.

Nothing heavy is loaded here, so that a missing extra is told in one line.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext

from loggro_integration.cli._stopping import listening
from loggro_integration.errors import MissingExtra
from loggro_integration.exact_json import dumps

__all__ = ["main"]

TERMINAL = frozenset({"cyclopts", "rich"})
RUN = ["sync", "run"]
EXIT_USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run the command and return its exit code.

    Args:
        argv: Words after ``loggro``; those of the process by default.

    Returns:
        0 fine, 1 problems found, 2 wrong usage or unusable input, 3 unknown or needs review,
        4 unreachable or the ledger is locked; 130 after Ctrl-C, 141 where the reader closed.
    """
    words = sys.argv[1:] if argv is None else list(argv)
    # A stop must not find a run that is just being loaded unprepared.
    with listening() if words[:2] == RUN else nullcontext():
        return _run(words)


def _run(words: list[str]) -> int:
    try:
        from loggro_integration.cli._app import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in TERMINAL:
            raise
        return _without_terminal(as_json="--json" in words)
    return run(words)


def _without_terminal(*, as_json: bool) -> int:
    error = MissingExtra("The command loggro needs packages that are not installed.", extra="cli")
    if as_json:
        hint = {"es": error.hint.es, "en": error.hint.en} if error.hint else None
        found = {"class": "MissingExtra", "message": error.message, "hint": hint}
        sys.stdout.write(f"{dumps({'error': found})}\n")
    sys.stderr.write(f"MissingExtra: {error}\n")
    return EXIT_USAGE
