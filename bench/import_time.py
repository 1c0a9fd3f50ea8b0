# SPDX-License-Identifier: MIT
"""
Compare the cost of ``import loggro_integration`` with that of ``import attrs, cattrs``.

Each round starts three fresh interpreters in shuffled order: one imports nothing, one the floor,
one the package. The cost of an import is its interpreter's CPU time less that of the bare one in
the same round; the figure is the median over the rounds of package ÷ floor. CPU time of a child
(user and system) moves less with the load of the machine than its wall time, and the ratio less
than either. Compiled files are warmed by one round that is not counted. Where the system counts CPU
time in ticks, a cheap import can seem to cost nothing: such a round is measured again.

    python bench/import_time.py [--rounds N] [--bound RATIO]

Exits 1 when the ratio is over the bound (1.5), 3 when the clock of the system is too coarse.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator

TOO_COARSE = 3
CANDIDATES = {
    "bare": "pass",
    "floor": "import attrs, cattrs",
    "package": "import loggro_integration",
}


def cpu_seconds(statement: str) -> float:
    """CPU seconds, user and system, of a fresh interpreter that runs one statement."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", statement], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def one_round(shuffle: random.Random) -> dict[str, float]:
    """Measure every candidate once, in a random order."""
    order = list(CANDIDATES)
    shuffle.shuffle(order)
    return {name: cpu_seconds(CANDIDATES[name]) for name in order}


def costs(shuffle: random.Random, tries: int) -> Iterator[tuple[float, float]]:
    """Yield the seconds of package and floor of each round in which both were seen to cost."""
    for _ in range(tries):
        one = one_round(shuffle)
        package, floor = one["package"] - one["bare"], one["floor"] - one["bare"]
        if package > 0 and floor > 0:
            yield package, floor


def measure(rounds: int, seed: int = 1) -> tuple[float, float, float]:
    """Return the median ratio, and the median milliseconds of the package and of the floor."""
    shuffle = random.Random(seed)
    one_round(shuffle)
    measured = list(itertools.islice(costs(shuffle, 20 * rounds), rounds))
    if not measured:
        print("the clock of this system shows no cost of an import", file=sys.stderr)
        sys.exit(TOO_COARSE)
    package, floor = (1000 * statistics.median(column) for column in zip(*measured, strict=True))
    return statistics.median(p / f for p, f in measured), package, floor


def main() -> int:
    """Print the figures and compare the ratio with the bound."""
    parser = argparse.ArgumentParser(description="cost of importing the package")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--bound", type=float, default=1.5)
    options = parser.parse_args()
    ratio, package, floor = measure(options.rounds)
    print(f"import loggro_integration: {package:.1f} ms CPU over the bare interpreter")
    print(f"import attrs, cattrs:      {floor:.1f} ms CPU over the bare interpreter")
    print(f"ratio {ratio:.2f}, bound {options.bound:.2f}, {options.rounds} rounds")
    return 0 if ratio <= options.bound else 1


if __name__ == "__main__":
    sys.exit(main())
