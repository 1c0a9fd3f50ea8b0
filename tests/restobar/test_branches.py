# SPDX-License-Identifier: MIT
"""Several branches: side by side, bounded, and the errors of each kept apart."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest

from loggro_integration import (
    AsyncRestobarBranches,
    AsyncRestobarClient,
    RestobarBranches,
    RestobarClient,
    errors,
)
from loggro_integration.restobar import BranchRow
from loggro_integration.sandbox import FakeLoggro, async_transport, transport
from loggro_integration.wire import Sale

NAMES = ("centro", "norte", "sur")
DAY = date(2026, 11, 20)
AT = "2026-11-20T12:00:00-05:00"


@pytest.fixture
def fakes() -> dict[str, FakeLoggro]:
    """Open three restaurants; the second one sells twice, the third thrice."""
    found = {name: FakeLoggro(seed=name) for name in NAMES}
    for times, fake in enumerate(found.values(), 1):
        for _ in range(times):
            fake.operator.sell(at=AT)
    return found


def client(fake: FakeLoggro, **options: Any) -> RestobarClient:
    return RestobarClient(
        email=fake.email,
        password=options.pop("password", fake.password),
        transport=transport(fake.restobar_app),
        **options,
    )


def async_client(fake: FakeLoggro, **options: Any) -> AsyncRestobarClient:
    return AsyncRestobarClient(
        email=fake.email,
        password=options.pop("password", fake.password),
        transport=async_transport(fake.restobar_app),
        **options,
    )


def sales(pos: Any) -> Any:
    return pos.invoices.list(since=DAY, until=DAY)


def counted(rows: list[BranchRow[Sale]]) -> dict[str, int]:
    return {name: sum(row.branch == name for row in rows) for name in NAMES}


@pytest.mark.parametrize("at_once", [1, 2, 8])
def test_rows_come_from_every_branch(fakes: dict[str, FakeLoggro], at_once: int) -> None:
    """Each row says its branch; none is lost, whatever works at a time."""
    with RestobarBranches({n: client(f) for n, f in fakes.items()}, concurrency=at_once) as all_:
        rows = all_.rows(sales)
        first, second = list(rows), list(rows)

    assert {"centro": 1, "norte": 2, "sur": 3} == counted(first) == counted(second)
    assert {} == rows.errors


def test_an_error_stays_with_its_branch(fakes: dict[str, FakeLoggro]) -> None:
    """A wrong password of one branch stops neither the others nor the iteration."""
    clients = {n: client(f) for n, f in fakes.items() if n != "norte"}
    clients["norte"] = client(fakes["norte"], password="otra")
    with RestobarBranches(clients) as branches:
        rows = branches.rows(sales)
        found = counted(list(rows))
        answers = branches.each(lambda pos: len(list(pos.taxes.list())))

    assert {"centro": 1, "norte": 0, "sur": 3} == found
    assert ["norte"] == list(rows.errors) == list(answers.errors)
    assert {"centro", "sur"} == answers.values.keys()
    with pytest.raises(errors.AuthenticationFailed) as caught:
        answers.raise_for_errors()
    assert ["Branch: norte"] == caught.value.__notes__


def test_no_more_branches_work_at_once_than_said(fakes: dict[str, FakeLoggro]) -> None:
    """The bound holds, and is reached."""
    busy, most, lock, two = 0, 0, threading.Lock(), threading.Event()

    def ask(pos: RestobarClient) -> int:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
            if most == 2:
                two.set()
        assert two.wait(60)
        # a third one would come now
        time.sleep(0.02)
        with lock:
            busy -= 1
        return 1

    with RestobarBranches({n: client(f) for n, f in fakes.items()}, concurrency=2) as branches:
        answers = branches.each(ask)

    answers.raise_for_errors()
    assert (2, list(NAMES)) == (most, list(answers.values))


def test_a_reader_that_stops_ends_the_work() -> None:
    """Whoever breaks out of the loop leaves no thread behind, though rows never end."""
    taken = 0

    def endless(_: RestobarClient) -> Iterator[int]:
        while True:
            yield 1

    with RestobarBranches.from_logins(dict.fromkeys(NAMES, ("a@b.co", "x")), at_once=2) as branches:
        for _ in branches.rows(endless):
            taken += 1
            if taken == 1500:
                break

    assert not [each for each in threading.enumerate() if each.name.startswith("branch")]


def test_a_mistake_of_the_program_is_raised() -> None:
    """Only Loggro's errors are kept apart."""

    def wrong(_: object) -> list[int]:
        raise ZeroDivisionError

    with RestobarBranches.from_logins(dict.fromkeys(NAMES, ("a@b.co", "x"))) as branches:
        with pytest.raises(ZeroDivisionError):
            list(branches.rows(wrong))
        with pytest.raises(ZeroDivisionError):
            branches.each(wrong)


