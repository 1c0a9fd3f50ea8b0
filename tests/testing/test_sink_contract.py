# SPDX-License-Identifier: MIT
"""The published contract of a sink: all that ship keep it, and each law can be broken."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.errors import InvalidRequest, NotSent, OutcomeUnknown, Text, Unavailable
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules, Plan
from loggro_integration.sync import (
    Absent,
    CannotTell,
    DryRun,
    ExternalSale,
    FileSink,
    Found,
    OfficialIntegration,
    PymesSink,
    Receipt,
)
from loggro_integration.testing import (
    Assumptions,
    Box,
    Fault,
    OpenSink,
    SinkCase,
    SinkCheck,
    sandbox,
    sink_contract,
)
from loggro_integration.wire import SalesRow
from sync.desk import mapped, shown

RULES = MappingRules.example()
FORCE = "/invoices/forceSendToIntegration/{id}"
EXTERNAL = "/v1/ventas-externas"
NEVER = 10**8
LAWS = pytest.mark.parametrize("check", sink_contract(), ids=lambda check: check.__name__)


def proved(box: Box, sink: PymesSink) -> None:
    """Put one sale into Pymes and prove the look-up with it."""
    number = box.operator.sell()
    box.operator.force_send(number)
    box.operator.advance(seconds=60)
    plan, key = mapped(box, number, RULES)
    assert plan.accounting.day is not None
    assert sink.prove([(key, plan.accounting.day)])


def happenings(box: Box, method: str, route: str) -> dict[str, Callable[[], object]]:
    """Return what can happen to a route of the fake."""

    def strike(*faults: Fault) -> Callable[[], object]:
        return lambda: box.operator.add_faults(faults)

    return {
        "settle": lambda: box.operator.advance(seconds=600),
        "refuse": strike(Fault.before(method, route, status=400)),
        "lose": strike(Fault.timeout_after(method, route)),
        "cut": strike(Fault.timeout_before(method, route)),
        "hide": lambda: box.operator.switch("sales_module", "financiero"),
    }


def sold(box: Box) -> tuple[Plan, SaleKey]:
    """Sell to a registered customer; Loggro's own push does not come."""
    client = next(iter(box.fake.world.clients))
    number = box.operator.sell(customer=client["document"])
    return mapped(box, number, RULES)


@contextmanager
def official(resend: str) -> Iterator[SinkCase]:
    """Loggro's own integration, over a fake whose automatic push never comes."""
    with sandbox(assumptions=Assumptions(push_delay=NEVER, forced_resend=resend)) as box:
        sink = OfficialIntegration(box.restobar(), box.pymes(), RULES)
        proved(box, sink)
        client = next(iter(box.fake.world.clients))
        yield SinkCase(
            sink=sink,
            sell=lambda: sold(box),
            people=(client["lastName"], client["document"], client["email"]),
            once=resend != "duplicates",
            **happenings(box, "PATCH", FORCE),
        )


@contextmanager
def external(repeat: str) -> Iterator[SinkCase]:
    """A partner's endpoint, over the fake that was given one."""
    chosen = Assumptions(external_sale_path=EXTERNAL, external_sale_repeat=repeat)
    with sandbox(assumptions=chosen) as box:
        sink = ExternalSale(box.pymes(), path=EXTERNAL, rules=RULES)
        proved(box, sink)
        yield SinkCase(sink=sink, once=repeat != "duplicates", **happenings(box, "POST", EXTERNAL))


@contextmanager
def a_folder(tmp_path: Path) -> Iterator[SinkCase]:
    """A folder of files, which can be taken away, or be full."""
    home = tmp_path / f"sales-{len(list(tmp_path.iterdir()))}"
    sink = FileSink(home, rules=RULES)
    sink.begin()

    def unmount() -> None:
        home.rename(tmp_path / f"{home.name}-elsewhere")
        home.mkdir()

    yield SinkCase(sink=sink, once=True, cut=unmount, hide=unmount)


@contextmanager
def dry() -> Iterator[SinkCase]:
    """Nowhere; it looks in Pymes, where its look-up has been proved."""
    with sandbox() as box:
        sink = DryRun(box.pymes(), RULES)
        proved(box, sink)
        yield SinkCase(sink=sink, delivers=False)


@LAWS
@pytest.mark.parametrize("resend", ["duplicates", "ignored"])
def test_loggros_own_integration_keeps_the_contract(check: SinkCheck, resend: str) -> None:
    """Whatever Loggro does with a repeat."""
    check(lambda: official(resend))


