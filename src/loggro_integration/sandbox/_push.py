# SPDX-License-Identifier: MIT
"""
Loggro's own push: a finished sale of Restobar becomes a document in the books of Pymes.

It works when every setting of the integration screen is in place; otherwise the sale stays
unsynced, with the reason, until someone mends the setting and sends it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from loggro_integration.days import business_day, parse_instant
from loggro_integration.sandbox import _dian
from loggro_integration.sandbox._state import Doc, Kind, Sale, World, part

__all__ = [
    "APPLIES_TO",
    "ELECTRONIC_SERIES",
    "INVOICE",
    "POS_SERIES",
    "act",
    "finished",
    "force",
    "keep_customer",
    "leave_stock",
    "paid",
    "payments_of",
    "settle",
    "voided",
    "what_is_missing",
]

POS_SERIES = "Facturas cargadas por Venta POS Externa"
ELECTRONIC_SERIES = "Facturas cargadas por Venta Externa No POS"
APPLIES_TO: dict[Kind, str] = {"pos": POS_SERIES, "electronic": ELECTRONIC_SERIES}
INVOICE = "FACTURA_VENTA"
CREDIT_NOTE = "NOTA_CREDITO_VENTA"


def finished(world: World, sale: Sale) -> None:
    """A sale was paid or sold on credit: the DIAN first, then the books."""
    if sale.kind == "electronic":
        _dian.issue(world, sale)
    sale.sync = "pending"
    world.plan_ahead(world.assumptions.push_delay, "push", sale)


def paid(world: World, sale: Sale) -> None:
    """A credit sale received a payment."""
    world.plan_ahead(world.assumptions.push_delay, "paid", sale)


def voided(world: World, sale: Sale) -> None:
    """The annulment of a sale is complete."""
    if sale.sync != "done" and world.assumptions.voided_before_push == "skipped":
        sale.sync = "none"
        return
    world.plan_ahead(world.assumptions.push_delay, "void", sale)


def force(world: World, sale: Sale) -> str:
    """
    Send a sale again by hand.

    Returns:
        Why it cannot be sent, or an empty text.
    """
    _issue_late(world, sale)
    if world.siigo_connected:
        world.siigo.append(sale.number)
    planned = sale.sync == "done" or any(
        what == "force" and sale_id == sale.id for _, _, what, sale_id in world.agenda
    )
    if planned and world.assumptions.forced_resend != "duplicates":
        return "" if world.assumptions.forced_resend == "ignored" else "already-pushed"
    missing = what_is_missing(world, sale)
    if missing:
        sale.sync, sale.reason = "error", missing[0]
        return missing[0] if world.assumptions.forced_refusal == "400" else ""
    world.plan_ahead(world.assumptions.forced_delay, "force", sale)
    return ""


def _issue_late(world: World, sale: Sale) -> None:
    """Send to the DIAN what no document of the plan was left for."""
    if sale.kind == "electronic" and sale.finished and not sale.cufe:
        _dian.issue(world, sale)


def settle(world: World) -> None:
    """Let everything happen that is due on the fake's clock, each at the instant it was due."""
    while (due := world.take_due()) is not None:
        moment, what, sale = due
        with world.clock.pinned(moment):
            act(world, what, sale)


def act(world: World, what: str, sale: Sale) -> None:
    """Let one thing happen to a sale."""
    _ACTIONS[what](world, sale)
    world.changed()


def _decide(world: World, sale: Sale) -> None:
    _dian.decide(sale)


def _decide_note(world: World, sale: Sale) -> None:
    _dian.decide_note(world, sale)


def _push(world: World, sale: Sale) -> None:
    """Loggro's automatic push: once, and only of a sale that stands."""
    if sale.sync == "pending" and sale.finished:
        _deliver(world, sale, "push")


def _force(world: World, sale: Sale) -> None:
    """A forced push: by default it does not look whether the document is there already."""
    again = sale.sync == "done" and world.assumptions.forced_resend != "duplicates"
    if sale.finished and not again:
        _deliver(world, sale, "force")


def _deliver(world: World, sale: Sale, what: str) -> None:
    if sale.dian == "pending":
        world.plan_ahead(1, what, sale)
        return
    missing = what_is_missing(world, sale)
    if missing:
        sale.sync, sale.reason = "error", missing[0]
        return
    post(world, sale)


def post(world: World, sale: Sale) -> Doc:
    """Write the document of a sale into the books."""
    row = _document(world, sale)
    world.books.add(row)
    keep_customer(world, row["cliente"])
    if world.inventory_on:
        leave_stock(world, row)
    sale.sync, sale.reason, sale.row = "done", "", row["uuid"]
    _update(world, sale)
    return row


def leave_stock(world: World, row: Doc) -> None:
    """Move stock in Pymes, which Restobar has moved already."""
    world.stock_exits.add(
        {
            "uuid": world.minter.uuid(),
            "fecha": row["fecha"],
            "referencia": row["numero"],
            "detalles": [
                {name: line[name] for name in ("codigoItem", "cantidad")}
                for line in row["detalles"]
            ],
        }
    )


