# SPDX-License-Identifier: MIT
"""The twelve writes of the matrix: how each becomes due, is done, counted and recovered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from loggro_integration.errors import NeedsReview
from loggro_integration.mapping import (
    MappingRules,
    RestobarOrders,
    sale_from_dict,
    to_restobar_orders,
)
from loggro_integration.sync import (
    ExternalSale,
    OfficialIntegration,
    Sink,
    State,
    Synchronizer,
    actions,
)
from loggro_integration.wire.restobar import NewClient
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
                person.append(self.look(stage))
                self.engine(stage.scene).release(row.key)
        raise AssertionError("never synced")

    def look(self, stage: Stage) -> str:
        first, *others = self.standing(stage)
        assert first
        assert others
        others[0]["estado"] = "Anulada"
        return "annuls the second document in Pymes and releases the sale"


class PushExternalSale(ForceSend):
    """The same sale, handed to Pymes by a partner's private endpoint."""

    name, action = "external sale", ""
    route = ("POST", "/v1/ventas-externas")

    def prepare(self, stage: Stage) -> dict[str, str]:
        stage.box.operator.switch("external_sale_path", self.route[1])
        return super().prepare(stage)

    def sink(self, scene: Scene) -> Sink:
        return ExternalSale(scene.books, path=self.route[1], rules=MappingRules.example())


class Action(ABC):
    """What is asked for in Restobar or Pymes, and called again until it is done."""

    name: str
    action: str
    route: tuple[str, str]

    def options(self, scene: Scene) -> dict[str, Any]:
        """Return what every action takes."""
        return {"store": scene.store, "clock": scene.now, "sleep": scene.sleep}

    @abstractmethod
    def act(self, scene: Scene) -> None:
        """Call the action."""

    @abstractmethod
    def made(self, stage: Stage) -> int:
        """Count how often its effect stands."""

    def look(self, stage: Stage) -> str:
        """Do what the hint says where a person has to decide, and say what."""
        if self.made(stage):
            return DONE
        stage.scene.memo["again"] = "yes"
        return "sees that it was not done and repeats it on purpose"

    def recover(self, stage: Stage) -> list[str]:
        """Call until it is done, two minutes apart; what needs a person is looked at by one."""
        person: list[str] = []
        for _ in range(4):
            stage.wait(minutes=2)
            try:
                self.act(stage.scene)
            except NeedsReview:
                person.append(self.look(stage))
                if person[-1] == DONE:
                    return person
            else:
                return person
        raise AssertionError("never done")


DONE = "sees that it was done"


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
        done = actions.void(
            scene.pos,
            scene.memo["number"],
            books=scene.books,
            rules=MappingRules.example(),
            again="again" in scene.memo,
            **self.options(scene),
        )
        scene.memo["shown"] = done.pymes.value

    def recover(self, stage: Stage) -> list[str]:
        person = super().recover(stage)
        if stage.scene.memo["shown"] == "stands":
            person.append(self.look(stage))
            self.act(stage.scene)
        return person

    def made(self, stage: Stage) -> int:
        (sale,) = stage.box.fake.world.sales
        boxes = stage.box.fake.world.cash_boxes
        annulled = [each for box in boxes for each in box["canceledInvoices"]]
        return annulled.count(sale.id) if sale.void == "done" else 0


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
        if self.made(stage) < 2:
            return super().look(stage)
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


class SaveClient(Action):
    """A customer is registered in Restobar."""

    name, action = "save client", "save-client"
    route = ("POST", "/clients")

    def prepare(self, stage: Stage) -> dict[str, str]:
        return {"document": "900123456"}

    def act(self, scene: Scene) -> None:
        client = NewClient(name="Andina", id_document_type=31, document=scene.memo["document"])
        actions.save_client(scene.pos, client, **self.options(scene))

    def rows(self, stage: Stage) -> list[dict[str, Any]]:
        """Return what stands of the customer."""
        rows = stage.box.fake.world.clients.all(document=stage.scene.memo["document"])
        return [row for row in rows if not row["deleted"]]

    def made(self, stage: Stage) -> int:
        return len(self.rows(stage))

    def look(self, stage: Stage) -> str:
        if self.made(stage) < 2:
            return super().look(stage)
        stage.scene.pos.clients.delete(self.rows(stage)[1]["_id"])
        return "deletes the second customer"


class SaveCustomer(Action):
    """A customer is registered in Pymes."""

    name, action = "Pymes save customer", "save-customer"
    route = ("POST", "/v1/clientes")

    def prepare(self, stage: Stage) -> dict[str, str]:
        return {"document": "900123456"}

    def act(self, scene: Scene) -> None:
        customer = {"tipoId": "31", "id": scene.memo["document"], "nombre": "Andina"}
        actions.save_customer(scene.books, customer, **self.options(scene))

    def made(self, stage: Stage) -> int:
        return len(list(stage.box.fake.world.customers.all(id=stage.scene.memo["document"])))


