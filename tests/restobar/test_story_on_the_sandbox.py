# SPDX-License-Identifier: MIT
"""Every call of Restobar against the fake Loggro: writes are read back, and both clients agree."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from loggro_integration import AsyncRestobarClient, RestobarClient, errors, operations
from loggro_integration.errors import LoggroError
from loggro_integration.sandbox import async_transport, transport
from loggro_integration.wire import OpenRecord, Record
from restobar.kit import reach, run, settle, settle_async
from restobar.story import STEPS, field, morning

REFUSED = [
    ("invoices.finalize_void", errors.InvalidRequest),
    ("invoices.my_deliveries", errors.PermissionMissing),
]
"""Steps that are refused: DIAN has no credit note yet, and the user is no courier yet."""

LIVES = {
    "categories": "Jugos naturales",
    "units": "Libras",
    "payment_methods": "Bono de regalo",
    "taxes": "IVA 5",
    "type_expenses": "Aseo y cafetería",
    "cash_registers": "Caja nueve",
    "promos": "Miércoles",
    "roles": "Cajera",
    "waiter_order_areas": "Patio",
    "events": "Feria del maíz",
    "delivery_providers": "Moto propia",
}
"""Names after the change, of what is made, listed, read, changed, read, deleted and listed."""

Played = list[tuple[str, Any]]


@cache
def played() -> Played:
    """Take every step with the synchronous client."""
    fake, known = morning()
    results: Played = []
    with RestobarClient(
        email=fake.email, password=fake.password, transport=transport(fake.restobar_app)
    ) as pos:
        for call, arguments in STEPS:
            args, kwargs = arguments(known)
            owner = fake if call.startswith("operator.") else pos
            try:
                known[call] = result = settle(reach(owner, call)(*args, **kwargs))
            except LoggroError as error:
                result = told(error)
            results.append((call, result))
    return results


async def played_async() -> Played:
    """Take every step with the asynchronous client."""
    fake, known = morning()
    results: Played = []
    async with AsyncRestobarClient(
        email=fake.email, password=fake.password, transport=async_transport(fake.restobar_app)
    ) as pos:
        for call, arguments in STEPS:
            args, kwargs = arguments(known)
            if call.startswith("operator."):
                results.append((call, reach(fake, call)(*args, **kwargs)))
                continue
            try:
                known[call] = result = await settle_async(reach(pos, call)(*args, **kwargs))
            except LoggroError as error:
                result = told(error)
            results.append((call, result))
    return results


def told(error: LoggroError) -> tuple[type[LoggroError], str]:
    """Return what an error tells, whichever client raised it."""
    return type(error), error.message


def results(call: str) -> list[Any]:
    """Return what a call gave, in order."""
    return [result for name, result in played() if name == call]


def test_every_callable_operation_is_called() -> None:
    """All calls of Restobar are made, by every name that they have."""
    made = {call for call, _ in played() if not call.startswith("operator.")}
    known = {call for row in operations() if row.product == "restobar" for call in row.calls}

    assert known == made
    assert 165 == sum(row.is_callable for row in operations() if row.product == "restobar")


def test_only_the_named_steps_are_refused() -> None:
    """Whatever else is asked for is answered, in a shape that the client reads."""
    refused = [(call, result[0]) for call, result in played() if isinstance(result, tuple)]

    assert REFUSED == refused


def test_both_clients_tell_the_same_story() -> None:
    """Step by step, the asynchronous client gives what the other gives."""
    for mine, theirs in zip(played(), run(played_async), strict=True):
        assert mine == theirs, mine[0]


@pytest.mark.parametrize("space", LIVES)
def test_what_is_made_is_listed_changed_and_gone(space: str) -> None:
    """Each write is seen by another call of the same resource."""
    before, after = results(f"{space}.list")[0], results(f"{space}.list")[1]
    first, second = results(f"{space}.get")
    made = field(first)

    assert LIVES[space] != field(first, "name")
    assert LIVES[space] == field(second, "name")
    assert made == field(second)
    assert made not in {field(row) for row in before}
    assert made not in {field(row) for row in after if not ended(row)}


def ended(row: Any) -> bool:
    """Tell whether a row is only marked as deleted or out of use."""
    get = row.get if isinstance(row, OpenRecord) else row.extra.get
    return bool(get("deleted")) or getattr(row, "is_active", get("isActive")) is False


def test_a_table_is_made_renamed_and_out_of_use() -> None:
    """It is gone from the list, or listed as inactive."""
    made = field(results("tables.create")[0])

    assert "Mesa 98" == results("tables.update")[0].get("name")
    assert [made] == [field(row) for row in results("tables.with_orders")[0]]
    assert made not in {row.id for row in results("tables.list")[1] if row.is_active}


def test_a_customer_is_found_changed_and_gone() -> None:
    """`find` gives the one with that document; after the deletion there is nobody."""
    (found,) = results("clients.find")[0]
    changed, gone = results("clients.get")

    assert results("clients.create")[0].id == found.id
    assert "compras@andina.example" == changed.email
    assert gone is None


def test_a_product_is_put_on_the_menu_and_taken_off() -> None:
    """Price and image show where they were changed; the spreadsheet's row is listed."""
    made = results("products.create")[0]
    later = results("products.get")[-1]

    assert "Limonada de coco" == made.name
    assert 10000 == later.locations_stock[0].price
    assert ["Tinto"] == [row.name for row in results("products.list")[1]]
    assert made.id not in {row.id for row in results("products.list")[2] if not row.deleted}
    assert results("products.provider_menu")[0].get("source") == "RAPPI"


