# SPDX-License-Identifier: MIT
"""The ways in: both transports in process, and the server on loopback."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from loggro_integration.sandbox import FakeLoggro, Fault, async_transport, serve, transport

BASE = "https://api.pirpos.com"


def sandbox_threads() -> int:
    return sum(thread.name.startswith("sandbox") for thread in threading.enumerate())


def test_the_synchronous_transport_leaves_no_thread() -> None:
    """One while it is open; closing the client ends it; it may be opened again."""
    fake, before = FakeLoggro(), sandbox_threads()
    carrier = transport(fake.restobar_app)
    counts = []
    for _ in range(2):
        with httpx.Client(base_url=BASE, transport=carrier) as client:
            client.get("/cashbox")
            counts.append(sandbox_threads() - before)
        counts.append(sandbox_threads() - before)

    assert [1, 0] == counts[:2]
    with pytest.raises(RuntimeError):
        client.get("/cashbox")


def test_a_transport_that_was_never_used_closes() -> None:
    """No thread was begun."""
    transport(FakeLoggro().restobar_app).close()

    gc.collect()


def test_a_transport_serves_again_after_it_was_closed() -> None:
    """Closing ends its thread, and the next request begins another."""
    carrier = transport(FakeLoggro().restobar_app)
    request = httpx.Request("GET", f"{BASE}/cashbox")
    carrier.handle_request(request)
    carrier.close()

    answer = carrier.handle_request(request)
    carrier.close()

    assert 404 == answer.status_code


def test_many_threads_may_share_a_client() -> None:
    """Each gets its own answer."""
    fake = FakeLoggro()
    body = {"email": fake.email, "password": fake.password}
    with (
        httpx.Client(base_url=BASE, transport=transport(fake.restobar_app)) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        answers = list(pool.map(lambda _: client.post("/login", json=body), range(40)))

    assert 40 == len({answer.json()["tokenCurrent"] for answer in answers})


def test_the_asynchronous_transport_answers_many_at_once() -> None:
    """In the loop of the caller; faults are raised there too."""
    fake = FakeLoggro(faults=[Fault.timeout_after("GET", "/taxes")])
    body = {"email": fake.email, "password": fake.password}

    async def run() -> list[int]:
        async with httpx.AsyncClient(
            base_url=BASE, transport=async_transport(fake.restobar_app)
        ) as client:
            answers = await asyncio.gather(*(client.post("/login", json=body) for _ in range(5)))
            token = answers[0].json()["tokenCurrent"]
            client.headers["Authorization"] = f"Bearer {token}"
            with pytest.raises(httpx.ReadTimeout):
                await client.get("/taxes")
            return [answer.status_code for answer in answers]

    assert [200] * 5 == asyncio.run(run())


def test_streams_are_read_whole() -> None:
    """A body that comes in parts is one body, on both transports."""
    fake = FakeLoggro()
    parts = [b'{"email": "x",', b' "password": "y"}']

    async def parts_later():
        for part in parts:
            yield part

    async def run() -> int:
        carrier = async_transport(fake.restobar_app)
        async with httpx.AsyncClient(base_url=BASE, transport=carrier) as client:
            return (await client.post("/login", content=parts_later())).status_code

    with httpx.Client(base_url=BASE, transport=transport(fake.restobar_app)) as client:
        assert 400 == client.post("/login", content=iter(parts)).status_code
    assert 400 == asyncio.run(run())


def test_a_transport_answers_to_any_host() -> None:
    """Only the path counts; percent-encoding is undone as a server does."""
    fake = FakeLoggro()
    with httpx.Client(transport=transport(fake.restobar_app)) as client:
        answer = client.get("http://otro.example/una%20ruta")

    assert "<pre>Cannot GET /una ruta</pre>" in answer.text


def test_a_server_answers_all_three_mounts_and_ends() -> None:
    """Ready when the block begins; the port is free after it; no thread stays."""
    fake, before = FakeLoggro(), sandbox_threads()
    with serve(fake) as served:
        statuses = [
            httpx.get(f"{address}/x", trust_env=False, headers=headers).status_code
            for address, headers in (
                (served.restobar, {}),
                (served.pymes, {}),
                (served.operator_url, {"Authorization": f"Bearer {served.operator_token}"}),
            )
        ]
        port = httpx.URL(served.restobar).port

    assert [404, 404, 404] == statuses
    assert before == sandbox_threads()
    with socket.create_server(("127.0.0.1", port or 0)):
        pass


def test_a_server_takes_the_port_it_is_given_or_says_why_not() -> None:
    """A taken port is an OSError, and nothing is left behind."""
    with serve(FakeLoggro()) as served:
        port = httpx.URL(served.pymes).port or 0

        with pytest.raises(OSError, match="in use"), serve(FakeLoggro(), port=port):
            pass


def test_a_server_does_not_print_its_token() -> None:
    """Its repr is safe to log."""
    with serve(FakeLoggro()) as served:
        assert served.operator_token not in repr(served)


def test_a_client_that_gives_up_does_not_hold_the_server() -> None:
    """The server ends though a silent call was left in the middle."""
    fake = FakeLoggro(faults=[Fault.timeout_before("GET", "/taxes")])
    with serve(fake) as served:
        place = httpx.URL(served.restobar)
        with socket.create_connection((place.host, place.port or 0)) as client:
            client.sendall(b"GET /restobar/taxes HTTP/1.1\r\nHost: loggro\r\n\r\n")
            while not fake.calls:
                time.sleep(0.01)

    assert "timeout-before" == fake.calls[-1].fault


def test_a_fake_on_loopback_is_the_same_as_in_process() -> None:
    """One state, whichever way it is reached."""
    fake = FakeLoggro()
    fake.operator.sell()
    headers = {"Authorization": f"Bearer {fake.token}", "Content-Type": "application/json"}
    path = "/loggro-facturacion/v1/ventas-detallado"
    fake.operator.push_now()
    with (
        serve(fake) as served,
        httpx.Client(transport=transport(fake.pymes_app), headers=headers) as near,
        httpx.Client(headers=headers, trust_env=False) as far,
    ):
        assert near.get(f"{BASE}{path}").json() == far.get(f"{served.pymes}{path}").json()


def test_other_protocols_are_let_pass() -> None:
    """The application answers HTTP alone; a start-up message is ignored."""

    async def nothing(*_: object) -> dict[str, object]:
        return {}

    asyncio.run(FakeLoggro().restobar_app({"type": "lifespan"}, nothing, nothing))
