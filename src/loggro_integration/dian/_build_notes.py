# SPDX-License-Identifier: MIT
"""Credit and debit notes made from the document they adjust, or from a period without one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final, NoReturn, TypedDict, Unpack

from attrs import evolve

from loggro_integration.codes import CreditNoteConcept
from loggro_integration.days import business_clock, business_day
from loggro_integration.dian._build_kinds import KINDS
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models import (
    CreditNote,
    DebitNote,
    Discrepancy,
    ExchangeRate,
    Invoice,
    Line,
    NoteHeader,
    Party,
    PaymentMeans,
    Period,
    Reference,
    TaxTotal,
    Totals,
    calculate,
    note_header,
    reference_to,
)

__all__ = ["NoteDetails", "credit_note", "debit_note"]

_CREDIT: Final = {"invoice": "91", "equivalent": "94", "support": "95"}
_DEBIT: Final = {"invoice": "92", "equivalent": "93"}
_NO_HEADER: Final = NoteHeader(
    environment=None,
    supplier=Party(),
    customer=Party(),
    currency="COP",
    exchange_rate=None,
    payment_means=(),
)


class NoteDetails(TypedDict, total=False):
    """
    What a note may say beside: needed where it names no document.

    Attributes:
        customer: Who gets it.
        supplier: Who issues it; `build` takes it as `issuer` as well.
        payment_means: How it is paid back or paid.
        currency: COP where it is not given.
        exchange_rate: Of another currency.
        notes: Free texts.
    """

    customer: Party
    supplier: Party
    payment_means: tuple[PaymentMeans, ...]
    currency: str
    exchange_rate: ExchangeRate | None
    notes: tuple[str, ...]


class _Note(NoteHeader):
    number: str
    issue_date: date
    issue_time: time
    type_code: str
    customization: str | None
    lines: tuple[Line, ...]
    taxes: tuple[TaxTotal, ...]
    totals: Totals
    references: tuple[Reference, ...]
    period: Period | None
    discrepancy: Discrepancy
    notes: tuple[str, ...]


def credit_note(
    about: Invoice | Period,
    *,
    number: str,
    at: datetime,
    concept: str,
    reason: str | None = None,
    lines: Iterable[Line] | None = None,
    **details: Unpack[NoteDetails],
) -> CreditNote:
    """
    Return a credit note, for `build`: 91 of an invoice, 94 of a POS document, 95 of a support one.

    Args:
        about: The document it adjusts, with its unique code; or the period of a note that names
            none, which needs `lines` and a customer.
        number: Of the note: notes have their own consecutive and no resolution.
        at: When it is issued; its Bogotá day and time are written.
        concept: ``1`` part is returned, ``2`` annulment, ``3`` discount, ``4`` price...
        reason: Why, for people; the text of the list where none is given.
        lines: What is given back. Without them the note repeats the whole document, with its
            discounts, charges and total: an annulment always does.
        details: What else it says; see `NoteDetails`.

    Raises:
        InvalidInput: If an annulment names lines or no document, a note of a period names no
            lines, or the document cannot be adjusted so.
        InvalidDate: If `at` has no zone.

    Example:
        >>> from datetime import UTC, datetime
        >>> import tomllib
        >>> from decimal import Decimal
        >>> draft = tomllib.loads(dian.example_draft("invoice"), parse_float=Decimal)
        >>> ready = dian.from_draft(draft).with_secrets(
        ...     {"LOGGRO_DIAN_PIN": "12345", "LOGGRO_DIAN_KEY": "0f" * 20})
        >>> invoice = dian.build(ready.document, **ready.arguments).document
        >>> void = dian.credit_note(
        ...     invoice, number="NC1", at=datetime(2026, 11, 21, 15, tzinfo=UTC), concept="2")
        >>> void.type_code, void.totals.payable == invoice.totals.payable
        ('91', True)

    Source: DIAN annexes FE v1.9, documento equivalente v1.0, documento soporte v1.1.
    """
    void = concept == CreditNoteConcept.VOID
    if void and (lines is not None or not isinstance(about, Invoice)):
        _refuse("concept", concept, "An annulment repeats the whole document it names.")
    if isinstance(about, Invoice) and lines is None:
        whole = _note(about, _CREDIT, number, at, concept, reason, about.lines, details)
        # an advance has no place in a credit note
        whole["taxes"], whole["totals"] = about.taxes, evolve(about.totals, prepaid=None)
        return CreditNote(**whole, allowance_charges=about.allowance_charges)
    part = tuple(lines or ())
    return CreditNote(**_note(about, _CREDIT, number, at, concept, reason, part, details))


def debit_note(
    about: Invoice | Period,
    *,
    number: str,
    at: datetime,
    concept: str,
    lines: Iterable[Line],
    reason: str | None = None,
    **details: Unpack[NoteDetails],
) -> DebitNote:
    """
    Return a debit note, for `build`: 92 of an invoice, 93 of a POS document.

    Args:
        about: The document it adjusts, with its unique code; or the period of a note that names
            none, which needs a customer.
        number: Of the note: notes have their own consecutive and no resolution.
        at: When it is issued; its Bogotá day and time are written.
        concept: ``1`` interest, ``2`` expenses, ``3`` change of the value, ``4`` other.
        lines: What is charged.
        reason: Why, for people; the text of the list where none is given.
        details: What else it says; see `NoteDetails`.

    Raises:
        InvalidInput: If there are no lines, a note of a period names no customer, or the document
            cannot be adjusted so.
        InvalidDate: If `at` has no zone.

    Example:
        >>> from datetime import UTC, datetime
        >>> import tomllib
        >>> from decimal import Decimal
        >>> draft = tomllib.loads(dian.example_draft("pos"), parse_float=Decimal)
        >>> ready = dian.from_draft(draft).with_secrets(
        ...     {"LOGGRO_DIAN_PIN": "12345", "LOGGRO_DIAN_KEY": "0f" * 20})
        >>> ticket = dian.build(ready.document, **ready.arguments).document
        >>> note = dian.debit_note(
        ...     ticket, number="ND1", at=datetime(2026, 11, 21, 15, tzinfo=UTC), concept="4",
        ...     lines=ticket.lines[:1])
        >>> note.type_code, note.customization
        ('93', '20')

    Source: DIAN annexes FE v1.9 and documento equivalente v1.0.
    """
    charged = tuple(lines)
    return DebitNote(**_note(about, _DEBIT, number, at, concept, reason, charged, details))


def _note(
    about: Invoice | Period,
    types: dict[str, str],
    number: str,
    at: datetime,
    concept: str,
    reason: str | None,
    lines: tuple[Line, ...],
    details: NoteDetails,
) -> _Note:
    if not lines:
        _refuse("lines", None, "The note has no lines.")
    invoice = about if isinstance(about, Invoice) else None
    taxes, totals = calculate(lines)
    return _Note(
        number=number,
        issue_date=business_day(at),
        issue_time=business_clock(at),
        type_code=_type(invoice, types),
        customization=_operation(invoice),
        lines=lines,
        taxes=taxes,
        totals=totals,
        references=(_reference(invoice),) if invoice else (),
        period=about if isinstance(about, Period) else None,
        discrepancy=Discrepancy(
            code=concept, description=reason, reference=invoice.number if invoice else None
        ),
        notes=details.get("notes", ()),
        **_header(invoice, details),
    )


def _header(invoice: Invoice | None, details: NoteDetails) -> NoteHeader:
    """Take over what the document says, and let what is told of the note go before it."""
    if invoice is None and not details.get("customer"):
        _refuse("customer", None, "A note without document names its customer.")
    found = _NO_HEADER if invoice is None else note_header(invoice)
    return NoteHeader(
        environment=found["environment"],
        supplier=details.get("supplier") or found["supplier"],
        customer=details.get("customer") or found["customer"],
        currency=details.get("currency") or found["currency"],
        exchange_rate=details.get("exchange_rate") or found["exchange_rate"],
        payment_means=details.get("payment_means") or found["payment_means"],
    )


def _family(invoice: Invoice | None) -> str:
    if invoice is None:
        return "invoice"
    kind = KINDS.get(invoice.type_code)
    if kind is None or kind.is_note:
        _refuse("about", invoice.type_code, "This document cannot be adjusted.")
    return "support" if kind.support else "equivalent" if kind.equivalent else "invoice"


def _type(invoice: Invoice | None, types: dict[str, str]) -> str:
    found = types.get(_family(invoice))
    if found is None:
        _refuse("about", "05", "A support document has no debit note.")
    return found


def _operation(invoice: Invoice | None) -> str | None:
    """Return the operation where it does not follow from the note itself."""
    family = _family(invoice)
    if invoice is None or family == "invoice":
        return None
    return invoice.customization if family == "support" else invoice.type_code


def _reference(invoice: Invoice) -> Reference:
    if invoice.unique_code is None:
        _refuse("about", invoice.number, "The document has no unique code.")
    return reference_to(invoice, equivalent=_family(invoice) == "equivalent")


def _refuse(field: str, value: object, message: str) -> NoReturn:
    raise InvalidInput(
        message,
        field=field,
        value=value,
        hint=Text(
            es="Pase el documento emitido; o el periodo, con las líneas y el adquirente.",
            en="Pass the document that was issued; or the period, with lines and customer.",
        ),
    )
