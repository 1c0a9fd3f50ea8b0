# SPDX-License-Identifier: MIT
"""Lines calculated from quantity, price and rates: exact to the cent, or a typed refusal."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration import errors
from loggro_integration.models import (
    Adjustment,
    Identification,
    ItemCode,
    Line,
    TaxRate,
    priced_line,
)

INC = TaxRate(code="04", percent=8)
IVA = TaxRate(code="01", percent=19)
BAGS = TaxRate(code="22", per_unit_amount=70)


def line(quantity: object = 1, unit_price: object = 10000, **rest: object) -> Line:
    return priced_line(
        description="Bandeja paisa", quantity=quantity, unit_price=unit_price, **rest
    )


def amounts(found: Line) -> dict[str, Decimal]:
    return {tax.code: tax.amount for tax in found.taxes}


def refusal(**order: object) -> errors.InvalidInput:
    with pytest.raises(errors.InvalidInput) as caught:
        line(**order)
    return caught.value


# --------------------------------------------------------------------------- percentage taxes


def test_a_price_without_taxes_gives_base_times_rate() -> None:
    """The net amount is price times quantity; each percentage is taken of it."""
    found = line(3, "12000", taxes=[INC, TaxRate(code="35", percent=20)])

    assert Decimal("36000.00") == found.line_extension
    assert {"04": Decimal("2880.00"), "35": Decimal("7200.00")} == amounts(found)
    assert ["INC", "ICUI"] == [tax.name for tax in found.taxes]
    assert (Decimal("36000.00"), Decimal("8.00")) == (
        found.taxes[0].subtotals[0].taxable_amount,
        found.taxes[0].subtotals[0].percent,
    )


@pytest.mark.parametrize(
    ("price", "percent", "tax"),
    [("0.50", 5, "0.02"), ("1.50", 5, "0.08"), ("12.50", 19, "2.38"), ("2.50", 1, "0.02")],
)
def test_a_tie_goes_to_the_even_cent(price: str, percent: int, tax: str) -> None:
    """0.025 gives 0.02, 0.075 gives 0.08: half-even, as NTC 3711 wants it."""
    found = line(1, price, taxes=[TaxRate(code="01", percent=percent)])

    assert Decimal(tax) == found.taxes[0].amount


def test_a_price_with_taxes_adds_up_to_itself() -> None:
    """Of 10 000 with INC 8 % the base is rounded and the tax is the rest."""
    found = line(1, 10000, taxes=[INC], includes_taxes=True)

    assert Decimal("9259.26") == found.line_extension
    assert Decimal("740.74") == found.taxes[0].amount
    assert Decimal("9259.26") == found.unit_price


def test_a_price_with_taxes_loses_its_nominal_taxes_too() -> None:
    """A drink at 5 000 with IVA and IBUA adds up to 5 000, tax by tax."""
    ibua = TaxRate(code="34", per_unit_amount=38, measure_each=400)

    found = line(2, 5000, taxes=[IVA, ibua], includes_taxes=True)

    assert {"01": Decimal("1548.10"), "34": Decimal("304.00")} == amounts(found)
    assert Decimal("8147.90") == found.line_extension
    assert Decimal(10000) == found.line_extension + sum(amounts(found).values())


def test_an_exempt_line_has_its_tax_at_zero_and_an_excluded_one_has_none() -> None:
    """0 % is written with its base; no tax is no tax."""
    exempt = line(taxes=[TaxRate(code="01", percent=0)])

    assert Decimal("0.00") == exempt.taxes[0].amount
    assert Decimal(10000) == exempt.taxes[0].subtotals[0].taxable_amount
    assert () == line().taxes


def test_a_rate_keeps_the_decimals_it_has() -> None:
    """An ICA of 0.966 % is not rounded to two decimals."""
    found = line(1, 100000, taxes=[TaxRate(code="03", percent="0.966")])

    assert Decimal("966.00") == found.taxes[0].amount
    assert "0.966" == str(found.taxes[0].subtotals[0].percent)


def test_a_tax_may_have_a_base_of_its_own() -> None:
    """In an AIU contract IVA is taken of a part of the line."""
    found = line(1, 1000000, taxes=[TaxRate(code="01", percent=19, base=100000)])

    assert {"01": Decimal("19000.00")} == amounts(found)
    assert Decimal(100000) == found.taxes[0].subtotals[0].taxable_amount


# ------------------------------------------------------------------------------ nominal taxes


@pytest.mark.parametrize(
    ("rate", "quantity", "amount", "measure", "unit"),
    [
        (TaxRate(code="22", per_unit_amount=30), 2, "60.00", 2, "94"),
        (TaxRate(code="34", per_unit_amount=18, measure_each=3500), 10, "6300.00", 35000, "MLT"),
        (TaxRate(code="33", per_unit_amount="2.12", measure_each=70), 2, "296.80", 140, "GRM"),
        (TaxRate(code="32", per_unit_amount=393, measure_each=37), 1, "14541.00", 37, "94"),
        (TaxRate(code="21", per_unit_amount=1500), 3, "4500.00", 3, "94"),
        (TaxRate(code="23", per_unit_amount=10, measure=7, unit_code="GLL"), 3, "70.00", 7, "GLL"),
    ],
)
def test_a_nominal_tax_is_amount_times_measure(
    rate: TaxRate, quantity: int, amount: str, measure: int, unit: str
) -> None:
    """Bags, sugar, plastic, alcohol: per unit times measure, without base or percentage."""
    found = line(quantity, 10000, taxes=[rate]).taxes[0]
    part = found.subtotals[0]

    assert Decimal(amount) == found.amount == part.amount
    assert (Decimal(measure), unit, rate.per_unit_amount) == (
        part.base_unit_measure,
        part.unit_code,
        part.per_unit_amount,
    )
    assert (None, None) == (part.taxable_amount, part.percent)


@pytest.mark.corpus
def test_the_tax_vectors_of_the_facts_are_reproduced(
    shared: Path, record_property: pytest.RecordProperty
) -> None:
    """Every row of the table of taxes comes out of our calculator to the cent."""
    text = (shared / "spec" / "dian.md").read_text("utf-8").partition("vectors:tax -->")[2]
    rows = re.findall(r"^\| (\d\d) \| `(.+?)` \| `(.+?)` \| `(.+?)` \| `(.+?)` \|$", text, re.M)

    found = []
    for code, per_unit, measure, divisor, _ in rows:
        if code == "05":
            assert "100" == divisor
            rate = TaxRate(code=code, percent=per_unit, base=measure)
            found.append(line(withholdings=[rate]).withholdings[0].amount)
        else:
            rate = TaxRate(code=code, per_unit_amount=per_unit, measure=measure)
            found.append(line(taxes=[rate]).taxes[0].amount)

    record_property("printed", f"tax vectors reproduced: {len(found)} of {len(rows)}")
    assert len(rows) >= 10
    assert [Decimal(amount) for *_, amount in rows] == found


# ------------------------------------------------------------------------------- withholdings


def test_rete_iva_is_taken_of_the_iva_and_the_others_of_the_net_amount() -> None:
    """05 takes its base from the IVA of the line; 06 and 07 from the line."""
    found = line(
        1,
        1697000,
        taxes=[IVA],
        withholdings=[
            TaxRate(code="05", percent=15),
            TaxRate(code="06", percent="2.5"),
            TaxRate(code="07", percent="0.966"),
        ],
    )

    assert [
        ("05", Decimal("322430.00"), Decimal("48364.50")),
        ("06", Decimal("1697000.00"), Decimal("42425.00")),
        ("07", Decimal("1697000.00"), Decimal("16393.02")),
    ] == [(held.code, held.subtotals[0].taxable_amount, held.amount) for held in found.withholdings]
    assert Decimal("1697000.00") == found.line_extension


# ---------------------------------------------------------------------- discounts and charges


def test_discounts_and_charges_change_the_base() -> None:
    """10 % and 500 off, 300 on: the net amount is what is left, and the tax is taken of it."""
    found = line(
        2,
        5000,
        taxes=[INC],
        discounts=[Adjustment(percent=10, reason="Cliente frecuente"), Adjustment(amount=500)],
        charges=[Adjustment(amount=300, reason_code="03")],
    )

    assert Decimal("8800.00") == found.line_extension
    assert {"04": Decimal("704.00")} == amounts(found)
    assert [
        ("1", False, Decimal("1000.00"), "00", "Cliente frecuente", Decimal("10.00")),
        ("2", False, Decimal("500.00"), "00", "Descuento de la línea", None),
        ("3", True, Decimal("300.00"), "03", "Recargo de la línea", None),
    ] == [
        (each.id, each.charge, each.amount, each.reason_code, each.reason, each.percent)
        for each in found.allowance_charges
    ]
    assert {Decimal("10000.00")} == {each.base_amount for each in found.allowance_charges}


def test_a_discount_of_nothing_is_not_written() -> None:
    """Zero off leaves no trace in the document."""
    assert () == line(discounts=[Adjustment(amount=0), Adjustment(percent=0)]).allowance_charges


def test_discounts_of_a_price_with_taxes_are_let_in_with_their_taxes() -> None:
    """1 080 off a price with INC takes 1 000 off the base."""
    found = line(1, 10800, taxes=[INC], includes_taxes=True, discounts=[Adjustment(amount=1080)])

    assert Decimal("9000.00") == found.line_extension
    assert Decimal("720.00") == found.taxes[0].amount
    assert Decimal("1000.00") == found.allowance_charges[0].amount
    assert Decimal("10000.00") == found.unit_price == found.allowance_charges[0].base_amount


# ------------------------------------------------------------------------------- free samples


def test_a_sample_costs_nothing_and_bears_the_tax_of_its_value() -> None:
    """Net and price are 0.00; the commercial value stands beside, and IVA is taken of it."""
    found = line(2, 100000, taxes=[IVA], free_of_charge=True)

    assert (Decimal("0.00"), Decimal("0.00"), True) == (
        found.line_extension,
        found.unit_price,
        found.free_of_charge,
    )
    assert found.reference_price is not None
    assert (Decimal(100000), "01", "Valor comercial") == (
        found.reference_price.amount,
        found.reference_price.type_code,
        found.reference_price.type_name,
    )
    assert {"01": Decimal("38000.00")} == amounts(found)
    assert Decimal("200000.00") == found.taxes[0].subtotals[0].taxable_amount


def test_the_value_of_a_sample_may_include_its_taxes() -> None:
    """119 000 with IVA is a value of 100 000."""
    found = line(1, 119000, taxes=[IVA], free_of_charge=True, includes_taxes=True)

    assert found.reference_price is not None
    assert Decimal(100000) == found.reference_price.amount
    assert {"01": Decimal("19000.00")} == amounts(found)


def test_a_bag_given_away_bears_its_nominal_tax() -> None:
    """The shop charges only the tax of the bag."""
    found = line(2, 200, taxes=[BAGS], free_of_charge=True)

    assert {"22": Decimal("140.00")} == amounts(found)
    assert Decimal("0.00") == found.line_extension


# ------------------------------------------------------------------------------------ details


def test_a_line_says_what_operations_want_of_it() -> None:
    """AIU, mandate, period of a purchase and item codes stand where the document has them."""
    found = priced_line(
        description=["Aseo", "Noviembre"],
        quantity=1,
        unit_price=1000,
        aiu="servicio de aseo",
        notes=("Turno de noche",),
        income_of="1",
        mandator=Identification(number="900555111", type_code="31", check_digit="6"),
        period_start=date(2026, 11, 20),
        period_code="2",
        standard_item=ItemCode(value="76111500", scheme="001"),
    )

    assert (
        "Contrato de servicios AIU por concepto de: servicio de aseo",
        "Turno de noche",
    ) == found.notes
    assert ("1", date(2026, 11, 20), "2", "Acumulado semanal") == (
        found.income_of,
        found.period_start,
        found.period_code,
        found.period_text,
    )
    assert ("Aseo", "Noviembre") == found.descriptions
    assert ItemCode(value="76111500", scheme="001") == found.standard_item


def test_a_tax_outside_the_list_takes_the_name_it_is_given() -> None:
    """ZZ has the name of the list, or an own one; a code nobody knows needs a name."""
    own = TaxRate(code="ZZ", percent=1, name="Impuesto para la estabilidad fiscal")

    assert "Impuesto para la estabilidad fiscal" == own.written_name
    assert "Nombre de la figura tributaria" == TaxRate(code="ZZ", per_unit_amount=5).written_name
    assert "Nuevo" == TaxRate(code="99", percent=1, name="Nuevo").written_name


# ----------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("order", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"quantity": 10**9}, "quantity"),
        ({"quantity": "0.0000001"}, "quantity"),
        ({"unit_price": "-5"}, "unit_price"),
        ({"unit_price": "1.1234567"}, "unit_price"),
        ({"unit_price": "54.000,00"}, "unit_price"),
        ({"unit_price": 0}, "unit_price"),
        ({"unit_price": 0, "free_of_charge": True}, "unit_price"),
        ({"discounts": [Adjustment(percent=100)]}, "discounts"),
        ({"discounts": [Adjustment(amount=10001)]}, "discounts"),
        ({"discounts": [Adjustment(amount=1)], "free_of_charge": True}, "discounts"),
        ({"taxes": [INC, INC]}, "taxes[1].code"),
        ({"taxes": [TaxRate(code="06", percent=1)]}, "taxes[0].code"),
        ({"withholdings": [IVA]}, "withholdings[0].code"),
        ({"taxes": [TaxRate(code="01", percent=19, base=1)], "includes_taxes": True}, "taxes"),
        ({"unit_price": 70, "taxes": [BAGS], "includes_taxes": True}, "taxes"),
        ({"description": " "}, "description"),
        ({"description": ["a", "b", "c", "d"]}, "description"),
        ({"description": []}, "description"),
    ],
)
def test_what_no_line_may_hold_is_refused_with_its_name(
    order: dict[str, object], field: str
) -> None:
    """The error names the argument and says what to write, in both languages."""
    with pytest.raises(errors.InvalidInput) as caught:
        priced_line(**{"description": "x", "quantity": 1, "unit_price": 10000} | order)

    assert field == caught.value.field
    assert caught.value.hint
    assert caught.value.hint.es != caught.value.hint.en


@pytest.mark.parametrize("name", ["quantity", "unit_price"])
def test_a_float_is_no_amount(name: str) -> None:
    """A line refuses binary numbers: they cannot hold cents."""
    with pytest.raises(errors.InexactMoney) as caught:
        line(**{name: 1.5})

    assert name == caught.value.field


@pytest.mark.parametrize("name", ["percent", "per_unit_amount", "measure_each", "measure", "base"])
def test_a_float_is_no_rate(name: str) -> None:
    """A rate refuses binary numbers in each of its fields, naming the field."""
    with pytest.raises(errors.InexactMoney) as caught:
        TaxRate(**{"code": "ZZ", name: 0.5})

    assert name == caught.value.field


@pytest.mark.parametrize(
    ("rate", "field"),
    [
        ({"code": "01"}, "percent"),
        ({"code": "22"}, "per_unit_amount"),
        ({"code": "22", "percent": 5}, "per_unit_amount"),
        ({"code": "01", "per_unit_amount": 5}, "percent"),
        ({"code": "01", "percent": 5, "per_unit_amount": 5}, "percent"),
        ({"code": "01", "percent": 101}, "percent"),
        ({"code": "01", "percent": -1}, "percent"),
        ({"code": "99", "percent": 1}, "code"),
    ],
)
def test_a_rate_that_is_none_is_refused(rate: dict[str, object], field: str) -> None:
    """A percentage tax has a percentage, a nominal one an amount per unit, and both a name."""
    with pytest.raises(errors.InvalidInput) as caught:
        TaxRate(**rate)

    assert field == caught.value.field


@pytest.mark.parametrize(
    "given_", [{}, {"amount": 1, "percent": 1}, {"percent": 101}, {"amount": -1}]
)
def test_a_discount_is_an_amount_or_a_percentage(given_: dict[str, object]) -> None:
    """Neither, both, or one out of range is refused."""
    with pytest.raises(errors.InvalidInput):
        Adjustment(**given_)


# --------------------------------------------------------------------------------- properties

prices = st.decimals(min_value=1, max_value=10**8, places=2)
counts = st.decimals(min_value="0.001", max_value=999, places=3)
percents = st.decimals(min_value=0, max_value=50, places=2)


@st.composite
def orders(draw: st.DrawFn) -> dict[str, object]:
    codes = draw(st.lists(st.sampled_from(("01", "02", "03", "04", "35", "36")), unique=True))
    return {
        "quantity": draw(counts),
        "unit_price": draw(prices),
        "taxes": [TaxRate(code=code, percent=draw(percents)) for code in codes],
        "discounts": [Adjustment(percent=each) for each in draw(st.lists(percents, max_size=1))],
        "charges": [Adjustment(amount=each) for each in draw(st.lists(prices, max_size=2))],
    }


@given(orders())
def test_what_is_charged_is_what_the_parts_add_up_to(order: dict[str, object]) -> None:
    """With taxes included, net amount plus taxes is the charged amount to the cent."""
    gross = round(Decimal(str(order["unit_price"])) * Decimal(str(order["quantity"])), 2)
    off = sum((each.of(gross) for each in order["discounts"]), Decimal(0))
    on = sum((each.of(gross) for each in order["charges"]), Decimal(0))
    if gross - off <= 0:
        return

    found = line(**order, includes_taxes=True)

    assert gross - off + on == found.line_extension + sum(amounts(found).values())


@given(orders(), st.booleans())
def test_a_line_adds_up_by_itself(order: dict[str, object], included: bool) -> None:
    """Price times quantity less discounts plus charges is the net amount (FAV06, 6 decimals)."""
    gross = round(Decimal(str(order["unit_price"])) * Decimal(str(order["quantity"])), 2)
    if gross < 1:
        return

    found = line(**order, includes_taxes=included)

    listed = found.unit_price * found.quantity
    for each in found.allowance_charges:
        listed += each.amount if each.charge else -each.amount
    assert abs(listed - found.line_extension) <= Decimal("0.0055")
    for tax in found.taxes:
        part = tax.subtotals[0]
        assert part.taxable_amount == found.line_extension
        assert part.percent is not None
        assert abs(found.line_extension * part.percent / 100 - tax.amount) <= Decimal("0.05")


@given(orders())
def test_the_callers_precision_changes_nothing(order: dict[str, object]) -> None:
    """A program that computes with 5 digits gets the same line."""
    gross = Decimal(str(order["unit_price"])) * Decimal(str(order["quantity"]))
    if gross < 1:
        return
    expected = line(**order)

    with localcontext() as context:
        context.prec = 5
        found = line(**order)

    assert expected == found
