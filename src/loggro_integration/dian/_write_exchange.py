# SPDX-License-Identifier: MIT
"""How the writer spells documents about documents: events and answers, and the container."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from loggro_integration.dian._literals import DIAN_NAME
from loggro_integration.dian._write_document import ROOTS, head, identity, issued, root
from loggro_integration.dian._write_extensions import extensions
from loggro_integration.dian._write_parts import party, person, reference, unique_code
from loggro_integration.dian._write_text import (
    Unwritable,
    attribute,
    each,
    leaf,
    optional_clock,
    optional_day,
    text,
)
from loggro_integration.models import ApplicationResponse, AttachedDocument, Party, ResponseLine

__all__ = ["application_response", "attached_document"]

_RESPONSE: Final = root(ApplicationResponse)
_CONTAINER: Final = root(AttachedDocument)


def application_response(document: ApplicationResponse) -> str:
    """Return the body of an event or of DIAN's answer."""
    opening, closing = _RESPONSE
    blocks = extensions(None, document.software, document.qr_code, (), ROOTS[ApplicationResponse])
    return (
        f"{opening}{head(document, blocks)}{identity(document)}"
        f"{issued(document.issue_date, document.issue_time, document.issue_time_text)}"
        f"{each('cbc:Note', document.notes)}{_between(document)}{_response(document)}{closing}"
    )


def _between(document: ApplicationResponse | AttachedDocument) -> str:
    return _exchanging("cac:SenderParty", document.sender) + _exchanging(
        "cac:ReceiverParty", document.receiver
    )


def _exchanging(name: str, who: Party) -> str:
    kind = who.organization_type
    version = f' schemeVersionID="{attribute(kind)}"' if kind else ""
    return party(name, who, version=version)


def _response(document: ApplicationResponse) -> str:
    claim = f' listID="{attribute(document.claim_code)}"' if document.claim_code else ""
    named = f' name="{attribute(document.claim_text)}"' if document.claim_text else ""
    about = document.reference
    who = person(document.person)
    return (
        f"<cac:DocumentResponse><cac:Response><cbc:ResponseCode{claim}{named}>"
        f"{text(document.response_code)}</cbc:ResponseCode>"
        f"{leaf('cbc:Description', document.description)}</cac:Response>"
        f"{'' if about is None else reference('cac:DocumentReference', about)}"
        f"{who and f'<cac:IssuerParty>{who}</cac:IssuerParty>'}"
        f"{''.join(_line_responses(document.lines))}</cac:DocumentResponse>"
    )


def _line_responses(lines: Sequence[ResponseLine]) -> Iterator[str]:
    """Yield one ``LineResponse`` a line referred to: several answers may stand under it."""
    placed = [(each.line_id or str(place), each) for place, each in enumerate(lines, 1)]
    for line_id, group in groupby(placed, key=lambda pair: pair[0]):
        answers = "".join(
            f"<cac:Response>{leaf('cbc:ResponseCode', answer.code)}"
            f"{leaf('cbc:Description', answer.description)}</cac:Response>"
            for _, answer in group
        )
        yield (
            f"<cac:LineResponse><cac:LineReference><cbc:LineID>{text(line_id)}</cbc:LineID>"
            f"</cac:LineReference>{answers}</cac:LineResponse>"
        )


def attached_document(document: AttachedDocument) -> str:
    """Return the body of a container, without a place for its signature."""
    opening, closing = _CONTAINER
    return (
        f"{opening}{head(document, '')}"
        f"{issued(document.issue_date, document.issue_time, document.issue_time_text)}"
        f"{leaf('cbc:DocumentType', document.document_type)}"
        f"{leaf('cbc:ParentDocumentID', document.parent_number)}{_between(document)}"
        f"{_attachment(document.document)}{_parent(document)}{closing}"
    )


def _attachment(content: bytes | None) -> str:
    """
    Return a document as escaped text.

    DIAN's own containers write it as CDATA, which is the same value to every parser; escaped it is
    canonical as well, so what is signed is what is sent.
    """
    if content is None:
        return ""
    if not isinstance(content, bytes):
        raise Unwritable
    return (
        "<cac:Attachment><cac:ExternalReference><cbc:MimeCode>text/xml</cbc:MimeCode>"
        "<cbc:EncodingCode>UTF-8</cbc:EncodingCode>"
        f"{leaf('cbc:Description', content.decode())}"
        "</cac:ExternalReference></cac:Attachment>"
    )


def _parent(document: AttachedDocument) -> str:
    known = f"{unique_code(document.parent_code)}{optional_day('IssueDate', document.parent_date)}"
    verified = _verification(document)
    if not known and not verified and document.answer is None:
        return ""
    return (
        "<cac:ParentDocumentLineReference><cbc:LineID>1</cbc:LineID><cac:DocumentReference>"
        f"<cbc:ID>{text(document.parent_number or '')}</cbc:ID>{known}"
        "<cbc:DocumentType>ApplicationResponse</cbc:DocumentType>"
        f"{_attachment(document.answer)}{verified}"
        "</cac:DocumentReference></cac:ParentDocumentLineReference>"
    )


def _verification(document: AttachedDocument) -> str:
    known = (
        f"{leaf('cbc:ValidationResultCode', document.validation_code)}"
        f"{optional_day('ValidationDate', document.validated_on)}"
        f"{optional_clock('ValidationTime', document.validated_at)}"
    )
    return known and (
        f"<cac:ResultOfVerification><cbc:ValidatorID>{text(DIAN_NAME)}</cbc:ValidatorID>{known}"
        "</cac:ResultOfVerification>"
    )
