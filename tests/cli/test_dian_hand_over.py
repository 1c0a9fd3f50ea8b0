# SPDX-License-Identifier: MIT
"""`loggro dian pdf|attach`: each option, each refusal, and nothing half-written."""

from __future__ import annotations

import functools
import re
import struct
import tomllib
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cli.papers import AT, MOMENT, SECRETS, SIGNING, answer_to, write_certificates
from cli.running import Loggro, Ran, files_in, without
from cli.shapes import KEYS
from dian.signers import restaurant, signer_of
from dian.test_container import zipped
from loggro_integration import dian
from loggro_integration.models import ResponseLine
from render.reading import opened, pictures, sizes


def built(kind: str) -> bytes:
    """Build the example of a kind."""
    values = tomllib.loads(dian.example_draft(kind), parse_float=Decimal)
    draft = dian.from_draft(values).with_secrets(SECRETS)
    return dian.build(draft.document, **draft.arguments).xml


@functools.cache
def signed(kind: str = "invoice") -> bytes:
    """Sign the example of a kind."""
    return signer_of(restaurant()).sign(built(kind), at=MOMENT).xml


@functools.cache
def answer() -> bytes:
    return answer_to(signed())


def logo() -> bytes:
    """Draw a red square as PNG."""
    rows = b"".join(b"\0" + b"\xc0\x20\x20" * 8 for _ in range(8))

    def chunk(name: bytes, content: bytes) -> bytes:
        tail = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + tail

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )  # fmt: skip


@pytest.fixture(autouse=True)
def desk(folder: Path) -> Path:
    """A signed invoice and the answer to it in the folder."""
    (folder / "invoice.xml").write_bytes(signed())
    (folder / "answer.xml").write_bytes(answer())
    return folder


def text_of(path: Path) -> str:
    return " ".join(page.extract_text() for page in opened(path.read_bytes()).pages)


def refused(ran: Ran, desk: Path, code: int, name: str) -> Any:
    """Give the error of a command that wrote nothing."""
    assert (code, name) == (ran.code, ran.error["class"]), ran
    made = {each for each in files_in(desk) if each.startswith(("out", "ad0")) or ".pdf" in each}
    assert set() == made - {"out.pdf"}
    return ran.error


# --- pdf -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "width"), [("letter", 215.9), ("a4", 210.0), ("roll-80", 80.0)])
def test_papers(loggro: Loggro, desk: Path, paper: str, width: float) -> None:
    """Each paper has its width; the file is called after the XML, which stands inside it."""
    ran = loggro("dian", "pdf", "invoice.xml", "--paper", paper, "--json")

    data = (desk / "invoice.pdf").read_bytes()
    assert KEYS["dian pdf"] == set(ran.json)
    assert (0, "invoice.pdf", "SETP990000123", "valid", len(data)) == (
        ran.code, *(ran.json[key] for key in ("out", "number", "verdict", "bytes")),
    )  # fmt: skip
    assert {round(width, 1)} == {round(page[0], 1) for page in sizes(data)}
    assert [signed()] == [found for each in opened(data).attachments.values() for found in each]


def test_words_pictures_and_language(loggro: Loggro, desk: Path) -> None:
    """Logo, stamp, footer and language are those of the command."""
    (desk / "logo.png").write_bytes(logo())
    options = ["--stamp", "COPIA", "--footer", "Abierto de 7 a 22", "--lang", "en"]
    loggro("dian", "pdf", "invoice.xml", "--out", "plain.pdf")

    ran = loggro(
        "dian", "pdf", "invoice.xml", "--out", "out.pdf", "--logo", "logo.png",
        "--accent", "#1f5a4d", *options,
    )  # fmt: skip

    text = text_of(desk / "out.pdf")
    assert (0, "Written to out.pdf.\n") == (ran.code, ran.out)
    assert "COPIA" in text
    assert "Abierto de 7 a 22" in text
    assert "COPIA" not in text_of(desk / "plain.pdf")
    assert len(pictures((desk / "out.pdf").read_bytes())) > len(
        pictures((desk / "plain.pdf").read_bytes())
    )


