# SPDX-License-Identifier: MIT
"""
The cryptography of a signature: confirm it with signxml, or diagnose what is broken.

`confirm` returns only what signxml returns as signed. `diagnose` computes each digest by itself and
yields labels, never a value of the document. No foreign exception leaves this module.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import functools
import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Final, Literal

import attrs
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, VerifyResult, XMLVerifier

from loggro_integration.dian import _policy, xml
from loggro_integration.dian._canonical import alone, canonical, is_unusual, without_inherited
from loggro_integration.dian.xml import NAMESPACES

__all__ = [
    "FOREIGN",
    "Confirmed",
    "Diagnosis",
    "State",
    "are_usual",
    "certificate",
    "confirm",
    "diagnose",
]

State = Literal["ok", "bad"]

FOREIGN: Final = (
    etree.LxmlError,
    SignXMLException,
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    TypeError,
    ValueError,
    Warning,
)
"""
What lxml, signxml, cryptography and binascii were seen to raise on damaged signatures.

``AssertionError``, ``AttributeError`` and ``TypeError`` come from signxml, which reads absent text;
``Warning`` from cryptography, where the caller turned warnings into errors.
"""

_NS: Final = dict(NAMESPACES)
_DS: Final = f"{{{NAMESPACES['ds']}}}"
_XADES: Final = f"{{{NAMESPACES['xades']}}}"
_EXT: Final = f"{{{NAMESPACES['ext']}}}"
_PLACE: Final = f"./{_EXT}UBLExtensions/{_EXT}UBLExtension/{_EXT}ExtensionContent/"

_NAMED: Final = tuple(
    f"{_XADES}SignedSignatureProperties/{_XADES}{name}/{_XADES}Cert"
    for name in ("SigningCertificate", "SigningCertificateV2")
)
_CERT_DIGEST: Final = f"{_XADES}CertDigest/"

_USUAL_LENGTH: Final = 8_192
"""Longer certificates are not kept: the text of a hostile one may have megabytes."""

_HASHES: Final[dict[str, hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


@attrs.frozen(kw_only=True, eq=False)
class Confirmed:
    """
    What a good signature covers, as signxml returned it.

    Attributes:
        root: The document as it was signed: canonical, without signature and comments.
        signed_data: Its bytes.
        properties: ``xades:SignedProperties`` as it was signed.
        signer: The certificate whose key made the signature; it stands in the signed KeyInfo.
        others: The other certificates of the signed KeyInfo.
    """

    root: etree._Element
    signed_data: bytes
    properties: etree._Element
    signer: x509.Certificate
    others: tuple[x509.Certificate, ...]


@attrs.frozen(kw_only=True)
class Diagnosis:
    """The state of each part of a signature that failed, and its algorithms; labels only."""

    document: State
    keyinfo: State
    signed_properties: State
    signature_value: State
    digest: str | None
    method: str | None

    @property
    def only_the_body(self) -> bool:
        """Whether everything but the digest of the document verifies."""
        rest = {self.keyinfo, self.signed_properties, self.signature_value}
        return self.document == "bad" and rest == {"ok"}


def certificate(text: str) -> x509.Certificate:
    """
    Return the certificate that stands as base64 DER in a KeyInfo.

    Raises:
        ValueError: If it is none.
    """
    return (_kept if are_usual([text]) else _loaded)(text)


def are_usual(texts: Sequence[str]) -> bool:
    """Tell whether certificates are as short as real ones: what is longer is not kept."""
    return max(map(len, texts)) < _USUAL_LENGTH


def _loaded(text: str) -> x509.Certificate:
    return x509.load_der_x509_certificate(_base64(text))


# a shop receives from the same few suppliers, and each document asks twice
_kept: Final = functools.lru_cache(maxsize=64)(_loaded)


def confirm(root: etree._Element, parts: _policy.Parts) -> Confirmed:
    """
    Verify the signature of a document whose shape was examined.

    Args:
        root: The document as it came through the door.
        parts: What `_policy.examine` named in it.

    Raises:
        SignatureInvalid: With code ``certificate-unreadable``, ``no-canonical-form``,
            ``signature-broken`` or ``signed-something-else``.
    """
    if not _base64_or_nothing(parts.signature_value.text or ""):
        # signxml passes over signs that are not of base64, which libxmlsec refuses
        _policy.refuse("signature-broken", "The value of the signature is no base64.")
    chain = _certificates(parts.certificates)
    signer = _signer(chain, parts.signed_properties)
    results: list[VerifyResult] = []
    why = ""
    try:
        results = _run_signxml(root, signer, _verifier_for(parts))
    except FOREIGN as error:
        why = type(error).__name__
    if why:
        _check_canonical(root)
        # raised out here, so that the foreign error, which may quote the document, is not chained
        _policy.refuse("signature-broken", f"The signature is not valid ({why}).")
    return _returned(root, parts, results, chain)


def diagnose(data: bytes) -> Diagnosis:
    """
    Tell which parts of the one signature of a document verify.

    Each referenced part is digested in place by inclusive C14N, as DIAN's signatures demand; the
    signature value is checked with the certificate of the KeyInfo. Anything unusual counts as
    ``bad``. `data` must have passed the door and carry one signature.
    """
    root = xml.open_document(data)
    signature = _policy.signatures(root)[0]
    info = signature.find("ds:SignedInfo", _NS)
    reference = None if info is None else info.find("ds:Reference[@URI='']", _NS)
    return Diagnosis(
        keyinfo=_state(lambda: _named_part_holds(signature, f"{_DS}KeyInfo")),
        signed_properties=_state(lambda: _named_part_holds(signature, f"{_XADES}SignedProperties")),
        signature_value=_state(lambda: _signature_value_holds(signature)),
        digest=None if reference is None else _policy.digest_name(reference),
        method=None if info is None else _policy.method_name(info),
        # last: it takes the signature out of the tree
        document=_state(lambda: _document_holds(root, signature)),
    )


class _Verifier(XMLVerifier):
    """signxml's verifier of a tree that came through the door; it copies what it changes itself."""

    _root: etree._Element | None = None
    _written: bytes = b""

    def get_root(self, data: etree._Element) -> etree._Element:
        """Take the tree as it is: signxml would write it and parse it again."""
        self._root, self._written = data, etree.tostring(data)
        return data

    def _tostring(self, xml_node: etree._Element, **how: Any) -> bytes:
        """Give the root as it was written: signxml parses it anew for each of the references."""
        if xml_node is self._root and not how:
            return self._written
        verifier: Any = super()  # its method is not typed
        written: bytes = verifier._tostring(xml_node, **how)  # noqa: SLF001 (super's)
        return written


