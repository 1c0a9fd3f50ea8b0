# SPDX-License-Identifier: MIT
"""Lines, taxes and totals of a document that is built."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from dian import bills
from dian.bills import DAY, INC, IVA, bill, built, line
from loggro_integration import dian
from loggro_integration.models import (
    AllowanceCharge,
    ExchangeRate,
    ItemCode,
    Prepayment,
    TaxRate,
    TaxTotal,
    calculate,
)


def unsigned(document: dian.Document | None = None, **changes: Any) -> dian.Unsigned:
    return dian.build(document or bill(), **bills.arguments(**changes))


# --- amounts -----------------------------------------------------------------------------------


def test_header_taxes_and_totals_are_the_sums_of_the_lines() -> None:
    """One total a tax, one subtotal a rate, and the identities FAU02 to FAU14."""
    document = built(bill(taxes=()))
    totals = document.totals

    assert [("04", Decimal("4000.00")), ("01", Decimal("1710.00"))] == [
        (tax.code, tax.amount) for tax in document.taxes
    ]
    assert Decimal("59000.00") == totals.line_extension == totals.tax_exclusive
    assert Decimal("64710.00") == totals.tax_inclusive == totals.payable


def test_amounts_become_cents_half_even() -> None:
    """What has more decimals is rounded once; whole pesos get their zeros."""
    first = bills.taxed(bills.tax("04", "4000"), line_extension=Decimal("50000"))
    finer = evolve(first, line_extension=Decimal("50000.005"))

    for each, expected in ((first, "50000.00"), (finer, "50000.00")):
        document = built(bill(each, totals=calculate([first])[1]))
        assert expected == str(document.lines[0].line_extension)
        assert "4000.00" == str(document.lines[0].taxes[0].amount)


def test_prices_keep_six_decimals_and_amounts_two() -> None:
    """Price times quantity would miss the line by up to a peso otherwise."""
    document = built(bill(line(quantity=3, unit_price="8333.333333")))

    assert "8333.333333" == str(document.lines[0].unit_price)
    assert b'<cbc:PriceAmount currencyID="COP">8333.333333<' in unsigned(document).xml


def test_what_is_finer_than_six_decimals_is_rounded_once() -> None:
    """DIAN reads six: quantities and prices keep no more, and an exponent is written out."""
    finer = evolve(line(), unit_price=Decimal("24999.9999999"), quantity=Decimal("2E+0"))
    more = evolve(finer, quantity=Decimal("2.0000004"))

    document = built(bill(finer, more))

    assert ["25000.000000"] * 2 == [str(each.unit_price) for each in document.lines]
    assert ["2", "2.000000"] == [str(each.quantity) for each in document.lines]


def test_a_quantity_of_tens_is_written_out() -> None:
    """An exponent is no number of XML's decimal."""
    tens = evolve(line(quantity=10), quantity=Decimal("1E+1"))

    assert "10" == str(built(bill(tens)).lines[0].quantity)


def test_a_free_sample_adds_its_tax_and_not_its_price() -> None:
    """Net 0.00, price 0.00, the commercial value beside it, IVA of that value in the header."""
    document = built(bill(bills.gift(), line()))
    free = document.lines[0]

    assert (True, "0.00", "0.00") == (
        free.free_of_charge,
        str(free.line_extension),
        str(free.unit_price),
    )
    assert ("25000", "Valor comercial") == (
        f"{free.reference_price.amount.normalize():f}",
        free.reference_price.type_name,
    )
    assert Decimal("9500.00") == document.tax_amount("01")
    assert (Decimal("50000.00"), Decimal("63500.00")) == (
        document.totals.line_extension,
        document.totals.payable,
    )


def test_a_line_discounted_to_nothing_names_its_value() -> None:
    """CAW01: what costs nothing has a PricingReference."""
    whole = AllowanceCharge(
        charge=False, amount=Decimal("50000.00"), reason="Cortesía de la casa", reason_code="00"
    )
    given = evolve(line(), allowance_charges=(whole,), line_extension=Decimal("0.00"), taxes=())

    price = built(bill(given, line())).lines[0].reference_price

    assert (Decimal(25000), "01", "Valor comercial") == (
        price.amount,
        price.type_code,
        price.type_name,
    )


