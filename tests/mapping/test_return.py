# SPDX-License-Identifier: MIT
"""What a guest gives back: the note holds its share, and the shares add up to the line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.mapping.sales import IVA, RULES, electronic, line, payment, raw_sale

from loggro_integration.errors import InexactMoney, InvalidDate, InvalidInput
from loggro_integration.ids import DocumentNumber
from loggro_integration.mapping import map_return, map_sale, void_note
from loggro_integration.models import CreditNote, ExchangeRate, Invoice, TaxSubtotal, TaxTotal
from loggro_integration.wire import restobar

AT = datetime(2026, 11, 21, 3, tzinfo=UTC)
NUMBER = DocumentNumber("NC", 12)


def invoice(raw: dict[str, object]) -> Invoice:
    document = map_sale(restobar.sale(raw), RULES).document
    assert isinstance(document, Invoice)
    return document


def back(
    document: Invoice,
    lines: object,
    *,
    returned: Mapping[str, Decimal] | None = None,
) -> CreditNote:
    return map_return(
        document,
        lines,  # type: ignore[arg-type]
        "Plato devuelto",
        number=NUMBER,
        at=AT,
        returned=returned,
    )


TWO = invoice(electronic(line(27000, 3), line(9000, 2, name="Limonada", code="B1", taxes=IVA)))


def test_a_whole_line_comes_back() -> None:
    """The note holds that line as it was sold, and says what it is about and why."""
    note = back(TWO, ["2"])
    assert note.type_code == "91"
    assert note.customization == "20"
    assert note.number == "NC12"
    assert str(note.issue_date) == "2026-11-20"
    assert note.discrepancy is not None
    assert (note.discrepancy.code, note.discrepancy.description) == ("1", "Plato devuelto")
    assert note.references[0].number == TWO.number
    assert note.lines == (TWO.lines[1],)
    assert note.line_count == 1
    assert note.totals.payable == Decimal("18000.00")


def test_a_line_may_be_named_alone() -> None:
    """One id stands for a list of one, not for its letters."""
    assert back(TWO, "2") == back(TWO, ["2"])


def test_a_part_of_a_line_comes_back() -> None:
    """One of three: a third of base and tax, each to the cent."""
    note = back(TWO, {"1": 1})
    (only,) = note.lines
    assert (only.quantity, only.base_quantity) == (Decimal(1), Decimal(1))
    assert only.line_extension == Decimal("25000.00")
    assert only.taxes[0].amount == Decimal("2000.00")
    assert only.unit_price == TWO.lines[0].unit_price
    assert note.totals.payable == Decimal("27000.00")


def test_the_tip_stays() -> None:
    """Charges of the document were not given back."""
    tipped = invoice(
        raw_sale(line(27000, 2), tip=5000, payments=[payment(54000, tip=5000)], total=54000)
    )
    assert tipped.totals.charge == Decimal("5000.00")
    note = back(tipped, {"1": 2})
    assert note.type_code == "94"
    assert note.allowance_charges == ()
    assert note.totals.charge is None
    assert note.totals.payable == Decimal("54000.00")


def test_the_note_is_in_the_currency_of_the_document() -> None:
    """What was sold in dollars comes back in dollars, at the rate of the invoice."""
    rate = ExchangeRate(source="USD", target="COP", rate=Decimal(4100))
    note = back(evolve(TWO, currency="USD", exchange_rate=rate), ["2"])
    assert (note.currency, note.exchange_rate) == ("USD", rate)


def test_order_is_that_of_the_document() -> None:
    """However the caller names the lines, the note lists them as the document does."""
    assert [each.id for each in back(TWO, ["2", "1"]).lines] == ["1", "2"]


def test_a_nominal_tax_comes_back_by_its_measure() -> None:
    """Two bags of six take back a third of the tax and of the units."""
    bags = TaxTotal(
        code="22",
        name="INC Bolsas",
        amount=Decimal("438.00"),
        subtotals=(
            TaxSubtotal(
                amount=Decimal("438.00"),
                base_unit_measure=Decimal(6),
                unit_code="94",
                per_unit_amount=Decimal(73),
            ),
        ),
    )
    bare = TaxTotal(code="ZZ", name="Otro", amount=Decimal("9.00"))
    sold = evolve(TWO.lines[0], taxes=(*TWO.lines[0].taxes, bags, bare))
    (only,) = back(evolve(TWO, lines=(sold,)), {"1": 1}).lines
    assert only.taxes[1].subtotals[0].base_unit_measure == Decimal(2)
    assert only.taxes[1].amount == Decimal("146.00")
    assert only.taxes[2].amount == Decimal("3.00")


@given(
    price=st.integers(1, 2_000_000),
    quantity=st.integers(2, 12),
    discount=st.integers(0, 90),
    taxed=st.booleans(),
    cuts=st.data(),
)
def test_several_returns_add_up_to_the_line(
    price: int, quantity: int, discount: int, taxed: bool, cuts: st.DataObject
) -> None:
    """Whatever the parts, what came back in all is what was sold, to the cent, tax by tax."""
    off = price * quantity * discount // 100
    rates = {"taxes": IVA} if taxed else {}
    sold = line(price, quantity, discount=off, total=price * quantity - off, **rates)
    document = invoice(electronic(sold, line(9000, 1, code="B1")))
    whole = document.lines[0]
    left, before, notes = quantity, Decimal(0), []
    while left:
        part = cuts.draw(st.integers(1, left))
        notes.append(back(document, {"1": Decimal(part)}, returned={"1": before}))
        left, before = left - part, before + part
    lines = [each.lines[0] for each in notes]
    assert sum(each.line_extension for each in lines) == whole.line_extension
    assert sum(tax.amount for each in lines for tax in each.taxes) == sum(
        tax.amount for tax in whole.taxes
    )
    assert sum(item.amount for each in lines for item in each.allowance_charges) == sum(
        item.amount for item in whole.allowance_charges
    )
    for note in notes:
        assert note.totals.payable == note.lines[0].line_extension + sum(
            tax.amount for tax in note.lines[0].taxes
        )
        for tax in note.lines[0].taxes:
            assert tax.subtotals[0].taxable_amount == note.lines[0].line_extension


@pytest.mark.parametrize(
    ("lines", "returned", "field", "hint"),
    [
        ({"9": 1}, None, "lines", "1, 2"),
        (["1"], {"9": Decimal(1)}, "lines", "1, 2"),
        ([], None, "lines", "by their ids"),
        ({"1": 4}, None, 'lines["1"]', "3 were sold"),
        ({"1": 2}, {"1": Decimal(2)}, 'lines["1"]', "2 came back already"),
        ({"1": 0}, None, 'lines["1"]', "3 were sold"),
        ({"1": -1}, None, 'lines["1"]', "3 were sold"),
        (["1"], {"1": Decimal(3)}, 'lines["1"]', "3 came back already"),
        ({"1": 1}, {"1": Decimal(-1)}, 'lines["1"]', "3 were sold"),
    ],
)
def test_what_cannot_come_back_is_named(
    lines: object, returned: Mapping[str, Decimal] | None, field: str, hint: str
) -> None:
    """More than was sold, nothing, or a line that is not there: the error names it and the rest."""
    with pytest.raises(InvalidInput) as caught:
        back(TWO, lines, returned=returned)
    assert caught.value.field == field
    assert caught.value.hint is not None
    assert hint in caught.value.hint.en


def test_a_float_is_refused() -> None:
    """Half a portion is Decimal("0.5")."""
    with pytest.raises(InexactMoney):
        back(TWO, {"1": 0.5})


def test_the_moment_has_a_zone() -> None:
    """Without zone nobody knows the day of the note."""
    with pytest.raises(InvalidDate):
        map_return(TWO, ["1"], "x", number=NUMBER, at=datetime(2026, 11, 21, 3))  # noqa: DTZ001


@pytest.mark.parametrize("reason", ["", "   ", "\n", "roto\x00", None])
def test_a_note_says_why(reason: object) -> None:
    """A blank reason, or one that no document can hold, is refused for a return and for a void."""
    why: Any = reason
    for make in (
        lambda: map_return(TWO, ["2"], why, number=NUMBER, at=AT),
        lambda: void_note(TWO, number=NUMBER, at=AT, reason=why),
    ):
        with pytest.raises(InvalidInput, match="needs a reason") as caught:
            make()

        assert caught.value.field == "reason"
        assert caught.value.hint is not None
