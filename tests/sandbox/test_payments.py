# SPDX-License-Identifier: MIT
"""Paying: at once, in parts, with a tip, on credit; and what the cash session counts."""

from __future__ import annotations

from typing import Any

import pytest

from loggro_integration.sandbox import Assumptions
from sandbox.boxes import NOWHERE, Box, MakeBox, message


def entries(row: dict[str, Any]) -> list[tuple[str, int, int]]:
    paid = row["paid"]["paymentMethodValue"]
    return [(entry["paymentMethod"], entry["value"], entry["tip"]) for entry in paid]


def debtor(box: Box) -> str:
    return str(next(iter(box.fake.world.clients))["document"])


def pay_credit(box: Box, sale_id: str, value: object) -> Any:
    entry = {"paymentMethod": box.method(), "value": value}
    body = {"invoice": sale_id, "paymentMethodValue": [entry]}
    return box.restobar.post("/clients/savePaidCredit", json=body)


def test_a_mixed_payment_is_several_entries_that_share_the_tip(box: Box) -> None:
    """By their values; the sums are exact."""
    invoice = box.bill().json()

    paid = box.pay(invoice["_id"], 10000, 8000, tip=1801).json()

    assert [("Efectivo", 10000, 1001), ("Efectivo", 8000, 800)] == entries(paid)
    assert ("Pagada", 1801, 18000) == (paid["status"], paid["tip"], paid["totalPaid"])


def test_an_entry_may_carry_its_own_tip(box: Box) -> None:
    """Then nothing is shared."""
    method = box.method("Tarjeta crédito")
    invoice = box.bill().json()
    entry = {"paymentMethod": method, "value": 18000, "tip": 500, "approbationNumber": "7"}

    path = f"/invoices/{invoice['_id']}/changeToPaid"
    paid = box.restobar.post(path, json={"paymentMethodValue": [entry]}).json()

    assert [("Tarjeta crédito", 18000, 500)] == entries(paid)
    assert "7" == paid["paid"]["paymentMethodValue"][0]["approbationNumber"]


def test_an_entry_may_carry_the_delivery_cost(box: Box) -> None:
    """It then stands on the invoice as well."""
    invoice = box.bill().json()
    entry = {"paymentMethod": box.method(), "value": 18000, "deliveryCost": 4000}

    path = f"/invoices/{invoice['_id']}/changeToPaid"
    paid = box.restobar.post(path, json={"paymentMethodValue": [entry]}).json()

    assert (4000, 18000) == (paid["deliveryCost"], paid["total"])


@pytest.mark.parametrize(("choice", "value"), [("no", 18000), ("yes", 19800)])
def test_the_value_shown_contains_the_tip_or_not(
    make_box: MakeBox, choice: str, value: int
) -> None:
    """Sources differ; what is stored is the same."""
    box = make_box(assumptions=Assumptions(payment_value_includes_tip=choice))
    invoice = box.bill().json()

    paid = box.pay(invoice["_id"], 18000, tip=1800).json()

    assert [("Efectivo", value, 1800)] == entries(paid)
    assert (18000, 1800) == (paid["totalPaid"], paid["tip"])


def test_change_comes_out_of_the_cash(box: Box) -> None:
    """The card keeps its value."""
    number = box.operator.sell(
        [("Arepa de queso", 2)],
        payments=[{"method": "Efectivo", "value": 20000}, {"method": "Nequi", "value": 8000}],
    )

    row = box.invoice(number)

    assert 10000 == row["change"]
    assert [("Efectivo", 10000, 0), ("Nequi", 8000, 0)] == entries(row)


def test_too_little_is_refused_and_nothing_changes(box: Box) -> None:
    """The invoice stays ``Facturada``."""
    invoice = box.bill().json()

    answer = box.pay(invoice["_id"], 17999)

    assert 400 == answer.status_code
    assert invoice == box.restobar.get(f"/invoices/{invoice['_id']}").json()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"paymentMethodValue": []}, 400),
        ({"paymentMethodValue": [1]}, 400),
        ({"paymentMethodValue": [{"paymentMethod": NOWHERE, "value": 18000}]}, 400),
        ({"paymentMethodValue": [{"paymentMethod": "Efectivo", "value": 18000}]}, 503),
        ({"paymentMethodValue": [{"value": 18000}]}, 400),
        ({"client": "x"}, 400),
        ({"tip": -1}, 400),
    ],
)
def test_a_bad_payment_is_refused(box: Box, body: dict[str, Any], status: int) -> None:
    """A method is an id here, not a name."""
    invoice = box.bill().json()

    path = f"/invoices/{invoice['_id']}/changeToPaid"

    assert status == box.restobar.post(path, json=body).status_code
    assert "Facturada" == box.invoice(invoice["number"])["status"]


