# SPDX-License-Identifier: MIT
"""`loggro dian schemas`, and what the other commands do with the schemas of the user."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.running import Loggro, child, files_in
from cli.shapes import DOCUMENT, FAULT, KEYS
from dian.test_bundle import INVOICE
from dian.xsds import WHEEL, main_document, small_set, wheel, written, zipped
from loggro_integration.cli import _dian_schemas
from loggro_integration.dian.schemas import FILES


@pytest.fixture(autouse=True)
def data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the user a data folder of its own, where nothing is installed yet."""
    path = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("XDG_DATA_HOME", str(path))
    return path


def installed(data: Path) -> list[str]:
    return [name for name in files_in(data) if name.endswith(".xsd")]


def as_folder(folder: Path) -> Path:
    return written(folder / "toolbox", small_set(), "XSD/")


def as_zip(folder: Path) -> Path:
    (folder / "xsd.zip").write_bytes(zipped(small_set()))
    return folder / "xsd.zip"


def as_wheel(folder: Path) -> Path:
    (folder / WHEEL).write_bytes(wheel(small_set()))
    return folder / WHEEL


@pytest.mark.parametrize("make", [as_folder, as_zip, as_wheel])
def test_installing(loggro: Loggro, folder: Path, data: Path, make: Callable[[Path], Path]) -> None:
    """The files that are used are copied to the user's data, which is told."""
    before = loggro("dian", "schemas", "--json")

    ran = loggro("dian", "schemas", "--from", make(folder), "--json")

    assert (1, False, 0) == (before.code, before.json["installed"], before.json["files"])
    place = data / "loggro-integration" / "xsd"
    assert KEYS["dian schemas"] == set(ran.json)
    assert (0, str(place), True, 18) == (ran.code, *(ran.json[key] for key in
                                         ("folder", "installed", "files")))  # fmt: skip
    assert sorted(f"loggro-integration/xsd/{name}" for name in FILES) == installed(data)
    assert ran.json == loggro("dian", "schemas", "--json").json


def test_installing_for_people(loggro: Loggro, folder: Path, data: Path) -> None:
    """People read in one line where the schemas are, or what to do."""
    before = loggro("dian", "schemas")
    after = loggro("dian", "schemas", "--from", as_zip(folder))

    assert "loggro dian schemas --fetch" in before.out
    assert f"The schemas are in {data}/loggro-integration/xsd.\n" == after.out


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "schemas-missing"),
        (small_set(DebitNote=None), "schemas-missing"),
        (small_set(Invoice=main_document("Invoice", version="2.3")), "schemas-version"),
        (small_set(AttachedDocument="<broken>"), "schemas-broken"),
    ],
)
def test_schemas_that_cannot_be_used(
    loggro: Loggro, folder: Path, data: Path, files: dict[str, bytes], code: str
) -> None:
    """Each is refused by its own code and with its remedy; nothing is copied."""
    (folder / "xsd.zip").write_bytes(zipped(files))

    ran = loggro("dian", "schemas", "--from", "xsd.zip", "--json")

    assert (2, "ConfigurationError", code) == (ran.code, ran.error["class"], ran.error["code"])
    assert {"es", "en"} == set(ran.error["hint"])
    assert [] == files_in(data / "loggro-integration")


@pytest.mark.parametrize("source", ["none.zip", "."])
def test_a_source_that_is_none(loggro: Loggro, source: str) -> None:
    """A file that does not exist and a folder without schemas are settings to mend."""
    ran = loggro("dian", "schemas", "--from", source, "--json")

    assert (2, "ConfigurationError") == (ran.code, ran.error["class"])


def test_two_sources(loggro: Loggro) -> None:
    """A place and PyPI at once are wrong usage."""
    ran = loggro("dian", "schemas", "--from", ".", "--fetch", "--json")

    assert (2, "usage", "--fetch") == (ran.code, ran.error["code"], ran.error["field"])


# --- fetch: pip is really run, over a folder instead of the network --------------------------


