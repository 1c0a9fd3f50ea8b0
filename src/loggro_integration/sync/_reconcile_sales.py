# SPDX-License-Identifier: MIT
"""One sale of Restobar weighed against what Pymes holds of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from attrs import evolve, field, frozen

from loggro_integration.days import business_day
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules, Plan
from loggro_integration.sync._compare import Difference, compare, expected
from loggro_integration.sync._judge import (
    ANNULLED,
    CREDITED,
    DUPLICATE,
    VOID_NOT_VISIBLE,
    Judge,
)
from loggro_integration.sync._lookup import CannotTell, Found, LookupResult, SalesLookup
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._reconcile_compare import compare_held
from loggro_integration.sync._reconcile_held import Books, Held, held_by_restobar
from loggro_integration.sync._reconcile_rows import ReconciliationRow
from loggro_integration.wire import Sale, SalesRow

__all__ = ["Sold", "Weighing"]

ZERO = Decimal(0)
FOLLOWS = frozenset({"payment", "balance", "state", "dian-state", VOID_NOT_VISIBLE})
"""What Loggro's own push brings after a document is there."""


@frozen
class Sold:
    """One finished sale of the range."""

    sale: Sale
    plan: Plan

    @property
    def key(self) -> SaleKey | None:
        """Its key, `None` where it has no number that can be used."""
        return self.plan.key

    @property
    def number(self) -> str:
        """Its number, as people call it."""
        return self.sale.label if self.key is None else str(self.key.number)

    @property
    def day(self) -> date:
        """Bogotá day of the sale."""
        return business_day(self.sale.created_on)


