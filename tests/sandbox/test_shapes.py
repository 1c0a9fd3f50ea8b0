# SPDX-License-Identifier: MIT
"""Every published field is sent with its type, and demanded or checked where it is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest

from loggro_integration.sandbox import Assumptions
from loggro_integration.sandbox._restobar import ROUTES
from loggro_integration.sandbox._spec import Field
from loggro_integration.sandbox._table_restobar import SPECS
from sandbox.boxes import DAY, NOWHERE, Box, MakeBox
from sandbox.busy import MIDNIGHT, SPAN, delete, first, get, make_busy, movement, new_product, post

ANSWERED = sorted(key for key, spec in SPECS.items() if spec.answer)
TAKEN = sorted(key for key, spec in SPECS.items() if spec.fields and key != "POST /login")
ABSENT = object()

TYPES = {
    "string": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "bool": lambda value: isinstance(value, bool),
    "ObjectId": lambda value: isinstance(value, str) and len(bytes.fromhex(value)) == 12,
    "datetime": lambda value: bool(datetime.fromisoformat(value)) and value.endswith("Z"),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
    "unknown": lambda value: True,
}


def values_at(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Yield what stands at a path; every entry of an array."""
    if not path:
        yield value
    elif path[0] == "[]":
        for entry in value if isinstance(value, list) else []:
            yield from values_at(entry, path[1:])
    elif isinstance(value, Mapping):
        yield from values_at(value[path[0]], path[1:]) if path[0] in value else ()


def answers(box: Box, key: str) -> Any:
    """Call an operation in such ways that every field of its answer shows."""
    method, path = key.split(" ", 1)
    if method != "GET":
        return WRITES[key](box)
    if "{id}" in path:
        rows = rows_of(get(box, path.replace("/{id}", ""), **span_of(path)))
        return [get(box, path.replace("{id}", row["_id"])) for row in rows]
    path = path.replace("{status}", "Espera")
    answer = get(box, path, **span_of(path))
    return answer if SPECS[key].envelope.startswith("wrapped") else rows_of(answer)


def rows_of(answer: Any) -> Any:
    return answer.get("data", answer) if isinstance(answer, dict) else answer


def span_of(path: str) -> dict[str, str]:
    if path.startswith(("/invoices", "/orders", "/reports/reportSalesInvoices")):
        return {**DAY, "pagination": "true", "limit": "500", "status": ""}
    return SPAN


def login(box: Box) -> Any:
    credentials = {"email": box.fake.email, "password": box.fake.password}
    return box.restobar.post("/login", json=credentials).json()


def client(box: Box) -> Any:
    """Return a client of each kind, as an edit answers it."""
    rows = get(box, "/clients", pagination="false")
    return [post(box, "/clients", {**row}) for row in rows]


WRITES: dict[str, Any] = {
    "POST /login": login,
    "POST /inventories": lambda box: post(box, "/inventories", movement(box)),
    "POST /clients": client,
    "DELETE /inventories/{id}": lambda box: delete(
        box, f"/inventories/{first(box, '/inventories')['_id']}"
    ),
    "POST /orders": lambda box: box.order(),
    "POST /products": lambda box: [
        post(box, "/products", new_product(box)),
        post(box, "/products", box_product(box)),
    ],
    "POST /providers": lambda box: post(box, "/providers", {"name": "Nuevo"}),
    "POST /expenses": lambda box: post(
        box,
        "/expenses",
        {"typeExpense": first(box, "/typeExpenses")["_id"], "description": "Aseo",
         "subTotal": 1, "date": MIDNIGHT},
    ),
}  # fmt: skip


def box_product(box: Box) -> dict[str, Any]:
    """Return the product with a variant and a tax, to be sent back."""
    row = box.product("Jugo de lulo")
    for place in row["locationsStock"]:
        place.setdefault("price", row["price"])
    return row


@pytest.mark.parametrize("key", ANSWERED)
def test_every_published_field_is_sent_with_its_type(make_box: MakeBox, key: str) -> None:
    """In at least one row; wherever it stands it has the type."""
    box = make_busy(make_box(assumptions=Assumptions(line_taxes="flat")))

    found = answers(box, key)

    rows = found if isinstance(found, list) else [found]
    for each in map(Field.parse, SPECS[key].answer):
        path = each.path[1:] if each.path[0] == "[]" else each.path
        values = [value for row in rows for value in values_at(row, path)]
        assert values, (key, each.path)
        for value in values:
            assert any(TYPES[kind](value) for kind in each.types), (key, each.path, value)


def test_the_published_shapes_are_as_many_as_the_reference_counts() -> None:
    """Of the 53 responses and 13 requests whose fields are known, those of Restobar."""
    assert (47, 11) == (len(ANSWERED), len(TAKEN) + 1)


WRONG: dict[str, Any] = {
    "string": 5, "int": "x", "number": "x", "bool": "x", "datetime": "ayer", "array": "x",
    "object": "x", "ObjectId": "x",
}  # fmt: skip


