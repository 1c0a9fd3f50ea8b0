# SPDX-License-Identifier: MIT
"""
How one value becomes XML in its canonical form: the only functions of the writer that escape.

Everything the writer emits goes through them, so that what they let pass is canonical and readable
again. They know no field: a value they refuse is looked for afterwards, by `_write_faults`.

They return *spelled bytes*: text whose every character stands for one byte of UTF-8. Turning the
body into bytes is a copy then, and not an eighth of the whole cost of writing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Final

__all__ = [
    "Unwritable",
    "attribute",
    "clock",
    "day",
    "each",
    "flag",
    "leaf",
    "number",
    "optional",
    "optional_clock",
    "optional_day",
    "quantity",
    "spelled",
    "text",
    "whole",
]

# what XML 1.0 cannot hold; halves of surrogate pairs are refused by the encoding
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]").search
# the complement of what is written as it is: one search tells most attributes
_IN_ATTRIBUTE: Final = re.compile("[^ !#-%'-;=-~]").search
_TO_ESCAPE_IN_ATTRIBUTE: Final = re.compile('[\x00-\x1f&<"\ufffe\uffff]').search
_NUMBER: Final = re.compile(r"-?\d{1,18}(?:\.\d{1,40})?", re.ASCII).fullmatch
_SHORT: Final = 18
_BOGOTA: Final = "-05:00"


class Unwritable(ValueError):
    """A value that no document can hold; `_write_faults` finds where it stands."""


def text(value: str) -> str:
    """Return a text as it stands between tags."""
    # what can be printed holds no control character and no half of a pair: no search is needed
    if value.isprintable() and "&" not in value and "<" not in value and ">" not in value:
        # `spelled`, written out: half of the texts of a line are Spanish
        return value if value.isascii() else value.encode().decode("latin-1")
    return _escaped(value)


def _escaped(value: str) -> str:
    if _FORBIDDEN(value):
        raise Unwritable
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return spelled(value.replace("\r", "&#xD;"))


def spelled(value: str) -> str:
    """
    Return a text that needs no escape as spelled bytes.

    Raises:
        UnicodeEncodeError: If it holds half a surrogate pair.
    """
    return value.encode().decode("latin-1")


def attribute(value: str) -> str:
    """Return a text as it stands between the quotes of an attribute."""
    return value if _IN_ATTRIBUTE(value) is None else _escaped_attribute(value)


def _escaped_attribute(value: str) -> str:
    if _TO_ESCAPE_IN_ATTRIBUTE(value):
        if _FORBIDDEN(value):
            raise Unwritable
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        value = value.replace("\t", "&#x9;").replace("\n", "&#xA;").replace("\r", "&#xD;")
    return spelled(value)


def leaf(name: str, value: str | None) -> str:
    """Return an element that holds a text, or nothing for an empty one."""
    if not value:
        return ""
    return f"<{name}>{text(value)}</{name}>"


def number(value: Decimal) -> str:
    """Return a number exactly as it is, with its zeros and never with an exponent."""
    if value.__class__ is Decimal:
        shown = str(value)
        if len(shown) <= _SHORT and "E" not in shown and value.is_finite():
            return shown
    return _other_number(value)


def _other_number(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise Unwritable
    shown = ""
    if _fits(value):
        shown = str(value) if isinstance(value, int) else f"{value:f}"
    if not _NUMBER(shown):
        raise Unwritable
    return shown


def _fits(value: Decimal | int) -> bool:
    """Tell whether a number may be spelled out: ``1E+999999`` would take a million characters."""
    if isinstance(value, int):
        return abs(value) < 10**_SHORT
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -40 and value.adjusted() < _SHORT


def day(value: date) -> str:
    """Return a date as DIAN writes it; a `datetime` is none."""
    if value.__class__ is not date:
        raise Unwritable
    return value.isoformat()


def clock(value: time) -> str:
    """Return a clock time with its offset, that of Bogotá where it carries none."""
    shown = value.isoformat()
    if value.tzinfo is None:
        return shown + _BOGOTA
    if value.utcoffset() is None:
        raise Unwritable
    return shown


def whole(value: int) -> str:
    """Return a whole number without sign."""
    if value.__class__ is not int or not 0 <= value < 10**18:
        raise Unwritable
    return str(value)


def each(name: str, values: Sequence[str]) -> str:
    """Return one element a text; empty ones say nothing and are left out."""
    if len(values) == 1 and values.__class__ is tuple:
        return f"<{name}>{text(values[0])}</{name}>" if values[0] else ""
    if isinstance(values, str):
        raise Unwritable
    return "".join([f"<{name}>{text(value)}</{name}>" for value in values if value])


def flag(value: bool) -> str:
    """Return a truth value as XML says it."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    raise Unwritable


def quantity(name: str, value: Decimal, unit: str | None) -> str:
    """Return a number with its unit."""
    shown = f' unitCode="{attribute(unit)}"' if unit else ""
    return f"<cbc:{name}{shown}>{number(value)}</cbc:{name}>"


def optional(name: str, value: Decimal | None, money: str = "") -> str:
    """Return a number that may be absent."""
    return "" if value is None else f"<cbc:{name}{money}>{number(value)}</cbc:{name}>"


def optional_day(name: str, value: date | None) -> str:
    return "" if value is None else f"<cbc:{name}>{day(value)}</cbc:{name}>"


def optional_clock(name: str, value: time | None) -> str:
    return "" if value is None else f"<cbc:{name}>{clock(value)}</cbc:{name}>"
