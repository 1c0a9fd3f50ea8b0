# SPDX-License-Identifier: MIT
"""What the resources of Restobar have in common: one row by id, made, edited whole, deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from loggro_integration import wire
from loggro_integration.http import Operation, SendPolicy
from loggro_integration.restobar._checks import Body, body_of, object_id, row_id

__all__ = ["creation", "deletion", "edition", "one"]

T = TypeVar("T")


def one(
    route: str,
    named: str,
    value: str,
    read: Callable[[Any], T],
    *,
    name: str,
    permission: str | None = None,
) -> Operation[T]:
    """Read a row by its id, the only value of the path; `named` is the caller's argument."""
    return Operation(
        "GET",
        route,
        path={"id": object_id(value, named)},
        policy=SendPolicy.READ,
        read=read,
        permission=permission,
        name=name,
    )


def deletion(
    route: str,
    named: str,
    value: str,
    *,
    lookup: Operation[Any],
    name: str,
    permission: str | None = None,
) -> Operation[wire.OpenAnswer]:
    """Delete a row by its id; whoever asks `lookup` afterwards knows whether it is gone."""
    return Operation(
        "DELETE",
        route,
        path={"id": object_id(value, named)},
        policy=SendPolicy.KEYED,
        lookup=lookup,
        read=wire.restobar.answer,
        permission=permission,
        name=name,
    )


def creation(
    route: str,
    body: Body,
    read: Callable[[Any], T],
    *,
    lookup: Operation[Any] | None,
    name: str,
    permission: str | None = None,
) -> Operation[T]:
    """Make a row: a repeat would make a second one, so it is sent once."""
    return Operation(
        "POST",
        route,
        json=body_of(body, "body"),
        policy=SendPolicy.WRITE,
        lookup=lookup,
        read=read,
        permission=permission,
        name=name,
    )


def edition(
    route: str,
    row: Body,
    read: Callable[[Any], T],
    *,
    lookup: Callable[[str], Operation[Any]],
    name: str,
    permission: str | None = None,
) -> Operation[T]:
    """Send a whole row back under its ``_id``; `lookup` is given that id."""
    body = body_of(row, "row")
    return Operation(
        "POST",
        route,
        json=body,
        policy=SendPolicy.KEYED,
        lookup=lookup(row_id(body, "row")),
        read=read,
        permission=permission,
        name=name,
    )
