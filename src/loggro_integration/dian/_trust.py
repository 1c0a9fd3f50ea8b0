# SPDX-License-Identifier: MIT
"""
Whose signature is it: a chain from a certificate to an authority the user trusts.

Nothing is fetched: neither revocation lists nor missing certificates. Whether a certificate had
been revoked is therefore not told here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar

import attrs
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from loggro_integration import errors

__all__ = ["Judgement", "Trust", "TrustStore", "judgement", "names_of"]

MAX_CHAIN: Final = 6
MAX_LINKS_TRIED: Final = 60
MIN_KEY_BITS: Final = 2048
_CHAIN_HASHES: Final = frozenset({"sha256", "sha384", "sha512"})

_UNREADABLE: Final = (
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    TypeError,
    ValueError,
    Warning,
)

_KNOWN_CRITICAL: Final = frozenset(
    {
        x509.BasicConstraints.oid,
        x509.KeyUsage.oid,
        x509.ExtendedKeyUsage.oid,
        x509.CertificatePolicies.oid,
        x509.SubjectAlternativeName.oid,
    }
)


_Extension = TypeVar("_Extension", bound=x509.ExtensionType)


class Trust(StrEnum):
    """Whether the signer's certificate leads to a trusted authority."""

    NOT_JUDGED = "not judged"
    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    NOT_YET_VALID = "not yet valid"
    WRONG_USAGE = "wrong usage"
    UNDATED = "undated"


@attrs.frozen
class Judgement:
    """
    What was found about a signer.

    Attributes:
        trust: The verdict.
        reason: Why, for people.
        chain: Subjects from the signer up to the authority, where a chain was found.
    """

    trust: Trust
    reason: errors.Text
    chain: tuple[str, ...] = ()


_REASONS: Final = {
    Trust.NOT_JUDGED: errors.Text(
        es="No se indicó en qué autoridades confiar.", en="No trusted authorities were given."
    ),
    Trust.TRUSTED: errors.Text(
        es="El certificado lleva a una autoridad de confianza.",
        en="The certificate leads to a trusted authority.",
    ),
    Trust.UNTRUSTED: errors.Text(
        es="El certificado no lleva a ninguna autoridad de confianza.",
        en="The certificate leads to no trusted authority.",
    ),
    Trust.EXPIRED: errors.Text(
        es="Un certificado de la cadena ya estaba vencido en esa fecha.",
        en="A certificate of the chain had expired by then.",
    ),
    Trust.NOT_YET_VALID: errors.Text(
        es="Un certificado de la cadena aún no era válido en esa fecha.",
        en="A certificate of the chain was not yet valid then.",
    ),
    Trust.WRONG_USAGE: errors.Text(
        es="El certificado no es para firmar documentos.",
        en="The certificate is not meant for signing documents.",
    ),
    Trust.UNDATED: errors.Text(
        es="La firma no dice cuándo se hizo: indique la fecha con `at`.",
        en="The signature does not tell when it was made: give the moment with `at`.",
    ),
}


def judgement(trust: Trust, chain: tuple[str, ...] = ()) -> Judgement:
    """Return a verdict with its usual reason."""
    return Judgement(trust, _REASONS[trust], chain)


@attrs.frozen
class TrustStore:
    """
    The authorities a user trusts to name signers.

    A chain is built from the signer's certificate through those of the document and of
    `intermediates` to one of `anchors`. Each link must be signed by the next certificate, with RSA
    of at least 2,048 bits or an elliptic curve and SHA-256, 384 or 512; each issuer must be an
    authority (basic constraints, path length, key usage); every certificate must be valid at the
    moment judged; the signer's must allow digital signatures. An anchor needs no issuer: naming the
    certificate of a signer itself as anchor trusts just that signer.

    Revocation is not looked up.

    Attributes:
        anchors: Certificates trusted as they are.
        intermediates: Certificates that only help to build the chain.
    """

    anchors: tuple[x509.Certificate, ...]
    intermediates: tuple[x509.Certificate, ...] = ()

    @classmethod
    def from_pem(cls, data: bytes, *, intermediates: bytes = b"") -> TrustStore:
        """
        Read the trusted authorities from PEM bytes; several certificates may follow each other.

        Raises:
            InvalidInput: If a text is no PEM, or holds no certificate.
        """
        return cls(
            anchors=_load(data, "data"),
            intermediates=_load(intermediates, "intermediates") if intermediates else (),
        )

    def judge(
        self,
        signer: x509.Certificate,
        others: Sequence[x509.Certificate],
        moment: datetime,
    ) -> Judgement:
        """
        Tell whether a signer leads to an anchor, all certificates being valid at a moment.

        Args:
            signer: The certificate of the signature.
            others: Further certificates of the document; they are trusted for nothing.
            moment: When the certificates must be valid; with time zone.
        """
        first: Judgement | None = None
        for chain in _Search(self, others).chains(signer):
            found = _judge_chain(chain, moment, pinned=signer in self.anchors)
            if found.trust is Trust.TRUSTED:
                return found
            first = first or found
        return first or judgement(Trust.UNTRUSTED)


