# SPDX-License-Identifier: MIT
"""
Why sales may not reach Pymes, ranked by symptom: what the unsynced have and the synced have not.

Nothing here is proof. A cause that a check has found comes first; one that a later synced sale
contradicts comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from attrs import frozen

from loggro_integration.errors import Text
from loggro_integration.sync._check_screens import screen_of
from loggro_integration.sync._finding import PROBLEM, Finding
from loggro_integration.wire import Sale

__all__ = ["Cause", "likely_causes"]

Trait: TypeAlias = tuple[str, str]
Tell: TypeAlias = Callable[[Sale], str]


@frozen(kw_only=True)
class Cause:
    """
    One thing that may keep sales out of Pymes.

    Attributes:
        code: Code of the check or of the screen, as ``screen-payment-means``.
        subject: The name that is meant, as ``Nequi``; empty for what concerns every sale.
        found: Whether a check has found it, so that it is no guess.
        sales: Numbers of the unsynced sales it would explain.
        against: Sales made since the first of them that have it too and are in Pymes.
        message: The cause, in both languages.
        fix: What to do.
        screen: Where.
    """

    code: str
    subject: str
    found: bool
    sales: tuple[str, ...]
    against: int
    message: Text
    fix: Text
    screen: str


def likely_causes(
    unsynced: Sequence[Sale],
    synced: Sequence[Sale],
    findings: Iterable[Finding],
    *,
    kind_of: Tell,
    dian_of: Tell,
) -> tuple[Cause, ...]:
    """
    Rank what may keep sales out of Pymes, the likeliest first; nothing where all are in.

    Args:
        unsynced: Finished sales that Pymes does not show.
        synced: Sales that it shows, of the same days.
        findings: What the checks found.
        kind_of: Tells ``pos`` or ``electronic``.
        dian_of: Tells ``accepted``, ``rejected``, or nothing where DIAN has not spoken.
    """
    if not unsynced:
        return ()
    began = min(sale.created_on for sale in unsynced)

    def by_trait(sales: Iterable[Sale]) -> dict[Trait, list[Sale]]:
        return _grouped((sale, _traits(sale, kind_of(sale), dian_of(sale))) for sale in sales)

    lost = by_trait(unsynced)
    since = by_trait(sale for sale in synced if sale.created_on >= began)
    before = by_trait(sale for sale in synced if sale.created_on < began)
    found = {each.code: each for each in findings if each.verdict == PROBLEM}

    def rank(trait: Trait) -> tuple[object, ...]:
        seen = _CHECKS[trait[0]] & found.keys()
        return (
            not seen and trait[0] != _REJECTED,
            trait in since,
            -len(lost[trait]),
            trait in before and bool(trait[1]),
            _ORDER.index(trait[0]),
            trait[1],
        )

    return tuple(
        _cause(trait, lost[trait], len(since.get(trait, ())), found)
        for trait in sorted(lost, key=rank)
    )


def _grouped(sales: Iterable[tuple[Sale, set[Trait]]]) -> dict[Trait, list[Sale]]:
    found: dict[Trait, list[Sale]] = {}
    for sale, traits in sales:
        for trait in traits:
            found.setdefault(trait, []).append(sale)
    return found


def _traits(sale: Sale, kind: str, dian: str) -> set[Trait]:
    """Return what a sale needs the settings for; one that DIAN accepted needed a document."""
    electronic = kind == "electronic"
    resolution = "screen-electronic-resolution" if electronic else "screen-pos-resolution"
    means = {payment.method for payment in sale.payments if payment.method}
    taxes = {tax.name for line in sale.lines for tax in line.taxes if tax.name}
    traits = {
        ("screen-token", ""),
        ("places", ""),
        (resolution, ""),
        ("screen-payment-terms", "Crédito" if sale.credit else "Contado"),
        *(("screen-payment-means", name) for name in means),
        *(("screen-taxes", name) for name in taxes),
        *(("screen-products", line.name) for line in sale.lines if line.name),
    }
    if dian == "rejected":
        traits.add((_REJECTED, ""))
    elif electronic and not dian:
        traits.add(("electronic-quota", ""))
    if sale.seller and sale.seller.name:
        traits.add(("screen-sellers", sale.seller.name))
    return traits


_REJECTED: Final = "dian-rejected"
_ORDER: Final = (
    _REJECTED,
    "screen-token",
    "screen-electronic-resolution",
    "screen-pos-resolution",
    "electronic-quota",
    "screen-payment-means",
    "screen-payment-terms",
    "screen-taxes",
    "screen-sellers",
    "screen-products",
    "places",
)
_CHECKS: Final[Mapping[str, frozenset[str]]] = {
    _REJECTED: frozenset(),
    "screen-token": frozenset({"pymes-token"}),
    "screen-electronic-resolution": frozenset(
        {"pymes-numbering", "electronic-numbering", "last-numbers"}
    ),
    "screen-pos-resolution": frozenset({"pymes-pos-numbering", "pos-numbering", "last-numbers"}),
    "electronic-quota": frozenset({"electronic-quota"}),
    "screen-payment-means": frozenset({"pymes-payment-means", "payment-means"}),
    "screen-payment-terms": frozenset({"payment-terms"}),
    "screen-taxes": frozenset({"pymes-taxes", "taxes", "tax-rates"}),
    "screen-sellers": frozenset({"pymes-sellers"}),
    "screen-products": frozenset({"pymes-items", "products"}),
    "places": frozenset({"establishment", "warehouse", "cash-box", "bank-account"}),
}
"""By the kind of a cause: the checks that would have found it."""

_SAID: Final[Mapping[str, Text]] = {
    _REJECTED: Text(
        es="La DIAN rechazó la factura: corríjala en Restobar.",
        en="DIAN rejected the invoice: correct it in Restobar.",
    ),
    "screen-token": Text(
        es="El token de Pymes no está pegado en Restobar, o ya no sirve.",
        en="The token of Pymes is not pasted in Restobar, or does not work any more.",
    ),
    "screen-electronic-resolution": Text(
        es="La resolución de facturación electrónica no está elegida, o no es la que es.",
        en="The electronic resolution is not chosen, or is another one.",
    ),
    "screen-pos-resolution": Text(
        es="La resolución POS no está elegida, o no es la que es.",
        en="The POS resolution is not chosen, or is another one.",
    ),
    "electronic-quota": Text(
        es="Se acabaron los documentos electrónicos del plan.",
        en="The electronic documents of the plan are used up.",
    ),
    "screen-payment-means": Text(
        es="El medio de pago no está asociado:", en="The means of payment is not mapped:"
    ),
    "screen-payment-terms": Text(
        es="La forma de pago no está asociada:", en="The payment terms are not mapped:"
    ),
    "screen-taxes": Text(es="El impuesto no está asociado:", en="The tax is not mapped:"),
    "screen-sellers": Text(es="El vendedor no está asociado:", en="The seller is not mapped:"),
    "screen-products": Text(es="El producto no está asociado:", en="The product is not mapped:"),
    "places": Text(
        es="Falta establecimiento, bodega, caja o cuenta bancaria en Pymes.",
        en="Pymes lacks establishment, warehouse, cash box or bank account.",
    ),
}


def _cause(
    trait: Trait, sales: Sequence[Sale], against: int, found: Mapping[str, Finding]
) -> Cause:
    code, subject = trait
    seen = next((found[each] for each in found if each in _CHECKS[code]), None)
    said = _SAID[code]
    screen = screen_of("establishment" if code == "places" else code)
    message = Text(es=f"{said.es} {subject}".strip(), en=f"{said.en} {subject}".strip())
    fix = Text(es=f"Véalo en {screen}.", en=f"Look at {screen}.")
    if seen is not None:
        message, fix, screen = seen.message, seen.fix or fix, seen.screen
    return Cause(
        code=code,
        subject=subject,
        found=seen is not None or code == _REJECTED,
        sales=tuple(sale.label for sale in sales),
        against=against,
        message=message,
        fix=fix,
        screen=screen,
    )
