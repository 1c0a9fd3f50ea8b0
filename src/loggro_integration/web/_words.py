# SPDX-License-Identifier: MIT
"""The words of the page: states as an owner reads them, and what each reason asks of him."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from loggro_integration.errors import Text
from loggro_integration.sync import EventKind, State

__all__ = [
    "DIAN",
    "KINDS",
    "OUTCOMES",
    "PENDING",
    "SET_ASIDE",
    "STATES",
    "STATUSES",
    "STEPS",
    "remedy",
]

PENDING: Final = (State.WAITING, State.ABSENT, State.IN_FLIGHT)
SET_ASIDE: Final = (State.PARKED, State.DIFFERENT)

KINDS: Final[Mapping[str, Text]] = {
    "electronic": Text(es="Electrónica", en="Electronic"),
    "pos": Text(es="POS", en="POS"),
}

STATES: Final[Mapping[State, Text]] = {
    State.SYNCED: Text(es="En Pymes", en="In Pymes"),
    State.PARKED: Text(es="Apartada", en="Set aside"),
    State.DIFFERENT: Text(es="Diferente", en="Different"),
    State.ABSENT: Text(es="Falta", en="Missing"),
    State.CANNOT_TELL: Text(es="No se sabe", en="Cannot tell"),
    State.IN_FLIGHT: Text(es="Por confirmar", en="To be confirmed"),
    State.WAITING: Text(es="En espera", en="Waiting"),
    State.EXCLUDED: Text(es="No se envía", en="Not sent"),
}

DIAN: Final[Mapping[str, Text]] = {
    "accepted": Text(es="Aceptada", en="Accepted"),
    "rejected": Text(es="Rechazada", en="Rejected"),
    "pending": Text(es="Pendiente", en="Pending"),
}

STATUSES: Final[Mapping[str, Text]] = {
    "Pagada": Text(es="Pagada", en="Paid"),
    "Por Pagar": Text(es="A crédito", en="On credit"),
    "Anulada": Text(es="Anulada", en="Voided"),
    "Facturada": Text(es="Sin pagar", en="Unpaid"),
    "Pendiente": Text(es="Pendiente", en="Pending"),
}

STEPS: Final[Mapping[EventKind, Text]] = {
    EventKind.SEEN: Text(es="Se vio en Restobar", en="Seen in Restobar"),
    EventKind.LOOKED_UP: Text(es="Se buscó en Pymes", en="Looked up in Pymes"),
    EventKind.INTENDED: Text(es="Se decidió reenviarla", en="It was decided to send it again"),
    EventKind.SENT: Text(es="Se pidió el reenvío a Restobar", en="Restobar was asked to send it"),
    EventKind.ANSWERED: Text(es="Restobar respondió", en="Restobar answered"),
    EventKind.CHANGED: Text(es="Cambió en Restobar", en="Changed in Restobar"),
    EventKind.VOIDED: Text(es="Se anuló en Restobar", en="Voided in Restobar"),
    EventKind.PAID: Text(es="Recibió un pago", en="Received a payment"),
    EventKind.PARKED: Text(es="Se apartó para una persona", en="Set aside for a person"),
    EventKind.RELEASED: Text(es="Una persona la liberó", en="A person released it"),
}

OUTCOMES: Final[Mapping[str, Text]] = {
    "equal": Text(es="está, igual", en="there, equal"),
    "different": Text(es="está, diferente", en="there, different"),
    "absent": Text(es="no está", en="not there"),
    "cannot_tell": Text(es="no se pudo saber", en="nobody can tell"),
    "accepted": Text(es="aceptó", en="accepted"),
    "rejected": Text(es="rechazó", en="refused"),
    "unknown": Text(es="no se sabe qué", en="nobody knows what"),
    "not-sent": Text(es="no llegó a salir", en="it never left"),
    "identity": Text(es="fecha, cliente, productos o total", en="date, customer, items or total"),
    "state": Text(es="estado, pagos o DIAN", en="state, payments or DIAN"),
}

_BY_REASON: Final[Mapping[str, Text]] = {
    "annulled-in-pymes": Text(
        es="Anúlela también en Restobar: `loggro void NÚMERO`",
        en="Void it in Restobar too: `loggro void NUMBER`",
    ),
    "clock-changed": Text(
        es="Ponga en hora el equipo y libérela: `loggro sync retry NÚMERO`",
        en="Set the clock of the machine and release it: `loggro sync retry NUMBER`",
    ),
    "conflicting-payload": Text(
        es="Compárela en los dos programas y, si Pymes tiene la versión anterior, corríjala con "
        "su contador.",
        en="Compare it in both programs and, if Pymes has the former version, correct it with "
        "your accountant.",
    ),
    "credited-in-pymes": Text(
        es="Mire la nota crédito en Pymes; si la venta no vale, anúlela en Restobar.",
        en="Look at the credit note in Pymes; if the sale does not stand, void it in Restobar.",
    ),
    "dian-pending": Text(
        es="Ábrala en Restobar (primer ícono) y valídela; después: `loggro sync retry NÚMERO`",
        en="Open it in Restobar (first icon) and validate it; then: `loggro sync retry NUMBER`",
    ),
    "dian-rejected": Text(
        es="Lea el rechazo en Restobar (primer ícono de la factura) y corríjala allí.",
        en="Read the refusal in Restobar (first icon of the invoice) and correct it there.",
    ),
    "duplicate": Text(
        es="Anule en Pymes el documento que sobra.", en="Void the extra document in Pymes."
    ),
    "gone": Text(
        es="Averigüe quién la quitó de Pymes; para enviarla otra vez: `loggro sync retry NÚMERO`",
        en="Find out who removed it from Pymes; to send it again: `loggro sync retry NUMBER`",
    ),
    "no-number": Text(
        es="Corrija su numeración en Restobar.", en="Correct its numbering in Restobar."
    ),
    "number-repeated": Text(
        es="Corrija la numeración en Restobar: dos ventas no pueden tener un número.",
        en="Correct the numbering in Restobar: two sales cannot share a number.",
    ),
    "rejected": Text(
        es="Revise los ajustes (`loggro check`), corrija lo que dice y libérela: "
        "`loggro sync retry NÚMERO`",
        en="Check the settings (`loggro check`), mend what it says and release it: "
        "`loggro sync retry NUMBER`",
    ),
    "renumbered": Text(
        es="Mire cuál de los dos números está en Pymes y anule el otro en Restobar.",
        en="See which of both numbers is in Pymes, and void the other one in Restobar.",
    ),
    "sends-used-up": Text(
        es="Revise los ajustes (`loggro check`) y libérela: `loggro sync retry NÚMERO`",
        en="Check the settings (`loggro check`) and release it: `loggro sync retry NUMBER`",
    ),
    "void-not-visible": Text(
        es="Restobar ya la anuló: haga anular el documento en Pymes con su contador.",
        en="Restobar has voided it: have your accountant void the document in Pymes.",
    ),
}

_BY_STATE: Final[Mapping[State, Text]] = {
    State.WAITING: Text(
        es="Nada todavía: Loggro suele enviarla solo y la próxima pasada lo comprueba.",
        en="Nothing yet: Loggro usually sends it by itself, and the next run checks.",
    ),
    State.ABSENT: Text(
        es="La próxima pasada pide el reenvío: `loggro sync run`",
        en="The next run asks for it again: `loggro sync run`",
    ),
    State.IN_FLIGHT: Text(
        es="Nada todavía: la próxima pasada confirma que llegó.",
        en="Nothing yet: the next run confirms that it arrived.",
    ),
    State.DIFFERENT: Text(
        es="Compárela en los dos programas: `loggro sync reconcile`",
        en="Compare it in both programs: `loggro sync reconcile`",
    ),
    State.CANNOT_TELL: Text(
        es="Revise la consulta a Pymes: `loggro check --known NÚMERO`",
        en="Check the look-up of Pymes: `loggro check --known NUMBER`",
    ),
    State.PARKED: Text(
        es="Corrija la causa y libérela: `loggro sync retry NÚMERO`",
        en="Mend the cause and release it: `loggro sync retry NUMBER`",
    ),
    State.SYNCED: Text(es="Nada.", en="Nothing."),
    State.EXCLUDED: Text(es="Nada: no se envía.", en="Nothing: it is not sent."),
}


def remedy(reason: str, state: State, number: str = "") -> Text:
    """
    Return what a person has to do about a sale; a command in it stands between grave accents.

    Args:
        reason: As `Row.reason`.
        state: Where the sale stands.
        number: What the command is about, where it is one sale.

    >>> remedy("gone", State.PARKED, "FE12").en
    'Find out who removed it from Pymes; to send it again: `loggro sync retry FE12`'
    """
    differs = reason.startswith("differs:")
    kind = reason.partition(":")[0]
    known = _BY_STATE[State.DIFFERENT] if differs else _BY_REASON.get(kind, _BY_STATE[state])
    if not number:
        return known
    return Text(es=known.es.replace("NÚMERO", number), en=known.en.replace("NUMBER", number))
