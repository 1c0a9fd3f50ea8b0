# SPDX-License-Identifier: MIT
"""
What a type checker sees of the clients; checked, never run.

Each line that must be refused carries the code of the refusal of each checker: an unused one is an
error too. Two lines are refused by mypy and pyright alone: ty does not look into an unpacked
`TypedDict` of keyword arguments yet.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import assert_type

from loggro_integration import (
    AsyncPymesClient,
    AsyncRestobarClient,
    PymesClient,
    RestobarClient,
)
from loggro_integration.http import AsyncPages, Page, Pages, RawResponse
from loggro_integration.ids import ObjectId
from loggro_integration.pymes import KnownStock
from loggro_integration.wire import OpenAnswer, OpenRecord
from loggro_integration.wire.pymes import Establishment, Item, NewExitLine, Saved
from loggro_integration.wire.restobar import (
    Client,
    DayKey,
    Login,
    NewClient,
    NewOrders,
    NewPayment,
    Order,
    PaymentMethod,
    Sale,
)

DAY = date(2026, 11, 1)


def restobar(pos: RestobarClient) -> None:
    assert_type(pos.invoices.list(since=DAY), Pages[Sale])
    assert_type(pos.invoices.list(since=DAY).first_page(), Page[Sale])
    assert_type(pos.invoices.find("FE1"), list[Sale])
    assert_type(pos.invoices.last(), OpenRecord | None)
    assert_type(pos.payment_methods.list(), Pages[PaymentMethod])
    assert_type(pos.with_raw_response.invoices.get("x"), RawResponse[Sale])
    sale = pos.invoices.get("x")
    assert_type(sale.id, ObjectId)
    assert_type(sale.created_on, datetime)
    assert_type(sale.lines[0].price, Decimal | None)
    assert_type(sale.lines[0].taxes[0].percentage, Decimal)
    pos.invoices.mark_paid(sale.id, payments=[NewPayment(method="x", value=Decimal(1))])
    pos.invoices.list(since="2026-11-01")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]
    pos.invoices.list(since=DAY, customer="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    pos.invoices.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[missing-argument]
    RestobarClient(email="a", password="b", timout=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def restobar_three_levels_deep(pos: RestobarClient) -> None:
    """Fields inside of rows inside of answers keep their types."""
    sale = pos.invoices.get("x")
    assert_type(sale.paid.payments[0].value if sale.paid else None, Decimal | None)
    assert_type(
        sale.client.city.city_name if sale.client and sale.client.city else None, str | None
    )
    product = pos.products.get("x")
    assert_type(product.sub_products[0].locations_stock[0].price, Decimal | None)
    assert_type(product.locations_stock[0].taxes[0].percentage, Decimal | None)
    movement = pos.inventories.list().first_page().items[0]
    assert_type(movement.ingredients[0].quantity, Decimal | None)
    assert_type(movement.invoice.is_paid if movement.invoice else None, bool | None)
    order = pos.orders.create(NewOrders(orders=()))[0]
    assert_type(order.complementary.modified_on if order.complementary else None, datetime | None)
    assert_type(order.seller.last_name if order.seller else None, str | None)
    session = pos.cashboxes.list().first_page().items[0]
    assert_type(session.counts[0].counted, Decimal | None)
    bought = pos.reports.purchases(since=DAY, until=DAY).purchases[0]
    assert_type(bought.ingredient.price if bought.ingredient else None, Decimal | None)
    assert_type([day.key for day in pos.stats.sales_by_day(since=DAY, until=DAY)][0], DayKey | None)


def restobar_writes(pos: RestobarClient) -> None:
    assert_type(pos.clients.get("x"), Client | None)
    assert_type(pos.clients.create(NewClient(name="Ana", id_document_type=13)), Client)
    assert_type(pos.roles.create({"name": "Mesero"}), OpenAnswer)
    assert_type(pos.roles.create({"name": "Mesero"}).rows, tuple[OpenRecord, ...])
    assert_type(pos.with_raw_response.units.delete("x"), RawResponse[OpenAnswer])
    assert_type(pos.login("a@b.co", "x"), Login)
    pos.tables.create({"name": "Mesa"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]
    pos.clients.create(name="Ana")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[missing-argument, unknown-argument]
    pos.stats.sales_by_day(since=DAY)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[missing-argument]
    pos.units.update(7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]


async def restobar_async(pos: AsyncRestobarClient) -> None:
    assert_type(pos.invoices.list(since=DAY), AsyncPages[Sale])
    assert_type(await pos.invoices.get("x"), Sale)
    assert_type(await pos.with_raw_response.invoices.find("FE1"), RawResponse[list[Sale]])
    assert_type(await pos.login("a@b.co", "x"), Login)
    assert_type(await pos.orders.find("x"), list[Order])
    pos.invoices.get(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]


def pymes(books: PymesClient) -> None:
    assert_type(books.items.list(), Pages[Item])
    assert_type(books.sales.list(number="FE1"), Pages[OpenRecord])
    assert_type(books.taxes.list("VENTA"), Pages[OpenRecord])
    assert_type(books.units.list(), Pages[str | OpenRecord])
    assert_type(books.establishments.get("x"), Establishment)
    assert_type(books.customers.find("13", "222222222222"), list[OpenRecord])
    assert_type(books.customers.create({"tipoId": "13", "id": "1"}).uuid, str | None)
    assert_type(books.with_raw_response.items.find("A01"), RawResponse[Item])
    stock = books.availability.known(["A01"], warehouse="x", establishment_code="001")
    assert_type(stock, KnownStock)
    assert_type(stock.rows[0].available, Decimal | None)
    books.stock_exits.create("x", [NewExitLine(code="A01", quantity=Decimal(1))])
    books.stock_exits.create("x", [{"codigoItem": "A01"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]  # ty: ignore[invalid-argument-type]
    books.items.find()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[missing-argument]
    books.taxes.list()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # ty: ignore[missing-argument]


async def pymes_async(books: AsyncPymesClient) -> None:
    assert_type(books.balances.receipts(since=DAY), AsyncPages[OpenRecord])
    assert_type(await books.with_raw_response.sellers.list(), RawResponse[Page[OpenRecord]])
    assert_type(await books.items.save({"codigo": "A01"}), Saved)
    assert_type(await books.availability.known(["A01"], warehouse="x"), KnownStock)
