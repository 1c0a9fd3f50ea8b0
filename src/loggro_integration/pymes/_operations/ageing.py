# SPDX-License-Identifier: MIT
"""What is owed by its age, to the company and by it, and what the company bought."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from loggro_integration import wire
from loggro_integration.http import PYMES_PAGE, PagedOperation, QueryValue
from loggro_integration.pymes._checks import ISO_DAY, day_filters, modified_filter
from loggro_integration.pymes._operations._build import unkeyed, whole_row
from loggro_integration.wire import OpenRecord

__all__ = [
    "customer_receivables_ageing",
    "list_payables_ageing",
    "list_purchases",
    "list_receivables_ageing",
    "supplier_payables_ageing",
]


def list_receivables_ageing(
    *,
    establishment: str | None = None,
    modified_since: date | None = None,
    date_format: str = ISO_DAY,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List what customers owe by age (*edades de cartera*, *cuentas por cobrar*).

    Path: ``GET /v1/edades-cxc``.

    Args:
        establishment: Its uuid or code.
        modified_since: ``fechaUltimaModificacion``; which date it filters is not published.
        date_format: How days are written; inferred.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidDate: If `modified_since` is a datetime.

    Example:
        ``list(books.receivables_ageing.list())``
    """
    query = _place(establishment) | modified_filter(modified_since, date_format)
    return _listed("/v1/edades-cxc", "receivables_ageing.list", "facturacion", query, page_size)


def customer_receivables_ageing(
    *,
    uuid: str | None = None,
    id_type: str | None = None,
    id: str | None = None,  # noqa: A002 (the name Pymes gives it)
    establishment: str | None = None,
    modified_since: date | None = None,
    date_format: str = ISO_DAY,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List what one customer owes by age (*edades de cartera de un cliente*).

    Path: ``GET /v1/edades-cxc/cliente``.

    Args:
        uuid: The customer, or its identification instead.
        id_type: Type of identification, as ``13`` or ``31``.
        id: Identification number.
        establishment: Its uuid or code.
        modified_since: ``fechaUltimaModificacion``; which date it filters is not published.
        date_format: How days are written; inferred.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidDate: If `modified_since` is a datetime.

    Example:
        ``list(books.receivables_ageing.of_customer(id_type="31", id="900123456"))``
    """
    who: dict[str, QueryValue] = {"uuid": uuid, "tipoId": id_type, "id": id}
    query = who | _place(establishment) | modified_filter(modified_since, date_format)
    name = "receivables_ageing.of_customer"
    return _listed("/v1/edades-cxc/cliente", name, "facturacion", query, page_size)


def list_payables_ageing(
    *,
    establishment: str | None = None,
    modified_since: date | None = None,
    date_format: str = ISO_DAY,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List what is owed to suppliers by age (*edades de cuentas por pagar*).

    Path: ``GET /v1/edades-cxp``.

    Args:
        establishment: Its uuid or code.
        modified_since: ``fechaUltimaModificacion``; which date it filters is not published.
        date_format: How days are written; inferred.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidDate: If `modified_since` is a datetime.

    Example:
        ``list(books.payables_ageing.list())``
    """
    query = _place(establishment) | modified_filter(modified_since, date_format)
    return _listed("/v1/edades-cxp", "payables_ageing.list", "compras", query, page_size)


def supplier_payables_ageing(
    *,
    uuid: str | None = None,
    id_type: str | None = None,
    id: str | None = None,  # noqa: A002 (the name Pymes gives it)
    establishment: str | None = None,
    modified_since: date | None = None,
    date_format: str = ISO_DAY,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List what is owed to one supplier by age (*edades de cuentas por pagar de un proveedor*).

    Path: ``GET /v1/edades-cxp/proveedor``.

    Args:
        uuid: The supplier, or its identification instead.
        id_type: Type of identification, as ``13`` or ``31``.
        id: Identification number.
        establishment: Its uuid or code.
        modified_since: ``fechaUltimaModificacion``; which date it filters is not published.
        date_format: How days are written; inferred.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidDate: If `modified_since` is a datetime.

    Example:
        ``list(books.payables_ageing.of_supplier(id_type="31", id="900123456"))``
    """
    who: dict[str, QueryValue] = {"uuid": uuid, "tipoId": id_type, "id": id}
    query = who | _place(establishment) | modified_filter(modified_since, date_format)
    name = "payables_ageing.of_supplier"
    return _listed("/v1/edades-cxp/proveedor", name, "compras", query, page_size)


def list_purchases(
    *,
    since: date | None = None,
    until: date | None = None,
    number: str | None = None,
    state: str | None = None,
    document_type: str | None = None,
    supplier_uuid: str | None = None,
    supplier_id_type: str | None = None,
    supplier_id: str | None = None,
    establishment: str | None = None,
    embedded: str | None = None,
    date_format: str = ISO_DAY,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List what the company bought (*compras detallado*, ``GET /v1/compras-detallado``).

    Args:
        since: First Bogotá day; which date it filters is not published.
        until: Last day, included.
        number: ``numero``.
        state: ``estado``; its values are not published.
        document_type: ``tipoDocumento``; its values are not published.
        supplier_uuid: Uuid of the supplier.
        supplier_id_type: Type of the supplier's identification.
        supplier_id: Identification number of the supplier.
        establishment: Its uuid or code.
        embedded: ``embedded``; its values are not published.
        date_format: How days are written; inferred.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published. None is dropped, since several may stand
        for one purchase: one that moves between two pages comes twice.

    Raises:
        InvalidDate: If `until` is before `since`, or one is a datetime.

    Example:
        ``list(books.purchases.list(since=date(2026, 11, 1)))``
    """
    query: dict[str, QueryValue] = {
        **day_filters(since, until, date_format),
        "proveedorUuid": supplier_uuid,
        "proveedorTipoId": supplier_id_type,
        "proveedorId": supplier_id,
        "estado": state,
        "tipoDocumento": document_type,
        "numero": number,
        "embedded": embedded,
        **_place(establishment),
    }
    name = "purchases.list"
    return _listed("/v1/compras-detallado", name, "compras", query, page_size, key=unkeyed)


def _place(establishment: str | None) -> dict[str, QueryValue]:
    return {"establecimientoUuidOCodigo": establishment}


def _listed(
    route: str,
    name: str,
    module: str,
    query: dict[str, QueryValue],
    page_size: int | None,
    *,
    key: Callable[[Any], Hashable] = whole_row,
) -> PagedOperation[OpenRecord]:
    return PagedOperation(
        "GET",
        route,
        query=query,
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        key=key,
        module=module,
        name=name,
    )
