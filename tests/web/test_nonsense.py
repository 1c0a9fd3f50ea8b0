# SPDX-License-Identifier: MIT
"""Whatever is asked, the page answers as a page: it never fails, and shows nothing to strangers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote_from_bytes

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.pages import client_of, closed_client

NAMES = ["state", "since", "until", "number", "kind", "dian", "status", "reason", "customer_of",
         "page", "lang", "x"]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([b"", b"parked", b"2026-11-24", b"0", b"1", b"%", b"'", b"\x00",
                     b"\xed\xa0\x80", b"\xef\xbc\x91", b"../..", b"es", b"9" * 70, b"<script>",
                     b"20261124"]),
    st.binary(max_size=12),
)  # fmt: skip
PATHS = st.one_of(
    st.sampled_from(["/", "/sales", "/style.css"]),
    PIECES.map(lambda piece: f"/sales/{quote_from_bytes(piece, safe='')}"),
    PIECES.map(lambda piece: f"/sales/{quote_from_bytes(piece, safe='')}/xml"),
    PIECES.map(lambda piece: f"/{quote_from_bytes(piece)}"),
)
QUERIES = st.lists(st.tuples(st.sampled_from(NAMES), PIECES), max_size=4).map(
    lambda pairs: "&".join(f"{name}={quote_from_bytes(piece, safe='')}" for name, piece in pairs)
)
HEADERS = st.dictionaries(
    st.sampled_from(["Accept-Language", "Cookie", "X-Forwarded-Host", "X-HTTP-Method-Override"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
    max_size=2,
)


@pytest.fixture(scope="module")
def inside(week: Path) -> Iterator[httpx.Client]:
    with closing(client_of(week)) as client:
        yield client


@pytest.fixture(scope="module")
def outside(week: Path) -> Iterator[httpx.Client]:
    with closing(closed_client(week)) as client:
        yield client


def asked(client: httpx.Client, path: str, query: str, headers: dict[str, str]) -> httpx.Response:
    raw = f"{path}?{query}" if query else path
    return client.get(httpx.URL(client.base_url, raw_path=raw.encode()), headers=headers)


@given(path=PATHS, query=QUERIES)
@settings(max_examples=120, deadline=None)
def test_every_address_is_answered(inside: httpx.Client, path: str, query: str) -> None:
    """A list, a refusal with its remedy, or nothing there: never a fault of ours."""
    answer = asked(inside, path, query, {})

    assert answer.status_code in {200, 400, 404}
    assert "<script" not in answer.text
    assert "Traceback" not in answer.text


@given(path=PATHS.filter(lambda path: path != "/style.css"), query=QUERIES, headers=HEADERS)
@settings(max_examples=60, deadline=None)
def test_a_stranger_sees_one_page(
    outside: httpx.Client, path: str, query: str, headers: dict[str, str]
) -> None:
    """No address and no header opens anything without the key."""
    answer = asked(outside, path, query, headers)

    assert 403 == answer.status_code
    assert "FE9" not in answer.text
