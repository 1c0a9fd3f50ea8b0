# SPDX-License-Identifier: MIT
"""What a run tells at its end: sums of both sides by day, likely causes, balances of credits."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.sandbox import FakeLoggro
from loggro_integration.sync import State, SyncPolicy
from sync.desk import MAPPED, TODAY, Desk, left_out

DAY = 24 * 3600


def calls(fake: FakeLoggro, route: str) -> int:
    return sum(call.route == route for call in fake.calls)


def test_both_sides_are_summed_by_day(desk: Desk) -> None:
    """What arrived counts on both sides, what is missing on one alone."""
    (number,) = left_out(desk)

    report = desk.engine().run(dry_run=True)

    (day,) = report.days
    by_number = {each.number: each.total for each in report}
    assert (TODAY, 2, sum(by_number.values())) == (
        day.day, day.restobar_count, day.restobar_total,
    )  # fmt: skip
    assert (1, sum(by_number.values()) - by_number[number]) == (day.pymes_count, day.pymes_total)
    assert (0, False) == (day.unknown, day.agree)


def test_both_sides_agree_once_all_arrived(desk: Desk) -> None:
    """A voided sale and its credit note are nothing on either side."""
    left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)
    gone = desk.box.operator.sell()
    desk.settle()
    desk.engine().run()
    desk.box.operator.annul(gone)
    desk.settle()

    (day,) = desk.engine().run().days

    assert (2, 2, True) == (day.restobar_count, day.pymes_count, day.agree)


def test_what_was_not_looked_at_is_no_difference(desk: Desk) -> None:
    """A sale that stands aside is not looked up: whether the day agrees is not known."""
    left_out(desk)
    engine = desk.engine()
    engine.run()

    (day,) = engine.run().days

    assert (1, None) == (day.unknown, day.agree)


def test_where_nothing_can_be_told_nothing_agrees(desk: Desk) -> None:
    """An account whose look-up is not proved gives no sums of Pymes."""
    desk.box.operator.sell()
    desk.box.operator.switch("sales_module", "inventario")
    desk.settle()

    (day,) = desk.engine().run(since=TODAY).days

    assert (1, 0, 1, None) == (day.restobar_count, day.pymes_count, day.unknown, day.agree)


def test_what_has_no_number_is_counted_as_unknown(desk: Desk) -> None:
    """It cannot be looked up; a courtesy is no invoice at all."""
    desk.box.operator.sell()
    number = desk.box.operator.sell()
    desk.box.operator.sell(courtesy=True)
    (sale,) = desk.box.fake.world.sales.numbered(number)
    sale.doc.update(invoicePrefix="PO S", number="PO S1002")
    desk.settle()

    (day,) = desk.started().run(dry_run=True).days

    assert (2, 1, 1, None) == (day.restobar_count, day.pymes_count, day.unknown, day.agree)


def test_the_likely_causes_are_ranked_after_an_unsynced_sale(desk: Desk) -> None:
    """What the missing sales have and the others have not comes first, without a call."""
    desk.box.operator.sell()
    numbers = [desk.box.operator.sell(payments="Nequi") for _ in range(2)]
    desk.box.operator.sell()
    desk.settle()

    report = desk.engine().run(since=TODAY)

    first = report.causes[0]
    assert ("screen-payment-means", "Nequi") == (first.code, first.subject)
    assert (tuple(numbers), 0, False) == (first.sales, first.against, first.found)


def test_no_unsynced_sale_no_causes(desk: Desk) -> None:
    """Where everything arrived there is nothing to explain."""
    desk.box.operator.sell()
    desk.settle()

    assert () == desk.engine().run(since=TODAY).causes


def test_a_refused_sale_still_has_causes(desk: Desk) -> None:
    """What stands aside because Loggro refused it is missing all the same."""
    left_out(desk)
    engine = desk.engine()
    engine.run()

    assert "Nequi" in {cause.subject for cause in engine.run().causes}


def owing(desk: Desk) -> str:
    """Sell on credit, let it arrive, and make the first run."""
    number = desk.box.operator.sell(customer="0045678", credit=30)
    desk.settle()
    desk.started()
    return number


def edit_balance(desk: Desk, number: str, balance: int) -> None:
    desk.box.operator.edit_document(number, saldo=balance)


def test_a_payment_that_pymes_did_not_get_is_told(desk: Desk) -> None:
    """The document is the same, so it stays synchronised; the balance of each side is named."""
    number = owing(desk)
    desk.box.operator.pay_credit(number, 5000)
    desk.settle()
    (sale,) = desk.box.restobar().invoices.find(number)
    edit_balance(desk, number, int(sale.balance) + 5000)

    report = desk.engine().run()

    (outcome,) = report
    (found,) = outcome.differences
    assert (State.SYNCED, True, 1) == (outcome.state, outcome.attention, report.exit_code)
    assert ("balance", sale.balance, sale.balance + 5000) == (
        found.field, Decimal(found.restobar), Decimal(found.pymes),
    )  # fmt: skip


def test_a_payment_that_arrived_is_fine(desk: Desk) -> None:
    """Equal balances are no news."""
    number = owing(desk)
    desk.box.operator.pay_credit(number, 5000)
    desk.settle()

    report = desk.engine().run()

    assert (0, ()) == (report.exit_code, next(iter(report)).differences)


def test_a_payment_of_this_minute_has_time_to_arrive(desk: Desk) -> None:
    """Within the grace of Loggro's own push another balance is no difference."""
    number = owing(desk)
    desk.box.operator.pay_credit(number, 5000)
    edit_balance(desk, number, 1)

    assert 0 == desk.engine().run().exit_code


