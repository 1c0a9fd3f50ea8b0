# SPDX-License-Identifier: MIT
"""How an invoice of Restobar is paid: at once, later, in parts, and what the cash box counts."""

from __future__ import annotations

from typing import Any

from loggro_integration.exact_json import is_array
from loggro_integration.sandbox import _push
from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._calc import spread
from loggro_integration.sandbox._restobar_auth import check_permission
from loggro_integration.sandbox._restobar_lists import an_object, object_id, pesos, refuse
from loggro_integration.sandbox._restobar_shape import shown
from loggro_integration.sandbox._state import Doc, Sale, World

__all__ = [
    "mark_orders",
    "mark_paid",
    "method_of",
    "open_box",
    "pay",
    "pay_credit",
    "post_paid",
    "post_paid_credit",
    "sale_of",
]


def sale_of(world: World, call: Call) -> Sale:
    """Return the sale that a path names, or refuse with 404."""
    sale = world.sales.get(call.values["id"])
    if sale is None:
        refuse(404, "invoice-not-found")
    return sale


def open_box(world: World, user: Doc) -> Doc:
    """Return the open cash session of a user, or refuse with 400."""
    boxes = (box for box in world.cash_boxes.all(isClosed=False) if _is_cashier(box, user))
    box = next(boxes, None)
    if box is None:
        refuse(400, "no-cash-box")
    return box


def _is_cashier(box: Doc, user: Doc) -> bool:
    return user["_id"] in {each["_id"] for each in box["cashiers"]}


def method_of(world: World, identifier: object) -> Doc:
    """Return a payment method by its ObjectId, or refuse with 400."""
    method = world.payment_methods.get(object_id(identifier))
    if method is None:
        refuse(400, "payment-method")
    return method


def mark_orders(world: World, sale: Sale, status: str) -> None:
    """Give the orders of a sale a status."""
    for order_id in sale.doc["orders"]:
        world.orders.rows[order_id].update(status=status, modifiedOn=world.stamp())


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
    check_permission(world, user, "IN_POST")
    open_box(world, user)
    if sale.doc["status"] != "Facturada":
        refuse(400, "not-billed")
    given, tip = an_object(body.get("client")), pesos(body.get("tip"))
    pay(world, sale, body.get("paymentMethodValue"), tip, user)
    if "client" in sale.doc:
        kept = {name: str(given[name]) for name in ("name", "phone", "email") if given.get(name)}
        sale.doc["client"] = {**sale.doc["client"], **kept}


def pay(world: World, sale: Sale, entries: object, tip: int, user: Doc) -> None:
    """
    Pay a whole invoice; what is too much is given back as change.

    Raises:
        Refused: 400 for no payments, too little, or a method that does not exist.
    """
    box = open_box(world, user)
    stored = _entries(world, entries, box)
    change = sum(entry["value"] for entry in stored) - sale.doc["total"]
    if change < 0:
        refuse(400, "payment-value")
    _give_change(stored, change)
    _share_tip(stored, tip)
    _share_delivery(sale.doc, stored)
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
    mark_orders(world, sale, "Pagada")
    world.changed()
    _push.finished(world, sale)


def _entries(world: World, entries: object, box: Doc) -> list[Doc]:
    if not is_array(entries) or not entries:
        refuse(400, "payment-value")
    return [_entry(world, entry, box) for entry in entries]


def _entry(world: World, given: Any, box: Doc) -> Doc:
    entry = an_object(given)
    method = method_of(world, entry.get("paymentMethod"))
    stored: Doc = {
        "paymentMethod": method["name"],
        "value": pesos(entry.get("value")),
        "tip": pesos(entry.get("tip")),
        "deliveryCost": pesos(entry.get("deliveryCost")),
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


def _share_delivery(doc: Doc, entries: list[Doc]) -> None:
    """Keep the delivery cost of the payments and of the invoice equal."""
    paid = sum(entry["deliveryCost"] for entry in entries)
    if paid:
        doc["deliveryCost"] = paid
    else:
        entries[0]["deliveryCost"] = doc.get("deliveryCost", 0)


def _count(box: Doc, entries: list[Doc]) -> None:
    """Add payments to the system values of a cash session."""
    rows = {row["paymentMethod"]: row for row in box["paymentMethods"]}
    for entry in entries:
        empty = {"totalInit": 0, "totalNow": 0, "totalCashier": 0}
        name = entry["paymentMethod"]
        if name not in rows:
            rows[name] = {"paymentMethod": name, **empty}
            box["paymentMethods"].append(rows[name])
        rows[name]["totalNow"] += entry["value"] + entry["tip"]


def post_paid_credit(world: World, call: Call) -> Reply:
    """``POST /clients/savePaidCredit``: ``{invoice, paymentMethodValue}`` (the body is ours)."""
    sale = world.sales.get(object_id(call.body.get("invoice")))
    if sale is None:
        refuse(400, "invoice-not-found")
    pay_credit(world, sale, call.body.get("paymentMethodValue"), call.user)
    return Reply(shown(world, sale))


def pay_credit(world: World, sale: Sale, entries: object, user: Doc) -> None:
    """
    Register a payment against a credit sale.

    Raises:
        Refused: 400 where there is no credit, no open cash session, or too much is paid.
    """
    box = open_box(world, user)
    if sale.doc["status"] != "Por Pagar":
        refuse(400, "not-credit")
    stored = _entries(world, entries, box)
    value = sum(entry["value"] for entry in stored)
    if not 0 < value <= sale.doc["total"] - sale.doc["totalPaid"]:
        refuse(400, "credit-value")
    paid = sale.doc.setdefault("paid", {"createdOn": world.stamp(), "paymentMethodValue": []})
    paid["paymentMethodValue"].extend(stored)
    sale.doc.setdefault("paymentMethod", stored[0]["paymentMethod"])
    sale.doc.update(totalPaid=sale.doc["totalPaid"] + value, modifiedOn=world.stamp())
    if sale.doc["totalPaid"] == sale.doc["total"]:
        sale.doc["status"] = "Pagada"
        mark_orders(world, sale, "Pagada")
    _count(box, stored)
    _push.paid(world, sale)
    world.changed()
