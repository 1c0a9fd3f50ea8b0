# SPDX-License-Identifier: MIT
"""Schemas that the user has: where they are found, what they say, and what is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from dian.test_container import with_flag
from dian.test_container import zipped as zip_of
from dian.xsds import (
    BASIC,
    UBL,
    document,
    main_document,
    small_set,
    wheel,
    written,
    zipped,
)
from loggro_integration import dian, errors
from loggro_integration.dian import schemas, xml
from loggro_integration.dian.schemas import SchemaProblem, Schemas, load

KINDS = ("ApplicationResponse", "AttachedDocument", "CreditNote", "DebitNote", "Invoice")


def refused(source: Path | str | bytes) -> errors.ConfigurationError:
    """Load schemas and compile all of them, which must fail."""
    with pytest.raises(errors.ConfigurationError) as caught:
        load(source).compile()
    error = caught.value
    assert error.hint is not None
    assert "loggro dian schemas --fetch" in error.hint.es
    assert error.__cause__ is None
    return error


@pytest.fixture
def small() -> Schemas:
    return load(zipped(small_set()))


# --- where they are found --------------------------------------------------------------------


def as_folder(tmp_path: Path) -> Path:
    return written(tmp_path, small_set())


def as_folder_below(tmp_path: Path) -> Path:
    return written(tmp_path, small_set(), "toolbox/XSD/")


def as_text(tmp_path: Path) -> str:
    return str(written(tmp_path, small_set()))


def as_zip(tmp_path: Path) -> Path:
    (tmp_path / "schemas.zip").write_bytes(zipped(small_set()))
    return tmp_path / "schemas.zip"


def as_zip_with_a_folder(tmp_path: Path) -> bytes:
    del tmp_path
    return zipped(small_set(), "xsd/")


def as_wheel(tmp_path: Path) -> bytes:
    del tmp_path
    return wheel(small_set())


@pytest.mark.parametrize(
    "make", [as_folder, as_folder_below, as_text, as_zip, as_zip_with_a_folder, as_wheel]
)
def test_schemas_are_found(tmp_path: Path, make: Callable[[Path], Path | str | bytes]) -> None:
    """A folder, a ZIP and a wheel give the same verdicts, wherever in them the files stand."""
    found = load(make(tmp_path))

    assert () == found.validate(document())
    (problem,) = found.validate(document(content="<cbc:ID>FE1</cbc:ID>"))
    assert "SCHEMAV_ELEMENT_CONTENT" == problem.code


def test_schemas_tell_where_they_come_from(tmp_path: Path) -> None:
    """The representation names the origin, and not megabytes of files."""
    folder = written(tmp_path, small_set())

    assert f"Schemas(origin={str(folder)!r})" == repr(load(folder))


def test_the_shallowest_set_is_taken(tmp_path: Path) -> None:
    """Where a folder holds several sets, one deeper down does not count."""
    written(tmp_path, small_set(Invoice="<broken/>"), "deeper/")
    written(tmp_path, small_set())

    assert () == load(tmp_path).validate(document())


def test_what_was_loaded_stays(tmp_path: Path) -> None:
    """The files are read when they are loaded: what becomes of them afterwards changes nothing."""
    found = load(written(tmp_path, small_set()))
    written(tmp_path, dict.fromkeys(small_set(), b"<other/>"))

    assert () == found.validate(document())


def test_where_schemas_are_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`install` copies the files that are used to the user's folder, where `load` finds them."""
    monkeypatch.setattr(schemas, "installed_folder", lambda: tmp_path / "data" / "xsd")
    extra = {"maindoc/DIAN_UBL_Structures.xsd": b"<broken/>", "common/readme.txt": b"x"}

    folder = schemas.install(zipped({**small_set(), **extra}))

    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert tmp_path / "data" / "xsd" == folder
    assert set(schemas.FILES) == names
    assert () == load().validate(document())


def test_installing_again_replaces_the_set(tmp_path: Path) -> None:
    """Nothing of the earlier set stays, and nothing is left beside it."""
    folder = tmp_path / "xsd"
    written(folder, {"common/old.xsd": b"old"})

    schemas.install(zipped(small_set()), folder=folder)

    assert not (folder / "common" / "old.xsd").exists()
    assert ["xsd"] == [path.name for path in tmp_path.iterdir()]


