# SPDX-License-Identifier: MIT
"""A month of sales with its spoilt books, reconciled once for all the papers made of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve

from loggro_integration.sync import (
    Difference,
    MethodTotals,
    Reconciliation,
    ReconciliationRow,
    SqliteStore,
)
from loggro_integration.testing import sandbox
from sync.desk import TODAY, Desk
from sync.planted import LAST, plant, sell_a_month


@cache
def month() -> Reconciliation:
    """Return a month of 300 sales in whose books fifty differences are planted."""
    with (
        TemporaryDirectory() as folder,
        sandbox() as box,
        SqliteStore.open(Path(folder) / "ledger.db") as store,
    ):
        desk = Desk(box, store)
        sell_a_month(desk, sales=300)
        desk.settle()
        plant(desk)
        return desk.engine().reconcile(TODAY, LAST)


def spoken(words: str) -> Reconciliation:
    """Return a reconciliation whose every text holds these words."""
    told = Difference(field="customer", restobar=words, pymes=words)
    row = ReconciliationRow(
        day=TODAY,
        number=words,
        kind="pos",
        verdict="different",
        restobar_status=words,
        pymes_status=words,
        detail=words,
        differences=(told,),
    )
    found = month()
    tax = evolve(found.taxes[0], code=words, name=words)
    method = MethodTotals(method=words, restobar_total=found.totals["restobar"], pymes_total=None)
    void = evolve(found.sales.voids[0], number=words)
    return evolve(
        found,
        rows=(row,),
        taxes=(tax,),
        methods=(method,),
        series=(evolve(found.series[0], prefix=words),),
        sales=evolve(found.sales, rates=(tax,), voids=(void,)),
        business=words,
    )
