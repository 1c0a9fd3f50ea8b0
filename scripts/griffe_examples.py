# SPDX-License-Identifier: MIT
"""
Teach griffe that a paragraph of doctests is an example.

Google's form asks for a heading before examples; in this code the prompt itself is enough.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

_DOCTEST = re.compile(r"(?:(?<=\n\n)|\A)>>> (?:.+\n?)+")


def with_sections(text: str) -> str:
    """Put each paragraph of doctests below a heading of its own."""

    def indented(found: re.Match[str]) -> str:
        lines = found.group().rstrip("\n").split("\n")
        return "Examples:\n" + "\n".join(f"    {line}" for line in lines) + "\n"

    return _DOCTEST.sub(indented, text)


class Examples(griffe.Extension):
    """Rewrites the docstring of every object that is read."""

    def on_instance(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Rewrite one docstring, where there is one."""
        if obj.docstring is not None:
            obj.docstring.value = with_sections(obj.docstring.value)
