# SPDX-License-Identifier: MIT
"""
How the writer spells invoices and notes: for each root, its parts in the order of its schema.

Source: UBL 2.1 schemas, DIAN annex v1.9; the order differs by root (`dian.md`, section 9).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any, Final

from loggro_integration.dian import _write_lines as lines
from loggro_integration.dian._once import once
from loggro_integration.dian._read_rules import clock_of
from loggro_integration.dian._write_extensions import extensions
from loggro_integration.dian._write_parts import (
    AGENCY,
    account,
    allowance_charge,
    delivery,
    delivery_terms,
    discrepancy,
    exchange_rate,
    identification,
    payment_means,
    payment_terms,
    period,
    prepayment,
    reference,
    tax_total,
    totals,
    unique_code,
)
from loggro_integration.dian._write_text import (
    attribute,
    clock,
    day,
    each,
    leaf,
    optional_day,
    text,
    whole,
)
from loggro_integration.dian.xml import NAMESPACES
from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    CreditNote,
    DebitNote,
    FiscalDocument,
    Invoice,
    Party,
)

__all__ = ["HEALTH_PREFIX", "ROOTS", "fiscal", "head", "identity", "issued", "root"]

_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_DECLARED: Final = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in sorted(NAMESPACES.items()))
ROOTS: Final[dict[type, str]] = {
    kind: f"{_UBL}{kind.__name__}-2"
    for kind in (Invoice, CreditNote, DebitNote, ApplicationResponse, AttachedDocument)
}
"""Kind of document → the namespace of its root."""
HEALTH_PREFIX: Final = "SS-"
"""How ``CustomizationID`` begins in the health sector."""
_EQUIVALENT: Final = frozenset({"08", "20", "25", "27", "30", "35", "40", "45", "50", "55", "60"})
"""Documentos equivalentes: their official examples say more of a unique code than invoices do."""
_BARE_CURRENCY: Final = _EQUIVALENT | {"05", "93", "94", "95"}
"""Types whose official examples write the currency without its code list."""
_CURRENCY: Final = (
    ' listAgencyID="6" listAgencyName="United Nations Economic Commission for Europe"'
    ' listID="ISO 4217 Alpha"'
)
_POS_NAME: Final = ' name="Factura tipo punto de venta POS"'

Part = Callable[[Any, str], str]
"""Writes one part of a document; the second argument is the attribute of every amount."""


def root(kind: type) -> tuple[str, str]:
    """Return the opening and the closing tag of a root, all namespaces declared in order."""
    name = kind.__name__
    return f'<{name} xmlns="{ROOTS[kind]}"{_DECLARED}>', f"</{name}>"


# --- the head, common to all five roots ------------------------------------------------------


def head(document: Any, blocks: str) -> str:
    """Return what every root begins with, from the extensions to the environment."""
    return (
        f"{blocks}<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>"
        f"{leaf('cbc:CustomizationID', document.customization)}"
        f"{leaf('cbc:ProfileID', document.profile)}"
        f"{leaf('cbc:ProfileExecutionID', document.environment)}"
        f"<cbc:ID>{text(document.number)}</cbc:ID>"
    )


def identity(document: FiscalDocument | ApplicationResponse, agency: str = "") -> str:
    """Return the unique code, whose ``schemeID`` is the environment."""
    where = document.environment
    beside = f'{agency} schemeID="{attribute(where)}"' if where else agency
    return unique_code(document.unique_code, beside)


def issued(on: date, at: time, written: str | None) -> str:
    """Return date and time; the time as it was read, while it still is that time."""
    shown = clock(at)
    if written and written != shown and clock_of(written) == at:
        shown = written
    return f"<cbc:IssueDate>{day(on)}</cbc:IssueDate><cbc:IssueTime>{shown}</cbc:IssueTime>"


def _head(document: FiscalDocument, money: str) -> str:
    health = (document.customization or "").startswith(HEALTH_PREFIX)
    equivalent = document.type_code in _EQUIVALENT
    blocks = extensions(
        document.numbering,
        document.software,
        document.qr_code,
        document.extensions,
        ROOTS[_kind(document)],
        health=health,
    )
    return (
        f"{head(document, blocks)}{identity(document, AGENCY if equivalent else '')}"
        f"{issued(document.issue_date, document.issue_time, document.issue_time_text)}"
    )


def _kind(document: FiscalDocument) -> type:
    kind = type(document)
    return kind if kind in ROOTS else next(kind for kind in ROOTS if isinstance(document, kind))


# --- the parts ------------------------------------------------------------------------------


def _due_date(document: FiscalDocument, money: str) -> str:
    return optional_day("DueDate", document.due_date)


def _invoice_type(document: FiscalDocument, money: str) -> str:
    name = _POS_NAME if document.type_code == "20" else ""
    return f"<cbc:InvoiceTypeCode{name}>{text(document.type_code)}</cbc:InvoiceTypeCode>"


def _credit_note_type(document: FiscalDocument, money: str) -> str:
    return f"<cbc:CreditNoteTypeCode>{text(document.type_code)}</cbc:CreditNoteTypeCode>"


def _notes(document: FiscalDocument, money: str) -> str:
    return each("cbc:Note", document.notes)


def _tax_point(document: FiscalDocument, money: str) -> str:
    return optional_day("TaxPointDate", document.tax_point_date)


def _currency(document: FiscalDocument, money: str) -> str:
    count = document.line_count
    counted = (
        "" if count is None else f"<cbc:LineCountNumeric>{whole(count)}</cbc:LineCountNumeric>"
    )
    beside = "" if document.type_code in _BARE_CURRENCY else _CURRENCY
    return (
        f"<cbc:DocumentCurrencyCode{beside}>{text(document.currency)}"
        f"</cbc:DocumentCurrencyCode>{counted}"
    )


def _period(document: FiscalDocument, money: str) -> str:
    return period(document.period)


def _discrepancy(document: CreditNote | DebitNote, money: str) -> str:
    return discrepancy(document.discrepancy)


_BILLING: Final = {
    "invoice": "cac:InvoiceDocumentReference",
    "credit-note": "cac:CreditNoteDocumentReference",
    "debit-note": "cac:DebitNoteDocumentReference",
}
_OTHERS: Final = {
    "despatch": "cac:DespatchDocumentReference",
    "receipt": "cac:ReceiptDocumentReference",
    "additional": "cac:AdditionalDocumentReference",
}


def _references(document: FiscalDocument, money: str) -> str:
    """Return the references grouped by kind, in the order that all three roots share."""
    known = document.references
    if not known:
        return ""
    place = document.environment if document.type_code in _EQUIVALENT else None
    where = f' schemeID="{attribute(place)}"' if place else ""
    orders = [reference("cac:OrderReference", one) for one in known if one.kind == "order"]
    billing = [
        f"<cac:BillingReference>{reference(_BILLING[one.kind], one, where)}</cac:BillingReference>"
        for one in known
        if one.kind in _BILLING
    ]
    others = [
        reference(name, one) for kind, name in _OTHERS.items() for one in known if one.kind == kind
    ]
    return "".join([*orders, *billing, *others])


def _parties(document: FiscalDocument, money: str) -> str:
    return (
        f"{_supplier(document.supplier)}"
        f"{account('cac:AccountingCustomerParty', document.customer)}"
        f"{_representative(document)}"
    )


@once
def _supplier(who: Party) -> str:
    return account("cac:AccountingSupplierParty", who)


def _representative(document: FiscalDocument) -> str:
    number, name = document.representative, document.representative_name
    if number is None and not name:
        return ""
    known = identification("cbc:ID", number)
    named = leaf("cbc:Name", name)
    return (
        "<cac:TaxRepresentativeParty>"
        f"{known and f'<cac:PartyIdentification>{known}</cac:PartyIdentification>'}"
        f"{named and f'<cac:PartyName>{named}</cac:PartyName>'}</cac:TaxRepresentativeParty>"
    )


def _deliveries(document: FiscalDocument, money: str) -> str:
    handed = "".join([delivery(one) for one in document.deliveries])
    return handed + delivery_terms(document.delivery_terms)


def _payment(document: FiscalDocument, money: str) -> str:
    means = "".join([payment_means(one) for one in document.payment_means])
    return means + "".join([payment_terms(one, money) for one in document.payment_terms])


def _prepayments(document: FiscalDocument, money: str) -> str:
    return "".join([prepayment(one, money) for one in document.prepayments])


def _allowances(document: FiscalDocument, money: str) -> str:
    return "".join([allowance_charge(one, money) for one in document.allowance_charges])


def _rates(document: FiscalDocument, money: str) -> str:
    return (
        f"{exchange_rate('cac:PaymentExchangeRate', document.exchange_rate)}"
        f"{exchange_rate('cac:PaymentAlternativeExchangeRate', document.alternative_exchange_rate)}"
    )


def _taxes(document: FiscalDocument, money: str) -> str:
    return "".join([tax_total("cac:TaxTotal", tax, money) for tax in document.taxes])


def _withholdings(document: FiscalDocument, money: str) -> str:
    name = "cac:WithholdingTaxTotal"
    return "".join([tax_total(name, tax, money) for tax in document.withholdings])


def _totals(document: FiscalDocument, money: str) -> str:
    return totals("cac:LegalMonetaryTotal", document.totals, money)


def _requested_totals(document: FiscalDocument, money: str) -> str:
    return totals("cac:RequestedMonetaryTotal", document.totals, money)


def _lines(form: lines.Form) -> Part:
    def part(document: FiscalDocument, money: str) -> str:
        return "".join([lines.line(item, form, money) for item in document.lines])

    return part


_SHARED: Final[tuple[Part, ...]] = (_currency, _period)
_PARTS: Final[dict[type, tuple[Part, ...]]] = {
    Invoice: (
        _head, _due_date, _invoice_type, _notes, _tax_point, _currency, _period, _references,
        _parties, _deliveries, _payment, _prepayments, _allowances, _rates, _taxes, _withholdings,
        _totals, _lines(lines.INVOICE),
    ),
    CreditNote: (
        _head, _tax_point, _credit_note_type, _notes, _currency, _period, _discrepancy,
        _references, _parties, _deliveries, _payment, _rates, _allowances, _taxes, _totals,
        _lines(lines.CREDIT),
    ),
    DebitNote: (
        _head, _notes, _tax_point, _currency, _period, _discrepancy, _references, _parties,
        _prepayments, _allowances, _deliveries, _payment, _rates, _taxes, _requested_totals,
        _lines(lines.DEBIT),
    ),
}  # fmt: skip
"""Root → its parts in the order of its schema: that of a note is not that of an invoice."""
_TAGS: Final = {kind: root(kind) for kind in _PARTS}


def fiscal(document: FiscalDocument) -> str:
    """Return the body of an invoice or a note."""
    kind = _kind(document)
    money = f' currencyID="{attribute(document.currency)}"'
    opening, closing = _TAGS[kind]
    inside = "".join([part(document, money) for part in _PARTS[kind]])
    return f"{opening}{inside}{closing}"
