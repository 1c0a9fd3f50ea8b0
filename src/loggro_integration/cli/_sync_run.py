# SPDX-License-Identifier: MIT
"""`loggro sync run`: one pass, or pass after pass, over one account or several branches."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from attrs import evolve
from cyclopts import Parameter

from loggro_integration.cli._options import DEFAULT_RULES, Flag, check_days
from loggro_integration.cli._output import Output
from loggro_integration.cli._stopping import Stop, stopping
from loggro_integration.cli._sync_branches import (
    Job,
    chosen_branches,
    exit_code,
    make_pass,
    show,
    wrong_words,
)
from loggro_integration.cli._sync_events import STDOUT, EventLines, event_lines
from loggro_integration.errors import ConfigurationError, InvalidInput, Text

if TYPE_CHECKING:
    from loggro_integration.cli._sync_branches import Branch
    from loggro_integration.sync import Round, WatchPolicy

__all__ = ["run"]

DEFAULT_EVERY = Decimal(15)
MOST_MINUTES = Decimal(24 * 60)
MOST_AT_ONCE = 16

Repeated = Annotated[list[str] | None, Parameter(negative="", consume_multiple=False)]


def run(
    *,
    since: date | None = None,
    until: date | None = None,
    only: Repeated = None,
    dry_run: Flag = False,
    max_sends: int | None = None,
    no_wait: Flag = False,
    concurrency: int = 4,
    once: Flag = False,
    watch: Flag = False,
    every: Decimal | None = None,
    events: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    notify: str | None = None,
    profile: Repeated = None,
    all_branches: Flag = False,
    rules: Path = DEFAULT_RULES,
    ledger: Path | None = None,
    json: Flag = False,
) -> int:
    """
    Look up, ask for what is missing again, and record; the first run only reads.

    Args:
        since: First day, as 2026-11-01; a new ledger needs it once.
        until: Last day; today by default.
        only: Number (FE123), prefix (FE*), pos or electronic; may be repeated.
        dry_run: Read and report, send nothing.
        max_sends: Most sales to send again in this run; 50 by default.
        no_wait: Do not wait to look again after sending; the next run looks.
        concurrency: Reads at the same time; sends are never more than one.
        once: Make one pass; that is the default.
        watch: Make pass after pass until it is told to stop.
        every: Minutes between two passes of --watch; 15 by default.
        events: File that gets the events as JSON lines; - prints them instead of the report.
        notify: Command that gets JSON on stdin when something is new; run without a shell.
        profile: Account to work on, a table [profiles.NAME] of the rules; may be repeated.
        all_branches: Work on every account of the rules.
        rules: File with the rules of the business.
        ledger: File of the ledger, made on first use; one account alone.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import today
    from loggro_integration.cli._status import notifier

    _check(since, until, max_sends, concurrency, today=today())
    waits = _watching(every, watch=watch, once=once)
    _check_outputs(events, as_json=json)
    out = Output(as_json=json or events == STDOUT)
    job = Job(
        since=since, until=until, only=tuple(only or ()), dry_run=dry_run, max_sends=max_sends,
        wait=not no_wait, concurrency=concurrency, rules=rules, ledger=ledger,
        notifier=notifier(notify, None),
    )  # fmt: skip
    branches = chosen_branches(profile or [], rules, ledger, everything=all_branches)
    with event_lines(events) as lines, stopping(out) as stop:
        passes = Passes(out, job, branches, stop=stop, lines=lines, silent=events == STDOUT)
        return passes.watch(waits) if waits else passes.once()


