# SPDX-License-Identifier: MIT
"""The table of lines and the table of taxes, their columns as wide as their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from attrs import frozen

from loggro_integration.render._canvas import Align, Style
from loggro_integration.render._column import Column, level, rows_of, stacked
from loggro_integration.render._flow import Block, Group
from loggro_integration.render._form import Form, Row

__all__ = ["Table"]

_SIZES: Final = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
_GAP: Final = 3.0
_LEAST_DESCRIPTION: Final = 48.0
_DESCRIPTION: Final = 1
_UNIT: Final = 3
_TAX: Final = 6
_MOST_TAX: Final = 28.0
"""Width that names of taxes may ask for before they are broken, in millimetres."""


@frozen
class Table:
    """The rows of a form, set in a column of the page."""

    column: Column
    form: Form

    def groups(self) -> Iterator[Group]:
        """Give a group a row; the heading stands before the first and on each further page."""
        style, widths = self._columns()
        strips = dict(zip(widths, self._strips(list(widths.values())), strict=True))
        heading = self._heading(style, strips)
        for index, row in enumerate(self.form.rows):
            before = [heading] if index == 0 else []
            yield Group(blocks=(*before, *_row(row, style, strips)), repeated=heading)

    def _columns(self) -> tuple[Style, dict[int, float]]:
        """Choose the largest size of type that leaves the description room."""
        style, *smaller = map(Style, _SIZES)
        widths = self._widths(style)
        while widths[_DESCRIPTION] < _LEAST_DESCRIPTION and smaller:
            style = smaller.pop(0)
            widths = self._widths(style)
        return style, widths

    def _widths(self, style: Style) -> dict[int, float]:
        """
        Make each column as wide as its widest text; the description gets what is left.

        A column that is empty in every row is left out.
        """
        measure = self.column.canvas.width
        widths = {
            index: max(
                [
                    measure(self.form.columns[index], _head(style)),
                    *(measure(row.cells[index], style) for row in self.form.rows),
                ]
            )
            for index in self.form.used_columns
        }
        if _TAX in widths:
            names = (measure(n, _small(style)) for row in self.form.rows for n in row.tax_names)
            widths[_TAX] = max([widths[_TAX], *(min(name, _MOST_TAX) for name in names)])
        others = sum(width for index, width in widths.items() if index != _DESCRIPTION)
        widths[_DESCRIPTION] = self.column.width - others - _GAP * (len(widths) - 1)
        return widths

    def _heading(self, style: Style, strips: Mapping[int, Column]) -> Block:
        line = [
            stacked(strip.lines(self.form.columns[index], _head(style), align=_align(index)))
            for index, strip in strips.items()
        ]
        column = self.column
        return stacked([level(line), column.gap(1), column.rule("accent", 0.4), column.gap(1.2)])

    def _strips(self, widths: Sequence[float]) -> list[Column]:
        left = self.column.left
        strips: list[Column] = []
        for width in widths:
            strips.append(Column(self.column.canvas, left, width))
            left += width + _GAP
        return strips

    def taxes(self) -> list[Block]:
        """Set the taxes by rate."""
        if not self.form.taxes:
            return []
        rows = [(each.name, each.rate, each.base, each.amount) for each in self.form.taxes]
        style, head = Style(8), _head(Style(8))
        width = (self.column.width - 3 * _GAP) / 4
        strips = self._strips([width] * 4)
        heading = _cells_of(strips, self.form.tax_columns, head)
        blocks = [*heading, self.column.gap(0.6), self.column.rule("accent", 0.3)]
        for cells in rows:
            blocks += [self.column.gap(0.7), *_cells_of(strips, cells, style)]
        return blocks


def _row(row: Row, style: Style, strips: Mapping[int, Column]) -> list[Block]:
    """Set a line: its figures beside the first words, then the rest of the words in small type."""
    cells, small = row.cells, _small(style)
    figures = [
        block
        for index, strip in strips.items()
        if index != _DESCRIPTION
        for block in strip.lines(cells[index], style, align=_align(index))[:1]
    ]
    words = strips[_DESCRIPTION]
    described = words.lines(row.description, style)
    first, *more = described or [words.gap(style.line)]
    details = chain(*(words.lines(detail, small) for detail in row.details))
    taxes = chain(*(strips[_TAX].lines(name, small, align="right") for name in row.tax_names))
    under = rows_of([*more, *details], list(taxes))
    end = [words.gap(0.9), _across(strips), words.gap(1.0)]
    return [level([first, *figures]), *under, stacked(end)]


def _across(strips: Mapping[int, Column]) -> Block:
    """Rule a line under all columns."""
    columns = list(strips.values())
    first, last = columns[0], columns[-1]
    whole = Column(first.canvas, first.left, last.left + last.width - first.left)
    return whole.rule("line")


def _cells_of(strips: Sequence[Column], cells: Sequence[str], style: Style) -> list[Block]:
    """Set a row of texts, the last two at the right."""
    columns = [
        strip.lines(
            cell,
            strip.canvas.fit(cell, strip.width, style) if index > 1 else style,
            align="right" if index > 1 else "left",
        )
        for index, (strip, cell) in enumerate(zip(strips, cells, strict=True))
    ]
    blocks: list[Block] = []
    for column in columns:
        blocks = rows_of(blocks, column)
    return blocks


def _align(index: int) -> Align:
    return "left" if index in {0, _DESCRIPTION, _UNIT} else "right"


def _head(style: Style) -> Style:
    return Style(style.size * 0.9, bold=True, colour="accent")


def _small(style: Style) -> Style:
    return Style(style.size * 0.85, colour="muted")
