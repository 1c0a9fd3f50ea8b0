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
            heading of a table. The first group of a table has it among its blocks too: it stands
            there once, and never without the block that follows it.
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
        fits_alone = whole + height_of(_again(group, 0)) <= others
        for index, block in enumerate(group.blocks):
            begins = fits_alone and index == 0
            if pages[-1] and (begins or _needed(group, index) > left + _HAIR):
                pages.append(_again(group, index))
                left = others - height_of(pages[-1])
            pages[-1].append(block)
            left -= block.height
    return pages


def _again(group: Group, index: int) -> list[Block]:
    """Return the heading for a page that begins with this block, unless it is that block."""
    repeated = group.repeated
    return [] if repeated is None or group.blocks[index] is repeated else [repeated]


def _needed(group: Group, index: int) -> float:
    """Return the height of a block; of a heading, with what must follow it."""
    end = index + (2 if group.blocks[index] is group.repeated else 1)
    return height_of(group.blocks[index:end])
