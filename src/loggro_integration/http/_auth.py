# SPDX-License-Identifier: MIT
"""
How a client proves who it is: flows that yield log-in operations and end in headers.

A flow keeps no session: the engine does, and lets one caller log in at a time.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Generator, Mapping
from typing import Any, Protocol, TypeAlias, cast

from attrs import field, frozen

from loggro_integration.exact_json import JsonValue, is_object, loads
from loggro_integration.http._operation import Operation
from loggro_integration.secret import Secret

Credential: TypeAlias = str | Secret | Callable[[], str | Secret]
AuthHeaders: TypeAlias = Mapping[str, str]


class AuthFlow(Protocol):
    """
    A way to log in, written once for both engines.

    The engine runs `auth_flow` before the first call, and once more when a token is refused. If
    the second run gives the same headers, the call is not repeated.
    """

    def auth_flow(self, refused: AuthHeaders | None) -> Generator[Operation[Any], Any, AuthHeaders]:
        """
        Yield each log-in operation, receive what it read, and return the headers of the session.

        Args:
            refused: The headers that the server has just refused, or `None` at the first run: a
                remembered token is good for the first run only.
        """
        ...


def revealed(credential: Credential) -> str:
    """
    Return the text of a credential: a value, a `Secret`, or a function that gives either.

    >>> revealed(lambda: "s3cr3t")
    's3cr3t'
    """
    give = cast("Callable[[], str | Secret]", credential)
    value = give() if callable(credential) else credential
    return value.reveal() if isinstance(value, Secret) else value


def bearer(token: str | Secret) -> AuthHeaders:
    """Return the header that carries a bearer token."""
    return {"authorization": f"Bearer {revealed(token)}"}


def claims_of(headers: AuthHeaders | None) -> Mapping[str, JsonValue]:
    """
    Return what a bearer token that is a JWT says of itself; empty where it is none.

    Nothing is verified: it is what the server wrote for itself, good for a hint alone.

    >>> claims_of({"authorization": "Bearer e30.eyJzdWIiOiJ4In0.c2ln"})
    {'sub': 'x'}
    """
    parts = (headers or {}).get("authorization", "").rpartition(" ")[2].split(".")
    if len(parts) != len(("header", "payload", "signature")):
        return {}
    try:
        claims = loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, binascii.Error):
        return {}
    return claims if is_object(claims) else {}


@frozen
class NoAuth:
    """No credential at all."""

    def auth_flow(self, refused: AuthHeaders | None) -> Generator[Operation[Any], Any, AuthHeaders]:
        """Return no headers."""
        yield from ()
        return {}


@frozen
class BearerToken:
    """
    A token made outside; a function is asked again when the server refuses what it gave.

    Attributes:
        token: The token, a `Secret`, or a function that gives either.
    """

    token: Credential = field(repr=False)

    def auth_flow(self, refused: AuthHeaders | None) -> Generator[Operation[Any], Any, AuthHeaders]:
        """Return the header of the token."""
        yield from ()
        return bearer(revealed(self.token))


@frozen
class PasswordLogin:
    """
    A token got with e-mail and password.

    Attributes:
        email: User's e-mail.
        password: User's password; fetched anew for each log-in if it is a function.
        login: Builds the log-in operation, whose `read` gives the token.
        remembered: Gives a token kept from an earlier run, or `None`; asked at the first log-in.
        remember: Told each new token.
    """

    email: Credential = field(repr=False)
    password: Credential = field(repr=False)
    login: Callable[[str, Secret], Operation[Any]] = field(repr=False)
    remembered: Callable[[], str | Secret | None] | None = field(
        default=None, repr=False, kw_only=True
    )
    remember: Callable[[Secret], object] | None = field(default=None, repr=False, kw_only=True)

    def auth_flow(self, refused: AuthHeaders | None) -> Generator[Operation[Any], Any, AuthHeaders]:
        """Use the remembered token once, else log in."""
        kept = self.remembered() if self.remembered and refused is None else None
        if kept is not None:
            return bearer(kept)
        token: str | Secret = yield self.login(
            revealed(self.email), Secret(revealed(self.password))
        )
        if self.remember:
            self.remember(Secret(revealed(token)))
        return bearer(token)
