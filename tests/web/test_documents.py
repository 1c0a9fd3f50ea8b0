# SPDX-License-Identifier: MIT
"""XML and PDF from a folder: found by number and day, never by an address."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from dian.bills import DAY, arguments, bill
from loggro_integration import dian, render
from loggro_integration.errors import InvalidInput, MissingExtra
from loggro_integration.sync import Event
from loggro_integration.web import DocumentFolder
from web.ledgers import key_of, seen, synced, write
from web.pages import Opening, words_of

NUMBER = 990000001
SALE = f"/sales/{quote(key_of(NUMBER, 'SETP'), safe='')}"


def document(number: int = NUMBER, day: date = DAY) -> bytes:
    made = bill(number=f"SETP{number}", issue_date=day)
    return dian.build(made, **arguments()).xml


def sales() -> Iterator[Event]:
    """Give one sale with the number of the document, on its day."""
    yield from synced(seen(NUMBER, DAY, prefix="SETP"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    (made / "2026" / "11").mkdir(parents=True)
    return made


@pytest.fixture
def page(tmp_path: Path, folder: Path, opened: Opening) -> httpx.Client:
    """Open the page of one sale with a folder of documents that is still empty."""
    ledger = write(tmp_path / "loggro.db", sales())
    return opened(ledger, documents=DocumentFolder(folder))


def test_a_document_is_found_below_the_folder_whatever_its_name(
    page: httpx.Client, folder: Path
) -> None:
    """DIAN's names hold no number of ours."""
    (folder / "2026" / "11" / "fv0900555111000260000001.xml").write_bytes(document())

    words, xml = words_of(page.get(SALE).text), page.get(f"{SALE}/xml")

    assert "Descargar XML Descargar PDF CUFE: " in words
    assert document() == xml.content
    assert "application/xml" == xml.headers["content-type"]
    assert f'attachment; filename="SETP{NUMBER}.xml"' == xml.headers["content-disposition"]
    assert "no-store" == xml.headers["cache-control"]


def test_a_pdf_is_printed_from_the_xml(page: httpx.Client, folder: Path) -> None:
    """Where none stands beside it, with its XML inside."""
    (folder / f"SETP{NUMBER}.xml").write_bytes(document())

    answer = page.get(f"{SALE}/pdf")

    assert "application/pdf" == answer.headers["content-type"]
    assert answer.content.startswith(b"%PDF-1.7")


def test_the_pdf_that_stands_beside_it_is_the_one(page: httpx.Client, folder: Path) -> None:
    """What was handed over is shown, not another print."""
    (folder / "a.xml").write_bytes(document())
    (folder / "a.pdf").write_bytes(b"%PDF-1.4 the one of then")

    assert b"%PDF-1.4 the one of then" == page.get(f"{SALE}/pdf").content


def test_a_zip_of_a_mail_is_opened(page: httpx.Client, folder: Path) -> None:
    """As it came, with a document of another number beside."""
    (folder / "0-other.xml").write_bytes(document(NUMBER + 1))
    (folder / "1-mail.zip").write_bytes(dian.pack("fv1.xml", document()))

    assert document() == page.get(f"{SALE}/xml").content


