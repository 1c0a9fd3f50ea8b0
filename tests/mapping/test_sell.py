# SPDX-License-Identifier: MIT
"""A sale as the bodies of Restobar's documented calls: exact, or refused whole."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal, localcontext
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration.errors import InvalidId, MappingFailed
from loggro_integration.mapping import (
    RestobarOrders,
    SellSettings,
    sale_from_dict,
    to_restobar_orders,
)
from loggro_integration.mapping._sell_problems import _OWN, SELL_PROBLEMS
from loggro_integration.wire import Sale, restobar, to_json
from mapping.other_sales import dish, least

SALE_ID, GROUP, TABLE = "66f9a1b2c3d4e5f601234567", "66f9a0aac3d4e5f6012300ff", "6" * 24
CASH, NEQUI, CAMILA = "a" * 24, "b" * 24, "c" * 24
METHODS = [
    restobar.payment_method({"_id": CASH, "name": "Efectivo"}),
    restobar.payment_method({"_id": NEQUI, "name": "Nequi"}),
]


def product(identifier: str, name: str, **changes: Any) -> restobar.Product:
    """A product of the catalogue, with INC 8 % at its main location."""
    places = [
        {"locationStock": {"_id": "e" * 24}, "taxes": []},
        {
            "locationStock": {"_id": "d" * 24},
            "isMain": True,
            "taxes": [{"tax": {"name": "I CONSUMO", "percentage": 8}}],
        },
    ]
    return restobar.product(
        {"_id": identifier, "name": name, "locationsStock": places,
         "waiterOrderArea": "f" * 24, **changes}
    )  # fmt: skip


BANDEJA = product("1" * 24, "Bandeja", code="P05")


def selling(data: dict[str, Any] | Sale, **changes: Any) -> RestobarOrders:
    """The bodies of a sale."""
    given: dict[str, Any] = {
        "sale_id": SALE_ID, "group": GROUP, "products": [BANDEJA], "payment_methods": METHODS,
        "table": TABLE,
    }  # fmt: skip
    sale = data if isinstance(data, Sale) else sale_from_dict(data)
    return to_restobar_orders(sale, **given | changes)


def faults(data: dict[str, Any] | Sale, **changes: Any) -> list[tuple[str, str]]:
    """Code and path of what keeps a sale from being sold."""
    with pytest.raises(MappingFailed) as caught:
        selling(data, **changes)
    return [(each.code, each.path) for each in caught.value.problems]


def test_a_paid_sale_is_three_bodies() -> None:
    """Orders, sale and payment carry the documented names, and nothing else."""
    found = selling(least(tip=5000), group_name="Web 7", send_email=True)

    assert {
        "table": TABLE,
        "group": GROUP,
        "groupName": "Web 7",
        "orders": [
            {"product": "1" * 24, "quantity": Decimal(2), "unit_price": Decimal(27000),
             "locationStock": "d" * 24, "waiterOrderArea": "f" * 24}
        ],
    } == to_json(found.orders)  # fmt: skip
    assert {
        "_id": SALE_ID,
        "orderProducts": [{"order": "9" * 24}],
        "table": TABLE,
        "isPaid": False,
        "total": Decimal(54000),
        "sendInvoiceEmail": True,
    } == to_json(found.bill(["9" * 24]))
    assert {
        "_id": SALE_ID,
        "paymentMethodValue": [{"paymentMethod": CASH, "value": Decimal(54000)}],
        "tip": Decimal(5000),
    } == to_json(found.payment)
    assert ("number", "created_on", "seller") == found.left_out


def test_a_line_discount_goes_into_the_price() -> None:
    """What does not part evenly becomes two orders, one peso apart."""
    data = least(total=50000, lines=[dish(price=17000, quantity=3, discount=1000)],
                 payments=[{"method": "Efectivo", "value": 50000}])  # fmt: skip

    found = selling(data)

    assert [(Decimal(1), Decimal(16666)), (Decimal(2), Decimal(16667))] == [
        (each.quantity, each.unit_price) for each in found.orders.orders
    ]


def test_a_bill_discount_and_an_electronic_customer() -> None:
    """The discount of the bill, the customer and the mark of an electronic sale are sent."""
    data = least(
        total=52000, bill_discount=2000, electronic=True,
        client={"name": "Marina", "last_name": "Quiroga", "id_type": "13", "phone": "3001234567",
                "id_number": "1020304050", "email": "m@example.com", "address": "Calle 1"},
        payments=[{"method": "Efectivo", "value": 30000},
                  {"method": "Nequi", "value": 22000, "approval": "0045"}],
    )  # fmt: skip

    found = selling(data)
    sale: Any = to_json(found.sale)

    assert (Decimal(2000), True) == (sale["discountAdditionalTotal"], sale["isEInvoice"])
    assert {
        "name": "Marina Quiroga", "phone": "3001234567", "email": "m@example.com", "idType": "CC",
        "idNumber": "1020304050",
    } == sale["client"]  # fmt: skip
    assert "client.address" in found.left_out
    assert [(CASH, 30000, None), (NEQUI, 22000, "0045")] == [
        (each.method, each.value, each.approval) for each in found.payment.payments
    ]


@pytest.mark.parametrize(
    "client", [None, {"name": "Consumidor Final", "id_number": "222222222222", "id_type": "13"}]
)
def test_the_final_consumer_is_no_client(client: dict[str, str] | None) -> None:
    """Neither a sale without customer nor one of the default customer names anybody."""
    assert selling(least(client=client)).sale.client is None


def test_a_name_alone_needs_no_document() -> None:
    """A customer without document is sent by name."""
    found = selling(least(client={"name": "Marina"}))

    assert ("Marina", None, None) == (
        found.sale.client.name, found.sale.client.id_type, found.sale.client.id_number
    )  # fmt: skip


def test_tips_inside_the_payments_are_taken_out() -> None:
    """Values that hold their tips pay the total without them; the tip is sent once."""
    data = least(payments=[{"method": "Efectivo", "value": 30000},
                           {"method": "Nequi", "value": 28000, "tip": 4000}])  # fmt: skip

    found = selling(data)

    assert ([Decimal(30000), Decimal(24000)], Decimal(4000)) == (
        [each.value for each in found.payment.payments], found.payment.tip
    )  # fmt: skip


def test_a_payment_of_nothing_is_not_sent() -> None:
    """Restobar refuses a payment of zero."""
    data = least(payments=[{"method": "Efectivo", "value": 54000}, {"method": "?", "value": 0}])

    assert 1 == len(selling(data).payment.payments)


def test_the_own_method_of_a_sale_pays_it() -> None:
    """A sale that lists no payment is paid by its own method."""
    sale = evolve(sale_from_dict(least(payments=None)), payment_method="Efectivo")

    assert [(CASH, Decimal(54000))] == [
        (each.method, each.value) for each in selling(sale).payment.payments
    ]


def test_a_credit_sale_has_terms_and_no_payment() -> None:
    """The due date and the instalments are sent as stored sales hold them."""
    found = selling(least(status="credit", due_date="2026-12-20", instalments=2, payments=None))

    assert found.payment is None
    assert {"dueDate": "2026-12-20T00:00:00.000Z", "dueQuote": 2} == to_json(found.sale)["credit"]


def test_an_open_sale_is_not_paid() -> None:
    """A sale that waits for its payment gets none."""
    assert selling(least(status="open", payments=None)).payment is None


def test_a_delivery_needs_no_table() -> None:
    """Address and provider go by the names of stored sales; each order is marked."""
    data = least(delivery={"address": "Calle 10 # 4-20", "provider": "INTERNAL"})

    found = selling(data, table=None)

    assert {
        "isDelivery": True, "address": "Calle 10 # 4-20", "deliveryProvider": "INTERNAL"
    } == to_json(found.orders.orders[0])["delivery"]  # fmt: skip


@pytest.mark.parametrize("total", [54000, 60000])
def test_a_delivery_cost_is_sent_once_it_has_a_name(total: int) -> None:
    """The cost goes by the name of the settings, whether or not the total holds it."""
    data = least(total=total, delivery={"cost": 6000},
                 payments=[{"method": "Efectivo", "value": total}])  # fmt: skip

    found = selling(data, table=None, settings=SellSettings(delivery_keys={"cost": "cost"}))

    assert {"isDelivery": True, "cost": Decimal(6000)} == to_json(found.orders.orders[0])[
        "delivery"
    ]
    assert [("sell-delivery", "delivery.cost")] == faults(data)


def test_names_that_differ_are_declared() -> None:
    """Products, means of payment, taxes and sellers are found by their aliases, exactly."""
    settings = SellSettings(
        products={"P05": "Bandeja paisa"},
        payment_methods={"Efectivo": "Nequi"},
        sellers={"Camila": CAMILA},
        taxes={"INC": "I CONSUMO"},
    )
    data = least(lines=[dish(taxes=[{"name": "INC", "percent": "8.00"}])])

    found = selling(data, products=[product("2" * 24, "Bandeja paisa")], settings=settings)

    assert ("2" * 24, NEQUI, CAMILA) == (
        found.orders.orders[0].product, found.payment.payments[0].method, found.orders.seller
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "products"),
    [
        (dish(product_id="1" * 24, name="X", code="X"), [BANDEJA]),
        (dish(code=None), [BANDEJA]),
        (dish(name="X"), [BANDEJA, product("2" * 24, "Bandeja")]),
        (dish(), [product("2" * 24, "Bandeja", deleted=True), BANDEJA]),
        (
            dish(name="Bandeja grande", code=None),
            [product("2" * 24, "Bandeja", subProducts=[
                {"_id": "1" * 24, "name": "Bandeja grande"},
                {"_id": "3" * 24, "name": "Bandeja grande", "deleted": True},
            ])],
        ),
    ],
)  # fmt: skip
def test_a_product_is_found_by_id_code_or_name(
    line: dict[str, Any], products: list[restobar.Product]
) -> None:
    """The first that is named exactly is taken: by id, by code, by name, or a variant."""
    found = selling(least(lines=[line]), products=products)

    assert ["1" * 24] == [each.product for each in found.orders.orders]


def test_a_variant_has_the_places_of_its_product_unless_it_has_its_own() -> None:
    """Stock location and taxes of a variant are its own where it tells them."""
    own = [{"locationStock": {"_id": "9" * 24}, "isMain": True, "taxes": []}]
    variants = [
        {"_id": "1" * 24, "name": "Chica"},
        {"_id": "2" * 24, "name": "Grande", "locationsStock": own},
    ]
    lines = [dish(name="Chica", code=None), dish(name="Grande", code=None, taxes=[], price=0)]
    settings = SellSettings(free_lines="price-zero")

    found = selling(
        least(lines=lines),
        products=[product("3" * 24, "Bandeja", subProducts=variants)],
        settings=settings,
    )

    assert ["d" * 24, "9" * 24] == [each.location_stock for each in found.orders.orders]


def test_a_tax_that_differs_is_told_with_both_sides() -> None:
    """The problem names what the line charges and what Restobar would."""
    with pytest.raises(MappingFailed) as caught:
        selling(least(lines=[dish(taxes=[])]))

    (problem,) = caught.value.problems
    assert (
        "The line carries - and Restobar's product I CONSUMO 8.00 %: it would charge another tax."
        == problem.message.en
    )


def test_taxes_that_restobar_does_not_tell_are_named() -> None:
    """A product without location or rates cannot be compared, and says so."""
    bare = restobar.product({"_id": "1" * 24, "name": "Bandeja"})
    by_id = product("1" * 24, "Bandeja", locationsStock=[{"taxes": [{"tax": "d" * 24}]}])

    for each in (bare, by_id):
        assert "lines[0].taxes" in selling(least(lines=[dish(code=None)]), products=[each]).left_out


def test_remarks_are_named_as_left_out() -> None:
    """What the calls have no field for is told, and holds no money."""
    found = selling(least(cashier="Paola", table="Terraza 4", notes="Sin cebolla", seller=None))

    assert ("number", "created_on", "cashier", "table", "observations") == found.left_out


REFUSED: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (least(status="voided"), [("sell-voided", "status"), ("sell-unpaid", "payments")]),
    (least(lines=[dish(name="Otra", code=None)]), [("sell-product-unknown", "lines[0]")]),
    (least(lines=[dish(product_id="8" * 24)]), [("sell-product-unknown", "lines[0]")]),
    (least(lines=[dish(taxes=[])]), [("sell-taxes-differ", "lines[0].taxes")]),
    (
        least(total="54000.50", payments=[{"method": "Efectivo", "value": "54000.50"}],
              lines=[dish(price="27000.25")]),
        [("sell-cents", "total"), ("sell-cents", "lines[0].total"),
         ("sell-cents", "payments[0].value")],
    ),
    (
        least(lines=[dish(price=36000, quantity="1.5"), dish(price=0)]),
        [("sell-free-line", "lines[1]")],
    ),
    (
        least(lines=[dish(price=36000, quantity="1.5", discount=100, total=53900)], total=53900,
              payments=[{"method": "Efectivo", "value": 53900}]),
        [("sell-price-inexact", "lines[0]")],
    ),
    (least(lines=[dish(total=54001)], total=54001,
           payments=[{"method": "Efectivo", "value": 54001}]),
     [("sell-line-mismatch", "lines[0].total")]),
    (least(lines=[dish(), dish(price=1, discount=3)]),
     [("discount-exceeds-line", "lines[1]"), ("sell-free-line", "lines[1]")]),
    (least(total=54001), [("sell-totals-mismatch", "total"),
                          ("sell-payments-mismatch", "payments")]),
    (least(payments=None), [("sell-payments-mismatch", "payments")]),
    (least(payments=[{"method": "Bono", "value": 54000}]),
     [("sell-payment-method", "payments[0].method")]),
    (least(tip=3000, payments=[{"method": "Efectivo", "value": 54000, "tip": 2000}]),
     [("tip-mismatch", "tip")]),
    (least(total=0, payments=None, lines=[dish(price=0)]),
     [("sell-free-line", "lines[0]"), ("sell-nothing-to-pay", "total")]),
    (least(status="credit", tip=1000),
     [("sell-credit-terms", "credit.due_date"), ("sell-unpaid", "payments"),
      ("sell-unpaid", "tip")]),
    (least(status="open"), [("sell-unpaid", "payments")]),
    (least(client={"name": "Marina", "id_number": "AB12", "id_type": "41"}),
     [("sell-id-type", "client.id_document_type")]),
    (least(client={"name": "Marina", "id_number": "AB12"}),
     [("sell-id-type", "client.id_document_type")]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), REFUSED)
def test_what_cannot_be_expressed_is_refused(
    data: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Nothing that moves money or taxes is left out: it is told with its path, all at once."""
    assert expected == faults(data)