def _paid(world: World, sale: Sale) -> None:
    if sale.sync == "done":
        _update(world, sale)


def _void(world: World, sale: Sale) -> None:
    if sale.row is None:
        if what_is_missing(world, sale):
            sale.sync = "error"
            return
        post(world, sale)
    row = world.books.get(sale.row)
    effect = world.assumptions.void_effect
    if row is None or effect == "nothing":
        return
    if effect == "annulled":
        row.update(estado="Anulada", saldo=Decimal(0))
    else:
        _credit_note(world, row)


_ACTIONS: dict[str, Callable[[World, Sale], None]] = {
    "dian": _decide,
    "note": _decide_note,
    "push": _push,
    "force": _force,
    "paid": _paid,
    "void": _void,
}


def what_is_missing(world: World, sale: Sale) -> list[str]:
    """Return every reason why a sale cannot go to Pymes, in Spanish; Loggro shows the first."""
    return list(_reasons(world, sale))


def _reasons(world: World, sale: Sale) -> Iterator[str]:
    settings = world.settings
    if settings.token not in world.pymes_tokens:
        yield "token de Loggro Pymes no configurado"
    if sale.dian == "rejected" and world.assumptions.rejected_pushed == "no":
        yield "documento rechazado por la DIAN"
    if sale.kind == "electronic" and not sale.cufe:
        yield "cupo de documentos electrónicos agotado"
    yield from _numbering(world, sale)
    for entry in payments_of(sale):
        method = entry["paymentMethod"]
        if not world.payment_means.find(nombre=settings.payment_methods.get(method)):
            yield f"medio de pago sin configurar: {method}"
    form = form_of(sale)
    if not world.payment_forms.find(nombre=settings.payment_forms.get(form)):
        yield f"forma de pago sin configurar: {form}"
    for tax, rate in {(name, rate) for line in sale.lines for name, rate, _ in line.taxes}:
        target = world.pymes_taxes.find(nombre=settings.taxes.get(tax))
        if target is None:
            yield f"impuesto sin configurar: {tax}"
        elif target["tarifa"] != rate:
            yield f"la tarifa de {tax} no es la misma en Loggro Pymes"
    if not world.sellers.find(nombre=settings.sellers.get(sale.doc["seller"]["name"])):
        yield f"vendedor sin configurar: {sale.doc['seller']['name']}"
    for line in sale.doc["products"]:
        known = world.items.find(codigo=settings.products.get(line["name"]))
        if not known and world.assumptions.unmapped_product == "error":
            yield f"producto sin configurar: {line['name']}"
    yield from _places(world)


def _numbering(world: World, sale: Sale) -> Iterator[str]:
    kind = "electrónica" if sale.kind == "electronic" else "POS"
    numbering = world.ranges.get(world.settings.resolutions.get(sale.kind))
    if numbering is None:
        yield f"resolución {kind} sin configurar"
        return
    day = business_day(parse_instant(sale.doc["createdOn"])).isoformat()
    if numbering["aplicaA"] != APPLIES_TO[sale.kind]:
        yield f"el consecutivo {kind} no aplica a ventas externas"
    if numbering["estado"] != "ACTIVA":
        yield f"la resolución {kind} está inactiva"
    if numbering["prefijo"] != sale.doc["invoicePrefix"]:
        yield f"el prefijo {sale.doc['invoicePrefix']} no es el de la resolución {kind}"
    if not numbering["desde"] <= sale.doc["seq"] <= numbering["hasta"]:
        yield f"el número {sale.number} está fuera del rango de la resolución {kind}"
    if not numbering["fechaDesde"] <= day <= numbering["fechaHasta"]:
        yield f"la resolución {kind} no está vigente"


def _places(world: World) -> Iterator[str]:
    places = {
        "establecimiento": (world.establishments, ""),
        "bodega": (world.warehouses, ""),
        "caja": (world.pymes_boxes, "estadoCaja"),
        "cuenta bancaria": (world.bank_accounts, "estado"),
    }
    for name, (table, state) in places.items():
        if not any(row.get(state, "ACTIVA") == "ACTIVA" for row in table):
            yield f"no hay {name} en Loggro Pymes"


def payments_of(sale: Sale) -> list[Doc]:
    """Return the payments of a sale."""
    entries: list[Doc] = part(sale.doc, "paid").get("paymentMethodValue", [])
    return entries


def form_of(sale: Sale) -> str:
    """Return the payment form of a sale as the integration screen names it."""
    return "Crédito" if "credit" in sale.doc else "Contado"


def _document(world: World, sale: Sale) -> Doc:
    doc = sale.doc
    numbering = world.ranges.get(world.settings.resolutions.get(sale.kind))
    return {
        "uuid": world.minter.uuid(),
        "numero": sale.number,
        "prefijo": doc["invoicePrefix"],
        "consecutivo": doc["seq"],
        "tipoDocumento": INVOICE,
        "fecha": business_day(parse_instant(doc["createdOn"])).isoformat(),
        "establecimiento": next(iter(world.establishments))["uuid"],
        "cliente": _dian.document_of(doc),
        "vendedor": world.settings.sellers.get(doc["seller"]["name"]),
        "subtotal": sum((line.base for line in sale.lines), Decimal(0)),
        "impuestos": _taxes(world, sale),
        "detalles": _details(world, sale),
        "total": Decimal(doc["total"]),
        "saldo": Decimal(doc["total"]),
        "estado": "Pendiente",
        "formaPago": world.settings.payment_forms.get(form_of(sale)),
        "formasPago": [],
        "facturacionElectronica": _electronic(sale),
        "referencia": None,
        "aplicaA": None if numbering is None else numbering["aplicaA"],
    }


