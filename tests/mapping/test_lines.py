# SPDX-License-Identifier: MIT
"""Lines: exact bases and taxes, discounts spread without loss, what is given away."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from loggro_integration.mapping import (
    Aliases,
    MappingRules,
    ProductRule,
    Products,
    Regime,
    TaxRule,
)
from loggro_integration.models import Line, ReferencePrice
from loggro_integration.money import round_half_even
from mapping.sales import (
    EXEMPT,
    INC,
    IVA,
    RULES,
    document_of,
    electronic,
    found_codes,
    line,
    mapped,
    payment,
    raw_sale,
    rules,
    steps,
    the_problem,
)

BOTH = [*INC, *IVA]
PRICE = 57700  # its base at 19 % is rounded by almost half a cent


def only_line(*lines: dict[str, Any], **changes: Any) -> Line:
    return document_of(raw_sale(*lines, **changes)).lines[0]


def with_products(**items: ProductRule) -> MappingRules:
    return evolve(RULES, products=Products(items=items))


def test_the_base_is_rounded_and_the_tax_is_the_rest() -> None:
    """10,000 at 8 % is 9,259.26 and 740.74; rounding both apart would miss a cent elsewhere."""
    found = only_line(line(price=10000, quantity=1))

    assert (Decimal("9259.26"), Decimal("740.74")) == (found.line_extension, found.taxes[0].amount)


def test_a_tax_says_its_code_name_rate_and_base() -> None:
    """One total with one subtotal, two decimals each."""
    tax = only_line().taxes[0]

    assert ("04", "INC", Decimal("8.00"), Decimal("50000.00"), Decimal("4000.00")) == (
        tax.code,
        tax.name,
        tax.subtotals[0].percent,
        tax.subtotals[0].taxable_amount,
        tax.subtotals[0].amount,
    )


def test_a_rate_keeps_all_its_decimals() -> None:
    """A rate of 8.125 % is written so: 8.12 would not give the tax."""
    own = evolve(RULES, taxes={"X": TaxRule(code="04", percent=Decimal("8.125"))})
    taxed = line(taxes=[{"taxName": "X", "taxValue": Decimal("8.125")}])

    (part,) = document_of(raw_sale(taxed), own).lines[0].taxes[0].subtotals

    assert "8.125" == str(part.percent)


def test_the_unit_price_has_six_decimals() -> None:
    """Three for 10,000 at 8 %: price × quantity gives the line to the cent."""
    found = only_line(line(price=3333, quantity=3, total=9999))

    assert Decimal("3086.110000") == found.unit_price
    assert Decimal("9258.33") == found.line_extension
    assert found.quantity == found.base_quantity


def test_several_taxes_share_a_base_and_the_rest_goes_to_the_largest() -> None:
    """1,000 with 8 % and 19 %: 787.40 + 62.99 + 149.61."""
    found = only_line(line(price=1000, quantity=1, taxes=BOTH))

    assert Decimal("787.40") == found.line_extension
    assert [("04", Decimal("62.99")), ("01", Decimal("149.61"))] == [
        (tax.code, tax.amount) for tax in found.taxes
    ]


def test_two_rates_of_one_tax_on_a_line_are_a_problem() -> None:
    """A line is taxed or exempt, at one rate: both would count its base twice (FAU04)."""
    plan = mapped(raw_sale(line(taxes=[*IVA, *EXEMPT])))
    problem = the_problem(plan)

    assert ("tax-conflict", "lines[0].taxes", "IVA") == (problem.code, problem.path, problem.value)
    assert "IVA19, EXENTO" in problem.message.es
    assert problem.blocking


def test_two_rates_of_one_tax_on_two_lines_are_one_total() -> None:
    """One TaxTotal a code, one subtotal a rate (FAS01a, FAS04)."""
    taxes = document_of(raw_sale(line(taxes=IVA), line(taxes=EXEMPT))).taxes

    assert [("01", [Decimal("19.00"), Decimal("0.00")])] == [
        (tax.code, [part.percent for part in tax.subtotals]) for tax in taxes
    ]


@pytest.mark.parametrize("nested", [False, True])
def test_both_shapes_of_a_tax_are_read(nested: bool) -> None:
    """Older documents nest it."""
    shape = [{"tax": {"name": "I CONSUMO", "percentage": 8}}] if nested else INC

    assert Decimal("4000.00") == only_line(line(taxes=shape)).taxes[0].amount


def test_an_exempt_line_has_a_tax_of_nothing_and_a_base() -> None:
    """Exempt is not excluded: its base counts."""
    found = document_of(raw_sale(line(price=16000, quantity=1, taxes=EXEMPT)))

    assert (Decimal("0.00"), Decimal("16000.00")) == (
        found.lines[0].taxes[0].amount,
        found.totals.tax_exclusive,
    )


def test_an_excluded_line_has_no_tax_and_no_base() -> None:
    """Without taxes on the line there is no TaxTotal, and the trace says so."""
    plan = mapped(raw_sale(line(price=8200, quantity=1, taxes=[])))

    assert plan.document is not None
    assert () == plan.document.lines[0].taxes == plan.document.taxes
    assert Decimal("0.00") == plan.document.totals.tax_exclusive
    assert "line.excluded" in steps(plan)


def test_a_tax_can_stand_for_excluded() -> None:
    """A business may name a tax for what carries none."""
    with_rules = evolve(RULES, taxes={"EXCLUIDO": TaxRule()})
    sale = raw_sale(line(taxes=[{"taxName": "EXCLUIDO", "taxValue": 0}]))

    assert () == document_of(sale, with_rules).lines[0].taxes


def test_a_line_discount_is_an_allowance_of_the_base() -> None:
    """54,000 less 4,000 at 8 %: 50,000.00 less 3,703.70."""
    found = only_line(line(discount=4000, total=50000))

    assert Decimal("25000.000000") == found.unit_price
    assert Decimal("46296.30") == found.line_extension
    assert [(False, Decimal("3703.70"), "00", "1", Decimal("50000.00"))] == [
        (each.charge, each.amount, each.reason_code, each.id, each.base_amount)
        for each in found.allowance_charges
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"discount": 4000, "total": 50000},
        {"totalDiscount": 4000, "total": 50000},
        {"total": 50000},
        {"discount": 4000, "total": None, "totalBruto": 54000},
        {"discount": 4000, "total": 50000, "price": None},
        {"discount": 4000, "total": 50000, "totalBruto": 54000},
        {"discount": 0, "totalDiscount": 4000, "total": 50000},
        {"discount": 4000, "totalDiscount": 0, "total": 50000},
        {"discount": 2000, "totalDiscount": 4000, "total": 50000},
    ],
)
def test_a_discount_is_read_however_the_line_says_it(changes: dict[str, Any]) -> None:
    """Any two of gross, discount and total give the third."""
    found = document_of(raw_sale(line(**changes), total=50000)).lines[0]

    assert (Decimal("46296.30"), Decimal("3703.70")) == (
        found.line_extension,
        found.allowance_charges[0].amount,
    )


def test_a_bill_discount_is_spread_without_losing_a_cent() -> None:
    """1,000 over three equal lines: 333.34, 333.33, 333.33, and the payable is the total."""
    lines = [line(price=10000, quantity=1) for _ in range(3)]
    found = document_of(raw_sale(*lines, total=29000, discountAdditionalTotal=1000))
    net = [each.line_extension + each.taxes[0].amount for each in found.lines]

    assert [Decimal("9666.66"), Decimal("9666.67"), Decimal("9666.67")] == net
    assert Decimal("29000.00") == found.totals.payable
    assert {"Descuento de la cuenta"} == {each.allowance_charges[0].reason for each in found.lines}


def test_both_discounts_stand_on_the_line_one_after_the_other() -> None:
    """The discounts are numbered from 1 and together explain the whole difference."""
    sale = raw_sale(line(discount=4000, total=50000), total=45000, discountAdditionalTotal=5000)
    found = document_of(sale).lines[0]

    assert ["1", "2"] == [each.id for each in found.allowance_charges]
    assert Decimal("50000.00") - found.line_extension == sum(
        each.amount for each in found.allowance_charges
    )


@pytest.mark.parametrize(
    ("written", "policy"),
    [(2700, "unset"), (5, "unset"), (2700, "amount"), (5, "percent")],
)
def test_an_unnamed_bill_discount_is_an_amount_or_a_percentage(written: int, policy: str) -> None:
    """The setting decides, or the figures: 5 % of 54,000 is 2,700."""
    sale = raw_sale(line(), total=51300, discountAdditional=written)

    assert Decimal("51300.00") == document_of(sale, rules(bill_discount=policy)).totals.payable


@pytest.mark.parametrize("total", [48892, 48893])
def test_a_percentage_may_be_rounded_either_way(total: int) -> None:
    """10 % of 54,325 is 5,432.50: Restobar's total says what was taken off, without a rounding."""
    sale = raw_sale(line(price=54325, quantity=1), total=total, discountAdditional=10)
    totals = document_of(sale).totals

    assert (Decimal(total), None) == (totals.payable, totals.rounding)
    assert totals == document_of(sale, rules(bill_discount="percent")).totals


