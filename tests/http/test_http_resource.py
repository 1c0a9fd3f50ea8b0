# SPDX-License-Identifier: MIT
"""One list of calls, four kinds of resource: same arguments, same help."""

from __future__ import annotations

import asyncio
import inspect
import pydoc
from typing import Any

import pytest

from loggro_integration.http import (
    RESTOBAR_SWITCH,
    AsyncEngine,
    AsyncPages,
    AsyncRawResource,
    AsyncResource,
    Engine,
    Kind,
    Operation,
    Page,
    PagedOperation,
    Pages,
    RawResource,
    RawResponse,
    Resource,
    SendPolicy,
    Space,
    call,
    pages,
)
from peers.replies import BASE, Reply, Server


def get_sale(sale_id: str, *, populate: bool = True) -> Operation[str]:
    """
    Read one sale by its id.

    Args:
        sale_id: Restobar's id.
        populate: Whether references come filled.
    """
    return Operation(
        "GET",
        "/invoices/{id}",
        path={"id": sale_id},
        query={"populate": populate},
        policy=SendPolicy.READ,
        read=str,
    )


def list_sales(*, status: str | None = None) -> PagedOperation[int]:
    """List sales, newest first."""
    return PagedOperation(
        "GET", "/invoices", query={"status": status}, read_item=int, style=RESTOBAR_SWITCH
    )


class SaleCalls:
    get = call(get_sale)
    list = pages(list_sales)


class Sales(SaleCalls, Resource):
    """The sales."""


class AsyncSales(SaleCalls, AsyncResource):
    """The sales."""


class RawSales(SaleCalls, RawResource):
    """The sales, raw."""


class AsyncRawSales(SaleCalls, AsyncRawResource):
    """The sales, raw."""


KINDS: list[Any] = [
    Sales(Engine(BASE)),
    AsyncSales(AsyncEngine(BASE)),
    RawSales(Engine(BASE)),
    AsyncRawSales(AsyncEngine(BASE)),
]
PAGE = Reply(200, {"data": [1, 2], "count": 2})


class SaleSpace(Space[Kind]):
    """One namespace for any kind of client."""

    get = call(get_sale)
    list = pages(list_sales)


def test_a_space_follows_the_resource_below_it() -> None:
    """One class gives values, awaitables or answers; help and signature are the operation's."""
    server = Server(Reply(200, "FE1"), PAGE, Reply(200, "FE2"))
    with Engine(BASE, transport=server.transport) as engine:
        sales, raw = SaleSpace(Resource(engine)), SaleSpace(RawResource(engine))

        assert "FE1" == sales.get("5f")
        assert [1, 2] == list(sales.list())
        assert "FE2" == raw.get("5f").parse()
    assert SaleSpace.get is get_sale
    assert inspect.signature(get_sale) == inspect.signature(sales.get)
    assert get_sale.__doc__ == sales.get.__doc__


def test_a_space_over_an_asynchronous_resource_is_awaited() -> None:
    """The same class."""

    async def main() -> tuple[str, list[int]]:
        transport = Server(Reply(200, "FE1"), PAGE).transport
        async with AsyncEngine(BASE, transport=transport) as engine:
            sales = SaleSpace(AsyncResource(engine))
            return await sales.get("5f"), [number async for number in sales.list()]

    assert ("FE1", [1, 2]) == asyncio.run(main())


def test_a_resource_returns_values() -> None:
    """A call is sent, pages are lazy."""
    server = Server(Reply(200, "FE1"), PAGE)
    with Engine(BASE, transport=server.transport) as engine:
        sales = Sales(engine)
        listed = sales.list(status="Pagada")

        assert "FE1" == sales.get("5f", populate=False)
        assert isinstance(listed, Pages)
        assert [1, 2] == list(listed)
    assert ["populate=false", "status=Pagada&pagination=true&page=0&limit=500"] == [
        request.url.query.decode() for request in server.requests
    ]


def test_an_asynchronous_resource_returns_awaitables() -> None:
    """The same calls, awaited."""

    async def main() -> tuple[str, list[int]]:
        transport = Server(Reply(200, "FE1"), PAGE).transport
        async with AsyncEngine(BASE, transport=transport) as engine:
            sales = AsyncSales(engine)
            listed = sales.list()
            assert isinstance(listed, AsyncPages)
            return await sales.get("5f"), [number async for number in listed]

    assert ("FE1", [1, 2]) == asyncio.run(main())


def test_a_raw_resource_returns_answers() -> None:
    """A call gives its answer, a list the answer of its first page."""
    server = Server(Reply(200, "FE1"), PAGE)
    with Engine(BASE, transport=server.transport) as engine:
        sales = RawSales(engine)
        answers: list[RawResponse[Any]] = [sales.get("5f"), sales.list()]

    value, page = (answer.parse() for answer in answers)
    assert "FE1" == value
    assert isinstance(page, Page)
    assert (1, 2) == page.items


def test_an_asynchronous_raw_resource_returns_awaitable_answers() -> None:
    """The same in asyncio."""

    async def main() -> list[int]:
        transport = Server(Reply(200, "FE1"), PAGE).transport
        async with AsyncEngine(BASE, transport=transport) as engine:
            sales = AsyncRawSales(engine)
            return [(await sales.get("5f")).status, len((await sales.list()).parse().items)]

    assert [200, 2] == asyncio.run(main())


def test_an_operation_made_by_hand_can_be_run() -> None:
    """A resource sends any operation."""
    with Engine(BASE, transport=Server(Reply(200, "x"), PAGE).transport) as engine:
        sales = Sales(engine)

        assert "x" == sales.run(get_sale("5f"))
        assert [1, 2] == list(sales.iterate(list_sales()))


def test_on_the_class_a_call_is_its_operation_function() -> None:
    """The class gives the operation without sending anything."""
    assert get_sale("5f") == Sales.get("5f")
    assert list_sales() == AsyncSales.list()


@pytest.mark.parametrize("resource", KINDS, ids=lambda kind: type(kind).__name__)
@pytest.mark.parametrize(("name", "build"), [("get", get_sale), ("list", list_sales)])
def test_signature_and_docstring_are_the_operations(resource: Any, name: str, build: Any) -> None:
    """`inspect` and `help` show the same on every kind."""
    method = getattr(resource, name)

    assert inspect.signature(build) == inspect.signature(method)
    assert build.__doc__ == method.__doc__
    assert build.__name__ == method.__name__
    assert (build.__doc__ or "").strip().splitlines()[0] in pydoc.render_doc(method)


@pytest.mark.parametrize("kind", [Sales, AsyncSales, RawSales], ids=lambda kind: kind.__name__)
def test_help_of_a_namespace_lists_its_calls(kind: type) -> None:
    """Name, arguments and first line."""
    text = pydoc.render_doc(kind, renderer=pydoc.plaintext)

    assert "(sale_id: 'str', *, populate: 'bool' = True)" in text
    assert "Read one sale by its id." in text
    assert "List sales, newest first." in text


def test_wrong_arguments_are_refused_like_any_functions() -> None:
    """Python's own message, before anything is sent."""
    with pytest.raises(TypeError, match="sale_id"):
        Sales(Engine(BASE)).get()  # type: ignore[call-arg]  # the refused form
