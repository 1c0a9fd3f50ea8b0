# SPDX-License-Identifier: MIT
"""The tree of errors: its shape, what each error carries, that it prints and pickles safely."""

from __future__ import annotations

import inspect
import pickle
import re
from dataclasses import dataclass

import pytest

from loggro_integration import errors
from loggro_integration.errors import Problem, Text

CLASSES = [
    thing
    for name in errors.__all__
    if inspect.isclass(thing := getattr(errors, name)) and issubclass(thing, errors.LoggroError)
]
PARENTS = {
    "ConfigurationError": "LoggroError",
    "MissingExtra": "ConfigurationError",
    "InvalidInput": "LoggroError",
    "InvalidNit": "InvalidInput",
    "InvalidNumber": "InvalidInput",
    "InvalidId": "InvalidInput",
    "InvalidDate": "InvalidInput",
    "InvalidAmount": "InvalidInput",
    "InexactMoney": "InvalidInput",
    "NotSent": "LoggroError",
    "ConnectionFailed": "NotSent",
    "PoolExhausted": "NotSent",
    "DeadlineExceeded": "NotSent",
    "ReadFailed": "LoggroError",
    "Unavailable": "ReadFailed",
    "AnswerTimedOut": "ReadFailed",
    "OutcomeUnknown": "LoggroError",
    "AnswerLost": "OutcomeUnknown",
    "ServerFailed": "OutcomeUnknown",
    "UnreadableAnswer": "OutcomeUnknown",
    "AcceptedWithoutProof": "OutcomeUnknown",
    "Rejected": "LoggroError",
    "AuthenticationFailed": "Rejected",
    "TokenRejected": "Rejected",
    "PermissionMissing": "Rejected",
    "PlanLimit": "Rejected",
    "NotFound": "Rejected",
    "Conflict": "Rejected",
    "AlreadyExists": "Rejected",
    "InvalidRequest": "Rejected",
    "CashRegisterClosed": "Rejected",
    "RateLimited": "Rejected",
    "UnexpectedResponse": "LoggroError",
    "ContractChanged": "UnexpectedResponse",
    "MappingFailed": "LoggroError",
    "SyncError": "LoggroError",
    "ConflictingPayload": "SyncError",
    "NumberingMismatch": "SyncError",
    "NumberingUnusable": "SyncError",
    "NeedsReview": "SyncError",
    "LedgerError": "SyncError",
    "LedgerLocked": "LedgerError",
    "DianError": "LoggroError",
    "XmlRefused": "DianError",
    "NotADianDocument": "DianError",
    "SignatureInvalid": "DianError",
    "SignerNotTrusted": "DianError",
    "NotSigned": "DianError",
    "RulesBroken": "DianError",
    "DianRejected": "DianError",
    "DianPending": "DianError",
    "DianNoVerdict": "DianError",
}
BUILTINS = {
    errors.MissingExtra: ImportError,
    errors.InvalidInput: ValueError,
    errors.InexactMoney: TypeError,
    errors.ConnectionFailed: ConnectionError,
    errors.DeadlineExceeded: TimeoutError,
    errors.AnswerTimedOut: TimeoutError,
    errors.PermissionMissing: PermissionError,
    errors.NotFound: LookupError,
}
RETRYABLE = {
    errors.NotSent,
    errors.ConnectionFailed,
    errors.PoolExhausted,
    errors.DeadlineExceeded,
    errors.ReadFailed,
    errors.Unavailable,
    errors.AnswerTimedOut,
    errors.RateLimited,
    errors.DianPending,
}
HINT = Text(es="Revise la caja.", en="Look at the cash register.")
UNMAPPED = Problem(
    code="payment-method-unmapped",
    path="payments[0].method",
    message=Text(es="Nequi no está asignado.", en="Nequi is not mapped."),
    fix=Text(es="Agréguelo a loggro.toml.", en="Add it to loggro.toml."),
    value="Nequi",
)


@dataclass(frozen=True)
class GetInvoice:
    """The look-up of a lost answer, as small as it can be."""

    method: str = "GET"
    route: str = "/invoices/{id}"


@pytest.fixture(params=CLASSES, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest) -> type[errors.LoggroError]:
    """Give every class of the tree."""
    return request.param


def test_the_tree_is_the_designed_one() -> None:
    """Every class stands where the design puts it, and there is no other."""
    found = {
        kind.__name__: next(
            base.__name__
            for base in kind.__mro__[1:]
            if issubclass(base, errors.LoggroError) and not base.__name__.startswith("_")
        )
        for kind in CLASSES
        if kind is not errors.LoggroError
    }

    assert found == PARENTS


def test_the_docstring_draws_every_class() -> None:
    """The tree at the head of the module names each class once."""
    drawn = re.findall(r"\b[A-Z]\w+\b", errors.__doc__.split("Every error carries")[0])

    assert {kind.__name__ for kind in CLASSES} <= set(drawn)


def test_all_names_every_public_class() -> None:
    """Nothing public is left out of `__all__`."""
    public = {
        name
        for name, thing in vars(errors).items()
        if inspect.isclass(thing) and thing.__module__ == errors.__name__ and name[0] != "_"
    }

    assert public == set(errors.__all__)


def test_an_error_is_also_the_builtin_that_users_catch() -> None:
    """Code that catches `TimeoutError` or `ValueError` works without knowing the SDK."""
    found = {kind: base for kind, base in BUILTINS.items() if issubclass(kind, base)}

    assert found == BUILTINS


