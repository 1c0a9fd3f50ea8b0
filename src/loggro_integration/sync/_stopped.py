# SPDX-License-Identifier: MIT
"""A run that is asked to stop while one of its clients waits to repeat a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from loggro_integration.errors import NotSent, Text

__all__ = ["ending_calls", "is_stopped"]

_STOPPED: Final = "stopped"


def ending_calls(
    stop: Callable[[], bool], sleep: Callable[[float], object]
) -> Callable[[float], None]:
    """
    Return the pause of a client, between two attempts, that ends the call once `stop` holds.

    Repeating the call at once would be sooner than the server asked for.

    Args:
        stop: Whether to begin nothing more.
        sleep: Waits that many seconds, or less once `stop` holds.
    """

    def pause(seconds: float) -> None:
        sleep(seconds)
        if stop():
            raise NotSent(
                "It was asked to stop, and the call was not repeated.",
                code=_STOPPED,
                hint=Text(es="La próxima corrida sigue.", en="The next run goes on."),
            )

    return pause


def is_stopped(error: NotSent) -> bool:
    """Tell whether a call ended because the run was asked to stop."""
    return error.code == _STOPPED
