# SPDX-License-Identifier: MIT
"""No sale is passed over: not by a window, a clock, a late payment or a number of its own."""

from contextlib import suppress
from datetime import timedelta

import pytest

from loggro_integration import errors
from loggro_integration.sync import EventKind, RunReport, State
from sync.desk import TODAY, Desk, left_out, numbers, row_of

DAY = 86_400


def known(desk: Desk) -> set[str]:
    return {row.number for row in desk.store.rows()}


def of(report: RunReport, number: str):
    return next(each for each in report if each.number == number)


def test_days_skipped_by_a_run_of_today_are_read_later(desk: Desk) -> None:
    """A run that was asked for the last day leaves a gap, and the next run closes it."""
    left_out(desk)
    desk.box.operator.advance(seconds=DAY)
    number = desk.box.operator.sell(payments="Nequi")
    desk.box.operator.advance(seconds=20 * DAY)
    desk.box.operator.sell()
    engine = desk.engine()

    engine.run(since=TODAY + timedelta(days=21))
    skipped = number not in known(desk)
    engine.run()

    assert skipped
    assert number in known(desk)


def test_a_run_over_old_days_does_not_count_as_one_until_today(desk: Desk) -> None:
    """`until` in the past leaves the days after it unread."""
    left_out(desk)
    desk.box.operator.advance(seconds=DAY)
    number = desk.box.operator.sell(payments="Nequi")
    desk.box.operator.advance(seconds=20 * DAY)
    engine = desk.engine()

    engine.run(until=TODAY)
    engine.run()

    assert number in known(desk)


@pytest.mark.parametrize("days", [400, 20, 1, -1, -20])
def test_a_clock_that_was_wrong_for_a_run_hides_no_sale(desk: Desk, days: int) -> None:
    """How far Restobar was read is told by its sales, not by this machine's clock."""
    left_out(desk)
    wrong = desk.engine(clock=lambda: desk.box.now() + timedelta(days=days))

    with suppress(errors.ConfigurationError):
        wrong.run()
    desk.box.operator.advance(seconds=10 * DAY)
    number = desk.box.operator.sell(payments="Nequi")
    desk.box.operator.advance(seconds=10 * DAY)
    desk.engine().run()

    assert number in known(desk)
    assert [] == desk.box.duplicates()


def test_a_sale_paid_a_week_later_is_found(desk: Desk) -> None:
    """Printed and unpaid sales are remembered after their day is out of the window."""
    number = desk.box.operator.sell(paid=False)
    desk.settle()
    engine = desk.started()
    for _ in range(7):
        desk.box.operator.advance(seconds=DAY)
        engine.run()
    desk.box.operator.pay(number)
    desk.box.operator.advance(seconds=DAY)

    report = engine.run()

    assert [number] == numbers(report, State.SYNCED)
    assert "" == desk.store.get("unfinished")


def test_what_is_never_paid_is_asked_for_once_a_day_and_not_for_ever(desk: Desk) -> None:
    """An abandoned bill costs one call a day, and is given up after three months."""
    desk.box.operator.sell(paid=False)
    engine = desk.started()

    def asked() -> int:
        desk.box.operator.sell()
        engine.run()
        before = len(desk.box.fake.calls)
        desk.box.operator.advance(seconds=DAY)
        engine.run()
        engine.run()
        return sum(call.route == "/invoices/{id}" for call in desk.box.fake.calls[before:])

    within = asked()
    desk.box.operator.advance(seconds=20 * DAY)
    later = asked()
    desk.box.operator.advance(seconds=70 * DAY)
    given_up = asked()

    assert (0, 1, 0) == (within, later, given_up)


