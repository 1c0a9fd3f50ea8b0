# SPDX-License-Identifier: MIT
"""Who sells and who buys, complete: ids without separators, check digits, names of codes."""

from __future__ import annotations

from typing import Final

from loggro_integration import codes
from loggro_integration.codes import lists
from loggro_integration.dian._build_faults import Faults
from loggro_integration.dian._build_policies import Policies
from loggro_integration.dian._build_tools import changed, merged, squeezed, stripped, trimmed
from loggro_integration.dian._literals import COLOMBIA, COUNTRY, FINAL_CONSUMER
from loggro_integration.dian._once import once
from loggro_integration.errors import InvalidNit, Problem
from loggro_integration.ids import CONSUMIDOR_FINAL_ID, check_digit
from loggro_integration.models import Address, Contact, Identification, Party

__all__ = [
    "complete_address",
    "complete_buyer",
    "complete_carrier",
    "complete_identification",
    "complete_issuer",
    "complete_participant",
    "complete_plain",
    "complete_seller",
    "consumidor_final",
    "is_final_consumer",
]

_NIT: Final = "31"
_LEGAL, _NATURAL = "1", "2"
_OF_PEOPLE: Final = frozenset({"11", "12", "13", "21", "22", "41", "47", "48", "91"})
_NUMERIC: Final = frozenset({"11", "12", "13", "31", "91"})
_LONGEST_ID: Final = 35
_UNKNOWN_RESPONSIBILITY: Final = "R-99-PN"
_NONE: Final = "ZZ"
_NOT_RESPONSIBLE: Final = "49"


_TWOS: Final = Identification(number=CONSUMIDOR_FINAL_ID, type_code="13")
_CONSUMIDOR_FINAL: Final = Party(
    name=FINAL_CONSUMER,
    trade_name=FINAL_CONSUMER,
    identification=_TWOS,
    personal_identification=_TWOS,
    organization_type=_NATURAL,
    responsibilities=(_UNKNOWN_RESPONSIBILITY,),
    tax_regime=_NOT_RESPONSIBLE,
    tax_scheme=_NONE,
    tax_scheme_name="No aplica",
    legal_name=FINAL_CONSUMER,
    legal_identification=_TWOS,
)


def consumidor_final() -> Party:
    """
    Return the buyer who does not identify himself, as an invoice and a POS document write him.

    Source: DIAN annex v1.9, ``consumidor final``: twelve 2s, type 13, no check digit.

    >>> consumidor_final().identification.number
    '222222222222'
    """
    return _CONSUMIDOR_FINAL


def is_final_consumer(party: Party) -> bool:
    """Tell whether the buyer did not identify himself."""
    identification = party.identification
    return identification is not None and squeezed(identification.number) == CONSUMIDOR_FINAL_ID


def complete_issuer(party: Party, path: str, prefix: str | None, faults: Faults) -> Party:
    """Complete who issues an invoice, a POS document or a note, with the prefix of its number."""
    completed, problems = _issuer(party, path, prefix)
    faults.problems.extend(problems)
    return completed


@once
def _issuer(party: Party, path: str, prefix: str | None) -> tuple[Party, tuple[Problem, ...]]:
    """Return the issuer and what is wrong with him."""
    faults = Faults()
    fields = _common(party, path, faults)
    _check_organization(fields, path, faults)
    _require(party, path, faults, "responsibilities", "tax_scheme")
    address = complete_address(party.address, f"{path}.address", faults, needed=True)
    registration = party.registration_address
    fields |= {
        "address": address,
        "registration_address": (
            address
            if registration is None or registration is party.address
            else complete_address(registration, f"{path}.registration_address", faults, needed=True)
        ),
        "invoice_prefix": prefix or None,
    }
    _require_nit(fields["identification"], f"{path}.identification", faults)
    return merged(party, fields | _legal(party, fields)), tuple(faults.problems)


def complete_buyer(party: Party, path: str, policies: Policies, faults: Faults) -> Party:
    """Complete the customer of an invoice, a POS document or a note."""
    if is_final_consumer(party):
        return _final_consumer(party, policies)
    fields = _common(party, path, faults)
    _check_organization(fields, path, faults)
    fields |= {
        "responsibilities": fields["responsibilities"] or (_UNKNOWN_RESPONSIBILITY,),
        "address": complete_address(party.address, f"{path}.address", faults),
        "registration_address": complete_address(
            party.registration_address, f"{path}.registration_address", faults
        ),
        "personal_identification": _personal(party, fields),
        "contact": fields["contact"] or Contact(name=stripped(party.name)),
    }
    return merged(party, fields | _legal(party, fields))


def complete_seller(party: Party, path: str, faults: Faults, *, resident: bool) -> Party:
    """Complete who sells without invoicing: the supplier of a support document."""
    fields = _common(party, path, faults)
    _check_organization(fields, path, faults)
    fields["responsibilities"] = fields["responsibilities"] or (_UNKNOWN_RESPONSIBILITY,)
    fields["address"] = complete_address(party.address, f"{path}.address", faults, needed=resident)
    _check_residence(party, fields["identification"], path, resident, faults)
    return merged(party, fields | _NO_LEGAL_ENTITY)


