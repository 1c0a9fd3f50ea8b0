# SPDX-License-Identifier: MIT
"""
Make a pass over each branch from one process, as a scheduler of your own would.

Usage: python embed_cron.py centro.db [more ledgers]
Each ledger is one branch. A branch that is busy or cannot be reached stops no other one.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from loggro_integration import errors
from loggro_integration.sync import Deployment, Notifier, SqliteStore, run_pass

# Called with JSON on its standard input when something is new; unset, nobody is called.
COMMAND = os.environ.get("AVISAR", "")


def branch(ledger: str) -> Deployment:
    """Name one branch: where its rules and secrets are, and never the secrets themselves."""
    return Deployment(rules="loggro.toml", ledger=ledger, pymes_token="env:LOGGRO_PYMES_TOKEN")


def main(ledgers: list[str]) -> int:
    """Make the passes one after the other, and return the worst exit code."""
    worst = 0
    for ledger in ledgers:
        try:
            # With little time, send and let the next pass look again: wait=False.
            report = run_pass(branch(ledger), wait=False)
            print(ledger, report.exit_code, {k: v for k, v in report.counts.items() if v})
            worst = max(worst, report.exit_code)
        except errors.LedgerLocked:
            print(ledger, "ocupado: otra pasada está en curso")
        except errors.LoggroError as error:
            print(ledger, type(error).__name__, error.hint.es if error.hint else error.message)
            worst = max(worst, 4)
        if COMMAND and Path(ledger).exists():
            with SqliteStore.join(ledger) as store:
                Notifier(command=COMMAND).tell(store, now=datetime.now(UTC), ledger=ledger)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
