# SPDX-License-Identifier: MIT
"""
How the shapes of both APIs become attrs classes and go back: every quirk of spelling lives here.

What a class cannot hold (unknown keys, explicit nulls, empty lists, unusual spellings of an
instant) stays in the `extra` of its record, so that a row goes back as it came.

Two converters share the rules: one is quick and says nothing of a row that does not fit, the other
reads that row again to name each path.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache, singledispatch
from types import NoneType
from typing import Any, TypeAlias, TypeVar

import attrs
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn, override
from cattrs.v import format_exception

from loggro_integration.codes import OpenEnum
from loggro_integration.days import format_instant, parse_instant
from loggro_integration.errors import ContractChanged, InvalidInput, LoggroError, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import ObjectId
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
Hook: TypeAlias = Callable[[Any, Any], Any]

# More digits are no amount of money, and would take long to write out.
_MOST_DIGITS = 40
_MOST_AMOUNT = 10**_MOST_DIGITS
_CANONICAL_LENGTH = len("2026-09-29T21:50:32.463Z")


class _Unfit(TypeError):
    """A value has another type than known; the text says which and shows no value."""


def _unfit(expected: str, value: object) -> _Unfit:
    return _Unfit(f"expected {expected}, got {type(value).__name__}")


def expect_object(value: object) -> Mapping[str, Any]:
    """Return a JSON object, refusing everything else with a readable reason."""
    if isinstance(value, Mapping):
        return value
    raise _unfit("an object", value)


def _strict(kind: type[Any], name: str) -> Hook:
    def hook(value: Any, _: Any) -> Any:
        if value.__class__ is kind or _is_plain(value, kind):
            return value
        raise _unfit(name, value)

    return hook


def _is_plain(value: object, kind: type[Any]) -> bool:
    """Tell whether this is one of `kind`; a bool is no number."""
    return isinstance(value, kind) and not isinstance(value, bool)


text = _strict(str, "text")
"""Reads a text; the second argument is not used, as in every hook of cattrs."""


def _label(value: Any, _: Any) -> str | int:
    if value.__class__ is str or value.__class__ is int or _is_plain(value, str):
        return typing.cast("str | int", value)
    raise _unfit("text or a whole number", value)


def exact_amount(value: Any, _: Any) -> Decimal:
    """Only here does a JSON number become money: `int` or `Decimal`, nothing else."""
    if value.__class__ is int and -_MOST_AMOUNT < value < _MOST_AMOUNT:
        return Decimal(value)
    if value.__class__ is Decimal and value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS:
        return value
    raise _unfit(f"a JSON number below 10^{_MOST_DIGITS}", value)


@lru_cache(maxsize=64)  # a sale, its payment and each of its methods have the same one
def _known_instant(value: str) -> datetime:
    return parse_instant(value)


def _instant(value: Any, _: Any) -> datetime:
    return _known_instant(text(value, str))


@lru_cache(maxsize=4096)  # ids of products, categories and cashiers stand in every row
def _known_id(value: str) -> ObjectId:
    return ObjectId(value)


def _object_id(value: Any, _: Any) -> ObjectId:
    return _known_id(value) if value.__class__ is str else ObjectId(text(value, str))


def _open_enum(kind: type[OpenEnum]) -> Hook:
    return lambda value, _: kind(text(value, str))


def _as_is(value: Any, _: Any) -> Any:
    return value


_LEAVES: dict[Any, Hook] = {
    str: text,
    int: _strict(int, "a whole number"),
    bool: lambda value, _: value if value.__class__ is bool else _refuse("true or false", value),
    Decimal: exact_amount,
    datetime: _instant,
    ObjectId: _object_id,
    Any: _as_is,
}


def _refuse(expected: str, value: object) -> typing.NoReturn:
    raise _unfit(expected, value)


def _hook_for(hint: Any, reader: Converter) -> Hook:
    """Return the function that reads a value of this type; null never reaches it."""
    kinds = [kind for kind in typing.get_args(hint) if kind is not NoneType]
    if typing.get_origin(hint) is tuple:
        return _rows(hint, kinds[0], reader)
    if len(kinds) > 1:
        return _label
    kind = kinds[0] if kinds else hint
    if kind in _LEAVES:
        return _LEAVES[kind]
    if isinstance(kind, type) and issubclass(kind, OpenEnum):
        return _open_enum(kind)
    return reader.get_structure_hook(kind)


def _rows(hint: Any, item: Any, reader: Converter) -> Hook:
    """Read an array; text and objects are none, though Python could walk through both."""
    each: Hook = _as_is if item is Any else reader.get_structure_hook(item)
    whole: Hook = reader.get_structure_hook(hint)

    def quick(value: Any, _: Any) -> tuple[Any, ...]:
        rows = value if value.__class__ is list else _list(value)
        return tuple([each(row, item) for row in rows])

    def careful(value: Any, _: Any) -> Any:
        return whole(_list(value), hint)

    return careful if reader is _careful else quick


def _list(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    raise _unfit("a list", value)


def _record_hook(kind: type[Record], reader: Converter) -> Hook:
    """Make the function that reads a record: cattrs builds it, what it cannot hold is kept."""
    fields = [each for each in attrs.fields(kind) if each.name not in OWN]
    keys = frozenset(map(key_of, fields))
    instants = [key_of(each) for each in fields if datetime in _types_of(each.type)]
    shown = frozenset(key_of(each) for each in fields if _shows_default(each))
    # cattrs types its overrides loosely
    overrides: dict[str, Any] = {name: override(omit=True) for name in OWN}
    for each in fields:
        hook = _hook_for(each.type, reader)
        overrides[each.name] = override(rename=key_of(each), struct_hook=hook)
    build: Hook = make_dict_structure_fn(kind, reader, **overrides)

    def read(value: Any, target: Any) -> Record:
        row = value if value.__class__ is dict else expect_object(value)
        extra = {
            key: item
            for key, item in row.items()
            if key not in keys or (not item and (item is None or item == []))
        }
        if extra and not keys.isdisjoint(extra):
            row = {key: item for key, item in row.items() if key not in extra}
        record: Record = build(row, target)
        for key in instants:
            if key in row and len(row[key]) != _CANONICAL_LENGTH:
                extra[key] = row[key]
        if extra:
            object.__setattr__(record, "extra", extra)
        if shown and not shown <= row.keys():
            object.__setattr__(record, "absent", shown - row.keys())
        return record

    return read


def _types_of(hint: Any) -> tuple[Any, ...]:
    return (hint, *typing.get_args(hint))


def _shows_default(attribute: attrs.Attribute[Any]) -> bool:
    """Tell whether an absent key reads as a value that looks like one received."""
    return attribute.default not in (attrs.NOTHING, None, ())


def _make_reader(*, careful: bool) -> Converter:
    reader = Converter(detailed_validation=careful)
    reader.register_structure_hook_factory(
        lambda kind: isinstance(kind, type) and issubclass(kind, Record),
        lambda kind: _record_hook(kind, reader),
    )
    return reader


_quick = _make_reader(careful=False)
_careful = _make_reader(careful=True)


def reads(kind: type[Any], read: Hook) -> None:
    """Let a type be read by a function of its own."""
    for reader in (_quick, _careful):
        reader.register_structure_hook(kind, read)


def reads_by(kind: type[Any], item: type[Any], read: Callable[[Any, Hook], Any]) -> None:
    """Let a type be read by a function that is given the reader of its items."""
    for reader in (_quick, _careful):
        reader.register_structure_hook(kind, _reading(read, reader.get_structure_hook(item), item))


def _reading(read: Callable[[Any, Hook], Any], each: Hook, item: type[Any]) -> Hook:
    return lambda value, _: read(value, lambda row, _: each(row, item))


def reads_bare(kind: type[Record]) -> None:
    """Let a record come and go as its first field alone, as an id; ``extra[""]`` marks it."""
    known: Any = kind
    first = next(each for each in attrs.fields(known) if each.name not in OWN)

    def write(record: Any) -> JsonValue:
        written: JsonValue = unstructure(getattr(record, first.name))
        return written if "" in record.extra else _write_record(record)

    for reader in (_quick, _careful):
        reader.register_structure_hook(kind, _bare_or_whole(_record_hook(kind, reader), first))
    unstructure.register(kind, write)


def _bare_or_whole(whole: Hook, first: attrs.Attribute[Any]) -> Hook:
    def read(value: Any, target: Any) -> Any:
        if isinstance(value, Mapping):
            return whole(value, target)
        record = whole({key_of(first): value}, target)
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
    try:
        return _quick.structure(value, kind)
    except (KeyError, TypeError, ValueError):
        return _explained(value, kind)


def _explained(value: JsonValue, kind: type[T]) -> T:
    try:
        return _careful.structure(value, kind)
    except (BaseValidationError, _Unfit) as error:
        details = "; ".join(transform_error(error, "$", _reason))
    raise ContractChanged(
        f"{kind.__name__} has an unknown shape: {details}.",
        code="shape",
        hint=Text(
            es="Loggro cambió la respuesta o esta cuenta es distinta: reporte las rutas.",
            en="Loggro changed the answer, or this account differs: report the paths.",
        ),
    )


def _reason(error: BaseException, kind: type[Any] | None) -> str:
    if isinstance(error, LoggroError):
        return error.message.rstrip(".")
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    return str(error) if isinstance(error, _Unfit) else format_exception(error, kind)


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
    fields = (each for each in attrs.fields(kind) if each.name not in OWN)
    return tuple([(each.name, key_of(each), each.default) for each in fields])


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