class _Search:
    """Walks from a certificate to the anchors; the work is bounded, whatever the document holds."""

    def __init__(self, store: TrustStore, others: Sequence[x509.Certificate]) -> None:
        self._anchors = store.anchors
        self._candidates = (*store.anchors, *store.intermediates, *others)
        self._links_left = MAX_LINKS_TRIED

    def chains(self, signer: x509.Certificate) -> Iterator[tuple[x509.Certificate, ...]]:
        """Yield each chain from the signer to an anchor."""
        yield from self._extend((signer,))

    def _extend(
        self, chain: tuple[x509.Certificate, ...]
    ) -> Iterator[tuple[x509.Certificate, ...]]:
        last = chain[-1]
        if last in self._anchors:
            yield chain
            return
        if len(chain) == MAX_CHAIN:
            return
        for issuer in self._candidates:
            if issuer not in chain and self._issued(issuer, last, depth=len(chain) - 1):
                yield from self._extend((*chain, issuer))

    def _issued(self, issuer: x509.Certificate, child: x509.Certificate, *, depth: int) -> bool:
        try:
            if issuer.subject != child.issuer or self._links_left == 0:
                return False
            self._links_left -= 1
            return _may_issue(issuer, depth) and _signed_by(child, issuer)
        except _UNREADABLE:
            return False


def _load(data: bytes, field: str) -> tuple[x509.Certificate, ...]:
    try:
        return tuple(x509.load_pem_x509_certificates(data))
    except _UNREADABLE:
        raise errors.InvalidInput(
            "The trust store holds no certificate in PEM form.",
            field=field,
            hint=errors.Text(
                es="Use un archivo PEM: -----BEGIN CERTIFICATE-----…",
                en="Use a PEM file: -----BEGIN CERTIFICATE-----…",
            ),
        ) from None


def _signed_by(child: x509.Certificate, issuer: x509.Certificate) -> bool:
    algorithm = child.signature_hash_algorithm
    if algorithm is None or algorithm.name not in _CHAIN_HASHES:
        return False
    child.verify_directly_issued_by(issuer)
    return True


def _may_issue(issuer: x509.Certificate, depth: int) -> bool:
    """Tell whether a certificate may issue, with `depth` authorities below it in the chain."""
    constraints = _extension(issuer, x509.BasicConstraints)
    usage = _extension(issuer, x509.KeyUsage)
    if constraints is None or not constraints.ca:
        return False
    if constraints.path_length is not None and depth > constraints.path_length:
        return False
    return usage is None or usage.key_cert_sign


def _judge_chain(
    chain: tuple[x509.Certificate, ...], moment: datetime, *, pinned: bool
) -> Judgement:
    subjects = tuple(names_of(each)[0] for each in chain)
    try:
        understood = all(_understood(each) for each in chain)
        may_sign = _may_sign(chain[0], pinned=pinned)
    except _UNREADABLE:
        return judgement(Trust.UNTRUSTED, subjects)
    if not understood:
        return judgement(Trust.UNTRUSTED, subjects)
    return judgement(_dates(chain, moment) if may_sign else Trust.WRONG_USAGE, subjects)


def _dates(chain: Sequence[x509.Certificate], moment: datetime) -> Trust:
    if any(moment > each.not_valid_after_utc for each in chain):
        return Trust.EXPIRED
    if any(moment < each.not_valid_before_utc for each in chain):
        return Trust.NOT_YET_VALID
    return Trust.TRUSTED


def _understood(each: x509.Certificate) -> bool:
    key = each.public_key()
    if isinstance(key, RSAPublicKey) and key.key_size < MIN_KEY_BITS:
        return False
    return all(not part.critical or part.oid in _KNOWN_CRITICAL for part in each.extensions)


def _may_sign(signer: x509.Certificate, *, pinned: bool) -> bool:
    usage = _extension(signer, x509.KeyUsage)
    constraints = _extension(signer, x509.BasicConstraints)
    if constraints is not None and constraints.ca and not pinned:
        return False
    return usage is not None and (usage.digital_signature or usage.content_commitment)


def _extension(each: x509.Certificate, kind: type[_Extension]) -> _Extension | None:
    try:
        return each.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def names_of(each: x509.Certificate) -> tuple[str, str]:
    """Return subject and issuer as RFC 4514 text; an empty text where one cannot be written."""
    found = ["", ""]
    with contextlib.suppress(*_UNREADABLE):
        found[0] = each.subject.rfc4514_string()
    with contextlib.suppress(*_UNREADABLE):
        found[1] = each.issuer.rfc4514_string()
    return found[0], found[1]
