# SPDX-License-Identifier: MIT
"""What Pymes shows of what was done in Restobar: told as it is seen, never claimed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen

from loggro_integration.days import business_day
from loggro_integration.errors import InvalidInput, LoggroError, Text
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules
from loggro_integration.pymes import PymesClient
from loggro_integration.sync._action_sale import waits
from loggro_integration.sync._judge import Judge
from loggro_integration.sync._lookup import Absent, Found, NoNotes, SalesLookup
from loggro_integration.sync._policy import SyncPolicy, SyncSettings
from loggro_integration.sync._store import Store
from loggro_integration.wire import Sale

__all__ = ["Follower", "InPymes"]


class InPymes(StrEnum):
    """
    What Pymes shows of an action on a sale.

    Attributes:
        NOT_ASKED: No client of Pymes was given, or the action is not complete.
        ANNULLED: The document is annulled.
        CREDITED: A credit note undoes it.
        STANDS: It still stands, and nothing of the annulment shows: a person has to look.
        AGREES: Its balance is what Restobar says.
        DIFFERS: Its balance is another: Pymes may be late, or does not follow.
        ABSENT: Pymes does not have the document.
        CANNOT_TELL: Nobody can tell: the look-up is not proved here, or gave no answer.
    """

    NOT_ASKED = "not-asked"
    ANNULLED = "annulled"
    CREDITED = "credited"
    STANDS = "stands"
    AGREES = "agrees"
    DIFFERS = "differs"
    ABSENT = "absent"
    CANNOT_TELL = "cannot-tell"


VOID_SHOWS = frozenset({InPymes.ANNULLED, InPymes.CREDITED})
_LASTING = VOID_SHOWS | {InPymes.AGREES}


@frozen
class Follower:
    """
    Looks in Pymes for the effect of an action.

    Args:
        lookup: Looks up in Pymes.
        judge: Tells what the documents it finds mean.
        clock: Gives the present instant.
        sleep: Waits.
    """

    lookup: SalesLookup
    judge: Judge
    clock: Callable[[], datetime]
    sleep: Callable[[float], object]

    @classmethod
    def of(
        cls,
        books: PymesClient | None,
        rules: MappingRules | None,
        store: Store | None,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], object],
    ) -> Follower | None:
        """
        Return one that looks into these books, `None` where there are none.

        Raises:
            InvalidInput: If the rules, which name the fields of Pymes, are missing.
        """
        if books is None:
            return None
        if rules is None:
            raise InvalidInput(
                "Looking into Pymes takes the rules: they name its fields and states.",
                field="rules",
                hint=Text(
                    es="Pase rules=MappingRules.from_toml(…).",
                    en="Pass rules=MappingRules.from_toml(…).",
                ),
            )
        settings = SyncSettings.from_rules(rules)
        lookup = SalesLookup(books, store or NoNotes(), settings)
        return cls(lookup, Judge(lookup, settings, SyncPolicy(grace=timedelta())), clock, sleep)

    def void(self, sale: Sale, key: str, *, patience: timedelta = timedelta()) -> InPymes:
        """Tell what Pymes shows of an annulment; look again while it does not show."""
        return self._watch(sale, key, self._voided, patience)

    def payment(self, sale: Sale, key: str, *, patience: timedelta = timedelta()) -> InPymes:
        """Tell whether Pymes shows the balance that Restobar says; look again while not."""
        return self._watch(sale, key, self._paid, patience)

    def _watch(
        self,
        sale: Sale,
        key: str,
        meaning: Callable[[Sale, SaleKey, Found], InPymes],
        patience: timedelta,
    ) -> InPymes:
        named = _sale_key(key)
        if named is None:
            return InPymes.CANNOT_TELL
        try:
            shown = self._look(sale, named, meaning)
            for delay in () if shown in _LASTING else waits(patience):
                self.sleep(delay)
                self.lookup.forget()
                shown = self._look(sale, named, meaning)
                if shown in _LASTING:
                    break
        except LoggroError:
            # What goes wrong here changes nothing of what was done in Restobar.
            return InPymes.CANNOT_TELL
        return shown

    def _look(
        self, sale: Sale, key: SaleKey, meaning: Callable[[Sale, SaleKey, Found], InPymes]
    ) -> InPymes:
        day = business_day(sale.created_on)
        self.lookup.prove([(key, day)])
        found = self.lookup.find(key, day, thorough=True)
        if isinstance(found, Found):
            return meaning(sale, key, found)
        return InPymes.ABSENT if isinstance(found, Absent) else InPymes.CANNOT_TELL

    def _voided(self, sale: Sale, key: SaleKey, found: Found) -> InPymes:
        if not self.judge.live(found.rows):
            return InPymes.ANNULLED
        # Only a note that is there: the time that one may still take is no note.
        days = self.judge.days_of_notes(sale, self.clock())
        notes = found.notes or self.lookup.notes_on(key, days)
        return InPymes.CREDITED if notes else InPymes.STANDS

    def _paid(self, sale: Sale, key: SaleKey, found: Found) -> InPymes:
        del key
        balances = {row.balance for row in self.judge.live(found.rows)}
        if balances == {sale.balance}:
            return InPymes.AGREES
        return InPymes.CANNOT_TELL if None in balances or not balances else InPymes.DIFFERS


def _sale_key(key: str) -> SaleKey | None:
    try:
        return SaleKey.parse(key)
    except InvalidInput:
        return None