class CreateReceipt(Action):
    """An advance of a customer is received in Pymes."""

    name, action = "create receipt", "create-receipt"
    route = ("PUT", "/v1/ingresos")

    def prepare(self, stage: Stage) -> dict[str, str]:
        return {"reference": "anticipo-12"}

    def act(self, scene: Scene) -> None:
        options = self.options(scene)
        del options["sleep"]
        again = "again" in scene.memo
        receipt = {
            "cliente": {"tipoId": "13", "id": "0045678"},
            "fecha": "2026-11-23",
            "valor": 50000,
        }
        made = actions.create_receipt(
            scene.books,
            receipt,
            pos=scene.pos,
            reference=scene.memo["reference"],
            again=again,
            **options,
        )
        scene.memo["shown"] = "yes" if made.record else ""

    def recover(self, stage: Stage) -> list[str]:
        person = super().recover(stage)
        if not stage.scene.memo["shown"]:
            person.append(self.look(stage))
            self.act(stage.scene)
        return person

    def made(self, stage: Stage) -> int:
        return len(list(stage.box.fake.world.receipts))

    def look(self, stage: Stage) -> str:
        receipts = stage.box.fake.world.receipts
        if len(receipts) < 2:
            return super().look(stage)
        receipts.remove(list(receipts)[1]["uuid"])
        return "annuls the second receipt"


class Selling(Action):
    """One sale of another system is sold through Restobar; each of its three writes is a row."""

    def __init__(self, name: str, action: str, path: str, effect: Callable[[Stage], int]) -> None:
        self.name, self.action, self.route = name, action, ("POST", path)
        self._effect = effect

    def prepare(self, stage: Stage) -> dict[str, str]:
        return {"sale": f"{1:024x}", "group": f"{2**64:024x}"}

    def act(self, scene: Scene) -> None:
        actions.sell(scene.pos, selling(scene), **self.options(scene))

    def made(self, stage: Stage) -> int:
        return self._effect(stage)

    def look(self, stage: Stage) -> str:
        orders = list(stage.box.fake.world.orders.all(group=stage.scene.memo["group"]))
        if len(orders) < 2:
            return super().look(stage)
        for order in orders:
            stage.scene.pos.orders.cancel(order["_id"], cause="Repetido")
        stage.scene.memo["group"] = f"{2**64 + 1:024x}"
        return "cancels the orders that stand twice and sells with a new group"


def selling(scene: Scene) -> RestobarOrders:
    """Return the bodies of the sale; made of what Restobar shows, as a program would."""
    product = next(each for each in scene.pos.products.list() if each.price)
    method = next(iter(scene.pos.payment_methods.list()))
    (place,) = [each for each in product.locations_stock if each.is_main]
    price = int(product.sale_price or 0)
    line = {
        "name": product.name,
        "product_id": product.id,
        "price": price,
        "quantity": 2,
        "taxes": [{"name": each.name, "percent": each.percentage} for each in place.taxes],
    }
    sale = sale_from_dict(
        {
            "sequence": 7,
            "issued_at": "2026-11-23T07:00:00-05:00",
            "status": "paid",
            "total": 2 * price,
            "lines": [line],
            "payments": [{"method": method.name, "value": 2 * price}],
        }
    )
    return to_restobar_orders(
        sale,
        sale_id=scene.memo["sale"],
        group=scene.memo["group"],
        table=next(iter(scene.pos.tables.list())).id,
        products=[product],
        payment_methods=[method],
    )


def orders_of(stage: Stage) -> int:
    """Count how often the order of the sale stands, less what was cancelled."""
    rows = stage.box.fake.world.orders.all()
    return sum(row["status"] != "Cancelada" for row in rows)


def sales_of(stage: Stage) -> int:
    """Count the sales."""
    return len(list(stage.box.fake.world.sales))


def payments_of(stage: Stage) -> int:
    """Count the payments of the sales."""
    sales = stage.box.fake.world.sales
    return sum(len(sale.doc.get("paid", {}).get("paymentMethodValue", ())) for sale in sales)


_WRITES: tuple[Write, ...] = (
    Selling("create orders", "create-orders", "/orders", orders_of),
    Selling("create invoice", "create-invoice", "/invoices", sales_of),
    Selling("mark paid", "pay", "/invoices/{id}/changeToPaid", payments_of),
    Void(),
    FinaliseVoid(),
    ForceSend(),
    PayCredit(),
    SaveClient(),
    Email(),
    SaveCustomer(),
    CreateReceipt(),
    PushExternalSale(),
)

WRITES = {write.name: write for write in _WRITES}
