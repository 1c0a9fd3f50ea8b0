# SPDX-License-Identifier: MIT
"""The only module that knows the HTTP library: its clients, its exceptions, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import httpx

from loggro_integration.errors import ConfigurationError
from loggro_integration.http._exchange import MOST_BYTES, Answer, Lost, LostKind, Outgoing
from loggro_integration.http._operation import Upload
from loggro_integration.http._redact import redact_url

HttpClient: TypeAlias = httpx.Client
AsyncHttpClient: TypeAlias = httpx.AsyncClient
Transport: TypeAlias = httpx.BaseTransport
AsyncTransport: TypeAlias = httpx.AsyncBaseTransport

# Measured with real sockets; the first match wins. Only the first two kinds never left.
_KINDS: tuple[tuple[type[httpx.HTTPError], LostKind], ...] = (
    (httpx.PoolTimeout, LostKind.POOL),
    (httpx.ConnectError, LostKind.UNREACHABLE),
    (httpx.ConnectTimeout, LostKind.UNREACHABLE),
    (httpx.ProxyError, LostKind.UNREACHABLE),
    (httpx.UnsupportedProtocol, LostKind.UNREACHABLE),
    (httpx.TimeoutException, LostKind.TIMED_OUT),
    (httpx.DecodingError, LostKind.GARBLED),
    (httpx.HTTPError, LostKind.BROKEN),
)
# Both quote what they choke on: the value of a header sent, or bytes of the answer.
_QUOTING = (httpx.LocalProtocolError, httpx.RemoteProtocolError)


def new_client(transport: Transport | None, connections: int) -> HttpClient:
    """Make a client of our own: redirects off, TLS verified, few connections."""
    return httpx.Client(transport=transport, limits=_limits(connections), follow_redirects=False)


def new_async_client(transport: AsyncTransport | None, connections: int) -> AsyncHttpClient:
    """Make an asynchronous client of our own."""
    return httpx.AsyncClient(
        transport=transport, limits=_limits(connections), follow_redirects=False
    )


def _limits(connections: int) -> httpx.Limits:
    return httpx.Limits(max_connections=connections, max_keepalive_connections=connections)


def exchange(client: HttpClient, outgoing: Outgoing, clock: Callable[[], float]) -> Answer | Lost:
    """
    Send one request and read its answer to the end.

    Raises:
        ConfigurationError: If no request can be made of the address, or the client is closed.
    """
    request = _request(client, outgoing)
    begun = clock()
    response: httpx.Response | None = None
    try:
        response = client.send(request, stream=True, auth=None, follow_redirects=False)
        try:
            reading = _Reading(outgoing.expires, clock)
            for chunk in response.iter_bytes():
                if reading.take(chunk):
                    break
        finally:
            response.close()
    except httpx.HTTPError as error:
        error.request = _without_secrets(request)
        return _lost(error, response, clock() - begun)
    return reading.outcome(response, clock() - begun)


async def exchange_async(
    client: AsyncHttpClient, outgoing: Outgoing, clock: Callable[[], float]
) -> Answer | Lost:
    """Do the same as `exchange` with an asynchronous client."""
    request = _request(client, outgoing)
    begun = clock()
    response: httpx.Response | None = None
    try:
        response = await client.send(request, stream=True, auth=None, follow_redirects=False)
        try:
            reading = _Reading(outgoing.expires, clock)
            async for chunk in response.aiter_bytes():
                if reading.take(chunk):
                    break
        finally:
            await response.aclose()
    except httpx.HTTPError as error:
        error.request = _without_secrets(request)
        return _lost(error, response, clock() - begun)
    return reading.outcome(response, clock() - begun)


def _request(client: HttpClient | AsyncHttpClient, outgoing: Outgoing) -> httpx.Request:
    """Build the library's request, with its own time-outs even on a foreign client."""
    if client.is_closed:
        raise ConfigurationError("The client is closed: make a new one.")
    try:
        return client.build_request(
            outgoing.method,
            outgoing.url,
            headers=outgoing.headers,
            content=outgoing.content,
            extensions={"timeout": outgoing.timeouts},
            **_form(outgoing.form),
        )
    except httpx.InvalidURL:
        pass
    # Outside of the handler: the library's error may quote the address and is not chained.
    raise ConfigurationError("No request can be made of this address: is it too long?")


def _without_secrets(request: httpx.Request) -> httpx.Request:
    """Return what an exception may keep of a request: it becomes the cause of ours."""
    return httpx.Request(request.method, redact_url(str(request.url)))


def _form(form: Any) -> dict[str, Any]:
    if form is None:
        return {}
    # As a file without a name, a text stays a plain field, and a form of texts stays multipart.
    return {
        "files": {
            name: (part.filename, part.content, part.media_type)
            if isinstance(part, Upload)
            else (None, part)
            for name, part in form.items()
        }
    }


class _Reading:
    """The body so far, within its bounds of size and time."""

    __slots__ = ("_chunks", "_clock", "_expires", "_overrun", "_size")

    def __init__(self, expires: float, clock: Callable[[], float]) -> None:
        self._chunks: list[bytes] = []
        self._size = 0
        self._expires = expires
        self._clock = clock
        self._overrun: LostKind | None = None

    def take(self, chunk: bytes) -> bool:
        """Keep a chunk, and tell whether reading must stop."""
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > MOST_BYTES:
            self._overrun = LostKind.TOO_LARGE
        elif self._clock() > self._expires:
            # A drip of bytes never runs into the read time-out.
            self._overrun = LostKind.TIMED_OUT
        return self._overrun is not None

    def outcome(self, response: httpx.Response, elapsed: float) -> Answer | Lost:
        """Return the whole answer, or why reading stopped."""
        if self._overrun:
            return Lost(self._overrun, "Overrun", None, response.status_code, elapsed)
        body = self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
        return Answer(response.status_code, response.headers, body, elapsed)


def _lost(error: httpx.HTTPError, response: httpx.Response | None, elapsed: float) -> Answer | Lost:
    """Sort an exception of the library; an unreadable refusal still counts as one."""
    kind = next(kind for family, kind in _KINDS if isinstance(error, family))
    status = None if response is None else response.status_code
    if kind is LostKind.GARBLED and response is not None and response.status_code >= 400:
        return Answer(response.status_code, response.headers, b"", elapsed)
    cause = None if isinstance(error, _QUOTING) else error
    return Lost(kind, type(error).__name__, cause, status, elapsed)
