# SPDX-License-Identifier: MIT
"""Every write of Restobar is read back through another operation, or refused by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from sandbox.boxes import NOWHERE, Box, MakeBox, message
from sandbox.busy import (
    MIDNIGHT,
    SPAN,
    as_courier,
    delete,
    expense,
    first,
    get,
    movement,
    new_product,
    post,
    put,
    sheet,
    whole_product,
)

Proof: TypeAlias = Callable[[Box], None]
PROOFS: dict[str, Proof] = {}


def proves(operation: str) -> Callable[[Proof], Proof]:
    """Enter a function into the table of proofs."""

    def enter(proof: Proof) -> Proof:
        PROOFS[operation] = proof
        return proof

    return enter


# The small catalogues: a row is made and found, edited as a whole, deleted and gone.
SMALL: dict[str, dict[str, Any]] = {
    "/categories": {"name": "Postres"},
    "/units": {"name": "Docena"},
    "/paymentMethods": {"name": "Bono"},
    "/taxes": {"name": "IVA 5", "percentage": 5},
    "/providers": {"name": "Panela SAS", "document": "900"},
    "/typeExpenses": {"name": "Publicidad"},
    "/cashRegisters": {"name": "Caja dos"},
    "/roles": {"name": "Auxiliar", "permissions": ["CL_POST"]},
    "/waiterOrderAreas": {"name": "Horno"},
    "/events": {"name": "Feria", "dateInit": MIDNIGHT},
    "/promos": {"name": "Lunes", "type": "Cantidad"},
    "/deliveryProvider": {"name": "DIDI_FOOD", "percentagePerSale": "25"},
    "/tables": {"name": "Mesa 9", "capacity": 6},
}
FORMS = {"/deliveryProvider"}
KEPT_IN_SIGHT = {"/categories", "/taxes", "/events", "/tables"}


def save(box: Box, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Send a row as JSON, or as a form where only that is taken."""
    if path not in FORMS:
        return post(box, path, body)
    parts = {name: (None, str(value).encode()) for name, value in body.items()}
    answer = box.restobar.post(path, files=parts)
    assert answer.status_code == 200, answer.text
    return answer.json()


def names(box: Box, path: str) -> list[str]:
    return [row["name"] for row in get(box, path)]


def prove_save(path: str) -> Proof:
    def proof(box: Box) -> None:
        made = save(box, path, SMALL[path])
        assert SMALL[path]["name"] in names(box, path)
        assert made == get(box, f"{path}/{made['_id']}")
        save(box, path, {**SMALL[path], "_id": made["_id"], "name": "Otro"})
        assert "Otro" == get(box, f"{path}/{made['_id']}")["name"]
        assert (500, 503)[path == "/taxes"] == refused(box, path, {**SMALL[path], "_id": NOWHERE})
        assert refused(box, path, {}) in {500, 503}

    return proof


def refused(box: Box, path: str, body: dict[str, Any]) -> int:
    """Return the status of a row that cannot be kept."""
    if path in FORMS:
        parts = {name: (None, str(value).encode()) for name, value in body.items()}
        return box.restobar.post(path, files=parts or {"x": (None, b"1")}).status_code
    return box.restobar.post(path, json=body).status_code


def prove_delete(path: str) -> Proof:
    def proof(box: Box) -> None:
        made = save(box, path, SMALL[path])
        assert {"message": "Eliminado!"} == delete(box, f"{path}/{made['_id']}")
        assert SMALL[path]["name"] not in names(box, path)
        again = box.restobar.get(f"{path}/{made['_id']}")
        if path in KEPT_IN_SIGHT:
            assert again.json()["deleted"] is True
        else:
            words = "No encontrado o pertenece al negocio principal!"
            assert (500, words) == message(again)
        assert box.restobar.delete(f"{path}/{made['_id']}").status_code in {500, 503}

    return proof


for _path in SMALL:
    PROOFS[f"POST {_path}"] = prove_save(_path)
    if _path != "/providers":
        PROOFS[f"DELETE {_path}/{{id}}"] = prove_delete(_path)


@proves("POST /login")
def _(box: Box) -> None:
    box.wait(5)
    box.login()
    me = next(row for row in get(box, "/users") if row["email"] == box.fake.email)
    assert me["lastAccess"] == "2026-11-23T12:00:05.000Z"


