# SPDX-License-Identifier: MIT
"""Verbs of the people in the restaurant: they sell, take payments, annul, send again."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from loggro_integration.days import format_instant
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.sandbox import _push
from loggro_integration.sandbox import _restobar_sales as sales
from loggro_integration.sandbox._app import Refused
from loggro_integration.sandbox._operator_base import Verbs, instant, refuse, sale_numbered
from loggro_integration.sandbox._restobar_billing import create_invoice, registered_client
from loggro_integration.sandbox._restobar_orders import create_orders
from loggro_integration.sandbox._restobar_payments import mark_paid, pay_credit
from loggro_integration.sandbox._state import Doc, Sale, World

__all__ = ["SalesVerbs"]

LineLike: TypeAlias = str | tuple[str, int | Decimal] | Mapping[str, Any]
PaymentsLike: TypeAlias = str | Mapping[str, int] | Sequence[Mapping[str, Any]]

_DEFAULT_LINES = ("Arepa de queso", "Jugo de lulo")


class SalesVerbs(Verbs):
    """A day in the restaurant, by the same code as the API."""

    def sell(
        self,
        lines: Sequence[LineLike] = _DEFAULT_LINES,
        *,
        customer: str | Mapping[str, Any] | None = None,
        payments: PaymentsLike = "Efectivo",
        tip: int = 0,
        discount: int = 0,
        delivery: Mapping[str, Any] | None = None,
        courtesy: bool = False,
        electronic: bool = False,
        credit: int | None = None,
        paid: bool = True,
        at: datetime | str | None = None,
        table: str | None = None,
        seller: str | None = None,
        cashier: str | None = None,
        notes: Sequence[str] = (),
    ) -> str:
        """
        Make a complete sale and return its number; a courtesy has none and returns ``""``.

        Args:
            lines: Names, pairs of name and quantity, or ``{product, quantity, price, discount}``.
            customer: Document of a registered client, or ``{name, idType, idNumber, ...}``.
            payments: Name of a method, ``{name: pesos}``, or ``[{method, value, tip, approval}]``;
                values without the tip. One value may be missing: the rest of the total.
            tip: Pesos, divided over the payments unless they carry their own.
            discount: Of the whole bill, pesos.
            delivery: ``{provider, address, cost, guy, percentage}``; no table then.
            courtesy: Give it away.
            electronic: Make it an electronic invoice.
            credit: Days until it is due; nothing is paid now.
            paid: Pay at once; otherwise the invoice stays ``Facturada``.
            at: Instant of the sale; the clock's by default.
            table: Name of the table.
            seller: First name of who serves.
            cashier: First name of who takes the money; the integration's user by default.
            notes: Notes of the kitchen.

        Raises:
            InvalidInput: If a name is unknown or Restobar refuses; a bill may stay ``Facturada``.

        >>> sandbox.FakeLoggro().operator.sell(["Jugo de lulo"], electronic=True, tip=700)
        'FE1'
        """
        moment = None if at is None else instant(at)
        with self._acting() as world, world.clock.pinned(moment), _explained():
            user, client = _cashier(world, cashier), _customer(world, customer)
            rows = _payment_rows(world, payments)
            body = _orders(world, lines, delivery, table, seller, notes, courtesy)
            orders = create_orders(world, body, user, discounts=_discounts(lines))
            if courtesy:
                return ""
            bill = {**_bill(world, orders, discount, electronic, credit), **client}
            sale = create_invoice(world, bill, user)
            if paid and credit is None:
                entries = _entries(rows, sale.doc["total"])
                mark_paid(world, sale, {"paymentMethodValue": entries, "tip": tip}, user)
            return sale.number

    def pay(self, number: str, payments: PaymentsLike = "Efectivo", *, tip: int = 0) -> None:
        """Pay an invoice that is ``Facturada``."""
        with self._acting() as world, _explained():
            sale = sale_numbered(world, number)
            entries = _entries(_payment_rows(world, payments), sale.doc["total"])
            body = {"paymentMethodValue": entries, "tip": tip}
            mark_paid(world, sale, body, next(iter(world.users)))

    def pay_credit(self, number: str, value: int, *, method: str = "Efectivo") -> None:
        """
        Take a payment (abono) against a credit sale.

        Raises:
            InvalidInput: If there is no such credit, or the payment is larger than its balance.
        """
        with self._acting() as world, _explained():
            sale = sale_numbered(world, number)
            entries = _entries(_payment_rows(world, {method: value}), value)
            user = next(iter(world.users))
            pay_credit(world, sale, entries, user)

    def void(self, number: str, reason: str | None = None) -> None:
        """Begin to annul a sale; an electronic one must be finalised afterwards."""
        with self._acting() as world, _explained():
            sales.void(world, sale_numbered(world, number), reason)

    def finalise_void(self, number: str) -> None:
        """Finish the annulment of an electronic sale, once its credit note was accepted."""
        with self._acting() as world, _explained():
            sales.finish_void(world, sale_numbered(world, number))

    def annul(self, number: str, reason: str | None = None) -> None:
        """Annul a sale to the end; the DIAN answers at once where its answer is waited for."""
        with self._acting() as world, _explained():
            sale = sale_numbered(world, number)
            if sale.dian == "pending":
                _push.act(world, "dian", sale)
            sales.void(world, sale, reason)
            if sale.void == "started":
                _push.act(world, "note", sale)
                sales.finish_void(world, sale)

    def force_send(self, number: str) -> None:
        """Press the button that sends a sale to Pymes again."""
        with self._acting() as world, _explained():
            sales.force(world, sale_numbered(world, number))

    def copy_sale(self, number: str, copies: int) -> list[str]:
        """
        Repeat a sale with the next numbers, and return these.

        A quick way to a large restaurant: the copies share everything but id, number and the
        state of their push; they never go to the DIAN.
        """
        with self._acting() as world:
            model = sale_numbered(world, number)
            return [_copied(world, model) for _ in range(copies)]

    def state_of(self, number: str) -> dict[str, Any]:
        """Return what Loggro knows of a sale beside its document: both icons, what is missing."""
        with self._acting() as world:
            sale = sale_numbered(world, number)
            return {
                "number": sale.number,
                "kind": sale.kind,
                "status": sale.doc["status"],
                "sync": sale.sync,
                "reason": sale.reason,
                "missing": _push.what_is_missing(world, sale),
                "dian": sale.dian,
                "rule": sale.rule,
                "void": sale.void,
                "mails": sale.mails,
            }


@contextmanager
def _explained() -> Generator[None]:
    """Turn a refusal of Restobar into InvalidInput with its words."""
    try:
        yield
    except Refused as refused:
        words = sales.refused_text(refused)
        raise InvalidInput(
            f"Restobar refuses: {words}",
            field="sale",
            hint=Text(es=words, en="Mend what Restobar names."),
        ) from refused


def _discounts(lines: Sequence[LineLike]) -> list[int]:
    return [int(_line(line).get("discount", 0)) for line in lines]


def _cashier(world: World, name: str | None) -> Doc:
    user = next(iter(world.users)) if name is None else world.users.find(name=name)
    if user is None:
        refuse("cashier", name, es="No hay usuario", en="There is no user")
    return user


def _orders(
    world: World,
    lines: Sequence[LineLike],
    delivery: Mapping[str, Any] | None,
    table: str | None,
    seller: str | None,
    notes: Sequence[str],
    courtesy: bool,
) -> Doc:
    extra: Doc = {"notes": list(notes)}
    if courtesy:
        extra["complementary"] = {"isComplementary": True, "note": "Cortesía de la casa"}
    if delivery is not None:
        extra["delivery"] = _delivery(delivery)
    body: Doc = {"orders": [{**_order(world, line), **extra} for line in lines]}
    if delivery is None:
        place = world.tables.find(name=table) if table else next(iter(world.tables))
        if place is None:
            refuse("table", table, es="No hay mesa", en="There is no table")
        body.update(table=place["_id"], groupName=place["name"])
    if seller is not None:
        user = world.users.find(name=seller)
        if user is None:
            refuse("seller", seller, es="No hay usuario", en="There is no user")
        body["seller"] = user["_id"]
    return body


def _delivery(given: Mapping[str, Any]) -> Doc:
    names = {
        "provider": "deliveryProvider",
        "address": "address",
        "guy": "deliveryGuy",
        "percentage": "percentagePerSale",
        "cost": "cost",
    }
    return {"isDelivery": True, **{names[name]: value for name, value in given.items()}}


def _order(world: World, line: LineLike) -> Doc:
    given = _line(line)
    product = world.products.find(name=given["product"])
    if product is None:
        refuse("lines", given["product"], es="No hay producto", en="There is no product")
    place = product["locationsStock"][0]
    order: Doc = {
        "product": product["_id"],
        "quantity": given.get("quantity", 1),
        "locationStock": place["locationStock"]["_id"],
        "waiterOrderArea": product["waiterOrderArea"],
    }
    if "price" in given:
        order["unit_price"] = given["price"]
    return order


def _line(line: LineLike) -> Mapping[str, Any]:
    if isinstance(line, str):
        return {"product": line}
    if isinstance(line, Mapping):
        return line
    product, quantity = line
    return {"product": product, "quantity": quantity}


def _customer(world: World, customer: str | Mapping[str, Any] | None) -> Doc:
    if customer is None:
        return {}
    if isinstance(customer, Mapping):
        return {"client": dict(customer)}
    client = registered_client(world, customer)
    if client is None:
        refuse("customer", customer, es="No hay cliente", en="There is no client")
    kind = "NIT" if client["idDocumentType"] == 31 else "CC"
    return {"client": {"name": client["name"], "idType": kind, "idNumber": customer}}


def _bill(
    world: World, orders: list[Doc], discount: int, electronic: bool, credit: int | None
) -> Doc:
    bill: Doc = {
        "orderProducts": [{"order": order["_id"]} for order in orders],
        "discountAdditionalTotal": discount,
        "isEInvoice": electronic,
    }
    if credit is not None:
        due = format_instant(world.now() + timedelta(days=credit))
        bill["credit"] = {"dueDate": due, "dueQuote": 1}
    return bill


def _payment_rows(world: World, payments: PaymentsLike) -> list[Doc]:
    """Return payments as the API takes them, one of which may lack its value."""
    rows: Sequence[Mapping[str, Any]]
    if isinstance(payments, str):
        rows = [{"method": payments}]
    elif isinstance(payments, Mapping):
        rows = [{"method": name, "value": value} for name, value in payments.items()]
    else:
        rows = payments
    return [
        {
            "paymentMethod": _method_id(world, str(row["method"])),
            "value": row.get("value"),
            "tip": row.get("tip", 0),
            "approbationNumber": row.get("approval"),
        }
        for row in rows
    ]


def _entries(rows: list[Doc], total: int) -> list[Doc]:
    """Give the payment without a value the rest of the total."""
    rest = total - sum(row["value"] or 0 for row in rows)
    return [{**row, "value": rest if row["value"] is None else row["value"]} for row in rows]


def _method_id(world: World, name: str) -> str:
    method = world.payment_methods.find(name=name)
    if method is None:
        refuse("payments", name, es="No hay método de pago", en="There is no payment method")
    return str(method["_id"])


def _copied(world: World, model: Sale) -> str:
    series = world.series[model.kind]
    sequence = series.next
    series.next += 1
    number = f"{series.prefix}{sequence}"
    doc = {**model.doc, "_id": world.new_id(), "seq": sequence, "number": number}
    doc["createdOn"] = doc["modifiedOn"] = world.stamp()
    for name in ("deletedInfo", "paid"):
        if name in doc:
            doc[name] = deepcopy(doc[name])
    copy = Sale(doc, model.kind, model.lines, dian=model.dian, cufe=model.cufe)
    world.sales.add(copy)
    if copy.finished:
        copy.sync = "pending"
        world.plan_ahead(world.assumptions.push_delay, "push", copy)
    return number
