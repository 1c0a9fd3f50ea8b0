# SPDX-License-Identifier: MIT
"""The twelve writes of the matrix: how each becomes due, is done, counted and recovered."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from loggro_integration.errors import NeedsReview
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import (
    ExternalSale,
    OfficialIntegration,
    Sink,
    State,
    Synchronizer,
    actions,
)
from sync.desk import MAPPED, TODAY
from sync.matrix import Scene, Stage, Write


class ForceSend:
    """Loggro's own push left a sale out, and Restobar is asked to send it again."""

    name, action = "force re-send", ""
    route = ("PATCH", "/invoices/forceSendToIntegration/{id}")

    def prepare(self, stage: Stage) -> dict[str, str]:
        operator = stage.box.operator
        operator.sell()
        number = operator.sell(payments="Nequi")
        stage.wait(minutes=20)
        self.engine(stage.scene).run(since=TODAY)
        operator.map_payment_method(*MAPPED)
        return {"number": number}

    def act(self, scene: Scene) -> None:
        self.engine(scene).run()

    def sink(self, scene: Scene) -> Sink:
        """Return where the sale is delivered."""
        return OfficialIntegration(scene.pos, scene.books)

    def engine(self, scene: Scene) -> Synchronizer:
        return Synchronizer(
            sink=self.sink(scene),
            pos=scene.pos,
            books=scene.books,
            store=scene.store,
            rules=MappingRules.example(),
            clock=scene.now,
            sleep=scene.sleep,
        )

    def made(self, stage: Stage) -> int:
        return len(self.standing(stage))

    def standing(self, stage: Stage) -> list[dict[str, Any]]:
        """Return the documents of the sale that nobody annulled."""
        number = stage.scene.memo["number"]
        rows = stage.box.fake.world.books.all(numero=number)
        return [row for row in rows if row["estado"] != "Anulada"]

    def recover(self, stage: Stage) -> list[str]:
        person: list[str] = []
        for _ in range(4):
            stage.wait(minutes=65)
            self.act(stage.scene)
            (row,) = [row for row in stage.store.rows() if row.number == stage.scene.memo["number"]]
            if row.state is State.SYNCED:
                return person
            if row.state is State.PARKED:
                person.append(f"looks at {row.reason}")
                for extra in self.standing(stage)[1:]:
                    person.append("annuls the second document in Pymes")
                    extra["estado"] = "Anulada"
                self.engine(stage.scene).release(row.key)
        raise AssertionError("never synced")


class PushExternalSale(ForceSend):
    """The same sale, handed to Pymes by a partner's private endpoint."""

    name, action = "external sale", ""
    route = ("POST", "/v1/ventas-externas")

    def prepare(self, stage: Stage) -> dict[str, str]:
        stage.box.operator.switch("external_sale_path", self.route[1])
        return super().prepare(stage)

    def sink(self, scene: Scene) -> Sink:
        return ExternalSale(scene.books, path=self.route[1], rules=MappingRules.example())


class Action:
    """What is asked for in Restobar or Pymes, and called again until it is done."""

    name: str
    action: str
    route: tuple[str, str]

    def options(self, scene: Scene) -> dict[str, Any]:
        """Return what every action takes."""
        return {"store": scene.store, "clock": scene.now, "sleep": scene.sleep}

    def act(self, scene: Scene) -> None:
        """Call the action."""
        raise AssertionError(scene)

    def look(self, stage: Stage) -> str:
        """Do what the hint says where a person has to decide, and say what."""
        stage.scene.memo["again"] = "yes"
        return "sees that it was not done, repeats it on purpose"

    def recover(self, stage: Stage) -> list[str]:
        """Call until it is done, two minutes apart; what needs a person is looked at by one."""
        person: list[str] = []
        for _ in range(4):
            stage.wait(minutes=2)
            try:
                self.act(stage.scene)
            except NeedsReview:
                person.append(self.look(stage))
            else:
                return person
        raise AssertionError("never done")


class Void(Action):
    """A paid sale that Pymes has is annulled."""

    name, action = "void", "void"
    route = ("POST", "/invoices/{id}/changeToCanceled")
    electronic = False

    def prepare(self, stage: Stage) -> dict[str, str]:
        number = stage.box.operator.sell(electronic=self.electronic)
        stage.wait(minutes=20)
        return {"number": number}

    def act(self, scene: Scene) -> None:
        actions.void(
            scene.pos,
            scene.memo["number"],
            books=scene.books,
            rules=MappingRules.example(),
            again="again" in scene.memo,
            **self.options(scene),
        )

    def made(self, stage: Stage) -> int:
        sale = next(iter(stage.box.fake.world.sales))
        boxes = stage.box.fake.world.cash_boxes
        assert [sale.id] == [each for box in boxes for each in box["canceledInvoices"]]
        return int(sale.void == "done")


class FinaliseVoid(Void):
    """The second step of an annulment, once DIAN has the credit note."""

    name, action = "finalise void", "finalize-void"
    route = ("POST", "/invoices/{id}/finalizeCancellation")
    electronic = True

    def prepare(self, stage: Stage) -> dict[str, str]:
        memo = super().prepare(stage)
        stage.box.operator.void(memo["number"])
        stage.wait(minutes=20)
        return memo


class PayCredit(Action):
    """An instalment of a sale on credit is received."""

    name, action = "credit payment", "pay-credit"
    route = ("POST", "/clients/savePaidCredit")
    value = 3000

    def prepare(self, stage: Stage) -> dict[str, str]:
        return {"number": stage.box.operator.sell(credit=30, customer="0045678")}

    def act(self, scene: Scene) -> None:
        payments = {"Efectivo": Decimal(self.value)}
        actions.pay(scene.pos, scene.memo["number"], payments, **self.options(scene))

    def made(self, stage: Stage) -> int:
        (sale,) = stage.box.fake.world.sales
        return int(sale.doc["totalPaid"] / self.value)

    def look(self, stage: Stage) -> str:
        (sale,) = stage.box.fake.world.sales
        sale.doc["paid"]["paymentMethodValue"].pop()
        sale.doc["totalPaid"] -= self.value
        return "takes the second instalment back"


class Email(Action):
    """A sale is mailed to its customer; nothing shows whether a mail left."""

    name, action = "e-mail", "email"
    route = ("POST", "/invoices/{id}/sendEmail")

    def prepare(self, stage: Stage) -> dict[str, str]:
        customer = {"name": "Ana Prueba", "idType": "CC", "idNumber": "1020304050"}
        customer["email"] = "ana@example.com"
        return {"number": stage.box.operator.sell(customer=customer)}

    def act(self, scene: Scene) -> None:
        options = self.options(scene)
        del options["sleep"]
        again = "again" in scene.memo
        actions.email(scene.pos, scene.memo["number"], again=again, **options)

    def made(self, stage: Stage) -> int:
        (sale,) = stage.box.fake.world.sales
        return sale.mails

    def recover(self, stage: Stage) -> list[str]:
        """Ask the customer, who alone knows what arrived."""
        stage.wait(minutes=2)
        try:
            self.act(stage.scene)
            said = "" if self.made(stage) else "hears that no mail came"
        except NeedsReview:
            said = "asks the customer: " + ("it came" if self.made(stage) else "it did not come")
        if self.made(stage):
            return [said] if said else []
        stage.scene.memo["again"] = "yes"
        self.act(stage.scene)
        return [said, "mails it again on purpose"]


_WRITES: tuple[Write, ...] = (Void(), ForceSend(), Email(), PushExternalSale())

WRITES = {write.name: write for write in _WRITES}
