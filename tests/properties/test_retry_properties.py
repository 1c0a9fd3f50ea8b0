# SPDX-License-Identifier: MIT
"""Delays stay within bounds, calls within their deadline, and no header breaks anything."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import cycle
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration import errors
from loggro_integration.http import Engine, Operation, RetryBudget, RetryPolicy, SendPolicy, as_is
from loggro_integration.http._retry import Failure, may_repeat, retry_after
from peers.replies import BASE, Reply, Runner, Server, Time, run_in_asyncio, run_synchronously

both = pytest.mark.parametrize("run", [run_synchronously, run_in_asyncio])
UNIT = st.floats(0, 1, exclude_max=True)
SECONDS = st.floats(0, 120)
POLICIES = st.builds(
    RetryPolicy,
    attempts=st.integers(1, 8),
    base=st.floats(0, 5),
    throttled_base=st.floats(0, 5),
    cap=st.floats(0, 30),
    longest_wait=st.floats(0, 90),
    deadline=st.floats(0.1, 120),
)
HEADERS = st.one_of(
    st.none(),
    st.text(st.characters(min_codepoint=32, max_codepoint=126)),
    st.integers(-10, 200).map(str),
    st.decimals(-1, 200, places=2).map(str),
    st.datetimes().map(lambda moment: moment.strftime("%a, %d %b %Y %H:%M:%S GMT")),
    st.sampled_from(["nan", "inf", "-0", "1e308", "9" * 5000, "Fri, 99 Foo 0000 99:99:99 GMT"]),
)
FAILURES = st.one_of(
    st.sampled_from(
        [
            httpx.ConnectError("x"),
            httpx.PoolTimeout("x"),
            httpx.ReadTimeout("x"),
            httpx.RemoteProtocolError("x"),
        ]
    ),
    st.builds(
        lambda status, header: Reply(
            status, {"message": "x"}, {} if header is None else {"Retry-After": header}
        ),
        st.sampled_from([429, 500, 502, 503, 504]),
        HEADERS,
    ),
)


@given(POLICIES, st.integers(1, 200), UNIT, st.booleans(), st.none() | SECONDS)
def test_delays_stay_within_their_bounds(
    policy: RetryPolicy, repeat: int, chance: float, throttled: bool, asked: float | None
) -> None:
    """From nothing (from half after a 429) to the ceiling, and never before the server's time."""
    base = policy.throttled_base if throttled else policy.base
    ceiling = min(policy.cap, base * 2.0 ** (repeat - 1))

    delay = policy.delay(repeat, random=lambda: chance, throttled=throttled, retry_after=asked)

    floor = max(ceiling / 2 if throttled else 0.0, asked or 0.0)
    assert floor <= delay <= max(ceiling, asked or 0.0)


@given(POLICIES, st.integers(1, 30), UNIT, st.booleans())
def test_ceilings_never_fall(
    policy: RetryPolicy, repeat: int, chance: float, throttled: bool
) -> None:
    """With equal chance a later repeat waits at least as long."""
    earlier, later = (
        policy.delay(number, random=lambda: chance, throttled=throttled)
        for number in (repeat, repeat + 1)
    )

    assert earlier <= later


@given(HEADERS | st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_no_header_breaks_the_reading(header: str | None) -> None:
    """Seconds, a date, or nothing: never an exception, never a negative number."""
    seconds = retry_after(header, now=lambda: datetime(2026, 11, 20, tzinfo=UTC))

    assert seconds is None or 0 <= seconds < float("inf")


@both
@given(data=st.data())
def test_every_call_ends_within_its_deadline(run: Runner, data: st.DataObject) -> None:
    """Whatever fails, as often as it does: attempts and waits are bounded, the error is ours."""
    policy = data.draw(POLICIES)
    failures = data.draw(st.lists(FAILURES, min_size=1, max_size=5))
    operation: Operation[Any] = Operation(
        "POST", "/orders", read=as_is, policy=data.draw(st.sampled_from(SendPolicy))
    )
    replies = cycle(failures)
    server, time = Server(lambda _: next(replies)), Time()
    chance = data.draw(UNIT)

    with pytest.raises(errors.LoggroError) as told:
        run(server, operation, time=time, retry=policy, random=lambda: chance)

    assert len(server.requests) <= policy.attempts
    assert sum(time.waits) < policy.deadline
    assert len(time.waits) == len(server.requests) - 1
    if isinstance(told.value, errors.OutcomeUnknown):
        assert operation.policy is not SendPolicy.READ
    if isinstance(told.value, errors.ReadFailed):
        assert operation.policy is SendPolicy.READ


@given(st.data())
def test_both_engines_do_the_same(data: st.DataObject) -> None:
    """The same failures give the same requests, waits and error, synchronously and in asyncio."""
    failures = data.draw(st.lists(FAILURES, min_size=1, max_size=4))
    policy = data.draw(st.sampled_from(SendPolicy))
    operation: Operation[Any] = Operation("POST", "/orders", read=as_is, policy=policy)

    ends = []
    for run in (run_synchronously, run_in_asyncio):
        server, time = Server(*failures, Reply(200, {})), Time()
        try:
            end: object = run(server, operation, time=time)
        except errors.LoggroError as error:
            end = (type(error), error.message, error.status)
        ends.append((end, time.waits, len(server.requests)))

    assert ends[0] == ends[1]


@given(st.sampled_from(SendPolicy), st.sampled_from(Failure))
def test_a_write_that_may_have_arrived_is_never_repeated(
    policy: SendPolicy, failure: Failure
) -> None:
    """The one rule that everything rests on."""
    maybe_arrived = failure in (Failure.NO_ANSWER, Failure.BUSY)
    writes = policy in (SendPolicy.WRITE, SendPolicy.KEYED)

    assert not (maybe_arrived and writes and may_repeat(policy, failure))
    assert not may_repeat(policy, Failure.REFUSED)


@given(st.lists(st.tuples(st.sampled_from(["spend", "throttled", "refill"]), st.floats(0, 50))))
def test_the_budget_stays_within_its_bounds(steps: list[tuple[str, float]]) -> None:
    """Never below nothing, never above its most."""
    budget = RetryBudget(tokens=100)

    for step, amount in steps:
        if step == "refill":
            budget.refill(amount)
        else:
            budget.spend(throttled=step == "throttled")
        assert 0 <= budget.left <= 100


@given(st.lists(st.integers(0, 9), min_size=150, max_size=150))
def test_random_failures_cost_little_and_reads_succeed(digits: list[int]) -> None:
    """Where about one attempt in ten fails, the budget lasts: no read fails for want of it."""
    outcomes = iter(digits)

    def reply(_: httpx.Request) -> Reply:
        return Reply(503 if next(outcomes, 1) == 0 else 200, {})

    failed = 0
    operation: Operation[Any] = Operation("GET", "/", read=as_is, policy=SendPolicy.READ)
    with Engine(BASE, transport=Server(reply).transport, sleep=Time().sleep) as engine:
        for _ in range(40):
            try:
                engine.run(operation)
            except errors.Unavailable:
                failed += 1

    threes = sum(digits[place : place + 3] == [0, 0, 0] for place in range(len(digits)))
    assert failed <= threes
