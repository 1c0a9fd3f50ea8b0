# SPDX-License-Identifier: MIT
"""The table of assumptions: complete, true, and with both values of every switch tested."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from loggro_integration.errors import InvalidInput
from loggro_integration.sandbox import Assumptions, FakeLoggro, assumptions_page
from loggro_integration.sandbox import _assumptions as room

HERE = Path(__file__).parent
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def table() -> dict[str, tuple[str, str]]:
    """Return name -> (default, other values) of the page."""
    return {row[0]: (row[1], row[2]) for row in ROW.findall(assumptions_page())}


def kinds() -> dict[str, Any]:
    return get_type_hints(Assumptions, globalns=vars(room))


def test_page_and_switches_name_the_same() -> None:
    """In the same order."""
    assert [each.name for each in fields(Assumptions)] == list(table())


def test_the_page_gives_the_defaults() -> None:
    """Letter by letter."""
    chosen = Assumptions()

    for name, (default, _) in table().items():
        value = getattr(chosen, name)
        assert (f"`{value}`" if value != {} else "none") == default


def test_the_page_gives_every_other_value() -> None:
    """Of each switch that has a closed list."""
    for name, kind in kinds().items():
        if get_origin(kind) is Literal:
            default, others = table()[name]
            named = re.findall(r"`([^`]+)`", default + others)
            assert list(get_args(kind)) == named, name


def test_every_value_of_every_switch_is_tested() -> None:
    """Each name stands in a test, and beside it each value of a closed list."""
    others = (path for path in HERE.glob("test_*.py") if path != Path(__file__))
    tests = [text for path in others for text in functions(path.read_text("utf-8"))]

    for name, kind in kinds().items():
        about = [text for text in tests if name in text]
        assert about, name
        for value in get_args(kind) if get_origin(kind) is Literal else ():
            assert any(f'"{value}"' in text for text in about), (name, value)


def functions(source: str) -> list[str]:
    """Return the text of each test, with its decorators."""
    lines = source.splitlines()
    return [
        "\n".join(
            lines[
                min([node.lineno, *(each.lineno for each in node.decorator_list)])
                - 1 : node.end_lineno
            ]
        )
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("list_order", "sideways"),
        ("push_delay", -1),
        ("push_delay", True),
        ("push_delay", "60"),
        ("sync_field", 1),
        ("sales_fields", "numero"),
        ("sales_fields", {"numero": 1}),
        ("weather", "fine"),
    ],
)
def test_a_value_that_a_switch_cannot_have_is_refused(name: str, value: object) -> None:
    """With the name of the switch, wherever the value came from."""
    with pytest.raises(InvalidInput) as caught:
        Assumptions().switched(name, value)

    assert caught.value.field in {name, "name"}


def test_a_fake_does_not_start_with_a_wrong_value() -> None:
    """Values may come from a file: types are checked when the fake is made."""
    with pytest.raises(InvalidInput):
        FakeLoggro(assumptions=Assumptions(void_effect="magic"))  # type: ignore[arg-type]


def test_a_switch_gives_a_copy() -> None:
    """The first stays as it was."""
    first = Assumptions()

    second = first.switched("push_delay", 5)

    assert (60, 5) == (first.push_delay, second.push_delay)
