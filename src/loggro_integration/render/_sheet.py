# SPDX-License-Identifier: MIT
"""The printed form on letter or A4 pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

from attrs import frozen

from loggro_integration.render._canvas import Canvas, Style
from loggro_integration.render._column import Column, Ground, beside, level, rows_of, stacked
from loggro_integration.render._flow import Block, Group, height_of, paginate
from loggro_integration.render._form import Card, Fact, Form, Section
from loggro_integration.render._table import Table

__all__ = ["Sheet"]

_MARGIN: Final = 14.0
_GUTTER: Final = 6.0
_QR: Final = 30.0
_BOX: Final = 64.0
_LOGO: Final = (38.0, 24.0)
_PADDING: Final = 3.0
_MOST_OF_NAME: Final = 5
_MOST_OF_CARD: Final = 26

_NAME: Final = Style(15, bold=True)
_TITLE: Final = Style(10, bold=True, colour="accent")
_NUMBER: Final = Style(15, bold=True)
_BODY: Final = Style(8.5)
_STRONG: Final = Style(8.5, bold=True)
_LABEL: Final = Style(8.5, colour="muted")
_SMALL: Final = Style(7.5, colour="muted")
_HEADING: Final = Style(7.5, bold=True, colour="accent")
_SEAL: Final = Style(7, colour="muted")
_CODE: Final = Style(7, bold=True)
_MARK: Final = Style(9, bold=True, colour="on_accent")
_TOTAL: Final = Style(11.5, bold=True, colour="on_accent")


@frozen
class Sheet:
    """
    A form laid out on pages.

    Attributes:
        size: Width and height of a page, in millimetres.
        logo: PNG or JPEG, or `None`.
        symbol: The QR code without margin, as PNG; `None` for a draft.
    """

    canvas: Canvas
    form: Form
    size: tuple[float, float]
    logo: bytes | None
    symbol: bytes | None

    def draw(self) -> None:
        """Draw every page."""
        seal = self._seal()
        head, slim = self._head(), self._slim()
        room = self.size[1] - 2 * _MARGIN - seal.height
        pages = paginate(self._groups(room), room - head.height, room - slim.height)
        for index, blocks in enumerate(pages, start=1):
            self.canvas.add_page(*self.size)
            stacked([slim if index > 1 else head, *blocks]).draw(_MARGIN)
            seal.draw(self.size[1] - _MARGIN - seal.height)
            self._count(index, len(pages))

    # -------------------------------------------------------------------------- head of a page

    @property
    def _whole(self) -> Column:
        return Column(self.canvas, _MARGIN, self.size[0] - 2 * _MARGIN)

    def _head(self) -> Block:
        whole = self._whole
        box = Column(self.canvas, _MARGIN + whole.width - _BOX, _BOX)
        used = _LOGO[0] + 4 if self.logo else 0.0
        left = Column(self.canvas, _MARGIN + used, whole.width - _BOX - _GUTTER - used)
        issuer = stacked(self._issuer(left))
        title = stacked(self._title(box), ground=self._bar(box))
        both = level([issuer, title, *self._logo()])
        return stacked([*self._marks(), both, whole.gap(4), self._cards(), whole.gap(4)])

    def _issuer(self, column: Column) -> list[Block]:
        card = self.form.issuer
        name = column.lines(card.name, _NAME, most=_MOST_OF_NAME)
        details = [column.lines(line, _SMALL) for line in card.lines]
        own = column.lines(card.identification, _STRONG)
        return [*name, column.gap(0.8), *own, *list(chain(*details))[:_MOST_OF_CARD]]

    def _title(self, column: Column) -> list[Block]:
        inner = Column(self.canvas, column.left + 4, column.width - 4)
        number = f"{self.form.number_label} {self.form.number}"
        return [
            *inner.lines(self.form.title.upper(), _TITLE),
            inner.gap(1),
            *inner.lines(number, self.canvas.fit(number, inner.width, _NUMBER)),
        ]

    def _bar(self, column: Column) -> Ground:
        return lambda top, height: self.canvas.fill(column.left, top, 1.2, height, "accent")

    def _logo(self) -> list[Block]:
        if self.logo is None:
            return []
        logo = self.logo
        return [Block(_LOGO[1], lambda top: self.canvas.picture(logo, _MARGIN, top, *_LOGO))]

    def _marks(self) -> list[Block]:
        """Draw a band for each warning: test, draft, and what the user stamps."""
        blocks: list[Block] = []
        for mark in self.form.marks:
            lines = self._whole.lines(mark, _MARK, align="center", most=2)
            padded = [self._whole.gap(0.8), *lines, self._whole.gap(0.8)]
            blocks += [stacked(padded, ground=self._band(self._whole)), self._whole.gap(2)]
        return blocks

    def _band(self, column: Column, colour: str = "accent") -> Ground:
        return lambda top, height: self.canvas.fill(column.left, top, column.width, height, colour)

    def _cards(self) -> Block:
        whole = self._whole
        half = (whole.width - _GUTTER) / 2 - _PADDING
        left = Column(self.canvas, _MARGIN + _PADDING, half)
        right = Column(self.canvas, _MARGIN + half + _GUTTER + _PADDING, half)
        rows = beside(
            self._party(left, self.form.counterpart), self._facts(right), most=self.size[1]
        )
        padded = [whole.gap(_PADDING), *rows, whole.gap(_PADDING)]
        return stacked(padded, ground=self._band(whole, "tint"))

    def _party(self, column: Column, card: Card) -> list[Block]:
        details = [column.lines(line, _BODY) for line in card.lines]
        return [
            *column.lines(card.heading.upper(), _HEADING),
            *column.lines(card.name, _STRONG, most=_MOST_OF_NAME),
            *column.lines(card.identification, _BODY),
            *list(chain(*details))[:_MOST_OF_CARD],
        ]

    def _facts(self, column: Column) -> list[Block]:
        return self._pairs(column, self.form.facts)[:_MOST_OF_CARD]

    def _pairs(self, column: Column, facts: Sequence[Fact]) -> list[Block]:
        widest = max(self.canvas.width(fact.label, _LABEL) for fact in facts)
        indent = min(widest + 3, column.width * 0.45)
        pairs = [column.pair(fact.label, fact.value, (_LABEL, _BODY), indent) for fact in facts]
        return list(chain(*pairs))

    def _slim(self) -> Block:
        """Head a further page with what tells whose and which document it is."""
        whole, form = self._whole, self.form
        who = f"{form.issuer.name} · {form.issuer.identification}".strip("· ")
        which = f"{form.title} {form.number_label} {form.number}"
        half = whole.width / 2 - 2
        left = Column(self.canvas, whole.left, half).lines(who, _SMALL, most=2)
        right = Column(self.canvas, whole.left + half + 4, half)
        rows = rows_of(left, right.lines(which, _STRONG, align="right", most=3))
        return stacked([*self._marks(), *rows, whole.gap(1), whole.rule("accent"), whole.gap(3)])

    # ------------------------------------------------------------------------ body of the pages

    def _groups(self, room: float) -> list[Group]:
        table = Table(self._whole, self.form)
        groups = [self._section(section) for section in self.form.references]
        groups += table.groups()
        groups.append(Group(blocks=tuple(self._closing(room))))
        groups += [self._section(section) for section in self.form.sections]
        groups += [self._note(note) for note in self.form.notes]
        return groups

    def _section(self, section: Section) -> Group:
        column = self._whole
        heading = column.lines(section.heading.upper(), _HEADING)
        pairs = self._pairs(column, section.facts)
        return Group(blocks=(*heading, column.gap(0.5), *pairs, column.gap(3)))

    def _note(self, note: str) -> Group:
        column = self._whole
        return Group(blocks=(*column.lines(note, _SMALL), column.gap(1.2)))

    def _closing(self, room: float) -> list[Block]:
        """Set what the amount to pay is made of beside the taxes and the words."""
        whole = self._whole
        right_width = 80.0
        left = Column(self.canvas, whole.left, whole.width - right_width - _GUTTER)
        right = Column(self.canvas, whole.left + whole.width - right_width, right_width)
        taxes = Table(left, self.form).taxes()
        words = [left.gap(1.5), *left.lines(self.form.words, _STRONG)]
        rows = beside([*taxes, *words], self._sums(right), most=room / 2)
        return [whole.gap(4), *rows, whole.gap(4)]

    def _sums(self, column: Column) -> list[Block]:
        inner = Column(self.canvas, column.left + 2, column.width - 4)
        blocks: list[Block] = []
        for each in self.form.sums:
            if each.kind == "total":
                lines = inner.ends(each.label, each.amount, _TOTAL)
                padded = [inner.gap(1.4), *lines, inner.gap(1.4)]
                blocks += [inner.gap(1), stacked(padded, ground=self._band(column)), inner.gap(1)]
            else:
                style = _BODY if each.kind == "part" else _LABEL
                blocks += [*inner.ends(each.label, each.amount, style), inner.gap(0.6)]
        return blocks

    # ------------------------------------------------------------------------- foot of the pages

    def _seal(self) -> Block:
        """Set the QR code, the unique code and the legal texts: the foot of every page."""
        whole, form = self._whole, self.form
        used = _QR + 5 if self.symbol else 0.0
        column = Column(self.canvas, whole.left + used, whole.width - used)
        lines = [column.lines(text, _SEAL) for text in form.seal]
        if form.code:
            lines.insert(0, column.lines(f"{form.code.label}: {form.code.value}", _CODE))
        texts = [whole.gap(1.5), *chain(*lines), whole.gap(_SEAL.line)]
        height = max(height_of(texts), _QR + 1.5 if self.symbol else 0.0)

        def draw(top: float) -> None:
            whole.rule("line").draw(top)
            stacked(texts).draw(top + 1.5)
            if self.symbol:
                self.canvas.picture(self.symbol, whole.left, top + 3, _QR, _QR)

        return Block(height + 3, draw)

    def _count(self, page: int, pages: int) -> None:
        text = self.form.page.format(page, pages)
        top = self.size[1] - _MARGIN - _SEAL.line
        whole = self._whole
        self.canvas.text(whole.left, top, text, _SEAL, align="right", width=whole.width)
