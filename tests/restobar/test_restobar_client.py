# SPDX-License-Identifier: MIT
"""The Restobar clients themselves: credentials, environment, options, secrets, closing."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
import threading
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from loggro_integration import AsyncRestobarClient, RestobarClient, RetryPolicy, SendPolicy, errors
from loggro_integration.days import BOGOTA
from loggro_integration.http import Hooks, Override, ResponseEvent
from loggro_integration.secret import Secret
from loggro_integration.wire.restobar import NewPayment
from restobar.cases import CARD, CASH, ID
from restobar.kit import Clock, Script, reach, run
from wire.samples import SALE

WHO: dict[str, Any] = {"email": "caja@arepera.example", "password": "secreta"}
VARIABLES = {
    "LOGGRO_RESTOBAR_EMAIL": "caja@arepera.example",
    "LOGGRO_RESTOBAR_PASSWORD": "secreta",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set the variables of the client, and only those."""
    for name in (*VARIABLES, "LOGGRO_RESTOBAR_URL"):
        monkeypatch.delenv(name, raising=False)

    def set_all(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return set_all


def test_the_environment_makes_a_client(environment: Callable[..., None]) -> None:
    """E-mail, password and address come from the variables, read at the call."""
    environment(**VARIABLES, LOGGRO_RESTOBAR_URL="https://other.example/api")
    script = Script([])
    with RestobarClient.from_env(transport=script.transport) as pos:
        list(pos.taxes.list())

    assert "https://other.example/api/taxes" == str(script.requests[0].url)
    assert "RestobarClient('https://other.example/api')" == repr(pos)


def test_the_environment_makes_an_asynchronous_client(environment: Callable[..., None]) -> None:
    """The twin reads the same variables."""
    environment(**VARIABLES)
    script = Script([])

    async def call() -> list[Any]:
        async with AsyncRestobarClient.from_env(transport=script.async_transport) as pos:
            return [tax async for tax in pos.taxes.list()]

    assert [] == run(call)
    assert "https://api.pirpos.com/taxes" == str(script.requests[0].url)


@pytest.mark.parametrize("missing", VARIABLES)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_variable_is_named(
    environment: Callable[..., None], missing: str, value: str | None
) -> None:
    """Whoever forgot a variable reads which one."""
    environment(**{k: v for k, v in VARIABLES.items() if k != missing})
    if value is not None:
        environment(**{missing: value})

    with pytest.raises(errors.ConfigurationError, match=missing) as caught:
        RestobarClient.from_env()

    assert missing == caught.value.code
    assert missing in str(caught.value.hint)


@pytest.mark.parametrize("kind", [RestobarClient, AsyncRestobarClient])
@pytest.mark.parametrize("field", ["email", "password"])
@pytest.mark.parametrize("value", ["", "  ", None, 7])
def test_empty_credentials_are_refused_before_anything_is_sent(
    kind: type[RestobarClient], field: str, value: Any
) -> None:
    """Null credentials would be answered 500: they never leave."""
    with pytest.raises(errors.InvalidInput) as caught:
        kind(**WHO | {field: value})

    assert field == caught.value.field
    assert caught.value.hint is not None
    assert field != "password" or caught.value.value is None


@pytest.mark.parametrize("field", ["email", "password"])
def test_a_function_that_gives_no_credential_is_refused_when_asked(field: str) -> None:
    """What a function gives is checked at the log-in, and nothing leaves."""
    script = Script([])
    with (
        RestobarClient(**WHO | {field: lambda: ""}, transport=script.transport) as pos,
        pytest.raises(errors.InvalidInput) as caught,
    ):
        list(pos.taxes.list())

    assert field == caught.value.field
    assert 0 == script.logins


@pytest.mark.parametrize("password", ["secreta", Secret("secreta"), lambda: Secret("secreta")])
def test_a_password_may_be_text_a_secret_or_a_function(password: Any) -> None:
    """All three reach the log-in as the same JSON."""
    bodies: list[bytes] = []

    def handle(request: httpx.Request) -> httpx.Response:
        bodies.append(request.content)
        answer: Any = {"tokenCurrent": "t"} if request.url.path == "/login" else []
        return httpx.Response(200, json=answer)

    with RestobarClient(
        email=lambda: "caja@arepera.example",
        password=password,
        transport=httpx.MockTransport(handle),
    ) as pos:
        list(pos.taxes.list())

    assert b'{"email":"caja@arepera.example","password":"secreta"}' == bodies[0]


@pytest.mark.parametrize("url", ["http://api.pirpos.com", "https://a:b@api.pirpos.com", "api"])
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    """Only https leaves this machine, and no address holds a password."""
    with pytest.raises(errors.ConfigurationError):
        RestobarClient(**WHO, base_url=url)


def test_threads_log_in_once() -> None:
    """Eight threads that start together share one log-in."""
    script = Script([])
    gate = threading.Barrier(8)
    with RestobarClient(**WHO, transport=script.transport) as pos:

        def work() -> None:
            gate.wait()
            list(pos.taxes.list())

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert (1, 8) == (script.logins, len(script.requests))


def test_tasks_log_in_once() -> None:
    """Eight tasks that start together share one log-in."""
    script = Script(SALE)

    async def call() -> None:
        async with AsyncRestobarClient(**WHO, transport=script.async_transport) as pos:
            await asyncio.gather(*(pos.invoices.get(ID) for _ in range(8)))

    run(call)

    assert (1, 8) == (script.logins, len(script.requests))


@pytest.mark.parametrize("kind", [RestobarClient, AsyncRestobarClient])
def test_a_client_shows_no_secret_and_does_not_pickle(kind: type[RestobarClient]) -> None:
    """Neither repr nor a pickle nor a copy may carry the credentials away."""
    client = kind(**WHO)

    assert f"{kind.__name__}('https://api.pirpos.com')" == repr(client)
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be pickled"):
            attempt(client)


def test_the_door_names_the_clients() -> None:
    """Users see the package, not its rooms."""
    assert "loggro_integration" == RestobarClient.__module__
    assert "loggro_integration" == AsyncRestobarClient.__module__


def test_options_make_a_second_client_on_the_same_session() -> None:
    """Another time-out and policy share the log-in; the first client keeps its own."""
    script = Script((500, {"message": "x"}))
    clock = Clock()
    with RestobarClient(**WHO, transport=script.transport, clock=clock, sleep=clock.sleep) as pos:
        fast = pos.with_options(timeout=3, retry=RetryPolicy(attempts=1))
        for client in (fast, pos):
            with pytest.raises(errors.Unavailable):
                client.invoices.get(ID)

    assert 1 == script.logins
    assert 1 + 3 == len(script.requests)
    assert 3 == script.requests[0].extensions["timeout"]["read"]
    assert 30 == script.requests[-1].extensions["timeout"]["read"]
    assert repr(pos) == repr(fast)


def test_options_of_the_asynchronous_client() -> None:
    """The twin shares its session likewise."""
    script = Script(SALE)

    async def call() -> str:
        async with AsyncRestobarClient(**WHO, transport=script.async_transport) as pos:
            await pos.invoices.get(ID)
            sale = await pos.with_options(timeout=3).invoices.get(ID)
            return sale.number

    assert "FV1204" == run(call)
    assert 1 == script.logins


def test_a_raw_answer_has_status_headers_and_the_value() -> None:
    """`with_raw_response` gives what the plain call hides, and the value on demand."""
    script = Script(SALE)
    with RestobarClient(**WHO, transport=script.transport) as pos:
        raw = pos.with_raw_response.invoices.get(ID)
        first = pos.with_raw_response.request("GET", "/roles", policy=SendPolicy.READ)

    assert 200 == raw.status
    assert "application/json" == raw.headers["content-type"]
    assert raw.elapsed >= 0
    assert "FV1204" == raw.parse().number
    assert SALE["_id"] == first.parse()["_id"]


def test_a_raw_answer_of_the_asynchronous_client() -> None:
    """The twin awaits it; a list sends its first page."""
    script = Script({"data": [SALE], "count": 40})

    async def call() -> tuple[Any, Any]:
        async with AsyncRestobarClient(**WHO, transport=script.async_transport) as pos:
            listed = await pos.with_raw_response.invoices.list(since=date(2026, 11, 1))
            asked = await pos.with_raw_response.request("GET", "/roles", policy=SendPolicy.READ)
            return listed.parse(), asked.parse()

    page, roles = run(call)

    assert (40, 1) == (page.total, len(page.items))
    assert 40 == roles["count"]
    assert 2 == len(script.requests)


def test_a_raw_answer_still_refuses() -> None:
    """A refusal raises there too."""
    script = Script((404, {"message": "No existe"}))
    with (
        RestobarClient(**WHO, transport=script.transport) as pos,
        pytest.raises(errors.NotFound),
    ):
        pos.with_raw_response.invoices.get(ID)


def test_a_call_that_is_not_wrapped_can_be_sent() -> None:
    """`request` sends any path below the base and returns its exact JSON."""
    script = Script({"total": Decimal("1.10")})
    with RestobarClient(**WHO, transport=script.transport) as pos:
        answer = pos.request("post", "/roles", query={"a": 1}, json={"name": "x"})

    assert {"total": Decimal("1.10")} == answer
    request = script.requests[0]
    assert ("POST", "/roles", b"a=1") == (request.method, request.url.path, request.url.query)
    assert b'{"name":"x"}' == request.content


def test_an_undeclared_call_counts_as_a_write() -> None:
    """Without a policy nothing is repeated, and a read-only client refuses it."""
    script = Script((500, {"message": "x"}))
    pos = RestobarClient(**WHO, transport=script.transport)
    reader = RestobarClient(**WHO, transport=script.transport, read_only=True)
    with pos, pytest.raises(errors.ServerFailed):
        pos.request("GET", "/roles")
    with reader, pytest.raises(errors.ConfigurationError, match="only reads"):
        reader.request("GET", "/roles")

    assert 1 == len(script.requests)


def test_a_call_that_is_not_wrapped_can_be_awaited() -> None:
    """The twin sends it likewise."""
    script = Script({"ok": True})

    async def call() -> Any:
        async with AsyncRestobarClient(**WHO, transport=script.async_transport) as pos:
            return await pos.request("GET", "/roles", policy=SendPolicy.READ)

    assert {"ok": True} == run(call)


def test_a_read_only_client_may_allow_a_call() -> None:
    """`allow` opens one write by its name, no other."""
    script = Script(None)
    with RestobarClient(
        **WHO, transport=script.transport, read_only=True, allow={"invoices.force_send"}
    ) as pos:
        pos.invoices.force_send(ID)
        with pytest.raises(errors.ConfigurationError):
            pos.invoices.void(ID)

    assert 1 == len(script.requests)


def test_one_name_may_stand_alone() -> None:
    """A text is one name, not a collection of letters."""
    script = Script(None)
    with RestobarClient(
        **WHO, transport=script.transport, read_only=True, allow="invoices.force_send"
    ) as pos:
        pos.invoices.force_send(ID)

    assert 1 == len(script.requests)


@pytest.mark.parametrize("kind", [RestobarClient, AsyncRestobarClient])
@pytest.mark.parametrize(
    ("options", "cure"),
    [
        ({"allow": {"invoices.forcesend"}}, "invoices.force_send"),
        ({"overrides": {"cashbox.list": Override(path="/cashbox")}}, "cashboxes.list"),
        ({"allow": {"zzz"}}, "operations()"),
    ],
)
def test_a_name_that_no_call_has_is_refused(
    kind: type[Any], options: dict[str, Any], cure: str
) -> None:
    """A misspelled one would be passed over in silence; its neighbours are named."""
    with pytest.raises(errors.ConfigurationError) as caught:
        kind(**WHO, **options)

    assert caught.value.hint is not None
    assert cure in caught.value.hint.es
    assert cure in caught.value.hint.en


def test_calls_of_the_client_itself_have_names_too() -> None:
    """The log-in can be corrected like any other."""
    script = Script([])
    overrides = {"login": Override(path="/v2/login")}
    with RestobarClient(**WHO, transport=script.transport, overrides=overrides) as pos:
        list(pos.taxes.list())

    assert 1 == script.logins


def test_a_path_or_a_base_can_be_corrected_by_name() -> None:
    """An account whose routes differ is served by overrides."""
    script = Script([])
    overrides = {
        "cashboxes.list": Override(path="/cashbox"),
        "taxes.list": Override(base_url="https://other.example"),
    }
    with RestobarClient(**WHO, transport=script.transport, overrides=overrides) as pos:
        list(pos.cashboxes.list())
        list(pos.taxes.list())

    assert ["/cashbox", "/taxes"] == [request.url.path for request in script.requests]
    assert "other.example" == script.requests[1].url.host


def test_hooks_learn_the_name_of_each_call() -> None:
    """A program that measures sees which call it was, never what was in it."""
    seen: list[ResponseEvent] = []
    script = Script([])
    with RestobarClient(
        **WHO, transport=script.transport, hooks=Hooks(response=seen.append), app_info="demo/1"
    ) as pos:
        pos.invoices.find("FVE29984")

    assert ["login", "invoices.find"] == [event.operation for event in seen]
    assert "FVE29984" not in repr(seen)
    assert "demo/1" in script.requests[0].headers["user-agent"]


def test_a_foreign_http_client_is_not_closed() -> None:
    """Whoever brought the client of the HTTP library closes it."""
    script = Script([])
    with httpx.Client(transport=script.transport) as mine:
        with RestobarClient(**WHO, http_client=mine) as pos:
            list(pos.taxes.list())

        assert not mine.is_closed


def test_a_closed_client_says_so() -> None:
    """A call after closing is a mistake of the program, named."""
    pos = RestobarClient(**WHO, transport=Script([]).transport)
    pos.close()

    with pytest.raises(errors.ConfigurationError, match="closed"):
        list(pos.taxes.list())


def test_a_log_at_debug_holds_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    """Password, token and number asked for do not reach a log record."""
    caplog.set_level(logging.DEBUG)
    script = Script([], login={"tokenCurrent": "invented.token", "_id": ID})
    with RestobarClient(**WHO, transport=script.transport) as pos:
        pos.invoices.find("FVE29984")

    for secret in ("secreta", "invented.token", "FVE29984"):
        assert secret not in caplog.text


BAD_INPUT: list[tuple[Callable[[RestobarClient], Any], str, type[Exception], str | None]] = [
    (
        lambda pos: pos.invoices.list(since=date(2026, 12, 1), until=date(2026, 11, 1)),
        "until",
        errors.InvalidDate,
        "2026-11-01",
    ),
    (
        lambda pos: pos.invoices.list(since=datetime(2026, 12, 1, tzinfo=BOGOTA)),
        "since",
        errors.InvalidDate,
        "2026-12-01 00:00:00-05:00",
    ),
    (lambda pos: pos.invoices.list(since="2026-12-01"), "since", errors.InvalidDate, "2026-12-01"),
    (
        lambda pos: pos.reports.sales_invoices(since=date(2026, 12, 1), until=date(2026, 11, 1)),
        "until",
        errors.InvalidDate,
        "2026-11-01",
    ),
    (
        lambda pos: pos.cashboxes.list(until=date(2026, 12, 1)),
        "since",
        errors.InvalidDate,
        None,
    ),
    (lambda pos: pos.invoices.get("FV1204"), "invoice_id", errors.InvalidId, "FV1204"),
    (lambda pos: pos.invoices.get(None), "invoice_id", errors.InvalidId, None),
    (lambda pos: pos.invoices.force_send(""), "invoice_id", errors.InvalidId, ""),
    (lambda pos: pos.invoices.is_validated("x"), "invoice_id", errors.InvalidId, "x"),
    (
        lambda pos: pos.invoices.list(since=date(2026, 12, 1), client="1020304050"),
        "client",
        errors.InvalidId,
        "1020304050",
    ),
    (lambda pos: pos.products.list(category="Bebidas"), "category", errors.InvalidId, "Bebidas"),
    (lambda pos: pos.products.list(page_size=0), "page_size", errors.InvalidInput, "0"),
    (lambda pos: pos.products.list(page_size=101), "page_size", errors.InvalidInput, "101"),
    (lambda pos: pos.invoices.find(" "), "number", errors.InvalidNumber, " "),
    (lambda pos: pos.invoices.void(ID, reason=""), "reason", errors.InvalidInput, ""),
    (lambda pos: pos.invoices.mark_paid(ID, payments=[]), "payments", errors.InvalidInput, None),
    (
        lambda pos: pos.invoices.mark_paid(ID, payments=[{"method": CASH, "value": 1}]),
        "payments[0]",
        errors.InvalidInput,
        None,
    ),
    (
        lambda pos: pos.invoices.mark_paid(ID, payments=[paid(0)]),
        "payments[0].value",
        errors.InvalidAmount,
        "0",
    ),
    (
        lambda pos: pos.invoices.mark_paid(ID, payments=[paid(1), paid(-5)]),
        "payments[1].value",
        errors.InvalidAmount,
        "-5",
    ),
    (
        lambda pos: pos.invoices.mark_paid(ID, payments=[paid(1.5)]),
        "payments[0].value",
        errors.InexactMoney,
        "1.5",
    ),
    (
        lambda pos: pos.invoices.mark_paid(ID, payments=[paid(1, tip=-1)]),
        "payments[0].tip",
        errors.InvalidAmount,
        "-1",
    ),
    (
        lambda pos: pos.invoices.mark_paid(ID, payments=[paid(1, delivery_cost=-1)]),
        "payments[0].delivery_cost",
        errors.InvalidAmount,
        "-1",
    ),
    (
        lambda pos: pos.invoices.mark_paid(ID, payments=[paid(1, method="Efectivo")]),
        "payments[0].method",
        errors.InvalidId,
        "Efectivo",
    ),
    (
        lambda pos: pos.invoices.mark_paid(ID, payments=[paid(1)], tip=Decimal(-1)),
        "tip",
        errors.InvalidAmount,
        "-1",
    ),
    (
        lambda pos: pos.invoices.mark_paid(ID, payments=[paid(1)], tip=0.5),
        "tip",
        errors.InexactMoney,
        "0.5",
    ),
]


def paid(value: Any, **more: Any) -> NewPayment:
    """Make a payment by card."""
    return NewPayment(**{"method": CARD, "value": value} | more)


@pytest.mark.parametrize(
    ("call", "field", "kind", "value"),
    BAD_INPUT,
    ids=lambda part: getattr(part, "__name__", str(part))[:30],
)
def test_bad_input_is_refused_before_anything_is_sent(
    call: Callable[[RestobarClient], Any], field: str, kind: type[Exception], value: str | None
) -> None:
    """Class, field, value and remedy are exact, and not even the log-in left."""
    script = Script([])
    with (
        RestobarClient(**WHO, transport=script.transport) as pos,
        pytest.raises(errors.InvalidInput) as caught,
    ):
        call(pos)

    assert kind is type(caught.value)
    assert (field, value) == (caught.value.field, caught.value.value)
    assert caught.value.hint is not None or field == "page_size"
    assert (0, []) == (script.logins, script.requests)


def test_payments_may_come_from_a_generator() -> None:
    """Any iterable of payments is read once."""
    script = Script(None)
    with RestobarClient(**WHO, transport=script.transport) as pos:
        pos.invoices.mark_paid(ID, payments=(paid(value) for value in (Decimal(1), Decimal(2))))

    assert 2 == script.requests[0].content.count(b'paymentMethod"')


@pytest.mark.parametrize("call", ["invoices.list", "reports.sales_invoices"])
def test_a_filter_that_does_not_exist_is_a_mistake_of_the_program(call: str) -> None:
    """A misspelt filter would silently list everything: it raises like any wrong argument."""
    with (
        RestobarClient(**WHO, transport=Script([]).transport) as pos,
        pytest.raises(TypeError, match="customer"),
    ):
        reach(pos, call)(since=date(2026, 11, 1), customer=ID)


def test_filters_of_the_list_do_not_leak_into_the_report() -> None:
    """The report knows fewer filters than the list."""
    with (
        RestobarClient(**WHO, transport=Script([]).transport) as pos,
        pytest.raises(TypeError, match="sync_state"),
    ):
        reach(pos, "reports.sales_invoices")(since=date(2026, 11, 1), sync_state="x")


def test_a_filter_may_be_left_open() -> None:
    """`None` and false stand for "do not filter"."""
    script = Script([])
    with RestobarClient(**WHO, transport=script.transport) as pos:
        rows = reach(pos, "invoices.list")(
            since=date(2026, 11, 1), client=None, sort=None, with_paid_credits=False
        )

        assert [] == list(rows)

    assert {"dateInit", "dateEnd", "pagination", "page", "limit"} == set(
        script.requests[0].url.params
    )