def whole_body(box: Box, key: str) -> dict[str, Any]:
    """Return a body with every demanded field."""
    category = first(box, "/categories")["_id"]
    bodies: dict[str, Any] = {
        "POST /ingredients": lambda: {"name": "Cilantro", "category": category},
        "POST /inventories": lambda: movement(box),
        "POST /clients": lambda: {"name": "Ana", "idDocumentType": 13},
        "POST /invoices": lambda: {"orderProducts": [{"order": box.order()[0]["_id"]}]},
        "POST /invoices/{id}/changeToPaid": lambda: {
            "paymentMethodValue": [{"paymentMethod": box.method(), "value": 90000}]
        },
        "POST /orders": lambda: {"table": box.table(), "orders": [box.entry()]},
        "POST /products": lambda: new_product(box),
        "POST /tables": lambda: {"name": "Mesa 9"},
        "POST /providers": lambda: {"name": "Panela SAS"},
        "POST /expenses": lambda: {
            "typeExpense": first(box, "/typeExpenses")["_id"], "description": "Aseo",
            "subTotal": 1, "date": MIDNIGHT,
        },
    }  # fmt: skip
    return bodies[key]()


def changed(body: Any, path: tuple[str, ...], value: Any) -> Any:
    """Return a copy of a body with another value at a path, or without it."""
    name, rest = path[0], path[1:]
    if name == "[]":
        entries = body or [{}]
        return [value] if not rest else [changed(entries[0], rest, value), *entries[1:]]
    copy = dict(body or {})
    if rest:
        empty: Any = [] if rest[0] == "[]" else {}
        copy[name] = changed(copy.get(name, empty), rest, value)
    elif value is ABSENT:
        copy.pop(name, None)
    else:
        copy[name] = value
    return copy


def send(box: Box, key: str, body: Any) -> int:
    """Send a body where it belongs and return the status."""
    path = key.split(" ", 1)[1]
    if "{id}" in path:
        path = path.replace("{id}", box.invoice(box.operator.sell(paid=False))["_id"])
    return box.restobar.post(path, json=body).status_code


def specs() -> dict[str, Any]:
    return {f"{route.method} {route.template}": route.spec for route in ROUTES}


@pytest.mark.parametrize("key", TAKEN)
def test_every_demanded_field_is_demanded(make_box: MakeBox, key: str) -> None:
    """Without it, or with null, the call is refused with a declared status."""
    box = make_box()
    body = whole_body(box, key)
    assert 200 == send(box, key, body)

    for each in map(Field.parse, SPECS[key].fields):
        if each.required:
            for value in (ABSENT, None):
                status = send(box, key, changed(body, each.path, value))
                assert status in {400, 500}, (each, value)


@pytest.mark.parametrize("key", TAKEN)
def test_every_known_field_has_its_type(make_box: MakeBox, key: str) -> None:
    """A value of another type is refused, a malformed id with the empty 503."""
    box = make_box()
    body = whole_body(box, key)

    for text in specs()[key].fields:
        each = Field.parse(text)
        kind = each.types[0]
        value: Any = 5 if "string" in each.types[1:] else WRONG[kind]
        status = send(box, key, changed(body, each.path, value))
        assert status == 503 if kind == "ObjectId" else status in {400, 500}, each


@pytest.mark.parametrize("key", TAKEN)
def test_optional_fields_may_be_null(make_box: MakeBox, key: str) -> None:
    """As if they were not sent."""
    box = make_box()
    body = whole_body(box, key)
    needed = {("table",)}  # of orders that are no deliveries

    for each in map(Field.parse, SPECS[key].fields):
        # an extra without its product is none
        if not each.required and each.path not in needed and "productsExtra" not in each.path:
            box.operator.open_cash_box()
            if key == "POST /invoices":
                body = whole_body(box, key)
            if key == "POST /orders" and each.path[-1] == "locationStock":
                box.operator.switch("location_stock", "optional")
            if each.path[:1] == ("credit",):
                continue  # a credit without a date is none
            assert 200 == send(box, key, changed(body, each.path, None)), each


def test_a_bare_text_is_taken_for_the_number_of_a_purchase(box: Box) -> None:
    """One account sends it so."""
    made = post(box, "/inventories", movement(box, invoice="A-77"))

    assert "A-77" == get(box, f"/inventories/{made['_id']}")["invoice"]["invoiceNumber"]
    assert [made["_id"]] == [row["_id"] for row in get(box, "/inventories", inventoryNumber="A-77")]


@pytest.mark.parametrize(("choice", "status"), [("works", 200), ("500", 500)])
def test_a_movement_by_its_id(make_box: MakeBox, choice: str, status: int) -> None:
    """It answered 500 in one account: ``movement_by_id``."""
    box = make_box(assumptions=Assumptions(movement_by_id=choice))
    made = post(box, "/inventories", movement(box))

    assert status == box.restobar.get(f"/inventories/{made['_id']}").status_code
    assert 500 == box.restobar.get(f"/inventories/{NOWHERE}").status_code


@pytest.mark.parametrize(("choice", "status"), [("refused", 403), ("administrators", 200)])
def test_the_purchases_of_the_inventory_are_for_administrators(
    make_box: MakeBox, choice: str, status: int
) -> None:
    """403 with its text was seen: ``admin_report``."""
    box = make_busy(make_box(assumptions=Assumptions(admin_report=choice)))

    answer = box.restobar.get("/inventories/report/purchases", params=SPAN)
    box.operator.set_role(box.fake.email, "Cajero")
    cashier = box.restobar.get("/inventories/report/purchases", params=SPAN)

    assert (status, 403) == (answer.status_code, cashier.status_code)
    words = "Solo usuarios administradores pueden realizar esta acción."
    assert words == cashier.json()["message"]
