# SPDX-License-Identifier: MIT
"""One pass of the engine against the fake: nothing is lost, nothing is sent twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from loggro_integration import errors
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.sync import (
    DryRun,
    EventKind,
    PymesSink,
    Receipt,
    SqliteStore,
    State,
    SyncPolicy,
)
from loggro_integration.testing import Fault, sandbox
from sync.desk import TODAY, Desk, numbers


def test_what_loggro_pushed_itself_is_synced(desk: Desk) -> None:
    """A sale that Loggro's own integration carried needs no help."""
    number = desk.box.operator.sell(electronic=True)
    desk.settle()

    report = desk.engine().run(since=TODAY)

    assert [number] == numbers(report, State.SYNCED)
    assert 0 == desk.forced()
    assert 0 == report.exit_code


def test_a_sale_without_customer_is_the_final_consumer_on_both_sides(desk: Desk) -> None:
    """Nobody chosen in Restobar is Consumidor Final in Pymes, and equal."""
    desk.box.operator.switch("no_customer", "absent")
    number = desk.box.operator.sell(electronic=True)
    desk.settle()

    report = desk.engine().run(since=TODAY)

    assert [number] == numbers(report, State.SYNCED)


def test_the_first_run_only_reads(desk: Desk) -> None:
    """An empty ledger tells what it would send, and sends nothing."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi", electronic=True)
    desk.settle()

    report = desk.engine().run(since=TODAY)

    assert (number,) == report.would_send
    assert 0 == desk.forced()
    assert 1 == report.exit_code
    assert "loggro sync run" == report.next_command


def test_what_was_left_is_sent_once_the_screen_is_mended(desk: Desk) -> None:
    """A missing mapping leaves the sale out; mended and sent again it arrives, once."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi", electronic=True)
    desk.settle()
    engine = desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")

    report = engine.run()

    assert number in numbers(report, State.SYNCED)
    assert 1 == desk.forced()
    assert [] == desk.box.duplicates()


def test_running_it_again_does_nothing(desk: Desk) -> None:
    """A second and a third pass send nothing and change no row."""
    desk.box.operator.sell()
    desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    engine.run()
    before = (desk.store.rows(), len(list(desk.store.events())), desk.forced())

    engine.run()
    engine.run()

    assert before == (desk.store.rows(), len(list(desk.store.events())), desk.forced())


def test_a_refused_send_is_parked_for_a_person(desk: Desk) -> None:
    """Loggro says no while its screen still lacks the mapping: it is not tried again by itself."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()

    report = engine.run()
    engine.run()

    assert [number] == numbers(report, State.PARKED)
    assert 1 == desk.forced()
    assert [number] == [row.number for row in engine.review()]


def test_a_released_sale_is_looked_up_before_it_is_sent(desk: Desk) -> None:
    """A person's release starts over with a look-up."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()
    engine.run()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    key = engine.review()[0].key
    desk.settle()
    desk.box.operator.advance(seconds=3600)

    engine.release(key)
    report = engine.run()

    assert State.SYNCED == desk.state(number)
    assert 1 == report.sends
    assert [] == desk.box.duplicates()


def test_a_young_sale_waits_for_loggros_own_push(desk: Desk) -> None:
    """Within the grace a missing document is normal: nothing is forced."""
    desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    number = desk.box.operator.sell(payments="Nequi")

    report = engine.run()

    assert [number] == numbers(report, State.WAITING)
    assert 0 == desk.forced()


def test_an_empty_ledger_needs_a_first_day(desk: Desk) -> None:
    """Without a watermark nothing runs, and nothing is written."""
    with pytest.raises(errors.ConfigurationError) as caught:
        desk.engine().run()

    assert "no-watermark" == caught.value.code
    assert desk.store.get("watermark") is None
    assert [] == list(desk.store.events())


