# SPDX-License-Identifier: MIT
"""
A month of 10,000 mixed sales becomes documents: CPU of each, and whether they add up.

The sales are those that the laws of the mapping are proved on (`tests/properties/restaurant.py`):
tips, mixed payments, two taxes, taxes a unit, discounts, courtesies, credit, annulled ones, bad
customers. Candidates run over a slice of the month each round, in a shuffled order; only the CPU
time of the calling thread counts, and a ratio is the median of those of the rounds. The floor is
what a program that knows this one restaurant would do by hand for the money alone: base and tax of
each line in `Decimal`, and their sums.

Where `invoice-synchronizer` can be imported, its own mapper gets the first 1,000 sales: how many it
refuses, in how many its lines are not the sale's total, and its time.

    pip install --target DIR "pydantic>=2.12.5,<3" requests tqdm Unidecode
    pip install --target DIR --no-deps invoice-synchronizer==3.2.0
    PYTHONPATH=DIR python bench/mapping.py [--sales N] [--check]

With ``--check`` it exits 1 when a sale costs more than 0.5 ms or a cent is missing.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

from attrs import frozen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from loggro_integration import exact_json
from loggro_integration.mapping import MappingRules, map_sale
from loggro_integration.wire import Sale, restobar
from properties.restaurant import METHODS, Made, distribution, month, shown

BOUND = 0.5
ROUNDS = 30
PEER_SALES = 1000
CENTS = Decimal("0.01")
HUNDRED = Decimal(100)
NONE = Decimal(0)
Read = Sequence[tuple[Made, Sale]]


def by_hand(sale: Sale, rules: MappingRules) -> tuple[Decimal, Decimal]:
    """Take each line apart and add everything up, without a question asked."""
    payable = sale.total or NONE
    bases = taxes = NONE
    for line in sale.lines:
        rate = sum((tax.percentage for tax in line.taxes), HUNDRED)
        net = NONE if line.total is None else line.total
        base = (net * HUNDRED / rate).quantize(CENTS, rounding=ROUND_HALF_EVEN)
        bases += base
        taxes += net - base
    paid = sum(((each.value or NONE) for each in sale.payments), NONE)
    tip = (sale.tip or NONE) if rules.policies.tip == "charge" else NONE
    return bases + taxes, payable + tip - paid


CANDIDATES: dict[str, Callable[[Made, Sale], object]] = {
    "by hand": lambda made, sale: by_hand(sale, made.rules),
    "read": lambda made, _: restobar.sale(made.raw),
    "map": lambda made, sale: map_sale(sale, made.rules),
    "read and map": lambda made, _: map_sale(restobar.sale(made.raw), made.rules),
}


def slices(sales: Read, count: int) -> Iterator[Read]:
    size = max(1, len(sales) // 10)
    for turn in range(count):
        begin = turn * size % len(sales)
        yield sales[begin : begin + size]


def measure(sales: Read, rounds: int) -> dict[str, list[float]]:
    """Return the CPU milliseconds of a sale, of each candidate in each round."""
    spent: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    shuffle = random.Random(1)
    for name in CANDIDATES:
        run(name, sales[:200])
    for part in slices(sales, rounds):
        for name in shuffle.sample(list(spent), len(spent)):
            spent[name].append(run(name, part))
    return spent


def run(name: str, part: Read) -> float:
    work = CANDIDATES[name]
    begun = time.thread_time()
    for made, sale in part:
        work(made, sale)
    return (time.thread_time() - begun) / len(part) * 1e3


def adds_up(sales: Read) -> bool:
    """Print the sum of the payables beside what the till took; tell whether they are one."""
    payable = expected = NONE
    blocked = 0
    for made, sale in sales:
        plan = map_sale(sale, made.rules)
        blocked += not plan.is_ready
        expected += made.payable
        payable += plan.document.totals.payable if plan.document else NONE
    print(f"payables {payable:,} COP, the till {expected:,} COP: difference {payable - expected}; "
          f"{blocked} sales wait for a customer to be mended")  # fmt: skip
    return payable == expected


def report(spent: dict[str, list[float]]) -> bool:
    """Print the figures; tell whether the bound is kept."""
    for name, floor in (("map", "by hand"), ("read and map", "read")):
        own, least = (statistics.median(spent[each]) for each in (name, floor))
        ratio = statistics.median(a / b for a, b in zip(spent[name], spent[floor], strict=True))
        bound = f"  ≤ {BOUND} ms" if name == "map" else ""
        print(f"{name:14}{own:7.3f} ms a sale / {floor} {least:.3f} ms = {ratio:5.2f}{bound}")
    return statistics.median(spent["map"]) < BOUND


# ------------------------------------------------------------------------------- the other one


@frozen(kw_only=True)
class Peer:
    """The mapper of `invoice-synchronizer`, set up for this restaurant."""

    read: Callable[[list[dict[str, Any]]], list[Any]]
    refusal: type[Exception]


def peer() -> Peer | None:
    """Return the other mapper, where it is installed; every name means itself."""
    try:
        from invoice_synchronizer.domain import ParseDataError, User
        from invoice_synchronizer.infrastructure.config import SystemParameters
        from invoice_synchronizer.infrastructure.repositories.pirpos.utils import (
            define_pirpos_invoices,
        )
    except ImportError:
        return None

    def same(names: Sequence[str]) -> list[dict[str, str]]:
        return [{"pirpos_id": name, "system_id": name} for name in names]

    statuses = {"Pagada": "PAID", "Anulada": "ANULATED", "Por Pagar": "PENDING"}
    settings = SystemParameters(
        payments=same(METHODS),
        taxes=same(["I CONSUMO", "IVA19", "IVA5", "ICUI", "EXENTO", "INC BOLSAS", "IBUA"]),
        prefixes=[],
        invoice_status=[{"pirpos_id": own, "system_id": its} for own, its in statuses.items()],
    )

    def client(document: str) -> Any:
        city = dict.fromkeys(
            ("city_name", "city_state", "city_code", "country_code", "state_code"), "x"
        )
        return User(
            name="Consumidor", last_name="Final", document_type=13, document_number=int(document),
            check_digit=None, city_detail=city, responsibilities="R-99-PN",
            email="nadie@example.com", phone="6015550145", address="Calle 45",
        )  # fmt: skip

    # It asks the account for a client that it does not know: here the account knows everybody.
    return Peer(
        read=lambda rows: define_pirpos_invoices(
            rows, settings, [], lambda document: [client(document)]
        ),
        refusal=ParseDataError,
    )


def compare(sales: Read, other: Peer) -> None:
    """Give the same sales to the other mapper, the ones without a client with Restobar's own."""
    found: Counter[str] = Counter()
    spent = 0.0
    for made, _ in sales:
        raw = json.loads(exact_json.dumps(made.raw))
        if "client" not in raw:
            raw["client"] = {"document": "222222222222"}
        begun = time.thread_time()
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                (invoice,) = other.read([raw])
        except other.refusal as error:
            found["refused"] += 1
            found[f"refused: {reason(error)}"] += 1
            continue
        finally:
            spent += time.thread_time() - begun
        judge(found, raw, invoice)
    mapped = len(sales) - found["refused"]
    print(f"invoice-synchronizer 3.2.0: {spent / len(sales) * 1e3:.3f} ms a sale, read and mapped; "
          f"of {len(sales)} sales {mapped} mapped")  # fmt: skip
    for name, count in sorted(found.items()):
        print(f"  {count:5} {name}")


