# SPDX-License-Identifier: MIT
"""What every operation checks before anything is sent, and how arguments become a query."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from loggro_integration.errors import InvalidAmount, InvalidDate, InvalidInput, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.http import QueryValue
from loggro_integration.money import exact
from loggro_integration.wire import OpenRecord, Record, to_json

__all__ = [
    "ISO_DAY",
    "Body",
    "body_of",
    "day_filters",
    "filled",
    "key_of",
    "modified_filter",
    "quantity",
]

Body: TypeAlias = Mapping[str, JsonValue] | OpenRecord | Record
"""What is sent where the shape is not published: an object as Pymes wants it, or a row it gave."""

ISO_DAY = "%Y-%m-%d"
"""How days are written: inferred, no format is published."""

_IN_ORDER = Text(es="Ponga primero la fecha más antigua.", en="Put the earlier date first.")
_A_DAY = Text(
    es="Use un date de Bogotá, sin hora: date(2026, 11, 20).",
    en="Use a date of Bogotá, without time: date(2026, 11, 20).",
)


def filled(value: object, field: str, *, secret: bool = False) -> str:
    """
    Return a text that is not blank.

    Raises:
        InvalidInput: Without the value, where it is `secret`.
    """
    if isinstance(value, str) and value.strip():
        return value
    raise InvalidInput(
        f"{field} is empty or no text.",
        field=field,
        value=None if secret else value,
        hint=Text(es=f"Indique {field}.", en=f"Give {field}."),
    )


def day_filters(
    since: date | None, until: date | None, date_format: str = ISO_DAY
) -> dict[str, QueryValue]:
    """
    Return the filters of a range of Bogotá days, both included; either end may be open.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
    """
    first = _written_day(since, "since", date_format)
    last = _written_day(until, "until", date_format)
    if since is not None and until is not None and until < since:
        raise InvalidDate(
            f"The range ends before it starts on {since}.",
            field="until",
            value=until,
            hint=_IN_ORDER,
        )
    return {"fechaDesde": first, "fechaHasta": last}


def modified_filter(since: date | None, date_format: str = ISO_DAY) -> dict[str, QueryValue]:
    """
    Return the filter of the day of the last change.

    Raises:
        InvalidDate: If it is a datetime.
    """
    return {"fechaUltimaModificacion": _written_day(since, "modified_since", date_format)}


def _written_day(day: object, field: str, date_format: str) -> str | None:
    if day is None:
        return None
    if not isinstance(day, date) or isinstance(day, datetime):
        raise InvalidDate(f"{field} is not a day.", field=field, value=day, hint=_A_DAY)
    return day.strftime(date_format)


def body_of(body: Body, field: str) -> dict[str, JsonValue]:
    """
    Return the JSON object to send.

    Raises:
        InvalidInput: If it is empty or no object, or holds a value that JSON cannot, as a float.
    """
    written = to_json(body)
    if isinstance(written, dict) and written:
        return written
    raise InvalidInput(
        f"{field} is empty or no object.",
        field=field,
        hint=Text(
            es="Pase un diccionario con los nombres de campo de Pymes.",
            en="Pass a dictionary with the field names of Pymes.",
        ),
    )


def key_of(given: str | None, body: Mapping[str, JsonValue], name: str, field: str) -> str:
    """
    Return the key that finds a record again: as given, or the body's own field of that name.

    Names of the fields of a body are inferred from the filters, so the key may be given apart.

    Raises:
        InvalidInput: If there is neither: after a lost answer nobody could look.
    """
    value = body.get(name) if given is None else given
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and value.strip():
        return value
    raise InvalidInput(
        f"Nothing says how to find it again: give {field}, or {name} in the body.",
        field=field,
        value=value,
        hint=Text(
            es=f"Indique {field}: si se pierde la respuesta, con él se consulta si quedó hecho.",
            en=f"Give {field}: if the answer is lost, it tells whether it was done.",
        ),
    )


def quantity(value: Decimal, field: str) -> Decimal:
    """
    Return a quantity above zero.

    Raises:
        InexactMoney: If it is a float.
        InvalidAmount: If it is not above zero, or no finite number.
    """
    number = exact(value, field=field)
    if number > 0:
        return number
    raise InvalidAmount(
        f"{field} is not above zero.",
        field=field,
        value=value,
        hint=Text(es="Use un valor mayor que cero.", en="Use a value above zero."),
    )