@pytest.mark.parametrize(
    "changes",
    [
        {"sales": {"not_shown": ("balance",)}},
        {"fields": {"balance": "otro"}},
    ],
    ids=["not-shown", "another-field"],
)
def test_balances_are_compared_where_the_rules_name_them(
    desk: Desk, changes: dict[str, dict[str, Any]]
) -> None:
    """Rows that do not tell the balance are not compared."""
    number = owing(desk)
    edit_balance(desk, number, 1)
    desk.settle()
    pymes = desk.rules.pymes
    ((name, values),) = changes.items()
    limited = evolve(pymes, **{name: evolve(getattr(pymes, name), **values)})

    assert 1 == desk.engine().run().exit_code
    assert 0 == desk.engine(rules=evolve(desk.rules, pymes=limited)).run().exit_code


def test_a_credit_is_followed_after_its_days_until_it_is_paid(desk: Desk) -> None:
    """Weeks later a payment still reaches the ledger; paid in full, it is asked for no more."""
    number = owing(desk)
    (sale,) = desk.box.restobar().invoices.find(number)
    desk.box.operator.advance(seconds=20 * DAY)
    desk.box.operator.sell()
    desk.settle()
    desk.engine().run()
    desk.box.operator.advance(seconds=2 * DAY)
    desk.box.operator.pay_credit(number, int(sale.balance))
    desk.settle()

    report = desk.engine().run()

    (row,) = desk.store.rows_of_sale(str(sale.id))
    assert number in [each.number for each in report]
    assert Decimal(row.paid) == sale.total
    assert str(sale.id) not in (desk.store.get("unfinished") or "")


def test_a_credit_is_asked_for_once_a_day_and_not_for_ever(desk: Desk) -> None:
    """Each day costs one call, and after `unfinished_days` none."""
    number = owing(desk)
    (sale,) = desk.box.restobar().invoices.find(number)
    desk.box.operator.advance(seconds=5 * DAY)
    desk.box.operator.sell()
    desk.settle()
    desk.engine().run()
    before = calls(desk.box.fake, "/invoices/{id}")

    desk.engine().run()
    assert before == calls(desk.box.fake, "/invoices/{id}")

    desk.box.operator.advance(seconds=DAY)
    desk.engine().run()
    assert before + 1 == calls(desk.box.fake, "/invoices/{id}")

    desk.box.operator.advance(seconds=DAY)
    desk.engine(policy=SyncPolicy(unfinished_days=3, grace=timedelta())).run()
    assert str(sale.id) not in (desk.store.get("unfinished") or "")


def test_a_sale_that_stays_set_aside_says_why_in_words(desk: Desk) -> None:
    """The run that sets it aside and those after it name the field in the reader's language."""
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.edit_document(number, cliente={"id": "1032456789"})

    first = desk.engine().run(since=TODAY)
    second = desk.engine().run()

    told = [(each.reason.es, each.reason.en) for each in (*first, *second) if each.reason]
    assert [
        ("Restobar y Pymes no coinciden en: cliente.", "Restobar and Pymes differ in: customer."),
        ("no coincide en: cliente", "differs in: customer"),
    ] == told
