# SPDX-License-Identifier: MIT
"""Reports of Restobar, computed from the sales, the movements and the expenses there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from loggro_integration.sandbox._app import Call, Handler, Reply
from loggro_integration.sandbox._restobar_expenses import alive, shown_expense
from loggro_integration.sandbox._restobar_lists import instants, refuse
from loggro_integration.sandbox._restobar_stock import PURCHASE, SHRINKAGE
from loggro_integration.sandbox._restobar_things import public
from loggro_integration.sandbox._state import Doc, Sale, World
from loggro_integration.sandbox._stock import plain_number
from loggro_integration.sandbox._tally import (
    grouped,
    lines_of,
    money_of,
    sold,
    span,
    sum_of,
    with_status,
)

__all__ = [
    "admin_purchases",
    "by_category",
    "by_delivery_provider",
    "by_expense_type",
    "by_product",
    "expenses",
    "production",
    "purchases",
    "shrinkage",
    "transfers",
    "utility",
]

_HUNDRED = Decimal(100)


def by_category(world: World, call: Call) -> Reply:
    """``GET /reports/reportSalesByCategory``."""
    lines = [line for _, line in lines_of(sold(world, span(call)))]
    rows = [
        {"_id": {"_id": key, "name": each[0]["categoryName"]}, **money_of(each)}
        for key, each in grouped(lines, lambda line: line["categoryId"]).items()
    ]
    return Reply({"reportByCategory": rows})


def by_product(world: World, call: Call) -> Reply:
    """
    ``GET /reports/reportSalesByProduct``: the shape of a row is ours.

    ``groupResult=false`` gives one row per line sold; ``showProductCombo=true`` tells of each
    product whether it is a combo.
    """
    pairs = list(lines_of(with_status(world, span(call), call.filter("status"))))
    rows = [_product_row(world, call, each) for each in _groups(call, pairs)]
    return Reply({"reportByProduct": rows})


def _groups(call: Call, pairs: list[tuple[Sale, Doc]]) -> Iterable[list[tuple[Sale, Doc]]]:
    if call.filter("groupResult") == "false":
        return [[pair] for pair in pairs]
    return grouped(pairs, lambda pair: pair[1]["idInternal"]).values()


def _product_row(world: World, call: Call, pairs: list[tuple[Sale, Doc]]) -> Doc:
    sale, line = pairs[0]
    lines = [each for _, each in pairs]
    names = ("idInternal", "name", "categoryName")
    row: Doc = {
        "_id": dict(zip(("_id", "name", "categoryName"), (line[n] for n in names), strict=True)),
        "quantity": sum_of(each["quantity"] for each in lines),
        **money_of(lines),
        "avgCost": line["avgCost"],
    }
    if call.filter("groupResult") == "false":
        row.update(number=sale.number, createdOn=sale.doc["createdOn"])
    if call.filter("showProductCombo") == "true":
        row["isCombo"] = bool(world.products.rows[line["idInternal"]]["configCombo"])
    return row


def utility(world: World, call: Call) -> Reply:
    """``GET /reports/reportUtility``: what each product earned, with its average cost."""
    pairs = list(lines_of(with_status(world, span(call), call.filter("status"))))
    rows = [_utility_row(_product_row(world, call, each)) for each in _groups(call, pairs)]
    return Reply({"reportByProduct": rows})


def _utility_row(row: Doc) -> Doc:
    earned = row["total"] - row["totalTaxes"] - row["quantity"] * row["avgCost"]
    return {**row, "utility": plain_number(Decimal(earned))}


def _movements(world: World, call: Call) -> list[Doc]:
    first, last = span(call)
    return [
        row
        for row in world.movements
        if not row["deleted"]
        and (first is None or row["date"] >= first)
        and (last is None or row["date"] <= last)
    ]


def purchases(world: World, call: Call) -> Reply:
    """``GET /reports/reportPurchase``: one row per line bought; ``ivp`` is read as payments."""
    bought = [row for row in _movements(world, call) if row["type"] == PURCHASE]
    rows = [_purchase(movement, line) for movement in bought for line in movement["ingredients"]]
    known = {row["_id"] for row in bought}
    paid = [dict(row) for row in world.purchase_payments if row["inventory"] in known]
    return Reply({"purchases": rows, "ivp": paid})


def _purchase(movement: Doc, line: Doc) -> Doc:
    row: Doc = {
        "_id": movement["_id"],
        "date": movement["date"],
        "invoice": {name: movement["invoice"][name] for name in ("invoiceNumber", "total")},
        "ingredient": {
            "_id": line["ingredient"]["_id"],
            "name": line["ingredient"]["name"],
            "quantity": line["quantity"],
            "price": line["price"],
        },
    }
    if "provider" in movement:
        row["provider"] = {"name": movement["provider"]["name"]}
    return row


def _moved(wanted: Callable[[Doc], bool]) -> Handler:
    """Return the report of a kind of movement; ``groupResult=true`` adds equal items up."""

    def handler(world: World, call: Call) -> Reply:
        pairs = [
            (movement, line)
            for movement in _movements(world, call)
            if wanted(movement)
            for line in movement["ingredients"]
        ]
        whole = call.filter("groupResult") == "true"
        groups = grouped(
            enumerate(pairs),
            lambda each: (each[1][1]["ingredient"]["_id"], None if whole else each[0]),
        )
        return Reply([_moved_row([pair for _, pair in each], whole) for each in groups.values()])

    return handler


def _moved_row(pairs: list[tuple[Doc, Doc]], whole: bool) -> Doc:
    movement, line = pairs[0]
    lines = [each for _, each in pairs]
    key: Doc = {"ingredient": dict(line["ingredient"])}
    if not whole:
        key.update(
            price=line["price"],
            note=line["note"] or movement["note"],
            date=movement["date"],
            locationStock=line["locationStock"],
            locationStockTo=movement.get("locationStockTo"),
        )
    return {
        "_id": key,
        "quantity": sum_of(each["quantity"] for each in lines),
        "total": sum_of(Decimal(each["quantity"]) * each["price"] for each in lines),
    }


production = _moved(lambda movement: bool(movement["isProduction"]))
transfers = _moved(lambda movement: bool(movement["isMoveTo"]))
shrinkage = _moved(lambda movement: movement["type"] == SHRINKAGE)


def admin_purchases(world: World, call: Call) -> Reply:
    """``GET /inventories/report/purchases``: 403 was seen; the rows are those of the report."""
    if world.assumptions.admin_report == "refused" or call.user["role"]["name"] != "Administrador":
        refuse(403, "admin-only")
    return purchases(world, call)


def expenses(world: World, call: Call) -> Reply:
    """``GET /reports/reportExpenses``: the rows of ``GET /expenses``."""
    return Reply([shown_expense(world, row) for row in alive(world, *instants(call))])


def by_expense_type(world: World, call: Call) -> Reply:
    """``GET /reports/reportUtilityGroupTypes``: expenses by their type."""
    found = grouped(alive(world, *span(call)), lambda row: row["typeExpense"])
    rows = [
        {
            "_id": {"typeExpense": key},
            "typeExpenseName": world.expense_types.rows[key]["name"],
            "total": sum_of(value for row in each for value in (row["subTotal"], row["taxes"])),
        }
        for key, each in found.items()
    ]
    return Reply(rows)


def by_delivery_provider(world: World, call: Call) -> Reply:
    """``GET /reports/reportUtilityDeliveryProvider``: the shape of a row is ours."""
    sales = [
        sale for sale in sold(world, span(call)) if sale.doc["delivery"].get("deliveryProvider")
    ]
    found = grouped(sales, lambda sale: str(sale.doc["delivery"]["deliveryProvider"]))
    rows = [_provider_row(world, name, each) for name, each in found.items()]
    return Reply({"reportInvoicesDeliveryProvider": rows})


def _provider_row(world: World, name: str, sales: list[Sale]) -> Doc:
    known = world.delivery_providers.find(name=name)
    percentage = Decimal(0 if known is None else known["percentagePerSale"])
    total = sum_of(sale.doc["total"] for sale in sales)
    commission = plain_number(total * percentage / _HUNDRED)
    return {
        "_id": {"deliveryProvider": name},
        "count": len(sales),
        "total": total,
        "percentagePerSale": plain_number(percentage),
        "commission": commission,
        "utility": plain_number(Decimal(total) - commission),
        **({} if known is None else {"provider": public(known)}),
    }
