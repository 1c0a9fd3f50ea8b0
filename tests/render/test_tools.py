# SPDX-License-Identifier: MIT
"""The PDF as other programs see it: poppler draws and reads it, zbar scans its QR codes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from lxml import etree
from PIL import Image

from loggro_integration.render import html, pdf, qr_png
from loggro_integration.render._fill import Wording, fill
from render import papers
from render.reading import said, squeezed
from render.test_pdf import DOCUMENTS, PAPERS, picture

pytestmark = pytest.mark.tools
WITH_CODE = sorted(set(DOCUMENTS) - {"draft"})


def run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, check=True, timeout=300).stdout.decode()


def kept(folder: Path, document: Any, paper: Any, **options: Any) -> Path:
    path = folder / f"{paper}.pdf"
    path.write_bytes(pdf(document, paper=paper, logo=picture(), **options))
    return path


def scanned(picture: Path) -> list[str]:
    """Give the texts of all QR codes of a picture."""
    raw = run("zbarimg", "--quiet", "--xml", "-Sdisable", "-Sqrcode.enable", picture)
    root = etree.fromstring(raw.encode())
    return ["".join(node.itertext()) for node in root.iter("{*}data")]


def drawn(path: Path, dpi: int) -> list[Path]:
    """Draw each page as PNG."""
    run("pdftoppm", "-r", str(dpi), "-png", path, path.with_suffix(""))
    return sorted(path.parent.glob(f"{path.stem}-*.png"))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", WITH_CODE)
def test_the_qr_code_of_every_page_scans_to_the_exact_text(
    tmp_path: Path, name: str, paper: Any
) -> None:
    """Drawn as coarsely as a thermal printer does (203 dots an inch), each page still scans."""
    pages = drawn(kept(tmp_path, DOCUMENTS[name], paper), 203)

    expected = fill(DOCUMENTS[name], Wording()).qr
    assert [[expected]] * len(pages) == [scanned(page) for page in pages]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_text_can_be_selected(tmp_path: Path, name: str, paper: Any) -> None:
    """Poppler finds the texts in the file: each word of the form is among them."""
    text = run("pdftotext", "-raw", kept(tmp_path, DOCUMENTS[name], paper), "-")

    words = [word for text in said(fill(DOCUMENTS[name], Wording())) for word in text.split()]
    whole = squeezed(text).upper()
    short = [word for word in words if len(word) < 40]
    assert [] == [word for word in short if word.upper() not in whole]
    assert "\ufffd" not in text


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["invoice", "pos", "crowded"])
def test_no_word_leaves_the_page(tmp_path: Path, name: str, paper: Any) -> None:
    """By poppler's own measures every word keeps 3 mm from the edge."""
    raw = run("pdftotext", "-bbox", kept(tmp_path, DOCUMENTS[name], paper), "-")

    margin = 3 * 72 / 25.4
    for page in etree.fromstring(raw.encode()).iter("{*}page"):
        width, height = float(page.get("width", 0)), float(page.get("height", 0))
        for word in page.iter("{*}word"):
            assert float(word.get("xMin", 0)) >= margin, word.text
            assert float(word.get("xMax", 0)) <= width - margin, word.text
            assert float(word.get("yMin", 0)) >= margin, word.text
            assert float(word.get("yMax", 0)) <= height - margin, word.text


# slow: a browser, which CI does not install
@pytest.mark.slow
def test_no_word_leaves_the_page_that_a_browser_prints(tmp_path: Path) -> None:
    """Names, notes and marks without a blank break; no column is cut at the right edge."""
    document = evolve(
        papers.crowded(),
        supplier=evolve(papers.AREPERA, name="Y" * 120, trade_name=None),
        customer=evolve(papers.COMPANY, name="W" * 120),
        notes=("x" * 300,),
    )
    page = tmp_path / "page.html"
    page.write_text(html(document, stamp="ANULADA" * 20, footer="Z" * 200), "utf-8")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")

    run("chromium", *quiet, f"--print-to-pdf={tmp_path / 'page.pdf'}", page.as_uri())

    raw = run("pdftotext", "-bbox", tmp_path / "page.pdf", "-")
    words = list(etree.fromstring(raw.encode()).iter("{*}word"))
    assert [] == [each.text for each in words if float(each.get("xMax", 0)) > 612 - 36]
    total = fill(document, Wording()).sums[-1].amount.split()[-1]
    assert any(total in (each.text or "") for each in words)


def test_a_roll_is_80_mm_wide_for_poppler(tmp_path: Path) -> None:
    """The width of the page is that of the paper: 226.77 points."""
    info = run("pdfinfo", kept(tmp_path, papers.pos(), "roll-80"))

    assert re.search(r"Page size: +226\.77 x", info)


def test_the_typefaces_are_embedded_and_have_their_characters(tmp_path: Path) -> None:
    """Both are subsets inside the file, with the table that text is copied by."""
    rows = run("pdffonts", kept(tmp_path, papers.invoice(), "letter")).splitlines()[2:]

    assert ["PTSans", "PTSansBold"] == sorted(row.split()[0].partition("+")[2] for row in rows)
    assert all(re.search(r" yes +yes +yes ", row) for row in rows)


def test_poppler_finds_the_attached_document(tmp_path: Path) -> None:
    """The XML comes out as it went in."""
    path = kept(tmp_path, papers.invoice(), "letter", xml=b"<Invoice/>\n")

    run("pdfdetach", "-saveall", "-o", tmp_path, path)

    assert b"<Invoice/>\n" == (tmp_path / "FE45.xml").read_bytes()


def test_nothing_is_printed_outside_the_margins(tmp_path: Path) -> None:
    """In the drawn page a frame of 3 mm is white, marks and logo included."""
    document = evolve(papers.crowded(), environment="2")

    for page in drawn(kept(tmp_path, document, "letter", stamp="ANULADA"), 100):
        picture = Image.open(page).convert("L").point(lambda value: 255 - value)
        left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
        frame = 3 / 25.4 * 100
        assert min(left, top, picture.width - right, picture.height - bottom) >= frame


def test_a_qr_code_of_its_own_scans(tmp_path: Path) -> None:
    """The PNG for a program's own paper holds the text, line feeds too."""
    path = tmp_path / "qr.png"
    path.write_bytes(qr_png("NumFac: FE45\nNitFac: 900373076"))

    assert ["NumFac: FE45\nNitFac: 900373076"] == scanned(path)
