# SPDX-License-Identifier: MIT
"""
One restaurant, as Loggro would hold it: what Restobar and Pymes show are two faces of this.

Records are plain JSON objects. Pesos of Restobar are `int`, amounts of Pymes are `Decimal`.
"""

from __future__ import annotations

import heapq
import threading
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeAlias, TypeVar

from loggro_integration.days import format_instant
from loggro_integration.exact_json import is_object
from loggro_integration.sandbox._assumptions import Assumptions
from loggro_integration.sandbox._clock import Clock, Minter

__all__ = [
    "Doc",
    "FiscalLine",
    "Kind",
    "Plan",
    "Sale",
    "SaleBook",
    "Series",
    "Settings",
    "StockEntry",
    "Table",
    "World",
    "part",
]

T = TypeVar("T")
Doc: TypeAlias = dict[str, Any]
Kind: TypeAlias = Literal["pos", "electronic"]
Plan: TypeAlias = Literal["premium", "basic", "trial", "free", "extraction"]


def part(row: Doc, name: str) -> Doc:
    """Return an object inside of a row; an empty one where there is none."""
    return row[name] if is_object(row.get(name)) else {}


@dataclass(frozen=True, slots=True)
class FiscalLine:
    """One line after every discount: base and taxes to the cent, as the books hold them."""

    name: str
    product: str
    quantity: Decimal
    gross: Decimal
    base: Decimal
    taxes: tuple[tuple[str, Decimal, Decimal], ...]  # name, rate, amount


@dataclass(slots=True)
class Sale:
    """
    An invoice of Restobar with what its document does not show.

    Attributes:
        doc: The invoice object, without the fields whose names are assumptions.
        lines: Its lines to the cent.
        sync: State of the push to Pymes; ``none`` before the sale is finished.
        reason: Why it could not be pushed.
        dian: State at the DIAN; ``none`` for a sale that is not electronic.
        void: How far an annulment has come.
        row: Identifier of its document in the books.
        posted: Payments that the books already show.
    """

    doc: Doc
    kind: Kind
    lines: list[FiscalLine]
    sync: Literal["none", "pending", "done", "error"] = "none"
    reason: str = ""
    dian: Literal["none", "pending", "accepted", "rejected"] = "none"
    rule: str = ""
    message: str = ""
    cufe: str = ""
    void: Literal["none", "started", "done"] = "none"
    note: Literal["none", "pending", "accepted", "rejected"] = "none"
    row: str | None = None
    posted: int = 0
    mails: int = 0

    @property
    def id(self) -> str:
        """ObjectId of the invoice."""
        return str(self.doc["_id"])

    @property
    def number(self) -> str:
        """Prefix and sequence."""
        return str(self.doc["number"])

    @property
    def finished(self) -> bool:
        """Whether it was paid or sold on credit, and not annulled."""
        return self.doc["status"] in {"Pagada", "Por Pagar"}


@dataclass(frozen=True, slots=True)
class StockEntry:
    """
    One change of what lies in a stock location.

    Attributes:
        item: Product or ingredient.
        place: Stock location.
        quantity: Units that came in, or went out where negative.
        price: Unit cost of what came in; `None` leaves the average cost as it is.
        source: Movement or sale that changed it: taking it back removes its entries.
        to_zero: Whether the stock is set to zero instead.
    """

    item: str
    place: str
    quantity: Decimal
    price: Decimal | None
    source: str
    to_zero: bool = False


class SaleBook:
    """The invoices, found by id, by number, or by the instant they were made."""

    def __init__(self) -> None:
        self.by_id: dict[str, Sale] = {}
        self._by_number: dict[str, list[Sale]] = {}
        self._by_time: list[tuple[str, int, str]] = []

    def add(self, sale: Sale) -> None:
        """Keep a new sale."""
        self.by_id[sale.id] = sale
        self._by_number.setdefault(sale.number, []).append(sale)
        insort(self._by_time, (sale.doc["createdOn"], len(self.by_id), sale.id))

    def get(self, sale_id: str) -> Sale | None:
        """Return the sale with an ObjectId."""
        return self.by_id.get(sale_id)

    def numbered(self, number: str) -> list[Sale]:
        """Return the sales with a number (prefix and sequence)."""
        return self._by_number.get(number, [])

    def between(self, first: str | None, last: str | None) -> list[Sale]:
        """Return the sales made from an instant to another, both included, oldest first."""
        low = 0 if first is None else bisect_left(self._by_time, (first,))
        high = None if last is None else bisect_right(self._by_time, (last, len(self) + 1))
        return [self.by_id[sale_id] for _, _, sale_id in self._by_time[low:high]]

    def last(self) -> Sale | None:
        """Return the newest sale."""
        return self.by_id[self._by_time[-1][2]] if self._by_time else None

    def __iter__(self) -> Iterator[Sale]:
        return iter(self.between(None, None))

    def __len__(self) -> int:
        return len(self.by_id)


