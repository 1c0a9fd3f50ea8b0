# SPDX-License-Identifier: MIT
"""How sales are paid and taxed: payment methods, taxes."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import RESTOBAR_ALL, Operation, PagedOperation
from loggro_integration.restobar._checks import Body
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import PaymentMethod, Tax

__all__ = [
    "create_payment_method",
    "create_tax",
    "delete_payment_method",
    "delete_tax",
    "get_payment_method",
    "get_tax",
    "list_payment_methods",
    "list_taxes",
    "update_payment_method",
    "update_tax",
]


def list_payment_methods() -> PagedOperation[PaymentMethod]:
    """
    List payment methods (``GET /paymentMethods``).

    All at once. Names are free text; sales carry the name, bodies the id.

    Example:
        ``list(pos.payment_methods.list())``
    """
    return PagedOperation(
        "GET",
        "/paymentMethods",
        read_item=wire.restobar.payment_method,
        style=RESTOBAR_ALL,
        name="payment_methods.list",
    )


def get_payment_method(payment_method_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one payment method (``GET /paymentMethods/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.payment_methods.get(row.id)``
    """
    return one(
        "/paymentMethods/{id}",
        "payment_method_id",
        payment_method_id,
        wire.restobar.answer,
        name="payment_methods.get",
    )


def create_payment_method(payment_method: Body) -> Operation[wire.OpenAnswer]:
    """
    Create a payment method (``POST /paymentMethods``).

    Args:
        payment_method: Names and values of its JSON, which is not published; without ``_id``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.payment_methods.create({"name": "Nuevo"})``
    """
    return creation(
        "/paymentMethods",
        payment_method,
        wire.restobar.answer,
        lookup=list_payment_methods().first(),
        name="payment_methods.create",
    )


def update_payment_method(payment_method: Body) -> Operation[wire.OpenAnswer]:
    """
    Change a payment method (``POST /paymentMethods``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        payment_method: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.payment_methods.update(evolve(row, name="Otro"))``
    """
    return edition(
        "/paymentMethods",
        payment_method,
        wire.restobar.answer,
        lookup=lambda _: list_payment_methods().first(),
        name="payment_methods.update",
    )


def delete_payment_method(payment_method_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one payment method (``DELETE /paymentMethods/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.payment_methods.delete(row.id)``
    """
    return deletion(
        "/paymentMethods/{id}",
        "payment_method_id",
        payment_method_id,
        lookup=list_payment_methods().first(),
        name="payment_methods.delete",
    )


def list_taxes() -> PagedOperation[Tax]:
    """
    List taxes (``GET /taxes``).

    All at once.

    Example:
        ``list(pos.taxes.list())``
    """
    return PagedOperation(
        "GET",
        "/taxes",
        read_item=wire.restobar.tax,
        style=RESTOBAR_ALL,
        name="taxes.list",
    )


def get_tax(tax_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one tax (``GET /taxes/{id}``).

    Reading it takes the permission to write.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``TX_POST``.

    Example:
        ``pos.taxes.get(row.id)``
    """
    return one(
        "/taxes/{id}",
        "tax_id",
        tax_id,
        wire.restobar.answer,
        permission="TX_POST",
        name="taxes.get",
    )


def create_tax(tax: Body) -> Operation[wire.OpenAnswer]:
    """
    Create a tax (``POST /taxes``).

    Args:
        tax: Names and values of its JSON, which is not published; without ``_id``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        PermissionMissing: When sent, if the user lacks ``TX_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.taxes.create({"name": "Nuevo"})``
    """
    return creation(
        "/taxes",
        tax,
        wire.restobar.answer,
        lookup=list_taxes().first(),
        permission="TX_POST",
        name="taxes.create",
    )


def update_tax(tax: Body) -> Operation[wire.OpenAnswer]:
    """
    Change a tax (``POST /taxes``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        tax: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        PermissionMissing: When sent, if the user lacks ``TX_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.taxes.update(evolve(row, name="Otro"))``
    """
    return edition(
        "/taxes",
        tax,
        wire.restobar.answer,
        lookup=lambda _: list_taxes().first(),
        permission="TX_POST",
        name="taxes.update",
    )


def delete_tax(tax_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one tax (``DELETE /taxes/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``TX_DELETE``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.taxes.delete(row.id)``
    """
    return deletion(
        "/taxes/{id}",
        "tax_id",
        tax_id,
        lookup=list_taxes().first(),
        permission="TX_DELETE",
        name="taxes.delete",
    )
