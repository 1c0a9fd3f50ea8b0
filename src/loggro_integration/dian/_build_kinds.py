# SPDX-License-Identifier: MIT
"""What each kind of document is: who issues it, what it hashes with, what it may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from loggro_integration.codes import lists
from loggro_integration.models import CreditNote, DebitNote, FiscalDocument, Invoice

__all__ = ["KINDS", "Kind"]

_ALL_WITHHELD: Final = frozenset({"05", "06", "07"})


@frozen(kw_only=True)
class Kind:
    """
    A kind of document.

    Attributes:
        model: Its class.
        ranged: Whether its number comes from a range that DIAN authorised (``InvoiceControl``).
        keyed_by_range: Whether its code hashes the technical key of the range, not the PIN.
        support: Whether the buyer issues it: a support document or its note.
        equivalent: Whether it is an equivalent document, as POS, or adjusts one.
        operations: Lists of the values that ``CustomizationID`` may have; none for notes of an
            equivalent document, which name the type they adjust.
        referenced: Operation of a note that names its invoice; without, the next one up.
        concepts: List of the reasons of a note.
        withheld: Withholdings it may hold.
    """

    model: type[FiscalDocument]
    ranged: bool = False
    keyed_by_range: bool = False
    support: bool = False
    equivalent: bool = False
    operations: tuple[str, ...] = ()
    referenced: str = ""
    unreferenced: str = ""
    concepts: str = ""
    withheld: frozenset[str] = frozenset()

    @property
    def is_note(self) -> bool:
        """Whether it adjusts another document."""
        return self.model is not Invoice


_INVOICE: Final = Kind(
    model=Invoice,
    ranged=True,
    keyed_by_range=True,
    operations=(lists.INVOICE_OPERATIONS, lists.HEALTH_OPERATIONS),
    withheld=_ALL_WITHHELD,
)
_EQUIVALENT: Final = Kind(
    model=Invoice,
    ranged=True,
    equivalent=True,
    operations=(lists.INVOICE_OPERATIONS,),
    withheld=_ALL_WITHHELD,
)

KINDS: Final[Mapping[str, Kind]] = {
    "01": _INVOICE,
    "02": _INVOICE,
    # hashes the PIN: its code is a CUDE
    "03": Kind(
        model=Invoice,
        ranged=True,
        operations=_INVOICE.operations,
        withheld=_ALL_WITHHELD,
    ),
    "04": _INVOICE,
    "05": Kind(
        model=Invoice,
        ranged=True,
        support=True,
        operations=(lists.SUPPORT_DOCUMENT_OPERATIONS,),
        # DSAY13 refuses 07
        withheld=frozenset({"05", "06"}),
    ),
    **dict.fromkeys(
        ("08", "20", "25", "27", "30", "35", "40", "45", "50", "55", "60"), _EQUIVALENT
    ),
    "91": Kind(
        model=CreditNote,
        operations=(lists.CREDIT_NOTE_OPERATIONS,),
        referenced="20",
        unreferenced="22",
        concepts=lists.CREDIT_NOTE_CONCEPTS,
    ),
    "92": Kind(
        model=DebitNote,
        operations=(lists.DEBIT_NOTE_OPERATIONS,),
        referenced="30",
        unreferenced="32",
        concepts=lists.DEBIT_NOTE_CONCEPTS,
    ),
    "93": Kind(model=DebitNote, equivalent=True, concepts=lists.DEBIT_NOTE_CONCEPTS),
    "94": Kind(model=CreditNote, equivalent=True, concepts=lists.CREDIT_NOTE_CONCEPTS),
    "95": Kind(
        model=CreditNote,
        support=True,
        operations=(lists.SUPPORT_DOCUMENT_OPERATIONS,),
        concepts=lists.SUPPORT_DOCUMENT_NOTE_CONCEPTS,
    ),
}
"""Type of the document → its kind."""