@pytest.mark.parametrize(
    ("status", "kept"), [(404, False), (500, True)], ids=["deleted", "unreadable"]
)
def test_an_unpaid_sale_that_cannot_be_read_stops_nothing(
    desk: Desk, status: int, kept: bool
) -> None:
    """Deleted in Restobar it is forgotten; where Restobar fails it is asked for again."""
    desk.box.operator.sell(paid=False)
    desk.started()
    desk.box.operator.advance(seconds=10 * DAY)
    desk.box.operator.sell()
    desk.engine().run()
    desk.box.operator.advance(seconds=DAY)
    body = {"message": "Factura no encontrada"}
    desk.box.operator.inject_fault(method="GET", route="/invoices/{id}", status=status, body=body)

    desk.engine(pos=desk.box.restobar(sleep=desk.box.sleep)).run()

    assert kept is bool(desk.store.get("unfinished"))


def test_two_sales_with_one_number_are_shown_and_not_sent(desk: Desk) -> None:
    """A numbering that was set back: neither sale hides the other, and a person has to look."""
    left_out(desk)
    desk.box.operator.set_series("pos", next=1002)
    desk.box.operator.sell(lines=["Agua en botella"], payments="Nequi")
    desk.settle()

    report = desk.engine().run()

    assert ["POS1002"] == numbers(report, State.PARKED)
    assert "number-repeated" == row_of(desk, "POS1002").reason
    assert 0 == desk.forced()


def test_a_number_repeated_in_the_first_run_is_shown(desk: Desk) -> None:
    """Also where the ledger knows neither of the two."""
    desk.box.operator.sell()
    desk.box.operator.set_series("pos", next=1001)
    desk.box.operator.sell(lines=["Agua en botella"])
    desk.settle()

    report = desk.engine().run(since=TODAY)

    assert ["POS1001"] == numbers(report, State.PARKED)
    assert "two sales" in str(next(iter(report)).reason)


def test_another_sale_is_never_sent_under_the_row_of_the_first(desk: Desk) -> None:
    """The first is synced and long past; its number comes again, and a release changes nothing."""
    desk.box.operator.sell()
    desk.settle()
    desk.started()
    desk.box.operator.advance(seconds=10 * DAY)
    desk.box.operator.sell()
    desk.engine().run()
    desk.box.operator.set_series("pos", next=1001)
    desk.box.operator.sell(lines=["Agua en botella"], payments="Nequi")
    desk.box.operator.advance(seconds=DAY)
    engine = desk.engine()
    before = engine.run()
    engine.release(row_of(desk, "POS1001").key)

    after = engine.run()

    assert ["POS1001"] == numbers(before, State.PARKED)
    assert "POS1001" in numbers(after, State.SYNCED)
    assert (1, 1) == (before.exit_code, after.exit_code)
    assert 0 == desk.forced()


def test_a_repeated_number_is_shown_also_after_a_release(desk: Desk) -> None:
    """A person may let the first sale go on; the second is still in the report's exit code."""
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    desk.box.operator.set_series("pos", next=1002)
    desk.box.operator.sell(lines=["Agua en botella"])
    engine = desk.engine()
    engine.run()
    engine.release(row_of(desk, number).key)

    report = engine.run()

    assert 1 == report.exit_code
    assert [] == desk.box.duplicates()


