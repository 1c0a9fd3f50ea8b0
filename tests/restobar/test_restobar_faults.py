# SPDX-License-Identifier: MIT
"""What becomes of an answer that is not a good one, for every call of Restobar and by its words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from loggro_integration import AsyncRestobarClient, RestobarClient, errors
from loggro_integration.errors import LoggroError
from loggro_integration.http import SendPolicy
from loggro_integration.restobar._faults import FAULTS, message_of
from loggro_integration.wire import Record, to_json
from restobar.behaviour import BAD, Bad, rows
from restobar.cases import CASES, ID, NAMESPACES
from restobar.kit import (
    LOGIN,
    Case,
    Clock,
    Script,
    build,
    by_call,
    outcome,
    plain,
    reach,
    run,
    settle,
    settle_async,
)

pytestmark = pytest.mark.no_cover

WHO: dict[str, Any] = {"email": "caja@arepera.example", "password": "secreta"}
FIRST = {case.call: case for case in by_call(CASES)}
OPERATIONS = {case.call: build(NAMESPACES, case) for case in FIRST.values()}
MATRIX = [(FIRST[call], bad) for call, bad in rows(OPERATIONS)]
READS = [FIRST[call] for call, each in OPERATIONS.items() if each.policy is SendPolicy.READ]
RISKY = [FIRST[call] for call, each in OPERATIONS.items() if each.policy is not SendPolicy.READ]
TYPED = [case for case in RISKY if isinstance(case.value, Record | list)]
OPEN = [case for case in RISKY if case not in TYPED]
HIDDEN = "No tienes autorización para acceder a la información."


def failing(case: Case, *answers: Any, login: Any = LOGIN) -> tuple[LoggroError, Script, Clock]:
    """Call against a scripted server that does not answer well; return the error."""
    script, clock = Script(*answers, login=login), Clock()
    with (
        RestobarClient(
            **WHO, transport=script.transport, clock=clock, sleep=clock.sleep, random=lambda: 0.5
        ) as pos,
        pytest.raises(LoggroError) as caught,
    ):
        settle(reach(pos, case.call)(*case.args, **case.kwargs))
    return caught.value, script, clock


@pytest.mark.parametrize(("case", "bad"), MATRIX, ids=str)
def test_each_call_meets_each_bad_answer(case: Case, bad: Bad) -> None:
    """The class says what to do, and nothing that may have happened is sent twice."""
    error, script, _ = failing(case, bad.answer)

    assert bad.error is type(error)
    assert bad.times == len(script.requests)
    assert case.method == error.method
    assert error.hint is not None or isinstance(
        error, (errors.Conflict, errors.InvalidRequest, errors.NotFound, errors.UnexpectedResponse)
    )


@pytest.mark.parametrize(("case", "bad"), MATRIX[::5], ids=str)
def test_twins_fail_alike(case: Case, bad: Bad) -> None:
    """The asynchronous client raises the same error, word by word, after as many attempts."""
    script, clock = Script(bad.answer), Clock()

    async def call() -> Any:
        async with AsyncRestobarClient(
            **WHO, transport=script.async_transport, clock=clock, sleep=clock.sleep_async
        ) as pos:
            return await settle_async(reach(pos, case.call)(*case.args, **case.kwargs))

    def synchronous() -> Any:
        twin, time = Script(bad.answer), Clock()
        with RestobarClient(**WHO, transport=twin.transport, clock=time, sleep=time.sleep) as pos:
            return settle(reach(pos, case.call)(*case.args, **case.kwargs))

    assert outcome(synchronous) == outcome(lambda: run(call))
    assert bad.times == len(script.requests)


@pytest.mark.parametrize("case", FIRST.values(), ids=str)
def test_a_missing_permission_is_named(case: Case) -> None:
    """Whatever the call, the code of the permission is read out of the text."""
    error, script, _ = failing(case, (403, {"message": "Al usuario le falta el permiso CL_POST"}))

    assert isinstance(error, errors.PermissionMissing)
    assert "CL_POST" == error.permission
    assert "CL_POST" in str(error.hint)
    assert (1, 1) == (script.logins, len(script.requests))


@pytest.mark.parametrize("case", FIRST.values(), ids=str)
@pytest.mark.parametrize("answer", [(403, {"message": HIDDEN}), (401, {"message": "Token"})])
def test_a_refused_token_leads_to_one_new_log_in(case: Case, answer: Any) -> None:
    """The call is repeated once with a new token and then gives its value."""
    script = Script(answer, case.answer)
    with RestobarClient(**WHO, transport=script.transport) as pos:
        value = settle(reach(pos, case.call)(*case.args, **case.kwargs))

    assert case.value == value
    assert 2 == script.logins
    assert 2 == len(script.requests)


@pytest.mark.parametrize("case", FIRST.values(), ids=str)
def test_a_token_refused_twice_is_raised(case: Case) -> None:
    """An expired token that a new log-in does not mend never loops: bad input, named."""
    error, script, _ = failing(case, (403, {"message": HIDDEN}))

    assert errors.TokenRejected is type(error)
    assert error.hint is not None
    assert "token" in error.hint.es.lower()
    assert 2 == len(script.requests)
    assert 2 == script.logins


@pytest.mark.parametrize("case", RISKY, ids=str)
def test_an_accepted_write_without_proof_is_unknown(case: Case) -> None:
    """``202 {"message": {}}`` says nothing of what was made: the outcome is unknown."""
    error, script, _ = failing(case, (202, {"message": {}}))

    assert isinstance(error, errors.AcceptedWithoutProof)
    assert OPERATIONS[case.call].lookup == error.lookup
    assert 1 == len(script.requests)


@pytest.mark.parametrize("case", OPEN, ids=str)
def test_an_accepted_write_with_a_word_is_a_value(case: Case) -> None:
    """A 202 that says something is an answer like another, where no shape is published."""
    script = Script((202, {"message": "Enviado"}))
    with RestobarClient(**WHO, transport=script.transport) as pos:
        value = reach(pos, case.call)(*case.args, **case.kwargs)

    assert {"message": "Enviado"} == to_json(value)


@pytest.mark.parametrize("case", TYPED, ids=str)
def test_a_write_without_the_row_that_is_published_has_an_unknown_outcome(case: Case) -> None:
    """It may have happened: the error carries the question that tells, where there is one."""
    error, script, _ = failing(case, (200, {"message": "Enviado"}))

    assert isinstance(error, errors.UnreadableAnswer)
    assert OPERATIONS[case.call].lookup == error.lookup
    assert 1 == len(script.requests)


@pytest.mark.parametrize("case", READS, ids=str)
def test_a_read_that_is_only_accepted_has_an_unknown_shape(case: Case) -> None:
    """A read never has an unknown outcome."""
    error, _, _ = failing(case, (202, {"message": {}}))

    assert errors.UnexpectedResponse is type(error)


@pytest.mark.parametrize("case", RISKY, ids=str)
def test_an_unknown_outcome_carries_its_look_up(case: Case) -> None:
    """After a 500 the error holds the operation that tells whether it happened, or none."""
    error, _, _ = failing(case, (500, {"message": "Error interno"}))

    assert isinstance(error, errors.OutcomeUnknown)
    assert OPERATIONS[case.call].lookup == error.lookup
    assert not error.retryable


@pytest.mark.parametrize("case", RISKY, ids=str)
def test_a_read_only_client_sends_no_write(case: Case) -> None:
    """What is not READ is refused before any byte leaves, log-in included."""
    script = Script(case.answer)
    with (
        RestobarClient(**WHO, transport=script.transport, read_only=True) as pos,
        pytest.raises(errors.ConfigurationError, match="only reads"),
    ):
        reach(pos, case.call)(*case.args, **case.kwargs)

    assert (0, []) == (script.logins, script.requests)


@pytest.mark.parametrize("case", READS, ids=str)
def test_a_read_only_client_reads(case: Case) -> None:
    """Reads, and the log-in they need, are let through."""
    script = Script(case.answer)
    with RestobarClient(**WHO, transport=script.transport, read_only=True) as pos:
        value = settle(reach(pos, case.call)(*case.args, **case.kwargs))

    assert case.value == value


@pytest.mark.parametrize("case", READS, ids=str)
def test_a_storm_of_500_ends_by_itself(case: Case) -> None:
    """Bad input, named: three attempts with growing pauses, then `Unavailable` with its remedy."""
    error, script, clock = failing(case, (500, {"message": "Error interno del servidor"}))

    assert errors.Unavailable is type(error)
    assert error.retryable
    assert "Error interno del servidor" == error.message
    assert 500 == error.status
    assert error.hint is not None
    assert 3 == len(script.requests)
    assert 2 == len(clock.slept)
    assert clock.slept[0] < clock.slept[1]


@pytest.mark.parametrize("case", FIRST.values(), ids=str)
def test_html_instead_of_json_is_told(case: Case) -> None:
    """Bad input, named: a page with status 200 is no answer, and its text is not the message."""
    error, script, _ = failing(case, plain(200, "<html><body>Mantenimiento</body></html>"))

    assert "The answer is not JSON (text/html)." == error.message
    assert 200 == error.status
    assert "Mantenimiento" == error.body
    assert 1 == len(script.requests)


@pytest.mark.parametrize("case", [c for c in READS if c.method == "GET"], ids=str)
def test_a_route_that_does_not_exist_names_the_setting(case: Case) -> None:
    """Express's page for a wrong path is not "not found": the remedy names the overrides."""
    page = plain(
        404, f"<!DOCTYPE html><pre>Cannot GET {case.path}</pre>", "text/html; charset=utf-8"
    )
    error, _, _ = failing(case, page)

    assert errors.UnexpectedResponse is type(error)
    assert error.hint is not None
    assert "overrides" in error.hint.es


