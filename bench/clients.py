# SPDX-License-Identifier: MIT
"""
The gates of the clients in one process, interleaved: calls, pages and their floors.

Each candidate runs once a round, in a shuffled order; only the CPU time of the calling thread
counts, and a figure is the median of the ratios to its floor in the same round. A server in a
process of its own answers one sale over loopback, without TLS. Where `invoice-synchronizer` is
installed, its own mapper reads the same page beside ours (money as floats, half of the fields).

    python bench/clients.py [--rounds N] [--calls N] [--check]

With ``--check`` it exits 1 when a gate is missed; without, it only prints.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import random
import ssl
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).parent))

import wire_page
from client_call import HEADERS, PATH, SALE_ID, SERVER

from loggro_integration import AsyncRestobarClient, RestobarClient, SendPolicy

PAGE = wire_page.page_of(100)


@dataclass(frozen=True)
class Gate:
    """One figure: a candidate over its floor; without a bound it is only printed."""

    name: str
    candidate: str
    floor: str
    bound: float | None = None


GATES = (
    Gate("synchronous call and decode", "sync call", "sync floor", 1.25),
    Gate("asynchronous call and decode", "async call", "async floor", 1.25),
    Gate("synchronous call, typed sale", "sync typed", "sync floor"),
    Gate("asynchronous call, typed sale", "async typed", "async floor"),
    Gate("page of 100 typed sales", "page typed", "page floor", 3.0),
    Gate("their lines, over constructors by hand", "lines typed", "lines by hand", 1.3),
    Gate("page by invoice-synchronizer", "page peer", "page floor"),
)


@contextmanager
def server() -> Iterator[str]:
    """Start the server and give its address."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            port = process.stdout.readline().strip() if process.stdout else ""
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def pages() -> dict[str, Callable[[], object]]:
    """Return what reads the page; each entry one way."""
    found: dict[str, Callable[[], object]] = {
        "page floor": lambda: wire_page.floor(PAGE),
        "page typed": lambda: wire_page.typed(PAGE),
        "lines typed": lambda: wire_page.lines_typed(PAGE),
        "lines by hand": lambda: wire_page.lines_by_hand(PAGE),
    }
    if (peer := peer_mapper()) is not None:
        found["page peer"] = peer
    return found


def peer_mapper() -> Callable[[], object] | None:
    """Return how `invoice-synchronizer` reads the page, where it is installed."""
    try:
        from invoice_synchronizer.domain import User
        from invoice_synchronizer.infrastructure.config import SystemParameters
        from invoice_synchronizer.infrastructure.repositories.pirpos.utils import (
            define_pirpos_invoices,
        )
    except ImportError:
        return None
    names = [{"pirpos_id": name, "system_id": name} for name in ("Efectivo", "Tarjeta débito")]
    settings = SystemParameters(
        payments=names,
        taxes=[{"pirpos_id": "I CONSUMO", "system_id": "I CONSUMO"}],
        prefixes=[],
        invoice_status=[{"pirpos_id": "Pagada", "system_id": "PAID"}],
    )
    city = dict.fromkeys(
        ("city_name", "city_state", "city_code", "country_code", "state_code"), "x"
    )
    nobody = User(
        name="Consumidor", last_name="Final", document_type=13, document_number=222222222222,
        check_digit=None, city_detail=city, responsibilities="R-99-PN", email="nadie@example.com",
        phone="6015550145", address="Calle 45",
    )  # fmt: skip

    def read() -> object:
        rows: Any = json.loads(PAGE)["data"]
        return define_pirpos_invoices(rows, settings, [nobody], lambda _: [nobody])

    return read


async def measure(base: str, rounds: int, calls: int) -> dict[str, list[float]]:
    """Return the CPU seconds of one call or page of each candidate in each round."""
    context = ssl.create_default_context()
    plain = {"base_url": base, "headers": HEADERS, "verify": context}
    login = {"email": "a@b.co", "password": "p", "base_url": base}
    with (
        httpx.Client(**plain) as bare,
        RestobarClient(**login) as pos,
    ):
        async with (
            httpx.AsyncClient(**plain) as async_bare,
            AsyncRestobarClient(**login) as async_pos,
        ):

            async def async_floor() -> object:
                return json.loads((await async_bare.get(PATH)).content)

            once: dict[str, Callable[[], object]] = {
                "sync floor": lambda: json.loads(bare.get(PATH).content),
                "sync call": lambda: pos.request("GET", PATH, policy=SendPolicy.READ),
                "sync typed": lambda: pos.invoices.get(SALE_ID),
            }
            awaited: dict[str, Callable[[], Awaitable[object]]] = {
                "async floor": async_floor,
                "async call": lambda: async_pos.request("GET", PATH, policy=SendPolicy.READ),
                "async typed": lambda: async_pos.invoices.get(SALE_ID),
            }
            whole = pages()
            spent: dict[str, list[float]] = {name: [] for name in (*once, *awaited, *whole)}
            shuffle = random.Random(1)
            for turn in range(rounds + 1):
                for name in shuffle.sample(list(spent), len(spent)):
                    times = 1 if name in whole else calls
                    begun = time.thread_time()
                    for _ in range(times):
                        if name in awaited:
                            await awaited[name]()
                        else:
                            (once | whole)[name]()
                    if turn:
                        spent[name].append((time.thread_time() - begun) / times)
            return spent


def report(spent: dict[str, list[float]]) -> bool:
    """Print every gate; tell whether all are kept."""
    kept = True
    for gate in GATES:
        if gate.candidate not in spent:
            print(f"{gate.name:40} not installed")
            continue
        pairs = zip(spent[gate.candidate], spent[gate.floor], strict=True)
        # A clock that counts in ticks sees no cost of a short floor: no ratio, and the gate missed.
        ratios = [own / floor for own, floor in pairs if floor > 0]
        ratio = statistics.median(ratios) if ratios else math.nan
        own, floor = (1e6 * statistics.median(spent[n]) for n in (gate.candidate, gate.floor))
        bound = "" if gate.bound is None else f"  ≤ {gate.bound:.2f}"
        missed = gate.bound is not None and not ratio <= gate.bound
        kept &= not missed
        print(f"{gate.name:40} {own:9.0f} µs / {floor:7.0f} µs = {ratio:5.2f}{bound}"
              f"{'  missed' if missed else ''}")  # fmt: skip
    return kept


def main() -> int:
    """Measure, print, and compare with the bounds."""
    parser = argparse.ArgumentParser(description="the gates of the clients")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--calls", type=int, default=50)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with server() as base:
        kept = report(asyncio.run(measure(base, options.rounds, options.calls)))
    return 1 if options.check and not kept else 0


if __name__ == "__main__":
    sys.exit(main())