def test_a_page_for_a_browser(loggro: Loggro, desk: Path) -> None:
    """HTML holds the document and the style sheet of the house, which comes after ours."""
    (desk / "house.css").write_text(":root { --accent: #112233; }", "utf-8")

    ran = loggro("dian", "pdf", "invoice.xml", "--html", "--css", "house.css", "--json")

    page = (desk / "invoice.html").read_text("utf-8")
    assert (0, "invoice.html") == (ran.code, ran.json["out"])
    assert "SETP990000123" in page
    assert page.index("--accent: #112233") > page.index(":root")


def test_a_container_is_printed_with_its_validation(loggro: Loggro, desk: Path) -> None:
    """Of an AttachedDocument the invoice is printed; the whole container is its source."""
    container = dian.attach(signed(), answer(), number="AD1", at=MOMENT)
    data = signer_of(restaurant()).sign(dian.build(container, environment="test"), at=MOMENT).xml
    (desk / "mail.zip").write_bytes(zipped(("ad1.xml", data), ("fv1.pdf", b"%PDF")))

    ran = loggro("dian", "pdf", "mail.zip", "--out", "out.pdf", "--json")

    written = opened((desk / "out.pdf").read_bytes())
    assert (0, "SETP990000123") == (ran.code, ran.json["number"])
    assert [data] == [found for each in written.attachments.values() for found in each]
    loggro("dian", "pdf", "invoice.xml", "--out", "alone.pdf")
    assert "20:17:45" in text_of(desk / "out.pdf")
    assert "20:17:45" not in text_of(desk / "alone.pdf")


def test_a_container_that_tells_no_time_of_validation(loggro: Loggro, desk: Path) -> None:
    """Old containers say only the day: the invoice is printed without that time."""
    container = dian.attach(signed(), answer(), number="AD1", at=MOMENT)
    data = dian.build(container, environment="test").xml
    silent = re.sub(rb"<cbc:ValidationTime>.*?</cbc:ValidationTime>", b"", data)
    (desk / "a.xml").write_bytes(silent)

    ran = loggro("dian", "pdf", "a.xml", "--out", "out.pdf", "--json")

    assert silent != data
    assert 0 == ran.code
    assert "20:17:45" not in text_of(desk / "out.pdf")


@pytest.mark.parametrize("kind", ["pos", "credit-note", "support-document"])
def test_a_document_without_signature(loggro: Loggro, desk: Path, kind: str) -> None:
    """A draft of any kind is printed, and its verdict told."""
    (desk / "a.xml").write_bytes(built(kind))

    ran = loggro("dian", "pdf", "a.xml", "--json")

    assert (0, "unsigned", "") == (ran.code, ran.json["verdict"], ran.err)


def test_an_edited_document_is_told(loggro: Loggro, desk: Path) -> None:
    """Whoever prints an edited document is warned that the signature does not stand for it."""
    (desk / "a.xml").write_bytes(signed().replace(b"Arepa de ch", b"Arepa sin ch"))

    ran = loggro("dian", "pdf", "a.xml", "--json")

    assert "body-edited" == ran.json["verdict"]
    assert "the signature does not stand for what the document says" in ran.err


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: answer(), "holds 0 documents"),
        (lambda: zipped(("a.xml", signed()), ("b.xml", signed("pos"))), "holds 2 documents"),
    ],
)
def test_files_without_one_printed_form(loggro: Loggro, desk: Path, make: Any, words: str) -> None:
    """Events have none; of several documents nobody knows which one is meant."""
    (desk / "a.xml").write_bytes(make())

    error = refused(loggro("dian", "pdf", "a.xml", "--json"), desk, 2, "InvalidInput")

    assert words in error["message"]
    assert "loggro dian unpack" in error["hint"]["es"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["--logo", "none.png"], "--logo"),
        (["--logo", "invoice.xml"], "logo"),
        (["--font", "none.ttf"], "--font"),
        (["--font", "invoice.xml"], "font"),
        (["--accent", "red"], "accent"),
        (["--html", "--css", "none.css"], "--css"),
        (["--paper", "a3"], "--paper"),
        (["--css", "house.css"], "--css"),
        (["--html", "--font", "house.ttf"], "--font"),
    ],
)
def test_options_that_cannot_be_used(
    loggro: Loggro, desk: Path, words: list[str], field: str
) -> None:
    """Each is refused by name, and no file is left."""
    ran = loggro("dian", "pdf", "invoice.xml", "--out", "out.x", *words, "--json")

    assert field == refused(ran, desk, 2, "InvalidInput")["field"]


