# SPDX-License-Identifier: MIT
"""Secrets of a command: from the environment, the keyring, or a person who types them."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator, Mapping

from loggro_integration.cli._options import wrong_usage
from loggro_integration.cli._output import language_of
from loggro_integration.cli._profiles import secret_at, variable
from loggro_integration.errors import ConfigurationError, InvalidInput, Text
from loggro_integration.secret import Secret

__all__ = ["EnvironmentOrPerson", "password_of"]


class EnvironmentOrPerson(Mapping[str, str]):
    """
    The variables of the environment; a person at a terminal is asked for one that is not set.

    What was typed is forgotten when the command ends.
    """

    def __getitem__(self, name: str) -> str:
        value = os.environ.get(name)
        if not value and _someone_is_there():
            value = _typed(Text(es=f"{name} (no se ve)", en=f"{name} (not shown)"))
        if not value:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(os.environ)

    def __len__(self) -> int:
        return len(os.environ)


def password_of(what: Text, environment: str | None, keyring: str | None) -> Secret | None:
    """
    Return a password, `None` where a person leaves it empty.

    Args:
        what: Whose password it is, for the question.
        environment: Variable that holds it (``--password-env``).
        keyring: Name of it in the keyring of the system (``--password-keyring``).

    Raises:
        InvalidInput: If both are named.
        ConfigurationError: If it is not where it should be, or nobody can be asked.
    """
    if environment is not None and keyring is not None:
        raise _both()
    if environment is not None:
        return Secret(variable(environment))
    if keyring is not None:
        return Secret(secret_at(f"keyring:{keyring}"))
    if not _someone_is_there():
        raise ConfigurationError(
            f"There is no {what.en}, and nobody to ask.",
            code="no-password",
            hint=Text(
                es="Póngala en una variable y use --password-env NOMBRE, o guárdela y use"
                " --password-keyring NOMBRE.",
                en="Put it into a variable and use --password-env NAME, or keep it and use"
                " --password-keyring NAME.",
            ),
        )
    typed = _typed(what)
    return Secret(typed) if typed else None


def _both() -> InvalidInput:
    return wrong_usage(
        "The password is in one place, not in two.",
        field="--password-env",
        hint=Text(
            es="Use --password-env o --password-keyring.",
            en="Use --password-env or --password-keyring.",
        ),
    )


def _someone_is_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _typed(what: Text) -> str:
    """Ask on the terminal itself, without echo: stdout stays for JSON."""
    try:
        return getpass.getpass(f"{what.in_language(language_of(os.environ))}: ")
    except EOFError:
        return ""
