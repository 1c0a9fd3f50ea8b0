# SPDX-License-Identifier: MIT
"""Nothing is sent that is not proved absent at that moment, and nothing is sent blindly twice."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from loggro_integration import errors
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.sync import (
    DryRun,
    EventKind,
    OfficialIntegration,
    PymesSink,
    Receipt,
    State,
    SyncPolicy,
)
from loggro_integration.testing import Box, sandbox
from sync.desk import MAPPED, TODAY, Desk, left_out, numbers, row_of

HOUR = 3600
EMPTY = {"contenido": [], "metadata": {"pagination": {"offset": 0, "limit": 20, "total": 0}}}


class Meanwhile(PymesSink):
    """Loggro's own integration, with something that happens before or after the first send."""

    def __init__(
        self,
        desk: Desk,
        *,
        before: Callable[[str], object] = lambda number: None,
        after: Callable[[str], object] = lambda number: None,
    ) -> None:
        self._inner = OfficialIntegration(desk.box.restobar(), desk.box.pymes())
        self._before, self._after = before, after
        self.sent: list[str] = []

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        self.sent.append(str(key.number))
        if len(self.sent) == 1:
            self._before(self.sent[0])
        receipt = self._inner.deliver(plan, key)
        if len(self.sent) == 1:
            self._after(self.sent[0])
        return receipt


class Failing(PymesSink):
    """A sink that fails in its own way."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        raise self._error


def other_of(numbers: list[str], number: str) -> str:
    return next(each for each in numbers if each != number)


def test_what_arrives_while_others_are_sent_is_not_sent_again(desk: Desk) -> None:
    """Someone presses the button in Restobar during the run: the look before the send sees it."""
    both = left_out(desk, count=2)
    desk.box.operator.map_payment_method(*MAPPED)

    def press(number: str) -> None:
        desk.box.operator.force_send(other_of(both, number))
        desk.box.operator.advance(seconds=60)

    sink = Meanwhile(desk, before=press)
    report = desk.engine(sink=sink).run()

    assert 1 == len(sink.sent)
    assert set(both) <= set(numbers(report, State.SYNCED))
    assert [] == desk.box.duplicates()


def test_what_is_voided_while_others_are_sent_is_not_sent(desk: Desk) -> None:
    """The sale is read again right before its send."""
    both = left_out(desk, count=2)
    desk.box.operator.map_payment_method(*MAPPED)
    sink = Meanwhile(desk, before=lambda number: desk.box.operator.annul(other_of(both, number)))

    report = desk.engine(sink=sink).run()

    assert 1 == len(sink.sent)
    assert [other_of(both, sink.sent[0])] == numbers(report, State.PARKED)


def test_what_is_opened_again_while_others_are_sent_is_held(desk: Desk) -> None:
    """A sale that is not paid any more stays where it is, and the report says so."""
    both = left_out(desk, count=2)
    desk.box.operator.map_payment_method(*MAPPED)

    def reopen(number: str) -> None:
        (sale,) = desk.box.fake.world.sales.numbered(other_of(both, number))
        sale.doc["status"] = "Facturada"
        desk.box.fake.world.changed()

    sink = Meanwhile(desk, before=reopen)
    report = desk.engine(sink=sink).run()

    assert 1 == len(sink.sent)
    held = next(each for each in report if each.number == other_of(both, sink.sent[0]))
    assert "not in Restobar as when" in str(held.reason)


def test_a_route_that_goes_empty_during_the_run_stops_the_sends(desk: Desk) -> None:
    """The document that proved the look-up is asked for again before each send."""
    left_out(desk, count=3)
    desk.box.operator.map_payment_method(*MAPPED)

    def go_empty(number: str) -> None:
        desk.box.operator.inject_fault(
            method="GET", route="/v1/ventas-detallado", status=200, body=EMPTY
        )

    sink = Meanwhile(desk, before=go_empty)
    report = desk.engine(sink=sink).run(wait=False)

    assert 1 == len(sink.sent)
    assert 2 == report.count(State.CANNOT_TELL)
    assert 3 == report.exit_code


def test_each_intent_follows_its_proof_of_absence(desk: Desk) -> None:
    """Both are written in one transaction, whatever was known of the sale before."""
    (number,) = left_out(desk)

    desk.engine().run()

    kinds = [each.kind for each in desk.store.events(row_of(desk, number).key)]
    place = kinds.index(EventKind.INTENDED)
    assert EventKind.LOOKED_UP == kinds[place - 1]


def test_a_process_that_dies_after_each_send_sends_no_more_than_three_times(desk: Desk) -> None:
    """An intent without an answer may have been sent, so it counts."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    pos = desk.box.restobar()

    class Dying(PymesSink):
        def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
            pos.invoices.force_send(plan.sale_id)
            raise KeyboardInterrupt

    for _ in range(6):
        try:
            desk.engine(sink=Dying()).run()
        except KeyboardInterrupt:
            desk.box.operator.advance(seconds=2 * HOUR)

    assert 3 == desk.forced()
    assert (State.PARKED, "sends-used-up") == (desk.state(number), row_of(desk, number).reason)


