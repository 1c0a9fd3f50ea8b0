# SPDX-License-Identifier: MIT
"""Where an operation goes: base URLs by module, overrides by operation name."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen

from loggro_integration.errors import ConfigurationError, InvalidInput, Text
from loggro_integration.http._operation import Operation, Override, fill_route, query_string


def checked_base(url: str, *, of: str) -> str:
    """
    Return a base URL without its final slash.

    Args:
        url: ``https`` only; ``http`` is taken for loopback addresses.
        of: What the base is for, named in the error.

    Raises:
        ConfigurationError: If it is no such address, or holds user info, a query or a fragment.

    >>> checked_base("https://api.pirpos.com/", of="base_url")
    'https://api.pirpos.com'
    """
    fault = _fault_of(url)
    if fault:
        raise ConfigurationError(
            f"The base URL of {of} {fault}.",
            hint=Text(
                es="Use una dirección https, como https://api.pirpos.com; http solo en el equipo.",
                en="Use an https address, as https://api.pirpos.com; http on this machine only.",
            ),
        )
    return url.rstrip("/")


def _fault_of(url: str) -> str | None:
    """Say what is wrong with a base URL, without quoting it: it may hold a password."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is no address"
    if not host or any(sign.isspace() for sign in url) or not url.isprintable():
        return "is no address"
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        return "is not https"
    if parts.username is not None:
        return "holds user info"
    return "holds a query or a fragment" if parts.query or parts.fragment else None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@frozen
class Addresses:
    """
    The base URLs of a client.

    Attributes:
        base_url: Base of operations without a module.
        modules: Base of each module.
        overrides: Corrections by operation name.
    """

    base_url: str
    modules: Mapping[str, str]
    overrides: Mapping[str, Override]

    @classmethod
    def checked(
        cls, base_url: str, modules: Mapping[str, str], overrides: Mapping[str, Override]
    ) -> Addresses:
        """
        Check every base URL.

        Raises:
            ConfigurationError: If one cannot be used; nothing is sent.
        """
        return cls(
            checked_base(base_url, of="base_url"),
            {name: checked_base(base, of=f"module {name!r}") for name, base in modules.items()},
            {
                name: Override(
                    base_url=override.base_url
                    and checked_base(override.base_url, of=f"override {name!r}"),
                    path=override.path,
                )
                for name, override in overrides.items()
            },
        )

    def of(self, operation: Operation[Any]) -> str:
        """
        Return the whole address of an operation, query included.

        Raises:
            ConfigurationError: If its module has no base, or an override's path does not fit.
        """
        override = self.overrides.get(operation.name, _NONE)
        base = override.base_url or self._base(operation)
        path = (
            fill_route(operation.route, operation.path)
            if override.path is None
            else _overridden(override.path, operation)
        )
        query = query_string(operation.query) if operation.query else ""
        return f"{base}{path}?{query}" if query else f"{base}{path}"

    def _base(self, operation: Operation[Any]) -> str:
        base = self.modules.get(operation.module) if operation.module else self.base_url
        if base is None:
            raise ConfigurationError(
                f"No base URL is set for the module {operation.module!r}.",
                hint=Text(
                    es=f"Indique `modules` u `overrides[{operation.name!r}]`.",
                    en=f"Set `modules` or `overrides[{operation.name!r}]`.",
                ),
            )
        return base


_NONE = Override()


def _overridden(path: str, operation: Operation[Any]) -> str:
    fits = path.startswith("/") and not {".", ".."} & set(path.split("/")) and "?" not in path
    if fits:
        try:
            return fill_route(path, operation.path)
        except InvalidInput:
            fits = False
    raise ConfigurationError(
        f"The path that overrides {operation.name!r} must be absolute and hold the names of "
        f"{operation.route}."
    )
