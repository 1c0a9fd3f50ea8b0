# SPDX-License-Identifier: MIT
"""
What a sink answers: anything but what was asked for means that nobody knows.

Only the kind of an odd answer is told, never its content or the text of an exception: they may
name a customer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Final, cast

from loggro_integration.errors import (
    ConfigurationError,
    LoggroError,
    OutcomeUnknown,
    Text,
    UnreadableAnswer,
)
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import Plan
from loggro_integration.sync import _troubles as troubles
from loggro_integration.sync._lookup import Absent, CannotTell, Found, LookupResult
from loggro_integration.sync._sinks import BeginsPlace, ChecksPlans, Receipt, Sink
from loggro_integration.wire import SalesRow

__all__ = [
    "BROKEN",
    "begun",
    "checked",
    "delivered",
    "found",
    "oddity_of_find",
    "oddity_of_receipt",
]

logger = logging.getLogger("loggro_integration.sync")

BROKEN: Final = "sink-broken"
"""Code of the errors of a sink that does not keep to its protocol."""

ACCEPTS: Final = "sync.Receipt"
TELLS: Final = "sync.Found, sync.Absent or sync.CannotTell"

_ROW: Final[dict[str, tuple[type, ...]]] = {
    "number": (str,),
    "day": (date,),
    "customer": (str,),
    "total": (Decimal, int),
    "balance": (Decimal, int, NoneType),
    "status": (str, NoneType),
    "document_type": (str, NoneType),
}


def found(sink: Sink, key: SaleKey) -> LookupResult:
    """
    Ask a sink for a sale; what is no answer, or no error of ours, tells nothing.

    Raises:
        LoggroError: Whatever the sink raises of it.
        OSError: As the sink raised it.
    """
    try:
        answer = sink.find(key)
    except (LoggroError, OSError):
        raise
    except Exception as error:
        logger.debug("A look-up of a sink failed.", exc_info=True)
        return troubles.broken_sink(_raised(sink, "find", error), TELLS)
    odd = oddity_of_find(answer)
    return troubles.broken_sink(_gave(sink, "find", odd), TELLS) if odd else answer


def delivered(sink: Sink, plan: Plan, key: SaleKey) -> Receipt:
    """
    Deliver a sale, once.

    Raises:
        OutcomeUnknown: With the code `BROKEN` where the sink ended in an exception that is not
            ours, and `UnreadableAnswer` with it where what it gave is no receipt: the sale may have
            arrived.
        LoggroError: Whatever else the sink raises of it.
    """
    try:
        receipt = sink.deliver(plan, key)
    except LoggroError:
        raise
    except Exception as error:
        raise _unknown(OutcomeUnknown, _raised(sink, "deliver", error), key) from error
    if odd := oddity_of_receipt(receipt):
        raise _unknown(UnreadableAnswer, _gave(sink, "deliver", odd), key)
    return receipt


def checked(sink: ChecksPlans, plan: Plan) -> Text | None:
    """
    Let a sink look at a plan, and return what is wrong with the sink itself, if anything.

    Raises:
        MappingFailed: If nothing can be delivered of the plan.
        LoggroError: Whatever else the sink raises of it.
    """
    try:
        odd = _oddity_of_check(sink.check, plan)
    except LoggroError:
        raise
    except Exception as error:
        logger.debug("A check of a sink failed.", exc_info=True)
        return troubles.broken_check(_raised(sink, "check", error))
    return troubles.broken_check(_gave(sink, "check", odd)) if odd else None


def begun(sink: BeginsPlace) -> None:
    """
    Let a sink prepare its place.

    Raises:
        ConfigurationError: If that ends in an exception that is not ours.
        LoggroError: Whatever the sink raises of it.
    """
    try:
        sink.begin()
    except LoggroError:
        raise
    except Exception as error:
        raise ConfigurationError(
            f"{_raised(sink, 'begin', error).en}: the place of the sales is not ready.",
            code=BROKEN,
            hint=Text(
                es="Corrija el destino y comience otra vez: no se ha enviado nada.",
                en="Mend the sink and begin again: nothing was sent.",
            ),
        ) from error


def oddity_of_find(answer: object) -> str:
    """Return what is odd in the answer of a look-up, empty where it is one."""
    match answer:
        case Absent():
            return ""
        case CannotTell():
            return _oddity_of_reason(answer.reason)
        case Found():
            return _oddity_of_rows(answer.rows, answer.notes)
        case _:
            return _kind(answer)


def oddity_of_receipt(answer: object) -> str:
    """Return what is odd in the answer of a delivery, empty where it is a receipt."""
    if not isinstance(answer, Receipt):
        return _kind(answer)
    for name in ("accepted", "shows"):
        value: object = getattr(answer, name)
        if not isinstance(value, bool):
            return f"Receipt({name}: {_kind(value)})"
    return ""


def _oddity_of_check(check: Callable[[Plan], object], plan: Plan) -> str:
    """Check a plan, and return what is odd in an answer where there is to be none."""
    answer = check(plan)
    return "" if answer is None else _kind(answer)


def _oddity_of_reason(reason: object) -> str:
    return "" if isinstance(reason, Text) else f"CannotTell(reason: {_kind(reason)})"


def _oddity_of_rows(rows: object, notes: object) -> str:
    """Return what is odd in what was found: documents without end or content, or none at all."""
    for name, given in {"rows": rows, "notes": notes}.items():
        if not isinstance(given, tuple | list):
            return f"Found({name}: {_kind(given)})"
        for row in cast("Sequence[object]", given):
            if odd := _oddity_of_row(row):
                return f"Found({name}: {odd})"
    return "" if rows else "Found(rows: ())"


def _oddity_of_row(row: object) -> str:
    if not isinstance(row, SalesRow):
        return _kind(row)
    for name, kinds in _ROW.items():
        value: object = getattr(row, name)
        if not isinstance(value, kinds) or not _is_usable(value):
            return f"SalesRow({name}: {_kind(value)})"
    return ""


def _is_usable(value: object) -> bool:
    return not isinstance(value, Decimal) or value.is_finite()


def _kind(answer: object) -> str:
    """Return what an answer is, without its content."""
    return "None" if answer is None else type(answer).__name__


def _gave(sink: object, method: str, odd: str) -> Text:
    name = f"{type(sink).__name__}.{method}"
    return Text(es=f"{name} devolvió {odd}", en=f"{name} returned {odd}")


def _raised(sink: object, method: str, error: Exception) -> Text:
    name, kind = f"{type(sink).__name__}.{method}", type(error).__name__
    return Text(es=f"{name} terminó en {kind}", en=f"{name} raised {kind}")


def _unknown(kind: type[OutcomeUnknown], said: Text, key: SaleKey) -> OutcomeUnknown:
    may = "NotSent, Rejected"
    return kind(
        f"{said.en}, so nobody knows whether {key.number} arrived.",
        code=BROKEN,
        hint=Text(
            es="La próxima corrida la busca antes de enviar nada. Corrija el destino: deliver "
            f"devuelve {ACCEPTS}, o termina en {may} u OutcomeUnknown.",
            en="The next run looks for it before it sends anything. Mend the sink: deliver "
            f"returns {ACCEPTS}, or raises {may} or OutcomeUnknown.",
        ),
    )
