# SPDX-License-Identifier: MIT
"""Words, options, help and languages of the command."""

from __future__ import annotations

import re
import sys
from functools import reduce
from pathlib import Path

import pytest
from cyclopts import App

from cli.running import Loggro, files_in, program, without
from loggro_integration import __version__
from loggro_integration.cli._app import build
from loggro_integration.cli._commands import COMMANDS, GROUPS

PATHS = [command.path for command in COMMANDS]


def test_help_names_every_command(loggro: Loggro) -> None:
    """`loggro --help` lists each command, groups included."""
    ran = loggro("--help")

    assert 0 == ran.code
    assert [] == [path for path in PATHS if path.split()[0] not in ran.out]


@pytest.mark.parametrize("path", PATHS)
def test_each_command_has_help(loggro: Loggro, path: str) -> None:
    """The help of a command explains each of its options."""
    ran = loggro(*path.split(), "--help")

    assert 0 == ran.code
    assert "--json" in ran.out
    assert "" == ran.err


@pytest.mark.parametrize("path", PATHS)
def test_no_option_is_left_unexplained(path: str) -> None:
    """Every argument and option has a sentence, in English."""
    app = reduce(App.__getitem__, path.split(), build("en"))

    silent = [
        argument.name
        for argument in app.assemble_argument_collection(parse_docstring=True)
        if not argument.parameter.help
    ]

    assert [] == silent


