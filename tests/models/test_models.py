# SPDX-License-Identifier: MIT
"""The semantic document: plain, frozen, equal by value, and the few things it can tell."""

from __future__ import annotations

import copy
import pickle
from datetime import date, time
from decimal import Decimal

import attrs
import pytest

from loggro_integration import errors, models
from loggro_integration.models import (
    AllowanceCharge,
    CreditNote,
    DebitNote,
    ExtensionBlock,
    FiscalDocument,
    Identification,
    Invoice,
    Line,
    NumberingRange,
    Party,
    Prepayment,
    TaxSubtotal,
    TaxTotal,
    Totals,
    calculate,
    tax_totals,
)

RANGE = NumberingRange(
    authorization="18764000000045",
    prefix="FE",
    first=100,
    last=200,
    valid_from=date(2026, 1, 19),
    valid_until=date(2028, 1, 19),
)


def subtotal(base: str | None, amount: str, percent: str | None = "8.00") -> TaxSubtotal:
    return TaxSubtotal(
        amount=Decimal(amount),
        taxable_amount=None if base is None else Decimal(base),
        percent=None if percent is None else Decimal(percent),
    )


def tax(code: str, *parts: TaxSubtotal, name: str = "INC") -> TaxTotal:
    amount = sum((part.amount for part in parts), Decimal(0))
    return TaxTotal(code=code, name=name, amount=amount, subtotals=parts)


def bag(units: str, each: str) -> TaxSubtotal:
    return TaxSubtotal(
        amount=Decimal(units) * Decimal(each),
        base_unit_measure=Decimal(units),
        unit_code="94",
        per_unit_amount=Decimal(each),
    )


def line(extension: str, *taxes: TaxTotal) -> Line:
    amount = Decimal(extension)
    return Line(id="1", quantity=Decimal(1), line_extension=amount, unit_price=amount, taxes=taxes)


def invoice(*lines: Line) -> Invoice:
    taxes, totals = calculate(lines)
    return Invoice(
        number="FE45",
        issue_date=date(2026, 11, 20),
        issue_time=time(20, 15, 32),
        type_code="01",
        supplier=Party(
            name="La Arepera de la 45 SAS",
            identification=Identification(number="900555111", type_code="31", check_digit="6"),
        ),
        customer=Party(name="Consumidor Final"),
        lines=lines,
        taxes=taxes,
        totals=totals,
    )


def test_the_names_are_sorted_and_named_by_the_door() -> None:
    """`__all__` is in order and reprs say where a user imports from."""
    assert sorted(models.__all__) == models.__all__
    assert {"loggro_integration.models"} == {
        getattr(models, name).__module__ for name in models.__all__
    }


@pytest.mark.parametrize(
    "name", [name for name in models.__all__ if attrs.has(getattr(models, name))]
)
def test_every_model_is_frozen_and_by_keyword(name: str) -> None:
    """No model takes positional values, and none can be changed after it was made."""
    kind = getattr(models, name)

    assert all(field.kw_only for field in attrs.fields(kind))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        kind.__new__(kind).anything = 1


def test_documents_are_equal_by_value() -> None:
    """Two documents with the same values are one value: equal, same hash, copied and pickled."""
    one, other = invoice(line("1000.00")), invoice(line("1000.00"))

    assert one == other == pickle.loads(pickle.dumps(one)) == copy.deepcopy(one)
    assert hash(one) == hash(other)
    assert one != attrs.evolve(one, number="FE46")


def test_how_it_was_written_is_no_part_of_equality() -> None:
    """The text of the time and what a reader reported do not make another document."""
    document = invoice(line("1000.00"))
    text = errors.Text(es="x", en="x")
    problem = errors.Problem(code="c", path="p", message=text, fix=text)

    read = attrs.evolve(document, issue_time_text="20:15:32-05:00", problems=(problem,))

    assert document == read


def test_kinds_are_told_apart() -> None:
    """A credit note is no invoice, though both are fiscal documents."""
    document = invoice(line("1000.00"))
    fields = attrs.asdict(document, recurse=False)

    notes = [kind(**fields) for kind in (CreditNote, DebitNote)]

    assert all(isinstance(note, FiscalDocument) for note in notes)
    assert all(note != document for note in notes)


