# SPDX-License-Identifier: MIT
"""Taxes, withholdings, discounts and charges: to the cent, named, and checked one by one."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from loggro_integration import codes
from loggro_integration.codes import lists
from loggro_integration.dian._build_faults import Faults
from loggro_integration.dian._build_tools import (
    CONTEXT,
    HUNDRED,
    LOWEST,
    cents,
    changed,
    fine,
    in_cents,
    priced,
    stripped,
)
from loggro_integration.models import AllowanceCharge, TaxSubtotal, TaxTotal
from loggro_integration.money import CENTS, TOLERANCE, ZERO, round_half_even

__all__ = ["complete_allowances", "complete_tax", "is_tidy", "rate_of", "unfit"]

_WITHHELD: Final = frozenset({"05", "06", "07"})
_MOST: Final = TOLERANCE * HUNDRED
_LEAST: Final = -_MOST
_TIDY: Final = {"01": "IVA", "03": "ICA", "04": "INC", "35": "ICUI"}
_FREE_NAME: Final = "ZZ"
_IBUA: Final = "34"
_RENTA: Final = "06"
_RETE_RENTA: Final = "ReteRenta"
_SHORTEST_REASON, _LONGEST_REASON = 10, 5000
_RATE_STEP: Final = Decimal("0.000001")


def complete_tax(
    tax: TaxTotal, path: str, faults: Faults, *, withheld: bool = False, support: bool = False
) -> TaxTotal:
    """
    Bring a tax to cents, give it the name of DIAN's list, and check it against its rates.

    Args:
        tax: Of a line or of the header.
        path: Where it stands.
        faults: Where problems go.
        withheld: Whether it is a withholding.
        support: Whether the document is a support document, which names 06 another way.
    """
    code = tax.code.strip()
    if (code in _WITHHELD) != withheld:
        faults.add("tax-misplaced", f"{path}.code", code)
    name = tax.name.strip() or _name_of(code, path, faults, support=support)
    amount = cents(tax.amount, "amount")
    parts = [
        _complete_rate(part, f"{path}.subtotals[{index}]", code, faults)
        for index, part in enumerate(tax.subtotals)
    ]
    if not parts:
        faults.add("tax-without-rate", f"{path}.subtotals")
    total = sum([part.amount for part in parts], ZERO)
    if unfit(amount, total):
        faults.add("tax-sum", f"{path}.amount", amount, total=total)
    return changed(tax, code=code, name=name, amount=amount, subtotals=tuple(parts))


def is_tidy(tax: TaxTotal, extension: Decimal) -> bool:
    """
    Tell whether a tax is one percentage of one base, complete and right: no withholding.

    Nearly every tax of a line is: looking once costs a fifth of what `complete_tax` does.

    Args:
        tax: Of a line.
        extension: Amount of the line, brought to cents; most taxes have that very object as base.
    """
    parts = tax.subtotals
    if len(parts) != 1 or _TIDY.get(tax.code) != tax.name:
        return False
    part = parts[0]
    amount, base, percent = part.amount, part.taxable_amount, part.percent
    # `in_cents` of each, written out: this is done for every tax of every line
    return (
        base is not None
        and percent is not None
        and (base is extension or in_cents(base))
        and type(amount) is type(percent) is Decimal
        and amount.same_quantum(CENTS)
        and percent.same_quantum(CENTS)
        and not (amount.is_signed() or percent.is_signed())
        and part.per_unit_amount is None
        and part.code is part.name is part.unit_code is None
        and (tax.amount is amount or (in_cents(tax.amount) and tax.amount == amount))
        and _LEAST <= amount * HUNDRED - base * percent <= _MOST
    )


def unfit(amount: Decimal, other: Decimal) -> bool:
    """Tell whether two amounts differ by more than DIAN lets pass."""
    return not LOWEST <= amount - other <= TOLERANCE


def _name_of(code: str, path: str, faults: Faults, *, support: bool) -> str:
    if support and code == _RENTA:
        return _RETE_RENTA
    name = None if code == _FREE_NAME else codes.name(lists.TAXES, code)
    if name is None:
        faults.add("tax-unknown", f"{path}.code", code)
    return name or ""


def _complete_rate(part: TaxSubtotal, path: str, code: str, faults: Faults) -> TaxSubtotal:
    amount = cents(part.amount, "amount")
    if amount < 0:
        faults.add("amount-negative", f"{path}.amount", amount)
    if part.code is not None and part.code != code:
        faults.add("tax-mixed", f"{path}.code", part.code, code=code)
    if part.percent is not None:
        return _percentage(part, amount, path, faults)
    if part.per_unit_amount is None:
        faults.add("tax-without-rate", f"{path}.percent")
        return part
    return _nominal(part, amount, path, code, faults)


def _percentage(part: TaxSubtotal, amount: Decimal, path: str, faults: Faults) -> TaxSubtotal:
    percent = priced(part.percent or ZERO, "percent")
    if part.per_unit_amount is not None:
        faults.add("tax-two-rates", f"{path}.per_unit_amount")
        return changed(part, per_unit_amount=None)
    if part.taxable_amount is None:
        faults.add("tax-without-base", f"{path}.taxable_amount")
        return part
    base = cents(part.taxable_amount, "taxable_amount")
    if base < 0 or percent < 0:
        faults.add("amount-negative", f"{path}.taxable_amount", base)
    expected = base * percent / HUNDRED
    if unfit(amount, expected):
        faults.add("tax-rate", f"{path}.amount", amount, expected=round_half_even(expected))
    return changed(
        part,
        amount=amount,
        taxable_amount=base,
        percent=percent,
        base_unit_measure=None,
        unit_code=None,
        code=None,
        name=None,
    )


def _nominal(
    part: TaxSubtotal, amount: Decimal, path: str, code: str, faults: Faults
) -> TaxSubtotal:
    each = priced(part.per_unit_amount or ZERO, "per_unit_amount")
    unit = stripped(part.unit_code)
    if part.base_unit_measure is None or unit is None:
        faults.add("tax-without-measure", f"{path}.base_unit_measure")
        return part
    measure = fine(part.base_unit_measure, "base_unit_measure")
    return changed(
        part,
        amount=amount,
        per_unit_amount=each,
        base_unit_measure=measure,
        unit_code=unit,
        taxable_amount=None,
        code=None,
        name=None,
    )


def rate_of(part: TaxSubtotal, code: str) -> Decimal:
    """Return what a nominal tax comes to over its measure; IBUA is so much per 100 ml."""
    found = (part.per_unit_amount or ZERO) * (part.base_unit_measure or ZERO)
    return found / HUNDRED if code == _IBUA else found


def complete_allowances(
    found: tuple[AllowanceCharge, ...],
    base: Decimal,
    path: str,
    faults: Faults,
) -> tuple[AllowanceCharge, ...]:
    """
    Number the discounts and charges from 1, with base and percentage (FAQ02, FBE01).

    Args:
        found: As given.
        base: What they are a part of, where they do not say.
        path: Where they stand.
        faults: Where problems go.
    """
    return tuple(
        [
            _allowance(each, base, number, f"{path}[{number - 1}]", faults)
            for number, each in enumerate(found, 1)
        ]
    )


def _allowance(
    each: AllowanceCharge, base: Decimal, number: int, path: str, faults: Faults
) -> AllowanceCharge:
    amount = cents(each.amount, "amount")
    whole = base if each.base_amount is None else cents(each.base_amount, "base_amount")
    if amount < 0 or whole < 0:
        faults.add("amount-negative", f"{path}.amount", amount)
    elif not each.charge and amount > whole:
        faults.add("discount-above-base", f"{path}.amount", amount, base=whole)
    percent = _percent(each, amount, whole)
    if percent is not None and not 0 <= percent <= HUNDRED:
        faults.add("percent-range", f"{path}.percent", percent)
    reason = stripped(each.reason)
    if reason is None or not _SHORTEST_REASON <= len(reason) <= _LONGEST_REASON:
        faults.add("reason-length", f"{path}.reason", reason or "")
    return changed(
        each,
        id=str(number),
        amount=amount,
        base_amount=whole,
        percent=percent,
        reason=reason,
        reason_code=stripped(each.reason_code) or ("02" if each.charge else "00"),
    )


def _percent(each: AllowanceCharge, amount: Decimal, base: Decimal) -> Decimal | None:
    """
    Return the percentage: as given, or as many decimals as give the amount back (FBE06).

    A charge above its base has none: DIAN takes no more than 100 (FAQ06).
    """
    if each.percent is not None:
        return priced(each.percent, "percent")
    if not base or amount > base:
        return None
    exact = (amount * HUNDRED / base).quantize(_RATE_STEP, context=CONTEXT)
    short = round_half_even(exact)
    return short if short * base / HUNDRED == amount else exact
