# SPDX-License-Identifier: MIT
"""Bars of both sides as inline SVG: no script, no font, no words inside, so that it scales."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

__all__ = ["columns", "pair"]

ZERO = Decimal(0)
HEIGHT, WIDTH, STEP = 100, 100, 10


def columns(pairs: Sequence[tuple[Decimal, Decimal]], label: str) -> str:
    """
    Draw two bars for each pair, side by side; a negative sum has no bar.

    Args:
        pairs: Restobar and Pymes, COP.
        label: What a screen reader says.
    """
    most = max((max(pair) for pair in pairs), default=ZERO)
    bars = "".join(
        _bar(index * STEP + 1 + side * 4, HEIGHT - tall, 4, tall, side)
        for index, pair in enumerate(pairs)
        for side, amount in enumerate(pair)
        if (tall := _share(amount, most, HEIGHT))
    )
    return _svg("columns", len(pairs) * STEP, HEIGHT, bars, label)


def pair(restobar: Decimal, pymes: Decimal | None, most: Decimal, label: str) -> str:
    """Draw both sums as two lying bars; `None` has no bar."""
    bars = "".join(
        _bar(0, side * 6, wide, 5, side)
        for side, amount in enumerate((restobar, pymes))
        if amount is not None and (wide := _share(amount, most, WIDTH))
    )
    return _svg("pair", WIDTH, 11, bars, label)


def _share(amount: Decimal, most: Decimal, whole: int) -> Decimal:
    """Return the length of a bar, at least one unit where there is any amount."""
    if amount <= 0 or most <= 0:
        return ZERO
    return max(Decimal(1), (amount / most * whole).quantize(Decimal("0.1")))


def _bar(left: int, top: Decimal | int, wide: Decimal | int, tall: Decimal | int, side: int) -> str:
    kind = ("restobar", "pymes")[side]
    return f'<rect class="{kind}" x="{left}" y="{top}" width="{wide}" height="{tall}"/>'


def _svg(kind: str, width: int, height: int, bars: str, label: str) -> str:
    return (
        f'<svg class="{kind}" role="img" viewBox="0 0 {max(width, 1)} {height}" '
        f'preserveAspectRatio="none"><title>{escape(label)}</title>{bars}</svg>'
    )
