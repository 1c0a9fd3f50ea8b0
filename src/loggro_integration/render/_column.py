# SPDX-License-Identifier: MIT
"""A column of a page: turns texts into blocks of its width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from attrs import frozen

from loggro_integration.render._canvas import Align, Canvas, Style
from loggro_integration.render._flow import Block, height_of

__all__ = ["Column", "Ground", "beside", "level", "rows_of", "stacked"]

Ground = Callable[[float, float], None]
"""Draws what lies under a block, given its upper edge and its height."""


@frozen
class Column:
    """
    A strip of the page.

    Attributes:
        left: Its left edge, in millimetres.
        width: In millimetres.
    """

    canvas: Canvas
    left: float
    width: float

    def lines(
        self, text: str, style: Style, *, align: Align = "left", most: int | None = None
    ) -> list[Block]:
        """Set a text, one block a line."""
        lines = self.canvas.wrap(text, self.width, style, most=most)
        return [self._line(line, style, align) for line in lines]

    def pair(
        self, label: str, value: str, styles: tuple[Style, Style], indent: float
    ) -> list[Block]:
        """Set a label and its value beside it, `indent` from the left edge."""
        beside_it = Column(self.canvas, self.left + indent, self.width - indent)
        under = Column(self.canvas, self.left, indent - 1)
        return rows_of(under.lines(label, styles[0]), beside_it.lines(value, styles[1]))

    def ends(self, label: str, value: str, style: Style) -> list[Block]:
        """Set a label at the left and a value at the right edge; the label wraps."""
        shown = self.canvas.fit(value, self.width * 0.7, style)
        room = self.width - self.canvas.width(value, shown) - 2
        labels = Column(self.canvas, self.left, room).lines(label, style)
        return rows_of(labels, [self._line(value, shown, "right", style)])

    def gap(self, height: float) -> Block:
        """Leave a space."""
        return Block(height, _nothing)

    def rule(self, colour: str, thickness: float = 0.2) -> Block:
        """Draw a line over the whole width."""
        return Block(
            thickness,
            lambda top: self.canvas.rule(self.left, top, self.width, colour, thickness),
        )

    def _line(self, text: str, style: Style, align: Align, like: Style | None = None) -> Block:
        draw = self._writer(text, style, align)
        return Block((like or style).line, draw)

    def _writer(self, text: str, style: Style, align: Align) -> Callable[[float], None]:
        return lambda top: self.canvas.text(
            self.left, top, text, style, align=align, width=self.width
        )


def _nothing(_: float) -> None:
    return None


def rows_of(left: Sequence[Block], right: Sequence[Block]) -> list[Block]:
    """Draw the blocks of two columns side by side, one block a row."""
    pairs = zip_longest(left, right)
    return [level([block for block in pair if block]) for pair in pairs]


def level(blocks: Sequence[Block]) -> Block:
    """Draw blocks at one height."""

    def draw(top: float) -> None:
        for each in blocks:
            each.draw(top)

    return Block(max((each.height for each in blocks), default=0.0), draw)


def stacked(blocks: Sequence[Block], *, ground: Ground | None = None) -> Block:
    """Make one block of many; `ground` is given upper edge and height and drawn first."""
    height = height_of(blocks)

    def draw(top: float) -> None:
        if ground:
            ground(top, height)
        for each in blocks:
            each.draw(top)
            top += each.height

    return Block(height, draw)


def beside(left: Sequence[Block], right: Sequence[Block], *, most: float) -> list[Block]:
    """Draw two columns side by side: as one block, or row by row where it would be too high."""
    if max(height_of(left), height_of(right)) > most:
        return rows_of(left, right)
    return [level([stacked(left), stacked(right)])]
