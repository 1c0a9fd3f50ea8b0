# SPDX-License-Identifier: MIT
"""What Pymes knows by name: customers, sellers, boxes, banks, cards, concepts, accounts, prices."""

from __future__ import annotations

from decimal import Decimal

from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._pymes_pages import (
    bad_value,
    missing,
    one,
    paged,
    refuse,
    saved,
    whole,
)
from loggro_integration.sandbox._pymes_records import Records
from loggro_integration.sandbox._state import Doc, World

__all__ = [
    "ACCOUNTS",
    "BOXES",
    "CARDS",
    "CONCEPTS",
    "CUSTOMERS",
    "SELLERS",
    "account_children",
    "account_range",
    "concepts_of_account",
    "get_list_product",
    "put_customer",
    "put_list_product",
    "sellers_by_id",
    "unit_children",
]


def _box_in_use(world: World, row: Doc) -> str:
    used = any(receipt.get("caja") == row["uuid"] for receipt in world.receipts)
    return "La caja tiene movimientos" if used else ""


def _no_account(world: World, row: Doc) -> str:
    code = row.get("cuentaContable")
    known = code is None or world.ledger_accounts.find(codigo=code) is not None
    return "" if known else f"La cuenta contable {code} no existe"


CUSTOMERS = Records(
    table=lambda world: world.customers,
    key=("tipoId", "id"),
    first={"estado": "ACTIVO"},
    ended={"estado": "SUSPENDIDO"},
)
SELLERS = Records(
    table=lambda world: world.sellers, key=("id",), first={"tipoId": "13"}, created=200
)
BOXES = Records(
    table=lambda world: world.pymes_boxes,
    key=("codigo",),
    first={"tipoCaja": "GENERAL", "estadoCaja": "ACTIVA"},
    in_use=_box_in_use,
)
ACCOUNTS = Records(
    table=lambda world: world.bank_accounts, key=("numeroCuenta",), first={"estado": "ACTIVA"}
)
CARDS = Records(
    table=lambda world: world.credit_cards, key=("numeroCuenta",), first={"estado": "ACTIVA"}
)
CONCEPTS = Records(
    table=lambda world: world.concepts,
    key=("codigo",),
    first={"clasificacion": "INGRESO", "estado": "ACTIVO"},
    ended={"estado": "INACTIVO"},
    objection=_no_account,
)


def put_customer(world: World, call: Call) -> Reply:
    """``PUT /v1/clientes``: the body names the customer, by uuid or by its identification."""
    body = call.body
    if body.get("uuid") is not None:
        known = world.customers.get(body["uuid"])
    elif body.get("tipoId") is not None and body.get("id") is not None:
        known = world.customers.find(tipoId=body["tipoId"], id=body["id"])
    else:
        raise refuse(world, 400, "parametro.requerido", "El parámetro uuid es requerido")
    if known is None:
        raise missing(world, call)
    kept = {name: known[name] for name in CUSTOMERS.key}
    merged = Call(call.route, call.values, call.query, {**kept, **body}, call.user, call.method)
    return CUSTOMERS.put(world, merged, known)


def sellers_by_id(world: World, call: Call) -> Reply:
    """``GET /v1/vendedores/buscarId?id=``."""
    return whole(world.sellers.all(id=call.filter("id")))


def concepts_of_account(world: World, call: Call) -> Reply:
    """``GET /v1/conceptos-comerciales/cuenta-contable/{codigoCuenta}``."""
    rows = list(world.concepts.all(cuentaContable=call.values["codigoCuenta"]))
    return paged(world, call, rows)


def account_children(world: World, call: Call) -> Reply:
    """``GET /v1/cuentas/{codigoPadre}/hijas``."""
    parent = call.values["codigoPadre"]
    if world.ledger_accounts.find(codigo=parent) is None:
        raise missing(world, call)
    return paged(world, call, list(world.ledger_accounts.all(padre=parent)))


def account_range(world: World, call: Call) -> Reply:
    """``GET /v1/cuentas/rango?desde=&hasta=``: codes are compared as texts, both ends included."""
    first, last = call.filter("desde") or "", call.filter("hasta") or ""
    if first > last:
        raise bad_value(world, "hasta")
    rows = [row for row in world.ledger_accounts if first <= row["codigo"] <= last]
    return paged(world, call, rows)


def unit_children(world: World, call: Call) -> Reply:
    """``GET /v1/unidades-negocio/padre/{uuid}``: none for a unit that does not exist."""
    return whole(world.business_units.all(padre=call.values["uuid"]))


def _price_list(world: World, call: Call) -> Doc:
    key = call.values["listaId"]
    found = world.price_lists.get(key) or world.price_lists.find(codigo=key)
    if found is None:
        raise missing(world, call)
    return found


def _item(world: World, key: str) -> Doc | None:
    return world.items.get(key) or world.items.find(codigo=key)


def get_list_product(world: World, call: Call) -> Reply:
    """``GET /v1/lista-precios/{listaId}/productos/{id}``; the id is code or uuid of the item."""
    prices = _price_list(world, call)
    item = _item(world, call.values["id"])
    code = None if item is None else item["codigo"]
    return one(world, call, world.price_entries.find(lista=prices["uuid"], codigoItem=code))


def put_list_product(world: World, call: Call) -> Reply:
    """``PUT /v1/lista-precios/{listaId}/productos``: creates or changes."""
    prices, body = _price_list(world, call), call.body
    item = _item(world, body["codigoItem"])
    if item is None:
        text = f"Producto no encontrado: {body['codigoItem']}"
        raise refuse(world, 400, "objeto.no-existe", text)
    if not _is_price(body["precio"]):
        raise bad_value(world, "precio")
    known = world.price_entries.find(lista=prices["uuid"], codigoItem=item["codigo"])
    row = {
        **body,
        "uuid": world.minter.uuid() if known is None else known["uuid"],
        "lista": prices["uuid"],
        "codigoItem": item["codigo"],
    }
    world.price_entries.add(row)
    world.changed()
    return saved(row)


def _is_price(value: object) -> bool:
    text = str(value)
    whole_part, _, cents = text.partition(".")
    return whole_part.isdecimal() and (not cents or cents.isdecimal()) and Decimal(text) >= 0
