# SPDX-License-Identifier: MIT
"""
Compare reading a page of 100 sales into typed records with ``json.loads`` of the same bytes.

A sale has ten lines and 5.3 KB, nearly all of it numbers and ids. Beside it stands what a careful
programmer would write by hand for the lines alone: every attribute, `Decimal` money, checked ids.
Candidates run in one process, in shuffled rounds; the figure is the median of the ratios.

    python bench/wire_page.py [--rounds N] [--bound RATIO]

Exits 1 when the page costs more than the bound times the floor; without a bound it only prints.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from loggro_integration import exact_json
from loggro_integration.ids import ObjectId
from loggro_integration.wire import restobar

ID = "66f9b8a7c3d4e5f6078900%02x"
LINE = {
    "idInternal": ID % 1, "name": "Arepa de chócolo", "code": "A01", "categoryId": ID % 2,
    "categoryName": "Arepas", "quantity": 2, "price": 27000, "priceNormal": 27000,
    "discount": 4000, "subTotal": 46296, "totalBruto": 54000, "totalTaxes": 3704, "total": 50000,
    "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}], "avgCost": 9800.5, "costProduct": 9800,
}  # fmt: skip
SALE = {
    "_id": ID % 3, "seq": 1204, "invoicePrefix": "FV", "number": "FV1204", "status": "Pagada",
    "type": "Factura", "businessId": ID % 4, "timeZone": "America/Bogota",
    "business": {"name": "La Arepera de la 45", "nit": "900555111-6", "phone": "6015550145"},
    "createdOn": "2026-09-28T18:04:11.120Z", "modifiedOn": "2026-09-28T18:06:40.001Z",
    "totalBruto": 540000, "totalDiscount": 40000, "subTotal": 462960, "totalBaseTax": 462960,
    "totalTaxes": 37040, "tip": 50000, "total": 500000, "totalPaid": 500000, "change": 0,
    "paymentMethod": "Efectivo",
    "paid": {"createdOn": "2026-09-28T18:06:39.900Z", "paymentMethodValue": [
        {"paymentMethod": "Efectivo", "value": 200000, "tip": 20000, "cashBox": ID % 5},
        {"paymentMethod": "Tarjeta débito", "value": 300000, "tip": 30000, "cashBox": ID % 5},
    ]},
    "seller": {"idInternal": ID % 6, "name": "Lucía Prada"},
    "cashier": {"idInternal": ID % 7, "name": "Tomás Ríos"},
    "table": {"idInternal": ID % 8, "name": "Mesa 5"},
    "client": {"name": "Consumidor Final", "document": "222222222222", "idDocumentType": "13",
               "isSocialReason": False, "responsibilities": "R-99-PN"},
    "products": [LINE] * 10, "delivery": {"isDelivery": False},
    "deletedInfo": {"isDeleted": False}, "printType": "Tirilla", "cashBox": ID % 5,
}  # fmt: skip


def page_of(sales: int) -> bytes:
    """Return a page of sales as Restobar sends it."""
    return json.dumps({"data": [SALE] * sales, "count": sales}).encode()


def floor(page: bytes) -> object:
    """Read the JSON and nothing else."""
    return json.loads(page)


def typed(page: bytes) -> object:
    """Read typed sales, as the client does."""
    body: Any = exact_json.loads(page)
    return [restobar.sale(row) for row in body["data"]]


def lines_typed(page: bytes) -> object:
    """Read the lines alone, as the client does."""
    body: Any = exact_json.loads(page)
    read = restobar.sale
    bare = {key: SALE[key] for key in ("_id", "status", "createdOn", "total")}
    return [read({**bare, "products": row["products"]}).lines for row in body["data"]]


def lines_by_hand(page: bytes) -> object:
    """Read the lines alone, as one would write it by hand: no unknown keys, no paths of errors."""
    body: Any = exact_json.loads(page)
    return [tuple(map(_line, row["products"])) for row in body["data"]]


def _line(row: Mapping[str, Any]) -> restobar.SaleLine:
    return restobar.SaleLine(
        id=ObjectId(row["idInternal"]),
        name=row["name"],
        code=row.get("code"),
        category_id=row.get("categoryId"),
        category_name=row.get("categoryName"),
        quantity=Decimal(row["quantity"]),
        price=_amount(row, "price"),
        price_normal=_amount(row, "priceNormal"),
        discount=_amount(row, "discount"),
        discount_total=_amount(row, "totalDiscount"),
        subtotal=_amount(row, "subTotal"),
        gross_total=_amount(row, "totalBruto"),
        tax_total=_amount(row, "totalTaxes"),
        total=_amount(row, "total"),
        taxes=tuple(
            restobar.LineTax(name=tax["taxName"], percentage=Decimal(tax["taxValue"]))
            for tax in row["taxes"]
        ),
        average_cost=_amount(row, "avgCost"),
        product_cost=_amount(row, "costProduct"),
    )


def _amount(row: Mapping[str, Any], key: str) -> Decimal | None:
    value = row.get(key)
    return None if value is None else Decimal(value)


CANDIDATES: dict[str, Callable[[bytes], object]] = {
    "floor": floor,
    "typed": typed,
    "lines": lines_typed,
    "lines by hand": lines_by_hand,
}


def measure(rounds: int, page: bytes, seed: int = 1) -> dict[str, list[float]]:
    """Return the CPU seconds of each candidate in each round, run in a random order."""
    shuffle, spent = random.Random(seed), {name: [] for name in CANDIDATES}
    for _ in range(rounds):
        for name in shuffle.sample(list(CANDIDATES), len(CANDIDATES)):
            begun = time.thread_time()
            CANDIDATES[name](page)
            spent[name].append(time.thread_time() - begun)
    return spent


def ratio(spent: Mapping[str, list[float]], above: str, below: str) -> float:
    """Return the median over the rounds of one candidate by another."""
    return statistics.median(
        a / b for a, b in zip(spent[above], spent[below], strict=True) if b > 0
    )


def main() -> int:
    """Print the figures and compare the ratio with the bound."""
    parser = argparse.ArgumentParser(description="cost of reading a page of typed sales")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--bound", type=float)
    options = parser.parse_args()
    page = page_of(100)
    measure(2, page)
    spent = measure(options.rounds, page)
    whole = ratio(spent, "typed", "floor")
    for name, times in spent.items():
        print(f"{name:14} {1e4 * statistics.median(times):7.1f} µs a sale")
    print(f"typed ÷ json.loads of the same {len(page):,} bytes: {whole:.2f}")
    print(f"lines ÷ the same lines by hand: {ratio(spent, 'lines', 'lines by hand'):.2f}")
    return 1 if options.bound is not None and whole > options.bound else 0


if __name__ == "__main__":
    sys.exit(main())
