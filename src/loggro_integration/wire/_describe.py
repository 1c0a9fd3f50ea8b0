# SPDX-License-Identifier: MIT
"""What the classes of rows expect, as data: to compare them with what an account sends."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from functools import cache
from types import NoneType
from typing import Any

import attrs

from loggro_integration.codes import OpenEnum
from loggro_integration.wire._leaves import kinds_of, leaf_of
from loggro_integration.wire._quick import fields_of, reads_by_itself
from loggro_integration.wire._record import Record, key_of
from loggro_integration.wire._ref import Ref

__all__ = ["Expected", "describe", "known_keys", "row_class"]

_ARRAY, _OBJECT, _STRING = "array", "object", "string"
_NUMBER = frozenset({"integer", "decimal"})


@attrs.frozen(kw_only=True)
class Expected:
    """
    What a class expects of one key.

    Attributes:
        types: Types of JSON that it reads (``array``, ``boolean``, ``decimal``, ``integer``,
            ``object``, ``string``); empty where it takes anything. Null always stands for absent.
        name: The type as the class says it, as ``int``.
        record: Class of the object, or of the objects of the array.
        required: Whether a row without it cannot be read.
    """

    types: frozenset[str]
    name: str
    record: type[Record] | None
    required: bool


def describe(kind: type[Record]) -> Mapping[str, Expected]:
    """
    Return what a class of rows expects, by wire key.

    >>> from loggro_integration.wire.restobar import SalePayment
    >>> sorted(describe(SalePayment)["value"].types)
    ['decimal', 'integer']
    """
    row: Any = kind  # to mypy a class of records is as unhashable as they are
    found: Mapping[str, Expected] = _described(row)
    return found


@cache
def _described(kind: Any) -> Mapping[str, Expected]:
    return {key_of(each): _expected(each) for each in fields_of(kind)}


def _expected(field: attrs.Attribute[Any]) -> Expected:
    kinds = kinds_of(field.type)
    many = typing.get_origin(field.type) is tuple
    item = next((each for each in kinds if each is not Ellipsis), Any)
    return Expected(
        types=frozenset({_ARRAY}) if many else _types(field.type),
        name=f"list of {_name(item)}" if many else " or ".join(map(_name, kinds)),
        record=_plain_record(item),
        required=field.default is attrs.NOTHING,
    )


def _plain_record(kind: Any) -> type[Record] | None:
    """Return a class of records, unless a function of its own reads it: those know other keys."""
    if not (isinstance(kind, type) and issubclass(kind, Record)):
        return None
    return None if reads_by_itself(kind) else kind


def _name(kind: Any) -> str:
    return kind.__name__ if isinstance(kind, type) else str(kind).replace("typing.", "")


def _types(hint: Any) -> frozenset[str]:
    """Return the types of JSON that a hint is read from."""
    kinds = kinds_of(hint)
    if len(kinds) > 1:
        return frozenset({_STRING, "integer"})
    (kind,) = kinds
    found = leaf_of(hint)
    if isinstance(kind, type) and issubclass(kind, OpenEnum):
        return frozenset({_STRING})
    if found is None:
        return _of_a_class(kind)
    usual = found[0]
    if usual is None:
        return frozenset()
    by_class = {str: {_STRING}, bool: {"boolean"}}
    if usual is int:
        return frozenset({"integer"}) if kind is int else _NUMBER
    return frozenset(by_class[usual])


def _of_a_class(kind: Any) -> frozenset[str]:
    if kind is Ref:
        return frozenset({_STRING, _OBJECT})
    if _plain_record(kind):
        return frozenset({_OBJECT})
    return frozenset()


def row_class(read: Any) -> type[Record] | None:
    """
    Return the class of the rows that a reading function gives, `None` where it names none.

    >>> from loggro_integration.wire import restobar
    >>> row_class(restobar.sale).__name__
    'Sale'
    """
    try:
        hint = typing.get_type_hints(read).get("return")
    except (NameError, TypeError):
        return None
    while (inner := [each for each in typing.get_args(hint) if each is not NoneType]) != []:
        hint = inner[0]
    return hint if isinstance(hint, type) and issubclass(hint, Record) else None


@cache
def known_keys() -> frozenset[str]:
    """Return every key that any class of rows knows."""
    found: set[str] = set()
    waiting: list[type[Record]] = [Record]
    while waiting:
        kind = waiting.pop()
        found.update(describe(kind))
        waiting.extend(kind.__subclasses__())
    return frozenset(found)
