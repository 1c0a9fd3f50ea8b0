# SPDX-License-Identifier: MIT
"""What every test may use: Hypothesis profiles, the shared folder of facts, a count of skips."""

from __future__ import annotations

import os
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

pytest_plugins = ["tracer"]

settings.register_profile("dev", max_examples=60, deadline=None)
settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "nightly",
    max_examples=10_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of a quick pass."""
    parser.addoption(
        "--one-in",
        type=int,
        default=1,
        metavar="N",
        help="run one test in N, at least one of each module, the same ones in every run",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what a quick pass runs; the names alone decide, so that a failure can be repeated."""
    share: int = config.getoption("--one-in")
    if share == 1:
        return
    drawn = {item: zlib.crc32(item.nodeid.encode()) for item in items}
    first: dict[Path, int] = {}
    for item, number in drawn.items():
        first[item.path] = min(number, first.get(item.path, number))
    left_out = {
        item for item, number in drawn.items() if number % share and number != first[item.path]
    }
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of facts and official documents, or skip where there is none."""
    named = os.environ.get("LOGGRO_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    if not (folder / "codelists").is_dir():
        pytest.skip("the shared folder is absent: set LOGGRO_SHARED to it")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _no_installed_schemas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the schemas that this user has installed decide nothing in a test."""
    with pytest.MonkeyPatch.context() as patch:
        nowhere = str(tmp_path_factory.mktemp("data"))
        for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
            patch.setenv(name, nowhere)
        yield


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let no run of CI end well when something was skipped or expected to fail."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    left_out = reporter is not None and any(map(reporter.getreports, ("skipped", "xfailed")))
    if left_out and os.environ.get("CI") == "true" and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests tell, then name in one line what did not run."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "printed":
                terminalreporter.write_line(str(value))
    _print_fault_matrix(terminalreporter)
    _print_both_ways(terminalreporter)
    skipped = terminalreporter.getreports("skipped")
    counts = {
        name: sum(name in getattr(report, "keywords", ()) for report in skipped)
        for name in ("corpus", "tools")
    }
    others = len(skipped) - sum(counts.values())
    line = f"corpus: {counts['corpus']} skipped, tools: {counts['tools']} skipped"
    terminalreporter.write_line(line + (f", other: {others} skipped" if others else ""))


def _print_fault_matrix(reporter: pytest.TerminalReporter) -> None:
    """Print what each fault left in the ledger of each write, in the order of the table."""
    reports = [*reporter.getreports("passed"), *reporter.getreports("failed")]
    lines = [value for each in reports for name, value in each.user_properties if name == "matrix"]
    if lines:
        # Where the tests run in processes of their own, this one has loaded none of their modules.
        from sync.matrix_table import printed

        for line in printed(list(map(str, lines))):
            reporter.write_line(line)


def _print_both_ways(reporter: pytest.TerminalReporter) -> None:
    """Say how many of the sandbox tests ran in process and over a socket."""
    ways: dict[str, set[str]] = defaultdict(set)
    for report in reporter.getreports("passed"):
        if "tests/sandbox/" in report.nodeid:
            name, _, parameters = report.nodeid.partition("[")
            ways[name] |= {way for way in ("process", "loopback") if way in parameters}
    both = sum(1 for found in ways.values() if found == {"process", "loopback"})
    if ways:
        reporter.write_line(f"sandbox tests both ways: {both} of {len(ways)}")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name functions and classes by their names: an address in memory differs by process."""
    name = getattr(val, "__name__", None)
    return name.strip("<>") if callable(val) and isinstance(name, str) else None
