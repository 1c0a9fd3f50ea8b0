# SPDX-License-Identifier: MIT
"""
Create a receipt in Pymes, for what Restobar does not hold.

Pymes shows what is left of receipts, and not for sure one that is used up: seeing none proves
nothing, so that it is never sent again by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from attrs import evolve, frozen

from loggro_integration.errors import (
    InvalidInput,
    LoggroError,
    Rejected,
    Text,
)
from loggro_integration.exact_json import JsonValue, is_array, is_object
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._action_record import Note, attempt, review
from loggro_integration.sync._clock import now
from loggro_integration.sync._store import Store
from loggro_integration.sync._troubles import refusal
from loggro_integration.wire import OpenRecord, SalesFields

__all__ = ["Received", "create_receipt"]

Body = Mapping[str, JsonValue]


@frozen(kw_only=True)
class Received:
    """
    A receipt of Pymes.

    Attributes:
        record: As Pymes shows it, `None` where it accepted it and does not show it.
        already: It was made before: nothing was sent now.
    """

    record: OpenRecord | None
    already: bool


def create_receipt(
    books: PymesClient,
    receipt: Body,
    *,
    pos: RestobarClient,
    reference: str,
    documents: Iterable[str] = (),
    store: Store | None = None,
    fields: SalesFields | None = None,
    again: bool = False,
    clock: Callable[[], datetime] = now,
) -> Received:
    """
    Create a receipt (*recibo de caja*) in Pymes, once for each reference.

    A payment of a sale of Restobar is received in Restobar: such a document is refused here.

    Args:
        books: Client of Pymes.
        receipt: Fields as Pymes names them, which is not published; ``cliente.id``, ``fecha`` and
            ``valor`` find it again, ``documentos[].numero`` is what it pays.
        pos: Client of Restobar, which is asked whether it holds those documents.
        reference: Your own name for it; another one is another receipt.
        documents: Numbers of the documents that it pays, if the body names them otherwise.
        store: The ledger: intent and outcome are recorded there. Without it, two calls are two
            receipts.
        fields: Names of the fields of Pymes; the default ones otherwise.
        again: Make it although nobody knows whether an earlier one arrived: after a person looked.
        clock: Gives the present instant in UTC.

    Raises:
        InvalidInput: If Restobar holds a document that it pays, or the body does not tell customer,
            day and value.
        Rejected: If Pymes refuses.
        OutcomeUnknown: If no usable answer came and it does not show: it is not sent again by
            itself.
        NeedsReview: If an earlier one got no usable answer, does not show, and `again` is not set;
            or if more than one shows.
        LedgerError: If the ledger cannot be written; nothing is sent then.

    Example:
        ``actions.create_receipt(books, {…}, pos=pos, reference="anticipo-evento-12", store=store)``
    """
    if not reference.strip():
        raise _missing("reference")
    named = documents_of(receipt)
    _not_of_restobar(pos, dict.fromkeys([*documents, *named]))
    work = _Receipt(books=books, receipt=receipt, fields=fields or SalesFields())
    whose = store.digest(reference) if store is not None else "-"
    note = Note(action="create-receipt", key=f"receipt:{whose}", store=store, clock=clock)
    return work.make(note, again=again)


def documents_of(receipt: Body) -> list[str]:
    """Return the numbers of the documents that a receipt pays, as its body names them."""
    rows = receipt.get("documentos")
    found = [row.get("numero") for row in rows if is_object(row)] if is_array(rows) else []
    return [str(each) for each in (*found, receipt.get("referencia")) if each]


def _not_of_restobar(pos: RestobarClient, numbers: Iterable[str]) -> None:
    for number in numbers:
        if pos.invoices.find(number):
            raise InvalidInput(
                f"{number} is a sale of Restobar: its payments are received there. "
                f'Call actions.pay(pos, "{number}", …).',
                field="documents",
                value=number,
                hint=Text(
                    es=f'Use loggro pay {number}, o actions.pay(pos, "{number}", …).',
                    en=f'Use loggro pay {number}, or actions.pay(pos, "{number}", …).',
                ),
            )


@frozen(kw_only=True)
class _Receipt:
    """One receipt at work."""

    books: PymesClient
    receipt: Body
    fields: SalesFields

    def make(self, note: Note, *, again: bool) -> Received:
        """Look for it, make it, and look for it again."""
        customer, day, value = self._customer(), self._day(), self._value()
        intent = note.open_intent
        held = self._held(customer, day, value)
        if note.done is not None and not again:
            return Received(record=held[-1] if held else None, already=True)
        before = len(held) if intent is None else int(intent.text("held"))
        # Where another one of that day and value was made since, nobody knows which of them shows.
        added = None if intent is None or note.has_rival("value", "day") else _added(held, before)
        if added is not None:
            note.seen()
            return Received(record=added, already=False)
        if intent is not None and not again:
            raise _untellable(value, day)
        facts: Body = {"value": str(value), "day": day.isoformat(), "held": len(held)}
        return self._send(evolve(note, facts=facts), customer, day, value, len(held))

    def _send(self, note: Note, customer: str, day: date, value: Decimal, before: int) -> Received:
        error = attempt(
            note,
            lambda: self.books.receipts.create(self.receipt, customer_id=customer, day=day),
        )
        if error is None:
            found = _added(self._held(customer, day, value), before)
        else:
            found = self._quietly(customer, day, value, before)
            if isinstance(error, Rejected):
                note.answered("rejected" if found is None else "unneeded", refusal(error))
            if found is None:
                raise error
        if found is not None:
            note.seen()
        return Received(record=found, already=False)

    def _quietly(self, customer: str, day: date, value: Decimal, before: int) -> OpenRecord | None:
        """Look after an error; a look that fails, or shows two, leaves it as unknown as it was."""
        try:
            return _added(self._held(customer, day, value), before)
        except LoggroError:
            return None

    def _held(self, customer: str, day: date, value: Decimal) -> list[OpenRecord]:
        """Return the receipts of that customer, day and value that Pymes shows."""
        balances = self.books.balances
        rows = [
            row
            for ask in (balances.receipts, balances.advances)
            for row in ask(since=day, until=day, customer_id=customer)
        ]
        return [row for row in rows if _amount(row.get(self.fields.total)) == value]

    def _customer(self) -> str:
        whose = self.receipt.get("cliente")
        number = str(whose.get("id") or "").strip() if is_object(whose) else ""
        if not number:
            raise _missing("cliente.id")
        return number

    def _day(self) -> date:
        try:
            return date.fromisoformat(str(self.receipt.get("fecha")))
        except ValueError:
            raise _missing("fecha") from None

    def _value(self) -> Decimal:
        value = _amount(self.receipt.get("valor"))
        if value is None:
            raise _missing("valor")
        return value


def _amount(value: object) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _added(held: list[OpenRecord], before: int) -> OpenRecord | None:
    """Return the receipt that was added since, if one was."""
    if len(held) - before > 1:
        raise review(
            "receipt-repeated",
            f"Pymes shows {len(held) - before} such receipts more than before, not one.",
            es="Anule en Pymes los que sobran.",
            en="Annul the extra ones in Pymes.",
        )
    return held[-1] if len(held) > before else None


def _untellable(value: Decimal, day: date) -> Exception:
    return review(
        "create-receipt-unknown",
        f"Nobody can tell whether the receipt of {value} of {day} was made.",
        es="Búsquelo en Pymes; si no está, repítalo a propósito: again=True.",
        en="Look for it in Pymes; if it is not there, repeat it on purpose: again=True.",
    )


def _missing(name: str) -> InvalidInput:
    return InvalidInput(
        f"The receipt does not say its {name}: it could not be found again.",
        field=name,
        hint=Text(es=f"Dé {name}.", en=f"Give {name}."),
    )