def test_nominal_taxes_add_no_base() -> None:
    """Bags are so much each: only the payable amount holds them."""
    bags = TaxRate(code="22", per_unit_amount=70)
    document = built(bill(line(taxes=(INC, bags))))

    assert Decimal("50000.00") == document.totals.tax_exclusive
    assert Decimal("140.00") == document.tax_amount("22")
    assert "Bolsas" == document.taxes[1].name


def test_a_line_with_two_percentages_counts_its_base_once_or_twice_as_told() -> None:
    """FAU04: the official examples count it once; a policy reads the rule literally."""
    both = bill(line(taxes=(IVA, TaxRate(code="35", percent=20))))

    once = built(both)
    each = built(
        evolve(both, totals=evolve(both.totals, tax_exclusive=Decimal("100000.00"))),
        policies=dian.Policies(tax_bases="each"),
    )

    assert (Decimal("50000.00"), Decimal("100000.00")) == (
        once.totals.tax_exclusive,
        each.totals.tax_exclusive,
    )
    assert once.totals.payable == each.totals.payable


def test_a_tax_without_name_gets_that_of_the_list() -> None:
    """The header says the same name as its lines."""
    document = built(bill(bills.taxed(bills.tax("04"))))

    assert "INC" == document.lines[0].taxes[0].name == document.taxes[0].name


def test_a_tax_that_only_the_header_has_stays() -> None:
    """ICA told on the whole counts in the totals, as in the official examples."""
    ica = evolve(bills.tax("03", "414.00"), subtotals=(
        evolve(bills.tax("03", "414.00").subtotals[0], percent=Decimal("0.828")),))  # fmt: skip
    plain = bill(line())
    told = evolve(
        plain,
        taxes=(*plain.taxes, ica),
        totals=evolve(
            plain.totals,
            tax_inclusive=plain.totals.tax_inclusive + 414,
            payable=plain.totals.payable + 414,
        ),
    )

    document = built(told)

    assert Decimal("414.00") == document.tax_amount("03")
    assert Decimal("54414.00") == document.totals.payable == document.totals.tax_inclusive


def test_withholdings_are_summed_by_code_and_rate_and_change_no_total() -> None:
    """Two lines of one rate and one of another give one total with two subtotals."""
    held = TaxRate(code="06", percent="2.5")
    other = TaxRate(code="06", percent=4)
    lines = [line(withholdings=[rate]) for rate in (held, held, other)]
    document = built(bill(*lines))

    (total,) = document.withholdings
    assert ("06", "ReteFuente", Decimal("4500.00")) == (total.code, total.name, total.amount)
    assert [Decimal("2500.00"), Decimal("2000.00")] == [each.amount for each in total.subtotals]
    assert document.totals.tax_inclusive == document.totals.payable


def test_withholdings_of_the_header_alone_stay() -> None:
    """Self-withholders often tell them on the whole only."""
    held = bills.tax("07", "414.00", percent=Decimal("0.828"))

    assert "ReteICA" == built(bill(line(), withholdings=(held,))).withholdings[0].name


def test_the_payable_amount_of_the_document_is_the_authority() -> None:
    """What rounding added shows beside it; what it took off cannot be written (VLR01)."""
    plain = bill(line())

    up = built(evolve(plain, totals=evolve(plain.totals, payable=Decimal("54000.40")))).totals
    down = built(evolve(plain, totals=evolve(plain.totals, payable=Decimal("53999.60")))).totals

    assert (Decimal("54000.40"), Decimal("0.40")) == (up.payable, up.rounding)
    assert (Decimal("53999.60"), None) == (down.payable, down.rounding)


def test_discounts_and_charges_get_number_base_and_percentage() -> None:
    """FBE01 wants all of them; the percentage gives the amount back (FBE06)."""
    tip = AllowanceCharge(charge=True, amount=Decimal("5000"), reason="Propina voluntaria")
    off = AllowanceCharge(charge=False, amount=Decimal("12345.00"), reason="Martes de arepas")
    document = built(bill(line(quantity=8), allowance_charges=(tip, off)))
    first, second = document.allowance_charges

    assert ("1", "02", Decimal("200000.00"), "2.50") == (
        first.id,
        first.reason_code,
        first.base_amount,
        str(first.percent),
    )
    assert ("2", "00", "6.172500") == (second.id, second.reason_code, str(second.percent))
    assert Decimal("200000.00") * second.percent / 100 == second.amount


