# SPDX-License-Identifier: MIT
"""
Who buys: the customer of a sale as a party of the document, or the final consumer.

A sale without client and one with Restobar's default client are two cases with two traces.
"""

from __future__ import annotations

import re

from loggro_integration import codes
from loggro_integration.errors import InvalidNit
from loggro_integration.ids import CONSUMIDOR_FINAL_ID, Nit, check_digit
from loggro_integration.mapping._draft import Draft
from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.mapping._rules import ConsumidorFinal
from loggro_integration.models import Address, Contact, Identification, Party
from loggro_integration.wire.restobar import City, SaleClient

__all__ = ["consumidor_final", "map_customer", "party_tax_name", "place"]

_DEFAULT_NAMES = frozenset({"consumidor", "consumidor final"})
_DIGITS = frozenset({"11", "12", "13", "31", "91"})
_NUMERIC = re.compile(r"\d{1,15}", re.ASCII)
_FOREIGN = re.compile(r"[A-Za-z0-9-]{1,30}", re.ASCII)
_NIT_WITH_DIGIT = re.compile(r"(\d+)-(\d)", re.ASCII)
_SLIP = re.compile(r"2{9,11}|2{13,}", re.ASCII)
_LEGAL, _NATURAL = "1", "2"
_NIT, _UNIDENTIFIED = "31", "43"
_COMPANY_DIGITS, _MOST_DIGITS = 9, 10
_OF_COMPANIES = "89"


def map_customer(client: SaleClient | None, rules: MappingRules, draft: Draft) -> Party:
    """Return the customer; whatever is wrong with it is reported."""
    record = rules.consumidor_final
    if client is None:
        draft.note("customer.none", "client")
        return consumidor_final(record)
    number = _document(client, draft)
    name = " ".join(client.full_name.split())
    if number == CONSUMIDOR_FINAL_ID or (not number and name.casefold() in _DEFAULT_NAMES):
        draft.note("customer.default-client", "client")
        return consumidor_final(record)
    if not number and not name:
        draft.note("customer.empty-client", "client")
        return consumidor_final(record)
    if not number and rules.policies.customer_without_document == "consumidor-final":
        draft.note("customer.without-document", "client.document", name=name)
        return consumidor_final(record)
    return _identified(client, number, name, rules, draft)


def consumidor_final(record: ConsumidorFinal) -> Party:
    """Return the final consumer, as DIAN documents write it: no address, no check digit."""
    identification = Identification(number=record.number, type_code="13")
    return Party(
        name=record.name,
        trade_name=record.name,
        identification=identification,
        personal_identification=identification,
        organization_type=_NATURAL,
        responsibilities=record.responsibilities,
        tax_regime=record.tax_regime,
        tax_scheme=record.tax_scheme,
        tax_scheme_name=party_tax_name(record.tax_scheme),
        contact=Contact(email=record.email) if record.email else None,
    )


def party_tax_name(scheme: str) -> str | None:
    """Return the name written beside the tax scheme of a party."""
    return codes.name(codes.lists.PARTY_TAXES, scheme)


def _document(client: SaleClient, draft: Draft) -> str:
    """Return the document without dots and blanks, saying so where there were any."""
    written = "" if client.document is None else str(client.document)
    clean = re.sub(r"[.\s]", "", written)
    if clean != written:
        draft.note("customer.normalised", "client.document", written=written, clean=clean)
    return clean


def _identified(
    client: SaleClient, number: str, name: str, rules: MappingRules, draft: Draft
) -> Party:
    _check_names(number, name, draft)
    identification = _identification(client, number, rules, draft)
    legal = _is_legal(client, identification, draft)
    defaults = rules.customers.legal if legal else rules.customers.natural
    if number:
        draft.note("customer.named", "client", number=identification.number)
    return Party(
        name=name or None,
        identification=identification,
        personal_identification=None if legal else identification,
        organization_type=_LEGAL if legal else _NATURAL,
        responsibilities=_responsibilities(client, defaults.responsibilities, draft),
        tax_regime=defaults.tax_regime,
        tax_scheme=defaults.tax_scheme,
        tax_scheme_name=party_tax_name(defaults.tax_scheme),
        address=_address(client, draft),
        contact=_contact(client, name),
    )


def _check_names(number: str, name: str, draft: Draft) -> None:
    if not number:
        draft.problem("customer-document-missing", "client.document", name=name)
    elif _SLIP.fullmatch(number):
        draft.problem("customer-document-slip", "client.document", number)
    elif name.casefold() in _DEFAULT_NAMES:
        draft.problem("customer-name-contradicts-document", "client.name", name, number=number)
    if not name:
        draft.problem("customer-name-missing", "client.name")


def _identification(
    client: SaleClient, number: str, rules: MappingRules, draft: Draft
) -> Identification:
    kind = _id_type(client, rules, draft)
    if kind == _NIT and number:
        return _nit(client, number, draft)
    pattern = _NUMERIC if kind in _DIGITS else _FOREIGN
    if number and kind is not None and not pattern.fullmatch(number):
        draft.problem("customer-document-malformed", "client.document", number, kind=kind)
    return Identification(number=number, type_code=kind)


