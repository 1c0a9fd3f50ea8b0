# SPDX-License-Identifier: MIT
"""What changes something: refused where it must be, checked before it leaves, findable after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from loggro_integration import AsyncRestobarClient, RestobarClient
from loggro_integration.errors import (
    ConfigurationError,
    InexactMoney,
    InvalidDate,
    InvalidId,
    InvalidInput,
    LoggroError,
)
from loggro_integration.http import SendPolicy, Upload
from loggro_integration.secret import Secret
from loggro_integration.wire import OpenRecord, restobar
from loggro_integration.wire.restobar import (
    BilledOrder,
    NewClient,
    NewExpense,
    NewExtra,
    NewOrder,
    NewOrders,
    NewProduct,
    NewSale,
)
from restobar.cases import CASES, NAMESPACES
from restobar.kit import (
    LOGIN,
    Case,
    Script,
    build,
    by_call,
    policy_of,
    reach,
    rows_by_id,
    run,
    sent,
    settle,
    settle_async,
)

WHO: dict[str, Any] = {"email": "caja@arepera.example", "password": "secreta"}
ID = "66f9b8a7c3d4e5f60789abcd"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIRST = list(by_call(CASES))
WRITES = [case for case in FIRST if policy_of(build(NAMESPACES, case)) != "READ"]
READS = [case for case in FIRST if case not in WRITES]
REACH_DIAN = {"invoices.validate_electronic", "invoices.is_validated"}

NOWHERE = {
    "invoices.force_send": "the answer lies in Pymes",
    "invoices.send_email": "no state of it is published",
    "invoices.validate_electronic": "it asks DIAN",
    "invoices.is_validated": "it asks DIAN",
    "products.verify_inheritance": "nothing tells",
}
"""Writes that nothing in Restobar can tell of afterwards, and why."""

UNASKED = {"products.convert_to_sub_product": "its row names no product to read"}


@pytest.mark.parametrize("case", WRITES, ids=str)
def test_a_read_only_client_refuses_whatever_may_change_something(case: Case) -> None:
    """Nothing leaves, not even a log-in; the error names the call."""
    script = Script(case.answer)
    with (
        RestobarClient(**WHO, read_only=True, transport=script.transport) as pos,
        pytest.raises(ConfigurationError) as caught,
    ):
        settle(reach(pos, case.call)(*case.args, **case.kwargs))

    assert f'allow={{"{case.call}"}}' in str(caught.value.hint)
    assert (0, []) == (script.logins, script.requests)


@pytest.mark.parametrize("case", READS, ids=str)
def test_a_read_only_client_reads(case: Case) -> None:
    """Every read goes on, the log-in before it too."""
    script = Script(case.answer)
    with RestobarClient(**WHO, read_only=True, transport=script.transport) as pos:
        assert case.value == settle(reach(pos, case.call)(*case.args, **case.kwargs))

    assert (1, 1) == (script.logins, len(script.requests))


@pytest.mark.parametrize("case", WRITES, ids=str)
def test_one_write_can_be_allowed(case: Case) -> None:
    """The name of the call opens that call and no other."""
    script = Script(case.answer)
    options: dict[str, Any] = {"read_only": True, "allow": {case.call}}
    with RestobarClient(**WHO, **options, transport=script.transport) as pos:
        settle(reach(pos, case.call)(*case.args, **case.kwargs))
        with pytest.raises(ConfigurationError):
            pos.request("POST", "/roles", json={"name": "x"})

    assert 1 == len(script.requests)


def test_the_two_gets_that_reach_the_dian_count_as_writes() -> None:
    """The verb says nothing of what a call does."""
    gets = {case.call for case in WRITES if case.method == "GET"}

    assert REACH_DIAN == gets


@pytest.mark.corpus
@pytest.mark.parametrize("case", WRITES, ids=str)
def test_a_write_carries_the_question_that_the_published_list_names(
    case: Case, shared: Path
) -> None:
    """After an unknown outcome the error says where to look, if Restobar itself can tell."""
    operation = build(NAMESPACES, case)
    row = rows_by_id(shared / "spec" / "loggro-operations.json")[
        f"restobar:{operation.method} {operation.route}"
    ]
    asked = re.findall(r"GET (/[^\s?,:]*)", row["recheck"] or "")
    found = operation.lookup

    if case.call in {*NOWHERE, *UNASKED}:
        assert found is None
        assert case.call in UNASKED or not [path for path in asked if not path.startswith("/v1/")]
        return
    assert found is not None
    assert ("GET", SendPolicy.READ) == (found.method, found.policy)
    family = asked[0].split("/")[1]
    assert family == found.route.split("/")[1]


@pytest.mark.parametrize(
    ("call", "args", "kwargs"),
    [
        ("orders.move", ({"a": 1},), {}),
        ("orders.update_all", ({"a": 1},), {}),
        ("orders.split", ({"a": 1},), {}),
        ("orders.change_kitchen_status", ({"a": 1},), {}),
        ("invoices.mark_deliveries_paid", ({"a": 1},), {}),
        ("products.save_locations", ({"a": 1},), {}),
        ("products.convert_to_sub_product", ({"a": 1},), {}),
        ("products.upload_image", (Upload("a.png", b"x"),), {}),
        ("products.save_provider_menu", ({"a": 1},), {}),
        ("clients.create", (NewClient(name="Ana", id_document_type=13),), {}),
    ],
)
def test_without_a_key_there_is_no_question(call: str, args: Any, kwargs: Any) -> None:
    """Where the caller names nothing to look for, the outcome is for a person to review."""
    operation = build(NAMESPACES, Case(call=call, args=args, kwargs=kwargs, method="", path=""))

    assert operation.lookup is None
    assert SendPolicy.WRITE is operation.policy


def test_orders_without_a_group_cannot_be_found_again() -> None:
    """The group is the natural key: with it the call is keyed, without it it is not."""
    line = NewOrder(product=ID, quantity=Decimal(1))
    namespace: Any = NAMESPACES["orders"]
    bare = namespace.create(NewOrders(orders=(line,), table=ID))
    keyed = namespace.create(NewOrders(orders=(line,), table=ID, group=ID))

    assert (SendPolicy.WRITE, None) == (bare.policy, bare.lookup)
    assert SendPolicy.KEYED is keyed.policy
    assert namespace.find(ID) == keyed.lookup


def test_the_question_of_a_lost_answer_can_be_asked() -> None:
    """`run` sends the look-up that an error carries, on both clients."""
    lost = Script((500, {"message": "Error interno"}), [{"_id": ID, "status": "Espera"}])
    line = NewOrder(product=ID, quantity=Decimal(1))
    with RestobarClient(**WHO, transport=lost.transport) as pos:
        with pytest.raises(LoggroError) as caught:
            pos.orders.create(NewOrders(orders=(line,), table=ID, group=ID))
        found: Any = pos.run(caught.value.lookup)  # type: ignore[attr-defined]

    async def ask() -> Any:
        script = Script([{"_id": ID, "status": "Espera"}])
        async with AsyncRestobarClient(**WHO, transport=script.async_transport) as twin:
            return await twin.run(caught.value.lookup)  # type: ignore[attr-defined]

    assert [ID] == [order.id for order in found]
    assert found == run(ask)


BAD: list[tuple[str, tuple[Any, ...], type[LoggroError], str]] = [
    ("roles.create", ({},), InvalidInput, "body"),
    ("roles.create", ("admin",), InvalidInput, "body"),
    ("roles.create", ({"a": 1.5},), InexactMoney, "body.a"),
    ("roles.create", ({"a": [{"b": 0.1}]},), InexactMoney, "body.a[0].b"),
    ("roles.update", ({"name": "x"},), InvalidId, "row._id"),
    ("roles.update", ({"_id": 7, "name": "x"},), InvalidId, "row._id"),
    ("categories.update", ({"name": "x"},), InvalidId, "category._id"),
    ("delivery_providers.update", ({"name": "x"},), InvalidId, "platform._id"),
    ("delivery_providers.create", ({},), InvalidInput, "platform"),
    ("tables.get", ("5",), InvalidId, "table_id"),
    ("tables.delete", ("5",), InvalidId, "table_id"),
    ("tables.with_orders", ("5",), InvalidId, "table_id"),
    ("orders.find", ("a-uuid",), InvalidId, "group"),
    ("orders.cancel", (ID,), InvalidInput, "cause"),
    ("orders.tables_by_status", (" ",), InvalidInput, "status"),
    ("orders.create", (NewOrders(orders=(), table=ID),), InvalidInput, "orders"),
    (
        "orders.create",
        (NewOrders(orders=(NewOrder(product=ID, quantity=Decimal(1)),)),),
        InvalidInput,
        "table",
    ),
    (
        "orders.create",
        (NewOrders(orders=(NewOrder(product="x", quantity=Decimal(1)),), table=ID),),
        InvalidId,
        "orders.orders[0].product",
    ),
    (
        "orders.create",
        (NewOrders(orders=(NewOrder(product=ID, quantity=1.5),), table=ID),),  # type: ignore[arg-type]
        InexactMoney,
        "orders.orders[0].quantity",
    ),
    (
        "orders.create",
        (
            NewOrders(
                orders=(
                    NewOrder(
                        product=ID,
                        quantity=Decimal(1),
                        extras=(NewExtra(product="x", quantity=Decimal(1), price=Decimal(1)),),
                    ),
                ),
                table=ID,
            ),
        ),
        InvalidId,
        "orders.orders[0].extras[0].product",
    ),
    ("invoices.create", (NewSale(id=ID, orders=()),), InvalidInput, "orders"),
    (
        "invoices.create",
        (NewSale(id="1", orders=(BilledOrder(order=ID),)),),
        InvalidId,
        "sale.id",
    ),
    ("invoices.change_delivery_status", (ID, ""), InvalidInput, "status"),
    ("clients.find", ("  ",), InvalidInput, "document"),
    (
        "products.create",
        (NewProduct(name="x", price=Decimal(1), category="Bebidas"),),
        InvalidId,
        "product.category",
    ),
    ("products.provider_menu", ("",), InvalidInput, "source"),
    (
        "expenses.create",
        (NewExpense(type=ID, description="x", subtotal=9.9, date=NOON),),  # type: ignore[arg-type]
        InexactMoney,
        "body.subtotal",
    ),
]


@pytest.mark.parametrize(("call", "args", "error", "field"), BAD)
def test_a_bad_argument_is_refused_before_anything_leaves(
    call: str, args: tuple[Any, ...], error: type[LoggroError], field: str
) -> None:
    """The error names the argument, and no request is made."""
    script = Script(None)
    kwargs = {"cause": ""} if call == "orders.cancel" else {}
    with (
        RestobarClient(**WHO, transport=script.transport) as pos,
        pytest.raises(error) as caught,
    ):
        settle(reach(pos, call)(*args, **kwargs))

    assert field == caught.value.field  # type: ignore[attr-defined]
    assert (0, []) == (script.logins, script.requests)


def test_a_report_needs_its_beginning() -> None:
    """An end alone is refused like in every list."""
    with pytest.raises(InvalidDate):
        NAMESPACES["reports"].production(until=date(2026, 11, 30))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "row",
    [
        restobar.unit({"_id": ID, "name": "Gramo", "otro": [1]}),
        OpenRecord({"_id": ID, "name": "Gramo", "otro": [1]}),
        {"_id": ID, "name": "Gramo", "otro": [1]},
    ],
)
def test_a_row_goes_back_whole_whatever_holds_it(row: Any) -> None:
    """A typed row, an open one or a plain dict: the same bytes, unknown fields included."""
    script = Script({"message": "ok"})
    with RestobarClient(**WHO, transport=script.transport) as pos:
        pos.units.update(row)

    assert {"_id": ID, "name": "Gramo", "otro": [1]} == sent(script.requests[0])[3]


class TestLogin:
    """A credential can be tried on its own."""

    @pytest.mark.parametrize("password", ["secreta", Secret("secreta")])
    def test_it_tells_who_it_is_without_a_session(self, password: str | Secret) -> None:
        """One request, without a token; the answer shows no token."""
        script = Script(None)
        with RestobarClient(**WHO, transport=script.transport) as pos:
            found = pos.login("caja@arepera.example", password)

        assert (LOGIN["_id"], LOGIN["tokenCurrent"]) == (found.id, found.token)
        assert LOGIN["tokenCurrent"] not in repr(found)
        assert (1, []) == (script.logins, script.requests)

    def test_the_twin_does_the_same(self) -> None:
        """Awaited."""
        script = Script(None)

        async def call() -> Any:
            async with AsyncRestobarClient(**WHO, transport=script.async_transport) as pos:
                return await settle_async(pos.login("caja@arepera.example", "secreta"))

        assert LOGIN["_id"] == run(call).id

    def test_a_read_only_client_may_log_in(self) -> None:
        """It changes nothing that matters."""
        script = Script(None)
        with RestobarClient(**WHO, read_only=True, transport=script.transport) as pos:
            assert LOGIN["_id"] == pos.login("caja@arepera.example", "secreta").id

    @pytest.mark.parametrize(("email", "password"), [("", "x"), ("a@b.co", " ")])
    def test_an_empty_credential_is_refused(self, email: str, password: str) -> None:
        """The server would answer 500; the value is not told."""
        script = Script(None)
        with (
            RestobarClient(**WHO, transport=script.transport) as pos,
            pytest.raises(InvalidInput),
        ):
            pos.login(email, password)

        assert 0 == script.logins


def test_a_raw_call_returns_the_answer_with_its_status() -> None:
    """`with_raw_response` has the same calls, `request` and `login` among them."""
    script = Script({"message": "ok"})
    with RestobarClient(**WHO, transport=script.transport) as pos:
        raw = pos.with_raw_response
        answers: Mapping[str, Any] = {
            "call": raw.units.delete(ID),
            "request": raw.request("DELETE", f"/units/{ID}"),
        }

    assert {"call": 200, "request": 200} == {name: each.status for name, each in answers.items()}
    assert {"message": "ok"} == answers["call"].parse().fields == answers["request"].parse()
