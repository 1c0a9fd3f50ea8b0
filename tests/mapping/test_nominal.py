# SPDX-License-Identifier: MIT
"""Taxes of so much a unit: bags, sweetened drinks, alcohol; taken out of the price first."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import evolve

from dian import bills
from loggro_integration import dian
from loggro_integration.errors import InexactMoney
from loggro_integration.ids import DocumentNumber
from loggro_integration.mapping import (
    InvalidRules,
    MappingRules,
    Plan,
    ProductRule,
    Products,
    TaxRule,
    explain,
    explain_html,
    map_return,
    sale_from_dict,
    to_json,
)
from loggro_integration.models import Invoice, Line
from loggro_integration.wire import restobar
from mapping.sales import (
    FIRM,
    INC,
    IVA,
    RULES,
    electronic,
    found_codes,
    line,
    mapped,
    raw_sale,
    steps,
    the_problem,
)

NAMES = {
    "BOLSA": TaxRule(code="22", fact="bag"),
    "IBUA": TaxRule(code="34", fact="ibua-high", measure_each=Decimal(400)),
    "ICL": TaxRule(code="32", per_unit_amount=Decimal(393)),
    "ADV": TaxRule(code="36", percent=Decimal(25)),
    "INPP": TaxRule(code="33", per_unit_amount=Decimal("2.12"), measure_each=Decimal("12.5")),
}
ITEMS = {"R07": ProductRule(pymes="R07", measures={"32": Decimal(37)})}
WITH = evolve(
    RULES, taxes={**RULES.taxes, **NAMES}, products=Products(match="code", items=ITEMS)
)  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
BUSINESS = '[business]\nnit = "900555111-6"\nname = "La Arepera de la 45"\n'


def written(*names: str, rate: object = 0) -> list[dict[str, Any]]:
    return [{"taxName": name, "taxValue": rate} for name in names]


def bag(price: int = 73, quantity: int = 2, **changes: Any) -> dict[str, Any]:
    """Two bags that cost their tax of 2026 and nothing else."""
    own = {"name": "Bolsa", "code": "Z01", "taxes": written("BOLSA")}
    return line(price, quantity, **(own | changes))


def drink(**changes: Any) -> dict[str, Any]:
    """Three bottles of 400 ml: 68 for each 100 ml, and 19 %."""
    own = {"name": "Gaseosa", "code": "B07", "taxes": [*IVA, *written("IBUA")]}
    return line(5000, 3, **(own | changes))


def document_of(*lines: dict[str, Any], **changes: Any) -> Invoice:
    plan = mapped(raw_sale(*lines, **changes), WITH)
    assert plan.document is not None
    assert [] == found_codes(plan)
    return plan.document


def taxes_of(found: Line) -> dict[str, Decimal]:
    return {tax.code: tax.amount for tax in found.taxes}


def test_a_tax_a_unit_is_taken_out_before_the_base() -> None:
    """15,000 holds 3 × 400 ml at 68 each 100 ml: 816; of 14,184 the base is 11,919.33."""
    document = document_of(drink())
    (found,) = document.lines

    assert Decimal("11919.33") == found.line_extension
    assert {"01": Decimal("2264.67"), "34": Decimal("816.00")} == taxes_of(found)
    assert Decimal("15000.00") == document.totals.payable
    assert Decimal("11919.33") == document.totals.tax_exclusive


def test_it_says_its_measure_and_what_a_unit_pays() -> None:
    """No base and no percentage: the measure of the line, its unit and its amount."""
    (_, ibua) = document_of(drink()).lines[0].taxes
    (part,) = ibua.subtotals

    assert ("34", "IBUA") == (ibua.code, ibua.name)
    assert (Decimal(1200), "MLT", Decimal(68)) == (
        part.base_unit_measure,
        part.unit_code,
        part.per_unit_amount,
    )
    assert part.taxable_amount is part.percent is None


def test_a_bag_that_costs_its_tax_has_no_base_and_another_value() -> None:
    """As DIAN's example writes it: line amount 0, not free, value type 03."""
    document = document_of(line(), bag())
    found = document.lines[1]

    assert (Decimal("0.00"), Decimal("0.000000"), False) == (
        found.line_extension,
        found.unit_price,
        found.free_of_charge,
    )
    assert {"22": Decimal("146.00")} == taxes_of(found)
    assert found.reference_price is not None
    assert (Decimal("73.00"), "03", "Otro valor") == (
        found.reference_price.amount,
        found.reference_price.type_code,
        found.reference_price.type_name,
    )
    assert Decimal("54146.00") == document.totals.payable


