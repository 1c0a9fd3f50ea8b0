# SPDX-License-Identifier: MIT
"""`loggro sync retry` and `loggro sync explain`: single sales of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from loggro_integration.cli._exit import FINE
from loggro_integration.cli._options import DEFAULT_LEDGER, KINDS, STATES, Flag
from loggro_integration.cli._output import Output
from loggro_integration.cli._profiles import profile_words
from loggro_integration.cli._sync import row_json, show_rows
from loggro_integration.days import business_clock, business_day
from loggro_integration.errors import InvalidInput, Text

if TYPE_CHECKING:
    from datetime import datetime

    from loggro_integration.sync import Row, Store, Story

__all__ = ["explain", "retry"]

_EVENTS = (("Hora de Bogotá", "Bogotá time"), ("Qué pasó", "What happened"))


def retry(
    *numbers: str,
    all_: Annotated[bool, Parameter(name="--all", negative="", show_default=False)] = False,
    reason: str | None = None,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Put sales that were set aside back to waiting; the next run looks each up before it sends.

    Args:
        numbers: Numbers as Restobar shows them, or keys.
        all_: Everything that was set aside.
        reason: With --all, only what was set aside or left out for this reason, as gone.
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import now, open_ledger
    from loggro_integration.sync import release_rows

    _check_choice(numbers, reason, everything=all_)
    out = Output(as_json=json)
    with open_ledger(ledger) as store:
        rows = _chosen(store, numbers, reason or "")
        released = release_rows(store, rows, now())
    following = f"loggro sync run{_ledger_words(ledger)}{profile_words()}"
    out.json(
        {
            "count": len(released),
            "released": [row_json(row) for row in released],
            "next_command": following if released else "",
        }
    )
    if not released:
        out.say("No hay nada que liberar.", "There is nothing to release.")
        return FINE
    show_rows(out, Text(es="Liberadas", en="Released"), released)
    out.say(
        "No se envió nada. La próxima pasada busca cada una en Pymes, y solo pide el reenvío de la "
        f"que falte: {following}",
        "Nothing was sent. The next run looks each up in Pymes, and asks only for what is missing: "
        f"{following}",
    )
    _warn_before_watermark(out, rows)
    return FINE


def _check_choice(numbers: tuple[str, ...], reason: str | None, *, everything: bool) -> None:
    if bool(numbers) is not everything and (everything or reason is None):
        return
    raise InvalidInput(
        "Name the sales, or give --all, one of both; --reason goes with --all.",
        field="NUMBER",
        hint=Text(
            es="Como: loggro sync retry FE123, o: loggro sync retry --all --reason gone",
            en="As: loggro sync retry FE123, or: loggro sync retry --all --reason gone",
        ),
    )


def _chosen(store: Store, numbers: tuple[str, ...], reason: str) -> list[Row]:
    from loggro_integration.sync import find_row, rows_set_aside

    if not numbers:
        return rows_set_aside(store, reason)
    named = [find_row(store, number) for number in numbers]
    return list({row.key: row for row in named}.values())


def _ledger_words(ledger: Path) -> str:
    return "" if ledger == DEFAULT_LEDGER else f" --ledger {ledger}"


def _warn_before_watermark(out: Output, rows: list[Row]) -> None:
    early = ", ".join(row.number for row in rows if row.reason == "before-watermark")
    if early:
        out.warn(
            Text(
                es=f"Anteriores al primer día, y no se envían nunca: {early}. El primer día se "
                "cambia con loggro sync start --from.",
                en=f"Before the first day, and never sent: {early}. The first day is set by "
                "loggro sync start --from.",
            )
        )


def explain(number: str, /, *, ledger: Path = DEFAULT_LEDGER, json: Flag = False) -> int:
    """
    Tell the whole story of one sale: every event, what its state means, and what to do.

    Args:
        number: Number as Restobar shows it, or key.
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import existing_ledger
    from loggro_integration.sync import find_row, story_of

    out = Output(as_json=json)
    with existing_ledger(ledger) as store:
        story = story_of(store, find_row(store, number).key)
    out.json(_story_json(story))
    row = story.row
    kind = out.text(KINDS.get(row.kind, Text(es=row.kind, en=row.kind)))
    out.table(
        Text(es=f"{row.number} ({kind}, {row.day})", en=f"{row.number} ({kind}, {row.day})"),
        _EVENTS,
        ((_bogota(line.at), line.text) for line in story.lines),
    )
    state = out.text(STATES[row.state.value])
    out.say(f"Estado: {state}. {story.meaning.es}", f"State: {state}. {story.meaning.en}")
    out.say(f"Qué hacer: {story.advice.es}", f"What to do: {story.advice.en}")
    return FINE


def _story_json(story: Story) -> dict[str, object]:
    return {
        "sale": row_json(story.row),
        "meaning": story.meaning,
        "advice": story.advice,
        "events": [
            {"at": line.at, "bogota": _bogota(line.at), "event": line.kind, "text": line.text}
            for line in story.lines
        ],
    }


def _bogota(at: datetime) -> str:
    return f"{business_day(at)} {business_clock(at)}"
