# SPDX-License-Identifier: MIT
"""
What every row of an API is: an attrs class that loses nothing on the way back.

The modules of records evaluate their annotations at once: the converter reads types, not texts.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

from loggro_integration.exact_json import JsonValue

__all__ = ["OWN", "Label", "Record", "key_of", "wire"]

Label: TypeAlias = str | int
"""A field that one account sends as text and another as a number."""


@attrs.frozen(kw_only=True, slots=False)
class Record:
    """
    A row of an API.

    Attributes:
        extra: What the class has no field for, as received, so that nothing is lost on the way
            back. Not a stable interface: names here are Loggro's.
        absent: Wire keys that did not come, or came as null, and whose field shows a default.
    """

    extra: Mapping[str, JsonValue] = attrs.field(factory=dict[str, JsonValue], repr=False)
    absent: frozenset[str] = attrs.field(default=frozenset(), repr=False)


OWN = ("extra", "absent")
"""The fields of a `Record` that stand for no wire key."""


def wire(name: str) -> dict[str, str]:
    """Return the metadata that gives a field its wire key."""
    return {"wire": name}


def key_of(attribute: "attrs.Attribute[Any]") -> str:
    """Return the wire key of a field: the one it names, or its own name in camel case."""
    return str(attribute.metadata.get("wire") or _camel(attribute.name))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)
