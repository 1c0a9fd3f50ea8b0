# SPDX-License-Identifier: MIT
"""`loggro sync`: set the first day, make a pass, look at the ledger."""

from __future__ import annotations

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
    SALE_COLUMNS,
    STATES,
    Flag,
)
from loggro_integration.cli._output import Output
from loggro_integration.cli._profiles import profile_words
from loggro_integration.errors import Text

if TYPE_CHECKING:
    from loggro_integration.sync import Row

__all__ = ["review", "row_json", "show_rows", "start"]


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
        out.table(title, SALE_COLUMNS, found)
