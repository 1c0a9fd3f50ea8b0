# SPDX-License-Identifier: MIT
"""Files that the user named: read whole, written whole, refused with their reason."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from loggro_integration._files import read_bytes, read_text, reason_of
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.money import plain

__all__ = [
    "csv_text",
    "make_folder",
    "read_bytes",
    "read_text",
    "refuse_taken",
    "write_pieces",
    "write_text",
    "write_whole",
]


def make_folder(path: Path, *, field: str) -> Path:
    """
    Make a folder where it is missing, before the work whose result it takes.

    Raises:
        InvalidInput: If it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise _unwritable(path, field, error) from None
    return path


def write_text(path: Path, text: str, *, field: str, encoding: str = "utf-8") -> Path:
    """
    Write a file, its folder made where it is missing.

    Raises:
        InvalidInput: If the folder or the file cannot be written.
    """
    make_folder(path.parent, field=field)
    try:
        path.write_text(text, encoding, newline="")
    except (OSError, ValueError) as error:
        raise _unwritable(path, field, error) from None
    return path


def refuse_taken(paths: Iterable[Path], *, field: str, force: bool) -> None:
    """
    Do nothing where all these files may be written.

    Raises:
        InvalidInput: If a file of that name is there and `force` is not given, or a folder is.
    """
    for path in paths:
        if not path.exists():
            continue
        if path.is_dir():
            raise _unwritable(path, field, IsADirectoryError(errno.EISDIR, "Is a directory"))
        if path.is_file() and not force:
            raise InvalidInput(
                f"{path} exists.",
                field=field,
                value=path,
                hint=Text(
                    es="Elija otro nombre, o use --force para reemplazarlo.",
                    en="Choose another name, or use --force to replace it.",
                ),
            )


def write_whole(path: Path, content: bytes, *, field: str, force: bool = False) -> Path:
    """
    Write a file whole or not at all, its folder made where it is missing.

    Raises:
        InvalidInput: As `refuse_taken`, and if the folder or the file cannot be written.
    """
    return write_pieces(path, (content,), field=field, force=force)


def write_pieces(path: Path, pieces: Iterable[bytes], *, field: str, force: bool = False) -> Path:
    """
    Write a file whole or not at all, piece by piece as they come.

    Raises:
        InvalidInput: As `write_whole`.
    """
    refuse_taken([path], field=field, force=force)
    make_folder(path.parent, field=field)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not path.is_file():
            # a device or a pipe is written to, never replaced
            with path.open("wb") as device:
                device.writelines(pieces)
        else:
            _write_beside(scratch, pieces)
            scratch.replace(path)
    except (OSError, ValueError) as error:
        raise _unwritable(path, field, error) from None
    finally:
        with contextlib.suppress(OSError, ValueError):
            scratch.unlink(missing_ok=True)
    return path


def _write_beside(scratch: Path, pieces: Iterable[bytes]) -> None:
    with scratch.open("xb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())


def _unwritable(path: Path, field: str, error: OSError | ValueError) -> InvalidInput:
    return InvalidInput(
        f"{path} cannot be written: {reason_of(error)}.",
        field=field,
        value=path,
        hint=Text(es="Elija otra carpeta.", en="Choose another folder."),
    )


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """
    Return rows as CSV for a Colombian spreadsheet: ``;`` and plain decimals.

    Without columns the rows go on below those of an earlier text.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    if columns:
        writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    # A spreadsheet runs cells that begin like a formula.
    text = str(value)
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") else text
