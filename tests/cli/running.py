# SPDX-License-Identifier: MIT
"""The command as tests run it: in this process, or as a child of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loggro_integration.exact_json import loads

PROGRAM = "import sys; from loggro_integration.cli import main; sys.exit(main())"


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stdout holds, which must be one JSON value and nothing else."""
        return loads(self.out)

    @property
    def error(self) -> Any:
        """The error that stdout holds in JSON; no traceback stands anywhere."""
        assert "Traceback" not in self.out + self.err
        return self.json["error"]


Loggro = Callable[..., Ran]


def words(*given: object) -> list[str]:
    return [str(each) for each in given]


def files_in(folder: Path) -> list[str]:
    """Name everything below a folder, to show that nothing was written."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


class Terminal(io.StringIO):
    """Somebody at a keyboard and a screen."""

    def isatty(self) -> bool:
        return True


@contextmanager
def serving(*given: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start a command that serves until it is ended, and give it with its first line."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words(*given)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


def program(text: str, *given: object, env: Mapping[str, str] | None = None) -> Ran:
    """Run a small Python program with arguments."""
    done = subprocess.run(
        [sys.executable, "-c", text, *words(*given)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **(env or {})},
        timeout=500,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def child(*given: object, env: Mapping[str, str] | None = None) -> Ran:
    """Run the command as a process."""
    return program(PROGRAM, *given, env=env)


def without(library: str, *given: object) -> Ran:
    """Run the command where a library is not installed."""
    return program(f"import sys; sys.modules[{library!r}] = None; {PROGRAM}", *given)
