# SPDX-License-Identifier: MIT
"""
Compare a call of the client with the same call of a bare ``httpx`` client and ``json.loads``.

A server in a process of its own answers one sale over loopback, without TLS. Candidates run in one
process, in shuffled rounds; only the CPU time of the calling thread counts, and the figure is the
median of the ratios. Two calls are measured: one that returns JSON (``request``: this is what the
bound is about) and one that returns a typed sale (``invoices.get``).

    python bench/client_call.py [--rounds N] [--calls N] [--bound RATIO]

Exits 1 when either client is over the bound (1.25).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import ssl
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping

import httpx

from loggro_integration import AsyncRestobarClient, RestobarClient, SendPolicy

SALE_ID = "66f9b8a7c3d4e5f60789abcd"
SERVER = """
import contextlib, json, re, socket, socketserver
SALE = {"_id": "66f9b8a7c3d4e5f60789abcd", "status": "Pagada", "total": 50000, "number": "FV1204",
        "createdOn": "2026-09-28T18:04:11.120Z", "seq": 1204, "invoicePrefix": "FV",
        "products": [{"name": "Arepa", "quantity": 2, "price": 25000, "total": 50000,
                      "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}]}]}
def answer(body):
    head = "HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: %d\\r\\n\\r\\n"
    return (head % len(body)).encode() + body
LOGIN, BODY = answer(b'{"tokenCurrent":"t"}'), answer(json.dumps(SALE).encode())
def whole(data):
    head, blank, body = data.partition(b"\\r\\n\\r\\n")
    length = re.search(rb"content-length: *(\\d+)", head, re.IGNORECASE)
    return bool(blank) and len(body) >= (int(length[1]) if length else 0)
class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        data = b""
        with contextlib.suppress(ConnectionError):
            while part := self.request.recv(65536):
                data += part
                # the body of a log-in may come by itself
                if whole(data):
                    self.request.sendall(LOGIN if data.startswith(b"POST /login") else BODY)
                    data = b""
class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
with Server(("127.0.0.1", 0), Handler) as server:
    print(server.server_address[1], flush=True)
    server.serve_forever()
"""
PATH = f"/invoices/{SALE_ID}"
HEADERS = {"authorization": "Bearer t", "accept": "application/json"}


def synchronous(base: str, rounds: int, calls: int) -> Mapping[str, list[float]]:
    """Measure the synchronous clients."""
    context = ssl.create_default_context()
    with (
        httpx.Client(base_url=base, headers=HEADERS, verify=context) as bare,
        RestobarClient(email="a@b.co", password="p", base_url=base) as pos,
    ):
        candidates: dict[str, Callable[[], object]] = {
            "floor": lambda: json.loads(bare.get(PATH).content),
            "json": lambda: pos.request("GET", PATH, policy=SendPolicy.READ),
            "typed": lambda: pos.invoices.get(SALE_ID),
        }

        def spend(name: str) -> float:
            begun = time.thread_time()
            for _ in range(calls):
                candidates[name]()
            return time.thread_time() - begun

        return _rounds(list(candidates), rounds, spend)


async def asynchronous(base: str, rounds: int, calls: int) -> Mapping[str, list[float]]:
    """Measure the asynchronous clients, one call at a time."""
    context = ssl.create_default_context()
    async with (
        httpx.AsyncClient(base_url=base, headers=HEADERS, verify=context) as bare,
        AsyncRestobarClient(email="a@b.co", password="p", base_url=base) as pos,
    ):

        async def floor() -> object:
            return json.loads((await bare.get(PATH)).content)

        candidates: dict[str, Callable[[], Awaitable[object]]] = {
            "floor": floor,
            "json": lambda: pos.request("GET", PATH, policy=SendPolicy.READ),
            "typed": lambda: pos.invoices.get(SALE_ID),
        }
        spent: dict[str, list[float]] = {name: [] for name in candidates}
        shuffle = random.Random(1)
        for turn in range(rounds + 1):
            for name in shuffle.sample(list(candidates), len(candidates)):
                begun = time.thread_time()
                for _ in range(calls):
                    await candidates[name]()
                if turn:
                    spent[name].append(time.thread_time() - begun)
        return spent


def _rounds(
    names: list[str], rounds: int, spend: Callable[[str], float]
) -> Mapping[str, list[float]]:
    """Run every candidate once a round, in a random order; the first round is not counted."""
    shuffle, spent = random.Random(1), {name: [] for name in names}
    for turn in range(rounds + 1):
        for name in shuffle.sample(names, len(names)):
            seconds = spend(name)
            if turn:
                spent[name].append(seconds)
    return spent


def report(kind: str, spent: Mapping[str, list[float]], calls: int) -> float:
    """Print the figures of one kind of client; return the ratio that the bound is about."""
    ratios = {}
    for name, times in spent.items():
        pairs = zip(times, spent["floor"], strict=True)
        ratios[name] = statistics.median(own / floor for own, floor in pairs)
        each = 1e6 * statistics.median(times) / calls
        print(f"{kind:13} {name:6} {each:7.0f} µs  {ratios[name]:5.2f}")
    return ratios["json"]


def main() -> int:
    """Start the server, print the figures and compare both ratios with the bound."""
    parser = argparse.ArgumentParser(description="cost of a call over a bare HTTP client")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--bound", type=float, default=1.25)
    options = parser.parse_args()
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            port = server.stdout.readline().strip() if server.stdout else ""
            base = f"http://127.0.0.1:{port}"
            worst = max(
                report(
                    "synchronous", synchronous(base, options.rounds, options.calls), options.calls
                ),
                report(
                    "asynchronous",
                    asyncio.run(asynchronous(base, options.rounds, options.calls)),
                    options.calls,
                ),
            )
        finally:
            server.terminate()
    print(f"worst ratio {worst:.2f}, bound {options.bound:.2f}")
    return 0 if worst <= options.bound else 1


if __name__ == "__main__":
    sys.exit(main())
