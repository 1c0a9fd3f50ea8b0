# SPDX-License-Identifier: MIT
"""What `Signer.sign` makes of our own documents: bytes, shape, time and refusals."""

from __future__ import annotations

import functools
import pickle
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import attrs
import pytest
from lxml import etree

from dian.signers import (
    AT,
    DECLARATION,
    GSE_NUMBER,
    NIT,
    NUMBER,
    WRITTEN_AT,
    canonical,
    restaurant,
    signer,
    signer_of,
    unsigned,
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
from loggro_integration.models import Identification, Invoice, Party, Software

DIGESTS = ("sha256", "sha384", "sha512")
SIGNATURE = re.compile(
    rb"<ext:UBLExtension><ext:ExtensionContent><ds:Signature .*</ds:Signature>"
    rb"</ext:ExtensionContent></ext:UBLExtension>",
    re.DOTALL,
)


@functools.cache
def trust() -> dian.TrustStore:
    return dian.TrustStore.from_pem(anchors(), intermediates=authority().pem)


def body(data: bytes) -> bytes:
    return data.removeprefix(DECLARATION)


def code_and_field(**options: object) -> tuple[str | None, str | None]:
    """Return the code and the field of the refusal of a signature."""
    what = options.pop("what", None) or unsigned()
    with pytest.raises(errors.InvalidInput) as caught:
        signer().sign(what, **{"at": AT, **options})  # type: ignore[arg-type]
    assert caught.value.hint is not None
    assert caught.value.hint.es != caught.value.hint.en
    return caught.value.code, caught.value.field


# -------------------------------------------------------------------------------- what is made


@pytest.mark.parametrize("digest", DIGESTS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_signed_verifies_everywhere(kind: str, digest: dian.Digest) -> None:
    """Our verifier, signxml and libxmlsec accept each kind with each digest."""
    signed = signer().sign(unsigned(kind), at=AT, digest=digest)

    report = dian.verify(signed.xml, trust=trust())
    report.raise_for_errors()
    facts = report.signature
    assert ("trusted", digest, f"rsa-{digest}") == (report.trust, facts.digest, facts.method)
    assert (WRITTEN_AT, "supplier") == (facts.signing_time, facts.role)
    assert facts.policy is not None
    assert "ok" == facts.policy.state
    assert xmlsec_accepts(signed.xml, restaurant())
    assert signxml_accepts(signed.xml, restaurant())


@pytest.mark.parametrize("kind", KINDS)
def test_signed_bytes_are_their_own_canonical_form(kind: str) -> None:
    """Whoever parses and writes the file canonically gets the same bytes."""
    signed = signer().sign(unsigned(kind), at=AT)

    assert signed.xml.startswith(DECLARATION)
    assert body(signed.xml) == canonical(signed.xml)


@pytest.mark.parametrize("kind", KINDS[:-1])
def test_the_document_stays_as_it_was(kind: str) -> None:
    """Signing adds one extension, the last, and changes nothing else."""
    what = unsigned(kind)

    signed = signer().sign(what, at=AT)

    assert what.xml == SIGNATURE.sub(b"", signed.xml)
    extensions = etree.fromstring(signed.xml).findall("ext:UBLExtensions/ext:UBLExtension", NS)
    assert extensions[-1].find("ext:ExtensionContent/ds:Signature", NS) is not None


def test_a_container_gets_its_extensions() -> None:
    """An AttachedDocument has no extension but the signature: its place is made."""
    what = unsigned("AttachedDocument")

    signed = signer().sign(what, at=AT)

    assert b"UBLExtensions" not in what.xml
    root = etree.fromstring(signed.xml)
    assert f"{{{NS['ext']}}}UBLExtensions" == root[0].tag
    assert what.xml == SIGNATURE.sub(b"", signed.xml).replace(
        b"<ext:UBLExtensions></ext:UBLExtensions>", b""
    )


def shape(node: etree._Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each element of a signature with the names of its attributes and its algorithm."""
    for each in node.iter("*"):
        name = etree.QName(each).localname
        yield name, (*sorted(str(key) for key in each.attrib), str(each.get("Algorithm", "")))


@pytest.mark.corpus
def test_the_shape_is_that_of_the_official_example(shared: Path) -> None:
    """Elements, order, attributes and algorithms are the example's; two differences are meant."""
    official = etree.parse(shared / "corpus" / "dian" / "credit-note.xml").getroot()
    ours = etree.fromstring(signer().sign(unsigned("CreditNote"), at=AT).xml)

    expected = list(shape(official.find(".//ds:Signature", NS)))
    found = list(shape(ours.find(".//ds:Signature", NS)))

    names = [name for name, _ in expected]
    first = names.index("Cert")
    size = names.index("Cert", first + 1) - first
    # one certificate instead of three, and the policy's description of annex v1.9
    del expected[first + size : first + 3 * size]
    found.remove(("Description", ("",)))
    assert expected == found


@pytest.mark.corpus
def test_issuers_are_written_as_in_the_official_examples(shared: Path) -> None:
    """The issuer text of each certificate is the one its document carries, .NET's form apart."""
    written = {}
    for path in sorted((shared / "corpus" / "dian").glob("*.xml")):
        root = etree.parse(path).getroot()
        named = root.findtext(".//xades:Cert/xades:IssuerSerial/ds:X509IssuerName", None, NS)
        text = root.findtext(".//ds:X509Certificate", None, NS)
        if named and text:
            certificate = dian._signature.certificate(text)
            written[path.name] = (named, dian._certificate.issuer_text(certificate))

    other = [theirs for theirs, ours in written.values() if theirs != ours]
    assert len(written) >= 15
    # four were written by .NET, with blanks between the parts
    assert 4 == len(other)
    assert all("C=CO, L=" in theirs for theirs in other)


def test_the_same_order_gives_the_same_bytes() -> None:
    """No clock and no chance: document, key and moment decide."""
    first, second = (signer().sign(unsigned(), at=AT) for _ in range(2))

    assert first.xml == second.xml
    assert re.fullmatch(r"xmldsig(-[0-9a-f]{4,12}){5}", first.id)
    assert first.id != signer().sign(unsigned(), at=AT - timedelta(seconds=1)).id
    assert first.id != signer().sign(unsigned("CreditNote"), at=AT).id


def test_the_id_can_be_given() -> None:
    """All parts of the signature take their ids from it."""
    signed = signer().sign(unsigned(), at=AT, ids="firma-45")

    root = etree.fromstring(signed.xml)
    found = [str(node.get("Id")) for node in root.iter("*") if node.get("Id")]
    assert "firma-45" == signed.id
    parts = ("", "-ref0", "-sigvalue", "-keyinfo", "-signedprops")
    assert [f"firma-45{part}" for part in parts] == found
    dian.verify(signed.xml).raise_for_errors()


@pytest.mark.parametrize("ids", ["", "4x", "a b", 'a"b', "á", "a#b", "x" * 101])
def test_an_id_that_needs_quoting_is_refused(ids: str) -> None:
    """What some verifier could read otherwise is not written."""
    assert (None, "ids") == code_and_field(ids=ids)


@pytest.mark.parametrize(
    ("name", "value"), [("role", "vendedor"), ("digest", "sha1"), ("digest", "md5")]
)
def test_other_roles_and_digests_are_refused(name: str, value: str) -> None:
    """Two roles and three digests are those of the annex."""
    assert (None, name) == code_and_field(**{name: value})


def test_a_provider_signs_as_third_party() -> None:
    """The claimed role is the one asked for."""
    signed = signer().sign(unsigned(), at=AT, role="third party")

    assert "third party" == dian.verify(signed.xml).signature.role


def test_the_chain_can_be_written() -> None:
    """With the authority in the KeyInfo, the root alone is enough to trust the signer."""
    holder = restaurant()
    chained = dian.Signer(
        certificate=holder.certificate,
        key=holder.key,  # type: ignore[arg-type]
        chain=[authority().certificate],
    )
    root_only = dian.TrustStore.from_pem(anchors())

    signed = chained.sign(unsigned(), at=AT)

    assert "trusted" == dian.verify(signed.xml, trust=root_only).trust
    assert "untrusted" == dian.verify(signer().sign(unsigned(), at=AT).xml, trust=root_only).trust
    assert 1 == signed.xml.count(b"<xades:Cert>")


def test_a_chain_longer_than_any_verifier_reads_is_refused() -> None:
    """Ours reads ten certificates."""
    holder = restaurant()

    with pytest.raises(errors.InvalidInput) as caught:
        dian.Signer(
            certificate=holder.certificate,
            key=holder.key,  # type: ignore[arg-type]
            chain=[authority().certificate] * 10,
        )

    assert "chain" == caught.value.field


def test_a_chain_is_of_certificates() -> None:
    """Bytes are told when the signer is made, not at the first sale."""
    holder = restaurant()

    with pytest.raises(errors.InvalidInput) as caught:
        dian.Signer(
            certificate=holder.certificate,
            key=holder.key,  # type: ignore[arg-type]
            chain=[authority().pem],  # type: ignore[list-item]
        )

    assert "chain" == caught.value.field


def test_the_result_tells_what_was_signed() -> None:
    """Document, code, moment in Bogotá cut to the millisecond, and nothing to warn of."""
    what = unsigned()

    signed = signer().sign(what, at=AT)

    assert what.document is signed.document
    assert isinstance(what.document, Invoice)
    assert what.document.unique_code is not None
    assert what.document.unique_code.value == signed.unique_code
    assert datetime(2026, 11, 20, 20, 15, 32, 463_000, tzinfo=BOGOTA) == signed.signing_time
    assert () == signed.warnings


def test_a_container_has_no_code() -> None:
    """An AttachedDocument carries none of its own."""
    assert signer().sign(unsigned("AttachedDocument"), at=AT).unique_code is None


def test_nothing_of_document_or_key_is_printed() -> None:
    """Reprs end in logs."""
    signed = signer().sign(unsigned(), at=AT)

    assert "Arepera" not in repr(signed) + repr(signer())
    assert f"serial={restaurant().certificate.serial_number}" in repr(signer())


def test_a_signer_does_not_pickle_and_its_results_do() -> None:
    """The key stays where it was loaded."""
    signed = signer().sign(unsigned(), at=AT)

    with pytest.raises(TypeError):
        pickle.dumps(signer())
    assert signed.xml == pickle.loads(pickle.dumps(signed)).xml


def test_one_signer_serves_many_threads() -> None:
    """The same bytes come out, whoever asks, also while styles and roots are first seen."""
    fresh = signer_of(restaurant())
    tasks = [(unsigned(kind), digest) for kind in KINDS for digest in DIGESTS] * 4
    expected = [signer().sign(what, at=AT, digest=digest).xml for what, digest in tasks]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda task: fresh.sign(task[0], at=AT, digest=task[1]).xml, tasks))

    assert expected == found


def test_our_own_documents_are_not_parsed() -> None:
    """A document with more tags than the door lets in is signed all the same."""
    what = unsigned()
    many = what.xml.replace(b"</Invoice>", b"<cbc:Note>x</cbc:Note>" * 100_001 + b"</Invoice>")

    signed = signer().sign(attrs.evolve(what, xml=many), at=AT)

    with pytest.raises(errors.XmlRefused):
        dian.verify(signed.xml)
    assert xmlsec_accepts(signed.xml, restaurant())


@pytest.mark.parametrize(
    "change",
    [
        (b"<cbc:Note>", b"<!-- x --><cbc:Note>"),
        (b"<cbc:Note>", b"<cbc:Note><!-- ! -->"),
        (b"<cbc:Note>", b"<cbc:Note><![CDATA[x<!]]>"),
        (DECLARATION, b""),
        (DECLARATION, b'<?xml version="1.0"?>\r\n'),
        (b"</Invoice>", b"</Invoice>\n"),
        (b"<Invoice xmlns=", b"<Invoice  xmlns="),
        (b"<Invoice xmlns=", b'<Invoice xmlns:z="urn:z" xmlns='),
        (b' xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"', b""),
        (b' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"', b' xmlns:ds="urn:x"'),
    ],
)
def test_bytes_that_are_not_canonical_go_the_long_way(change: tuple[bytes, bytes]) -> None:
    """A document of ours that somebody changed still gets a good signature."""
    what = unsigned()
    changed = what.xml.replace(*change, 1)
    assert changed != what.xml

    signed = signer().sign(attrs.evolve(what, xml=changed), at=AT)

    dian.verify(signed.xml).raise_for_errors()
    assert xmlsec_accepts(signed.xml, restaurant())


def test_an_exclamation_mark_is_no_comment() -> None:
    """The sign by which comments are found is common in notes: it costs no detour."""
    what = unsigned()
    loud = attrs.evolve(what, xml=what.xml.replace(b"<cbc:Note>", b"<cbc:Note>Gracias! "))

    signed = signer().sign(loud, at=AT)

    assert body(signed.xml) == canonical(signed.xml)
    dian.verify(signed.xml).raise_for_errors()


def test_many_kinds_of_roots_do_not_fill_the_memory() -> None:
    """What is kept of each root tag is bounded, and the signatures stay right."""
    what = unsigned()
    fresh = signer_of(restaurant())

    for number in range(70):
        root = f'<Invoice xmlns:a{number}="urn:a" xmlns='.encode()
        odd = attrs.evolve(what, xml=what.xml.replace(b"<Invoice xmlns=", root, 1))
        fresh.sign(odd, at=AT)

    assert len(fresh._namespaces) <= 32
    dian.verify(fresh.sign(what, at=AT).xml).raise_for_errors()


def test_a_result_can_be_checked_at_once() -> None:
    """Bytes that only look canonical would give a bad signature: `check` finds it."""
    what = unsigned()
    other = attrs.evolve(what, xml=what.xml.replace(b"<cbc:Note>", b"<cbc:Note >"))

    assert "body-edited" == dian.verify(signer().sign(other, at=AT).xml).verdict
    with pytest.raises(errors.SignatureInvalid) as caught:
        signer().sign(other, at=AT, check=True)
    assert "body-edited" == caught.value.code
    assert signer().sign(what, at=AT).xml == signer().sign(what, at=AT, check=True).xml


@pytest.mark.parametrize("kind", KINDS)
def test_a_signed_document_is_not_signed_again(kind: str) -> None:
    """DIAN accepts one signature only (FAC03)."""
    signed = signer().sign(unsigned(kind), at=AT)

    again = attrs.evolve(unsigned(kind), xml=signed.xml)

    assert (None, "what") == code_and_field(what=again)
    assert (None, "what") == code_and_field(what=signed.xml)


# ---------------------------------------------------------------------------------------- time


def test_the_moment_needs_a_time_zone() -> None:
    """Five hours decide about the day."""
    assert (None, "at") == code_and_field(at=datetime(2026, 11, 20, 20, 15))  # noqa: DTZ001
    assert (None, "at") == code_and_field(at=date(2026, 11, 20))


@pytest.mark.parametrize(
    "at",
    [
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
        datetime.max.replace(tzinfo=UTC),
    ],
)
def test_moments_off_the_calendar_are_refused(at: datetime) -> None:
    """No foreign error leaves, whatever the moment."""
    assert (None, "at") == code_and_field(at=at)


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("Invoice", "FAD09e"),
        ("CreditNote", "CAD09e"),
        ("DebitNote", "DAD09e"),
        ("ApplicationResponse", "AAD09e"),
    ],
)
@pytest.mark.parametrize("days", [-1, 1])
def test_another_day_than_the_issue_date_is_refused(kind: str, rule: str, days: int) -> None:
    """DIAN rejects a document dated on another day than it is signed."""
    found = code_and_field(what=unsigned(kind), at=AT + timedelta(days=days))

    assert (rule, "at") == found


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 20, 5, 0, tzinfo=UTC),
        datetime(2026, 11, 21, 4, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 11, 21, 4, 59, tzinfo=UTC).astimezone(BOGOTA),
    ],
)
def test_the_day_is_that_of_bogota(at: datetime) -> None:
    """From midnight to midnight there, in whatever zone the moment is told."""
    signed = signer().sign(unsigned(), at=at)

    facts = dian.verify(signed.xml).signature
    assert facts.signing_time is not None
    assert facts.signing_time.startswith("2026-11-20T")
    assert facts.signing_time.endswith("-05:00")
    assert signed.signing_time == facts.signed_at


