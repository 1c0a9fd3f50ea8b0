# SPDX-License-Identifier: MIT
"""
The tables of what documents share: parties, taxes, payment, references and extensions.

Each table says which element becomes which field; `_read_rules` says how.
"""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any, Final

from lxml import etree

from loggro_integration.dian._blocks import read_block
from loggro_integration.dian._read_code import Shape, maker
from loggro_integration.dian._read_findings import Findings
from loggro_integration.dian._read_rules import (
    Element,
    Fields,
    Read,
    amount,
    amount_with_unit,
    apart,
    each_identification,
    each_text,
    first,
    first_and_other_texts,
    first_in,
    first_text,
    flag,
    identification,
    many,
    one,
    parts,
    passed_over,
    reported_clock,
    reported_day,
    responsibilities,
    shape,
    table,
    text_with,
    whole,
    written_code,
)
from loggro_integration.dian.xml import NAMESPACES
from loggro_integration.models import (
    Address,
    AllowanceCharge,
    Contact,
    Delivery,
    DeliveryTerms,
    Discrepancy,
    ExchangeRate,
    NumberingRange,
    Party,
    PaymentMeans,
    PaymentTerms,
    Period,
    Person,
    Prepayment,
    Reference,
    Shareholder,
    Software,
    TaxRegistration,
    TaxSubtotal,
    TaxTotal,
    Totals,
)

__all__ = [
    "ACCOUNT",
    "ALLOWANCE_CHARGE",
    "DELIVERY",
    "DELIVERY_TERMS",
    "DISCREPANCY",
    "EXCHANGE_RATE",
    "EXCHANGING",
    "NO_AMOUNT",
    "PARTY",
    "PAYMENT_MEANS",
    "PAYMENT_TERMS",
    "PERIOD",
    "PERSON",
    "PREPAYMENT",
    "TAX_TOTAL",
    "TOTALS",
    "extensions",
    "reference",
]

NO_AMOUNT: Final = Decimal("0.00")
"""What stands for a missing amount in a lenient reading; the problem says so."""

# --- parties ---------------------------------------------------------------------------------

_ADDRESS: Final = shape(
    Address,
    {
        "cbc:ID": "city_code",
        "cbc:CityName": "city_name",
        "cbc:PostalZone": "postal_zone",
        "cbc:CountrySubentity": "department_name",
        "cbc:CountrySubentityCode": "department_code",
        "cac:AddressLine": {"cbc:Line": each_text("lines")},
        "cac:Country": {"cbc:IdentificationCode": "country_code", "cbc:Name": "country_name"},
    },
    lists=("lines",),
)

_CONTACT: Final = shape(
    Contact,
    {
        "cbc:Name": "name",
        "cbc:Telephone": "telephone",
        "cbc:Telefax": "fax",
        "cbc:ElectronicMail": "email",
        "cbc:Note": first_text("note"),
    },
)

PERSON: Final = shape(
    Person,
    {
        "cbc:ID": identification("identification"),
        "cbc:FirstName": "first_name",
        "cbc:FamilyName": "family_name",
        "cbc:JobTitle": "job_title",
        "cbc:OrganizationDepartment": "department",
    },
)

_SHAREHOLDER: Final = shape(
    Shareholder,
    {
        "cbc:PartecipationPercent": amount("percent"),
        "cac:Party": {
            "cac:PartyTaxScheme": first_in(
                "identification",
                {
                    "cbc:RegistrationName": "name",
                    "cbc:CompanyID": identification("identification"),
                    "cbc:TaxLevelCode": responsibilities("responsibilities", "tax_regime"),
                    "cac:TaxScheme": {"cbc:ID": "tax_scheme", "cbc:Name": "tax_scheme_name"},
                },
            )
        },
    },
)

_REGISTRATION: Final[dict[str, Any]] = {
    "cbc:RegistrationName": "name",
    "cbc:CompanyID": identification("identification"),
    "cbc:TaxLevelCode": responsibilities("responsibilities", "tax_regime"),
    "cac:RegistrationAddress": one("registration_address", _ADDRESS),
    "cac:TaxScheme": {"cbc:ID": "tax_scheme", "cbc:Name": "tax_scheme_name"},
}


