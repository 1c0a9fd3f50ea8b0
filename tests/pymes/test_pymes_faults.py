# SPDX-License-Identifier: MIT
"""What becomes of an answer that is not a good one, for every call of Pymes and by its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from loggro_integration import AsyncPymesClient, PymesClient, SendPolicy, errors
from loggro_integration.errors import LoggroError
from loggro_integration.pymes._faults import FAULTS, message_of
from loggro_integration.wire import to_json
from loggro_integration.wire.pymes import Saved
from pymes.pymes_cases import CASES, NAMESPACES, ROW, UUID, wrapped
from restobar.behaviour import Bad, rows
from restobar.kit import (
    Case,
    Clock,
    Script,
    build,
    by_call,
    is_list,
    outcome,
    plain,
    reach,
    run,
    settle,
    settle_async,
)

pytestmark = pytest.mark.no_cover

FIRST = {case.call: case for case in by_call(CASES)}
OPERATIONS = {call: build(NAMESPACES, case) for call, case in FIRST.items()}
READS = [case for call, case in FIRST.items() if OPERATIONS[call].policy is SendPolicy.READ]
WRITES = [case for case in FIRST.values() if case not in READS]
LISTS = [case for case in READS if isinstance(case.value, list)]
FOUND = [case for case in LISTS if not is_list(OPERATIONS[case.call])]
RECORDS = [case for case in READS if case not in LISTS]
MATRIX = [(FIRST[call], bad) for call, bad in rows(OPERATIONS)]


def failing(case: Case, *answers: Any, **options: Any) -> tuple[LoggroError, Script, Clock]:
    """Call against a scripted server that does not answer well; return the error."""
    script, clock = Script(*answers), Clock()
    options = {"token": "invented.token"} | options
    with (
        PymesClient(**options, transport=script.transport, clock=clock, sleep=clock.sleep) as books,
        pytest.raises(LoggroError) as caught,
    ):
        settle(reach(books, case.call)(*case.args, **case.kwargs))
    return caught.value, script, clock


def answered(case: Case, answer: Any) -> Any:
    """Call against a server that gives this answer; return the value."""
    with PymesClient(token="t", transport=Script(answer).transport) as books:
        return settle(reach(books, case.call)(*case.args, **case.kwargs))


def refusal(status: int, code: str, text: str, *, listed: bool = True) -> tuple[int, Any]:
    """Make a refusal of Pymes; `errores` is sometimes one object instead of a list."""
    error = {"codigo": code, "mensaje": text}
    return status, {"errores": [error] if listed else error}


@pytest.mark.parametrize(("case", "bad"), MATRIX, ids=str)
def test_each_call_meets_each_bad_answer(case: Case, bad: Bad) -> None:
    """The class says what to do, and a read is repeated no more than three times."""
    error, script, _ = failing(case, bad.answer)

    assert bad.error is type(error)
    assert bad.times == len(script.requests)


@pytest.mark.parametrize(("case", "bad"), MATRIX[::5], ids=str)
def test_twins_fail_alike(case: Case, bad: Bad) -> None:
    """The asynchronous client raises the same error, word by word, after as many attempts."""
    script, clock = Script(bad.answer), Clock()

    async def call() -> Any:
        async with AsyncPymesClient(
            token="t", transport=script.async_transport, clock=clock, sleep=clock.sleep_async
        ) as books:
            return await settle_async(reach(books, case.call)(*case.args, **case.kwargs))

    def synchronous() -> Any:
        twin, time = Script(bad.answer), Clock()
        with PymesClient(
            token="t", transport=twin.transport, clock=time, sleep=time.sleep
        ) as books:
            return settle(reach(books, case.call)(*case.args, **case.kwargs))

    assert outcome(synchronous) == outcome(lambda: run(call))
    assert bad.times == len(script.requests)


@pytest.mark.parametrize("case", FIRST.values(), ids=str)
@pytest.mark.parametrize(
    "answer",
    [
        refusal(401, "x", "ApiKey incorrecta"),
        refusal(401, "x", "Tenant no existe o está inactivo"),
        refusal(401, "x", "Token incorrecto o expirado"),
        plain(401, ""),
    ],
)
def test_an_expired_token_is_told_with_its_remedy(case: Case, answer: Any) -> None:
    """Bad input, named: a token made outside cannot be renewed, so the call is sent once."""
    error, script, _ = failing(case, answer)

    assert errors.TokenRejected is type(error)
    assert error.hint is not None
    assert "Configuración" in error.hint.es or "hable con Loggro" in error.hint.es
    assert 1 == len(script.requests)


def test_a_token_from_a_function_is_asked_for_again() -> None:
    """Where a function gives the token, a new one is tried once."""
    tokens = iter(["old", "new"])
    script = Script(plain(401, ""), wrapped(ROW))
    with PymesClient(token=lambda: next(tokens), transport=script.transport) as books:
        rows = list(books.sellers.list())

    assert 1 == len(rows)
    assert ["Bearer old", "Bearer new"] == [
        request.headers["authorization"] for request in script.requests
    ]


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize(
    ("status", "code", "text", "kind", "times"),
    [
        (404, "objeto.no-existe", "El objeto no existe", errors.NotFound, 1),
        (400, "objeto.no-existe", "El objeto no existe", errors.NotFound, 1),
        (400, "otro", "Producto no encontrado: M7652-4", errors.NotFound, 1),
        (400, "parametro.invalido", "limit debe ser menor a 100", errors.InvalidRequest, 1),
        (415, "x", "Unsupported Media Type", errors.InvalidRequest, 1),
        (500, "error.interno", "Error interno", errors.Unavailable, 3),
        (500, "x", "java.lang.NullPointerException: getAsignarVersion()", errors.Unavailable, 3),
        (403, "x", "Acceso denegado", errors.PermissionMissing, 1),
    ],
)
def test_words_and_codes_decide(
    status: int, code: str, text: str, kind: type[LoggroError], times: int, listed: bool
) -> None:
    """Class, words and code come out of both forms of the error body."""
    error, script, _ = failing(FIRST["items.list"], refusal(status, code, text, listed=listed))

    assert kind is type(error)
    assert (text, code, status) == (error.message, error.code, error.status)
    assert times == len(script.requests)


def test_one_broken_row_names_who_can_mend_it() -> None:
    """The incident of the null boolean: only Loggro's support can correct the row."""
    trace = "java.lang.NullPointerException: asignarVersion\n\tat com.loggro.Servicio"
    error, _, _ = failing(FIRST["items.list"], refusal(500, "error.interno", trace))

    assert error.hint is not None
    assert "soporte" in error.hint.es


