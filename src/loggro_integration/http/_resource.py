# SPDX-License-Identifier: MIT
"""One list of calls for both clients: `call` and `pages` turn operation functions into methods."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, overload

from loggro_integration.http._operation import Operation
from loggro_integration.http._paging import AsyncPages, Page, PagedOperation, Pages

if TYPE_CHECKING:
    from loggro_integration.http._core import RawResponse
    from loggro_integration.http._engine import AsyncEngine, Engine

P = ParamSpec("P")
T = TypeVar("T")


class Resource:
    """
    A namespace of a synchronous client: its calls return values.

    Args:
        engine: Sends the calls.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def run(self, operation: Operation[T]) -> T:
        """Send one operation and return its value."""
        return self.engine.run(operation)

    def iterate(self, operation: PagedOperation[T]) -> Pages[T]:
        """Return the rows of a paged operation, lazily."""
        return Pages(self.engine.run, operation)


class AsyncResource:
    """
    A namespace of an asynchronous client: its calls return awaitables.

    Args:
        engine: Sends the calls.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    def run(self, operation: Operation[T]) -> Awaitable[T]:
        """Send one operation; the awaitable gives its value."""
        return self.engine.run(operation)

    def iterate(self, operation: PagedOperation[T]) -> AsyncPages[T]:
        """Return the rows of a paged operation, lazily."""
        return AsyncPages(self.engine.run, operation)


class RawResource:
    """
    A namespace of `with_raw_response`: its calls return the answer with status and headers.

    Args:
        engine: Sends the calls.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def run(self, operation: Operation[T]) -> RawResponse[T]:
        """Send one operation and return its answer."""
        return self.engine.run_raw(operation)

    def iterate(self, operation: PagedOperation[T]) -> RawResponse[Page[T]]:
        """Send the request of the first page and return its answer."""
        return self.engine.run_raw(operation.first())


class AsyncRawResource:
    """
    The asynchronous twin of `RawResource`.

    Args:
        engine: Sends the calls.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    def run(self, operation: Operation[T]) -> Awaitable[RawResponse[T]]:
        """Send one operation; the awaitable gives its answer."""
        return self.engine.run_raw(operation)

    def iterate(self, operation: PagedOperation[T]) -> Awaitable[RawResponse[Page[T]]]:
        """Send the request of the first page; the awaitable gives its answer."""
        return self.engine.run_raw(operation.first())


Kind = TypeVar("Kind", bound=Resource | AsyncResource | RawResource | AsyncRawResource)


class Space(Generic[Kind]):
    """
    A namespace of any kind of client: what its calls return follows the resource that sends them.

    Args:
        over: Sends the calls.
    """

    def __init__(self, over: Kind) -> None:
        self._over = over


class Call(Generic[P, T]):
    """The descriptor behind `call`."""

    def __init__(self, build: Callable[P, Operation[T]]) -> None:
        self.build = build

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[P, Operation[T]]: ...
    @overload
    def __get__(self, instance: Resource | Space[Resource], owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(
        self, instance: AsyncResource | Space[AsyncResource], owner: type
    ) -> Callable[P, Awaitable[T]]: ...
    @overload
    def __get__(
        self, instance: RawResource | Space[RawResource], owner: type
    ) -> Callable[P, RawResponse[T]]: ...
    @overload
    def __get__(
        self, instance: AsyncRawResource | Space[AsyncRawResource], owner: type
    ) -> Callable[P, Awaitable[RawResponse[T]]]: ...

    def __get__(self, instance: Any, owner: type) -> Any:
        """Return the operation function on a class, and the call itself on a resource."""
        if instance is None:
            return self.build
        return _bound(self.build, _sender(instance).run)


class PagedCall(Generic[P, T]):
    """The descriptor behind `pages`."""

    def __init__(self, build: Callable[P, PagedOperation[T]]) -> None:
        self.build = build

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[P, PagedOperation[T]]: ...
    @overload
    def __get__(
        self, instance: Resource | Space[Resource], owner: type
    ) -> Callable[P, Pages[T]]: ...
    @overload
    def __get__(
        self, instance: AsyncResource | Space[AsyncResource], owner: type
    ) -> Callable[P, AsyncPages[T]]: ...
    @overload
    def __get__(
        self, instance: RawResource | Space[RawResource], owner: type
    ) -> Callable[P, RawResponse[Page[T]]]: ...
    @overload
    def __get__(
        self, instance: AsyncRawResource | Space[AsyncRawResource], owner: type
    ) -> Callable[P, Awaitable[RawResponse[Page[T]]]]: ...

    def __get__(self, instance: Any, owner: type) -> Any:
        """Return the operation function on a class, and the pages on a resource."""
        if instance is None:
            return self.build
        return _bound(self.build, _sender(instance).iterate)


def _sender(instance: Any) -> Any:
    """Return what sends the calls of a space, or the resource itself."""
    return getattr(instance, "_over", instance)


def _bound(build: Callable[P, Any], send: Callable[[Any], Any]) -> Callable[P, Any]:
    """Join an operation function and the engine; the signature and docstring are the function's."""

    @wraps(build)
    def method(*args: P.args, **kwargs: P.kwargs) -> Any:
        return send(build(*args, **kwargs))

    return method


def call(build: Callable[P, Operation[T]]) -> Call[P, T]:
    """
    Make a method of an operation function, for any kind of resource or space.

    On a `Resource` it returns the value, on an `AsyncResource` an awaitable of it; arguments,
    docstring and signature are the function's own.
    """
    return Call(build)


def pages(build: Callable[P, PagedOperation[T]]) -> PagedCall[P, T]:
    """
    Make a method of a paged operation function, for any kind of resource or space.

    On a `Resource` it returns `Pages`, on an `AsyncResource` `AsyncPages`.
    """
    return PagedCall(build)
