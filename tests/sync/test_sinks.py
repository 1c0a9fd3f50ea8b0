# SPDX-License-Identifier: MIT
"""Sinks under the engine: a partner's endpoint, places that answer for themselves, the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from attrs import evolve

from loggro_integration import errors
from loggro_integration.exact_json import JsonValue, loads
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import (
    ExternalFormat,
    Plan,
    SinkRules,
    external_sale,
)
from loggro_integration.pymes import PymesClient
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
    SqliteStore,
    State,
)
from loggro_integration.sync._sink_choice import sink_of
from loggro_integration.testing import Fault, sandbox
from sync.desk import TODAY, Desk, left_out, mapped, numbers, row_of, shown

PATH = "/v1/ventas-externas"
HOUR = 3600


def partner(desk: Desk, **options: Any) -> ExternalSale:
    """Return a partner's sink, over the route that the fake is given."""
    desk.box.operator.switch("external_sale_path", PATH)
    return ExternalSale(desk.box.pymes(), **{"path": PATH, "rules": desk.rules, **options})


def posted(desk: Desk) -> int:
    """Return how often the partner's route was called."""
    return sum(call.route == PATH for call in desk.box.fake.calls)


def in_books(desk: Desk, number: str) -> int:
    return sum(row["numero"] == number for row in desk.box.fake.books())


def test_a_partner_carries_what_loggro_left_out(desk: Desk) -> None:
    """Without Restobar being asked to send anything; both sides are equal afterwards."""
    left = left_out(desk, count=3)

    report = desk.engine(sink=partner(desk)).run()

    assert set(left) <= set(numbers(report, State.SYNCED))
    assert (3, 0, []) == (posted(desk), desk.forced(), desk.box.duplicates())
    rows = desk.engine().reconcile(TODAY).rows
    assert {"equal"} == {row.verdict for row in rows}


@pytest.mark.parametrize(
    "fault",
    [
        Fault.timeout_before("POST", PATH, times=1),
        Fault.timeout_after("POST", PATH, times=1),
        Fault.reset_before("POST", PATH, times=1),
        Fault.reset("POST", PATH, times=1),
        Fault.half_answer("POST", PATH, times=1),
        Fault.before("POST", PATH, times=1),
        Fault.after_commit("POST", PATH, times=1),
        Fault.gateway("POST", PATH, times=1),
        Fault.error_body("POST", PATH, times=1),
        Fault.garbage("POST", PATH, times=1),
        Fault.accepted("POST", PATH, times=1),
        Fault.empty_503("POST", PATH, times=1),
        Fault.too_many("POST", PATH, times=1),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.status}",
)
def test_no_fault_of_a_partners_route_loses_or_doubles(desk: Desk, fault: Fault) -> None:
    """Though a repeat would make a second document: it is looked up before, always."""
    (number,) = left_out(desk)
    sink = partner(desk)
    desk.box.operator.add_faults([fault])

    for _ in range(3):
        try:
            desk.engine(sink=sink).run()
        except (errors.NotSent, errors.RateLimited):
            """The run stops, and the next one goes on."""
        desk.box.operator.advance(seconds=2 * HOUR)

    assert State.SYNCED is desk.state(number)
    assert 1 == in_books(desk, number)


class Blind:
    """A place whose look-up never shows anything."""

    def __init__(self) -> None:
        self.delivered: list[SaleKey] = []

    def find(self, key: SaleKey) -> Absent:
        """Say that nothing is there, whatever is."""
        return Absent()

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        """Take it."""
        self.delivered.append(key)
        return Receipt()


def test_a_place_that_shows_nothing_gets_no_sale_twice(desk: Desk) -> None:
    """Its absence was never proved: one sale of the series goes, and a person has to look."""
    number = desk.box.operator.sell()
    sink = Blind()
    engine = desk.started(sink=sink)

    for _ in range(4):
        desk.box.operator.advance(seconds=2 * HOUR)
        report = engine.run()

    assert [number] == [str(key.number) for key in sink.delivered]
    assert (State.PARKED, "sends-used-up") == (desk.state(number), row_of(desk, number).reason)
    assert 1 == report.exit_code


