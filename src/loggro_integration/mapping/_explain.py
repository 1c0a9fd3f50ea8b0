# SPDX-License-Identifier: MIT
"""Where each peso of a sale went, as rows for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from loggro_integration.errors import Problem, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.mapping._explain_words import WORDS
from loggro_integration.mapping._nominal import number, rate_of
from loggro_integration.mapping._plan import AccountingPreview, Plan, TraceStep
from loggro_integration.models import (
    AllowanceCharge,
    Invoice,
    Line,
    Party,
    PaymentMeans,
    TaxSubtotal,
    TaxTotal,
    Totals,
)
from loggro_integration.money import plain

__all__ = ["explain", "tax_label", "to_json"]

_LABELS = {
    "rounding": Text(es="Redondeo", en="Rounding"),
    "total": Text(es="A pagar", en="Payable"),
    "balance": Text(es="Saldo", en="Balance"),
    "tip": Text(es="Propina", en="Tip"),
}


def explain(plan: Plan, language: str = "es") -> list[dict[str, str | None]]:
    """
    Tell where each peso went and what decided it, in order.

    Args:
        plan: What `map_sale` gave.
        language: ``es`` or ``en``.

    Returns:
        Rows with the keys ``section`` (``line``, ``discount``, ``tax``, ``charge``, ``rounding``,
        ``total``, ``payment``, ``tip``, ``balance``, ``decision``, ``problem``), ``path``,
        ``label``, ``amount`` (COP as text, or `None`) and ``rule`` (a stable code, or `None`). The
        rows ``line``, ``tax``, ``charge`` and ``rounding`` add up to ``total``; the discounts are
        already in the lines.

    >>> from loggro_integration.mapping import MappingRules, explain, map_sale
    >>> from loggro_integration.wire import restobar
    >>> sale = restobar.sale({
    ...     "_id": "66f9b8a7c3d4e5f60789abcd", "invoicePrefix": "POS", "seq": 7,
    ...     "status": "Pagada", "createdOn": "2026-11-20T18:04:11.120Z", "total": 54000,
    ...     "seller": {"name": "Camila"}, "paymentMethod": "Efectivo",
    ...     "products": [{"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 2,
    ...                   "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}]}],
    ... })
    >>> plan = map_sale(sale, MappingRules.example())
    >>> [(row["label"], row["amount"]) for row in explain(plan)][:2]
    [('2 × Bandeja', '50000.00'), ('INC 8 %', '4000.00')]
    """
    rows = [] if plan.document is None else list(_money(plan.document, language))
    rows += list(_settled(plan.accounting, language))
    rows += [_decision(step, language) for step in plan.trace]
    rows += [_problem(each, language) for each in plan.problems]
    return rows


def _row(
    section: str, path: str, label: str, amount: Decimal | None = None, rule: str | None = None
) -> dict[str, str | None]:
    written = None if amount is None else plain(amount)
    return {"section": section, "path": path, "label": label, "amount": written, "rule": rule}


def _named(section: str, amount: Decimal, language: str) -> dict[str, str | None]:
    return _row(section, "", _LABELS[section].in_language(language), amount)


def _money(document: Invoice, language: str) -> Iterator[dict[str, str | None]]:
    for index, line in enumerate(document.lines):
        yield from _line(line, f"lines[{index}]")
    for each in document.allowance_charges:
        yield _row("charge", "document", each.reason or "", each.amount, each.reason_code)
    if document.totals.rounding:
        yield _named("rounding", document.totals.rounding, language)
    yield _named("total", document.totals.payable, language)


def _line(line: Line, path: str) -> Iterator[dict[str, str | None]]:
    label = f"{number(line.quantity)} × {line.description}"
    yield _row("line", path, label, line.line_extension)
    for discount in line.allowance_charges:
        yield _row("discount", path, discount.reason or "", discount.amount, discount.reason_code)
    for tax in line.taxes:
        for part in tax.subtotals:
            yield _row("tax", path, tax_label(tax.name, tax.code, part), part.amount, tax.code)


def tax_label(name: str, code: str, part: TaxSubtotal) -> str:
    """Name a tax with its percentage, or with what a unit pays and how many there are."""
    return f"{name} {rate_of(code, part)}"


def _settled(accounting: AccountingPreview, language: str) -> Iterator[dict[str, str | None]]:
    for index, each in enumerate(accounting.payments):
        path = f"payments[{index}]"
        yield _row("payment", path, each.method, each.amount, each.code)
        if each.tip:
            yield _row("tip", path, _LABELS["tip"].in_language(language), each.tip)
    if accounting.tip_owed:
        label = WORDS["tip-owed"].in_language(language)
        yield _row("tip", "", label, accounting.tip_owed)
    if accounting.balance is not None:
        yield _named("balance", accounting.balance, language)


def _decision(step: TraceStep, language: str) -> dict[str, str | None]:
    return _row("decision", step.path, step.text.in_language(language), step.amount, step.code)


def _problem(problem: Problem, language: str) -> dict[str, str | None]:
    label = f"{problem.message.in_language(language)} {problem.fix.in_language(language)}"
    return _row("problem", problem.path, label, None, problem.code)


def to_json(plan: Plan) -> dict[str, JsonValue]:
    """
    Return the plan as JSON values with stable keys; amounts are text, dates ISO 8601.

    Returns:
        ``number, key, kind, ready, voided, courtesy, rules_version, document, problems, trace,
        accounting``; ``document`` has the keys of ``loggro dian read --json`` and is ``null`` where
        none could be built.

    >>> from loggro_integration.mapping import MappingRules, map_sale, to_json
    >>> from loggro_integration.wire import restobar
    >>> sale = restobar.sale({
    ...     "_id": "66f9b8a7c3d4e5f60789abcd", "invoicePrefix": "POS", "seq": 7,
    ...     "status": "Pagada", "createdOn": "2026-11-20T18:04:11.120Z", "total": 54000,
    ...     "seller": {"name": "Camila"}, "paymentMethod": "Efectivo",
    ...     "products": [{"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 2,
    ...                   "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}]}],
    ... })
    >>> plan = map_sale(sale, MappingRules.example())
    >>> to_json(plan)["number"], to_json(plan)["ready"]
    ('POS7', True)
    """
    return {
        "number": plan.accounting.numbers[0] if plan.accounting.numbers else None,
        "key": None if plan.key is None else str(plan.key),
        "kind": plan.kind,
        "ready": plan.is_ready,
        "voided": plan.voided,
        "courtesy": plan.courtesy,
        "rules_version": plan.rules_version,
        "document": None if plan.document is None else _document(plan.document),
        "problems": [_problem_json(each) for each in plan.problems],
        "trace": [_step_json(each) for each in plan.trace],
        "accounting": _accounting(plan.accounting),
    }


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _iso(value: object) -> str | None:
    return None if value is None else str(value)


def _text(text: Text) -> JsonValue:
    return {"es": text.es, "en": text.en}


def _problem_json(problem: Problem) -> JsonValue:
    return {
        "code": problem.code,
        "path": problem.path,
        "value": problem.value,
        "blocking": problem.blocking,
        "message": _text(problem.message),
        "fix": _text(problem.fix),
    }


def _step_json(step: TraceStep) -> JsonValue:
    return {
        "code": step.code,
        "path": step.path,
        "amount": _amount(step.amount),
        "text": _text(step.text),
    }


def _document(document: Invoice) -> JsonValue:
    return {
        "kind": "invoice",
        "type_code": document.type_code,
        "customization": document.customization,
        "number": document.number,
        "issue_date": document.issue_date.isoformat(),
        "issue_time": document.issue_time.isoformat(),
        "due_date": _iso(document.due_date),
        "currency": document.currency,
        "supplier": _party(document.supplier),
        "customer": _party(document.customer),
        "lines": [_line_json(each) for each in document.lines],
        "taxes": [_tax(each) for each in document.taxes],
        "withholdings": [],
        "allowance_charges": [_allowance(each) for each in document.allowance_charges],
        "payment_means": [_means(each) for each in document.payment_means],
        "totals": _totals(document.totals),
    }


def _party(party: Party) -> JsonValue:
    found = party.identification
    return {
        "id": found.number if found else None,
        "id_type": found.type_code if found else None,
        "check_digit": found.check_digit if found else None,
        "name": party.name,
    }


def _line_json(line: Line) -> JsonValue:
    reference = line.reference_price.amount if line.reference_price else None
    return {
        "id": line.id,
        "description": line.description,
        "item": line.seller_item_id,
        "quantity": plain(line.quantity, places=0),
        "unit_price": _amount(line.unit_price),
        "line_extension": _amount(line.line_extension),
        "free_of_charge": line.free_of_charge,
        "reference_price": _amount(reference),
        "allowance_charges": [_allowance(each) for each in line.allowance_charges],
        "taxes": [_tax(each) for each in line.taxes],
    }


def _tax(tax: TaxTotal) -> JsonValue:
    return {
        "code": tax.code,
        "name": tax.name,
        "amount": _amount(tax.amount),
        "subtotals": [
            {
                "percent": _amount(part.percent),
                "taxable_amount": _amount(part.taxable_amount),
                "amount": _amount(part.amount),
                "base_unit_measure": _amount(part.base_unit_measure),
                "unit": part.unit_code,
                "per_unit_amount": _amount(part.per_unit_amount),
            }
            for part in tax.subtotals
        ],
    }


def _allowance(each: AllowanceCharge) -> JsonValue:
    return {
        "charge": each.charge,
        "amount": _amount(each.amount),
        "reason_code": each.reason_code,
        "reason": each.reason,
    }


def _means(means: PaymentMeans) -> JsonValue:
    return {
        "form": means.form,
        "code": means.code,
        "name": means.name,
        "amount": _amount(means.amount),
        "tip": _amount(means.tip),
        "due_date": _iso(means.due_date),
        "paid_on": _iso(means.paid_on),
    }


def _totals(totals: Totals) -> JsonValue:
    return {
        "line_extension": _amount(totals.line_extension),
        "tax_exclusive": _amount(totals.tax_exclusive),
        "tax_inclusive": _amount(totals.tax_inclusive),
        "allowance": _amount(totals.allowance),
        "charge": _amount(totals.charge),
        "prepaid": _amount(totals.prepaid),
        "rounding": _amount(totals.rounding),
        "payable": _amount(totals.payable),
    }


def _accounting(found: AccountingPreview) -> JsonValue:
    return {
        "numbers": list(found.numbers),
        "day": _iso(found.day),
        "customer": found.customer,
        "customer_name": found.customer_name,
        "total": _amount(found.total),
        "tip": _amount(found.tip),
        "balance": _amount(found.balance),
        "status": found.status,
        "form": found.form,
        "seller": found.seller,
        "establishment": found.establishment,
        "lines": [
            {
                "item": each.item,
                "description": each.description,
                "quantity": _amount(each.quantity),
                "net": _amount(each.net),
                "total": _amount(each.total),
            }
            for each in found.lines
        ],
        "taxes": [
            {
                "code": each.code,
                "name": each.name,
                "percent": _amount(each.percent),
                "base": _amount(each.base),
                "amount": _amount(each.amount),
            }
            for each in found.taxes
        ],
        "payments": [
            {
                "method": each.method,
                "pymes": each.pymes,
                "code": each.code,
                "amount": _amount(each.amount),
                "tip": _amount(each.tip),
                "day": _iso(each.day),
            }
            for each in found.payments
        ],
    }
