# SPDX-License-Identifier: MIT
"""Properties: whatever is sent to Pymes, the fake answers in its words and keeps its accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loggro_integration.exact_json import dumps, loads
from loggro_integration.sandbox import FakeLoggro, transport
from loggro_integration.sandbox._app import Route
from loggro_integration.sandbox._pymes import ROUTES
from loggro_integration.sandbox._spec import Field

SHARED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=10,
)
TEXTS = st.sampled_from(["", " ", "A01", "P01", "LP1", "001", "2026-11-20", "31", "1105", "ñ"])
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-9, max_value=9)
    | TEXTS
    | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def fake() -> FakeLoggro:
    """A restaurant with a stock item, a debt and a stock exit to be found."""
    fake = FakeLoggro()
    debtor = next(iter(fake.world.clients))["document"]
    fake.operator.sell(customer=debtor, credit=30)
    fake.operator.push_now()
    return fake


@pytest.fixture(scope="module")
def pymes(fake: FakeLoggro) -> Iterator[httpx.Client]:
    """A bare client to it."""
    headers = {"Authorization": f"Bearer {fake.token}", "Content-Type": "application/json"}
    with httpx.Client(
        base_url="https://api.loggro.com/apik", transport=transport(fake.pymes_app), headers=headers
    ) as client:
        yield client


def bodies(route: Route) -> st.SearchStrategy[dict[str, Any]]:
    """Draw bodies near what an operation takes: its fields with good values and with junk."""
    tops: dict[str, set[str]] = {}
    for field in map(Field.parse, route.spec.fields):
        tops.setdefault(field.path[0], set()).update(field.types if len(field.path) == 1 else ())
    inner = {field.path[-1] for field in map(Field.parse, route.spec.fields)}
    entries = st.dictionaries(st.sampled_from(sorted(inner)), JUNK, max_size=3)
    value = JUNK | entries | st.lists(entries, max_size=2)
    return st.dictionaries(st.sampled_from(sorted(tops)), value) if tops else st.just({})


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.template}")
@SHARED
@given(data=st.data())
def test_nothing_breaks_the_fake(
    fake: FakeLoggro, pymes: httpx.Client, route: Route, data: st.DataObject
) -> None:
    """A success, or a refusal in the words of Pymes; never a failure of the fake itself."""
    world = fake.world
    known = st.sampled_from([next(iter(world.items))["uuid"], next(iter(world.customers))["uuid"]])
    segments = TEXTS.filter(str.strip) | known
    path = re.sub(r"{.*?}", lambda _: data.draw(segments), route.template)
    names = sorted({*route.spec.required, *route.spec.optional, *route.spec.paging})
    query = data.draw(st.dictionaries(st.sampled_from(names), TEXTS)) if names else {}
    content = dumps(data.draw(bodies(route))).encode() if route.spec.body else b""

    answer = pymes.request(
        route.method, f"/loggro-{route.module}{path}", params=query, content=content
    )

    assert answer.status_code in {*route.spec.codes, 400} - {500}
    body: Any = loads(answer.content)
    assert body.keys() & {"contenido", "datos", "errores"}
    assert all(row["saldo"] >= 0 for row in (*world.books, *world.receipts))
    assert all(row.get("existencias", 0) >= 0 for row in world.items)
