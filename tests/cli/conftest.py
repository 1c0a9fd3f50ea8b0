# SPDX-License-Identifier: MIT
"""A restaurant on loopback, its rules in an empty folder, and the command over both."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.running import Loggro, Ran, words
from loggro_integration.cli import _connect, main
from loggro_integration.days import parse_instant
from loggro_integration.http import Engine
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import FakeLoggro, serve

VARIABLES = (
    "LOGGRO_RESTOBAR_EMAIL",
    "LOGGRO_RESTOBAR_PASSWORD",
    "LOGGRO_RESTOBAR_URL",
    "LOGGRO_PYMES_TOKEN",
    "LOGGRO_PYMES_URL",
    "LOGGRO_PROFILE",
    "LOGGRO_SCHEMAS",
)

KEYRING = """
import json, pathlib
from keyring.errors import KeyringError

KEPT = pathlib.Path({kept!r})

def read():
    found = json.loads(KEPT.read_text())
    if "locked" in found:
        raise KeyringError("locked")
    return found

def get_password(service, name):
    return read().get(service + "|" + name)

def set_password(service, name, value):
    KEPT.write_text(json.dumps(read() | {{service + "|" + name: value}}))
"""


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clients of a command repeat a call at once; the pauses have tests of their own."""
    defaults = Engine.__init__.__kwdefaults__ or {}
    monkeypatch.setitem(defaults, "sleep", lambda seconds: None)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, in English, without anybody's credentials."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOGGRO_LANG", "en")
    # Nobody's keyring is read or written, by this process or by its children.
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a library keyring that keeps its secrets in a file; "locked" in there locks it."""
    package = tmp_path / "site" / "keyring"
    package.mkdir(parents=True)
    (package / "errors.py").write_text("class KeyringError(Exception): ...\n")
    kept = package / "kept.json"
    kept.write_text("{}")
    (package / "__init__.py").write_text(KEYRING.format(kept=str(kept)))
    monkeypatch.syspath_prepend(package.parent)
    for name in ("keyring", "keyring.errors"):
        # Undone at the end, whatever is imported meanwhile.
        monkeypatch.setitem(sys.modules, name, None)
        del sys.modules[name]
    return kept


@pytest.fixture
def loggro(capsys: pytest.CaptureFixture[str]) -> Loggro:
    """Run the command in this process."""

    def run(*given: object) -> Ran:
        capsys.readouterr()
        code = main(words(*given))
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeLoggro:
    """Open La Arepera de la 45 at noon; the command waits and reads the clock there."""
    found = FakeLoggro(start=datetime(2026, 11, 24, 17, 0, tzinfo=UTC))
    operator = found.operator
    monkeypatch.setattr(_connect, "now", lambda: parse_instant(operator.now()))
    monkeypatch.setattr(_connect, "pause", lambda seconds: operator.advance(seconds=seconds))
    return found


@pytest.fixture
def rules(folder: Path) -> Path:
    """Write the rules of the restaurant where the command looks for them."""
    path = folder / "loggro.toml"
    path.write_text(MappingRules.example().to_toml(), "utf-8")
    return path


@pytest.fixture
def restaurant(
    fake: FakeLoggro, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FakeLoggro]:
    """Serve the restaurant on loopback, with rules and credentials in place."""
    del rules
    with serve(fake) as served:
        monkeypatch.setenv("LOGGRO_RESTOBAR_URL", served.restobar)
        monkeypatch.setenv("LOGGRO_PYMES_URL", served.pymes)
        monkeypatch.setenv("LOGGRO_RESTOBAR_EMAIL", fake.email)
        monkeypatch.setenv("LOGGRO_RESTOBAR_PASSWORD", fake.password)
        monkeypatch.setenv("LOGGRO_PYMES_TOKEN", fake.token)
        yield fake
