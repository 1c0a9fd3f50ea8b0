# SPDX-License-Identifier: MIT
"""The page behind a socket: where it listens, what it says of itself, and how it ends."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from loggro_integration.errors import InvalidInput
from loggro_integration.web import LedgerPage, serve
from web.ledgers import NOW
from web.pages import words_of


@pytest.fixture
def page(week: Path) -> LedgerPage:
    return LedgerPage(ledger=week, language="es", now=lambda: NOW)


def test_the_address_opens_the_page_and_each_start_has_its_own_key(page: LedgerPage) -> None:
    """A key of before opens nothing."""
    with serve(page) as former:
        pass
    with serve(page) as served, httpx.Client(follow_redirects=True) as client:
        refused = client.get(f"{served.address}?token={former.token}")
        opened = client.get(served.url)

    assert (403, 200) == (refused.status_code, opened.status_code)
    assert "No: 7 ventas por resolver" in words_of(opened.text)
    assert served.address == str(opened.url)
    assert "server" not in opened.headers
    assert served.token not in repr(served)


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("localhost", "localhost"), ("::1", "[::1]")]
)
def test_it_listens_on_this_machine(page: LedgerPage, host: str, shown: str) -> None:
    """By any of its names; IPv6 is written as addresses write it."""
    with serve(page, host=host) as served:
        status = httpx.get(served.address).status_code

    assert served.address.startswith(f"http://{shown}:")
    assert 403 == status


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "restaurant.example"])
def test_the_network_is_asked_for_in_so_many_words(page: LedgerPage, host: str) -> None:
    """Nothing listens before that."""
    with pytest.raises(InvalidInput) as raised, serve(page, host=host):
        pass

    assert "host" == raised.value.field


def test_an_exposed_page_is_reached_by_the_addresses_of_the_machine(page: LedgerPage) -> None:
    """The printed address is this machine's own."""
    with serve(page, host="0.0.0.0", exposed=True) as served:
        status = httpx.get(served.address).status_code

    assert served.address.startswith("http://127.0.0.1:")
    assert 403 == status


def test_a_taken_port_is_an_error_of_the_system(page: LedgerPage) -> None:
    """And leaves nothing behind."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError), serve(page, port=taken.getsockname()[1]):
            pass


def test_what_is_no_http_is_not_answered_with_anything_of_ours(page: LedgerPage) -> None:
    """A request without a host, and one with two, are refused."""
    with serve(page) as served:
        place = ("127.0.0.1", httpx.URL(served.address).port)
        answers: list[bytes] = []
        for lines in (
            "GET / HTTP/1.0\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "hello\r\n\r\n",
        ):
            with socket.create_connection(place) as asked:  # type: ignore[arg-type]
                asked.sendall(lines.encode())
                answers.append(asked.recv(4096))

    assert [421, 400, 400] == [int(each.split()[1]) for each in answers]