def test_a_bag_that_costs_more_than_its_tax_has_a_base() -> None:
    """300 a bag: 73 of tax, and the rest holds IVA."""
    found = document_of(bag(300, taxes=[*IVA, *written("BOLSA")])).lines[0]

    assert Decimal("381.51") == found.line_extension
    assert {"01": Decimal("72.49"), "22": Decimal("146.00")} == taxes_of(found)
    assert found.reference_price is None


@pytest.mark.parametrize(("day", "total"), [("2025-12-31T18:04:11Z", 70), ("2026-01-01", 73)])
def test_the_amount_is_that_of_the_day(day: str, total: int) -> None:
    """A bag is 70 in 2025 and 73 in 2026."""
    document = document_of(
        bag(total, 1),
        createdOn=day if "T" in day else f"{day}T18:04:11Z",
    )

    assert Decimal(total) == document.taxes[0].amount


def test_a_day_without_data_is_a_problem_never_another_years_value() -> None:
    """The bag of 2027 is not known; whoever knows it writes it in the rules."""
    sale = raw_sale(bag(73, 1), createdOn="2027-01-04T18:04:11Z")
    problem = the_problem(mapped(sale, WITH))
    told = evolve(WITH, taxes={"BOLSA": TaxRule(code="22", per_unit_amount=Decimal(73))})

    assert ("tax-fact-unknown", "bag") == (problem.code, problem.value)
    assert "2027-01-04" in problem.message.es
    assert [] == found_codes(mapped(sale, told))


def test_a_sale_without_a_day_has_no_amount_of_the_day() -> None:
    """The day is the problem; nothing is guessed for the tax."""
    sale = evolve(restobar.sale(raw_sale(bag())), created_on=datetime(2026, 11, 20, 12))  # noqa: DTZ001
    plan = mapped(sale, WITH)

    assert ["date-unreadable"] == found_codes(plan)
    assert plan.document is None


def test_what_a_unit_holds_comes_from_the_product_before_the_tax() -> None:
    """A bottle of 37 degrees: 393 × 37 = 14,541, as in DIAN's example."""
    own = {"name": "Ron", "code": "R07", "taxes": [*written("ADV", rate=25), *written("ICL")]}
    (found,) = document_of(line(65000, 1, **own)).lines

    assert {"36": Decimal("10091.80"), "32": Decimal("14541.00")} == taxes_of(found)
    assert Decimal("40367.20") == found.line_extension


@pytest.mark.parametrize("code", ["32", "33", "34"])
def test_degrees_grams_and_millilitres_are_never_taken_for_one(code: str) -> None:
    """A bag is one; of these somebody must say how many a unit holds."""
    tax = {"X": TaxRule(code=code, per_unit_amount=Decimal(40))}
    plan = mapped(raw_sale(line(65000, 1, taxes=written("X"))), evolve(WITH, taxes=tax))

    assert ("tax-measure-missing", code) == (the_problem(plan).code, the_problem(plan).value)


def test_the_measure_of_the_product_goes_before_that_of_the_tax() -> None:
    """The tax says 400 ml, this bottle holds 1,500."""
    items = {"B07": ProductRule(pymes="B07", measures={"34": Decimal(1500)})}
    rules = evolve(WITH, products=Products(match="code", items=items))
    plan = mapped(raw_sale(drink()), rules)

    assert plan.document is not None
    assert Decimal("3060.00") == taxes_of(plan.document.lines[0])["34"]


