# SPDX-License-Identifier: MIT
"""Exact money: what is refused, how it is rounded, spread, taken apart and written."""

from __future__ import annotations

import pickle
from decimal import ROUND_UP, Decimal, localcontext

import pytest

from loggro_integration.errors import InexactMoney, InvalidAmount, InvalidInput
from loggro_integration.money import (
    CENTS,
    TOLERANCE,
    ZERO,
    IncludedSplit,
    Money,
    allocate,
    base_of_included_price,
    exact,
    format_pesos,
    plain,
    round_half_even,
    split_included,
    truncate,
)

PRICES = range(100, 400_000, 100)
IVA = Decimal(19)
INC = Decimal(8)


def d(text: str) -> Decimal:
    """Write a Decimal short."""
    return Decimal(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("54000.50"), "54000.50"),
        (54000, "54000"),
        (-1, "-1"),
        ("54000.50", "54000.50"),
        ("-0.01", "-0.01"),
        ("+5", "5"),
        ("5.4E+4", "5.4E+4"),
        ("54.000", "54.000"),
        ("1e-40", "1E-40"),
        (10**18 - 1, "9" * 18),
    ],
)
def test_a_number_is_kept_digit_by_digit(value: object, expected: str) -> None:
    """Decimal, int and text come out as the same number with the same decimals."""
    assert str(exact(value)) == expected


@pytest.mark.parametrize("value", [1.5, 0.0, float("nan"), float("inf")])
def test_a_float_is_refused(value: float) -> None:
    """Binary floats never become money; the error says what to use instead."""
    with pytest.raises(InexactMoney) as caught:
        exact(value, field="price")

    assert ("price", str(value)) == (caught.value.field, caught.value.value)
    assert "parse_float=Decimal" in caught.value.hint.es
    assert "parse_float=Decimal" in caught.value.hint.en


@pytest.mark.parametrize(
    "value",
    [
        True,
        False,
        None,
        [],
        b"12",
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
        "NaN",
        "Infinity",
        "",
        " 12",
        "1_000",
        "54.000,00",
        "54,000",
        "$ 54.000",
        "1.",
        ".5",
        "0x10",
        "١٢",
        "1" * 81,
    ],
)
def test_what_is_no_finite_number_is_refused(value: object) -> None:
    """The error names the field and how to write an amount."""
    with pytest.raises(InvalidAmount, match="price is not an amount") as caught:
        exact(value, field="price")

    assert caught.value.field == "price"
    assert "54000.00" in caught.value.hint.es
    assert "54000.00" in caught.value.hint.en


@pytest.mark.parametrize(
    "value",
    [
        10**18,
        -(10**18),
        Decimal(10**18),
        Decimal("-1000000000000000000.00"),
        pytest.param(10**5_000, id="huge"),
        "1E+18",
        "1e9999",
        "1e-41",
        Decimal("1E+999999"),
        Decimal("1E-999999"),
    ],
)
def test_sizes_that_no_invoice_has_are_refused(value: object) -> None:
    """A number of a million digits does not stop the program."""
    with pytest.raises(InvalidAmount, match="larger or finer") as caught:
        exact(value)

    assert caught.value.field == "amount"
    assert "18" in caught.value.hint.es or "19" in caught.value.hint.es


@pytest.mark.parametrize(
    ("amount", "places", "expected"),
    [
        ("0.125", 2, "0.12"),
        ("0.135", 2, "0.14"),
        ("-0.125", 2, "-0.12"),
        ("0.1250001", 2, "0.13"),
        ("54000", 2, "54000.00"),
        ("2.5", 0, "2"),
        ("1500", -3, "2E+3"),
        ("0.0000005", 6, "0.000000"),
    ],
)
def test_document_amounts_round_half_even(amount: str, places: int, expected: str) -> None:
    """Ties go to the even digit, at any number of places."""
    assert str(round_half_even(d(amount), places=places)) == expected


