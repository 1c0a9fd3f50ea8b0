# SPDX-License-Identifier: MIT
"""
Carry requests to an application in the same process, for both kinds of client.

The HTTP library ships only the asynchronous one. Faults of the wire are raised here, as the
library would raise them.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterable, Iterable
from queue import SimpleQueue
from typing import Any
from urllib.parse import unquote

import anyio
import httpx
from anyio.from_thread import BlockingPortal

from loggro_integration.sandbox._asgi import FAULT, Application, Message, Scope
from loggro_integration.sandbox._faults import Fault

__all__ = ["async_transport", "transport"]


def transport(app: Application) -> httpx.BaseTransport:
    """
    Return the transport of a synchronous client to one face of the fake.

    It keeps an event loop in a thread of its own from the first request until it is closed;
    closing the client closes it.

    >>> fake = sandbox.FakeLoggro()
    >>> with httpx.Client(transport=transport(fake.restobar_app)) as client:
    ...     client.get("https://api.pirpos.com/cashbox").status_code
    404
    """
    return _SyncTransport(app)


def async_transport(app: Application) -> httpx.AsyncBaseTransport:
    """Return the transport of an asynchronous client to one face of the fake."""
    return _AsyncTransport(app)


class _SyncTransport(httpx.BaseTransport):
    def __init__(self, app: Application) -> None:
        self._app = app
        self._loop = _Loop()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        stream = request.stream
        body = b"".join(stream) if isinstance(stream, Iterable) else b""
        return self._loop.portal().call(_ask, self._app, request, body)

    def close(self) -> None:
        self._loop.stop()


class _AsyncTransport(httpx.AsyncBaseTransport):
    def __init__(self, app: Application) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        stream = request.stream
        parts = [part async for part in stream] if isinstance(stream, AsyncIterable) else []
        return await _ask(self._app, request, b"".join(parts))


class _Loop:
    """An event loop in a daemon thread, started when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._portal: BlockingPortal | None = None

    def portal(self) -> BlockingPortal:
        """Return the way into the loop."""
        with self._lock:
            if self._portal is None:
                self._portal = self._start()
            return self._portal

    def _start(self) -> BlockingPortal:
        started: SimpleQueue[BlockingPortal] = SimpleQueue()

        async def run() -> None:
            async with BlockingPortal() as portal:
                started.put(portal)
                await portal.sleep_until_stopped()

        # A daemon: a transport that nobody closed must not keep the interpreter from ending.
        self._thread = threading.Thread(target=anyio.run, args=(run,), daemon=True, name="sandbox")
        self._thread.start()
        return started.get()

    def stop(self) -> None:
        """End the thread; a later request starts another."""
        with self._lock:
            portal, self._portal = self._portal, None
        if portal is not None:
            portal.call(portal.stop)
            self._thread.join()


async def _ask(app: Application, request: httpx.Request, body: bytes) -> httpx.Response:
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": unquote(request.url.path),
        "raw_path": request.url.raw_path.partition(b"?")[0],
        "query_string": request.url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "server": (request.url.host, request.url.port),
        "client": ("in-process", 0),
        FAULT: None,
    }
    answer = _Answer(body)
    await app(scope, answer.receive, answer.send)
    fault = scope[FAULT]
    if fault is not None:
        _raise_wire_fault(fault, request)
    return httpx.Response(
        answer.status, headers=answer.headers, content=bytes(answer.body), request=request
    )


class _Answer:
    """The two channels of one ASGI call."""

    def __init__(self, request_body: bytes) -> None:
        self._request_body = request_body
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = bytearray()

    async def receive(self) -> Message:
        return {"type": "http.request", "body": self._request_body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = list(message["headers"])
        else:
            self.body += message.get("body", b"")


def _raise_wire_fault(fault: Fault, request: httpx.Request) -> None:
    """Raise what the library raises for a fault; a slow answer only when it is too slow."""
    if fault.kind == "slow":
        patience: Any = request.extensions.get("timeout", {}).get("read")
        if patience is not None and fault.seconds >= patience:
            message = f"no answer in {patience} s"
            raise httpx.ReadTimeout(message, request=request)
        return
    error = _ERRORS[fault.kind]
    raise error(f"sandbox fault: {fault.kind}", request=request)


_ERRORS: dict[str, type[httpx.TransportError]] = {
    "timeout-before": httpx.ConnectTimeout,
    "timeout-after": httpx.ReadTimeout,
    "reset-before": httpx.ReadError,
    "reset-after": httpx.ReadError,
    "half-answer": httpx.RemoteProtocolError,
}
