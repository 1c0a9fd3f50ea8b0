# SPDX-License-Identifier: MIT
"""
Compare both sides of some days and write every document to a CSV for the accountant.

Usage: python reconcile_to_csv.py 2026-11-20 2026-11-22 reconciliation.csv
"""

import sys
from datetime import date
from pathlib import Path

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import SqliteStore, Synchronizer


def main(since: date, until: date, target: Path) -> int:
    """Print one line a day, write the documents, and end with 1 where the sides differ."""
    rules = MappingRules.from_toml(Path("loggro.toml").read_text("utf-8"))
    with (
        RestobarClient.from_env() as pos,
        PymesClient.from_env() as books,
        SqliteStore.open("loggro.db") as store,
    ):
        engine = Synchronizer(pos=pos, books=books, store=store, rules=rules)
        found = engine.reconcile(since, until)
    for day in found.days:
        sign = "=" if day.agree else "≠"
        print(f"{day.day} {day.restobar_total:>14,.2f} {sign} {day.pymes_total:>14,.2f}")
    for row in found.problems:
        print(f"{row.number}: {row.verdict} {row.detail}".rstrip())
    # the mark lets Excel read the accents
    target.write_text(found.to_csv(), "utf-8-sig", newline="")
    return found.exit_code


if __name__ == "__main__":
    first, last = map(date.fromisoformat, sys.argv[1:3])
    sys.exit(main(first, last, Path(sys.argv[3])))
