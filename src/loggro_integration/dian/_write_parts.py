# SPDX-License-Identifier: MIT
"""
How the writer spells what documents share: parties, taxes, payment, delivery, references.

Each function returns canonical XML of one element in the order of the UBL 2.1 schemas, or nothing
for what is absent. `money` is the attribute that every amount carries, made once a document.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from loggro_integration.dian._write_text import (
    attribute,
    each,
    flag,
    leaf,
    number,
    optional,
    optional_clock,
    optional_day,
    quantity,
    spelled,
    text,
)
from loggro_integration.models import (
    Address,
    AllowanceCharge,
    Contact,
    Delivery,
    DeliveryTerms,
    Discrepancy,
    ExchangeRate,
    Identification,
    Party,
    PaymentMeans,
    PaymentTerms,
    Period,
    Person,
    Prepayment,
    Reference,
    Shareholder,
    TaxRegistration,
    TaxSubtotal,
    TaxTotal,
    Totals,
    WrittenCode,
)

__all__ = [
    "AGENCY",
    "account",
    "address",
    "allowance_charge",
    "delivery",
    "delivery_terms",
    "discrepancy",
    "exchange_rate",
    "identification",
    "party",
    "payment_means",
    "payment_terms",
    "period",
    "person",
    "prepayment",
    "reference",
    "tax_total",
    "totals",
    "unique_code",
]

AGENCY: Final = spelled(
    ' schemeAgencyID="195"'
    ' schemeAgencyName="CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)"'
)
"""Attributes of every number that DIAN's tables identify."""


def unique_code(code: WrittenCode | None, beside: str = "") -> str:
    """Return ``UUID`` with its scheme; `beside` holds the attributes before ``schemeName``."""
    if code is None or not code.value:
        return ""
    scheme = f' schemeName="{attribute(code.scheme)}"' if code.scheme else ""
    return f"<cbc:UUID{beside}{scheme}>{text(code.value)}</cbc:UUID>"


# --- parties ---------------------------------------------------------------------------------


def identification(
    name: str, known: Identification | None, *, agency: str = AGENCY, version: str = ""
) -> str:
    """Return a number with its type and check digit."""
    if known is None or not known.number:
        return ""
    digit = f' schemeID="{attribute(known.check_digit)}"' if known.check_digit else ""
    kind = f' schemeName="{attribute(known.type_code)}"' if known.type_code else ""
    return f"<{name}{agency}{digit}{kind}{version}>{text(known.number)}</{name}>"


def address(name: str, place: Address | None) -> str:
    """Return an address; the name of the country is in Spanish, as DIAN wants it."""
    return "" if place is None else f"<{name}>{_place(place)}</{name}>"


def _place(place: Address) -> str:
    lines = [
        f"<cac:AddressLine><cbc:Line>{text(line)}</cbc:Line></cac:AddressLine>"
        for line in place.lines
        if line
    ]
    return (
        f"{leaf('cbc:ID', place.city_code)}{leaf('cbc:CityName', place.city_name)}"
        f"{leaf('cbc:PostalZone', place.postal_zone)}"
        f"{leaf('cbc:CountrySubentity', place.department_name)}"
        f"{leaf('cbc:CountrySubentityCode', place.department_code)}{''.join(lines)}"
        f"{_country(place.country_code, place.country_name)}"
    )


@lru_cache(maxsize=64)
def _country(code: str | None, name: str | None) -> str:
    if not code and not name:
        return ""
    shown = f'<cbc:Name languageID="es">{text(name)}</cbc:Name>' if name else ""
    return f"<cac:Country>{leaf('cbc:IdentificationCode', code)}{shown}</cac:Country>"


def account(name: str, who: Party) -> str:
    """Return ``AccountingSupplierParty`` or ``AccountingCustomerParty``."""
    kind = leaf("cbc:AdditionalAccountID", who.organization_type)
    return f"<{name}>{kind}{party('cac:Party', who)}</{name}>"


def party(name: str, who: Party, *, version: str = "") -> str:
    """
    Return a party.

    Args:
        name: The element.
        who: The party.
        version: Attribute of its number in an event: the kind of organisation.
    """
    place = who.address
    shown = "" if place is None else _place(place)
    # most parties give one address twice: it is spelled once
    seat = shown if who.registration_address is place else None
    located = (
        ""
        if place is None
        else f"<cac:PhysicalLocation><cac:Address>{shown}</cac:Address></cac:PhysicalLocation>"
    )
    registered = _tax_registration(who, who.registration_address, seat, version)
    if who.other_tax_schemes:
        more = [
            _tax_registration(each, each.registration_address) for each in who.other_tax_schemes
        ]
        registered += "".join(more)
    return (
        f"<{name}>{_names(who)}{located}{registered}{_legal_entity(who)}{_contact(who.contact)}"
        f"{person(who.person)}</{name}>"
    )