def test_without_the_printer_there_is_no_pdf(
    page: httpx.Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The XML is offered alone where the extra is not installed."""

    def missing(name: str) -> object:
        raise MissingExtra(f"{name} needs fpdf.", extra="pdf")

    monkeypatch.delitem(vars(render), "pdf", raising=False)
    monkeypatch.setattr(render, "__getattr__", missing)
    (folder / "a.xml").write_bytes(document())

    words = words_of(page.get(SALE).text)

    assert "Descargar XML" in words
    assert "Descargar PDF" not in words
    assert 503 == page.get(f"{SALE}/pdf").status_code


def test_the_same_number_of_another_day_is_another_document(
    page: httpx.Client, folder: Path
) -> None:
    """A supplier's invoice may stand in the folder too."""
    (folder / "a.xml").write_bytes(document(day=date(2026, 10, 2)))

    assert "no hay un documento con este número y esta fecha" in words_of(page.get(SALE).text)
    assert 404 == page.get(f"{SALE}/xml").status_code


@pytest.mark.parametrize("content", [b"", b"not xml", b"<Invoice/>", b"PK\x03\x04broken"])
def test_a_file_that_is_no_document_is_passed_over(
    page: httpx.Client, folder: Path, content: bytes
) -> None:
    """It hides no other one."""
    (folder / "0.xml").write_bytes(content)
    (folder / "0.zip").write_bytes(content)
    (folder / "1.xml").write_bytes(document())

    assert document() == page.get(f"{SALE}/xml").content


def test_a_file_larger_than_any_document_is_not_read(
    page: httpx.Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A film in the folder costs nothing."""
    monkeypatch.setattr("loggro_integration.web._documents._BIGGEST", 100)
    (folder / "a.xml").write_bytes(document())

    assert 404 == page.get(f"{SALE}/xml").status_code


def test_a_link_out_of_the_folder_is_not_followed(
    page: httpx.Client, folder: Path, tmp_path: Path
) -> None:
    """Neither for the XML nor for the PDF."""
    outside = tmp_path / "outside.xml"
    outside.write_bytes(document())
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    (folder / "a.xml").symlink_to(outside)
    (folder / "2026" / "loop").symlink_to(tmp_path)

    assert 404 == page.get(f"{SALE}/xml").status_code

    (folder / "b.xml").write_bytes(document())
    (folder / "b.pdf").symlink_to(tmp_path / "secret.pdf")

    assert page.get(f"{SALE}/pdf").content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "address",
    ["/sales/..%2F..%2Foutside/xml", "/sales/../../outside.xml", f"{SALE}/..%2f..%2foutside.xml",
     f"{SALE}/xml/../../outside.xml", "/sales/%2e%2e/xml", "/sales/%00/xml"],
)  # fmt: skip
def test_no_address_reaches_a_file(page: httpx.Client, tmp_path: Path, address: str) -> None:
    """An address names a sale of the ledger, and nothing else."""
    (tmp_path / "outside.xml").write_bytes(document())

    answer = page.get(httpx.URL(page.base_url, raw_path=address.encode()))

    assert 404 == answer.status_code
    assert b"Invoice" not in answer.content


def test_without_a_folder_the_page_says_how_to_name_one(tmp_path: Path, opened: Opening) -> None:
    """The ledger alone holds no documents."""
    page = opened(write(tmp_path / "loggro.db", sales()))

    assert "loggro serve --documents CARPETA" in words_of(page.get(SALE).text)
    assert 404 == page.get(f"{SALE}/xml").status_code


def test_a_day_that_is_none_finds_nothing(tmp_path: Path, folder: Path, opened: Opening) -> None:
    """Whoever wrote that row, the page stands."""
    odd = seen(1, DAY, day="ayer")
    page = opened(write(tmp_path / "loggro.db", iter([odd])), documents=DocumentFolder(folder))

    words = words_of(page.get(f"/sales/{quote(key_of(1), safe='')}").text)

    assert "Fecha ayer" in words
    assert "no hay un documento" in words


def test_a_large_folder_is_read_in_parts(folder: Path) -> None:
    """A search ends after a moment, says how much is left, and the next one goes on."""
    for number in range(4):
        (folder / f"{number}.xml").write_bytes(document(NUMBER + 3 - number))
    ticks = iter(range(0, 1000, 3))
    documents = DocumentFolder(folder, clock=lambda: next(ticks))

    searches = [documents.find(f"SETP{NUMBER}", DAY) for _ in range(4)]

    assert [3, 2, 1, 0] == [each.unread for each in searches]
    assert [None, None, None, "3.xml"] == [each.held and each.held.name for each in searches]


def test_a_file_that_changed_is_read_again(folder: Path) -> None:
    """What is known of a file holds while it is as it was."""
    path = folder / "a.xml"
    path.write_bytes(document(NUMBER + 1))
    documents = DocumentFolder(folder)
    before = documents.find(f"SETP{NUMBER}", DAY)

    path.write_bytes(document() + b"\n")
    after = documents.find(f"SETP{NUMBER}", DAY)

    assert before.held is None
    assert after.held is not None
    assert "CUFE" == after.held.code_name


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """It is refused by the name of the option."""
    path = tmp_path / "a.xml"
    path.write_bytes(b"")

    with pytest.raises(InvalidInput) as raised:
        DocumentFolder(path)

    assert "documents" == raised.value.field


def test_a_document_that_is_gone_is_not_shown(folder: Path) -> None:
    """Another one took its place, and nothing but its content tells."""
    path = folder / "a.xml"
    path.write_bytes(document())
    was = path.stat()
    documents = DocumentFolder(folder)
    first = documents.find(f"SETP{NUMBER}", DAY)

    path.write_bytes(document().replace(b"SETP990000001", b"SETP990000002"))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    second = documents.find(f"SETP{NUMBER}", DAY)

    assert first.held is not None
    assert second.held is None


def test_a_link_to_nothing_is_passed_over(folder: Path) -> None:
    """What it named was deleted."""
    (folder / "a.xml").symlink_to(folder / "gone.xml")

    assert DocumentFolder(folder).find(f"SETP{NUMBER}", DAY).held is None


def test_what_is_left_to_read_is_said(tmp_path: Path, folder: Path, opened: Opening) -> None:
    """Loading the page again goes on."""
    for number in range(3):
        (folder / f"{number}.xml").write_bytes(document(NUMBER + 5))
    ticks = iter(range(0, 1000, 3))
    documents = DocumentFolder(folder, clock=lambda: next(ticks))
    page = opened(write(tmp_path / "loggro.db", sales()), documents=documents)

    assert "Archivos de la carpeta por leer: 2." in words_of(page.get(SALE).text)
    assert "por leer: 1." in words_of(page.get(SALE).text)
    assert "no hay un documento" in words_of(page.get(SALE).text)
