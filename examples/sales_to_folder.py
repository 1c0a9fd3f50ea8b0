# SPDX-License-Identifier: MIT
"""
Hand every sale to a program of yours, as a JSON file in a folder.

Usage: python sales_to_folder.py 2026-11-20 sales
The first pass on a ledger only reads; run it again to write. A sale is one file, whole or not at
all, and is never written twice or over another.
"""

import sys
from datetime import date
from pathlib import Path

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import FileSink, SqliteStore, Synchronizer


def main(first_day: date, folder: Path) -> int:
    """Write the sales since a day that the folder does not have."""
    rules = MappingRules.from_toml(Path("loggro.toml").read_text("utf-8"))
    with (
        RestobarClient.from_env() as pos,
        PymesClient.from_env() as books,
        # A ledger belongs to one place: this one is not the ledger of Pymes.
        SqliteStore.open("folder.db") as store,
    ):
        sink = FileSink(folder, rules=rules)
        engine = Synchronizer(pos=pos, books=books, store=store, rules=rules, sink=sink)
        report = engine.run(since=first_day)
    for outcome in report:
        if outcome.state.value not in {"synced", "excluded"}:
            print(outcome.number, outcome.state.value, outcome.reason.es if outcome.reason else "")
    print(f"escritas {report.sends}; se escribirían {len(report.would_send)}")
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main(date.fromisoformat(sys.argv[1]), Path(sys.argv[2])))