@pytest.mark.parametrize(
    ("amount", "expected"), [("0.129", "0.12"), ("-0.129", "-0.12"), ("54000", "54000.00")]
)
def test_hash_amounts_are_truncated(amount: str, expected: str) -> None:
    """What enters a unique code loses its decimals, it is not rounded."""
    assert str(truncate(d(amount))) == expected


@pytest.mark.parametrize("function", [round_half_even, truncate, plain, format_pesos])
def test_no_function_takes_a_float(function) -> None:
    """Every door to an amount refuses it."""
    with pytest.raises(InexactMoney):
        function(0.1)


@pytest.mark.parametrize("places", [-13, 13, 10**6])
def test_places_are_bounded(places: int) -> None:
    """An absurd number of decimals is refused with the bounds."""
    with pytest.raises(InvalidAmount) as caught:
        round_half_even(ZERO, places=places)

    assert ("places", str(places)) == (caught.value.field, caught.value.value)
    assert "12" in caught.value.hint.es
    assert "12" in caught.value.hint.en


@pytest.mark.parametrize(
    ("total", "weights", "places", "expected"),
    [
        ("100.00", "1 1 1", 2, "33.34 33.33 33.33"),
        ("-100.00", "1 1 1", 2, "-33.34 -33.33 -33.33"),
        ("0.05", "3 7 0", 2, "0.02 0.03 0.00"),
        ("5000", "54000 12000", 2, "4090.91 909.09"),
        ("10", "1 1 1", 0, "4 3 3"),
        ("0.000001", "1 1", 6, "0.000001 0.000000"),
        ("1000", "0.5 0.25 0.25", 2, "500.00 250.00 250.00"),
        ("5000", "1 1", -3, "3E+3 2E+3"),
        ("0", "1 2", 2, "0.00 0.00"),
        ("0", "0 0", 2, "0.00 0.00"),
        ("0", "", 2, ""),
        ("1", "0 5", 2, "0.00 1.00"),
    ],
)
def test_a_total_is_spread_without_loss(
    total: str, weights: str, places: int, expected: str
) -> None:
    """Parts follow the weights, the left-over cents go to the largest remainders."""
    parts = allocate(d(total), [d(weight) for weight in weights.split()], places=places)

    assert " ".join(map(str, parts)) == expected


@pytest.mark.parametrize(
    ("total", "weights", "error", "field"),
    [
        ("1.00", [Decimal(0), Decimal(0)], InvalidAmount, "weights"),
        ("1.00", [], InvalidAmount, "weights"),
        ("1.00", [Decimal(1), Decimal(-1)], InvalidAmount, "weights[1]"),
        ("1.00", [Decimal(1), Decimal("NaN")], InvalidAmount, "weights[1]"),
        ("1.00", [1.0], InexactMoney, "weights[0]"),
        ("1.001", [Decimal(1)], InvalidAmount, "total"),
        ("NaN", [Decimal(1)], InvalidAmount, "total"),
    ],
)
def test_what_cannot_be_spread_is_refused(
    total: str, weights: list[Decimal], error: type[InvalidInput], field: str
) -> None:
    """The error names the total or the weight, and what to do."""
    with pytest.raises(error) as caught:
        allocate(d(total), weights)

    assert caught.value.field == field
    assert caught.value.hint.es
    assert caught.value.hint.en


@pytest.mark.parametrize(
    ("price", "rates", "expected"),
    [
        ("54000", "8", "50000"),
        ("119", "19", "100"),
        ("127", "19 8", "100"),
        ("54000", "", "54000"),
        ("54000", "0", "54000"),
        ("-54000", "8", "-50000"),
        ("10000", "8", f"9259.{'259' * 13}3"),
    ],
)
def test_the_base_of_an_included_price_is_exact(price: str, rates: str, expected: str) -> None:
    """The quotient is not rounded to cents; a periodic one keeps 40 decimals."""
    base = base_of_included_price(d(price), [d(rate) for rate in rates.split()])

    assert str(base) == expected


def test_a_periodic_base_can_be_rounded() -> None:
    """The longest quotient is still an amount that every function takes."""
    assert str(round_half_even(base_of_included_price(d("0.01"), [INC]), places=6)) == "0.009259"


