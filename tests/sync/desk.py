# SPDX-License-Identifier: MIT
"""What the tests of the engine work with."""

from datetime import date
from typing import Any

from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules, Plan, map_sale
from loggro_integration.sync import Row, RunReport, SqliteStore, State, Synchronizer
from loggro_integration.testing import Box
from loggro_integration.wire import SalesRow
from loggro_integration.wire.pymes import record

TODAY = date(2026, 11, 23)


class Desk:
    """What a test of the engine works with."""

    def __init__(self, box: Box, store: SqliteStore) -> None:
        self.box = box
        self.store = store
        self.rules = MappingRules.example()

    def engine(self, **options: Any) -> Synchronizer:
        """Return an engine on the fake's clock, which does not really wait."""
        given = {
            "pos": self.box.restobar(),
            "books": self.box.pymes(),
            "store": self.store,
            "rules": self.rules,
            "clock": self.box.now,
            "sleep": self.box.sleep,
        }
        return Synchronizer(**{**given, **options})

    def settle(self) -> None:
        """Let Loggro's own push happen and the grace pass."""
        self.box.operator.advance(seconds=1200)

    def started(self, **options: Any) -> Synchronizer:
        """Return an engine whose first run, which only reads, is over."""
        engine = self.engine(**options)
        engine.run(since=TODAY)
        return engine

    def state(self, number: str) -> State:
        """Return the state of a sale in the ledger."""
        return next(row.state for row in self.store.rows() if row.number == number)

    def forced(self) -> int:
        """Return how often Restobar was asked to send again."""
        return sum("forceSend" in call.path for call in self.box.fake.calls)


def numbers(report: RunReport, state: State) -> list[str]:
    """Return the numbers of a report in one state."""
    return [each.number for each in report if each.state is state]


MAPPED = ("Nequi", "Transferencia débito bancaria")


def left_out(desk: Desk, *, count: int = 1, **how: Any) -> list[str]:
    """Sell one sale that Loggro carries and some that it leaves out, and make the first run."""
    desk.box.operator.sell()
    numbers = [desk.box.operator.sell(payments="Nequi", **how) for _ in range(count)]
    desk.settle()
    desk.started()
    return numbers


def row_of(desk: Desk, number: str) -> Row:
    """Return the only row of a number."""
    (row,) = [row for row in desk.store.rows() if row.number == number]
    return row


def mapped(box: Box, number: str, rules: MappingRules) -> tuple[Plan, SaleKey]:
    """Map a sale of Restobar."""
    (sale,) = box.restobar().invoices.find(number)
    plan = map_sale(sale, rules)
    assert plan.key is not None
    return plan, plan.key


def shown(plan: Plan, number: str, extra: int = 0) -> SalesRow:
    """Return what a place shows of a sale, by another number or total if asked."""
    preview = plan.accounting
    assert preview.day is not None
    assert preview.total is not None
    return SalesRow(
        number=number,
        day=preview.day,
        customer=preview.customer or "",
        total=preview.total + extra,
        record=record({}),
    )
