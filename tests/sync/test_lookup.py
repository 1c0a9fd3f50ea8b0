# SPDX-License-Identifier: MIT
"""Not found is absent only where the look-up is proved; otherwise nothing is sent."""

from datetime import timedelta

import pytest
from attrs import evolve

from loggro_integration import errors
from loggro_integration.http import Override
from loggro_integration.sync import State
from loggro_integration.testing import Fault, sandbox
from loggro_integration.wire import SalesFields
from sync.desk import TODAY, Desk


def unsynced(desk: Desk) -> str:
    """Sell one sale that Loggro carries and one that it leaves out."""
    desk.box.operator.sell(electronic=True)
    number = desk.box.operator.sell(payments="Nequi", electronic=True)
    desk.settle()
    return number


def run_twice(desk: Desk):
    engine = desk.engine()
    engine.run(since=TODAY)
    return engine.run()


def test_an_unproved_look_up_never_leads_to_a_send(desk: Desk) -> None:
    """In an account where nothing was ever found, finding nothing proves nothing."""
    desk.box.operator.sell(payments="Nequi")
    desk.settle()

    report = run_twice(desk)

    assert 1 == report.count(State.CANNOT_TELL)
    assert 0 == desk.forced()
    assert 3 == report.exit_code
    assert "--known" in str(next(iter(report)).reason)


def test_a_known_document_proves_the_look_up(desk: Desk) -> None:
    """The owner reads one number off the screen of Pymes, and absence becomes provable."""
    known = desk.box.operator.sell()
    desk.settle()

    assert desk.engine().prove(known)
    assert desk.store.get("proof") is not None


def test_a_number_restobar_lacks_proves_nothing(desk: Desk) -> None:
    """A typing error is told, not taken as a proof."""
    with pytest.raises(errors.InvalidInput) as caught:
        desk.engine().prove("FE999")

    assert ("number", "FE999") == (caught.value.field, caught.value.value)


def test_a_moved_route_names_its_setting(desk: Desk) -> None:
    """ventas-detallado on another base: 0 sends, exit 3, and the setting."""
    desk.box.operator.switch("sales_module", "financiero")
    unsynced(desk)

    report = run_twice(desk)

    assert 0 == desk.forced()
    assert 3 == report.exit_code
    assert {"pymes.sales.base_url"} == {each.setting for each in report}
    assert all("pymes.sales.base_url" in str(each.reason) for each in report)


def test_the_moved_route_works_once_the_setting_is_changed(desk: Desk) -> None:
    """The override that the message names mends it."""
    desk.box.operator.switch("sales_module", "financiero")
    number = unsynced(desk)
    base = "https://api.loggro.com/apik/loggro-financiero"
    books = desk.box.pymes(overrides={"sales.list": Override(base_url=base)})
    desk.rules = evolve(
        desk.rules,
        pymes=evolve(desk.rules.pymes, sales=evolve(desk.rules.pymes.sales, base_url=base)),
    )
    desk.engine(books=books).run(since=TODAY)
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")

    desk.engine(books=books).run()

    assert State.SYNCED == desk.state(number)


@pytest.mark.parametrize("field", ["numero", "fecha", "total"])
def test_a_renamed_field_names_its_setting(desk: Desk, field: str) -> None:
    """A row without a compared field: 0 sends, exit 3, and the setting."""
    desk.box.operator.switch("sales_fields", {field: f"{field}X"})
    unsynced(desk)
    setting = {"numero": "number", "fecha": "date", "total": "total"}[field]

    report = run_twice(desk)

    assert 0 == desk.forced()
    assert 3 == report.exit_code
    assert {f"pymes.fields.{setting}"} == {each.setting for each in report}
    assert all(f"pymes.fields.{setting}" in str(each.reason) for each in report)


def test_a_renamed_field_works_once_the_setting_is_changed(desk: Desk) -> None:
    """The field name is a setting."""
    desk.box.operator.switch("sales_fields", {"numero": "numeroDocumento"})
    number = unsynced(desk)
    fields = SalesFields(number="numeroDocumento")
    desk.rules = evolve(desk.rules, pymes=evolve(desk.rules.pymes, fields=fields))
    desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")

    desk.engine().run()

    assert State.SYNCED == desk.state(number)


def test_numbers_without_prefix_name_their_setting(desk: Desk) -> None:
    """`numero` means the number alone: 0 sends, exit 3, and the setting."""
    desk.box.operator.switch("sales_number", "sequence")
    unsynced(desk)

    report = run_twice(desk)

    assert 0 == desk.forced()
    assert 3 == report.exit_code
    assert "pymes.sales.number_spelling" in {each.setting for each in report}
    assert all("pymes.sales.number_spelling" in str(each.reason) for each in report)


