# SPDX-License-Identifier: MIT
"""The PDF: what it says, where it says it, and that it is the same file twice."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, time, timedelta, timezone
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import time_machine
from attrs import evolve
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from lxml import etree
from PIL import Image
from pypdf.generic import StreamObject

from loggro_integration.errors import InvalidInput
from loggro_integration.models import FiscalDocument, Party
from loggro_integration.render import Colours, pdf
from loggro_integration.render._fill import Wording, fill
from render import papers
from render.reading import Box, joined, opened, pictures, said, sizes, squeezed, texts

PAPERS = ("letter", "a4", "roll-80")
XML = b'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice/>'
FONTS = resources.files("fontpkg_pt_sans") / "files"
DOCUMENTS = {
    "invoice": papers.invoice(),
    "draft": papers.invoice(unique_code=None, environment="2"),
    "pos": papers.pos(),
    "support": papers.support(),
    "credit-note": papers.note("91"),
    "debit-note": papers.note("92"),
    "debit-adjustment": papers.note("93"),
    "credit-adjustment": papers.note("94"),
    "support-note": papers.note("95"),
    "crowded": papers.crowded(),
    "empty": papers.invoice((), allowance_charges=(), notes=()),
}


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 120, 40)).save(out, kind)
    return out.getvalue()


def outside(boxes: list[Box], pages: list[tuple[float, float]]) -> list[Box]:
    """Give what does not keep 3 mm from the edge of its page."""
    return [
        box
        for box in boxes
        if box.left < 3
        or box.top < 3
        or box.right > pages[box.page - 1][0] - 3
        or box.bottom > pages[box.page - 1][1] - 3
    ]


def overlaps(boxes: list[Box]) -> list[tuple[str, str]]:
    """Give texts that are written over each other."""
    return [
        (one.text, other.text)
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one.page == other.page
        and min(one.right, other.right) - max(one.left, other.left) > 0.1
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.8
    ]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_text_of_the_form_is_printed_inside_the_page(name: str, paper: Any) -> None:
    """Nothing is left out, nothing leaves the page, no text covers another."""
    document = DOCUMENTS[name]

    data = pdf(document, paper=paper, logo=picture(), footer="¡Vuelva pronto!")

    printed, pages = texts(data), sizes(data)
    whole = joined(printed).upper()
    form = fill(document, Wording(footer="¡Vuelva pronto!"))
    assert [] == [text for text in said(form) if squeezed(text).upper() not in whole]
    assert [] == outside([*printed, *pictures(data)], pages)
    assert [] == overlaps(printed)


def test_the_fields_that_the_law_asks_for_are_printed() -> None:
    """Names, numbers, dates, lines, taxes, totals and codes of one invoice, literally."""
    printed = joined(texts(pdf(papers.invoice())))

    expected = [
        "FACTURA ELECTRÓNICA DE VENTA",
        "No. FE45",
        "Arepas y Sabores de Bogotá S.A.S.",
        "NIT 900373076-4",
        "Responsable de IVA",
        "Gran contribuyente",
        "Calle 45 # 13-20, local 2, Bogotá, D.C.",
        "Compañía Ñandú & Hijos Ltda.",
        "NIT 800199436-7",
        "2026-11-20 20:15:32",
        "Crédito",
        "Tarjeta Crédito",
        "2026-12-20",
        "Arepa de chócolo con quesito",
        "1,5",
        "und",
        "18.518,52",
        "2.222,22",
        "INC 8 %",
        "27.777,78",
        "$ 7.081,48",
        "Propina voluntaria",
        "$ 5.000,00",
        "$ 100.740,01",
        "SON: CIEN MIL SETECIENTOS CUARENTA PESOS CON UN CENTAVO M/CTE",
        f"CUFE: {papers.CODE}",
        "Autorización de numeración DIAN No. 18760000001, prefijo FE, del 1 al 5000",
        "2028-01-19",
        "Programas del Maíz S.A.S.",
        "Proveedor tecnológico: NIT 900373076-4",
    ]
    assert [] == [text for text in expected if squeezed(text) not in printed]


@pytest.mark.parametrize(
    ("paper", "width", "height"), [("letter", 215.9, 279.4), ("a4", 210.0, 297.0)]
)
def test_pages_have_the_size_of_the_paper(paper: Any, width: float, height: float) -> None:
    """Letter and A4, to a hundredth of a millimetre."""
    (size,) = sizes(pdf(papers.invoice(), paper=paper))

    assert size == (pytest.approx(width, abs=0.01), pytest.approx(height, abs=0.01))


def test_a_roll_is_80_mm_wide_and_as_high_as_its_content() -> None:
    """Below the last line there is only the margin; more lines make a longer roll."""
    short, long = (pdf(each, paper="roll-80") for each in (papers.pos(), papers.crowded()))

    (first,), (second,) = sizes(short), sizes(long)
    assert first[0] == second[0] == pytest.approx(80, abs=0.001)
    assert second[1] > 2 * first[1]
    assert max(box.bottom for box in texts(short)) == pytest.approx(first[1] - 4, abs=1.5)


def test_a_roll_longer_than_a_pdf_page_goes_on() -> None:
    """Acrobat reads 5,080 mm: a longer roll has two pages, each with its QR code."""
    lines = tuple(papers.line(n, f"Empanada {n}", "1", "3000.00") for n in range(1, 501))

    data = pdf(papers.pos(lines=lines), paper="roll-80")

    assert all(height <= 5080 for _, height in sizes(data))
    assert [1, 2] == [box.page for box in pictures(data)]


@pytest.mark.parametrize(("paper", "least"), [("letter", 29.9), ("a4", 29.9), ("roll-80", 45.9)])
def test_the_qr_code_is_large_enough_on_every_page(paper: Any, least: float) -> None:
    """DIAN asks for 20 mm without the white margin, on each page."""
    data = pdf(papers.crowded(), paper=paper)

    codes = pictures(data)
    assert list(range(1, len(sizes(data)) + 1)) == [box.page for box in codes]
    assert all(box.right - box.left >= least for box in codes)
    assert all(box.bottom - box.top >= least for box in codes)


def test_the_qr_code_keeps_its_white_margin() -> None:
    """No text comes nearer than four modules, of 30 mm with at least 57 of them."""
    data = pdf(papers.invoice())

    (code,) = pictures(data)
    near = [
        box.text
        for box in texts(data)
        if box.right > code.left - 2.1
        and box.left < code.right + 2.1
        and box.bottom > code.top - 2.1
    ]
    assert [] == near


def test_pages_are_counted_and_the_heading_is_repeated() -> None:
    """Forty lines fill three pages; each says which it is, and whose, and names its columns."""
    printed = texts(pdf(papers.crowded()))

    pages = [[box.text for box in printed if box.page == page] for page in (1, 2, 3)]
    for number, page in enumerate(pages, start=1):
        assert f"Página {number} de 3" in page
        assert "Descripción" in page
        assert f"CUFE: {papers.CODE}" in page
    assert "La Arepera de la 45 · NIT 900373076-4" in pages[1]
    assert "Factura electrónica de venta No. FE45" in pages[2]


def test_marks_stand_on_every_page() -> None:
    """A test document says so on each page, and so does a stamp."""
    document = evolve(papers.crowded(), environment="2")

    printed = texts(pdf(document, stamp="ANULADA"))

    for mark in ("ANULADA", "DOCUMENTO DE PRUEBA - SIN VALIDEZ FISCAL"):
        assert [1, 2, 3] == sorted({box.page for box in printed if box.text == mark})


def test_a_long_head_is_cut_and_its_page_holds() -> None:
    """A name of six hundred letters and an address of three thousand leave room for the rest."""
    endless = Party(name="Ñandú " * 100, trade_name="W" * 600)
    place = evolve(papers.COMPANY.address, lines=("Vereda " * 430,))
    document = papers.invoice(supplier=endless, customer=evolve(papers.COMPANY, address=place))

    data = pdf(document)

    printed = texts(data)
    assert [] == outside(printed, sizes(data))
    assert [] == overlaps(printed)
    assert any(box.text.endswith("…") for box in printed)


def test_a_row_longer_than_a_page_is_cut_between_lines() -> None:
    """A description of twenty thousand letters goes on on the next pages, none of it lost."""
    text = " ".join(f"palabra{n}" for n in range(2000))
    line = evolve(papers.menu()[0], descriptions=("Sancocho", text))

    data = pdf(papers.invoice((line,)))

    printed = texts(data)
    assert squeezed(text) in joined([box for box in printed if box.text != "Descripción"])
    assert [] == outside(printed, sizes(data))


def test_figures_of_seventeen_digits_are_set_smaller() -> None:
    """Columns that would leave the description no room get smaller type, and still fit."""
    line = papers.line(1, "Yate de la casa", "1", "91234567890123456.123456")

    data = pdf(papers.invoice((line,), allowance_charges=()))

    printed = texts(data)
    price = next(box for box in printed if box.text == "91.234.567.890.123.456,123456")
    assert [] == outside(printed, sizes(data))
    assert [] == overlaps(printed)
    assert price.bottom - price.top < 8.5 / 72 * 25.4


def test_forty_taxes_fit() -> None:
    """More rates than half a page holds are set row by row over two pages."""
    taxes = tuple(papers.inc(papers.menu()[0].line_extension, str(n)) for n in range(1, 61))
    line = evolve(papers.menu()[0], taxes=taxes)

    data = pdf(papers.invoice((line,)))

    printed = texts(data)
    assert [] == outside(printed, sizes(data))
    assert [] == overlaps(printed)
    assert "60 %" in {box.text for box in printed}


# ------------------------------------------------------------------------------ the file itself


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_document_is_the_same_file(paper: Any) -> None:
    """Neither the clock nor the run enters the file."""
    made = []
    for moment in (datetime(2026, 11, 21, tzinfo=UTC), datetime(2031, 3, 4, tzinfo=UTC)):
        with time_machine.travel(moment, tick=False):
            made.append(pdf(papers.invoice(), paper=paper, logo=picture(), xml=XML))

    assert made[0] == made[1]


def test_the_file_says_it_is_pdf_a_3b() -> None:
    """XMP names part and level, the colour profile is inside, and the file has its ids."""
    reader = opened(pdf(papers.invoice(), xml=XML))
    root = reader.trailer["/Root"].get_object()

    xmp = etree.fromstring(root["/Metadata"].get_object().get_data())

    values = {etree.QName(node).localname: node.text for node in xmp.iter("{*}*")}
    assert ("3", "B") == (values["part"], values["conformance"])
    assert "/GTS_PDFA1" == root["/OutputIntents"][0]["/S"]
    assert 2 == len(reader.trailer["/ID"])
    assert "es-CO" == root["/Lang"]


def test_the_metadata_tell_the_document_and_its_issue() -> None:
    """Title, author, and the moment of issue in the time of Bogotá, as the time of creation."""
    xmp = opened(pdf(papers.invoice())).trailer["/Root"].get_object()["/Metadata"].get_object()

    text = xmp.get_data().decode()
    assert "Factura electrónica de venta FE45" in text
    assert "La Arepera de la 45" in text
    assert {"2026-11-20T20:15:32-05:00"} == set(re.findall(r'Date="([^"]+)"', text))


def test_a_time_with_its_own_offset_keeps_it() -> None:
    """A document that wrote another offset was issued at another instant."""
    clock = time(20, 15, 32, 900, tzinfo=timezone(timedelta(0)))

    data = pdf(papers.invoice(issue_time=clock))

    text = opened(data).trailer["/Root"].get_object()["/Metadata"].get_object().get_data()
    assert b'CreateDate="2026-11-20T20:15:32+00:00"' in text


def test_the_xml_travels_inside_as_the_source() -> None:
    """The signed document is an associated file, byte for byte, dated like the document."""
    reader = opened(pdf(papers.invoice(), xml=XML))
    (file,) = reader.trailer["/Root"].get_object()["/AF"]

    specification = file.get_object()

    stream = specification["/EF"]["/F"].get_object()
    assert "FE45.xml" == specification["/UF"]
    assert "/Source" == specification["/AFRelationship"]
    assert "/text/xml" == stream["/Subtype"]
    assert "D:20261120201532" in str(stream["/Params"]["/ModDate"])
    assert XML == stream.get_data()


@pytest.mark.parametrize(
    ("number", "name"), [("FE-45_1", "FE-45_1.xml"), ("../Ñ 7", "7.xml"), ("¿?", "document.xml")]
)
def test_the_attached_file_has_a_harmless_name(number: str, name: str) -> None:
    """A number with slashes or signs does not become a path."""
    reader = opened(pdf(papers.invoice(number=number), xml=XML))

    (file,) = reader.trailer["/Root"].get_object()["/AF"]
    assert name == file.get_object()["/UF"]


def test_without_xml_nothing_is_attached() -> None:
    """A PDF for the eyes alone carries no file."""
    assert "/AF" not in opened(pdf(papers.invoice())).trailer["/Root"].get_object()


def fonts(data: bytes) -> set[str]:
    """Give the names of the embedded typefaces, without the tag of the subset."""
    found = set()
    for page in opened(data).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            assert isinstance(descriptor["/FontFile2"].get_object(), StreamObject)
            found.add(str(inner["/BaseFont"]).partition("+")[2])
    return found


def test_pt_sans_is_embedded() -> None:
    """Every typeface is inside the file, as a subset."""
    assert {"PTSans", "PTSansBold"} == fonts(pdf(papers.invoice()))


def test_another_typeface_may_be_given() -> None:
    """A file or its bytes, with a bold face or without one."""
    italic = FONTS / "PT_Sans-Web-Italic.ttf"
    both = FONTS / "PT_Sans-Web-BoldItalic.ttf"

    with resources.as_file(italic) as path:
        alone = fonts(pdf(papers.invoice(), font=path))
        pair = fonts(pdf(papers.invoice(), font=path, bold_font=both.read_bytes()))

    assert {"PTSansItalic"} == alone
    assert {"PTSansItalic", "PTSansBoldItalic"} == pair


def tiny_font(letters: str) -> bytes:
    """Make a typeface that has these letters alone."""
    names = [".notdef", *(f"u{ord(letter):04X}" for letter in letters)]
    pen = TTGlyphPen(None)
    for at, point in enumerate(((0, 0), (0, 700), (500, 700), (500, 0))):
        (pen.lineTo if at else pen.moveTo)(point)
    pen.closePath()
    glyph = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, letters), names[1:], strict=True)))
    builder.setupGlyf(dict.fromkeys(names, glyph))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular", "psName": "Tiny"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Arepa 🫓 de chócolo", "Arepa ◊ de chócolo"),
        ("Té 中 verde", "Té ◊ verde"),
        ("Cafe\N{COMBINING ACUTE ACCENT}", "Café"),
        ("👩\N{ZERO WIDTH JOINER}🍳\N{VARIATION SELECTOR-16}", "◊◊"),
        ("Uno\N{NO-BREAK SPACE}dos – “tres” € • … №", "Uno dos – “tres” € • … №"),
        ("a\x07b", "a b"),
    ],
)
def test_characters_that_the_typeface_lacks(name: str, shown: str) -> None:
    """An emoji prints a lozenge, a combined accent its letter, a joiner nothing; none raises."""
    line = papers.line(1, name, "1", "5000.00")

    assert shown in {box.text for box in texts(pdf(papers.invoice((line,))))}


@pytest.mark.parametrize(("letters", "mark"), [("ABC ?", "?"), ("ABC ", " ")])
def test_a_typeface_without_a_lozenge(letters: str, mark: str) -> None:
    """A question mark stands for what is missing, or nothing where that is missing too."""
    data = pdf(papers.note(number="ABC"), font=tiny_font(letters))

    assert f"{mark * 3} ABC" in {box.text for box in texts(data)}


# ------------------------------------------------------------------------------ looks and refusals


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("size", [(600, 100), (100, 600)])
def test_a_logo_keeps_its_shape(kind: str, paper: Any, size: tuple[int, int]) -> None:
    """Wide or high, it is scaled into its box and stands once, on the first page."""
    data = pdf(papers.invoice(), paper=paper, logo=picture(kind, size))

    logo, _ = pictures(data)
    width, height = logo.right - logo.left, logo.bottom - logo.top
    assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
    assert width <= 44.1
    assert height <= 26.1


def content(document: FiscalDocument, **options: Any) -> bytes:
    data = opened(pdf(document, **options)).pages[0].get_contents()
    assert data is not None
    return data.get_data()


def test_colours_are_those_of_the_house() -> None:
    """The accent paints rules and the band; its text is white, or dark on a light accent."""
    dark = content(papers.invoice(), colours=Colours(accent="#003366"))
    light = content(papers.invoice(), colours=Colours(accent="#ffcc66"))

    assert b"0 0.2 0.4 rg" in dark
    assert b"1 0.8 0.4 rg" in light
    assert b"q 1 1 1 rg BT" in dark
    assert b"1 1 1 rg BT" not in light


def test_a_roll_is_black() -> None:
    """A thermal printer has one colour, whatever the house likes."""
    painted = content(papers.pos(), paper="roll-80", colours=Colours(accent="#003366"))

    assert set() == set(re.findall(rb"[\d. ]+ (?:rg|g)\b", painted)) - {b" 0 0 0 rg", b"0 0 0 rg"}


@pytest.mark.parametrize("value", ["red", "#12345", "#12345g", 7])
def test_a_colour_is_six_hexadecimal_digits(value: Any) -> None:
    """Anything else is named with the field that holds it."""
    with pytest.raises(InvalidInput) as caught:
        Colours(tint=value)

    assert ("tint", str(value)) == (caught.value.field, caught.value.value)


@pytest.mark.parametrize(
    ("field", "options"),
    [
        ("paper", {"paper": "a5"}),
        ("logo", {"logo": b"<svg/>"}),
        ("logo", {"logo": picture()[:60]}),
        ("font", {"font": b"no font"}),
        ("font", {"font": Path("missing.ttf")}),
        ("font", {"font": tiny_font("A")[:200]}),
        ("bold_font", {"font": tiny_font("A"), "bold_font": tiny_font("")}),
        ("xml", {"xml": b""}),
    ],
)
def test_what_cannot_be_used_is_named(field: str, options: dict[str, Any]) -> None:
    """An unknown paper, no picture, a damaged one, no typeface, an empty file: each its field."""
    with pytest.raises(InvalidInput) as caught:
        pdf(papers.invoice(), **options)

    assert field == caught.value.field
    assert caught.value.hint is not None
