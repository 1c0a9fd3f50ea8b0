# SPDX-License-Identifier: MIT
"""Who is let in: the key, the name of the host, and reading only."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import httpx
import pytest

from loggro_integration.web._guard import Names
from web.pages import HOST, PORT, TOKEN, closed_client, words_of

ADDRESSES = ["/", "/sales", "/sales/x", "/sales/x/xml", "/sales/x/pdf", "/nothing"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_the_key_nothing_of_the_ledger_is_shown(
    stranger: httpx.Client, address: str
) -> None:
    """Every address answers alike, and says how to come in."""
    answer = stranger.get(address)

    assert 403 == answer.status_code
    assert "?token=" in words_of(answer.text)
    assert "FE901" not in answer.text
    assert "loggro.db" not in answer.text


def test_the_style_sheet_holds_nothing_and_needs_no_key(stranger: httpx.Client) -> None:
    """So that the page that refuses can be read too."""
    answer = stranger.get("/style.css")

    assert (200, "text/css; charset=utf-8") == (answer.status_code, answer.headers["content-type"])


def test_the_key_becomes_a_cookie_and_leaves_the_address(stranger: httpx.Client) -> None:
    """What stands in the history of the browser opens nothing; scripts cannot read the cookie."""
    answer = stranger.get("/sales", params={"kind": "pos", "token": TOKEN})

    cookie = answer.headers["set-cookie"]
    assert (303, "/sales?kind=pos") == (answer.status_code, answer.headers["location"])
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    assert 200 == stranger.get("/sales?kind=pos").status_code


@pytest.mark.parametrize("query", ["token=", "token=x", "token=é", f"token={TOKEN}&token={TOKEN}"])
def test_another_key_opens_nothing(stranger: httpx.Client, query: str) -> None:
    """A wrong, an empty and a repeated key are refused."""
    answer = stranger.get(f"/?{query}")

    assert 403 == answer.status_code
    assert "set-cookie" not in answer.headers


def test_the_key_is_no_cookie(stranger: httpx.Client) -> None:
    """Whoever has the address alone must exchange it."""
    stranger.cookies.set(f"loggro_{PORT}", TOKEN)

    assert 403 == stranger.get("/").status_code


def test_the_redirect_stays_on_this_machine(stranger: httpx.Client) -> None:
    """A path that begins like another host leads to the first page."""
    answer = stranger.get(f"http://{HOST}//evil.example/?token={TOKEN}")

    assert (303, "/") == (answer.status_code, answer.headers["location"])


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", "",
     f"127.0.0.1.evil.example:{PORT}", f"localhost:{PORT}:1",
     f"192.168.1.7:{PORT}", f"@127.0.0.1:{PORT}"],
)  # fmt: skip
def test_a_foreign_host_is_refused(client: httpx.Client, host: str) -> None:
    """A page of elsewhere whose name points here gets nothing, whatever cookie it brings."""
    answer = client.get("/", headers={"Host": host})

    assert 421 == answer.status_code
    assert "FE901" not in answer.text


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_the_names_of_this_machine_are_known(stranger: httpx.Client, host: str) -> None:
    """They are not refused for their name."""
    assert 403 == stranger.get("/", headers={"Host": host}).status_code


def test_an_exposed_page_is_known_by_any_address_and_by_no_foreign_name(week: Path) -> None:
    """A lured browser brings a name, never a bare address."""
    names = ("192.168.1.7", "[fe80::7]", "evil.example")

    with closing(closed_client(week, exposed=True)) as client:
        answers = [client.get("/", headers={"Host": f"{name}:{PORT}"}) for name in names]

    assert [403, 403, 421] == [each.status_code for each in answers]


def test_port_80_need_not_be_named() -> None:
    """A browser leaves it out."""
    names = Names("127.0.0.1", 80)

    assert "localhost" in names
    assert 80 not in names


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_any_write_is_refused(client: httpx.Client, method: str) -> None:
    """Only GET and HEAD are known, also to whoever has the cookie."""
    answer = client.request(method, "/")

    assert (405, "GET, HEAD") == (answer.status_code, answer.headers["allow"])


def test_head_is_a_read(client: httpx.Client) -> None:
    """A browser may ask what there is without taking it."""
    assert 200 == client.head("/").status_code


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/style.css", 200), ("/nothing", 404), ("/sales?page=0", 400)],
)
def test_every_answer_forbids_what_the_page_does_not_need(
    client: httpx.Client, address: str, status: int
) -> None:
    """No script, nothing from elsewhere, no frame, no copy on disk, no trace of the address."""
    answer = client.get(address)

    policy = answer.headers["content-security-policy"]
    assert status == answer.status_code
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert ("DENY", "nosniff", "no-store", "no-referrer") == tuple(
        answer.headers[name]
        for name in (
            "x-frame-options",
            "x-content-type-options",
            "cache-control",
            "referrer-policy",
        )
    )


def test_refusals_carry_the_same_headers(stranger: httpx.Client) -> None:
    """What is refused for its host, its method or its key is no way around."""
    answers = [stranger.get("/", headers={"Host": "x"}), stranger.post("/"), stranger.get("/")]

    assert [421, 405, 403] == [each.status_code for each in answers]
    assert {"no-store"} == {each.headers["cache-control"] for each in answers}
