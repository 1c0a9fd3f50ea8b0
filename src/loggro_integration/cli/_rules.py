# SPDX-License-Identifier: MIT
"""`loggro rules new` and `loggro rules check`: the rules file, drafted and checked."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from loggro_integration.cli._check import finding_json, show_findings
from loggro_integration.cli._exit import FINE, PROBLEMS
from loggro_integration.cli._files import refuse_taken, write_whole
from loggro_integration.cli._options import DEFAULT_RULES, Flag, check_days
from loggro_integration.cli._output import Output
from loggro_integration.errors import Problem, Text

if TYPE_CHECKING:
    from loggro_integration.mapping import MappingRules, TipReading
    from loggro_integration.pymes import PymesClient
    from loggro_integration.restobar import RestobarClient
    from loggro_integration.sync import DraftedEntry, DraftedRules, Gap, RulesCheck

__all__ = ["check_rules", "new_rules"]

_WEEK = timedelta(days=6)
_SHOWN = 5
_GAPS = (
    ("", ""),
    ("Problema", "Problem"),
    ("Qué falta", "What is missing"),
    ("Qué hacer", "What to do"),
    ("Ventas", "Sales"),
    ("Cuáles", "Which"),
)
_SIGNS = {True: "✘", False: "!"}


def new_rules(
    *,
    out: Path | None = None,
    since: date | None = None,
    until: date | None = None,
    accept: Flag = False,
    force: Flag = False,
    rules: Path = DEFAULT_RULES,
    json: Flag = False,
) -> int:
    """
    Draft the rules file from both catalogues: what matches, what is proposed, what is asked.

    Args:
        out: File to write; the draft is printed without it.
        since: First day of the sales that are looked at, of Bogotá; a week by default.
        until: Last day; today by default.
        accept: Put the proposals in force too; each keeps its mark.
        force: Replace the file.
        rules: Rules used for their addresses alone, where the file exists.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import rules_if_any
    from loggro_integration.sync import draft_rules

    shown = Output(as_json=json)
    first, last = _days(since, until)
    if out is not None:
        refuse_taken([out], field="out", force=force)
    known = None if out is not None and out == rules else rules_if_any(rules)
    with (
        shown.progress("Leyendo los catálogos…", "Reading the catalogues…"),
        _both_sides(known) as (pos, books),
    ):
        draft = draft_rules(pos, books, since=first, until=last)
    text = draft.to_toml(shown.language, accept_proposals=accept)
    problems = _unreadable(text)
    if out is not None:
        write_whole(out, text.encode(), field="out", force=force)
    shown.json(_draft_json(draft, out, text, problems))
    if out is None:
        shown.text_as_it_is(text)
    else:
        _summary(shown, draft, out)
    if not json:
        shown.problems(problems)
    return PROBLEMS if problems else FINE


def _days(since: date | None, until: date | None) -> tuple[date, date]:
    from loggro_integration.cli._connect import today

    last = until or today()
    first = since or last - _WEEK
    check_days(first, last)
    return first, last


@contextmanager
def _both_sides(
    rules: MappingRules | None,
) -> Generator[tuple[RestobarClient, PymesClient]]:
    """Open both sides; wrong credentials and a silent server end the command here."""
    from loggro_integration.cli._connect import open_books, open_pos

    with open_pos(rules, read_only=True) as pos, open_books(rules, read_only=True) as books:
        pos.invoices.last()
        next(iter(books.establishments.list()), None)
        yield pos, books


def _unreadable(text: str) -> tuple[Problem, ...]:
    """Return what keeps the draft from being read back: what nobody but a person knows."""
    from loggro_integration.mapping import InvalidRules, MappingRules

    try:
        MappingRules.from_toml(text)
    except InvalidRules as error:
        return error.problems
    return ()


def _draft_json(
    draft: DraftedRules, out: Path | None, text: str, problems: tuple[Problem, ...]
) -> dict[str, object]:
    return {
        "out": out,
        "matches": _entries_json(draft.marked("match")),
        "proposals": _entries_json(draft.marked("proposal")),
        "questions": _entries_json(draft.marked("question")),
        "readable": not problems,
        "problems": problems,
        "tips": _tips_json(draft.tips),
        "text": text,
    }


def _entries_json(entries: Iterable[tuple[str, DraftedEntry]]) -> list[dict[str, object]]:
    return [
        {"table": header, "key": each.key, "value": each.value, "why": each.why}
        for header, each in entries
    ]


def _tips_json(tips: TipReading) -> dict[str, object]:
    return {
        "verdict": tips.verdict,
        "setting": tips.setting,
        "included": tips.included,
        "excluded": tips.excluded,
        "undecided": tips.undecided,
    }


def _summary(out: Output, draft: DraftedRules, path: Path) -> None:
    matches, proposals, questions = (
        len(draft.marked(mark)) for mark in ("match", "proposal", "question")
    )
    out.say(
        f"{path}: {matches} coinciden, {proposals} propuestas, {questions} por decidir.",
        f"{path}: {matches} match, {proposals} proposals, {questions} to be decided.",
    )
    out.say(
        "Léalo, decida, y siga con: loggro rules check",
        "Read it, decide, and go on with: loggro rules check",
    )


def check_rules(
    *,
    since: date | None = None,
    until: date | None = None,
    rules: Path = DEFAULT_RULES,
    json: Flag = False,
) -> int:
    """
    Check the rules file against both catalogues, and the sales that each gap blocks.

    Args:
        since: First day of the sales to map, of Bogotá; none are mapped without days.
        until: Last day; today by default.
        rules: File with the rules of the business.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import now, read_rules, today
    from loggro_integration.sync import check_rules as checked

    out = Output(as_json=json)
    known = read_rules(rules)
    first = since or until
    last = until or (today() if first is not None else None)
    if first is not None and last is not None:
        check_days(first, last)
    with out.progress("Revisando…", "Checking…"), _both_sides(known) as (pos, books):
        found = checked(pos, books, known, clock=now, since=first, until=last)
    out.json(_check_json(found, first, last))
    _show(out, found, mapped=first is not None)
    return found.exit_code


def _check_json(found: RulesCheck, since: date | None, until: date | None) -> dict[str, object]:
    return {
        "findings": [finding_json(each) for each in found.findings],
        "problems": len(found.problems),
        "since": since,
        "until": until,
        "sales": found.sales,
        "ready": found.ready,
        "gaps": [_gap_json(each) for each in found.gaps],
        "tips": _tips_json(found.tips),
    }


def _gap_json(gap: Gap) -> dict[str, object]:
    each = gap.problem
    return {
        "code": each.code,
        "value": each.value,
        "blocking": each.blocking,
        "message": each.message,
        "fix": each.fix,
        "count": len(gap.sales),
        "numbers": gap.sales,
    }


def _show(out: Output, found: RulesCheck, *, mapped: bool) -> None:
    show_findings(out, Text(es="Reglas", en="Rules"), found.findings)
    if found.gaps:
        title = Text(es="Lo que frena ventas", en="What stops sales")
        out.table(title, _GAPS, map(_gap_row, found.gaps))
    if mapped:
        out.say(
            f"{found.ready} de {found.sales} ventas pueden ser documento.",
            f"{found.ready} of {found.sales} sales can be documents.",
        )


def _gap_row(gap: Gap) -> tuple[object, ...]:
    each = gap.problem
    more = "…" if len(gap.sales) > _SHOWN else ""
    named = f"{', '.join(gap.sales[:_SHOWN])}{more}"
    return _SIGNS[each.blocking], each.code, each.message, each.fix, len(gap.sales), named