def test_a_charge_above_its_base_has_no_percentage() -> None:
    """DIAN takes no more than 100 (FAQ06): the delivery of a coffee may cost more than it."""
    delivery = AllowanceCharge(charge=True, amount=Decimal("9000.00"), reason="Costo de domicilio")
    (charge,) = built(bill(line(quantity=1, unit_price=6000), allowance_charges=(delivery,))
                      ).allowance_charges  # fmt: skip

    assert (None, Decimal("6000.00")) == (charge.percent, charge.base_amount)


def test_advances_are_numbered_and_never_subtracted() -> None:
    """FAU12, FAU14: they inform; one of nothing is none."""
    paid = Prepayment(amount=Decimal("20000.00"), paid_on=DAY)
    document = built(bill(prepayments=(Prepayment(amount=Decimal(0)), paid)))
    (advance,) = document.prepayments

    assert ("1", DAY) == (advance.id, advance.received_on)
    assert (Decimal("20000.00"), Decimal("64710.00")) == (
        document.totals.prepaid,
        document.totals.payable,
    )


def test_another_currency_needs_only_its_rate() -> None:
    """FAR01 to FAR07: from the document's currency to COP, base 1.00, of the day."""
    rate = ExchangeRate(source="usd", target="cop", rate=Decimal("4100.5"), source_base=Decimal(1))
    document = built(bill(currency="usd", exchange_rate=rate))
    found = document.exchange_rate

    assert ("USD", "USD", "COP", None, "1.00", DAY) == (
        document.currency,
        found.source,
        found.target,
        found.source_base,
        str(found.target_base),
        found.on,
    )
    assert b'currencyID="COP"' not in unsigned(document).xml


# --- items -------------------------------------------------------------------------------------


def test_an_item_is_known_by_the_sellers_own_code() -> None:
    """FAZ09 wants a standard: 999 is the seller's, and the line's number where there is no code."""
    document = built(bill(line(), evolve(line(), seller_item_id=None)))
    known, unknown = (each.standard_item for each in document.lines)

    assert ("ARE-1", "999", "Estándar de adopción del contribuyente") == (
        known.value,
        known.scheme,
        known.scheme_name,
    )
    assert "2" == unknown.value


@pytest.mark.parametrize(
    ("scheme", "name", "agency"),
    [("001", "UNSPSC", "10"), ("010", "GTIN", "9"), ("020", "Partida arancelaria", "195")],
)
def test_a_standard_gets_its_name_and_agency(scheme: str, name: str, agency: str) -> None:
    """FAZ12, FAZ14: a GTIN names agency 9."""
    item = ItemCode(value=" 7701234567890 ", scheme=scheme)
    found = built(bill(evolve(line(), standard_item=item))).lines[0].standard_item

    assert ("7701234567890", name, agency) == (found.value, found.scheme_name, found.agency)


def test_a_unit_is_94_where_none_is_given() -> None:
    """FAV05 wants a unit: 94 is one piece."""
    assert "94" == built(bill(evolve(line(), unit_code=None))).lines[0].unit_code


def test_header_taxes_that_are_given_are_compared_and_not_taken_over() -> None:
    """A header within 2.00 of its lines is written as their sum."""
    plain = bill(line())
    off = evolve(plain, taxes=(evolve(plain.taxes[0], amount=Decimal("4001.99")),))

    assert Decimal("4000.00") == built(off).tax_amount("04")


def test_an_empty_tax_is_no_tax() -> None:
    """INC of nothing in a header without INC lines is dropped, as the hash counts it 0.00."""
    nothing = TaxTotal(code="04", name="INC", amount=Decimal("0.00"))
    document = bill(line(taxes=(IVA,)), taxes=(nothing,))

    assert ["01"] == [tax.code for tax in built(document).taxes]
