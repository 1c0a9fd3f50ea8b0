# SPDX-License-Identifier: MIT
"""
A sale of another POS: a plain mapping with readable keys becomes the sale that `map_sale` takes.

The classes are the format: `sale_from_dict` reads by them, `sale_schema` is made of them, and the
columns of a table are named after them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import attrs
from attrs import field, frozen

from loggro_integration.codes import InvoiceStatus, InvoiceType
from loggro_integration.errors import InvalidInput, Problem, Text
from loggro_integration.exact_json import JsonValue, is_object
from loggro_integration.ids import ObjectId
from loggro_integration.mapping._reading import Reading, table
from loggro_integration.mapping._sale_kinds import (
    AMOUNT,
    DAY,
    FLAG,
    INSTANT,
    OBJECT_ID,
    PERCENT,
    PREFIX,
    QUANTITY,
    TEXT,
    WHOLE,
    Kind,
    Schema,
    choice_of,
    one,
    several,
)
from loggro_integration.wire import Sale
from loggro_integration.wire.restobar import (
    Business,
    City,
    Credit,
    Delivery,
    LineTax,
    Ref,
    SaleClient,
    SaleLine,
    SalePaid,
    SalePayment,
)

__all__ = ["InvalidSale", "OtherSale", "SaleReading", "kind_of", "sale_from_dict", "sale_schema"]

# A sale of another system has no id of Restobar, and `Plan.sale_id` says so.
_NOWHERE: Any = ""
_STATUSES: Final = {
    "paid": InvoiceStatus.PAID,
    "credit": InvoiceStatus.CREDIT,
    "voided": InvoiceStatus.VOIDED,
    "open": InvoiceStatus.BILLED,
}


class InvalidSale(InvalidInput):
    """
    A sale of another POS cannot be read; nothing was taken of it.

    Attributes:
        problems: Everything that is wrong in it, each with its path, value and remedy.
    """

    def __init__(self, message: str = "", *, problems: Sequence[Problem] = ()) -> None:
        first = problems[0] if problems else None
        super().__init__(
            message, field=first.path if first else None, value=first.value if first else None
        )
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {problem}" for problem in self.problems)])


class SaleReading(Reading):
    """What was found wrong in sales of another POS so far."""

    subject = "sale"
    file = "The sale"
    whole = Text(es="a la venta", en="to the sale")

    def error(self) -> InvalidSale:
        """Return the error with every fault."""
        return InvalidSale(self.summary, problems=self.problems)


# -- the format -----------------------------------------------------------------------------------


@frozen(kw_only=True)
class OtherTax:
    """A tax of a line."""

    name: str = field(metadata=TEXT.field("Name of the tax, as the rules know it: I CONSUMO."))
    percent: Decimal = field(metadata=PERCENT.field("Rate, as 8 for 8 %."))


@frozen(kw_only=True)
class OtherLine:
    """A product that was sold."""

    name: str = field(metadata=TEXT.field("Name of the product, for people."))
    quantity: Decimal = field(metadata=QUANTITY.field("How many, at most 6 decimals."))
    price: Decimal = field(metadata=AMOUNT.field("Price of one, taxes included, COP."))
    taxes: tuple[OtherTax, ...] = field(
        metadata=several(OtherTax).field("Its taxes; an empty list where it is excluded of all.")
    )
    code: str | None = field(metadata=TEXT.field("Code of the product."), default=None)
    product_id: ObjectId | None = field(
        metadata=OBJECT_ID.field("Id of the product in Restobar, where it is sold through it."),
        default=None,
    )
    list_price: Decimal | None = field(
        metadata=AMOUNT.field("Price before a promotion, taxes included, COP."), default=None
    )
    discount: Decimal | None = field(
        metadata=AMOUNT.field("Discount of the whole line, taxes included, COP."), default=None
    )
    total: Decimal | None = field(
        metadata=AMOUNT.field("What the line costs after its discount, taxes included, COP."),
        default=None,
    )


@frozen(kw_only=True)
class OtherPayment:
    """A payment, or one instalment of a credit."""

    method: str = field(metadata=TEXT.field("Means of payment, as the rules know it: Efectivo."))
    value: Decimal = field(
        metadata=AMOUNT.field(
            "COP. Whether it holds the tip is policies.payment_value_includes_tip of the rules."
        )
    )
    tip: Decimal | None = field(metadata=AMOUNT.field("Tip of this payment, COP."), default=None)
    delivery_cost: Decimal | None = field(
        metadata=AMOUNT.field("Delivery paid with this payment, COP."), default=None
    )
    approval: str | None = field(
        metadata=TEXT.field("Number of the voucher of a card."), default=None
    )
    paid_at: datetime | None = field(
        metadata=INSTANT.field("When it was paid, with its zone."), default=None
    )


@frozen(kw_only=True)
class OtherClient:
    """The customer; without it the sale is of a final consumer."""

    name: str | None = field(metadata=TEXT.field("Name or company name."), default=None)
    last_name: str | None = field(metadata=TEXT.field("Last name."), default=None)
    id_type: str | None = field(
        metadata=TEXT.field("Type of document of DIAN: 13 cédula, 31 NIT."), default=None
    )
    id_number: str | None = field(
        metadata=TEXT.field("Number of the document, without check digit."), default=None
    )
    check_digit: str | None = field(metadata=TEXT.field("Check digit of a NIT."), default=None)
    company: bool | None = field(metadata=FLAG.field("Whether it is a company."), default=None)
    responsibilities: str | None = field(
        metadata=TEXT.field("Codes of the RUT, as R-99-PN or O-13;O-15."), default=None
    )
    email: str | None = field(metadata=TEXT.field("E-mail."), default=None)
    phone: str | None = field(metadata=TEXT.field("Telephone."), default=None)
    address: str | None = field(metadata=TEXT.field("Address."), default=None)
    city_code: str | None = field(
        metadata=TEXT.field("DANE municipality, five digits."), default=None
    )


@frozen(kw_only=True)
class OtherDelivery:
    """Where a sale off the premises was handed over."""

    cost: Decimal | None = field(metadata=AMOUNT.field("Delivery cost, COP."), default=None)
    address: str | None = field(metadata=TEXT.field("Address of the delivery."), default=None)
    provider: str | None = field(metadata=TEXT.field("Who delivers, as RAPPI."), default=None)


@frozen(kw_only=True)
class OtherSale:
    """A sale of another POS."""

    issued_at: datetime = field(
        metadata=INSTANT.field("When it was made, with its zone: 2026-11-20T13:04:11-05:00.")
    )
    status: str = field(
        metadata=choice_of(*_STATUSES).field(
            "paid, credit (sold on credit), voided, or open (neither paid nor on credit)."
        )
    )
    total: Decimal = field(
        metadata=AMOUNT.field("What is to pay, taxes included, without the tip, COP.")
    )
    lines: tuple[OtherLine, ...] = field(
        metadata=several(OtherLine, least=1).field("What was sold.")
    )
    number: str | None = field(
        metadata=TEXT.field("Prefix and sequence together; or give sequence."), default=None
    )
    prefix: str | None = field(metadata=PREFIX.field("Prefix alone."), default=None)
    sequence: int | None = field(
        metadata=WHOLE.field("Sequence alone; or give number."), default=None
    )
    electronic: bool | None = field(
        metadata=FLAG.field("Electronic invoice or POS document; absent: the prefix decides."),
        default=None,
    )
    issuer_nit: str | None = field(
        metadata=TEXT.field("NIT of the business, compared with the rules."), default=None
    )
    seller: str | None = field(metadata=TEXT.field("Who sold, as the rules know it."), default=None)
    cashier: str | None = field(metadata=TEXT.field("Who charged."), default=None)
    table: str | None = field(metadata=TEXT.field("Table."), default=None)
    client: OtherClient | None = field(
        metadata=one(OtherClient).field("The customer; absent: the final consumer."), default=None
    )
    payments: tuple[OtherPayment, ...] = field(
        metadata=several(OtherPayment).field("How it was paid."), default=()
    )
    tip: Decimal | None = field(
        metadata=AMOUNT.field("Voluntary tip of the whole sale, COP."), default=None
    )
    change: Decimal | None = field(metadata=AMOUNT.field("Change given back, COP."), default=None)
    total_paid: Decimal | None = field(
        metadata=AMOUNT.field("Paid so far of a credit, COP."), default=None
    )
    bill_discount: Decimal | None = field(
        metadata=AMOUNT.field("Discount of the whole bill, taxes included, COP."), default=None
    )
    delivery: OtherDelivery | None = field(
        metadata=one(OtherDelivery).field("Only of a sale that is delivered."), default=None
    )
    due_date: datetime | None = field(
        metadata=DAY.field("Day a credit must be paid."), default=None
    )
    instalments: int | None = field(
        metadata=WHOLE.field("In how many a credit is paid."), default=None
    )
    notes: str | None = field(metadata=TEXT.field("Remarks."), default=None)


def kind_of(attribute: attrs.Attribute[Any]) -> Kind:
    """Return what a field of the format takes."""
    kind: Kind = attribute.metadata["kind"]
    return kind


_NUMBERED: Final = ("number", "sequence")


# -- reading --------------------------------------------------------------------------------------


def sale_from_dict(data: Mapping[str, object] | JsonValue) -> Sale:
    """
    Read a sale of another POS: a mapping with the keys of `sale_schema`.

    What comes out goes to `map_sale` with the rules; no Restobar is needed. Amounts are integers,
    `Decimal` or text with a decimal point; JSON is read by ``exact_json.loads``. Nothing is
    guessed: no key has a hidden default, and an absent one stays absent.

    Args:
        data: COP, taxes included. ``issued_at``, ``status``, ``total``, ``lines`` and ``number``
            or ``sequence`` must be there.

    Raises:
        InvalidSale: With everything that is wrong at once: each problem has its path
            (``lines[2].quantity``), its value and a remedy in Spanish and English.

    >>> from loggro_integration.mapping import MappingRules, map_sale, sale_from_dict
    >>> sale = sale_from_dict({
    ...     "number": "POS7", "issued_at": "2026-11-20T13:04:11-05:00", "status": "paid",
    ...     "seller": "Camila", "total": 54000,
    ...     "lines": [{"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 2,
    ...                "taxes": [{"name": "I CONSUMO", "percent": 8}]}],
    ...     "payments": [{"method": "Efectivo", "value": 54000}],
    ... })
    >>> plan = map_sale(sale, MappingRules.example())
    >>> plan.is_ready, plan.document.number, plan.document.totals.line_extension
    (True, 'POS7', Decimal('50000.00'))
    """
    reading = SaleReading()
    found = read_other(reading, "", data)
    reading.raise_for_problems()
    return to_sale(found)


def read_other(reading: Reading, path: str, data: object) -> OtherSale:
    """Read one sale at a path; what is reported makes the answer worthless."""
    if is_object(data) and not any(name in data for name in _NUMBERED):
        reading.missing(f"{path}.number" if path else "number")
    found: Any = _READ(reading, path, data)
    sale: OtherSale = found
    return sale


_READ: Final = table(OtherSale)


def to_sale(found: OtherSale) -> Sale:
    """Return what was read as the sale that `map_sale` takes."""
    delivery = found.delivery
    kinds = {True: InvoiceType.ELECTRONIC, False: InvoiceType.NORMAL}
    return Sale(
        id=_NOWHERE,
        number=found.number or "",
        prefix=found.prefix or "",
        sequence=found.sequence,
        status=_STATUSES[found.status],
        type=None if found.electronic is None else kinds[found.electronic],
        created_on=found.issued_at,
        business=None if found.issuer_nit is None else Business(nit=found.issuer_nit),
        seller=_named(found.seller),
        cashier=_named(found.cashier),
        table=_named(found.table),
        client=None if found.client is None else _client(found.client),
        lines=tuple(map(_line, found.lines)),
        paid=SalePaid(payments=tuple(map(_payment, found.payments))) if found.payments else None,
        total=found.total,
        total_paid=found.total_paid,
        tip=found.tip,
        change=found.change,
        discount_additional_total=found.bill_discount,
        delivery=None if delivery is None else _delivery(delivery),
        delivery_cost=None if delivery is None else delivery.cost,
        credit=_credit(found),
        observations=found.notes,
    )


def _named(name: str | None) -> Ref | None:
    return None if name is None else Ref(fields={"name": name})


def _line(line: OtherLine) -> SaleLine:
    return SaleLine(
        id=line.product_id,
        name=line.name,
        code=line.code,
        quantity=line.quantity,
        price=line.price,
        price_normal=line.list_price,
        discount=line.discount,
        total=line.total,
        taxes=tuple(LineTax(name=each.name, percentage=each.percent) for each in line.taxes),
    )


def _payment(payment: OtherPayment) -> SalePayment:
    return SalePayment(
        method=payment.method,
        value=payment.value,
        tip=payment.tip,
        delivery_cost=payment.delivery_cost,
        approval=payment.approval,
        created_on=payment.paid_at,
    )


def _client(client: OtherClient) -> SaleClient:
    return SaleClient(
        name=client.name,
        last_name=client.last_name,
        document=client.id_number,
        id_document_type=client.id_type,
        check_digit=client.check_digit,
        is_social_reason=client.company,
        responsibilities=client.responsibilities,
        email=client.email,
        phone=client.phone,
        address=client.address,
        city=None if client.city_code is None else City(city_code=client.city_code),
    )


def _delivery(delivery: OtherDelivery) -> Delivery:
    return Delivery(is_delivery=True, address=delivery.address, provider=delivery.provider)


def _credit(found: OtherSale) -> Credit | None:
    if found.due_date is None and found.instalments is None:
        return None
    return Credit(due_date=found.due_date, instalments=found.instalments)


# -- schema ---------------------------------------------------------------------------------------


def sale_schema() -> Schema:
    """
    Return the JSON schema (draft 2020-12) of what `sale_from_dict` reads.

    Whatever it accepts is read; what is read may still have problems, which `map_sale` tells.

    >>> from loggro_integration.mapping import sale_schema
    >>> sale_schema()["required"]
    ['issued_at', 'status', 'total', 'lines']
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A sale of any point of sale",
        **_object(OtherSale),
        "anyOf": [{"required": [name]} for name in _NUMBERED],
    }


def _object(kind: type[Any]) -> Schema:
    fields = attrs.fields(kind)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in fields if each.default is attrs.NOTHING],
        "properties": {each.name: _property(each) for each in fields},
    }


def _property(attribute: attrs.Attribute[Any]) -> Schema:
    kind = kind_of(attribute)
    about: Schema = {"description": attribute.metadata["about"]}
    if kind.of is None:
        return {**about, **kind.schema}
    inner = _object(kind.of)
    return {**about, **inner} if kind.name == "one" else {**about, **kind.schema, "items": inner}
