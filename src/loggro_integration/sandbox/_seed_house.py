# SPDX-License-Identifier: MIT
"""What the fake's restaurant has besides its menu: roles, stock, suppliers, platforms."""

from __future__ import annotations

from decimal import Decimal

from loggro_integration.sandbox._restobar_deliveries import GUY
from loggro_integration.sandbox._state import Doc, Table, World

__all__ = ["fill_house"]

_INGREDIENTS = (("Masa de maíz", "Kilogramo", 4200), ("Queso costeño", "Kilogramo", 21500),
                ("Lulo", "Kilogramo", 5800), ("Panela", "Unidad", 3100))  # fmt: skip
_EXPENSES = ("Servicios públicos", "Arriendo", "Aseo")
_PROVIDERS = (("Maíz del Llano SAS", "901222333"), ("Lácteos La Vereda", "52998877"))
_PLATFORMS = (("RAPPI", 20, "Rappi"), ("INTERNAL", 0, "Efectivo"))


def fill_house(world: World) -> None:
    """Add what no sale needs; its ids come after those of everything else."""
    _roles(world)
    _courier(world)
    area = next(iter(world.products))["waiterOrderArea"]
    stamp = world.stamp()
    marks: Doc = {"createdOn": stamp, "modifiedOn": stamp, "deleted": False}
    world.order_areas.add({"_id": area, "name": "Cocina", "isActive": True, **marks})
    register = _add(world, world.cash_registers, name="Caja principal")
    for box in world.cash_boxes:
        box["_idCashBoxRegister"] = {"_id": register["_id"], "name": register["name"]}
    for name in ("Kilogramo", "Unidad", "Litro"):
        _add(world, world.units, name=name)
    _stock(world)
    for name in _EXPENSES:
        _add(world, world.expense_types, name=name)
    for name, document in _PROVIDERS:
        _provider(world, name, document)
    for name, percentage, method in _PLATFORMS:
        _add(
            world, world.delivery_providers, name=name, isActive=True, percentagePerSale=percentage,
            paymentMethod=method, image="",
        )  # fmt: skip


def _add(world: World, table: Table, **values: object) -> Doc:
    stamp = world.stamp()
    marks: Doc = {"createdOn": stamp, "modifiedOn": stamp, "deleted": False}
    return table.add({"_id": world.new_id(), **values, **marks})


def _roles(world: World) -> None:
    """Let users of one role share it."""
    for user in world.users:
        known = world.roles.find(name=user["role"]["name"])
        user["role"] = known or world.roles.add(user["role"])


def _courier(world: World) -> None:
    model = next(iter(world.users))
    role = world.roles.add({"_id": world.new_id(), "name": GUY})
    world.users.add(
        {
            **model,
            "_id": world.new_id(),
            "name": "Wilson",
            "lastName": "Cano",
            "email": model["email"].replace("integracion", "wilson"),
            "phone": "3005550099",
            "documentNumber": "52000999",
            "role": role,
            "lastTokenDevice": "fcm_courier",
        }
    )


def _provider(world: World, name: str, document: str) -> None:
    _add(
        world, world.providers, name=name, tradename=name, document=document,
        email=f"ventas@{document}.example", phone="6015550200", address="Plaza de mercado, local 7",
        web=f"www.{document}.example", contact="Despachos", note="",
    )  # fmt: skip


def _stock(world: World) -> None:
    main = next(iter(world.products))["locationsStock"][0]["locationStock"]
    cellar = {"_id": world.new_id(), "name": "Bodega barra", "isMain": False}
    for name, unit_name, cost in _INGREDIENTS:
        places = [
            _place(main, stock=40, cost=cost, is_main=True),
            _place(cellar, stock=10, cost=cost, is_main=False),
        ]
        _ingredient(world, name, unit_name, cost, places)


def _place(location: Doc, *, stock: int, cost: int, is_main: bool) -> Doc:
    return {
        "locationStock": dict(location),
        "isMain": is_main,
        "stock": stock,
        "stockMinimum": 5,
        "pricePurchase": cost,
        "avgCost": Decimal(cost),
    }


def _ingredient(world: World, name: str, unit_name: str, cost: int, places: list[Doc]) -> None:
    unit = world.units.find(name=unit_name) or {}
    _add(
        world, world.ingredients, name=name, description="", code="",
        category=next(iter(world.categories))["_id"], unit=unit["_id"], price=0, cost=cost,
        isIngredient=True, isActive=True, stock=sum(place["stock"] for place in places),
        stockMinimum=5, pricePurchase=cost, avgCost=Decimal(cost), locationsStock=places,
        variablePrice={"isVariablePrice": False}, config={"openModalNotes": False},
        deletedInfo={"isDeleted": False},
    )  # fmt: skip
