# SPDX-License-Identifier: MIT
"""
What is published of an operation: parameters, body, answers, limits; and its check.

A field is written ``name:type``, with ``!`` after the name where it is demanded. Names are dotted
paths with ``[]`` for the entries of an array; types are those of the published list, joined by
``|``. The same texts make the check of a body and its description in the OpenAPI document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from loggro_integration.days import parse_instant
from loggro_integration.errors import InvalidDate
from loggro_integration.exact_json import is_array, is_object, loads

__all__ = ["BodyKind", "Field", "Flaw", "Node", "Spec", "Upload", "coerced", "flaws", "tree"]

BodyKind: TypeAlias = Literal["", "json", "json-optional", "multipart", "multipart-or-json"]
Availability: TypeAlias = Literal[
    "normal", "undocumented", "planned", "admin-only", "delivery-role", "superadmin-only"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """
    One row of the table of operations.

    Attributes:
        summary: What it does, in a few words.
        documented: Path that the portal prints, where it is a wrong one; `None` for an operation
            that is not documented.
        required: Query parameters that are demanded.
        optional: Query parameters that may be sent.
        paging: Query parameters of paging.
        body: Kind of the body.
        fields: Known fields of the body.
        ours: Whether `fields` are the fake's own choice, because none are published.
        codes: Status codes that are declared.
        also: Status codes that answer although they are not declared.
        permission: Code that the user's role needs.
        premium: Whether the plan must be premium.
        trial: Whether a trial account sees 24 hours only.
        availability: Who may call it.
        envelope: How the answer is wrapped.
        answer: Known fields of the answer.
    """

    summary: str = ""
    documented: str | None = ""
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    paging: tuple[str, ...] = ()
    body: BodyKind = ""
    fields: tuple[str, ...] = ()
    ours: bool = False
    codes: tuple[int, ...] = (200,)
    also: tuple[int, ...] = ()
    permission: str | None = None
    premium: bool = False
    trial: bool = False
    availability: Availability = "normal"
    envelope: str = "unknown"
    answer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One known field: its path, its types, whether it is demanded."""

    path: tuple[str, ...]
    types: tuple[str, ...]
    required: bool

    @classmethod
    def parse(cls, text: str) -> Field:
        """Read ``name!:type|type``."""
        name, _, types = text.partition(":")
        path = tuple(name.removesuffix("!").replace("[]", ".[]").lstrip(".").split("."))
        return cls(path, tuple(types.split("|")), name.endswith("!"))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a form."""

    name: str
    content_type: str
    content: bytes


@dataclass(slots=True)
class Node:
    """A place in a body: what it may be, and the places inside it."""

    types: tuple[str, ...] = ("object",)
    required: bool = False
    inside: dict[str, Node] = field(default_factory=dict[str, "Node"])


def tree(fields: Iterable[str]) -> Node:
    """Return the known fields of a body as a tree; ``[]`` is the entry of an array."""
    root = Node()
    for each in map(Field.parse, fields):
        node = root
        for name in each.path:
            if name == "[]" and node.types == ("object",):
                node.types = ("array",)
            node = node.inside.setdefault(name, Node())
        node.types = each.types
        node.required = each.required
    _demand_parents(root)
    return root


def _demand_parents(node: Node) -> None:
    """An array whose entries have a demanded field is itself demanded, and not empty."""
    for inner in node.inside.values():
        _demand_parents(inner)
    entry = node.inside.get("[]")
    if entry is not None and any(inner.required for inner in entry.inside.values()):
        node.required = True


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a body: where, and whether an ObjectId is malformed."""

    path: str
    missing: bool = False
    malformed_id: bool = False


def flaws(body: Mapping[str, Any], fields: tuple[str, ...]) -> Iterator[Flaw]:
    """Yield what is wrong with a body: demanded fields first come first, in the order listed."""
    yield from _inside(body, _tree_of(fields), "")


_tree_of = lru_cache(maxsize=None)(tree)


def _inside(value: Mapping[str, Any], node: Node, where: str) -> Iterator[Flaw]:
    for name, inner in node.inside.items():
        if name != "[]":
            yield from _at(value.get(name), inner, f"{where}.{name}".lstrip("."))


def _at(value: object, node: Node, where: str) -> Iterator[Flaw]:
    if value is None:
        if node.required:
            yield Flaw(where, missing=True)
    elif not any(fits(value, kind) for kind in node.types):
        yield Flaw(where, malformed_id="ObjectId" in node.types)
    elif is_object(value):
        yield from _inside(value, node, where)
    elif is_array(value) and "[]" in node.inside:
        yield from _entries(value, node, where)


def _entries(value: list[Any], node: Node, where: str) -> Iterator[Flaw]:
    if not value and node.required:
        yield Flaw(where, missing=True)
    for position, entry in enumerate(value):
        if entry is None:
            yield Flaw(f"{where}[{position}]")
        yield from _at(entry, node.inside["[]"], f"{where}[{position}]")


def coerced(body: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """
    Return a body with the values that its texts stand for, where the table knows their type.

    A row that was read may go back as it came: a populated reference stands for its id.
    """
    node = _tree_of(fields)
    return {
        name: _coerced(value, node.inside[name]) if name in node.inside else value
        for name, value in body.items()
    }


def _coerced(value: object, node: Node) -> object:
    if is_object(value) and "ObjectId" in node.types and "object" not in node.types:
        whole: object = value.get("_id", value)
        return whole
    if not isinstance(value, str) or set(node.types) & {"string", "ObjectId", "datetime"}:
        return value
    try:
        return loads(value)
    except ValueError:
        return value


def fits(value: object, kind: str) -> bool:
    """Tell whether a value is of a type of the published list."""
    return _FITS[kind](value)


def _is_number(value: object) -> bool:
    # an exponent that nobody can write out is no amount
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value.adjusted()) <= _MOST_DIGITS
    return isinstance(value, int) and not isinstance(value, bool)


def _is_int(value: object) -> bool:
    return isinstance(value, (int, Decimal)) and _is_number(value) and value == int(value)


def _is_object_id(value: object) -> bool:
    return isinstance(value, str) and len(value) == _ID_LENGTH and set(value) <= _HEX


def _is_instant(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        parse_instant(value)
    except InvalidDate:
        return False
    return True


_MOST_DIGITS = 30
_ID_LENGTH = 24
_HEX = frozenset("0123456789abcdefABCDEF")
_FITS: Mapping[str, Callable[[object], bool]] = {
    "string": lambda value: isinstance(value, str),
    "int": _is_int,
    "number": _is_number,
    "bool": lambda value: isinstance(value, bool),
    "ObjectId": _is_object_id,
    "uuid": lambda value: isinstance(value, str),
    "datetime": _is_instant,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, Mapping),
    "file": lambda value: isinstance(value, Upload),
    "null": lambda value: value is None,
    "unknown": lambda value: True,
}
