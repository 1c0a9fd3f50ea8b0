# SPDX-License-Identifier: MIT
"""
What both engines share: everything about a call that neither sends nor waits.

It prepares, judges and tells; `_engine` sends and waits.
"""

from __future__ import annotations

import logging
import platform
import re
import time
import uuid
from collections.abc import Callable, Collection, Generator, Mapping
from datetime import UTC, datetime
from functools import partial
from random import random as uniform
from typing import Any, Generic, NoReturn, Self, TypedDict, TypeVar

from attrs import define, field, frozen

from loggro_integration._version import __version__
from loggro_integration.errors import ConfigurationError, DeadlineExceeded, LoggroError, Text
from loggro_integration.exact_json import JsonValue, dumps, is_object
from loggro_integration.http._address import Addresses
from loggro_integration.http._auth import AuthFlow, AuthHeaders, NoAuth, claims_of
from loggro_integration.http._exchange import Answer, Lost, Outgoing
from loggro_integration.http._faults import FaultTable
from loggro_integration.http._hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
from loggro_integration.http._operation import Operation, Override, SendPolicy
from loggro_integration.http._paging import UNREADABLE
from loggro_integration.http._redact import MASK, SHORTEST_SECRET, redact_url, secrets_in
from loggro_integration.http._retry import RetryBudget, RetryPolicy, Timeout, may_repeat
from loggro_integration.http._verdict import (
    Fault,
    Where,
    fault_of_answer,
    fault_of_lost,
    token_refused,
    undecodable,
    unreadable,
)
from loggro_integration.secret import Secret

T = TypeVar("T")

MOST_SECRETS = 64

logger = logging.getLogger("loggro_integration.http")


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