def _names(who: Party) -> str:
    """Return what a party is told by: activities, numbers, names."""
    activities = leaf("cbc:IndustryClassificationCode", ";".join(who.activity_codes))
    number_known, first = who.personal_identification, who.trade_name
    numbers = "" if number_known is None else _party_identification(number_known)
    names = _party_name(first) if first else ""
    if who.other_identifications:
        numbers += "".join([_party_identification(each) for each in who.other_identifications])
    if who.other_names:
        names += "".join([_party_name(each) for each in who.other_names if each])
    return f"{activities}{numbers}{names}"


def _party_identification(known: Identification) -> str:
    return f"<cac:PartyIdentification>{identification('cbc:ID', known)}</cac:PartyIdentification>"


def _party_name(name: str) -> str:
    return f"<cac:PartyName><cbc:Name>{text(name)}</cbc:Name></cac:PartyName>"


def _tax_registration(
    who: Party | TaxRegistration | Shareholder,
    seat: Address | None = None,
    spelled_seat: str | None = None,
    version: str = "",
) -> str:
    """Return a ``PartyTaxScheme``; `spelled_seat` is the address, where it is spelled already."""
    shown = ""
    if seat is not None:
        shown = _place(seat) if spelled_seat is None else spelled_seat
        shown = f"<cac:RegistrationAddress>{shown}</cac:RegistrationAddress>"
    known = (
        f"{leaf('cbc:RegistrationName', who.name)}"
        f"{identification('cbc:CompanyID', who.identification, version=version)}"
        f"{_responsibilities(who)}{shown}"
    )
    scheme = _tax_scheme(who.tax_scheme, who.tax_scheme_name)
    if not known and scheme == _NO_SCHEME and not isinstance(who, TaxRegistration):
        return ""
    return f"<cac:PartyTaxScheme>{known}{scheme}</cac:PartyTaxScheme>"


def _responsibilities(who: Party | TaxRegistration | Shareholder) -> str:
    if not who.responsibilities and not who.tax_regime:
        return ""
    regime = f' listName="{attribute(who.tax_regime)}"' if who.tax_regime else ""
    codes = text(";".join(who.responsibilities))
    return f"<cbc:TaxLevelCode{regime}>{codes}</cbc:TaxLevelCode>"


_NO_SCHEME: Final = "<cac:TaxScheme></cac:TaxScheme>"


@lru_cache(maxsize=128)
def _tax_scheme(code: str | None, name: str | None) -> str:
    """Return ``TaxScheme``, which the schema demands even where it says nothing."""
    return f"<cac:TaxScheme>{leaf('cbc:ID', code)}{leaf('cbc:Name', name)}</cac:TaxScheme>"


def _legal_entity(who: Party) -> str:
    registration = (
        f"{leaf('cbc:ID', who.invoice_prefix)}{leaf('cbc:Name', who.registration_number)}"
    )
    if registration:
        registration = (
            f"<cac:CorporateRegistrationScheme>{registration}</cac:CorporateRegistrationScheme>"
        )
    known = (
        f"{leaf('cbc:RegistrationName', who.legal_name)}"
        f"{identification('cbc:CompanyID', who.legal_identification)}{registration}"
        f"{''.join([_shareholder(member) for member in who.shareholders])}"
    )
    return known and f"<cac:PartyLegalEntity>{known}</cac:PartyLegalEntity>"


def _shareholder(member: Shareholder) -> str:
    registered = _tax_registration(member)
    return (
        f"<cac:ShareholderParty>{optional('PartecipationPercent', member.percent)}"
        f"{registered and f'<cac:Party>{registered}</cac:Party>'}</cac:ShareholderParty>"
    )


def _contact(contact: Contact | None) -> str:
    if contact is None:
        return ""
    return (
        f"<cac:Contact>{leaf('cbc:Name', contact.name)}{leaf('cbc:Telephone', contact.telephone)}"
        f"{leaf('cbc:Telefax', contact.fax)}{leaf('cbc:ElectronicMail', contact.email)}"
        f"{leaf('cbc:Note', contact.note)}</cac:Contact>"
    )


