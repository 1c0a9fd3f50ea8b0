# SPDX-License-Identifier: MIT
"""`loggro serve`: a process of its own, asked by a bare HTTP client, ended like any server."""

from __future__ import annotations

import signal
import socket
from functools import partial
from pathlib import Path

import httpx
import pytest

from cli.running import Loggro, serving
from cli.shapes import KEYS
from loggro_integration.exact_json import loads
from loggro_integration.sync import SqliteStore

served = partial(serving, "serve")


@pytest.fixture
def ledger(folder: Path) -> Path:
    path = folder / "loggro.db"
    SqliteStore.open(path).close()
    return path


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_line_then_the_page(ledger: Path, number: int) -> None:
    """The line holds the documented keys, the address opens the page, and a signal ends it."""
    with served("--json") as (process, line):
        place = loads(line)
        assert isinstance(place, dict)
        with httpx.Client(follow_redirects=True) as client:
            let_in = client.get(str(place["url"]))
        stranger = httpx.get(str(place["address"]))
        foreign = httpx.get(str(place["address"]), headers={"Host": "evil.example"})
        process.send_signal(number)
        code = process.wait(100)

    assert KEYS["serve"] == set(place)
    assert (200, 403, 421) == (let_in.status_code, stranger.status_code, foreign.status_code)
    assert "Nobody knows if everything is in Pymes" in let_in.text
    assert "server" not in let_in.headers
    assert 0 == code


def test_for_people_and_for_the_network(ledger: Path) -> None:
    """The address stands on a line of its own; what it is worth and what exposing means is said."""
    with served("--host", "0.0.0.0", "--expose") as (process, first):
        assert process.stdout is not None
        url, last = process.stdout.readline(), process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=100)

    assert "Open this address in a browser:" == first.strip()
    assert url.strip().startswith("http://127.0.0.1:")
    assert "do not share it" in last
    assert "unencrypted" in err
    assert "Ended." == out.strip()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "example.com", "::"])
def test_the_network_is_let_in_only_by_a_flag(loggro: Loggro, ledger: Path, host: str) -> None:
    """Nobody shows his books to the network by a slip."""
    ran = loggro("serve", "--host", host, "--json")

    assert (2, "InvalidInput", "host") == (ran.code, ran.error["class"], ran.error["field"])
    assert "--expose" in ran.error["hint"]["es"]


@pytest.mark.parametrize(
    ("option", "value", "field"),
    [("--port", "65536", "port"), ("--max-age", "0", "max-age"), ("--max-age", "-1", "max-age"),
     ("--documents", "nowhere", "documents")],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(
    loggro: Loggro, ledger: Path, option: str, value: str, field: str
) -> None:
    """Before anything listens."""
    ran = loggro("serve", option, value, "--json")

    assert (2, "InvalidInput", field) == (ran.code, ran.error["class"], ran.error["field"])


def test_a_taken_port_is_told(loggro: Loggro, ledger: Path) -> None:
    """The system says it, without a traceback."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = loggro("serve", "--port", taken.getsockname()[1], "--json")

    assert (2, "ConfigurationError") == (ran.code, ran.error["class"])
