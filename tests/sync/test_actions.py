# SPDX-License-Identifier: MIT
"""Void, payment and e-mail: done once in Restobar, recorded, and followed into Pymes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.errors import InvalidInput
from loggro_integration.sync import EventKind, SqliteStore, actions
from loggro_integration.testing import Box, no_sleep, sandbox
from loggro_integration.wire.restobar import NewClient
from sync.desk import Desk

VOID, FINALIZE = "/invoices/{id}/changeToCanceled", "/invoices/{id}/finalizeCancellation"
PAY, CREDIT, EMAIL = (
    "/invoices/{id}/changeToPaid",
    "/clients/savePaidCredit",
    "/invoices/{id}/sendEmail",
)
NIT = "0045678"
MAILED = {
    "name": "Rosa Prueba",
    "idType": "CC",
    "idNumber": "52000111",
    "email": "rosa@correo.example",
}


class Actor(Desk):
    """A desk whose actions run on the fake's clock."""

    def __init__(self, box: Box, store: SqliteStore) -> None:
        super().__init__(box, store)
        self.pos, self.books = box.restobar(sleep=no_sleep), box.pymes(sleep=no_sleep)

    def _given(self, more: dict[str, Any]) -> dict[str, Any]:
        return {"store": self.store, "clock": self.box.now, "sleep": self.box.sleep, **more}

    @property
    def followed(self) -> dict[str, Any]:
        """What it takes to follow an action into Pymes."""
        return {"books": self.books, "rules": self.rules}

    def void(self, number: str, **more: Any) -> actions.Voided:
        return actions.void(self.pos, number, **self._given(more))

    def pay(self, number: str, payments: Any = "Efectivo", **more: Any) -> actions.Paid:
        return actions.pay(self.pos, number, payments, **self._given(more))

    def email(self, number: str, **more: Any) -> actions.Emailed:
        more = {"store": self.store, "clock": self.box.now, **more}
        return actions.email(self.pos, number, **more)

    def strike(self, make: Any, route: str, times: int = 1) -> None:
        """Let a write go wrong."""
        self.box.operator.add_faults([make("POST", route, times=times)])

    def told(self) -> list[str]:
        """What the ledger holds of the actions, in few words."""
        said = ("action", "phase", "answer", "found", "where")
        return [
            ":".join(filter(None, (event.text(name) for name in said)))
            for event in self.store.events()
            if event.kind is EventKind.ACTION
        ]

    def calls(self, route: str) -> int:
        """How many requests of a write reached Restobar."""
        last = route.rsplit("/", 1)[1]
        return sum(call.path.endswith(last) for call in self.box.fake.calls)

    def status(self, number: str) -> str:
        """Status of a sale in Restobar."""
        return str(self.box.operator.state_of(number)["status"])


@pytest.fixture
def actor(tmp_path: Any) -> Iterator[Actor]:
    """An actor in a fresh restaurant with a fresh ledger."""
    with sandbox() as box, SqliteStore.open(tmp_path / "ledger.db") as store:
        yield Actor(box, store)


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
    assert "finalize-void:answered:accepted" in actor.told()


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


def test_a_client_is_saved_once(actor: Actor) -> None:
    """A new client is made, the same again does nothing, and a change edits the same row."""
    new = NewClient(name="Rosa", id_document_type=13, document="52000111", email="r@correo.example")
    given = {"store": actor.store, "clock": actor.box.now, "sleep": actor.box.sleep}

    made = actions.save_client(actor.pos, new, **given)
    same = actions.save_client(actor.pos, new, **given)
    changed = actions.save_client(actor.pos, evolve(new, email="otra@correo.example"), **given)

    assert (made.id, made.id, "otra@correo.example") == (same.id, changed.id, changed.email)
    assert 2 == sum("save-client:intended" == each for each in actor.told())


def test_a_customer_is_saved_once(actor: Actor) -> None:
    """The same in Pymes."""
    body = {"tipoId": "31", "id": "900555444", "nombre": "Andina SAS"}
    given = {"store": actor.store, "clock": actor.box.now, "sleep": actor.box.sleep}

    made = actions.save_customer(actor.books, body, **given)
    same = actions.save_customer(actor.books, body, **given)
    changed = actions.save_customer(actor.books, {**body, "nombre": "Andina Ltda"}, **given)

    assert (made.get("uuid"), made.get("uuid")) == (same.get("uuid"), changed.get("uuid"))
    assert "Andina Ltda" == changed.get("nombre")
    assert 2 == sum("save-customer:intended" == each for each in actor.told())


def receipt(actor: Actor, **more: Any) -> dict[str, Any]:
    """The body of a receipt of a customer of Pymes."""
    customer = next(iter(actor.books.customers.list()))
    whose = {"tipoId": customer.get("tipoId"), "id": customer.get("id")}
    return {"cliente": whose, "fecha": "2026-11-23", "valor": 30000, "anticipo": True, **more}


def test_a_receipt_is_made_once(actor: Actor) -> None:
    """One reference is one receipt."""
    given = {"pos": actor.pos, "store": actor.store, "clock": actor.box.now}
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
