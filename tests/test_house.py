# SPDX-License-Identifier: MIT
"""The laws of the house that no linter checks."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "loggro_integration"
MODULES = sorted(PACKAGE.rglob("*.py"))
PYTHON_FILES = sorted(
    path
    for folder in ("src", "tests", "scripts", "bench", "examples", "typing_tests")
    for path in (ROOT / folder).rglob("*.py")
)
DOORS = (
    *("codes", "dian", "errors", "mapping", "models", "render", "sync", "testing", "web", "wire"),
)
HEAVY = ("cattrs", "cryptography", "cyclopts", "httpx", "lxml", "rich", "signxml")
SPDX = "# SPDX-License-Identifier: MIT"
LIMIT_OF_MODULE = 600
LIMIT_OF_FUNCTION = 60


def rooms() -> set[str]:
    """Name the rooms that exist."""
    files = {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("_")}
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return files | folders


def name_of(path: Path) -> str:
    """Turn a source file into its dotted module name."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def short(path: Path) -> str:
    """Name a file from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def is_generated(path: Path) -> bool:
    """Tell whether a module is a table written by a program, which its second line says."""
    return "do not edit" in path.read_text("utf-8").split("\n", 2)[1]


def written_by_hand() -> list[Path]:
    """Give the modules that are no generated table."""
    return [path for path in MODULES if not is_generated(path)]


def doors() -> list[str]:
    """Name every public door that exists."""
    return ["loggro_integration", *(f"loggro_integration.{d}" for d in DOORS if d in rooms())]


def documented_things(door: ModuleType) -> Iterator[tuple[str, object]]:
    """Give the classes and functions that a door exports."""
    for name in door.__all__:
        thing = getattr(door, name)
        ours = getattr(thing, "__module__", "").startswith("loggro_integration")
        if ours and (inspect.isclass(thing) or inspect.isfunction(thing)):
            yield name, thing


def imports_of_the_door(tree: ast.Module) -> Iterator[str]:
    """Give each import that takes a name from the package itself instead of from a room."""
    below = rooms() | {"_version"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name == "loggro_integration")
        elif isinstance(node, ast.ImportFrom) and node.module == "loggro_integration":
            yield from (alias.name for alias in node.names if alias.name not in below)


def annotation_texts(tree: ast.Module) -> Iterator[str]:
    """Give every annotation of a module as source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield ast.unparse(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            yield ast.unparse(node.returns)


def order_of_names(name: str) -> tuple[int, str]:
    """Sort constants, then classes, then the rest, as ruff does."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def contracts() -> dict[str, dict[str, object]]:
    """Read the contracts of the import law by their id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def test_nothing_inside_imports_the_door() -> None:
    """A room that imported the door would load every room with it."""
    found = {short(path): list(imports_of_the_door(parsed(path))) for path in MODULES}

    assert {} == {path: names for path, names in found.items() if names}


def test_only_one_module_of_http_imports_the_http_library() -> None:
    """Replacing httpx touches one module of `http`."""
    importing = {
        short(path)
        for path in MODULES
        if "http" in path.relative_to(PACKAGE).parts[:1]
        and re.search(r"^\s*(import|from) httpx\b", path.read_text("utf-8"), re.MULTILINE)
    }

    assert importing <= {"src/loggro_integration/http/_httpx.py"}


def test_no_annotation_names_the_http_library() -> None:
    """Callers see `HttpClient`, `AsyncHttpClient` and `Transport`, never a type of httpx."""
    seen_by_callers = [
        path
        for path in MODULES
        if path.relative_to(PACKAGE).parts[0] != "sandbox" and path.name != "_httpx.py"
    ]

    found = [
        f"{short(path)}: {text}"
        for path in seen_by_callers
        for text in annotation_texts(parsed(path))
        if re.search(r"\bhttpx\b", text)
    ]

    assert [] == found


def test_the_door_loads_no_heavy_library() -> None:
    """Importing the package loads no HTTP, XML, cryptography or terminal library."""
    program = (
        "import sys, loggro_integration;"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})), loggro_integration.__version__)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert answer.stdout.startswith("[] ")


def test_modules_stay_small() -> None:
    """A module near 600 lines hides a second one."""
    lines = {short(path): path.read_text("utf-8").count("\n") for path in written_by_hand()}

    assert {} == {path: count for path, count in lines.items() if count > LIMIT_OF_MODULE}


