# SPDX-License-Identifier: MIT
"""Payments of purchases."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import RESTOBAR_ALL, Operation, PagedOperation
from loggro_integration.restobar._checks import Body, object_id
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import PurchasePayment

__all__ = [
    "create_purchase_payment",
    "delete_purchase_payment",
    "get_purchase_payment",
    "list_purchase_payments",
    "payments_of_movement",
    "update_purchase_payment",
]


def list_purchase_payments() -> PagedOperation[PurchasePayment]:
    """
    List payments of purchases (``GET /inventoryInvoicePayments``).

    All at once.

    Raises:
        PermissionMissing: When sent, if the user lacks ``IY_GET_ALL``.

    Example:
        ``sum(each.total for each in pos.inventory_invoice_payments.list())``
    """
    return PagedOperation(
        "GET",
        "/inventoryInvoicePayments",
        read_item=wire.restobar.purchase_payment,
        style=RESTOBAR_ALL,
        permission="IY_GET_ALL",
        name="inventory_invoice_payments.list",
    )


def payments_of_movement(movement_id: str) -> PagedOperation[wire.OpenRecord]:
    """
    List the payments of one purchase.

    Path: ``GET /inventoryInvoicePayments/inventory/{inventoryId}``.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``IY_POST``.

    Example:
        ``list(pos.inventory_invoice_payments.of_inventory(movement.id))``
    """
    return PagedOperation(
        "GET",
        "/inventoryInvoicePayments/inventory/{inventoryId}",
        path={"inventoryId": object_id(movement_id, "movement_id")},
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        permission="IY_POST",
        name="inventory_invoice_payments.of_inventory",
    )


def get_purchase_payment(payment_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one payment (``GET /inventoryInvoicePayments/{id}``).

    Reading it takes the permission to write.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``IY_POST``.

    Example:
        ``pos.inventory_invoice_payments.get(row.id)``
    """
    return one(
        "/inventoryInvoicePayments/{id}",
        "payment_id",
        payment_id,
        wire.restobar.answer,
        permission="IY_POST",
        name="inventory_invoice_payments.get",
    )


def create_purchase_payment(payment: Body) -> Operation[wire.OpenAnswer]:
    """
    Create a payment (``POST /inventoryInvoicePayments``).

    It moves money.

    Args:
        payment: Names and values of its JSON, which is not published; without ``_id``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        PermissionMissing: When sent, if the user lacks ``IY_POST``.
        OutcomeUnknown: When sent; its `lookup` lists all payments.

    Example:
        ``pos.inventory_invoice_payments.create({"inventory": movement.id, "total": 50000})``
    """
    return creation(
        "/inventoryInvoicePayments",
        payment,
        wire.restobar.answer,
        lookup=list_purchase_payments().first(),
        permission="IY_POST",
        name="inventory_invoice_payments.create",
    )


def update_purchase_payment(payment: Body) -> Operation[wire.OpenAnswer]:
    """
    Change a payment (``POST /inventoryInvoicePayments``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        payment: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        PermissionMissing: When sent, if the user lacks ``IY_POST``.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.inventory_invoice_payments.update(evolve(payment, description="Abono"))``
    """
    return edition(
        "/inventoryInvoicePayments",
        payment,
        wire.restobar.answer,
        lookup=get_purchase_payment,
        permission="IY_POST",
        name="inventory_invoice_payments.update",
    )


def delete_purchase_payment(payment_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one payment (``DELETE /inventoryInvoicePayments/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``IY_DELETE``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.inventory_invoice_payments.delete(row.id)``
    """
    return deletion(
        "/inventoryInvoicePayments/{id}",
        "payment_id",
        payment_id,
        lookup=list_purchase_payments().first(),
        permission="IY_DELETE",
        name="inventory_invoice_payments.delete",
    )
