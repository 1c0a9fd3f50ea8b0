# SPDX-License-Identifier: MIT
"""A calculator of fractions, which knows nothing of the mapping, gives the same documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from loggro_integration.mapping import map_sale
from mapping.calculator import answer
from mapping.figures import added, line_figures, tax_figures
from mapping.goldens import money_of
from properties.mapping_laws import LAWS, Mapper, document_of
from properties.restaurant import Made, month

pytestmark = pytest.mark.no_cover

# what the rules of the generator have beside those of the example
TAXES = {
    "IVA5": {"code": "01", "percent": 5},
    "ICUI": {"code": "35", "percent": 20},
    "INC BOLSAS": {"code": "22", "fact": "bag"},
    "IBUA": {"code": "34", "fact": "ibua-high", "measure_each": 400},
}


def differing(mapper: Mapper, sales: Iterable[Made]) -> Iterator[str]:
    """Name the sales whose lines, taxes, charges or totals the two give differently."""
    for made in sales:
        found = money_of(document_of(mapper, made))
        changes = {"policies": {"tip": made.rules.policies.tip}, "taxes": TAXES}
        expected = answer(made.raw, changes)
        lines = [line_figures(each) for each in found["lines"]]
        same = (
            lines == [{name: each[name] for name in lines[0]} for each in expected.lines]
            and [tax_figures(each) for each in found["taxes"]] == added(expected.lines)
            and [each["amount"] for each in found["charges"]] == expected.charges
            and found["totals"] == expected.totals
        )
        if not same:
            yield made.raw["number"]


def test_the_mapping_and_the_fractions_agree() -> None:
    """Every amount of two hundred documents is the same, to the last decimal."""
    assert [] == list(differing(map_sale, month(200, seed=17)))


@pytest.mark.slow
def test_they_agree_on_a_month_of_ten_thousand(
    record_property: Callable[[str, object], None],
) -> None:
    """The same of all that a busy month sells."""
    found = list(differing(map_sale, month(10_000, seed=18)))

    record_property("printed", f"10,000 sales by mapping and fractions: {len(found)} differ")
    assert [] == found


@pytest.mark.parametrize(
    ("law", "wrong"),
    [
        ("adds up", "tax rounded apart"),
        ("adds up", "short price"),
        ("header is the lines", "header of its own"),
        ("tip is untaxed", "tip in a base"),
        ("has no order", "first line pays"),
    ],
)
def test_they_differ_of_a_wrong_mapper(law: str, wrong: str) -> None:
    """A mapper that loses a cent is found by the fractions too."""
    mapper = LAWS[law][1][wrong]()

    assert any(differing(mapper, month(200, seed=17)))