def test_what_only_sales_of_other_shapes_hold_is_refused() -> None:
    """Sales built by hand or read from Restobar are checked as well."""
    sale = sale_from_dict(least())
    line = evolve(sale.lines[0], price=None, total=None)
    bare = evolve(sale.lines[0], quantity=None)

    assert [("sale-without-lines", "lines"), ("sell-totals-mismatch", "total")] == faults(
        evolve(sale, lines=())
    )
    assert [
        ("line-without-price", "lines[0]"), ("sell-free-line", "lines[0]"),
        ("quantity-missing", "lines[1].quantity"), ("sell-totals-mismatch", "total"),
    ] == faults(evolve(sale, lines=(line, bare)))  # fmt: skip
    assert [("sell-discount-unnamed", "discount_additional")] == faults(
        evolve(sale, discount_additional=Decimal(10))
    )
    assert "inexact-money" == faults(evolve(sale, tip=0.5))[0][0]
    assert [("sell-payment-method", "payments[0].method")] == faults(
        evolve(sale, paid=evolve(sale.paid, payments=(evolve(sale.payments[0], method=None),)))
    )


def test_the_discount_of_a_wire_line_counts() -> None:
    """A sale of Restobar writes the discount of a line in a second field."""
    sale = sale_from_dict(least(total=50000, payments=[{"method": "Efectivo", "value": 50000}]))
    line = evolve(sale.lines[0], discount_total=Decimal(4000))

    assert [Decimal(25000)] == [
        each.unit_price for each in selling(evolve(sale, lines=(line,))).orders.orders
    ]


