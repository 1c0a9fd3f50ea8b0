# SPDX-License-Identifier: MIT
"""The sales of one run: each with its key, its plan, and what is odd about its number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import define, field, frozen

from loggro_integration.days import business_day
from loggro_integration.errors import LedgerError, Text
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.sync._judge import Verdict
from loggro_integration.sync._states import Row, State
from loggro_integration.wire import Sale

__all__ = ["Case", "Gathered", "Unread"]


@define
class Case:
    """
    One sale during one run.

    Attributes:
        odd: Why its number cannot be relied on: ``number-repeated``, ``renumbered``, or empty.
        foreign: The row of the ledger is another sale's with the same number.
        row: Its row of the ledger; there is one once it was admitted.
        held: Why it was not sent although it was due, for people.
    """

    sale: Sale
    key: SaleKey
    plan: Plan
    odd: str = ""
    foreign: bool = False
    row: Row | None = None
    verdict: Verdict | None = None
    sent_now: bool = False
    held: Text | None = None

    @property
    def known(self) -> Row:
        """The row of the ledger."""
        if self.row is None:
            raise LedgerError(f"{self.key} is not in the ledger.", code="ledger-unusable")
        return self.row

    @property
    def state(self) -> State:
        """Where the sale stands now."""
        return self.known.state

    @property
    def day(self) -> date:
        """Bogotá day of the sale."""
        return business_day(self.sale.created_on)


@frozen(kw_only=True)
class Unread:
    """
    A sale that could not be looked after in this run, but must not be passed over in silence.

    Attributes:
        row: Its row of the ledger, `None` where it has no usable number to have one.
        sale: As Restobar shows it, `None` where it does not.
    """

    reason: Text
    row: Row | None = None
    sale: Sale | None = None
    plan: Plan | None = None

    @property
    def day(self) -> date:
        """Bogotá day."""
        if self.sale is not None:
            return business_day(self.sale.created_on)
        return date.fromisoformat(self.row.day) if self.row else date.min

    @property
    def total(self) -> Decimal:
        """COP."""
        if self.sale is not None:
            return self.sale.total
        return Decimal(self.row.total) if self.row and self.row.total else Decimal(0)


@define
class Gathered:
    """
    What Restobar shows of the sales that one run is about.

    Attributes:
        newest: Day of the newest sale that was listed: up to there everything was read.
        unfinished: Printed, or on credit, and not paid, by id: the day of the sale and when it was
            last asked for.
        stopped: Whether reading was given up in the middle, because somebody asked to stop.
    """

    cases: list[Case] = field(factory=list[Case])
    unread: list[Unread] = field(factory=list[Unread])
    newest: date | None = None
    unfinished: dict[str, tuple[date, date]] = field(factory=dict[str, tuple[date, date]])
    stopped: bool = False
