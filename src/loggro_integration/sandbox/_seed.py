# SPDX-License-Identifier: MIT
"""
The restaurants the fake can be: one curated, any number drawn from a seed.

All people, firms, documents and addresses are invented; NITs have the right check digit.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from decimal import Decimal
from typing import Any

from loggro_integration.days import format_instant
from loggro_integration.ids import check_digit
from loggro_integration.sandbox._clock import Dice
from loggro_integration.sandbox._seed_books import fill_books
from loggro_integration.sandbox._seed_house import fill_house
from loggro_integration.sandbox._state import Doc, Series, World

__all__ = ["fill"]

_SEED = "arepera"
_TAXES = (("I CONSUMO", 8, "04"), ("IVA19", 19, "01"), ("EXENTO", 0, "01"))
_METHODS = (
    "Efectivo", "Tarjeta débito", "Tarjeta crédito", "Transferencia bancaria", "Nequi", "Rappi",
)  # fmt: skip
# name, category, price, tax or none, whether the price stands at the root of the product
_PRODUCTS: tuple[tuple[str, str, int, str | None, bool], ...] = (
    ("Arepa de queso", "Arepas", 9000, "I CONSUMO", True),
    ("Arepa reina pepiada", "Arepas", 18500, "I CONSUMO", False),
    ("Arepa de chócolo con quesito", "Arepas", 14900, "I CONSUMO", True),
    ("Arepa rellena mixta", "Arepas", 27000, "I CONSUMO", False),
    ("Bandeja de la 45", "Platos", 38500, "I CONSUMO", True),
    ("Sopa de patacón", "Platos", 21300, "I CONSUMO", False),
    ("Jugo de lulo", "Bebidas", 7500, "I CONSUMO", True),
    ("Limonada de coco", "Bebidas", 9900, "I CONSUMO", False),
    ("Cerveza artesanal", "Bebidas", 14000, "I CONSUMO", True),
    ("Salsa de la casa 250 ml", "Tienda", 23800, "IVA19", True),
    ("Café molido 500 g", "Tienda", 32000, "IVA19", False),
    ("Huevos criollos x 12", "Tienda", 16000, "EXENTO", True),
    ("Pulpa de fruta sin preparar", "Tienda", 8200, None, True),
    ("Agua en botella", "Bebidas", 5000, "I CONSUMO", True),
)
_EXTRA = (
    "Arepa de huevo", "Arepa boyacense", "Patacón con hogao", "Calentado", "Changua",
    "Chocolate santafereño", "Aguapanela con queso", "Empanada de carne", "Buñuelo", "Almojábana",
)  # fmt: skip
_GIVEN = ("Marina", "Julián", "Rosalba", "Óscar", "Yesenia", "Fabio", "Luz Dary", "Iván", "Nidia")
_FAMILY = ("Quiroga", "Barrios", "Muñoz", "Tovar", "Peña", "Caicedo", "Ñáñez", "Rendón", "Duarte")
_FIRMS = ("Tejidos del Altiplano SAS", "Ferretería El Cóndor Ltda", "Consultores Nevado SAS")
_USERS: tuple[tuple[str, str, str, str], ...] = (
    ("Integración", "Loggro", "integracion", "Administrador"),
    ("Camila", "Torres", "camila", "Cajero"),
    ("Andrés", "Mejía", "andres", "Mesero"),
    ("Paola", "Ríos", "paola", "Mesero"),
    ("Ernesto", "Vega", "ernesto", "Cajero"),
    ("Tienda", "Vecina", "tienda", "Administrador"),
)
_INACTIVE, _SHOP = "ernesto", "tienda"
_PLACES = {
    "countryCode": "Co", "stateCode": "11", "stateName": "Bogotá, D.C.", "cityCode": "11001",
    "cityName": "Bogotá, D.C.",
}  # fmt: skip


def fill(world: World, seed: str | int) -> None:
    """Open a restaurant: catalogues, people, an open cash session, Pymes, the settings."""
    dice = Dice(f"sandbox/{seed}")
    _business(world, seed, dice)
    _people(world, seed)
    _catalogue(world, seed, dice)
    _clients(world, seed, dice)
    _house(world)
    fill_books(world)
    fill_house(world)


def _business(world: World, seed: str | int, dice: Dice) -> None:
    curated = seed == _SEED
    number = "900555111" if curated else str(900_000_000 + dice.below(99_999_999))
    street = "45" if curated else str(46 + dice.below(90))
    world.business = {
        "_id": world.new_id(),
        "name": f"La Arepera de la {street}",
        "nit": f"{number}-{check_digit(number)}",
        "address": f"Calle {street} # 13-20, Bogotá",
        "phone": "6015550145",
        "web": "www.laarepera45.example",
    }
    world.password = f"arepa-{dice.below(10**8):08d}"
    world.series = {"pos": Series("POS", 1001), "electronic": Series("FE", 1)}


def _people(world: World, seed: str | int) -> None:
    for position, (name, last_name, mailbox, role) in enumerate(_USERS):
        world.users.add(
            {
                "_id": world.new_id(),
                "name": name,
                "lastName": last_name,
                "email": f"{mailbox}@laarepera45.example",
                "phone": f"300555{position:04d}",
                "documentNumber": str(52_000_101 + 7 * position),
                "role": {"_id": world.new_id(), "name": role},
                "isActive": mailbox != _INACTIVE,
                "isShop": mailbox == _SHOP,
                "lastTokenDevice": f"fcm_{seed}_{position}",
            }
        )


def _catalogue(world: World, seed: str | int, dice: Dice) -> None:
    for name, percentage, code in _TAXES:
        kind = "Percentage" if percentage else "None"
        world.taxes.add(
            {
                "_id": world.new_id(),
                "name": name,
                "percentage": percentage,
                "type": kind,
                "dianCode": code,
            }
        )
    for name in _METHODS:
        world.payment_methods.add({"_id": world.new_id(), "name": name, "createdOn": world.stamp()})
    location = {"_id": world.new_id(), "name": "Bodega principal", "isMain": True}
    area = world.new_id()
    for position, product in enumerate((*_PRODUCTS, *_more_products(seed, dice))):
        world.products.add(_product(world, product, position, location, area))
    _add_variant(world, "Jugo de lulo", "Jugo de lulo en leche", 8900)


def _add_variant(world: World, parent_name: str, name: str, price: int) -> None:
    """Give a product a variant, which is sold by its own id and not listed by itself."""
    parent = next(world.products.all(name=parent_name))
    variant: Doc = {
        **deepcopy(parent),
        "_id": world.new_id(),
        "name": name,
        "code": f"{parent['code']}L",
        "barcode": f"{parent['barcode']}1",
        "price": price,
        "isSubproduct": True,
        "subProducts": [],
    }
    world.products.add(variant)
    parent["subProducts"].append(
        {
            "_id": variant["_id"],
            "name": name,
            "locationsStock": deepcopy(variant["locationsStock"]),
            "deleted": False,
        }
    )


def _more_products(seed: str | int, dice: Dice) -> list[tuple[str, str, int, str | None, bool]]:
    if seed == _SEED:
        return []
    count = dice.below(len(_EXTRA) + 1)
    return [
        (name, "Desayunos", 4000 + 100 * dice.below(180), "I CONSUMO", dice.below(2) == 0)
        for name in _EXTRA[:count]
    ]


def _category(world: World, name: str) -> Doc:
    found = world.categories.find(name=name)
    return found or world.categories.add(
        {
            "_id": world.new_id(),
            "name": name,
            "description": "",
            "isActive": True,
            "menu": {"source": "LOCAL"},
            "externalIntegration": {},
        }
    )


def _product(
    world: World,
    row: tuple[str, str, int, str | None, bool],
    position: int,
    location: Doc,
    area: str,
) -> Doc:
    name, category, price, tax_name, at_root = row
    tax = world.taxes.find(name=tax_name)
    place: Doc = {
        "locationStock": dict(location),
        "isMain": True,
        "stock": 100,
        "stockMinimum": 5,
        "pricePurchase": price * 3 // 10,
        "avgCost": Decimal(price) * 3 / 10 + Decimal("0.5"),
        "tax": None if tax is None else {key: tax[key] for key in ("name", "percentage", "type")},
        "taxes": []
        if tax is None
        else [{"tax": {"name": tax["name"], "percentage": tax["percentage"]}}],
    }
    if not at_root:
        place["price"] = price
    stamp = world.stamp()
    return {
        "_id": world.new_id(),
        "name": name,
        "description": "",
        "code": f"P{position + 1:02d}",
        "barcode": f"770{position + 1:010d}",
        "category": _category(world, category)["_id"],
        "type": "Normal",
        "inventoryType": "PerUnit",
        "isActive": True,
        "isIngredient": False,
        "isSubproduct": False,
        "discountInventory": False,
        "price": price if at_root else 0,
        "pricePurchase": price * 3 // 10,
        "stock": 100 if at_root else 0,
        "stockMinimum": 5,
        "waiterOrderArea": area,
        "urlImage": "",
        "ingredients": [],
        "extra": [],
        "subProducts": [],
        "configCombo": {},
        "externalIntegration": {},
        "locationsStock": [place],
        "deleted": False,
        "createdOn": stamp,
        "modifiedOn": stamp,
        "avgCost": Decimal(price) * 3 / 10 + Decimal("0.5"),
        "taxRates": [] if tax is None else [(tax["name"], Decimal(tax["percentage"]))],
    }


def _clients(world: World, seed: str | int, dice: Dice) -> None:
    people = 5 if seed == _SEED else 3 + dice.below(6)
    firms = 2 if seed == _SEED else 1 + dice.below(len(_FIRMS))
    for position in range(people):
        document = str(1_020_304_050 + 1_111 * position + dice.below(1000))
        _person(world, position, document)
    first = next(iter(world.clients))
    _person(world, people, str(first["document"]), later=True)
    _person(world, people + 1, "0045678", mail=False)
    for position in range(firms):
        _firm(world, position, str(830_114_921 + 1_001 * position + dice.below(500)))


def _person(
    world: World, position: int, document: str, *, later: bool = False, mail: bool = True
) -> None:
    given, family = _GIVEN[position % len(_GIVEN)], _FAMILY[(position * 4) % len(_FAMILY)]
    stamp = format_instant(world.now() + timedelta(seconds=1 if later else 0))
    row: Doc = {
        "_id": world.new_id(),
        "name": given,
        "lastName": family,
        "isSocialReason": False,
        "idDocumentType": 13,
        "documentName": "Cédula de ciudadanía",
        "document": document,
        "phone": f"310555{position:04d}",
        "address": f"Carrera {position + 7} # 45-{position + 10}",
        "cityDetail": dict(_PLACES),
        **_common(stamp),
    }
    if mail:
        row["email"] = f"cliente{position}@correo.example"
    world.clients.add(row)


def _firm(world: World, position: int, number: str) -> None:
    mailbox = f"facturas{position}@empresa.example"
    stamp = world.stamp()
    world.clients.add(
        {
            "_id": world.new_id(),
            "name": _FIRMS[position],
            "isSocialReason": True,
            "idDocumentType": 31,
            "documentName": "NIT",
            "document": number,
            "checkDigit": check_digit(number),
            "email": mailbox,
            "phone": f"601555{position:04d}",
            "address": f"Avenida {position + 20} # 100-{position + 1}",
            "cityDetail": dict(_PLACES),
            "contact": {
                "firstName": "Compras",
                "lastName": "Oficina",
                "email": mailbox,
                "phone": "6015550100",
            },
            "isVATCompanyType": True,
            **_common(stamp),
        }
    )


def _common(stamp: str) -> Doc:
    return {
        "responsibilities": "R-99-PN",
        "responsibilityName": "No responsable",
        "points": 0,
        "creditMovement": [],
        "totalCreditMovement": 0,
        "createdOn": stamp,
        "modifiedOn": stamp,
        "deleted": False,
    }


def _house(world: World) -> None:
    for position, name in enumerate(("Mesa 1", "Mesa 2", "Mesa 3", "Barra", "Terraza")):
        row: dict[str, Any] = {
            "_id": world.new_id(),
            "name": name,
            "description": "",
            "capacity": 4,
            "coord": {"x": 10 * position, "y": 0},
            "isHomeDelivery": False,
            "isActive": name != "Terraza",
        }
        if name == "Barra":
            row["password"] = "4545"  # noqa: S105 - Restobar shows a table's password
        world.tables.add(row)
    open_box(world)


def open_box(world: World) -> Doc:
    """Open a cash session with every active user as cashier."""
    stamp = world.stamp()
    register = next(iter(world.cash_registers), {"_id": "", "name": ""})
    return world.cash_boxes.add(
        {
            "_id": world.new_id(),
            "_idCashBoxRegister": {name: register[name] for name in ("_id", "name")},
            "seq": len(world.cash_boxes) + 1,
            "isClosed": False,
            "dateStart": stamp,
            "createdOn": stamp,
            "cashiers": [
                {name: user[name] for name in ("_id", "name", "lastName")}
                for user in world.users
                if user["isActive"] and not user["isShop"]
            ],
            "paymentMethods": [
                {
                    "paymentMethod": method["name"],
                    "totalInit": 100_000 if method["name"] == "Efectivo" else 0,
                    "totalNow": 0,
                    "totalCashier": 0,
                }
                for method in world.payment_methods
            ],
            "expense": 0,
            "canceledInvoices": [],
            "deleted": False,
        }
    )
