# SPDX-License-Identifier: MIT
"""What is changed in one place shows in the next thing that is done in another."""

from __future__ import annotations

from sandbox.boxes import Box, message
from sandbox.busy import delete, expense, first, get, movement, post, put, whole_product


def test_a_new_price_is_asked_at_the_next_table(box: Box) -> None:
    """And what was sold before keeps its own."""
    before = box.invoice(box.operator.sell(["Arepa de queso"]))
    row = whole_product(box)
    place = {**row["locationsStock"][0], "price": 9900}

    post(box, "/products", {**row, "price": 9900, "locationsStock": [place]})

    after = box.invoice(box.operator.sell(["Arepa de queso"]))
    assert (9000, 9900) == (before["total"], after["total"])
    assert 9000 == box.invoice(before["number"])["total"]


def test_another_tax_of_a_product_is_on_the_next_bill(box: Box) -> None:
    """19 % of VAT where there was consumption tax."""
    row = whole_product(box)
    place = row["locationsStock"][0]
    vat = next(tax for tax in get(box, "/taxes") if tax["name"] == "IVA19")
    path = f"/products/{row['_id']}/locationStock/{place['locationStock']['_id']}/config"

    post(box, path, {"taxes": [vat["_id"]]})

    line = box.invoice(box.operator.sell(["Arepa de queso"]))["products"][0]
    assert ([{"taxName": "IVA19", "taxValue": 19}], 1437) == (line["taxes"], line["totalTaxes"])


def test_a_renamed_payment_method_is_on_the_next_payment(box: Box) -> None:
    """The cash session gets a row of its own for it."""
    method = next(row for row in get(box, "/paymentMethods") if row["name"] == "Rappi")
    post(box, "/paymentMethods", {**method, "name": "Rappi Pay"})

    number = box.operator.sell(payments="Rappi Pay")

    assert "Rappi Pay" == box.invoice(number)["paymentMethod"]
    counted = {row["paymentMethod"]: row for row in first(box, "/cashboxes")["paymentMethods"]}
    assert 16500 == counted["Rappi Pay"]["totalNow"]


def test_a_new_payment_method_has_no_mapping(box: Box) -> None:
    """Its sales stay out of the books until someone maps it."""
    post(box, "/paymentMethods", {"name": "Bono"})

    number = box.operator.sell(payments="Bono")
    box.wait(120)

    assert [] == box.documents(numero=number)


def test_a_role_that_loses_a_permission_loses_it_at_once(box: Box) -> None:
    """For whoever has the role; the whole list is sent each time."""
    role = next(row for row in get(box, "/roles") if row["name"] == "Administrador")
    post(box, "/roles", {**role, "permissions": ["CL_POST", "RO_POST"]})

    answer = box.restobar.get("/roles")

    assert (403, "Al usuario le falta el permiso RO_GET_ALL") == message(answer)
    assert ["CL_POST", "RO_POST"] == get(box, f"/roles/{role['_id']}")["permissions"]


def test_a_deleted_client_is_not_recognised_on_the_next_bill(box: Box) -> None:
    """The bill carries what was sent, without the id of a client."""
    client = next(row for row in get(box, "/clients", pagination="false") if "email" in row)
    person = {"name": "Otra", "idType": "CC", "idNumber": "0045678"}
    known = box.bill(client=person).json()["client"]
    delete(box, f"/clients/{known['idInternal']}")

    stranger = box.bill(client=person).json()["client"]

    assert ("Otra", False) == (stranger["name"], "idInternal" in stranger)
    assert get(box, f"/clients/{client['_id']}") == client


def test_money_that_left_the_cash_session_is_in_its_row(box: Box) -> None:
    """An expense and a payment of a purchase; its register has a name."""
    cash = first(box, "/cashboxes", status="open")
    from_cash = {"subtractCashRegister": True, "cashBox": cash["_id"]}
    spent = post(box, "/expenses", expense(box, **from_cash))
    bought = post(box, "/inventories", movement(box))
    payment = {"inventory": bought["_id"], "total": 5000, **from_cash}

    post(box, "/inventoryInvoicePayments", payment)

    assert 35000 == first(box, "/cashboxes", status="open")["expense"]
    assert "Caja principal" == spent["cashBox"]["_idCashBoxRegister"]["name"]
    box.operator.close_cash_box()
    closed = box.restobar.post("/expenses", json=expense(box, **from_cash))
    assert (500, "Para restar de la caja se requiere el cuadre abierto.") == message(closed)


def test_a_product_made_on_the_screen_has_a_stock_of_its_own(box: Box) -> None:
    """What comes in for one does not come in for another."""
    made = box.operator.add_product("Cholado", price=12000)
    line = {"ingredient": made, "quantity": 5, "price": 4000}

    post(box, "/inventories", {**movement(box), "ingredients": [line]})

    assert 105 == get(box, f"/products/{made}")["locationsStock"][0]["stock"]
    assert 100 == box.product("Arepa de queso")["locationsStock"][0]["stock"]


def test_a_moved_order_is_billed_at_its_new_table(box: Box) -> None:
    """And one made a courtesy is not billed at all."""
    (order,) = box.order()
    other = get(box, "/tables")[2]
    post(box, "/orders/moveToTablet", {"orders": [order["_id"]], "table": other["_id"]})
    bill = {"orderProducts": [{"order": order["_id"]}]}
    assert other["_id"] == post(box, "/invoices", bill)["table"]["idInternal"]

    (given,) = box.order()
    mark = {"orders": [given["_id"]], "complementary": {"isComplementary": True}}
    put(box, "/orders/updateAll", mark)

    refused = box.restobar.post("/invoices", json={"orderProducts": [{"order": given["_id"]}]})
    assert (400, "El pedido no está en estado Espera o Entregado.") == message(refused)


def test_a_split_order_is_billed_to_two_people(box: Box) -> None:
    """The discount of the line is kept to the peso."""
    (order,) = box.order(box.entry(quantity=3))
    rows = put(box, "/orders/split", {"orders": [order["_id"]]})

    bills = [
        post(box, "/invoices", {"orderProducts": [{"order": row["_id"]} for row in part]})
        for part in (rows[:1], rows[1:])
    ]

    assert [9000, 18000] == [bill["total"] for bill in bills]
