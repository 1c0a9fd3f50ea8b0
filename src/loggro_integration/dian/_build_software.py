# SPDX-License-Identifier: MIT
"""The software that makes a document, and what a POS document tells of its maker and cash box."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from loggro_integration.dian._build_faults import Faults
from loggro_integration.dian._build_policies import Policies
from loggro_integration.dian._build_tools import changed, squeezed, stripped
from loggro_integration.dian._codes import software_security_code
from loggro_integration.dian._literals import BUYER_BLOCK, CASH_BOX_BLOCK, MAKER_BLOCK
from loggro_integration.dian._once import once
from loggro_integration.errors import InvalidNit, Problem
from loggro_integration.ids import check_digit
from loggro_integration.models import (
    ExtensionBlock,
    FiscalDocument,
    Party,
    PointOfSale,
    Software,
)
from loggro_integration.money import plain

__all__ = ["complete_software", "pos_blocks"]


def complete_software(
    software: Software | None, issuer: Party, number: str, faults: Faults
) -> tuple[Software | None, str]:
    """
    Return the software with the code of this document and without its PIN, and the PIN.

    Its owner is the issuer, where nobody else is named.
    """
    if software is None:
        faults.add("software-missing", "software")
        return None, ""
    own = issuer.identification.number if issuer.identification else ""
    completed, problems = _software(software, own)
    faults.problems.extend(problems)
    name, pin = completed.id, software.pin
    if not name or pin is None:
        return completed, pin.reveal() if pin else ""
    code = software_security_code(name, pin, number)
    return changed(completed, security_code=code), pin.reveal()


@once
def _software(software: Software, own: str) -> tuple[Software, tuple[Problem, ...]]:
    """Return the software without code and PIN, and what is wrong with it; its owner may be own."""
    faults = Faults()
    provider = squeezed(stripped(software.provider) or own)
    name = stripped(software.id)
    if name is None:
        faults.add("software-id", "software.id")
    if software.pin is None:
        faults.add("software-pin", "software.pin")
    completed = Software(
        provider=provider,
        provider_check_digit=_provider_digit(software, provider, faults),
        id=name,
        name=software.name,
        maker_name=software.maker_name,
        maker_company=software.maker_company,
    )
    return completed, tuple(faults.problems)


def _provider_digit(software: Software, provider: str, faults: Faults) -> str | None:
    try:
        right = str(check_digit(provider))
    except InvalidNit:
        faults.add("id-malformed", "software.provider", provider, kind="31")
        return None
    given = stripped(software.provider_check_digit)
    if given is not None and given != right:
        path = "software.provider_check_digit"
        faults.add("check-digit", path, given, number=provider, right=right)
    return right


def pos_blocks(
    document: FiscalDocument,
    buyer: Party,
    software: Software | None,
    point: PointOfSale | None,
    subtotal: Decimal,
    policies: Policies,
    faults: Faults,
) -> tuple[ExtensionBlock, ...]:
    """
    Return the three blocks that a POS document must carry (DEPD11), each with its pairs in order.

    The buyer is named also where no loyalty programme knows him. Blocks of these names that the
    document holds already are replaced; where `point` is none, its own stay.
    """
    held = {block.name: block for block in document.extensions}
    others = [block for block in document.extensions if block.name not in _NAMES]
    benefits, box = _box(document, buyer, point, held, subtotal, faults)
    if benefits is not None and policies.benefits_group != _BENEFITS:
        benefits = changed(benefits, group=policies.benefits_group)
    blocks = (_maker(software, held, faults), benefits, box)
    return (*[block for block in blocks if block is not None], *others)


_BENEFITS: Final = "InformacionBeneficiosComprador"
_NAMES: Final = frozenset({MAKER_BLOCK[0], BUYER_BLOCK[0], CASH_BOX_BLOCK[0]})


def _maker(
    software: Software | None, held: dict[str, ExtensionBlock], faults: Faults
) -> ExtensionBlock | None:
    name, keys = MAKER_BLOCK
    texts = (
        (software.maker_name, software.maker_company, software.name)
        if software
        else (None, None, None)
    )
    if name in held and not any(texts):
        return held[name]
    return _block(name, keys, texts, ("maker_name", "maker_company", "name"), "software", faults)


def _box(
    document: FiscalDocument,
    buyer: Party,
    point: PointOfSale | None,
    held: dict[str, ExtensionBlock],
    subtotal: Decimal,
    faults: Faults,
) -> tuple[ExtensionBlock | None, ExtensionBlock | None]:
    if point is None:
        found = (held.get(BUYER_BLOCK[0]), held.get(CASH_BOX_BLOCK[0]))
        if None in found:
            faults.add("point-of-sale-missing", "point_of_sale")
        return found
    number = buyer.identification.number if buyer.identification else None
    buyer_texts = (point.buyer_code or number, point.buyer_name or buyer.name, point.buyer_points)
    fields = ("plate", "place", "cashier", "type")
    box_texts = (
        *(getattr(point, field) for field in fields),
        point.sale_code or document.number,
        plain(subtotal),
    )
    return (
        _block(
            *BUYER_BLOCK,
            buyer_texts,
            ("buyer_code", "buyer_name", "buyer_points"),
            "point_of_sale",
            faults,
        ),
        _block(*CASH_BOX_BLOCK, box_texts, (*fields, "sale_code", ""), "point_of_sale", faults),
    )


def _block(
    name: str,
    keys: tuple[str, ...],
    texts: tuple[str | None, ...],
    fields: tuple[str, ...],
    path: str,
    faults: Faults,
) -> ExtensionBlock:
    """Pair each name with its value; every one must be there."""
    values: list[tuple[str, str]] = []
    for key, text, field in zip(keys, texts, fields, strict=True):
        value = stripped(text)
        if value is None:
            faults.add("pos-value", f"{path}.{field}", key=key)
        values.append((key, value or ""))
    return ExtensionBlock(name=name, values=tuple(values))