@LAWS
@pytest.mark.parametrize("repeat", ["duplicates", "answered", "refused"])
def test_a_partners_endpoint_keeps_the_contract(check: SinkCheck, repeat: str) -> None:
    """Whatever the endpoint does with a repeat."""
    check(lambda: external(repeat))


@LAWS
def test_a_folder_keeps_the_contract(check: SinkCheck, tmp_path: Path) -> None:
    """A folder that is not the right one counts as one that cannot be read."""
    check(lambda: a_folder(tmp_path))


@LAWS
def test_a_dry_run_keeps_the_contract(check: SinkCheck) -> None:
    """It delivers nothing, and says so."""
    check(dry)


@LAWS
def test_a_dry_run_without_anything_keeps_the_contract(check: SinkCheck) -> None:
    """It cannot tell what is there, and does not pretend to."""

    @contextmanager
    def nowhere() -> Iterator[SinkCase]:
        yield SinkCase(sink=DryRun(), delivers=False)

    check(nowhere)


class Shelf:
    """A place in memory that keeps every law: what is broken below is broken on purpose."""

    once = True
    delivers = True

    def __init__(self) -> None:
        self.held: list[tuple[SaleKey, SalesRow]] = []
        self.mood = ""

    def find(self, key: SaleKey) -> Absent | CannotTell | Found:
        if self.mood == "hide":
            return CannotTell(reason=Text(es="Está oscuro.", en="It is dark."))
        rows = tuple(row for other, row in self.held if self.same(key, other))
        return Found(rows=rows) if rows else Absent()

    def same(self, key: SaleKey, other: SaleKey) -> bool:
        return key == other

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        if self.mood == "refuse":
            raise InvalidRequest("No.")
        if self.mood == "cut":
            raise NotSent("The shelf is gone.")
        if not any(other == key for other, _ in self.held):
            self.keep(plan, key)
        if self.mood == "lose":
            raise OutcomeUnknown("Nothing was heard.")
        return Receipt()

    def keep(self, plan: Plan, key: SaleKey) -> None:
        self.held.append((key, shown(plan, str(key.number))))


class SaysNothing(Shelf):
    """Forgets to give a receipt."""

    def deliver(self, plan: Plan, key: SaleKey) -> Any:
        super().deliver(plan, key)


class SaysYes(Shelf):
    """Gives a receipt with something else in it."""

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        return evolve(super().deliver(plan, key), accepted="yes")


class FindsATruth(Shelf):
    """Tells only whether something is there."""

    def find(self, key: SaleKey) -> Any:
        return isinstance(super().find(key), Found)


class FindsAText(Shelf):
    """Gives a total that is a text."""

    def find(self, key: SaleKey) -> Absent | CannotTell | Found:
        answer = super().find(key)
        if not isinstance(answer, Found):
            return answer
        return Found(rows=tuple(evolve(row, total=str(row.total)) for row in answer.rows))


class Trips(Shelf):
    """Looks up what is not there as if it were."""

    def find(self, key: SaleKey) -> Absent | CannotTell | Found:
        return Found(rows=(dict(self.held)[key],))


class SaysPresent(Shelf):
    """Finds what is not there."""

    def find(self, key: SaleKey) -> Absent | CannotTell | Found:
        return super().find(self.held[0][0] if self.held else key) if self.held else Found(rows=())


class NeverTells(Shelf):
    """Says of nothing that it is absent."""

    def find(self, key: SaleKey) -> Absent | CannotTell | Found:
        answer = super().find(key)
        return answer if isinstance(answer, Found) else CannotTell(reason=Text(es="", en=""))


class Loses(Shelf):
    """Accepts and keeps nothing."""

    def keep(self, plan: Plan, key: SaleKey) -> None:
        """Drop it."""


class KeepsTwo(Shelf):
    """Makes two documents at once."""

    def keep(self, plan: Plan, key: SaleKey) -> None:
        super().keep(plan, key)
        super().keep(plan, key)


class OtherNumber(Shelf):
    """Numbers documents for itself."""

    def keep(self, plan: Plan, key: SaleKey) -> None:
        self.held.append((key, shown(plan, "X1")))


class OtherTotal(Shelf):
    """Adds a peso."""

    def keep(self, plan: Plan, key: SaleKey) -> None:
        self.held.append((key, shown(plan, str(key.number), 1)))


class Modest(Shelf):
    """Says that it accepted nothing."""

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        super().deliver(plan, key)
        return Receipt(accepted=False)


