# SPDX-License-Identifier: MIT
"""
Reconcile a month and write it for the accountant: a workbook, and a page with charts.

Usage: python month_for_the_accountant.py 2026-11 november
"""

import sys
from calendar import monthrange
from datetime import date
from pathlib import Path

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.mapping import MappingRules
from loggro_integration.render import reconciliation_excel, reconciliation_html
from loggro_integration.sync import SqliteStore, Synchronizer


def main(month: str, name: str) -> int:
    """Write both files, print what to look at, and end with 1 where there is anything."""
    year, number = map(int, month.split("-"))
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    rules = MappingRules.from_toml(Path("loggro.toml").read_text("utf-8"))
    with (
        RestobarClient.from_env() as pos,
        PymesClient.from_env() as books,
        SqliteStore.open("loggro.db") as store,
    ):
        found = Synchronizer(pos=pos, books=books, store=store, rules=rules).reconcile(first, last)
    Path(f"{name}.xlsx").write_bytes(reconciliation_excel(found))
    Path(f"{name}.html").write_text(reconciliation_html(found), "utf-8")
    for each in found.findings:
        print(f"{each.day} {each.number}: {each.text.es}")
    print(f"INC {found.sales.inc}, IVA {found.sales.iva}, propinas {found.sales.tips}")
    return found.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