def test_places_and_sellers_must_be_known() -> None:
    """A sale that is no delivery needs a table, several products of one name need an id."""
    assert [("sell-table", "table")] == faults(least(), table=None)
    assert [("sell-seller", "seller.name")] == faults(least(), settings=SellSettings(sellers={}))
    assert [("sell-product-ambiguous", "lines[0]")] == faults(
        least(lines=[dish(code=None)]), products=[BANDEJA, product("2" * 24, "Bandeja")]
    )


def test_another_word_for_a_type_of_document_is_a_setting() -> None:
    """A type whose word was never seen is sent once the account tells it."""
    data = least(client={"name": "Marina", "id_number": "AB12", "id_type": "41"})

    found = selling(data, settings=SellSettings(id_types={"41": "PA"}))

    assert ("PA", "AB12") == (found.sale.client.id_type, found.sale.client.id_number)


def test_a_free_line_may_be_ordered_at_zero() -> None:
    """The setting orders what costs nothing at a price of zero."""
    data = least(lines=[dish(), dish(price=0, quantity=1)])

    found = selling(data, settings=SellSettings(free_lines="price-zero"))

    assert [Decimal(27000), Decimal(0)] == [each.unit_price for each in found.orders.orders]


@pytest.mark.parametrize("name", ["sale_id", "group", "table"])
def test_an_id_that_is_none_is_refused(name: str) -> None:
    """Restobar answers those with an empty 503."""
    with pytest.raises(InvalidId):
        selling(least(), **{name: "POS7"})


