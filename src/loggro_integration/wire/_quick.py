# SPDX-License-Identifier: MIT
"""
The quick reader: one walk over the keys of a row, each field by its entry in a table.

It costs a third of what cattrs does and says nothing of a row that does not fit: `_converter` reads
that one again to name each path.

What a class cannot hold (unknown keys, explicit nulls, empty lists, unusual spellings of an
instant) stays in the `extra` of its record, so that a row goes back as it came.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

import attrs

from loggro_integration.ids import ObjectId
from loggro_integration.wire._leaves import (
    Leaf,
    expect_list,
    expect_object,
    kinds_of,
    leaf_of,
)
from loggro_integration.wire._record import OWN, key_of

__all__ = [
    "blank_keys",
    "fields_of",
    "is_empty",
    "quick_leaf",
    "quick_reader",
    "reads_by_itself",
    "register",
]

Reader: TypeAlias = Callable[[Mapping[str, Any]], Any]

_CANONICAL_LENGTH = len("2026-09-29T21:50:32.463Z")
_OWN_READERS: dict[Any, Leaf] = {}


def register(kind: type[Any], leaf: Leaf) -> None:
    """Let a type be read by functions of its own."""
    _OWN_READERS[kind] = leaf


def reads_by_itself(kind: Any) -> bool:
    """Tell whether a function of its own reads this type."""
    return kind in _OWN_READERS


def fields_of(kind: Any) -> list[attrs.Attribute[Any]]:
    """Return the fields of a record that stand for a wire key."""
    return [each for each in attrs.fields(kind) if each.name not in OWN]


def blank_keys(kind: Any) -> frozenset[str]:
    """Return the keys where an empty text means that there is no value: ids and instants."""
    return frozenset(
        key_of(each)
        for each in fields_of(kind)
        if each.default is None and not {ObjectId, datetime}.isdisjoint(kinds_of(each.type))
    )


def is_empty(item: object, *, blank: bool) -> bool:
    """Tell whether a value says as little as an absent key; `blank`: empty text does."""
    return item is None or item == [] or (blank and item == "")


def quick_leaf(hint: Any) -> Leaf:
    """Return how a field of this type is read."""
    if typing.get_origin(hint) is tuple:
        return _rows(quick_leaf(kinds_of(hint)[0]))
    found = leaf_of(hint) or _OWN_READERS.get(kinds_of(hint)[0])
    return found or _record(quick_reader(kinds_of(hint)[0]))


def _rows(item: Leaf) -> Leaf:
    usual, convert, otherwise = item

    def read(rows: list[Any]) -> tuple[Any, ...]:
        if convert is None:
            return tuple([otherwise(row, None) for row in rows])
        return tuple([convert(r) if r.__class__ is usual else otherwise(r, None) for r in rows])

    return list, read, lambda value, _: read(expect_list(value))


def _record(read: Reader) -> Leaf:
    return dict, read, lambda value, _: read(expect_object(value))


@cache
def quick_reader(kind: Any) -> Reader:
    """Return the function that reads a record of this class from a JSON object."""
    fields = fields_of(kind)
    table = {key_of(each): (each.name, *quick_leaf(each.type)) for each in fields}
    defaults: dict[str, Any] = {
        each.name: each.default for each in fields if each.default is not attrs.NOTHING
    }
    defaults["absent"] = frozenset()
    needed = {each.name for each in fields} - defaults.keys()
    blank = blank_keys(kind)
    instants = [key_of(each) for each in fields if datetime in kinds_of(each.type)]
    shown = frozenset(key_of(each) for each in fields if _shows_default(each))
    entry_of, make, put = table.get, object.__new__, object.__setattr__

    def read(row: Mapping[str, Any]) -> Any:
        extra: dict[str, Any] = {}
        values = defaults.copy()
        values["extra"] = extra
        for key, item in row.items():
            entry = entry_of(key)
            if entry is None or (not item and is_empty(item, blank=key in blank)):
                extra[key] = item
                continue
            name, usual, convert, otherwise = entry
            if item.__class__ is not usual:
                values[name] = otherwise(item, None)
            else:
                values[name] = item if convert is None else convert(item)
        if needed and not needed <= values.keys():
            raise KeyError(kind)
        for key in instants:
            if row.get(key) and len(row[key]) != _CANONICAL_LENGTH:
                extra[key] = row[key]
        if shown and not (shown <= row.keys() and shown.isdisjoint(extra)):
            values["absent"] = (shown - row.keys()) | (shown & extra.keys())
        record = make(kind)
        put(record, "__dict__", values)
        return record

    return read


def _shows_default(attribute: attrs.Attribute[Any]) -> bool:
    """Tell whether an absent key reads as a value that looks like one received."""
    return attribute.default not in (attrs.NOTHING, None, ())