def test_nothing_before_the_watermark_is_ever_sent(desk: Desk) -> None:
    """Older sales are out of the engine's hands."""
    desk.box.operator.sell(payments="Nequi")
    desk.box.operator.advance(seconds=86_400)
    desk.box.operator.sell()
    desk.settle()
    engine = desk.engine()
    engine.start(TODAY + timedelta(days=1))

    engine.run(since=TODAY)
    report = engine.run(since=TODAY)

    assert 1 == len(report.outcomes)
    assert 0 == desk.forced()


def test_a_watermark_in_the_future_is_refused(desk: Desk) -> None:
    """A typing error in the year must not exclude every sale."""
    with pytest.raises(errors.InvalidInput) as caught:
        desk.engine().start(TODAY + timedelta(days=365))

    assert ("since", "2027-11-23") == (caught.value.field, caught.value.value)


def test_a_rejected_invoice_is_excluded(desk: Desk) -> None:
    """What DIAN refused is no sale to synchronise; it must be issued again."""
    desk.box.operator.sell()
    desk.box.operator.reject_next()
    number = desk.box.operator.sell(electronic=True)
    desk.settle()

    desk.engine().run(since=TODAY)

    assert State.EXCLUDED == desk.state(number)


def test_a_sale_voided_before_any_push_is_excluded(desk: Desk) -> None:
    """It never was in Pymes and is not forced there."""
    desk.box.operator.sell()
    number = desk.box.operator.sell()
    desk.box.operator.annul(number)
    desk.settle()
    engine = desk.started()

    engine.run()

    assert State.EXCLUDED == desk.state(number)
    assert 0 == desk.forced()


@pytest.mark.parametrize("effect", ["annulled", "credit-note"])
def test_a_void_that_shows_in_pymes_stays_synced(desk: Desk, effect: str) -> None:
    """Annulled document or credit note: both readings of a void are equal sides."""
    desk.box.operator.switch("void_effect", effect)
    number = desk.box.operator.sell(electronic=True)
    desk.settle()
    engine = desk.started()
    desk.box.operator.annul(number)
    desk.settle()

    report = engine.run()

    assert [number] == numbers(report, State.SYNCED)
    assert EventKind.VOIDED in [each.kind for each in desk.store.events()]


def test_a_void_that_does_not_show_is_parked(desk: Desk) -> None:
    """A sale voided in Restobar that stands in Pymes needs a person."""
    desk.box.operator.switch("void_effect", "nothing")
    number = desk.box.operator.sell(electronic=True)
    desk.settle()
    engine = desk.started()
    desk.box.operator.annul(number)
    desk.settle()

    report = engine.run()

    assert [number] == numbers(report, State.PARKED)
    assert 1 == report.exit_code


def test_a_difference_is_parked_with_both_sides(desk: Desk) -> None:
    """Another total in Pymes is shown with both amounts and never sent over."""
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.edit_document(number, total=1)

    report = desk.engine().run(since=TODAY)

    outcome = next(iter(report))
    assert State.PARKED == outcome.state
    assert [("total", "16500.00", "1")] == [
        (each.field, each.restobar, each.pymes) for each in outcome.differences
    ]


def test_a_duplicate_in_the_books_is_parked(desk: Desk) -> None:
    """Two documents with one number are a difference, whoever made the second."""
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.duplicate_document(number)

    report = desk.engine().run(since=TODAY)

    assert [number] == numbers(report, State.PARKED)
    assert "2 documents" in str(next(iter(report)).reason)


def test_a_document_that_disappears_is_parked_not_sent_again(desk: Desk) -> None:
    """Once synced, never sent again by itself."""
    desk.box.operator.sell()
    number = desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    desk.box.operator.delete_document(number)

    report = engine.run()

    assert [number] == numbers(report, State.PARKED)
    assert 0 == desk.forced()


