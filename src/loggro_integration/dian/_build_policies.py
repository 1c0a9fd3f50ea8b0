# SPDX-License-Identifier: MIT
"""Where sources disagree about a document, and nobody but DIAN can tell: values to choose."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

__all__ = ["Policies"]


@frozen(kw_only=True)
class Policies:
    """
    What `build` does where the annexes and their official examples disagree.

    The defaults follow the official examples that could be recomputed.

    Attributes:
        tax_bases: How ``TaxExclusiveAmount`` counts a line with several percentage taxes (FAU04):
            ``once``, its base once, as seven of eight official examples do; ``each``, once a tax,
            as the rule reads literally.
        benefits_group: The element around the buyer's benefits in a POS document. The official
            example writes ``InformacionBeneficiosComprador``, the annex names it with V (DEPD14).
        final_consumer_contact: Whether the final consumer gets a ``Contact`` with his name
            (FAK51): his official examples have none.
    """

    tax_bases: Literal["once", "each"] = "once"
    benefits_group: Literal["InformacionBeneficiosComprador", "InformacionVeneficiosComprador"] = (
        "InformacionBeneficiosComprador"
    )
    final_consumer_contact: bool = False
