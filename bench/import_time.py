# SPDX-License-Identifier: MIT
"""
Compare the cost of ``import loggro_integration`` with that of ``import attrs, cattrs``.

Each round starts three fresh interpreters in shuffled order: one imports nothing, one the floor,
one the package. The cost of an import is its interpreter's CPU time less that of the bare one in
the same round; the figure is the median over the rounds of package ÷ floor. CPU time of a child
(user and system) moves less with the load of the machine than its wall time, and the ratio less
than either. Compiled files are warmed by one round that is not counted.

    python bench/import_time.py [--rounds N] [--bound RATIO]

Exits 1 when the ratio is over the bound (1.5).
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys

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


def measure(rounds: int, seed: int = 1) -> tuple[float, float, float]:
    """Return the median ratio, and the median milliseconds of the package and of the floor."""
    shuffle = random.Random(seed)
    one_round(shuffle)
    measured = [one_round(shuffle) for _ in range(rounds)]
    package = [one["package"] - one["bare"] for one in measured]
    floor = [one["floor"] - one["bare"] for one in measured]
    ratio = statistics.median(p / f for p, f in zip(package, floor, strict=True) if f > 0)
    return ratio, 1000 * statistics.median(package), 1000 * statistics.median(floor)


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
