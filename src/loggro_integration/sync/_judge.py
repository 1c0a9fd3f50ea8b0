# SPDX-License-Identifier: MIT
"""From a look-up to a verdict on one sale: equal, different, absent, or cannot tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeAlias

from attrs import frozen

from loggro_integration.days import business_day
from loggro_integration.errors import Text
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.sync._compare import Difference, compare, expected
from loggro_integration.sync._lookup import Absent, CannotTell, Found, LookupResult, SalesLookup
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.wire import Sale

__all__ = ["Judge", "Verdict"]

Result: TypeAlias = str

DUPLICATE = "duplicate"
VOID_NOT_VISIBLE = "void-not-visible"


@frozen(kw_only=True)
class Verdict:
    """
    What a look-up says of a sale.

    Attributes:
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


class Judge:
    """Compares sales with what the look-up finds."""

    def __init__(self, lookup: SalesLookup, settings: SyncSettings, policy: SyncPolicy) -> None:
        self._lookup = lookup
        self._settings = settings
        self._policy = policy

    def judge(self, sale: Sale, plan: Plan, key: SaleKey, *, now: datetime) -> Verdict:
        """Look a sale up and compare what was found."""
        return self.weigh(sale, plan, key, self.look(sale, key), now=now)

    def look(self, sale: Sale, key: SaleKey, *, thorough: bool = False) -> LookupResult:
        """Look a sale up; `thorough` asks for its number even where the pages show it."""
        return self._lookup.find(key, business_day(sale.created_on), thorough=thorough)

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
            return Verdict(result="absent")
        return self._compare(sale, plan, key, found, now)

    def _compare(
        self, sale: Sale, plan: Plan, key: SaleKey, found: Found, now: datetime
    ) -> Verdict:
        if len(found.rows) > 1:
            return _different(DUPLICATE, _duplicate_text(key, len(found.rows)))
        wanted = expected(sale, plan, key)
        differences = compare(wanted, found.rows[0], tolerance=self._policy.tolerance)
        if differences:
            names = ", ".join(each.field for each in differences)
            return _different(f"differs:{names}", _difference_text(names), differences)
        if sale.is_voided and not self._void_shows(sale, key, found, now):
            return _different(VOID_NOT_VISIBLE, _void_text(key))
        return Verdict(result="equal")

    def _void_shows(self, sale: Sale, key: SaleKey, found: Found, now: datetime) -> bool:
        if (found.rows[0].status or "") in self._settings.void_states or found.notes:
            return True
        voided_on = sale.canceled.date if sale.canceled else None
        if voided_on and now - voided_on < self._policy.grace:
            return True
        days = (
            {business_day(voided_on), business_day(voided_on + timedelta(days=1))}
            if (voided_on)
            else {business_day(now)}
        )
        return bool(self._lookup.notes_on(key, sorted(days)))


def _different(reason: str, text: Text, differences: tuple[Difference, ...] = ()) -> Verdict:
    return Verdict(result="different", reason=reason, text=text, differences=differences)


def _duplicate_text(key: SaleKey, count: int) -> Text:
    return Text(
        es=f"Pymes tiene {count} documentos con el número {key.number}. Anule los que sobran.",
        en=f"Pymes holds {count} documents numbered {key.number}. Void the extra ones.",
    )


def _difference_text(names: str) -> Text:
    return Text(
        es=f"Restobar y Pymes no coinciden en: {names}.",
        en=f"Restobar and Pymes differ in: {names}.",
    )


def _void_text(key: SaleKey) -> Text:
    return Text(
        es=f"{key.number} está anulada en Restobar y sigue viva en Pymes. Revísela a mano.",
        en=f"{key.number} is voided in Restobar and still stands in Pymes. Review it by hand.",
    )