def test_only_a_printed_invoice_can_be_paid(box: Box) -> None:
    """Paying twice is refused, and there is one payment."""
    invoice = box.bill().json()
    box.pay(invoice["_id"], 18000)

    again = box.pay(invoice["_id"], 18000)

    assert (400, "La factura debe estar en estado Facturada.") == message(again)
    assert [("Efectivo", 18000, 0)] == entries(box.invoice(invoice["number"]))


def test_paying_needs_an_open_cash_session(box: Box) -> None:
    """The session may have been closed since the bill."""
    invoice = box.bill().json()
    box.operator.close_cash_box()

    assert 400 == box.pay(invoice["_id"], 18000).status_code


def test_a_missing_invoice_cannot_be_paid(box: Box) -> None:
    """404."""
    assert 404 == box.pay(NOWHERE, 18000).status_code


def test_paying_may_mend_the_customers_data(box: Box) -> None:
    """Name, phone and mail, and nothing else."""
    person = {"name": "Ana", "idType": "CC", "idNumber": "79555001"}
    invoice = box.bill(client=person).json()

    paid = box.pay(invoice["_id"], 18000, client={"email": "ana@correo.example", "document": "1"})

    client = paid.json()["client"]
    assert ("ana@correo.example", "79555001") == (client["email"], client["document"])


def test_the_cash_session_counts_by_method(box: Box) -> None:
    """Values and tips, under the names of the methods."""
    box.operator.add_payment_method("Bono")
    box.operator.sell([("Arepa de queso", 2)], payments={"Efectivo": 8000, "Bono": 10000}, tip=900)

    (session,) = box.restobar.get("/cashboxes", params={"status": "open"}).json()

    now = {row["paymentMethod"]: row["totalNow"] for row in session["paymentMethods"]}
    assert (8400, 10500, 0) == (now["Efectivo"], now["Bono"], now["Nequi"])


def test_two_payments_settle_a_credit(box: Box) -> None:
    """The debt is total less paid; the last payment makes it ``Pagada``."""
    number = box.operator.sell([("Arepa de queso", 2)], customer=debtor(box), credit=30)
    sale_id = box.invoice(number)["_id"]

    first = pay_credit(box, sale_id, 8000).json()
    second = pay_credit(box, sale_id, 10000).json()

    assert ("Por Pagar", 8000) == (first["status"], first["totalPaid"])
    assert ("Pagada", 18000) == (second["status"], second["totalPaid"])
    assert [("Efectivo", 8000, 0), ("Efectivo", 10000, 0)] == entries(second)


@pytest.mark.parametrize("value", [0, 18001, -5, "x"])
def test_a_credit_payment_fits_its_balance(box: Box, value: object) -> None:
    """More than is owed, nothing, or nonsense is refused."""
    number = box.operator.sell([("Arepa de queso", 2)], customer=debtor(box), credit=30)

    answer = pay_credit(box, box.invoice(number)["_id"], value)

    assert 400 == answer.status_code
    assert 0 == box.invoice(number)["totalPaid"]


def test_what_is_not_on_credit_has_no_credit_payment(box: Box) -> None:
    """A paid sale, an unknown one, a malformed id."""
    paid = box.invoice(box.operator.sell())["_id"]

    statuses = [pay_credit(box, sale_id, 1).status_code for sale_id in (paid, NOWHERE, "x")]

    assert [400, 400, 503] == statuses


def test_a_credit_payment_needs_a_list_of_payments(box: Box) -> None:
    """Nothing was paid without one."""
    number = box.operator.sell(customer=debtor(box), credit=30)

    body = {"invoice": box.invoice(number)["_id"]}

    assert 400 == box.restobar.post("/clients/savePaidCredit", json=body).status_code


def test_a_mail_goes_to_the_customer_who_has_one(box: Box) -> None:
    """Each call sends; without a mail it is refused."""
    with_mail = box.operator.sell(customer=debtor(box))
    without = box.operator.sell()

    def send(number: str) -> int:
        sale_id = box.invoice(number)["_id"]
        return box.restobar.post(f"/invoices/{sale_id}/sendEmail").status_code

    assert [200, 200, 500] == [send(with_mail), send(with_mail), send(without)]
    assert 2 == box.operator.state_of(with_mail)["mails"]
    assert 404 == box.restobar.post(f"/invoices/{NOWHERE}/sendEmail").status_code
