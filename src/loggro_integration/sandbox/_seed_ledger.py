# SPDX-License-Identifier: MIT
"""The catalogues that a company in Pymes has beside its sales: accounts, units, suppliers."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from decimal import Decimal
from typing import Any

from loggro_integration.days import business_day
from loggro_integration.sandbox._state import Doc, Table, World

__all__ = ["fill_ledger"]

_CENTRES = (("01", "Administración"), ("02", "Salón"), ("03", "Domicilios"))
_CURRENCIES = (
    ("COP", "Peso colombiano"),
    ("USD", "Dólar estadounidense"),
    ("EUR", "Euro"),
)
# full code, code, name, full code of the unit above
_UNITS = (
    ("01", "01", "Restaurante", None),
    ("01.01", "01", "Mesas", "01"),
    ("01.02", "02", "Domicilios", "01"),
)
_INCOTERMS = ("EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF")
_MEASURES = (("94", "Unidad"), ("KGM", "Kilogramo"), ("LTR", "Litro"))
# code, name; the account above is the longest other code that it begins with
_ACCOUNTS = (
    ("11", "Disponible"),
    ("1105", "Caja"),
    ("110505", "Caja general"),
    ("1110", "Bancos"),
    ("111005", "Moneda nacional"),
    ("13", "Deudores"),
    ("1305", "Clientes"),
    ("130505", "Clientes nacionales"),
    ("22", "Proveedores"),
    ("2205", "Proveedores nacionales"),
    ("24", "Impuestos, gravámenes y tasas"),
    ("2495", "Impuesto al consumo"),
    ("41", "Operacionales"),
    ("4140", "Hoteles y restaurantes"),
    ("414010", "Restaurantes"),
    ("51", "Operacionales de administración"),
    ("5195", "Diversos"),
)
_KINDS = {"1": "ACTIVO", "2": "PASIVO", "4": "INGRESO", "5": "GASTO"}
_CONCEPTS = (
    ("C01", "Venta de alimentos", "INGRESO", "414010"),
    ("C02", "Gastos varios", "EGRESO", "5195"),
)
_SUPPLIERS = (
    ("31", "900777222", "Molinos La Mazorca"),
    ("13", "79555111", "Ramiro Quesada"),
)
# supplier, number, days ago, days of credit, total, still owed
_PURCHASES = (
    (0, "FM880", 120, 15, 840_000, 840_000),
    (0, "FM951", 20, 30, 315_500, 315_500),
    (1, "Q77", 50, 0, 126_000, 60_000),
    (1, "Q81", 5, 0, 98_000, 0),
)


def fill_ledger(world: World) -> None:
    """Fill what the integration does not touch."""
    place = next(iter(world.establishments))
    tops = _add(world.groupers, codigo="00", nombre="Compañía", padre=None)
    _add(world.groupers, codigo="01", nombre="Bogotá", padre=tops["uuid"])
    for code, name in _CENTRES:
        _add(world.cost_centres, codigo=code, nombre=name, estado="ACTIVO")
    for code, name in _CURRENCIES:
        _add(world.currencies, codigo=code, nombre=name)
    for code in _INCOTERMS:
        _add(world.incoterms, codigo=code)
    for code, name in _MEASURES:
        _add(world.measures, codigo=code, nombre=name)
    _units(world)
    _accounts(world)
    for code, name, kind, account in _CONCEPTS:
        _add(
            world.concepts,
            codigo=code,
            nombre=name,
            clasificacion=kind,
            estado="ACTIVO",
            cuentaContable=account,
        )
    _add(
        world.credit_cards,
        numeroCuenta="4500450045004500",
        nombre="Tarjeta de compras",
        entidadFinanciera="Banco del Altiplano",
        franquicia="VISA",
        estado="ACTIVA",
    )
    _add(world.price_lists, codigo="LP1", nombre="Lista general")
    _purchases(world, place)


def _units(world: World) -> None:
    for full, code, name, above in _UNITS:
        parent = None if above is None else world.business_units.find(codigoCompleto=above)
        _add(
            world.business_units,
            codigo=code,
            codigoCompleto=full,
            nombre=name,
            padre=None if parent is None else parent["uuid"],
        )


def _accounts(world: World) -> None:
    codes = [code for code, _ in _ACCOUNTS]
    for code, name in _ACCOUNTS:
        above = [each for each in codes if each != code and code.startswith(each)]
        _add(
            world.ledger_accounts,
            codigo=code,
            nombre=name,
            tipo=_KINDS[code[0]],
            padre=max(above, key=len, default=None),
        )


def _purchases(world: World, place: Doc) -> None:
    suppliers: list[Doc] = [
        {"uuid": _uuid("proveedor", number), "tipoId": kind, "id": number, "nombre": name}
        for kind, number, name in _SUPPLIERS
    ]
    today = business_day(world.now())
    for supplier, number, ago, credit, total, owed in _PURCHASES:
        day = today - timedelta(days=ago)
        _add(
            world.purchases,
            numero=number,
            tipoDocumento="FACTURA_COMPRA",
            fecha=day.isoformat(),
            vencimiento=(day + timedelta(days=credit)).isoformat(),
            establecimiento=place["uuid"],
            proveedor=dict(suppliers[supplier]),
            total=Decimal(total),
            saldo=Decimal(owed),
            estado="Pendiente" if owed else "Pagada",
        )


def _add(table: Table, **fields: Any) -> Doc:
    """Keep a row; its uuid follows from what it says, so that nothing else changes with it."""
    return table.add({"uuid": _uuid(*map(str, fields.values())), **fields})


def _uuid(*words: str) -> str:
    digits = hashlib.sha256("/".join(words).encode()).hexdigest()
    return "-".join(
        (digits[:8], digits[8:12], "4" + digits[13:16], "a" + digits[17:20], digits[20:32])
    )
