# SPDX-License-Identifier: MIT
"""A run limited to some sales, one sale alone, and a run that is told to stop."""

from collections.abc import Callable
from datetime import date

import pytest

from loggro_integration import errors
from loggro_integration.sandbox import Fault
from loggro_integration.sync import EventKind, State, SyncEvent, SyncEventKind, SyncPolicy
from loggro_integration.sync._select import Choice
from loggro_integration.sync._stopped import ending_calls
from sync.desk import MAPPED, TODAY, Desk, left_out, numbers, row_of


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        (["FE123"], Choice(numbers=("FE123",))),
        (["arepera:FE:123", "FE123"], Choice(numbers=("arepera:FE:123", "FE123"))),
        (["FE*", "SETT-"], Choice(prefixes=frozenset({"FE", "SETT-"}))),
        (["FE2*"], Choice(prefixes=frozenset({"FE2"}))),
        (["pos", "electronic"], Choice(kinds=frozenset({"pos", "electronic"}))),
        (["POS", " 17 "], Choice(numbers=("17",), prefixes=frozenset({"POS"}))),
        (["*"], Choice(prefixes=frozenset({""}))),
    ],
)
def test_the_words_that_limit_a_run(words: list[str], choice: Choice) -> None:
    """A number ends in a digit, a prefix does not or ends in a star, and the kinds are two."""
    assert choice == Choice.parse(words)


def test_no_word_limits_nothing() -> None:
    """Without a word a run is about everything; an empty word is refused."""
    assert Choice.parse([]) is None
    with pytest.raises(errors.InvalidInput):
        Choice.parse(["FE1", " "])


def test_only_one_number_is_sent(desk: Desk) -> None:
    """The other sale that is due is neither looked at nor sent, and the next run does both."""
    one, other = left_out(desk, count=2)
    desk.box.operator.map_payment_method(*MAPPED)
    engine = desk.engine()
    last_run = desk.store.get("last_run")

    report = engine.run(only=[one])

    assert ([one], 1) == (numbers(report, State.SYNCED), report.sends)
    assert State.ABSENT == desk.state(other)
    assert last_run == desk.store.get("last_run")

    assert [other] == [each.number for each in engine.run() if each.sent_now]
    assert [] == desk.box.duplicates()


@pytest.mark.parametrize("word", ["electronic", "FE*", "FE"])
def test_only_a_kind_or_a_prefix(desk: Desk, word: str) -> None:
    """The sales of the other kind are left as they are."""
    desk.box.operator.sell()
    electronic = desk.box.operator.sell(electronic=True)
    desk.settle()
    prefix = electronic.rstrip("0123456789")
    desk.engine().start(TODAY)

    report = desk.engine().run(only=[word.replace("FE", prefix)])

    assert [electronic] == [each.number for each in report]
    assert [electronic] == [row.number for row in desk.store.rows()]


def test_a_limited_first_run_is_no_first_run(desk: Desk) -> None:
    """A whole run must have read everything before anything is sent."""
    number = desk.box.operator.sell(payments="Nequi")
    desk.box.operator.sell()
    desk.settle()
    desk.box.operator.map_payment_method(*MAPPED)
    engine = desk.engine()

    limited = [engine.run(since=TODAY, only=[number]) for _ in range(2)]

    assert [True, True] == [report.reading_only for report in limited]
    assert 0 == desk.forced()
    assert None is desk.store.get("read_until")


def test_a_number_and_a_kind_together(desk: Desk) -> None:
    """What any of the words names is looked at, once."""
    pos = desk.box.operator.sell()
    electronic = desk.box.operator.sell(electronic=True)
    desk.settle()

    report = desk.engine().run(since=TODAY, only=[electronic, "electronic", pos])

    assert sorted([pos, electronic]) == sorted(each.number for each in report)


def test_only_a_number_that_does_not_exist(desk: Desk) -> None:
    """A mistyped number is no empty run: it is refused, and nothing is recorded."""
    desk.box.operator.sell()
    desk.settle()

    with pytest.raises(errors.InvalidInput) as caught:
        desk.engine().run(since=TODAY, only=["POS99999"])

    assert ("only", "POS99999") == (caught.value.field, caught.value.value)
    assert [] == desk.store.rows()


def test_run_once_takes_a_sale_that_the_ledger_does_not_know(desk: Desk) -> None:
    """A number is read from Restobar, looked up, sent once, and recorded."""
    left_out(desk)
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    desk.box.operator.map_payment_method(*MAPPED)
    engine = desk.engine()

    outcome = engine.run_once(number)
    again = engine.run_once(outcome.key)

    assert (State.SYNCED, True, False) == (outcome.state, outcome.sent_now, again.sent_now)
    assert 1 == desk.forced()


