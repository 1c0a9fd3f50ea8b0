# SPDX-License-Identifier: MIT
"""Whatever Restobar or Pymes write in a row: a typed error or a state, and nothing sent blindly."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loggro_integration.errors import LoggroError
from loggro_integration.render import reconciliation_excel, reconciliation_html
from loggro_integration.sync import Reconciliation, SqliteStore, State
from loggro_integration.testing import sandbox
from loggro_integration.wire import OpenRecord, restobar, to_json
from sync.desk import MAPPED, TODAY, Desk

pytestmark = pytest.mark.no_cover

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**45), 10**45),
    st.text(max_size=8),
    st.sampled_from(
        ["", " ", "NaN", "0", "1", "FE1", "POS1001", "Anulada", "Pagada", "2026-11-23", "0" * 60]
    ),
    st.sampled_from([[], {}, [1], {"id": None}, {"date": "x"}, {"state": 3}]),
    st.sampled_from([[{"valor": 10**30}], [{"valor": 7, "medioPago": "=1", "tarifa": "x"}]]),
)
OF_SALES = (
    "number", "invoicePrefix", "seq", "status", "total", "totalPaid", "client", "paid", "products",
    "canceled", "deletedInfo", "businessId", "modifiedOn", "credit", "type", "tip", "seller",
)  # fmt: skip
OF_ROWS = (
    "uuid", "numero", "prefijo", "fecha", "cliente", "total", "saldo", "estado", "tipoDocumento",
    "referencia", "facturacionElectronica", "impuestos", "formasPago",
)  # fmt: skip


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    sales=st.dictionaries(st.sampled_from(OF_SALES), VALUES, max_size=3),
    rows=st.dictionaries(st.sampled_from(OF_ROWS), VALUES, max_size=3),
    which=st.integers(0, 2),
)
def test_nonsense_in_a_row_ends_in_an_error_of_ours_or_in_a_state(
    sales: dict[str, Any], rows: dict[str, Any], which: int
) -> None:
    """No foreign exception, no ledger that does not verify, no document that stands twice."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sandbox() as box,
        SqliteStore.open(Path(folder, "ledger.db")) as store,
    ):
        desk = Desk(box, store)
        box.operator.sell(electronic=True)
        box.operator.sell()
        box.operator.sell(payments="Nequi")
        desk.settle()
        box.operator.map_payment_method(*MAPPED)
        pos, books = box.restobar(), box.pymes()
        pos.invoices = Sales(pos.invoices, which, sales)
        books.sales = Rows(books.sales, rows)

        for _ in range(3):
            works(lambda: desk.engine(pos=pos, books=books).run(since=TODAY))
            works(lambda: write(desk.engine(pos=pos, books=books).reconcile(TODAY)))
            box.operator.advance(seconds=3700)

        assert [] == store.verify()
        assert all(row.ever_synced for row in store.rows(State.SYNCED))
        assert [] == box.duplicates()


def write(found: Reconciliation) -> None:
    """Write a reconciliation in every form."""
    found.to_csv()
    found.to_json()
    reconciliation_excel(found)
    reconciliation_html(found)


class Sales:
    """The sales of Restobar, one of them with nonsense in it."""

    def __init__(self, inner: Any, which: int, nonsense: dict[str, Any]) -> None:
        self._inner, self._which, self._nonsense = inner, which, nonsense

    def list(self, **asked: Any) -> Any:
        for place, sale in enumerate(sorted(self._inner.list(**asked), key=lambda each: each.id)):
            yield self._spoiled(sale) if place == self._which else sale

    def find(self, number: str) -> Any:
        return self._inner.find(number)

    def get(self, sale_id: str) -> Any:
        sale = self._inner.get(sale_id)
        return self._spoiled(sale) if sale_id.endswith(str(self._which)) else sale

    def force_send(self, sale_id: str) -> Any:
        return self._inner.force_send(sale_id)

    def _spoiled(self, sale: Any) -> Any:
        return restobar.sale({**dict(to_json(sale)), **self._nonsense})


class Rows:
    """The documents of Pymes, all with the same nonsense in them."""

    def __init__(self, inner: Any, nonsense: dict[str, Any]) -> None:
        self._inner, self._nonsense = inner, nonsense

    def list(self, **asked: Any) -> Any:
        for row in self._inner.list(**asked):
            yield OpenRecord({**row.fields, **self._nonsense})


def works(call: Any) -> None:
    """Make a call that may end in an error of ours and in no other."""
    try:
        call()
    except LoggroError:
        return
