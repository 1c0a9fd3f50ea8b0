# SPDX-License-Identifier: MIT
"""The example rules map an ordinary sale."""

from __future__ import annotations

from decimal import Decimal

from loggro_integration.mapping import MappingRules, map_sale
from loggro_integration.wire import restobar


def test_an_ordinary_sale_becomes_a_document() -> None:
    """A paid POS sale gives a ready plan whose payable is Restobar's total."""
    sale = restobar.sale(
        {
            "_id": "66f9b8a7c3d4e5f60789abcd",
            "seq": 1204,
            "invoicePrefix": "POS",
            "status": "Pagada",
            "createdOn": "2026-09-28T18:04:11.120Z",
            "total": 54000,
            "paymentMethod": "Efectivo",
            "seller": {"name": "Camila"},
            "products": [
                {
                    "name": "Arepa rellena mixta",
                    "code": "P04",
                    "quantity": 2,
                    "price": 27000,
                    "total": 54000,
                    "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}],
                }
            ],
        }
    )

    plan = map_sale(sale, MappingRules.example())

    assert plan.is_ready
    assert plan.document is not None
    assert Decimal(54000) == plan.document.totals.payable
