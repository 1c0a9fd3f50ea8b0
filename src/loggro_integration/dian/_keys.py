# SPDX-License-Identifier: MIT
"""
Where a signature comes from: a key in memory, or one that lives elsewhere.

Keys are read once, in memory, without temporary files. No error of the cryptography library is
chained: what is raised here holds neither a password nor a piece of a key.
"""

from __future__ import annotations

import contextlib
from typing import Any, Final, Literal, NoReturn, Protocol, runtime_checkable

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.dsa import DSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12

from loggro_integration import errors
from loggro_integration.dian._certificate import HASHES, UNREADABLE, load_certificates, rsa_key_of
from loggro_integration.secret import Secret

__all__ = [
    "PADDING",
    "RSA",
    "Digest",
    "KeyPair",
    "PrivateKey",
    "RsaKey",
    "is_no_rsa",
    "load_p12",
    "load_pem",
]

Digest = Literal["sha256", "sha384", "sha512"]
"""The digests of DIAN's signatures (annex v1.9); SHA-1 is not among them."""

PADDING: Final = PKCS1v15()

_NO_RSA: Final = (DSAPrivateKey, EllipticCurvePrivateKey, Ed25519PrivateKey, Ed448PrivateKey)
KeyPair = tuple[x509.Certificate, "RsaKey", tuple[x509.Certificate, ...]]
"""A certificate, its key, and the other certificates that came with it."""

# PFX ::= SEQUENCE { version INTEGER 3, ... } of RFC 7292
_PFX_VERSION: Final = b"\x02\x01\x03"


@runtime_checkable
class PrivateKey(Protocol):
    """
    A private RSA key, wherever it lives: an HSM, a PKCS#11 token, a signing service.

    What `sign` raises passes through `Signer.sign` unchanged.
    """

    def sign(self, data: bytes, algorithm: Digest) -> bytes:
        """
        Return the RSA signature (PKCS#1 v1.5) of the digest of `data`.

        Args:
            data: What is signed; not its digest.
            algorithm: ``sha256``, ``sha384`` or ``sha512``.
        """
        ...


class RsaKey:
    """A key in memory. It does not print, pickle or compare."""

    __slots__ = ("_key",)

    def __init__(self, key: RSAPrivateKey) -> None:
        self._key = key

    def sign(self, data: bytes, algorithm: Digest) -> bytes:
        """Return the signature, as `PrivateKey`."""
        return self._key.sign(data, PADDING, HASHES[algorithm])

    def belongs_to(self, certificate: x509.Certificate) -> bool:
        """Tell whether this is the key of a certificate."""
        public = rsa_key_of(certificate)
        return public is not None and public == self._key.public_key()

    def __repr__(self) -> str:
        return "RsaKey('•••')"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("A private key cannot be pickled: pass the place it comes from instead.")


def is_no_rsa(key: object) -> bool:
    """Tell whether this is a key of `cryptography` that signs otherwise than DIAN wants."""
    return isinstance(key, _NO_RSA)


def load_p12(data: bytes, password: str | Secret | None) -> KeyPair:
    """
    Open a PKCS#12 container (``.p12``, ``.pfx``).

    Raises:
        InvalidInput: If it is none, the password is wrong, or there is no RSA key with its
            certificate in it.
    """
    if not _is_pfx(data):
        raise _refused("data", "This is no PKCS#12 container.", _P12)
    secret, found = _encoded(password), None
    # the library does not raise at a NUL: it panics, which is no Exception
    if b"\0" not in (secret or b""):
        with contextlib.suppress(*UNREADABLE):
            found = pkcs12.load_pkcs12(data, secret)
    if found is None:
        # raised out here, so that the library's error is not chained
        raise _not_opened("closed")
    if found.key is None:
        raise _refused("data", "The container holds no private key.", _WITH_KEY)
    key = _rsa(found.key, "data")
    holders = [*([found.cert] if found.cert else []), *found.additional_certs]
    return _paired(key, [each.certificate for each in holders], "data")