def test_an_unknown_measure_is_a_problem() -> None:
    """It names the tax where it stands, and there is no document."""
    plan = mapped(raw_sale(line(65000, 1, code="R08", taxes=written("ICL"))), WITH)
    problem = the_problem(plan)

    assert ("tax-measure-missing", "lines[0].taxes[0].name", "32") == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert plan.document is None


@pytest.mark.parametrize("rate", [0, 73, 146])
def test_what_the_sale_writes_as_its_rate_may_be_nothing_or_the_amount(rate: int) -> None:
    """Nobody published it: 0, the amount of a unit, or that of the line."""
    assert [] == found_codes(mapped(raw_sale(bag(taxes=written("BOLSA", rate=rate))), WITH))


def test_another_amount_in_the_sale_is_a_problem() -> None:
    """The till still charges last year's 70: the document would be wrong."""
    problem = the_problem(mapped(raw_sale(bag(taxes=written("BOLSA", rate=70))), WITH))

    assert ("tax-amount-mismatch", "lines[0].taxes[0].percentage", "70.00") == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert "73" in problem.message.en


def test_a_line_below_its_tax_is_a_problem() -> None:
    """Two bags for 100 cannot hold 146 of tax."""
    problem = the_problem(mapped(raw_sale(bag(50)), WITH))

    assert ("unit-tax-exceeds-line", "146.00") == (problem.code, problem.value)


def test_a_discount_of_the_bill_does_not_lower_it() -> None:
    """1,500 off a bottle and two bags: all of it off the bottle."""
    document = document_of(drink(), bag(), total=13646, discountAdditionalTotal=1500)
    bottle, bags = document.lines

    assert {"01": Decimal("2025.18"), "34": Decimal("816.00")} == taxes_of(bottle)
    assert (Decimal("0.00"), {"22": Decimal("146.00")}) == (bags.line_extension, taxes_of(bags))
    assert Decimal("1260.51") == bottle.allowance_charges[0].amount
    assert Decimal("13646.00") == document.totals.payable


def test_a_discount_of_the_whole_bill_takes_it_too() -> None:
    """What costs nothing pays nothing: Restobar's total is the authority."""
    plan = mapped(raw_sale(drink(), bag(), total=0, discountAdditionalTotal=15146), WITH)

    assert plan.document is not None
    assert [Decimal("0.00")] == [tax.amount for tax in plan.document.taxes]
    assert Decimal("0.00") == plan.document.totals.payable
    assert not any("(34 " in step.text.es for step in plan.trace)


def test_a_bag_given_away_takes_no_part_of_a_discount_of_the_bill() -> None:
    """It costs nothing: the 1,000 go to the line that costs something."""
    document = document_of(
        line(), bag(discount=146, total=0), total=53000, discountAdditionalTotal=1000
    )

    assert Decimal("53000.00") == document.totals.payable
    assert Decimal("925.93") == document.lines[0].allowance_charges[0].amount
    assert () == document.lines[1].allowance_charges


def test_a_discount_may_leave_nothing_but_the_tax_a_unit() -> None:
    """All of the dish is given away, and the two bags are paid for."""
    document = document_of(line(), bag(), total=146, discountAdditionalTotal=54000)

    assert {"22": Decimal("146.00")} == taxes_of(document.lines[1])
    assert {"04": Decimal("0.00")} == taxes_of(document.lines[0])
    assert Decimal("146.00") == document.totals.payable


def test_a_discount_that_takes_part_of_it_is_a_problem() -> None:
    """100 is left of a bill that holds 146 of bags."""
    sale = raw_sale(line(), bag(), total=100, discountAdditionalTotal=54046)

    assert "discount-takes-unit-tax" == the_problem(mapped(sale, WITH)).code


