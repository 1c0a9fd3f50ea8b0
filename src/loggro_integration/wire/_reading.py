# SPDX-License-Identifier: MIT
"""Values of rows whose types nobody has published: read where they can be, `None` otherwise."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

from loggro_integration.days import business_day, parse_instant
from loggro_integration.errors import InvalidDate
from loggro_integration.exact_json import JsonValue

__all__ = ["read_day", "read_decimal", "read_text"]

_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{2})/(\d{2})/(\d{4})(?!\d)", re.ASCII)


def read_text(value: JsonValue) -> str | None:
    """Return text, or a whole number as text."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value)


def read_decimal(value: JsonValue) -> Decimal | None:
    """Return a number, also one written in digits with a decimal point."""
    if isinstance(value, str):
        return Decimal(value) if _NUMBER.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    return Decimal(value)


def read_day(text: str) -> date | None:
    """
    Read the Bogotá day of ``2026-11-20``, ``20/11/2026`` or an instant with its zone.

    Midnight UTC stands for the day it names: Loggro stores days without time so.
    """
    try:
        instant = parse_instant(text)
    except InvalidDate:
        return _written_day(text)
    return instant.date() if instant.time() == time() else business_day(instant)


def _written_day(text: str) -> date | None:
    if found := _YEAR_FIRST.match(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.match(text):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
