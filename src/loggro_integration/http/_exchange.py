# SPDX-License-Identifier: MIT
"""What goes out and what comes back in one attempt, without the HTTP library's types."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from attrs import define, field, frozen

from loggro_integration.exact_json import loads
from loggro_integration.http._operation import Upload

MOST_BYTES = 50_000_000
"""Larger answers are refused."""


class LostKind(Enum):
    """How an attempt ended without a usable answer."""

    UNREACHABLE = "no connection"
    POOL = "no free connection"
    TIMED_OUT = "timed out"
    BROKEN = "connection broke"
    GARBLED = "undecodable"
    TOO_LARGE = "too large"


@frozen
class Lost:
    """
    No usable answer.

    Attributes:
        kind: How it ended.
        name: Class of the library's exception.
        cause: That exception, unless its text may quote a secret.
        status: HTTP status, if the head of an answer came.
        elapsed: Seconds until it was clear.
    """

    kind: LostKind
    name: str
    cause: Exception | None = field(default=None, repr=False)
    status: int | None = None
    elapsed: float = 0.0


@define
class Answer:
    """
    An answer as it came: status, headers, body and the seconds it took.

    The decoded body is kept, since faults and values read the same one.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    elapsed: float = 0.0
    _decoded: tuple[Any] | None = field(default=None, init=False, repr=False)

    def decoded(self, decode: Callable[[bytes], Any] = loads) -> Any:
        """
        Return the decoded body; an empty one is `None` where JSON is expected.

        Raises:
            ValueError: And whatever else `decode` raises.
        """
        if self._decoded is None:
            empty = decode is loads and not self.body.strip()
            self._decoded = (None if empty else decode(self.body),)
        return self._decoded[0]

    def said(self) -> Any:
        """Return the decoded JSON, or the plain text of anything else, or `None` if empty."""
        try:
            return loads(self.body) if self.body.strip() else None
        except (ArithmeticError, RecursionError, ValueError):
            return self.text()

    def text(self) -> str:
        """Return the beginning of the body as text, without the tags of a web page."""
        text = _TAGS.sub(" ", self.body[:10_000].decode("utf-8", "replace"))
        return " ".join(text.split())

    @property
    def is_html(self) -> bool:
        """Whether the body says that it is a web page."""
        return "html" in self.headers.get("content-type", "")


_TAGS = re.compile(r"(?is)<(style|script|head)\b.*?</\1>|<[^>]*>")


@frozen
class Outgoing:
    """
    One attempt, ready to send.

    Attributes:
        timeouts: Seconds by kind: connect, read, write, pool.
        expires: Instant of the clock after which the answer is no longer read.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    form: Mapping[str, str | Upload] | None = field(repr=False)
    timeouts: Mapping[str, float]
    expires: float
