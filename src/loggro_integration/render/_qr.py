# SPDX-License-Identifier: MIT
"""QR codes as pictures; segno is imported here alone."""

from __future__ import annotations

import io
from typing import Final

import segno

from loggro_integration.errors import InvalidInput, Text

__all__ = ["matrix_png", "qr_png", "qr_svg"]

QUIET: Final = 4
"""White modules around a symbol (ISO/IEC 18004)."""


def qr_png(text: str, *, scale: int = 8) -> bytes:
    r"""
    Draw a QR code as a black and white PNG, with its white margin.

    Args:
        text: What it holds, as `dian.qr_text` gives it for a printed document.
        scale: Pixels a module, 1 to 64.

    Raises:
        InvalidInput: If the text is empty or longer than a QR code holds, or the scale is out of
            range.
        MissingExtra: If segno is not installed (extra ``pdf``).

    >>> qr_png("FE45")[:4]
    b'\x89PNG'
    """
    return _png(_symbol(text), _checked_scale(scale), QUIET)


def qr_svg(text: str, *, title: str | None = None) -> str:
    """
    Draw a QR code as an SVG element that scales to its box, inline or as a file.

    Args:
        text: What it holds, as `dian.qr_text` gives it for a printed document.
        title: What a screen reader says of it.

    Raises:
        InvalidInput: If the text is empty or longer than a QR code holds.
        MissingExtra: If segno is not installed (extra ``pdf``).

    >>> qr_svg("FE45").startswith("<svg")
    True
    """
    out = io.BytesIO()
    _symbol(text).save(
        out, kind="svg", border=QUIET, omitsize=True, title=title, svgclass="qr", xmldecl=False
    )
    return out.getvalue().decode()


def matrix_png(text: str) -> bytes:
    """Draw a QR code without margin, for a layout that leaves the margin itself."""
    return _png(_symbol(text), 8, 0)


def _symbol(text: str) -> segno.QRCode:
    if not text:
        raise _unusable("The text of the QR code is empty.", "text", text)
    try:
        return segno.make_qr(text, error="m", encoding="utf-8")
    except segno.DataOverflowError as error:
        raise _unusable("The text is longer than a QR code holds.", "text", text[:80]) from error
    except UnicodeEncodeError as error:
        raise _unusable("The text holds half of a character.", "text", ascii(text[:80])) from error


def _png(symbol: segno.QRCode, scale: int, border: int) -> bytes:
    out = io.BytesIO()
    symbol.save(out, kind="png", scale=scale, border=border)
    return out.getvalue()


def _checked_scale(scale: int) -> int:
    if not 1 <= scale <= 64:
        raise _unusable("The scale is not between 1 and 64.", "scale", scale)
    return scale


def _unusable(message: str, field: str, value: object) -> InvalidInput:
    return InvalidInput(
        message,
        field=field,
        value=value,
        hint=Text(
            es="Use el texto de `dian.qr_text` y una escala de 1 a 64.",
            en="Use the text of `dian.qr_text` and a scale from 1 to 64.",
        ),
    )
