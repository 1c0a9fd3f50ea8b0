# SPDX-License-Identifier: MIT
"""`loggro dian`: files with several documents, and taking them out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from cli.running import Loggro, child, files_in
from cli.shapes import CODE, DOCUMENT, KEYS
from dian.documents import invoice as invoice_parts
from dian.pieces import TECHNICAL_KEY, write
from dian.signing import anchors, authority
from dian.test_bundle import ANSWER, INVOICE, container, other_invoice
from dian.test_container import REFUSED, zipped


@pytest.fixture
def mail(folder: Path) -> Path:
    """What a supplier mails: the container and the PDF in a ZIP."""
    path = folder / "mail.zip"
    path.write_bytes(zipped(("ad1.xml", container()), ("fv1.pdf", b"%PDF-1.7 arepa")))
    return path


@pytest.fixture
def attached(folder: Path) -> Path:
    """The container as it comes out of the ZIP."""
    path = folder / "ad1.xml"
    path.write_bytes(container())
    return path


def kinds(found: Any) -> list[tuple[str, str]]:
    return [(each["name"], each["kind"]) for each in found["documents"]]


@pytest.mark.parametrize("command", ["read", "verify"])
def test_each_document_of_a_zip(loggro: Loggro, mail: Path, command: str) -> None:
    """The keys of one document stand on top; below `documents` each has its name and the same."""
    ran = loggro("dian", command, mail, "--json")

    names = KEYS[f"dian {command}"]
    assert 0 == ran.code
    assert [
        ("ad1.xml", "AttachedDocument"),
        ("ad1.xml#attachment", "Invoice"),
        ("ad1.xml#response", "ApplicationResponse"),
    ] == kinds(ran.json)
    assert names <= set(ran.json)
    assert [] == [each["name"] for each in ran.json["documents"] if not names <= set(each)]


def test_a_zip_with_one_document(loggro: Loggro, folder: Path) -> None:
    """It gives exactly what the document alone gives."""
    (folder / "invoice.xml").write_bytes(INVOICE)
    (folder / "invoice.zip").write_bytes(zipped(("fv1.xml", INVOICE), ("fv1.pdf", b"%PDF")))

    alone = loggro("dian", "verify", "invoice.xml", "--json")
    packed = loggro("dian", "verify", "invoice.zip", "--json")

    assert (alone.code, alone.json) == (packed.code, packed.json)
    assert DOCUMENT | {"signature"} == set(packed.json)


def test_a_container_is_read_as_it_is(loggro: Loggro, attached: Path) -> None:
    """The names of what it carries begin with its own."""
    ran = loggro("dian", "explain", attached, "--json")

    assert [
        ("ad1.xml", "AttachedDocument"),
        ("ad1.xml#attachment", "Invoice"),
        ("ad1.xml#response", "ApplicationResponse"),
    ] == kinds(ran.json)
    assert CODE < set(ran.json["documents"][1]["unique_code"])


def test_each_signature_of_a_container(loggro: Loggro, attached: Path, folder: Path) -> None:
    """All three signers lead to a trusted authority, and people see each under its name."""
    (folder / "authorities.pem").write_bytes(anchors() + authority().pem)

    ran = loggro("dian", "verify", attached, "--trust", "authorities.pem", "--json")
    told = loggro("dian", "verify", attached)

    trusts = [each["signature"]["trust"] for each in ran.json["documents"]]
    assert (0, ["trusted"] * 3) == (ran.code, trusts)
    lines = told.out.splitlines()
    assert all(each in lines for each in ("ad1.xml", "ad1.xml#attachment", "ad1.xml#response"))


def test_an_edited_invoice_inside_a_container(loggro: Loggro, folder: Path) -> None:
    """One document that does not hold is enough to end with 1."""
    edited = container(INVOICE.replace(b"Arepa de choclo", b"Arepa de queso"))
    (folder / "ad1.xml").write_bytes(edited)

    ran = loggro("dian", "verify", "ad1.xml", "--json")

    verdicts = [each["signature"]["verdict"] for each in ran.json["documents"]]
    assert (1, ["valid", "body-edited", "valid"]) == (ran.code, verdicts)


def test_a_container_around_another_invoice(loggro: Loggro, folder: Path) -> None:
    """Three valid signatures that speak of different invoices end with 1, and are told."""
    (folder / "ad1.xml").write_bytes(container(other_invoice()))

    ran = loggro("dian", "verify", "ad1.xml", "--json")
    told = loggro("dian", "verify", "ad1.xml")

    assert 1 == ran.code
    assert {"other-document"} == {each["code"] for each in ran.json["documents"][0]["problems"]}
    assert "[other-document] ParentDocumentID: It speaks of another document: FE45" in told.err


def test_the_key_of_the_issuer_in_a_container(loggro: Loggro, attached: Path) -> None:
    """The technical key is for the invoice: the answer's code needs a PIN of somebody else."""
    ran = loggro("dian", "read", attached, "--key", TECHNICAL_KEY, "--json")
    pin = loggro("dian", "read", attached, "--pin", "45045", "--json")

    def statuses(found: Any) -> list[str]:
        return [each["unique_code"]["status"] for each in found["documents"]]

    assert "no-key" != statuses(ran.json)[1]
    assert ["no-key", "no-key"] == [statuses(ran.json)[0], statuses(ran.json)[2]]
    assert ["no-key"] * 3 == statuses(pin.json)


