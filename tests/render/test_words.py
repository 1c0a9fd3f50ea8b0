# SPDX-License-Identifier: MIT
"""Amounts in words, checked by reading them back."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loggro_integration.errors import InexactMoney, InvalidAmount
from loggro_integration.render import in_words

pytestmark = pytest.mark.no_cover

ES = {
    word: number
    for number, words in {
        0: "cero",
        1: "un",
        2: "dos",
        3: "tres",
        4: "cuatro",
        5: "cinco",
        6: "seis",
        7: "siete",
        8: "ocho",
        9: "nueve",
        10: "diez",
        11: "once",
        12: "doce",
        13: "trece",
        14: "catorce",
        15: "quince",
        16: "dieciséis",
        17: "diecisiete",
        18: "dieciocho",
        19: "diecinueve",
        20: "veinte",
        21: "veintiún",
        22: "veintidós",
        23: "veintitrés",
        24: "veinticuatro",
        25: "veinticinco",
        26: "veintiséis",
        27: "veintisiete",
        28: "veintiocho",
        29: "veintinueve",
        30: "treinta",
        40: "cuarenta",
        50: "cincuenta",
        60: "sesenta",
        70: "setenta",
        80: "ochenta",
        90: "noventa",
        100: "cien ciento",
        200: "doscientos",
        300: "trescientos",
        400: "cuatrocientos",
        500: "quinientos",
        600: "seiscientos",
        700: "setecientos",
        800: "ochocientos",
        900: "novecientos",
    }.items()
    for word in words.split()
}
EN = {
    word: number
    for number, word in enumerate(
        [
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
            *("seventeen", "eighteen", "nineteen"),
        ]
    )
}
EN |= {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
EN_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15}


def read_spanish(words: list[str]) -> int:
    """Read a number written by the long scale."""
    total = thousands = rest = 0
    for word in words:
        if word in {"millón", "millones", "billón", "billones"}:
            total += (thousands + rest) * 10 ** (6 if word.startswith("mill") else 12)
            thousands = rest = 0
        elif word == "mil":
            thousands, rest = (rest or 1) * 1000, 0
        elif word != "y":
            rest += ES[word]
    return total + thousands + rest


def read_english(words: list[str]) -> int:
    """Read a number written by the short scale."""
    total = rest = 0
    for word in words:
        if word in EN_SCALES:
            total, rest = total + rest * 10 ** EN_SCALES[word], 0
        elif word == "hundred":
            rest *= 100
        else:
            rest += sum(EN[part] for part in word.split("-"))
    return total + rest


def spanish(number: int) -> list[str]:
    words = in_words(Decimal(number)).split()
    assert "m/cte" == words.pop()
    assert words.pop() == ("peso" if number == 1 else "pesos")
    return words[:-1] if words[-1] == "de" else words


def test_every_number_below_a_hundred_thousand_reads_back() -> None:
    """Each is written in words that mean it, and no two alike."""
    assert [number for number in range(100_000) if read_spanish(spanish(number)) != number] == []


@given(st.integers(0, 10**18 - 1))
@example(10**6)
@example(10**12)
@example(999_999_999_999_999_999)
@example(1_000_001_000_001)
def test_large_numbers_read_back(number: int) -> None:
    """Up to 10^18 the words mean the number, in both languages."""
    english = in_words(Decimal(number), language="en").split()[:-1]

    assert number == read_spanish(spanish(number))
    assert number == read_english(english)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "cero pesos m/cte"),
        ("1", "un peso m/cte"),
        ("21", "veintiún pesos m/cte"),
        ("31", "treinta y un pesos m/cte"),
        ("100", "cien pesos m/cte"),
        ("101", "ciento un pesos m/cte"),
        ("1000", "mil pesos m/cte"),
        ("1001", "mil un pesos m/cte"),
        ("21000", "veintiún mil pesos m/cte"),
        ("31000", "treinta y un mil pesos m/cte"),
        ("100000", "cien mil pesos m/cte"),
        ("101000", "ciento un mil pesos m/cte"),
        ("1000000", "un millón de pesos m/cte"),
        ("1000001", "un millón un pesos m/cte"),
        ("2000000", "dos millones de pesos m/cte"),
        ("21500000", "veintiún millones quinientos mil pesos m/cte"),
        ("1000000000", "mil millones de pesos m/cte"),
        ("1000000000000", "un billón de pesos m/cte"),
        ("3000002000000", "tres billones dos millones de pesos m/cte"),
        ("54000.50", "cincuenta y cuatro mil pesos con cincuenta centavos m/cte"),
        ("1000000.01", "un millón de pesos con un centavo m/cte"),
        ("-16", "menos dieciséis pesos m/cte"),
    ],
)
def test_spanish_as_a_cheque_wants_it(amount: str, words: str) -> None:
    """One million takes *de*, a thousand no *un*, and one before a noun is *un*."""
    assert words == in_words(Decimal(amount))


@pytest.mark.parametrize(
    ("amount", "currency", "language", "words"),
    [
        ("2000000", "USD", "es", "dos millones de dólares"),
        ("1.01", "USD", "es", "un dólar con un centavo"),
        ("3.50", "eur", "es_CO", "tres euros con cincuenta céntimos"),
        ("21", "MXN", "es", "veintiún MXN"),
        ("1", "COP", "en", "one peso"),
        ("101.21", "USD", "en_US", "one hundred one dollars and twenty-one cents"),
        ("-1000000", "EUR", "en", "minus one million euros"),
        ("0.99", "CLP", "en", "zero CLP and ninety-nine cents"),
    ],
)
def test_other_currencies_and_english(
    amount: str, currency: str, language: str, words: str
) -> None:
    """Dollars and euros have their names, another currency its code; *m/cte* is for pesos."""
    assert words == in_words(Decimal(amount), currency, language)


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0.005", "cero pesos m/cte"), ("0.015", "cero pesos con dos centavos m/cte")],
)
def test_more_decimals_are_rounded_half_even(amount: str, words: str) -> None:
    """The words follow the one rounding of the house."""
    assert words == in_words(Decimal(amount))


def test_the_context_of_the_caller_changes_nothing() -> None:
    """A caller who works with five digits gets all the words all the same."""
    with localcontext() as context:
        context.prec = 5

        assert "ciento veintitrés mil cuatrocientos cincuenta y seis pesos con setenta y ocho " in (
            in_words(Decimal("123456.78"))
        )


def test_a_float_is_refused() -> None:
    """Money that was a float has lost its cents already."""
    with pytest.raises(InexactMoney):
        in_words(12.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e18", "999999999999999999.995"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    """Nothing is written of what no document can hold, also where only rounding reaches it."""
    with pytest.raises(InvalidAmount):
        in_words(Decimal(amount))