def ingredient(box: Box, **more: Any) -> dict[str, Any]:
    category, unit = first(box, "/categories")["_id"], first(box, "/units")["_id"]
    return {"name": "Cilantro", "category": category, "unit": unit, "cost": 900, **more}


@proves("POST /ingredients")
def _(box: Box) -> None:
    made = post(box, "/ingredients", ingredient(box))
    assert made == get(box, f"/ingredients/{made['_id']}")
    assert "Cilantro" in [row["name"] for row in get(box, "/ingredients/onlyIngredient")]
    post(box, "/ingredients", ingredient(box, _id=made["_id"], name="Perejil"))
    assert "Perejil" == get(box, f"/ingredients/{made['_id']}")["name"]
    for wrong in ({"category": NOWHERE}, {"unit": NOWHERE}, {"_id": NOWHERE}):
        assert 500 == refused(box, "/ingredients", ingredient(box, **wrong))


@proves("DELETE /ingredients/{id}")
def _(box: Box) -> None:
    made = post(box, "/ingredients", ingredient(box))
    recipe = [{"ingredient": made["_id"], "quantity": 1}]
    product = post(box, "/products", new_product(box, ingredients=recipe))
    in_use = box.restobar.delete(f"/ingredients/{made['_id']}")
    assert (500, "El ingrediente está en la receta de un producto.") == message(in_use)
    delete(box, f"/products/{product['_id']}")
    delete(box, f"/ingredients/{made['_id']}")
    assert get(box, f"/ingredients/{made['_id']}")["deletedInfo"] == {"isDeleted": True}
    assert 0 == get(box, "/ingredients", name="Cilantro")["count"]
    assert 500 == box.restobar.delete(f"/ingredients/{made['_id']}").status_code


def stock(box: Box, index: int = 0) -> tuple[Any, Any]:
    """Return stock and average cost of the first ingredient."""
    row = get(box, f"/ingredients/{first(box, '/ingredients')['_id']}")
    place = row["locationsStock"][index]
    return place["stock"], place["avgCost"]


@proves("POST /inventories")
def _(box: Box) -> None:
    made = post(box, "/inventories", movement(box, quantity=10, price=5200))
    assert (50, 4400) == stock(box)
    assert made == get(box, f"/inventories/{made['_id']}") == get(box, "/inventories")[0]
    post(box, "/inventories", {**movement(box, quantity=40, price=4300), "_id": made["_id"]})
    assert (80, 4250) == stock(box)


@proves("DELETE /inventories/{id}")
def _(box: Box) -> None:
    made = post(box, "/inventories", movement(box, quantity=10, price=5200))
    assert {"message": "Eliminado!"} == delete(box, f"/inventories/{made['_id']}")
    assert (40, 4200) == stock(box)
    assert [] == get(box, "/inventories")
    assert get(box, f"/inventories/{made['_id']}")["deleted"] is True
    assert 500 == box.restobar.delete(f"/inventories/{made['_id']}").status_code


@proves("POST /clients")
def _(box: Box) -> None:
    made = post(box, "/clients", {"name": "Ana", "document": "99887766", "idDocumentType": 13})
    assert made == get(box, f"/clients/{made['_id']}")
    assert 1 == get(box, "/clients", clientData="99887766")["count"]


@proves("DELETE /clients/{id}")
def _(box: Box) -> None:
    made = post(box, "/clients", {"name": "Ana", "document": "99887766", "idDocumentType": 13})
    delete(box, f"/clients/{made['_id']}")
    assert get(box, f"/clients/{made['_id']}") is None
    assert 0 == get(box, "/clients", clientData="99887766")["count"]
    assert 500 == box.restobar.delete(f"/clients/{made['_id']}").status_code
    assert 500 == box.restobar.post("/clients", json=made).status_code


@proves("POST /clients/savePaidCredit")
def _(box: Box) -> None:
    number = box.operator.sell(customer="0045678", credit=30)
    sale = box.invoice(number)
    entries = [{"paymentMethod": box.method(), "value": 1500}]
    post(box, "/clients/savePaidCredit", {"invoice": sale["_id"], "paymentMethodValue": entries})
    assert 1500 == box.invoice(number)["totalPaid"]


