# SPDX-License-Identifier: MIT
"""What every part of `build` uses: how a model is changed, how an amount becomes cents."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final, TypeVar

from loggro_integration.money import exact, round_half_even

__all__ = ["CONTEXT", "HUNDRED", "cents", "changed", "fine", "priced", "squeezed", "stripped"]

CONTEXT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN)
"""An own context: the caller's precision must not change a document."""
HUNDRED: Final = Decimal(100)

_MOST_DIGITS: Final = 18
_MOST_CHARACTERS: Final = _MOST_DIGITS + 3
_PRICE_PLACES: Final = 6
_CENTS: Final = -2

M = TypeVar("M")


def changed(model: M, **fields: object) -> M:
    """
    Return a copy of a frozen model with these fields.

    `attrs.evolve` reads every field one by one, 4 µs for a line; a document of ten lines may take
    80 µs to build. Nothing is converted: what comes here is normal already.
    """
    copy = object.__new__(type(model))
    copy.__dict__.update(model.__dict__, **fields)
    return copy


def cents(amount: Decimal, field: str) -> Decimal:
    """
    Round an amount of the document to cents, half-even: the one place where `build` rounds.

    Raises:
        InexactMoney: If it is a float.
        InvalidAmount: If it is no finite number.

    Source: NTC 3711, DIAN annex v1.9 section 5.2.1.1.
    """
    if type(amount) is Decimal:
        text = str(amount)
        if text[-3:-2] == "." and len(text) <= _MOST_CHARACTERS:
            return amount
    return round_half_even(exact(amount, field=field))


def fine(number: Decimal, field: str) -> Decimal:
    """
    Return a quantity, price, rate or measure, rounded to six decimals at most.

    Raises:
        InexactMoney: If it is a float.
        InvalidAmount: If it is no finite number.
    """
    if type(number) is Decimal:
        whole, _, decimals = str(number).partition(".")
        plain_form = whole.isdigit() and (not decimals or decimals.isdigit())
        if plain_form and len(whole) <= _MOST_DIGITS and len(decimals) <= _PRICE_PLACES:
            return number
    found = exact(number, field=field)
    exponent = found.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -_PRICE_PLACES:
        return round_half_even(found, places=_PRICE_PLACES)
    return round_half_even(found, places=0) if exponent > 0 else found


def priced(number: Decimal, field: str) -> Decimal:
    """Return a price or a rate as `fine`, with two decimals at least."""
    if type(number) is Decimal:
        text = str(number)
        if text[-3:-2] == "." and len(text) <= _MOST_CHARACTERS:
            return number
    found = fine(number, field)
    exponent = found.as_tuple().exponent
    return round_half_even(found) if isinstance(exponent, int) and exponent > _CENTS else found


def stripped(text: str | None) -> str | None:
    """Return a text without white space around it; an empty one is none."""
    return (text.strip() or None) if text else None


def squeezed(text: str) -> str:
    """Return an identifier without the dots, dashes and blanks people write, in capitals."""
    if text.isalnum():
        return text.upper()
    return "".join(each for each in text if each not in " .,-\t\n\r\u00a0").upper()
