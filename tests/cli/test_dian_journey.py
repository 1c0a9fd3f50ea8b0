# SPDX-License-Identifier: MIT
"""`loggro dian`, the whole way: new, build, sign, verify, pdf, attach, sign, unpack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cli.papers import AT, KEY, PIN, SECRETS, SIGNING, answer_to, write_certificates
from cli.running import Loggro, Ran, child
from cli.shapes import KEYS, TOTALS
from loggro_integration import dian
from loggro_integration.models import FiscalDocument
from render.reading import opened

HANDED_OVER = {
    "invoice": (["--key", KEY], "letter"),
    "pos": (["--pin", PIN], "roll-80"),
    "credit-note": (["--pin", PIN], "letter"),
    "support-document": (["--pin", PIN], "a4"),
    "debit-note": (["--pin", PIN], "letter"),
}


@pytest.fixture(autouse=True)
def desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of somebody who has a certificate, and the secrets in the environment."""
    write_certificates(folder)
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    return folder


def fine(ran: Ran) -> Any:
    """Give the JSON of a command that ended well and said nothing else."""
    assert (0, "") == (ran.code, ran.err), ran
    return ran.json


def done(ran: Ran) -> Any:
    """Give the JSON of a command that ended well, whatever DIAN would note."""
    assert 0 == ran.code, ran
    return ran.json


def verified(loggro: Loggro, path: object, *key: str) -> Any:
    return fine(loggro("dian", "verify", path, *key, "--trust", "autoridades.pem", "--json"))


@pytest.mark.parametrize("kind", HANDED_OVER)
def test_the_whole_way(loggro: Loggro, desk: Path, kind: str) -> None:
    """Each step takes what the one before wrote, and each JSON has the promised keys."""
    key, paper = HANDED_OVER[kind]

    new = fine(loggro("dian", "new", kind, "--out", "draft.toml", "--json"))
    built = fine(loggro("dian", "build", "draft.toml", "--out", "unsigned.xml", "--json"))
    signed = fine(
        loggro("dian", "sign", "unsigned.xml", "--out", built["file_name"], *SIGNING, "--json")
    )
    own = verified(loggro, built["file_name"], *key)
    printed = fine(
        loggro("dian", "pdf", built["file_name"], "--out", "a.pdf", "--paper", paper, "--json")
    )
    (desk / "answer.xml").write_bytes(answer_to((desk / built["file_name"]).read_bytes()))
    attached = fine(
        loggro("dian", "attach", built["file_name"], "answer.xml", "--number", "AD1",
               "--out", "ad-unsigned.xml", "--at", AT, "--json")
    )  # fmt: skip
    fine(loggro("dian", "sign", "ad-unsigned.xml", "--out", "ad.xml", *SIGNING, "--json"))
    container = verified(loggro, "ad.xml", *key)
    fine(loggro("dian", "unpack", "ad.xml", "--to", "out", "--json"))

    found = {
        "new": new, "build": built, "sign": signed, "pdf": printed, "attach": attached,
    }  # fmt: skip
    for command, value in found.items():
        assert KEYS[f"dian {command}"] == set(value), command
    assert ("valid", "trusted", "matches") == (
        own["signature"]["verdict"],
        own["signature"]["trust"],
        own["unique_code"]["status"],
    )
    assert built["unique_code"]["value"] == own["unique_code"]["value"] == signed["unique_code"]
    assert TOTALS == set(built["totals"])
    assert built["totals"]["payable"] == own["totals"]["payable"]
    assert "valid" == printed["verdict"]
    assert 3 == len(container["documents"])
    assert {("valid", "trusted")} == {
        (each["signature"]["verdict"], each["signature"]["trust"])
        for each in container["documents"]
    }
    assert "matches" == container["documents"][1]["unique_code"]["status"]
    assert (desk / built["file_name"]).read_bytes() == (desk / "out/ad-attachment.xml").read_bytes()
    assert (desk / "answer.xml").read_bytes() == (desk / "out/ad-response.xml").read_bytes()
    text = "".join(page.extract_text() for page in opened((desk / "a.pdf").read_bytes()).pages)
    assert built["number"] in text.replace(" ", "")


