# SPDX-License-Identifier: MIT
"""The clients of Loggro Pymes: one engine each, the namespaces, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, NoReturn, Self, TypedDict, Unpack

from loggro_integration.errors import ConfigurationError, Text
from loggro_integration.http import (
    AsyncEngine,
    AsyncHttpClient,
    AsyncTransport,
    BearerToken,
    Credential,
    Engine,
    FaultTable,
    Hooks,
    HttpClient,
    JsonBody,
    Override,
    QueryValue,
    RawResponse,
    RetryPolicy,
    SendPolicy,
    Timeout,
    Transport,
    redact_url,
    request,
    revealed,
)
from loggro_integration.pymes._checks import filled
from loggro_integration.pymes._faults import FAULTS
from loggro_integration.pymes._namespaces import (
    AsyncRawSpaces,
    AsyncSpaces,
    RawSpaces,
    Spaces,
)

__all__ = ["AsyncPymesClient", "PymesClient"]

BASE_URL = "https://api.loggro.com/apik"
MODULES = ("compras", "facturacion", "financiero", "inventario", "organizacion")

# Without it Pymes answers 415, to reads too (seen in production, 2026-07).
HEADERS = {"content-type": "application/json"}


class SharedOptions(TypedDict, total=False):
    """What both clients take alike."""

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
    """What the synchronous client takes."""

    http_client: HttpClient | None
    transport: Transport | None
    sleep: Callable[[float], object]


class AsyncClientOptions(SharedOptions, total=False):
    """What the asynchronous client takes."""

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


class PymesClient(_Named, Spaces):
    """
    The synchronous client of Loggro Pymes; safe across threads.

    The token belongs to one organisation: a second one needs a second client.

    Args:
        token: Made in Pymes, Configuración → Organización → Integraciones: text, a `Secret`, or a
            function that gives either; a function is asked again when its token is refused.
        base_url: Address above the modules; ``https`` only, except loopback.
        modules: Address of a module by name, where it is not ``<base_url>/loggro-<name>``:
            ``compras``, ``facturacion``, ``financiero``, ``inventario``, ``organizacion``.
        timeout: Seconds of an attempt: a number or a `Timeout`.
        retry: When and how late failed calls are repeated.
        http_client: A client of the HTTP library; its owner closes it. Excludes `transport`.
        transport: Where requests go instead of the network.
        hooks: What to call around every attempt.
        app_info: Name and version of the calling program, for the User-Agent.
        overrides: Other bases and paths by operation name, as ``{"sales.list": Override(…)}``.
            Which module answers which path is inferred in part.
        read_only: Refuse whatever may change something, before any byte leaves.
        allow: Names of operations that a read-only client sends nevertheless.
        clock: Seconds that never go back, for deadlines.
        now: The present instant with its zone, for a ``Retry-After`` that is a date.
        random: Gives a number from 0 to 1, for the jitter of delays.
        sleep: Waits the given seconds.
        concurrency: Connections at most.

    Raises:
        InvalidInput: If the token is empty.
        ConfigurationError: If an address or a combination cannot be used.

    Example:
        ``with PymesClient.from_env() as books: print(list(books.sellers.list()))``
    """

    def __init__(
        self,
        *,
        token: Credential,
        base_url: str = BASE_URL,
        modules: Mapping[str, str] | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self._base_url = base_url
        self._adopt(Engine(base_url, **_fixed(token, base_url, modules), **options))

    @classmethod
    def from_env(cls, **options: Unpack[ClientOptions]) -> Self:
        """
        Make a client of the environment, read now.

        ``LOGGRO_PYMES_TOKEN``; ``LOGGRO_PYMES_URL`` if set.

        Raises:
            ConfigurationError: If a variable is missing; the message names it.
        """
        return cls(**_from_env(), **options)

    def _adopt(self, engine: Engine) -> None:
        self._engine = engine
        self._open(engine)

    def with_options(
        self, *, timeout: Timeout | float | None = None, retry: RetryPolicy | None = None
    ) -> Self:
        """
        Return a client with other time-outs or another policy.

        It shares connections, token and budget with this one; closing either closes both.
        """
        twin = object.__new__(type(self))
        twin._base_url = self._base_url
        twin._adopt(self._engine.with_options(timeout=timeout, retry=retry))
        return twin

    @property
    def with_raw_response(self) -> RawPymes:
        """The same calls, returning status, headers and time; ``parse()`` gives the value."""
        return RawPymes(self._engine)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, QueryValue] | None = None,
        json: JsonBody = None,
        module: str = "facturacion",
        policy: SendPolicy = SendPolicy.WRITE,
    ) -> Any:
        """
        Send a call that is not wrapped yet, and return its decoded JSON.

        Args:
            method: HTTP verb.
            path: Path below the module, as ``/v1/monedas``.
            query: Values of the query string.
            json: JSON body.
            module: Where the path answers: one of the five, or a name of `modules`.
            policy: What a repeat would do; undeclared counts as ``WRITE``, which is never repeated
                and refused by a read-only client.

        Example:
            ``books.request("GET", "/v1/monedas", module="organizacion", policy=READ)``
        """
        return self._engine.run(
            request(method, path, query=query, json=json, module=module, policy=policy)
        )

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


class AsyncPymesClient(_Named, AsyncSpaces):
    """
    The asynchronous client of Loggro Pymes: the same calls, awaited.

    The token belongs to one organisation: a second one needs a second client.

    Args:
        token: Made in Pymes, Configuración → Organización → Integraciones: text, a `Secret`, or a
            function that gives either; a function is asked again when its token is refused.
        base_url: Address above the modules; ``https`` only, except loopback.
        modules: Address of a module by name, where it is not ``<base_url>/loggro-<name>``:
            ``compras``, ``facturacion``, ``financiero``, ``inventario``, ``organizacion``.
        timeout: Seconds of an attempt: a number or a `Timeout`.
        retry: When and how late failed calls are repeated.
        http_client: A client of the HTTP library; its owner closes it. Excludes `transport`.
        transport: Where requests go instead of the network.
        hooks: What to call around every attempt.
        app_info: Name and version of the calling program, for the User-Agent.
        overrides: Other bases and paths by operation name, as ``{"sales.list": Override(…)}``.
            Which module answers which path is inferred in part.
        read_only: Refuse whatever may change something, before any byte leaves.
        allow: Names of operations that a read-only client sends nevertheless.
        clock: Seconds that never go back, for deadlines.
        now: The present instant with its zone, for a ``Retry-After`` that is a date.
        random: Gives a number from 0 to 1, for the jitter of delays.
        sleep: Waits the given seconds.
        concurrency: Connections at most.

    Raises:
        InvalidInput: If the token is empty.
        ConfigurationError: If an address or a combination cannot be used.

    Example:
        ``async with AsyncPymesClient.from_env() as books: ...``
    """

    def __init__(
        self,
        *,
        token: Credential,
        base_url: str = BASE_URL,
        modules: Mapping[str, str] | None = None,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        self._base_url = base_url
        self._adopt(AsyncEngine(base_url, **_fixed(token, base_url, modules), **options))

    @classmethod
    def from_env(cls, **options: Unpack[AsyncClientOptions]) -> Self:
        """
        Make a client of the environment, read now.

        ``LOGGRO_PYMES_TOKEN``; ``LOGGRO_PYMES_URL`` if set.

        Raises:
            ConfigurationError: If a variable is missing; the message names it.
        """
        return cls(**_from_env(), **options)

    def _adopt(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._open(engine)

    def with_options(
        self, *, timeout: Timeout | float | None = None, retry: RetryPolicy | None = None
    ) -> Self:
        """
        Return a client with other time-outs or another policy.

        It shares connections, token and budget with this one; closing either closes both.
        """
        twin = object.__new__(type(self))
        twin._base_url = self._base_url
        twin._adopt(self._engine.with_options(timeout=timeout, retry=retry))
        return twin

    @property
    def with_raw_response(self) -> AsyncRawPymes:
        """The same calls, awaiting status, headers and time; ``parse()`` gives the value."""
        return AsyncRawPymes(self._engine)

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, QueryValue] | None = None,
        json: JsonBody = None,
        module: str = "facturacion",
        policy: SendPolicy = SendPolicy.WRITE,
    ) -> Any:
        """
        Send a call that is not wrapped yet, and return its decoded JSON.

        Args:
            method: HTTP verb.
            path: Path below the module, as ``/v1/monedas``.
            query: Values of the query string.
            json: JSON body.
            module: Where the path answers: one of the five, or a name of `modules`.
            policy: What a repeat would do; undeclared counts as ``WRITE``, which is never repeated
                and refused by a read-only client.

        Example:
            ``await books.request("GET", "/v1/monedas", module="organizacion", policy=READ)``
        """
        return await self._engine.run(
            request(method, path, query=query, json=json, module=module, policy=policy)
        )

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


class RawPymes(RawSpaces):
    """The calls of a client, returning `RawResponse`; a list sends its first page."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._open(engine)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, QueryValue] | None = None,
        json: JsonBody = None,
        module: str = "facturacion",
        policy: SendPolicy = SendPolicy.WRITE,
    ) -> RawResponse[Any]:
        """Send a call that is not wrapped yet, and return its answer."""
        return self._engine.run_raw(
            request(method, path, query=query, json=json, module=module, policy=policy)
        )


