# SPDX-License-Identifier: MIT
"""The fake Loggro, reached in process and over a socket: every test that can runs both ways."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from loggro_integration.sandbox import FakeLoggro, Served, serve, transport
from sandbox.boxes import Box, MakeBox, Relay

# loopback speaks no TLS: reading the certificates for every client would cost 20 ms
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
HOSTS = ("https://api.pirpos.com", "https://api.loggro.com/apik", "https://sandbox.example")


@pytest.fixture(scope="session")
def relay() -> Iterator[tuple[Relay, Served]]:
    """One server for the whole run: starting one for each test would cost more than the tests."""
    relay = Relay()
    with serve(relay) as served:
        yield relay, served


@pytest.fixture(params=["process", "loopback"])
def make_box(request: pytest.FixtureRequest, relay: tuple[Relay, Served]) -> Iterator[MakeBox]:
    """Make a fake with the given arguments and reach it the way of this run."""
    with ExitStack() as stack:

        def make(*, login: bool = True, **arguments: Any) -> Box:
            fake = FakeLoggro(**arguments)
            make_clients = _in_process if request.param == "process" else _over_loopback
            restobar, pymes, control = map(stack.enter_context, make_clients(fake, relay))
            pymes.headers["Authorization"] = f"Bearer {fake.token}"
            pymes.headers["Content-Type"] = "application/json"
            control.headers["Authorization"] = f"Bearer {fake.operator_token}"
            box = Box(fake, restobar, pymes, control, request.param)
            if login:
                box.login()
            return box

        yield make


def _in_process(fake: FakeLoggro, relay: object) -> list[httpx.Client]:
    apps = (fake.restobar_app, fake.pymes_app, fake.operator_app)
    return [
        httpx.Client(base_url=host, transport=transport(app))
        for host, app in zip(HOSTS, apps, strict=True)
    ]


def _over_loopback(fake: FakeLoggro, relay: tuple[Relay, Served]) -> list[httpx.Client]:
    stand_in, served = relay
    stand_in.fake = fake
    addresses = (served.restobar, served.pymes, served.operator_url)
    return [httpx.Client(base_url=address, trust_env=False, verify=NO_TLS) for address in addresses]


@pytest.fixture
def box(make_box: MakeBox) -> Box:
    """The restaurant as it opens, with a login done."""
    return make_box()
