# SPDX-License-Identifier: MIT
"""What `Signer.sign` makes of XML that another program wrote: through the door, by signxml."""

from __future__ import annotations

import functools
import random
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree

from attacks.test_mutants import mutant
from dian.signers import (
    AT,
    NIT,
    NUMBER,
    WRITTEN_AT,
    foreign,
    restaurant,
    signer,
    signer_of,
    unsigned,
    without_slot,
)
from dian.signing import (
    KINDS,
    NS,
    Holder,
    anchors,
    authority,
    issue,
    signxml_accepts,
    xmlsec_accepts,
)
from loggro_integration import dian, errors
from loggro_integration.days import BOGOTA

DIGESTS = ("sha256", "sha384", "sha512")


@functools.cache
def trust() -> dian.TrustStore:
    return dian.TrustStore.from_pem(anchors(), intermediates=authority().pem)


def refusal(data: bytes, **options: object) -> errors.LoggroError:
    with pytest.raises(errors.LoggroError) as caught:
        signer().sign(data, **{"at": AT, **options})  # type: ignore[arg-type]
    assert (None, None) == (caught.value.__cause__, caught.value.__context__)
    return caught.value


def holds(signed: dian.Signed) -> bool:
    """Tell whether three verifiers accept a signature."""
    dian.verify(signed.xml).raise_for_errors()
    return xmlsec_accepts(signed.xml, restaurant()) and signxml_accepts(signed.xml, restaurant())


@pytest.mark.parametrize("digest", DIGESTS)
@pytest.mark.parametrize("kind", KINDS)
def test_foreign_documents_are_signed(kind: str, digest: dian.Digest) -> None:
    """Each kind with each digest: policy, time, role and ids are DIAN's."""
    signed = signer().sign(foreign(kind), at=AT, digest=digest, role="third party", ids="f45")

    report = dian.verify(signed.xml, trust=trust())
    report.raise_for_errors()
    facts = report.signature
    assert (WRITTEN_AT, "third party", digest) == (facts.signing_time, facts.role, facts.digest)
    ids = [str(each.get("Id")) for each in etree.fromstring(signed.xml).iter("*") if each.get("Id")]
    parts = ("", "-ref0", "-sigvalue", "-keyinfo", "-signedprops")
    assert [f"f45{part}" for part in parts] == ids
    assert holds(signed)


def test_both_ways_sign_the_same() -> None:
    """The signature of signxml has the shape of ours: elements, attributes, algorithms, order."""
    what = unsigned()

    ours = etree.fromstring(signer().sign(what, at=AT).xml)
    theirs = etree.fromstring(signer().sign(what.xml, at=AT).xml)

    shapes = [
        [
            (each.tag, {key: each.get(key) for key in ("Algorithm", "Type")}, sorted(each.attrib))
            for each in root.find(".//ds:Signature", NS).iter("*")
        ]
        for root in (ours, theirs)
    ]
    assert shapes[0] == shapes[1]
    digests = [root.findtext(".//ds:DigestValue", None, NS) for root in (ours, theirs)]
    assert digests[0] == digests[1]


def test_the_place_a_template_left_is_used() -> None:
    """No second empty extension stays behind, which the schema would refuse."""
    signed = signer().sign(foreign(), at=AT)

    root = etree.fromstring(signed.xml)
    assert 2 == len(root.findall("ext:UBLExtensions/ext:UBLExtension", NS))
    assert root.find("ext:UBLExtensions/ext:UBLExtension[2]/*/ds:Signature", NS) is not None


def test_without_place_one_is_added_at_the_end() -> None:
    """The signature is the last extension."""
    signed = signer().sign(without_slot(foreign()), at=AT)

    root = etree.fromstring(signed.xml)
    assert 2 == len(root.findall("ext:UBLExtensions/ext:UBLExtension", NS))
    assert root.find("ext:UBLExtensions/ext:UBLExtension[last()]/*/ds:Signature", NS) is not None
    assert holds(signed)


def test_without_extensions_they_are_made() -> None:
    """A container carries none before it is signed."""
    root = etree.fromstring(foreign("AttachedDocument"))
    root.remove(root.find("ext:UBLExtensions", NS))

    signed = signer().sign(etree.tostring(root), at=AT)

    assert f"{{{NS['ext']}}}UBLExtensions" == etree.fromstring(signed.xml)[0].tag
    assert holds(signed)


