# SPDX-License-Identifier: MIT
"""Notes: made from the document they adjust or from a period, then built."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from dian import bills
from dian.bills import AT, BUYER, DAY, ISSUER, KEY, NUMBERING, bill, built, line, pos, support
from loggro_integration import dian, errors
from loggro_integration.models import (
    AllowanceCharge,
    CreditNote,
    Discrepancy,
    ExchangeRate,
    Invoice,
    Line,
    PaymentMeans,
    Period,
    Prepayment,
    TaxRate,
    WrittenCode,
)

PERIOD = Period(start=date(2026, 11, 1), end=DAY)


def void(about: Invoice, **details: Any) -> CreditNote:
    return dian.credit_note(about, number="NC1", at=AT, concept="2", **details)


def note(about: Invoice | Period, *lines: Line, **details: Any) -> CreditNote:
    return dian.credit_note(
        about, number="NC1", at=AT, concept="1", lines=lines or (line(),), **details
    )


@pytest.mark.parametrize(
    ("make", "type_code", "operation", "scheme"),
    [
        (bill, "91", "20", "CUDE-SHA384"),
        (pos, "94", "20", "CUDE-SHA384"),
        (support, "95", "10", "CUDS-SHA384"),
    ],
)
def test_a_credit_note_follows_the_kind_it_adjusts(
    make: Callable[[], Invoice], type_code: str, operation: str, scheme: str
) -> None:
    """91 of an invoice, 94 of a POS document (which names its type), 95 of a support document."""
    found = built(void(built(make())))

    assert (type_code, operation, scheme) == (
        found.type_code,
        found.customization,
        found.unique_code.scheme,
    )
    assert "matches" == dian.unique_code(found, bills.PIN).status


@pytest.mark.parametrize(
    ("make", "type_code", "operation"), [(bill, "92", "30"), (pos, "93", "20")]
)
def test_a_debit_note_follows_the_kind_it_adjusts(
    make: Callable[[], Invoice], type_code: str, operation: str
) -> None:
    """92 of an invoice, 93 of a POS document; both hash the requested total."""
    found = built(bills.debit(built(make())))

    assert (type_code, operation) == (found.type_code, found.customization)
    assert "matches" == dian.unique_code(found, bills.PIN).status


def test_an_adjustment_names_the_type_of_a_rarer_document() -> None:
    """The note of a toll has operation 40."""
    toll = built(bill(type_code="40", profile="DIAN 2.1: Peaje"))

    assert "40" == built(void(toll)).customization


def test_an_annulment_repeats_the_whole_document() -> None:
    """Lines, taxes, charges and total are those of the document, to the cent."""
    tip = AllowanceCharge(
        charge=True, amount=Decimal("5000.00"), reason="Propina voluntaria", reason_code="03"
    )
    sold = built(bill(allowance_charges=(tip,)))

    found = built(void(sold))

    assert (sold.lines, sold.taxes, sold.totals) == (found.lines, found.taxes, found.totals)
    assert sold.allowance_charges == found.allowance_charges


def test_an_annulment_leaves_advances_and_withholdings_behind() -> None:
    """UBL has no place for them in a credit note."""
    held = line(withholdings=[TaxRate(code="06", percent=2)])
    paid = Prepayment(amount=Decimal(500), paid_on=DAY)
    sold = built(bill(held, prepayments=(paid,)))

    found = built(void(sold))

    assert ((), (), (), None) == (
        found.withholdings,
        found.lines[0].withholdings,
        found.prepayments,
        found.totals.prepaid,
    )
    assert sold.totals.payable == found.totals.payable


def test_the_payable_amount_of_a_rounded_document_is_annulled_whole() -> None:
    """What was rounded off the document is rounded off its note."""
    plain = bill(line())
    sold = built(evolve(plain, totals=evolve(plain.totals, payable=Decimal("53999.60"))))

    assert Decimal("53999.60") == built(void(sold)).totals.payable


def test_part_of_a_document_is_given_back_in_its_own_lines() -> None:
    """Totals are those of the lines; nothing else of the document is repeated."""
    tip = AllowanceCharge(charge=True, amount=Decimal("5000.00"), reason="Propina voluntaria")
    sold = built(bill(allowance_charges=(tip,)))

    found = built(note(sold, line(quantity=1)))

    assert Decimal("27000.00") == found.totals.payable
    assert ((), 1) == (found.allowance_charges, found.line_count)


def test_a_note_names_its_document() -> None:
    """Number, code and date in BillingReference, and the number in DiscrepancyResponse."""
    sold = built(bill())
    found = built(void(sold))
    (reference,) = found.references

    assert ("invoice", sold.number, sold.unique_code, DAY) == (
        reference.kind,
        reference.number,
        reference.unique_code,
        reference.issue_date,
    )
    assert Discrepancy(
        code="2", description="Anulación de factura electrónica", reference=sold.number
    ) == (found.discrepancy)


def test_only_a_note_of_an_equivalent_document_tells_its_type() -> None:
    """DocumentTypeCode 20 stands in the reference of 94 alone."""
    types = [built(void(built(make()))).references[0].type_code for make in (bill, pos, support)]

    assert [None, "20", None] == types


def test_a_reason_for_people_stays() -> None:
    """The text of the list stands only where none is given."""
    assert (
        "Pedido duplicado"
        == built(void(built(bill()), reason="Pedido duplicado")).discrepancy.description
    )


def test_a_note_without_document_tells_its_period() -> None:
    """Operation 22 or 32: no reference, no number of an invoice."""
    credit = built(note(PERIOD, customer=BUYER, supplier=ISSUER))
    debit = built(
        dian.debit_note(PERIOD, number="ND1", at=AT, concept="3", lines=[line()], customer=BUYER),
        issuer=ISSUER,
    )

    for found, operation in ((credit, "22"), (debit, "32")):
        assert (operation, PERIOD, (), None) == (
            found.customization,
            found.period,
            found.references,
            found.discrepancy.reference,
        )


def test_a_note_carries_no_range_and_its_own_prefix() -> None:
    """InvoiceControl belongs to invoices; the branch of the issuer is the prefix of the note."""
    made = dian.build(void(built(bill())), **bills.arguments())

    assert b"InvoiceControl" not in made.xml
    assert isinstance(made.document, CreditNote)
    assert ("NC", None) == (made.document.supplier.invoice_prefix, made.document.numbering)


@pytest.mark.parametrize(
    ("number", "told", "prefix"),
    [("NC21", "NC2", "NC2"), ("NC21", None, "NC"), ("NC21", "SETP", "NC"), ("21", None, None)],
)
def test_a_prefix_that_ends_in_a_figure_must_be_told(
    number: str, told: str | None, prefix: str | None
) -> None:
    """Nobody can tell NC2-1 from NC-21 but the issuer."""
    about = built(bill())
    own = None if told is None else evolve(NUMBERING, prefix=told)
    written = evolve(void(about), number=number, supplier=evolve(ISSUER, invoice_prefix=None))

    document = dian.build(written, software=bills.SOFTWARE, environment="test", numbering=own)
    assert isinstance(document.document, CreditNote)

    assert prefix == document.document.supplier.invoice_prefix


def test_a_note_is_dated_in_bogota() -> None:
    """Three in the morning of UTC is the evening before."""
    late = datetime(2026, 11, 21, 3, 4, 5, 999, tzinfo=UTC)
    found = dian.credit_note(built(bill()), number="NC1", at=late, concept="2")

    assert (DAY, time(22, 4, 5)) == (found.issue_date, found.issue_time)


def test_a_note_without_zone_is_refused() -> None:
    """A naive moment has no day."""
    with pytest.raises(errors.InvalidDate):
        dian.credit_note(built(bill()), number="NC1", at=AT.replace(tzinfo=None), concept="2")


def test_a_note_takes_currency_and_payment_of_its_document() -> None:
    """What is paid back is paid in the same money, unless told."""
    rate = ExchangeRate(source="USD", target="COP", rate=Decimal(4100), on=DAY)
    sold = built(bill(currency="USD", exchange_rate=rate))
    transfer = (PaymentMeans(form="1", code="47"),)

    same, other = built(void(sold)), built(void(sold, payment_means=transfer, notes=("Gracias",)))

    assert ("USD", sold.exchange_rate, sold.payment_means) == (
        same.currency,
        same.exchange_rate,
        same.payment_means,
    )
    assert (transfer, ("Gracias",)) == (other.payment_means, other.notes)


def test_a_debit_note_has_no_gifts_and_no_periods_in_its_lines() -> None:
    """UBL gives DebitNoteLine neither."""
    charged = line(period_start=DAY, period_code="1", period_text="Por operación")
    about = built(bill())
    found = built(dian.debit_note(about, number="ND1", at=AT, concept="1", lines=[charged])).lines[
        0
    ]

    assert (None, None, None, None) == (
        found.free_of_charge,
        found.period_start,
        found.period_code,
        found.period_text,
    )


def test_the_code_named_is_lower_case_and_of_the_right_scheme() -> None:
    """Whoever typed it in capitals means the same document."""
    about = evolve(built(bill()), unique_code=WrittenCode(scheme="", value=f" {'AB' * 48} "))

    assert WrittenCode(scheme="CUFE-SHA384", value="ab" * 48) == (
        built(void(about)).references[0].unique_code
    )


def test_a_note_of_a_transcribed_invoice_may_name_a_cude() -> None:
    """Type 03 carries one."""
    about = evolve(built(bill()), unique_code=WrittenCode(scheme="CUDE-SHA384", value="ab" * 48))

    assert "CUDE-SHA384" == built(void(about)).references[0].unique_code.scheme


Make = Callable[[], object]


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("concept", lambda: void(built(bill()), lines=[line()])),
        ("concept", lambda: dian.credit_note(PERIOD, number="N1", at=AT, concept="2")),
        ("lines", lambda: dian.credit_note(PERIOD, number="N1", at=AT, concept="1")),
        ("lines", lambda: dian.debit_note(
            built(bill()), number="N1", at=AT, concept="1", lines=())),
        ("customer", lambda: note(PERIOD)),
        ("about", lambda: void(bill())),
        ("about", lambda: void(evolve(built(bill()), type_code="91"))),
        ("about", lambda: dian.debit_note(
            built(support()), number="N1", at=AT, concept="1", lines=[line()])),
    ],
)  # fmt: skip
def test_a_note_that_cannot_be_is_refused(field: str, make: Make) -> None:
    """Before anything is computed, with the argument that is wrong."""
    with pytest.raises(errors.InvalidInput) as caught:
        make()

    assert field == caught.value.field


def test_a_note_is_not_keyed_by_the_range() -> None:
    """Its CUDE hashes the PIN, also where a range is passed for its prefix."""
    found = built(void(built(bill())))

    assert "differs" == dian.unique_code(found, KEY).status