def test_run_once_sends_nothing_before_the_first_run(desk: Desk) -> None:
    """A whole run comes first, for one sale as for all."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(payments="Nequi")
    desk.settle()
    desk.box.operator.map_payment_method(*MAPPED)
    engine = desk.engine()
    engine.start(TODAY)

    outcome = engine.run_once(number)

    assert (0, False) == (desk.forced(), outcome.sent_now)
    assert outcome.state in {State.ABSENT, State.CANNOT_TELL}


def test_run_once_needs_a_first_day(desk: Desk) -> None:
    """Without a watermark nobody knows what may be sent."""
    number = desk.box.operator.sell()

    with pytest.raises(errors.ConfigurationError) as caught:
        desk.engine().run_once(number)

    assert "no-watermark" == caught.value.code


@pytest.mark.parametrize("written", ["FE99999", "arepera:FE:99999"])
def test_run_once_of_what_nobody_knows(desk: Desk, written: str) -> None:
    """Neither the ledger nor Restobar has it: a person has to look."""
    engine = desk.started()

    with pytest.raises(errors.NeedsReview) as caught:
        engine.run_once(written)

    assert "unknown-sale" == caught.value.code


def test_run_once_of_a_sale_that_was_voided_just_now(desk: Desk) -> None:
    """Loggro may still carry it: it waits, and is not in the ledger as something to send."""
    left_out(desk)
    engine = desk.engine()
    number = desk.box.operator.sell(payments="Nequi")
    desk.box.operator.void(number)

    outcome = engine.run_once(number)

    assert (State.WAITING, 0) == (outcome.state, desk.forced())
    assert outcome.reason is not None
    assert "voided" in outcome.reason.en
    assert [] == [row for row in desk.store.rows() if row.number == number]


def stop_at(
    kind: SyncEventKind, count: int
) -> tuple[Callable[[SyncEvent], None], Callable[[], bool]]:
    """Return an observer and what asks to stop once it has seen so many events of a kind."""
    seen: list[SyncEvent] = []

    def watch(event: SyncEvent, /) -> None:
        if event.kind is kind:
            seen.append(event)

    return watch, lambda: len(seen) >= count


def test_a_stop_between_two_sends_leaves_the_rest_for_later(desk: Desk) -> None:
    """The sale in hand is recorded to its answer, no other is begun, and the next run goes on."""
    first, *others = left_out(desk, count=3)
    desk.box.operator.map_payment_method(*MAPPED)
    desk.engine().run(only=[first])
    watch, stop = stop_at(SyncEventKind.SENT, 1)

    report = desk.engine(observers=[watch], stop=stop).run()

    assert (1, 1, 1) == (report.sends, report.left_for_later, report.exit_code)
    sent = [row for row in desk.store.rows() if row.state is State.IN_FLIGHT]
    assert [EventKind.INTENDED, EventKind.SENT, EventKind.ANSWERED] == [
        event.kind for event in list(desk.store.events(sent[0].key))[-3:]
    ]

    after = desk.engine().run()

    desk.settle()
    desk.engine().run()
    assert (1, 0) == (after.sends, after.exit_code)
    assert {State.SYNCED} == {desk.state(number) for number in (first, *others)}
    assert [] == desk.box.duplicates()


@pytest.mark.parametrize("kind", [SyncEventKind.SEEN, SyncEventKind.LOOKED_UP])
def test_a_stop_before_every_sale_was_looked_at(desk: Desk, kind: SyncEventKind) -> None:
    """Such a run counts as none: the first one is still to come, and the days are read again."""
    for _ in range(4):
        desk.box.operator.sell()
    desk.settle()
    watch, stop = stop_at(kind, 2)

    report = desk.engine(observers=[watch], stop=stop).run(since=TODAY)

    assert (True, 1) == (report.stopped, report.exit_code)
    assert (None, None) == (desk.store.get("first_run"), desk.store.get("read_until"))

    whole = desk.engine().run()

    assert (False, 4, True) == (whole.stopped, whole.count(State.SYNCED), whole.reading_only)


def test_a_stop_while_restobar_is_read(desk: Desk) -> None:
    """What was read so far is given up: no sale is in the ledger, and the next run reads it all."""
    for _ in range(3):
        desk.box.operator.sell()
    desk.settle()
    asked = iter([False, True])

    report = desk.engine(stop=lambda: next(asked, False)).run(since=TODAY)

    assert (True, (), 1) == (report.stopped, report.outcomes, report.exit_code)
    assert (None, []) == (desk.store.get("first_run"), desk.store.rows())
    assert 3 == desk.engine().run().count(State.SYNCED)


def test_a_stop_while_a_limited_run_reads(desk: Desk) -> None:
    """The named sales are not asked for either."""
    number = desk.box.operator.sell()

    report = desk.engine(stop=lambda: True).run(since=TODAY, only=["pos", number])

    assert (True, ()) == (report.stopped, report.outcomes)


def test_a_stop_ends_the_wait_for_what_was_sent(desk: Desk) -> None:
    """Nobody waits ten minutes for a process that was asked to stop."""
    left_out(desk)
    desk.box.operator.map_payment_method(*MAPPED)
    desk.box.operator.switch("push_delay", 3600)
    watch, stop = stop_at(SyncEventKind.ANSWERED, 1)
    before = desk.box.now()

    report = desk.engine(observers=[watch], stop=stop).run()

    assert (1, before) == (report.sends, desk.box.now())


@pytest.mark.parametrize(
    ("method", "route"),
    [
        ("GET", "/invoices"),
        ("GET", "/v1/ventas-detallado"),
        ("GET", "/invoices/{id}"),
        ("PATCH", "/invoices/forceSendToIntegration/{id}"),
    ],
)
def test_a_stop_ends_the_pause_of_a_client_and_the_call_with_it(
    desk: Desk, method: str, route: str
) -> None:
    """Asked to slow down and to stop: nothing is repeated, nothing counts as sent, and it ends."""
    number = left_out(desk)[0]
    desk.box.operator.map_payment_method(*MAPPED)
    desk.box.operator.add_faults([Fault.too_many(method, route)])
    waited: list[float] = []
    sleep = ending_calls(lambda: bool(waited), waited.append)
    pos, books = desk.box.restobar(sleep=sleep), desk.box.pymes(sleep=sleep)

    report = desk.engine(pos=pos, books=books, stop=lambda: bool(waited)).run()

    assert (True, 1) == (report.stopped, len(waited))
    assert 0 == sum(row.sends for row in desk.store.rows())
    desk.box.operator.clear_faults()
    assert number in numbers(desk.engine().run(), State.SYNCED)
    assert [1] == [row.sends for row in desk.store.rows() if row.number == number]


def test_a_pause_that_nobody_ends_lets_the_call_be_repeated(desk: Desk) -> None:
    """The pauses of a run that is not stopped are those of the policy."""
    desk.box.operator.sell()
    desk.box.operator.add_faults([Fault.too_many("GET", "/invoices", times=1)])
    waited: list[float] = []
    pos = desk.box.restobar(sleep=ending_calls(lambda: False, waited.append))

    report = desk.engine(pos=pos).run(since=TODAY)

    assert (False, 1, 1) == (report.stopped, len(waited), len(report.outcomes))


def test_a_network_that_is_down_is_no_stop(desk: Desk) -> None:
    """What cannot be reached is an error of the run, before the sales are known and after."""
    desk.box.operator.sell()
    for method, route in (("GET", "/invoices"), ("GET", "/v1/ventas-detallado")):
        desk.box.operator.add_faults([Fault.timeout_before(method, route)])
        with pytest.raises(errors.NotSent):
            desk.engine().run(since=TODAY)
        desk.box.operator.clear_faults()


def test_a_range_of_days_is_filled_up_later(desk: Desk) -> None:
    """Days that were skipped are read when they are asked for; nothing is sent twice."""
    old = desk.box.operator.sell(at="2026-11-20T12:00:00-05:00")
    desk.box.operator.sell()
    desk.settle()
    engine = desk.engine()
    engine.start(date(2026, 11, 19))
    engine.run(since=TODAY)
    assert [] == [row for row in desk.store.rows() if row.number == old]

    report = engine.run(since=date(2026, 11, 20), until=date(2026, 11, 20))

    assert [old] == [each.number for each in report]
    assert (date(2026, 11, 20), date(2026, 11, 20)) == (report.since, report.until)


@pytest.mark.parametrize("workers", [1, 2, 16])
def test_reads_at_the_same_time_change_nothing(desk: Desk, workers: int) -> None:
    """Order, states and events are the same, whatever the number of threads."""
    sold = [
        desk.box.operator.sell(payments="Nequi" if at % 2 else "Efectivo", electronic=at % 3 == 0)
        for at in range(12)
    ]
    desk.settle()

    report = desk.engine(policy=SyncPolicy(concurrency=workers)).run(since=TODAY)

    assert sold == [each.number for each in report]
    assert sold[1::2] == list(report.would_send)
    assert [row_of(desk, number).key for number in sold] == [
        event.key for event in desk.store.events() if event.kind is EventKind.SEEN
    ]


def test_a_run_that_could_tell_nothing_is_not_the_first(desk: Desk) -> None:
    """It could not show what would be sent: once the setting is right, the next run only reads."""
    operator = desk.box.operator
    operator.sell()
    number = operator.sell(payments="Nequi")
    desk.settle()
    operator.map_payment_method(*MAPPED)
    operator.switch("sales_module", "financiero")

    blind = desk.engine().run(since=TODAY)
    operator.switch("sales_module", "facturacion")
    shown, sent = desk.engine().run(), desk.engine().run()

    assert ((), 3) == (blind.would_send, blind.exit_code)
    assert (True, 0, (number,)) == (shown.reading_only, shown.sends, shown.would_send)
    assert (False, 1) == (sent.reading_only, sent.sends)
