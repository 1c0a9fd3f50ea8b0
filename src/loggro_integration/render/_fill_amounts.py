# SPDX-License-Identifier: MIT
"""Lines, taxes and totals of a document as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Context, Decimal
from typing import Final

from loggro_integration import codes
from loggro_integration.errors import Text
from loggro_integration.models import (
    AllowanceCharge,
    FiscalDocument,
    Line,
    TaxSubtotal,
    TaxTotal,
)
from loggro_integration.money import ZERO, round_half_even
from loggro_integration.render._fill_parties import identified
from loggro_integration.render._form import Row, Sum, TaxRow
from loggro_integration.render._speech import Speech

__all__ = ["COLUMNS", "TAX_COLUMNS", "rows", "sums", "tax_rows"]

COLUMNS: Final = (
    Text(es="#", en="#"),
    Text(es="Descripción", en="Description"),
    Text(es="Cant.", en="Qty"),
    Text(es="Unidad", en="Unit"),
    Text(es="Vr. unitario", en="Unit price"),
    Text(es="Descuento", en="Discount"),
    Text(es="Impuesto", en="Tax"),
    Text(es="Valor total", en="Amount"),
)
TAX_COLUMNS: Final = (
    Text(es="Impuesto", en="Tax"),
    Text(es="Tarifa", en="Rate"),
    Text(es="Base", en="Base"),
    Text(es="Valor", en="Amount"),
)
_EXACT: Final = Context(prec=60)
_PER: Final = {"34": "100"}
"""IBUA is so much per 100 ml; every other nominal tax per one. Source: official example of IBUA."""
_TIP: Final = Text(es="Propina", en="Tip")


def rows(document: FiscalDocument, say: Speech) -> Iterator[Row]:
    """Give one row a line."""
    for line in document.lines:
        discount = _added(line.allowance_charges, charge=False)
        yield Row(
            position=line.id,
            description=line.description,
            details=tuple(_details(line, say)),
            quantity=say.number(line.quantity),
            unit=say.unit(line.unit_code),
            price=say.price(line.unit_price),
            discount=say.figure(discount) if discount else "",
            tax=say.figure(_sum(tax.amount for tax in line.taxes)) if line.taxes else "",
            tax_names=tuple(_rates(line.taxes, say)),
            total=say.figure(line.line_extension),
        )


def _added(allowance_charges: Iterable[AllowanceCharge], *, charge: bool) -> Decimal:
    return _sum(each.amount for each in allowance_charges if each.charge is charge)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


def _rates(taxes: Iterable[TaxTotal], say: Speech) -> Iterator[str]:
    for tax in taxes:
        for part in tax.subtotals:
            yield f"{_tax_name(tax, part)} {_rate(tax, part, say)}".strip()
        if not tax.subtotals:
            yield _tax_name(tax)


def _tax_name(tax: TaxTotal, part: TaxSubtotal | None = None) -> str:
    name = part.name if part and part.name else tax.name
    return name or codes.name(codes.lists.TAXES, tax.code) or tax.code


def _rate(tax: TaxTotal, part: TaxSubtotal, say: Speech) -> str:
    """Write a percentage, or a nominal rate as ``$ 60 / unidad`` and ``$ 38 / 100 ml``."""
    if part.percent is not None:
        return say.percent(part.percent)
    if part.per_unit_amount is None:
        return ""
    unit = say.unit(part.unit_code)
    per = f"{_PER.get(part.code or tax.code, '')} {unit}".strip() if unit else ""
    return f"{say.price(part.per_unit_amount)}{f' / {per}' if per else ''}"


def _details(line: Line, say: Speech) -> Iterator[str]:
    yield from line.descriptions[1:]
    yield from _codes_of(line, say)
    made = " ".join(text for text in (line.brand, line.model) if text)
    if made:
        yield made
    yield from _price_details(line, say)
    yield from _purpose(line, say)
    yield from (f"{key}: {value}" for key, value in line.properties if value)
    yield from (note for note in line.notes if note.strip())
    yield from (f"{each.number}" for each in line.references)


def _codes_of(line: Line, say: Speech) -> Iterator[str]:
    items = (line.standard_item, *line.additional_items)
    found = [line.seller_item_id, *(item.value for item in items if item)]
    known = dict.fromkeys(code.strip() for code in found if code and code.strip())
    if known:
        yield f"{say(Text(es='Cód.', en='Code'))} {' · '.join(known)}"


def _price_details(line: Line, say: Speech) -> Iterator[str]:
    for each in line.allowance_charges:
        if each.charge:
            label = each.reason or say(Text(es="Recargo", en="Charge"))
            yield f"{label}{_percentage(each, say)}: {say.amount(each.amount)}"
        elif each.reason or each.percent is not None:
            label = each.reason or say(Text(es="Descuento", en="Discount"))
            yield f"{label}{_percentage(each, say)}: -{say.amount(each.amount)}"
    if line.free_of_charge or line.reference_price:
        yield _gift(line, say)
    for tax in line.withholdings:
        rates = ", ".join(_rates((tax,), say))
        yield f"{rates}: {say.amount(tax.amount)}"


def _percentage(each: AllowanceCharge, say: Speech) -> str:
    """Write the rate in brackets, to two decimals: a rate that was derived has more than help."""
    return f" ({say.percent(round_half_even(each.percent))})" if each.percent is not None else ""


def _gift(line: Line, say: Speech) -> str:
    words = say(Text(es="Obsequio o muestra", en="Gift or sample"))
    if line.reference_price is None:
        return words
    value = say(Text(es="valor comercial", en="commercial value"))
    return f"{words}, {value} {say.amount(line.reference_price.amount)}"


def _purpose(line: Line, say: Speech) -> Iterator[str]:
    if line.income_of == "1":
        yield say(Text(es="Ingreso para el mandante", en="Income of the mandator"))
    if line.mandator:
        who = f"{line.mandator_name or ''} {identified(line.mandator, say)}".strip()
        yield f"{say(Text(es='Mandante', en='Mandator'))}: {who}"
    if line.period_start:
        label = say(Text(es="Fecha de compra", en="Date of purchase"))
        text = f" ({line.period_text})" if line.period_text else ""
        yield f"{label}: {say.day(line.period_start)}{text}"


# ------------------------------------------------------------------------------------------ taxes


def tax_rows(document: FiscalDocument, say: Speech) -> Iterator[TaxRow]:
    """Give one row a rate of a tax, then of a withholding."""
    for tax in (*document.taxes, *document.withholdings):
        for part in tax.subtotals:
            yield TaxRow(
                name=_tax_name(tax, part),
                rate=_rate(tax, part, say),
                base=_base(part, say),
                amount=say.figure(part.amount),
            )
        if not tax.subtotals:
            yield TaxRow(name=_tax_name(tax), rate="", base="", amount=say.figure(tax.amount))


def _base(part: TaxSubtotal, say: Speech) -> str:
    if part.taxable_amount is not None:
        return say.figure(part.taxable_amount)
    if part.base_unit_measure is None:
        return ""
    return f"{say.number(part.base_unit_measure)} {say.unit(part.unit_code)}".strip()


# ----------------------------------------------------------------------------------------- totals


def sums(document: FiscalDocument, say: Speech) -> Iterator[Sum]:
    """Give the rows of the totals: what makes up the amount to pay, it, and what only informs."""
    totals = document.totals
    yield _part(Text(es="Subtotal", en="Subtotal"), totals.line_extension, say)
    yield _part(Text(es="Base gravable", en="Taxable base"), totals.tax_exclusive, say)
    for name, amount in _by_tax(document.taxes):
        yield Sum(label=name, amount=say.amount(amount))
    yield _part(Text(es="Total con impuestos", en="Total with taxes"), totals.tax_inclusive, say)
    yield from _document_charges(document, say)
    if totals.rounding:
        yield _part(Text(es="Redondeo", en="Rounding"), totals.rounding, say)
    label = say(Text(es="TOTAL A PAGAR", en="AMOUNT DUE"))
    yield Sum(label=label, amount=say.amount(totals.payable), kind="total")
    yield from _informative(document, say)


def _part(label: Text, amount: Decimal, say: Speech) -> Sum:
    return Sum(label=say(label), amount=say.amount(amount))


def _by_tax(taxes: Sequence[TaxTotal]) -> Iterator[tuple[str, Decimal]]:
    """Add taxes of one name: DIAN allows one total a code, examples have two."""
    for name in dict.fromkeys(map(_tax_name, taxes)):
        yield name, _sum(tax.amount for tax in taxes if _tax_name(tax) == name)


def _document_charges(document: FiscalDocument, say: Speech) -> Iterator[Sum]:
    for each in document.allowance_charges:
        label = f"{_reason(each, say)}{_percentage(each, say)}"
        yield Sum(label=label, amount=_signed(each.amount, say, charge=each.charge))
    yield from _total_of(document, Text(es="Total descuentos", en="Total discounts"), say)
    yield from _total_of(document, Text(es="Total recargos", en="Total charges"), say, charge=True)


def _total_of(
    document: FiscalDocument, label: Text, say: Speech, *, charge: bool = False
) -> Iterator[Sum]:
    """Give the total of the discounts or of the charges where no single row shows it."""
    total = document.totals.charge if charge else document.totals.allowance
    listed = [each.amount for each in document.allowance_charges if each.charge is charge]
    if total and listed != [total]:
        yield Sum(label=say(label), amount=_signed(total, say, charge=charge))


def _signed(amount: Decimal, say: Speech, *, charge: bool) -> str:
    return say.amount(amount if charge else amount.copy_negate())


def _reason(each: AllowanceCharge, say: Speech) -> str:
    """Name a discount or charge; a charge of reason 03 without words is the tip."""
    if each.reason and each.reason.strip():
        return each.reason.strip()
    if not each.charge:
        return say(Text(es="Descuento", en="Discount"))
    return say(_TIP if each.reason_code == "03" else Text(es="Recargo", en="Charge"))


def _informative(document: FiscalDocument, say: Speech) -> Iterator[Sum]:
    for tax in document.withholdings:
        label = f"{_tax_name(tax)} ({say(Text(es='informativa', en='informative'))})"
        yield Sum(label=label, amount=say.amount(tax.amount), kind="note")
    yield from _prepaid(document, say)
    yield from _in_pesos(document, say)


def _prepaid(document: FiscalDocument, say: Speech) -> Iterator[Sum]:
    """Give advances one by one, and their total where it is not the only one."""
    informative = say(Text(es="(informativo)", en="(informative)"))
    one, all_of_them = Text(es="Anticipo", en="Prepayment"), Text(es="Anticipos", en="Prepayments")
    for each in document.prepayments:
        on = each.received_on or each.paid_on
        parts = (say(one), say.day(on) if on else "", each.instruction or "", informative)
        name = " ".join(part for part in parts if part)
        yield Sum(label=name, amount=say.amount(each.amount), kind="note")
    total = document.totals.prepaid
    if total and [each.amount for each in document.prepayments] != [total]:
        yield Sum(label=f"{say(all_of_them)} {informative}", amount=say.amount(total), kind="note")


def _in_pesos(document: FiscalDocument, say: Speech) -> Iterator[Sum]:
    rate = document.exchange_rate
    if rate and (rate.source, rate.target) == (document.currency, "COP") and rate.source != "COP":
        pesos = _EXACT.multiply(document.totals.payable, rate.rate)
        label = say(Text(es="Total en pesos", en="Total in pesos"))
        yield Sum(label=label, amount=say.in_currency(pesos, "COP"), kind="note")
