# SPDX-License-Identifier: MIT
"""The door of the room: what it needs is named where it is missing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from loggro_integration import web

ASK = """
import sys
sys.modules[sys.argv[1]] = None
from loggro_integration.errors import MissingExtra
try:
    import loggro_integration.web
except MissingExtra as error:
    print(error.hint.en)
except ModuleNotFoundError as error:
    print(error.name)
"""


@pytest.mark.parametrize(
    ("library", "expected"),
    [("starlette", "loggro-integration[web]"), ("attrs", "attrs")],
)  # fmt: skip
def test_a_missing_library_is_named_with_its_extra(library: str, expected: str) -> None:
    """Only what the extra brings is explained by it."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, library], capture_output=True, text=True, check=False
    )

    assert expected in done.stdout, done.stderr


def test_the_names_say_the_door() -> None:
    """Reprs name the room's door, in alphabetical order."""
    names = web.__all__

    assert sorted(names) == names
    assert {"loggro_integration.web"} == {getattr(web, name).__module__ for name in names}