def test_a_stated_discount_of_nothing_does_not_hide_a_percentage() -> None:
    """The amount may be zero beside a percentage; where the lines fit already there is none."""
    sale = {"discountAdditional": 10, "discountAdditionalTotal": 0}

    assert Decimal("48600.00") == document_of(raw_sale(total=48600, **sale)).totals.payable
    assert Decimal("54000.00") == document_of(raw_sale(total=54000, **sale)).totals.payable


def test_a_bill_discount_that_the_lines_hold_already_is_not_taken_twice() -> None:
    """Their totals are the total: the amount only repeats what they say."""
    discounted = line(discount=4000, total=50000)
    plan = mapped(raw_sale(discounted, total=50000, discountAdditionalTotal=4000))

    assert plan.is_ready
    assert "bill.discount-in-lines" in steps(plan)


@pytest.mark.parametrize("written", [101, 10**11])
def test_a_percentage_above_a_hundred_is_none(written: int) -> None:
    """Whatever its size it raises nothing: by setting it is a problem, otherwise an amount."""
    sale = raw_sale(line(), total=54000, discountAdditional=written)
    by_setting, by_figures = mapped(sale, rules(bill_discount="percent")), mapped(sale)

    assert ("discount-percent-impossible", "discount_additional", f"{written}.00") == (
        the_problem(by_setting).code,
        the_problem(by_setting).path,
        the_problem(by_setting).value,
    )
    assert by_setting.document is None
    assert "bill-discount-undecided" in found_codes(by_figures)


