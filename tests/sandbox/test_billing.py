# SPDX-License-Identifier: MIT
"""``POST /invoices``: what it accepts, what it computes, what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from loggro_integration.ids import check_digit
from loggro_integration.sandbox import Assumptions
from sandbox.boxes import NOWHERE, Box, MakeBox, message

FIRM = {"name": "Empresa Demo SAS", "idType": "NIT", "idNumber": "900123456"}
PERSON = {"name": "Cliente Demo", "idType": "CC", "idNumber": "79555001", "email": "a@b.example"}


def test_an_unpaid_bill_is_printed_and_not_pushed(box: Box) -> None:
    """``Facturada``, with nothing paid and no state of the synchronisation."""
    invoice = box.bill().json()

    box.wait()

    assert ("Facturada", 0, 18000) == (invoice["status"], invoice["totalPaid"], invoice["total"])
    assert "paid" not in invoice
    assert "statusLoggro" not in invoice
    assert [] == box.documents()


def test_a_paid_bill_is_paid_with_the_method_it_names(box: Box) -> None:
    """The body names an id, the invoice carries the name."""
    invoice = box.bill(isPaid=True, paymentMethod=box.method("Rappi")).json()

    (entry,) = invoice["paid"]["paymentMethodValue"]
    assert ("Pagada", "Rappi", 18000) == (invoice["status"], entry["paymentMethod"], entry["value"])
    assert "Rappi" == invoice["paymentMethod"]


def test_a_paid_bill_without_method_is_paid_in_cash(box: Box) -> None:
    """The first method of the list."""
    assert "Efectivo" == box.bill(isPaid=True).json()["paymentMethod"]


def test_billed_orders_follow_the_invoice(box: Box) -> None:
    """They become ``Pagada``, which the documentation calls otherwise."""
    box.bill(isPaid=True)

    (order,) = box.restobar.get("/orders").json()["data"]

    assert "Pagada" == order["status"]


def test_an_id_made_by_the_client_is_kept(box: Box) -> None:
    """It is the handle to find the invoice again."""
    mine = "66f9a1b2c3d4e5f601234567"

    invoice = box.bill(_id=mine).json()

    assert mine == invoice["_id"] == box.restobar.get(f"/invoices/{mine}").json()["_id"]


@pytest.mark.parametrize(("choice", "status"), [("refused", 500), ("answered", 200)])
def test_the_same_id_twice_makes_one_invoice(make_box: MakeBox, choice: str, status: int) -> None:
    """Refused, or answered with the first: never a second."""
    box = make_box(assumptions=Assumptions(repeated_id=choice))
    mine = "66f9a1b2c3d4e5f601234567"
    first = box.bill(_id=mine).json()

    again = box.bill(_id=mine)

    assert status == again.status_code
    assert [first["number"]] == box.numbers()


def test_a_malformed_id_answers_an_empty_503(box: Box) -> None:
    """Nothing was billed."""
    answer = box.bill(_id="mi-factura")

    assert (503, b"", []) == (answer.status_code, answer.content, box.numbers())


@pytest.mark.parametrize(("choice", "status"), [("invoice", 200), ("accepted", 202)])
def test_the_answer_may_prove_nothing(make_box: MakeBox, choice: str, status: int) -> None:
    """With 202 and an empty message the invoice exists all the same."""
    box = make_box(assumptions=Assumptions(create_answer=choice))

    answer = box.bill()

    assert status == answer.status_code
    assert 1 == len(box.numbers())
    assert (status == 202) == (answer.json() == {"message": {}})


@pytest.mark.parametrize(("choice", "status"), [("ignored", 200), ("checked", 400)])
def test_the_total_that_was_sent_is_compared_or_not(
    make_box: MakeBox, choice: str, status: int
) -> None:
    """The server computes it anyway."""
    box = make_box(assumptions=Assumptions(create_total=choice))

    wrong, right = box.bill(total=1), box.bill(total=18000)

    assert (status, 200) == (wrong.status_code, right.status_code)


def test_an_open_cash_session_of_the_user_is_needed(box: Box) -> None:
    """Closed: refused with 400; opened again: it works."""
    box.operator.close_cash_box()
    refused = box.bill()

    box.operator.open_cash_box()

    assert (400, "El usuario no tiene una caja registradora activa.") == message(refused)
    assert 200 == box.bill().status_code


@pytest.mark.parametrize(
    ("entries", "status"),
    [
        (None, 400),
        ([], 400),
        ([{"order": NOWHERE}], 401),
        ([{"order": "x"}], 503),
        (["x"], 400),
    ],
)
def test_orders_that_cannot_be_billed_are_refused(box: Box, entries: object, status: int) -> None:
    """None, unknown, malformed."""
    assert status == box.restobar.post("/invoices", json={"orderProducts": entries}).status_code


def test_an_order_is_billed_once(box: Box) -> None:
    """A second bill of the same order is refused."""
    (order,) = box.order()
    body = {"orderProducts": [{"order": order["_id"]}], "isPaid": True}
    box.restobar.post("/invoices", json=body)

    assert 400 == box.restobar.post("/invoices", json=body).status_code
    assert 1 == len(box.numbers())


def test_a_courtesy_cannot_be_billed(box: Box) -> None:
    """Its order is in no state for it."""
    (order,) = box.order(box.entry(complementary={"isComplementary": True, "note": "x"}))

    answer = box.restobar.post("/invoices", json={"orderProducts": [{"order": order["_id"]}]})

    assert ("Cortesia", 400) == (order["status"], answer.status_code)


def test_a_bill_discount_reduces_base_and_tax(box: Box) -> None:
    """Whole pesos: total = base + tax, and the amount stands on the invoice."""
    invoice = box.bill(discountAdditionalTotal=2000).json()

    assert 16000 == invoice["total"] == invoice["subTotal"] + invoice["totalTaxes"]
    assert (2000, 2000) == (invoice["discountAdditional"], invoice["discountAdditionalTotal"])


@pytest.mark.parametrize(("choice", "shown"), [("amount", 2000), ("percent", 11.11)])
def test_a_bill_discount_is_shown_as_amount_or_percentage(
    make_box: MakeBox, choice: str, shown: float
) -> None:
    """2000 of 18000 is 11.11 %."""
    box = make_box(assumptions=Assumptions(discount_additional=choice))

    invoice = box.bill(discountAdditionalTotal=2000).json()

    assert (shown, 2000) == (invoice["discountAdditional"], invoice["discountAdditionalTotal"])


@pytest.mark.parametrize("discount", [18001, -1, "mucho", 0.5])
def test_a_discount_that_cannot_be_is_refused(box: Box, discount: object) -> None:
    """More than the bill, negative, no number, part of a peso."""
    assert 400 == box.bill(discountAdditionalTotal=discount).status_code
    assert [] == box.numbers()


def test_a_customer_by_type_and_number_is_copied_in(box: Box) -> None:
    """DIAN's code as text; a NIT gets its check digit."""
    firm = box.bill(client=FIRM).json()["client"]
    person = box.bill(client=PERSON).json()["client"]

    assert ("31", True, 8) == (firm["idDocumentType"], firm["isSocialReason"], firm["checkDigit"])
    assert ("13", False) == (person["idDocumentType"], person["isSocialReason"])
    assert "checkDigit" not in person


