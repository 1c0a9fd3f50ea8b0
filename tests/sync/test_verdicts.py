# SPDX-License-Identifier: MIT
"""`synced` is said of what is equal and stands; everything else is for a person."""

from decimal import Decimal

import pytest
from attrs import evolve

from loggro_integration import errors
from loggro_integration.sandbox import _push
from loggro_integration.sync import State
from sync.desk import MAPPED, TODAY, Desk, left_out, numbers, row_of

DAY = 86_400


def credit(desk: Desk, number: str) -> None:
    """Make a credit note in Pymes itself."""
    world = desk.box.fake.world
    row = next(world.books.all(numero=number))
    _push._credit_note(world, row)
    world.changed()


def test_a_document_annulled_in_pymes_alone_is_not_synced(desk: Desk) -> None:
    """The sale stands in Restobar: actions belong there."""
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.edit_document(number, estado="Anulada")

    report = desk.engine().run(since=TODAY)

    assert [number] == numbers(report, State.PARKED)
    assert "annulled-in-pymes" == row_of(desk, number).reason


def test_a_document_credited_in_pymes_alone_is_not_synced(desk: Desk) -> None:
    """A credit note undoes what Restobar still counts."""
    number = desk.box.operator.sell(electronic=True)
    desk.settle()
    credit(desk, number)

    desk.engine().run(since=TODAY)

    assert "credited-in-pymes" == row_of(desk, number).reason


def test_a_reconciliation_shows_a_document_credited_in_pymes_alone(desk: Desk) -> None:
    """Also where the note is dated another day of the range."""
    number = desk.box.operator.sell(electronic=True)
    desk.box.operator.advance(seconds=2 * DAY)
    desk.box.operator.sell()
    desk.settle()
    credit(desk, number)

    found = desk.engine().reconcile(TODAY, TODAY.replace(day=TODAY.day + 2))

    assert [(number, "different")] == [(row.number, row.verdict) for row in found.problems]
    assert Decimal(0) == found.problems[0].pymes_total


def test_an_extra_document_that_was_annulled_is_mended(desk: Desk) -> None:
    """The report says: void the extra ones. Who did and released it, is done."""
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.duplicate_document(number)
    engine = desk.engine()
    engine.run(since=TODAY)
    list(desk.box.fake.world.books.all(numero=number))[1]["estado"] = "Anulada"
    desk.box.fake.world.changed()
    engine.release(row_of(desk, number).key)

    engine.run()

    assert State.SYNCED == desk.state(number)


def test_a_document_paid_between_two_looks_is_one_document(desk: Desk) -> None:
    """Pages and number show it with another balance: that makes no duplicate."""
    (number,) = left_out(desk, customer="0045678", electronic=True)
    desk.box.operator.map_payment_method(*MAPPED)
    engine = desk.engine()
    engine.run()
    books = desk.box.pymes()
    inner = books.sales.list

    class Moving:
        def list(self, **asked):
            if asked.get("number"):
                row = next(desk.box.fake.world.books.all(numero=number))
                row["saldo"] += 1
                desk.box.fake.world.changed()
            return inner(**asked)

    books.sales = Moving()

    desk.engine(books=books).run()

    assert State.SYNCED == desk.state(number)


@pytest.mark.parametrize("has_uuid", [True, False])
def test_two_documents_without_ids_are_still_two(desk: Desk, has_uuid: bool) -> None:
    """Equal in everything: they count as often as one answer shows them."""
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.duplicate_document(number)
    if not has_uuid:
        desk.box.operator.switch("sales_fields", {"uuid": "otro.uuid"})

    desk.engine().run(since=TODAY)

    assert "duplicate" == row_of(desk, number).reason


def test_a_sale_voided_while_it_was_looked_up_is_not_parked(desk: Desk) -> None:
    """Listed alive, annulled on both sides a moment later: it is read again before it is parked."""
    number = desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    books = desk.box.pymes()
    inner = books.sales.list

    class Voiding:
        done = False

        def list(self, **asked):
            if not self.done:
                self.done = True
                desk.box.operator.annul(number)
                desk.settle()
            return inner(**asked)

    books.sales = Voiding()

    report = desk.engine(books=books).run()
    engine.run()

    assert number in numbers(report, State.SYNCED)
    assert row_of(desk, number).voided


def test_a_credit_note_made_days_after_the_annulment_is_seen(desk: Desk) -> None:
    """The annulment was finished when DIAN had taken the note."""
    desk.box.operator.switch("void_effect", "credit-note")
    number = desk.box.operator.sell(electronic=True)
    desk.settle()
    engine = desk.started()
    desk.box.operator.void(number)
    desk.box.operator.advance(seconds=2.5 * DAY)
    desk.box.operator.finalise_void(number)
    desk.settle()

    engine.run()

    assert State.SYNCED == desk.state(number)


