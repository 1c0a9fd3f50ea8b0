# SPDX-License-Identifier: MIT
"""Adding sales and movements up: what reports and stats are made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from loggro_integration.days import BOGOTA, day_window, format_instant, parse_instant
from loggro_integration.errors import InvalidDate
from loggro_integration.sandbox._app import Call
from loggro_integration.sandbox._restobar_lists import refuse
from loggro_integration.sandbox._state import Doc, Sale, World
from loggro_integration.sandbox._stock import plain_number

__all__ = [
    "Span", "day_of", "days_ago", "grouped", "lines_of", "local", "money_of", "sold", "span",
    "sum_of", "with_status",
]  # fmt: skip

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)
Span = tuple[str | None, str | None]

SOLD = frozenset({"Pagada", "Por Pagar"})
# what a report calls it, and what a line does
_ADDED = {
    "totalBruto": "totalBruto",
    "totalDiscount": "discount",
    "totalTaxes": "totalTaxes",
    "total": "total",
}


def span(call: Call, *, names: tuple[str, str] = ("dateInitISO", "dateEndISO")) -> Span:
    """
    Return the dates of a report as the state writes them.

    Raises:
        Refused: 500 for what is not an instant.
    """
    try:
        first, last = (
            None if text is None else format_instant(parse_instant(text))
            for text in map(call.filter, names)
        )
    except InvalidDate:
        refuse(500, "server")
    return first, last


def local(stamp: str) -> datetime:
    """Return an instant of the state in Bogotá's time."""
    return parse_instant(stamp).astimezone(BOGOTA)


def day_of(stamp: str) -> date:
    """Return the business day of an instant of the state."""
    return local(stamp).date()


def days_ago(world: World, days: int) -> Span:
    """Return the span from the beginning of the day, so many days ago, until now."""
    first = world.now().astimezone(BOGOTA).date() - timedelta(days=days)
    return format_instant(day_window(first).start), None


def with_status(world: World, dates: Span, status: str | None) -> list[Sale]:
    """Return the sales of a span: sold ones, or those in a status, or ``Todos``."""
    wanted = SOLD if status is None else {status}
    return [
        sale
        for sale in world.sales.between(*dates)
        if status == "Todos" or sale.doc["status"] in wanted
    ]


def sold(world: World, dates: Span) -> list[Sale]:
    """Return the sales of a span that stand: paid, or on credit."""
    return with_status(world, dates, None)


def lines_of(sales: Iterable[Sale]) -> Iterator[tuple[Sale, Doc]]:
    """Yield each line with its sale."""
    return ((sale, line) for sale in sales for line in sale.doc["products"])


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Return the rows by what they have in common, in the order it first appears."""
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def sum_of(values: Iterable[int | Decimal]) -> int | Decimal:
    """Add numbers up exactly."""
    return plain_number(sum((Decimal(value) for value in values), Decimal(0)))


def money_of(lines: Iterable[Doc]) -> Doc:
    """Return what lines add up to: gross, discounts, taxes, total (pesos)."""
    rows = list(lines)
    return {name: sum_of(row[part] for row in rows) for name, part in _ADDED.items()}
