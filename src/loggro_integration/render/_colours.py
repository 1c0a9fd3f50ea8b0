# SPDX-License-Identifier: MIT
"""The colours of a printed form."""

from __future__ import annotations

import re
from typing import Final

from attrs import Attribute, field, frozen

from loggro_integration.errors import InvalidInput, Text

__all__ = ["Colours"]

_HEXADECIMAL: Final = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_LIGHT: Final = 150
_WHITE: Final = (255, 255, 255)
_DARK: Final = (0x1F, 0x1F, 0x1F)


def _is_colour(_: object, attribute: Attribute[str], value: object) -> None:
    if not (isinstance(value, str) and _HEXADECIMAL.fullmatch(value)):
        raise InvalidInput(
            f"{value!r} is no colour.",
            field=attribute.name,
            value=value,
            hint=Text(
                es="Escriba seis cifras hexadecimales, como #1f5a4d.",
                en="Write six hexadecimal digits, as #1f5a4d.",
            ),
        )


@frozen(kw_only=True, slots=False)
class Colours:
    """
    Colours of a printed form, each as ``#1f5a4d``.

    Attributes:
        accent: Title, rules and the band of the amount to pay; its text is white or dark, whichever
            is easier to read.
        ink: Texts.
        muted: Labels and small print.
        tint: Ground of the boxes.
        line: Hairlines between rows.

    Raises:
        InvalidInput: If one is written otherwise.

    >>> Colours(accent="#1f5a4d").accent
    '#1f5a4d'
    """

    accent: str = field(default="#7a2e1d", validator=_is_colour)
    ink: str = field(default="#1f1f1f", validator=_is_colour)
    muted: str = field(default="#66605b", validator=_is_colour)
    tint: str = field(default="#f7f3ee", validator=_is_colour)
    line: str = field(default="#ddd5cc", validator=_is_colour)

    def rgb(self, name: str) -> tuple[int, int, int]:
        """Return a colour by its name, or ``on_accent``: what is written on the accent."""
        if name == "on_accent":
            red, green, blue = self.rgb("accent")
            return _DARK if red * 299 + green * 587 + blue * 114 > _LIGHT * 1000 else _WHITE
        return _rgb(getattr(self, name))

    @property
    def on_accent(self) -> str:
        """Colour of texts on the accent, as the others."""
        return "#{:02x}{:02x}{:02x}".format(*self.rgb("on_accent"))


def _rgb(text: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(text[1:])
    return red, green, blue
