# SPDX-License-Identifier: MIT
"""The small catalogues, forms, events, tables and the kitchen of Restobar."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from sandbox.boxes import NOWHERE, Box, message
from sandbox.busy import delete, first, get, post, put


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/categories", "La categoría tiene productos."),
        ("/units", "La unidad tiene ingredientes."),
        ("/waiterOrderAreas", "El área tiene productos."),
        ("/roles", "El rol tiene usuarios."),
        ("/cashRegisters", "La caja registradora tiene un cuadre abierto."),
        ("/typeExpenses", "El tipo de gasto tiene gastos."),
        ("/tables", "La mesa tiene pedidos activos."),
    ],
)
def test_what_others_need_is_not_deleted(box: Box, path: str, words: str) -> None:
    """500 with a name."""
    box.order()
    kind = first(box, "/typeExpenses")["_id"]
    body = {"typeExpense": kind, "description": "x", "subTotal": 1, "date": "2026-11-23T00:00:00Z"}
    post(box, "/expenses", body)

    answer = box.restobar.delete(f"{path}/{first(box, path)['_id']}")

    assert (500, words) == message(answer)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/promos", {"name": "x", "type": "Regalo"}, 500),
        ("/taxes", {"name": "x", "percentage": 101}, 503),
        ("/taxes", {"name": "x", "percentage": "x"}, 503),
        ("/tables", {"name": "x", "coord": {"x": "y"}}, 500),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(
    box: Box, path: str, body: dict[str, Any], status: int
) -> None:
    """With the status that the row declares."""
    assert status == box.restobar.post(path, json=body).status_code


def test_deleted_tables_and_methods_are_not_used(box: Box) -> None:
    """No order at the first, no payment with the second."""
    table = get(box, "/tables")[-1]["_id"]
    delete(box, f"/tables/{table}")
    body = {"table": table, "orders": [box.entry()]}
    assert 500 == box.restobar.post("/orders", json=body).status_code
    bill = {"orderProducts": [{"order": box.order()[0]["_id"]}], "table": table}
    assert 500 == box.restobar.post("/invoices", json=bill).status_code

    for method in get(box, "/paymentMethods"):
        delete(box, f"/paymentMethods/{method['_id']}")

    assert 400 == box.bill(isPaid=True).status_code


def test_a_bill_may_name_another_table(box: Box) -> None:
    """And ask for the mail to be sent at once."""
    other = get(box, "/tables")[2]
    client = {"name": "Ana", "email": "ana@correo.example"}

    sale = box.bill(table=other["_id"], client=client, sendInvoiceEmail=True).json()

    assert other["_id"] == sale["table"]["idInternal"]
    assert 1 == box.fake.world.sales.by_id[sale["_id"]].mails


def test_a_form_that_is_broken_is_refused(box: Box) -> None:
    """400, as is a text that is no JSON."""
    head = {"Content-Type": "multipart/form-data; boundary=x"}

    for body in (b"--y\r\n", b"--x\r\n\r\nno name\r\n--x--\r\n"):
        answer = box.restobar.post("/deliveryProvider", content=body, headers=head)
        assert 400 == answer.status_code

    assert 400 == box.restobar.post("/deliveryProvider", content=b"{").status_code


def test_a_form_says_types_as_text(box: Box) -> None:
    """Numbers and truth values are read; what cannot be is refused; a picture is kept."""
    parts: dict[str, Any] = {
        "name": (None, b"PLATAFORMA"),
        "percentagePerSale": (None, b"12.5"),
        "isActive": (None, b"false"),
        "image": ("logo.png", b"\x89PNG", "image/png"),
    }

    made = box.restobar.post("/deliveryProvider", files=parts).json()
    wrong = {**parts, "percentagePerSale": (None, b"mucho")}
    refused = box.restobar.post("/deliveryProvider", files=wrong)

    assert (12.5, False) == (made["percentagePerSale"], made["isActive"])
    assert made["image"].endswith("logo.png")
    assert 500 == refused.status_code
    assert "PLATAFORMA" not in [row["name"] for row in get(box, "/deliveryProvider", active="true")]


def test_a_spreadsheet_may_keep_its_texts_apart(box: Box) -> None:
    """Shared strings, as most programs write; a file that is none is refused."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        texts = "".join(f"<si><t>{each}</t></si>" for each in ("Nombre", "Tinto", "Bebidas"))
        archive.writestr("xl/sharedStrings.xml", f"<sst>{texts}</sst>")
        cells = '<c r="A2" t="s"><v>1</v></c><c t="s"><v>2</v></c><c><v>2500</v></c>'
        lost = '<row><c t="s"><v>99</v></c></row>'
        rows = f'<row r="1"><c t="s"><v>0</v></c></row><row>{cells}</row>{lost}'
        archive.writestr("xl/worksheets/sheet1.xml", f"<sheetData>{rows}</sheetData>")

    def upload(data: bytes) -> int:
        files = {"file": ("carta.xlsx", data)}
        return box.restobar.post("/products/upload-products", files=files).status_code

    assert 500 == upload(content.getvalue())
    assert 500 == upload(b"PK no")
    assert 500 == upload(b"")