def test_a_sale_deleted_without_a_date_of_annulment_is_judged_by_its_change(desk: Desk) -> None:
    """Marked as deleted: when it was changed tells since when a void should show."""
    number = desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    (sale,) = desk.box.fake.world.sales
    sale.doc.update(deletedInfo={"isDeleted": True}, modifiedOn=desk.box.operator.now())
    young = engine.run()
    desk.settle()

    old = engine.run()

    assert [number] == numbers(young, State.SYNCED)
    assert [number] == numbers(old, State.PARKED)


def test_an_invoice_rejected_after_it_was_seen_is_not_sent(desk: Desk) -> None:
    """DIAN decided after the first look: it must be issued again, not forced."""
    desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    desk.box.operator.reject_next()
    number = desk.box.operator.sell(electronic=True)
    engine.run()
    desk.settle()

    report = engine.run()

    assert [number] == numbers(report, State.PARKED)
    assert "dian-rejected" == row_of(desk, number).reason
    assert 0 == desk.forced()


def test_a_rejected_invoice_that_pymes_has_all_the_same_is_synced(desk: Desk) -> None:
    """Where Loggro pushes rejected ones too, what is equal is equal."""
    desk.box.operator.switch("rejected_pushed", "yes")
    desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    desk.box.operator.reject_next()
    number = desk.box.operator.sell(electronic=True)
    engine.run()
    desk.settle()

    engine.run()

    assert State.SYNCED == desk.state(number)


def test_an_excluded_invoice_that_dian_took_later_is_shown(desk: Desk) -> None:
    """Only a person releases it, so the report must ask for one."""
    desk.box.operator.sell()
    desk.box.operator.reject_next()
    number = desk.box.operator.sell(electronic=True)
    desk.settle()
    engine = desk.started()
    (sale,) = desk.box.fake.world.sales.numbered(number)
    sale.dian, sale.sync = "accepted", "error"

    report = engine.run()

    outcome = next(each for each in report if each.number == number)
    assert (State.EXCLUDED, True, 1) == (outcome.state, outcome.attention, report.exit_code)
    assert "release it" in str(outcome.reason)


def test_an_invoice_on_which_dian_does_not_decide_is_shown_after_two_days(desk: Desk) -> None:
    """It waits some hours in silence, and is never sent before DIAN has decided."""
    desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    desk.box.operator.switch("dian_delay", 100 * DAY)
    number = desk.box.operator.sell(electronic=True)

    states = []
    for _ in range(4):
        report = engine.run()
        states.append((desk.state(number), report.exit_code))
        desk.box.operator.advance(seconds=0.75 * DAY)

    assert [State.WAITING] * 3 + [State.PARKED] == [state for state, _ in states]
    assert [0, 0, 0, 1] == [code for _, code in states]
    assert 0 == desk.forced()


def test_a_waiting_invoice_says_for_whom_it_waits(desk: Desk) -> None:
    """DIAN, not Loggro's push."""
    desk.box.operator.switch("dian_delay", 100 * DAY)
    desk.box.operator.sell(electronic=True)
    desk.settle()
    desk.box.operator.sell()
    desk.settle()

    report = desk.engine().run(since=TODAY)

    assert "DIAN has not decided" in str(next(iter(report)).reason)


def test_a_sale_changed_after_a_send_is_not_sent_with_its_new_content(desk: Desk) -> None:
    """Absent after the send and another total now: the first may still arrive."""
    desk.box.operator.switch("forced_refusal", "silent")
    (number,) = left_out(desk)
    engine = desk.engine()
    engine.run()
    desk.box.operator.advance(seconds=4000)
    engine.run(max_sends=0)
    (sale,) = desk.box.fake.world.sales.numbered(number)
    sale.doc["total"] = 99_000

    engine.run()

    assert (State.PARKED, "conflicting-payload") == (
        desk.state(number),
        row_of(desk, number).reason,
    )
    assert 1 == desk.forced()


def test_a_sale_changed_before_any_send_may_be_sent(desk: Desk) -> None:
    """A cashier corrects the customer of a sale that never left."""
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)
    (sale,) = desk.box.fake.world.sales.numbered(number)
    sale.doc["client"] = {"name": "Ana", "document": "1020304050", "idDocumentType": "13"}

    desk.engine().run()

    assert State.SYNCED == desk.state(number)