@proves("POST /invoices")
def _(box: Box) -> None:
    made = box.bill(_id="6" * 24).json()
    assert made["number"] == get(box, "/invoices/" + "6" * 24)["number"]


@proves("POST /invoices/{id}/changeToPaid")
def _(box: Box) -> None:
    sale = box.bill().json()
    box.pay(sale["_id"], sale["total"])
    assert "Pagada" == get(box, f"/invoices/{sale['_id']}")["status"]


@proves("GET /invoices/validateEInvoice")
def _(box: Box) -> None:
    number = box.operator.sell(electronic=True)
    assert 1 == get(box, "/invoices/validateEInvoice")["count"]
    assert "Aceptado" == box.invoice(number)["eInvoice"]["DIAN"]["dianState"]


@proves("GET /invoices/isValidate/{id}")
def _(box: Box) -> None:
    sale = box.invoice(box.operator.sell(electronic=True))
    assert get(box, f"/invoices/isValidate/{sale['_id']}")["isValid"] is True
    assert "Aceptado" == box.invoice(sale["number"])["eInvoice"]["DIAN"]["dianState"]


def delivery(box: Box, *, paid: bool = False, platform: str = "RAPPI", **more: Any) -> str:
    """Sell something that is carried and return the invoice's id."""
    number = box.operator.sell(delivery={"provider": platform, **more}, paid=paid)
    return box.invoice(number)["_id"]


@proves("PUT /invoices/changeToPaidDelivery")
def _(box: Box) -> None:
    sales = [delivery(box), delivery(box)]
    paid = put(box, "/invoices/changeToPaidDelivery", {"invoices": sales})
    assert [("Pagada", "Rappi")] * 2 == [(row["status"], row["paymentMethod"]) for row in paid]
    assert "Pagada" == get(box, f"/invoices/{sales[0]}")["status"]
    cash = {"invoices": [delivery(box)], "paymentMethod": box.method()}
    assert "Efectivo" == put(box, "/invoices/changeToPaidDelivery", cash)[0]["paymentMethod"]
    unknown = {"invoices": [delivery(box, platform="OTRA")]}
    for body in ({"invoices": sales}, {"invoices": [NOWHERE]}, unknown):
        assert 500 == box.restobar.put("/invoices/changeToPaidDelivery", json=body).status_code
    box.operator.close_cash_box()
    closed = box.restobar.put("/invoices/changeToPaidDelivery", json=unknown)
    assert (500, "El usuario no tiene una caja registradora activa.") == message(closed)


@proves("POST /invoices/{id}/sendEmail")
def _(box: Box) -> None:
    nobody = box.invoice(box.operator.sell())["_id"]
    answer = box.restobar.post(f"/invoices/{nobody}/sendEmail")
    assert (500, "El cliente no tiene correo electrónico.") == message(answer)
    known = box.invoice(box.operator.sell(customer="0045678"))
    assert 500 == box.restobar.post(f"/invoices/{known['_id']}/sendEmail").status_code
    client = next(row for row in box.fake.world.clients if "email" in row)
    mailed = box.invoice(box.operator.sell(customer=client["document"]))["_id"]
    post(box, f"/invoices/{mailed}/sendEmail")
    assert 1 == box.fake.world.sales.by_id[mailed].mails


@proves("POST /invoices/{id}/changeToCanceled")
def _(box: Box) -> None:
    sale = box.invoice(box.operator.sell())["_id"]
    post(box, f"/invoices/{sale}/changeToCanceled", {"reason": "Error"})
    row = get(box, f"/invoices/{sale}")
    assert ("Anulada", "Error") == (row["status"], row["deletedInfo"]["reason"])


@proves("POST /invoices/{id}/finalizeCancellation")
def _(box: Box) -> None:
    number = box.operator.sell(electronic=True)
    box.operator.push_now()
    sale = box.invoice(number)["_id"]
    post(box, f"/invoices/{sale}/changeToCanceled")
    early = box.restobar.post(f"/invoices/{sale}/finalizeCancellation")
    assert (400, "La nota crédito aún no ha sido aceptada por la DIAN.") == message(early)
    box.wait(10)
    post(box, f"/invoices/{sale}/finalizeCancellation")
    again = box.restobar.post(f"/invoices/{sale}/finalizeCancellation")
    assert (400, "La factura no tiene una anulación en proceso.") == message(again)


