# SPDX-License-Identifier: MIT
"""Login, tokens, permissions and plans of Restobar."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest

from loggro_integration.sandbox import Assumptions, Fault
from sandbox.boxes import DAY, Box, MakeBox, message

FORBIDDEN = "No tienes autorización para acceder a la información."


def test_login_answers_the_user_with_a_token_that_never_expires(box: Box) -> None:
    """The answer is the user object; the token looks like a JWT and has no ``exp``."""
    credentials = {"email": box.fake.email, "password": box.fake.password}

    answer = box.restobar.post("/login", json=credentials).json()

    payload = answer["tokenCurrent"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    assert answer["_id"] == claims["sub"]
    assert "exp" not in claims
    assert {"_id", "name", "business", "role", "isActive", "lastAccess"} < set(answer)


def test_a_wrong_password_has_loggros_words(box: Box) -> None:
    """400 with the first literal text."""
    answer = box.restobar.post("/login", json={"email": box.fake.email, "password": "otra"})

    assert (400, "Correo o contraseña incorrectos.") == message(answer)


def test_an_unknown_user_has_the_same_words(box: Box) -> None:
    """Nobody learns which mails exist."""
    body = {"email": "nadie@correo.example", "password": box.fake.password}

    assert (400, "Correo o contraseña incorrectos.") == message(
        box.restobar.post("/login", json=body)
    )


def test_an_inactive_user_is_told_so(box: Box) -> None:
    """400 with the second literal text."""
    body = {"email": "ernesto@laarepera45.example", "password": box.fake.password}

    assert (400, "Usuario inactivo") == message(box.restobar.post("/login", json=body))


@pytest.mark.parametrize(("choice", "suffix"), [("no", ""), ("yes", " (pos.loggro.com)")])
def test_a_user_of_the_shop_product_is_sent_there(
    make_box: MakeBox, choice: str, suffix: str
) -> None:
    """400 with the third literal text, with the suffix one integrator saw or without."""
    box = make_box(assumptions=Assumptions(point_of_sale_suffix=choice))
    body = {"email": "tienda@laarepera45.example", "password": box.fake.password}

    answer = box.restobar.post("/login", json=body)

    text = "Usuario de POS Tienda. Por favor ingrese a la aplicación correcta."
    assert (400, text + suffix) == message(answer)


@pytest.mark.parametrize("body", [{"email": None, "password": None}, {}, {"email": "x"}])
def test_null_credentials_answer_500(box: Box, body: dict[str, None]) -> None:
    """As seen live: what is null is not refused but breaks."""
    assert 500 == box.restobar.post("/login", json=body).status_code


def test_a_large_body_is_read_whole(box: Box) -> None:
    """Over a socket it comes in parts."""
    body = {"email": "x" * 300_000, "password": "y"}

    assert (400, "Correo o contraseña incorrectos.") == message(
        box.restobar.post("/login", json=body)
    )


def test_login_can_fail_now_and_then(make_box: MakeBox) -> None:
    """Every second login answers 500; the next one works."""
    box = make_box(login=False, faults=[Fault.before("POST", "/login", every=2)])
    body = {"email": box.fake.email, "password": box.fake.password}

    statuses = [box.restobar.post("/login", json=body).status_code for _ in range(4)]

    assert [200, 500, 200, 500] == statuses


def test_a_call_without_token_answers_401(box: Box) -> None:
    """No Authorization header at all."""
    del box.restobar.headers["Authorization"]

    assert 401 == box.restobar.get("/invoices", params=DAY).status_code


@pytest.mark.parametrize(("choice", "status"), [("403", 403), ("401", 401)])
def test_a_garbled_token_has_loggros_words(make_box: MakeBox, choice: str, status: int) -> None:
    """403, or 401 where the switch says so, with the literal text."""
    box = make_box(assumptions=Assumptions(refused_login=choice))

    answer = box.restobar.get("/taxes", headers={"Authorization": f"Bearer {box.token}x"})

    assert (status, FORBIDDEN) == message(answer)


@pytest.mark.parametrize(("choice", "status"), [("no", 200), ("yes", 403)])
def test_a_new_login_may_end_the_token_before(make_box: MakeBox, choice: str, status: int) -> None:
    """Unknown at Loggro: a switch."""
    box = make_box(assumptions=Assumptions(login_ends_previous=choice))
    first = box.token
    box.wait(1)

    box.login()

    answer = box.restobar.get("/taxes", headers={"Authorization": f"Bearer {first}"})
    assert status == answer.status_code
    assert 200 == box.restobar.get("/taxes").status_code


def test_the_operator_can_end_every_token(box: Box) -> None:
    """After that a new login is needed, and enough."""
    box.operator.expire_tokens()
    dead = box.restobar.get("/taxes").status_code

    box.login()

    assert (403, 200) == (dead, box.restobar.get("/taxes").status_code)


@pytest.mark.parametrize(("choice", "kind"), [("object", dict), ("id", str)])
def test_the_business_of_a_login_comes_in_two_shapes(
    make_box: MakeBox, choice: str, kind: type
) -> None:
    """Populated or a bare id."""
    box = make_box(assumptions=Assumptions(login_business=choice), login=False)
    body = {"email": box.fake.email, "password": box.fake.password}

    assert isinstance(box.restobar.post("/login", json=body).json()["business"], kind)


@pytest.mark.parametrize(("choice", "kind"), [("object", dict), ("name", str)])
def test_the_role_of_a_login_comes_in_two_shapes(
    make_box: MakeBox, choice: str, kind: type
) -> None:
    """An object or a name."""
    box = make_box(assumptions=Assumptions(login_role=choice), login=False)
    body = {"email": box.fake.email, "password": box.fake.password}

    assert isinstance(box.restobar.post("/login", json=body).json()["role"], kind)


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/clients/" + "0" * 24, "CL_POST"),
        ("POST", "/clients", "CL_POST"),
        ("POST", "/clients/savePaidCredit", "CL_POST_PAID"),
        ("GET", "/cashboxes", "CB_GET_ALL"),
        ("GET", "/orders/" + "0" * 24, "OR_GET_ALL"),
        ("PUT", "/orders", "OR_PUT"),
        ("GET", "/invoices", "IN_GET_ALL"),
    ],
)
def test_a_missing_permission_is_named(box: Box, method: str, path: str, code: str) -> None:
    """403 with the code, until the permission is given back."""
    box.operator.set_permission(code, allowed=False)
    refused = box.restobar.request(method, path)

    box.operator.set_permission(code, allowed=True)

    assert (403, f"Al usuario le falta el permiso {code}") == message(refused)
    assert 403 != box.restobar.request(method, path).status_code


def test_billing_needs_its_permission(box: Box) -> None:
    """Creating invoices and marking them paid ask for the same right."""
    unpaid = box.bill().json()["_id"]
    box.operator.set_permission("IN_POST", allowed=False)

    assert (403, 403) == (box.bill().status_code, box.pay(unpaid, 18000).status_code)


def test_the_sales_report_needs_premium(box: Box) -> None:
    """402 with the literal text on a plan without it."""
    box.operator.set_plan("basic")

    answer = box.restobar.get("/reports/reportSalesInvoices", params={"status": "Pagada"})

    assert (402, "Suscripción premium requerida") == message(answer)


def test_a_trial_account_sees_24_hours(box: Box) -> None:
    """Sales, orders, clients and cash sessions from before are hidden."""
    box.operator.sell()
    box.operator.advance(seconds=timedelta(hours=25).total_seconds())
    number = box.operator.sell()
    box.operator.set_plan("trial")

    wide = {"dateInit": "2026-11-01T05:00:00.000Z", "dateEnd": "2026-12-01T05:00:00.000Z"}
    assert [number] == [row["number"] for row in box.restobar.get("/invoices", params=wide).json()]
    assert 2 == box.restobar.get("/orders").json()["count"]
    assert 0 == box.restobar.get("/clients").json()["count"]
    assert [] == box.restobar.get("/cashboxes").json()


def test_a_free_account_may_not_look_back_further_than_30_days(box: Box) -> None:
    """401, which here does not mean the token."""
    box.operator.set_plan("free")
    old = {"dateInit": "2026-09-01T05:00:00.000Z", "dateEnd": "2026-12-01T05:00:00.000Z"}

    assert 401 == box.restobar.get("/invoices", params=old).status_code
    assert 200 == box.restobar.get("/invoices", params=DAY).status_code


def test_a_business_in_the_extraction_plan_cannot_order(box: Box) -> None:
    """It reads and sells no more."""
    box.operator.set_plan("extraction")
    body = {"table": box.table(), "orders": [box.entry()]}

    assert 403 == box.restobar.post("/orders", json=body).status_code