class _VerifierOfParts(_Verifier):
    """For parts whose canonical form lxml does not write: see `_canonical`."""

    def _tostring(self, xml_node: etree._Element, **how: Any) -> bytes:
        return super()._tostring(alone(xml_node), **how)

    def validate_schema(self, signature: etree._Element) -> None:
        """Validate the Signature as it stands there: without what it inherits."""
        verifier: Any = super()
        verifier.validate_schema(without_inherited(signature))

    def _c14n(self, nodes: Any, *options: Any, **named: Any) -> bytes:
        # what signxml's verifier gives is one element; its signer gives lists
        verifier: Any = super()  # its method is not typed
        written: bytes = verifier._c14n(alone(nodes), *options, **named)  # noqa: SLF001 (super's)
        return written


_CONFIG: Final = SignatureConfiguration(
    location=_PLACE,
    expect_references=3,
    signature_methods=frozenset(SignatureMethod(uri) for uri in _policy.SIGNATURE_METHODS),
    digest_algorithms=frozenset(DigestAlgorithm(uri) for uri in _policy.DIGESTS),
    default_reference_c14n_method=CanonicalizationMethod(_policy.C14N),
)


def _verifier_for(parts: _policy.Parts) -> type[_Verifier]:
    covered = (parts.signed_info, parts.key_info, parts.signed_properties)
    return _VerifierOfParts if any(map(is_unusual, covered)) else _Verifier


