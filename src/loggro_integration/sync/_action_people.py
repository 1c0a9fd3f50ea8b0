# SPDX-License-Identifier: MIT
"""Save a customer, in Restobar or in Pymes: looked for by its document, so that none is doubled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar, cast

from loggro_integration.errors import InvalidInput, NeedsReview, Text
from loggro_integration.exact_json import JsonValue, is_object
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._action_record import Note, carry_out, review
from loggro_integration.sync._clock import now, pause
from loggro_integration.sync._store import Store
from loggro_integration.wire import OpenRecord, to_json
from loggro_integration.wire.restobar import Client, NewClient

__all__ = ["save_client", "save_customer"]

T = TypeVar("T")

Body = Mapping[str, JsonValue]


def save_client(
    pos: RestobarClient,
    client: NewClient,
    *,
    store: Store | None = None,
    clock: Callable[[], datetime] = now,
    sleep: Callable[[float], object] = pause,
) -> Client:
    """
    Register a customer in Restobar, or bring the one with that document up to date.

    Restobar does not look for duplicates: this does, by the document. Calling it again does nothing
    to a customer who is as asked for.

    Args:
        pos: Client of Restobar.
        client: The customer, with a document; what is not given stays as it is.
        store: The ledger: intent and outcome are recorded there, the customer as a keyed digest.
        clock: Gives the present instant in UTC.
        sleep: Waits so many seconds, where an earlier write may still arrive.

    Returns:
        The customer as Restobar holds it.

    Raises:
        InvalidInput: If the customer has no document.
        Rejected: If Restobar refuses, as `PermissionMissing`.
        OutcomeUnknown: If no usable answer came and nothing shows yet: call again later.
        NeedsReview: If several customers have that document.
        LedgerError: If the ledger cannot be written; nothing is sent then.

    Example:
        ``actions.save_client(pos, NewClient(name="Andina", id_document_type=31, document=nit))``
    """
    document = (client.document or "").strip()
    if not document:
        raise _no_document("document")
    wanted = _fields(client)

    def known() -> Client | None:
        return _only([each for each in pos.clients.find(document) if not each.deleted], "Restobar")

    def send() -> object:
        held = known()
        if held is None:
            return pos.clients.create(client)
        return pos.clients.update({**_fields(held), **wanted})

    return carry_out(
        _note("save-client", document, store, clock),
        send,
        lambda: _fitting(known(), wanted, _fields),
        sleep=sleep,
    )


def save_customer(
    books: PymesClient,
    customer: Body,
    *,
    id_type: str | None = None,
    id: str | None = None,  # noqa: A002 (the name Pymes gives it)
    store: Store | None = None,
    clock: Callable[[], datetime] = now,
    sleep: Callable[[float], object] = pause,
) -> OpenRecord:
    """
    Register a customer in Pymes, or bring the one with that identification up to date.

    Calling it again does nothing to a customer who is as asked for.

    Args:
        books: Client of Pymes.
        customer: Fields as Pymes names them, which is not published.
        id_type: Type of identification, if ``tipoId`` of the body does not say it.
        id: Identification number, if ``id`` of the body does not say it.
        store: The ledger: intent and outcome are recorded there, the customer as a keyed digest.
        clock: Gives the present instant in UTC.
        sleep: Waits so many seconds, where an earlier write may still arrive.

    Returns:
        The customer as Pymes holds it.

    Raises:
        InvalidInput: If nothing says whose identification it is.
        Rejected: If Pymes refuses.
        OutcomeUnknown: If no usable answer came and nothing shows yet: call again later.
        NeedsReview: If several customers have that identification.
        LedgerError: If the ledger cannot be written; nothing is sent then.

    Example:
        ``actions.save_customer(books, {"tipoId": "31", "id": "900123456", "nombre": "…"})``
    """
    kind = _told(id_type, customer, "tipoId")
    number = _told(id, customer, "id")

    def known() -> OpenRecord | None:
        return _only(books.customers.find(kind, number), "Pymes")

    def send() -> object:
        held = known()
        if held is None:
            return books.customers.create(customer, id_type=kind, id=number)
        return books.customers.update({**held.fields, **customer}, id_type=kind, id=number)

    return carry_out(
        _note("save-customer", f"{kind}:{number}", store, clock),
        send,
        lambda: _fitting(known(), customer, lambda row: row.fields),
        sleep=sleep,
    )


def _fields(client: NewClient | Client) -> Body:
    # A record is an object in JSON, which its converter cannot promise.
    return cast("Body", to_json(client))


def _note(action: str, document: str, store: Store | None, clock: Callable[[], datetime]) -> Note:
    whose = store.digest(document) if store is not None else "-"
    return Note(action=action, key=f"{action}:{whose}", store=store, clock=clock)


def _only(found: list[T], place: str) -> T | None:
    if len(found) > 1:
        raise _several(len(found), place)
    return found[0] if found else None


def _fitting(held: T | None, wanted: Body, fields: Callable[[T], Body]) -> T | None:
    """Return a customer who is as asked for."""
    return held if held is not None and _holds(fields(held), wanted) else None


def _holds(held: object, wanted: object) -> bool:
    """Tell whether all that is wanted is held; numbers and texts are the same by what they say."""
    if is_object(wanted):
        return is_object(held) and all(_holds(held.get(k), v) for k, v in wanted.items())
    return str(held) == str(wanted)


def _told(value: str | None, customer: Body, name: str) -> str:
    text = str(value if value is not None else customer.get(name) or "").strip()
    if text:
        return text
    raise _no_document(name)


def _no_document(name: str) -> InvalidInput:
    return InvalidInput(
        "A customer without identification cannot be found again.",
        field=name,
        hint=Text(
            es="Dé el tipo y el número del documento.",
            en="Give type and number of the document.",
        ),
    )


def _several(count: int, place: str) -> NeedsReview:
    return review(
        "document-repeated",
        f"{place} holds {count} customers with that document.",
        es=f"Deje uno solo en {place} y repítalo.",
        en=f"Leave one of them in {place} and repeat it.",
    )
