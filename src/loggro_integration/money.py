# SPDX-License-Identifier: MIT
"""
Exact money: pesos are plain `Decimal`, a float is refused, rounding is named at each place.

The one rounding policy of a document is half-even (`ROUNDING`); truncation belongs to the hash of
the unique codes alone. `Money` exists only for documents that are not in COP. This module knows
neither wire nor documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal

from loggro_integration.errors import InexactMoney, InvalidAmount, InvalidInput, Text

__all__ = [
    "CENTS",
    "ROUNDING",
    "TOLERANCE",
    "ZERO",
    "IncludedSplit",
    "Money",
    "allocate",
    "base_of_included_price",
    "exact",
    "format_pesos",
    "plain",
    "round_half_even",
    "split_included",
    "truncate",
]

ROUNDING = ROUND_HALF_EVEN
"""Rounding of every amount in a document. Source: DIAN annex v1.9, totals and lines."""

CENTS = Decimal("0.01")
ZERO = Decimal("0.00")

TOLERANCE = Decimal("2.00")
"""What DIAN lets a total differ from its parts, up or down, in document currency (FAU rules)."""

# An own context: the caller's precision and traps must not change an invoice. Its 60 digits hold
# the 18 + 40 that `exact` allows.
_CONTEXT = Context(prec=60, rounding=ROUNDING)
_HUNDRED = Decimal(100)
_WHOLE = Decimal(1)
_MOST_DIGITS = 18
_MOST_DECIMALS = 40
_MOST_PLACES = 12
_CENT_PLACES = 2
_LONGEST_TEXT = 80
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,4})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


def exact(value: object, *, field: str = "amount") -> Decimal:
    """
    Return `value` as a finite `Decimal` without losing a digit.

    Args:
        value: A `Decimal`, an `int`, or text with ``.`` as decimal point and no thousands
            separator: ``"54.000"`` is fifty-four, not fifty-four thousand.
        field: Name of the value in the error.

    Raises:
        InexactMoney: If it is a float, which cannot hold cents exactly.
        InvalidAmount: If it is not a finite number below 10^18, or a bool.

    >>> exact("54000.50")
    Decimal('54000.50')
    >>> exact(54000)
    Decimal('54000')
    """
    # Nearly every amount is whole pesos or has cents: told so, it needs no other look.
    if (
        type(value) is Decimal
        and (value.same_quantum(CENTS) or value.same_quantum(_WHOLE))
        and value.adjusted() < _MOST_DIGITS
    ):
        return value
    if isinstance(value, float):
        raise _float_refused(value, field)
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise _not_an_amount(value, field)
    if isinstance(value, int):
        # Compared before it is converted: turning a million digits into text takes seconds.
        if abs(value) >= 10**_MOST_DIGITS:
            raise _out_of_range("an integer", field)
        return Decimal(value)
    if isinstance(value, str):
        value = _from_text(value, field)
    return _checked(value, field)


def _from_text(text: str, field: str) -> Decimal:
    """Read a number written with ASCII digits and a decimal point."""
    if len(text) > _LONGEST_TEXT or not _NUMBER.fullmatch(text):
        raise _not_an_amount(text[:_LONGEST_TEXT], field)
    return Decimal(text)


def _checked(number: Decimal, field: str) -> Decimal:
    """Refuse what is not finite, and sizes that no invoice has."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise _not_an_amount(number, field)
    if number.adjusted() >= _MOST_DIGITS or exponent < -_MOST_DECIMALS:
        raise _out_of_range(number, field)
    return number


def round_half_even(amount: Decimal, *, places: int = 2) -> Decimal:
    """
    Round to `places` decimals, ties to the even digit: the policy of every document amount.

    Raises:
        InexactMoney: If `amount` is a float.
        InvalidAmount: If it is not a finite number, or `places` is not between -12 and 12.

    Source: `ROUNDING`.

    >>> round_half_even(Decimal("0.125")), round_half_even(Decimal("0.135"))
    (Decimal('0.12'), Decimal('0.14'))
    """
    return exact(amount).quantize(_quantum(places), context=_CONTEXT)


def truncate(amount: Decimal, *, places: int = 2) -> Decimal:
    """
    Drop the decimals after `places`, towards zero: only for the text that unique codes hash.

    Raises:
        InexactMoney: If `amount` is a float.
        InvalidAmount: If it is not a finite number, or `places` is not between -12 and 12.

    Source: DIAN annex v1.9, composition of the CUFE: two decimals, truncated.

    >>> truncate(Decimal("0.129"))
    Decimal('0.12')
    """
    return exact(amount).quantize(_quantum(places), rounding=ROUND_DOWN, context=_CONTEXT)


