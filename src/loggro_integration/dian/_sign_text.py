# SPDX-License-Identifier: MIT
"""
The bytes of an XAdES-EPES signature as DIAN wants it, canonical by construction.

A signed part is digested where it stands: its canonical form begins with every namespace that is
declared on the root, in canonical order, and is otherwise what is written. So each part is one
template that is filled twice. Nothing is parsed here.

Source: annex v1.9 section 6.9 and the two official examples whose signatures verify.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Final

import attrs
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from loggro_integration.dian import _certificate, _policy
from loggro_integration.dian._keys import Digest
from loggro_integration.dian.xml import NAMESPACES

__all__ = [
    "HASHED",
    "SLOT_CLOSE",
    "SLOT_OPEN",
    "Style",
    "escaped",
    "namespaces_of",
    "signature",
    "signature_id",
    "style",
]

SLOT_OPEN: Final = b"<ext:UBLExtension><ext:ExtensionContent>"
SLOT_CLOSE: Final = b"</ext:ExtensionContent></ext:UBLExtension>"

_DIGEST_URIS: Final = {name: uri for uri, name in _policy.DIGESTS.items()}
_METHOD_URIS: Final = {name: uri for uri, name in _policy.SIGNATURE_METHODS.items()}
_NEEDED: Final = ("ds", "ext", "xades")
_ROOT: Final = re.compile(rb'<([A-Za-z]+)( xmlns="([^"&<]+)"(?: xmlns:[A-Za-z0-9]+="[^"&<]+")*)>')
_DECLARATION: Final = re.compile(rb' xmlns:([A-Za-z0-9]+)="([^"]+)"')
_KIND: Final = "urn:oasis:names:specification:ubl:schema:xsd:{}-2"


@attrs.frozen
class Style:
    """
    What is the same in all signatures of one certificate, digest and role.

    The three templates take the namespaces (or nothing) first.

    Attributes:
        digest: Name of the digest, for the references and for the signature.
        key_info: Then takes the id.
        properties: Then takes the id and the signing time.
        signed_info: Then takes the id and the digest of the document, the id and the digest of the
            KeyInfo, the id and the digest of the properties.
    """

    digest: Digest
    key_info: bytes
    properties: bytes
    signed_info: bytes


def style(
    certificate: x509.Certificate,
    chain: tuple[x509.Certificate, ...],
    digest: Digest,
    role: str,
) -> Style:
    """
    Prepare the constant parts of a signature.

    Args:
        certificate: The signer's; the only one that the properties name.
        chain: Further certificates for the KeyInfo.
        digest: For references, certificate, policy and the signature itself.
        role: The claimed role.
    """
    return Style(
        digest=digest,
        key_info=_key_info((certificate, *chain)),
        properties=_properties(certificate, digest, role),
        signed_info=_signed_info(digest),
    )


def signature(
    style: Style,
    namespaces: bytes,
    base: bytes,
    time: bytes,
    document_digest: bytes,
    sign: Callable[[bytes, Digest], bytes],
) -> bytes:
    """
    Write a signature.

    Args:
        style: The constant parts.
        namespaces: What `namespaces_of` found on the root.
        base: Id of the signature; its parts add to it.
        time: SigningTime as written.
        document_digest: Digest of the document, its place for the signature empty.
        sign: Makes the signature value of a canonical SignedInfo.
    """
    hashed = HASHED[style.digest]
    key_info = _base64(hashed(style.key_info % (namespaces, base)).digest())
    properties = _base64(hashed(style.properties % (namespaces, base, time)).digest())
    document = _base64(document_digest)
    info = (base, document, base, key_info, base, properties)
    value = sign(style.signed_info % (namespaces, *info), style.digest)
    return _SIGNATURE % (
        base,
        style.signed_info % (b"", *info),
        base,
        _base64(value),
        style.key_info % (b"", base),
        base,
        style.properties % (b"", base, time),
    )


def signature_id(document_digest: bytes, time: bytes) -> str:
    """
    Derive the id of a signature: ``xmldsig-`` and a UUID (version 8) of document and time.

    The same document signed at the same time has the same id; no randomness is needed.
    """
    found = hashlib.sha256(document_digest + time).hexdigest()
    variant = "89ab"[int(found[16], 16) % 4]
    return (
        f"xmldsig-{found[:8]}-{found[8:12]}-8{found[13:16]}-{variant}{found[17:20]}-{found[20:32]}"
    )


def namespaces_of(tag: bytes) -> bytes | None:
    """
    Return the namespace declarations of a canonical root tag as they are inherited.

    `None` if the tag is anything else than one of DIAN's documents with declarations alone, in
    canonical order, among them those the signature needs under their usual prefix.

    >>> namespaces_of(b"<Invoice>") is None
    True
    """
    found = _ROOT.fullmatch(tag)
    if found is None or found[3].decode() != _KIND.format(found[1].decode()):
        return None
    declared = {name.decode(): uri.decode() for name, uri in _DECLARATION.findall(found[2])}
    in_order = list(declared) == sorted(declared) and len(declared) == found[2].count(b" xmlns:")
    usual = all(declared.get(prefix) == NAMESPACES[prefix] for prefix in _NEEDED)
    return found[2] if in_order and usual else None


def escaped(text: str) -> str:
    """Escape a text as canonical XML does."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#xD;")
    )


