# SPDX-License-Identifier: MIT
"""Mistakes of a set-up: found before any send, or named as what only a screen shows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.sandbox._coverage import coverage
from loggro_integration.sync import Preflight, State
from sync.desk import Desk, numbers
from sync.misconfigured import ALL, HIDDEN, VISIBLE, Mistake

READS = {(row.product, row.method, row.path) for row in coverage() if row.availability == "normal"}


@pytest.fixture(autouse=True)
def healthy(desk: Desk) -> None:
    """Map what the fake leaves open, and use a login that neither sells nor takes money."""
    desk.box.operator.configure_all()
    desk.box.operator.set_cashiers(["Camila"])


def sell(desk: Desk, **how: Any) -> str:
    """Sell by people who are not the integration's user."""
    given: dict[str, Any] = {"seller": "Camila", "cashier": "Camila", **how}
    return desk.box.operator.sell(**given)


def check(desk: Desk) -> Preflight:
    """Run every check with new clients."""
    return desk.engine().preflight()


def states(report: Preflight) -> set[tuple[str, str]]:
    """Return code and state of each finding."""
    return {(each.code, each.state) for each in report.findings}


def test_there_are_at_least_twenty_five_and_most_of_them_show() -> None:
    """The list is as long as it has to be, and at least 14 of them are visible."""
    assert 25 <= len(ALL)
    assert 14 <= len(VISIBLE)


def test_the_healthy_restaurant_has_no_problem_and_no_warning(desk: Desk) -> None:
    """What the mistakes are compared with: only what no API shows stays open."""
    sell(desk)
    sell(desk, electronic=True)
    desk.settle()

    report = check(desk)

    assert {"ok", "unknown"} == {each.state for each in report.findings}
    assert ((), ()) == (report.unsynced, report.causes)


@pytest.mark.parametrize("name", VISIBLE)
def test_a_visible_mistake_is_found_before_any_send_and_mends(desk: Desk, name: str) -> None:
    """It is found while nothing was sold, with remedy, screen and block; then the sale syncs."""
    mistake = VISIBLE[name]
    mistake.make(desk.box.operator)
    found = check(desk)
    early = "" if mistake.stops_selling else sell(desk, **mistake.sale)
    desk.settle()
    named = [each for each in found.problems if each.code == mistake.code]
    mistake.mend(desk.box.operator)
    number = early or sell(desk, **mistake.sale)
    mended = check(desk)

    assert [mistake.state] == [each.state for each in named]
    assert all(each.fix and each.blocks and each.screen for each in named)
    assert 0 == desk.forced()
    assert mistake.code not in {each.code for each in mended.problems}
    assert_synchronises(desk, number)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_hidden_mistake_is_told_with_its_screen_and_ranked_by_symptom(
    desk: Desk, name: str
) -> None:
    """Before a sale it cannot be known; after the first unsynced one it leads the causes."""
    mistake = HIDDEN[name]
    sell(desk, lines=["Jugo de lulo"])
    desk.settle()
    mistake.make(desk.box.operator)
    before = check(desk)
    number = sell(desk, **mistake.sale)
    if mistake.others is not None:
        sell(desk, **mistake.others)
    desk.settle()
    after = check(desk)

    assert (mistake.code, "unknown") in states(before)
    assert () == before.causes
    assert (number,) == after.unsynced
    assert_is_likely(after, mistake)
    assert 0 == desk.forced()
    mistake.mend(desk.box.operator)
    assert_synchronises(desk, number)


def assert_is_likely(report: Preflight, mistake: Mistake) -> None:
    """The cause stands among the first three, with the screen where it is mended."""
    first = [(each.code, each.subject) for each in report.causes[:3]]
    assert (mistake.code, mistake.subject) in first
    (cause,) = (each for each in report.causes[:3] if each.code == mistake.code)
    assert report.unsynced == cause.sales
    assert 0 == cause.against
    assert cause.screen in cause.fix.en


def assert_synchronises(desk: Desk, number: str) -> None:
    """The first run only reads, the second sends what is missing: the books hold the sale once."""
    sell(desk, lines=["Jugo de lulo"], seller="Paola")
    desk.settle()
    engine = desk.started()
    report = engine.run()

    assert number in numbers(report, State.SYNCED)
    assert {State.SYNCED} == {each.state for each in report}
    assert [] == desk.box.duplicates()
    assert 1 == sum(row["numero"] == number for row in desk.box.fake.books())


@pytest.mark.parametrize("name", ["no warehouse in Pymes", "a payment method is not mapped"])
def test_only_documented_operations_are_called(desk: Desk, name: str) -> None:
    """The fake logs every route: all of them are published, and only reads."""
    sell(desk, electronic=True)
    ALL[name].make(desk.box.operator)
    sell(desk, payments="Rappi")
    desk.settle()
    desk.box.fake.calls.clear()
    check(desk)

    used = {(call.face, call.method, call.route) for call in desk.box.fake.calls}
    assert set() == used - READS
    assert {("restobar", "POST", "/login")} == {each for each in used if each[1] != "GET"}
    assert {404} & {call.status for call in desk.box.fake.calls} == set()


