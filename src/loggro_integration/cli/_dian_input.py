# SPDX-License-Identifier: MIT
"""What the commands of `loggro dian` are given: files, keys, authorities and schemas."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

from cyclopts import Parameter

from loggro_integration.cli._files import read_bytes
from loggro_integration.cli._options import wrong_usage
from loggro_integration.cli._profiles import text_at
from loggro_integration.days import parse_instant
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models import ApplicationResponse

if TYPE_CHECKING:
    from loggro_integration.dian import Document, NamedDocument, TrustStore
    from loggro_integration.dian.schemas import Schemas

__all__ = [
    "FileName",
    "SecretOfCode",
    "documents_of",
    "moment_of",
    "name_of",
    "schemas_at",
    "trust_at",
]

FileName: TypeAlias = Annotated[Path, Parameter(name="FILE")]

SCHEMAS_VARIABLE = "LOGGRO_SCHEMAS"


class SecretOfCode:
    """
    The technical key or the PIN of the command, and to which documents of a file it belongs.

    Args:
        key: Technical key, or where it is kept.
        pin: PIN of the software, or where it is kept.

    Raises:
        InvalidInput: If both are given, or one is empty.
    """

    def __init__(self, key: str | None, pin: str | None) -> None:
        if key is not None and pin is not None:
            raise _both()
        given = key if pin is None else pin
        if given == "":
            raise InvalidInput(
                "The key or the PIN is empty.",
                field="--key" if pin is None else "--pin",
                hint=Text(
                    es="Escríbalo, o quite la opción.", en="Write it, or leave the option out."
                ),
            )
        self.value = None if given is None else text_at(given)
        self._is_key = pin is None

    def of(self, document: Document, *, alone: bool) -> str | None:
        """
        Return the secret for a document, where it is the one that the code of it needs.

        Of several in a file it is for those of the issuer: the answers of others were made with a
        PIN that only they have.
        """
        if alone or self.value is None:
            return self.value
        code = _scheme_of(document)
        if isinstance(document, ApplicationResponse) or code is None:
            return None
        return self.value if code.startswith("CUFE") is self._is_key else None


def _scheme_of(document: Document) -> str | None:
    written = getattr(document, "unique_code", None)
    return None if written is None else str(written.scheme)


def name_of(path: Path, name: str) -> str:
    """Name a document by its entry of the ZIP, or by the file that it is."""
    return f"{path.name}{name}" if name.startswith("#") or not name else name


def documents_of(path: Path) -> list[NamedDocument]:
    """
    Open a file: its documents, each AttachedDocument followed by what it carries, with names.

    Raises:
        InvalidInput: If the file cannot be read.
        DianError: If one of them cannot be opened.
    """
    from loggro_integration import dian

    return [
        dian.NamedDocument(name_of(path, each.name), each.data)
        for each in dian.unpack(read_bytes(path))
    ]


def moment_of(text: str | None) -> datetime:
    """
    Return the instant that an option names; now where it names none.

    Raises:
        InvalidDate: If it is no instant.
    """
    return datetime.now(UTC) if text is None else parse_instant(text)


def trust_at(path: Path) -> TrustStore:
    """
    Read the authorities to trust.

    Raises:
        InvalidInput: If the file is no PEM with certificates.
    """
    from loggro_integration import dian

    content = read_bytes(path, field="trust")
    try:
        return dian.TrustStore.from_pem(content)
    except InvalidInput as error:
        error.field, error.value = "trust", str(path)
        raise


def schemas_at(path: Path | None) -> Schemas | None:
    """
    Load the schemas that are named, by the option or by the environment, or those installed.

    Returns:
        `None` where none are named and none installed.

    Raises:
        ConfigurationError: If they cannot be used.
    """
    from loggro_integration.dian import schemas

    named = path or Path(os.environ.get(SCHEMAS_VARIABLE, ""))
    if named != Path():
        return schemas.load(named)
    return schemas.load() if schemas.installed_folder().is_dir() else None


def _both() -> InvalidInput:
    return wrong_usage(
        "A document has a technical key or a PIN, not both.",
        field="--pin",
        hint=Text(
            es="Use --key para un CUFE, --pin para un CUDE o un CUDS.",
            en="Use --key for a CUFE, --pin for a CUDE or a CUDS.",
        ),
    )
