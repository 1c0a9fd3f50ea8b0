# SPDX-License-Identifier: MIT
"""Signers and documents ready to be signed, for the tests of the signer; made when they run."""

from __future__ import annotations

import functools
from datetime import UTC, datetime

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree

from dian.signing import SIGNATURE_MARK, Holder, authority, document, issue
from loggro_integration import dian

NIT = "900555111"
PASSWORD = "s3cr3t-de-prueba"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
SLOT = f"<ext:UBLExtension><ext:ExtensionContent>{SIGNATURE_MARK}</ext:ExtensionContent>"
# 20:15 in Bogotá, the day of the documents' issue
AT = datetime(2026, 11, 21, 1, 15, 32, 463_999, tzinfo=UTC)
WRITTEN_AT = "2026-11-20T20:15:32.463-05:00"
NUMBER = "2.5.4.5"
GSE_NUMBER = "1.3.6.1.4.1.4710.1.3.2"
EMAIL = "1.2.840.113549.1.9.1"


@functools.cache
def restaurant() -> Holder:
    """The restaurant's certificate, with its NIT where most authorities put it."""
    return issue("La Arepera de la 45 SAS", authority(), subject={NUMBER: NIT})


def key_pem(holder: Holder, password: str | None = None) -> bytes:
    protection: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if password is not None:
        protection = serialization.BestAvailableEncryption(password.encode())
    return holder.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection
    )


def signer_of(holder: Holder) -> dian.Signer:
    assert isinstance(holder.key, rsa.RSAPrivateKey)
    return dian.Signer(certificate=holder.certificate, key=holder.key)


@functools.cache
def signer() -> dian.Signer:
    return signer_of(restaurant())


def foreign(kind: str = "Invoice", **options: str) -> bytes:
    """Write an unsigned document as another program would: pretty printed, with an empty place."""
    return document(kind, **options).replace(SIGNATURE_MARK.encode(), b"")


def without_slot(data: bytes) -> bytes:
    """Take the empty place of the signature out of a document."""
    root = etree.fromstring(data)
    slots = [each for each in root.iter("{*}ExtensionContent") if not len(each)]
    for slot in slots:
        extension = slot.getparent()
        extension.getparent().remove(extension)
    return etree.tostring(root)


def canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n", with_comments=True)


def unsigned(kind: str = "Invoice", data: bytes | None = None) -> dian.Unsigned:
    """Make what `build` makes: a declaration and a body that is its own canonical form."""
    data = without_slot(foreign(kind) if data is None else data)
    if kind == "AttachedDocument":
        # its only extension is the signature
        root = etree.fromstring(data)
        root.remove(root.find("{*}UBLExtensions"))
        data = etree.tostring(root)
    return dian.Unsigned(xml=DECLARATION + canonical(data), document=dian.read(data))
