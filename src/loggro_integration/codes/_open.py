# SPDX-License-Identifier: MIT
"""
`OpenEnum`: text values with names, which keep a value they do not know.

Loggro and DIAN add values without notice; an unknown one must survive a round trip.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from loggro_integration.errors import InvalidInput, Text

__all__ = ["OpenEnum"]


class OpenEnum(StrEnum):
    """
    A string enumeration that is not closed.

    Calling it with a known value gives the member; with other text it gives a value of the same
    type that is no member: its `is_known` is false, its `name` is ``UNKNOWN``, and it equals,
    hashes, prints, copies and pickles by its text. It is never added to the members.

    Raises:
        InvalidInput: If the value is not text.

    >>> from loggro_integration.codes import InvoiceStatus
    >>> InvoiceStatus("Pagada") is InvoiceStatus.PAID, InvoiceStatus("Pagada").is_known
    (True, True)
    >>> InvoiceStatus("Reabierta").is_known, str(InvoiceStatus("Reabierta"))
    (False, 'Reabierta')
    """

    @classmethod
    def _missing_(cls, value: object) -> Self:
        if not isinstance(value, str):
            raise InvalidInput(
                f"A value of {cls.__name__} is text.",
                field=cls.__name__,
                value=value,
                hint=Text(
                    es="Pase el texto tal como lo escribe el sistema.",
                    en="Pass the text just as the system writes it.",
                ),
            )
        unknown = str.__new__(cls, value)
        unknown._name_ = "UNKNOWN"
        unknown._value_ = str(value)
        return unknown

    @property
    def is_known(self) -> bool:
        """Whether this is a named member."""
        return self._value_ in type(self)._value2member_map_

    def __reduce_ex__(self, proto: object) -> tuple[type[Self], tuple[str]]:
        return type(self), (self._value_,)
