# SPDX-License-Identifier: MIT
"""The fiscal documents: one semantic model for what is mapped, read and written."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from attrs import field, frozen

from loggro_integration.errors import Problem
from loggro_integration.models._extension import ExtensionBlock
from loggro_integration.models._line import Line
from loggro_integration.models._party import Address, Identification, Party
from loggro_integration.models._payment import (
    ExchangeRate,
    NumberingRange,
    PaymentMeans,
    PaymentTerms,
    Prepayment,
    Totals,
)
from loggro_integration.models._reference import Reference, WrittenCode
from loggro_integration.models._secret import optional_secret
from loggro_integration.models._tax import AllowanceCharge, TaxTotal
from loggro_integration.secret import Secret

__all__ = [
    "CreditNote",
    "DebitNote",
    "Delivery",
    "DeliveryTerms",
    "Discrepancy",
    "FiscalDocument",
    "Invoice",
    "Period",
    "PointOfSale",
    "Software",
]


@frozen(kw_only=True, slots=False)
class Software:
    """
    The software that made the document (``sts:SoftwareProvider``).

    Attributes:
        provider: NIT of the owner of the software, without check digit.
        provider_check_digit: Its check digit.
        id: Identifier DIAN gave the software.
        security_code: SHA-384 of id, PIN and document number.
        pin: PIN that DIAN knows with the id; text is wrapped in a `Secret`. Never written, never
            part of equality; documents that are built or read carry none.
        name: Name of the software (``NombreSoftware`` of a POS document).
        maker_name: Person who made it (``NombreApellido``).
        maker_company: Company that made it (``RazonSocial``).
    """

    provider: str | None = None
    provider_check_digit: str | None = None
    id: str | None = None
    security_code: str | None = None
    pin: Secret | None = field(default=None, eq=False, repr=False, converter=optional_secret)
    name: str | None = field(default=None, eq=False)
    maker_name: str | None = field(default=None, eq=False)
    maker_company: str | None = field(default=None, eq=False)


@frozen(kw_only=True, slots=False)
class PointOfSale:
    """
    The cash box of a POS document and what its buyer earned (extensions of type 20).

    Attributes:
        plate: Plate of the box (``PlacaCaja``).
        place: Where it stands (``UbicaciónCaja``).
        cashier: Who sold (``Cajero``).
        type: Kind of box (``TipoCaja``).
        sale_code: Code of the sale in the selling system (``CódigoVenta``).
        buyer_code: Code of the buyer in a loyalty programme (``Codigo``).
        buyer_name: Name of the buyer; the customer's where it is `None` (``NombresApellidos``).
        buyer_points: Points earned, as text (``Puntos``).
    """

    plate: str
    place: str
    cashier: str
    type: str
    sale_code: str | None = None
    buyer_code: str | None = None
    buyer_name: str | None = None
    buyer_points: str = "0"


@frozen(kw_only=True, slots=False)
class Discrepancy:
    """
    Why a note was made (``DiscrepancyResponse``).

    Attributes:
        code: ``2`` annulment; lists `ConceptoNotaCredito`, `ConceptoNotaDebito`.
    """

    code: str
    description: str | None = None
    reference: str | None = None


@frozen(kw_only=True, slots=False)
class Period:
    """
    A period of days, both ends included; an end may be missing.

    Attributes:
        start_time: Clock time in Bogotá, where one is written.
        end_time: Likewise.
    """

    start: date | None = None
    end: date | None = None
    start_time: time | None = None
    end_time: time | None = None


@frozen(kw_only=True, slots=False)
class Delivery:
    """
    When and where the goods were handed over.

    Attributes:
        on: Day of delivery.
        address: Place of delivery.
        carrier: Who carried them (``DeliveryParty``).
        at: Clock time of delivery in Bogotá.
    """

    on: date | None = None
    address: Address | None = None
    carrier: Party | None = None
    at: time | None = None


@frozen(kw_only=True, slots=False)
class DeliveryTerms:
    """
    Terms of delivery.

    Attributes:
        code: Incoterm, as ``CIF`` (``LossRiskResponsibilityCode``).
    """

    code: str | None = None
    special_terms: str | None = None
    loss_risk: str | None = None
    id: str | None = None


@frozen(kw_only=True, slots=False)
class FiscalDocument:
    """
    What an invoice, a POS document, a support document and the notes have in common.

    Amounts are `Decimal` in `currency`; dates and times are those of Bogotá, as written.

    Attributes:
        number: Prefix and sequence, as text.
        issue_time: Clock time in Bogotá; it carries an offset only where the document writes
            another one than ``-05:00``.
        issue_time_text: The time as written, when it was read: the unique code hashes it as is.
        type_code: ``01`` invoice, ``20`` POS, ``05`` support, ``91`` credit note...
        environment: ``1`` production, ``2`` test.
        unique_code: CUFE, CUDE or CUDS as written; `None` before it is computed.
        alternative_exchange_rate: ``PaymentAlternativeExchangeRate``.
        representative: Who may download the document (``TaxRepresentativeParty``).
        payment_terms: ``PaymentTerms``, optional in UBL and rare.
        extensions: What the document carries beside DIAN's block and the signature: the three
            blocks of a POS document, health, transport...
        problems: What a reader found unreadable and left out; never part of equality.
        source: The bytes it was read from. They keep what the types do not hold, so that
            `dian.write` writes it back in place; never part of equality.
    """

    number: str
    issue_date: date
    issue_time: time
    type_code: str
    supplier: Party
    customer: Party
    lines: tuple[Line, ...]
    totals: Totals
    currency: str = "COP"
    customization: str | None = None
    profile: str | None = None
    environment: str | None = None
    unique_code: WrittenCode | None = None
    taxes: tuple[TaxTotal, ...] = ()
    withholdings: tuple[TaxTotal, ...] = ()
    allowance_charges: tuple[AllowanceCharge, ...] = ()
    payment_means: tuple[PaymentMeans, ...] = ()
    prepayments: tuple[Prepayment, ...] = ()
    exchange_rate: ExchangeRate | None = None
    notes: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    period: Period | None = None
    due_date: date | None = None
    numbering: NumberingRange | None = None
    software: Software | None = None
    qr_code: str | None = None
    line_count: int | None = None
    deliveries: tuple[Delivery, ...] = ()
    delivery_terms: DeliveryTerms | None = None
    alternative_exchange_rate: ExchangeRate | None = None
    representative: Identification | None = None
    representative_name: str | None = None
    tax_point_date: date | None = None
    extensions: tuple[ExtensionBlock, ...] = ()
    payment_terms: tuple[PaymentTerms, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), eq=False)
    issue_time_text: str | None = field(default=None, eq=False)
    source: bytes | None = field(default=None, eq=False, repr=False)

    def tax_amount(self, code: str) -> Decimal:
        """Return the header amount of one tax, zero where the document has none."""
        return sum((tax.amount for tax in self.taxes if tax.code == code), Decimal("0.00"))


@frozen(kw_only=True, slots=False)
class Invoice(FiscalDocument):
    """An invoice (01-04), a POS document (20) or a support document (05)."""


@frozen(kw_only=True, slots=False)
class CreditNote(FiscalDocument):
    """A credit note (91) or an adjustment note (94, 95)."""

    discrepancy: Discrepancy | None = None


@frozen(kw_only=True, slots=False)
class DebitNote(FiscalDocument):
    """A debit note (92) or a debit adjustment (93); UBL gives it no type code."""

    discrepancy: Discrepancy | None = None
