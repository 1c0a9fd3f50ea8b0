# SPDX-License-Identifier: MIT
"""What a signer's certificate must be, and what is read from it: names, numbers, usage."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import NameOID

from loggro_integration import errors, ids

__all__ = [
    "HASHES",
    "UNREADABLE",
    "carries",
    "fingerprint_text",
    "issuer_text",
    "load_certificates",
    "numbers_in",
    "require_fit",
    "rsa_key_of",
]

MIN_KEY_BITS: Final = 2048

HASHES: Final[dict[str, hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}

UNREADABLE: Final = (
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
    TypeError,
    ValueError,
    Warning,
)
"""
What cryptography raises on damaged certificates, some of it only when a part is asked for.

``Warning`` where the caller turned warnings into errors.
"""

_SHORT: Final = {
    NameOID.COMMON_NAME: "CN",
    NameOID.LOCALITY_NAME: "L",
    NameOID.STATE_OR_PROVINCE_NAME: "ST",
    NameOID.ORGANIZATION_NAME: "O",
    NameOID.ORGANIZATIONAL_UNIT_NAME: "OU",
    NameOID.COUNTRY_NAME: "C",
    NameOID.STREET_ADDRESS: "STREET",
    NameOID.DOMAIN_COMPONENT: "DC",
    NameOID.USER_ID: "UID",
}
"""The short names of RFC 4514, section 3; anything else is written as OID and hexadecimal."""

_GSE: Final = "1.3.6.1.4.1.4710.1.3.2"
_GSE_OTHERS: Final = "1.3.6.1.4.1.31136."
_NUMBER: Final = re.compile(r"(\d{5,})(?:-(\d))?", re.ASCII)
_SPECIAL: Final = re.compile(r'^[ #]|[,+"\\<>;]| $')
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\t\n\r\x7f]")

_PEM: Final = errors.Text(
    es="Use un archivo PEM (-----BEGIN CERTIFICATE-----…) o DER (.cer, .crt).",
    en="Use a PEM file (-----BEGIN CERTIFICATE-----…) or a DER one (.cer, .crt).",
)
_NEW_ONE: Final = errors.Text(
    es="Pida a su entidad de certificación un certificado de firma para facturación electrónica"
    " (RSA de 2048 bits o más, firma digital y no repudio).",
    en="Ask your certification authority for a signing certificate for electronic invoicing (RSA"
    " of 2,048 bits or more, digital signature and non-repudiation).",
)


def load_certificates(data: bytes, field: str) -> tuple[x509.Certificate, ...]:
    """
    Read the certificates of a PEM text, or the one of a DER file.

    Raises:
        InvalidInput: If there is none; nothing of `data` is in the error.
    """
    found: tuple[x509.Certificate, ...] = ()
    try:
        if b"-----BEGIN" in data:
            found = tuple(x509.load_pem_x509_certificates(data))
        else:
            found = (x509.load_der_x509_certificate(data),)
    except UNREADABLE:
        pass
    if not found:
        raise errors.InvalidInput("There is no readable certificate.", field=field, hint=_PEM)
    return found


def require_fit(certificate: x509.Certificate) -> None:
    """
    Refuse a certificate with which DIAN accepts no signature, whatever the day.

    RSA of at least 2,048 bits; key usage digitalSignature and nonRepudiation (rule ZD07).

    Raises:
        InvalidInput: With `field` ``certificate``.
    """
    problem = ""
    try:
        problem = _fault(certificate)
        for decoded_when_asked in (issuer_text, numbers_in):
            decoded_when_asked(certificate)
    except UNREADABLE:
        problem = "A part of the certificate cannot be read."
    if problem:
        raise errors.InvalidInput(problem, field="certificate", hint=_NEW_ONE)


def rsa_key_of(certificate: x509.Certificate) -> RSAPublicKey | None:
    """Return the RSA key of a certificate, `None` if it has another kind."""
    try:
        key = certificate.public_key()
    except UNREADABLE:
        return None
    return key if isinstance(key, RSAPublicKey) else None


def issuer_text(certificate: x509.Certificate) -> str:
    """
    Write the issuer as RFC 4514 text.

    Attributes without a short name are written as OID and ``#`` with the hexadecimal DER of the
    value, as in DIAN's examples; what XML cannot hold is written as hexadecimal pairs.
    """
    return ",".join("+".join(map(_pair, part)) for part in reversed(certificate.issuer.rdns))


def fingerprint_text(certificate: x509.Certificate, digest: str) -> str:
    """Return the digest of a certificate as base64."""
    return base64.b64encode(certificate.fingerprint(HASHES[digest])).decode()


def numbers_in(certificate: x509.Certificate) -> frozenset[str]:
    """
    Return the identification numbers the subject carries, with and without check digit as written.

    Looked for in serialNumber (2.5.4.5) and in the attributes of GSE (1.3.6.1.4.1.4710.1.3.2,
    1.3.6.1.4.1.31136...), where they stand in DIAN's examples.
    """
    return frozenset(
        number
        for attribute in certificate.subject
        if _may_hold_number(attribute.oid) and isinstance(attribute.value, str)
        for number in _numbers(attribute.value)
    )


def carries(numbers: frozenset[str], number: str) -> bool:
    """Tell whether one of the numbers is this one, with or without its check digit."""
    if number in numbers:
        return True
    try:
        return f"{number}{ids.check_digit(number)}" in numbers
    except errors.InvalidNit:
        return False


def _fault(certificate: x509.Certificate) -> str:
    """Return the first thing that makes the certificate unfit, or nothing."""
    key = rsa_key_of(certificate)
    if key is None:
        return "The certificate has no RSA key."
    if key.key_size < MIN_KEY_BITS:
        return f"The key has {key.key_size} bits, less than {MIN_KEY_BITS}."
    if certificate.serial_number <= 0:
        return "The serial number of the certificate is not positive."
    if certificate.not_valid_before_utc > certificate.not_valid_after_utc:
        return "The certificate ends before it begins."
    if not _may_sign(certificate):
        return "The certificate is not for digital signatures with non-repudiation (ZD07)."
    return ""


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return usage.digital_signature and usage.content_commitment


def _may_hold_number(oid: x509.ObjectIdentifier) -> bool:
    text = oid.dotted_string
    return oid == NameOID.SERIAL_NUMBER or text == _GSE or text.startswith(_GSE_OTHERS)


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text.replace(".", "")):
        yield match[1]
        yield match[1] + (match[2] or "")


def _pair(attribute: x509.NameAttribute[str | bytes]) -> str:
    short = _SHORT.get(attribute.oid)
    if short is None or not isinstance(attribute.value, str):
        return f"{attribute.oid.dotted_string}=#{_value_der(attribute).hex()}"
    return f"{short}={_escaped(attribute.value)}"


def _escaped(text: str) -> str:
    special = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return _NOT_XML.sub(_pairs, special)


def _pairs(match: re.Match[str]) -> str:
    return "".join(f"\\{byte:02x}" for byte in match[0].encode("utf-8", "surrogatepass"))


def _value_der(attribute: x509.NameAttribute[str | bytes]) -> bytes:
    """Return the value as it is encoded: Name → RDN → attribute → after the OID."""
    rest = x509.Name([attribute]).public_bytes()
    for _ in range(3):
        rest = rest[_header(rest) :]
    return rest[_header(rest) + rest[1] :]


def _header(der: bytes) -> int:
    """Return how many bytes tag and length take."""
    return 2 + (der[1] & 0x7F if der[1] & 0x80 else 0)
