# SPDX-License-Identifier: MIT
"""
Amounts in words, in Spanish as a cheque wants them and in English.

Every number stands before a noun (*pesos*, *mil*, *centavos*), so *uno* is always *un*.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from loggro_integration import money

__all__ = ["in_words"]

_MILLION: Final = 1_000_000

_ES_SMALL: Final = str.split(
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro "
    "veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_ES_TENS: Final = str.split("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ES_HUNDREDS: Final = str.split(
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
)
_ES_SCALES: Final = (("billón", "billones"), ("millón", "millones"))

_EN_SMALL: Final = str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_EN_TENS: Final = str.split("twenty thirty forty fifty sixty seventy eighty ninety")
_EN_SCALES: Final = ("", " thousand", " million", " billion", " trillion", " quadrillion")

_ES_NAMES: Final = {
    "COP": (("peso", "pesos"), ("centavo", "centavos")),
    "EUR": (("euro", "euros"), ("céntimo", "céntimos")),
    "USD": (("dólar", "dólares"), ("centavo", "centavos")),
}
_EN_NAMES: Final = {
    "COP": (("peso", "pesos"), ("cent", "cents")),
    "EUR": (("euro", "euros"), ("cent", "cents")),
    "USD": (("dollar", "dollars"), ("cent", "cents")),
}


def in_words(amount: Decimal, currency: str = "COP", language: str = "es") -> str:
    """
    Return an amount in words, to the cent (half-even where it has more decimals).

    Spanish pesos end in ``m/cte`` (*moneda corriente*); print them in capitals after ``SON:``. A
    currency without a name of its own here is named by its code.

    Args:
        amount: Amount in `currency`, below 10^18.
        currency: Three letters of ISO 4217.
        language: ``es`` (and ``es_CO``...) for Spanish, English otherwise.

    Raises:
        InexactMoney: If the amount is a float.
        InvalidAmount: If it is not a finite number below 10^18.

    >>> in_words(Decimal("1000000"))
    'un millón de pesos m/cte'
    >>> in_words(Decimal("21101.50"), language="en")
    'twenty-one thousand one hundred one pesos and fifty cents'
    """
    # checked again: rounding may reach 10^18
    exact = money.exact(money.round_half_even(amount))
    whole, _, cents = money.plain(exact.copy_abs()).partition(".")
    spanish = language.lower().startswith("es")
    words = (_spanish if spanish else _english)(int(whole), int(cents), currency.upper())
    return f"{'menos' if spanish else 'minus'} {words}" if exact < 0 else words


def _spanish(whole: int, cents: int, currency: str) -> str:
    unit, fraction = _ES_NAMES.get(currency, ((currency, currency), ("centavo", "centavos")))
    # "un millón de pesos", but "un millón cien pesos"
    link = " de " if whole and whole % _MILLION == 0 else " "
    words = f"{_es_number(whole)}{link}{unit[whole != 1]}"
    if cents:
        words += f" con {_es_number(cents)} {fraction[cents != 1]}"
    return f"{words} m/cte" if currency == "COP" else words


def _es_number(number: int) -> str:
    """Write a whole number below 10^18 by the long scale, ready to stand before a noun."""
    if number == 0:
        return _ES_SMALL[0]
    billions, rest = divmod(number, _MILLION**2)
    parts = [
        f"{_es_thousands(count)} {names[count != 1]}"
        for count, names in zip((billions, rest // _MILLION), _ES_SCALES, strict=True)
        if count
    ]
    return " ".join([*parts, _es_thousands(rest % _MILLION)]).rstrip()


def _es_thousands(number: int) -> str:
    """Write a number below a million; the empty text for zero."""
    thousands, rest = divmod(number, 1000)
    # one thousand is "mil", never "un mil"
    head = {0: "", 1: "mil"}.get(thousands, f"{_es_hundreds(thousands)} mil")
    return f"{head} {_es_hundreds(rest)}".strip()


def _es_hundreds(number: int) -> str:
    """Write a number below a thousand; the empty text for zero."""
    if number == 100:
        return "cien"
    hundreds, rest = divmod(number, 100)
    head = _ES_HUNDREDS[hundreds - 1] if hundreds else ""
    return f"{head} {_es_tens(rest) if rest else ''}".strip()


def _es_tens(number: int) -> str:
    if number < len(_ES_SMALL):
        return _ES_SMALL[number]
    tens, rest = divmod(number, 10)
    return _ES_TENS[tens - 3] + (f" y {_ES_SMALL[rest]}" if rest else "")


def _english(whole: int, cents: int, currency: str) -> str:
    unit, fraction = _EN_NAMES.get(currency, ((currency, currency), ("cent", "cents")))
    words = f"{_en_number(whole)} {unit[whole != 1]}"
    return f"{words} and {_en_number(cents)} {fraction[cents != 1]}" if cents else words


def _en_number(number: int) -> str:
    """Write a whole number below 10^18 by the short scale."""
    if number == 0:
        return _EN_SMALL[0]
    parts: list[str] = []
    for scale in _EN_SCALES:
        number, rest = divmod(number, 1000)
        if rest:
            parts.insert(0, f"{_en_hundreds(rest)}{scale}")
    return " ".join(parts)


def _en_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    head = f"{_EN_SMALL[hundreds]} hundred" if hundreds else ""
    return f"{head} {_en_tens(rest) if rest else ''}".strip()


def _en_tens(number: int) -> str:
    if number < len(_EN_SMALL):
        return _EN_SMALL[number]
    tens, rest = divmod(number, 10)
    return _EN_TENS[tens - 2] + (f"-{_EN_SMALL[rest]}" if rest else "")
