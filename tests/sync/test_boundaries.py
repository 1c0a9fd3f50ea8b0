# SPDX-License-Identifier: MIT
"""Midnight in Bogotá, night shifts, pages that move, and a full disk at the worst moment."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from loggro_integration.errors import LedgerError
from loggro_integration.sync import SqliteStore, State
from loggro_integration.testing import sandbox
from sync.desk import MAPPED, TODAY, Desk, left_out, numbers, row_of

# The last and the first instant of a day in Bogotá, UTC-5.
LAST, FIRST = "2026-11-24T04:59:59.999Z", "2026-11-24T05:00:00.000Z"


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_midnight_in_bogota_divides_two_days(desk: Desk, order: str) -> None:
    """A millisecond decides the day, on both sides, whatever UTC calls it."""
    desk.box.operator.switch("list_order", order)
    late = desk.box.operator.sell(at=LAST)
    early = desk.box.operator.sell(at=FIRST)
    desk.box.operator.set_clock(at="2026-11-24T06:00:00.000Z")

    report = desk.engine().run(since=TODAY)

    days = {each.number: each.day for each in report}
    assert {late: TODAY, early: TODAY + timedelta(days=1)} == days
    assert {late, early} == set(numbers(report, State.SYNCED))


def test_a_run_until_a_day_ends_at_its_midnight(desk: Desk) -> None:
    """The first sale of the next day belongs to the next run."""
    late = desk.box.operator.sell(at=LAST)
    early = desk.box.operator.sell(at=FIRST)
    desk.box.operator.set_clock(at="2026-11-24T06:00:00.000Z")
    engine = desk.engine()

    first = engine.run(since=TODAY, until=TODAY)
    second = engine.run()

    assert [late] == numbers(first, State.SYNCED)
    assert early in numbers(second, State.SYNCED)


def test_a_night_shift_is_billed_before_and_paid_after_midnight(desk: Desk) -> None:
    """The day of the sale counts; its age counts from the payment."""
    desk.box.operator.sell()
    desk.box.operator.set_clock(at="2026-11-24T04:50:00.000Z")
    number = desk.box.operator.sell(paid=False)
    desk.started()
    desk.box.operator.set_clock(at="2026-11-24T05:20:00.000Z")
    desk.box.operator.pay(number, "Nequi")

    young = desk.engine().run()
    desk.settle()
    desk.box.operator.map_payment_method(*MAPPED)
    report = desk.engine().run()

    assert [number] == numbers(young, State.WAITING)
    assert number in numbers(report, State.SYNCED)
    assert str(TODAY) == row_of(desk, number).day


def test_a_document_dated_after_midnight_is_a_difference_not_an_absence(desk: Desk) -> None:
    """Where Pymes dates it on the next day, it is found by number and never sent again."""
    desk.box.operator.sell()
    number = desk.box.operator.sell(at=LAST)
    desk.box.operator.set_clock(at="2026-11-24T06:00:00.000Z")
    desk.box.operator.edit_document(number, fecha="2026-11-24")

    report = desk.started().run()

    assert [number] == numbers(report, State.PARKED)
    assert "differs:day" == row_of(desk, number).reason
    assert 0 == desk.forced()


def test_more_documents_than_a_page_holds_are_all_found(desk: Desk) -> None:
    """Three pages of one day; nothing is asked for by number but the proof."""
    number = desk.box.operator.sell()
    desk.box.operator.copy_sale(number, 249)
    desk.settle()
    before = len(desk.box.fake.calls)

    report = desk.engine().run(since=TODAY)

    looks = [call for call in desk.box.fake.calls[before:] if "ventas" in call.path]
    assert 250 == report.count(State.SYNCED)
    assert 3 + 1 == len(looks)


def test_a_document_that_moves_between_two_pages_is_not_sent_again(desk: Desk) -> None:
    """One is deleted while the pages are read, so that another moves up and is missed there."""
    number = desk.box.operator.sell()
    copies = desk.box.operator.copy_sale(number, 249)
    desk.settle()
    desk.started()
    books = desk.box.pymes()
    inner = books.sales.list

    class Moving:
        done = False

        def list(self, **asked: Any) -> Any:
            for place, row in enumerate(inner(**asked)):
                if place == 100 and not self.done:
                    self.done = True
                    desk.box.operator.delete_document(copies[0])
                yield row

    books.sales = Moving()

    report = desk.engine(books=books).run()

    assert 249 <= report.count(State.SYNCED)
    assert 0 == desk.forced()
    assert [] == desk.box.duplicates()


class FullDisk(SqliteStore):
    """A ledger whose disk is full when it should write one kind of event."""

    kind = ""

    def append(self, events: Iterable[Any]) -> None:
        events = list(events)
        if self.kind in {event.kind.value for event in events}:
            raise LedgerError("The ledger cannot be used: the disk is full.")
        super().append(events)


@pytest.mark.parametrize(
    ("kind", "sent"), [("intended", 0), ("answered", 1), ("looked_up", 0), ("seen", 0)]
)
def test_a_full_disk_at_each_step_sends_nothing_twice(tmp_path: Path, kind: str, sent: int) -> None:
    """Without its intent nothing leaves; without its answer it is looked up, not sent again."""
    with sandbox() as box:
        with SqliteStore.open(tmp_path / "ledger.db") as store:
            desk = Desk(box, store)
            (number,) = left_out(desk)
            box.operator.map_payment_method(*MAPPED)
            other = box.operator.sell()
            desk.settle()
        with FullDisk.open(tmp_path / "ledger.db") as full:
            assert isinstance(full, FullDisk)
            full.kind = kind
            with pytest.raises(LedgerError):
                Desk(box, full).engine().run()
        assert sent == desk.forced()
        with SqliteStore.open(tmp_path / "ledger.db") as store:
            desk = Desk(box, store)
            for _ in range(3):
                desk.engine().run()
                box.operator.advance(seconds=3700)

            assert State.SYNCED == desk.state(number) == desk.state(other)
            assert [] == store.verify()
        assert 1 == desk.forced()
        assert [] == box.duplicates()
