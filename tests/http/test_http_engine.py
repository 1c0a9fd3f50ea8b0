# SPDX-License-Identifier: MIT
"""Engines: hooks, the log, read-only mode, foreign HTTP clients, closing."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
from typing import Any

import httpx
import pytest

from loggro_integration import errors
from loggro_integration.http import (
    AsyncEngine,
    BearerToken,
    Engine,
    Hooks,
    Operation,
    RequestEvent,
    ResponseEvent,
    RetryEvent,
    SendPolicy,
    Timeout,
    as_is,
    request,
)
from peers.replies import BASE, Reply, Runner, Server, Time, run_in_asyncio, run_synchronously

both = pytest.mark.parametrize("run", [run_synchronously, run_in_asyncio])
READ = Operation(
    "GET",
    "/clients/{id}",
    path={"id": "1020304050"},
    query={"email": "ana@example.com"},
    read=as_is,
    policy=SendPolicy.READ,
    name="clients.get",
)
WRITE = Operation("POST", "/orders", json={}, read=as_is, name="orders.create")
ADDRESS = f"{BASE}/clients/•••?email=•••"


class Watch:
    """Hooks that keep every event."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        keep = self.events.append
        self.hooks = Hooks(request=keep, response=keep, retry=keep)


@both
def test_hooks_see_every_attempt(run: Runner) -> None:
    """Request, response and retry, in order, with masked addresses and one correlation id."""
    watch = Watch()

    run(Server(httpx.ReadError("reset"), Reply(503), Reply(200, {})), READ, hooks=watch.hooks)

    kinds = [type(event) for event in watch.events]
    seen = [
        (event.attempt, getattr(event, "status", ""), getattr(event, "failure", ""))
        for event in watch.events
    ]
    assert [RequestEvent, ResponseEvent, RetryEvent] * 2 + [RequestEvent, ResponseEvent] == kinds
    assert [
        (1, "", ""),
        (1, None, "ReadError"),
        (1, None, ""),
        (2, "", ""),
        (2, 503, None),
        (2, 503, ""),
        (3, "", ""),
        (3, 200, None),
    ] == seen
    assert {(ADDRESS, "GET", "clients.get")} == {
        (event.url, event.method, event.operation) for event in watch.events
    }
    assert 1 == len({event.correlation_id for event in watch.events})


@both
def test_the_retry_hook_tells_delay_and_error(run: Runner) -> None:
    """A program can show why it waits."""
    watch = Watch()

    run(Server(Reply(429), Reply(200, {})), READ, hooks=Hooks(retry=watch.hooks.retry))

    (event,) = watch.events
    assert (1.0, "RateLimited", 429) == (event.delay, event.error, event.status)


@both
def test_the_error_carries_the_correlation_id_of_the_events(run: Runner) -> None:
    """Log, hooks and error can be put together."""
    watch = Watch()

    with pytest.raises(errors.NotFound) as told:
        run(Server(Reply(404)), READ, hooks=watch.hooks)

    assert {told.value.correlation_id} == {event.correlation_id for event in watch.events}


@both
def test_each_attempt_is_one_log_record(run: Runner, caplog: pytest.LogCaptureFixture) -> None:
    """One record with the masked address, at DEBUG."""
    caplog.set_level(logging.DEBUG, logger="loggro_integration.http")

    run(Server(httpx.ReadTimeout("x"), Reply(200, {})), READ)

    texts = [record.getMessage() for record in caplog.records if "loggro" in record.name]
    assert 2 == len(texts)
    assert texts[0].startswith(f"GET {ADDRESS} → ReadTimeout in 0 ms (attempt 1, ")
    assert texts[1].startswith(f"GET {ADDRESS} → 200 in 0 ms (attempt 2, ")


@both
@pytest.mark.parametrize(
    "policy", [SendPolicy.WRITE, SendPolicy.KEYED, SendPolicy.REPLACE], ids=lambda p: p.value
)
def test_a_read_only_engine_refuses_whatever_is_not_read(run: Runner, policy: SendPolicy) -> None:
    """Refused before any byte leaves, whatever the verb."""
    server = Server(Reply(200, {}))
    operation = Operation("GET", "/invoices/validateEInvoice", read=as_is, policy=policy)

    with pytest.raises(errors.ConfigurationError, match="only reads"):
        run(server, operation, read_only=True)

    assert [] == server.requests


@both
def test_a_read_only_engine_reads(run: Runner) -> None:
    """A POST that is a query goes through."""
    server = Server(Reply(200, {}))

    run(server, request("POST", "/search", policy=SendPolicy.READ), read_only=True)

    assert 1 == len(server.requests)


@both
def test_a_read_only_engine_may_be_allowed_some_writes(run: Runner) -> None:
    """By operation name; a raw call has none and stays refused."""
    server = Server(Reply(200, {}))

    run(server, WRITE, read_only=True, allow={"orders.create", ""})
    with pytest.raises(errors.ConfigurationError):
        run(server, request("POST", "/orders"), read_only=True, allow={"orders.create", ""})

    assert 1 == len(server.requests)


