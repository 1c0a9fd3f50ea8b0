# SPDX-License-Identifier: MIT
"""Customers, receipts and whole sales: made once, recorded, and never in clear."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration import RetryPolicy
from loggro_integration.errors import (
    InvalidInput,
    NeedsReview,
    NotSent,
    OutcomeUnknown,
    Rejected,
)
from loggro_integration.sandbox import Fault
from loggro_integration.sync import Event, EventKind, State, actions, story_of
from loggro_integration.testing import no_sleep
from loggro_integration.wire.restobar import NewClient
from sync.actor import (
    CLIENT,
    EMAIL,
    LOST,
    MAILED,
    NIT,
    NOTHING_DONE,
    Actor,
    dying,
    receipt,
    refused,
)
from sync.desk import TODAY, row_of
from sync.test_sell import Till


def test_a_client_is_saved_once(actor: Actor) -> None:
    """A new client is made, the same again does nothing, and a change edits the same row."""
    new = NewClient(name="Rosa", id_document_type=13, document="52000111", email="r@correo.example")

    made = actions.save_client(actor.pos, new, **actor.given)
    same = actions.save_client(actor.pos, new, **actor.given)
    changed = actions.save_client(
        actor.pos, evolve(new, email="otra@correo.example"), **actor.given
    )

    assert (made.id, made.id, "otra@correo.example") == (same.id, changed.id, changed.email)
    assert 2 == sum("save-client:intended" == each for each in actor.told())


def test_a_customer_is_saved_once(actor: Actor) -> None:
    """The same in Pymes."""
    body = {"tipoId": "31", "id": "900555444", "nombre": "Andina SAS"}

    made = actions.save_customer(actor.books, body, **actor.given)
    same = actions.save_customer(actor.books, body, **actor.given)
    changed = actions.save_customer(actor.books, {**body, "nombre": "Andina Ltda"}, **actor.given)

    assert (made.get("uuid"), made.get("uuid")) == (same.get("uuid"), changed.get("uuid"))
    assert "Andina Ltda" == changed.get("nombre")
    assert 2 == sum("save-customer:intended" == each for each in actor.told())


def test_a_receipt_is_made_once(actor: Actor) -> None:
    """One reference is one receipt."""
    given: dict[str, Any] = {"pos": actor.pos, **actor.kept}
    body = receipt(actor)

    made = actions.create_receipt(actor.books, body, reference="evento-12", **given)
    same = actions.create_receipt(actor.books, body, reference="evento-12", **given)
    other = actions.create_receipt(actor.books, body, reference="evento-13", **given)

    assert [False, True, False] == [made.already, same.already, other.already]
    assert made.record is not None
    assert 2 == len(list(actor.books.balances.advances()))


def test_a_receipt_of_a_sale_of_restobar_is_refused(actor: Actor) -> None:
    """Pymes' copy of a sale is paid from Restobar: the error names the call."""
    number = actor.box.operator.sell(customer=NIT, credit=30)
    body = receipt(actor, documentos=[{"numero": number, "valor": 30000}])

    with pytest.raises(InvalidInput, match=rf"loggro pay {number}"):
        actions.create_receipt(actor.books, body, pos=actor.pos, reference="x", store=actor.store)

    assert [] == actor.told()


def test_the_ledger_names_no_customer(actor: Actor) -> None:
    """Actions on people leave digests alone; the ledger stays sound and its rows as they were."""
    number = actor.box.operator.sell(customer=MAILED)
    actor.settle()
    actor.started()
    rows = actor.store.rows()

    actor.email(number)
    actions.save_client(actor.pos, CLIENT, **actor.given)
    actions.save_customer(actor.books, {"tipoId": "13", "id": "52000111"}, **actor.given)
    actions.create_receipt(
        actor.books, receipt(actor), pos=actor.pos, reference="Rosa Prueba", **actor.kept
    )

    written = "".join(
        f"{e.key}{e.detail}" for e in actor.store.events() if e.kind is EventKind.ACTION
    )
    whose = str(receipt(actor)["cliente"]["id"])
    for secret in ("Rosa", "52000111", "rosa@correo.example", whose):
        assert secret not in written
    assert rows == actor.store.rows()
    assert [] == actor.store.verify()


RECEIPT, CUSTOMER = "/v1/ingresos", "/v1/clientes"


def received(actor: Actor, body: dict[str, Any], **more: Any) -> actions.Received:
    """Make a receipt with one reference."""
    given: dict[str, Any] = {"pos": actor.pos, **actor.kept}
    given |= {"reference": "12", **more}
    return actions.create_receipt(actor.books, body, **given)


def receipts(actor: Actor) -> int:
    """How many receipts Pymes holds of the value of these tests."""
    return sum(row["total"] == 30000 for row in actor.box.fake.world.receipts)


