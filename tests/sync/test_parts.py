# SPDX-License-Identifier: MIT
"""A run over more sales than are held at once goes day by day, and loses nothing by it."""

from __future__ import annotations

from typing import Any

import pytest

from loggro_integration.sync import RunReport, State, Synchronizer, SyncPolicy
from sync.desk import MAPPED, TODAY, Desk, numbers, row_of

DAY = 86_400


def by_day(desk: Desk, **options: Any) -> Synchronizer:
    return desk.engine(**{"policy": SyncPolicy(at_once=2), **options})


def some_days(desk: Desk, days: int = 4) -> list[str]:
    """Sell on some days what Loggro carries and what it leaves out; return what is left out."""
    left_out = []
    for _ in range(days):
        desk.box.operator.sell()
        desk.box.operator.sell(electronic=True)
        left_out.append(desk.box.operator.sell(payments="Nequi"))
        desk.box.operator.advance(seconds=DAY)
    return left_out


def told(report: RunReport) -> tuple[Any, ...]:
    """What two runs over the same sales must say alike."""
    lacking = sorted(each.number for each in report if each.state is not State.SYNCED)
    return report.counts, lacking, report.would_send, report.days, report.exit_code


def test_a_run_by_days_says_what_one_at_once_says(desk: Desk) -> None:
    """Counts, what is missing, what would be sent and the sums of the days are the same."""
    left_out = some_days(desk)
    whole = desk.engine().run(since=TODAY, dry_run=True)

    parts = by_day(desk).run(since=TODAY, dry_run=True)

    assert told(whole) == told(parts)
    assert tuple(left_out) == parts.would_send
    assert {State.SYNCED: 8} == dict(parts.counted) | {
        State.SYNCED: parts.counted[State.SYNCED] + len(numbers(parts, State.SYNCED))
    }


def test_a_run_by_days_sends_what_is_missing_on_each(desk: Desk) -> None:
    """What was put off is sent once every day was read, and no sale twice."""
    left_out = some_days(desk)
    desk.box.operator.map_payment_method(*MAPPED)
    engine = by_day(desk)
    engine.run(since=TODAY)

    report = engine.run()

    assert (4, 0) == (report.sends, report.left_for_later)
    assert {State.SYNCED} == {row.state for row in desk.store.rows()}
    assert sorted(left_out) == sorted(each.number for each in report if each.sent_now)
    assert [] == desk.box.duplicates()


def test_a_run_by_days_keeps_to_the_limit_of_sends(desk: Desk) -> None:
    """What is above the limit is left for later, counted, and sent by the next run."""
    some_days(desk)
    desk.box.operator.map_payment_method(*MAPPED)
    engine = by_day(desk)
    engine.run(since=TODAY)

    first = engine.run(max_sends=1)
    second = engine.run()

    assert (1, 3) == (first.sends, first.left_for_later)
    assert (3, 0) == (second.sends, second.left_for_later)
    assert 4 == desk.forced()


def test_a_number_that_a_later_day_repeats_is_sent_for_neither(desk: Desk) -> None:
    """It is known only when all days were read: until then nothing is sent."""
    (number, *_) = some_days(desk, days=2)
    engine = by_day(desk)
    engine.run(since=TODAY)
    desk.box.operator.set_series("pos", next=int(number.removeprefix("POS")))
    assert number == desk.box.operator.sell(payments="Nequi")
    desk.settle()
    desk.box.operator.map_payment_method(*MAPPED)

    report = engine.run()

    assert number not in {each.number for each in report if each.sent_now}
    assert "number-repeated" == row_of(desk, number).reason
    assert [] == desk.box.duplicates()


def test_a_run_by_days_remembers_how_far_it_read(desk: Desk) -> None:
    """The next run begins with the overlap, not with the first day."""
    some_days(desk, days=9)
    engine = by_day(desk)

    engine.run(since=TODAY)
    report = engine.run()

    assert 5 == (report.since - TODAY).days


def test_a_run_by_days_asks_for_nothing_older_twice(desk: Desk) -> None:
    """A sale of its days that is not done is not read once more as an older one."""
    some_days(desk)
    engine = by_day(desk)
    engine.run(since=TODAY)
    before = len(desk.box.fake.calls)

    engine.run(dry_run=True)

    assert [] == [call for call in desk.box.fake.calls[before:] if call.route == "/invoices/{id}"]


@pytest.mark.parametrize("after", [0, 3])
def test_a_run_by_days_stops_between_two_sales(desk: Desk, after: int) -> None:
    """It says so, sends nothing, and does not count as one that has read its days."""
    some_days(desk)
    asked = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > after

    report = by_day(desk, stop=stop).run(since=TODAY)

    assert report.stopped
    assert 0 == desk.forced()
    assert not desk.store.get("first_run")


def test_a_run_by_days_can_be_limited(desk: Desk) -> None:
    """Only what was chosen is looked at, on every day."""
    some_days(desk)

    report = by_day(desk).run(since=TODAY, dry_run=True, only=["electronic"])

    assert 4 == report.count(State.SYNCED)
    assert {"FE"} == {row.number[:2] for row in desk.store.rows()}
