# SPDX-License-Identifier: MIT
"""Signals that ask a run to stop: the first one lets it finish the sale in hand."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from types import FrameType
from typing import TYPE_CHECKING

from loggro_integration.errors import Text

if TYPE_CHECKING:
    from loggro_integration.cli._output import Output

__all__ = ["Stop", "listening", "stopping"]

# Seconds after which a wait looks whether it was asked to stop.
TURN = 1.0

_HEARD: ContextVar[Stop | None] = ContextVar("stop", default=None)


class Stop:
    """
    Whether somebody asked to stop; waits end early once they did.

    Attributes:
        says: What is told to whoever asks.
    """

    says: str = ""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def __call__(self) -> bool:
        """Tell whether somebody asked."""
        return self._asked.is_set()

    def ask(self) -> None:
        """Ask."""
        self._asked.set()
        if self.says:
            _say_at_once(self.says)

    def tell(self, text: str) -> None:
        """Let whoever asks, or has asked already, be told."""
        asked, self.says = self(), text
        if asked:
            _say_at_once(text)

    def sleep(self, seconds: float) -> None:
        """Wait that many seconds, or until somebody asks."""
        from loggro_integration.cli import _connect

        while seconds > 0 and not self():
            _connect.pause(min(TURN, seconds))
            seconds -= TURN


@contextmanager
def listening() -> Generator[Stop]:
    """Turn signals into a request before there is anything to print with, or to be stopped."""
    with _caught() as stop:
        mark = _HEARD.set(stop)
        try:
            yield stop
        finally:
            _HEARD.reset(mark)


@contextmanager
def stopping(out: Output) -> Generator[Stop]:
    """Turn the first SIGINT or SIGTERM into a request; the second one ends the process at once."""
    heard = _HEARD.get()
    with _caught() if heard is None else nullcontext(heard) as stop:
        stop.tell(out.text(_STOPPING))
        yield stop


@contextmanager
def _caught() -> Generator[Stop]:
    stop = Stop()
    watched = (signal.SIGINT, signal.SIGTERM)

    def asked(number: int, frame: FrameType | None) -> None:
        del number, frame
        # The ledger is whole at every instant: whoever insists need not wait.
        for each in watched:
            signal.signal(each, signal.SIG_DFL)
        stop.ask()

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    before = {number: signal.signal(number, asked) for number in watched}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say_at_once(text: str) -> None:
    """Write past the buffers, in whose middle the signal may have come."""
    with suppress(OSError, ValueError):
        os.write(sys.stderr.fileno(), f"{text}\n".encode(errors="replace"))


_STOPPING = Text(
    es="Se detiene después de la venta en curso; otra señal lo detiene ya.",
    en="Stopping after the sale in hand; another signal stops it at once.",
)
