# SPDX-License-Identifier: MIT
"""The other direction: documents of Pymes that no sale of Restobar accounts for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date

from loggro_integration.days import business_day
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._compare import Difference
from loggro_integration.sync._judge import CREDITED
from loggro_integration.sync._lookup import SalesLookup
from loggro_integration.sync._policy import SyncSettings
from loggro_integration.sync._reconcile_held import Books
from loggro_integration.sync._reconcile_rows import ReconciliationRow
from loggro_integration.wire import Sale, SalesRow

__all__ = ["Extras"]

_NO_REFERENCE = "pymes.fields.reference"


class Extras:
    """
    Looks for the documents that only Pymes holds.

    Args:
        pos: Asked for a number that stands in Pymes on a day on which Restobar did not sell it.
        lookup: Has read the pages of the days.
        settings: Of the account.
        books: Reads what a document holds.
        days: The range.
    """

    def __init__(
        self,
        pos: RestobarClient,
        lookup: SalesLookup,
        settings: SyncSettings,
        books: Books,
        days: tuple[date, ...],
    ) -> None:
        self._pos = pos
        self._lookup = lookup
        self._settings = settings
        self._books = books
        self._days = days

    def has(self, number: str) -> bool:
        """Tell whether Restobar has a sale with a number, on any day."""
        return self._sale(number) is not None

    def rows(self, keys: Sequence[SaleKey], rules: MappingRules) -> list[ReconciliationRow]:
        """Return the documents and credit notes that no sale with one of these keys explains."""
        prefixes = self._prefixes(keys, rules)
        own = {row.number for key in keys for day in self._days for row in self._of(key, day)}
        found: list[ReconciliationRow | None] = []
        for day in self._days:
            claimed = {id(row) for key in keys for row in self._of(key, day)}
            for row in self._lookup.rows_of(day):
                if self._lookup.is_note(row):
                    found.append(self._note(day, row, own, prefixes))
                elif id(row) not in claimed:
                    found.append(self._document(day, row, prefixes))
        return [row for row in found if row is not None]

    def unread(self, told: Container[date]) -> list[ReconciliationRow]:
        """Return a row for each day whose pages could not be read, unless its sales tell it."""
        return [
            ReconciliationRow(
                day=day, number="", kind="", verdict="cannot_tell", detail=trouble.setting
            )
            for day in self._days
            if day not in told and (trouble := self._lookup.trouble_of(day))
        ]

    def _of(self, key: SaleKey, day: date) -> tuple[SalesRow, ...]:
        return self._lookup.on_day(key, day)

    def _prefixes(self, keys: Iterable[SaleKey], rules: MappingRules) -> tuple[str, ...]:
        """Return the series of Restobar, as Pymes writes them: the others are no sales of it."""
        ranges = (*rules.numbering.pos, *rules.numbering.electronic)
        used = {*(key.prefix for key in keys), *(each.prefix for each in ranges)}
        return tuple({self._settings.prefixes.get(prefix, prefix) for prefix in used})

    def _document(
        self, day: date, row: SalesRow, prefixes: Sequence[str]
    ) -> ReconciliationRow | None:
        sale = self._sale(self._full(row)) if self._is_ours(row, prefixes) else None
        live = [row] if (row.status or "") not in self._settings.void_states else []
        held = self._books.held(live, (), electronic=False)
        other_day = () if sale is None else (_day(sale, day),)
        return ReconciliationRow(
            day=day,
            number=row.number,
            kind="",
            verdict="different" if other_day else "extra",
            pymes_total=held.total,
            pymes_status=row.status or "",
            differences=other_day,
            detail="; ".join(f"{each.field}: {each.restobar} / {each.pymes}" for each in other_day),
            pymes=held,
        )

    def _note(
        self, day: date, row: SalesRow, own: Container[str], prefixes: Sequence[str]
    ) -> ReconciliationRow | None:
        """
        Return the row of a credit note whose sale is of no day of the range.

        One without a reference is of no sale that anybody could name.
        """
        number = row.reference or ""
        if number in own:
            return None
        ours = any(number.startswith(prefix) for prefix in prefixes)
        sale = self._sale(number) if ours else None
        if sale is not None and sale.is_voided:
            return None
        held = self._books.held((), (row,), electronic=False)
        alive = () if sale is None else (_credited(sale, number),)
        return ReconciliationRow(
            day=day,
            number=row.number,
            kind="",
            verdict="different" if alive else "extra",
            pymes_total=held.total,
            pymes_status=row.status or "",
            differences=alive,
            detail=number or _NO_REFERENCE,
            pymes=held,
        )

    def _is_ours(self, row: SalesRow, prefixes: Sequence[str]) -> bool:
        if self._settings.number_spelling == "sequence":
            return self._prefix(row) in prefixes
        return any(row.number.startswith(prefix) for prefix in prefixes)

    def _full(self, row: SalesRow) -> str:
        alone = self._settings.number_spelling == "sequence"
        return f"{self._prefix(row)}{row.number}" if alone else row.number

    def _prefix(self, row: SalesRow) -> str:
        return str(row.record.get(self._settings.fields.prefix) or "")

    def _sale(self, number: str) -> Sale | None:
        found = self._pos.invoices.find(number) if number.strip() else ()
        return next((sale for sale in found if sale.label == number), None)


def _day(sale: Sale, day: date) -> Difference:
    sold = business_day(sale.created_on)
    return Difference(field="day", restobar=str(sold), pymes=str(day))


def _credited(sale: Sale, number: str) -> Difference:
    return Difference(field=CREDITED, restobar=str(sale.status.value), pymes=number)
