# SPDX-License-Identifier: MIT
"""Which sales are finished."""

import pytest

from loggro_integration.sync._observe import is_finished
from loggro_integration.wire import JsonValue, restobar

SALE: dict[str, JsonValue] = {
    "_id": "66f9b8a7c3d4e5f60789abcd",
    "status": "Pagada",
    "createdOn": "2026-11-23T18:04:11.120Z",
    "total": 54000,
    "businessId": "6399190e5fe56f01f9a50001",
}


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Pagada", True), ("Por Pagar", True), ("Anulada", True), ("Facturada", False),
     ("Pendiente", False), ("Otra", True)],
)  # fmt: skip
def test_a_sale_is_finished_once_paid_on_credit_or_voided(status: str, expected: bool) -> None:
    """An unknown status is looked at, not skipped."""
    assert expected is is_finished(restobar.sale({**SALE, "status": status}))
