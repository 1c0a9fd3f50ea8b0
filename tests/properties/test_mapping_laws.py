# SPDX-License-Identifier: MIT
"""The laws of the mapping over a restaurant's sales, and that each law notices a wrong mapper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loggro_integration.mapping import map_sale
from properties.mapping_laws import LAWS
from properties.restaurant import NEEDED, Made, distribution, made_sales, month, shown

pytestmark = pytest.mark.no_cover

PLANTED = [(law, wrong) for law, (_, mappers) in LAWS.items() for wrong in mappers]
slowly = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@slowly
@given(made_sales())
@pytest.mark.parametrize("law", LAWS)
def test_the_law_holds(law: str, made: Made) -> None:
    """Whatever a restaurant sells, the law holds of its document."""
    check, _ = LAWS[law]

    check(map_sale, made)


@pytest.mark.parametrize(("law", "wrong"), PLANTED)
def test_the_law_notices_a_wrong_mapper(law: str, wrong: str) -> None:
    """A mapper that breaks the law is found within 400 sales."""
    check, mappers = LAWS[law]
    mapper = mappers[wrong]()

    with pytest.raises(AssertionError):
        for made in month(400, seed=5):
            check(mapper, made)


def test_each_wrong_mapper_is_wrong_by_its_own_fault() -> None:
    """The 400 sales that find the wrong mappers find nothing in ours."""
    for made in month(400, seed=5):
        for check, _ in LAWS.values():
            check(map_sale, made)


def test_sales_are_as_mixed_as_a_restaurant(
    record_property: Callable[[str, object], None],
) -> None:
    """Tip, mixed payment, two taxes and discount each occur in a tenth of a month's sales."""
    shares = distribution(month(3000))

    record_property("printed", f"sales of the bench: {shown(shares)}")
    assert [] == [name for name in NEEDED if shares[name] < 10]
    rare = {"credit", "abonos", "voided", "courtesy", "combo", "extra", "zero price", "delivery"}
    rare |= {"foreigner", "no client", "wrong digit", "name alone", "night shift", "rounding"}
    rare |= {f"regime {kind}" for kind in ("inc", "simple", "franchise", "non-responsible")}
    assert set() == rare - set(shares)


def test_hypothesis_draws_them_as_mixed(record_property: Callable[[str, object], None]) -> None:
    """The strategy has the same source: its sales hold each of the four in a tenth as well."""
    drawn: list[Made] = []

    @settings(
        max_examples=1000, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(made_sales())
    def draw(made: Made) -> None:
        drawn.append(made)

    draw()

    shares = distribution(drawn)
    record_property("printed", f"sales of Hypothesis: {shown(shares)}")
    assert [] == [name for name in NEEDED if shares[name] < 10]


@given(st.integers(0, 10**6))
def test_a_seed_makes_the_same_sale(seed: int) -> None:
    """The bench and a failing test can be repeated."""
    assert list(month(2, seed)) == list(month(2, seed))