_PARTY: Final[dict[str, Any]] = {
    "cbc:IndustryClassificationCode": parts("activity_codes"),
    "cac:PartyIdentification": {
        "cbc:ID": each_identification("personal_identification", "other_identifications")
    },
    "cac:PartyName": {"cbc:Name": first_and_other_texts("trade_name", "other_names")},
    "cac:PhysicalLocation": {"cac:Address": one("address", _ADDRESS)},
    "cac:PartyTaxScheme": first_in(
        "identification",
        _REGISTRATION,
        more=many("other_tax_schemes", shape(TaxRegistration, _REGISTRATION)),
    ),
    "cac:PartyLegalEntity": first_in(
        "legal_identification",
        {
            "cbc:RegistrationName": "legal_name",
            "cbc:CompanyID": identification("legal_identification"),
            "cac:CorporateRegistrationScheme": {
                "cbc:ID": "invoice_prefix",
                "cbc:Name": "registration_number",
            },
            "cac:ShareholderParty": many("shareholders", _SHAREHOLDER),
        },
    ),
    "cac:Contact": one("contact", _CONTACT),
    "cac:Person": first("person", PERSON),
}
_PARTY_LISTS: Final = (
    "other_identifications",
    "other_names",
    "other_tax_schemes",
    "shareholders",
)

PARTY: Final = shape(Party, _PARTY, lists=_PARTY_LISTS)

EXCHANGING: Final = shape(
    Party,
    {
        **_PARTY,
        "cac:PartyTaxScheme": first_in(
            "identification",
            {
                **_REGISTRATION,
                "cbc:CompanyID": identification("identification", version="organization_type"),
            },
            more=many("other_tax_schemes", shape(TaxRegistration, _REGISTRATION)),
        ),
    },
    lists=_PARTY_LISTS,
)
"""``SenderParty`` and ``ReceiverParty``: the number itself tells a legal person."""

ACCOUNT: Final = shape(
    Party,
    {"cbc:AdditionalAccountID": first_text("organization_type"), "cac:Party": _PARTY},
    lists=_PARTY_LISTS,
)
"""``AccountingSupplierParty`` and ``AccountingCustomerParty``."""

# --- taxes, discounts, charges ---------------------------------------------------------------

_SUBTOTAL: Final = table(
    {
        "cbc:TaxableAmount": amount("taxable_amount"),
        "cbc:TaxAmount": amount("amount"),
        "cbc:BaseUnitMeasure": amount_with_unit("base_unit_measure", "unit_code"),
        "cbc:PerUnitAmount": amount("per_unit_amount"),
        "cac:TaxCategory": {
            "cbc:Percent": amount("percent"),
            "cac:TaxScheme": {"cbc:ID": "code", "cbc:Name": "name"},
        },
    }
)


def _keep_subtotal(total: Fields, own: Fields, element: Element, findings: Findings) -> None:
    """Keep one rate; UBL writes the code and the name of the tax here, not on the total."""
    if own.get("amount") is None:
        if "amount" not in own:
            findings.missing(element, "TaxAmount")
        own["amount"] = NO_AMOUNT
    code, name = own.pop("code", ""), own.pop("name", "")
    rates: list[TaxSubtotal] = total["subtotals"] or []
    if not rates:
        total["code"], total["name"], total["subtotals"] = code, name, rates
    elif total["code"] != code:
        own["code"], own["name"] = code, name or None
    rates.append(_subtotal(own))


_subtotal: Final = maker(TaxSubtotal)


TAX_TOTAL: Final = shape(
    TaxTotal,
    {
        "cbc:TaxAmount": amount("amount"),
        "cbc:RoundingAmount": amount("rounding"),
        "cac:TaxSubtotal": apart(_SUBTOTAL, _keep_subtotal),
    },
    lists=("subtotals",),
    required={"amount": ("TaxAmount", NO_AMOUNT)},
    neutral={"code": "", "name": ""},
)

