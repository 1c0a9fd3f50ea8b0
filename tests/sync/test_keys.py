# SPDX-License-Identifier: MIT
"""Which sale is which: the key both systems share."""

import pytest

from loggro_integration.sync._observe import is_finished, usable_key
from loggro_integration.wire import JsonValue, restobar

SALE: dict[str, JsonValue] = {
    "_id": "66f9b8a7c3d4e5f60789abcd",
    "status": "Pagada",
    "createdOn": "2026-11-23T18:04:11.120Z",
    "total": 54000,
    "businessId": "6399190e5fe56f01f9a50001",
}


def key(**fields: JsonValue) -> str | None:
    found = usable_key(restobar.sale({**SALE, **fields}))
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"invoicePrefix": "FE", "seq": 12, "number": "FE12"}, "6399190e5fe56f01f9a50001:FE:12"),
        ({"invoicePrefix": "", "seq": 12, "number": "12"}, "6399190e5fe56f01f9a50001::12"),
        ({"invoicePrefix": "FE", "number": "FE12"}, "6399190e5fe56f01f9a50001:FE:12"),
        ({"number": "FE12"}, "6399190e5fe56f01f9a50001:FE:12"),
        ({}, None),
        ({"number": "por asignar"}, None),
    ],
    ids=["both", "no-prefix", "no-sequence", "number-alone", "none", "no-digits"],
)
def test_a_key_is_business_prefix_and_sequence(
    fields: dict[str, JsonValue], expected: str | None
) -> None:
    """From the two fields where they are there, from the number otherwise, or not at all."""
    assert expected == key(**fields)


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Pagada", True), ("Por Pagar", True), ("Anulada", True), ("Facturada", False),
     ("Pendiente", False), ("Otra", True)],
)  # fmt: skip
def test_a_sale_is_finished_once_paid_on_credit_or_voided(status: str, expected: bool) -> None:
    """An unknown status is looked at, not skipped."""
    assert expected is is_finished(restobar.sale({**SALE, "status": status}))
