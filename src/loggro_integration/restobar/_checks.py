# SPDX-License-Identifier: MIT
"""What every operation checks before anything is sent, and how arguments become a query."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar, cast

from attrs import fields, frozen

from loggro_integration.days import window
from loggro_integration.errors import (
    ContractChanged,
    InexactMoney,
    InvalidAmount,
    InvalidDate,
    InvalidId,
    InvalidInput,
    Text,
)
from loggro_integration.exact_json import JsonValue, dumps, is_array, is_object
from loggro_integration.http import QueryValue, Upload
from loggro_integration.ids import ObjectId
from loggro_integration.money import exact
from loggro_integration.wire import OpenRecord, Record, to_json

__all__ = [
    "Body",
    "amount",
    "body_of",
    "day_range",
    "filled",
    "form_of",
    "object_id",
    "optional_amount",
    "optional_id",
    "optional_range",
    "report_range",
    "row_id",
    "rows_of",
]

T = TypeVar("T")

Body: TypeAlias = Record | OpenRecord | Mapping[str, JsonValue]
"""What is sent: a record, a row as it was read, or plain names and values of its JSON."""

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


def report_range(since: date | None, until: date | None) -> dict[str, QueryValue]:
    """
    Return the filters of a report's range of Bogotá days, which may be left out.

    Raises:
        InvalidDate: If there is only an end, or the range is none.
    """
    found = optional_range(since, until)
    return {f"{name}ISO": value for name, value in found.items()}


def body_of(value: Body, field: str) -> dict[str, JsonValue]:
    """
    Return a body as JSON: of a record as it was read, or of plain names and values.

    Raises:
        InvalidInput: If it is neither, or empty.
        InvalidId: If a field that names another row holds no id.
        InexactMoney: If an amount is a float.
    """
    written: JsonValue = None
    if isinstance(value, _BODIES):
        _check(value, field)
        written = to_json(value)
    if isinstance(written, Mapping) and written:
        return dict(written)
    raise InvalidInput(
        f"{field} is {'empty' if written == {} else f'a {type(value).__name__}'}.",
        field=field,
        hint=Text(
            es="Pase una fila leída de Restobar, o un dict con los nombres de su JSON.",
            en="Pass a row read from Restobar, or a dict with the names of its JSON.",
        ),
    )


_BODIES: tuple[type, ...] = (Mapping, Record, OpenRecord)


def _check(value: Any, place: str) -> None:
    """Check the ids and amounts of a body, and of all that it holds."""
    if isinstance(value, float):
        raise InexactMoney("A float is not exact: use Decimal.", field=place, value=value)
    if isinstance(value, Record):
        for each in fields(type(value)):
            held = getattr(value, each.name)
            if each.metadata.get("id") and held is not None:
                object_id(held, f"{place}.{each.name}")
            _check(held, f"{place}.{each.name}")
    elif is_object(value):
        for name, held in value.items():
            _check(held, f"{place}.{name}")
    elif isinstance(value, list | tuple):
        for index, held in enumerate(cast("Sequence[object]", value)):
            _check(held, f"{place}[{index}]")


def row_id(body: Mapping[str, JsonValue], field: str) -> ObjectId:
    """
    Return the ``_id`` of a row that is being edited.

    Raises:
        InvalidId: If there is none: Restobar would make a second row.
    """
    found = body.get("_id")
    return object_id(found if isinstance(found, str) else "", f"{field}._id")


def form_of(
    body: Mapping[str, JsonValue], file: Upload | None, field: str
) -> dict[str, str | Upload]:
    """Return a multipart form: texts as they are, every other value as JSON, and the file."""
    form: dict[str, str | Upload] = {
        name: value if isinstance(value, str) else dumps(value) for name, value in body.items()
    }
    return form if file is None else {**form, field: file}


def rows_of(read: Callable[[Any], T]) -> Callable[[Any], list[T]]:
    """Return the reader of a whole list: a bare array or ``{data, count}``, both were seen."""
    return _Rows(read)


@frozen
class _Rows:
    """A reader that is a value, so that the operation stays comparable and picklable."""

    read: Callable[[Any], Any]

    def __call__(self, body: Any) -> list[Any]:
        rows = body.get("data") if is_object(body) else body
        if not is_array(rows):
            raise ContractChanged("expected a list of rows @ $.data | $", code="shape")
        return [self.read(row) for row in rows]
