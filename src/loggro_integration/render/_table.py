# SPDX-License-Identifier: MIT
"""The table of lines and the table of taxes, their columns as wide as their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


@frozen
class Table:
    """The rows of a form, set in a column of the page."""

    column: Column
    form: Form

    def groups(self) -> Iterator[Group]:
        """Give a group a row; the heading stands before the first and on each further page."""
        style, widths = self._columns()
        heading = self._heading(style, widths)
        for index, row in enumerate(self.form.rows):
            blocks = self._row(row, style, widths)
            first = index == 0
            yield Group(blocks=(*([heading] if first else []), *blocks), repeated=heading)

    def _columns(self) -> tuple[Style, list[float]]:
        """Choose the largest size of type that leaves the description room."""
        for size in _SIZES:
            style = Style(size)
            widths = self._widths(style)
            if widths[_DESCRIPTION] >= _LEAST_DESCRIPTION:
                break
        return style, widths

    def _widths(self, style: Style) -> list[float]:
        """Make each column as wide as its widest text; the description gets what is left."""
        measure = self.column.canvas.width
        heads = [measure(head, _head(style)) for head in self.form.columns]
        widths = [
            max([head, *(measure(cells[index], style) for cells in map(_cells, self.form.rows))])
            for index, head in enumerate(heads)
        ]
        small = [measure(n, _small(style)) for row in self.form.rows for n in row.tax_names]
        widths[6] = max([widths[6], *(min(each, 28.0) for each in small)])
        widths[_DESCRIPTION] = 0.0
        widths[_DESCRIPTION] = self.column.width - sum(widths) - _GAP * (len(widths) - 1)
        return widths

    def _heading(self, style: Style, widths: Sequence[float]) -> Block:
        line = [
            stacked(strip.lines(head, _head(style), align=_align(index)))
            for index, (strip, head) in enumerate(
                zip(self._strips(widths), self.form.columns, strict=True)
            )
        ]
        column = self.column
        return stacked([level(line), column.gap(1), column.rule("accent", 0.4), column.gap(1.2)])

    def _row(self, row: Row, style: Style, widths: Sequence[float]) -> list[Block]:
        strips = self._strips(widths)
        cells = list(_cells(row))
        figures = [
            block
            for index, (strip, cell) in enumerate(zip(strips, cells, strict=True))
            if index != _DESCRIPTION
            for block in strip.lines(cell, style, align=_align(index))[:1]
        ]
        described = strips[_DESCRIPTION].lines(row.description, style)
        small = _small(style)
        details = [strips[_DESCRIPTION].lines(detail, small) for detail in row.details]
        taxes = [strips[6].lines(name, small, align="right") for name in row.tax_names]
        first, *more = described or [Block(style.line, lambda _: None)]
        under = rows_of([*more, *chain(*details)], list(chain(*taxes)))
        end = [self.column.gap(0.9), self.column.rule("line"), self.column.gap(1.0)]
        return [level([first, *figures]), *under, stacked(end)]

    def _strips(self, widths: Sequence[float]) -> list[Column]:
        strips, left = [], self.column.left
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


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.position,
        row.description,
        row.quantity,
        row.unit,
        row.price,
        row.discount,
        row.tax,
        row.total,
    )


def _align(index: int) -> Align:
    return "left" if index in {0, _DESCRIPTION, _UNIT} else "right"


def _head(style: Style) -> Style:
    return Style(style.size * 0.9, bold=True, colour="accent")


def _small(style: Style) -> Style:
    return Style(style.size * 0.85, colour="muted")
