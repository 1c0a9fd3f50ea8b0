# SPDX-License-Identifier: MIT
"""Void, payment and e-mail: done once in Restobar, recorded, and followed into Pymes."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from loggro_integration import RetryPolicy
from loggro_integration.errors import (
    CashRegisterClosed,
    InvalidInput,
    LedgerError,
    NeedsReview,
    NotSent,
    OutcomeUnknown,
    ReadFailed,
    Rejected,
)
from loggro_integration.exact_json import dumps
from loggro_integration.sandbox import Fault
from loggro_integration.sync import Event, EventKind, actions
from loggro_integration.sync._action_sale import key_of
from loggro_integration.testing import no_sleep
from sync.actor import (
    CREDIT,
    EMAIL,
    FINALIZE,
    LOST,
    MAILED,
    NIT,
    NOTHING_DONE,
    PAY,
    VOID,
    Actor,
    dying,
    refused,
)
from sync.desk import TODAY


def test_a_pos_sale_is_voided_and_followed(actor: Actor) -> None:
    """One step, then Pymes shows the annulled document; each step is in the ledger."""
    number = actor.box.operator.sell()
    actor.settle()

    done = actor.void(number, reason="Pedido equivocado", **actor.followed)

    assert (True, actions.InPymes.ANNULLED, "Anulada") == (
        done.finished,
        done.pymes,
        actor.status(number),
    )
    assert [
        "void:intended", "void:sent", "void:answered:accepted", "void:seen",
        "void:followed:annulled",
    ] == actor.told()  # fmt: skip


def test_an_electronic_sale_waits_for_dian(actor: Actor) -> None:
    """The second step is refused until DIAN has the credit note, and then made once."""
    number = actor.box.operator.sell(electronic=True, customer=NIT)
    actor.settle()

    done = actor.void(number, **actor.followed)

    assert (True, actions.InPymes.ANNULLED) == (done.finished, done.pymes)
    assert "done" == actor.box.operator.state_of(number)["void"]
    assert "finalize-void:answered:rejected" in actor.told()
    assert 1 == actor.told().count("finalize-void:answered:accepted")


def test_a_bill_is_paid(actor: Actor) -> None:
    """A printed bill is marked as paid, with what is owed."""
    number = actor.box.operator.sell(paid=False)

    paid = actor.pay(number, **actor.followed)

    assert ("Pagada", False, actions.InPymes.AGREES) == (paid.sale.status, paid.already, paid.pymes)


def test_a_credit_receives_an_instalment(actor: Actor) -> None:
    """The credit is lowered by the instalment, in Restobar and in Pymes."""
    number = actor.box.operator.sell(customer=NIT, credit=30)
    actor.settle()

    paid = actor.pay(number, {"Efectivo": Decimal(5000)}, **actor.followed)

    assert (Decimal(5000), False, actions.InPymes.AGREES) == (
        paid.sale.total_paid,
        paid.already,
        paid.pymes,
    )


def test_an_email_leaves_once(actor: Actor) -> None:
    """The same mail is not sent twice, unless a person asks for it."""
    number = actor.box.operator.sell(customer=MAILED)

    sent = [actor.email(number).already, actor.email(number).already]
    again = actor.email(number, again=True).already

    assert ([False, True], False) == (sent, again)
    assert 2 == actor.box.operator.state_of(number)["mails"]


def test_what_is_aimed_at_pymes_is_refused(actor: Actor) -> None:
    """Void, payment and e-mail of a sale are done in Restobar: the error names the call."""
    books: Any = actor.books
    for name, act in (
        ("void", lambda: actions.void(books, "FE1")),
        ("pay", lambda: actions.pay(books, "FE1", "Efectivo")),
        ("email", lambda: actions.email(books, "FE1")),
    ):
        with pytest.raises(InvalidInput, match=rf"actions\.{name}\(pos"):
            act()


@pytest.mark.parametrize("fault", LOST, ids=lambda each: each.__name__)
def test_a_lost_answer_to_a_write_that_was_done_is_looked_up(actor: Actor, fault: Any) -> None:
    """Void, payment and instalment: done once, found by the look, nothing sent again."""
    sold, bill = actor.box.operator.sell(), actor.box.operator.sell(paid=False)
    credit = actor.box.operator.sell(customer=NIT, credit=30)
    for route in (VOID, PAY, CREDIT):
        actor.strike(fault, route)

    voided, paid = actor.void(sold), actor.pay(bill)
    received = actor.pay(credit, {"Efectivo": Decimal(5000)})

    assert ("Anulada", "Pagada", Decimal(5000)) == (
        voided.sale.status,
        paid.sale.status,
        received.sale.total_paid,
    )
    assert [1, 1, 1] == [actor.calls(route) for route in (VOID, PAY, CREDIT)]
    assert 3 == sum(each.endswith("answered:unknown") for each in actor.told())
    assert 3 == sum(each.endswith(":seen") for each in actor.told())


@pytest.mark.parametrize("fault", NOTHING_DONE, ids=lambda each: each.__name__)
def test_a_write_that_was_not_done_is_sent_again_by_the_next_call(actor: Actor, fault: Any) -> None:
    """Nobody knows; the next call gives it its time, sees nothing, and sends it once more."""
    sold, bill = actor.box.operator.sell(), actor.box.operator.sell(paid=False)
    credit = actor.box.operator.sell(customer=NIT, credit=30)
    for route in (VOID, PAY, CREDIT):
        actor.strike(fault, route)
    acts: list[Any] = [
        lambda: actor.void(sold),
        lambda: actor.pay(bill),
        lambda: actor.pay(credit, {"Efectivo": Decimal(5000)}),
    ]

    for act in acts:
        with pytest.raises(OutcomeUnknown):
            act()
    begun = actor.box.now()
    for act in acts:
        act()

    assert ["Anulada", "Pagada", "Por Pagar"] == [actor.status(n) for n in (sold, bill, credit)]
    assert Decimal(5000) == actor.pos.invoices.find(credit)[0].total_paid
    assert actor.box.now() - begun >= timedelta(seconds=50)


@pytest.mark.parametrize("route", [VOID, PAY, CREDIT])
def test_what_never_left_is_not_unknown(actor: Actor, route: str) -> None:
    """A connection that was not made is recorded as not sent, and the next call sends at once."""
    number = {
        VOID: lambda: actor.box.operator.sell(),
        PAY: lambda: actor.box.operator.sell(paid=False),
        CREDIT: lambda: actor.box.operator.sell(customer=NIT, credit=30),
    }[route]()
    act: Any = actor.void if route == VOID else actor.pay
    actor.strike(Fault.timeout_before, route, times=3)

    with pytest.raises(NotSent):
        act(number)
    begun = actor.box.now()
    act(number)

    assert begun == actor.box.now()
    assert actor.told()[1].endswith("answered:not-sent")
    assert actor.told()[-1].endswith(":seen")


def test_a_process_that_died_leaves_its_intent(actor: Actor) -> None:
    """The next one looks first: what arrived is not sent again, and that is recorded."""
    sold, bill = actor.box.operator.sell(), actor.box.operator.sell(paid=False)
    credit = actor.box.operator.sell(customer=NIT, credit=30)
    acts: list[Any] = [
        lambda: actor.void(sold),
        lambda: actor.pay(bill),
        lambda: actor.pay(credit, {"Efectivo": Decimal(5000)}),
    ]

    for act in acts:
        died = dying(actor)
        with pytest.raises(KeyboardInterrupt):
            act()
        actor.store = died
    for act in acts:
        act()

    assert [1, 1, 1] == [actor.calls(route) for route in (VOID, PAY, CREDIT)]
    assert [
        "void:intended", "pay:intended", "pay-credit:intended",
        "void:seen", "pay:seen", "pay-credit:seen",
    ] == actor.told()  # fmt: skip


def test_nothing_leaves_where_the_intent_cannot_be_written(actor: Actor) -> None:
    """A ledger that is closed, full or locked keeps the write from leaving."""
    sold = actor.box.operator.sell(customer=MAILED)
    actor.store.close()

    for act in (actor.void, actor.email):
        with pytest.raises(LedgerError):
            act(sold)

    assert [0, 0] == [actor.calls(route) for route in (VOID, EMAIL)]


def test_two_voids_are_one(actor: Actor) -> None:
    """The second call sends nothing, whoever made the first."""
    ours, theirs = actor.box.operator.sell(), actor.box.operator.sell(electronic=True)
    actor.settle()
    actor.box.operator.annul(theirs)
    actor.box.operator.advance(seconds=600)

    actor.void(ours)
    again, other = actor.void(ours), actor.void(theirs, **actor.followed)

    assert (True, True) == (again.finished, other.finished)
    assert 1 == actor.calls(VOID)
    assert actions.InPymes.ANNULLED == other.pymes


@pytest.mark.parametrize("first", ["Anulada", "unchanged"])
@pytest.mark.parametrize("fault", [*LOST, *NOTHING_DONE], ids=lambda each: each.__name__)
def test_a_lost_answer_to_the_second_step(actor: Actor, fault: Any, first: str) -> None:
    """It is seen in Restobar or Pymes, or a person looks: the annulment is finished once."""
    actor.box.operator.switch("void_first_phase", first)
    number = actor.box.operator.sell(electronic=True)
    actor.settle()
    actor.box.operator.switch("dian_delay", 0)
    actor.strike(fault, FINALIZE)

    voided, asked = None, False
    for _ in range(4):
        try:
            voided = actor.void(number, again=asked, **actor.followed)
        except OutcomeUnknown:
            continue
        except NeedsReview:
            asked = True
            continue
        break

    assert voided is not None
    assert (True, actions.InPymes.ANNULLED) == (voided.finished, voided.pymes)
    assert "done" == actor.box.operator.state_of(number)["void"]
    # Where the first step marks the sale, Restobar does not show whether the second was made.
    assert (first == "Anulada" and fault in NOTHING_DONE) == asked


def test_a_sale_still_at_dian_is_not_voided(actor: Actor) -> None:
    """Restobar refuses, that is recorded, and the same call does it once DIAN has decided."""
    actor.box.operator.switch("dian_delay", 3600)
    number = actor.box.operator.sell(electronic=True)

    with pytest.raises(Rejected):
        actor.void(number)
    actor.box.operator.advance(seconds=3700)
    begun = actor.void(number, patience=timedelta(minutes=1))

    assert "void:answered:rejected" in actor.told()
    assert ("Anulada", False, actions.InPymes.NOT_ASKED) == (
        begun.sale.status,
        begun.finished,
        begun.pymes,
    )


def test_a_sale_that_dian_rejected_takes_one_step(actor: Actor) -> None:
    """There is no document to credit: nothing is waited for, with the rules and without."""
    numbers: list[str] = []
    for _ in range(2):
        actor.box.operator.reject_next("FAD06", "Valor del CUFE no está calculado correctamente")
        numbers.append(actor.box.operator.sell(electronic=True))
    actor.settle()

    done = [actor.void(numbers[0]), actor.void(numbers[1], **actor.followed)]

    assert [True, True] == [each.finished for each in done]
    assert 0 == actor.calls(FINALIZE)


def test_a_credit_note_that_dian_rejects_ends_no_annulment(actor: Actor) -> None:
    """It stays begun, call after call, and that is never told as finished."""
    actor.box.operator.switch("void_note", "rejected")
    number = actor.box.operator.sell(electronic=True)
    actor.settle()

    done = [actor.void(number, **actor.followed) for _ in range(2)]

    assert [(False, actions.InPymes.NOT_ASKED)] * 2 == [(e.finished, e.pymes) for e in done]
    assert 1 == actor.calls(VOID)


@pytest.mark.parametrize(
    ("effect", "shown"),
    [
        ("annulled", actions.InPymes.ANNULLED),
        ("credit-note", actions.InPymes.CREDITED),
        ("nothing", actions.InPymes.STANDS),
    ],
)
def test_each_reading_of_a_void_in_pymes(actor: Actor, effect: str, shown: actions.InPymes) -> None:
    """Both readings are seen; where nothing happens that is told, and recorded."""
    actor.box.operator.switch("void_effect", effect)
    number = actor.box.operator.sell()
    actor.settle()

    done = actor.void(number, **actor.followed)
    again = actor.void(number, **actor.followed)

    assert (shown, shown) == (done.pymes, again.pymes)
    assert [f"void:followed:{shown.value}"] == [each for each in actor.told() if "followed" in each]


def test_what_pymes_does_not_have_is_told(actor: Actor) -> None:
    """A sale voided before any push is absent there, once the look-up is proved."""
    actor.box.operator.sell()
    actor.settle()
    number = actor.box.operator.sell()
    actor.engine().run(since=TODAY)

    assert actions.InPymes.ABSENT == actor.void(number, **actor.followed).pymes


def test_a_pymes_that_does_not_answer_changes_nothing(actor: Actor) -> None:
    """The void stands; what Pymes shows cannot be told."""
    number = actor.box.operator.sell()
    actor.box.operator.add_faults([Fault.before("GET", "/v1/ventas-detallado", status=401)])

    done = actor.void(number, **actor.followed)

    assert (True, actions.InPymes.CANNOT_TELL) == (done.finished, done.pymes)


@pytest.mark.parametrize("credit", [False, True])
def test_a_closed_cash_register_is_told(actor: Actor, credit: bool) -> None:
    """Nothing is paid, and the refusal is in the ledger."""
    operator = actor.box.operator
    number = operator.sell(customer=NIT, credit=30) if credit else operator.sell(paid=False)
    operator.close_cash_box()

    with pytest.raises(CashRegisterClosed):
        actor.pay(number)

    assert actor.told()[-1].endswith("answered:rejected")


def test_a_second_delivery_of_an_instalment_is_told(actor: Actor) -> None:
    """The network doubled it: the sum rose by twice the value, and a person has to look."""
    number = actor.box.operator.sell(customer=NIT, credit=30)
    actor.strike(Fault.twice, CREDIT)

    for _ in range(2):
        with pytest.raises(NeedsReview, match="5000 were asked for"):
            actor.pay(number, {"Efectivo": Decimal(5000)})

    assert 1 == sum(each == "pay-credit:intended" for each in actor.told())


@pytest.mark.parametrize("route", [VOID, PAY])
def test_a_refused_second_delivery_is_no_refusal(actor: Actor, route: str) -> None:
    """The first did it: the look tells, and the ledger says that the second was unneeded."""
    number = actor.box.operator.sell(paid=route == VOID)
    actor.strike(Fault.twice, route)

    act: Any = actor.void if route == VOID else actor.pay
    act(number)

    assert actor.told()[-2].endswith("answered:unneeded")


def test_a_payment_of_what_takes_none_is_refused(actor: Actor) -> None:
    """An annulled sale, an unknown method, no method, a value of zero."""
    sold, bill = actor.box.operator.sell(), actor.box.operator.sell(paid=False)
    actor.box.operator.annul(sold)

    with pytest.raises(NeedsReview):
        actor.pay(sold)
    for payments in ("Trueque", {}, {"Efectivo": Decimal(0)}, {"Efectivo": 1.5}):
        with pytest.raises(InvalidInput):
            actor.pay(bill, payments)

    assert [] == actor.told()


def test_a_credit_is_paid_to_the_end(actor: Actor) -> None:
    """All that is owed, by a customer who is registered or not; then nothing more is received."""
    for customer in (NIT, MAILED):
        number = actor.box.operator.sell(customer=customer, credit=30)

        paid, again = actor.pay(number), actor.pay(number, reference="otro")

        assert ("Pagada", False, True) == (paid.sale.status, paid.already, again.already)


def test_an_instalment_is_the_same_however_its_values_are_written(actor: Actor) -> None:
    """Zeros, an exponent and the order of the means make no second payment."""
    number = actor.box.operator.sell(customer=NIT, credit=30)
    first = actor.pay(number, {"Nequi": Decimal(2000), "Efectivo": Decimal(5000)})

    again = [
        actor.pay(number, {"Efectivo": Decimal(value), "Nequi": Decimal("2000.0")})
        for value in ("5000.00", "5E+3")
    ]

    assert [first.already, *(each.already for each in again)] == [False, True, True]
    assert again[-1].sale.total_paid == Decimal(7000)


def ids_of(actor: Actor) -> dict[str, str]:
    return {each.name: str(each.id) for each in actor.pos.payment_methods.list()}


@pytest.mark.parametrize("by_id_first", [False, True], ids=["name-first", "id-first"])
def test_an_instalment_is_the_same_whether_its_method_is_named_or_told_by_id(
    actor: Actor, by_id_first: bool
) -> None:
    """Both spellings are one method of Restobar: one payment, and another value is another one."""
    number = actor.box.operator.sell(customer=NIT, credit=30)
    ids = ids_of(actor)
    named = {"Nequi": Decimal(2000), "Efectivo": Decimal(5000)}
    by_id = {ids[name]: value for name, value in named.items()}
    told = [by_id, named] if by_id_first else [named, by_id]

    paid = [actor.pay(number, each) for each in (*told, {ids["Nequi"]: 2000, "Efectivo": 5000})]
    other = actor.pay(number, {ids["Efectivo"]: Decimal(5000)})

    assert [False, True, True, False] == [each.already for each in (*paid, other)]
    assert 2 == actor.calls(CREDIT)
    assert Decimal(12000) == other.sale.total_paid


def test_all_that_is_owed_is_the_same_by_name_and_by_id(actor: Actor) -> None:
    """A lost answer is cleared up by the other spelling, and nothing goes a second time."""
    number = actor.box.operator.sell(customer=NIT, credit=30)
    actor.strike(Fault.timeout_after, CREDIT)
    with suppress(OutcomeUnknown):
        actor.pay(number)
    actor.box.operator.advance(seconds=100)

    again = actor.pay(number, ids_of(actor)["Efectivo"])

    assert ("Pagada", 1) == (again.sale.status, actor.calls(CREDIT))
    assert 1 == len({event.text("mark") for event in actor.store.events() if event.text("mark")})


@pytest.mark.parametrize("told", ["name", "id"])
@pytest.mark.parametrize("kept", ["name", "id"])
def test_an_instalment_of_an_older_ledger_is_known_in_both_spellings(
    actor: Actor, kept: str, told: str
) -> None:
    """It was kept as it was told: whoever tells it again, in either way, pays nothing twice."""
    number = actor.box.operator.sell(customer=NIT, credit=30)
    spelled = {"name": "Efectivo", "id": ids_of(actor)["Efectivo"]}
    old = dumps({"reference": "one", "payments": {spelled[kept]: "5000"}})
    key = key_of(actions.find_sale(actor.pos, number), actor.store, None)
    work = {"action": "pay-credit", "mark": actor.store.digest(old)}
    actor.store.append(
        Event(
            at=actor.box.now(),
            key=key,
            kind=EventKind.ACTION,
            detail={**work, "phase": phase, "value": "5000", "paid_before": "0"},
        )
        for phase in ("intended", "seen")
    )

    again = actor.pay(number, {spelled[told]: Decimal(5000)}, reference="one")

    assert (True, 0) == (again.already, actor.calls(CREDIT))


def test_one_method_told_in_both_ways_at_once_stays_as_it_was_told(actor: Actor) -> None:
    """Two payments by one method in one instalment are received as two, and once."""
    number = actor.box.operator.sell(customer=NIT, credit=30)
    both = {"Efectivo": Decimal(2000), ids_of(actor)["Efectivo"]: Decimal(3000)}

    paid, again = actor.pay(number, both), actor.pay(number, both)

    assert (False, True, Decimal(5000)) == (paid.already, again.already, again.sale.total_paid)


def test_a_lost_instalment_is_not_taken_for_a_later_one(actor: Actor) -> None:
    """Two of one value: what the second one paid does not close the first, a person looks."""
    number = actor.box.operator.sell(customer=NIT, credit=30)
    actor.strike(Fault.reset_before, CREDIT)
    with pytest.raises(OutcomeUnknown):
        actor.pay(number, {"Efectivo": Decimal(5000)}, reference="first")
    actor.box.operator.advance(seconds=100)
    actor.pay(number, {"Efectivo": Decimal(5000)}, reference="second")

    with pytest.raises(NeedsReview, match="5000 are paid now") as told:
        actor.pay(number, {"Efectivo": Decimal(5000)}, reference="first")

    assert told.value.code == "paid-otherwise"


def test_an_unknown_mail_is_never_repeated_by_itself(actor: Actor) -> None:
    """Lost, then refused to repeat, then sent on purpose."""
    number = actor.box.operator.sell(customer=MAILED)
    actor.strike(Fault.timeout_after, EMAIL)

    with pytest.raises(OutcomeUnknown):
        actor.email(number)
    with pytest.raises(NeedsReview, match="nobody knows"):
        actor.email(number)
    actor.email(number, again=True)

    assert 2 == actor.calls(EMAIL)
    assert "email:answered:accepted" == actor.told()[-1]


@pytest.mark.parametrize(
    ("fault", "error", "answer"),
    [(Fault.timeout_before, NotSent, "not-sent"), (refused, Rejected, "rejected")],
)
def test_a_mail_that_did_not_leave_may_be_sent(
    actor: Actor, fault: Any, error: type[Exception], answer: str
) -> None:
    """What was refused or never left is simply sent by the next call."""
    number = actor.box.operator.sell(customer=MAILED)
    actor.strike(fault, EMAIL, times=3)

    with pytest.raises(error):
        actor.email(number)
    actor.box.operator.clear_faults()

    assert not actor.email(number).already
    assert f"email:answered:{answer}" in actor.told()


def test_a_sale_without_address_is_not_mailed(actor: Actor) -> None:
    """Nothing is sent; the error says where to write the address."""
    with pytest.raises(InvalidInput, match="no e-mail"):
        actor.email(actor.box.operator.sell())


def test_without_a_ledger_nothing_is_remembered(actor: Actor) -> None:
    """The same functions work; a second mail is a second mail."""
    number = actor.box.operator.sell(customer=MAILED)

    for _ in range(2):
        assert not actor.email(number, store=None).already
    assert actor.void(number, store=None).finished
    assert [] == actor.told()


def test_a_sale_is_found_by_number_id_or_itself(actor: Actor) -> None:
    """What names no sale, or several, is refused."""
    number = actor.box.operator.sell()
    sale = actions.find_sale(actor.pos, number)

    assert [sale.id, sale.id] == [
        actions.find_sale(actor.pos, each).id for each in (str(sale.id), sale)
    ]
    for unknown in ("NADA9", "f" * 24):
        with pytest.raises(InvalidInput, match=unknown):
            actions.find_sale(actor.pos, unknown)


def test_books_take_rules(actor: Actor) -> None:
    """Pymes' fields are named by the rules: without them nothing is begun."""
    number = actor.box.operator.sell()

    with pytest.raises(InvalidInput, match="rules"):
        actor.void(number, books=actor.books)

    assert "Pagada" == actor.status(number)


