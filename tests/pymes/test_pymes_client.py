# SPDX-License-Identifier: MIT
"""The Pymes clients themselves: token, modules, environment, options, secrets."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from loggro_integration import AsyncPymesClient, PymesClient, RetryPolicy, SendPolicy, errors
from loggro_integration.days import BOGOTA
from loggro_integration.exact_json import loads
from loggro_integration.http import Override
from loggro_integration.secret import Secret
from loggro_integration.wire import OpenRecord, pymes
from loggro_integration.wire.pymes import NewExitLine
from pymes.pymes_cases import ROW, UUID, wrapped
from restobar.kit import Clock, Script, run

MODULES = ["compras", "facturacion", "financiero", "inventario", "organizacion"]


def test_the_environment_makes_a_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """Token and address come from the variables, read at the call."""
    monkeypatch.setenv("LOGGRO_PYMES_TOKEN", "t")
    monkeypatch.setenv("LOGGRO_PYMES_URL", "https://other.example/apik/")
    script = Script(wrapped(ROW))
    with PymesClient.from_env(transport=script.transport) as books:
        list(books.payment_terms.list())

    expected = "https://other.example/apik/loggro-facturacion/v1/formas-de-pago"
    assert expected == str(script.requests[0].url)


def test_the_environment_makes_an_asynchronous_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin reads the same variables."""
    monkeypatch.setenv("LOGGRO_PYMES_TOKEN", "t")
    monkeypatch.delenv("LOGGRO_PYMES_URL", raising=False)
    script = Script(wrapped(ROW))

    async def call() -> list[Any]:
        async with AsyncPymesClient.from_env(transport=script.async_transport) as books:
            return [row async for row in books.payment_terms.list()]

    assert 1 == len(run(call))
    assert script.requests[0].url.host == "api.loggro.com"


@pytest.mark.parametrize("value", [None, "", " "])
def test_a_missing_token_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    """Whoever forgot the variable reads which one and where the token is made."""
    monkeypatch.delenv("LOGGRO_PYMES_TOKEN", raising=False)
    if value is not None:
        monkeypatch.setenv("LOGGRO_PYMES_TOKEN", value)

    with pytest.raises(errors.ConfigurationError, match="LOGGRO_PYMES_TOKEN") as caught:
        PymesClient.from_env()

    assert "Integraciones" in str(caught.value.hint)


@pytest.mark.parametrize("kind", [PymesClient, AsyncPymesClient])
@pytest.mark.parametrize("token", ["", " ", None, 7])
def test_an_empty_token_is_refused_at_once(kind: type[PymesClient], token: Any) -> None:
    """Nothing is sent with it, and its value is not shown."""
    with pytest.raises(errors.InvalidInput) as caught:
        kind(token=token)

    assert ("token", None) == (caught.value.field, caught.value.value)
    assert caught.value.hint is not None


def test_a_function_that_gives_no_token_is_refused_when_asked() -> None:
    """What a function gives is checked before the first call, and nothing leaves."""
    script = Script([])
    with (
        PymesClient(token=lambda: "", transport=script.transport) as books,
        pytest.raises(errors.InvalidInput),
    ):
        list(books.sellers.list())

    assert [] == script.requests


@pytest.mark.parametrize("token", ["t", Secret("t"), lambda: Secret("t")])
def test_a_token_may_be_text_a_secret_or_a_function(token: Any) -> None:
    """All three reach the header."""
    script = Script(wrapped())
    with PymesClient(token=token, transport=script.transport) as books:
        list(books.sellers.list())

    assert "Bearer t" == script.requests[0].headers["authorization"]


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_its_base_below_the_address(module: str) -> None:
    """Five modules stand below one address, with or without its final slash."""
    script = Script({})
    with PymesClient(
        token="t", transport=script.transport, base_url="https://api.loggro.com/apik/"
    ) as books:
        books.request("GET", "/v1/x", module=module, policy=SendPolicy.READ)

    assert f"https://api.loggro.com/apik/loggro-{module}/v1/x" == str(script.requests[0].url)


def test_a_module_and_a_call_can_stand_elsewhere() -> None:
    """Part of the map is inferred: a module's base and a call's base and path are settings."""
    script = Script(wrapped())
    with PymesClient(
        token="t",
        transport=script.transport,
        modules={"financiero": "https://money.example"},
        overrides={
            "sales.list": Override(base_url="https://sales.example", path="/v2/ventas"),
            "sellers.list": Override(path="/v1/vendedores/todos"),
        },
    ) as books:
        list(books.cash_boxes.list())
        list(books.sales.list(number="FE1"))
        list(books.sellers.list())

    assert [
        "https://money.example/v1/cajas",
        "https://sales.example/v2/ventas",
        "https://api.loggro.com/apik/loggro-facturacion/v1/vendedores/todos",
    ] == [str(request.url).partition("?")[0] for request in script.requests]


