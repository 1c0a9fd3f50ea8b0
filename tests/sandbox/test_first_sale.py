# SPDX-License-Identifier: MIT
"""One sale from the login to the books, and everything an invoice can carry."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from loggro_integration.exact_json import loads
from loggro_integration.sandbox import Assumptions
from sandbox.boxes import DAY, Box, MakeBox

# Every field of the invoice object that public material names (facts, section 2.2.5).
INVOICE = {
    "_id", "seq", "invoicePrefix", "number", "numberUnique", "status", "type", "businessId",
    "business", "timeZone", "createdOn", "modifiedOn", "subTotal", "totalBruto", "totalBaseTax",
    "totalTaxes", "totalDiscount", "discountAdditional", "discountAdditionalTotal", "tip", "total",
    "totalPaid", "change", "deliveryCost", "paymentMethod", "paid", "seller", "cashier", "table",
    "client", "products", "taxes", "delivery", "credit", "eInvoice", "canceled", "deletedInfo",
    "note1", "note2", "note3", "observations", "orders", "group", "groupName", "cashBox", "turn",
    "printType",
}  # fmt: skip
LINE = {
    "idInternal", "name", "code", "categoryId", "categoryName", "quantity", "price", "priceNormal",
    "discount", "subTotal", "totalBruto", "totalTaxes", "total", "taxes", "avgCost", "costProduct",
    "sellerId",
}  # fmt: skip
CLIENT = {
    "idInternal", "name", "lastName", "document", "idDocumentType", "checkDigit", "isSocialReason",
    "responsibilities", "email", "phone", "address", "cityDetail",
}  # fmt: skip
PAYMENT = {
    "paymentMethod", "value", "tip", "deliveryCost", "cashBox", "approbationNumber", "createdOn",
}  # fmt: skip
DELIVERY = {"isDelivery", "deliveryGuy", "percentagePerSale", "deliveryProvider", "address"}


def sell_everything(box: Box) -> None:
    """Make sales of every kind, so that each field is used somewhere."""
    operator = box.operator
    people = [row["document"] for row in box.fake.world.clients]
    delivery = {
        "provider": "RAPPI",
        "address": "Calle 1",
        "cost": 4000,
        "guy": "Jairo",
        "percentage": 18,
    }
    operator.sell(customer=people[0], notes=["Sin cebolla"], discount=1000)
    operator.sell(customer=people[-1], electronic=True)
    operator.sell(
        payments=[{"method": "Tarjeta débito", "approval": "004512"}], tip=1500, delivery=delivery
    )
    operator.sell(customer=people[1], credit=30)
    operator.sell(["Huevos criollos x 12", "Pulpa de fruta sin preparar"], table="Barra")
    operator.annul(operator.sell(), "Error")
    box.wait()


def keys(rows: list[dict[str, Any]]) -> set[str]:
    return {name for row in rows for name in row}


def test_a_sale_travels_from_the_order_to_the_books(box: Box) -> None:
    """Orders, invoice, payment, push: the document carries number, customer and total."""
    orders = box.order()
    bill = {"orderProducts": [{"order": order["_id"]} for order in orders]}
    invoice = box.restobar.post("/invoices", json=bill).json()
    paid = box.pay(invoice["_id"], 20000, tip=1800).json()

    box.wait()

    (document,) = box.documents()
    assert ["Espera"] == [order["status"] for order in orders]
    assert ("Facturada", 18000) == (invoice["status"], invoice["total"])
    assert ("Pagada", 2000, 1800) == (paid["status"], paid["change"], paid["tip"])
    assert (paid["number"], 18000) == (document["numero"], document["total"])
    assert ("Pagada", 0) == (document["estado"], document["saldo"])
    assert "222222222222" == document["cliente"]["id"]


def test_every_published_field_of_an_invoice_is_used(box: Box) -> None:
    """Sales of every kind together carry each known field, and no unknown one but the assumed."""
    sell_everything(box)

    rows = box.invoices()

    assert INVOICE | {"statusLoggro"} == keys(rows)
    assert LINE == keys([line for row in rows for line in row["products"]])
    assert CLIENT == keys([row["client"] for row in rows if "client" in row])
    entries = [
        entry for row in rows if "paid" in row for entry in row["paid"]["paymentMethodValue"]
    ]
    assert PAYMENT == keys(entries)
    assert DELIVERY == keys([row["delivery"] for row in rows])
    assert {"dueDate", "dueQuote"} == keys([row["credit"] for row in rows if "credit" in row])
    assert {"isDeleted", "reason"} == keys([row["deletedInfo"] for row in rows])


def test_what_does_not_apply_is_absent_not_null(box: Box) -> None:
    """A plain sale has no credit, no electronic part, no annulment; nothing is null."""
    number = box.operator.sell()

    row = box.invoice(number)

    assert set() == {"credit", "eInvoice", "canceled", "observations", "deliveryCost"} & set(row)
    assert "null" not in box.restobar.get("/invoices", params={"number": number}).text


@pytest.mark.parametrize(
    ("choice", "flat", "nested"), [("both", 4, 1), ("flat", 5, 0), ("nested", 0, 5)]
)
def test_both_shapes_of_a_line_tax_occur(
    make_box: MakeBox, choice: str, flat: int, nested: int
) -> None:
    """Of five sales in a row one shows the older shape, unless a switch chooses one for all."""
    box = make_box(assumptions=Assumptions(line_taxes=choice))
    for _ in range(5):
        box.operator.sell(["Arepa de queso"])

    taxes = [row["products"][0]["taxes"][0] for row in box.invoices()]

    assert flat == taxes.count({"taxName": "I CONSUMO", "taxValue": 8})
    assert nested == taxes.count({"tax": {"name": "I CONSUMO", "percentage": 8}})


def test_pesos_are_written_as_integers_and_costs_exactly(box: Box) -> None:
    """No amount of the answer has an exponent or a binary tail."""
    box.operator.sell(["Arepa de queso"])

    (row,) = loads(box.restobar.get("/invoices", params=DAY).content)

    assert isinstance(row["total"], int)
    assert Decimal("2700.5") == row["products"][0]["avgCost"]


def test_an_invoice_adds_up(box: Box) -> None:
    """Gross less discounts is the total; base and taxes are the total; payments pay it."""
    sell_everything(box)

    for row in box.invoices():
        discount = row["totalDiscount"] + row.get("discountAdditionalTotal", 0)
        assert row["total"] == row["totalBruto"] - discount
        assert row["total"] == row["subTotal"] + row["totalTaxes"]
        entries = row.get("paid", {}).get("paymentMethodValue", [])
        assert row["totalPaid"] == sum(entry["value"] for entry in entries)
        assert row["tip"] == sum(entry["tip"] for entry in entries)


def test_a_courtesy_never_becomes_an_invoice(box: Box) -> None:
    """Given away is an order with a mark, and nothing in the books."""
    number = box.operator.sell(courtesy=True)

    box.wait()

    orders = box.restobar.get("/orders", params={"isComplementary": "true"}).json()
    assert "" == number
    assert {"Cortesia"} == {order["status"] for order in orders["data"]}
    assert ([], []) == (box.invoices(), box.documents())
