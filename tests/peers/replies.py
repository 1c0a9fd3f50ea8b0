# SPDX-License-Identifier: MIT
"""A server in memory that gives its replies in turn, and a clock that only sleeping moves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from loggro_integration.http import AsyncEngine, Engine, Operation, RawResponse

BASE = "https://api.example.test"


@dataclass
class Reply:
    """One answer: a status with JSON (or bytes), or an exception of the HTTP library."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> httpx.Response:
        if isinstance(self.body, bytes):
            return httpx.Response(self.status, content=self.body, headers=self.headers)
        content = b"" if self.body is None else json.dumps(self.body).encode()
        return httpx.Response(self.status, content=content, headers=self.headers)


class Server:
    """
    Gives its replies in turn, the last one ever after.

    A reply is a `Reply`, an exception to raise, or a function of the request.
    """

    def __init__(self, *replies: Any) -> None:
        self.replies = replies
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        reply = self.replies[min(len(self.requests), len(self.replies) - 1)]
        self.requests.append(request)
        if callable(reply):
            reply = reply(request)
        if isinstance(reply, Exception):
            raise reply
        response: httpx.Response = reply.response()
        return response

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self)

    @property
    def paths(self) -> list[str]:
        return [request.url.path for request in self.requests]


class Time:
    """A clock in seconds that only `sleep` moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds

    async def async_sleep(self, seconds: float) -> None:
        self.sleep(seconds)


Runner = Callable[..., Any]


def run_synchronously(
    server: Server, *operations: Operation[Any], time: Time | None = None, **options: Any
) -> Any:
    """Run operations in turn on a synchronous engine; return the last value."""
    time = time or Time()
    options = {"base_url": BASE, "clock": time, "random": lambda: 1.0, **options}
    with Engine(transport=server.transport, sleep=time.sleep, **options) as engine:
        return [engine.run(operation) for operation in operations][-1]


def run_in_asyncio(
    server: Server, *operations: Operation[Any], time: Time | None = None, **options: Any
) -> Any:
    """Run operations in turn on an asynchronous engine; return the last value."""
    time = time or Time()
    options = {"base_url": BASE, "clock": time, "random": lambda: 1.0, **options}

    async def main() -> Any:
        async with AsyncEngine(
            transport=server.transport, sleep=time.async_sleep, **options
        ) as engine:
            return [await engine.run(operation) for operation in operations][-1]

    return asyncio.run(main())


def raw(server: Server, operation: Operation[Any], **options: Any) -> RawResponse[Any]:
    """Run one operation on a synchronous engine and return its raw answer."""
    with Engine(BASE, transport=server.transport, **options) as engine:
        return engine.run_raw(operation)