class Table:
    """Records with an identifier, in the order they were made."""

    def __init__(self, key: str, rows: Iterable[Doc] = ()) -> None:
        self.key = key
        self.rows: dict[str, Doc] = {row[key]: row for row in rows}

    def add(self, row: Doc) -> Doc:
        """Keep a row, or put it in the place of the one with its identifier."""
        self.rows[row[self.key]] = row
        return row

    def get(self, identifier: object) -> Doc | None:
        """Return the row with an identifier."""
        return self.rows.get(str(identifier))

    def find(self, **values: object) -> Doc | None:
        """Return the first row with these values."""
        return next(self.all(**values), None)

    def all(self, **values: object) -> Iterator[Doc]:
        """Return the rows with these values."""
        return (
            row
            for row in self.rows.values()
            if all(row.get(name) == value for name, value in values.items())
        )

    def remove(self, identifier: str) -> None:
        """Forget a row."""
        self.rows.pop(identifier, None)

    def __iter__(self) -> Iterator[Doc]:
        return iter(list(self.rows.values()))

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(slots=True)
class Settings:
    """
    The integration screen of Restobar: what a person chose there.

    Keys are names as Restobar shows them; values are names (or, for products, codes) of Pymes.
    """

    token: str | None = None
    resolutions: dict[Kind, str] = field(default_factory=dict[Kind, str])
    payment_methods: dict[str, str] = field(default_factory=dict[str, str])
    payment_forms: dict[str, str] = field(default_factory=dict[str, str])
    taxes: dict[str, str] = field(default_factory=dict[str, str])
    sellers: dict[str, str] = field(default_factory=dict[str, str])
    products: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(slots=True)
class Series:
    """A numbering of Restobar: ``Configuración → Información negocio → Documento``."""

    prefix: str
    next: int


def _restobar() -> Table:
    return Table("_id")


def _pymes() -> Table:
    return Table("uuid")