def test_a_bill_discount_that_fits_neither_way_is_a_problem() -> None:
    """Where the figures do not decide, both settings are named."""
    plan = mapped(raw_sale(line(), total=51300, discountAdditional=7))

    assert ["bill-discount-undecided", "totals-mismatch"] == found_codes(plan)


def test_a_discount_stated_only_in_the_total_of_discounts_is_found_by_the_figures() -> None:
    """No line has it, no field of the bill has it, and it is just what is missing."""
    plan = mapped(raw_sale(line(), total=50000, totalDiscount=4000))

    assert plan.is_ready
    assert "bill.discount-by-figures" in steps(plan)


def test_a_bill_discount_of_everything_leaves_lines_of_nothing() -> None:
    """The taxes of a bill that was waived are zero, and nothing is negative."""
    found = document_of(raw_sale(line(), total=0, discountAdditionalTotal=54000))

    assert (Decimal("0.00"), Decimal("0.00")) == (
        found.totals.payable,
        found.lines[0].taxes[0].amount,
    )


def test_a_courtesy_is_free_with_its_reference_price() -> None:
    """The price it would have had stands beside it, without taxes; nothing is charged."""
    courtesy = line(price=5400, quantity=1, discount=5400, total=0)
    found = document_of(raw_sale(line(), courtesy)).lines[1]

    assert (True, Decimal("0.00"), Decimal("0.00"), ()) == (
        found.free_of_charge,
        found.line_extension,
        found.unit_price,
        found.taxes,
    )
    assert (
        ReferencePrice(amount=Decimal("5000.00"), type_code="01", type_name="Valor comercial")
        == found.reference_price
    )


def test_a_courtesy_can_be_a_discount_of_everything() -> None:
    """The other reading is a setting."""
    courtesy = line(price=5400, quantity=1, discount=5400, total=0)
    found = document_of(raw_sale(line(), courtesy), rules(courtesy="discount")).lines[1]

    assert (False, Decimal("5000.00"), Decimal("0.00")) == (
        found.free_of_charge,
        found.allowance_charges[0].amount,
        found.line_extension,
    )


def test_a_line_without_price_shows_its_list_price() -> None:
    """A combo's part that costs nothing still has a commercial value."""
    free = line(price=0, quantity=1, total=0, priceNormal=5400)
    found = document_of(raw_sale(line(), free)).lines[1]

    assert found.reference_price is not None
    assert Decimal("5000.00") == found.reference_price.amount


