# SPDX-License-Identifier: MIT
"""
The route by which a partner hands a sale to Pymes; Loggro publishes none, so it is off.

A switch gives it a path. Its body is the payload of `mapping.external_sale`, by the names of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from loggro_integration.sandbox import _push
from loggro_integration.sandbox._app import Call, Reply, Route
from loggro_integration.sandbox._pymes_pages import bad_value, is_day, refuse, saved
from loggro_integration.sandbox._spec import Spec
from loggro_integration.sandbox._state import Doc, World

__all__ = ["external_route", "post_sale"]

_SPEC = Spec(
    summary="External sale",
    documented=None,
    body="json",
    fields=(
        "number!:string", "prefix!:string", "sequence!:int", "applies_to!:string",
        "issued_on!:string", "seller:string", "form:string", "net!:number", "total!:number",
        "balance!:number", "customer!:object", "customer.number!:string", "customer.name:string",
        "customer.id_type:string", "lines!:array", "lines[].item!:string",
        "lines[].description:string", "lines[].quantity!:number", "lines[].net!:number",
        "lines[].total!:number", "taxes:array", "taxes[].name:string", "taxes[].base:number",
        "taxes[].amount:number", "payments:array", "payments[].method:string",
        "payments[].amount:number", "payments[].paid_on:string", "charges:array",
        "charges[].amount:number",
    ),
    ours=True,
    codes=(200, 400, 401, 500),
    availability="undocumented",
)  # fmt: skip


@lru_cache(maxsize=16)
def external_route(path: str, module: str) -> Route:
    """Return the route below the path of the switch; faults strike it by that path."""
    return Route("POST", path, post_sale, module=module, spec=_SPEC)


def post_sale(world: World, call: Call) -> Reply:
    """Write the document of a partner's sale into the books."""
    body = call.body
    if not is_day(body["issued_on"]):
        raise bad_value(world, "issued_on")
    first = world.books.find(numero=body["number"], tipoDocumento=_push.INVOICE)
    repeat = world.assumptions.external_sale_repeat
    if first is not None and repeat == "answered":
        return saved(first)
    if first is not None and repeat == "refused":
        raise refuse(world, 400, "objeto.ya-existe", "El documento ya existe")
    for reason in _reasons(world, body):
        raise refuse(world, 400, "venta.invalida", reason)
    row = world.books.add(_document(world, body))
    _push.keep_customer(world, row["cliente"])
    if world.inventory_on:
        _push.leave_stock(world, row)
    world.changed()
    return saved(row)


def _reasons(world: World, body: Doc) -> Iterator[str]:
    """Give every reason why a sale cannot be taken; the first is answered."""
    number, sequence = f"{body['prefix']}{body['sequence']}", body["sequence"]
    if body["number"] != number:
        yield f"el número {body['number']} no es {number}"
    numbering = world.ranges.find(prefijo=body["prefix"], aplicaA=body["applies_to"])
    if numbering is None or numbering["estado"] != "ACTIVA":
        yield f"no hay consecutivo activo con el prefijo {body['prefix']}"
    elif not numbering["desde"] <= sequence <= numbering["hasta"]:
        yield f"el número {number} está fuera del rango de la resolución"
    elif not numbering["fechaDesde"] <= body["issued_on"] <= numbering["fechaHasta"]:
        yield "la resolución no está vigente"
    for line in body["lines"]:
        if not world.items.find(codigo=line["item"]):
            yield f"no existe el ítem {line['item']}"
    for payment in body.get("payments", ()):
        if not world.payment_means.find(nombre=payment.get("method")):
            yield f"no existe el medio de pago {payment.get('method')}"


def _document(world: World, body: Doc) -> Doc:
    electronic = body["applies_to"] == _push.ELECTRONIC_SERIES
    customer = body["customer"]
    return {
        "uuid": world.minter.uuid(),
        "numero": body["number"],
        "prefijo": body["prefix"],
        "consecutivo": body["sequence"],
        "tipoDocumento": _push.INVOICE,
        "fecha": body["issued_on"],
        "establecimiento": next(iter(world.establishments))["uuid"],
        "cliente": {
            "tipoId": customer.get("id_type", "13"),
            "id": customer["number"],
            "nombre": customer.get("name", ""),
        },
        "vendedor": body.get("seller"),
        "subtotal": Decimal(body["net"]),
        "impuestos": [_tax(world, tax) for tax in body.get("taxes", ())],
        "detalles": [_detail(line) for line in body["lines"]],
        "total": Decimal(body["total"]) - _charged(body),
        "saldo": Decimal(body["balance"]),
        "estado": _state(body),
        "formaPago": body.get("form"),
        "formasPago": [_payment(body, payment) for payment in body.get("payments", ())],
        "facturacionElectronica": _NOT_NOTIFIED if electronic else None,
        "referencia": None,
        "aplicaA": body["applies_to"],
    }


_NOT_NOTIFIED = {
    "notificacionDian": "Sin Notificar",
    "notificacionCliente": "Sin Notificar",
    "cufe": None,
}


def _charged(body: Doc) -> Decimal:
    """Return tip and delivery: as by Loggro's own push, the total never contains them."""
    return sum((Decimal(each.get("amount", 0)) for each in body.get("charges", ())), Decimal(0))


def _tax(world: World, tax: Doc) -> Doc:
    known = world.pymes_taxes.find(nombre=tax.get("name")) or {}
    return {
        "codigo": known.get("codigo", tax.get("code")),
        "nombre": tax.get("name"),
        "tarifa": tax.get("percent"),
        "base": Decimal(tax.get("base", 0)),
        "valor": Decimal(tax.get("amount", 0)),
    }


def _detail(line: Doc) -> Doc:
    return {
        "codigoItem": line["item"],
        "descripcion": line.get("description", ""),
        "cantidad": line["quantity"],
        "base": Decimal(line["net"]),
        "total": Decimal(line["total"]),
    }


def _payment(body: Doc, payment: Doc) -> Doc:
    return {
        "formaPago": body.get("form"),
        "medioPago": payment.get("method"),
        "valor": Decimal(payment.get("amount", 0)),
        "fecha": payment.get("paid_on", body["issued_on"]),
    }


def _state(body: Doc) -> str:
    if not body["balance"]:
        return "Pagada"
    return "Abonada" if body["balance"] < body["total"] - _charged(body) else "Pendiente"