def test_numbers_without_prefix_work_once_the_setting_is_changed(desk: Desk) -> None:
    """The spelling is a setting; equal sequences of two prefixes are kept apart."""
    desk.box.operator.switch("sales_number", "sequence")
    desk.box.operator.set_series("pos", next=1)
    desk.box.operator.sell()
    number = unsynced(desk)
    sales = evolve(desk.rules.pymes.sales, number_spelling="sequence")
    desk.rules = evolve(desk.rules, pymes=evolve(desk.rules.pymes, sales=sales))
    desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")

    desk.engine().run()

    assert State.SYNCED == desk.state(number)
    assert [] == desk.box.duplicates()


def test_another_route_voids_the_proof(desk: Desk) -> None:
    """A proof is worth something only for the names and the route it was made with."""
    unsynced(desk)
    desk.started()
    fields = SalesFields(number="otro")
    desk.rules = evolve(desk.rules, pymes=evolve(desk.rules.pymes, fields=fields))

    report = desk.engine().run()

    assert 0 == desk.forced()
    assert 3 == report.exit_code


def test_none_answered_by_404_cannot_tell_until_the_setting_says_so(desk: Desk) -> None:
    """404 to numero= may mean "none" or "no such route": a setting decides."""
    desk.box.operator.switch("none_answer", "404")
    number = unsynced(desk)
    before = run_twice(desk)
    sales = evolve(desk.rules.pymes.sales, not_found_is_absent=True)
    desk.rules = evolve(desk.rules, pymes=evolve(desk.rules.pymes, sales=sales))
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")

    desk.engine().run()

    assert 3 == before.exit_code
    assert State.SYNCED == desk.state(number)


def test_a_broken_route_after_the_proof_sends_nothing(desk: Desk) -> None:
    """A proof of yesterday does not cover a route that answers HTML today."""
    unsynced(desk)
    desk.started()
    desk.box.operator.inject_fault(
        method="GET", route="/v1/ventas-detallado", kind="answer-before", status=502
    )

    report = desk.engine(books=desk.box.pymes(sleep=desk.box.sleep)).run()

    assert 0 == desk.forced()
    assert 3 == report.exit_code


def test_the_proof_works_over_a_real_socket(tmp_path) -> None:
    """The same look-up over loopback."""
    from loggro_integration.sync import SqliteStore

    with sandbox(over="loopback") as box, SqliteStore.open(tmp_path / "l.db") as store:
        desk = Desk(box, store)
        known = box.operator.sell()
        desk.settle()

        assert desk.engine().prove(known)


def test_yesterdays_proof_does_not_cover_an_answer_that_went_empty(desk: Desk) -> None:
    """The route answers 200 and nothing at all: it does not find what it found, so nobody knows."""
    unsynced(desk)
    desk.started()
    desk.box.operator.inject_fault(
        method="GET",
        route="/v1/ventas-detallado",
        kind="answer-before",
        status=200,
        body={"contenido": [], "metadata": {"pagination": {"offset": 0, "limit": 20, "total": 0}}},
    )

    report = desk.engine().run()

    assert 0 == desk.forced()
    assert 3 == report.exit_code
    assert 0 == report.count(State.PARKED)


def test_the_document_of_the_last_proof_stands_in_where_a_day_has_none(desk: Desk) -> None:
    """Nothing of today was pushed, but yesterday's known document is still found."""
    unsynced(desk)
    desk.started()
    desk.box.operator.advance(seconds=20 * 86_400)
    day = TODAY + timedelta(days=20)
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")

    desk.engine().run(since=day)

    assert State.SYNCED == desk.state(number)


def test_a_duplicate_dated_another_day_is_seen_after_a_send(desk: Desk) -> None:
    """What was sent is asked for by number too: a second document on another day shows."""
    number = unsynced(desk)
    engine = desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    engine.run()
    desk.box.operator.duplicate_document(number)
    copies = list(desk.box.fake.world.books.all(numero=number))
    copies[-1]["fecha"] = "2026-11-22"

    report = engine.run()

    assert [number] == [each.number for each in report if each.state is State.PARKED]


def test_a_drifted_prefix_is_looked_up_as_the_resolution_spells_it(desk: Desk) -> None:
    """Restobar writes `FE.`, Pymes `FE`: an alias of the rules file joins them."""
    desk.box.operator.sell(electronic=True)
    desk.settle()
    for sale in desk.box.fake.world.sales:
        sale.doc.update(invoicePrefix="FE.", number="FE.1")
    desk.rules = evolve(desk.rules, aliases=evolve(desk.rules.aliases, prefixes={"FE.": "FE"}))

    report = desk.engine().run(since=TODAY)

    assert 1 == report.count(State.SYNCED)


def test_a_tip_inside_the_total_of_pymes_is_a_policy(desk: Desk) -> None:
    """How the tip is posted is not published: the rules say which total to expect."""
    number = desk.box.operator.sell(tip=2000)
    desk.settle()
    desk.box.operator.edit_document(number, total=18_500)
    policies = evolve(desk.rules.policies, tip_in_pymes="total")
    desk.rules = evolve(desk.rules, policies=policies)

    report = desk.engine().run(since=TODAY)

    assert 1 == report.count(State.SYNCED)


