# SPDX-License-Identifier: MIT
"""
Faults: what an answer of the server means, as a table.

Status alone does not tell: the same 401 may mean "log in" or "order not found". Each client brings
its rows; what no row lists falls to the safe class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from attrs import Factory, field, frozen

from loggro_integration import errors
from loggro_integration.errors import LoggroError, Text
from loggro_integration.exact_json import is_object
from loggro_integration.http._operation import Operation, SendPolicy
from loggro_integration.http._retry import Failure


@frozen
class ServerMessage:
    """What the server said: its text and its own code; either may be missing."""

    text: str = ""
    code: str | None = None


@frozen
class FaultRow:
    """
    One known answer and what it means.

    Attributes:
        status: HTTP status; below 400 for an error that hides in a success.
        error: Class to raise. A `Rejected` is never repeated, `RateLimited` apart.
        pattern: Regular expression searched in the server's text; its group ``permission``, if
            any, becomes `PermissionMissing.permission`. ``^$`` is an answer without text.
        code: The server's own code, compared whole.
        method: HTTP verb it is limited to.
        route: Path template it is limited to, as written in the operation.
        token: Whether it means that the token was refused: log in once and repeat once.
        certainty: ``DOC``, ``LIVE``, ``CODE`` or ``INF``.
        source: Who said or saw it.
        hint: What to do about it.
    """

    status: int
    error: type[LoggroError]
    pattern: str = ""
    code: str | None = field(default=None, kw_only=True)
    method: str | None = field(default=None, kw_only=True)
    route: str | None = field(default=None, kw_only=True)
    token: bool = field(default=False, kw_only=True)
    certainty: str = field(default="DOC", kw_only=True)
    source: str = field(default="", kw_only=True)
    hint: Text | None = field(default=None, kw_only=True)

    def fits(self, operation: Operation[Any], status: int, said: ServerMessage) -> bool:
        """Tell whether this row describes the answer."""
        return (
            self.status == status
            and self.method in (None, operation.method)
            and self.route in (None, operation.route)
            and self.code in (None, said.code)
            and re.search(self.pattern, said.text) is not None
        )

    def permission_in(self, said: ServerMessage) -> str | None:
        """Return the permission that the text names, if the pattern looks for one."""
        match = re.search(self.pattern, said.text)
        return match.groupdict().get("permission") if match else None


def plain_message(body: Any) -> ServerMessage:
    """
    Find the text in ``{"message": "..."}`` or in an answer that is only text.

    >>> plain_message({"message": "Pedido no encontrado"})
    ServerMessage(text='Pedido no encontrado', code=None)
    """
    text = body.get("message") if is_object(body) else body
    return ServerMessage(text.strip() if isinstance(text, str) else "")


def _statuses_of(table: FaultTable) -> frozenset[int]:
    return frozenset(row.status for row in table.rows)


def _token_statuses_of(table: FaultTable) -> frozenset[int]:
    return frozenset(row.status for row in table.rows if row.token)


@frozen
class FaultTable:
    """
    The rows of one server, first match wins, and how to find its message in a body.

    Attributes:
        rows: Known answers, the specific before the general.
        message: Finds text and code in a body: decoded JSON, plain text if it is not JSON (without
            the tags of a web page), `None` if it is empty.
    """

    rows: Sequence[FaultRow] = ()
    message: Callable[[Any], ServerMessage] = plain_message
    _statuses: frozenset[int] = field(
        default=Factory(_statuses_of, takes_self=True), init=False, repr=False, eq=False
    )
    _token_statuses: frozenset[int] = field(
        default=Factory(_token_statuses_of, takes_self=True), init=False, repr=False, eq=False
    )

    def concerns(self, status: int) -> bool:
        """Tell whether an answer of this status may be a fault: a success rarely is."""
        return not 200 <= status < 300 or status in self._statuses

    def concerns_token(self, status: int) -> bool:
        """Tell whether an answer of this status may mean that the token was refused."""
        return status == 401 or status in self._token_statuses

    def find(self, operation: Operation[Any], status: int, said: ServerMessage) -> FaultRow | None:
        """Return the first row that describes the answer."""
        return next((row for row in self.rows if row.fits(operation, status, said)), None)


_BY_STATUS: dict[int, type[LoggroError]] = {
    401: errors.TokenRejected,
    402: errors.PlanLimit,
    403: errors.PermissionMissing,
    404: errors.NotFound,
    409: errors.Conflict,
    410: errors.NotFound,
    429: errors.RateLimited,
}


def unlisted(operation: Operation[Any], status: int, *, html: bool) -> type[LoggroError]:
    """
    Return the safe class of an answer that no row lists.

    A read answered 404 by a web page met a path that does not exist: that says nothing about the
    thing looked for, so it is not `NotFound`.
    """
    if status in (401, 403) and not operation.authorized:
        return errors.AuthenticationFailed
    if status == 404 and html:
        return errors.UnexpectedResponse if _reads(operation) else errors.InvalidRequest
    if 400 <= status < 500:
        return _BY_STATUS.get(status, errors.InvalidRequest)
    return errors.Unavailable if status >= 500 else errors.UnexpectedResponse


_OF_A_WRITE: dict[type[LoggroError], type[LoggroError]] = {
    errors.Unavailable: errors.ServerFailed,
    errors.AnswerTimedOut: errors.AnswerLost,
    errors.UnexpectedResponse: errors.UnreadableAnswer,
    errors.ContractChanged: errors.UnreadableAnswer,
}
_OF_A_READ: dict[type[LoggroError], type[LoggroError]] = {
    errors.ServerFailed: errors.Unavailable,
    errors.AnswerLost: errors.Unavailable,
    errors.UnreadableAnswer: errors.UnexpectedResponse,
    errors.AcceptedWithoutProof: errors.UnexpectedResponse,
}


def adapted(operation: Operation[Any], kind: type[LoggroError]) -> type[LoggroError]:
    """
    Return the class for this operation: a read never has an unknown outcome, a write always may.

    >>> read = Operation("GET", "/roles", read=str, policy=SendPolicy.READ)
    >>> adapted(read, errors.ServerFailed).__name__
    'Unavailable'
    """
    return (_OF_A_READ if _reads(operation) else _OF_A_WRITE).get(kind, kind)


def _reads(operation: Operation[Any]) -> bool:
    return operation.policy is SendPolicy.READ


def failure_of(kind: type[LoggroError], *, busy: bool) -> Failure:
    """
    Place an answered error in the retry table.

    Args:
        kind: Its class.
        busy: Whether it was a 503 with ``Retry-After``.
    """
    if issubclass(kind, errors.RateLimited):
        return Failure.THROTTLED
    if issubclass(kind, errors.ReadFailed | errors.ServerFailed):
        return Failure.BUSY if busy else Failure.NO_ANSWER
    return Failure.REFUSED


_HINTS: tuple[tuple[type[LoggroError], Text], ...] = (
    (
        errors.OutcomeUnknown,
        Text(
            es="No lo envíe de nuevo: consulte primero si quedó hecho.",
            en="Do not send it again: look up first whether it was done.",
        ),
    ),
    (
        errors.RateLimited,
        Text(es="Espere antes de repetir.", en="Wait before you repeat."),
    ),
    (
        errors.AuthenticationFailed,
        Text(
            es="Revise el correo, la contraseña y que el usuario esté activo.",
            en="Check the e-mail, the password and that the user is active.",
        ),
    ),
    (
        errors.TokenRejected,
        Text(
            es="Genere un token nuevo o revise las credenciales.",
            en="Make a new token or check the credentials.",
        ),
    ),
    (
        errors.PlanLimit,
        Text(
            es="El plan de la cuenta no incluye esta operación.",
            en="The plan of the account does not include this operation.",
        ),
    ),
    (
        errors.ReadFailed,
        Text(
            es="Era una consulta: puede repetirla más tarde.",
            en="It was a read: you may repeat it later.",
        ),
    ),
    (
        errors.NotSent,
        Text(
            es="No salió de este equipo: revise la red y repita.",
            en="It never left this machine: check the network and repeat.",
        ),
    ),
)


def hint_for(kind: type[LoggroError], permission: str | None) -> Text | None:
    """Return what to do about an error of this class, unless a row says something better."""
    if issubclass(kind, errors.PermissionMissing):
        code = f" {permission}" if permission else ""
        return Text(
            es=f"Al rol del usuario le falta el permiso{code}.",
            en=f"The user's role lacks the permission{code}.",
        )
    return next((hint for family, hint in _HINTS if issubclass(kind, family)), None)
