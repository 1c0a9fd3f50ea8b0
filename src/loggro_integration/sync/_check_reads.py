# SPDX-License-Identifier: MIT
"""What the checks read: each list once, documented operations alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from loggro_integration.days import business_day
from loggro_integration.errors import LoggroError, NotFound, Rejected
from loggro_integration.mapping import MappingRules, Plan, map_sale
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._draft_names import Named, named
from loggro_integration.sync._troubles import ACCOUNT_TROUBLE
from loggro_integration.wire import OpenRecord, Sale
from loggro_integration.wire.pymes import Establishment, Item
from loggro_integration.wire.restobar import CashSession, Product, Tax

__all__ = ["Reads", "in_force"]

RECENT: Final = timedelta(days=3)
_MOST_PLANS: Final = 300
# `transaccion` of Pymes' taxes: its values are not published.
_TRANSACTION: Final = "VENTA"
_IN_FORCE: Final = ("ACTIV", "HABILITAD", "VIGENTE")


class Reads:
    """
    Both accounts as the checks see them; what is refused is refused to each check that asks.

    Sellers are read from cash sessions and sales: the list of users is not a documented operation.
    """

    def __init__(
        self,
        pos: RestobarClient,
        books: PymesClient,
        rules: MappingRules,
        clock: Callable[[], datetime],
    ) -> None:
        self.pos = pos
        self.books = books
        self.rules = rules
        self.clock = clock
        self.today = business_day(clock())

    @cached_property
    def sales(self) -> tuple[Sale, ...]:
        """Sales of the last days, oldest first."""
        first = self.today - RECENT
        found = self.pos.invoices.list(since=first, until=self.today, status="Todos")
        return tuple(sorted(found, key=lambda sale: (sale.created_on, str(sale.id))))

    @cached_property
    def plans(self) -> tuple[tuple[Sale, Plan], ...]:
        """The newest sales as the rules map them."""
        return tuple((sale, map_sale(sale, self.rules)) for sale in self.sales[-_MOST_PLANS:])

    @cached_property
    def sessions(self) -> tuple[CashSession, ...]:
        """Cash sessions that are open."""
        return tuple(each for each in self.pos.cashboxes.list(status="open") if not each.is_closed)

    @cached_property
    def taxes(self) -> tuple[Tax, ...]:
        """Taxes of Restobar."""
        return tuple(self.pos.taxes.list())

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """Products of the menu that are sold."""
        return tuple(
            each
            for each in self.pos.products.list()
            if each.is_active is not False and not each.is_ingredient
        )

    @cached_property
    def electronic_count(self) -> OpenRecord:
        """How many electronic documents were used, in a shape that is not published."""
        return self.pos.invoices.count_electronic()

    @cached_property
    def ranges(self) -> tuple[OpenRecord, ...]:
        """Numberings of Pymes, POS ones where the list shows them."""
        return tuple(self.books.numbering_ranges.list())

    @cached_property
    def no_pos_ranges(self) -> tuple[OpenRecord, ...]:
        """Numberings of Pymes for electronic invoices, by the list that is theirs."""
        return tuple(self.books.numbering_ranges.of_company())

    @cached_property
    def establishments(self) -> tuple[Establishment, ...]:
        """Establishments of Pymes."""
        return tuple(self.books.establishments.list())

    @cached_property
    def pymes_taxes(self) -> tuple[OpenRecord, ...]:
        """Taxes of Pymes; where the word for sales is refused, the list of rates."""
        try:
            return tuple(self.books.taxes.list(_TRANSACTION))
        except ACCOUNT_TROUBLE:
            raise
        except (NotFound, Rejected):
            return tuple(self.books.tax_rates.list())

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Items of Pymes."""
        return tuple(self.books.items.list())

    @cached_property
    def pymes_sellers(self) -> list[Named]:
        """Sellers of Pymes."""
        return named(self.books.sellers.list())

    @cached_property
    def establishment(self) -> str | None:
        """Uuid of the establishment that the rules name, or of the only one."""
        wanted = self.rules.pymes.establishment
        try:
            rows = self.establishments
        except LoggroError:
            # Said once, by the check of the establishments: the others go on without it.
            return None
        found = [each for each in rows if wanted in {None, each.name, each.code}]
        return found[0].uuid if len(found) == 1 else None

    def sellers(self) -> set[str]:
        """Return the first names of those who sell or take money."""
        return {name for name in self._people() if name}

    def _people(self) -> Iterator[str | None]:
        for session in self.sessions:
            yield from (each.name for each in session.cashiers)
        yield from (sale.seller.name for sale in self.sales if sale.seller)

    def last_day(self) -> date:
        """Return a day that a free account does not see."""
        return self.today - timedelta(days=31)


def in_force(rows: Iterable[OpenRecord], field: str) -> list[OpenRecord]:
    """Return the rows that are not said to be closed; a row without state counts as open."""
    return [row for row in rows if _is_in_force(row.get(field))]


def _is_in_force(state: object) -> bool:
    return not isinstance(state, str) or state.upper().startswith(_IN_FORCE)
