# SPDX-License-Identifier: MIT
"""`loggro sandbox`: a process of its own, asked by a bare HTTP client, ended like any server."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from cli.running import Loggro, files_in, serving
from cli.shapes import KEYS
from loggro_integration.exact_json import loads
from loggro_integration.mapping import MappingRules

served = partial(serving, "sandbox")
SECOND = "%Y-%m-%dT%H:%M:%S"


def sell(place: Any, **arguments: object) -> str:
    """Sell on the screens of a served fake."""
    answer = httpx.post(
        f"{place['operator']['url']}/sell",
        json=arguments,
        headers={"Authorization": f"Bearer {place['operator']['token']}"},
    )
    return str(answer.json()["result"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_line_then_both_faces(number: int) -> None:
    """The line holds the documented keys, both faces answer, and a signal ends it with 0."""
    with served("--json") as (process, line):
        place = loads(line)
        assert isinstance(place, dict)
        logged_in = httpx.post(
            f"{place['restobar']}/login",
            json={"email": place["email"], "password": place["password"]},
        )
        number_sold = sell(place, lines=["Arepa de queso"])
        found = httpx.get(
            f"{place['restobar']}/invoices",
            params={"number": number_sold},
            headers={"Authorization": f"Bearer {logged_in.json()['tokenCurrent']}"},
        )
        books = httpx.get(
            f"{place['pymes']}/loggro-inventario/v1/estructura-empresarial/establecimientos",
            headers={
                "Authorization": f"Bearer {place['token']}",
                "Content-Type": "application/json",
            },
        )
        process.send_signal(number)
        rest, complaints = process.communicate(timeout=100)

    assert KEYS["sandbox"] == set(place)
    assert {"url", "token"} == set(place["operator"])
    assert (200, number_sold) == (found.status_code, found.json()[0]["number"])
    assert 200 == books.status_code
    assert (0, "", "") == (process.returncode, rest, complaints)


def test_the_clock_is_the_real_one() -> None:
    """A sale of the sandbox is of today, so that `loggro sync` finds it."""
    before = time.strftime(SECOND, time.gmtime(time.time() - 1))
    with served("--json") as (_, line):
        place = loads(line)
        assert isinstance(place, dict)
        answer = httpx.post(
            f"{place['operator']['url']}/now",
            json={},
            headers={"Authorization": f"Bearer {place['operator']['token']}"},
        )

    # its seconds are those of a clock that nobody sets, ours are not
    after = time.strftime(SECOND, time.gmtime(time.time() + 1))
    assert before <= answer.json()["result"][: len(after)] <= after


def test_assumptions_seed_and_rules(folder: Path) -> None:
    """Switches come from the command line; the rules of that restaurant are written."""
    given = ("--json", "--seed", "otra", "--assume", "push_delay=7", "--assume")
    fields = 'sales_fields={"numero": "consecutivoCompleto"}'
    with served(*given, fields, "--write-rules", folder / "loggro.toml") as (_, line):
        place = loads(line)
        assert isinstance(place, dict)
        state = httpx.get(
            f"{place['operator']['url']}/state",
            headers={"Authorization": f"Bearer {place['operator']['token']}"},
        ).json()

    rules = MappingRules.from_toml((folder / "loggro.toml").read_text("utf-8"))
    assert 7 == state["assumptions"]["push_delay"]
    assert {"numero": "consecutivoCompleto"} == state["assumptions"]["sales_fields"]
    assert state["business"]["nit"] == rules.business.nit
    assert "900555111-6" != rules.business.nit


def test_in_this_process_for_people(loggro: Loggro, folder: Path) -> None:
    """A person gets lines to copy into a shell, and how to end it."""
    before = signal.getsignal(signal.SIGTERM)
    ended = threading.Event()

    def end_it() -> None:
        # not before the command listens to it: else the signal would end the tests
        while not ended.wait(0.02):
            if signal.getsignal(signal.SIGTERM) != before:
                os.kill(os.getpid(), signal.SIGTERM)
                return

    other = threading.Thread(target=end_it)
    other.start()
    try:
        ran = loggro("sandbox", "--write-rules", "loggro.toml")
    finally:
        ended.set()
        other.join()

    assert (0, "") == (ran.code, ran.err)
    for name in ("RESTOBAR_URL", "RESTOBAR_EMAIL", "RESTOBAR_PASSWORD", "PYMES_URL", "PYMES_TOKEN"):
        assert f"  export LOGGRO_{name}=" in ran.out
    assert "Ctrl-C to end it." in ran.out
    assert before == signal.getsignal(signal.SIGTERM)
    assert MappingRules.example().business.nit == (
        MappingRules.from_toml((folder / "loggro.toml").read_text("utf-8")).business.nit
    )


def test_rules_are_never_overwritten(loggro: Loggro, folder: Path) -> None:
    """A file with other rules stays as it is."""
    (folder / "loggro.toml").write_text("# mine\n")

    ran = loggro("sandbox", "--write-rules", "loggro.toml", "--json")

    assert (2, "InvalidInput", "write-rules") == (
        ran.code,
        ran.error["class"],
        ran.error["field"],
    )
    assert "# mine\n" == (folder / "loggro.toml").read_text()


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        (["--assume", "push_delay"], "assume", "push_delay"),
        (["--assume", "push_delay=soon"], "push_delay", "soon"),
        (["--assume", "push_delay=-1"], "push_delay", "-1"),
        (["--assume", "void_effect=magic"], "void_effect", "magic"),
        (["--assume", "gravity=off"], "name", "gravity"),
        (["--port", "99999"], "port", "99999"),
        (["--port", "-1"], "port", "-1"),
    ],
)
def test_what_cannot_be_served(
    loggro: Loggro, folder: Path, given: list[str], field: str, value: str
) -> None:
    """A switch or a port that does not exist is refused before anything is served."""
    ran = loggro("sandbox", *given, "--json")

    assert (2, "InvalidInput", field, value) == (
        ran.code,
        ran.error["class"],
        ran.error["field"],
        ran.error["value"],
    )
    assert [] == files_in(folder)


def test_a_port_that_is_taken(loggro: Loggro) -> None:
    """The system's refusal is told without a traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = loggro("sandbox", "--port", taken.getsockname()[1], "--json")

    assert (2, "ConfigurationError", "system") == (
        ran.code,
        ran.error["class"],
        ran.error["code"],
    )
    assert "puertos" in ran.error["hint"]["es"]