def test_a_dry_run_sends_nothing_at_any_time(desk: Desk) -> None:
    """`dry_run` reports what a run would do."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()

    report = engine.run(dry_run=True)

    assert (number,) == report.would_send
    assert 0 == desk.forced()


def test_the_limit_of_sends_of_a_run_holds(desk: Desk) -> None:
    """More sends than asked for are left for later and said so."""
    desk.box.operator.sell()
    for _ in range(3):
        desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")

    report = engine.run(max_sends=2)

    assert (2, 1) == (report.sends, report.left_for_later)
    assert 2 == desk.forced()
    assert 1 == report.exit_code


def test_run_once_sends_one_sale(desk: Desk) -> None:
    """What a task queue calls: one sale, looked up first."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    key = next(row.key for row in desk.store.rows() if row.number == number)

    outcome = engine.run_once(key)
    again = engine.run_once(key)

    assert (State.SYNCED, True) == (outcome.state, outcome.sent_now)
    assert (State.SYNCED, False) == (again.state, again.sent_now)
    assert 1 == desk.forced()


def test_an_unknown_sale_needs_review(desk: Desk) -> None:
    """A key that neither the ledger nor Restobar knows is no reason to send."""
    engine = desk.started()

    with pytest.raises(errors.NeedsReview):
        engine.run_once("x:FE:1")


def test_a_lost_answer_is_looked_up_never_resent(desk: Desk) -> None:
    """The request arrived, the answer did not: the next act is a look-up, and it is there."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    desk.box.operator.inject_fault(method="PATCH", route="*", kind="timeout-after", times=1)

    report = engine.run()

    assert number in numbers(report, State.SYNCED)
    assert 1 == desk.forced()
    assert [] == desk.box.duplicates()
    answers = [each.text("answer") for each in desk.store.events() if each.text("answer")]
    assert ["unknown"] == answers


def test_a_crash_after_the_send_is_repaired_by_looking(tmp_path: Path) -> None:
    """Killed between send and record: the next run finds the document and sends nothing."""
    path = tmp_path / "ledger.db"
    with sandbox() as box:
        with SqliteStore.open(path) as store:
            desk = Desk(box, store)
            box.operator.sell()
            number = box.operator.sell(payments="Nequi")
            desk.settle()
            desk.started()
            box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
            with pytest.raises(KeyboardInterrupt):
                desk.engine(sink=_Dying(desk)).run()
        with SqliteStore.open(path) as store:
            desk = Desk(box, store)
            assert State.IN_FLIGHT == desk.state(number)
            box.operator.advance(seconds=60)

            desk.engine().run()

            assert State.SYNCED == desk.state(number)
            assert 1 == desk.forced()
            assert [] == box.duplicates()


class _Dying(PymesSink):
    """A sink whose process dies right after the request was served."""

    def __init__(self, desk: Desk) -> None:
        self._pos = desk.box.restobar()

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        number = key.number
        sale = next(iter(self._pos.invoices.find(number)))
        self._pos.invoices.force_send(sale.id)
        raise KeyboardInterrupt


def test_a_crash_before_the_send_is_repaired_by_looking(desk: Desk) -> None:
    """Killed between intent and send: looked up until the last look, then sent once."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")

    with pytest.raises(KeyboardInterrupt), _interrupted() as sink:
        desk.engine(sink=sink).run()
    states = []
    for seconds in (60, 600, 3600):
        desk.box.operator.advance(seconds=seconds)
        desk.engine().run()
        states.append(desk.state(number))

    assert [State.IN_FLIGHT, State.ABSENT, State.SYNCED] == states
    assert [] == desk.box.duplicates()


@contextmanager
def _interrupted() -> Iterator["_Interrupted"]:
    yield _Interrupted()


class _Interrupted(PymesSink):
    """A sink whose process dies before anything left."""

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        raise KeyboardInterrupt


def test_a_silent_refusal_parks_after_three_sends(desk: Desk) -> None:
    """Accepted and never arriving: three sends an hour apart, then a person."""
    desk.box.operator.switch("forced_refusal", "silent")
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()

    for _ in range(5):
        engine.run()
        desk.box.operator.advance(seconds=3600)

    assert 3 == desk.forced()
    assert State.PARKED == desk.state(number)