def test_a_document_that_has_gone_may_be_sent_after_a_release(desk: Desk) -> None:
    """Never by itself; a person who looked may let it go again, once."""
    desk.box.operator.sell()
    number = desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    desk.box.operator.delete_document(number)
    engine.run()
    (sale,) = desk.box.fake.world.sales.numbered(number)
    sale.sync, sale.row = "error", None

    engine.release(row_of(desk, number).key)
    engine.run()
    synced = desk.state(number)
    desk.box.operator.delete_document(number)
    engine.run()

    assert (State.SYNCED, State.PARKED) == (synced, desk.state(number))
    assert 1 == desk.forced()


def test_the_tolerance_is_the_one_of_the_rules(desk: Desk) -> None:
    """`policies.pymes_tolerance` of loggro.toml decides what is equal."""
    number = desk.box.operator.sell()
    desk.settle()
    desk.box.operator.edit_document(number, total=16_505)
    policies = evolve(desk.rules.policies, pymes_tolerance=Decimal(10))
    desk.rules = evolve(desk.rules, policies=policies)

    desk.engine().run(since=TODAY)

    assert State.SYNCED == desk.state(number)


def test_a_broken_route_is_told_although_everything_is_synced(desk: Desk) -> None:
    """The rows keep their state; the run says that it could not look."""
    desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    desk.box.operator.switch("sales_module", "financiero")

    report = engine.run()

    assert 1 == report.count(State.SYNCED)
    assert 3 == report.exit_code


def test_too_many_calls_are_no_wrong_setting(desk: Desk) -> None:
    """429 from Pymes: try again later, and no setting to change."""
    desk.box.operator.sell()
    desk.settle()
    body = {"message": "Too Many Requests"}
    desk.box.operator.inject_fault(
        method="GET", route="/v1/ventas-detallado", status=429, body=body
    )

    report = desk.engine(books=desk.box.pymes(sleep=desk.box.sleep)).run(since=TODAY)

    assert [("", State.CANNOT_TELL)] == [(each.setting, each.state) for each in report]


def test_a_refusal_of_the_look_up_names_the_route(desk: Desk) -> None:
    """400 to every question is a wrong path or a wrong parameter, not an absent document."""
    desk.box.operator.sell(payments="Nequi")
    desk.settle()
    body = {"errores": [{"codigo": "parametro.invalido", "mensaje": "fecha"}]}
    desk.box.operator.inject_fault(
        method="GET", route="/v1/ventas-detallado", status=400, body=body
    )

    report = desk.engine().run(since=TODAY)

    assert ["pymes.sales.base_url"] == [each.setting for each in report]


def test_a_token_that_may_not_read_stops_the_run(desk: Desk) -> None:
    """403 from Pymes is the account's trouble."""
    desk.box.operator.sell()
    desk.settle()
    body = {"errores": [{"codigo": "permiso", "mensaje": "Sin permiso"}]}
    desk.box.operator.inject_fault(
        method="GET", route="/v1/ventas-detallado", status=403, body=body
    )

    with pytest.raises(errors.PermissionMissing):
        desk.engine().run(since=TODAY)


def test_a_reconciliation_shows_a_number_used_twice(desk: Desk) -> None:
    """The second sale has no document of its own."""
    desk.box.operator.sell()
    desk.settle()
    desk.box.operator.set_series("pos", next=1001)
    desk.box.operator.sell(lines=["Agua en botella"], payments="Nequi")

    found = desk.engine().reconcile(TODAY)

    assert ["repeated"] == sorted(
        row.verdict for row in found.problems if row.verdict != "different"
    )
    assert 1 == found.exit_code


def test_a_reconciliation_shows_a_sale_without_a_usable_number(desk: Desk) -> None:
    """It is counted on Restobar's side."""
    desk.box.operator.sell()
    (sale,) = desk.box.fake.world.sales
    sale.doc.update(invoicePrefix="PO S", number="PO S1001")

    found = desk.engine().reconcile(TODAY)

    assert [("PO S1001", "no-number")] == [(row.number, row.verdict) for row in found.problems]


def test_a_synced_sale_that_differs_and_changed_is_a_conflict(desk: Desk) -> None:
    """Another total on both sides a moment after the list: the change is what is told."""
    number = desk.box.operator.sell()
    desk.settle()
    desk.started()
    books = desk.box.pymes()
    inner = books.sales.list

    class Changing:
        def list(self, **asked):
            (sale,) = desk.box.fake.world.sales
            sale.doc["total"] = 99_000
            desk.box.operator.edit_document(number, total=99_000)
            return inner(**asked)

    books.sales = Changing()

    desk.engine(books=books).run()

    assert "conflicting-payload" == row_of(desk, number).reason
