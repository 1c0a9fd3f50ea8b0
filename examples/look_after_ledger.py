# SPDX-License-Identifier: MIT
"""
Look after the ledger every night: check it, copy it, and delete customers' data of two months ago.

Usage: python look_after_ledger.py [loggro.db] [folder of the copies]
The end of the chain is kept beside the copies: mail that file to somebody, since a ledger that was
replaced by a former one shows with it alone. Ends with 1 where the ledger is not sound.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from loggro_integration.days import business_day
from loggro_integration.sync import Anchor, SqliteStore

KEPT = timedelta(days=60)


def main(ledger: Path, folder: Path) -> int:
    """Check first: a ledger that is not sound is neither copied nor touched."""
    today = business_day(datetime.now(UTC))
    anchors = folder / "anchors.txt"
    folder.mkdir(parents=True, exist_ok=True)
    lines = anchors.read_text("utf-8").split() if anchors.exists() else []
    known = Anchor.parse(lines[-1]) if lines else None
    with SqliteStore.open(ledger) as store:
        problems = store.verify(known)
        for each in problems:
            print(each.path, each.message.es, each.fix.es)
        if problems:
            return 1
        removed = store.purge(today - KEPT)
        anchor = store.backup(folder / f"{ledger.stem}-{today}.db", replace=True)
    with anchors.open("a", encoding="utf-8") as file:
        file.write(f"{anchor}\n")
    print(f"{anchor.position} eventos copiados; datos de {removed} venta(s) borrados")
    return 0


if __name__ == "__main__":
    ledger_file = Path(sys.argv[1] if len(sys.argv) > 1 else "loggro.db")
    sys.exit(main(ledger_file, Path(sys.argv[2] if len(sys.argv) > 2 else "copias")))