def test_a_sale_whose_number_changes_after_a_send_is_not_sent_as_another(desk: Desk) -> None:
    """It may be in Pymes under its former number: both rows are for a person."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    desk.engine().run()
    renumber(desk, number, "POS5000")

    report = desk.engine().run()

    assert {number, "POS5000"} == set(numbers(report, State.PARKED))
    assert 1 == desk.forced()
    assert {"renumbered"} == {row.reason for row in desk.store.rows(State.PARKED)}


def test_a_sale_renumbered_before_any_send_goes_on_under_its_new_number(desk: Desk) -> None:
    """The old row is set aside; nothing of it can be in Pymes."""
    (number,) = left_out(desk)
    renumber(desk, number, "POS5000")

    report = desk.engine().run(dry_run=True)

    assert [number] == numbers(report, State.PARKED)
    assert ("POS5000",) == report.would_send


def test_a_person_may_release_a_renumbered_sale(desk: Desk) -> None:
    """Once somebody has looked, the new number is looked up like any other."""
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    desk.engine().run()
    renumber(desk, number, "POS5000")
    desk.box.operator.edit_document(number, numero="POS5000", consecutivo=5000)
    engine = desk.engine()
    engine.run()
    engine.release(row_of(desk, "POS5000").key)

    engine.run()

    assert State.SYNCED == desk.state("POS5000")
    assert 1 == desk.forced()


def renumber(desk: Desk, number: str, new: str) -> None:
    """Give a sale another number, as somebody in Restobar's database could."""
    (sale,) = desk.box.fake.world.sales.numbered(number)
    sale.doc.update(number=new, seq=int(new.removeprefix("POS")))
    desk.box.fake.world.changed()


def test_a_sale_is_the_same_when_its_business_is_named_later(desk: Desk) -> None:
    """Optional fields may be absent: the key of the ledger stays, and nothing is sent twice."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    desk.engine().run()
    for sale in desk.box.fake.world.sales:
        sale.doc.pop("businessId")

    desk.engine().run()
    desk.engine().run()

    assert row_of(desk, number).key.startswith(str(desk.box.fake.world.business["_id"]))
    assert 1 == desk.forced()
    assert [] == desk.store.verify()


def test_a_sale_without_a_usable_number_is_shown(desk: Desk) -> None:
    """It cannot be in the ledger, and it is not passed over."""
    desk.box.operator.sell()
    desk.settle()
    (sale,) = desk.box.fake.world.sales
    sale.doc.update(invoicePrefix="PO S", number="PO S1001")

    report = desk.engine().run(since=TODAY)

    assert ["PO S1001"] == numbers(report, State.PARKED)
    assert 1 == report.exit_code
    assert "number-malformed" in [each.code for each in next(iter(report)).problems]


def test_a_sale_that_restobar_has_lost_is_shown(desk: Desk) -> None:
    """Its row keeps its state; the report says that Restobar does not show it."""
    (number,) = left_out(desk)
    desk.box.operator.advance(seconds=10 * DAY)
    desk.box.operator.inject_fault(
        method="GET", route="/invoices/{id}", status=404, body={"message": "Factura no encontrada"}
    )

    report = desk.engine().run(since=TODAY + timedelta(days=10))

    assert State.ABSENT == of(report, number).state
    assert "deleted" in str(of(report, number).reason)
    assert 1 == report.exit_code


def test_one_sale_that_cannot_be_read_does_not_stop_the_others(desk: Desk) -> None:
    """A record that makes Restobar answer 500 is shown, and the rest goes on."""
    (number,) = left_out(desk)
    desk.box.operator.advance(seconds=10 * DAY)
    other = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.inject_fault(method="GET", route="/invoices/{id}", status=500)

    report = desk.engine(pos=desk.box.restobar(sleep=desk.box.sleep)).run(
        since=TODAY + timedelta(days=10)
    )

    assert [other] == numbers(report, State.SYNCED)
    assert "Unavailable" in str(of(report, number).reason)


def test_a_sale_that_was_opened_again_is_shown(desk: Desk) -> None:
    """Seen as paid and unpaid now: it waits, and the report says for what."""
    (number,) = left_out(desk)
    desk.box.operator.advance(seconds=10 * DAY)
    (sale,) = desk.box.fake.world.sales.numbered(number)
    sale.doc["status"] = "Facturada"
    desk.box.fake.world.changed()

    report = desk.engine().run(since=TODAY + timedelta(days=10))

    assert "open again" in str(of(report, number).reason)
    assert 0 == desk.forced()


def test_a_refused_account_stops_the_run_over_older_sales(desk: Desk) -> None:
    """A login that may not read is no property of one sale."""
    left_out(desk)
    desk.box.operator.advance(seconds=10 * DAY)
    desk.box.operator.inject_fault(
        method="GET",
        route="/invoices/{id}",
        status=403,
        body={"message": "No tienes el permiso IN_GET"},
    )

    with pytest.raises(errors.PermissionMissing):
        desk.engine().run(since=TODAY + timedelta(days=10))


def test_an_earlier_watermark_makes_the_next_run_read_only(desk: Desk) -> None:
    """What comes into reach by it is shown before it is sent."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.box.operator.advance(seconds=5 * DAY)
    desk.box.operator.sell()
    desk.settle()
    engine = desk.engine()
    engine.run(since=TODAY + timedelta(days=5))
    engine.start(TODAY)

    report = engine.run()

    assert (number,) == report.would_send
    assert 0 == desk.forced()