@proves("PUT /invoices/{id}/deliveryGuy/changeStatus/{status}")
def _(box: Box) -> None:
    sale = delivery(box, paid=True)
    as_courier(box)
    assert [sale] == [row["_id"] for row in get(box, "/invoices/deliveryGuy/pending")]
    path = f"/invoices/{sale}/deliveryGuy/changeStatus"
    put(box, f"{path}/EnCamino")
    assert [sale] == [row["_id"] for row in get(box, "/invoices/deliveryGuy/myDeliveries")]
    assert [] == get(box, "/invoices/deliveryGuy/pending")
    box.wait(90)
    put(box, f"{path}/Entregado")
    assert "1.5" == str(get(box, "/stats/avgTimeDeliveryGuyDelivered", **SPAN)[0]["avgMinutes"])
    assert "Entregado" == get(box, f"/invoices/{sale}")["delivery"]["status"]
    for status in ("Asignado", "Perdido", "Pendiente"):
        assert 500 == box.restobar.put(f"{path}/{status}").status_code
    house = box.invoice(box.operator.sell())["_id"]
    answer = box.restobar.put(f"/invoices/{house}/deliveryGuy/changeStatus/Asignado")
    assert (500, "El estado del domicilio no es válido.") == message(answer)


@proves("PATCH /invoices/forceSendToIntegration/{id}")
def _(box: Box) -> None:
    number = box.operator.sell(payments="Nequi")
    box.wait(60)
    assert [] == box.documents(numero=number)
    box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    box.force(number)
    box.wait(10)
    assert number == box.document(number)["numero"]


@proves("POST /orders")
def _(box: Box) -> None:
    (made,) = box.order()
    assert made["_id"] == get(box, f"/orders/{made['_id']}")["_id"]


@proves("PUT /orders")
def _(box: Box) -> None:
    (made,) = box.order()
    changed = put(box, "/orders", {"_id": made["_id"], "quantity": 3, "notes": ["Sin sal"]})
    row = get(box, f"/orders/{made['_id']}")
    assert (3, 27000, ["Sin sal"]) == (row["quantity"], row["total"], row["notes"])
    assert changed["total"] == row["total"]
    put(box, "/orders", {"_id": made["_id"], "causeCancel": "Se fue"})
    assert "Cancelada" == get(box, f"/orders/{made['_id']}")["status"]


@proves("POST /orders/moveToTablet")
def _(box: Box) -> None:
    (made,) = box.order()
    other = get(box, "/tables")[1]
    post(box, "/orders/moveToTablet", {"orders": [made["_id"]], "table": other["_id"]})
    assert [made["_id"]] == [row["_id"] for row in get(box, f"/orders/tables/{other['_id']}")]
    move = {"orders": [made["_id"]], "table": NOWHERE}
    assert 404 == box.restobar.post("/orders/moveToTablet", json=move).status_code
    lost = {"orders": [NOWHERE], "table": other["_id"]}
    assert 404 == box.restobar.post("/orders/moveToTablet", json=lost).status_code
    put(box, "/orders", {"_id": made["_id"], "causeCancel": "Se fue"})
    gone = {"orders": [made["_id"]], "table": other["_id"]}
    assert 400 == box.restobar.post("/orders/moveToTablet", json=gone).status_code


@proves("PUT /orders/updateAll")
def _(box: Box) -> None:
    (made,) = box.order()
    mark = {"isComplementary": True, "note": "Cumpleaños"}
    put(box, "/orders/updateAll", {"orders": [made["_id"]], "complementary": mark})
    row = get(box, f"/orders/{made['_id']}")
    assert ("Cortesia", "Cumpleaños") == (row["status"], row["complementary"]["note"])
    mark = {"isComplementary": False}
    put(box, "/orders/updateAll", {"orders": [made["_id"]], "complementary": mark})
    assert "Espera" == get(box, f"/orders/{made['_id']}")["status"]
    put(box, "/orders/updateAll", {"orders": [made["_id"]], "internal": {"isInternal": True}})
    assert "Interno" == get(box, f"/orders/{made['_id']}")["status"]
    assert 500 == box.restobar.put("/orders/updateAll", json={"orders": [NOWHERE]}).status_code


