# SPDX-License-Identifier: MIT
"""What the tests of both clients share: calls as rows of a table, scripted servers, twins."""

from __future__ import annotations

import asyncio
import functools
import inspect
import operator
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

import httpx

from loggro_integration.errors import LoggroError
from loggro_integration.exact_json import dumps, loads
from loggro_integration.http import AsyncPages, PagedOperation, Pages, Space
from loggro_integration.http._resource import Call, PagedCall

LOGIN = {"_id": "67872da9bca2d0f342a0a404", "tokenCurrent": "invented.token"}


@dataclass(frozen=True, kw_only=True)
class Case:
    """
    One wrapped operation: how it is called, what leaves, what comes back.

    Attributes:
        call: Dotted name below the client, which is also the operation's name.
        documented: The path that the portal gives, where it is another one.
        query: What must be asked, paging included, as text.
        json: JSON that leaves, or the parts of a form.
        answer: JSON of a good answer.
        value: What the caller gets; for a list, its rows.
    """

    call: str
    method: str
    path: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    documented: str | None = ""
    query: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    answer: Any = None
    value: Any = None

    def __str__(self) -> str:
        return self.call


def reach(client: object, call: str) -> Any:
    """Follow a dotted name."""
    return operator.attrgetter(call)(client)


def build(namespaces: Mapping[str, type], case: Case) -> Any:
    """Return the operation of a case without any client."""
    space, name = case.call.split(".")
    return getattr(namespaces[space], name)(*case.args, **case.kwargs)


def namespaces_of(spaces: type[Any]) -> dict[str, type[Any]]:
    """Return the namespaces of a product by their names on the client."""
    found = vars(spaces(None)).items()
    return {name: type(space) for name, space in found if isinstance(space, Space)}


def descriptors(namespaces: Mapping[str, type]) -> set[str]:
    """Name every call of the namespaces."""
    return {
        f"{space}.{name}"
        for space, kind in namespaces.items()
        for name, value in vars(kind).items()
        if isinstance(value, Call | PagedCall)
    }


def settle(value: Any) -> Any:
    """Walk through the pages of a list; anything else is a value already."""
    return list(value) if isinstance(value, Pages) else value


async def settle_async(value: Any) -> Any:
    """Await a value, or walk through the pages of a list."""
    if isinstance(value, AsyncPages):
        return [item async for item in value]
    return await value


def outcome(run: Callable[[], Any]) -> tuple[str, Any]:
    """Return what a call gave, or everything that its error tells."""
    try:
        return "value", run()
    except LoggroError as error:
        told = (type(error), error.message, error.status, error.method, error.url, error.hint)
        return "error", told


class Script:
    """
    A server that answers what it is told and keeps what it was asked.

    Args:
        answers: In turn; the last one stays. An exception is raised.
        login: What the log-in answers; a list is answered in turn.
    """

    def __init__(self, *answers: Any, login: Any = LOGIN) -> None:
        self.answers = list(answers)
        self.login = login
        self.requests: list[httpx.Request] = []
        self.logins = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/login"):
            self.logins += 1
            return made(self.login.pop(0) if isinstance(self.login, list) else self.login)
        self.requests.append(request)
        return made(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])

    async def later(self, request: httpx.Request) -> httpx.Response:
        """Answer an asynchronous client."""
        return self(request)

    @property
    def transport(self) -> httpx.MockTransport:
        """For a synchronous client."""
        return httpx.MockTransport(self)

    @property
    def async_transport(self) -> httpx.MockTransport:
        """For an asynchronous client."""
        return httpx.MockTransport(self.later)


def made(answer: Any) -> httpx.Response:
    """Make a response of JSON, or of a status and JSON; raise an exception."""
    if isinstance(answer, Exception):
        raise answer
    if isinstance(answer, httpx.Response):
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
    status, body = answer if isinstance(answer, tuple) else (200, answer)
    return httpx.Response(
        status, content=dumps(body).encode(), headers={"content-type": "application/json"}
    )


def plain(status: int, body: str = "", media: str = "text/html", **headers: str) -> httpx.Response:
    """Make a response that is not JSON."""
    return httpx.Response(status, content=body.encode(), headers={"content-type": media, **headers})


def sent(request: httpx.Request) -> tuple[str, str, dict[str, str], Any]:
    """Return method, path, query and body of a request: JSON, or the parts of a form."""
    where = request.method, request.url.raw_path.decode().split("?")[0], dict(request.url.params)
    media = request.headers.get("content-type", "")
    if media.startswith("multipart/form-data"):
        return *where, parts_of(media, request.content)
    return *where, loads(request.content) if request.content else None


def parts_of(media: str, body: bytes) -> dict[str, Any]:
    """Read a multipart form: texts, and files as name, media type and bytes."""
    form = BytesParser(policy=HTTP).parsebytes(f"content-type: {media}\r\n\r\n".encode() + body)
    found: dict[str, Any] = {}
    for part in form.iter_parts():
        name = part.get_param("name", header="content-disposition")
        raw = part.get_payload(decode=True)
        file = part.get_filename()
        found[name] = raw.decode() if file is None else (file, part.get_content_type(), raw)
    return found


class Clock:
    """Seconds that pass only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        """Let time pass for an asynchronous client."""
        self.sleep(seconds)


def run(make: Callable[[], Awaitable[Any]]) -> Any:
    """Run a coroutine function to its end."""
    return asyncio.run(_awaited(make))


async def _awaited(make: Callable[[], Awaitable[Any]]) -> Any:
    return await make()


def signature(function: Any) -> inspect.Signature:
    """Return the signature that `help` shows."""
    return inspect.signature(function)


def policy_of(operation: Any) -> str:
    """Return the name of an operation's send policy."""
    name: str = operation.policy.name
    return name


def is_list(operation: Any) -> bool:
    """Tell whether an operation is a list of pages."""
    return isinstance(operation, PagedOperation)


def by_call(cases: Iterable[Case]) -> Iterator[Case]:
    """Yield the first case of each call."""
    seen: set[str] = set()
    for case in cases:
        if case.call not in seen:
            seen.add(case.call)
            yield case


def derived_policy(row: Mapping[str, Any]) -> str:
    """Derive our policy from a row of the list of operations, by the table of the design."""
    by_idempotency: Mapping[str, str] = {"safe": "READ", "natural-key": "KEYED", "unsafe": "WRITE"}
    return by_idempotency[row["idempotency"]]


@functools.cache
def rows_by_id(path: Any) -> Mapping[str, Mapping[str, Any]]:
    """Read the list of operations."""
    rows: Sequence[Mapping[str, Any]] = loads(path.read_bytes())  # type: ignore[assignment]
    return {row["id"]: row for row in rows}