def test_a_registered_customer_is_copied_whole(box: Box) -> None:
    """By document; of two with the same one, the one modified last."""
    shared = next(iter(box.fake.world.clients))["document"]
    namesakes = [row for row in box.fake.world.clients if row["document"] == shared]

    client = box.bill(client={"idType": "CC", "idNumber": shared}).json()["client"]

    assert 2 == len(namesakes)
    assert namesakes[1]["_id"] == client["idInternal"]
    assert namesakes[1]["lastName"] == client["lastName"]


@pytest.mark.parametrize(("choice", "present"), [("yes", True), ("no", False)])
def test_the_copy_has_an_id_or_not(make_box: MakeBox, choice: str, present: bool) -> None:
    """Accounts differ."""
    box = make_box(assumptions=Assumptions(client_has_id=choice))
    document = next(iter(box.fake.world.clients))["document"]

    client = box.invoice(box.operator.sell(customer=document))["client"]

    assert present == ("idInternal" in client)


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ("named", ["Consumidor Final"] * 2),
        ("absent", [None] * 2),
        ("both", ["Consumidor Final", None]),
    ],
)
def test_nobody_is_restobars_default_client_or_absent(
    make_box: MakeBox, choice: str, names: list[str | None]
) -> None:
    """Two sales without customer."""
    box = make_box(assumptions=Assumptions(no_customer=choice))

    rows = [box.invoice(box.operator.sell()) for _ in range(2)]

    assert names == [row.get("client", {}).get("name") for row in rows]


