# SPDX-License-Identifier: MIT
"""Elements of a page: every text and every attribute is escaped here, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final, TypeAlias

__all__ = ["Child", "Html", "el", "icon", "joined", "with_commands"]


class Html(str):
    """Markup that was made here; any other text is escaped."""

    __slots__ = ()


Child: TypeAlias = "str | Html | None"

_COMMAND: Final = re.compile(r"(loggro (?:sync )?[a-z]+(?: (?:--[a-z-]+|[A-Z0-9][\w-]*))*)")
_VOID: Final = frozenset({"input", "meta", "link", "br"})
_SHAPES: Final = {
    "ok": "M5 10.5l3.5 3.5L15.5 6.5",
    "way": "M10 5.5v5l3.2 2.2",
    "bad": "M6.5 6.5l7 7M13.5 6.5l-7 7",
    "ask": "M7.4 7.8a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 1.8M10 14.4v.2",
    "none": "M6 10h8",
}
"""A shape for each meaning: colour alone tells nothing."""


def el(tag: str, *children: Child, **attributes: str | bool | None) -> Html:
    """
    Write an element; attributes end in ``_`` where Python has the word, ``_`` stands for ``-``.

    >>> el("p", "a < b", class_="note")
    '<p class="note">a &lt; b</p>'
    """
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(value)}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in _VOID:
        return Html(f"<{tag}{written}>")
    return Html(f"<{tag}{written}>{joined(children)}</{tag}>")


def joined(children: Iterable[Child]) -> Html:
    """Write children one after the other."""
    return Html(
        "".join(each if isinstance(each, Html) else escape(each) for each in children if each)
    )


def icon(kind: str, label: str) -> Html:
    """Write an icon with its meaning in words beside it."""
    path = Html(
        '<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
        f'<circle cx="10" cy="10" r="9"/><path d="{_SHAPES[kind]}"/></svg>'
    )
    return el("span", path, el("span", label), class_=f"icon {kind}")


def with_commands(text: str) -> Html:
    """
    Write a text with its commands as such: their words, options and whatever is no small word.

    >>> with_commands("Run loggro check --known FE1.")
    'Run <code>loggro check --known FE1</code>.'
    """
    parts = _COMMAND.split(text)
    return joined(el("code", part) if at % 2 else part for at, part in enumerate(parts))
