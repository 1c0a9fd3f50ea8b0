# SPDX-License-Identifier: MIT
"""
Make a pass of the synchronisation and report what a person has to know.

Usage: python sync_with_report.py 2026-11-20
The first pass on a ledger only reads; run it again to send what Pymes lacks.
"""

import sys
from datetime import date
from pathlib import Path

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import SqliteStore, Synchronizer


def main(first_day: date) -> int:
    """Synchronise every sale since a day, and print what is not in Pymes."""
    rules = MappingRules.from_toml(Path("loggro.toml").read_text("utf-8"))
    with (
        RestobarClient.from_env() as pos,
        PymesClient.from_env() as books,
        SqliteStore.open("loggro.db") as store,
    ):
        engine = Synchronizer(pos=pos, books=books, store=store, rules=rules)
        report = engine.run(since=first_day)
    for outcome in report:
        if outcome.state.value not in {"synced", "excluded"}:
            print(outcome.number, outcome.state.value, outcome.reason.es if outcome.reason else "")
    in_words = ", ".join(f"{name} {count}" for name, count in report.counts.items() if count)
    print(f"{in_words}; reenviadas {report.sends}; se reenviarían {len(report.would_send)}")
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main(date.fromisoformat(sys.argv[1])))