def test_a_refusal_of_the_endpoint_parks_the_sale(desk: Desk) -> None:
    """It is not sent again by itself, and the others are."""
    first, second = left_out(desk, count=2)
    refusal = {"errores": [{"codigo": "venta.invalida", "mensaje": "falta algo"}]}
    desk.box.operator.add_faults(
        [Fault(method="POST", route=PATH, status=400, body=refusal, times=1)]
    )

    report = desk.engine(sink=partner(desk)).run()

    assert [first] == numbers(report, State.PARKED)
    assert second in numbers(report, State.SYNCED)
    assert "rejected:400:InvalidRequest" == row_of(desk, first).reason


def test_without_a_path_it_says_what_to_ask_loggro_for(desk: Desk) -> None:
    """There is no default: nobody has published one."""
    with pytest.raises(errors.ConfigurationError) as caught:
        ExternalSale(desk.box.pymes(), rules=desk.rules)

    assert "external-sale-path" == caught.value.code
    assert "Ask Loggro" in str(caught.value)
    assert caught.value.hint is not None
    assert "Pida a Loggro" in caught.value.hint.es


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"path": "/v1/x", "method": "GET"}, "method"),
        ({"path": "/v1/x", "rules": None}, "rules"),
        ({"path": "v1/x y"}, "path"),
    ],
)
def test_what_cannot_be_a_call_is_refused_at_once(
    desk: Desk, options: dict[str, Any], field: str
) -> None:
    """With the name of the argument, before anything is sent."""
    with pytest.raises(errors.InvalidInput) as caught:
        ExternalSale(desk.box.pymes(), **{"rules": desk.rules, **options})

    assert field == caught.value.field


@pytest.mark.parametrize("path", ["/v1/otra", PATH])
def test_a_route_that_is_not_there_stops_the_run(desk: Desk, path: str) -> None:
    """It is a setting to mend, not a fault of each sale: nothing counts as sent or refused."""
    (number,) = left_out(desk)
    sink = partner(desk, path=path, module="facturacion" if path != PATH else "financiero")

    with pytest.raises(errors.ConfigurationError) as caught:
        desk.engine(sink=sink).run()

    assert ("external-sale-route", 404) == (caught.value.code, caught.value.status)
    assert (0, 0) == (row_of(desk, number).intents, row_of(desk, number).sends)
    assert number in numbers(desk.engine(sink=partner(desk)).run(), State.SYNCED)


def test_something_of_the_sale_that_does_not_exist_is_a_refusal(desk: Desk) -> None:
    """404 with the code of an object is about the sale, not about the route."""
    (number,) = left_out(desk)
    gone = {"errores": [{"codigo": "objeto.no-existe", "mensaje": "El objeto no existe"}]}
    desk.box.operator.add_faults([Fault(method="POST", route=PATH, status=404, body=gone)])

    report = desk.engine(sink=partner(desk)).run()

    assert [number] == numbers(report, State.PARKED)


def test_a_token_that_dies_stops_the_run(desk: Desk) -> None:
    """The account was refused, not the sale: it goes on once there is a token."""
    (number,) = left_out(desk)
    desk.box.operator.add_faults([Fault(method="POST", route=PATH, status=401, body="", times=1)])
    sink = partner(desk)

    with pytest.raises(errors.TokenRejected):
        desk.engine(sink=sink).run()

    assert 0 == row_of(desk, number).intents
    assert number in numbers(desk.engine(sink=sink).run(), State.SYNCED)


def test_the_body_has_the_partners_names(desk: Desk) -> None:
    """Method, path, and a body by a format or by a function of the plan, sent once each."""
    sent: list[tuple[str, str, Any]] = []

    def take(request: httpx.Request) -> httpx.Response:
        sent.append((request.method, request.url.path, loads(request.content)))
        return httpx.Response(202)

    plan, key = mapped(desk.box, desk.box.operator.sell(), desk.rules)
    form = ExternalFormat(path="/v1/f", names={"number": "numeroFactura"}, constants={"v": 2})
    with PymesClient(token="t", transport=httpx.MockTransport(take)) as books:
        named = ExternalSale(books, rules=desk.rules, body=form, method="PUT")
        made = ExternalSale(books, path="/v1/g", body=lambda plan: {"id": plan.sale_id})
        receipts = [named.deliver(plan, key), made.deliver(plan, key)]

    whole = external_sale(plan, desk.rules).body(form)
    assert [
        ("PUT", "/apik/loggro-facturacion/v1/f", whole),
        ("POST", "/apik/loggro-facturacion/v1/g", {"id": plan.sale_id}),
    ] == sent
    assert (str(key.number), 2) == (whole["numeroFactura"], whole["v"])
    assert [(True, False)] * 2 == [(each.accepted, each.shows) for each in receipts]