def test_a_discount_of_the_line_does_not_lower_it() -> None:
    """The listed price and the discount are told without the tax."""
    found = document_of(drink(discount=1500, total=13500)).lines[0]

    assert Decimal("816.00") == taxes_of(found)["34"]
    assert Decimal("1260.51") == found.allowance_charges[0].amount
    assert Decimal("10658.82") == found.line_extension


@pytest.mark.parametrize("courtesy", ["free-of-charge", "discount"])
def test_what_is_given_away_pays_none(courtesy: str) -> None:
    """Neither a bottle nor a bag, whichever way the business tells a gift."""
    policies = evolve(WITH.policies, courtesy=courtesy)
    sale = raw_sale(line(), drink(discount=15000, total=0), bag(discount=146, total=0))
    plan = mapped(sale, evolve(WITH, policies=policies))

    assert plan.document is not None
    assert [] == found_codes(plan)
    assert {"04"} == {tax.code for tax in plan.document.taxes if tax.amount}
    assert Decimal("54000.00") == plan.document.totals.payable
    bags = plan.document.lines[2].reference_price
    assert bags is not None
    assert (Decimal("73.00"), "01") == (bags.amount, bags.type_code)


def test_the_gift_of_a_taxed_bottle_is_worth_its_price_without_taxes() -> None:
    """5,000 less 272 of IBUA, without 19 %: 3,973.11."""
    found = document_of(line(), drink(discount=15000, total=0)).lines[1]

    assert found.reference_price is not None
    assert Decimal("3973.11") == found.reference_price.amount


def test_the_header_adds_measures_and_amounts_up() -> None:
    """One total a tax, one subtotal an amount: the bags of two lines are four."""
    taxes = document_of(bag(), bag(), drink()).taxes

    assert [("22", Decimal("292.00"), Decimal(4)), ("34", Decimal("816.00"), Decimal(1200))] == [
        (tax.code, tax.amount, tax.subtotals[0].base_unit_measure)
        for tax in taxes
        if tax.code != "01"
    ]


def test_a_tax_a_unit_beside_the_same_tax_is_a_conflict() -> None:
    """Two names of one tax on a line count it twice."""
    rules = evolve(WITH, taxes={**WITH.taxes, "BOLSAS": TaxRule(code="22", fact="bag")})

    assert ["tax-conflict"] == found_codes(
        mapped(raw_sale(bag(300, taxes=written("BOLSA", "BOLSAS"))), rules)
    )


def test_a_unit_and_a_name_of_its_own_are_written() -> None:
    """Where the list of DIAN has neither, the rules say them."""
    own = TaxRule(
        code="ZZ", name="Estampilla", per_unit_amount=Decimal(10), unit_code="KGM"
    )  # fmt: skip
    rules = evolve(WITH, taxes={"E": own, "P": TaxRule(code="ZZ", name="Aporte", percent=1)})
    one = mapped(raw_sale(line(taxes=written("E"))), rules).document
    other = mapped(raw_sale(line(taxes=written("P", rate=1))), rules).document

    assert one is not None
    assert other is not None
    assert ("Estampilla", "KGM") == (one.taxes[0].name, one.taxes[0].subtotals[0].unit_code)
    assert "Aporte" == other.taxes[0].name


def issued(plan: Plan) -> Invoice:
    assert plan.document is not None
    assert plan.document.numbering is not None
    numbering = evolve(plan.document.numbering, technical_key=bills.KEY)
    found = dian.build(plan.document, **bills.arguments(numbering=numbering)).document
    assert isinstance(found, Invoice)
    return found


def test_dian_build_accepts_such_documents_and_changes_no_amount() -> None:
    """Bags, drinks and alcohol, discounted, with a firm for customer."""
    rum = line(65000, 1, code="R07", taxes=[*written("ADV", rate=25), *written("ICL")])
    wrap = line(900, 3, code="W01", taxes=[*INC, *written("INPP")])
    sale = electronic(line(), drink(), bag(), rum, wrap, client=FIRM, discountAdditionalTotal=2000,
                      total=54000 + 15000 + 146 + 65000 + 2700 - 2000)  # fmt: skip
    plan = mapped(sale, WITH)

    found = issued(plan)

    assert plan.document is not None
    assert found.totals.payable == plan.document.totals.payable == Decimal("134846.00")
    assert [taxes_of(each) for each in found.lines] == [taxes_of(x) for x in plan.document.lines]


