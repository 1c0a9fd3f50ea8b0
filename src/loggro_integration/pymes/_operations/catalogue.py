# SPDX-License-Identifier: MIT
"""The catalogues of Pymes: structure, money, people, items, numberings, payments, taxes."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import (
    PYMES_ALL,
    PYMES_ITEMS,
    PYMES_OFFSET,
    PYMES_PAGE,
    PagedOperation,
)
from loggro_integration.pymes._checks import filled
from loggro_integration.wire import OpenRecord
from loggro_integration.wire.pymes import Establishment, Item, Warehouse

__all__ = [
    "company_numbering_ranges",
    "establishment_numbering_ranges",
    "list_bank_accounts",
    "list_cash_boxes",
    "list_customers",
    "list_establishments",
    "list_items",
    "list_numbering_ranges",
    "list_payment_means",
    "list_payment_terms",
    "list_sellers",
    "list_tax_rates",
    "list_taxes",
    "list_warehouses",
]


def list_establishments(*, parent: str | None = None) -> PagedOperation[Establishment]:
    """
    List the establishments, all at once.

    Path: ``GET /v1/estructura-empresarial/establecimientos``. It was seen under
    ``loggro-inventario``; it may answer under ``loggro-organizacion`` too.

    Args:
        parent: ``padre``, uuid of the node above.

    Example:
        ``[place.name for place in books.establishments.list()]``
    """
    return PagedOperation(
        "GET",
        "/v1/estructura-empresarial/establecimientos",
        query={"padre": parent},
        read_item=wire.pymes.establishment,
        style=PYMES_ALL,
        module="inventario",
        name="establishments.list",
    )


def list_warehouses(*, establishment: str | None = None) -> PagedOperation[Warehouse]:
    """
    List the warehouses (*bodegas*), all at once.

    Path: ``GET /v1/estructura-empresarial/bodegas``. It was seen under ``loggro-inventario``; it
    may answer under ``loggro-organizacion`` too.

    Args:
        establishment: Uuid of their establishment.

    Example:
        ``[place.name for place in books.warehouses.list()]``
    """
    return PagedOperation(
        "GET",
        "/v1/estructura-empresarial/bodegas",
        query={"establecimiento": establishment},
        read_item=wire.pymes.warehouse,
        style=PYMES_ALL,
        module="inventario",
        name="warehouses.list",
    )


def list_cash_boxes(
    *, kind: str | None = None, state: str | None = None, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the cash boxes (*cajas*, ``GET /v1/cajas``).

    Args:
        kind: ``tipoCaja``; its values are not published.
        state: ``estadoCaja``; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``[box.get("nombre") for box in books.cash_boxes.list()]``
    """
    return PagedOperation(
        "GET",
        "/v1/cajas",
        query={"tipoCaja": kind, "estadoCaja": state},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name="cash_boxes.list",
    )


def list_bank_accounts(
    *,
    number: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List the bank accounts (*cuentas bancarias*, ``GET /v1/cuentas-bancarias``).

    Args:
        number: Number of the account.
        kind: ``tipoCuentaBancaria``; its values are not published.
        state: ``estado``; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.bank_accounts.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/cuentas-bancarias",
        query={"numeroCuenta": number, "tipoCuentaBancaria": kind, "estado": state},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name="bank_accounts.list",
    )


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


def list_items(*, kind: str | None = None, page_size: int | None = None) -> PagedOperation[Item]:
    """
    List the items of the catalogue (``GET /v1/items``); it carries no stock.

    Args:
        kind: ``INVENTARIABLE``, ``NO_INVENTARIABLE`` or ``SERVICIO``.
        page_size: Rows a page, at most 100.

    Raises:
        Unavailable: When sent, also if one broken row makes the whole list answer 500.

    Example:
        ``{item.code: item.description for item in books.items.list()}``
    """
    return PagedOperation(
        "GET",
        "/v1/items",
        query={"tipoItem": kind},
        read_item=wire.pymes.item,
        style=PYMES_ITEMS,
        page_size=page_size,
        module="inventario",
        name="items.list",
    )


def list_numbering_ranges() -> PagedOperation[OpenRecord]:
    """
    List the numberings and their validity (*consecutivos*, ``GET /v1/consecutivos/vigencias``).

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.numbering_ranges.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/consecutivos/vigencias",
        read_item=wire.pymes.record,
        style=PYMES_ALL,
        module="facturacion",
        name="numbering_ranges.list",
    )


def establishment_numbering_ranges(
    uuid: str, *, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the numberings of an establishment that do not belong to its POS.

    Path: ``GET /v1/consecutivos/no-pos/establecimientos/{uuid}``.

    Args:
        uuid: The establishment.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published. None where it has no such numbering.

    Raises:
        InvalidInput: If `uuid` is empty.

    Example:
        ``list(books.numbering_ranges.of_establishment(place.uuid))``
    """
    return PagedOperation(
        "GET",
        "/v1/consecutivos/no-pos/establecimientos/{uuid}",
        path={"uuid": filled(uuid, "uuid")},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="facturacion",
        name="numbering_ranges.of_establishment",
    )


def company_numbering_ranges(*, page_size: int | None = None) -> PagedOperation[OpenRecord]:
    """
    List the numberings of the company that do not belong to a POS.

    Path: ``GET /v1/consecutivos/no-pos/compania``.

    Args:
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.numbering_ranges.of_company())``
    """
    return PagedOperation(
        "GET",
        "/v1/consecutivos/no-pos/compania",
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="facturacion",
        name="numbering_ranges.of_company",
    )


def list_payment_terms(*, state: str | None = None) -> PagedOperation[OpenRecord]:
    """
    List the payment terms (*formas de pago*, ``GET /v1/formas-de-pago``), all at once.

    Args:
        state: ``estado``; its values are not published.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.payment_terms.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/formas-de-pago",
        query={"estado": state},
        read_item=wire.pymes.record,
        style=PYMES_ALL,
        module="facturacion",
        name="payment_terms.list",
    )


def list_payment_means(*, integration: str | None = None) -> PagedOperation[OpenRecord]:
    """
    List the means of payment (*medios de pago*, ``GET /v1/medios-de-pago``), all at once.

    Args:
        integration: ``integracion``; its values are not published.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.payment_means.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/medios-de-pago",
        query={"integracion": integration},
        read_item=wire.pymes.record,
        style=PYMES_ALL,
        module="facturacion",
        name="payment_means.list",
    )


def list_taxes(
    transaction: str,
    *,
    tax: str | None = None,
    sort: str | None = None,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List taxes and withholdings of a kind of transaction.

    Path: ``GET /v1/impuesto-retencion/{transaccion}``.

    Args:
        transaction: ``transaccion``; its values are not published.
        tax: ``impuesto``; its values are not published.
        sort: Order; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidInput: If `transaction` is empty.

    Example:
        ``list(books.taxes.list("VENTA"))``
    """
    return PagedOperation(
        "GET",
        "/v1/impuesto-retencion/{transaccion}",
        path={"transaccion": filled(transaction, "transaction")},
        query={"impuesto": tax, "sort": sort},
        read_item=wire.pymes.record,
        style=PYMES_OFFSET,
        page_size=page_size,
        module="facturacion",
        name="taxes.list",
    )


def list_tax_rates(
    *, tax: str | None = None, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the rates of taxes and their validity (``GET /v1/vigencia-tarifa-impuesto/basica``).

    Args:
        tax: ``impuesto``; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.tax_rates.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/vigencia-tarifa-impuesto/basica",
        query={"impuesto": tax},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="facturacion",
        name="tax_rates.list",
    )
