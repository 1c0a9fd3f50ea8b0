# SPDX-License-Identifier: MIT
"""What an answer becomes: a value, or the error that says what to do."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import Any

import cattrs
import pytest
from attrs import frozen

from loggro_integration import errors
from loggro_integration.errors import Text
from loggro_integration.http import (
    FaultRow,
    FaultTable,
    Operation,
    SendPolicy,
    ServerMessage,
    as_is,
    plain_message,
)
from peers.replies import Reply, Runner, Server, raw, run_in_asyncio, run_synchronously

both = pytest.mark.parametrize("run", [run_synchronously, run_in_asyncio])
EXPRESS_404 = Reply(
    404,
    b"<!DOCTYPE html><html><head><title>Error</title></head><body><pre>Cannot GET /cashbox</pre>"
    b"</body></html>",
    {"Content-Type": "text/html; charset=utf-8"},
)
PAGE = Reply(200, b"<html>Estamos en mantenimiento</html>", {"Content-Type": "text/html"})


def read(reader: Any = as_is, **fields: Any) -> Operation[Any]:
    return Operation("GET", "/invoices", read=reader, policy=SendPolicy.READ, **fields)


def write(reader: Any = as_is, **fields: Any) -> Operation[Any]:
    return Operation("POST", "/invoices", json={}, read=reader, **fields)


def failing(
    reply: Reply, operation: Operation[Any], *rows: FaultRow, message: Any = plain_message
) -> errors.LoggroError:
    """Return the error that one answer becomes."""
    with pytest.raises(errors.LoggroError) as told:
        run_synchronously(Server(reply), operation, faults=FaultTable(rows, message))
    return told.value


@both
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"total": 54000.10}', {"total": Decimal("54000.10")}),
        (b"[]", []),
        (b"null", None),
        (b"", None),
        (b"  \n", None),
        ('"ñ"'.encode(), "ñ"),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
    ],
)
def test_json_is_read_exactly(run: Runner, body: bytes, expected: Any) -> None:
    """Numbers with a fraction are `Decimal`; an empty body is `None`."""
    value = run(Server(Reply(200, body)), read())

    assert expected == value
    assert type(expected) is type(value)


@pytest.mark.parametrize(
    "body",
    [
        PAGE.body,
        b"{",
        b"\xff\xfe\xfd",
        b"NaN",
        b'{"total": Infinity}',
        b'{"total": -Infinity}',
        b"[" * 100_000,
        b"1" * 5000,
        b"1e99999999999999999999",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_a_success_that_is_not_json_is_told(body: bytes) -> None:
    """A read met an unknown shape; a write's outcome is unknown. No foreign exception."""
    reading = failing(Reply(200, body), read())
    writing = failing(Reply(201, body), write())

    assert (errors.UnexpectedResponse, 200) == (type(reading), reading.status)
    assert (errors.UnreadableAnswer, 201) == (type(writing), writing.status)
    assert reading.__context__ is None


def test_the_media_type_is_named() -> None:
    """The caller sees that a web page came."""
    error = failing(PAGE, read())

    assert "The answer is not JSON (text/html)." == error.message
    assert "Estamos en mantenimiento" == error.body


@frozen
class Line:
    name: str
    total: int


@frozen
class Sale:
    number: str
    lines: list[Line]


def sale(body: Any) -> Sale:
    return cattrs.Converter().structure(body, Sale)


def out_of_range(body: Any) -> Any:
    raise errors.InvalidAmount("The amount is negative.", field="total", value="s3cr3t")


def contract(body: Any) -> Any:
    raise errors.ContractChanged("Sale has an unknown shape: total is missing @ $.lines[0].")


