# SPDX-License-Identifier: MIT
"""A reconciliation on paper: the workbook and the page, read back by other programs."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from loggro_integration.errors import Text
from loggro_integration.money import format_pesos
from loggro_integration.render import Colours, reconciliation_excel, reconciliation_html
from loggro_integration.sync import Reconciliation, SalesSummary
from render.months import month, spoken
from sync.desk import TODAY

SHEETS = ["Mes", "Hallazgos", "Sumas", "Numeración", "Documentos"]
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}", "007", "1e5")


def opened(content: bytes, **how: Any) -> Any:
    return openpyxl.load_workbook(BytesIO(content), **how)


def table(page: Any, title: str) -> list[list[Any]]:
    """Return the rows of a table by its title: columns first, then all until an empty row."""
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    start = next(index for index, row in enumerate(rows) if row[0] == title) + 1
    found: list[list[Any]] = []
    for row in rows[start:]:
        if all(cell is None for cell in row):
            break
        found.append(row)
    return found


def total(page: Any, title: str, name: str) -> Decimal:
    """Return the total below a column."""
    rows = table(page, title)
    last = next(row for row in rows if row[0] == "Total")
    return Decimal(str(last[rows[0].index(name)])).quantize(Decimal("0.01"))


def test_the_first_sheet_is_the_month_of_the_accountant() -> None:
    """Sales by kind and rate, tax generated, tips and delivery apart, and the voids."""
    book = opened(reconciliation_excel(month()), data_only=True)

    first = [cell.value for cell in book.worksheets[0]["A"] if cell.value]
    assert SHEETS == book.sheetnames
    titles = [
        "Ventas por clase de documento y tarifa",
        "Ventas por clase de documento",
        "Impuesto generado",
        "Aparte de las ventas",
        "Anuladas",
    ]
    assert titles == [cell for cell in first if cell in titles]
    assert "Hay 50 hallazgo(s) por revisar." in first
    assert any("Tolerancia: $ 1 en cada importe" in str(cell) for cell in first)


def test_the_workbook_says_in_words_in_what_a_document_differs() -> None:
    """An accountant reads neither the names of our fields nor a decimal point in an amount."""
    book = opened(reconciliation_excel(month()), data_only=True)

    told = {str(row[-1]) for row in table(book["Documentos"], "Documentos")[1:] if row[-1]}
    payments = [row for row in table(book["Hallazgos"], "Hallazgos") if row[1] == "otros pagos"]
    assert "otro cliente: ••• / •••" in told
    assert all(any(word in each for each in told) for word in ("otra fecha: 20", "otro total: $ "))
    assert payments
    sides = [side for row in payments for side in row[2:4]]
    assert all("$ " in side and not f"{side},".count(".00,") for side in sides)
    assert not {each for each in told if each.split(":")[0] in {"payment", "tax", "day", "total"}}


def sums_of(book: Any) -> dict[str, Decimal]:
    """Return the sums that stand in a workbook."""
    names = book.worksheets
    return {
        "restobar": total(names[0], "Ventas por clase de documento", "Total Restobar"),
        "pymes": total(names[0], "Ventas por clase de documento", "Total Pymes"),
        "days": total(names[2], "Por día", "Total Restobar"),
        "books": total(names[2], "Por día", "Total Pymes"),
        "documents": total(names[4], "Documentos", "Total Restobar"),
        "methods": total(names[2], "Por medio de pago", "Restobar"),
        "taxes": total(names[2], "Por impuesto", "Restobar"),
        "rates": total(names[0], "Ventas por clase de documento y tarifa", "Impuesto Restobar"),
        "voids": total(names[0], "Anuladas", "Total"),
    }


def sums_told() -> dict[str, Decimal]:
    """Return the sums that the command prints as JSON."""
    found = month().to_dict()
    totals: Any = found["totals"]
    days: Any = found["days"]
    methods: Any = found["payment_methods"]
    taxes: Any = found["taxes"]
    sales: Any = found["sales"]

    def summed(rows: Any, name: str) -> Decimal:
        return sum((Decimal(row[name]) for row in rows), Decimal(0))

    return {
        "restobar": Decimal(totals["restobar"]),
        "pymes": Decimal(totals["pymes"]),
        "days": summed(days, "restobar_total"),
        "books": summed(days, "pymes_total"),
        "documents": Decimal(totals["restobar"]),
        "methods": summed(methods, "restobar_total"),
        "taxes": summed(taxes, "restobar_tax"),
        "rates": Decimal(sales["inc"]) + Decimal(sales["iva"]),
        "voids": summed(sales["voids"], "total"),
    }


def test_the_sums_of_the_workbook_are_those_of_the_command() -> None:
    """Totals of the sheets, as another reader sees them, to the cent."""
    book = opened(reconciliation_excel(month()), data_only=True)

    assert sums_told() == sums_of(book)


@pytest.mark.tools
def test_libreoffice_opens_it_and_reckons_the_same(tmp_path: Path) -> None:
    """It computes every total anew: the stored ones are taken out before."""
    book = opened(reconciliation_excel(month()))
    book.save(tmp_path / "month.xlsx")
    stored = opened((tmp_path / "month.xlsx").read_bytes(), data_only=True)
    program = shutil.which("soffice")
    assert program is not None

    subprocess.run(
        [program, f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"),
         str(tmp_path / "month.xlsx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip

    reckoned = opened((tmp_path / "out" / "month.xlsx").read_bytes(), data_only=True)
    last = next(row for row in table(stored.worksheets[4], "Documentos") if row[0] == "Total")
    assert [None] * 12 == last[1:]
    assert sums_told() == sums_of(reckoned)


def test_amounts_are_numbers_days_are_dates_and_numbers_are_text() -> None:
    """What a spreadsheet sums is a number, what identifies a document is not."""
    found = month()
    page = opened(reconciliation_excel(found), data_only=True).worksheets[4]

    columns, first, *_ = table(page, "Documentos")
    row = dict(zip(columns, first, strict=True))
    document = found.rows[0]
    assert TODAY == row["Día"].date()
    assert (document.number, str) == (row["Número"], type(row["Número"]))
    assert document.restobar_total == row["Total Restobar"]
    assert isinstance(row["Total Restobar"], (int, float))


@pytest.mark.parametrize("words", FORMULAS)
def test_no_text_is_a_formula(words: str) -> None:
    """Whatever a number, a state or a name begins with, it stays a text, sign by sign."""
    book = opened(reconciliation_excel(spoken(words)))

    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    spoken_cells = [cell for cell in cells if cell.value == words]
    assert len(spoken_cells) >= 12
    assert {"s"} == {cell.data_type for cell in spoken_cells}
    assert all(each.startswith("=SUM(") for each in formulas)


def test_signs_that_no_workbook_holds_are_left_out() -> None:
    """Control signs and halves of characters, and a text longer than a cell."""
    strange = "\x00arepa\ud83e\x1b" + "z" * 40_000

    book = opened(reconciliation_excel(spoken(strange)))

    texts = {str(cell.value) for cell in book.worksheets[1]["A"]}
    assert "arepa" + "z" * 32_762 in texts


def test_the_same_reconciliation_gives_the_same_bytes() -> None:
    """No clock is in it."""
    assert reconciliation_excel(month()) == reconciliation_excel(month())


class Page(HTMLParser):
    """Collects what a page holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [f"{name}={value}" for name, value in attrs if name in {"src", "href"}]
        if tag not in {"meta", "rect"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    """No script, no address, no font: one file is all; every element is closed."""
    text = reconciliation_html(month())

    page = Page(text)

    assert [] == page.open
    assert [] == page.links
    assert {"script", "link", "img", "iframe", "object", "form"}.isdisjoint(page.tags)
    assert "url(" not in text
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in text
    assert page.tags.count("svg") >= 3


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_answers_first(language: str) -> None:
    """Whether both sides agree, the sums, and then which documents do not and why."""
    found = month()
    text = reconciliation_html(found, language=language)

    said = {"es": "Hay 50 hallazgo(s) por revisar.", "en": "There are 50 finding(s) to look at."}
    page = Page(text)
    body = page.texts[page.texts.index(said[language]) :]
    first = body.index(format_pesos(found.totals["restobar"]))
    assert first < body.index(format_pesos(found.totals["pymes"])) < body.index("POS1001")
    for finding in found.findings:
        assert finding.number in body
        assert finding.text.in_language(language) in body


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x>', "&amp;", "'"])
def test_every_text_of_the_page_is_escaped(words: str) -> None:
    """Names and states come from elsewhere: on the page they are text."""
    page = Page(reconciliation_html(spoken(words)))

    assert {"script", "img"}.isdisjoint(page.tags)
    assert sum(words in text for text in page.texts) >= 10


def test_the_page_has_the_colours_of_the_house() -> None:
    """As the other papers."""
    assert "--accent: #1f5a4d" in reconciliation_html(month(), colours=Colours(accent="#1f5a4d"))


def on(first: date, last: date) -> Reconciliation:
    """Return the findings of the month as if it were of other days, and nothing else."""
    return Reconciliation(since=first, until=last, rows=(), days=())


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), "Cierre del día 2026-11-23"),
        (date(2026, 2, 1), date(2026, 2, 28), "Informe del mes 2026-02"),
        (date(2026, 2, 1), date(2026, 2, 27), "Conciliación del 2026-02-01 al 2026-02-27"),
        (date(2025, 12, 1), date(2026, 12, 31), "Conciliación del 2025-12-01 al 2026-12-31"),
    ],
)
def test_a_report_is_named_for_its_days(first: date, last: date, title: str) -> None:
    """The close of a day, a whole month, or any other days."""
    found = on(first, last)

    assert title in Page(reconciliation_html(found)).texts
    assert title == opened(reconciliation_excel(found)).worksheets[0]["A1"].value


