# SPDX-License-Identifier: MIT
"""Pass after pass: how long to wait after one that went well, and after one that did not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Generic, TypeVar

from attrs import frozen

from loggro_integration.errors import InvalidInput, LoggroError, RateLimited, Text

__all__ = ["Round", "WatchPolicy", "watch"]

T = TypeVar("T")


@frozen(kw_only=True)
class WatchPolicy:
    """
    How long to wait between two passes.

    Attributes:
        every: After a pass that ended by itself.
        first_wait: After the first pass that failed; twice as long after each further one.
        longest_wait: Most of that; a server that names a longer time is obeyed.

    Raises:
        InvalidInput: If one of them is under a second.
    """

    every: timedelta = timedelta(minutes=15)
    first_wait: timedelta = timedelta(minutes=1)
    longest_wait: timedelta = timedelta(hours=1)

    def __attrs_post_init__(self) -> None:
        for name in ("every", "first_wait", "longest_wait"):
            if getattr(self, name) < timedelta(seconds=1):
                raise InvalidInput(
                    f"WatchPolicy.{name} cannot be {getattr(self, name)}: that is a tight loop.",
                    field=name,
                    value=getattr(self, name),
                    hint=Text(es="Use un segundo o más.", en="Use a second or more."),
                )

    def wait_after(self, error: LoggroError | None, failures: int) -> timedelta:
        """
        Return how long to wait.

        Args:
            error: What ended the last pass, `None` where nothing did.
            failures: Passes that failed one after the other, the last one counted.
        """
        if error is None:
            return self.every
        doubled = self.first_wait * (1 << min(failures - 1, 16))
        asked = error.retry_after if isinstance(error, RateLimited) else None
        return max(min(doubled, self.longest_wait), timedelta(seconds=asked or 0))


@frozen(kw_only=True)
class Round(Generic[T]):
    """
    How one pass ended.

    Attributes:
        value: What it gave, `None` where an error ended it.
        error: What ended it.
        wait: How long there is until the next one.
    """

    value: T | None = None
    error: LoggroError | None = None
    wait: timedelta = timedelta()


def watch(
    run: Callable[[], T],
    *,
    stop: Callable[[], bool],
    sleep: Callable[[float], object],
    told: Callable[[Round[T]], object],
    policy: WatchPolicy | None = None,
) -> Round[T]:
    """
    Run pass after pass until somebody asks to stop; an error of Loggro ends a pass, not this.

    Args:
        run: Makes one pass.
        stop: Whether to make no further one; asked after each pass and after each wait.
        sleep: Waits that many seconds, or less once `stop` holds.
        told: Told how each pass ended, before the wait.
        policy: How long to wait.

    Returns:
        How the last pass ended.
    """
    waits, failures = policy or WatchPolicy(), 0
    while True:
        value, error = _tried(run)
        failures = failures + 1 if error else 0
        last = Round(value=value, error=error, wait=waits.wait_after(error, failures))
        told(last)
        if stop():
            return last
        sleep(last.wait.total_seconds())
        if stop():
            return last


def _tried(run: Callable[[], T]) -> tuple[T | None, LoggroError | None]:
    try:
        return run(), None
    except LoggroError as error:
        return None, error