ALLOWANCE_CHARGE: Final = shape(
    AllowanceCharge,
    {
        "cbc:ID": "id",
        "cbc:ChargeIndicator": flag("charge"),
        "cbc:AllowanceChargeReasonCode": "reason_code",
        "cbc:AllowanceChargeReason": first_text("reason"),
        "cbc:MultiplierFactorNumeric": amount("percent"),
        "cbc:Amount": amount("amount"),
        "cbc:BaseAmount": amount("base_amount"),
    },
    required={"charge": ("ChargeIndicator", False), "amount": ("Amount", NO_AMOUNT)},
)

TOTALS: Final = shape(
    Totals,
    {
        "cbc:LineExtensionAmount": amount("line_extension"),
        "cbc:TaxExclusiveAmount": amount("tax_exclusive"),
        "cbc:TaxInclusiveAmount": amount("tax_inclusive"),
        "cbc:AllowanceTotalAmount": amount("allowance"),
        "cbc:ChargeTotalAmount": amount("charge"),
        "cbc:PrepaidAmount": amount("prepaid"),
        "cbc:PayableRoundingAmount": amount("rounding"),
        "cbc:PayableAmount": amount("payable"),
    },
    required={
        "line_extension": ("LineExtensionAmount", NO_AMOUNT),
        "tax_exclusive": ("TaxExclusiveAmount", NO_AMOUNT),
        "tax_inclusive": ("TaxInclusiveAmount", NO_AMOUNT),
        "payable": ("PayableAmount", NO_AMOUNT),
    },
)

# --- payment and delivery --------------------------------------------------------------------

PAYMENT_MEANS: Final = shape(
    PaymentMeans,
    {
        "cbc:ID": "form",
        "cbc:PaymentMeansCode": "code",
        "cbc:PaymentDueDate": reported_day("due_date"),
        "cbc:PaymentID": each_text("payment_ids"),
    },
    lists=("payment_ids",),
    required={"form": ("ID", "")},
    reported=("form",),
)

PAYMENT_TERMS: Final = shape(
    PaymentTerms,
    {
        "cbc:Note": each_text("notes"),
        "cbc:ReferenceEventCode": "event_code",
        "cbc:Amount": amount("amount"),
        "cbc:PaymentDueDate": reported_day("due_date"),
        "cac:SettlementPeriod": {"cbc:DurationMeasure": amount_with_unit("duration", "unit_code")},
    },
    lists=("notes",),
)

PREPAYMENT: Final = shape(
    Prepayment,
    {
        "cbc:ID": "id",
        "cbc:PaidAmount": amount("amount"),
        "cbc:ReceivedDate": reported_day("received_on"),
        "cbc:PaidDate": reported_day("paid_on"),
        "cbc:PaidTime": reported_clock("paid_at"),
        "cbc:InstructionID": "instruction",
    },
    required={"amount": ("PaidAmount", NO_AMOUNT)},
)

EXCHANGE_RATE: Final = shape(
    ExchangeRate,
    {
        "cbc:SourceCurrencyCode": "source",
        "cbc:SourceCurrencyBaseRate": amount("source_base"),
        "cbc:TargetCurrencyCode": "target",
        "cbc:TargetCurrencyBaseRate": amount("target_base"),
        "cbc:CalculationRate": amount("rate"),
        "cbc:Date": reported_day("on"),
    },
    required={
        "source": ("SourceCurrencyCode", ""),
        "target": ("TargetCurrencyCode", ""),
        "rate": ("CalculationRate", NO_AMOUNT),
    },
)

PERIOD: Final = shape(
    Period,
    {
        "cbc:StartDate": reported_day("start"),
        "cbc:StartTime": reported_clock("start_time"),
        "cbc:EndDate": reported_day("end"),
        "cbc:EndTime": reported_clock("end_time"),
    },
)

DELIVERY: Final = shape(
    Delivery,
    {
        "cbc:ActualDeliveryDate": reported_day("on"),
        "cbc:ActualDeliveryTime": reported_clock("at"),
        "cac:DeliveryAddress": one("address", _ADDRESS),
        "cac:DeliveryParty": one("carrier", PARTY),
    },
)

DELIVERY_TERMS: Final = shape(
    DeliveryTerms,
    {
        "cbc:ID": "id",
        "cbc:SpecialTerms": first_text("special_terms"),
        "cbc:LossRiskResponsibilityCode": "code",
        "cbc:LossRisk": first_text("loss_risk"),
    },
)

