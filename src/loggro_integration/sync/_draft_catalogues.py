# SPDX-License-Identifier: MIT
"""What both catalogues hold that the rules need; a read that fails is a question, no exception."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from attrs import field, frozen

from loggro_integration.errors import LoggroError, NotFound, Rejected
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._draft_names import Named, named
from loggro_integration.wire import OpenRecord, Sale
from loggro_integration.wire.pymes import Item
from loggro_integration.wire.restobar import Product, Tax, User

__all__ = ["Catalogues", "read_catalogues"]

T = TypeVar("T")


@frozen(kw_only=True)
class Catalogues:
    """
    Both catalogues.

    Attributes:
        last: Last invoice of Restobar, as received.
        ranges: Numberings of Pymes, as received.
        unread: What could not be read: name of the read and the reason.
    """

    sales: tuple[Sale, ...] = ()
    last: OpenRecord | None = None
    methods: tuple[str, ...] = ()
    taxes: tuple[Tax, ...] = ()
    users: tuple[User, ...] = ()
    products: tuple[Product, ...] = ()
    registers: tuple[OpenRecord, ...] = ()
    ranges: tuple[OpenRecord, ...] = ()
    means: tuple[Named, ...] = ()
    terms: tuple[OpenRecord, ...] = ()
    pymes_taxes: tuple[OpenRecord, ...] = ()
    sellers: tuple[Named, ...] = ()
    items: tuple[Item, ...] = ()
    establishments: tuple[str, ...] = ()
    warehouses: tuple[str, ...] = ()
    cash_boxes: tuple[str, ...] = ()
    bank_accounts: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = field(default=())


class _Reads:
    """Reads, and what went wrong with them."""

    def __init__(self) -> None:
        self.unread: list[tuple[str, str]] = []

    def all(self, name: str, read: Callable[[], Iterable[T]]) -> tuple[T, ...]:
        """Read a list; none of it where it cannot be read."""
        try:
            return tuple(read())
        except LoggroError as error:
            self.unread.append((name, error.message))
            return ()


def read_catalogues(
    pos: RestobarClient,
    books: PymesClient,
    *,
    since: date | None,
    until: date | None,
    tax_transaction: str,
) -> Catalogues:
    """Read everything once, documented reads alone."""
    reads = _Reads()
    last = reads.all("restobar.invoices.last", lambda: filter(None, [pos.invoices.last()]))
    return Catalogues(
        sales=_sales(reads, pos, since, until),
        last=next(iter(last), None),
        methods=_names(reads.all("restobar.payment_methods", pos.payment_methods.list)),
        taxes=reads.all("restobar.taxes", pos.taxes.list),
        users=reads.all("restobar.users", pos.users.list),
        products=reads.all("restobar.products", pos.products.list),
        registers=reads.all("restobar.cash_registers", pos.cash_registers.list),
        ranges=_ranges(reads, books),
        means=tuple(named(reads.all("pymes.payment_means", books.payment_means.list))),
        terms=reads.all("pymes.payment_terms", books.payment_terms.list),
        pymes_taxes=_taxes(reads, books, tax_transaction),
        sellers=tuple(named(reads.all("pymes.sellers", books.sellers.list))),
        items=reads.all("pymes.items", books.items.list),
        establishments=_names(reads.all("pymes.establishments", books.establishments.list)),
        warehouses=_names(reads.all("pymes.warehouses", books.warehouses.list)),
        cash_boxes=_open_names(reads.all("pymes.cash_boxes", books.cash_boxes.list)),
        bank_accounts=_open_names(reads.all("pymes.bank_accounts", books.bank_accounts.list)),
        unread=tuple(reads.unread),
    )


def _sales(
    reads: _Reads, pos: RestobarClient, since: date | None, until: date | None
) -> tuple[Sale, ...]:
    if since is None or until is None:
        return ()
    return reads.all("restobar.invoices", lambda: pos.invoices.list(since=since, until=until))


def _ranges(reads: _Reads, books: PymesClient) -> tuple[OpenRecord, ...]:
    """Read all numberings, and those of electronic invoices by the list that is theirs."""
    found = (
        *reads.all("pymes.numbering_ranges", books.numbering_ranges.list),
        *reads.all("pymes.numbering_ranges.of_company", books.numbering_ranges.of_company),
    )
    by_id = {str(row.get("uuid") if row.has("uuid") else row): row for row in found}
    return tuple(by_id.values())


def _taxes(reads: _Reads, books: PymesClient, transaction: str) -> tuple[OpenRecord, ...]:
    """Read the taxes; a value of ``transaccion`` that the account refuses is no end."""

    def read() -> Iterable[OpenRecord]:
        try:
            return tuple(books.taxes.list(transaction))
        except (NotFound, Rejected):
            return books.tax_rates.list()

    return reads.all("pymes.taxes", read)


def _names(rows: Iterable[object]) -> tuple[str, ...]:
    found = (getattr(row, "name", None) for row in rows)
    return tuple(dict.fromkeys(name for name in found if isinstance(name, str) and name.strip()))


def _open_names(rows: Iterable[OpenRecord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.name for row in named(rows)))
