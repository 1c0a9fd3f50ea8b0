# SPDX-License-Identifier: MIT
"""What `build` makes and `Signer.sign` takes: a document with its bytes, before the signature."""

from __future__ import annotations

import attrs

from loggro_integration.errors import Problem
from loggro_integration.models import ApplicationResponse, AttachedDocument, FiscalDocument

__all__ = ["Unsigned"]


@attrs.frozen(kw_only=True)
class Unsigned:
    """
    A document ready to be signed.

    Attributes:
        xml: XML declaration and canonical body, without a place for the signature.
        document: The same, typed and complete; it holds no technical key and no PIN.
        notices: What DIAN would answer with a notification, and issue all the same.
    """

    xml: bytes = attrs.field(repr=False)
    document: FiscalDocument | ApplicationResponse | AttachedDocument
    notices: tuple[Problem, ...] = ()

    @property
    def unique_code(self) -> str | None:
        """The CUFE, CUDE or CUDS; a container has none."""
        if isinstance(self.document, AttachedDocument) or self.document.unique_code is None:
            return None
        return self.document.unique_code.value

    @property
    def qr_url(self) -> str | None:
        """The address in the QR code; a container has none."""
        return None if isinstance(self.document, AttachedDocument) else self.document.qr_code