def test_a_key_from_the_environment(
    loggro: Loggro, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key need not stand in the command, where other users of the machine see it."""
    (folder / "invoice.xml").write_bytes(INVOICE)
    monkeypatch.setenv("CLAVE", TECHNICAL_KEY)

    named = loggro("dian", "read", "invoice.xml", "--key", "env:CLAVE", "--json")
    written = loggro("dian", "read", "invoice.xml", "--key", TECHNICAL_KEY, "--json")
    missing = loggro("dian", "read", "invoice.xml", "--pin", "env:PIN", "--json")

    assert written.json == named.json
    assert (2, "ConfigurationError") == (missing.code, missing.error["class"])


def test_a_damaged_document_read_leniently(loggro: Loggro, folder: Path) -> None:
    """Strictly it is refused; leniently it is opened, what is wrong is listed, and that is 1."""
    data = write("Invoice", invoice_parts()).replace(
        b"2026-11-20</cbc:IssueDate>", b"x</cbc:IssueDate>"
    )
    (folder / "old.xml").write_bytes(data)

    strict = loggro("dian", "read", "old.xml", "--json")
    lenient = loggro("dian", "read", "old.xml", "--lenient", "--json")
    told = loggro("dian", "read", "old.xml", "--lenient")

    assert (2, "NotADianDocument") == (strict.code, strict.error["class"])
    assert (1, "FE45") == (lenient.code, lenient.json["number"])
    assert ["unreadable-date"] == [each["code"] for each in lenient.json["problems"]]
    assert "[unreadable-date]" in told.err


def test_a_byte_order_mark(loggro: Loggro, folder: Path) -> None:
    """A mark at the beginning, as Windows writes it, changes nothing."""
    (folder / "invoice.xml").write_bytes(b"\xef\xbb\xbf" + INVOICE)

    assert 0 == loggro("dian", "verify", "invoice.xml").code


@pytest.mark.parametrize("command", ["read", "verify", "explain", "unpack"])
@pytest.mark.parametrize("name", REFUSED)
def test_hostile_zips(loggro: Loggro, folder: Path, command: str, name: str) -> None:
    """Each shape is refused by its own code, with 2, and nothing is written."""
    make, code = REFUSED[name]
    (folder / "input.zip").write_bytes(make())
    to = ["--to", "out"] if command == "unpack" else []

    ran = loggro("dian", command, "input.zip", *to, "--json")

    assert (2, "XmlRefused", code) == (ran.code, ran.error["class"], ran.error["code"])
    assert ["input.zip"] == files_in(folder)


# --- unpack ----------------------------------------------------------------------------------


def test_unpacking_a_mail(loggro: Loggro, mail: Path, folder: Path) -> None:
    """The container, the invoice, the answer and the PDF are written, and told with their kind."""
    ran = loggro("dian", "unpack", mail, "--to", "out/nov", "--json")

    assert KEYS["dian unpack"] == set(ran.json)
    assert [
        ("ad1.xml", "AttachedDocument", "AD45"),
        ("ad1-attachment.xml", "Invoice", "FE45"),
        ("ad1-response.xml", "ApplicationResponse", "AR45"),
        ("fv1.pdf", None, None),
    ] == [(each["name"], each["kind"], each["number"]) for each in ran.json["files"]]
    assert INVOICE.strip() == (folder / "out/nov/ad1-attachment.xml").read_bytes()
    assert b"%PDF-1.7 arepa" == (folder / "out/nov/fv1.pdf").read_bytes()
    assert 0 == loggro("dian", "verify", "out/nov/ad1-attachment.xml").code


def test_unpacking_a_container(loggro: Loggro, attached: Path, folder: Path) -> None:
    """What it carries is written; people see where."""
    ran = loggro("dian", "unpack", attached, "--to", ".")

    assert 0 == ran.code
    assert ["ad1-attachment.xml", "ad1-response.xml", "ad1.xml"] == files_in(folder)
    assert "ApplicationResponse" in ran.out


def test_two_answers_get_two_files(loggro: Loggro, attached: Path, folder: Path) -> None:
    """A container with a second answer, as that of an event, is unpacked whole."""
    data = attached.read_bytes()
    start = data.index(b"<cac:ParentDocumentLineReference>")
    end = data.index(b"</cac:ParentDocumentLineReference>") + 34
    attached.write_bytes(data[:end] + data[start:end] + data[end:])

    ran = loggro("dian", "unpack", attached, "--to", "out")

    assert 0 == ran.code
    assert {"ad1-response.xml", "ad1-response-2.xml"} < {
        each.name for each in (folder / "out").iterdir()
    }


def test_folders_of_a_zip_are_kept(loggro: Loggro, folder: Path) -> None:
    """Two documents of the same name in two folders do not meet."""
    (folder / "a.zip").write_bytes(zipped(("x/fv.xml", INVOICE), ("y/fv.xml", ANSWER)))

    loggro("dian", "unpack", "a.zip", "--to", "out")

    assert ["out", "out/x", "out/x/fv.xml", "out/y", "out/y/fv.xml"] == files_in(folder)[1:]


def test_nothing_is_replaced_unless_forced(loggro: Loggro, mail: Path, folder: Path) -> None:
    """One file that is there stops all of them; with --force all are replaced."""
    (folder / "out").mkdir()
    (folder / "out" / "fv1.pdf").write_bytes(b"mine")

    ran = loggro("dian", "unpack", mail, "--to", "out", "--json")

    assert (2, "InvalidInput", "--to") == (ran.code, ran.error["class"], ran.error["field"])
    assert "--force" in ran.error["hint"]["es"]
    assert ["mail.zip", "out", "out/fv1.pdf"] == files_in(folder)
    assert b"mine" == (folder / "out" / "fv1.pdf").read_bytes()

    forced = loggro("dian", "unpack", mail, "--to", "out", "--force", "--json")

    assert (0, 4) == (forced.code, len(forced.json["files"]))
    assert b"%PDF-1.7 arepa" == (folder / "out" / "fv1.pdf").read_bytes()
    assert [] == [name for name in files_in(folder) if "part" in name]


@pytest.mark.parametrize(
    "entries",
    [
        [("NUL.xml", INVOICE)],
        [("com1", b"x"), ("a.xml", INVOICE)],
        [("a.xml ", b"x"), ("b.xml", INVOICE)],
        [("ad1.xml", container()), ("AD1-attachment.xml", INVOICE)],
    ],
)
def test_names_that_cannot_be_files(
    loggro: Loggro, folder: Path, entries: list[tuple[str, bytes]]
) -> None:
    """Devices of Windows, names that it cuts, and two files of one name are refused."""
    (folder / "a.zip").write_bytes(zipped(*entries))

    ran = loggro("dian", "unpack", "a.zip", "--to", "out", "--json")

    assert (2, "InvalidInput", "FILE") == (ran.code, ran.error["class"], ran.error["field"])
    assert ["a.zip"] == files_in(folder)


def test_a_link_in_the_folder_leads_nowhere(loggro: Loggro, mail: Path, folder: Path) -> None:
    """A link that waits under an entry's folder does not take the file elsewhere."""
    (folder / "out").mkdir()
    (folder / "elsewhere").mkdir()
    (folder / "out" / "x").symlink_to(folder / "elsewhere")
    mail.write_bytes(zipped(("x/fv.xml", INVOICE)))

    ran = loggro("dian", "unpack", mail, "--to", "out", "--json")

    assert (2, "FILE") == (ran.code, ran.error["field"])
    assert [] == list((folder / "elsewhere").iterdir())


def test_a_document_that_carries_nothing(loggro: Loggro, folder: Path) -> None:
    """An invoice alone is nothing to unpack."""
    (folder / "invoice.xml").write_bytes(INVOICE)

    ran = loggro("dian", "unpack", "invoice.xml", "--to", "out", "--json")

    assert (2, "FILE") == (ran.code, ran.error["field"])
    assert ["invoice.xml"] == files_in(folder)


def test_a_hostile_document_inside_a_container(loggro: Loggro, folder: Path) -> None:
    """What a container carries passes the same door before it is written."""
    (folder / "ad1.xml").write_bytes(container(b"<!DOCTYPE a><a/>"))

    ran = loggro("dian", "unpack", "ad1.xml", "--to", "out", "--json")

    assert (2, "XmlRefused", "doctype") == (ran.code, ran.error["class"], ran.error["code"])
    assert ["ad1.xml"] == files_in(folder)


def test_a_disk_that_fails_leaves_no_part(
    loggro: Loggro, mail: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full in the middle leaves no half file, and is told."""

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    ran = loggro("dian", "unpack", mail, "--to", "out", "--json")

    assert (2, "InvalidInput") == (ran.code, ran.error["class"])
    assert "No space left" in ran.error["message"]
    assert ["mail.zip", "out"] == files_in(folder)


def test_a_device_is_written_to(loggro: Loggro, mail: Path, folder: Path) -> None:
    """A device under the name of a file is never replaced by one."""
    (folder / "out").mkdir()
    os.mkfifo(folder / "out" / "fv1.pdf")
    reader = os.open(folder / "out" / "fv1.pdf", os.O_RDONLY | os.O_NONBLOCK)

    ran = loggro("dian", "unpack", mail, "--to", "out", "--json")

    assert 0 == ran.code
    assert b"%PDF-1.7 arepa" == os.read(reader, 100)
    assert (folder / "out" / "fv1.pdf").is_fifo()
    os.close(reader)


def test_a_mail_for_a_process(mail: Path) -> None:
    """As a child: tables on stdout, nothing on stderr."""
    ran = child("dian", "verify", mail)

    assert (0, "") == (ran.code, ran.err)
    assert "ad1.xml#response" in ran.out
