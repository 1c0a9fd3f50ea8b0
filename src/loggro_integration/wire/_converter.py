# SPDX-License-Identifier: MIT
"""
How the shapes of both APIs become attrs classes and go back.

`structure` reads with the quick reader; a row that it refuses is read again by cattrs, which names
each path. `unstructure` writes a record as it came.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import cache, singledispatch
from typing import Any, TypeVar

from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn, override
from cattrs.v import format_exception

from loggro_integration.days import format_instant, parse_instant
from loggro_integration.errors import ContractChanged, InvalidInput, LoggroError, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._leaves import (
    Hook,
    Unfit,
    exact_amount,
    expect_list,
    expect_object,
    kinds_of,
    leaf_of,
    text,
)
from loggro_integration.wire._quick import (
    blank_keys,
    fields_of,
    is_empty,
    quick_leaf,
    quick_reader,
    register,
)
from loggro_integration.wire._record import OWN, Record, key_of

__all__ = [
    "Hook",
    "exact_amount",
    "expect_object",
    "reads",
    "reads_bare",
    "reads_by",
    "structure",
    "text",
    "unstructure",
]

T = TypeVar("T")

_careful = Converter()


def _hook_for(hint: Any) -> Hook:
    """Return the function that reads a value of this type; null never reaches it."""
    if typing.get_origin(hint) is tuple:
        return _rows(hint)
    found = leaf_of(hint)
    return found[2] if found else _careful.get_structure_hook(kinds_of(hint)[0])


def _rows(hint: Any) -> Hook:
    whole: Hook = _careful.get_structure_hook(hint)
    return lambda value, _: whole(expect_list(value), hint)


def _record_hook(kind: type[Record]) -> Hook:
    """Make the function that reads a record: cattrs builds it, and groups what does not fit."""
    # cattrs types its overrides loosely
    overrides: dict[str, Any] = {name: override(omit=True) for name in OWN}
    for each in fields_of(kind):
        overrides[each.name] = override(rename=key_of(each), struct_hook=_hook_for(each.type))
    build: Hook = make_dict_structure_fn(kind, _careful, **overrides)
    blank = blank_keys(kind)

    def read(value: Any, target: Any) -> Record:
        row = expect_object(value)
        told = {key: row[key] for key in row if not is_empty(row[key], blank=key in blank)}
        record: Record = build(told, target)
        return record

    return read


_careful.register_structure_hook_factory(
    lambda kind: isinstance(kind, type) and issubclass(kind, Record), _record_hook
)


def reads(
    kind: type[Any], read: Hook, *, usual: tuple[type[Any], Callable[[Any], Any]] | None = None
) -> None:
    """
    Let a type be read by a function of its own.

    Args:
        kind: The type.
        read: Reads any value, or raises.
        usual: The class that nearly every value has, and what reads such a one.
    """
    _careful.register_structure_hook(kind, read)
    if usual is None:
        register(kind, (None, None, read))
    else:
        register(kind, (*usual, read))


def reads_by(kind: type[Any], item: type[Any], read: Callable[[Any, Hook], Any]) -> None:
    """Let a type be read by a function that is given the reader of its items."""
    quick, careful = quick_leaf(item)[2], _careful.get_structure_hook(item)
    _careful.register_structure_hook(
        kind, lambda value, _: read(value, lambda row, _: careful(row, item))
    )
    register(kind, (None, None, lambda value, _: read(value, quick)))


def reads_bare(kind: type[Record]) -> None:
    """Let a record come and go as its first field alone, as an id; ``extra[""]`` marks it."""
    row: Any = kind  # to mypy a class of records is as unhashable as they are
    first, quick = fields_of(row)[0], quick_reader(row)

    def write(record: Any) -> JsonValue:
        written: JsonValue = unstructure(getattr(record, first.name))
        return written if "" in record.extra else _write_record(record)

    usual = _bare_or_whole(lambda value, _: quick(value), key_of(first))
    _careful.register_structure_hook(kind, _bare_or_whole(_record_hook(kind), key_of(first)))
    register(kind, (None, None, usual))
    unstructure.register(kind, write)


def _bare_or_whole(whole: Hook, key: str) -> Hook:
    def read(value: Any, target: Any) -> Any:
        if isinstance(value, Mapping):
            return whole(value, target)
        record = whole({key: value}, target)
        object.__setattr__(record, "extra", {"": value})
        return record

    return read


def structure(value: JsonValue, kind: type[T]) -> T:
    """
    Make a typed record from an answer.

    Raises:
        ContractChanged: If a field has another type than known, or an indispensable one is
            missing; the message names each path and shows no value.
    """
    _, _, read = quick_leaf(kind)
    try:
        record: T = read(value, kind)
    except (KeyError, TypeError, ValueError):
        details = _paths(value, kind)
    else:
        return record
    raise ContractChanged(
        f"{kind.__name__} has an unknown shape: {'; '.join(details)}.",
        code="shape",
        hint=Text(
            es="Loggro cambió la respuesta o esta cuenta es distinta: reporte las rutas.",
            en="Loggro changed the answer, or this account differs: report the paths.",
        ),
    )


def _paths(value: JsonValue, kind: type[Any]) -> list[str]:
    """Say what does not fit, each with its path."""
    details: list[str] = []
    try:
        _careful.structure(value, kind)
    except (BaseValidationError, Unfit) as error:
        details = transform_error(error, "$", _reason)
    return details


def _reason(error: BaseException, kind: type[Any] | None) -> str:
    if isinstance(error, LoggroError):
        return error.message.rstrip(".")
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    return str(error) if isinstance(error, Unfit) else format_exception(error, kind)


@singledispatch
def unstructure(value: object) -> JsonValue:
    """Return the JSON form of a record: exactly what was received, where nothing was changed."""
    if value is None or isinstance(value, (bool, int, Decimal)):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    raise InvalidInput(
        f"A {type(value).__name__} has no wire form.",
        field="value",
        hint=Text(es="Use los tipos de wire.", en="Use the types of wire."),
    )


@unstructure.register(list)
@unstructure.register(tuple)
def _write_array(value: Iterable[object]) -> JsonValue:
    return [unstructure(item) for item in value]


@unstructure.register(Mapping)
def _write_object(value: Mapping[str, object]) -> JsonValue:
    return {key: unstructure(item) for key, item in value.items()}


@unstructure.register(Enum)
def _write_enum(value: Enum) -> JsonValue:
    return str(value.value)


@unstructure.register(datetime)
def _write_instant(value: datetime) -> JsonValue:
    return format_instant(value)


@unstructure.register(Record)
def _write_record(record: Record) -> JsonValue:
    found: dict[str, JsonValue] = {}
    kind: Any = type(record)  # to mypy a class of records is as unhashable as they are
    for name, key, default in _written(kind):
        value = getattr(record, name)
        if value is None or value == () or (key in record.absent and value == default):
            continue
        found[key] = _spelling(value, record.extra.get(key))
    return {**record.extra, **found}


@cache
def _written(kind: Any) -> tuple[tuple[str, str, object], ...]:
    return tuple([(each.name, key_of(each), each.default) for each in fields_of(kind)])


def _spelling(value: object, received: JsonValue) -> JsonValue:
    """Write an instant as it was spelled, where it is still the same one."""
    if (
        isinstance(value, datetime)
        and isinstance(received, str)
        and parse_instant(received) == value
    ):
        return received
    written: JsonValue = unstructure(value)
    return written
