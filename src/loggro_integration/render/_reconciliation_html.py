# SPDX-License-Identifier: MIT
"""A reconciliation as one HTML page: nothing is loaded, no script is needed, all is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Final

from loggro_integration.errors import Text
from loggro_integration.money import format_pesos
from loggro_integration.render import _charts as charts
from loggro_integration.render._colours import Colours
from loggro_integration.render._printable import printable
from loggro_integration.render._reconciliation import report
from loggro_integration.render._report import CANNOT_TELL, Cell, Column, Report, Sheet, Table

if TYPE_CHECKING:
    from loggro_integration.sync import Reconciliation

__all__ = ["reconciliation_html"]

_STYLE: Final = """
* { box-sizing: border-box; }
body { margin: 0; background: var(--tint); color: var(--ink); font: 16px/1.45 var(--font); }
main { max-width: 1100px; margin: 0 auto; padding: 16px; }
h1 { font-size: 24px; line-height: 1.2; margin: 0; }
h2 { font-size: 20px; margin: 28px 0 8px; color: var(--accent); }
h3 { font-size: 17px; margin: 18px 0 6px; }
p { margin: 4px 0; }
.muted { color: var(--muted); }
.answer { font-size: 19px; font-weight: bold; margin: 14px 0; padding: 12px 14px; color: #fff;
  border-radius: 6px; background: #1d6b3f; }
.answer.look { background: #a33b12; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; }
.tile { background: #fff; border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; }
.tile b { display: block; font-size: 18px; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
.key span::before { content: ""; display: inline-block; width: 12px; height: 12px;
  margin-right: 6px; background: currentColor; }
.key .restobar, rect.restobar { color: var(--accent); fill: var(--accent); }
.key .pymes, rect.pymes { color: #2f6f8f; fill: #2f6f8f; }
.key span { margin-right: 16px; }
svg.columns { width: 100%; height: 150px; display: block; background: #fff;
  border: 1px solid var(--line); border-radius: 6px; }
svg.pair { width: 100%; height: 22px; display: block; }
.ends { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; }
.ends span { white-space: nowrap; }
.bars { display: grid; gap: 8px; background: #fff; border: 1px solid var(--line);
  border-radius: 6px; padding: 10px 12px; }
.bars .figures { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; }
.scroll { overflow-x: auto; background: #fff; border: 1px solid var(--line); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 15px; }
th, td { padding: 6px 10px; text-align: left; vertical-align: top; white-space: nowrap; }
td.text { white-space: normal; min-width: 92px; overflow-wrap: anywhere; }
th { color: var(--accent); border-bottom: 2px solid var(--accent); }
td { border-bottom: 1px solid var(--line); }
.money, .count { text-align: right; font-variant-numeric: tabular-nums; }
tfoot td { font-weight: bold; border-bottom: 0; }
summary { cursor: pointer; padding: 8px 0; font-weight: bold; }
@media print { body { background: #fff; font-size: 12px; } .scroll { overflow: visible; }
  details:not([open]) { display: none; } }
"""


def reconciliation_html(
    found: Reconciliation, *, language: str = "es", colours: Colours | None = None
) -> str:
    """
    Write a reconciliation as one HTML page with charts, for a browser of any width.

    Args:
        found: What `Synchronizer.reconcile` returned.
        language: ``es`` or ``en``.
        colours: Written as CSS variables.
    """
    return printable(_Page(found, language, colours or Colours()).text())


class _Page:
    """One page in one language."""

    def __init__(self, found: Reconciliation, language: str, colours: Colours) -> None:
        self._found = found
        self._language = "es" if language.lower().startswith("es") else "en"
        self._colours = colours

    def text(self) -> str:
        """Return the whole page."""
        whole = report(self._found)
        title = escape(self._said(whole.title))
        return (
            f'<!doctype html>\n<html lang="{self._language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            f"<title>{title}</title>\n<style>{self._variables()}{_STYLE}</style>\n</head>\n"
            f"<body>\n<main>\n{self._head(whole)}{self._charts()}{self._sheets(whole)}"
            "</main>\n</body>\n</html>\n"
        )

    def _variables(self) -> str:
        colours = self._colours
        return (
            f":root {{ --accent: {colours.accent}; --ink: {colours.ink}; "
            f"--muted: {colours.muted}; --tint: {colours.tint}; --line: {colours.line}; "
            '--font: "Segoe UI", "Helvetica Neue", Arial, sans-serif; }'
        )

    def _head(self, whole: Report) -> str:
        found = self._found
        fine = not found.findings and found.agree
        first, *rest = whole.notes
        notes = "".join(f'<p class="muted">{self._cell(note)}</p>\n' for note in rest)
        return (
            f"<h1>{self._cell(whole.title)}</h1>\n"
            f'<p class="muted">{self._cell(whole.subtitle)}</p>\n'
            f'<p class="answer{"" if fine else " look"}">{self._cell(first)}</p>\n'
            f'<div class="tiles">\n{self._tiles()}</div>\n{notes}'
        )

    def _tiles(self) -> str:
        totals = self._found.totals
        sales = self._found.sales
        tiles = (
            (Text(es="Ventas Restobar", en="Sales Restobar"), totals["restobar"]),
            (Text(es="Ventas Pymes", en="Sales Pymes"), totals["pymes"]),
            (Text(es="Diferencia", en="Difference"), totals["restobar"] - totals["pymes"]),
            (Text(es="Hallazgos", en="Findings"), len(self._found.findings)),
            (Text(es="INC generado", en="INC generated"), sales.inc),
            (Text(es="IVA generado", en="IVA generated"), sales.iva),
            (Text(es="Propinas", en="Tips"), sales.tips),
            (Text(es="Anuladas", en="Voided"), len(sales.voids)),
        )
        return "".join(
            f'<div class="tile">{self._cell(name)}<b>{self._cell(_known(value))}</b></div>\n'
            for name, value in tiles
        )

    def _charts(self) -> str:
        return (
            f'<p class="key"><span class="restobar">Restobar</span>'
            f'<span class="pymes">Pymes</span></p>\n{self._by_day()}'
            f"{self._by_method()}{self._by_tax()}"
        )

    def _by_day(self) -> str:
        days = self._found.days
        if len(days) < 2:
            return ""
        heading = self._cell(Text(es="Ventas por día", en="Sales by day"))
        most = max(max(day.restobar_total, day.pymes_total) for day in days)
        highest = Text(es="El día más alto", en="The highest day")
        said = Text(
            es=f"{days[0].day} a {days[-1].day}, hasta {format_pesos(most)} en un día",
            en=f"{days[0].day} to {days[-1].day}, at most {format_pesos(most)} a day",
        )
        drawn = charts.columns(
            [(day.restobar_total, day.pymes_total) for day in days], self._said(said)
        )
        return (
            f"<h2>{heading}</h2>\n{drawn}\n"
            f'<p class="ends muted"><span>{days[0].day}</span><span>{days[-1].day}</span></p>\n'
            f'<p class="muted">{self._cell(highest)}: {format_pesos(most)}</p>\n'
        )

    def _by_method(self) -> str:
        return self._bars(
            Text(es="Por medio de pago", en="By payment method"),
            [(each.method, each.restobar_total, each.pymes_total) for each in self._found.methods],
        )

    def _by_tax(self) -> str:
        return self._bars(
            Text(es="Por impuesto", en="By tax"),
            [
                (each.name, each.restobar_tax, each.pymes_tax)
                for each in self._found.taxes
                if each.restobar_tax or each.pymes_tax
            ],
        )

    def _bars(self, title: Text, rows: list[tuple[str, Decimal | None, Decimal | None]]) -> str:
        known = [amount for _, *both in rows for amount in both if amount is not None]
        most = max(known, default=Decimal(0))
        if not rows:
            return ""
        drawn = "".join(self._bar(name, one, other, most) for name, one, other in rows)
        return f'<h2>{self._cell(title)}</h2>\n<div class="bars">\n{drawn}</div>\n'

    def _bar(self, name: str, one: Decimal | None, other: Decimal | None, most: Decimal) -> str:
        figures = f"{self._said(_known(one))} · {self._said(_known(other))}"
        drawn = charts.pair(one or Decimal(0), other, most, f"{name}: {figures}")
        return (
            f'<div><div class="figures"><span>{escape(name)}</span>'
            f"<span>{escape(figures)}</span></div>{drawn}</div>\n"
        )

    def _sheets(self, whole: Report) -> str:
        month, findings, *others, documents = whole.sheets
        opened = "".join(map(self._sheet, (findings, month, *others)))
        tables = "".join(map(self._table, documents.tables))
        name = f"{self._said(documents.name)} ({len(self._found.rows)})"
        return f"{opened}<details><summary>{escape(name)}</summary>\n{tables}</details>\n"

    def _sheet(self, sheet: Sheet) -> str:
        tables = "".join(
            f"{self._heading(sheet, table)}{self._table(table)}" for table in sheet.tables
        )
        return f"<h2>{self._cell(sheet.name)}</h2>\n{tables}"

    def _heading(self, sheet: Sheet, table: Table) -> str:
        return "" if table.title == sheet.name else f"<h3>{self._cell(table.title)}</h3>\n"

    def _table(self, table: Table) -> str:
        if not table.rows:
            return f'<p class="muted">{self._cell(Text(es="Nada.", en="Nothing."))}</p>\n'
        heads = "".join(
            f'<th scope="col" class="{each.kind}">{self._cell(each.name)}</th>'
            for each in table.columns
        )
        rows = "".join(self._row(table.columns, row) for row in table.rows)
        note = f'<p class="muted">{self._cell(table.note)}</p>\n' if table.note else ""
        return (
            f'<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}'
            f"</tbody>\n{self._totals(table)}</table></div>\n{note}"
        )

    def _row(self, columns: Iterable[Column], row: Iterable[Cell]) -> str:
        cells = (
            f'<td class="{each.kind}">{self._cell(cell)}</td>'
            for each, cell in zip(columns, row, strict=True)
        )
        return f"<tr>{''.join(cells)}</tr>\n"

    def _totals(self, table: Table) -> str:
        if not table.has_totals:
            return ""
        cells: list[Cell] = [table.total(index) for index in range(len(table.columns))]
        cells[0] = "Total"
        return f"<tfoot>{self._row(table.columns, cells)}</tfoot>\n"

    def _cell(self, cell: Cell) -> str:
        return escape(self._said(cell))

    def _said(self, cell: Cell) -> str:
        if cell is None:
            return ""
        if isinstance(cell, Text):
            return cell.in_language(self._language)
        if isinstance(cell, Decimal):
            return format_pesos(cell)
        return cell.isoformat() if isinstance(cell, date) else str(cell)


def _known(cell: Cell) -> Cell:
    return CANNOT_TELL if cell is None else cell