def test_what_loggro_accepts_and_does_not_show_is_told(actor: Actor) -> None:
    """200 with the body of an error, and nothing done: a person looks, the next call does it."""
    number = actor.box.operator.sell()
    actor.strike(Fault.error_body, VOID)

    with pytest.raises(NeedsReview, match="does not show it"):
        actor.void(number)

    assert actor.void(number).finished


def test_a_look_that_fails_after_a_refusal_proves_nothing(actor: Actor) -> None:
    """The refusal stands, and is recorded."""
    number = actor.box.operator.sell()
    add = actor.box.operator.add_faults
    add([refused("POST", VOID, times=1), Fault.before("GET", "/invoices/{id}", every=2)])

    with pytest.raises(Rejected):
        actor.void(number)

    assert "void:answered:rejected" == actor.told()[-1]


def test_a_look_that_fails_leaves_a_lost_answer_unknown(actor: Actor) -> None:
    """Nobody knows: the error is that of the write, and the look's stands behind it."""
    number = actor.box.operator.sell()
    add = actor.box.operator.add_faults
    add([Fault.timeout_after("POST", VOID, times=1)])
    add([Fault.before("GET", "/invoices/{id}", every=2, times=3)])
    actor.pos = actor.box.restobar(sleep=no_sleep, retry=RetryPolicy(attempts=1))

    with pytest.raises(OutcomeUnknown) as caught:
        actor.void(number)

    assert isinstance(caught.value.__cause__, ReadFailed)