def test_a_sale_that_restobar_has_lost_does_not_stop_the_run(desk: Desk) -> None:
    """A row whose sale is gone keeps its state; the others go on."""
    number = unsynced(desk)
    engine = desk.started()
    desk.box.operator.advance(seconds=10 * 86_400)
    desk.box.operator.inject_fault(
        method="GET", route="/invoices/{id}", status=404, body={"message": "Factura no encontrada"}
    )

    engine.run(since=TODAY + timedelta(days=10))

    assert State.ABSENT == desk.state(number)


def test_a_search_by_number_that_finds_nothing_names_its_setting(desk: Desk) -> None:
    """The pages show a document that `numero=` does not find: that search proves no absence."""
    unsynced(desk)
    books = desk.box.pymes()
    inner = books.sales.list

    class Blind:
        def list(self, **asked):
            return [] if asked.get("number") else inner(**asked)

    books.sales = Blind()
    engine = desk.engine(books=books)
    engine.run(since=TODAY)

    report = engine.run()

    assert 0 == desk.forced()
    assert 3 == report.exit_code
    assert "pymes.sales.number_spelling" in {each.setting for each in report}
    assert "numero= does not find FE1" in repr([each.reason for each in report])


def test_documents_without_ids_are_one_where_both_ways_show_one(desk: Desk) -> None:
    """Pages and number show the same document, and no field says that it is the same."""
    desk.box.operator.switch("sales_fields", {"uuid": "otro.uuid"})
    number = unsynced(desk)
    engine = desk.started()
    desk.box.operator.map_payment_method("Nequi", "Transferencia débito bancaria")
    engine.run()

    engine.run()

    assert State.SYNCED == desk.state(number)


def test_a_look_up_that_fails_only_at_the_last_moment_sends_nothing(desk: Desk) -> None:
    """Absent a minute ago, and no answer right before the send: nobody can tell."""
    unsynced(desk)
    desk.started()
    books = desk.box.pymes()
    inner = books.sales.list
    asked_for: list[str] = []

    class Failing:
        def list(self, **asked):
            asked_for.append(str(asked.get("number")))
            if asked_for.count("FE2") > 1:
                raise errors.Unavailable("503")
            return inner(**asked)

    books.sales = Failing()

    report = desk.engine(books=books).run()

    assert 0 == desk.forced()
    assert 1 == report.count(State.CANNOT_TELL)


def test_a_search_that_answers_with_other_numbers_proves_nothing(desk: Desk) -> None:
    """`numero` does not filter here: what it does not show may be there all the same."""
    unsynced(desk)
    books = desk.box.pymes()
    inner = books.sales.list

    class Unfiltered:
        def list(self, **asked):
            return inner(since=TODAY, until=TODAY)

    books.sales = Unfiltered()
    engine = desk.engine(books=books)
    engine.run(since=TODAY)

    report = engine.run()

    assert 0 == desk.forced()
    assert 3 == report.exit_code
    assert "pymes.fields.number" in {each.setting for each in report}


def test_a_search_that_also_shows_longer_numbers_is_a_search(desk: Desk) -> None:
    """FE1, FE10 and FE11 in answer to FE1: the filter looks for a part, and proves absence."""
    for _ in range(12):
        desk.box.operator.sell(electronic=True)
    desk.settle()
    desk.box.operator.delete_document("FE1")
    (sale,) = desk.box.fake.world.sales.numbered("FE1")
    sale.sync, sale.row = "error", None
    books = desk.box.pymes()
    inner = books.sales.list

    class Containing:
        def list(self, **asked):
            number = asked.pop("number", None)
            rows = inner(**asked) if asked else inner(since=TODAY, until=TODAY)
            return [row for row in rows if number is None or number in str(row.get("numero"))]

    books.sales = Containing()
    engine = desk.engine(books=books)
    engine.run(since=TODAY)

    engine.run()

    assert State.SYNCED == desk.state("FE1")
    assert [] == desk.box.duplicates()


def test_an_answer_that_did_not_come_is_told_in_the_language_of_the_reader(desk: Desk) -> None:
    """The messages of errors are English: the Spanish reason names the status alone."""
    desk.box.operator.sell()
    desk.settle()
    desk.box.operator.add_faults([Fault.gateway("GET", "/v1/ventas-detallado")])

    (outcome,) = desk.engine(books=desk.box.pymes(sleep=desk.box.sleep)).run(since=TODAY)

    assert outcome.reason is not None
    assert State.CANNOT_TELL is outcome.state
    assert "Pymes no respondió la consulta de ventas (502)." in outcome.reason.es
    assert "Pymes did not answer the sales look-up (502 Bad Gateway)." in outcome.reason.en
