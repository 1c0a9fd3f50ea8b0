# SPDX-License-Identifier: MIT
"""A reference to another row: its id alone or the row itself, as the endpoint likes."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._converter import expect_object, reads, unstructure

__all__ = ["Ref"]


@frozen(kw_only=True, slots=False)
class Ref:
    """
    A reference to another row: an id as text, or the row itself, as the endpoint likes.

    Attributes:
        id: Id of the row, where it has one.
        fields: The populated row as received, or `None` where only the id came.
    """

    id: str | None = None
    fields: Mapping[str, JsonValue] | None = field(default=None, repr=False)

    @property
    def name(self) -> str | None:
        """Name of the populated row, where it came."""
        name = self.fields.get("name") if self.fields else None
        return name if isinstance(name, str) else None


@lru_cache(maxsize=256)
def _by_id(value: str) -> Ref:
    return Ref(id=value)


def _read(value: Any, _: Any) -> Ref:
    if isinstance(value, str):
        return _by_id(value)
    fields = dict(expect_object(value))
    found = fields.get("_id", fields.get("idInternal"))
    return Ref(id=found if isinstance(found, str) else None, fields=fields)


def _write(reference: Ref) -> JsonValue:
    return reference.id if reference.fields is None else dict(reference.fields)


reads(Ref, _read, usual=(str, _by_id))
unstructure.register(Ref, _write)
