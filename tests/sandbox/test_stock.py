# SPDX-License-Identifier: MIT
"""Stock and average cost: what movements and sales do to them, and what taking back does."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from loggro_integration.exact_json import loads
from sandbox.boxes import NOWHERE, Box, message
from sandbox.busy import delete, first, get, movement, new_product, post, put


def places(box: Box) -> list[tuple[Any, Any]]:
    """Return stock and average cost of the first ingredient, place by place, exactly."""
    key = first(box, "/ingredients", onlyIngredient="true")["_id"]
    row: Any = loads(box.restobar.get(f"/ingredients/{key}").content)
    return [(place["stock"], place["avgCost"]) for place in row["locationsStock"]]


def cellar(box: Box) -> str:
    key = first(box, "/ingredients", onlyIngredient="true")["_id"]
    return get(box, f"/ingredients/{key}")["locationsStock"][1]["locationStock"]["_id"]


def test_an_entry_is_weighed_into_the_average(box: Box) -> None:
    """40 at 4200 and 7 at 5000.50 make 47 at 4319.223404, half-even to six places."""
    post(box, "/inventories", movement(box, quantity=7, price=5000.5))

    assert (47, Decimal("4319.223404")) == places(box)[0]


def test_an_exit_keeps_the_average(box: Box) -> None:
    """Whatever price it was sent with."""
    post(box, "/inventories", movement(box, 7, quantity=15, price=9999))

    assert (25, 4200) == places(box)[0]


def test_an_entry_to_an_empty_place_sets_the_average(box: Box) -> None:
    """After everything was set to zero."""
    post(box, "/inventories", movement(box, 11))
    assert (0, 4200) == places(box)[0]

    post(box, "/inventories", movement(box, 3, quantity=2, price=6000))

    assert (2, 6000) == places(box)[0]


def test_a_transfer_leaves_one_place_for_another(box: Box) -> None:
    """With the unit cost of its line."""
    post(
        box, "/inventories", movement(box, 5, quantity=10, price=4600, locationStockTo=cellar(box))
    )

    assert [(30, 4200), (20, 4400)] == places(box)
    assert 50 == first(box, "/ingredients", onlyIngredient="true")["stock"]


def test_deleting_an_earlier_movement_plays_the_later_ones_again(box: Box) -> None:
    """As if it had never been."""
    early = post(box, "/inventories", movement(box, quantity=40, price=6200))
    post(box, "/inventories", movement(box, quantity=40, price=5200))
    assert (120, 5200) == places(box)[0]

    delete(box, f"/inventories/{early['_id']}")

    assert (80, 4700) == places(box)[0]


def test_production_uses_the_recipe_up(box: Box) -> None:
    """What is made comes in, what it takes goes out."""
    part = first(box, "/ingredients", onlyIngredient="true")["_id"]
    recipe = [{"ingredient": {"_id": part}, "quantity": 2}]
    made = post(box, "/products", new_product(box, ingredients=recipe))
    line = {"ingredient": made["_id"], "quantity": 3, "price": 8400}

    post(box, "/inventories", {**movement(box, 9), "ingredients": [line]})

    assert (34, 4200) == places(box)[0]
    assert 13 == get(box, f"/products/{made['_id']}")["locationsStock"][0]["stock"]


@pytest.mark.parametrize("kind", ["PerUnit", "WithIngredients"])
def test_a_sale_takes_out_of_the_stock_until_it_is_annulled(box: Box, kind: str) -> None:
    """The product itself or its ingredients, where it discounts the inventory."""
    part = first(box, "/ingredients", onlyIngredient="true")["_id"]
    recipe = [{"ingredient": part, "quantity": 2}]
    body = new_product(box, discountInventory=True, inventoryType=kind, ingredients=recipe)
    made = post(box, "/products", body)

    def left() -> tuple[Any, Any]:
        row = get(box, f"/products/{made['_id']}")
        return row["locationsStock"][0]["stock"], places(box)[0][0]

    number = box.operator.sell([("Limonada", 3)])
    after = left()
    box.operator.annul(number)

    assert ((7, 40) if kind == "PerUnit" else (10, 34)) == after
    assert (10, 40) == left()


def test_an_edit_keeps_what_was_moved(box: Box) -> None:
    """The stock of a body counts only for a new product."""
    made = post(box, "/products", new_product(box))
    line = {"ingredient": made["_id"], "quantity": 5, "price": 2600}
    post(box, "/inventories", {**movement(box), "ingredients": [line]})
    row = get(box, f"/products/{made['_id']}")

    post(box, "/products", {**row, "locationsStock": [{**row["locationsStock"][0], "stock": 1}]})

    place = get(box, f"/products/{made['_id']}")["locationsStock"][0]
    assert (15, 2200) == (place["stock"], place["avgCost"])


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"type": 99}, "El tipo de movimiento no existe."),
    ({"isSubtracted": True}, "El sentido no corresponde al tipo de movimiento."),
    ({"type": 5}, "El traslado requiere una ubicación de destino."),
    ({"type": 5, "locationStockTo": NOWHERE}, "Ubicación de stock inválida"),
    ({"provider": NOWHERE}, "No encontrado o pertenece al negocio principal!"),
    ({"_id": NOWHERE}, "No encontrado o pertenece al negocio principal!"),
    ({"quantity": 0}, "La cantidad debe ser mayor a cero."),
    ({"price": -1}, "El precio no es válido."),
    ({"locationStock": NOWHERE}, "Ubicación de stock inválida"),
    ({"ingredient": NOWHERE}, "Verifique que el producto se encuentre en éste negocio"),
]


@pytest.mark.parametrize(("change", "words"), WRONG)
def test_a_movement_that_makes_no_sense_is_refused(
    box: Box, change: dict[str, Any], words: str
) -> None:
    """By name, and nothing is moved."""
    body = movement(box)
    line = {
        name: change[name]
        for name in change
        if name in {"quantity", "price", "locationStock", "ingredient"}
    }
    body["ingredients"] = [{**body["ingredients"][0], **line}]

    answer = box.restobar.post("/inventories", json={**body, **change})

    assert (500, words) == message(answer)
    assert ((40, 4200), []) == (places(box)[0], get(box, "/inventories"))


def test_movements_are_found_by_their_filters(box: Box) -> None:
    """Supplier, type, number and whether they are paid; the dates leak, as was seen."""
    provider = first(box, "/providers")["_id"]
    paid = {"invoiceNumber": "B-9", "isPaid": True}
    bought = post(box, "/inventories", movement(box, provider=provider, invoice=paid))["_id"]
    other = post(box, "/inventories", movement(box, 3, quantity=1))["_id"]

    def found(**query: Any) -> list[str]:
        return [row["_id"] for row in get(box, "/inventories", **query)]

    assert [other, bought] == found() == found(dateInit="2030-01-01T05:00:00.000Z")
    assert [bought] == found(provider=provider) == found(inventoryTypeId="1")
    assert [bought] == found(inventoryNumber="B-9") == found(purchaseStatus="paid")
    assert [other] == found(purchaseStatus="pending")
    assert 2 == get(box, "/inventories", pagination="true", limit="1")["count"]


def test_ingredients_are_found_by_their_filters(box: Box) -> None:
    """One stock location is an object in a list, all of them an array by id."""
    category = first(box, "/ingredients", onlyIngredient="true")["category"]["_id"]
    part = first(box, "/ingredients", onlyIngredient="true")["_id"]
    combo = new_product(box, name="Combo", configCombo={"parts": 2})
    post(box, "/products", combo)
    post(box, "/products", new_product(box, name="Receta", ingredients=[{"ingredient": part}]))

    def found(**query: Any) -> list[str]:
        return [row["name"] for row in get(box, "/ingredients", **query)["data"]]

    assert 4 == len(found(onlyIngredient="true"))
    assert ["Queso costeño"] == found(name="queso", onlyIngredient="true", categoryId=category)
    assert "Combo" in found()
    assert "Combo" not in found(excludeCombos="true")
    assert ["Receta"] == found(mainProductsWithIngredients="true")
    assert 4 == len(found(locationStock=cellar(box)))
    row = get(box, "/ingredients", locationStock=cellar(box))["data"][0]
    assert "Bodega barra" == row["locationsStock"]["locationStock"]["name"]
    assert 503 == box.restobar.get("/ingredients", params={"locationStock": "x"}).status_code
    assert 2 == len(get(box, "/ingredients", pagination="true", limit="2")["data"])
    with_parts = get(box, "/products", name="Receta", includeIngredients="true")
    assert "Masa de maíz" == with_parts[0]["ingredients"][0]["ingredient"]["name"]


def test_products_are_found_by_their_filters(box: Box) -> None:
    """Type, kind of inventory, platform; variants apart."""
    body = new_product(box, type="Combo", inventoryType="WithIngredients", name="Especial")
    post(box, "/products", {**body, "externalIntegration": {"rappi": {"id": "1"}}})

    def found(path: str = "/products", **query: Any) -> list[str]:
        return [row["name"] for row in get(box, path, **query)]

    assert ["Especial"] == found(types="Combo,Otro") == found(inventoryType="WithIngredients")
    assert ["Especial"] == found(useInRappi="true")
    everything = found("/products/subproducts")
    assert {"Especial", "Jugo de lulo en leche"} <= set(everything)
    assert "Especial" not in found("/products/subproducts", onlyNormal="true")
    assert "Jugo de lulo en leche" not in found("/products/subproducts", onlyProducts="true")
    assert ["Especial"] == found("/products/subproducts", productData="especial")
    category = box.product("Especial")["category"]["_id"]
    assert "Especial" in found(f"/products/category/{category}")
    assert "Especial" in found("/products/subproducts", categoryId=category)


BAD_PRODUCTS: list[tuple[dict[str, Any], int]] = [
    ({"category": NOWHERE}, 500),
    ({"_id": NOWHERE}, 500),
    ({"waiterOrderArea": NOWHERE}, 500),
    ({"extra": ["x"]}, 500),
    ({"price": -1}, 400),
    ({"externalIntegration": "x"}, 400),
    ({"locationsStock": []}, 400),
]


@pytest.mark.parametrize(("change", "status"), BAD_PRODUCTS)
def test_a_product_that_makes_no_sense_is_refused(
    box: Box, change: dict[str, Any], status: int
) -> None:
    """And not kept."""
    answer = box.restobar.post("/products", json=new_product(box, **change))

    assert status == answer.status_code
    assert [] == get(box, "/products", name="Limonada de")[1:]


def test_taxes_of_a_product_are_named_by_id_or_as_they_are_read(box: Box) -> None:
    """A tax that is not there is refused; so is a place."""
    tax = next(row for row in get(box, "/taxes") if row["name"] == "IVA19")
    body = new_product(box)
    place = body["locationsStock"][0]
    by_id = post(box, "/products", {**body, "locationsStock": [{**place, "taxes": [tax["_id"]]}]})

    again = post(box, "/products", by_id)
    unknown = {**body, "locationsStock": [{**place, "taxes": [{"tax": {"name": "Nada"}}]}]}
    elsewhere = {**body, "locationsStock": [{**place, "locationStock": NOWHERE}]}

    assert 19 == again["locationsStock"][0]["tax"]["percentage"]
    assert 500 == box.restobar.post("/products", json=unknown).status_code
    assert 400 == box.restobar.post("/products", json=elsewhere).status_code


def test_a_new_variant_is_sold_by_its_own_id(box: Box) -> None:
    """An entry without ``_id`` makes one; a known one may be renamed."""
    made = post(
        box, "/products", new_product(box, name="Salpicón", subProducts=[{"name": "Grande"}])
    )
    variant = made["subProducts"][0]["_id"]

    renamed = {**made, "subProducts": [{**made["subProducts"][0], "name": "Jarra"}]}
    post(box, "/products", renamed)

    assert "Jarra" == get(box, f"/products/{variant}")["name"]
    (order,) = box.order({**box.entry("Salpicón"), "product": variant})
    assert variant == order["product"]


def test_extras_are_billed_as_lines_of_their_own(box: Box) -> None:
    """With their own price, and in the total of the order."""
    cheese = box.product("Huevos criollos x 12")["_id"]
    extra = [{"product": cheese, "quantity": 2, "price": 500}]
    (order,) = box.order(box.entry(productsExtra=extra))
    assert 19000 == order["total"]
    put(box, "/orders", {"_id": order["_id"], "quantity": 1})

    sale = post(box, "/invoices", {"orderProducts": [{"order": order["_id"]}], "isPaid": True})

    assert (10000, [9000, 1000]) == (sale["total"], [line["total"] for line in sale["products"]])
    nothing = box.restobar.post(
        "/orders", json={"table": box.table(), "orders": [box.entry(productsExtra=[{}])]}
    )
    assert 400 == nothing.status_code
    lost = box.entry(productsExtra=[{"product": NOWHERE}])
    answer = box.restobar.post("/orders", json={"table": box.table(), "orders": [lost]})
    assert 500 == answer.status_code
