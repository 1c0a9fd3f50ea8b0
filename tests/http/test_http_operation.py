# SPDX-License-Identifier: MIT
"""Operations are data: paths, queries, bodies, addresses."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from loggro_integration import errors
from loggro_integration.http import (
    RESTOBAR_SWITCH,
    Engine,
    Operation,
    Override,
    PagedOperation,
    SendPolicy,
    Upload,
    as_is,
    request,
)
from loggro_integration.secret import Secret
from peers.replies import BASE, Reply, Runner, Server, run_in_asyncio, run_synchronously

both = pytest.mark.parametrize("run", [run_synchronously, run_in_asyncio])


class Status(str, Enum):  # noqa: UP042 (the form of our open enums)
    PAID = "Pagada"


def get(route: str = "/invoices", **fields: Any) -> Operation[Any]:
    return Operation("GET", route, policy=SendPolicy.READ, read=as_is, **fields)


def sent(operation: Operation[Any], **options: Any) -> Any:
    """Return the request that an operation becomes."""
    server = Server(Reply(200, {}))
    run_synchronously(server, operation, **options)
    return server.requests[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5f0000000000000000000001", "/invoices/5f0000000000000000000001"),
        (123, "/invoices/123"),
        ("a/b", "/invoices/a%2Fb"),
        ("a?b#c", "/invoices/a%3Fb%23c"),
        ("..%2F", "/invoices/..%252F"),
        (Status.PAID, "/invoices/Pagada"),
        ("Ñandú 45", "/invoices/%C3%91and%C3%BA%2045"),
    ],
)
def test_path_values_are_escaped(value: str | int, expected: str) -> None:
    """A value never leaves its segment."""
    url = sent(get("/invoices/{id}", path={"id": value})).url

    assert expected == url.raw_path.decode()


@pytest.mark.parametrize("value", ["", ".", "..", "a\nb", "a\x00", True, None, 1.5])
def test_path_values_that_would_change_the_route_are_refused(value: Any) -> None:
    """Nothing is built, and the error names the argument."""
    with pytest.raises(errors.InvalidId) as told:
        get("/invoices/{id}", path={"id": value})

    assert "id" == told.value.field


@pytest.mark.parametrize("path", [{}, {"id": "1", "more": "2"}, {"other": "1"}])
def test_path_values_must_be_those_of_the_template(path: dict[str, str]) -> None:
    """A missing or unknown name is a mistake of the caller."""
    with pytest.raises(errors.InvalidInput, match="takes"):
        get("/invoices/{id}", path=path)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("FE 123&x", "q=FE+123%26x"),
        (True, "q=true"),
        (False, "q=false"),
        (0, "q=0"),
        (Decimal("1E+3"), "q=1000"),
        (Decimal("0.10"), "q=0.10"),
        (date(2026, 11, 1), "q=2026-11-01"),
        (
            datetime(2026, 11, 1, 0, 0, tzinfo=timezone(timedelta(hours=-5))),
            "q=2026-11-01T05%3A00%3A00.000Z",
        ),
        (datetime(2026, 11, 1, 5, 0, 0, 999999, tzinfo=UTC), "q=2026-11-01T05%3A00%3A00.999Z"),
        (Status.PAID, "q=Pagada"),
        (["a", "b"], "q=a&q=b"),
        ((), ""),
        (None, ""),
        ("", "q="),
    ],
)
def test_query_values_are_rendered(value: Any, expected: str) -> None:
    """Each type has one form; `None` and an empty sequence are left out."""
    assert expected == sent(get(query={"q": value})).url.query.decode()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.5, errors.InexactMoney),
        (datetime(2026, 11, 1), errors.InvalidDate),  # noqa: DTZ001 (the refused form)
        (Decimal("NaN"), errors.InvalidInput),
        (object(), errors.InvalidInput),
        ([b"bytes"], errors.InvalidInput),
    ],
)
def test_query_values_without_form_are_refused(
    value: Any, expected: type[errors.InvalidInput]
) -> None:
    """Nothing is sent, and the error names the parameter."""
    server = Server(Reply(200, {}))

    with pytest.raises(expected) as told:
        run_synchronously(server, get(query={"total": value}))

    assert expected is type(told.value)
    assert "total" == told.value.field
    assert [] == server.requests


@both
def test_json_bodies_keep_their_decimals(run: Runner) -> None:
    """Amounts are written digit by digit, in UTF-8."""
    server = Server(Reply(200, {}))
    body = {"name": "Arepa ñ", "total": Decimal("54000.10"), "lines": [{"n": 1}], "none": None}

    run(server, Operation("POST", "/orders", json=body, read=as_is))

    (received,) = server.requests
    expected = '{"name":"Arepa ñ","total":54000.10,"lines":[{"n":1}],"none":null}'
    assert expected == received.content.decode()
    assert "application/json" == received.headers["content-type"]


def test_a_json_body_may_be_a_list() -> None:
    """Bodies are whatever JSON is, `null` apart: `None` is no body."""
    with_list = sent(Operation("POST", "/orders", json=[{"group": "x"}], read=as_is))
    without = sent(Operation("POST", "/orders", read=as_is))

    assert b'[{"group":"x"}]' == with_list.content
    assert (b"", None) == (without.content, without.headers.get("content-type"))


def test_floats_in_a_body_are_refused() -> None:
    """Money as a binary float never leaves."""
    server = Server(Reply(200, {}))

    with pytest.raises(errors.InexactMoney):
        run_synchronously(server, Operation("POST", "/orders", json={"total": 0.1}, read=as_is))

    assert [] == server.requests


@pytest.mark.parametrize(
    "fields",
    [
        {"route": "/invoices/{id}", "path": {"id": "s3cr3t\ud800"}},
        {"query": {"q": "s3cr3t\ud800"}},
    ],
    ids=["path", "query"],
)
def test_text_that_is_no_utf8_is_refused(fields: dict[str, Any]) -> None:
    """Half of a surrogate pair cannot be sent; the error does not drag the text along."""
    server = Server(Reply(200, {}))

    with pytest.raises(errors.InvalidInput) as told:
        run_synchronously(server, get(**fields))

    assert [] == server.requests
    assert told.value.__context__ is None
    assert "s3cr3t" not in repr(vars(told.value))


def test_headers_of_an_operation_are_checked_too() -> None:
    """A line break in a key would be quoted by the library."""
    server = Server(Reply(200, {}))

    with pytest.raises(errors.ConfigurationError) as told:
        run_synchronously(server, get(headers={"x-api-key": "s3cr3t\n"}))

    assert [] == server.requests
    assert "s3cr3t" not in str(told.value)


def test_forms_are_sent_as_multipart() -> None:
    """Texts and files, with the boundary of the library although the client sets a type."""
    form = {"name": "menu", "file": Upload("menu.csv", b"a;b", "text/csv")}
    operation = Operation("POST", "/import", form=form, read=as_is)

    received = sent(operation, headers={"Content-Type": "application/json"})

    assert received.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'filename="menu.csv"\r\nContent-Type: text/csv\r\n\r\na;b' in received.content
    assert b'name="name"\r\n\r\nmenu' in received.content


def test_bodies_of_another_kind_are_sent_as_they_are() -> None:
    """Bytes with their own header, and an answer that is not JSON."""
    operation = Operation(
        "POST",
        "/service",
        content=b"<a/>",
        headers={"content-type": "application/xml"},
        decode=bytes,
        read=bytes.decode,
        policy=SendPolicy.READ,
    )
    server = Server(Reply(200, b"<b/>"))

    value = run_synchronously(server, operation)

    assert "<b/>" == value
    assert b"<a/>" == server.requests[0].content
    assert "application/xml" == server.requests[0].headers["content-type"]


def test_headers_of_the_client_go_with_every_call() -> None:
    """Pymes answers 415 to a GET without Content-Type."""
    headers = sent(get(), headers={"Content-Type": "application/json"}).headers

    assert "application/json" == headers["content-type"]
    assert "application/json" == headers["accept"]


def test_the_user_agent_names_the_program() -> None:
    """Loggro can tell who calls."""
    plain = sent(get()).headers["user-agent"]
    named = sent(get(), app_info="caja/2.1").headers["user-agent"]

    assert plain.startswith("loggro-integration/")
    assert f"{plain} (caja/2.1)" == named


@pytest.mark.parametrize("options", [{"app_info": "a\nb"}, {"headers": {"X-Shop": "La 45\r\n"}}])
def test_headers_that_cannot_be_sent_are_refused(options: dict[str, Any]) -> None:
    """A line break would open another header."""
    with pytest.raises(errors.ConfigurationError):
        Engine(BASE, **options)


def test_operations_pickle() -> None:
    """An operation of functions of a module survives, look-up included."""
    operation = Operation(
        "POST",
        "/invoices/{id}/void",
        path={"id": "1"},
        query={"since": date(2026, 11, 1)},
        json={"total": Decimal("1.10")},
        read=as_is,
        lookup=get("/invoices/{id}", path={"id": "1"}),
    )

    assert operation == pickle.loads(pickle.dumps(operation))


def test_page_requests_pickle() -> None:
    """The next request is data."""
    paged = PagedOperation("GET", "/clients", read_item=as_is, style=RESTOBAR_SWITCH)
    copy = pickle.loads(pickle.dumps(paged.at(3)))

    assert paged.at(3) == copy
    assert (3, 1) == (copy.read({"data": [1], "count": 1}).number, copy.query["pagination"] + 0)


def test_an_operation_with_a_secret_does_not_pickle() -> None:
    """A log-in cannot be written to a queue by mistake."""
    with pytest.raises(TypeError, match="Secret"):
        pickle.dumps(Operation("POST", "/login", json={"password": Secret("abc")}, read=as_is))


def test_the_repr_shows_no_value() -> None:
    """Arguments and bodies may be personal or secret."""
    shown = repr(
        Operation(
            "GET",
            "/clients/{id}",
            path={"id": "1020304050"},
            query={"email": "ana@example.com"},
            json={"password": "abcd"},
            headers={"x-api-key": "abcd"},
            form={"file": Upload("cert.p12", b"abcd")},
            read=as_is,
        )
    )

    assert "Operation(method='GET', route='/clients/{id}'" in shown
    assert not [value for value in ("1020304050", "ana@", "abcd") if value in shown]
    assert "abcd" not in repr(Upload("cert.p12", b"abcd"))


def test_a_raw_call_counts_as_write_unless_declared() -> None:
    """The verb says nothing about what a repeat would do."""
    assert SendPolicy.WRITE is request("get", "/roles").policy
    assert "GET" == request("get", "/roles").method
    assert SendPolicy.READ is request("POST", "/search", policy=SendPolicy.READ).policy


@pytest.mark.parametrize(
    "path", ["roles", "", "/a/../b", "/a?b=c", "/a#b", "/a b", "/{id}", "https://x.test/", "/ñ"]
)
def test_a_raw_path_must_be_ready_to_send(path: str) -> None:
    """The path of a raw call is literal: no query, no template, no way up."""
    with pytest.raises(errors.InvalidInput) as told:
        request("GET", path)

    assert "path" == told.value.field


@pytest.mark.parametrize(
    "url",
    [
        "http://api.pirpos.com",
        "ftp://api.pirpos.com",
        "api.pirpos.com",
        "",
        "https://",
        "https://user:pass@api.pirpos.com",
        "https://api.pirpos.com?x=1",
        "https://api.pirpos.com#x",
        "https://api.pirpos.com:port",
        "https://[::1",
        "https://api.pir pos.com",
        "https://api.pirpos.com\n",
    ],
)
def test_base_urls_that_cannot_be_used_are_refused(url: str) -> None:
    """Https only, and nothing in it that would be lost or printed."""
    with pytest.raises(errors.ConfigurationError) as told:
        Engine(url)

    assert "pass" not in str(told.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost", "http://127.9.9.9"]
)
def test_loopback_needs_no_tls(url: str) -> None:
    """The sandbox runs on this machine."""
    assert repr(Engine(url)) == f"Engine({url!r})"


def test_modules_have_their_own_base() -> None:
    """The base is chosen by the operation's module."""
    modules = {"facturacion": "https://f.example.test/apik/loggro-facturacion/"}

    url = sent(get("/v1/vendedores", module="facturacion"), modules=modules).url

    assert "https://f.example.test/apik/loggro-facturacion/v1/vendedores" == str(url)


