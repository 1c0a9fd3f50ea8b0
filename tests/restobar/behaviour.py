# SPDX-License-Identifier: MIT
"""What any operation must do with an answer that is not a good one: one table for both clients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from loggro_integration import errors
from loggro_integration.http import SendPolicy
from restobar.kit import plain

READ, KEYED, WRITE = SendPolicy.READ, SendPolicy.KEYED, SendPolicy.WRITE
SAFE = (READ,)
RISKY = (KEYED, WRITE)
ALL = (READ, KEYED, WRITE)


@dataclass(frozen=True)
class Bad:
    """
    A bad answer and what follows for some policies.

    Attributes:
        answer: JSON with its status, a response, or an exception of the HTTP library.
        error: Exact class.
        times: How often the call leaves before it is raised.
        policies: Whom the row is about.
    """

    name: str
    answer: Any
    error: type[errors.LoggroError]
    times: int = 1
    policies: tuple[SendPolicy, ...] = ALL

    def __str__(self) -> str:
        return self.name


def timed_out(kind: type[httpx.TimeoutException]) -> httpx.TimeoutException:
    """Make a time-out of the HTTP library."""
    return kind("too slow")


PAGE = plain(200, "<!DOCTYPE html><title>Loggro</title>")
HALF = plain(200, '{"data": [', "application/json")
MOVED = plain(302, "", location="https://other.example/")

BAD = [
    Bad("never-connected", timed_out(httpx.ConnectTimeout), errors.ConnectionFailed, 3),
    Bad("refused-connection", httpx.ConnectError("no"), errors.ConnectionFailed, 3),
    Bad("no-free-connection", timed_out(httpx.PoolTimeout), errors.PoolExhausted, 3),
    Bad("no-answer", timed_out(httpx.ReadTimeout), errors.AnswerTimedOut, 3, SAFE),
    Bad("no-answer", timed_out(httpx.ReadTimeout), errors.AnswerLost, 1, RISKY),
    Bad("reset", httpx.ReadError("reset"), errors.Unavailable, 3, SAFE),
    Bad("reset", httpx.ReadError("reset"), errors.AnswerLost, 1, RISKY),
    Bad("500", (500, {"message": "Error interno"}), errors.Unavailable, 3, SAFE),
    Bad("500", (500, {"message": "Error interno"}), errors.ServerFailed, 1, RISKY),
    Bad("502-page", plain(502, "<h1>Bad Gateway</h1>"), errors.Unavailable, 3, SAFE),
    Bad("502-page", plain(502, "<h1>Bad Gateway</h1>"), errors.ServerFailed, 1, RISKY),
    Bad("empty-503", plain(503, ""), errors.Unavailable, 3, SAFE),
    Bad("empty-503", plain(503, ""), errors.ServerFailed, 1, RISKY),
    Bad("busy", plain(503, "", **{"retry-after": "1"}), errors.Unavailable, 3, SAFE),
    Bad("busy", plain(503, "", **{"retry-after": "1"}), errors.ServerFailed, 1, RISKY),
    Bad("429", (429, {"message": "despacio"}), errors.RateLimited, 3),
    Bad("402", (402, {"message": "Suscripción premium requerida"}), errors.PlanLimit),
    Bad("404", (404, {"message": "No existe"}), errors.NotFound),
    Bad("409", (409, {"message": "No se puede"}), errors.Conflict),
    Bad("422", (422, {"message": "Dato inválido"}), errors.InvalidRequest),
    Bad("page", PAGE, errors.UnexpectedResponse, 1, SAFE),
    Bad("page", PAGE, errors.UnreadableAnswer, 1, RISKY),
    Bad("half-json", HALF, errors.UnexpectedResponse, 1, SAFE),
    Bad("half-json", HALF, errors.UnreadableAnswer, 1, RISKY),
    Bad("redirect", MOVED, errors.UnexpectedResponse, 1, SAFE),
    Bad("redirect", MOVED, errors.UnreadableAnswer, 1, RISKY),
]  # fmt: skip


def rows(cases: Mapping[Any, Any]) -> Iterator[tuple[Any, Bad]]:
    """Pair each case with the bad answers that concern its operation's policy."""
    for case, operation in cases.items():
        for bad in BAD:
            if operation.policy in bad.policies:
                yield case, bad
