# SPDX-License-Identifier: MIT
"""How Pymes words its answers: envelopes, pages, refusals within the declared status codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from loggro_integration.sandbox._app import Call, Refused, Reply
from loggro_integration.sandbox._spec import Spec
from loggro_integration.sandbox._state import Doc, World
from loggro_integration.sandbox._table_pymes import SPECS

__all__ = [
    "bad_value",
    "errors_of",
    "is_day",
    "missing",
    "one",
    "page_number",
    "paged",
    "refuse",
    "saved",
    "spec_of",
    "whole",
    "within_days",
]

MOST = 100


def refuse(world: World, status: int, code: str, message: str) -> Refused:
    """Return the refusal of Pymes: ``{errores: [{codigo, mensaje}]}``, sometimes one object."""
    return Refused(Reply(errors_of(world, code, message), status))


def errors_of(world: World, code: str, message: str) -> Doc:
    """Return the body of an error."""
    error = {"codigo": code, "mensaje": message}
    return {"errores": [error] if world.assumptions.errors_shape == "list" else error}


def spec_of(call: Call) -> Spec:
    """Return the published row of the operation that is called."""
    return SPECS[f"{call.method} {call.route}"]


def missing(world: World, call: Call) -> Refused:
    """Return the refusal of a record that is not there: 404, or 400 where none is declared."""
    status = 404 if 404 in spec_of(call).codes else 400
    return refuse(world, status, "objeto.no-existe", "El objeto no existe")


def bad_value(world: World, name: str) -> Refused:
    """Return the refusal of a value that cannot be used."""
    return refuse(world, 400, "parametro.invalido", f"El parámetro {name} no es válido")


def page_number(
    world: World, call: Call, name: str, default: int, *, least: int = 0, most: int | None = None
) -> int:
    """Return a number of the query; what is out of bounds is refused, declared or not (seen)."""
    text = call.query.get(name)
    if text is None or text == "":
        return default
    number = int(text) if text.isdecimal() and len(text) <= _LONGEST else -1
    if number >= least and (most is None or number <= most):
        return number
    if most is None:
        raise bad_value(world, name)
    text = f"El parámetro {name} debe estar entre {least} y {most}"
    raise refuse(world, 400, "parametro.invalido", text)


_LONGEST = 9


def paged(
    world: World, call: Call, rows: Sequence[Doc], *, show: Callable[[Doc], Doc] = dict
) -> Reply:
    """Answer a page: ``page`` counts from 1; an ``offset`` wins over it."""
    names = spec_of(call).paging
    size = page_number(world, call, "size", 20, least=1, most=MOST) if "size" in names else 20
    limit = page_number(world, call, "limit", size, least=1, most=MOST)
    number = page_number(world, call, "page", 1, least=1)
    offset = page_number(world, call, "offset", (number - 1) * limit)
    return Reply(
        {
            "contenido": [show(row) for row in rows[offset : offset + limit]],
            "metadata": {
                "order": [],
                "pagination": {"offset": offset, "limit": limit, "total": len(rows)},
            },
        }
    )


def whole(rows: Iterable[Doc]) -> Reply:
    """Answer everything, in an envelope without metadata."""
    return Reply({"contenido": list(rows)})


def one(world: World, call: Call, row: Doc | None) -> Reply:
    """Answer one record, or that there is none."""
    if row is None:
        raise missing(world, call)
    return Reply({"contenido": row})


def saved(row: Doc, status: int = 200) -> Reply:
    """Answer a write: the uuid of what was written."""
    return Reply({"datos": row["uuid"]}, status)


def within_days(world: World, call: Call, first: str, last: str) -> tuple[str | None, str | None]:
    """Return the days of two filters; refuse what is no day."""
    found = (call.filter(first), call.filter(last))
    for name, text in zip((first, last), found, strict=True):
        if text is not None and not is_day(text):
            raise bad_value(world, name)
    return found


def is_day(text: str) -> bool:
    """Tell whether a text is a day as ``2026-11-20``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