def test_functions_stay_small() -> None:
    """No function is longer than 60 lines, docstring included."""
    long = [
        f"{short(path)}: {node.name}"
        for path in written_by_hand()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= LIMIT_OF_FUNCTION
    ]

    assert [] == long


@pytest.mark.parametrize("name", doors())
def test_doors_list_their_names_in_order(name: str) -> None:
    """Each door has a sorted `__all__` without repetition, and every name in it exists."""
    door = importlib.import_module(name)
    names = list(door.__all__)

    assert sorted(set(names), key=order_of_names) == names
    assert [] == [each for each in names if not hasattr(door, each)]


@pytest.mark.parametrize("name", doors())
def test_everything_at_a_door_has_a_docstring(name: str) -> None:
    """Each public class and function says what it is for, in its own words."""
    silent = [
        own
        for own, thing in documented_things(importlib.import_module(name))
        if not (thing.__doc__ or "").strip() or (thing.__doc__ or "").startswith(f"{own}(")
    ]

    assert [] == silent


@pytest.mark.parametrize("name", doors())
def test_reprs_show_the_door(name: str) -> None:
    """The module that a public thing names has no private part and exports that very thing."""
    hidden = []
    for own, thing in documented_things(importlib.import_module(name)):
        shown = thing.__module__
        private = any(part.startswith("_") for part in shown.split("."))
        if private or getattr(importlib.import_module(shown), own, None) is not thing:
            hidden.append(f"{shown}.{own}")

    assert [] == hidden


def test_files_begin_with_their_licence() -> None:
    """The first line of every Python file is its SPDX line."""
    first = {short(path): path.read_text("utf-8").split("\n", 1)[0] for path in PYTHON_FILES}

    assert {} == {path: line for path, line in first.items() if line != SPDX}


def test_no_file_holds_a_path_of_a_machine() -> None:
    """Nothing in the repository depends on where somebody keeps it."""
    machine = re.compile(r"(?<![\w.~:/-])/(?:work|farm|root|home|Users|tmp)/\w")
    folders = ("src", "tests", "docs", "scripts", "bench", "changes", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.suffix in {".md", ".toml", ".yml", ".yaml"}]
    texts = {path: path.read_bytes() for path in files if "__pycache__" not in path.parts}

    found = [
        f"{short(path)}: {match.group()}"
        for path, raw in texts.items()
        for match in machine.finditer(raw.decode("utf-8", "replace"))
    ]

    assert [] == found


def test_nothing_is_left_unfinished() -> None:
    """What is not done yet stands in the tracker, not behind a name."""
    unfinished = re.compile(r"\b(TODO|FIXME)\b|raise NotImplementedError")

    found = [short(path) for path in MODULES if unfinished.search(path.read_text("utf-8"))]

    assert [] == found


def test_the_import_law_has_fourteen_contracts() -> None:
    """The law is complete: floors, purity, strangers, and one place for each library."""
    expected = {
        "clients-speak-wire",
        "dian-knows-documents",
        "dian-offline",
        "dian-pure",
        "floors",
        "http-knows-nobody",
        "httpx-in-one-place",
        "ledger",
        "printers",
        "pure",
        "second-opinion",
        "servers",
        "terminal",
        "xml-and-keys-in-one-place",
    }

    assert expected == set(contracts())


@pytest.mark.parametrize(
    ("contract", "allowed"),
    [
        ("httpx-in-one-place", {"http", "sandbox", "testing"}),
        ("ledger", {"sync"}),
        ("printers", {"render"}),
        ("servers", {"sandbox", "web"}),
        ("terminal", {"cli"}),
        ("xml-and-keys-in-one-place", {"dian"}),
    ],
)
def test_every_room_stands_under_the_law(contract: str, allowed: set[str]) -> None:
    """A new room is named in each contract that is not about it."""
    sources = contracts()[contract]["source_modules"]

    assert isinstance(sources, list)
    assert set() == {f"loggro_integration.{room}" for room in rooms() - allowed} - set(sources)
    assert set() == {f"loggro_integration.{room}" for room in allowed} & set(sources)


def test_what_is_printed_at_the_end_is_printed_by_the_first_conftest() -> None:
    """With several workers the process that prints loads no other: a hook below is never called."""
    below = [
        short(path)
        for path in (ROOT / "tests").rglob("conftest.py")
        if path != ROOT / "tests" / "conftest.py" and "pytest_terminal_summary" in path.read_text()
    ]

    assert [] == below