def test_sends_of_one_sale_are_an_hour_apart(desk: Desk) -> None:
    """A second forced send waits."""
    desk.box.operator.switch("forced_refusal", "silent")
    desk.box.operator.sell()
    desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()

    engine.run()
    engine.run()

    assert 1 == desk.forced()


def test_a_mapping_problem_holds_the_send_and_names_the_key(desk: Desk) -> None:
    """A payment method the rules do not know is reported with its key; nothing is sent."""
    desk.box.operator.add_payment_method("Bono Sodexo")
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Bono Sodexo")
    desk.settle()
    engine = desk.started()

    report = engine.run()

    outcome = next(each for each in report if each.number == number)
    assert "payment-method-unmapped" in [each.code for each in outcome.problems]
    assert 0 == desk.forced()
    assert 1 == report.exit_code


def test_an_expired_token_stops_the_run(desk: Desk) -> None:
    """The account is refused, not the sale: nothing is recorded against it."""
    desk.box.operator.sell()
    desk.settle()

    with pytest.raises(errors.TokenRejected):
        desk.engine(books=desk.box.pymes(token="expired.token.value")).run(since=TODAY)

    assert 0 == desk.forced()


def test_a_run_with_the_dry_sink_delivers_nothing(desk: Desk) -> None:
    """Another sink takes the place of Loggro's integration."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    desk.started()
    sink = DryRun()

    desk.engine(sink=sink, policy=SyncPolicy()).run(wait=False)

    assert [number] == [str(key.number) for key in sink.delivered]
    assert 0 == desk.forced()


def test_a_storm_of_500_tells_nothing_and_sends_nothing(desk: Desk) -> None:
    """Pymes answers 500 to every look-up: cannot tell, exit 3."""
    desk.box.operator.sell()
    desk.box.operator.sell(payments="Nequi")
    desk.settle()
    desk.started()
    desk.box.operator.inject_fault(
        method="GET", route="/v1/ventas-detallado", kind="answer-before", status=500
    )

    report = desk.engine(books=desk.box.pymes(sleep=desk.box.sleep)).run()

    assert 0 == desk.forced()
    assert 3 == report.exit_code


def test_a_lost_send_before_it_left_is_repeated_later(desk: Desk) -> None:
    """No connection: nothing left, the error says so, and a later run sends once."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    desk.box.operator.inject_fault(method="PATCH", route="*", kind="timeout-before")

    with pytest.raises(errors.NotSent):
        desk.engine(pos=desk.box.restobar(sleep=desk.box.sleep)).run()
    desk.box.operator.clear_faults()
    desk.box.operator.advance(seconds=3700)
    engine.run()
    report = engine.run()

    assert number in numbers(report, State.SYNCED)
    assert [] == desk.box.duplicates()


def test_faults_of_the_sandbox_can_be_given_from_the_start(tmp_path: Path) -> None:
    """The recipe of the documentation: a fault on every third invoice."""
    fault = Fault.after_commit("POST", "/invoices", status=500, every=3)
    with sandbox(faults=[fault]) as box, SqliteStore.open(tmp_path / "l.db") as store:
        box.operator.sell()
        Desk(box, store).settle()

        report = Desk(box, store).engine().run(since=TODAY)

        assert 1 == report.count(State.SYNCED)


def test_an_unfinished_sale_is_left_alone(desk: Desk) -> None:
    """Printed and unpaid: it may still change, so the ledger does not see it yet."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(paid=False)
    desk.settle()
    engine = desk.engine()

    before = engine.run(since=TODAY)
    desk.box.operator.pay(number)
    desk.settle()
    after = engine.run()

    assert ["POS1001"] == [each.number for each in before]
    assert number in numbers(after, State.SYNCED)


def test_an_older_sale_that_waits_is_still_looked_after(desk: Desk) -> None:
    """Outside the window of the run, what is unfinished is read by its id."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    engine = desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    desk.box.operator.advance(seconds=10 * 86_400)

    report = engine.run(since=TODAY + timedelta(days=10))

    assert [number] == numbers(report, State.SYNCED)
    assert [] == desk.box.duplicates()


