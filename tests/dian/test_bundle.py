# SPDX-License-Identifier: MIT
"""A file with several documents: each is verified by its own signature, and they must agree."""

from __future__ import annotations

import pytest

from dian.documents import attached, event
from dian.documents import invoice as invoice_parts
from dian.pieces import SHA, TECHNICAL_KEY, write
from dian.signing import anchors, authority, sign
from dian.test_container import zipped
from loggro_integration import dian, errors
from loggro_integration.models import AttachedDocument

INVOICE = sign(write("Invoice", invoice_parts(), to_sign=True))
ANSWER = sign(write("ApplicationResponse", event("02"), to_sign=True))


def container(document: bytes = INVOICE, answer: bytes = ANSWER) -> bytes:
    """The signed container of a document and an answer."""
    return sign(write("AttachedDocument", attached(document, answer), to_sign=True))


def verdicts(data: bytes) -> dict[str, str]:
    return {each.name: each.report.verdict.value for each in dian.verify_all(data)}


def contradictions(data: bytes) -> list[tuple[str, str | None]]:
    return [(each.path, each.value) for each in dian.verify_all(data)[0].problems]


def test_one_document_alone() -> None:
    """Plain XML gives the one report that `verify` gives, without a name."""
    (found,) = dian.verify_all(INVOICE, key=TECHNICAL_KEY)

    assert ("", INVOICE, ()) == (found.name, found.data, found.problems)
    assert dian.verify(INVOICE).signature == found.report.signature
    assert found.report.unique_code is not None
    assert found.report.unique_code.status in {"matches", "differs"}


def test_what_a_container_carries_is_verified_on_its_own() -> None:
    """Three signatures of one file: the container's, the invoice's and the answer's."""
    data = container()

    trust = dian.TrustStore.from_pem(anchors() + authority().pem)
    found = dian.verify_all(zipped(("ad1.xml", data)), trust=trust)

    assert ["ad1.xml", "ad1.xml#attachment", "ad1.xml#response"] == [each.name for each in found]
    assert ["AttachedDocument", "Invoice", "ApplicationResponse"] == [
        each.report.kind for each in found
    ]
    assert {("valid", "trusted")} == {
        (each.report.verdict.value, each.report.trust.value) for each in found
    }
    assert INVOICE.decode().strip() == found[1].data.decode()


def test_an_edited_invoice_in_a_valid_container() -> None:
    """Whoever signs a container around an edited invoice is found by the invoice's signature."""
    data = container(INVOICE.replace(b"Arepa de choclo", b"Arepa de queso"))

    assert {"": "valid", "#attachment": "body-edited", "#response": "valid"} == verdicts(data)


def test_an_edited_container() -> None:
    """The invoice stays valid by itself; of the container nothing is taken."""
    data = container().replace(b"AD45<", b"AD46<")

    assert {"": "body-edited", "#attachment": "valid", "#response": "valid"} == verdicts(data)


def test_an_unsigned_container() -> None:
    """What it carries is told with the verdict of its own signature."""
    data = write("AttachedDocument", attached(INVOICE, ANSWER))

    assert {"": "unsigned", "#attachment": "valid", "#response": "valid"} == verdicts(data)


def test_a_container_that_agrees() -> None:
    """Number and code of the container and of the answer are those of the invoice."""
    assert [] == contradictions(container())


def other_invoice() -> bytes:
    raw = write("Invoice", invoice_parts(), to_sign=True)
    return sign(raw.replace(SHA.encode(), b"beef" * 24).replace(b"FE45<", b"FE46<"))


def test_the_invoice_is_not_the_one_that_was_answered() -> None:
    """A genuine invoice under the container and the answer of another one is told."""
    found = contradictions(container(other_invoice()))

    assert [
        ("ParentDocumentID", "FE45"),
        ("ParentDocumentLineReference", SHA),
        ("DocumentResponse", SHA),
    ] == found


