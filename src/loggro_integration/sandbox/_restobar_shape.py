# SPDX-License-Identifier: MIT
"""How Restobar shows a sale: the stored document, with what the switches decide."""

from __future__ import annotations

from loggro_integration.exact_json import is_object
from loggro_integration.sandbox._state import Doc, Sale, World

__all__ = ["dian_state", "put", "shown", "sync_state"]

_OLD_TAXES_EVERY = 5


def shown(world: World, sale: Sale) -> Doc:
    """Return the invoice object as the API answers it now; a copy."""
    assumptions = world.assumptions
    doc = dict(sale.doc)
    if "paid" in doc and assumptions.payment_value_includes_tip == "yes":
        doc["paid"] = _with_tips(doc["paid"])
    if "client" in doc and assumptions.client_has_id == "no":
        doc["client"] = {
            name: value for name, value in doc["client"].items() if name != "idInternal"
        }
    if _is_old(world, sale):
        doc["products"] = [_old_taxes(line) for line in doc["products"]]
    state = sync_state(world, sale)
    if state is not None:
        put(doc, assumptions.sync_field, state)
    if sale.dian != "none":
        put(doc, assumptions.dian_state_field, dian_state(world, sale))
        put(doc, assumptions.cufe_field, sale.cufe)
        put(doc, assumptions.xml_field, f"https://restobar.example/e-invoices/{sale.number}.xml")
        if sale.dian == "rejected":
            put(doc, "eInvoice.DIAN.errors", [f"Regla: {sale.rule}, Rechazo: {sale.message}"])
    return doc


def sync_state(world: World, sale: Sale) -> str | None:
    """Return the value of the second icon, or `None` for a sale that has none yet."""
    words = {
        "pending": world.assumptions.sync_pending,
        "done": world.assumptions.sync_done,
        "error": world.assumptions.sync_error,
    }
    return words.get(sale.sync)


def dian_state(world: World, sale: Sale) -> str | None:
    """Return the value of the first icon, or `None` for a sale that is not electronic."""
    words = {
        "pending": world.assumptions.dian_pending,
        "accepted": world.assumptions.dian_accepted,
        "rejected": world.assumptions.dian_rejected,
    }
    return words.get(sale.dian)


def put(doc: Doc, path: str, value: object) -> None:
    """Set a value at a dotted path, copying what it passes; an empty path sets nothing."""
    *parents, leaf = path.split(".")
    for name in parents:
        inner = doc.get(name)
        doc[name] = dict(inner) if is_object(inner) else {}
        doc = doc[name]
    if leaf:
        doc[leaf] = value


def _with_tips(paid: Doc) -> Doc:
    entries = [
        {**entry, "value": entry["value"] + entry["tip"]} for entry in paid["paymentMethodValue"]
    ]
    return {**paid, "paymentMethodValue": entries}


def _is_old(world: World, sale: Sale) -> bool:
    choice = world.assumptions.line_taxes
    return choice == "nested" or (choice == "both" and sale.doc["seq"] % _OLD_TAXES_EVERY == 0)


def _old_taxes(line: Doc) -> Doc:
    taxes = [
        {"tax": {"name": tax["taxName"], "percentage": tax["taxValue"]}} for tax in line["taxes"]
    ]
    return {**line, "taxes": taxes}
