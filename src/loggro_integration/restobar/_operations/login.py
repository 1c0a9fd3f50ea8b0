# SPDX-License-Identifier: MIT
"""Logging in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from loggro_integration import wire
from loggro_integration.exact_json import JsonValue
from loggro_integration.http import Operation, SendPolicy
from loggro_integration.restobar._checks import filled
from loggro_integration.secret import Secret
from loggro_integration.wire.restobar import Login

__all__ = ["log_in", "login"]

T = TypeVar("T")


def log_in(email: str, password: Secret) -> Operation[Secret]:
    """
    Get a token for a user (``POST /login``); it acts on the user's business.

    It changes nothing that matters, so it is repeated like a read: the server answers 500 from
    time to time. Whether it ends an earlier token is not published.

    Raises:
        InvalidInput: If the e-mail is empty: the server would answer 500.
        AuthenticationFailed: When sent, if the user is unknown, inactive or of another product.
    """
    return _log_in(email, password, _token)


def _token(value: JsonValue) -> Secret:
    return Secret(wire.restobar.login(value).token)


def login(email: str, password: Secret | str) -> Operation[Login]:
    """
    Log a user in and tell who it is (``POST /login``): the business it acts on, its role, a token.

    The client logs in by itself; this is for checking a credential, or whose branch it opens.
    Whether it ends an earlier token of that user is not published.

    Returns:
        The user; the token is in ``token``, and shows in no repr.

    Raises:
        InvalidInput: If e-mail or password is empty: the server would answer 500.
        AuthenticationFailed: When sent, if the user is unknown, inactive or of another product.

    Example:
        ``pos.login("caja@arepera.example", password).business``
    """
    known = password if isinstance(password, Secret) else Secret(password)
    filled(known.reveal(), "password", secret=True)
    return _log_in(email, known, wire.restobar.login)


def _log_in(email: str, password: Secret, read: Callable[[Any], T]) -> Operation[T]:
    return Operation(
        "POST",
        "/login",
        json={"email": filled(email, "email"), "password": password},
        policy=SendPolicy.READ,
        read=read,
        authorized=False,
        name="login",
    )
