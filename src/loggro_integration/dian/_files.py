# SPDX-License-Identifier: MIT
"""How DIAN wants files named and packed, and the text that is printed beside the QR code."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Final

from loggro_integration.dian._codes import code_name, qr_url
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models import (
    ApplicationResponse,
    AttachedDocument,
    FiscalDocument,
    Party,
)
from loggro_integration.money import ZERO, plain, round_half_even

__all__ = ["file_name", "next_sequence", "pack", "qr_text", "zip_name"]

_TAGS: Final = {
    **dict.fromkeys(("01", "02", "03", "04"), "fv"),
    **dict.fromkeys(("05", "08", "20", "25", "27", "30", "35", "40", "45", "50", "55", "60"), "ds"),
    "91": "nc",
    "92": "nd",
    "93": "nds",
    "94": "ncs",
    "95": "nas",
}
"""Type of the document → tag. ``nds`` is inferred from ``ncs``: no source names it."""
_EVENT, _CONTAINER, _ZIP = "ar", "ad", "z"
_KNOWN: Final = frozenset({*_TAGS.values(), _EVENT, "ars", _CONTAINER})
_NIT: Final = re.compile(r"\d{1,10}", re.ASCII)
_PROVIDER: Final = re.compile(r"\d{3}", re.ASCII)
_NAME: Final = re.compile(r"[a-z]{1,3}\d{10}\d{3}(\d\d)([0-9a-f]{8})\.(?:xml|zip)", re.ASCII)
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}\.xml", re.ASCII)
_MOST_SEQUENCE: Final = 0xFFFFFFFF
_YEARS: Final = range(2000, 2100)
_UNIX: Final = 3
_READABLE: Final = 0o644 << 16

Named = FiscalDocument | ApplicationResponse | AttachedDocument


def file_name(
    what: str | Named,
    *,
    sequence: int,
    nit: str | None = None,
    year: int | None = None,
    provider: str = "000",
) -> str:
    """
    Return the name DIAN gives the file of a document.

    Args:
        what: The document, its type (``01``, ``91``...) or the tag itself: ``fv``, ``nc``, ``nd``,
            ``ds``, ``nas``, ``ncs``, ``ar``, ``ad``. A POS document is ``ds``; where DIAN wants
            ``fv`` of you, pass that.
        sequence: Consecutive of the files of that year, from 1.
        nit: Of who issues, without check digit; the document's own where it is not given.
        year: Of the file; the document's own where it is not given.
        provider: Three figures: ``000`` own software, ``001`` DIAN's free solution, or the code
            DIAN gave the technology provider.

    Raises:
        InvalidInput: If a part has another form.

    Source: DIAN annex v1.9, 6.5.7 and 6.5.8; the official examples are reproduced.

    >>> file_name("01", nit="800197268", year=2019, sequence=17)
    'fv08001972680001900000011.xml'
    """
    issuer, day = (None, None) if isinstance(what, str) else (_issuer(what), what.issue_date)
    own = issuer.identification.number if issuer and issuer.identification else None
    stem = _stem(
        _tag(what),
        nit=nit if nit is not None else own,
        year=year if year is not None else (day.year if day else None),
        sequence=sequence,
        provider=provider,
    )
    return f"{stem}.xml"


def zip_name(*, nit: str, year: int, sequence: int, provider: str = "000") -> str:
    """
    Return the name of the ZIP that is sent.

    Args:
        nit: Of who issues, without check digit.
        year: Of the file.
        sequence: Consecutive of the ZIP files of that year, from 1.
        provider: As `file_name`.

    Raises:
        InvalidInput: If a part has another form.

    >>> zip_name(nit="800197268", year=2019, sequence=17)
    'z08001972680001900000011.zip'
    """
    return f"{_stem(_ZIP, nit=nit, year=year, sequence=sequence, provider=provider)}.zip"


def next_sequence(previous: str | None, *, year: int) -> int:
    """
    Return the consecutive of the next file: it starts again at 1 each year.

    Args:
        previous: Name of the last file of that kind, or `None` for the first of all.
        year: Of the next file.

    Raises:
        InvalidInput: If `previous` is no name of DIAN's form, is of a later year, or was the last
            one of its year.

    >>> next_sequence("fv08001972680001900000011.xml", year=2019)
    18
    >>> next_sequence("fv08001972680001900000011.xml", year=2020)
    1
    """
    if previous is None:
        return 1
    found = _NAME.fullmatch(previous)
    if found is None:
        raise _refused("previous", previous, "is no file name of DIAN's form")
    then = _YEARS[0] + int(found[1])
    if then > year:
        raise _refused("year", year, f"comes before {then}, the year of {previous}")
    return int(found[2], 16) + 1 if then == year else 1


def pack(name: str, xml: bytes) -> bytes:
    """
    Return the ZIP of one document, as ``SendBillSync`` takes it.

    The same document gives the same bytes: no clock is read.

    Args:
        name: Of the file inside, as `file_name` gives it.
        xml: The signed document.

    Raises:
        InvalidInput: If the name is no plain name of an XML file.

    >>> pack("fv08001972680001900000011.xml", b"<Invoice/>")[:2]
    b'PK'
    """
    if not _PLAIN_NAME.fullmatch(name):
        raise _refused("name", name, "is no plain name of an XML file")
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # both differ by system otherwise
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(entry, xml)
    return target.getvalue()


def qr_text(document: FiscalDocument) -> str:
    """
    Return the text that goes into the printed QR code: one ``Key: value`` a line.

    Amounts have two decimals. It is not what ``sts:QRCode`` holds: that is the address alone.

    Args:
        document: With its unique code.

    Raises:
        InvalidInput: If it is an event or a container, which are not printed; if it has no unique
            code, or its environment is unknown.

    Example:
        >>> import tomllib
        >>> from decimal import Decimal
        >>> draft = tomllib.loads(dian.example_draft("pos"), parse_float=Decimal)
        >>> ready = dian.from_draft(draft).with_secrets(
        ...     {"LOGGRO_DIAN_PIN": "12345", "LOGGRO_DIAN_KEY": "0f" * 20})
        >>> ticket = dian.build(ready.document, **ready.arguments).document
        >>> dian.qr_text(ticket).splitlines()[1]
        'FecFac: 2026-11-20'

    Source: DIAN annex v1.9, printed form; documento soporte v1.1.
    """
    code = document.unique_code if _is_printed(document) else None
    if code is None:
        raise InvalidInput(
            "The document has no unique code to be printed.",
            field="unique_code",
            hint=Text(
                es="Pase una factura o nota construida antes con dian.build.",
                en="Pass an invoice or a note that dian.build built before.",
            ),
        )
    name = code_name(document)
    pairs = _support_pairs(document) if name == "CUDS" else _sale_pairs(document)
    pairs = [*pairs, (name, code.value), ("QRCode", qr_url(code.value, document.environment or ""))]
    return "\n".join(f"{key}: {value}" for key, value in pairs)


def _is_printed(document: object) -> bool:
    """Tell whether it is none of what `dian.read` gives besides: events and containers."""
    return isinstance(document, FiscalDocument)


def _sale_pairs(document: FiscalDocument) -> list[tuple[str, str]]:
    iva = document.tax_amount("01")
    others = sum((tax.amount for tax in document.taxes if tax.code != "01"), ZERO)
    return [
        ("NumFac", document.number),
        ("FecFac", document.issue_date.isoformat()),
        ("HorFac", _clock(document)),
        ("NitFac", _number(document.supplier)),
        ("DocAdq", _number(document.customer)),
        ("ValFac", _amount(document.totals.line_extension)),
        ("ValIva", _amount(iva)),
        ("ValOtroIm", _amount(others)),
        ("ValTolFac", _amount(document.totals.payable)),
    ]


def _support_pairs(document: FiscalDocument) -> list[tuple[str, str]]:
    return [
        ("NumDS", document.number),
        ("FecDS", document.issue_date.isoformat()),
        ("HorDS", _clock(document)),
        ("NumSNO", _number(document.supplier)),
        ("DocAdq", _number(document.customer)),
        ("ValDS", _amount(document.totals.line_extension)),
        ("ValIva", _amount(document.tax_amount("01"))),
        ("ValTolDS", _amount(document.totals.payable)),
    ]


def _clock(document: FiscalDocument) -> str:
    return document.issue_time_text or f"{document.issue_time:%H:%M:%S}-05:00"


def _amount(amount: Decimal) -> str:
    return plain(round_half_even(amount))


def _number(party: Party) -> str:
    return party.identification.number if party.identification else ""


def _issuer(document: Named) -> Party:
    """Return who issues a document: the buyer of a support document, the sender of an event."""
    if not isinstance(document, FiscalDocument):
        return document.sender
    return document.customer if document.type_code in {"05", "95"} else document.supplier


def _tag(what: str | Named) -> str:
    if isinstance(what, ApplicationResponse):
        return _EVENT
    if isinstance(what, AttachedDocument):
        return _CONTAINER
    written = what if isinstance(what, str) else what.type_code
    tag = _TAGS.get(written, written)
    if tag not in _KNOWN:
        raise _refused("what", written, "is neither a type of document nor a tag")
    return tag


def _stem(tag: str, *, nit: str | None, year: int | None, sequence: int, provider: str) -> str:
    if nit is None or not _NIT.fullmatch(nit):
        raise _refused("nit", nit, "is no NIT of at most ten figures, without check digit")
    if not _PROVIDER.fullmatch(provider):
        raise _refused("provider", provider, "is no code of three figures")
    if year is None or year not in _YEARS:
        raise _refused("year", year, f"is not between {_YEARS[0]} and {_YEARS[-1]}")
    if isinstance(sequence, bool) or not 0 < sequence <= _MOST_SEQUENCE:
        raise _refused("sequence", sequence, f"is not between 1 and {_MOST_SEQUENCE}")
    return f"{tag}{nit:0>10}{provider}{year % 100:02d}{sequence:08x}"


def _refused(field: str, value: object, what: str) -> InvalidInput:
    return InvalidInput(
        f"{value!r} {what}.",
        field=field,
        value=value,
        hint=Text(
            es="El nombre lleva NIT sin dígito, tres cifras del proveedor, año y consecutivo.",
            en="The name holds NIT without digit, three figures of the provider, year, sequence.",
        ),
    )
