# SPDX-License-Identifier: MIT
"""The writer: a typed document becomes canonical XML, without a tree in between."""

from __future__ import annotations

from typing import Final

from loggro_integration import errors
from loggro_integration.dian._merge import canonical, drop_signature, merge
from loggro_integration.dian._read import read_root
from loggro_integration.dian._read_documents import Document
from loggro_integration.dian._write_checks import misfits, refused
from loggro_integration.dian._write_document import fiscal
from loggro_integration.dian._write_exchange import application_response, attached_document
from loggro_integration.dian._write_faults import fault
from loggro_integration.dian.xml import open_document
from loggro_integration.models import ApplicationResponse, AttachedDocument, FiscalDocument

__all__ = ["DECLARATION", "emit", "write"]

DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def write(document: Document, *, signature: bool = True) -> bytes:
    """
    Write a document as canonical XML, exactly as it is.

    Nothing is computed or completed: that is what `build` does. The bytes are a declaration and a
    body that is its own canonical form, so what is signed is what is sent.

    A document that was read keeps its `source`, and what its types do not hold stays in place:
    unknown elements, comments, white space, order. Only what was changed since is changed in it.
    `evolve(document, source=None)` is written from its types alone.

    Args:
        document: An invoice, a note, an event or answer, or a container.
        signature: Whether an unchanged document keeps the signature it was read with. A changed
            one never does.

    Returns:
        UTF-8. A document made here has no place for a signature: `Signer.sign` makes it.

    Raises:
        InvalidInput: Naming the field, if this kind of document has no place for it, if the schema
            demands it, or if XML cannot hold its value. Nothing is written then.
        XmlRefused: If the source has no canonical form (`code` ``not-canonical``).

    Example:
        >>> from datetime import date, time
        >>> from loggro_integration import dian
        >>> from loggro_integration.models import ApplicationResponse, Party, Reference
        >>> receipt = ApplicationResponse(
        ...     number="1", issue_date=date(2026, 11, 20), issue_time=time(12, 30),
        ...     sender=Party(name="Maíz y Fuego SAS"), receiver=Party(name="La Arepera de la 45"),
        ...     response_code="030", reference=Reference(kind="document", number="FE45"))
        >>> dian.write(receipt)[-45:]
        b'</cac:DocumentResponse></ApplicationResponse>'
    """
    if not getattr(document, "source", None):
        body = emit(document)
        refused(misfits(document))
        return DECLARATION + body
    return DECLARATION + _in_its_source(document, signature=signature)


def _in_its_source(document: Document, *, signature: bool) -> bytes:
    """Return the canonical body of the source, changed where the types say something else."""
    source = document.source or b""
    root = open_document(source)
    read = read_root(root, trust="lenient")
    if type(read) is not type(document):
        raise errors.InvalidInput(
            f"The source is a {type(read).__name__}, not a {type(document).__name__}.",
            field="source",
            hint=errors.Text(
                es="Use evolve(documento, source=None) para escribirlo sin su fuente.",
                en="Use evolve(document, source=None) to write it without its source.",
            ),
        )
    before, after = emit(read), emit(document)
    known = set(misfits(read))
    refused([each for each in misfits(document) if each not in known])
    if before != after:
        merge(root, before, after)
    elif not signature:
        drop_signature(root)
    return canonical(root)


def emit(document: Document) -> bytes:
    """
    Return the body of a document from its types alone: no declaration, no signature.

    Raises:
        InvalidInput: If XML cannot hold a value.
    """
    try:
        return _emit(document).encode("latin-1")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        found = fault(document)
        if found is None:
            raise
        raise found from error


def _emit(document: Document) -> str:
    if isinstance(document, FiscalDocument):
        return fiscal(document)
    if isinstance(document, ApplicationResponse):
        return application_response(document)
    if isinstance(document, AttachedDocument):
        return attached_document(document)
    raise errors.InvalidInput(
        f"{type(document).__name__} is no document.",
        field="document",
        hint=errors.Text(
            es="Pase un Invoice, CreditNote, DebitNote, ApplicationResponse o AttachedDocument.",
            en="Pass an Invoice, CreditNote, DebitNote, ApplicationResponse or AttachedDocument.",
        ),
    )
