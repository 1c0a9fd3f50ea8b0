# SPDX-License-Identifier: MIT
"""Every wrapped call of Restobar: the request that leaves, the value that comes back, its rules."""

from __future__ import annotations

import doctest
import importlib
import pickle
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import loggro_integration.restobar
from loggro_integration import AsyncRestobarClient, RestobarClient
from loggro_integration.errors import InvalidInput
from loggro_integration.restobar._operations.login import log_in
from loggro_integration.secret import Secret
from restobar.cases import CASES, NAMESPACES
from restobar.kit import (
    Case,
    Script,
    build,
    by_call,
    derived_policy,
    descriptors,
    is_list,
    policy_of,
    reach,
    rows_by_id,
    run,
    sent,
    settle,
    settle_async,
    signature,
)

WHO = {"email": "caja@arepera.example", "password": "secreta"}
FIRST = list(by_call(CASES))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_request_is_the_documented_one(case: Case) -> None:
    """Method, real path, query and JSON are as published, and the answer becomes typed."""
    script = Script(case.answer)
    with RestobarClient(**WHO, transport=script.transport) as pos:
        value = settle(reach(pos, case.call)(*case.args, **case.kwargs))

    assert (case.method, case.path, dict(case.query), case.json) == sent(script.requests[0])
    assert case.value == value
    assert "Bearer invented.token" == script.requests[0].headers["authorization"]
    assert 1 == script.logins


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_asynchronous_twin_sends_and_gives_the_same(case: Case) -> None:
    """The asynchronous client sends the same request and returns the same value."""
    script = Script(case.answer)

    async def call() -> Any:
        async with AsyncRestobarClient(**WHO, transport=script.async_transport) as pos:
            return await settle_async(reach(pos, case.call)(*case.args, **case.kwargs))

    value = run(call)

    assert (case.method, case.path, dict(case.query), case.json) == sent(script.requests[0])
    assert case.value == value


def test_every_call_has_a_row_here() -> None:
    """No call is left out of the tables of these tests."""
    assert descriptors(NAMESPACES) == {case.call for case in CASES}


def test_every_namespace_is_on_the_client() -> None:
    """Both clients and their raw twins carry the same namespaces."""
    script = Script(None)
    with RestobarClient(**WHO, transport=script.transport) as pos:
        raw = vars(pos.with_raw_response)
        plain = vars(pos)

    assert set(NAMESPACES) == {name for name in plain if not name.startswith("_")}
    assert set(NAMESPACES) == {name for name in raw if not name.startswith("_")}


@pytest.mark.parametrize("call", sorted(descriptors(NAMESPACES)))
def test_twins_have_the_same_signature_and_docstring(call: str) -> None:
    """Whoever reads `help` of one client knows the other."""
    script = Script(None)
    pos = RestobarClient(**WHO, transport=script.transport)
    twin = AsyncRestobarClient(**WHO, transport=script.async_transport)

    methods = [reach(each, call) for each in (pos, twin, pos.with_raw_response)]
    pos.close()
    run(twin.aclose)

    assert 1 == len({str(signature(method)) for method in methods})
    assert 1 == len({method.__doc__ for method in methods})


@pytest.mark.parametrize("case", FIRST, ids=str)
def test_an_operation_carries_the_name_of_its_call(case: Case) -> None:
    """The name that overrides and hooks use is the one a reader writes."""
    assert case.call == build(NAMESPACES, case).name


@pytest.mark.parametrize("case", FIRST, ids=str)
def test_an_operation_is_data(case: Case) -> None:
    """Operations compare by value and pickle: a queue of another process can hold them."""
    operation = build(NAMESPACES, case)

    assert operation == build(NAMESPACES, case)
    assert operation == pickle.loads(pickle.dumps(operation))


@pytest.mark.parametrize("case", FIRST, ids=str)
def test_the_docstring_names_the_path_and_says_how_to_call_it(case: Case) -> None:
    """Each call is documented once: path of the portal, and an example."""
    text = reach_function(case).__doc__ or ""
    route = build(NAMESPACES, case).route

    assert (case.documented or route) in text
    assert route in text
    assert "Example:" in text


