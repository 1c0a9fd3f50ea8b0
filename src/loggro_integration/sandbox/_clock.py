# SPDX-License-Identifier: MIT
"""The fake's clock and its ids: both deterministic, neither reads anything of the machine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

__all__ = ["Clock", "Dice", "Minter"]

_MACHINE_DIGITS = 10
_COUNTER_DIGITS = 6


class Clock:
    """
    A clock that stands still until someone moves it, or runs beside a real one.

    Args:
        start: First instant; must have a time zone.
        ticking: Seconds of a real monotonic clock, or `None` for a clock that stands still.
    """

    def __init__(self, start: datetime, *, ticking: Callable[[], float] | None = None) -> None:
        self._base = start.astimezone(UTC)
        self._ticking = ticking
        self._origin = ticking() if ticking else 0.0
        self._pinned: datetime | None = None

    def now(self) -> datetime:
        """Return the instant (UTC, whole milliseconds)."""
        if self._pinned is not None:
            return self._pinned
        elapsed = self._ticking() - self._origin if self._ticking else 0.0
        instant = self._base + timedelta(seconds=elapsed)
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)

    def advance(self, seconds: float) -> None:
        """Move the clock forward (or back, with a negative number: a clock jump)."""
        # JSON brings fractions as Decimal, which timedelta refuses
        self._base += timedelta(seconds=float(seconds))

    def set(self, instant: datetime) -> None:
        """Jump to an instant."""
        self._base += instant.astimezone(UTC) - self.now()

    @contextmanager
    def pinned(self, instant: datetime | None) -> Generator[None]:
        """Show another instant for a while; `None` changes nothing."""
        before = self._pinned
        self._pinned = before if instant is None else instant.astimezone(UTC)
        try:
            yield
        finally:
            self._pinned = before


class Minter:
    """Makes ObjectIds and UUIDs: the same seed gives the same ones in the same order."""

    def __init__(self, seed: str) -> None:
        self._machine = hashlib.sha256(seed.encode()).hexdigest()[:_MACHINE_DIGITS]
        self._seed = seed
        self._count = 0

    def object_id(self, instant: datetime) -> str:
        """Return 24 hex digits that begin with the instant, as MongoDB makes them."""
        self._count += 1
        return f"{int(instant.timestamp()):08x}{self._machine}{self._count:0{_COUNTER_DIGITS}x}"

    def uuid(self) -> str:
        """Return a UUID."""
        self._count += 1
        digits = hashlib.sha256(f"{self._seed}/{self._count}".encode()).hexdigest()
        return "-".join(
            (digits[:8], digits[8:12], "4" + digits[13:16], "a" + digits[17:20], digits[20:32])
        )


class Dice:
    """Chance that repeats itself: a chain of digests, so that a seed names a whole restaurant."""

    def __init__(self, seed: str) -> None:
        self._state = hashlib.sha256(seed.encode()).digest()

    def below(self, limit: int) -> int:
        """Return a number from 0 to ``limit`` - 1."""
        self._state = hashlib.sha256(self._state).digest()
        return int.from_bytes(self._state[:8]) % limit