def test_the_answer_is_about_another_invoice() -> None:
    """A genuine answer about another invoice is told, with both languages and a remedy."""
    raw = write("ApplicationResponse", event("02"), to_sign=True)
    wrong = sign(raw.replace(SHA.encode() + b"</cbc:UUID><cbc:DocumentType", b"beef" * 24
                             + b"</cbc:UUID><cbc:DocumentType"))  # fmt: skip

    (problem,) = dian.verify_all(container(answer=wrong))[0].problems

    assert ("other-document", "DocumentResponse", "beef" * 24) == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert problem.message.es != problem.message.en
    assert problem.fix.es


def test_documents_that_do_not_hold_are_not_compared() -> None:
    """Of an edited invoice no value is known: nothing is said about agreement."""
    assert [] == contradictions(container(other_invoice().replace(b"choclo", b"queso")))


def test_the_key_is_for_the_issuer_alone() -> None:
    """The key goes to the invoice; DIAN's answer was made with a PIN that nobody has."""
    found = dian.verify_all(container(), key="any-key")

    codes = [each.report.unique_code for each in found]
    assert ["no-key", "differs", "no-key"] == [code.status for code in codes if code]


def test_several_documents_of_a_zip() -> None:
    """Each entry is told by its name, in the order of the ZIP."""
    data = zipped(("b.xml", ANSWER), ("carpeta/a.xml", container()))

    assert [
        "b.xml",
        "carpeta/a.xml",
        "carpeta/a.xml#attachment",
        "carpeta/a.xml#response",
    ] == list(verdicts(data))


def nested(data: bytes) -> bytes:
    """The signed container of a container, whose text cannot be CDATA in CDATA."""
    raw = write("AttachedDocument", attached(b"<here/>", ANSWER), to_sign=True)
    escaped = data.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return sign(raw.replace(b"<![CDATA[<here/>]]>", escaped))


def test_a_container_in_a_container_is_verified_too() -> None:
    """Each of the five signatures is judged, and the key goes to the invoice at the bottom."""
    found = dian.verify_all(nested(container()), key="any-key")

    inner = "#attachment"
    assert [
        ("", "valid"),
        (inner, "valid"),
        (f"{inner}#attachment", "valid"),
        (f"{inner}#response", "valid"),
        ("#response", "valid"),
    ] == [(each.name, each.report.verdict.value) for each in found]
    codes = [each.report.unique_code for each in found]
    assert ["no-key", "no-key", "differs", "no-key", "no-key"] == [c.status for c in codes if c]


def test_an_inner_container_that_contradicts_itself() -> None:
    """The contradiction stands at the container that has it."""
    inner = container(other_invoice())

    found = dian.verify_all(nested(inner))

    assert [0, 3, 0, 0, 0] == [len(each.problems) for each in found]


def test_containers_are_verified_as_deep_as_they_are_unpacked() -> None:
    """The fourth has its report; nothing of what it carries has one."""
    data = container()
    for _ in range(3):
        data = nested(data)

    assert [each.name for each in dian.unpack(data)] == [
        each.name for each in dian.verify_all(data)
    ]
    assert "#attachment" * 3 == max((each.name for each in dian.verify_all(data)), key=len)


def test_an_empty_container() -> None:
    """A container that carries nothing has one report, and it is readable."""
    (found,) = dian.verify_all(container(b"", b""))

    assert isinstance(found.report.document, AttachedDocument)
    assert () == found.problems


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped(("a.xml", INVOICE), ("b.xml", b"<a/>")), errors.NotADianDocument),
        (container(b"<a/>"), errors.NotADianDocument),
        (container(b"<!DOCTYPE a><a/>"), errors.XmlRefused),
        (zipped(("a.pdf", b"x")), errors.NotADianDocument),
        (b"PK\x03\x04", errors.XmlRefused),
        (b"", errors.XmlRefused),
    ],
)
def test_one_that_cannot_be_opened_refuses_all(data: bytes, kind: type[Exception]) -> None:
    """A file is taken whole or not at all, and only errors of the room come out."""
    with pytest.raises(kind):
        dian.verify_all(data)
