# SPDX-License-Identifier: MIT
"""Planted secrets: looked for in logs at DEBUG, errors, pickles, hooks and reprs. Aim: none."""

from __future__ import annotations

import asyncio
import logging
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from loggro_integration import errors
from loggro_integration.http import (
    AsyncEngine,
    Engine,
    Hooks,
    Operation,
    PasswordLogin,
    RetryPolicy,
    SendPolicy,
    as_is,
)
from loggro_integration.secret import Secret
from peers import loopback
from peers.loopback import Peer, Script

PASSWORD = "S3CR3T-p4ssword"
TOKEN = "S3CR3T-t0ken"
PLANTED = "S3CR3T"
RETRY = RetryPolicy(attempts=2, base=0, throttled_base=0)


def token_of(body: Any) -> str:
    token: str = body["tokenCurrent"]
    return token


def login(email: str, password: Secret) -> Operation[str]:
    return Operation(
        "POST",
        "/login",
        json={"email": email, "password": password},
        policy=SendPolicy.READ,
        read=token_of,
        authorized=False,
    )


AUTH = PasswordLogin("S3CR3T-ana@example.com", PASSWORD, login)
HEAD = "Set-Cookie: session=S3CR3T-cookie\r\nX-Auth-Token: S3CR3T-header\r\n"
BODY = (
    b'{"message": "El token S3CR3T-t0ken y la clave=S3CR3T-x no sirven, S3CR3T-ana@example.com",'
    b'"tokenCurrent": "S3CR3T-t0ken", "password": "S3CR3T-p4ssword", "pin": "S3CR3T-pin",'
    b'"modifiedBy": {"ip": "S3CR3T-ip"}, "echo": ["S3CR3T-p4ssword"]}'
)
LOGGED_IN = loopback.answer(b'{"tokenCurrent": "S3CR3T-t0ken"}', headers=HEAD)
CALLS = {
    "read": Operation(
        "GET",
        "/clients",
        query={"email": "S3CR3T-ana@example.com", "token": "S3CR3T-query"},
        headers={"x-api-key": "S3CR3T-key"},
        policy=SendPolicy.READ,
        read=as_is,
    ),
    "write": Operation(
        "POST",
        "/clients",
        json={"pin": "S3CR3T-pin", "name": "Ana"},
        query={"clave": "S3CR3T-query"},
        read=as_is,
        lookup=Operation("GET", "/clients", query={"email": "S3CR3T-ana"}, read=as_is),
    ),
    "unreadable": Operation("POST", "/clients", read=lambda body: int(body["password"])),
}
ENDS: dict[str, Script] = {
    "400": loopback.answer(BODY, status="400 S3CR3T-reason", headers=HEAD),
    "401": loopback.answer(BODY, status="401 No", headers=HEAD),
    "403": loopback.answer(BODY, status="403 No", headers=HEAD),
    "500": loopback.answer(BODY, status="500 No", headers=HEAD),
    "html": loopback.answer(b"<html>S3CR3T-t0ken and password: S3CR3T-p4ssword</html>"),
    "success": loopback.answer(BODY, headers=HEAD),
    "reset": loopback.reset(after_reading=True),
    "silent": loopback.silent,
    "bad head": loopback.raw(b"HTTP/1.1 200 OK\r\nSet-Cookie S3CR3T-cookie\r\n\r\n"),
    "bad status": loopback.raw(b"S3CR3T-cookie\r\n\r\n"),
    "half": loopback.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\nX: S3CR3T\r\n\r\nS3CR3T"),
    "bad gzip": loopback.raw(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\nS3CR3T"
    ),
    "redirect": loopback.answer(
        b"", status="302 Found", headers="Location: /x?token=S3CR3T-t0ken\r\n"
    ),
}

Failing = Callable[..., list[object]]


def synchronously(url: str, operation: Operation[Any], timeout: float = 5) -> list[object]:
    """Run a call and return what a program could print of it."""
    told: list[object] = []
    hooks = Hooks(request=told.append, response=told.append, retry=told.append)
    with Engine(url, auth=AUTH, hooks=hooks, retry=RETRY, timeout=timeout) as engine:
        told.extend([engine, engine.with_options(timeout=1), engine._session, engine._auth])
        try:
            told.append(repr(engine.run_raw(operation)))
            engine.run(operation)
        except errors.LoggroError as error:
            told.append(error)
    return told


def in_asyncio(url: str, operation: Operation[Any], timeout: float = 5) -> list[object]:
    """Do the same in asyncio."""
    told: list[object] = []
    hooks = Hooks(request=told.append, response=told.append, retry=told.append)

    async def main() -> None:
        async with AsyncEngine(url, auth=AUTH, hooks=hooks, retry=RETRY, timeout=timeout) as engine:
            told.append(engine)
            try:
                told.append(repr(await engine.run_raw(operation)))
                await engine.run(operation)
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
        forms += [repr(vars(thing)), repr(thing.args)]
        if not isinstance(thing, errors.OutcomeUnknown):
            forms.append(repr(pickle.dumps(thing)))
        if thing.__context__ is not None:
            forms += every_form(thing.__context__)
        if isinstance(thing.__cause__, httpx.RequestError):
            sent = thing.__cause__.request
            forms += [repr(sent), repr(sent.headers.raw), repr(sent.content)]
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


@pytest.mark.parametrize("run", [synchronously, in_asyncio])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("end", ENDS)
def test_a_planted_secret_appears_nowhere(
    run: Failing, call: str, end: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Password, token, headers, query, body, and all that the server sends back."""
    caplog.set_level(logging.DEBUG)

    with Peer(LOGGED_IN, ENDS[end], ENDS[end], LOGGED_IN, ENDS[end]) as server:
        told = run(server.url, CALLS[call], 0.15 if end == "silent" else 5)

    texts = [text for thing in told for text in every_form(thing)]
    texts += [text for record in caplog.records for text in every_form_of(record)]
    assert len(caplog.records) > 4
    assert [] == [text for text in texts if PLANTED in text]


def test_the_lookup_of_an_unknown_outcome_shows_no_argument() -> None:
    """It pickles with its arguments, since it must be sent; its repr shows none."""
    with Peer(LOGGED_IN, ENDS["500"]) as server:
        (*_, error) = synchronously(server.url, CALLS["write"])

    assert isinstance(error, errors.ServerFailed)
    assert PLANTED not in repr(error.lookup)
    assert error.lookup == pickle.loads(pickle.dumps(error)).lookup


def test_only_the_latest_secrets_are_remembered() -> None:
    """A process that logs in for months does not grow."""
    session = Engine("https://x.test")._session

    for number in range(1000):
        session.learn(f"token-{number}", "abc")

    assert 64 == len(session.secrets)
    assert "token-999" in session.secrets
    assert "abc" not in session.secrets