def test_half_of_the_bags_come_back_with_their_tax() -> None:
    """A return takes its share of the measure."""
    document = document_of(bag(300, 4))
    number = DocumentNumber.parse("NC1")
    note = map_return(document, {"1": Decimal(2)}, "Dos bolsas rotas", number=number, at=AT)
    (part,) = note.lines[0].taxes[0].subtotals

    assert (Decimal("146.00"), Decimal(2)) == (part.amount, part.base_unit_measure)


def test_the_page_of_the_sale_says_how_it_came_about() -> None:
    """Console, HTML and JSON: the amount of a unit and how many."""
    plan = mapped(raw_sale(drink(), bag()), WITH)
    labels = [row["label"] for row in explain(plan)]

    assert "IBUA 68 × 1200 MLT / 100" in labels
    assert "Bolsas 73 × 2" in labels
    assert any("$ 816 (34 68 × 1200 MLT / 100)" in str(label) for label in labels)
    assert "line.split" in steps(plan)
    assert "Bolsas 73 × 2" in explain_html(plan)
    document: Any = to_json(plan)["document"]
    assert {
        "percent": None,
        "taxable_amount": None,
        "amount": "146.00",
        "base_unit_measure": "2.00",
        "unit": "94",
        "per_unit_amount": "73.00",
    } == document["lines"][1]["taxes"][0]["subtotals"][0]


def test_the_rules_survive_a_round_trip() -> None:
    """Amounts, facts, measures by the code of the tax, units and names."""
    source = BUSINESS + (
        '[taxes]\nBOLSA = { code = "22", fact = "bag" }\n'
        'ICL = { code = "32", per_unit_amount = 393.5, measure_each = 29, unit_code = "94" }\n'
        'E = { code = "ZZ", name = "Estampilla", per_unit_amount = 10 }\n'
        '[products.items]\nB07 = { pymes = "B07", measures = { 34 = 350, "33" = "12.5" } }\n'
    )

    rules = MappingRules.from_toml(source)

    assert rules == MappingRules.from_toml(rules.to_toml())
    assert {"34": Decimal(350), "33": Decimal("12.5")} == rules.products.items["B07"].measures
    assert Decimal("393.5") == rules.taxes["ICL"].per_unit_amount


@pytest.mark.parametrize(
    ("tax", "code", "path"),
    [
        ('{ code = "22" }', "rules-wrong-tax", "per_unit_amount"),
        ('{ code = "22", percent = 5 }', "rules-wrong-tax", "per_unit_amount"),
        ('{ code = "04", per_unit_amount = 8 }', "rules-wrong-tax", "percent"),
        ('{ code = "22", percent = 5, fact = "bag" }', "rules-wrong-tax", "per_unit_amount"),
        ('{ code = "22", per_unit_amount = 73, fact = "bag" }', "rules-wrong-value", "fact"),
        ('{ code = "34", fact = "bag" }', "rules-wrong-value", "fact"),
        ('{ code = "22", fact = "uvt" }', "rules-wrong-value", "fact"),
        ('{ code = "22", per_unit_amount = -1 }', "rules-wrong-value", "per_unit_amount"),
        (
            '{ code = "22", per_unit_amount = 1, unit_code = "bolsa" }',
            "rules-wrong-value",
            "unit_code",
        ),
        ("{ percent = 8 }", "rules-missing-key", "code"),
        ("{ per_unit_amount = 8 }", "rules-missing-key", "code"),
        ('{ code = "05", percent = 15 }', "rules-wrong-value", "code"),
        ('{ code = "ZZ", percent = 1 }', "rules-missing-key", "name"),
    ],
)  # fmt: skip
def test_a_tax_that_is_two_things_or_none_is_named(tax: str, code: str, path: str) -> None:
    """The rules say which key is wrong, before any sale is."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(f"{BUSINESS}[taxes]\nT = {tax}\n")

    (problem,) = caught.value.problems
    assert (code, f'taxes."T".{path}') == (problem.code, problem.path)
    assert problem.message.es != problem.message.en
    assert problem.fix.es
    assert problem.fix.en


@pytest.mark.parametrize(
    ("extra", "path"),
    [
        (
            '[products.items]\nB = { pymes = "B", measures = { ml = 350 } }\n',
            'products.items."B".measures',
        ),
        (
            '[products.items]\nB = { pymes = "B", measures = { 34 = "x" } }\n',
            'products.items."B".measures."34"',
        ),
        (
            '[taxes]\nB = { code = "22", fact = "bag" }\n[policies]\ndelivery_tax = "B"\n',
            "policies.delivery_tax",
        ),
    ],
)
def test_a_measure_of_no_tax_and_a_delivery_by_the_unit_are_named(extra: str, path: str) -> None:
    """What would never be used is a mistake."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(BUSINESS + extra)

    assert [("rules-wrong-value", path)] == [
        (each.code, each.path) for each in caught.value.problems
    ]


