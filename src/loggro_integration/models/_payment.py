# SPDX-License-Identifier: MIT
"""How a document is paid, and what it adds up to."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from attrs import field, frozen

from loggro_integration.models._secret import optional_secret
from loggro_integration.secret import Secret

__all__ = [
    "ExchangeRate",
    "NumberingRange",
    "PaymentMeans",
    "PaymentTerms",
    "Prepayment",
    "Totals",
]


@frozen(kw_only=True, slots=False)
class PaymentMeans:
    """
    One form and means of payment.

    UBL has no amount here: `amount`, `tip`, `name`, `paid_on` and `approval` come from the sale
    and serve the external-sale payload and the reconciliation; a document read from XML has none.

    Attributes:
        form: ``1`` contado, ``2`` crédito (``PaymentMeans/ID``, list `FormasPago`).
        code: Means of payment, as ``10`` cash (``PaymentMeansCode``, list `MediosPago`).
        due_date: Required with form ``2`` (FAN04).
        amount: Paid with this means, in COP, without the tip.
        tip: Tip paid with this means, in COP.
        name: Name of the means in the selling system.
    """

    form: str
    code: str | None = None
    due_date: date | None = None
    payment_ids: tuple[str, ...] = ()
    amount: Decimal | None = None
    tip: Decimal | None = None
    name: str | None = None
    paid_on: date | None = None
    approval: str | None = None


@frozen(kw_only=True, slots=False)
class PaymentTerms:
    """
    Terms of payment, beside the means.

    Attributes:
        event_code: What the period is counted from, as ``2`` (``ReferenceEventCode``).
        duration: Length of the period (``SettlementPeriod/DurationMeasure``).
        unit_code: Unit of `duration`, as ``DAY``.
    """

    notes: tuple[str, ...] = ()
    event_code: str | None = None
    amount: Decimal | None = None
    due_date: date | None = None
    duration: Decimal | None = None
    unit_code: str | None = None


@frozen(kw_only=True, slots=False)
class Prepayment:
    """
    An advance already paid; informative, never subtracted from the payable amount (FAU12).

    Attributes:
        paid_at: Clock time in Bogotá.
    """

    amount: Decimal
    id: str | None = None
    received_on: date | None = None
    paid_on: date | None = None
    instruction: str | None = None
    paid_at: time | None = None


@frozen(kw_only=True, slots=False)
class Totals:
    """
    ``LegalMonetaryTotal``, or ``RequestedMonetaryTotal`` of a debit note.

    Attributes:
        line_extension: Sum of the lines without taxes (FAU02).
        tax_exclusive: Sum of the tax bases, each line once (FAU04).
        tax_inclusive: Lines plus taxes (FAU06).
        allowance: Discounts of the document (FAU08).
        charge: Charges of the document, the tip among them (FAU10).
        prepaid: Advances, informative (FAU12).
        rounding: At most 2.00 either way.
        payable: Tax inclusive − allowance + charge (+ rounding) (FAU14).
    """

    line_extension: Decimal
    tax_exclusive: Decimal
    tax_inclusive: Decimal
    payable: Decimal
    allowance: Decimal | None = None
    charge: Decimal | None = None
    prepaid: Decimal | None = None
    rounding: Decimal | None = None


@frozen(kw_only=True, slots=False)
class ExchangeRate:
    """``PaymentExchangeRate`` of a document that is not in COP."""

    source: str
    target: str
    rate: Decimal
    on: date | None = None
    source_base: Decimal | None = None
    target_base: Decimal | None = None


@frozen(kw_only=True, slots=False)
class NumberingRange:
    """
    A numbering authorised by DIAN (resolución).

    Attributes:
        authorization: Number of the resolution, 11 to 14 digits.
        prefix: 0 to 4 characters.
        first: First number, inclusive.
        last: Last number, inclusive.
        valid_from: First day of validity.
        valid_until: Last day of validity.
        technical_key: Key of the range that a CUFE hashes; text is wrapped in a `Secret`. Never
            written, never part of equality; documents that are built or read carry none.
    """

    authorization: str
    prefix: str = ""
    first: int = 1
    last: int = 999_999_999
    valid_from: date | None = None
    valid_until: date | None = None
    technical_key: Secret | None = field(
        default=None, eq=False, repr=False, converter=optional_secret
    )

    def holds(self, sequence: int) -> bool:
        """Tell whether the number is inside the range."""
        return self.first <= sequence <= self.last

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the range may be used that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)