def test_a_function_that_fails_sends_nothing(desk: Desk) -> None:
    """Its failure is told without what it said; errors of ours come as they are."""
    plan, key = mapped(desk.box, desk.box.operator.sell(), desk.rules)

    def broken(plan: Plan) -> Mapping[str, JsonValue]:
        raise KeyError("Ana Prueba")

    def unfit(plan: Plan) -> Mapping[str, JsonValue]:
        raise errors.MappingFailed("no")

    with pytest.raises(errors.InvalidInput) as caught:
        partner(desk, body=broken).deliver(plan, key)
    with pytest.raises(errors.MappingFailed):
        partner(desk, body=unfit).deliver(plan, key)

    assert ("body", "KeyError") == (caught.value.field, caught.value.value)
    assert "Ana" not in str(caught.value)
    assert 0 == posted(desk)


def test_an_empty_answer_is_a_receipt(desk: Desk) -> None:
    """The shape of the answer is not published: the look-up tells what came of it."""
    (number,) = left_out(desk)
    desk.box.operator.add_faults(
        [
            Fault(
                method="POST",
                route=PATH,
                kind="answer-after",
                status=200,
                body="",
                content_type="text/plain",
            )
        ]
    )

    report = desk.engine(sink=partner(desk)).run()

    assert number in numbers(report, State.SYNCED)


def test_what_cannot_be_made_for_the_endpoint_is_held(desk: Desk) -> None:
    """A voided sale that the rules would force: nothing is begun, and the reason is told."""
    policies = evolve(desk.rules.policies, voided_missing="force")
    desk.rules = evolve(desk.rules, policies=policies)
    (number,) = left_out(desk)
    desk.box.operator.annul(number)
    desk.box.operator.advance(seconds=HOUR)

    for _ in range(2):
        report = desk.engine(sink=partner(desk)).run()

    (outcome,) = [each for each in report if each.number == number]
    assert State.ABSENT is outcome.state
    assert "void_note" in str(outcome.reason)
    assert 0 == posted(desk)
    assert "intended" not in [each.kind.value for each in desk.store.events(outcome.key)]


def test_a_sink_may_refuse_a_plan_beforehand(desk: Desk) -> None:
    """A sink of one's own says with all its problems why it cannot take a sale."""
    why = errors.Text(es="Los lunes no.", en="Not on Mondays.")
    problem = errors.Problem(code="monday", path="issued_at", message=why, fix=why)

    class Picky(OfficialIntegration):
        def check(self, plan: Plan) -> None:
            raise errors.MappingFailed("No.", problems=(problem, problem))

    (number,) = left_out(desk)
    report = desk.engine(sink=Picky(desk.box.restobar(), desk.box.pymes())).run()

    (outcome,) = [each for each in report if each.number == number]
    assert "Not on Mondays. Not on Mondays." == str(outcome.reason)


def test_a_mapping_that_fails_in_the_sink_counts_as_not_sent(desk: Desk) -> None:
    """Though it was not checked before: the run stops and nothing is taken for a send."""

    class Late(PymesSink):
        def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
            raise errors.MappingFailed("Too late.")

    (number,) = left_out(desk)
    with pytest.raises(errors.MappingFailed):
        desk.engine(sink=Late()).run()

    assert 0 == row_of(desk, number).intents


class Shelf:
    """A place of its own that shows what it got after a while, or fails as it is told."""

    def __init__(self) -> None:
        self.held: dict[SaleKey, Found] = {}
        self.failure: Exception | None = None
        self.asked: list[SaleKey] = []
        self.shows = False
        self.keeps = True

    def find(self, key: SaleKey) -> Found | Absent | CannotTell:
        self.asked.append(key)
        if self.failure is not None:
            raise self.failure
        return self.held.get(key, Absent())

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        if self.keeps:
            self.held[key] = Found(rows=(shown(plan, str(key.number)),))
        return Receipt(shows=self.shows)


