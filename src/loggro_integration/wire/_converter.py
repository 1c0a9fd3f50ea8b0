# SPDX-License-Identifier: MIT
"""
How the shapes of both APIs become attrs classes and go back: every quirk of spelling lives here.

A class names its wire keys in its fields' metadata, or camel case gives them. What the class cannot
hold (unknown keys, explicit nulls, empty lists, unusual spellings of an instant) stays in `extra`.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import singledispatch
from typing import Any, TypeAlias, TypeVar

import attrs
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn, override
from cattrs.strategies import configure_union_passthrough

from loggro_integration.codes import OpenEnum
from loggro_integration.days import format_instant, parse_instant
from loggro_integration.errors import ContractChanged, InvalidInput, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import ObjectId

__all__ = ["Label", "Record", "converter", "structure", "unstructure", "wire"]

T = TypeVar("T")

# Fields that one account sends as text and another as a number.
Label: TypeAlias = str | int


@attrs.frozen(kw_only=True)
class Record:
    """
    A row of an API.

    Attributes:
        extra: What the class has no field for, as received, so that nothing is lost on the way
            back. Not a stable interface: names here are Loggro's.
    """

    extra: Mapping[str, JsonValue] = attrs.field(factory=dict, repr=False)


def wire(name: str) -> dict[str, str]:
    """Return the metadata that gives a field its wire key."""
    return {"wire": name}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def _key(attribute: attrs.Attribute[Any]) -> str:
    return str(attribute.metadata.get("wire") or _camel(attribute.name))


def _strict(kind: type[T]) -> Callable[[Any, Any], T]:
    def hook(value: Any, _: Any) -> T:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            message = f"expected {kind.__name__}, got {type(value).__name__}"
            raise TypeError(message)
        return value

    return hook


def _exact(value: Any, _: Any) -> Decimal:
    """Only here does a JSON number become money: `int` or `Decimal`, nothing else."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        message = f"expected a JSON number, got {type(value).__name__}"
        raise TypeError(message)
    amount = Decimal(value)
    if not amount.is_finite():
        message = "expected a finite number"
        raise ValueError(message)
    return amount


def _instant(value: Any, _: Any) -> datetime:
    if not isinstance(value, str):
        message = f"expected an instant as text, got {type(value).__name__}"
        raise TypeError(message)
    return parse_instant(value)


def _open_enum(kind: type[OpenEnum]) -> Callable[[Any, Any], OpenEnum]:
    return lambda value, _: kind(_strict(str)(value, str))


def _make_converter() -> Converter:
    made = Converter(unstruct_collection_overrides={}, omit_if_default=False)
    for kind in (str, int, bool):
        made.register_structure_hook(kind, _strict(kind))
    made.register_structure_hook(ObjectId, lambda value, _: ObjectId(_strict(str)(value, str)))
    made.register_structure_hook(Decimal, _exact)
    made.register_structure_hook(datetime, _instant)
    made.register_structure_hook_factory(
        lambda kind: isinstance(kind, type) and issubclass(kind, OpenEnum), _open_enum
    )
    configure_union_passthrough(str | int | None, made)
    made.register_structure_hook_factory(
        lambda kind: isinstance(kind, type) and issubclass(kind, Record), _structure_record
    )
    return made


def _structure_record(kind: type[Record]) -> Callable[[Any, Any], Record]:
    fields = [each for each in attrs.fields(kind) if each.name != "extra"]
    hints = typing.get_type_hints(kind)
    keys = {_key(each) for each in fields}
    instants = {_key(each) for each in fields if _is_instant(hints[each.name])}
    # cattrs types its overrides loosely.
    overrides: dict[str, Any] = {each.name: override(rename=_key(each)) for each in fields}
    build: Callable[[Any, Any], Record] = make_dict_structure_fn(
        kind, converter, extra=override(omit=True), **overrides
    )

    def hook(value: Any, target: Any) -> Record:
        if not isinstance(value, Mapping):
            message = f"expected an object, got {type(value).__name__}"
            raise TypeError(message)
        extra = {key: item for key, item in value.items() if key not in keys}
        present = {}
        for key in keys & value.keys():
            item = value[key]
            if item is None or item == []:
                extra[key] = item
                continue
            present[key] = item
            if key in instants and not _is_canonical(item):
                extra[key] = item
        record = build(present, target)
        if extra:
            object.__setattr__(record, "extra", extra)
        return record

    return hook


def _is_instant(hint: Any) -> bool:
    return hint is datetime or datetime in typing.get_args(hint)


def _is_canonical(text: Any) -> bool:
    return isinstance(text, str) and len(text) == 24 and text[-1] == "Z"


converter = _make_converter()


def structure(value: JsonValue, kind: type[T]) -> T:
    """
    Make a typed record from an answer.

    Raises:
        ContractChanged: If a field has another type than known, or an indispensable one is
            missing; the message names each path.
    """
    try:
        return converter.structure(value, kind)
    except (BaseValidationError, TypeError, ValueError) as error:
        details = "; ".join(transform_error(error, path="$"))
        raise ContractChanged(
            f"{kind.__name__} has an unknown shape: {details}",
            code="shape",
            hint=Text(
                es="Loggro cambió la respuesta o esta cuenta es distinta: reporte las rutas.",
                en="Loggro changed the answer, or this account differs: report the paths.",
            ),
        ) from None


@singledispatch
def unstructure(value: object) -> JsonValue:
    """Return the JSON form of a record: exactly what was received, where nothing was changed."""
    if value is None or isinstance(value, (bool, int, Decimal, str)):
        return value
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
def _unstructure_record(record: Record) -> JsonValue:
    found: dict[str, JsonValue] = {}
    for attribute in attrs.fields(type(record)):
        value = getattr(record, attribute.name)
        if attribute.name == "extra" or value is None or value == ():
            continue
        key = _key(attribute)
        found[key] = _spelling(value, record.extra.get(key))
    return {**record.extra, **found}


def _spelling(value: object, received: JsonValue) -> JsonValue:
    if isinstance(value, datetime) and isinstance(received, str):
        return received if parse_instant(received) == value else format_instant(value)
    written: JsonValue = unstructure(value)
    return written
