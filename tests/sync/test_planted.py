# SPDX-License-Identifier: MIT
"""A month: clean, it gives no finding; spoilt in fifty places, each is found and no other."""

from collections import Counter

from sync.desk import TODAY, Desk
from sync.planted import EDITS, LAST, plant, sell_a_month


def test_fifty_planted_differences_are_found_and_no_other(desk: Desk) -> None:
    """Each of 14 kinds, at least three times, edited into the books of a month."""
    sell_a_month(desk, sales=300)
    desk.settle()
    planted = plant(desk)

    found = desk.engine().reconcile(TODAY, LAST)

    kinds = Counter(kind for _, kind in planted)
    assert (50, 14) == (len(planted), len(kinds))
    assert set(EDITS) == set(kinds)
    assert min(kinds.values()) >= 3
    assert planted == {(each.number, each.kind) for each in found.findings}
    assert len(planted) == len(found.findings)
    assert 1 == found.exit_code


def test_a_clean_month_of_2000_sales_gives_no_finding(desk: Desk) -> None:
    """Both kinds, credit and voids, three taxes, split payments, tips and deliveries."""
    assert 2000 == len(sell_a_month(desk, sales=2000))
    desk.settle()

    found = desk.engine().reconcile(TODAY, LAST)

    assert () == found.findings
    assert (2000, 0) == (found.count("equal"), found.exit_code)
    assert all(day.agree and day.restobar_total == day.pymes_total for day in found.days)
    assert all(each.agree for each in (*found.methods, *found.taxes))
