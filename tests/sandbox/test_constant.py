# SPDX-License-Identifier: MIT
"""Which operations of Restobar answer the same whatever happened and whatever is sent."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import httpx

from loggro_integration.sandbox import assumptions_page, coverage
from sandbox.boxes import NOWHERE, Box, MakeBox
from sandbox.busy import SPAN, as_courier, make_busy
from sandbox.test_admission import filled
from sandbox.test_writes import PROOFS

MOST = 40
LONG_AGO = {"dateInitISO": "2020-01-01T05:00:00.000Z", "dateEndISO": "2020-02-01T05:00:00.000Z"}


class Watch:
    """Keeps what each operation answered."""

    def __init__(self) -> None:
        self.seen: dict[str, set[tuple[int, bytes]]] = defaultdict(set)

    def on(self, box: Box) -> Box:
        """Watch a box from now on."""

        def note(response: httpx.Response) -> None:
            call = box.fake.calls[-1]
            if call.face == "restobar":
                self.seen[f"{call.method} {call.route}"].add(
                    (response.status_code, response.read())
                )

        box.restobar.event_hooks = {"response": [note]}
        return box


def ids(box: Box) -> dict[str, Any]:
    """Return an id that exists for each path with one."""
    world = box.fake.world
    one = {name: next(iter(table))["_id"] for name, table in {
        "clients": world.clients, "products": world.products, "ingredients": world.ingredients,
        "inventories": world.movements, "orders": world.orders, "tables": world.tables,
        "category": world.categories, "inventory": world.movements,
        "inventoryInvoicePayments": world.purchase_payments,
    }.items()}  # fmt: skip
    return {**one, "invoices": next(iter(world.sales)).id, "isValidate": next(iter(world.sales)).id}


def read_everything(box: Box, span: dict[str, str], *, known: bool) -> None:
    """Call every read, with ids that exist or that nobody has."""
    real = ids(box) if known else {}
    for row in coverage():
        if row.product == "restobar" and row.method == "GET":
            before = row.path.partition("/{")[0].rpartition("/")[2]
            path = filled(row.path, real.get(before, NOWHERE))
            box.restobar.get(path, params=span)


def test_few_operations_answer_always_the_same(make_box: MakeBox) -> None:
    """Seen from an empty house, a busy one, a courier, another restaurant, and every write."""
    watch = Watch()
    for arguments in ({}, {"seed": 7}):
        read_everything(watch.on(make_box(**arguments)), LONG_AGO, known=False)
    busy = watch.on(make_busy(make_box()))
    read_everything(busy, SPAN, known=True)
    sale = busy.invoice(busy.operator.sell(delivery={"provider": "RAPPI"}))["_id"]
    as_courier(busy)
    for status in ("Asignado", "Entregado"):
        busy.restobar.put(f"/invoices/{sale}/deliveryGuy/changeStatus/{status}")
    read_everything(busy, SPAN, known=True)
    empty = watch.on(make_box())
    for operation in PROOFS:
        method, path = operation.split(" ", 1)
        empty.restobar.request(method, filled(path), json={})
    for prove in PROOFS.values():
        prove(watch.on(make_box()))

    constant = sorted(name for name, answers in watch.seen.items() if len(answers) == 1)

    assert 167 == len([name for name in watch.seen if re.match(r"[A-Z]+ /", name)])
    assert len(constant) <= MOST
    listed = assumptions_page().rpartition("## Operations of Restobar")[2]
    assert constant == sorted(re.findall(r"`([A-Z]+ /[^`]+)`", listed))
