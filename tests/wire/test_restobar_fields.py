# SPDX-License-Identifier: MIT
"""The rows of every operation of Restobar: each published field is an attribute of its type."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from loggro_integration import wire
from loggro_integration.errors import ContractChanged
from loggro_integration.exact_json import JsonValue, loads
from loggro_integration.ids import ObjectId
from loggro_integration.wire import OpenAnswer, OpenRecord, Record, restobar, to_json
from loggro_integration.wire._record import OWN, key_of
from loggro_integration.wire.restobar import Ref, StockByLocation
from wire.restobar_rows import ID, LOCATION, OTHER, ROWS
from wire.samples import SALE

ANSWERS: dict[str, type[Any]] = {
    "POST /login": restobar.Login,
    "GET /categories": restobar.Category,
    "GET /ingredients": restobar.Ingredient,
    "GET /inventories": restobar.Movement,
    "POST /inventories": restobar.Movement,
    "GET /inventories/types/all": restobar.MovementType,
    "GET /clients": restobar.Client,
    "POST /clients": restobar.Client,
    "GET /deliveryProvider": restobar.DeliveryProvider,
    "GET /invoices": restobar.Sale,
    "GET /invoices/{id}": restobar.Sale,
    "GET /reports/reportSalesInvoices": restobar.Sale,
    "POST /orders": restobar.Order,
    "GET /orders": restobar.Order,
    "GET /orders/{id}": restobar.Order,
    "GET /orders/tables/status/{status}": restobar.TableTotal,
    "GET /inventoryInvoicePayments": restobar.PurchasePayment,
    "GET /paymentMethods": restobar.PaymentMethod,
    "GET /taxes": restobar.Tax,
    "GET /products": restobar.Product,
    "GET /products/{id}": restobar.Product,
    "POST /products": restobar.Product,
    "GET /reports/reportSalesByCategory": restobar.CategorySales,
    "GET /reports/reportPurchase": restobar.PurchaseReport,
    "GET /reports/reportProduction": restobar.StockMove,
    "GET /reports/reportTransfers": restobar.StockMove,
    "GET /reports/reportShrinkage": restobar.StockMove,
    "GET /reports/reportExpenses": restobar.Expense,
    "GET /reports/reportUtility": restobar.ProductProfit,
    "GET /reports/reportUtilityGroupTypes": restobar.ExpenseTypeProfit,
    "GET /stats/totalInvoicesByDays": restobar.DaySales,
    "GET /stats/totalOrdersGroupByHours": restobar.HourOrders,
    "GET /stats/totalOrdersGroupByDays": restobar.WeekdayOrders,
    "GET /tables": restobar.Table,
    "GET /units": restobar.Unit,
    "GET /providers": restobar.Provider,
    "POST /providers": restobar.Provider,
    "GET /expenses": restobar.Expense,
    "POST /expenses": restobar.Expense,
    "GET /typeExpenses": restobar.TypeExpense,
    "GET /cashboxes": restobar.CashSession,
    "GET /promos": restobar.Promo,
    "GET /users": restobar.User,
}
OPEN = {
    "DELETE /inventories/{id}": "OpenAnswer.message",
    "GET /reports/reportSalesByProduct": "the fields of a row are not known",
    "GET /reports/reportUtilityDeliveryProvider": "the fields of a row are not known",
    "GET /stats/totalSalesByBiller": "the fields of a row are not known",
}
"""Answers whose only published field is the wrapper, or a message."""

BODIES: dict[str, tuple[type[Any], ...]] = {
    "POST /ingredients": (restobar.NewIngredient,),
    "POST /inventories": (restobar.NewMovement, restobar.Movement),
    "POST /clients": (restobar.NewClient, restobar.Client),
    "POST /invoices": (restobar.NewSale,),
    "POST /invoices/{id}/changeToPaid": (restobar.PaidRequest,),
    "POST /orders": (restobar.NewOrders,),
    "POST /products": (restobar.NewProduct, restobar.Product),
    "POST /tables": (restobar.NewTable, restobar.Table),
    "POST /providers": (restobar.NewProvider,),
    "POST /expenses": (restobar.NewExpense,),
}

# Fields that stand elsewhere than their path says, and why.
MOVED = {
    "products[].taxes[].taxName": "products[].taxes[].name",  # two shapes in one class
    "products[].taxes[].taxValue": "products[].taxes[].percentage",
    "locationsStock[].taxes[].tax.name": "locationsStock[].taxes[].name",  # id or whole row
    "locationsStock[].taxes[].tax.percentage": "locationsStock[].taxes[].percentage",
}
LOOSER = {
    "paymentMethods[].paymentMethod": "a name in one account, a whole row in another",
    "products[].categoryId": "compared with the text of a mapping file",
}

ACCEPTED: dict[str, tuple[Any, ...]] = {
    "string": (str,),
    "int": (int, Decimal),
    "number": (Decimal,),
    "bool": (bool,),
    "ObjectId": (ObjectId, Ref),
    "datetime": (datetime,),
    "array": (tuple,),
    "object": (Record, Ref, StockByLocation),
    "null": (),
}


@cache
def rows(shared: Path) -> dict[str, Mapping[str, Any]]:
    """Read the published operations of Restobar."""
    found: Any = loads((shared / "spec" / "loggro-operations.json").read_bytes())
    return {row["id"].partition(":")[2]: row for row in found if row["product"] == "restobar"}


def kinds(hint: Any) -> tuple[Any, ...]:
    """Return the types of a union, without null."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return tuple(each for part in typing.get_args(hint) for each in kinds(part))
    return () if hint is types.NoneType else (hint,)