@pytest.mark.parametrize(
    ("reader", "body", "told"),
    [
        (sale, {"number": "FE1", "lines": [{"name": "Arepa"}]}, "missing @ $.lines[0].total"),
        (sale, {"number": "FE1", "lines": [{"name": "A", "total": "s3cr3t"}]}, "@ $.lines[0]"),
        (lambda body: body["_id"], {}, "required field missing @ $._id"),
        (lambda body: body["s3cr3t" * 0] + 1, {"": "s3cr3t"}, "TypeError @ $"),
        (lambda body: int(body), "s3cr3t", "ValueError @ $"),
        (lambda body: body.name, {}, "AttributeError @ $"),
        (lambda body: 1 / Decimal(body), 0, "DivisionByZero @ $"),
        (out_of_range, {}, "The amount is negative @ $"),
        (contract, {}, "total is missing @ $.lines[0]"),
    ],
)
def test_a_changed_shape_names_the_path_and_no_value(reader: Any, body: Any, told: str) -> None:
    """A read raises ContractChanged, a write UnreadableAnswer; neither shows the value."""
    reading = failing(Reply(200, body), read(reader))
    writing = failing(Reply(200, body), write(reader))

    assert (errors.ContractChanged, errors.UnreadableAnswer) == (type(reading), type(writing))
    assert told in reading.message
    assert "s3cr3t" not in reading.message + writing.message
    assert reading.__context__ is None
    assert "GET" == reading.method


def test_a_reader_may_refuse_on_purpose() -> None:
    """`200 null` for a missing client becomes the error its reader raises, told about the call."""

    def client(body: Any) -> Any:
        raise errors.NotFound("There is no such client.")

    error = failing(Reply(200, b"null"), read(client))

    assert (errors.NotFound, 200, "GET") == (type(error), error.status, error.method)


def test_a_reader_of_a_write_may_say_that_there_is_no_proof() -> None:
    """202 without the thing made: unknown, with the look-up of the operation."""
    lookup = read(name="invoices.find")

    def proof(body: Any) -> Any:
        raise errors.AcceptedWithoutProof("Accepted.", lookup=None)

    error = failing(Reply(202, {"message": {}}), write(proof, lookup=lookup))

    assert errors.AcceptedWithoutProof is type(error)
    assert lookup is error.lookup


@pytest.mark.parametrize(
    ("status", "reading", "writing"),
    [
        (302, errors.UnexpectedResponse, errors.UnreadableAnswer),
        (400, errors.InvalidRequest, errors.InvalidRequest),
        (401, errors.TokenRejected, errors.TokenRejected),
        (402, errors.PlanLimit, errors.PlanLimit),
        (403, errors.PermissionMissing, errors.PermissionMissing),
        (404, errors.NotFound, errors.NotFound),
        (405, errors.InvalidRequest, errors.InvalidRequest),
        (409, errors.Conflict, errors.Conflict),
        (410, errors.NotFound, errors.NotFound),
        (415, errors.InvalidRequest, errors.InvalidRequest),
        (418, errors.InvalidRequest, errors.InvalidRequest),
        (422, errors.InvalidRequest, errors.InvalidRequest),
        (429, errors.RateLimited, errors.RateLimited),
        (500, errors.Unavailable, errors.ServerFailed),
        (501, errors.Unavailable, errors.ServerFailed),
        (502, errors.Unavailable, errors.ServerFailed),
        (503, errors.Unavailable, errors.ServerFailed),
        (599, errors.Unavailable, errors.ServerFailed),
    ],
)
def test_unlisted_answers_fall_to_the_safe_class(
    status: int, reading: type[errors.LoggroError], writing: type[errors.LoggroError]
) -> None:
    """By status alone, where the table says nothing."""
    classes = [type(failing(Reply(status), each)) for each in (read(), write())]

    assert [reading, writing] == classes


def test_a_web_page_404_is_no_not_found() -> None:
    """The path does not exist: that says nothing about the thing looked for."""
    reading, writing = failing(EXPRESS_404, read()), failing(EXPRESS_404, write())

    assert errors.UnexpectedResponse is type(reading)
    assert errors.InvalidRequest is type(writing)
    assert "Cannot GET /cashbox" == reading.message
    assert reading.hint is not None
    assert "`overrides`" in reading.hint.es