@pytest.mark.parametrize("language", ["es", "en"])
def test_summaries_follow_the_language(
    loggro: Loggro, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """The summaries of commands and groups speak the language of the run."""
    monkeypatch.setenv("LOGGRO_LANG", language)

    ran = loggro("sync", "--help")

    printed = re.sub(r"[\s│]+", " ", ran.out)
    assert GROUPS["sync"].in_language(language) in printed
    for command in COMMANDS:
        if command.path.startswith("sync "):
            assert command.summary.in_language(language) in printed


def test_version(loggro: Loggro) -> None:
    """`--version` prints the version of the package."""
    ran = loggro("--version")

    assert (0, f"{__version__}\n") == (ran.code, ran.out)


@pytest.mark.parametrize("given", [[], ["sync"], ["dian"], ["sales"], ["map"]])
def test_no_command_is_wrong_usage(loggro: Loggro, given: list[str]) -> None:
    """Naming no command shows the help, and does not look like a success."""
    ran = loggro(*given)

    assert 2 == ran.code
    assert "Usage: loggro" in ran.out


@pytest.mark.parametrize(
    ("given", "message", "field", "value"),
    [
        (["nope"], 'Unknown command "nope".', None, None),
        (["sync", "rnu"], 'Did you mean "run"?', None, None),
        (["demo", "--nope"], "Unknown option: --nope.", "--nope", None),
        (["demo", "--sales", "many"], 'convert "many" into int', "--sales", "many"),
        (["demo", "--plant", "tree"], 'Choose from: "missing"', "--plant", "tree"),
        (["demo", "--sales"], "--sales requires an argument", "--sales", None),
        (["dian", "read"], "FILE requires an argument", "FILE", None),
        (["sales", "show"], "NUMBER requires an argument", "NUMBER", None),
        (["sales", "show", "FE1", "FE2"], "Unused Tokens: ['FE2']", None, None),
        (["sync", "start"], "--from requires an argument", "--from", None),
        (["sync", "start", "--from", "1 nov"], "into date", "--from", "1 nov"),
        (["sync", "run", "--since", "2026-02-30"], "into date", "--since", "2026-02-30"),
        (["map", "explain"], "either its number or --file", "NUMBER", None),
        (["map", "explain", "FE1", "--file", "a.json"], "either its number", "NUMBER", None),
        (["sandbox", "--port", "http"], "into int", "--port", "http"),
    ],
)
def test_wrong_usage_is_one_line_and_a_hint(
    loggro: Loggro,
    folder: Path,
    given: list[str],
    message: str,
    field: str | None,
    value: str | None,
) -> None:
    """Wrong words end with 2, the option and the value named, and where to read on."""
    ran = loggro(*given, "--json")

    error = ran.error
    assert 2 == ran.code
    assert ("InvalidInput", "usage") == (error["class"], error["code"])
    assert message in error["message"]
    assert (field, value) == (error["field"], error["value"])
    assert error["hint"]["es"] != error["hint"]["en"]
    assert [] == files_in(folder)


def test_wrong_usage_tells_people_on_stderr(loggro: Loggro) -> None:
    """Without `--json` stdout stays empty."""
    ran = loggro("demo", "--sales", "many")

    assert (2, "") == (ran.code, ran.out)
    assert [
        'InvalidInput: Invalid value for --sales: unable to convert "many" into int.',
        "  → See: loggro demo --help",
    ] == ran.err.splitlines()


def test_hints_follow_the_language(loggro: Loggro, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to do is said in Spanish to whoever reads Spanish."""
    monkeypatch.setenv("LOGGRO_LANG", "es_CO.UTF-8")

    ran = loggro("demo", "--sales", "many")

    assert "  → Vea: loggro demo --help" in ran.err


@pytest.mark.parametrize("library", ["cyclopts", "rich"])
@pytest.mark.parametrize("as_json", [True, False])
def test_without_the_terminal_libraries(library: str, as_json: bool) -> None:
    """A base installation says which extra the command needs, in one line."""
    ran = without(library, "demo", *(["--json"] if as_json else []))

    assert 2 == ran.code
    assert "pip install 'loggro-integration[cli]'" in ran.err
    assert 1 == len(ran.err.splitlines())
    assert ("MissingExtra" == ran.error["class"]) if as_json else ("" == ran.out)


@pytest.mark.parametrize(
    ("library", "given", "extra"),
    [
        ("uvicorn", ["sandbox"], "sandbox"),
        ("starlette", ["sandbox"], "sandbox"),
        ("lxml", ["dian", "read", "invoice.xml"], "dian"),
        ("signxml", ["dian", "verify", "invoice.xml"], "dian"),
    ],
)
def test_without_an_extra(folder: Path, library: str, given: list[str], extra: str) -> None:
    """A command whose part is not installed names the line that installs it."""
    (folder / "invoice.xml").write_text("<a/>")

    ran = without(library, *given, "--json")

    assert 2 == ran.code
    assert "MissingExtra" == ran.error["class"]
    assert f"pip install 'loggro-integration[{extra}]'" in ran.error["hint"]["en"]


def test_help_loads_no_heavy_library() -> None:
    """`loggro --help` answers before any network, XML or server library is loaded."""
    text = (
        "import sys; from loggro_integration.cli import main; main(['--help']);"
        "rooms = {f'loggro_integration.{name}' for name in ('http', 'dian', 'sync', 'sandbox')};"
        "print(sorted((rooms | {'httpx', 'lxml', 'signxml', 'uvicorn'}) & set(sys.modules)))"
    )

    ran = program(text)

    assert "[]" == ran.out.splitlines()[-1]


@pytest.mark.parametrize("as_json", [True, False])
def test_the_line_of_a_base_installation(
    loggro: Loggro, monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    """The same in this process, where nothing of the terminal can be loaded."""
    monkeypatch.delitem(sys.modules, "loggro_integration.cli._app")
    monkeypatch.setitem(sys.modules, "cyclopts", None)

    ran = loggro("demo", *(["--json"] if as_json else []))

    assert 2 == ran.code
    assert "pip install 'loggro-integration[cli]'" in ran.err
    assert ("MissingExtra" == ran.error["class"]) if as_json else ("" == ran.out)


def test_a_lost_room_is_a_defect(loggro: Loggro, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of our own that cannot be loaded is no missing extra."""
    monkeypatch.delitem(sys.modules, "loggro_integration.cli._app")
    monkeypatch.setitem(sys.modules, "loggro_integration.cli._commands", None)

    with pytest.raises(ModuleNotFoundError):
        loggro("demo")
