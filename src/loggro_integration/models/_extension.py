# SPDX-License-Identifier: MIT
"""What documents carry beside DIAN's own block: point of sale, health, other currency."""

from __future__ import annotations

from attrs import field, frozen

__all__ = ["ExtensionBlock", "ExtensionElement"]


@frozen(kw_only=True, slots=False)
class ExtensionElement:
    """
    An element inside an extension.

    Attributes:
        name: Its name: plain in the namespace of the document, as ``Interoperabilidad``; with
            ``cac:`` or ``cbc:`` in those of UBL, which schemas check wherever they stand; with
            ``{namespace}`` before it in any other.
        text: What it says, where it holds no elements.
        attributes: Pairs of name and value.
        elements: The elements inside, in order.
    """

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    elements: tuple[ExtensionElement, ...] = ()


@frozen(kw_only=True, slots=False)
class ExtensionBlock:
    """
    An extension of the document beside DIAN's own block and the signature.

    The three blocks of a POS document and ``DebidaDiligencia`` are written from `values` alone.
    What has more shape, as the health extension, is written from `elements`.

    Attributes:
        name: Its element, as ``PuntoVenta`` or ``CustomTagGeneral``; spelled as
            `ExtensionElement.name`.
        values: Pairs of name and value in document order. The name is what ``Name`` says, or the
            name of the element where the value stands alone. Where there are `elements` it is only
            a view of them: leave it empty, or change both.
        group: The element around the pairs, where it is not the official one of that block:
            ``InformacionVeneficiosComprador`` for the annex's spelling.
        attributes: Attributes of the element, pairs of name and value.
        elements: What the block holds, where pairs alone do not say it. A reader fills it unless
            the block is a group of pairs; never part of equality.
    """

    name: str
    values: tuple[tuple[str, str], ...] = ()
    group: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    elements: tuple[ExtensionElement, ...] = field(default=(), eq=False)

    def get(self, name: str) -> str | None:
        """Return the first value of that name, or `None`."""
        return next((value for key, value in self.values if key == name), None)
