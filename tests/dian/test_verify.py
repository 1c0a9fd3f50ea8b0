# SPDX-License-Identifier: MIT
"""What `verify` tells of a signature: integrity, trust, policy and time, each apart."""

from __future__ import annotations

import base64
import functools
import json
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from signxml.verifier import VerifyResult

from dian.signing import (
    C14N,
    DIGESTS,
    KINDS,
    POLICY,
    SIGNED_AT,
    SIGNED_DAY,
    Recipe,
    anchors,
    authority,
    document,
    issue,
    key_value,
    restaurant,
    root_authority,
    sign,
    signxml_accepts,
    xmlsec_accepts,
    xmlsec_sign,
)
from loggro_integration import errors
from loggro_integration.dian import _policy, _signature, xml
from loggro_integration.dian._verify import Trust, TrustStore, Verdict, verify

MANIFEST_STATES = ("document", "keyinfo", "signed_properties", "signature_value")
POLICY_HASHES = {
    "sha1": "sbcECQ7v+y/m3OcBCJyvmkBhtFs=",
    "sha384": "EQC0kiWPaAME6IsEZ7WuaTWJ97Zmf6hIO69rMCVURmQxBB9ebgLrjhL5BArQ0a0l",
    "sha512": (
        "Zcjw1Z9nGQn2j6NyGx8kAaLbOfJGd/fJxRTCeirlqAg7zRG27piJkJOpflGu7XACpMj9hC6dVMcCyzqHxxPZeQ=="
    ),
}


@functools.cache
def trust() -> TrustStore:
    return TrustStore.from_pem(anchors(), intermediates=authority().pem)


def trusted(data: bytes, **options: object) -> Trust:
    return verify(data, trust=trust(), **options).trust  # type: ignore[arg-type]


def code_of(data: bytes) -> str | None:
    """Return the code that a report raises, or `None`."""
    try:
        verify(data, trust=trust()).raise_for_errors()
    except errors.DianError as error:
        return error.code
    return None


def edited(old: str, new: str, recipe: Recipe | None = None) -> bytes:
    text = sign(document(), recipe).decode("utf-8")
    assert old in text
    return text.replace(old, new, 1).encode("utf-8")


# ------------------------------------------------------------------------------ good signatures


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_signature_is_valid_and_trusted(kind: str) -> None:
    """Every fact of a good document is told, and nothing is raised."""
    report = verify(sign(document(kind)), trust=trust())
    report.raise_for_errors()

    facts = report.signature
    assert (kind, Verdict.VALID, Trust.TRUSTED) == (report.kind, report.verdict, report.trust)
    assert ["ok"] * 4 == [getattr(facts, name) for name in MANIFEST_STATES]
    assert ("sha256", "rsa-sha256") == (facts.digest, facts.method)
    assert (SIGNED_AT, "supplier") == (facts.signing_time, facts.role)
    assert report.failure is None


def test_json_has_the_keys_of_the_command() -> None:
    """The command prints these keys and no others."""
    facts = verify(sign(document()), trust=trust()).signature.as_json()

    assert {
        "verdict": "valid",
        "document": "ok",
        "keyinfo": "ok",
        "signed_properties": "ok",
        "signature_value": "ok",
        "digest": "sha256",
        "signing_time": SIGNED_AT,
        "role": "supplier",
        "policy": POLICY,
        "policy_state": "ok",
        "trust": "trusted",
        "at_basis": "signing-time claimed",
    } == json.loads(json.dumps(facts))


def test_json_of_an_unsigned_document_is_empty_of_states() -> None:
    """Without signature there is nothing to tell but that."""
    facts = verify(document().replace(b"@@SIGNATURE@@", b"")).signature.as_json()

    assert {"unsigned", "not judged"} == {value for value in facts.values() if value is not None}


def test_values_are_read_from_what_was_signed() -> None:
    """A comment cuts the raw text of an amount in two; the signed tree holds all of it."""
    report = verify(edited("54000.00", "540<!--x-->00.00"))

    assert report.signed_root is not None
    amount = report.signed_root.find(".//{*}PayableAmount")
    assert amount is not None
    assert "54000.00" == amount.text


def test_the_signed_tree_carries_no_signature() -> None:
    """What covers the document is not part of what is covered."""
    report = verify(sign(document()))

    assert report.signed_root is not None
    assert [] == report.signed_root.findall(".//{http://www.w3.org/2000/09/xmldsig#}Signature")
    assert report.signed_data is not None
    assert b"ds:Signature" not in report.signed_data