@pytest.mark.parametrize("words", [["--out", "out.html"], ["--html", "--out", "out.PDF"]])
def test_a_name_that_says_the_other_form(loggro: Loggro, desk: Path, words: list[str]) -> None:
    """No PDF is called .html and no page .pdf: the name is refused, with the option to add."""
    ran = loggro("dian", "pdf", "invoice.xml", *words, "--json")

    assert "--html" in refused(ran, desk, 2, "InvalidInput")["hint"]["en"]


def test_no_print_is_replaced_unless_forced(loggro: Loggro, desk: Path) -> None:
    """A PDF that is there stays; with --force it is replaced."""
    (desk / "out.pdf").write_text("mine")
    words = ["dian", "pdf", "invoice.xml", "--out", "out.pdf"]

    error = refused(loggro(*words, "--json"), desk, 2, "InvalidInput")

    assert "--out" == error["field"]
    assert "mine" == (desk / "out.pdf").read_text()
    assert 0 == loggro(*words, "--force").code
    assert (desk / "out.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("library", ["fpdf", "segno"])
def test_without_the_printing_libraries(desk: Path, library: str) -> None:
    """The line that installs them is named."""
    del desk
    ran = without(library, "dian", "pdf", "invoice.xml", "--json")

    assert (2, "MissingExtra") == (ran.code, ran.error["class"])
    assert "loggro-integration[pdf]" in ran.error["hint"]["es"]


# --- what is handed over, read ---------------------------------------------------------------


def test_an_event_says_what_it_is_about(loggro: Loggro, desk: Path) -> None:
    """Who sends it to whom, its name, the reason of a claim, and the number of the invoice."""
    (desk / "event.xml").write_bytes(signed("event-031"))

    ran = loggro("dian", "read", "event.xml")

    for said in (
        "Eventos del Parque SAS",
        "031 Reclamo de la Factura Electrónica de Venta",
        "01 Documento con inconsistencias",
        "SETP990000122",
    ):
        assert said in ran.out


def test_a_rejection_shows_the_rules_it_names(loggro: Loggro, desk: Path) -> None:
    """Nobody has to open the XML to see why."""
    rule = ResponseLine(code="FAD06", description="Regla: FAD06, Rechazo: el CUFE no corresponde.")
    (desk / "answer.xml").write_bytes(answer_to(signed(), "04", (rule,)))

    ran = loggro("dian", "read", "answer.xml")

    assert "04 Documento rechazado por la DIAN" in ran.out
    assert "Regla: FAD06, Rechazo: el CUFE no corresponde." in ran.out


def test_a_container_says_what_it_holds_and_has_no_code(loggro: Loggro, desk: Path) -> None:
    """It names its invoice; that a code is not computed is said of the two inside alone."""
    loggro(*ATTACH, "--out", "ad.xml")

    ran = loggro("dian", "read", "ad.xml")

    assert "About the document" in ran.out
    assert 2 == ran.out.count("not computed without a key")


# --- attach ----------------------------------------------------------------------------------

ATTACH = ["dian", "attach", "invoice.xml", "answer.xml", "--number", "AD1", "--at", AT]


def test_attaching(loggro: Loggro, desk: Path) -> None:
    """The container speaks of the invoice, carries both as they came, and gets DIAN's name."""
    ran = loggro(*ATTACH, "--json")

    container = dian.read((desk / "ad09005551110002600000001.xml").read_bytes())
    assert KEYS["dian attach"] == set(ran.json)
    assert ("AD1", "SETP990000123") == (ran.json["number"], ran.json["document"])
    assert {"invoice": "valid", "answer": "valid"} == ran.json["verdicts"]
    assert (signed(), answer()) == (container.document, container.answer)
    assert ran.json["unique_code"]["value"] == container.parent_code.value
    assert "ad09005551110002600000002.xml" == loggro(*ATTACH, "--json").json["file_name"]


def test_a_mail_that_is_made_and_opened_again(loggro: Loggro, desk: Path) -> None:
    """Signed, the container verifies with all it carries."""
    write_certificates(desk)
    loggro(*ATTACH, "--out", "ad.xml")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOGGRO_P12_PASSWORD", SECRETS["LOGGRO_P12_PASSWORD"])
        loggro("dian", "sign", "ad.xml", *SIGNING)
    ran = loggro("dian", "verify", "ad-signed.xml", "--trust", "autoridades.pem")

    assert 0 == ran.code


def test_a_rejection_is_not_attached(loggro: Loggro, desk: Path) -> None:
    """What DIAN rejected is no document: 1, and nothing is written."""
    (desk / "answer.xml").write_bytes(answer_to(signed(), "04"))

    refused(loggro(*ATTACH, "--json"), desk, 1, "DianRejected")


@pytest.mark.parametrize(
    ("first", "second", "code", "name"),
    [
        (lambda: answer(), lambda: signed(), 2, "InvalidInput"),
        (lambda: signed("pos"), lambda: answer(), 2, "InvalidInput"),
        (lambda: signed(), lambda: signed(), 2, "InvalidInput"),
        (lambda: signed().replace(b"Arepa de", b"Arepas de"), lambda: answer(), 1,
         "SignatureInvalid"),
        (lambda: signed(), lambda: answer().replace(b"AR1<", b"AR2<"), 1, "SignatureInvalid"),
        (lambda: b"<a/>", lambda: answer(), 2, "NotADianDocument"),
        (lambda: signed(), lambda: b"<!DOCTYPE a><a/>", 2, "XmlRefused"),
    ],
)  # fmt: skip
def test_documents_that_do_not_belong_together(
    loggro: Loggro, desk: Path, first: Any, second: Any, code: int, name: str
) -> None:
    """Swapped, of another invoice, edited, hostile: each by its own error."""
    (desk / "invoice.xml").write_bytes(first())
    (desk / "answer.xml").write_bytes(second())

    refused(loggro(*ATTACH, "--json"), desk, code, name)


def test_an_unsigned_document_is_told(loggro: Loggro, desk: Path) -> None:
    """A container around a document without signature is made, with a warning."""
    (desk / "invoice.xml").write_bytes(built("invoice"))
    (desk / "answer.xml").write_bytes(answer_to(built("invoice")))

    ran = loggro(*ATTACH)

    assert 0 == ran.code
    assert "it carries an unsigned one" in ran.err


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["none.xml", "answer.xml", "--number", "AD1"], "INVOICE"),
        (["invoice.xml", "none.xml", "--number", "AD1"], "ANSWER"),
        (["invoice.xml", "answer.xml"], "--number"),
        (["invoice.xml", "answer.xml", "--number", "AD1", "--at", "noon"], "instant"),
        (["invoice.xml", "answer.xml", "--number", "AD1", "--sequence", "0"], "sequence"),
        (["invoice.xml", "answer.xml", "--number", "AD1", "--out", "answer.xml"], "--out"),
    ],
)
def test_words_that_cannot_be_used(
    loggro: Loggro, desk: Path, words: list[str], field: str
) -> None:
    """Each is refused by name, and no file is left or replaced."""
    ran = loggro("dian", "attach", *words, "--json")

    assert (2, field) == (ran.code, ran.error["field"])
    assert ["answer.xml", "invoice.xml"] == files_in(desk)
    assert answer() == (desk / "answer.xml").read_bytes()
