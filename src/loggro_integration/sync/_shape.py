# SPDX-License-Identifier: MIT
"""
The shape of answers: which keys, of which types, and whether always there; never a value.

A key can be a value in disguise, as in ``{"Ana": 3}``: only keys that a class of rows knows, or
that look like a name of a field and stand nowhere as a value, are told; the others become ``*``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal

from loggro_integration.exact_json import JsonValue

__all__ = ["HIDDEN", "Shape", "values_in"]

HIDDEN = "*"

_FIELD = re.compile(r"_?[a-z][a-z]*(?:[A-Z]{1,5}[a-z]*|_[a-z]+){0,6}[0-9]?")
_LONGEST = 40
# The first form that fits is told; none of them says what was written.
_FORMS = (
    ("empty", re.compile(r"")),
    ("instant", re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.DOTALL)),
    ("day", re.compile(r"\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}")),
    ("id", re.compile(r"[0-9a-f]{24}")),
    ("uuid", re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
    ("digits", re.compile(r"-?\d+")),
    ("number", re.compile(r"-?\d+[.,]\d+")),
)


class Shape:
    """
    What was seen at one place of the answers.

    Attributes:
        seen: How often the place was there, null included.
        types: Types of JSON seen.
        forms: Forms of its texts, as ``instant`` or ``digits``.
        fields: Shape of each key, where it was an object.
        items: Shape of the items, where it was a list with any.
    """

    def __init__(self) -> None:
        self.seen = 0
        self.objects = 0
        self.types: set[str] = set()
        self.forms: set[str] = set()
        self.fields: dict[str, Shape] = {}
        self.items: Shape | None = None

    def add(self, value: JsonValue) -> None:
        """See one more value here."""
        self.seen += 1
        self.types.add(_type_of(value))
        if isinstance(value, str):
            self.forms.add(_form_of(value))
        elif isinstance(value, Mapping):
            self.objects += 1
            for key, item in value.items():
                self.fields.setdefault(key, Shape()).add(item)
        elif isinstance(value, list) and value:
            self.items = self.items or Shape()
            for item in value:
                self.items.add(item)

    def merge(self, other: Shape) -> None:
        """See here what was seen at another place."""
        self.seen += other.seen
        self.objects += other.objects
        self.types |= other.types
        self.forms |= other.forms
        for key, shape in other.fields.items():
            self.fields.setdefault(key, Shape()).merge(shape)
        if other.items is not None:
            self.items = self.items or Shape()
            self.items.merge(other.items)

    def hidden(self, known: Container[str], values: Container[str]) -> Shape:
        """Return the same shape, keys that may be values told as ``*``."""
        found = Shape()
        found.seen, found.objects = self.seen, self.objects
        found.types, found.forms = set(self.types), set(self.forms)
        for key, shape in self.fields.items():
            told = key if _is_name(key, known, values) else HIDDEN
            found.fields.setdefault(told, Shape()).merge(shape.hidden(known, values))
        found.items = self.items and self.items.hidden(known, values)
        return found

    def at(self, path: str) -> Shape | None:
        """Return the shape at a dotted path, `None` where nothing was seen."""
        found: Shape | None = self
        for step in path.split(".") if path else ():
            found = found.fields.get(step) if found else None
        return found

    def places(self, path: str = "$") -> Iterator[tuple[str, Shape, bool]]:
        """Give each place with its path, and whether it was always there."""
        yield path, self, True
        yield from self._below(path)

    def _below(self, path: str) -> Iterator[tuple[str, Shape, bool]]:
        for key, shape in sorted(self.fields.items()):
            yield f"{path}.{key}", shape, key != HIDDEN and shape.seen == self.objects
            yield from shape._below(f"{path}.{key}")  # noqa: SLF001 (its own class)
        if self.items is not None:
            yield f"{path}[]", self.items, True
            yield from self.items._below(f"{path}[]")  # noqa: SLF001


def _type_of(value: JsonValue) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, Decimal):
        return "decimal"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def _form_of(text: str) -> str:
    return next((name for name, form in _FORMS if form.fullmatch(text)), "text")


def _is_name(key: str, known: Container[str], values: Container[str]) -> bool:
    if key in known:
        return True
    looks = len(key) <= _LONGEST and _FIELD.fullmatch(key) is not None
    return looks and key.casefold() not in values


def values_in(value: JsonValue) -> Iterator[str]:
    """Give every text of an answer and the words of it, to know a key that is one."""
    if isinstance(value, str):
        text = value.casefold()
        yield text
        yield from text.split()
    elif isinstance(value, (list, Mapping)):
        items: Iterable[JsonValue] = value.values() if isinstance(value, Mapping) else value
        for item in items:
            yield from values_in(item)