def test_a_module_that_nobody_named_is_a_mistake_of_the_settings() -> None:
    """The error says which module has no base."""
    with (
        PymesClient(token="t", transport=Script({}).transport) as books,
        pytest.raises(errors.ConfigurationError, match="nomina"),
    ):
        books.request("GET", "/v1/x", module="nomina", policy=SendPolicy.READ)


def test_a_list_walks_through_its_pages() -> None:
    """Pages count from 1, 100 rows each, until the total is reached."""
    rows = [{"uuid": f"{UUID}-{number}"} for number in range(150)]
    total = {"pagination": {"total": 150}}
    script = Script(
        {"contenido": rows[:100], "metadata": total}, {"contenido": rows[100:], "metadata": total}
    )
    with PymesClient(token="t", transport=script.transport) as books:
        found = list(books.sales.list(since=date(2026, 11, 1), until=date(2026, 11, 30)))

    assert rows == [dict(row.fields) for row in found]
    assert ["1", "2"] == [request.url.params["page"] for request in script.requests]


def test_items_count_their_pages_from_zero() -> None:
    """The odd one: ``pagina`` from 0, wrapped in a Spring page."""
    rows = [{"uuid": f"{UUID}-{number}"} for number in range(3)]

    def wrap(part: list[Any]) -> dict[str, Any]:
        return {"contenido": {"content": part, "totalElements": 3, "last": False}}

    script = Script(wrap(rows[:2]), wrap(rows[2:]))
    with PymesClient(token="t", transport=script.transport) as books:
        found = [item.uuid for item in books.items.list(page_size=2)]

    assert [row["uuid"] for row in rows] == found
    assert ["0", "1"] == [request.url.params["pagina"] for request in script.requests]


@pytest.mark.parametrize("kind", [PymesClient, AsyncPymesClient])
def test_a_client_shows_no_secret_and_does_not_pickle(kind: type[PymesClient]) -> None:
    """Neither repr nor a pickle may carry the token away."""
    client = kind(token="hush.hush.hush")

    assert f"{kind.__name__}('https://api.loggro.com/apik')" == repr(client)
    assert "loggro_integration" == kind.__module__
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(client)


def test_options_and_raw_answers() -> None:
    """A second client with another policy, and the answer with its head."""
    script, clock = Script((500, {"errores": []})), Clock()
    with PymesClient(
        token="t", transport=script.transport, clock=clock, sleep=clock.sleep
    ) as books:
        once = books.with_options(timeout=3, retry=RetryPolicy(attempts=1))
        with pytest.raises(errors.Unavailable):
            list(once.sellers.list())
        script.answers = [wrapped(ROW)]
        raw = books.with_raw_response.sellers.list()
        asked = books.with_raw_response.request("GET", "/v1/x", policy=SendPolicy.READ)

    assert 1 + 2 == len(script.requests)
    assert (200, 1) == (raw.status, len(raw.parse().items))
    assert wrapped(ROW) == asked.parse()


def test_options_and_raw_answers_of_the_asynchronous_client() -> None:
    """The twin has the same doors."""
    script = Script(wrapped(ROW))

    async def call() -> tuple[Any, ...]:
        async with AsyncPymesClient(token="t", transport=script.async_transport) as books:
            fast = books.with_options(timeout=3)
            raw = await fast.with_raw_response.sellers.list()
            asked = await books.with_raw_response.request("GET", "/v1/x", policy=SendPolicy.READ)
            plain = await books.request("GET", "/v1/x", policy=SendPolicy.READ)
            return raw.parse().total, asked.parse(), plain, repr(books)

    total, asked, plain, shown = run(call)

    assert 1 == total
    assert asked == plain == wrapped(ROW)
    assert "AsyncPymesClient" in shown


def test_a_read_only_client_refuses_an_undeclared_call() -> None:
    """A call that is not declared a read is a write."""
    script = Script({})
    with (
        PymesClient(token="t", transport=script.transport, read_only=True) as books,
        pytest.raises(errors.ConfigurationError, match="only reads"),
    ):
        books.request("PUT", "/v1/ingresos", json={})

    assert [] == script.requests


def test_a_foreign_http_client_still_sends_the_content_type() -> None:
    """The header that Pymes demands leaves also through a client of the user's."""
    script = Script(wrapped())
    with (
        httpx.Client(transport=script.transport) as mine,
        PymesClient(token="t", http_client=mine) as books,
    ):
        list(books.sellers.list())

    assert "application/json" == script.requests[0].headers["content-type"]