@dataclass(slots=True)
class World:
    """
    The whole state of the fake, and the rules of time: what is due is done when it is looked at.

    Attributes:
        agenda: What will happen and when: (instant, order, what, id of the sale).
        tokens: Live Restobar tokens and the user each belongs to.
        permissions: Codes that were taken away from every role.
        reject: Rule and text for the next electronic documents the DIAN will refuse.
        quota: Electronic documents that the plan holds; `None`: no end of them.
        removed: Records that the operator took away, with their catalogue.
        siigo: Numbers of the sales that a forced re-send carried to Siigo too.
        date_shift: Seconds by which the ``Date`` of an answer differs from the clock.
        version: Grows with every change.
    """

    assumptions: Assumptions
    clock: Clock
    minter: Minter
    plan: Plan = "premium"
    business: Doc = field(default_factory=dict[str, Any])
    series: dict[Kind, Series] = field(default_factory=dict[Kind, Series])
    settings: Settings = field(default_factory=Settings)
    sales: SaleBook = field(default_factory=SaleBook)
    users: Table = field(default_factory=_restobar)
    products: Table = field(default_factory=_restobar)
    categories: Table = field(default_factory=_restobar)
    taxes: Table = field(default_factory=_restobar)
    payment_methods: Table = field(default_factory=_restobar)
    clients: Table = field(default_factory=_restobar)
    tables: Table = field(default_factory=_restobar)
    orders: Table = field(default_factory=_restobar)
    cash_boxes: Table = field(default_factory=_restobar)
    cash_registers: Table = field(default_factory=_restobar)
    ingredients: Table = field(default_factory=_restobar)
    units: Table = field(default_factory=_restobar)
    providers: Table = field(default_factory=_restobar)
    roles: Table = field(default_factory=_restobar)
    order_areas: Table = field(default_factory=_restobar)
    events: Table = field(default_factory=_restobar)
    promos: Table = field(default_factory=_restobar)
    delivery_providers: Table = field(default_factory=_restobar)
    expense_types: Table = field(default_factory=_restobar)
    expenses: Table = field(default_factory=_restobar)
    movements: Table = field(default_factory=_restobar)
    purchase_payments: Table = field(default_factory=_restobar)
    menus: Table = field(default_factory=lambda: Table("source"))
    stock_log: list[StockEntry] = field(default_factory=list[StockEntry])
    openings: dict[tuple[str, str], tuple[Decimal, Decimal]] = field(
        default_factory=dict[tuple[str, str], tuple[Decimal, Decimal]]
    )
    establishments: Table = field(default_factory=_pymes)
    warehouses: Table = field(default_factory=_pymes)
    pymes_boxes: Table = field(default_factory=_pymes)
    bank_accounts: Table = field(default_factory=_pymes)
    customers: Table = field(default_factory=_pymes)
    sellers: Table = field(default_factory=_pymes)
    items: Table = field(default_factory=_pymes)
    ranges: Table = field(default_factory=_pymes)
    payment_forms: Table = field(default_factory=_pymes)
    payment_means: Table = field(default_factory=_pymes)
    pymes_taxes: Table = field(default_factory=_pymes)
    tax_rates: Table = field(default_factory=_pymes)
    books: Table = field(default_factory=_pymes)
    receipts: Table = field(default_factory=_pymes)
    cost_centres: Table = field(default_factory=_pymes)
    groupers: Table = field(default_factory=_pymes)
    currencies: Table = field(default_factory=_pymes)
    business_units: Table = field(default_factory=_pymes)
    incoterms: Table = field(default_factory=_pymes)
    measures: Table = field(default_factory=_pymes)
    credit_cards: Table = field(default_factory=_pymes)
    concepts: Table = field(default_factory=_pymes)
    ledger_accounts: Table = field(default_factory=_pymes)
    price_lists: Table = field(default_factory=_pymes)
    price_entries: Table = field(default_factory=_pymes)
    stock_exits: Table = field(default_factory=_pymes)
    purchases: Table = field(default_factory=_pymes)
    tokens: dict[str, str] = field(default_factory=dict[str, str])
    pymes_tokens: set[str] = field(default_factory=set[str])
    denied: set[str] = field(default_factory=set[str])
    reject: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    agenda: list[tuple[datetime, int, str, str]] = field(
        default_factory=list[tuple[datetime, int, str, str]]
    )
    lock: threading.RLock = field(default_factory=threading.RLock)
    password: str = ""
    quota: int | None = None
    inventory_on: bool = False
    siigo_connected: bool = False
    siigo: list[str] = field(default_factory=list[str])
    removed: list[tuple[str, Doc]] = field(default_factory=list[tuple[str, Doc]])
    date_shift: float = 0.0
    version: int = 0
    memory: dict[object, list[Any]] = field(default_factory=dict[object, list[Any]])
    planned: int = 0

    def now(self) -> datetime:
        """Return the instant of the fake's clock."""
        return self.clock.now()

    def shown(self) -> datetime:
        """Return the instant that the ``Date`` of an answer says."""
        return self.clock.now() + timedelta(seconds=self.date_shift)

    def stamp(self) -> str:
        """Return the instant as Restobar writes it."""
        return format_instant(self.clock.now())

    def new_id(self) -> str:
        """Return a new ObjectId."""
        return self.minter.object_id(self.clock.now())

    def plan_ahead(self, seconds: int, what: str, sale: Sale) -> None:
        """Let something happen to a sale after some seconds of the fake's clock."""
        self.planned += 1
        due = self.clock.now() + timedelta(seconds=seconds)
        heapq.heappush(self.agenda, (due, self.planned, what, sale.id))

    def take_due(self) -> tuple[datetime, str, Sale] | None:
        """Return the next thing that is due and the instant it was due at, or `None`."""
        if not self.agenda or self.agenda[0][0] > self.clock.now():
            return None
        due, _, what, sale_id = heapq.heappop(self.agenda)
        return due, what, self.sales.by_id[sale_id]

    def changed(self) -> None:
        """Note that something is not as it was."""
        self.version += 1
        self.memory.clear()

    def remembered(self, key: object, find: Callable[[], list[T]]) -> list[T]:
        """Return what was found for a question, found again after every change: pages are cheap."""
        if key not in self.memory:
            self.memory[key] = find()
        return self.memory[key]