def _run_signxml(
    root: etree._Element, signer: x509.Certificate, kind: type[_Verifier] = _Verifier
) -> list[VerifyResult]:
    # trust and dates are judged apart; signxml must not stop at an expired certificate
    config = dataclasses.replace(_CONFIG, verification_time=signer.not_valid_before_utc)
    verifier: Any = kind()
    results: list[VerifyResult] | VerifyResult = verifier.verify(
        root,
        x509_cert=signer,
        parser=xml.hardened_parser(),
        id_attribute="Id",
        expect_config=config,
    )
    return results if isinstance(results, list) else [results]


def _returned(
    root: etree._Element,
    parts: _policy.Parts,
    results: Sequence[VerifyResult],
    chain: Sequence[x509.Certificate],
) -> Confirmed:
    """Take the signed trees from signxml's answer, after checking that they are what they claim."""
    signed = dict(zip(parts.references, results, strict=True))
    expected = {
        "document": root.tag,
        "keyinfo": f"{_DS}KeyInfo",
        "signed_properties": f"{_XADES}SignedProperties",
    }
    document, key_info, properties = (
        _checked(signed[label].signed_xml, tag) for label, tag in expected.items()
    )
    kept = [certificate(node.text or "") for node in key_info.iter(f"{_DS}X509Certificate")]
    signer = _signer(kept, properties)
    if _policy.signatures(document) or kept != list(chain):
        _policy.refuse("signed-something-else", "What was signed is not what was examined.")
    return Confirmed(
        root=document,
        signed_data=signed["document"].signed_data,
        properties=properties,
        signer=signer,
        others=tuple(other for other in kept if other != signer),
    )


def _certificates(texts: Sequence[str]) -> list[x509.Certificate]:
    found: list[x509.Certificate] = []
    with contextlib.suppress(*FOREIGN):
        found = [_readable(certificate(text)) for text in texts]
    if not found:
        _policy.refuse("certificate-unreadable", "A certificate of the KeyInfo cannot be read.")
    return found


def _readable(each: x509.Certificate) -> x509.Certificate:
    """Return the certificate after touching what cryptography decodes only when asked."""
    if each.not_valid_before_utc > each.not_valid_after_utc or each.serial_number <= 0:
        raise ValueError
    if not isinstance(each.public_key(), RSAPublicKey):
        raise TypeError
    return each


def _signer(chain: Sequence[x509.Certificate], properties: etree._Element) -> x509.Certificate:
    """Return the certificate that the properties name; it must stand in the KeyInfo."""
    named = _named_signer(chain, properties)
    if named is None:
        _policy.refuse("signing-certificate", "The properties name no certificate of the KeyInfo.")
    return named


def _named_signer(
    chain: Sequence[x509.Certificate], properties: etree._Element
) -> x509.Certificate | None:
    """
    Return the certificate of the KeyInfo that the ``xades:Cert`` name, `None` if they name none.

    DIAN's documents may name the whole chain, in any order, while the KeyInfo holds the leaf alone.
    Of several that stand in it the signer is the one that issued no other.
    """
    for path in _NAMED:
        named = properties.findall(path)
        if named:
            found = [each for cert in named for each in chain if _is_named(each, cert)]
            leaves = (each for each in found if not _issued_any(each, found))
            return next(leaves, None) or next(iter(found), None)
    return None


def _issued_any(issuer: x509.Certificate, others: Sequence[x509.Certificate]) -> bool:
    return any(each.issuer == issuer.subject for each in others if each != issuer)


