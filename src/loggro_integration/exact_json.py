# SPDX-License-Identifier: MIT
"""
JSON whose numbers stay exact: integers as `int`, everything else as `Decimal`, both ways.

The only place where JSON text is read or written; a float never appears.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from loggro_integration.errors import InexactMoney, InvalidInput, Text

__all__ = ["JsonValue", "dumps", "loads"]

if TYPE_CHECKING:
    JsonValue: TypeAlias = (
        bool | int | Decimal | str | list["JsonValue"] | Mapping[str, "JsonValue"] | None
    )
else:
    # cattrs resolves annotations at run time and cannot follow a recursive alias
    JsonValue = Any


def loads(text: str | bytes) -> JsonValue:
    """
    Read JSON; numbers with a fraction or an exponent become `Decimal`.

    Raises:
        ValueError: If the text is not JSON, or holds NaN or Infinity.

    >>> loads('{"total": 54000, "cost": 9800.50}')
    {'total': 54000, 'cost': Decimal('9800.50')}
    """
    value: JsonValue = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    return value


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not a JSON number"
    raise ValueError(message)


def dumps(value: object) -> str:
    """
    Write JSON without blanks; a `Decimal` is written digit by digit, never as a float.

    Raises:
        InexactMoney: If a float is inside.
        InvalidInput: If a value has no JSON form.

    >>> dumps({"total": Decimal("54000"), "cost": Decimal("9800.50")})
    '{"total":54000,"cost":9800.50}'
    """
    parts: list[str] = []
    _write(value, parts)
    return "".join(parts)


def _write(value: object, parts: list[str]) -> None:
    if isinstance(value, str):
        parts.append(encode_basestring(str.__str__(value)))
    elif isinstance(value, Mapping):
        _write_object(value, parts)
    elif isinstance(value, (list, tuple)):
        _write_array(value, parts)
    else:
        parts.append(_scalar(value))


def _write_object(value: Mapping[object, object], parts: list[str]) -> None:
    parts.append("{")
    for position, (key, item) in enumerate(value.items()):
        parts.append("," if position else "")
        parts.append(f"{encode_basestring(str(key))}:")
        _write(item, parts)
    parts.append("}")


def _write_array(value: list[object] | tuple[object, ...], parts: list[str]) -> None:
    parts.append("[")
    for position, item in enumerate(value):
        parts.append("," if position else "")
        _write(item, parts)
    parts.append("]")


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, float):
        raise InexactMoney(
            "A float has no exact JSON form.",
            field="json",
            value=value,
            hint=Text(es="Use Decimal o int.", en="Use Decimal or int."),
        )
    raise InvalidInput(
        f"A {type(value).__name__} has no JSON form.",
        field="json",
        value=value,
        hint=Text(es="Use textos, Decimal, listas y mapas.", en="Use text, Decimal, lists, maps."),
    )
