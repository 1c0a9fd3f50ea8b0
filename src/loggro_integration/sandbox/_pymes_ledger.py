# SPDX-License-Identifier: MIT
"""What is owed and by whom: receipts, ageing of both sides, purchases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from loggro_integration.days import business_day
from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._pymes_books import day_of
from loggro_integration.sandbox._pymes_pages import (
    bad_value,
    is_day,
    missing,
    paged,
    refuse,
    saved,
    within_days,
)
from loggro_integration.sandbox._state import Doc, Table, World, part

__all__ = [
    "payables",
    "payables_of_supplier",
    "purchases",
    "put_receipt",
    "receivables",
    "receivables_of_customer",
]

_SPANS = (("corriente", 0), ("de1a30", 30), ("de31a60", 60), ("de61a90", 90))
_OLDEST = "masDe90"


def put_receipt(world: World, call: Call) -> Reply:
    """
    ``PUT /v1/ingresos``: creates a receipt.

    What it applies to invoices lowers their balance; what is left is its own.
    """
    body = call.body
    customer = world.customers.find(
        tipoId=body["cliente"].get("tipoId"), id=body["cliente"].get("id")
    )
    if customer is None:
        raise refuse(world, 400, "objeto.no-existe", "El cliente no existe")
    _check_money(world, body)
    documents: list[Doc] = body.get("documentos") or []
    applied = [_applied(world, customer, entry) for entry in documents]
    total = Decimal(body["valor"])
    used = sum((value for _, value in applied), Decimal(0))
    if used > total:
        raise refuse(world, 400, "valor.invalido", "Los documentos superan el valor del ingreso")
    if any(_paid_by(applied, document) > document["saldo"] for document, _ in applied):
        raise refuse(world, 400, "valor.invalido", "El valor supera el saldo del documento")
    for document, value in applied:
        document["saldo"] -= value
        document["estado"] = "Abonada" if document["saldo"] else "Pagada"
    row = world.receipts.add(_receipt(world, body, customer, applied, total - used))
    world.changed()
    return saved(row)


def _paid_by(applied: list[tuple[Doc, Decimal]], document: Doc) -> Decimal:
    return sum((value for each, value in applied if each is document), Decimal(0))


def _check_money(world: World, body: Doc) -> None:
    if Decimal(body["valor"]) <= 0:
        raise bad_value(world, "valor")
    if not is_day(body["fecha"]):
        raise bad_value(world, "fecha")
    for name, table in (("caja", world.pymes_boxes), ("cuentaBancaria", world.bank_accounts)):
        if body.get(name) is not None and table.get(body[name]) is None:
            raise refuse(world, 400, "objeto.no-existe", f"El parámetro {name} no existe")


def _applied(world: World, customer: Doc, entry: Doc) -> tuple[Doc, Decimal]:
    number, value = entry.get("numero"), Decimal(entry.get("valor") or 0)
    found = world.books.find(numero=number, tipoDocumento="FACTURA_VENTA")
    if (
        found is None
        or part(found, "cliente").get("id") != customer["id"]
        or found["estado"] == "Anulada"
    ):
        raise refuse(world, 400, "objeto.no-existe", f"El documento {number} no existe")
    if value <= 0:
        raise bad_value(world, "documentos")
    return found, value


def _receipt(
    world: World, body: Doc, customer: Doc, applied: list[tuple[Doc, Decimal]], left: Decimal
) -> Doc:
    return {
        "uuid": world.minter.uuid(),
        "numero": f"RC{len(world.receipts) + 1}",
        "fecha": body["fecha"],
        "cliente": {name: customer[name] for name in ("tipoId", "id", "nombre")},
        "total": Decimal(body["valor"]),
        "saldo": left,
        "caja": body.get("caja"),
        "cuentaBancaria": body.get("cuentaBancaria"),
        "anticipo": bool(body.get("anticipo")),
        "observacion": body.get("observacion"),
        "referencia": applied[0][0]["numero"] if applied else None,
    }


def receivables(world: World, call: Call) -> Reply:
    """``GET /v1/edades-cxc``: one row for each customer who owes."""
    return paged(world, call, _by_person(world, _open_sales(world, call), "cliente"))


def receivables_of_customer(world: World, call: Call) -> Reply:
    """``GET /v1/edades-cxc/cliente``: one row for each document that a customer owes."""
    who = _named(world, call, world.customers)
    rows = [row for row in _open_sales(world, call) if part(row, "cliente").get("id") == who["id"]]
    return paged(world, call, [_aged(world, row) for row in rows])


def payables(world: World, call: Call) -> Reply:
    """``GET /v1/edades-cxp``: one row for each supplier who is owed."""
    return paged(world, call, _by_person(world, _open_purchases(world, call), "proveedor"))


def payables_of_supplier(world: World, call: Call) -> Reply:
    """``GET /v1/edades-cxp/proveedor``: one row for each document that a supplier is owed."""
    suppliers = Table("uuid", (row["proveedor"] for row in world.purchases))
    who = _named(world, call, suppliers)
    rows = [row for row in _open_purchases(world, call) if row["proveedor"]["id"] == who["id"]]
    return paged(world, call, [_aged(world, row) for row in rows])


def _named(world: World, call: Call, people: Table) -> Doc:
    """Return the person that the filters name: by uuid, or by type and number."""
    uuid, kind, number = (call.filter(name) for name in ("uuid", "tipoId", "id"))
    if uuid is None and (kind is None or number is None):
        raise refuse(world, 400, "parametro.requerido", "El parámetro uuid es requerido")
    found = people.find(tipoId=kind, id=number) if uuid is None else people.get(uuid)
    if found is None:
        raise missing(world, call)
    return found


def _open_sales(world: World, call: Call) -> Iterator[Doc]:
    rows = (row for row in world.books.all(tipoDocumento="FACTURA_VENTA") if row["saldo"] > 0)
    return _narrowed(world, call, rows)


def _open_purchases(world: World, call: Call) -> Iterator[Doc]:
    return _narrowed(world, call, (row for row in world.purchases if row["saldo"] > 0))


def _narrowed(world: World, call: Call, rows: Iterable[Doc]) -> Iterator[Doc]:
    """Yield the rows of an establishment, changed on a day or later."""
    since, _ = within_days(world, call, "fechaUltimaModificacion", "fechaUltimaModificacion")
    place = _place(world, call)
    for row in rows:
        here = place is None or place == row["establecimiento"]
        if here and (since is None or day_of(row) >= since):
            yield row


def _place(world: World, call: Call) -> str | None:
    wanted = call.filter("establecimientoUuidOCodigo")
    if wanted is None:
        return None
    found = world.establishments.get(wanted) or world.establishments.find(codigo=wanted)
    if found is None:
        raise missing(world, call)
    return str(found["uuid"])


def _due(world: World, row: Doc) -> date:
    if "vencimiento" in row:
        return date.fromisoformat(row["vencimiento"])
    form = world.payment_forms.find(nombre=row["formaPago"])
    days = 0 if form is None else form["dias"]
    day = day_of(row)
    issued = date.fromisoformat(day) if is_day(day) else business_day(world.now())
    return issued + timedelta(days=days)


def _span(world: World, row: Doc) -> str:
    late = (business_day(world.now()) - _due(world, row)).days
    return next((name for name, most in _SPANS if late <= most), _OLDEST)


def _aged(world: World, row: Doc) -> Doc:
    return {
        "uuid": row["uuid"],
        "numero": row["numero"],
        "fecha": row["fecha"],
        "vencimiento": _due(world, row).isoformat(),
        "edad": _span(world, row),
        "saldo": row["saldo"],
    }


def _by_person(world: World, rows: Iterable[Doc], who: str) -> list[Doc]:
    found: dict[str, Doc] = {}
    for row in rows:
        empty = {name: Decimal(0) for name, _ in (*_SPANS, (_OLDEST, 0))}
        person = part(row, who)
        sums = found.setdefault(
            str(person.get("id")), {who: dict(person), **empty, "total": Decimal(0)}
        )
        sums[_span(world, row)] += row["saldo"]
        sums["total"] += row["saldo"]
    return list(found.values())


def purchases(world: World, call: Call) -> Reply:
    """``GET /v1/compras-detallado``."""
    first, last = within_days(world, call, "fechaDesde", "fechaHasta")
    place = _place(world, call)
    wanted = {
        "numero": call.filter("numero"),
        "estado": call.filter("estado"),
        "tipoDocumento": call.filter("tipoDocumento"),
    }
    supplier = {
        "uuid": call.filter("proveedorUuid"),
        "tipoId": call.filter("proveedorTipoId"),
        "id": call.filter("proveedorId"),
    }
    rows = [
        row
        for row in world.purchases
        if all(value in {None, row[name]} for name, value in wanted.items())
        and all(value in {None, row["proveedor"][name]} for name, value in supplier.items())
        and place in {None, row["establecimiento"]}
        and (first is None or row["fecha"] >= first)
        and (last is None or row["fecha"] <= last)
    ]
    return paged(world, call, rows)
