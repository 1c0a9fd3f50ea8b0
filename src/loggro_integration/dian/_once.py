# SPDX-License-Identifier: MIT
"""
What follows from who issues is worked out once: he is the same from invoice to invoice.

Things are told apart by what they are, not by what they say: 8 and 8.00 are equal, and written
differently.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar, TypeVarTuple
from weakref import ref

__all__ = ["once"]

_MOST: Final = 8
"""Issuers that are kept: a program issues for one or a few."""

T = TypeVar("T")
R = TypeVar("R")
Rest = TypeVarTuple("Rest")


def once(work: Callable[[T, *Rest], R]) -> Callable[[T, *Rest], R]:
    """
    Keep what a pure function returns for the last things it was given.

    The things themselves are not kept: what is secret in one goes when its owner lets it go. One
    that can change, as one that holds a list, is worked out every time.

    Args:
        work: A function of a frozen model, and of texts after it.
    """
    kept: dict[tuple[object, ...], tuple[ref[T], R]] = {}

    @wraps(work)
    def found(it: T, *rest: *Rest) -> R:
        key = (id(it), *rest)
        known = kept.get(key)
        # another thing may have the id of one that is gone
        if known is not None and known[0]() is it:
            return known[1]
        made = work(it, *rest)
        if _is_fixed(it):
            if len(kept) >= _MOST:
                kept.clear()
            kept[key] = ref(it), made
        return made

    return found


def _is_fixed(it: object) -> bool:
    try:
        hash(it)
    except TypeError:
        return False
    return True
