# SPDX-License-Identifier: MIT
"""Numberings, taxes, and the books: sales documents and their balances."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from loggro_integration.sandbox._app import Call, Handler, Reply
from loggro_integration.sandbox._pymes_pages import paged, refuse, whole, within_days
from loggro_integration.sandbox._restobar_shape import put
from loggro_integration.sandbox._state import Doc, World, part

__all__ = [
    "balances",
    "book_row",
    "day_of",
    "no_pos_ranges",
    "ranges",
    "sales",
    "tax_rates",
    "taxes",
]

_PAGES = {"page", "limit", "offset"}


def no_pos_ranges(world: World, call: Call) -> Reply:
    """``GET /v1/consecutivos/no-pos/compania`` and ``…/establecimientos/{uuid}``."""
    place = call.values.get("uuid")
    rows = [
        numbering
        for numbering in world.ranges
        if "No POS" in numbering["aplicaA"] and place in {None, numbering["establecimiento"]}
    ]
    return paged(world, call, [_without_key(row) for row in rows])


def ranges(world: World, call: Call) -> Reply:
    """``GET /v1/consecutivos/vigencias``: every numbering, POS ones too."""
    return whole(_without_key(row) for row in world.ranges)


def _without_key(row: Doc) -> Doc:
    return {name: value for name, value in row.items() if name != "claveTecnica"}


def taxes(world: World, call: Call) -> Reply:
    """``GET /v1/impuesto-retencion/{transaccion}``."""
    wanted = call.filter("impuesto")
    rows = [tax for tax in world.pymes_taxes if wanted in {None, tax["codigo"], tax["nombre"]}]
    return paged(world, call, rows)


def tax_rates(world: World, call: Call) -> Reply:
    """``GET /v1/vigencia-tarifa-impuesto/basica``."""
    wanted = call.filter("impuesto")
    rows = [rate for rate in world.tax_rates if wanted in {None, rate["impuesto"]}]
    return paged(world, call, rows)


def sales(world: World, call: Call) -> Reply:
    """``GET /v1/ventas-detallado``: the documents of the books, oldest first."""
    within_days(world, call, "fechaDesde", "fechaHasta")
    question = sorted((name, value) for name, value in call.query.items() if name not in _PAGES)
    rows = world.remembered(("books", *question), lambda: _found(world, call))
    if not rows and world.assumptions.none_answer == "404":
        raise refuse(world, 404, "objeto.no-existe", "No se encontraron ventas")
    return paged(world, call, rows, show=lambda row: book_row(world, row))


def _found(world: World, call: Call) -> list[Doc]:
    rows = [row for row in world.books if _is_wanted(world, row, call)]
    return sorted(rows, key=day_of)


def day_of(row: Doc) -> str:
    """Return the day of a document as text: an operator may have made it anything."""
    return str(row["fecha"])


def _is_wanted(world: World, row: Doc, call: Call) -> bool:
    checks: dict[str, Callable[[str], bool]] = {
        "numero": lambda value: value == _number_of(world, row),
        "tipoDocumento": lambda value: value == row["tipoDocumento"],
        "establecimiento": lambda value: value == row["establecimiento"],
        "clienteId": lambda value: value == part(row, "cliente").get("id"),
        "clienteUuid": lambda value: _is_customer(world, row, value),
        "fechaDesde": lambda value: day_of(row) >= value,
        "fechaHasta": lambda value: day_of(row) <= value,
    }
    asked = ((name, call.filter(name)) for name in checks)
    return all(value is None or checks[name](value) for name, value in asked)


def _is_customer(world: World, row: Doc, uuid: str) -> bool:
    customer = world.customers.get(uuid)
    return customer is not None and customer["id"] == part(row, "cliente").get("id")


def _number_of(world: World, row: Doc) -> str:
    full = world.assumptions.sales_number == "full"
    return str(row["numero"] if full else row["consecutivo"])


def book_row(world: World, row: Doc) -> Doc:
    """Return a document as ``ventas-detallado`` shows it, with the names of the switches."""
    shown = deepcopy(row)
    shown["numero"] = _number_of(world, row)
    for old, new in world.assumptions.sales_fields.items():
        *parents, leaf = old.split(".")
        holder = shown
        for name in parents:
            holder = part(holder, name)
        if leaf in holder:
            put(shown, new, holder.pop(leaf))
    return shown


def balances(kind: str) -> Handler:
    """Make the handler of ``GET /v1/saldos/…`` for one kind of document."""

    def handler(world: World, call: Call) -> Reply:
        within_days(world, call, "fechaDesde", "fechaHasta")
        rows = [row for row in _open_rows(world, kind) if _is_wanted(world, row, call)]
        return paged(world, call, [_balance(row) for row in rows])

    return handler


def _open_rows(world: World, kind: str) -> Iterator[Doc]:
    if kind in _RECEIPTS:
        advances = kind == "anticipo-cliente"
        rows = (row for row in world.receipts if row.get("anticipo", False) is advances)
        return (_as_document(row) for row in rows)
    return (row for row in world.books.all(tipoDocumento=kind) if row["saldo"] > 0)


_RECEIPTS = {"ingreso-cliente", "anticipo-cliente"}


def _as_document(receipt: Doc) -> Doc:
    return {"tipoDocumento": "INGRESO", "establecimiento": None, "consecutivo": 0, **receipt}


def _balance(row: Doc) -> Doc:
    names = ("uuid", "numero", "tipoDocumento", "fecha", "cliente", "total", "saldo", "referencia")
    return {name: row[name] for name in names if name in row}
