# SPDX-License-Identifier: MIT
"""The figures of golden files and of the calculator of fractions, side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from mapping.calculator import text

__all__ = ["added", "line_figures", "tax_figures"]

Plain = dict[str, Any]


def line_figures(line: Plain) -> Plain:
    """Return the amounts of a line of a golden file."""
    return {
        "unit_price": line["unit_price"],
        "discounts": [each["amount"] for each in line.get("discounts", [])],
        "base": line["base"],
        "taxes": [_row(each) for each in line.get("taxes", [])],
        "worth": line.get("worth"),
    }


def _row(tax: Plain) -> tuple[str, ...]:
    if "per_unit" in tax:
        units = f"a unit {Fraction(tax['per_unit'])}", text(Fraction(tax["measure"]))
        return tax["code"], *units, tax["amount"]
    return tax["code"], tax["percent"], tax["base"], tax["amount"]


def tax_figures(tax: Plain) -> tuple[object, ...]:
    """Return the amounts of a tax of the header."""
    rows = [_row({"code": tax["code"], **each}) for each in tax["rates"]]
    return tax["code"], tax["amount"], rows


def added(lines: list[Plain]) -> list[tuple[object, ...]]:
    """Add up the taxes of lines by code, and by rate."""
    rows: dict[str, dict[str, tuple[Fraction, Fraction]]] = {}
    for code, percent, base, amount in (tax for line in lines for tax in line["taxes"]):
        of_code = rows.setdefault(code, {})
        before = of_code.get(percent, (Fraction(0), Fraction(0)))
        of_code[percent] = before[0] + Fraction(base), before[1] + Fraction(amount)
    return [
        (
            code,
            text(sum((amount for _, amount in rates.values()), Fraction(0))),
            [
                (code, percent, text(base), text(amount))
                for percent, (base, amount) in rates.items()
            ],
        )
        for code, rates in rows.items()
    ]
