# SPDX-License-Identifier: MIT
"""The texts of one problem of a document."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Wording"]


class Wording(NamedTuple):
    """
    The texts of one problem; ``{value}`` is what was found, ``{path}`` where.

    Attributes:
        blocking: Whether DIAN refuses the document, or only notes it.
    """

    es: str
    en: str
    fix_es: str
    fix_en: str
    blocking: bool = True