CHANGES = {
    "comment-in-value": (b">FE123<", b">FE<!-- x -->123<"),
    "comment-outside": (b"<Invoice ", b"<!-- x -->\n<Invoice "),
    "comment-in-slot": (
        b"<ext:ExtensionContent></ext:",
        b"<ext:ExtensionContent> <!-- x --></ext:",
    ),
    "cdata": (b"arepa: ", b"<![CDATA[<arepa> & ]]>"),
    "carriage-return": (b"arepa: ", b"arepa:&#13;&#10; \t"),
    "windows-lines": (b"\n", b"\r\n"),
    "byte-order-mark": (b"<?xml", b"\xef\xbb\xbf<?xml"),
    "no-declaration": (b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n', b""),
    "own-namespace": (b"<cbc:Note>", b'<cbc:Note xmlns:z="urn:z" z:a="1" xml:lang="es">'),
    "own-prefix-for-ds": (b' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"', b""),
    "prefix-ds-elsewhere": (
        b' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"',
        b' xmlns:ds="urn:x"',
    ),
    "default-for-ext": (b"<ext:UBLExtensions>", b'<ext:UBLExtensions xmlns="urn:other">'),
    "blank-in-slot": (b"<ext:ExtensionContent></ext:", b"<ext:ExtensionContent>\n  </ext:"),
    "wide-letters": (b"arepa: ", "arepa \U0001f33d e\u0301 \u00a0: ".encode()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_other_programs_write_is_signed(name: str) -> None:
    """Comments, line ends, prefixes and signs that other programs use change nothing."""
    old, new = CHANGES[name]
    data = foreign()
    changed = data.replace(old, new) if name == "windows-lines" else data.replace(old, new, 1)
    assert changed != data

    signed = signer().sign(changed, at=AT)

    assert holds(signed)
    assert dian.read(changed) == dian.verify(signed.xml).document


@pytest.mark.parametrize(
    "attribute", ['xml:lang="es"', 'xml:space="preserve"', 'xml:base="https://example.org/"']
)
def test_the_signed_parts_inherit_what_the_root_says_of_all(attribute: str) -> None:
    """As signxml leaves it out of them, nobody but lxml would call the signature valid."""
    data = foreign().replace(b"<Invoice ", f"<Invoice {attribute} ".encode(), 1)

    signed = signer().sign(data, at=AT).xml

    assert xmlsec_accepts(signed, restaurant())
    assert "valid" == dian.verify(signed).verdict


def test_what_was_signed_is_what_came() -> None:
    """The signed tree without its signature is the document that was handed in."""
    data = foreign()

    report = dian.verify(signer().sign(data, at=AT).xml)

    assert etree.tostring(etree.fromstring(data), method="c14n") == report.signed_data


def test_the_result_reads_itself_when_asked() -> None:
    """The typed document comes from the signed bytes, on first use."""
    signed = signer().sign(foreign(), at=AT)

    assert dian.read(signed.xml) == signed.document
    assert signed.document is signed.document
    assert signed.unique_code is not None
    assert 96 == len(signed.unique_code)


def test_a_foreign_result_can_be_checked_at_once() -> None:
    """What leaves was verified."""
    assert holds(signer().sign(foreign(), at=AT, check=True))


def test_the_same_file_gives_the_same_bytes() -> None:
    """Signxml's clock and random ids are not used."""
    first, second = (signer().sign(foreign(), at=AT) for _ in range(2))

    assert first.xml == second.xml
    assert first.id != signer().sign(foreign(), at=AT + timedelta(seconds=1)).id


def test_the_chain_can_be_written() -> None:
    """Also through signxml, where the properties still name the signer alone."""
    holder = restaurant()
    chained = dian.Signer(
        certificate=holder.certificate,
        key=holder.key,  # type: ignore[arg-type]
        chain=[authority().certificate],
    )

    signed = chained.sign(foreign(), at=AT)

    root_only = dian.TrustStore.from_pem(anchors())
    assert "trusted" == dian.verify(signed.xml, trust=root_only).trust
    assert 1 == signed.xml.count(b"<xades:Cert>")


# ------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<Invoice>", "malformed"),
        (b"<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>", "doctype"),
        (foreign().replace(b"<cbc:Note>", b"<?x y?><cbc:Note>"), "processing-instruction"),
        (b"<Invoice/>", "foreign-root"),
        (b"<x:Factura xmlns:x='urn:x'/>", "foreign-root"),
    ],
)
def test_hostile_and_foreign_files_are_refused(data: bytes, code: str) -> None:
    """The door opens them, as all others."""
    assert code == refusal(data).code


def test_text_is_no_document() -> None:
    """Bytes come as bytes."""
    assert isinstance(refusal("<Invoice/>"), errors.InvalidInput)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<ext:UBLExtensions>", b"<ext:UBLExtensions></ext:UBLExtensions><ext:UBLExtensions>"),
        (b"<ext:ExtensionContent></ext:", b'<ext:ExtensionContent><ds:Signature Id="x"/></ext:'),
        (b"<cbc:Note>", b"<ds:Signature/><cbc:Note>"),
        (b"<Invoice ", b'<Invoice Id="x" '),
        (b"<Invoice ", b'<Invoice ID="x" '),
        (b"<cbc:Note>", b'<cbc:Note xmlns:z="relative/address">'),
    ],
)
def test_what_cannot_be_signed_well_is_refused(old: bytes, new: bytes) -> None:
    """Two groups of extensions, a signature anywhere, a root with Id, no canonical form."""
    error = refusal(foreign().replace(old, new, 1))

    assert isinstance(error, errors.InvalidInput)
    assert "what" == error.field


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("Invoice", "FAD09e"),
        ("CreditNote", "CAD09e"),
        ("DebitNote", "DAD09e"),
        ("ApplicationResponse", "AAD09e"),
    ],
)
def test_another_day_than_the_issue_date_is_refused(kind: str, rule: str) -> None:
    """The rule is that of our own documents, read from the tree."""
    assert rule == refusal(foreign(kind), at=AT + timedelta(days=1)).code


