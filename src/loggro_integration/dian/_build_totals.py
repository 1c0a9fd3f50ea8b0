# SPDX-License-Identifier: MIT
"""Header taxes and totals: sums of the lines, compared with what the document says of itself."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import Final, NamedTuple

from loggro_integration.dian._build_amounts import complete_allowances, complete_tax, unfit
from loggro_integration.dian._build_faults import Faults
from loggro_integration.dian._build_kinds import Kind
from loggro_integration.dian._build_policies import Policies
from loggro_integration.dian._build_tools import (
    HUNDRED,
    cents,
    changed,
    in_cents,
    stripped,
    trimmed,
)
from loggro_integration.models import (
    AllowanceCharge,
    CreditNote,
    FiscalDocument,
    Line,
    Prepayment,
    TaxTotal,
    Totals,
    calculate,
    tax_totals,
)
from loggro_integration.money import TOLERANCE, ZERO, round_half_even

__all__ = ["Sums", "complete_totals"]

_IN_LINES: Final = frozenset({"01", "04"})
_COMPARED: Final = (
    "line_extension",
    "tax_exclusive",
    "tax_inclusive",
    "allowance",
    "charge",
    "prepaid",
)
_compared: Final = attrgetter(*_COMPARED)


class Sums(NamedTuple):
    """What the header holds of money, by the names of its fields."""

    taxes: tuple[TaxTotal, ...]
    withholdings: tuple[TaxTotal, ...]
    allowance_charges: tuple[AllowanceCharge, ...]
    prepayments: tuple[Prepayment, ...]
    totals: Totals


def complete_totals(
    document: FiscalDocument,
    lines: tuple[Line, ...],
    kind: Kind,
    policies: Policies,
    faults: Faults,
) -> Sums:
    """
    Return the header taxes, withholdings, discounts, advances and totals.

    What the document states is compared, never taken over, but for its payable amount: that is the
    authority, and up to 2.00 of it may be rounding.
    """
    charges = _allowances(document, lines, faults)
    prepayments = _prepayments(document, faults)
    taxes, totals = calculate(lines, allowance_charges=charges, prepayments=prepayments)
    if policies.tax_bases == "each":
        totals = changed(totals, tax_exclusive=_every_base(taxes))
    _check_rates(taxes, faults)
    taxes, added = _header_taxes(document, taxes, kind, faults)
    if added:
        totals = changed(
            totals, tax_inclusive=totals.tax_inclusive + added, payable=totals.payable + added
        )
    return Sums(
        taxes=taxes,
        withholdings=_header_withholdings(document, lines, kind, faults),
        allowance_charges=charges,
        prepayments=prepayments,
        totals=_agreed(document.totals, totals, faults),
    )


def _every_base(taxes: tuple[TaxTotal, ...]) -> Decimal:
    """Add the bases of every rate, a line's base once for each of its taxes."""
    return sum([part.taxable_amount or ZERO for tax in taxes for part in tax.subtotals], ZERO)


def _check_rates(taxes: tuple[TaxTotal, ...], faults: Faults) -> None:
    """Compare the sum of each percentage with its base: cents of many lines add up (FAS07)."""
    for index, tax in enumerate(taxes):
        for place, part in enumerate(tax.subtotals):
            if part.percent is None or part.taxable_amount is None:
                continue
            expected = part.taxable_amount * part.percent / HUNDRED
            if unfit(part.amount, expected) and not faults.has("tax-rate"):
                path = f"taxes[{index}].subtotals[{place}].amount"
                faults.add("header-rate", path, part.amount, expected=round_half_even(expected))


def _allowances(
    document: FiscalDocument, lines: tuple[Line, ...], faults: Faults
) -> tuple[AllowanceCharge, ...]:
    if not document.allowance_charges:
        return ()
    base = sum([line.line_extension for line in lines], ZERO)
    return complete_allowances(document.allowance_charges, base, "allowance_charges", faults)


