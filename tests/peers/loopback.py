# SPDX-License-Identifier: MIT
"""A peer on loopback that misbehaves as told: real sockets, one script for each connection."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

Script = Callable[[socket.socket], None]


class Peer:
    """A listening socket whose n-th connection runs the n-th script, the last one ever after."""

    def __init__(self, *scripts: Script) -> None:
        self._scripts = scripts
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.connections = 0
        self._reached = threading.Event()
        self._main = threading.Thread(target=self._accept, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def wait_for_connection(self) -> None:
        """Return once somebody has connected."""
        assert self._reached.wait(60)

    def wait_until_closed(self) -> None:
        """Return once every connection so far has been closed from this side."""
        for thread in list(self._threads):
            thread.join(60)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            script = self._scripts[min(self.connections, len(self._scripts) - 1)]
            self.connections += 1
            self._reached.set()
            thread = threading.Thread(target=self._serve, args=(connection, script), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket, script: Script) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(10)
            script(connection)

    def __enter__(self) -> Peer:
        self._main.start()
        return self

    def __exit__(self, *_: object) -> None:
        # shutdown wakes the thread that waits in accept
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._main.join(60)
        for thread in self._threads:
            thread.join(60)


@contextlib.contextmanager
def closed_port() -> Iterator[str]:
    """Give the address of a port where nobody listens; it is held, so that nobody else does."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


def read_request(connection: socket.socket) -> bytes:
    """Read one request, body included."""
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65536)
        if not part:
            return received
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(
    body: bytes = b"{}", *, status: str = "200 OK", headers: str = "", promise: str = "close"
) -> Script:
    """
    Answer one request properly and close.

    Without the promise to close, a second request may meet the closing connection.
    """
    head = (
        f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: {promise}\r\n"
        f"{headers}\r\n"
    ).encode()

    def script(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(head + body)

    return script


def reset(*, after_reading: bool) -> Script:
    """
    Cut the connection with a reset, before or after the request has been read.

    Not before it has come: such a reset is at times noticed while connecting, and then the request
    has truly not been sent.
    """

    def script(connection: socket.socket) -> None:
        if after_reading:
            read_request(connection)
        else:
            connection.recv(1, socket.MSG_PEEK)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    return script


def raw(data: bytes) -> Script:
    """Read a request, send these bytes and close."""

    def script(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(data)
        connection.shutdown(socket.SHUT_RDWR)

    return script


def hang_up(connection: socket.socket) -> None:
    """Read a request and close without a word."""
    read_request(connection)
    connection.shutdown(socket.SHUT_RDWR)


def silent(connection: socket.socket) -> None:
    """Read a request and say nothing until the other side gives up."""
    read_request(connection)
    connection.recv(1)


def drip(connection: socket.socket) -> None:
    """Answer one byte at a time, for ever."""
    read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b" ")
        time.sleep(0.01)


def deaf(connection: socket.socket) -> None:
    """Never read, so that a large request fills the buffers."""
    time.sleep(0.6)
