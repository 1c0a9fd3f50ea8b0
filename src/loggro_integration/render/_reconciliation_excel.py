# SPDX-License-Identifier: MIT
"""A reconciliation as an Excel workbook: real numbers and dates, texts that are never formulas."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

# it ships no types
import xlsxwriter  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]

from loggro_integration.errors import Text
from loggro_integration.render._printable import printable
from loggro_integration.render._reconciliation import report
from loggro_integration.render._report import Cell, Column, Report, Sheet, Table

if TYPE_CHECKING:
    from loggro_integration.sync import Reconciliation

__all__ = ["reconciliation_excel"]

_xlsx: Any = xlsxwriter

_LONGEST: Final = 32_767
_WIDTHS: Final = {"text": 18, "money": 17, "count": 12, "day": 12}
_WIDEST: Final = 60
_HEAD: Final = {"bold": True, "font_color": "#ffffff", "bg_color": "#7a2e1d", "valign": "top"}
_FORMATS: Final = {
    "title": {"bold": True, "font_size": 14},
    "subtitle": {"font_color": "#66605b"},
    "heading": {"bold": True, "font_size": 12, "font_color": "#7a2e1d"},
    "head": {**_HEAD, "align": "left", "indent": 1},
    "head-right": {**_HEAD, "align": "right"},
    "text": {"num_format": "@", "valign": "top", "indent": 1},
    "money": {"num_format": "#,##0.00", "valign": "top"},
    "count": {"num_format": "0", "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top", "indent": 1},
    "total-text": {"bold": True, "top": 1},
    "total-money": {"bold": True, "top": 1, "num_format": "#,##0.00"},
    "total-count": {"bold": True, "top": 1, "num_format": "0"},
    "note": {"italic": True, "font_color": "#66605b"},
}
_TOTAL: Final = Text(es="Total", en="Total")
_NOTHING: Final = Text(es="Nada.", en="Nothing.")


def reconciliation_excel(found: Reconciliation, *, language: str = "es") -> bytes:
    """
    Write a reconciliation as an Excel workbook; its first sheet is the accountant's month.

    Amounts are numbers, days are dates, and document numbers are text, with their leading zeros.
    A text that begins like a formula stays a text. The same reconciliation gives the same bytes.

    Args:
        found: What `Synchronizer.reconcile` returned.
        language: ``es`` or ``en``.

    Raises:
        MissingExtra: If xlsxwriter is not installed (extra ``excel``).
    """
    content = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with _xlsx.Workbook(content, options) as book:
        book.set_properties({"created": datetime.combine(found.until, time())})
        _Writer(book, language).write(report(found))
    return content.getvalue()


class _Writer:
    """Writes the sheets of one report, each table below the other."""

    def __init__(self, book: Any, language: str) -> None:
        self._book = book
        self._language = language
        self._formats = {name: book.add_format(how) for name, how in _FORMATS.items()}

    def write(self, whole: Report) -> None:
        """Write every sheet; the first one carries the title and the notes."""
        for index, sheet in enumerate(whole.sheets):
            page = self._book.add_worksheet(self._text(sheet.name))
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            self._widen(page, sheet)
            row = self._head(page, whole) if index == 0 else 0
            for table in sheet.tables:
                row = self._table(page, table, row) + 1

    def _head(self, page: Any, whole: Report) -> int:
        self._put(page, 0, 0, whole.title, "title")
        self._put(page, 1, 0, whole.subtitle, "subtitle")
        for row, note in enumerate(whole.notes, 2):
            self._put(page, row, 0, note, "subtitle")
        return len(whole.notes) + 3

    def _table(self, page: Any, table: Table, row: int) -> int:
        """Write one table from a row on; return the row after it."""
        self._put(page, row, 0, table.title, "heading")
        for index, each in enumerate(table.columns):
            self._put(page, row + 1, index, each.name, _head_kind(each))
        first = row + 2
        for line, cells in enumerate(table.rows, first):
            for index, (each, cell) in enumerate(zip(table.columns, cells, strict=True)):
                self._put(page, line, index, cell, each.kind)
        after = first + len(table.rows)
        if not table.rows:
            self._put(page, after, 0, _NOTHING, "note")
            after += 1
        if table.has_totals:
            self._totals(page, table, first, after)
            after += 1
        if table.note is not None:
            self._put(page, after, 0, table.note, "note")
            after += 1
        return after

    def _totals(self, page: Any, table: Table, first: int, row: int) -> None:
        self._put(page, row, 0, _TOTAL, "total-text")
        for index, each in enumerate(table.columns):
            total = table.total(index)
            if total is None:
                continue
            area = _xlsx.utility.xl_range(first, index, row - 1, index)
            how = self._formats[f"total-{each.kind}"]
            page.write_formula(row, index, f"=SUM({area})", how, total)

    def _put(self, page: Any, row: int, index: int, cell: Cell, kind: str) -> None:
        if cell is None:
            return
        how = self._formats[kind]
        if isinstance(cell, (Decimal, int)):
            # a workbook holds binary numbers of 15 digits: the amounts of a till fit
            page.write_number(row, index, cell, self._formats["money"] if kind == "text" else how)
        elif isinstance(cell, date):
            page.write_datetime(row, index, datetime.combine(cell, time()), how)
        else:
            page.write_string(row, index, self._text(cell), self._formats[_text_kind(kind)])

    def _text(self, cell: Cell) -> str:
        text = cell.in_language(self._language) if isinstance(cell, Text) else str(cell)
        return printable(text)[:_LONGEST]

    def _widen(self, page: Any, sheet: Sheet) -> None:
        widths: dict[int, int] = {}
        for table in sheet.tables:
            for index, each in enumerate(table.columns):
                widths[index] = max(widths.get(index, 0), self._width(table, index, each))
        for index, width in widths.items():
            page.set_column(index, index, min(width, _WIDEST))

    def _width(self, table: Table, index: int, each: Column) -> int:
        texts = [self._text(each.name)]
        if each.kind == "text":
            texts += [self._text(row[index]) for row in table.rows]
        return max(_WIDTHS[each.kind], *(len(text) + 2 for text in texts))


def _head_kind(each: Column) -> str:
    return "head-right" if each.kind in {"money", "count"} else "head"


def _text_kind(kind: str) -> str:
    return "text" if kind in {"money", "count", "day"} else kind
