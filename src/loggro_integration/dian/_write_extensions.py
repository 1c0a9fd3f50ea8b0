# SPDX-License-Identifier: MIT
"""How the writer spells ``UBLExtensions``: DIAN's own block and the order of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from loggro_integration.dian._blocks import GROUPS, write_block
from loggro_integration.dian._once import once
from loggro_integration.dian._write_parts import AGENCY
from loggro_integration.dian._write_text import attribute, leaf, optional_day, text, whole
from loggro_integration.models import ExtensionBlock, NumberingRange, Software

__all__ = ["extensions"]

_HEALTH: Final = "CustomTagGeneral"
_PLACES: Final = {name: place for place, name in enumerate(GROUPS)}
_LAST: Final = len(GROUPS)
_OPEN: Final = "<ext:UBLExtension><ext:ExtensionContent>"
_CLOSE: Final = "</ext:ExtensionContent></ext:UBLExtension>"
_COUNTRY: Final = (
    '<sts:InvoiceSource><cbc:IdentificationCode listAgencyID="6"'
    ' listAgencyName="United Nations Economic Commission for Europe"'
    ' listSchemeURI="urn:oasis:names:specification:ubl:codelist:gc:'
    'CountryIdentificationCode-2.1">CO</cbc:IdentificationCode></sts:InvoiceSource>'
)
_AUTHORITY: Final = (
    f"<sts:AuthorizationProvider><sts:AuthorizationProviderID{AGENCY}"
    ' schemeID="4" schemeName="31">800197268</sts:AuthorizationProviderID>'
    "</sts:AuthorizationProvider>"
)


def extensions(
    numbering: NumberingRange | None,
    software: Software | None,
    qr_code: str | None,
    blocks: Sequence[ExtensionBlock],
    namespace: str,
    *,
    health: bool = False,
) -> str:
    """
    Return ``UBLExtensions`` without a place for the signature, or nothing where none is held.

    DIAN's block comes first, then the three of a POS document, then others as they are given;
    of a document of the health sector ``CustomTagGeneral`` goes before all.

    Args:
        numbering: The authorised range (``InvoiceControl``).
        software: Who made the document.
        qr_code: Content of ``QRCode``.
        blocks: The others.
        namespace: That of the document.
        health: Whether the document is one of the health sector.
    """
    own = _dian(numbering, software, qr_code)
    if not blocks:
        return own and f"<ext:UBLExtensions>{_OPEN}{own}{_CLOSE}</ext:UBLExtensions>"
    ordered = sorted(blocks, key=lambda block: _PLACES.get(block.name, _LAST))
    first = [block for block in ordered if health and block.name == _HEALTH]
    parts = [
        *[write_block(block, namespace) for block in first],
        *([own] if own else []),
        *[write_block(block, namespace) for block in ordered if block not in first],
    ]
    inside = "".join([f"{_OPEN}{part}{_CLOSE}" for part in parts])
    return f"<ext:UBLExtensions>{inside}</ext:UBLExtensions>"


def _dian(numbering: NumberingRange | None, software: Software | None, qr_code: str | None) -> str:
    if numbering is None and software is None and not qr_code:
        return ""
    control = "" if numbering is None else _control(numbering)
    maker = code = ""
    if software is not None:
        maker = _provider(software.provider, software.provider_check_digit, software.id)
        code = _identified("sts:SoftwareSecurityCode", software.security_code)
    return (
        f"<sts:DianExtensions>{control}{_COUNTRY}{maker}{code}{_AUTHORITY}"
        f"{leaf('sts:QRCode', qr_code)}</sts:DianExtensions>"
    )


@lru_cache(maxsize=8)
def _provider(number: str | None, digit: str | None, name: str | None) -> str:
    scheme = f' schemeID="{attribute(digit)}"' if digit else ""
    owner = _identified("sts:ProviderID", number, f'{scheme} schemeName="31"')
    known = owner + _identified("sts:SoftwareID", name)
    return known and f"<sts:SoftwareProvider>{known}</sts:SoftwareProvider>"


def _identified(name: str, value: str | None, more: str = "") -> str:
    return f"<{name}{AGENCY}{more}>{text(value)}</{name}>" if value else ""


@once
def _control(numbering: NumberingRange) -> str:
    period = (
        f"{optional_day('StartDate', numbering.valid_from)}"
        f"{optional_day('EndDate', numbering.valid_until)}"
    )
    if period:
        period = f"<sts:AuthorizationPeriod>{period}</sts:AuthorizationPeriod>"
    return (
        "<sts:InvoiceControl>"
        f"{leaf('sts:InvoiceAuthorization', numbering.authorization)}{period}"
        f"<sts:AuthorizedInvoices>{leaf('sts:Prefix', numbering.prefix)}"
        f"<sts:From>{whole(numbering.first)}</sts:From><sts:To>{whole(numbering.last)}</sts:To>"
        "</sts:AuthorizedInvoices></sts:InvoiceControl>"
    )
