# SPDX-License-Identifier: MIT
"""One sale from the login to the books."""

from __future__ import annotations

from typing import Any

from sandbox.boxes import Box


def order_body(box: Box, name: str = "Arepa de queso", **more: Any) -> dict[str, Any]:
    (product,) = box.restobar.get("/products", params={"name": name}).json()
    place = product["locationsStock"][0]
    price = place.get("price") or product["price"]
    table = box.restobar.get("/tables").json()[0]["_id"]
    entry = {
        "product": product["_id"],
        "quantity": 2,
        "unit_price": price,
        "locationStock": place["locationStock"]["_id"],
        **more,
    }
    return {"table": table, "orders": [entry]}


def test_a_sale_travels_from_the_order_to_the_books(box: Box) -> None:
    """Orders, invoice, payment, push: the document carries number, customer and total."""
    orders = box.restobar.post("/orders", json=order_body(box)).json()
    bill = {"orderProducts": [{"order": order["_id"]} for order in orders]}
    invoice = box.restobar.post("/invoices", json=bill).json()
    method = box.restobar.get("/paymentMethods").json()[0]["_id"]
    payment = {"paymentMethodValue": [{"paymentMethod": method, "value": 20000}], "tip": 1800}
    paid = box.restobar.post(f"/invoices/{invoice['_id']}/changeToPaid", json=payment).json()

    box.wait()

    (document,) = box.documents()
    assert ["Espera"] == [order["status"] for order in orders]
    assert ("Facturada", 18000) == (invoice["status"], invoice["total"])
    assert ("Pagada", 2000, 1800) == (paid["status"], paid["change"], paid["tip"])
    assert (paid["number"], 18000, "Pagada") == (
        document["numero"],
        document["total"],
        document["estado"],
    )
    assert "222222222222" == document["cliente"]["id"]