@pytest.mark.parametrize(
    "at",
    [datetime(2026, 11, 20, 4, 59, 59, tzinfo=UTC), datetime(2026, 11, 21, 5, 0, tzinfo=UTC)],
)
def test_a_second_beyond_midnight_is_another_day(at: datetime) -> None:
    """The boundary is exact."""
    assert ("FAD09e", "at") == code_and_field(at=at)


def test_a_container_may_be_signed_any_day() -> None:
    """No rule binds the day of an AttachedDocument, which DIAN does not receive."""
    signed = signer().sign(unsigned("AttachedDocument"), at=AT + timedelta(days=3))

    dian.verify(signed.xml).raise_for_errors()


@pytest.mark.parametrize("year", [2025, 2028])
def test_a_certificate_out_of_its_dates_signs_nothing(year: int) -> None:
    """Before its first and after its last day the moment is refused (ZD02)."""
    what = unsigned()
    dated = attrs.evolve(what, document=attrs.evolve(what.document, issue_date=date(year, 6, 1)))

    found = code_and_field(what=dated, at=datetime(year, 6, 1, 12, tzinfo=UTC))

    assert (None, "at") == found


def test_the_last_second_of_a_certificate_still_signs() -> None:
    """Both ends of its validity belong to it."""
    last = restaurant().certificate.not_valid_after_utc
    what = unsigned()
    day = last.astimezone(BOGOTA).date()
    dated = attrs.evolve(what, document=attrs.evolve(what.document, issue_date=day))

    assert signer().sign(dated, at=last).xml
    assert (None, "at") == code_and_field(what=dated, at=last + timedelta(seconds=1))


