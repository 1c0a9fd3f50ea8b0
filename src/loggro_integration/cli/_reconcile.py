# SPDX-License-Identifier: MIT
"""`loggro sync reconcile`: both sides compared, printed, and written to files for people."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from loggro_integration.cli._extras import missing_of
from loggro_integration.cli._files import make_folder, refuse_taken, write_text, write_whole
from loggro_integration.cli._options import DEFAULT_LEDGER, DEFAULT_RULES, Flag, check_days
from loggro_integration.cli._output import Output
from loggro_integration.cli._reconciliation import (
    DONE,
    NOT_DONE,
    UNSURE,
    show_apart,
    show_days,
    show_findings,
    show_sums,
)
from loggro_integration.errors import InvalidDate, InvalidInput, MissingExtra, Text

if TYPE_CHECKING:
    from loggro_integration.sync import Reconciliation

__all__ = ["reconcile"]

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def reconcile(
    *,
    since: date | None = None,
    until: date | None = None,
    day: date | None = None,
    month: str | None = None,
    output: Path | None = None,
    excel: Path | None = None,
    csv: Path | None = None,
    html: Path | None = None,
    force: Flag = False,
    rules: Path = DEFAULT_RULES,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Compare both sides day by day, in both directions, with sums; only reads.

    Args:
        since: First day, as 2026-11-01; today by default.
        until: Last day; the first day by default.
        day: One day instead, as 2026-11-01: the close of the day.
        month: A month instead, as 2026-11; the one that runs ends today.
        output: Folder for reconciliation.csv and reconciliation.json.
        excel: Workbook to write; its first sheet is the accountant's month.
        csv: File of the documents to write, for a Colombian spreadsheet.
        html: Page with charts to write.
        force: Replace files that are there.
        rules: File with the rules of the business.
        ledger: File of the ledger, made on first use.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import synchronizer

    first, last = _range(since, until, day, month)
    out = Output(as_json=json)
    files = _Files(excel=excel, csv=csv, html=html, language=out.language, force=force)
    files.check()
    if output is not None:
        make_folder(output, field="output")
    with (
        out.progress("Conciliando…", "Reconciling…"),
        synchronizer(rules, ledger) as sync,
    ):
        found = sync.reconcile(first, last)
    written = [*(_write(found, output) if output else ()), *files.write(found)]
    out.json({**found.to_dict(), "files": written})
    _show(out, found)
    for path in written:
        out.say(f"Escrito: {path}", f"Written: {path}")
    return found.exit_code


def _range(
    since: date | None, until: date | None, day: date | None, month: str | None
) -> tuple[date, date]:
    """Return first and last day; the three ways to name them exclude each other."""
    from loggro_integration.cli._connect import today

    named = [name for name, given in (("day", day), ("month", month)) if given is not None]
    if len(named) > 1 or (named and (since or until)):
        raise InvalidInput(
            "--day, --month and --since with --until are three ways to name the days.",
            field=named[-1],
            value=str(month or day),
            hint=Text(es="Use una sola.", en="Use one of them."),
        )
    if month is not None:
        return _month(month, today())
    first = day or since or until or today()
    last = day or until or first
    check_days(first, last)
    return first, last


def _month(text: str, now: date) -> tuple[date, date]:
    match = _MONTH.fullmatch(text)
    year, month = (int(match[1]), int(match[2])) if match else (0, 0)
    if not (date.min.year <= year and 1 <= month <= 12):
        raise InvalidDate(
            f"{text!r} is no month.",
            field="month",
            value=text,
            hint=Text(es="Escriba año y mes, como 2026-11.", en="Write year and month: 2026-11."),
        )
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if first > now:
        raise InvalidDate(
            f"{text} has not begun.",
            field="month",
            value=text,
            hint=Text(es="Pida un mes que ya empezó.", en="Ask for a month that has begun."),
        )
    return first, min(last, now)


@frozen(kw_only=True)
class _Files:
    """The files that the user named: refused before the work, written whole after it."""

    excel: Path | None
    csv: Path | None
    html: Path | None
    language: str
    force: bool

    def check(self) -> None:
        """
        Do nothing where every file may be written.

        Raises:
            MissingExtra: If a workbook is asked for without xlsxwriter.
            InvalidInput: If a file is there already, or two have one name, or a folder cannot be
                made.
        """
        if self.excel is not None and missing_of("excel"):
            raise MissingExtra("A workbook needs xlsxwriter.", extra="excel")
        named = [(name, path) for name, path, _ in self._wanted()]
        for name, path in named:
            refuse_taken([path], field=name, force=self.force)
            if [other for _, other in named].count(path) > 1:
                raise InvalidInput(
                    f"{path} is named twice.",
                    field=name,
                    value=path,
                    hint=Text(es="Dé a cada archivo su nombre.", en="Give each file its own name."),
                )
        for name, path in named:
            make_folder(path.parent, field=name)

    def write(self, found: Reconciliation) -> list[Path]:
        """Make every content before the first file is written."""
        made = [(name, path, make(found)) for name, path, make in self._wanted()]
        return [
            write_whole(path, content, field=name, force=self.force) for name, path, content in made
        ]

    def _wanted(self) -> list[tuple[str, Path, Callable[[Reconciliation], bytes]]]:
        ways = (
            ("excel", self.excel, self._workbook),
            ("csv", self.csv, _table),
            ("html", self.html, self._page),
        )
        return [(name, path, make) for name, path, make in ways if path is not None]

    def _workbook(self, found: Reconciliation) -> bytes:
        from loggro_integration.render import reconciliation_excel

        return reconciliation_excel(found, language=self.language)

    def _page(self, found: Reconciliation) -> bytes:
        from loggro_integration.render import reconciliation_html

        return reconciliation_html(found, language=self.language).encode()


def _table(found: Reconciliation) -> bytes:
    # Excel of a Colombian desk reads accents in UTF-8 only with the mark.
    return found.to_csv().encode("utf-8-sig", "replace")


def _write(found: Reconciliation, folder: Path) -> list[Path]:
    return [
        write_whole(folder / "reconciliation.csv", _table(found), field="output", force=True),
        write_text(folder / "reconciliation.json", f"{found.to_json()}\n", field="output"),
    ]


def _show(out: Output, found: Reconciliation) -> None:
    show_days(out, found.days)
    show_sums(out, found)
    show_apart(out, found)
    show_findings(out, found.findings)
    if found.count("cannot_tell"):
        out.say(
            f"{UNSURE} No se puede saber si los dos lados coinciden.",
            f"{UNSURE} Nobody can tell whether both sides agree.",
        )
    elif not found.agree:
        out.say(f"{NOT_DONE} Los dos lados no coinciden.", f"{NOT_DONE} Both sides do not agree.")
    else:
        out.say(f"{DONE} Los dos lados coinciden.", f"{DONE} Both sides agree.")