@pytest.mark.parametrize(
    "client",
    [
        {"name": "Sin documento"},
        {"name": "Sin tipo", "idNumber": "1"},
        {"name": "Tipo raro", "idType": "XX", "idNumber": "1"},
        {"name": "NIT que no es", "idType": "NIT", "idNumber": "12x"},
    ],
)
def test_an_electronic_invoice_needs_the_document_of_its_customer(
    box: Box, client: dict[str, Any]
) -> None:
    """Where a customer is named at all; nobody is Consumidor Final."""
    assert 400 == box.bill(isEInvoice=True, client=client).status_code
    assert 200 == box.bill(isEInvoice=True).status_code


def test_kinds_have_their_own_numbering(box: Box) -> None:
    """POS and electronic sales count apart, each with its prefix."""
    numbers = [box.bill(isEInvoice=electronic).json()["number"] for electronic in (False, True) * 2]

    assert ["POS1001", "FE1", "POS1002", "FE2"] == numbers


def test_a_credit_needs_a_customer_and_a_date(box: Box) -> None:
    """Otherwise it is refused."""
    credit = {"dueDate": "2026-12-23T12:00:00.000Z", "dueQuote": 2}

    nobody = box.bill(credit=credit)
    dateless = box.bill(credit={"dueDate": "pronto"}, client=PERSON)
    sold = box.bill(credit=credit, client=PERSON).json()

    assert (400, 400) == (nobody.status_code, dateless.status_code)
    assert ("Por Pagar", 0, credit) == (sold["status"], sold["totalPaid"], sold["credit"])


@pytest.mark.parametrize(("choice", "total"), [("apart", 18000), ("in-total", 22000)])
def test_the_delivery_cost_is_in_the_total_or_apart(
    make_box: MakeBox, choice: str, total: int
) -> None:
    """Unknown at Loggro; it stands on invoice and payment either way."""
    box = make_box(assumptions=Assumptions(delivery_cost=choice))
    number = box.operator.sell([("Arepa de queso", 2)], delivery={"cost": 4000})

    row = box.invoice(number)

    assert total == row["total"] == row["totalPaid"]
    assert 4000 == row["deliveryCost"] == row["paid"]["paymentMethodValue"][0]["deliveryCost"]


@pytest.mark.parametrize(
    ("seed", "name"), [("arepera", "La Arepera de la 45"), (7, None), (8, None)]
)
def test_a_seed_names_a_restaurant(make_box: MakeBox, seed: object, name: str | None) -> None:
    """Its NIT has the right check digit; the same seed gives the same restaurant."""
    box, twin = make_box(seed=seed), make_box(seed=seed)

    business = box.fake.world.business
    number, _, digit = business["nit"].partition("-")
    assert name in {None, business["name"]}
    assert str(check_digit(number)) == digit
    assert business == twin.fake.world.business
    assert list(box.fake.world.clients) == list(twin.fake.world.clients)


def test_other_seeds_are_other_restaurants(make_box: MakeBox) -> None:
    """Name, counts and documents differ; what is curated stays."""
    fakes = [make_box(seed=seed).fake for seed in ("arepera", 1, 2, 3)]

    assert 4 == len({fake.world.business["nit"] for fake in fakes})
    assert 1 < len({len(fake.world.products) for fake in fakes})
    assert 1 < len({len(fake.world.clients) for fake in fakes})


def test_all_documents_of_the_seed_are_well_formed(box: Box) -> None:
    """Firms have a check digit, one document is shared, one begins with zeros."""
    rows = box.restobar.get("/clients", params={"limit": 100}).json()["data"]

    firms = [row for row in rows if row["isSocialReason"]]
    documents = [row["document"] for row in rows]
    assert [check_digit(row["document"]) for row in firms] == [row["checkDigit"] for row in firms]
    assert len(documents) == len(set(documents)) + 1
    assert "0045678" in documents


def test_prices_stand_at_the_root_or_at_the_location(box: Box) -> None:
    """Both in one catalogue; the root is 0 where the location has it."""
    root, place = box.product("Arepa de queso"), box.product("Arepa reina pepiada")

    assert (9000, False) == (root["price"], "price" in root["locationsStock"][0])
    assert (0, 18500) == (place["price"], place["locationsStock"][0]["price"])