@pytest.mark.parametrize("function", [base_of_included_price, split_included])
@pytest.mark.parametrize(
    ("rates", "error", "field"),
    [
        ([Decimal(-1)], InvalidAmount, "rates[0]"),
        ([Decimal(8), 19.0], InexactMoney, "rates[1]"),
        ([Decimal("Infinity")], InvalidAmount, "rates[0]"),
    ],
)
def test_a_rate_is_an_exact_percentage(function, rates, error, field: str) -> None:
    """A negative, infinite or inexact rate is refused by its place."""
    with pytest.raises(error) as caught:
        function(Decimal(1000), rates)

    assert caught.value.field == field


@pytest.mark.parametrize(
    ("gross", "rates", "expected"),
    [
        ("10000", "8", "9259.26 740.74"),
        ("54000", "8", "50000.00 4000.00"),
        ("11900", "19", "10000.00 1900.00"),
        ("12700", "19 8", "10000.00 1900.00 800.00"),
        ("10000", "8 19", "7874.02 629.92 1496.06"),
        ("10000", "", "10000.00"),
        ("10000", "0", "10000.00 0.00"),
        ("0", "8", "0.00 0.00"),
        ("0.01", "8", "0.01 0.00"),
        ("-10000", "8", "-9259.26 -740.74"),
    ],
)
def test_a_line_is_taken_apart_by_difference(gross: str, rates: str, expected: str) -> None:
    """Base and taxes are cents that add up to the line."""
    split = split_included(d(gross), [d(rate) for rate in rates.split()])

    assert " ".join(map(str, (split.base, *split.taxes))) == expected
    assert split.gross == d(gross)


def test_the_remainder_of_several_taxes_goes_to_the_largest() -> None:
    """With equal rates the first counts as the largest."""
    split = split_included(d("10.00"), [d("19"), d("19"), d("8")])

    assert split == IncludedSplit(base=d("6.85"), taxes=(d("1.30"), d("1.30"), d("0.55")))


def test_a_gross_in_tenths_of_a_cent_is_refused() -> None:
    """No split of it could add up; the remedy is to round first."""
    with pytest.raises(InvalidAmount, match="more decimals") as caught:
        split_included(d("0.001"), [INC])

    assert ("gross", "0.001") == (caught.value.field, caught.value.value)
    assert "round_half_even" in caught.value.hint.es


@pytest.mark.parametrize("rate", [INC, IVA])
def test_every_price_of_the_recipe_adds_up(rate: Decimal) -> None:
    """The 3,999 prices of the recipe all reach their total to the cent."""
    missed = [price for price in PRICES if split_included(d(f"{price}"), [rate]).gross != price]

    assert missed == []


@pytest.mark.parametrize(("rate", "expected"), [(INC, 297), (IVA, 605)])
def test_rounding_base_and_tax_apart_would_miss(rate: Decimal, expected: int) -> None:
    """The reason for the difference: 297 and 605 of the 3,999 prices would be a cent off."""
    bases = [split_included(d(f"{price}"), [rate]).base for price in PRICES]

    missed = sum(
        base + round_half_even(base * rate / 100) != price
        for price, base in zip(PRICES, bases, strict=True)
    )

    assert missed == expected


def test_some_340_lines_at_one_price_reach_the_tolerance() -> None:
    """A bill of one unlucky price repeated is the known limit of the recipe."""
    splits = [split_included(d(f"{price}"), [IVA]) for price in PRICES]

    worst = max(abs(split.taxes[0] - split.base * IVA / 100) for split in splits)

    assert worst <= d("0.006")
    assert 330 * worst < TOLERANCE < 345 * worst


