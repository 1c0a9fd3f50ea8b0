# SPDX-License-Identifier: MIT
"""Which sales are finished."""

import pytest
from attrs import evolve

from loggro_integration.sync._observe import is_finished
from loggro_integration.wire import JsonValue, restobar
from sync.desk import Desk, row_of

SALE: dict[str, JsonValue] = {
    "_id": "66f9b8a7c3d4e5f60789abcd",
    "status": "Pagada",
    "createdOn": "2026-11-23T18:04:11.120Z",
    "total": 54000,
    "businessId": "6399190e5fe56f01f9a50001",
}


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Pagada", True), ("Por Pagar", True), ("Anulada", True), ("Facturada", False),
     ("Pendiente", False), ("Otra", True)],
)  # fmt: skip
def test_a_sale_is_finished_once_paid_on_credit_or_voided(status: str, expected: bool) -> None:
    """An unknown status is looked at, not skipped."""
    assert expected is is_finished(restobar.sale({**SALE, "status": status}))


def test_the_ledger_records_what_people_ask_of_a_sale(desk: Desk) -> None:
    """Its status, what DIAN says in our words, and how it was paid: of each change, the present."""
    paid = desk.box.operator.sell(electronic=True)
    credit = desk.box.operator.sell(
        credit=30, customer={"name": "Ana", "idType": "CC", "idNumber": "52871"}
    )
    desk.settle()
    desk.started()
    first, owed = row_of(desk, paid), row_of(desk, credit)
    desk.box.operator.annul(paid)
    desk.settle()
    desk.engine().run()

    seen = next(event for event in desk.store.events(first.key))
    (payment,) = seen.detail["payments"]
    assert ("Pagada", "accepted") == (first.status, first.dian)
    assert ("Por Pagar", "") == (owed.status, owed.dian)
    assert ["Efectivo", first.total, "0"] == payment
    assert "Anulada" == row_of(desk, paid).status


def test_a_state_of_dian_that_no_rule_names_stands_as_it_is(desk: Desk) -> None:
    """Its words are not published: nothing is guessed."""
    number = desk.box.operator.sell(electronic=True)
    desk.settle()
    states = evolve(desk.rules.restobar.dian_states, accepted=("Otra",))
    desk.rules = evolve(desk.rules, restobar=evolve(desk.rules.restobar, dian_states=states))

    desk.started()

    assert "Aceptado" == row_of(desk, number).dian