class Passes:
    """
    The passes of one command.

    Args:
        out: Where it prints.
        job: What a pass does.
        branches: Names of the accounts; one `None` where none was chosen.
        stop: Whether it was told to stop.
        lines: Where the events go.
        silent: Print no report: the events have stdout.
    """

    def __init__(
        self,
        out: Output,
        job: Job,
        branches: list[str | None],
        *,
        stop: Stop,
        lines: EventLines,
        silent: bool,
    ) -> None:
        self._out = out
        self._jobs = dict.fromkeys(branches, job)
        self._stop = stop
        self._lines = lines
        self._silent = silent
        self._done: list[Branch] = []
        self._first = True
        self._hopeless = False

    def once(self) -> int:
        """Make one pass and show it."""
        self._make()
        show(self._out, self._done, silent=self._silent)
        return exit_code(self._done)

    def watch(self, waits: WatchPolicy) -> int:
        """
        Make pass after pass; rules or words that cannot be used end the first one.

        Returns:
            The exit code of the last pass.
        """
        from loggro_integration.sync import watch

        watch(
            self._pass,
            stop=lambda: self._stop() or self._hopeless,
            sleep=self._stop.sleep,
            told=self._told,
            policy=waits,
        )
        return exit_code(self._done)

    def _pass(self) -> None:
        """Make a pass; where it fails in every branch, it has failed."""
        self._make()
        errors = [branch.error for branch in self._done if branch.error is not None]
        if len(errors) == len(self._done):
            raise errors[0]

    def _make(self) -> None:
        with self._out.steps("Sincronizando…", "Synchronising…") as steps:
            self._done = make_pass(
                self._out, self._jobs, stop=self._stop, lines=self._lines, steps=steps
            )
        # What was asked for by its days is done; from now on the ledger knows its own.
        for branch in self._done:
            if branch.error is None:
                whole = evolve(self._jobs[branch.name], since=None, until=None)
                self._jobs[branch.name] = whole

    def _told(self, last: Round[None]) -> None:
        from loggro_integration.cli._connect import now

        show(self._out, self._done, silent=self._silent)
        self._hopeless = self._first and isinstance(last.error, _HOPELESS)
        self._first = False
        if self._hopeless or self._stop():
            return
        seconds = int(last.wait.total_seconds())
        failed = type(last.error).__name__ if last.error else None
        self._lines.note("waiting", now(), None, seconds=seconds, error=failed)
        if failed:
            self._out.warn(
                Text(
                    es=f"Se intenta de nuevo en {seconds} segundos.",
                    en=f"Trying again in {seconds} seconds.",
                )
            )


_HOPELESS = (ConfigurationError, InvalidInput)


def _check(
    since: date | None,
    until: date | None,
    max_sends: int | None,
    concurrency: int,
    *,
    today: date,
) -> None:
    if max_sends is not None and max_sends < 0:
        raise InvalidInput(
            f"{max_sends} is no number of sends.",
            field="max-sends",
            value=max_sends,
            hint=Text(es="Use 0 o más.", en="Use 0 or more."),
        )
    if not 1 <= concurrency <= MOST_AT_ONCE:
        raise InvalidInput(
            f"{concurrency} is no number of reads at the same time.",
            field="concurrency",
            value=concurrency,
            hint=Text(es=f"Use de 1 a {MOST_AT_ONCE}.", en=f"Use 1 to {MOST_AT_ONCE}."),
        )
    if since is not None:
        check_days(since, until or max(since, today))


def _watching(every: Decimal | None, *, watch: bool, once: bool) -> WatchPolicy | None:
    """Return how long to wait between passes, `None` where one is made."""
    from loggro_integration.sync import WatchPolicy

    if watch and once:
        raise wrong_words("One pass, or pass after pass: --once or --watch.", "watch")
    if not watch:
        if every is not None:
            raise wrong_words("--every goes with --watch.", "every")
        return None
    minutes = DEFAULT_EVERY if every is None else every
    if not minutes.is_finite() or not 1 <= minutes <= MOST_MINUTES:
        raise InvalidInput(
            f"{minutes} is no number of minutes.",
            field="every",
            value=minutes,
            hint=Text(es="Use de 1 a 1440.", en="Use 1 to 1440."),
        )
    return WatchPolicy(every=timedelta(seconds=int(minutes * 60)))


def _check_outputs(events: str | None, *, as_json: bool) -> None:
    if as_json and events == STDOUT:
        raise wrong_words("Standard output holds the report or the events, not both.", "events")
