# SPDX-License-Identifier: MIT
"""Clients, products and the other catalogues of Restobar."""

from __future__ import annotations

import pytest

from loggro_integration.sandbox import Assumptions
from sandbox.boxes import NOWHERE, Box, MakeBox, message


def test_clients_come_in_pages_by_default(box: Box) -> None:
    """``{data, count}`` without being asked; a bare array when asked not to."""
    page = box.restobar.get("/clients", params={"limit": "2"}).json()
    everything = box.restobar.get("/clients", params={"pagination": "false"}).json()

    assert 2 == len(page["data"])
    assert page["count"] == len(everything) > 2


@pytest.mark.parametrize("name", ["filter", "clientData"])
def test_clients_are_found_by_parts(box: Box, name: str) -> None:
    """Several words, in name or document; an empty text finds all."""
    first = next(iter(box.fake.world.clients))

    def found(text: str) -> int:
        return box.restobar.get("/clients", params={name: text}).json()["count"]

    assert 1 == found(f"{first['name'][:4].upper()} {first['lastName']}")
    assert 2 == found(first["document"])
    assert len(box.fake.world.clients) == found("")
    assert 0 == found("nadie así")


def test_a_client_is_read_by_its_id(box: Box) -> None:
    """Types of documents are numbers here and texts in an invoice."""
    first = next(iter(box.fake.world.clients))

    answer = box.restobar.get(f"/clients/{first['_id']}").json()

    assert (first["document"], 13) == (answer["document"], answer["idDocumentType"])


def test_a_missing_client_is_null_with_200(box: Box) -> None:
    """No 404 here."""
    answer = box.restobar.get(f"/clients/{NOWHERE}")

    assert (200, "null") == (answer.status_code, answer.text)


def test_a_client_is_created_even_twice(box: Box) -> None:
    """The server does not compare documents; foreign keys are dropped."""
    body = {"name": "Ana", "document": "4512", "idDocumentType": 13, "sku": "x"}

    made = [box.restobar.post("/clients", json=body).json() for _ in range(2)]

    assert 2 == len({row["_id"] for row in made})
    assert ("4512", False) == (made[0]["document"], "sku" in made[0])
    assert 2 == box.restobar.get("/clients", params={"clientData": "4512"}).json()["count"]


def test_a_client_is_edited_by_its_id(box: Box) -> None:
    """``POST`` with ``_id``."""
    first = next(iter(box.fake.world.clients))
    box.wait(5)

    body = {"_id": first["_id"], "name": "Otra", "idDocumentType": 13, "phone": "300"}
    edited = box.restobar.post("/clients", json=body).json()

    assert ("Otra", "300") == (edited["name"], edited["phone"])
    assert edited["modifiedOn"] > edited["createdOn"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 500),
        ({"_id": NOWHERE, "name": "x", "idDocumentType": 13}, 500),
        ({"_id": "1", "name": "x"}, 503),
    ],
)
def test_a_client_that_cannot_be_saved_is_refused(
    box: Box, body: dict[str, str], status: int
) -> None:
    """Without name, of another business, with a malformed id."""
    assert status == box.restobar.post("/clients", json=body).status_code


def test_a_client_of_another_business_has_loggros_words(box: Box) -> None:
    """500 with the literal text."""
    answer = box.restobar.post("/clients", json={"_id": NOWHERE, "name": "x", "idDocumentType": 13})

    assert (500, "No encontrado o pertenece al negocio principal!") == message(answer)


@pytest.mark.parametrize(("choice", "wrapped"), [("array", False), ("data", True)])
def test_products_are_an_array_or_data(make_box: MakeBox, choice: str, wrapped: bool) -> None:
    """Accounts differ when no paging was asked for."""
    box = make_box(assumptions=Assumptions(products_envelope=choice))

    answer = box.restobar.get("/products", params={"pagination": "false"}).json()

    rows = answer["data"] if wrapped else answer
    assert isinstance(answer, dict) == wrapped
    assert len(box.fake.world.products) - 1 == len(rows)


@pytest.mark.parametrize("choice", ["root", "location"])
def test_prices_stand_in_one_place(make_box: MakeBox, choice: str) -> None:
    """At the root alone, or at every location alone; the price to sell at is the same."""
    before = prices(make_box())
    box = make_box(assumptions=Assumptions(product_price=choice))
    rows = box.restobar.get("/products").json()

    assert before == prices(box)
    for row in rows:
        places = [place.get("price") for place in row["locationsStock"]]
        assert (row["price"] == 0) == (choice == "location"), row["name"]
        assert (set(places) == {None}) == (choice == "root"), row["name"]
        assert all(
            place["price"] > 0 for each in row["subProducts"] for place in each["locationsStock"]
        )


def test_prices_stand_in_both_places_by_default(box: Box) -> None:
    """``product_price`` is "both": some products have theirs at the root, some at a location."""
    rows = box.restobar.get("/products").json()

    assert {True, False} == {row["price"] > 0 for row in rows}


