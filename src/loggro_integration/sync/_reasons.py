# SPDX-License-Identifier: MIT
"""What each reason of the ledger says to a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from loggro_integration.errors import Text

__all__ = ["DIFFERS", "REASONS", "fields_named", "meaning_of"]

DIFFERS: Final = "differs:"
"""What stands before the fields on which both sides do not agree."""

REASONS: Final = {
    "annulled-in-pymes": Text(
        es="anulada en Pymes y viva en Restobar", en="annulled in Pymes, alive in Restobar"
    ),
    "before-watermark": Text(es="anterior al primer día", en="before the first day"),
    "clock-changed": Text(
        es="el reloj del equipo estaba adelantado cuando se envió",
        en="the clock of the machine ran ahead when it was sent",
    ),
    "courtesy": Text(es="cortesía: no se factura", en="courtesy: it is no invoice"),
    "credited-in-pymes": Text(
        es="con nota crédito en Pymes y viva en Restobar",
        en="credited in Pymes, alive in Restobar",
    ),
    "conflicting-payload": Text(
        es="cambió en Restobar después de enviada", en="changed in Restobar after it was sent"
    ),
    "dian-pending": Text(es="la DIAN no decide", en="DIAN does not decide"),
    "dian-rejected": Text(es="rechazada por la DIAN", en="rejected by DIAN"),
    "duplicate": Text(es="está dos veces en Pymes", en="stands twice in Pymes"),
    "gone": Text(es="estaba en Pymes y ya no está", en="was in Pymes and has gone"),
    "number-repeated": Text(
        es="Restobar tiene dos ventas con ese número", en="Restobar holds two sales with it"
    ),
    "renumbered": Text(es="tuvo otro número en Restobar", en="had another number in Restobar"),
    "sends-used-up": Text(
        es="se reenvió cuanto se puede y no aparece",
        en="sent as often as it may be, and it does not show",
    ),
    "void-not-visible": Text(
        es="anulada en Restobar y viva en Pymes", en="voided in Restobar, alive in Pymes"
    ),
    "voided-before-push": Text(
        es="anulada antes de llegar a Pymes", en="voided before it reached Pymes"
    ),
    "voided-not-in-pymes": Text(
        es="anulada, y Pymes no la tiene", en="voided, and Pymes does not have it"
    ),
}

_STATES: Final = {
    "absent": Text(es="no está en Pymes", en="is not in Pymes"),
    "cannot_tell": Text(
        es="no se puede saber si Pymes la tiene", en="nobody can tell whether Pymes has it"
    ),
    "in_flight": Text(es="reenviada, y aún no se ve en Pymes", en="sent again, not in Pymes yet"),
    "no-answer": Text(es="Pymes no respondió", en="Pymes did not answer"),
    "no-number": Text(
        es="no tiene un número que se pueda usar", en="has no number that can be used"
    ),
    "waiting": Text(es="Loggro aún puede llevarla solo", en="Loggro may still carry it by itself"),
}
"""What a state says where the ledger has no reason beside it, and what sets no sale aside."""


_FIELDS: Final = {
    "customer": Text(es="cliente", en="customer"),
    "day": Text(es="fecha", en="day"),
    "total": Text(es="total", en="total"),
}


def meaning_of(reason: str) -> Text:
    """
    Return what a reason of the ledger says; a code without a text stands for itself.

    Args:
        reason: As `Row.reason` holds it: ``gone``, ``differs:total``, ``rejected:409:…``; or the
            state itself.
    """
    if reason.startswith(DIFFERS):
        named = fields_named(reason.removeprefix(DIFFERS).split(","))
        return Text(es=f"no coincide en: {named.es}", en=f"differs in: {named.en}")
    if reason.startswith("rejected:"):
        answer = reason.removeprefix("rejected:").replace(":", " ")
        return Text(es=f"Loggro la rechazó: {answer}", en=f"Loggro refused: {answer}")
    return REASONS.get(reason) or _STATES.get(reason) or Text(es=reason, en=reason)


def fields_named(names: Iterable[str]) -> Text:
    """Return the fields that are compared, in words and in this order."""
    named = [_named(name.strip()) for name in names]
    return Text(es=", ".join(each.es for each in named), en=", ".join(each.en for each in named))


def _named(name: str) -> Text:
    return _FIELDS.get(name, Text(es=name, en=name))
