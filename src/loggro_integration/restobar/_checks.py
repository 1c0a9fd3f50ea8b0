# SPDX-License-Identifier: MIT
"""What every operation checks before anything is sent, and how arguments become a query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from attrs import frozen

from loggro_integration.days import window
from loggro_integration.errors import (
    ContractChanged,
    InvalidAmount,
    InvalidDate,
    InvalidId,
    InvalidInput,
    Text,
)
from loggro_integration.http import QueryValue
from loggro_integration.ids import ObjectId
from loggro_integration.money import exact

__all__ = [
    "amount",
    "day_range",
    "filled",
    "object_id",
    "optional_amount",
    "optional_id",
    "optional_range",
    "rows_of",
]

T = TypeVar("T")

# The last day asked for where the caller leaves the end open: the operations know no clock.
OPEN_END = date(2099, 12, 31)


def object_id(value: str, field: str) -> ObjectId:
    """
    Return an id, naming the argument where it is none.

    Raises:
        InvalidId: If it is not 24 hexadecimal digits: Restobar answers those with an empty 503.
    """
    try:
        return ObjectId(value)
    except InvalidId as error:
        raise InvalidId(error.message, field=field, value=error.value, hint=error.hint) from None


def optional_id(value: str | None, field: str) -> ObjectId | None:
    """Return an id, or `None` where none was given."""
    return None if value is None else object_id(value, field)


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


def day_range(since: date, until: date | None) -> dict[str, QueryValue]:
    """
    Return the filters of a range of Bogotá days, as UTC instants with milliseconds.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.
    """
    asked = window(since, OPEN_END if until is None else until)
    return {"dateInit": asked.start, "dateEnd": asked.last_millisecond}


def optional_range(since: date | None, until: date | None) -> dict[str, QueryValue]:
    """
    Return the filters of a range that may be left out.

    Raises:
        InvalidDate: If there is only an end, or the range is none.
    """
    if since is not None:
        return day_range(since, until)
    if until is None:
        return {}
    raise InvalidDate(
        "There is an end without a beginning.",
        field="since",
        hint=Text(es="Indique también `since`.", en="Give `since` too."),
    )


def amount(value: Decimal, field: str, *, zero: bool = False) -> Decimal:
    """
    Return an amount of money above zero, or from zero on.

    Raises:
        InexactMoney: If it is a float.
        InvalidAmount: If it is below, or no finite number.
    """
    number = exact(value, field=field)
    if number > 0 or (zero and number == 0):
        return number
    raise InvalidAmount(
        f"{field} is {'negative' if zero else 'not above zero'}.",
        field=field,
        value=value,
        hint=Text(
            es=f"Use {'cero o más' if zero else 'un valor mayor que cero'}.",
            en=f"Use {'zero or more' if zero else 'a value above zero'}.",
        ),
    )


def optional_amount(value: Decimal | None, field: str) -> Decimal | None:
    """Return an amount from zero on, or `None` where none was given."""
    return None if value is None else amount(value, field, zero=True)


def rows_of(read: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """Return the reader of a whole list: a bare array or ``{data, count}``, both were seen."""
    return _Rows(read)


@frozen
class _Rows:
    """A reader that is a value, so that the operation stays comparable and picklable."""

    read: Callable[[Any], Any]

    def __call__(self, body: Any) -> list[Any]:
        rows = body.get("data") if isinstance(body, dict) else body
        if not isinstance(rows, list):
            raise ContractChanged("expected a list of rows @ $.data | $", code="shape")
        return [self.read(row) for row in rows]