def test_the_repr_of_a_report_holds_no_content() -> None:
    """Reports end in logs: bytes and trees do not."""
    assert "Arepera de la 45<" not in repr(verify(sign(document())))


def test_reports_of_unsigned_documents_raise_not_signed() -> None:
    """An unsigned document is no broken one."""
    report = verify(document().replace(b"@@SIGNATURE@@", b""))

    assert Verdict.UNSIGNED == report.verdict
    with pytest.raises(errors.NotSigned):
        report.raise_for_errors()


def test_an_edited_body_is_told_from_a_broken_signature() -> None:
    """Everything but the document verifies: the content changed after signing."""
    report = verify(edited("54000.00", "45000.00"))

    facts = report.signature
    assert Verdict.BODY_EDITED == report.verdict
    assert ["bad", "ok", "ok", "ok"] == [getattr(facts, name) for name in MANIFEST_STATES]
    assert ("sha256", "rsa-sha256") == (facts.digest, facts.method)
    assert (None, None, None) == (facts.signing_time, facts.certificate, report.signed_root)


def test_a_broken_value_names_itself() -> None:
    """Each part is judged by itself."""
    good = sign(document()).decode()
    start = good.index(">", good.index("<ds:SignatureValue")) + 1
    other = "B" if good[start] == "A" else "A"

    report = verify((good[:start] + other + good[start + 1 :]).encode())

    facts = report.signature
    assert Verdict.BROKEN == report.verdict
    assert ["ok", "ok", "ok", "bad"] == [getattr(facts, name) for name in MANIFEST_STATES]


def test_edited_properties_name_themselves() -> None:
    """A changed signing time breaks the signed properties alone."""
    report = verify(edited(SIGNED_AT, "2026-11-21T20:15:32.463-05:00"))

    facts = report.signature
    assert Verdict.BROKEN == report.verdict
    assert ["ok", "ok", "bad", "ok"] == [getattr(facts, name) for name in MANIFEST_STATES]


@pytest.mark.parametrize(
    "old", ["<ds:KeyInfo", "<ds:SignatureValue", "<ds:SignedInfo", "<ds:DigestMethod"]
)
def test_damaged_signatures_are_diagnosed_without_foreign_error(old: str) -> None:
    """A part under another name makes the signature broken, nothing else."""
    name = old.removeprefix("<ds:")
    data = sign(document()).replace(f"ds:{name}".encode(), b"ds:Otro")

    report = verify(data)

    assert Verdict.BROKEN == report.verdict
    assert "bad" in {getattr(report.signature, part) for part in MANIFEST_STATES}


def test_a_signature_out_of_its_place_is_not_diagnosed() -> None:
    """Where the one signature is not at its place, no part has a state."""
    data = sign(document())
    text = data.replace(b"<ext:ExtensionContent><ds:", b"<ext:ExtensionContent><x><ds:").replace(
        b"</ds:Signature>", b"</ds:Signature></x>"
    )

    report = verify(text)

    assert "signature-misplaced" == (report.failure and report.failure.code)
    assert [None] * 4 == [getattr(report.signature, name) for name in MANIFEST_STATES]


def test_raising_twice_gives_the_same_error() -> None:
    """A report can be asked again."""
    report = verify(edited("54000.00", "45000.00"))

    codes = []
    for _ in range(2):
        with pytest.raises(errors.SignatureInvalid) as caught:
            report.raise_for_errors()
        codes.append(caught.value.code)

    assert ["body-edited", "body-edited"] == codes


# ------------------------------------------------------------------------- all allowed forms


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("method", ["rsa-sha256", "rsa-sha384", "rsa-sha512"])
def test_each_allowed_algorithm_is_accepted(digest: str, method: str) -> None:
    """Nine pairs of digest and signature are those of DIAN."""
    facts = verify(sign(document(), Recipe(digest=digest, method=method))).signature

    assert (Verdict.VALID, digest, method) == (facts.verdict, facts.digest, facts.method)


