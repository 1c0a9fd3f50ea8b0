# SPDX-License-Identifier: MIT
"""From what came back to the error to raise, and its place in the retry table."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, cast

from attrs import field, frozen

from loggro_integration import errors
from loggro_integration.errors import InvalidInput, LoggroError, OutcomeUnknown, Text
from loggro_integration.exact_json import dumps
from loggro_integration.http._exchange import Answer, Lost, LostKind
from loggro_integration.http._faults import (
    FaultRow,
    FaultTable,
    ServerMessage,
    adapted,
    failure_of,
    hint_for,
    unlisted,
)
from loggro_integration.http._operation import Operation
from loggro_integration.http._paging import NoRows, RowUnreadable
from loggro_integration.http._redact import redact, redact_text
from loggro_integration.http._retry import Failure, retry_after


@frozen
class Fault:
    """
    An attempt that failed.

    Attributes:
        error: What to raise if it is not repeated.
        failure: Its row in the retry table.
        retry_after: Seconds that the server asked to wait.
        cause: The library's exception, where it can be shown.
    """

    error: LoggroError
    failure: Failure
    retry_after: float | None = None
    cause: Exception | None = None


# Redaction is no work for megabytes: what is shown of them is 200 characters.
_READ_BYTES = 20_000
_READ_CHARACTERS = 2_000


@frozen
class Where:
    """
    The call that an error is about.

    Attributes:
        url: Redacted address.
        secrets: Values known to be secret, masked wherever they turn up.
    """

    operation: Operation[Any]
    url: str
    correlation_id: str
    secrets: Collection[str] = field(default=(), repr=False)

    def clean(self, text: str) -> str:
        """Return a text of the server that is fit to be shown."""
        return _printable(redact_text(text[:_READ_CHARACTERS], self.secrets))

    def excerpt(self, answer: Answer) -> str | None:
        """Return the beginning of a body, redacted."""
        said = answer.said() if len(answer.body) <= _READ_BYTES else answer.text()
        if said is None:
            return None
        if isinstance(said, str):
            return self.clean(said)[: errors.BODY_CHARACTERS]
        return _printable(dumps(redact(said, self.secrets)))[: errors.BODY_CHARACTERS]

    def fill(self, error: LoggroError, answer: Answer | None = None) -> LoggroError:
        """Tell an error about its call; a write's lost outcome learns its look-up."""
        error.method = self.operation.method
        error.url = self.url
        error.correlation_id = self.correlation_id
        if answer is not None:
            error.status = answer.status
            error.body = self.excerpt(answer)
        if isinstance(error, OutcomeUnknown):
            error.lookup = self.operation.lookup
        if error.hint is None:
            error.hint = hint_for(type(error), self.operation.permission)
        return error


def _printable(text: str) -> str:
    """Replace lone surrogates: JSON may hold them, a terminal cannot print them."""
    return text.encode("utf-8", "replace").decode()


_LOST: dict[LostKind, tuple[type[LoggroError], Failure, str]] = {
    LostKind.UNREACHABLE: (
        errors.ConnectionFailed,
        Failure.NOT_SENT,
        "No connection could be made",
    ),
    LostKind.POOL: (errors.PoolExhausted, Failure.NOT_SENT, "No connection became free in time"),
    LostKind.TIMED_OUT: (
        errors.AnswerTimedOut,
        Failure.NO_ANSWER,
        "The answer did not come in time",
    ),
    LostKind.BROKEN: (errors.Unavailable, Failure.NO_ANSWER, "The connection broke"),
    LostKind.GARBLED: (errors.UnexpectedResponse, Failure.REFUSED, "The answer cannot be decoded"),
    LostKind.TOO_LARGE: (errors.UnexpectedResponse, Failure.REFUSED, "The answer is over 50 MB"),
}


def fault_of_lost(where: Where, lost: Lost) -> Fault:
    """Return the fault of an attempt without a usable answer."""
    kind, failure, text = _LOST[lost.kind]
    if failure is Failure.NO_ANSWER:
        # Unlike a 5xx, nothing at all was heard of a write.
        kind = kind if adapted(where.operation, kind) is kind else errors.AnswerLost
    error = adapted(where.operation, kind)(f"{text} ({lost.name}).", status=lost.status)
    return Fault(where.fill(error), failure, cause=lost.cause)


