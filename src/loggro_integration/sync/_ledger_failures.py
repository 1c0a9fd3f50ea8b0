# SPDX-License-Identifier: MIT
"""What each failure of the file of a ledger means, and what to do about it."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from typing import NamedTuple

from loggro_integration.errors import LedgerError, LedgerLocked, Problem, Text

__all__ = [
    "FOREIGN",
    "failure",
    "ledger_error",
    "missing",
    "only_joined",
    "outdated",
    "still_read",
    "taken",
    "unsound",
]


class _Kind(NamedTuple):
    code: str
    hint: Text


_LOCKED = _Kind(
    "ledger-locked",
    Text(
        es="Espere a que termine o ciérrelo; nunca corra dos a la vez.",
        en="Wait for it to end or stop it; never run two at once.",
    ),
)
_FULL = _Kind(
    "ledger-full",
    Text(
        es="Libere espacio en el disco y repita: lo que no cupo no quedó a medias.",
        en="Free space on the disk and repeat: what did not fit was not half written.",
    ),
)
_READ_ONLY = _Kind(
    "ledger-read-only",
    Text(
        es="Haga que el archivo y su carpeta permitan escribir a este usuario.",
        en="Let this user write the file and its folder.",
    ),
)
_DAMAGED = _Kind(
    "ledger-damaged",
    Text(
        es="Guarde el archivo dañado aparte y recupere la última copia de loggro ledger backup.",
        en="Keep the damaged file apart and restore the last copy of loggro ledger backup.",
    ),
)
FOREIGN = _Kind(
    "ledger-foreign",
    Text(
        es="Ese archivo no es un libro: revise la ruta, o elija otra para uno nuevo.",
        en="That file is no ledger: check the path, or choose another for a new one.",
    ),
)
_UNUSABLE = _Kind(
    "ledger-unusable",
    Text(
        es="Revise que la carpeta exista, permita escribir y tenga espacio.",
        en="Check that the folder exists, is writable and has space.",
    ),
)

_OF_SQLITE = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: FOREIGN,
}
_OF_THE_SYSTEM = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EROFS: _READ_ONLY}


def failure(path: Path, error: Exception) -> LedgerError:
    """Return the error of the ledger that an error of the database or of the system stands for."""
    kind = _kind_of(error)
    if kind is _LOCKED:
        return LedgerLocked(
            f"Another process is using the ledger {path.name}.", code=kind.code, hint=kind.hint
        )
    return ledger_error(f"The ledger {path.name} cannot be used: {_words(error)}.", kind)


def ledger_error(message: str, kind: _Kind) -> LedgerError:
    """Return an error of a known kind with its remedy."""
    return LedgerError(message, code=kind.code, hint=kind.hint)


def still_read(path: Path) -> LedgerLocked:
    """Return the error of a purge whose traces another process still reads."""
    return LedgerLocked(
        f"The data are deleted; another process reads {path.name}, so their traces remain.",
        code=_LOCKED.code,
        hint=Text(es="Repita la purga cuando termine.", en="Repeat the purge when it has ended."),
    )


def missing(path: Path) -> LedgerError:
    """Return the error of looking at a ledger that is not there."""
    return LedgerError(
        f"There is no ledger {path.name}.",
        code="no-ledger",
        hint=Text(
            es="Empiece uno: loggro sync start --from AAAA-MM-DD",
            en="Begin one: loggro sync start --from YYYY-MM-DD",
        ),
    )


def outdated(path: Path) -> LedgerError:
    """Return the error of looking at a ledger that nobody has opened with this version yet."""
    return LedgerError(
        f"The ledger {path.name} has the form of an earlier version.",
        code="ledger-version",
        hint=Text(
            es="Ábralo una vez: loggro sync status lo pone al día.",
            en="Open it once: loggro sync status brings it up to date.",
        ),
    )


def only_joined(path: Path) -> LedgerError:
    """Return the error of writing into a ledger that another process writes."""
    return LedgerError(
        f"The ledger {path.name} was joined: another process writes it.",
        code="ledger-joined",
        hint=Text(
            es="Ábralo con SqliteStore.open para escribir en él.",
            en="Open it with SqliteStore.open to write into it.",
        ),
    )


def taken(place: Path) -> LedgerError:
    """Return the error of a copy whose name is taken."""
    return LedgerError(
        f"{place.name} exists: the copy was not written.",
        code="backup-exists",
        hint=Text(
            es="Elija otro nombre, o reemplácela; el libro mismo no se reemplaza.",
            en="Choose another name, or replace it; the ledger itself is not replaced.",
        ),
    )


def unsound(problem: Problem) -> LedgerError:
    """Return the error of a copy in which something is wrong."""
    return LedgerError(
        f"The copy is not sound: {problem.message}", code="ledger-unsound", hint=problem.fix
    )


def _kind_of(error: Exception) -> _Kind:
    if isinstance(error, OSError):
        return _OF_THE_SYSTEM.get(error.errno or 0, _UNUSABLE)
    # The low byte is the kind; what stands above it says where in SQLite it happened.
    return _OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, _UNUSABLE)


def _words(error: Exception) -> str:
    """Return what went wrong without the path, which names the user of the machine."""
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)
