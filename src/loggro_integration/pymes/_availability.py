# SPDX-License-Identifier: MIT
"""
Stock of many items, though one unknown code refuses the whole question.

A dialogue is several requests written once for both clients: a generator that yields operations
and is given their values or their errors.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Sequence
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar, overload

from attrs import frozen

from loggro_integration.errors import InvalidInput, LoggroError, NotFound, Text
from loggro_integration.http import AsyncResource, Operation, Resource, Space
from loggro_integration.pymes._operations.stock import LARGEST_BATCH, list_availability
from loggro_integration.wire.pymes import Availability

__all__ = ["Dialogue", "KnownStock", "ask_known", "dialogue"]

P = ParamSpec("P")
T = TypeVar("T")
Talk: TypeAlias = Generator[Operation[Any], Any, T]

_UNKNOWN = "Producto no encontrado"


class Dialogue(Generic[P, T]):
    """The descriptor behind `dialogue`."""

    def __init__(self, begin: Callable[P, Talk[T]]) -> None:
        self.begin = begin

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[P, Talk[T]]: ...
    @overload
    def __get__(self, instance: Space[Resource], owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, instance: Space[AsyncResource], owner: type) -> Callable[P, Awaitable[T]]: ...

    def __get__(self, instance: Any, owner: type) -> Any:
        """Return the generator function on a class, and the call itself on a space."""
        if instance is None:
            return self.begin
        over = instance._over  # noqa: SLF001 (a descriptor belongs to its class)
        if isinstance(over, Resource):
            return _bound(self.begin, lambda talk: _held(talk, over.run))
        if isinstance(over, AsyncResource):
            return _bound(self.begin, lambda talk: _held_async(talk, over.run))
        raise AttributeError("A call of several requests has no raw answer.")


def dialogue(begin: Callable[P, Talk[T]]) -> Dialogue[P, T]:
    """Make a method of a dialogue, for both clients."""
    return Dialogue(begin)


def _bound(begin: Callable[P, Talk[T]], hold: Callable[[Talk[T]], Any]) -> Callable[P, Any]:
    @wraps(begin)
    def method(*args: P.args, **kwargs: P.kwargs) -> Any:
        return hold(begin(*args, **kwargs))

    return method


def _held(talk: Talk[T], run: Callable[[Operation[Any]], Any]) -> T:
    try:
        operation = next(talk)
        while True:
            try:
                value = run(operation)
            except LoggroError as error:
                operation = talk.throw(error)
            else:
                operation = talk.send(value)
    except StopIteration as end:
        result: T = end.value
        return result


async def _held_async(talk: Talk[T], run: Callable[[Operation[Any]], Awaitable[Any]]) -> T:
    try:
        operation = next(talk)
        while True:
            try:
                value = await run(operation)
            except LoggroError as error:
                operation = talk.throw(error)
            else:
                operation = talk.send(value)
    except StopIteration as end:
        result: T = end.value
        return result


@frozen
class KnownStock:
    """
    Stock of the codes that exist.

    Attributes:
        rows: One for each known code, as Pymes answered them.
        unknown: Codes without item, in the order they were given.
    """

    rows: tuple[Availability, ...]
    unknown: tuple[str, ...]


def ask_known(
    codes: Sequence[str],
    *,
    warehouse: str,
    establishment_uuid: str | None = None,
    establishment_code: str | None = None,
) -> Talk[KnownStock]:
    """
    Tell the stock of the items that exist, and which codes do not (*disponibilidad*).

    Path: ``POST /v1/productos/disponibilidad-productos``, as often as needed: 100 codes at a
    time, without those that it refuses as unknown. A code given twice is asked for once.

    Args:
        codes: Codes of any number of items.
        warehouse: Uuid of a warehouse of the establishment.
        establishment_uuid: The establishment, or its code instead.
        establishment_code: The establishment, or its uuid instead.

    Returns:
        The rows, and the unknown codes.

    Raises:
        InvalidInput: If a text is empty, or not exactly one of uuid and code is given.
        NotFound: When sent, if it is the warehouse or the establishment that is missing.

    Example:
        ``books.availability.known(codes, warehouse=store.uuid, establishment_code="001").unknown``
    """
    if isinstance(codes, str):
        raise InvalidInput(
            "The codes are one text instead of a list.",
            field="codes",
            hint=Text(es="Pase una lista de códigos.", en="Pass a list of codes."),
        )
    wanted = list(dict.fromkeys(codes))
    rows: list[Availability] = []
    unknown: set[str] = set()
    waiting = [wanted[at : at + LARGEST_BATCH] for at in range(0, len(wanted), LARGEST_BATCH)]
    while waiting:
        batch = waiting.pop(0)
        try:
            rows += yield list_availability(
                batch,
                warehouse=warehouse,
                establishment_uuid=establishment_uuid,
                establishment_code=establishment_code,
            )
        except NotFound as error:
            missing, smaller = _without_unknown(batch, error)
            unknown |= missing
            waiting[:0] = smaller
    return KnownStock(tuple(rows), tuple(code for code in wanted if code in unknown))


def _without_unknown(batch: list[str], error: NotFound) -> tuple[set[str], list[list[str]]]:
    """
    Return the codes that a refusal shows to be unknown, and what is left to ask.

    The refusal names one code. Where it cannot be read, a batch of one shows it, and a larger one
    is halved.
    """
    if not error.message.startswith(_UNKNOWN):
        raise error
    named = error.message.removeprefix(_UNKNOWN).strip(" :")
    if len(batch) == 1:
        return set(batch), []
    if named in batch:
        return {named}, [[code for code in batch if code != named]]
    half = len(batch) // 2
    return set(), [batch[:half], batch[half:]]
