# SPDX-License-Identifier: MIT
"""The stable JSON of a document: what ``loggro dian read|verify FILE --json`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from loggro_integration.dian._unique_code import CodeCheck
from loggro_integration.models import (
    AllowanceCharge,
    ApplicationResponse,
    AttachedDocument,
    DebitNote,
    FiscalDocument,
    Line,
    Party,
    TaxSubtotal,
    TaxTotal,
    Totals,
)

if TYPE_CHECKING:
    from loggro_integration.dian._verify import Report

__all__ = ["Json", "to_json"]

Json = dict[str, "JsonValue"]
JsonValue = str | int | bool | None | list["JsonValue"] | dict[str, "JsonValue"]
_SIGNATURE = (
    "verdict",
    "document",
    "keyinfo",
    "signed_properties",
    "signature_value",
    "digest",
    "signing_time",
    "role",
    "policy",
    "trust",
)
_Document = FiscalDocument | ApplicationResponse | AttachedDocument


def to_json(
    document: _Document, check: CodeCheck, report: Report | None = None, *, reveal: bool = False
) -> Json:
    """
    Return a document and what is known of it as plain JSON values, with stable keys.

    Every kind has the same keys; what a kind has not is `None` or empty. Amounts are strings,
    exactly as written. Supplier and customer of an ApplicationResponse or AttachedDocument are its
    sender and receiver.

    ::

        kind            Invoice, CreditNote, DebitNote, ApplicationResponse, AttachedDocument
        type_code       01, 20, 91...; the event (030, 02...) of an ApplicationResponse;
                        null for a DebitNote and an AttachedDocument, which carry none
        customization, number, issue_date, issue_time, currency, environment     as written
        supplier        {id, id_type, check_digit, name}; customer likewise
        lines[]         {id, description, quantity, unit, unit_price, line_extension, taxes[],
                        withholdings[], allowance_charges[{charge, amount, reason_code, reason}]}
        taxes[]         {code, name, amount, subtotals[{percent, taxable_amount, amount,
                        base_unit_measure, unit, per_unit_amount}]}; withholdings[] likewise
        totals          {line_extension, tax_exclusive, tax_inclusive, allowance, charge, prepaid,
                        payable}, or null where the kind has none
        unique_code     {name, value, computed, status, input}
        signature       only with `report`: {verdict, document, keyinfo, signed_properties,
                        signature_value, digest, signing_time, role, policy, trust}

    Args:
        document: To be trusted, `report.document`; what `read` returned says only what is written.
        check: From `unique_code`.
        report: From `verify`.
        reveal: Whether ``unique_code.input`` holds the key in clear; masked otherwise. The hash of
            the clear text is ``computed``.
    """
    result: Json = {
        "kind": type(document).__name__,
        **_identity(document),
        **_content(document),
        "unique_code": _code(check, reveal=reveal),
    }
    if report is not None:
        facts = report.signature.as_json()
        result["signature"] = {key: facts[key] for key in _SIGNATURE}
    return result


def _identity(document: _Document) -> Json:
    currency: str | None = None
    if isinstance(document, FiscalDocument):
        currency, first, second = document.currency, document.supplier, document.customer
    else:
        first, second = document.sender, document.receiver
    return {
        "type_code": _type_code(document),
        "customization": document.customization,
        "number": document.number,
        "issue_date": document.issue_date.isoformat(),
        "issue_time": document.issue_time_text or document.issue_time.isoformat(),
        "currency": currency,
        "environment": document.environment,
        "supplier": _party(first),
        "customer": _party(second),
    }


def _type_code(document: _Document) -> str | None:
    if isinstance(document, ApplicationResponse):
        return document.response_code
    if isinstance(document, DebitNote | AttachedDocument):
        return None
    return document.type_code


def _content(document: _Document) -> Json:
    if not isinstance(document, FiscalDocument):
        return {"lines": [], "taxes": [], "withholdings": [], "totals": None}
    return {
        "lines": [_line(line) for line in document.lines],
        "taxes": _taxes(document.taxes),
        "withholdings": _taxes(document.withholdings),
        "totals": _totals(document.totals),
    }


def _party(party: Party) -> Json:
    known = party.identification
    return {
        "id": known.number if known else None,
        "id_type": known.type_code if known else None,
        "check_digit": known.check_digit if known else None,
        "name": party.name,
    }


def _line(line: Line) -> Json:
    return {
        "id": line.id,
        "description": line.description,
        "quantity": _number(line.quantity),
        "unit": line.unit_code,
        "unit_price": _number(line.unit_price),
        "line_extension": _number(line.line_extension),
        "taxes": _taxes(line.taxes),
        "withholdings": _taxes(line.withholdings),
        "allowance_charges": [_allowance_charge(each) for each in line.allowance_charges],
    }


def _allowance_charge(each: AllowanceCharge) -> JsonValue:
    return {
        "charge": each.charge,
        "amount": _number(each.amount),
        "reason_code": each.reason_code,
        "reason": each.reason,
    }


def _taxes(taxes: Iterable[TaxTotal]) -> list[JsonValue]:
    return [
        {
            "code": tax.code,
            "name": tax.name,
            "amount": _number(tax.amount),
            "subtotals": [_subtotal(part) for part in tax.subtotals],
        }
        for tax in taxes
    ]


def _subtotal(part: TaxSubtotal) -> JsonValue:
    return {
        "percent": _number(part.percent),
        "taxable_amount": _number(part.taxable_amount),
        "amount": _number(part.amount),
        "base_unit_measure": _number(part.base_unit_measure),
        "unit": part.unit_code,
        "per_unit_amount": _number(part.per_unit_amount),
    }


def _totals(totals: Totals) -> JsonValue:
    return {
        "line_extension": _number(totals.line_extension),
        "tax_exclusive": _number(totals.tax_exclusive),
        "tax_inclusive": _number(totals.tax_inclusive),
        "allowance": _number(totals.allowance),
        "charge": _number(totals.charge),
        "prepaid": _number(totals.prepaid),
        "payable": _number(totals.payable),
    }


def _code(check: CodeCheck, *, reveal: bool) -> JsonValue:
    clear = check.hashed.reveal() if reveal and check.hashed else None
    return {
        "name": check.scheme,
        "value": check.value,
        "computed": check.computed,
        "status": check.status,
        "input": clear or check.input,
    }


def _number(amount: Decimal | None) -> str | None:
    """Write a number as it was written: with its zeros, never with an exponent."""
    return None if amount is None else f"{amount:f}"
