# SPDX-License-Identifier: MIT
"""
`Secret`: a value that does not print, pickle, hash or compare by accident.

Where secrets come from is not known here.
"""

from __future__ import annotations

import hmac
from typing import NoReturn, Self

from loggro_integration.errors import InvalidInput, Text

__all__ = ["Secret"]

_MASK = "Secret('•••')"


class Secret:
    """
    A password, token, key or PIN, shown only by `reveal`.

    ``repr()``, ``str()`` and f-strings give the mask, so a log line or a traceback holds nothing.
    Equality with another `Secret` takes constant time; with anything else it is false. Pickling
    and hashing raise `TypeError`; a copy is the same object.

    Raises:
        InvalidInput: If the value is not text, is empty, or cannot be encoded as UTF-8; the value
            itself is never in the error.

    >>> token = Secret("s3cr3t")
    >>> token
    Secret('•••')
    >>> f"{token}", token.reveal()
    ("Secret('•••')", 's3cr3t')
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        if not _is_usable(value):
            raise InvalidInput(
                "The secret is not text, or is empty.",
                field="value",
                hint=Text(
                    es="Revise la variable de entorno o el argumento de donde viene.",
                    en="Look at the environment variable or the argument it comes from.",
                ),
            )
        self._value = value

    def reveal(self) -> str:
        """
        Return the value itself, for the one place that sends it.

        >>> Secret("1234").reveal()
        '1234'
        """
        return self._value

    def __repr__(self) -> str:
        return _MASK

    def __str__(self) -> str:
        return _MASK

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._value.encode(), other._value.encode())

    __hash__ = None  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]  # a hash would let it be found by guessing

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("A Secret cannot be pickled: pass the place it comes from instead.")


def _is_usable(value: object) -> bool:
    """Tell whether the value is text that can be sent; says nothing of it otherwise."""
    if not isinstance(value, str) or not value:
        return False
    # `encode` would raise an error that quotes the value.
    return bool(value.encode(errors="ignore").decode() == value)
