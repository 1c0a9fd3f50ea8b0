# SPDX-License-Identifier: MIT
"""
The named sales of `golden/` and their documents, as people wrote both.

Nothing here writes a golden file and no option does: a figure changes only by hand, in a commit
that says why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from loggro_integration.errors import Problem
from loggro_integration.ids import DocumentNumber
from loggro_integration.mapping import (
    MappingRules,
    Plan,
    PreviewPayment,
    map_return,
    map_sale,
    sale_from_dict,
    void_note,
)
from loggro_integration.mapping._example import EXAMPLE
from loggro_integration.models import (
    AllowanceCharge,
    CreditNote,
    Invoice,
    Line,
    Party,
    PaymentMeans,
    TaxTotal,
    Totals,
)
from loggro_integration.wire import Sale, restobar

__all__ = ["FOLDER", "NAMES", "Case", "load", "money_of", "notes_of", "plan_of", "seen"]

FOLDER = Path(__file__).parent / "golden"
NAMES = sorted(each.stem for each in (FOLDER / "sales").glob("*.toml"))
_ID = "66f9b8a7c3d4e5f60789abcd"

Plain = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """
    One named sale.

    Attributes:
        raw: The sale as Restobar or, with `other`, as another POS writes it.
        changes: What its rules have beside those of the example, as TOML.
        notes: What happened to it later: a void, or returns.
        golden: Its documents, as they must be.
    """

    name: str
    raw: Plain
    other: bool
    changes: Plain
    rules: MappingRules
    notes: list[Plain]
    golden: Plain

    @property
    def sale(self) -> Sale:
        """The sale as wire."""
        return sale_from_dict(self.raw) if self.other else restobar.sale({"_id": _ID, **self.raw})


@cache
def load(name: str) -> Case:
    """Read one case."""
    written = _toml(FOLDER / "sales" / f"{name}.toml")
    changes = written.get("rules", "")
    return Case(
        name=name,
        raw=written.get("sale") or written["other_sale"],
        other="other_sale" in written,
        changes=tomllib.loads(changes, parse_float=Decimal),
        rules=MappingRules.from_toml(EXAMPLE + changes),
        notes=written.get("later", []),
        golden=_toml(FOLDER / "documents" / f"{name}.toml"),
    )


def _toml(path: Path) -> Plain:
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def plan_of(case: Case) -> Plan:
    """Map the sale of a case."""
    return map_sale(case.sale, case.rules)


def notes_of(case: Case, document: Invoice) -> list[CreditNote]:
    """Make the notes of what happened later."""
    returned: dict[str, Decimal] = {}
    return [_note(each, document, returned) for each in case.notes]


def _note(later: Mapping[str, Any], document: Invoice, returned: dict[str, Decimal]) -> CreditNote:
    number = DocumentNumber.parse(later["number"])
    at = datetime.fromisoformat(later["at"])
    if "lines" not in later:
        return void_note(document, number=number, at=at, reason=later["reason"])
    lines = {name: Decimal(quantity) for name, quantity in later["lines"].items()}
    before = dict(returned)
    for name, quantity in lines.items():
        returned[name] = returned.get(name, Decimal(0)) + quantity
    return map_return(document, lines, later["reason"], number=number, at=at, returned=before)


# ---------------------------------------------------------------------- what a golden file holds


def seen(plan: Plan, notes: list[CreditNote]) -> Plain:
    """Return what a plan says, in the words of the golden files."""
    accounting = plan.accounting
    found: Plain = _without_nothing(
        {
            "problems": [_problem(each) for each in plan.problems],
            "voided": plan.voided,
            "courtesy": plan.courtesy,
            "document": None if plan.document is None else _document(plan.document),
            "accounting": {
                "total": _text(accounting.total),
                "tip": _text(accounting.tip),
                "balance": _text(accounting.balance),
                "status": accounting.status,
                "form": accounting.form,
                "seller": accounting.seller,
                "paid": list(map(_paid, accounting.payments)),
            },
            "notes": list(map(_shown_note, notes)),
        }
    )
    return found


def money_of(document: Invoice) -> Plain:
    """Return the money of a document, in the words of the golden files."""
    shown = _without_nothing(_document(document))
    return {name: shown.get(name, []) for name in ("lines", "taxes", "charges", "totals")}


def _without_nothing(found: Any) -> Any:
    """Leave out what is not there, at every depth."""
    if isinstance(found, list):
        return [_without_nothing(each) for each in found]
    if not isinstance(found, dict):
        return found
    kept = {name: _without_nothing(value) for name, value in found.items()}
    return {name: value for name, value in kept.items() if value}


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _paid(payment: PreviewPayment) -> str:
    name = payment.pymes or f"({payment.method})"
    return f"{_text(payment.amount)} {name} {payment.day or ''}".strip()


def _problem(problem: Problem) -> Plain:
    return {
        "code": problem.code,
        "path": problem.path,
        "value": problem.value,
        "only_told": not problem.blocking,
    }


def _document(document: Invoice) -> Plain:
    numbering = document.numbering
    return {
        "number": document.number,
        "type": document.type_code,
        "issued": f"{document.issue_date} {document.issue_time:%H:%M:%S}",
        "due": document.due_date and f"{document.due_date}",
        "resolution": numbering.authorization if numbering else None,
        "customer": _party(document.customer),
        "delivered_to": [
            ", ".join(each.address.lines) for each in document.deliveries if each.address
        ],
        "lines": list(map(_line, document.lines)),
        "taxes": list(map(_tax, document.taxes)),
        "charges": list(map(_allowance, document.allowance_charges)),
        "totals": _totals(document.totals),
        "payments": list(map(_means, document.payment_means)),
    }


def _party(party: Party | None) -> Plain:
    assert party is not None
    identification = party.identification
    assert identification is not None
    return {
        "name": party.name,
        "type": identification.type_code,
        "id": identification.number,
        "check_digit": identification.check_digit,
        "organization": {"1": "legal", "2": "natural"}[party.organization_type or ""],
        "tax": party.tax_scheme,
    }


def _line(line: Line) -> Plain:
    price = line.reference_price
    for tax in line.taxes:
        assert tax.amount == sum(each.amount for each in tax.subtotals)
    return {
        "item": line.description,
        "quantity": _text(line.quantity),
        "unit_price": _text(line.unit_price),
        "discounts": list(map(_allowance, line.allowance_charges)),
        "base": _text(line.line_extension),
        "taxes": [row for each in line.taxes for row in _rates(each)],
        "worth": price and _text(price.amount),
        "worth_type": price and f"{price.type_code} {price.type_name}",
        "free": line.free_of_charge,
    }


def _tax(tax: TaxTotal) -> Plain:
    return {
        "code": tax.code,
        "amount": _text(tax.amount),
        "rates": [{**each, "code": None} for each in _rates(tax)],
    }


def _rates(tax: TaxTotal) -> list[Plain]:
    return [
        {
            "code": tax.code,
            "percent": _text(each.percent),
            "base": _text(each.taxable_amount),
            "per_unit": _text(each.per_unit_amount),
            "measure": _text(each.base_unit_measure),
            "amount": _text(each.amount),
        }
        for each in tax.subtotals
    ]


def _allowance(each: AllowanceCharge) -> Plain:
    return {
        "reason": f"{each.reason_code} {each.reason}",
        "amount": _text(each.amount),
        "of": _text(each.base_amount),
    }


def _totals(totals: Totals) -> Plain:
    return {
        "lines": _text(totals.line_extension),
        "bases": _text(totals.tax_exclusive),
        "with_taxes": _text(totals.tax_inclusive),
        "charges": _text(totals.charge),
        "rounding": _text(totals.rounding),
        "payable": _text(totals.payable),
    }


def _means(each: PaymentMeans) -> Plain:
    return {
        "form": each.form,
        "means": each.code,
        "name": each.name,
        "amount": _text(each.amount),
        "tip": _text(each.tip),
        "due": each.due_date and f"{each.due_date}",
    }


def _shown_note(note: CreditNote) -> Plain:
    why = note.discrepancy
    assert why is not None
    return {
        "number": note.number,
        "type": note.type_code,
        "issued": f"{note.issue_date} {note.issue_time:%H:%M:%S}",
        "concept": why.code,
        "reason": why.description,
        "about": note.references[0].number,
        "lines": list(map(_line, note.lines)),
        "taxes": list(map(_tax, note.taxes)),
        "charges": list(map(_allowance, note.allowance_charges)),
        "totals": _totals(note.totals),
    }
