# SPDX-License-Identifier: MIT
"""
List the sales of a day, and what came in by each payment method.

Usage: python sales_of_a_day.py 2026-11-20
Needs LOGGRO_RESTOBAR_EMAIL and LOGGRO_RESTOBAR_PASSWORD.
"""

import sys
from collections import defaultdict
from datetime import date
from decimal import Decimal

from loggro_integration import RestobarClient


def main(day: date) -> None:
    """Print one line a sale, then one a payment method."""
    received: defaultdict[str, Decimal] = defaultdict(Decimal)
    with RestobarClient.from_env() as pos:
        for sale in pos.invoices.list(since=day, until=day):
            customer = sale.client.full_name if sale.client else "Consumidor Final"
            print(f"{sale.number:<10} {sale.status.value:<10} {sale.total:>12,} {customer}")
            if not sale.is_voided:
                for payment in sale.payments:
                    received[payment.method or "?"] += payment.value
    for method, value in sorted(received.items()):
        print(f"{method:<21} {value:>12,}")


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]))