@pytest.mark.parametrize("case", READS, ids=str)
def test_a_storm_of_500_ends_by_itself(case: Case) -> None:
    """Bad input, named: three attempts with growing pauses, then `Unavailable` with its remedy."""
    error, script, clock = failing(
        case, refusal(500, "error.interno", "Error interno"), random=lambda: 0.5
    )

    assert errors.Unavailable is type(error)
    assert error.retryable
    assert error.hint is not None
    assert 3 == len(script.requests)
    assert clock.slept[0] < clock.slept[1]


@pytest.mark.parametrize("case", WRITES, ids=str)
def test_a_write_meets_a_500_once(case: Case) -> None:
    """Nobody knows whether it was done: it is not sent again, and the error says to look."""
    error, script, clock = failing(case, refusal(500, "error.interno", "Error interno"))

    assert errors.ServerFailed is type(error)
    assert not error.retryable
    assert error.hint is not None
    assert (1, []) == (len(script.requests), clock.slept)


@pytest.mark.parametrize("case", FIRST.values(), ids=str)
def test_html_instead_of_json_is_told(case: Case) -> None:
    """Bad input, named: a page with status 200 is no answer: never an empty list, never done."""
    error, script, _ = failing(case, plain(200, "<html><body>Mantenimiento</body></html>"))

    wanted = errors.UnreadableAnswer if case in WRITES else errors.UnexpectedResponse
    assert wanted is type(error)
    assert "The answer is not JSON (text/html)." == error.message
    assert "Mantenimiento" == error.body
    assert 1 == len(script.requests)


@pytest.mark.parametrize("case", LISTS, ids=str)
@pytest.mark.parametrize(
    "answer",
    [None, {}, {"contenido": None}, {"datos": {}}, {"filas": []}, {"errores": [{}]}, 7, "x"],
)
def test_an_answer_without_rows_is_never_an_empty_list(case: Case, answer: Any) -> None:
    """What holds no list is a change of the contract: nobody may read "absent" out of it."""
    error, _, _ = failing(case, answer)

    assert isinstance(error, errors.ContractChanged)


