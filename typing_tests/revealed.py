# SPDX-License-Identifier: MIT
"""
Ten fields of answers, three levels deep, for `scripts/revealed_types.py`; checked, never run.

Each checker must name the type of each field, and none may call it unknown or anything at all.
"""

from __future__ import annotations

from datetime import date
from typing import reveal_type

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.wire.restobar import NewOrders

DAY = date(2026, 11, 1)


def restobar(pos: RestobarClient) -> None:
    sale = pos.invoices.get("x")
    reveal_type(sale.lines[0].taxes[0].percentage)
    assert sale.paid
    reveal_type(sale.paid.payments[0].value)
    assert sale.client
    assert sale.client.city
    reveal_type(sale.client.city.city_name)
    product = pos.products.get("x")
    reveal_type(product.sub_products[0].locations_stock[0].price)
    reveal_type(product.locations_stock[0].taxes[0].percentage)
    movement = pos.inventories.list().first_page().items[0]
    reveal_type(movement.ingredients[0].quantity)
    assert movement.invoice
    reveal_type(movement.invoice.is_paid)
    order = pos.orders.create(NewOrders(orders=()))[0]
    assert order.complementary
    reveal_type(order.complementary.modified_on)
    bought = pos.reports.purchases(since=DAY, until=DAY).purchases[0]
    assert bought.ingredient
    reveal_type(bought.ingredient.price)


def pymes(books: PymesClient) -> None:
    stock = books.availability.known(["A01"], warehouse="x")
    reveal_type(stock.rows[0].available)
