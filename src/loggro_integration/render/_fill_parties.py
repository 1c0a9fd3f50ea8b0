# SPDX-License-Identifier: MIT
"""A party as it is printed: names, identification, tax data, address and contact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from loggro_integration import codes
from loggro_integration.errors import Text
from loggro_integration.models import Address, Contact, Identification, Party
from loggro_integration.render._form import Card
from loggro_integration.render._speech import Speech

__all__ = ["address_of", "card", "identified"]

_ID: Final = Text(es="Identificación", en="Identification")
_REGIMES: Final = {
    "48": Text(es="Responsable de IVA", en="Responsible for IVA"),
    "49": Text(es="No responsable de IVA", en="Not responsible for IVA"),
}
_NOTHING: Final = frozenset({"R-99-PN", "ZZ"})
"""Responsibilities and tax schemes that say there is none."""


def card(party: Party, heading: str, say: Speech) -> Card:
    """Return a party under its heading; the name that its customers know stands first."""
    names = [party.trade_name, party.name, party.legal_name, *party.other_names]
    known = list(dict.fromkeys(name.strip() for name in names if name and name.strip()))
    own = identified(party.identification, say)
    return Card(
        heading=heading,
        name=known[0] if known else "",
        identification=own,
        lines=(
            *known[1:],
            *_identifications(party, own, say),
            *_tax_data(party, say),
            *_where(party),
            *_reach(party.contact, say),
        ),
    )


def identified(identification: Identification | None, say: Speech) -> str:
    """Write an identification with its kind, as ``NIT 900373076-4``."""
    if identification is None:
        return ""
    kind = identification.type_code
    name = codes.name(codes.lists.IDENTIFICATION_TYPES, kind, say.language) if kind else None
    label = "NIT" if kind == "31" else (name or say(_ID)).removesuffix(" *")
    digit = f"-{identification.check_digit}" if identification.check_digit else ""
    return f"{label} {identification.number}{digit}"


def _identifications(party: Party, own: str, say: Speech) -> Iterator[str]:
    other = identified(party.personal_identification, say)
    if other and other != own:
        yield other
    for each in party.shareholders:
        share = f" ({say.percent(each.percent)})" if each.percent is not None else ""
        yield f"{each.name or ''} {identified(each.identification, say)}{share}".strip()


def _tax_data(party: Party, say: Speech) -> Iterator[str]:
    found: list[str] = []
    if party.tax_regime in _REGIMES:
        found.append(say(_REGIMES[party.tax_regime]))
    if party.tax_scheme and party.tax_scheme not in _NOTHING:
        found.append(_scheme(party, say))
    for code in party.responsibilities:
        if code not in _NOTHING:
            name = codes.name(codes.lists.RESPONSIBILITIES, code, say.language)
            found.append(f"{name} ({code})" if name else code)
    if found:
        yield " · ".join(dict.fromkeys(found))
    elif party.responsibilities or party.tax_scheme:
        yield say(Text(es="No responsable (R-99-PN)", en="Not responsible (R-99-PN)"))
    if party.activity_codes:
        label = say(Text(es="Actividad económica", en="Economic activity"))
        yield f"{label} {', '.join(party.activity_codes)}"
    if party.registration_number:
        label = say(Text(es="Matrícula mercantil", en="Commercial registry"))
        yield f"{label} {party.registration_number}"


def _scheme(party: Party, say: Speech) -> str:
    named = codes.name(codes.lists.PARTY_TAXES, party.tax_scheme or "", say.language)
    label = say(Text(es="Tributo", en="Tax"))
    return f"{label}: {party.tax_scheme_name or named or party.tax_scheme}"


def _where(party: Party) -> Iterator[str]:
    places = map(address_of, (party.address, party.registration_address))
    yield from dict.fromkeys(place for place in places if place)


def address_of(address: Address | None) -> str:
    """Write an address on one line: streets, city, department, post code, country if abroad."""
    if address is None:
        return ""
    abroad = address.country_code not in {None, "", "CO"}
    country = (address.country_name or address.country_code) if abroad else None
    region = address.department_name if address.department_name != address.city_name else None
    parts = (*address.lines, address.city_name, region, address.postal_zone, country)
    return ", ".join(part.strip() for part in parts if part and part.strip())


def _reach(contact: Contact | None, say: Speech) -> Iterator[str]:
    if contact is None:
        return
    telephone = f"{say(Text(es='Tel.', en='Tel.'))} {contact.telephone}"
    parts = (contact.name, telephone if contact.telephone else None, contact.email)
    text = " · ".join(part.strip() for part in parts if part and part.strip())
    if text:
        yield text
    if contact.note:
        yield contact.note
