# SPDX-License-Identifier: MIT
"""
Both sides compared in both directions, document by document and field by field, with sums.

Every sale of Restobar is looked for in Pymes, and every document of Pymes in Restobar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

from loggro_integration.days import business_day, each_day
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.mapping import MappingRules, Plan
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._judge import Judge, voided_on
from loggro_integration.sync._lookup import SalesLookup
from loggro_integration.sync._observe import is_finished
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._reconcile_extras import Extras
from loggro_integration.sync._reconcile_held import Books
from loggro_integration.sync._reconcile_numbers import numbering
from loggro_integration.sync._reconcile_rows import Reconciliation, ReconciliationRow
from loggro_integration.sync._reconcile_sales import Sold, Weighing
from loggro_integration.sync._reconcile_sums import (
    DayTotals,
    VoidedSale,
    method_totals,
    summary,
    tax_totals,
)
from loggro_integration.sync._store import Store
from loggro_integration.wire import Sale

__all__ = ["reconcile"]

ZERO = Decimal(0)


def reconcile(
    pos: RestobarClient,
    books: PymesClient,
    store: Store,
    *,
    rules: MappingRules,
    policy: SyncPolicy,
    plan_of: Callable[[Sale], Plan],
    since: date,
    until: date,
    clock: Callable[[], datetime],
) -> Reconciliation:
    """
    Compare every document of these Bogotá days on both sides; only reads.

    Raises:
        InvalidInput: If the range ends before it begins.
    """
    if until < since:
        raise InvalidInput(
            f"The range ends before it begins: {since} to {until}.",
            field="until",
            value=until,
            hint=Text(es="Ponga primero el día más antiguo.", en="Put the earlier day first."),
        )
    found = pos.invoices.list(since=since, until=until, status="Todos")
    work = _Work(
        plans=[(sale, plan_of(sale)) for sale in found],
        rules=rules,
        settings=SyncSettings.from_rules(rules),
        policy=policy,
        days=tuple(each_day(since, until)),
        now=clock(),
    )
    lookup = SalesLookup(books, store, work.settings)
    return work.result(lookup, Extras(pos, lookup, work.settings, Books.of(rules), work.days))


@frozen(kw_only=True)
class _Work:
    """What Restobar holds of a range, to be compared."""

    plans: list[tuple[Sale, Plan]]
    rules: MappingRules
    settings: SyncSettings
    policy: SyncPolicy
    days: tuple[date, ...]
    now: datetime

    def result(self, lookup: SalesLookup, other: Extras) -> Reconciliation:
        """Compare in both directions and sum up."""
        sold = [Sold(sale, plan) for sale, plan in self.plans if is_finished(sale)]
        rows = self._rows(sold, lookup, other)
        tolerance = self.settings.tolerance
        business = self.rules.business
        voids = sorted(
            (_void(each) for each in sold if each.sale.is_voided),
            key=lambda void: (void.day, void.number),
        )
        return Reconciliation(
            since=self.days[0],
            until=self.days[-1],
            rows=tuple(rows),
            days=tuple(_day_totals(day, rows, tolerance) for day in self.days),
            methods=method_totals(rows, tolerance),
            taxes=tax_totals(rows, tolerance),
            series=numbering([plan for _, plan in self.plans], other.has),
            sales=summary(rows, voids, tolerance),
            tolerance=tolerance,
            not_compared=self.rules.sales_lookup.not_shown,
            business=f"{business.name} · NIT {business.nit}",
        )

    def _rows(
        self, sold: list[Sold], lookup: SalesLookup, other: Extras
    ) -> list[ReconciliationRow]:
        lookup.prove((each.key, each.day) for each in sold if each.key is not None)
        weighing = Weighing(
            lookup=lookup,
            judge=Judge(lookup, self.settings, self.policy),
            settings=self.settings,
            policy=self.policy,
            rules=self.rules,
            books=Books.of(self.rules),
            days=self.days,
            now=self.now,
        )
        rows = [weighing.row(each) for each in sold]
        rows += other.rows([each.key for each in sold if each.key is not None], self.rules)
        rows += other.unread({row.day for row in rows if row.verdict == "cannot_tell"})
        return sorted(rows, key=lambda row: (row.day, row.kind, row.number))


def _void(sold: Sold) -> VoidedSale:
    moment = voided_on(sold.sale)
    return VoidedSale(
        number=sold.number,
        kind=sold.plan.kind,
        day=sold.day,
        voided_on=business_day(moment) if moment else None,
        total=sold.sale.total,
    )


def _day_totals(day: date, rows: Iterable[ReconciliationRow], tolerance: Decimal) -> DayTotals:
    of_day = [row for row in rows if row.day == day]
    sold = [
        row.restobar_total for row in of_day if row.restobar_total and not row.is_rightly_missing
    ]
    booked = [row.pymes for row in of_day if row.pymes is not None and row.pymes.total]
    return DayTotals(
        day=day,
        restobar_count=len(sold),
        restobar_total=sum(sold, ZERO),
        pymes_count=sum(held.documents for held in booked),
        pymes_total=sum((held.total for held in booked), ZERO),
        tolerance=tolerance * max(len(sold), 1),
    )