class Boasts(Shelf):
    """Says that it shows at once, and needs its time."""

    def __init__(self) -> None:
        super().__init__()
        self.coming: list[tuple[SaleKey, SalesRow]] = []

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        super().deliver(plan, key)
        return Receipt(shows=True)

    def keep(self, plan: Plan, key: SaleKey) -> None:
        self.coming.append((key, shown(plan, str(key.number))))

    def settle(self) -> None:
        self.held += self.coming
        self.coming.clear()


class NotSoDry(Shelf):
    """Was to deliver nothing."""

    delivers = False
    once = False


class DeliversQuietly(NotSoDry):
    """Says that it delivers nothing, and does."""

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        super().deliver(plan, key)
        return Receipt(accepted=False)


class Takes(Shelf):
    """A look-up takes what it finds."""

    def find(self, key: SaleKey) -> Absent | CannotTell | Found:
        answer = super().find(key)
        self.held = [each for each in self.held if each[0] != key]
        return answer


class Puts(Shelf):
    """A look-up leaves a trace that it finds the next time."""

    def find(self, key: SaleKey) -> Absent | CannotTell | Found:
        answer = super().find(key)
        if isinstance(answer, Absent):
            self.held.append((key, shown(self.plan(), str(key.number))))
        return answer

    def plan(self) -> Plan:
        return SinkCase(sink=self).sell()[0]


class OneForAll(Shelf):
    """Looks only whether a series has anything."""

    def same(self, key: SaleKey, other: SaleKey) -> bool:
        return key.prefix == other.prefix


class OneAtATime(Shelf):
    """Keeps the last one alone."""

    def keep(self, plan: Plan, key: SaleKey) -> None:
        self.held.clear()
        super().keep(plan, key)


class WrittenAlike(Shelf):
    """Compares numbers as they are written."""

    def same(self, key: SaleKey, other: SaleKey) -> bool:
        return str(key.number) == str(other.number)


class BlindToCase(Shelf):
    """Compares numbers as Windows compares names."""

    def same(self, key: SaleKey, other: SaleKey) -> bool:
        return str(key.number).upper() == str(other.number).upper()


class StartsWith(Shelf):
    """Finds what begins alike."""

    def same(self, key: SaleKey, other: SaleKey) -> bool:
        return str(key.number).startswith(str(other.number))


class Doubles(Shelf):
    """Says that a repeat is harmless."""

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        self.keep(plan, key)
        return Receipt()


class SwallowsRefusals(Shelf):
    """Takes a refusal for a receipt."""

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        return Receipt() if self.mood else super().deliver(plan, key)


class RefusesWithAnythingElse(Shelf):
    """Raises what happens to come."""

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        raise KeyError(key)


class RefusesAndKeeps(Shelf):
    """Keeps what it refuses."""

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        self.keep(plan, key)
        return super().deliver(plan, key)


class SaysAbsentInTheDark(Shelf):
    """What it cannot see is not there."""

    def find(self, key: SaleKey) -> Absent | CannotTell | Found:
        return Absent() if self.mood == "hide" else super().find(key)


class Gossips(Shelf):
    """Writes the customer into the receipt."""

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        super().deliver(plan, key)
        return Receipt(note=f"sold to {plan.accounting.customer}")


class GossipsOfRefusals(Shelf):
    """Writes the customer into the error."""

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        if self.mood == "refuse":
            raise InvalidRequest(f"No such customer: {plan.accounting.customer}")
        return super().deliver(plan, key)


def opened(kind: type[Any]) -> OpenSink:
    """Open a shelf with everything that can happen to it."""

    @contextmanager
    def one() -> Iterator[SinkCase]:
        shelf = kind()

        def in_a_mood(name: str) -> Callable[[], object]:
            return lambda: setattr(shelf, "mood", name)

        yield SinkCase(
            sink=shelf,
            once=shelf.once,
            delivers=shelf.delivers,
            settle=getattr(shelf, "settle", lambda: None),
            refuse=in_a_mood("refuse"),
            lose=in_a_mood("lose"),
            cut=in_a_mood("cut"),
            hide=in_a_mood("hide"),
        )

    def open_one() -> AbstractContextManager[SinkCase]:
        return one()

    return open_one


@LAWS
def test_the_shelf_keeps_the_contract(check: SinkCheck) -> None:
    """So that what is broken in it below is what the check complains of."""
    check(opened(Shelf))


class Fails(Shelf):
    """Says with an error that it cannot look."""

    def find(self, key: SaleKey) -> Absent | CannotTell | Found:
        if self.mood:
            raise Unavailable("Later.")
        return super().find(key)


