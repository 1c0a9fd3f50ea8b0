# SPDX-License-Identifier: MIT
"""Several branches at once: one login each, side by side, and the errors of each kept apart."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
)
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AsyncExitStack, ExitStack
from types import TracebackType
from typing import Generic, Self, TypeAlias, TypeVar, Unpack

from attrs import field, frozen

from loggro_integration.errors import InvalidInput, LoggroError, Text
from loggro_integration.http import AsyncClientOptions, ClientOptions, Credential
from loggro_integration.restobar._client import BASE_URL, AsyncRestobarClient, RestobarClient

__all__ = [
    "AsyncBranchRows",
    "AsyncRestobarBranches",
    "BranchAnswers",
    "BranchRow",
    "BranchRows",
    "RestobarBranches",
]

T = TypeVar("T")
C = TypeVar("C", bound=RestobarClient | AsyncRestobarClient)

CONCURRENCY = 4
WAITING_ROWS = 1000
_TURN = 0.05

Logins: TypeAlias = Mapping[str, tuple[Credential, Credential]]


@frozen
class BranchRow(Generic[T]):
    """
    One row and the branch it is of.

    Attributes:
        branch: Name of the branch.
        value: The row.
    """

    branch: str
    value: T


@frozen
class BranchAnswers(Generic[T]):
    """
    What each branch answered.

    Attributes:
        values: Values by branch.
        errors: Errors by branch; a branch stands in one of the two.
    """

    values: Mapping[str, T]
    errors: Mapping[str, LoggroError] = field(repr=False)

    def raise_for_errors(self) -> None:
        """Raise the error of the first branch that has one; a note names the branch."""
        for branch, error in self.errors.items():
            error.add_note(f"Branch: {branch}")
            raise error


class _Branches(Generic[C]):
    """The clients of several branches by name, and how many of them work at once."""

    def __init__(self, clients: Mapping[str, C], *, concurrency: int = CONCURRENCY) -> None:
        if not clients:
            raise InvalidInput(
                "There is no branch.",
                field="clients",
                hint=Text(es="Dé un cliente por sede.", en="Give one client for each branch."),
            )
        if concurrency < 1:
            raise InvalidInput(
                "At least one branch works at a time.", field="concurrency", value=concurrency
            )
        self._clients = dict(clients)
        self._concurrency = concurrency

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._clients)})"

    def __getitem__(self, branch: str) -> C:
        return self._clients[branch]

    def __iter__(self) -> Iterator[str]:
        return iter(self._clients)

    def __len__(self) -> int:
        return len(self._clients)


class RestobarBranches(_Branches[RestobarClient]):
    """
    Several branches of Restobar, each with its own login, asked side by side.

    A user of Restobar acts on one business, so each branch has its client. An error of one branch
    stops neither the others nor the iteration.

    Args:
        clients: A client for each branch, by a name of your own; closed together with this.
        concurrency: Branches that work at the same time, at most.

    Raises:
        InvalidInput: If there is no branch, or `concurrency` is below 1.

    Example:
        ``for row in branches.rows(lambda pos: pos.invoices.list(since=day)): ...``
    """

    @classmethod
    def from_logins(
        cls,
        logins: Logins,
        *,
        base_url: str = BASE_URL,
        at_once: int = CONCURRENCY,
        **options: Unpack[ClientOptions],
    ) -> Self:
        """
        Make a client of each login.

        Args:
            logins: E-mail and password of each branch, by a name of your own.
            base_url: Address of the API.
            at_once: Branches that work at the same time, at most.
            **options: What every client takes.
        """
        with ExitStack() as stack:
            clients = {
                branch: stack.enter_context(
                    RestobarClient(email=email, password=password, base_url=base_url, **options)
                )
                for branch, (email, password) in logins.items()
            }
            made = cls(clients, concurrency=at_once)
            stack.pop_all()
            return made

    def each(self, ask: Callable[[RestobarClient], T]) -> BranchAnswers[T]:
        """
        Ask every branch the same and return what each answered.

        Args:
            ask: Called once for each branch, in a thread of its own. An error that is not
                Loggro's is raised.
        """
        values: dict[str, T] = {}
        errors: dict[str, LoggroError] = {}
        with ThreadPoolExecutor(self._concurrency, "branch") as pool:
            asked = {name: pool.submit(ask, client) for name, client in self._clients.items()}
            for name, answer in asked.items():
                try:
                    values[name] = answer.result()
                except LoggroError as error:
                    errors[name] = error
        return BranchAnswers(values, errors)

    def rows(self, ask: Callable[[RestobarClient], Iterable[T]]) -> BranchRows[T]:
        """
        Return the rows of every branch as they come; those of one branch keep their order.

        Args:
            ask: Gives the rows of a branch, as ``lambda pos: pos.invoices.list(since=day)``;
                called in a thread of its own.
        """
        return BranchRows(self._clients, ask, self._concurrency)

    def close(self) -> None:
        """Close every client."""
        with ExitStack() as stack:
            for client in self._clients.values():
                stack.callback(client.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class BranchRows(Generic[T]):
    """
    The rows of several branches; every iteration asks anew.

    At most a thousand rows wait to be taken: a slow reader makes the branches wait.

    Attributes:
        errors: Errors of the last iteration, by branch; complete once it has ended. Rows of that
            branch may have come before.
    """

    def __init__(
        self,
        clients: Mapping[str, RestobarClient],
        ask: Callable[[RestobarClient], Iterable[T]],
        concurrency: int,
    ) -> None:
        self._clients = clients
        self._ask = ask
        self._concurrency = concurrency
        self.errors: dict[str, LoggroError] = {}

    def __iter__(self) -> Iterator[BranchRow[T]]:
        self.errors = {}
        ready: queue.Queue[BranchRow[T]] = queue.Queue(WAITING_ROWS)
        stopped = threading.Event()
        with ThreadPoolExecutor(self._concurrency, "branch") as pool:
            working = {
                pool.submit(self._fill, ready, name, client, stopped)
                for name, client in self._clients.items()
            }
            try:
                yield from _taken(ready, working)
            finally:
                stopped.set()

    def _fill(
        self,
        ready: queue.Queue[BranchRow[T]],
        branch: str,
        client: RestobarClient,
        stopped: threading.Event,
    ) -> None:
        """Put the rows of one branch where the reader takes them."""
        try:
            for value in () if stopped.is_set() else self._ask(client):
                if not _put(ready, BranchRow(branch, value), stopped):
                    return
        except LoggroError as error:
            self.errors[branch] = error


def _put(ready: queue.Queue[T], row: T, stopped: threading.Event) -> bool:
    """Wait for a place; tell whether the reader is still there."""
    while not stopped.is_set():
        try:
            ready.put(row, timeout=_TURN)
        except queue.Full:
            continue
        return True
    return False


def _taken(ready: queue.Queue[T], working: set[Future[None]]) -> Iterator[T]:
    """Give rows until every branch has ended and none waits."""
    while working:
        try:
            yield ready.get(timeout=_TURN)
        except queue.Empty:
            done, working = wait(working, timeout=0, return_when=FIRST_COMPLETED)
            for each in done:
                each.result()  # an error that is not Loggro's
    while not ready.empty():
        yield ready.get_nowait()


class AsyncRestobarBranches(_Branches[AsyncRestobarClient]):
    """
    The asynchronous twin of `RestobarBranches`.

    Args:
        clients: A client for each branch, by a name of your own; closed together with this.
        concurrency: Branches that work at the same time, at most.

    Raises:
        InvalidInput: If there is no branch, or `concurrency` is below 1.

    Example:
        ``async for row in branches.rows(lambda pos: pos.invoices.list(since=day)): ...``
    """

    @classmethod
    def from_logins(
        cls,
        logins: Logins,
        *,
        base_url: str = BASE_URL,
        at_once: int = CONCURRENCY,
        **options: Unpack[AsyncClientOptions],
    ) -> Self:
        """
        Make a client of each login.

        Args:
            logins: E-mail and password of each branch, by a name of your own.
            base_url: Address of the API.
            at_once: Branches that work at the same time, at most.
            **options: What every client takes.
        """
        return cls(
            {
                branch: AsyncRestobarClient(
                    email=email, password=password, base_url=base_url, **options
                )
                for branch, (email, password) in logins.items()
            },
            concurrency=at_once,
        )

    async def each(self, ask: Callable[[AsyncRestobarClient], Awaitable[T]]) -> BranchAnswers[T]:
        """
        Ask every branch the same and return what each answered.

        Args:
            ask: Called once for each branch. An error that is not Loggro's is raised.
        """
        values: dict[str, T] = {}
        errors: dict[str, LoggroError] = {}
        turn = asyncio.Semaphore(self._concurrency)

        async def one(branch: str, client: AsyncRestobarClient) -> None:
            async with turn:
                try:
                    values[branch] = await ask(client)
                except LoggroError as error:
                    errors[branch] = error

        tasks = [asyncio.ensure_future(one(*each)) for each in self._clients.items()]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
            _raise_first(tasks)
        finally:
            await _cancel(tasks)
        return BranchAnswers(
            {name: values[name] for name in self if name in values},
            {name: errors[name] for name in self if name in errors},
        )

    def rows(self, ask: Callable[[AsyncRestobarClient], AsyncIterable[T]]) -> AsyncBranchRows[T]:
        """
        Return the rows of every branch as they come; those of one branch keep their order.

        Args:
            ask: Gives the rows of a branch, as ``lambda pos: pos.invoices.list(since=day)``.
        """
        return AsyncBranchRows(self._clients, ask, self._concurrency)

    async def aclose(self) -> None:
        """Close every client."""
        async with AsyncExitStack() as stack:
            for client in self._clients.values():
                stack.push_async_callback(client.aclose)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


class AsyncBranchRows(Generic[T]):
    """
    The asynchronous twin of `BranchRows`.

    Attributes:
        errors: Errors of the last iteration, by branch; complete once it has ended.
    """

    def __init__(
        self,
        clients: Mapping[str, AsyncRestobarClient],
        ask: Callable[[AsyncRestobarClient], AsyncIterable[T]],
        concurrency: int,
    ) -> None:
        self._clients = clients
        self._ask = ask
        self._concurrency = concurrency
        self.errors: dict[str, LoggroError] = {}

    async def __aiter__(self) -> AsyncIterator[BranchRow[T]]:
        self.errors = {}
        ready: asyncio.Queue[BranchRow[T] | None] = asyncio.Queue(WAITING_ROWS)
        turn = asyncio.Semaphore(self._concurrency)
        tasks = [
            asyncio.ensure_future(self._fill(ready, name, client, turn))
            for name, client in self._clients.items()
        ]
        end = asyncio.ensure_future(_ended(tasks, ready))
        try:
            while (row := await ready.get()) is not None:
                yield row
            _raise_first(tasks)
        finally:
            await _cancel([*tasks, end])

    async def _fill(
        self,
        ready: asyncio.Queue[BranchRow[T] | None],
        branch: str,
        client: AsyncRestobarClient,
        turn: asyncio.Semaphore,
    ) -> None:
        """Put the rows of one branch where the reader takes them."""
        async with turn:
            try:
                async for value in self._ask(client):
                    await ready.put(BranchRow(branch, value))
            except LoggroError as error:
                self.errors[branch] = error


async def _ended(tasks: list[asyncio.Task[None]], ready: asyncio.Queue[T | None]) -> None:
    """Tell the reader when every branch has ended, or one by an error that is not Loggro's."""
    await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    await ready.put(None)


def _raise_first(tasks: list[asyncio.Task[None]]) -> None:
    """Raise an error that is not Loggro's, where a branch ended by one."""
    for task in tasks:
        if task.done():
            task.result()


async def _cancel(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