def test_two_sales_with_one_number_take_an_id(actor: Actor) -> None:
    """A number that stands twice names no sale."""
    number, other = actor.box.operator.sell(), actor.box.operator.sell()
    world = actor.box.fake.world
    (twin,) = world.sales.numbered(other)
    twin.doc["number"] = number
    world.sales._by_number.setdefault(number, []).append(twin)
    world.changed()

    with pytest.raises(NeedsReview, match="2 sales"):
        actor.void(number)


def test_a_sale_without_a_usable_number_is_recorded_by_its_id(actor: Actor) -> None:
    """Its key is its id; what Pymes shows of it cannot be told."""
    number = actor.box.operator.sell()
    (sale,) = actor.box.fake.world.sales.numbered(number)
    sale.doc.update(invoicePrefix="***", number="***1")

    done = actor.void(sale.id, **actor.followed)

    assert (f"sale:{sale.id}", actions.InPymes.CANNOT_TELL) == (done.key, done.pymes)
    assert "void:seen" in actor.told()
    assert [] == actor.store.verify()


def test_a_second_step_that_never_left_is_made_later(actor: Actor) -> None:
    """It is recorded as not sent, and the next call finishes."""
    actor.box.operator.switch("dian_delay", 0)
    number = actor.box.operator.sell(electronic=True)
    actor.settle()
    actor.strike(Fault.timeout_before, FINALIZE, times=3)

    with pytest.raises(NotSent):
        actor.void(number)

    assert "finalize-void:answered:not-sent" in actor.told()
    assert actor.void(number).finished


