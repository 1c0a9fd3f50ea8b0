# SPDX-License-Identifier: MIT
"""Which number of a numbering range comes next, and when there is none."""

from __future__ import annotations

from datetime import datetime

from loggro_integration.days import business_day
from loggro_integration.errors import NumberingMismatch, NumberingUnusable, Text
from loggro_integration.ids import DocumentNumber
from loggro_integration.models import NumberingRange

__all__ = ["next_of", "number_kept"]


def next_of(numbering: NumberingRange, last: int | None, at: datetime) -> DocumentNumber:
    """
    Return the number that follows in a range.

    Args:
        numbering: The range.
        last: Last sequence that was handed out with its prefix and lies in it, `None` if none.
        at: Now; the range must be valid on its day in Bogotá.

    Raises:
        NumberingUnusable: If the range is used up, has expired or has not begun.
    """
    day = business_day(at)
    if not numbering.is_valid_on(day):
        begun = numbering.valid_from is None or numbering.valid_from <= day
        raise _expired(numbering) if begun else _not_begun(numbering)
    sequence = numbering.first if last is None else max(numbering.first, last + 1)
    if not numbering.holds(sequence):
        raise _used_up(numbering)
    return DocumentNumber(numbering.prefix, sequence)


def number_kept(
    numbering: NumberingRange, reference: str, authorization: str, number: DocumentNumber
) -> DocumentNumber:
    """
    Return the number that a reference was given before.

    Raises:
        NumberingMismatch: If it was one of another range.
    """
    if (authorization, number.prefix) == (numbering.authorization, numbering.prefix):
        return number
    raise NumberingMismatch(
        f"The reference {reference} has the number {number} already, of the authorization "
        f"{authorization or '-'}.",
        code="number-of-another-range",
        hint=Text(
            es="Use ese número, o dé otra referencia al documento nuevo.",
            en="Use that number, or give the new document another reference.",
        ),
    )


def _name(numbering: NumberingRange) -> str:
    span = f"{numbering.prefix}{numbering.first} to {numbering.prefix}{numbering.last}"
    return f"The range {span} (authorization {numbering.authorization or '-'})"


def _used_up(numbering: NumberingRange) -> NumberingUnusable:
    return NumberingUnusable(
        f"{_name(numbering)} is used up.",
        code="range-used-up",
        hint=Text(
            es="Pida a la DIAN otra numeración y use el rango nuevo.",
            en="Ask DIAN for another numbering and use the new range.",
        ),
    )


def _expired(numbering: NumberingRange) -> NumberingUnusable:
    return NumberingUnusable(
        f"{_name(numbering)} expired on {numbering.valid_until}.",
        code="range-expired",
        hint=Text(
            es="Pida a la DIAN otra numeración; los números que sobraron ya no se usan.",
            en="Ask DIAN for another numbering; the numbers left over are not used any more.",
        ),
    )


def _not_begun(numbering: NumberingRange) -> NumberingUnusable:
    return NumberingUnusable(
        f"{_name(numbering)} is valid from {numbering.valid_from} on.",
        code="range-not-begun",
        hint=Text(
            es="Use el rango vigente hasta ese día, y revise la hora del equipo.",
            en="Use the range in force until that day, and check the clock of the machine.",
        ),
    )