def prices(box: Box) -> dict[str, int]:
    """Return the price of each product: of its location first, of its root then."""
    return {
        row["name"]: next(
            (place["price"] for place in row["locationsStock"] if place.get("price")), row["price"]
        )
        for row in box.restobar.get("/products").json()
    }


@pytest.mark.parametrize("choice", ["root", "location", "both"])
def test_a_product_goes_back_as_it_came(make_box: MakeBox, choice: str) -> None:
    """An edit with what was read changes no price, wherever it stands."""
    box = make_box(assumptions=Assumptions(product_price=choice))
    before = prices(box)
    for row in box.restobar.get("/products").json():
        answer = box.restobar.post("/products", json=row)
        assert 200 == answer.status_code, answer.text

    assert before == prices(box)


def test_the_maximum_of_a_products_page_is_not_enforced(box: Box) -> None:
    """limit=101 and more answer as many."""
    for position in range(110):
        box.operator.add_product(f"Plato {position}", price=1000)

    def page(limit: int) -> int:
        query = {"pagination": "true", "limit": limit}
        return len(box.restobar.get("/products", params=query).json()["data"])

    assert [10, 101] == [page(10), page(101)]


def test_products_are_found_by_name_barcode_and_category(box: Box) -> None:
    """Part of a name, a whole barcode, a category id; the web client's undefined is no filter."""
    product = box.product("Salsa de la casa")

    def names(**query: str) -> list[str]:
        return [row["name"] for row in box.restobar.get("/products", params=query).json()]

    assert [product["name"]] == names(name=product["barcode"])
    assert {"Tienda"} == {product["category"]["name"]}
    assert product["name"] in names(categoryId=product["category"]["_id"])
    assert len(box.fake.world.products) - 1 == len(
        names(categoryId="undefined", useInRappi="undefined")
    )


def test_a_product_shows_nothing_of_the_fakes_own(box: Box) -> None:
    """Its taxes stand per location, in the nested shape."""
    product = box.product("Arepa de queso")

    assert "taxRates" not in product
    tax = product["locationsStock"][0]["taxes"][0]["tax"]
    assert {"name": "I CONSUMO", "percentage": 8} == tax


def test_taxes_are_the_four_kinds(box: Box) -> None:
    """INC 8, IVA 19, exempt at 0; excluded is a product without tax."""
    rows = box.restobar.get("/taxes").json()

    assert [("I CONSUMO", 8), ("IVA19", 19), ("EXENTO", 0)] == [
        (row["name"], row["percentage"]) for row in rows
    ]
    assert {"_id", "name", "percentage", "type"} == set(rows[0])
    assert [] == box.product("Pulpa de fruta")["locationsStock"][0]["taxes"]


def test_payment_methods_are_a_bare_array(box: Box) -> None:
    """Paging parameters are ignored."""
    rows = box.restobar.get("/paymentMethods", params={"pagination": "true", "limit": "1"}).json()

    assert [
        "Efectivo",
        "Tarjeta débito",
        "Tarjeta crédito",
        "Transferencia bancaria",
        "Nequi",
        "Rappi",
    ] == [row["name"] for row in rows]


def test_users_tables_and_categories_are_bare_arrays(box: Box) -> None:
    """One table carries its password; a deactivated one stays listed."""
    users, tables, categories = (
        box.restobar.get(path).json() for path in ("/users", "/tables", "/categories")
    )

    assert "documentNumber" in users[0]
    assert ["Barra"] == [row["name"] for row in tables if "password" in row]
    assert ["Terraza"] == [row["name"] for row in tables if not row["isActive"]]
    assert "Arepas" in {row["name"] for row in categories}


def test_cash_sessions_are_filtered(box: Box) -> None:
    """By state, id and cashier; newest first."""
    first = box.restobar.get("/cashboxes").json()[0]
    box.wait(60)
    box.operator.close_cash_box()
    second = box.operator.open_cash_box()

    def ids(**query: str) -> list[str]:
        return [row["_id"] for row in box.restobar.get("/cashboxes", params=query).json()]

    assert [second, first["_id"]] == ids()
    assert ([second], [first["_id"]]) == (ids(status="open"), ids(status="closed"))
    assert [first["_id"]] == ids(cashBoxId=first["_id"])
    assert [] == ids(cashierId=NOWHERE)
    assert [first["_id"]] == ids(dateEnd=first["createdOn"])
    assert [] == ids(dateInit="2027-01-01T00:00:00.000Z")


def test_cash_sessions_are_one_without_premium(box: Box) -> None:
    """And never more than 1000."""
    box.operator.close_cash_box()
    box.operator.open_cash_box()
    both = len(box.restobar.get("/cashboxes", params={"limit": "5000"}).json())

    box.operator.set_plan("basic")

    assert (2, 1) == (both, len(box.restobar.get("/cashboxes").json()))


@pytest.mark.parametrize("body", [b"{", b"[1]", b"null", b'"x"', b"NaN"])
def test_what_is_not_a_json_object_is_refused(box: Box, body: bytes) -> None:
    """400 before anything else is looked at."""
    answer = box.restobar.post(
        "/clients", content=body, headers={"Content-Type": "application/json"}
    )

    assert 400 == answer.status_code
