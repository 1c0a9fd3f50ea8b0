# SPDX-License-Identifier: MIT
"""
Verify the signature of a DIAN document, and tell what was verified.

Integrity, trust, policy and signing time are separate facts. Values come only from the trees that
signxml returned as signed; of a document that fails, only labels are told.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Final, Literal

import attrs
from cryptography import x509
from lxml import etree

from loggro_integration import errors
from loggro_integration.days import BOGOTA
from loggro_integration.dian import _certificate, _policy, _signature, _trust, xml
from loggro_integration.dian._codes import as_secret
from loggro_integration.dian._read import Document, read_root
from loggro_integration.dian._sign_checks import has_zone, issuer_number, provider_number
from loggro_integration.dian._trust import Trust, TrustStore
from loggro_integration.dian._unique_code import CodeCheck, unique_code
from loggro_integration.secret import Secret

__all__ = [
    "CertificateFacts",
    "PolicyFacts",
    "Report",
    "SignatureFacts",
    "Trust",
    "TrustStore",
    "Verdict",
    "verify",
]

State = Literal["ok", "bad"]
PolicyState = Literal["ok", "missing", "unknown", "mismatch"]
Basis = Literal["signing-time claimed", "given"]
SignedBy = Literal["issuer", "provider", "other", "unknown"]

_SIGNING_TIME: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_DS: Final = f"{{{xml.NAMESPACES['ds']}}}"
_XADES: Final = f"{{{xml.NAMESPACES['xades']}}}"


class Verdict(StrEnum):
    """The integrity of a document."""

    VALID = "valid"
    BODY_EDITED = "body-edited"
    BROKEN = "broken"
    UNSIGNED = "unsigned"


@attrs.frozen(kw_only=True)
class PolicyFacts:
    """
    The signature policy a document names.

    Attributes:
        identifier: Address of the policy as signed, or `None` where none is named.
        state: ``ok`` if it is DIAN's policy with its right digest; ``missing``; ``unknown`` if it
            is another policy; ``mismatch`` if the digest is not that of DIAN's policy.
    """

    identifier: str | None
    state: PolicyState


@attrs.frozen(kw_only=True)
class CertificateFacts:
    """
    The signer's certificate.

    Attributes:
        subject: RFC 4514 text.
        issuer: RFC 4514 text.
        serial: Decimal text.
        not_before: First moment of validity, UTC.
        not_after: Last moment of validity, UTC.
        dates: Whether it was valid at the moment judged: ``valid``, ``expired``,
            ``not yet valid`` or ``undated``.
        numbers: Identification numbers found in the subject, as written and without check digit.
    """

    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    dates: Literal["valid", "expired", "not yet valid", "undated"]
    numbers: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class SignatureFacts:
    """
    What is known of a document's signature.

    The four states are ``ok`` or ``bad``, and `None` where there is no signature that could be
    looked at. Everything from `signing_time` on is told of valid signatures only.

    Attributes:
        verdict: The integrity as a whole.
        document: State of the reference to the document.
        keyinfo: State of the reference to the KeyInfo.
        signed_properties: State of the reference to the SignedProperties.
        signature_value: State of the RSA signature itself.
        digest: Digest algorithm of the document reference: ``sha256``, ``sha384``, ``sha512``, or
            `None` for any other.
        method: Signature algorithm: ``rsa-sha256``, ``rsa-sha384``, ``rsa-sha512``, or `None`.
        signing_time: The claimed time as written.
        signed_at: The same as an instant; without offset it is read as Colombian time.
        role: The claimed role: ``supplier``, ``third party``, another text, or `None`.
        policy: The signature policy.
        certificate: The signer's certificate.
        trust: Whether the signer is trusted.
        trust_reason: The same in words.
        at: The moment at which certificates were judged.
        at_basis: Whether that moment was given, or is the one the signer claims.
    """

    verdict: Verdict
    document: State | None = None
    keyinfo: State | None = None
    signed_properties: State | None = None
    signature_value: State | None = None
    digest: str | None = None
    method: str | None = None
    signing_time: str | None = None
    signed_at: datetime | None = None
    role: str | None = None
    policy: PolicyFacts | None = None
    certificate: CertificateFacts | None = None
    trust: Trust = Trust.NOT_JUDGED
    trust_reason: errors.Text | None = None
    at: datetime | None = None
    at_basis: Basis | None = None

    def as_json(self) -> dict[str, str | None]:
        """Return the stable keys that ``loggro dian verify --json`` prints below ``signature``."""
        return {
            "verdict": str(self.verdict),
            "document": self.document,
            "keyinfo": self.keyinfo,
            "signed_properties": self.signed_properties,
            "signature_value": self.signature_value,
            "digest": self.digest,
            "signing_time": self.signing_time,
            "role": self.role,
            "policy": None if self.policy is None else self.policy.identifier,
            "policy_state": None if self.policy is None else self.policy.state,
            "trust": str(self.trust),
            "at_basis": self.at_basis,
        }


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Report:
    """
    What `verify` found.

    `document` and `unique_code` are read on first use, from the signed bytes alone: of a document
    that is unsigned, edited or broken they are `None`, whatever it says.

    Attributes:
        kind: ``Invoice``, ``CreditNote``, ``DebitNote``, ``ApplicationResponse`` or
            ``AttachedDocument``.
        signature: The facts, each apart.
        failure: The error that `raise_for_errors` raises for a document that is not valid.
        signed_root: The document as it was signed, without signature and comments; `None` unless
            the verdict is ``valid``. Read values from here and from nowhere else.
        signed_data: The signed bytes, in canonical form.
        key: Technical key or PIN for `unique_code`.
    """

    kind: str
    signature: SignatureFacts
    failure: errors.DianError | None = None
    signed_root: etree._Element | None = attrs.field(default=None, repr=False)
    signed_data: bytes | None = attrs.field(default=None, repr=False)
    key: Secret | None = attrs.field(default=None, repr=False)

    @cached_property
    def document(self) -> Document | None:
        """
        The typed document, read from `signed_root`; `None` unless the verdict is ``valid``.

        Raises:
            NotADianDocument: If what was signed cannot be read.
        """
        return (
            None
            if self.signed_root is None
            else read_root(self.signed_root, source=self.signed_data)
        )

    @cached_property
    def unique_code(self) -> CodeCheck | None:
        """The check of the CUFE, CUDE or CUDS of `document`; `None` where that is `None`."""
        return None if self.document is None else unique_code(self.document, self.key)

    @property
    def same_day(self) -> bool | None:
        """
        Whether `document` is dated on the day it claims to be signed, both in Bogotá.

        DIAN demands it since annex v1.9 (FAD09e, CAD09e, DAD09e, AAD09e). `None` where there is no
        document or no readable signing time.
        """
        signed_at = self.signature.signed_at
        if self.document is None or signed_at is None:
            return None
        with contextlib.suppress(OverflowError):
            return signed_at.astimezone(BOGOTA).date() == self.document.issue_date
        return None

    @property
    def signed_by(self) -> SignedBy | None:
        """
        Whose number the signer's certificate carries, with or without check digit (rule ZE03).

        ``issuer`` of `document`; ``provider`` of its software; ``other``; ``unknown`` where the
        certificate has no number at the places known. A trusted certificate of another company is
        still trusted: look at both. `None` where there is no document.
        """
        certificate = self.signature.certificate
        if self.document is None or certificate is None:
            return None
        numbers = frozenset(certificate.numbers)
        if not numbers:
            return "unknown"
        if _certificate.carries(numbers, issuer_number(self.document)):
            return "issuer"
        provided = _certificate.carries(numbers, provider_number(self.document))
        return "provider" if provided else "other"

    @property
    def verdict(self) -> Verdict:
        """The integrity: ``valid``, ``body-edited``, ``broken`` or ``unsigned``."""
        return self.signature.verdict

    @property
    def trust(self) -> Trust:
        """Whether the signer is trusted: ``not judged`` without a trust store."""
        return self.signature.trust

    def raise_for_errors(self) -> None:
        """
        Raise unless the signature is valid, DIAN's policy is the one named, and the signer trusted.

        Trust that was not judged (no trust store was given) raises nothing.

        Raises:
            NotSigned: If there is no signature.
            SignatureInvalid: If it does not verify (`code` says why), or if the policy is not
                DIAN's (``policy-missing``, ``policy-unknown``, ``policy-mismatch``).
            SignerNotTrusted: With the trust as `code`.
        """
        if self.failure is not None:
            raise self.failure
        policy = self.signature.policy
        if policy is not None and policy.state != "ok":
            _policy.refuse(f"policy-{policy.state}", "The signature does not name DIAN's policy.")
        if self.trust not in {Trust.TRUSTED, Trust.NOT_JUDGED}:
            raise errors.SignerNotTrusted(
                "The signer is not trusted.",
                code=self.trust.replace(" ", "-"),
                hint=self.signature.trust_reason,
            )


def verify(
    data: bytes,
    *,
    trust: TrustStore | None = None,
    at: datetime | None = None,
    key: str | Secret | None = None,
) -> Report:
    """
    Verify the signature of a DIAN document.

    Args:
        data: The document as it came, in UTF-8.
        trust: The authorities trusted to name signers. Without it trust is ``not judged``.
        at: The moment at which certificates must have been valid, with time zone. Without it the
            claimed SigningTime is used, and the report says so.
        key: Technical key or PIN with which `Report.unique_code` is computed.

    Returns:
        The report; it raises nothing by itself about a signature that fails.

    Raises:
        InvalidInput: If `data` is not bytes, `trust` no store, `at` has no time zone, or `key` is
            empty.
        XmlRefused: If the XML is malformed or hostile.
        NotADianDocument: If it is another kind of document.

    Example:
        >>> verify(b"<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'/>"
        ...     ).verdict.value
        'unsigned'
    """
    _check_arguments(trust, at)
    secret = None if key is None else as_secret(key)
    root = xml.open_document(data)
    kind = xml.document_kind(root)
    if not _policy.signatures(root):
        return _unsigned(kind)
    try:
        parts = _policy.examine(root)
        confirmed = _signature.confirm(root, parts)
        facts = _facts(confirmed, parts, trust, at)
    except errors.SignatureInvalid as failure:
        # without its frames: they hold the unverified tree
        return _failed(kind, data, failure.with_traceback(None))
    return Report(
        kind=kind,
        signature=facts,
        signed_root=confirmed.root,
        signed_data=confirmed.signed_data,
        key=secret,
    )


def _check_arguments(trust: object, at: object) -> None:
    if at is not None and not has_zone(at):
        raise errors.InvalidInput(
            "The moment to judge certificates at has no time zone.",
            field="at",
            value=at,
            hint=errors.Text(
                es="Use un datetime con zona, como datetime.now(UTC).",
                en="Use a datetime with a zone, as datetime.now(UTC).",
            ),
        )
    if trust is not None and not isinstance(trust, TrustStore):
        raise errors.InvalidInput(
            "The authorities to trust are no TrustStore.",
            field="trust",
            hint=errors.Text(
                es="Use dian.TrustStore.from_pem con el contenido del archivo.",
                en="Use dian.TrustStore.from_pem with the content of the file.",
            ),
        )


def _unsigned(kind: str) -> Report:
    failure = errors.NotSigned(
        "The document carries no signature.",
        code="unsigned",
        hint=errors.Text(
            es="Sin firma no se sabe quién lo emitió ni si cambió: pida el XML firmado.",
            en="Unsigned, nobody knows who issued it or whether it changed: ask for a signed one.",
        ),
    )
    return Report(kind=kind, signature=SignatureFacts(verdict=Verdict.UNSIGNED), failure=failure)


def _failed(kind: str, data: bytes, failure: errors.SignatureInvalid) -> Report:
    """Report a signature that is not accepted, with the state of each part where there is one."""
    if failure.code in _policy.UNPLACED:
        return Report(kind=kind, signature=SignatureFacts(verdict=Verdict.BROKEN), failure=failure)
    found = _signature.diagnose(data)
    edited = failure.code == "signature-broken" and found.only_the_body
    facts = SignatureFacts(
        verdict=Verdict.BODY_EDITED if edited else Verdict.BROKEN,
        document=found.document,
        keyinfo=found.keyinfo,
        signed_properties=found.signed_properties,
        signature_value=found.signature_value,
        digest=found.digest,
        method=found.method,
    )
    return Report(kind=kind, signature=facts, failure=_body_edited() if edited else failure)


def _body_edited() -> errors.SignatureInvalid:
    return errors.SignatureInvalid(
        "The document was changed after it was signed.",
        code="body-edited",
        hint=errors.Text(
            es="La firma es auténtica pero el contenido cambió después: pida el XML original.",
            en="The signature is genuine but the content changed afterwards: ask for the original.",
        ),
    )


def _facts(
    confirmed: _signature.Confirmed,
    parts: _policy.Parts,
    trust: TrustStore | None,
    at: datetime | None,
) -> SignatureFacts:
    properties = _signed_signature_properties(confirmed.properties)
    signing_time = _text(properties.get("SigningTime"))
    signed_at = _instant(signing_time)
    moment = at or signed_at
    judged = _judge(confirmed, trust, moment)
    return SignatureFacts(
        verdict=Verdict.VALID,
        document="ok",
        keyinfo="ok",
        signed_properties="ok",
        signature_value="ok",
        digest=_policy.digest_name(parts.references["document"]),
        method=_policy.method_name(parts.signed_info),
        signing_time=signing_time,
        signed_at=signed_at,
        role=_role(properties),
        policy=_named_policy(properties),
        certificate=_certificate_facts(
            confirmed.signer, moment, usual=_signature.are_usual(parts.certificates)
        ),
        trust=judged.trust,
        trust_reason=judged.reason,
        at=moment,
        at_basis=None if moment is None else "signing-time claimed" if at is None else "given",
    )


def _signed_signature_properties(signed: etree._Element) -> Mapping[str, etree._Element]:
    """Return the signed properties by name; a name that stands twice is refused."""
    holders = signed.findall(f"{_XADES}SignedSignatureProperties")
    found: dict[str, etree._Element] = {}
    for node in [child for holder in holders for child in holder.iterchildren("*")]:
        name = etree.QName(node).localname.removesuffix("V2")
        if name in found:
            _policy.refuse("properties-ambiguous", f"The signature carries {name} twice.")
        found[name] = node
    return found


def _judge(
    confirmed: _signature.Confirmed, trust: TrustStore | None, moment: datetime | None
) -> _trust.Judgement:
    if trust is None:
        return _trust.judgement(Trust.NOT_JUDGED)
    if moment is None:
        return _trust.judgement(Trust.UNDATED)
    return trust.judge(confirmed.signer, confirmed.others, moment)


def _text(node: etree._Element | None) -> str | None:
    return None if node is None else (node.text or "").strip()


def _instant(text: str | None) -> datetime | None:
    if text is None or not _SIGNING_TIME.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=BOGOTA)


def _role(properties: Mapping[str, etree._Element]) -> str | None:
    holder = properties.get("SignerRole")
    claimed = [] if holder is None else list(holder.iter(f"{_XADES}ClaimedRole"))
    return ", ".join(_text(node) or "" for node in claimed) or None


def _named_policy(properties: Mapping[str, etree._Element]) -> PolicyFacts:
    holder = properties.get("SignaturePolicyIdentifier")
    named = None if holder is None else holder.find(f"{_XADES}SignaturePolicyId")
    if named is None:
        return PolicyFacts(identifier=None, state="missing")
    identifier = _text(named.find(f"{_XADES}SigPolicyId/{_XADES}Identifier"))
    if identifier not in _policy.POLICY_IDENTIFIERS:
        return PolicyFacts(identifier=identifier, state="unknown")
    method = named.find(f"{_XADES}SigPolicyHash/{_DS}DigestMethod")
    value = _text(named.find(f"{_XADES}SigPolicyHash/{_DS}DigestValue")) or ""
    expected = None if method is None else _policy.POLICY_HASHES.get(method.get("Algorithm") or "")
    same = expected == "".join(value.split())
    return PolicyFacts(identifier=identifier, state="ok" if same else "mismatch")


def _numbers(signer: x509.Certificate) -> tuple[str, ...]:
    with contextlib.suppress(*_certificate.UNREADABLE):
        return tuple(sorted(_certificate.numbers_in(signer)))
    return ()


def _names_and_numbers(signer: x509.Certificate) -> tuple[str, str, tuple[str, ...]]:
    return (*_trust.names_of(signer), _numbers(signer))


# a shop receives from the same few suppliers
_kept_names: Final = lru_cache(maxsize=64)(_names_and_numbers)


def _certificate_facts(
    signer: x509.Certificate, moment: datetime | None, *, usual: bool
) -> CertificateFacts:
    dates: Literal["valid", "expired", "not yet valid", "undated"] = "valid"
    if moment is None:
        dates = "undated"
    elif moment > signer.not_valid_after_utc:
        dates = "expired"
    elif moment < signer.not_valid_before_utc:
        dates = "not yet valid"
    # a certificate of megabytes is not kept
    subject, issuer, numbers = (_kept_names if usual else _names_and_numbers)(signer)
    return CertificateFacts(
        subject=subject,
        issuer=issuer,
        serial=str(signer.serial_number),
        not_before=signer.not_valid_before_utc,
        not_after=signer.not_valid_after_utc,
        dates=dates,
        numbers=numbers,
    )