class AsyncRawPymes(AsyncRawSpaces):
    """The calls of a client, awaiting `RawResponse`; a list sends its first page."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._open(engine)

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, QueryValue] | None = None,
        json: JsonBody = None,
        module: str = "facturacion",
        policy: SendPolicy = SendPolicy.WRITE,
    ) -> RawResponse[Any]:
        """Send a call that is not wrapped yet, and return its answer."""
        return await self._engine.run_raw(
            request(method, path, query=query, json=json, module=module, policy=policy)
        )


class _Fixed(TypedDict):
    auth: BearerToken
    faults: FaultTable
    headers: Mapping[str, str]
    modules: Mapping[str, str]


def _fixed(token: Credential, base_url: str, modules: Mapping[str, str] | None) -> _Fixed:
    """Return what the product decides: token, faults, headers, and where the modules are."""
    base = base_url.rstrip("/")
    return _Fixed(
        auth=BearerToken(_checked(token)),
        faults=FAULTS,
        headers=HEADERS,
        modules={**{name: f"{base}/loggro-{name}" for name in MODULES}, **(modules or {})},
    )


def _checked(token: Credential) -> Credential:
    """Check what is known now, and the rest when it is asked for."""
    if callable(token):
        return lambda: filled(revealed(token), "token", secret=True)
    filled(revealed(token), "token", secret=True)
    return token


class _Environment(TypedDict, total=False):
    token: str
    base_url: str


def _from_env() -> _Environment:
    token = os.environ.get("LOGGRO_PYMES_TOKEN", "")
    if not token.strip():
        raise ConfigurationError(
            "The environment variable LOGGRO_PYMES_TOKEN is not set.",
            code="LOGGRO_PYMES_TOKEN",
            hint=Text(
                es="Genere el token en Pymes (Configuración → Organización → Integraciones).",
                en="Make the token in Pymes (Configuración → Organización → Integraciones).",
            ),
        )
    found = _Environment(token=token)
    if address := os.environ.get("LOGGRO_PYMES_URL"):
        found["base_url"] = address
    return found
