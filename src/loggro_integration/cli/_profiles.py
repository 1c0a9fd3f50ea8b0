# SPDX-License-Identifier: MIT
"""
Profiles: which account a command works on, and where its secrets are.

A profile is a table of `loggro.toml`, chosen by ``--profile`` or by ``LOGGRO_PROFILE``.
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

from loggro_integration._credentials import (
    KeptToken,
    named_profile,
    secret_at,
    text_at,
    variable,
)
from loggro_integration.errors import InvalidInput, Text

if TYPE_CHECKING:
    from loggro_integration.mapping import MappingRules, Profile

__all__ = [
    "KeptToken",
    "checked_name",
    "chosen",
    "profile_of",
    "profile_words",
    "secret_at",
    "text_at",
    "variable",
    "with_profile",
]

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
    return None if name is None else named_profile(rules.profiles if rules else {}, name)


def with_profile(command: Callable[..., int]) -> Callable[..., int]:
    """
    Give a command the option ``--profile``, if it works on an account and has none of its own.

    Two accounts never share a ledger: with a profile it is ``loggro-<profile>.db``, unless the
    command names another one.
    """
    signature = inspect.signature(command)
    named = signature.parameters.keys()
    if "profile" in named or not {"rules", "ledger"} & named:
        return command
    takes_ledger = "ledger" in signature.parameters

    @wraps(command)
    def with_option(*args: object, profile: str | None = None, **options: object) -> int:
        mark = _CHOSEN.set(profile)
        try:
            name = checked_name(chosen())
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


def checked_name(name: str | None) -> str | None:
    """
    Return a name that can be a profile's: it becomes part of a file name too.

    Raises:
        InvalidInput: If it cannot.
    """
    if name is None or _NAME.fullmatch(name):
        return name
    raise InvalidInput(
        f"{name!r} is no name of a profile.",
        field="profile",
        value=name,
        hint=Text(es="Use letras, dígitos, - y _.", en="Use letters, digits, - and _."),
    )
