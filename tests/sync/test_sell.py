# SPDX-License-Identifier: MIT
"""Selling through Restobar over real HTTP: whatever breaks, a sale is made once or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loggro_integration import RestobarClient, RetryPolicy
from loggro_integration.errors import (
    CashRegisterClosed,
    NeedsReview,
    OutcomeUnknown,
    ReadFailed,
    Rejected,
    UnexpectedResponse,
)
from loggro_integration.mapping import RestobarOrders, sale_from_dict, to_restobar_orders
from loggro_integration.sandbox import Assumptions, Fault
from loggro_integration.sync import actions
from loggro_integration.testing import Box, no_sleep, sandbox
from loggro_integration.wire import Sale, to_json

ORDERS, BILL, PAY = "/orders", "/invoices", "/invoices/{id}/changeToPaid"
NUMBERS = count(1)


class Till:
    """A client of the fake, and sales that its catalogue can sell."""

    def __init__(self, box: Box, **options: Any) -> None:
        self.box = box
        self.pos: RestobarClient = box.restobar(sleep=no_sleep, **options)
        self.products = [each for each in self.pos.products.list() if each.price][:2]
        self.methods = list(self.pos.payment_methods.list())
        self.table = next(iter(self.pos.tables.list())).id

    def selling(self, **changes: Any) -> RestobarOrders:
        """The bodies of a new sale of five dishes, one line with a discount."""
        number = next(NUMBERS)
        first, second = self.products
        lines = [self.line(first, 3, discount=1000), self.line(second, 2)]
        total = sum(each["price"] * each["quantity"] for each in lines) - 1000
        data = {
            "sequence": number, "issued_at": "2026-11-20T13:04:11-05:00", "status": "paid",
            "total": total, "lines": lines, "tip": 5000,
            "payments": [{"method": self.methods[0].name, "value": total}],
        } | changes  # fmt: skip
        return to_restobar_orders(
            sale_from_dict({name: value for name, value in data.items() if value is not None}),
            sale_id=f"{number:024x}", group=f"{number + 2**64:024x}", table=self.table,
            products=self.products, payment_methods=self.methods,
        )  # fmt: skip

    def line(self, product: Any, quantity: int, **changes: Any) -> dict[str, Any]:
        """A line at the price and with the taxes of a product."""
        (place,) = [each for each in product.locations_stock if each.is_main]
        taxes = [{"name": each.name, "percent": each.percentage} for each in place.taxes]
        return {"name": product.name, "product_id": product.id, "price": int(product.sale_price),
                "quantity": quantity, "taxes": taxes, **changes}  # fmt: skip

    def sell(self, selling: RestobarOrders, *, calls: int = 4) -> tuple[Sale, list[type]]:
        """Call until the sale is made, as a caller would; with the errors on the way."""
        errors: list[type] = []
        for _ in range(calls):
            try:
                return actions.sell(self.pos, selling), errors
            except OutcomeUnknown as error:
                errors.append(type(error))
        raise AssertionError(f"never sold: {errors}")

    def held(self, selling: RestobarOrders) -> tuple[int, int]:
        """How many orders of the group, and how many sales of the id, Restobar holds."""
        world = self.box.fake.world
        orders = [each for each in world.orders.all() if each["group"] == selling.orders.group]
        return len(orders), sum(sale.id == selling.sale.id for sale in world.sales)


@pytest.fixture(scope="module")
def served() -> Iterator[Till]:
    """A till over real sockets, with time-outs that are short."""
    with sandbox(over="loopback") as box:
        yield Till(box, timeout=1)


@pytest.fixture
def till() -> Iterator[Till]:
    """A till in process."""
    with sandbox() as box:
        yield Till(box)


def test_a_sale_is_sold_over_real_http(served: Till) -> None:
    """Orders, sale and payment are made once, to the peso, and the payment keeps its tip."""
    selling = served.selling()

    sale = actions.sell(served.pos, selling)

    assert ("Pagada", selling.sale.total, Decimal(5000)) == (sale.status, sale.total, sale.tip)
    assert [(served.methods[0].name, selling.sale.total)] == [
        (each.method, each.value) for each in sale.payments
    ]
    assert (3, 1) == served.held(selling)


@pytest.mark.parametrize("route", [ORDERS, BILL, PAY])
@pytest.mark.parametrize(
    "fault",
    [
        Fault.timeout_before, Fault.timeout_after, Fault.after_commit, Fault.reset_before,
        Fault.reset, Fault.half_answer, Fault.accepted, Fault.before, Fault.garbage,
        Fault.gateway,
    ],
    ids=lambda each: each.__name__,
)  # fmt: skip
def test_no_fault_makes_a_duplicate(served: Till, route: str, fault: Any) -> None:
    """After each kind of lost answer to each write, the same ids lead to one sale, paid once."""
    selling = served.selling()
    served.box.operator.add_faults([fault("POST", route, times=1)])

    sale, errors = served.sell(selling)

    done_nothing = fault in {Fault.timeout_before, Fault.reset_before, Fault.before, Fault.gateway}
    assert (1 if done_nothing else 0) == len(errors)
    assert ("Pagada", selling.sale.total, 1) == (sale.status, sale.total, len(sale.payments))
    assert (3, 1) == served.held(selling)
    assert [] == served.box.duplicates()


TROUBLE = st.lists(
    st.builds(
        lambda strike, route, every: strike(*route, every=every, times=1),
        st.sampled_from(
            [Fault.timeout_after, Fault.after_commit, Fault.reset, Fault.reset_before,
             Fault.accepted, Fault.before, Fault.garbage, Fault.token_expired]
        ),
        st.sampled_from(
            [("POST", ORDERS), ("POST", BILL), ("POST", PAY), ("GET", ORDERS),
             ("GET", "/invoices/{id}")]
        ),
        st.integers(1, 3),
    ),
    max_size=6,
)  # fmt: skip


@given(TROUBLE)
@settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_row_of_faults_makes_a_duplicate(till: Till, faults: list[Fault]) -> None:
    """Whatever strikes reads and writes, in any order, the same ids end in one sale, paid once."""
    selling = till.selling()
    till.box.operator.clear_faults()
    till.box.operator.add_faults(faults)

    for _ in range(len(faults) + 1):
        with suppress(OutcomeUnknown, ReadFailed, UnexpectedResponse, Rejected):
            actions.sell(till.pos, selling)
    till.box.operator.clear_faults()
    sale = actions.sell(till.pos, selling)

    assert ("Pagada", selling.sale.total, 1) == (sale.status, sale.total, len(sale.payments))
    assert (3, 1) == till.held(selling)


def test_faults_at_every_write_leave_one_sale(served: Till) -> None:
    """Trouble after each of the three writes of one sale is survived in one call."""
    selling = served.selling()
    served.box.operator.add_faults(
        [
            Fault.reset("POST", ORDERS, times=1),
            Fault.timeout_after("POST", BILL, times=1),
            Fault.after_commit("POST", PAY, times=1),
        ]
    )

    sale, errors = served.sell(selling)

    assert ("Pagada", []) == (sale.status, errors)
    assert (3, 1) == served.held(selling)


def test_calling_again_changes_nothing(till: Till) -> None:
    """A sale that is done is read, and nothing is sent."""
    selling = till.selling()
    first = actions.sell(till.pos, selling)
    till.box.operator.add_faults([Fault.before("POST", route) for route in (ORDERS, BILL, PAY)])

    again = actions.sell(till.pos, selling)

    assert (first.id, first.number, (3, 1)) == (again.id, again.number, till.held(selling))


def test_one_call_sends_each_write_once(till: Till) -> None:
    """What was not done is not sent again in the same call: nobody knows if it is on its way."""
    selling = till.selling()
    till.box.operator.add_faults([Fault.before("POST", BILL)])

    with pytest.raises(OutcomeUnknown):
        actions.sell(till.pos, selling)

    assert (3, 0) == till.held(selling)
    sent = [each for each in till.box.fake.calls if (each.method, each.route) == ("POST", BILL)]
    assert 1 == len(sent)


def test_a_look_that_fails_leaves_it_unknown(till: Till) -> None:
    """Where the look-up fails too, the error says that nobody knows, and why."""
    selling = till.selling()
    till.box.operator.add_faults(
        [
            Fault.after_commit("POST", ORDERS, times=1),
            Fault.before("GET", ORDERS, status=503, every=2),
        ]
    )
    pos = till.box.restobar(sleep=no_sleep, retry=RetryPolicy(attempts=1))

    with pytest.raises(OutcomeUnknown) as caught:
        actions.sell(pos, selling)

    assert isinstance(caught.value.__cause__, ReadFailed)
    till.box.operator.clear_faults()
    assert "Pagada" == actions.sell(till.pos, selling).status
    assert (3, 1) == till.held(selling)


def test_a_credit_sale_is_billed_and_not_paid(till: Till) -> None:
    """Its terms are sent, and it stays owed."""
    client = {"name": "Marina Quiroga", "id_type": "13", "id_number": "1020304050"}
    selling = till.selling(
        status="credit", due_date="2026-12-20", client=client, payments=None, tip=None
    )

    sale = actions.sell(till.pos, selling)

    assert ("Por Pagar", selling.sale.total) == (sale.status, sale.balance)


def test_an_open_sale_waits_for_its_payment(till: Till) -> None:
    """It is billed, and sold again only read."""
    selling = till.selling(status="open", payments=None, tip=None)

    assert "Facturada" == actions.sell(till.pos, selling).status
    assert "Facturada" == actions.sell(till.pos, selling).status


def test_a_refusal_is_no_unknown(till: Till) -> None:
    """What Restobar refuses is told as such, and the orders stay for the next call."""
    selling = till.selling()
    till.box.operator.close_cash_box()

    with pytest.raises(CashRegisterClosed):
        actions.sell(till.pos, selling)

    assert (3, 0) == till.held(selling)


def test_a_group_with_another_count_is_for_a_person(till: Till) -> None:
    """Orders that are fewer or more than asked for are never billed."""
    selling = till.selling()
    till.pos.orders.create(evolve(selling.orders, orders=selling.orders.orders[:1]))

    with pytest.raises(NeedsReview, match="has 1 orders and 3 were asked for"):
        actions.sell(till.pos, selling)

    assert (1, 0) == till.held(selling)


def test_a_group_of_another_sale_is_for_a_person(till: Till) -> None:
    """The same count of other products, quantities or prices is seen."""
    selling = till.selling()
    first, *rest = selling.orders.orders
    till.pos.orders.create(
        evolve(selling.orders, orders=(evolve(first, quantity=Decimal(9)), *rest))
    )

    with pytest.raises(NeedsReview, match="other products, quantities or prices"):
        actions.sell(till.pos, selling)


def test_orders_that_tell_nothing_of_themselves_are_billed(till: Till) -> None:
    """Only id and status of an order are certain to come: the count is what is compared then."""
    selling = till.selling()
    made = till.pos.orders.create(selling.orders)
    bare = [{"_id": str(each.id), "status": "Espera"} for each in made]
    till.box.operator.add_faults([Fault.error_body("GET", ORDERS, body=bare, times=1)])

    assert "Pagada" == actions.sell(till.pos, selling).status
    assert (3, 1) == till.held(selling)


def test_orders_of_other_groups_are_not_billed(till: Till) -> None:
    """An account that does not know the filter gives every order: only the own ones count."""
    other, selling = till.selling(), till.selling()
    till.pos.orders.create(other.orders)
    made = [
        *till.pos.orders.create(selling.orders),
        *till.pos.orders.list(group=other.orders.group),
    ]
    body = [to_json(each) for each in made]
    till.box.operator.add_faults([Fault.error_body("GET", ORDERS, body=body, times=1)])

    assert "Pagada" == actions.sell(till.pos, selling).status
    assert ((3, 1), (3, 0)) == (till.held(selling), till.held(other))


def test_a_cancelled_order_is_for_a_person(till: Till) -> None:
    """A group of which somebody cancelled a part is not billed."""
    selling = till.selling()
    made = till.pos.orders.create(selling.orders)
    till.pos.orders.cancel(made[0].id, cause="Se fue")

    with pytest.raises(NeedsReview, match="cannot be billed: Cancelada"):
        actions.sell(till.pos, selling)


def test_a_sale_of_another_total_is_for_a_person(till: Till) -> None:
    """An id that was used for another sale is seen before anything is paid."""
    selling = till.selling(status="open", payments=None, tip=None)
    actions.sell(till.pos, selling)

    with pytest.raises(NeedsReview, match="were asked for"):
        actions.sell(till.pos, evolve(selling, sale=evolve(selling.sale, total=Decimal(1))))


def test_a_voided_sale_is_for_a_person(till: Till) -> None:
    """What somebody annulled meanwhile is not sold again."""
    selling = till.selling()
    sale = actions.sell(till.pos, selling)
    till.pos.invoices.void(sale.id)

    with pytest.raises(NeedsReview, match="is Anulada in Restobar"):
        actions.sell(till.pos, selling)


def test_a_yes_that_does_not_show_is_for_a_person(till: Till) -> None:
    """An answer that says yes to nothing is no proof: what counts is what can be seen."""
    selling = till.selling()
    till.box.operator.add_faults([Fault.error_body("POST", BILL, body={"_id": selling.sale.id})])

    with pytest.raises(NeedsReview, match="does not show it"):
        actions.sell(till.pos, selling)


def test_an_account_that_accepts_without_proof() -> None:
    """Where every sale is answered 202 without proof, it is found by its id."""
    with sandbox(assumptions=Assumptions(create_answer="accepted")) as box:
        till = Till(box)
        selling = till.selling()

        assert "Pagada" == actions.sell(till.pos, selling).status
        assert (3, 1) == till.held(selling)