def test_a_later_watermark_parks_what_was_left_before_it(desk: Desk) -> None:
    """Nothing before it is sent, and nothing of it is forgotten."""
    (number,) = left_out(desk)
    desk.box.operator.advance(seconds=5 * DAY)
    engine = desk.engine()
    engine.start(TODAY + timedelta(days=5))

    report = engine.run()

    assert [number] == numbers(report, State.PARKED)
    assert "before-watermark" == row_of(desk, number).reason
    assert 0 == desk.forced()


def test_a_courtesy_is_excluded(desk: Desk) -> None:
    """Everything given away: it never becomes an invoice."""
    number = desk.box.operator.sell()
    (sale,) = desk.box.fake.world.sales
    for line in sale.doc["products"]:
        line.update(discount=line["price"] * line["quantity"], total=0)
    sale.doc.update(total=0, totalPaid=0, subTotal=0, totalDiscount=16_500)
    sale.doc["paid"]["paymentMethodValue"] = []

    desk.engine().run(since=TODAY)

    assert (State.EXCLUDED, "courtesy") == (desk.state(number), row_of(desk, number).reason)


@pytest.mark.parametrize("name", ["watermark", "read_until", "unfinished"])
def test_an_altered_setting_of_the_ledger_is_a_typed_error(desk: Desk, name: str) -> None:
    """Nonsense beside the chain is told, not guessed away."""
    left_out(desk)
    desk.store.put(name, "yesterday")

    with pytest.raises(errors.LedgerError) as caught:
        desk.engine().run()

    assert "ledger-altered" == caught.value.code


def test_an_altered_proof_proves_nothing(desk: Desk) -> None:
    """Nothing is sent on the word of a ledger that cannot be read."""
    left_out(desk)
    desk.store.put("proof", "{")
    desk.box.operator.advance(seconds=40 * DAY)

    report = desk.engine().run(since=TODAY + timedelta(days=40))

    assert 0 == desk.forced()
    assert 3 == report.exit_code


def test_a_look_up_that_tells_nothing_new_is_not_written(desk: Desk) -> None:
    """A ledger that is run every minute for years does not grow while nothing happens."""
    desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()
    before = len(list(desk.store.events()))

    for _ in range(3):
        engine.run()

    assert State.CANNOT_TELL == desk.store.rows()[0].state
    assert before == len(list(desk.store.events()))


def test_the_chain_tells_a_payment_from_a_decision_of_dian(desk: Desk) -> None:
    """An accepted invoice changed its state and was not paid."""
    desk.box.operator.sell(electronic=True)
    engine = desk.started()
    desk.settle()

    engine.run()

    kinds = [each.kind for each in desk.store.events()]
    assert EventKind.CHANGED in kinds
    assert EventKind.PAID not in kinds


def test_run_once_of_a_sale_that_is_open_again_needs_review(desk: Desk) -> None:
    """What is not paid any more is not sent."""
    (number,) = left_out(desk)
    (sale,) = desk.box.fake.world.sales.numbered(number)
    sale.doc["status"] = "Facturada"

    with pytest.raises(errors.NeedsReview, match="not paid any more"):
        desk.engine().run_once(row_of(desk, number).key)


