# SPDX-License-Identifier: MIT
"""One line of a document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen

from loggro_integration.models._party import Identification
from loggro_integration.models._reference import Reference
from loggro_integration.models._tax import AllowanceCharge, TaxTotal

__all__ = ["ItemCode", "ItemProperty", "Line", "ReferencePrice"]


@frozen(kw_only=True, slots=False)
class ItemCode:
    """
    A code of the item.

    Attributes:
        scheme: ``001`` UNSPSC, ``010`` GTIN, ``020`` tariff heading, ``999`` the seller's own;
            list `TipoCodigoProducto`.
        agency: ``@schemeAgencyID``, as ``10`` of UNSPSC.
        agency_name: ``@schemeAgencyName``.
    """

    value: str
    scheme: str | None = None
    scheme_name: str | None = None
    agency: str | None = None
    agency_name: str | None = None


@frozen(kw_only=True, slots=False)
class ItemProperty:
    """
    A property of the item that carries a quantity (``AdditionalItemProperty/ValueQuantity``).

    Of a transport service: name ``03``, the value of the freight and what was carried.

    Attributes:
        unit_code: UN/ECE unit of `quantity`.
    """

    name: str
    quantity: Decimal
    value: str = ""
    unit_code: str | None = None


@frozen(kw_only=True, slots=False)
class ReferencePrice:
    """
    Commercial price of a free sample (``PricingReference``).

    Attributes:
        type_code: ``01`` commercial value, list `CodigoPrecioReferencia`.
        type_name: Name written beside it.
    """

    amount: Decimal
    type_code: str | None = "01"
    type_name: str | None = None


@frozen(kw_only=True, slots=False)
class Line:
    """
    One thing sold, with its own taxes and discounts.

    Attributes:
        quantity: Positive; three decimals at most are usual.
        unit_code: UN/ECE Rec. 20 unit, ``94`` for units.
        unit_price: Price of `base_quantity` without taxes, up to six decimals.
        base_quantity: Quantity the price is for, where it is written; normally equal to `quantity`.
        line_extension: Net amount: price × quantity − discounts + charges, without taxes.
        free_of_charge: A sample or gift.
        note: Free text lines, as the AIU text.
        income_of: Mandates: ``0`` own income, ``1`` of the mandator (``ID/@schemeID``).
        mandator_name: Name written beside `mandator`.
        period_code: Support documents: ``1`` one operation, ``2`` a week's purchases.
        period_text: Text written beside it.
        pack_size: Units in one pack (``PackSizeNumeric``).
        references: Documents of this line.
        measured_properties: Properties that carry a quantity, after `properties`.
    """

    id: str
    quantity: Decimal
    line_extension: Decimal
    unit_price: Decimal
    unit_code: str | None = "94"
    base_quantity: Decimal | None = None
    descriptions: tuple[str, ...] = ()
    taxes: tuple[TaxTotal, ...] = ()
    withholdings: tuple[TaxTotal, ...] = ()
    allowance_charges: tuple[AllowanceCharge, ...] = ()
    notes: tuple[str, ...] = ()
    seller_item_id: str | None = None
    standard_item: ItemCode | None = None
    additional_items: tuple[ItemCode, ...] = ()
    brand: str | None = None
    model: str | None = None
    free_of_charge: bool | None = None
    reference_price: ReferencePrice | None = None
    income_of: str | None = None
    mandator: Identification | None = None
    period_start: date | None = None
    period_code: str | None = None
    properties: tuple[tuple[str, str], ...] = ()
    mandator_name: str | None = None
    period_text: str | None = None
    pack_size: Decimal | None = None
    seller_item_extended_id: str | None = None
    references: tuple[Reference, ...] = ()
    measured_properties: tuple[ItemProperty, ...] = ()

    @property
    def description(self) -> str:
        """The first description, or the empty text."""
        return self.descriptions[0] if self.descriptions else ""
