# SPDX-License-Identifier: MIT
"""
Change the code in small ways and count what the tests see: ``scripts/mutation [MODULE ...]``.

Modules: money, ids, codes, unique_code, totals; all of them by default. A copy of the tree is
changed, never the tree itself. It prints killed and survived for each module, and each survivor
with its reason out of ``mutation_accepted.toml``; it exits 1 where less than 90 % were killed, a
survivor has no reason, or a reason has no survivor any more.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ACCEPTED = Path(__file__).with_name("mutation_accepted.toml")
LEAST = 90
PACKAGE = "src/loggro_integration"
MODELS = ("tests/models", "tests/properties/test_models_properties.py")
IDS = ("tests/test_ids.py", "tests/properties/test_ids_properties.py", "tests/test_refusals.py")
MONEY = (
    "tests/test_money.py", "tests/properties/test_money_properties.py", "tests/test_refusals.py",
)  # fmt: skip
CODES = ("tests/dian/test_unique_code.py", "tests/dian/test_codes.py")
MODULES: dict[str, tuple[str, tuple[str, ...]]] = {
    "money": ("money.py", MONEY),
    "ids": ("ids.py", IDS),
    "codes": ("dian/_codes.py", CODES),
    "unique_code": ("dian/_unique_code.py", CODES),
    "totals": ("models/_calculate.py", (*MODELS, "tests/dian/test_build_amounts.py")),
}
# What mutmut writes for a mutant: a test failed (1), the run ended at once (3), it never ended.
KILLED = {1, 3, 24, -24, 36, 152, 255}


@dataclass(frozen=True)
class Change:
    """One change of a line that no test saw; lines are without their indentation."""

    module: str
    function: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.module}, {self.function}:\n      - {self.old}\n      + {self.new}"


@dataclass
class Found:
    """What a run found."""

    killed: Counter[str] = field(default_factory=Counter)
    survived: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)

    def share(self, module: str) -> float:
        """Percentage of the changes that some test saw."""
        whole = self.killed[module] + self.survived[module]
        return 100 * self.killed[module] / whole if whole else 0


def accepted(text: str) -> dict[Change, str]:
    """Read the changes that are known to change nothing, each with its reason."""
    rows: list[dict[str, str]] = tomllib.loads(text).get("accepted", [])
    found = {
        Change(row["module"], row["function"], row["old"], row["new"]): row["reason"]
        for row in rows
    }
    if len(found) != len(rows) or not all(found.values()):
        message = "mutation_accepted.toml: a change stands twice, or without a reason"
        raise SystemExit(message)
    return found


def change_of(module: str, name: str, diff: str) -> Change:
    """Read one change from a mutant's name and its unified diff."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    old, new = (
        " ".join(" ".join(line[1:] for line in lines if line.startswith(sign)).split())
        for sign in "-+"
    )
    whole = name.rpartition(".")[2].rpartition("__mutmut_")[0]
    function = whole.removeprefix("x_") if whole.startswith("x_") else whole[2:].replace("ǁ", ".")
    return Change(module, function, old, new)


def judge(found: Found, reasons: Mapping[Change, str], modules: Iterable[str]) -> list[str]:
    """Return what is wrong, in sentences."""
    wrong = [
        f"{module}: {found.share(module):.1f} % killed, {LEAST} % are demanded"
        for module in modules
        if found.share(module) < LEAST
    ]
    wrong += [f"survived without a reason: {each}" for each in found.changes if each not in reasons]
    stale = set(reasons) - set(found.changes)
    return wrong + [
        f"a reason without its survivor: {each}"
        for each in sorted(stale, key=str)
        if each.module in modules
    ]


def run(folder: Path, modules: Iterable[str], workers: int) -> Found:
    """Change a copy of the tree, and read what came of it."""
    wanted = {name: MODULES[name] for name in modules}
    for name in ("src", "tests"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis")
        )
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"{PACKAGE}/{path}" for path, _ in wanted.values()],
        "pytest_add_cli_args": [
            "-p",
            "no:randomly",
            "-p",
            "no:cacheprovider",
            "--hypothesis-seed=45",
        ],
        "pytest_add_cli_args_test_selection": sorted(
            {test for _, tests in wanted.values() for test in tests}
        ),
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text(
        "\n".join([project, "[tool.mutmut]", *lines, ""]), "utf-8"
    )
    mutmut(folder, "run", "--max-children", str(workers))
    return collect(folder, wanted)


def collect(folder: Path, wanted: Mapping[str, tuple[str, Any]]) -> Found:
    """Count the results, and read the changes that survived."""
    found = Found()
    for module, (path, _) in wanted.items():
        meta = folder / "mutants" / PACKAGE / f"{path}.meta"
        codes: dict[str, int | None] = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        for name, code in codes.items():
            if code in KILLED:
                found.killed[module] += 1
            else:
                found.survived[module] += 1
                found.changes.append(change_of(module, name, mutmut(folder, "show", name)))
    return found


def mutmut(folder: Path, *words: str) -> str:
    """Run the program in the copy; its own screen goes nowhere unless it fails."""
    shared = os.environ.get("LOGGRO_SHARED", str(ROOT.parent / "shared"))
    ended = subprocess.run(
        [Path(sysconfig.get_path("scripts")) / "mutmut", *words],
        cwd=folder,
        env={**os.environ, "HYPOTHESIS_PROFILE": "dev", "LOGGRO_SHARED": shared},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise SystemExit(f"mutmut {words[0]} ended with {ended.returncode}\n{ended.stdout[-3000:]}")
    return ended.stdout


def main(arguments: list[str]) -> int:
    """Print the table, the survivors with their reasons, and what is wrong."""
    parser = argparse.ArgumentParser(description="count what the tests see of small changes")
    parser.add_argument("module", nargs="*", help=", ".join(MODULES))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    modules: list[str] = options.module or list(MODULES)
    if unknown := set(modules) - set(MODULES):
        parser.error(f"no such module: {', '.join(sorted(unknown))}")
    reasons = accepted(ACCEPTED.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), modules, options.workers)
    for module in modules:
        print(
            f"{module:<12} {found.killed[module]:5} killed {found.survived[module]:4} survived "
            f"{found.share(module):6.1f} %"
        )
    print("survivors:")
    for change in found.changes:
        print(f"  {change}\n      because {reasons.get(change, '?')}")
    wrong = judge(found, reasons, modules)
    print(*wrong, sep="\n")
    total = found.killed.total() + found.survived.total()
    share = 100 * found.killed.total() / total if total else 0
    print(f"{found.killed.total()} of {total} killed ({share:.1f} %), {len(wrong)} complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
