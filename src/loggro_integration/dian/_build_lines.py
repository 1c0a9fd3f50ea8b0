# SPDX-License-Identifier: MIT
"""The lines of a document: numbered, complete, to the cent, and checked one by one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Final

from attrs import frozen

from loggro_integration import codes
from loggro_integration.codes import lists
from loggro_integration.dian._build_amounts import (
    complete_allowances,
    complete_tax,
    is_tidy,
    rate_of,
    unfit,
)
from loggro_integration.dian._build_faults import Faults
from loggro_integration.dian._build_kinds import Kind
from loggro_integration.dian._build_parties import complete_identification
from loggro_integration.dian._build_tools import (
    cents,
    changed,
    fine,
    made,
    merged,
    priced,
    stripped,
)
from loggro_integration.dian._literals import PERIOD_TEXTS
from loggro_integration.errors import InvalidInput
from loggro_integration.models import (
    DebitNote,
    ItemCode,
    Line,
    ReferencePrice,
    TaxTotal,
)
from loggro_integration.money import ZERO

__all__ = ["LinePlan", "complete_lines"]

_MOST_LINES: Final = 9999
_MOST_DESCRIPTIONS: Final = 3
_UNIT: Final = "94"
_OWN: Final = "999"
_STANDARDS: Final = {
    "001": ("UNSPSC", "10"),
    "010": ("GTIN", "9"),
    "020": ("Partida arancelaria", "195"),
    "999": ("Estándar de adopción del contribuyente", None),
}
"""Standard of an item code → its name and agency. Source: annex v1.9, table 13.3.5."""
_OWN_CODE: Final = ItemCode(value="", scheme=_OWN, scheme_name=_STANDARDS[_OWN][0])
_STANDARD_OPERATION: Final = "10"
_ON_LINE_AMOUNT: Final = frozenset({"01", "04"})
_AIU, _MANDATE, _TRANSPORT = "09", "11", "12"
_AIU_NOTE: Final = "Contrato de servicios AIU por concepto de:"
_AIU_SHORTEST, _AIU_LONGEST = 20, 5000
_TEXTS: Final = (
    "brand",
    "income_of",
    "mandator_name",
    "model",
    "period_code",
    "period_text",
    "seller_item_extended_id",
)
_NO_TEXTS: Final = (None,) * len(_TEXTS)
_texts_of: Final = attrgetter(*_TEXTS)
_PLAIN_OPERATIONS: Final = frozenset({"10", "20", "22"})
_NOT_IN_DEBIT_NOTES: Final = dict.fromkeys(
    ("free_of_charge", "period_start", "period_code", "period_text")
)
_IVA: Final = "01"
_INCOME: Final = frozenset({"0", "1"})
_OF_THE_MANDATOR: Final = "1"


@frozen(kw_only=True, slots=False)
class LinePlan:
    """
    What the lines of a document follow from it.

    Attributes:
        operation: Its ``CustomizationID``.
        day: Its issue date.
    """

    kind: Kind
    operation: str
    day: date

    @cached_property
    def is_special(self) -> bool:
        """Whether its lines hold more than those of a plain invoice or credit note."""
        plain = self.operation in _PLAIN_OPERATIONS and self.kind.model is not DebitNote
        return self.kind.support or not plain


def complete_lines(lines: tuple[Line, ...], plan: LinePlan, faults: Faults) -> tuple[Line, ...]:
    """
    Complete every line; whatever is wrong with one is reported with its place.

    Raises:
        InexactMoney: If an amount is a float.
        InvalidAmount: If an amount is no number; the field names the line.
    """
    if not 0 < len(lines) <= _MOST_LINES:
        faults.add("lines-count", "lines", len(lines))
    found = tuple([_placed(line, number, plan, faults) for number, line in enumerate(lines, 1)])
    if plan.operation == _AIU:
        _check_aiu(found, faults)
    return found


def _placed(line: Line, number: int, plan: LinePlan, faults: Faults) -> Line:
    path = f"lines[{number - 1}]"
    try:
        return _complete(line, number, path, plan, faults)
    except InvalidInput as error:
        error.field = f"{path}.{error.field}"
        raise


def _complete(line: Line, number: int, path: str, plan: LinePlan, faults: Faults) -> Line:
    quantity, price = fine(line.quantity, "quantity"), priced(line.unit_price, "unit_price")
    extension = cents(line.line_extension, "line_extension")
    if quantity <= ZERO or price < ZERO or extension < ZERO:
        faults.add("line-negative", path, min(quantity, price, extension))
    gross = price * quantity
    allowances = line.allowance_charges
    if allowances:
        base = cents(gross, "unit_price")
        allowances = complete_allowances(allowances, base, f"{path}.allowance_charges", faults)
    own = stripped(line.seller_item_id)
    fields = line.__dict__.copy()
    fields["id"] = str(number)
    fields["quantity"] = fields["base_quantity"] = quantity
    fields["unit_price"] = price
    fields["unit_code"] = stripped(line.unit_code) or _UNIT
    fields["line_extension"] = extension
    fields["allowance_charges"] = allowances
    fields["taxes"] = _taxes(line, extension, path, plan, faults) if line.taxes else ()
    fields["descriptions"] = _descriptions(line, path, faults)
    fields["seller_item_id"] = own
    fields["standard_item"] = _standard(line.standard_item, own or str(number), path, faults)
    if line.free_of_charge or allowances or extension != gross or not extension:
        _check_amount(line, extension, gross, path, fields, faults)
    if _texts_of(line) != _NO_TEXTS:
        fields |= {name: stripped(getattr(line, name)) for name in _TEXTS}
    if line.notes or line.withholdings:
        fields["notes"] = tuple([note.strip() for note in line.notes if note.strip()])
        fields["withholdings"] = _withholdings(line, path, plan, faults)
    if plan.is_special or line.mandator is not None:
        _special(line, path, plan, fields, faults)
    return made(line, fields)


def _taxes(
    line: Line, extension: Decimal, path: str, plan: LinePlan, faults: Faults
) -> tuple[TaxTotal, ...]:
    standard = plan.operation == _STANDARD_OPERATION
    found: list[TaxTotal] = []
    for index, tax in enumerate(line.taxes):
        tidy = is_tidy(tax, extension)
        if tidy and (tax.subtotals[0].taxable_amount is extension or not standard):
            found.append(tax)
            continue
        place = f"{path}.taxes[{index}]"
        if not tidy:
            tax = complete_tax(tax, place, faults, support=plan.kind.support)
            _check_nominal(tax, line, place, faults)
        if standard and tax.code in _ON_LINE_AMOUNT:
            _check_base(tax, line, extension, place, faults)
        found.append(tax)
    if len(found) > 1 and len({tax.code for tax in found}) != len(found):
        faults.add("tax-repeated", f"{path}.taxes")
    if plan.kind.support and any(tax.code != _IVA for tax in found):
        faults.add("tax-not-in-support", f"{path}.taxes", found[0].code)
    return tuple(found)


def _withholdings(line: Line, path: str, plan: LinePlan, faults: Faults) -> tuple[TaxTotal, ...]:
    """Complete the withholdings; a note holds none, for UBL has no place for them."""
    if plan.kind.is_note:
        return ()
    found: list[TaxTotal] = []
    for index, tax in enumerate(line.withholdings):
        place = f"{path}.withholdings[{index}]"
        support = plan.kind.support
        found.append(complete_tax(tax, place, faults, withheld=True, support=support))
        if found[-1].code not in plan.kind.withheld:
            faults.add("withholding-not-allowed", f"{place}.code", tax.code)
    return tuple(found)


def _descriptions(line: Line, path: str, faults: Faults) -> tuple[str, ...]:
    given = line.descriptions
    if len(given) == 1 and given[0] and given[0].strip() == given[0]:
        return given
    found = tuple([text.strip() for text in given if text.strip()])
    if not 0 < len(found) <= _MOST_DESCRIPTIONS:
        faults.add("line-descriptions", f"{path}.descriptions", len(found))
    return found


def _standard(item: ItemCode | None, own: str, path: str, faults: Faults) -> ItemCode:
    """Return the code of the item with its standard: the seller's own, or else the line's id."""
    value = item.value.strip() if item else ""
    if item is None or not value:
        return merged(_OWN_CODE, {"value": own})
    scheme = stripped(item.scheme) or _OWN
    known = _STANDARDS.get(scheme)
    if known is None:
        faults.add("item-standard", f"{path}.standard_item.scheme", scheme)
        return item
    return changed(
        item,
        value=value,
        scheme=scheme,
        scheme_name=stripped(item.scheme_name) or known[0],
        agency=stripped(item.agency) or known[1],
        agency_name=stripped(item.agency_name),
    )


def _check_amount(
    line: Line,
    extension: Decimal,
    gross: Decimal,
    path: str,
    fields: dict[str, object],
    faults: Faults,
) -> None:
    """Check price × quantity − discounts + charges (FAV06) and the price of what is free."""
    expected = gross
    for each in line.allowance_charges:
        expected += each.amount if each.charge else -each.amount
    if line.free_of_charge:
        fields["reference_price"] = _reference_price(line, path, faults)
        if extension or gross:
            faults.add("free-with-price", f"{path}.line_extension", extension)
    elif unfit(extension, expected):
        faults.add("line-amount", f"{path}.line_extension", extension, expected=expected)
    elif not extension and line.reference_price is None and line.unit_price:
        # CAW01: what costs nothing names its commercial value
        fields["reference_price"] = ReferencePrice(
            amount=line.unit_price, type_name=codes.name(lists.REFERENCE_PRICES, "01")
        )
    elif not extension and line.reference_price is None:
        faults.add("reference-price", f"{path}.reference_price")


def _reference_price(line: Line, path: str, faults: Faults) -> ReferencePrice | None:
    price = line.reference_price
    if price is None or price.amount <= 0:
        faults.add("reference-price", f"{path}.reference_price")
        return price
    code = stripped(price.type_code) or "01"
    name = stripped(price.type_name) or codes.name(lists.REFERENCE_PRICES, code)
    if name is None:
        faults.add("reference-price-type", f"{path}.reference_price.type_code", code)
    return changed(
        price, amount=priced(price.amount, "reference_price.amount"), type_code=code, type_name=name
    )


def _check_base(tax: TaxTotal, line: Line, extension: Decimal, path: str, faults: Faults) -> None:
    """Compare the base of IVA and INC with the line, or with what a free one is worth (FAX05)."""
    if line.free_of_charge and line.reference_price is not None:
        extension = priced(line.reference_price.amount, "reference_price.amount") * line.quantity
    for index, part in enumerate(tax.subtotals):
        base = part.taxable_amount
        if base is not None and base is not extension and unfit(base, extension):
            place = f"{path}.subtotals[{index}].taxable_amount"
            faults.add("tax-base", place, base, expected=extension)


def _check_nominal(tax: TaxTotal, line: Line, path: str, faults: Faults) -> None:
    """Check an amount per unit; examples count the measure of one unit, or of the whole line."""
    for part in tax.subtotals:
        if part.per_unit_amount is not None and part.base_unit_measure is not None:
            whole = rate_of(part, tax.code)
            if unfit(part.amount, whole) and unfit(part.amount, whole * line.quantity):
                faults.add("tax-nominal", f"{path}.amount", part.amount, expected=whole)


def _special(
    line: Line, path: str, plan: LinePlan, fields: dict[str, object], faults: Faults
) -> None:
    """Complete what support documents, mandates and transport add, and debit notes lack."""
    if plan.kind.model is DebitNote:
        fields |= _NOT_IN_DEBIT_NOTES
    if plan.kind.support and not plan.kind.is_note:
        fields |= _purchase_period(line, path, plan, faults)
    if line.mandator is not None:
        fields["mandator"] = complete_identification(line.mandator, f"{path}.mandator", faults)
    # of a support document, operation 11 is a seller who does not reside here
    if plan.kind.is_note or plan.kind.support or plan.operation not in {_MANDATE, _TRANSPORT}:
        return
    if line.income_of not in _INCOME:
        faults.add("income-of", f"{path}.income_of", line.income_of or "")
    elif (
        plan.operation == _MANDATE and line.income_of == _OF_THE_MANDATOR and line.mandator is None
    ):
        faults.add("mandator-missing", f"{path}.mandator")


def _purchase_period(line: Line, path: str, plan: LinePlan, faults: Faults) -> dict[str, object]:
    """Return the day of the purchase and how it is counted (DSFC02a)."""
    code = stripped(line.period_code) or "1"
    text = PERIOD_TEXTS.get(code)
    if text is None:
        faults.add("period-code", f"{path}.period_code", code)
    return {
        "period_start": line.period_start or plan.day,
        "period_code": code,
        "period_text": text,
    }


def _check_aiu(lines: tuple[Line, ...], faults: Faults) -> None:
    """Check that a line tells what the AIU contract is about (FAV03)."""
    texts = [note for line in lines for note in line.notes if note.startswith(_AIU_NOTE)]
    if not texts:
        faults.add("aiu-note", "lines")
    for text in texts:
        if not _AIU_SHORTEST <= len(text) <= _AIU_LONGEST:
            faults.add("aiu-note-length", "lines", len(text))
