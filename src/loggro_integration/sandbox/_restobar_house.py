# SPDX-License-Identifier: MIT
"""The small catalogues of Restobar one by one, and the lists that join them to sales."""

from __future__ import annotations

from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._restobar_lists import instants, refuse
from loggro_integration.sandbox._restobar_shape import shown
from loggro_integration.sandbox._restobar_things import Things, public
from loggro_integration.sandbox._state import Doc, World, part

__all__ = [
    "ACTIVE",
    "AREAS",
    "CATEGORIES",
    "DELIVERY_PROVIDERS",
    "EVENTS",
    "EXPENSE_TYPES",
    "METHODS",
    "PROMOS",
    "PROVIDERS",
    "REGISTERS",
    "ROLES",
    "TABLES",
    "TAXES",
    "UNITS",
    "categories_with_products",
    "delivery_providers",
    "events",
    "tables_with_orders",
]

ACTIVE = frozenset({"Espera", "Cocina", "Listo", "Entregado"})
_PROMO_TYPES = {"Porcentaje", "ProcentajeCantidad", "Cantidad"}
_PROVIDER = (
    "name", "tradename", "document", "email", "phone", "address", "web", "contact", "note",
)  # fmt: skip
_HUNDRED = 100
_EVENTS = 2000


def _category_in_use(world: World, row: Doc) -> str:
    used = any(not each["deleted"] for each in world.products.all(category=row["_id"]))
    return "category-in-use" if used else ""


def _area_in_use(world: World, row: Doc) -> str:
    used = any(not each["deleted"] for each in world.products.all(waiterOrderArea=row["_id"]))
    return "area-in-use" if used else ""


def _unit_in_use(world: World, row: Doc) -> str:
    used = any(not each["deleted"] for each in world.ingredients.all(unit=row["_id"]))
    return "unit-in-use" if used else ""


def _role_in_use(world: World, row: Doc) -> str:
    return "role-in-use" if any(each["role"] is row for each in world.users) else ""


def _register_in_use(world: World, row: Doc) -> str:
    boxes = world.cash_boxes.all(isClosed=False)
    used = any(box["_idCashBoxRegister"]["_id"] == row["_id"] for box in boxes)
    return "register-in-use" if used else ""


def _expense_type_in_use(world: World, row: Doc) -> str:
    used = any(not each["deleted"] for each in world.expenses.all(typeExpense=row["_id"]))
    return "expense-type-in-use" if used else ""


def _table_busy(world: World, row: Doc) -> str:
    busy = any(
        order["status"] in ACTIVE and part(order, "table").get("_id") == row["_id"]
        for order in world.orders
    )
    return "table-busy" if busy else ""


def _check_promo(world: World, row: Doc) -> None:
    if row["type"] not in _PROMO_TYPES:
        refuse(500, "promo-type")


def _check_tax(world: World, row: Doc) -> None:
    if not 0 <= row["percentage"] <= _HUNDRED:
        refuse(503, "percentage")
    row["dianCode"] = "04" if "CONSUMO" in row["name"].upper() else "01"


CATEGORIES = Things(
    table=lambda world: world.categories,
    first={
        "name": "",
        "description": "",
        "isActive": True,
        "menu": {"source": "LOCAL"},
        "externalIntegration": {},
        "image": "",
    },
    soft=True,
    in_use=_category_in_use,
)
UNITS = Things(table=lambda world: world.units, first={"name": ""}, in_use=_unit_in_use)
METHODS = Things(table=lambda world: world.payment_methods, first={"name": ""})
TAXES = Things(
    table=lambda world: world.taxes,
    first={"name": "", "percentage": 0, "type": "Percentage"},
    soft=True,
    missing=503,
    prepare=_check_tax,
)
PROVIDERS = Things(
    table=lambda world: world.providers,
    first=dict.fromkeys(_PROVIDER, ""),
)
EXPENSE_TYPES = Things(
    table=lambda world: world.expense_types, first={"name": ""}, in_use=_expense_type_in_use
)
REGISTERS = Things(
    table=lambda world: world.cash_registers, first={"name": ""}, in_use=_register_in_use
)
ROLES = Things(
    table=lambda world: world.roles, first={"name": "", "permissions": []}, in_use=_role_in_use
)
AREAS = Things(
    table=lambda world: world.order_areas,
    first={"name": "", "isActive": True},
    in_use=_area_in_use,
    trial=True,
)
EVENTS = Things(
    table=lambda world: world.events,
    first={"name": "", "description": "", "dateInit": None, "dateEnd": None},
    soft=True,
)
PROMOS = Things(
    table=lambda world: world.promos,
    first={
        "name": "",
        "description": "",
        "type": "Porcentaje",
        "isActive": True,
        "forDigitalMenu": False,
        "dateSettings": {},
        "value": 0,
    },
    prepare=_check_promo,
)
DELIVERY_PROVIDERS = Things(
    table=lambda world: world.delivery_providers,
    first={"name": "", "isActive": True, "percentagePerSale": 0, "paymentMethod": "", "image": ""},
)
TABLES = Things(
    table=lambda world: world.tables,
    first={
        "name": "",
        "description": "",
        "capacity": 4,
        "coord": {"x": 0, "y": 0},
        "isHomeDelivery": False,
        "isActive": True,
    },
    soft=True,
    in_use=_table_busy,
)


def categories_with_products(world: World, call: Call) -> Reply:
    """``GET /categories/products/all``: each category with what is sold in it."""
    return Reply([_with_products(world, row) for row in CATEGORIES.seen(world)])


def _with_products(world: World, category: Doc) -> Doc:
    products = [
        public(product)
        for product in world.products.all(category=category["_id"])
        if not product["deleted"] and not product["isSubproduct"]
    ]
    return {**public(category), "products": products}


def delivery_providers(world: World, call: Call) -> Reply:
    """``GET /deliveryProvider``: ``active`` leaves the others out."""
    active = call.filter("active")
    rows = DELIVERY_PROVIDERS.seen(world)
    return Reply([row for row in rows if active is None or row["isActive"] == (active == "true")])


def events(world: World, call: Call) -> Reply:
    """``GET /events``: from ``dateInit`` on; ``orderBy=desc`` turns the order around."""
    first, _ = instants(call)
    rows = [
        row
        for row in EVENTS.seen(world)
        if first is None or (row.get("dateInit") or row["createdOn"]) >= first
    ]
    rows.sort(key=_when, reverse=call.filter("orderBy") == "desc")
    limit = call.filter("limit") or ""
    return Reply(rows[: int(limit) if limit.isdecimal() else _EVENTS])


def _when(row: Doc) -> str:
    return str(row.get("dateInit") or row["createdOn"])


def tables_with_orders(world: World, call: Call) -> Reply:
    """``GET /tables/tableOrders``: each table with its active orders and its printed bills."""
    wanted = call.filter("tableId")
    rows = [row for row in TABLES.seen(world) if wanted in {None, row["_id"]}]
    return Reply([_with_orders(world, row) for row in rows])


def _with_orders(world: World, table: Doc) -> Doc:
    orders = [
        {name: order[name] for name in ("_id", "quantity", "total", "status", "createdOn")}
        for order in world.orders
        if order["status"] in ACTIVE and part(order, "table").get("_id") == table["_id"]
    ]
    bills = [
        shown(world, sale)
        for sale in world.sales
        if sale.doc["status"] == "Facturada"
        and sale.doc.get("table", {}).get("idInternal") == table["_id"]
    ]
    return {**public(table), "orders": orders, "invoices": bills}
