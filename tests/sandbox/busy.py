# SPDX-License-Identifier: MIT
"""A day on which everything happens once, made through the API alone."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from sandbox.boxes import Box

SPAN = {"dateInitISO": "2026-11-01T05:00:00.000Z", "dateEndISO": "2026-12-01T04:59:59.999Z"}
MIDNIGHT = "2026-11-23T00:00:00.000Z"
PERSON = {"name": "Cliente Demo", "idType": "CC", "idNumber": "79555001", "email": "a@b.example"}


def get(box: Box, path: str, **query: Any) -> Any:
    """Read something that must be there."""
    answer = box.restobar.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def post(box: Box, path: str, body: Any = None, *, method: str = "POST") -> Any:
    """Write something that must be taken."""
    answer = box.restobar.request(method, path, json={} if body is None else body)
    assert answer.status_code == 200, (path, answer.text)
    return answer.json()


def put(box: Box, path: str, body: Any = None) -> Any:
    """Change something that must be taken."""
    return post(box, path, body, method="PUT")


def delete(box: Box, path: str) -> Any:
    """Delete something that must be there."""
    answer = box.restobar.delete(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def first(box: Box, path: str, **query: Any) -> dict[str, Any]:
    """Return the first row of a list, however it is wrapped."""
    rows = get(box, path, **query)
    return rows["data"][0] if isinstance(rows, dict) else rows[0]


def as_courier(box: Box) -> None:
    """Let the courier make the calls that follow."""
    email = box.fake.email.replace("integracion", "wilson")
    box.restobar.headers.pop("Authorization")
    answer = box.restobar.post("/login", json={"email": email, "password": box.fake.password})
    box.restobar.headers["Authorization"] = f"Bearer {answer.json()['tokenCurrent']}"


def whole_product(box: Box, name: str = "Arepa de queso", **changes: Any) -> dict[str, Any]:
    """Return a product as it is read, with changes: what an edit must send."""
    row = box.product(name)
    for place in row["locationsStock"]:
        place.setdefault("price", row["price"])
    return {**row, **changes}


def new_product(box: Box, **changes: Any) -> dict[str, Any]:
    """Return the smallest body that makes a product."""
    model = box.product("Arepa de queso")
    return {
        "name": "Limonada", "description": "", "price": 8000, "type": "Normal", "isActive": True,
        "isIngredient": False, "isSubproduct": False, "discountInventory": False,
        "inventoryType": "PerUnit", "ingredients": [], "extra": [], "subProducts": [],
        "category": model["category"]["_id"],
        "locationsStock": [
            {
                "locationStock": model["locationsStock"][0]["locationStock"]["_id"],
                "price": 8000, "stock": 10, "stockMinimum": 0, "pricePurchase": 2000,
                "isMain": True, "taxes": [],
            }
        ],
        **changes,
    }  # fmt: skip


def movement(box: Box, kind: int = 1, *, quantity: Any = 10, price: Any = 5000, **more: Any) -> Any:
    """Return the body of an inventory movement of one ingredient."""
    item = first(box, "/ingredients", onlyIngredient="true")
    entry = {"ingredient": item["_id"], "quantity": quantity, "price": price}
    return {"date": MIDNIGHT, "type": kind, "ingredients": [entry], **more}


def expense(box: Box, **more: Any) -> dict[str, Any]:
    """Return the body of an expense."""
    kind = first(box, "/typeExpenses")["_id"]
    body = {"typeExpense": kind, "description": "Aseo", "subTotal": 30000, "date": MIDNIGHT}
    return {**body, **more}


def sheet(*rows: tuple[object, ...]) -> bytes:
    """Return a small spreadsheet; the texts stand in the cells."""
    cells = "".join(
        "<row>"
        + "".join(
            f"<c><v>{each}</v></c>"
            if isinstance(each, int)
            else f'<c t="inlineStr"><is><t>{each}</t></is></c>'
            for each in row
        )
        + "</row>"
        for row in rows
    )
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f"<sheetData>{cells}</sheetData>")
    return content.getvalue()


def make_busy(box: Box) -> Box:
    """Let everything happen once: after it no list is empty."""
    _sell(box)
    _stock(box)
    _house(box)
    box.wait(120)
    return box


def _sell(box: Box) -> None:
    box.operator.sell(["Arepa de queso", ("Café molido 500 g", 2)], payments="Nequi", tip=2000)
    box.operator.sell(electronic=True, customer="0045678", notes=["Sin sal"])
    entry = box.entry(
        notes=["Sin cebolla"], delivery={"isDelivery": True, "deliveryProvider": "RAPPI"}
    )
    orders = box.order(entry, box.entry("Jugo de lulo"), groupName="Mesa grande")
    credit = {"dueDate": "2026-12-23T12:00:00.000Z", "dueQuote": 2}
    bill = {
        "orderProducts": [{"order": row["_id"]} for row in orders],
        "client": PERSON,
        "credit": credit,
        "discountAdditionalTotal": 1000,
    }
    sale = post(box, "/invoices", bill)
    paid = [{"paymentMethod": box.method(), "value": 1000, "approbationNumber": "123"}]
    post(box, "/clients/savePaidCredit", {"invoice": sale["_id"], "paymentMethodValue": paid})
    box.operator.sell(delivery={"provider": "RAPPI", "address": "Calle 1", "cost": 3000,
                                "percentage": 20, "guy": _courier(box)})  # fmt: skip
    note = {"name": "Ana", "idDocumentType": 13, "notes": "Paga el viernes"}
    post(box, "/clients", note)
    firm = next(row for row in get(box, "/clients", pagination="false") if row["isSocialReason"])
    box.operator.sell(customer=firm["document"])
    box.operator.void(box.operator.sell(), "Error del mesero")
    box.operator.sell(paid=False, table="Mesa 2")
    _orders(box)


def _courier(box: Box) -> str:
    return next(row["_id"] for row in get(box, "/users") if row["name"] == "Wilson")


def _orders(box: Box) -> None:
    box.order(box.entry(notes=["Para llevar"]), groupName="Mesa chica")
    cooked, given, kept, gone = (box.order()[0]["_id"] for _ in range(4))
    put(box, "/orders/changeStatusKitchen", {"orders": [cooked], "status": "Cocina"})
    courtesy = {"isComplementary": True, "note": "Cumpleaños", "client": "Ana"}
    put(box, "/orders/updateAll", {"orders": [given], "complementary": courtesy})
    internal = {"isInternal": True, "note": "Personal"}
    put(box, "/orders/updateAll", {"orders": [kept], "internal": internal})
    put(box, "/orders", {"_id": gone, "status": "Cancelada", "causeCancel": "Se fue"})


def _stock(box: Box) -> None:
    provider = first(box, "/providers")["_id"]
    bought = post(
        box,
        "/inventories",
        movement(box, provider=provider, note="Plaza", invoice={"invoiceNumber": "A-1"}),
    )
    payment = {"inventory": bought["_id"], "total": 20000, "description": "Abono"}
    post(box, "/inventoryInvoicePayments", payment)
    place = get(box, f"/ingredients/{first(box, '/ingredients')['_id']}")["locationsStock"][1]
    cellar = place["locationStock"]["_id"]
    post(box, "/inventories", movement(box, 5, quantity=2, locationStockTo=cellar, note="Barra"))
    post(box, "/inventories", movement(box, 6, quantity=1, note="Se dañó"))
    post(box, "/inventories", movement(box, 9, quantity=3, note="Masa"))


def _house(box: Box) -> None:
    cash = first(box, "/cashboxes", status="open")["_id"]
    provider, user = first(box, "/providers")["_id"], first(box, "/users")["_id"]
    more = {"subtractCashRegister": True, "cashBox": cash, "provider": provider, "paidTo": user}
    post(box, "/expenses", expense(box, taxes=5700, paymentMethod="Efectivo", **more))
    post(box, "/events", {"name": "Concierto", "dateInit": "2026-12-05T01:00:00.000Z"})
    post(box, "/promos", {"name": "Martes", "description": "Dos por uno", "type": "Cantidad"})
    product = box.product("Arepa de queso")["_id"]
    menu = {"source": "RAPPI", "products": [{"product": product, "price": 9900}]}
    post(box, "/products/productsMenuProvider", menu)
    box.operator.close_cash_box()
    box.operator.open_cash_box()
