# SPDX-License-Identifier: MIT
"""The container that is handed to the buyer: a signed document with DIAN's answer to it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NoReturn

from loggro_integration.days import business_clock, business_day
from loggro_integration.dian._read import read
from loggro_integration.errors import DianRejected, InvalidInput, Text
from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    FiscalDocument,
    Party,
    ResponseLine,
)

__all__ = ["attach"]

_VALIDATED: Final = "02"
_REJECTED: Final = "04"
# DIAN's rule 90 says nothing of the document but that it was processed before.
_PROCESSED: Final = "90"
_KNOWN: Final = Text(
    es="La DIAN ya tenía ese documento: eso no lo rechaza. Busque por su código la respuesta que "
    "le dio la primera vez y pase esa.",
    en="DIAN had that document already: that does not refuse it. Look up by its code the answer "
    "that it got the first time, and pass that one.",
)
_BROKEN: Final = Text(
    es="Corrija lo que dicen las reglas y emítalo de nuevo: un rechazado no se entrega al cliente.",
    en="Mend what the rules say and issue it again: a rejected one is not handed to the customer.",
)
_SUPPORT: Final = frozenset({"05", "95"})


def attach(document: bytes, answer: bytes, *, number: str, at: datetime) -> AttachedDocument:
    """
    Return the container of a document that DIAN validated, for `build`.

    Who sends and gets it, the number, the code and the dates are read from both documents, never
    told. Signatures are not judged here: `verify` does that.

    Args:
        document: The signed document, as it was sent.
        answer: DIAN's ApplicationResponse to it, as it came.
        number: Of the container: a consecutive of the issuer.
        at: When it is made; its Bogotá day and time are written.

    Raises:
        XmlRefused: If one of them cannot be opened.
        NotADianDocument: If one of them cannot be read.
        DianRejected: If DIAN's answer is a rejection; its texts are in `rules`. Of rule 90, which
            says that DIAN holds the document already, the hint asks for the first answer.
        InvalidInput: If the answer is about another document, or one is not what it should be.
        InvalidDate: If `at` has no zone.

    Example:
        >>> from datetime import UTC, datetime
        >>> dian.attach(b"<a/>", b"<b/>", number="AD1", at=datetime(2026, 11, 21, tzinfo=UTC))
        Traceback (most recent call last):
            ...
        loggro_integration.errors.NotADianDocument: ...

    Source: DIAN annex v1.9, AttachedDocument.
    """
    issued = _document(document)
    said = _answer(answer)
    _check_same(issued, said)
    sender, receiver = issued.supplier, issued.customer
    if issued.type_code in _SUPPORT:
        sender, receiver = receiver, sender
    return AttachedDocument(
        number=number,
        issue_date=business_day(at),
        issue_time=business_clock(at),
        sender=_of_exchange(sender),
        receiver=_of_exchange(receiver),
        parent_number=issued.number,
        parent_code=issued.unique_code,
        parent_date=issued.issue_date,
        document=document,
        answer=answer,
        validation_code=said.response_code,
        validated_on=said.issue_date,
        validated_at=said.issue_time,
        environment=issued.environment,
    )


def _document(data: bytes) -> FiscalDocument:
    found = read(data)
    if not isinstance(found, FiscalDocument):
        _refuse("document", type(found).__name__, "The document is no invoice and no note.")
    if found.unique_code is None:
        _refuse("document", found.number, "The document has no unique code.")
    return found


def _answer(data: bytes) -> ApplicationResponse:
    found = read(data)
    if not isinstance(found, ApplicationResponse):
        _refuse("answer", type(found).__name__, "The answer is no ApplicationResponse.")
    if found.response_code == _REJECTED:
        raise _rejected(found)
    if found.response_code != _VALIDATED:
        _refuse("answer", found.response_code, "The answer holds no verdict of DIAN.")
    return found


def _rejected(answer: ApplicationResponse) -> DianRejected:
    """Tell what DIAN refused; that it holds the document already refuses nothing."""
    return DianRejected(
        f"DIAN rejected the document ({answer.number}).",
        rules=[line.description for line in answer.lines if line.description],
        hint=_KNOWN if any(map(_tells_known, answer.lines)) else _BROKEN,
    )


def _tells_known(line: ResponseLine) -> bool:
    return line.code == _PROCESSED or (line.description or "").startswith(f"Regla: {_PROCESSED},")


def _check_same(document: FiscalDocument, answer: ApplicationResponse) -> None:
    """Refuse an answer that is about another document: its code and its number must be these."""
    about = answer.reference
    code = about.unique_code.value if about and about.unique_code else ""
    own = document.unique_code.value if document.unique_code else ""
    if code.lower() != own.lower():
        _refuse("answer", code or "—", f"The answer is not about {document.number}.")
    if about is not None and about.number != document.number:
        _refuse("answer", about.number, f"The answer is not about {document.number}.")


def _of_exchange(party: Party) -> Party:
    """Return what a container tells of a party."""
    return Party(
        name=party.name,
        identification=party.identification,
        organization_type=party.organization_type,
        responsibilities=party.responsibilities,
        tax_regime=party.tax_regime,
        tax_scheme=party.tax_scheme,
        tax_scheme_name=party.tax_scheme_name,
    )


def _refuse(field: str, value: object, message: str) -> NoReturn:
    raise InvalidInput(
        message,
        field=field,
        value=value,
        hint=Text(
            es="Pase el documento firmado y la respuesta que la DIAN dio a ese mismo documento.",
            en="Pass the signed document and the answer that DIAN gave to that very document.",
        ),
    )