def test_more_unsynced_sales_sharpen_the_causes(desk: Desk) -> None:
    """What only the unsynced sales share comes first, whatever else each of them has."""
    desk.box.operator.unmap_payment_method("Nequi")
    sell(desk, payments="Nequi", lines=["Arepa de queso"], seller="Camila")
    sell(desk, payments="Efectivo", lines=["Arepa de queso"], seller="Andrés")
    sell(desk, payments="Nequi", lines=["Sopa de patacón"], seller="Andrés")
    desk.settle()

    first = check(desk).causes[0]

    assert ("screen-payment-means", "Nequi", 0) == (first.code, first.subject, first.against)
    assert 2 == len(first.sales)


def test_a_cause_that_a_check_has_found_is_no_guess(desk: Desk) -> None:
    """It leads, with the finding's own words and remedy."""
    desk.box.operator.remove_record("warehouses", "*")
    sell(desk)
    desk.settle()

    report = check(desk)

    first = report.causes[0]
    assert ("places", True) == (first.code, first.found)
    assert "Pymes has no warehouse." == first.message.en


def test_nothing_can_be_ranked_while_the_look_up_does_not_work(desk: Desk) -> None:
    """A renamed field makes every sale look absent: the setting is named, no cause is guessed."""
    sell(desk)
    desk.settle()
    desk.box.operator.switch("sales_fields", {"total": "valorTotal"})

    report = check(desk)

    (found,) = report.problems
    assert ("sales-lookup", "wrong") == (found.code, found.state)
    assert found.fix is not None
    assert "pymes.fields.total" in found.fix.en
    assert ((), 3) == (report.causes, report.exit_code)


@pytest.mark.parametrize(
    ("switch", "value", "setting"),
    [
        ("sales_module", "financiero", "pymes.sales.base_url"),
        ("sales_fields", {"numero": "consecutivoDocumento"}, "pymes.fields.number"),
        ("sales_number", "sequence", "pymes.sales.number_spelling"),
    ],
)
def test_a_look_up_that_differs_sends_nothing_and_names_the_setting(
    desk: Desk, switch: str, value: object, setting: str
) -> None:
    """Check and runs end with 3; nothing is sent, however often it runs."""
    desk.box.operator.unmap_payment_method("Nequi")
    sell(desk)
    sell(desk, payments="Nequi")
    desk.settle()
    desk.box.operator.switch(switch, value)
    report = check(desk)
    desk.started()
    runs = [desk.engine().run() for _ in range(2)]

    assert [3, 3, 3] == [report.exit_code, *(run.exit_code for run in runs)]
    assert 0 == desk.forced()
    assert setting in {each.setting for run in runs for each in run}
    (found,) = report.problems
    assert setting in str(found.fix)


def test_two_years_of_unsynced_history_send_nothing_at_first(desk: Desk) -> None:
    """The first run counts them, names the next command, and ends with 1."""
    numbering = desk.rules.numbering
    earlier = [evolve(each, valid_from=date(2024, 1, 1)) for each in numbering.pos]
    desk.rules = evolve(desk.rules, numbering=evolve(numbering, pos=tuple(earlier)))
    known = sell(desk)
    desk.settle()
    desk.box.operator.unmap_payment_method("Nequi")
    months = [(year, month) for year in (2024, 2025, 2026) for month in range(1, 13)]
    left = [
        sell(desk, payments="Nequi", at=f"{year}-{month:02d}-24T17:00:00Z")
        for year, month in months
        if (2024, 11) <= (year, month) < (2026, 11)
    ]
    desk.settle()

    report = desk.engine().run(since=date(2024, 11, 23))

    assert 24 == len(left)
    assert known in numbers(report, State.SYNCED)
    assert (0, 0) == (desk.forced(), report.sends)
    assert (set(left), 1) == (set(report.would_send), report.exit_code)
    assert "loggro sync run" == report.next_command


def test_alerts_come_before_the_end(desk: Desk) -> None:
    """30 days before a resolution ends, and from 90 % of its numbers on."""
    desk.box.operator.set_clock(at="2028-12-01T15:00:00Z")
    sell(desk)
    ending = states(check(desk))
    (pos,) = desk.rules.numbering.pos
    numbering = evolve(desk.rules.numbering, pos=(evolve(pos, last=1100),))
    desk.rules = evolve(desk.rules, numbering=numbering)
    desk.box.operator.set_resolution("pos", high=1100)
    used = next(each for each in check(desk).findings if each.code == "last-numbers")

    assert {("pymes-numbering", "soon"), ("electronic-numbering", "soon")} <= ending
    assert ("soon", "91 %") == (used.state, used.message.en.split(" is ")[1][:4])
