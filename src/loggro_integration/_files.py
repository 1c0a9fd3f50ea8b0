# SPDX-License-Identifier: MIT
"""Files that somebody named: read whole, or refused with their reason."""

from __future__ import annotations

from pathlib import Path

from loggro_integration.errors import InvalidInput, Text

__all__ = ["read_bytes", "read_text", "reason_of"]

# Above the 10 MB of a document of DIAN, which its own door refuses by name.
LARGEST = 64 * 1024 * 1024


def read_bytes(path: Path, *, field: str = "file") -> bytes:
    """
    Read a file.

    Raises:
        InvalidInput: If it cannot be read, or is larger than 64 MB.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise InvalidInput(
            f"{path} cannot be read: {reason_of(error)}.",
            field=field,
            value=path,
            hint=Text(es="Revise la ruta y los permisos.", en="Check the path and permissions."),
        ) from None
    if len(content) > LARGEST:
        raise InvalidInput(
            f"{path} is larger than 64 MB.",
            field=field,
            value=path,
            hint=Text(es="No es el archivo que espera.", en="It is not the file that is expected."),
        )
    return content


def read_text(path: Path, *, field: str = "file") -> str:
    """
    Read a file of text.

    Raises:
        InvalidInput: If it cannot be read, or is not UTF-8.
    """
    try:
        return read_bytes(path, field=field).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(
            f"{path} is not UTF-8 text.",
            field=field,
            value=path,
            hint=Text(es="Guárdelo como UTF-8.", en="Save it as UTF-8."),
        ) from None


def reason_of(error: OSError | ValueError) -> str:
    """Return what the system says, in its own words."""
    return getattr(error, "strerror", None) or str(error)