def test_a_log_at_debug_holds_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    """Token, customer and number do not reach a log record."""
    caplog.set_level(logging.DEBUG)
    script = Script(wrapped())
    with PymesClient(token="hush.hush.hush", transport=script.transport) as books:
        list(books.sales.list(number="FE123", customer_id="1020304050"))

    for secret in ("hush.hush.hush", "FE123", "1020304050"):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("call", "field", "kind", "value"),
    [
        (
            lambda books: books.sales.list(since=date(2026, 12, 1), until=date(2026, 11, 1)),
            "until",
            errors.InvalidDate,
            "2026-11-01",
        ),
        (
            lambda books: books.sales.list(since=datetime(2026, 12, 1, tzinfo=BOGOTA)),
            "since",
            errors.InvalidDate,
            "2026-12-01 00:00:00-05:00",
        ),
        (
            lambda books: books.balances.receipts(until="2026-12-01"),
            "until",
            errors.InvalidDate,
            "2026-12-01",
        ),
        (
            lambda books: books.numbering_ranges.of_establishment(""),
            "uuid",
            errors.InvalidInput,
            "",
        ),
        (lambda books: books.taxes.list(" "), "transaction", errors.InvalidInput, " "),
        (lambda books: list(books.taxes.list("..")), "transaccion", errors.InvalidId, ".."),
        (lambda books: books.sellers.list(page_size=101), "page_size", errors.InvalidInput, "101"),
        (lambda books: books.items.list(page_size=0), "page_size", errors.InvalidInput, "0"),
    ],
)
def test_bad_input_is_refused_before_anything_is_sent(
    call: Callable[[PymesClient], Any], field: str, kind: type[Exception], value: str | None
) -> None:
    """Class, field and value are exact, and nothing left."""
    script = Script(wrapped())
    with (
        PymesClient(token="t", transport=script.transport) as books,
        pytest.raises(errors.InvalidInput) as caught,
    ):
        call(books)

    assert kind is type(caught.value)
    assert (field, value) == (caught.value.field, caught.value.value)
    assert [] == script.requests


def exit_of(quantity: Any) -> list[NewExitLine]:
    """Make the only line of a stock exit."""
    return [NewExitLine(code="A01", quantity=quantity)]


PLACE: dict[str, Any] = {"warehouse": UUID, "establishment_code": "001"}
INSTANT: Any = datetime(2026, 11, 20, tzinfo=BOGOTA)


@pytest.mark.parametrize(
    ("call", "field", "kind"),
    [
        (lambda books: books.availability.list([], **PLACE), "codes", errors.InvalidInput),
        (lambda books: books.availability.list("A01", **PLACE), "codes", errors.InvalidInput),
        (lambda books: books.availability.list(["A"] * 101, **PLACE), "codes", errors.InvalidInput),
        (lambda books: books.stock_exits.create("Sede", []), "lines", errors.InvalidInput),
        (
            lambda books: books.stock_exits.create("Sede", [{"codigoItem": "A"}]),
            "lines",
            errors.InvalidInput,
        ),
        (
            lambda books: books.stock_exits.create("Sede", exit_of(Decimal(0))),
            "quantity",
            errors.InvalidAmount,
        ),
        (
            lambda books: books.stock_exits.create("Sede", exit_of(1.5)),
            "quantity",
            errors.InexactMoney,
        ),
        (
            lambda books: books.stock_exits.create(" ", exit_of(Decimal(1))),
            "establishment",
            errors.InvalidInput,
        ),
        (lambda books: books.customers.create({}), "customer", errors.InvalidInput),
        (lambda books: books.customers.create([1]), "customer", errors.InvalidInput),
        (lambda books: books.customers.create({"id": 1}), "id_type", errors.InvalidInput),
        (lambda books: books.customers.create({"tipoId": "13"}), "id", errors.InvalidInput),
        (lambda books: books.customers.create({"tipoId": True}), "id_type", errors.InvalidInput),
        (lambda books: books.customers.update({"nombre": "x"}), "id_type", errors.InvalidInput),
        (lambda books: books.customers.update({"a": 1}, uuid=" "), "uuid", errors.InvalidInput),
        (lambda books: books.sellers.create({"nombre": "x"}), "id", errors.InvalidInput),
        (lambda books: books.sellers.create({"id": "1", "x": 1.5}), "value", errors.InvalidInput),
        (lambda books: books.sellers.update("", {"a": 1}), "uuid", errors.InvalidInput),
        (lambda books: books.items.save({"a": 1}), "code", errors.InvalidInput),
        (lambda books: books.items.find(""), "code", errors.InvalidInput),
        (lambda books: books.items.get(""), "item", errors.InvalidInput),
        (lambda books: books.currencies.find(""), "code", errors.InvalidInput),
        (
            lambda books: books.price_lists.save_product("L1", "", {"a": 1}),
            "product",
            errors.InvalidInput,
        ),
        (lambda books: books.receipts.create({}), "receipt", errors.InvalidInput),
        (
            lambda books: books.receipts.create({"a": 1}, customer_id=" "),
            "customer_id",
            errors.InvalidInput,
        ),
        (
            lambda books: books.receipts.create({"a": 1}, customer_id="1", day=INSTANT),
            "since",
            errors.InvalidDate,
        ),
        (
            lambda books: books.receivables_ageing.list(modified_since=INSTANT),
            "modified_since",
            errors.InvalidDate,
        ),
        (
            lambda books: books.payables_ageing.of_supplier(modified_since="2026-11-20"),
            "modified_since",
            errors.InvalidDate,
        ),
    ],
)
def test_a_bad_body_or_key_is_refused_before_anything_is_sent(
    call: Callable[[PymesClient], Any], field: str, kind: type[Exception]
) -> None:
    """Class and field are exact, the way out is told, and nothing left."""
    script = Script(wrapped())
    with (
        PymesClient(token="t", transport=script.transport) as books,
        pytest.raises(errors.InvalidInput) as caught,
    ):
        call(books)

    assert (kind, field) == (type(caught.value), caught.value.field)
    assert caught.value.hint is not None
    assert [] == script.requests


