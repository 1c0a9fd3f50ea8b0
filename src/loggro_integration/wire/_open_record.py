# SPDX-License-Identifier: MIT
"""A row whose shape nobody has published: kept whole, read by dotted names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._converter import expect_object, reads, structure, unstructure

__all__ = ["OpenRecord", "at_path", "record"]


@frozen
class OpenRecord:
    """
    An object of an answer, as received.

    Attributes:
        fields: Every key and value; numbers are `int` or `Decimal`.
    """

    fields: Mapping[str, JsonValue]

    def get(self, path: str) -> JsonValue:
        """
        Return the value at a dotted path, `None` where any step is missing.

        >>> OpenRecord({"cliente": {"id": "222222222222"}}).get("cliente.id")
        '222222222222'
        """
        return at_path(self.fields, path)

    def has(self, path: str) -> bool:
        """Tell whether the last step of a dotted path is there, even as null."""
        parent, _, last = path.rpartition(".")
        holder = at_path(self.fields, parent) if parent else self.fields
        return isinstance(holder, Mapping) and last in holder


def at_path(value: JsonValue, path: str) -> JsonValue:
    """Follow a dotted path through objects; `None` where a step is missing."""
    for step in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def _read(value: Any, _: Any) -> OpenRecord:
    return OpenRecord(dict(expect_object(value)))


def _write(record: OpenRecord) -> JsonValue:
    return dict(record.fields)


reads(OpenRecord, _read)
unstructure.register(OpenRecord, _write)


def record(value: JsonValue) -> OpenRecord:
    """
    Keep a row whose shape is not published.

    Raises:
        ContractChanged: If it is no object.
    """
    return structure(value, OpenRecord)
