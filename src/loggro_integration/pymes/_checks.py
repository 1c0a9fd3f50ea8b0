# SPDX-License-Identifier: MIT
"""What every operation checks before anything is sent, and how arguments become a query."""

from __future__ import annotations

from datetime import date, datetime

from loggro_integration.errors import InvalidDate, InvalidInput, Text
from loggro_integration.http import QueryValue

__all__ = ["ISO_DAY", "day_filters", "filled"]

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
    for name, day in (("since", since), ("until", until)):
        if day is not None and not _is_day(day):
            raise InvalidDate(f"{name} is not a day.", field=name, value=day, hint=_A_DAY)
    if since is not None and until is not None and until < since:
        raise InvalidDate(
            f"The range ends before it starts on {since}.",
            field="until",
            value=until,
            hint=_IN_ORDER,
        )
    return {
        "fechaDesde": None if since is None else since.strftime(date_format),
        "fechaHasta": None if until is None else until.strftime(date_format),
    }


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
