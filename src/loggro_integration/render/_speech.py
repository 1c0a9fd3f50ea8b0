# SPDX-License-Identifier: MIT
"""How a printed form writes numbers, dates and codes, in Spanish or in English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from attrs import frozen

from loggro_integration import codes, money
from loggro_integration.days import BOGOTA
from loggro_integration.errors import Text
from loggro_integration.models import FiscalDocument

__all__ = ["Speech"]

_MOST_PLACES: Final = 6
_SHORT_UNIT: Final = 12
_UNITS: Final = {
    "94": Text(es="und", en="unit"),
    "DAY": Text(es="día", en="day"),
    "EA": Text(es="und", en="unit"),
    "GRM": Text(es="g", en="g"),
    "HUR": Text(es="h", en="h"),
    "KGM": Text(es="kg", en="kg"),
    "LTR": Text(es="l", en="l"),
    "MLT": Text(es="ml", en="ml"),
    "NIU": Text(es="und", en="unit"),
}
"""Units that a restaurant writes every day; the official list calls each one *cada*."""
_SYMBOLS: Final = {"COP": "$"}


@frozen(kw_only=True)
class Speech:
    """
    One language and one way to write amounts for a whole document.

    Attributes:
        places: Decimals of every amount: none where the document has only whole amounts.
    """

    spanish: bool
    places: int
    currency: str

    @classmethod
    def of(cls, document: FiscalDocument, language: str) -> Speech:
        """Choose the decimals that every amount of the document needs."""
        whole = all(amount == amount.to_integral_value() for amount in _amounts(document))
        return cls(
            spanish=language.lower().startswith("es"),
            places=0 if whole else 2,
            currency=document.currency,
        )

    @property
    def language(self) -> str:
        """``es`` or ``en``."""
        return "es" if self.spanish else "en"

    def __call__(self, text: Text) -> str:
        return text.es if self.spanish else text.en

    def name(self, list_name: str, code: str) -> str:
        """Name a code of a list; the code itself where the list lacks it."""
        return codes.name(list_name, code, self.language) or code

    def figure(self, amount: Decimal) -> str:
        """Write an amount of a column, without its currency."""
        return self._money(money.round_half_even(amount))

    def price(self, amount: Decimal) -> str:
        """Write a unit price: up to six decimals, because price × quantity must give the line."""
        return self._money(money.round_half_even(amount, places=_MOST_PLACES))

    def amount(self, amount: Decimal) -> str:
        """Write an amount with its currency, as ``$ 54.000`` or ``USD 12,50``."""
        return self.in_currency(amount, self.currency)

    def in_currency(self, amount: Decimal, currency: str) -> str:
        """Write an amount of another currency than the document's."""
        figure = self.figure(amount.copy_abs())
        return f"{'-' if amount < 0 else ''}{_SYMBOLS.get(currency, currency)} {figure}"

    def number(self, number: Decimal) -> str:
        """Write a quantity or a measure with the decimals it has."""
        return self._grouped(money.plain(number, places=0))

    def percent(self, rate: Decimal) -> str:
        """Write a rate, as ``8 %``."""
        return f"{self.number(rate)} %"

    def unit(self, code: str | None) -> str:
        """Name a unit where its name is short, else give its code."""
        if code in _UNITS:
            return self(_UNITS[code])
        named = codes.name(codes.lists.UNITS, code, self.language) if code else None
        return named if named and len(named) <= _SHORT_UNIT else code or ""

    def day(self, day: date) -> str:
        """Write a day."""
        return day.isoformat()

    def moment(self, day: date, clock: time) -> str:
        """Write a day and a clock time, to the second."""
        return f"{self.day(day)} {clock:%H:%M:%S}"

    def instant(self, instant: datetime) -> str:
        """Write an instant in the time of Bogotá; one without zone is taken to be there."""
        local = instant.astimezone(BOGOTA) if instant.tzinfo else instant
        return self.moment(local.date(), local.time())

    def _money(self, amount: Decimal) -> str:
        """Write cents with two decimals also where the columns have none: a price, a sum in COP."""
        whole = amount == amount.to_integral_value()
        return self._grouped(money.plain(amount, places=self.places if whole else 2))

    def _grouped(self, plain: str) -> str:
        """Group a plain number by thousands: points and a comma in Spanish."""
        whole, _, decimals = plain.partition(".")
        grouped = f"{Decimal(whole):,f}"
        if self.spanish:
            grouped = grouped.replace(",", ".")
        mark = "," if self.spanish else "."
        return f"{grouped}{mark}{decimals}" if decimals else grouped


def _amounts(document: FiscalDocument) -> Iterable[Decimal]:
    """Give every amount that a column of the form shows."""
    totals = document.totals
    optional = (totals.allowance, totals.charge, totals.prepaid, totals.rounding)
    yield from (totals.line_extension, totals.tax_exclusive, totals.tax_inclusive, totals.payable)
    yield from (amount for amount in optional if amount is not None)
    for tax in (*document.taxes, *document.withholdings):
        yield tax.amount
        yield from (part.amount for part in tax.subtotals)
        yield from (part.taxable_amount for part in tax.subtotals if part.taxable_amount)
    yield from (each.amount for each in document.allowance_charges)
    yield from (each.amount for each in document.prepayments)
    for line in document.lines:
        yield from (line.line_extension, *(tax.amount for tax in line.taxes))
        yield from (each.amount for each in line.allowance_charges)
