# SPDX-License-Identifier: MIT
"""Invoices of Restobar that are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from loggro_integration.days import format_instant
from loggro_integration.sandbox import _dian
from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._push import payments_of
from loggro_integration.sandbox._restobar_lists import (
    Paging,
    instants,
    is_paged,
    page,
    refuse,
    since,
)
from loggro_integration.sandbox._restobar_payments import sale_of
from loggro_integration.sandbox._restobar_shape import dian_state, shown, sync_state
from loggro_integration.sandbox._state import Sale, World

__all__ = [
    "billed",
    "count_electronic",
    "get_invoice",
    "is_validated",
    "last_invoice",
    "list_invoices",
    "sales_report",
    "validate_electronic",
]

_INVOICES = Paging(default=10, most=5000)
_REPORT = Paging(default=100, most=5000)
_MONTH = timedelta(days=30)
_PENDING = {"Facturada", "Por Pagar"}


def list_invoices(world: World, call: Call) -> Reply:
    """``GET /invoices``."""
    number = call.filter("number")
    first, last = instants(call)
    dateless = first is None and last is None and number is None
    if dateless and is_paged(call, _INVOICES) and world.assumptions.dateless_list == "500":
        refuse(500, "server")
    return _answer(world, call, (since(world, first), last), _INVOICES)


def sales_report(world: World, call: Call) -> Reply:
    """``GET /reports/reportSalesInvoices``: premium; without dates the last month."""
    if world.plan != "premium":
        refuse(402, "premium")
    first, last = instants(call)
    if first is None and last is None:
        first = format_instant(world.now() - _MONTH)
    return _answer(world, call, (first, last), _REPORT)


def _answer(world: World, call: Call, span: tuple[str | None, str | None], paging: Paging) -> Reply:
    question = (*span, *sorted((name, each) for name, each in call.query.items() if name != "page"))
    wanted = world.remembered(("invoices", question), lambda: _found(world, call, span))
    return page(call, wanted, paging, show=lambda sale: shown(world, sale))


def _found(world: World, call: Call, span: tuple[str | None, str | None]) -> list[Sale]:
    number = call.filter("number")
    chosen = world.sales.between(*span) if number is None else _numbered(world, number, span)
    checks = list(_checks(world, call))
    wanted = [sale for sale in chosen if all(check(sale) for check in checks)]
    return wanted[::-1] if _newest_first(world, call) else wanted


def _numbered(world: World, number: str, span: tuple[str | None, str | None]) -> list[Sale]:
    first, last = span
    return [
        sale
        for sale in world.sales.numbered(number)
        if (first is None or sale.doc["createdOn"] >= first)
        and (last is None or sale.doc["createdOn"] <= last)
    ]


def _newest_first(world: World, call: Call) -> bool:
    """``typeSort`` has no published values: ``asc`` and ``desc`` are understood."""
    order = call.filter("typeSort")
    return order == "desc" if order in {"asc", "desc"} else world.assumptions.list_order == "newest"


def _checks(world: World, call: Call) -> Iterator[Callable[[Sale], bool]]:
    """Yield one test per filter that was sent."""
    for name, read in _FILTERS.items():
        wanted = call.filter(name)
        if wanted is not None:
            yield partial(_equals, read, wanted)
    status = call.filter("status")
    if status is not None:
        yield partial(_has_status, status, "paidInvoices" in call.query)
    method = call.filter("paymentMethodName")
    if method is not None:
        yield partial(_paid_with, method)
    if call.filter("onlyDelivery") == "true":
        yield lambda sale: bool(sale.doc["delivery"]["isDelivery"])
    for name, state in (("statusFE", dian_state), ("statusLoggro", sync_state)):
        wanted = call.filter(name)
        if wanted is not None:
            yield partial(_in_state, world, state, wanted)


def _equals(read: Callable[[Sale], object], wanted: str, sale: Sale) -> bool:
    return read(sale) == wanted


def _in_state(
    world: World, state: Callable[[World, Sale], str | None], wanted: str, sale: Sale
) -> bool:
    return state(world, sale) == wanted


def _has_status(wanted: str, with_paid: bool, sale: Sale) -> bool:
    """
    Tell whether a sale has a status that was asked for.

    ``Pendiente`` is whatever is not paid yet; ``Por Pagar`` takes paid credits along when
    ``paidInvoices`` was sent with any value.
    """
    status = sale.doc["status"]
    if wanted == "Todos":
        return True
    if wanted == "Pendiente":
        return status in _PENDING
    if wanted == "Por Pagar" and with_paid and status == "Pagada":
        return "credit" in sale.doc
    return bool(status == wanted)


def _paid_with(wanted: str, sale: Sale) -> bool:
    return wanted in {entry["paymentMethod"] for entry in payments_of(sale)}


_FILTERS: dict[str, Callable[[Sale], object]] = {
    "type": lambda sale: "FacturaElectronica" if sale.kind == "electronic" else "Normal",
    "clientId": lambda sale: sale.doc.get("client", {}).get("idInternal"),
    "tableId": lambda sale: sale.doc.get("table", {}).get("idInternal"),
    "cashierId": lambda sale: sale.doc["cashier"]["idInternal"],
    "cashbox": lambda sale: sale.doc["cashBox"],
    "cashBoxRegister": lambda sale: sale.doc["cashBox"],
    "deliveryGuyId": lambda sale: sale.doc["delivery"].get("deliveryGuy"),
    "deliveryProvider": lambda sale: sale.doc["delivery"].get("deliveryProvider"),
}


def get_invoice(world: World, call: Call) -> Reply:
    """``GET /invoices/{id}``: 404 when there is none."""
    return Reply(shown(world, sale_of(world, call)))


def last_invoice(world: World, call: Call) -> Reply:
    """``GET /invoices/currentBusiness/last``: the newest invoice, or null."""
    sale = world.sales.last()
    return Reply(None if sale is None else shown(world, sale))


def billed(world: World, call: Call) -> Reply:
    """``GET /invoices/currentBusiness/facturadas``: printed and not paid."""
    return Reply([shown(world, sale) for sale in world.sales if sale.doc["status"] == "Facturada"])


def count_electronic(world: World, call: Call) -> Reply:
    """``GET /invoices/einvoicesCount``: the shape of the answer is ours."""
    return Reply({"count": sum(1 for sale in world.sales if sale.kind == "electronic")})


def validate_electronic(world: World, call: Call) -> Reply:
    """``GET /invoices/validateEInvoice``: asks the DIAN about all that wait; the shape is ours."""
    waiting = [sale for sale in world.sales if sale.dian == "pending"]
    for sale in waiting:
        _dian.decide(sale)
    world.changed()
    rows = [
        {"_id": sale.id, "number": sale.number, "dianState": dian_state(world, sale)}
        for sale in waiting
    ]
    return Reply({"data": rows, "count": len(rows)})


def is_validated(world: World, call: Call) -> Reply:
    """``GET /invoices/isValidate/{id}``: asks the DIAN about one; the shape is ours."""
    sale = sale_of(world, call)
    _dian.decide(sale)
    world.changed()
    return Reply({"isValid": sale.dian == "accepted", "dianState": dian_state(world, sale)})
