# SPDX-License-Identifier: MIT
"""
Sell a sale of another POS through Restobar, once: run it again after any failure.

Usage: python sell_through_restobar.py SALE.json TABLE
SALE.json holds what `sale_from_dict` reads, TABLE is the name of a table of Restobar. The ids of
the sale are kept in SALE.json.ids before anything is sent: they make a repeat safe.
Ends with 3 where nobody knows yet whether it happened.
"""

import secrets
import sys
from pathlib import Path

from loggro_integration import RestobarClient, exact_json
from loggro_integration.errors import OutcomeUnknown
from loggro_integration.mapping import sale_from_dict, to_restobar_orders
from loggro_integration.sync import actions


def ids_of(file: Path) -> tuple[str, str]:
    """Return the ids of a sale and of its orders: kept, or made and kept now."""
    if not file.exists():
        file.write_text(f"{secrets.token_hex(12)} {secrets.token_hex(12)}", "utf-8")
    sale_id, group = file.read_text("utf-8").split()
    return sale_id, group


def main(file: Path, table_name: str) -> int:
    """Sell, and print the number that Restobar gave."""
    sale = sale_from_dict(exact_json.loads(file.read_text("utf-8")))
    sale_id, group = ids_of(file.with_name(f"{file.name}.ids"))
    with RestobarClient.from_env() as pos:
        selling = to_restobar_orders(
            sale,
            sale_id=sale_id,
            group=group,
            products=pos.products.list(),
            payment_methods=pos.payment_methods.list(),
            table=next(each.id for each in pos.tables.list() if each.name == table_name),
        )
        try:
            sold = actions.sell(pos, selling)
        except OutcomeUnknown as error:
            print(error)
            return 3
    print(sold.label, sold.status, sold.total)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
