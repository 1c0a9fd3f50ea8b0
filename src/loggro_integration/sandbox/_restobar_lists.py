# SPDX-License-Identifier: MIT
"""What Restobar's lists share: paging, dates, plan limits, refusals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, NoReturn, TypeVar, cast

from loggro_integration.days import format_instant, parse_instant
from loggro_integration.errors import InvalidDate
from loggro_integration.sandbox._app import NOTHING, Call, Refused, Reply, is_object_id
from loggro_integration.sandbox._state import Doc, World
from loggro_integration.sandbox._texts import LITERAL, OURS

__all__ = [
    "ID_FILTERS",
    "Paging",
    "an_object",
    "instants",
    "is_paged",
    "object_id",
    "page",
    "pesos",
    "refuse",
    "since",
]

Row = TypeVar("Row")

# The filters that name something by its ObjectId.
ID_FILTERS = frozenset(
    {
        "cashBoxId", "cashBoxRegister", "cashbox", "cashierId", "categoryId", "clientId",
        "deliveryGuyId", "group", "locationStock", "product", "provider", "table", "tableId",
        "waiterOrderArea",
    }
)  # fmt: skip

_TRIAL = timedelta(hours=24)
_FREE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Paging:
    """
    How a list pages.

    Attributes:
        default: Rows of a page when no ``limit`` was sent.
        most: More than that is cut to it; `None` where a documented maximum is not enforced.
        on: Whether it pages without being asked to.
    """

    default: int
    most: int | None
    on: bool = False


def refuse(status: int, text: str, **parts: str) -> NoReturn:
    """Say no as Restobar does: ``{"message": ...}``; `text` is a key of `_texts`."""
    words = LITERAL.get(text) or OURS[text]
    raise Refused(Reply({"message": words.format(**parts)}, status))


def object_id(value: object) -> str:
    """Return an ObjectId; anything else gets an empty 503."""
    if not is_object_id(value):
        raise Refused(Reply(NOTHING, 503))
    return str(value)


def an_object(value: object) -> Doc:
    """Return a part of a body that must be an object; an absent one is empty, another gets 500."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        refuse(500, "server")
    return cast("Doc", value)


def pesos(value: object) -> int:
    """Return whole pesos (or another count) of a body; an absent one is 0, a bad one gets 400."""
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        refuse(400, "price")
    if value < 0 or value != int(value):
        refuse(400, "price")
    return int(value)


def is_paged(call: Call, paging: Paging) -> bool:
    """Tell whether the answer is ``{data, count}``."""
    asked = call.filter("pagination")
    return paging.on if asked is None else asked == "true"


def page(
    call: Call, rows: Sequence[Row], paging: Paging, *, show: Callable[[Row], Doc] | None = None
) -> Reply:
    """
    Answer a page as ``{data, count}``, or all rows as a bare array.

    Args:
        call: The call, with ``pagination``, ``limit`` and ``page``.
        rows: All rows that were found.
        paging: How this list pages.
        show: Makes the answer of a row; only rows that are answered are made.
    """
    make = show or _as_it_is
    if not is_paged(call, paging):
        return Reply([make(row) for row in rows])
    limit = _number(call.filter("limit"), paging.default) or paging.default
    limit = limit if paging.most is None else min(limit, paging.most)
    start = _number(call.filter("page"), 0) * limit
    data = [make(row) for row in rows[start : start + limit]]
    return Reply({"data": data, "count": len(rows)})


def _as_it_is(row: Any) -> Doc:
    return dict(row)


def instants(call: Call) -> tuple[str | None, str | None]:
    """
    Return ``dateInit`` and ``dateEnd`` as the state writes them.

    Raises:
        Refused: 500 for what is not an instant.
    """
    first, last = (_instant(call.filter(name)) for name in ("dateInit", "dateEnd"))
    return first, last


def since(world: World, first: str | None) -> str | None:
    """
    Apply the limits of the plan to the first instant of a list.

    Raises:
        Refused: 401 for a free account that asks for more than 30 days.
    """
    now = world.now()
    if world.plan == "free" and first is not None and first < format_instant(now - _FREE):
        refuse(401, "free-plan")
    if world.plan != "trial":
        return first
    return max(first or "", format_instant(now - _TRIAL))


def _instant(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return format_instant(parse_instant(text))
    except InvalidDate:
        refuse(500, "server")


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() else default
