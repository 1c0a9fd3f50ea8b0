# SPDX-License-Identifier: MIT
"""What a run tells its observers, and that no observer can disturb it."""

import logging
from typing import Any

import pytest

from loggro_integration import errors
from loggro_integration.exact_json import dumps
from loggro_integration.sync import State, SyncEvent, SyncEventKind
from loggro_integration.testing import Fault
from sync.desk import MAPPED, TODAY, Desk, left_out, row_of


def kinds(events: list[SyncEvent], number: str | None = None) -> list[str]:
    return [each.kind.value for each in events if number is None or each.number == number]


def test_a_run_tells_each_step_of_a_sale(desk: Desk) -> None:
    """From the first look to the document in Pymes, in the order in which it happened."""
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)
    told: list[SyncEvent] = []

    desk.engine(observers=[told.append]).run()

    assert ["looked-up", "intended", "sent", "answered", "looked-up"] == kinds(told, number)
    assert ["run-started", "sales-read"] == kinds(told)[:2]
    assert "run-ended" == kinds(told)[-1]


def test_a_new_sale_is_told_as_seen_with_what_is_known_of_it(desk: Desk) -> None:
    """The event names number, day, kind and amount, and its JSON is flat."""
    number = desk.box.operator.sell()
    told: list[SyncEvent] = []

    desk.engine(observers=[told.append]).run(since=TODAY)

    (seen,) = [each for each in told if each.kind is SyncEventKind.SEEN]
    row = row_of(desk, number)
    assert (row.key, number, State.WAITING) == (seen.key, seen.number, seen.state)
    found = seen.as_json()
    assert ("seen", str(TODAY), "pos", row.total) == tuple(
        found[name] for name in ("event", "day", "kind", "total")
    )


def test_payment_and_void_are_told(desk: Desk) -> None:
    """What happens in Restobar between two runs is told by the second one."""
    owed = desk.box.operator.sell(credit=30, customer="0045678")
    gone = desk.box.operator.sell()
    desk.settle()
    desk.started()
    desk.box.operator.pay_credit(owed, 5000)
    desk.box.operator.void(gone)
    told: list[SyncEvent] = []

    desk.engine(observers=[told.append]).run()

    assert ["changed", "paid"] == kinds(told, owed)[:2]
    assert ["changed", "voided"] == kinds(told, gone)[:2]


def test_the_end_of_a_run_has_counts_and_sums(desk: Desk) -> None:
    """Both sides are summed by day, and the whole report is at hand."""
    left_out(desk)
    told: list[SyncEvent] = []

    report = desk.engine(observers=[told.append]).run()

    ended = told[-1]
    found: dict[str, Any] = {**ended.as_json()}
    assert report == ended.report
    assert (2, 0, 1) == (found["sales"], found["sends"], found["exit_code"])
    assert report.counts == found["counts"]
    (day,) = found["days"]
    assert (str(TODAY), 2, 1, False) == (
        day["day"], day["restobar_count"], day["pymes_count"], day["agree"],
    )  # fmt: skip


def test_a_run_that_fails_says_of_what_class(desk: Desk) -> None:
    """The class and the code stand there; the message, which may name a person, does not."""
    desk.box.operator.sell()
    told: list[SyncEvent] = []
    desk.box.operator.add_faults([Fault(method="GET", route="/invoices")])

    with pytest.raises(errors.ReadFailed) as caught:
        desk.engine(observers=[told.append]).run(since=TODAY)

    assert ["run-started", "run-failed"] == kinds(told)
    assert type(caught.value).__name__ == told[-1].detail["error"]


def test_an_observer_that_fails_stops_nothing(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged; the sale is sent and recorded all the same, and the others are told."""
    left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)
    told: list[SyncEvent] = []

    def broken(event: SyncEvent, /) -> None:
        raise RuntimeError(event.kind.value)

    with caplog.at_level(logging.WARNING, "loggro_integration.sync"):
        report = desk.engine(observers=[broken, told.append]).run()

    assert (1, 2) == (report.sends, report.count(State.SYNCED))
    assert len(told) == len(caplog.records) > 0


def test_events_name_no_customer(desk: Desk) -> None:
    """Neither name nor document nor mail of a customer stands in any event."""
    person: dict[str, Any] = {
        "name": "Zoraida",
        "lastName": "Quintero",
        "idType": "CC",
        "idNumber": "52998877",
        "email": "zoraida@example.com",
    }
    desk.box.operator.sell(customer=person, electronic=True)
    desk.box.operator.sell(customer=person, payments="Nequi")
    desk.settle()
    told: list[SyncEvent] = []

    desk.engine(observers=[told.append]).run(since=TODAY)
    desk.engine(observers=[told.append]).run()

    text = dumps([each.as_json() for each in told])
    assert len(told) > 5
    assert [] == [each for each in person.values() if each != "CC" and each in text]
