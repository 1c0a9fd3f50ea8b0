# SPDX-License-Identifier: MIT
"""Pages yield every row once, also while the list changes between two requests."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration.http import (
    PYMES_ITEMS,
    PYMES_OFFSET,
    PYMES_PAGE,
    RESTOBAR_SWITCH,
    Operation,
    Page,
    PagedOperation,
    Pages,
    PagingStyle,
    as_is,
)

STYLES = st.sampled_from([RESTOBAR_SWITCH, PYMES_PAGE, PYMES_ITEMS, PYMES_OFFSET])
CHANGE = st.tuples(st.sampled_from(["insert", "remove"]), st.integers(0, 60), st.integers(1, 12))


class Shop:
    """A list of rows behind a paging style, which may change before each request."""

    def __init__(self, count: int, style: PagingStyle, *, counted: bool = True) -> None:
        self.rows = [{"_id": f"old-{number}"} for number in range(count)]
        self.style = style
        self.counted = counted
        self.changes: list[tuple[str, int, int] | None] = []
        self.requests = 0
        self.made = 0
        self.always = {row["_id"] for row in self.rows}

    def run(self, request: Operation[Page[Any]]) -> Page[Any]:
        if self.requests < len(self.changes) and self.requests:
            self.change(self.changes[self.requests])
        self.requests += 1
        query = request.query
        style = self.style
        size = int(str(query[style.limit or ""]))
        if style.offset:
            start = int(str(query[style.offset]))
        else:
            start = (int(str(query[style.page or ""])) - style.first) * size
        return request.read(self.wrap(self.rows[start : start + size]))

    def wrap(self, rows: list[Any]) -> Any:
        if not self.counted:
            return rows
        if self.style is RESTOBAR_SWITCH:
            return {"data": rows, "count": len(self.rows)}
        if self.style is PYMES_ITEMS:
            return {"contenido": {"content": rows, "totalElements": len(self.rows)}}
        total = {"pagination": {"total": len(self.rows)}}
        return {"contenido": rows, "metadata": total}

    def change(self, change: tuple[str, int, int] | None) -> None:
        if change is None:
            return
        kind, place, count = change
        if kind == "insert":
            new = [{"_id": f"new-{self.made + number}"} for number in range(count)]
            self.made += count
            self.rows[place:place] = new
        else:
            gone = self.rows[place : place + count]
            self.always -= {row["_id"] for row in gone}
            del self.rows[place : place + count]


def listed(style: PagingStyle, size: int) -> PagedOperation[Any]:
    return PagedOperation("GET", "/list", read_item=as_is, style=style, page_size=size)


@given(st.integers(0, 80), st.integers(1, 30), STYLES, st.booleans())
def test_a_quiet_list_is_read_once_and_in_order(
    count: int, size: int, style: PagingStyle, counted: bool
) -> None:
    """Every row once, in order, with as few requests as pages; one more where nothing counts."""
    shop = Shop(count, style, counted=counted)

    found = list(Pages(shop.run, listed(style, size)))

    pages = max(1, -(-count // size))
    spare = 0 if counted or count % size or not count else 1
    assert shop.rows == found
    assert pages + spare == shop.requests


@given(
    st.integers(0, 60),
    st.integers(2, 20),
    STYLES,
    st.lists(st.none() | CHANGE, max_size=12),
)
def test_rows_that_stay_are_yielded_once_while_others_come_or_go(
    count: int,
    size: int,
    style: PagingStyle,
    changes: list[tuple[str, int, int] | None],
) -> None:
    """Between any two requests rows come, or go: what stays all along is there once."""
    shop = Shop(count, style)
    shop.changes = changes

    found = [row["_id"] for row in Pages(shop.run, listed(style, size))]

    assert len(found) == len(set(found))
    assert shop.always <= set(found)


@given(st.integers(0, 60), st.integers(1, 20), st.lists(CHANGE, max_size=30))
def test_no_change_makes_a_walk_endless(
    count: int, size: int, changes: list[tuple[str, int, int] | None]
) -> None:
    """The number of requests is bounded by what there is to read."""
    shop = Shop(count, RESTOBAR_SWITCH)
    shop.changes = changes

    list(Pages(shop.run, listed(RESTOBAR_SWITCH, size)))

    most = count + 12 * len(changes)
    assert shop.requests <= 3 * (most // size + 2) + 13 * len(changes)


@given(st.integers(1, 60), st.integers(1, 20), st.integers(1, 19), STYLES)
def test_a_server_that_caps_the_page_size_loses_nothing(
    count: int, size: int, cap: int, style: PagingStyle
) -> None:
    """The first page shows the server's own limit, and the walk goes on with it."""
    shop = Shop(count, style)
    paged = listed(style, size)

    def capped(request: Operation[Page[Any]]) -> Page[Any]:
        asked = int(str(request.query[style.limit or ""]))
        query = {**request.query, style.limit or "": min(asked, cap)}
        return shop.run(evolve(request, query=query))

    assert shop.rows == list(Pages(capped, paged))
