# SPDX-License-Identifier: MIT
"""
The note for what a guest gave back: some lines, or a part of some.

Restobar has no partial return; this is for other points of sale. Amounts of a part are differences
of rounded shares, so that several returns of one line add up to the line, to the cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import cast

from attrs import evolve, frozen

from loggro_integration.codes import CreditNoteConcept
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.ids import DocumentNumber
from loggro_integration.mapping._void import credit_note, stated_cause
from loggro_integration.models import (
    AllowanceCharge,
    CreditNote,
    Invoice,
    Line,
    TaxSubtotal,
    TaxTotal,
    calculate,
)
from loggro_integration.money import CENTS, ROUNDING, ZERO, exact

__all__ = ["map_return"]

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_MEASURE_STEP = Decimal("0.000001")


def map_return(
    document: Invoice,
    lines: Iterable[str] | Mapping[str, Decimal],
    reason: str,
    *,
    number: DocumentNumber,
    at: datetime,
    returned: Mapping[str, Decimal] | None = None,
) -> CreditNote:
    """
    Return the credit note for lines that came back (concept 1, *devolución parcial*).

    Each line keeps its id, price, taxes and discounts; its amounts are its share. Tip, delivery
    and other charges of the document stay where they are: they were not given back.

    Args:
        document: Of any point of sale; for a POS document the note is an adjustment (94).
        lines: Ids of whole lines, or the quantity that came back by the id of its line.
        reason: Why, for people.
        number: Of the note: notes have their own consecutive and no resolution.
        at: When it is issued; its Bogotá day and time are written.
        returned: What earlier notes took back already, by line: without it several returns of one
            line could exceed it.

    Raises:
        InvalidInput: If a line is unknown, nothing is returned, or more than is left comes back; or
            if the reason says nothing, or holds what no document can.
        InexactMoney: If a quantity is a float.
        InvalidDate: If `at` has no zone.

    Source: list ConceptoNotaCredito, 1; `dian.md` section 10 of the project's facts.

    >>> from datetime import UTC, datetime
    >>> from loggro_integration.ids import DocumentNumber
    >>> from loggro_integration.mapping import MappingRules, map_return, map_sale
    >>> from loggro_integration.wire import restobar
    >>> sale = restobar.sale({
    ...     "_id": "66f9b8a7c3d4e5f60789abcd", "invoicePrefix": "POS", "seq": 7,
    ...     "status": "Pagada", "createdOn": "2026-11-20T18:04:11.120Z", "total": 54000,
    ...     "seller": {"name": "Camila"}, "paymentMethod": "Efectivo",
    ...     "products": [{"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 2,
    ...                   "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}]}],
    ... })
    >>> invoice = map_sale(sale, MappingRules.example()).document
    >>> note = map_return(
    ...     invoice, {"1": 1}, "Plato devuelto", number=DocumentNumber("NA", 2),
    ...     at=datetime(2026, 11, 20, 19, tzinfo=UTC),
    ... )
    >>> note.totals.line_extension, note.totals.payable
    (Decimal('25000.00'), Decimal('27000.00'))
    """
    with localcontext(_CONTEXT):
        kept = tuple(_line(each) for each in _parts(document, lines, returned or {}))
        note = _note(document, kept, reason, number, at)
        taxes, totals = calculate(kept)
    return evolve(note, taxes=taxes, totals=totals)


def _note(
    document: Invoice, lines: tuple[Line, ...], reason: str, number: DocumentNumber, at: datetime
) -> CreditNote:
    """Return the note about a document with these lines, its sums still those of the document."""
    why = stated_cause(document, CreditNoteConcept.PARTIAL_RETURN, reason)
    whole = credit_note(document, number=number, at=at, discrepancy=why)
    return evolve(whole, lines=lines, line_count=len(lines), allowance_charges=())


@frozen(kw_only=True)
class _Part:
    """
    What comes back of one line.

    Attributes:
        before: Quantity that earlier notes took back.
        quantity: Quantity of this note.
    """

    line: Line
    before: Decimal
    quantity: Decimal

    def of(self, amount: Decimal) -> Decimal:
        """Return the share of an amount: what is owed back by now, less what was before."""
        return self._until(amount, self.before + self.quantity) - self._until(amount, self.before)

    def _until(self, amount: Decimal, quantity: Decimal) -> Decimal:
        if quantity == self.line.quantity:
            return amount
        return (amount * quantity / self.line.quantity).quantize(CENTS, rounding=ROUNDING)


def _parts(
    document: Invoice, lines: Iterable[str] | Mapping[str, Decimal], returned: Mapping[str, Decimal]
) -> list[_Part]:
    known = {line.id: line for line in document.lines}
    wanted = _wanted(lines, known, returned)
    if not wanted:
        raise InvalidInput(
            "No line comes back.",
            field="lines",
            hint=Text(
                es="Indique las líneas devueltas por su número.",
                en="Name the lines that came back by their ids.",
            ),
        )
    return [_part(known, name, wanted[name], returned) for name in known if name in wanted]


def _wanted(
    lines: Iterable[str] | Mapping[str, Decimal],
    known: Mapping[str, Line],
    returned: Mapping[str, Decimal],
) -> dict[str, Decimal]:
    chosen: dict[str, Decimal] | dict[str, None] = (
        dict(cast("Mapping[str, Decimal]", lines))
        if isinstance(lines, Mapping)
        else dict.fromkeys((lines,) if isinstance(lines, str) else lines)
    )
    for name in (*chosen, *returned):
        if name not in known:
            listed = ", ".join(known)
            raise InvalidInput(
                f"The document has no line {name!r}.",
                field="lines",
                value=name,
                hint=Text(es=f"Sus líneas: {listed}.", en=f"Its lines: {listed}."),
            )
    return {
        name: known[name].quantity - _quantity(returned.get(name, ZERO), name)
        if value is None
        else _quantity(value, name)
        for name, value in chosen.items()
    }


def _quantity(value: object, name: str) -> Decimal:
    return exact(value, field=f'lines["{name}"]')


def _part(
    known: Mapping[str, Line], name: str, quantity: Decimal, returned: Mapping[str, Decimal]
) -> _Part:
    line = known[name]
    before = _quantity(returned.get(name, ZERO), name)
    left = line.quantity - before
    if before < 0 or not 0 < quantity <= left:
        raise InvalidInput(
            f"Of line {name} at most {left} can come back.",
            field=f'lines["{name}"]',
            value=quantity,
            hint=Text(
                es=f"Se vendieron {line.quantity} y ya se devolvieron {before}.",
                en=f"{line.quantity} were sold and {before} came back already.",
            ),
        )
    return _Part(line=line, before=before, quantity=quantity)


def _line(part: _Part) -> Line:
    """Build the line of the note; its net follows from its parts, so that it adds up."""
    line = part.line
    allowances = tuple(_allowance(each, part) for each in line.allowance_charges)
    net = part.of(line.line_extension + _given(line.allowance_charges)) - _given(allowances)
    return evolve(
        line,
        quantity=part.quantity,
        base_quantity=None if line.base_quantity is None else part.quantity,
        line_extension=net,
        allowance_charges=allowances,
        taxes=tuple(_tax(each, part, net) for each in line.taxes),
        withholdings=(),
    )


def _given(allowances: Iterable[AllowanceCharge]) -> Decimal:
    """Return discounts less charges."""
    return sum((-each.amount if each.charge else each.amount for each in allowances), ZERO)


def _allowance(each: AllowanceCharge, part: _Part) -> AllowanceCharge:
    base = None if each.base_amount is None else part.of(each.base_amount)
    return evolve(each, amount=part.of(each.amount), base_amount=base)


def _tax(tax: TaxTotal, part: _Part, net: Decimal) -> TaxTotal:
    subtotals = tuple(_subtotal(each, part, net) for each in tax.subtotals)
    amount = sum((each.amount for each in subtotals), ZERO)
    return evolve(tax, amount=amount if subtotals else part.of(tax.amount), subtotals=subtotals)


def _subtotal(each: TaxSubtotal, part: _Part, net: Decimal) -> TaxSubtotal:
    taxable, measure = each.taxable_amount, each.base_unit_measure
    if taxable is not None:
        taxable = net if taxable == part.line.line_extension else part.of(taxable)
    if measure is not None:
        share = measure * part.quantity / part.line.quantity
        measure = share.quantize(_MEASURE_STEP, rounding=ROUNDING)
    return evolve(
        each, amount=part.of(each.amount), taxable_amount=taxable, base_unit_measure=measure
    )
