# SPDX-License-Identifier: MIT
"""One reader for every document of DIAN: one walk over the tree, by tables."""

from __future__ import annotations

from copy import deepcopy
from typing import Literal

from lxml import etree

from loggro_integration import errors
from loggro_integration.dian._read_documents import READERS, Document
from loggro_integration.dian._read_findings import Findings
from loggro_integration.dian.xml import document_kind, open_to_read

__all__ = ["Document", "ReadTrust", "read", "read_root"]

ReadTrust = Literal["strict", "lenient"]


def read(data: bytes, *, trust: ReadTrust = "strict") -> Document:
    """
    Read a document of DIAN into its typed form.

    What is written is returned, whoever wrote it: nothing is said about the signature. Values that
    count come from `verify`, whose report reads only what was signed.

    Args:
        data: The XML as it came, at most 10 MB.
        trust: ``strict`` refuses a document whose amounts, dates or mandatory parts cannot be
            read. ``lenient`` opens it: what is missing stands as ``""``, ``0.00``, year 1 or
            `None`, and the document's `problems` name each place.

    Returns:
        An `Invoice` (01-05, 20 and the other equivalents), `CreditNote`, `DebitNote`,
        `ApplicationResponse` or `AttachedDocument`. Amounts are exactly as written. Texts are
        without white space around them. `problems` names what only informs and could not be read
        (the date of a reference, the number of an order), also in a strict reading.

    Raises:
        InvalidInput: If `data` is not ``bytes``, or `trust` is neither of the two.
        XmlRefused: If the XML is malformed, too large or hostile.
        NotADianDocument: If the root is foreign (`code` ``foreign-root``), or a strict reading
            finds ``unreadable-amount``, ``unreadable-date``, ``unreadable-time``,
            ``unreadable-flag``, ``missing-element`` or ``repeated-element``; the message names
            the path of the element and its value.

    Example:
        >>> from loggro_integration import dian
        >>> dian.read(b"<Invoice/>")
        Traceback (most recent call last):
            ...
        loggro_integration.errors.NotADianDocument: ...
    """
    if trust not in {"strict", "lenient"}:
        raise errors.InvalidInput(
            "A document is read strictly or leniently.", field="trust", value=trust
        )
    return _read(open_to_read(data), trust, data)


def read_root(
    root: etree._Element, *, trust: ReadTrust = "strict", source: bytes | None = None
) -> Document:
    """
    Read a tree that came through `open_document` or out of a verified signature.

    Args:
        root: The tree.
        trust: As `read`.
        source: The bytes of the tree, which the document keeps.

    Raises:
        NotADianDocument: As `read`.
    """
    return _read(_without_comments(root), trust, source)


def _read(root: etree._Element, trust: ReadTrust, source: bytes | None) -> Document:
    read_fields, make = READERS[document_kind(root)]
    findings = Findings()
    fields = read_fields(root, findings)
    if trust == "strict":
        findings.raise_for_blocking()
    fields["problems"], fields["source"] = tuple(findings.problems), source
    return make(fields)


def _without_comments(root: etree._Element) -> etree._Element:
    """Close the gaps of comments: ``SE<!-- -->TP1`` is one text, as for whoever signed it."""
    if next(root.iter(etree.Comment), None) is None:
        return root
    copy = deepcopy(root)
    etree.strip_tags(copy, etree.Comment)
    return copy
