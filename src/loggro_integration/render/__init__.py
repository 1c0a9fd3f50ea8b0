# SPDX-License-Identifier: MIT
"""
The printed form of a document (*representación gráfica*): PDF, HTML and plain text, and its QR.

And a reconciliation as an Excel workbook and as a page with charts. Knows documents and paper,
never the network. What needs a library (the extras ``pdf`` and ``excel``) is loaded on first use;
words, plain text and the page of a reconciliation need none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from loggro_integration.errors import MissingExtra
from loggro_integration.render._colours import Colours
from loggro_integration.render._text import text
from loggro_integration.render._words import in_words

if TYPE_CHECKING:
    from loggro_integration.render._html import html
    from loggro_integration.render._pdf import pdf
    from loggro_integration.render._qr import qr_png, qr_svg
    from loggro_integration.render._reconciliation_excel import reconciliation_excel
    from loggro_integration.render._reconciliation_html import reconciliation_html

__all__ = [
    "Colours",
    "html",
    "in_words",
    "pdf",
    "qr_png",
    "qr_svg",
    "reconciliation_excel",
    "reconciliation_html",
    "text",
]

_EXTRAS = {"PIL": "pdf", "fontTools": "pdf", "fpdf": "pdf", "segno": "pdf", "xlsxwriter": "excel"}
_HOMES = {
    "html": "_html",
    "pdf": "_pdf",
    "qr_png": "_qr",
    "qr_svg": "_qr",
    "reconciliation_excel": "_reconciliation_excel",
    "reconciliation_html": "_reconciliation_html",
}


def __getattr__(name: str) -> object:
    """Load a name that needs an extra, or much of this package, on its first use."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value: object = getattr(import_module(f"{__name__}.{home}"), name)
    except ImportError as error:
        extra = _EXTRAS.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        raise MissingExtra(f"`render.{name}` needs {error.name}.", extra=extra) from error
    _show_door(value)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


def _show_door(value: object) -> None:
    """Let reprs name the door, not the room behind it."""
    if getattr(value, "__module__", "").startswith(f"{__name__}."):
        value.__module__ = __name__


_show_door(Colours)
_show_door(in_words)
_show_door(text)