ROWS = (
    FaultRow(401, errors.NotFound, "Pedido no encontrado", source="map", certainty="LIVE"),
    FaultRow(403, errors.PermissionMissing, r"permiso (?P<permission>[A-Z_]+)"),
    FaultRow(403, errors.Conflict, method="PUT"),
    FaultRow(500, errors.NotFound, "No encontrado", route="/clients/{id}"),
    FaultRow(500, errors.InvalidRequest, "^$", hint=Text(es="Mire el id.", en="Look at the id.")),
    FaultRow(404, errors.Conflict, code="objeto.no-existe"),
    FaultRow(202, errors.AcceptedWithoutProof, "^$"),
    FaultRow(200, errors.InvalidRequest, code="error.interno"),
    FaultRow(504, errors.Unavailable),
)


def pymes_message(body: Any) -> ServerMessage:
    first = body["errores"][0] if isinstance(body, dict) and body.get("errores") else {}
    return ServerMessage(first.get("mensaje", ""), first.get("codigo"))


@pytest.mark.parametrize(
    ("reply", "operation", "expected"),
    [
        (Reply(401, {"message": "Pedido no encontrado"}), read(), errors.NotFound),
        (Reply(401, {"message": "Otra cosa"}), read(), errors.TokenRejected),
        (Reply(403, {"message": "Otra cosa"}), read(), errors.PermissionMissing),
        (Reply(500, {"message": "No encontrado"}), read(), errors.Unavailable),
        (Reply(500), write(), errors.InvalidRequest),
        (Reply(202, {"message": {}}), write(), errors.AcceptedWithoutProof),
        (Reply(202, {"message": {}}), read(), errors.UnexpectedResponse),
        (Reply(504), write(), errors.ServerFailed),
    ],
)
def test_the_table_knows_status_and_message(
    reply: Reply, operation: Operation[Any], expected: type[errors.LoggroError]
) -> None:
    """The first row that fits decides; its class is fitted to a read or a write."""
    assert expected is type(failing(reply, operation, *ROWS))


def test_a_row_may_be_limited_to_a_call() -> None:
    """Method and route narrow a row."""
    client = Operation("GET", "/clients/{id}", path={"id": "1"}, read=as_is, policy=SendPolicy.READ)
    put = Operation("PUT", "/invoices", read=as_is)

    assert errors.NotFound is type(failing(Reply(500, {"message": "No encontrado"}), client, *ROWS))
    assert errors.Conflict is type(failing(Reply(403, {"message": "Otra"}), put, *ROWS))


@pytest.mark.parametrize(
    ("status", "expected"), [(404, errors.Conflict), (200, errors.InvalidRequest)]
)
def test_a_row_may_go_by_the_servers_code(status: int, expected: type[errors.LoggroError]) -> None:
    """Pymes names its errors; one may hide in a success."""
    code = {404: "objeto.no-existe", 200: "error.interno"}[status]
    reply = Reply(status, {"errores": [{"codigo": code, "mensaje": "El objeto no existe"}]})

    error = failing(reply, read(), *ROWS, message=pymes_message)

    assert (expected, code) == (type(error), error.code)
    assert "El objeto no existe" == error.message


def test_a_success_that_no_row_fits_is_a_success() -> None:
    """A row about 200 does not touch other answers of that status."""
    value = run_synchronously(
        Server(Reply(200, {"datos": "x"})), read(), faults=FaultTable(ROWS, pymes_message)
    )

    assert {"datos": "x"} == value


def test_the_missing_permission_is_named() -> None:
    """By the message where it says so, else by the operation."""
    said = failing(Reply(403, {"message": "Falta el permiso CL_POST aquí"}), read(), *ROWS)
    known = failing(Reply(403), read(permission="CB_GET_ALL"), *ROWS)
    unknown = failing(Reply(403), read())

    assert ["CL_POST", "CB_GET_ALL", None] == [error.permission for error in (said, known, unknown)]
    assert said.hint is not None
    assert "Al rol del usuario le falta el permiso CL_POST." == said.hint.es