@pytest.mark.parametrize("kind", dian.DRAFT_KINDS)
def test_every_kind_is_built_and_signed(loggro: Loggro, desk: Path, kind: str) -> None:
    """Each example can be built as it is, in TOML and in JSON, and signed."""
    for suffix in ("toml", "json"):
        done(loggro("dian", "new", kind, "--out", f"draft.{suffix}", "--json"))
        done(
            loggro("dian", "build", f"draft.{suffix}", "--out", f"{suffix}.xml", "--json")
        )  # fmt: skip
    done(loggro("dian", "sign", "toml.xml", *SIGNING, "--json"))

    assert (desk / "toml.xml").read_bytes() == (desk / "json.xml").read_bytes()
    document = dian.read((desk / "toml-signed.xml").read_bytes())
    key = KEY if isinstance(document, FiscalDocument) and document.type_code in {
        "01", "02", "04"} else PIN  # fmt: skip
    assert "matches" == dian.unique_code(document, key).status
    assert "valid" == dian.verify((desk / "toml-signed.xml").read_bytes()).verdict


@pytest.mark.corpus
@pytest.mark.parametrize("kind", dian.DRAFT_KINDS)
def test_what_is_built_is_as_the_official_schemas_want(
    loggro: Loggro, desk: Path, shared: Path, kind: str
) -> None:
    """Built, and signed, each kind is valid by the official XSD."""
    del desk
    schemas = ["--schemas", shared / "xsd", "--json"]
    loggro("dian", "new", kind, "--out", "draft.toml")

    built = done(loggro("dian", "build", "draft.toml", "--out", "a.xml", *schemas))
    loggro("dian", "sign", "a.xml", *SIGNING)
    signed = done(loggro("dian", "verify", "a-signed.xml", *schemas))

    assert [] == built["schema_problems"] == signed["schema_problems"]


def test_the_whole_way_for_people(
    loggro: Loggro, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Spanish, each step says what it did and what comes next."""
    monkeypatch.setenv("LOGGRO_LANG", "es")

    new = loggro("dian", "new", "pos", "--out", "pos.toml")
    built = loggro("dian", "build", "pos.toml")
    signed = loggro("dian", "sign", "ds09005551110002600000001.xml", "--out", "pos.xml", *SIGNING)
    printed = loggro("dian", "pdf", "pos.xml", "--paper", "roll-80")
    (desk / "answer.xml").write_bytes(answer_to((desk / "pos.xml").read_bytes()))
    attached = loggro("dian", "attach", "pos.xml", "answer.xml", "--number", "AD1", "--at", AT)

    assert "Complete pos.toml y después: loggro dian build pos.toml" in new.out
    assert "POS4512" in built.out
    assert "51870.00 COP" in built.out
    assert "falta firmarlo: loggro dian sign ds09005551110002600000001.xml --p12" in built.out
    assert "Firmado el" in signed.out
    assert "Escrito en pos.pdf." in printed.out
    assert "Escrito en ad09005551110002600000001.xml" in attached.out
    assert {""} == {ran.err for ran in (new, built, signed, printed, attached)}


def test_the_whole_way_by_processes(desk: Path) -> None:
    """As children that share nothing but files: nothing on stderr, and no secret anywhere."""
    steps = [
        ["new", "invoice", "--out", "draft.toml"],
        ["build", "draft.toml", "--out", "a.xml", "--json"],
        ["sign", "a.xml", *SIGNING, "--json"],
        ["verify", "a-signed.xml", "--trust", "autoridades.pem", "--json"],
        ["pdf", "a-signed.xml", "--out", "a.pdf", "--json"],
    ]

    ran = [child("dian", *words) for words in steps]

    assert [(0, "")] * 5 == [(each.code, each.err) for each in ran]
    files = b"".join(path.read_bytes() for path in desk.glob("*") if path.suffix != ".p12")
    told = "".join(each.out for each in ran) + repr(files)
    assert not [secret for secret in SECRETS.values() if secret in told]