def _check_residence(
    party: Party, identification: object, path: str, resident: bool, faults: Faults
) -> None:
    """Check what tells a resident seller from another one (DSAJ25a, DSAJ25b, DSAJ08a)."""
    if resident:
        _require_nit(identification, f"{path}.identification", faults)
        if party.address is None:
            faults.add("address-missing", f"{path}.address")
    elif isinstance(identification, Identification) and identification.type_code == _NIT:
        faults.add("foreign-id-needed", f"{path}.identification.type_code", _NIT)


def complete_plain(party: Party, path: str, faults: Faults) -> Party:
    """Complete who issues a support document, or takes part in an event: no legal entity."""
    fields = _common(party, path, faults)
    _check_organization(fields, path, faults)
    fields["address"] = complete_address(party.address, f"{path}.address", faults)
    return merged(party, fields | _NO_LEGAL_ENTITY)


def complete_carrier(party: Party, path: str, faults: Faults) -> Party:
    """Complete who carries the goods (FAM38)."""
    fields = _common(party, path, faults)
    _require(party, path, faults, "tax_regime")
    fields["organization_type"] = None
    fields["address"] = complete_address(party.address, f"{path}.address", faults)
    return merged(party, fields | _legal(party, fields))


def complete_participant(party: Party, path: str, faults: Faults) -> Party:
    """Complete who sends or gets an event or a container: ``PartyTaxScheme`` alone."""
    fields = _common(party, path, faults)
    _check_organization(fields, path, faults)
    return merged(_NOBODY, {name: fields[name] for name in _OF_EXCHANGE})


_NOBODY: Final = Party()
_OF_EXCHANGE: Final = (
    "name",
    "identification",
    "organization_type",
    "responsibilities",
    "tax_regime",
    "tax_scheme",
    "tax_scheme_name",
)
_NO_LEGAL_ENTITY: Final = {
    "legal_name": None,
    "legal_identification": None,
    "invoice_prefix": None,
    "registration_number": None,
    "shareholders": (),
}


def _final_consumer(party: Party, policies: Policies) -> Party:
    """Write the final consumer as DIAN does; what the caller knows better stays."""
    known = _CONSUMIDOR_FINAL
    name = stripped(party.name) or FINAL_CONSUMER
    name = FINAL_CONSUMER if name.casefold() == FINAL_CONSUMER else name
    return changed(
        known,
        name=name,
        trade_name=name,
        legal_name=name,
        responsibilities=_apart(party.responsibilities) or known.responsibilities,
        tax_regime=stripped(party.tax_regime) or known.tax_regime,
        contact=_contact(party)
        or (Contact(name=name) if policies.final_consumer_contact else None),
    )


def _common(party: Party, path: str, faults: Faults) -> dict[str, object]:
    """Return what every party has: name, id, kind of person, responsibilities, tax."""
    name = stripped(party.name) or stripped(party.legal_name) or stripped(party.trade_name)
    if name is None:
        faults.add("party-name-missing", f"{path}.name")
    identification = complete_identification(party.identification, f"{path}.identification", faults)
    scheme = (stripped(party.tax_scheme) or _NONE).upper()
    return {
        "trade_name": stripped(party.trade_name),
        "tax_regime": stripped(party.tax_regime),
        "registration_number": stripped(party.registration_number),
        "invoice_prefix": stripped(party.invoice_prefix),
        "contact": _contact(party),
        "name": name,
        "identification": identification,
        "organization_type": _organization(party, identification),
        "responsibilities": _responsibilities(party, path, faults),
        "activity_codes": _apart(party.activity_codes),
        "tax_scheme": scheme,
        "tax_scheme_name": _scheme_name(party, scheme, path, faults),
    }


def _organization(party: Party, identification: Identification | None) -> str | None:
    """Return the kind of person: who has a cédula is a natural one."""
    if party.organization_type is None and identification is not None:
        return _NATURAL if identification.type_code in _OF_PEOPLE else None
    return party.organization_type


def _check_organization(fields: dict[str, object], path: str, faults: Faults) -> None:
    if fields["organization_type"] not in {_LEGAL, _NATURAL}:
        faults.add("organization-type", f"{path}.organization_type", fields["organization_type"])


def _responsibilities(party: Party, path: str, faults: Faults) -> tuple[str, ...]:
    found = tuple([each.upper() for each in _apart(party.responsibilities)])
    for index, each in enumerate(found):
        if codes.lookup(lists.RESPONSIBILITIES, each) is None:
            faults.add("responsibility-unknown", f"{path}.responsibilities[{index}]", each)
    return found


def _contact(party: Party) -> Contact | None:
    return None if party.contact is None else trimmed(party.contact)


def _apart(written: tuple[str, ...]) -> tuple[str, ...]:
    """Return codes one by one: documents write them joined with ``;``."""
    return tuple([code.strip() for text in written for code in text.split(";") if code.strip()])


