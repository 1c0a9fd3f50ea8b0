# SPDX-License-Identifier: MIT
"""
Find the value that stopped the writer.

The writer carries no paths: a document without fault should not pay for them. When a value cannot
be written the typed document is walked once more, field by field, to say which one it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Final, TypeGuard, Union, cast, get_args, get_origin, get_type_hints

import attrs

from loggro_integration import errors, models
from loggro_integration.dian._blocks import write_block
from loggro_integration.dian._write_text import Unwritable, clock, number, text, whole
from loggro_integration.models import ExtensionBlock
from loggro_integration.secret import Secret

__all__ = ["fault"]

_LONGEST: Final = 60
_NAMES: Final = {
    **{name: getattr(models, name) for name in models.__all__},
    **{kind.__name__: kind for kind in (Decimal, errors.Problem, Secret, date, time)},
}
"""What annotations of models name: the classes say they are of the door, where these are not."""
_UNSAID: Final = frozenset({"source", "problems"})
"""Fields that are never written."""


def fault(document: Any) -> errors.InvalidInput | None:
    """Return the error that names the first field which cannot be written, or `None`."""
    return next(_faults(document, type(document), ""), None)


def _faults(value: Any, hint: Any, path: str) -> Iterator[errors.InvalidInput]:
    kinds = _kinds(hint)
    if value is None and NoneType in kinds:
        return
    kind = next((each for each in kinds if each is not NoneType), object)
    if get_origin(kind) is tuple:
        yield from _faults_in_tuple(value, get_args(kind), path)
    elif attrs.has(kind):
        yield from _faults_in_model(value, kind, path)
    else:
        yield from _faults_in_leaf(value, kind, path)


def _kinds(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)


def _is_row(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, tuple | list)


def _faults_in_tuple(value: Any, args: tuple[Any, ...], path: str) -> Iterator[errors.InvalidInput]:
    if not _is_row(value):
        yield _wrong(value, "a tuple", "una tupla", path)
    elif args[-1] is not ... and len(value) != len(args):
        yield _wrong(value, f"{len(args)} values", f"{len(args)} valores", path)
    else:
        hints = (args[0],) * len(value) if args[-1] is ... else args
        for place, (each, hint) in enumerate(zip(value, hints, strict=True)):
            yield from _faults(each, hint, f"{path}[{place}]")


def _faults_in_model(value: Any, kind: type, path: str) -> Iterator[errors.InvalidInput]:
    if isinstance(value, kind):
        for name, hint in _fields(cast("Any", type(value))):
            yield from _faults(getattr(value, name), hint, f"{path}.{name}" if path else name)
        if isinstance(value, ExtensionBlock):
            yield from _faults_in_block(value, path)
    else:
        yield _wrong(value, f"a {kind.__name__}", f"un {kind.__name__}", path)


@lru_cache(maxsize=64)
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind, localns=_NAMES)
    return tuple(
        (each.name, hints[each.name]) for each in attrs.fields(kind) if each.name not in _UNSAID
    )


def _faults_in_block(block: ExtensionBlock, path: str) -> Iterator[errors.InvalidInput]:
    try:
        write_block(block, "urn:x")
    except (Unwritable, UnicodeEncodeError):
        yield errors.InvalidInput(
            f"{path}: This block cannot be written.",
            field=path,
            value=block.name[:_LONGEST],
            hint=errors.Text(
                es="Sus nombres deben ser nombres de XML, y «values» debe decir lo mismo que"
                " «elements», o estar vacío.",
                en="Its names must be names of XML, and `values` must say the same as `elements`,"
                " or be empty.",
            ),
        )


def _faults_in_leaf(value: Any, kind: Any, path: str) -> Iterator[errors.InvalidInput]:
    check = _LEAVES.get(kind)
    error = check(value, path) if check else None
    if error is not None:
        yield error


def _text(value: Any, path: str) -> errors.InvalidInput | None:
    if not isinstance(value, str):
        return _wrong(value, "text", "texto", path)
    try:
        text(value)
    except (Unwritable, UnicodeEncodeError):
        return errors.InvalidInput(
            f"{path}: The text holds a character that XML cannot hold.",
            field=path,
            value=ascii(value)[:_LONGEST],
            hint=errors.Text(
                es="Quite los caracteres de control y los que no son Unicode completo.",
                en="Remove control characters and halves of surrogate pairs.",
            ),
        )
    return None


def _number(value: Any, path: str) -> errors.InvalidInput | None:
    if isinstance(value, float):
        return errors.InexactMoney(
            f"{path}: A float cannot hold an amount exactly.",
            field=path,
            value=value,
            hint=errors.Text(es='Use Decimal("12.50").', en='Use Decimal("12.50").'),
        )
    try:
        number(value)
    except Unwritable:
        return errors.InvalidAmount(
            f"{path}: This is not a finite number of at most 18 digits and 40 decimals.",
            field=path,
            value=ascii(value)[:_LONGEST],
            hint=errors.Text(es="Use un Decimal.", en="Use a Decimal."),
        )
    return None


def _whole(value: Any, path: str) -> errors.InvalidInput | None:
    try:
        whole(value)
    except Unwritable:
        return _wrong(value, "a whole number", "un número entero", path)
    return None


def _date(value: Any, path: str) -> errors.InvalidInput | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return None
    return _wrong(value, "a date", "una fecha", path, kind=errors.InvalidDate)


def _time(value: Any, path: str) -> errors.InvalidInput | None:
    try:
        if isinstance(value, time) and clock(value):
            return None
    except Unwritable:
        pass
    return _wrong(
        value,
        "a time of Bogotá without offset, or one with a fixed offset",
        "una hora de Bogotá sin desfase, o con uno fijo",
        path,
        kind=errors.InvalidDate,
    )


def _flag(value: Any, path: str) -> errors.InvalidInput | None:
    return None if isinstance(value, bool) else _wrong(value, "a bool", "un bool", path)


def _bytes(value: Any, path: str) -> errors.InvalidInput | None:
    if not isinstance(value, bytes):
        return _wrong(value, "bytes", "bytes", path)
    try:
        return _text(value.decode(), path)
    except UnicodeDecodeError:
        return _wrong(value[:_LONGEST], "UTF-8", "UTF-8", path)


_LEAVES: Final = {
    str: _text,
    Decimal: _number,
    int: _whole,
    date: _date,
    time: _time,
    bool: _flag,
    bytes: _bytes,
}


def _wrong(
    value: object,
    wanted: str,
    wanted_es: str,
    path: str,
    *,
    kind: type[errors.InvalidInput] = errors.InvalidInput,
) -> errors.InvalidInput:
    name = type(value).__name__
    return kind(
        f"{path}: This is {name}, not {wanted}.",
        field=path,
        value=ascii(value)[:_LONGEST],
        hint=errors.Text(es=f"Se espera {wanted_es}.", en=f"Pass {wanted}."),
    )
