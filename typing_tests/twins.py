# SPDX-License-Identifier: MIT
"""
What a type checker sees of the twins; checked, never run.

Each line that must be refused carries the code of the refusal of each checker: an unused one is an
error too.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterator
from typing import assert_type

from loggro_integration.http import (
    RESTOBAR_SWITCH,
    AsyncEngine,
    AsyncPages,
    AsyncRawResource,
    AsyncResource,
    Engine,
    Operation,
    Page,
    PagedOperation,
    Pages,
    RawResource,
    RawResponse,
    Resource,
    call,
    pages,
)


class Sale:
    """A value that a call returns."""

    number: str


def read_sale(body: object) -> Sale:
    return Sale()


def get_sale(sale_id: str, *, populate: bool = True) -> Operation[Sale]:
    return Operation("GET", "/invoices/{id}", path={"id": sale_id}, read=read_sale)


def list_sales(*, status: str | None = None) -> PagedOperation[Sale]:
    return PagedOperation("GET", "/invoices", read_item=read_sale, style=RESTOBAR_SWITCH)


class SaleCalls:
    get = call(get_sale)
    list = pages(list_sales)


class Sales(SaleCalls, Resource): ...


class AsyncSales(SaleCalls, AsyncResource): ...


class RawSales(SaleCalls, RawResource): ...


class AsyncRawSales(SaleCalls, AsyncRawResource): ...


def synchronous(engine: Engine) -> None:
    sales = Sales(engine)
    assert_type(sales.get("5f"), Sale)
    assert_type(sales.get("5f").number, str)
    assert_type(sales.get("5f", populate=False), Sale)
    assert_type(sales.list(status="Pagada"), Pages[Sale])
    assert_type(iter(sales.list()), Iterator[Sale])
    assert_type(sales.list().first_page(), Page[Sale])
    assert_type(sales.list().first_page().items, tuple[Sale, ...])
    assert_type(next(sales.list().pages()), Page[Sale])
    assert_type(engine.run(get_sale("5f")), Sale)
    assert_type(engine.run_raw(get_sale("5f")).parse(), Sale)

    sales.get(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]
    sales.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[missing-argument]
    sales.get("5f", False)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[too-many-positional-arguments]
    sales.get("5f", other=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[unknown-argument]
    sales.list(status=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]
    sales.list("Pagada")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[too-many-positional-arguments]


async def asynchronous(engine: AsyncEngine) -> None:
    sales = AsyncSales(engine)
    assert_type(sales.get("5f"), Awaitable[Sale])
    assert_type(await sales.get("5f"), Sale)
    assert_type(sales.list(status="Pagada"), AsyncPages[Sale])
    assert_type(aiter(sales.list()), AsyncIterator[Sale])
    assert_type(await sales.list().first_page(), Page[Sale])
    assert_type(await engine.run(get_sale("5f")), Sale)
    assert_type((await engine.run_raw(get_sale("5f"))).parse(), Sale)
    async for sale in sales.list():
        assert_type(sale, Sale)

    await sales.get(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]
    await sales.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[missing-argument]
    await sales.get("5f", False)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[too-many-positional-arguments]
    await sales.get("5f", other=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[unknown-argument]
    sales.list(status=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]
    sales.list("Pagada")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[too-many-positional-arguments]


async def raw(engine: Engine, async_engine: AsyncEngine) -> None:
    assert_type(RawSales(engine).get("5f"), RawResponse[Sale])
    assert_type(RawSales(engine).get("5f").parse(), Sale)
    assert_type(RawSales(engine).list(), RawResponse[Page[Sale]])
    assert_type(await AsyncRawSales(async_engine).get("5f"), RawResponse[Sale])
    assert_type(await AsyncRawSales(async_engine).list(), RawResponse[Page[Sale]])

    RawSales(engine).get(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]
    await AsyncRawSales(async_engine).get(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]


def on_the_class() -> None:
    assert_type(Sales.get("5f"), Operation[Sale])
    assert_type(AsyncSales.list(), PagedOperation[Sale])