def test_a_reference_price_can_come_from_the_rules() -> None:
    """A product listed in the rules may carry its commercial price."""
    with_rules = with_products(P04=ProductRule(pymes="P04", reference_price=Decimal(1080)))
    free = line(price=0, quantity=1, total=0)
    found = document_of(raw_sale(line(), free), with_rules).lines[1]

    assert found.reference_price is not None
    assert Decimal("1000.00") == found.reference_price.amount


def test_a_free_line_without_reference_price_is_a_problem_or_left_out() -> None:
    """A kitchen note costs nothing: a policy may omit it, none guesses its price."""
    sale = raw_sale(line(), line(name="Sin cebolla", price=0, quantity=1, total=0))

    assert "reference-price-missing" == the_problem(mapped(sale)).code
    assert 1 == len(document_of(sale, rules(zero_price="omit")).lines)
    assert "line.omitted" in steps(mapped(sale, rules(zero_price="omit")))


def test_a_sale_where_all_is_given_away_is_a_courtesy() -> None:
    """It never becomes an invoice; the plan says so."""
    free = line(price=5400, quantity=1, discount=5400, total=0)

    assert mapped(raw_sale(free)).courtesy
    assert not mapped(raw_sale(line(), free)).courtesy


def test_a_delivery_that_is_charged_is_no_courtesy() -> None:
    """The food was given away, the delivery was not: the sale must not be passed over."""
    free = line(price=5400, quantity=1, discount=5400, total=0)
    plan = mapped(raw_sale(free, deliveryCost=5000, payments=[payment(5000)]))

    assert not plan.courtesy
    assert plan.document is not None
    assert Decimal("5000.00") == plan.document.totals.payable


def test_a_sale_of_nothing_but_omitted_lines_has_no_document() -> None:
    """A document has at least one line."""
    note = line(name="Sin cebolla", price=0, quantity=1, total=0)
    plan = mapped(raw_sale(note, payments=[]), rules(zero_price="omit"))

    assert "nothing-to-bill" == the_problem(plan).code
    assert plan.document is None


def test_a_weighed_quantity_keeps_its_decimals() -> None:
    """0.333 kg at 27,000 is 8,991."""
    found = only_line(line(quantity=Decimal("0.333"), total=8991), total=8991)

    assert (Decimal("0.333"), Decimal("8325.00")) == (found.quantity, found.line_extension)


def test_a_quantity_has_at_most_six_decimals() -> None:
    """A third is rounded half-even, and the trace says so."""
    plan = mapped(raw_sale(line(quantity=Decimal("0.33333333"), total=9000), total=9000))

    assert plan.document is not None
    assert Decimal("0.333333") == plan.document.lines[0].quantity
    assert "quantity.rounded" in steps(plan)


def test_a_total_rounded_to_pesos_counts() -> None:
    """0.335 kg at 27,010 is 9,048.35, and Restobar writes 9,048."""
    plan = mapped(raw_sale(line(price=27010, quantity=Decimal("0.335"), total=9048), total=9048))

    assert plan.is_ready
    assert plan.document is not None
    assert Decimal("9048.00") == plan.document.totals.payable
    assert () == plan.document.lines[0].allowance_charges
    assert "line.rounded" in steps(plan)


def test_a_rounding_is_no_discount_beside_a_real_one() -> None:
    """1.5 of 27,001 is 40,501.50; less 4,000, rounded, 36,501: the discount is whole."""
    sold = line(price=27001, quantity=Decimal("1.5"), discount=4000, total=36501)
    found = only_line(sold, total=36501)

    assert (Decimal("40501.00"), Decimal("36501.00")) == (
        round_half_even(found.unit_price * found.quantity * Decimal("1.08")),
        found.line_extension + found.taxes[0].amount,
    )


def test_a_total_above_its_parts_by_less_than_two_pesos_counts() -> None:
    """Rounded up, the line is its own total and no discount is negative."""
    plan = mapped(
        raw_sale(line(price=27010, quantity=Decimal("0.335"), discount=0, total=9049), total=9049)
    )

    assert plan.is_ready
    assert "line.rounded" in steps(plan)
    assert plan.document is not None
    assert () == plan.document.lines[0].allowance_charges