def test_a_purchase_is_booked_paid_and_taken_back() -> None:
    """It stands in the list and in the report, and is gone after its deletion."""
    made = results("inventories.create")[0]
    before, after = results("inventories.list")

    assert made.id in {row.id for row in before}
    assert made.id not in {row.id for row in after if not row.deleted}
    assert "Eliminado!" == results("inventories.delete")[0].message
    assert any(
        each.invoice and each.invoice.number == "G-1"
        for each in results("reports.purchases")[0].purchases
    )
    assert "Abono" == results("inventory_invoice_payments.update")[0].get("description")


def test_orders_are_found_by_their_group_and_billed() -> None:
    """The group finds them after a lost answer, the sale's own id finds the sale."""
    first, second = results("orders.find")
    sale = results("invoices.get")[0]

    assert {row.id for row in results("orders.create")[0]} <= {row.id for row in first}
    assert {"Cortesia", "Cancelada"} <= {str(row.status) for row in second}
    assert "66f9a1b2c3d4e5f601234567" == sale.id
    assert "Facturada" == sale.status
    assert "Pagada" == results("invoices.get")[1].status


def test_a_voided_electronic_sale_takes_two_steps() -> None:
    """The second one is refused until DIAN has the credit note."""
    assert errors.InvalidRequest is results("invoices.finalize_void")[0][0]
    assert results("invoices.get")[-2].is_voided


def test_an_expense_shows_in_the_list_and_the_report() -> None:
    """Until it is deleted."""
    made = results("expenses.create")[0].id
    lists = results("expenses.list")

    assert made in {row.id for row in lists[0]}
    assert {"Noviembre"} == {row.notes for row in lists[1] if row.id == made}
    assert made in {row.id for row in results("reports.expenses")[0]}
    assert made not in {row.id for row in lists[2] if not row.deleted}


def test_reports_and_statistics_agree_with_the_sales() -> None:
    """The day's total is that of the sales; categories and products add up to something."""
    (day,) = results("stats.sales_by_day")[0]

    assert "2026-11-23" == day.key.day
    assert day.total == day.total_without_tip + day.tip
    assert all(row.total for row in results("reports.sales_by_category")[0])
    assert results("reports.profit")[0]
    assert {"total"} & set(results("stats.orders_by_hour")[0][0].__dict__)


def test_no_typed_row_is_nameless() -> None:
    """Whatever came typed is a record with an id or a key; the rest is kept whole."""
    for call, result in played():
        if call.startswith("operator."):
            continue
        for row in result if isinstance(result, list) else [result]:
            assert isinstance(row, Record | OpenRecord | tuple | type(None)), call
