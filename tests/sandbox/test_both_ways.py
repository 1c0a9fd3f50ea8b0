# SPDX-License-Identifier: MIT
"""Nearly every test of the sandbox runs in process and over a socket."""

from __future__ import annotations

import ast
from pathlib import Path

BOTH = {"box", "make_box"}


def functions() -> list[ast.FunctionDef]:
    """Return the functions of every test module."""
    return [
        node
        for path in Path(__file__).parent.glob("test_*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]


def arguments(node: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in node.args.args}


def test_nine_of_ten_tests_run_both_ways() -> None:
    """Counted from the sources, whatever was chosen for this run: a test both ways takes a box."""
    boxes = BOTH | {
        node.name
        for node in functions()
        if any("fixture" in ast.unparse(each) for each in node.decorator_list)
        and arguments(node) & BOTH
    }
    tests = [arguments(node) for node in functions() if node.name.startswith("test_")]

    both = sum(1 for each in tests if each & boxes)

    assert 9 * len(tests) <= 10 * both
