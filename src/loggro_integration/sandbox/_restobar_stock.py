# SPDX-License-Identifier: MIT
"""Ingredients, inventory movements and the payments of purchases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from loggro_integration.days import format_instant, parse_instant
from loggro_integration.exact_json import is_object
from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._restobar_expenses import give_back_to, spend_from
from loggro_integration.sandbox._restobar_lists import Paging, object_id, page, refuse
from loggro_integration.sandbox._restobar_things import DELETED, Things, public
from loggro_integration.sandbox._state import Doc, StockEntry, World, part
from loggro_integration.sandbox._stock import (
    item_of,
    place_of,
    plain_number,
    put_back,
    recipe,
    record,
)

__all__ = [
    "INGREDIENTS",
    "PAYMENTS",
    "TYPES",
    "delete_ingredient",
    "delete_movement",
    "delete_payment",
    "get_ingredient",
    "get_movement",
    "list_ingredients",
    "list_movements",
    "movement_types",
    "only_ingredients",
    "payments_of_movement",
    "post_ingredient",
    "post_movement",
    "post_payment",
]

_INGREDIENTS = Paging(default=15000, most=15000)
_MOVEMENTS = Paging(default=10000, most=10000)
PURCHASE, SHRINKAGE, TO_ZERO = 1, 6, 11


def _type(number: int, name: str, *marks: str) -> Doc:
    flags = {mark: mark in marks for mark in ("isSubtracted", "isProduction", "isMoveTo")}
    return {"id": number, "name": name, **flags}


# 1, 3, 7, 9 and 11 were seen; the words of the others are ours. An account has its own.
TYPES = (
    _type(PURCHASE, "Entrada - Compra"),
    _type(3, "Entrada Ajuste"),
    _type(5, "Traslado", "isMoveTo"),
    _type(SHRINKAGE, "Salida - Merma", "isSubtracted"),
    _type(7, "Salida - Otro", "isSubtracted"),
    _type(9, "Producción", "isProduction"),
    _type(10, "Salida - Ajuste", "isSubtracted"),
    _type(TO_ZERO, "Inventario a cero", "isSubtracted"),
)
_BY_ID = {row["id"]: row for row in TYPES}


def movement_types(world: World, call: Call) -> Reply:
    """``GET /inventories/types/all``."""
    return Reply([dict(row) for row in TYPES])


def list_ingredients(world: World, call: Call) -> Reply:
    """``GET /ingredients``: what can be an ingredient; the stock location is one object."""
    rows = [row for row in _candidates(world, call) if _wanted(call, row)]
    place = call.filter("locationStock")
    if place is not None:
        rows = [row for row in rows if place in _places(row)]
    shown = [_listed(world, row, place) for row in rows]
    if call.filter("pagination") != "true":
        return Reply({"data": shown, "count": len(shown)})
    return page(call, shown, _INGREDIENTS)


def _candidates(world: World, call: Call) -> Iterator[Doc]:
    yield from world.ingredients
    if call.filter("onlyIngredient") != "true":
        yield from (row for row in world.products if not row["isSubproduct"])


def _wanted(call: Call, row: Doc) -> bool:
    category = call.filter("categoryId")
    return (
        not row["deleted"]
        and (call.filter("name") or "").casefold() in row["name"].casefold()
        and category in {None, row["category"]}
        and not (call.filter("excludeCombos") == "true" and row.get("configCombo"))
        and not (
            call.filter("mainProductsWithIngredients") == "true" and not row.get("ingredients")
        )
    )


def _places(row: Doc) -> set[str]:
    return {place["locationStock"]["_id"] for place in row["locationsStock"]}


def _listed(world: World, row: Doc, place: str | None) -> Doc:
    return {**_ingredient(world, row), "locationsStock": dict(place_of(row, place))}


def _ingredient(world: World, row: Doc) -> Doc:
    shown = {name: value for name, value in row.items() if name != "taxRates"}
    category = world.categories.rows[row["category"]]
    shown["category"] = {name: category[name] for name in ("_id", "name")}
    unit = world.units.get(row.get("unit"))
    if unit is not None:
        shown["unit"] = {name: unit[name] for name in ("_id", "name")}
    return shown


def only_ingredients(world: World, call: Call) -> Reply:
    """``GET /ingredients/onlyIngredient``: a bare array."""
    rows = (row for row in world.ingredients if not row["deleted"])
    return Reply([_listed(world, row, None) for row in rows])


def get_ingredient(world: World, call: Call) -> Reply:
    """``GET /ingredients/{id}``: every stock location, as an array."""
    row = world.ingredients.get(call.values["id"]) or world.products.get(call.values["id"])
    if row is None:
        refuse(500, "not-found-or-parent")
    return Reply(_ingredient(world, row))


INGREDIENTS = Things(
    table=lambda world: world.ingredients,
    first={
        "name": "",
        "description": "",
        "code": "",
        "category": None,
        "unit": None,
        "price": 0,
        "cost": 0,
        "isActive": True,
        "variablePrice": {"isVariablePrice": False},
        "config": {"openModalNotes": False},
        "deletedInfo": {"isDeleted": False},
    },
)


def post_ingredient(world: World, call: Call) -> Reply:
    """``POST /ingredients``: creates, or edits with ``_id``; the stock is moved by movements."""
    body = call.body
    if world.categories.get(body["category"]) is None:
        refuse(500, "not-found-or-parent")
    if body.get("unit") is not None and world.units.get(body["unit"]) is None:
        refuse(500, "not-found-or-parent")
    row = INGREDIENTS.keep(world, body)
    if "locationsStock" not in row:
        row.update(_empty_stock(world, row))
    row["pricePurchase"] = row["cost"]
    row["deleted"] = bool(row["deletedInfo"].get("isDeleted"))
    return Reply(_ingredient(world, row))


def _empty_stock(world: World, row: Doc) -> Doc:
    model = next(iter(world.ingredients))
    cost = row["cost"]
    places = [
        {
            "locationStock": dict(place["locationStock"]),
            "isMain": place["isMain"],
            "stock": 0,
            "stockMinimum": 0,
            "pricePurchase": cost,
            "avgCost": cost,
        }
        for place in model["locationsStock"]
    ]
    return {
        "isIngredient": True, "stock": 0, "stockMinimum": 0, "avgCost": cost,
        "locationsStock": places,
    }  # fmt: skip


def delete_ingredient(world: World, call: Call) -> Reply:
    """``DELETE /ingredients/{id}``: can still be read, marked as deleted."""
    row = INGREDIENTS.find(world, call.values["id"], alive=True)
    recipes = (recipe(world, product, Decimal(1)) for product in _alive(world))
    if any(part is row for parts in recipes for part, _ in parts):
        refuse(500, "ingredient-in-use")
    row.update(deleted=True, modifiedOn=world.stamp(), deletedInfo={"isDeleted": True})
    world.changed()
    return Reply({"message": DELETED})


def _alive(world: World) -> Iterator[Doc]:
    return world.products.all(deleted=False)


def list_movements(world: World, call: Call) -> Reply:
    """``GET /inventories``: ``purchaseStatus`` understands ``paid`` and ``pending``."""
    rows = [row for row in world.movements if not row["deleted"] and _moved(call, row)]
    rows.reverse()
    return page(call, rows, _MOVEMENTS, show=public)


def _moved(call: Call, row: Doc) -> bool:
    invoice = row.get("invoice", {})
    asked: Doc = {
        "provider": part(row, "provider").get("_id"),
        "inventoryTypeId": str(row["type"]),
        "purchaseStatus": "paid" if invoice.get("isPaid") else "pending",
    }
    number = call.filter("inventoryNumber")
    return all(call.filter(name) in {None, value} for name, value in asked.items()) and (
        number in {None, str(row["seq"]), invoice.get("invoiceNumber")}
    )


def get_movement(world: World, call: Call) -> Reply:
    """``GET /inventories/{id}``: answered 500 in one account."""
    row = world.movements.get(call.values["id"])
    if row is None or world.assumptions.movement_by_id == "500":
        refuse(500, "not-found-or-parent")
    return Reply(public(row))


def post_movement(world: World, call: Call) -> Reply:
    """``POST /inventories``: moves stock and average cost; with ``_id`` it moves them anew."""
    known = None
    if call.body.get("_id") is not None:
        known = _movement(world, object_id(call.body["_id"]))
    row = _movement_row(world, call.body, call.user)
    key = world.new_id() if known is None else known["_id"]
    record(world, list(_entries(world, row, key)), source=key)
    if known is not None:
        known.update(row, modifiedOn=world.stamp())
        settle_payments(world, known)
        return Reply(public(known))
    marks = {"seq": len(world.movements) + 1, "createdOn": world.stamp(), "deleted": False}
    made = world.movements.add({"_id": key, **row, **marks, "modifiedOn": world.stamp()})
    settle_payments(world, made)
    return Reply(public(made))


def _movement(world: World, key: str) -> Doc:
    row = world.movements.get(key)
    if row is None or row["deleted"]:
        refuse(500, "not-found-or-parent")
    return row


def _movement_row(world: World, body: Doc, user: Doc) -> Doc:
    kind = _kind(body)
    lines = [_line(world, entry) for entry in body["ingredients"]]
    worth = sum((line["quantity"] * line["price"] for line in lines), Decimal(0))
    given = body.get("total")
    total = plain_number(worth) if given is None else given
    row: Doc = {
        "date": format_instant(parse_instant(body["date"])),
        "type": kind["id"],
        "typeName": kind["name"],
        **{mark: kind[mark] for mark in ("isSubtracted", "isProduction", "isMoveTo")},
        "total": total,
        "note": body.get("note") or "",
        "ingredients": lines,
        "invoice": _invoice(body.get("invoice"), total),
        "paidAtOnce": _is_paid(body.get("invoice")),
        "business": world.business["_id"],
        "user": user["_id"],
    }
    if body.get("provider") is not None:
        provider = world.providers.get(body["provider"])
        if provider is None:
            refuse(500, "not-found-or-parent")
        row["provider"] = {name: provider[name] for name in ("_id", "name", "document")}
    if kind["isMoveTo"]:
        if body.get("locationStockTo") is None:
            refuse(500, "destination")
        row["locationStockTo"] = body["locationStockTo"]
    return row


def _kind(body: Doc) -> Doc:
    kind = _BY_ID.get(int(body["type"]))
    if kind is None:
        refuse(500, "movement-type")
    for mark in ("isSubtracted", "isProduction", "isMoveTo"):
        if body.get(mark) is not None and body[mark] != kind[mark]:
            refuse(500, "direction")
    return kind


def _line(world: World, entry: Doc) -> Doc:
    item = item_of(world, entry["ingredient"])
    if entry["quantity"] <= 0:
        refuse(500, "quantity")
    if entry["price"] < 0:
        refuse(500, "price")
    place = place_of(item, entry.get("locationStock"))
    return {
        "ingredient": {"_id": item["_id"], "name": item["name"]},
        "quantity": entry["quantity"],
        "price": entry["price"],
        "locationStock": place["locationStock"]["_id"],
        "note": entry.get("note") or "",
    }


def _invoice(given: object, total: object) -> Doc:
    """Return the supplier's invoice; a bare text was seen to be taken for its number."""
    parts: Mapping[str, object] = given if is_object(given) else {"invoiceNumber": given}
    return {
        "invoiceNumber": str(parts.get("invoiceNumber") or ""),
        "total": parts.get("total") or total,
        "isPaid": parts.get("isPaid") is True,
        "totalPaid": 0,
    }


