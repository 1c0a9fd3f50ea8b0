# SPDX-License-Identifier: MIT
"""
What follows from who issues is worked out once: he is the same from invoice to invoice.

Things are told apart by what they are, not by what they say: 8 and 8.00 are equal, and written
differently.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar, TypeVarTuple, cast

__all__ = ["once"]

_MOST: Final = 8
"""Issuers that are kept: a program issues for one or a few."""

T = TypeVar("T")
R = TypeVar("R")
Rest = TypeVarTuple("Rest")


class _Same:
    """A thing that equals itself alone, however like it another one is."""

    __slots__ = ("it",)

    def __init__(self, it: object) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


def once(work: Callable[[T, *Rest], R]) -> Callable[[T, *Rest], R]:
    """
    Keep what a pure function returns for the last things it was given.

    A thing that can change, as one that holds a list, is worked out every time.

    Args:
        work: A function of a frozen model, and of texts after it.
    """

    @lru_cache(maxsize=_MOST)
    def kept(known: _Same, *rest: *Rest) -> R:
        hash(known.it)
        return work(cast("T", known.it), *rest)

    @wraps(work)
    def found(it: T, *rest: *Rest) -> R:
        try:
            return kept(_Same(it), *rest)
        except TypeError:
            return work(it, *rest)

    return found