def test_nothing_to_tell_is_told() -> None:
    """No sales, no findings: the page and the workbook say so, and charts are left out."""
    found = on(date(2026, 11, 23), date(2026, 11, 23))

    page = Page(reconciliation_html(found))

    assert "Los dos lados coinciden." in page.texts
    assert "Nada." in page.texts
    assert "svg" not in page.tags
    assert "Nada." in {
        cell.value for cell in opened(reconciliation_excel(found)).worksheets[1]["A"]
    }


def test_sums_that_differ_without_a_finding_are_told() -> None:
    """A day whose counts differ: the answer is no yes."""
    found = month()
    day = evolve(found.days[0], pymes_count=found.days[0].restobar_count + 1)
    other = evolve(on(found.since, found.until), days=(day, *found.days[1:]))

    assert "Las sumas no coinciden." in Page(reconciliation_html(other)).texts


def test_what_is_not_known_is_said_in_words() -> None:
    """A sum that Pymes does not show is no zero, in the cell and in its total."""
    found = month()
    tax = evolve(found.taxes[0], pymes_tax=None, restobar_tax=None)
    method = evolve(found.methods[0], method="", pymes_total=None)
    sales = evolve(SalesSummary(), rates=(tax,))
    unknown = evolve(
        found, taxes=(tax,), methods=(method,), sales=sales, not_compared=("payment", "tax")
    )

    book = opened(reconciliation_excel(unknown), data_only=True)
    page = Page(reconciliation_html(unknown))

    methods = table(book.worksheets[2], "Por medio de pago")
    cannot = Text(es="no se puede saber", en="cannot tell").es
    assert ["(sin medio)", cannot] == [methods[1][0], methods[1][2]]
    assert methods[2][2] is None
    assert cannot in page.texts
    assert any("pymes.sales.not_shown: pagos, impuestos." in text for text in page.texts)
