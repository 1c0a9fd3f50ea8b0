# SPDX-License-Identifier: MIT
"""
The key of a ledger: it stands in a file of its own, never in the ledger.

Whoever holds a ledger alone, a copy or an export, cannot try out documents against its digests, nor
write an end of the chain that passes as ours.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from loggro_integration.errors import LedgerError, Text

__all__ = ["LedgerKey", "key_beside", "make_private", "settle"]

_BYTES = 32


def key_beside(ledger: Path) -> Path:
    """Return where the key of a ledger stands if nobody says otherwise."""
    return ledger.with_name(f"{ledger.name}.key")


class LedgerKey:
    """
    The key in its file; read when it is first needed.

    Args:
        path: The file: 64 hexadecimal digits, readable by its owner only.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bytes: bytes | None = None
        self._wanted = ""

    @property
    def path(self) -> Path:
        """The file that holds it."""
        return self._path

    @property
    def is_there(self) -> bool:
        """Whether the file holds the key of this ledger."""
        try:
            return bool(self._key())
        except LedgerError:
            return False

    def expect(self, fingerprint: str) -> None:
        """Tell which key the ledger was written with; another is refused when it is used."""
        self._wanted, self._bytes = fingerprint, None

    def digest(self, text: str) -> str:
        """Return the keyed digest of a text, 32 hexadecimal digits."""
        return hmac.new(self._key(), text.encode(), hashlib.sha256).hexdigest()[:32]

    def seal(self, text: str) -> str:
        """Return the seal of an end of the chain, under a key derived for seals alone."""
        derived = hmac.new(self._key(), b"seal of the head", hashlib.sha256).digest()
        return hmac.new(derived, text.encode(), hashlib.sha256).hexdigest()

    def make(self, former: str | None = None) -> str:
        """
        Make the file where it is missing, and return the fingerprint of what it holds.

        Args:
            former: The key of a ledger that still held it.

        Raises:
            LedgerError: If the file is there and holds another key than `former`, or none.
        """
        if not self._path.exists():
            _write_apart(self._path, f"{former or secrets.token_hex(_BYTES)}\n")
        key = self._read()
        if former is not None and key.hex() != former:
            raise _wrong(self._path, "belongs to another ledger")
        return _fingerprint(key)

    def _key(self) -> bytes:
        if self._bytes is None:
            key = self._read()
            if _fingerprint(key) != self._wanted:
                raise _wrong(self._path, "belongs to another ledger")
            self._bytes = key
        return self._bytes

    def _read(self) -> bytes:
        try:
            key = bytes.fromhex(self._path.read_text("ascii").strip())
        except OSError as error:
            raise _wrong(self._path, f"cannot be read ({error.strerror})") from None
        except ValueError:
            key = b""
        if len(key) != _BYTES:
            raise _wrong(self._path, "holds no key")
        return key


def _fingerprint(key: bytes) -> str:
    return hashlib.sha256(b"key of a ledger\n" + key).hexdigest()[:32]


def _write_apart(path: Path, text: str) -> None:
    """Write a small file whole or not at all, for its owner only, and on disk before returning."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        make_private(scratch)
        with scratch.open("w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
    settle(path.parent)


def make_private(path: Path) -> None:
    """Make a file before SQLite does: it holds people's data, so nobody else may read it."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        settle(path.parent)


def settle(folder: Path) -> None:
    """Put the names of a folder on disk; where the system cannot open one, it needs no asking."""
    with suppress(PermissionError):
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)


def _wrong(path: Path, what: str) -> LedgerError:
    return LedgerError(
        f"The key file {path.name} {what}.",
        code="ledger-key",
        hint=Text(
            es="Ponga junto al libro el archivo .key con que se escribió. Si se perdió, empiece un "
            "libro nuevo: lo que ya está en Pymes se encuentra y no se reenvía.",
            en="Put the .key file that it was written with beside the ledger. If it is lost, begin "
            "a new ledger: what Pymes has is found and not sent again.",
        ),
    )