def _id_type(client: SaleClient, rules: MappingRules, draft: Draft) -> str | None:
    """Return the DIAN type; one that DIAN lacks is a problem, never a guess."""
    path = "client.id_document_type"
    if client.id_document_type is None:
        draft.problem("customer-id-type-missing", path)
        return None
    written = str(client.id_document_type).strip()
    kind = rules.aliases.id_types.get(written, written)
    if kind == _UNIDENTIFIED:
        draft.problem("customer-id-type-43", path, written)
        return None
    if codes.lookup(codes.lists.IDENTIFICATION_TYPES, kind) is None:
        draft.problem("customer-id-type-unknown", path, written)
        return None
    if kind != written:
        draft.note("name.alias", path, written=written, name=kind)
    return kind


def _nit(client: SaleClient, written: str, draft: Draft) -> Identification:
    """Return a NIT with the digit it was given; a wrong one is reported with the right one."""
    number, digit = _digit_apart(client, written)
    try:
        right = Nit.parse(number)
    except InvalidNit:
        draft.problem("customer-document-malformed", "client.document", written, kind=_NIT)
        return Identification(number=number, type_code=_NIT)
    if _is_glued(number, digit, str(right.check_digit)):
        apart = f"{number[:-1]}-{number[-1]}"
        draft.problem(
            "customer-nit-digit-glued", "client.document", number, apart=apart, whole=str(right)
        )
    elif digit is None:
        draft.note("customer.check-digit-computed", "client.check_digit", digit=right.check_digit)
    elif digit != str(right.check_digit):
        draft.problem(
            "customer-nit-check-digit",
            "client.check_digit",
            f"{right.number}-{digit}",
            right=str(right),
            number=right.number,
            digit=digit,
            right_digit=right.check_digit,
        )
    return Identification(
        number=right.number,
        type_code=_NIT,
        check_digit=str(right.check_digit) if digit is None else digit,
    )


def _is_glued(number: str, digit: str | None, right: str) -> bool:
    """
    Tell whether the last figure is the check digit of those before it, and not the NIT's own.

    Companies have nine figures and begin with 8 or 9, people at most ten (Registraduría: NUIP).
    """
    if len(number) < _MOST_DIGITS or digit == right:
        return False
    if number[-1] != str(check_digit(number[:-1])):
        return False
    too_long = len(number) > _MOST_DIGITS or number[0] in _OF_COMPANIES
    return digit == number[-1] or (digit is None and too_long)


def _digit_apart(client: SaleClient, written: str) -> tuple[str, str | None]:
    """Take number and check digit apart: the digit written after a dash, else its own field."""
    found = _NIT_WITH_DIGIT.fullmatch(written)
    own = None if client.check_digit is None else str(client.check_digit).strip()
    if found is not None:
        return found[1], found[2]
    return written, own or None


def _is_legal(client: SaleClient, identification: Identification, draft: Draft) -> bool:
    is_nit = identification.type_code == _NIT
    if client.is_social_reason is None:
        draft.note("customer.organization-by-type", "client.is_social_reason")
        return is_nit
    number = identification.number
    if is_nit and not client.is_social_reason and _is_of_a_company(number):
        draft.problem("customer-organization-unlikely", "client.is_social_reason", number)
    if client.is_social_reason and identification.type_code in _DIGITS - {_NIT}:
        draft.problem(
            "customer-organization-doubtful",
            "client.is_social_reason",
            kind=identification.type_code,
        )
    return client.is_social_reason


def _is_of_a_company(nit: str) -> bool:
    return len(nit) == _COMPANY_DIGITS and nit[0] in _OF_COMPANIES


def _responsibilities(
    client: SaleClient, default: tuple[str, ...], draft: Draft
) -> tuple[str, ...]:
    path = "client.responsibilities"
    written = [each.strip() for each in re.split(r"[;,]", client.responsibilities or "")]
    found = tuple(each for each in written if each)
    if not found:
        draft.note("customer.responsibility-default", path, value=";".join(default))
        return default
    for each in found:
        if codes.lookup(codes.lists.RESPONSIBILITIES, each) is None:
            draft.problem("customer-responsibility-unknown", path, each)
    return found


def _address(client: SaleClient, draft: Draft) -> Address | None:
    lines = (client.address.strip(),) if client.address and client.address.strip() else ()
    code = _city_code(client.city, draft)
    return place(code, lines) if code or lines else None


def _city_code(city: City | None, draft: Draft) -> str | None:
    """Return a DANE municipality, a lost leading zero put back."""
    written = str(city.city_code or "").strip() if city else ""
    if not written:
        return None
    code = written.zfill(5)
    if codes.lookup(codes.lists.MUNICIPALITIES, code) is None:
        draft.problem("customer-city-unknown", "client.city.city_code", written)
        return None
    if code != written:
        draft.note("customer.normalised", "client.city.city_code", written=written, clean=code)
    return code


def place(city_code: str | None, lines: tuple[str, ...], postal_zone: str | None = None) -> Address:
    """Return a Colombian address with the names that DANE gives the codes."""
    row = codes.lookup(codes.lists.MUNICIPALITIES, city_code) if city_code else None
    return Address(
        city_code=city_code,
        city_name=row.name_es if row else None,
        department_code=row.extra.get("department") if row else None,
        department_name=row.extra.get("department_name") if row else None,
        postal_zone=postal_zone,
        lines=lines,
        country_code="CO",
        country_name="Colombia",
    )


def _contact(client: SaleClient, name: str) -> Contact | None:
    phone = None if client.phone is None else str(client.phone).strip() or None
    if not phone and not client.email:
        return None
    return Contact(name=name or None, telephone=phone, email=client.email)
