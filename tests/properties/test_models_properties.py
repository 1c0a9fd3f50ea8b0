# SPDX-License-Identifier: MIT
"""What always holds of calculated documents, and of the codes computed from them."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from decimal import ROUND_DOWN, Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration import dian
from loggro_integration.models import (
    AllowanceCharge,
    ApplicationResponse,
    Identification,
    Invoice,
    Line,
    Party,
    Prepayment,
    Reference,
    TaxSubtotal,
    TaxTotal,
    WrittenCode,
    calculate,
    tax_totals,
)

ZERO = Decimal("0.00")
RATES = {"01": ("0.00", "5.00", "19.00"), "04": ("2.00", "8.00", "16.00"), "35": ("20.00",)}

amounts = st.decimals(min_value=0, max_value=10**9, places=2)
numbers = st.text("0123456789", min_size=1, max_size=12)
keys = st.text("0123456789abcdef", min_size=1, max_size=40)


@st.composite
def percentage(draw: st.DrawFn, base: Decimal) -> TaxTotal:
    code = draw(st.sampled_from(sorted(RATES)))
    percent = Decimal(draw(st.sampled_from(RATES[code])))
    part = TaxSubtotal(amount=round(base * percent / 100, 2), taxable_amount=base, percent=percent)
    return TaxTotal(code=code, name=code, amount=part.amount, subtotals=(part,))


@st.composite
def bags(draw: st.DrawFn) -> TaxTotal:
    units, each = Decimal(draw(st.integers(1, 9))), Decimal(draw(st.sampled_from((60, 70))))
    part = TaxSubtotal(amount=units * each, base_unit_measure=units, per_unit_amount=each)
    return TaxTotal(code="22", name="Bolsas", amount=part.amount, subtotals=(part,))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    base = draw(amounts)
    taxes = draw(st.lists(percentage(base), max_size=2)) + draw(st.lists(bags(), max_size=1))
    return Line(
        id="1", quantity=Decimal(1), unit_price=base, line_extension=base, taxes=tuple(taxes)
    )


charges = st.builds(AllowanceCharge, charge=st.booleans(), amount=amounts)
advances = st.builds(Prepayment, amount=amounts)
parties = st.builds(
    Party, identification=st.builds(Identification, number=numbers, type_code=st.just("31"))
)


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    found = draw(st.lists(lines(), max_size=2))
    taxes, totals = calculate(found, allowance_charges=draw(st.lists(charges, max_size=1)))
    moment = draw(st.datetimes(datetime(2020, 1, 1), datetime(2039, 1, 1)))  # noqa: DTZ001
    return Invoice(
        number=draw(st.sampled_from(("FE", "SETP", ""))) + draw(numbers),
        issue_date=moment.date(),
        issue_time=moment.time().replace(microsecond=0),
        type_code=draw(st.sampled_from(("01", "20", "05"))),
        environment=draw(st.sampled_from("12")),
        supplier=draw(parties),
        customer=draw(parties),
        lines=tuple(found),
        taxes=taxes,
        totals=totals,
    )


@given(st.lists(lines(), max_size=8), st.lists(charges, max_size=3), st.lists(advances, max_size=2))
def test_calculated_totals_keep_every_identity(
    found: list[Line], extra: list[AllowanceCharge], paid: list[Prepayment]
) -> None:
    """Lines + taxes − discounts + charges = payable, to the cent (FAU02 to FAU14)."""
    taxes, totals = calculate(found, allowance_charges=extra, prepayments=paid)

    charged = sum((each.amount for each in extra if each.charge), ZERO)
    discounted = sum((each.amount for each in extra if not each.charge), ZERO)
    assert totals.line_extension == sum((each.line_extension for each in found), ZERO)
    assert totals.tax_inclusive == totals.line_extension + sum((t.amount for t in taxes), ZERO)
    assert totals.payable == totals.tax_inclusive - discounted + charged
    assert (totals.charge or ZERO, totals.allowance or ZERO) == (charged, discounted)
    assert (totals.prepaid or ZERO) == sum((each.amount for each in paid), ZERO)


@given(st.lists(lines(), max_size=8))
def test_the_tax_base_is_that_of_the_taxed_lines(found: list[Line]) -> None:
    """Each line with a percentage tax counts its base once, whatever their number."""
    _, totals = calculate(found)

    taxed = [each for each in found if any(tax.code != "22" for tax in each.taxes)]
    assert totals.tax_exclusive == sum((each.line_extension for each in taxed), ZERO)


@given(st.lists(lines(), max_size=8))
def test_header_taxes_lose_nothing(found: list[Line]) -> None:
    """Codes are unique, amounts and bases keep their sums, subtotals add up to their total."""
    taxes = [tax for each in found for tax in each.taxes]

    totals = tax_totals(taxes)

    codes = [total.code for total in totals]
    assert len(codes) == len(set(codes))
    assert set(codes) == {tax.code for tax in taxes}
    for total in totals:
        own = [tax for tax in taxes if tax.code == total.code]
        assert total.amount == sum((tax.amount for tax in own), ZERO)
        assert total.amount == sum((part.amount for part in total.subtotals), ZERO)
        assert _bases([total]) == _bases(own)
        rates = [(part.percent, part.per_unit_amount) for part in total.subtotals]
        assert len(rates) == len(set(rates))


def _bases(taxes: list[TaxTotal]) -> Decimal:
    parts = (part for tax in taxes for part in tax.subtotals)
    return sum((part.taxable_amount or ZERO for part in parts), ZERO)


@given(st.lists(lines(), max_size=6))
def test_adding_up_twice_changes_nothing(found: list[Line]) -> None:
    """The totals of totals are the totals."""
    once = tax_totals(tax for each in found for tax in each.taxes)

    assert once == tax_totals(once)


@given(st.lists(lines(), max_size=6))
def test_no_total_is_ever_a_float(found: list[Line]) -> None:
    """Every amount that comes out is a `Decimal` with two decimals."""
    taxes, totals = calculate(found)

    written = [*attrs.astuple(totals), *(tax.amount for tax in taxes)]
    assert all(isinstance(each, Decimal) for each in written if each is not None)
    assert all(-2 == each.as_tuple().exponent for each in written if each is not None)


@given(invoices(), keys)
def test_a_code_is_the_hash_of_its_pieces(document: Invoice, key: str) -> None:
    """The computed code is SHA-384 of the joined text, and stable."""
    check = dian.unique_code(document, key)

    assert check.hashed is not None
    assert check.computed == hashlib.sha384(check.hashed.reveal().encode()).hexdigest()
    assert check == dian.unique_code(document, key)


@given(invoices(), keys)
def test_a_written_code_matches_itself(document: Invoice, key: str) -> None:
    """Writing the computed code makes the document match, with that key and no other."""
    code = WrittenCode(scheme="", value=str(dian.unique_code(document, key).computed))
    written = attrs.evolve(document, unique_code=code)

    assert "matches" == dian.unique_code(written, key).status
    assert dian.unique_code(written, f"{key}0").status in {"differs", "matches-first-subtotal"}


def _other(text: str) -> str:
    return f"{text}7"


def _other_party(party: Party) -> Party:
    assert party.identification is not None
    number = _other(party.identification.number)
    return attrs.evolve(party, identification=Identification(number=number))


CHANGES = {
    "number": lambda d: {"number": _other(d.number)},
    "day": lambda d: {"issue_date": date.fromordinal(d.issue_date.toordinal() + 1)},
    "time": lambda d: {"issue_time": time((d.issue_time.hour + 1) % 24, d.issue_time.minute)},
    "lines": lambda d: {
        "totals": attrs.evolve(d.totals, line_extension=d.totals.line_extension + 1)
    },
    "payable": lambda d: {"totals": attrs.evolve(d.totals, payable=d.totals.payable + 1)},
    "iva": lambda d: {"taxes": (*d.taxes, TaxTotal(code="01", name="IVA", amount=Decimal("1.00")))},
    "supplier": lambda d: {"supplier": _other_party(d.supplier)},
    "customer": lambda d: {"customer": _other_party(d.customer)},
    "environment": lambda d: {"environment": "1" if d.environment == "2" else "2"},
}


@pytest.mark.parametrize("change", sorted(CHANGES))
@given(document=invoices(), key=keys)
def test_a_code_changes_with_every_field(change: str, document: Invoice, key: str) -> None:
    """One changed field, whichever it is, gives another code."""
    changed = attrs.evolve(document, **CHANGES[change](document))

    assert dian.unique_code(document, key).computed != dian.unique_code(changed, key).computed


@given(invoices(), keys, keys)
def test_the_key_changes_the_code_and_is_never_shown(
    document: Invoice, key: str, other: str
) -> None:
    """Two keys give two codes; what is shown depends on neither."""
    one, two = dian.unique_code(document, key), dian.unique_code(document, other)

    assert (key == other) == (one.computed == two.computed)
    assert one.input == two.input


@given(invoices(), keys, st.sampled_from(("22", "34", "ZZ")))
def test_other_taxes_do_not_enter(document: Invoice, key: str, code: str) -> None:
    """Bags and sugar count only through the payable total."""
    extra = TaxTotal(code=code, name=code, amount=Decimal("50.00"))
    changed = attrs.evolve(document, taxes=(*document.taxes, extra))

    assert dian.unique_code(document, key) == dian.unique_code(changed, key)


@given(st.decimals(min_value=0, max_value=10**15, places=6))
def test_hashed_amounts_are_truncated(amount: Decimal) -> None:
    """Never above the amount, less than a cent below, always two decimals."""
    text = dian.hashed_amount(amount)

    assert Decimal(text) == amount.quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    assert 2 == len(text.partition(".")[2])


@given(numbers, parties, parties, st.sampled_from(("030", "031", "033")), numbers, keys)
def test_an_event_changes_with_its_document(
    number: str, sender: Party, receiver: Party, code: str, about: str, key: str
) -> None:
    """The same event about another invoice has another code; the environment does not enter."""
    event = ApplicationResponse(
        number=number,
        issue_date=date(2026, 11, 20),
        issue_time=time(12, 30),
        sender=sender,
        receiver=receiver,
        response_code=code,
        environment="1",
        reference=Reference(kind="document", number=about, type_code="01"),
    )
    other = attrs.evolve(
        event, reference=Reference(kind="document", number=_other(about), type_code="01")
    )

    first = dian.unique_code(event, key).computed
    assert first != dian.unique_code(other, key).computed
    assert first == dian.unique_code(attrs.evolve(event, environment="2"), key).computed
