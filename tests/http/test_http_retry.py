# SPDX-License-Identifier: MIT
"""The retry table, delays, deadline and budget (quality.md 2.3)."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import httpx
import pytest

from loggro_integration import errors
from loggro_integration.http import (
    Engine,
    FaultRow,
    FaultTable,
    Operation,
    RetryBudget,
    RetryPolicy,
    SendPolicy,
    Timeout,
    as_is,
)
from loggro_integration.http._retry import retry_after
from peers.replies import Reply, Runner, Server, Time, run_in_asyncio, run_synchronously

READ, REPLACE, KEYED, WRITE = (
    SendPolicy.READ,
    SendPolicy.REPLACE,
    SendPolicy.KEYED,
    SendPolicy.WRITE,
)
OK = Reply(200, {"ok": True})
DOWN = Reply(500)
BUSY = Reply(503, headers={"Retry-After": "2"})
THROTTLED = Reply(429)
NOT_SENT = httpx.ConnectError("refused")
NO_ANSWER = httpx.ReadError("reset")
REFUSED = Reply(400, {"message": "Verifique los datos"})
LISTED = FaultTable([FaultRow(500, errors.InvalidRequest, "rol")])
LISTED_500 = Reply(500, {"message": "El rol no existe"})

both = pytest.mark.parametrize("run", [run_synchronously, run_in_asyncio])


def operation(policy: SendPolicy) -> Operation[object]:
    return Operation("POST", "/orders", json={"group": "x"}, read=as_is, policy=policy)


TABLE = [
    (NOT_SENT, READ, 3, errors.ConnectionFailed),
    (NOT_SENT, REPLACE, 3, errors.ConnectionFailed),
    (NOT_SENT, KEYED, 3, errors.ConnectionFailed),
    (NOT_SENT, WRITE, 3, errors.ConnectionFailed),
    (httpx.ConnectTimeout(""), WRITE, 3, errors.ConnectionFailed),
    (httpx.PoolTimeout(""), WRITE, 3, errors.PoolExhausted),
    (httpx.ProxyError(""), WRITE, 3, errors.ConnectionFailed),
    (httpx.UnsupportedProtocol(""), WRITE, 3, errors.ConnectionFailed),
    (THROTTLED, READ, 3, errors.RateLimited),
    (THROTTLED, REPLACE, 3, errors.RateLimited),
    (THROTTLED, KEYED, 3, errors.RateLimited),
    (THROTTLED, WRITE, 3, errors.RateLimited),
    (BUSY, READ, 3, errors.Unavailable),
    (BUSY, REPLACE, 3, errors.ServerFailed),
    (BUSY, KEYED, 1, errors.ServerFailed),
    (BUSY, WRITE, 1, errors.ServerFailed),
    (NO_ANSWER, READ, 3, errors.Unavailable),
    (NO_ANSWER, REPLACE, 3, errors.AnswerLost),
    (NO_ANSWER, KEYED, 1, errors.AnswerLost),
    (NO_ANSWER, WRITE, 1, errors.AnswerLost),
    (httpx.ReadTimeout(""), READ, 3, errors.AnswerTimedOut),
    (httpx.WriteTimeout(""), WRITE, 1, errors.AnswerLost),
    (httpx.WriteError(""), WRITE, 1, errors.AnswerLost),
    (httpx.CloseError(""), WRITE, 1, errors.AnswerLost),
    (httpx.RemoteProtocolError(""), WRITE, 1, errors.AnswerLost),
    (httpx.LocalProtocolError(""), WRITE, 1, errors.AnswerLost),
    (DOWN, READ, 3, errors.Unavailable),
    (DOWN, REPLACE, 3, errors.ServerFailed),
    (DOWN, KEYED, 1, errors.ServerFailed),
    (DOWN, WRITE, 1, errors.ServerFailed),
    (REFUSED, READ, 1, errors.InvalidRequest),
    (REFUSED, REPLACE, 1, errors.InvalidRequest),
    (REFUSED, WRITE, 1, errors.InvalidRequest),
    (LISTED_500, READ, 1, errors.InvalidRequest),
    (LISTED_500, KEYED, 1, errors.InvalidRequest),
]


@both
@pytest.mark.parametrize(("reply", "policy", "attempts", "expected"), TABLE)
def test_the_table_decides_how_often_a_call_is_sent(
    run: Runner,
    reply: object,
    policy: SendPolicy,
    attempts: int,
    expected: type[errors.LoggroError],
) -> None:
    """Each failure with each policy: so many attempts, and that class in the end."""
    server = Server(reply)

    with pytest.raises(errors.LoggroError) as told:
        run(server, operation(policy), faults=LISTED)

    assert expected is type(told.value)
    assert attempts == len(server.requests)


@both
@pytest.mark.parametrize("reply", [NOT_SENT, THROTTLED, BUSY, DOWN, NO_ANSWER], ids=str)
def test_a_read_succeeds_at_the_third_attempt(run: Runner, reply: object) -> None:
    """Two failures and a success: the caller sees the success."""
    server = Server(reply, reply, OK)

    value = run(server, operation(READ))

    assert {"ok": True} == value


@both
def test_repeats_send_the_same_bytes(run: Runner) -> None:
    """A write that never left is repeated byte for byte."""
    server = Server(NOT_SENT, OK)

    run(server, operation(WRITE))

    first, second = server.requests
    assert (first.method, first.url, first.content) == (second.method, second.url, second.content)


@both
def test_delays_double_up_to_the_ceiling(run: Runner) -> None:
    """With the greatest jitter the delays are the ceilings: 0.2, 0.4, ... and never above 20."""
    time = Time()

    with pytest.raises(errors.Unavailable):
        run(Server(DOWN), operation(READ), time=time, retry=RetryPolicy(attempts=9, deadline=900))

    assert [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 20.0] == pytest.approx(time.waits)


@pytest.mark.parametrize(("jitter", "expected"), [(0.0, [0.5, 1.0]), (1.0, [1.0, 2.0])])
def test_throttling_waits_at_least_half(jitter: float, expected: list[float]) -> None:
    """After a 429 jitter may not collapse to nothing."""
    time = Time()

    with pytest.raises(errors.RateLimited):
        run_synchronously(Server(THROTTLED), operation(READ), time=time, random=lambda: jitter)

    assert expected == time.waits


def test_full_jitter_may_be_nothing() -> None:
    """Other failures draw from zero."""
    time = Time()

    with pytest.raises(errors.Unavailable):
        run_synchronously(Server(DOWN), operation(READ), time=time, random=lambda: 0.0)

    assert [0.0, 0.0] == time.waits


@both
def test_retry_after_is_waited_for(run: Runner) -> None:
    """The server's seconds are a floor under the delay."""
    time = Time()

    run(Server(Reply(429, headers={"Retry-After": "7"}), OK), operation(WRITE), time=time)

    assert [7.0] == time.waits


