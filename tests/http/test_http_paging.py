# SPDX-License-Identifier: MIT
"""Lists: every style, every envelope, both page origins, ends, and rows that move."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration import errors
from loggro_integration.http import (
    PYMES_ALL,
    PYMES_ITEMS,
    PYMES_OFFSET,
    PYMES_PAGE,
    RESTOBAR_ALL,
    RESTOBAR_LIMIT,
    RESTOBAR_PAGE,
    RESTOBAR_SWITCH,
    AsyncEngine,
    AsyncPages,
    Engine,
    Operation,
    Page,
    PagedOperation,
    Pages,
    PagingStyle,
    SendPolicy,
    as_is,
    row_key,
)
from peers.replies import BASE, Reply, Server

Answering = Callable[[dict[str, str]], Any]


def rows(count: int, *, start: int = 0) -> list[dict[str, Any]]:
    return [{"_id": f"{number:024x}"} for number in range(start, start + count)]


def data_count(items: list[Any], page: int, size: int, total: int | None = None) -> Any:
    part = items[page * size : (page + 1) * size]
    return {"data": part, "count": len(items) if total is None else total}


def restobar(items: list[Any]) -> Answering:
    return lambda query: data_count(items, int(query["page"]), int(query["limit"]))


def pymes(items: list[Any]) -> Answering:
    def answer(query: dict[str, str]) -> Any:
        page = data_count(items, int(query["page"]) - 1, int(query["limit"]))
        metadata = {"pagination": {"offset": 0, "limit": 20, "total": page["count"]}}
        return {"contenido": page["data"], "metadata": metadata}

    return answer


def spring(items: list[Any], wrapper: str = "contenido") -> Answering:
    def answer(query: dict[str, str]) -> Any:
        page = data_count(items, int(query["pagina"]), int(query["tamano"]))
        return {wrapper: {"content": page["data"], "totalElements": page["count"], "last": False}}

    return answer


def offset(items: list[Any]) -> Answering:
    def answer(query: dict[str, str]) -> Any:
        start, size = int(query["offset"]), int(query["limit"])
        metadata = {"pagination": {"total": str(len(items))}}
        return {"contenido": items[start : start + size], "metadata": metadata}

    return answer


def serving(answer: Answering) -> Server:
    return Server(lambda request: Reply(200, answer(dict(request.url.params))))


def listing(style: PagingStyle, **fields: Any) -> PagedOperation[Any]:
    return PagedOperation("GET", "/list", read_item=as_is, style=style, **fields)


def walk_synchronously(server: Server, paged: PagedOperation[Any]) -> list[Any]:
    with Engine(BASE, transport=server.transport) as engine:
        return list(Pages(engine.run, paged))


def walk_in_asyncio(server: Server, paged: PagedOperation[Any]) -> list[Any]:
    async def main() -> list[Any]:
        async with AsyncEngine(BASE, transport=server.transport) as engine:
            return [row async for row in AsyncPages(engine.run, paged)]

    return asyncio.run(main())


both = pytest.mark.parametrize("walk", [walk_synchronously, walk_in_asyncio])
Walk = Callable[[Server, PagedOperation[Any]], list[Any]]

STYLES: list[tuple[PagingStyle, Callable[[list[Any]], Answering], list[dict[str, str]]]] = [
    (
        RESTOBAR_SWITCH,
        restobar,
        [{"pagination": "true", "page": str(page), "limit": "10"} for page in range(3)],
    ),
    (RESTOBAR_PAGE, restobar, [{"page": str(page), "limit": "10"} for page in range(3)]),
    (PYMES_PAGE, pymes, [{"page": str(page), "limit": "10"} for page in (1, 2, 3)]),
    (PYMES_ITEMS, spring, [{"pagina": str(page), "tamano": "10"} for page in range(3)]),
    (
        PYMES_ITEMS,
        lambda items: spring(items, "datos"),
        [{"pagina": str(page), "tamano": "10"} for page in range(3)],
    ),
    (PYMES_OFFSET, offset, [{"offset": str(row), "limit": "10"} for row in (0, 10, 20)]),
]


@both
@pytest.mark.parametrize(
    ("style", "serve", "queries"), STYLES, ids=lambda x: getattr(x, "name", "")
)
@pytest.mark.parametrize("count", [21, 25, 30])
def test_every_style_yields_every_row(
    walk: Walk,
    style: PagingStyle,
    serve: Callable[[list[Any]], Answering],
    queries: list[dict[str, str]],
    count: int,
) -> None:
    """Three requests for 21 to 30 rows: none more at the end, whatever the style."""
    items = rows(count)
    server = serving(serve(items))

    found = walk(server, listing(style, page_size=10))

    assert items == found
    assert queries == [dict(request.url.params) for request in server.requests]


@both
@pytest.mark.parametrize(
    ("style", "body"),
    [
        (RESTOBAR_ALL, rows(3)),
        (RESTOBAR_ALL, {"data": rows(3)}),
        (RESTOBAR_LIMIT, rows(3)),
        (PYMES_ALL, {"contenido": rows(3)}),
        (PYMES_ALL, {"datos": rows(3)}),
        (PYMES_ALL, rows(3)),
        (RESTOBAR_SWITCH, rows(3)),
        (PYMES_PAGE, {"contenido": rows(3)}),
    ],
)
def test_a_list_in_one_answer_is_one_request(walk: Walk, style: PagingStyle, body: Any) -> None:
    """Lists without pages, and bare arrays where pages were asked for."""
    server = Server(Reply(200, body))

    assert rows(3) == walk(server, listing(style))
    assert 1 == len(server.requests)


def test_styles_without_pages_send_no_page() -> None:
    """`limit` where the style knows it, nothing else."""
    queries = [listing(style).first().query for style in (RESTOBAR_ALL, PYMES_ALL, RESTOBAR_LIMIT)]

    assert [{}, {}, {"limit": 2000}] == queries


@both
def test_filters_go_with_every_page(walk: Walk) -> None:
    """The query of the list is kept, the paging parameters are added."""
    server = serving(restobar(rows(15)))

    walk(server, listing(RESTOBAR_SWITCH, page_size=10, query={"status": "Pagada"}))

    assert ["Pagada"] * 2 == [request.url.params["status"] for request in server.requests]


@both
def test_an_empty_list_is_one_request(walk: Walk) -> None:
    """No rows, no second page."""
    server = serving(restobar([]))

    assert [] == walk(server, listing(RESTOBAR_SWITCH))
    assert 1 == len(server.requests)


@both
def test_a_bare_array_longer_than_asked_is_everything(walk: Walk) -> None:
    """An account that ignores paging sends all rows at once."""
    server = Server(Reply(200, rows(30)))

    assert rows(30) == walk(server, listing(RESTOBAR_SWITCH, page_size=10))
    assert 1 == len(server.requests)


@both
def test_bare_arrays_may_be_pages(walk: Walk) -> None:
    """Full arrays are followed until a shorter one."""
    items = rows(25)
    server = serving(lambda query: restobar(items)(query)["data"])

    assert items == walk(server, listing(RESTOBAR_SWITCH, page_size=10))
    assert 3 == len(server.requests)


@both
def test_a_server_that_repeats_its_only_page_is_not_followed(walk: Walk) -> None:
    """A full array that ignores the page number comes twice and no more."""
    server = Server(Reply(200, rows(10)))

    assert rows(10) == walk(server, listing(RESTOBAR_SWITCH, page_size=10))
    assert 2 == len(server.requests)


@both
def test_a_smaller_limit_of_the_server_is_followed(walk: Walk) -> None:
    """Without premium cash boxes come one by one, whatever was asked: none is lost."""
    items = rows(4)
    server = serving(lambda query: data_count(items, int(query["page"]), 1))

    assert items == walk(server, listing(RESTOBAR_SWITCH, page_size=100))
    assert ["100", "1", "1", "1"] == [request.url.params["limit"] for request in server.requests]


@both
def test_rows_without_identity_are_kept(walk: Walk) -> None:
    """Equal rows without an id are two rows."""
    items: list[Any] = [{"name": "Arepa"}] * 15
    server = serving(restobar(items))

    assert items == walk(server, listing(RESTOBAR_SWITCH, page_size=10))


@both
def test_rows_without_identity_that_repeat_end_the_list(walk: Walk) -> None:
    """A server that ignores the page number would go on for ever."""
    server = Server(Reply(200, [{"name": "Arepa"}, {"name": "Queso"}]))

    found = walk(server, listing(RESTOBAR_SWITCH, page_size=2))

    assert [{"name": "Arepa"}, {"name": "Queso"}] == found
    assert 2 == len(server.requests)


def changing(items: list[Any], changes: dict[int, Callable[[], None]]) -> Server:
    """Serve a list that changes right before the n-th request."""
    state = {"requests": 0}

    def answer(query: dict[str, str]) -> Any:
        changes.get(state["requests"], lambda: None)()
        state["requests"] += 1
        return restobar(items)(query)

    return serving(answer)


@both
def test_rows_inserted_before_are_not_doubled(walk: Walk) -> None:
    """New sales at the top push known ones to the next page: they are dropped there."""
    items = rows(25)
    new = rows(3, start=900)
    server = changing(items, {1: lambda: items.__setitem__(slice(0, 0), new)})

    found = walk(server, listing(RESTOBAR_SWITCH, page_size=10))

    assert sorted(row["_id"] for row in items) == sorted(row["_id"] for row in found)


@both
def test_rows_inserted_at_the_end_are_found(walk: Walk) -> None:
    """Oldest first: what is sold meanwhile comes at the end."""
    items = rows(25)
    server = changing(items, {2: lambda: items.extend(rows(8, start=900))})

    found = walk(server, listing(RESTOBAR_SWITCH, page_size=10))

    assert rows(25) + rows(8, start=900) == found


@both
def test_rows_that_moved_up_are_not_lost(walk: Walk) -> None:
    """Three rows go from a page already read: those that took their place are read."""
    items = rows(35)
    server = changing(items, {2: lambda: items.__delitem__(slice(2, 5))})

    found = walk(server, listing(RESTOBAR_SWITCH, page_size=10))

    assert {row["_id"] for row in rows(35)} == {row["_id"] for row in found}
    assert len(found) == len({row["_id"] for row in found})


@both
def test_rows_that_moved_up_over_many_pages_are_not_lost(walk: Walk) -> None:
    """More rows than a page went at once."""
    items = rows(60)
    server = changing(items, {3: lambda: items.__delitem__(slice(0, 25))})

    found = walk(server, listing(RESTOBAR_SWITCH, page_size=10))

    assert {row["_id"] for row in rows(60)} == {row["_id"] for row in found}


@both
def test_a_list_that_moved_and_came_up_short_is_walked_again(walk: Walk) -> None:
    """One row gone and two at the top between two pages: the lost one is found on a second walk."""
    items = rows(30)

    def change() -> None:
        del items[0]
        items.insert(0, {"_id": "new-1"})
        items.insert(0, {"_id": "new-2"})

    server = changing(items, {1: change})

    found = [row["_id"] for row in walk(server, listing(RESTOBAR_SWITCH, page_size=10))]

    assert {row["_id"] for row in items} <= set(found)
    assert len(found) == len(set(found))


@both
def test_a_wrong_count_costs_one_request_and_no_loop(walk: Walk) -> None:
    """A count above the rows there are ends at the empty page."""
    items = rows(12)
    server = serving(
        lambda query: data_count(items, int(query["page"]), int(query["limit"]), total=15)
    )

    assert items == walk(server, listing(RESTOBAR_SWITCH, page_size=10))
    assert 3 == len(server.requests)


@both
def test_a_list_that_shrinks_for_ever_ends(walk: Walk) -> None:
    """Reading pages again is bounded."""
    items = rows(60)
    server = serving(restobar(items))
    shrinking = serving(
        lambda query: (items.__delitem__(slice(0, 1)) if items else None) or restobar(items)(query)
    )

    found = walk(shrinking, listing(RESTOBAR_SWITCH, page_size=10))

    assert len(found) == len({row["_id"] for row in found})
    assert len(shrinking.requests) < 60
    assert [] == server.requests


def test_rows_that_cannot_be_identified_are_not_read_again() -> None:
    """Without ids a second reading would double rows."""
    items: list[Any] = [{"n": number} for number in range(35)]
    server = changing(items, {2: lambda: items.__delitem__(slice(2, 5))})

    found = walk_synchronously(server, listing(RESTOBAR_SWITCH, page_size=10))

    assert len(found) == len({row["n"] for row in found})
    assert 4 == len(server.requests)


def test_another_key_may_identify_rows() -> None:
    """A function of the row as decoded."""
    items = [{"codigo": str(number // 2)} for number in range(10)]
    paged = listing(RESTOBAR_SWITCH, page_size=3, key=lambda row: row["codigo"])

    found = walk_synchronously(serving(restobar(items)), paged)

    assert ["0", "1", "2", "3", "4"] == [row["codigo"] for row in found]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"_id": "a", "uuid": "b"}, "a"),
        ({"uuid": "b"}, "b"),
        ({"_id": {"$oid": "a"}}, None),
        ({"id": 1}, None),
        ("PAR", None),
        (None, None),
    ],
)
def test_rows_are_identified_by_their_id(row: Any, expected: str | None) -> None:
    """`_id` before `uuid`; anything else has no identity."""
    assert expected == row_key(row)


def test_the_first_page_tells_the_total() -> None:
    """One request; the page says how it goes on."""
    server = serving(restobar(rows(25)))
    with Engine(BASE, transport=server.transport) as engine:
        pages = Pages(engine.run, listing(RESTOBAR_SWITCH, page_size=10))
        before = pages.total
        page = pages.first_page()

        assert page.next is not None
        second = engine.run(page.next)

    assert (None, 25) == (before, pages.total)
    assert (tuple(rows(10)), 25, 0, 10) == (page.items, page.total, page.number, page.received)
    assert (tuple(rows(10, start=10)), 1) == (second.items, second.number)
    assert 2 == len(server.requests)


def test_pages_can_be_walked_page_by_page() -> None:
    """Lazily: a page is fetched when it is asked for."""
    server = serving(restobar(rows(25)))
    with Engine(BASE, transport=server.transport) as engine:
        pages = Pages(engine.run, listing(RESTOBAR_SWITCH, page_size=10))
        walk = pages.pages()
        first = next(walk)
        sent = len(server.requests)
        sizes = [len(first.items), *(len(page.items) for page in walk)]

    assert 1 == sent
    assert [10, 10, 5] == sizes
    assert 25 == pages.total


def test_every_iteration_starts_anew() -> None:
    """Pages are an iterable, not an iterator: nothing is remembered between two walks."""
    server = serving(restobar(rows(5)))
    with Engine(BASE, transport=server.transport) as engine:
        pages = Pages(engine.run, listing(RESTOBAR_SWITCH))

        assert list(pages) == list(pages)
    assert "Pages(PagedOperation(method='GET', route='/list', style=restobar-switch" in repr(pages)


@pytest.mark.anyio
async def test_asynchronous_pages_offer_the_same() -> None:
    """First page, pages, total, repr."""
    server = serving(restobar(rows(25)))
    async with AsyncEngine(BASE, transport=server.transport) as engine:
        pages = AsyncPages(engine.run, listing(RESTOBAR_SWITCH, page_size=10))
        page = await pages.first_page()
        sizes = [len(each.items) async for each in pages.pages()]

    assert (10, 25, [10, 10, 5]) == (len(page.items), pages.total, sizes)
    assert "AsyncPages(" in repr(pages)


@pytest.fixture
def anyio_backend() -> str:
    """The engines speak asyncio."""
    return "asyncio"


@pytest.mark.parametrize("size", [0, -1, 101])
def test_page_sizes_out_of_range_are_refused(size: int) -> None:
    """Above the documented maximum Pymes answers 400: nothing is sent."""
    with pytest.raises(errors.InvalidInput) as told:
        listing(PYMES_PAGE, page_size=size)

    assert ("page_size", str(size)) == (told.value.field, told.value.value)


def test_a_list_may_have_its_own_maximum() -> None:
    """Restobar's maxima differ by endpoint."""
    assert 5000 == listing(RESTOBAR_SWITCH, page_size=5000, max_page_size=5000).page_size
    with pytest.raises(errors.InvalidInput, match="1 to 5000"):
        listing(RESTOBAR_SWITCH, page_size=5001, max_page_size=5000)
    with pytest.raises(errors.InvalidInput, match="any number"):
        listing(RESTOBAR_SWITCH, page_size=0)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"data": "no list"}, "no list of rows @ $.data | $"),
        (None, "no list of rows @ $.data | $"),
        ({"message": "x"}, "no list of rows @ $.data | $"),
    ],
)
def test_an_answer_without_list_is_a_changed_contract(body: Any, expected: str) -> None:
    """Never an empty list: that would read as "there are none"."""
    with pytest.raises(errors.ContractChanged) as told:
        walk_synchronously(Server(Reply(200, body)), listing(RESTOBAR_SWITCH))

    assert expected in told.value.message


