# SPDX-License-Identifier: MIT
"""The door of the room: its names, what it loads, what it says when a library is missing."""

from __future__ import annotations

import subprocess
import sys
import types

import pytest

from loggro_integration import dian, errors

XML = ("lxml", "signxml", "cryptography")


def python(code: str) -> str:
    """Run a fresh interpreter and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300
    )
    return done.stdout.strip()


def test_the_names_are_all_there() -> None:
    """`dir` shows `__all__`, and every name can be had."""
    assert sorted(dian.__all__) == dir(dian)
    assert all(getattr(dian, name) is not None for name in dian.__all__)


@pytest.mark.parametrize(
    "name", [name for name in dian.__all__ if hasattr(getattr(dian, name), "__module__")]
)
def test_every_name_says_it_is_of_the_door(name: str) -> None:
    """Reprs and tracebacks name what a user can import."""
    value = getattr(dian, name)

    assert value.__module__ in {"loggro_integration.dian", "types", "typing"}


def test_functions_are_not_hidden_by_modules() -> None:
    """Loading the modules behind the door leaves `read` and `verify` callable."""
    shown = python(
        "import loggro_integration.dian._read, loggro_integration.dian._verify\n"
        "from loggro_integration import dian\n"
        "print(callable(dian.read), callable(dian.verify))"
    )

    assert "True True" == shown
    assert not isinstance(dian.verify, types.ModuleType)


def test_the_door_loads_no_xml_library() -> None:
    """Importing the room, its codes and its JSON loads neither lxml nor cryptography."""
    shown = python(
        "import sys, loggro_integration, loggro_integration.models\n"
        "from loggro_integration import dian\n"
        "dian.software_security_code('a', 'b', 'c'), dian.to_json, dian.unique_code\n"
        f"print([name for name in {XML!r} if name in sys.modules])"
    )

    assert "[]" == shown


def test_reading_loads_no_cryptography() -> None:
    """Only `verify` needs signxml: a plain reading starts without it."""
    shown = python(
        "import sys\nfrom loggro_integration import dian\ndian.read\n"
        "print([name for name in ('signxml', 'cryptography') if name in sys.modules])"
    )

    assert "[]" == shown


@pytest.mark.parametrize(
    ("name", "library"), [("read", "lxml"), ("verify", "lxml"), ("verify", "cryptography")]
)
def test_a_missing_library_names_the_extra(name: str, library: str) -> None:
    """Without the extra the first use says which line installs it."""
    shown = python(
        "import sys\n"
        f"sys.modules[{library!r}] = None\n"
        "from loggro_integration import dian, errors\n"
        "try:\n"
        f"    dian.{name}\n"
        "except errors.MissingExtra as error:\n"
        "    print(error.extra, error)"
    )

    assert shown.startswith(f"dian `dian.{name}` needs {library}")
    assert "pip install 'loggro-integration[dian]'" in shown


def test_another_import_error_is_not_dressed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the libraries of the extra are taken for missing: any other fault shows as it is."""
    monkeypatch.setitem(dian._HOMES, "ghost", "_no_such_room")

    with pytest.raises(ModuleNotFoundError) as caught:
        dian.ghost  # type: ignore[attr-defined]  # noqa: B018

    assert not isinstance(caught.value, errors.MissingExtra)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A misspelt name is what it is everywhere in Python."""
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        dian.raed  # type: ignore[attr-defined]  # noqa: B018
