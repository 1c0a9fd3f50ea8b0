# SPDX-License-Identifier: MIT
"""The route of external sales: off until a switch puts it somewhere, then strict."""

from __future__ import annotations

from typing import Any

import pytest

from loggro_integration.sandbox import Assumptions, Fault
from sandbox.boxes import FACTURACION, Box, MakeBox

PATH = "/v1/ventas-externas"
ON = Assumptions(external_sale_path=PATH)


def body(**changes: Any) -> dict[str, Any]:
    """Return a sale as a partner hands it over, by the names of `mapping.external_sale`."""
    return {
        "number": "POS9001",
        "prefix": "POS",
        "sequence": 9001,
        "applies_to": "Facturas cargadas por Venta POS Externa",
        "issued_on": "2026-11-23",
        "seller": "Camila Torres",
        "form": "Contado",
        "customer": {"id_type": "13", "number": "1020304050", "name": "Ana Prueba"},
        "lines": [{"item": "P01", "description": "Arepa", "quantity": 1, "net": 100, "total": 108}],
        "taxes": [{"code": "04", "name": "INC 8%", "percent": 8, "base": 100, "amount": 8}],
        "payments": [{"method": "Efectivo", "amount": 108}],
        "net": 100,
        "total": 108,
        "balance": 0,
        **changes,
    }


def post(box: Box, module: str = "facturacion", **changes: Any) -> tuple[int, Any]:
    answer = box.pymes.post(f"/loggro-{module}{PATH}", json=body(**changes))
    return answer.status_code, answer.json()


def test_there_is_no_such_route_until_a_switch_says_so(make_box: MakeBox) -> None:
    """Loggro publishes none: by default the path answers as any other that does not exist."""
    box = make_box()
    assert (404, "recurso.no-existe") == (
        box.pymes.post(f"/loggro-facturacion{PATH}", json=body()).status_code,
        post(box)[1]["errores"][0]["codigo"],
    )

    box.operator.switch("external_sale_path", PATH)

    assert 200 == post(box)[0]


def test_a_sale_becomes_a_document(make_box: MakeBox) -> None:
    """With number, day, customer, taxes and payments; a customer that was not there is kept."""
    box = make_box(assumptions=ON)

    status, answer = post(box)

    assert 200 == status
    row = box.document("POS9001")
    assert answer == {"datos": row["uuid"]}
    assert ("2026-11-23", "1020304050", 108, "Pagada") == (
        row["fecha"],
        row["cliente"]["id"],
        row["total"],
        row["estado"],
    )
    assert ("INC 8%", 8, "Efectivo") == (
        row["impuestos"][0]["nombre"],
        row["impuestos"][0]["valor"],
        row["formasPago"][0]["medioPago"],
    )
    customers = box.pymes.get(f"{FACTURACION}/clientes", params={"id": "1020304050"}).json()
    assert 1 == len(customers["contenido"])


def test_what_is_charged_is_not_in_the_total(make_box: MakeBox) -> None:
    """Tip and delivery stand apart, as in a document that Loggro itself pushed."""
    box = make_box(assumptions=ON)

    post(box, total=128, charges=[{"code": "03", "amount": 15}, {"code": "02", "amount": 5}, {}])

    row = box.document("POS9001")
    assert (108, "Pagada") == (row["total"], row["estado"])


def test_an_electronic_sale_is_not_notified_yet(make_box: MakeBox) -> None:
    """Who tells the DIAN of it is not known: the books say that nobody has."""
    box = make_box(assumptions=ON)
    applies = "Facturas cargadas por Venta Externa No POS"

    status, _ = post(box, number="FE9001", prefix="FE", applies_to=applies)

    assert 200 == status
    notice = box.document("FE9001")["facturacionElectronica"]["notificacionDian"]
    assert "Sin Notificar" == notice


@pytest.mark.parametrize(("balance", "state"), [(108, "Pendiente"), (8, "Abonada")])
def test_what_is_owed_is_the_balance(make_box: MakeBox, balance: int, state: str) -> None:
    """A sale on credit has payments or none."""
    box = make_box(assumptions=ON)

    post(box, balance=balance, payments=[], taxes=[{}])

    row = box.document("POS9001")
    assert (balance, state, []) == (row["saldo"], row["estado"], row["formasPago"])


@pytest.mark.parametrize(
    ("repeat", "status", "documents"),
    [("duplicates", 200, 2), ("refused", 400, 1), ("answered", 200, 1)],
)
def test_a_repeat_doubles_is_refused_or_answered(
    make_box: MakeBox, repeat: str, status: int, documents: int
) -> None:
    """No idempotency is documented, so all three are there; the default catches the careless."""
    chosen = Assumptions(external_sale_path=PATH, external_sale_repeat=repeat)
    box = make_box(assumptions=chosen)

    first, second = post(box), post(box)

    assert (200, status) == (first[0], second[0])
    assert documents == len(box.documents(numero="POS9001"))
    assert ("answered" == repeat) == (first[1] == second[1])


@pytest.mark.parametrize(
    "change",
    [
        {"number": "POS9002"},
        {"prefix": "XX", "number": "XX9001"},
        {"applies_to": "Otra"},
        {"sequence": 99_000_000, "number": "POS99000000"},
        {"issued_on": "2031-01-01"},
        {"issued_on": "hoy"},
        {"lines": []},
        {"lines": [{"item": "NADA", "quantity": 1, "net": 1, "total": 1}]},
        {"payments": [{"method": "Trueque", "amount": 108}]},
        {"total": "mucho"},
        {"customer": {"name": "Nadie"}},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused(make_box: MakeBox, change: dict[str, Any]) -> None:
    """Nothing is written then."""
    box = make_box(assumptions=ON)

    assert 400 == post(box, **change)[0]
    assert [] == box.documents()


def test_an_inactive_numbering_takes_nothing(make_box: MakeBox) -> None:
    """As the push of Loggro itself is refused."""
    box = make_box(assumptions=ON)
    box.operator.edit_record("numberings", "POS", estado="INACTIVA")

    assert 400 == post(box)[0]


def test_stock_leaves_where_the_inventory_of_pymes_is_on(make_box: MakeBox) -> None:
    """Twice, with Restobar: which is why it has to be off."""
    box = make_box(assumptions=ON)
    box.operator.set_inventory(on=True)

    post(box)

    assert ["POS9001"] == [row["referencia"] for row in box.fake.world.stock_exits]


def test_the_module_is_a_switch_too(make_box: MakeBox) -> None:
    """Below another module the first one does not know the path."""
    chosen = Assumptions(external_sale_path=PATH, external_sale_module="financiero")
    box = make_box(assumptions=chosen)

    assert (404, 200) == (post(box)[0], post(box, "financiero")[0])


def test_it_needs_the_token_and_json(make_box: MakeBox) -> None:
    """Like every route of Pymes."""
    box = make_box(assumptions=ON)
    address = f"/loggro-facturacion{PATH}"

    assert 401 == box.pymes.post(address, json=body(), headers={"Authorization": ""}).status_code
    assert 400 == box.pymes.post(address, content=b"[]").status_code


def test_faults_strike_it_by_its_path(make_box: MakeBox) -> None:
    """The work is done and the answer is an error, as of any other write."""
    box = make_box(assumptions=ON, faults=[Fault.after_commit("POST", PATH, times=1)])

    assert 500 == post(box)[0]
    assert 1 == len(box.documents(numero="POS9001"))