def test_a_module_without_base_is_told() -> None:
    """The error names the module and the setting."""
    with pytest.raises(errors.ConfigurationError, match="'compras'") as told:
        sent(get("/v1/items", module="compras", name="items.list"))

    assert told.value.hint is not None
    assert "overrides['items.list']" in told.value.hint.en


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        (Override(base_url="https://o.example.test/x"), "https://o.example.test/x/sales/7"),
        (Override(path="/v2/ventas/{id}"), f"{BASE}/v2/ventas/7"),
        (Override("https://o.example.test", "/v{id}"), "https://o.example.test/v7"),
    ],
)
def test_overrides_correct_one_operation(override: Override, expected: str) -> None:
    """Base and path can be set by the operation's name; others are left alone."""
    overrides = {"sales.get": override}
    operation = get("/sales/{id}", path={"id": 7}, name="sales.get")

    url = sent(operation, overrides=overrides).url
    other = sent(get("/sales", name="sales.list"), overrides=overrides).url

    assert expected == str(url)
    assert f"{BASE}/sales" == str(other)


def test_an_override_gives_a_base_to_a_module_without() -> None:
    """An operation whose module is unknown can still be sent."""
    overrides = {"items.list": Override(base_url="https://o.example.test")}

    url = sent(get("/v1/items", module="compras", name="items.list"), overrides=overrides).url

    assert "https://o.example.test/v1/items" == str(url)


@pytest.mark.parametrize("path", ["v2/{id}", "/v2", "/v2/{id}/{other}", "/a/../{id}", "/v?x={id}"])
def test_an_override_that_does_not_fit_is_told(path: str) -> None:
    """The path must take the operation's values."""
    operation = get("/sales/{id}", path={"id": 7}, name="sales.get")

    with pytest.raises(errors.ConfigurationError, match=r"sales\.get"):
        sent(operation, overrides={"sales.get": Override(path=path)})


def test_an_override_must_be_https_too() -> None:
    """A base by override is checked when the client is made."""
    with pytest.raises(errors.ConfigurationError, match=r"sales\.get"):
        Engine(BASE, overrides={"sales.get": Override(base_url="http://o.example.test")})


@both
def test_an_address_that_is_too_long_is_a_setting_to_mend(run: Runner) -> None:
    """The library's own error is no HTTP error: it is not let through, and not chained."""
    server = Server(Reply(200, {}))

    with pytest.raises(errors.ConfigurationError) as told:
        run(server, get(query={"q": "x" * 70_000}))

    assert told.value.__context__ is None
    assert [] == server.requests
