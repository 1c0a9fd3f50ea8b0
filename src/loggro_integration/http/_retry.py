# SPDX-License-Identifier: MIT
"""When to send again, and how long to wait: policies as values, chance and time as arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from threading import Lock

from attrs import Factory, field, frozen, validators

from loggro_integration.errors import ConfigurationError
from loggro_integration.http._operation import SendPolicy


class Failure(Enum):
    """How an attempt failed, as far as repeating goes: the rows of the retry table."""

    NOT_SENT = "not sent"
    THROTTLED = "429"
    BUSY = "503 with Retry-After"
    NO_ANSWER = "no answer or 5xx"
    REFUSED = "refused"

    @property
    def throttled(self) -> bool:
        """Whether the server asked for fewer calls."""
        return self is Failure.THROTTLED


_ANY = frozenset(SendPolicy)
_SAFE = frozenset({SendPolicy.READ, SendPolicy.REPLACE})
_REPEATED_FOR = {
    Failure.NOT_SENT: _ANY,
    Failure.THROTTLED: _ANY,
    Failure.BUSY: _SAFE,
    Failure.NO_ANSWER: _SAFE,
    Failure.REFUSED: frozenset[SendPolicy](),
}


def may_repeat(policy: SendPolicy, failure: Failure) -> bool:
    """
    Tell whether a call of this policy may be sent again after this failure.

    >>> may_repeat(SendPolicy.WRITE, Failure.NO_ANSWER)
    False
    """
    return policy in _REPEATED_FOR[failure]


@frozen(kw_only=True)
class RetryPolicy:
    """
    How often and how late a failed call is repeated.

    Delays double from `base` to `cap` with full jitter: uniform between nothing and the ceiling,
    but never below half of it after a 429. `RetryPolicy(attempts=1)` never repeats.

    Attributes:
        attempts: Times a call is sent at most. The repeat after a new login does not count.
        base: Seconds, ceiling of the first delay.
        throttled_base: The same after a 429.
        cap: Seconds, ceiling of every delay that the server did not ask for.
        longest_wait: Seconds; a longer ``Retry-After`` is not waited for but raised.
        deadline: Seconds for the whole call: log-in, attempts, delays and the answer's body.

    Raises:
        ValueError: If a figure is negative or `attempts` is below one.
    """

    attempts: int = field(default=3, validator=validators.ge(1))
    base: float = field(default=0.2, validator=validators.ge(0))
    throttled_base: float = field(default=1.0, validator=validators.ge(0))
    cap: float = field(default=20.0, validator=validators.ge(0))
    longest_wait: float = field(default=60.0, validator=validators.ge(0))
    deadline: float = field(default=60.0, validator=validators.gt(0))

    def delay(
        self,
        repeat: int,
        *,
        random: Callable[[], float],
        throttled: bool = False,
        retry_after: float | None = None,
    ) -> float:
        """
        Return the seconds to wait before a repeat.

        Args:
            repeat: 1 for the first repeat.
            random: Gives a number from 0 to 1.
            throttled: Whether the server answered 429.
            retry_after: Seconds the server asked for; the delay is never shorter.

        >>> RetryPolicy().delay(2, random=lambda: 0.5)
        0.2
        """
        base = self.throttled_base if throttled else self.base
        ceiling = min(self.cap, base * 2.0 ** min(repeat - 1, 1000))
        floor = ceiling / 2 if throttled else 0.0
        return max(floor + (ceiling - floor) * random(), retry_after or 0.0)


class RetryBudget:
    """
    Tokens that all calls of a client share, so that an outage does not multiply its requests.

    A repeat costs 14, or 10 after a 429; a success gives back what its last repeat cost, or one.
    An empty budget means that failures are raised at once. Safe across threads.

    Args:
        tokens: What the client starts with, and the most it can hold.
        cost: Tokens for a repeat.
        throttled_cost: Tokens for a repeat after a 429.
    """

    def __init__(
        self, tokens: float = 500, *, cost: float = 14, throttled_cost: float = 10
    ) -> None:
        self._most = tokens
        self._left = tokens
        self._cost = cost
        self._throttled_cost = throttled_cost
        self._lock = Lock()

    @property
    def left(self) -> float:
        """Tokens that are left."""
        return self._left

    def spend(self, *, throttled: bool) -> float | None:
        """Take the price of one repeat and return it, or `None` if there is too little left."""
        price = self._throttled_cost if throttled else self._cost
        with self._lock:
            if self._left < price:
                return None
            self._left -= price
            return price

    def refill(self, spent: float) -> None:
        """Give back what the last repeat of a successful call cost, or one token."""
        if self._left < self._most:
            with self._lock:
                self._left = min(self._most, self._left + (spent or 1))


def _seconds_by_kind(timeout: Timeout) -> Mapping[str, float]:
    return {
        "connect": timeout.connect,
        "read": timeout.read,
        "write": timeout.write,
        "pool": timeout.pool,
    }


@frozen
class Timeout:
    """
    Seconds that one attempt may wait, each kind apart.

    Attributes:
        connect: To reach the server, TLS included.
        read: For the next bytes of the answer.
        write: To hand over the next bytes of the request.
        pool: For a free connection of this client.
    """

    connect: float = field(default=5.0, validator=validators.gt(0), kw_only=True)
    read: float = field(default=30.0, validator=validators.gt(0), kw_only=True)
    write: float = field(default=30.0, validator=validators.gt(0), kw_only=True)
    pool: float = field(default=5.0, validator=validators.gt(0), kw_only=True)
    _kinds: Mapping[str, float] = field(
        default=Factory(_seconds_by_kind, takes_self=True), init=False, repr=False, eq=False
    )

    def within(self, left: float) -> Mapping[str, float]:
        """Return the seconds by kind, none longer than what is left of a deadline."""
        if left >= max(self._kinds.values()):
            return self._kinds
        return {kind: min(seconds, left) for kind, seconds in self._kinds.items()}

    @classmethod
    def of(cls, value: Timeout | float | None) -> Timeout:
        """
        Make a time-out of what a caller passed.

        A number bounds reading and writing, and connecting and the pool where it is below 5 s;
        `None` gives the defaults.

        Raises:
            ConfigurationError: If the number is not positive.

        >>> Timeout.of(3)
        Timeout(connect=3.0, read=3.0, write=3.0, pool=3.0)
        """
        if value is None:
            return cls()
        if isinstance(value, Timeout):
            return value
        if not value > 0:
            raise ConfigurationError(f"A time-out is a positive number of seconds, not {value}.")
        short = min(5.0, float(value))
        return cls(connect=short, read=float(value), write=float(value), pool=short)


_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


def retry_after(header: str | None, *, now: Callable[[], datetime]) -> float | None:
    """
    Read a ``Retry-After`` header: seconds or an HTTP date.

    Args:
        header: Its value; garbage counts as absent.
        now: Gives the present instant, with its time zone.

    Returns:
        Seconds from now, never negative, or `None`.

    >>> retry_after("7", now=lambda: datetime.now(UTC))
    7.0
    """
    if header is None:
        return None
    text = header.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        instant = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return max(0.0, (instant - now()).total_seconds())
