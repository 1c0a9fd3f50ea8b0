# SPDX-License-Identifier: MIT
"""Which reads of Pymes answer the same whatever happened and whatever is asked."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from loggro_integration.sandbox import assumptions_page
from loggro_integration.sandbox._pymes import ROUTES
from sandbox.boxes import FACTURACION, INVENTARIO, Box, MakeBox

CONSTANT = {"GET /v1/medios-de-pago", "GET /v1/productos/unidades-medida"}


def filled(path: str, world: Any) -> str:
    """Put ids and codes that exist into a path."""
    known = {
        "agrupadores/buscar": "01",
        "establecimientos/buscar": "001",
        "padre": next(iter(world.business_units))["uuid"],
        "salidas": next((row["uuid"] for row in world.stock_exits), "ninguna"),
        "agrupadores": next(iter(world.groupers))["uuid"],
        "bodegas": next(iter(world.warehouses))["uuid"],
        "buscar/{codigo}": "COP",
        "cajas/codigo": "CAJA1",
        "cajas": next(iter(world.pymes_boxes))["uuid"],
        "centros": next(iter(world.cost_centres))["uuid"],
        "clientes": next(iter(world.customers))["uuid"],
        "codigoCompleto": "01",
        "conceptos-comerciales/codigo": "C01",
        "conceptos-comerciales/cuenta-contable": "414010",
        "conceptos-comerciales": next(iter(world.concepts))["uuid"],
        "cuentas-bancarias": next(iter(world.bank_accounts))["uuid"],
        "cuentas/codigo": "110505",
        "cuentas": "11",
        "establecimientos": next(iter(world.establishments))["uuid"],
        "items": "P01",
        "monedas": next(iter(world.currencies))["uuid"],
        "tarjetas-credito": next(iter(world.credit_cards))["uuid"],
        "unidades-negocio": next(iter(world.business_units))["uuid"],
        "vendedores": next(iter(world.sellers))["uuid"],
    }
    if "{listaId}" in path:
        return path.replace("{listaId}", "LP1").replace("{id}", "V01")
    for part, value in known.items():
        if f"{part}/{{" in path or (part in path and "{" in part):
            return re.sub(r"{.*?}", value, path)
    return re.sub(r"{.*?}", "VENTA", path)


def answers(box: Box, query: dict[str, str], *, known: bool) -> dict[str, tuple[int, bytes]]:
    """Ask every read once."""
    found = {}
    for route in ROUTES:
        if route.method == "GET":
            path = filled(route.template, box.fake.world) if known else route.template
            place = f"/loggro-{route.module}{re.sub(r'{.*?}', 'nada', path)}"
            answer = box.pymes.get(place, params=query)
            found[f"GET {route.template}"] = (answer.status_code, answer.content)
    return found


def write(box: Box) -> None:
    """Leave what only a write makes: a price, and a stock exit."""
    item = {"codigo": "V01", "descripcion": "Vaso", "tipoItem": "INVENTARIABLE"}
    box.pymes.put(f"{INVENTARIO}/items", json=item | {"cantidadDisponible": 9})
    price = {"codigoItem": "V01", "precio": 400}
    box.pymes.put(f"{FACTURACION}/lista-precios/LP1/productos", json=price)
    place = next(iter(box.fake.world.establishments))["nombre"]
    lines = [{"codigoItem": "V01", "cantidad": 1}]
    body = {"establecimiento": place, "detallesSalida": lines}
    assert 200 == box.pymes.post(f"{INVENTARIO}/salidas", json=body).status_code


def test_only_two_reads_never_change(make_box: MakeBox) -> None:
    """Every other read follows its filters, the id in its path, or what was done before."""
    seen: dict[str, set[tuple[int, bytes]]] = defaultdict(set)
    box = make_box(login=False)
    filters = {name: "nada" for route in ROUTES for name in route.spec.optional}
    days = {name: "2020-01-01" for name in filters if name.startswith("fecha")}
    numbered = {key: value for key, value in filters.items() if key not in days}
    numbered.pop("tipo")
    asked: list[tuple[dict[str, str], bool]] = [
        ({}, True),
        ({}, False),
        ({"limit": "1", "tamano": "1", "page": "2"}, True),
        (numbered | {"tipoItem": "INVENTARIABLE"}, True),
        ({"tipo": "nada"}, True),
        (days, True),
        ({"desde": "11", "hasta": "12", "id": "1"}, True),
    ]
    for _ in range(2):
        for query, known in asked:
            for key, answer in answers(box, query, known=known).items():
                seen[key].add(answer)
        debtor = next(iter(box.fake.world.clients))["document"]
        box.operator.sell(customer=debtor, credit=30)
        box.operator.set_resolution("pos", valid_to="2026-11-30")
        box.wait()
        write(box)

    constant = {key for key, found in seen.items() if len(found) == 1}

    assert CONSTANT == constant
    assert all(f"`{key}`" in assumptions_page() for key in constant)
