# SPDX-License-Identifier: MIT
"""The clients of Loggro Pymes: one engine each, the namespaces, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Self, TypedDict, Unpack

from loggro_integration.errors import Text
from loggro_integration.http import (
    AsyncClient,
    AsyncClientOptions,
    AsyncEngine,
    AsyncRawResource,
    AsyncResource,
    BearerToken,
    Client,
    ClientOptions,
    Credential,
    Engine,
    FaultTable,
    RawResource,
    Resource,
    asked_later,
    environment,
)
from loggro_integration.pymes._checks import filled
from loggro_integration.pymes._faults import FAULTS
from loggro_integration.pymes._namespaces import Spaces

__all__ = ["AsyncPymesClient", "PymesClient"]

BASE_URL = "https://api.loggro.com/apik"
MODULES = ("compras", "facturacion", "financiero", "inventario", "organizacion")

# Without it Pymes answers 415, to reads too (seen in production, 2026-07).
HEADERS = {"content-type": "application/json"}


_MAKE_A_TOKEN = Text(
    es="Genere el token en Pymes (Configuración → Organización → Integraciones).",
    en="Make the token in Pymes (Configuración → Organización → Integraciones).",
)


class PymesClient(Client, Spaces[Resource]):
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
        ConfigurationError: If an address, a name or a combination cannot be used.

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
        super().__init__(Engine(base_url, **_fixed(token, base_url, modules), **options), base_url)

    @classmethod
    def from_env(cls, **options: Unpack[ClientOptions]) -> Self:
        """
        Make a client of the environment, read now.

        ``LOGGRO_PYMES_TOKEN``; ``LOGGRO_PYMES_URL`` if set.

        Raises:
            ConfigurationError: If a variable is missing; the message names it.
        """
        return cls(**_from_env(), **options)

    @property
    def with_raw_response(self) -> Spaces[RawResource]:
        """The same calls, returning status, headers and time; ``parse()`` gives the value."""
        return Spaces(RawResource(self._engine))


class AsyncPymesClient(AsyncClient, Spaces[AsyncResource]):
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
        ConfigurationError: If an address, a name or a combination cannot be used.

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
        super().__init__(
            AsyncEngine(base_url, **_fixed(token, base_url, modules), **options), base_url
        )

    @classmethod
    def from_env(cls, **options: Unpack[AsyncClientOptions]) -> Self:
        """
        Make a client of the environment, read now.

        ``LOGGRO_PYMES_TOKEN``; ``LOGGRO_PYMES_URL`` if set.

        Raises:
            ConfigurationError: If a variable is missing; the message names it.
        """
        return cls(**_from_env(), **options)

    @property
    def with_raw_response(self) -> Spaces[AsyncRawResource]:
        """The same calls, awaiting status, headers and time; ``parse()`` gives the value."""
        return Spaces(AsyncRawResource(self._engine))


class _Fixed(TypedDict):
    auth: BearerToken
    faults: FaultTable
    headers: Mapping[str, str]
    modules: Mapping[str, str]


def _fixed(token: Credential, base_url: str, modules: Mapping[str, str] | None) -> _Fixed:
    """Return what the product decides: token, faults, headers, and where the modules are."""
    base = base_url.rstrip("/")
    return _Fixed(
        auth=BearerToken(asked_later(token, lambda value: filled(value, "token", secret=True))),
        faults=FAULTS,
        headers=HEADERS,
        modules={**{name: f"{base}/loggro-{name}" for name in MODULES}, **(modules or {})},
    )


class _Environment(TypedDict, total=False):
    token: str
    base_url: str


def _from_env() -> _Environment:
    found = _Environment(token=environment("LOGGRO_PYMES_TOKEN", _MAKE_A_TOKEN))
    if address := os.environ.get("LOGGRO_PYMES_URL"):
        found["base_url"] = address
    return found
