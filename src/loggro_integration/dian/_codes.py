# SPDX-License-Identifier: MIT
"""
What DIAN's codes are made of: the pieces that are joined and hashed, the QR address, file names.

Needs no XML library: a document that was mapped, calculated or read is the same here.

Source: DIAN annex v1.9 section 11, documento soporte v1.1, documento equivalente v1.0, RADIAN v1.1;
the formulas were recomputed on every reproducible official example.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Final

from attrs import frozen

from loggro_integration import errors, money
from loggro_integration.ids import UniqueCode
from loggro_integration.models import ApplicationResponse, FiscalDocument, Party, WrittenCode
from loggro_integration.secret import Secret

__all__ = [
    "KEY",
    "CodePiece",
    "as_secret",
    "code_name",
    "code_of",
    "first_iva_subtotal",
    "hashed_amount",
    "pieces_of",
    "qr_url",
    "sha384",
    "software_security_code",
]

KEY: Final = "key"
"""Name of the piece that is secret: the technical key of the range, or the PIN of the software."""

_HASHED_TAXES: Final = {"CUDS": ("01",), "CUFE": ("01", "04", "03"), "CUDE": ("01", "04", "03")}
"""Taxes that enter, in this order: IVA, INC, ICA. Others count only in the payable total."""
_NAMES: Final = {"05": "CUDS", "95": "CUDS", "01": "CUFE", "02": "CUFE", "04": "CUFE"}
_TAX_PIECES: Final = {"01": "iva", "04": "inc", "03": "ica"}
_SEARCH: Final = {
    "1": "https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey=",
    "2": "https://catalogo-vpfe-hab.dian.gov.co/document/searchqr?documentkey=",
}
_ENVIRONMENTS: Final = {"production": "1", "test": "2"}
_IVA: Final = "01"
_TO_SECONDS: Final = len("23:59:59")
_PLAIN: Final = 21
"""Longest amount that needs no look: 18 digits and the cents."""


@frozen(kw_only=True)
class CodePiece:
    """
    One piece of the text that is hashed.

    Attributes:
        name: ``number``, ``issue_date``, ``issue_time``, ``line_extension``, ``iva``, ``inc``,
            ``ica``, ``payable``, ``supplier``, ``customer``, ``key``, ``environment``; of an event
            ``sender``, ``receiver``, ``response_code``, ``reference``, ``reference_type``.
        text: As it enters the hash.
        code: What stands before it in the hash: the tax code of a tax amount.
    """

    name: str
    text: str
    code: str = ""


def hashed_amount(amount: Decimal | None) -> str:
    """
    Write an amount as the hash wants it: two decimals, truncated, ``0.00`` where there is none.

    The document itself rounds half-even; only this text truncates.

    >>> hashed_amount(Decimal("1234.999")), hashed_amount(None)
    ('1234.99', '0.00')
    """
    if amount is None:
        return "0.00"
    if type(amount) is Decimal:
        written = str(amount)
        if written[-3:-2] == "." and written[:-3].isdigit() and len(written) <= _PLAIN:
            return written
    return money.plain(money.truncate(amount))


def sha384(text: str) -> str:
    """
    Return the SHA-384 of a text as 96 lower-case hexadecimal digits.

    Raises:
        InvalidInput: If half a character stands in it; the text holds a secret and is not shown.
    """
    data = text.encode(errors="ignore")
    if data.decode() != text:
        raise errors.InvalidInput(
            "What is hashed holds half a character (a lone surrogate).",
            hint=errors.Text(
                es="Revise los textos del documento: alguno llegó mal codificado.",
                en="Look at the texts of the document: one arrived badly encoded.",
            ),
        )
    return hashlib.sha384(data).hexdigest()


def as_secret(key: str | Secret) -> Secret:
    """
    Wrap a technical key or PIN.

    Raises:
        InvalidInput: If it is empty or no text.
    """
    return key if isinstance(key, Secret) else Secret(key)


def code_name(document: FiscalDocument | ApplicationResponse) -> str:
    """
    Tell which code a document carries: ``CUFE``, ``CUDE`` or ``CUDS``.

    The scheme that is written decides; where none is, the type of the document does. A contingency
    invoice of the issuer (03) carries a CUDE.
    """
    written = document.unique_code.scheme[:4].upper() if document.unique_code else ""
    if written in _HASHED_TAXES:
        return written
    return _NAMES.get(getattr(document, "type_code", ""), "CUDE")


def pieces_of(
    document: FiscalDocument | ApplicationResponse, key: str, *, iva: Decimal | None = None
) -> tuple[CodePiece, ...]:
    """
    Return the pieces whose texts, joined without separator, are hashed.

    Args:
        document: Read, mapped or calculated.
        key: Technical key of the range (CUFE) or PIN of the software (CUDE, CUDS).
        iva: Stands for the header IVA.
    """
    found = _pieces(document, key, iva)
    return tuple(CodePiece(name=name, code=code, text=text) for name, code, text in found)


def code_of(document: FiscalDocument | ApplicationResponse, key: str) -> WrittenCode:
    """Return the CUFE, CUDE or CUDS that a complete document carries."""
    hashed = "".join([code + text for _, code, text in _pieces(document, key, None)])
    return WrittenCode(scheme=f"{code_name(document)}-SHA384", value=sha384(hashed))


_Piece = tuple[str, str, str]
"""Name, the tax code before it, text."""


def _pieces(
    document: FiscalDocument | ApplicationResponse, key: str, iva: Decimal | None
) -> tuple[_Piece, ...]:
    if isinstance(document, ApplicationResponse):
        return _of_event(document, key)
    return _of_fiscal(document, key, iva)


def _of_fiscal(document: FiscalDocument, key: str, iva: Decimal | None) -> tuple[_Piece, ...]:
    totals = document.totals
    amounts = _tax_amounts(document)
    if iva is not None:
        amounts[_IVA] = iva
    return (
        *_head(document),
        ("line_extension", "", hashed_amount(totals.line_extension)),
        *[
            (_TAX_PIECES[code], code, hashed_amount(amounts.get(code)))
            for code in _HASHED_TAXES[code_name(document)]
        ],
        ("payable", "", hashed_amount(totals.payable)),
        ("supplier", "", _id_of(document.supplier)),
        ("customer", "", _id_of(document.customer)),
        (KEY, "", key),
        ("environment", "", document.environment or ""),
    )


def _tax_amounts(document: FiscalDocument) -> dict[str, Decimal]:
    """Return what each tax of the header comes to, by its code."""
    found: dict[str, Decimal] = {}
    for tax in document.taxes:
        known = found.get(tax.code)
        # a lone amount stays as it is: adding would round it to the precision of the context
        found[tax.code] = tax.amount if known is None else known + tax.amount
    return found


def _of_event(document: ApplicationResponse, key: str) -> tuple[_Piece, ...]:
    """An event hashes no environment and no amounts."""
    about = document.reference
    return (
        *_head(document),
        ("sender", "", _id_of(document.sender)),
        ("receiver", "", _id_of(document.receiver)),
        ("response_code", "", document.response_code),
        ("reference", "", about.number if about else ""),
        ("reference_type", "", (about.type_code if about else None) or ""),
        (KEY, "", key),
    )


def _head(document: FiscalDocument | ApplicationResponse) -> tuple[_Piece, _Piece, _Piece]:
    clock = document.issue_time_text or f"{document.issue_time.isoformat()[:_TO_SECONDS]}-05:00"
    return (
        ("number", "", document.number),
        ("issue_date", "", document.issue_date.isoformat()),
        ("issue_time", "", clock),
    )


def first_iva_subtotal(document: FiscalDocument | ApplicationResponse) -> Decimal | None:
    """
    Return the first IVA subtotal of a support document, `None` for any other.

    The official example of a resident seller hashes it instead of the total: an anomaly that is
    recognised and never written.
    """
    if isinstance(document, ApplicationResponse) or code_name(document) != "CUDS":
        return None
    subtotals = (part for tax in document.taxes if tax.code == "01" for part in tax.subtotals)
    first = next(subtotals, None)
    return first.amount if first else None


def _id_of(party: Party) -> str:
    return party.identification.number if party.identification else ""


def software_security_code(software_id: str, pin: str | Secret, number: str) -> str:
    """
    Return the SoftwareSecurityCode: SHA-384 of software id, PIN and document number.

    Args:
        software_id: Identifier DIAN gave the software.
        pin: PIN of the software.
        number: ``cbc:ID`` with its prefix.

    Raises:
        InvalidInput: If the PIN is empty.

    >>> software_security_code("0f3a", "12345", "FE1")[:12]
    '413e89b86bac'
    """
    return sha384(f"{software_id}{as_secret(pin).reveal()}{number}")


def qr_url(code: str | UniqueCode, environment: str) -> str:
    """
    Return the address in the QR code: DIAN's page of the document.

    Args:
        code: CUFE, CUDE or CUDS; of an event, the CUFE of the invoice it is about.
        environment: ``1`` or ``production``, ``2`` or ``test``.

    Raises:
        InvalidInput: If the environment is neither.

    >>> qr_url("ab12", "test")
    'https://catalogo-vpfe-hab.dian.gov.co/document/searchqr?documentkey=ab12'
    """
    search = _SEARCH.get(_ENVIRONMENTS.get(environment, environment))
    if search is None:
        raise errors.InvalidInput(
            "The environment is neither production (1) nor test (2).",
            field="environment",
            value=environment,
            hint=errors.Text(es='Use "1" o "2".', en='Use "1" or "2".'),
        )
    return f"{search}{code}"
