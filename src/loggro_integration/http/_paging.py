# SPDX-License-Identifier: MIT
"""
Pages: lists of any length as iterables whose next request is data.

How a server pages and wraps its rows is a `PagingStyle`, a row of data; the walk over the pages is
written once for both engines.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Generic, TypeVar

from attrs import evolve, field, frozen

from loggro_integration.errors import ContractChanged, InvalidInput
from loggro_integration.exact_json import is_array, is_object
from loggro_integration.http._operation import Operation, PathValue, QueryValue, SendPolicy

T = TypeVar("T")

UNREADABLE = (ArithmeticError, AttributeError, ExceptionGroup, LookupError, TypeError, ValueError)


@frozen
class Envelope:
    """
    Where an answer holds its rows and their count: dotted paths, the first that fits wins.

    Attributes:
        rows: Paths to a list; "" is the body itself.
        total: Paths to the number of rows over all pages.
        null_is_empty: Whether ``null`` stands for a list without rows.
    """

    rows: tuple[str, ...] = ("",)
    total: tuple[str, ...] = ()
    null_is_empty: bool = False


@frozen(kw_only=True)
class PagingStyle:
    """
    How a server is asked for one page.

    Attributes:
        name: As in the list of operations.
        switch: Parameter sent as true to have pages at all.
        page: Parameter of the page number; without it (and `offset`) there is one page.
        first: Number of the first page.
        offset: Parameter of the first row's position, from 0.
        limit: Parameter of the page size.
        size: Page size sent unless the caller chooses.
        largest: Largest page size that the server takes, or `None` if unknown.
        envelope: How the answer wraps the rows.
    """

    name: str
    switch: str | None = None
    page: str | None = None
    first: int = 0
    offset: str | None = None
    limit: str | None = None
    size: int = 100
    largest: int | None = None
    envelope: Envelope = Envelope()

    def query(self, number: int, size: int) -> dict[str, QueryValue]:
        """Return the parameters that ask for page `number`, counted from 0."""
        asked: dict[str, QueryValue] = {}
        if self.switch:
            asked[self.switch] = True
        if self.page:
            asked[self.page] = self.first + number
        if self.offset:
            asked[self.offset] = number * size
        if self.limit:
            asked[self.limit] = size
        return asked


def row_key(row: Any) -> Hashable:
    """Return what identifies a row: its ``_id`` or ``uuid``, or `None` if it has neither."""
    if not is_object(row):
        return None
    key = row.get("_id") or row.get("uuid")
    return key if isinstance(key, str | int) else None


@frozen
class Page(Generic[T]):
    """
    One page of a list.

    Attributes:
        items: Its rows; without those already seen, where it comes from `Pages.pages`.
        number: Counted from 0, whatever the server counts from.
        total: Rows over all pages, as the server says, or `None`.
        received: Rows that the server sent in this page.
        size: Page size that was asked for.
        next: The operation of the following page, or `None` at the end.
    """

    items: tuple[T, ...]
    number: int = field(kw_only=True)
    total: int | None = field(kw_only=True)
    received: int = field(kw_only=True)
    size: int = field(kw_only=True)
    next: Operation[Page[T]] | None = field(kw_only=True, repr=False)
    keys: tuple[Hashable, ...] = field(kw_only=True, repr=False, eq=False)


@frozen
class PagedOperation(Generic[T]):
    """
    A list as data: the first request, how pages follow, how one row is read.

    Attributes:
        method: HTTP verb.
        route: Path template below the base URL.
        read_item: Turns one decoded row into the value that the caller gets.
        style: How the server pages and wraps.
        page_size: Rows a page; `None` for the style's own size.
        max_page_size: Largest that this list takes, where it differs from the style's.
        key: Identifies a row as decoded; rows whose key was seen are dropped. `None` keeps a row.
        path: One value for each name of the template.
        query: Filters; the paging parameters are added.
        json: JSON body, for queries sent by POST.
        module: Key of the base URL.
        policy: What a repeat would do.
        permission: Code of the permission that the user's role needs.
        name: Dotted name of the call: the key of overrides.

    Raises:
        InvalidInput: If the page size is out of range.
    """

    method: str
    route: str
    read_item: Callable[[Any], T] = field(kw_only=True, repr=False)
    style: PagingStyle = field(kw_only=True, repr=lambda style: style.name)
    page_size: int | None = field(default=None, kw_only=True)
    max_page_size: int | None = field(default=None, kw_only=True, repr=False)
    key: Callable[[Any], Hashable] = field(default=row_key, kw_only=True, repr=False)
    path: Mapping[str, PathValue] = field(factory=dict[str, PathValue], kw_only=True, repr=False)
    query: Mapping[str, QueryValue] = field(factory=dict[str, QueryValue], kw_only=True, repr=False)
    json: Any = field(default=None, kw_only=True, repr=False)
    headers: Mapping[str, str] = field(factory=dict[str, str], kw_only=True, repr=False)
    module: str = field(default="", kw_only=True)
    policy: SendPolicy = field(default=SendPolicy.READ, kw_only=True)
    permission: str | None = field(default=None, kw_only=True)
    name: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        largest = self.max_page_size or self.style.largest
        size = self.page_size
        if size is not None and (size < 1 or (largest is not None and size > largest)):
            raise InvalidInput(
                f"A page of {self.route} holds 1 to {largest or 'any number of'} rows, not {size}.",
                field="page_size",
                value=size,
            )

    def first(self) -> Operation[Page[T]]:
        """Return the request of the first page."""
        return self.at(0)

    def at(self, number: int, *, size: int | None = None) -> Operation[Page[T]]:
        """
        Return the request of a page, counted from 0.

        Args:
            number: Which page.
            size: Page size, where the server has shown a smaller one than asked.
        """
        rows = size or self.page_size or self.style.size
        return Operation(
            self.method,
            self.route,
            path=self.path,
            query={**self.query, **self.style.query(number, rows)},
            json=self.json,
            headers=self.headers,
            module=self.module,
            policy=self.policy,
            read=_PageReader(self, number, rows),
            permission=self.permission,
            name=self.name,
        )


class RowUnreadable(ValueError):
    """
    One row of a page could not be read; the cause says why.

    Attributes:
        place: Path of the row in the answer, as ``$.data[3]``.
    """

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class NoRows(LookupError):
    """The answer holds no list where one is expected."""


@frozen
class _PageReader(Generic[T]):
    """The `read` of a page request: a value, so that the request stays picklable."""

    paged: PagedOperation[T]
    number: int
    size: int

    def __call__(self, body: Any) -> Page[T]:
        envelope = self.paged.style.envelope
        where, rows = _find_rows(body, envelope)
        total = _find_total(body, envelope.total)
        key = self.paged.key
        return Page(
            _read_rows(rows, self.paged.read_item, where),
            number=self.number,
            total=total,
            received=len(rows),
            size=self.size,
            next=self._next(len(rows), total),
            keys=tuple([key(row) for row in rows]),
        )

    def _next(self, received: int, total: int | None) -> Operation[Page[T]] | None:
        """Tell the following request: none after an empty page or the last counted row."""
        style = self.paged.style
        if not received or not (style.page or style.offset):
            return None
        if total is None:
            # A bare array longer than asked is the whole list; a shorter one is its end.
            return self.paged.at(self.number + 1, size=self.size) if received == self.size else None
        if self.number * self.size + received >= total:
            return None
        # A first page that is short though more exist shows the server's own limit.
        size = received if self.number == 0 else self.size
        return self.paged.at(self.number + 1, size=size)


def _find(body: Any, path: str) -> Any:
    for name in path.split(".") if path else ():
        body = body.get(name) if is_object(body) else None
    return body


def _find_rows(body: Any, envelope: Envelope) -> tuple[str, list[Any]]:
    if body is None and envelope.null_is_empty:
        return "$", []
    paths = envelope.rows
    for path in paths:
        rows = _find(body, path)
        if is_array(rows):
            return f"$.{path}" if path else "$", rows
    wanted = " | ".join(f"$.{path}" if path else "$" for path in paths)
    raise NoRows(f"no list of rows @ {wanted}")


def _find_total(body: Any, paths: tuple[str, ...]) -> int | None:
    for path in paths:
        total = _find(body, path)
        if isinstance(total, str) and total.isdecimal():
            return int(total)
        if isinstance(total, int | Decimal) and not isinstance(total, bool) and total >= 0:
            return int(total)
    return None


def _read_rows(rows: list[Any], read: Callable[[Any], T], where: str) -> tuple[T, ...]:
    items: list[T] = []
    for place, row in enumerate(rows):
        try:
            items.append(read(row))
        except (*UNREADABLE, ContractChanged) as error:
            raise RowUnreadable(f"{where}[{place}]") from error
    return tuple(items)


class _Walk(Generic[T]):
    """
    One iteration over a list: what to ask next and which rows are new.

    A list may change between two requests. Rows that moved down come again and are dropped by
    their key. When the total shrinks, unread rows moved up over the border just passed: the walk
    goes back by as many pages. When rows came and went between the same two requests, which the
    total does not show, and fewer were seen than counted in the end, the list is walked once more.
    """

    def __init__(self, paged: PagedOperation[T]) -> None:
        self._paged = paged
        self._next: Operation[Page[T]] | None = paged.first()
        self._seen: set[int] = set()
        self._unkeyed = False
        self._uncounted: tuple[T, ...] = ()
        self._moved = False
        self._swept = False
        self._farthest = 0
        self._steps_back = 0
        self.total: int | None = None

    def next(self) -> Operation[Page[T]] | None:
        """Return the operation to send now, or `None` at the end."""
        return self._next

    def take(self, page: Page[T]) -> Page[T]:
        """Keep what a page tells and return it with its new rows only."""
        fresh = () if self._repeats(page) else self._fresh(page)
        before, self.total = self.total, page.total
        self._moved |= before not in (None, page.total) or len(fresh) < page.received
        self._farthest = max(self._farthest, page.number)
        # Without a count, a page of old rows means that the server ignores the number.
        self._next = page.next if fresh or page.total is not None else None
        if before is not None and page.total is not None and page.total < before:
            self._go_back(page, before - page.total)
        if self._next is None:
            self._sweep_if_short()
        return evolve(page, items=fresh)

    def _repeats(self, page: Page[T]) -> bool:
        """Tell whether an uncounted page is the one before once more."""
        if page.total is not None:
            return False
        before, self._uncounted = self._uncounted, page.items
        return bool(before) and before == page.items

    def _fresh(self, page: Page[T]) -> tuple[T, ...]:
        fresh: list[T] = []
        for item, key in zip(page.items, page.keys, strict=True):
            if key is None:
                self._unkeyed = True
            elif (mark := hash(key)) in self._seen:
                continue
            else:
                # Only the hash: 100,000 rows cost 8 MB instead of 15.
                self._seen.add(mark)
            fresh.append(item)
        return tuple(fresh)

    def _go_back(self, page: Page[T], gone: int) -> None:
        """Go on from the page over which `gone` rows may have moved up; not for ever."""
        if self._unkeyed or not page.number or self._steps_back > self._farthest + 20:
            return
        self._steps_back += 1
        number = max(0, page.number - -(-gone // page.size))
        self._next = self._paged.at(number, size=page.size)

    def _sweep_if_short(self) -> None:
        short = self.total is not None and len(self._seen) < self.total
        if short and self._moved and not self._swept and not self._unkeyed:
            self._swept, self._next = True, self._paged.first()


class Pages(Generic[T]):
    """
    The rows of a list, fetched page by page while you iterate; every iteration starts anew.

    Args:
        run: Sends the request of one page.
        operation: The list.

    Example:
        ``for sale in pos.invoices.list(since=day): ...``
    """

    def __init__(
        self, run: Callable[[Operation[Page[T]]], Page[T]], operation: PagedOperation[T]
    ) -> None:
        self._run = run
        self.operation = operation
        self.total: int | None = None
        """Rows over all pages, as the last page said; `None` before the first or if unsaid."""

    def __repr__(self) -> str:
        return f"Pages({self.operation!r})"

    def first_page(self) -> Page[T]:
        """Fetch the first page only."""
        page = self._run(self.operation.first())
        self.total = page.total
        return page

    def pages(self) -> Iterator[Page[T]]:
        """Fetch page after page; rows already seen are left out."""
        walk = _Walk(self.operation)
        while (request := walk.next()) is not None:
            page = walk.take(self._run(request))
            self.total = page.total
            yield page

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items


class AsyncPages(Generic[T]):
    """
    The asynchronous twin of `Pages`.

    Args:
        run: Sends the request of one page.
        operation: The list.

    Example:
        ``async for sale in pos.invoices.list(since=day): ...``
    """

    def __init__(
        self, run: Callable[[Operation[Page[T]]], Awaitable[Page[T]]], operation: PagedOperation[T]
    ) -> None:
        self._run = run
        self.operation = operation
        self.total: int | None = None
        """Rows over all pages, as the last page said; `None` before the first or if unsaid."""

    def __repr__(self) -> str:
        return f"AsyncPages({self.operation!r})"

    async def first_page(self) -> Page[T]:
        """Fetch the first page only."""
        page = await self._run(self.operation.first())
        self.total = page.total
        return page

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Fetch page after page; rows already seen are left out."""
        walk = _Walk(self.operation)
        while (request := walk.next()) is not None:
            page = walk.take(await self._run(request))
            self.total = page.total
            yield page

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item
