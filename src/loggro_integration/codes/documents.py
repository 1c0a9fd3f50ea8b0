# SPDX-License-Identifier: MIT
"""Codes of DIAN about documents, their notes and their events; all of them open."""

from __future__ import annotations

from loggro_integration.codes._open import OpenEnum

__all__ = [
    "CreditNoteConcept",
    "DebitNoteConcept",
    "DocumentTypeCode",
    "Environment",
    "EventCode",
]


class DocumentTypeCode(OpenEnum):
    """
    Kind of fiscal document.

    Source: list TipoDocumento; documento soporte annex v1.1; equivalent documents annex v1.0.
    """

    INVOICE = "01"
    EXPORT_INVOICE = "02"
    PAPER_CONTINGENCY = "03"
    """The issuer could not work: paper first, transcribed afterwards."""
    DIAN_CONTINGENCY = "04"
    """DIAN could not work."""
    SUPPORT_DOCUMENT = "05"
    """Documento soporte: a purchase from somebody who need not invoice."""
    EQUIVALENT_CONTINGENCY = "08"
    POS = "20"
    """Documento equivalente POS."""
    CINEMA_TICKET = "25"
    PUBLIC_SHOW = "27"
    LOCAL_GAMES = "30"
    PASSENGER_TRANSPORT = "35"
    TOLL = "40"
    STATEMENT = "45"
    AIR_TICKET = "50"
    STOCK_EXCHANGE = "55"
    UTILITIES = "60"
    CREDIT_NOTE = "91"
    DEBIT_NOTE = "92"
    EQUIVALENT_DEBIT_NOTE = "93"
    EQUIVALENT_CREDIT_NOTE = "94"
    SUPPORT_DOCUMENT_NOTE = "95"
    APPLICATION_RESPONSE = "96"


class CreditNoteConcept(OpenEnum):
    """
    Why a credit note is made (``DiscrepancyResponse/ResponseCode`` of 91).

    Source: list ConceptoNotaCredito; annex v1.9. Concept 5 is ``Otros`` in the list and the
    prompt-payment discount in the annex text; 6 is in the annex text only.
    """

    PARTIAL_RETURN = "1"
    VOID = "2"
    """Annulment of the invoice: it repeats every line."""
    DISCOUNT = "3"
    PRICE_ADJUSTMENT = "4"
    OTHER = "5"
    VOLUME_DISCOUNT = "6"


class DebitNoteConcept(OpenEnum):
    """Why a debit note is made. Source: list ConceptoNotaDebito."""

    INTEREST = "1"
    EXPENSES = "2"
    VALUE_CHANGE = "3"
    OTHER = "4"


class EventCode(OpenEnum):
    """What an ApplicationResponse says. Source: official RADIAN examples (list EventoRadian)."""

    VALIDATED = "02"
    REJECTED = "04"
    RECEIPT_ACKNOWLEDGED = "030"
    CLAIM = "031"
    GOODS_RECEIVED = "032"
    EXPRESS_ACCEPTANCE = "033"
    TACIT_ACCEPTANCE = "034"


class Environment(OpenEnum):
    """Where a document counts (``ProfileExecutionID``). Source: list TipoAmbiente."""

    PRODUCTION = "1"
    TEST = "2"