# ------------------------------------------------------------------------------------ warnings


def warned(subject: dict[str, str], what: dian.Unsigned | None = None, **options: str) -> list[str]:
    """Return the codes of the warnings of a certificate with these attributes."""
    holder = issue("Firmante", authority(), subject=subject, key=shared_key().key)
    found = signer_of(holder).sign(what or unsigned(), at=AT, **options)  # type: ignore[arg-type]
    assert all(not each.blocking and each.message.es and each.fix.en for each in found.warnings)
    return [each.code for each in found.warnings]


@functools.cache
def shared_key() -> Holder:
    return issue("Clave")


@pytest.mark.parametrize(
    "subject",
    [
        {NUMBER: NIT},
        {NUMBER: f"{NIT}6"},
        {NUMBER: f"{NIT}-6"},
        {NUMBER: "900.555.111-6"},
        {NUMBER: f"NIT-{NIT}"},
        {GSE_NUMBER: NIT},
        {"1.3.6.1.4.1.31136.2.2.1.2.2": f"NIT {NIT}6"},
        {NUMBER: "79555111", GSE_NUMBER: f"{NIT}6"},
    ],
)
def test_the_number_is_found_where_authorities_put_it(subject: dict[str, str]) -> None:
    """With or without check digit, in any of the known attributes."""
    assert [] == warned(subject)


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ({}, "certificate-number-absent"),
        ({NUMBER: "sin numero"}, "certificate-number-absent"),
        ({"2.5.4.9": f"Calle {NIT}"}, "certificate-number-absent"),
        ({NUMBER: "900555112"}, "certificate-number-different"),
        ({NUMBER: f"{NIT}7"}, "certificate-number-different"),
        ({NUMBER: NIT[:-1]}, "certificate-number-different"),
    ],
)
def test_another_number_is_a_warning(subject: dict[str, str], code: str) -> None:
    """Where it stands differs by authority: the signature is made, and the doubt told (ZE03)."""
    assert [code] == warned(subject)


