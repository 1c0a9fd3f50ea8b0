# SPDX-License-Identifier: MIT
"""
Make a pass over the sales, then show the owner what is in Pymes and what is not.

Usage: python page_of_the_owner.py [seconds]
Needs loggro.toml, the LOGGRO_ variables and a ledger that was begun with loggro sync start. The
page stays open for those seconds, an hour if not said; Ctrl-C ends it.
"""

import sys
import time
from pathlib import Path

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import SqliteStore, Synchronizer
from loggro_integration.web import LedgerPage, serve

LEDGER = Path("loggro.db")


def main(seconds: float) -> int:
    """Synchronise first: a page of an old ledger answers nothing."""
    rules = MappingRules.from_toml(Path("loggro.toml").read_text("utf-8"))
    with (
        RestobarClient.from_env() as pos,
        PymesClient.from_env() as books,
        SqliteStore.open(LEDGER) as store,
    ):
        report = Synchronizer(pos=pos, books=books, store=store, rules=rules).run()
    print(f"{sum(report.counts.values())} ventas revisadas")
    with serve(LedgerPage(ledger=LEDGER)) as page:
        print(f"Abra {page.url}")
        time.sleep(seconds)
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 3600))
