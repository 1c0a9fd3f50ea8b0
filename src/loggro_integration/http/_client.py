# SPDX-License-Identifier: MIT
"""What the clients of every product share: options, life time, repr, and no pickling."""

from __future__ import annotations

import difflib
import os
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, NoReturn, Self, TypedDict, TypeVar, cast

from loggro_integration.errors import ConfigurationError, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.http._auth import Credential, revealed
from loggro_integration.http._engine import AsyncEngine, Engine
from loggro_integration.http._hooks import Hooks
from loggro_integration.http._httpx import AsyncHttpClient, AsyncTransport, HttpClient, Transport
from loggro_integration.http._operation import Operation, Override
from loggro_integration.http._redact import redact_url
from loggro_integration.http._resource import AsyncResource, Call, PagedCall, Resource, Space
from loggro_integration.http._retry import RetryPolicy, Timeout

T = TypeVar("T")


class SharedOptions(TypedDict, total=False):
    """What all clients take alike."""

    timeout: Timeout | float | None
    retry: RetryPolicy | None
    hooks: Hooks | None
    app_info: str | None
    overrides: Mapping[str, Override]
    read_only: bool
    allow: Collection[str]
    clock: Callable[[], float]
    now: Callable[[], datetime]
    random: Callable[[], float]
    concurrency: int


class ClientOptions(SharedOptions, total=False):
    """What a synchronous client takes."""

    http_client: HttpClient | None
    transport: Transport | None
    sleep: Callable[[float], object]


class AsyncClientOptions(SharedOptions, total=False):
    """What an asynchronous client takes."""

    http_client: AsyncHttpClient | None
    transport: AsyncTransport | None
    sleep: Callable[[float], Awaitable[object]]


class _Named:
    """How a client shows itself, and that it cannot be pickled."""

    _base_url: str

    def __repr__(self) -> str:
        return f"{type(self).__name__}({redact_url(self._base_url)!r})"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} cannot be pickled: it holds connections and credentials. "
            "Make the client where it is used."
        )


class Client(_Named, Space[Resource]):
    """
    A synchronous client over one engine: join it with the spaces of a product.

    Args:
        engine: Sends the calls.
        base_url: What the repr shows.
    """

    def __init__(self, engine: Engine, base_url: str) -> None:
        self._base_url = base_url
        self._engine = engine
        super().__init__(Resource(engine))
        _check_names(self, engine.named)

    def with_options(
        self, *, timeout: Timeout | float | None = None, retry: RetryPolicy | None = None
    ) -> Self:
        """
        Return a client with other time-outs or another policy.

        It shares connections, credential and budget with this one; closing either closes both.
        """
        twin = object.__new__(type(self))
        Client.__init__(
            twin, self._engine.with_options(timeout=timeout, retry=retry), self._base_url
        )
        return twin

    @property
    def token_claims(self) -> Mapping[str, JsonValue]:
        """
        What the token of the session says of itself, unverified, without the token.

        Empty before the first call, and where the token is no JWT. Restobar's was seen with ``sub``
        (the user's id) and ``date``, without ``exp``.
        """
        return self._engine.token_claims

    def run(self, operation: Operation[T]) -> T:
        """Send an operation that is data, as the `lookup` of an `OutcomeUnknown`."""
        return self._engine.run(operation)

    def close(self) -> None:
        """Close the connections, unless the HTTP client was given."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class AsyncClient(_Named, Space[AsyncResource]):
    """
    An asynchronous client over one engine: join it with the spaces of a product.

    Args:
        engine: Sends the calls.
        base_url: What the repr shows.
    """

    def __init__(self, engine: AsyncEngine, base_url: str) -> None:
        self._base_url = base_url
        self._engine = engine
        super().__init__(AsyncResource(engine))
        _check_names(self, engine.named)

    def with_options(
        self, *, timeout: Timeout | float | None = None, retry: RetryPolicy | None = None
    ) -> Self:
        """
        Return a client with other time-outs or another policy.

        It shares connections, credential and budget with this one; closing either closes both.
        """
        twin = object.__new__(type(self))
        engine = self._engine.with_options(timeout=timeout, retry=retry)
        AsyncClient.__init__(twin, engine, self._base_url)
        return twin

    @property
    def token_claims(self) -> Mapping[str, JsonValue]:
        """
        What the token of the session says of itself, unverified, without the token.

        Empty before the first call, and where the token is no JWT. Restobar's was seen with ``sub``
        (the user's id) and ``date``, without ``exp``.
        """
        return self._engine.token_claims

    async def run(self, operation: Operation[T]) -> T:
        """Send an operation that is data, as the `lookup` of an `OutcomeUnknown`."""
        return await self._engine.run(operation)

    async def aclose(self) -> None:
        """Close the connections, unless the HTTP client was given."""
        await self._engine.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


def _check_names(client: Space[Any], named: Collection[str]) -> None:
    """
    Refuse the name of a call that the client does not have: it would be passed over in silence.

    Raises:
        ConfigurationError: With the names that are spelled much like it.
    """
    known = _calls_of(client) if named else frozenset[str]()
    for name in sorted(set(named) - known) if known else ():
        close = ", ".join(difflib.get_close_matches(name, known, cutoff=0.5))
        raise ConfigurationError(
            f"There is no call named {name!r}: `overrides` and `allow` take names of calls.",
            code=name,
            hint=Text(
                es=f"¿Será {close}?" if close else "Vea operations().",
                en=f"Did you mean {close}?" if close else "See operations().",
            ),
        )


def _calls_of(client: Space[Any]) -> frozenset[str]:
    """Return the names of the calls of all namespaces of a client, and of its own."""
    held: dict[str, object] = vars(client)
    return frozenset(
        f"{space}.{name}" if space else name
        for space, each in {"": client, **held}.items()
        if isinstance(each, Space)
        for kind in type(cast("object", each)).__mro__
        for name, value in vars(kind).items()
        if isinstance(value, Call | PagedCall)
    )


def asked_later(credential: Credential, check: Callable[[object], str]) -> Credential:
    """Check a credential: now if it is known, else each time its function gives one."""
    if callable(credential):
        return lambda: check(revealed(credential))
    check(revealed(credential))
    return credential


def environment(name: str, hint: Text) -> str:
    """
    Read a variable that must be set.

    Raises:
        ConfigurationError: If it is missing or blank; its code is the name.
    """
    value = os.environ.get(name, "")
    if value.strip():
        return value
    raise ConfigurationError(f"The environment variable {name} is not set.", code=name, hint=hint)
