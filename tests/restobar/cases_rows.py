# SPDX-License-Identifier: MIT
"""Rows of the resources that are made, read, edited whole and deleted alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from loggro_integration.wire import OpenRecord, restobar
from loggro_integration.wire._open_record import answer as open_answer
from restobar.kit import Case
from wire.restobar_rows import ROWS

ID = "66f9b8a7c3d4e5f60789abcd"
SAID = {"message": "ok"}
UNPUBLISHED = {"_id": ID, "name": "Fila", "algo": [1]}


def read_row(kind: str | None, row: Any) -> Any:
    """Read a row as the kind says; `None` where its shape is not published."""
    return OpenRecord(row) if kind is None else getattr(restobar, kind)(row)


def got(call: str, path: str, answer: Any, value: Any, **more: Any) -> Case:
    """Make a row of a GET."""
    return Case(call=call, method="GET", path=path, answer=answer, value=value, **more)


def opened(call: str, method: str, path: str, *args: Any, **more: Any) -> Case:
    """Make a row of a call whose answer is not published."""
    more.setdefault("answer", SAID)
    value = open_answer(more["answer"])
    return Case(call=call, method=method, path=path, args=args, value=value, **more)


def listed(call: str, path: str, kind: str | None = None, wrap: str = "", **more: Any) -> Case:
    """Make a row of a list that comes whole, bare or under a key."""
    row = ROWS[kind] if kind else UNPUBLISHED
    answer = {wrap: [row]} if wrap else [row]
    return got(call, path, answer, [read_row(kind, row)], **more)


def resource(
    space: str,
    path: str,
    kind: str | None = None,
    *,
    without: tuple[str, ...] = (),
    documented: str | None = "",
    body: Any = None,
    sent: Mapping[str, Any] | None = None,
    answers: str | None = None,
) -> Iterator[Case]:
    """
    Make the rows of list, get, create, update and delete.

    Args:
        space: Name of the namespace.
        path: Of the list.
        kind: What reads a row of the list, or `None` where its shape is not published.
        without: Calls that the resource lacks or that stand elsewhere.
        documented: Path that the portal gives, where it is another one.
        body: What is created; plain names and values unless said.
        sent: Its JSON.
        answers: What reads the answer of create and update, where it is published.
    """
    row = dict(ROWS[kind]) if kind else UNPUBLISHED
    by_id = f"{documented}/{{id}}" if documented else documented
    made = {"name": "Nueva"} if body is None else body
    answer = {"_id": ID} if answers else SAID
    value = read_row(answers, answer) if answers else open_answer(answer)
    edited = read_row(kind, row)
    found = {
        "list": listed(f"{space}.list", path, kind, documented=documented),
        "get": opened(
            f"{space}.get", "GET", f"{path}/{ID}", ID, answer=UNPUBLISHED, documented=by_id
        ),
        "create": Case(
            call=f"{space}.create",
            args=(made,),
            method="POST",
            path=path,
            documented=documented,
            json=made if sent is None else sent,
            answer=answer,
            value=value,
        ),
        "update": Case(
            call=f"{space}.update",
            args=(edited,),
            method="POST",
            path=path,
            documented=documented,
            json=row,
            answer=answer,
            value=value,
        ),
        "delete": opened(f"{space}.delete", "DELETE", f"{path}/{ID}", ID, documented=by_id),
    }
    yield from (case for call, case in found.items() if call not in without)
