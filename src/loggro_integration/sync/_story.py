# SPDX-License-Identifier: MIT
"""The whole story of one sale, from the events of the ledger, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from attrs import frozen

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import JsonValue, dumps
from loggro_integration.money import format_pesos
from loggro_integration.sync import _action_words
from loggro_integration.sync._advice import advice_of, meaning_of_row
from loggro_integration.sync._reasons import meaning_of
from loggro_integration.sync._states import Event, Row
from loggro_integration.sync._store import Store

__all__ = ["Story", "StoryLine", "story_of"]


@frozen(kw_only=True)
class StoryLine:
    """
    One event in words.

    Attributes:
        at: UTC.
        kind: Kind of the event, as the ledger writes it.
        text: What happened.
    """

    at: datetime
    kind: str
    text: Text


@frozen(kw_only=True)
class Story:
    """
    What happened to one sale, what that means, and what to do.

    Attributes:
        row: Where it stands.
        lines: Every event, the first one first.
        meaning: What its state means.
        advice: What a person can do.
    """

    row: Row
    lines: tuple[StoryLine, ...]
    meaning: Text
    advice: Text


def story_of(store: Store, key: str) -> Story:
    """
    Tell what happened to a sale; only reads the ledger.

    Args:
        store: The ledger.
        key: ``business:prefix:sequence``.

    Raises:
        InvalidInput: If the ledger does not know it.
    """
    row = store.row(key)
    if row is None:
        raise InvalidInput(f"The ledger does not know {key}.", field="key", value=key)
    lines = (
        StoryLine(at=event.at, kind=event.kind.value, text=words_of(event))
        for event in store.events(key)
    )
    return Story(row=row, lines=tuple(lines), meaning=meaning_of_row(row), advice=advice_of(row))


def words_of(event: Event) -> Text:
    """Return what an event says; one of a kind without words shows its details."""
    words = _WORDS.get(event.kind.value)
    return words(event) if words else _details(event.kind.value, event.detail)


def _seen(event: Event) -> Text:
    kind = _KINDS.get(event.text("kind"), Text(es=event.text("kind"), en=event.text("kind")))
    total = _pesos(event.text("total"))
    said = Text(
        es=f"Se vio en Restobar: {kind.es}, {total}.", en=f"Seen in Restobar: {kind.en}, {total}."
    )
    if not (excluded := event.text("excluded")):
        return said
    why = meaning_of(excluded)
    return _joined(said, Text(es=f"Queda excluida: {why.es}.", en=f"It is left out: {why.en}."))


def _looked_up(event: Event) -> Text:
    result, reason = event.text("result") or "?", event.text("reason")
    if result != "absent":
        said = _LOOKS.get(result, Text(es=result, en=result))
        return _with_reason(said, reason)
    if event.detail.get("young") is True:
        return Text(
            es="Se buscó en Pymes: aún no está; Loggro todavía puede llevarla solo.",
            en="Looked up in Pymes: not there yet; Loggro may still carry it by itself.",
        )
    return Text(es="Se buscó en Pymes: no está.", en="Looked up in Pymes: it is not there.")


def _answered(event: Event) -> Text:
    answer = event.text("answer") or "?"
    return _with_reason(_ANSWERS.get(answer, Text(es=answer, en=answer)), event.text("reason"))


def _changed(event: Event) -> Text:
    if event.text("what") == "identity":
        total = _pesos(event.text("total"))
        return Text(
            es=f"Cambió en Restobar: cliente, líneas, fecha o total; el total es {total}.",
            en=f"Changed in Restobar: customer, lines, date or total; the total is {total}.",
        )
    paid, status = _pesos(event.text("paid")), event.text("status") or "?"
    return Text(
        es=f"Cambió de estado en Restobar: {status}, pagado {paid}.",
        en=f"Its state changed in Restobar: {status}, paid {paid}.",
    )


def _parked(event: Event) -> Text:
    return _with_reason(
        Text(es="Se apartó para una persona.", en="Set aside for a person."), event.text("reason")
    )


def _said(es: str, en: str) -> Callable[[Event], Text]:
    text = Text(es=es, en=en)
    return lambda _: text


def _with_reason(said: Text, reason: str) -> Text:
    if not reason:
        return said
    why = meaning_of(reason)
    return Text(es=f"{said.es.rstrip('.')}: {why.es}.", en=f"{said.en.rstrip('.')}: {why.en}.")


def _joined(one: Text, other: Text) -> Text:
    return Text(es=f"{one.es} {other.es}", en=f"{one.en} {other.en}")


def _details(kind: str, detail: Mapping[str, JsonValue]) -> Text:
    known = ", ".join(
        f"{name} {value if isinstance(value, str) else dumps(value)}"
        for name, value in detail.items()
    )
    text = f"{kind}: {known}" if known else kind
    return Text(es=f"{text}.", en=f"{text}.")


def _pesos(amount: str) -> str:
    try:
        return format_pesos(Decimal(amount))
    except InvalidOperation:
        return amount or "?"


_KINDS: Final = {
    "pos": Text(es="POS", en="POS"),
    "electronic": Text(es="factura electrónica", en="electronic invoice"),
}
_LOOKS: Final = {
    "equal": Text(
        es="Se buscó en Pymes: está, con el mismo cliente, día y total.",
        en="Looked up in Pymes: it is there, with the same customer, day and total.",
    ),
    "different": Text(
        es="Se buscó en Pymes: no es igual.", en="Looked up in Pymes: it is not the same."
    ),
    "cannot_tell": Text(
        es="Se buscó en Pymes: no se puede saber.", en="Looked up in Pymes: nobody can tell."
    ),
}
_ANSWERS: Final = {
    "accepted": Text(es="Restobar aceptó el reenvío.", en="Restobar accepted to send it."),
    "rejected": Text(es="Restobar lo rechazó.", en="Restobar refused."),
    "unknown": Text(
        es="No hubo respuesta que sirva: nadie sabe si salió; primero se busca.",
        en="No usable answer came: nobody knows whether it left; it is looked up first.",
    ),
    "not-sent": Text(es="El reenvío no salió de aquí.", en="The request never left this machine."),
    "unneeded": Text(
        es="Restobar lo rechazó, y Pymes ya la tenía.",
        en="Restobar refused, and Pymes had it already.",
    ),
}
_WORDS: Final[Mapping[str, Callable[[Event], Text]]] = {
    "seen": _seen,
    "looked_up": _looked_up,
    "intended": _said(
        "Se anotó la intención de pedir el reenvío.", "The intent to ask for it was written down."
    ),
    "sent": _said("Se le pidió a Restobar reenviarla.", "Restobar was asked to send it again."),
    "answered": _answered,
    "changed": _changed,
    "voided": _said("Se anuló en Restobar.", "Voided in Restobar."),
    "paid": _said("Se recibió un pago en Restobar.", "A payment was received in Restobar."),
    "parked": _parked,
    "action": _action_words.words_of,
    "released": _said(
        "Una persona la liberó: vuelve a la espera.", "A person released it: it waits again."
    ),
}
