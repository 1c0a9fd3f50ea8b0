# SPDX-License-Identifier: MIT
"""Every wrapped call of both clients, played in order against a fake Loggro of known sales."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from loggro_integration import (
    AsyncPymesClient,
    AsyncRestobarClient,
    PymesClient,
    RestobarClient,
)
from loggro_integration.errors import LoggroError
from loggro_integration.sandbox import FakeLoggro, Served, async_transport, transport
from loggro_integration.wire.restobar import NewPayment
from restobar.kit import reach, run, settle, settle_async

DAY = date(2026, 11, 23)
MISSING = "ffffffffffffffffffffffff"


@dataclass(frozen=True)
class Move:
    """One call: of which client, its name, and its arguments in the present state of the fake."""

    product: str
    call: str
    arguments: Callable[[FakeLoggro], tuple[tuple[Any, ...], Mapping[str, Any]]]

    def __str__(self) -> str:
        return f"{self.product}.{self.call}"


def opened() -> FakeLoggro:
    """Open the restaurant: a paid sale, a billed one, an electronic one, a credit."""
    fake = FakeLoggro()
    fake.operator.sell()
    fake.operator.sell(("Arepa de queso",), paid=False)
    buyer = {"name": "Andina SAS", "idType": "NIT", "idNumber": "900123456", "email": "a@b.co"}
    fake.operator.sell(electronic=True, customer=buyer)
    fake.operator.sell(credit=30, customer=buyer)
    fake.operator.advance(seconds=120)
    return fake


def nothing(fake: FakeLoggro) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    """Give no arguments."""
    return (), {}


def given(*args: Any, **kwargs: Any) -> Callable[[FakeLoggro], Any]:
    """Give arguments that depend on nothing."""
    return lambda fake: (args, kwargs)


def of_sale(place: int) -> Callable[[FakeLoggro], Any]:
    """Give the id of a sale by its place, oldest first."""
    return lambda fake: ((fake.sales()[place]["_id"],), {})


def paid(fake: FakeLoggro) -> Any:
    """Pay the billed sale in two ways."""
    sale = fake.sales()[1]
    methods = list(fake.world.payment_methods)
    payments = [
        NewPayment(method=methods[0]["_id"], value=Decimal(1000)),
        NewPayment(method=methods[1]["_id"], value=Decimal(sale["total"] - 1000)),
    ]
    return (sale["_id"],), {"payments": payments, "tip": Decimal(500)}


def of_first_establishment(fake: FakeLoggro) -> Any:
    """Give the uuid of an establishment."""
    return (next(iter(fake.world.establishments))["uuid"],), {}


RESTOBAR = [
    Move("restobar", "invoices.list", given(since=DAY, until=DAY)),
    Move("restobar", "invoices.list", given(since=DAY, page_size=1)),
    Move("restobar", "invoices.list", given(since=DAY, status="Pagada", kind="Normal")),
    Move("restobar", "invoices.list", given(since=date(2026, 1, 1), until=date(2026, 1, 2))),
    Move("restobar", "invoices.find", lambda fake: ((fake.sales()[0]["number"],), {})),
    Move("restobar", "invoices.find", given("FVE999999")),
    Move("restobar", "invoices.get", of_sale(0)),
    Move("restobar", "invoices.get", given(MISSING)),
    Move("restobar", "invoices.last", nothing),
    Move("restobar", "invoices.billed", nothing),
    Move("restobar", "invoices.count_electronic", nothing),
    Move("restobar", "reports.sales_invoices", given(since=DAY, status="Pagada")),
    Move("restobar", "payment_methods.list", nothing),
    Move("restobar", "taxes.list", nothing),
    Move("restobar", "products.list", nothing),
    Move("restobar", "products.list", given(name="arepa", page_size=2)),
    Move("restobar", "clients.list", given(document="900123456")),
    Move("restobar", "clients.list", nothing),
    Move("restobar", "users.list", nothing),
    Move("restobar", "cashboxes.list", given(status="open")),
    Move("restobar", "invoices.mark_paid", paid),
    Move("restobar", "invoices.mark_paid", lambda fake: ((MISSING,), paid(fake)[1])),
    Move("restobar", "invoices.validate_electronic", nothing),
    Move("restobar", "invoices.is_validated", of_sale(2)),
    Move("restobar", "invoices.send_email", of_sale(2)),
    Move("restobar", "invoices.send_email", of_sale(0)),
    Move("restobar", "invoices.force_send", of_sale(1)),
    Move("restobar", "invoices.force_send", given(MISSING)),
    Move("restobar", "invoices.void", lambda fake: (of_sale(0)(fake)[0], {"reason": "Prueba"})),
    Move("restobar", "invoices.void", of_sale(0)),
    Move("restobar", "invoices.void", of_sale(2)),
    Move("restobar", "invoices.finalize_void", of_sale(2)),
    Move("restobar", "invoices.finalize_void", of_sale(1)),
]
PYMES = [
    Move("pymes", "establishments.list", nothing),
    Move("pymes", "warehouses.list", nothing),
    Move("pymes", "warehouses.list", lambda fake: ((), {"establishment": MISSING})),
    Move("pymes", "cash_boxes.list", nothing),
    Move("pymes", "bank_accounts.list", nothing),
    Move("pymes", "customers.list", given(page_size=1)),
    Move("pymes", "customers.list", given(id_type="13", id="222222222222")),
    Move("pymes", "sellers.list", nothing),
    Move("pymes", "items.list", given(page_size=3)),
    Move("pymes", "items.list", given(kind="SERVICIO")),
    Move("pymes", "numbering_ranges.list", nothing),
    Move("pymes", "numbering_ranges.of_establishment", of_first_establishment),
    Move("pymes", "numbering_ranges.of_company", nothing),
    Move("pymes", "payment_terms.list", nothing),
    Move("pymes", "payment_means.list", nothing),
    Move("pymes", "taxes.list", given("VENTA")),
    Move("pymes", "tax_rates.list", nothing),
    Move("pymes", "sales.list", given(since=DAY, until=DAY)),
    Move("pymes", "sales.list", given(since=DAY, until=DAY, page_size=1)),
    Move("pymes", "sales.list", lambda fake: ((), {"number": fake.sales()[0]["number"]})),
    Move("pymes", "sales.list", given(number="FE999999")),
    Move("pymes", "balances.sales_invoices", given(since=DAY, until=DAY)),
    Move("pymes", "balances.credit_notes", nothing),
    Move("pymes", "balances.receipts", nothing),
    Move("pymes", "balances.advances", nothing),
]


def told(error: LoggroError) -> tuple[Any, ...]:
    """Return what an error tells, whatever the address it came from."""
    return type(error), error.message, error.status, error.method, error.code


def play(moves: list[Move], fake: FakeLoggro, served: Served | None = None) -> list[Any]:
    """Make every move with the synchronous clients; return values and errors in order."""
    with ExitStack() as stack:
        clients = {
            "restobar": stack.enter_context(
                RestobarClient(email=fake.email, password=fake.password, **_restobar(fake, served))
            ),
            "pymes": stack.enter_context(PymesClient(token=fake.token, **_pymes(fake, served))),
        }
        return [_made(move, clients[move.product], fake) for move in moves]


def _made(move: Move, client: Any, fake: FakeLoggro) -> Any:
    args, kwargs = move.arguments(fake)
    try:
        return settle(reach(client, move.call)(*args, **kwargs))
    except LoggroError as error:
        return told(error)


def play_async(moves: list[Move], fake: FakeLoggro, served: Served | None = None) -> list[Any]:
    """Make every move with the asynchronous clients; return values and errors in order."""
    return run(lambda: _play_async(moves, fake, served))  # type: ignore[no-any-return]


async def _play_async(moves: list[Move], fake: FakeLoggro, served: Served | None) -> list[Any]:
    async with AsyncExitStack() as stack:
        restobar, pymes = _restobar(fake, served, twin=True), _pymes(fake, served, twin=True)
        clients = {
            "restobar": await stack.enter_async_context(
                AsyncRestobarClient(email=fake.email, password=fake.password, **restobar)
            ),
            "pymes": await stack.enter_async_context(AsyncPymesClient(token=fake.token, **pymes)),
        }
        return [await _made_async(move, clients[move.product], fake) for move in moves]


async def _made_async(move: Move, client: Any, fake: FakeLoggro) -> Any:
    args, kwargs = move.arguments(fake)
    try:
        return await settle_async(reach(client, move.call)(*args, **kwargs))
    except LoggroError as error:
        return told(error)


def _restobar(fake: FakeLoggro, served: Served | None, *, twin: bool = False) -> dict[str, Any]:
    if served is not None:
        return {"base_url": served.restobar}
    return {"transport": (async_transport if twin else transport)(fake.restobar_app)}


def _pymes(fake: FakeLoggro, served: Served | None, *, twin: bool = False) -> dict[str, Any]:
    if served is not None:
        return {"base_url": served.pymes}
    return {"transport": (async_transport if twin else transport)(fake.pymes_app)}