def person(who: Person | None) -> str:
    """Return a person; events write the number without the agency."""
    if who is None:
        return ""
    return (
        f"<cac:Person>{identification('cbc:ID', who.identification, agency='')}"
        f"{leaf('cbc:FirstName', who.first_name)}{leaf('cbc:FamilyName', who.family_name)}"
        f"{leaf('cbc:JobTitle', who.job_title)}"
        f"{leaf('cbc:OrganizationDepartment', who.department)}</cac:Person>"
    )


# --- taxes, discounts, charges, totals -------------------------------------------------------


def tax_total(name: str, tax: TaxTotal, money: str) -> str:
    """Return ``TaxTotal`` or ``WithholdingTaxTotal`` with one subtotal a rate."""
    rounded = "" if tax.rounding is None else optional("RoundingAmount", tax.rounding, money)
    amount, parts = number(tax.amount), ""
    for part in tax.subtotals:
        parts += _subtotal(part, tax, amount, money)
    return f"<{name}><cbc:TaxAmount{money}>{amount}</cbc:TaxAmount>{rounded}{parts}</{name}>"


def _subtotal(part: TaxSubtotal, tax: TaxTotal, whole: str, money: str) -> str:
    """Return a rate; `whole` is the amount of the tax, that of its rate where it has one."""
    code, name = (tax.code, tax.name) if part.code is None else (part.code, part.name)
    amount, base, percent = part.amount, part.taxable_amount, part.percent
    nominal = part.base_unit_measure is not None or part.per_unit_amount is not None
    taxed = "" if base is None else f"<cbc:TaxableAmount{money}>{number(base)}</cbc:TaxableAmount>"
    rate = "" if percent is None else f"<cbc:Percent>{number(percent)}</cbc:Percent>"
    return (
        f"<cac:TaxSubtotal>{taxed}<cbc:TaxAmount{money}>"
        f"{whole if amount is tax.amount else number(amount)}</cbc:TaxAmount>"
        f"{_measured(part, money) if nominal else ''}<cac:TaxCategory>{rate}"
        f"{_tax_scheme(code, name)}</cac:TaxCategory></cac:TaxSubtotal>"
    )


def _measured(part: TaxSubtotal, money: str) -> str:
    """Return what a nominal tax is counted on, and how much of it a unit bears."""
    measure = part.base_unit_measure
    return (
        f"{'' if measure is None else quantity('BaseUnitMeasure', measure, part.unit_code)}"
        f"{optional('PerUnitAmount', part.per_unit_amount, money)}"
    )


def allowance_charge(change: AllowanceCharge, money: str) -> str:
    """Return a discount or a charge, of a line or of the document."""
    return (
        f"<cac:AllowanceCharge>{leaf('cbc:ID', change.id)}"
        f"<cbc:ChargeIndicator>{flag(change.charge)}</cbc:ChargeIndicator>"
        f"{leaf('cbc:AllowanceChargeReasonCode', change.reason_code)}"
        f"{leaf('cbc:AllowanceChargeReason', change.reason)}"
        f"{optional('MultiplierFactorNumeric', change.percent)}"
        f"<cbc:Amount{money}>{number(change.amount)}</cbc:Amount>"
        f"{optional('BaseAmount', change.base_amount, money)}</cac:AllowanceCharge>"
    )


def totals(name: str, sums: Totals, money: str) -> str:
    """Return ``LegalMonetaryTotal`` or ``RequestedMonetaryTotal``."""
    return (
        f"<{name}>{optional('LineExtensionAmount', sums.line_extension, money)}"
        f"{optional('TaxExclusiveAmount', sums.tax_exclusive, money)}"
        f"{optional('TaxInclusiveAmount', sums.tax_inclusive, money)}"
        f"{optional('AllowanceTotalAmount', sums.allowance, money)}"
        f"{optional('ChargeTotalAmount', sums.charge, money)}"
        f"{optional('PrepaidAmount', sums.prepaid, money)}"
        f"{optional('PayableRoundingAmount', sums.rounding, money)}"
        f"{optional('PayableAmount', sums.payable, money)}</{name}>"
    )


# --- payment and delivery --------------------------------------------------------------------


def payment_means(means: PaymentMeans) -> str:
    """Return a form and means of payment; what came from the sale has no place in UBL."""
    return (
        f"<cac:PaymentMeans>{leaf('cbc:ID', means.form)}{leaf('cbc:PaymentMeansCode', means.code)}"
        f"{optional_day('PaymentDueDate', means.due_date)}"
        f"{each('cbc:PaymentID', means.payment_ids)}</cac:PaymentMeans>"
    )


