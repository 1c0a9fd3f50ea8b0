# SPDX-License-Identifier: MIT
"""The page in process, already let in, and what stands on it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Protocol

import httpx

from loggro_integration.sandbox._transport import transport
from loggro_integration.web import LedgerPage
from loggro_integration.web._guard import Names
from web.ledgers import NOW

TOKEN = "the-key-of-this-page"
PORT = 8799
HOST = f"127.0.0.1:{PORT}"


class Opening(Protocol):
    """Opens the page of a ledger; the fixture closes what it opened."""

    def __call__(self, ledger: Path, **options: object) -> httpx.Client: ...


def closed_client(ledger: Path, *, exposed: bool = False, **options: object) -> httpx.Client:
    """Return a client whom the page does not know yet."""
    settings: dict[str, object] = {"now": lambda: NOW, "language": "es", **options}
    page = LedgerPage(ledger=ledger, **settings)  # type: ignore[arg-type]
    app = page.application(TOKEN, Names("127.0.0.1", PORT, exposed))
    return httpx.Client(transport=transport(app), base_url=f"http://{HOST}")


def client_of(ledger: Path, **options: object) -> httpx.Client:
    """Return a client that has exchanged the key for the cookie."""
    client = closed_client(ledger, **options)
    answer = client.get("/", params={"token": TOKEN})
    assert 303 == answer.status_code
    return client


def words_of(html: str) -> str:
    """Return the words that a person reads, on one line."""
    body = html.partition("<body>")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def numbers_of(html: str) -> list[str]:
    """Return the numbers of the sales of a list."""
    return re.findall(r'href="/sales/[^"?]+">([A-Z]+\d+)</a>', html)
