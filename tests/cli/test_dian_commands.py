# SPDX-License-Identifier: MIT
"""`loggro dian`: official documents, documents signed here, and everything that is neither."""

from __future__ import annotations

import functools
import json
from hashlib import sha384
from pathlib import Path
from typing import Any

import pytest

from attacks.test_hostile import FOREIGN, REFUSED
from cli.running import Loggro, child, files_in
from cli.shapes import CODE, DOCUMENT, KEYS, SIGNATURE
from dian.documents import invoice as invoice_parts
from dian.pieces import write
from dian.signing import anchors, authority, sign

# A ZIP is opened: see test_dian_files.
NOT_OPENED = [name for name in REFUSED if name != "zip"]
PARTS = ("document", "keyinfo", "signed_properties", "signature_value")
FILES = 28


@functools.cache
def signed() -> bytes:
    return sign(write("Invoice", invoice_parts(), to_sign=True))


@pytest.fixture
def invoice(folder: Path) -> Path:
    """An invoice signed in this test run."""
    path = folder / "invoice.xml"
    path.write_bytes(signed())
    return path


def manifest(shared: Path) -> list[dict[str, Any]]:
    """Read what is known of every official document."""
    found = json.loads((shared / "corpus" / "dian" / "manifest.json").read_text("utf-8"))
    documents: list[dict[str, Any]] = found["documents"]
    assert len(documents) == FILES
    return documents


def key_of(entry: dict[str, Any]) -> list[str]:
    """Give the option with the key of a document, where it is known."""
    code = entry["unique_code"]
    option = "--pin" if code["key_kind"] == "PIN" else "--key"
    return [option, code["key"]] if code["key"] else []


def status_of(entry: dict[str, Any]) -> str:
    """Tell the status that the manifest stands for."""
    if entry["file"] == "documento-soporte-residente.xml":
        return "matches-first-subtotal"
    return {"fields": "matches", "note": "note-only", "no": "no-key"}[
        entry["unique_code"]["reproducible"]
    ]


def verdict_of(entry: dict[str, Any]) -> str:
    """Tell the verdict that the states of the manifest stand for."""
    signature = entry["signature"]
    if signature is None:
        return "unsigned"
    states = [signature[part] for part in PARTS]
    if states == ["ok"] * 4:
        return "valid"
    return "body-edited" if states == ["bad", "ok", "ok", "ok"] else "broken"


@pytest.mark.corpus
def test_reading_the_official_documents(loggro: Loggro, shared: Path) -> None:
    """Each of the 28 is read; its code has the status of the manifest, with 0."""
    for entry in manifest(shared):
        ran = loggro(
            "dian", "read", shared / "corpus/dian" / entry["file"], *key_of(entry), "--json"
        )

        found = ran.json
        assert (DOCUMENT, CODE) == (set(found), set(found["unique_code"])), entry["file"]
        assert (0, status_of(entry)) == (ran.code, found["unique_code"]["status"]), entry["file"]
        assert (entry["kind"], entry["number"], entry["issue_date"], len(found["lines"])) == (
            found["kind"],
            found["number"],
            found["issue_date"],
            entry["lines"] or 0,
        ), entry["file"]


@pytest.mark.corpus
def test_a_wrong_key_differs(loggro: Loggro, shared: Path) -> None:
    """Where no key is known, any key differs, and that is a problem."""
    unknown = [entry for entry in manifest(shared) if not key_of(entry)]

    statuses = {
        (ran.code, ran.json["unique_code"]["status"])
        for entry in unknown
        for option in ("--key", "--pin")
        for ran in [
            loggro("dian", "read", shared / "corpus/dian" / entry["file"], option, "x1", "--json")
        ]
    }

    assert 9 == len(unknown)
    assert {(1, "differs")} == statuses


