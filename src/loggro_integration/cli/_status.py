# SPDX-License-Identifier: MIT
"""`loggro status`: is everything in Pymes, which sales are not, and why; from the ledger alone."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from loggro_integration.cli._check import show_findings
from loggro_integration.cli._files import write_whole
from loggro_integration.cli._options import (
    DEFAULT_LEDGER,
    KINDS,
    SALE_COLUMNS,
    STATES,
    Flag,
    wrong_usage,
)
from loggro_integration.cli._output import Output
from loggro_integration.errors import InvalidInput, LedgerError, Text

if TYPE_CHECKING:
    from loggro_integration.sync import Notified, Notifier, OpenSale, Status

__all__ = ["age_of", "notified_json", "notifier", "status", "tell_news"]

STDOUT = Path("-")
DEFAULT_NO_RUN = Decimal(24)
MOST_HOURS = Decimal(24 * 366 * 10)

_COLUMNS = (*SALE_COLUMNS, ("Qué hacer", "What to do"))
_MOST_ROWS = 50


def status(
    *,
    max_age: Decimal | None = None,
    notify: str | None = None,
    prometheus: Annotated[Path | None, Parameter(allow_leading_hyphen=True)] = None,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Tell whether everything is in Pymes, which sales are not and why, and what ends soon.

    It reads the ledger alone: no account, no network.

    Args:
        max_age: Hours after which the last run is too old: ends with 1.
        notify: Command that gets JSON on stdin when something is new; run without a shell.
        prometheus: File for the textfile collector, replaced whole; - prints instead.
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import existing_ledger, now
    from loggro_integration.sync import Metrics
    from loggro_integration.sync import status as status_of

    told = notifier(notify, max_age)
    out = Output(as_json=json or prometheus == STDOUT)
    _check_outputs(prometheus, as_json=json)
    with existing_ledger(ledger) as store:
        found = status_of(store, now=now(), max_age=age_of(max_age))
        news = None if told is None else told.tell(store, now=now(), ledger=ledger.name)
    if prometheus is not None:
        _write(out, prometheus, Metrics().take(found).prometheus_text())
    if prometheus != STDOUT:
        out.json({**found.as_json(), "notified": notified_json(news)})
    _show(out, found)
    _show_notified(out, news)
    return found.exit_code


def _check_outputs(prometheus: Path | None, *, as_json: bool) -> None:
    if as_json and prometheus == STDOUT:
        raise wrong_usage(
            "Standard output holds JSON or metrics, not both.",
            field="prometheus",
            hint=Text(es="Nombre un archivo.", en="Name a file."),
        )


def _write(out: Output, place: Path, text: str) -> None:
    if place == STDOUT:
        sys.stdout.write(text)
        return
    write_whole(place, text.encode(), field="prometheus", force=True)


def _show(out: Output, found: Status) -> None:
    out.line(out.text(found.answer))
    out.say(
        f"Primer día: {found.watermark or '-'}.",
        f"First day: {found.watermark or '-'}.",
    )
    _show_open(out, found.open)
    oldest = found.pending[0] if found.pending else None
    if oldest is not None:
        out.say(
            f"La más antigua en camino: {oldest.number}, del {oldest.day}.",
            f"The oldest on its way: {oldest.number}, of {oldest.day}.",
        )
    if found.warnings:
        show_findings(out, Text(es="Por atender", en="To look after"), found.warnings)
    if found.unknown:
        show_findings(out, Text(es="Lo que no se sabe", en="What is not known"), found.unknown)
    _show_numbering(out, found)


def _show_open(out: Output, sales: Iterable[OpenSale]) -> None:
    known = list(sales)
    if not known:
        return
    title = Text(es="No están en Pymes como deben", en="Not in Pymes as they should be")
    out.table(title, _COLUMNS, map(_row, known[:_MOST_ROWS]))
    if len(known) > _MOST_ROWS:
        more = len(known) - _MOST_ROWS
        out.say(f"… y {more} más: loggro sync review", f"… and {more} more: loggro sync review")


def _row(sale: OpenSale) -> tuple[object, ...]:
    return (
        sale.number,
        sale.day,
        KINDS.get(sale.kind, sale.kind),
        sale.total,
        STATES[sale.state.value],
        sale.meaning,
        sale.advice,
    )


def _show_numbering(out: Output, found: Status) -> None:
    if found.numbering:
        out.table(
            Text(es="Resoluciones, como se vieron", en="Resolutions, as they were seen"),
            (
                ("Tipo", "Kind"),
                ("Prefijo", "Prefix"),
                ("Vence", "Ends"),
                ("Quedan", "Left"),
                ("Usado %", "Used %"),
            ),
            (
                (
                    KINDS.get(each.kind, each.kind),
                    each.prefix or "-",
                    each.valid_until or "?",
                    "?" if each.left is None else each.left,
                    "?" if each.used is None else int(each.used * 100),
                )
                for each in found.numbering
            ),
        )
    if found.quota is not None:
        limit = "?" if found.quota.limit is None else found.quota.limit
        out.say(
            f"Documentos electrónicos: {found.quota.used} de {limit}.",
            f"Electronic documents: {found.quota.used} of {limit}.",
        )


def notifier(command: str | None, max_age: Decimal | None) -> Notifier | None:
    """
    Return who is told what is new, `None` where no command was given.

    Raises:
        InvalidInput: If the command cannot be split, or the age is not above 0.
    """
    from loggro_integration.sync import Notifier

    age = age_of(max_age)
    if command is None:
        return None
    return Notifier(command=command, no_run_for=age or _as_time(DEFAULT_NO_RUN))


def tell_news(out: Output, told: Notifier | None, ledger: Path) -> Notified | None:
    """
    Call the command of `--notify` where something is new; whatever comes of it stops nothing.

    Call it after each run, also after one that an error ended: that no run ends is news too.
    """
    from loggro_integration.cli._connect import existing_ledger, now

    if told is None or not ledger.exists():
        return None
    try:
        with existing_ledger(ledger) as store:
            news = told.tell(store, now=now(), ledger=ledger.name)
    except LedgerError as error:
        out.warn(Text(es=f"--notify: {error.message}", en=f"--notify: {error.message}"))
        return None
    _show_notified(out, news)
    return news


def notified_json(news: Notified | None) -> dict[str, object] | None:
    """Return what came of `--notify`, `null` where there was none."""
    if news is None:
        return None
    return {"new": bool(news.notice), "told": news.told, "failure": news.failure}


def _show_notified(out: Output, news: Notified | None) -> None:
    """Say that the command of `--notify` failed; it changes no exit code."""
    if news is not None and news.failure is not None:
        out.warn(news.failure)


def age_of(hours: Decimal | None) -> timedelta | None:
    """
    Return the length of some hours, `None` for none.

    Raises:
        InvalidInput: If they are not above 0.
    """
    if hours is None:
        return None
    if not hours.is_finite() or not 0 < hours <= MOST_HOURS:
        raise InvalidInput(
            f"{hours} is no number of hours.",
            field="max-age",
            value=hours,
            hint=Text(es="Use un número mayor que 0.", en="Use a number above 0."),
        )
    return _as_time(hours)


def _as_time(hours: Decimal) -> timedelta:
    return timedelta(microseconds=int(hours * 3_600_000_000))
