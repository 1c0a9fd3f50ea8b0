# SPDX-License-Identifier: MIT
"""Sums of both sides: by day, payment method, tax, and the month as an accountant asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import field, frozen

from loggro_integration.sync._reconcile_held import Held, HeldTax, RateKey

if TYPE_CHECKING:
    from loggro_integration.sync._reconcile_rows import ReconciliationRow

__all__ = [
    "DayTotals",
    "KindTotals",
    "MethodTotals",
    "SalesSummary",
    "TaxTotals",
    "VoidedSale",
    "method_totals",
    "summary",
    "tax_totals",
]

ZERO = Decimal(0)
IVA, INC = "01", "04"


@frozen(kw_only=True)
class DayTotals:
    """
    Count and sum of one day on both sides, COP.

    Attributes:
        tolerance: COP by which the sums may differ: that of one document, times the documents.
    """

    day: date
    restobar_count: int
    restobar_total: Decimal
    pymes_count: int
    pymes_total: Decimal
    tolerance: Decimal = ZERO

    @property
    def agree(self) -> bool:
        """Whether the counts are equal and the sums within the tolerance."""
        near = abs(self.restobar_total - self.pymes_total) <= self.tolerance
        return self.restobar_count == self.pymes_count and near


@frozen(kw_only=True)
class MethodTotals:
    """
    What was paid by one method, COP, without tips.

    Attributes:
        method: Its name in Pymes.
        pymes_total: `None` where Pymes does not show its payments.
        tip: Tips paid by it, as Restobar has them.
        tolerance: COP by which the sums may differ.
    """

    method: str
    restobar_total: Decimal
    pymes_total: Decimal | None
    tip: Decimal = ZERO
    tolerance: Decimal = ZERO

    @property
    def agree(self) -> bool | None:
        """Whether both sums are equal within the tolerance; `None` where nobody can tell."""
        return _near(self.restobar_total, self.pymes_total, self.tolerance)


@frozen(kw_only=True)
class TaxTotals:
    """
    Base and tax of one rate, COP, net of voids and credit notes.

    Attributes:
        kind: ``pos``, ``electronic``, or empty for what only Pymes holds; in the sums of all
            kinds together it is empty too.
        code: Tax of DIAN.
        name: For people.
        documents: How many documents of Restobar carry it.
        restobar_tax: `None` where the rules do not tell the taxes of a sale.
        pymes_tax: `None` where Pymes does not show its taxes.
        tolerance: COP by which the sums may differ.
    """

    kind: str = ""
    code: str
    percent: Decimal | None
    name: str
    documents: int
    restobar_base: Decimal | None
    restobar_tax: Decimal | None
    pymes_base: Decimal | None
    pymes_tax: Decimal | None
    tolerance: Decimal = ZERO

    @property
    def agree(self) -> bool | None:
        """Whether both taxes are equal within the tolerance; `None` where nobody can tell."""
        return _near(self.restobar_tax, self.pymes_tax, self.tolerance)


@frozen(kw_only=True)
class KindTotals:
    """
    Sales of one kind of document, COP, net of voids and credit notes.

    Attributes:
        kind: ``pos``, ``electronic``, or empty for what only Pymes holds.
        restobar_untaxed: Base of what carries no tax; `None` where the rules cannot tell.
        restobar_balance: Still owed.
    """

    kind: str
    restobar_count: int
    restobar_total: Decimal
    restobar_untaxed: Decimal | None
    restobar_balance: Decimal | None
    pymes_count: int
    pymes_total: Decimal


@frozen(kw_only=True)
class VoidedSale:
    """
    A sale that was annulled.

    Attributes:
        day: Bogotá day of the sale.
        voided_on: Bogotá day of the annulment, `None` where Restobar does not say.
        total: What it came to, COP; it counts nowhere.
    """

    number: str
    kind: str
    day: date
    voided_on: date | None
    total: Decimal


@frozen(kw_only=True)
class SalesSummary:
    """
    What an accountant asks of a month.

    Attributes:
        rates: Sales by kind of document and rate.
        kinds: Sales by kind of document.
        tips: COP, apart from the sales: they belong to the staff.
        delivery: Cost of delivery that Restobar names, COP.
        voids: Sales of these days that were annulled, whenever that was.
    """

    rates: tuple[TaxTotals, ...] = ()
    kinds: tuple[KindTotals, ...] = ()
    tips: Decimal = ZERO
    delivery: Decimal = ZERO
    voids: tuple[VoidedSale, ...] = field(default=())

    @property
    def iva(self) -> Decimal | None:
        """IVA generated as Restobar sold it, COP; `None` where the rules cannot tell."""
        return self._generated(IVA)

    @property
    def inc(self) -> Decimal | None:
        """INC generated as Restobar sold it, COP; `None` where the rules cannot tell."""
        return self._generated(INC)

    def _generated(self, code: str) -> Decimal | None:
        return _known_sum(each.restobar_tax for each in self.rates if each.code == code)


def _near(one: Decimal | None, other: Decimal | None, tolerance: Decimal) -> bool | None:
    if one is None or other is None:
        return None
    return abs(one - other) <= tolerance


def _known_sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Sum amounts; one that nobody knows makes the sum unknown."""
    total = ZERO
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _sides(rows: Iterable[ReconciliationRow]) -> tuple[list[Held], list[Held]]:
    """Return what counts on each side."""
    counted = [row for row in rows if not row.is_rightly_missing]
    pos = [row.restobar for row in counted if row.restobar is not None]
    return pos, [row.pymes for row in counted if row.pymes is not None]


