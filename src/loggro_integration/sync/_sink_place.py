# SPDX-License-Identifier: MIT
"""What the engine asks of the place of a sink: Pymes itself, or a place that answers for itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Final, Protocol

from loggro_integration.errors import (
    ConfigurationError,
    InvalidInput,
    NotSent,
    RateLimited,
    ReadFailed,
    Rejected,
    Text,
    UnexpectedResponse,
)
from loggro_integration.ids import SaleKey
from loggro_integration.sync import _troubles as troubles
from loggro_integration.sync._lookup import Found, LookupResult, Notes, SalesLookup
from loggro_integration.sync._sink_answers import begun, found
from loggro_integration.sync._sinks import BeginsPlace, PymesSink, Sink
from loggro_integration.sync._troubles import ACCOUNT_TROUBLE
from loggro_integration.wire import SalesRow

__all__ = ["OwnPlace", "Place", "begin_place", "place_of"]


PYMES: Final = "pymes"
_KEPT: Final = "place"


class Place(Protocol):
    """
    The look-ups of one run.

    Attributes:
        called: What people are told of the place.
    """

    called: ClassVar[Text]

    @property
    def is_proved(self) -> bool:
        """Whether a known sale was found in this run."""
        ...

    def knows(self, prefix: str) -> bool:
        """Tell whether a sale of this series was ever found."""
        ...

    def forget(self) -> None:
        """Look anew: something was sent since."""
        ...

    def prove(self, known: Iterable[tuple[SaleKey, date]]) -> None:
        """Show that the look-up works, by sales that may be there."""
        ...

    def prepare(self, wanted: Iterable[tuple[SaleKey, date, bool]], workers: int) -> None:
        """
        Ask for what the next calls of `find` need, several questions at a time.

        Args:
            wanted: Keys, their Bogotá days, and whether they are looked up thoroughly.
            workers: Questions that are open at the same time, at most.
        """
        ...

    def find(self, key: SaleKey, day: date, *, thorough: bool = False) -> LookupResult:
        """Look one sale up."""
        ...

    def find_now(self, key: SaleKey, day: date) -> LookupResult:
        """Look one sale up right before it is sent."""
        ...

    def notes_on(self, key: SaleKey, days: Iterable[date]) -> tuple[SalesRow, ...]:
        """Return the credit notes of these days that refer to a sale."""
        ...


class OwnPlace:
    """
    The look-ups of a sink that has a place of its own.

    The sink answers for its `Absent`. All the same, of a series of which nothing was ever found
    there, one sale alone is sent until it shows.
    """

    called: ClassVar[Text] = Text(es="el destino", en="the place of the sales")

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._series: set[str] = set()
        self._found: dict[SaleKey, LookupResult] = {}

    @property
    def is_proved(self) -> bool:
        """Whether something was found in this run."""
        return bool(self._series)

    def knows(self, prefix: str) -> bool:
        """Tell whether a sale of this series was found in this run."""
        return prefix in self._series

    def forget(self) -> None:
        """Ask the sink anew."""
        self._found.clear()

    def prove(self, known: Iterable[tuple[SaleKey, date]]) -> None:
        """Look for known sales until one is found."""
        for key, day in known:
            if isinstance(self.find(key, day), Found):
                return

    def prepare(self, wanted: Iterable[tuple[SaleKey, date, bool]], workers: int) -> None:
        """Do nothing: whether a sink can be asked by several threads is its own affair."""
        del wanted, workers

    def find(self, key: SaleKey, day: date, *, thorough: bool = False) -> LookupResult:
        """Ask the sink, once."""
        del thorough
        if key not in self._found:
            return self.find_now(key, day)
        return self._found[key]

    def find_now(self, key: SaleKey, day: date) -> LookupResult:
        """Ask the sink."""
        del day
        answer = self._found[key] = self._ask(key)
        if isinstance(answer, Found):
            self._series.add(key.prefix)
        return answer

    def notes_on(self, key: SaleKey, days: Iterable[date]) -> tuple[SalesRow, ...]:
        """Return nothing: such a place tells of its notes in `Found.notes`."""
        del key, days
        return ()

    def _ask(self, key: SaleKey) -> LookupResult:
        try:
            return found(self._sink, key)
        except (*ACCOUNT_TROUBLE, NotSent):
            raise
        except (ReadFailed, RateLimited, Rejected, UnexpectedResponse) as error:
            return troubles.place(error.message)
        except OSError as error:
            return troubles.place(type(error).__name__)


def begin_place(sink: Sink, store: Notes) -> None:
    """Prepare the place of a new ledger, and remember which it is."""
    if isinstance(sink, BeginsPlace):
        begun(sink)
    store.put(_KEPT, _name_of(sink))


def place_of(sink: Sink, pymes: SalesLookup, store: Notes) -> Place:
    """
    Return where the sales of a sink are looked up.

    Raises:
        ConfigurationError: If the ledger belongs to another place: there, what it knows as synced
            would look as if somebody had deleted it.
        InvalidInput: If the sink cannot look anything up, or deliver.
    """
    # Ledgers that are older than the places of their own are all of Pymes.
    kept = store.get(_KEPT) or (PYMES if store.get("watermark") else "")
    if kept not in {"", _name_of(sink)}:
        raise _another_place(kept, _name_of(sink))
    if not callable(getattr(sink, "deliver", None)):
        raise _lacking(sink, "cannot take a sale: it has no deliver", _WRITE_DELIVER)
    if isinstance(sink, PymesSink):
        return pymes
    if not callable(getattr(sink, "find", None)):
        raise _lacking(sink, "cannot say what is there already: it has no find", _WRITE_FIND)
    return OwnPlace(sink)


def _name_of(sink: Sink) -> str:
    if isinstance(sink, PymesSink):
        return PYMES
    return str(getattr(sink, "place", type(sink).__name__))


def _lacking(sink: Sink, what: str, remedy: Text) -> InvalidInput:
    name = type(sink).__name__
    return InvalidInput(f"{name} {what}.", field="sink", value=name, hint=remedy)


_WRITE_DELIVER: Final = Text(
    es="Escriba deliver(plan, key): entrega una venta, una sola vez, y devuelve sync.Receipt.",
    en="Write deliver(plan, key): it delivers one sale, once, and returns sync.Receipt.",
)
_WRITE_FIND: Final = Text(
    es="Herede de sync.PymesSink si sus ventas llegan a Pymes; si no, escriba find(key).",
    en="Inherit from sync.PymesSink if its sales end up in Pymes; if not, write find(key).",
)


def _another_place(kept: str, name: str) -> ConfigurationError:
    return ConfigurationError(
        f"The sales of this ledger end up in {kept}, not in {name}.",
        code="another-place",
        hint=Text(
            es="Un libro es de un solo destino: empiece otro con loggro sync start.",
            en="A ledger belongs to one place: begin another with loggro sync start.",
        ),
    )