def test_a_second_step_that_somebody_else_made_is_seen(actor: Actor) -> None:
    """Restobar refuses it, and Pymes shows that it is done."""
    number = actor.box.operator.sell(electronic=True)
    actor.settle()
    actor.box.operator.annul(number)

    done = actor.void(number, **actor.followed)

    assert (True, actions.InPymes.ANNULLED) == (done.finished, done.pymes)
    assert "finalize-void:seen:pymes" in actor.told()


def test_a_finished_annulment_is_not_finished_again(actor: Actor) -> None:
    """The ledger says that both steps were made: the second call sends nothing."""
    number = actor.box.operator.sell(electronic=True)
    actor.settle()

    actor.void(number)
    sent = actor.calls(FINALIZE)
    again = actor.void(number, **actor.followed)

    assert (True, actions.InPymes.ANNULLED) == (again.finished, again.pymes)
    assert sent == actor.calls(FINALIZE)


def test_a_process_that_died_at_the_second_step_sees_it_in_pymes(actor: Actor) -> None:
    """The next call looks there before anything else, and sends nothing."""
    actor.box.operator.switch("dian_delay", 0)
    number = actor.box.operator.sell(electronic=True)
    actor.settle()
    with suppress(NotSent):
        actor.strike(Fault.timeout_before, FINALIZE, times=3)
        actor.void(number)
    real = dying(actor)
    with pytest.raises(KeyboardInterrupt):
        actor.void(number)
    actor.store = real

    done = actor.void(number, **actor.followed)

    assert (True, "finalize-void:seen:pymes") == (done.finished, actor.told()[-2])
    assert "void:followed:annulled" == actor.told()[-1]


def test_a_second_step_whose_look_fails_stays_unknown(actor: Actor) -> None:
    """Neither the answer nor the look tells; the next call goes on."""
    actor.box.operator.switch("void_first_phase", "unchanged")
    actor.box.operator.switch("dian_delay", 0)
    number = actor.box.operator.sell(electronic=True)
    actor.settle()
    actor.pos = actor.box.restobar(sleep=no_sleep, retry=RetryPolicy(attempts=1))
    actor.strike(Fault.timeout_after, FINALIZE)
    actor.box.operator.add_faults([Fault.before("GET", "/invoices/{id}", every=3, times=1)])

    with pytest.raises(OutcomeUnknown):
        actor.void(number)

    assert actor.void(number).finished
    assert "finalize-void:seen:restobar" == actor.told()[-1]
