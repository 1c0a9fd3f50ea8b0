# SPDX-License-Identifier: MIT
"""Properties: no body breaks the fake, every bill adds up, time is additive."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loggro_integration.exact_json import dumps, loads
from loggro_integration.sandbox import FakeLoggro
from sandbox.boxes import FACTURACION, NOWHERE, Box, MakeBox

pytestmark = pytest.mark.no_cover

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
# each example takes a fake of its own
COSTLY = settings(SHARED, max_examples=settings().max_examples // 4)
KEYS = st.sampled_from(
    [
        "_id", "orders", "orderProducts", "order", "product", "quantity", "unit_price", "client",
        "paymentMethodValue", "paymentMethod", "value", "tip", "credit", "dueDate", "isPaid",
        "discountAdditionalTotal", "delivery", "complementary", "group", "table", "name",
        "document", "invoice", "isEInvoice", "idType", "idNumber", "email", "password", "notes",
    ]
)  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 10**9)
    | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-9, max_value=9)
    | st.text(max_size=5)
    | st.just(NOWHERE)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
BODIES = st.dictionaries(KEYS, VALUES, max_size=5)
ROUTES = [
    ("POST", "/login"),
    ("POST", "/orders"),
    ("PUT", "/orders"),
    ("POST", "/invoices"),
    ("POST", "/clients"),
    ("POST", "/clients/savePaidCredit"),
    ("POST", "/invoices/{printed}/changeToPaid"),
    ("POST", "/invoices/{printed}/changeToCanceled"),
]
PRICES = st.integers(1, 400_000)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["Arepa de queso", "Café molido 500 g", "Huevos criollos x 12"]), PRICES
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize(("method", "route"), ROUTES)
@COSTLY
@given(body=BODIES)
def test_no_body_breaks_the_fake(
    make_box: MakeBox, method: str, route: str, body: dict[str, Any]
) -> None:
    """Whatever is sent gets an answer of Restobar; a refusal has kept nothing."""
    box = make_box()
    printed = box.invoice(box.operator.sell(paid=False))["_id"]
    before = box.fake.sales()

    answer = box.restobar.request(
        method,
        route.format(printed=printed),
        content=dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )

    assert answer.status_code in {200, 400, 401, 403, 404, 500, 503}
    if answer.status_code != httpx.codes.OK:
        assert before == box.fake.sales()
    box.restobar.close()
    box.pymes.close()
    box.control.close()


@SHARED
@given(lines=LINES, share=st.integers(0, 100), tip=st.integers(0, 50_000))
def test_every_bill_adds_up(box: Box, lines: list[tuple[str, int]], share: int, tip: int) -> None:
    """Pesos in Restobar, cents in the books: base and taxes are the total in both."""
    gross = sum(price for _, price in lines)
    number = box.operator.sell(
        [{"product": name, "price": price} for name, price in lines],
        discount=gross * share // 100,
        tip=tip,
    )
    box.operator.push_now()

    (sale,) = loads(box.restobar.get("/invoices", params={"number": number}).content)
    books = box.pymes.get(f"{FACTURACION}/ventas-detallado", params={"numero": number})
    (row,) = loads(books.content)["contenido"]

    assert gross - gross * share // 100 == sale["total"] == sale["subTotal"] + sale["totalTaxes"]
    assert (
        sale["total"]
        == row["total"]
        == row["subtotal"] + sum(tax["valor"] for tax in row["impuestos"])
    )
    assert tip == sum(entry["tip"] for entry in sale["paid"]["paymentMethodValue"])
    assert number == row["numero"]
    for tax in row["impuestos"]:
        assert abs(tax["base"] * tax["tarifa"] / 100 - tax["valor"]) <= Decimal("0.01") * len(lines)


@COSTLY
@given(steps=st.lists(st.integers(1, 90), min_size=1, max_size=8))
def test_a_long_wait_is_the_sum_of_short_ones(steps: list[int]) -> None:
    """The books after a jump are those after many small steps."""
    once, often = FakeLoggro(), FakeLoggro()
    for fake in (once, often):
        number = fake.operator.sell(electronic=True)
        fake.operator.sell(payments="Nequi")
        fake.operator.force_send(number)
    once.operator.advance(seconds=sum(steps))
    for step in steps:
        often.operator.advance(seconds=step)

    assert once.books() == often.books()
    assert once.sales() == often.sales()


@SHARED
@given(
    value=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**9)
)
def test_amounts_of_the_books_leave_exactly(box: Box, value: Decimal) -> None:
    """What is edited in is read back to the cent, without passing through a float."""
    number = box.operator.sell()
    box.operator.push_now()
    box.operator.edit_document(number, total=value)

    answer = box.pymes.get(f"{FACTURACION}/ventas-detallado", params={"numero": number})

    (row,) = loads(answer.content)["contenido"]
    assert value == row["total"]