def test_retryable_says_whether_repeating_is_safe(kind: type[errors.LoggroError]) -> None:
    """Only what never left, reads, throttling and a pending answer may be repeated."""
    assert kind("x").retryable is (kind in RETRYABLE)


def test_every_error_pickles_whole(kind: type[errors.LoggroError]) -> None:
    """An error crosses a process with its message, its hint and all that it knows."""
    error = kind("it failed", hint=HINT)
    error.correlation_id = "c-1"

    copy = pickle.loads(pickle.dumps(error))

    assert (type(copy), copy.args, vars(copy)) == (kind, error.args, vars(error))


def test_every_error_prints_its_message_and_what_to_do(kind: type[errors.LoggroError]) -> None:
    """The last line of a traceback holds the remedy."""
    assert str(kind("it failed.", hint=HINT)) == "it failed. Look at the cash register."


def test_every_error_has_a_page(kind: type[errors.LoggroError]) -> None:
    """The documentation has one anchor per class."""
    assert kind("x").docs_url.endswith(f"errors/#{kind.__name__.lower()}")


def test_an_error_of_a_call_prints_the_call() -> None:
    """Method, address and status come first."""
    error = errors.Rejected("No.", method="POST", url="https://x/invoices", status=500)

    assert str(error) == "POST https://x/invoices → 500: No."


def test_an_error_without_answer_says_so() -> None:
    """A call that got no answer has no status."""
    error = errors.AnswerLost("It broke.", method="POST", url="/invoices")

    assert str(error) == "POST /invoices → no answer: It broke."


def test_the_body_is_cut() -> None:
    """An HTML page of an answer does not fill the log."""
    error = errors.ServerFailed("x", body="<" * 5_000, code="E1")

    assert (error.body, error.code) == ("<" * 200, "E1")


def test_a_lost_answer_carries_its_look_up() -> None:
    """`OutcomeUnknown` knows the operation that tells whether it happened."""
    error = errors.OutcomeUnknown("x", lookup=GetInvoice(), status=502)

    copy = pickle.loads(pickle.dumps(error))

    assert (copy.lookup, copy.status) == (GetInvoice(), 502)


def test_the_outcome_may_have_no_look_up() -> None:
    """Without a look-up a person has to review."""
    assert errors.OutcomeUnknown("x").lookup is None


def test_an_invalid_input_names_field_and_value() -> None:
    """The value is kept as text."""
    error = errors.InvalidInput("x", field="nit", value=9005)

    assert (error.field, error.value) == ("nit", "9005")


def test_an_invalid_input_may_hide_its_value() -> None:
    """A secret is refused without being shown."""
    assert errors.InvalidInput("x", field="token").value is None


def test_a_value_that_is_no_text_is_told_by_its_type() -> None:
    """A hundred thousand lists in one another, or digits without end, must not hide the error."""
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]

    assert "list" == errors.InvalidInput("x", field="total", value=deep).value
    assert "int" == errors.InvalidInput("x", field="total", value=10**5000).value


def test_a_missing_permission_names_it() -> None:
    """The role to mend is known by Loggro's code."""
    error = errors.PermissionMissing("x", permission="CL_POST", status=403)

    assert (error.permission, error.status) == ("CL_POST", 403)


def test_throttling_says_how_long_to_wait() -> None:
    """The server's `Retry-After` reaches the caller."""
    error = errors.RateLimited("x", retry_after=7.5, status=429)

    assert (error.retry_after, error.status) == (7.5, 429)


def test_a_rejection_of_dian_keeps_its_texts() -> None:
    """The rules stay as DIAN wrote them."""
    assert errors.DianRejected("x", rules=["Regla: FAU04"]).rules == ("Regla: FAU04",)


def test_a_missing_extra_gives_the_line_to_run() -> None:
    """The remedy of a missing part is a command."""
    error = errors.MissingExtra("PDF needs more.", extra="pdf")

    assert error.hint == Text(
        es="Instale: pip install 'loggro-integration[pdf]'",
        en="Run: pip install 'loggro-integration[pdf]'",
    )


@pytest.mark.parametrize("kind", [errors.MappingFailed, errors.RulesBroken])
def test_all_problems_are_carried_and_printed(kind: type[errors.LoggroError]) -> None:
    """One error tells every problem, one a line, each with its fix."""
    error = kind("2 problems.", problems=[UNMAPPED, UNMAPPED])

    line = f"  [{UNMAPPED.code}] {UNMAPPED.path}: Nequi is not mapped. Add it to loggro.toml."
    assert (error.problems, str(error)) == (
        (UNMAPPED, UNMAPPED),
        f"2 problems.\n{line}\n{line}",
    )


def test_problems_survive_pickling() -> None:
    """A worker process can hand its problems back."""
    error = errors.MappingFailed("x", problems=[UNMAPPED])

    assert pickle.loads(pickle.dumps(error)).problems == (UNMAPPED,)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("es", HINT.es), ("es_CO.UTF-8", HINT.es), ("ES", HINT.es), ("en", HINT.en), ("fr", HINT.en)],
)
def test_a_text_speaks_two_languages(language: str, expected: str) -> None:
    """Spanish where it is asked for, English otherwise."""
    assert HINT.in_language(language) == expected


def test_a_text_prints_in_english() -> None:
    """`str` of a text is for developers."""
    assert str(HINT) == "Look at the cash register."
