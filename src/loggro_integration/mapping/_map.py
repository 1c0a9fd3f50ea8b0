# SPDX-License-Identifier: MIT
"""`map_sale`: one sale of Restobar becomes a plan."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Context, localcontext

from loggro_integration.codes import DocumentTypeCode, PartyTax
from loggro_integration.ids import Nit
from loggro_integration.mapping._bill import Bill, check_cap, read_amounts, read_bill
from loggro_integration.mapping._customer import map_customer, party_tax_name, place
from loggro_integration.mapping._draft import Draft
from loggro_integration.mapping._lines import find_name
from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.mapping._numbering import Header, read_header
from loggro_integration.mapping._payments import Settlement, read_payments, settle
from loggro_integration.mapping._plan import Plan
from loggro_integration.mapping._preview import preview
from loggro_integration.mapping._printable import check_texts
from loggro_integration.mapping._rules import Business
from loggro_integration.models import Contact, Delivery, Identification, Invoice, Party
from loggro_integration.wire import Sale

__all__ = ["map_sale"]

# An own context: the caller's precision must not change a document.
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_PROFILES = {
    "electronic": "DIAN 2.1: Factura Electrónica de Venta",
    "pos": "DIAN 2.1: Documento Equivalente POS",
}
_STANDARD = "10"
_SCHEMES = {
    "inc": PartyTax.INC,
    "simple": PartyTax.INC,
    "franchise": PartyTax.IVA,
    "non-responsible": PartyTax.NONE,
}


def map_sale(sale: Sale, rules: MappingRules) -> Plan:
    """
    Map one sale to its fiscal document, with everything that stands in its way.

    Pure and total: the same sale and rules give the same plan, and a sale never raises; whatever is
    wrong with it is in the plan's `problems`, all at once.

    Args:
        sale: As Restobar holds it: COP, taxes included, instants in UTC.
        rules: The rules of the business.

    Returns:
        The plan. Its document is there wherever it can be built, also when a problem blocks it:
        ask `Plan.is_ready` or call `Plan.raise_for_problems` before issuing it.

    >>> from loggro_integration.mapping import MappingRules, map_sale
    >>> from loggro_integration.wire import restobar
    >>> sale = restobar.sale({
    ...     "_id": "66f9b8a7c3d4e5f60789abcd", "invoicePrefix": "POS", "seq": 7,
    ...     "status": "Pagada", "createdOn": "2026-11-20T18:04:11.120Z", "total": 54000,
    ...     "seller": {"name": "Camila"}, "paymentMethod": "Efectivo",
    ...     "products": [{"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 2,
    ...                   "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}]}],
    ... })
    >>> plan = map_sale(sale, MappingRules.example())
    >>> plan.document.totals.line_extension, plan.document.totals.payable
    (Decimal('50000.00'), Decimal('54000.00'))
    """
    with localcontext(_CONTEXT):
        return _map(sale, rules)


def _map(sale: Sale, rules: MappingRules) -> Plan:
    draft = Draft()
    check_texts(sale, draft)
    header = read_header(sale, rules, draft)
    customer = map_customer(sale.client, rules, draft)
    seller = _seller(sale, rules, draft)
    amounts = read_amounts(sale, draft)
    bill = read_bill(sale, amounts, header.day, rules, draft)
    read = read_payments(sale, header.day, rules, draft)
    paid = None
    if bill is not None:
        paid = settle(sale, read, amounts, bill, rules, draft)
        _check_regime(bill, header.day, rules, draft)
        if header.kind == "pos":
            check_cap(bill, header.day, rules, draft)
    document = _document(sale, header, customer, bill, paid, rules, draft)
    return Plan(
        document=document,
        kind=header.kind,
        key=header.key,
        sale_id=sale.id,
        problems=tuple(draft.problems),
        trace=tuple(draft.trace),
        accounting=preview(sale, header, customer, amounts, bill, read, paid, seller, rules),
        voided=sale.is_voided,
        courtesy=bill is not None and bill.is_courtesy,
        rules_version=rules.version,
    )


def _seller(sale: Sale, rules: MappingRules, draft: Draft) -> str | None:
    name = (sale.seller.name or sale.seller.id or "") if sale.seller else ""
    if not name.strip() and rules.policies.default_seller:
        draft.note("seller.default", "seller.name", name=rules.policies.default_seller)
        return rules.sellers[rules.policies.default_seller]
    if not name.strip():
        draft.problem("seller-missing", "seller.name")
        return None
    return find_name("seller", "seller.name", name, rules.sellers, rules.aliases.sellers, draft)


def _check_regime(bill: Bill, day: date | None, rules: MappingRules, draft: Draft) -> None:
    """Report a tax that the regime of that day does not let the business charge."""
    regime = rules.business.regime_on(day) if day else None
    if day and regime is None:
        draft.problem("regime-missing", "created_on", day)
    forbidden = {"non-responsible": {"01", "04"}, "franchise": {"04"}}.get(regime or "", set())
    for tax in bill.taxes:
        if tax.code in forbidden and tax.amount:
            draft.problem("tax-not-of-regime", "lines", tax.name, regime=regime, day=day)


def _document(
    sale: Sale,
    header: Header,
    customer: Party,
    bill: Bill | None,
    paid: Settlement | None,
    rules: MappingRules,
    draft: Draft,
) -> Invoice | None:
    if draft.broken or bill is None or paid is None or header.day is None or header.number is None:
        return None
    electronic = header.kind == "electronic"
    kind = DocumentTypeCode.INVOICE if electronic else DocumentTypeCode.POS
    prefix = header.number.prefix
    return Invoice(
        number=str(header.number),
        issue_date=header.day,
        issue_time=header.clock,
        type_code=kind.value,
        customization=_STANDARD,
        profile=_PROFILES[header.kind],
        supplier=_supplier(rules.business, header.day, prefix),
        customer=customer,
        lines=bill.lines,
        line_count=len(bill.lines),
        taxes=bill.taxes,
        totals=bill.totals,
        allowance_charges=bill.charges,
        payment_means=paid.means,
        due_date=paid.due_date,
        numbering=header.range,
        deliveries=_deliveries(sale, customer, rules, draft),
    )


def _supplier(business: Business, day: date, prefix: str) -> Party:
    nit = Nit.parse(business.nit)
    scheme = business.tax_scheme or _SCHEMES[business.regime_on(day) or "inc"].value
    address = place(
        business.city_code, (business.address,) if business.address else (), business.postal_zone
    )
    return Party(
        name=business.name,
        trade_name=business.trade_name,
        identification=Identification(
            number=nit.number, type_code="31", check_digit=str(nit.check_digit)
        ),
        organization_type="1" if business.organization == "legal" else "2",
        responsibilities=business.responsibilities,
        tax_regime=business.tax_regime,
        tax_scheme=scheme,
        tax_scheme_name=party_tax_name(scheme),
        address=address,
        registration_address=address,
        contact=_contact(business),
        invoice_prefix=prefix or None,
        registration_number=business.registration_number,
        activity_codes=business.activity_codes,
    )


def _contact(business: Business) -> Contact | None:
    if not business.phone and not business.email:
        return None
    return Contact(name=business.name, telephone=business.phone, email=business.email)


def _deliveries(
    sale: Sale, customer: Party, rules: MappingRules, draft: Draft
) -> tuple[Delivery, ...]:
    """Record where a sale off the premises was handed over (Resolución 42 de 2020, art. 11)."""
    if sale.delivery is None or not sale.delivery.is_delivery:
        return ()
    written = (sale.delivery.address or "").strip()
    if written:
        return (Delivery(address=place(rules.business.city_code, (written,))),)
    identification = customer.identification
    if identification is not None and identification.number == rules.consumidor_final.number:
        draft.problem("delivery-address-missing", "delivery.address")
    return ()
