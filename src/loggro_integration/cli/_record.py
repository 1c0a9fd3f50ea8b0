# SPDX-License-Identifier: MIT
"""`loggro record-shapes`: types and presence of what an account answers, never a value."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from loggro_integration.cli._exit import FINE, PROBLEMS
from loggro_integration.cli._files import write_text
from loggro_integration.cli._options import DEFAULT_RULES, Flag, check_days
from loggro_integration.cli._output import Output
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import dumps

if TYPE_CHECKING:
    from loggro_integration.sync import ShapeReport

__all__ = ["record_shapes"]

DAYS = 7
_READS = (("Lectura", "Read"), ("Resultado", "Outcome"), ("Clase", "Class"), ("Motivo", "Reason"))
_FINDINGS = (("Lectura", "Read"), ("Diferencia", "Difference"))
_OUTCOMES = {
    "recorded": Text(es="leída", en="recorded"),
    "empty": Text(es="sin filas", en="empty"),
    "skipped": Text(es="sin de dónde tomar un id", en="no id to ask for"),
    "refused": Text(es="rechazada", en="refused"),
}

Only = Annotated[tuple[str, ...], Parameter(negative="", show_default=False)]


def record_shapes(
    *,
    out: Path = Path("shapes.json"),
    since: date | None = None,
    until: date | None = None,
    only: Only = (),
    rules: Path = DEFAULT_RULES,
    json: Flag = False,
) -> int:
    """
    Read the account and write types and presence of what it answers, never a value.

    Args:
        out: File to write; it names no customer, amount or secret.
        since: First Bogotá day of the reads that take days; a week before the last by default.
        until: Last day; today by default.
        only: One read of the list, as restobar.invoices.list; may be repeated. All by default.
        rules: File with the rules of the business; used for its addresses where it exists.
        json: Print JSON alone on stdout.
    """
    from loggro_integration import sync
    from loggro_integration.cli._connect import open_books, open_pos, rules_if_any, today

    last = until or today()
    first = since or last - timedelta(days=DAYS - 1)
    check_days(first, last)
    output = Output(as_json=json)
    known = rules_if_any(rules)
    products = _products(only)
    with ExitStack() as stack:
        pos = books = None
        if "restobar" in products:
            pos = stack.enter_context(open_pos(known, read_only=True))
        if "pymes" in products:
            books = stack.enter_context(open_books(known, read_only=True))
        total = len(only or sync.recorded_calls())
        with output.progress("Leyendo formas…", "Reading shapes…", total) as step:
            report = sync.record_shapes(
                pos,
                books,
                since=first,
                until=last,
                only=only or None,
                sale_fields=known.restobar_fields if known else None,
                sales_fields=known.pymes_fields if known else None,
                step=step,
            )
    write_text(out, dumps(report.to_json()) + "\n", field="out")
    _show(output, report, out)
    return PROBLEMS if any(each.kind != "new" for each in report.findings) else FINE


def _products(only: tuple[str, ...]) -> set[str]:
    """Name the products to open; a read that is not in the list is refused before any login."""
    from loggro_integration.sync import recorded_calls

    calls = recorded_calls()
    for name in only:
        if name not in calls:
            raise InvalidInput(
                f"{name!r} is not in the list of the recorder.",
                field="only",
                value=name,
                hint=Text(
                    es=f"Use una de: {', '.join(calls)}.", en=f"Use one of: {', '.join(calls)}."
                ),
            )
    return {name.partition(".")[0] for name in only or calls}


def _show(output: Output, report: ShapeReport, out: Path) -> None:
    output.json(
        {
            "out": out,
            "reads": [
                {"call": each.call, "outcome": each.outcome, "refusal": each.refusal}
                for each in report.reads
            ],
            "findings": [each.to_json() for each in report.findings],
        }
    )
    output.table(
        Text(es=f"Lecturas: {len(report.reads)}", en=f"Reads: {len(report.reads)}"),
        _READS,
        ((each.call, _OUTCOMES[each.outcome], each.model, each.refusal) for each in report.reads),
    )
    if report.findings:
        output.table(
            Text(
                es=f"Diferencias con lo que esperamos: {len(report.findings)}",
                en=f"Differences from what we expect: {len(report.findings)}",
            ),
            _FINDINGS,
            ((each.call, each.message) for each in report.findings),
        )
    output.say(
        f"Escrito: {out}. Solo tipos y presencia: puede compartirlo.",
        f"Written: {out}. Types and presence only: you may share it.",
    )
