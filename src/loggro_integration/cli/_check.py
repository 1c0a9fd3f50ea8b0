# SPDX-License-Identifier: MIT
"""`loggro check`: what both APIs show of the settings, and what only a screen shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from loggro_integration.cli._exit import FINE, UNKNOWN
from loggro_integration.cli._options import DEFAULT_LEDGER, DEFAULT_RULES, Flag
from loggro_integration.cli._output import Output
from loggro_integration.cli._reconciliation import DONE, NOT_DONE, UNSURE
from loggro_integration.errors import LedgerError, NotFound, Text, UnexpectedResponse

if TYPE_CHECKING:
    from loggro_integration.sync import Cause, Finding, Preflight

__all__ = ["cause_json", "check", "finding_json", "show_causes", "show_findings"]


class Found(Protocol):
    """What a check found: a `Finding` of the preflight, or a line of the doctor."""

    @property
    def code(self) -> str:
        """Stable name."""
        ...

    @property
    def verdict(self) -> str:
        """One of the verdicts below."""
        ...

    @property
    def message(self) -> Text:
        """What was found."""
        ...

    @property
    def fix(self) -> Text | None:
        """What to do, `None` where nothing is needed."""
        ...


VERDICTS = {"ok": DONE, "problem": NOT_DONE, "warning": "!", "unknown": UNSURE}
_COLUMNS = (("", ""), ("Punto", "Point"), ("Qué hay", "Found"), ("Qué hacer", "What to do"))
_BLOCKS = ("Qué frena", "What it blocks")
_CAUSES = (("", ""), ("Causa", "Cause"), ("Qué hacer", "What to do"), ("Explica", "Explains"))
_MOST_CAUSES = 6
_TITLE = Text(es="Ajustes", en="Settings")


def check(
    *,
    known: str | None = None,
    rules: Path = DEFAULT_RULES,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Check the settings of the integration, in set-up order, with the remedy of each.

    Where a recent sale is not in Pymes, the likely causes follow, ranked by symptom.

    Args:
        known: Number of an invoice seen in Pymes: proves the look-up of this account.
        rules: File with the rules of the business.
        ledger: File of the ledger, where the proof and what was seen are kept.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import now, open_books, open_pos, read_rules, synchronizer
    from loggro_integration.sync import preflight

    out = Output(as_json=json)
    read = read_rules(rules)
    with (
        out.progress("Revisando…", "Checking…"),
        open_pos(read) as pos,
        open_books(read) as books,
    ):
        # Wrong credentials and a silent server end the command; they are no finding each time.
        pos.invoices.last()
        with suppress(NotFound, UnexpectedResponse):  # a module elsewhere is a finding of its own
            next(iter(books.establishments.list()), None)
        found = preflight(pos, books, read, clock=now)
    _keep(ledger, found)
    proved = None
    if known is not None:
        with synchronizer(rules, ledger) as sync:
            proved = sync.prove(known)
    out.json(
        {
            "findings": [_setting_json(each) for each in found.findings],
            "problems": len(found.problems),
            "unsynced": found.unsynced,
            "causes": [cause_json(each) for each in found.causes],
            "known": None if known is None else {"number": known, "proved": proved},
        }
    )
    out.table(_TITLE, (*_COLUMNS, _BLOCKS), map(_setting_row, found.findings))
    show_causes(out, found.causes, len(found.unsynced))
    _show_proof(out, known, proved=proved)
    if found.problems:
        return found.exit_code
    return UNKNOWN if proved is False else FINE


def _keep(ledger: Path, found: Preflight) -> None:
    """Note what was seen of numbering and quota for `loggro status`, where there is a ledger."""
    from loggro_integration.cli._connect import existing_ledger
    from loggro_integration.sync._seen import keep_checked

    if ledger.exists():
        # What a check found is told whatever becomes of the note.
        with suppress(LedgerError), existing_ledger(ledger) as store:
            keep_checked(store, found.ranges, found.quota)


def _setting_json(finding: Finding) -> dict[str, object]:
    return {
        **finding_json(finding),
        "state": finding.state,
        "blocks": finding.blocks,
        "screen": finding.screen,
    }


def cause_json(cause: Cause) -> dict[str, object]:
    """Return the keys that every likely cause has in JSON."""
    return {
        "code": cause.code,
        "subject": cause.subject,
        "found": cause.found,
        "sales": cause.sales,
        "against": cause.against,
        "message": cause.message,
        "fix": cause.fix,
        "screen": cause.screen,
    }


def _setting_row(finding: Finding) -> tuple[object, ...]:
    sign = VERDICTS[finding.verdict]
    return (sign, finding.code, finding.message, finding.fix, finding.blocks)


def show_causes(out: Output, causes: Sequence[Cause], count: int) -> None:
    """Print why so many sales may not be in Pymes, the likeliest cause first."""
    if not causes:
        return
    out.table(
        Text(
            es=f"Ventas recientes que no están en Pymes: {count}. Por qué puede ser",
            en=f"Recent sales that are not in Pymes: {count}. Why that may be",
        ),
        _CAUSES,
        (
            (position, cause.message, cause.fix, f"{len(cause.sales)}/{count}")
            for position, cause in enumerate(causes[:_MOST_CAUSES], 1)
        ),
    )


def finding_json(finding: Found) -> dict[str, object]:
    """Return the keys that every finding has in JSON."""
    return {
        "code": finding.code,
        "verdict": finding.verdict,
        "message": finding.message,
        "fix": finding.fix,
    }


def show_findings(out: Output, title: Text, findings: Iterable[Found]) -> None:
    """Print findings, each with its sign and remedy."""
    out.table(
        title,
        _COLUMNS,
        ((VERDICTS[each.verdict], each.code, each.message, each.fix) for each in findings),
    )


def _show_proof(out: Output, known: str | None, *, proved: bool | None) -> None:
    if known is None:
        return
    if proved:
        out.say(
            f"{DONE} La consulta de ventas encuentra {known}: está probada.",
            f"{DONE} The sales look-up finds {known}: it is proved.",
        )
        return
    out.warn(
        Text(
            es=f"{UNSURE} La consulta de ventas no encuentra {known}. Revise pymes.sales y "
            "pymes.fields en loggro.toml.",
            en=f"{UNSURE} The sales look-up does not find {known}. Check pymes.sales and "
            "pymes.fields in loggro.toml.",
        )
    )
