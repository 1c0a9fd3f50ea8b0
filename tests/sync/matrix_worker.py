# SPDX-License-Identifier: MIT
"""
Does writes in processes that are killed: one is made ready, and forks one for each write.

Lines come in as JSON: the write, the point at which it kills itself, where the fake and the ledger
are. How each ended goes out. The addresses of the environment lead nowhere.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

import httpx

from loggro_integration.days import parse_instant
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from sync.matrix import PointedStore, Points, Scene, Tap
from sync.matrix_writes import WRITES


def act(order: dict[str, Any]) -> None:
    """Do one write, and die at its point."""
    write = WRITES[order["write"]]
    points = Points()
    points.arm(order["point"], lambda: os.kill(os.getpid(), signal.SIGKILL))
    store = PointedStore.open(order["ledger"])
    assert isinstance(store, PointedStore)
    store.points, store.action = points, write.action

    def tap() -> Tap:
        return Tap(httpx.HTTPTransport(), write.route, points)

    with (
        store,
        RestobarClient(
            email=order["email"],
            password=order["password"],
            base_url=order["restobar"],
            transport=tap(),
        ) as pos,
        PymesClient(token=order["token"], base_url=order["pymes"], transport=tap()) as books,
    ):
        now = parse_instant(order["now"])
        scene = Scene(pos=pos, books=books, store=store, now=lambda: now, memo=order["memo"])
        write.act(scene)


def main() -> None:
    """Fork one process for each line."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                act(json.loads(line))
                code = 0
            finally:
                os._exit(code)
        ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        sys.stdout.write(f"{ended}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
