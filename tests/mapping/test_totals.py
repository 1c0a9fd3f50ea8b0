# SPDX-License-Identifier: MIT
"""Totals: tip and delivery outside every base, rounding within two pesos."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve

from loggro_integration.mapping import Policies
from mapping.sales import (
    RULES,
    document_of,
    found_codes,
    line,
    mapped,
    payment,
    raw_sale,
    rules,
    steps,
    the_problem,
)


def test_the_payable_is_the_total_of_restobar() -> None:
    """To the cent, without a rounding entry."""
    totals = document_of(raw_sale()).totals

    assert (Decimal("50000.00"), Decimal("54000.00"), Decimal("54000.00"), None) == (
        totals.line_extension,
        totals.tax_inclusive,
        totals.payable,
        totals.rounding,
    )


def test_the_tip_is_a_charge_outside_the_base() -> None:
    """Reason 03, its text of the law, in no tax base (art. 512-9 E.T.)."""
    found = document_of(raw_sale(tip=5000, payments=[payment(54000, tip=5000)]))
    charge = found.allowance_charges[0]

    assert (True, Decimal("5000.00"), "03", "Propina voluntaria", "1") == (
        charge.charge,
        charge.amount,
        charge.reason_code,
        charge.reason,
        charge.id,
    )
    assert (Decimal("50000.00"), Decimal("59000.00")) == (
        found.totals.tax_exclusive,
        found.totals.payable,
    )


def test_the_tip_can_stay_outside_the_document() -> None:
    """The other reading is a setting."""
    sale = raw_sale(tip=5000, payments=[payment(54000, tip=5000)])
    found = document_of(sale, rules(tip="outside"))

    assert (Decimal("54000.00"), ()) == (found.totals.payable, found.allowance_charges)


@pytest.mark.parametrize(
    ("policy", "total"), [("apart", Decimal("54000.00")), ("total", Decimal("59000.00"))]
)
def test_the_tip_in_pymes_is_a_setting(policy: str, total: Decimal) -> None:
    """How Loggro posts tips is unknown: the expected total follows the setting."""
    sale = raw_sale(tip=5000, payments=[payment(54000, tip=5000)])

    assert total == mapped(sale, rules(tip_in_pymes=policy)).accounting.total


def test_a_tip_that_only_the_payments_name_is_taken_from_them() -> None:
    """The root field may be absent."""
    plan = mapped(raw_sale(payments=[payment(54000, tip=5000)]))

    assert plan.document is not None
    assert Decimal("59000.00") == plan.document.totals.payable
    assert "tip.from-payments" in steps(plan)


@pytest.mark.parametrize(("total", "inside"), [(54000, False), (59000, True)])
def test_the_figures_tell_where_the_delivery_is(total: int, inside: bool) -> None:
    """Apart from the total it is added, inside it is taken out of the lines: payable 59,000."""
    plan = mapped(raw_sale(total=total, deliveryCost=5000))

    assert plan.document is not None
    assert Decimal("59000.00") == plan.document.totals.payable
    assert ("delivery.in-total" if inside else "delivery.apart") in steps(plan)
    assert plan.is_ready


@pytest.mark.parametrize(("total", "inside"), [(54000, False), (59000, True)])
def test_where_the_delivery_is_can_be_a_setting(total: int, inside: bool) -> None:
    """A setting that fits gives the same, one that does not is a mismatch."""
    sale = raw_sale(total=total, deliveryCost=5000)

    assert mapped(sale, rules(delivery_in_total=inside)).is_ready
    assert "totals-mismatch" in found_codes(mapped(sale, rules(delivery_in_total=not inside)))


def test_a_delivery_is_a_charge_by_default() -> None:
    """Reason 02, without tax, before the tip."""
    sale = raw_sale(deliveryCost=5000, tip=1000, payments=[payment(54000, tip=1000)])

    assert [("02", "1"), ("03", "2")] == [
        (each.reason_code, each.id) for each in document_of(sale).allowance_charges
    ]


def test_a_delivery_can_be_a_line_with_its_tax() -> None:
    """5,400 at 8 % is a base of 5,000."""
    with_rules = evolve(RULES, policies=Policies(delivery="line", delivery_tax="I CONSUMO"))
    found = document_of(raw_sale(deliveryCost=5400), with_rules)

    assert (Decimal("5000.00"), "Costo de domicilio", Decimal("59400.00")) == (
        found.lines[1].line_extension,
        found.lines[1].description,
        found.totals.payable,
    )


def test_a_delivery_line_without_tax_is_excluded() -> None:
    """No tax is named, none is invented."""
    assert () == document_of(raw_sale(deliveryCost=5400), rules(delivery="line")).lines[1].taxes


def test_a_delivery_apart_can_stay_outside() -> None:
    """Then the payable is the total of Restobar."""
    found = document_of(raw_sale(deliveryCost=5000), rules(delivery="outside"))

    assert Decimal("54000.00") == found.totals.payable


def test_a_delivery_inside_the_total_cannot_stay_outside() -> None:
    """The total is the authority."""
    plan = mapped(raw_sale(total=59000, deliveryCost=5000), rules(delivery="outside"))

    assert "delivery-inside-total" == the_problem(plan).code


def test_a_delivery_cost_can_come_from_the_payments() -> None:
    """The root field is seldom there."""
    sale = raw_sale(payments=[payment(54000, deliveryCost=5000)])

    assert Decimal("59000.00") == document_of(sale).totals.payable


@pytest.mark.parametrize("own", [0, 3000])
def test_a_delivery_that_sale_and_payments_tell_differently_is_a_problem(own: int) -> None:
    """Neither is chosen, as with the tip."""
    sale = raw_sale(deliveryCost=own, payments=[payment(54000, deliveryCost=5000)])
    problem = the_problem(mapped(sale))

    assert ("delivery-mismatch", "delivery_cost", f"{own}.00") == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert "5000.00" in problem.message.es


def test_a_total_that_holds_the_tip_is_named() -> None:
    """Restobar keeps the tip apart; an account where it does not is told so, and nothing is cut."""
    sale = raw_sale(total=59000, tip=5000, payments=[payment(59000, tip=5000)])
    problem = the_problem(mapped(sale))

    assert ("total-holds-tip", "total", "59000.00") == (problem.code, problem.path, problem.value)
    assert problem.blocking


@pytest.mark.parametrize(
    ("policy", "total"), [("apart", Decimal("54000.00")), ("total", Decimal("59000.00"))]
)
def test_the_delivery_in_pymes_is_a_setting(policy: str, total: Decimal) -> None:
    """How Loggro posts a delivery is unknown."""
    plan = mapped(raw_sale(deliveryCost=5000), rules(delivery_in_pymes=policy))

    assert total == plan.accounting.total


@pytest.mark.parametrize("total", [53998, 54002])
def test_up_to_two_pesos_are_rounded(total: int) -> None:
    """The difference is its own entry, and the payable is Restobar's total."""
    plan = mapped(raw_sale(total=total))

    assert plan.document is not None
    assert (Decimal(total - 54000), Decimal(total)) == (
        plan.document.totals.rounding,
        plan.document.totals.payable,
    )
    assert "total.rounding" in steps(plan)


