# SPDX-License-Identifier: MIT
"""What every part of `build` uses: how a model is changed, how an amount becomes cents."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final, TypeVar

from loggro_integration.money import CENTS, TOLERANCE, exact, round_half_even

__all__ = [
    "CONTEXT",
    "HUNDRED",
    "LIMIT",
    "LOWEST",
    "cents",
    "changed",
    "fine",
    "in_cents",
    "made",
    "merged",
    "priced",
    "squeezed",
    "stripped",
    "trimmed",
]

CONTEXT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN)
"""An own context: the caller's precision must not change a document."""
HUNDRED: Final = Decimal(100)

_MOST_DIGITS: Final = 18
_PRICE_PLACES: Final = 6

LOWEST: Final = -TOLERANCE
_ONE: Final = Decimal(1)
_TENTH: Final = Decimal("0.1")
_STEP: Final = Decimal("0.000001")
LIMIT: Final = Decimal(10) ** _MOST_DIGITS
_quantize: Final = CONTEXT.quantize

M = TypeVar("M")
_new: Final = object.__new__
_set: Final = object.__setattr__


def changed(model: M, **fields: object) -> M:
    """
    Return a copy of a frozen model with these fields.

    `attrs.evolve` reads every field one by one, 4 µs for a line; a document of ten lines may take
    100 µs to build. Nothing is converted: what comes here is normal already.
    """
    return merged(model, fields)


def merged(model: M, fields: dict[str, object]) -> M:
    """Return a copy as `changed` does."""
    # a dictionary made in one go: filling that of the copy takes twice as long
    return made(model, model.__dict__ | fields)


def made(model: M, fields: dict[str, object]) -> M:
    """Return another of the same class that holds these fields, every one of them."""
    another = _new(type(model))
    _set(another, "__dict__", fields)
    return another


def in_cents(amount: Decimal) -> bool:
    """Tell whether an amount is one already that a document may hold: not below zero, cents."""
    return (
        type(amount) is Decimal
        and amount.same_quantum(CENTS)
        and not amount.is_signed()
        and amount < LIMIT
    )


def cents(amount: Decimal, field: str) -> Decimal:
    """
    Round an amount of the document to cents, half-even: the one place where `build` rounds.

    Raises:
        InexactMoney: If it is a float.
        InvalidAmount: If it is no finite number.

    Source: NTC 3711, DIAN annex v1.9 section 5.2.1.1.
    """
    if in_cents(amount):
        return amount
    found = round_half_even(exact(amount, field=field))
    # a zero keeps the sign of what was rounded
    return found or found.copy_abs()


def fine(number: Decimal, field: str) -> Decimal:
    """
    Return a quantity, price, rate or measure, rounded to six decimals at most.

    Raises:
        InexactMoney: If it is a float.
        InvalidAmount: If it is no finite number.
    """
    if (
        type(number) is Decimal
        and (number.same_quantum(_ONE) or number.same_quantum(_STEP))
        and not number.is_signed()
        and number < LIMIT
    ):
        return number
    found = exact(number, field=field)
    exponent = found.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_PRICE_PLACES:
        return round_half_even(found, places=_PRICE_PLACES)
    return round_half_even(found, places=0) if exponent > 0 else found


def priced(number: Decimal, field: str) -> Decimal:
    """Return a price or a rate as `fine`, with two decimals at least."""
    if in_cents(number):
        return number
    found = fine(number, field)
    is_short = found.same_quantum(_ONE) or found.same_quantum(_TENTH)
    return _quantize(found, CENTS) if is_short else found


def stripped(text: str | None) -> str | None:
    """Return a text without white space around it; an empty one is none."""
    return (text.strip() or None) if text else None


def trimmed(model: M) -> M:
    """Return a model whose texts have no white space around them; empty ones are none."""
    texts: dict[str, object] = {
        name: value.strip() or None
        for name, value in model.__dict__.items()
        if type(value) is str and (not value or value.strip() != value)
    }
    return merged(model, texts) if texts else model


def squeezed(text: str) -> str:
    """Return an identifier without the dots, dashes and blanks people write, in capitals."""
    if text.isalnum():
        return text.upper()
    return "".join(each for each in text if each not in " .,-\t\n\r\u00a0").upper()
