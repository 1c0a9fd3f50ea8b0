# SPDX-License-Identifier: MIT
"""
The DIAN as Restobar sees it: an electronic sale waits, is accepted or refused.

The CUFE is a real one: SHA-384 of the concatenation of annex 1.9, with the technical key of the
numbering range (or the published key of the test environment where no range is set).
"""

from __future__ import annotations

import hashlib
from decimal import Decimal

from loggro_integration.days import BOGOTA, parse_instant
from loggro_integration.ids import CONSUMIDOR_FINAL_ID
from loggro_integration.money import plain, truncate
from loggro_integration.sandbox._state import Doc, Sale, World

__all__ = ["cufe", "decide", "decide_note", "document_of", "issue"]

# The one key DIAN publishes: test environment, resolution 18760000001 (toolbox of annex 1.9).
TEST_KEY = "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c"
_TEST_ENVIRONMENT = "2"
_HASHED = ("01", "04", "03")


def issue(world: World, sale: Sale) -> None:
    """
    Send a finished electronic sale to the DIAN; the answer comes after some seconds.

    Where the documents of the plan are used up nothing is sent.
    """
    if world.quota is not None and sum(1 for each in world.sales if each.cufe) >= world.quota:
        return
    sale.dian = "pending"
    sale.cufe = cufe(world, sale)
    if world.reject:
        sale.rule, sale.message = world.reject.pop(0)
    world.plan_ahead(world.assumptions.dian_delay, "dian", sale)


def decide(sale: Sale) -> None:
    """Let the DIAN's answer arrive."""
    if sale.dian == "pending":
        sale.dian = "rejected" if sale.rule else "accepted"


def decide_note(world: World, sale: Sale) -> None:
    """Let the DIAN's answer to the credit note of an annulment arrive."""
    if sale.note == "pending":
        sale.note = world.assumptions.void_note


def cufe(world: World, sale: Sale) -> str:
    """Return the unique code of an electronic sale, 96 hex digits."""
    moment = parse_instant(sale.doc["createdOn"]).astimezone(BOGOTA)
    amounts = _tax_amounts(world, sale)
    taxes = [part for code in _HASHED for part in (code, _amount(amounts.get(code, Decimal(0))))]
    parts = [
        sale.number,
        moment.strftime("%Y-%m-%d"),
        moment.strftime("%H:%M:%S-05:00"),
        _amount(sum((line.base for line in sale.lines), Decimal(0))),
        *taxes,
        _amount(Decimal(sale.doc["total"])),
        str(world.business["nit"]).partition("-")[0],
        str(document_of(sale.doc)["id"]),
        _technical_key(world),
        _TEST_ENVIRONMENT,
    ]
    return hashlib.sha384("".join(parts).encode()).hexdigest()


def document_of(doc: Doc) -> Doc:
    """Return the customer of an invoice as ``tipoId``, ``id``, ``nombre``."""
    client = doc.get("client")
    if client is None:
        return {"tipoId": "13", "id": CONSUMIDOR_FINAL_ID, "nombre": "Consumidor Final"}
    names = (client["name"], client.get("lastName", ""))
    return {
        "tipoId": client["idDocumentType"],
        "id": client["document"],
        "nombre": " ".join(name for name in names if name),
    }


def _tax_amounts(world: World, sale: Sale) -> dict[str, Decimal]:
    codes = {tax["name"]: tax["dianCode"] for tax in world.taxes}
    amounts: dict[str, Decimal] = {}
    for line in sale.lines:
        for name, _, amount in line.taxes:
            code = codes.get(name, "01")
            amounts[code] = amounts.get(code, Decimal(0)) + amount
    return amounts


def _technical_key(world: World) -> str:
    numbering = world.ranges.get(world.settings.resolutions.get("electronic"))
    return TEST_KEY if numbering is None else str(numbering["claveTecnica"])


def _amount(amount: Decimal) -> str:
    return plain(truncate(amount))
