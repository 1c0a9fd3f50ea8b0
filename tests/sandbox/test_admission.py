# SPDX-License-Identifier: MIT
"""Who may call an operation of Restobar: token, permission, plan, role, well-formed ids."""

from __future__ import annotations

import re

import pytest

from loggro_integration.sandbox import coverage
from loggro_integration.sandbox._restobar import ROUTES
from sandbox.boxes import NOWHERE, Box, MakeBox, message
from sandbox.busy import SPAN, as_courier

ROWS = [row for row in coverage() if row.product == "restobar" and row.path != "/login"]
IDS = re.compile(r"\{(?!status|source)\w+\}")


def filled(path: str, value: str = NOWHERE) -> str:
    """Return a path with an id in every place of one."""
    return IDS.sub(value, path).replace("{status}", "Espera").replace("{source}", "RAPPI")


def statuses(box: Box, rows: list[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Call operations and return what each answered."""
    return {
        (method, path): box.restobar.request(method, filled(path), params=SPAN).status_code
        for method, path in rows
    }


ALL = [(row.method, row.path) for row in ROWS]


def test_no_operation_answers_without_a_token(make_box: MakeBox) -> None:
    """401 from all of them, whatever their row declares."""
    box = make_box(login=False)

    assert {401} == set(statuses(box, ALL).values())


def test_a_token_that_is_not_alive_is_refused_by_all(box: Box) -> None:
    """403 with Loggro's own words."""
    box.operator.expire_tokens()

    assert {403} == set(statuses(box, ALL).values())


@pytest.mark.parametrize("code", sorted({row.permission for row in ROWS if row.permission}))
def test_a_missing_permission_is_named(box: Box, code: str) -> None:
    """403 from every operation that needs the code, and from no other."""
    needing = [(row.method, row.path) for row in ROWS if row.permission == code]
    box.operator.set_permission(code, allowed=False)

    answers = [box.restobar.request(method, filled(path)) for method, path in needing]

    assert {(403, f"Al usuario le falta el permiso {code}")} == {message(each) for each in answers}
    assert box.restobar.get("/users").status_code == 200


PREMIUM = [(row.method, row.path) for row in ROWS if row.premium and row.path != "/cashboxes"]


@pytest.mark.parametrize("plan", ["basic", "trial", "free", "extraction"])
def test_reports_and_statistics_are_for_premium(make_box: MakeBox, plan: str) -> None:
    """402 with Loggro's own words on every other plan."""
    box = make_box(plan=plan)

    answers = [box.restobar.request(method, path, params=SPAN) for method, path in PREMIUM]

    assert {(402, "Suscripción premium requerida")} == {message(each) for each in answers}
    assert 29 == len(answers)


def test_what_needs_no_premium_answers_on_every_plan(make_box: MakeBox) -> None:
    """Twenty-three of the reads without premium, on a plan without it."""
    box = make_box(plan="basic")
    free = [
        (row.method, row.path)
        for row in ROWS
        if row.method == "GET"
        and not row.premium
        and row.availability in {"normal", "undocumented"}
        and "{" not in row.path
    ]  # fmt: skip

    found = statuses(box, free)

    assert {200} == set(found.values()), found


WITH_IDS = [(row.method, row.path) for row in ROWS if IDS.search(row.path)]


def test_a_malformed_id_in_a_path_answers_an_empty_503(box: Box) -> None:
    """Wherever a path names something by its id."""
    answers = [
        box.restobar.request(method, filled(path, "no-es-un-id")) for method, path in WITH_IDS
    ]

    assert {(503, b"")} == {(each.status_code, each.content) for each in answers}


def test_an_id_that_nobody_has_is_refused_by_name(box: Box) -> None:
    """With the status the row declares; a client is null, a list of it is empty."""
    quiet = {"/clients/{id}", "/orders/tables/{table}", "/products/category/{categoryId}",
             "/inventoryInvoicePayments/inventory/{inventoryId}"}  # fmt: skip
    found = {
        (method, path): box.restobar.request(method, filled(path)).status_code
        for method, path in WITH_IDS
        if method in {"GET", "DELETE"}
    }

    for (method, path), status in found.items():
        allowed = {200} if method == "GET" and path in quiet else {401, 404, 500, 503}
        assert status in allowed, (method, path, status)


DEMANDED = [
    (route.template, name) for route in ROUTES for name in route.spec.required
    if not route.template.startswith("/stats/pp/")
]  # fmt: skip


def test_the_dates_of_a_report_are_demanded(box: Box) -> None:
    """500 without, or with what is no instant: no such row declares a 400."""
    for path, name in DEMANDED:
        without = {key: value for key, value in SPAN.items() if key != name}
        assert 500 == box.restobar.get(path, params=without).status_code, path
        assert 500 == box.restobar.get(path, params={**SPAN, name: "ayer"}).status_code, path
    assert 32 == len(DEMANDED)


def test_the_platforms_own_statistics_are_refused(box: Box) -> None:
    """Two operations are for Loggro's super administrator alone."""
    paths = [row.path for row in ROWS if row.availability == "superadmin-only"]

    answers = {box.restobar.get(path, params=SPAN).status_code for path in paths}

    assert (2, {401}) == (len(paths), answers)


def test_deliveries_are_for_couriers(box: Box) -> None:
    """403 for everyone else."""
    paths = [row.path for row in ROWS if row.availability == "delivery-role"]
    others = [message(box.restobar.get(path)) for path in paths]
    as_courier(box)

    couriers = [box.restobar.get(path).json() for path in paths]

    assert [(403, "Solo los domiciliarios pueden realizar esta acción.")] * 2 == others
    assert [[], []] == couriers


def test_a_person_may_be_given_another_role(box: Box) -> None:
    """On the screen of users: the permissions of a role count from the next call on."""
    role = {"name": "Auxiliar", "permissions": ["CL_POST"]}
    assert 200 == box.restobar.post("/roles", json=role).status_code
    client = next(iter(box.fake.world.clients))["_id"]

    box.operator.set_role(box.fake.email, "Auxiliar")

    assert 200 == box.restobar.get(f"/clients/{client}").status_code
    assert 403 == box.restobar.delete(f"/clients/{client}").status_code
    in_use = box.verb("set_role", email=box.fake.email, role="Nadie")
    assert 400 == in_use.status_code
    assert 400 == box.verb("set_role", email="nadie@x.example", role="Auxiliar").status_code


@pytest.mark.parametrize("plan", ["trial", "premium"])
def test_a_trial_sees_the_order_areas_of_a_day(make_box: MakeBox, plan: str) -> None:
    """Older ones are not there for it, in the list or by their id."""
    box = make_box(plan=plan)
    area = next(iter(box.fake.world.order_areas))["_id"]
    box.wait(25 * 3600)

    listed = box.restobar.get("/waiterOrderAreas").json()
    read = box.restobar.get(f"/waiterOrderAreas/{area}").status_code

    assert (([], 500) if plan == "trial" else ([area], 200)) == (
        [row["_id"] for row in listed],
        read,
    )
