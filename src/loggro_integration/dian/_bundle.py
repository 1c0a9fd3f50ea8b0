# SPDX-License-Identifier: MIT
"""Verify everything that one file brings: a ZIP, and what an AttachedDocument carries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import chain

import attrs

from loggro_integration.dian import xml
from loggro_integration.dian._container import (
    DEEPEST,
    NamedDocument,
    nested_documents,
    open_any,
)
from loggro_integration.dian._trust import TrustStore
from loggro_integration.dian._verify import Report, verify
from loggro_integration.errors import Problem, Text
from loggro_integration.models import ApplicationResponse, AttachedDocument, FiscalDocument
from loggro_integration.secret import Secret

__all__ = ["NamedReport", "verify_all"]


@attrs.frozen(eq=False)
class NamedReport:
    """
    What `verify` found of one document of a file.

    Attributes:
        name: As `NamedDocument`.
        data: The bytes of the document, as received.
        report: Its signature, its trust, and its values.
        problems: Where an AttachedDocument and what it carries contradict each other. Only valid
            documents are compared: of the others nothing is known.
    """

    name: str
    data: bytes = attrs.field(repr=False)
    report: Report
    problems: tuple[Problem, ...] = ()


def verify_all(
    data: bytes,
    *,
    trust: TrustStore | None = None,
    at: datetime | None = None,
    key: str | Secret | None = None,
) -> tuple[NamedReport, ...]:
    """
    Verify every document of a ZIP or XML, each by its own signature.

    What a valid AttachedDocument carries is taken from its signed bytes; of one that is unsigned or
    broken, from the bytes as received, which then proves nothing about the container. A container
    in a container is opened too, three deep.

    Args:
        data: An XML, or a ZIP of some.
        trust: As `verify`.
        at: As `verify`.
        key: Technical key or PIN of whoever issued the documents; not used for the answers of
            others that they bring.

    Returns:
        One report a document, each AttachedDocument followed by what it carries.

    Raises:
        DianError: As `unpack`: one document that cannot be opened refuses all.

    Example:
        >>> verify_all(b"<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'/>"
        ...     )[0].report.verdict.value
        'unsigned'
    """
    judge = partial(verify, trust=trust, at=at)
    return tuple(each for outer in open_any(data) for each in _judged(outer, judge, key, DEEPEST))


def _judged(
    outer: NamedDocument, judge: Callable[..., Report], key: str | Secret | None, deep: int
) -> list[NamedReport]:
    """Verify a document and, where it is a container, what it carries."""
    report = judge(outer.data, key=_key_for(outer, key))
    if report.kind != "AttachedDocument" or not deep:
        return [NamedReport(outer.name, outer.data, report)]
    signed = report.signed_root
    root = xml.open_document(outer.data) if signed is None else signed
    inside = [_judged(each, judge, key, deep - 1) for each in nested_documents(root, outer.name)]
    problems = _contradictions(report, [carried for carried, *_ in inside])
    return [NamedReport(outer.name, outer.data, report, problems), *chain(*inside)]


def _key_for(each: NamedDocument, key: str | Secret | None) -> str | Secret | None:
    label = each.name.rpartition("#")[2].partition("-")[0]
    return None if label == "response" else key


def _contradictions(report: Report, carried: list[NamedReport]) -> tuple[Problem, ...]:
    container = report.document
    documents = [each.report.document for each in carried]
    inside = next((each for each in documents if isinstance(each, FiscalDocument)), None)
    if inside is None:
        return ()
    found: list[Problem] = []
    if isinstance(container, AttachedDocument):
        found += _compared("ParentDocumentID", container.parent_number, inside.number)
        named = container.parent_code.value if container.parent_code else None
        found += _compared("ParentDocumentLineReference", named, _code_of(inside))
    for answer in documents:
        if isinstance(answer, ApplicationResponse) and answer.reference is not None:
            code = answer.reference.unique_code
            found += _compared("DocumentResponse", code.value if code else None, _code_of(inside))
    return tuple(found)


def _code_of(document: FiscalDocument) -> str | None:
    return document.unique_code.value if document.unique_code else None


def _compared(path: str, named: str | None, carried: str | None) -> list[Problem]:
    """Name a place of the container or the answer that speaks of another document."""
    if named is None or carried is None or named.lower() == carried.lower():
        return []
    return [
        Problem(
            code="other-document",
            path=path,
            value=named,
            message=Text(
                es=f"Habla de otro documento: {named}; el que trae es {carried}.",
                en=f"It speaks of another document: {named}; the one it carries is {carried}.",
            ),
            fix=Text(
                es="No confíe en el contenedor; pida el original al emisor.",
                en="Do not trust the container; ask its sender for the original.",
            ),
        )
    ]