@pytest.mark.parametrize(
    ("call", "route"),
    [
        (lambda books: books.customers.update({"uuid": UUID}), f"clientes/{UUID}"),
        (lambda books: books.customers.update({"a": 1}, uuid=UUID), f"clientes/{UUID}"),
        (lambda books: books.customers.create({"tipoId": 31, "id": 900}), "tipoId=31&id=900"),
        (
            lambda books: books.customers.create({"nit": "900"}, id_type="31", id="900"),
            "tipoId=31&id=900",
        ),
        (lambda books: books.sellers.create({"cedula": "1"}, id="1"), "buscarId?id=1"),
        (lambda books: books.cash_boxes.create({"nombre": "x"}, code="C9"), "codigo/C9"),
        (lambda books: books.items.save({"a": 1}, code="A9"), "items/A9"),
        (lambda books: books.bank_accounts.create({"a": 1}, number="45"), "numeroCuenta=45"),
    ],
)
def test_a_key_may_be_told_apart_from_the_body(
    call: Callable[[PymesClient], Any], route: str
) -> None:
    """Names inside a body are inferred: the key can be given apart, and may be a number."""
    script = Script(httpx.ReadError("reset"))
    with PymesClient(token="t", transport=script.transport) as books:
        with pytest.raises(errors.OutcomeUnknown) as caught:
            call(books)
        lookup: Any = caught.value.lookup
        script.answers = [wrapped({"uuid": UUID})]
        books.run(lookup)

    assert route in str(script.requests[-1].url)


def test_a_row_that_was_read_can_be_sent_back() -> None:
    """A record of an answer is a body too, and goes back as it came."""
    row = OpenRecord({"uuid": UUID, "tipoId": "31", "id": "900", "cupo": Decimal("1.50")})
    script = Script({"datos": UUID})
    with PymesClient(token="t", transport=script.transport) as books:
        books.customers.update(row)
        books.items.save(pymes.item({"uuid": UUID, "codigo": 7, "precioVta": "2.50"}))

    assert row.fields == loads(script.requests[0].content)
    assert {"uuid": UUID, "codigo": 7, "precioVta": "2.50"} == loads(script.requests[1].content)


def test_a_receipt_without_its_customer_has_no_look_up() -> None:
    """Nothing finds it then; the error says so by its empty look-up."""
    script = Script((500, {}))
    with (
        PymesClient(token="t", transport=script.transport) as books,
        pytest.raises(errors.OutcomeUnknown) as caught,
    ):
        books.receipts.create({"valor": 1})

    assert caught.value.lookup is None


def test_ageing_keeps_two_rows_of_one_customer() -> None:
    """A uuid there may be the customer's: only a row that comes twice word by word is dropped."""
    one, two = {"uuid": UUID, "saldo": 1}, {"uuid": UUID, "saldo": 2}
    script = Script(wrapped(one, two, one))
    with PymesClient(token="t", transport=script.transport) as books:
        found = [row.fields for row in books.receivables_ageing.list()]

    assert [one, two] == found


def test_purchases_keep_every_row() -> None:
    """Two equal lines of one purchase are two lines."""
    row = {"uuid": UUID, "item": "Harina"}
    script = Script(wrapped(row, row))
    with PymesClient(token="t", transport=script.transport) as books:
        assert 2 == len(list(books.purchases.list()))
