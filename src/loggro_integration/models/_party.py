# SPDX-License-Identifier: MIT
"""Who takes part in a document: identification, address, tax data."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

__all__ = [
    "Address",
    "Contact",
    "Identification",
    "Party",
    "Person",
    "Shareholder",
    "TaxRegistration",
]


@frozen(kw_only=True, slots=False)
class Identification:
    """
    The number that identifies a party, with its type.

    Attributes:
        number: Digits or letters without separators and without check digit, as text: leading
            zeros count.
        type_code: DIAN identification type (``13`` cédula, ``31`` NIT...), list `TipoIdFiscal`;
            written as ``@schemeName``.
        check_digit: Check digit of a NIT, as text; written as ``@schemeID``. `None` otherwise.
    """

    number: str
    type_code: str | None = None
    check_digit: str | None = None


@frozen(kw_only=True, slots=False)
class Address:
    """
    A postal address with DANE codes.

    Attributes:
        city_code: Five-digit DANE municipality, as ``11001``.
        department_code: Two-digit DANE department.
        country_code: ISO 3166-1 alpha-2.
        lines: Free text lines.
    """

    city_code: str | None = None
    city_name: str | None = None
    postal_zone: str | None = None
    department_name: str | None = None
    department_code: str | None = None
    lines: tuple[str, ...] = ()
    country_code: str | None = None
    country_name: str | None = None


@frozen(kw_only=True, slots=False)
class Contact:
    """How to reach a party."""

    name: str | None = None
    telephone: str | None = None
    email: str | None = None
    fax: str | None = None
    note: str | None = None


@frozen(kw_only=True, slots=False)
class Person:
    """
    A person who acts for a party: who received the goods of an event 030 or 032.

    Attributes:
        identification: Document of the person, where written.
        job_title: Post, as ``Mesera``.
        department: Area of the organisation.
    """

    first_name: str | None = None
    family_name: str | None = None
    identification: Identification | None = None
    job_title: str | None = None
    department: str | None = None


@frozen(kw_only=True, slots=False)
class Shareholder:
    """
    A member of a consortium (``PartyLegalEntity/ShareholderParty``).

    Attributes:
        percent: Share, 0 to 100.
        tax_regime: As of a `Party`.
        tax_scheme_name: Name written beside `tax_scheme`.
    """

    name: str | None = None
    identification: Identification | None = None
    percent: Decimal | None = None
    responsibilities: tuple[str, ...] = ()
    tax_scheme: str | None = None
    tax_regime: str | None = None
    tax_scheme_name: str | None = None


@frozen(kw_only=True, slots=False)
class TaxRegistration:
    """
    A further ``PartyTaxScheme`` of a party that is registered for several taxes.

    Attributes: as those of `Party`.
    """

    name: str | None = None
    identification: Identification | None = None
    responsibilities: tuple[str, ...] = ()
    tax_regime: str | None = None
    registration_address: Address | None = None
    tax_scheme: str | None = None
    tax_scheme_name: str | None = None


@frozen(kw_only=True, slots=False)
class Party:
    """
    A supplier, customer, sender or receiver.

    Attributes:
        name: Registered name (``PartyTaxScheme/RegistrationName``).
        identification: Number used by taxes and by the unique code
            (``PartyTaxScheme/CompanyID``).
        trade_name: ``PartyName/Name`` where it differs or is written.
        organization_type: ``1`` legal person, ``2`` natural person (``AdditionalAccountID``; of a
            sender or receiver ``CompanyID/@schemeVersionID``).
        responsibilities: RUT responsibilities, as ``R-99-PN`` (``TaxLevelCode``).
        tax_regime: ``48`` responsible for IVA, ``49`` not responsible
            (``TaxLevelCode/@listName``).
        tax_scheme: ``01`` IVA, ``04`` INC, ``ZA`` both, ``ZZ`` none.
        tax_scheme_name: Name written beside it.
        invoice_prefix: ``CorporateRegistrationScheme/ID`` of a supplier.
        registration_number: Matrícula mercantil (``CorporateRegistrationScheme/Name``).
        activity_codes: CIIU codes.
        personal_identification: ``PartyIdentification`` of a natural person, where written.
        other_names: Further ``PartyName``, after `trade_name`.
        legal_name: ``PartyLegalEntity/RegistrationName``.
        legal_identification: ``PartyLegalEntity/CompanyID``.
        shareholders: Members of a consortium.
        person: ``Person`` of a natural customer.
        other_identifications: Further ``PartyIdentification``, after `personal_identification`.
        other_tax_schemes: Further ``PartyTaxScheme``, after the one that gives `identification`.
    """

    name: str | None = None
    identification: Identification | None = None
    trade_name: str | None = None
    organization_type: str | None = None
    responsibilities: tuple[str, ...] = ()
    tax_regime: str | None = None
    tax_scheme: str | None = None
    tax_scheme_name: str | None = None
    address: Address | None = None
    registration_address: Address | None = None
    contact: Contact | None = None
    invoice_prefix: str | None = None
    registration_number: str | None = None
    activity_codes: tuple[str, ...] = field(default=())
    personal_identification: Identification | None = None
    other_names: tuple[str, ...] = ()
    legal_name: str | None = None
    legal_identification: Identification | None = None
    shareholders: tuple[Shareholder, ...] = ()
    person: Person | None = None
    other_identifications: tuple[Identification, ...] = ()
    other_tax_schemes: tuple[TaxRegistration, ...] = ()
