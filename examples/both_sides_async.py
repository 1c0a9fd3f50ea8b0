# SPDX-License-Identifier: MIT
"""
Read both products at once with the asynchronous clients, and count a day on both sides.

Usage: python both_sides_async.py 2026-11-20
"""

import asyncio
import sys
from datetime import date

from loggro_integration import AsyncPymesClient, AsyncRestobarClient


async def sold(pos: AsyncRestobarClient, day: date) -> set[str]:
    """Return the numbers of a day in Restobar."""
    return {sale.number async for sale in pos.invoices.list(since=day, until=day)}


async def booked(books: AsyncPymesClient, day: date) -> set[str]:
    """Return the numbers of a day in Pymes, as the field ``numero`` writes them."""
    return {str(row.get("numero")) async for row in books.sales.list(since=day, until=day)}


async def main(day: date) -> int:
    """Print what each side has alone: a hint, not a synchronisation."""
    async with AsyncRestobarClient.from_env() as pos, AsyncPymesClient.from_env() as books:
        left, right = await asyncio.gather(sold(pos, day), booked(books, day))
    print("Restobar:", len(left), "Pymes:", len(right))
    print("solo en Restobar:", ", ".join(sorted(left - right)) or "-")
    print("solo en Pymes:", ", ".join(sorted(right - left)) or "-")
    return 0 if left == right else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(date.fromisoformat(sys.argv[1]))))
