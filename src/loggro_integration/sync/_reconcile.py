# SPDX-License-Identifier: MIT
"""
Both sides compared in both directions, day by day, with sums.

Every sale of Restobar is looked for in Pymes, and every document of Pymes in Restobar.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Container, Iterable
from datetime import date, datetime
from decimal import Decimal

from attrs import evolve, frozen

from loggro_integration.days import business_day, each_day
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import JsonValue, dumps
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.money import plain
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._compare import expected
from loggro_integration.sync._judge import Judge
from loggro_integration.sync._lookup import Found, LookupResult, SalesLookup
from loggro_integration.sync._observe import is_finished
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._store import Store
from loggro_integration.wire import Sale, SalesRow

__all__ = ["DayTotals", "Reconciliation", "ReconciliationRow", "reconcile"]

ZERO = Decimal(0)
RIGHTLY_MISSING = frozenset({"dian-rejected", "courtesy"})
AGREED = frozenset({"equal", "voided-before-push"}) | RIGHTLY_MISSING

COLUMNS = (
    "day",
    "number",
    "kind",
    "verdict",
    "restobar_total",
    "pymes_total",
    "restobar_status",
    "pymes_status",
    "detail",
)


@frozen(kw_only=True)
class ReconciliationRow:
    """
    One document, as both sides hold it.

    Attributes:
        verdict: ``equal``, ``different``, ``missing`` (Pymes lacks it), ``duplicate``, ``extra``
            (Restobar lacks it), ``repeated`` (Restobar has the number twice), ``no-number`` (it has
            none that can be used), ``cannot_tell``; or why it is right that Pymes has none:
            ``voided-before-push``, ``dian-rejected``, ``courtesy``.
        restobar_total: COP; zero for a voided sale, `None` where Restobar has none.
        pymes_total: COP, credit notes subtracted; `None` where Pymes has none.
    """

    day: date
    number: str
    kind: str
    verdict: str
    restobar_total: Decimal | None = None
    pymes_total: Decimal | None = None
    restobar_status: str = ""
    pymes_status: str = ""
    detail: str = ""


@frozen(kw_only=True)
class DayTotals:
    """Count and sum of one day on both sides, COP."""

    day: date
    restobar_count: int
    restobar_total: Decimal
    pymes_count: int
    pymes_total: Decimal

    @property
    def agree(self) -> bool:
        """Whether count and sum are equal, to the peso."""
        near = abs(self.restobar_total - self.pymes_total) < self.restobar_count + 1
        return self.restobar_count == self.pymes_count and near


@frozen(kw_only=True)
class Reconciliation:
    """The comparison of a range of days."""

    since: date
    until: date
    rows: tuple[ReconciliationRow, ...]
    days: tuple[DayTotals, ...]

    def count(self, verdict: str, kind: str | None = None) -> int:
        """Return how many documents have a verdict, of one kind or of both."""
        return sum(
            row.verdict == verdict and (kind is None or row.kind == kind) for row in self.rows
        )

    @property
    def problems(self) -> tuple[ReconciliationRow, ...]:
        """The documents on which both sides do not agree."""
        return tuple(row for row in self.rows if row.verdict not in AGREED)

    @property
    def agree(self) -> bool:
        """Whether both sides are equal, document by document and day by day."""
        return not self.problems and all(day.agree for day in self.days)

    @property
    def exit_code(self) -> int:
        """0 equal, 1 not equal, 3 cannot tell."""
        if self.count("cannot_tell"):
            return 3
        return 0 if self.agree else 1

    @property
    def totals(self) -> dict[str, Decimal]:
        """Sum of both sides over all days, COP."""
        return {
            "restobar": sum((day.restobar_total for day in self.days), ZERO),
            "pymes": sum((day.pymes_total for day in self.days), ZERO),
        }

    def to_csv(self) -> str:
        """Return the documents as CSV for a Colombian spreadsheet: ``;`` and plain decimals."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in self.rows:
            writer.writerow([_cell(getattr(row, column)) for column in COLUMNS])
        return text.getvalue()

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the whole comparison as JSON values; amounts are text."""
        return {
            "since": str(self.since),
            "until": str(self.until),
            "agree": self.agree,
            "totals": {side: plain(total) for side, total in self.totals.items()},
            "days": [_day_json(day) for day in self.days],
            "documents": [_row_json(row) for row in self.rows],
        }

    def to_json(self) -> str:
        """Return `to_dict` as JSON text."""
        return dumps(self.to_dict())


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    text = str(value)
    # A spreadsheet runs cells that begin like a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _row_json(row: ReconciliationRow) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for column in COLUMNS:
        value = getattr(row, column)
        text = plain(value) if isinstance(value, Decimal) else str(value)
        found[column] = None if value is None else text
    return found


def _day_json(day: DayTotals) -> dict[str, JsonValue]:
    return {
        "day": str(day.day),
        "restobar_count": day.restobar_count,
        "restobar_total": plain(day.restobar_total),
        "pymes_count": day.pymes_count,
        "pymes_total": plain(day.pymes_total),
        "agree": day.agree,
    }


def reconcile(
    pos: RestobarClient,
    books: PymesClient,
    store: Store,
    *,
    settings: SyncSettings,
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
    lookup = SalesLookup(books, store, settings)
    judge = Judge(lookup, settings, policy)
    found = pos.invoices.list(since=since, until=until, status="Todos")
    plans = [(sale, plan_of(sale)) for sale in found if is_finished(sale)]
    sales = [_Sold(sale, plan, plan.key) for sale, plan in plans if plan.key is not None]
    lookup.prove((sold.key, sold.day) for sold in sales)
    work = _Comparison(lookup, judge, settings, tuple(each_day(since, until)), clock())
    rows = [work.of_sale(sold) for sold in sales]
    rows += [_without_number(sale, plan) for sale, plan in plans if plan.key is None]
    rows += work.extras(sales)
    rows += work.unread({row.day for row in rows if row.verdict == "cannot_tell"})
    rows.sort(key=lambda row: (row.day, row.kind, row.number))
    days = tuple(_totals(day, rows) for day in each_day(since, until))
    return Reconciliation(since=since, until=until, rows=tuple(rows), days=days)


def _without_number(sale: Sale, plan: Plan) -> ReconciliationRow:
    return ReconciliationRow(
        day=business_day(sale.created_on),
        number=sale.label,
        kind=plan.kind,
        verdict="no-number",
        restobar_total=ZERO if sale.is_voided else sale.total,
        restobar_status=str(sale.status.value),
    )


@frozen
class _Sold:
    """One sale of the range."""

    sale: Sale
    plan: Plan
    key: SaleKey

    @property
    def day(self) -> date:
        """Bogotá day of the sale."""
        return business_day(self.sale.created_on)


class _Comparison:
    """The work on one range of days."""

    def __init__(
        self,
        lookup: SalesLookup,
        judge: Judge,
        settings: SyncSettings,
        days: tuple[date, ...],
        now: datetime,
    ) -> None:
        self._lookup = lookup
        self._judge = judge
        self._settings = settings
        self._days = days
        self._now = now
        self._seen: set[str] = set()

    def of_sale(self, sold: _Sold) -> ReconciliationRow:
        """Return what both sides hold of one sale."""
        sale, plan, key = sold.sale, sold.plan, sold.key
        found = self._everywhere(key, self._judge.look(sale, key))
        verdict = self._judge.weigh(sale, plan, key, found, now=self._now)
        if str(key) in self._seen:
            return self._repeated(sold)
        self._seen.add(str(key))
        rows = found.rows if isinstance(found, Found) else ()
        total = expected(sale, plan, key).total
        return ReconciliationRow(
            day=sold.day,
            number=str(key.number),
            kind=plan.kind,
            verdict=self._verdict(sale, plan, verdict.result, verdict.reason),
            restobar_total=ZERO if sale.is_voided else total,
            pymes_total=self._net(rows, self._notes(found, key, sale)) if rows else None,
            restobar_status=str(sale.status.value),
            pymes_status=", ".join(row.status or "" for row in rows),
            detail="; ".join(
                f"{each.field}: {each.restobar} / {each.pymes}" for each in verdict.differences
            )
            or verdict.reason,
        )

    def _repeated(self, sold: _Sold) -> ReconciliationRow:
        """Return a second sale with the same number: its document cannot be told from the first."""
        return ReconciliationRow(
            day=sold.day,
            number=str(sold.key.number),
            kind=sold.plan.kind,
            verdict="repeated",
            restobar_total=ZERO if sold.sale.is_voided else sold.sale.total,
            restobar_status=str(sold.sale.status.value),
        )

    def _everywhere(self, key: SaleKey, found: LookupResult) -> LookupResult:
        """Add the documents and notes of that number that stand on another day of the range."""
        if not isinstance(found, Found):
            return found
        others = [row for day in self._days for row in self._lookup.on_day(key, day)]
        notes = self._lookup.notes_on(key, self._days)
        return evolve(
            found,
            rows=found.rows + tuple(row for row in others if row not in found.rows),
            notes=found.notes + tuple(note for note in notes if note not in found.notes),
        )

    def _verdict(self, sale: Sale, plan: Plan, result: str, reason: str) -> str:
        if result == "absent":
            if self._settings.is_rejected(sale):
                return "dian-rejected"
            if sale.is_voided:
                return "voided-before-push"
            return "courtesy" if plan.courtesy else "missing"
        if reason == "duplicate":
            return "duplicate"
        return result

    def _net(self, rows: Iterable[SalesRow], notes: Iterable[SalesRow]) -> Decimal:
        live = [row for row in rows if (row.status or "") not in self._settings.void_states]
        return sum((row.total for row in live), ZERO) - sum((note.total for note in notes), ZERO)

    def _notes(self, found: LookupResult, key: SaleKey, sale: Sale) -> tuple[SalesRow, ...]:
        """Return the credit notes in the range, and those of the days after the annulment."""
        notes = found.notes if isinstance(found, Found) else ()
        if notes or not sale.is_voided:
            return notes
        return self._lookup.notes_on(key, self._judge.days_of_notes(sale, self._now))

    def extras(self, sales: Iterable[_Sold]) -> list[ReconciliationRow]:
        """Return the documents of Pymes that no sale of Restobar accounts for."""
        keys = [sold.key for sold in sales]
        found: list[ReconciliationRow] = []
        for day in self._days:
            claimed = {id(row) for key in keys for row in self._lookup.on_day(key, day)}
            found += [
                _extra(day, row)
                for row in self._lookup.rows_of(day)
                if id(row) not in claimed and not self._lookup.is_note(row)
            ]
        return found

    def unread(self, told: Container[date]) -> list[ReconciliationRow]:
        """Return a row for each day whose pages could not be read, unless its sales tell it."""
        return [
            ReconciliationRow(
                day=day, number="", kind="", verdict="cannot_tell", detail=trouble.setting
            )
            for day in self._days
            if day not in told and (trouble := self._lookup.trouble_of(day))
        ]


def _extra(day: date, row: SalesRow) -> ReconciliationRow:
    return ReconciliationRow(
        day=day,
        number=row.number,
        kind="",
        verdict="extra",
        pymes_total=row.total,
        pymes_status=row.status or "",
    )


def _totals(day: date, rows: Iterable[ReconciliationRow]) -> DayTotals:
    of_day = [row for row in rows if row.day == day]
    sold = [row for row in of_day if row.restobar_total]
    booked = [row for row in of_day if row.pymes_total]
    rightly_missing = [row for row in sold if row.verdict in RIGHTLY_MISSING]
    return DayTotals(
        day=day,
        restobar_count=len(sold) - len(rightly_missing),
        restobar_total=sum((row.restobar_total or ZERO for row in sold), ZERO)
        - sum((row.restobar_total or ZERO for row in rightly_missing), ZERO),
        pymes_count=len(booked),
        pymes_total=sum((row.pymes_total or ZERO for row in booked), ZERO),
    )
