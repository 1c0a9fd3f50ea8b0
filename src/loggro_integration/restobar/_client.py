# SPDX-License-Identifier: MIT
"""The clients of Loggro Restobar: one engine each, the namespaces, and nothing else."""

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
    Credential,
    Engine,
    Hooks,
    HttpClient,
    JsonBody,
    Override,
    PasswordLogin,
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
from loggro_integration.restobar._checks import filled
from loggro_integration.restobar._faults import FAULTS
from loggro_integration.restobar._namespaces import (
    AsyncRawSpaces,
    AsyncSpaces,
    RawSpaces,
    Spaces,
)
from loggro_integration.restobar._operations.login import log_in

__all__ = ["AsyncRestobarClient", "RestobarClient"]

BASE_URL = "https://api.pirpos.com"


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


class RestobarClient(_Named, Spaces):
    """
    The synchronous client of Loggro Restobar; safe across threads.

    It logs in before the first call, one thread at a time, and once more if the token is refused.
    One user acts on one business: a second branch needs a second client.

    Args:
        email: E-mail of a Restobar user, or a function that gives it.
        password: Its password: text, a `Secret`, or a function that gives either.
        base_url: Address of the API; ``https`` only, except loopback.
        timeout: Seconds of an attempt: a number or a `Timeout`.
        retry: When and how late failed calls are repeated.
        http_client: A client of the HTTP library; its owner closes it. Excludes `transport`.
        transport: Where requests go instead of the network.
        hooks: What to call around every attempt.
        app_info: Name and version of the calling program, for the User-Agent.
        overrides: Other bases and paths by operation name, as ``{"cashboxes.list": Override(…)}``.
        read_only: Refuse whatever may change something, before any byte leaves.
        allow: Names of operations that a read-only client sends nevertheless.
        clock: Seconds that never go back, for deadlines.
        now: The present instant with its zone, for a ``Retry-After`` that is a date.
        random: Gives a number from 0 to 1, for the jitter of delays.
        sleep: Waits the given seconds.
        concurrency: Connections at most.

    Raises:
        InvalidInput: If e-mail or password is empty: the server would answer 500.
        ConfigurationError: If an address or a combination cannot be used.

    Example:
        ``with RestobarClient.from_env() as pos: print(pos.invoices.last())``
    """

    def __init__(
        self,
        *,
        email: Credential,
        password: Credential,
        base_url: str = BASE_URL,
        **options: Unpack[ClientOptions],
    ) -> None:
        auth = _login_with(email, password)
        self._base_url = base_url
        self._adopt(Engine(base_url, auth=auth, faults=FAULTS, **options))

    @classmethod
    def from_env(cls, **options: Unpack[ClientOptions]) -> Self:
        """
        Make a client of the environment, read now.

        ``LOGGRO_RESTOBAR_EMAIL``, ``LOGGRO_RESTOBAR_PASSWORD``; ``LOGGRO_RESTOBAR_URL`` if set.

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

        It shares connections, log-in and budget with this one; closing either closes both.
        """
        twin = object.__new__(type(self))
        twin._base_url = self._base_url
        twin._adopt(self._engine.with_options(timeout=timeout, retry=retry))
        return twin

    @property
    def with_raw_response(self) -> RawRestobar:
        """The same calls, returning status, headers and time; ``parse()`` gives the value."""
        return RawRestobar(self._engine)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, QueryValue] | None = None,
        json: JsonBody = None,
        policy: SendPolicy = SendPolicy.WRITE,
    ) -> Any:
        """
        Send a call that is not wrapped yet, and return its decoded JSON.

        Args:
            method: HTTP verb.
            path: Path below the base URL, as ``/roles``.
            query: Values of the query string.
            json: JSON body.
            policy: What a repeat would do; undeclared counts as ``WRITE``, which is never repeated
                and refused by a read-only client.

        Example:
            ``pos.request("GET", "/roles", policy=SendPolicy.READ)``
        """
        return self._engine.run(request(method, path, query=query, json=json, policy=policy))

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


