# SPDX-License-Identifier: MIT
"""``POST /invoices``: how orders become an invoice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loggro_integration.days import parse_instant
from loggro_integration.errors import InvalidDate, InvalidNit
from loggro_integration.ids import CONSUMIDOR_FINAL_ID, check_digit
from loggro_integration.sandbox import _push
from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._calc import Billed, bill, line_of
from loggro_integration.sandbox._restobar_auth import check_permission
from loggro_integration.sandbox._restobar_lists import an_object, object_id, pesos, refuse
from loggro_integration.sandbox._restobar_orders import billable
from loggro_integration.sandbox._restobar_payments import mark_orders, method_of, open_box, pay
from loggro_integration.sandbox._restobar_shape import shown
from loggro_integration.sandbox._state import Doc, Kind, Sale, World
from loggro_integration.sandbox._stock import consume

__all__ = ["CREATE", "create_invoice", "post_invoice", "registered_client"]

# The code behind the 403 of this call is not published: this one is ours.
CREATE = "IN_POST"
NOWHERE = "0" * 24
# CC and NIT were seen; the others are named by analogy.
_ID_TYPES = {"CC": "13", "NIT": "31", "CE": "22", "TI": "12", "PA": "41", "RC": "11"}
_COPIED = (
    "name", "lastName", "document", "checkDigit", "isSocialReason", "responsibilities", "email",
    "phone", "address", "cityDetail",
)  # fmt: skip
_DELIVERY = ("isDelivery", "deliveryGuy", "percentagePerSale", "deliveryProvider", "address")
_BUSINESS = ("name", "nit", "address", "phone", "web")


@dataclass(frozen=True, slots=True)
class _Bill:
    """What is known before the invoice is written: everything was checked."""

    id: str
    kind: Kind
    user: Doc
    box: Doc
    orders: list[Doc]
    lines: list[Doc]
    billed: Billed
    discount: int
    client: Doc | None
    credit: Doc | None
    delivery: Doc | None
    method: Doc | None
    table: Doc | None


def post_invoice(world: World, call: Call) -> Reply:
    """``POST /invoices``: bills existing orders."""
    sale = create_invoice(world, call.body, call.user)
    if world.assumptions.create_answer == "accepted":
        return Reply({"message": {}}, 202)
    return Reply(shown(world, sale))


def create_invoice(world: World, body: Doc, user: Doc) -> Sale:
    """
    Bill orders.

    Raises:
        Refused: For what Restobar refuses; nothing was made then.
    """
    check_permission(world, user, CREATE)
    sale_id = world.new_id() if body.get("_id") is None else object_id(body["_id"])
    known = world.sales.get(sale_id)
    if known is not None:
        if world.assumptions.repeated_id == "answered":
            return known
        refuse(500, "repeated-id")
    checked = _checked(world, sale_id, body, user)
    paid, tip = body.get("isPaid") is True, pesos(body.get("tip"))
    sale = Sale(_document(world, checked), checked.kind, checked.billed.lines)
    world.sales.add(sale)
    world.changed()
    consume(world, sale.id, _sold(world, sale))
    if body.get("sendInvoiceEmail") is True and sale.doc.get("client", {}).get("email"):
        sale.mails += 1
    if checked.credit is not None:
        sale.doc["status"] = "Por Pagar"
        mark_orders(world, sale, "Por Pagar")
        _push.finished(world, sale)
    elif paid:
        method = checked.method or next(iter(world.payment_methods), {"_id": NOWHERE})
        entry = {"paymentMethod": method["_id"], "value": sale.doc["total"]}
        pay(world, sale, [entry], tip, user)
    return sale


def _sold(world: World, sale: Sale) -> Iterator[tuple[Doc, Decimal]]:
    for line in sale.doc["products"]:
        yield world.products.rows[line["idInternal"]], Decimal(line["quantity"])


def _checked(world: World, sale_id: str, body: Doc, user: Doc) -> _Bill:
    box = open_box(world, user)
    orders = billable(world, body.get("orderProducts"))
    client = _client(world, body)
    delivery = next((order["delivery"] for order in orders if "delivery" in order), None)
    lines = [line for order in orders for line in _lines(world, order)]
    discount = pesos(body.get("discountAdditionalTotal"))
    if discount > sum(int(line["total"]) for line in lines):
        refuse(400, "discount")
    cost = pesos(None if delivery is None else delivery.get("cost"))
    included = cost if world.assumptions.delivery_cost == "in-total" else 0
    billed = bill(lines, discount=discount, delivery=included)
    if world.assumptions.create_total == "checked" and body.get("total") != billed.totals["total"]:
        refuse(400, "total")
    return _Bill(
        id=sale_id,
        kind="electronic" if body.get("isEInvoice") is True else "pos",
        user=user,
        box=box,
        orders=orders,
        lines=lines,
        billed=billed,
        discount=discount,
        client=client,
        credit=_credit(body, client),
        delivery=delivery,
        method=method_of(world, body["paymentMethod"]) if body.get("paymentMethod") else None,
        table=_table(world, body.get("table")),
    )


def _table(world: World, given: object) -> Doc | None:
    """Return the table that the bill names; without one it is that of the orders."""
    if given is None:
        return None
    table = world.tables.get(object_id(given))
    if table is None or table.get("deleted"):
        refuse(500, "not-found-or-parent")
    return table


def _lines(world: World, order: Doc) -> list[Doc]:
    """Return the line of an order and one for each of its extras."""
    extras = [
        {**order, "product": each["product"], "quantity": each["quantity"],
         "unit_price": each["price"], "discount": 0}
        for each in order.get("productsExtra", ())
    ]  # fmt: skip
    return [_line(world, each) for each in (order, *extras)]


def _line(world: World, order: Doc) -> Doc:
    product = world.products.rows[order["product"]]
    category = world.categories.rows[product["category"]]
    return {
        "idInternal": product["_id"],
        "name": product["name"],
        "code": product["code"],
        "categoryId": category["_id"],
        "categoryName": category["name"],
        **line_of(order, product, discount=order["discount"]),
        "priceNormal": order["unit_price"],
        "taxes": [{"taxName": name, "taxValue": rate} for name, rate in product["taxRates"]],
        "avgCost": product["avgCost"],
        "costProduct": product["pricePurchase"],
        "sellerId": order["seller"]["_id"],
        "taxRates": product["taxRates"],
    }


def _document(world: World, checked: _Bill) -> Doc:
    series, stamp = world.series[checked.kind], world.stamp()
    sequence = series.next
    series.next += 1
    number = f"{series.prefix}{sequence}"
    seller, user = checked.orders[0]["seller"], checked.user
    taxes = (name for line in checked.billed.lines for name, _, _ in line.taxes)
    doc: Doc = {
        "_id": checked.id,
        "seq": sequence,
        "invoicePrefix": series.prefix,
        "number": number,
        "numberUnique": f"{world.business['_id'][-6:]}-{number}",
        "status": "Facturada",
        "type": "Factura",
        "businessId": world.business["_id"],
        "business": {name: world.business[name] for name in _BUSINESS},
        "timeZone": "America/Bogota",
        "createdOn": stamp,
        "modifiedOn": stamp,
        **checked.billed.totals,
        "tip": 0,
        "totalPaid": 0,
        "change": 0,
        "seller": {"idInternal": seller["_id"], "name": seller["name"]},
        "cashier": {"idInternal": user["_id"], "name": user["name"]},
        "products": [_shown_line(line) for line in checked.lines],
        "taxes": [{"name": name} for name in dict.fromkeys(taxes)],
        "delivery": {"isDelivery": False},
        "deletedInfo": {"isDeleted": False},
        "note1": "Gracias por su visita",
        "note2": "Propina voluntaria",
        "note3": world.business["web"],
        "orders": [order["_id"] for order in checked.orders],
        "group": checked.orders[0]["group"],
        "cashBox": checked.box["_id"],
        "turn": 1,
        "printType": "Tirilla",
    }
    _complete(world, doc, checked)
    return doc


def _shown_line(line: Doc) -> Doc:
    return {name: value for name, value in line.items() if name != "taxRates"}


def _complete(world: World, doc: Doc, checked: _Bill) -> None:
    """Add what only some invoices carry; absent is absent, never null."""
    order = checked.orders[0]
    table = checked.table or order.get("table")
    if table is not None:
        doc["table"] = {"idInternal": table["_id"], "name": table["name"]}
    if "groupName" in order:
        doc["groupName"] = order["groupName"]
    notes = [note for each in checked.orders for note in each["notes"]]
    if notes:
        doc["observations"] = ". ".join(notes)
    if checked.delivery is not None:
        given = checked.delivery
        doc["delivery"] = {name: given[name] for name in _DELIVERY if name in given}
        doc["deliveryCost"] = pesos(given.get("cost"))
    if checked.credit is not None:
        doc["credit"] = checked.credit
    if checked.discount:
        _add_discount(world, doc, checked.discount)
    client = checked.client or _nobody(world, doc)
    if client is not None:
        doc["client"] = client


def _add_discount(world: World, doc: Doc, discount: int) -> None:
    percent = Decimal(100 * discount) / (doc["totalBruto"] - doc["totalDiscount"])
    as_amount = world.assumptions.discount_additional == "amount"
    doc["discountAdditional"] = discount if as_amount else percent.quantize(Decimal("0.01"))
    doc["discountAdditionalTotal"] = discount


def _nobody(world: World, doc: Doc) -> Doc | None:
    """Return what a sale without customer carries: Restobar's own default client, or nothing."""
    choice = world.assumptions.no_customer
    if choice == "absent" or (choice == "both" and doc["seq"] % 2 == 0):
        return None
    return {
        "name": "Consumidor Final",
        "document": CONSUMIDOR_FINAL_ID,
        "idDocumentType": "13",
        "isSocialReason": False,
        "responsibilities": "R-99-PN",
    }