FORMS: dict[str, Callable[[], Recipe]] = {
    "plain": Recipe,
    "sha384": lambda: Recipe(digest="sha384", method="rsa-sha384"),
    "sha512": lambda: Recipe(digest="sha512", method="rsa-sha512"),
    "c14n-on-parts": lambda: Recipe(part_transforms=(C14N,)),
    "keyinfo-first": lambda: Recipe(order=("keyinfo", "document", "signed_properties")),
    "document-last": lambda: Recipe(order=("signed_properties", "keyinfo", "document")),
    "three-named": lambda: Recipe(named=_whole_chain()),
    "three-named-turned": lambda: Recipe(named=_whole_chain()[::-1]),
    "whole-chain": lambda: Recipe(named=_whole_chain(), keyinfo=_whole_chain()),
    "whole-chain-turned": lambda: Recipe(named=_whole_chain()[::-1], keyinfo=_whole_chain()),
    "chain-turned": lambda: Recipe(keyinfo=_whole_chain()[::-1]),
    "certificate-v2": lambda: Recipe(certificate_element="SigningCertificateV2"),
    "key-value": lambda: Recipe(extra_keyinfo=key_value(restaurant())),
    "no-role": lambda: Recipe(role=None),
    "third-party": lambda: Recipe(role="third party"),
    "first-policy": lambda: Recipe(policy=POLICY.replace("/v2/", "/v1/")),
    "time-in-utc": lambda: Recipe(signing_time="2026-11-21T01:15:32Z"),
}


def _whole_chain() -> tuple[x509.Certificate, ...]:
    return tuple(each.certificate for each in (restaurant(), authority(), root_authority()))


@pytest.mark.parametrize("form", FORMS)
def test_each_form_that_circulates_is_accepted_like_libxmlsec_does(form: str) -> None:
    """What DIAN's senders write verifies here and with libxmlsec, and one changed byte does not."""
    data = sign(document(), FORMS[form]())
    changed = data.replace(b"54000.00", b"54000.01")

    assert (None, True) == (code_of(data), xmlsec_accepts(data))
    assert ("body-edited", False) == (code_of(changed), xmlsec_accepts(changed))


@pytest.mark.parametrize("form", FORMS)
def test_documents_signed_by_libxmlsec_are_accepted(form: str) -> None:
    """Another implementation's signature has the same verdict, and one changed byte is seen."""
    data = xmlsec_sign(document(), FORMS[form]())
    changed = data.replace(b"FE123", b"FE124")

    assert (None, True) == (code_of(data), xmlsec_accepts(data))
    assert ("body-edited", False) == (code_of(changed), xmlsec_accepts(changed))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["plain", "c14n-on-parts", "whole-chain-turned"])
def test_a_signature_in_the_default_namespace_is_accepted(kind: str, form: str) -> None:
    """Java and .NET write it so; signxml calls it broken, as libxml2 writes xmlns="" into it."""
    data = xmlsec_sign(document(kind), replace(FORMS[form](), default_namespace=True))
    changed = data.replace(b"FE123", b"FE124")
    report = verify(data, trust=trust())

    assert (None, True, False) == (code_of(data), xmlsec_accepts(data), signxml_accepts(data))
    assert report.document == verify(sign(document(kind))).document
    assert ("body-edited", False) == (code_of(changed), xmlsec_accepts(changed))


@pytest.mark.parametrize(
    "attribute", ['xml:lang="es"', 'xml:space="preserve"', 'xml:base="https://example.org/"']
)
def test_the_signed_parts_inherit_what_the_root_says_of_all(attribute: str) -> None:
    """C14N 1.0 writes xml:lang of the root into each part; libxmlsec does, lxml alone does not."""
    text = document().replace(b"<Invoice ", f"<Invoice {attribute} ".encode(), 1)
    data = xmlsec_sign(text)
    changed = data.replace(b"54000.00", b"54000.01")

    assert (None, True, False) == (code_of(data), xmlsec_accepts(data), signxml_accepts(data))
    assert ("body-edited", False) == (code_of(changed), xmlsec_accepts(changed))


@pytest.mark.parametrize("part", ["SignatureValue", "X509Certificate", "X509SerialNumber"])
def test_a_damaged_signature_in_the_default_namespace_is_broken(part: str) -> None:
    """The second try forgives nothing: each part is still looked at."""
    data = xmlsec_sign(document(), Recipe(default_namespace=True)).decode()
    start = data.index(">", data.index(f"<{part}")) + 20
    other = "1" if data[start] == "0" else "0"

    found = verify((data[:start] + other + data[start + 1 :]).encode(), trust=trust())

    assert (Verdict.BROKEN, None) == (found.verdict, found.signed_root)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_signed_by_libxmlsec_is_accepted(kind: str) -> None:
    """The kind of document changes nothing for the signature."""
    assert code_of(xmlsec_sign(document(kind))) is None