def _is_paid(given: object) -> bool:
    return is_object(given) and given.get("isPaid") is True


def _entries(world: World, row: Doc, source: str) -> Iterator[StockEntry]:
    for line in row["ingredients"]:
        item = item_of(world, line["ingredient"])
        quantity, price, place = (
            Decimal(line["quantity"]),
            Decimal(line["price"]),
            line["locationStock"],
        )
        if row["type"] == TO_ZERO:
            yield StockEntry(item["_id"], place, Decimal(0), None, source, to_zero=True)
        elif row["isSubtracted"]:
            yield StockEntry(item["_id"], place, -quantity, None, source)
        elif row["isMoveTo"]:
            to = place_of(item, row["locationStockTo"])["locationStock"]["_id"]
            yield StockEntry(item["_id"], place, -quantity, None, source)
            yield StockEntry(item["_id"], to, quantity, price, source)
        else:
            yield StockEntry(item["_id"], place, quantity, price, source)
            if row["isProduction"]:
                yield from _used_up(world, item, quantity, source)


def _used_up(world: World, item: Doc, quantity: Decimal, source: str) -> Iterator[StockEntry]:
    for taken, each in recipe(world, item, quantity):
        where = place_of(taken, None)["locationStock"]["_id"]
        yield StockEntry(taken["_id"], where, -each, None, source)