def _unread(rows: Iterable[ReconciliationRow]) -> bool:
    return any(row.verdict == "cannot_tell" and row.pymes is None for row in rows)


def method_totals(
    rows: Sequence[ReconciliationRow], tolerance: Decimal
) -> tuple[MethodTotals, ...]:
    """Sum what was paid by each method on both sides."""
    pos, books = _sides(rows)
    told = not _unread(rows) and all(held.payments is not None for held in books)
    methods = {name for held in (*pos, *books) for name in (*(held.payments or {}), *held.tips)}

    def paid(side: Iterable[Held], method: str) -> Decimal:
        return sum(((held.payments or {}).get(method, ZERO) for held in side), ZERO)

    return tuple(
        MethodTotals(
            method=method,
            restobar_total=paid(pos, method),
            pymes_total=paid(books, method) if told else None,
            tip=sum((held.tips.get(method, ZERO) for held in pos), ZERO),
            tolerance=tolerance * len(pos),
        )
        for method in sorted(methods)
    )


def tax_totals(
    rows: Sequence[ReconciliationRow], tolerance: Decimal, *, kind: str = ""
) -> tuple[TaxTotals, ...]:
    """Sum base and tax of each rate on both sides."""
    pos, books = _sides(rows)
    pos_told = all(held.taxes is not None for held in pos)
    books_told = not _unread(rows) and all(held.taxes is not None for held in books)
    names: dict[RateKey, str] = {}
    for tax in (tax for held in (*pos, *books) for tax in held.taxes or ()):
        names.setdefault(tax.key, tax.name)
    found: list[TaxTotals] = []
    for key in sorted(names, key=_order):
        own, other = _of_rate(pos, key), _of_rate(books, key)
        if not any(tax.amount or tax.base for tax in (*own, *other)):
            continue
        found.append(
            TaxTotals(
                kind=kind,
                code=key[0],
                percent=key[1],
                name=names[key],
                documents=len(own),
                restobar_base=_known_sum(tax.base for tax in own) if pos_told else None,
                restobar_tax=_known_sum(tax.amount for tax in own) if pos_told else None,
                pymes_base=_known_sum(tax.base for tax in other) if books_told else None,
                pymes_tax=_known_sum(tax.amount for tax in other) if books_told else None,
                tolerance=tolerance * len(pos),
            )
        )
    return tuple(found)


def _order(key: RateKey) -> tuple[str, Decimal]:
    return key[0], ZERO if key[1] is None else key[1]


def _of_rate(side: Iterable[Held], key: RateKey) -> list[HeldTax]:
    return [tax for held in side for tax in held.taxes or () if tax.key == key]


def summary(
    rows: Sequence[ReconciliationRow], voids: Sequence[VoidedSale], tolerance: Decimal
) -> SalesSummary:
    """Sum the sales by kind of document and rate, and what stands apart."""
    kinds = sorted({row.kind for row in rows}, key=lambda kind: (not kind, kind))
    pos, _ = _sides(rows)
    return SalesSummary(
        rates=tuple(
            total
            for kind in kinds
            for total in tax_totals([r for r in rows if r.kind == kind], tolerance, kind=kind)
        ),
        kinds=tuple(_kind([row for row in rows if row.kind == kind], kind) for kind in kinds),
        tips=_total(pos, lambda held: sum(held.tips.values(), ZERO)),
        delivery=_total(pos, lambda held: held.delivery),
        voids=tuple(voids),
    )


def _kind(rows: Sequence[ReconciliationRow], kind: str) -> KindTotals:
    pos, books = _sides(rows)
    return KindTotals(
        kind=kind,
        restobar_count=sum(held.total != 0 for held in pos),
        restobar_total=_total(pos, lambda held: held.total),
        restobar_untaxed=_known_sum(held.untaxed for held in pos),
        restobar_balance=_known_sum(held.balance for held in pos),
        pymes_count=sum(held.documents for held in books if held.total != 0),
        pymes_total=_total(books, lambda held: held.total),
    )


def _total(side: Iterable[Held], read: Callable[[Held], Decimal]) -> Decimal:
    return sum((read(held) for held in side), ZERO)