@frozen(kw_only=True)
class Weighing:
    """The sales of one range, each compared with the books."""

    lookup: SalesLookup
    judge: Judge
    settings: SyncSettings
    policy: SyncPolicy
    rules: MappingRules
    books: Books
    days: tuple[date, ...]
    now: datetime
    seen: set[str] = field(factory=set[str])

    def row(self, sold: Sold) -> ReconciliationRow:
        """Return what both sides hold of one sale."""
        key = sold.key
        if key is None:
            return self._alone(sold, "no-number")
        if str(key) in self.seen:
            # its document cannot be told from that of the first
            return self._alone(sold, "repeated")
        self.seen.add(str(key))
        found = self._everywhere(key, self.judge.look(sold.sale, key))
        if isinstance(found, CannotTell):
            return self._alone(sold, "cannot_tell", detail=found.setting or "no-answer")
        if isinstance(found, Found):
            return self._compared(sold, key, found)
        if sold.sale.is_voided and (notes := self._notes_on(sold.sale, key)):
            return self._credited_alone(sold, notes)
        return self._alone(sold, self._why_absent(sold))

    def _alone(self, sold: Sold, verdict: str, detail: str = "") -> ReconciliationRow:
        """Return the row of a sale for which Pymes shows no document of its own."""
        held = self._in_restobar(sold)
        return ReconciliationRow(
            day=sold.day,
            number=sold.number,
            kind=sold.plan.kind,
            verdict=verdict,
            restobar_total=held.total,
            restobar_status=str(sold.sale.status.value),
            detail=detail,
            restobar=held,
        )

    def _credited_alone(self, sold: Sold, notes: tuple[SalesRow, ...]) -> ReconciliationRow:
        """Return the row of a sale whose note says that its invoice, which is gone, was there."""
        held = self.books.held((), notes, electronic=False)
        return evolve(self._alone(sold, "missing"), pymes_total=held.total, pymes=held)

    def _in_restobar(self, sold: Sold) -> Held:
        total = sold.plan.accounting.total
        return held_by_restobar(
            sold.sale, sold.plan, sold.sale.total if total is None else total, self.rules
        )

    def _why_absent(self, sold: Sold) -> str:
        if self.settings.is_rejected(sold.sale):
            return "dian-rejected"
        if sold.sale.is_voided:
            return "voided-before-push"
        if sold.plan.courtesy:
            return "courtesy"
        return "waiting" if self._is_fresh(sold.sale) else "missing"

    def _is_fresh(self, sale: Sale) -> bool:
        """Tell whether Loggro's own push may still bring what happened last to a sale."""
        return self.now - max(sale.created_on, sale.modified_on or sale.created_on) < (
            self.policy.grace
        )

    def _compared(self, sold: Sold, key: SaleKey, found: Found) -> ReconciliationRow:
        live = self.judge.live(found.rows)
        pos = self._in_restobar(sold)
        notes = self._notes(found, key, sold.sale)
        books = self.books.held(live, notes, electronic=sold.plan.kind == "electronic")
        differences, untold = self._differences(sold, key, found, pos, books)
        verdict = self._verdict(sold, live, differences, untold)
        return ReconciliationRow(
            day=sold.day,
            number=sold.number,
            kind=sold.plan.kind,
            verdict=verdict,
            restobar_total=pos.total,
            pymes_total=books.total,
            restobar_status=str(sold.sale.status.value),
            pymes_status=", ".join(row.status or "" for row in found.rows),
            detail=_detail(verdict, differences, untold),
            differences=() if verdict == DUPLICATE else differences,
            untold=untold,
            restobar=pos,
            pymes=books,
        )

    def _verdict(
        self,
        sold: Sold,
        live: Sequence[SalesRow],
        differences: Sequence[Difference],
        untold: Sequence[str],
    ) -> str:
        if len(live) > 1:
            return DUPLICATE
        if differences:
            follow = all(each.field in FOLLOWS for each in differences)
            return "waiting" if follow and self._is_fresh(sold.sale) else "different"
        return "cannot_tell" if untold else "equal"

    def _differences(
        self, sold: Sold, key: SaleKey, found: Found, pos: Held, books: Held
    ) -> tuple[tuple[Difference, ...], tuple[str, ...]]:
        """Return every difference between a sale and its document, and what nobody can tell."""
        sale, live = sold.sale, self.judge.live(found.rows)
        row = (live or found.rows)[0]
        core = compare(expected(sale, sold.plan, key), row, tolerance=self.settings.tolerance)
        if sale.is_voided:
            shows = not live or self.judge.credit_shows(sale, key, found, self.now)
            return (*core, *(() if shows else (_states(VOID_NOT_VISIBLE, sale, row),))), ()
        if not live:
            return (*core, _states(ANNULLED, sale, row)), ()
        if found.notes:
            return (*core, _states(CREDITED, sale, found.notes[0])), ()
        told, untold = compare_held(
            pos,
            books,
            tolerance=self.settings.tolerance,
            not_shown=self.rules.sales_lookup.not_shown,
        )
        return (*core, *(self._in_their_words(each, sale, row) for each in told)), untold

    def _in_their_words(self, told: Difference, sale: Sale, row: SalesRow) -> Difference:
        """Say states as the screens of both sides say them."""
        if told.field == "state":
            return _states(told.field, sale, row)
        if told.field == "dian-state":
            said = self.settings.sale_fields.read(sale, "dian_state")
            shown = row.record.get(self.settings.fields.dian_notice)
            return Difference(field=told.field, restobar=str(said), pymes=str(shown))
        return told

    def _everywhere(self, key: SaleKey, found: LookupResult) -> LookupResult:
        """Add the documents and notes of that number that stand on another day of the range."""
        if not isinstance(found, Found):
            return found
        others = (row for day in self.days for row in self.lookup.on_day(key, day))
        return Found(
            rows=_with(found.rows, others),
            notes=_with(found.notes, self.lookup.notes_on(key, self.days)),
            via=found.via,
        )

    def _notes(self, found: Found, key: SaleKey, sale: Sale) -> tuple[SalesRow, ...]:
        """Return the credit notes in the range, and those of the days after the annulment."""
        if found.notes or not sale.is_voided:
            return found.notes
        return self._notes_on(sale, key)

    def _notes_on(self, sale: Sale, key: SaleKey) -> tuple[SalesRow, ...]:
        return self.lookup.notes_on(key, self.judge.days_of_notes(sale, self.now))


def _with(known: tuple[SalesRow, ...], others: Iterable[SalesRow]) -> tuple[SalesRow, ...]:
    return known + tuple(row for row in others if row not in known)


def _states(kind: str, sale: Sale, row: SalesRow) -> Difference:
    return Difference(field=kind, restobar=str(sale.status.value), pymes=row.status or row.number)


def _detail(verdict: str, differences: Sequence[Difference], untold: Sequence[str]) -> str:
    if verdict == "cannot_tell":
        return ", ".join(untold)
    told = "; ".join(f"{each.field}: {each.restobar} / {each.pymes}" for each in differences)
    return told or (DUPLICATE if verdict == DUPLICATE else "")