def shelved(desk: Desk, shelf: Shelf, *, count: int = 3) -> list[str]:
    """Sell, and make the first run over a place of its own."""
    sold = [desk.box.operator.sell() for _ in range(count)]
    desk.settle()
    desk.engine(sink=shelf).run(since=TODAY)
    return sold


def test_a_place_of_its_own_is_asked_instead_of_pymes(desk: Desk) -> None:
    """What Pymes shows says nothing about it."""
    shelf = Shelf()
    sold = shelved(desk, shelf)

    report = desk.engine(sink=shelf).run()

    assert sold == numbers(report, State.SYNCED)
    assert not any("ventas-detallado" in call.route for call in desk.box.fake.calls)


def test_of_a_series_that_never_showed_one_alone_is_sent(desk: Desk) -> None:
    """A place that says absent of all may be the wrong one: the others wait for the first."""
    shelf = Shelf()
    shelf.keeps = False
    shelved(desk, shelf)
    sent: list[SaleKey] = []
    shelf.deliver = lambda plan, key: sent.append(key) or Receipt()  # type: ignore[method-assign]

    report = desk.engine(sink=shelf).run()

    assert 1 == len(sent)
    assert 2 == len(numbers(report, State.ABSENT))
    assert 2 == sum("one alone is sent" in str(each.reason) for each in report)


def test_what_shows_at_once_is_not_waited_for(desk: Desk) -> None:
    """The receipt says so, and the look-up still has to agree."""
    shelf = Shelf()
    shelf.shows = True
    sold = shelved(desk, shelf)
    waits: list[float] = []

    report = desk.engine(sink=shelf, sleep=waits.append).run()

    assert (sold, []) == (numbers(report, State.SYNCED), waits)