def test_a_style_may_take_null_for_an_empty_list() -> None:
    """Where a server says `null` for "there are none", the style says so."""
    style = evolve(RESTOBAR_ALL, envelope=evolve(RESTOBAR_ALL.envelope, null_is_empty=True))

    assert [] == walk_synchronously(Server(Reply(200, b"null")), listing(style))


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (lambda row: row["total"], "required field missing @ $.data[1].total"),
        (lambda row: 1 // row.get("total", 0), "ZeroDivisionError @ $.data[1]"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(read: Any, expected: str) -> None:
    """The path of the row in the answer."""
    paged = PagedOperation("GET", "/list", read_item=read, style=RESTOBAR_SWITCH)

    with pytest.raises(errors.ContractChanged) as told:
        walk_synchronously(Server(Reply(200, {"data": [{"total": 1}, {}], "count": 2})), paged)

    assert expected in told.value.message


def test_a_reader_of_rows_may_know_better() -> None:
    """A typed reader's own words are kept, with the row before them."""

    def read(row: Any) -> Any:
        raise errors.ContractChanged("Sale has an unknown shape: total is missing @ $.")

    paged = PagedOperation("GET", "/list", read_item=read, style=RESTOBAR_SWITCH)

    with pytest.raises(errors.ContractChanged, match=r"total is missing @ \$ @ \$\.data\[0\]"):
        walk_synchronously(Server(Reply(200, {"data": [{}]})), paged)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (25, 25),
        ("25", 25),
        (Decimal(25), 25),
        (True, None),
        (-1, None),
        ("many", None),
        (None, None),
    ],
)
def test_counts_are_read_tolerantly(count: Any, expected: int | None) -> None:
    """A count that is no number counts as absent."""
    page: Page[Any] = listing(RESTOBAR_SWITCH).first().read({"data": [], "count": count})

    assert expected == page.total


def test_a_list_by_post_keeps_body_and_fields() -> None:
    """Everything of the list stands in each request of a page."""
    paged = PagedOperation(
        "POST",
        "/search/{id}",
        path={"id": "7"},
        json={"name": "Ana"},
        headers={"x-a": "b"},
        module="inventario",
        permission="CL_GET",
        name="clients.search",
        policy=SendPolicy.KEYED,
        read_item=as_is,
        style=PYMES_PAGE,
    )

    request: Operation[Any] = paged.at(2)

    assert ("POST", "/search/{id}", {"id": "7"}, {"name": "Ana"}) == (
        request.method,
        request.route,
        request.path,
        request.json,
    )
    assert ({"x-a": "b"}, "inventario", "CL_GET", "clients.search", SendPolicy.KEYED) == (
        request.headers,
        request.module,
        request.permission,
        request.name,
        request.policy,
    )
    assert {"page": 3, "limit": 100} == request.query