@pytest.mark.corpus
def test_verifying_the_official_documents(loggro: Loggro, shared: Path) -> None:
    """Verdict and state of each reference are the manifest's; 0 only for the two valid ones."""
    valid = []
    for entry in manifest(shared):
        ran = loggro(
            "dian", "verify", shared / "corpus/dian" / entry["file"], *key_of(entry), "--json"
        )

        signature = ran.json["signature"]
        assert KEYS["dian verify"] == set(ran.json), entry["file"]
        assert set(signature) == SIGNATURE
        assert verdict_of(entry) == signature["verdict"], entry["file"]
        for part in PARTS if entry["signature"] else ():
            assert entry["signature"][part] == signature[part], (entry["file"], part)
        assert ran.code == (0 if signature["verdict"] == "valid" else 1), entry["file"]
        valid += [entry["file"]] if ran.code == 0 else []

    assert ["consumidor-final.xml", "credit-note.xml"] == valid


@pytest.mark.corpus
def test_explaining_the_official_documents(loggro: Loggro, shared: Path) -> None:
    """The pieces of the hash are told in both languages, and the key never."""
    for entry in manifest(shared):
        path = shared / "corpus/dian" / entry["file"]
        ran = loggro("dian", "explain", path, *key_of(entry), "--json")

        code = ran.json["unique_code"]
        assert KEYS["dian explain"] == set(ran.json)
        assert CODE | {"pieces", "explanation"} == set(code)
        assert code["explanation"]["es"] != code["explanation"]["en"]
        if key := entry["unique_code"]["key"]:
            assert key not in ran.out.replace(entry["number"], "")


