# SPDX-License-Identifier: MIT
"""The list of operations: every published one, the call that sends it, nothing invented."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import loggro_integration
from loggro_integration import (
    OperationInfo,
    PymesClient,
    RestobarClient,
    operations,
)
from loggro_integration.exact_json import loads
from loggro_integration.http import SendPolicy
from pymes.pymes_cases import CASES as PYMES_CASES
from pymes.pymes_cases import NAMESPACES as PYMES_NAMESPACES
from restobar.behaviour import BAD
from restobar.behaviour import rows as bad_rows
from restobar.cases import CASES as RESTOBAR_CASES
from restobar.cases import NAMESPACES as RESTOBAR_NAMESPACES
from restobar.kit import Case, Script, build, by_call, descriptors, policy_of, reach

ROOT = Path(__file__).resolve().parents[1]
# its table stands in the tests of its refusals
LOGIN_ID = "restobar:POST /login"
SPEC = Path("spec") / "loggro-operations.json"
BY_CALL = {(each.product, call): each for each in operations() for call in each.calls}
BUILT = [
    *(("restobar", case) for case in by_call(RESTOBAR_CASES)),
    *(("pymes", case) for case in by_call(PYMES_CASES)),
]


def spec(shared: Path) -> dict[str, Mapping[str, Any]]:
    """Read the list of operations that the project starts from."""
    rows: Any = loads((shared / SPEC).read_bytes())
    return {row["id"]: row for row in rows}


def test_all_are_listed_and_those_that_may_be_called_have_a_method() -> None:
    """255 operations, 252 callable; the others are the platform's own and a planned one."""
    rows = operations()

    assert (255, 252) == (len(rows), sum(each.is_callable for each in rows))
    assert Counter(restobar=167, pymes=88) == Counter(each.product for each in rows)
    assert ["superadmin-only", "superadmin-only", "planned"] == [
        each.availability for each in rows if not each.is_callable
    ]
    assert len(rows) == len({each.id for each in rows})


def test_every_call_of_the_clients_is_listed_once() -> None:
    """No call is missing from the list, and none is listed that a client does not have."""
    listed = Counter((each.product, call) for each in operations() for call in each.calls)
    known = {("restobar", name) for name in descriptors(RESTOBAR_NAMESPACES)}
    known |= {("pymes", name) for name in descriptors(PYMES_NAMESPACES)}

    assert known | {("restobar", "login")} <= set(listed)
    assert {1} == set(listed.values())
    for product, call in listed:
        assert callable(reach(clients()[product], call)), (product, call)


@cache
def clients() -> dict[str, Any]:
    """Make one client of each product; nothing is sent."""
    transport = Script(None).transport
    return {
        "restobar": RestobarClient(email="a@b.co", password="x", transport=transport),
        "pymes": PymesClient(token="x", transport=transport),
    }


@pytest.mark.parametrize(("product", "case"), BUILT, ids=lambda each: str(each))
def test_a_call_sends_the_operation_that_lists_it(product: str, case: Case) -> None:
    """Verb, path, permission and policy of the list are those that leave."""
    namespaces = RESTOBAR_NAMESPACES if product == "restobar" else PYMES_NAMESPACES
    operation = build(namespaces, case)
    row = BY_CALL[product, case.call]

    assert (row.method, row.path) == (operation.method, operation.route)
    assert row.permission == operation.permission
    # With a group of the caller's, orders can be found again.
    found = "WRITE" if case.call == "orders.create" else policy_of(operation)
    assert row.policy_of(case.call).name == found


def test_every_operation_meets_every_case(record_property: Callable[[str, object], None]) -> None:
    """Each callable one: its request, its answer, what is refused, lost or no answer at all."""
    made = {"restobar": RESTOBAR_CASES, "pymes": PYMES_CASES}
    spaces = {"restobar": RESTOBAR_NAMESPACES, "pymes": PYMES_NAMESPACES}
    met: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    for product, cases in made.items():
        built = {case.call: build(spaces[product], case) for case in by_call(cases)}
        for call, bad in bad_rows(built):
            met.setdefault(BY_CALL[product, call].id, set()).add(bad.name)
            counts["bad answers"] += 1
        counts["requests and answers"] += len(cases)
    reads = {bad.name for bad in BAD if SendPolicy.READ in bad.policies}
    met[LOGIN_ID] = reads
    counts["bad answers"] += len(reads)

    assert {each.id for each in operations() if each.is_callable} == set(met)
    assert {frozenset(found) for found in met.values()} == {frozenset(bad.name for bad in BAD)}
    record_property(
        "printed",
        f"operations: {len(operations())} listed, {len(met)} callable, "
        f"{len(BY_CALL)} calls; {counts['requests and answers']} requests with their answers, "
        f"{counts['bad answers']:,} calls with a bad answer ({len(met)} operations x "
        f"{len({bad.name for bad in BAD})} kinds)",
    )


