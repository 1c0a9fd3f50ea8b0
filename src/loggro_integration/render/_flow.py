# SPDX-License-Identifier: MIT
"""Blocks of known height, and how they are dealt out to pages. Knows no PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from attrs import frozen

__all__ = ["Block", "Group", "height_of", "paginate"]

_HAIR: Final = 1e-6
"""What adding heights may miss, in millimetres."""


@frozen
class Block:
    """
    Something to draw that is never cut.

    Attributes:
        height: In millimetres.
        draw: Draws it, given its upper edge in millimetres from the top of the page.
    """

    height: float
    draw: Callable[[float], None]


@frozen(kw_only=True)
class Group:
    """
    Blocks that stay together where a page can hold them.

    Attributes:
        repeated: Drawn anew at the top of each page that the group begins or goes on on, as the
            heading of a table; not drawn before the first group that has it.
    """

    blocks: tuple[Block, ...]
    repeated: Block | None = None


def height_of(blocks: Sequence[Block]) -> float:
    """Add heights."""
    return sum(block.height for block in blocks)


def paginate(groups: Sequence[Group], first: float, others: float) -> list[list[Block]]:
    """
    Deal blocks out to pages.

    Args:
        groups: In reading order.
        first: Height that the first page has for them.
        others: Height that each further page has.

    Returns:
        The blocks of each page, at least one page. A block higher than a page has one of its own.
    """
    pages: list[list[Block]] = [[]]
    left = first
    for group in groups:
        whole = height_of(group.blocks)
        if whole <= left + _HAIR:
            pages[-1] += group.blocks
            left -= whole
            continue
        fits_alone = whole + _height(group.repeated) <= others
        for block in group.blocks:
            begins = fits_alone and block is group.blocks[0]
            if pages[-1] and (begins or block.height > left + _HAIR):
                pages.append([group.repeated] if group.repeated else [])
                left = others - _height(group.repeated)
            pages[-1].append(block)
            left -= block.height
    return pages


def _height(block: Block | None) -> float:
    return block.height if block else 0.0