def test_retry_after_as_a_date_counts_from_now() -> None:
    """An HTTP date is turned into seconds with the injected clock."""
    time = Time()
    reply = Reply(429, headers={"Retry-After": "Fri, 20 Nov 2026 10:00:30 GMT"})

    run_synchronously(
        Server(reply, OK),
        operation(READ),
        time=time,
        now=lambda: datetime(2026, 11, 20, 10, 0, 0, tzinfo=UTC),
    )

    assert [30.0] == time.waits


@both
def test_a_longer_retry_after_is_raised_with_its_value(run: Runner) -> None:
    """Nobody waits over a minute inside a call: the caller learns how long."""
    server = Server(Reply(429, headers={"Retry-After": "61"}))

    with pytest.raises(errors.RateLimited) as told:
        run(server, operation(READ))

    assert 61.0 == told.value.retry_after
    assert 1 == len(server.requests)


def test_a_busy_server_that_asks_for_long_is_told_in_the_message() -> None:
    """503 with a long Retry-After is raised at once, and names the seconds."""
    server = Server(Reply(503, headers={"Retry-After": "120"}))

    with pytest.raises(errors.Unavailable) as told:
        run_synchronously(server, operation(READ))

    assert "120 s" in told.value.message
    assert 1 == len(server.requests)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("nan", None),
        ("1e9", None),
        ("٣", None),
        ("9" * 400, None),
        ("0", 0.0),
        (" 7 ", 7.0),
        ("2.5", 2.5),
        ("Fri, 20 Nov 2026 09:00:00 GMT", 0.0),
        ("Fri, 20 Nov 2026 10:01:00 -0000", 60.0),
        ("Fri, 20 Nov 2026 10:01:00", 60.0),
        ("Fri, 99 Nov 2026 10:01:00 GMT", None),
    ],
)
def test_retry_after_reads_seconds_and_dates(header: str | None, expected: float | None) -> None:
    """Seconds or a date; garbage counts as absent."""
    now = datetime(2026, 11, 20, 10, 0, 0, tzinfo=UTC)

    assert expected == retry_after(header, now=lambda: now)


@both
def test_the_deadline_ends_the_repeats(run: Runner) -> None:
    """A delay that would cross the deadline is not begun; the last failure is raised."""
    time = Time()
    policy = RetryPolicy(attempts=50, deadline=10.0)

    with pytest.raises(errors.Unavailable):
        run(Server(DOWN), operation(READ), time=time, retry=policy)

    assert sum(time.waits) <= 10.0
    assert 3.2 == pytest.approx(time.waits[-1])