def step(kind: Any, key: str) -> tuple[Any, Mapping[str, Any]]:
    """Return the type of the field with a wire key, and its metadata."""
    if kind is Ref:
        return {"_id": ObjectId | None, "idInternal": ObjectId | None, "name": str | None}[key], {}
    if kind is StockByLocation:
        return step(restobar.LocationStock, key)
    for each in attrs.fields(kind):
        if each.name not in OWN and key_of(each) == key:
            return each.type, each.metadata
    found = getattr(kind, key, None)
    assert isinstance(found, property), f"{kind.__name__} has no {key}"
    return typing.get_type_hints(found.fget)["return"], {}


def walk(kind: Any, path: str) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    """Follow a published path through the classes."""
    metadata: Mapping[str, Any] = {}
    found: tuple[Any, ...] = (kind,)
    for part in path.split("."):
        hint, metadata = step(found[0], part.removesuffix("[]"))
        found = kinds(hint)
        if part.endswith("[]"):
            assert typing.get_origin(found[0]) is tuple or found[0] is StockByLocation, path
            found = (
                kinds(typing.get_args(found[0])[0]) if found[0] is not StockByLocation else found
            )
    return found, metadata


def fits(named: str, found: tuple[Any, ...], metadata: Mapping[str, Any]) -> bool:
    """Tell whether one of the types found is the one named; JSON as received is an object's."""
    whole = {typing.get_origin(each) or each for each in found}
    if "unknown" in named or metadata.get("id"):
        return True
    wanted = tuple(each for name in named.split("|") for each in ACCEPTED[name])
    return ("object" in named and Any in whole) or any(
        isinstance(each, type) and issubclass(each, wanted) for each in whole
    )


def inside(path: str, kind: Any) -> str:
    """Drop the wrapper of a list: ``[].total`` or ``reportByProduct[].total``."""
    first, _, rest = path.partition(".")
    known = {key_of(each) for each in attrs.fields(kind)}
    return rest if first.endswith("[]") and first[:-2] not in known else path


def wrong(kinds_: tuple[type[Any], ...], fields: list[Mapping[str, Any]]) -> Iterator[str]:
    """Name every published field that no class holds with its type."""
    for field in fields:
        path = inside(field["name"], kinds_[0])
        if path in LOOSER:
            continue
        problems = []
        for kind in kinds_:
            try:
                found, metadata = walk(kind, MOVED.get(path, path))
            except (AssertionError, KeyError) as error:
                problems.append(str(error))
            else:
                if fits(field["type"], found, metadata):
                    problems = []
                    break
                problems.append(f"{path} is {found}, published as {field['type']}")
        yield from problems


@pytest.mark.corpus
@pytest.mark.parametrize("operation", ANSWERS)
def test_every_published_field_of_an_answer_is_an_attribute(operation: str, shared: Path) -> None:
    """Names and types are the published ones; what accounts spell in two ways takes both."""
    assert [] == list(wrong((ANSWERS[operation],), rows(shared)[operation]["response_fields"]))


@pytest.mark.corpus
@pytest.mark.parametrize("operation", BODIES)
def test_every_published_field_of_a_body_is_an_attribute(operation: str, shared: Path) -> None:
    """What can be sent has a name, and what must be sent has no default."""
    fields = rows(shared)[operation]["request_fields"]

    assert [] == list(wrong(BODIES[operation], fields))
    needed = {field["name"] for field in fields if field["required"] == "yes"}
    demanded = {key_of(each) for each in attrs.fields(BODIES[operation][0]) if demands(each)}
    assert {name for name in needed if "." not in name and "[]" not in name} <= demanded | FILLED


# Sent although the caller says nothing: the smallest body that was accepted.
FILLED = {
    *("description", "type", "isActive", "isIngredient", "isSubproduct", "discountInventory"),
    *("inventoryType", "ingredients", "extra", "subProducts"),
}


def demands(attribute: Any) -> bool:
    """Tell whether a field has no default."""
    return bool(attribute.default is attrs.NOTHING)


@pytest.mark.corpus
def test_no_published_shape_is_left_out(shared: Path) -> None:
    """Every row with known fields has its class, or a reason."""
    known = {name for name, row in rows(shared).items() if row["response_fields"]}
    sent = {name for name, row in rows(shared).items() if row["request_fields"]}

    assert known == {*ANSWERS, *OPEN}
    assert sent == {*BODIES, "POST /login"}


