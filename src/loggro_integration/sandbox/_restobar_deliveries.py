# SPDX-License-Identifier: MIT
"""Deliveries of Restobar: who carries which sale, how far it is, and the platforms' bills."""

from __future__ import annotations

from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._restobar_auth import check_permission
from loggro_integration.sandbox._restobar_lists import refuse
from loggro_integration.sandbox._restobar_payments import open_box, pay, sale_of
from loggro_integration.sandbox._restobar_shape import shown
from loggro_integration.sandbox._state import Doc, Sale, World

__all__ = ["GUY", "STATUSES", "change_delivery", "my_deliveries", "pay_deliveries", "pending"]

# The values are not published: these are ours, in the order a delivery takes.
STATUSES = ("Pendiente", "Asignado", "EnCamino", "Entregado")
GUY = "Domiciliario"


def _deliveries(world: World) -> list[Sale]:
    return [
        sale
        for sale in world.sales
        if sale.doc["delivery"]["isDelivery"] and sale.doc["status"] != "Anulada"
    ]


def my_deliveries(world: World, call: Call) -> Reply:
    """``GET /invoices/deliveryGuy/myDeliveries``: those that the caller carries."""
    mine = [
        sale
        for sale in _deliveries(world)
        if sale.doc["delivery"].get("deliveryGuy") == call.user["_id"]
    ]
    return Reply([shown(world, sale) for sale in mine])


def pending(world: World, call: Call) -> Reply:
    """``GET /invoices/deliveryGuy/pending``: those that nobody carries yet."""
    free = [sale for sale in _deliveries(world) if not sale.doc["delivery"].get("deliveryGuy")]
    return Reply([shown(world, sale) for sale in free])


def change_delivery(world: World, call: Call) -> Reply:
    """``PUT /invoices/{id}/deliveryGuy/changeStatus/{status}``: only forwards."""
    sale = sale_of(world, call)
    status = call.values["status"]
    if sale not in _deliveries(world) or status not in STATUSES[1:]:
        refuse(500, "delivery-status")
    delivery = dict(sale.doc["delivery"])
    history: list[Doc] = list(delivery.get("statusHistory", ()))
    before = history[-1]["status"] if history else STATUSES[0]
    if STATUSES.index(status) <= STATUSES.index(before):
        refuse(500, "delivery-status")
    history.append({"status": status, "date": world.stamp(), "user": call.user["_id"]})
    delivery.setdefault("deliveryGuy", call.user["_id"])
    delivery.update(status=status, statusHistory=history)
    sale.doc.update(delivery=delivery, modifiedOn=world.stamp())
    world.changed()
    return Reply(shown(world, sale))


def pay_deliveries(world: World, call: Call) -> Reply:
    """
    ``PUT /invoices/changeToPaidDelivery``: ``{invoices, paymentMethod}`` (the body is ours).

    Without a method each is paid with that of its platform. All are paid, or none.
    """
    check_permission(world, call.user, "IN_POST")
    if not any(call.user["_id"] in {u["_id"] for u in b["cashiers"]} for b in _open(world)):
        refuse(500, "no-cash-box")
    open_box(world, call.user)
    found = [world.sales.get(key) for key in dict.fromkeys(call.body["invoices"])]
    sales = [sale for sale in found if sale is not None and _is_owed(sale)]
    if not sales or len(sales) < len(found):
        refuse(500, "not-delivery")
    methods = [_method(world, call, sale) for sale in sales]
    for sale, method in zip(sales, methods, strict=True):
        entry = {"paymentMethod": method, "value": sale.doc["total"]}
        pay(world, sale, [entry], 0, call.user)
    return Reply([shown(world, sale) for sale in sales])


def _open(world: World) -> list[Doc]:
    return list(world.cash_boxes.all(isClosed=False))


def _is_owed(sale: Sale) -> bool:
    platform = sale.doc["delivery"].get("deliveryProvider")
    return sale.doc["status"] == "Facturada" and bool(platform)


def _method(world: World, call: Call, sale: Sale) -> str:
    given = call.body.get("paymentMethod")
    if given is not None and world.payment_methods.get(given) is not None:
        return str(given)
    provider = world.delivery_providers.find(name=sale.doc["delivery"]["deliveryProvider"])
    method = world.payment_methods.find(name=(provider or {}).get("paymentMethod"))
    if given is not None or method is None:
        refuse(500, "payment-method")
    return str(method["_id"])
