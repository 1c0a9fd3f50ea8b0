# SPDX-License-Identifier: MIT
"""
Every exception of the package, sorted by what the caller should do.

::

    LoggroError
    ├── ConfigurationError                 nothing was tried: mend the settings
    │   └── MissingExtra                   an optional part is not installed
    ├── InvalidInput (ValueError)          nothing was tried: mend the value
    │   ├── InvalidNit · InvalidNumber · InvalidId · InvalidDate · InvalidAmount
    │   └── InexactMoney (TypeError)       money arrived as float
    ├── NotSent                            never left this machine: safe to repeat
    │   ├── ConnectionFailed (ConnectionError) · PoolExhausted
    │   └── DeadlineExceeded (TimeoutError)
    ├── ReadFailed                         a read without usable answer: safe to repeat
    │   ├── Unavailable
    │   └── AnswerTimedOut (TimeoutError)
    ├── OutcomeUnknown                     a write was sent, nobody knows: look it up, never resend
    │   ├── AnswerLost · ServerFailed · UnreadableAnswer
    │   └── AcceptedWithoutProof           such as 202 {"message": {}}
    ├── Rejected                           the server said no; nothing changed
    │   ├── AuthenticationFailed · TokenRejected · PermissionMissing · PlanLimit
    │   ├── NotFound (LookupError) · Conflict · AlreadyExists · InvalidRequest
    │   ├── CashRegisterClosed
    │   └── RateLimited
    ├── UnexpectedResponse                 a read was answered in an unknown shape
    │   └── ContractChanged                a field we rely on has gone or changed its type
    ├── MappingFailed                      all problems at once in `problems`
    ├── SyncError
    │   ├── ConflictingPayload · NumberingMismatch · NumberingUnusable · NeedsReview
    │   └── LedgerError
    │       └── LedgerLocked               another process holds the ledger
    └── DianError
        ├── XmlRefused · NotADianDocument  hostile or foreign input
        ├── SignatureInvalid · SignerNotTrusted · NotSigned
        ├── RulesBroken                    all findings at once in `problems`, before sending
        └── DianRejected · DianPending · DianNoVerdict

Every error carries what is known of the call (`method`, `url` with its query values masked,
`status`, `code`, the first 200 redacted characters of `body`), a `hint` in Spanish and English, and
whether repeating is safe (`retryable`). Errors pickle and never hold a secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypedDict, Unpack

__all__ = [
    "AcceptedWithoutProof",
    "AlreadyExists",
    "AnswerLost",
    "AnswerTimedOut",
    "AuthenticationFailed",
    "CashRegisterClosed",
    "ConfigurationError",
    "Conflict",
    "ConflictingPayload",
    "ConnectionFailed",
    "ContractChanged",
    "DeadlineExceeded",
    "DianError",
    "DianNoVerdict",
    "DianPending",
    "DianRejected",
    "InexactMoney",
    "InvalidAmount",
    "InvalidDate",
    "InvalidId",
    "InvalidInput",
    "InvalidNit",
    "InvalidNumber",
    "InvalidRequest",
    "LedgerError",
    "LedgerLocked",
    "LoggroError",
    "Lookup",
    "MappingFailed",
    "MissingExtra",
    "NeedsReview",
    "NotADianDocument",
    "NotFound",
    "NotSent",
    "NotSigned",
    "NumberingMismatch",
    "NumberingUnusable",
    "OutcomeUnknown",
    "PermissionMissing",
    "PlanLimit",
    "PoolExhausted",
    "Problem",
    "RateLimited",
    "ReadFailed",
    "Rejected",
    "RulesBroken",
    "ServerFailed",
    "SignatureInvalid",
    "SignerNotTrusted",
    "SyncError",
    "Text",
    "TokenRejected",
    "Unavailable",
    "UnexpectedResponse",
    "UnreadableAnswer",
    "XmlRefused",
]

DOCS_URL = "https://loggro-integration.readthedocs.io/"
BODY_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Text:
    """
    One sentence for people, in Spanish and in English.

    ``str()`` gives the English one.
    """

    es: str
    en: str

    def __str__(self) -> str:
        return self.en

    def in_language(self, language: str) -> str:
        """Return the Spanish text for ``es`` (and ``es_CO``...), the English one otherwise."""
        return self.es if language.lower().startswith("es") else self.en


SHOWN = 60


def beginning_of(value: object) -> str:
    """Return the beginning of a value as text; one has too many digits, or levels, to be any."""
    try:
        return str(value)[:SHOWN]
    except (ValueError, RecursionError):
        return type(value).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """
    One thing that is wrong and how to mend it.

    Attributes:
        code: Stable identifier, such as ``payment-method-unmapped``.
        path: Where it is: a path into the sale or the settings, as ``payments[0].method``.
        message: What is wrong.
        fix: What to do, naming the setting or the screen.
        value: The value that was found, as text; never a secret.
        blocking: Whether the document cannot be made without mending it.
    """

    code: str
    path: str
    message: Text
    fix: Text
    value: str | None = None
    blocking: bool = True

    def __str__(self) -> str:
        return f"[{self.code}] {self.path}: {self.message.en} {self.fix.en}"


class Lookup(Protocol):
    """The shape of `OutcomeUnknown.lookup`: the operation that tells whether it happened."""

    @property
    def method(self) -> str:
        """HTTP method of the look-up."""
        ...

    @property
    def route(self) -> str:
        """Path template of the look-up."""
        ...


class _Call(TypedDict, total=False):
    """What every error may know of a call; see `LoggroError`."""

    hint: Text | None
    method: str | None
    url: str | None
    status: int | None
    code: str | None
    body: str | None
    correlation_id: str | None


class LoggroError(Exception):
    """
    The root of every error of this package.

    Attributes:
        message: What happened, in English.
        hint: What to do about it, in Spanish and English, or `None`.
        method: HTTP method, where there was a call.
        url: Address of the call, query values masked.
        status: HTTP status, where an answer came.
        code: The server's own code, or our stable code.
        body: First 200 characters of the answer, redacted.
        correlation_id: Made by the client for each call; Loggro sends none.
    """

    retryable: bool = False

    def __init__(
        self,
        message: str = "",
        *,
        hint: Text | None = None,
        method: str | None = None,
        url: str | None = None,
        status: int | None = None,
        code: str | None = None,
        body: str | None = None,
        correlation_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.method = method
        self.url = url
        self.status = status
        self.code = code
        self.body = None if body is None else body[:BODY_CHARACTERS]
        self.correlation_id = correlation_id

    @property
    def docs_url(self) -> str:
        """Page that explains this error."""
        return f"{DOCS_URL}errors/#{type(self).__name__.lower()}"

    def __str__(self) -> str:
        call = " ".join(part for part in (self.method, self.url) if part)
        answer = f"{call} → {self.status or 'no answer'}: " if call else ""
        hint = f" {self.hint.en}" if self.hint else ""
        return f"{answer}{self.message}{hint}"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.args), self.__dict__.copy()


def _rebuild(kind: type[LoggroError], args: tuple[object, ...]) -> LoggroError:
    """Make an error without its constructor: pickling restores the attributes afterwards."""
    error = kind.__new__(kind, *args)
    error.args = args
    return error


class ConfigurationError(LoggroError):
    """The settings do not allow the call; nothing was tried."""


class MissingExtra(ConfigurationError, ImportError):
    """An optional part is not installed; the hint holds the ``pip install`` line."""

    def __init__(self, message: str = "", *, extra: str = "", hint: Text | None = None) -> None:
        line = f"pip install 'loggro-integration[{extra}]'"
        super().__init__(message, hint=hint or Text(es=f"Instale: {line}", en=f"Run: {line}"))
        self.extra = extra


class InvalidInput(LoggroError, ValueError):
    """
    A value cannot be used; nothing was tried and nothing was written.

    Attributes:
        field: Name of the argument or path of the field.
        value: The value that was refused, as text, or `None` where it may be secret.
    """

    def __init__(
        self,
        message: str = "",
        *,
        field: str | None = None,
        value: object = None,
        hint: Text | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.field = field
        self.value = None if value is None else _told(value)


def _told(value: object) -> str:
    """Return a value as text; one has too many digits, or levels, to be any: then its type."""
    try:
        return str(value)
    except (ValueError, RecursionError):
        return type(value).__name__


class InvalidNit(InvalidInput):
    """A NIT is malformed or its check digit is not the one its number gives."""


class InvalidNumber(InvalidInput):
    """A document number is not prefix plus sequence, or a quantity is out of range."""


class InvalidId(InvalidInput):
    """An identifier has not the form Loggro or DIAN gives it."""


class InvalidDate(InvalidInput):
    """A date, an instant or a range of them cannot be used."""


class InvalidAmount(InvalidInput):
    """An amount is not a finite decimal number, or has a sign it must not have."""


class InexactMoney(InvalidInput, TypeError):
    """An amount of money arrived as a binary float, which cannot hold cents exactly."""


class NotSent(LoggroError):
    """The request never left: repeating is safe."""

    retryable = True


class ConnectionFailed(NotSent, ConnectionError):
    """No connection could be made."""


class PoolExhausted(NotSent):
    """No connection of the pool became free in time."""


class DeadlineExceeded(NotSent, TimeoutError):
    """The total time for the call was used up before the request left."""


class ReadFailed(LoggroError):
    """A read got no usable answer: repeating is safe."""

    retryable = True


class Unavailable(ReadFailed):
    """The server answered that it cannot serve now."""


class AnswerTimedOut(ReadFailed, TimeoutError):
    """The answer to a read did not come in time."""


class OutcomeUnknown(LoggroError):
    """
    A write was sent and nobody knows whether it happened.

    Do not send it again: run `lookup` first, or review by hand where it is `None`.

    Attributes:
        lookup: The operation that tells whether it happened, or `None`.
    """

    def __init__(
        self, message: str = "", *, lookup: Lookup | None = None, **call: Unpack[_Call]
    ) -> None:
        super().__init__(message, **call)
        self.lookup = lookup


class AnswerLost(OutcomeUnknown):
    """The connection broke or timed out after sending."""


class ServerFailed(OutcomeUnknown):
    """The server answered 5xx to a write."""


class UnreadableAnswer(OutcomeUnknown):
    """The answer to a write cannot be read."""


class AcceptedWithoutProof(OutcomeUnknown):
    """The server said "accepted" without showing what was made, as 202 ``{"message": {}}``."""


class Rejected(LoggroError):
    """The server said no; nothing changed."""


class AuthenticationFailed(Rejected):
    """The e-mail or the password is wrong, or the user may not log in."""


class TokenRejected(Rejected):
    """The token is wrong or has expired, also after logging in again."""


class PermissionMissing(Rejected, PermissionError):
    """
    The user's role lacks a permission.

    Attributes:
        permission: Loggro's code, as ``CL_POST``, where it is known.
    """

    def __init__(
        self, message: str = "", *, permission: str | None = None, **call: Unpack[_Call]
    ) -> None:
        super().__init__(message, **call)
        self.permission = permission


class PlanLimit(Rejected):
    """The subscription does not include this, or a trial limit was reached."""


class NotFound(Rejected, LookupError):
    """The server says that the thing does not exist."""


class Conflict(Rejected):
    """The thing is in a state that does not allow this."""


class AlreadyExists(Rejected):
    """The thing exists already."""


class InvalidRequest(Rejected):
    """The server refused what was sent."""


class CashRegisterClosed(Rejected):
    """The user of the API has no open cash register."""


class RateLimited(Rejected):
    """
    Too many requests.

    Attributes:
        retry_after: Seconds the server asked to wait, or `None`.
    """

    retryable = True

    def __init__(
        self, message: str = "", *, retry_after: float | None = None, **call: Unpack[_Call]
    ) -> None:
        super().__init__(message, **call)
        self.retry_after = retry_after


class UnexpectedResponse(LoggroError):
    """A read was answered in a shape this version does not know."""


class ContractChanged(UnexpectedResponse):
    """A field that the code relies on has gone or changed its type."""


class _WithProblems(LoggroError):
    """An error that carries all problems at once."""

    def __init__(
        self, message: str = "", *, problems: Sequence[Problem] = (), hint: Text | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {problem}" for problem in self.problems)])


class MappingFailed(_WithProblems):
    """
    A sale cannot become a document.

    Attributes:
        problems: Every problem found, each with its code, path and fix.
    """


class SyncError(LoggroError):
    """The synchronisation cannot go on."""


class ConflictingPayload(SyncError):
    """A sale changed its identity (lines, customer, total) after it was sent."""


class NumberingMismatch(SyncError):
    """The numbering of both systems does not agree."""


class NumberingUnusable(SyncError):
    """A numbering range gives no number: it is used up, has expired, or has not begun."""


class NeedsReview(SyncError):
    """A person has to decide."""


class LedgerError(SyncError):
    """The ledger cannot be opened, read or written."""


class LedgerLocked(LedgerError):
    """Another process is using the ledger."""


class DianError(LoggroError):
    """Something is wrong with a DIAN document."""


class XmlRefused(DianError):
    """The XML is malformed or hostile; nothing was read from it."""


class NotADianDocument(DianError):
    """The XML is well formed and is not a document of DIAN that can be read."""


class SignatureInvalid(DianError):
    """The document or its signature was changed after signing."""


class SignerNotTrusted(DianError):
    """The certificate does not lead to a trusted authority, or was not valid then."""


class NotSigned(DianError):
    """The document carries no signature."""


class RulesBroken(DianError, _WithProblems):
    """
    The document breaks rules of DIAN; nothing was written.

    Attributes:
        problems: Every one, with its code, path, value and remedy; the rule stands in its text.
    """


class DianRejected(DianError):
    """
    DIAN refused the document.

    Attributes:
        rules: The texts of the rules as DIAN sent them.
    """

    def __init__(
        self, message: str = "", *, rules: Sequence[str] = (), **call: Unpack[_Call]
    ) -> None:
        super().__init__(message, **call)
        self.rules = tuple(rules)


class DianPending(DianError):
    """DIAN has not decided yet."""

    retryable = True


class DianNoVerdict(DianError):
    """DIAN's answer holds no verdict."""
