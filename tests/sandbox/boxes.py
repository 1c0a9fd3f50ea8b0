# SPDX-License-Identifier: MIT
"""A fake Loggro with bare clients to its faces; no code of the SDK takes part."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from loggro_integration.sandbox import FakeLoggro, Operator

FACTURACION = "/loggro-facturacion/v1"
FINANCIERO = "/loggro-financiero/v1"
INVENTARIO = "/loggro-inventario/v1"

DAY = {"dateInit": "2026-11-23T05:00:00.000Z", "dateEnd": "2026-11-24T04:59:59.999Z"}
NOWHERE = "0" * 24


@dataclass
class Box:
    """A fake and one client per face."""

    fake: FakeLoggro
    restobar: httpx.Client
    pymes: httpx.Client
    control: httpx.Client
    over: str
    token: str = field(default="")

    @property
    def operator(self) -> Operator:
        return self.fake.operator

    def login(self) -> str:
        credentials = {"email": self.fake.email, "password": self.fake.password}
        answer = self.restobar.post("/login", json=credentials)
        self.token = answer.json()["tokenCurrent"]
        self.restobar.headers["Authorization"] = f"Bearer {self.token}"
        return self.token

    def invoice(self, number: str) -> dict[str, Any]:
        (row,) = self.restobar.get("/invoices", params={"number": number}).json()
        return row

    def invoices(self, **query: Any) -> list[dict[str, Any]]:
        return self.restobar.get("/invoices", params={**DAY, **query}).json()

    def numbers(self, **query: Any) -> list[str]:
        return [row["number"] for row in self.invoices(**query)]

    def documents(self, **query: Any) -> list[dict[str, Any]]:
        answer = self.pymes.get(f"{FACTURACION}/ventas-detallado", params={"limit": 100, **query})
        return answer.json()["contenido"]

    def document(self, number: str) -> dict[str, Any]:
        (row,) = self.documents(numero=number)
        return row

    def wait(self, seconds: float = 120) -> None:
        self.operator.advance(seconds=seconds)

    def verb(self, name: str, /, **arguments: Any) -> httpx.Response:
        return self.control.post(f"/{name}", json=arguments)

    def product(self, name: str) -> dict[str, Any]:
        (row,) = self.restobar.get("/products", params={"name": name}).json()
        return row

    def entry(self, name: str = "Arepa de queso", **more: Any) -> dict[str, Any]:
        """Return one entry of ``POST /orders``."""
        product = self.product(name)
        place = product["locationsStock"][0]
        return {
            "product": product["_id"],
            "quantity": 2,
            "unit_price": place.get("price") or product["price"],
            "locationStock": place["locationStock"]["_id"],
            **more,
        }

    def table(self) -> str:
        return self.restobar.get("/tables").json()[0]["_id"]

    def order(self, *entries: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
        """Make orders and return them."""
        chosen = list(entries) or [self.entry()]
        body = {"table": self.table(), "orders": chosen, **more}
        return self.restobar.post("/orders", json=body).json()

    def bill(self, **more: Any) -> httpx.Response:
        """Bill new orders, with a body that may be changed."""
        orders = [{"order": order["_id"]} for order in self.order()]
        return self.restobar.post("/invoices", json={"orderProducts": orders, **more})

    def method(self, name: str = "Efectivo") -> str:
        rows = self.restobar.get("/paymentMethods").json()
        return next(row["_id"] for row in rows if row["name"] == name)

    def pay(self, invoice_id: str, *values: int, **more: Any) -> httpx.Response:
        """Pay an invoice in cash, in so many parts."""
        method = self.method()
        entries = [{"paymentMethod": method, "value": value} for value in values]
        body = {"_id": invoice_id, "paymentMethodValue": entries, **more}
        return self.restobar.post(f"/invoices/{invoice_id}/changeToPaid", json=body)

    def force(self, number: str) -> httpx.Response:
        sale_id = self.invoice(number)["_id"]
        return self.restobar.patch(f"/invoices/forceSendToIntegration/{sale_id}")


MakeBox = Callable[..., Box]


def message(answer: httpx.Response) -> tuple[int, str]:
    """Return status and words of a refusal of Restobar."""
    return answer.status_code, answer.json()["message"]


class Relay:
    """Stands for the fake of the test that runs: one server on loopback serves them all."""

    fake: FakeLoggro
    operator_token = ""

    def __getattr__(self, name: str) -> Callable[..., Awaitable[None]]:
        async def app(*channels: Any) -> None:
            await getattr(self.fake, name)(*channels)

        return app
