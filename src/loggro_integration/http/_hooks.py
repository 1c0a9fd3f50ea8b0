# SPDX-License-Identifier: MIT
"""Hooks: what a program may watch of each attempt, as plain data without secrets."""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen


@frozen(kw_only=True)
class RequestEvent:
    """
    An attempt is about to be sent.

    Attributes:
        operation: Dotted name of the call, or "" for a raw one.
        method: HTTP verb.
        url: Address; query values, document numbers and user info masked.
        attempt: 1 for the first; a repeat after a new login keeps the number.
        correlation_id: Made by the client, the same for all attempts of one call.
    """

    operation: str
    method: str
    url: str
    attempt: int
    correlation_id: str


@frozen(kw_only=True)
class ResponseEvent(RequestEvent):
    """
    An attempt has ended, with an answer or without.

    Attributes:
        status: HTTP status, or `None` if no answer came.
        elapsed: Seconds from sending to the last byte.
        failure: Kind of failure on the way, as ``ReadTimeout``, or `None`.
    """

    status: int | None
    elapsed: float
    failure: str | None = None


@frozen(kw_only=True)
class RetryEvent(RequestEvent):
    """
    An attempt failed and will be repeated.

    Attributes:
        status: HTTP status, or `None` if no answer came.
        delay: Seconds that the client waits first.
        error: Name of the error that would have been raised.
    """

    status: int | None
    delay: float
    error: str


@frozen
class Hooks:
    """
    Functions called around every attempt, by both clients.

    They run in the caller's thread or task, must be quick and must not raise.

    >>> seen = []
    >>> hooks = Hooks(response=lambda event: seen.append(event.status))
    """

    request: Callable[[RequestEvent], object] | None = field(default=None, kw_only=True)
    response: Callable[[ResponseEvent], object] | None = field(default=None, kw_only=True)
    retry: Callable[[RetryEvent], object] | None = field(default=None, kw_only=True)
