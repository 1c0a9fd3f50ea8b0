# SPDX-License-Identifier: MIT
"""Billing orders, and delivering what was billed."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.http import RESTOBAR_ALL, Operation, PagedOperation, SendPolicy
from loggro_integration.restobar._checks import Body, body_of, filled, object_id
from loggro_integration.restobar._operations.invoices import get_invoice
from loggro_integration.wire.restobar import NewSale

__all__ = [
    "change_delivery_status",
    "create_invoice",
    "mark_deliveries_paid",
    "my_deliveries",
    "pending_deliveries",
]


def create_invoice(sale: NewSale) -> Operation[wire.OpenAnswer]:
    """
    Bill orders (``POST /invoices``): it makes a sale of orders that exist already.

    The user needs an open cash register. Restobar moves stock and cash, may send the sale to DIAN
    and to its customer, and pushes it to the accounting integration. What a repeat with the same
    id does is not published: look first.

    Args:
        sale: What is billed; its id is made by the caller, and kept before this is sent.

    Returns:
        The answer as received: its shape is not published. Read the sale with `get`.

    Raises:
        InvalidId: If an id is none.
        InvalidInput: If there is no order.
        InexactMoney: If an amount is a float.
        CashRegisterClosed: When sent, if the user has no open cash register.
        AcceptedWithoutProof: When sent, if Restobar says ``202 {"message": {}}``.
        OutcomeUnknown: When sent; its `lookup` reads the sale by its id.

    Example:
        ``pos.invoices.create(NewSale(id=token_hex(12), orders=(BilledOrder(order=order.id),)))``
    """
    if not sale.orders:
        raise InvalidInput(
            "There is no order to bill.",
            field="orders",
            hint=Text(
                es="Cree primero los pedidos con pos.orders.create.",
                en="Make the orders first, with pos.orders.create.",
            ),
        )
    return Operation(
        "POST",
        "/invoices",
        json=body_of(sale, "sale"),
        policy=SendPolicy.KEYED,
        lookup=get_invoice(sale.id),
        read=wire.restobar.answer,
        name="invoices.create",
    )


def mark_deliveries_paid(
    payment: Body, *, invoice_id: str | None = None
) -> Operation[wire.OpenAnswer]:
    """
    Mark the sales of delivery platforms as paid (``PUT /invoices/changeToPaidDelivery``).

    Args:
        payment: Names and values of its JSON, which is not published.
        invoice_id: Sale that is read after a lost answer; it is not sent.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If `invoice_id` is none.
        InvalidInput: If `payment` is empty.
        OutcomeUnknown: When sent; its `lookup` reads `invoice_id`, if it was named.

    Example:
        ``pos.invoices.mark_deliveries_paid({"invoices": [sale.id]}, invoice_id=sale.id)``
    """
    return Operation(
        "PUT",
        "/invoices/changeToPaidDelivery",
        json=body_of(payment, "payment"),
        policy=SendPolicy.WRITE,
        lookup=None if invoice_id is None else get_invoice(invoice_id),
        read=wire.restobar.answer,
        name="invoices.mark_deliveries_paid",
    )


def my_deliveries() -> PagedOperation[wire.OpenRecord]:
    """
    List the deliveries of the client's user (``GET /invoices/deliveryGuy/myDeliveries``).

    The user has to be a courier.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(pos.invoices.my_deliveries())``
    """
    return PagedOperation(
        "GET",
        "/invoices/deliveryGuy/myDeliveries",
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="invoices.my_deliveries",
    )


def pending_deliveries() -> PagedOperation[wire.OpenRecord]:
    """
    List the deliveries that no courier has taken (``GET /invoices/deliveryGuy/pending``).

    The user has to be a courier.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(pos.invoices.pending_deliveries())``
    """
    return PagedOperation(
        "GET",
        "/invoices/deliveryGuy/pending",
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="invoices.pending_deliveries",
    )


def change_delivery_status(invoice_id: str, status: str) -> Operation[wire.OpenAnswer]:
    """
    Tell how far a delivery is.

    Path: ``PUT /invoices/{id}/deliveryGuy/changeStatus/{status}``.

    Args:
        invoice_id: Id of the sale.
        status: Its values are not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        InvalidInput: If the status is empty.
        OutcomeUnknown: When sent; its `lookup` reads the sale again.

    Example:
        ``pos.invoices.change_delivery_status(sale.id, "Entregado")``
    """
    return Operation(
        "PUT",
        "/invoices/{id}/deliveryGuy/changeStatus/{status}",
        path={"id": object_id(invoice_id, "invoice_id"), "status": filled(status, "status")},
        policy=SendPolicy.KEYED,
        lookup=get_invoice(invoice_id),
        read=wire.restobar.answer,
        name="invoices.change_delivery_status",
    )