@both
def test_a_call_whose_time_is_up_is_not_sent(run: Runner) -> None:
    """A wait that lasted longer than planned leaves no time: the next attempt never leaves."""

    class Oversleeping(Time):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds + 100)

    server = Server(NOT_SENT)

    with pytest.raises(errors.DeadlineExceeded) as told:
        run(server, operation(WRITE), time=Oversleeping())

    assert isinstance(told.value, errors.NotSent)
    assert 1 == len(server.requests)


def test_attempts_get_no_more_time_than_is_left() -> None:
    """Time-outs of an attempt shrink towards the deadline."""
    seen: list[float] = []
    time = Time()

    def slow(request: httpx.Request) -> Exception:
        seen.append(request.extensions["timeout"]["read"])
        time.seconds += 25
        return httpx.ReadTimeout("")

    with pytest.raises(errors.AnswerTimedOut):
        run_synchronously(Server(slow), operation(READ), time=time, random=lambda: 0.0)

    assert [30.0, 30.0, 10.0] == seen


def test_an_empty_budget_means_no_repeats() -> None:
    """The first calls of an outage are repeated, the later ones fail at once."""
    server = Server(DOWN)
    budget = RetryBudget(tokens=30)
    for _ in range(3):
        with pytest.raises(errors.Unavailable):
            run_synchronously(server, operation(READ), budget=budget)

    assert 2 == budget.left
    assert 3 + 2 == len(server.requests)


def test_throttling_costs_ten_tokens() -> None:
    """A repeat after a 429 is cheaper than after a failure."""
    budget = RetryBudget()

    run_synchronously(Server(THROTTLED, OK), Operation("GET", "/", read=as_is), budget=budget)
    spent_and_refilled = budget.left
    budget.spend(throttled=True)

    assert 500 == spent_and_refilled
    assert 490 == budget.left


def test_a_success_refills_the_budget() -> None:
    """A plain success gives one token back, never above the most."""
    budget = RetryBudget(tokens=100)
    budget.spend(throttled=False)

    run_synchronously(Server(OK), operation(READ), budget=budget)
    after_one = budget.left
    budget.refill(1000)

    assert 87 == after_one
    assert 100 == budget.left


def test_a_storm_costs_few_requests() -> None:
    """A client whose every call fails sends at most 1.2 times its calls: by 5xx and by 429."""
    factors = []
    for reply in (DOWN, THROTTLED):
        server, budget = Server(reply), RetryBudget()
        for _ in range(300):
            with pytest.raises(errors.LoggroError):
                run_synchronously(server, operation(READ), budget=budget)
        factors.append(len(server.requests) / 300)

    assert max(factors) <= 1.2


def test_reads_succeed_although_one_call_in_ten_fails() -> None:
    """Twenty clients with 300 calls each: at most 1.15 times the requests, 99.8 % succeed."""
    chance = Random(45)
    server = Server(lambda _: Reply(503 if chance.random() < 0.1 else 200, {}))
    failed = 0

    for _ in range(20):
        with Engine("https://x.test", transport=server.transport, sleep=Time().sleep) as engine:
            for _ in range(300):
                try:
                    engine.run(operation(READ))
                except errors.Unavailable:
                    failed += 1

    assert len(server.requests) <= 1.15 * 6000
    assert failed <= 0.002 * 6000


def test_options_share_the_budget() -> None:
    """A copy with another policy draws on the same tokens."""
    with Engine("https://x.test", transport=Server(OK).transport) as engine:
        copy = engine.with_options(retry=RetryPolicy(attempts=1), timeout=3)

    assert engine.budget is copy.budget
    assert (3, 1) == (engine.retry.attempts, copy.retry.attempts)
    assert (30.0, 3.0) == (engine.timeout.read, copy.timeout.read)


@pytest.mark.parametrize(
    "figures",
    [{"attempts": 0}, {"base": -1}, {"cap": -0.1}, {"deadline": 0}, {"longest_wait": -1}],
)
def test_impossible_policies_are_refused(figures: dict[str, float]) -> None:
    """A policy is checked when it is made, not when the server is down."""
    with pytest.raises(ValueError, match=next(iter(figures))):
        RetryPolicy(**figures)  # type: ignore[arg-type]  # the test passes each figure by name


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_impossible_time_outs_are_refused(seconds: float) -> None:
    """A time-out is a positive number."""
    with pytest.raises(errors.ConfigurationError, match="positive"):
        Timeout.of(seconds)


def test_a_number_bounds_all_kinds_of_waiting() -> None:
    """A long number leaves connecting at five seconds; the defaults are the documented ones."""
    assert Timeout(connect=5.0, read=20.0, write=20.0, pool=5.0) == Timeout.of(20)
    assert Timeout(connect=5.0, read=30.0, write=30.0, pool=5.0) == Timeout.of(None)
