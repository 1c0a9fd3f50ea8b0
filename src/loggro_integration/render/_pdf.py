# SPDX-License-Identifier: MIT
"""The printed form as PDF/A-3B."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from loggro_integration.days import BOGOTA
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models import FiscalDocument
from loggro_integration.render._canvas import Canvas, Properties, typeface
from loggro_integration.render._colours import Colours
from loggro_integration.render._fill import Wording, fill
from loggro_integration.render._form import Form
from loggro_integration.render._qr import matrix_png
from loggro_integration.render._roll import Roll
from loggro_integration.render._sheet import Sheet

__all__ = ["Paper", "pdf"]

Paper = Literal["letter", "a4", "roll-80"]
_SIZES: Final = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
_BLACK: Final = Colours(**dict.fromkeys(("accent", "ink", "muted", "line"), "#000000"))
"""Thermal printers print black alone."""


def pdf(
    document: FiscalDocument,
    *,
    paper: Paper = "letter",
    logo: bytes | None = None,
    colours: Colours | None = None,
    font: Path | bytes | None = None,
    bold_font: Path | bytes | None = None,
    xml: bytes | None = None,
    language: str = "es",
    resolution_text: str | None = None,
    footer: str | None = None,
    stamp: str | None = None,
    validated_at: datetime | None = None,
) -> bytes:
    """
    Print a document (*representación gráfica*) as PDF/A-3B.

    The same document and options give the same bytes. A document of DIAN's test environment and a
    draft without unique code say so on every page. A name longer than five lines in the head is
    cut there; the file attached by `xml` and `html` hold it whole.

    Args:
        document: Built, read or mapped; nothing is calculated here.
        paper: ``letter``, ``a4``, or ``roll-80``: 80 mm wide and as high as the content.
        logo: PNG or JPEG.
        colours: Of the pages; a roll is black.
        font: TrueType file (or its bytes) for another typeface than PT Sans.
        bold_font: Its bold face; without one the regular face serves for both.
        xml: The signed document or its AttachedDocument; it goes into the file as its source.
        language: ``es`` or ``en``.
        resolution_text: In place of the sentence about the numbering.
        footer: Words of the house after the document's own notes.
        stamp: A band on every page, as ``ANULADA`` or ``COPIA``.
        validated_at: When DIAN accepted it; printed beside the time of issue.

    Raises:
        InvalidInput: If it is no invoice and no note, or the paper, the logo, the typeface or the
            XML cannot be used.
        InvalidAmount: If an amount of the document is larger or finer than any amount.
        MissingExtra: If fpdf2, segno or PT Sans is not installed (extra ``pdf``).
    """
    wording = Wording(
        language=language,
        resolution_text=resolution_text,
        footer=footer,
        stamp=stamp,
        validated_at=validated_at,
    )
    form = fill(document, wording)
    symbol = matrix_png(form.qr) if form.qr else None
    shades = _BLACK if paper == "roll-80" else colours or Colours()
    with typeface(font, bold_font) as faces, closing(Canvas(faces, shades)) as canvas:
        _draw(canvas, form, paper, logo, symbol)
        created = _issued(document)
        if xml is not None:
            canvas.attach(_checked(xml), f"{_file_stem(document.number)}.xml", created)
        return canvas.finish(_properties(form, created))


def _draw(canvas: Canvas, form: Form, paper: str, logo: bytes | None, symbol: bytes | None) -> None:
    if paper == "roll-80":
        Roll(canvas, form, logo, symbol).draw()
    elif paper in _SIZES:
        Sheet(canvas, form, _SIZES[paper], logo, symbol).draw()
    else:
        raise InvalidInput(
            f"There is no paper {paper!r}.",
            field="paper",
            value=paper,
            hint=Text(es="Use letter, a4 o roll-80.", en="Use letter, a4 or roll-80."),
        )


def _checked(xml: bytes) -> bytes:
    if not xml:
        raise InvalidInput(
            "The XML to attach is empty.",
            field="xml",
            value=xml,
            hint=Text(es="Pase los bytes del documento.", en="Pass the bytes of the document."),
        )
    return xml


def _issued(document: FiscalDocument) -> datetime:
    """Return the instant of issue; clock times without offset are those of Bogotá."""
    zone = document.issue_time.tzinfo or BOGOTA
    return datetime.combine(document.issue_date, document.issue_time, tzinfo=zone)


def _properties(form: Form, created: datetime) -> Properties:
    return Properties(
        title=_shown(f"{form.title} {form.number}"),
        author=_shown(form.issuer.name),
        language="es-CO" if form.language == "es" else "en",
        created=created.replace(microsecond=0),
    )


def _shown(text: str) -> str:
    """Leave out what XML metadata cannot hold."""
    return "".join(character if character.isprintable() else " " for character in text)


def _file_stem(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", number).strip("-") or "document"
