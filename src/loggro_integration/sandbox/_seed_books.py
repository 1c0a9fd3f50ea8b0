# SPDX-License-Identifier: MIT
"""The Pymes side of a new restaurant, and the integration screen as it is first found."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from loggro_integration.days import business_day
from loggro_integration.ids import CONSUMIDOR_FINAL_ID
from loggro_integration.sandbox._dian import TEST_KEY
from loggro_integration.sandbox._push import APPLIES_TO, ELECTRONIC_SERIES, POS_SERIES
from loggro_integration.sandbox._seed_ledger import fill_ledger
from loggro_integration.sandbox._state import Doc, World

__all__ = ["UNMAPPED", "configure", "fill_books"]

# What nobody mapped yet when the restaurant opens: the first thing a pre-flight check finds.
UNMAPPED = "Nequi"

# Restobar's method, the means of Pymes it goes to, its DIAN code
_MEANS = (
    ("Efectivo", "Efectivo", "10"),
    ("Tarjeta débito", "Tarjeta débito", "49"),
    ("Tarjeta crédito", "Tarjeta crédito", "48"),
    ("Transferencia bancaria", "Transferencia crédito bancario", "45"),
    ("Nequi", "Transferencia débito bancaria", "47"),
    ("Rappi", "Acuerdo mutuo", "ZZZ"),
)
_TAXES = (
    ("I CONSUMO", "INC 8%", "04", 8),
    ("IVA19", "IVA 19%", "01", 19),
    ("EXENTO", "IVA 0% exento", "01", 0),
)
_FORMS = (("Contado", "Contado", 0), ("Crédito", "Crédito 30 días", 30))
_YEARS = timedelta(days=730)
_VALID = (date(2025, 1, 1), date(2028, 12, 31))


def fill_books(world: World) -> None:
    """Open the books: places, people, catalogues, the three numberings, the settings."""
    _places(world)
    _catalogues(world)
    _customers(world)
    _ranges(world)
    fill_ledger(world)
    configure(world, leave_out=UNMAPPED)


def _places(world: World) -> None:
    place = world.establishments.add(
        {
            "uuid": world.minter.uuid(),
            "codigo": "001",
            "nombre": world.business["name"],
            "tipoNodo": "EST",
        }
    )
    world.warehouses.add(
        {"uuid": world.minter.uuid(), "nombre": "Bodega de despacho", "padre": place["uuid"]}
    )
    world.pymes_boxes.add(
        {
            "uuid": world.minter.uuid(),
            "codigo": "CAJA1",
            "nombre": "Caja principal",
            "tipoCaja": "GENERAL",
            "estadoCaja": "ACTIVA",
        }
    )
    world.bank_accounts.add(
        {
            "uuid": world.minter.uuid(),
            "numeroCuenta": "00045004500",
            "nombre": "Cuenta de ahorros",
            "tipoCuentaBancaria": "AHORROS",
            "estado": "ACTIVA",
        }
    )


def _catalogues(world: World) -> None:
    new = world.minter.uuid
    for user in world.users:
        if user["isActive"] and not user["isShop"]:
            world.sellers.add(
                {
                    "uuid": new(),
                    "id": user["documentNumber"],
                    "tipoId": "13",
                    "nombre": f"{user['name']} {user['lastName']}",
                }
            )
    for product in world.products:
        world.items.add(_item(world, product))
    for name, _, days in (
        ("Contado", "", 0),
        ("Crédito 30 días", "", 30),
        ("Crédito 60 días", "", 60),
    ):
        world.payment_forms.add({"uuid": new(), "nombre": name, "dias": days, "estado": "ACTIVO"})
    for _, name, code in (*_MEANS, ("", "Instrumento no definido", "1")):
        world.payment_means.add({"uuid": new(), "codigo": code, "nombre": name})
    for _, name, code, rate in _TAXES:
        tax = world.pymes_taxes.add(
            {"uuid": new(), "codigo": code, "nombre": name, "tarifa": rate, "tipo": "IMPUESTO"}
        )
        world.tax_rates.add(
            {
                "uuid": new(),
                "impuesto": code,
                "nombre": tax["nombre"],
                "tarifa": rate,
                "fechaDesde": "2023-01-01",
                "fechaHasta": None,
            }
        )


def _item(world: World, product: Doc) -> Doc:
    price = next((place["price"] for place in product["locationsStock"] if "price" in place), 0)
    return {
        "uuid": world.minter.uuid(),
        "id": len(world.items) + 1,
        "codigo": product["code"],
        "descripcion": product["name"],
        "descripcionDetallada": product["name"],
        "precioDefecto": Decimal(price or product["price"]),
        "precioBase": Decimal(price or product["price"]),
        "precioVta": str(price or product["price"]),
        "codigoUnidad": "94",
        "unidadMedida": "UND",
        "nombreCategoria": world.categories.rows[product["category"]]["name"],
        "tipoItem": "SERVICIO",
        "definicion": False,
    }


def _customers(world: World) -> None:
    world.customers.add(
        {
            "uuid": world.minter.uuid(),
            "tipoId": "13",
            "id": CONSUMIDOR_FINAL_ID,
            "nombre": "Consumidor Final",
            "estado": "ACTIVO",
        }
    )
    for client in world.clients:
        kind, number = str(client["idDocumentType"]), client["document"]
        if world.customers.find(tipoId=kind, id=number) is None:
            names = (client["name"], client.get("lastName", ""))
            world.customers.add(
                {
                    "uuid": world.minter.uuid(),
                    "tipoId": kind,
                    "id": number,
                    "nombre": " ".join(name for name in names if name),
                    "estado": "ACTIVO",
                }
            )


def _ranges(world: World) -> None:
    first, last = _validity(world)
    place = next(iter(world.establishments))["uuid"]
    rows = (
        (POS_SERIES, "POS", 1, 1_000_000, "18764000000451"),
        (ELECTRONIC_SERIES, "FE", 1, 500_000, "18764000000452"),
        ("Facturas de venta", "PY", 1, 10_000, "18764000000453"),
    )
    for applies_to, prefix, low, high, resolution in rows:
        world.ranges.add(
            {
                "uuid": world.minter.uuid(),
                "nombre": f"Consecutivo {prefix}",
                "aplicaA": applies_to,
                "resolucion": resolution,
                "prefijo": prefix,
                "desde": low,
                "hasta": high,
                "fechaDesde": first,
                "fechaHasta": last,
                "estado": "ACTIVA",
                "establecimiento": place,
                "claveTecnica": TEST_KEY,
            }
        )


def _validity(world: World) -> tuple[str, str]:
    """Return the days of the example rules where the clock stands in them, else two years."""
    today = business_day(world.now())
    if _VALID[0] <= today <= _VALID[1]:
        return _VALID[0].isoformat(), _VALID[1].isoformat()
    return (today - _YEARS / 2).isoformat(), (today + _YEARS / 2).isoformat()


def configure(world: World, *, leave_out: str | None = None) -> None:
    """Put every setting of the integration screen in place, as a careful person would."""
    settings = world.settings
    settings.token = next(iter(sorted(world.pymes_tokens)), None)
    for kind, applies_to in APPLIES_TO.items():
        settings.resolutions[kind] = next(world.ranges.all(aplicaA=applies_to))["uuid"]
    settings.payment_methods.update(
        {ours: theirs for ours, theirs, _ in _MEANS if ours != leave_out}
    )
    settings.payment_forms.update({ours: theirs for ours, theirs, _ in _FORMS})
    settings.taxes.update({ours: theirs for ours, theirs, _, _ in _TAXES})
    for seller in world.sellers:
        user = next(world.users.all(documentNumber=seller["id"]))
        settings.sellers[user["name"]] = seller["nombre"]
    for product in world.products:
        settings.products[product["name"]] = product["code"]
