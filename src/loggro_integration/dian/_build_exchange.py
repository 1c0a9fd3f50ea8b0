# SPDX-License-Identifier: MIT
"""Documents about documents, complete: events, DIAN's answer, and the container for the buyer."""

from __future__ import annotations

from typing import Final

from loggro_integration import codes
from loggro_integration.codes import lists
from loggro_integration.dian._build_faults import Faults
from loggro_integration.dian._build_header import clock
from loggro_integration.dian._build_parties import complete_identification, complete_participant
from loggro_integration.dian._build_software import complete_software
from loggro_integration.dian._build_tools import changed, stripped, trimmed
from loggro_integration.dian._codes import qr_url
from loggro_integration.dian._literals import (
    ANSWER_DESCRIPTIONS,
    ANSWER_PROFILE,
    ATTACHED_CUSTOMIZATION,
    ATTACHED_PROFILE,
    ATTACHED_TYPE,
    DIAN,
    EVENT_CUSTOMIZATION,
    EVENT_DESCRIPTIONS,
    EVENT_PROFILE,
)
from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    Party,
    Person,
    Reference,
    Software,
    WrittenCode,
)

__all__ = ["complete_container", "complete_response"]

_CLAIM: Final = "031"
_TACIT: Final = "034"
_WITH_PERSON: Final = frozenset({"030", "032"})
_LONGEST_NUMBER: Final = 50
_VALIDATED: Final = "02"
_INVOICE: Final = "01"
_CUFE: Final = "CUFE-SHA384"


def complete_response(
    document: ApplicationResponse,
    issuer: Party | None,
    software: Software | None,
    environment: str,
    faults: Faults,
) -> tuple[ApplicationResponse, str]:
    """
    Complete an event (030 to 034) or DIAN's answer (02, 04), and return the PIN it hashes.

    Event 034 goes to DIAN itself.
    """
    code = document.response_code.strip()
    answers = code in ANSWER_DESCRIPTIONS
    text = ANSWER_DESCRIPTIONS.get(code) or EVENT_DESCRIPTIONS.get(code)
    if text is None:
        faults.add("event-unknown", "response_code", code)
    sender = issuer or (_or_dian(document.sender) if answers else document.sender)
    receiver = _or_dian(document.receiver) if code == _TACIT else document.receiver
    sender = _participant(sender, "sender", faults)
    number = _number(document.number, faults)
    made, pin = complete_software(software, sender, number, faults)
    about = _about(document.reference, faults)
    notes = tuple([note.strip() for note in document.notes if note.strip()])
    if code == _TACIT and not notes:
        faults.add("oath-missing", "notes")
    fields = {
        "number": number,
        "issue_time": clock(document.issue_time, faults),
        "issue_time_text": None,
        "customization": EVENT_CUSTOMIZATION,
        "profile": ANSWER_PROFILE if answers else EVENT_PROFILE,
        "environment": environment,
        "sender": sender,
        "receiver": _participant(receiver, "receiver", faults),
        "response_code": code,
        "description": stripped(document.description) or text if answers else text,
        "reference": about,
        "person": _person(document.person, code, faults),
        "notes": notes,
        "software": made,
        "unique_code": None,
        "qr_code": _address(about, environment),
        "problems": (),
        "source": None,
        **_claim(document, code, faults),
    }
    return changed(document, **fields), pin


def _or_dian(party: Party) -> Party:
    return DIAN if party.identification is None else party


def _participant(party: Party, path: str, faults: Faults) -> Party:
    """Complete who takes part in an event, whose responsibilities no example names."""
    found = complete_participant(party, path, faults)
    return changed(found, responsibilities=(), tax_regime=None)


def _number(written: str, faults: Faults) -> str:
    """Return the number of an event: its issuer's own consecutive (AAD05)."""
    number = written.strip()
    if not 0 < len(number) <= _LONGEST_NUMBER:
        faults.add("event-number", "number", number)
    return number


def _about(reference: Reference | None, faults: Faults) -> Reference | None:
    if reference is None or not reference.number.strip():
        faults.add("reference-number", "reference.number")
        return reference
    code = reference.unique_code
    if code is None or not code.value.strip():
        faults.add("event-code", "reference.unique_code", reference.number)
    else:
        code = _code(code)
    kind = stripped(reference.type_code) or _INVOICE
    return changed(trimmed(reference), unique_code=code, type_code=kind)


def _code(code: WrittenCode) -> WrittenCode:
    return WrittenCode(scheme=code.scheme.strip() or _CUFE, value=code.value.strip().lower())


def _address(about: Reference | None, environment: str) -> str | None:
    """Return the QR address of an event, which is that of the document it is about."""
    code = about.unique_code if about else None
    return qr_url(code.value, environment) if code else None


def _claim(document: ApplicationResponse, code: str, faults: Faults) -> dict[str, object]:
    """Return why an invoice is claimed; no other event says so."""
    if code != _CLAIM:
        return {"claim_code": None, "claim_text": None}
    given = stripped(document.claim_code) or ""
    text = codes.name(lists.CLAIM_CONCEPTS, given)
    if text is None:
        faults.add("claim-unknown", "claim_code", given)
    return {"claim_code": given, "claim_text": stripped(document.claim_text) or text}


def _person(person: Person | None, code: str, faults: Faults) -> Person | None:
    """Complete who received the invoice (030) or the goods (032)."""
    if person is None:
        if code in _WITH_PERSON:
            faults.add("person-missing", "person", code)
        return None
    for name in ("first_name", "family_name"):
        if stripped(getattr(person, name)) is None:
            faults.add("person-field", f"person.{name}", name=name)
    return Person(
        identification=complete_identification(
            person.identification, "person.identification", faults
        ),
        first_name=stripped(person.first_name),
        family_name=stripped(person.family_name),
        job_title=stripped(person.job_title),
        department=stripped(person.department),
    )


def complete_container(
    document: AttachedDocument, issuer: Party | None, environment: str, faults: Faults
) -> AttachedDocument:
    """Complete the container that the buyer gets: the signed document with DIAN's answer."""
    for name in ("document", "answer", "parent_number", "parent_code", "parent_date"):
        if not getattr(document, name):
            faults.add("container-field", name, name=name)
    if document.parent_code is not None and not document.parent_code.value.strip():
        faults.add("container-field", "parent_code.value", name="parent_code.value")
    if document.validation_code != _VALIDATED:
        faults.add("container-not-validated", "validation_code", document.validation_code or "")
    return changed(
        document,
        number=_number(document.number, faults),
        parent_number=stripped(document.parent_number),
        parent_code=document.parent_code and _code(document.parent_code),
        issue_time=clock(document.issue_time, faults),
        issue_time_text=None,
        customization=ATTACHED_CUSTOMIZATION,
        profile=ATTACHED_PROFILE,
        document_type=ATTACHED_TYPE,
        environment=environment,
        sender=complete_participant(issuer or document.sender, "sender", faults),
        receiver=complete_participant(document.receiver, "receiver", faults),
        problems=(),
        source=None,
    )