def delete_movement(world: World, call: Call) -> Reply:
    """``DELETE /inventories/{id}``: takes back what it did to stock and average cost."""
    row = _movement(world, call.values["id"])
    row.update(deleted=True, modifiedOn=world.stamp())
    put_back(world, row["_id"])
    world.changed()
    return Reply({"message": DELETED})


def settle_payments(world: World, movement: Doc) -> None:
    """Let a purchase show what was paid of it."""
    invoice, at_once = movement["invoice"], movement["paidAtOnce"]
    paid = sum(
        (Decimal(each["total"]) for each in world.purchase_payments.all(inventory=movement["_id"])),
        Decimal(0),
    )
    whole = at_once or paid >= invoice["total"] > 0
    shown = Decimal(invoice["total"]) if at_once else paid
    movement["invoice"] = {**invoice, "isPaid": bool(whole), "totalPaid": plain_number(shown)}


PAYMENTS = Things(
    table=lambda world: world.purchase_payments,
    first={
        "inventory": "",
        "total": 0,
        "description": "",
        "subtractCashRegister": False,
        "cashBox": None,
    },
)


def post_payment(world: World, call: Call) -> Reply:
    """``POST /inventoryInvoicePayments``: at most what the purchase still owes."""
    body = call.body
    known = world.purchase_payments.get(body.get("_id"))
    movement = _movement(world, body["inventory"])
    owed = Decimal(movement["invoice"]["total"]) - Decimal(movement["invoice"]["totalPaid"])
    if known is not None and known["inventory"] == body["inventory"]:
        owed += Decimal(known["total"])
    if not 0 < body["total"] <= owed:
        refuse(500, "payment-of-movement")
    from_box = body.get("subtractCashRegister") is True
    if from_box:
        spend_from(world, body.get("cashBox"), 0)
    before = dict(known or {})
    row = PAYMENTS.keep(world, body)
    _undo_payment(world, before)
    if from_box:
        spend_from(world, row["cashBox"], row["total"])
    settle_payments(world, movement)
    return Reply(row)


def _undo_payment(world: World, row: Doc) -> None:
    if row.get("subtractCashRegister"):
        give_back_to(world, row["cashBox"], row["total"])
    movement = world.movements.get(row.get("inventory"))
    if movement is not None:
        settle_payments(world, movement)


def delete_payment(world: World, call: Call) -> Reply:
    """``DELETE /inventoryInvoicePayments/{id}``: 400 once its movement was deleted."""
    row = PAYMENTS.find(world, call.values["id"])
    if world.movements.rows[row["inventory"]]["deleted"]:
        refuse(400, "payment-reversed")
    world.purchase_payments.remove(row["_id"])
    _undo_payment(world, row)
    world.changed()
    return Reply({"message": DELETED})


def payments_of_movement(world: World, call: Call) -> Reply:
    """``GET /inventoryInvoicePayments/inventory/{inventoryId}``."""
    rows = world.purchase_payments.all(inventory=call.values["inventoryId"])
    return Reply([dict(row) for row in rows])