HASHED: Final = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}

_SIGNATURE: Final = (
    b'<ds:Signature Id="%b">%b<ds:SignatureValue Id="%b-sigvalue">%b</ds:SignatureValue>%b'
    b'<ds:Object><xades:QualifyingProperties Target="#%b">%b</xades:QualifyingProperties>'
    b"</ds:Object></ds:Signature>"
)


# no XML text can hold it
_MARK: Final = "\0"


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data)


def _template(text: str) -> bytes:
    """Turn a text with marks into a template for ``%``; a ``%`` of its own stays one."""
    return text.replace("%", "%%").replace(_MARK, "%b").encode("utf-8")


def _key_info(certificates: tuple[x509.Certificate, ...]) -> bytes:
    written = "".join(
        f"<ds:X509Certificate>{_base64(each.public_bytes(Encoding.DER)).decode()}"
        "</ds:X509Certificate>"
        for each in certificates
    )
    return _template(
        f'<ds:KeyInfo{_MARK} Id="{_MARK}-keyinfo"><ds:X509Data>{written}</ds:X509Data></ds:KeyInfo>'
    )


def _signed_info(digest: Digest) -> bytes:
    def algorithm(name: str, uri: str) -> str:
        return f'<ds:{name} Algorithm="{uri}"></ds:{name}>'

    value = (
        algorithm("DigestMethod", _DIGEST_URIS[digest])
        + f"<ds:DigestValue>{_MARK}</ds:DigestValue>"
    )
    return _template(
        f"<ds:SignedInfo{_MARK}>"
        + algorithm("CanonicalizationMethod", _policy.C14N)
        + algorithm("SignatureMethod", _METHOD_URIS[f"rsa-{digest}"])
        + f'<ds:Reference Id="{_MARK}-ref0" URI=""><ds:Transforms>'
        + algorithm("Transform", _policy.ENVELOPED)
        + f"</ds:Transforms>{value}</ds:Reference>"
        + f'<ds:Reference URI="#{_MARK}-keyinfo">{value}</ds:Reference>'
        + f'<ds:Reference Type="{_policy.SIGNED_PROPERTIES_TYPE}" URI="#{_MARK}-signedprops">'
        + f"{value}</ds:Reference></ds:SignedInfo>"
    )


def _properties(certificate: x509.Certificate, digest: Digest, role: str) -> bytes:
    method = f'<ds:DigestMethod Algorithm="{_DIGEST_URIS[digest]}"></ds:DigestMethod>'
    fingerprint = _certificate.fingerprint_text(certificate, digest)
    policy = _policy.POLICY_HASHES[_DIGEST_URIS[digest]]
    return _template(
        f'<xades:SignedProperties{_MARK} Id="{_MARK}-signedprops"><xades:SignedSignatureProperties>'
        f"<xades:SigningTime>{_MARK}</xades:SigningTime>"
        f"<xades:SigningCertificate><xades:Cert><xades:CertDigest>{method}"
        f"<ds:DigestValue>{fingerprint}</ds:DigestValue></xades:CertDigest><xades:IssuerSerial>"
        f"<ds:X509IssuerName>{escaped(_certificate.issuer_text(certificate))}</ds:X509IssuerName>"
        f"<ds:X509SerialNumber>{certificate.serial_number}</ds:X509SerialNumber>"
        "</xades:IssuerSerial></xades:Cert></xades:SigningCertificate>"
        "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId>"
        f"<xades:Identifier>{_policy.POLICY_URL}</xades:Identifier>"
        f"<xades:Description>{_policy.POLICY_DESCRIPTION}</xades:Description></xades:SigPolicyId>"
        f"<xades:SigPolicyHash>{method}<ds:DigestValue>{policy}</ds:DigestValue>"
        "</xades:SigPolicyHash></xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>"
        "<xades:SignerRole><xades:ClaimedRoles>"
        f"<xades:ClaimedRole>{escaped(role)}</xades:ClaimedRole>"
        "</xades:ClaimedRoles></xades:SignerRole>"
        "</xades:SignedSignatureProperties></xades:SignedProperties>"
    )
