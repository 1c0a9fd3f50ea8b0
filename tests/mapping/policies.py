# SPDX-License-Identifier: MIT
"""Every policy: what is asked of the plan, the sale, and what each value answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from loggro_integration.mapping import Plan
from mapping.sales import found_codes, line, payment, raw_sale

__all__ = ["CASES", "problems"]

TIPPED = raw_sale(tip=5000, payments=[payment(59000, tip=5000)])
DELIVERED = raw_sale(deliveryCost=6000, payments=[payment(60000)])
ANONYMOUS = raw_sale(client={"name": "Marina", "lastName": "Quiroga"})
GIVEN = raw_sale(line(), line(price=9000, quantity=1, discount=9000, total=0))
FREE = raw_sale(line(), line(price=0, quantity=1, priceNormal=9000, total=0))


def payable(plan: Plan) -> Decimal | None:
    return plan.document.totals.payable if plan.document else None


def charges(plan: Plan) -> list[str]:
    return [each.reason or "" for each in plan.document.allowance_charges] if plan.document else []


def lines(plan: Plan) -> list[tuple[bool, int]]:
    found = plan.document.lines if plan.document else ()
    return [(each.free_of_charge, len(each.allowance_charges)) for each in found]


def line_taxes(plan: Plan) -> list[int]:
    return [len(each.taxes) for each in plan.document.lines] if plan.document else []


def total(plan: Plan) -> Decimal | None:
    return plan.accounting.total


def problems(plan: Plan) -> list[str]:
    return found_codes(plan)


# What is asked of the plan, the sale, the other policies it needs, and each value's answer.
CASES: dict[str, tuple[Any, dict[str, Any], dict[str, Any], dict[Any, Any]]] = {
    "payment_value_includes_tip": (
        problems, TIPPED, {}, {True: [], "unset": [], False: ["payment-tip-setting"]},
    ),
    "tip": (
        payable, TIPPED, {}, {"charge": Decimal("59000.00"), "outside": Decimal("54000.00")},
    ),
    "tip_in_pymes": (
        total, TIPPED, {}, {"apart": Decimal("54000.00"), "total": Decimal("59000.00")},
    ),
    "delivery": (
        charges, DELIVERED, {}, {"charge": ["Costo de domicilio"], "line": [], "outside": []},
    ),
    "delivery_tax": (
        line_taxes, DELIVERED, {"delivery": "line"}, {None: [1, 0], "I CONSUMO": [1, 1]},
    ),
    "delivery_in_total": (
        problems, DELIVERED, {},
        {False: [], "unset": [], True: ["totals-mismatch", "payments-mismatch"]},
    ),
    "delivery_in_pymes": (
        total, DELIVERED, {}, {"apart": Decimal("54000.00"), "total": Decimal("60000.00")},
    ),
    "bill_discount": (
        problems, raw_sale(discountAdditional=10, total=48600), {},
        {"percent": [], "unset": [], "amount": ["totals-mismatch"]},
    ),
    "courtesy": (
        lines, GIVEN, {},
        {"free-of-charge": [(False, 0), (True, 0)], "discount": [(False, 0), (False, 1)]},
    ),
    "zero_price": (
        lines, FREE, {}, {"free-of-charge": [(False, 0), (True, 0)], "omit": [(False, 0)]},
    ),
    "customer_without_document": (
        problems, ANONYMOUS, {},
        {
            "problem": ["customer-document-missing", "customer-id-type-missing"],
            "consumidor-final": [],
        },
    ),
    "default_seller": (
        problems, raw_sale(seller=None), {}, {None: ["seller-missing"], "Paola": []},
    ),
    "pos_cap": (
        problems, raw_sale(line(price=300000, quantity=1)), {},
        {"off": [], "warn": ["pos-above-cap"]},
    ),
    "rounding_tolerance": (
        problems, raw_sale(total=54001), {}, {Decimal(2): [], Decimal(0): ["totals-mismatch"]},
    ),
}  # fmt: skip
