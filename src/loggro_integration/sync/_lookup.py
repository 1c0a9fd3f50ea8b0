# SPDX-License-Identifier: MIT
"""
Whether Pymes has a document: present, absent, or *cannot tell*.

"Not found" counts as absent only where this account's look-up has been proved: by its day pages and
by ``numero=``, it has found a document that is known to be there.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import ClassVar, Protocol, TypeAlias

from attrs import frozen

from loggro_integration.errors import (
    ContractChanged,
    LoggroError,
    NotFound,
    RateLimited,
    ReadFailed,
    Rejected,
    Text,
    UnexpectedResponse,
)
from loggro_integration.exact_json import JsonValue, dumps, is_array, loads
from loggro_integration.ids import SaleKey
from loggro_integration.pymes import PymesClient
from loggro_integration.sync import _troubles as troubles
from loggro_integration.sync._ahead import ahead
from loggro_integration.sync._policy import SyncSettings
from loggro_integration.sync._spelling import Spelling
from loggro_integration.sync._troubles import ACCOUNT_TROUBLE, CannotTell
from loggro_integration.wire import OpenRecord, SalesRow

__all__ = ["Absent", "CannotTell", "Found", "LookupResult", "NoNotes", "Notes", "SalesLookup"]

PAGES, NUMBER = "pages", "numero"

# Days that are read ahead, and rows that are kept, of 2 KB each: sales come in the order of days.
A_FEW_DAYS, A_LOT = 4, 2000


@frozen(kw_only=True)
class Found:
    """The documents of Pymes with that number, and the credit notes that refer to it."""

    rows: tuple[SalesRow, ...]
    notes: tuple[SalesRow, ...] = ()
    via: str = PAGES


@frozen(kw_only=True)
class Absent:
    """Pymes does not have it: the look-up that says so has been proved."""


LookupResult: TypeAlias = Found | Absent | CannotTell


class _Answer:
    """What one question to Pymes gave: rows by number and reference, and what was in the way."""

    def __init__(self, rows: Iterable[SalesRow] = (), trouble: CannotTell | None = None) -> None:
        self.rows = tuple(rows)
        self.trouble = trouble
        self._numbered: dict[str, list[SalesRow]] = {}
        self._referring: dict[str, list[SalesRow]] = {}
        for row in self.rows:
            self._numbered.setdefault(row.number, []).append(row)
            if row.reference:
                self._referring.setdefault(row.reference, []).append(row)

    def numbered(self, number: str) -> list[SalesRow]:
        """Return the rows whose number is written so."""
        return self._numbered.get(number, [])

    def referring(self, number: str) -> list[SalesRow]:
        """Return the rows that refer to the document with this number."""
        return self._referring.get(number, [])


class Notes(Protocol):
    """Where the proof is kept; a `Store` is one."""

    def get(self, name: str) -> str | None:
        """Return what was kept under a name."""
        ...

    def put(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        ...


class NoNotes:
    """Keeps nothing: what was proved is worth as long as the look-up itself."""

    def get(self, name: str) -> str | None:
        """Know nothing."""
        del name
        return None

    def put(self, name: str, value: str) -> None:
        """Keep nothing."""
        del name, value


class SalesLookup:
    """
    Looks sales up in Pymes through ``ventas-detallado`` and keeps the proof that this works.

    One instance serves one run: day pages are read once.
    """

    called: ClassVar[Text] = Text(es="Pymes", en="Pymes")

    def __init__(self, books: PymesClient, store: Notes, settings: SyncSettings) -> None:
        self._books = books
        self._store = store
        self._settings = settings
        self._spelling = Spelling(settings)
        self._days: dict[date, _Answer] = {}
        self._asked: dict[SaleKey, _Answer] = {}
        self._proof: dict[str, SaleKey] = {}
        self._misspelled = False
        self._unprefixed = False
        series = self._kept().get("series")
        self._series = set(map(str, series if is_array(series) else ()))
        self._earlier = self._last_proof()

    @property
    def is_proved(self) -> bool:
        """Whether both ways of looking have found a known document, in this run."""
        return PAGES in self._proof and NUMBER in self._proof

    def knows(self, prefix: str) -> bool:
        """Tell whether a document of this series was ever found: its look-up is no guess."""
        return prefix in self._series

    def forget(self) -> None:
        """Read the day pages anew: something was sent since."""
        self._days.clear()
        self._asked.clear()

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
        if any(self._proves(key, day) for key, day in known):
            return
        for key, day, mark in self._earlier:
            self._proves(key, day, mark)

    def _proves(self, key: SaleKey, day: date, mark: str = "") -> bool:
        """Tell whether the pages show a sale, and the very document of the mark if there is one."""
        pages = self._day(day)
        other = self._spelling.other(key)
        self._misspelled |= any(pages.numbered(number) for number in other)
        shown = self._match(key, pages)
        if not shown:
            self._unprefixed |= bool(self._spelling.unsure(key, self._candidates(key, pages)))
            return False
        if mark and mark not in map(_mark, shown):
            return False
        self._proof[PAGES] = key
        if self._match(key, self._ask_number(key)):
            self._proof[NUMBER] = key
            self._remember(key, day, _mark(shown[0]))
        return True

    def doubt(self) -> bool:
        """
        Forget what was proved: these may be the books of somebody else.

        Returns:
            Whether they may be: not where the very document of an earlier proof still shows.
        """
        for key, day, mark in self._earlier:
            if mark and mark in map(_mark, self._match(key, self._day(day))):
                return False
        self._proof.clear()
        self._put({"series": [*sorted(self._series)]})
        return True

    def prepare(self, wanted: Iterable[tuple[SaleKey, date, bool]], workers: int) -> None:
        """
        Read the day pages and ask for the numbers that the next calls of `find` need.

        What could not be asked is left to `find`: it asks again, and says what is wrong.

        Args:
            wanted: Keys, their Bogotá days, and whether they are looked up thoroughly.
            workers: Questions that are open at the same time, at most.
        """
        sales = list(wanted)
        days = [*dict.fromkeys(day for _, day, _ in sales if day not in self._days)][:A_FEW_DAYS]
        if workers == 1:
            return
        with suppress(LoggroError):
            for day, pages in ahead(self._read_day, days, workers):
                self._keep(day, pages())
            numbers = [
                key
                for key, day, thorough in sales
                if day in self._days and (thorough or not self._match(key, self._days[day]))
            ]
            for key, asked in ahead(self._ask_number, dict.fromkeys(numbers), workers):
                self._asked[key] = asked()

    def find(self, key: SaleKey, day: date, *, thorough: bool = False) -> LookupResult:
        """
        Look one sale up: on the pages of its day, then by number in both spellings.

        Args:
            key: Key of the sale.
            day: Its Bogotá day.
            thorough: Ask for the number although the pages show it, to see a second document.
        """
        pages = self._day(day)
        rows = self._match(key, pages)
        if rows and not thorough:
            return self._found(key, rows, PAGES, pages)
        asked = self._asked.pop(key, None) or self._ask_number(key)
        both = _merged(rows, self._match(key, asked))
        if both:
            return self._found(key, both, PAGES if rows else NUMBER, pages)
        return self._not_found(key, pages, asked)

    def find_now(self, key: SaleKey, day: date) -> LookupResult:
        """
        Look one sale up right before it is sent, by number, and prove the look-up once more.

        The known document is asked for after the sale: a route that went empty in the middle of the
        run finds neither, and then nobody can tell.
        """
        asked = self._ask_number(key)
        return self._checked(key, asked, self._day(day))

    def find_number(self, key: SaleKey) -> LookupResult:
        """Look one sale up by its number alone, where nobody knows its day."""
        return self._checked(key, self._ask_number(key), _Answer())

    def notes_on(self, key: SaleKey, days: Iterable[date]) -> tuple[SalesRow, ...]:
        """Return the credit notes of these days that refer to a sale."""
        found: list[SalesRow] = []
        for day in days:
            found += self._notes(key, self._day(day))
        return tuple(found)

    def on_day(self, key: SaleKey, day: date) -> tuple[SalesRow, ...]:
        """Return the rows of one day that are the document of this sale."""
        return self._match(key, self._day(day))

    def is_note(self, row: SalesRow) -> bool:
        """Tell whether a row is a credit note."""
        return (row.document_type or "") in self._settings.credit_note_types

    def _checked(self, key: SaleKey, asked: _Answer, pages: _Answer) -> LookupResult:
        """Tell what its number gave; where it gave nothing, the known document must still show."""
        if rows := self._match(key, asked):
            return self._found(key, rows, NUMBER, pages)
        answer = self._not_found(key, pages, asked)
        known = self._proof.get(NUMBER)
        if isinstance(answer, CannotTell) or known is None:
            return answer
        if self._match(known, self._ask_number(known)):
            return answer
        return troubles.went_silent(str(known.number))

    def _found(self, key: SaleKey, rows: tuple[SalesRow, ...], via: str, pages: _Answer) -> Found:
        if key.prefix not in self._series:
            self._series.add(key.prefix)
            self._put({**self._kept(), "series": [*sorted(self._series)]})
        return Found(rows=rows, notes=self._notes(key, pages), via=via)

    def _not_found(self, key: SaleKey, pages: _Answer, asked: _Answer) -> LookupResult:
        if trouble := pages.trouble or asked.trouble:
            return trouble
        rows = [row for row in (*pages.rows, *asked.rows) if not self.is_note(row)]
        if self._spelling.unsure(key, rows):
            return troubles.no_prefix()
        if alike := self._spelling.alike(key, rows):
            return troubles.spelled_alike(str(key.number), alike[0].number)
        return self._unproved() or Absent()

    def _match(self, key: SaleKey, answer: _Answer) -> tuple[SalesRow, ...]:
        return self._spelling.sure(key, self._candidates(key, answer))

    def _candidates(self, key: SaleKey, answer: _Answer) -> list[SalesRow]:
        written = answer.numbered(self._spelling.own(key))
        return [row for row in written if not self.is_note(row)]

    def _notes(self, key: SaleKey, answer: _Answer) -> tuple[SalesRow, ...]:
        referring = answer.referring(self._spelling.full(key))
        return tuple(row for row in referring if self.is_note(row))

    def _day(self, day: date) -> _Answer:
        if day not in self._days:
            self._keep(day, self._read_day(day))
        return self._days[day]

    def _keep(self, day: date, answer: _Answer) -> None:
        """Keep the pages of a day, and forget the oldest ones where there are too many rows."""
        self._days[day] = answer
        while len(self._days) > 1 and sum(len(each.rows) for each in self._days.values()) > A_LOT:
            del self._days[next(iter(self._days))]

    def _read_day(self, day: date) -> _Answer:
        return self._read(lambda: self._books.sales.list(since=day, until=day))

    def _ask_number(self, key: SaleKey) -> _Answer:
        """Ask for a number in both spellings; rows of the second count where the first has none."""
        rows: list[SalesRow] = []
        trouble = None
        for spelling in dict.fromkeys((self._spelling.full(key), str(key.sequence))):
            answer = self._read(partial(self._books.sales.list, number=spelling))
            if self._match(key, answer):
                return answer
            if spelling == self._spelling.own(key) and not self._spelling.answers(key, answer.rows):
                trouble = trouble or troubles.no_filter(spelling)
            rows += answer.rows
            trouble = trouble or answer.trouble
        return _Answer(rows, trouble)

    def _read(self, ask: Callable[[], Iterable[OpenRecord]]) -> _Answer:
        try:
            return self._typed(list(ask()))
        except ACCOUNT_TROUBLE:
            raise
        except NotFound as error:
            if self._settings.not_found_is_absent:
                return _Answer()
            known = troubles.not_found() if PAGES in self._proof else None
            return _Answer(trouble=known or troubles.route(str(error.status)))
        except UnexpectedResponse as error:
            return _Answer(trouble=troubles.route(error.message))
        except (ReadFailed, RateLimited) as error:
            return _Answer(trouble=troubles.unanswered(error))
        except Rejected as error:
            return _Answer(trouble=troubles.route(error.message))

    def _typed(self, records: list[OpenRecord]) -> _Answer:
        rows: list[SalesRow] = []
        trouble = None
        for record in records:
            try:
                rows.append(self._settings.fields.read(record))
            except ContractChanged as error:
                trouble = troubles.field(error)
        return _Answer(rows, trouble)

    def _unproved(self) -> CannotTell | None:
        if self.is_proved:
            return None
        if self._misspelled and PAGES not in self._proof:
            return troubles.spelling()
        if self._unprefixed and PAGES not in self._proof:
            return troubles.no_prefix()
        if PAGES in self._proof:
            return troubles.number(str(self._proof[PAGES].number))
        return troubles.unproved(self._settings.asked, self._settings.names)

    def _last_proof(self) -> list[tuple[SaleKey, date, str]]:
        kept = self._kept()
        try:
            day = date.fromisoformat(str(kept["day"]))
            return [(SaleKey.parse(str(kept["key"])), day, str(kept.get("mark", "")))]
        except (KeyError, ValueError):
            return []

    def _kept(self) -> dict[str, JsonValue]:
        """Return what earlier runs proved with the same route and names."""
        try:
            proof = loads(self._store.get("proof") or "null")
        except ValueError:
            return {}
        if isinstance(proof, dict) and proof.get("settings") == self._settings.fingerprint:
            return dict(proof)
        return {}

    def _remember(self, key: SaleKey, day: date, mark: str) -> None:
        self._series.add(key.prefix)
        series: list[JsonValue] = [*sorted(self._series)]
        self._put({"key": str(key), "day": str(day), "mark": mark, "series": series})

    def _put(self, proof: dict[str, JsonValue]) -> None:
        self._store.put("proof", dumps({**proof, "settings": self._settings.fingerprint}))


def _merged(shown: tuple[SalesRow, ...], asked: tuple[SalesRow, ...]) -> tuple[SalesRow, ...]:
    """Join what pages and number show; a document seen both ways counts once, if paid since too."""
    known = Counter(map(_same_document, shown))
    extra: list[SalesRow] = []
    for row in asked:
        mark = _same_document(row)
        known[mark] -= 1
        if known[mark] < 0:
            extra.append(row)
    return shown + tuple(extra)


def _mark(row: SalesRow) -> str:
    """Tell a document from another with its number and day: other books have those too."""
    uuid = row.record.get("uuid")
    told = uuid if isinstance(uuid, str) else f"{row.number} {row.total}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _same_document(row: SalesRow) -> tuple[object, ...]:
    uuid = row.record.get("uuid")
    if isinstance(uuid, str):
        return (uuid,)
    return (row.number, row.day, row.customer, row.total, row.document_type)
