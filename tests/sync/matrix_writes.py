# SPDX-License-Identifier: MIT
"""The twelve writes of the matrix: how each becomes due, is done, counted and recovered."""

from __future__ import annotations

from typing import Any

from loggro_integration.mapping import MappingRules
from loggro_integration.sync import ExternalSale, OfficialIntegration, Sink, State, Synchronizer
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


_WRITES: tuple[Write, ...] = (ForceSend(), PushExternalSale())

WRITES = {write.name: write for write in _WRITES}
