# SPDX-License-Identifier: MIT
"""The pages of the command, in both languages: every command, option, key and exit code."""

from __future__ import annotations

import re
from functools import cache, reduce
from pathlib import Path

import pytest
from cyclopts import App

from cli.shapes import BELOW, KEYS
from loggro_integration.cli._app import build
from loggro_integration.cli._commands import COMMANDS

PAGES = Path(__file__).resolve().parents[2] / "docs"
LANGUAGES = ("es", "en")
PATHS = [command.path for command in COMMANDS]
# The page says once what these are.
EVERYWHERE = {"--json", "--profile"}
# A section that says so has the keys of another.
AS_ANOTHER = {"dian verify": "dian read", "sync status": "status"}


@cache
def sections(language: str) -> dict[str, str]:
    """Give the text of each command's section."""
    text = (PAGES / language / "cli.md").read_text("utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    return {
        heading.removeprefix("loggro "): content
        for heading, content in found.items()
        if heading.startswith("loggro ")
    }


def options(path: str) -> list[str]:
    """Name the options of a command as they are typed."""
    app = reduce(App.__getitem__, path.split(), build("en"))
    return [
        name
        for argument in app.assemble_argument_collection()
        for name in argument.names
        if name.startswith("--") and name not in EVERYWHERE
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_section(language: str) -> None:
    """Each command is told, and no other."""
    assert sorted(PATHS) == sorted(sections(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_option_is_told(path: str, language: str) -> None:
    """A section names each option of its command."""
    text = sections(language)[path]

    assert [] == [name for name in options(path) if name not in text]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_no_option_is_told_that_does_not_exist(path: str, language: str) -> None:
    """A section names no option that its command lacks."""
    told = set(re.findall(r"`(--[a-z0-9-]+)", sections(language)[path]))

    assert set() == told - set(options(path)) - EVERYWHERE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_key_is_told(path: str, language: str) -> None:
    """A section names each key of its command's JSON."""
    text = sections(language)[path]
    text += sections(language).get(AS_ANOTHER.get(path, ""), "")

    wanted = KEYS[path] | BELOW.get(path, set())

    assert [] == sorted(key for key in wanted if f"`{key}`" not in text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exit_code_is_told(language: str) -> None:
    """The table holds 0 to 4, and the text the two codes of a shell."""
    text = (PAGES / language / "cli.md").read_text("utf-8")

    assert ["0", "1", "2", "3", "4"] == re.findall(r"^\| (\d) \|", text, re.MULTILINE)
    assert "130" in text
    assert "141" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_stand_on_the_line_of_the_json(language: str) -> None:
    """Every section says what its JSON holds."""
    assert [] == [path for path, text in sections(language).items() if "\nJSON" not in text]
