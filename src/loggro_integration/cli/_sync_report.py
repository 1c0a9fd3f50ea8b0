# SPDX-License-Identifier: MIT
"""What a run found, as JSON and for people: what is open, sums by day, why, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from loggro_integration.cli._check import cause_json, show_causes
from loggro_integration.cli._options import KINDS, SALE_COLUMNS, STATES
from loggro_integration.cli._output import Output
from loggro_integration.cli._reconciliation import DONE, NOT_DONE, UNSURE
from loggro_integration.errors import Text

if TYPE_CHECKING:
    from loggro_integration.sync import DaySums, Outcome, RunReport

__all__ = ["report_json", "show_report"]

SETTLED = frozenset({"synced", "excluded"})
# A backfill of months would bury what matters.
MOST_DAYS = 31

_DAYS = (
    ("Día", "Day"),
    ("Restobar", "Restobar"),
    ("Total Restobar", "Total Restobar"),
    ("Pymes", "Pymes"),
    ("Total Pymes", "Total Pymes"),
    ("Iguales", "Equal"),
)
_MARKS = {True: DONE, False: NOT_DONE, None: UNSURE}


def report_json(report: RunReport) -> dict[str, object]:
    """Return the keys that every report of a run has in JSON."""
    return {
        "since": report.since,
        "until": report.until,
        "reading_only": report.reading_only,
        "sends": report.sends,
        "would_send": report.would_send,
        "left_for_later": report.left_for_later,
        "stopped": report.stopped,
        "counts": report.counts,
        "days": [each.as_json() for each in report.days],
        "causes": [cause_json(each) for each in report.causes],
        "next_command": report.next_command,
        "sales": [_outcome_json(each) for each in report],
    }


def _outcome_json(outcome: Outcome) -> dict[str, object]:
    return {
        "key": outcome.key,
        "number": outcome.number,
        "kind": outcome.kind,
        "day": outcome.day,
        "total": outcome.total,
        "state": outcome.state.value,
        "sends": outcome.sends,
        "sent_now": outcome.sent_now,
        "reason": outcome.reason,
        "setting": outcome.setting,
        "differences": [
            {"field": each.field, "restobar": each.restobar, "pymes": each.pymes}
            for each in outcome.differences
        ],
        "problems": outcome.problems,
    }


def show_report(out: Output, report: RunReport) -> None:
    """Print what a run found."""
    open_ = [
        each
        for each in report
        if each.state.value not in SETTLED or each.problems or each.attention
    ]
    if open_:
        out.table(
            Text(es="Ventas por resolver", en="Sales still open"),
            SALE_COLUMNS,
            map(_outcome_row, open_),
        )
    _show_counts(out, report.counts)
    _show_days(out, report.days)
    for outcome in open_:
        out.problems(outcome.problems)
    _show_cannot_tell(out, report)
    show_causes(out, report.causes, len({each for cause in report.causes for each in cause.sales}))
    _show_next(out, report)


def _outcome_row(outcome: Outcome) -> tuple[object, ...]:
    return (
        outcome.number,
        outcome.day,
        KINDS.get(outcome.kind, outcome.kind),
        outcome.total,
        STATES[outcome.state.value],
        outcome.reason,
    )


def _show_counts(out: Output, counts: dict[str, int]) -> None:
    out.table(
        Text(es="Por estado", en="By state"),
        (("Estado", "State"), ("Ventas", "Sales")),
        ((STATES[state], count) for state, count in counts.items() if count),
    )


def _show_days(out: Output, days: Iterable[DaySums]) -> None:
    """Print counts and sums of both sides: the latest days, and every day that is not equal."""
    known = list(days)
    shown = [
        each for at, each in enumerate(known) if len(known) - at <= MOST_DAYS or not each.agree
    ]
    if shown:
        out.table(
            Text(es="Los dos lados, por día", en="Both sides, by day"),
            _DAYS,
            map(_day_row, shown),
        )


def _day_row(sums: DaySums) -> tuple[object, ...]:
    return (
        sums.day,
        sums.restobar_count,
        sums.restobar_total,
        sums.pymes_count,
        sums.pymes_total,
        _MARKS[sums.agree],
    )


def _show_cannot_tell(out: Output, report: RunReport) -> None:
    """Say once why nothing can be known, and which setting mends it."""
    reasons = Counter(
        each.reason for each in report if each.state.value == "cannot_tell" and each.reason
    )
    for reason, count in reasons.items():
        out.warn(Text(es=f"{count} venta(s): {reason.es}", en=f"{count} sale(s): {reason.en}"))


def _show_next(out: Output, report: RunReport) -> None:
    if report.reading_only:
        count = len(report.would_send)
        numbers = ", ".join(report.would_send) or "-"
        out.say(
            f"Solo lectura: no se envió nada. Se reenviarían {count}: {numbers}",
            f"Reading only: nothing was sent. Would send {count}: {numbers}",
        )
    else:
        out.say(f"Reenviadas: {report.sends}", f"Sent again: {report.sends}")
    if report.stopped:
        out.say(
            "Se detuvo antes de mirar todas las ventas: la próxima pasada sigue.",
            "Stopped before every sale was looked at: the next run goes on.",
        )
    if report.left_for_later:
        out.say(
            f"Quedan {report.left_for_later} para la próxima pasada (--max-sends).",
            f"{report.left_for_later} are left for the next run (--max-sends).",
        )
    if report.next_command:
        out.say(f"Siga con: {report.next_command}", f"Go on with: {report.next_command}")
