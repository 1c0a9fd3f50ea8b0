# SPDX-License-Identifier: MIT
"""What a note takes over from the document it adjusts, whoever makes the note."""

from __future__ import annotations

from typing import TypedDict

from loggro_integration.models._document import FiscalDocument
from loggro_integration.models._party import Party
from loggro_integration.models._payment import ExchangeRate, PaymentMeans
from loggro_integration.models._reference import Reference

__all__ = ["NoteHeader", "note_header", "reference_to"]


class NoteHeader(TypedDict):
    """The fields of the header that a note has in common with its document."""

    environment: str | None
    supplier: Party
    customer: Party
    currency: str
    exchange_rate: ExchangeRate | None
    payment_means: tuple[PaymentMeans, ...]


def note_header(document: FiscalDocument) -> NoteHeader:
    """Return the parties, the currency and the payment of a document, for a note about it."""
    return NoteHeader(
        environment=document.environment,
        supplier=document.supplier,
        customer=document.customer,
        currency=document.currency,
        exchange_rate=document.exchange_rate,
        payment_means=document.payment_means,
    )


def reference_to(document: FiscalDocument, *, equivalent: bool) -> Reference:
    """
    Return the reference by which a note names a document.

    Args:
        document: With its unique code, where DIAN knows it.
        equivalent: Whether it is an equivalent document, as POS: its type stands beside it then.

    Source: `dian.md` section 10 of the project's facts.
    """
    return Reference(
        kind="invoice",
        number=document.number,
        unique_code=document.unique_code,
        issue_date=document.issue_date,
        type_code=document.type_code if equivalent else None,
    )