def test_a_set_that_cannot_be_used_is_not_installed(tmp_path: Path) -> None:
    """All five are compiled before anything is copied: the earlier set stays as it is."""
    folder = tmp_path / "xsd"
    schemas.install(zipped(small_set()), folder=folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.xsd")}

    with pytest.raises(errors.ConfigurationError):
        schemas.install(zipped(small_set(DebitNote="<broken/>")), folder=folder)

    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*.xsd")}


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": os.path.abspath("data")}, os.path.abspath("data")),
        ("linux", {"XDG_DATA_HOME": "relative"}, "~/.local/share"),
        ("linux", {}, "~/.local/share"),
        ("darwin", {"XDG_DATA_HOME": "/x"}, "~/Library/Application Support"),
        ("win32", {"LOCALAPPDATA": os.path.abspath("local")}, os.path.abspath("local")),
        ("win32", {}, "~/AppData/Local"),
    ],
)
def test_the_folder_of_each_system(
    platform: str, environment: dict[str, str], expected: str
) -> None:
    """The data folder is the one that each system gives its user."""
    assert Path(expected).expanduser() == schemas._data_home(platform, environment)


def test_nothing_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a source and without installed schemas the remedy is named."""
    monkeypatch.setattr(schemas, "installed_folder", lambda: tmp_path / "none")

    with pytest.raises(errors.ConfigurationError, match="No schemas are installed") as caught:
        load()

    assert "schemas-not-found" == caught.value.code


# --- what they say ---------------------------------------------------------------------------


def test_a_problem_names_its_place(small: Schemas) -> None:
    """Line, path, rule and message, with the usual prefixes instead of namespaces."""
    content = "\n<cbc:ID>FE1</cbc:ID>\n<cbc:IssueDate>tomorrow</cbc:IssueDate>\n"

    (problem,) = small.validate(document(content=content))

    expected = SchemaProblem(
        line=3,
        path="/*/cbc:IssueDate",
        message="Element 'cbc:IssueDate': 'tomorrow' is not a valid value of the atomic type"
        " 'xs:date'.",
        code="SCHEMAV_CVC_DATATYPE_VALID_1_2_1",
    )
    assert expected == problem
    assert "line 3, /*/cbc:IssueDate: Element" in str(problem)


def test_all_problems_come_at_once(small: Schemas) -> None:
    """Each fault of a document is told, not only the first."""
    content = "<cbc:ID x='1'>FE1</cbc:ID><cbc:IssueDate>soon</cbc:IssueDate><cbc:Sum/>"

    found = small.validate(document(content=content))

    assert ["/*/cbc:ID", "/*/cbc:IssueDate", "/*/cbc:Sum"] == [each.path for each in found]


def test_a_long_value_is_cut_in_the_message(small: Schemas) -> None:
    """A message quotes at most 500 characters, whatever the document holds."""
    content = f"<cbc:ID>1</cbc:ID><cbc:IssueDate>{'9' * 5_000}</cbc:IssueDate>"

    (problem,) = small.validate(document(content=content))

    assert 501 == len(problem.message)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_schema(small: Schemas, kind: str) -> None:
    """The root element decides which schema is used."""
    assert () == small.validate(document(kind))


def test_a_tree_is_validated_as_it_is(small: Schemas) -> None:
    """A tree that was parsed already gives the same problems, and is not changed."""
    data = document(content="<cbc:ID>1</cbc:ID>")
    root = xml.open_document(data)

    assert small.validate(data) == small.validate_tree(root)
    assert data == xml.etree.tostring(root)


def test_reading_and_validating_at_once() -> None:
    """`read` parses once and gives the document with the problems of its schema."""
    from dian.signing import document as signed_form

    found, problems = load(zipped(small_set())).read(signed_form(), trust="lenient")

    assert dian.read(signed_form(), trust="lenient") == found
    assert problems


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"<Invoice/>", errors.NotADianDocument, "foreign-root"),
        (b"<!DOCTYPE a><a/>", errors.XmlRefused, "doctype"),
        (b"<a>", errors.XmlRefused, "malformed"),
    ],
)
def test_documents_pass_the_door_first(
    small: Schemas, data: bytes, kind: type[errors.DianError], code: str
) -> None:
    """A hostile or foreign document is refused before any schema is asked."""
    with pytest.raises(kind) as caught:
        small.validate(data)

    assert code == caught.value.code


def test_decoded_text_is_refused(small: Schemas) -> None:
    """A document is bytes, for a schema too."""
    with pytest.raises(errors.InvalidInput):
        small.validate(document().decode())  # type: ignore[arg-type]


def test_many_faults_take_no_time(small: Schemas) -> None:
    """49,000 faults beside each other are told in short: the first thousand, without places."""
    notes = '<cbc:Note x="1"/>' * 49_000
    data = document(content=f"<cbc:ID>1</cbc:ID><cbc:IssueDate>2026-11-20</cbc:IssueDate>{notes}")

    start = time.thread_time()
    found = small.validate(data)
    took = time.thread_time() - start

    assert 1_000 == len(found)
    assert {(0, "")} == {(each.line, each.path) for each in found}
    assert "The attribute 'x' is not allowed" in found[0].message
    # naming the place of each takes most of a minute
    assert took < 8
    assert found == small.validate_tree(xml.open_document(data))


def test_few_faults_of_a_large_document_keep_their_places(small: Schemas) -> None:
    """A long document with one fault is told as a short one."""
    notes = "<cbc:Note>Mesa 4</cbc:Note>\n" * 20_000
    content = f"<cbc:ID>1</cbc:ID>\n<cbc:IssueDate>x</cbc:IssueDate>{notes}"

    (problem,) = small.validate(document(content=content))

    assert (2, "/*/cbc:IssueDate") == (problem.line, problem.path)


# --- once, lazily, from many threads ---------------------------------------------------------


def test_a_kind_is_compiled_on_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading compiles nothing; sixteen threads that begin together compile each kind once."""
    compiled: list[str] = []
    original = schemas._compile

    def counting(files: dict[str, bytes], kind: str) -> object:
        compiled.append(kind)
        return original(files, kind)

    monkeypatch.setattr(schemas, "_compile", counting)
    found = load(zipped(small_set()))
    together = threading.Barrier(16)

    def work(number: int) -> list[int]:
        together.wait()
        return [
            len(found.validate(document(kind, content=f"<cbc:ID>1</cbc:ID>{'<cbc:X/>' * bad}")))
            for _ in range(30)
            for kind in KINDS
            for bad in [number % 2]
        ]

    assert [] == compiled
    with ThreadPoolExecutor(16) as pool:
        counts = list(pool.map(work, range(16)))

    assert sorted(KINDS) == sorted(compiled)
    # nobody is told the faults of another thread's document
    assert {1} == {count for each in counts for count in each}


