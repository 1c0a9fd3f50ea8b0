# SPDX-License-Identifier: MIT
"""Orders of Restobar between the table, the kitchen and the bill."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._restobar_house import ACTIVE
from loggro_integration.sandbox._restobar_lists import Paging, page, refuse
from loggro_integration.sandbox._restobar_orders import is_courtesy, populated, shown
from loggro_integration.sandbox._state import Doc, World, part

__all__ = [
    "change_kitchen_status",
    "groups_by_status",
    "kitchen_orders",
    "kitchen_waiting",
    "move_to_table",
    "orders_of_table",
    "split",
    "tables_by_status",
    "update_all",
    "waiting",
]

KITCHEN = ("Espera", "Cocina", "Listo", "Entregado")
_WAITING = Paging(default=3000, most=None, on=True)


def _rows(world: World, wanted: Iterable[Doc]) -> Reply:
    return Reply([populated(world, order) for order in wanted])


def _status(given: str) -> str:
    """Return a status as it is stored: ``Cancelado`` is documented, ``Cancelada`` was seen."""
    return "Cancelada" if given == "Cancelado" else given


def _table_id(order: Doc) -> str | None:
    return part(order, "table").get("_id")


def waiting(world: World, call: Call) -> Reply:
    """``GET /orders/currentBusiness/espera``."""
    return _rows(world, world.orders.all(status="Espera"))


def orders_of_table(world: World, call: Call) -> Reply:
    """``GET /orders/tables/{table}``: active orders only."""
    status = call.filter("status")
    return _rows(
        world,
        (
            order
            for order in world.orders
            if _table_id(order) == call.values["table"]
            and order["status"] in ACTIVE
            and status in {None, order["status"]}
        ),
    )


def tables_by_status(world: World, call: Call) -> Reply:
    """``GET /orders/tables/status/{status}``: pesos ordered at each table."""
    totals: dict[str, int] = {}
    for order in world.orders.all(status=_status(call.values["status"])):
        table = _table_id(order)
        if table is not None:
            totals[table] = totals.get(table, 0) + order["total"]
    return Reply([{"_id": table, "total": total} for table, total in totals.items()])


def groups_by_status(world: World, call: Call) -> Reply:
    """``GET /orders/groups/status/{status}``: the shape of a row is ours."""
    table = call.filter("table")
    groups: dict[str, Doc] = {}
    for order in world.orders.all(status=_status(call.values["status"])):
        if table not in {None, _table_id(order)}:
            continue
        row = groups.setdefault(order["group"], _group(order))
        row["total"] += order["total"]
        row["count"] += 1
        row["orders"].append(order["_id"])
    return Reply(list(groups.values()))


def _group(order: Doc) -> Doc:
    row: Doc = {"_id": order["group"], "total": 0, "count": 0, "orders": []}
    if "groupName" in order:
        row["groupName"] = order["groupName"]
    if "table" in order:
        row["table"] = dict(order["table"])
    return row


def _named(world: World, call: Call, *, missing: int) -> list[Doc]:
    """Return the orders of a body, each once; refuse for one that is not there."""
    keys = dict.fromkeys(call.body["orders"])
    found = [world.orders.get(key) for key in keys]
    orders = [order for order in found if order is not None]
    if not orders or len(orders) < len(found):
        refuse(missing, "order-not-found")
    return orders


def move_to_table(world: World, call: Call) -> Reply:
    """``POST /orders/moveToTablet``: ``{orders, table}`` (the body is ours)."""
    table = world.tables.get(call.body["table"])
    if table is None or table.get("deleted"):
        refuse(404, "not-found-or-parent")
    orders = _named(world, call, missing=404)
    if any(order["status"] not in ACTIVE for order in orders):
        refuse(400, "order-state")
    place = {name: table[name] for name in ("_id", "name", "capacity")}
    for order in orders:
        order.update(table=place, modifiedOn=world.stamp())
    world.changed()
    return _rows(world, orders)


def update_all(world: World, call: Call) -> Reply:
    """``PUT /orders/updateAll``: courtesy and internal marks in bulk (the body is ours)."""
    orders = _named(world, call, missing=500)
    if any(order["status"] not in ACTIVE | {"Cortesia", "Interno"} for order in orders):
        refuse(500, "order-state")
    for order in orders:
        for name in ("complementary", "internal"):
            if call.body.get(name) is not None:
                order[name] = {**order.get(name, {}), **call.body[name]}
        if call.body.get("complementary") is not None:
            order["complementary"]["modifiedOn"] = world.stamp()
        order.update(status=_marked(order), modifiedOn=world.stamp())
    world.changed()
    return _rows(world, orders)


def _marked(order: Doc) -> str:
    if is_courtesy(order):
        return "Cortesia"
    if order.get("internal", {}).get("isInternal"):
        return "Interno"
    return order["status"] if order["status"] in ACTIVE else "Espera"


def split(world: World, call: Call) -> Reply:
    """``PUT /orders/split``: each order into single units (the body is ours)."""
    orders = _named(world, call, missing=500)
    if any(order["status"] not in ACTIVE for order in orders):
        refuse(400, "order-state")
    if any(not _is_several(order["quantity"]) for order in orders):
        refuse(400, "split")
    made: list[Doc] = []
    for order in orders:
        units = int(order["quantity"])
        one = {"quantity": 1, "total": order["total"] // units, "modifiedOn": world.stamp()}
        off = order["discount"]
        order.update(one, discount=off - off // units * (units - 1))
        copies = [
            {**order, "_id": world.new_id(), "discount": off // units} for _ in range(units - 1)
        ]
        made += [order, *(world.orders.add(copy) for copy in copies)]
    world.changed()
    return _rows(world, made)


def _is_several(quantity: int | Decimal) -> bool:
    return quantity == int(quantity) and quantity > 1


def kitchen_orders(world: World, call: Call) -> Reply:
    """
    ``GET /orders/kitchen/ordersForKitchen``: what is to be cooked.

    ``waiterOrderArea`` keeps the orders of one area; ``includeDefaults=true`` adds those without.
    """
    area = call.filter("waiterOrderArea")
    defaults = call.filter("includeDefaults") == "true"
    return _rows(
        world,
        (
            order
            for order in world.orders
            if order["status"] in {"Espera", "Cocina"}
            and (
                area in {None, order.get("waiterOrderArea")}
                or (defaults and "waiterOrderArea" not in order)
            )
        ),
    )


def kitchen_waiting(world: World, call: Call) -> Reply:
    """``GET /orders/kitchen/espera``: the kitchen's own status, ``Espera`` where none was asked."""
    wanted = call.filter("status") or "Espera"
    rows = [
        order
        for order in world.orders
        if order["status"] in ACTIVE and kitchen_status(order) == wanted
    ]
    return page(call, rows, _WAITING, show=lambda order: populated(world, order))


def kitchen_status(order: Doc) -> str:
    """Return the last status that the kitchen gave an order."""
    history = order["statusKitchenHistory"]
    return str(history[-1]["status"]) if history else "Espera"


def change_kitchen_status(world: World, call: Call) -> Reply:
    """``PUT /orders/changeStatusKitchen``: ``{orders, status}`` (the body is ours)."""
    orders = _named(world, call, missing=500)
    status = call.body["status"]
    if status not in KITCHEN:
        refuse(500, "kitchen-status")
    if any(order["status"] not in ACTIVE for order in orders):
        refuse(500, "order-state")
    for order in orders:
        entry = {"status": status, "date": world.stamp(), "user": call.user["_id"]}
        order["statusKitchenHistory"] = [*order["statusKitchenHistory"], entry]
        order.update(status=status, modifiedOn=world.stamp())
    world.changed()
    return Reply([shown(order) for order in orders])