def _client(world: World, body: Doc) -> Doc | None:
    given = an_object(body.get("client"))
    if not given:
        return None
    number, kind = str(given.get("idNumber") or ""), str(given.get("idType"))
    if body.get("isEInvoice") is True and (not number or kind not in _ID_TYPES):
        refuse(400, "e-invoice-client")
    registered = registered_client(world, number)
    if registered is not None:
        copy = {name: registered[name] for name in _COPIED if name in registered}
        identity = {
            "idInternal": registered["_id"],
            "idDocumentType": str(registered["idDocumentType"]),
        }
        return {**identity, **copy}
    return _new_client(given, number, _ID_TYPES.get(kind, "13"))


def _new_client(given: Doc, number: str, kind: str) -> Doc:
    client: Doc = {
        "name": str(given.get("name") or "Consumidor"),
        "document": number or CONSUMIDOR_FINAL_ID,
        "idDocumentType": kind,
        "isSocialReason": kind == "31",
        "responsibilities": "R-99-PN",
    }
    if kind == "31":
        try:
            client["checkDigit"] = check_digit(number)
        except InvalidNit:
            refuse(400, "e-invoice-client")
    client.update({name: str(given[name]) for name in ("email", "phone") if given.get(name)})
    return client


def registered_client(world: World, document: str) -> Doc | None:
    """Return the client with a document; of several the one modified last."""
    found = [each for each in world.clients.all(document=document) if not each["deleted"]]
    return max(found, key=lambda each: str(each["modifiedOn"])) if found else None


def _credit(body: Doc, client: Doc | None) -> Doc | None:
    if body.get("credit") is None:
        return None
    given = an_object(body["credit"])
    if client is None:
        refuse(400, "credit-client")
    due = str(given.get("dueDate"))
    try:
        parse_instant(due)
    except InvalidDate:
        refuse(500, "server")
    return {"dueDate": due, "dueQuote": pesos(given.get("dueQuote")) or 1}
