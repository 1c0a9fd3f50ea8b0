# SPDX-License-Identifier: MIT
"""
Profiles: which account a command works on, and where its secrets are.

A profile is a table of `loggro.toml`, chosen by ``--profile`` or by ``LOGGRO_PROFILE``.
"""

from __future__ import annotations

import importlib
import inspect
import os
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, get_type_hints

from loggro_integration.cli._files import read_text
from loggro_integration.errors import ConfigurationError, InvalidInput, Text
from loggro_integration.secret import Secret

if TYPE_CHECKING:
    from loggro_integration.mapping import MappingRules, Profile

__all__ = [
    "KeptToken",
    "chosen",
    "profile_of",
    "profile_words",
    "secret_at",
    "text_at",
    "variable",
    "with_profile",
]

KEYRING_SERVICE = "loggro-integration"
PLACES = ("env:", "file:", "keyring:")

_CHOSEN: ContextVar[str | None] = ContextVar("profile", default=None)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


def chosen() -> str | None:
    """Return the name of the profile of this run: the option's, then the environment's."""
    return _CHOSEN.get() or os.environ.get("LOGGRO_PROFILE") or None


def profile_words() -> str:
    """Return what a suggested command needs to work on the same account."""
    name = _CHOSEN.get()
    return f" --profile {name}" if name else ""


def profile_of(rules: MappingRules | None) -> Profile | None:
    """
    Return the profile of this run, `None` where none was chosen.

    Raises:
        ConfigurationError: If the rules have no profile of that name.
    """
    name = chosen()
    if name is None:
        return None
    known: Mapping[str, Profile] = rules.profiles if rules else {}
    if name in known:
        return known[name]
    listed = ", ".join(sorted(known)) or "-"
    raise ConfigurationError(
        f"There is no profile {name!r}.",
        code="no-profile",
        hint=Text(
            es=f"Agregue [profiles.{name}] a loggro.toml, o use uno de: {listed}.",
            en=f"Add [profiles.{name}] to loggro.toml, or use one of: {listed}.",
        ),
    )


def with_profile(command: Callable[..., int]) -> Callable[..., int]:
    """
    Give a command the option ``--profile``, if it works on an account.

    Two accounts never share a ledger: with a profile it is ``loggro-<profile>.db``, unless the
    command names another one.
    """
    signature = inspect.signature(command)
    if not {"rules", "ledger"} & signature.parameters.keys():
        return command
    takes_ledger = "ledger" in signature.parameters

    @wraps(command)
    def with_option(*args: object, profile: str | None = None, **options: object) -> int:
        mark = _CHOSEN.set(profile)
        try:
            name = _checked(chosen())
            if takes_ledger and name is not None:
                options.setdefault("ledger", Path(f"loggro-{name}.db"))
            return command(*args, **options)
        finally:
            _CHOSEN.reset(mark)

    _tell_option(with_option, command, signature)
    return with_option


def _tell_option(
    target: Callable[..., int], command: Callable[..., int], signature: inspect.Signature
) -> None:
    """Show the option to whoever reads the signature, the types or the docstring."""
    hints = get_type_hints(command, include_extras=True)
    option = inspect.Parameter(
        "profile", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=str | None
    )
    own = [each.replace(annotation=hints[each.name]) for each in signature.parameters.values()]
    # `json` stays the last one, as in every help.
    place = next((at for at, each in enumerate(own) if each.name == "json"), len(own))
    shown = [*own[:place], option, *own[place:]]
    vars(target)["__signature__"] = signature.replace(parameters=shown, return_annotation=int)
    target.__annotations__ = {**hints, "profile": str | None}
    text = inspect.getdoc(command) or ""
    line = "    profile: Account to work on, a table [profiles.NAME] of the rules."
    head, json, tail = text.rpartition("\n    json:")
    target.__doc__ = f"{head}\n{line}{json}{tail}" if json else f"{text}\n{line}"


def _checked(name: str | None) -> str | None:
    """Refuse a name that could not be a table's: it becomes part of a file name too."""
    if name is None or _NAME.fullmatch(name):
        return name
    raise InvalidInput(
        f"{name!r} is no name of a profile.",
        field="profile",
        value=name,
        hint=Text(es="Use letras, dígitos, - y _.", en="Use letters, digits, - and _."),
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
        return read_text(Path(name), field="file").strip()
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
