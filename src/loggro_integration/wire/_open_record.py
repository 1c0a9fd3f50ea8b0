# SPDX-License-Identifier: MIT
"""Rows and answers whose shape nobody has published: kept whole, read by dotted names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._converter import expect_object, reads, structure, unstructure

__all__ = ["OpenAnswer", "OpenRecord", "answer", "at_path", "record"]


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


@frozen
class OpenAnswer(OpenRecord):
    """
    A whole answer whose shape is not published; reading it never fails.

    Attributes:
        fields: Its keys and values; empty where the answer is no object.
        value: The answer as received: an object, a list, a number, text or nothing.
    """

    value: JsonValue = None

    @property
    def message(self) -> str | None:
        """
        The words of an answer that only says what was done.

        >>> answer({"message": "Eliminado!"}).message
        'Eliminado!'
        """
        said = self.fields.get("message")
        return said if isinstance(said, str) else None

    @property
    def rows(self) -> tuple[OpenRecord, ...]:
        """
        The objects of its list: the answer itself, or the only list that it holds.

        >>> answer({"data": [{"total": 3}]}).rows
        (OpenRecord(fields={'total': 3}),)
        """
        lists = [self.value, *self.fields.values()]
        found = [each for each in lists if isinstance(each, list)]
        rows = found[0] if len(found) == 1 else []
        return tuple(OpenRecord(each) for each in rows if isinstance(each, Mapping))


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


def _write_answer(answer: OpenAnswer) -> JsonValue:
    return answer.value


reads(OpenRecord, _read)
unstructure.register(OpenAnswer, _write_answer)
unstructure.register(OpenRecord, _write)


def record(value: JsonValue) -> OpenRecord:
    """
    Keep a row whose shape is not published.

    Raises:
        ContractChanged: If it is no object.
    """
    return structure(value, OpenRecord)


def answer(value: JsonValue) -> OpenAnswer:
    """Keep an answer whose shape is not published, whatever it is."""
    return OpenAnswer(dict(value) if isinstance(value, Mapping) else {}, value)
