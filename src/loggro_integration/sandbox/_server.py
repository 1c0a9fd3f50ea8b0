# SPDX-License-Identifier: MIT
"""The fake behind a real socket on loopback: one port, three mounts."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from loggro_integration._serving import listening, served
from loggro_integration.sandbox._asgi import BREAK
from loggro_integration.sandbox._fake import FakeLoggro

__all__ = ["Served", "serve"]

_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Served:
    """
    Where a served fake answers.

    Attributes:
        restobar: Base address of Restobar.
        pymes: Base address of Pymes; modules stand below it.
        operator_url: Base address of the control interface.
        operator_token: Its token.
    """

    restobar: str
    pymes: str
    operator_url: str
    operator_token: str = field(repr=False)


@contextmanager
def serve(fake: FakeLoggro, *, port: int = 0) -> Generator[Served]:
    """
    Serve a fake on 127.0.0.1 while the block runs; it answers when the block begins.

    Args:
        fake: The fake; it may be used in process at the same time.
        port: Port to listen on; 0 takes a free one.

    Raises:
        OSError: If the port is taken.

    >>> with serve(FakeLoggro()) as served:
    ...     served.restobar.startswith("http://127.0.0.1:")
    True
    """
    with listening(_HOST, port) as listener:
        base = f"http://{_HOST}:{listener.getsockname()[1]}"
        with served(_config(fake), listener, name="sandbox-server"):
            yield Served(
                f"{base}/restobar", f"{base}/apik", f"{base}/_sandbox", fake.operator_token
            )


def _config(fake: FakeLoggro) -> uvicorn.Config:
    mounts: dict[str, ASGIApp] = {
        "/restobar": fake.restobar_app,
        "/apik": fake.pymes_app,
        "/_sandbox": fake.operator_app,
    }
    connections: _Connections = {}
    return uvicorn.Config(
        _Breakable(_Mounts(mounts), connections),
        http=_protocol(connections),
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )


_Connections = dict[Any, asyncio.Transport]


def _protocol(connections: _Connections) -> type[H11Protocol]:
    """Make a protocol that notes its connections, so that a fault can break one."""

    class Protocol(H11Protocol):
        # uvicorn narrows the type that asyncio gives it
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            connections[transport.get_extra_info("peername")] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            connections.pop(self.transport.get_extra_info("peername"), None)
            super().connection_lost(exc)

    return Protocol


class _Mounts:
    """Hands a request to the application below whose path it stands, whatever follows."""

    def __init__(self, mounts: dict[str, ASGIApp]) -> None:
        self._mounts = mounts
        self._nothing = PlainTextResponse("Not Found", 404)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        mount = "/" + scope["path"].removeprefix("/").partition("/")[0]
        app = self._mounts.get(mount, self._nothing)
        await app({**scope, "root_path": mount}, receive, send)


class _Breakable:
    """Gives the application a way to break the connection of its request."""

    def __init__(self, app: ASGIApp, connections: _Connections) -> None:
        self._app = app
        self._connections = connections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = self._connections[scope["client"]]
        scope[BREAK] = partial(_break, connection)
        await self._app(scope, receive, send)


def _break(connection: asyncio.Transport, at_once: bool) -> None:
    """Reset a connection, or close it after what was written."""
    if not at_once:
        connection.close()
        return
    # without lingering the peer sees a reset, not an orderly end
    linger = struct.pack("ii", 1, 0)
    connection.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.abort()