def test_unsigned_properties_are_allowed_and_not_read() -> None:
    """A time stamp added later stands outside what was signed."""
    data = edited(
        "</xades:SignedProperties>",
        "</xades:SignedProperties><xades:UnsignedProperties><xades:SigningTime>x"
        "</xades:SigningTime></xades:UnsignedProperties>",
    )

    assert SIGNED_AT == verify(data).signature.signing_time


# ------------------------------------------------------------------------------------- policy


@pytest.mark.parametrize("digest", POLICY_HASHES)
def test_each_known_digest_of_the_policy_is_accepted(digest: str) -> None:
    """The policy is one file: any of its digests names it."""
    recipe = Recipe(policy_digest=digest, policy_hash=POLICY_HASHES[digest])

    assert code_of(sign(document(), recipe)) is None


@pytest.mark.parametrize(
    ("recipe", "state"),
    [
        (Recipe(policy=None), "missing"),
        (Recipe(policy="https://example.org/policy.pdf"), "unknown"),
        (Recipe(policy=""), "unknown"),
        (Recipe(policy_hash="ERhQox49AAAA"), "mismatch"),
        (Recipe(policy_digest="md5"), "mismatch"),
    ],
)
def test_another_policy_is_told_and_raised(recipe: Recipe, state: str) -> None:
    """Integrity holds and is told; the policy is a fact of its own."""
    data = sign(document(), recipe)
    facts = verify(data).signature

    assert facts.policy is not None
    assert (Verdict.VALID, state) == (facts.verdict, facts.policy.state)
    assert f"policy-{state}" == code_of(data)


# ---------------------------------------------------------------------------------------- time


def test_without_a_moment_the_claimed_time_is_used_and_said() -> None:
    """An old certificate is judged at the time of the signature."""
    facts = verify(sign(document()), trust=trust()).signature

    assert "signing-time claimed" == facts.at_basis
    assert facts.at is not None
    assert SIGNED_DAY == facts.at.replace(microsecond=0)
    assert facts.certificate is not None
    assert "valid" == facts.certificate.dates


@pytest.mark.parametrize(
    ("year", "dates", "expected"),
    [
        (2025, "not yet valid", Trust.NOT_YET_VALID),
        (2027, "valid", Trust.TRUSTED),
        (2029, "expired", Trust.EXPIRED),
    ],
)
def test_a_given_moment_decides(year: int, dates: str, expected: Trust) -> None:
    """The caller's moment is used for the dates and for the trust."""
    report = verify(sign(document()), trust=trust(), at=datetime(year, 6, 1, tzinfo=UTC))

    assert report.signature.certificate is not None
    assert dates == report.signature.certificate.dates
    assert (expected, "given") == (report.trust, report.signature.at_basis)


@pytest.mark.parametrize(
    "at",
    [datetime(2026, 11, 20), date(2026, 11, 20), "2026-11-20T20:15:32-05:00"],  # noqa: DTZ001
)
def test_a_moment_without_time_zone_is_refused(at: Any) -> None:
    """Five hours decide about the last day of a certificate."""
    with pytest.raises(errors.InvalidInput) as caught:
        verify(sign(document()), at=at)

    assert "at" == caught.value.field


def test_a_store_is_no_file() -> None:
    """Its bytes are told before anything is judged, also where the signature does not hold."""
    pem: Any = anchors()

    with pytest.raises(errors.InvalidInput) as caught:
        verify(document(), trust=pem)

    assert "trust" == caught.value.field


