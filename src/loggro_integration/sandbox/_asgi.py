# SPDX-License-Identifier: MIT
"""
A face as an ASGI application, and what a fault does to the connection over a real socket.

In process there is no socket: the transport leaves a place in the scope where the application
writes what should happen, and raises it itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any, Protocol, TypeAlias

import anyio

from loggro_integration.sandbox._app import Outcome, Request, parse_query
from loggro_integration.sandbox._faults import Fault

__all__ = ["BREAK", "FAULT", "Answering", "Application"]

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

# Keys of the scope: where a transport wants to hear of a fault; a server's way of breaking a
# connection (at once, or after what was written has left).
FAULT = "loggro.sandbox.fault"
BREAK = "loggro.sandbox.break"


class Answering(Protocol):
    """Something that answers requests."""

    def answer(self, request: Request) -> Outcome:
        """Answer a request."""
        ...


class Application:
    """The ASGI application of one face."""

    def __init__(self, face: Answering, now: Callable[[], datetime]) -> None:
        self._face = face
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        outcome = self._face.answer(await _request(scope, receive))
        send = _dated(send, self._now())
        fault = outcome.fault
        if fault is None:
            await _send(outcome, send)
        elif FAULT in scope:
            scope[FAULT] = fault
            await _send(outcome, send)
        else:
            await _on_the_wire(outcome, fault, scope, receive, send)


async def _request(scope: Scope, receive: Receive) -> Request:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            break
    mount = str(scope.get("root_path", ""))
    return Request(
        method=scope["method"],
        path=str(scope["path"]).removeprefix(mount),
        query=parse_query(scope["query_string"].decode("latin-1")),
        headers={
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        },
        body=bytes(body),
    )


def _dated(send: Send, now: datetime) -> Send:
    """Let an answer say what the clock of the server says, as every web server does."""
    date = (b"date", format_datetime(now, usegmt=True).encode())

    async def dated(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], date]}
        await send(message)

    return dated


async def _send(outcome: Outcome, send: Send) -> None:
    body = outcome.reply.encoded()
    await send(_start(outcome, len(body)))
    await send({"type": "http.response.body", "body": body})


def _start(outcome: Outcome, length: int) -> Message:
    headers = [(b"content-length", str(length).encode())]
    if length:
        headers.append((b"content-type", outcome.reply.content_type.encode()))
    return {"type": "http.response.start", "status": outcome.reply.status, "headers": headers}


async def _on_the_wire(
    outcome: Outcome, fault: Fault, scope: Scope, receive: Receive, send: Send
) -> None:
    if fault.kind == "slow":
        await anyio.sleep(fault.seconds)
        await _send(outcome, send)
    elif fault.kind in {"timeout-before", "timeout-after"}:
        # the request was read whole: what comes next is the end of the client's patience
        await receive()
    elif fault.kind == "half-answer":
        body = outcome.reply.encoded()
        half = {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
        await send(_start(outcome, len(body) + 1))
        await send(half)
        scope[BREAK](False)
    else:
        scope[BREAK](True)