LITERALS = [
    (400, "Correo o contraseña incorrectos.", errors.AuthenticationFailed),
    (400, "Usuario inactivo", errors.AuthenticationFailed),
    (
        400,
        "Usuario de POS Tienda. Por favor ingrese a la aplicación correcta.",
        errors.AuthenticationFailed,
    ),
    (
        400,
        "Usuario de POS Tienda. Por favor ingrese a la aplicación correcta. (pos.loggro.com)",
        errors.AuthenticationFailed,
    ),
]


@pytest.mark.parametrize(("status", "text", "kind"), LITERALS)
def test_the_three_refusals_of_the_log_in(status: int, text: str, kind: type[Any]) -> None:
    """Each text of the log-in is `AuthenticationFailed` with its own remedy, sent once."""
    error, script, _ = failing(FIRST["taxes.list"], [], login=(status, {"message": text}))

    assert kind is type(error)
    assert text == error.message
    assert error.hint is not None
    assert (1, []) == (script.logins, script.requests)
    assert "secreta" not in f"{error!r} {error}"


@pytest.mark.parametrize("bad", [each for each in BAD if SendPolicy.READ in each.policies], ids=str)
def test_the_log_in_meets_each_bad_answer(bad: Bad) -> None:
    """It is repeated like a read, and ends with the class that says what to do."""
    script, clock = Script([], login=bad.answer), Clock()
    with (
        RestobarClient(
            **WHO, transport=script.transport, clock=clock, sleep=clock.sleep, random=lambda: 0.5
        ) as pos,
        pytest.raises(LoggroError) as caught,
    ):
        pos.login("caja@arepera.example", "secreta")

    assert bad.error is type(caught.value)
    assert (bad.times, []) == (script.logins, script.requests)
    assert "secreta" not in repr(caught.value)