def load_pem(certificate: bytes, key: bytes, password: str | Secret | None) -> KeyPair:
    """
    Read a certificate and its key from PEM texts, which may be one and the same.

    Raises:
        InvalidInput: If one cannot be read, the password is wrong or needless, or the key belongs
            to none of the certificates.
    """
    certificates = load_certificates(certificate, "certificate")
    return _paired(_load_key(key, password), list(certificates), "key")


def _load_key(data: bytes, password: str | Secret | None) -> RsaKey:
    key, problem = None, ""
    try:
        key = load_pem_private_key(data, _encoded(password))
    except TypeError:
        # only told by the kind of exception: protected without password, or the other way round
        problem = "no password" if password is None else "needless password"
    except UNREADABLE:
        problem = "closed" if b"ENCRYPTED" in data else "no key"
    if key is None:
        raise _not_opened(problem)
    return _rsa(key, "key")


def _paired(key: RsaKey, certificates: list[x509.Certificate], field: str) -> KeyPair:
    """Find the certificate of a key; the rest, in their order, is what came with it."""
    own = next((each for each in certificates if key.belongs_to(each)), None)
    if own is None:
        raise _refused(field, "The key belongs to none of the certificates.", _PAIR)
    return own, key, tuple(each for each in certificates if each != own)


def _rsa(key: Any, field: str) -> RsaKey:
    if not isinstance(key, RSAPrivateKey):
        raise _refused(field, "The private key is not RSA.", RSA)
    return RsaKey(key)


def _encoded(password: object) -> bytes | None:
    if password is None:
        return None
    text = password.reveal() if isinstance(password, Secret) else password
    if not isinstance(text, str):
        raise _refused("password", "The password is no text.", _PASSWORD)
    return text.encode("utf-8", "surrogatepass")


def _is_pfx(data: object) -> bool:
    """Tell whether this is bytes that begin as PKCS#12 does, with a length of any form."""
    if not isinstance(data, bytes) or len(data) < 8 or data[0] != 0x30:
        return False
    start = 2 + (data[1] & 0x7F if data[1] & 0x80 else 0)
    return data[start : start + 3] == _PFX_VERSION


def _refused(field: str, message: str, hint: errors.Text) -> errors.InvalidInput:
    return errors.InvalidInput(message, field=field, hint=hint)


def _not_opened(problem: str) -> errors.InvalidInput:
    field, message, hint = _PROBLEMS[problem]
    return _refused(field, message, hint)


_P12: Final = errors.Text(
    es="Use el archivo .p12 o .pfx tal como lo entregó la entidad de certificación, en bytes.",
    en="Use the .p12 or .pfx file as the certification authority delivered it, as bytes.",
)
_WITH_KEY: Final = errors.Text(
    es="Exporte el certificado otra vez, con su clave privada.",
    en="Export the certificate again, with its private key.",
)
_PAIR: Final = errors.Text(
    es="Use el certificado que se expidió para esta clave.",
    en="Use the certificate that was issued for this key.",
)
RSA: Final = errors.Text(
    es="La DIAN acepta firmas RSA: pida un certificado con clave RSA de 2048 bits o más.",
    en="DIAN accepts RSA signatures: ask for a certificate with an RSA key of 2,048 bits or more.",
)
_PASSWORD: Final = errors.Text(
    es="Escriba la contraseña del archivo; distingue mayúsculas y espacios.",
    en="Write the password of the file; capitals and spaces count.",
)
_PROBLEMS: Final = {
    "closed": (
        "password",
        "The password does not open the key, or the file is damaged.",
        _PASSWORD,
    ),
    "no password": ("password", "The key is protected by a password.", _PASSWORD),
    "needless password": (
        "password",
        "The key is not protected, and a password was given.",
        errors.Text(es="Quite la contraseña.", en="Leave the password out."),
    ),
    "no key": (
        "key",
        "There is no readable private key.",
        errors.Text(
            es="Use la clave en PEM: -----BEGIN PRIVATE KEY-----…",
            en="Use the key in PEM: -----BEGIN PRIVATE KEY-----…",
        ),
    ),
}