@frozen
class RawResponse(Generic[T]):
    """
    An answer with its head, before it is read.

    Attributes:
        status: HTTP status.
        headers: Headers by lower-case name. They may hold cookies: not in the ``repr``.
        elapsed: Seconds from sending to the last byte.
        body: The body as it came.
        correlation_id: Made by the client for the call.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    elapsed: float
    body: bytes = field(repr=False)
    correlation_id: str
    _read: Callable[[], T] = field(repr=False)

    def parse(self) -> T:
        """
        Return the value that the plain call returns.

        Raises:
            UnexpectedResponse: If the body is not what the operation expects.
            UnreadableAnswer: The same after a write.
        """
        return self._read()


@define(eq=False)
class Call(Generic[T]):
    """
    One call on its way, with what its attempts have used up.

    Attributes:
        started: Instant of the clock when the whole call began, log-in included.
        attempt: Number of the present attempt.
        spent: Tokens that the last repeat cost.
        renewed: Whether it has logged in again already.
    """

    operation: Operation[T]
    url: str = field(repr=False)
    content: bytes | None = field(repr=False)
    started: float
    login: bool = False
    id: str = field(factory=lambda: uuid.uuid4().hex)
    attempt: int = 1
    spent: float = 0.0
    renewed: bool = False

    @property
    def bare(self) -> bool:
        """Whether it goes out without credential."""
        return self.login or not self.operation.authorized


@define(eq=False)
class Session:
    """
    What a client and its copies share of a log-in; changed under the engine's lock only.

    Attributes:
        headers: Headers that carry the credential, once logged in.
        rounds: Log-ins so far, failed ones included.
        failure: Error of the last log-in, if it failed.
        secrets: The latest secrets seen, the longest first, to be masked in texts.
    """

    lock: Any = field(repr=False)
    headers: AuthHeaders | None = field(default=None, repr=False)
    rounds: int = 0
    failure: LoggroError | None = field(default=None, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    _latest: tuple[str, ...] = field(default=(), repr=False)

    def learn(self, *values: str) -> None:
        """Remember values that no text may show; masking very short ones would blot out texts."""
        long_enough = (value for value in values if len(value) >= SHORTEST_SECRET)
        # A process that runs for months logs in often: old tokens are dropped.
        self._latest = tuple(dict.fromkeys((*self._latest, *long_enough)))[-MOST_SECRETS:]
        self.secrets = tuple(sorted(self._latest, key=len, reverse=True))


@define(eq=False)
class LoginRound:
    """
    One run of the auth flow: what it asked, what it got, how it ended.

    Both engines drive it: they only send what `step` returns.
    """

    _session: Session
    _refused: AuthHeaders | None
    _flow: Generator[Operation[Any], Any, AuthHeaders]
    _asked: bool = False
    headers: AuthHeaders = field(factory=dict[str, str], repr=False)

    def step(self, value: object) -> Operation[Any] | None:
        """Give the flow the last value read; return its next operation, `None` at the end."""
        operation: Operation[Any] | None = None
        headers: AuthHeaders = {}
        try:
            operation = self._flow.send(value)
        except StopIteration as end:
            headers = end.value
        if operation is None:
            # Outside of the handler: an error there would drag the token along.
            self._close(headers)
            return None
        self._asked = True
        if is_object(operation.json):
            secrets = (item for item in operation.json.values() if isinstance(item, Secret))
            self._session.learn(*(secret.reveal() for secret in secrets))
        return operation

    def _close(self, headers: AuthHeaders) -> None:
        self._session.learn(*(value.rpartition(" ")[2] for value in headers.values()))
        check_headers(headers, of="the credential")
        # Without a log-in, equal headers cannot be accepted next time: not worth a repeat.
        if self._refused is not None and not self._asked and headers == self._refused:
            headers = self._refused
        self.headers = headers
        self._session.headers = self.headers
        self._session.rounds += 1
        self._session.failure = None

    def fail(self, error: LoggroError) -> None:
        """Keep the error for those who waited for this log-in."""
        self._session.rounds += 1
        # A copy: the error itself would keep the frames of its traceback alive.
        self._session.failure = _copied(error)


_PRINTABLE = re.compile(r"[\x20-\x7e]*")


def check_headers(headers: Mapping[str, str], *, of: str) -> None:
    """
    Refuse header values with line breaks or signs that no header carries.

    The HTTP library would quote such a value in its own error.

    Raises:
        ConfigurationError: Without the value.
    """
    for name, value in headers.items():
        if not _PRINTABLE.fullmatch(value):
            raise ConfigurationError(
                f"The header {name!r} of {of} holds a sign that cannot be sent.",
                hint=Text(
                    es="Revise que el valor no tenga saltos de línea, tildes ni comillas pegadas.",
                    en="Check that the value has no line breaks, accents or pasted quotes.",
                ),
            )


class Options(TypedDict, total=False):
    """What both engines take alike; see `Core`."""

    modules: Mapping[str, str]
    overrides: Mapping[str, Override]
    auth: AuthFlow
    faults: FaultTable
    headers: Mapping[str, str]
    retry: RetryPolicy | None
    budget: RetryBudget | None
    timeout: Timeout | float | None
    hooks: Hooks | None
    app_info: str | None
    clock: Callable[[], float]
    now: Callable[[], datetime]
    random: Callable[[], float]
    read_only: bool
    allow: Collection[str]


class Core:
    """
    The part of an engine that neither sends nor waits.

    Args:
        base_url: Base of operations without a module; ``https`` only, except loopback.
        lock: Lets one caller log in at a time.
        modules: Base URL of each module.
        overrides: Other bases and paths by operation name.
        auth: How to log in; not at all by default.
        faults: What the server's answers mean.
        headers: Headers of every call.
        retry: When and how late failed calls are repeated.
        budget: Tokens for repeats, shared by all calls.
        timeout: Seconds of an attempt: a number, a `Timeout`, or `None` for the defaults.
        hooks: What to call around every attempt.
        app_info: Name of the calling program, for the User-Agent.
        clock: Seconds that never go back, for deadlines.
        now: The present instant with its zone, for a ``Retry-After`` that is a date.
        random: Gives a number from 0 to 1, for jitter.
        read_only: Refuse whatever is not READ before any byte leaves, log-in apart.
        allow: Names of operations that a read-only engine sends nevertheless.

    Raises:
        ConfigurationError: If a base URL or a header cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        lock: Any,
        *,
        modules: Mapping[str, str] | None = None,
        overrides: Mapping[str, Override] | None = None,
        auth: AuthFlow | None = None,
        faults: FaultTable | None = None,
        headers: Mapping[str, str] | None = None,
        retry: RetryPolicy | None = None,
        budget: RetryBudget | None = None,
        timeout: Timeout | float | None = None,
        hooks: Hooks | None = None,
        app_info: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
        random: Callable[[], float] = uniform,
        read_only: bool = False,
        allow: Collection[str] = (),
    ) -> None:
        self._addresses = Addresses.checked(base_url, modules or {}, overrides or {})
        self._auth: AuthFlow = auth or NoAuth()
        self._faults = faults or FaultTable()
        self._headers = {
            "accept": "application/json",
            "user-agent": user_agent(app_info),
            **{name.lower(): value for name, value in (headers or {}).items()},
        }
        check_headers(self._headers, of="the client")
        self._hooks = hooks or Hooks()
        self._session = Session(lock)
        self._clock = clock
        self._now = now
        self._random = random
        self._read_only = read_only
        # a text is a collection of texts to Python, and one name to everybody else
        self._allow = frozenset({allow} if isinstance(allow, str) else allow)
        self.retry = retry or RetryPolicy()
        self.budget = budget or RetryBudget()
        self.timeout = Timeout.of(timeout)

    def __repr__(self) -> str:
        read_only = ", read_only=True" if self._read_only else ""
        return f"{type(self).__name__}({redact_url(self._addresses.base_url)!r}{read_only})"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"{type(self).__name__} cannot be pickled: it holds connections and credentials. "
            "Make the client where it is used."
        )

    @property
    def named(self) -> frozenset[str]:
        """The names of operations in `overrides` and `allow`."""
        return self._allow | self._addresses.overrides.keys()

    def with_options(
        self, *, timeout: Timeout | float | None = None, retry: RetryPolicy | None = None
    ) -> Self:
        """
        Return an engine with other time-outs or another policy.

        It shares connections, session, budget and hooks with this one; closing either closes both.
        """
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.timeout = self.timeout if timeout is None else Timeout.of(timeout)
        twin.retry = retry or self.retry
        return twin

    def _call(self, operation: Operation[T], *, inside: Call[Any] | None = None) -> Call[T]:
        """
        Prepare a call, or refuse it before any byte leaves.

        Args:
            operation: What to send.
            inside: The call that needs this log-in, if it is one.
        """
        if self._read_only and operation.policy is not SendPolicy.READ and not inside:
            self._refuse_write(operation)
        if operation.headers:
            check_headers(operation.headers, of="the operation")
        content = operation.content
        if operation.json is not None:
            content = _encoded(operation.json)
        return Call(
            operation,
            self._addresses.of(operation),
            content,
            inside.started if inside else self._clock(),
            login=inside is not None,
        )

    def _refuse_write(self, operation: Operation[Any]) -> None:
        if operation.name and operation.name in self._allow:
            return
        if operation.name:
            opened = f'allow={{"{operation.name}"}}'
            hint = Text(
                es=f"Ábrala con {opened}, o use un cliente sin `read_only`.",
                en=f"Open it with {opened}, or use a client without `read_only`.",
            )
        else:
            hint = Text(
                es="Use un cliente sin `read_only`, o declare `policy=READ` si solo consulta.",
                en="Use a client without `read_only`, or declare `policy=READ` if it only reads.",
            )
        raise ConfigurationError(
            f"This client only reads: {operation.method} {operation.route} was not sent.", hint=hint
        )

    def _outgoing(self, call: Call[Any], auth: AuthHeaders) -> Outgoing:
        """Make the attempt that leaves now, within what is left of the deadline."""
        expires = call.started + self.retry.deadline
        left = expires - self._clock()
        if left <= 0:
            raise self._where(call).fill(
                DeadlineExceeded(f"The {self.retry.deadline:g} s for the call were used up.")
            )
        if self._hooks.request:
            self._hooks.request(RequestEvent(**self._told(call)))
        return Outgoing(
            call.operation.method,
            call.url,
            self._headers_of(call.operation, auth),
            call.content,
            call.operation.form,
            self.timeout.within(left),
            expires,
        )

    def _headers_of(self, operation: Operation[Any], auth: AuthHeaders) -> dict[str, str]:
        headers = {**self._headers, **operation.headers, **auth}
        if operation.json is not None:
            headers["content-type"] = "application/json"
        elif operation.form is not None:
            # The library writes it, with the boundary.
            headers.pop("content-type", None)
        return headers

    def _noted(self, call: Call[Any], outcome: Answer | Lost) -> None:
        """Tell hooks and log how one attempt ended."""
        if self._hooks.response is None and not logger.isEnabledFor(logging.DEBUG):
            return
        event = ResponseEvent(
            **self._told(call),
            status=outcome.status,
            elapsed=outcome.elapsed,
            failure=outcome.name if isinstance(outcome, Lost) else None,
        )
        if self._hooks.response:
            self._hooks.response(event)
        logger.debug(
            "%s %s → %s in %.0f ms (attempt %d, %s)",
            event.method,
            event.url,
            event.failure or event.status,
            event.elapsed * 1000,
            event.attempt,
            event.correlation_id,
        )

    def _told(self, call: Call[Any]) -> dict[str, Any]:
        return {
            "operation": call.operation.name,
            "method": call.operation.method,
            "url": self._shown(call),
            "attempt": call.attempt,
            "correlation_id": call.id,
        }

    def _shown(self, call: Call[Any]) -> str:
        shown = redact_url(call.url)
        for secret in self._session.secrets:
            shown = shown.replace(secret, MASK)
        return shown

    def _where(self, call: Call[Any]) -> Where:
        sent = (call.operation.json, call.operation.query, call.operation.headers)
        secrets = {*self._session.secrets, *secrets_in(sent)}
        longest_first = sorted(secrets, key=len, reverse=True)
        return Where(call.operation, self._shown(call), call.id, longest_first)

    def _is_refused_token(self, call: Call[Any], outcome: Answer | Lost) -> bool:
        """Tell whether logging in again may help this call."""
        if call.renewed or isinstance(outcome, Lost):
            return False
        return token_refused(call.operation, outcome, self._faults)

    def _login_round(self, refused: AuthHeaders | None) -> LoginRound:
        return LoginRound(self._session, refused, self._auth.auth_flow(refused))

    @property
    def token_claims(self) -> Mapping[str, JsonValue]:
        """What the token of the session says of itself; empty before the first call."""
        return claims_of(self._session.headers)

    def _shared_session(self, refused: AuthHeaders | None, rounds: int) -> AuthHeaders | None:
        """
        Return the session that another caller made while this one waited for the lock.

        Raises:
            LoggroError: A copy of the error, if that log-in failed.
        """
        session = self._session
        if session.headers is not refused:
            return session.headers
        if session.rounds != rounds and session.failure is not None:
            raise _copied(session.failure)
        return None

    def _judge(self, call: Call[Any], outcome: Answer | Lost) -> Answer | float:
        """
        Return the answer if it is a success, else the seconds to wait before a repeat.

        Raises:
            LoggroError: If the call is not repeated.
        """
        if isinstance(outcome, Lost):
            return self._delay(call, outcome, fault_of_lost(self._where(call), outcome))
        if self._faults.concerns(outcome.status):
            fault = fault_of_answer(self._where(call), outcome, self._faults, self._now)
            if fault is not None:
                return self._delay(call, outcome, fault)
        self.budget.refill(call.spent)
        return outcome

    def _delay(self, call: Call[Any], outcome: Answer | Lost, fault: Fault) -> float:
        delay = self._repeat_after(call, fault)
        if delay is None:
            raise fault.error from fault.cause
        if self._hooks.retry:
            event = RetryEvent(
                **self._told(call),
                status=outcome.status,
                delay=delay,
                error=type(fault.error).__name__,
            )
            self._hooks.retry(event)
        call.attempt += 1
        return delay

    def _repeat_after(self, call: Call[Any], fault: Fault) -> float | None:
        """Return the seconds before a repeat, or `None` if there is none; pays for it."""
        policy = self.retry
        asked = fault.retry_after or 0.0
        if (
            not may_repeat(call.operation.policy, fault.failure)
            or call.attempt >= policy.attempts
            or asked > policy.longest_wait
        ):
            return None
        throttled = fault.failure.throttled
        delay = policy.delay(
            call.attempt, random=self._random, throttled=throttled, retry_after=asked
        )
        if self._clock() + delay >= call.started + policy.deadline:
            return None
        price = self.budget.spend(throttled=throttled)
        call.spent = price or 0.0
        return None if price is None else delay

    def _read(self, call: Call[T], answer: Answer) -> T:
        """
        Turn the body into the value of the call.

        Raises:
            LoggroError: Outside of the handlers: the first error may quote the answer.
        """
        operation = call.operation
        failed = None
        try:
            body = answer.decoded(operation.decode)
        except (*UNREADABLE, RecursionError):
            failed = undecodable(self._where(call), answer)
        else:
            try:
                return operation.read(body)
            except (*UNREADABLE, LoggroError) as error:
                failed = unreadable(self._where(call), answer, error)
        raise failed

    def _raw(self, call: Call[T], answer: Answer) -> RawResponse[T]:
        return RawResponse(
            answer.status,
            dict(answer.headers),
            answer.elapsed,
            answer.body,
            call.id,
            partial(self._read, call, answer),
        )


def user_agent(app_info: str | None) -> str:
    """Name this package, the Python version and the program that uses it."""
    own = f"loggro-integration/{__version__} python/{platform.python_version()}"
    return f"{own} ({app_info})" if app_info else own


def _encoded(json: Any) -> bytes:
    """Write a JSON body; secrets at its top level are revealed here and nowhere else."""
    if is_object(json):
        json = {
            name: item.reveal() if isinstance(item, Secret) else item for name, item in json.items()
        }
    return dumps(json).encode()


def _copied(error: LoggroError) -> LoggroError:
    """Copy an error, so that each caller's traceback is its own."""
    twin = type(error).__new__(type(error))
    twin.args = error.args
    twin.__dict__.update(error.__dict__)
    twin.__cause__ = error.__cause__
    return twin
