# SPDX-License-Identifier: MIT
"""Sales of La Arepera de la 45 for the tests: whole pesos, taxes included, everything adds up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import evolve

from loggro_integration.errors import Problem
from loggro_integration.mapping import MappingRules, Plan, Policies, map_sale
from loggro_integration.models import Invoice
from loggro_integration.wire import Sale, restobar

RULES = MappingRules.example()
INC = [{"taxName": "I CONSUMO", "taxValue": 8}]
IVA = [{"taxName": "IVA19", "taxValue": 19}]
EXEMPT = [{"taxName": "EXENTO", "taxValue": 0}]
PAID_AT = "2026-11-20T18:06:39.900Z"
FIRM = {
    "name": "Tejidos del Altiplano SAS",
    "document": "830114921",
    "checkDigit": 1,
    "idDocumentType": "31",
    "isSocialReason": True,
    "responsibilities": "R-99-PN",
    "email": "facturas@tejidos.example",
}
PERSON = {
    "name": "Marina",
    "lastName": "Quiroga",
    "document": "1020304050",
    "idDocumentType": "13",
    "isSocialReason": False,
}


def line(price: int | None = 27000, quantity: int | Decimal = 2, **changes: Any) -> dict[str, Any]:
    """A line at 8 % that costs price × quantity."""
    gross = price and int(price * quantity)
    found = {
        "idInternal": "6787210c1b0e7e0ac76839e8",
        "name": "Arepa rellena mixta",
        "code": "P04",
        "quantity": quantity,
        "price": price,
        "total": gross,
        "taxes": INC,
    }
    return without_nones(found | changes)


def payment(value: int, method: str = "Efectivo", **changes: Any) -> dict[str, Any]:
    """One payment."""
    return without_nones({"paymentMethod": method, "value": value, "createdOn": PAID_AT} | changes)


def raw_sale(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A paid POS sale as JSON; `None` leaves a field out; cash unless payments are given."""
    lines = lines or (line(),)
    total = changes.get("total", sum(each.get("total", 0) for each in lines))
    payments = changes.pop("payments", [payment(total)])
    found = {
        "_id": "66f9b8a7c3d4e5f60789abcd",
        "seq": 1204,
        "invoicePrefix": "POS",
        "status": "Pagada",
        "type": "Factura",
        "createdOn": "2026-11-20T18:04:11.120Z",
        "total": total,
        "seller": {"name": "Camila"},
        "products": list(lines),
        "paid": {"paymentMethodValue": payments},
    }
    return without_nones(found | changes)


def electronic(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An electronic sale as JSON."""
    marks = {"invoicePrefix": "FE", "eInvoice": {"DIAN": {"dianState": "Aceptado"}}}
    return raw_sale(*lines, **(marks | changes))


def credit(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A credit sale as JSON, nothing paid yet."""
    terms = {
        "status": "Por Pagar",
        "payments": [],
        "totalPaid": 0,
        "credit": {"dueDate": "2026-12-20T05:00:00.000Z", "dueQuote": 1},
    }
    return electronic(*lines, **(terms | changes))


def without_nones(found: dict[str, Any]) -> dict[str, Any]:
    """Leave absent fields out, as Restobar does."""
    return {name: value for name, value in found.items() if value is not None}


def rules(**policies: Any) -> MappingRules:
    """The example's rules with other policies."""
    return evolve(RULES, policies=Policies(**policies))


def mapped(sale: dict[str, Any] | Sale, with_rules: MappingRules = RULES) -> Plan:
    """Map a sale given as JSON or as wire."""
    found = sale if isinstance(sale, Sale) else restobar.sale(sale)
    return map_sale(found, with_rules)


def document_of(sale: dict[str, Any] | Sale, with_rules: MappingRules = RULES) -> Invoice:
    """Map a sale that has nothing wrong."""
    plan = mapped(sale, with_rules)
    assert () == plan.problems
    assert plan.document is not None
    return plan.document


def found_codes(plan: Plan) -> list[str]:
    """The codes of the problems, in order."""
    return [problem.code for problem in plan.problems]


def the_problem(plan: Plan) -> Problem:
    """The only problem of a plan."""
    assert 1 == len(plan.problems), found_codes(plan)
    return plan.problems[0]


def steps(plan: Plan) -> list[str]:
    """The codes of the decisions, in order."""
    return [step.code for step in plan.trace]
