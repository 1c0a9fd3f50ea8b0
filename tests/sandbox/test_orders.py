# SPDX-License-Identifier: MIT
"""Orders of Restobar."""

from __future__ import annotations

from typing import Any

import pytest

from loggro_integration.sandbox import Assumptions
from sandbox.boxes import DAY, NOWHERE, Box, MakeBox, message


def test_one_order_is_made_per_entry(box: Box) -> None:
    """The answer is an array, every order waits, and all share the group."""
    orders = box.order(box.entry(), box.entry("Jugo de lulo", notes=["Sin azúcar"]), group="a" * 24)

    assert [18000, 15000] == [order["total"] for order in orders]
    assert {"Espera"} == {order["status"] for order in orders}
    assert {"a" * 24} == {order["group"] for order in orders}
    assert ["Sin azúcar"] == orders[1]["notes"]


def test_a_group_that_is_no_object_id_answers_an_empty_503(box: Box) -> None:
    """A UUID was seen to do this."""
    body = {
        "table": box.table(),
        "group": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "orders": [box.entry()],
    }

    answer = box.restobar.post("/orders", json=body)

    assert (503, b"") == (answer.status_code, answer.content)


@pytest.mark.parametrize(("choice", "status"), [("required", 400), ("optional", 200)])
def test_the_stock_location_is_needed_or_not(make_box: MakeBox, choice: str, status: int) -> None:
    """Accounts differ: a switch."""
    box = make_box(assumptions=Assumptions(location_stock=choice))
    entry = box.entry()
    del entry["locationStock"]

    answer = box.restobar.post("/orders", json={"table": box.table(), "orders": [entry]})

    assert status == answer.status_code


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"quantity": 0}, 400),
        ({"quantity": -1}, 400),
        ({"quantity": "dos"}, 400),
        ({"unit_price": -1}, 400),
        ({"unit_price": "gratis"}, 400),
        ({"unit_price": 100.5}, 400),
        ({"locationStock": NOWHERE}, 400),
        ({"product": NOWHERE}, 500),
        ({"product": "arepa"}, 503),
        ({"complementary": ["x"]}, 400),
        ({"delivery": "x"}, 400),
        ({"notes": "Sin sal"}, 400),
    ],
)
def test_a_bad_entry_is_refused(box: Box, change: dict[str, Any], status: int) -> None:
    """Each fault has its status, and nothing is kept of the call."""
    body = {"table": box.table(), "orders": [box.entry(), box.entry(**change)]}

    answer = box.restobar.post("/orders", json=body)

    assert status == answer.status_code
    assert 0 == box.restobar.get("/orders").json()["count"]


def test_a_product_of_another_business_has_loggros_words(box: Box) -> None:
    """500 with the literal text."""
    body = {"table": box.table(), "orders": [box.entry(product=NOWHERE)]}

    answer = box.restobar.post("/orders", json=body)

    assert (500, "Verifique que el producto se encuentre en éste negocio") == message(answer)


@pytest.mark.parametrize("orders", [None, [], "x", [1]])
def test_a_call_without_orders_is_refused(box: Box, orders: object) -> None:
    """The array is required and holds objects."""
    answer = box.restobar.post("/orders", json={"table": box.table(), "orders": orders})

    assert answer.status_code in {400, 500}


def test_a_table_is_needed_unless_it_is_a_delivery(box: Box) -> None:
    """An order on the way out has none."""
    at_table = box.restobar.post("/orders", json={"orders": [box.entry()]})
    outside = box.restobar.post(
        "/orders", json={"orders": [box.entry(delivery={"isDelivery": True})]}
    )

    assert (400, 200) == (at_table.status_code, outside.status_code)
    assert "table" not in outside.json()[0]


def test_an_unknown_table_is_refused(box: Box) -> None:
    """500 with the words for what belongs to the parent business."""
    answer = box.restobar.post("/orders", json={"table": NOWHERE, "orders": [box.entry()]})

    assert (500, "No encontrado o pertenece al negocio principal!") == message(answer)


def test_the_price_may_be_another_or_the_products_own(box: Box) -> None:
    """An override is accepted; without one the location's price counts, then the root's."""
    cheap, own = box.entry(unit_price=1), box.entry("Arepa reina pepiada", quantity=1)
    del own["unit_price"]

    orders = box.order(cheap, own)

    assert [2, 18500] == [order["total"] for order in orders]


def test_a_variant_is_sold_by_its_own_id(box: Box) -> None:
    """A sub-product stands inside its parent, not in the list."""
    parent = box.product("Jugo de lulo")
    (variant,) = parent["subProducts"]

    (order,) = box.order(
        box.entry("Jugo de lulo", product=variant["_id"], quantity=1, unit_price=None)
    )

    assert 8900 == order["total"]