@pytest.mark.parametrize("date", [b"", b"<cbc:IssueDate>hoy</cbc:IssueDate>"])
def test_a_document_without_readable_date_is_refused(date: bytes) -> None:
    """No date, no agreement of dates."""
    data = foreign().replace(b"<cbc:IssueDate>2026-11-20</cbc:IssueDate>", date)

    assert "FAD09e" == refusal(data).code


def test_a_date_cut_by_a_comment_is_read_whole() -> None:
    """Comments are no part of a value, here as in what is signed."""
    data = foreign().replace(b">2026-11-20<", b">2026-<!-- x -->11-20 <")

    assert holds(signer().sign(data, at=AT))


def test_damaged_documents_are_refused_or_signed_well() -> None:
    """Of 500 damaged files none raises a foreign error, and what is signed verifies."""
    chance = random.Random(45)
    found = Counter(damaged_outcome(mutant(foreign(), chance)) for _ in range(500))

    assert 500 == found.total()
    assert found["signed"] > 30
    assert found["XmlRefused"] > 100


def damaged_outcome(data: bytes) -> str:
    try:
        signed = signer().sign(data, at=AT)
    except errors.LoggroError as error:
        return type(error).__name__
    dian.verify(signed.xml).raise_for_errors()
    assert xmlsec_accepts(signed.xml, restaurant())
    return "signed"


# ------------------------------------------------------------------------------------ warnings


def warned(data: bytes, number: str = NIT, **options: str) -> list[str]:
    holder = issue("Firmante", authority(), subject={NUMBER: number}, key=restaurant().key)
    signed = signer_of(holder).sign(data, at=AT, **options)  # type: ignore[arg-type]
    return [each.code for each in signed.warnings]


@pytest.mark.parametrize("kind", KINDS[:3])
def test_the_issuer_is_the_supplier(kind: str) -> None:
    """The number of the certificate is compared with the one in the tree."""
    assert [] == warned(foreign(kind))
    assert ["certificate-number-different"] == warned(foreign(kind), "860028580")


@pytest.mark.parametrize("kind", KINDS[3:])
def test_the_issuer_of_what_is_sent_is_the_sender(kind: str) -> None:
    """Events and containers name a sender, without the element Party."""
    data = foreign(kind).replace(b"<cac:Party>", b"").replace(b"</cac:Party>", b"")

    assert [] == warned(data)
    assert ["certificate-number-different"] == warned(data, "860028580")


def test_who_buys_issues_a_support_document() -> None:
    """Types 05 and 95 are signed by the customer."""
    support = foreign().replace(b">01</cbc:InvoiceTypeCode>", b">05</cbc:InvoiceTypeCode>")
    note = foreign("CreditNote").replace(b">91</cbc:Credit", b">95</cbc:Credit")

    for data in (support, note):
        assert ["certificate-number-different"] == warned(data)
        assert [] == warned(data, "222222222222")


def test_a_third_party_is_the_provider_of_the_software() -> None:
    """ProviderID stands in DIAN's extension."""
    data = foreign().replace(
        b"<sts:QRCode>",
        b"<sts:SoftwareProvider><sts:ProviderID>860028580</sts:ProviderID></sts:SoftwareProvider>"
        b"<sts:QRCode>",
    )

    assert [] == warned(data, "860028580", role="third party")
    assert ["certificate-number-different"] == warned(data, "860028580")
    assert [] == warned(foreign(), role="third party")


# -------------------------------------------------------------------------------------- corpus


@functools.cache
def old_restaurant() -> Holder:
    return issue("La Arepera", authority(), years=(2018, 2030), key=restaurant().key)


@pytest.mark.corpus
def test_every_official_document_is_signed_anew(shared: Path) -> None:
    """28 documents of four years, their signatures taken out, get one that three verifiers take."""
    count = 0
    for path in sorted((shared / "corpus" / "dian").glob("*.xml")):
        root = etree.parse(path).getroot()
        for signature in root.findall(".//ds:Signature", NS):
            signature.getparent().remove(signature)
        day = datetime.fromisoformat(root.findtext("cbc:IssueDate", "", NS))

        data = etree.tostring(root)
        signed = signer_of(old_restaurant()).sign(data, at=day.replace(hour=12, tzinfo=BOGOTA))

        dian.verify(signed.xml).raise_for_errors()
        assert xmlsec_accepts(signed.xml, old_restaurant()), path.name
        count += 1
    assert 28 == count