def test_nothing_is_loaded_before_it_is_needed() -> None:
    """Importing the room loads neither the schemas nor the XML library."""
    program = (
        "import sys; from loggro_integration import dian;"
        "print('lxml' in sys.modules, 'loggro_integration.dian.schemas' in sys.modules);"
        "print(dian.schemas.load.__name__)"
    )

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert "False False\nload\n" == ran.stdout


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "code", "words"),
    [
        ({}, "schemas-missing", "no maindoc/UBL-Invoice-2.1.xsd"),
        (small_set(CreditNote=None), "schemas-missing", "maindoc/UBL-CreditNote-2.1.xsd."),
        (
            small_set(XAdESv132=None, XAdESv141=None),
            "schemas-missing",
            "common/UBL-XAdESv132-2.1.xsd, common/UBL-XAdESv141-2.1.xsd.",
        ),
        (
            {name.replace("2.1", "2.3"): text for name, text in small_set().items()},
            "schemas-version",
            "of UBL 2.3, not 2.1",
        ),
        (
            small_set(Invoice=main_document("Invoice", version="2.0")),
            "schemas-version",
            "of UBL 2.0, not 2.1",
        ),
        (
            small_set(Invoice=main_document("Invoice", version="")),
            "schemas-version",
            "of UBL ?, not 2.1",
        ),
        (
            small_set(Invoice=main_document("Invoice", suffix="-1")),
            "schemas-broken",
            "is not the schema of Invoice",
        ),
        (small_set(Invoice=main_document("Invoice")[:-9]), "schemas-broken", "UBL-Invoice-2.1.xsd"),
        (small_set(Invoice="<html/>"), "schemas-broken", "is not the schema of Invoice"),
        (small_set(CommonBasicComponents="<html>"), "schemas-broken", "no usable schema"),
        (small_set(Invoice=""), "schemas-broken", "no usable schema"),
        (
            small_set(Invoice=main_document("Invoice", also='<xsd:element ref="none"/>')),
            "schemas-broken",
            "no usable schema",
        ),
    ],
)
@pytest.mark.parametrize("as_a_zip", [True, False])
def test_schemas_that_cannot_be_used(
    tmp_path: Path, files: dict[str, bytes], code: str, words: str, as_a_zip: bool
) -> None:
    """Missing files, another version, damage: each by its own code, with what is wrong."""
    error = refused(zipped(files) if as_a_zip else written(tmp_path, files))

    assert code == error.code
    assert words in error.message


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("none", "schemas-not-found"),
        ("a\0b", "schemas-not-found"),
        (b"", "zip-malformed"),
        (b"<xsd:schema/>", "zip-malformed"),
        (b"PK\x03\x04", "zip-malformed"),
    ],
)
def test_places_that_are_none(source: str | bytes, code: str) -> None:
    """A path that does not exist and bytes that are no ZIP."""
    assert code == refused(source).code


