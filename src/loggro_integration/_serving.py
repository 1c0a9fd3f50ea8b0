# SPDX-License-Identifier: MIT
"""A server of this machine that runs beside the program: the fakes and the page stand on it."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn

__all__ = ["listening", "served"]


@contextmanager
def listening(host: str, port: int) -> Generator[socket.socket]:
    """
    Take an address; it is given back at the end of the block.

    Raises:
        OSError: If the port is taken, or the host is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once only where the protocol is named: 40 ms a call otherwise
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        yield listener


@contextmanager
def served(config: uvicorn.Config, listener: socket.socket, *, name: str) -> Generator[None]:
    """
    Serve in a thread of that name; it answers when the block begins, and not after it.

    Args:
        config: What is served.
        listener: From `listening`.
        name: Of the thread.
    """
    server = _Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name=name)
    thread.start()
    server.ready.wait()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


class _Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()
