# SPDX-License-Identifier: MIT
"""The printed form on a roll of 80 mm, as high as its content; black, as thermal printers are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from attrs import frozen

from loggro_integration.render._canvas import Canvas, Style
from loggro_integration.render._column import Column, stacked
from loggro_integration.render._flow import Block, Group, height_of, paginate
from loggro_integration.render._form import Fact, Form, Row, Section
from loggro_integration.render._table import Table

__all__ = ["Roll"]

_WIDTH: Final = 80.0
_MARGIN: Final = 4.0
_QR: Final = 46.0
_LOGO: Final = (44.0, 26.0)
_LONGEST: Final = 5000.0
"""A PDF page ends at 200 inches (5,080 mm): a longer roll is cut."""

_NAME: Final = Style(13, bold=True)
_TITLE: Final = Style(9, bold=True)
_NUMBER: Final = Style(12, bold=True)
_BODY: Final = Style(8)
_STRONG: Final = Style(8, bold=True)
_SMALL: Final = Style(7)
_SMALL_STRONG: Final = Style(7, bold=True)
_TOTAL: Final = Style(12, bold=True)


@frozen
class Roll:
    """A form laid out on a roll."""

    canvas: Canvas
    form: Form
    logo: bytes | None
    symbol: bytes | None

    def draw(self) -> None:
        """Draw it; a roll longer than a PDF page goes on on the next one, with its own seal."""
        seal = tuple(self._seal())
        room = _LONGEST - height_of(seal) - 2 * _MARGIN
        pages = paginate([Group(blocks=tuple(group)) for group in self._groups()], room, room)
        for blocks in pages:
            whole = stacked([*blocks, *seal])
            self.canvas.add_page(_WIDTH, whole.height + 2 * _MARGIN)
            whole.draw(_MARGIN)

    @property
    def _column(self) -> Column:
        return Column(self.canvas, _MARGIN, _WIDTH - 2 * _MARGIN)

    def _groups(self) -> Iterator[list[Block]]:
        yield self._marks()
        yield self._head()
        yield self._party()
        yield from map(self._section, self.form.references)
        yield self._heading()
        yield from map(self._row, self.form.rows)
        yield [self._column.rule("ink"), self._column.gap(1)]
        yield self._sums()
        yield [*self._column.lines(self.form.words, _SMALL_STRONG), self._column.gap(2)]
        yield self._taxes()
        yield from map(self._section, self.form.sections)
        yield from map(self._note, self.form.notes)

    def _marks(self) -> list[Block]:
        column = self._column
        blocks: list[Block] = []
        for mark in self.form.marks:
            lines = column.lines(mark, _STRONG, align="center")
            rule = column.rule("ink", 0.5)
            blocks += [rule, column.gap(0.8), *lines, column.gap(0.8), rule, column.gap(2)]
        return blocks

    def _head(self) -> list[Block]:
        column, card = self._column, self.form.issuer
        details = [column.lines(line, _BODY, align="center") for line in card.lines]
        number = f"{self.form.number_label} {self.form.number}"
        return [
            *self._logo(),
            *column.lines(card.name, _NAME, align="center"),
            *column.lines(card.identification, _STRONG, align="center"),
            *chain(*details),
            column.gap(2.5),
            *column.lines(self.form.title, _TITLE, align="center"),
            *column.lines(number, self.canvas.fit(number, column.width, _NUMBER), align="center"),
            column.gap(2),
        ]

    def _logo(self) -> list[Block]:
        if self.logo is None:
            return []
        logo, left = self.logo, (_WIDTH - _LOGO[0]) / 2

        def draw(top: float) -> None:
            self.canvas.picture(logo, left, top, *_LOGO)

        return [Block(_LOGO[1], draw), self._column.gap(2)]

    def _party(self) -> list[Block]:
        column, card = self._column, self.form.counterpart
        details = [column.lines(line, _BODY) for line in card.lines]
        return [
            column.rule("ink"),
            column.gap(1.5),
            *self._pairs(self.form.facts),
            column.gap(1.5),
            *column.lines(f"{card.heading}: {card.name}", _STRONG),
            *column.lines(card.identification, _BODY),
            *chain(*details),
            column.gap(1.5),
        ]

    def _pairs(self, facts: tuple[Fact, ...]) -> list[Block]:
        column = self._column
        return [
            block for fact in facts for block in column.lines(f"{fact.label}: {fact.value}", _BODY)
        ]

    def _section(self, section: Section) -> list[Block]:
        column = self._column
        heading = column.lines(section.heading, _STRONG)
        return [
            column.rule("ink"),
            column.gap(1),
            *heading,
            *self._pairs(section.facts),
            column.gap(1.5),
        ]

    def _heading(self) -> list[Block]:
        column, columns = self._column, self.form.columns
        return [
            column.rule("ink"),
            column.gap(0.6),
            *column.ends(f"{columns[2]} × {columns[4]}", columns[7], _STRONG),
            column.gap(0.6),
            column.rule("ink"),
            column.gap(1),
        ]

    def _row(self, row: Row) -> list[Block]:
        """Set the name over its figures, and what else there is in small type."""
        column = self._column
        details = [column.lines(detail, _SMALL) for detail in row.details]
        count = f"{row.quantity} {row.unit} × {row.price}"
        columns = self.form.columns
        extras = [f"{columns[5]} -{row.discount}"] if row.discount else []
        if row.tax:
            extras.append(f"{', '.join(row.tax_names)}: {row.tax}")
        return [
            *column.lines(row.description, _STRONG),
            *chain(*details),
            *column.ends(count, row.total, _BODY),
            *column.lines(" · ".join(extras), _SMALL),
            column.gap(1.3),
        ]

    def _sums(self) -> list[Block]:
        column = self._column
        blocks: list[Block] = []
        for each in self.form.sums:
            style = _TOTAL if each.kind == "total" else _BODY
            lines = column.ends(each.label, each.amount, style)
            blocks += [column.gap(1), *lines, column.gap(1)] if each.kind == "total" else lines
        return [*blocks, column.gap(1.5)]

    def _taxes(self) -> list[Block]:
        blocks = Table(self._column, self.form).taxes()
        return [*blocks, self._column.gap(2)] if blocks else []

    def _note(self, note: str) -> list[Block]:
        column = self._column
        return [*column.lines(note, _BODY, align="center"), column.gap(1.5)]

    def _seal(self) -> Iterator[Block]:
        column, form = self._column, self.form
        yield column.rule("ink")
        yield column.gap(2)
        if self.symbol:
            symbol, left = self.symbol, (_WIDTH - _QR) / 2

            def draw(top: float) -> None:
                self.canvas.picture(symbol, left, top, _QR, _QR)

            yield Block(_QR, draw)
            yield column.gap(2.5)
        if form.code:
            yield from column.lines(f"{form.code.label}: {form.code.value}", _SMALL)
        for text in form.seal:
            yield column.gap(0.8)
            yield from column.lines(text, _SMALL)