def test_float_in_such_rules_is_refused() -> None:
    """Amounts and measures built in Python must be exact."""
    with pytest.raises(InexactMoney):
        TaxRule(code="22", per_unit_amount=7.3)  # type: ignore[arg-type]
    with pytest.raises(InexactMoney):
        TaxRule(code="22", measure_each=0.5)  # type: ignore[arg-type]
    with pytest.raises(InexactMoney):
        ProductRule(pymes="1", measures={"34": 350.0})  # type: ignore[dict-item]


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_key_of_a_tax_stands_on_the_page_with_its_default(language: str) -> None:
    """Whoever writes the file finds them all."""
    page = (ROOT / "docs" / language / "rules.md").read_text("utf-8")
    section = page.split("`taxes.")[1]
    told = re.findall(r"^\| `(\w+)` \| `?([^`|]+?)`? \|", section.split("\n\n")[0], re.MULTILINE)

    assert [
        (each.name, "—" if each.default is None else str(each.default))
        for each in attrs.fields(TaxRule)
    ] == told


def test_another_point_of_sale_writes_no_rate_for_it() -> None:
    """The tax is named, and the rules know what a unit pays."""
    sale = sale_from_dict(
        {
            "number": "POS7",
            "issued_at": "2026-11-20T13:04:11-05:00",
            "status": "paid",
            "seller": "Camila",
            "total": 146,
            "payments": [{"method": "Nequi", "value": 146}],
            "lines": [
                {
                    "name": "Bolsa",
                    "code": "Z01",
                    "price": 73,
                    "quantity": 2,
                    "taxes": [{"name": "BOLSA", "percent": 0}],
                }
            ],
        }
    )

    plan = mapped(sale, WITH)

    assert [] == found_codes(plan)
    assert plan.document is not None
    assert {"22": Decimal("146.00")} == taxes_of(plan.document.lines[0])


def test_a_tax_a_unit_of_a_third_has_endless_decimals_and_raises_nothing() -> None:
    """72.9999… for one of the line given away, 73.003… for one of what is all tax."""
    bag = [{"taxName": "BOLSA", "taxValue": 0}]
    third = Decimal("0.333")
    given = line(73, third, total=0, discount=Decimal("24.31"), taxes=bag)
    sold = line(73, third, total=Decimal("24.31"), taxes=bag)
    found = mapped(raw_sale(given, sold, total=Decimal("24.31"), payments=None), WITH)

    assert found.document is not None
    values = [each.reference_price for each in found.document.lines]
    assert [Decimal("73.00"), Decimal("73.00")] == [each and each.amount for each in values]
    assert Decimal("24.31") == found.document.totals.payable
