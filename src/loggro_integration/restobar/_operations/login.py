# SPDX-License-Identifier: MIT
"""Logging in."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.exact_json import JsonValue
from loggro_integration.http import Operation, SendPolicy
from loggro_integration.restobar._checks import filled
from loggro_integration.secret import Secret

__all__ = ["log_in"]


def log_in(email: str, password: Secret) -> Operation[Secret]:
    """
    Get a token for a user (``POST /login``); it acts on the user's business.

    It changes nothing that matters, so it is repeated like a read: the server answers 500 from
    time to time. Whether it ends an earlier token is not published.

    Raises:
        InvalidInput: If the e-mail is empty: the server would answer 500.
        AuthenticationFailed: When sent, if the user is unknown, inactive or of another product.
    """
    return Operation(
        "POST",
        "/login",
        json={"email": filled(email, "email"), "password": password},
        policy=SendPolicy.READ,
        read=_token,
        authorized=False,
        name="login",
    )


def _token(value: JsonValue) -> Secret:
    return Secret(wire.restobar.login(value).token)
