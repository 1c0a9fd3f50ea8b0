# SPDX-License-Identifier: MIT
"""
A fake Loggro in a process of its own, for measurements of the process that talks to it.

`other_process` starts this file again and steers it over its pipes, one line of JSON each way.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, Any

from loggro_integration.days import parse_instant
from loggro_integration.sandbox import Assumptions, FakeLoggro, serve

FIRST = datetime(2026, 1, 2, 15, tzinfo=UTC)
DAY = 86_400


class Fake:
    """
    The fake of another process.

    Attributes:
        access: ``restobar``, ``pymes``, ``email``, ``password`` and ``token``.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._in, self._out = _pipe(process.stdin), _pipe(process.stdout)
        self.access: dict[str, str] = json.loads(self._out.readline())

    def do(self, verb: str, *words: Any, **named: Any) -> Any:
        """Let the other process do one thing, and return what it answers."""
        self._in.write(json.dumps([verb, words, named]) + "\n")
        self._in.flush()
        return json.loads(self._out.readline())

    def now(self) -> datetime:
        """Return the instant of the fake's clock."""
        return parse_instant(self.do("now"))


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise OSError("the process was started without pipes")
    return stream


@contextmanager
def other_process(**assumptions: object) -> Iterator[Fake]:
    """Start a fake in another process and end it with the block."""
    with subprocess.Popen(
        [sys.executable, __file__, json.dumps(assumptions)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Fake(process)
        finally:
            process.kill()


def year(fake: FakeLoggro, sales: int, days: int, missing: int) -> int:
    """
    Sell so much in so many days, and let Loggro carry all but some to Pymes.

    Returns:
        How many documents the books have.
    """
    operator = fake.operator
    operator.set_resolution("pos", low=1, high=9_999_999, valid_from="2025-01-01")
    operator.set_resolution("pos", valid_to="2029-12-31")
    model, sold = operator.sell(), 1
    numbers = [model]
    for day in range(1, days + 1):
        numbers += operator.copy_sale(model, max(sales * day // days - sold, 0))
        sold = len(numbers)
        operator.advance(seconds=DAY)
    gone = set(numbers[len(numbers) // (missing + 1) :: len(numbers) // (missing + 1)][:missing])
    books = fake.world.books
    for row in [row for row in books if row["numero"] in gone]:
        books.remove(row["uuid"])
    fake.world.changed()
    return len(books)


def routes(fake: FakeLoggro) -> dict[str, int]:
    """Return how often each route was called since the last question."""
    found = Counter(f"{call.method} {call.route}" for call in fake.calls)
    fake.calls.clear()
    return dict(found)


def compared(fake: FakeLoggro) -> dict[str, int]:
    """Return how many sales and documents there are, and what does not agree."""
    sold = {sale.number for sale in fake.world.sales if sale.finished}
    booked = [str(row["numero"]) for row in fake.world.books]
    return {
        "sales": len(fake.world.sales),
        "documents": len(booked),
        "lost": len(sold - set(booked)),
        "doubled": len(booked) - len(set(booked)),
    }


def main() -> None:
    """Serve a fake and do what the lines say."""
    fake = FakeLoggro(start=FIRST, assumptions=Assumptions(**json.loads(sys.argv[1])))
    more: dict[str, Callable[..., object]] = {
        "year": lambda **given: year(fake, **given),
        "routes": lambda: routes(fake),
        "compared": lambda: compared(fake),
    }
    with serve(fake) as served:
        access = {"restobar": served.restobar, "pymes": served.pymes}
        access |= {"email": fake.email, "password": fake.password, "token": fake.token}
        tell(access)
        for line in sys.stdin:
            verb, words, named = json.loads(line)
            tell((more.get(verb) or getattr(fake.operator, verb))(*words, **named))


def tell(value: object) -> None:
    """Answer with one line."""
    sys.stdout.write(json.dumps(value, default=str) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