def reach_function(case: Case) -> Any:
    """Return the operation function of a case."""
    space, name = case.call.split(".")
    return getattr(NAMESPACES[space], name)


@pytest.mark.corpus
@pytest.mark.parametrize("case", FIRST, ids=str)
def test_an_operation_agrees_with_the_list_of_operations(case: Case, shared: Path) -> None:
    """Path, policy, permission, paging and filters follow from the published facts."""
    operation = build(NAMESPACES, case)
    row = rows_by_id(shared / "spec" / "loggro-operations.json")[
        f"restobar:{operation.method} {operation.route}"
    ]

    assert row["documented_path"] == (operation.route if case.documented == "" else case.documented)
    assert keyed_anyway(case, row) or derived_policy(row) == policy_of(operation)
    assert row["permission"] == ([operation.permission] if operation.permission else [])
    assert set(row["params"]["path"]) == set(operation.path)
    known = {*row["params"]["query_optional"], *row["params"]["query_required"]}
    paging = row["paging"]
    if paging and not is_list(operation):
        known |= {"pagination", "page", "limit"}
    assert set(operation.query) <= known
    assert set(row["params"]["query_required"]) <= set(operation.query)
    if is_list(operation) and paging:
        assert paging["style"] == operation.style.name
        assert paging["limit"]["max"] == operation.max_page_size


def keyed_anyway(case: Case, row: Mapping[str, Any]) -> bool:
    """Tell whether a row is about making and this call is about changing, or carries a key."""
    operation = build(NAMESPACES, case)
    edits = case.call.endswith(".update") and "with `_id` it edits" in (row["effect_note"] or "")
    grouped = case.call == "orders.create" and "group" in operation.json
    return (edits or grouped) and policy_of(operation) == "KEYED"


@pytest.mark.corpus
def test_every_published_filter_of_the_lists_can_be_asked_for(shared: Path) -> None:
    """No documented query parameter is out of reach."""
    rows = rows_by_id(shared / "spec" / "loggro-operations.json")
    known = {name for case in CASES for name in case.query}

    missing = [
        f"{case.call}: {name}"
        for case in FIRST
        for name in rows[f"restobar:{case.method} {build(NAMESPACES, case).route}"]["params"][
            "query_optional"
        ]
        if name not in known
    ]

    assert [] == missing


@pytest.mark.corpus
def test_the_log_in_agrees_with_the_list_of_operations(shared: Path) -> None:
    """It is safe to repeat, and carries no token."""
    operation = log_in("caja@arepera.example", Secret("secreta"))
    row = rows_by_id(shared / "spec" / "loggro-operations.json")["restobar:POST /login"]

    assert derived_policy(row) == policy_of(operation)
    assert not operation.authorized
    assert {field["name"] for field in row["request_fields"]} == set(operation.json or {})


@pytest.mark.parametrize(
    ("call", "lookup"),
    [
        ("invoices.mark_paid", "/invoices/{id}"),
        ("invoices.void", "/invoices/{id}"),
        ("invoices.finalize_void", "/invoices/{id}"),
        ("invoices.force_send", None),
        ("invoices.send_email", None),
    ],
)
def test_a_write_knows_where_to_look(call: str, lookup: str | None) -> None:
    """Where Restobar itself can tell whether it happened, the operation carries the question."""
    case = next(case for case in CASES if case.call == call)
    found = build(NAMESPACES, case).lookup

    assert lookup == (None if found is None else found.route)


def test_every_example_in_a_docstring_runs() -> None:
    """The doctests of the room give what they show."""
    package = loggro_integration.restobar
    names = [each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]

    failures = [name for name in names if doctest.testmod(importlib.import_module(name)).failed]

    assert [] == failures


@pytest.mark.parametrize("size", [0, -1, 5001])
def test_a_page_size_out_of_range_is_refused(size: int) -> None:
    """Too large a page would be cut silently by the server."""
    with pytest.raises(InvalidInput) as caught:
        NAMESPACES["invoices"].list(since=CASES[0].kwargs["since"], page_size=size)  # type: ignore[attr-defined]

    assert "page_size" == caught.value.field
