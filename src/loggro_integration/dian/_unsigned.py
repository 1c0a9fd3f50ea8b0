# SPDX-License-Identifier: MIT
"""What `build` makes and `Signer.sign` takes: a document with its bytes, before the signature."""

from __future__ import annotations

import attrs

from loggro_integration.dian._files import file_name
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

    def file_name(self, *, sequence: int, provider: str = "000") -> str:
        """
        Return the name DIAN gives its file; see `dian.file_name`.

        Args:
            sequence: Consecutive of the files of that year, from 1.
            provider: ``000`` own software, or the code DIAN gave the technology provider.

        Raises:
            InvalidInput: If a part has another form.
        """
        return file_name(self.document, sequence=sequence, provider=provider)
