# SPDX-License-Identifier: MIT
"""`loggro sync`: set the first day, make a pass, look at the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from loggro_integration.cli._exit import FINE, UNKNOWN
from loggro_integration.cli._options import (
    DEFAULT_LEDGER,
    DEFAULT_RULES,
    KINDS,
    STATES,
    Flag,
    check_days,
)
from loggro_integration.cli._output import Output
from loggro_integration.cli._profiles import profile_words
from loggro_integration.errors import InvalidInput, Text

if TYPE_CHECKING:
    from loggro_integration.sync import Outcome, Row, RunReport

__all__ = ["review", "row_json", "run", "show_rows", "start"]

SETTLED = frozenset({"synced", "excluded"})

_COLUMNS = (
    ("Número", "Number"),
    ("Día", "Day"),
    ("Tipo", "Kind"),
    ("Total", "Total"),
    ("Estado", "State"),
    ("Motivo", "Reason"),
)


def start(
    *,
    from_: Annotated[date, Parameter(name="--from")],
    rules: Path = DEFAULT_RULES,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Set the first day of the synchronisation: no sale before it is ever sent.

    Args:
        from_: First day, as 2026-11-01.
        rules: File with the rules of the business.
        ledger: File of the ledger, made on first use.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import synchronizer

    out = Output(as_json=json)
    with synchronizer(rules, ledger) as sync:
        sync.start(from_)
    following = f"loggro sync run --rules {rules} --ledger {ledger}{profile_words()}"
    out.json({"watermark": from_, "ledger": ledger, "next_command": following})
    out.say(
        f"Nada anterior al {from_} se enviará. Siga con: {following}",
        f"Nothing before {from_} will be sent. Go on with: {following}",
    )
    return FINE


def run(
    *,
    since: date | None = None,
    until: date | None = None,
    dry_run: Flag = False,
    max_sends: int | None = None,
    no_wait: Flag = False,
    rules: Path = DEFAULT_RULES,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Look up, ask for what is missing again, and record; the first run only reads.

    Args:
        since: First day, as 2026-11-01; a new ledger needs it once.
        until: Last day; today by default.
        dry_run: Read and report, send nothing.
        max_sends: Most sales to send again in this run; 50 by default.
        no_wait: Do not wait to look again after sending; the next run looks.
        rules: File with the rules of the business.
        ledger: File of the ledger, made on first use.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import synchronizer, today

    if max_sends is not None and max_sends < 0:
        raise InvalidInput(
            f"{max_sends} is no number of sends.",
            field="max-sends",
            value=max_sends,
            hint=Text(es="Use 0 o más.", en="Use 0 or more."),
        )
    if since is not None:
        check_days(since, until or max(since, today()))
    out = Output(as_json=json)
    with (
        out.progress("Sincronizando…", "Synchronising…"),
        synchronizer(rules, ledger) as sync,
    ):
        report = sync.run(
            since=since, until=until, dry_run=dry_run, max_sends=max_sends, wait=not no_wait
        )
    out.json(_report_json(report))
    _show_report(out, report)
    return report.exit_code


def _report_json(report: RunReport) -> dict[str, object]:
    return {
        "since": report.since,
        "until": report.until,
        "reading_only": report.reading_only,
        "sends": report.sends,
        "would_send": report.would_send,
        "left_for_later": report.left_for_later,
        "counts": report.counts,
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


def _show_report(out: Output, report: RunReport) -> None:
    open_ = [each for each in report if each.state.value not in SETTLED or each.problems]
    if open_:
        out.table(
            Text(es="Ventas por resolver", en="Sales still open"),
            _COLUMNS,
            map(_outcome_row, open_),
        )
    _show_counts(out, report.counts)
    for outcome in open_:
        out.problems(outcome.problems)
    _show_cannot_tell(out, report)
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
    if report.left_for_later:
        out.say(
            f"Quedan {report.left_for_later} para la próxima pasada (--max-sends).",
            f"{report.left_for_later} are left for the next run (--max-sends).",
        )
    if report.next_command:
        out.say(f"Siga con: {report.next_command}", f"Go on with: {report.next_command}")


def review(*, ledger: Path = DEFAULT_LEDGER, json: Flag = False) -> int:
    """
    Show the sales that a person has to decide, each with its reason.

    Args:
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import existing_ledger
    from loggro_integration.sync import State

    out = Output(as_json=json)
    with existing_ledger(ledger) as store:
        rows = store.rows(State.PARKED, State.DIFFERENT, State.CANNOT_TELL)
    out.json({"count": len(rows), "sales": [row_json(row) for row in rows]})
    show_rows(out, Text(es="Para revisar", en="To review"), rows)
    if not rows:
        out.say("No hay nada que revisar.", "There is nothing to review.")
    return UNKNOWN if rows else FINE


def row_json(row: Row) -> dict[str, object]:
    """Return the keys that every sale of the ledger has in JSON."""
    from loggro_integration.sync import meaning_of

    return {
        "key": row.key,
        "number": row.number,
        "kind": row.kind,
        "day": row.day,
        "total": row.total,
        "state": row.state.value,
        "reason": row.reason,
        "meaning": meaning_of(row.reason),
        "sends": row.sends,
        "voided": row.voided,
        "updated_at": row.updated_at,
    }


def show_rows(out: Output, title: Text, rows: Iterable[Row]) -> None:
    """Print sales of the ledger, each with its state and reason."""
    from loggro_integration.sync import meaning_of

    found = [
        (
            row.number,
            row.day,
            KINDS.get(row.kind, row.kind),
            row.total,
            STATES[row.state.value],
            meaning_of(row.reason),
        )
        for row in rows
    ]
    if found:
        out.table(title, _COLUMNS, found)
