# SPDX-License-Identifier: MIT
"""Dated fiscal facts: the right year, a source for each, and no value for an unknown day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from loggro_integration.codes import facts
from loggro_integration.errors import InvalidDate, InvalidInput

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "day", "value"),
    [
        ("uvt", date(2025, 12, 31), "49799"),
        ("uvt", date(2026, 1, 1), "52374"),
        ("bag", TODAY, "73"),
        ("icui", TODAY, "20"),
        ("inc-restaurant", date(2022, 1, 1), "8"),
        ("iva-general", TODAY, "19"),
        ("ibua-high", date(2025, 6, 1), "65"),
        ("card-retefuente", TODAY, "1.5"),
    ],
)
def test_a_fact_is_that_of_its_day(name: str, day: date, value: str) -> None:
    """Each figure is the published one of that day, exactly."""
    assert facts.fact(name, day).value == Decimal(value)


@pytest.mark.parametrize("name", facts.names())
def test_periods_follow_each_other(name: str) -> None:
    """No day has two values, none is missing in between, and each value says where it is from."""
    periods = facts.history(name)
    for each in periods:
        assert each.name == name
        assert each.source
        assert each.unit
        assert each.certainty in {"published", "medium"}
        assert each.until is None or each.since <= each.until
    for before, after in pairwise(periods):
        assert before.until is not None
        assert before.until + timedelta(days=1) == after.since


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2027, 1, 1)])
def test_a_day_without_data_is_an_error(day: date) -> None:
    """Next year's UVT is not last year's: the error says what is known and what to do."""
    with pytest.raises(InvalidDate) as caught:
        facts.uvt(day)
    assert caught.value.value == str(day)
    assert caught.value.hint is not None
    assert "2025-01-01" in caught.value.hint.es
    assert "2026-12-31" in caught.value.hint.en


def test_a_norm_without_end_says_so() -> None:
    """Of a rate by law no last day is known, and its remedy does not invent one."""
    with pytest.raises(InvalidDate) as caught:
        facts.fact("inc-restaurant", date(2021, 12, 31))
    assert caught.value.hint is not None
    assert "en adelante" in caught.value.hint.es


@pytest.mark.parametrize("day", ["2026-11-20", datetime(2026, 11, 20, tzinfo=UTC), None])
def test_only_a_day_is_asked_for(day: object) -> None:
    """A text or an instant would leave open which day of Bogotá is meant."""
    with pytest.raises(InvalidDate, match="calendar day"):
        facts.uvt(day)  # type: ignore[arg-type]


def test_an_unknown_name_lists_the_known_ones() -> None:
    """Whoever mistypes a name sees all of them."""
    with pytest.raises(InvalidInput) as caught:
        facts.history("utv")
    assert caught.value.hint is not None
    assert "uvt" in caught.value.hint.en


@pytest.mark.parametrize(
    ("day", "cap"), [(date(2025, 5, 5), "248995"), (TODAY, "261870"), (date(2026, 1, 1), "261870")]
)
def test_the_cap_of_the_paper_ticket_is_five_uvt(day: date, cap: str) -> None:
    """The cap follows the UVT of the day."""
    assert facts.pos_cap(day) == Decimal(cap)


@pytest.mark.parametrize(
    ("sugar", "rate"),
    [("0", "0"), ("4.99", "0"), ("5", "40"), ("8.99", "40"), ("9", "68"), ("10.6", "68")],
)
def test_sweetened_drinks_have_three_bands(sugar: str, rate: str) -> None:
    """Below 5 g, from 5 g and from 9 g in 100 ml, as in force since 2025."""
    assert facts.ibua_rate(Decimal(sugar), TODAY) == Decimal(rate)


@pytest.mark.parametrize("sugar", [10.6, True, Decimal(-1), Decimal("NaN"), "10.6"])
def test_sugar_is_an_exact_number(sugar: object) -> None:
    """A float or a negative number is refused by name."""
    with pytest.raises(InvalidInput, match="sugar"):
        facts.ibua_rate(sugar, TODAY)  # type: ignore[arg-type]
