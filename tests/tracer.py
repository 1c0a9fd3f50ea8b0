# SPDX-License-Identifier: MIT
"""
Which tests coverage watches: its tracer makes Python three to five times as slow.

It runs during the tests that are watched and at no other time. Every test runs all the same, and
the gate judges what the watched ones reach. Not watched are:

* what is marked ``no_cover``;
* properties of Hypothesis, but in ``WHOLE``: two hundred examples reach what other tests do;
* of each test with a table of cases, but in ``TABLES``, those beyond the first ``CASES``, drawn by
  name, the same ones in every run.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import warnings
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import coverage
import pytest

CASES = 12
CHILDREN = "COVERAGE_PROCESS_CONFIG"  # while it is set, child processes trace themselves
# Rooms that must be covered whole: their tests are quick. In the others each case counts.
WHOLE = frozenset({"codes", "days", "ids", "mapping", "models", "money", "secret", "wire"})
TABLES = WHOLE | {"dian", "pymes"}
WATCHED = pytest.StashKey[bool]()


def started(config: pytest.Config) -> Any:
    """Return the controller of pytest-cov in this process, if it measures anything."""
    plugin = config.pluginmanager.get_plugin("_cov")
    controller = getattr(plugin, "cov_controller", None)
    return controller if getattr(controller, "cov", None) else None


def _import_all() -> None:
    """Run the lines of every module of the package once, before the tests import them unwatched."""
    import loggro_integration as package

    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not each.name.endswith("__main__"):
            importlib.import_module(each.name)


def _stop_others() -> None:
    """
    Stop what measures beneath pytest-cov, keeping its data.

    A worker of pytest-xdist has two of them: the patch of child processes, and the one that
    pytest-cov starts before it knows that it is in a worker. They went on under every ``no_cover``.
    """
    while (other := coverage.Coverage.current()) is not None:
        other.stop()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            other.save()


def _pause(controller: Any) -> None:
    controller.pause()
    os.environ.pop(CHILDREN, None)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Measure the imports, then nothing until a watched test runs."""
    controller = started(session.config)
    if controller is None:
        return
    if not session.config.getoption("numprocesses", None):  # those who run tests
        _import_all()
    _pause(controller)
    _stop_others()


def _is_of(rooms: frozenset[str], item: pytest.Item) -> bool:
    return not rooms.isdisjoint({item.path.parent.name, item.path.stem.removeprefix("test_")})


def _watched(cases: list[pytest.Item]) -> list[pytest.Item]:
    """Choose among the cases of one test."""
    drawn = getattr(getattr(cases[0], "obj", None), "is_hypothesis_test", False)
    if drawn and not _is_of(WHOLE, cases[0]):
        return []
    if _is_of(TABLES, cases[0]):
        return cases
    return sorted(cases, key=lambda item: zlib.crc32(item.nodeid.encode()))[:CASES]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Draw the cases that are watched."""
    if started(config) is None:
        return
    tables: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("no_cover") is None:
            tables[item.nodeid.partition("[")[0]].append(item)
    for cases in tables.values():
        for item in _watched(cases):
            item.stash[WATCHED] = True


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let the tracer run from the set-up of a watched test to the end of its tear-down."""
    controller = started(item.config)
    if controller is None:
        return (yield)
    if item.stash.get(WATCHED, False):
        controller.resume()
    try:
        return (yield)
    finally:
        _pause(controller)  # pytest-cov resumes after what is marked no_cover
