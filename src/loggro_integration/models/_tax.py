# SPDX-License-Identifier: MIT
"""Taxes, discounts and charges, on a line or on the whole document."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

__all__ = ["AllowanceCharge", "TaxSubtotal", "TaxTotal"]


@frozen(kw_only=True, slots=False)
class TaxSubtotal:
    """
    One rate of one tax.

    Attributes:
        amount: Tax, in the document's currency.
        taxable_amount: Base; `None` for nominal taxes (so much per bag, per 100 ml).
        percent: Rate, as ``8.00`` for 8 %; `None` for nominal taxes.
        base_unit_measure: Measure a nominal tax is counted on.
        unit_code: UN/ECE unit of that measure.
        per_unit_amount: Nominal tax per unit.
        code: Tax code, only where it is another one than the total's.
        name: Name written beside that code.
    """

    amount: Decimal
    taxable_amount: Decimal | None = None
    percent: Decimal | None = None
    base_unit_measure: Decimal | None = None
    unit_code: str | None = None
    per_unit_amount: Decimal | None = None
    code: str | None = None
    name: str | None = None


@frozen(kw_only=True, slots=False)
class TaxTotal:
    """
    All rates of one tax: a ``TaxTotal`` or a ``WithholdingTaxTotal``.

    Attributes:
        code: DIAN tax code (``01`` IVA, ``04`` INC, ``22`` bags...), list `TipoImpuesto`.
        name: Name written beside it.
        amount: Sum of the subtotals.
    """

    code: str
    name: str
    amount: Decimal
    subtotals: tuple[TaxSubtotal, ...] = ()
    rounding: Decimal | None = None


@frozen(kw_only=True, slots=False)
class AllowanceCharge:
    """
    A discount or a charge.

    On a line it changes the tax base; on the document it does not (DIAN annex v1.9, FAQ rules).
    The tip is a charge of the document, reason code ``03``.

    Attributes:
        charge: `True` for a charge, `False` for a discount.
        amount: Positive amount in the document's currency.
        reason_code: ``00`` unconditional and ``01`` conditional discount, ``02`` and ``03``
            charges; list `CodigoDescuento`.
        percent: Rate over `base_amount`, 0 to 100.
    """

    charge: bool
    amount: Decimal
    reason_code: str | None = None
    reason: str | None = None
    percent: Decimal | None = None
    base_amount: Decimal | None = None
    id: str | None = None