def test_a_sale_voided_a_minute_ago_is_not_judged_yet(desk: Desk) -> None:
    """Its push may still be on the way: it is neither excluded nor parked now."""
    desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    number = desk.box.operator.sell()
    desk.box.operator.annul(number)

    early = engine.run()
    desk.settle()
    engine.run()

    assert number not in [each.number for each in early]
    assert State.EXCLUDED == desk.state(number)


def test_a_void_on_its_way_to_pymes_is_given_time(desk: Desk) -> None:
    """Within the grace after the annulment, a live document in Pymes is no finding."""
    number = desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    desk.box.operator.annul(number)

    engine.run()

    assert State.SYNCED == desk.state(number)


def test_a_sale_voided_while_it_waited_is_parked(desk: Desk) -> None:
    """Seen alive, voided before any push, absent: a person decides, unless the rules force it."""
    desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    number = desk.box.operator.sell(payments="Nequi")
    engine.run()
    desk.box.operator.annul(number)
    desk.settle()

    report = engine.run()

    assert [number] == numbers(report, State.PARKED)
    assert "voided-not-in-pymes" == engine.review()[0].reason
    assert 0 == desk.forced()


def test_a_sale_that_changes_after_it_was_synced_is_parked(desk: Desk) -> None:
    """Another total in Restobar than the one that was carried over."""
    number = desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    for sale in desk.box.fake.world.sales:
        sale.doc["total"] = 99_000

    engine.run()

    assert State.PARKED == desk.state(number)
    assert "conflicting-payload" == engine.review()[0].reason


def test_an_abono_is_recorded_and_moves_nothing(desk: Desk) -> None:
    """A later payment is an event; the sale stays synced."""
    number = desk.box.operator.sell(customer="0045678", credit=30, electronic=True)
    desk.settle()
    engine = desk.started()
    desk.box.operator.pay_credit(number, 5000)
    desk.settle()

    engine.run()

    assert State.SYNCED == desk.state(number)
    assert EventKind.PAID in [each.kind for each in desk.store.events()]


def test_no_person_is_in_the_chain(desk: Desk) -> None:
    """Name, document and mail of a customer are in no event and in no row."""
    customer = next(row for row in desk.box.fake.world.clients if row.get("email"))
    desk.box.operator.sell(customer=customer["document"], electronic=True)
    desk.settle()

    desk.started()

    text = repr([*desk.store.events(), *desk.store.rows()])
    assert customer["document"] not in text
    assert customer["name"] not in text


def test_another_customer_in_pymes_is_a_difference_without_names(desk: Desk) -> None:
    """The report names the field; the document of a person is not printed."""
    desk.box.operator.sell(customer="0045678")
    desk.settle()
    desk.box.operator.edit_document("POS1001", cliente={"id": "1020"}, fecha="2026-11-22")

    report = desk.engine().run(since=TODAY)
    outcome = next(iter(report))

    assert ["customer", "day"] == [each.field for each in outcome.differences]
    assert "0045678" not in repr(outcome)


def test_a_release_of_an_unknown_sale_is_refused(desk: Desk) -> None:
    """Only what the ledger knows can be released."""
    with pytest.raises(errors.InvalidInput):
        desk.engine().release("x:FE:1")


def test_the_engine_uses_the_real_clock_by_default(desk: Desk) -> None:
    """Without a clock of its own, "in the future" is judged by the machine's."""
    engine = desk.engine()
    real = type(engine)(
        pos=desk.box.restobar(), books=desk.box.pymes(), store=desk.store, rules=desk.rules
    )

    with pytest.raises(errors.InvalidInput):
        real.start(TODAY + timedelta(days=365 * 50))
