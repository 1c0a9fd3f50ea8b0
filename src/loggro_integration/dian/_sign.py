# SPDX-License-Identifier: MIT
"""
Sign documents of DIAN: what `build` made without parsing, anything else through the door.

There is no clock and no chance here: the moment is an argument, and ids follow from the document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Final, NoReturn

import attrs
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from lxml import etree

from loggro_integration import errors
from loggro_integration.dian import _certificate, _policy, _sign_foreign, _sign_text, xml
from loggro_integration.dian._certificate import HASHES
from loggro_integration.dian._keys import (
    RSA,
    Digest,
    PrivateKey,
    RsaKey,
    is_no_rsa,
    load_p12,
    load_pem,
)
from loggro_integration.dian._read import read
from loggro_integration.dian._sign_checks import (
    PAIR,
    Document,
    Role,
    check_choice,
    check_day,
    check_value,
    checked_ids,
    in_bogota,
    no_number,
    number_in,
    other_number,
    refused,
    signed_already,
)
from loggro_integration.dian._unsigned import Unsigned
from loggro_integration.dian._verify import verify
from loggro_integration.secret import Secret

__all__ = ["PrivateKey", "Role", "Signed", "Signer"]

MAX_CHAIN: Final = _policy.MAX_CERTIFICATES - 1
_MAX_ROOTS: Final = 32

_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_EXTENSIONS_OPEN: Final = b"<ext:UBLExtensions>"
_EXTENSIONS_CLOSE: Final = b"</ext:UBLExtensions>"


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Signed:
    """
    A signed document.

    Attributes:
        xml: The bytes to keep, send and zip. Never write them again: one changed blank ends the
            signature.
        signing_time: When it was signed, in Bogotá, to the millisecond.
        id: Id of the signature.
        warnings: What DIAN may object to and could not be decided here; nothing blocks.
    """

    xml: bytes = attrs.field(repr=False)
    signing_time: datetime
    id: str
    warnings: tuple[errors.Problem, ...] = ()
    _document: Document | None = attrs.field(default=None, repr=False, alias="document")

    @cached_property
    def document(self) -> Document:
        """
        The typed document: what was built, or for foreign XML what is read on first use.

        Raises:
            NotADianDocument: If foreign XML cannot be read.
        """
        return read(self.xml) if self._document is None else self._document

    @property
    def unique_code(self) -> str | None:
        """The CUFE, CUDE or CUDS as written; `None` where the document has none."""
        written = getattr(self.document, "unique_code", None)
        return None if written is None else str(written.value)


class Signer:
    """
    Signs with one certificate, loaded once: reading a PKCS#12 takes a hundred times a signature.

    A signer may be shared by threads if its key may. It does not pickle and shows no secret.

    Args:
        certificate: The signer's, or its bytes in PEM or DER.
        key: Its private key: anything with `PrivateKey.sign`, or an RSA key of `cryptography`.
        chain: Certificates to write after the signer's into the KeyInfo, as the authority between.
            DIAN's examples write none.

    Attributes:
        certificate: The signer's.
        chain: As given.
        numbers: Identification numbers found in the certificate.

    Raises:
        InvalidInput: If the certificate cannot sign for DIAN (RSA of at least 2,048 bits; key usage
            digital signature and non-repudiation, rule ZD07), or a key in memory is another's.
    """

    __slots__ = (
        "_judged",
        "_key",
        "_namespaces",
        "_styles",
        "_valid",
        "certificate",
        "chain",
        "numbers",
    )

    def __init__(
        self,
        *,
        certificate: x509.Certificate | bytes,
        key: PrivateKey | RSAPrivateKey,
        chain: Sequence[x509.Certificate] = (),
    ) -> None:
        self.certificate = _loaded(certificate)
        self.chain = _certificates(chain)
        _certificate.require_fit(self.certificate)
        self._key = _usable(key, self.certificate)
        self.numbers = _certificate.numbers_in(self.certificate)
        self._styles: dict[tuple[str, str], _sign_text.Style] = {}
        self._namespaces: dict[bytes, bytes | None] = {}
        self._judged: tuple[str | None, tuple[errors.Problem, ...]] = None, ()
        self._valid = self.certificate.not_valid_before_utc, self.certificate.not_valid_after_utc

    @classmethod
    def from_p12(cls, data: bytes, password: str | Secret | None, *, chain: bool = False) -> Signer:
        """
        Open the ``.p12`` or ``.pfx`` that a certification authority delivers.

        Args:
            data: Its bytes.
            password: Its password; `None` if it has none.
            chain: Also write the other certificates of the file into the KeyInfo.

        Raises:
            InvalidInput: If it is no PKCS#12, the password is wrong, no RSA key with its
                certificate is in it, or the certificate cannot sign for DIAN.

        Example:
            >>> Signer.from_p12(b"-----BEGIN CERTIFICATE-----", "s3cr3t")
            Traceback (most recent call last):
                ...
            loggro_integration.errors.InvalidInput: This is no PKCS#12 container. Use the .p12 ...
        """
        certificate, key, others = load_p12(data, password)
        return cls(certificate=certificate, key=key, chain=others if chain else ())

    @classmethod
    def from_pem(
        cls,
        certificate: bytes,
        key: bytes,
        password: str | Secret | None = None,
        *,
        chain: bool = False,
    ) -> Signer:
        """
        Read a certificate and its key in PEM form.

        Args:
            certificate: One or more certificates; the signer's is found by the key.
            key: The private key; it may stand in the same file.
            password: Of the key, where it is protected.
            chain: Also write the other certificates into the KeyInfo.

        Raises:
            InvalidInput: As `from_p12`.
        """
        found, private, others = load_pem(certificate, key, password)
        return cls(certificate=found, key=private, chain=others if chain else ())

    def sign(
        self,
        what: Unsigned | bytes,
        *,
        at: datetime,
        role: Role = "supplier",
        digest: Digest = "sha256",
        ids: str | None = None,
        check: bool = False,
    ) -> Signed:
        """
        Sign a document with DIAN's policy (XAdES-EPES, enveloped, three references).

        What `build` made is not parsed: its bytes are canonical. Other XML goes through the door
        and is signed by signxml, into an empty extension if there is one, else into a new last one.

        Args:
            what: What `build` returned, or the bytes of an unsigned document.
            at: The moment of signing, with time zone; written with ``-05:00`` and milliseconds.
            role: ``supplier`` if the issuer signs, ``third party`` if a provider does.
            digest: For references, certificate, policy and signature value.
            ids: Id of the signature; by default it follows from document and moment.
            check: Verify the result before returning it, which takes longer than signing.

        Returns:
            The signed document. Its `warnings` say if the certificate does not carry the number of
            who signs (rule ZE03): where it stands differs by authority.

        Raises:
            InvalidInput: If the certificate is not valid at the moment; if the day in Bogotá is not
                the document's IssueDate (`code` ``FAD09e``, ``CAD09e``, ``DAD09e``, ``AAD09e``); if
                the document is signed already; if an argument has another form.
            XmlRefused: If foreign bytes are malformed or hostile.
            NotADianDocument: If they are another kind of document.
            SignatureInvalid: With `check`, if what was signed does not verify.
        """
        moment = in_bogota(at)
        self._check_dates(at)
        style = self._style(digest, role)
        time = moment.isoformat(timespec="milliseconds").encode()
        task = _Task(style=style, moment=moment, time=time, role=role, ids=checked_ids(ids))
        if isinstance(what, Unsigned):
            signed = self._sign_unsigned(what, task)
        else:
            signed = self._sign_foreign(what, task)
        if check:
            _check(signed)
        return signed

    def __repr__(self) -> str:
        until = self.certificate.not_valid_after_utc.date()
        return f"Signer(serial={self.certificate.serial_number}, until={until})"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("A Signer cannot be pickled: load it where it is used.")

    def _sign_unsigned(self, what: Unsigned, task: _Task) -> Signed:
        document = what.document
        check_day(type(document).__name__, document.issue_date.isoformat(), task.moment.date())
        warnings = self._warnings(number_in(document, task.role))
        written = self._sign_canonical(what.xml, task)
        if written is None:
            # a comment, or declarations that are not ours: the long way
            written = self._sign_tree(xml.open_document(what.xml), what.xml, task)
        return self._result(written, warnings, task, document)

    def _sign_canonical(self, data: bytes, task: _Task) -> tuple[bytes, str] | None:
        """Sign bytes whose body is its own canonical form; `None` if they do not look so."""
        start = len(_DECLARATION)
        end = data.find(b">", start) + 1
        namespaces = self._inherited(data[start:end])
        if namespaces is None or not _looks_canonical(data):
            return None
        at, before, after = _slot(data, end)
        # nowhere else: searching a whole document for it costs more than hashing it
        if data.find(b"<ds:Signature", end, at) >= 0:
            raise signed_already()
        view = memoryview(data)
        digest = _sign_text.HASHED[task.style.digest](view[start:at])
        for part in (before, after, view[at:]):
            digest.update(part)
        hashed = digest.digest()
        base = task.ids or _sign_text.signature_id(hashed, task.time)
        signature = _sign_text.signature(
            task.style, namespaces, base.encode(), task.time, hashed, self._sign
        )
        return b"".join((view[:at], before, signature, after, view[at:])), base

    def _sign_foreign(self, data: bytes, task: _Task) -> Signed:
        root = xml.open_document(data)
        kind = xml.document_kind(root)
        check_day(kind, _sign_foreign.issue_date_text(root), task.moment.date())
        warnings = self._warnings(_sign_foreign.party_number(root, kind, task.role))
        return self._result(self._sign_tree(root, data, task), warnings, task, None)

    def _sign_tree(self, root: etree._Element, data: bytes, task: _Task) -> tuple[bytes, str]:
        if _policy.signatures(root):
            raise signed_already()
        base = task.ids or _sign_text.signature_id(hashlib.sha256(data).digest(), task.time)
        order = _sign_foreign.Order(
            certificates=(self.certificate, *self.chain),
            sign=self._sign,
            digest=task.style.digest,
            role=task.role,
            time=task.time.decode(),
            base=base,
        )
        _sign_foreign.place(root)
        return _sign_foreign.sign_tree(root, order), base

    def _sign(self, data: bytes, algorithm: Digest) -> bytes:
        """Make a signature value; one of a key that lives elsewhere is verified."""
        value = self._key.sign(data, algorithm)
        if not isinstance(self._key, RsaKey):
            check_value(self.certificate, value, data, algorithm)
        return value

    def _style(self, digest: Digest, role: Role) -> _sign_text.Style:
        found = self._styles.get((digest, role))
        if found is None:
            check_choice("digest", digest, tuple(HASHES))
            check_choice("role", role, ("supplier", "third party"))
            found = _sign_text.style(self.certificate, self.chain, digest, role)
            self._styles[digest, role] = found
        return found

    def _inherited(self, tag: bytes) -> bytes | None:
        if tag not in self._namespaces:
            if len(self._namespaces) >= _MAX_ROOTS:
                self._namespaces.clear()
            self._namespaces[tag] = _sign_text.namespaces_of(tag)
        return self._namespaces[tag]

    def _check_dates(self, at: datetime) -> None:
        first, last = self._valid
        if not first <= at <= last:
            raise errors.InvalidInput(
                f"The certificate is valid from {first:%Y-%m-%d} to {last:%Y-%m-%d} only.",
                field="at",
                value=at.isoformat(),
                hint=errors.Text(
                    es="Firme con un certificado vigente: si venció, renuévelo.",
                    en="Sign with a certificate in force: renew one that has expired.",
                ),
            )

    def _result(
        self,
        written: tuple[bytes, str],
        warnings: tuple[errors.Problem, ...],
        task: _Task,
        document: Document | None,
    ) -> Signed:
        data, base = written
        return Signed(
            xml=data, signing_time=task.moment, id=base, warnings=warnings, document=document
        )

    def _warnings(self, number: str) -> tuple[errors.Problem, ...]:
        """Compare the certificate with who signs, once as long as it is the same."""
        judged, warnings = self._judged
        if judged != number:
            own = bool(number) and _certificate.carries(self.numbers, number)
            problem = other_number(number) if self.numbers else no_number(number)
            warnings = () if own else (problem,)
            self._judged = number, warnings
        return warnings


@attrs.frozen(kw_only=True)
class _Task:
    """
    One signature to make.

    Attributes:
        moment: In Bogotá, to the millisecond.
        time: The same as it is written.
    """

    style: _sign_text.Style
    moment: datetime
    time: bytes
    role: Role
    ids: str | None


def _looks_canonical(data: bytes) -> bool:
    """Tell whether bytes of ours hold nothing whose canonical form is another."""
    if not data.startswith(_DECLARATION) or not data.endswith(b">") or b"\r" in data:
        return False
    # one rare byte is found twenty times faster than two
    return b"!" not in data or b"<!" not in data


def _slot(data: bytes, end_of_tag: int) -> tuple[int, bytes, bytes]:
    """Tell where the signature goes, and what must stand before and after it."""
    at = data.find(_EXTENSIONS_CLOSE, end_of_tag)
    if at >= 0:
        return at, _sign_text.SLOT_OPEN, _sign_text.SLOT_CLOSE
    return (
        end_of_tag,
        _EXTENSIONS_OPEN + _sign_text.SLOT_OPEN,
        _sign_text.SLOT_CLOSE + _EXTENSIONS_CLOSE,
    )


def _loaded(certificate: x509.Certificate | bytes) -> x509.Certificate:
    if isinstance(certificate, x509.Certificate):
        return certificate
    return _certificate.load_certificates(certificate, "certificate")[0]


def _certificates(chain: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    found = tuple(chain)
    if len(found) > MAX_CHAIN:
        raise errors.InvalidInput(f"More than {MAX_CHAIN} certificates.", field="chain")
    if not all(isinstance(each, x509.Certificate) for each in found):
        raise refused(
            "chain",
            "The chain holds something that is no certificate.",
            errors.Text(
                es="Use x509.Certificate, o deje que Signer.from_pem(…, chain=True) los lea.",
                en="Use x509.Certificate, or let Signer.from_pem(…, chain=True) read them.",
            ),
        )
    return found


def _usable(key: PrivateKey | RSAPrivateKey, certificate: x509.Certificate) -> PrivateKey:
    found = RsaKey(key) if isinstance(key, RSAPrivateKey) else key
    # an elliptic key of the library has a sign() too, of other arguments
    if is_no_rsa(key):
        raise refused("key", "The private key is not RSA.", RSA)
    if isinstance(found, RsaKey) and not found.belongs_to(certificate):
        raise refused("key", "The key is not that of the certificate.", PAIR)
    if not isinstance(found, PrivateKey):
        raise refused(
            "key",
            "This is no private key.",
            errors.Text(
                es="Use Signer.from_p12, Signer.from_pem o un objeto con sign(data, algorithm).",
                en="Use Signer.from_p12, Signer.from_pem or an object with sign(data, algorithm).",
            ),
        )
    return found


def _check(signed: Signed) -> None:
    verify(signed.xml).raise_for_errors()
