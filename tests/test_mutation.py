# SPDX-License-Identifier: MIT
"""How scripts/mutation judges what survived; the long run itself is nightly."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "mutation.py"
DIFF = """--- src/loggro_integration/money.py
+++ src/loggro_integration/money.py
@@ -1,3 +1,3 @@
 def allocate(total):
-    sign = -1 if units < 0 else 1
+    sign = -1 if units <= 0 else 1
     return sign
"""


@pytest.fixture(scope="module")
def mutation() -> ModuleType:
    """Load the script as a module."""
    found = importlib.util.spec_from_file_location("mutation", SCRIPT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    # its data classes look their annotations up there
    sys.modules["mutation"] = module
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("loggro_integration.money.x_allocate__mutmut_45", "allocate"),
        ("loggro_integration.ids.xǁNitǁparse__mutmut_5", "Nit.parse"),
        ("loggro_integration.money.x__base__mutmut_1", "_base"),
    ],
)
def test_a_change_is_read_from_its_diff(mutation: ModuleType, name: str, function: str) -> None:
    """The function it stands in, the line before and after, without their indentation."""
    change = mutation.change_of("money", name, DIFF)

    assert (
        "money",
        function,
        "sign = -1 if units < 0 else 1",
        "sign = -1 if units <= 0 else 1",
    ) == (change.module, change.function, change.old, change.new)


def test_a_survivor_needs_a_reason_and_a_reason_its_survivor(mutation: ModuleType) -> None:
    """Neither an unexplained change nor a stale explanation passes."""
    seen, known, stale, other = (
        mutation.Change(module, "f", "a", new)
        for module, new in (("money", "b"), ("money", "c"), ("money", "d"), ("ids", "e"))
    )
    found = mutation.Found(changes=[seen, known])
    found.killed["money"], found.survived["money"] = 95, 5

    wrong = mutation.judge(found, {known: "equal", stale: "old", other: "not run"}, ["money"])

    assert [
        f"survived without a reason: {seen}",
        f"a reason without its survivor: {stale}",
    ] == wrong


def test_nine_of_ten_must_be_killed(mutation: ModuleType) -> None:
    """Whatever the reasons."""
    found = mutation.Found()
    found.killed["money"], found.survived["money"] = 89, 11

    assert ["money: 89.0 % killed, 90 % are demanded"] == mutation.judge(found, {}, ["money"])
    assert ["ids: 0.0 % killed, 90 % are demanded"] == mutation.judge(found, {}, ["ids"])


def test_every_reason_is_said_once(mutation: ModuleType) -> None:
    """The file that is committed can be read; a change without a reason ends the run."""
    known = mutation.accepted(SCRIPT.with_name("mutation_accepted.toml").read_text("utf-8"))
    row = '[[accepted]]\nmodule = "m"\nfunction = "f"\nold = "a"\nnew = "b"\nreason = "{}"\n'

    assert known
    for text in (row.format(""), row.format("x") * 2):
        with pytest.raises(SystemExit):
            mutation.accepted(text)


def test_the_modules_and_their_tests_exist(mutation: ModuleType) -> None:
    """A renamed file would silently drop out of the run."""
    root = SCRIPT.parents[1]

    for path, tests in mutation.MODULES.values():
        assert (root / mutation.PACKAGE / path).is_file()
        assert all((root / test).exists() for test in tests)
