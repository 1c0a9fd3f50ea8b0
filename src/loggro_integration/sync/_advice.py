# SPDX-License-Identifier: MIT
"""What a state of the ledger means, and what a person can do about it."""

from __future__ import annotations

from typing import Final

from loggro_integration.errors import Text
from loggro_integration.sync._reasons import DIFFERS, meaning_of
from loggro_integration.sync._states import Row, State

__all__ = ["advice_for", "advice_of", "meaning_of_row"]

_MEANINGS: Final = {
    State.WAITING: Text(
        es="En espera: la próxima pasada la busca en Pymes.",
        en="Waiting: the next run looks it up in Pymes.",
    ),
    State.EXCLUDED: Text(es="Excluida: no se envía.", en="Excluded: it is not sent."),
    State.ABSENT: Text(
        es="Falta en Pymes, y está probado que falta.",
        en="It is missing in Pymes, and proved to be.",
    ),
    State.IN_FLIGHT: Text(
        es="Reenviada, o quizás: la próxima pasada la busca antes de hacer nada más.",
        en="Sent again, or maybe: the next run looks it up before it does anything else.",
    ),
    State.SYNCED: Text(
        es="Está en Pymes con el mismo cliente, día y total.",
        en="It is in Pymes with the same customer, day and total.",
    ),
    State.DIFFERENT: Text(es="Está en Pymes y es distinta.", en="It is in Pymes and differs."),
    State.CANNOT_TELL: Text(
        es="No se puede saber si Pymes la tiene: no se envía.",
        en="Nobody can tell whether Pymes has it: it is not sent.",
    ),
    State.PARKED: Text(es="Apartada: no se envía sola.", en="Set aside: it is not sent by itself."),
}

_BY_STATE: Final = {
    State.WAITING: Text(es="Nada: espere la próxima pasada.", en="Nothing: wait for the next run."),
    State.EXCLUDED: Text(
        es="Nada. Si sí debía ir a Pymes, libérela: loggro sync retry {number}",
        en="Nothing. If it should be in Pymes, release it: loggro sync retry {number}",
    ),
    State.ABSENT: Text(
        es="Ejecute loggro sync run: pide el reenvío. Si no llega, loggro check dice qué falta.",
        en="Run loggro sync run: it asks for it again. If it does not arrive, loggro check says "
        "what is missing.",
    ),
    State.IN_FLIGHT: Text(
        es="Nada: la próxima pasada la busca. No la reenvíe a mano.",
        en="Nothing: the next run looks it up. Do not send it by hand.",
    ),
    State.SYNCED: Text(es="Nada.", en="Nothing."),
    State.CANNOT_TELL: Text(
        es="Pruebe la búsqueda con una factura que vea en Pymes: loggro check --known NÚMERO",
        en="Prove the look-up with an invoice that you see in Pymes: loggro check --known NUMBER",
    ),
}
_RELEASE: Final = Text(
    es="Cuando esté resuelto: loggro sync retry {number}",
    en="Once that is settled: loggro sync retry {number}",
)
_BY_REASON: Final = {
    "annulled-in-pymes": Text(
        es="Averigüe cuál de los dos lados tiene razón; si la venta no vale, anúlela en Restobar.",
        en="Find out which side is right; if the sale does not stand, void it in Restobar.",
    ),
    "before-watermark": Text(
        es="Se vendió antes del primer día de la sincronización: nunca se envía sola.",
        en="It was sold before the first day of the synchronisation: it is never sent by itself.",
    ),
    "clock-changed": Text(
        es="Corrija el reloj de esta máquina.", en="Correct the clock of this machine."
    ),
    "conflicting-payload": Text(
        es="Compare la venta en Restobar con el documento en Pymes y decida cuál vale.",
        en="Compare the sale in Restobar with the document in Pymes and decide which stands.",
    ),
    "credited-in-pymes": Text(
        es="Averigüe cuál de los dos lados tiene razón.", en="Find out which side is right."
    ),
    "dian-pending": Text(
        es="Consulte en Restobar qué dijo la DIAN.", en="Look in Restobar at what DIAN said."
    ),
    "dian-rejected": Text(
        es="Corrija la factura en Restobar y envíela otra vez a la DIAN.",
        en="Correct the invoice in Restobar and send it to DIAN again.",
    ),
    "duplicate": Text(es="Anule en Pymes la que sobra.", en="Void the extra one in Pymes."),
    "gone": Text(es="Averigüe quién la borró de Pymes.", en="Find out who deleted it from Pymes."),
    "number-repeated": Text(
        es="Corrija la numeración en Restobar.", en="Correct the numbering in Restobar."
    ),
    "renumbered": Text(
        es="Mire en Pymes cuál de los dos números está.", en="Look which of both numbers Pymes has."
    ),
    "sends-used-up": Text(
        es="Falta un ajuste en la integración: loggro check los muestra en orden. Si las ventas "
        "van a otro lugar, mire allá.",
        en="A setting of the integration is missing: loggro check shows them in order. Where sales "
        "go elsewhere, look there.",
    ),
    "void-not-visible": Text(
        es="Anúlela donde está: en Pymes, o adonde van las ventas.",
        en="Void it where it is: in Pymes, or where the sales go.",
    ),
    "voided-not-in-pymes": Text(
        es='Nada, si no hace falta en Pymes; o ponga policies.voided_missing = "force".',
        en='Nothing, if Pymes need not have it; or set policies.voided_missing = "force".',
    ),
}
_DIFFERS: Final = Text(
    es="Corrija el lado equivocado, en Restobar o en Pymes.",
    en="Correct the side that is wrong, in Restobar or in Pymes.",
)
_REJECTED: Final = Text(
    es="Corrija lo que dice Loggro; loggro check muestra los ajustes.",
    en="Correct what Loggro says; loggro check shows the settings.",
)


def meaning_of_row(row: Row) -> Text:
    """Return what the state of a sale means, with the reason where there is one."""
    said = _MEANINGS[row.state]
    if not row.reason:
        return said
    why = meaning_of(row.reason)
    return Text(es=f"{said.es.rstrip('.')}: {why.es}.", en=f"{said.en.rstrip('.')}: {why.en}.")


def advice_of(row: Row) -> Text:
    """Return what a person can do about a sale."""
    return advice_for(row.state, row.reason, row.number)


def advice_for(state: State, reason: str = "", number: str = "") -> Text:
    """
    Return what a person can do about a sale, or about all that stand so.

    Args:
        state: Where it stands.
        reason: As `Row.reason`.
        number: What commands are about; without it they say where the number belongs.

    >>> advice_for(State.CANNOT_TELL).en.endswith("loggro check --known NUMBER")
    True
    """
    found = _advice(state, reason)
    return Text(
        es=found.es.replace("{number}", number or "NÚMERO"),
        en=found.en.replace("{number}", number or "NUMBER"),
    )


def _advice(state: State, reason: str) -> Text:
    if state not in {State.PARKED, State.DIFFERENT, State.EXCLUDED}:
        return _BY_STATE[state]
    known = _BY_REASON.get(reason)
    if reason.startswith(DIFFERS):
        known = _DIFFERS
    if reason.startswith("rejected:"):
        known = _REJECTED
    following = _BY_STATE.get(state, _RELEASE)
    if known is None:
        return following
    return Text(es=f"{known.es} {following.es}", en=f"{known.en} {following.en}")