@pytest.mark.parametrize(
    "written",
    [None, "", "ayer", "2026-13-45T25:00:00-05:00", "20261120T201532Z", "2026-W47-5T20:15:32Z"],
)
def test_without_readable_time_nothing_can_be_judged(written: str | None) -> None:
    """No moment, no verdict on certificates: the report says so."""
    data = sign(document(), Recipe(signing_time=written))
    facts = verify(data, trust=trust()).signature

    assert (Verdict.VALID, Trust.UNDATED) == (facts.verdict, facts.trust)
    assert (None, None) == (facts.signed_at, facts.at_basis)
    assert facts.certificate is not None
    assert "undated" == facts.certificate.dates
    assert "undated" == code_of(data)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("2026-11-20T20:15:32", 5),
        ("2026-11-20T20:15:32-05:00", 5),
        ("2026-11-20T20:15:32.1234567+00:00", 0),
        ("2026-11-20T20:15:32Z", 0),
    ],
)
def test_times_are_read_with_their_offset_or_as_colombian(written: str, hours: int) -> None:
    """A time without offset is one of Bogotá."""
    facts = verify(sign(document(), Recipe(signing_time=written))).signature

    assert facts.signed_at is not None
    utc = facts.signed_at.astimezone(UTC).replace(microsecond=0)
    assert datetime(2026, 11, 20, 20, 15, 32, tzinfo=UTC) + timedelta(hours=hours) == utc
    assert written == facts.signing_time


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (SIGNED_AT, True),
        ("2026-11-21T04:59:59Z", True),
        ("2026-11-21T05:00:00Z", False),
        ("2026-11-19T23:59:59-05:00", False),
        ("2026-11-20T23:59:59", True),
        ("0001-01-01T00:00:00+00:00", None),
        (None, None),
    ],
)
def test_the_day_of_signing_is_compared_with_the_issue_date(
    written: str | None, expected: bool | None
) -> None:
    """A fact of its own, by the calendar of Bogotá; it raises nothing: old documents differ."""
    report = verify(sign(document(), Recipe(signing_time=written)))

    assert report.verdict is Verdict.VALID
    assert expected is report.same_day


def test_without_document_no_day_is_compared() -> None:
    """Nothing is told of values that were not verified."""
    report = verify(edited("54000.00", "45000.00"))

    assert (None, None) == (report.same_day, report.signed_by)


# --------------------------------------------------------------------------------- certificates


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("900555111", "issuer"),
        ("9005551116", "issuer"),
        ("900.555.111-6", "issuer"),
        ("8600285802", "provider"),
        ("79555111", "other"),
        (None, "unknown"),
    ],
)
def test_the_signer_is_compared_with_issuer_and_provider(number: str | None, expected: str) -> None:
    """A trusted certificate may be another company's: whose it is, is a fact apart."""
    subject = {"2.5.4.5": number} if number else {}
    signer = issue("Firmante", authority(), subject=subject, key=restaurant().key)
    provided = document().replace(
        b"<sts:QRCode>",
        b"<sts:SoftwareProvider><sts:ProviderID>860028580</sts:ProviderID></sts:SoftwareProvider>"
        b"<sts:QRCode>",
    )

    report = verify(sign(provided, Recipe(signer=signer)), trust=trust())

    assert (Trust.TRUSTED, expected) == (report.trust, report.signed_by)
    assert report.signature.certificate is not None
    assert bool(number) == bool(report.signature.certificate.numbers)


@pytest.mark.parametrize("text", ["", "QUJD", "ñ", "MIIB", "===="])
def test_unreadable_certificates_raise_value_errors_only(text: str) -> None:
    """The reader of certificates has one kind of error, whatever stands in the text."""
    with pytest.raises(ValueError):
        _signature.certificate(text)


def test_a_certificate_with_another_kind_of_key_is_refused() -> None:
    """DIAN's signatures are made by RSA."""
    curve = issue("Curva", authority(), key=ec.generate_private_key(ec.SECP256R1()))

    assert "certificate-unreadable" == code_of(sign(document(), Recipe(signer=curve)))


@pytest.mark.parametrize("filtered", ["error", "ignore"])
def test_a_certificate_without_positive_number_is_refused(filtered: str) -> None:
    """Cryptography only warns of it today; two certificates could share such a number."""
    raw = bytearray(restaurant().certificate.public_bytes(serialization.Encoding.DER))
    number = restaurant().certificate.serial_number.to_bytes(21, "big").lstrip(b"\0")
    raw[raw.index(number)] |= 0x80
    written = base64.b64encode(raw).decode()
    recipe = Recipe(edit=lambda root: setattr(root.find(".//{*}X509Certificate"), "text", written))

    data = sign(document(), recipe)
    with warnings.catch_warnings():
        warnings.simplefilter(filtered)  # type: ignore[arg-type]

        assert "certificate-unreadable" == code_of(data)


def test_more_certificates_than_any_chain_are_refused() -> None:
    """The work for one document is bounded."""
    recipe = Recipe(keyinfo=(restaurant().certificate,) * 11)

    assert "key-info" == code_of(sign(document(), recipe))


def test_the_serial_number_of_the_named_certificate_counts() -> None:
    """The digest is right and the number another: the properties name somebody else."""
    number = str(restaurant().certificate.serial_number)
    recipe = Recipe(
        edit=lambda root: setattr(root.find(".//{*}X509SerialNumber"), "text", number[::-1] + "1")
    )

    assert "signing-certificate" == code_of(sign(document(), recipe))


