# SPDX-License-Identifier: MIT
"""
The documents of a folder, found by number and day: an address names no file, so it reaches none.

Reading thousands of files takes long, so a search ends after a moment and the next one goes on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from attrs import field, frozen

from loggro_integration import dian, render
from loggro_integration.errors import InvalidInput, LoggroError, MissingExtra
from loggro_integration.models import FiscalDocument

__all__ = ["DocumentFolder", "Held", "Search"]

_KINDS: Final = frozenset({".xml", ".zip"})
_BIGGEST: Final = 20 * 1024 * 1024
_PATIENCE: Final = 2.0


@frozen(kw_only=True)
class Held:
    """
    A document that is held.

    Attributes:
        name: Name of its file.
        xml: Its bytes, as they stand there.
        code_name: ``CUFE`` or ``CUDE``; empty where the document has none.
        own_pdf: A PDF that stands beside it, `None` where there is none.
    """

    name: str
    xml: bytes = field(repr=False)
    document: FiscalDocument = field(repr=False)
    code_name: str = ""
    code: str = ""
    own_pdf: Path | None = None

    @property
    def has_pdf(self) -> bool:
        """Whether there is a PDF, or one can be printed here."""
        return self.own_pdf is not None or _can_print()

    def pdf(self, language: str) -> bytes:
        """
        Return its PDF: the one that stands beside it, or one printed from the XML.

        Raises:
            MissingExtra: If there is none and none can be printed.
            OSError: If it is gone.
        """
        if self.own_pdf is not None:
            return self.own_pdf.read_bytes()
        return render.pdf(self.document, xml=self.xml, language=language)


@frozen(kw_only=True)
class Search:
    """
    What a search found.

    Attributes:
        unread: Files that it had no time to read; searching again goes on.
    """

    held: Held | None
    unread: int = 0


_Version: TypeAlias = tuple[int, int]
"""When a file was changed last, and its size."""


@frozen
class _Known:
    """The numbers and days of the documents of a file, while it is as it was."""

    version: _Version
    numbers: frozenset[tuple[str, date]]


class DocumentFolder:
    """
    Documents in a folder and those below it: ``.xml`` and ``.zip``, and ``.pdf`` beside them.

    Args:
        folder: The folder.
        clock: Seconds that only rise, as `time.monotonic`.

    Raises:
        InvalidInput: If it is no folder.
        MissingExtra: If documents cannot be read here (extra ``dian``).
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        if not folder.is_dir():
            raise InvalidInput(f"{folder} is no folder.", field="documents", value=str(folder))
        # the reader is loaded now: what it lacks is told before anybody asks for a page
        self._unpack: Callable[[bytes], list[dian.NamedDocument]] = dian.unpack
        self._root = folder.resolve()
        self._clock = clock
        self._known: dict[Path, _Known] = {}
        self._turn = threading.Lock()

    def find(self, number: str, day: date) -> Search:
        """
        Search the document of a sale.

        A file whose name holds the number is read first.
        """
        with self._turn:
            files = sorted(self._files(), key=lambda each: (number not in each[0].stem, each[0]))
            unread = sum(path not in self._known for path, _ in files)
            ends = self._clock() + _PATIENCE
            for path, version in files:
                is_new = path not in self._known
                if (number, day) in self._numbers(path, version):
                    return Search(held=self._open(path, number, day))
                unread -= is_new
                if is_new and unread and self._clock() > ends:
                    return Search(held=None, unread=unread)
            return Search(held=None)

    def _files(self) -> Iterator[tuple[Path, _Version]]:
        """Give each file that may hold documents; a link out of the folder is none of them."""
        for path in self._root.rglob("*"):
            if path.suffix.lower() in _KINDS and path.resolve().is_relative_to(self._root):
                with suppress(OSError):
                    found = path.stat()
                    yield path, (found.st_mtime_ns, found.st_size)

    def _numbers(self, path: Path, version: _Version) -> frozenset[tuple[str, date]]:
        known = self._known.get(path)
        if known is None or known.version != version:
            numbers = frozenset((each.number, each.issue_date) for _, each in self._read(path))
            known = self._known[path] = _Known(version, numbers)
        return known.numbers

    def _open(self, path: Path, number: str, day: date) -> Held | None:
        """Open the document of a file, `None` where it is not there any more."""
        wanted = (number, day)
        found = [
            each for each in self._read(path) if (each[1].number, each[1].issue_date) == wanted
        ]
        if not found:
            return None
        content, document = found[0]
        code, beside = document.unique_code, path.with_suffix(".pdf")
        return Held(
            name=path.name,
            xml=content,
            document=document,
            code_name=code.scheme.partition("-")[0] if code else "",
            code=code.value if code else "",
            own_pdf=beside if beside.is_file() and not beside.is_symlink() else None,
        )

    def _read(self, path: Path) -> Iterator[tuple[bytes, FiscalDocument]]:
        """Give the fiscal documents of a file; a file that holds none is not ours."""
        try:
            if path.stat().st_size > _BIGGEST:
                return
            for each in self._unpack(path.read_bytes()):
                document = dian.read(each.data, trust="lenient")
                if isinstance(document, FiscalDocument):
                    yield each.data, document
        except (LoggroError, OSError):
            return


def _can_print() -> bool:
    try:
        return callable(render.pdf)
    except MissingExtra:
        return False
