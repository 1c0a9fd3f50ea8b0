# SPDX-License-Identifier: MIT
"""What a token says of itself, read without the token leaving the client."""

import asyncio

import httpx
import pytest

from loggro_integration import AsyncPymesClient, PymesClient
from loggro_integration.http._auth import claims_of
from loggro_integration.testing import sandbox

# {"sub": "x"} between a header and a signature
TOKEN = "e30.eyJzdWIiOiJ4In0.c2ln"


def test_a_client_that_has_called_knows_whose_token_it_uses() -> None:
    """Before the first call there is no token; then its user is the one that logged in."""
    with sandbox() as box:
        pos = box.restobar()
        before = pos.token_claims
        pos.invoices.last()
        user = next(iter(box.fake.world.users))["_id"]

        assert {} == before
        assert user == pos.token_claims["sub"]


def test_both_clients_tell_the_same() -> None:
    """The asynchronous client has the same claims after a call."""
    empty = httpx.MockTransport(lambda _: httpx.Response(200, json={"contenido": []}))

    async def ask() -> object:
        async with AsyncPymesClient(token=TOKEN, transport=empty) as books:
            assert [] == [row async for row in books.payment_means.list()]
            return books.token_claims

    with PymesClient(token=TOKEN, transport=empty) as books:
        list(books.payment_means.list())

        assert {"sub": "x"} == books.token_claims
    assert {"sub": "x"} == asyncio.run(ask())


@pytest.mark.parametrize(
    "headers",
    [
        None,
        {},
        {"authorization": "Bearer opaque"},
        {"authorization": "Bearer a.b.c"},
        {"authorization": "Bearer a.bm90IGpzb24.c"},
        {"authorization": "Bearer a.WzFd.c"},
        {"authorization": "Bearer a.ñ.c"},
    ],
)
def test_a_token_that_is_no_jwt_says_nothing(headers: dict[str, str] | None) -> None:
    """An opaque token, a payload that is no base64, no JSON or no object: nothing is known."""
    assert {} == claims_of(headers)
