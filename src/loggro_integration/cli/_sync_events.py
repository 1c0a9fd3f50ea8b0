# SPDX-License-Identifier: MIT
"""Events of a run as JSON lines, one object a line, into a file or onto stdout."""

from __future__ import annotations

import sys
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from loggro_integration.cli._output import as_json
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import dumps

if TYPE_CHECKING:
    from loggro_integration.sync import SyncEvent, SyncObserver

__all__ = ["STDOUT", "EventLines", "event_lines"]

STDOUT = "-"


class EventLines:
    """
    Writes events as they come; several branches may share it.

    Args:
        stream: Where to, `None` for nowhere.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._turn = threading.Lock()

    def observer(self, branch: str | None) -> SyncObserver:
        """Return what takes the events of one branch."""

        def take(event: SyncEvent, /) -> None:
            self.write(event.as_json(), branch)

        return take

    def note(self, event: str, at: datetime, branch: str | None, **detail: object) -> None:
        """Write an event of the command itself."""
        self.write({"event": event, "at": as_json(at), **detail}, branch)

    def write(self, known: Mapping[str, object], branch: str | None) -> None:
        """Write one line, and let whoever follows the file see it at once."""
        if self._stream is None:
            return
        named = {} if branch is None else {"branch": branch}
        line = dumps(as_json({**known, **named}))
        with self._turn:
            self._stream.write(f"{line}\n")
            self._stream.flush()


@contextmanager
def event_lines(place: str | None) -> Generator[EventLines]:
    """
    Open where the events go; a file is added to.

    Args:
        place: A path, ``-`` for stdout, or `None`.

    Raises:
        InvalidInput: If the file cannot be written.
    """
    if place is None or place == STDOUT:
        yield EventLines(None if place is None else sys.stdout)
        return
    try:
        file = Path(place).open("a", encoding="utf-8")  # noqa: SIM115 (closed below)
    except (OSError, ValueError) as error:
        raise InvalidInput(
            f"{place} cannot be written: {getattr(error, 'strerror', None) or error}.",
            field="events",
            value=place,
            hint=Text(es="Revise la ruta y los permisos.", en="Check the path and permissions."),
        ) from None
    with file:
        yield EventLines(file)
