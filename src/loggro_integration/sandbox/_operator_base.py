# SPDX-License-Identifier: MIT
"""What the verbs of the operator share."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from loggro_integration.days import parse_instant
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import is_object
from loggro_integration.money import exact
from loggro_integration.sandbox import _push
from loggro_integration.sandbox._state import Doc, Sale, Table, World

if TYPE_CHECKING:
    from loggro_integration.sandbox._fake import FakeLoggro

__all__ = ["Verbs", "edit", "instant", "refuse"]

_AMOUNTS = {"total", "saldo", "subtotal"}


class Verbs:
    """The fake that the verbs act on."""

    def __init__(self, fake: FakeLoggro) -> None:
        self._fake = fake

    @property
    def _world(self) -> World:
        return self._fake.world

    @contextmanager
    def _acting(self) -> Generator[World]:
        """Hold the state while a verb acts, with what is due done before and after."""
        world = self._fake.world
        with world.lock:
            _push.settle(world)
            yield world
            world.changed()
            _push.settle(world)


def sale_numbered(world: World, number: str) -> Sale:
    """Return the sale with a number, or refuse."""
    sales = world.sales.numbered(number)
    if not sales:
        refuse("number", number, es="No hay una factura", en="There is no sale")
    return sales[-1]


def known(table: Table, key: str, value: str, field: str) -> str:
    """Return a value that a table holds under a key, or refuse."""
    if table.find(**{key: value}) is None:
        refuse(field, value, es="No existe", en="There is nothing")
    return value


def edit(row: Doc, name: str, value: Any) -> None:
    """
    Change one field of a record of Pymes.

    Raises:
        InvalidInput: If it has no such field.
    """
    if name not in row or name == "uuid":
        raise InvalidInput(
            f"A record of Pymes has no field {name!r} to edit.",
            field=name,
            value=value,
            hint=Text(
                es=f"Use uno de: {', '.join(sorted(row))}.",
                en=f"Use one of: {', '.join(sorted(row))}.",
            ),
        )
    if name in _AMOUNTS:
        value = exact(value, field=name)
    if is_object(row[name]) and is_object(value):
        value = {**row[name], **value}
    row[name] = value


def refuse(field: str, value: object, *, es: str, en: str) -> NoReturn:
    """Raise InvalidInput for a name that does not exist in this restaurant."""
    raise InvalidInput(
        f"{en} called {value!r}.",
        field=field,
        value=value,
        hint=Text(
            es=f"{es} con ese nombre en el restaurante de prueba.",
            en="Look at GET /_sandbox/state for what there is.",
        ),
    )


def instant(value: datetime | str) -> datetime:
    """Return an instant given as such or as text."""
    return parse_instant(value) if isinstance(value, str) else value
