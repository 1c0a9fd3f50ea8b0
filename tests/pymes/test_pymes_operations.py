# SPDX-License-Identifier: MIT
"""Every wrapped call of Pymes: the request that leaves, the value that comes back, its rules."""

from __future__ import annotations

import doctest
import importlib
import pickle
import pkgutil
from pathlib import Path
from typing import Any

import pytest

import loggro_integration.pymes
from loggro_integration import AsyncPymesClient, PymesClient
from pymes.pymes_cases import CASES, NAMESPACES
from restobar.kit import (
    Case,
    Script,
    build,
    by_call,
    derived_policy,
    descriptors,
    policy_of,
    reach,
    rows_by_id,
    run,
    sent,
    settle,
    settle_async,
    signature,
)

TOKEN = "invented.token"
FIRST = list(by_call(CASES))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_request_is_the_documented_one(case: Case) -> None:
    """Module, path, query and headers are as published, and the answer becomes typed."""
    script = Script(case.answer)
    with PymesClient(token=TOKEN, transport=script.transport) as books:
        value = settle(reach(books, case.call)(*case.args, **case.kwargs))

    assert (case.method, case.path, dict(case.query), None) == sent(script.requests[0])
    assert case.value == value
    assert "application/json" == script.requests[0].headers["content-type"]
    assert f"Bearer {TOKEN}" == script.requests[0].headers["authorization"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_asynchronous_twin_sends_and_gives_the_same(case: Case) -> None:
    """The asynchronous client sends the same request and returns the same value."""
    script = Script(case.answer)

    async def call() -> Any:
        async with AsyncPymesClient(token=TOKEN, transport=script.async_transport) as books:
            return await settle_async(reach(books, case.call)(*case.args, **case.kwargs))

    value = run(call)

    assert (case.method, case.path, dict(case.query), None) == sent(script.requests[0])
    assert case.value == value
    assert "application/json" == script.requests[0].headers["content-type"]


def test_every_call_has_a_row_here() -> None:
    """No call is left out of the tables of these tests."""
    assert descriptors(NAMESPACES) == {case.call for case in CASES}


def test_every_namespace_is_on_the_client() -> None:
    """The client and its raw twin carry the same namespaces."""
    with PymesClient(token=TOKEN, transport=Script(None).transport) as books:
        plain, raw = vars(books), vars(books.with_raw_response)

    assert set(NAMESPACES) == {name for name in plain if not name.startswith("_")}
    assert set(NAMESPACES) == {name for name in raw if not name.startswith("_")}


@pytest.mark.parametrize("call", sorted(descriptors(NAMESPACES)))
def test_twins_have_the_same_signature_and_docstring(call: str) -> None:
    """Whoever reads `help` of one client knows the other."""
    books = PymesClient(token=TOKEN, transport=Script(None).transport)
    twin = AsyncPymesClient(token=TOKEN, transport=Script(None).async_transport)

    methods = [reach(each, call) for each in (books, twin, books.with_raw_response)]
    books.close()
    run(twin.aclose)

    assert 1 == len({str(signature(method)) for method in methods})
    assert 1 == len({method.__doc__ for method in methods})


@pytest.mark.parametrize("case", FIRST, ids=str)
def test_an_operation_is_data_with_the_name_of_its_call(case: Case) -> None:
    """Operations compare by value, pickle, and carry the name that overrides use."""
    operation = build(NAMESPACES, case)

    assert case.call == operation.name
    assert operation == pickle.loads(pickle.dumps(operation))


@pytest.mark.parametrize("case", FIRST, ids=str)
def test_the_docstring_names_the_path_and_says_how_to_call_it(case: Case) -> None:
    """Each call is documented once: Spanish path of the portal, and an example."""
    space, name = case.call.split(".")
    text = getattr(NAMESPACES[space], name).__doc__ or ""

    assert build(NAMESPACES, case).route in text
    assert "Example:" in text


@pytest.mark.corpus
@pytest.mark.parametrize("case", FIRST, ids=str)
def test_an_operation_agrees_with_the_list_of_operations(case: Case, shared: Path) -> None:
    """Path, module, policy, paging and filters follow from the published facts."""
    operation = build(NAMESPACES, case)
    row = rows_by_id(shared / "spec" / "loggro-operations.json")[
        f"pymes:{operation.method} {operation.route}"
    ]

    assert row["documented_path"] == operation.route
    assert row["module"] == operation.module
    assert row["base_url"] + operation.route.format(**operation.path) == (
        f"https://api.loggro.com{case.path}"
    )
    assert derived_policy(row) == policy_of(operation)
    assert set(row["params"]["path"]) == set(operation.path)
    assert set(row["params"]["query_optional"]) == set(operation.query)
    assert operation.permission is None
    paging = row["paging"]
    styles = {"pymes-page-or-offset": "pymes-page"}
    expected = styles.get(paging["style"], paging["style"]) if paging else "pymes-all"
    assert expected == operation.style.name
    if paging:
        assert paging["limit"]["max"] == operation.style.largest


def test_every_example_in_a_docstring_runs() -> None:
    """The doctests of the room give what they show."""
    package = loggro_integration.pymes
    names = [each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]

    failures = [name for name in names if doctest.testmod(importlib.import_module(name)).failed]

    assert [] == failures