def test_a_row_brings_its_own_hint() -> None:
    """What a row says to do goes before the general advice."""
    error = failing(Reply(500), write(), *ROWS)

    assert error.hint is not None
    assert "Look at the id." == error.hint.en


def test_errors_tell_the_call() -> None:
    """Method, masked address, status, server's words, redacted body and correlation id."""
    operation = read(query={"email": "ana@example.com"}, name="invoices.list")
    reply = Reply(400, {"message": "Fecha inválida", "token": "abcd", "client": "ana@example.com"})

    error = failing(reply, operation)

    assert "https://api.example.test/invoices?email=•••" == error.url
    assert ("GET", 400, "Fecha inválida") == (error.method, error.status, error.message)
    assert '{"message":"Fecha inválida","token":"•••","client":"•••"}' == error.body
    assert error.correlation_id
    assert str(error).startswith("GET https://api.example.test/invoices?email=••• → 400: Fecha")


def test_a_long_body_is_cut() -> None:
    """Two hundred characters of body and message at most."""
    error = failing(Reply(400, {"message": "x" * 500}), read())

    assert (200, 200) == (len(error.body or ""), len(error.message))


def test_megabytes_of_an_error_cost_little() -> None:
    """Only the beginning of a large body is redacted."""
    body = b'{"message": "' + b"tokentoken a@" * 400_000 + b'"}'

    error = failing(Reply(400, body), read())

    assert (error.body or "").startswith('{"message": "tokentoken a@')


def test_text_that_cannot_be_printed_is_mended() -> None:
    """A lone surrogate in an answer does not break printing the error."""
    error = failing(Reply(400, b'{"message": "\\ud800 mal"}'), read())

    assert str(error).encode()
    assert (error.body or "").encode()


def test_errors_pickle_with_their_lookup() -> None:
    """An unknown outcome can be put in a queue for review."""
    error = failing(Reply(500), write(lookup=read(name="invoices.find")))

    copy = pickle.loads(pickle.dumps(error))

    assert (type(error), error.lookup, str(error)) == (type(copy), copy.lookup, str(copy))


def test_every_class_of_error_has_advice() -> None:
    """Whoever catches one learns what to do."""
    silent = [
        status for status in (401, 402, 403, 429, 500) if not failing(Reply(status), read()).hint
    ]

    assert [] == silent
    assert failing(Reply(500), write()).hint


def test_a_raw_answer_is_read_when_asked() -> None:
    """Status, headers, bytes and time first; the value, or its error, at `parse`."""
    reply = Reply(200, {"total": 1}, {"X-Trace": "7"})
    answer = raw(Server(reply), read())
    broken = raw(Server(PAGE), read())

    assert (200, "7", b'{"total": 1}') == (answer.status, answer.headers["x-trace"], answer.body)
    assert [{"total": 1}] * 2 == [answer.parse(), answer.parse()]
    assert answer.elapsed >= 0
    assert answer.correlation_id
    with pytest.raises(errors.UnexpectedResponse):
        broken.parse()


def test_a_raw_answer_is_refused_like_any_other() -> None:
    """A raw call raises what the plain one raises."""
    with pytest.raises(errors.NotFound):
        raw(Server(Reply(404)), read())


def test_the_repr_of_a_raw_answer_shows_neither_headers_nor_body() -> None:
    """They may hold cookies and personal data."""
    # no word of hexadecimal digits: the number of the call could hold it by chance
    answer = raw(Server(Reply(200, {"pin": "s3cr3t"}, {"Set-Cookie": "s3cr3t=1"})), read())

    assert "s3cr3t" not in repr(answer)
    assert "status=200" in repr(answer)
