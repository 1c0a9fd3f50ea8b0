# SPDX-License-Identifier: MIT
"""
Every fault of the sandbox in every call of a run: no duplicate, no loss, the error of the tree.

The send and the look-up are struck by each fault once for the whole run; then the fault goes away,
and the sale must end in Pymes exactly once, with its story in the ledger.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import get_args

import pytest

from loggro_integration import errors
from loggro_integration.http import Timeout
from loggro_integration.sandbox._faults import FaultKind
from loggro_integration.sync import EventKind, State
from loggro_integration.testing import Fault, no_sleep
from sync.desk import MAPPED, Desk, left_out, row_of

SEND = ("PATCH", "/invoices/forceSendToIntegration/{id}")
LOOK = ("GET", "/v1/ventas-detallado")
LIST = ("GET", "/invoices")
READ = ("GET", "/invoices/{id}")

Make = Callable[[str, str], Fault]

FAULTS: dict[str, Make] = {
    "timeout-before": Fault.timeout_before,
    "timeout-after": Fault.timeout_after,
    "reset-before": Fault.reset_before,
    "reset-after": Fault.reset,
    "half-answer": Fault.half_answer,
    "500-before": Fault.before,
    "500-after": Fault.after_commit,
    "502-html": Fault.gateway,
    "200-error-body": Fault.error_body,
    "200-garbage": Fault.garbage,
    "202-accepted": Fault.accepted,
    "empty-503": Fault.empty_503,
    "429": Fault.too_many,
    "slow": lambda method, route: Fault.slow(method, route, seconds=3),
    "token-expired": lambda method, route: Fault.token_expired(method, route, times=1),
    "twice": Fault.twice,
}
BROKEN_RECORD: dict[str, Make] = {"bad-record": lambda _, route: Fault.bad_record(route)}

# What the ledger says of a send that was struck: the outcomes are accepted, rejected or unknown.
# A class is raised instead where the sale itself was not judged.
SENT: dict[str, str | type[errors.LoggroError]] = {
    "timeout-before": errors.NotSent,
    "timeout-after": "unknown",
    "reset-before": "unknown",
    "reset-after": "unknown",
    "half-answer": "unknown",
    "500-before": "unknown",
    "500-after": "unknown",
    "502-html": "unknown",
    "200-error-body": "accepted",
    "200-garbage": "unknown",
    "202-accepted": "unknown",
    "empty-503": "unknown",
    "429": errors.RateLimited,
    "slow": "unknown",
    "token-expired": "accepted",
    "twice": "accepted",
}

# What a run says that cannot look up: cannot tell, or the class that ends it.
LOOKED: dict[str, State | type[errors.LoggroError]] = {
    **dict.fromkeys([*FAULTS, *BROKEN_RECORD], State.CANNOT_TELL),
    "timeout-before": errors.NotSent,
    "token-expired": State.SYNCED,
    "twice": State.SYNCED,
}

# What ends a run that cannot list the sales; the others are seen through by repeating.
LISTED: dict[str, type[errors.LoggroError] | None] = {
    "timeout-before": errors.NotSent,
    "timeout-after": errors.AnswerTimedOut,
    "reset-before": errors.Unavailable,
    "reset-after": errors.Unavailable,
    "half-answer": errors.Unavailable,
    "500-before": errors.Unavailable,
    "500-after": errors.Unavailable,
    "502-html": errors.Unavailable,
    "200-error-body": errors.ContractChanged,
    "200-garbage": errors.UnexpectedResponse,
    "202-accepted": errors.UnexpectedResponse,
    "empty-503": errors.Unavailable,
    "429": errors.RateLimited,
    "slow": errors.AnswerTimedOut,
    "token-expired": None,
    "twice": None,
}


def struck(desk: Desk, name: str, call: tuple[str, str]):
    """Return an engine whose calls are struck by a fault from now on."""
    desk.box.operator.add_faults([{**FAULTS, **BROKEN_RECORD}[name](*call)])
    options = {"sleep": no_sleep, "timeout": Timeout(read=2)}
    return desk.engine(pos=desk.box.restobar(**options), books=desk.box.pymes(**options))


def recover(desk: Desk) -> None:
    """Let the fault go away and the hours between sends pass."""
    desk.box.operator.clear_faults()
    for _ in range(3):
        desk.box.operator.advance(seconds=3700)
        desk.engine().run()


def books(desk: Desk, number: str) -> int:
    """Count the documents with a number."""
    return sum(row["numero"] == number for row in desk.box.fake.books())


def test_the_matrix_knows_every_fault_of_the_sandbox() -> None:
    """A new kind of fault needs its rows."""
    kinds = {make("GET", "/").kind for make in (*FAULTS.values(), *BROKEN_RECORD.values())}

    assert set(get_args(FaultKind)) == kinds
    assert FAULTS.keys() == SENT.keys() == LISTED.keys() == LOOKED.keys() - BROKEN_RECORD.keys()


@pytest.mark.parametrize("repeat", ["duplicates", "ignored", "refused"])
@pytest.mark.parametrize("name", [name for name in FAULTS if name != "twice"])
def test_a_struck_send_ends_with_one_document(desk: Desk, name: str, repeat: str) -> None:
    """Whatever a repeat does at Loggro: looked up, never sent blindly, and there in the end."""
    desk.box.operator.switch("forced_resend", repeat)
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)
    expected = SENT[name]
    engine = struck(desk, name, SEND)

    if isinstance(expected, str):
        engine.run()
    else:
        with pytest.raises(expected):
            engine.run()
    recover(desk)

    story = list(desk.store.events(row_of(desk, number).key))
    answers = [each.text("answer") for each in story if each.kind is EventKind.ANSWERED]
    assert (expected if isinstance(expected, str) else "not-sent") == answers[0]
    assert (State.SYNCED, 1) == (desk.state(number), books(desk, number))
    assert [] == desk.box.duplicates()
    assert [] == desk.store.verify()


def test_a_send_that_is_delivered_twice_is_never_called_synced(desk: Desk) -> None:
    """The network doubled it and Loggro took both: a person is told to void the extra one."""
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)

    struck(desk, "twice", SEND).run()

    assert 2 == books(desk, number)
    assert (State.PARKED, "duplicate") == (desk.state(number), row_of(desk, number).reason)
    assert EventKind.PARKED in [each.kind for each in desk.store.events()]


@pytest.mark.parametrize("repeat", ["ignored", "refused"])
def test_a_send_that_is_delivered_twice_is_one_where_loggro_looks(desk: Desk, repeat: str) -> None:
    """Where a repeat is ignored or refused, the second delivery does nothing."""
    desk.box.operator.switch("forced_resend", repeat)
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)

    struck(desk, "twice", SEND).run()
    if State.PARKED is desk.state(number):
        desk.engine().release(row_of(desk, number).key)
    recover(desk)

    assert (State.SYNCED, 1) == (desk.state(number), books(desk, number))


@pytest.mark.parametrize("name", LOOKED)
def test_a_struck_look_up_sends_nothing(desk: Desk, name: str) -> None:
    """No answer is no absence: cannot tell, or the error; the sale is there in the end."""
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)
    expected = LOOKED[name]
    engine = struck(desk, name, LOOK)

    if isinstance(expected, State):
        report = engine.run()
        assert expected == desk.state(number)
        assert (0 if expected is State.SYNCED else 3) == report.exit_code
    else:
        with pytest.raises(expected):
            engine.run()
    sent_blindly = desk.forced() and expected is not State.SYNCED
    recover(desk)

    assert not sent_blindly
    assert (State.SYNCED, 1) == (desk.state(number), books(desk, number))
    assert [] == desk.store.verify()


@pytest.mark.parametrize("name", FAULTS)
def test_a_struck_list_of_sales_ends_the_run_and_loses_nothing(desk: Desk, name: str) -> None:
    """The run says why; the next one reads the same days."""
    left_out(desk)
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    desk.box.operator.map_payment_method(*MAPPED)
    expected = LISTED[name]
    engine = struck(desk, name, LIST)

    if expected is None:
        engine.run()
    else:
        with pytest.raises(expected):
            engine.run()
        assert 0 == desk.forced()
    recover(desk)

    assert (State.SYNCED, 1) == (desk.state(number), books(desk, number))


@pytest.mark.parametrize("name", FAULTS)
def test_a_struck_read_before_the_send_never_doubles_it(desk: Desk, name: str) -> None:
    """The sale cannot be read again right before its send: whatever happens, one document."""
    (number,) = left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)
    engine = struck(desk, name, READ)

    with suppress(errors.NotSent, errors.RateLimited):
        engine.run()
    recover(desk)

    assert (State.SYNCED, 1) == (desk.state(number), books(desk, number))
    assert [] == desk.box.duplicates()