def test_the_log_in_survives_its_intermittent_500() -> None:
    """The log-in is repeated like a read, with a pause."""
    broken = (500, {"message": "Error interno"})
    script, clock = Script([], login=[broken, broken, LOGIN]), Clock()
    with RestobarClient(**WHO, transport=script.transport, clock=clock, sleep=clock.sleep) as pos:
        assert [] == list(pos.taxes.list())

    assert 3 == script.logins
    assert 2 == len(clock.slept)


@pytest.mark.parametrize(
    ("status", "text", "call", "kind"),
    [
        (401, "Pedido no encontrado", "invoices.get", errors.NotFound),
        (500, "No encontrado o pertenece al negocio principal!", "invoices.get", errors.NotFound),
        (
            500,
            "Verifique que el producto se encuentre en éste negocio",
            "invoices.void",
            errors.InvalidRequest,
        ),
        (
            403,
            "Solo usuarios administradores pueden realizar esta acción.",
            "reports.sales_invoices",
            errors.PermissionMissing,
        ),
        (402, "Suscripción premium requerida", "reports.sales_invoices", errors.PlanLimit),
        (401, "La cuenta gratuita solo muestra 30 días", "invoices.list", errors.PlanLimit),
        (400, "No se pudo enviar", "invoices.force_send", errors.Conflict),
        (
            400,
            "El usuario no tiene una caja activa",
            "invoices.mark_paid",
            errors.CashRegisterClosed,
        ),
        (
            400,
            "El usuario no tiene una caja activa",
            "invoices.create",
            errors.CashRegisterClosed,
        ),
        (
            400,
            "El usuario no tiene una caja activa",
            "clients.pay_credit",
            errors.CashRegisterClosed,
        ),
        (400, "Estado no válido", "invoices.mark_paid", errors.InvalidRequest),
        (400, "El abono supera la deuda", "clients.pay_credit", errors.InvalidRequest),
    ],
)
def test_words_decide_where_the_status_misleads(
    status: int, text: str, call: str, kind: type[LoggroError]
) -> None:
    """A listed refusal has its class, keeps Loggro's words, and is never repeated."""
    error, script, _ = failing(FIRST[call], (status, {"message": text}))

    assert kind is type(error)
    assert text == error.message
    assert status == error.status
    assert 1 == len(script.requests)


