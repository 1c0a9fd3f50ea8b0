# SPDX-License-Identifier: MIT
"""
What the terminal shows: JSON alone on stdout when it is asked for, tables otherwise.

Progress, warnings and errors go to stderr in both cases.
"""

from __future__ import annotations

import locale
import os
import re
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NoReturn, TextIO, cast

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
)
from rich.table import Table
from rich.text import Text as Line

from loggro_integration.days import format_instant
from loggro_integration.errors import InvalidInput, LoggroError, Problem, Text
from loggro_integration.exact_json import JsonValue, dumps, is_object
from loggro_integration.money import format_pesos, plain

__all__ = ["Output", "Screen", "Steps", "as_json", "error_json", "language_of"]

WIDTH_WITHOUT_TERMINAL = 120
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
NO_LANGUAGE = frozenset({"", "C", "POSIX", "C.UTF-8", "C.utf8"})


def language_of(environment: Mapping[str, str]) -> str:
    """Return ``es`` or ``en``: `LOGGRO_LANG`, then the locale."""
    for name in ("LOGGRO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value not in NO_LANGUAGE:
            return _language(value)
    return _language(locale.getlocale()[0] or "")


def _language(name: str) -> str:
    return "es" if name.lower().startswith(("es", "spanish")) else "en"


class Screen(Console):
    """A console that leaves it to the command what happens when its reader goes away."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise what was being handled, instead of ending the process."""
        raise BrokenPipeError


class Count(ProgressColumn):
    """How many were done, where nobody knows how many there are."""

    def render(self, task: Task) -> Line:
        """Show the count once there is one."""
        return Line(str(int(task.completed)) if task.completed else "")


class Steps:
    """A bar of work, in whose course more work may be found; any thread may move it."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task
        self._turn = threading.Lock()
        self._total = 0

    def more(self, count: int) -> None:
        """So much more is to be done."""
        with self._turn:
            self._total += count
            self._bar.update(self._task, total=self._total)

    def step(self) -> None:
        """One more is done."""
        self._bar.advance(self._task)


class Output:
    """
    Where a command prints.

    Args:
        as_json: Print JSON alone on stdout.
        language: ``es`` or ``en``; the environment's by default.
    """

    def __init__(self, *, as_json: bool, language: str | None = None) -> None:
        self.as_json = as_json
        self.language = language or language_of(os.environ)
        self._out = _console(sys.stdout)
        self._err = _console(sys.stderr)

    def text(self, text: Text | None) -> str:
        """Return a bilingual text in the language of this run."""
        return "" if text is None else text.in_language(self.language)

    def say(self, es: str, en: str) -> None:
        """Print one sentence for people; nothing in JSON."""
        self.line(es if self.language == "es" else en)

    def line(self, text: str) -> None:
        """Print a line as it is; nothing in JSON."""
        if not self.as_json:
            _print(self._out, text)

    def text_as_it_is(self, text: str) -> None:
        """Print a text that goes into a file, sign by sign; nothing in JSON."""
        if not self.as_json:
            sys.stdout.write(text)

    def warn(self, text: Text) -> None:
        """Print one sentence on stderr."""
        _print(self._err, self.text(text))

    def json(self, value: object) -> None:
        """Print the one JSON value of the command, on one line."""
        if self.as_json:
            text = dumps(as_json(value))
            encoding = (sys.stdout.encoding or "utf-8").lower().replace("_", "-")
            sys.stdout.write(f"{text if encoding.startswith('utf') else _ascii(text)}\n")
            sys.stdout.flush()

    def table(
        self,
        title: Text,
        columns: Sequence[tuple[str, str]],
        rows: Iterable[Sequence[object]],
    ) -> None:
        """Print a table; columns are named in both languages, amounts stand to the right."""
        if self.as_json:
            return
        found = [list(row) for row in rows]
        table = Table(title=self.text(title), box=box.SIMPLE_HEAD, title_justify="left")
        for position, (es, en) in enumerate(columns):
            right = any(isinstance(row[position], (Decimal, int)) for row in found)
            name = es if self.language == "es" else en
            table.add_column(name, justify="right" if right else "left", overflow="fold")
        for row in found:
            table.add_row(*(escape(_visible(self._cell(value))) for value in row))
        self._out.print(table)

    def _cell(self, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, Text):
            return self.text(value)
        return format_pesos(value) if isinstance(value, Decimal) else str(value)

    @contextmanager
    def progress(self, es: str, en: str, total: int | None = None) -> Generator[Callable[[], None]]:
        """Show a bar on stderr during long work, on a terminal only; call it for each step."""
        counted = (Count(),) if total is None else (BarColumn(), MofNCompleteColumn())
        with self._bar(*counted) as bar:
            task = bar.add_task(escape(es if self.language == "es" else en), total=total)
            yield lambda: bar.advance(task)

    @contextmanager
    def steps(self, es: str, en: str) -> Generator[Steps]:
        """Show a bar whose length is learnt on the way, on a terminal only."""
        with self._bar(BarColumn(), MofNCompleteColumn()) as bar:
            yield Steps(bar, bar.add_task(escape(es if self.language == "es" else en), total=None))

    def _bar(self, *counted: ProgressColumn) -> Progress:
        return Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            *counted,
            console=self._err,
            transient=True,
            disable=not self._err.is_terminal,
        )

    def error(self, error: LoggroError) -> None:
        """Show an error: what happened and what to do; an object in JSON."""
        self.json({"error": error_json(error)})
        self.tell_error(error)

    def tell_error(self, error: LoggroError) -> None:
        """Show an error to people alone."""
        call = " ".join(part for part in (error.method, error.url) if part)
        answer = f"{call} → {error.status or '-'}: " if call else ""
        _print(self._err, _one_line(f"{type(error).__name__}: {answer}{error.message}"))
        if error.hint:
            _print(self._err, _one_line(f"  → {self.text(error.hint)}"))
        self.problems(getattr(error, "problems", ()))

    def problems(self, problems: Iterable[Problem]) -> None:
        """List problems on stderr, each with its remedy."""
        for each in problems:
            head = f"  · [{each.code}] {each.path}: {self.text(each.message)}"
            _print(self._err, _one_line(f"{head} {self.text(each.fix)}"))


def as_json(value: object) -> JsonValue:
    """Turn values of the library into JSON: amounts are text, dates ISO 8601, texts bilingual."""
    if isinstance(value, Text):
        return {"es": value.es, "en": value.en}
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return format_instant(value)
    if isinstance(value, (date, Path)):
        return str(value)
    if isinstance(value, Problem):
        return _problem_json(value)
    if is_object(value):
        return {str(name): as_json(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in cast("Iterable[object]", value)]
    # what JSON cannot hold is refused when it is written
    return cast("JsonValue", value)


def _problem_json(problem: Problem) -> JsonValue:
    return {
        "code": problem.code,
        "path": problem.path,
        "value": problem.value,
        "blocking": problem.blocking,
        "message": as_json(problem.message),
        "fix": as_json(problem.fix),
    }


def error_json(error: LoggroError) -> dict[str, object]:
    """Return the keys that every error has in JSON."""
    found: dict[str, object] = {"class": type(error).__name__, "message": error.message}
    for name in ("code", "method", "url", "status"):
        if getattr(error, name) is not None:
            found[name] = getattr(error, name)
    if isinstance(error, InvalidInput):
        found |= {"field": error.field, "value": error.value}
    if error.hint:
        found["hint"] = error.hint
    if problems := getattr(error, "problems", ()):
        found["problems"] = problems
    return found


def _ascii(text: str) -> str:
    """Escape what a terminal of another encoding cannot hold: all of it stands inside texts."""
    units = text.encode("utf-16-be", "surrogatepass")
    pairs = (int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))
    return "".join(chr(unit) if unit < 128 else f"\\u{unit:04x}" for unit in pairs)


def _print(console: Console, text: str) -> None:
    console.print(escape(_visible(text)), highlight=False, soft_wrap=True)


def _visible(text: str) -> str:
    """Show control signs instead of obeying them: a customer's name may hold any."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _console(stream: TextIO) -> Console:
    return Screen(file=stream, width=None if stream.isatty() else WIDTH_WITHOUT_TERMINAL)
