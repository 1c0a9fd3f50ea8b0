# SPDX-License-Identifier: MIT
"""Rules as TOML text: what differs from the defaults, in the order of the classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeGuard

import attrs

from loggro_integration.exact_json import dumps, is_object

__all__ = ["default_of", "to_toml", "toml_key", "toml_text"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def to_toml(rules: object) -> str:
    """Write an instance of a rules class as a TOML document."""
    return "\n".join(_table("", _changed(rules))).strip() + "\n"


def _changed(record: object) -> dict[str, object]:
    """Return the fields that are not at their default; secrets, which no equality sees, never."""
    values: dict[str, object] = {}
    for each in attrs.fields(type(record)):  # type: ignore[arg-type]  # only attrs classes come here
        value = getattr(record, each.name)
        if each.eq and value != default_of(each):
            values[each.name] = value
    return values


def default_of(each: attrs.Attribute[Any]) -> object:
    make = getattr(each.default, "factory", None)
    return each.default if make is None else make()


def _table(path: str, values: Mapping[str, object]) -> Iterator[str]:
    """Write plain values first: in TOML everything after a header belongs to it."""
    for name, value in values.items():
        if _is_plain(value):
            yield f"{toml_key(name)} = {_plain(value)}"
    for name, value in values.items():
        if not _is_plain(value):
            yield from _section(f"{path}.{toml_key(name)}".lstrip("."), value)


def _section(path: str, value: object) -> Iterator[str]:
    if _is_tuple(value):
        for item in value:
            yield from ("", f"[[{path}]]", *_table(path, _changed(item)))
        return
    fields = value if is_object(value) else _changed(value)
    yield from ("", f"[{path}]", *_table(path, fields))


def _is_plain(value: object) -> bool:
    if _is_tuple(value):
        return not any(attrs.has(type(item)) for item in value)
    return not is_object(value) and not attrs.has(type(value))


def _is_tuple(value: object) -> TypeGuard[tuple[object, ...]]:
    return isinstance(value, tuple)


def toml_key(name: str) -> str:
    """
    Write a name as a key of TOML: bare where it may stand so.

    >>> toml_key("Nequi"), toml_key("Tarjeta débito")
    ('Nequi', '"Tarjeta débito"')
    """
    return name if _BARE.fullmatch(name) else toml_text(name)


def toml_text(text: str) -> str:
    """
    Write a text as TOML.

    >>> toml_text("FE")
    '"FE"'
    """
    # JSON's escapes are TOML's, but for DEL, which TOML wants escaped.
    return dumps(text).replace("\x7f", "\\u007f")


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if _is_tuple(value):
        return f"[{', '.join(map(_plain, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, int) else toml_text(str(value))