@pytest.mark.parametrize(
    ("changes", "code", "value"),
    [
        ({"discount": 4000, "total": 54000}, "line-total-mismatch", "54000.00"),
        ({"discount": 4000, "total": 49000}, "line-total-mismatch", "49000.00"),
        ({"total": 60000}, "line-total-mismatch", "60000.00"),
    ],
)
def test_a_line_whose_parts_differ_is_a_problem_with_both_sides(
    changes: dict[str, Any], code: str, value: str
) -> None:
    """More than the tolerance is never corrected silently."""
    plan = mapped(raw_sale(line(**changes)))

    assert (code, value) == (the_problem(plan).code, the_problem(plan).value)
    assert plan.document is not None
    assert not plan.is_ready


def test_two_discounts_of_a_line_that_nothing_decides_are_a_problem() -> None:
    """Without the total of the line neither of them is taken for granted."""
    plan = mapped(raw_sale(line(discount=2000, totalDiscount=4000, total=None), total=50000))

    assert "line-discount-undecided" == plan.problems[0].code
    assert "4000.00" in plan.problems[0].message.es
    assert not plan.is_ready


def test_a_line_with_extras_is_reported_and_does_not_block() -> None:
    """Price × quantity differs from the gross of the line: the line counts."""
    plan = mapped(raw_sale(line(totalBruto=58000, total=58000)))

    assert "line-price-mismatch" == the_problem(plan).code
    assert plan.is_ready


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"price": None, "total": None}, "line-without-price"),
        ({"discount": 60000, "total": None}, "discount-exceeds-line"),
    ],
)
def test_a_line_without_usable_amounts_gives_no_document(
    changes: dict[str, Any], code: str
) -> None:
    """Nothing is built on an amount that is not there."""
    plan = mapped(raw_sale(line(**changes), total=54000))

    assert plan.document is None
    assert code == the_problem(plan).code


def test_a_line_without_name_is_a_problem() -> None:
    """A document line needs its description."""
    assert "line-without-name" in found_codes(mapped(raw_sale(line(name=" "))))


def test_a_sale_without_lines_is_a_problem() -> None:
    """Some lists leave the products out."""
    plan = mapped(raw_sale(total=54000, products=[]))

    assert "sale-without-lines" == the_problem(plan).code
    assert plan.document is None


@pytest.mark.parametrize(
    ("taxes", "code", "path"),
    [
        ([{"taxName": "INC 8", "taxValue": 8}], "tax-unmapped", "lines[0].taxes[0].name"),
        (
            [{"taxName": "I CONSUMO", "taxValue": 19}],
            "tax-rate-mismatch",
            "lines[0].taxes[0].percentage",
        ),
        ([*INC, *INC], "tax-repeated", "lines[0].taxes"),
    ],
)
def test_a_tax_that_does_not_fit_is_named(taxes: object, code: str, path: str) -> None:
    """Name and rate must both be the ones of the rules."""
    problem = mapped(raw_sale(line(taxes=taxes))).problems[0]

    assert (code, path, True) == (problem.code, problem.path, problem.blocking)


@pytest.mark.parametrize(("flat", "codes"), [("IVA19", ["tax-named-twice"]), ("I CONSUMO", [])])
def test_one_tax_in_both_shapes_must_have_one_name(flat: str, codes: list[str]) -> None:
    """Which of two names holds is nobody's to guess; the same one twice is no fault."""
    both = {"taxName": flat, "taxValue": 8, "tax": {"name": "I CONSUMO", "percentage": 8}}

    assert codes == found_codes(mapped(raw_sale(line(taxes=[both]))))


def test_names_are_exact_then_by_alias() -> None:
    """Another spelling is read only where it was declared, and the trace says so."""
    sale = raw_sale(line(taxes=[{"taxName": "Impoconsumo", "taxValue": 8}]))
    with_rules = evolve(RULES, aliases=Aliases(taxes={"Impoconsumo": "I CONSUMO"}))

    assert "tax-unmapped" in found_codes(mapped(sale))
    assert "name.alias" in steps(mapped(sale, with_rules))
    assert mapped(sale, with_rules).is_ready