def _taxes(world: World, sale: Sale) -> list[Doc]:
    rows: dict[str, Doc] = {}
    for line in sale.lines:
        for name, rate, amount in line.taxes:
            target = world.pymes_taxes.find(nombre=world.settings.taxes.get(name)) or {}
            row = rows.setdefault(
                name,
                {
                    "codigo": target.get("codigo"),
                    "nombre": target.get("nombre"),
                    "tarifa": rate,
                    "base": Decimal(0),
                    "valor": Decimal(0),
                },
            )
            row["base"] += line.base
            row["valor"] += amount
    return list(rows.values())


def _details(world: World, sale: Sale) -> list[Doc]:
    rows: list[Doc] = [
        {
            "codigoItem": _item(world, line.name),
            "descripcion": line.name,
            "cantidad": line.quantity,
            "base": line.base,
            "total": line.gross,
        }
        for line in sale.lines
    ]
    tip = sale.doc["tip"]
    if tip and world.assumptions.tip_posting == "line":
        rows.append(
            {
                "codigoItem": "PROPINA",
                "descripcion": "Propina",
                "cantidad": 1,
                "base": Decimal(tip),
                "total": Decimal(tip),
            }
        )
    return rows


def _item(world: World, name: str) -> str:
    code = world.settings.products.get(name)
    if code is not None and world.items.find(codigo=code):
        return code
    code = f"AUTO-{len(world.items) + 1}"
    world.items.add(
        {
            "uuid": world.minter.uuid(),
            "codigo": code,
            "descripcion": name,
            "tipoItem": "SERVICIO",
            "definicion": False,
        }
    )
    world.settings.products[name] = code
    return code


def _electronic(sale: Sale) -> Doc | None:
    if sale.kind != "electronic":
        return None
    notice = {"accepted": "Confirmado", "rejected": "Rechazado"}.get(sale.dian, "Sin Notificar")
    return {"notificacionDian": notice, "notificacionCliente": "Sin Notificar", "cufe": sale.cufe}


def _update(world: World, sale: Sale) -> None:
    """Bring the payments of a sale into its document: entries, balance, state."""
    row = world.books.get(sale.row)
    if row is None:
        return
    entries = payments_of(sale)
    for entry in entries[sale.posted :]:
        payment = _payment(world, sale, entry)
        row["formasPago"].append(payment)
        if "credit" in sale.doc:
            _receipt(world, row, payment)
    sale.posted = len(entries)
    row["saldo"] = Decimal(sale.doc["total"] - sale.doc["totalPaid"])
    row["estado"] = _state(sale)


def _state(sale: Sale) -> str:
    if sale.doc["totalPaid"] >= sale.doc["total"]:
        return "Pagada"
    return "Abonada" if sale.doc["totalPaid"] else "Pendiente"


def _payment(world: World, sale: Sale, entry: Doc) -> Doc:
    return {
        "formaPago": world.settings.payment_forms.get(form_of(sale)),
        "medioPago": world.settings.payment_methods.get(entry["paymentMethod"]),
        "valor": Decimal(entry["value"]),
        "fecha": business_day(parse_instant(entry["createdOn"])).isoformat(),
    }


def _receipt(world: World, row: Doc, payment: Doc) -> None:
    world.receipts.add(
        {
            "uuid": world.minter.uuid(),
            "numero": f"RC{len(world.receipts) + 1}",
            "fecha": payment["fecha"],
            "cliente": dict(part(row, "cliente")),
            "total": payment["valor"],
            "saldo": Decimal(0),
            "referencia": row["numero"],
        }
    )


def _credit_note(world: World, row: Doc) -> None:
    sequence = 1 + sum(1 for _ in world.books.all(tipoDocumento=CREDIT_NOTE))
    note = dict(row)
    note.update(
        uuid=world.minter.uuid(),
        numero=f"NC{sequence}",
        prefijo="NC",
        consecutivo=sequence,
        tipoDocumento=CREDIT_NOTE,
        fecha=business_day(world.now()).isoformat(),
        saldo=Decimal(0),
        estado="Pagada",
        formasPago=[],
        facturacionElectronica=None,
        referencia=row["numero"],
        aplicaA=None,
    )
    world.books.add(note)
    row["saldo"] = Decimal(0)


def keep_customer(world: World, customer: Doc) -> None:
    """Create the customer in Pymes when it is not there: only one without a match is made."""
    if world.customers.find(tipoId=customer["tipoId"], id=customer["id"]) is None:
        world.customers.add({"uuid": world.minter.uuid(), **customer, "estado": "ACTIVO"})
