# SPDX-License-Identifier: MIT
"""The control interface: as an object, and over HTTP with its own token."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from loggro_integration.errors import InvalidInput
from loggro_integration.sandbox import FakeLoggro, Fault, Operator
from sandbox.boxes import Box, MakeBox


def debtor(box: Box) -> str:
    return str(next(iter(box.fake.world.clients))["document"])


def test_the_control_interface_needs_its_token(box: Box) -> None:
    """401 without, 403 with another: also with a token of Restobar or Pymes."""
    statuses = [
        box.control.get("/", headers={"Authorization": header}).status_code
        for header in ("", "Bearer x", f"Bearer {box.fake.token}", f"Bearer {box.token}")
    ]

    assert [401, 403, 403, 403] == statuses


def test_every_verb_is_listed_with_its_parameters(box: Box) -> None:
    """All public methods but the one that takes objects, each with a sentence."""
    listed = box.control.get("/").json()["verbs"]

    methods = {
        name for name, _ in inspect.getmembers(Operator, inspect.isfunction) if name[0] != "_"
    }
    assert methods - {"add_faults"} == set(listed)
    assert {"seconds": "float"} == listed["advance"]["parameters"]
    assert all(verb["does"].endswith((".", ":")) for verb in listed.values())


def test_a_verb_runs_over_http(box: Box) -> None:
    """Sale, clock and books, by JSON alone."""
    number = box.verb("sell", lines=[["Arepa de queso", 2]], electronic=True).json()["result"]
    box.verb("advance", seconds=120)

    (row,) = box.documents()

    assert ("FE1", 18000) == (row["numero"], row["total"])
    assert number == row["numero"]


@pytest.mark.parametrize(
    ("name", "arguments", "status"),
    [
        ("fly", {}, 404),
        ("_acting", {}, 404),
        ("add_faults", {"faults": []}, 404),
        ("advance", {"hours": 1}, 400),
        ("map_tax", {}, 400),
        ("switch", {"name": "no", "value": 1}, 400),
        ("sell", {"lines": ["Unicornio"]}, 400),
    ],
)
def test_a_verb_that_cannot_run_is_refused(
    box: Box, name: str, arguments: dict[str, Any], status: int
) -> None:
    """Unknown, private, with wrong arguments, with names that do not exist."""
    answer = box.verb(name, **arguments)

    assert status == answer.status_code
    assert answer.json()["error"]


def test_a_refused_verb_names_the_field(box: Box) -> None:
    """So that a script can point at it."""
    answer = box.verb("map_payment_method", name="Efectivo", pymes_name="Oro").json()

    assert "pymes_name" == answer["field"]


@pytest.mark.parametrize(("method", "path"), [("GET", "/nothing"), ("PUT", "/advance")])
def test_other_paths_and_methods_are_404(box: Box, method: str, path: str) -> None:
    """Views are read, verbs are posted."""
    assert 404 == box.control.request(method, path).status_code


def test_a_body_that_is_no_object_is_refused(box: Box) -> None:
    """400."""
    assert 400 == box.control.post("/advance", json=[1]).status_code


def test_the_state_is_a_summary(box: Box) -> None:
    """Clock, business, counts, settings, switches, and the names a verb may use."""
    box.operator.sell()
    box.wait()

    state = box.control.get("/state").json()

    assert ("2026-11-23T12:02:00.000Z", 1, 1, 0) == (
        state["now"],
        state["sales"],
        state["books"],
        state["waiting"],
    )
    assert "Nequi" in state["paymentMethods"]
    assert "Nequi" not in state["settings"]["payment_methods"]
    assert "duplicates" == state["assumptions"]["forced_resend"]


def test_the_log_is_readable(box: Box) -> None:
    """Every call of both faces, none of the control interface."""
    box.pymes.get("/loggro-facturacion/v1/clientes")

    calls = box.control.get("/calls").json()["calls"]

    assert ["/login", "/v1/clientes"] == [call["route"] for call in calls]


def test_the_clock_is_set_and_moved(box: Box) -> None:
    """By an instant, by text, forwards and back."""
    moments = [
        box.operator.set_clock(at=datetime(2026, 12, 1, 5, tzinfo=UTC)),
        box.operator.advance(seconds=1.5),
        box.operator.set_clock(at="2026-11-30T00:00:00.000Z"),
        box.operator.now(),
    ]

    assert [
        "2026-12-01T05:00:00.000Z",
        "2026-12-01T05:00:01.500Z",
        "2026-11-30T00:00:00.000Z",
        "2026-11-30T00:00:00.000Z",
    ] == moments


def test_a_clock_may_run_by_itself(make_box: MakeBox) -> None:
    """Then it never stands at its start for long, and can still be moved."""
    box = make_box(real_clock=True)

    before = box.operator.now()
    box.operator.advance(seconds=3600)

    assert "2026-11-23T12:" == before[:14]
    assert "2026-11-23T13:" == box.operator.now()[:14]


def test_everything_that_waits_can_happen_now(box: Box) -> None:
    """The DIAN first, then the push; the clock stands."""
    number = box.operator.sell(electronic=True)

    happened = box.operator.push_now()

    assert 2 == happened
    assert [number] == [row["numero"] for row in box.documents()]
    assert "2026-11-23T12:00:00.000Z" == box.operator.now()


def test_a_sale_can_be_made_at_another_time(box: Box) -> None:
    """Yesterday's sale is pushed at once, tomorrow's later."""
    past = box.operator.sell(at="2026-11-22T18:00:00.000Z")
    future = box.operator.sell(at=datetime(2026, 11, 24, 18, tzinfo=UTC))

    assert "2026-11-22T18:00:00.000Z" == box.invoice(past)["createdOn"]
    assert [past] == [row["numero"] for row in box.documents()]
    box.operator.advance(seconds=timedelta(days=2).total_seconds())
    assert "2026-11-24" == box.document(future)["fecha"]


def test_a_sale_takes_all_that_a_cashier_can_enter(box: Box) -> None:
    """Lines with price and discount, table, seller, notes, customer by data, tip, approval."""
    number = box.operator.sell(
        [
            "Jugo de lulo",
            ("Arepa de queso", 2),
            {"product": "Bandeja de la 45", "quantity": 1, "price": 30000, "discount": 3000},
        ],
        customer={"name": "Ana", "idType": "CE", "idNumber": "E-77"},
        payments=[
            {"method": "Tarjeta crédito", "value": 40000, "tip": 4000, "approval": "1"},
            {"method": "Efectivo"},
        ],
        discount=2500,
        table="Mesa 3",
        seller="Andrés",
        notes=["Sin sal"],
    )

    row = box.invoice(number)

    assert (55500, 3000, 50000) == (row["totalBruto"], row["totalDiscount"], row["total"])
    assert [(40000, 4000), (10000, 0)] == [
        (entry["value"], entry["tip"]) for entry in row["paid"]["paymentMethodValue"]
    ]
    assert ("Mesa 3", "Andrés", "E-77", "22") == (
        row["table"]["name"],
        row["seller"]["name"],
        row["client"]["document"],
        row["client"]["idDocumentType"],
    )
    assert "Sin sal. Sin sal. Sin sal" == row["observations"]


def test_a_firm_is_sold_to_by_its_nit(box: Box) -> None:
    """The registered client is found by document."""
    firm = next(row for row in box.fake.world.clients if row["isSocialReason"])

    client = box.invoice(box.operator.sell(customer=firm["document"], electronic=True))["client"]

    assert (firm["name"], "31") == (client["name"], client["idDocumentType"])


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"lines": ["Unicornio"]}, "lines"),
        ({"payments": "Oro"}, "payments"),
        ({"customer": "0"}, "customer"),
        ({"table": "Mesa 99"}, "table"),
        ({"seller": "Nadie"}, "seller"),
        ({"lines": []}, "sale"),
        ({"discount": 10**6}, "sale"),
        ({"payments": {"Efectivo": 1}}, "sale"),
        ({"credit": 30}, "sale"),
        ({"lines": [{"product": "Arepa de queso", "discount": 9001}]}, "sale"),
    ],
)
def test_a_sale_that_cannot_be_is_refused(box: Box, arguments: dict[str, Any], field: str) -> None:
    """By the name that does not exist, or in the words of Restobar."""
    with pytest.raises(InvalidInput) as caught:
        box.operator.sell(**arguments)

    assert field == caught.value.field
    assert caught.value.hint is not None


REFUSED: list[tuple[str, Callable[[Operator], object]]] = [
    ("number", lambda operator: operator.pay("FE99")),
    ("number", lambda operator: operator.void("FE99")),
    ("number", lambda operator: operator.edit_document("FE99", total=1)),
    ("number", lambda operator: operator.state_of("FE99")),
    ("name", lambda operator: operator.map_payment_method("Oro", "Efectivo")),
    ("pymes_name", lambda operator: operator.map_payment_form("Contado", "Nunca")),
    ("name", lambda operator: operator.map_tax("Diezmo", "INC 8%")),
    ("pymes_name", lambda operator: operator.map_seller("Paola", "Nadie")),
    ("item_code", lambda operator: operator.map_product("Arepa de queso", "ZZ")),
    ("tax", lambda operator: operator.add_product("X", price=1, tax="Diezmo")),
    ("kind", lambda operator: operator.set_resolution("paper")),  # type: ignore[arg-type]
    ("plan", lambda operator: operator.set_plan("gold")),  # type: ignore[arg-type]
    ("email", lambda operator: operator.set_user("nadie@correo.example")),
    ("kind", lambda operator: operator.inject_fault(kind="quake")),  # type: ignore[arg-type]
    ("every", lambda operator: operator.inject_fault(every=0)),
    ("sale", lambda operator: operator.finalise_void(operator.sell())),
    ("sale", lambda operator: operator.force_send(operator.sell(paid=False))),
    ("sale", lambda operator: operator.pay_credit(operator.sell(), 1)),
]


@pytest.mark.parametrize(("field", "act"), REFUSED)
def test_a_verb_refuses_what_does_not_exist(
    box: Box, field: str, act: Callable[[Operator], object]
) -> None:
    """InvalidInput with the field and a hint in both languages."""
    with pytest.raises(InvalidInput) as caught:
        act(box.operator)

    assert field == caught.value.field
    assert caught.value.hint is not None
    assert caught.value.hint.es


def test_every_mapping_can_be_set_and_taken_away(box: Box) -> None:
    """Six kinds; the screen shows what was chosen."""
    operator = box.operator
    operator.map_payment_method("Nequi", "Efectivo")
    operator.map_payment_form("Contado", "Crédito 60 días")
    operator.map_tax("IVA19", "INC 8%")
    operator.map_seller("Paola", "Camila Torres")
    operator.map_product("Jugo de lulo", "P01")
    chosen = operator.settings()
    operator.unmap_payment_method("Nequi")
    operator.unmap_payment_form("Contado")
    operator.unmap_tax("IVA19")
    operator.unmap_seller("Paola")
    operator.unmap_product("Jugo de lulo")
    left = operator.settings()

    assert "Efectivo" == chosen["payment_methods"]["Nequi"]
    assert "Crédito 60 días" == chosen["payment_forms"]["Contado"]
    assert ("INC 8%", "Camila Torres", "P01") == (
        chosen["taxes"]["IVA19"],
        chosen["sellers"]["Paola"],
        chosen["products"]["Jugo de lulo"],
    )
    assert "Nequi" not in left["payment_methods"]
    assert {"Contado", "IVA19", "Paola", "Jugo de lulo"} & {
        name for kind in ("payment_forms", "taxes", "sellers", "products") for name in left[kind]
    } == set()


def test_numberings_are_chosen_edited_and_cleared(box: Box) -> None:
    """On the integration screen, in Pymes and in Restobar."""
    box.operator.set_resolution("electronic", prefix="SETP", low=990, high=995)
    box.operator.set_series("electronic", prefix="SETP", next=991)
    number = box.operator.sell(electronic=True)
    box.wait()
    box.operator.clear_resolution("electronic")

    assert "SETP991" == number == box.document(number)["numero"]
    assert ["pos"] == list(box.operator.settings()["resolutions"])


def test_users_are_activated_and_moved(box: Box) -> None:
    """A user of the integration may be locked out, and let in again."""
    body = {"email": box.fake.email, "password": box.fake.password}
    seen = []
    for change in ({"active": False}, {"active": True, "shop": True}, {"shop": False}):
        box.operator.set_user(box.fake.email, **change)
        seen.append(box.restobar.post("/login", json=body).status_code)

    assert [400, 400, 200] == seen


def test_a_new_method_and_product_can_be_sold_with(box: Box) -> None:
    """They exist in Restobar alone until they are mapped."""
    method = box.operator.add_payment_method("Daviplata")
    product = box.operator.add_product("Postre", price=7000, tax=None)

    row = box.invoice(box.operator.sell(["Postre"], payments="Daviplata"))

    assert (7000, 0, []) == (row["total"], row["totalTaxes"], row["products"][0]["taxes"])
    assert product == row["products"][0]["idInternal"]
    assert method == box.method("Daviplata")


def test_books_can_be_edited_doubled_deleted_and_added_to(box: Box) -> None:
    """Whatever a person could do in Pymes by mistake."""
    numbers = [box.operator.sell() for _ in range(3)]
    box.wait()
    box.operator.edit_document(numbers[0], total=1, cliente={"id": "1"}, estado="Pendiente")
    box.operator.duplicate_document(numbers[1])
    box.operator.delete_document(numbers[2])
    box.operator.add_document("PY7", date="2026-11-23", total="5000", customer=debtor(box))
    box.operator.add_document("PYX", date="2026-11-23", total=100)

    rows = box.documents()

    edited = next(row for row in rows if row["numero"] == numbers[0])
    added = {row["numero"]: row for row in rows if row["prefijo"] == "PY"}
    assert (1, "1", "Consumidor Final", "Pendiente") == (
        edited["total"],
        edited["cliente"]["id"],
        edited["cliente"]["nombre"],
        edited["estado"],
    )
    assert [numbers[1]] == box.fake.duplicates()
    assert numbers[2] not in {row["numero"] for row in rows}
    assert (7, debtor(box)) == (added["PY7"]["consecutivo"], added["PY7"]["cliente"]["id"])
    assert (0, "222222222222") == (added["PYX"]["consecutivo"], added["PYX"]["cliente"]["id"])


@pytest.mark.parametrize("fields", [{"color": "rojo"}, {"uuid": "x"}])
def test_a_document_has_only_its_own_fields_to_edit(box: Box, fields: dict[str, str]) -> None:
    """Its identity is not one of them."""
    number = box.operator.sell()
    box.wait()

    with pytest.raises(InvalidInput):
        box.operator.edit_document(number, **fields)


def test_money_in_the_books_is_never_a_float(box: Box) -> None:
    """An edit with one is refused."""
    number = box.operator.sell()
    box.wait()

    with pytest.raises(InvalidInput):
        box.operator.edit_document(number, total=1.5)


def test_annulling_to_the_end_needs_no_waiting(box: Box) -> None:
    """POS, electronic and not yet answered by the DIAN alike."""
    pos, fresh, accepted = box.operator.sell(), *(box.operator.sell(electronic=True) for _ in "ab")
    box.restobar.get(f"/invoices/isValidate/{box.invoice(accepted)['_id']}")

    for number in (pos, fresh, accepted):
        box.operator.annul(number, "Error")

    box.wait()
    assert {"Anulada"} == {row["status"] for row in box.invoices()}
    assert [] == box.documents()


def test_the_two_phases_can_be_walked_by_hand(box: Box) -> None:
    """Begin, wait for the note, finish."""
    number = box.operator.sell(electronic=True)
    box.wait()
    box.operator.void(number, "Error")
    box.wait()

    box.operator.finalise_void(number)

    assert "done" == box.operator.state_of(number)["void"]


def test_the_button_sends_again(box: Box) -> None:
    """As the API does."""
    number = box.operator.sell(payments="Nequi")
    box.wait()
    box.operator.configure_all()

    box.operator.force_send(number)
    box.wait()

    assert [number] == [row["numero"] for row in box.documents()]


def test_a_sale_is_copied_into_a_large_restaurant(box: Box) -> None:
    """Consecutive numbers, own ids, pushed like others; a printed one is not."""
    number, printed = box.operator.sell(), box.operator.sell(paid=False)

    copies = box.operator.copy_sale(number, 3)
    box.operator.copy_sale(printed, 1)
    box.wait()

    assert ["POS1003", "POS1004", "POS1005"] == copies
    assert 6 == len({row["_id"] for row in box.invoices()})
    assert [number, *copies] == [row["numero"] for row in box.documents()]


def test_a_copy_lives_its_own_life(box: Box) -> None:
    """What happens to it does not happen to its model."""
    number = box.operator.sell(customer=debtor(box), credit=30)
    box.operator.pay_credit(number, 1000)
    (copy,) = box.operator.copy_sale(number, 1)

    box.operator.pay_credit(copy, 2000)
    box.operator.annul(copy)

    row = box.invoice(number)
    assert ("Por Pagar", False) == (row["status"], row["deletedInfo"]["isDeleted"])
    assert [1000] == [entry["value"] for entry in row["paid"]["paymentMethodValue"]]


def test_switches_change_while_the_fake_runs(box: Box) -> None:
    """At once, also for what was sold before."""
    number = box.operator.sell()
    box.operator.switch("sync_field", "estado")

    assert "Pendiente" == box.invoice(number)["estado"]


def test_what_the_fake_hands_out_are_copies(box: Box) -> None:
    """Whoever changes them changes nothing."""
    box.operator.sell()
    box.wait()
    box.fake.sales()[0]["products"][0]["price"] = 1
    box.fake.books()[0]["cliente"]["id"] = "1"

    assert 9000 == box.fake.sales()[0]["products"][0]["price"]
    assert "222222222222" == box.fake.books()[0]["cliente"]["id"]
    assert "La Arepera de la 45" in repr(box.fake)


def test_faults_come_and_go_by_the_operator(box: Box) -> None:
    """As objects in process, as arguments over HTTP."""
    box.operator.add_faults([Fault.gateway("GET", "/taxes")])
    box.verb("inject_fault", method="GET", route="/tables", status=418, body="te")
    struck = [box.restobar.get(path).status_code for path in ("/taxes", "/tables")]

    kinds = [fault.kind for fault in box.fake.faults]
    box.verb("clear_faults")

    assert [502, 418] == struck
    assert ["answer-before", "answer-before"] == kinds
    assert [200, 200] == [box.restobar.get(path).status_code for path in ("/taxes", "/tables")]


def test_a_fake_is_made_in_no_time() -> None:
    """Many thousand of them fit into a property test; no bound is asserted, only that it works."""
    fakes = [FakeLoggro(random_seed=number) for number in range(50)]

    assert 50 == len({fake.token for fake in fakes})