def _scheme_name(party: Party, scheme: str, path: str, faults: Faults) -> str | None:
    name = codes.name(lists.PARTY_TAXES, scheme)
    if name is None:
        faults.add("party-tax-unknown", f"{path}.tax_scheme", scheme)
    return name


def _require(party: Party, path: str, faults: Faults, *names: str) -> None:
    for name in names:
        if not getattr(party, name):
            faults.add("party-field-missing", f"{path}.{name}")


def _legal(party: Party, fields: dict[str, object]) -> dict[str, object]:
    """Name the legal entity as the taxpayer, where it is not named."""
    return {
        "legal_name": stripped(party.legal_name) or fields["name"],
        "legal_identification": fields["identification"],
    }


def _personal(party: Party, fields: dict[str, object]) -> object:
    """Return the ``PartyIdentification`` that a natural person must have (FAK61)."""
    if party.personal_identification is not None or fields["organization_type"] != _NATURAL:
        return party.personal_identification
    return fields["identification"]


def complete_identification(
    identification: Identification | None, path: str, faults: Faults
) -> Identification | None:
    """
    Complete an id: no separators, the check digit of a NIT and of nothing else.

    A check digit after a dash, as people write it, is taken apart.
    """
    if identification is None or not identification.number.strip():
        faults.add("id-missing", f"{path}.number")
        return identification
    kind = stripped(identification.type_code)
    if kind is None or codes.lookup(lists.IDENTIFICATION_TYPES, kind) is None:
        faults.add("id-type-unknown", f"{path}.type_code", kind or "")
    number, digit = identification.number, identification.check_digit or None
    if kind == _NIT and digit is None and number.strip()[-2:-1] == "-":
        number, digit = number.strip()[:-2], number.strip()[-1]
    number = squeezed(number)
    if len(number) > _LONGEST_ID or not _is_number(number, kind):
        faults.add("id-malformed", f"{path}.number", number, kind=kind or "")
    elif kind == _NIT:
        digit = _digit(number, digit, path, faults)
    digit = digit if kind == _NIT else None
    written = (identification.number, identification.type_code, identification.check_digit)
    if written == (number, kind, digit):
        return identification
    return Identification(number=number, type_code=kind, check_digit=digit)


def _is_number(number: str, kind: str | None) -> bool:
    if not (number.isascii() and number.isalnum()):
        return False
    return number.isdigit() or kind not in _NUMERIC


def _digit(number: str, digit: str | None, path: str, faults: Faults) -> str | None:
    """Return the check digit, which is never written wrong (FAJ24b)."""
    try:
        right = str(check_digit(number))
    except InvalidNit:
        faults.add("id-malformed", f"{path}.number", number, kind=_NIT)
        return digit
    if digit is not None and digit.strip() != right:
        faults.add("check-digit", f"{path}.check_digit", digit, number=number, right=right)
    return right


def _require_nit(identification: object, path: str, faults: Faults) -> None:
    if isinstance(identification, Identification) and identification.type_code != _NIT:
        faults.add("nit-needed", f"{path}.type_code", identification.type_code or "")


def complete_address(
    address: Address | None, path: str, faults: Faults, *, needed: bool = False
) -> Address | None:
    """
    Complete an address: a Colombian one gets the names of its municipality and department.

    Args:
        address: As given; `None` stays.
        path: Where it stands.
        faults: Where problems go.
        needed: Whether DIAN refuses the document where a part is missing (FAJ08); elsewhere it
            only notes it (FAK08).
    """
    if address is None:
        return None
    country = (stripped(address.country_code) or COUNTRY).upper()
    fields: dict[str, object] = {"country_code": country}
    fields["postal_zone"] = stripped(address.postal_zone)
    fields["lines"] = tuple([line.strip() for line in address.lines if line.strip()])
    if country == COUNTRY:
        fields |= _municipality(address, path, faults)
        fields["country_name"] = stripped(address.country_name) or COLOMBIA
    elif codes.lookup(lists.COUNTRIES, country) is None:
        faults.add("country-unknown", f"{path}.country_code", country)
    # a municipality of DANE is Colombian: an address abroad has none
    if not fields["lines"] or (country == COUNTRY and not address.city_code):
        code = "address-incomplete" if needed else "address-incomplete-notice"
        faults.add(code, f"{path}.{'city_code' if fields['lines'] else 'lines'}")
    return changed(address, **fields)


def _municipality(address: Address, path: str, faults: Faults) -> dict[str, object]:
    code = stripped(address.city_code)
    row = codes.lookup(lists.MUNICIPALITIES, code) if code else None
    if code and row is None:
        faults.add("city-unknown", f"{path}.city_code", code)
    if row is None:
        return {"city_code": code}
    return {
        "city_code": code,
        "city_name": stripped(address.city_name) or row.name_es,
        "department_code": stripped(address.department_code) or row.extra.get("department"),
        "department_name": (stripped(address.department_name) or row.extra.get("department_name")),
    }