def test_branches_are_a_mapping_of_clients(fakes: dict[str, FakeLoggro]) -> None:
    """One branch is reached by its name; the repr shows names and no credential."""
    with RestobarBranches({n: client(f) for n, f in fakes.items()}) as branches:
        assert 3 == len(branches)
        assert list(NAMES) == list(branches)
        assert 2 == len(list(sales(branches["norte"])))
        assert "RestobarBranches(centro, norte, sur)" == repr(branches)


@pytest.mark.parametrize("kind", [RestobarBranches, AsyncRestobarBranches])
def test_branches_that_cannot_work_are_refused(kind: Any) -> None:
    """No branch, or nobody at work, is a mistake of the caller."""
    with pytest.raises(errors.InvalidInput):
        kind({})
    with pytest.raises(errors.InvalidInput):
        kind.from_logins({"centro": ("a@b.co", "x")}, at_once=0)


def test_a_client_that_cannot_be_made_closes_the_others() -> None:
    """An empty password of the second branch leaves nothing open."""
    with ExitStack() as stack, pytest.raises(errors.InvalidInput):
        stack.enter_context(
            RestobarBranches.from_logins({"centro": ("a@b.co", "x"), "norte": ("a@b.co", "")})
        )


async def gathered(fakes: dict[str, FakeLoggro], **passwords: str) -> tuple[Any, Any, Any]:
    clients = {
        name: async_client(fake, password=passwords.get(name, fake.password))
        for name, fake in fakes.items()
    }
    async with AsyncRestobarBranches(clients, concurrency=2) as branches:
        rows = branches.rows(sales)
        found = [row async for row in rows]

        async def taxes(pos: AsyncRestobarClient) -> int:
            return len([tax async for tax in pos.taxes.list()])

        return found, rows.errors, await branches.each(taxes)


def test_the_twin_does_the_same(fakes: dict[str, FakeLoggro]) -> None:
    """In asyncio too: rows of all, errors apart."""
    found, failed, answers = asyncio.run(gathered(fakes, norte="otra"))

    assert {"centro": 1, "norte": 0, "sur": 3} == counted(found)
    assert ["norte"] == list(failed) == list(answers.errors)
    assert ["centro", "sur"] == list(answers.values)


def test_the_twin_raises_mistakes_and_ends_when_left() -> None:
    """Neither a mistake nor a reader that stops leaves a task behind."""

    async def wrong(_: object) -> Any:
        raise ZeroDivisionError
        yield

    async def endless(_: object) -> Any:
        while True:
            yield 1
            await asyncio.sleep(0)

    async def mistaken(_: object) -> Any:
        raise ZeroDivisionError

    async def main() -> int:
        logins = dict.fromkeys(NAMES, ("a@b.co", "x"))
        async with AsyncRestobarBranches.from_logins(logins) as branches:
            with pytest.raises(ZeroDivisionError):
                [row async for row in branches.rows(wrong)]
            with pytest.raises(ZeroDivisionError):
                await branches.each(mistaken)
            rows = aiter(branches.rows(endless))
            for _ in range(1500):
                await anext(rows)
            await rows.aclose()  # type: ignore[attr-defined]
        return len(asyncio.all_tasks())

    assert 1 == asyncio.run(main())
