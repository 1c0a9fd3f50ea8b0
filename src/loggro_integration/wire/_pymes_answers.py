# SPDX-License-Identifier: MIT
"""
The wrappers of Pymes taken off: ``contenido`` or, as the portal says, ``datos``.

Which wrapper stands around one record is not published: both, and none, are accepted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import frozen

from loggro_integration.errors import ContractChanged, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.wire._open_record import OpenRecord

__all__ = ["Saved", "only", "rows", "saved"]

_WRAPPERS = ("contenido", "datos")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@frozen
class Saved(OpenRecord):
    """
    What Pymes answered to a write: an `OpenRecord`, since only ``datos`` was ever shown.

    Attributes:
        fields: Every key and value of the answer; an answer that is no object stands under
            ``datos``, an empty one leaves no field.
    """

    @property
    def uuid(self) -> str | None:
        """The uuid of what was written, where the answer tells it."""
        for place in ("datos", "contenido", "datos.uuid", "contenido.uuid", "uuid"):
            found = self.get(place)
            if isinstance(found, str) and _UUID.fullmatch(found):
                return found
        return None


def saved(value: JsonValue) -> Saved:
    """
    Read the answer to a write.

    Raises:
        ContractChanged: If it holds ``errores``: then nothing says that it was done.
    """
    if value is None:
        return Saved({})
    fields = value if isinstance(value, Mapping) else {"datos": value}
    if fields.get("errores"):
        raise _unknown("the answer to a write holds errores @ $.errores")
    return Saved(dict(fields))


def only(value: JsonValue) -> JsonValue:
    """
    Return the one record of an answer, out of its wrapper.

    Raises:
        ContractChanged: If there is none or several: nobody may read "it is there" out of that.
    """
    found = _unwrapped(value)
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if isinstance(found, Mapping) and found and not found.get("errores"):
        return found
    raise _unknown("expected one record @ $.contenido | $.datos | $")


def rows(value: JsonValue) -> list[JsonValue]:
    """
    Return the records of an answer that is not paged: a list, or one record alone.

    Raises:
        ContractChanged: If there is neither: nobody may read "there is none" out of that.
    """
    found = _unwrapped(value)
    if isinstance(found, Mapping) and "content" in found:
        found = found["content"]
    if isinstance(found, Mapping) and found.get("uuid"):
        return [found]
    if isinstance(found, list):
        return found
    raise _unknown("expected a list of rows @ $.contenido | $.datos | $")


def _unwrapped(value: JsonValue) -> JsonValue:
    if isinstance(value, Mapping):
        for name in _WRAPPERS:
            # a record of its own may have a field of this name, a text for instance
            if name in value and isinstance(value[name], Mapping | list | None):
                return value[name]
    return value


def _unknown(message: str) -> ContractChanged:
    return ContractChanged(
        message,
        code="shape",
        hint=Text(
            es="Loggro cambió la respuesta o esta cuenta es distinta: reporte las rutas.",
            en="Loggro changed the answer, or this account differs: report the paths.",
        ),
    )