def test_a_source_of_another_type() -> None:
    """What is neither a path nor bytes is refused by name."""
    with pytest.raises(errors.InvalidInput, match="not int"):
        load(5)  # type: ignore[arg-type]


def inside(name: str, content: bytes) -> bytes:
    files = {**small_set(), name: content}
    return zip_of(*files.items())


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "fifty-one-entries": (lambda: zipped({**small_set(), **MANY}), "zip-entries"),
    "wheel-of-thousands": (
        lambda: zipped({f"x/{n}": b"" for n in range(200)} | {"a.dist-info/WHEEL": b""}),
        "zip-entries",
    ),
    "parent": (lambda: inside("../a.xsd", b"x"), "zip-name"),
    "absolute": (lambda: inside("/a.xsd", b"x"), "zip-name"),
    "name-twice": (lambda: inside("COMMON/UBL-XAdESv132-2.1.xsd", b"x"), "zip-name"),
    "bomb": (lambda: inside("bomb.txt", b"\0" * 3_000_000), "zip-ratio"),
    "archive-inside": (lambda: inside("more.zip", b"x"), "zip-nested"),
    "encrypted": (lambda: with_flag(0x1), "zip-encrypted"),
    "cut": (lambda: zipped(small_set())[:-40], "zip-malformed"),
}
MANY = {f"docs/{n}.txt": b"" for n in range(51)}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_zips(name: str) -> None:
    """The limits of every ZIP hold for this one; a wheel may have two hundred entries."""
    make, code = HOSTILE[name]

    assert code == refused(make()).code


def test_a_link_out_of_the_folder(tmp_path: Path) -> None:
    """A file that is a link to somewhere else is not read."""
    folder = written(tmp_path / "xsd", small_set())
    name = folder / "common" / "UBL-CommonBasicComponents-2.1.xsd"
    (tmp_path / "elsewhere.xsd").write_bytes(name.read_bytes())
    name.unlink()
    name.symlink_to(tmp_path / "elsewhere.xsd")

    assert "schemas-outside" == refused(folder).code


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """A schema of more than 10 MB is none."""
    folder = written(tmp_path, small_set())
    with (folder / "maindoc" / "UBL-Invoice-2.1.xsd").open("r+b") as file:
        file.truncate(xml.MAX_BYTES + 1)

    assert "schemas-size" == refused(folder).code


OUTSIDE = "urn:outside"
FOREIGN_SCHEMA = f"""<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"
 targetNamespace="{OUTSIDE}"><xsd:element name="x"/></xsd:schema>"""


@pytest.mark.parametrize("address", ["{file}", "{path}", "../../outside.xsd", "https://w3.org/x"])
def test_imports_from_outside_are_not_opened(tmp_path: Path, address: str) -> None:
    """An import of a file that exists, but not in the set, is nothing, and of the network too."""
    outside = tmp_path / "outside.xsd"
    outside.write_text(FOREIGN_SCHEMA)
    where = address.format(file=outside.as_uri(), path=outside.as_posix())
    also = f'<xsd:import namespace="{OUTSIDE}" schemaLocation="{where}"/>'
    files = small_set(Invoice=main_document("Invoice", also=also))

    error = refused(written(tmp_path / "xsd", files))

    assert "schemas-broken" == error.code
    assert "outside" in error.message or "w3.org" in error.message