def test_the_amount_of_a_tax_is_looked_up() -> None:
    """A tax in two totals is added; one the document has not is zero."""
    document = attrs.evolve(
        invoice(),
        taxes=(tax("04", subtotal("10", "1.00")), tax("04", subtotal("10", "2.50"))),
    )

    assert (Decimal("3.50"), Decimal("0.00")) == (
        document.tax_amount("04"),
        document.tax_amount("01"),
    )


def test_a_line_shows_its_first_description() -> None:
    """Without any the text is empty."""
    arepa = attrs.evolve(line("1.00"), descriptions=("Arepa", "De choclo"))

    assert ("Arepa", "") == (arepa.description, line("1.00").description)


def test_a_block_gives_the_first_value_of_a_name() -> None:
    """Names may repeat; an absent one gives nothing."""
    block = ExtensionBlock(name="PuntoVenta", values=(("Cajero", "Ana"), ("Cajero", "Luz")))

    assert ("Ana", None) == (block.get("Cajero"), block.get("PlacaCaja"))


@pytest.mark.parametrize(
    ("sequence", "inside"), [(99, False), (100, True), (200, True), (201, False)]
)
def test_a_range_holds_both_its_ends(sequence: int, inside: bool) -> None:
    """First and last number belong to the range."""
    assert inside == RANGE.holds(sequence)


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2026, 1, 18), False),
        (date(2026, 1, 19), True),
        (date(2028, 1, 19), True),
        (date(2028, 1, 20), False),
    ],
)
def test_a_range_is_valid_on_both_its_days(day: date, valid: bool) -> None:
    """First and last day belong to the validity."""
    assert valid == RANGE.is_valid_on(day)


def test_a_range_without_dates_is_always_valid() -> None:
    """What is not written does not limit."""
    assert NumberingRange(authorization="1").is_valid_on(date(2026, 11, 20))


# --- calculation -----------------------------------------------------------------------------


def test_a_bill_adds_up() -> None:
    """Lines, taxes, a discount, a tip and an advance give the identities of the annex."""
    lines = (
        line("45000.00", tax("04", subtotal("45000.00", "3600.00"))),
        line("10000.00", tax("01", subtotal("10000.00", "1900.00", "19.00"), name="IVA")),
        line("5000.00"),
    )

    taxes, totals = calculate(
        lines,
        allowance_charges=(
            AllowanceCharge(charge=False, amount=Decimal("1000.00")),
            AllowanceCharge(charge=True, amount=Decimal("4500.00"), reason_code="03"),
        ),
        prepayments=(Prepayment(amount=Decimal("20000.00")),),
    )

    assert [("04", Decimal("3600.00")), ("01", Decimal("1900.00"))] == [
        (each.code, each.amount) for each in taxes
    ]
    assert (
        Totals(
            line_extension=Decimal("60000.00"),
            tax_exclusive=Decimal("55000.00"),
            tax_inclusive=Decimal("65500.00"),
            allowance=Decimal("1000.00"),
            charge=Decimal("4500.00"),
            prepaid=Decimal("20000.00"),
            payable=Decimal("69000.00"),
        )
        == totals
    )


def test_sums_of_whole_amounts_have_cents() -> None:
    """Lines, taxes, discounts, charges and advances without decimals add up to two of them."""
    whole = Decimal(1000)

    _, totals = calculate(
        (line("1000", tax("04", subtotal("1000", "80"))),),
        allowance_charges=(
            AllowanceCharge(charge=False, amount=whole),
            AllowanceCharge(charge=True, amount=whole, reason_code="03"),
        ),
        prepayments=(Prepayment(amount=whole),),
    )

    assert ("1000.00", "1000.00", "1080.00", "1000.00", "1000.00", "1000.00", "1080.00") == tuple(
        str(each)
        for each in (
            totals.line_extension,
            totals.tax_exclusive,
            totals.tax_inclusive,
            totals.allowance,
            totals.charge,
            totals.prepaid,
            totals.payable,
        )
    )


