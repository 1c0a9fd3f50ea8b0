# SPDX-License-Identifier: MIT
"""
A sale as the bodies of the documented calls of Restobar: orders, then the sale, then its payment.

The API has no discount of a line: it goes into the unit price, exactly, by parting the quantity in
two orders a peso apart. What the calls cannot express is refused, never left out of the money.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from typing import Literal

from attrs import evolve, field, frozen

from loggro_integration.codes import InvoiceStatus, InvoiceType
from loggro_integration.errors import MappingFailed
from loggro_integration.ids import CONSUMIDOR_FINAL_ID, ObjectId
from loggro_integration.mapping._draft import Draft
from loggro_integration.mapping._sell_problems import SELL_PROBLEMS
from loggro_integration.mapping._sell_products import Article, Catalogue
from loggro_integration.money import ZERO, round_half_even
from loggro_integration.wire import JsonValue, Sale
from loggro_integration.wire.restobar import (
    BilledOrder,
    Credit,
    NewDelivery,
    NewOrder,
    NewOrders,
    NewPayment,
    NewSale,
    NewSaleClient,
    PaidRequest,
    PaymentMethod,
    Product,
    SaleClient,
    SaleLine,
    SalePayment,
)

__all__ = ["RestobarOrders", "SellSettings", "to_restobar_orders"]

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)


@frozen(kw_only=True)
class SellSettings:
    """
    What nobody has published of selling through Restobar, and names that differ.

    Attributes:
        products: Name or code in the sale → name, code or id in Restobar.
        payment_methods: Means of payment in the sale → its name in Restobar.
        taxes: Tax in the sale → its name in Restobar.
        sellers: Seller in the sale → id of a user of Restobar; `None`: sold by the client's user.
        id_types: Type of document of DIAN → Restobar's word. ``CC`` and ``NIT`` are documented.
        delivery_keys: ``address``, ``provider`` and ``cost`` → name of the key in the order. The
            first two are inferred from stored sales; a cost is refused until it has a name.
        free_lines: A line that costs nothing: ``refuse``, or order it at ``price-zero``. A courtesy
            never becomes a sale in Restobar.
    """

    products: Mapping[str, str] = field(factory=dict[str, str])
    payment_methods: Mapping[str, str] = field(factory=dict[str, str])
    taxes: Mapping[str, str] = field(factory=dict[str, str])
    sellers: Mapping[str, str] | None = None
    id_types: Mapping[str, str] = field(factory=lambda: {"13": "CC", "31": "NIT"})
    delivery_keys: Mapping[str, str] = field(
        factory=lambda: {"address": "address", "provider": "deliveryProvider"}
    )
    free_lines: Literal["refuse", "price-zero"] = "refuse"


@frozen(kw_only=True)
class RestobarOrders:
    """
    The bodies of the three calls that sell through Restobar; nothing was sent.

    Attributes:
        orders: ``POST /orders``.
        sale: ``POST /invoices``; its orders are known only once they are made: see `bill`.
        payment: ``POST /invoices/{id}/changeToPaid``; `None` for a sale on credit, or an open one.
        left_out: Paths of what these calls have no field for, and of taxes that Restobar does not
            tell; no money is among them.
    """

    orders: NewOrders
    sale: NewSale
    payment: PaidRequest | None = None
    left_out: tuple[str, ...] = ()

    def bill(self, orders: Iterable[str]) -> NewSale:
        """Return the body of the sale with the ids of the orders that were made."""
        return evolve(self.sale, orders=tuple(BilledOrder(order=each) for each in orders))


def to_restobar_orders(
    sale: Sale,
    *,
    sale_id: str,
    group: str,
    products: Iterable[Product],
    payment_methods: Iterable[PaymentMethod],
    table: str | None = None,
    group_name: str | None = None,
    send_email: bool = False,
    settings: SellSettings | None = None,
) -> RestobarOrders:
    """
    Return the bodies that sell a sale through Restobar, which gives it its own number and date.

    Pure: `sync.actions.sell` makes the calls. Whole pesos; the lines, less the discount of the
    bill, must give the total.

    Args:
        sale: Of another POS, from `sale_from_dict` or `sales_from_csv`.
        sale_id: 24 hexadecimal digits, as ``secrets.token_hex(12)``: keep it before anything is
            sent, it is how the sale is found again.
        group: The same for its orders.
        products: The catalogue of Restobar, as ``pos.products.list()`` gives it.
        payment_methods: As ``pos.payment_methods.list()`` gives them.
        table: Id of a table; needed unless the sale is delivered.
        group_name: Shown on the kitchen's ticket.
        send_email: Whether Restobar mails the sale to its customer.
        settings: What is not published, and names that differ.

    Raises:
        MappingFailed: With everything that these calls cannot express, all at once.
        InvalidId: If an id is none: Restobar answers those with an empty 503.

    Source: `loggro-api.md` 2.2.1, 2.2.2 and 2.3 of the project's facts.

    >>> from loggro_integration.mapping import sale_from_dict, to_restobar_orders
    >>> from loggro_integration.wire import restobar
    >>> sale = sale_from_dict({
    ...     "number": "B7", "issued_at": "2026-11-20T13:04:11-05:00", "status": "paid",
    ...     "total": 50000, "payments": [{"method": "Efectivo", "value": 50000}],
    ...     "lines": [{"name": "Bandeja", "price": 17000, "quantity": 3, "discount": 1000,
    ...                "taxes": []}],
    ... })
    >>> selling = to_restobar_orders(
    ...     sale, sale_id="a" * 24, group="b" * 24, table="c" * 24,
    ...     products=[restobar.product({"_id": "d" * 24, "name": "Bandeja"})],
    ...     payment_methods=[restobar.payment_method({"_id": "e" * 24, "name": "Efectivo"})],
    ... )
    >>> [(str(each.quantity), str(each.unit_price)) for each in selling.orders.orders]
    [('1', '16666'), ('2', '16667')]
    """
    ids = (ObjectId(sale_id), ObjectId(group), None if table is None else ObjectId(table))
    making = _Making(sale, ids, settings or SellSettings(), payment_methods)
    return making.finished(products, group_name=group_name, send_email=send_email)


class _Making:
    """Makes the bodies of one sale, collecting what is wrong with it."""

    def __init__(
        self,
        sale: Sale,
        ids: tuple[ObjectId, ObjectId, ObjectId | None],
        settings: SellSettings,
        methods: Iterable[PaymentMethod],
    ) -> None:
        self.sale = sale
        self.settings = settings
        self.draft = Draft(SELL_PROBLEMS)
        self._id, self._group, self._table = ids
        self._methods = {each.name: each.id for each in methods}
        self._left_out = ["number", "created_on"]

    def finished(
        self, products: Iterable[Product], *, group_name: str | None, send_email: bool
    ) -> RestobarOrders:
        """
        Return all bodies.

        Raises:
            MappingFailed: With every problem, where there is any.
        """
        catalogue = Catalogue(products, self.settings.products, self.settings.taxes)
        with localcontext(_CONTEXT):
            made = self.bodies(catalogue, group_name=group_name, send_email=send_email)
        if self.draft.problems:
            raise MappingFailed(
                f"The sale {self.sale.label} cannot be sold through Restobar:",
                problems=tuple(self.draft.problems),
            )
        return made

    def bodies(
        self, catalogue: Catalogue, *, group_name: str | None, send_email: bool
    ) -> RestobarOrders:
        """Return all bodies; where a problem was found they are worthless."""
        sale = self.sale
        if sale.is_voided:
            self.draft.problem("sell-voided", "status")
        total, tip = self._pesos("total", sale.total), self._pesos("tip", sale.tip)
        delivery = self._delivery()
        orders, lines = self._orders(catalogue, delivery)
        discount = self._discount()
        self._check_total(total, lines - discount)
        for path in ("cashier", "table", "observations"):
            if getattr(sale, path) is not None:
                self._left_out.append(path)
        credit, payment = self._credit(), None
        if credit is None and sale.status == InvoiceStatus.PAID:
            payment = self._payment(total, tip)
        else:
            self._unpaid(tip)
        billed = NewSale(
            id=self._id,
            orders=(),
            table=self._table,
            client=self._client(sale.client),
            is_paid=False,
            total=total,
            discount_additional_total=discount or None,
            is_electronic=True if sale.type == InvoiceType.ELECTRONIC else None,
            send_email=send_email or None,
            credit=credit,
        )
        return RestobarOrders(
            orders=NewOrders(
                orders=orders,
                table=self._table,
                group=self._group,
                group_name=group_name,
                seller=self._seller(),
            ),
            sale=billed,
            payment=payment,
            left_out=tuple(self._left_out),
        )

    def _pesos(self, path: str, value: object) -> Decimal:
        """Let an amount in: Restobar holds whole pesos."""
        amount = self.draft.amount(path, value)
        if amount != amount.to_integral_value():
            self.draft.problem("sell-cents", path, amount)
        return amount.to_integral_value()

    # -- orders -----------------------------------------------------------------------------------

    def _orders(
        self, catalogue: Catalogue, delivery: NewDelivery | None
    ) -> tuple[tuple[NewOrder, ...], Decimal]:
        """Return the orders, and what the lines cost."""
        if not self.sale.lines:
            self.draft.problem("sale-without-lines", "lines")
        if self._table is None and delivery is None:
            self.draft.problem("sell-table", "table")
        found: list[NewOrder] = []
        total = ZERO
        for index, line in enumerate(self.sale.lines):
            path = f"lines[{index}]"
            article = catalogue.find(line, path, self.draft)
            if article and not catalogue.check_taxes(line, article, f"{path}.taxes", self.draft):
                self._left_out.append(f"{path}.taxes")
            quantity = self.draft.quantity(f"{path}.quantity", line.quantity)
            if quantity is None:
                continue
            net = self._net(line, quantity, path)
            total += net
            parts = self._parts(line, net, quantity, path)
            if article is not None:
                found += [_order(article, some, price, delivery) for some, price in parts]
        return tuple(found), total

    def _net(self, line: SaleLine, quantity: Decimal, path: str) -> Decimal:
        """Return what a line costs after its discount; its parts and its total must agree."""
        price = self.draft.optional_amount(f"{path}.price", line.price)
        written = line.discount if line.discount_total is None else line.discount_total
        discount = self.draft.amount(f"{path}.discount", written)
        parts = None if price is None else round_half_even(price * quantity) - discount
        total = self.draft.optional_amount(f"{path}.total", line.total)
        if total is not None and parts is not None and total != parts:
            self.draft.problem("sell-line-mismatch", f"{path}.total", total, expected=parts)
        net = parts if total is None else total
        if net is None or net < 0:
            code = "line-without-price" if net is None else "discount-exceeds-line"
            self.draft.problem(code, path, discount, gross=price)
            return ZERO
        return self._pesos(f"{path}.total", net)

    def _parts(
        self, line: SaleLine, net: Decimal, quantity: Decimal, path: str
    ) -> list[tuple[Decimal, Decimal]]:
        """Return quantities and unit prices that give the line exactly."""
        if net == 0 and self.settings.free_lines == "refuse":
            self.draft.problem("sell-free-line", path, line.name)
        price, rest = divmod(net, quantity)
        if rest == 0:
            return [(quantity, price)]
        if quantity != quantity.to_integral_value():
            self.draft.problem("sell-price-inexact", path, net, quantity=quantity)
            return []
        return [(quantity - rest, price), (rest, price + 1)]

    def _delivery(self) -> NewDelivery | None:
        """Return the delivery of each order; its keys are not published."""
        delivery = self.sale.delivery
        cost = self._pesos("delivery_cost", self.sale.delivery_cost)
        is_delivery = delivery is not None and delivery.is_delivery
        told: dict[str, JsonValue] = {
            "address": delivery.address if delivery else None,
            "provider": delivery.provider if delivery else None,
            "cost": cost or None,
        }
        extra: dict[str, JsonValue] = {}
        for name, value in told.items():
            if value is None:
                continue
            if name in self.settings.delivery_keys:
                extra[self.settings.delivery_keys[name]] = value
            else:
                self.draft.problem("sell-delivery", f"delivery.{name}", value)
        return NewDelivery(extra=extra) if is_delivery or extra else None

    def _seller(self) -> str | None:
        seller, known = self.sale.seller, self.settings.sellers
        name = seller.name or seller.id if seller else None
        if name is None:
            return None
        if known is None:
            self._left_out.append("seller")
            return None
        if name not in known:
            self.draft.problem("sell-seller", "seller.name", name)
            return None
        return ObjectId(known[name])

    # -- the sale ---------------------------------------------------------------------------------

    def _discount(self) -> Decimal:
        path = "discount_additional_total"
        stated = self._pesos(path, self.sale.discount_additional_total)
        unnamed = self.draft.amount("discount_additional", self.sale.discount_additional)
        if unnamed and not stated:
            self.draft.problem("sell-discount-unnamed", "discount_additional", unnamed)
        return stated

    def _check_total(self, total: Decimal, lines: Decimal) -> None:
        """Compare the total with its parts; nobody says if it holds the delivery cost."""
        cost = self.draft.amount("delivery_cost", self.sale.delivery_cost)
        if total not in {lines, lines + cost}:
            self.draft.problem("sell-totals-mismatch", "total", total, lines=lines)

    def _client(self, client: SaleClient | None) -> NewSaleClient | None:
        number = None if client is None or client.document is None else str(client.document)
        if client is None or number == CONSUMIDOR_FINAL_ID:
            return None
        for name in ("check_digit", "is_social_reason", "responsibilities", "address", "city"):
            if getattr(client, name) is not None:
                self._left_out.append(f"client.{name}")
        return NewSaleClient(
            name=client.full_name or None,
            phone=None if client.phone is None else str(client.phone),
            email=client.email,
            id_type=self._id_type(client) if number else None,
            id_number=number,
        )

    def _id_type(self, client: SaleClient) -> str | None:
        kind = "" if client.id_document_type is None else str(client.id_document_type)
        if kind not in self.settings.id_types:
            self.draft.problem("sell-id-type", "client.id_document_type", kind or "-")
        return self.settings.id_types.get(kind)

    def _credit(self) -> Credit | None:
        terms = self.sale.credit
        if terms is None and self.sale.status != InvoiceStatus.CREDIT:
            return None
        if terms is None or terms.due_date is None:
            self.draft.problem("sell-credit-terms", "credit.due_date")
        return terms or Credit()

    # -- the payment ------------------------------------------------------------------------------

    def _payment(self, total: Decimal, tip: Decimal) -> PaidRequest | None:
        sale = self.sale
        if not total:
            self.draft.problem("sell-nothing-to-pay", "total")
        given = sale.payments
        if not given and sale.payment_method:
            given = (SalePayment(method=sale.payment_method, value=total),)
        values, tips = self._values(given, total)
        payments = [
            NewPayment(method=method, value=value, approval=_text(each.approval))
            for index, (each, value) in enumerate(zip(given, values, strict=True))
            if value and (method := self._method(each, f"payments[{index}].method"))
        ]
        if tips and sale.tip is not None and tips != tip:
            self.draft.problem("tip-mismatch", "tip", tip, payments=tips)
        return PaidRequest(id=self._id, payments=tuple(payments), tip=tip or tips or None)

    def _unpaid(self, tip: Decimal) -> None:
        """Report money that only the payment of a sale can hold."""
        paid = sum((each.value or ZERO for each in self.sale.payments), ZERO)
        if paid:
            self.draft.problem("sell-unpaid", "payments", paid)
        if tip:
            self.draft.problem("sell-unpaid", "tip", tip)

    def _values(
        self, given: tuple[SalePayment, ...], total: Decimal
    ) -> tuple[list[Decimal], Decimal]:
        """Return what each payment pays of the sale, without its tip, and the tips."""
        paths = [f"payments[{index}]" for index in range(len(given))]
        values = [
            self._pesos(f"{path}.value", each.value)
            for path, each in zip(paths, given, strict=True)
        ]
        tips = [
            self._pesos(f"{path}.tip", each.tip) for path, each in zip(paths, given, strict=True)
        ]
        if sum(values) == total + sum(tips):
            values = [value - tip for value, tip in zip(values, tips, strict=True)]
        if sum(values) != total:
            self.draft.problem("sell-payments-mismatch", "payments", sum(values), total=total)
        return values, sum(tips, ZERO)

    def _method(self, payment: SalePayment, path: str) -> ObjectId | None:
        written = payment.method or "-"
        found = self._methods.get(self.settings.payment_methods.get(written, written))
        if found is None:
            self.draft.problem("sell-payment-method", path, written)
        return found


def _order(
    article: Article, quantity: Decimal, price: Decimal, delivery: NewDelivery | None
) -> NewOrder:
    return NewOrder(
        product=article.id,
        quantity=quantity,
        unit_price=price,
        delivery=delivery,
        location_stock=article.location,
        waiter_order_area=article.area,
    )


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)
