# SPDX-License-Identifier: MIT
"""What the engine asks of a ledger, whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Protocol

from attrs import frozen

from loggro_integration.ids import DocumentNumber
from loggro_integration.models import NumberingRange
from loggro_integration.sync._states import Event, Row, State

__all__ = ["Person", "Store"]


@frozen(kw_only=True)
class Person:
    """
    What a ledger holds of the customer of a sale, until it is purged.

    Attributes:
        day: Bogotá day of the sale, ISO.
        document: Number of the identity document or NIT.
        email: Empty where Restobar has none.
    """

    day: str
    document: str
    name: str
    email: str


class Store(Protocol):
    """
    What the engine asks of a ledger; `SqliteStore` is the one that ships.

    `loggro_integration.testing.store_contract` checks one of your own.
    """

    def append(self, events: Iterable[Event]) -> None:
        """Record events durably, all or none, before returning."""
        ...

    def row(self, key: str) -> Row | None:
        """Return what is known of one sale."""
        ...

    def rows(self, *states: State) -> list[Row]:
        """Return the rows in these states, every row where none is named, by day and key."""
        ...

    def counts(self) -> Mapping[State, int]:
        """Return how many rows are in each state, every state named."""
        ...

    def rows_of_sale(self, restobar_id: str) -> list[Row]:
        """Return the rows of one sale of Restobar: several where its number has changed."""
        ...

    def events(self, key: str | None = None) -> Iterator[Event]:
        """Return the events in order, of one sale or of all."""
        ...

    def get(self, name: str) -> str | None:
        """Return a setting of the ledger: watermark, proof of the look-up, last run."""
        ...

    def put(self, name: str, value: str) -> None:
        """Keep a setting of the ledger."""
        ...

    def digest(self, text: str) -> str:
        """Return the keyed digest of a person's document."""
        ...

    def remember(self, key: str, *, day: str, document: str, name: str, email: str) -> None:
        """Keep a person's data beside the chain, unless its day was purged."""
        ...

    def person(self, key: str) -> Person | None:
        """Return a person's data, `None` where there are none or they were purged."""
        ...

    def purge(self, before: date) -> int:
        """Delete the data of people whose sale was before a day, and tell of how many sales."""
        ...

    def next_number(
        self, numbering: NumberingRange, *, at: datetime, reference: str = ""
    ) -> DocumentNumber:
        """Hand out the next number of a range, once in all threads and processes."""
        ...
