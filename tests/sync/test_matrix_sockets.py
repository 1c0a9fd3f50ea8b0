# SPDX-License-Identifier: MIT
"""
The faults that only a real socket has, on the writes that may not be repeated.

The fake is served on loopback; the clients wait a second, and really do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest

from loggro_integration.sandbox import Served, serve
from loggro_integration.testing import Box, Fault, sandbox
from sandbox.boxes import Relay
from sync.matrix import Stage
from sync.matrix_table import acted, check, classes_of, grouped
from sync.matrix_writes import WRITES

pytestmark = pytest.mark.no_cover

# Seconds: between two bytes, for an answer, for a call.
DROP, PATIENCE, DEADLINE = 0.1, 1.0, 3.0

STRUCK = ("force re-send", "void", "credit payment", "external sale")


class Dripping(Relay):
    """Serves the fake of a test; the answers of one route come byte by byte."""

    route: tuple[str, str] = ("", "")

    def __getattr__(self, name: str) -> Callable[..., Any]:
        face = super().__getattr__(name)

        async def app(scope: Any, receive: Any, send: Any) -> None:
            async def drip(message: Any) -> None:
                body = message.get("body", b"")
                for place in range(len(body)):
                    await anyio.sleep(DROP)
                    drop = {"body": body[place : place + 1], "more_body": place + 1 < len(body)}
                    await send({**message, **drop})
                if not body:
                    await send(message)

            method, template = self.route
            path = ".*" + re.sub(r"\{\w+\}", "[^/]+", template)
            struck = scope.get("method") == method and re.fullmatch(path, scope["path"])
            await face(scope, receive, drip if struck else send)

        return app


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Dripping, Served]]:
    """One server for the faults of a module."""
    relay: Any = Dripping()
    with serve(relay) as served:
        yield relay, served


FAULTS: dict[str, Callable[..., Fault] | None] = {
    "time-out after send": Fault.timeout_after,
    "reset": Fault.reset,
    "slow drip": None,
    "502 HTML": Fault.gateway,
}
CLASSES = {"502 HTML": "ServerFailed"}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("write", STRUCK)
def test_a_real_socket_breaks_and_the_write_is_done_once(
    server: tuple[Dripping, Served], tmp_path: Path, write: str, fault: str
) -> None:
    """What really falls silent, breaks or drips is told as lost, looked up, and done once."""
    relay, served = server
    with sandbox() as inner, ExitStack() as stack:
        relay.fake = inner.fake
        stage = Stage(
            Box(inner.fake, served, stack),
            tmp_path / "ledger.db",
            WRITES[write],
            stack,
            patience=PATIENCE,
            deadline=DEADLINE,
        )
        stage.begin()
        with strike(stage, relay, FAULTS[fault]):
            told = acted(stage)
        left = grouped(stage.story())
        stage.write.recover(stage)

        assert {CLASSES.get(fault, "AnswerLost")} == set(classes_of(told, left))
        check(stage)


@contextmanager
def strike(stage: Stage, relay: Dripping, make: Callable[..., Fault] | None) -> Generator[None]:
    """Let a fault of the sandbox strike the write, or its answer drip."""
    if make is not None:
        stage.box.operator.add_faults([make(*stage.write.route)])
    else:
        relay.route = stage.write.route
    try:
        yield
    finally:
        relay.route = ("", "")
    stage.box.operator.clear_faults()
