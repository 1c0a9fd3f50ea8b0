# SPDX-License-Identifier: MIT
"""What the tests of actions work with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from loggro_integration.sandbox import Fault
from loggro_integration.sync import Event, EventKind, SqliteStore, actions
from loggro_integration.testing import Box, no_sleep
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


CLIENT = NewClient(
    name="Rosa", id_document_type=13, document="52000111", email="rosa@correo.example"
)


def refused(method: str, route: str, **limits: Any) -> Fault:
    """A plain refusal."""
    return Fault.before(method, route, status=400, **limits)


class Actor(Desk):
    """A desk whose actions run on the fake's clock."""

    def __init__(self, box: Box, store: SqliteStore) -> None:
        super().__init__(box, store)
        self.pos, self.books = box.restobar(sleep=no_sleep), box.pymes(sleep=no_sleep)

    @property
    def kept(self) -> dict[str, Any]:
        """What it takes to record an action."""
        return {"store": self.store, "clock": self.box.now}

    @property
    def given(self) -> dict[str, Any]:
        """What it takes to record an action that may wait."""
        return {**self.kept, "sleep": self.box.sleep}

    @property
    def followed(self) -> dict[str, Any]:
        """What it takes to follow an action into Pymes."""
        return {"books": self.books, "rules": self.rules}

    def void(self, number: str, **more: Any) -> actions.Voided:
        return actions.void(self.pos, number, **{**self.given, **more})

    def pay(self, number: str, payments: Any = "Efectivo", **more: Any) -> actions.Paid:
        return actions.pay(self.pos, number, payments, **{**self.given, **more})

    def email(self, number: str, **more: Any) -> actions.Emailed:
        return actions.email(self.pos, number, **{**self.kept, **more})

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


def receipt(actor: Actor, **more: Any) -> dict[str, Any]:
    """The body of a receipt of a customer of Pymes."""
    customer = next(iter(actor.books.customers.list()))
    whose = {"tipoId": customer.get("tipoId"), "id": customer.get("id")}
    return {"cliente": whose, "fecha": "2026-11-23", "valor": 30000, "anticipo": True, **more}


LOST = [
    Fault.timeout_after, Fault.after_commit, Fault.reset, Fault.half_answer, Fault.accepted,
    Fault.garbage,
]  # fmt: skip


NOTHING_DONE = [Fault.reset_before, Fault.before, Fault.gateway, Fault.empty_503]


class Dying:
    """A ledger whose process ends before what came back is written."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def append(self, events: Iterable[Event]) -> None:
        """Write intents alone."""
        written = list(events)
        if written[0].text("phase") == "sent":
            raise KeyboardInterrupt
        self._store.append(written)


def dying(actor: Actor) -> SqliteStore:
    """Give the actor a ledger that ends the process; return the real one."""
    real = actor.store
    broken: Any = Dying(real)
    actor.store = broken
    return real
