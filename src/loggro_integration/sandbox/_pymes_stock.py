# SPDX-License-Identifier: MIT
"""Items, what lies in the warehouses, and what leaves them."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

from loggro_integration.days import business_day
from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._pymes_pages import (
    MOST,
    bad_value,
    missing,
    one,
    page_number,
    refuse,
    saved,
    whole,
)
from loggro_integration.sandbox._state import Doc, World

__all__ = [
    "add_cost",
    "availability",
    "change_state",
    "end_item",
    "get_exit",
    "get_exit_inventory",
    "get_item",
    "items",
    "measures",
    "post_exit",
    "put_item",
]

KINDS = ("INVENTARIABLE", "NO_INVENTARIABLE", "SERVICIO")
STATES = ("PENDIENTE", "ENTREGADO", "ANULADO")
# What only the fake knows of an item: its stock, since the list carries none.
_STOCK = "existencias"


def _shown(row: Doc) -> Doc:
    return {name: value for name, value in row.items() if name != _STOCK}


def items(world: World, call: Call) -> Reply:
    """``GET /v1/items``: a Spring page; ``pagina`` counts from 0."""
    size = page_number(world, call, "tamano", 10, least=1, most=MOST)
    number = page_number(world, call, "pagina", 0)
    kind = call.filter("tipoItem")
    if kind is not None and kind not in KINDS:
        raise bad_value(world, "tipoItem")
    rows = [
        _shown(row)
        for row in world.items
        if row.get("estado") != "INACTIVO" and kind in {None, row["tipoItem"]}
    ]
    page = {
        "content": rows[number * size : (number + 1) * size],
        "totalElements": len(rows),
        "totalPages": -(-len(rows) // size),
        "last": (number + 1) * size >= len(rows),
        "number": number,
        "size": size,
    }
    return Reply({world.assumptions.items_wrapper: page})


def _item(world: World, key: object) -> Doc | None:
    return world.items.get(key) or next(
        (row for row in world.items if str(row["codigo"]) == str(key)), None
    )


def get_item(world: World, call: Call) -> Reply:
    """``GET /v1/items/{id}``: by code or uuid."""
    row = _item(world, call.values["id"])
    return one(world, call, None if row is None else _shown(row))


def put_item(world: World, call: Call) -> Reply:
    """
    ``PUT /v1/items``: creates, or changes the item with the code.

    A new stock item may bring its opening stock; afterwards only exits change it.
    """
    body = {name: deepcopy(value) for name, value in call.body.items() if value is not None}
    body.pop(_STOCK, None)
    opening = _amount(body.pop("cantidadDisponible", 0))
    kind = body.get("tipoItem", "SERVICIO")
    if opening is None or kind not in KINDS:
        raise bad_value(world, "cantidadDisponible" if opening is None else "tipoItem")
    if not str(body["codigo"]).strip():
        raise refuse(world, 400, "parametro.requerido", "El parámetro codigo es requerido")
    known = _item(world, body["codigo"])
    row = {
        "id": len(world.items) + 1 if known is None else known.get("id"),
        "definicion": False,
        "estado": "ACTIVO",
        **body,
        "uuid": world.minter.uuid() if known is None else known["uuid"],
        "tipoItem": kind,
    }
    if kind == KINDS[0]:
        row[_STOCK] = opening if known is None else known.get(_STOCK, opening)
    world.items.add(row)
    world.changed()
    return saved(row)


def _amount(value: object) -> Decimal | None:
    """Return a number, also one written in digits; never below zero."""
    text = str(value)
    units, _, part = text.partition(".")
    plain = units.isdecimal() and (not part or part.isdecimal())
    return Decimal(text) if plain else None


def end_item(world: World, call: Call) -> Reply:
    """``DELETE /v1/items/{id}``: the item stays and is not listed any more."""
    row = _item(world, call.values["id"])
    if row is None:
        raise missing(world, call)
    row["estado"] = "INACTIVO"
    world.changed()
    return saved(row)


def measures(world: World, call: Call) -> Reply:
    """``GET /v1/productos/unidades-medida``."""
    return whole(world.measures)


def availability(world: World, call: Call) -> Reply:
    """``POST /v1/productos/disponibilidad-productos``: all or nothing."""
    warehouse = _warehouse(world, call.body)
    rows: list[Doc] = []
    for entry in call.body["items"]:
        item = _item(world, entry["codigoItem"])
        if item is None:
            text = f"Producto no encontrado: {entry['codigoItem']}"
            raise refuse(world, 400, "producto.no-encontrado", text)
        rows.append(
            {
                "uuid": item["uuid"],
                "codigo": str(item["codigo"]),
                "descripcion": item["descripcion"],
                "cantidadDisponible": _left(world, item, warehouse),
            }
        )
    return whole(rows)


def _warehouse(world: World, body: Doc) -> Doc:
    uuid, code = body.get("establecimientoUuid"), body.get("establecimientoCodigo")
    if uuid is None and code is None:
        text = "El parámetro establecimientoUuid es requerido"
        raise refuse(world, 400, "parametro.requerido", text)
    place = (
        world.establishments.find(codigo=code) if uuid is None else world.establishments.get(uuid)
    )
    warehouse = world.warehouses.get(body["bodegaUuid"])
    if place is None or warehouse is None:
        raise refuse(world, 400, "objeto.no-existe", "El objeto no existe")
    if warehouse["padre"] != place["uuid"]:
        text = "La bodega no pertenece al establecimiento"
        raise refuse(world, 400, "bodega.invalida", text)
    return warehouse


def _left(world: World, item: Doc, warehouse: Doc) -> Decimal:
    """Return the stock of an item: all of it lies in the first warehouse."""
    first = next(iter(world.warehouses))
    return item.get(_STOCK, Decimal(0)) if warehouse is first else Decimal(0)


def post_exit(world: World, call: Call) -> Reply:
    """``POST /v1/salidas``: takes stock out, all lines or none."""
    body = call.body
    place = world.establishments.find(nombre=body["establecimiento"])
    if place is None or body.get("establecimientoUuid") not in {None, place["uuid"]}:
        raise refuse(world, 400, "objeto.no-existe", "El establecimiento no existe")
    lines = [_line(world, entry) for entry in body["detallesSalida"]]
    taken: dict[str, Decimal] = {}
    for line in lines:
        taken[line["uuidItem"]] = taken.get(line["uuidItem"], Decimal(0)) + line["cantidad"]
    for uuid, quantity in taken.items():
        item = world.items.rows[uuid]
        if item[_STOCK] < quantity:
            text = f"Existencias insuficientes: {item['codigo']}"
            raise refuse(world, 400, "existencias.insuficientes", text)
    for uuid, quantity in taken.items():
        world.items.rows[uuid][_STOCK] -= quantity
    row = world.stock_exits.add(
        {
            "uuid": world.minter.uuid(),
            "numero": f"SI{len(world.stock_exits) + 1}",
            "fecha": business_day(world.now()).isoformat(),
            "establecimiento": place["nombre"],
            "establecimientoUuid": place["uuid"],
            "observacion": body.get("observacion"),
            "estado": STATES[0],
            "detallesSalida": lines,
        }
    )
    world.changed()
    return saved(row)


def _line(world: World, entry: Doc) -> Doc:
    item = _item(world, entry["codigoItem"])
    quantity = Decimal(entry["cantidad"])
    if item is None:
        text = f"Producto no encontrado: {entry['codigoItem']}"
        raise refuse(world, 400, "producto.no-encontrado", text)
    if _STOCK not in item:
        text = f"El producto no maneja inventario: {item['codigo']}"
        raise refuse(world, 400, "producto.invalido", text)
    if quantity <= 0:
        raise bad_value(world, "cantidad")
    return {
        "uuidItem": item["uuid"],
        "codigoItem": str(item["codigo"]),
        "cantidad": quantity,
        "costo": None,
    }


def get_exit(world: World, call: Call) -> Reply:
    """``GET /v1/salidas/{id}``: without the costs."""
    row = world.stock_exits.get(call.values["id"])
    if row is None:
        raise missing(world, call)
    names = ("codigoItem", "cantidad")
    lines = [{name: line[name] for name in names} for line in row["detallesSalida"]]
    return one(world, call, {**row, "detallesSalida": lines})


def get_exit_inventory(world: World, call: Call) -> Reply:
    """``GET /v1/salidas/{id}/inventario``: with what is left of each item, and its cost."""
    row = world.stock_exits.get(call.values["id"])
    if row is None:
        raise missing(world, call)
    lines = [
        {**line, _STOCK: world.items.rows[line["uuidItem"]].get(_STOCK, Decimal(0))}
        for line in row["detallesSalida"]
    ]
    return one(world, call, {**row, "detallesSalida": lines})


def _exit_in(world: World, body: Doc) -> Doc:
    row = world.stock_exits.get(body["salidaUuid"])
    if row is None:
        raise refuse(world, 400, "objeto.no-existe", "La salida no existe")
    return row


def add_cost(world: World, call: Call) -> Reply:
    """``POST /v1/salidas/entrada-costo``: the cost of each unit that left."""
    row = _exit_in(world, call.body)
    costs: dict[str, Any] = {each["codigoItem"]: each["costo"] for each in call.body["detalles"]}
    lines = {line["codigoItem"]: line for line in row["detallesSalida"]}
    if not costs.keys() <= lines.keys() or any(Decimal(cost) < 0 for cost in costs.values()):
        raise bad_value(world, "detalles")
    for line in row["detallesSalida"]:
        line["costo"] = costs.get(line["codigoItem"], line["costo"])
    world.changed()
    return saved(row)


def change_state(world: World, call: Call) -> Reply:
    """``PATCH /v1/salidas/estado-pedido-consumo``."""
    row = _exit_in(world, call.body)
    if call.body["estado"] not in STATES:
        raise bad_value(world, "estado")
    row["estado"] = call.body["estado"]
    world.changed()
    return saved(row)
