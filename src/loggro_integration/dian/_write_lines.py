# SPDX-License-Identifier: MIT
"""How the writer spells a line: most of a document, so its elements are written out in place."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from loggro_integration.dian._write_parts import (
    allowance_charge,
    identification,
    reference,
    tax_total,
)
from loggro_integration.dian._write_text import (
    attribute,
    each,
    flag,
    leaf,
    number,
    optional_day,
    quantity,
    text,
)
from loggro_integration.models import ItemCode, ItemProperty, Line, ReferencePrice

__all__ = ["CREDIT", "DEBIT", "INVOICE", "Form", "line"]


class Form(NamedTuple):
    """
    How the lines of one kind of document differ.

    Attributes:
        name: Element of the line.
        quantity: Element of its quantity, without prefix.
        taxes_first: Whether the taxes stand before discounts and charges.
    """

    name: str
    quantity: str
    taxes_first: bool


INVOICE: Final = Form("cac:InvoiceLine", "InvoicedQuantity", taxes_first=False)
CREDIT: Final = Form("cac:CreditNoteLine", "CreditedQuantity", taxes_first=True)
DEBIT: Final = Form("cac:DebitNoteLine", "DebitedQuantity", taxes_first=True)


def line(item: Line, form: Form, money: str) -> str:
    """Return a line; `money` is the attribute of every amount."""
    name, counted, taxes_first = form
    unit = _unit(item.unit_code)
    income = f' schemeID="{attribute(item.income_of)}"' if item.income_of else ""
    taxes = ""
    for tax in item.taxes:
        taxes += tax_total("cac:TaxTotal", tax, money)
    if item.allowance_charges:
        changes = "".join([allowance_charge(change, money) for change in item.allowance_charges])
        taxes = taxes + changes if taxes_first else changes + taxes
    if item.withholdings:
        withheld = "cac:WithholdingTaxTotal"
        taxes += "".join([tax_total(withheld, tax, money) for tax in item.withholdings])
    sold, base = item.quantity, item.base_quantity
    count = number(sold)
    return (
        f"<{name}><cbc:ID{income}>{text(item.id)}</cbc:ID>"
        f"{each('cbc:Note', item.notes) if item.notes else ''}"
        f"<cbc:{counted}{unit}>{count}</cbc:{counted}>"
        f"<cbc:LineExtensionAmount{money}>{number(item.line_extension)}</cbc:LineExtensionAmount>"
        f"{_before_price(item, money)}{taxes}{_item(item)}"
        f"<cac:Price><cbc:PriceAmount{money}>{number(item.unit_price)}</cbc:PriceAmount>"
        f"{'' if base is None else _base_quantity(unit, count if base is sold else number(base))}"
        f"</cac:Price></{name}>"
    )


@lru_cache(maxsize=64)
def _unit(code: str | None) -> str:
    return f' unitCode="{attribute(code)}"' if code else ""


def _base_quantity(unit: str, count: str) -> str:
    return f"<cbc:BaseQuantity{unit}>{count}</cbc:BaseQuantity>"


def _before_price(item: Line, money: str) -> str:
    """Return what few lines have: gifts, periods, references."""
    free, start, price = item.free_of_charge, item.period_start, item.reference_price
    shown = ""
    if free is not None:
        shown = f"<cbc:FreeOfChargeIndicator>{flag(free)}</cbc:FreeOfChargeIndicator>"
    if start is not None or item.period_code or item.period_text:
        shown += _period(item)
    if item.references:
        name = "cac:DocumentReference"
        shown += "".join([reference(name, known) for known in item.references])
    return shown if price is None else shown + _reference_price(price, money)


def _period(item: Line) -> str:
    return (
        f"<cac:InvoicePeriod>{optional_day('StartDate', item.period_start)}"
        f"{leaf('cbc:DescriptionCode', item.period_code)}"
        f"{leaf('cbc:Description', item.period_text)}</cac:InvoicePeriod>"
    )


def _reference_price(price: ReferencePrice, money: str) -> str:
    return (
        "<cac:PricingReference><cac:AlternativeConditionPrice>"
        f"<cbc:PriceAmount{money}>{number(price.amount)}</cbc:PriceAmount>"
        f"{leaf('cbc:PriceTypeCode', price.type_code)}{leaf('cbc:PriceType', price.type_name)}"
        "</cac:AlternativeConditionPrice></cac:PricingReference>"
    )


def _item(item: Line) -> str:
    standard, code, longer = item.standard_item, item.seller_item_id, item.seller_item_extended_id
    shown = each("cbc:Description", item.descriptions)
    if item.pack_size is not None or item.brand or item.model:
        shown += _make(item)
    own = text(code) if code else ""
    if code or longer:
        # the schema demands the first of the seller's codes
        shown += (
            f"<cac:SellersItemIdentification><cbc:ID>{own}</cbc:ID>"
            f"{leaf('cbc:ExtendedID', longer)}</cac:SellersItemIdentification>"
        )
    if standard is not None:
        value = own if standard.value is code else text(standard.value)
        shown += _code("cac:StandardItemIdentification", standard, value)
    return f"<cac:Item>{shown}{_more(item)}</cac:Item>"


def _make(item: Line) -> str:
    """Return size, brand and model."""
    size = item.pack_size
    shown = "" if size is None else f"<cbc:PackSizeNumeric>{number(size)}</cbc:PackSizeNumeric>"
    return f"{shown}{leaf('cbc:BrandName', item.brand)}{leaf('cbc:ModelName', item.model)}"


def _code(name: str, code: ItemCode, value: str) -> str:
    """Return a code of the item; `value` is its text as it is written."""
    scheme = _scheme(code.agency, code.agency_name, code.scheme, code.scheme_name)
    return f"<{name}><cbc:ID{scheme}>{value}</cbc:ID></{name}>"


@lru_cache(maxsize=64)
def _scheme(agency: str | None, named: str | None, scheme: str | None, title: str | None) -> str:
    """Return the attributes of a code; a document has a few, on every line."""
    pairs = (
        ("schemeAgencyID", agency),
        ("schemeAgencyName", named),
        ("schemeID", scheme),
        ("schemeName", title),
    )
    return "".join([f' {name}="{attribute(value)}"' for name, value in pairs if value])


def _more(item: Line) -> str:
    """Return what few items have: further codes, properties, a mandator."""
    codes, pairs, measured = item.additional_items, item.properties, item.measured_properties
    if not codes and not pairs and not measured and not item.mandator and not item.mandator_name:
        return ""
    return "".join(
        [
            *[_code("cac:AdditionalItemIdentification", code, text(code.value)) for code in codes],
            *[_property(name, value) for name, value in pairs],
            *[_measured(known) for known in measured],
            _mandator(item),
        ]
    )


def _property(name: str, value: str, beside: str = "") -> str:
    return (
        f"<cac:AdditionalItemProperty><cbc:Name>{text(name)}</cbc:Name>"
        f"{leaf('cbc:Value', value)}{beside}</cac:AdditionalItemProperty>"
    )


def _measured(known: ItemProperty) -> str:
    beside = quantity("ValueQuantity", known.quantity, known.unit_code)
    return _property(known.name, known.value, beside)


def _mandator(item: Line) -> str:
    if not item.mandator and not item.mandator_name:
        return ""
    known = identification("cbc:ID", item.mandator)
    named = leaf("cbc:Name", item.mandator_name)
    return (
        "<cac:InformationContentProviderParty><cac:PowerOfAttorney><cac:AgentParty>"
        f"{known and f'<cac:PartyIdentification>{known}</cac:PartyIdentification>'}"
        f"{named and f'<cac:PartyName>{named}</cac:PartyName>'}"
        "</cac:AgentParty></cac:PowerOfAttorney></cac:InformationContentProviderParty>"
    )
