# SPDX-License-Identifier: MIT
"""Events about an invoice that was received or issued, and DIAN's answer to a document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal, NoReturn

from loggro_integration import codes
from loggro_integration.codes import EventCode, lists
from loggro_integration.days import business_clock, business_day
from loggro_integration.dian._literals import (
    ANSWER_DESCRIPTIONS,
    DIAN,
    EVENT_DESCRIPTIONS,
    tacit_acceptance_oath,
)
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models import (
    ApplicationResponse,
    FiscalDocument,
    Invoice,
    Party,
    Person,
    Reference,
    ResponseLine,
)

__all__ = ["answer", "event"]

_INVOICES: Final = frozenset({"01", "02", "03", "04"})
_TACIT: Final = EventCode.TACIT_ACCEPTANCE.value
_CLAIM: Final = EventCode.CLAIM.value
_WITH_PERSON: Final = frozenset({"030", "032"})


def event(
    code: str,
    *,
    invoice: Invoice,
    number: str,
    at: datetime,
    sender: Party | None = None,
    receiver: Party | None = None,
    person: Person | None = None,
    claim: str | None = None,
    notes: tuple[str, ...] = (),
) -> ApplicationResponse:
    """
    Return an event about an invoice, for `build`.

    Args:
        code: ``030`` receipt of the invoice, ``031`` claim, ``032`` receipt of the goods, ``033``
            acceptance, ``034`` tacit acceptance.
        invoice: With its CUFE, as read.
        number: Own consecutive of the sender for this sort of event.
        at: When it is issued; its Bogotá day and time are written.
        sender: The buyer of the invoice where none is given; of event 034, its seller.
        receiver: The seller where none is given; of event 034, DIAN.
        person: Who received, for 030 and 032.
        claim: Reason of a claim: ``01`` to ``04``.
        notes: Free texts. Event 034 needs an oath, which is written where there are none; who acts
            for another words it himself.

    Raises:
        InvalidInput: If the event is none of these, a part of it is missing or is of another
            event, or the document is no electronic invoice with its CUFE.
        InvalidDate: If `at` has no zone.

    Example:
        >>> dian.event("035", invoice=None, number="1", at=None)
        Traceback (most recent call last):
            ...
        loggro_integration.errors.InvalidInput: Events 030 to 034 can be made. ...

    Source: RADIAN v1.1 (Resolución 000085 de 2022) and its official examples.
    """
    _check(code, invoice, person, claim)
    tacit = code == _TACIT
    return ApplicationResponse(
        number=number,
        issue_date=business_day(at),
        issue_time=business_clock(at),
        sender=sender or (invoice.supplier if tacit else invoice.customer),
        receiver=receiver or (DIAN if tacit else invoice.supplier),
        response_code=code,
        description=EVENT_DESCRIPTIONS[code],
        claim_code=claim,
        claim_text=codes.name(lists.CLAIM_CONCEPTS, claim) if claim else None,
        reference=_reference(invoice),
        environment=invoice.environment,
        person=person,
        notes=_oath(invoice.customer) if tacit and not notes else notes,
    )


def _oath(buyer: Party) -> tuple[str, ...]:
    number = buyer.identification.number if buyer.identification else ""
    return (tacit_acceptance_oath(buyer.name or "", number),)


def answer(
    document: FiscalDocument | ApplicationResponse,
    code: Literal["02", "04"],
    *,
    number: str,
    at: datetime,
    receiver: Party | None = None,
    lines: Iterable[ResponseLine] = (),
) -> ApplicationResponse:
    """
    Return what DIAN answers to a document, for `build`: what a test or a fake of DIAN needs.

    Args:
        document: The one it is about, with its unique code.
        code: ``02`` validated, ``04`` rejected.
        number: Of the answer.
        at: When it is given; its Bogotá day and time are written.
        receiver: Who sent the document; its issuer where none is given.
        lines: Rules and notices, one a line.

    Raises:
        InvalidInput: If the code is neither, or the document has no unique code.
        InvalidDate: If `at` has no zone.

    Example:
        >>> from datetime import UTC, datetime
        >>> import tomllib
        >>> from decimal import Decimal
        >>> draft = tomllib.loads(dian.example_draft("invoice"), parse_float=Decimal)
        >>> ready = dian.from_draft(draft).with_secrets(
        ...     {"LOGGRO_DIAN_PIN": "12345", "LOGGRO_DIAN_KEY": "0f" * 20})
        >>> invoice = dian.build(ready.document, **ready.arguments).document
        >>> dian.answer(
        ...     invoice, "02", number="1", at=datetime(2026, 11, 21, 15, tzinfo=UTC)
        ... ).description
        'Documento validado por la DIAN'

    Source: production answers of DIAN; documento ApplicationResponse of annex v1.9.
    """
    if code not in ANSWER_DESCRIPTIONS:
        _refuse("code", code, "DIAN answers 02 or 04.")
    if document.unique_code is None:
        _refuse("document", document.number, "The document has no unique code.")
    if receiver is None:
        receiver = _issuer(document)
    return ApplicationResponse(
        number=number,
        issue_date=business_day(at),
        issue_time=business_clock(at),
        sender=DIAN,
        receiver=receiver,
        response_code=code,
        description=ANSWER_DESCRIPTIONS[code],
        reference=_reference(document),
        environment=document.environment,
        lines=tuple(lines),
    )


def _issuer(document: FiscalDocument | ApplicationResponse) -> Party:
    if isinstance(document, ApplicationResponse):
        return document.sender
    return document.customer if document.type_code in {"05", "95"} else document.supplier


def _reference(document: FiscalDocument | ApplicationResponse) -> Reference:
    return Reference(
        kind="document",
        number=document.number,
        unique_code=document.unique_code,
        type_code=document.type_code if isinstance(document, FiscalDocument) else "96",
    )


def _check(code: str, invoice: Invoice, person: Person | None, claim: str | None) -> None:
    if code not in EVENT_DESCRIPTIONS:
        _refuse("code", code, "Events 030 to 034 can be made.")
    # `dian.read` gives events and containers too, which have no type
    type_code = getattr(invoice, "type_code", None)
    if type_code not in _INVOICES:
        _refuse("invoice", type_code, "The document is no electronic invoice.")
    if invoice.unique_code is None:
        _refuse("invoice", invoice.number, "The invoice has no CUFE.")
    if (claim is not None) != (code == _CLAIM):
        _refuse("claim", claim, "Event 031 has a reason of claim, and no other event.")
    if claim is not None and codes.lookup(lists.CLAIM_CONCEPTS, claim) is None:
        _refuse("claim", claim, "A claim has a reason 01 to 04.")
    if person is None and code in _WITH_PERSON:
        _refuse("person", code, "Events 030 and 032 tell who received.")


def _refuse(field: str, value: object, message: str) -> NoReturn:
    raise InvalidInput(
        message,
        field=field,
        value=value,
        hint=Text(
            es="030 y 032 llevan person; 031, claim (01 a 04); todos, la factura con su CUFE.",
            en="030 and 032 take person; 031 takes claim (01 to 04); all, the invoice with its"
            " CUFE.",
        ),
    )