@pytest.mark.parametrize(
    "error",
    [
        errors.ConnectionFailed("no network"),
        errors.RateLimited("429"),
        errors.TokenRejected("expired"),
        errors.ConfigurationError("This client only reads"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_never_left_uses_up_no_send(desk: Desk, error: errors.LoggroError) -> None:
    """Without network for a whole night, the sale is sent once the network is back."""
    (number,) = left_out(desk)
    for _ in range(5):
        with pytest.raises(type(error)):
            desk.engine(sink=Failing(error)).run()
        desk.box.operator.advance(seconds=60)
    desk.box.operator.map_payment_method(*MAPPED)

    report = desk.engine().run()

    assert number in numbers(report, State.SYNCED)
    assert 1 == row_of(desk, number).sends


def test_a_sink_that_breaks_leaves_a_sale_that_counts_as_sent(desk: Desk) -> None:
    """Its exception is told as an unknown outcome; the next run looks the sale up first."""
    (number,) = left_out(desk)

    with pytest.raises(errors.OutcomeUnknown, match=r"Failing\.deliver raised ZeroDivisionError"):
        desk.engine(sink=Failing(ZeroDivisionError())).run()

    assert (State.IN_FLIGHT, 1, 1) == (
        desk.state(number),
        row_of(desk, number).sends,
        row_of(desk, number).intents,
    )
    assert [] == desk.store.verify()


def test_a_login_that_fails_before_the_send_is_no_unknown_outcome(desk: Desk) -> None:
    """The token has died and nobody answers the login: the send never left."""
    (number,) = left_out(desk)
    pos = desk.box.restobar(sleep=desk.box.sleep)
    engine = desk.engine(pos=pos)
    engine.run(max_sends=0)
    desk.box.operator.inject_fault(
        method="PATCH", route="/invoices/forceSendToIntegration/{id}", kind="token-expired", times=1
    )
    desk.box.operator.inject_fault(method="POST", route="/login", status=500)

    with pytest.raises(errors.NotSent):
        engine.run()

    assert 0 == row_of(desk, number).intents


def test_a_refusal_of_what_is_there_already_is_no_refusal(desk: Desk) -> None:
    """Pushed between the last look and the send, and Loggro refuses the repeat: it is synced."""
    desk.box.operator.switch("forced_resend", "refused")
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)

    def press(number: str) -> None:
        desk.box.operator.force_send(number)
        desk.box.operator.advance(seconds=60)

    report = desk.engine(sink=Meanwhile(desk, before=press)).run()

    assert number in numbers(report, State.SYNCED)
    assert "unneeded" in [each.text("answer") for each in desk.store.events()]


def test_a_refusal_is_recorded_also_where_pymes_cannot_be_asked(desk: Desk) -> None:
    """Nobody can tell whether it is there: it is parked, as any refusal."""
    (number,) = left_out(desk)
    books = desk.box.pymes(sleep=desk.box.sleep)

    def fall_silent(number: str) -> None:
        desk.box.operator.inject_fault(
            method="GET", route="/v1/ventas-detallado", kind="timeout-before"
        )

    report = desk.engine(sink=Meanwhile(desk, before=fall_silent), books=books).run()

    assert [number] == numbers(report, State.PARKED)


def test_a_network_that_breaks_while_looking_again_keeps_the_report(desk: Desk) -> None:
    """What was sent is in the report and in the ledger; the next run looks."""
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)

    def break_network(number: str) -> None:
        desk.box.operator.inject_fault(
            method="GET", route="/v1/ventas-detallado", kind="timeout-before"
        )

    sink = Meanwhile(desk, after=break_network)
    report = desk.engine(sink=sink, books=desk.box.pymes(sleep=desk.box.sleep)).run()
    desk.box.operator.clear_faults()
    after = desk.engine().run()

    assert (1, [number]) == (report.sends, numbers(report, State.IN_FLIGHT))
    assert number in numbers(after, State.SYNCED)
    assert 1 == desk.forced()


def test_a_series_never_seen_in_pymes_gets_one_send_first(desk: Desk) -> None:
    """Where its documents may be invisible, one is sent; once it shows, the others follow."""
    waiting = left_out(desk, count=3, electronic=True)
    desk.box.operator.map_payment_method(*MAPPED)

    first = desk.engine().run(wait=False)
    desk.box.operator.advance(seconds=60)
    second = desk.engine().run()

    assert (1, 2) == (first.sends, first.left_for_later)
    assert "No document of the series FE was ever seen" in repr([each.reason for each in first])
    assert set(waiting) <= set(numbers(second, State.SYNCED))
    assert [] == desk.box.duplicates()


def test_a_series_that_does_not_show_costs_one_document_and_three_sends(desk: Desk) -> None:
    """Loggro accepts and Pymes never shows it: the rest of the series is not sent blindly."""
    desk.box.operator.switch("forced_refusal", "silent")
    waiting = left_out(desk, count=4, electronic=True)

    for _ in range(20):
        report = desk.engine().run(wait=False)
        desk.box.operator.advance(seconds=HOUR)

    assert 3 == desk.forced()
    assert 1 == report.count(State.PARKED)
    assert len(waiting) - 1 == report.count(State.ABSENT)
    assert 1 == report.exit_code


def test_a_refused_probe_lets_the_next_one_try(desk: Desk) -> None:
    """A refusal says nothing about what Pymes shows."""
    waiting = left_out(desk, count=2, electronic=True)

    report = desk.engine().run()

    assert waiting == numbers(report, State.PARKED)
    assert 2 == desk.forced()


def test_a_known_number_of_a_series_makes_its_look_up_no_guess(desk: Desk) -> None:
    """`loggro check --known` does for a series what it does for the account."""
    waiting = left_out(desk, count=3, electronic=True)
    known = desk.box.operator.sell(electronic=True)
    desk.settle()
    desk.box.operator.map_payment_method(*MAPPED)
    engine = desk.engine()
    engine.prove(known)

    report = engine.run(wait=False)

    assert len(waiting) == report.sends


def test_the_dry_sink_leaves_no_trace_of_a_send(desk: Desk) -> None:
    """Nothing was delivered: the sale uses up nothing and stays absent."""
    waiting = left_out(desk, count=2, electronic=True)
    sink = DryRun()

    report = desk.engine(sink=sink).run()

    assert waiting == [str(key.number) for key in sink.delivered]
    assert (0, 2, 2) == (report.sends, report.count(State.ABSENT), report.left_for_later)
    assert {(0, 0)} == {(row_of(desk, each).sends, row_of(desk, each).intents) for each in waiting}


def test_a_negative_limit_is_refused(desk: Desk) -> None:
    """It would have sent all but some."""
    left_out(desk, count=3)

    with pytest.raises(errors.InvalidInput) as caught:
        desk.engine().run(max_sends=-1)

    assert ("max_sends", "-1") == (caught.value.field, caught.value.value)
    assert 0 == desk.forced()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("looks", ()),
        ("looks", (timedelta(minutes=2), timedelta(seconds=30))),
        ("looks", (timedelta(0),)),
        ("grace", timedelta(seconds=-1)),
        ("between_sends", timedelta(hours=-1)),
        ("max_sends", -1),
        ("max_sends_per_document", -1),
        ("overlap_days", -1),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(name: str, value: object) -> None:
    """A slip in a setting is told at once, not after the first send."""
    with pytest.raises(errors.InvalidInput) as caught:
        SyncPolicy(**{name: value})

    assert name == caught.value.field


def test_a_send_written_by_a_clock_that_ran_ahead_is_not_forgotten(desk: Desk) -> None:
    """A year ahead when it was sent: instead of a year of silence, a person is asked."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    ahead = desk.engine(clock=lambda: desk.box.now() + timedelta(days=365))
    ahead.run(wait=False)

    report = desk.engine().run()

    assert [number] == numbers(report, State.PARKED)
    assert "clock-changed" == row_of(desk, number).reason


def test_a_release_ends_the_wait_for_a_clock_that_ran_ahead(desk: Desk) -> None:
    """An hour after a person released it, it may be sent."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    desk.engine(clock=lambda: desk.box.now() + timedelta(days=365)).run(wait=False)
    engine = desk.engine()
    engine.run()
    engine.release(row_of(desk, number).key)
    desk.box.operator.map_payment_method(*MAPPED)

    early = engine.run()
    desk.box.operator.advance(seconds=HOUR)
    late = engine.run()

    assert (0, 1) == (early.sends, late.sends)
    assert State.SYNCED == desk.state(number)


def test_a_clock_that_goes_back_sends_nothing_early(desk: Desk) -> None:
    """Two hours back after a send: the hour between sends is not over sooner."""
    desk.box.operator.switch("forced_refusal", "silent")
    left_out(desk)
    desk.engine().run()
    desk.box.operator.advance(seconds=-2 * HOUR)

    for _ in range(5):
        desk.engine().run(wait=False)
        desk.box.operator.advance(seconds=600)

    assert 1 == desk.forced()


def test_a_push_slower_than_the_grace_makes_no_duplicate(desk: Desk) -> None:
    """Loggro takes half an hour by itself; it was forced after a quarter of one."""
    desk.box.operator.sell()
    desk.settle()
    desk.started()
    desk.box.operator.switch("push_delay", 1800)
    number = desk.box.operator.sell()

    for _ in range(8):
        desk.engine().run(wait=False)
        desk.box.operator.advance(seconds=600)

    assert State.SYNCED == desk.state(number)
    assert [] == desk.box.duplicates()


def test_nothing_is_sent_before_the_first_run_is_over(desk: Desk) -> None:
    """Not through `run_once` either."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.engine()
    engine.run(since=TODAY, dry_run=True)

    outcome = engine.run_once(row_of(desk, number).key)

    assert State.ABSENT == outcome.state
    assert 0 == desk.forced()


def test_what_changed_and_is_not_due_any_more_is_not_sent(desk: Desk) -> None:
    """Paid once more a moment ago: its push gets its time again."""
    both = left_out(desk, count=2)
    desk.box.operator.map_payment_method(*MAPPED)

    def touch(number: str) -> None:
        (sale,) = desk.box.fake.world.sales.numbered(other_of(both, number))
        sale.doc["paid"] = {**sale.doc["paid"], "createdOn": desk.box.operator.now()}
        sale.doc["totalPaid"] = 1
        desk.box.fake.world.changed()

    sink = Meanwhile(desk, before=touch)
    report = desk.engine(sink=sink).run()

    assert 1 == len(sink.sent)
    assert [other_of(both, sink.sent[0])] == numbers(report, State.WAITING)


def test_what_is_renumbered_while_others_are_sent_is_held(desk: Desk) -> None:
    """It was looked up under the number it had: that says nothing about the new one."""
    both = left_out(desk, count=2)
    desk.box.operator.map_payment_method(*MAPPED)

    def renumber(number: str) -> None:
        (sale,) = desk.box.fake.world.sales.numbered(other_of(both, number))
        sale.doc.update(number="POS5000", seq=5000)
        desk.box.fake.world.changed()

    sink = Meanwhile(desk, before=renumber)
    desk.engine(sink=sink).run()

    assert 1 == len(sink.sent)


def test_a_sale_deleted_while_others_are_sent_is_held(desk: Desk) -> None:
    """404 right before its send: it is not sent, and keeps its state."""
    both = left_out(desk, count=2)
    desk.box.operator.map_payment_method(*MAPPED)
    body = {"message": "Factura no encontrada"}

    def delete(number: str) -> None:
        desk.box.operator.inject_fault(method="GET", route="/invoices/{id}", status=404, body=body)

    sink = Meanwhile(desk, before=delete)
    report = desk.engine(sink=sink).run()

    assert 1 == len(sink.sent)
    assert [other_of(both, sink.sent[0])] == numbers(report, State.ABSENT)


def fail_looking_once(desk: Desk, **options: object) -> None:
    """Make a run whose every look-up is answered 503."""
    desk.box.operator.inject_fault(method="GET", route="/v1/ventas-detallado", status=503)
    desk.engine(books=desk.box.pymes(sleep=desk.box.sleep), **options).run(wait=False)
    desk.box.operator.clear_faults()


def test_a_policy_of_fewer_sends_holds_at_once(desk: Desk) -> None:
    """One send is allowed and its time is not over: absent for now, no second is made."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    slow = SyncPolicy(max_sends_per_document=1, looks=(timedelta(hours=5),))
    desk.engine(policy=slow).run(wait=False)
    fail_looking_once(desk, policy=slow)
    desk.box.operator.advance(seconds=2 * HOUR)

    desk.engine(policy=slow).run(wait=False)

    assert (1, State.ABSENT) == (desk.forced(), desk.state(number))


def test_the_last_send_has_its_time_also_after_a_failed_look(desk: Desk) -> None:
    """Nobody could tell, then it is absent a minute after the send: it may still arrive."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    policy = SyncPolicy(max_sends_per_document=1)
    desk.engine(policy=policy).run(wait=False)
    fail_looking_once(desk, policy=policy)
    desk.box.operator.advance(seconds=60)

    desk.engine(policy=policy).run()
    early = desk.state(number)
    desk.box.operator.advance(seconds=600)
    desk.engine(policy=policy).run()

    assert (State.ABSENT, State.PARKED) == (early, desk.state(number))


def test_a_release_gives_a_sale_its_sends_back(desk: Desk) -> None:
    """Three sends were used up; a person mended the cause and let it go again."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    for _ in range(4):
        desk.engine().run()
        desk.box.operator.advance(seconds=HOUR)
    desk.box.operator.map_payment_method(*MAPPED)
    desk.engine().release(row_of(desk, number).key)

    desk.engine().run()

    assert (State.SYNCED, 4) == (desk.state(number), desk.forced())


def test_a_release_settles_a_conflict(desk: Desk) -> None:
    """Changed after a send that never arrived: a person who looked lets the new content go."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    desk.engine().run()
    desk.engine().run(max_sends=0)
    (sale,) = desk.box.fake.world.sales.numbered(number)
    sale.doc["client"] = {"name": "Ana", "document": "1020304050", "idDocumentType": "13"}
    engine = desk.engine()
    engine.run()
    parked = row_of(desk, number).reason
    engine.release(row_of(desk, number).key)
    desk.box.operator.map_payment_method(*MAPPED)
    desk.box.operator.advance(seconds=HOUR)

    engine.run()

    assert ("conflicting-payload", State.SYNCED) == (parked, desk.state(number))


def test_a_series_seen_in_an_earlier_run_needs_no_probe(desk: Desk) -> None:
    """Weeks later only another series shows: its documents were seen before."""
    desk.box.operator.sell(electronic=True)
    desk.box.operator.sell()
    desk.settle()
    desk.started()
    desk.box.operator.advance(seconds=20 * 24 * HOUR)
    desk.box.operator.sell()
    for _ in range(2):
        desk.box.operator.sell(electronic=True, payments="Nequi")
    desk.settle()

    desk.box.operator.map_payment_method(*MAPPED)

    report = desk.engine().run(wait=False, since=TODAY + timedelta(days=20))

    assert 2 == report.sends


def test_a_case_knows_its_row_only_once_it_was_admitted(desk: Desk) -> None:
    """Asked before, it says so instead of guessing a state."""
    desk.box.operator.sell()
    (case,) = desk.engine()._gatherer().gather(TODAY, TODAY, today=TODAY).cases

    with pytest.raises(errors.LedgerError):
        assert case.state


@pytest.mark.parametrize("ahead", [timedelta(minutes=20), timedelta(days=365)])
def test_a_clock_that_runs_ahead_makes_no_sale_old(desk: Desk, ahead: timedelta) -> None:
    """What Loggro is about to carry is not sent, however late this machine takes it to be."""
    desk.box.operator.sell()
    desk.settle()
    desk.started()
    number = desk.box.operator.sell()
    wrong = desk.engine(clock=lambda: desk.box.now() + ahead)

    early = wrong.run(wait=False)
    desk.settle()
    late = desk.engine().run()

    (held,) = [each.reason for each in early if each.number == number]
    assert held is not None
    assert "clock of this machine runs ahead" in held.en
    assert (0, 0) == (early.sends, late.sends)
    assert State.SYNCED == desk.state(number)
    assert [] == desk.box.duplicates()


def test_a_clock_that_runs_ahead_sends_nothing_twice_within_the_hour(desk: Desk) -> None:
    """The hour between two sends is one of Restobar's clock too: a jump ahead does not end it."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    desk.engine().run(wait=False)

    again = desk.engine(clock=lambda: desk.box.now() + timedelta(hours=3)).run(wait=False)

    assert 0 == again.sends
    assert 1 == desk.forced()
    assert [number] == numbers(again, State.ABSENT)


def test_an_hour_of_a_clock_that_always_runs_ahead_is_an_hour(desk: Desk) -> None:
    """Restobar's clock takes the send for one of tomorrow: that holds it up for no day."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    ahead = desk.engine(clock=lambda: desk.box.now() + timedelta(days=1))
    ahead.run(wait=False)
    desk.box.operator.map_payment_method(*MAPPED)
    desk.box.operator.advance(seconds=HOUR)

    again = ahead.run()

    assert 1 == again.sends
    assert State.SYNCED == desk.state(number)


@pytest.fixture
def neighbour() -> Iterator[Box]:
    """Another restaurant, whose numbers begin where those of the first begin."""
    with sandbox("norte") as box:
        box.operator.sell(["Arepa de queso"])
        box.operator.advance(seconds=1200)
        yield box


def test_the_pymes_of_another_restaurant_gets_nothing(desk: Desk, neighbour: Box) -> None:
    """The same numbers with another content are somebody else's: they prove no look-up."""
    for _ in range(3):
        desk.box.operator.sell()
    desk.settle()
    wrong = desk.engine(books=neighbour.pymes())

    first = wrong.run(since=TODAY)
    later = [wrong.run(wait=False) for _ in range(2)]
    proved = wrong.prove("POS1001")
    later.append(wrong.run(wait=False))

    held = {each.reason.en for each in first if each.reason and each.state is State.ABSENT}
    assert any("is it the Pymes of this restaurant?" in each for each in held)
    assert ((), False) == (first.would_send, proved)
    assert [0, 0, 0] == [report.sends for report in later]
    assert 3 == later[-1].exit_code
    assert 0 == desk.forced()


def test_a_token_of_another_restaurant_ends_what_was_proved(desk: Desk, neighbour: Box) -> None:
    """A look-up that was proved in the right books is not proved in those of a neighbour."""
    desk.box.operator.sell()
    desk.settle()
    desk.started()
    (number,) = [desk.box.operator.sell(payments="Nequi")]
    desk.settle()
    wrong = desk.engine(books=neighbour.pymes())

    alone = wrong.run_once(number)
    whole = wrong.run(wait=False)
    again = wrong.run(wait=False)

    assert State.CANNOT_TELL is alone.state
    assert (0, 0, 0) == (whole.sends, again.sends, desk.forced())


def test_one_sale_that_agrees_proves_the_books(desk: Desk) -> None:
    """A document that somebody edited does not hold up what is missing beside an equal one."""
    edited = desk.box.operator.sell()
    (number,) = left_out(desk)
    desk.box.operator.edit_document(edited, total=99)
    desk.box.operator.map_payment_method(*MAPPED)

    report = desk.engine().run()

    assert 1 == report.sends
    assert State.SYNCED == desk.state(number)
    assert State.PARKED == desk.state(edited)


def test_the_document_of_an_earlier_proof_tells_the_books(desk: Desk) -> None:
    """Edited since, it is still the same document: what is missing beside it is sent."""
    edited = desk.box.operator.sell()
    desk.settle()
    desk.started()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    desk.box.operator.edit_document(edited, total=99)
    desk.box.operator.map_payment_method(*MAPPED)

    report = desk.engine().run()

    assert (1, State.SYNCED) == (report.sends, desk.state(number))
    assert State.PARKED == desk.state(edited)
