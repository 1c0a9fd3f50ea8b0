# SPDX-License-Identifier: MIT
"""The note that annuls a document: every line again, concept 2."""

from __future__ import annotations

from datetime import datetime

from loggro_integration.codes import CreditNoteConcept, DocumentTypeCode
from loggro_integration.days import business_clock, business_day
from loggro_integration.errors import InvalidInput, Text, beginning_of
from loggro_integration.ids import DocumentNumber
from loggro_integration.mapping._reading import UNWRITABLE
from loggro_integration.models import CreditNote, Discrepancy, Invoice, note_header, reference_to

__all__ = ["credit_note", "stated_cause", "void_note"]

_REFERENCES_INVOICE = "20"
_PROFILES = {
    True: "DIAN 2.1: Nota de ajuste crédito al documento equivalente",
    False: "DIAN 2.1: Nota Crédito de Factura Electrónica de Venta",
}


def void_note(
    document: Invoice,
    *,
    number: DocumentNumber,
    at: datetime,
    reason: str = "Anulación de la factura",
) -> CreditNote:
    """
    Return the credit note that annuls a document; for a POS document the adjustment note 94.

    Nothing is computed: it repeats every line, tax, charge and total, so that it cancels the
    document exactly.

    Args:
        document: With its unique code, where DIAN knows it.
        number: Of the note: notes have their own consecutive and no resolution.
        at: When it is issued; its Bogotá day and time are written.
        reason: Why, for people.

    Raises:
        InvalidInput: If the reason says nothing, or holds what no document can.
        InvalidDate: If `at` has no zone.

    Source: `dian.md` section 10 of the project's facts: concept 2, which needs operation 20; the
    adjustment note carries the type of what it adjusts, also 20 for POS.

    >>> from datetime import UTC, datetime
    >>> from loggro_integration.ids import DocumentNumber
    >>> from loggro_integration.mapping import MappingRules, map_sale, void_note
    >>> from loggro_integration.wire import restobar
    >>> sale = restobar.sale({
    ...     "_id": "66f9b8a7c3d4e5f60789abcd", "invoicePrefix": "POS", "seq": 7,
    ...     "status": "Pagada", "createdOn": "2026-11-20T18:04:11.120Z", "total": 54000,
    ...     "seller": {"name": "Camila"}, "paymentMethod": "Efectivo",
    ...     "products": [{"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 2,
    ...                   "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}]}],
    ... })
    >>> plan = map_sale(sale, MappingRules.example())
    >>> note = void_note(
    ...     plan.document, number=DocumentNumber("NA", 1), at=datetime(2026, 11, 21, 15, tzinfo=UTC)
    ... )
    >>> note.type_code, note.references[0].number, note.totals.payable
    ('94', 'POS7', Decimal('54000.00'))
    """
    return credit_note(
        document,
        number=number,
        at=at,
        discrepancy=stated_cause(document, CreditNoteConcept.VOID, reason),
    )


def stated_cause(document: Invoice, concept: CreditNoteConcept, reason: str) -> Discrepancy:
    """
    Return what a note says of its cause.

    Raises:
        InvalidInput: If the reason says nothing, or holds what no document can.
    """
    return Discrepancy(
        code=concept.value, description=_printable(reason), reference=document.number
    )


def _printable(reason: object) -> str:
    if isinstance(reason, str) and reason.strip() and not UNWRITABLE.search(reason):
        return reason
    raise InvalidInput(
        "A note needs a reason, in text that can be printed.",
        field="reason",
        value=beginning_of(reason),
        hint=Text(
            es="Diga en pocas palabras por qué se hace la nota.",
            en="Say in a few words why the note is made.",
        ),
    )


def credit_note(
    document: Invoice, *, number: DocumentNumber, at: datetime, discrepancy: Discrepancy
) -> CreditNote:
    """Return a note about a document that repeats all of it."""
    is_pos = document.type_code == DocumentTypeCode.POS
    kind = DocumentTypeCode.EQUIVALENT_CREDIT_NOTE if is_pos else DocumentTypeCode.CREDIT_NOTE
    return CreditNote(
        number=str(number),
        issue_date=business_day(at),
        issue_time=business_clock(at),
        type_code=kind.value,
        customization=_REFERENCES_INVOICE,
        profile=_PROFILES[is_pos],
        lines=document.lines,
        line_count=document.line_count,
        taxes=document.taxes,
        totals=document.totals,
        allowance_charges=document.allowance_charges,
        references=(reference_to(document, equivalent=is_pos),),
        discrepancy=discrepancy,
        **note_header(document),
    )