def test_every_text_is_filled_and_every_refusal_is_tested() -> None:
    """Each problem of selling has its four texts, and all are told by some test above."""
    assert sorted(_OWN) == list(_OWN)
    assert all(all(wording[:4]) for wording in SELL_PROBLEMS.values())
    told = {code for _, expected in REFUSED for code, _ in expected}
    elsewhere = {"sell-discount-unnamed", "sell-delivery", "sell-product-ambiguous", "sell-seller",
                 "sell-table"}  # fmt: skip
    assert set(_OWN) == (told & set(_OWN)) | elsewhere


LINES = st.lists(
    st.tuples(st.integers(0, 10**7), st.integers(1, 10**4), st.integers(0, 10**6)),
    min_size=1, max_size=6,
)  # fmt: skip


@given(LINES, st.integers(0, 5000))
def test_the_orders_give_the_total_exactly(lines: list[tuple[int, int, int]], off: int) -> None:
    """Whatever the discounts, quantities and prices give the lines and the total to the peso."""
    written, nets = [], []
    for price, quantity, discount in lines:
        less = min(discount, price * quantity)
        written.append(dish(price=price, quantity=quantity, discount=less))
        nets.append(price * quantity - less)
    less = min(off, sum(nets))
    data = least(
        status="open", payments=None, lines=written, bill_discount=less, total=sum(nets) - less
    )

    with localcontext(prec=3, rounding=ROUND_DOWN):
        found = selling(data, settings=SellSettings(free_lines="price-zero"))

    orders = found.orders.orders
    assert sum(nets) == sum(each.quantity * each.unit_price for each in orders)
    assert all(each.unit_price == int(each.unit_price) >= 0 for each in orders)
    assert sum(each[1] for each in lines) == sum(each.quantity for each in orders)
    assert sum(nets) - less == found.sale.total
