# SPDX-License-Identifier: MIT
"""
What lies in the stock locations, and what it cost on average.

The stock is the opening one and every entry since, played again after each change, so that a
deleted movement leaves no trace. An exit keeps the average; an entry weighs it in (six places,
half-even).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from loggro_integration.exact_json import is_object
from loggro_integration.money import round_half_even
from loggro_integration.sandbox._restobar_lists import object_id, refuse
from loggro_integration.sandbox._state import Doc, StockEntry, World

__all__ = [
    "consume",
    "item_of",
    "main_place",
    "place_of",
    "plain_number",
    "put_back",
    "recipe",
    "record",
]

_PLACES = 6


def item_of(world: World, given: object) -> Doc:
    """
    Return the ingredient or product that an id, or an object with ``_id``, names.

    Raises:
        Refused: 500 where there is none in this business.
    """
    key = object_id(given.get("_id") if is_object(given) else given)
    item = world.ingredients.get(key) or world.products.get(key)
    if item is None or item["deleted"]:
        refuse(500, "product-elsewhere")
    return item


def main_place(item: Doc) -> Doc:
    """Return the main stock location of an item, or its only one."""
    places: list[Doc] = item["locationsStock"]
    return next((place for place in places if place.get("isMain")), places[0])


def place_of(item: Doc, given: object) -> Doc:
    """
    Return the stock location of an item; the main one where nothing was named.

    Raises:
        Refused: 500 where the item does not lie there.
    """
    if given is None:
        return main_place(item)
    key = object_id(given.get("_id") if is_object(given) else given)
    places: list[Doc] = item["locationsStock"]
    found = next((place for place in places if place["locationStock"]["_id"] == key), None)
    if found is None:
        refuse(500, "stock-location")
    return found


def record(world: World, entries: Iterable[StockEntry], *, source: str) -> None:
    """Put entries in the place of those that a source made before."""
    kept = [entry for entry in world.stock_log if entry.source != source]
    before = [entry for entry in world.stock_log if entry.source == source]
    where = next(
        (index for index, entry in enumerate(world.stock_log) if entry.source == source), len(kept)
    )
    fresh = list(entries)
    for entry in fresh:
        _open(world, entry)
    world.stock_log = [*kept[:where], *fresh, *kept[where:]]
    for item in {entry.item for entry in (*before, *fresh)}:
        _play(world, item)
    world.changed()


def _open(world: World, entry: StockEntry) -> None:
    item = world.ingredients.get(entry.item) or world.products.rows[entry.item]
    total = sum(place["stock"] for place in item["locationsStock"])
    world.openings.setdefault((entry.item, ""), (Decimal(item["stock"] == total), Decimal(0)))
    for place in item["locationsStock"]:
        opening = (Decimal(place["stock"]), Decimal(place["avgCost"]))
        world.openings.setdefault((entry.item, place["locationStock"]["_id"]), opening)


def _play(world: World, key: str) -> None:
    item = world.ingredients.get(key) or world.products.rows[key]
    for place in item["locationsStock"]:
        where = place["locationStock"]["_id"]
        stock, cost = world.openings.get((key, where), (Decimal(0), Decimal(0)))
        for entry in world.stock_log:
            if (entry.item, entry.place) == (key, where):
                stock, cost = _after(entry, stock, cost)
        place.update(stock=plain_number(stock), avgCost=plain_number(cost))
    item["avgCost"] = main_place(item)["avgCost"]
    if world.openings[key, ""][0]:
        item["stock"] = plain_number(
            sum((Decimal(p["stock"]) for p in item["locationsStock"]), Decimal(0))
        )


def _after(entry: StockEntry, stock: Decimal, cost: Decimal) -> tuple[Decimal, Decimal]:
    if entry.to_zero:
        return Decimal(0), cost
    if entry.price is None or entry.quantity < 0:
        return stock + entry.quantity, cost
    if stock <= 0:
        return stock + entry.quantity, entry.price
    worth = stock * cost + entry.quantity * entry.price
    return stock + entry.quantity, round_half_even(worth / (stock + entry.quantity), places=_PLACES)


def plain_number(value: Decimal) -> int | Decimal:
    """Return a count or an amount as JSON writes it: whole numbers without a point."""
    return int(value) if value == int(value) else value.normalize()


def recipe(world: World, item: Doc, quantity: Decimal) -> list[tuple[Doc, Decimal]]:
    """Return what making or selling an item takes: its ingredients, or nothing."""
    found: list[tuple[Doc, Decimal]] = []
    for entry in item.get("ingredients", ()):
        taken: object = entry.get("ingredient") if is_object(entry) else None
        key = taken.get("_id") if is_object(taken) else taken
        known = world.ingredients.get(key) or world.products.get(key)
        if known is not None:
            found.append((known, Decimal(entry.get("quantity") or 1) * quantity))
    return found


def consume(world: World, source: str, sold: Iterable[tuple[Doc, Decimal]]) -> None:
    """Take what was sold out of the stock, for products that discount the inventory."""
    entries: list[StockEntry] = []
    for product, quantity in sold:
        if not product["discountInventory"]:
            continue
        whole = product["inventoryType"] != "WithIngredients"
        parts = [(product, quantity)] if whole else recipe(world, product, quantity)
        entries += [
            StockEntry(part["_id"], main_place(part)["locationStock"]["_id"], -each, None, source)
            for part, each in parts
        ]
    if entries:
        record(world, entries, source=source)


def put_back(world: World, source: str) -> None:
    """Take back what a movement or a sale did to the stock."""
    if any(entry.source == source for entry in world.stock_log):
        record(world, (), source=source)
