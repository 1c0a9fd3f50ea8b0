# SPDX-License-Identifier: MIT
"""Both sides of some days as tables: sums, what stands apart, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from loggro_integration.cli._output import Output
from loggro_integration.errors import Text
from loggro_integration.money import format_pesos

if TYPE_CHECKING:
    from loggro_integration.sync import DayTotals, Reconciliation, ReconciliationFinding

__all__ = [
    "DONE",
    "NOT_DONE",
    "UNSURE",
    "mark",
    "show_apart",
    "show_days",
    "show_findings",
    "show_sums",
]

DONE, NOT_DONE, UNSURE = "✔", "✖", "?"

_DAYS = (
    ("Día", "Day"),
    ("Restobar", "Restobar"),
    ("Total Restobar", "Total Restobar"),
    ("Pymes", "Pymes"),
    ("Total Pymes", "Total Pymes"),
    ("Iguales", "Equal"),
)
_FINDINGS = (
    ("Número", "Number"),
    ("Día", "Day"),
    ("Qué pasa", "What"),
    ("Restobar", "Restobar"),
    ("Pymes", "Pymes"),
)
_SUMS = (
    ("Suma", "Sum"),
    ("Restobar", "Restobar"),
    ("Pymes", "Pymes"),
    ("Iguales", "Equal"),
)
_CANNOT_TELL = Text(es="no se puede saber", en="cannot tell")
_MARKS = {True: DONE, False: NOT_DONE, None: UNSURE}


def mark(*, holds: bool) -> str:
    """Return the sign of a yes or a no."""
    return DONE if holds else NOT_DONE


def show_days(out: Output, days: Iterable[DayTotals]) -> None:
    """Print count and sum of both sides, day by day."""
    out.table(
        Text(es="Totales por día", en="Totals per day"),
        _DAYS,
        (
            (
                day.day,
                day.restobar_count,
                day.restobar_total,
                day.pymes_count,
                day.pymes_total,
                mark(holds=day.agree),
            )
            for day in days
        ),
    )


def show_sums(out: Output, found: Reconciliation) -> None:
    """Print the sums of both sides by payment method and by tax, and the tolerance."""
    methods = [
        (each.method, each.restobar_total, each.pymes_total, each.agree) for each in found.methods
    ]
    taxes = [(each.name, each.restobar_tax, each.pymes_tax, each.agree) for each in found.taxes]
    tolerance = format_pesos(found.tolerance)
    out.table(
        Text(
            es=f"Sumas por medio de pago e impuesto (tolerancia: {tolerance} por documento)",
            en=f"Sums by payment method and tax (tolerance: {tolerance} a document)",
        ),
        _SUMS,
        (
            (name, _known(one), _known(other), _MARKS[agree])
            for name, one, other, agree in (*methods, *taxes)
        ),
    )


def _known(amount: Decimal | None) -> Decimal | Text:
    return _CANNOT_TELL if amount is None else amount


def show_apart(out: Output, found: Reconciliation) -> None:
    """Print what stands beside the sales: the tax generated, tips, delivery and voids."""
    sales = found.sales
    inc, iva = (
        out.text(_CANNOT_TELL) if tax is None else format_pesos(tax)
        for tax in (sales.inc, sales.iva)
    )
    tips, delivery = format_pesos(sales.tips), format_pesos(sales.delivery)
    out.say(
        f"INC generado: {inc}. IVA generado: {iva}. Aparte: propinas {tips}, domicilios "
        f"{delivery}. Anuladas: {len(sales.voids)}.",
        f"INC generated: {inc}. IVA generated: {iva}. Apart: tips {tips}, delivery {delivery}. "
        f"Voided: {len(sales.voids)}.",
    )
    if found.not_compared:
        names = ", ".join(found.not_compared)
        out.say(
            f"No se comparó (pymes.sales.not_shown): {names}.",
            f"Not compared (pymes.sales.not_shown): {names}.",
        )


def show_findings(out: Output, findings: Iterable[ReconciliationFinding]) -> None:
    """Print what there is to look at, where there is anything."""
    rows = [(each.number, each.day, each.text, *each.sides) for each in findings]
    if rows:
        out.table(Text(es="Hallazgos", en="Findings"), _FINDINGS, rows)