@proves("PUT /orders/split")
def _(box: Box) -> None:
    (made,) = box.order(box.entry(quantity=3), group="5" * 24)
    put(box, "/orders/split", {"orders": [made["_id"]]})
    rows = get(box, "/orders", group="5" * 24)
    assert (3, {(1, 9000)}) == (rows["count"], {(r["quantity"], r["total"]) for r in rows["data"]})
    again = box.restobar.put("/orders/split", json={"orders": [made["_id"]]})
    assert (400, "El pedido no tiene varias unidades enteras.") == message(again)
    put(box, "/orders", {"_id": made["_id"], "causeCancel": "Se fue"})
    assert 400 == box.restobar.put("/orders/split", json={"orders": [made["_id"]]}).status_code


@proves("PUT /orders/changeStatusKitchen")
def _(box: Box) -> None:
    (made,) = box.order()
    body = {"orders": [made["_id"]], "status": "Listo"}
    put(box, "/orders/changeStatusKitchen", body)
    row = get(box, f"/orders/{made['_id']}")
    assert ("Listo", "Listo") == (row["status"], row["statusKitchenHistory"][-1]["status"])
    wrong = {**body, "status": "Quemado"}
    assert 500 == box.restobar.put("/orders/changeStatusKitchen", json=wrong).status_code
    put(box, "/orders/updateAll", {"orders": [made["_id"]], "internal": {"isInternal": True}})
    assert 500 == box.restobar.put("/orders/changeStatusKitchen", json=body).status_code


def purchase(box: Box) -> dict[str, Any]:
    return post(box, "/inventories", movement(box, quantity=10, price=5000))


def spent(box: Box) -> Any:
    return first(box, "/cashboxes", status="open")["expense"]


@proves("POST /inventoryInvoicePayments")
def _(box: Box) -> None:
    bought, cash = purchase(box), first(box, "/cashboxes")["_id"]
    body = {"inventory": bought["_id"], "total": 20000}
    made = post(box, "/inventoryInvoicePayments", body)
    assert 20000 == get(box, f"/inventories/{bought['_id']}")["invoice"]["totalPaid"]
    path = f"/inventoryInvoicePayments/inventory/{bought['_id']}"
    assert [made["_id"]] == [row["_id"] for row in get(box, path)]
    from_cash = {"_id": made["_id"], "total": 50000, "subtractCashRegister": True, "cashBox": cash}
    post(box, "/inventoryInvoicePayments", {**body, **from_cash})
    assert get(box, f"/inventories/{bought['_id']}")["invoice"]["isPaid"] is True
    assert 50000 == spent(box)
    too_much = box.restobar.post("/inventoryInvoicePayments", json={**body, "total": 1})
    words = "El pago debe ser mayor a cero y no superar el saldo de la compra."
    assert (500, words) == message(too_much)


@proves("DELETE /inventoryInvoicePayments/{id}")
def _(box: Box) -> None:
    bought, cash = purchase(box), first(box, "/cashboxes")["_id"]
    body = {"inventory": bought["_id"], "total": 20000, "subtractCashRegister": True}
    made = post(box, "/inventoryInvoicePayments", {**body, "cashBox": cash})
    delete(box, f"/inventoryInvoicePayments/{made['_id']}")
    assert [] == get(box, "/inventoryInvoicePayments")
    assert 0 == spent(box) == get(box, f"/inventories/{bought['_id']}")["invoice"]["totalPaid"]
    kept = post(box, "/inventoryInvoicePayments", {**body, "cashBox": cash})
    delete(box, f"/inventories/{bought['_id']}")
    assert 400 == box.restobar.delete(f"/inventoryInvoicePayments/{kept['_id']}").status_code


@proves("POST /products")
def _(box: Box) -> None:
    made = post(box, "/products", new_product(box, sku="x", externalIntegration={"rappi": 1}))
    assert made == get(box, f"/products/{made['_id']}")
    assert ("sku" in made, made["externalIntegration"]) == (False, {"rappi": 1})
    place = {**made["locationsStock"][0], "stock": 999}
    post(box, "/products", {**made, "price": 9000, "locationsStock": [place]})
    row = get(box, f"/products/{made['_id']}")
    assert (9000, 10) == (row["price"], row["locationsStock"][0]["stock"])