def test_too_many_calls_stop_the_reading_of_unpaid_sales(desk: Desk) -> None:
    """429 is the account's: every further call would be one too many."""
    desk.box.operator.sell(paid=False)
    desk.started()
    desk.box.operator.advance(seconds=10 * DAY)
    desk.box.operator.sell()
    desk.engine().run()
    desk.box.operator.advance(seconds=DAY)
    body = {"message": "Too Many Requests"}
    desk.box.operator.inject_fault(method="GET", route="/invoices/{id}", status=429, body=body)

    with pytest.raises(errors.RateLimited):
        desk.engine(pos=desk.box.restobar(sleep=desk.box.sleep)).run()


def test_a_number_taken_over_from_a_renumbered_sale_is_for_a_person(desk: Desk) -> None:
    """One sale got another number, and a second one its old number: neither is sent."""
    (number,) = left_out(desk)
    renumber(desk, number, "POS5000")
    desk.box.operator.set_series("pos", next=1002)
    desk.box.operator.sell(lines=["Agua en botella"], payments="Nequi")
    desk.settle()

    report = desk.engine().run(dry_run=True)

    assert ["POS1002"] == numbers(report, State.PARKED)
    assert ("POS5000",) == report.would_send


def test_a_sale_of_a_day_before_the_watermark_is_excluded(desk: Desk) -> None:
    """Reached by its number, it is still nothing that may be sent."""
    number = desk.box.operator.sell(payments="Nequi")
    desk.box.operator.advance(seconds=DAY)
    engine = desk.engine()
    engine.start(TODAY + timedelta(days=1))

    outcome = engine.run_once(number)

    assert (State.EXCLUDED, 0) == (outcome.state, desk.forced())
    assert "before-watermark" == row_of(desk, number).reason


def test_a_ledger_that_keeps_nothing_is_a_typed_error(desk: Desk) -> None:
    """A store of one's own that loses what it was given is found out at once."""
    desk.box.operator.sell()
    desk.settle()

    class Forgetful:
        def __getattr__(self, name: str):
            return getattr(desk.store, name)

        def append(self, events: object) -> None:
            del events

    with pytest.raises(errors.LedgerError, match="did not keep"):
        desk.engine(store=Forgetful()).run(since=TODAY)


def test_many_older_sales_of_a_day_are_read_in_one_call(desk: Desk) -> None:
    """A year of sales that wait is not asked for one by one."""
    waiting = left_out(desk, count=20)
    desk.box.operator.advance(seconds=10 * DAY)
    desk.box.operator.sell()
    before = len(desk.box.fake.calls)

    report = desk.engine().run(since=TODAY + timedelta(days=10), dry_run=True)

    assert set(waiting) == set(report.would_send)
    routes = [call.route for call in desk.box.fake.calls[before:]]
    assert (2, 0) == (routes.count("/invoices"), routes.count("/invoices/{id}"))


def test_a_clock_that_is_days_behind_is_told(desk: Desk) -> None:
    """A dead battery: the run would see no new sale, and say that everything is fine."""
    left_out(desk)

    with pytest.raises(errors.ConfigurationError) as caught:
        desk.engine(clock=lambda: desk.box.now() - timedelta(days=400)).run()

    assert "clock-behind" == caught.value.code
    assert caught.value.hint is not None


def test_a_sale_that_takes_the_number_of_a_later_one_does_not_take_its_row(desk: Desk) -> None:
    """The row stays with the sale it was made for; both are for a person."""
    first, second = left_out(desk, count=2)
    owner = row_of(desk, second).restobar_id
    renumber(desk, first, second)

    report = desk.engine().run()

    assert {first, second} == set(numbers(report, State.PARKED))
    assert owner == row_of(desk, second).restobar_id
    assert 0 == desk.forced()