def _quantum(places: int) -> Decimal:
    """Return the smallest step at `places` decimals."""
    if places == _CENT_PLACES:
        return CENTS
    if not -_MOST_PLACES <= places <= _MOST_PLACES:
        raise InvalidAmount(
            f"{places} decimal places cannot be used.",
            field="places",
            value=places,
            hint=Text(
                es=f"Use entre -{_MOST_PLACES} y {_MOST_PLACES} decimales.",
                en=f"Use between -{_MOST_PLACES} and {_MOST_PLACES} places.",
            ),
        )
    return Decimal((0, (1,), -places))


def allocate(total: Decimal, weights: Iterable[Decimal], *, places: int = 2) -> list[Decimal]:
    """
    Spread `total` over `weights` without losing a cent (largest remainder, ties to the first).

    Args:
        total: What to spread, of either sign, with no more than `places` decimals.
        weights: Shares, zero or more each; a zero share gets nothing.
        places: Decimals of each part.

    Returns:
        One part per weight, in their order; the parts add up to `total` exactly.

    Raises:
        InexactMoney: If a number is a float.
        InvalidAmount: If a weight is negative, `total` has more decimals than `places`, or there
            is something to spread and every weight is zero.

    >>> allocate(Decimal("100.00"), [Decimal(1), Decimal(1), Decimal(1)])
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
    """
    step = _quantum(places)
    whole = exact(total, field="total")
    units = int(_CONTEXT.divide(_at_scale(whole, step, "total"), step))
    shares = _integers([_weight(value, index) for index, value in enumerate(weights)])
    parts = _spread(abs(units), shares, whole)
    sign = -1 if units < 0 else 1
    return [_CONTEXT.multiply(Decimal(sign * part), step) for part in parts]


def _at_scale(amount: Decimal, step: Decimal, field: str) -> Decimal:
    """Return `amount` with the decimals of `step`, refusing one that has more."""
    scaled = amount.quantize(step, context=_CONTEXT)
    if scaled != amount:
        raise InvalidAmount(
            f"{field} has more decimals than it may have.",
            field=field,
            value=amount,
            hint=Text(
                es="Redondee primero con `round_half_even`.",
                en="Round it first with `round_half_even`.",
            ),
        )
    return scaled


def _weight(value: object, index: int) -> Decimal:
    """Return a weight, which is zero or more."""
    return _not_negative(exact(value, field=f"weights[{index}]"), f"weights[{index}]")


def _integers(numbers: Sequence[Decimal]) -> list[int]:
    """Scale all numbers by one power of ten so that each is whole."""
    exponents = [int(number.as_tuple().exponent) for number in numbers]
    lowest = min([0, *exponents])
    return [int(_CONTEXT.scaleb(number, -lowest)) for number in numbers]


