# SPDX-License-Identifier: MIT
"""
Where a sale is delivered, and who says whether it is there.

A sink whose sales end up in Pymes is looked up there, with the proof of the engine; one with a
place of its own answers for itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, runtime_checkable

from attrs import frozen

from loggro_integration.errors import NotSent, ReadFailed
from loggro_integration.ids import ObjectId, SaleKey
from loggro_integration.mapping import MappingRules, Plan
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync import _troubles as troubles
from loggro_integration.sync._lookup import LookupResult, NoNotes, SalesLookup
from loggro_integration.sync._policy import SyncSettings

__all__ = [
    "BeginsPlace",
    "ChecksPlans",
    "DryRun",
    "OfficialIntegration",
    "PymesSink",
    "Receipt",
    "Sink",
]


@frozen(kw_only=True)
class Receipt:
    """
    What a sink says of a delivery: that it was accepted, not that it arrived.

    Attributes:
        accepted: False where nothing was delivered; a refusal is raised as `Rejected`.
        note: For people; never a person's data.
        shows: What was accepted shows in `Sink.find` at once: nobody need wait before looking.
    """

    accepted: bool = True
    note: str = ""
    shows: bool = False


class Sink(Protocol):
    """
    Something that takes a sale.

    `deliver` may raise `NotSent` where nothing left, `Rejected`, or `OutcomeUnknown`; after
    anything else the sale counts as sent, since nobody knows, and the run ends in an
    `OutcomeUnknown` that says so. What `find` may not answer, or raise, is `CannotTell`.

    A ledger belongs to one place. Where that is not Pymes, it is known by the sink's ``place``, a
    text, or else by the name of its class.
    """

    def find(self, key: SaleKey) -> LookupResult:
        """
        Tell whether the place has a sale: `Found`, `Absent`, or `CannotTell`.

        `Absent` lets the sale be sent. Give it only where the look-up is known to see what is
        there; a place that cannot be read, or may be the wrong one, is `CannotTell`.
        """
        ...

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        """Deliver one sale, in one attempt."""
        ...


@runtime_checkable
class ChecksPlans(Protocol):
    """A sink that can say beforehand what it cannot take."""

    def check(self, plan: Plan) -> None:
        """
        Refuse a plan of which nothing can be made; nothing is sent.

        Raises:
            MappingFailed: With what is missing.
        """
        ...


@runtime_checkable
class BeginsPlace(Protocol):
    """A sink that has a place to prepare, once, when a ledger begins."""

    def begin(self) -> object:
        """Make the place ready; nothing that is there is touched."""
        ...


class PymesSink:
    """
    Base of the sinks whose sales end up in Pymes; one of your own needs `deliver` alone.

    The engine looks these sales up in Pymes itself: on the pages of the day and by number, both
    proved in every run, with the proof in the ledger. `find` is for whoever works without it.

    Args:
        books: Client of Pymes, for `find`.
        rules: The rules file, for the names and the spelling of the look-up.
    """

    _lookup: SalesLookup | None = None

    def __init__(self, books: PymesClient | None = None, rules: MappingRules | None = None) -> None:
        if books is not None and rules is not None:
            self._lookup = SalesLookup(books, NoNotes(), SyncSettings.from_rules(rules))

    def find(self, key: SaleKey) -> LookupResult:
        """
        Look a sale up in Pymes by its number.

        What is not found is `Absent` once `prove` has found a known document, and finds it again
        after the sale; before that nobody can tell.
        """
        if self._lookup is None:
            return troubles.no_rules(type(self).__name__)
        return self._lookup.find_number(key)

    def prove(self, known: Iterable[tuple[SaleKey, date]]) -> bool:
        """
        Show that the look-up works, by sales that are known to be in Pymes with their Bogotá days.

        Returns:
            Whether one of them was found, on the pages of its day and by its number.
        """
        if self._lookup is None:
            return False
        self._lookup.prove(known)
        return self._lookup.is_proved


class OfficialIntegration(PymesSink):
    """
    Loggro's own push: Restobar is asked to send the sale to Pymes again.

    Loggro publishes no operation that creates a sales invoice in Pymes, so this drives the one way
    that exists (``PATCH /invoices/forceSendToIntegration/{id}``). Whether a repeat duplicates is
    not published: the engine looks the sale up before and after.

    Args:
        pos: Client of Restobar.
        books: Client of Pymes.
        rules: The rules file, for `find` without the engine.
    """

    def __init__(
        self, pos: RestobarClient, books: PymesClient, rules: MappingRules | None = None
    ) -> None:
        super().__init__(books, rules)
        self._pos = pos

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        """Ask Restobar to send one sale again."""
        try:
            self._pos.invoices.force_send(ObjectId(plan.sale_id))
        except ReadFailed as error:
            # The send is a write, so what failed is the log-in before it.
            raise NotSent("Restobar did not let the user log in.", hint=error.hint) from error
        return Receipt()


class DryRun(PymesSink):
    """A sink that delivers nothing and remembers what it would have delivered."""

    def __init__(self, books: PymesClient | None = None, rules: MappingRules | None = None) -> None:
        super().__init__(books, rules)
        self.delivered: list[SaleKey] = []

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        """Remember the key."""
        self.delivered.append(key)
        return Receipt(accepted=False, note="dry run")