@LAWS
def test_a_place_may_fail_instead_of_not_telling(check: SinkCheck) -> None:
    """An error of ours in a look-up stops the run: nothing is sent either."""
    if check.__name__ != "a_refusal_is_rejected":
        check(opened(Fails))


def test_a_series_without_prefix_is_taken_for_no_other() -> None:
    """There is no other case of nothing."""
    (check,) = [each for each in sink_contract() if "alike" in each.__name__]

    @contextmanager
    def bare() -> Iterator[SinkCase]:
        case = SinkCase(sink=Shelf())
        plan, _ = case.sell()
        yield SinkCase(sink=case.sink, sell=lambda: (plan, SaleKey("arepera", "", 11)))

    check(bare)


BROKEN = [
    (SaysNothing, "each_answer_is_one_of_ours"),
    (SaysYes, "each_answer_is_one_of_ours"),
    (FindsATruth, "each_answer_is_one_of_ours"),
    (FindsAText, "each_answer_is_one_of_ours"),
    (Trips, "each_answer_is_one_of_ours"),
    (RefusesWithAnythingElse, "each_answer_is_one_of_ours"),
    (SaysNothing, "what_was_delivered_is_found"),
    (SaysPresent, "an_empty_place_has_nothing"),
    (NeverTells, "an_empty_place_has_nothing"),
    (Loses, "what_was_delivered_is_found"),
    (KeepsTwo, "what_was_delivered_is_found"),
    (OtherNumber, "what_was_delivered_is_found"),
    (OtherTotal, "what_was_delivered_is_found"),
    (Modest, "what_was_delivered_is_found"),
    (Boasts, "what_was_delivered_is_found"),
    (NotSoDry, "a_dry_sink_says_so"),
    (DeliversQuietly, "a_dry_sink_says_so"),
    (Takes, "asking_changes_nothing"),
    (Puts, "asking_changes_nothing"),
    (OneForAll, "each_sale_is_found_alone"),
    (OneAtATime, "each_sale_is_found_alone"),
    (WrittenAlike, "numbers_written_alike_are_apart"),
    (BlindToCase, "numbers_written_alike_are_apart"),
    (StartsWith, "numbers_written_alike_are_apart"),
    (OneForAll, "numbers_written_alike_are_apart"),
    (Doubles, "a_repeat_never_doubles"),
    (SwallowsRefusals, "a_refusal_is_rejected"),
    (RefusesWithAnythingElse, "a_refusal_is_rejected"),
    (RefusesAndKeeps, "a_refusal_is_rejected"),
    (SwallowsRefusals, "a_lost_answer_is_unknown"),
    (RefusesWithAnythingElse, "a_lost_answer_is_unknown"),
    (SwallowsRefusals, "what_never_left_is_not_sent"),
    (RefusesAndKeeps, "what_never_left_is_not_sent"),
    (SaysAbsentInTheDark, "a_place_that_cannot_be_read_cannot_tell"),
    (Gossips, "nobody_is_named"),
    (GossipsOfRefusals, "nobody_is_named"),
]


@pytest.mark.parametrize(
    ("kind", "law"), BROKEN, ids=[f"{kind.__name__}-{law}" for kind, law in BROKEN]
)
def test_a_broken_law_is_named(kind: type[Shelf], law: str) -> None:
    """Each sink that breaks a law fails the check of that law."""
    (check,) = [each for each in sink_contract() if each.__name__ == law]

    with pytest.raises(AssertionError):
        check(opened(kind))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (SaysNothing, "deliver gives a Receipt: it gave None"),
        (SaysYes, r"it gave Receipt\(accepted: str\)"),
        (FindsATruth, "find gives Found, Absent or CannotTell: it gave bool"),
        (FindsAText, r"it gave Found\(rows: SalesRow\(total: str\)\)"),
        (Trips, "find raises nothing foreign: KeyError"),
        (RefusesWithAnythingElse, "deliver raises nothing foreign: KeyError"),
    ],
)
def test_what_is_no_answer_is_named(kind: type[Shelf], said: str) -> None:
    """Whoever writes a sink reads what it gave and what it is to give, not a traceback of ours."""
    (check,) = [each for each in sink_contract() if each.__name__ == "each_answer_is_one_of_ours"]

    with pytest.raises(AssertionError, match=said):
        check(opened(kind))


def test_every_law_was_seen_to_fail() -> None:
    """No check of the contract is one that cannot fail, and each says what it promises."""
    assert {each.__name__ for each in sink_contract()} == {law for _, law in BROKEN}
    assert [] == [each.__name__ for each in sink_contract() if not inspect.getdoc(each)]
