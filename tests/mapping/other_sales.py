# SPDX-License-Identifier: MIT
"""Sales of another POS for the tests: the whole format once, and the least that it takes."""

from __future__ import annotations

from typing import Any

from loggro_integration.errors import Problem
from loggro_integration.mapping import InvalidSale, sale_from_dict

INC = {"name": "I CONSUMO", "percent": 8}


def least(**changes: Any) -> dict[str, Any]:
    """A paid sale of two dishes, with nothing that may be left out but its payment and seller."""
    found: dict[str, Any] = {
        "number": "POS7",
        "issued_at": "2026-11-20T13:04:11-05:00",
        "status": "paid",
        "seller": "Camila",
        "total": 54000,
        "lines": [dish()],
        "payments": [{"method": "Efectivo", "value": 54000}],
    }
    return {name: value for name, value in {**found, **changes}.items() if value is not None}


def dish(**changes: Any) -> dict[str, Any]:
    """A line of two dishes at 8 %."""
    found = {"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 2, "taxes": [INC]}
    return {name: value for name, value in {**found, **changes}.items() if value is not None}


def everything() -> dict[str, Any]:
    """An electronic sale on credit in which every key of the format stands."""
    return {
        "number": "FE12",
        "prefix": "FE",
        "sequence": 12,
        "issued_at": "2026-11-20T20:15:32.500-05:00",
        "status": "credit",
        "electronic": True,
        "issuer_nit": "900555111-6",
        "seller": "Camila",
        "cashier": "Paola",
        "table": "Terraza 4",
        "client": {
            "name": "Tejidos del Altiplano",
            "last_name": "SAS",
            "id_type": "31",
            "id_number": "830114921",
            "check_digit": "1",
            "company": True,
            "responsibilities": "R-99-PN",
            "email": "facturas@tejidos.example",
            "phone": "6015550100",
            "address": "Carrera 7 # 12-30",
            "city_code": "11001",
        },
        "lines": [
            dish(product_id="6787210c1b0e7e0ac76839e8", list_price=30000, discount="4000.00",
                 total=50000),
            dish(name="Jugo", code="J1", price="9000.50", quantity="2.000", taxes=[]),
        ],
        "payments": [
            {"method": "Nequi", "value": 20000, "tip": 1000, "delivery_cost": 0,
             "approval": "004512", "paid_at": "2026-11-21T01:15:40Z"},
        ],
        "tip": 5000,
        "change": 0,
        "total_paid": 20000,
        "bill_discount": "2001",
        "delivery": {"cost": 6000, "address": "Calle 10 # 4-20", "provider": "INTERNAL"},
        "total": 72000,
        "due_date": "2026-12-20",
        "instalments": 2,
        "notes": "Sin cebolla",
    }  # fmt: skip


def faults(data: Any) -> list[tuple[str, str]]:
    """Code and path of each fault of a sale that is refused."""
    return [(each.code, each.path) for each in problems(data)]


def problems(data: Any) -> tuple[Problem, ...]:
    """Every fault of a sale that is refused."""
    try:
        sale_from_dict(data)
    except InvalidSale as error:
        return error.problems
    raise AssertionError("it was read")
