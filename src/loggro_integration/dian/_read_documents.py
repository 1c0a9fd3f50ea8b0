# SPDX-License-Identifier: MIT
"""The tables of the five documents: which element of the root becomes which field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, Final, TypeVar, cast

from attrs import evolve

from loggro_integration.dian._read_code import maker
from loggro_integration.dian._read_findings import Findings
from loggro_integration.dian._read_parts import (
    ACCOUNT,
    ALLOWANCE_CHARGE,
    DELIVERY,
    DELIVERY_TERMS,
    DISCREPANCY,
    EXCHANGE_RATE,
    EXCHANGING,
    NO_AMOUNT,
    PAYMENT_MEANS,
    PAYMENT_TERMS,
    PERIOD,
    PERSON,
    PREPAYMENT,
    TAX_TOTAL,
    TOTALS,
    extensions,
    reference,
)
from loggro_integration.dian._read_rules import (
    Apply,
    Element,
    Fields,
    Read,
    amount,
    amount_with_unit,
    append,
    day,
    each_text,
    fill,
    first,
    first_identification,
    first_in,
    first_text,
    flag,
    instant,
    item_code,
    many,
    one,
    passed_over,
    reported_clock,
    reported_day,
    shape,
    table,
    text_with,
    whole,
    written_code,
)
from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    CreditNote,
    DebitNote,
    FiscalDocument,
    Invoice,
    ItemProperty,
    Line,
    Party,
    ReferencePrice,
    ResponseLine,
    Totals,
)

__all__ = ["READERS", "Document"]

Document = Invoice | CreditNote | DebitNote | ApplicationResponse | AttachedDocument
"""What `read` gives: one of the five documents."""
D = TypeVar("D", bound=FiscalDocument)

# --- lines -----------------------------------------------------------------------------------


_PROPERTY: Final = table(
    {
        "cbc:Name": "name",
        "cbc:Value": "value",
        "cbc:ValueQuantity": amount_with_unit("quantity", "unit_code"),
    }
)


def _property(fields: Fields, element: Element, findings: Findings) -> None:
    """Keep a property as a pair, or with its quantity where it has one."""
    own: Fields = {"name": "", "value": ""}
    found: Fields = {}
    fill(found, element, _PROPERTY, findings)
    own |= found
    if own.get("quantity") is not None:
        append(fields, "measured_properties", ItemProperty(**own))
    else:
        append(fields, "properties", (own["name"], own["value"]))


_ITEM: Final[dict[str, Any]] = {
    "cbc:Description": each_text("descriptions"),
    "cbc:PackSizeNumeric": amount("pack_size"),
    "cbc:BrandName": first_text("brand"),
    "cbc:ModelName": first_text("model"),
    "cac:SellersItemIdentification": {
        "cbc:ID": "seller_item_id",
        "cbc:ExtendedID": "seller_item_extended_id",
    },
    "cac:StandardItemIdentification": {"cbc:ID": item_code("standard_item")},
    "cac:AdditionalItemIdentification": {"cbc:ID": item_code("additional_items", several=True)},
    "cac:AdditionalItemProperty": _property,
    "cac:InformationContentProviderParty": {
        "cac:PowerOfAttorney": {
            "cac:AgentParty": {
                "cac:PartyIdentification": {"cbc:ID": first_identification("mandator")},
                "cac:PartyName": {"cbc:Name": first_text("mandator_name")},
            }
        }
    },
}

_REFERENCE_PRICE: Final = shape(
    ReferencePrice,
    {
        "cbc:PriceAmount": amount("amount"),
        "cbc:PriceTypeCode": "type_code",
        "cbc:PriceType": "type_name",
    },
    required={"amount": ("PriceAmount", NO_AMOUNT)},
    neutral={"type_code": None},
)

_QUANTITY: Final = amount_with_unit("quantity", "unit_code")

_LINE: Final = shape(
    Line,
    {
        "cbc:ID": text_with("id", "schemeID", "income_of"),
        "cbc:Note": each_text("notes"),
        "cbc:InvoicedQuantity": _QUANTITY,
        "cbc:CreditedQuantity": _QUANTITY,
        "cbc:DebitedQuantity": _QUANTITY,
        # the official adjustment note of a support document writes its quantity here
        "cbc:CreditNoteLine": _QUANTITY,
        "cbc:LineExtensionAmount": amount("line_extension"),
        "cbc:FreeOfChargeIndicator": flag("free_of_charge"),
        "cac:InvoicePeriod": {
            "cbc:StartDate": reported_day("period_start"),
            "cbc:DescriptionCode": first_text("period_code"),
            "cbc:Description": first_text("period_text"),
        },
        "cac:PricingReference": {
            "cac:AlternativeConditionPrice": first("reference_price", _REFERENCE_PRICE)
        },
        "cac:DocumentReference": many("references", reference("document")),
        "cac:AllowanceCharge": many("allowance_charges", ALLOWANCE_CHARGE),
        "cac:TaxTotal": many("taxes", TAX_TOTAL),
        "cac:WithholdingTaxTotal": many("withholdings", TAX_TOTAL),
        "cac:Item": _ITEM,
        "cac:Price": {
            "cbc:PriceAmount": amount("unit_price"),
            "cbc:BaseQuantity": amount("base_quantity"),
        },
    },
    lists=(
        "additional_items",
        "allowance_charges",
        "descriptions",
        "measured_properties",
        "notes",
        "properties",
        "references",
        "taxes",
        "withholdings",
    ),
    required={
        "id": ("ID", ""),
        "quantity": ("InvoicedQuantity", NO_AMOUNT),
        "line_extension": ("LineExtensionAmount", NO_AMOUNT),
        "unit_price": ("Price/PriceAmount", NO_AMOUNT),
    },
)

# --- the header ------------------------------------------------------------------------------

# the class itself: the shape looks whether it is this one
_FIELDS: Final = cast("Callable[..., Fields]", dict)

_COMMON: Final[dict[str, Any]] = {
    "ext:UBLExtensions": extensions,
    "cbc:UBLVersionID": passed_over,
    "cbc:CustomizationID": "customization",
    "cbc:ProfileID": "profile",
    "cbc:ProfileExecutionID": "environment",
    "cbc:ID": "number",
    "cbc:UUID": written_code("unique_code"),
    "cbc:IssueDate": day("issue_date"),
    "cbc:IssueTime": instant("issue_time", "issue_time_text"),
}

_HEADER: Final[dict[str, Any]] = {
    **_COMMON,
    "cbc:DueDate": reported_day("due_date"),
    "cbc:InvoiceTypeCode": "type_code",
    "cbc:CreditNoteTypeCode": "type_code",
    "cbc:Note": each_text("notes"),
    "cbc:TaxPointDate": reported_day("tax_point_date"),
    "cbc:DocumentCurrencyCode": "currency",
    "cbc:LineCountNumeric": whole("line_count"),
    "cac:InvoicePeriod": first("period", PERIOD),
    "cac:DiscrepancyResponse": first("discrepancy", DISCREPANCY),
    "cac:OrderReference": many("references", reference("order")),
    "cac:BillingReference": {
        "cac:InvoiceDocumentReference": many("references", reference("invoice")),
        "cac:CreditNoteDocumentReference": many("references", reference("credit-note")),
        "cac:DebitNoteDocumentReference": many("references", reference("debit-note")),
    },
    "cac:DespatchDocumentReference": many("references", reference("despatch")),
    "cac:ReceiptDocumentReference": many("references", reference("receipt")),
    "cac:AdditionalDocumentReference": many("references", reference("additional")),
    "cac:AccountingSupplierParty": one("supplier", ACCOUNT),
    "cac:AccountingCustomerParty": one("customer", ACCOUNT),
    "cac:TaxRepresentativeParty": {
        "cac:PartyIdentification": {"cbc:ID": first_identification("representative")},
        "cac:PartyName": {"cbc:Name": first_text("representative_name")},
    },
    "cac:Delivery": many("deliveries", DELIVERY),
    "cac:DeliveryTerms": first("delivery_terms", DELIVERY_TERMS),
    "cac:PaymentMeans": many("payment_means", PAYMENT_MEANS),
    "cac:PaymentTerms": many("payment_terms", PAYMENT_TERMS),
    "cac:PrepaidPayment": many("prepayments", PREPAYMENT),
    "cac:AllowanceCharge": many("allowance_charges", ALLOWANCE_CHARGE),
    "cac:PaymentExchangeRate": one("exchange_rate", EXCHANGE_RATE),
    "cac:PaymentAlternativeExchangeRate": one("alternative_exchange_rate", EXCHANGE_RATE),
    "cac:TaxTotal": many("taxes", TAX_TOTAL),
    "cac:WithholdingTaxTotal": many("withholdings", TAX_TOTAL),
    "cac:LegalMonetaryTotal": one("totals", TOTALS),
    "cac:RequestedMonetaryTotal": one("totals", TOTALS),
}
_LISTS: Final = (
    "allowance_charges",
    "deliveries",
    "extensions",
    "lines",
    "notes",
    "payment_means",
    "payment_terms",
    "prepayments",
    "references",
    "taxes",
    "withholdings",
)
_DATED: Final[dict[str, tuple[str, object]]] = {
    "number": ("ID", ""),
    "issue_date": ("IssueDate", date.min),
    "issue_time": ("IssueTime", time.min),
}
_NO_TOTALS: Final = Totals(
    line_extension=NO_AMOUNT,
    tax_exclusive=NO_AMOUNT,
    tax_inclusive=NO_AMOUNT,
    payable=NO_AMOUNT,
)


def _fiscal(
    make: Callable[[Fields], D], kind: str, *, type_code: bool = True, totals: str = "Legal"
) -> tuple[Read[Fields], Callable[[Fields], D]]:
    """Return the reader of an invoice or a note: the tables differ in the line alone."""
    required = {
        **_DATED,
        "supplier": ("AccountingSupplierParty", Party()),
        "customer": ("AccountingCustomerParty", Party()),
        "lines": (f"{kind}Line", ()),
        "totals": (f"{totals}MonetaryTotal", _NO_TOTALS),
    }
    if type_code:
        required["type_code"] = (f"{kind}TypeCode", "")
    rules = {**_HEADER, f"cac:{kind}Line": many("lines", _LINE)}
    return shape(_FIELDS, rules, lists=_LISTS, required=required), make


def _invoice(fields: Fields) -> Invoice:
    fields.pop("discrepancy", None)
    return _make_invoice(_with_block(fields))


def _credit_note(fields: Fields) -> CreditNote:
    return _make_credit_note(_with_block(fields))


def _debit_note(fields: Fields) -> DebitNote:
    """UBL gives a debit note no type code: 93 adjusts a POS document, 92 an invoice."""
    adjusts = "documento equivalente" in fields.get("profile", "")
    return _make_debit_note(_with_block(fields) | {"type_code": "93" if adjusts else "92"})


def _with_block(fields: Fields) -> Fields:
    fields |= fields.pop("dian", {})
    return fields


_make_invoice: Final = maker(Invoice)
_make_credit_note: Final = maker(CreditNote)
_make_debit_note: Final = maker(DebitNote)

# --- documents about documents ---------------------------------------------------------------

_RESPONSE_LINE: Final = shape(
    ResponseLine, {"cbc:ResponseCode": "code", "cbc:Description": first_text("description")}
)
_LINE_RESPONSE: Final = table(
    {
        "cac:LineReference": {"cbc:LineID": first_text("line_id")},
        "cac:Response": many("lines", _RESPONSE_LINE),
    }
)


def _line_response(fields: Fields, element: Element, findings: Findings) -> None:
    """Keep each response with the line it stands under."""
    own: Fields = {}
    fill(own, element, _LINE_RESPONSE, findings)
    line_id = own.get("line_id")
    answers = own.get("lines", [])
    fields.setdefault("lines", []).extend(evolve(one, line_id=line_id) for one in answers)


def _response(fields: Fields) -> ApplicationResponse:
    block = fields.pop("dian", {})
    block.pop("numbering", None)
    fields.pop("extensions", None)
    return ApplicationResponse(**fields, **block)


def _claim(fields: Fields, element: Element, findings: Findings) -> None:
    """Keep the code of an event; a claim (031) says its reason in attributes."""
    _RESPONSE_CODE(fields, element, findings)
    fields["claim_code"] = element.get("listID") or None


_RESPONSE_CODE: Final = text_with("response_code", "name", "claim_text")

_APPLICATION_RESPONSE: Final[Read[Fields]] = shape(
    _FIELDS,
    {
        **_COMMON,
        "cbc:Note": each_text("notes"),
        "cac:SenderParty": one("sender", EXCHANGING),
        "cac:ReceiverParty": one("receiver", EXCHANGING),
        "cac:DocumentResponse": {
            "cac:Response": first_in(
                "response_code",
                {
                    "cbc:ResponseCode": _claim,
                    "cbc:Description": first_text("description"),
                },
            ),
            "cac:DocumentReference": first("reference", reference("document")),
            "cac:IssuerParty": {"cac:Person": first("person", PERSON)},
            "cac:LineResponse": _line_response,
        },
    },
    lists=("lines", "notes"),
    required={
        **_DATED,
        "sender": ("SenderParty", Party()),
        "receiver": ("ReceiverParty", Party()),
        "response_code": ("DocumentResponse/Response/ResponseCode", ""),
    },
)


def _content(name: str) -> Apply:
    """Keep the bytes of a document inside the container, as they stood there."""

    def rule(fields: Fields, element: Element, findings: Findings) -> None:
        value = (element.text or "").strip()
        if value and name in fields:
            findings.repeated(element)
        elif value:
            fields[name] = value.encode()

    return rule


def _attachment(name: str) -> dict[str, Any]:
    return {"cac:ExternalReference": {"cbc:Description": _content(name)}}


def _attached(fields: Fields) -> AttachedDocument:
    for name in ("unique_code", "dian", "extensions"):
        fields.pop(name, None)
    return AttachedDocument(**fields)


_ATTACHED_DOCUMENT: Final[Read[Fields]] = shape(
    _FIELDS,
    {
        **_COMMON,
        "cbc:DocumentType": "document_type",
        "cbc:ParentDocumentID": "parent_number",
        "cac:SenderParty": one("sender", EXCHANGING),
        "cac:ReceiverParty": one("receiver", EXCHANGING),
        "cac:Attachment": _attachment("document"),
        "cac:ParentDocumentLineReference": {
            "cac:DocumentReference": first_in(
                "parent_code",
                {
                    "cbc:UUID": written_code("parent_code"),
                    "cbc:IssueDate": reported_day("parent_date"),
                    "cac:Attachment": _attachment("answer"),
                    "cac:ResultOfVerification": {
                        "cbc:ValidationResultCode": "validation_code",
                        "cbc:ValidationDate": reported_day("validated_on"),
                        "cbc:ValidationTime": reported_clock("validated_at"),
                    },
                },
            )
        },
    },
    required={
        **_DATED,
        "sender": ("SenderParty", Party()),
        "receiver": ("ReceiverParty", Party()),
    },
)

READERS: Final[Mapping[str, tuple[Read[Fields], Callable[[Fields], Document]]]] = {
    "Invoice": _fiscal(_invoice, "Invoice"),
    "CreditNote": _fiscal(_credit_note, "CreditNote"),
    "DebitNote": _fiscal(_debit_note, "DebitNote", type_code=False, totals="Requested"),
    "ApplicationResponse": (_APPLICATION_RESPONSE, _response),
    "AttachedDocument": (_ATTACHED_DOCUMENT, _attached),
}
"""Root element → what reads its fields, and what makes a document of them."""
