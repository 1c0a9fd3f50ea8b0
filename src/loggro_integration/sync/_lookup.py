# SPDX-License-Identifier: MIT
"""
Whether Pymes has a document: present, absent, or *cannot tell*.

"Not found" counts as absent only where this account's look-up has been proved: by its day pages and
by ``numero=``, it has found a document that is known to be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import TypeAlias

from attrs import frozen

from loggro_integration.errors import (
    ContractChanged,
    NotFound,
    ReadFailed,
    Rejected,
    Text,
    UnexpectedResponse,
)
from loggro_integration.exact_json import dumps, loads
from loggro_integration.ids import SaleKey
from loggro_integration.pymes import PymesClient
from loggro_integration.sync._policy import SyncSettings
from loggro_integration.sync._store import Store
from loggro_integration.wire import OpenRecord, SalesRow

__all__ = ["Absent", "CannotTell", "Found", "LookupResult", "SalesLookup"]

PAGES, NUMBER = "pages", "numero"


@frozen(kw_only=True)
class Found:
    """The documents of Pymes with that number, and the credit notes that refer to it."""

    rows: tuple[SalesRow, ...]
    notes: tuple[SalesRow, ...] = ()
    via: str = PAGES


@frozen(kw_only=True)
class Absent:
    """Pymes does not have it: the look-up that says so has been proved."""


@frozen(kw_only=True)
class CannotTell:
    """
    Nobody knows: nothing may be sent.

    Attributes:
        reason: What stands in the way, in both languages.
        setting: Setting that may mend it, empty where none does.
    """

    reason: Text
    setting: str = ""


LookupResult: TypeAlias = Found | Absent | CannotTell


@frozen(kw_only=True)
class _Answer:
    rows: tuple[SalesRow, ...] = ()
    trouble: CannotTell | None = None


class SalesLookup:
    """
    Looks sales up in Pymes through ``ventas-detallado`` and keeps the proof that this works.

    One instance serves one run: day pages are read once.
    """

    def __init__(self, books: PymesClient, store: Store, settings: SyncSettings) -> None:
        self._books = books
        self._store = store
        self._settings = settings
        self._days: dict[date, _Answer] = {}
        self._proof: dict[str, str] = {}
        self._misspelled = False

    @property
    def is_proved(self) -> bool:
        """Whether both ways of looking have found a known document, in this run."""
        return PAGES in self._proof and NUMBER in self._proof

    def forget(self) -> None:
        """Read the day pages anew: something was sent since."""
        self._days.clear()

    def rows_of(self, day: date) -> tuple[SalesRow, ...]:
        """Return the documents of one Bogotá day, as far as they could be read."""
        return self._day(day).rows

    def trouble_of(self, day: date) -> CannotTell | None:
        """Return what kept the pages of a day from being read, if anything."""
        return self._day(day).trouble

    def prove(self, known: Iterable[tuple[SaleKey, date]]) -> None:
        """
        Show that the look-up works: find a known sale on its day's pages, then by number.

        Done in every run: what was proved yesterday is found again today, or proves nothing. Where
        none of the sales of this run shows, the document of the last proof is looked for.
        """
        for key, day in (*known, *self._last_proof()):
            rows = self._day(day).rows
            self._misspelled |= any(row.number in self._other_spellings(key) for row in rows)
            if not self._match(key, rows):
                continue
            self._proof[PAGES] = str(key.number)
            if self._ask_number(key).rows:
                self._proof[NUMBER] = str(key.number)
                self._remember(key, day)
            return

    def find(self, key: SaleKey, day: date, *, thorough: bool = False) -> LookupResult:
        """
        Look one sale up: on the pages of its day, then by number in both spellings.

        Args:
            key: Key of the sale.
            day: Its Bogotá day.
            thorough: Ask for the number although the pages show it, to see a second document.
        """
        pages = self._day(day)
        rows = self._match(key, pages.rows)
        if rows and not thorough:
            return Found(rows=rows, notes=self._notes(key, pages.rows))
        asked = self._ask_number(key)
        both = rows + tuple(row for row in asked.rows if row not in rows)
        if both:
            via = PAGES if rows else NUMBER
            return Found(rows=both, notes=self._notes(key, pages.rows), via=via)
        return pages.trouble or asked.trouble or self._unproved() or Absent()

    def notes_on(self, key: SaleKey, days: Iterable[date]) -> tuple[SalesRow, ...]:
        """Return the credit notes of these days that refer to a sale."""
        found: list[SalesRow] = []
        for day in days:
            found += self._notes(key, self._day(day).rows)
        return tuple(found)

    def matches(self, key: SaleKey, rows: Iterable[SalesRow]) -> tuple[SalesRow, ...]:
        """Return the rows that are the document of this sale."""
        return self._match(key, rows)

    def is_note(self, row: SalesRow) -> bool:
        """Tell whether a row is a credit note."""
        return (row.document_type or "") in self._settings.credit_note_types

    def _match(self, key: SaleKey, rows: Iterable[SalesRow]) -> tuple[SalesRow, ...]:
        spelled = self._spelling(key)
        return tuple(
            row
            for row in rows
            if not self.is_note(row) and row.number == spelled and self._same_prefix(key, row)
        )

    def _spelling(self, key: SaleKey) -> str:
        if self._settings.number_spelling == "sequence":
            return str(key.sequence)
        return self._full(key)

    def _full(self, key: SaleKey) -> str:
        return f"{self._prefix(key)}{key.sequence}"

    def _prefix(self, key: SaleKey) -> str:
        return self._settings.prefixes.get(key.prefix, key.prefix)

    def _same_prefix(self, key: SaleKey, row: SalesRow) -> bool:
        if self._settings.number_spelling == "full":
            return True
        prefix = row.record.get(self._settings.fields.prefix)
        return prefix is None or prefix == self._prefix(key)

    def _notes(self, key: SaleKey, rows: Iterable[SalesRow]) -> tuple[SalesRow, ...]:
        return tuple(row for row in rows if self.is_note(row) and row.reference == self._full(key))

    def _day(self, day: date) -> _Answer:
        if day not in self._days:
            self._days[day] = self._read(lambda: self._books.sales.list(since=day, until=day))
        return self._days[day]

    def _ask_number(self, key: SaleKey) -> _Answer:
        trouble = None
        for spelling in (self._full(key), str(key.sequence)):
            answer = self._read(partial(self._books.sales.list, number=spelling))
            if rows := self._match(key, answer.rows):
                return _Answer(rows=rows)
            trouble = trouble or answer.trouble
        return _Answer(trouble=trouble)

    def _read(self, ask: Callable[[], Iterable[OpenRecord]]) -> _Answer:
        try:
            return self._typed(list(ask()))
        except NotFound as error:
            if self._settings.not_found_is_absent:
                return _Answer()
            return _Answer(trouble=_route_trouble(str(error.status)))
        except UnexpectedResponse as error:
            return _Answer(trouble=_route_trouble(error.message))
        except ReadFailed as error:
            return _Answer(trouble=_unanswered(error.message))
        except Rejected as error:
            if error.status in {401, 403}:
                raise
            return _Answer(trouble=_route_trouble(error.message))

    def _typed(self, records: list[OpenRecord]) -> _Answer:
        rows, trouble = [], None
        for record in records:
            try:
                rows.append(self._settings.fields.read(record))
            except ContractChanged as error:
                setting = error.code or ""
                trouble = CannotTell(reason=_field_text(error), setting=setting)
        return _Answer(rows=tuple(rows), trouble=trouble)

    def _unproved(self) -> CannotTell | None:
        if self.is_proved:
            return None
        if self._misspelled and PAGES not in self._proof:
            return _spelling_trouble()
        if PAGES in self._proof:
            return _number_trouble(self._proof[PAGES])
        return _unproved_trouble()

    def _other_spellings(self, key: SaleKey) -> set[str]:
        return {self._full(key), str(key.sequence)} - {self._spelling(key)}

    def _last_proof(self) -> list[tuple[SaleKey, date]]:
        text = self._store.get("proof")
        proof = loads(text) if text else None
        if not isinstance(proof, dict) or proof.get("settings") != self._settings.fingerprint:
            return []
        return [(SaleKey.parse(str(proof["key"])), date.fromisoformat(str(proof["day"])))]

    def _remember(self, key: SaleKey, day: date) -> None:
        proof = {"settings": self._settings.fingerprint, "key": str(key), "day": str(day)}
        self._store.put("proof", dumps(proof))


def _field_text(error: ContractChanged) -> Text:
    hint = error.hint or Text(es="", en="")
    return Text(
        es=f"Una fila de ventas-detallado no trae un campo necesario. {hint.es}",
        en=f"{error.message} {hint.en}",
    )


def _route_trouble(what: str) -> CannotTell:
    setting = "pymes.sales.base_url"
    return CannotTell(
        reason=Text(
            es=f"La consulta de ventas de Pymes no responde como se espera ({what}). "
            f"Ajuste {setting} o pymes.sales.path en loggro.toml.",
            en=f"The sales look-up of Pymes does not answer as expected ({what}). "
            f"Set {setting} or pymes.sales.path in loggro.toml.",
        ),
        setting=setting,
    )


def _unanswered(what: str) -> CannotTell:
    return CannotTell(
        reason=Text(
            es=f"Pymes no respondió la consulta de ventas ({what}). Vuelva a intentarlo.",
            en=f"Pymes did not answer the sales look-up ({what}). Try again later.",
        )
    )


def _spelling_trouble() -> CannotTell:
    setting = "pymes.sales.number_spelling"
    return CannotTell(
        reason=Text(
            es=f"Pymes escribe los números de otra forma: ajuste {setting} en loggro.toml "
            "(full: prefijo y número; sequence: solo el número).",
            en=f"Pymes spells the numbers differently: set {setting} in loggro.toml "
            "(full: prefix and number; sequence: the number alone).",
        ),
        setting=setting,
    )


def _number_trouble(number: str) -> CannotTell:
    return CannotTell(
        reason=Text(
            es=f"La búsqueda por numero= no encuentra {number}, que sí aparece en las páginas. "
            "Ajuste pymes.sales.number_spelling o reporte el caso.",
            en=f"numero= does not find {number}, which the pages do show. "
            "Set pymes.sales.number_spelling, or report the case.",
        ),
        setting="pymes.sales.number_spelling",
    )


def _unproved_trouble() -> CannotTell:
    return CannotTell(
        reason=Text(
            es="La consulta aún no ha encontrado ninguna factura conocida en esta cuenta, así que "
            "no encontrar nada no prueba nada. Lea en Pymes el número de una factura sincronizada "
            "y ejecute: loggro check --known NÚMERO. Si existe, revise pymes.sales.base_url.",
            en="The look-up has not found any known invoice in this account yet, so finding "
            "nothing proves nothing. Read the number of a synchronised invoice in Pymes and run: "
            "loggro check --known NUMBER. If it exists, check pymes.sales.base_url.",
        ),
        setting="pymes.sales.base_url",
    )
