# SPDX-License-Identifier: MIT
"""A fake Loggro with bare clients to its faces; no code of the SDK takes part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from loggro_integration.sandbox import FakeLoggro, Operator

FACTURACION = "/loggro-facturacion/v1"
FINANCIERO = "/loggro-financiero/v1"
INVENTARIO = "/loggro-inventario/v1"


@dataclass
class Box:
    """A fake with a bare client to each face; no code of the SDK takes part."""

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

    def documents(self, **query: Any) -> list[dict[str, Any]]:
        answer = self.pymes.get(f"{FACTURACION}/ventas-detallado", params={"limit": 100, **query})
        return answer.json()["contenido"]

    def wait(self, seconds: float = 120) -> None:
        self.operator.advance(seconds=seconds)


MakeBox = Callable[..., Box]
