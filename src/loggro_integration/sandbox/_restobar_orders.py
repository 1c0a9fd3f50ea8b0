# SPDX-License-Identifier: MIT
"""Orders of Restobar: what a sale is made from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from loggro_integration.exact_json import is_array, is_object
from loggro_integration.sandbox._app import NOTHING, Call, Refused, Reply, is_object_id
from loggro_integration.sandbox._restobar_lists import (
    Paging,
    an_object,
    instants,
    object_id,
    page,
    pesos,
    refuse,
    since,
)
from loggro_integration.sandbox._state import Doc, World, part

__all__ = [
    "create_orders",
    "get_order",
    "list_orders",
    "populated",
    "post_orders",
    "put_order",
    "shown",
]

_PAGING = Paging(default=10, most=3000, on=True)
_BILLABLE = {"Espera", "Entregado"}
_HIDDEN = {"discount", "taxRates"}


def post_orders(world: World, call: Call) -> Reply:
    """``POST /orders``: one order per entry of ``orders``."""
    return Reply([shown(order) for order in create_orders(world, call.body, call.user)])


def create_orders(
    world: World, body: Doc, user: Doc, *, discounts: Sequence[int] = ()
) -> list[Doc]:
    """
    Make the orders of a table or a delivery.

    Args:
        world: The restaurant.
        body: As ``POST /orders`` takes it.
        user: Who asks.
        discounts: Pesos taken off each line: a button of the app, not of the API.

    Raises:
        Refused: For what Restobar refuses; nothing was made then.
    """
    if world.plan == "extraction":
        refuse(403, "extraction-plan")
    if body.get("group") is not None and not is_object_id(body["group"]):
        raise Refused(Reply(NOTHING, 503))
    entries = body.get("orders")
    if not is_array(entries) or not entries:
        refuse(400, "no-orders")
    checked = [_checked(world, an_object(entry)) for entry in entries]
    table = _table(world, body, entries)
    seller = world.users.get(body.get("seller")) or user
    group = body.get("group") or world.new_id()
    shared = _shared(world, body, table, seller, user, group)
    off = discounts or [0] * len(checked)
    world.changed()
    return [
        world.orders.add({**shared, **_order(world, entry, product), "discount": less})
        for (entry, product), less in zip(checked, off, strict=True)
    ]


def _table(world: World, body: Doc, entries: list[Doc]) -> Doc | None:
    if body.get("table") is None:
        if not all(is_delivery(entry) for entry in entries):
            refuse(400, "no-table")
        return None
    table = world.tables.get(object_id(body["table"]))
    if table is None or table.get("deleted"):
        refuse(500, "not-found-or-parent")
    return table


def is_delivery(order: Doc) -> bool:
    """Tell whether an order or an entry goes out of the house."""
    return bool(an_object(order.get("delivery")).get("isDelivery"))


def is_courtesy(order: Doc) -> bool:
    """Tell whether an order or an entry is a courtesy, which never becomes an invoice."""
    return bool(an_object(order.get("complementary")).get("isComplementary"))


def _checked(world: World, entry: Doc) -> tuple[Doc, Doc]:
    product = world.products.get(object_id(entry.get("product")))
    if product is None or product["deleted"]:
        refuse(500, "product-elsewhere")
    quantity, price = entry.get("quantity"), entry.get("unit_price")
    if isinstance(quantity, bool) or not isinstance(quantity, (int, Decimal)) or quantity <= 0:
        refuse(400, "quantity")
    pesos(price)
    for name in ("complementary", "delivery"):
        an_object(entry.get(name))
    _check_location(world, entry, product)
    return entry, product


def _check_location(world: World, entry: Doc, product: Doc) -> None:
    location = entry.get("locationStock")
    if location is None:
        if world.assumptions.location_stock == "required":
            refuse(400, "stock-location")
        return
    known = {place["locationStock"]["_id"] for place in product["locationsStock"]}
    if object_id(location) not in known:
        refuse(400, "stock-location")


def _shared(world: World, body: Doc, table: Doc | None, seller: Doc, user: Doc, group: str) -> Doc:
    """Return what the orders of one call have in common."""
    stamp = world.stamp()
    shared: Doc = {
        "seller": {name: seller[name] for name in ("_id", "name", "lastName")},
        "statusKitchenHistory": [],
        "group": group,
        "createdOn": stamp,
        "modifiedOn": stamp,
        "modifiedBy": leaked(user),
        "deleted": False,
        "deletedInfo": {"isDeleted": False},
    }
    if body.get("groupName"):
        shared["groupName"] = str(body["groupName"])
    if table is not None:
        shared["table"] = {name: table[name] for name in ("_id", "name", "capacity")}
    return shared


def _order(world: World, entry: Doc, product: Doc) -> Doc:
    asked = entry.get("unit_price")
    price = price_of(product) if asked is None else pesos(asked)
    order: Doc = {
        "_id": world.new_id(),
        "product": product["_id"],
        "quantity": entry["quantity"],
        "unit_price": price,
        "total": int(price * entry["quantity"]),
        "status": "Cortesia" if is_courtesy(entry) else "Espera",
        "notes": list(map(str, entry.get("notes") or ())),
    }
    for name in ("complementary", "delivery"):
        if entry.get(name):
            order[name] = dict(entry[name])
    if entry.get("waiterOrderArea"):
        order["waiterOrderArea"] = entry["waiterOrderArea"]
    if entry.get("productsExtra"):
        order["productsExtra"] = [_extra(world, each) for each in entry["productsExtra"]]
        order["total"] += sum(
            int(each["price"] * each["quantity"]) for each in order["productsExtra"]
        )
    return order


def _extra(world: World, given: Doc) -> Doc:
    """Return an extra of an order: another product, at its own price."""
    if given.get("product") is None:
        refuse(400, "missing", path="productsExtra.product")
    product = world.products.get(object_id(given["product"]))
    if product is None or product["deleted"]:
        refuse(500, "product-elsewhere")
    quantity = given.get("quantity") or 1
    price = price_of(product) if given.get("price") is None else pesos(given["price"])
    return {"product": product["_id"], "quantity": quantity, "price": price}


def leaked(user: Doc) -> Doc:
    """Return the whole user, which Restobar shows where it should not."""
    return {
        "_id": user["_id"],
        "name": user["name"],
        "lastName": user["lastName"],
        "email": user["email"],
        "phone": user["phone"],
        "documentNumber": user["documentNumber"],
        "ip": "203.0.113.45",
        "confirmationCode": f"{int(user['_id'][-6:], 16) % 1_000_000:06d}",
    }


def price_of(product: Doc) -> int:
    """Return the price of a product: of its main stock location first, of its root then."""
    for place in product["locationsStock"]:
        if place.get("price"):
            return int(place["price"])
    return int(product["price"])


def shown(order: Doc, product: Doc | None = None) -> Doc:
    """Return an order as Restobar shows it; with its product populated where one is given."""
    answer = {name: value for name, value in order.items() if name not in _HIDDEN}
    if product is not None:
        answer["product"] = {name: value for name, value in product.items() if name not in _HIDDEN}
    return answer


def list_orders(world: World, call: Call) -> Reply:
    """``GET /orders``."""
    first, last = instants(call)
    first = since(world, first)
    wanted = [order for order in world.orders if _matches(order, call, first, last)]
    if world.assumptions.list_order == "newest":
        wanted.reverse()
    return page(call, wanted, _PAGING, show=lambda order: populated(world, order))


def populated(world: World, order: Doc) -> Doc:
    """Return an order with its product."""
    return shown(order, world.products.get(order["product"]))


def _matches(order: Doc, call: Call, first: str | None, last: str | None) -> bool:
    wanted: Doc = {
        "status": order["status"],
        "group": order["group"],
        "tableId": part(order, "table").get("_id"),
        "product": order["product"],
        "isComplementary": "true" if is_courtesy(order) else "false",
        "statusKitchen": _kitchen(order),
    }
    if call.filter("onlyMine") == "true" and order["seller"]["_id"] != call.user["_id"]:
        return False
    asked = {name: call.filter(name) for name in wanted}
    if asked["status"] == "Cancelado":
        asked["status"] = "Cancelada"
    return (
        all(value is None or value == wanted[name] for name, value in asked.items())
        and (first is None or order["createdOn"] >= first)
        and (last is None or order["createdOn"] <= last)
    )


def _kitchen(order: Doc) -> str:
    history = order["statusKitchenHistory"]
    return str(history[-1]["status"]) if history else "Espera"


def get_order(world: World, call: Call) -> Reply:
    """``GET /orders/{id}``: 401 when there is none."""
    order = world.orders.get(call.values["id"])
    if order is None:
        refuse(401, "order-not-found")
    return Reply(populated(world, order))


def put_order(world: World, call: Call) -> Reply:
    """``PUT /orders``: cancels one order, which needs a cause; or changes quantity and notes."""
    body = call.body
    order = world.orders.get(object_id(body.get("_id")))
    if order is None:
        refuse(401, "order-not-found")
    if order["status"] not in _BILLABLE:
        refuse(400, "order-state")
    if body.get("status") in {None, "Cancelada", "Cancelado"} and not _is_change(body):
        _cancel(order, body)
    elif body.get("status") in {None, order["status"]}:
        _change(order, body)
    else:
        refuse(400, "order-state")
    order["modifiedOn"] = world.stamp()
    world.changed()
    return Reply(shown(order))


def _is_change(body: Doc) -> bool:
    named = any(body.get(name) is not None for name in ("quantity", "notes"))
    return named and body.get("status") is None and not body.get("causeCancel")


def _cancel(order: Doc, body: Doc) -> None:
    if not body.get("causeCancel"):
        refuse(400, "cause")
    order.update(status="Cancelada", causeCancel=body["causeCancel"])


def _change(order: Doc, body: Doc) -> None:
    if body.get("quantity") is not None:
        if body["quantity"] <= 0:
            refuse(400, "quantity")
        extras = order.get("productsExtra", ())
        more = sum(int(each["price"] * each["quantity"]) for each in extras)
        order.update(
            quantity=body["quantity"], total=int(order["unit_price"] * body["quantity"]) + more
        )
    if body.get("notes") is not None:
        order["notes"] = list(body["notes"])


def billable(world: World, entries: object) -> list[Doc]:
    """
    Return the orders that ``orderProducts`` names.

    Raises:
        Refused: 401 for one that does not exist, 400 for one in another state or a courtesy.
    """
    if not is_array(entries) or not entries:
        refuse(400, "no-orders")
    orders: dict[str, Doc] = {}
    for entry in entries:
        key = object_id(entry.get("order") if is_object(entry) else None)
        order = world.orders.get(key)
        if order is None:
            refuse(401, "order-not-found")
        if order["status"] not in _BILLABLE:
            refuse(400, "order-state")
        orders[key] = order
    return list(orders.values())