@proves("DELETE /products/{id}")
def _(box: Box) -> None:
    row = box.product("Jugo de lulo")
    (order,) = box.order(box.entry("Jugo de lulo"))
    waiting = box.restobar.delete(f"/products/{row['_id']}")
    assert (500, "El producto tiene pedidos activos.") == message(waiting)
    put(box, "/orders", {"_id": order["_id"], "causeCancel": "Se fue"})
    delete(box, f"/products/{row['_id']}")
    assert get(box, f"/products/{row['_id']}")["deleted"] is True
    assert [] == get(box, "/products", name="Jugo de lulo")
    assert 500 == box.restobar.delete(f"/products/{row['_id']}").status_code
    variant = row["subProducts"][0]["_id"]
    assert get(box, f"/products/{variant}")["deleted"] is True


@proves("POST /products/{id}/locationStock/{locationStockId}/config")
def _(box: Box) -> None:
    row = box.product("Arepa de queso")
    place = row["locationsStock"][0]["locationStock"]["_id"]
    tax = next(each for each in get(box, "/taxes") if each["name"] == "IVA19")["_id"]
    path = f"/products/{row['_id']}/locationStock"
    post(box, f"{path}/{place}/config", {"price": 9500, "taxes": [tax], "stockMinimum": 2})
    seen = get(box, f"/products/{row['_id']}")["locationsStock"][0]
    assert (9500, 2, "IVA19") == (seen["price"], seen["stockMinimum"], seen["tax"]["name"])
    elsewhere = box.restobar.post(f"{path}/{NOWHERE}/config", json={})
    assert (500, "Ubicación de stock inválida") == message(elsewhere)


@proves("POST /products/saveDataLocationStock")
def _(box: Box) -> None:
    row = box.product("Arepa de queso")
    place = row["locationsStock"][0]["locationStock"]["_id"]
    body = {"product": row["_id"], "locationsStock": [{"locationStock": place, "price": 9700}]}
    post(box, "/products/saveDataLocationStock", body)
    assert 9700 == get(box, f"/products/{row['_id']}")["locationsStock"][0]["price"]
    body["locationsStock"] = [{"locationStock": NOWHERE}]
    assert 500 == box.restobar.post("/products/saveDataLocationStock", json=body).status_code


@proves("POST /products/productsMenuProvider")
def _(box: Box) -> None:
    product = box.product("Arepa de queso")["_id"]
    menu = {
        "source": "RAPPI",
        "products": [{"product": product, "price": 9900}, {"product": product}],
    }
    saved = post(box, "/products/productsMenuProvider", menu)
    assert saved == get(box, "/products/productsMenuProvider/RAPPI")
    assert ["Arepa de queso"] * 2 == [row["product"]["name"] for row in saved["products"]]
    assert [] == get(box, "/products/productsMenuProvider/OTRA")["products"]


@proves("POST /products/upload-image")
def _(box: Box) -> None:
    product = box.product("Arepa de queso")["_id"]

    def upload(name: str, kind: str) -> Any:
        files = {"image": (name, b"\x89PNG", kind), "product": (None, product.encode())}
        return box.restobar.post("/products/upload-image", files=files)

    assert upload("arepa.png", "image/png").json()["urlImage"].endswith("/arepa.png")
    assert get(box, f"/products/{product}")["urlImage"].endswith(f"{product}/arepa.png")
    wrong = upload("carta.txt", "text/plain")
    assert (500, "El archivo no tiene el formato esperado.") == message(wrong)


@proves("POST /products/upload-products")
def _(box: Box) -> None:
    heading = ("Nombre", "Categoría", "Precio")

    def upload(*rows: tuple[object, ...]) -> Any:
        content = sheet(heading, *rows)
        return box.restobar.post("/products/upload-products", files={"file": ("c.xlsx", content)})

    assert 1 == upload(("Tinto &amp; más", "Bebidas", 2500)).json()["count"]
    row = box.product("Tinto & más")
    assert (2500, "Bebidas") == (row["price"], row["category"]["name"])
    for bad in (("x", "Nada", 1), ("x", "Bebidas", "gratis"), ("x",), ("", "Bebidas", 1)):
        assert 500 == upload(bad).status_code
    assert 500 == upload().status_code


