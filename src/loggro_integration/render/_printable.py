# SPDX-License-Identifier: MIT
"""Texts without the signs that no page and no workbook can hold."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["printable"]

_NO_TEXT: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
"""What neither XML nor UTF-8 can hold: control characters and halves of characters."""


def printable(text: str) -> str:
    r"""
    Return a text without control characters and halves of characters.

    >>> printable("Arepa\x00 de queso")
    'Arepa de queso'
    """
    return _NO_TEXT.sub("", text)