@pytest.mark.parametrize("case", RECORDS, ids=str)
@pytest.mark.parametrize(
    "answer",
    [None, {}, {"contenido": None}, {"datos": {}}, [], [ROW, ROW], {"errores": [{}]}, 7, "x"],
)
def test_an_answer_without_the_record_is_never_a_record(case: Case, answer: Any) -> None:
    """What holds no record, or several, is a change: nobody may read "it is there" out of it."""
    error, _, _ = failing(case, answer)

    assert isinstance(error, errors.ContractChanged)


@pytest.mark.parametrize("case", RECORDS, ids=str)
@pytest.mark.parametrize("answer", [ROW, [ROW], {"datos": ROW}, {"contenido": [ROW]}])
def test_a_record_is_found_in_every_wrapper(case: Case, answer: Any) -> None:
    """Which wrapper stands around one record is not published: all of them are taken off."""
    assert case.value == answered(case, answer)


@pytest.mark.parametrize("case", FOUND, ids=str)
@pytest.mark.parametrize(
    "wrap",
    [
        lambda row: [row],
        lambda row: {"datos": [row]},
        lambda row: {"contenido": {"content": [row]}},
        lambda row: row,
    ],
)
def test_rows_of_a_key_are_found_in_every_wrapper(case: Case, wrap: Callable[[Any], Any]) -> None:
    """A list, a wrapped one, or the only record alone; none at all is an empty list."""
    assert case.value == answered(case, wrap(to_json(case.value[0])))
    assert [] == answered(case, [])


@pytest.mark.parametrize("case", WRITES, ids=str)
@pytest.mark.parametrize(
    ("answer", "uuid"),
    [
        ({"datos": UUID}, UUID),
        (UUID, UUID),
        ({"contenido": {"uuid": UUID}}, UUID),
        ({"datos": {"uuid": UUID}}, UUID),
        ({"uuid": UUID}, UUID),
        ({"datos": "Registro creado"}, None),
        ((201, None), None),
        (plain(204, ""), None),
    ],
)
def test_a_write_is_done_whatever_shape_says_so(case: Case, answer: Any, uuid: str | None) -> None:
    """The status decides; the uuid is read where the answer tells it."""
    saved = answered(case, answer)

    assert isinstance(saved, Saved)
    assert uuid == saved.uuid


@pytest.mark.parametrize("case", WRITES, ids=str)
def test_a_write_answered_with_errors_is_not_done(case: Case) -> None:
    """A 200 that holds `errores` proves nothing: the outcome is unknown."""
    error, script, _ = failing(case, refusal(200, "x", "No se pudo"))

    assert errors.UnreadableAnswer is type(error)
    assert 1 == len(script.requests)


def test_a_route_of_another_module_names_the_settings() -> None:
    """A page "Cannot GET" means a wrong path or module, not that the thing is missing."""
    error, _, _ = failing(FIRST["sales.list"], plain(404, "<pre>Cannot GET /v1/x</pre>"))

    assert errors.UnexpectedResponse is type(error)
    assert error.hint is not None
    assert "modules" in error.hint.es


def test_every_row_of_the_table_has_its_source() -> None:
    """No row is repeated, patterns compile, certainty is one of four."""
    seen = set()
    for row in FAULTS.rows:
        key = (row.status, row.pattern, row.code, row.method, row.route)
        assert key not in seen
        seen.add(key)
        re.compile(row.pattern)
        assert row.source
        assert row.certainty in {"DOC", "LIVE", "CODE", "INF"}


@pytest.mark.parametrize(
    ("body", "text", "code"),
    [
        ({"errores": [{"codigo": "a", "mensaje": " b "}]}, "b", "a"),
        ({"errores": {"codigo": "a", "mensaje": "b"}}, "b", "a"),
        ({"errores": [{"mensaje": "b"}, {"codigo": "c", "mensaje": "d"}]}, "b · d", "c"),
        ({"errores": ["x", {"codigo": 1, "mensaje": 2}]}, "", None),
        ({"errores": "texto"}, "", None),
        ({"message": "b"}, "b", None),
        ("página", "página", None),
        (None, "", None),
    ],
)
def test_the_message_is_found_in_every_body(body: Any, text: str, code: str | None) -> None:
    """A list, one object, a page, nothing at all."""
    said = message_of(body)

    assert (text, code) == (said.text, said.code)
