# SPDX-License-Identifier: MIT
"""
The shape of both faces: a table of routes, one ASGI application, what goes wrong on the way.

A handler is a plain function of the world and a call; it returns a `Reply` or raises `Refused`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from loggro_integration.exact_json import JsonValue, dumps, loads
from loggro_integration.sandbox import _push
from loggro_integration.sandbox._faults import BEFORE, ON_THE_WIRE, Fault, Faults
from loggro_integration.sandbox._form import read_form
from loggro_integration.sandbox._spec import Spec
from loggro_integration.sandbox._state import Doc, World

__all__ = [
    "Call",
    "CallRecord",
    "Face",
    "Handler",
    "Outcome",
    "Refused",
    "Reply",
    "Request",
    "Route",
]

_HEX_24 = re.compile(r"[0-9a-fA-F]{24}")


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request as it arrived at one face; the path has no mount."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A request that found its route."""

    route: str
    values: Mapping[str, str]
    query: Mapping[str, str]
    body: Doc
    user: Doc = field(default_factory=dict[str, Any])
    method: str = "GET"

    def filter(self, name: str) -> str | None:
        """Return a query value; an empty one and the word ``undefined`` count as absent."""
        value = self.query.get(name)
        return None if value in {None, "", "undefined"} else value


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: JSON, unless `content_type` says otherwise; `None` with no type is empty."""

    body: object = None
    status: int = 200
    content_type: str = "application/json"

    def encoded(self) -> bytes:
        """Return the bytes of the body."""
        if self.content_type != "application/json":
            return str(self.body).encode()
        return b"" if self.body is NOTHING else dumps(self.body).encode()


NOTHING = object()


class Refused(Exception):
    """The face says no; carries the answer."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One line of the log: which route was called, by which face, and what was answered."""

    face: str
    method: str
    route: str
    path: str
    status: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What leaves the application: an answer, and what happens to it on the wire."""

    reply: Reply
    fault: Fault | None = None


Handler: TypeAlias = Callable[[World, Call], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """
    One operation of a face.

    Attributes:
        permission: Code that the user's role needs, where one is documented.
        public: Whether it answers without a token.
        module: Pymes: the module below which it answers.
        spec: What is published of the operation.
    """

    method: str
    template: str
    handler: Handler
    permission: str | None = None
    public: bool = False
    module: str = ""
    spec: Spec = field(default_factory=Spec)
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template)
        object.__setattr__(self, "pattern", re.compile(pattern))


class Router:
    """Finds the route of a path: exact paths first, then templates in the order of the table."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._exact: dict[tuple[str, str], Route] = {}
        self._templates: list[Route] = []
        for route in routes:
            if "{" in route.template:
                self._templates.append(route)
            else:
                self._exact[route.method, route.template] = route

    def find(self, method: str, path: str) -> tuple[Route, Mapping[str, str]] | None:
        """Return the route and the values in the path."""
        exact = self._exact.get((method, path))
        if exact is not None:
            return exact, {}
        for route in self._templates:
            match = route.pattern.fullmatch(path) if route.method == method else None
            if match is not None:
                return route, match.groupdict()
        return None


class Face(ABC):
    """
    What both faces share: log, faults, the way of a call through them.

    A face says how a path is found, who may call, and how it words its refusals.
    """

    name: str

    def __init__(self, world: World, faults: Faults, log: list[CallRecord]) -> None:
        self.world = world
        self.faults = faults
        self.log = log

    @abstractmethod
    def locate(self, request: Request) -> tuple[Route, Mapping[str, str]]:
        """Return the route, or refuse as this face does for a path it does not have."""

    @abstractmethod
    def admit(self, request: Request, route: Route, values: Mapping[str, str]) -> Doc:
        """Return the user who calls (empty where there is none), or refuse."""

    def examine(self, route: Route, call: Call) -> Call:
        """Return a call as its handler takes it, or refuse one that does not meet its row."""
        return call

    @abstractmethod
    def broken_record(self) -> Reply:
        """Return the answer to a list that holds a broken record."""

    def answer(self, request: Request) -> Outcome:
        """Take a request through faults, admission and handler; never raises."""
        with self.world.lock:
            try:
                route, values = self.locate(request)
            except Refused as refused:
                return self._logged(request, request.path, Outcome(refused.reply))
            fault = self.faults.strike(request.method, route.template)
            outcome = self._through(request, route, values, fault)
            return self._logged(request, route.template, outcome)

    def _through(
        self, request: Request, route: Route, values: Mapping[str, str], fault: Fault | None
    ) -> Outcome:
        if fault is not None and fault.kind in BEFORE:
            return Outcome(self._wrong(fault), fault if fault.kind in ON_THE_WIRE else None)
        if fault is not None and fault.kind == "token-expired":
            self.world.tokens.clear()
        reply = self._handled(request, route, values)
        if fault is None or fault.kind == "token-expired":
            return Outcome(reply)
        if fault.kind == "twice":
            return Outcome(self._handled(request, route, values))
        return Outcome(reply, fault) if fault.kind in ON_THE_WIRE else Outcome(self._wrong(fault))

    def _wrong(self, fault: Fault) -> Reply:
        if fault.kind == "bad-record":
            return self.broken_record()
        if isinstance(fault.body, str):
            return Reply(
                fault.body, fault.status, fault.content_type if fault.body else "text/plain"
            )
        return Reply(fault.body, fault.status)

    def _handled(self, request: Request, route: Route, values: Mapping[str, str]) -> Reply:
        try:
            _push.settle(self.world)
            user = self.admit(request, route, values)
            body = read_body(request)
            call = Call(route.template, values, request.query, body, user, request.method)
            return route.handler(self.world, self.examine(route, call))
        except Refused as refused:
            return refused.reply

    def _logged(self, request: Request, route: str, outcome: Outcome) -> Outcome:
        fault = outcome.fault.kind if outcome.fault else ""
        self.log.append(
            CallRecord(self.name, request.method, route, request.path, outcome.reply.status, fault)
        )
        return outcome


def read_body(request: Request) -> Doc:
    """
    Return the JSON object of a request, or its form; an absent body is an empty object.

    Raises:
        Refused: 400 for what is neither.
    """
    if not request.body:
        return {}
    if request.headers.get("content-type", "").startswith("multipart/"):
        form = read_form(request.headers["content-type"], request.body)
        if form is None:
            raise Refused(Reply({"message": "Unexpected end of form"}, 400))
        return form
    try:
        value: JsonValue = loads(request.body)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise Refused(Reply({"message": "Unexpected token in JSON"}, 400))
    return value


def is_object_id(value: object) -> bool:
    """Tell whether a value is 24 hex digits."""
    return isinstance(value, str) and _HEX_24.fullmatch(value) is not None


def parse_query(text: str) -> dict[str, str]:
    """Return the query of an address; of a name given twice the last value counts."""
    return dict(parse_qsl(text, keep_blank_values=True))