@pytest.mark.parametrize("fault", LOST, ids=lambda each: each.__name__)
def test_a_receipt_whose_answer_was_lost_is_seen(actor: Actor, fault: Any) -> None:
    """One more receipt of that customer, day and value shows: nothing is sent again."""
    actor.box.operator.add_faults([fault("PUT", RECEIPT, times=1)])
    body = receipt(actor)

    first, second = received(actor, body), received(actor, body)

    assert first.record is not None
    assert [False, True] == [first.already, second.already]
    assert 1 == receipts(actor)


@pytest.mark.parametrize("fault", NOTHING_DONE, ids=lambda each: each.__name__)
def test_a_receipt_that_does_not_show_waits_for_a_person(actor: Actor, fault: Any) -> None:
    """Seeing none proves nothing: it is made again only on purpose."""
    actor.box.operator.add_faults([fault("PUT", RECEIPT, times=1)])
    body = receipt(actor)

    with pytest.raises(OutcomeUnknown):
        received(actor, body)
    with pytest.raises(NeedsReview, match="30000"):
        received(actor, body)
    made = received(actor, body, again=True)

    assert made.record is not None
    assert 1 == receipts(actor)


def test_a_receipt_that_never_came_is_not_taken_for_a_later_one(actor: Actor) -> None:
    """Another of that customer, day and value shows: nobody can tell which of them it is."""
    actor.box.operator.add_faults([Fault.before("PUT", RECEIPT, times=1)])
    body = receipt(actor)

    with pytest.raises(OutcomeUnknown):
        received(actor, body)
    received(actor, body, reference="13")
    with pytest.raises(NeedsReview, match="30000"):
        received(actor, body)
    assert 1 == receipts(actor)
    made = received(actor, body, again=True)

    assert made.record is not None
    assert 2 == receipts(actor)
    assert received(actor, body).already


def test_a_receipt_of_a_process_that_died_is_seen(actor: Actor) -> None:
    """The next call finds it and says so in the ledger."""
    body = receipt(actor)
    real = dying(actor)
    with pytest.raises(KeyboardInterrupt):
        received(actor, body)
    actor.store = real

    found = received(actor, body)

    assert found.record is not None
    assert 1 == receipts(actor)
    assert ["create-receipt:intended", "create-receipt:seen"] == actor.told()


def test_a_receipt_delivered_twice_is_told(actor: Actor) -> None:
    """Two more show where one was asked for: a person has to annul one."""
    actor.box.operator.add_faults([Fault.twice("PUT", RECEIPT, times=1)])

    with pytest.raises(NeedsReview, match="2 such receipts"):
        received(actor, receipt(actor))


def test_a_receipt_that_never_left_or_was_refused_is_simply_made_later(actor: Actor) -> None:
    """Both are recorded, and stand in nobody's way."""
    add, body = actor.box.operator.add_faults, receipt(actor)
    add([Fault.timeout_before("PUT", RECEIPT, times=3)])
    with pytest.raises(NotSent):
        received(actor, body)
    add([refused("PUT", RECEIPT, times=1)])
    with pytest.raises(Rejected):
        received(actor, body)

    assert not received(actor, body).already
    assert {"create-receipt:answered:not-sent", "create-receipt:answered:rejected"} <= set(
        actor.told()
    )


def test_a_receipt_whose_look_fails_stays_unknown(actor: Actor) -> None:
    """Neither the answer nor the look after it tells: it is unknown, whatever was done."""
    body = receipt(actor)
    actor.books = actor.box.pymes(sleep=no_sleep, retry=RetryPolicy(attempts=1))
    add = actor.box.operator.add_faults
    add([Fault.after_commit("PUT", RECEIPT, times=1)])
    add([Fault.before("GET", "/v1/saldos/ingreso-cliente", every=2)])

    with pytest.raises(OutcomeUnknown):
        received(actor, body)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reference": " "},
        {"cliente": {}},
        {"cliente": "52000111"},
        {"fecha": "hoy"},
        {"valor": "mucho"},
        {"valor": True},
    ],
    ids=str,
)
def test_a_receipt_that_could_not_be_found_again_is_refused(
    actor: Actor, wrong: dict[str, Any]
) -> None:
    """Reference, customer, day and value must be told before anything leaves."""
    reference = wrong.pop("reference", "12")

    with pytest.raises(InvalidInput):
        received(actor, {**receipt(actor), **wrong}, reference=reference)

    assert [] == actor.told()


@pytest.mark.parametrize("body", [{"referencia": "POS1001"}, {"documentos": ["x"]}], ids=str)
def test_documents_are_found_wherever_they_are_named(actor: Actor, body: dict[str, Any]) -> None:
    """By the body, or beside it; what is no document is passed over."""
    number = actor.box.operator.sell(customer=NIT, credit=30)
    assert "POS1001" == number

    with pytest.raises(InvalidInput, match=number):
        received(actor, receipt(actor, **body), documents=[number])


