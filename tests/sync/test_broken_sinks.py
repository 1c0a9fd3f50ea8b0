# SPDX-License-Identifier: MIT
"""A sink of somebody else that keeps to nothing: it is named, and no sale is lost or doubled."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration import errors
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.sync import (
    Absent,
    CannotTell,
    EventKind,
    Found,
    PymesSink,
    Receipt,
    RunReport,
    State,
)
from sync.desk import TODAY, Desk, left_out, mapped, row_of, shown

HOUR = 3600


class Shelf:
    """A place in memory; what a test gives it is answered, or raised, instead of the truth."""

    place = "shelf"

    def __init__(self, held: dict[SaleKey, Plan] | None = None, **instead: Any) -> None:
        self._instead = instead
        self.held = held or {}

    def find(self, key: SaleKey) -> Any:
        if "find" in self._instead:
            return self._odd("find")
        if (plan := self.held.get(key)) is None:
            return Absent()
        return Found(rows=(shown(plan, str(key.number)),))

    def deliver(self, plan: Plan, key: SaleKey) -> Any:
        assert key not in self.held, "nothing is delivered twice"
        self.held[key] = plan
        return self._odd("deliver") if "deliver" in self._instead else Receipt(shows=True)

    def mend(self) -> None:
        """Keep to the protocol from now on."""
        self._instead.clear()

    def _odd(self, method: str) -> Any:
        given = self._instead[method]
        if isinstance(given, BaseException):
            raise given
        return given


class Checking(Shelf):
    """A shelf that says beforehand what it cannot take."""

    def check(self, plan: Plan) -> Any:
        return self._odd("check") if "check" in self._instead else None


def begun(desk: Desk, sink: Any) -> list[str]:
    """Sell twice and make the first run, which only reads."""
    numbers = [desk.box.operator.sell() for _ in range(2)]
    desk.settle()
    desk.started(sink=sink)
    return numbers


def reasons(report: RunReport) -> str:
    return " ".join(f"{each.reason}" for each in report if each.reason)


NO_RECEIPTS = [
    (None, "None"),
    ("delivered", "str"),
    (True, "bool"),
    ({"accepted": True}, "dict"),
    (Absent(), "Absent"),
    (Receipt, "type"),
    (Receipt(accepted=None), "Receipt(accepted: None)"),  # type: ignore[arg-type]  # the defect
    (Receipt(shows="yes"), "Receipt(shows: str)"),  # type: ignore[arg-type]  # the defect
]


@pytest.mark.parametrize(("given", "called"), NO_RECEIPTS, ids=[each for _, each in NO_RECEIPTS])
def test_what_is_no_receipt_is_named_and_the_sale_counts_as_sent(
    desk: Desk, given: object, called: str
) -> None:
    """Nobody knows whether it arrived: the ledger says so, and the error what to return."""
    sink = Shelf(deliver=given)
    begun(desk, sink)

    with pytest.raises(errors.UnreadableAnswer) as caught:
        desk.engine(sink=sink).run()

    (key,) = sink.held
    row = row_of(desk, str(key.number))
    told = list(desk.store.events(row.key))[-1]
    assert f"Shelf.deliver returned {called}, so nobody knows" in str(caught.value)
    assert "returns sync.Receipt" in str(caught.value)
    assert caught.value.hint is not None
    assert "devuelve sync.Receipt" in caught.value.hint.es
    assert (EventKind.ANSWERED, "unknown", "UnreadableAnswer") == (
        told.kind,
        told.detail["answer"],
        told.detail["reason"],
    )
    assert (State.IN_FLIGHT, 1) == (row.state, row.sends)


@pytest.mark.parametrize("error", [KeyError("x"), OSError("full"), RuntimeError(), StopIteration()])
def test_a_foreign_error_of_a_delivery_is_told_as_one_of_ours(desk: Desk, error: Exception) -> None:
    """Its class is named and it is the cause; its text, which may name a customer, is not told."""
    sink = Shelf(deliver=error)
    begun(desk, sink)

    with pytest.raises(errors.OutcomeUnknown, match=rf"raised {type(error).__name__},") as caught:
        desk.engine(sink=sink).run()

    assert error is caught.value.__cause__
    assert 1 == len(desk.store.rows(State.IN_FLIGHT))
    assert [] == desk.store.verify()


@pytest.mark.parametrize("given", [None, KeyError("x")], ids=["nonsense", "error"])
def test_what_a_broken_sink_was_handed_is_looked_for_before_anything_is_sent(
    desk: Desk, given: object
) -> None:
    """The next run finds what did arrive, and delivers the other one: each once."""
    sink = Shelf(deliver=given)
    begun(desk, sink)
    with pytest.raises(errors.OutcomeUnknown):
        desk.engine(sink=sink).run()
    sink.mend()

    for _ in range(2):
        report = desk.engine(sink=sink).run()

    assert 2 == len(sink.held) == report.count(State.SYNCED)


def test_what_a_broken_sink_did_not_take_is_sent_once_its_time_is_over(desk: Desk) -> None:
    """Nothing is lost: what is proved absent later goes again, as after any unknown outcome."""
    desk.box.operator.sell()
    desk.settle()
    sink = Shelf()
    desk.started(sink=sink).run()
    number = desk.box.operator.sell()
    desk.settle()
    with pytest.raises(errors.OutcomeUnknown):
        desk.engine(sink=Shelf(deliver=KeyError("x"), held=sink.held.copy())).run()

    for _ in range(2):
        desk.box.operator.advance(seconds=2 * HOUR)
        report = desk.engine(sink=sink).run()

    assert 2 == len(sink.held) == report.count(State.SYNCED)
    assert 2 == row_of(desk, number).sends


NO_ANSWERS = [
    (None, "None"),
    (True, "bool"),
    ("absent", "str"),
    ({}, "dict"),
    (Absent, "type"),
    (Receipt(), "Receipt"),
    (Found(rows=()), "Found(rows: ())"),
    (Found(rows=None), "Found(rows: None)"),  # type: ignore[arg-type]  # the defect
    (Found(rows=({},)), "Found(rows: dict)"),  # type: ignore[arg-type]  # the defect
    (CannotTell(reason="later"), "CannotTell(reason: str)"),  # type: ignore[arg-type]  # the defect
    (KeyError("Ana Prueba"), "KeyError"),
    (AttributeError("'NoneType' object has no attribute 'x'"), "AttributeError"),
]


@pytest.mark.parametrize(("given", "called"), NO_ANSWERS, ids=[each for _, each in NO_ANSWERS])
def test_what_is_no_answer_of_a_look_up_means_that_nobody_can_tell(
    desk: Desk, given: object, called: str
) -> None:
    """Nothing is sent, the run goes on to its end, and the report names what came."""
    sink = Shelf(find=given)
    begun(desk, sink)

    report = desk.engine(sink=sink).run()

    assert {} == sink.held
    assert (2, 3) == (report.count(State.CANNOT_TELL), report.exit_code)
    assert (
        f"Shelf.find {'raised' if isinstance(given, Exception) else 'returned'} {called}, so"
        in (reasons(report))
    )
    assert "find must return sync.Found, sync.Absent or sync.CannotTell" in reasons(report)
    assert "Ana Prueba" not in reasons(report)


@pytest.mark.parametrize(
    ("place", "name", "value", "called"),
    [
        ("rows", "number", 7, "int"),
        ("rows", "day", "2026-11-23", "str"),
        ("rows", "customer", None, "None"),
        ("rows", "total", "54000", "str"),
        ("rows", "total", 54000.0, "float"),
        ("rows", "total", Decimal("NaN"), "Decimal"),
        ("rows", "balance", "0", "str"),
        ("rows", "status", [], "list"),
        ("notes", "document_type", {}, "dict"),
    ],
)
def test_a_document_that_is_found_has_values_that_can_be_compared(
    desk: Desk, place: str, name: str, value: object, called: str
) -> None:
    """A total that is a text or no number is no total: nobody can tell."""
    plan, key = mapped(desk.box, desk.box.operator.sell(), desk.rules)
    desk.settle()
    row = shown(plan, str(key.number))
    odd = Found(**{"rows": (row,), place: (evolve(row, **{name: value}),)})

    report = desk.engine(sink=Shelf(find=odd)).run(since=TODAY)

    assert 1 == report.count(State.CANNOT_TELL)
    assert f"Found({place}: SalesRow({name}: {called}))" in reasons(report)


def test_a_whole_number_of_pesos_is_a_total(desk: Desk) -> None:
    """It is exact, and a list of rows is as good as a tuple."""
    plan, key = mapped(desk.box, desk.box.operator.sell(), desk.rules)
    desk.settle()
    row = shown(plan, str(key.number))
    whole: Any = [evolve(row, total=int(row.total))]

    report = desk.engine(sink=Shelf(find=Found(rows=whole))).run(since=TODAY)

    assert 1 == report.count(State.SYNCED)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (False, "Checking.check returned bool"),
        ([], "Checking.check returned list"),
        (KeyError("x"), "Checking.check raised KeyError"),
    ],
)
def test_a_check_that_says_nothing_clear_holds_the_sale(
    desk: Desk, given: object, said: str
) -> None:
    """Nothing was begun, so nothing counts as sent; the sale goes once the check is mended."""
    sink = Checking(check=given)
    begun(desk, sink)

    report = desk.engine(sink=sink).run()

    assert ({}, 0) == (sink.held, sum(row.intents for row in desk.store.rows()))
    assert f"{said}: it was not sent. Mend the sink: check returns nothing" in reasons(report)
    sink.mend()
    for _ in range(2):
        desk.engine(sink=sink).run()
    assert 2 == len(sink.held)


@pytest.mark.parametrize("method", ["find", "deliver", "check"])
def test_an_error_of_ours_comes_through_as_it_is(desk: Desk, method: str) -> None:
    """A sink may say with it that its settings are wrong."""
    sink = Checking(**{method: errors.ConfigurationError("The shelf is not set up.")})
    for _ in range(2):
        desk.box.operator.sell()
    desk.settle()

    with pytest.raises(errors.ConfigurationError, match="not set up"):
        for _ in range(2):
            desk.engine(sink=sink).run(since=TODAY)


def test_a_place_that_cannot_be_prepared_begins_no_ledger(desk: Desk) -> None:
    """An error that is not ours is told as one of the settings, with its class."""

    class Locked(Shelf):
        def begin(self) -> None:
            raise PermissionError("/srv")

    with pytest.raises(errors.ConfigurationError, match=r"Locked.begin raised PermissionError"):
        desk.engine(sink=Locked()).run(since=TODAY)

    assert desk.engine().watermark is None


def test_a_place_that_says_why_it_is_not_ready_is_heard(desk: Desk) -> None:
    """What is an error of ours already is not told in other words."""

    class Locked(Shelf):
        def begin(self) -> None:
            raise errors.ConfigurationError("Mount it.")

    with pytest.raises(errors.ConfigurationError, match=r"^Mount it\.$"):
        desk.engine(sink=Locked()).run(since=TODAY)


def test_a_sink_that_cannot_deliver_is_refused_before_anything_is_begun(desk: Desk) -> None:
    """Not after the intent stands in the ledger, where it would look like something sent."""
    left_out(desk)

    with pytest.raises(errors.InvalidInput, match="PymesSink cannot take a sale") as caught:
        desk.engine(sink=PymesSink()).run()

    assert ("sink", "PymesSink") == (caught.value.field, caught.value.value)
    assert 0 == sum(row.intents for row in desk.store.rows())