@pytest.mark.parametrize("word", ["import", "include", "redefine"])
def test_what_an_imported_file_imports_is_looked_at_too(tmp_path: Path, word: str) -> None:
    """A file of the set leads out of it no more than the document's own schema."""
    outside = tmp_path / "outside.xsd"
    outside.write_text(FOREIGN_SCHEMA)
    basic = BASIC.replace(
        "<xsd:element", f'<xsd:{word} schemaLocation="{outside}"/><xsd:element', 1
    )

    error = refused(written(tmp_path / "xsd", small_set(CommonBasicComponents=basic)))

    assert "schemas-broken" == error.code
    assert "UBL-CommonBasicComponents-2.1.xsd imports" in error.message


def test_an_entity_of_a_file_is_not_opened(tmp_path: Path) -> None:
    """A DTD may hold entities of its own; one that names a file gets nothing of it."""
    secret = tmp_path / "secret.txt"
    secret.write_text("s3cr3t-of-this-disk")
    hostile = (
        f'<!DOCTYPE schema [<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
        ' targetNamespace="http://www.w3.org/2000/09/xmldsig#">'
        "<xsd:annotation><xsd:documentation>&file;</xsd:documentation></xsd:annotation>"
        '<xsd:element name="&file;"/></xsd:schema>'
    )

    for files in (
        {"xmldsig-core-schema": hostile},
        {"Invoice": hostile.replace("http://www.w3.org/2000/09/xmldsig#", f"{UBL}Invoice-2")},
    ):
        error = refused(zipped(small_set(**files)))

        assert "schemas-broken" == error.code
        assert "s3cr3t" not in str(error)


def test_a_bomb_of_entities_in_a_schema() -> None:
    """Entities that multiply are cut by the parser, in a schema too."""
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "0123456789"}">' for n in range(12)
    )
    bomb = (
        f"<!DOCTYPE schema [{entities}]>"
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
        "<xsd:annotation><xsd:documentation>&e11;</xsd:documentation></xsd:annotation></xsd:schema>"
    )

    assert "schemas-broken" == refused(zipped(small_set(Invoice=bomb))).code
    assert "schemas-broken" == refused(zipped(small_set(CommonBasicComponents=bomb))).code


def test_a_search_that_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with more than can be looked through holds no schemas, in little time."""
    monkeypatch.setattr(schemas, "_MAX_SEEN", 30)
    for number in range(40):
        (tmp_path / f"{number}.txt").touch()
    written(tmp_path, small_set(), "deep/")

    assert "schemas-missing" == refused(tmp_path).code


# --- the real ones ---------------------------------------------------------------------------


def facts(shared: Path) -> list[dict[str, Any]]:
    text = (shared / "corpus" / "dian" / "manifest.json").read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(text)["documents"]
    return found


@pytest.mark.corpus
def test_the_official_documents(
    shared: Path, record_property: Callable[[str, object], None]
) -> None:
    """The verdict on each of the 28 is the manifest's, from a folder and from a ZIP of it."""
    folder = load(shared / "xsd")
    files = {name: (shared / "xsd" / name).read_bytes() for name in schemas.FILES}
    archive = load(zipped(files))
    took: list[int] = []

    for fact in facts(shared):
        data = (shared / "corpus" / "dian" / fact["file"]).read_bytes()
        root = xml.open_document(data)
        found = folder.validate(data)

        assert fact["xsd"]["valid"] is (found == ()), fact["file"]
        assert [each.message for each in found] == [
            each.message for each in archive.validate_tree(root)
        ]
        start = time.thread_time_ns()
        folder.validate_tree(root, data=data)
        took.append(time.thread_time_ns() - start)

    assert 28 == len(took)
    record_property("printed", f"XSD of a ready tree: {median(took) / 1000:.0f} µs (median of 28)")


@pytest.mark.corpus
def test_the_official_documents_installed(shared: Path, tmp_path: Path) -> None:
    """What `install` copies of the official set is enough for all five kinds."""
    folder = schemas.install(shared / "xsd", folder=tmp_path / "xsd")

    found = load(folder)
    found.compile()

    assert not (folder / "maindoc" / "DIAN_UBL_Structures.xsd").exists()
    assert () == found.validate((shared / "corpus/dian/generica.xml").read_bytes())
