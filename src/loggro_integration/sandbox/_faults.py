# SPDX-License-Identifier: MIT
"""
What goes wrong between a client and Loggro, on purpose.

A `Fault` is a rule: which calls, how often, and what happens. In process the transport raises
what the HTTP library would raise; over a socket the connection really falls silent or breaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypedDict, Unpack, get_args

from loggro_integration.errors import InvalidInput, Text

__all__ = ["Fault", "FaultKind", "Faults"]

FaultKind: TypeAlias = Literal[
    "answer-before",
    "answer-after",
    "timeout-before",
    "timeout-after",
    "reset-before",
    "reset-after",
    "half-answer",
    "slow",
    "twice",
    "token-expired",
    "bad-record",
]

BEFORE: frozenset[str] = frozenset(
    {"answer-before", "timeout-before", "reset-before", "bad-record"}
)
ON_THE_WIRE: frozenset[str] = frozenset(
    {"timeout-before", "timeout-after", "reset-before", "reset-after", "half-answer", "slow"}
)

HTML = "text/html; charset=utf-8"
_PAGE_502 = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n"
    "<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)
_PAGE_200 = "<!DOCTYPE html><title>Loggro</title>"


class Limits(TypedDict, total=False):
    """How often a fault strikes: see `Fault.every` and `Fault.times`."""

    every: int
    times: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    One thing that goes wrong.

    Attributes:
        method: HTTP method of the calls it strikes, or ``*``.
        route: Path template of the calls, such as ``/invoices/{id}``, or ``*``.
        kind: What happens. ``…-before`` means that nothing was done when it happens,
            ``…-after`` that Loggro did its work and only the answer is wrong.
        every: It strikes the n-th, 2n-th, … matching call.
        times: It stops after so many strikes; `None` for never.
        status: Status of the wrong answer.
        body: Body of the wrong answer: text is sent as it is, anything else as JSON.
        content_type: Content type of a text body.
        seconds: Delay of a ``slow`` answer.

    >>> fault = Fault.after_commit("POST", "/invoices", status=500, every=3)
    >>> fault.kind, fault.strikes("POST", "/invoices"), fault.strikes("GET", "/invoices")
    ('answer-after', True, False)
    """

    method: str = "*"
    route: str = "*"
    kind: FaultKind = "answer-before"
    every: int = 1
    times: int | None = None
    status: int = 500
    body: object = field(default_factory=lambda: {"message": "Error interno del servidor"})
    content_type: str = "application/json"
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise InvalidInput(
                f"There is no fault called {self.kind!r}.",
                field="kind",
                value=self.kind,
                hint=Text(
                    es=f"Use uno de: {', '.join(get_args(FaultKind))}.",
                    en=f"Use one of: {', '.join(get_args(FaultKind))}.",
                ),
            )
        if self.every < 1:
            raise InvalidInput(
                "A fault strikes every n-th call, n at least 1.",
                field="every",
                value=self.every,
                hint=Text(es="Use 1 o más.", en="Use 1 or more."),
            )

    def strikes(self, method: str, route: str) -> bool:
        """Tell whether a call is of the kind this fault is about."""
        return self.method in {"*", method.upper()} and self.route in {"*", route}

    @classmethod
    def before(
        cls, method: str, route: str, *, status: int = 500, **limits: Unpack[Limits]
    ) -> Fault:
        """Answer an error without having done anything."""
        return cls(method=method, route=route, status=status, **limits)

    @classmethod
    def after_commit(
        cls, method: str, route: str, *, status: int = 500, **limits: Unpack[Limits]
    ) -> Fault:
        """Do the work and answer an error all the same."""
        return cls(method=method, route=route, kind="answer-after", status=status, **limits)

    @classmethod
    def timeout_before(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """
        Never do anything, never answer.

        In process this is a connection that could not be made in time. Over a socket the
        connection stands and stays silent, so the client cannot know that nothing was done.
        """
        return cls(method=method, route=route, kind="timeout-before", **limits)

    @classmethod
    def timeout_after(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Do the work and never answer."""
        return cls(method=method, route=route, kind="timeout-after", **limits)

    @classmethod
    def reset_before(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Break the connection before anything was done."""
        return cls(method=method, route=route, kind="reset-before", **limits)

    @classmethod
    def reset(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Do the work and break the connection instead of answering."""
        return cls(method=method, route=route, kind="reset-after", **limits)

    @classmethod
    def half_answer(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Do the work and break the connection in the middle of the answer."""
        return cls(method=method, route=route, kind="half-answer", **limits)

    @classmethod
    def gateway(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Answer 502 with an HTML page, as a proxy does; nothing was done."""
        return cls(
            method=method, route=route, status=502, body=_PAGE_502, content_type=HTML, **limits
        )

    @classmethod
    def empty_503(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Answer 503 without a body; nothing was done."""
        return cls(method=method, route=route, status=503, body="", **limits)

    @classmethod
    def garbage(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Do the work and answer 200 with a page that is not JSON."""
        return cls(
            method=method, route=route, kind="answer-after", status=200, body=_PAGE_200,
            content_type=HTML, **limits,
        )  # fmt: skip

    @classmethod
    def error_body(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Answer 200 with the body of an error; nothing was done."""
        return cls(method=method, route=route, status=200, **limits)

    @classmethod
    def accepted(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Do the work and answer 202 ``{"message": {}}``, which proves nothing."""
        body: dict[str, object] = {"message": {}}
        return cls(method=method, route=route, kind="answer-after", status=202, body=body, **limits)

    @classmethod
    def too_many(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Answer 429; nothing was done."""
        body = {"message": "Too Many Requests"}
        return cls(method=method, route=route, status=429, body=body, **limits)

    @classmethod
    def slow(cls, method: str, route: str, *, seconds: float, **limits: Unpack[Limits]) -> Fault:
        """
        Do the work and answer late.

        In process nobody waits: the call times out when the client's read time-out is shorter.
        """
        return cls(method=method, route=route, kind="slow", seconds=seconds, **limits)

    @classmethod
    def twice(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Deliver the request twice and answer the second."""
        return cls(method=method, route=route, kind="twice", **limits)

    @classmethod
    def token_expired(cls, method: str, route: str, **limits: Unpack[Limits]) -> Fault:
        """Forget every Restobar token just before the call."""
        return cls(method=method, route=route, kind="token-expired", **limits)

    @classmethod
    def bad_record(cls, route: str, **limits: Unpack[Limits]) -> Fault:
        """Answer 500 to a list because one of its records is broken, as Pymes was seen to do."""
        return cls(method="GET", route=route, kind="bad-record", **limits)


class Faults:
    """The faults in force, each with the count of calls it has seen."""

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        self._seen: list[tuple[Fault, list[int]]] = []
        for fault in faults:
            self.add(fault)

    def add(self, fault: Fault) -> None:
        """Put a fault in force; of several that strike one call the first wins."""
        self._seen.append((fault, [0, 0]))

    def clear(self) -> None:
        """Take every fault away."""
        self._seen.clear()

    def strike(self, method: str, route: str) -> Fault | None:
        """Count a call and return the fault that strikes it."""
        struck: Fault | None = None
        for fault, counts in self._seen:
            if not fault.strikes(method, route):
                continue
            counts[0] += 1
            if counts[0] % fault.every == 0 and counts[1] != fault.times and struck is None:
                counts[1] += 1
                struck = fault
        return struck

    def __iter__(self) -> Iterator[Fault]:
        return iter([fault for fault, _ in self._seen])
