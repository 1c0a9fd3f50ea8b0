# SPDX-License-Identifier: MIT
"""
Draft the rules file from both catalogues; only reads.

Usage: python draft_rules.py DAY [loggro.toml]
The sales of DAY tell the business, its prefixes and what payments do with the tip.
Ends with 1 where the draft lacks something that only a person knows.
"""

import sys
from datetime import date
from pathlib import Path

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.mapping import InvalidRules
from loggro_integration.sync import draft_rules


def main(day: date, rules_file: Path) -> int:
    """Write the draft, and say in Spanish what a person has to decide."""
    with RestobarClient.from_env() as pos, PymesClient.from_env() as books:
        draft = draft_rules(pos, books, since=day, until=day)
    # Never over rules that somebody has worked on.
    with rules_file.open("x", encoding="utf-8") as written:
        written.write(draft.to_toml())
    for mark in ("proposal", "question"):
        for table, each in draft.marked(mark):
            print(mark, table, each.key, each.value, each.why.es)
    try:
        draft.rules()
    except InvalidRules as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    file = sys.argv[2] if len(sys.argv) > 2 else "loggro.toml"
    sys.exit(main(date.fromisoformat(sys.argv[1]), Path(file)))
