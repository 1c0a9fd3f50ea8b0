# SPDX-License-Identifier: MIT
"""Every call of Pymes against the fake Loggro: writes are read back, and both clients agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from loggro_integration import AsyncPymesClient, PymesClient, errors
from loggro_integration.errors import LoggroError
from loggro_integration.exact_json import dumps
from loggro_integration.sandbox import FakeLoggro, Fault, async_transport, transport
from loggro_integration.wire import Record, to_json
from loggro_integration.wire.pymes import NewExitLine, Saved
from pymes.pymes_cases import NAMESPACES
from restobar.kit import descriptors, reach, run, settle, settle_async

DAY = date(2026, 11, 23)
NOBODY = "00000000-0000-4000-8000-000000000000"
CUP = {"codigo": "V01", "descripcion": "Vaso", "tipoItem": "INVENTARIABLE", "cantidadDisponible": 9}

Step = tuple[str, Callable[[dict[str, Any]], tuple[tuple[Any, ...], dict[str, Any]]]]


def step(call: str, *args: Any, **kwargs: Any) -> Step:
    """Make a step with fixed arguments; a function is asked for its value with what came before."""

    def filled(known: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        def value(each: Any) -> Any:
            return each(known) if callable(each) else each

        return tuple(map(value, args)), {name: value(each) for name, each in kwargs.items()}

    return call, filled


def first(call: str, name: str = "uuid") -> Callable[[dict[str, Any]], Any]:
    """Return a field of the first row that a call gave before."""
    return lambda known: _field(known[call], name)


def _field(result: Any, name: str) -> Any:
    row = result[0] if isinstance(result, list) else result
    if isinstance(row, Saved):
        return row.uuid
    return row.get(name) if hasattr(row, "get") else getattr(row, name)


def life(space: str, end: str, find: str | None, key: Any, changed: Any, body: Any) -> list[Step]:
    """Return the life of a record: created, found, read, changed, read, ended, missed."""
    made = first(f"{space}.create")
    found = [] if find is None else [step(f"{space}.{find}", *key)]
    return [
        step(f"{space}.create", body),
        *found,
        step(f"{space}.get", made),
        step(f"{space}.update", made, changed),
        step(f"{space}.get", made),
        step(f"{space}.{end}", made),
        step(f"{space}.get", made),
        step(f"{space}.list"),
    ]


PERSON = {"tipoId": "31", "id": "900777001", "nombre": "Ferretería El Clavo"}
BOX = {"codigo": "CAJA2", "nombre": "Patio"}
CONCEPT = {"codigo": "C09", "nombre": "Propinas", "cuentaContable": "1105"}
CARD = {"numeroCuenta": "5100", "entidadFinanciera": "Banco", "franquicia": "MASTER"}
ACCOUNT = {"numeroCuenta": "7700", "nombre": "Corriente", "tipoCuentaBancaria": "CORRIENTE"}
STOCK = {"warehouse": first("warehouses.list"), "establishment_uuid": first("establishments.list")}

STEPS: list[Step] = [
    step("establishments.list"),
    step("establishments.get", first("establishments.list")),
    step("establishments.find", "001"),
    step("warehouses.list"),
    step("warehouses.get", first("warehouses.list")),
    step("groupers.list"),
    step("groupers.get", first("groupers.list")),
    step("groupers.find", "01"),
    step("cost_centres.list"),
    step("cost_centres.get", first("cost_centres.list")),
    step("currencies.list"),
    step("currencies.get", first("currencies.list")),
    step("currencies.find", "COP"),
    step("business_units.list"),
    step("business_units.get", first("business_units.list")),
    step("business_units.find", "01.02"),
    step("business_units.children", first("business_units.list")),
    step("numbering_ranges.list"),
    step("numbering_ranges.of_company"),
    step("numbering_ranges.of_establishment", first("establishments.list")),
    step("payment_terms.list"),
    step("payment_means.list"),
    step("taxes.list", "VENTA"),
    step("tax_rates.list"),
    step("incoterms.list", page_size=4),
    step("customers.list", page_size=2),
    step("customers.create", PERSON),
    step("customers.find", "31", "900777001"),
    step("customers.get", first("customers.create")),
    step("customers.update", PERSON | {"nombre": "Otro"}),
    step("customers.get", first("customers.create")),
    step("customers.suspend", first("customers.create")),
    step("customers.find", "31", "900777001"),
    *life("sellers", "delete", "find", ("900777001",), PERSON | {"nombre": "Otro"}, PERSON),
    *life("cash_boxes", "delete", "find", ("CAJA2",), BOX | {"nombre": "Otra"}, BOX),
    *life(
        "commercial_concepts", "deactivate", "find", ("C09",), CONCEPT | {"nombre": "Otro"}, CONCEPT
    ),
    step("commercial_concepts.of_account", "1105"),
    *life("credit_cards", "delete", "find", ("5100",), CARD | {"estado": "INACTIVA"}, CARD),
    *life("bank_accounts", "delete", "find", ("7700",), ACCOUNT | {"nombre": "Otra"}, ACCOUNT),
    step("ledger_accounts.list", page_size=5),
    step("ledger_accounts.find", "110505"),
    step("ledger_accounts.children", "11"),
    step("ledger_accounts.in_range", "1105", "1110"),
    step("items.save", CUP),
    step("items.get", first("items.save")),
    step("items.find", "V01"),
    step("items.list", kind="INVENTARIABLE"),
    step("units.list"),
    step("availability.list", ["V01", "P01"], **STOCK),
    step("availability.list", ["V01", "nada"], **STOCK),
    step("availability.known", ["otro", "V01", "nada"], **STOCK),
    step(
        "stock_exits.create",
        first("establishments.list", "name"),
        [NewExitLine(code="V01", quantity=Decimal("2.5"))],
    ),
    step("stock_exits.get", first("stock_exits.create")),
    step(
        "stock_exits.add_cost",
        lambda known: {
            "salidaUuid": known["stock_exits.create"].uuid,
            "detalles": [{"codigoItem": "V01", "costo": Decimal("210.5")}],
        },
    ),
    step("stock_exits.inventory", first("stock_exits.create")),
    step(
        "stock_exits.set_consumption_state",
        lambda known: {"salidaUuid": known["stock_exits.create"].uuid, "estado": "ENTREGADO"},
    ),
    step("stock_exits.get", first("stock_exits.create")),
    step("availability.list", ["V01"], **STOCK),
    step("price_lists.save_product", "LP1", "V01", {"codigoItem": "V01", "precio": 400}),
    step("price_lists.get_product", "LP1", "V01"),
    step("items.deactivate", "V01"),
    step("items.list", kind="INVENTARIABLE"),
    step("sales.list", since=DAY, until=DAY),
    step("balances.sales_invoices"),
    step("receivables_ageing.list", establishment="001", modified_since=DAY),
    step("receivables_ageing.of_customer", id_type="13", id="222222222222"),
    step(
        "receipts.create",
        {
            "fecha": "2026-11-23",
            "cliente": {"tipoId": "13", "id": "222222222222"},
            "valor": Decimal("54000.50"),
        },
    ),
    step("balances.receipts", customer_id="222222222222"),
    step("balances.credit_notes"),
    step("balances.advances"),
    step("payables_ageing.list"),
    step("payables_ageing.of_supplier", id_type="13", id="79555111"),
    step("purchases.list", since=DAY - timedelta(days=400), until=DAY),
    step("purchases.list", number="Q77"),
]

REFUSED = {
    "sellers.get": errors.NotFound,
    "cash_boxes.get": errors.NotFound,
    "credit_cards.get": errors.NotFound,
    "bank_accounts.get": errors.NotFound,
    "availability.list": errors.NotFound,
}
"""Calls of the play that are refused once: what was deleted is gone, an unknown code is named."""


def fake() -> FakeLoggro:
    """Return a restaurant with a sale on credit that Loggro has pushed."""
    loggro = FakeLoggro(seed="arepera")
    debtor = next(iter(loggro.world.clients))["document"]
    loggro.operator.sell(customer=debtor, credit=30)
    loggro.operator.advance(seconds=120)
    return loggro


def played() -> list[tuple[str, Any]]:
    """Take every step with the synchronous client."""
    known: dict[str, Any] = {}
    results = []
    with PymesClient(
        token=(loggro := fake()).token, transport=transport(loggro.pymes_app)
    ) as books:
        for call, arguments in STEPS:
            args, kwargs = arguments(known)
            try:
                result = settle(reach(books, call)(*args, **kwargs))
                known.setdefault(call, result)
            except LoggroError as error:
                result = error
            results.append((call, result))
    return results


async def played_async() -> list[tuple[str, Any]]:
    """Take every step with the asynchronous client."""
    known: dict[str, Any] = {}
    results = []
    loggro = fake()
    async with AsyncPymesClient(
        token=loggro.token, transport=async_transport(loggro.pymes_app)
    ) as books:
        for call, arguments in STEPS:
            args, kwargs = arguments(known)
            try:
                result = await settle_async(reach(books, call)(*args, **kwargs))
                known.setdefault(call, result)
            except LoggroError as error:
                result = error
            results.append((call, result))
    return results


@pytest.fixture(scope="module")
def results() -> list[tuple[str, Any]]:
    """What the synchronous client got, step by step."""
    return played()


def of(results: list[tuple[str, Any]], call: str) -> list[Any]:
    """Return what one call gave, each time it was made."""
    return [result for name, result in results if name == call]


def test_every_call_was_made(results: list[tuple[str, Any]]) -> None:
    """The play leaves no call out, and only what must be refused is refused."""
    refused = {call: type(found) for call, found in results if isinstance(found, LoggroError)}

    assert descriptors(NAMESPACES) | {"availability.known"} == {call for call, _ in STEPS}
    assert REFUSED == refused


def test_both_clients_get_the_same(results: list[tuple[str, Any]]) -> None:
    """Values are equal, errors alike, in the same order."""
    twins: list[tuple[str, Any]] = run(played_async)

    assert [told(result) for _, result in results] == [told(result) for _, result in twins]


def told(result: Any) -> Any:
    """Return a value, or what an error tells."""
    if isinstance(result, LoggroError):
        return type(result), result.message, result.status
    return result


def test_writes_are_seen(results: list[tuple[str, Any]]) -> None:
    """A change shows where it is read again, with every digit."""
    assert ["Ferretería El Clavo", "Otro"] == [
        row.get("nombre") for row in of(results, "customers.get")
    ]
    (before,), (after,) = of(results, "customers.find")
    assert ("ACTIVO", "SUSPENDIDO") == (before.get("estado"), after.get("estado"))
    assert ["PENDIENTE", "ENTREGADO"] == [
        row.get("estado") for row in of(results, "stock_exits.get")
    ]
    (detail,) = of(results, "stock_exits.inventory")
    assert Decimal("210.5") == detail.get("detallesSalida")[0]["costo"]
    (full, _), _, (less,) = of(results, "availability.list")
    assert (Decimal(9), Decimal("6.5")) == (full.available, less.available)
    (receipt,) = of(results, "balances.receipts")[0]
    assert Decimal("54000.50") == receipt.get("total")
    assert [1, 0] == [len(rows) for rows in of(results, "items.list")]


def test_unknown_codes_are_told(results: list[tuple[str, Any]]) -> None:
    """The known one has its stock, the others are named in the order they were asked for."""
    (stock,) = of(results, "availability.known")

    assert (["V01"], ("otro", "nada")) == ([row.code for row in stock.rows], stock.unknown)


def test_no_field_of_a_typed_row_is_left_over(results: list[tuple[str, Any]]) -> None:
    """What the fake sends of known shapes has its attribute, and every row can be written back."""
    for _, result in results:
        for row in result if isinstance(result, list) else [result]:
            if isinstance(row, Record):
                assert {"tipoItem", "estado"} >= row.extra.keys()
                assert dumps(to_json(row))


WRITES: list[tuple[str, str, dict[str, Any], Callable[[Any], Any]]] = [
    ("customers.create", "POST /v1/clientes", PERSON, lambda found: found[0].get("id")),
    ("sellers.create", "POST /v1/vendedores", PERSON, lambda found: found[0].get("id")),
    ("cash_boxes.create", "POST /v1/cajas", BOX, lambda found: found.get("codigo")),
    (
        "commercial_concepts.create",
        "POST /v1/conceptos-comerciales",
        CONCEPT,
        lambda found: found.get("codigo"),
    ),
    (
        "credit_cards.create",
        "POST /v1/tarjetas-credito",
        CARD,
        lambda found: found[0].get("numeroCuenta"),
    ),
    (
        "bank_accounts.create",
        "POST /v1/cuentas-bancarias",
        ACCOUNT,
        lambda found: found[0].get("numeroCuenta"),
    ),
    ("items.save", "PUT /v1/items", CUP, lambda found: found.code),
]


@pytest.mark.parametrize(
    ("call", "route", "body", "key"), WRITES, ids=[call for call, *_ in WRITES]
)
def test_a_lost_answer_is_looked_up(
    call: str, route: str, body: dict[str, Any], key: Callable[[Any], Any]
) -> None:
    """Whether the write happened or not, the error's look-up tells, and each was sent once."""
    loggro = FakeLoggro(seed="arepera")
    method, path = route.split()
    with PymesClient(token=loggro.token, transport=transport(loggro.pymes_app)) as books:
        sent = reach(books, call)
        loggro.operator.add_faults([Fault.before(method, path, times=1)])
        nothing = _looked_up(books, _lost(sent, body))
        loggro.operator.add_faults([Fault.after_commit(method, path, times=1)])
        made = _looked_up(books, _lost(sent, body))

    assert nothing in ([], None)
    assert key(made) in body.values()
    assert 2 == sum(method == each.method for each in loggro.calls)


def _lost(sent: Callable[..., Any], body: dict[str, Any]) -> Any:
    """Return the look-up of a write whose answer told nothing."""
    with pytest.raises(errors.OutcomeUnknown) as caught:
        sent(body)
    return caught.value.lookup


def _looked_up(books: PymesClient, lookup: Any) -> Any:
    """Return what a look-up finds; `None` where the server says that there is none."""
    try:
        return books.run(lookup)
    except errors.NotFound:
        return None
