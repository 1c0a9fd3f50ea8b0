# SPDX-License-Identifier: MIT
"""What the events of an action say, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from loggro_integration.errors import Text
from loggro_integration.sync._action_follow import InPymes
from loggro_integration.sync._states import Event

__all__ = ["shown_words", "words_of"]


def words_of(event: Event) -> Text:
    """
    Return what an event of an action says, in Spanish and English.

    Args:
        event: An event of the kind `EventKind.ACTION`.

    Example:
        ``[actions.words_of(each).es for each in store.events(done.key)]``
    """
    name = event.text("action")
    action = _ACTIONS.get(name, Text(es=name, en=name))
    said = _said(event)
    return Text(es=f"{action.es}: {said.es}.", en=f"{action.en}: {said.en}.")


def shown_words(shown: InPymes) -> Text:
    """Return what Pymes shows of an action, as a part of a sentence."""
    return _FOUND.get(shown.value, Text(es=shown.value, en=shown.value))


def _said(event: Event) -> Text:
    for name, words in (("found", _FOUND), ("answer", _ANSWERS), ("phase", _PHASES)):
        if word := event.text(name):
            return words.get(word, Text(es=word, en=word))
    return Text(es="?", en="?")


_ACTIONS: Final[Mapping[str, Text]] = {
    "void": Text(es="Anular", en="Void"),
    "finalize-void": Text(es="Terminar la anulación", en="Finish the annulment"),
    "pay": Text(es="Pagar", en="Pay"),
    "pay-credit": Text(es="Recibir un abono", en="Receive an instalment"),
    "email": Text(es="Enviar por correo", en="E-mail"),
    "create-orders": Text(es="Crear los pedidos", en="Make the orders"),
    "create-invoice": Text(es="Facturar", en="Bill"),
    "save-client": Text(es="Guardar el cliente en Restobar", en="Save the customer in Restobar"),
    "save-customer": Text(es="Guardar el cliente en Pymes", en="Save the customer in Pymes"),
    "create-receipt": Text(es="Crear el recibo en Pymes", en="Make the receipt in Pymes"),
}
_PHASES: Final[Mapping[str, Text]] = {
    "intended": Text(
        es="se anotó la intención, antes de que algo saliera",
        en="the intent was written down, before anything left",
    ),
    "sent": Text(es="salió hacia Loggro", en="it left for Loggro"),
    "seen": Text(es="se miró, y está hecho", en="a look showed it done"),
}
_ANSWERS: Final[Mapping[str, Text]] = {
    "accepted": Text(es="Loggro dijo que sí", en="Loggro said yes"),
    "rejected": Text(es="Loggro lo rechazó y nada cambió", en="Loggro refused; nothing changed"),
    "unneeded": Text(
        es="Loggro lo rechazó, y ya estaba hecho", en="Loggro refused, and it was done already"
    ),
    "unknown": Text(
        es="no hubo respuesta que sirva: primero se mira",
        en="no usable answer came: it is looked up first",
    ),
    "not-sent": Text(es="no salió de aquí", en="it never left this machine"),
}
_FOUND: Final[Mapping[str, Text]] = {
    "annulled": Text(es="en Pymes está anulada", en="it is annulled in Pymes"),
    "credited": Text(
        es="en Pymes hay una nota crédito que la anula", en="in Pymes a credit note undoes it"
    ),
    "stands": Text(
        es="en Pymes sigue viva y no se ve la anulación",
        en="in Pymes it still stands and no annulment shows",
    ),
    "agrees": Text(es="el saldo en Pymes es el mismo", en="its balance in Pymes is the same"),
    "differs": Text(es="el saldo en Pymes es otro", en="its balance in Pymes is another"),
    "absent": Text(es="Pymes no tiene el documento", en="Pymes does not have the document"),
    "cannot-tell": Text(
        es="no se pudo saber qué muestra Pymes", en="nobody could tell what Pymes shows"
    ),
}