def test_the_plainest_call_gives_the_name() -> None:
    """A reader looks for `list` before `find`, and for `create` before `update`."""
    named = {each.id: each.name for each in operations()}

    assert "invoices.list" == named["restobar:GET /invoices"]
    assert "products.create" == named["restobar:POST /products"]
    assert "login" == named["restobar:POST /login"]
    assert "" == named["restobar:GET /stats/pp/totalInvoicesByDays"]


def test_a_row_tells_what_is_published() -> None:
    """Corrected path, permission, plan, paging, certainty, page and sources of one operation."""
    row = BY_CALL["restobar", "cashboxes.list"]

    assert ("/cashboxes", "/cashbox", "LIVE") == (row.path, row.documented_path, row.path_certainty)
    assert ("CB_GET_ALL", True, True) == (row.permission, row.premium, row.trial_limited)
    assert "premium is needed for history only" in (row.plan_note or "")
    assert row.paging is not None
    assert ("restobar-switch", 0, 1000, 999) == (
        row.paging.style,
        row.paging.first,
        row.paging.default,
        row.paging.largest,
    )
    assert "https://developer.loggro.com/reference/consultarcuadrescaja" == row.url
    assert row.source[0] == row.url
    assert BY_CALL["restobar", "users.list"].documented_path is None


def test_the_door_loads_the_list_on_first_use() -> None:
    """Importing the package does not read 255 rows, nor the HTTP library."""
    code = (
        "import sys, loggro_integration as door\n"
        "before = 'loggro_integration._operations_list' in sys.modules, 'httpx' in sys.modules\n"
        "door.operations()\n"
        "print(before, 'loggro_integration._operations_list' in sys.modules)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "(False, False) True" == told.stdout.strip()
    assert "loggro_integration" == operations.__module__
    assert operations() is loggro_integration.operations()


@pytest.mark.corpus
def test_the_list_says_what_the_published_one_says(shared: Path) -> None:
    """Every column is the published one, row by row."""
    rows = spec(shared)

    assert list(rows) == [each.id for each in operations()]
    for each in operations():
        assert told(rows[each.id]) == shown(each), each.id


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the published list says, by our names."""
    paging = row["paging"] or {}
    parameters = {
        name: paging.get(name) or {} for name in ("switch", "page", "offset", "limit", "size")
    }
    return {
        "product": row["product"],
        "module": row["module"],
        "method": row["method"],
        "path": row["path"],
        "documented_path": row["documented_path"],
        "path_certainty": row["path_certainty"],
        "summary": row["summary"],
        "availability": row["availability"],
        "effect": row["effect"],
        "idempotency": row["idempotency"],
        "policy": {"safe": "READ", "natural-key": "KEYED", "unsafe": "WRITE"}[row["idempotency"]],
        "permission": row["permission"],
        "plan": (row["premium"], row["trial_limited"], row["premium_note"]),
        "certainty": tuple(row["certainty"].values()),
        "updated": row["doc_updated"],
        "source": set(row["source"]),
        "paging": paging
        and (
            paging["style"],
            *(parameters[name].get("name") for name in parameters),
            parameters["switch"].get("default"),
            parameters["page"].get("first"),
            parameters["limit"].get("default"),
            parameters["limit"].get("max"),
        ),
    }


def shown(each: OperationInfo) -> dict[str, Any]:
    """Return the same of our list."""
    paging = each.paging
    return {
        **{name: getattr(each, name) for name in ("product", "module", "method", "path")},
        **{name: getattr(each, name) for name in ("documented_path", "path_certainty", "summary")},
        **{name: getattr(each, name) for name in ("availability", "effect", "idempotency")},
        "policy": each.policy.name,
        "permission": [each.permission] if each.permission else [],
        "plan": (each.premium, each.trial_limited, each.plan_note),
        "certainty": each.certainty,
        "updated": each.updated,
        "source": set(each.source),
        "paging": {}
        if paging is None
        else (
            paging.style,
            paging.switch,
            paging.page,
            paging.offset,
            paging.limit,
            paging.size,
            paging.on_by_default,
            paging.first,
            paging.default,
            paging.largest,
        ),
    }


@pytest.mark.corpus
def test_the_generator_writes_the_module_that_is_committed(shared: Path) -> None:
    """Whoever adds a call or a fact has to generate the list anew."""
    command = [sys.executable, str(ROOT / "scripts" / "generate_operations.py"), "--print"]
    run = subprocess.run(
        [*command, str(shared / SPEC)], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert (ROOT / "src/loggro_integration/_operations_list.py").read_text("utf-8") == run.stdout


def test_the_reference_is_the_one_that_the_list_gives() -> None:
    """Whoever adds a call has to write the pages of the clients anew."""
    command = [sys.executable, str(ROOT / "scripts" / "generate_reference.py"), "--check"]

    assert 0 == subprocess.run(command, check=False, cwd=ROOT).returncode