@pytest.mark.parametrize(
    "failure",
    [
        errors.Unavailable("later"),
        errors.RateLimited("slowly"),
        errors.InvalidRequest("what?"),
        errors.UnexpectedResponse("eh"),
        PermissionError("no"),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_a_place_that_fails_cannot_tell(desk: Desk, failure: Exception) -> None:
    """Nothing is sent then."""
    shelf = Shelf()
    sold = shelved(desk, shelf)
    shelf.failure = failure

    report = desk.engine(sink=shelf).run()

    assert sold == numbers(report, State.CANNOT_TELL)
    assert {} == shelf.held


@pytest.mark.parametrize("kind", [errors.TokenRejected, errors.ConnectionFailed])
def test_a_place_that_is_not_reached_stops_the_run(
    desk: Desk, kind: type[errors.LoggroError]
) -> None:
    """Every further question would fail as well."""
    shelf = Shelf()
    shelved(desk, shelf)
    shelf.failure = kind("gone")

    with pytest.raises(kind):
        desk.engine(sink=shelf).run()


def test_a_known_sale_proves_a_place_of_its_own(desk: Desk) -> None:
    """`prove` asks the place that the sink answers for."""
    shelf = Shelf()
    (number,) = shelved(desk, shelf, count=1)

    before = desk.engine(sink=shelf).prove(number)
    desk.engine(sink=shelf).run()

    assert (False, True) == (before, desk.engine(sink=shelf).prove(number))


def test_a_void_in_a_place_of_its_own_is_parked(desk: Desk) -> None:
    """Such a place tells of no credit notes: a person has to look."""
    shelf = Shelf()
    (number,) = shelved(desk, shelf, count=1)
    desk.engine(sink=shelf).run()
    desk.box.operator.annul(number)
    desk.box.operator.advance(seconds=HOUR)

    desk.engine(sink=shelf).run()

    assert (State.PARKED, "void-not-visible") == (desk.state(number), row_of(desk, number).reason)


def test_people_are_told_of_the_place_and_not_of_pymes(desk: Desk) -> None:
    """Where sales go elsewhere, nothing of a report speaks of Pymes or of its screens."""
    shelf = Shelf()
    shelf.keeps = False
    shelved(desk, shelf)
    waiting = desk.engine(sink=shelf).run()
    shelf.keeps = True
    desk.box.operator.advance(seconds=2 * HOUR)
    desk.engine(sink=shelf).run()
    desk.engine(sink=shelf).release("POS1001")
    desk.engine(sink=shelf).run()
    shelf.held = {key: Found(rows=found.rows * 2) for key, found in shelf.held.items()}
    doubled = desk.engine(sink=shelf).run()

    told = [str(each.reason.en) for report in (waiting, doubled) for each in report if each.reason]
    assert any("was ever seen in the place of the sales" in each for each in told)
    assert any("documents POS1001 in the place of the sales" in each for each in told)
    assert not any("Pymes" in each for each in told)
    assert () == waiting.causes


def test_a_sink_that_cannot_look_is_refused(desk: Desk) -> None:
    """Without a look-up everything would be sent blindly."""

    class Blind:
        def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
            return Receipt()

    with pytest.raises(errors.InvalidInput) as caught:
        desk.engine(sink=Blind()).run(since=TODAY)

    assert "sink" == caught.value.field


def test_a_ledger_belongs_to_one_place(desk: Desk) -> None:
    """Elsewhere, all that is synced would look as if somebody had deleted it."""
    left_out(desk)

    with pytest.raises(errors.ConfigurationError) as caught:
        desk.engine(sink=Shelf()).run()

    assert "another-place" == caught.value.code


def test_an_older_ledger_is_one_of_pymes(desk: Desk) -> None:
    """It was written before there were other places."""
    desk.store.put("watermark", TODAY.isoformat())

    with pytest.raises(errors.ConfigurationError):
        desk.engine(sink=Shelf()).run()

    assert desk.engine().run().reading_only


def test_without_the_rules_a_sink_cannot_look_up(desk: Desk) -> None:
    """It says what it lacks; nothing is absent because nobody looked."""
    number = desk.box.operator.sell()
    _, key = mapped(desk.box, number, desk.rules)
    sink = OfficialIntegration(desk.box.restobar(), desk.box.pymes())

    answer = sink.find(key)

    assert isinstance(answer, CannotTell)
    assert "rules=" in answer.reason.en
    assert not sink.prove([(key, TODAY)])


def test_an_unproved_look_up_is_never_an_absence(desk: Desk) -> None:
    """By the sink alone too: first a known sale has to be found, and to be found again."""
    known, missing = desk.box.operator.sell(), desk.box.operator.sell(payments="Nequi")
    desk.settle()
    (_, there), (_, key) = (
        mapped(desk.box, known, desk.rules),
        mapped(desk.box, missing, desk.rules),
    )
    sink = OfficialIntegration(desk.box.restobar(), desk.box.pymes(), desk.rules)

    before = sink.find(key)
    assert sink.prove([(there, TODAY)])
    after, found = sink.find(key), sink.find(there)
    desk.box.operator.switch("sales_fields", {"numero": "otro"})
    silent = sink.find(key)

    assert [CannotTell, Absent, Found, CannotTell] == [
        type(each) for each in (before, after, found, silent)
    ]


@pytest.mark.parametrize(
    ("chosen", "kind"),
    [
        (SinkRules(), OfficialIntegration),
        (SinkRules(kind="external", path=PATH, amounts="text"), ExternalSale),
        (SinkRules(kind="file", folder="sales"), FileSink),
        (SinkRules(kind="dry-run"), DryRun),
    ],
    ids=lambda each: getattr(each, "kind", each.__class__.__name__),
)
def test_the_rules_choose_the_sink(desk: Desk, chosen: SinkRules, kind: type[Any]) -> None:
    """Loggro's own integration where they say nothing."""
    rules = evolve(desk.rules, sink=chosen)

    assert kind is type(sink_of(rules, desk.box.restobar(), desk.box.pymes()))


def test_the_engine_takes_the_sink_of_the_rules(desk: Desk) -> None:
    """Nothing else has to be said to push as a partner."""
    left_out(desk)
    desk.box.operator.switch("external_sale_path", PATH)
    desk.rules = evolve(desk.rules, sink=SinkRules(kind="external", path=PATH))

    desk.engine().run()

    assert (1, 0) == (posted(desk), desk.forced())


def test_a_store_of_another_kind_keeps_the_place_too(tmp_path: Any) -> None:
    """The place is a setting of the ledger like any other."""
    with sandbox() as box, SqliteStore.open(tmp_path / "ledger.db") as store:
        Desk(box, store).engine(sink=Shelf()).start(TODAY)

        assert "Shelf" == store.get("place")
