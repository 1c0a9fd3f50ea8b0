# SPDX-License-Identifier: MIT
"""Both sides of some days as tables: totals, and the documents on which they do not agree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from loggro_integration.cli._output import Output
from loggro_integration.errors import Text

if TYPE_CHECKING:
    from loggro_integration.sync import DayTotals, ReconciliationRow

__all__ = ["DONE", "NOT_DONE", "UNSURE", "mark", "show_days", "show_disagreements"]

DONE, NOT_DONE, UNSURE = "✔", "✖", "?"

_DAYS = (
    ("Día", "Day"),
    ("Restobar", "Restobar"),
    ("Total Restobar", "Total Restobar"),
    ("Pymes", "Pymes"),
    ("Total Pymes", "Total Pymes"),
    ("Iguales", "Equal"),
)
_DISAGREEMENTS = (
    ("Número", "Number"),
    ("Día", "Day"),
    ("Qué pasa", "What"),
    ("Restobar", "Restobar"),
    ("Pymes", "Pymes"),
    ("Detalle", "Detail"),
)
_VERDICTS = {
    "different": Text(es="diferente", en="different"),
    "missing": Text(es="falta en Pymes", en="missing in Pymes"),
    "duplicate": Text(es="duplicada en Pymes", en="duplicate in Pymes"),
    "extra": Text(es="falta en Restobar", en="missing in Restobar"),
    "repeated": Text(es="número repetido en Restobar", en="number repeated in Restobar"),
    "no-number": Text(es="sin un número que sirva", en="without a usable number"),
    "cannot_tell": Text(es="no se puede saber", en="cannot tell"),
}


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


def show_disagreements(out: Output, rows: Iterable[ReconciliationRow]) -> None:
    """Print the documents on which both sides do not agree, where there are any."""
    found = [
        (
            row.number,
            row.day,
            _VERDICTS.get(row.verdict, row.verdict),
            row.restobar_total,
            row.pymes_total,
            row.detail,
        )
        for row in rows
    ]
    if found:
        out.table(Text(es="No coinciden", en="They do not agree"), _DISAGREEMENTS, found)
