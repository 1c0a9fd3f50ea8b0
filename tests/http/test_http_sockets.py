# SPDX-License-Identifier: MIT
"""What real peers do to a call, and the class that comes of it (quality.md 2.2)."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
from collections.abc import Callable

import pytest

from loggro_integration import errors
from loggro_integration.http import (
    AsyncEngine,
    Engine,
    Operation,
    RetryPolicy,
    SendPolicy,
    Timeout,
    as_is,
    request,
)
from peers import loopback
from peers.loopback import Peer, Script

ONCE = RetryPolicy(attempts=1)
PATIENT = Timeout(read=5.0)
# For peers that fall silent: every other one must be heard, however busy this machine is.
HASTY = Timeout(read=0.15, write=0.15)
# For a handshake, which is a part of connecting.
HASTY_TO_CONNECT = Timeout(connect=0.3)
READ = request("GET", "/invoices", policy=SendPolicy.READ)
LOOKUP = Operation("GET", "/invoices", read=as_is, policy=SendPolicy.READ, name="invoices.find")
KEYED = Operation(
    "POST", "/invoices", json={"_id": "x"}, read=as_is, policy=SendPolicy.KEYED, lookup=LOOKUP
)
WRITE = request("POST", "/invoices", json={"total": 54000})

Failing = Callable[..., errors.LoggroError]


def fail_synchronously(
    url: str, operation: Operation[object], timeout: Timeout = PATIENT
) -> errors.LoggroError:
    with (
        Engine(url, retry=ONCE, timeout=timeout) as engine,
        pytest.raises(errors.LoggroError) as told,
    ):
        engine.run(operation)
    return told.value


def fail_in_asyncio(
    url: str, operation: Operation[object], timeout: Timeout = PATIENT
) -> errors.LoggroError:
    async def main() -> errors.LoggroError:
        async with AsyncEngine(url, retry=ONCE, timeout=timeout) as engine:
            with pytest.raises(errors.LoggroError) as told:
                await engine.run(operation)
            return told.value

    return asyncio.run(main())


both = pytest.mark.parametrize("fail", [fail_synchronously, fail_in_asyncio])
FALSE_GZIP = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain"
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"
GARBAGE = b"\x16\x03\x01 what is this\r\n\r\n"
PEERS: dict[str, tuple[Script, type[errors.LoggroError], type[errors.LoggroError]]] = {
    "reset before reading": (
        loopback.reset(after_reading=False),
        errors.Unavailable,
        errors.AnswerLost,
    ),
    "reset after reading": (
        loopback.reset(after_reading=True),
        errors.Unavailable,
        errors.AnswerLost,
    ),
    "hangs up": (loopback.hang_up, errors.Unavailable, errors.AnswerLost),
    "half an answer": (loopback.raw(HALF), errors.Unavailable, errors.AnswerLost),
    "garbage": (loopback.raw(GARBAGE), errors.Unavailable, errors.AnswerLost),
    "silent": (loopback.silent, errors.AnswerTimedOut, errors.AnswerLost),
    "false encoding": (
        loopback.raw(FALSE_GZIP),
        errors.UnexpectedResponse,
        errors.UnreadableAnswer,
    ),
    "500": (
        loopback.answer(b"", status="500 Oops"),
        errors.Unavailable,
        errors.ServerFailed,
    ),
}


def timeout_for(peer: str) -> Timeout:
    return HASTY if peer == "silent" else PATIENT


@both
@pytest.mark.parametrize("peer", PEERS)
def test_a_read_without_usable_answer_may_be_repeated(fail: Failing, peer: str) -> None:
    """A read never has an unknown outcome, whatever the peer does."""
    script, expected, _ = PEERS[peer]

    with Peer(script) as server:
        error = fail(server.url, READ, timeout_for(peer))

    assert expected is type(error)


@both
@pytest.mark.parametrize("operation", [KEYED, WRITE], ids=["keyed", "write"])
@pytest.mark.parametrize("peer", PEERS)
def test_a_write_without_usable_answer_is_unknown(
    fail: Failing, peer: str, operation: Operation[object]
) -> None:
    """Once sent, a write's outcome is unknown, and the error carries how to find out."""
    script, _, expected = PEERS[peer]

    with Peer(script) as server:
        error = fail(server.url, operation, timeout_for(peer))

    assert expected is type(error)
    assert isinstance(error, errors.OutcomeUnknown)
    assert operation.lookup == error.lookup


@both
@pytest.mark.parametrize("operation", [READ, KEYED, WRITE], ids=["read", "keyed", "write"])
def test_a_refused_connection_means_not_sent(fail: Failing, operation: Operation[object]) -> None:
    """Nobody listens: the request never left, whatever its policy."""
    with loopback.closed_port() as url:
        error = fail(url, operation)

    assert errors.ConnectionFailed is type(error)
    assert error.retryable


@both
def test_a_name_without_address_means_not_sent(fail: Failing) -> None:
    """A host that does not resolve was never reached."""
    error = fail("https://loggro.invalid", WRITE)

    assert errors.ConnectionFailed is type(error)


@both
def test_garbage_instead_of_tls_means_not_sent(fail: Failing) -> None:
    """The request is sent only after the TLS handshake."""
    with Peer(loopback.raw(GARBAGE)) as server:
        error = fail(server.url.replace("http:", "https:"), WRITE)

    assert errors.ConnectionFailed is type(error)


