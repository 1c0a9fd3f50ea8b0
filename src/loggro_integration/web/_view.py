# SPDX-License-Identifier: MIT
"""One reader: a language, an instant, and how days, amounts and states are written for people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from attrs import frozen

from loggro_integration.days import BOGOTA
from loggro_integration.errors import Text
from loggro_integration.money import format_pesos
from loggro_integration.sync import Row, State
from loggro_integration.sync._status_words import duration
from loggro_integration.web._elements import Html, icon
from loggro_integration.web._words import DIAN, KINDS, STATES, STATUSES

__all__ = ["View"]

_MONTHS: Final = {
    "es": ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_STATE_ICONS: Final = {
    State.SYNCED: "ok",
    State.WAITING: "way",
    State.IN_FLIGHT: "way",
    State.ABSENT: "bad",
    State.DIFFERENT: "bad",
    State.PARKED: "bad",
    State.CANNOT_TELL: "ask",
    State.EXCLUDED: "none",
}
_DIAN_ICONS: Final = {"accepted": "ok", "rejected": "bad", "pending": "way"}


@frozen(kw_only=True)
class View:
    """
    How one page is written.

    Attributes:
        language: ``es`` or ``en``.
        now: The present instant.
        ledger: Name of the file; empty for whoever may not know it.
        other: Address of this page in the other language.
    """

    language: str
    now: datetime
    ledger: str
    other: str

    def __call__(self, es: str, en: str) -> str:
        return es if self.language == "es" else en

    def text(self, text: Text) -> str:
        """Return a bilingual text in this language."""
        return text.in_language(self.language)

    def day(self, iso: str) -> str:
        """Write a Bogotá day, as ``24 nov 2026``."""
        try:
            found = date.fromisoformat(iso)
        except ValueError:
            return iso
        return f"{found.day} {_MONTHS[self.language][found.month - 1]} {found.year}"

    def instant(self, instant: datetime) -> str:
        """Write an instant in Bogotá, as ``24 nov 2026, 2:05 p. m.``."""
        local = instant.astimezone(BOGOTA)
        half = "ap"[local.hour >= 12]
        # a clock time never breaks at the end of a line
        clock = f"{(local.hour - 1) % 12 + 1}:{local:%M}\N{NO-BREAK SPACE}" + self(
            f"{half}.\N{NO-BREAK SPACE}m.", f"{half}.m."
        )
        return f"{self.day(local.date().isoformat())}, {clock}"

    def ago(self, age: timedelta) -> str:
        """Say how long ago something was."""
        if age < timedelta(minutes=1):
            return self("hace un momento", "a moment ago")
        told = duration(age)
        return self(f"hace {told.es}", f"{told.en} ago")

    def count(self, number: int) -> str:
        """Write a count, grouped."""
        return f"{number:,}".replace(",", self(".", ","))

    def pesos(self, amount: str | Decimal) -> str:
        """Write an amount in COP; what the ledger does not hold is not a zero."""
        try:
            return format_pesos(Decimal(amount))
        except InvalidOperation:
            return self("no se sabe", "not known")

    def kind(self, kind: str) -> str:
        """Name a kind of sale."""
        return self.text(KINDS[kind]) if kind in KINDS else kind or self.unknown

    def status(self, status: str) -> str:
        """Name a status of Restobar; one that is not known stands as it is."""
        return self.text(STATUSES[status]) if status in STATUSES else status or self.unknown

    def dian_word(self, dian: str) -> str:
        """Name a state at DIAN; one that is not known stands as it is."""
        return self.text(DIAN[dian]) if dian in DIAN else dian or self.unknown

    def nobody(self, day: str, purged: str) -> str:
        """Say why a sale of a day names no customer; data of before `purged` were deleted."""
        if day < purged:
            return self("borrado del libro", "deleted from the ledger")
        return self("Consumidor final", "Final consumer")

    @property
    def unknown(self) -> str:
        """What stands where the ledger holds nothing."""
        return self("no se sabe", "not known")

    def dian(self, row: Row) -> Html:
        """The first icon: what DIAN says."""
        if not row.dian and row.kind == "pos":
            return icon("none", self("no es electrónica", "not electronic"))
        return icon(_DIAN_ICONS.get(row.dian, "ask"), self.dian_word(row.dian))

    def pymes(self, state: State) -> Html:
        """The second icon: whether it is in Pymes."""
        return icon(_STATE_ICONS[state], self.text(STATES[state]))
