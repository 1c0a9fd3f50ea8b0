# SPDX-License-Identifier: MIT
"""What a document refers to: the operation it is, the document a note adjusts, and why."""

from __future__ import annotations

from typing import Final

from loggro_integration import codes
from loggro_integration.dian._build_faults import Faults
from loggro_integration.dian._build_kinds import KINDS, Kind
from loggro_integration.dian._build_tools import changed, stripped, trimmed
from loggro_integration.models import (
    CreditNote,
    DebitNote,
    Discrepancy,
    FiscalDocument,
    Identification,
    Reference,
    WrittenCode,
)

__all__ = ["complete_note", "complete_references", "is_resident", "operation_of"]

_STANDARD: Final = "10"
_RESIDENT, _NON_RESIDENT = "10", "11"
_POS: Final = "20"
_FOREIGN_IDS: Final = frozenset({"21", "22", "41", "42", "47", "48", "50"})
_VOID: Final = "2"
_LEGACY: Final = frozenset({"23", "33"})
_NEEDS_PAPER: Final = frozenset({"03", "08"})
_PLACES: Final = {"order": 0, "despatch": 2, "receipt": 3, "additional": 4}
_CUFE: Final = "CUFE-SHA384"


def is_resident(document: FiscalDocument) -> bool:
    """Tell whether the seller of a support document resides in Colombia, by his id."""
    if document.customization in {_RESIDENT, _NON_RESIDENT}:
        return document.customization == _RESIDENT
    identification = document.supplier.identification or Identification(number="")
    return identification.type_code not in _FOREIGN_IDS


def adjusted(document: FiscalDocument) -> tuple[Reference, ...]:
    """Return the documents that a note adjusts."""
    return tuple([each for each in document.references if each.kind == "invoice"])


def operation_of(document: FiscalDocument, kind: Kind, faults: Faults) -> str:
    """Return the ``CustomizationID``, which follows from the document where it is not given."""
    given = stripped(document.customization)
    if kind.support:
        if given is not None and not _is_known(given, kind):
            faults.add("operation-unknown", "customization", given)
        return _RESIDENT if is_resident(document) else _NON_RESIDENT
    if kind.is_note and kind.equivalent:
        return _adjusted_type(document, given, faults)
    if kind.is_note and given is None:
        return kind.referenced if adjusted(document) else kind.unreferenced
    operation = given or _STANDARD
    # a POS document has one operation
    is_other = document.type_code == _POS and operation != _STANDARD
    if is_other or not _is_known(operation, kind):
        faults.add("operation-unknown", "customization", operation)
    return operation


def _is_known(operation: str, kind: Kind) -> bool:
    return any(codes.lookup(each, operation) is not None for each in kind.operations)


def _adjusted_type(document: FiscalDocument, given: str | None, faults: Faults) -> str:
    """Return the type of the equivalent document that is adjusted: POS where nobody says."""
    told = [each.type_code for each in adjusted(document) if each.type_code]
    found = given or (told[0] if told else _POS)
    kind = KINDS.get(found)
    if kind is None or not kind.equivalent or kind.is_note:
        faults.add("adjusted-type", "customization", found)
    elif told and told[0] != found:
        faults.add("adjusted-type", "references[0].type_code", told[0])
    return found


def complete_references(
    document: FiscalDocument, kind: Kind, faults: Faults
) -> tuple[Reference, ...]:
    """Complete the documents referred to; a contingency of paper needs the paper's (FAI01)."""
    if document.type_code in _NEEDS_PAPER and not any(
        each.kind == "additional" for each in document.references
    ):
        faults.add("paper-reference", "references", document.type_code)
    found = [
        _reference(each, kind, f"references[{index}]", faults)
        for index, each in enumerate(document.references)
    ]
    return tuple(sorted(found, key=_place))


def _place(reference: Reference) -> int:
    """Tell where UBL writes a reference of that kind: what is read back has that order."""
    return _PLACES.get(reference.kind, 1)


def _reference(reference: Reference, kind: Kind, path: str, faults: Faults) -> Reference:
    number = reference.number.strip()
    reference = trimmed(reference)
    if not number:
        faults.add("reference-number", f"{path}.number")
    if reference.kind != "invoice" or not kind.is_note:
        return changed(reference, number=number)
    code = reference.unique_code
    if code is None or not code.value.strip():
        faults.add("reference-code", f"{path}.unique_code", number)
    else:
        code = _code(code, kind, f"{path}.unique_code", faults)
    if reference.issue_date is None:
        faults.add("reference-date", f"{path}.issue_date", number)
    return changed(reference, number=number, unique_code=code)


def _code(code: WrittenCode, kind: Kind, path: str, faults: Faults) -> WrittenCode:
    """Return the code of the adjusted document with the scheme of its kind (CBG05)."""
    wanted = "CUDS-SHA384" if kind.support else "CUDE-SHA384" if kind.equivalent else _CUFE
    scheme = code.scheme.strip() or wanted
    # a paper contingency (03) carries a CUDE: what is written is not put right
    if scheme not in {wanted, "CUDE-SHA384"}:
        faults.add("reference-scheme", path, scheme, wanted=wanted)
    return WrittenCode(scheme=scheme, value=code.value.strip().lower())


def complete_note(
    document: CreditNote | DebitNote, kind: Kind, operation: str, faults: Faults
) -> dict[str, object]:
    """
    Complete why a note is made, and the document or the period it adjusts.

    A note without reference names no document: it tells the period of what it adjusts.
    """
    found = adjusted(document)
    alone = bool(kind.unreferenced) and operation == kind.unreferenced
    if alone:
        if found:
            faults.add("note-with-reference", "references", found[0].number, code=operation)
        _check_period(document, faults)
    elif not found and operation not in _LEGACY:
        faults.add("note-without-reference", "references", code=operation)
    if len(found) > 1:
        faults.add("note-references", "references", len(found))
    return {"discrepancy": _discrepancy(document, kind, found, alone, faults)}


def _check_period(document: FiscalDocument, faults: Faults) -> None:
    period = document.period
    if period is None or period.start is None or period.end is None:
        faults.add("note-period", "period")
    elif period.start > period.end:
        faults.add("note-period-order", "period", period.start, end=period.end)


def _discrepancy(
    document: CreditNote | DebitNote,
    kind: Kind,
    found: tuple[Reference, ...],
    alone: bool,
    faults: Faults,
) -> Discrepancy | None:
    given = document.discrepancy
    if given is None:
        faults.add("concept-missing", "discrepancy")
        return None
    code = given.code.strip()
    text = codes.name(kind.concepts, code)
    if text is None:
        faults.add("concept-unknown", "discrepancy.code", code)
    if alone and code == _VOID and kind.model is CreditNote:
        faults.add("void-without-reference", "discrepancy.code", code)
    number = stripped(given.reference) or (found[0].number if found else None)
    return Discrepancy(
        code=code,
        description=stripped(given.description) or text,
        reference=None if alone else number,
    )