def _prepayments(document: FiscalDocument, faults: Faults) -> tuple[Prepayment, ...]:
    """Complete the advances, if any; a credit note has no place for them."""
    if isinstance(document, CreditNote):
        if document.prepayments:
            faults.add("left-out", "prepayments")
        return ()
    found: list[Prepayment] = []
    for index, each in enumerate(document.prepayments):
        path = f"prepayments[{index}]"
        amount = cents(each.amount, f"{path}.amount")
        if not amount:
            continue
        if amount < 0:
            faults.add("amount-negative", f"{path}.amount", amount)
        received = each.received_on or each.paid_on
        if received is None:
            faults.add("prepayment-date", f"{path}.received_on")
        name = stripped(each.id) or str(len(found) + 1)
        found.append(changed(trimmed(each), amount=amount, id=name, received_on=received))
    return tuple(found)


def _header_taxes(
    document: FiscalDocument, computed: tuple[TaxTotal, ...], kind: Kind, faults: Faults
) -> tuple[tuple[TaxTotal, ...], Decimal]:
    """Return the taxes of the lines, and those that only the header has, with their sum."""
    if document.taxes == computed:
        return computed, ZERO
    known = {tax.code: tax for tax in computed}
    alone: list[TaxTotal] = []
    for index, tax in enumerate(document.taxes):
        path = f"taxes[{index}]"
        mine = known.get(tax.code)
        if mine is not None:
            _compare(tax, mine, path, faults)
        elif tax.code in _IN_LINES and tax.amount:
            faults.add("header-tax-alone", f"{path}.code", tax.code)
        elif tax.code not in _IN_LINES:
            alone.append(complete_tax(tax, path, faults, support=kind.support))
    return (*computed, *alone), sum([tax.amount for tax in alone], ZERO)


def _header_withholdings(
    document: FiscalDocument, lines: tuple[Line, ...], kind: Kind, faults: Faults
) -> tuple[TaxTotal, ...]:
    """Add the withholdings of the lines up by code and rate; those of the header alone stay."""
    if kind.is_note:
        if document.withholdings or any(line.withholdings for line in document.lines):
            faults.add("left-out", "withholdings")
        return ()
    held = [tax for line in lines if line.withholdings for tax in line.withholdings]
    if not held and not document.withholdings:
        return ()
    computed = tax_totals(held)
    known = {tax.code: tax for tax in computed}
    alone: list[TaxTotal] = []
    for index, tax in enumerate(document.withholdings):
        path = f"withholdings[{index}]"
        mine = known.get(tax.code)
        if tax.code not in kind.withheld:
            faults.add("withholding-not-allowed", f"{path}.code", tax.code)
        elif mine is None:
            alone.append(complete_tax(tax, path, faults, withheld=True, support=kind.support))
        else:
            _compare(tax, mine, path, faults)
    return (*computed, *alone)


def _compare(said: TaxTotal, found: TaxTotal, path: str, faults: Faults) -> None:
    """Compare a tax of the header with the sum of the lines."""
    if unfit(cents(said.amount, f"{path}.amount"), found.amount):
        faults.add("header-tax", f"{path}.amount", said.amount, lines=found.amount)


def _agreed(given: Totals, computed: Totals, faults: Faults) -> Totals:
    """Compare both totals; the payable amount that is given stays, its rounding beside it."""
    for name, said, found in zip(_COMPARED, _compared(given), _compared(computed), strict=True):
        if said is None or (in_cents(said) and said == found):
            continue
        if unfit(cents(said, f"totals.{name}"), found or ZERO):
            faults.add("totals", f"totals.{name}", said, computed=found or ZERO)
    payable = cents(given.payable, "totals.payable")
    rounding = payable - computed.payable
    if abs(rounding) > TOLERANCE:
        faults.add("payable", "totals.payable", payable, computed=computed.payable)
    elif payable < 0:
        faults.add("amount-negative", "totals.payable", payable)
    if not rounding:
        return computed
    # VLR01 takes no negative amount: what is rounded off shows in the payable amount alone
    return changed(computed, payable=payable, rounding=rounding if rounding > 0 else None)
