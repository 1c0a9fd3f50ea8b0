# SPDX-License-Identifier: MIT
"""Nearly every test of the sandbox runs in process and over a socket."""

from __future__ import annotations

import ast
from pathlib import Path

BOTH = {"box", "make_box"}


def test_nine_of_ten_tests_run_both_ways() -> None:
    """Counted from the sources, whatever was chosen for this run: a test both ways takes a box."""
    tests = [
        {argument.arg for argument in node.args.args}
        for path in Path(__file__).parent.glob("test_*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]

    both = sum(1 for arguments in tests if arguments & BOTH)

    assert 9 * len(tests) <= 10 * both
