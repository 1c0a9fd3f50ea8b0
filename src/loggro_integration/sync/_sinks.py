# SPDX-License-Identifier: MIT
"""Where a sale is delivered: Loggro's own integration, or nowhere."""

from __future__ import annotations

from typing import Protocol

from attrs import frozen

from loggro_integration.errors import NotSent, ReadFailed
from loggro_integration.ids import ObjectId, SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient

__all__ = ["DryRun", "OfficialIntegration", "Receipt", "Sink"]


@frozen(kw_only=True)
class Receipt:
    """
    What a sink says of a delivery: that it was accepted, not that it arrived.

    Attributes:
        accepted: False where nothing was delivered; a refusal is raised as `Rejected`.
    """

    accepted: bool = True
    note: str = ""


class Sink(Protocol):
    """
    Something that takes a sale.

    It may raise `NotSent` where nothing left, `Rejected`, or `OutcomeUnknown`; after anything else
    the sale counts as sent, since nobody knows.
    """

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        """Deliver one sale, in one attempt."""
        ...


class OfficialIntegration:
    """
    Loggro's own push: Restobar is asked to send the sale to Pymes again.

    Loggro publishes no operation that creates a sales invoice in Pymes, so this drives the one way
    that exists (``PATCH /invoices/forceSendToIntegration/{id}``). Whether a repeat duplicates is
    not published: the engine looks the sale up before and after.
    """

    def __init__(self, pos: RestobarClient, books: PymesClient) -> None:
        self._pos = pos
        self._books = books

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        """Ask Restobar to send one sale again."""
        try:
            self._pos.invoices.force_send(ObjectId(plan.sale_id))
        except ReadFailed as error:
            # The send is a write, so what failed is the log-in before it.
            raise NotSent("Restobar did not let the user log in.", hint=error.hint) from error
        return Receipt()


class DryRun:
    """A sink that delivers nothing and remembers what it would have delivered."""

    def __init__(self) -> None:
        self.delivered: list[SaleKey] = []

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        """Remember the key."""
        self.delivered.append(key)
        return Receipt(accepted=False, note="dry run")
