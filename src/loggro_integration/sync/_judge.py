# SPDX-License-Identifier: MIT
"""From a look-up to a verdict on one sale: equal, different, absent, or cannot tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from attrs import evolve, frozen

from loggro_integration.days import business_day, each_day
from loggro_integration.errors import Text
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.sync._compare import Difference, compare, expected
from loggro_integration.sync._lookup import Absent, CannotTell, Found, LookupResult
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._reasons import DIFFERS, fields_named
from loggro_integration.sync._sink_place import Place
from loggro_integration.wire import Sale, SalesRow

__all__ = [
    "ANNULLED",
    "CREDITED",
    "DUPLICATE",
    "RENUMBERED",
    "REPEATED",
    "VOID_NOT_VISIBLE",
    "Booked",
    "Judge",
    "Verdict",
    "odd",
    "voided_on",
]

Result: TypeAlias = str

DUPLICATE = "duplicate"
VOID_NOT_VISIBLE = "void-not-visible"
ANNULLED, CREDITED = "annulled-in-pymes", "credited-in-pymes"
REPEATED, RENUMBERED = "number-repeated", "renumbered"

# A credit note may be made when DIAN has taken the annulment, days after it was begun.
NOTES_WITHIN = timedelta(days=60)


@frozen(kw_only=True)
class Booked:
    """
    What Pymes holds of a sale, credit notes taken off: documents, COP, and COP still owed.

    Attributes:
        balance: `None` where the rows do not say.
    """

    count: int = 0
    total: Decimal = Decimal(0)
    balance: Decimal | None = None


@frozen(kw_only=True)
class Verdict:
    """
    What a look-up says of a sale.

    Attributes:
        booked: What was found, `None` where nobody can tell.
        result: ``equal``, ``different``, ``absent`` or ``cannot_tell``.
        reason: Stable code of the reason, empty for ``equal`` and ``absent``.
        text: The reason for people.
        setting: Setting that may mend it.
    """

    result: Result
    reason: str = ""
    text: Text | None = None
    setting: str = ""
    differences: tuple[Difference, ...] = ()
    booked: Booked | None = None


class Judge:
    """Compares sales with what the look-up finds."""

    def __init__(self, lookup: Place, settings: SyncSettings, policy: SyncPolicy) -> None:
        self._lookup = lookup
        self._settings = settings
        self._policy = policy
        self._there = lookup.called

    def judge(self, sale: Sale, plan: Plan, key: SaleKey, *, now: datetime) -> Verdict:
        """Look a sale up and compare what was found."""
        return self.weigh(sale, plan, key, self.look(sale, key), now=now)

    def look(self, sale: Sale, key: SaleKey, *, thorough: bool = False) -> LookupResult:
        """Look a sale up; `thorough` asks for its number even where the pages show it."""
        return self._lookup.find(key, business_day(sale.created_on), thorough=thorough)

    def prepare(self, wanted: Iterable[tuple[SaleKey, date, bool]], workers: int) -> None:
        """Ask for what the next look-ups need, several at a time; see `Place.prepare`."""
        self._lookup.prepare(wanted, workers)

    def look_now(self, sale: Sale, key: SaleKey) -> LookupResult:
        """Look a sale up right before it is sent."""
        return self._lookup.find_now(key, business_day(sale.created_on))

    def weigh(
        self, sale: Sale, plan: Plan, key: SaleKey, found: LookupResult, *, now: datetime
    ) -> Verdict:
        """Compare a sale with what a look-up found."""
        if isinstance(found, CannotTell):
            code = found.setting or "no-answer"
            return Verdict(
                result="cannot_tell", reason=code, text=found.reason, setting=found.setting
            )
        if isinstance(found, Absent):
            return Verdict(result="absent", booked=Booked())
        verdict = self._compare(sale, plan, key, found, now)
        return evolve(verdict, booked=self._booked(sale, found, verdict))

    def _compare(
        self, sale: Sale, plan: Plan, key: SaleKey, found: Found, now: datetime
    ) -> Verdict:
        live = self.live(found.rows)
        if len(live) > 1:
            return _different(DUPLICATE, _duplicate_text(key, len(live), self._there))
        if not live and not sale.is_voided:
            return _different(ANNULLED, _annulled_text(key, self._there))
        wanted = expected(sale, plan, key)
        row = (live or found.rows)[0]
        if differences := compare(wanted, row, tolerance=self._settings.tolerance):
            names = [each.field for each in differences]
            text = _difference_text(fields_named(names), self._there)
            return _different(f"{DIFFERS}{', '.join(names)}", text, differences)
        if not sale.is_voided and found.notes:
            return _different(CREDITED, _credited_text(key, self._there))
        if sale.is_voided and live and not self.credit_shows(sale, key, found, now):
            return _different(VOID_NOT_VISIBLE, _void_text(key, self._there))
        return Verdict(result="equal")

    def _booked(self, sale: Sale, found: Found, verdict: Verdict) -> Booked:
        undone = found.notes or (sale.is_voided and verdict.result == "equal")
        live = [] if undone else self.live(found.rows)
        return Booked(
            count=len(live),
            total=sum((row.total for row in live), Decimal(0)),
            balance=live[0].balance if len(live) == 1 else None,
        )

    def live(self, rows: Iterable[SalesRow]) -> list[SalesRow]:
        """Return the documents that stand: whoever annuls an extra one has mended it."""
        return [row for row in rows if (row.status or "") not in self._settings.void_states]

    def credit_shows(self, sale: Sale, key: SaleKey, found: Found, now: datetime) -> bool:
        """Tell whether a credit note undoes the document, or still has time to come."""
        if found.notes:
            return True
        moment = voided_on(sale)
        if moment and now - moment < self._policy.grace:
            return True
        return bool(self._lookup.notes_on(key, self.days_of_notes(sale, now)))

    def days_of_notes(self, sale: Sale, now: datetime) -> Iterator[date]:
        """Give the days on which the credit note of an annulled sale may be dated."""
        first = min(voided_on(sale) or sale.created_on, now)
        return each_day(business_day(first), business_day(min(now, first + NOTES_WITHIN)))


def voided_on(sale: Sale) -> datetime | None:
    """Return when a sale was annulled, as far as Restobar says."""
    canceled = sale.canceled.date if sale.canceled else None
    return canceled or sale.modified_on


def odd(key: SaleKey, reason: str) -> Verdict:
    """Return the verdict on a sale whose number is not its own: a person has to look."""
    return _different(reason, _ODD[reason](key))


def _different(reason: str, text: Text, differences: tuple[Difference, ...] = ()) -> Verdict:
    return Verdict(result="different", reason=reason, text=text, differences=differences)


def _duplicate_text(key: SaleKey, count: int, there: Text) -> Text:
    return Text(
        es=f"Hay {count} documentos {key.number} en {there.es}. Anule los que sobran.",
        en=f"There are {count} documents {key.number} in {there.en}. Void the extra ones.",
    )


def _difference_text(names: Text, there: Text) -> Text:
    return Text(
        es=f"Restobar y {there.es} no coinciden en: {names.es}.",
        en=f"Restobar and {there.en} differ in: {names.en}.",
    )


def _void_text(key: SaleKey, there: Text) -> Text:
    return Text(
        es=f"{key.number} está anulada en Restobar y sigue viva en {there.es}. Revísela a mano.",
        en=f"{key.number} is voided in Restobar and still stands in {there.en}. Review it by hand.",
    )


def _annulled_text(key: SaleKey, there: Text) -> Text:
    return Text(
        es=f"{key.number} está anulada en {there.es} y viva en Restobar. Anúlela en Restobar.",
        en=f"{key.number} is annulled in {there.en} and stands in Restobar. Void it in Restobar.",
    )


def _credited_text(key: SaleKey, there: Text) -> Text:
    return Text(
        es=f"{key.number} tiene una nota crédito en {there.es} y sigue viva en Restobar.",
        en=f"{key.number} has a credit note in {there.en} and stands in Restobar.",
    )


def _repeated_text(key: SaleKey) -> Text:
    return Text(
        es=f"Restobar tiene dos ventas con el número {key.number}: corrija la numeración.",
        en=f"Restobar holds two sales numbered {key.number}: correct the numbering.",
    )


def _renumbered_text(key: SaleKey) -> Text:
    return Text(
        es=f"La venta {key.number} tuvo otro número en Restobar: revise cuál está en Pymes.",
        en=f"The sale {key.number} had another number in Restobar: check which one Pymes has.",
    )


_ODD = {REPEATED: _repeated_text, RENUMBERED: _renumbered_text}
