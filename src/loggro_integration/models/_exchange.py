# SPDX-License-Identifier: MIT
"""Documents about documents: events and answers, and the container sent to the buyer."""

from __future__ import annotations

from datetime import date, time

from attrs import field, frozen

from loggro_integration.errors import Problem
from loggro_integration.models._document import Software
from loggro_integration.models._party import Party, Person
from loggro_integration.models._reference import Reference, WrittenCode

__all__ = ["ApplicationResponse", "AttachedDocument", "ResponseLine"]


@frozen(kw_only=True, slots=False)
class ResponseLine:
    """
    One detail of an answer: a rule that was broken, a notice.

    Attributes:
        line_id: ``LineReference/LineID`` it stands under; its place in the answer where it is
            `None`. Never part of equality.
    """

    code: str | None = None
    description: str | None = None
    line_id: str | None = field(default=None, eq=False)


@frozen(kw_only=True, slots=False)
class ApplicationResponse:
    """
    An event about an invoice (030-034) or DIAN's answer to a document.

    Attributes:
        response_code: ``030`` receipt, ``031`` claim, ``032`` goods received, ``033`` and ``034``
            acceptance; from DIAN ``02`` validated, ``04`` rejected.
        claim_code: Reason of a claim (``ResponseCode/@listID`` of event 031).
        claim_text: Text of that reason (``ResponseCode/@name``).
        reference: The document it is about.
        person: Who received (events 030 and 032).
        problems: What a reader found unreadable and left out; never part of equality.
        source: The bytes it was read from. They keep what the types do not hold, so that
            `dian.write` writes it back in place; never part of equality.
    """

    number: str
    issue_date: date
    issue_time: time
    sender: Party
    receiver: Party
    response_code: str
    description: str | None = None
    claim_code: str | None = None
    reference: Reference | None = None
    lines: tuple[ResponseLine, ...] = ()
    customization: str | None = None
    profile: str | None = None
    environment: str | None = None
    unique_code: WrittenCode | None = None
    notes: tuple[str, ...] = ()
    software: Software | None = None
    qr_code: str | None = None
    claim_text: str | None = None
    person: Person | None = None
    problems: tuple[Problem, ...] = field(default=(), eq=False)
    issue_time_text: str | None = field(default=None, eq=False)
    source: bytes | None = field(default=None, eq=False, repr=False)


@frozen(kw_only=True, slots=False)
class AttachedDocument:
    """
    The container a supplier mails: the signed document and DIAN's answer inside.

    Attributes:
        document: Bytes of the signed document, as they stood in the container.
        answer: Bytes of DIAN's ApplicationResponse, or `None`.
        parent_date: Issue date of the document inside.
        validation_code: ``02`` validated, ``04`` rejected.
        validated_at: Clock time of that in Bogotá.
        problems: What a reader found unreadable and left out; never part of equality.
        source: The bytes it was read from. They keep what the types do not hold, so that
            `dian.write` writes it back in place; never part of equality.
    """

    number: str
    issue_date: date
    issue_time: time
    sender: Party
    receiver: Party
    parent_number: str | None = None
    document: bytes | None = field(default=None, repr=False)
    answer: bytes | None = field(default=None, repr=False)
    parent_code: WrittenCode | None = None
    validation_code: str | None = None
    validated_on: date | None = None
    document_type: str | None = None
    parent_date: date | None = None
    validated_at: time | None = None
    problems: tuple[Problem, ...] = field(default=(), eq=False)
    customization: str | None = None
    profile: str | None = None
    environment: str | None = None
    issue_time_text: str | None = field(default=None, eq=False)
    source: bytes | None = field(default=None, eq=False, repr=False)