@both
def test_silence_instead_of_tls_means_not_sent(fail: Failing) -> None:
    """A handshake that never ends is a connection that was never made."""
    with Peer(loopback.silent) as server:
        error = fail(server.url.replace("http:", "https:"), WRITE, HASTY_TO_CONNECT)

    assert errors.ConnectionFailed is type(error)


@both
def test_the_proxy_of_the_environment_is_used(
    fail: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The HTTP library reads it; a tunnel that the proxy refuses means that nothing was sent."""
    asked: list[bytes] = []

    def refuse(connection: socket.socket) -> None:
        asked.append(loopback.read_request(connection))
        connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")

    with Peer(refuse) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        error = fail("https://api.pirpos.com", WRITE)

    assert errors.ConnectionFailed is type(error)
    assert asked[0].startswith(b"CONNECT api.pirpos.com:443 ")


def test_no_free_connection_means_not_sent() -> None:
    """A call that found no free connection in time never left."""
    over = threading.Event()
    held: list[object] = []

    def answer_at_last(connection: socket.socket) -> None:
        loopback.read_request(connection)
        over.wait(100)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    with (
        Peer(answer_at_last) as server,
        Engine(server.url, retry=ONCE, timeout=100, concurrency=1) as engine,
    ):

        def hold() -> None:
            held.append(engine.run(READ))

        slow = threading.Thread(target=hold)
        slow.start()
        server.wait_for_connection()

        with pytest.raises(errors.PoolExhausted) as told:
            engine.with_options(timeout=0.05).run(WRITE)
        over.set()
        slow.join()

    assert "PoolTimeout" in told.value.message
    assert [{}] == held


@both
def test_a_large_request_that_nobody_reads_is_unknown(fail: Failing) -> None:
    """A write that stuck while being sent may have arrived in part: unknown."""
    large = request("POST", "/invoices", json={"note": "x" * 20_000_000})

    with Peer(loopback.deaf) as server:
        error = fail(server.url, large, HASTY)

    assert errors.AnswerLost is type(error)


def test_an_idle_connection_closed_by_the_server_is_replaced() -> None:
    """A new connection is opened without the caller noticing."""
    script = loopback.answer(promise="keep-alive")

    with Peer(script) as server, Engine(server.url, retry=ONCE) as engine:
        first = engine.run(READ)
        server.wait_until_closed()
        second = engine.run(READ)

    assert [{}, {}] == [first, second]
    assert 2 == server.connections


def test_a_read_survives_two_lost_answers() -> None:
    """Three attempts in all: two resets and an answer."""
    lost = loopback.reset(after_reading=True)
    waits: list[float] = []

    with (
        Peer(lost, lost, loopback.answer(b'{"total": 54000.10}')) as server,
        Engine(server.url, sleep=waits.append, random=lambda: 1.0) as engine,
    ):
        value = engine.run(READ)

    assert "54000.10" == str(value["total"])
    assert [0.2, 0.4] == waits


def test_a_slow_drip_ends_at_the_deadline() -> None:
    """Bytes that keep coming never run into the read time-out; the deadline of the call does."""
    with (
        Peer(loopback.drip) as server,
        Engine(server.url, retry=RetryPolicy(attempts=1, deadline=1.5), timeout=5) as engine,
        pytest.raises(errors.AnswerTimedOut) as told,
    ):
        engine.run(READ)

    assert 200 == told.value.status


@both
def test_a_false_encoding_of_a_refusal_is_still_a_refusal(fail: Failing) -> None:
    """The status says no, although the body cannot be decoded."""
    with Peer(loopback.raw(FALSE_GZIP.replace(b"200 OK", b"404 No"))) as server:
        error = fail(server.url, WRITE)

    assert errors.NotFound is type(error)


@both
def test_redirects_are_not_followed(fail: Failing) -> None:
    """The credential never travels to another place, and a write is not repeated elsewhere."""
    other = "Location: http://127.0.0.1:1/elsewhere\r\n"

    with Peer(loopback.answer(b"", status="307 Moved", headers=other)) as server:
        error = fail(server.url, READ)
        write = fail(server.url, WRITE)

    assert (errors.UnexpectedResponse, 307) == (type(error), error.status)
    assert errors.UnreadableAnswer is type(write)
    assert 2 == server.connections


@both
@pytest.mark.parametrize(
    ("operation", "expected"),
    [(READ, errors.UnexpectedResponse), (WRITE, errors.UnreadableAnswer)],
    ids=["read", "write"],
)
def test_an_answer_over_fifty_megabytes_is_refused(
    fail: Failing, operation: Operation[object], expected: type[errors.LoggroError]
) -> None:
    """A small compressed body that grows without end is not kept in memory."""
    bomb = gzip.compress(b" " * 60_000_000)
    script = loopback.answer(bomb, headers="Content-Encoding: gzip\r\n")

    with Peer(script) as server:
        error = fail(server.url, operation)

    assert expected is type(error)


def test_the_library_error_is_the_cause_unless_it_quotes() -> None:
    """`ReadError` is chained; protocol errors quote bytes of the answer and are not."""
    with Peer(loopback.reset(after_reading=True)) as server:
        reset = fail_synchronously(server.url, READ)
    with Peer(loopback.raw(b"HTTP/1.1 200 OK\r\nSet-Cookie s3cr3t\r\n\r\n")) as server:
        garbage = fail_synchronously(server.url, READ)

    assert "ReadError" == type(reset.__cause__).__name__
    assert garbage.__cause__ is None
    assert garbage.__context__ is None
    assert "RemoteProtocolError" in garbage.message