def _is_named(candidate: x509.Certificate, cert: etree._Element) -> bool:
    method = cert.find(f"{_CERT_DIGEST}{_DS}DigestMethod")
    name = _policy.DIGESTS.get("" if method is None else str(method.get("Algorithm")))
    if name is None:
        return False
    text = cert.findtext(f"{_CERT_DIGEST}{_DS}DigestValue", "")
    serial = cert.findtext(f"{_XADES}IssuerSerial/{_DS}X509SerialNumber", "").strip()
    same = candidate.fingerprint(_HASHES[name]) == _base64_or_nothing(text)
    return same and serial in {"", str(candidate.serial_number)}


def _check_canonical(root: etree._Element) -> None:
    """Refuse what has no canonical form, as one with a relative namespace address."""
    canonical = b""
    with contextlib.suppress(etree.LxmlError):
        canonical = etree.tostring(root, method="c14n", with_comments=False)
    if not canonical:
        _policy.refuse("no-canonical-form", "The document has no canonical form.")


def _checked(tree: etree._Element | None, tag: object) -> etree._Element:
    if tree is None or tree.tag != tag:
        _policy.refuse("signed-something-else", "The signature does not cover what it must.")
    return tree


def _base64(text: str) -> bytes:
    return base64.b64decode("".join(text.split()), validate=True)


def _base64_or_nothing(text: str) -> bytes:
    try:
        return _base64(text)
    except ValueError:
        return b""


def _state(holds: Callable[[], bool]) -> State:
    try:
        return "ok" if holds() else "bad"
    except FOREIGN:
        return "bad"


def _document_holds(root: etree._Element, signature: etree._Element) -> bool:
    reference = _reference(signature, "")
    _take_out(signature)
    return _digest_holds(reference, root)


def _named_part_holds(signature: etree._Element, tag: str) -> bool:
    part = _first(signature, tag)
    return _digest_holds(_reference(signature, "#" + str(part.get("Id", ""))), part)


def _signature_value_holds(signature: etree._Element) -> bool:
    info = _found(signature, "ds:SignedInfo")
    method = _found(info, "ds:SignatureMethod").attrib["Algorithm"]
    chain = [certificate(node.text or "") for node in signature.iter(f"{_DS}X509Certificate")]
    named = _named_signer(chain, _first(signature, f"{_XADES}SignedProperties"))
    key = (named or chain[0]).public_key()
    if not isinstance(key, RSAPublicKey):
        return False
    key.verify(
        _base64(_text(_found(signature, "ds:SignatureValue"))),
        canonical(info),
        PKCS1v15(),
        _HASHES[_policy.SIGNATURE_METHODS[str(method)].removeprefix("rsa-")],
    )
    return True


def _digest_holds(reference: etree._Element, node: etree._Element) -> bool:
    name = _policy.DIGESTS[str(_found(reference, "ds:DigestMethod").attrib["Algorithm"])]
    written = _base64(_text(_found(reference, "ds:DigestValue")))
    return hashlib.new(name, canonical(node)).digest() == written


def _reference(signature: etree._Element, uri: str) -> etree._Element:
    """Return the one reference to an address; none or two of them count as broken."""
    (found,) = (
        node
        for node in signature.iterfind("ds:SignedInfo/ds:Reference", _NS)
        if node.get("URI") == uri
    )
    return found


def _take_out(signature: etree._Element) -> None:
    """Remove the signature as the enveloped transform does: the text after it stays."""
    parent, before = next(signature.iterancestors()), signature.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (signature.tail or "")
    else:
        before.tail = (before.tail or "") + (signature.tail or "")
    signature.tail = None
    parent.remove(signature)


def _found(node: etree._Element, path: str) -> etree._Element:
    part = node.find(path, _NS)
    if part is None:
        raise LookupError(path)
    return part


def _first(node: etree._Element, tag: str) -> etree._Element:
    for part in node.iter(tag):
        return part
    raise LookupError(tag)


def _text(node: etree._Element) -> str:
    return node.text or ""