def fault_of_answer(
    where: Where, answer: Answer, table: FaultTable, now: Callable[[], datetime]
) -> Fault | None:
    """Return the fault of an answer whose status the table concerns, or `None` if it is none."""
    operation = where.operation
    said = table.message(answer.said())
    row = table.find(operation, answer.status, said)
    if row is None and 200 <= answer.status < 300:
        return None
    kind = row.error if row else unlisted(operation, answer.status, html=answer.is_html)
    kind = adapted(operation, kind)
    wait = retry_after(answer.headers.get("retry-after"), now=now)
    busy = answer.status == 503 and wait is not None
    failure = failure_of(kind, busy=busy)
    waits = failure in (Failure.THROTTLED, Failure.BUSY)
    return Fault(_error(where, answer, kind, row, said, wait), failure, wait if waits else None)


def _error(
    where: Where,
    answer: Answer,
    kind: type[LoggroError],
    row: FaultRow | None,
    said: ServerMessage,
    wait: float | None,
) -> LoggroError:
    """Build the error of an answer: the server's words, redacted, and what to do."""
    text = where.clean(said.text)
    asked = f" It asks to wait {wait:g} s." if wait is not None and not text else ""
    error = kind(
        text[: errors.BODY_CHARACTERS] or f"The server answered {answer.status}.{asked}",
        code=said.code and where.clean(said.code),
    )
    if isinstance(error, errors.RateLimited):
        error.retry_after = wait
    if isinstance(error, errors.PermissionMissing):
        named = row.permission_in(said) if row else None
        error.permission = named or where.operation.permission
        error.hint = hint_for(kind, error.permission)
    if row is None and answer.status == 404 and answer.is_html:
        error.hint = _NO_SUCH_PATH
    error.hint = (row.hint if row else None) or error.hint
    return where.fill(error, answer)


_NO_SUCH_PATH = Text(
    es="El servidor no tiene esta ruta: corríjala con `overrides`.",
    en="The server has no such path: correct it with `overrides`.",
)


def token_refused(operation: Operation[Any], answer: Answer, table: FaultTable) -> bool:
    """Tell whether an answer means that the token was refused: log in once, repeat once."""
    if not table.concerns_token(answer.status):
        return False
    row = table.find(operation, answer.status, table.message(answer.said()))
    return row.token if row else answer.status == 401


def unreadable(where: Where, answer: Answer, error: Exception) -> LoggroError:
    """
    Return the error of a body that cannot be read: which path, never which value.

    A `LoggroError` that a reader raises on purpose keeps its class.
    """
    if isinstance(error, LoggroError) and not isinstance(error, InvalidInput):
        kind = adapted(where.operation, type(error))
        own = error if kind is type(error) else kind(error.message, hint=error.hint)
        return where.fill(own, answer)
    kind = adapted(where.operation, errors.ContractChanged)
    return where.fill(
        kind(f"The answer has an unknown shape: {where.clean(_told(error))}."), answer
    )


def undecodable(where: Where, answer: Answer) -> LoggroError:
    """Return the error of a body that is not what the operation expects at all."""
    media = answer.headers.get("content-type", "no type").partition(";")[0]
    kind = adapted(where.operation, errors.UnexpectedResponse)
    return where.fill(kind(f"The answer is not JSON ({where.clean(media)})."), answer)


def _told(error: BaseException, path: str = "$") -> str:
    """Say where and why reading failed, without a value of the answer."""
    if isinstance(error, RowUnreadable) and error.__cause__ is not None:
        return _told(error.__cause__, error.place)
    if isinstance(error, ExceptionGroup):
        # cattrs loads on first use only
        from cattrs import transform_error

        return "; ".join(transform_error(cast("ExceptionGroup[Exception]", error), path)[:3])
    if isinstance(error, NoRows):
        return str(error)
    if isinstance(error, LoggroError):
        return f"{error.message.rstrip('.')} @ {path}"
    if isinstance(error, KeyError):
        return f"required field missing @ {path}.{error.args[0]}"
    return f"{type(error).__name__} @ {path}"
