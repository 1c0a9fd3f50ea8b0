# SPDX-License-Identifier: MIT
"""What is checked before a signature is made, and the words of each refusal."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, Literal

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from loggro_integration import errors
from loggro_integration.days import BOGOTA
from loggro_integration.dian._certificate import HASHES
from loggro_integration.dian._keys import PADDING, Digest
from loggro_integration.models import ApplicationResponse, AttachedDocument, FiscalDocument, Party

__all__ = [
    "PAIR",
    "Document",
    "Role",
    "check_choice",
    "check_day",
    "check_value",
    "checked_ids",
    "has_zone",
    "in_bogota",
    "issuer_number",
    "no_number",
    "number_in",
    "other_number",
    "provider_number",
    "refused",
    "signed_already",
]

Document = FiscalDocument | ApplicationResponse | AttachedDocument
Role = Literal["supplier", "third party"]

_IDS: Final = re.compile(r"[A-Za-z_][\w.\-]{0,99}", re.ASCII)
_SAME_DAY: Final[Mapping[str, str]] = {
    "Invoice": "FAD09e",
    "CreditNote": "CAD09e",
    "DebitNote": "DAD09e",
    "ApplicationResponse": "AAD09e",
}
"""Rules by which the document is dated on the day it is signed; none for an AttachedDocument."""


def in_bogota(at: datetime) -> datetime:
    """Return an instant in Bogotá, cut to the millisecond."""
    if not has_zone(at):
        raise refused(
            "at",
            "The moment of signing has no time zone.",
            errors.Text(
                es="Use un datetime con zona, como datetime.now(UTC).",
                en="Use a datetime with a zone, as datetime.now(UTC).",
            ),
            at,
        )
    found = None
    with contextlib.suppress(OverflowError):
        found = at.astimezone(BOGOTA)
    if found is None:
        raise refused("at", "The moment is off the calendar.", _A_REAL_DAY, at)
    return found.replace(microsecond=found.microsecond // 1000 * 1000)


def has_zone(at: object) -> bool:
    """Tell whether this is an instant: a datetime that says its offset."""
    return isinstance(at, datetime) and at.utcoffset() is not None


def check_day(kind: str, issued: str, day: date) -> None:
    """Compare IssueDate with the day of signing, as the rule of that kind of document wants."""
    rule = _SAME_DAY.get(kind)
    if rule is None or issued == day.isoformat():
        return
    refusal = refused(
        "at",
        f"The document is dated {issued[:10]!r} and would be signed on {day} in Bogotá ({rule}).",
        errors.Text(
            es="Fírmelo el mismo día de su fecha de emisión, en hora de Bogotá, o expídalo con la"
            " fecha de hoy.",
            en="Sign it on the day of its issue date, by the clock of Bogotá, or issue it with"
            " today's date.",
        ),
        day,
    )
    refusal.code = rule
    raise refusal


def number_in(document: Document, role: Role) -> str:
    """Return the number of who signs: the issuer, or the provider of the software."""
    provider = provider_number(document) if role == "third party" else ""
    return provider or issuer_number(document)


def issuer_number(document: Document) -> str:
    """Return the number of who issues a document, empty if it has none."""
    party = _issuer(document)
    return party.identification.number if party.identification else ""


def provider_number(document: Document) -> str:
    """Return the number of who owns the software, empty if it is not written."""
    software = getattr(document, "software", None)
    return "" if software is None else str(software.provider or "")


def _issuer(document: Document) -> Party:
    if isinstance(document, ApplicationResponse | AttachedDocument):
        return document.sender
    # a support document is issued by who buys
    return document.customer if document.type_code in _BOUGHT else document.supplier


def check_value(
    certificate: x509.Certificate, value: object, data: bytes, algorithm: Digest
) -> None:
    """Refuse a signature value that the certificate's key did not make."""
    public = certificate.public_key()
    good = False
    with contextlib.suppress(InvalidSignature):
        if isinstance(value, bytes) and isinstance(public, RSAPublicKey):
            public.verify(value, data, PADDING, HASHES[algorithm])
            good = True
    if not good:
        raise refused("key", "The key's signature is not that of the certificate.", PAIR)


def checked_ids(ids: str | None) -> str | None:
    """Return the id of a signature if it can be one."""
    if ids is None or _IDS.fullmatch(ids):
        return ids
    raise refused(
        "ids",
        "The id of the signature is no XML name.",
        errors.Text(
            es="Use letras, dígitos, punto, guion; empiece por letra: xmldsig-….",
            en="Use letters, digits, dot, dash; begin with a letter: xmldsig-….",
        ),
        ids,
    )


def check_choice(field: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse a choice that is not among those allowed."""
    if value not in allowed:
        written = ", ".join(allowed)
        raise refused(
            field,
            "This choice does not exist.",
            errors.Text(es=f"Use uno de estos: {written}.", en=f"Use one of: {written}."),
            value,
        )


def signed_already() -> errors.InvalidInput:
    """Say that a document carries a signature already."""
    return refused(
        "what",
        "The document carries a signature already.",
        errors.Text(
            es="Firme el documento sin firma: DIAN acepta una sola (FAC03).",
            en="Sign the document without signature: DIAN accepts one only (FAC03).",
        ),
    )


def refused(
    field: str, message: str, hint: errors.Text, value: object = None
) -> errors.InvalidInput:
    """Name field, value, fault and remedy of an argument."""
    return errors.InvalidInput(message, field=field, hint=hint, value=value)


def no_number(number: str) -> errors.Problem:
    """Warn that the certificate carries no identification number."""
    return errors.Problem(
        code="certificate-number-absent",
        path="certificate",
        message=errors.Text(
            es="El certificado no trae ningún número donde lo ponen las entidades conocidas.",
            en="The certificate holds no number where the known authorities put it.",
        ),
        fix=_ASK_FOR_NUMBER,
        value=number or None,
        blocking=False,
    )


def other_number(number: str) -> errors.Problem:
    """Warn that the certificate carries the number of somebody else."""
    return errors.Problem(
        code="certificate-number-different",
        path="certificate",
        message=errors.Text(
            es="El certificado es de otro número que quien firma (ZE03).",
            en="The certificate is of another number than who signs (ZE03).",
        ),
        fix=_ASK_FOR_NUMBER,
        value=number or None,
        blocking=False,
    )


_BOUGHT: Final = frozenset({"05", "95"})
_A_REAL_DAY: Final = errors.Text(es="Use la fecha de hoy.", en="Use today's date.")
PAIR: Final = errors.Text(
    es="Use la clave que corresponde a este certificado.",
    en="Use the key that belongs to this certificate.",
)
_ASK_FOR_NUMBER: Final = errors.Text(
    es="Compruebe que el certificado es del emisor, o del proveedor si firma como tercero.",
    en="See that the certificate is the issuer's, or the provider's if it signs as third party.",
)
