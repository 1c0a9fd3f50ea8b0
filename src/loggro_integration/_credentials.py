# SPDX-License-Identifier: MIT
"""
Where secrets are: a variable, a file, or the keyring of the system; and the profile that names it.

The library keyring is optional; where it is not installed, nothing is kept in it.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from loggro_integration._files import read_text
from loggro_integration.errors import ConfigurationError, Text
from loggro_integration.secret import Secret

if TYPE_CHECKING:
    from loggro_integration.mapping import Profile

__all__ = ["PLACES", "KeptToken", "named_profile", "secret_at", "text_at", "variable"]

KEYRING_SERVICE = "loggro-integration"
PLACES = ("env:", "file:", "keyring:")


def named_profile(profiles: Mapping[str, Profile], name: str) -> Profile:
    """
    Return the profile of a name.

    Raises:
        ConfigurationError: If the rules have no profile of that name.
    """
    if name in profiles:
        return profiles[name]
    listed = ", ".join(sorted(profiles)) or "-"
    raise ConfigurationError(
        f"There is no profile {name!r}.",
        code="no-profile",
        hint=Text(
            es=f"Agregue [profiles.{name}] a loggro.toml, o use uno de: {listed}.",
            en=f"Add [profiles.{name}] to loggro.toml, or use one of: {listed}.",
        ),
    )


def text_at(place: str) -> str:
    """Return a text itself, or what stands at the place it names."""
    return secret_at(place) if place.startswith(PLACES) else place


def secret_at(reference: str) -> str:
    """
    Read a secret where the rules say it is: ``env:NAME``, ``file:PATH`` or ``keyring:NAME``.

    Raises:
        ConfigurationError: If there is none.
    """
    place, _, name = reference.partition(":")
    if place == "env":
        return variable(name)
    if place == "file":
        return read_text(Path(name)).strip()
    return _from_keyring(name)


def variable(name: str) -> str:
    """
    Read a variable that must be set.

    Raises:
        ConfigurationError: If it is missing or blank; its code is the name.
    """
    value = os.environ.get(name, "")
    if value.strip():
        return value
    raise ConfigurationError(
        f"The environment variable {name} is not set.",
        code=name,
        hint=Text(
            es=f"Defina {name} en el entorno de este comando.",
            en=f"Set {name} in the environment of this command.",
        ),
    )


class KeptToken:
    """
    The token of one login between two runs, in the keyring of the system.

    Where the library keyring is not installed, or the system has no keyring, nothing is kept.

    Args:
        base_url: Address of the API.
        email: E-mail of the login.
    """

    def __init__(self, base_url: str, email: str) -> None:
        from loggro_integration.http import redact_url

        self._name = f"restobar-token {redact_url(base_url)} {email.strip().lower()}"

    def read(self) -> Secret | None:
        """Return the token of an earlier run, if there is one."""
        keyring = _keyring()
        if keyring is None:
            return None
        try:
            found = keyring.get_password(KEYRING_SERVICE, self._name)
        except _keyring_error():
            return None
        return Secret(found) if found else None

    def write(self, token: Secret) -> None:
        """Keep a new token for the next run."""
        keyring = _keyring()
        if keyring is None:
            return
        try:
            keyring.set_password(KEYRING_SERVICE, self._name, token.reveal())
        except _keyring_error():
            # Without a keyring each run logs in: slower, and right.
            return


def _keyring() -> ModuleType | None:
    try:
        return importlib.import_module("keyring")
    except ImportError:
        return None


def _keyring_error() -> type[Exception]:
    """Return what the library raises where the system's keyring is locked, broken or absent."""
    found: type[Exception] = importlib.import_module("keyring.errors").KeyringError
    return found


def _from_keyring(name: str) -> str:
    keyring = _keyring()
    if keyring is None:
        raise ConfigurationError(
            "The library keyring is not installed.",
            code="no-keyring",
            hint=Text(
                es="Ejecute: pip install keyring; o use env: o file: en loggro.toml.",
                en="Run: pip install keyring; or use env: or file: in loggro.toml.",
            ),
        )
    try:
        found = keyring.get_password(KEYRING_SERVICE, name)
    except _keyring_error():
        found = None
    if found:
        return str(found)
    raise ConfigurationError(
        f"The keyring holds no {name} of {KEYRING_SERVICE}, or is locked.",
        code="no-secret",
        hint=Text(
            es=f"Guárdelo: keyring set {KEYRING_SERVICE} {name}",
            en=f"Keep it there: keyring set {KEYRING_SERVICE} {name}",
        ),
    )
