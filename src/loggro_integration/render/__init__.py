# SPDX-License-Identifier: MIT
"""
The printed form of a document (*representación gráfica*): PDF, HTML and plain text, and its QR.

Knows documents and paper, never the network. What needs a printing library (the extra ``pdf``) is
loaded on first use; words and plain text need none.
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

__all__ = ["Colours", "html", "in_words", "pdf", "qr_png", "qr_svg", "text"]

_LIBRARIES = frozenset({"PIL", "fontTools", "fpdf", "segno"})
_HOMES = {"html": "_html", "pdf": "_pdf", "qr_png": "_qr", "qr_svg": "_qr"}


def __getattr__(name: str) -> object:
    """Load a name that needs the extra ``pdf`` on its first use."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value: object = getattr(import_module(f"{__name__}.{home}"), name)
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        raise MissingExtra(f"`render.{name}` needs {error.name}.", extra="pdf") from error
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
