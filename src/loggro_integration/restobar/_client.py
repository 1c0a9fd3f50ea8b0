# SPDX-License-Identifier: MIT
"""The clients of Loggro Restobar: one engine each, the namespaces, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Self, TypedDict, Unpack

from loggro_integration.errors import Text
from loggro_integration.http import (
    AsyncClient,
    AsyncClientOptions,
    AsyncEngine,
    AsyncRawResource,
    AsyncResource,
    Client,
    ClientOptions,
    Credential,
    Engine,
    PasswordLogin,
    RawResource,
    Resource,
    asked_later,
    environment,
)
from loggro_integration.restobar._checks import filled
from loggro_integration.restobar._faults import FAULTS
from loggro_integration.restobar._namespaces import Spaces
from loggro_integration.restobar._operations.login import log_in
from loggro_integration.secret import Secret

__all__ = ["AsyncRestobarClient", "RestobarClient"]

BASE_URL = "https://api.pirpos.com"


class RestobarClient(Client, Spaces[Resource]):
    """
    The synchronous client of Loggro Restobar; safe across threads.

    It logs in before the first call, one thread at a time, and once more if the token is refused.
    One user acts on one business: a second branch needs a second client.

    Args:
        email: E-mail of a Restobar user, or a function that gives it.
        password: Its password: text, a `Secret`, or a function that gives either.
        base_url: Address of the API; ``https`` only, except loopback.
        remembered: Gives the token of an earlier run, or `None`; asked at the first log-in only.
        remember: Told each new token, to keep it between runs where secrets are safe.
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
        ConfigurationError: If an address, a name or a combination cannot be used.

    Example:
        ``with RestobarClient.from_env() as pos: print(pos.invoices.last())``
    """

    def __init__(
        self,
        *,
        email: Credential,
        password: Credential,
        base_url: str = BASE_URL,
        remembered: Callable[[], str | Secret | None] | None = None,
        remember: Callable[[Secret], object] | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        auth = _login_with(email, password, remembered, remember)
        super().__init__(Engine(base_url, auth=auth, faults=FAULTS, **options), base_url)

    @classmethod
    def from_env(cls, **options: Unpack[ClientOptions]) -> Self:
        """
        Make a client of the environment, read now.

        ``LOGGRO_RESTOBAR_EMAIL``, ``LOGGRO_RESTOBAR_PASSWORD``; ``LOGGRO_RESTOBAR_URL`` if set.

        Raises:
            ConfigurationError: If a variable is missing; the message names it.
        """
        return cls(**_from_env(), **options)

    @property
    def with_raw_response(self) -> Spaces[RawResource]:
        """The same calls, returning status, headers and time; ``parse()`` gives the value."""
        return Spaces(RawResource(self._engine))


class AsyncRestobarClient(AsyncClient, Spaces[AsyncResource]):
    """
    The asynchronous client of Loggro Restobar: the same calls, awaited.

    It logs in before the first call, one task at a time, and once more if the token is refused.
    One user acts on one business: a second branch needs a second client.

    Args:
        email: E-mail of a Restobar user, or a function that gives it.
        password: Its password: text, a `Secret`, or a function that gives either.
        base_url: Address of the API; ``https`` only, except loopback.
        remembered: Gives the token of an earlier run, or `None`; asked at the first log-in only.
        remember: Told each new token, to keep it between runs where secrets are safe.
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
        ConfigurationError: If an address, a name or a combination cannot be used.

    Example:
        ``async with AsyncRestobarClient.from_env() as pos: print(await pos.invoices.last())``
    """

    def __init__(
        self,
        *,
        email: Credential,
        password: Credential,
        base_url: str = BASE_URL,
        remembered: Callable[[], str | Secret | None] | None = None,
        remember: Callable[[Secret], object] | None = None,
        **options: Unpack[AsyncClientOptions],
    ) -> None:
        auth = _login_with(email, password, remembered, remember)
        super().__init__(AsyncEngine(base_url, auth=auth, faults=FAULTS, **options), base_url)

    @classmethod
    def from_env(cls, **options: Unpack[AsyncClientOptions]) -> Self:
        """
        Make a client of the environment, read now.

        ``LOGGRO_RESTOBAR_EMAIL``, ``LOGGRO_RESTOBAR_PASSWORD``; ``LOGGRO_RESTOBAR_URL`` if set.

        Raises:
            ConfigurationError: If a variable is missing; the message names it.
        """
        return cls(**_from_env(), **options)

    @property
    def with_raw_response(self) -> Spaces[AsyncRawResource]:
        """The same calls, awaiting status, headers and time; ``parse()`` gives the value."""
        return Spaces(AsyncRawResource(self._engine))


def _login_with(
    email: Credential,
    password: Credential,
    remembered: Callable[[], str | Secret | None] | None,
    remember: Callable[[Secret], object] | None,
) -> PasswordLogin:
    """Check what is known now, and the rest when it is asked for."""
    return PasswordLogin(
        asked_later(email, lambda value: filled(value, "email")),
        asked_later(password, lambda value: filled(value, "password", secret=True)),
        log_in,
        remembered=remembered,
        remember=remember,
    )


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
    return environment(
        name,
        Text(
            es=f"Defina {name} con los datos de un usuario de Restobar.",
            en=f"Set {name} to the data of a Restobar user.",
        ),
    )