@pytest.mark.parametrize("fault", [*LOST, *NOTHING_DONE], ids=lambda each: each.__name__)
def test_a_customer_is_made_once_whatever_is_lost(actor: Actor, fault: Any) -> None:
    """In Restobar and in Pymes, called until it says so."""
    add = actor.box.operator.add_faults
    add([fault("POST", "/clients", times=1), fault("POST", CUSTOMER, times=1)])
    body = {"tipoId": "13", "id": "52000111", "nombre": "Rosa"}

    for save in (
        lambda: actions.save_client(actor.pos, CLIENT, **actor.given),
        lambda: actions.save_customer(actor.books, body, **actor.given),
    ):
        for _ in range(3):
            try:
                save()
            except OutcomeUnknown:
                continue
            break
        else:
            pytest.fail("never told")

    assert 1 == len(actor.pos.clients.find("52000111"))
    assert 1 == len(actor.books.customers.find("13", "52000111"))


def test_two_customers_with_one_document_are_told(actor: Actor) -> None:
    """Delivered twice, there are two: a person leaves one."""
    actor.strike(Fault.twice, "/clients")

    with pytest.raises(NeedsReview, match="2 customers"):
        actions.save_client(actor.pos, CLIENT, store=actor.store, clock=actor.box.now)


def test_a_customer_without_document_is_refused(actor: Actor) -> None:
    """It could not be found again."""
    with pytest.raises(InvalidInput, match="identification"):
        actions.save_client(actor.pos, evolve(CLIENT, document=None))
    with pytest.raises(InvalidInput, match="identification"):
        actions.save_customer(actor.books, {"tipoId": "13", "nombre": "Rosa"})


def test_a_sold_sale_leaves_each_write_in_the_ledger(actor: Actor) -> None:
    """Orders, bill and payment, each with intent and outcome; a second call adds nothing."""
    till = Till(actor.box)
    selling = till.selling()

    actions.sell(actor.pos, selling, **actor.given)
    told = actor.told()
    actions.sell(actor.pos, selling, **actor.given)

    assert told == actor.told()
    assert ["create-orders", "create-invoice", "pay"] == [
        each.split(":")[0] for each in told if each.endswith(":seen")
    ]


def test_a_sold_sale_goes_on_where_its_process_died(actor: Actor) -> None:
    """After each intent in turn; the next call closes what it finds open."""
    till = Till(actor.box)
    selling = till.selling()
    real = actor.store
    given: dict[str, Any] = {"clock": actor.box.now, "sleep": actor.box.sleep}
    for _ in range(3):
        dying(actor)
        with pytest.raises(KeyboardInterrupt):
            actions.sell(actor.pos, selling, store=actor.store, **given)
        actor.store = real
    actions.sell(actor.pos, selling, store=real, **given)

    assert (3, 1) == till.held(selling)
    assert [
        f"{name}:{phase}"
        for name in ("create-orders", "create-invoice", "pay")
        for phase in ("intended", "seen")
    ] == actor.told()


def test_every_event_of_an_action_has_words(actor: Actor) -> None:
    """What the ledger holds of any action is told in both languages, without a bare code."""
    number = actor.box.operator.sell(customer=MAILED, electronic=True)
    actor.settle()
    actor.strike(refused, EMAIL)
    with suppress(Rejected):
        actor.email(number)
    actor.void(number, **actor.followed)
    events = [each for each in actor.store.events() if each.kind is EventKind.ACTION]

    told = [actions.words_of(each) for each in events]

    assert "Enviar por correo: Loggro lo rechazó y nada cambió." in {each.es for each in told}
    assert "Void: it is annulled in Pymes." in {each.en for each in told}
    codes = {event.text(name) for event in events for name in ("action", "phase", "answer")}
    words = {word.strip(".,:;()") for each in told for word in each.en.split()}
    assert set() == (codes & words) - {""}


def test_a_word_that_is_not_known_is_told_as_it_is() -> None:
    """An event of a later version still says something."""
    event = Event(at=datetime(2026, 11, 24, tzinfo=UTC), key="x", kind=EventKind.ACTION, detail={})

    assert ": ?." == actions.words_of(event).es
    assert (
        "lend: lent."
        == actions.words_of(evolve(event, detail={"action": "lend", "phase": "lent"})).en
    )


def test_the_story_of_a_sale_tells_its_actions(actor: Actor) -> None:
    """`sync explain` reads them with the rest."""
    number = actor.box.operator.sell()
    actor.settle()
    actor.started()

    done = actor.void(number, **actor.followed)
    story = story_of(actor.store, done.key)

    assert "Void: a look showed it done." in [line.text.en for line in story.lines]


def test_the_next_run_agrees_with_what_was_done(actor: Actor) -> None:
    """A void and an instalment are changes that the run follows: nothing is sent or set aside."""
    operator = actor.box.operator
    sold, credit = operator.sell(), operator.sell(customer=NIT, credit=30)
    bill = operator.sell(paid=False)
    actor.settle()
    engine = actor.started()

    actor.void(sold)
    actor.pay(credit, {"Efectivo": Decimal(5000)})
    actor.pay(bill)
    actor.settle()
    report = engine.run()

    assert {State.SYNCED} == {each.state for each in report}
    assert 0 == actor.forced()
    assert (True, "5000") == (row_of(actor, sold).voided, row_of(actor, credit).paid)
    assert engine.reconcile(TODAY).agree
    assert [] == actor.store.verify()