# --- references ------------------------------------------------------------------------------

_REFERENCE: Final = table(
    {
        "cbc:ID": "number",
        "cbc:UUID": written_code("unique_code"),
        "cbc:IssueDate": reported_day("issue_date"),
        "cbc:DocumentTypeCode": "type_code",
        "cbc:DocumentType": first_text("description"),
        "cbc:DocumentDescription": first_text("description"),
    }
)


_ABOUT: Final = frozenset({"invoice", "credit-note", "debit-note", "document"})


def reference(kind: str) -> Read[Reference]:
    """Return the reader of a reference of that kind."""
    required = {"number": ("ID", "")}
    # an empty number of an order or a despatch takes nothing from what is owed
    reported = () if kind in _ABOUT else ("number",)
    return shape(
        Reference, _REFERENCE, required=required, neutral={"kind": kind}, reported=reported
    )


DISCREPANCY: Final = shape(
    Discrepancy,
    {
        "cbc:ReferenceID": "reference",
        "cbc:ResponseCode": "code",
        "cbc:Description": first_text("description"),
    },
    required={"code": ("ResponseCode", "")},
)

# --- extensions ------------------------------------------------------------------------------

_STS: Final = f"{{{NAMESPACES['sts']}}}"
_DIAN: Final = f"{_STS}DianExtensions"
_SIGNATURE: Final = f"{{{NAMESPACES['ds']}}}Signature"
_OF_SOFTWARE: Final = ("provider", "provider_check_digit", "id", "security_code")


_software: Final = maker(Software)

_NUMBERING: Final = shape(
    NumberingRange,
    {
        "sts:InvoiceAuthorization": "authorization",
        "sts:AuthorizationPeriod": {
            "cbc:StartDate": reported_day("valid_from"),
            "cbc:EndDate": reported_day("valid_until"),
        },
        "sts:AuthorizedInvoices": {
            "sts:Prefix": "prefix",
            "sts:From": whole("first"),
            "sts:To": whole("last"),
        },
    },
    neutral={"authorization": ""},
)

_DIAN_BLOCK: Final[Shape[Fields]] = shape(
    dict,
    {
        "sts:InvoiceControl": one("numbering", _NUMBERING),
        "sts:InvoiceSource": passed_over,
        "sts:AuthorizationProvider": passed_over,
        "sts:SoftwareProvider": {
            "sts:ProviderID": text_with("provider", "schemeID", "provider_check_digit"),
            "sts:SoftwareID": "id",
        },
        "sts:SoftwareSecurityCode": "security_code",
        "sts:QRCode": "qr_code",
    },
)


def extensions(fields: Fields, element: Element, findings: Findings) -> None:
    """Read DIAN's block and keep the others; the signature is for `verify`."""
    for block in [block for extension in element for content in extension for block in content]:
        tag = block.tag
        if tag == _SIGNATURE:
            continue
        if tag == _DIAN or etree.QName(block).localname == "DianExtensions":
            _keep_dian_block(fields, block, findings)
        else:
            kept = read_block(block, etree.QName(block.getroottree().getroot()).namespace or "")
            fields.setdefault("extensions", []).append(kept)


def _keep_dian_block(fields: Fields, block: Element, findings: Findings) -> None:
    if "dian" in fields:
        findings.repeated(block)
        return
    found = _DIAN_BLOCK(_of_today(block), findings)
    software: Fields = {name: found.pop(name) for name in _OF_SOFTWARE if name in found}
    if software:
        found["software"] = _software(software)
    fields["dian"] = found


def _of_today(block: Element) -> Element:
    """
    Return DIAN's block in its present namespace: in a copy of the document where it needs another.

    Five official notes of 2019 carry another one.
    """
    if block.tag in {_DIAN, "DianExtensions"}:
        return block
    old = str(block.tag).removesuffix("DianExtensions")
    root = block.getroottree().getroot()
    copy = list(deepcopy(root).iter())[list(root.iter()).index(block)]
    for each in copy.iter(f"{old}*"):
        each.tag = _STS + str(each.tag).removeprefix(old)
    return copy