@proves("POST /products/convertToSubproduct")
def _(box: Box) -> None:
    row, parent = box.product("Limonada de coco"), box.product("Jugo de lulo")
    body = {"product": row["_id"], "parent": parent["_id"]}
    post(box, "/products/convertToSubproduct", body)
    variants = get(box, f"/products/{parent['_id']}")["subProducts"]
    assert "Limonada de coco" in [each["name"] for each in variants]
    assert [] == get(box, "/products", name="Limonada de coco")
    again = box.restobar.post("/products/convertToSubproduct", json=body)
    assert (500, "El producto ya es un subproducto o tiene subproductos.") == message(again)


@proves("POST /products/verifyProductInheritanceCurrentBusiness")
def _(box: Box) -> None:
    path = "/products/verifyProductInheritanceCurrentBusiness"
    once, again = post(box, path), post(box, path)
    assert (once["verified"], 0) == (once["updated"], again["updated"])
    assert box.product("Arepa de queso")["inheritanceVerifiedOn"] == "2026-11-23T12:00:00.000Z"


@proves("POST /expenses")
def _(box: Box) -> None:
    cash = first(box, "/cashboxes")["_id"]
    made = post(box, "/expenses", expense(box, subtractCashRegister=True, cashBox=cash))
    assert [made] == get(box, "/expenses") == get(box, "/reports/reportExpenses")
    assert 30000 == spent(box)
    edit = expense(box, _id=made["_id"], subTotal=12000, taxes=100)
    post(box, "/expenses", edit)
    assert (12000, 0) == (get(box, "/expenses")[0]["subTotal"], spent(box))
    wrong: list[dict[str, Any]] = [
        {"typeExpense": NOWHERE}, {"provider": NOWHERE}, {"_id": NOWHERE}, {"subTotal": -1},
        {"subtractCashRegister": True},
    ]  # fmt: skip
    for each in wrong:
        assert 500 == refused(box, "/expenses", expense(box, **each))


@proves("DELETE /expenses/{id}")
def _(box: Box) -> None:
    cash = first(box, "/cashboxes")["_id"]
    made = post(box, "/expenses", expense(box, subtractCashRegister=True, cashBox=cash))
    delete(box, f"/expenses/{made['_id']}")
    assert ([], 0) == (get(box, "/expenses"), spent(box))
    assert 500 == box.restobar.delete(f"/expenses/{made['_id']}").status_code


@pytest.mark.parametrize("operation", sorted(PROOFS))
def test_a_write_is_read_back_through_another_operation(make_box: MakeBox, operation: str) -> None:
    """Or it is refused by a name of its own."""
    box = make_box()
    method, path = operation.split(" ", 1)

    PROOFS[operation](box)

    called = {(call.method, call.route) for call in box.fake.calls}
    assert (method, path) in called
    assert 2 <= len(called)


@pytest.mark.corpus
def test_no_write_is_without_proof(shared: Path) -> None:
    """The table above names every operation that changes something."""
    rows = json.loads((shared / "spec" / "loggro-operations.json").read_text("utf-8"))
    writes = {
        f"{row['method']} {row['path']}"
        for row in rows
        if row["product"] == "restobar" and row["effect"] != "read"
    }

    assert writes == set(PROOFS)
    assert 62 == len(writes)


def test_a_whole_product_can_be_sent_back_as_it_was_read(box: Box) -> None:
    """Nothing changes then."""
    row = whole_product(box)

    post(box, "/products", row)

    after = whole_product(box)
    assert {**row, "modifiedOn": ""} == {**after, "modifiedOn": ""}


def test_a_part_of_a_product_answers_500(box: Box) -> None:
    """``{_id, price}`` is not enough, as was seen."""
    row = box.product("Arepa de queso")

    answer = box.restobar.post("/products", json={"_id": row["_id"], "price": 1})

    assert 500 == answer.status_code
    assert row == box.product("Arepa de queso")