@pytest.mark.parametrize("value", ["***", "QUJD", ""])
def test_the_digest_of_the_named_certificate_counts(value: str) -> None:
    """The properties must name a certificate of the KeyInfo by its digest."""
    recipe = Recipe(
        edit=lambda root: setattr(root.find(".//{*}CertDigest/{*}DigestValue"), "text", value)
    )

    assert "signing-certificate" == code_of(sign(document(), recipe))


def test_the_named_certificate_needs_a_strong_digest() -> None:
    """SHA-1 names nobody."""
    recipe = Recipe(
        edit=lambda root: root.find(".//{*}CertDigest/{*}DigestMethod").set(
            "Algorithm", DIGESTS["sha1"]
        )
    )

    assert "signing-certificate" == code_of(sign(document(), recipe))


def test_the_error_of_a_broken_signature_quotes_nothing() -> None:
    """Signxml's own message names the reference and may quote the document: it is not chained."""
    report = verify(edited(SIGNED_AT, "2026-11-21T20:15:32.463-05:00"))

    assert report.failure is not None
    assert (None, None) == (report.failure.__cause__, report.failure.__context__)
    assert report.failure.__traceback__ is None


def returned(change: Callable[[list[VerifyResult]], list[VerifyResult]]) -> str | None:
    """Return the code with which an answer of signxml is refused after a change of it."""
    root = xml.open_document(sign(document()))
    parts = _policy.examine(root)
    chain = [restaurant().certificate]
    results = change(_signature._run_signxml(root, chain[0]))
    try:
        _signature._returned(root, parts, results, chain)
    except errors.SignatureInvalid as error:
        return error.code
    return None


def test_an_answer_that_covers_something_else_is_refused() -> None:
    """Whatever the library answers, the three parts must be the ones that were examined."""
    assert returned(lambda found: found) is None
    assert "signed-something-else" == returned(lambda found: found[::-1])
    assert "signed-something-else" == returned(
        lambda found: [replace(found[0], signed_xml=None), *found[1:]]
    )


def test_a_signed_tree_with_a_signature_is_refused() -> None:
    """The enveloped transform must have taken the signature out."""

    def change(found: list[VerifyResult]) -> list[VerifyResult]:
        assert found[0].signed_xml is not None
        found[0].signed_xml.append(found[0].signature_xml)
        return found

    assert "signed-something-else" == returned(change)


# -------------------------------------------------------------------------------------- corpus


@pytest.mark.corpus
def test_the_corpus_has_the_verdicts_of_its_manifest(shared: Path) -> None:
    """All 28 official documents: verdict, state of each reference, algorithms."""
    folder = shared / "corpus" / "dian"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    names = (*MANIFEST_STATES, "digest", "method")

    expected, found = {}, {}
    for entry in manifest["documents"]:
        facts = verify((folder / entry["file"]).read_bytes()).signature
        written = entry["signature"] or dict.fromkeys(names)
        expected[entry["file"]] = [written[name] for name in names]
        found[entry["file"]] = [getattr(facts, name) for name in names]

    assert 28 == len(found)
    assert expected == found


@pytest.mark.corpus
def test_the_verdicts_of_the_corpus_count_as_described(shared: Path) -> None:
    """Two valid documents, nine with an edited body, eight broken, nine unsigned."""
    files = sorted((shared / "corpus" / "dian").glob("*.xml"))

    verdicts = [verify(path.read_bytes()).verdict for path in files]

    assert (2, 9, 8, 9) == tuple(map(verdicts.count, Verdict))


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["consumidor-final.xml", "credit-note.xml"])
def test_the_valid_documents_of_the_corpus_tell_their_facts(shared: Path, name: str) -> None:
    """Signing time, role and policy are those of the manifest; the old address is known."""
    folder = shared / "corpus" / "dian"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    entry = next(each for each in manifest["documents"] if each["file"] == name)

    report = verify((folder / name).read_bytes())
    report.raise_for_errors()

    facts, written = report.signature, entry["signature"]
    assert facts.policy is not None
    assert facts.certificate is not None
    assert (written["signing_time"], written["claimed_role"], written["policy_identifier"]) == (
        facts.signing_time,
        facts.role,
        facts.policy.identifier,
    )
    assert ("ok", "valid") == (facts.policy.state, facts.certificate.dates)