def _spread(units: int, shares: Sequence[int], total: Decimal) -> list[int]:
    """Divide whole `units` by `shares`; what is left goes one by one to the largest remainders."""
    weight = sum(shares)
    if weight == 0:
        return _nothing_to_spread(units, shares, total)
    parts = [units * share // weight for share in shares]
    order = sorted(range(len(shares)), key=lambda i: -(units * shares[i] % weight))
    for index in order[: units - sum(parts)]:
        parts[index] += 1
    return parts


def _nothing_to_spread(units: int, shares: Sequence[int], total: Decimal) -> list[int]:
    """Return zeros for a total of zero; anything else cannot be spread over zero weights."""
    if units:
        raise InvalidAmount(
            "There is something to spread and every weight is zero.",
            field="weights",
            value=total,
            hint=Text(
                es="Pase al menos un peso mayor que cero.",
                en="Pass at least one weight above zero.",
            ),
        )
    return [0] * len(shares)


def base_of_included_price(price: Decimal, rates: Iterable[Decimal]) -> Decimal:
    """
    Return the taxable base of a price that already contains its taxes.

    Restobar prices include tax (whole pesos); the fiscal document needs the base.

    Args:
        price: Unit price in document currency, taxes included.
        rates: Percentages on the line, as 8 for 8 %. Empty for an excluded item.

    Returns:
        The exact quotient, not rounded to cents (40 decimals where it is periodic).

    Raises:
        InexactMoney: If a number is a float.
        InvalidAmount: If a number is not finite, or a rate is negative.

    Source: art. 512-9 E.T. (INC is part of the list price); DIAN annex v1.9, FAU04.

    >>> base_of_included_price(Decimal(54000), [Decimal(8)])
    Decimal('50000')
    >>> base_of_included_price(Decimal(54000), [])
    Decimal('54000')
    """
    return _base(exact(price, field="price"), _checked_rates(rates))


def _checked_rates(rates: Iterable[Decimal]) -> list[Decimal]:
    """Return the percentages, each exact and zero or more."""
    return [
        _not_negative(exact(rate, field=f"rates[{index}]"), f"rates[{index}]")
        for index, rate in enumerate(rates)
    ]


def _base(price: Decimal, rates: Sequence[Decimal]) -> Decimal:
    """Divide by one plus the sum of the rates."""
    if not any(rates):
        return price
    quotient = _CONTEXT.divide(_CONTEXT.multiply(price, _HUNDRED), _sum(rates, _HUNDRED))
    if int(quotient.as_tuple().exponent) >= -_MOST_DECIMALS:
        return quotient
    return quotient.quantize(Decimal((0, (1,), -_MOST_DECIMALS)), context=_CONTEXT)


def _sum(numbers: Iterable[Decimal], start: Decimal) -> Decimal:
    """Add without the caller's context."""
    for number in numbers:
        start = _CONTEXT.add(start, number)
    return start


@dataclass(frozen=True, slots=True)
class IncludedSplit:
    """
    A tax-included amount taken apart, to the cent.

    Attributes:
        base: Taxable base, in document currency.
        taxes: One amount per rate, in the order of the rates; base plus taxes is the gross.
    """

    base: Decimal
    taxes: tuple[Decimal, ...]

    @property
    def gross(self) -> Decimal:
        """The amount that was split."""
        return _sum(self.taxes, self.base)


def split_included(gross: Decimal, rates: Iterable[Decimal]) -> IncludedSplit:
    """
    Take a tax-included line apart so that base plus taxes is the line to the cent.

    The base is rounded half-even; the tax is the difference. With several taxes each is rounded
    half-even and the remainder goes to the one with the highest rate. Rounding base and tax apart
    would miss the price in 7 % of the lines at INC 8 % and 15 % at IVA 19 %.

    Args:
        gross: The line, taxes included, in document currency, with at most two decimals.
        rates: Percentages on the line, as 8 for 8 %. Empty for an excluded item.

    Raises:
        InexactMoney: If a number is a float.
        InvalidAmount: If a number is not finite, a rate is negative, or `gross` has more than two
            decimals (round it first: no split of it can add up).

    Source: recipe over 3,999 prices; DIAN annex v1.9 lets a tax differ by
    `TOLERANCE` from base x rate.

    >>> split_included(Decimal(10000), [Decimal(8)])
    IncludedSplit(base=Decimal('9259.26'), taxes=(Decimal('740.74'),))
    """
    total = _at_scale(exact(gross, field="gross"), CENTS, "gross")
    percentages = _checked_rates(rates)
    base = _base(total, percentages).quantize(CENTS, context=_CONTEXT)
    if not percentages:
        return IncludedSplit(base=base, taxes=())
    taxes = [_tax(base, rate) for rate in percentages]
    largest = percentages.index(max(percentages))
    left = _CONTEXT.subtract(total, _sum(taxes, base))
    taxes[largest] = _CONTEXT.add(taxes[largest], left)
    return IncludedSplit(base=base, taxes=tuple(taxes))


def _tax(base: Decimal, rate: Decimal) -> Decimal:
    """Return the tax on a base, rounded half-even to cents."""
    amount = _CONTEXT.divide(_CONTEXT.multiply(base, rate), _HUNDRED)
    return amount.quantize(CENTS, context=_CONTEXT)


def plain(amount: Decimal, *, places: int = 2) -> str:
    """
    Write an amount with a decimal point, never an exponent, never losing a digit.

    There are at least `places` decimals; more only where the value has them. Equal values give
    equal text.

    Raises:
        InexactMoney: If `amount` is a float.
        InvalidAmount: If it is not a finite number.

    >>> plain(Decimal("5.4E+4")), plain(Decimal("0.1250")), plain(Decimal("-0"))
    ('54000.00', '0.125', '0.00')
    """
    number = exact(amount)
    if places == _CENT_PLACES and number and number.same_quantum(CENTS):
        return f"{number:f}"
    whole, _, decimals = f"{number.copy_abs():f}".partition(".")
    decimals = decimals.rstrip("0").ljust(places, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def format_pesos(amount: Decimal) -> str:
    """
    Write an amount as Colombians read it, for people only: cents appear where there are any.

    Raises:
        InexactMoney: If `amount` is a float.
        InvalidAmount: If it is not a finite number.

    >>> format_pesos(Decimal("54000.00")), format_pesos(Decimal("-1234567.5"))
    ('$ 54.000', '-$ 1.234.567,50')
    """
    cents = round_half_even(amount)
    whole, _, decimals = f"{cents.copy_abs():,f}".partition(".")
    sign = "-" if cents < 0 else ""
    tail = "" if decimals == "00" else f",{decimals}"
    return f"{sign}$ {whole.replace(',', '.')}{tail}"


@dataclass(frozen=True, slots=True)
class Money:
    """
    An amount in a named currency, for documents that are not in COP.

    Amounts of one currency add, subtract and compare; of two currencies they are unequal and
    everything else raises `InvalidInput`.

    Attributes:
        amount: Exact amount; a float raises `InexactMoney`.
        currency: Three capital letters (ISO 4217).

    >>> str(Money(Decimal("10.50"), "USD") + Money(Decimal(1), "USD"))
    '11.50 USD'
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", exact(self.amount))
        if not _is_currency(self.currency):
            raise InvalidInput(
                f"{self.currency!r} is not a currency code.",
                field="currency",
                value=self.currency,
                hint=Text(
                    es="Use las tres letras de ISO 4217, como COP o USD.",
                    en="Use the three letters of ISO 4217, as COP or USD.",
                ),
            )

    def __add__(self, other: Money) -> Money:
        return Money(_CONTEXT.add(self.amount, self._amount_of(other)), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(_CONTEXT.subtract(self.amount, self._amount_of(other)), self.currency)

    def __neg__(self) -> Money:
        return Money(self.amount.copy_negate(), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._amount_of(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._amount_of(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._amount_of(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._amount_of(other)

    def __str__(self) -> str:
        return f"{plain(self.amount)} {self.currency}"

    def _amount_of(self, other: Money) -> Decimal:
        """Return the amount of `other` where it has this currency."""
        if other.currency != self.currency:
            raise InvalidInput(
                f"{other.currency} cannot be combined with {self.currency}.",
                field="currency",
                value=other.currency,
                hint=Text(
                    es="Convierta primero con la tasa de cambio del documento.",
                    en="Convert it first with the exchange rate of the document.",
                ),
            )
        return other.amount


def _is_currency(value: object) -> bool:
    """Tell whether this has the form of a currency code; values from JSON may be anything."""
    return isinstance(value, str) and _CURRENCY.fullmatch(value) is not None


def _not_negative(number: Decimal, field: str) -> Decimal:
    """Return the number, refusing one below zero."""
    if number < 0:
        raise InvalidAmount(
            f"{field} is negative.",
            field=field,
            value=number,
            hint=Text(es="Use cero o más.", en="Use zero or more."),
        )
    return number


def _float_refused(value: float, field: str) -> InexactMoney:
    """Build the error for a float."""
    return InexactMoney(
        f"{field} is a float, which cannot hold cents exactly.",
        field=field,
        value=value,
        hint=Text(
            es='Use Decimal("12.50"), un entero o texto; en JSON, parse_float=Decimal.',
            en='Use Decimal("12.50"), an int or text; for JSON, parse_float=Decimal.',
        ),
    )


def _not_an_amount(value: object, field: str) -> InvalidAmount:
    """Build the error for something that is no finite number."""
    return InvalidAmount(
        f"{field} is not an amount.",
        field=field,
        value=value,
        hint=Text(
            es="Escríbalo con punto decimal y sin separador de miles, como 54000.00.",
            en="Write it with a decimal point and no thousands separator, as 54000.00.",
        ),
    )


def _out_of_range(value: object, field: str) -> InvalidAmount:
    """Build the error for a number larger or finer than any amount."""
    return InvalidAmount(
        f"{field} is larger or finer than any amount.",
        field=field,
        value=value,
        hint=Text(
            es=f"Use menos de {_MOST_DIGITS + 1} cifras enteras.",
            en=f"Use fewer than {_MOST_DIGITS + 1} digits before the point.",
        ),
    )
