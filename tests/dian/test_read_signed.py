# SPDX-License-Identifier: MIT
"""A report gives the document that was signed, and nothing of one that was not."""

from __future__ import annotations

import pytest

from dian.documents import attached, event, invoice, note_parts
from dian.pieces import TECHNICAL_KEY, tag, write
from dian.signing import sign
from loggro_integration import dian, errors
from loggro_integration.models import AttachedDocument
from loggro_integration.secret import Secret

PARTS = {
    "Invoice": invoice(),
    "CreditNote": note_parts("CreditNote"),
    "DebitNote": note_parts("DebitNote"),
    "ApplicationResponse": event(),
    "AttachedDocument": attached(b"<a/>", b"<b/>"),
}


def signed(kind: str = "Invoice", **changes: str) -> bytes:
    parts = PARTS[kind] | changes
    if "@@SIGNATURE@@" not in parts["extensions"]:
        pytest.fail("the document has no place for a signature")
    return sign(write(kind, parts, to_sign=True))


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_a_valid_report_has_the_document_that_was_signed(kind: str) -> None:
    """Of every kind the report's document equals what a plain reading gives."""
    data = signed(kind)

    report = dian.verify(data)

    assert "valid" == report.verdict
    assert report.document is not None
    assert dian.read(data) == report.document
    assert report.document is report.document


def test_the_report_checks_the_unique_code() -> None:
    """The key given to `verify` computes the code of the signed document."""
    first = dian.unique_code(dian.read(signed()), TECHNICAL_KEY)
    code = tag("cbc:UUID", str(first.computed), schemeName="CUFE-SHA384")

    report = dian.verify(signed(code=code), key=Secret(TECHNICAL_KEY))

    assert report.unique_code is not None
    assert "matches" == report.unique_code.status
    assert TECHNICAL_KEY not in repr(report)


def test_without_a_key_the_report_computes_nothing() -> None:
    """The check is there and says that no key was given."""
    report = dian.verify(signed())

    assert report.unique_code is not None
    assert "no-key" == report.unique_code.status


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_an_edited_document_has_no_values(kind: str) -> None:
    """After one changed digit the report has no document and no code; reading still shows it."""
    data = signed(kind).replace(b"2026-11-20</cbc:IssueDate>", b"2026-11-21</cbc:IssueDate>", 1)

    report = dian.verify(data)

    assert "body-edited" == report.verdict
    assert (None, None, None) == (report.document, report.unique_code, report.signed_root)
    assert 21 == dian.read(data).issue_date.day


def test_an_unsigned_document_has_no_values() -> None:
    """Nobody vouches for it: the report says unsigned and gives nothing."""
    report = dian.verify(write("Invoice", invoice()), key=TECHNICAL_KEY)

    assert ("unsigned", None, None) == (report.verdict, report.document, report.unique_code)


def test_a_broken_signature_has_no_values() -> None:
    """A document whose signature stands twice is broken and gives nothing."""
    report = dian.verify(signed().replace(b"<ds:SignatureValue", b"<ds:SignatureValue x='1'", 1))

    assert "valid" != report.verdict
    assert (None, None) == (report.document, report.unique_code)


def test_a_comment_in_a_signed_value_hides_nothing() -> None:
    """The signer's text is read whole: signxml accepts the comment and the value has no gap."""
    data = signed().replace(b">FE45</cbc:ID>", b">FE<!-- x -->45</cbc:ID>", 1)

    report = dian.verify(data)

    assert "valid" == report.verdict
    assert report.document is not None
    assert "FE45" == report.document.number == dian.read(data).number


def test_a_valid_document_that_cannot_be_read_says_so() -> None:
    """A signature makes no document of what is none: the reading raises, the report does not."""
    report = dian.verify(signed(number=""))

    assert "valid" == report.verdict
    with pytest.raises(errors.NotADianDocument):
        report.document  # noqa: B018 (reading the property is the act)


def test_what_an_attached_document_carries_is_read_from_the_signed_bytes() -> None:
    """The nested document comes out of the verified container and is verified in turn."""
    inner = signed()
    parts = attached(inner[inner.index(b"<Invoice") :].strip(), b"<b/>")

    report = dian.verify(sign(write("AttachedDocument", parts, to_sign=True)))

    assert isinstance(report.document, AttachedDocument)
    assert report.document.document is not None
    nested = dian.verify(report.document.document)
    assert "valid" == nested.verdict
    assert dian.read(inner) == nested.document


def test_an_empty_key_is_refused_before_anything_is_verified() -> None:
    """An unset variable is the caller's mistake, not a difference of the document."""
    with pytest.raises(errors.InvalidInput):
        dian.verify(signed(), key="")