def test_rounding_reaches_the_payable_total_alone() -> None:
    """A peso of rounding changes what is paid and nothing else."""
    _, totals = calculate((line("100.40"),), rounding=Decimal("-0.40"))

    assert (Decimal("100.40"), Decimal("100.00"), Decimal("-0.40")) == (
        totals.tax_inclusive,
        totals.payable,
        totals.rounding,
    )


def test_nothing_gives_zeros() -> None:
    """No lines, no discounts: zeros where a total must stand, nothing where it may be absent."""
    zero = Decimal("0.00")

    assert (
        (),
        Totals(line_extension=zero, tax_exclusive=zero, tax_inclusive=zero, payable=zero),
    ) == calculate(())


def test_the_base_of_a_line_counts_once() -> None:
    """Two percentage taxes on the same base, and a nominal one, count that base once."""
    ultra = line(
        "50000.00",
        tax("22", bag("1", "60.00"), name="Bolsas"),
        tax("01", subtotal("50000.00", "9500.00", "19.00"), name="IVA"),
        tax("35", subtotal("50000.00", "10000.00", "20.00"), name="ICUI"),
    )

    _, totals = calculate((ultra,))

    assert Decimal("50000.00") == totals.tax_exclusive


def test_the_widest_base_of_a_line_counts() -> None:
    """A bag charged with its tax has no base; the percentage tax after it has one."""
    both = line(
        "50000.00",
        tax("22", bag("1", "60.00"), name="Bolsas"),
        tax("01", subtotal("50000.00", "9500.00", "19.00"), name="IVA"),
    )

    _, totals = calculate((both,))

    assert Decimal("50000.00") == totals.tax_exclusive


def test_the_base_of_a_line_counts_whole() -> None:
    """One tax with two rates on a line has the sum of their bases."""
    mixed = line(
        "300.00", tax("01", subtotal("100.00", "5.00", "5"), subtotal("200.00", "38", "19"))
    )

    _, totals = calculate((mixed,))

    assert Decimal("300.00") == totals.tax_exclusive


def test_totals_of_a_tax_are_grouped_by_rate() -> None:
    """One total a code, one subtotal a rate, in order of first use."""
    found = tax_totals(
        (
            tax("04", subtotal("100.00", "8.00")),
            tax("01", subtotal("100.00", "19.00", "19.00"), name="IVA"),
            tax("04", subtotal("50.00", "8.00", "16.00"), subtotal("10.00", "0.80")),
        )
    )

    assert (
        tax("04", subtotal("110.00", "8.80"), subtotal("50.00", "8.00", "16.00")),
        tax("01", subtotal("100.00", "19.00", "19.00"), name="IVA"),
    ) == found


def test_nominal_taxes_are_grouped_by_their_amount_a_unit() -> None:
    """Bags at two prices stay apart; units of the same price are added; no base is made up."""
    found = tax_totals(
        (
            tax("22", bag("1", "60.00"), name="Bolsas"),
            tax("22", bag("2", "60.00"), bag("1", "70.00"), name="Bolsas"),
        )
    )

    (total,) = found
    assert [(Decimal(3), Decimal("180.00"), None), (Decimal(1), Decimal("70.00"), None)] == [
        (part.base_unit_measure, part.amount, part.taxable_amount) for part in total.subtotals
    ]


def test_sums_of_whole_pesos_have_cents() -> None:
    """A tax and its rate come to two decimals, also where no line writes any."""
    (total,) = tax_totals((tax("04", subtotal("100", "8")), tax("04", subtotal("50", "4"))))

    assert ["12.00", "12.00"] == [str(total.amount), str(total.subtotals[0].amount)]


def test_an_exempt_base_is_kept_and_an_absent_one_stays_absent() -> None:
    """Zero percent of a base is a base; a tax without one has none."""
    _, totals = calculate((line("80.00", tax("01", subtotal("80.00", "0.00", "0.00"))),))
    (bare,) = tax_totals((tax("ZZ", subtotal(None, "1.00", None)),))

    assert Decimal("80.00") == totals.tax_exclusive
    assert bare.subtotals[0].taxable_amount is None
