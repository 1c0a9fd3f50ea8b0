# SPDX-License-Identifier: MIT
"""How operations of Pymes are put together: reads of one record, small lists, writes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Generic, TypeVar

from attrs import frozen

from loggro_integration import wire
from loggro_integration.exact_json import JsonValue, dumps
from loggro_integration.http import Operation, QueryValue, SendPolicy
from loggro_integration.wire.pymes import Saved

__all__ = ["Several", "one", "several", "unkeyed", "whole_row", "write"]

T = TypeVar("T")


@frozen
class _One(Generic[T]):
    """Reads the only record of an answer; a value, so that the operation pickles."""

    read: Callable[[Any], T]

    def __call__(self, body: JsonValue) -> T:
        return self.read(wire.pymes.only(body))


@frozen
class Several(Generic[T]):
    """Reads the records of an answer that is not paged; a value, so that the operation pickles."""

    read: Callable[[Any], T]

    def __call__(self, body: JsonValue) -> list[T]:
        return [self.read(row) for row in wire.pymes.rows(body)]


def one(
    route: str, name: str, read: Callable[[Any], T], *, module: str, path: Mapping[str, str]
) -> Operation[T]:
    """Build the read of one record."""
    return Operation(
        "GET",
        route,
        path=path,
        read=_One(read),
        module=module,
        policy=SendPolicy.READ,
        name=name,
    )


def several(
    route: str,
    name: str,
    read: Callable[[Any], T],
    *,
    module: str,
    query: Mapping[str, QueryValue],
) -> Operation[list[T]]:
    """Build the read of the few records that a key finds."""
    return Operation(
        "GET",
        route,
        query=query,
        read=Several(read),
        module=module,
        policy=SendPolicy.READ,
        name=name,
    )


def write(
    method: str,
    route: str,
    name: str,
    *,
    module: str,
    json: Mapping[str, JsonValue] | None = None,
    path: Mapping[str, str] | None = None,
    lookup: Operation[Any] | None = None,
    policy: SendPolicy = SendPolicy.KEYED,
) -> Operation[Saved]:
    """Build a write; without another policy it is one that `lookup` finds again."""
    return Operation(
        method,
        route,
        path=path or {},
        json=json,
        read=wire.pymes.saved,
        module=module,
        policy=policy,
        lookup=lookup,
        name=name,
    )


def whole_row(row: JsonValue) -> Hashable:
    """
    Identify a row by all it says.

    For lists whose ``uuid`` may be that of the customer: only a row that comes twice, word by
    word, is dropped.
    """
    return dumps(row)


def unkeyed(row: JsonValue) -> None:
    """
    Identify no row: every one is kept.

    For lists that may hold several rows of one document under its ``uuid``, two of them equal.
    """
