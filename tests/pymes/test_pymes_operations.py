# SPDX-License-Identifier: MIT
"""Every wrapped call of Pymes: the request that leaves, the value that comes back, its rules."""

from __future__ import annotations

import doctest
import importlib
import pickle
import pkgutil
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

import loggro_integration.pymes
from loggro_integration import AsyncPymesClient, PymesClient, SendPolicy, errors, operations
from loggro_integration.http import PYMES_ALL
from loggro_integration.pymes import NAMES, CallName
from pymes.pymes_cases import CASES, NAMESPACES, UUID, wrapped
from pymes.pymes_writes import LOOKUPS
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

TOKEN = "invented.token"
FIRST = list(by_call(CASES))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_request_is_the_documented_one(case: Case) -> None:
    """Module, path, query and headers are as published, and the answer becomes typed."""
    script = Script(case.answer)
    with PymesClient(token=TOKEN, transport=script.transport) as books:
        value = settle(reach(books, case.call)(*case.args, **case.kwargs))

    assert (case.method, case.path, dict(case.query), case.json) == sent(script.requests[0])
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

    assert (case.method, case.path, dict(case.query), case.json) == sent(script.requests[0])
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


@pytest.mark.parametrize("case", [case for case in FIRST if case.call in LOOKUPS], ids=str)
def test_a_lost_write_leaves_the_read_that_finds_it(case: Case) -> None:
    """After an unknown outcome the error carries the read that tells, ready to be sent."""
    script = Script(httpx.ReadTimeout("too slow"))
    with PymesClient(token=TOKEN, transport=script.transport) as books:
        with pytest.raises(errors.OutcomeUnknown) as caught:
            reach(books, case.call)(*case.args, **case.kwargs)
        lookup: Any = caught.value.lookup
        script.answers = [wrapped({"uuid": UUID})]
        if lookup is not None:
            books.run(lookup)

    expected = LOOKUPS[case.call]
    assert (expected is None) == (lookup is None)
    if expected is not None:
        assert ("GET", expected[0], dict(expected[1]), None) == sent(script.requests[-1])


def test_every_write_says_whether_it_can_be_looked_up() -> None:
    """The table of look-ups names the writes, and no read."""
    operations = {case.call: build(NAMESPACES, case) for case in FIRST}

    assert LOOKUPS.keys() == {
        call for call, each in operations.items() if each.policy is not SendPolicy.READ
    }
    assert all(
        LOOKUPS[call] is not None
        for call, each in operations.items()
        if each.policy is SendPolicy.KEYED
    )


@pytest.mark.corpus
@pytest.mark.parametrize("case", FIRST, ids=str)
def test_an_operation_agrees_with_the_list_of_operations(case: Case, shared: Path) -> None:
    """Path, module, policy, paging, filters and look-up follow from the published facts."""
    operation = build(NAMESPACES, case)
    row = published(shared, f"{operation.method} {operation.route}")

    assert row["documented_path"] == operation.route
    assert row["module"] == operation.module
    assert row["base_url"] + operation.route.format(**operation.path) == (
        f"https://api.loggro.com{case.path}"
    )
    assert derived_policy(row) == policy_of(operation)
    assert set(row["params"]["path"]) == set(operation.path)
    assert operation.permission is None
    assert (row["body"] is not None) == (operation.json is not None)
    asked = {*row["params"]["query_optional"], *row["params"]["query_required"]}
    if case.call in NARROW:
        assert set(operation.query) - {"limit"} <= asked
    else:
        assert asked == set(operation.query)
        assert paging_of(row) == paging_style(operation)
    lookup = getattr(operation, "lookup", None)
    if lookup is not None:
        assert f"GET {lookup.route}" in row["recheck"]


NARROW = {"customers.find", "bank_accounts.find", "credit_cards.find"}
"""Calls that ask a list for one key only."""


def published(shared: Path, key: str) -> Mapping[str, Any]:
    """Return the row of the list of operations."""
    return rows_by_id(shared / "spec" / "loggro-operations.json")[f"pymes:{key}"]


def paging_of(row: Mapping[str, Any]) -> tuple[str, int | None] | None:
    """Return the style of paging and the largest page of a row; one of two styles is chosen."""
    if row["paging"] is None:
        return None
    style = row["paging"]["style"].replace("pymes-page-or-offset", "pymes-page")
    return style, row["paging"]["limit"]["max"]


def paging_style(operation: Any) -> tuple[str, int | None] | None:
    """Return the same of one of our operations."""
    style = operation.style if is_list(operation) else None
    return None if style in {None, PYMES_ALL} else (style.name, style.largest)


def test_the_names_are_those_of_the_calls() -> None:
    """The table of names holds every call once, with the request that it sends."""
    names = {name.call: name for name in NAMES if name.call}
    operations = {case.call: build(NAMESPACES, case) for case in FIRST}

    assert descriptors(NAMESPACES) == names.keys()
    assert len(NAMES) == len(names) + 1
    for call, operation in operations.items():
        name = names[call]
        assert (name.method, name.path, name.module) == (
            operation.method,
            operation.route,
            operation.module,
        )


def test_the_names_agree_with_the_operations_as_data() -> None:
    """`operations()` and the table of names list the same calls of the same operations."""
    listed = {each.id: each for each in operations() if each.product == "pymes"}

    assert listed.keys() == {name.id for name in NAMES}
    for key, each in listed.items():
        assert set(each.calls) == {name.call for name in NAMES if name.id == key and name.call}
        assert {each.module} == {name.module for name in NAMES if name.id == key}


@pytest.mark.corpus
def test_the_names_cover_the_list_of_operations(shared: Path) -> None:
    """All 88 operations are named; the planned one is listed without a call."""
    listed = {
        key: row
        for key, row in rows_by_id(shared / "spec" / "loggro-operations.json").items()
        if row["product"] == "pymes"
    }

    assert 88 == len(listed)
    assert listed.keys() == {name.id for name in NAMES}
    for name in NAMES:
        row = listed[name.id]
        assert (row["availability"] == "planned") == (not name.call)
        assert row["module"] == name.module
        others = [address.rpartition("loggro-")[2] for address in row["base_url_alternatives"]]
        assert others == list(name.other_modules)


@pytest.mark.parametrize("name", [name for name in NAMES if name.call], ids=lambda name: name.call)
def test_a_spanish_reader_finds_the_call(name: CallName) -> None:
    """The docstring says in italics what it is called in Spanish, as the table of names does."""
    space, call = name.call.split(".")
    text = getattr(NAMESPACES[space], call).__doc__ or ""
    words = {word for phrase in re.findall(r"\*(\w[^*]*)\*", text) for word in stems(phrase)}

    assert words & stems(name.words)
    assert name.path in text


def stems(text: str) -> set[str]:
    """Return the beginnings of the words of a text: singular and plural alike."""
    return {word[:4] for word in re.findall(r"\w{4,}", text.lower())}


def test_every_example_in_a_docstring_runs() -> None:
    """The doctests of the room give what they show."""
    package = loggro_integration.pymes
    names = [each.name for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]

    failures = [name for name in names if doctest.testmod(importlib.import_module(name)).failed]

    assert [] == failures
