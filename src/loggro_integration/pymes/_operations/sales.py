# SPDX-License-Identifier: MIT
"""Sales documents and what is owed: the only reads of them that are documented."""

from __future__ import annotations

from datetime import date

from loggro_integration import wire
from loggro_integration.http import PYMES_PAGE, PagedOperation, QueryValue
from loggro_integration.pymes._checks import ISO_DAY, day_filters
from loggro_integration.wire import OpenRecord

__all__ = [
    "advance_balances",
    "credit_note_balances",
    "list_sales",
    "receipt_balances",
    "sales_invoice_balances",
]


def list_sales(
    *,
    since: date | None = None,
    until: date | None = None,
    number: str | None = None,
    establishment: str | None = None,
    customer_id: str | None = None,
    customer_uuid: str | None = None,
    document_type: str | None = None,
    embedded: str | None = None,
    date_format: str = ISO_DAY,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List sales documents (*ventas*, ``GET /v1/ventas-detallado``): their only documented read.

    An empty list proves nothing by itself: whether `number` wants the prefix, which date the days
    filter, and how late a new document shows are not published.

    Args:
        since: First Bogotá day.
        until: Last day, included.
        number: ``numero``; prefix and number or the number alone, which is not published.
        establishment: ``establecimiento``.
        customer_id: Identification number of the customer.
        customer_uuid: Uuid of the customer.
        document_type: ``tipoDocumento``; its values are not published.
        embedded: ``embedded``; its values are not published.
        date_format: How days are written; inferred.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published. `wire.SalesFields` reads the compared
        values by configurable names.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.

    Example:
        ``list(books.sales.list(since=date(2026, 11, 20), until=date(2026, 11, 20)))``
    """
    query: dict[str, QueryValue] = {
        "establecimiento": establishment,
        "clienteUuid": customer_uuid,
        "clienteId": customer_id,
        "tipoDocumento": document_type,
        "numero": number,
        **day_filters(since, until, date_format),
        "embedded": embedded,
    }
    return PagedOperation(
        "GET",
        "/v1/ventas-detallado",
        query=query,
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="facturacion",
        name="sales.list",
    )


def sales_invoice_balances(
    *,
    since: date | None = None,
    until: date | None = None,
    customer_id: str | None = None,
    customer_uuid: str | None = None,
    organization: str | None = None,
    date_format: str = ISO_DAY,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List what is owed of sales invoices (*saldos*, ``GET /v1/saldos/factura-venta``).

    Args:
        since: First Bogotá day.
        until: Last day, included.
        customer_id: Identification number of the customer.
        customer_uuid: Uuid of the customer.
        organization: ``organizacion``; its meaning is not published.
        date_format: How days are written; inferred.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.

    Example:
        ``list(books.balances.sales_invoices(since=date(2026, 11, 1)))``
    """
    query = _balance_query(organization, customer_uuid, customer_id)
    days = day_filters(since, until, date_format)
    return _balances("factura-venta", "sales_invoices", query | days, page_size)


def credit_note_balances(
    *,
    since: date | None = None,
    until: date | None = None,
    customer_id: str | None = None,
    customer_uuid: str | None = None,
    organization: str | None = None,
    date_format: str = ISO_DAY,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List what is left of credit notes (*saldos*, ``GET /v1/saldos/nota-credito-venta``).

    Args:
        since: First Bogotá day.
        until: Last day, included.
        customer_id: Identification number of the customer.
        customer_uuid: Uuid of the customer.
        organization: ``organizacion``; its meaning is not published.
        date_format: How days are written; inferred.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.

    Example:
        ``list(books.balances.credit_notes(since=date(2026, 11, 1)))``
    """
    query = _balance_query(organization, customer_uuid, customer_id)
    days = day_filters(since, until, date_format)
    return _balances("nota-credito-venta", "credit_notes", query | days, page_size)


def receipt_balances(
    *,
    since: date | None = None,
    until: date | None = None,
    customer_id: str | None = None,
    customer_uuid: str | None = None,
    organization: str | None = None,
    date_format: str = ISO_DAY,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List what is left of receipts (*recibos de caja*, ``GET /v1/saldos/ingreso-cliente``).

    Args:
        since: First Bogotá day.
        until: Last day, included.
        customer_id: Identification number of the customer.
        customer_uuid: Uuid of the customer.
        organization: ``organizacion``; its meaning is not published.
        date_format: How days are written; inferred.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.

    Example:
        ``list(books.balances.receipts(since=date(2026, 11, 1)))``
    """
    query = _balance_query(organization, customer_uuid, customer_id)
    days = day_filters(since, until, date_format)
    return _balances("ingreso-cliente", "receipts", query | days, page_size)


def advance_balances(
    *,
    since: date | None = None,
    until: date | None = None,
    customer_id: str | None = None,
    customer_uuid: str | None = None,
    organization: str | None = None,
    date_format: str = ISO_DAY,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List what is left of advances (*anticipos*, ``GET /v1/saldos/anticipo-cliente``).

    Args:
        since: First Bogotá day.
        until: Last day, included.
        customer_id: Identification number of the customer.
        customer_uuid: Uuid of the customer.
        organization: ``organizacion``; its meaning is not published.
        date_format: How days are written; inferred.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.

    Example:
        ``list(books.balances.advances(since=date(2026, 11, 1)))``
    """
    query = _balance_query(organization, customer_uuid, customer_id)
    days = day_filters(since, until, date_format)
    return _balances("anticipo-cliente", "advances", query | days, page_size)


def _balance_query(
    organization: str | None, customer_uuid: str | None, customer_id: str | None
) -> dict[str, QueryValue]:
    return {
        "organizacion": organization,
        "clienteUuid": customer_uuid,
        "clienteId": customer_id,
    }


def _balances(
    of: str, name: str, query: dict[str, QueryValue], page_size: int | None
) -> PagedOperation[OpenRecord]:
    return PagedOperation(
        "GET",
        f"/v1/saldos/{of}",
        query=query,
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name=f"balances.{name}",
    )