@pytest.mark.corpus
def test_an_edited_document_for_people(
    loggro: Loggro, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person is told what was edited, and that the signature does not stand for it."""
    monkeypatch.setenv("LOGGRO_LANG", "es")
    path = shared / "corpus/dian/generica.xml"

    verified = loggro("dian", "verify", path)
    told = loggro("dian", "explain", path, "--key", "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c")

    assert "el contenido cambió después de firmar" in verified.out
    assert "La firma no respalda lo que dice el documento." in verified.err
    assert "la nota dice: 14024.07" in told.out


def test_a_document_signed_here(loggro: Loggro, invoice: Path) -> None:
    """A valid signature ends with 0; without authorities its trust is not judged."""
    ran = loggro("dian", "verify", invoice, "--json")

    assert 0 == ran.code
    assert dict.fromkeys(PARTS, "ok") == {part: ran.json["signature"][part] for part in PARTS}
    assert ("valid", "not judged") == (
        ran.json["signature"]["verdict"],
        ran.json["signature"]["trust"],
    )


def test_a_document_for_people(loggro: Loggro, invoice: Path) -> None:
    """The tables show what it says, its lines, its taxes and its signature."""
    ran = loggro("dian", "verify", invoice)

    assert (0, "") == (ran.code, ran.err)
    for words in ("What the document says", "Lines", "Taxes and withholdings", "The signature"):
        assert words in ran.out
    assert "No trusted authorities were given." in ran.out


@pytest.mark.parametrize(
    ("at", "code", "trust"),
    [(None, 0, "trusted"), ("2000-01-01T00:00:00Z", 1, "not yet valid")],
)
def test_authorities_and_moment(
    loggro: Loggro, invoice: Path, folder: Path, at: str | None, code: int, trust: str
) -> None:
    """With authorities the signer must lead to one, at the claimed time or at the one given."""
    (folder / "authorities.pem").write_bytes(anchors() + authority().pem)
    when = [] if at is None else ["--at", at]

    ran = loggro("dian", "verify", invoice, "--trust", "authorities.pem", *when, "--json")

    assert (code, trust) == (ran.code, ran.json["signature"]["trust"])


def test_an_edited_document(loggro: Loggro, invoice: Path) -> None:
    """One changed number: the content is bad, the rest holds, and the command ends with 1."""
    invoice.write_bytes(signed().replace(b"FE45<", b"FE46<"))

    ran = loggro("dian", "verify", invoice, "--json")

    assert (1, "body-edited") == (ran.code, ran.json["signature"]["verdict"])
    assert ["bad", "ok", "ok", "ok"] == [ran.json["signature"][part] for part in PARTS]


def test_a_wrong_key_of_a_valid_document(loggro: Loggro, invoice: Path) -> None:
    """A valid signature under a code that differs ends with 1; JSON gives what was hashed."""
    verified = loggro("dian", "verify", invoice, "--key", "s3cr3t-key")
    read = loggro("dian", "read", invoice, "--key", "s3cr3t-key", "--json")
    told = loggro("dian", "explain", invoice, "--key", "s3cr3t-key")

    assert (1, 1, 1) == (verified.code, read.code, told.code)
    assert "differs" == read.json["unique_code"]["status"]
    hashed = read.json["unique_code"]["input"]
    assert read.json["unique_code"]["computed"] == sha384(hashed.encode()).hexdigest()
    assert "s3cr3t-key" not in verified.out + told.out


@pytest.mark.parametrize("command", ["read", "verify"])
@pytest.mark.parametrize("name", NOT_OPENED)
def test_hostile_and_truncated_files(loggro: Loggro, folder: Path, command: str, name: str) -> None:
    """Each is refused by its own code, with a remedy, with 2, and without a traceback."""
    make, code = REFUSED[name]
    (folder / "input.xml").write_bytes(make())

    ran = loggro("dian", command, "input.xml", "--json")

    assert (2, "XmlRefused", code) == (ran.code, ran.error["class"], ran.error["code"])
    assert {"es", "en"} == set(ran.error["hint"])
    assert ["input.xml"] == files_in(folder)


@pytest.mark.parametrize("command", ["read", "verify", "explain"])
@pytest.mark.parametrize("name", FOREIGN)
def test_foreign_documents(loggro: Loggro, folder: Path, command: str, name: str) -> None:
    """Well-formed XML of somebody else is told apart, with 2."""
    (folder / "input.xml").write_text(FOREIGN[name], "utf-8")

    ran = loggro("dian", command, "input.xml", "--json")

    assert (2, "NotADianDocument") == (ran.code, ran.error["class"])


def test_there_are_sixty_unusable_files() -> None:
    """The list that the command is held against does not shrink unseen."""
    assert len(NOT_OPENED) + len(FOREIGN) >= 60


def test_a_hostile_file_for_a_process(folder: Path) -> None:
    """As a child, with a bomb on disk: one line and its remedy on stderr, nothing on stdout."""
    make, _ = REFUSED["billion-laughs"]
    (folder / "bomb.xml").write_bytes(make())

    ran = child("dian", "verify", folder / "bomb.xml")

    assert (2, "") == (ran.code, ran.out)
    assert ran.err.startswith("XmlRefused: ")
    assert 2 == len(ran.err.splitlines())


@pytest.mark.parametrize(
    ("given", "error", "field"),
    [
        (["none.xml"], "InvalidInput", "file"),
        (["."], "InvalidInput", "file"),
        (["invoice.xml", "--key", "a", "--pin", "b"], "InvalidInput", "--pin"),
        (["invoice.xml", "--key", ""], "InvalidInput", "--key"),
        (["invoice.xml", "--pin", ""], "InvalidInput", "--pin"),
        (["invoice.xml", "--trust", "none.pem"], "InvalidInput", "trust"),
        (["invoice.xml", "--trust", "invoice.xml"], "InvalidInput", "trust"),
        (["invoice.xml", "--at", "yesterday"], "InvalidDate", "instant"),
        (["invoice.xml", "--at", "2026-11-20T14:00:00"], "InvalidDate", "instant"),
    ],
)
def test_options_that_cannot_be_used(
    loggro: Loggro, invoice: Path, given: list[str], error: str, field: str
) -> None:
    """Files that are missing, two keys, no certificate, no moment: each by its name."""
    ran = loggro("dian", "verify", *given, "--json")

    assert (2, error, field) == (ran.code, ran.error["class"], ran.error["field"])
