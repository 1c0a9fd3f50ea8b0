# SPDX-License-Identifier: MIT
"""What `build` makes and `Signer.sign` takes: a document with its bytes, before the signature."""

from __future__ import annotations

import attrs

from loggro_integration.models import ApplicationResponse, AttachedDocument, FiscalDocument

__all__ = ["Unsigned"]


@attrs.frozen(kw_only=True)
class Unsigned:
    """
    A document ready to be signed.

    Attributes:
        xml: XML declaration and canonical body, without a place for the signature.
        document: The same, typed and complete; it holds no technical key and no PIN.
    """

    xml: bytes = attrs.field(repr=False)
    document: FiscalDocument | ApplicationResponse | AttachedDocument