def reason(error: Exception) -> str:
    cause = error.__cause__
    text = str(cause).splitlines()
    return f"{type(cause).__name__}: {(text[-2] if len(text) > 2 else text[0]).strip()[:60]}"


def judge(found: Counter[str], raw: dict[str, Any], invoice: Any) -> None:
    """Count what of an invoice is not what the sale says."""
    total = Decimal(raw["total"])
    lines = sum(
        (Decimal(repr(each.product.final_price)) * each.quantity for each in invoice.order_items),
        NONE,
    )
    bases = [Decimal(repr(each.product.base)) * each.quantity for each in invoice.order_items]
    taxes = [Decimal(repr(each)) for each in invoice.taxes_values.values()]
    taxed = sum((each.quantize(CENTS) for each in (*bases, *taxes)), NONE)
    paid = sum((Decimal(repr(each.value)) for each in invoice.payments), NONE)
    found["its lines are not the total"] += lines != total
    found["its bases and taxes in cents are not the total"] += taxed != total
    found["its payments are not the total (tip, change, credit, none)"] += paid != total
    found["it forgets a tip"] += bool(raw["tip"])


def main() -> int:
    """Measure, print, and compare with the bound."""
    parser = argparse.ArgumentParser(description="a month of sales becomes documents")
    parser.add_argument("--sales", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    made = list(month(options.sales))
    sales = [(each, each.sale) for each in made]
    # the month itself is not the mapper's to be collected
    gc.collect()
    gc.freeze()
    print(f"{len(sales)} sales: {shown(distribution(made))}")
    kept = report(measure(sales, options.rounds))
    exact = adds_up(sales)
    other = peer()
    if other is None:
        print("invoice-synchronizer is not installed")
    else:
        compare(sales[:PEER_SALES], other)
    return 1 if options.check and not (kept and exact) else 0


if __name__ == "__main__":
    sys.exit(main())