def test_a_third_party_is_the_provider_of_the_software() -> None:
    """A provider signs with its own certificate; without provider the issuer is expected."""
    what = unsigned()
    assert isinstance(what.document, Invoice)
    provided = attrs.evolve(
        what, document=attrs.evolve(what.document, software=Software(provider="860028580"))
    )

    assert [] == warned({NUMBER: "8600285802"}, provided, role="third party")
    assert ["certificate-number-different"] == warned({NUMBER: "860028580"}, provided)
    assert [] == warned({NUMBER: NIT}, what, role="third party")


def test_who_buys_signs_a_support_document() -> None:
    """The seller of a support document (05) issues nothing."""
    what = unsigned()
    assert isinstance(what.document, Invoice)
    buyer = Party(name="Comprador", identification=Identification(number="860028580"))
    support = attrs.evolve(
        what, document=attrs.evolve(what.document, type_code="05", customer=buyer)
    )

    assert [] == warned({NUMBER: "860028580"}, support)
    assert ["certificate-number-different"] == warned({NUMBER: NIT}, support)


@pytest.mark.parametrize("kind", ["ApplicationResponse", "AttachedDocument"])
def test_the_sender_signs_what_is_sent(kind: str) -> None:
    """An event and a container are signed by who sends them."""
    what = unsigned(kind)
    sender = Party(identification=Identification(number="860028580"))
    sent = attrs.evolve(what, document=attrs.evolve(what.document, sender=sender))

    assert [] == warned({NUMBER: "860028580"}, sent)
    assert ["certificate-number-different"] == warned({NUMBER: NIT}, sent)


def test_a_number_with_letters_has_no_check_digit() -> None:
    """A passport is compared as it is."""
    what = unsigned()
    traveller = Party(identification=Identification(number="PE79555"))
    abroad = attrs.evolve(what, document=attrs.evolve(what.document, supplier=traveller))

    assert ["certificate-number-different"] == warned({NUMBER: NIT}, abroad)


def test_a_document_without_number_is_warned_of() -> None:
    """Nothing to compare with is no agreement."""
    what = unsigned()
    nameless = attrs.evolve(
        what, document=attrs.evolve(what.document, supplier=Party(name="La Arepera"))
    )

    assert ["certificate-number-different"] == warned({NUMBER: NIT}, nameless)
