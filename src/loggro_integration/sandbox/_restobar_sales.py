# SPDX-License-Identifier: MIT
"""Invoices of Restobar that are written: bill, pay, annul, send again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from loggro_integration.days import parse_instant
from loggro_integration.errors import InvalidDate
from loggro_integration.ids import CONSUMIDOR_FINAL_ID, check_digit
from loggro_integration.sandbox import _push
from loggro_integration.sandbox._app import Call, Refused, Reply
from loggro_integration.sandbox._calc import Billed, bill, line_of, spread
from loggro_integration.sandbox._restobar_auth import check_permission
from loggro_integration.sandbox._restobar_lists import object_id, refuse
from loggro_integration.sandbox._restobar_orders import billable
from loggro_integration.sandbox._restobar_shape import shown
from loggro_integration.sandbox._state import Doc, Kind, Sale, World

__all__ = [
    "create_invoice",
    "finalise_void",
    "force_send",
    "mark_paid",
    "pay_credit",
    "post_invoice",
    "post_paid",
    "post_paid_credit",
    "post_void",
    "send_email",
    "void",
]

# What clients of the create call were seen to send (CC, NIT), and the rest by analogy.
_ID_TYPES = {"CC": "13", "NIT": "31", "CE": "22", "TI": "12", "PA": "41", "RC": "11"}
_CREATE = "IN_POST"


def post_invoice(world: World, call: Call) -> Reply:
    """``POST /invoices``: bills existing orders."""
    sale = create_invoice(world, call.body, call.user)
    if world.assumptions.create_answer == "accepted":
        return Reply({"message": {}}, 202)
    return Reply(shown(world, sale))


def create_invoice(world: World, body: Doc, user: Doc) -> Sale:
    """
    Bill orders.

    Raises:
        Refused: For what Restobar refuses; nothing was made then.
    """
    check_permission(world, user, _CREATE)
    sale_id = object_id(body["_id"]) if "_id" in body else world.new_id()
    known = world.sales.get(sale_id)
    if known is not None:
        if world.assumptions.repeated_id == "answered":
            return known
        refuse(500, "repeated-id")
    box = open_box(world, user)
    orders = billable(world, body.get("orderProducts"))
    client = _client(world, body)
    credit = _credit(world, body, client)
    delivery = next((order["delivery"] for order in orders if order.get("delivery")), None)
    lines = [_line(world, order) for order in orders]
    billed = _billed(world, body, lines, delivery)
    method = _method(world, body["paymentMethod"]) if body.get("paymentMethod") else None
    kind: Kind = "electronic" if body.get("isEInvoice") is True else "pos"
    doc = _document(world, sale_id, kind, body, user, orders, lines, billed, box)
    _complete(world, doc, client, credit, delivery, orders)
    sale = Sale(doc, kind, billed.lines)
    world.sales.add(sale)
    world.changed()
    _first_state(world, sale, body, method, user)
    return sale


def _first_state(world: World, sale: Sale, body: Doc, method: Doc | None, user: Doc) -> None:
    if "credit" in sale.doc:
        sale.doc["status"] = "Por Pagar"
        _mark_orders(world, sale, "Por Pagar")
        _push.finished(world, sale)
    elif body.get("isPaid") is True:
        paid = method or next(iter(world.payment_methods))
        entry = {"paymentMethod": paid["_id"], "value": sale.doc["total"]}
        _pay(world, sale, [entry], int(body.get("tip") or 0), user)


def open_box(world: World, user: Doc) -> Doc:
    """Return the open cash session of a user, or refuse with 400."""
    boxes = (box for box in world.cash_boxes.all(isClosed=False) if _is_cashier(box, user))
    box = next(boxes, None)
    if box is None:
        refuse(400, "no-cash-box")
    return box


def _is_cashier(box: Doc, user: Doc) -> bool:
    return user["_id"] in {each["_id"] for each in box["cashiers"]}


def _line(world: World, order: Doc) -> Doc:
    product = world.products.rows[order["product"]]
    category = world.categories.rows[product["category"]]
    line: Doc = {
        "idInternal": product["_id"],
        "name": product["name"],
        "code": product.get("code"),
        "categoryId": category["_id"],
        "categoryName": category["name"],
        **line_of(order, product, discount=order["discount"]),
        "priceNormal": order["unit_price"],
        "taxes": [{"taxName": name, "taxValue": rate} for name, rate in product["taxRates"]],
        "avgCost": product["avgCost"],
        "costProduct": product["pricePurchase"],
        "sellerId": order["seller"]["_id"],
        "taxRates": product["taxRates"],
    }
    return {name: value for name, value in line.items() if value is not None}


def _billed(world: World, body: Doc, lines: list[Doc], delivery: Doc | None) -> Billed:
    discount = int(body.get("discountAdditionalTotal") or 0)
    if not 0 <= discount <= sum(int(line["total"]) for line in lines):
        refuse(400, "discount")
    cost = int((delivery or {}).get("cost", 0))
    included = cost if world.assumptions.delivery_cost == "in-total" else 0
    billed = bill(lines, discount=discount, delivery=included)
    if world.assumptions.create_total == "checked" and body.get("total") != billed.totals["total"]:
        refuse(400, "total")
    return billed


def _document(
    world: World,
    sale_id: str,
    kind: Kind,
    body: Doc,
    user: Doc,
    orders: list[Doc],
    lines: list[Doc],
    billed: Billed,
    box: Doc,
) -> Doc:
    series, stamp = world.series[kind], world.stamp()
    sequence = series.next
    series.next += 1
    number = f"{series.prefix}{sequence}"
    seller = orders[0]["seller"]
    discount = int(body.get("discountAdditionalTotal") or 0)
    doc: Doc = {
        "_id": sale_id,
        "seq": sequence,
        "invoicePrefix": series.prefix,
        "number": number,
        "numberUnique": f"{world.business['_id'][-6:]}-{number}",
        "status": "Facturada",
        "type": "Factura",
        "businessId": world.business["_id"],
        "business": {
            name: world.business[name] for name in ("name", "nit", "address", "phone", "web")
        },
        "timeZone": "America/Bogota",
        "createdOn": stamp,
        "modifiedOn": stamp,
        **billed.totals,
        "tip": 0,
        "totalPaid": 0,
        "change": 0,
        "seller": {"idInternal": seller["_id"], "name": seller["name"]},
        "cashier": {"idInternal": user["_id"], "name": user["name"]},
        "products": [
            {name: value for name, value in line.items() if name != "taxRates"} for line in lines
        ],
        "taxes": [{"name": name} for name in dict.fromkeys(_tax_names(billed))],
        "delivery": {"isDelivery": False},
        "deletedInfo": {"isDeleted": False},
        "note1": "Gracias por su visita",
        "note2": "Propina voluntaria",
        "note3": "www.laarepera45.example",
        "orders": [order["_id"] for order in orders],
        "group": orders[0]["group"],
        "cashBox": box["_id"],
        "turn": 1,
        "printType": "Tirilla",
    }
    if discount:
        gross = billed.totals["totalBruto"] - billed.totals["totalDiscount"]
        percent = (Decimal(100 * discount) / gross).quantize(Decimal("0.01"))
        as_amount = world.assumptions.discount_additional == "amount"
        doc["discountAdditional"] = discount if as_amount else percent
        doc["discountAdditionalTotal"] = discount
    return doc


def _tax_names(billed: Billed) -> list[str]:
    return [name for line in billed.lines for name, _, _ in line.taxes]


def _complete(
    world: World,
    doc: Doc,
    client: Doc | None,
    credit: Doc | None,
    delivery: Doc | None,
    orders: list[Doc],
) -> None:
    """Add what only some invoices carry; absent is absent, never null."""
    table = orders[0].get("table")
    if table is not None:
        doc["table"] = {"idInternal": table["_id"], "name": table["name"]}
    if orders[0].get("groupName"):
        doc["groupName"] = orders[0]["groupName"]
    notes = [note for order in orders for note in order["notes"]]
    if notes:
        doc["observations"] = ". ".join(notes)
    if delivery is not None:
        shown_keys = (
            "isDelivery",
            "deliveryGuy",
            "percentagePerSale",
            "deliveryProvider",
            "address",
        )
        doc["delivery"] = {name: delivery[name] for name in shown_keys if name in delivery}
        doc["deliveryCost"] = int(delivery.get("cost", 0))
    if credit is not None:
        doc["credit"] = credit
    if client is None and _names_nobody(world, doc):
        client = {
            "name": "Consumidor Final",
            "document": CONSUMIDOR_FINAL_ID,
            "idDocumentType": "13",
            "isSocialReason": False,
            "responsibilities": "R-99-PN",
        }
    if client is not None:
        doc["client"] = client


def _names_nobody(world: World, doc: Doc) -> bool:
    choice = world.assumptions.no_customer
    return choice == "named" or (choice == "both" and doc["seq"] % 2 == 1)


def _client(world: World, body: Doc) -> Doc | None:
    given = body.get("client")
    if not isinstance(given, dict) or not given:
        return None
    number = str(given.get("idNumber") or "")
    if body.get("isEInvoice") is True and (not number or given.get("idType") not in _ID_TYPES):
        refuse(400, "e-invoice-client")
    registered = registered_client(world, number)
    if registered is not None:
        return embedded(registered)
    kind = _ID_TYPES.get(str(given.get("idType")), "13")
    return {
        "name": given.get("name") or "Consumidor",
        "document": number or CONSUMIDOR_FINAL_ID,
        "idDocumentType": kind,
        "isSocialReason": kind == "31",
        "responsibilities": "R-99-PN",
        **({"checkDigit": check_digit(number)} if kind == "31" else {}),
        **{name: given[name] for name in ("email", "phone") if given.get(name)},
    }


def registered_client(world: World, document: str) -> Doc | None:
    """Return the client with a document; of several the one modified last."""
    found = [each for each in world.clients.all(document=document) if not each["deleted"]]
    return max(found, key=lambda each: str(each["modifiedOn"])) if document and found else None


def embedded(client: Doc) -> Doc:
    """Return the copy of a client that an invoice carries."""
    copied = (
        "name", "lastName", "document", "checkDigit", "isSocialReason", "responsibilities", "email",
        "phone", "address", "cityDetail",
    )  # fmt: skip
    copy: Doc = {"idInternal": client["_id"], "idDocumentType": str(client["idDocumentType"])}
    copy.update({name: client[name] for name in copied if client.get(name) is not None})
    return copy


def _credit(world: World, body: Doc, client: Doc | None) -> Doc | None:
    given = body.get("credit")
    if not isinstance(given, dict):
        return None
    if client is None:
        refuse(400, "credit-client")
    try:
        due = str(given.get("dueDate"))
        parse_instant(due)
    except InvalidDate:
        refuse(500, "server")
    return {"dueDate": due, "dueQuote": int(given.get("dueQuote") or 1)}


def _method(world: World, identifier: object) -> Doc:
    method = world.payment_methods.get(object_id(identifier))
    if method is None:
        refuse(400, "payment-method")
    return method


def post_paid(world: World, call: Call) -> Reply:
    """``POST /invoices/{id}/changeToPaid``."""
    sale = sale_of(world, call)
    mark_paid(world, sale, call.body, call.user)
    return Reply(shown(world, sale))


def mark_paid(world: World, sale: Sale, body: Doc, user: Doc) -> None:
    """
    Pay an invoice that was printed and not paid.

    Raises:
        Refused: For what Restobar refuses; nothing was changed then.
    """
    check_permission(world, user, _CREATE)
    open_box(world, user)
    if sale.doc["status"] != "Facturada":
        refuse(400, "not-billed")
    entries = body.get("paymentMethodValue")
    if not isinstance(entries, list) or not entries:
        refuse(400, "payment-value")
    _pay(world, sale, entries, int(body.get("tip") or 0), user)
    given = body.get("client")
    if isinstance(given, dict) and "client" in sale.doc:
        kept = {name: given[name] for name in ("name", "phone", "email") if given.get(name)}
        sale.doc["client"] = {**sale.doc["client"], **kept}


def _pay(world: World, sale: Sale, entries: list[Any], tip: int, user: Doc) -> None:
    box = open_box(world, user)
    stored = [_entry(world, entry, box) for entry in entries]
    change = sum(entry["value"] for entry in stored) - sale.doc["total"]
    if change < 0:
        refuse(400, "payment-value")
    _give_change(stored, change)
    _share_tip(stored, tip)
    delivery = sale.doc.get("deliveryCost", 0)
    if delivery and not any(entry["deliveryCost"] for entry in stored):
        stored[0]["deliveryCost"] = delivery
    sale.doc.update(
        status="Pagada",
        modifiedOn=world.stamp(),
        tip=sum(entry["tip"] for entry in stored),
        totalPaid=sale.doc["total"],
        change=change,
        paymentMethod=stored[0]["paymentMethod"],
        paid={"createdOn": world.stamp(), "paymentMethodValue": stored},
    )
    _count(box, stored)
    _mark_orders(world, sale, "Pagada")
    world.changed()
    _push.finished(world, sale)


def _entry(world: World, entry: Any, box: Doc) -> Doc:
    if not isinstance(entry, dict):
        refuse(400, "payment-value")
    method = _method(world, entry.get("paymentMethod"))
    value = entry.get("value")
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        refuse(400, "payment-value")
    stored: Doc = {
        "paymentMethod": method["name"],
        "value": value,
        "tip": int(entry.get("tip") or 0),
        "deliveryCost": int(entry.get("deliveryCost") or 0),
        "cashBox": box["_id"],
        "createdOn": world.stamp(),
    }
    if entry.get("approbationNumber"):
        stored["approbationNumber"] = str(entry["approbationNumber"])
    return stored


def _give_change(entries: list[Doc], change: int) -> None:
    """Take the change out of the cash that was handed over (any means, where none is cash)."""
    for entry in sorted(entries, key=lambda each: each["paymentMethod"] != "Efectivo"):
        part = min(change, entry["value"])
        entry["value"] -= part
        change -= part


def _share_tip(entries: list[Doc], tip: int) -> None:
    if tip and not any(entry["tip"] for entry in entries):
        weights = [entry["value"] for entry in entries]
        weights = weights if any(weights) else [1 for _ in weights]
        for entry, share in zip(entries, spread(tip, weights), strict=True):
            entry["tip"] = share


def _count(box: Doc, entries: list[Doc]) -> None:
    """Add payments to the system values of a cash session."""
    for entry in entries:
        for row in box["paymentMethods"]:
            if row["paymentMethod"] == entry["paymentMethod"]:
                row["totalNow"] += entry["value"] + entry["tip"]


def _mark_orders(world: World, sale: Sale, status: str) -> None:
    for order_id in sale.doc["orders"]:
        world.orders.rows[order_id].update(status=status, modifiedOn=world.stamp())


def sale_of(world: World, call: Call) -> Sale:
    """Return the sale that a path names, or refuse with 404."""
    sale = world.sales.get(call.values["id"])
    if sale is None:
        refuse(404, "invoice-not-found")
    return sale


def post_void(world: World, call: Call) -> Reply:
    """``POST /invoices/{id}/changeToCanceled``."""
    sale = sale_of(world, call)
    reason = call.body.get("reason") or call.body.get("note")
    void(world, sale, None if reason is None else str(reason))
    return Reply(shown(world, sale))


def void(world: World, sale: Sale, reason: str | None = None) -> None:
    """
    Annul a sale; an electronic one waits for its credit note and must then be finalised.

    Raises:
        Refused: 400 where it is annulled already or still at the DIAN.
    """
    if sale.void != "none":
        refuse(400, "already-void")
    if sale.dian == "pending":
        refuse(400, "void-pending")
    sale.doc["canceled"] = {"date": world.stamp()}
    if reason:
        sale.doc["deletedInfo"] = {"isDeleted": False, "reason": reason}
    if sale.dian == "accepted" and world.assumptions.void_needs_note == "yes":
        sale.void, sale.note = "started", "pending"
        world.plan_ahead(world.assumptions.dian_delay, "note", sale)
        if world.assumptions.void_first_phase == "Anulada":
            _annul(world, sale)
    else:
        sale.void = "done"
        _annul(world, sale)
        _push.voided(world, sale)
    world.changed()


def _annul(world: World, sale: Sale) -> None:
    sale.doc["status"] = "Anulada"
    sale.doc["modifiedOn"] = world.stamp()
    sale.doc["deletedInfo"]["isDeleted"] = True
    _mark_orders(world, sale, "Cancelada")
    box = world.cash_boxes.get(sale.doc["cashBox"])
    if box is not None:
        box["canceledInvoices"].append(sale.id)


def finalise_void(world: World, call: Call) -> Reply:
    """``POST /invoices/{id}/finalizeCancellation``."""
    sale = sale_of(world, call)
    finish_void(world, sale)
    return Reply(shown(world, sale))


def finish_void(world: World, sale: Sale) -> None:
    """
    Finish the annulment of an electronic sale, after the DIAN accepted the credit note.

    Raises:
        Refused: 400 where no annulment was begun, or the note is not accepted yet.
    """
    if sale.void != "started":
        refuse(400, "no-void")
    if sale.note != "accepted":
        refuse(400, "note-pending")
    sale.void = "done"
    if sale.doc["status"] != "Anulada":
        _annul(world, sale)
    _push.voided(world, sale)
    world.changed()


def post_paid_credit(world: World, call: Call) -> Reply:
    """``POST /clients/savePaidCredit``: ``{invoice, paymentMethodValue}`` (the body is ours)."""
    sale = world.sales.get(object_id(call.body.get("invoice")))
    if sale is None:
        refuse(400, "invoice-not-found")
    pay_credit(world, sale, call.body, call.user)
    return Reply(shown(world, sale))


def pay_credit(world: World, sale: Sale, body: Doc, user: Doc) -> None:
    """
    Register a payment against a credit sale.

    Raises:
        Refused: 400 where there is no credit, no open cash session, or too much is paid.
    """
    box = open_box(world, user)
    if sale.doc["status"] != "Por Pagar":
        refuse(400, "not-credit")
    entries = body.get("paymentMethodValue")
    stored = [_entry(world, entry, box) for entry in entries] if isinstance(entries, list) else []
    value = sum(entry["value"] for entry in stored)
    if not 0 < value <= sale.doc["total"] - sale.doc["totalPaid"]:
        refuse(400, "credit-value")
    paid = sale.doc.setdefault("paid", {"createdOn": world.stamp(), "paymentMethodValue": []})
    paid["paymentMethodValue"].extend(stored)
    sale.doc.setdefault("paymentMethod", stored[0]["paymentMethod"])
    sale.doc.update(totalPaid=sale.doc["totalPaid"] + value, modifiedOn=world.stamp())
    if sale.doc["totalPaid"] == sale.doc["total"]:
        sale.doc["status"] = "Pagada"
        _mark_orders(world, sale, "Pagada")
    _count(box, stored)
    _push.paid(world, sale)
    world.changed()


def send_email(world: World, call: Call) -> Reply:
    """``POST /invoices/{id}/sendEmail``."""
    sale = sale_of(world, call)
    if not sale.doc.get("client", {}).get("email"):
        refuse(500, "no-email")
    sale.mails += 1
    return Reply({"message": "Correo enviado"})


def force_send(world: World, call: Call) -> Reply:
    """``PATCH /invoices/forceSendToIntegration/{id}``."""
    force(world, sale_of(world, call))
    return Reply({"message": "Factura enviada a la integración"})


def force(world: World, sale: Sale) -> None:
    """
    Send a sale to Pymes again.

    Raises:
        Refused: 400 where it cannot be sent.
    """
    if not sale.finished:
        refuse(400, "not-finished")
    reason = _push.force(world, sale)
    world.changed()
    if reason == "already-pushed":
        refuse(400, "already-pushed")
    if reason:
        refuse(400, "no-push", reason=reason)


def refused_text(refused: Refused) -> str:
    """Return the words of a refusal."""
    body = refused.reply.body
    return str(body.get("message")) if isinstance(body, dict) else ""
