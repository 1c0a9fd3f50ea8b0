# SPDX-License-Identifier: MIT
"""Whether an account's payments hold their tip, told by its sales."""

from __future__ import annotations

from typing import Any

import pytest

from loggro_integration.mapping import TipReading, detect_tip_reading
from loggro_integration.wire import Sale, restobar
from mapping.sales import credit, electronic, payment, raw_sale

TIPPED = payment(54000, tip=5000)
TIP_INSIDE = payment(59000, tip=5000)


def sale(number: str, *payments: dict[str, Any], **changes: Any) -> Sale:
    """A sale of 54,000 with a tip of 5,000."""
    return restobar.sale(
        raw_sale(number=number, payments=list(payments), **({"tip": 5000} | changes))
    )


def test_each_sale_stands_on_its_side() -> None:
    """The numbers of the deciding sales are the evidence, in order."""
    found = detect_tip_reading(
        [sale("POS1", TIP_INSIDE), sale("POS2", TIPPED), sale("POS3", TIP_INSIDE)]
    )

    assert TipReading(included=("POS1", "POS3"), excluded=("POS2",)) == found
    assert ("both", "unset") == (found.verdict, found.setting)


@pytest.mark.parametrize(
    ("paid", "verdict", "setting"),
    [(TIP_INSIDE, "included", True), (TIPPED, "excluded", False)],
)
def test_an_account_that_agrees_gives_the_setting(
    paid: dict[str, Any], verdict: str, setting: bool
) -> None:
    """Sales on one side alone speak for one value of the policy."""
    found = detect_tip_reading([sale("POS1", paid), sale("POS2", paid)])

    assert (verdict, setting) == (found.verdict, found.setting)


def test_no_sale_decides_nothing() -> None:
    """Without sales the setting stays as it is."""
    found = detect_tip_reading([])

    assert ("unknown", "unset") == (found.verdict, found.setting)


@pytest.mark.parametrize(
    "changes",
    [
        {"payments": [payment(59000, tip=5000)], "change": 5000},
        {"payments": [payment(59000, tip=5000, deliveryCost=5000)]},
        {"payments": [payment(50000, tip=5000)]},
        {"payments": [payment(59000, tip=3000)]},
    ],
    ids=["change", "delivery", "fits-nothing", "tips-differ"],
)
def test_figures_that_fit_both_or_none_do_not_decide(changes: dict[str, Any]) -> None:
    """A change or a delivery of the tip's size, and sums that nothing explains, are undecided."""
    found = detect_tip_reading([restobar.sale(raw_sale(number="POS1", tip=5000, **changes))])

    assert TipReading(undecided=("POS1",)) == found


def test_a_change_of_another_size_decides() -> None:
    """Cash of 60,000 with 1,000 back pays 54,000 and a tip of 5,000."""
    found = detect_tip_reading([sale("POS1", payment(60000, tip=5000), change=1000)])

    assert ("POS1",) == found.included


@pytest.mark.parametrize(
    "changes",
    [{"tip": 0}, {"status": "Anulada"}, {"status": "Pendiente"}, {"payments": []}],
    ids=["no-tip", "voided", "open", "unpaid"],
)
def test_sales_that_tell_nothing_are_left_out(changes: dict[str, Any]) -> None:
    """No tip, no payment, or no finished sale: not even undecided."""
    given = {"tip": 5000, "payments": [payment(54000)]} | changes

    assert TipReading() == detect_tip_reading([restobar.sale(raw_sale(**given))])


def test_the_instalments_of_a_credit_are_compared_with_what_is_paid() -> None:
    """An abono of 20,000 with its tip decides; one without `totalPaid` cannot."""
    abono = [payment(25000, tip=5000)]
    told = restobar.sale(credit(number="FE1", tip=5000, totalPaid=20000, payments=abono))
    silent = restobar.sale(credit(number="FE2", tip=5000, totalPaid=None, payments=abono))

    found = detect_tip_reading([told, silent])

    assert TipReading(included=("FE1",), undecided=("FE2",)) == found


def test_a_sale_without_number_is_named_by_its_parts_or_its_id() -> None:
    """The evidence can always be looked up."""
    parts = restobar.sale(electronic(number=None, tip=5000, payments=[TIPPED]))
    bare = restobar.sale(raw_sale(number=None, seq=None, tip=5000, payments=[TIPPED]))

    found = detect_tip_reading([parts, bare])

    assert ("FE1204", "66f9b8a7c3d4e5f60789abcd") == found.excluded
