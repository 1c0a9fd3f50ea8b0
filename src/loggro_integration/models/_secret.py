# SPDX-License-Identifier: MIT
"""How a document's party hands over a key: in clear or wrapped, it is kept wrapped."""

from __future__ import annotations

from loggro_integration.secret import Secret

__all__ = ["optional_secret"]


def optional_secret(value: str | Secret | None) -> Secret | None:
    """
    Wrap a key given as text; `None` stays.

    Raises:
        InvalidInput: If the text is empty.
    """
    return value if value is None or isinstance(value, Secret) else Secret(value)
