# SPDX-License-Identifier: MIT
"""One pass over every account that was chosen; what fails in one stops no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from loggro_integration.cli._exit import exit_code_of
from loggro_integration.cli._options import DEFAULT_LEDGER, wrong_usage
from loggro_integration.cli._output import Output, Steps, error_json
from loggro_integration.cli._profiles import checked_name, chosen
from loggro_integration.cli._status import notified_json, tell_news
from loggro_integration.cli._stopping import Stop
from loggro_integration.cli._sync_events import EventLines
from loggro_integration.cli._sync_report import report_json, show_report
from loggro_integration.errors import InvalidInput, LoggroError, Text

if TYPE_CHECKING:
    from loggro_integration.sync import Notified, Notifier, RunReport, SyncEvent, SyncObserver

__all__ = [
    "Branch",
    "Job",
    "chosen_branches",
    "exit_code",
    "make_pass",
    "show",
    "wrong_words",
]

# Branches at the same time: each has connections of its own.
AT_ONCE = 4


@frozen(kw_only=True)
class Job:
    """What one pass of the command does in a branch."""

    since: date | None
    until: date | None
    only: tuple[str, ...]
    dry_run: bool
    max_sends: int | None
    wait: bool
    concurrency: int
    rules: Path
    ledger: Path | None
    notifier: Notifier | None

    def ledger_of(self, branch: str | None) -> Path:
        """Return the ledger of an account: two never share one."""
        if self.ledger is not None:
            return self.ledger
        return DEFAULT_LEDGER if branch is None else Path(f"loggro-{branch}.db")


@frozen(kw_only=True)
class Branch:
    """
    How a pass ended in one account.

    Attributes:
        name: Its profile, `None` where none was chosen.
        result: What it found, or the error that ended it.
        notified: What came of `--notify`, `None` where there was none.
    """

    name: str | None
    result: RunReport | LoggroError
    notified: Notified | None = None

    @property
    def error(self) -> LoggroError | None:
        """The error that ended it, if one did."""
        return self.result if isinstance(self.result, LoggroError) else None

    @property
    def exit_code(self) -> int:
        """Exit code of this account."""
        if isinstance(self.result, LoggroError):
            return exit_code_of(self.result)
        return self.result.exit_code


def chosen_branches(
    profiles: list[str], rules: Path, ledger: Path | None, *, everything: bool
) -> list[str | None]:
    """
    Return the accounts that were chosen; one `None` where the environment alone says which.

    Raises:
        InvalidInput: If a name is none, every account is asked for beside some or where the rules
            name none, or several would share a ledger.
    """
    if everything and profiles:
        raise wrong_words("Every account, or some: --all-branches or --profile.", "profile")
    names = _all_profiles(rules) if everything else [*dict.fromkeys(map(checked_name, profiles))]
    if len(names) > 1 and ledger is not None:
        raise wrong_words("Two accounts never share a ledger: leave --ledger out.", "ledger")
    return [*names] or [checked_name(chosen())]


def _all_profiles(rules: Path) -> list[str | None]:
    from loggro_integration.cli._connect import read_rules

    names = sorted(read_rules(rules).profiles)
    if not names:
        raise wrong_words(f"{rules} names no account: it has no [profiles.NAME].", "all-branches")
    return [*names]


def make_pass(
    out: Output,
    jobs: Mapping[str | None, Job],
    *,
    stop: Stop,
    lines: EventLines,
    steps: Steps,
) -> list[Branch]:
    """Make a pass in every branch, side by side; each has its own clients and its own ledger."""

    def make(name: str | None) -> Branch:
        job = jobs[name]
        result = _run(job, name, stop, lines, steps)
        news = tell_news(out, job.notifier, job.ledger_of(name))
        return Branch(name=name, result=result, notified=news)

    if len(jobs) == 1:
        return [make(name) for name in jobs]
    with ThreadPoolExecutor(AT_ONCE, "branch") as pool:
        return list(pool.map(make, jobs))


def _run(
    job: Job, name: str | None, stop: Stop, lines: EventLines, steps: Steps
) -> RunReport | LoggroError:
    from loggro_integration.cli._connect import now
    from loggro_integration.sync import Deployment, SyncPolicy
    from loggro_integration.sync._deployment import opened
    from loggro_integration.sync._stopped import ending_calls

    place = Deployment(
        rules=job.rules,
        ledger=job.ledger_of(name),
        profile=name,
        policy=SyncPolicy(concurrency=job.concurrency),
    )
    observers = (lines.observer(name), _counter(steps))
    waits = {"sleep": stop.sleep, "pause": ending_calls(stop, stop.sleep)}
    try:
        with opened(place, clock=now, observers=observers, stop=stop, **waits) as engine:
            lines.note("ready", now(), name)
            return engine.run(
                since=job.since,
                until=job.until,
                only=job.only,
                dry_run=job.dry_run,
                max_sends=job.max_sends,
                wait=job.wait,
            )
    except LoggroError as error:
        return error


def _counter(steps: Steps) -> SyncObserver:
    """Return what moves the bar: a step for each sale that was looked up the first time."""
    seen: set[str] = set()

    def take(event: SyncEvent, /) -> None:
        if event.kind.value == "sales-read":
            steps.more(int(str(event.detail["sales"])))
        elif event.kind.value == "looked-up" and event.key not in seen:
            seen.add(event.key)
            steps.step()

    return take


def exit_code(done: list[Branch]) -> int:
    """Return the worst exit code: the highest one."""
    return max(branch.exit_code for branch in done)


def show(out: Output, done: list[Branch], *, silent: bool) -> None:
    """Print how a pass ended in each account; errors alone where stdout holds the events."""
    several = len(done) > 1
    if several and not silent:
        out.json({"branches": [_branch_json(each) for each in done], "exit_code": exit_code(done)})
    for branch in done:
        if several:
            out.line(f"── {branch.name}")
        _show_one(out, branch, as_json=not (several or silent))


def _show_one(out: Output, branch: Branch, *, as_json: bool) -> None:
    if isinstance(branch.result, LoggroError):
        tell: Callable[[LoggroError], None] = out.error if as_json else out.tell_error
        tell(branch.result)
        return
    if as_json:
        out.json(_report_json(branch.result, branch.notified))
    show_report(out, branch.result)


def _branch_json(branch: Branch) -> dict[str, object]:
    known = {"branch": branch.name, "exit_code": branch.exit_code}
    if isinstance(branch.result, LoggroError):
        return {**known, "report": None, "error": error_json(branch.result)}
    return {**known, "report": _report_json(branch.result, branch.notified), "error": None}


def _report_json(report: RunReport, notified: Notified | None) -> dict[str, object]:
    return {**report_json(report), "notified": notified_json(notified)}


def wrong_words(message: str, option: str) -> InvalidInput:
    """Return the error of options of `loggro sync run` that do not go together."""
    hint = Text(es="Vea: loggro sync run --help", en="See: loggro sync run --help")
    return wrong_usage(message, field=option, hint=hint)