@pytest.mark.parametrize(
    ("amount", "places", "expected"),
    [
        ("54000", 2, "54000.00"),
        ("5.4E+4", 2, "54000.00"),
        ("0.1250", 2, "0.125"),
        ("54000.500000", 2, "54000.50"),
        ("-0", 2, "0.00"),
        ("-0.00", 2, "0.00"),
        ("-1.5", 2, "-1.50"),
        ("1E-7", 2, "0.0000001"),
        ("54000", 0, "54000"),
        ("54000.10", 0, "54000.1"),
        ("1.5", 6, "1.500000"),
    ],
)
def test_plain_text_has_no_exponent_and_loses_nothing(
    amount: str, places: int, expected: str
) -> None:
    """One value has one text."""
    assert plain(d(amount), places=places) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("54000", "$ 54.000"),
        ("54000.50", "$ 54.000,50"),
        ("1234567.005", "$ 1.234.567"),
        ("999", "$ 999"),
        ("-54000", "-$ 54.000"),
        ("0", "$ 0"),
        ("-0.001", "$ 0"),
        ("1E+6", "$ 1.000.000"),
    ],
)
def test_pesos_read_as_in_colombia(amount: str, expected: str) -> None:
    """Points between thousands, a comma before cents, cents only where there are any."""
    assert format_pesos(d(amount)) == expected


def test_constants_are_the_documented_ones() -> None:
    """Cent, zero and DIAN's tolerance."""
    assert (CENTS, ZERO, TOLERANCE) == (d("0.01"), d("0"), d("2"))


def test_the_callers_context_changes_nothing() -> None:
    """A program that computes with three digits still gets its invoice right."""
    with localcontext(prec=3, rounding=ROUND_UP):
        split = split_included(d("123456.78"), [IVA, INC])
        parts = allocate(d("123456.78"), [Decimal(1), Decimal(1)])
        written = (plain(d("-123456.78")), format_pesos(d("-123456.78")))
        summed = Money(d("123456.78"), "USD") - Money(d("0.01"), "USD")
        gross = split.gross

    assert split == split_included(d("123456.78"), [IVA, INC])
    assert (gross, sum(parts)) == (d("123456.78"), d("123456.78"))
    assert written == ("-123456.78", "-$ 123.456,78")
    assert -summed == Money(d("-123456.77"), "USD")


def test_money_of_one_currency_adds_and_compares() -> None:
    """The usual operators work."""
    ten, one = Money(Decimal(10), "USD"), Money(d("1.00"), "USD")

    assert ten + one == Money(Decimal(11), "USD")
    assert ten - one == Money(Decimal(9), "USD")
    assert (-ten).amount == -10
    assert one < ten > one <= ten >= one
    assert str(ten) == "10.00 USD"


def test_money_takes_what_exact_takes() -> None:
    """Text and int become Decimal, a float is refused."""
    assert Money("10.50", "USD") == Money(d("10.5"), "USD")
    with pytest.raises(InexactMoney):
        Money(10.5, "USD")


@pytest.mark.parametrize(
    "operate",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: a > b,
        lambda a, b: a >= b,
    ],
)
def test_two_currencies_do_not_mix(operate) -> None:
    """Pesos and dollars neither add nor compare; the remedy is to convert."""
    with pytest.raises(InvalidInput) as caught:
        operate(Money(Decimal(1), "USD"), Money(Decimal(1), "COP"))

    assert ("currency", "COP") == (caught.value.field, caught.value.value)
    assert "tasa de cambio" in caught.value.hint.es
    assert "exchange rate" in caught.value.hint.en


def test_two_currencies_are_unequal() -> None:
    """Equality is a question, not an error."""
    assert Money(Decimal(1), "USD") != Money(Decimal(1), "COP")


@pytest.mark.parametrize("currency", ["", "usd", "US", "USDT", "ÚSD", None, 170])
def test_a_currency_is_three_capital_letters(currency: object) -> None:
    """Another code is refused with the form to use."""
    with pytest.raises(InvalidInput) as caught:
        Money(Decimal(1), currency)

    assert caught.value.field == "currency"
    assert "ISO 4217" in caught.value.hint.es


def test_money_pickles_and_hashes_by_value() -> None:
    """Equal amounts of one currency are one key."""
    money = Money(d("10.50"), "USD")

    assert pickle.loads(pickle.dumps(money)) == money
    assert len({money, Money(d("10.5"), "USD")}) == 1
