# SPDX-License-Identifier: MIT
"""Money: whatever the amounts, nothing is lost, invented, or turned into a float."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from loggro_integration.errors import InvalidInput
from loggro_integration.money import (
    CENTS,
    TOLERANCE,
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

LARGEST = Decimal("999999999999.99")

amounts = st.decimals(-LARGEST, LARGEST, places=2)
prices = st.decimals(0, Decimal("50000000"), places=2)
finer = st.decimals(-LARGEST, LARGEST, places=8)
rates = st.sampled_from([Decimal(rate) for rate in (0, 2, 4, 5, 8, 16, 19, 20)])
weights = st.decimals(0, Decimal("1000000"), places=3)
numbers = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.integers(),
    st.text(max_size=90),
    st.booleans(),
    st.none(),
    st.floats(),
)


@given(prices, st.lists(rates, max_size=4))
@example(Decimal("0.01"), [Decimal(19)])
def test_base_and_taxes_are_the_line(gross: Decimal, percentages: list[Decimal]) -> None:
    """Base plus taxes is the gross to the cent, all of it in cents."""
    split = split_included(gross, percentages)

    assert split.base + sum(split.taxes) == gross == split.gross
    assert all(part.as_tuple().exponent == -2 for part in (split.base, *split.taxes))
    assert len(split.taxes) == len(percentages)


@given(prices, rates)
def test_one_tax_is_within_a_cent_of_the_rate(gross: Decimal, rate: Decimal) -> None:
    """The difference leaves at most 0.006 between tax and base x rate up to 20 %."""
    split = split_included(gross, [rate])

    assert abs(split.taxes[0] - split.base * rate / 100) <= Decimal("0.006")


@given(prices, st.lists(rates, max_size=4))
def test_a_refund_is_the_sale_with_its_sign(gross: Decimal, percentages: list[Decimal]) -> None:
    """Half-even is symmetric: a void cancels its invoice exactly."""
    sale, refund = split_included(gross, percentages), split_included(-gross, percentages)

    assert (refund.base, refund.taxes) == (-sale.base, tuple(-tax for tax in sale.taxes))


@given(st.lists(prices, min_size=300, max_size=300), rates)
def test_three_hundred_lines_stay_within_the_tolerance(lines: list[Decimal], rate: Decimal) -> None:
    """Sum of taxes and base x rate differ by less than DIAN allows."""
    splits = [split_included(line, [rate]) for line in lines]

    taxes = sum(split.taxes[0] for split in splits)
    bases = sum(split.base for split in splits)
    assert abs(taxes - bases * rate / 100) <= TOLERANCE


@given(finer, st.lists(rates, max_size=4))
def test_the_base_gives_the_price_back(price: Decimal, percentages: list[Decimal]) -> None:
    """The quotient times one plus the rates is the price, far below any decimal in use."""
    base = base_of_included_price(price, percentages)

    back = base + base * sum(percentages, Decimal(0)) / 100
    assert abs(back - price) < Decimal("1E-9")


@given(amounts, st.lists(weights, min_size=1, max_size=20).filter(any))
def test_allocation_keeps_the_sum(total: Decimal, shares: list[Decimal]) -> None:
    """No cent is lost, and each part is less than a cent from its exact share."""
    parts = allocate(total, shares)

    assert sum(parts) == total
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - total * share / sum(shares)) < CENTS


@given(amounts, st.lists(weights, min_size=1, max_size=20).filter(any))
def test_allocation_keeps_sign_and_zero(total: Decimal, shares: list[Decimal]) -> None:
    """No part has the other sign, and a zero weight gets nothing."""
    parts = allocate(total, shares)

    assert all(part * total >= 0 for part in parts)
    assert all(part == 0 for part, share in zip(parts, shares, strict=True) if not share)


@given(st.integers(-(10**9), 10**9), st.integers(-3, 6), st.lists(weights, min_size=1).filter(any))
def test_allocation_works_at_any_scale(units: int, places: int, shares: list[Decimal]) -> None:
    """Thousands, pesos, cents or millionths: the parts are whole units and keep the sum."""
    total = Decimal(units).scaleb(-places)

    parts = allocate(total, shares, places=places)

    assert sum(parts) == total
    assert all(part == round_half_even(part, places=places) for part in parts)


@given(finer)
def test_plain_text_is_the_number(amount: Decimal) -> None:
    """Text and back is the same value; the text has no exponent and at least two decimals."""
    text = plain(amount)

    assert exact(text) == amount
    assert "E" not in text
    assert len(text.partition(".")[2]) >= 2


@given(finer)
def test_equal_amounts_have_equal_text(amount: Decimal) -> None:
    """Trailing zeros do not show: a ledger can compare text."""
    assert plain(amount) == plain(amount.normalize()) == plain(amount + Decimal("0E-20"))


@given(finer, st.integers(0, 6))
def test_rounding_is_near_and_truncation_below(amount: Decimal, places: int) -> None:
    """Rounding moves by half a step at most, truncation towards zero by less than a step."""
    step = Decimal(1).scaleb(-places)

    assert abs(round_half_even(amount, places=places) - amount) * 2 <= step
    assert 0 <= abs(amount) - abs(truncate(amount, places=places)) < step


@given(finer)
def test_rounding_twice_changes_nothing(amount: Decimal) -> None:
    """A rounded or truncated amount stays."""
    rounded, cut = round_half_even(amount), truncate(amount)

    assert (round_half_even(rounded), truncate(cut)) == (rounded, cut)


@given(amounts)
def test_pesos_can_be_read_back(amount: Decimal) -> None:
    """The text for people holds the amount to the cent."""
    text = format_pesos(amount).replace("$ ", "").replace(".", "").replace(",", ".")

    assert Decimal(text) == amount


@given(numbers)
def test_exact_gives_a_decimal_or_a_typed_error(value: object) -> None:
    """Whatever arrives, there is a finite Decimal that text can hold, or an error of ours."""
    try:
        number = exact(value, field="price")
    except InvalidInput:
        return

    assert isinstance(number, Decimal)
    assert number.is_finite()
    assert Decimal(plain(number)) == number


@given(amounts, amounts)
def test_money_behaves_as_its_amounts(one: Decimal, other: Decimal) -> None:
    """In one currency, sums and order are those of the amounts, and nothing is a float."""
    left, right = Money(one, "USD"), Money(other, "USD")

    assert (left + right).amount == one + other
    assert (left - right) + right == left
    assert (left < right, left <= right) == (one < other, one <= other)
    assert type((left + right).amount) is Decimal
