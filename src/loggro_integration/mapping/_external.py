# SPDX-License-Identifier: MIT
"""From a plan to the payload of an external sale: the document, with the names of Pymes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from loggro_integration.errors import MappingFailed, Problem, Text
from loggro_integration.mapping._external_fields import (
    ExternalCharge,
    ExternalCustomer,
    ExternalLine,
    ExternalPayment,
    ExternalSale,
    ExternalTax,
)
from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.mapping._plan import Plan
from loggro_integration.mapping._writing import toml_key
from loggro_integration.models import AllowanceCharge, Invoice, Line, Party, TaxTotal
from loggro_integration.money import ZERO

__all__ = ["external_sale"]

# Source: help centre, «Aplica a» of Configuración → Consecutivos de facturación.
_APPLIES_TO: Final = {
    "pos": "Facturas cargadas por Venta POS Externa",
    "electronic": "Facturas cargadas por Venta Externa No POS",
}


def external_sale(plan: Plan, rules: MappingRules) -> ExternalSale:
    """
    Return the payload that a partner with Loggro's private endpoint sends to Pymes.

    Most integrators have no such endpoint: the official integration carries what is in Restobar.

    Args:
        plan: Of `map_sale`, ready to be issued.
        rules: The rules that it was mapped by.

    Raises:
        MappingFailed: If something blocks the plan, the sale was voided or given away whole, or a
            line has no item in Pymes.

    >>> from loggro_integration.mapping import (
    ...     ExternalFormat, MappingRules, external_sale, map_sale, sale_from_dict)
    >>> sale = sale_from_dict({
    ...     "number": "POS7", "issued_at": "2026-11-20T13:04:11-05:00", "status": "paid",
    ...     "seller": "Camila", "total": 54000,
    ...     "payments": [{"method": "Nequi", "value": 54000}],
    ...     "lines": [{"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 2,
    ...                "taxes": [{"name": "I CONSUMO", "percent": 8}]}],
    ... })
    >>> rules = MappingRules.example()
    >>> payload = external_sale(map_sale(sale, rules), rules)
    >>> payload.total, payload.payments[0].method, payload.lines[0].taxes[0].name
    (Decimal('54000.00'), 'Transferencia débito bancaria', 'INC 8%')
    >>> body = payload.body(ExternalFormat(path="/the/path/of/the/partner"))
    >>> body["number"], body["lines"][0]["item"]
    ('POS7', 'P05')
    """
    document = _issuable(plan)
    items = [each.item for each in plan.accounting.lines]
    missing = [
        _without_item(line)
        for line, item in zip(document.lines, items, strict=True)
        if item is None
    ]
    if missing:
        raise MappingFailed(
            f"The sale {document.number} cannot be sent to Pymes:", problems=tuple(missing)
        )
    return _payload(plan, document, map(str, items), rules)


def _payload(
    plan: Plan, document: Invoice, items: Iterable[str], rules: MappingRules
) -> ExternalSale:
    accounting, totals = plan.accounting, document.totals
    prefix = document.supplier.invoice_prefix or ""
    return ExternalSale(
        number=document.number,
        prefix=prefix,
        sequence=int(document.number.removeprefix(prefix)),
        authorization=document.numbering.authorization if document.numbering else None,
        kind=plan.kind,
        applies_to=_APPLIES_TO[plan.kind],
        issued_on=document.issue_date,
        issued_at=document.issue_time,
        currency=document.currency,
        establishment=rules.pymes.establishment,
        warehouse=rules.pymes.warehouse,
        cash_box=rules.pymes.cash_box,
        seller=accounting.seller,
        form=accounting.form,
        due_date=document.due_date,
        customer=_customer(document.customer),
        lines=tuple(
            _line(line, item, rules) for line, item in zip(document.lines, items, strict=True)
        ),
        taxes=tuple(_taxes(document.taxes, rules)),
        charges=tuple(_charge(each) for each in document.allowance_charges),
        payments=_payments(plan),
        net=totals.line_extension,
        rounding=totals.rounding or ZERO,
        total=totals.payable,
        tip=accounting.tip or ZERO,
        balance=accounting.balance or ZERO,
    )


def _issuable(plan: Plan) -> Invoice:
    """Return the document of a plan that may go to Pymes."""
    plan.raise_for_problems()
    if plan.document is None or plan.voided or plan.courtesy:
        raise MappingFailed(
            "A voided sale, and one that was given away whole, never go to Pymes.",
            hint=Text(
                es="Déjela por fuera, o haga la nota con mapping.void_note.",
                en="Leave it out, or make its note with mapping.void_note.",
            ),
        )
    return plan.document


def _without_item(line: Line) -> Problem:
    """Return the problem of a line that has no item in Pymes."""
    key = toml_key(line.seller_item_id or line.description)
    return Problem(
        code="product-unmapped",
        path=f"lines[{line.id}].item",
        message=Text(
            es=f"{line.description} no tiene ítem en Pymes.",
            en=f"{line.description} has no item in Pymes.",
        ),
        fix=Text(
            es=f"Agregue products.items.{key} en loggro.toml.",
            en=f"Add products.items.{key} to loggro.toml.",
        ),
        value=line.description,
    )


def _line(line: Line, item: str, rules: MappingRules) -> ExternalLine:
    taxes = tuple(_taxes(line.taxes, rules))
    return ExternalLine(
        item=item,
        description=line.description,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount=sum((each.amount for each in line.allowance_charges if not each.charge), ZERO),
        net=line.line_extension,
        taxes=taxes,
        total=line.line_extension + sum((each.amount for each in taxes), ZERO),
        free=bool(line.free_of_charge),
    )


def _taxes(taxes: Iterable[TaxTotal], rules: MappingRules) -> Iterable[ExternalTax]:
    for tax in taxes:
        for part in tax.subtotals:
            yield ExternalTax(
                code=tax.code,
                name=_tax_name(tax, part.percent, rules),
                percent=part.percent,
                base=part.taxable_amount or ZERO,
                amount=part.amount,
            )


def _tax_name(tax: TaxTotal, percent: Decimal | None, rules: MappingRules) -> str:
    """Return the name in Pymes where one rule alone is of this tax and rate, else DIAN's."""
    names = {
        rule.pymes or name
        for name, rule in rules.taxes.items()
        if rule.code == tax.code and rule.percent == percent
    }
    return names.pop() if len(names) == 1 else tax.name


def _charge(each: AllowanceCharge) -> ExternalCharge:
    return ExternalCharge(code=each.reason_code, reason=each.reason, amount=each.amount)


def _payments(plan: Plan) -> tuple[ExternalPayment, ...]:
    return tuple(
        ExternalPayment(
            method=each.pymes or each.method,
            code=each.code,
            amount=each.amount,
            tip=each.tip,
            paid_on=each.day,
        )
        for each in plan.accounting.payments
    )


def _customer(party: Party) -> ExternalCustomer:
    identification, contact, address = party.identification, party.contact, party.address
    return ExternalCustomer(
        id_type=identification.type_code if identification else None,
        number=identification.number if identification else "",
        check_digit=identification.check_digit if identification else None,
        name=party.name,
        company=party.organization_type == "1",
        responsibilities=party.responsibilities,
        email=contact.email if contact else None,
        phone=contact.telephone if contact else None,
        address=", ".join(address.lines) or None if address else None,
        city_code=address.city_code if address else None,
    )
