# SPDX-License-Identifier: MIT
"""What else is done with an invoice of Restobar: annul it, mail it, send it again."""

from __future__ import annotations

from loggro_integration.exact_json import is_object
from loggro_integration.sandbox import _push
from loggro_integration.sandbox._app import Call, Refused, Reply
from loggro_integration.sandbox._restobar_lists import refuse
from loggro_integration.sandbox._restobar_payments import mark_orders, sale_of
from loggro_integration.sandbox._restobar_shape import shown
from loggro_integration.sandbox._state import Sale, World
from loggro_integration.sandbox._stock import put_back

__all__ = [
    "finalise_void",
    "finish_void",
    "force",
    "force_send",
    "post_void",
    "refused_text",
    "send_email",
    "void",
]


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
    mark_orders(world, sale, "Cancelada")
    put_back(world, sale.id)
    world.cash_boxes.rows[sale.doc["cashBox"]]["canceledInvoices"].append(sale.id)


def finalise_void(world: World, call: Call) -> Reply:
    """``POST /invoices/{id}/finalizeCancellation``."""
    sale = sale_of(world, call)
    finish_void(world, sale)
    return Reply(shown(world, sale))


def finish_void(world: World, sale: Sale) -> None:
    """
    Finish the annulment of an electronic sale, after the DIAN accepted the credit note.

    Raises:
        Refused: 400 where no annulment was begun, or the note is not accepted (yet).
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
    return str(body.get("message")) if is_object(body) else ""
