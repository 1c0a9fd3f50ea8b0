# SPDX-License-Identifier: MIT
"""
Page through 100,000 invoices and print how much the client's process grows.

The fake stands in another process: it makes rows of at least 2 KB as they are asked for, newest
first. With ``--moving`` it inserts a new row before each page and annuls one now and then, so that
rows move between pages; every row that was there from the beginning to the end must come once.

    python bench/paging_memory.py [--rows N] [--page-size N] [--moving] [--bound MB]

Exits 1 when a row is lost or doubled, or the growth is over the bound; without one it prints it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from loggro_integration import RestobarClient

MEGABYTE = 2**20
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
ID = "66f9b8a7c3d4e5f6%08x"
LINE = {
    "idInternal": "66f9b8a7c3d4e5f607890001", "name": "Arepa de chócolo", "code": "A01",
    "categoryId": "66f9b8a7c3d4e5f607890002", "categoryName": "Arepas", "quantity": 2,
    "price": 27000, "priceNormal": 27000, "discount": 4000, "subTotal": 46296, "total": 50000,
    "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}], "avgCost": 9800.5, "costProduct": 9800,
}  # fmt: skip
SALE = {
    "_id": ID, "seq": "%d", "invoicePrefix": "FV", "number": "FV%d", "status": "Pagada",
    "type": "Factura", "businessId": "66f9b8a7c3d4e5f607890004", "timeZone": "America/Bogota",
    "createdOn": "2026-09-28T18:04:11.120Z", "modifiedOn": "2026-09-28T18:06:40.001Z",
    "totalBruto": 540000, "totalDiscount": 40000, "subTotal": 462960, "totalTaxes": 37040,
    "tip": 50000, "total": 500000, "totalPaid": 500000, "change": 0, "paymentMethod": "Efectivo",
    "paid": {"createdOn": "2026-09-28T18:06:39.900Z", "paymentMethodValue": [
        {"paymentMethod": "Efectivo", "value": 500000, "tip": 50000},
    ]},
    "client": {"name": "Consumidor Final", "document": "222222222222", "idDocumentType": "13"},
    "products": [LINE] * 4,
}  # fmt: skip
ROW = json.dumps(SALE).replace('"%d"', "%d")

SERVER = """
import contextlib, re, socket, socketserver, sys
ROW, rows, moving = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "moving"
present = list(range(1, rows + 1))  # the newest is the last one
annulled = []
asked = 0
def answer(body):
    head = "HTTP/1.1 200 OK\\r\\ncontent-type: application/json\\r\\ncontent-length: %d\\r\\n\\r\\n"
    return (head % len(body)).encode() + body
def page(number, limit):
    global asked
    asked += 1
    if moving and number:
        present.append(max(present) + 1)
        if asked % 3 == 0:
            # a row of a page already passed: what follows moves up
            annulled.append(present.pop(-(number * limit) // 2))
    newest_first = present[::-1][number * limit:(number + 1) * limit]
    rows = ",".join(ROW % (each, each, each) for each in newest_first)
    return ('{"data":[%s],"count":%d}' % (rows, len(present))).encode()
class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(ConnectionError):
            while data := self.request.recv(65536):
                if not data.startswith((b"GET ", b"POST ")):
                    continue  # the body of the log-in, where it comes by itself
                line = data.split(b"\\r\\n", 1)[0].decode()
                if "/login" in line:
                    body = b'{"tokenCurrent":"t"}'
                elif "/annulled" in line:
                    body = str(annulled).encode()
                else:
                    number, limit = (int(re.search(k + r"=(\\d+)", line)[1])
                                     for k in ("page", "limit"))
                    body = page(number, limit)
                self.request.sendall(answer(body))
class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
with Server(("127.0.0.1", 0), Handler) as server:
    print(server.server_address[1], flush=True)
    server.serve_forever()
"""


@contextmanager
def fake(rows: int, *, moving: bool) -> Iterator[str]:
    """Start the fake and give its address."""
    words = [sys.executable, "-c", SERVER, ROW, str(rows), "moving" if moving else "still"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = process.stdout.readline().strip() if process.stdout else ""
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def resident() -> float:
    """Return the resident memory of this process in MB; its peak where the system tells no more."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text().split()[1]) * resource.getpagesize() / MEGABYTE
    return peak()


def peak() -> float:
    """Return the largest resident memory so far, in MB."""
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / (MEGABYTE if sys.platform == "darwin" else 1024)


def walk(pos: RestobarClient, rows: int, size: int) -> tuple[bytearray, float]:
    """Read every row; return how often each came, and the largest memory on the way."""
    came, largest = bytearray(2 * rows), 0.0
    for position, sale in enumerate(pos.invoices.list(since=FIRST, until=LAST, page_size=size)):
        came[sale.sequence or 0] += 1
        if position % 10_000 == 0:
            largest = max(largest, resident())
    return came, max(largest, resident())


def main() -> int:
    """Walk through all pages, print the figures, and say whether every row came once."""
    parser = argparse.ArgumentParser(description="memory of a client that reads many pages")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--page-size", type=int, default=500)
    parser.add_argument("--moving", action="store_true")
    parser.add_argument("--bound", type=float)
    options = parser.parse_args()
    with (
        fake(options.rows, moving=options.moving) as base,
        RestobarClient(email="a@b.co", password="p", base_url=base) as pos,
    ):
        # Imports, connections and one page are there before anything is measured.
        pos.invoices.list(since=FIRST, until=LAST, page_size=options.page_size).first_page()
        before, begun = resident(), time.perf_counter()
        came, largest = walk(pos, options.rows, options.page_size)
        seconds = time.perf_counter() - begun
        annulled: Any = pos.request("GET", "/annulled")
    gone = set(annulled)
    lost = [n for n in range(1, options.rows + 1) if came[n] == 0 and n not in gone]
    doubled = [n for n, times in enumerate(came) if times > 1]
    growth = largest - before
    size = len(ROW % (1, 1, 1))
    print(
        f"{sum(came):,} rows of {size:,} bytes in {seconds:.1f} s: {before:.1f} MB before, "
        f"+{growth:.1f} MB; {len(lost)} lost, {len(doubled)} doubled, {len(gone)} annulled"
    )
    over = options.bound is not None and growth > options.bound
    return 1 if lost or doubled or over else 0


if __name__ == "__main__":
    sys.exit(main())