@pytest.mark.parametrize("reader", ROWS)
def test_a_row_is_read_whole_and_goes_back_as_it_came(reader: str) -> None:
    """Nothing of a row with every field is left over, and nothing is lost."""
    row = ROWS[reader]
    found = getattr(restobar, reader)(row)

    assert {} == {key: value for key, value in found.extra.items() if value != []}
    assert row == to_json(found)


@pytest.mark.parametrize("reader", ROWS)
def test_a_field_that_nobody_has_published_is_kept(reader: str) -> None:
    """A new key stands in `extra` and goes back."""
    row = {**ROWS[reader], "algoNuevo": {"a": [1]}}
    found = getattr(restobar, reader)(row)

    assert {"a": [1]} == found.extra["algoNuevo"]
    assert row == to_json(found)


@pytest.mark.parametrize("reader", ROWS)
def test_a_row_of_another_kind_is_named(reader: str) -> None:
    """A number is no row: the error says what was expected and where."""
    with pytest.raises(ContractChanged) as caught:
        getattr(restobar, reader)(7)

    assert "expected an object, got int @ $" in caught.value.message


@pytest.mark.parametrize(
    ("reader", "row"),
    [
        ("movement", {"_id": ID, "invoice": "G-77"}),
        ("expense", {"_id": ID, "cashBox": OTHER}),
        ("order", {"_id": ID, "seller": OTHER}),
        ("ingredient", {"_id": ID, "locationsStock": [LOCATION, LOCATION]}),
        ("ingredient", {"_id": ID, "locationsStock": LOCATION}),
    ],
)
def test_both_forms_of_a_field_are_read_and_written(reader: str, row: dict[str, Any]) -> None:
    """An id or the whole row, an object or a list: each goes back in the form it came in."""
    assert row == to_json(getattr(restobar, reader)(row))


def test_the_bare_form_gives_the_first_field() -> None:
    """The value alone is the number of an invoice, the id of a session or of a seller."""
    movement = restobar.movement({"_id": ID, "invoice": "G-77"})
    expense = restobar.expense({"_id": ID, "cashBox": OTHER})

    assert movement.invoice is not None
    assert "G-77" == movement.invoice.number
    assert expense.cash_session is not None
    assert OTHER == expense.cash_session.id


@pytest.mark.parametrize(
    ("reader", "row", "path"),
    [
        ("movement", {"_id": ID, "invoice": [1]}, "$.invoice"),
        ("expense", {"_id": ID, "cashBox": {"_id": 7}}, "$.cash_session"),
        ("ingredient", {"_id": ID, "locationsStock": [{"price": "x"}]}, "$.locations_stock"),
    ],
)
def test_a_bad_value_of_either_form_is_named(reader: str, row: Any, path: str) -> None:
    """The path leads to the field, whichever form it came in."""
    with pytest.raises(ContractChanged) as caught:
        getattr(restobar, reader)(row)

    assert f"@ {path}" in caught.value.message


def test_stock_by_location_is_walked_like_a_list() -> None:
    """Whether one or several came."""
    one = restobar.ingredient({"_id": ID, "locationsStock": LOCATION}).locations_stock
    assert one is not None

    assert 1 == len(one)
    assert [Decimal(9000)] == [each.price for each in one]


@pytest.mark.parametrize(
    ("value", "fields", "rows_"),
    [
        ({"a": 1}, {"a": 1}, 0),
        ({"data": [{"a": 1}, 2], "count": 1}, {"data": [{"a": 1}, 2], "count": 1}, 1),
        ({"a": [{}], "b": [{}]}, {"a": [{}], "b": [{}]}, 0),
        ([{"a": 1}], {}, 1),
        (None, {}, 0),
        (True, {}, 0),
        ("ok", {}, 0),
        (Decimal("1.5"), {}, 0),
    ],
)
def test_an_answer_of_unknown_shape_is_kept_whatever_it_is(
    value: JsonValue, fields: dict[str, Any], rows_: int
) -> None:
    """Reading never fails: a write that happened must not look as if it had not."""
    found = restobar.answer(value)

    assert isinstance(found, OpenAnswer)
    assert (value, fields, rows_) == (found.value, found.fields, len(found.rows))
    assert value == to_json(found)
    assert all(isinstance(each, OpenRecord) for each in found.rows)


@pytest.mark.parametrize(
    ("body", "words"),
    [({"message": "Eliminado!"}, "Eliminado!"), ({"message": {}}, None), ({}, None), (None, None)],
)
def test_the_words_of_an_answer_are_its_message(body: JsonValue, words: str | None) -> None:
    """Text alone: an empty object says nothing."""
    assert words == restobar.answer(body).message


def test_what_must_not_be_seen_is_not_shown() -> None:
    """The password of a table and the user behind a change stand in no repr."""
    shown = repr([restobar.table(ROWS["table"]), restobar.order(ROWS["order"])])

    assert "1234" not in shown
    assert "10.0.0.1" not in shown


def test_a_sale_keeps_every_field() -> None:
    """The sale of the samples has them all."""
    assert SALE == to_json(wire.restobar.sale(SALE))
