# SPDX-License-Identifier: MIT
"""Which sales of a ledger a list shows: asked of the database, so that years of them are quick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from loggro_integration.sync._ledger_records import read_row
from loggro_integration.sync._states import Row, State

__all__ = ["CountedBy", "RowFilter", "RowPage", "counted", "listed"]

CountedBy: TypeAlias = Literal["state", "reason", "kind", "dian", "status"]
"""What rows can be counted by."""

Query: TypeAlias = Callable[..., list[tuple[Any, ...]]]

_SAME_CUSTOMER: Final = (
    "key IN (SELECT key FROM people WHERE document = (SELECT document FROM people WHERE key = ?))"
)


@frozen(kw_only=True)
class RowFilter:
    """
    Which sales a list shows: those that meet all that is said here.

    Attributes:
        states: Any of them; every state where none is named.
        since: First Bogotá day.
        until: Last Bogotá day.
        reason: As `Row.reason`.
        number: A part of the number, in any case.
        kind: ``pos`` or ``electronic``.
        dian: State at DIAN, as `Row.dian`.
        status: Status in Restobar, as `Row.status`.
        customer_of: Key of a sale: those of its customer, as far as the side table knows.
    """

    states: tuple[State, ...] = ()
    since: date | None = None
    until: date | None = None
    reason: str = ""
    number: str = ""
    kind: str = ""
    dian: str = ""
    status: str = ""
    customer_of: str = ""


@frozen(kw_only=True)
class RowPage:
    """
    One page of a list, the newest day first.

    Attributes:
        total: How many sales the whole list has.
    """

    rows: tuple[Row, ...]
    total: int


def listed(query: Query, wanted: RowFilter, limit: int, offset: int) -> RowPage:
    """Return a page of the rows that meet a filter, the newest day first."""
    terms, places = list[str](), list[str]()
    for term, found in _terms(wanted):
        terms.append(term)
        places += found
    met = " AND ".join(terms) or "1"
    ((total,),) = query(f"SELECT count(*) FROM rows WHERE {met}", *places)  # noqa: S608
    bodies = query(
        f"SELECT body FROM rows WHERE {met} "  # noqa: S608
        "ORDER BY day DESC, length(key) DESC, key DESC LIMIT ? OFFSET ?",
        *places,
        limit,
        offset,
    )
    return RowPage(rows=tuple(read_row(body) for (body,) in bodies), total=total)


def counted(query: Query, by: Sequence[CountedBy]) -> dict[tuple[str, ...], int]:
    """Return how many rows there are, by the values of these properties."""
    names = ", ".join(map(_expression, by))
    found = query(
        f"SELECT {names}, count(*) FROM rows GROUP BY {names} ORDER BY {names}"  # noqa: S608
    )
    return {tuple(map(str, values)): count for *values, count in found}


def _expression(name: str) -> str:
    """Return a property of a row in SQL; empty where an older row lacks it."""
    return "state" if name == "state" else f"coalesce(json_extract(body, '$.{name}'), '')"


def _terms(wanted: RowFilter) -> Iterator[tuple[str, list[str]]]:
    if wanted.states:
        marks = ",".join("?" * len(wanted.states))
        yield f"state IN ({marks})", [state.value for state in wanted.states]
    if wanted.since:
        yield "day >= ?", [wanted.since.isoformat()]
    if wanted.until:
        yield "day <= ?", [wanted.until.isoformat()]
    if wanted.number:
        yield f"instr(upper({_expression('number')}), upper(?)) > 0", [wanted.number]
    for name in ("reason", "kind", "dian", "status"):
        if value := getattr(wanted, name):
            yield f"{_expression(name)} = ?", [value]
    if wanted.customer_of:
        yield _SAME_CUSTOMER, [wanted.customer_of]