@pytest.mark.parametrize(
    ("status", "body"), [(503, ""), (500, ""), (500, {"message": {}}), (202, {"message": {}})]
)
def test_an_answer_that_says_nothing_is_told_as_empty_not_as_accepted(
    status: int, body: object
) -> None:
    """Whether it was accepted is said by the class: the code says what the answer held."""
    answer = plain(status, body) if isinstance(body, str) else (status, body)

    error, _, _ = failing(FIRST["invoices.create"], answer)
    at_login, _, _ = failing(FIRST["invoices.get"], login=answer)

    assert ("empty", "empty") == (error.code, at_login.code)
    assert (status == 202) is isinstance(error, errors.AcceptedWithoutProof)
    assert not isinstance(at_login, errors.OutcomeUnknown)


def test_an_empty_503_tells_that_an_id_may_be_wrong() -> None:
    """The safe class stays, the remedy names the other cause that was seen."""
    error, _, _ = failing(FIRST["invoices.get"], plain(503))

    assert errors.Unavailable is type(error)
    assert error.hint is not None
    assert "24" in error.hint.es


@pytest.mark.parametrize("answer", [{"data": None}, {"rows": []}, "texto", 7, None])
@pytest.mark.parametrize("call", ["invoices.list", "taxes.list", "invoices.find", "products.list"])
def test_a_list_of_another_shape_is_refused(call: str, answer: Any) -> None:
    """No list where one belongs is a change of the contract, never an empty list."""
    error, _, _ = failing(FIRST[call], answer)

    assert isinstance(error, errors.ContractChanged)
    assert "$" in error.message


@pytest.mark.parametrize("call", ["invoices.list", "reports.sales_invoices"])
def test_a_row_of_another_shape_names_its_place(call: str) -> None:
    """The path leads to the row and the field; no value of it is shown."""
    good = FIRST["invoices.get"].answer
    error, _, _ = failing(FIRST[call], [good, {**good, "total": "54.000 Inés"}])

    assert errors.ContractChanged is type(error)
    assert "$[1]" in error.message
    assert "$.total" in error.message
    assert "Inés" not in error.message


def test_a_sale_that_moved_between_pages_comes_once() -> None:
    """Rows are told apart by their id: a row on two pages is one sale."""
    sale = FIRST["invoices.get"].answer
    other = {**sale, "_id": ID[:-1] + "0"}
    script = Script({"data": [sale, other], "count": 3}, {"data": [other], "count": 3})
    with RestobarClient(**WHO, transport=script.transport) as pos:
        rows = list(pos.invoices.list(**FIRST["invoices.list"].kwargs, page_size=2))

    assert [sale["_id"], other["_id"]] == [row.id for row in rows][:2]
    assert 2 == len(rows)


@pytest.mark.parametrize("business", ["6399190e5fe56f01f9a50001", {"_id": "x"}, None])
def test_the_business_of_a_log_in_has_two_forms(business: Any) -> None:
    """Whatever it is, the token is found."""
    script = Script([], login={"tokenCurrent": "t", "business": business})
    with RestobarClient(**WHO, transport=script.transport) as pos:
        assert [] == list(pos.taxes.list())

    assert "Bearer t" == script.requests[0].headers["authorization"]


@pytest.mark.parametrize("login", [{}, {"token": "x"}, {"tokenCurrent": None}, 7, "ok"])
def test_a_log_in_without_token_is_a_change_of_the_contract(login: Any) -> None:
    """The answer of a log-in that holds no token is named, and nothing else leaves."""
    error, script, _ = failing(FIRST["taxes.list"], [], login=login)

    assert isinstance(error, errors.UnexpectedResponse)
    assert [] == script.requests


def test_every_row_of_the_table_is_reachable_and_has_its_source() -> None:
    """No row is hidden by an earlier one, patterns compile, certainty is one of four."""
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
        ({"message": "No"}, "No", None),
        ({"message": {}}, "", "empty"),
        ({"message": {"a": 1}}, "", None),
        ({}, "", None),
        (None, "", "empty"),
        ("Cannot GET /x", "Cannot GET /x", None),
        ([], "", None),
    ],
)
def test_the_message_is_found_in_every_body(body: Any, text: str, code: str | None) -> None:
    """A text, an empty object, a page, nothing at all."""
    said = message_of(body)

    assert (text, code) == (said.text, said.code)
