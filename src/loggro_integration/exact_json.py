# SPDX-License-Identifier: MIT
"""
JSON whose numbers stay exact: integers as `int`, everything else as `Decimal`, both ways.

The only place where JSON text is read or written; a float never appears.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, TypeGuard

from loggro_integration.errors import InexactMoney, InvalidInput, Text

__all__ = ["JsonValue", "dumps", "is_array", "is_object", "loads"]

if TYPE_CHECKING:
    JsonValue: TypeAlias = (
        bool | int | Decimal | str | list["JsonValue"] | Mapping[str, "JsonValue"] | None
    )
    """What JSON text becomes: every number exact, never a float."""
else:
    # cattrs resolves annotations at run time and cannot follow a recursive alias
    JsonValue = Any


# A number is written out digit by digit up to this size, with an exponent beyond it.
_MOST_DIGITS = 40
# Half of a pair: JSON can name it, UTF-8 cannot hold it.
_SURROGATE = re.compile("[\ud800-\udfff]")


def loads(text: str | bytes) -> JsonValue:
    """
    Read JSON; numbers with a fraction or an exponent become `Decimal`.

    Raises:
        ValueError: If the text is not JSON, holds NaN or Infinity, or is nested too deeply.

    >>> loads('{"total": 54000, "cost": 9800.50}')
    {'total': 54000, 'cost': Decimal('9800.50')}
    """
    try:
        value: JsonValue = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except RecursionError:
        raise _too_deep() from None
    return value


def is_object(value: object) -> TypeGuard[Mapping[str, Any]]:
    """
    Tell whether a value is a JSON object; a checker then lets it be read.

    >>> is_object({"total": 1}), is_object([])
    (True, False)
    """
    return isinstance(value, Mapping)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """
    Tell whether a value is a JSON array; a checker then lets it be read.

    >>> is_array([1]), is_array("no")
    (True, False)
    """
    return isinstance(value, list)


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not a JSON number"
    raise ValueError(message)


def _too_deep() -> InvalidInput:
    return InvalidInput(
        "The JSON is nested too deeply.",
        field="json",
        hint=Text(es="No es una respuesta de Loggro.", en="It is no answer of Loggro."),
    )


def dumps(value: object, *, indent: int = 0) -> str:
    """
    Write JSON; a `Decimal` is written digit by digit, never as a float.

    Args:
        value: What JSON has a form for.
        indent: Blanks of each level, for people; none writes all in one line without blanks.

    Raises:
        InexactMoney: If a float is inside.
        InvalidInput: If a value or a key has no JSON form, or the value holds itself.

    >>> dumps({"total": Decimal("54000"), "cost": Decimal("9800.50")})
    '{"total":54000,"cost":9800.50}'
    """
    parts: list[str] = []
    try:
        _write(value, parts, "\n" if indent else "", " " * indent)
    except RecursionError:
        raise _too_deep() from None
    return _SURROGATE.sub(_escaped, "".join(parts))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _write(value: object, parts: list[str], line: str, step: str) -> None:
    """Write a value; `line` begins the line it stands on, empty where there are no lines."""
    if isinstance(value, str):
        parts.append(_text(value))
    elif is_object(value):
        _write_object(value, parts, line, step)
    elif is_array(value) or _is_tuple(value):
        _write_array(value, parts, line, step)
    else:
        parts.append(_scalar(value))


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _text(value: str) -> str:
    """Write a text as it is: enums and other kinds of text have a `str` of their own."""
    return encode_basestring(str.__str__(value))


def _write_object(value: Mapping[Any, Any], parts: list[str], line: str, step: str) -> None:
    inner, colon = line + step, ": " if step else ":"
    parts.append("{")
    for position, (key, item) in enumerate(value.items()):
        parts.append(f"{',' if position else ''}{inner}{_key(key)}{colon}")
        _write(item, parts, inner, step)
    parts.append(f"{line if value else ''}}}")


def _key(key: object) -> str:
    if isinstance(key, str):
        return _text(key)
    raise InvalidInput(
        f"The keys of a JSON object are texts, not {type(key).__name__}.",
        field="json",
        hint=Text(es="Use textos como llaves.", en="Use texts as keys."),
    )


def _write_array(
    value: list[Any] | tuple[Any, ...], parts: list[str], line: str, step: str
) -> None:
    inner = line + step
    parts.append("[")
    for position, item in enumerate(value):
        parts.append(f"{',' if position else ''}{inner}")
        _write(item, parts, inner, step)
    parts.append(f"{line if value else ''}]")


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__str__(value)
    if isinstance(value, Decimal) and value.is_finite():
        short = abs(value.adjusted()) <= _MOST_DIGITS
        return format(value, "f") if short else str(value)
    return _no_form(value)


def _no_form(value: object) -> NoReturn:
    if isinstance(value, float):
        raise InexactMoney(
            "A float has no exact JSON form.",
            field="json",
            value=value,
            hint=Text(es="Use Decimal o int.", en="Use Decimal or int."),
        )
    raise InvalidInput(
        f"A value of type {type(value).__name__} has no JSON form.",
        field="json",
        hint=Text(es="Use textos, Decimal, listas y mapas.", en="Use text, Decimal, lists, maps."),
    )
