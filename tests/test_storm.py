# SPDX-License-Identifier: MIT
"""A storm: many clients against a server in trouble. Repeats stay few, and reads succeed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.errors import LoggroError

pytestmark = pytest.mark.no_cover

CALLS = 300

Trouble = Callable[[random.Random], httpx.Response | None]
Tell = Callable[[str, object], None]


def well(_: random.Random) -> httpx.Response | None:
    return None


def always_500(_: random.Random) -> httpx.Response | None:
    return httpx.Response(500, content=b"")


def always_429(_: random.Random) -> httpx.Response | None:
    return httpx.Response(429, content=b"")


def one_in_ten(chance: random.Random) -> httpx.Response | None:
    return httpx.Response(503, content=b"") if chance.random() < 0.1 else None


@dataclass
class Server(httpx.BaseTransport):
    """Answers from memory; everything but the log-in is in trouble."""

    trouble: Trouble
    chance: random.Random
    reads: int = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("/login"):
            return httpx.Response(200, content=b'{"tokenCurrent": "invented.token"}')
        self.reads += 1
        return self.trouble(self.chance) or httpx.Response(200, content=b"[]")


@dataclass
class Storm:
    """What a storm cost."""

    calls: int = 0
    requests: int = 0
    failed: int = 0
    waited: list[float] = field(default_factory=list)

    @property
    def factor(self) -> float:
        return self.requests / self.calls

    @property
    def succeeded(self) -> float:
        return 1 - self.failed / self.calls


def clients_of(server: Server, number: int, storm: Storm) -> Any:
    """Make a client of either product, which waits on no clock."""
    elapsed = [0.0]

    def sleep(seconds: float) -> None:
        storm.waited.append(seconds)
        elapsed[0] += seconds

    options: dict[str, Any] = {
        "transport": server,
        "sleep": sleep,
        "clock": lambda: elapsed[0],
        "random": server.chance.random,
    }
    if number % 2:
        return PymesClient(token="invented", **options)
    return RestobarClient(email="a@example.com", password="invented", **options)


def storm(trouble: Trouble, clients: int) -> Storm:
    """Let many clients read, one after the other: each has its own budget."""
    found = Storm()
    for number in range(clients):
        server = Server(trouble, random.Random(number))
        with clients_of(server, number, found) as client:
            read = (
                (lambda: client.establishments.list().first_page())
                if number % 2
                else (lambda: client.taxes.list().first_page())
            )
            for _ in range(CALLS):
                found.calls += 1
                try:
                    read()
                except LoggroError:
                    found.failed += 1
        found.requests += server.reads
    return found


def report(name: str, found: Storm) -> str:
    """Tell the figures in one line."""
    return (
        f"storm, {name}: {found.calls:,} calls, {found.requests:,} requests "
        f"({found.factor:.3f}), {100 * found.succeeded:.2f} % succeeded"
    )


def check(tell: Tell, name: str, trouble: Trouble, clients: int) -> Storm:
    found = storm(trouble, clients)
    tell("printed", report(name, found))
    return found


STORMS = [
    ("5xx to all", always_500, 1.2, 0.0),
    ("429 to all", always_429, 1.2, 0.0),
    ("one call in ten", one_in_ten, 1.15, 0.998),
]


@pytest.mark.parametrize(("name", "trouble", "most", "least"), STORMS)
@pytest.mark.parametrize(
    "clients", [40, pytest.param(200, marks=pytest.mark.slow)], ids=["forty", "two hundred"]
)
def test_a_storm_is_not_made_worse(
    record_property: Tell, name: str, trouble: Trouble, most: float, least: float, clients: int
) -> None:
    """Three hundred calls a client: the budget of each bounds its repeats."""
    found = check(record_property, name, trouble, clients)

    assert found.factor <= most
    assert found.succeeded >= least


def test_no_repeat_where_nothing_fails(record_property: Tell) -> None:
    """Fine weather costs one request a call."""
    found = check(record_property, "fine weather", well, 4)

    assert (found.calls, 0, []) == (found.requests, found.failed, found.waited)
