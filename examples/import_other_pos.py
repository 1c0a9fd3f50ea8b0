# SPDX-License-Identifier: MIT
"""
Turn a day's table of another POS into documents that add up; no account is needed.

Usage: python import_other_pos.py SALES.csv POS.toml [loggro.toml]
POS.toml says how the table is written. Ends with 1 where a sale cannot become a document, and
with 2 where the table cannot be read whole.
"""

import sys
from pathlib import Path

from loggro_integration.mapping import InvalidSale, MappingRules, TableFormat, map_sale


def main(table: Path, written: Path, rules_file: Path) -> int:
    """Print each sale with what its document asks for, or with what stands in its way."""
    rules = MappingRules.from_toml(rules_file.read_text("utf-8"))
    form = TableFormat.from_toml(written.read_text("utf-8"))
    try:
        sales = form.sales(table.read_text("utf-8-sig"))
    except InvalidSale as error:
        for problem in error.problems:
            print(problem.path, problem.message.es, problem.fix.es)
        return 2
    blocked = 0
    for sale in sales:
        plan = map_sale(sale, rules)
        blocked += not plan.is_ready
        if plan.document and plan.is_ready:
            print(sale.label, plan.kind, plan.document.totals.payable)
        for problem in plan.blocking:
            print(sale.label, problem.code, problem.fix.es)
    return 1 if blocked else 0


if __name__ == "__main__":
    file = sys.argv[3] if len(sys.argv) > 3 else "loggro.toml"
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), Path(file)))