def test_the_seller_may_be_named(box: Box) -> None:
    """Otherwise the order belongs to the user of the token."""
    waiter = next(row for row in box.restobar.get("/users").json() if row["name"] == "Paola")

    (named,), (own,) = box.order(seller=waiter["_id"]), box.order()

    assert ("Paola", "Integración") == (named["seller"]["name"], own["seller"]["name"])


def test_an_order_leaks_the_user_who_changed_it(box: Box) -> None:
    """As seen live, with address and confirmation code: clients must drop it."""
    (order,) = box.order()

    assert {"email", "ip", "confirmationCode"} < set(order["modifiedBy"])


def test_orders_are_listed_in_pages_unless_asked_otherwise(box: Box) -> None:
    """Paging is on by default, ten rows; the product of a row is populated."""
    for _ in range(12):
        box.order()

    page = box.restobar.get("/orders").json()
    everything = box.restobar.get("/orders", params={"pagination": "false"}).json()

    assert (10, 12, 12) == (len(page["data"]), page["count"], len(everything))
    assert "Arepa de queso" == page["data"][0]["product"]["name"]


@pytest.mark.parametrize("choice", ["newest", "oldest"])
def test_the_order_of_orders_differs_by_account(make_box: MakeBox, choice: str) -> None:
    """As that of invoices."""
    box = make_box(assumptions=Assumptions(list_order=choice))
    made = [box.order()[0]["_id"] for _ in range(3)]

    listed = [row["_id"] for row in box.restobar.get("/orders").json()["data"]]

    assert (made if choice == "oldest" else made[::-1]) == listed


def test_orders_are_filtered(box: Box) -> None:
    """By group, table, product, status and day."""
    (order,) = box.order(group="b" * 24)
    box.order()

    def count(**query: str) -> int:
        return box.restobar.get("/orders", params=query).json()["count"]

    assert 1 == count(group="b" * 24)
    assert 2 == count(product=order["product"], tableId=order["table"]["_id"], status="Espera")
    assert 2 == count(**DAY)
    assert 0 == count(dateEnd="2026-11-01T00:00:00.000Z")
    assert 2 == count(isComplementary="false")


def test_an_order_is_read_by_its_id(box: Box) -> None:
    """With its product populated."""
    (order,) = box.order()

    answer = box.restobar.get(f"/orders/{order['_id']}").json()

    assert (order["_id"], "Arepa de queso") == (answer["_id"], answer["product"]["name"])


def test_a_missing_order_answers_401(box: Box) -> None:
    """The status says token, the words say order."""
    answer = box.restobar.get(f"/orders/{NOWHERE}")

    assert (401, "Pedido no encontrado") == message(answer)


def test_an_order_is_cancelled_with_a_cause(box: Box) -> None:
    """The data says ``Cancelada``; the filter says ``Cancelado`` and finds it."""
    (order,) = box.order()
    body = {"_id": order["_id"], "status": "Cancelada"}

    without = box.restobar.put("/orders", json=body)
    done = box.restobar.put("/orders", json={**body, "causeCancel": "Se equivocó"}).json()

    assert 400 == without.status_code
    assert ("Cancelada", "Se equivocó") == (done["status"], done["causeCancel"])
    assert 1 == box.restobar.get("/orders", params={"status": "Cancelado"}).json()["count"]


def test_a_cancelled_order_cannot_be_cancelled_or_billed(box: Box) -> None:
    """Its state allows neither."""
    (order,) = box.order()
    body = {"_id": order["_id"], "causeCancel": "x"}
    box.restobar.put("/orders", json=body)

    again = box.restobar.put("/orders", json=body)
    billed = box.restobar.post("/invoices", json={"orderProducts": [{"order": order["_id"]}]})

    assert (400, 400) == (again.status_code, billed.status_code)


def test_a_missing_order_cannot_be_cancelled(box: Box) -> None:
    """401 with the words for an order."""
    answer = box.restobar.put("/orders", json={"_id": NOWHERE, "causeCancel": "x"})

    assert (401, "Pedido no encontrado") == message(answer)


def test_a_discount_is_a_button_of_the_app_not_of_the_api(box: Box) -> None:
    """A foreign key in an entry is dropped."""
    (order,) = box.order(box.entry(discount=5000))

    invoice = box.restobar.post(
        "/invoices", json={"orderProducts": [{"order": order["_id"]}]}
    ).json()

    assert ("discount" in order, 18000) == (False, invoice["total"])
