# SPDX-License-Identifier: MIT
"""
Annul the sales of a list in Restobar, each once, and tell what Pymes shows: run it until it ends 0.

Usage: python void_sales.py VOIDS.csv
VOIDS.csv has a heading and two columns, number;reason. What is done is found and not repeated, so
that the same list may be run again after any failure, or once DIAN has taken the credit notes.
Ends with 3 while one is unfinished, unknown, or not to be seen in Pymes.
"""

import csv
import sys
from datetime import timedelta
from pathlib import Path

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.errors import LoggroError, NotSent
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import SqliteStore, actions

SHOWN = {actions.InPymes.ANNULLED, actions.InPymes.CREDITED}


def main(file: Path) -> int:
    """Go through the list; one that fails leaves the others alone."""
    rules = MappingRules.from_toml(Path("loggro.toml").read_text("utf-8"))
    still_open = 0
    with (
        RestobarClient.from_env() as pos,
        PymesClient.from_env() as books,
        SqliteStore.open("loggro.db") as store,
        file.open(encoding="utf-8", newline="") as rows,
    ):
        for row in csv.DictReader(rows, delimiter=";"):
            number = row["number"]
            try:
                done = actions.void(
                    pos,
                    number,
                    reason=row["reason"] or None,
                    store=store,
                    books=books,
                    rules=rules,
                    patience=timedelta(minutes=2),
                )
            except NotSent:
                raise
            except LoggroError as error:
                print(f"{number}: {error}")
                still_open += 1
                continue
            print(f"{number}: {'finished' if done.finished else 'begun'}, Pymes: {done.pymes}")
            still_open += not done.finished or done.pymes not in SHOWN
    return 3 if still_open else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