class AsyncRestobarClient(_Named, AsyncSpaces):
    """
    The asynchronous client of Loggro Restobar: the same calls, awaited.

    It logs in before the first call, one task at a time, and once more if the token is refused.
    One user acts on one business: a second branch needs a second client.

    Args:
        email: E-mail of a Restobar user, or a function that gives it.
        password: Its password: text, a `Secret`, or a function that gives either.
        base_url: Address of the API; ``https`` only, except loopback.
        timeout: Seconds of an attempt: a number or a `Timeout`.
        retry: When and how late failed calls are repeated.
        http_client: A client of the HTTP library; its owner closes it. Excludes `transport`.
        transport: Where requests go instead of the network.
        hooks: What to call around every attempt.
        app_info: Name and version of the calling program, for the User-Agent.
        overrides: Other bases and paths by operation name, as ``{"cashboxes.list": Override(…)}``.
        read_only: Refuse whatever may change something, before any byte leaves.
        allow: Names of operations that a read-only client sends nevertheless.
        clock: Seconds that never go back, for deadlines.
        now: The present instant with its zone, for a ``Retry-After`` that is a date.
        random: Gives a number from 0 to 1, for the jitter of delays.
        sleep: Waits the given seconds.
        concurrency: Connections at most.

    Raises:
        InvalidInput: If e-mail or password is empty: the server would answer 500.
        ConfigurationError: If an address or a combination cannot be used.

    Example:
        ``async with AsyncRestobarClient.from_env() as pos: print(await pos.invoices.last())``
    """

    def __init__(
        self,
        *,
        email: Credential,
        password: Credential,
        base_url: str = BASE_URL,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        auth = _login_with(email, password)
        self._base_url = base_url
        self._adopt(AsyncEngine(base_url, auth=auth, faults=FAULTS, **options))

    @classmethod
    def from_env(cls, **options: Unpack[AsyncClientOptions]) -> Self:
        """
        Make a client of the environment, read now.

        ``LOGGRO_RESTOBAR_EMAIL``, ``LOGGRO_RESTOBAR_PASSWORD``; ``LOGGRO_RESTOBAR_URL`` if set.

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

        It shares connections, log-in and budget with this one; closing either closes both.
        """
        twin = object.__new__(type(self))
        twin._base_url = self._base_url
        twin._adopt(self._engine.with_options(timeout=timeout, retry=retry))
        return twin

    @property
    def with_raw_response(self) -> AsyncRawRestobar:
        """The same calls, awaiting status, headers and time; ``parse()`` gives the value."""
        return AsyncRawRestobar(self._engine)

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, QueryValue] | None = None,
        json: JsonBody = None,
        policy: SendPolicy = SendPolicy.WRITE,
    ) -> Any:
        """
        Send a call that is not wrapped yet, and return its decoded JSON.

        Args:
            method: HTTP verb.
            path: Path below the base URL, as ``/roles``.
            query: Values of the query string.
            json: JSON body.
            policy: What a repeat would do; undeclared counts as ``WRITE``, which is never repeated
                and refused by a read-only client.

        Example:
            ``await pos.request("GET", "/roles", policy=SendPolicy.READ)``
        """
        return await self._engine.run(request(method, path, query=query, json=json, policy=policy))

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


class RawRestobar(RawSpaces):
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
        policy: SendPolicy = SendPolicy.WRITE,
    ) -> RawResponse[Any]:
        """Send a call that is not wrapped yet, and return its answer."""
        return self._engine.run_raw(request(method, path, query=query, json=json, policy=policy))


class AsyncRawRestobar(AsyncRawSpaces):
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
        policy: SendPolicy = SendPolicy.WRITE,
    ) -> RawResponse[Any]:
        """Send a call that is not wrapped yet, and return its answer."""
        return await self._engine.run_raw(
            request(method, path, query=query, json=json, policy=policy)
        )


def _login_with(email: Credential, password: Credential) -> PasswordLogin:
    """Check what is known now, and the rest when it is asked for."""
    return PasswordLogin(
        _checked(email, "email"), _checked(password, "password", secret=True), log_in
    )


def _checked(credential: Credential, field: str, *, secret: bool = False) -> Credential:
    if callable(credential):
        return lambda: filled(revealed(credential), field, secret=secret)
    filled(revealed(credential), field, secret=secret)
    return credential


class _Environment(TypedDict, total=False):
    email: str
    password: str
    base_url: str


def _from_env() -> _Environment:
    found = _Environment(
        email=_variable("LOGGRO_RESTOBAR_EMAIL"), password=_variable("LOGGRO_RESTOBAR_PASSWORD")
    )
    if address := os.environ.get("LOGGRO_RESTOBAR_URL"):
        found["base_url"] = address
    return found


def _variable(name: str) -> str:
    value = os.environ.get(name, "")
    if value.strip():
        return value
    raise ConfigurationError(
        f"The environment variable {name} is not set.",
        code=name,
        hint=Text(
            es=f"Defina {name} con los datos de un usuario de Restobar.",
            en=f"Set {name} to the data of a Restobar user.",
        ),
    )
