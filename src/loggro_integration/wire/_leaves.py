# SPDX-License-Identifier: MIT
"""How single values are read: text, numbers, instants, ids; another type is refused."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from types import NoneType
from typing import Any, TypeAlias

from loggro_integration.codes import OpenEnum
from loggro_integration.days import parse_instant
from loggro_integration.exact_json import is_array, is_object
from loggro_integration.ids import ObjectId

__all__ = ["Hook", "Leaf", "Unfit", "exact_amount", "expect_object", "kinds_of", "leaf_of", "text"]

Hook: TypeAlias = Callable[[Any, Any], Any]
"""Reads a value; the second argument is the type that cattrs passes, and is not used."""

Leaf: TypeAlias = tuple[type[Any] | None, Callable[[Any], Any] | None, Hook]
"""
How a field is read: the class that nearly every value has, what turns such a value into the
field (`None`: it stays as it is), and the hook that reads or refuses any other value.
"""

# More digits are no amount of money, and would take long to write out.
_MOST_DIGITS = 40
_MOST_AMOUNT = 10**_MOST_DIGITS


class Unfit(TypeError):
    """A value has another type than known; the text says which and shows no value."""


def _unfit(expected: str, value: object) -> Unfit:
    return Unfit(f"expected {expected}, got {type(value).__name__}")


def expect_object(value: object) -> Mapping[str, Any]:
    """Return a JSON object, refusing everything else with a readable reason."""
    if is_object(value):
        return value
    raise _unfit("an object", value)


def expect_list(value: object) -> list[Any]:
    """Return a JSON array; text and objects are none, though Python could walk through both."""
    if is_array(value):
        return value
    raise _unfit("a list", value)


def _strict(kind: type[Any], name: str) -> Hook:
    def hook(value: Any, _: Any) -> Any:
        if _is_plain(value, kind):
            return value
        raise _unfit(name, value)

    return hook


def _is_plain(value: object, kind: type[Any]) -> bool:
    """Tell whether this is one of `kind`; a bool is no number."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


text = _strict(str, "text")
"""Reads a text."""


def _label(value: Any, _: Any) -> str | int:
    if _is_plain(value, str) or _is_plain(value, int):
        return typing.cast("str | int", value)
    raise _unfit("text or a whole number", value)


def exact_amount(value: Any, _: Any) -> Decimal:
    """Only here does a JSON number become money: `int` or `Decimal`, nothing else."""
    if value.__class__ is int and -_MOST_AMOUNT < value < _MOST_AMOUNT:
        return Decimal(value)
    if value.__class__ is Decimal and value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS:
        return value
    raise _unfit(f"a JSON number below 10^{_MOST_DIGITS}", value)


# Prices, taxes, ids, instants and words stand in row after row of a page.


@lru_cache(maxsize=4096)
def _known_amount(value: int) -> Decimal:
    return exact_amount(value, None)


@lru_cache(maxsize=4096)
def _known_id(value: str) -> ObjectId:
    return ObjectId(value)


@lru_cache(maxsize=64)  # a sale, its payment and each of its methods have the same one
def _known_instant(value: str) -> datetime:
    return parse_instant(value)


def _open_enum(kind: type[OpenEnum]) -> Leaf:
    known = lru_cache(maxsize=64)(kind)
    return str, known, lambda value, _: kind(text(value, str))


def _as_is(value: Any, _: Any) -> Any:
    return value


_LEAVES: dict[Any, Leaf] = {
    str: (str, None, text),
    int: (int, None, _strict(int, "a whole number")),
    bool: (bool, None, _strict(bool, "true or false")),
    Decimal: (int, _known_amount, exact_amount),
    datetime: (str, _known_instant, lambda value, _: _known_instant(text(value, str))),
    ObjectId: (str, _known_id, lambda value, _: _known_id(text(value, str))),
    Any: (None, None, _as_is),
}


def kinds_of(hint: Any) -> list[Any]:
    """Return the types a hint names, without `None`: ``int | None`` gives ``[int]``."""
    return [kind for kind in typing.get_args(hint) or (hint,) if kind is not NoneType]


def leaf_of(hint: Any) -> Leaf | None:
    """Return how a single value of this type is read, `None` where it is a record."""
    kinds = kinds_of(hint)
    if len(kinds) > 1:
        return str, None, _label
    kind = kinds[0]
    if isinstance(kind, type) and issubclass(kind, OpenEnum):
        return _open_enum(kind)
    return _LEAVES.get(kind)
