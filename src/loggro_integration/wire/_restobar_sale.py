# SPDX-License-Identifier: MIT
"""
The sale as Restobar holds it: one object of ``GET /invoices``.

Prices include tax and are whole pesos. Fields that do not apply are absent, which reads as `None`
(or as an empty tuple). Source: project facts, `loggro-api.md` section 2.2.5.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from loggro_integration.codes import DianState, InvoiceStatus, InvoiceType
from loggro_integration.exact_json import JsonValue
from loggro_integration.ids import ObjectId
from loggro_integration.wire._converter import (
    exact_amount,
    expect_object,
    reads,
    text,
    unstructure,
)
from loggro_integration.wire._record import Label, Record, wire
from loggro_integration.wire._ref import Ref

__all__ = [
    "Business",
    "Cancellation",
    "City",
    "Credit",
    "Deletion",
    "Delivery",
    "DianBlock",
    "ElectronicInvoice",
    "LineTax",
    "Sale",
    "SaleClient",
    "SaleLine",
    "SalePaid",
    "SalePayment",
    "SaleTax",
]


@frozen(kw_only=True, slots=False)
class Business(Record):
    """The selling company as it was at the time of the sale; `nit` may carry a check digit."""

    name: str | None = None
    nit: Label | None = None
    address: str | None = None
    phone: Label | None = None
    web: str | None = None


@frozen(kw_only=True, slots=False)
class City(Record):
    """
    A city with DANE codes: two digits the department, five the municipality.

    One that came as a number has lost its leading zero.
    """

    country_code: str | None = None
    state_code: Label | None = None
    state_name: str | None = None
    city_code: Label | None = None
    city_name: str | None = None


@frozen(kw_only=True, slots=False)
class SaleClient(Record):
    """
    The customer as copied into the sale.

    Attributes:
        id: Id of the registered client; some accounts omit it.
        document: Identification number as text (numbers were seen too): leading zeros count.
        id_document_type: DIAN type; text here, a number in ``/clients``.
        is_social_reason: A company.
        responsibilities: As ``R-99-PN``.
    """

    id: ObjectId | None = field(default=None, metadata=wire("idInternal"))
    name: str | None = None
    last_name: str | None = None
    document: Label | None = None
    id_document_type: Label | None = None
    check_digit: Label | None = None
    is_social_reason: bool | None = None
    responsibilities: str | None = None
    email: str | None = None
    phone: Label | None = None
    address: str | None = None
    city: City | None = field(default=None, metadata=wire("cityDetail"))

    @property
    def full_name(self) -> str:
        """First and last name."""
        return " ".join(part for part in (self.name, self.last_name) if part)


@frozen(kw_only=True, slots=False)
class LineTax(Record):
    """
    A tax named on a line, in either of the two shapes that accounts hold.

    Attributes:
        name: The business's own name, as ``I CONSUMO``.
        percentage: Percent, as 8.
        nested: Whether it came as ``{"tax": {"name", "percentage"}}`` (older documents) instead
            of ``{"taxName", "taxValue"}``.
        inner: What else the nested object held.
    """

    name: str
    percentage: Decimal
    nested: bool = False
    inner: Mapping[str, JsonValue] = field(factory=dict[str, JsonValue], repr=False)


def _read_line_tax(value: Any, _: Any) -> LineTax:
    row = expect_object(value)
    nested = isinstance(row.get("tax"), Mapping)
    source = row["tax"] if nested else row
    name, rate = ("name", "percentage") if nested else ("taxName", "taxValue")
    known = {"tax"} if nested else {name, rate}
    return LineTax(
        name=text(source[name], str),
        percentage=exact_amount(source[rate], Decimal),
        nested=nested,
        inner={key: item for key, item in source.items() if nested and key not in {name, rate}},
        extra={key: item for key, item in row.items() if key not in known},
    )


def _read_plain_tax(row: Mapping[str, Any]) -> LineTax:
    """Read the tax that nearly every line has: two keys, a whole rate."""
    name, rate = row.get("taxName"), row.get("taxValue")
    if len(row) == 2 and name.__class__ is str and rate.__class__ is int:
        return _plain_tax(name, rate)
    return _read_line_tax(row, LineTax)


@lru_cache(maxsize=64)
def _plain_tax(name: str, rate: int) -> LineTax:
    return LineTax(name=name, percentage=exact_amount(rate, Decimal))


def _write_line_tax(tax: LineTax) -> JsonValue:
    if tax.nested:
        inner = {**tax.inner, "name": tax.name, "percentage": tax.percentage}
        return {**tax.extra, "tax": inner}
    return {**tax.extra, "taxName": tax.name, "taxValue": tax.percentage}


reads(LineTax, _read_line_tax, usual=(dict, _read_plain_tax))
unstructure.register(LineTax, _write_line_tax)


@frozen(kw_only=True, slots=False)
class SaleLine(Record):
    """
    One product of the sale.

    Attributes:
        id: Product or sub-product.
        quantity: `None` where the line does not say: it is not one.
        price: Unit price in COP, taxes included.
        price_normal: List price before a promotion.
        discount: Discount of the line in COP, taxes included.
        gross_total: Price × quantity, before the discount.
        total: What the line costs, taxes included.
        average_cost: Cost in COP, with decimals.
    """

    id: ObjectId | None = field(default=None, metadata=wire("idInternal"))
    name: str | None = None
    code: Label | None = None
    category_id: str | None = None
    category_name: str | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    price_normal: Decimal | None = None
    discount: Decimal | None = None
    discount_total: Decimal | None = field(default=None, metadata=wire("totalDiscount"))
    subtotal: Decimal | None = field(default=None, metadata=wire("subTotal"))
    gross_total: Decimal | None = field(default=None, metadata=wire("totalBruto"))
    tax_total: Decimal | None = field(default=None, metadata=wire("totalTaxes"))
    total: Decimal | None = None
    taxes: tuple[LineTax, ...] = ()
    average_cost: Decimal | None = field(default=None, metadata=wire("avgCost"))
    product_cost: Decimal | None = field(default=None, metadata=wire("costProduct"))
    seller_id: ObjectId | None = None


@frozen(kw_only=True, slots=False)
class SaleTax(Record):
    """A tax of the whole sale; only its name is known (seen in older documents)."""

    name: str | None = None


@frozen(kw_only=True, slots=False)
class SalePayment(Record):
    """
    One payment of a sale, or one instalment of a credit.

    Attributes:
        method: Name of the payment method, as the business writes it.
        value: COP, `None` where the payment does not say. Whether it includes `tip` differs
            between accounts: a setting of the mapping.
        tip: COP.
        delivery_cost: COP.
    """

    method: str | None = field(default=None, metadata=wire("paymentMethod"))
    value: Decimal | None = None
    tip: Decimal | None = None
    delivery_cost: Decimal | None = None
    cash_box: Ref | None = None
    approval: Label | None = field(default=None, metadata=wire("approbationNumber"))
    created_on: datetime | None = None


@frozen(kw_only=True, slots=False)
class SalePaid(Record):
    """The payments of a sale; may be empty on a paid one."""

    created_on: datetime | None = None
    payments: tuple[SalePayment, ...] = field(default=(), metadata=wire("paymentMethodValue"))


@frozen(kw_only=True, slots=False)
class Delivery(Record):
    """How a sale is delivered; `address` matters when it is sold off the premises."""

    is_delivery: bool = False
    delivery_guy: JsonValue = None
    percentage_per_sale: Decimal | None = None
    provider: str | None = field(default=None, metadata=wire("deliveryProvider"))
    address: str | None = None


@frozen(kw_only=True, slots=False)
class Credit(Record):
    """Terms of a credit sale; `instalments` is ``dueQuote``."""

    due_date: datetime | None = None
    instalments: int | None = field(default=None, metadata=wire("dueQuote"))


@frozen(kw_only=True, slots=False)
class DianBlock(Record):
    """What Restobar tells of DIAN; only `state` is documented, its values are not."""

    state: DianState | None = field(default=None, metadata=wire("dianState"))


@frozen(kw_only=True, slots=False)
class ElectronicInvoice(Record):
    """Present on electronic sales alone."""

    dian: DianBlock | None = field(default=None, metadata=wire("DIAN"))


@frozen(kw_only=True, slots=False)
class Cancellation(Record):
    """When a sale was voided."""

    date: datetime | None = None


@frozen(kw_only=True, slots=False)
class Deletion(Record):
    """Soft deletion; voided sales carry it too."""

    is_deleted: bool = False
    reason: str | None = None


@frozen(kw_only=True, slots=False)
class Sale(Record):
    """
    A sale of Restobar.

    All amounts are COP and include taxes unless said.

    Attributes:
        id: Restobar's id.
        number: Prefix and sequence, as ``FV1204``; empty while the sale has none.
        prefix: Prefix alone; may be empty.
        sequence: Sequence alone.
        status: Open list: ``Pendiente``, ``Facturada``, ``Por Pagar``, ``Pagada``, ``Anulada``.
        business_id: The branch that sold.
        created_on: UTC.
        gross_total: Before discounts.
        tax_base_total: Taxable base, without taxes.
        tax_total: Taxes included in `total`.
        discount_total: Discounts of the lines.
        discount_additional_total: Discount of the bill.
        tip: Voluntary tip, outside `total`.
        total: To pay, without the tip.
        total_paid: Paid so far; a credit owes `total` − `total_paid`.
        payment_method: Name of the single or first method, a label only.
        seller: Who served; with `cashier` and `table` a copy of name and id, or the id alone.
        lines: Products.
        delivery_cost: Cost of delivery.
        credit: Only on credit sales.
        electronic: Only on electronic sales.
    """

    id: ObjectId = field(metadata=wire("_id"))
    status: InvoiceStatus
    created_on: datetime
    total: Decimal
    number: str = ""
    prefix: str = field(default="", metadata=wire("invoicePrefix"))
    sequence: int | None = field(default=None, metadata=wire("seq"))
    number_unique: str | None = None
    type: InvoiceType | None = None
    business_id: ObjectId | None = None
    business: Business | None = None
    time_zone: str | None = None
    modified_on: datetime | None = None
    subtotal: Decimal | None = field(default=None, metadata=wire("subTotal"))
    gross_total: Decimal | None = field(default=None, metadata=wire("totalBruto"))
    tax_base_total: Decimal | None = field(default=None, metadata=wire("totalBaseTax"))
    tax_total: Decimal | None = field(default=None, metadata=wire("totalTaxes"))
    discount_total: Decimal | None = field(default=None, metadata=wire("totalDiscount"))
    discount_additional: Decimal | None = None
    discount_additional_total: Decimal | None = None
    tip: Decimal | None = None
    total_paid: Decimal | None = None
    change: Decimal | None = None
    delivery_cost: Decimal | None = None
    payment_method: str | None = None
    paid: SalePaid | None = None
    seller: Ref | None = None
    cashier: Ref | None = None
    table: Ref | None = None
    client: SaleClient | None = None
    lines: tuple[SaleLine, ...] = field(default=(), metadata=wire("products"))
    taxes: tuple[SaleTax, ...] = ()
    delivery: Delivery | None = None
    credit: Credit | None = None
    electronic: ElectronicInvoice | None = field(default=None, metadata=wire("eInvoice"))
    canceled: Cancellation | None = None
    deleted: Deletion | None = field(default=None, metadata=wire("deletedInfo"))
    note1: str | None = None
    note2: str | None = None
    note3: str | None = None
    observations: str | None = None
    orders: tuple[JsonValue, ...] = ()
    group: Ref | None = None
    group_name: str | None = None
    cash_box: Ref | None = None
    turn: JsonValue = None
    print_type: str | None = None

    @property
    def payments(self) -> tuple[SalePayment, ...]:
        """The payments of the sale; empty where none were made."""
        return self.paid.payments if self.paid else ()

    @property
    def label(self) -> str:
        """What people call the sale: its number, else prefix and sequence, else its id."""
        if self.number or self.sequence is None:
            return self.number or str(self.id)
        return f"{self.prefix}{self.sequence}"

    @property
    def balance(self) -> Decimal:
        """What is still owed, in COP."""
        return self.total - (self.total_paid or Decimal(0))

    @property
    def is_voided(self) -> bool:
        """Whether the sale was annulled, by its status or its deletion mark."""
        return self.status == InvoiceStatus.VOIDED or bool(self.deleted and self.deleted.is_deleted)