def test_a_day_before_every_regime_is_a_problem() -> None:
    """How the business was taxed that day is not known, and no other regime stands in for it."""
    later = Regime(kind="inc", since=date(2026, 11, 21))
    with_rules = evolve(RULES, business=evolve(RULES.business, regimes=(later,)))
    problem = the_problem(mapped(raw_sale(), with_rules))

    assert ("regime-missing", "created_on", "2026-11-20") == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert "business.regimes" in problem.fix.es


def test_a_tax_without_the_restaurant_regime_is_a_problem() -> None:
    """A franchise charges IVA, a non-responsible business neither; by the day of the sale."""
    franchise = MappingRules.from_toml(
        RULES.to_toml().replace("[[business.regimes]]", "[[business.regimes]]", 1)
    )
    for kind, taxes in (("franchise", INC), ("non-responsible", IVA)):
        regimes = tuple(evolve(each, kind=kind) for each in franchise.business.regimes)
        with_rules = evolve(RULES, business=evolve(RULES.business, regimes=regimes))
        plan = mapped(raw_sale(line(taxes=taxes)), with_rules)

        assert "tax-not-of-regime" == the_problem(plan).code


@pytest.mark.parametrize(("count", "reported"), [(300, False), (400, True)])
def test_a_long_bill_stays_within_the_tolerance_of_dian_or_is_reported(
    count: int, reported: bool
) -> None:
    """A line leaves at most 0.006: some 340 at one price pass 2.00 (FAS07)."""
    lines = [line(price=PRICE, quantity=1, taxes=IVA) for _ in range(count)]
    plan = mapped(raw_sale(*lines))
    document = plan.document
    assert document is not None

    assert reported == ("tax-outside-tolerance" in found_codes(plan))
    assert document.totals.payable == PRICE * count


def test_a_product_is_found_by_the_general_way() -> None:
    """By its own code, or by its name."""
    by_name = evolve(RULES, products=Products(match="name"))

    assert mapped(raw_sale()).is_ready
    assert mapped(raw_sale(line(code=None)), by_name).is_ready
    assert "product-unmapped" == the_problem(mapped(raw_sale(line(code=None)))).code


@pytest.mark.parametrize("key", ["P04", "Arepa rellena mixta", "6787210c1b0e7e0ac76839e8"])
def test_a_product_is_listed_by_code_name_or_id(key: str) -> None:
    """Explicit rules take any of the three."""
    assert mapped(raw_sale(), with_products(**{key: ProductRule(pymes="ITEM-4")})).is_ready


def test_a_product_is_found_by_alias() -> None:
    """A renamed product is declared once."""
    with_rules = evolve(
        with_products(Arepa=ProductRule(pymes="4")),
        aliases=Aliases(products={"Arepa rellena mixta": "Arepa"}),
    )

    assert mapped(raw_sale(), with_rules).is_ready


def test_an_unlisted_product_is_a_problem_with_its_key() -> None:
    """Explicit rules hide nothing behind a default."""
    problem = the_problem(mapped(raw_sale(), with_products()))

    assert ("product-unmapped", "lines[0]", "Arepa rellena mixta") == (
        problem.code,
        problem.path,
        problem.value,
    )
    assert 'products.items."Arepa rellena mixta"' in problem.fix.en


def test_the_line_names_the_product() -> None:
    """Code of the seller, or the id where it has none."""
    by_name = evolve(RULES, products=Products(match="name"))
    coded = only_line()
    uncoded = document_of(raw_sale(line(code=None)), by_name).lines[0]
    bare = document_of(raw_sale(line(code=None, idInternal=None)), by_name).lines[0]

    assert ("P04", "6787210c1b0e7e0ac76839e8", None) == (
        coded.seller_item_id,
        uncoded.seller_item_id,
        bare.seller_item_id,
    )
    assert coded.standard_item is not None
    assert ("P04", "999") == (coded.standard_item.value, coded.standard_item.scheme)
    assert bare.standard_item is None


def test_every_missing_mapping_is_reported_at_once() -> None:
    """Method, tax, seller and product: four problems, each with its key, and no document."""
    sale = electronic(
        line(code="Z9", taxes=[{"taxName": "OTRO", "taxValue": 8}]),
        seller={"name": "Nadie"},
        payments=[payment(54000, "Bono")],
    )
    plan = mapped(sale, evolve(RULES, products=Products()))

    assert [
        "seller-unmapped",
        "tax-unmapped",
        "product-unmapped",
        "payment-method-unmapped",
    ] == found_codes(plan)
    assert plan.document is None
