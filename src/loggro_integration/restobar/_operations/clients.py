# SPDX-License-Identifier: MIT
"""Registered customers and their credits."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve, frozen

from loggro_integration import wire
from loggro_integration.codes import InvoiceStatus
from loggro_integration.exact_json import JsonValue
from loggro_integration.http import RESTOBAR_SWITCH, Operation, PagedOperation, SendPolicy
from loggro_integration.restobar._checks import Body, filled, rows_of
from loggro_integration.restobar._operations.invoices import list_invoices
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import Client, NewClient

__all__ = [
    "create_client",
    "delete_client",
    "find_clients",
    "get_client",
    "list_clients",
    "pay_credit",
    "update_client",
]

LARGEST_CLIENTS = 10_000

# Before any sale of Restobar: a range must be sent.
FIRST_DAY = date(2010, 1, 1)

# null stands for "nobody" in this resource
_CLIENTS = evolve(RESTOBAR_SWITCH, envelope=evolve(RESTOBAR_SWITCH.envelope, null_is_empty=True))


def list_clients(
    *, text: str | None = None, document: str | None = None, page_size: int | None = None
) -> PagedOperation[Client]:
    """
    List registered customers (``GET /clients``); several may share a document.

    Args:
        text: One or several words of a name or document.
        document: Document or name, matched in part.
        page_size: Rows a page, at most 10,000.

    Example:
        ``list(pos.clients.list(document="900123456"))``
    """
    return PagedOperation(
        "GET",
        "/clients",
        query={"filter": text, "clientData": document},
        read_item=wire.restobar.client,
        style=_CLIENTS,
        page_size=page_size,
        max_page_size=LARGEST_CLIENTS,
        name="clients.list",
    )


def find_clients(document: str) -> Operation[list[Client]]:
    """
    Find the customers with a document (``GET /clients?clientData=``): exactly that one.

    Args:
        document: Identification number, without check digit.

    Returns:
        Usually one customer; several where the business registered it twice.

    Raises:
        InvalidInput: If the document is empty.

    Example:
        ``pos.clients.find("900123456")``
    """
    wanted = filled(document, "document").strip()
    return Operation(
        "GET",
        "/clients",
        query={
            "clientData": wanted,
            **RESTOBAR_SWITCH.query(0, RESTOBAR_SWITCH.size),
        },
        policy=SendPolicy.READ,
        read=_WithDocument(wanted),
        name="clients.find",
    )


@frozen
class _WithDocument:
    """A reader that is a value: it keeps the customers with one document."""

    document: str

    def __call__(self, body: Any) -> list[Client]:
        rows = [] if body is None else rows_of(wire.restobar.client)(body)
        return [row for row in rows if str(row.document).strip() == self.document]


def get_client(client_id: str) -> Operation[Client | None]:
    """
    Read one customer (``GET /clients/{id}``); reading it takes the permission to write.

    Returns:
        The customer, or `None` where there is none: Restobar answers ``null``.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``CL_POST``.

    Example:
        ``pos.clients.get(sale.client.id)``
    """
    return one(
        "/clients/{id}",
        "client_id",
        client_id,
        _client_or_none,
        permission="CL_POST",
        name="clients.get",
    )


def _client_or_none(value: JsonValue) -> Client | None:
    return None if value is None else wire.restobar.client(value)


def create_client(client: NewClient) -> Operation[Client]:
    """
    Register a customer (``POST /clients``).

    Restobar does not look for duplicates: see `find` first.

    Raises:
        PermissionMissing: When sent, if the user lacks ``CL_POST``.
        OutcomeUnknown: When sent; its `lookup` finds those with the document, where it has one.

    Example:
        ``pos.clients.create(NewClient(name="Andina SAS", id_document_type=31, document=nit))``
    """
    return creation(
        "/clients",
        client,
        wire.restobar.client,
        lookup=find_clients(client.document) if client.document else None,
        permission="CL_POST",
        name="clients.create",
    )


def update_client(client: Body) -> Operation[Client]:
    """
    Change a customer (``POST /clients``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        client: The row as it was read, with what changes.

    Raises:
        InvalidId: If it has no ``_id``.
        PermissionMissing: When sent, if the user lacks ``CL_POST``.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.clients.update(evolve(client, email="compras@andina.example"))``
    """
    return edition(
        "/clients",
        client,
        wire.restobar.client,
        lookup=get_client,
        permission="CL_POST",
        name="clients.update",
    )


def delete_client(client_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one client (``DELETE /clients/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``CL_DELETE``.
        OutcomeUnknown: When sent; its `lookup` gives `None` where it is gone.

    Example:
        ``pos.clients.delete(row.id)``
    """
    return deletion(
        "/clients/{id}",
        "client_id",
        client_id,
        lookup=get_client(client_id),
        permission="CL_DELETE",
        name="clients.delete",
    )


def pay_credit(client_id: str, payment: Body) -> Operation[wire.OpenAnswer]:
    """
    Record a payment of a customer's credit (``POST /clients/savePaidCredit``).

    Args:
        client_id: Whose credit; it is not sent, `payment` has to name it too.
        payment: Names and values of its JSON, which is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        InvalidInput: If `payment` is empty.
        PermissionMissing: When sent, if the user lacks ``CL_POST_PAID``.
        CashRegisterClosed: When sent, if Restobar refuses it for want of an open cash register.
        OutcomeUnknown: When sent; its `lookup` reads the unpaid sales: compare ``total_paid``.

    Example:
        ``pos.clients.pay_credit(client.id, {"client": client.id, "value": 30000})``
    """
    owed = list_invoices(since=FIRST_DAY, status=InvoiceStatus.CREDIT, client=client_id)
    return creation(
        "/clients/savePaidCredit",
        payment,
        wire.restobar.answer,
        lookup=owed.first(),
        permission="CL_POST_PAID",
        name="clients.pay_credit",
    )