def payment_terms(terms: PaymentTerms, money: str) -> str:
    """Return terms of payment."""
    length = terms.duration
    settled = "" if length is None else quantity("DurationMeasure", length, terms.unit_code)
    return (
        f"<cac:PaymentTerms>{each('cbc:Note', terms.notes)}"
        f"{leaf('cbc:ReferenceEventCode', terms.event_code)}"
        f"{optional('Amount', terms.amount, money)}{optional_day('PaymentDueDate', terms.due_date)}"
        f"{settled and f'<cac:SettlementPeriod>{settled}</cac:SettlementPeriod>'}"
        "</cac:PaymentTerms>"
    )


def prepayment(paid: Prepayment, money: str) -> str:
    """Return an advance."""
    return (
        f"<cac:PrepaidPayment>{leaf('cbc:ID', paid.id)}"
        f"{optional('PaidAmount', paid.amount, money)}"
        f"{optional_day('ReceivedDate', paid.received_on)}"
        f"{optional_day('PaidDate', paid.paid_on)}{optional_clock('PaidTime', paid.paid_at)}"
        f"{leaf('cbc:InstructionID', paid.instruction)}</cac:PrepaidPayment>"
    )


def exchange_rate(name: str, rate: ExchangeRate | None) -> str:
    """Return an exchange rate."""
    if rate is None:
        return ""
    return (
        f"<{name}><cbc:SourceCurrencyCode>{text(rate.source)}</cbc:SourceCurrencyCode>"
        f"{optional('SourceCurrencyBaseRate', rate.source_base)}"
        f"<cbc:TargetCurrencyCode>{text(rate.target)}</cbc:TargetCurrencyCode>"
        f"{optional('TargetCurrencyBaseRate', rate.target_base)}"
        f"{optional('CalculationRate', rate.rate)}{optional_day('Date', rate.on)}</{name}>"
    )


def period(span: Period | None) -> str:
    """Return the ``InvoicePeriod`` of a document."""
    if span is None:
        return ""
    return (
        f"<cac:InvoicePeriod>{optional_day('StartDate', span.start)}"
        f"{optional_clock('StartTime', span.start_time)}{optional_day('EndDate', span.end)}"
        f"{optional_clock('EndTime', span.end_time)}</cac:InvoicePeriod>"
    )


def delivery(handed: Delivery) -> str:
    """Return when and where goods were handed over."""
    carrier = handed.carrier
    return (
        f"<cac:Delivery>{optional_day('ActualDeliveryDate', handed.on)}"
        f"{optional_clock('ActualDeliveryTime', handed.at)}"
        f"{address('cac:DeliveryAddress', handed.address)}"
        f"{'' if carrier is None else party('cac:DeliveryParty', carrier)}</cac:Delivery>"
    )


def delivery_terms(terms: DeliveryTerms | None) -> str:
    """Return terms of delivery."""
    if terms is None:
        return ""
    return (
        f"<cac:DeliveryTerms>{leaf('cbc:ID', terms.id)}"
        f"{leaf('cbc:SpecialTerms', terms.special_terms)}"
        f"{leaf('cbc:LossRiskResponsibilityCode', terms.code)}"
        f"{leaf('cbc:LossRisk', terms.loss_risk)}</cac:DeliveryTerms>"
    )


# --- references ------------------------------------------------------------------------------

_TYPED: Final = frozenset({"additional", "document"})
"""Kinds whose text says what the document is; of the others it describes the document."""


def reference(name: str, known: Reference, where: str = "") -> str:
    """Return a reference to another document; `where` stands before the scheme of its code."""
    text_name = "cbc:DocumentType" if known.kind in _TYPED else "cbc:DocumentDescription"
    return (
        f"<{name}><cbc:ID>{text(known.number)}</cbc:ID>{unique_code(known.unique_code, where)}"
        f"{optional_day('IssueDate', known.issue_date)}"
        f"{leaf('cbc:DocumentTypeCode', known.type_code)}{leaf(text_name, known.description)}"
        f"</{name}>"
    )


def discrepancy(why: Discrepancy | None) -> str:
    """Return why a note was made."""
    if why is None:
        return ""
    return (
        f"<cac:DiscrepancyResponse>{leaf('cbc:ReferenceID', why.reference)}"
        f"{leaf('cbc:ResponseCode', why.code)}{leaf('cbc:Description', why.description)}"
        "</cac:DiscrepancyResponse>"
    )
