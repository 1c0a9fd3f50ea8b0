# SPDX-License-Identifier: MIT
"""Till, software and cap of a POS document, taken from the rules."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from loggro_integration.errors import InvalidInput
from loggro_integration.mapping import (
    CashBox,
    InvalidRules,
    Maker,
    MappingRules,
    Policies,
    point_of_sale,
    software,
)
from loggro_integration.models import PointOfSale, Software
from loggro_integration.wire import Sale, restobar
from mapping.sales import RULES, electronic, line, mapped, payment, raw_sale, rules, the_problem

FIRST = CashBox(plate="C-01", place="Salón", type="Principal")
SECOND = CashBox(plate="C-02", place="Terraza", type="Auxiliar")
BOTH = evolve(RULES, cash_boxes={"a1": FIRST, "b2": SECOND})


def sale(**changes: Any) -> Sale:
    """A sale that Camila served."""
    return restobar.sale(raw_sale(**({"number": "POS1204"} | changes)))


def test_the_till_that_the_payment_names_is_written() -> None:
    """Plate, place and type are the rules', cashier and code the sale's."""
    paid = sale(payments=[payment(54000, cashBox="b2")], cashier={"name": "Paola"})

    assert PointOfSale(
        plate="C-02", place="Terraza", cashier="Paola", type="Auxiliar", sale_code="POS1204"
    ) == point_of_sale(paid, BOTH)


def test_the_till_of_the_sale_serves_where_no_payment_names_one() -> None:
    """A credit sale has no payment, but its till."""
    assert "C-02" == point_of_sale(sale(payments=[], cashBox="b2"), BOTH).plate


def test_the_default_till_serves_where_the_sale_names_none() -> None:
    """With the policy it is that one; without, several tills are asked about."""
    by_policy = evolve(BOTH, policies=Policies(default_cash_box="b2"))

    assert "C-02" == point_of_sale(sale(), by_policy).plate
    with pytest.raises(InvalidInput, match="do not tell the till"):
        point_of_sale(sale(), BOTH)


def test_the_only_till_of_the_rules_is_the_till() -> None:
    """Where there is one there is nothing to choose."""
    one = evolve(RULES, cash_boxes={"a1": FIRST})

    assert "C-01" == point_of_sale(sale(payments=[payment(54000, cashBox="zz")]), one).plate


def test_rules_without_tills_give_none() -> None:
    """The remedy names both settings."""
    with pytest.raises(InvalidInput) as caught:
        point_of_sale(sale(payments=[payment(54000, cashBox="b2")]), RULES)

    assert ("cash_boxes", "b2") == (caught.value.field, caught.value.value)
    assert caught.value.hint is not None
    assert "policies.default_cash_box" in caught.value.hint.en


def test_a_default_till_must_be_defined() -> None:
    """The rules refuse a name that leads nowhere."""
    with pytest.raises(InvalidRules) as caught:
        evolve(RULES, policies=Policies(default_cash_box="b2"))

    assert "policies.default_cash_box" == caught.value.problems[0].path


def test_a_sale_without_anybody_has_no_cashier() -> None:
    """A name is not invented."""
    with pytest.raises(InvalidInput, match="neither cashier nor seller"):
        point_of_sale(sale(seller=None, cashBox="a1"), BOTH)


def test_the_maker_is_the_software() -> None:
    """Name and maker come from the rules, id and PIN from the caller."""
    maker = Maker(person="Ana Ruiz", company="Fogón SAS", software="Fogón POS")

    found = software(evolve(RULES, maker=maker), identifier="id-1", pin="12345")

    assert Software(id="id-1", pin="12345") == found
    assert ("Fogón POS", "Ana Ruiz", "Fogón SAS") == (
        found.name,
        found.maker_name,
        found.maker_company,
    )
    assert found.pin is not None
    assert "12345" == found.pin.reveal()


def test_rules_without_maker_have_no_software() -> None:
    """The remedy names the table."""
    with pytest.raises(InvalidInput) as caught:
        software(RULES)

    assert "maker" == caught.value.field


# 261,870 is 5 UVT of 2026; at 8 % a price of 282,820 has a base of 261,870.37.
ABOVE = raw_sale(line(price=282820, quantity=1))
AT_MOST = raw_sale(line(price=282819, quantity=1))


def warning() -> MappingRules:
    """The example's rules that tell of the cap."""
    return rules(pos_cap="warn")


def test_the_cap_is_off_unless_it_is_asked_for() -> None:
    """Sources differ on the electronic POS document, so the business decides."""
    assert () == mapped(ABOVE).problems


def test_a_pos_document_above_the_cap_is_told_and_not_blocked() -> None:
    """A peso decides: the base just above 5 UVT is told, the one below is not."""
    told = mapped(ABOVE, warning())

    assert "pos-above-cap" == the_problem(told).code
    assert "5 UVT (261870.00)" in the_problem(told).message.es
    assert told.is_ready
    assert () == mapped(AT_MOST, warning()).problems


def test_an_electronic_invoice_has_no_cap() -> None:
    """The cap is the POS document's alone."""
    assert () == mapped(electronic(line(price=282820, quantity=1)), warning()).problems


def test_a_day_without_data_has_an_unknown_cap() -> None:
    """Next year's UVT is not this year's; the sale goes on."""
    later = raw_sale(createdOn="2027-03-01T18:04:11.120Z")

    plan = mapped(later, warning())

    assert "pos-cap-unknown" == the_problem(plan).code
    assert plan.is_ready
