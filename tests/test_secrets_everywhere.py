# SPDX-License-Identifier: MIT
"""
Planted secrets over all operations: nine places where one enters, and all where it could leave.

It enters by password, token, request header, query, JSON, multipart form, answer header, answer
body and address of a redirect. It is looked for in logs at DEBUG, errors with their notes, causes
and pickles, hooks, reprs of clients and of answers. Aim: none.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest
from attrs import evolve

from loggro_integration import (
    AsyncPymesClient,
    AsyncRestobarClient,
    PymesClient,
    RestobarClient,
    errors,
    operations,
)
from loggro_integration.http import Hooks, Operation, PagedOperation, RetryPolicy, Upload
from loggro_integration.restobar._operations.login import login
from pymes import pymes_cases
from restobar import cases
from restobar.kit import Case, build

PLANTED = "S3CR3T"
RETRY = RetryPolicy(attempts=2, base=0, throttled_base=0)
HEADERS = {"set-cookie": "session=S3CR3T-cookie", "x-auth-token": "S3CR3T-header"}
SECRETS: dict[str, Any] = {
    "tokenCurrent": "S3CR3T-t0ken",
    "password": "S3CR3T-p4ssword",
    "clave": "S3CR3T-clave",
    "pin": "S3CR3T-pin",
    "modifiedBy": {"ip": "S3CR3T-ip"},
}
BODY = SECRETS | {
    "message": "El token S3CR3T-t0ken y la clave=S3CR3T-x no sirven",
    "errores": [{"codigo": "S3CR3T-t0ken", "mensaje": "password: S3CR3T-p4ssword"}],
    "echo": ["S3CR3T-p4ssword"],
}
ENDS: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "refused": lambda _: httpx.Response(400, json=BODY, headers=HEADERS),
    "token refused": lambda _: httpx.Response(401, json=BODY, headers=HEADERS),
    "server error": lambda _: httpx.Response(500, json=BODY, headers=HEADERS),
    "another shape": lambda _: httpx.Response(200, json=[[BODY]], headers=HEADERS),
    "page": lambda _: httpx.Response(200, html="<p>S3CR3T-t0ken password: S3CR3T-p4ssword</p>"),
    "redirect": lambda _: httpx.Response(302, headers={"location": "/x?token=S3CR3T-t0ken"}),
    "lost": lambda request: _lose(request),
}


def _lose(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("connection reset", request=request)


def first_cases() -> Iterator[tuple[str, str, Case]]:
    """Give one case for each call of both clients, with the id of its operation."""
    tables: dict[str, Any] = {"restobar": cases, "pymes": pymes_cases}
    for each in operations():
        for call in each.calls:
            rows = tables[each.product].CASES
            if case := next((row for row in rows if row.call == call), None):
                yield each.product, call, case


LOGIN = Case(call="login", method="POST", path="/login")
CALLS = [*first_cases(), ("restobar", "login", LOGIN)]
NAMESPACES: dict[str, Mapping[str, type]] = {
    "restobar": cases.NAMESPACES,
    "pymes": pymes_cases.NAMESPACES,
}


def planted(product: str, case: Case) -> Operation[Any]:
    """Return the operation of a case with a secret in header, query, body and form."""
    made = (
        login("S3CR3T-ana@example.com", "S3CR3T-p4ssword")
        if case is LOGIN
        else build(NAMESPACES[product], case)
    )
    operation = made.first() if isinstance(made, PagedOperation) else made
    more: dict[str, Any] = {
        "headers": {**operation.headers, "x-api-key": "S3CR3T-key", "cookie": "S3CR3T-cookie"},
        "query": {**operation.query, "token": "S3CR3T-query", "email": "S3CR3T@example.com"},
    }
    if isinstance(operation.json, Mapping):
        more["json"] = {**operation.json, **SECRETS}
    if operation.form is not None:
        file = Upload("S3CR3T.csv", b"S3CR3T-file", "text/csv")
        more["form"] = {**operation.form, "password": "S3CR3T-form", "planted": file}
    return evolve(operation, **more)


class Loggro:
    """Lets everybody in, and ends every other call as told."""

    def __init__(self, end: Callable[[httpx.Request], httpx.Response]) -> None:
        self.end = end
        self.sent: list[bytes] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(bytes(request.url.raw_path) + request.read())
        if request.url.path.endswith("/login"):
            return httpx.Response(200, json={"tokenCurrent": "S3CR3T-t0ken"}, headers=HEADERS)
        return self.end(request)

    async def later(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return self(request)


def options(told: list[object]) -> dict[str, Any]:
    hooks = Hooks(request=told.append, response=told.append, retry=told.append)
    return {"hooks": hooks, "retry": RETRY}


def ask(product: str, operation: Operation[Any], server: Loggro) -> list[object]:
    """Run an operation and return what a program could print of it."""
    told: list[object] = []
    transport = httpx.MockTransport(server)
    with (
        RestobarClient(
            email="S3CR3T-ana@example.com",
            password="S3CR3T-p4ssword",
            transport=transport,
            **options(told),
        )
        if product == "restobar"
        else PymesClient(token="S3CR3T-t0ken", transport=transport, **options(told))
    ) as client:
        told.append(client)
        for run in (client.run, client._engine.run_raw):
            try:
                told.append(type(run(operation)) if run == client.run else repr(run(operation)))
            except errors.LoggroError as error:
                told.append(error)
    return told


def ask_async(product: str, operation: Operation[Any], server: Loggro) -> list[object]:
    """Do the same in asyncio."""
    told: list[object] = []

    async def main() -> None:
        transport = httpx.MockTransport(server.later)
        async with (
            AsyncRestobarClient(
                email="S3CR3T-ana@example.com",
                password="S3CR3T-p4ssword",
                transport=transport,
                **options(told),
            )
            if product == "restobar"
            else AsyncPymesClient(token="S3CR3T-t0ken", transport=transport, **options(told))
        ) as client:
            told.append(client)
            try:
                told.append(type(await client.run(operation)))
            except errors.LoggroError as error:
                told.append(error)

    asyncio.run(main())
    return told


def every_form(thing: object) -> list[str]:
    """Give each text that a program may make of a thing."""
    forms = [repr(thing), str(thing)]
    if isinstance(thing, errors.LoggroError):
        forms += traceback.format_exception(thing)
        forms += getattr(thing, "__notes__", [])
        forms += [repr(vars(thing)), repr(thing.args), repr(pickle.dumps(thing))]
        if thing.__context__ is not None:
            forms += every_form(thing.__context__)
    return forms


def every_form_of(record: logging.LogRecord) -> list[str]:
    """Give each text that a handler may make of a record."""
    return [
        record.getMessage(),
        repr(record.msg),
        repr(record.args),
        repr(record.exc_info),
        logging.Formatter("%(message)s").format(record),
    ]


def test_every_call_is_here() -> None:
    """Each call of each operation that has a method has its case."""
    expected = {(each.product, call) for each in operations() for call in each.calls}

    assert expected == {(product, call) for product, call, _ in CALLS}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("run", [ask, ask_async])
def test_a_planted_secret_appears_nowhere(
    run: Callable[[str, Operation[Any], Loggro], list[object]],
    end: str,
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    """Over all operations: what is sent holds it, what can be seen does not."""
    caplog.set_level(logging.DEBUG)
    found: list[str] = []
    for product, call, case in CALLS:
        caplog.clear()
        server = Loggro(ENDS[end])
        told = run(product, planted(product, case), server)
        texts = [text for thing in told for text in every_form(thing)]
        texts += [text for record in caplog.records for text in every_form_of(record)]
        found += [f"{product}.{call}: {text[:300]}" for text in texts if PLANTED in text]
        assert any(PLANTED.encode() in sent for sent in server.sent), call
        assert caplog.records, call

    assert [] == found
    if run is ask and end == "refused":
        record_property("printed", f"planted secrets: {len(CALLS)} calls, 0 occurrences")
