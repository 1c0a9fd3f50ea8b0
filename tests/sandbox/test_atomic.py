# SPDX-License-Identifier: MIT
"""Whatever is sent to any operation of Restobar, a refusal has changed nothing."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loggro_integration.exact_json import dumps
from loggro_integration.sandbox import FakeLoggro, transport
from loggro_integration.sandbox._restobar import ROUTES
from loggro_integration.sandbox._spec import Node, tree
from loggro_integration.sandbox._state import Table
from sandbox.boxes import NOWHERE, Box
from sandbox.busy import make_busy
from sandbox.test_admission import filled

TAKING = [route for route in ROUTES if route.spec.body.startswith("json")]
EXPECTED = {200, 400, 401, 403, 404, 500, 503}


def restaurant() -> Box:
    """A busy restaurant in process, with an administrator logged in."""
    fake = FakeLoggro()
    client = httpx.Client(base_url="https://r.example", transport=transport(fake.restobar_app))
    box = Box(fake, client, client, client, "process")
    box.login()
    return make_busy(box)


def tables(box: Box) -> dict[str, Table]:
    world = box.fake.world
    found = {name: getattr(world, name) for name in type(world).__slots__}
    return {name: table for name, table in found.items() if isinstance(table, Table)}


def snapshot(box: Box) -> dict[str, Any]:
    """Return all that the house holds, as text."""
    rows = {name: repr(list(table)) for name, table in tables(box).items()}
    return {**rows, "sales": repr(box.fake.sales()), "stock": repr(box.fake.world.stock_log)}


BOX = restaurant()
IDS = st.sampled_from(
    [
        NOWHERE,
        *(str(row["_id"]) for table in tables(BOX).values() if table.key == "_id" for row in table),
    ]
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": st.sampled_from(["", "x", "Cantidad", "Listo", "Cancelada", "RAPPI", "Se fue"]),
    "int": st.integers(-2, 12),
    "number": st.integers(-2, 40) | st.decimals(-2, 9, places=2),
    "bool": st.booleans(),
    "ObjectId": IDS,
    "datetime": st.sampled_from(["2026-11-23T00:00:00.000Z", "ayer"]),
    "array": st.lists(st.just({}) | IDS, max_size=2),
    "object": st.just({}) | st.fixed_dictionaries({"_id": IDS}),
    "file": st.just("x"),
    "unknown": st.none() | st.text(max_size=3),
}
GARBAGE = st.none() | st.integers() | st.text(max_size=3) | st.lists(st.none(), max_size=1)


def bodies(node: Node) -> st.SearchStrategy[Any]:
    """Return bodies that mostly have the right types, and now and then do not."""
    if "[]" in node.inside:
        right: st.SearchStrategy[Any] = st.lists(bodies(node.inside["[]"]), max_size=2)
    elif node.inside:
        parts = {name: bodies(inner) for name, inner in node.inside.items()}
        needed = {name: parts[name] for name, inner in node.inside.items() if inner.required}
        rest = {name: parts[name] for name in parts if name not in needed}
        right = st.fixed_dictionaries(needed, optional=rest)
    else:
        right = st.one_of([VALUES[kind] for kind in node.types if kind != "null"])
    return st.integers(0, 30).flatmap(lambda dice: GARBAGE if dice == 0 else right)


@pytest.mark.parametrize("route", TAKING, ids=lambda route: f"{route.method} {route.template}")
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25, deadline=None)
@given(data=st.data())
def test_a_refusal_has_changed_nothing(route: Any, data: st.DataObject) -> None:
    """An answer of Restobar always; what was refused left no trace."""
    body = data.draw(bodies(tree(route.spec.fields)))
    path = filled(route.template, data.draw(IDS))
    before = snapshot(BOX)

    answer = BOX.restobar.request(route.method, path, content=dumps(body).encode())

    assert answer.status_code in EXPECTED
    if answer.status_code != 200:
        assert before == snapshot(BOX)