def test_engines_do_not_pickle() -> None:
    """An engine holds connections and credentials."""
    engine = Engine(BASE, auth=BearerToken("abcd"))

    with pytest.raises(TypeError, match="Engine cannot be pickled"):
        pickle.dumps(engine)
    with pytest.raises(TypeError, match="AsyncEngine cannot be pickled"):
        pickle.dumps(AsyncEngine(BASE))
    with pytest.raises(TypeError):
        copy.copy(engine)


def test_the_repr_says_where_and_nothing_secret() -> None:
    """A client in a log line shows its base URL only."""
    engine = Engine(BASE, auth=BearerToken("abcd"), read_only=True)

    assert f"Engine('{BASE}', read_only=True)" == repr(engine)


def test_one_source_of_connections_only() -> None:
    """An HTTP client and a transport exclude each other."""
    with (
        httpx.Client() as client,
        pytest.raises(errors.ConfigurationError, match="not both"),
    ):
        Engine(BASE, http_client=client, transport=Server().transport)


def test_a_foreign_client_is_used_with_our_limits_and_left_open() -> None:
    """Its time-outs, redirects and auth do not reach our calls; its owner closes it."""
    server = Server(Reply(302, headers={"Location": f"{BASE}/elsewhere"}))
    with httpx.Client(
        transport=server.transport, timeout=None, follow_redirects=True, auth=("user", "pass")
    ) as client:
        with (
            Engine(BASE, http_client=client, auth=BearerToken("abcd"), timeout=7) as engine,
            pytest.raises(errors.UnexpectedResponse),
        ):
            engine.run(READ)

        (sent,) = server.requests
        assert {"connect": 5.0, "read": 7.0, "write": 7.0, "pool": 5.0} == sent.extensions[
            "timeout"
        ]
        assert "Bearer abcd" == sent.headers["authorization"]
        assert not client.is_closed


def test_a_foreign_asynchronous_client_is_left_open() -> None:
    """The same in asyncio."""

    async def main() -> bool:
        async with httpx.AsyncClient(transport=Server(Reply(200, {})).transport) as client:
            async with AsyncEngine(BASE, http_client=client) as engine:
                await engine.run(READ)
            return client.is_closed

    assert asyncio.run(main()) is False


def test_own_connections_are_closed() -> None:
    """After closing, a call is refused with what to do; a copy shares the connections."""
    engine = Engine(BASE, transport=Server(Reply(200, {})).transport)
    copied = engine.with_options(timeout=1)
    copied.close()

    with pytest.raises(errors.ConfigurationError, match="closed"):
        engine.run(READ)


def test_own_asynchronous_connections_are_closed() -> None:
    """The same in asyncio."""

    async def main() -> None:
        engine = AsyncEngine(BASE, transport=Server(Reply(200, {})).transport)
        await engine.close()
        await engine.run(READ)

    with pytest.raises(errors.ConfigurationError, match="closed"):
        asyncio.run(main())


@both
def test_every_attempt_names_its_time_outs(run: Runner) -> None:
    """The defaults are ours, not the library's five seconds."""
    server = Server(Reply(200, {}))

    run(server, READ)
    run(server, READ, timeout=Timeout(read=9.0))

    assert [30.0, 9.0] == [sent.extensions["timeout"]["read"] for sent in server.requests]


def test_raw_answers_in_asyncio() -> None:
    """The asynchronous engine gives raw answers too."""

    async def main() -> Any:
        async with AsyncEngine(BASE, transport=Server(Reply(200, {"a": 1})).transport) as engine:
            answer = await engine.run_raw(READ)
        return answer.status, answer.parse()

    assert (200, {"a": 1}) == asyncio.run(main())


def test_cancelling_a_call_leaves_the_engine_usable() -> None:
    """A cancelled task frees its connection and the log-in lock."""
    entered = asyncio.Event()

    async def slow(request: httpx.Request) -> httpx.Response:
        if not entered.is_set():
            entered.set()
            await asyncio.sleep(60)
        return httpx.Response(200, json={"ok": True})

    async def main() -> Any:
        transport = httpx.MockTransport(slow)
        async with AsyncEngine(BASE, transport=transport, auth=BearerToken("abcd")) as engine:
            task = asyncio.create_task(engine.run(READ))
            await entered.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await engine.run(READ)

    assert {"ok": True} == asyncio.run(main())


def test_the_defaults_wait_and_draw_for_real() -> None:
    """Without injected clock and chance the engine uses the system's."""
    server = Server(Reply(500), Reply(200, {}))

    with Engine(BASE, transport=server.transport) as engine:
        engine.run(READ)

    assert 2 == len(server.requests)


@both
def test_both_engines_wait_by_the_injected_sleep(run: Runner) -> None:
    """No test of a program that uses this has to sleep."""
    time = Time()

    run(Server(Reply(500), Reply(200, {})), READ, time=time)

    assert [0.2] == time.waits