def test_events_are_in_their_order(box: Box) -> None:
    """From a day on, at most so many, newest first where asked."""
    for day in ("03", "01", "02"):
        post(box, "/events", {"name": day, "dateInit": f"2026-12-{day}T10:00:00.000Z"})
    post(box, "/events", {"name": "sin fecha"})

    def found(**query: Any) -> list[str]:
        return [row["name"] for row in get(box, "/events", **query)]

    assert ["sin fecha", "01", "02", "03"] == found()
    assert ["02", "03"] == found(dateInit="2026-12-02T00:00:00.000Z")
    assert ["03"] == found(orderBy="desc", limit="1")


def test_tables_show_their_orders_and_bills(box: Box) -> None:
    """One table, or all."""
    table = box.table()
    (order,) = box.order()
    bill = box.bill().json()

    (row,) = get(box, "/tables/tableOrders", tableId=table)

    assert [order["_id"]] == [each["_id"] for each in row["orders"] if each["status"] == "Espera"][
        :1
    ]
    assert [bill["number"]] == [each["number"] for each in row["invoices"]]
    assert len(get(box, "/tables")) == len(get(box, "/tables/tableOrders"))
    assert 503 == box.restobar.get("/tables/tableOrders", params={"tableId": "1"}).status_code


def test_the_kitchen_sees_what_is_to_be_cooked(box: Box) -> None:
    """Of its own area; orders without one where they are asked for too."""
    area = first(box, "/waiterOrderAreas")["_id"]
    (mine,) = box.order(box.entry(waiterOrderArea=area))
    (plain,) = box.order()
    (done,) = box.order()
    put(box, "/orders/changeStatusKitchen", {"orders": [done["_id"]], "status": "Listo"})

    def cooking(**query: Any) -> list[str]:
        return [row["_id"] for row in get(box, "/orders/kitchen/ordersForKitchen", **query)]

    assert [mine["_id"], plain["_id"]] == cooking()
    assert [mine["_id"]] == cooking(waiterOrderArea=area)
    assert 2 == len(cooking(waiterOrderArea=area, includeDefaults="true"))
    assert 2 == get(box, "/orders/kitchen/espera", limit="1")["count"]
    assert [done["_id"]] == [
        row["_id"] for row in get(box, "/orders/kitchen/espera", status="Listo")["data"]
    ]
    assert 1 == get(box, "/orders", statusKitchen="Listo")["count"]


def test_orders_are_seen_by_table_group_and_state(box: Box) -> None:
    """Active ones; sums by table and by group; the documented word for cancelled."""
    table = box.table()
    made = box.order(box.entry(), box.entry("Jugo de lulo"), group="4" * 24, groupName="Cumple")
    put(box, "/orders", {"_id": made[0]["_id"], "causeCancel": "Se fue"})

    assert [made[1]["_id"]] == [row["_id"] for row in get(box, f"/orders/tables/{table}")]
    assert [] == get(box, f"/orders/tables/{table}", status="Listo")
    assert [{"_id": table, "total": 15000}] == get(box, "/orders/tables/status/Espera")
    assert [{"_id": table, "total": 18000}] == get(box, "/orders/tables/status/Cancelado")
    (group,) = get(box, "/orders/groups/status/Espera", table=table)
    assert ("Cumple", 1, 15000) == (group["groupName"], group["count"], group["total"])
    assert [] == get(box, "/orders/groups/status/Espera", table=NOWHERE)
    assert [made[1]["_id"]] == [row["_id"] for row in get(box, "/orders/currentBusiness/espera")]
    assert 2 == get(box, "/orders", onlyMine="true")["count"]
    seller = next(row["_id"] for row in get(box, "/users") if row["name"] == "Paola")
    box.order(seller=seller)
    assert 2 == get(box, "/orders", onlyMine="true")["count"]


def test_an_order_is_changed_only_before_it_is_cooked(box: Box) -> None:
    """Neither to another state nor to nothing."""
    (order,) = box.order()

    def change(**body: Any) -> int:
        return box.restobar.put("/orders", json={"_id": order["_id"], **body}).status_code

    assert [400, 400, 400] == [change(status="Pagada"), change(quantity=0), change()]
    assert 200 == change(status="Espera", quantity=5)
    assert 45000 == get(box, f"/orders/{order['_id']}")["total"]