@pytest.mark.parametrize("total", [53997, 54003])
def test_more_than_two_pesos_is_a_mismatch_with_both_sides(total: int) -> None:
    """Both sides and the difference are in the message."""
    plan = mapped(raw_sale(total=total))
    problem = the_problem(plan)

    assert ("totals-mismatch", "total", f"{total}.00") == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert "54000.00" in problem.message.en
    assert not plan.is_ready
    assert plan.document is not None


def test_the_tolerance_can_be_narrower() -> None:
    """A business may want none."""
    plan = mapped(raw_sale(total=54001), rules(rounding_tolerance=Decimal(0)))

    assert "totals-mismatch" == the_problem(plan).code


def test_a_discount_above_the_bill_gives_no_document() -> None:
    """Nothing can be negative."""
    plan = mapped(raw_sale(total=0, discountAdditionalTotal=60000))

    assert plan.document is None
    assert "discount-exceeds-bill" == the_problem(plan).code


def test_an_amount_with_crumbs_is_rounded_to_cents_and_says_so() -> None:
    """Sums of binary numbers reach the wire with a tail."""
    sale = raw_sale(line(total=Decimal("53999.999999999996")), total=Decimal("54000.000000001"))
    plan = mapped(sale)

    assert plan.document is not None
    assert Decimal("54000.00") == plan.document.totals.payable
    assert 2 <= steps(plan).count("amount.rounded")


def test_a_discount_that_is_the_same_money_either_way_needs_no_decision() -> None:
    """10 of 100 is 10 pesos and 10 %: the total is 90 whichever it was."""
    plan = mapped(raw_sale(line(price=100, quantity=1), total=90, discountAdditional=10))

    assert [] == found_codes(plan)
    assert plan.document is not None
    assert Decimal("90.00") == plan.document.totals.payable
