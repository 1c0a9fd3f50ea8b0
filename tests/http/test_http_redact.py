# SPDX-License-Identifier: MIT
"""Redaction by structure, and the filters on the HTTP library's loggers."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration.http import redact, redact_headers, redact_text, redact_url
from loggro_integration.http._redact import (
    EventFilter,
    UrlFilter,
    install_log_filters,
    secrets_in,
)


@pytest.mark.parametrize(
    "key",
    [
        "password",
        "Password",
        "token",
        "tokenCurrent",
        "lastTokenDevice",
        "access_token",
        "clave",
        "claveTecnica",
        "contraseña",
        "pin",
        "modifiedBy",
        "authorization",
        "Set-Cookie",
        "x-api-key",
        "document",
        "documento",
        "documentNumber",
        "idDocumentType",
        "numeroDocumento",
        "identificacion",
        "nit",
        "email",
        "e-mail",
        "correo",
        "correoElectronico",
        "phone",
        "telefono",
        "address",
        "direccion",
        "birthdate",
    ],
)
@pytest.mark.parametrize("value", ["s3cr3t", 1020304050, {"ip": "s3cr3t"}, ["s3cr3t"]], ids=str)
def test_values_of_sensitive_keys_are_masked_whole(key: str, value: Any) -> None:
    """Whatever their type, at any depth."""
    assert {"rows": [{key: "•••"}]} == redact({"rows": [{key: value}]})


def test_other_values_stay() -> None:
    """Amounts, numbers, states and absent values are what errors are read for."""
    body = {
        "number": "FE123",
        "total": 54000,
        "status": "Pagada",
        "pinned": True,
        "nitrogen": 1,
        "email": None,
        "_id": "5f0000000000000000000001",
        "message": "Pedido no encontrado",
    }

    assert body == redact(body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("escriba a ana.p+x@correo.example.co ya", "escriba a ••• ya"),
        ("token eyJhbGciOi.eyJzdWIi.c2ln vencido", "token ••• vencido"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer •••"),
        ("use Bearer abc.def", "use Bearer •••"),
        ("password=hunter2&x=1", "password=•••&x=1"),
        ('{"clave": "a b", "n": 1}', '{"clave": •••, "n": 1}'),
        ("el cliente 1020304050 y 900555111-6", "el cliente ••• y •••"),
        ("factura FE123456 por 54000", "factura FE123456 por 54000"),
        ("5f0000000000000000000001", "5f0000000000000000000001"),
    ],
)
def test_texts_are_masked_by_what_they_look_like(text: str, expected: str) -> None:
    """E-mails, tokens, assignments to secret names, document numbers."""
    assert expected == redact_text(text)


def test_known_secrets_are_masked_anywhere() -> None:
    """Even where nothing tells what they are."""
    assert "clave mala: ••• no" == redact_text("clave mala: arepa no", ["arepa"])
    assert {"echo": ["•••"], "•••": 1} == redact({"echo": ["arepa"], "arepa": 1}, ["arepa"])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.test/a", "https://x.test/a"),
        ("https://x.test/a?", "https://x.test/a?"),
        ("https://x.test/a?q=1&b", "https://x.test/a?q=•••&b=•••"),
        ("https://user:pass@x.test/a", "https://x.test/a"),
        ("https://x.test/clientes/13/1020304050/x", "https://x.test/clientes/13/•••/x"),
        ("https://x.test/1020304050-1?z=2#f", "https://x.test/•••?z=•••"),
        ("https://x.test/5f0000000000000000000001", "https://x.test/5f0000000000000000000001"),
    ],
)
def test_addresses_show_names_and_no_values(url: str, expected: str) -> None:
    """User info, query values, document numbers and fragments go."""
    assert expected == redact_url(url)


def test_headers_are_masked_by_name() -> None:
    """Credentials and cookies, in any case."""
    headers = {
        "Authorization": "Basic YQ==",
        "proxy-authorization": "x",
        "COOKIE": "a=b",
        "Set-Cookie": "a=b",
        "X-Api-Key": "k",
        "X-Auth-Token": "k",
        "Content-Type": "application/json",
        "Via": "ana@example.com",
    }

    shown = redact_headers(headers)

    assert {"Content-Type": "application/json", "Via": "•••"} == {
        name: value for name, value in shown.items() if name in ("Content-Type", "Via")
    }
    assert {"•••"} == {shown[name] for name in headers if name != "Content-Type"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["password", "tokenX", "total", "email", "rows"]) | st.text(),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
PIECES = "ana@x.co @ . eyJa.b Bearer password = : \" ' 123456 - 1 ••• pin clave & / a token , ñ"
WORDS = st.lists(st.sampled_from([" ", *PIECES.split()]), max_size=12).map("".join)


@given(JSON)
def test_redaction_is_idempotent(value: Any) -> None:
    """Applied twice it changes nothing more."""
    assert redact(value) == redact(redact(value))


@given(st.text() | WORDS)
def test_redaction_of_texts_is_idempotent(text: str) -> None:
    """The mask itself is never masked again."""
    assert redact_text(text) == redact_text(redact_text(text))


@given(WORDS | st.text())
def test_redaction_of_addresses_is_idempotent(text: str) -> None:
    """Addresses that were masked stay as they are."""
    url = f"https://x.test/{text}"

    assert redact_url(url) == redact_url(redact_url(url))


@given(JSON, st.sampled_from(["password", "tokenCurrent", "clave", "pin", "modifiedBy"]))
def test_redaction_is_complete(value: Any, key: str) -> None:
    """A secret under its key appears nowhere in the result."""
    body = {"a": [{"b": value, key: {"deep": "s3cr3t-pl4nted"}}], key: ["s3cr3t-pl4nted"]}

    assert "s3cr3t-pl4nted" not in repr(redact(body))


def test_secrets_of_a_call_are_found_by_their_keys() -> None:
    """What a call sends under a secret name may come back anywhere: it is masked by value."""
    sent = [{"password": "arepa", "pin": "1", "lines": [{"token": "queso"}], "n": 1, "x": None}]

    assert ["arepa", "queso"] == list(secrets_in(sent))


def record(name: str, message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord(name, logging.INFO, "", 1, message, arguments, None)


def test_the_url_filter_masks_what_the_library_logs() -> None:
    """Message and arguments, since handlers may read either."""
    made = record(
        "httpx",
        'HTTP Request: %s %s "%s %d %s"',
        "GET",
        httpx.URL("https://x.test/a?email=ana@example.com"),
        "HTTP/1.1",
        200,
        "S3CR3T",
    )

    passed = UrlFilter().filter(made)

    assert passed
    assert 'HTTP Request: GET https://x.test/a?email=••• "HTTP/1.1 200 •••"' == (made.getMessage())
    assert not [part for part in ("ana@", "S3CR3T") if part in repr(made.args)]


def test_the_url_filter_leaves_records_without_arguments() -> None:
    """Other records of the library pass."""
    made = logging.LogRecord("httpx", logging.INFO, "", 1, "plain %(a)s", ({"a": 1},), None)

    UrlFilter().filter(made)

    assert "plain 1" == made.getMessage()


def test_the_event_filter_keeps_the_name_only() -> None:
    """Transport events quote headers: the name of the event is enough."""
    made = record("httpcore.http11", "receive_response_headers.complete return_value=(b'%s')", "x")

    passed = EventFilter().filter(made)

    assert passed
    assert "receive_response_headers.complete" == made.getMessage()


def test_filters_are_installed_once_on_each_leaf() -> None:
    """Any number of clients, one filter a logger; on the leaves, where the records are made."""
    install_log_filters()
    install_log_filters()

    leaves = ["connection", "http11", "http2", "proxy", "socks"]
    counts = [
        sum(isinstance(each, EventFilter) for each in logging.getLogger(f"httpcore.{leaf}").filters)
        for leaf in leaves
    ]
    urls = [each for each in logging.getLogger("httpx").filters if isinstance(each, UrlFilter)]
    assert [1] * 5 == counts
    assert 1 == len(urls)
