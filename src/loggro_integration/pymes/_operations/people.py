# SPDX-License-Identifier: MIT
"""Who buys and who sells: customers and sellers."""

from __future__ import annotations

from collections.abc import Mapping

from loggro_integration import wire
from loggro_integration.exact_json import JsonValue
from loggro_integration.http import PYMES_OFFSET, PYMES_PAGE, Operation, PagedOperation
from loggro_integration.pymes._checks import Body, body_of, filled, key_of
from loggro_integration.pymes._operations._build import one, several, write
from loggro_integration.wire import OpenRecord
from loggro_integration.wire.pymes import Saved

__all__ = [
    "create_customer",
    "create_seller",
    "delete_seller",
    "find_customers",
    "find_sellers",
    "get_customer",
    "get_seller",
    "list_customers",
    "list_sellers",
    "suspend_customer",
    "update_customer",
    "update_seller",
]


def list_customers(
    *,
    id_type: str | None = None,
    id: str | None = None,  # noqa: A002 (the name Pymes gives it)
    sort: str | None = None,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List the customers (*clientes*, ``GET /v1/clientes``).

    Args:
        id_type: Type of identification, as ``13`` or ``31``.
        id: Identification number.
        sort: Order; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.customers.list(id_type="31", id="900123456"))``
    """
    return PagedOperation(
        "GET",
        "/v1/clientes",
        query={"tipoId": id_type, "id": id, "sort": sort},
        read_item=wire.pymes.record,
        style=PYMES_OFFSET,
        page_size=page_size,
        module="facturacion",
        name="customers.list",
    )


def find_customers(
    id_type: str,
    id: str,  # noqa: A002 (the name Pymes gives it)
) -> Operation[list[OpenRecord]]:
    """
    Find customers (*clientes*) by their identification.

    Path: ``GET /v1/clientes``.

    Args:
        id_type: Type of identification, as ``13`` or ``31``.
        id: Identification number.

    Returns:
        Every row with that key, as received: their shape is not published. An empty list where
        there is none.

    Raises:
        InvalidInput: If `id_type` or `id` is empty.

    Example:
        ``books.customers.find("31", "900123456")``
    """
    return several(
        "/v1/clientes",
        "customers.find",
        wire.pymes.record,
        module="facturacion",
        query={"tipoId": filled(id_type, "id_type"), "id": filled(id, "id"), "limit": 100},
    )


def get_customer(uuid: str) -> Operation[OpenRecord]:
    """
    Read a customer (*cliente*) by its uuid.

    Path: ``GET /v1/clientes/{uuid}``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.customers.get(uuid)``
    """
    return one(
        "/v1/clientes/{uuid}",
        "customers.get",
        wire.pymes.record,
        module="facturacion",
        path={"uuid": filled(uuid, "uuid")},
    )


def create_customer(
    customer: Body,
    *,
    id_type: str | None = None,
    id: str | None = None,  # noqa: A002 (the name Pymes gives it)
) -> Operation[Saved]:
    """
    Create a customer (*cliente*).

    Path: ``POST /v1/clientes``.

    Args:
        customer: Fields as Pymes names them: its shape is not published.
        id_type: Type of identification for the look-up, if ``tipoId`` of the body does not say it.
        id: Identification number for the look-up, if ``id`` of the body does not say it.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty, or nothing says how to find it again.
        OutcomeUnknown: When sent; its `lookup` finds it by its identification.

    Example:
        ``books.customers.create({"tipoId": "31", "id": "900123456", "nombre": "…"})``
    """
    body = body_of(customer, "customer")
    lookup = _customer_lookup(body, id_type, id)
    return write(
        "POST",
        "/v1/clientes",
        "customers.create",
        module="facturacion",
        json=body,
        lookup=lookup,
    )


def update_customer(
    customer: Body,
    *,
    uuid: str | None = None,
    id_type: str | None = None,
    id: str | None = None,  # noqa: A002 (the name Pymes gives it)
) -> Operation[Saved]:
    """
    Change a customer (*cliente*).

    Path: ``PUT /v1/clientes``. The customer is named in the body.

    Args:
        customer: Fields as Pymes names them: its shape is not published.
            Send everything: whether absent fields are kept is not published.
        uuid: The customer, if neither its identification nor ``uuid`` of the body says which.
        id_type: Type of identification for the look-up, if ``tipoId`` of the body does not say it.
        id: Identification number for the look-up, if ``id`` of the body does not say it.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty, or nothing says how to find it again.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.customers.update({**row.fields, "nombre": "…"})``
    """
    body = body_of(customer, "customer")
    known = uuid if uuid is not None else body.get("uuid")
    lookup = get_customer(known) if isinstance(known, str) else _customer_lookup(body, id_type, id)
    return write(
        "PUT",
        "/v1/clientes",
        "customers.update",
        module="facturacion",
        json=body,
        lookup=lookup,
    )


def suspend_customer(uuid: str) -> Operation[Saved]:
    """
    Suspend a customer (*cliente*).

    Path: ``DELETE /v1/clientes/{uuid}``. It is suspended, not erased.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.customers.suspend(uuid)``
    """
    return write(
        "DELETE",
        "/v1/clientes/{uuid}",
        "customers.suspend",
        module="facturacion",
        path={"uuid": filled(uuid, "uuid")},
        lookup=get_customer(uuid),
    )


def list_sellers(
    *, sort: str | None = None, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the sellers (*vendedores*, ``GET /v1/vendedores``).

    Args:
        sort: Order; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.sellers.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/vendedores",
        query={"sort": sort},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="facturacion",
        name="sellers.list",
    )


def find_sellers(
    id: str,  # noqa: A002 (the name Pymes gives it)
) -> Operation[list[OpenRecord]]:
    """
    Find sellers (*vendedores*) by their identification number.

    Path: ``GET /v1/vendedores/buscarId``.

    Args:
        id: Identification number.

    Returns:
        Every row with that key, as received: their shape is not published. An empty list where
        there is none.

    Raises:
        InvalidInput: If `id` is empty.

    Example:
        ``books.sellers.find("1020304050")``
    """
    return several(
        "/v1/vendedores/buscarId",
        "sellers.find",
        wire.pymes.record,
        module="facturacion",
        query={"id": filled(id, "id")},
    )


def get_seller(uuid: str) -> Operation[OpenRecord]:
    """
    Read a seller (*vendedor*) by its uuid.

    Path: ``GET /v1/vendedores/{uuid}``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.sellers.get(uuid)``
    """
    return one(
        "/v1/vendedores/{uuid}",
        "sellers.get",
        wire.pymes.record,
        module="facturacion",
        path={"uuid": filled(uuid, "uuid")},
    )


def create_seller(
    seller: Body,
    *,
    id: str | None = None,  # noqa: A002 (the name Pymes gives it)
) -> Operation[Saved]:
    """
    Create a seller (*vendedor*).

    Path: ``POST /v1/vendedores``.

    Args:
        seller: Fields as Pymes names them: its shape is not published.
        id: Identification number for the look-up, if ``id`` of the body does not say it.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty, or nothing says how to find it again.
        OutcomeUnknown: When sent; its `lookup` finds it by its identification.

    Example:
        ``books.sellers.create({"tipoId": "13", "id": "1020304050", "nombre": "…"})``
    """
    body = body_of(seller, "seller")
    return write(
        "POST",
        "/v1/vendedores",
        "sellers.create",
        module="facturacion",
        json=body,
        lookup=find_sellers(key_of(id, body, "id", "id")),
    )


def update_seller(uuid: str, seller: Body) -> Operation[Saved]:
    """
    Change a seller (*vendedor*).

    Path: ``PUT /v1/vendedores/{uuid}``.

    Args:
        uuid: The seller.
        seller: Fields as Pymes names them: its shape is not published.
            Send everything: whether absent fields are kept is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` or the body is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.sellers.update(uuid, {**row.fields, "nombre": "…"})``
    """
    return write(
        "PUT",
        "/v1/vendedores/{uuid}",
        "sellers.update",
        module="facturacion",
        path={"uuid": filled(uuid, "uuid")},
        json=body_of(seller, "seller"),
        lookup=get_seller(uuid),
    )


def delete_seller(uuid: str) -> Operation[Saved]:
    """
    Delete a seller (*vendedor*).

    Path: ``DELETE /v1/vendedores/{uuid}``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.sellers.delete(uuid)``
    """
    return write(
        "DELETE",
        "/v1/vendedores/{uuid}",
        "sellers.delete",
        module="facturacion",
        path={"uuid": filled(uuid, "uuid")},
        lookup=get_seller(uuid),
    )


def _customer_lookup(
    body: Mapping[str, JsonValue], id_type: str | None, number: str | None
) -> Operation[list[OpenRecord]]:
    """Return the read that finds a customer again by its identification."""
    kind = key_of(id_type, body, "tipoId", "id_type")
    return find_customers(kind, key_of(number, body, "id", "id"))
