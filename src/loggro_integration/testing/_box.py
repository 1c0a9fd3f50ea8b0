# SPDX-License-Identifier: MIT
"""A fake Loggro with clients already connected to it, for tests."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any, Literal

from loggro_integration.days import parse_instant
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.pymes import AsyncPymesClient, PymesClient
from loggro_integration.restobar import AsyncRestobarClient, RestobarClient
from loggro_integration.sandbox import (
    Assumptions,
    FakeLoggro,
    Fault,
    Operator,
    Served,
    async_transport,
    serve,
    transport,
)

__all__ = ["Box", "no_sleep", "sandbox"]

Over = Literal["process", "loopback"]


def no_sleep(seconds: float) -> None:
    """Wait no time at all: pass it where a client or the engine takes `sleep`."""
    del seconds


class Box:
    """
    A fake Loggro and the way to its two faces.

    Attributes:
        fake: The fake itself.
        served: Addresses on loopback, `None` in process.
    """

    def __init__(self, fake: FakeLoggro, served: Served | None, stack: ExitStack) -> None:
        self.fake = fake
        self.served = served
        self._stack = stack

    @property
    def operator(self) -> Operator:
        """What a person does on Loggro's screens, the clock and the faults."""
        return self.fake.operator

    def restobar(self, **options: Any) -> RestobarClient:
        """Return a client of Restobar, logged in on first use and closed with the box."""
        options = self._restobar_options(options)
        if self.served is None:
            options.setdefault("transport", transport(self.fake.restobar_app))
        return self._stack.enter_context(RestobarClient(**options))

    def pymes(self, **options: Any) -> PymesClient:
        """Return a client of Pymes, closed with the box."""
        options = self._pymes_options(options)
        if self.served is None:
            options.setdefault("transport", transport(self.fake.pymes_app))
        return self._stack.enter_context(PymesClient(**options))

    def async_restobar(self, **options: Any) -> AsyncRestobarClient:
        """Return an asynchronous client of Restobar; close it yourself."""
        options = self._restobar_options(options)
        if self.served is None:
            options.setdefault("transport", async_transport(self.fake.restobar_app))
        return AsyncRestobarClient(**options)

    def async_pymes(self, **options: Any) -> AsyncPymesClient:
        """Return an asynchronous client of Pymes; close it yourself."""
        options = self._pymes_options(options)
        if self.served is None:
            options.setdefault("transport", async_transport(self.fake.pymes_app))
        return AsyncPymesClient(**options)

    def now(self) -> datetime:
        """Return the instant of the fake's clock: the `clock` of an engine under test."""
        return parse_instant(self.operator.now())

    def sleep(self, seconds: float) -> None:
        """Let that time pass on the fake's clock instead of waiting."""
        self.operator.advance(seconds=seconds)

    def duplicates(self) -> list[str]:
        """Return the numbers that stand more than once in the books."""
        return self.fake.duplicates()

    def _restobar_options(self, options: dict[str, Any]) -> dict[str, Any]:
        defaults: dict[str, Any] = {"email": self.fake.email, "password": self.fake.password}
        if self.served is not None:
            defaults["base_url"] = self.served.restobar
        return {**defaults, **options}

    def _pymes_options(self, options: dict[str, Any]) -> dict[str, Any]:
        defaults: dict[str, Any] = {"token": self.fake.token}
        if self.served is not None:
            defaults["base_url"] = self.served.pymes
        return {**defaults, **options}


@contextmanager
def sandbox(
    seed: str | int = "arepera",
    *,
    faults: Iterable[Fault] = (),
    assumptions: Assumptions | None = None,
    over: Over = "process",
    prepare: Callable[[FakeLoggro], object] | None = None,
) -> Generator[Box]:
    """
    Open a fake Loggro with everything in place but one payment method, Nequi.

    Args:
        seed: ``"arepera"``, or anything else for another restaurant.
        faults: What goes wrong from the beginning.
        assumptions: Choices where Loggro publishes nothing.
        over: ``process`` needs no socket; ``loopback`` serves on 127.0.0.1.
        prepare: Called with the fake before anything else.

    Raises:
        InvalidInput: If `over` is neither.
    """
    if over not in {"process", "loopback"}:
        raise InvalidInput(
            f"A sandbox runs in process or over loopback, not {over!r}.",
            field="over",
            value=over,
            hint=Text(es="Use process o loopback.", en="Use process or loopback."),
        )
    fake = FakeLoggro(seed=seed, faults=faults, assumptions=assumptions)
    if prepare is not None:
        prepare(fake)
    with ExitStack() as stack:
        served = stack.enter_context(serve(fake)) if over == "loopback" else None
        yield Box(fake, served, stack)