@pytest.fixture
def index(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let pip know this folder alone."""
    path = tmp_path_factory.mktemp("index")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(path))
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    return path


def test_fetching(
    loggro: Loggro, index: Path, folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wheel is downloaded, its schemas are kept, and nothing of it is installed or left."""
    content = as_wheel(index).read_bytes()
    monkeypatch.setattr(_dian_schemas, "SHA256", hashlib.sha256(content).hexdigest())

    ran = loggro("dian", "schemas", "--fetch", "--json")

    assert (0, True) == (ran.code, ran.json["installed"])
    assert 18 == len(installed(data))
    assert [] == files_in(folder)
    shown = [sys.executable, "-m", "pip", "show", "facho"]
    assert 1 == subprocess.run(shown, capture_output=True, check=False).returncode


def test_fetching_another_wheel(loggro: Loggro, index: Path, data: Path) -> None:
    """A file under the right name that is not the one of PyPI is not used: nobody knows why."""
    as_wheel(index)

    ran = loggro("dian", "schemas", "--fetch", "--json")

    assert (3, "UnexpectedResponse", "wheel-changed") == (
        ran.code,
        ran.error["class"],
        ran.error["code"],
    )
    assert [] == installed(data)


def test_fetching_without_network(loggro: Loggro, index: Path, data: Path) -> None:
    """Where pip finds nothing the command ends with 4 and tells how else to do it."""
    del index

    ran = loggro("dian", "schemas", "--fetch", "--json")

    assert (4, "ConnectionFailed", "pip-failed") == (
        ran.code,
        ran.error["class"],
        ran.error["code"],
    )
    assert "No matching distribution" in ran.error["message"]
    assert f"loggro dian schemas --from {WHEEL}" in ran.error["hint"]["es"]
    assert [] == files_in(data)


def test_fetching_a_wheel_of_another_name(loggro: Loggro, index: Path) -> None:
    """A wheel that somebody built for one Python alone is not the one that is known."""
    as_wheel(index).rename(index / "facho-0.2.1-py3-none-any.whl")

    ran = loggro("dian", "schemas", "--fetch", "--json")

    assert (4, "pip-failed") == (ran.code, ran.error["code"])
    assert WHEEL in ran.error["message"]


def test_fetching_without_pip(loggro: Loggro, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without pip, as some tools make them, is told by name."""
    monkeypatch.setattr(_dian_schemas, "find_spec", lambda name: None)

    ran = loggro("dian", "schemas", "--fetch", "--json")

    assert (4, "no-pip") == (ran.code, ran.error["code"])


def test_pip_that_does_not_end(
    loggro: Loggro, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A download that hangs is given up."""
    del index
    monkeypatch.setattr(_dian_schemas, "SECONDS", 0.01)

    ran = loggro("dian", "schemas", "--fetch", "--json")

    assert (4, "pip-failed") == (ran.code, ran.error["code"])


# --- what the other commands do with them ----------------------------------------------------


@pytest.fixture
def invoice(folder: Path) -> Path:
    """A signed invoice, which the small schema refuses for what it has beyond it."""
    path = folder / "invoice.xml"
    path.write_bytes(INVOICE)
    return path


def faults(found: Any) -> set[frozenset[str]]:
    return {frozenset(each) for each in found["schema_problems"]}


@pytest.mark.parametrize("command", ["read", "verify"])
def test_without_schemas_nothing_is_said(loggro: Loggro, invoice: Path, command: str) -> None:
    """Where there are none, the keys are the promised ones and the document is fine."""
    ran = loggro("dian", command, invoice, "--json")

    assert 0 == ran.code
    assert KEYS[f"dian {command}"] == set(ran.json)


@pytest.mark.parametrize("command", ["read", "verify"])
@pytest.mark.parametrize("way", ["option", "variable", "installed"])
def test_schemas_are_used(
    loggro: Loggro,
    invoice: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    way: str,
) -> None:
    """Named by option or variable, or installed: what the schema refuses is listed, with 1."""
    source = as_zip(folder)
    words = ["--schemas", source] if way == "option" else []
    if way == "variable":
        monkeypatch.setenv("LOGGRO_SCHEMAS", str(source))
    if way == "installed":
        loggro("dian", "schemas", "--from", source)

    ran = loggro("dian", command, invoice, *words, "--json")
    told = loggro("dian", command, invoice, *words)

    assert 1 == ran.code == told.code
    assert {frozenset(FAULT)} == faults(ran.json)
    assert "Not as the schema (XSD) wants it" in told.out


def test_schemas_that_cannot_be_loaded(loggro: Loggro, invoice: Path) -> None:
    """A wrong place is told before anything is read."""
    ran = loggro("dian", "verify", invoice, "--schemas", "none", "--json")

    assert (2, "schemas-not-found") == (ran.code, ran.error["code"])


@pytest.mark.corpus
def test_the_official_documents(loggro: Loggro, shared: Path) -> None:
    """With the official schemas installed, three documents are invalid, as the manifest says."""
    assert 0 == loggro("dian", "schemas", "--from", shared / "xsd").code

    found = {
        path.name: loggro("dian", "read", path, "--json")
        for path in sorted((shared / "corpus" / "dian").glob("*.xml"))
    }

    assert 28 == len(found)
    assert {DOCUMENT | {"schema_problems"} == set(ran.json) for ran in found.values()} == {True}
    assert [
        "documento-soporte-moneda-extranjera.xml",
        "documento-soporte-nota-de-ajuste.xml",
        "ejemplicacion-impuestos-saludables.xml",
    ] == [name for name, ran in found.items() if ran.code == 1]


@pytest.mark.corpus
def test_a_valid_document_for_people(shared: Path) -> None:
    """As a child: a document that its schema accepts is said to be so, in one line."""
    ran = child(
        "dian", "read", shared / "corpus/dian/generica.xml", env={"LOGGRO_SCHEMAS": f"{shared}/xsd"}
    )

    assert 0 == ran.code
    assert "The document is as its XSD wants." in ran.out.splitlines()
